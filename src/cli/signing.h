/* signing.h - one signature as it was asked for, by options or by a file that lists several.
 *
 * Layer:   cli.
 */
#ifndef JX_CLI_SIGNING_H
#define JX_CLI_SIGNING_H

#include "cli/passphrase.h"
#include "cli/run.h"
#include "sign/sign.h"

struct jx_signing {
    struct jx_str place, date, reason, location, name;
    struct jx_key_files key;
    struct jx_pass_source pass;
    struct jx_tsa tsa;
    struct jx_str external;
    struct jx_str seal, mm, rect;
    bool invisible, lock;
    unsigned certify, hole_kb, page;
};

struct jx_signings JX_VEC(struct jx_signing);

/* The options that say who signs with what, and what is shown. */
#define JX_SIGNING_OPTION_ROWS(s)                                                                  \
    {"--place", JX_OPT_TEXT, &(s)->place}, {"--p12", JX_OPT_TEXT, &(s)->key.p12},                  \
        {"--key", JX_OPT_TEXT, &(s)->key.key}, {"--cert", JX_OPT_TEXT, &(s)->key.cert},            \
        {"--chain", JX_OPT_TEXT, &(s)->key.chain}, {"--pass-file", JX_OPT_TEXT, &(s)->pass.file},  \
        {"--pass-fd", JX_OPT_TEXT, &(s)->pass.fd}, {"--external", JX_OPT_TEXT, &(s)->external},    \
        {"--hole", JX_OPT_COUNT, &(s)->hole_kb}, {"--tsa", JX_OPT_TEXT, &(s)->tsa.url},            \
        {"--tsa-cmd", JX_OPT_TEXT, &(s)->tsa.command}, {"--date", JX_OPT_TEXT, &(s)->date},        \
        {"--seal", JX_OPT_TEXT, &(s)->seal}, {"--mm", JX_OPT_TEXT, &(s)->mm},                      \
        {"--invisible", JX_OPT_FLAG, &(s)->invisible}, {"--name", JX_OPT_TEXT, &(s)->name},        \
        {"--reason", JX_OPT_TEXT, &(s)->reason}, {"--location", JX_OPT_TEXT, &(s)->location},      \
        {"--certify", JX_OPT_COUNT, &(s)->certify}, {"--lock", JX_OPT_FLAG, &(s)->lock},           \
        {"--page", JX_OPT_COUNT, &(s)->page},                                                      \
    {                                                                                              \
        "--rect", JX_OPT_TEXT, &(s)->rect                                                          \
    }

/* What is missing or contradicts itself, in Chinese; NULL: nothing. No file is read. */
const char *jx_signing_fault(const struct jx_signing *signing);

/* Is it said completely and without contradiction? Errors: JX_E_USAGE after a line on stderr. */
JX_NODISCARD enum jx_status jx_signing_check(const struct jx_signing *signing);

/* Sign a PDF file in memory. run: gives arena, messages and fonts. A crash from here on writes no core file, for it would hold the key.
 * Errors: those of keys and signatures, after messages; the file is as it was. */
JX_NODISCARD enum jx_status jx_signing_apply(struct jx_run *run, const struct jx_signing *signing,
                                             struct jx_str bytes, struct jx_str *ret_bytes);

/* Read a file that lists signatures (签名.yaml), in order; paths in it count from its folder.
 * common: the date of all of them, and the open file that passphrases come from, a line each. Errors: JX_E_INPUT, JX_E_IO after messages. */
JX_NODISCARD enum jx_status jx_signings_read(struct jx_run *run, struct jx_str path,
                                             const struct jx_signing *common,
                                             struct jx_signings *ret_signings);

#endif
