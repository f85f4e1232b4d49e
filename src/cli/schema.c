/* schema.c - jixiao schema: JSON Schema for editors.
 *
 * Layer:  cli.
 */
#include "cli/run.h"

#include <stdio.h>

int jx_command_schema(int argc, char **argv)
{
    struct jx_arena *arena = jx_arena_new(0);
    const struct jx_option rows[] = {{NULL, JX_OPT_FLAG, NULL}};
    const struct jx_schema *schema = NULL;
    struct jx_strs operands = {0};
    int status = JX_EXIT_USAGE;

    if (jx_options_parse(arena, argc, argv, rows, &operands) == JX_OK) {
        if (operands.n == 1 && jx_str_is(operands.items[0], "项目"))
            schema = &jx_project_schema;
        else if (operands.n == 1 && jx_str_is(operands.items[0], "评价"))
            schema = &jx_findings_schema;
        else
            fputs("写 jixiao schema 项目 或 jixiao schema 评价\n", stderr);
    }
    if (schema != NULL) {
        const struct jx_str text = jx_schema_json(arena, schema);

        fwrite(text.ptr, 1, text.len, stdout);
        status = JX_EXIT_OK;
    }
    jx_arena_free(arena);
    return status;
}
