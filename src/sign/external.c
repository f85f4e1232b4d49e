/* external.c - a signer that is another program, for keys that do not leave their token.
 *
 * Layer:  sign.
 */
#include "sign/signing.h"

static enum jx_status sign(const struct jx_signer *signer, struct jx_arena *arena,
                           const struct jx_str parts[2], struct jx_diags *diags,
                           struct jx_str *ret_cms)
{
    const struct jx_str *command = signer->data;
    const enum jx_status status = jx_program_run(arena, *command, parts, diags, ret_cms);

    if (status != JX_OK)
        return status;
    return jx__cms_is_good(arena, *ret_cms, parts, diags) ? JX_OK : JX_E_LIBRARY;
}

struct jx_signer jx_signer_of_program(struct jx_arena *arena, struct jx_str command,
                                      size_t max_bytes)
{
    struct jx_str *kept = JX_NEW(arena, struct jx_str);

    *kept = command;
    return (struct jx_signer){JX_NO_STR, max_bytes, sign, kept};
}
