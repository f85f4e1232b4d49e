/* options.h - command-line options as a table.
 *
 * Layer:  cli.
 */
#ifndef JX_CLI_OPTIONS_H
#define JX_CLI_OPTIONS_H

#include "base/str.h"

enum jx_option_kind { JX_OPT_FLAG, JX_OPT_TEXT, JX_OPT_COUNT, JX_OPT_TEXTS };

/* One option of a command. target: bool *, struct jx_str *, unsigned *, struct jx_strs *. */
struct jx_option {
    const char *name; /* "--json" */
    enum jx_option_kind kind;
    void *target;
};

/* Take options out of argv[1 …]; what is left are operands (project folders).
 *
 * options: ended by one without a name. "--" ends options; "--x=y" and "--x y" are the same.
 * Errors:  JX_E_USAGE after a Chinese message on stderr (unknown option with 是否想写, missing or wrong value). */
JX_NODISCARD enum jx_status jx_options_parse(struct jx_arena *arena, int argc, char **argv,
                                             const struct jx_option *options,
                                             struct jx_strs *ret_operands);

#endif
