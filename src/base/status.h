/* status.h - what a function tells its caller; what it tells the person goes into diagnostics (diag.h).
 *
 * Layer:  base.
 */
#ifndef JX_BASE_STATUS_H
#define JX_BASE_STATUS_H

enum jx_status {
    JX_OK = 0,
    JX_E_INPUT,    /* the user's input is wrong; diagnostics say where (exit status 1) */
    JX_E_USAGE,    /* wrong command line (exit status 2) */
    JX_E_IO,       /* disk, permission, file missing for the system's part (exit status 3) */
    JX_E_LIMIT,    /* a documented limit was reached; diagnostics say which */
    JX_E_LIBRARY,  /* a third-party library failed */
    JX_E_INTERNAL, /* our own bug */
};

#define JX_NODISCARD __attribute__((warn_unused_result))
#define JX_NEVER_NULL __attribute__((returns_nonnull))
#define JX_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

#endif
