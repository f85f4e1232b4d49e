/* schema.c - jixiao schema: JSON Schema for editors.
 *
 * Layer:  cli.
 */
#include "cli/run.h"

#include <stdio.h>

static const struct jx_schema *schema_of(struct jx_str name)
{
    if (jx_str_is(name, "项目"))
        return &jx_project_schema;
    if (jx_str_is(name, "评价"))
        return &jx_findings_schema;
    return jx_str_is(name, "更正") ? &jx_notes_schema : NULL;
}

/* With the fields that a folder's scheme, template and tables declare, when one is given. */
static int print(const struct jx_schema *schema, const struct jx_str *folder)
{
    const struct jx_run_options options = {0};
    struct jx_run run;
    struct jx_str text;
    enum jx_status status = JX_OK;
    int exit_status;

    jx_run_init(&run, folder != NULL ? *folder : JX_STR("."), &options);
    if (folder != NULL)
        status = jx_run_declared(&run);
    if (status == JX_OK) {
        text = jx_schema_json(run.arena, schema, folder != NULL ? &run.declared : NULL);
        fwrite(text.ptr, 1, text.len, stdout);
    }
    jx_run_report(&run);
    exit_status = jx_run_exit(&run, status, false);
    jx_run_done(&run);
    return exit_status;
}

int jx_command_schema(int argc, char **argv)
{
    struct jx_arena *arena = jx_arena_new(0);
    const struct jx_option rows[] = {{NULL, JX_OPT_FLAG, NULL}};
    struct jx_strs operands = {0};
    int status = JX_EXIT_USAGE;

    if (jx_options_parse(arena, argc, argv, rows, &operands) == JX_OK) {
        const bool counted = operands.n == 1 || operands.n == 2;
        const struct jx_schema *schema = counted ? schema_of(operands.items[0]) : NULL;

        if (schema == NULL)
            fputs("写 jixiao schema 项目、评价 或 更正，后面可以再写文件夹\n", stderr);
        else
            status = print(schema, operands.n == 2 ? &operands.items[1] : NULL);
    }
    jx_arena_free(arena);
    return status;
}
