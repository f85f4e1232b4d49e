/* standing.h - what an issued version is worth today: is it still as it was issued, and is it the last?
 *
 * Layer:   cli.
 */
#ifndef JX_CLI_STANDING_H
#define JX_CLI_STANDING_H

#include "base/value.h"
#include "revision/code.h"

struct jx_standing {
    const struct jx_record *record;
    const struct jx_record *latest; /* of the last version; the same as record when it is that */
    struct jx_str name, number;     /* 项目名称, 报告编号; may be absent */
    struct jx_code code;            /* of the record as it is now */
    struct jx_strs inputs, outputs; /* names of frozen files that are gone or changed */
    size_t
        n_signed_later; /* outputs that got signatures after they were issued, and no other change */
    bool good;          /* nothing is gone or changed */
};

/* Look at version `number` of a project. What is gone or changed is said (E935, E936).
 * Errors: JX_E_INPUT after messages: no such version (E933), a record that cannot be read. */
JX_NODISCARD enum jx_status jx_standing_make(struct jx_arena *arena, struct jx_str folder,
                                             unsigned number, struct jx_diags *diags,
                                             struct jx_standing *ret_standing);

/* The version that a code stands for; text: typed, or what a QR code holds.
 * Errors: JX_E_INPUT after messages (E930 to E934), and those of jx_standing_make(). */
JX_NODISCARD enum jx_status jx_standing_of_code(struct jx_arena *arena, struct jx_str folder,
                                                struct jx_str text, struct jx_diags *diags,
                                                struct jx_standing *ret_standing);

/* For people, and for JSON. */
struct jx_str jx_standing_text(struct jx_arena *arena, const struct jx_standing *standing);
struct jx_value *jx_standing_value(struct jx_arena *arena, const struct jx_standing *standing);

#endif
