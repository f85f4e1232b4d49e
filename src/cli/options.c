/* options.c - reads command-line options.
 *
 * Layer:  cli.
 */
#include "cli/options.h"

#include <stdio.h>

#define MAX_OPTIONS 32
#define MAX_COUNT 1024

struct parser {
    struct jx_arena *arena;
    int argc;
    char **argv;
    int at;
    const struct jx_option *options;
};

static const struct jx_option *find(const struct parser *parser, struct jx_str name)
{
    for (const struct jx_option *option = parser->options; option->name != NULL; option++)
        if (jx_str_is(name, option->name))
            return option;
    return NULL;
}

static enum jx_status unknown(const struct parser *parser, struct jx_str name)
{
    struct jx_str names[MAX_OPTIONS];
    struct jx_str near;
    size_t n = 0;

    for (const struct jx_option *option = parser->options; option->name != NULL && n < MAX_OPTIONS;
         option++)
        names[n++] = jx_str_of(option->name);
    near = jx_str_nearest(name, names, n);
    if (near.ptr != NULL)
        fprintf(stderr, "没有选项“%.*s”，是否想写 %.*s？\n", JX_FMT(name), JX_FMT(near));
    else
        fprintf(stderr, "没有选项“%.*s”；jixiao --help 列出用法\n", JX_FMT(name));
    return JX_E_USAGE;
}

static bool parse_count(struct jx_str text, unsigned *ret_count)
{
    unsigned count = 0;

    if (text.len == 0 || text.len > 4)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        count = count * 10 + (unsigned)(text.ptr[i] - '0');
    }
    *ret_count = count;
    return count >= 1 && count <= MAX_COUNT;
}

static enum jx_status set_value(const struct parser *parser, const struct jx_option *option,
                                struct jx_str value)
{
    if (option->kind == JX_OPT_TEXT) {
        *(struct jx_str *)option->target = value;
    } else if (option->kind == JX_OPT_TEXTS) {
        JX_PUSH(parser->arena, (struct jx_strs *)option->target, value);
    } else if (!parse_count(value, option->target)) {
        fprintf(stderr, "选项 %s 要一个 1 到 %d 的整数，不是“%.*s”\n", option->name, MAX_COUNT,
                JX_FMT(value));
        return JX_E_USAGE;
    }
    return JX_OK;
}

static enum jx_status take_option(struct parser *parser, struct jx_str argument)
{
    const size_t equals = jx_str_find(argument, JX_STR("="), 0);
    const bool inline_value = equals != SIZE_MAX;
    const struct jx_str name = inline_value ? jx_str_sub(argument, 0, equals) : argument;
    const struct jx_option *option = find(parser, name);

    if (option == NULL)
        return unknown(parser, name);
    if (option->kind == JX_OPT_FLAG) {
        if (inline_value) {
            fprintf(stderr, "选项 %s 不带值\n", option->name);
            return JX_E_USAGE;
        }
        *(bool *)option->target = true;
        return JX_OK;
    }
    if (inline_value)
        return set_value(parser, option,
                         jx_str_sub(argument, equals + 1, argument.len - equals - 1));
    if (parser->at + 1 >= parser->argc) {
        fprintf(stderr, "选项 %s 后面缺少值\n", option->name);
        return JX_E_USAGE;
    }
    return set_value(parser, option, jx_str_of(parser->argv[++parser->at]));
}

enum jx_status jx_options_parse(struct jx_arena *arena, int argc, char **argv,
                                const struct jx_option *options, struct jx_strs *ret_operands)
{
    struct parser parser = {arena, argc, argv, 1, options};
    bool only_operands = false;

    for (; parser.at < argc; parser.at++) {
        const struct jx_str argument = jx_str_of(argv[parser.at]);

        if (!only_operands && jx_str_is(argument, "--")) {
            only_operands = true;
        } else if (!only_operands && argument.len > 1 && argument.ptr[0] == '-') {
            enum jx_status status = take_option(&parser, argument);

            if (status != JX_OK)
                return status;
        } else {
            JX_PUSH(arena, ret_operands, argument);
        }
    }
    return JX_OK;
}
