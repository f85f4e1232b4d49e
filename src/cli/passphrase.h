/* passphrase.h - where a passphrase comes from: never an argument or the environment, which others can read.
 *
 * Layer:  cli.
 */
#ifndef JX_CLI_PASSPHRASE_H
#define JX_CLI_PASSPHRASE_H

#include "base/diag.h"
#include "sign/sign.h"

struct jx_pass_source {
    struct jx_str
        file; /* --pass-file: its first line; only the user may read it (0600); absent: not given */
    struct jx_str
        fd; /* --pass-fd: number of an open file, read to the first line's end; absent: not given */
    struct jx_str place; /* whose passphrase the terminal asks for; absent: not said */
    struct jx_diags *diags;
};

/* The function for struct jx_passphrase; data: a struct jx_pass_source. Without file and fd the terminal is asked, without echo.
 * Nothing of the passphrase is left in memory but what is in buffer. */
int jx_passphrase_ask(void *data, char *buffer);

/* Does fd name a number? */
bool jx_passphrase_fd(struct jx_str text, int *ret_fd);

#endif
