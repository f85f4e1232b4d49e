/* cell_tick.c - 勾选 of a cell: all words a value may be, the one it is ticked. */
#include "document/tabledef.h"

#include "input/suggest.h"

#include <stddef.h>

#define TICK_ON "☑"
#define TICK_OFF "□"
#define TICK_COLUMN_ON "√" /* under a heading that says what is ticked */

struct option_record {
    struct jx_text word, text;
    struct jx_texts marks;
};

static const struct jx_field option_fields[] = {
    {.key = "值",
     .type = JX_F_TEXT,
     .flags = JX_FIELD_REQUIRED,
     .offset = offsetof(struct option_record, word),
     .doc = "数据里的词"},
    {.key = "文",
     .type = JX_F_TEXT,
     .offset = offsetof(struct option_record, text),
     .doc = "印出的字，不写则与值相同"},
    {.key = "记号",
     .type = JX_F_TEXTS,
     .offset = offsetof(struct option_record, marks),
     .doc = "这一项的记号：[选中, 未选]"},
};
static const struct jx_schema option_schema = {
    .name = "勾选的项",
    .size = sizeof(struct option_record),
    .fields = option_fields,
    .n_fields = sizeof option_fields / sizeof *option_fields,
    .span_offset = JX_NO_OFFSET,
    .extra_offset = JX_NO_OFFSET,
    .scalar_field = "值",
};

/* ---- reading ---- */

/* [选中, 未选] over those of the whole. False after a message. */
static bool read_marks(struct jx_diags *diags, const struct jx_texts *marks,
                       struct jx__tick_marks *ret_marks)
{
    if (marks->n == 0)
        return true;
    if (marks->n != 2) {
        JX_SAY(diags, TICK_MARKS, marks->items[0].span);
        return false;
    }
    *ret_marks = (struct jx__tick_marks){marks->items[0].str, marks->items[1].str};
    return true;
}

static bool read_option(const struct jx_decode *d, const struct jx_node *node,
                        struct jx__ticks *ticks)
{
    struct option_record record = {0};
    struct jx__tick_marks marks = ticks->marks;
    if (jx_schema_decode(d, &option_schema, node, &record) != JX_OK ||
        !read_marks(d->diags, &record.marks, &marks))
        return false;
    struct jx_tick option = {.word = record.word.str,
                             .text = record.text.str.ptr ? record.text.str : record.word.str,
                             .on = marks.on,
                             .off = marks.off};
    JX_PUSH(d->arena, &ticks->options, option);
    return true;
}

/* 是, 列项, or the options. */
static bool read_options(const struct jx_decode *d, const struct jx_node *node,
                         struct jx__ticks *ticks)
{
    if (node->kind == JX_NODE_SCALAR && jx_str_is(node->text, "是"))
        return true;
    if (node->kind == JX_NODE_SCALAR && jx_str_is(node->text, JX__COLUMN_ITEM)) {
        ticks->form = JX__TICK_COLUMN;
        return true;
    }
    if (node->kind != JX_NODE_LIST || node->n == 0) {
        JX_SAY(d->diags, TICK_OPTIONS, node->span);
        return false;
    }
    for (size_t i = 0; i < node->n; i++)
        if (!read_option(d, node->items[i], ticks))
            return false;
    return true;
}

const struct jx__ticks *jx__ticks_decode(const struct jx_decode *d, const struct jx_node *node,
                                         const struct jx_texts *marks, enum jx__tick_form form)
{
    struct jx__ticks *ticks = JX_NEW(d->arena, struct jx__ticks);
    ticks->span = node->span;
    ticks->form = form;
    ticks->marks = (struct jx__tick_marks){JX_STR(TICK_ON), JX_STR(TICK_OFF)};
    if (node->kind == JX_NODE_SCALAR && jx_str_is(node->text, JX__COLUMN_ITEM))
        ticks->marks = (struct jx__tick_marks){JX_STR(TICK_COLUMN_ON), JX_STR("")};
    bool good = read_marks(d->diags, marks, &ticks->marks);
    return good && read_options(d, node, ticks) ? ticks : NULL;
}

/* ---- printing ---- */

static void add_word(struct jx_arena *arena, struct jx__tick_options *options, struct jx_str word,
                     struct jx__tick_marks marks)
{
    struct jx_tick option = {word, word, marks.on, marks.off};
    JX_PUSH(arena, options, option);
}

/* The words that 字段 allows for the member: those of the list that the row comes from, else of any record. */
static const struct jx_texts *declared_words(const struct jx__builder *b, struct jx_str list,
                                             struct jx_str member)
{
    const struct jx_project *project = b->input != NULL ? b->input->project : NULL;
    const struct jx_texts *any = NULL;
    for (size_t i = 0; project != NULL && i < project->n_declared; i++) {
        const struct jx_declared *field = &project->declared[i];
        if (!jx_str_eq(field->key.str, member) || field->choices.n == 0)
            continue;
        if (jx_str_eq(field->record.str, list))
            return &field->choices;
        any = any != NULL ? any : &field->choices;
    }
    return any;
}

struct jx__tick_options jx__ticks_options(struct jx__builder *b, const struct jx__ticks *ticks,
                                          struct jx_str list, struct jx_str member)
{
    struct jx__tick_options options = ticks->options;
    if (options.n > 0)
        return options;
    const struct jx_texts *words = declared_words(b, list, member);
    if (words == NULL)
        JX_SAY(b->diags, TICK_UNDECLARED, ticks->span, member);
    for (size_t i = 0; words != NULL && i < words->n; i++)
        add_word(b->arena, &options, words->items[i].str, ticks->marks);
    return options;
}

static struct jx_str word_of(struct jx_arena *arena, const struct jx_value *value)
{
    return jx_str_trim(jx_value_str(arena, value));
}

/* Whether the word is the value, or one of a list of them. */
static bool is_ticked(struct jx_arena *arena, const struct jx_value *value, struct jx_str word)
{
    if (value == NULL)
        return false;
    for (size_t i = 0; value->kind == JX_V_LIST && i < value->list.n; i++)
        if (jx_str_eq(word_of(arena, value->list.items[i]), word))
            return true;
    return word.len > 0 && jx_str_eq(word_of(arena, value), word);
}

static bool has_option(struct jx__builder *b, const struct jx__ticks *ticks,
                       const struct jx__tick_options *options, const struct jx_value *value)
{
    struct jx_strs words = {0};
    struct jx_str word = word_of(b->arena, value);
    for (size_t i = 0; i < options->n; i++) {
        if (jx_str_eq(options->items[i].word, word))
            return true;
        JX_PUSH(b->arena, &words, options->items[i].word);
    }
    if (word.len == 0)
        return true;
    struct jx_str near = jx_suggest(b->diags, word, words.items, words.n);
    struct jx_str all = jx_str_join(b->arena, words.items, words.n, JX_STR("、"));
    jx_suggested(JX_SAY(b->diags, TICK_UNKNOWN, ticks->span, word, all, near), near);
    return false;
}

static bool has_options(struct jx__builder *b, const struct jx__ticks *ticks,
                        const struct jx__tick_options *options, const struct jx_value *value)
{
    bool good = true;
    if (value == NULL || value->kind != JX_V_LIST)
        return has_option(b, ticks, options, value);
    for (size_t i = 0; i < value->list.n; i++)
        good = has_option(b, ticks, options, value->list.items[i]) && good;
    return good;
}

bool jx__ticks_text(struct jx__builder *b, const struct jx__ticks *ticks,
                    const struct jx__tick_options *options, const struct jx_value *value,
                    struct jx_str *ret_text)
{
    struct jx_buf buf = {.arena = b->arena};
    const char *gap = ticks->form == JX__TICK_LINES ? "\n" : "　";
    for (size_t i = 0; i < options->n; i++) {
        const struct jx_tick *option = &options->items[i];
        bool on = is_ticked(b->arena, value, option->word);
        struct jx_str mark = on ? option->on : option->off;
        if (ticks->form == JX__TICK_BRACKETS)
            jx_buf_printf(&buf, "%.*s（%.*s）%s", JX_FMT(option->text), JX_FMT(mark),
                          i + 1 < options->n ? "；" : "。");
        else
            jx_buf_printf(&buf, "%s%.*s %.*s", i > 0 ? gap : "", JX_FMT(mark),
                          JX_FMT(option->text));
    }
    *ret_text = jx_buf_str(&buf);
    return options->n > 0 && has_options(b, ticks, options, value);
}

struct jx_str jx__tick_mark(struct jx_arena *arena, const struct jx__ticks *ticks,
                            const struct jx_value *value, struct jx_str word)
{
    return is_ticked(arena, value, word) ? ticks->marks.on : ticks->marks.off;
}
