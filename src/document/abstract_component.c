/* abstract_component.c - 摘要: a title, paragraphs, a strip of figures, keywords, on pages of their own.
 *
 * Source: GB/T 7713.1-2006 and 7713.3-2014 (摘要 and 关键词 before the body, 关键词 parted by semicolons).
 */
#include "document/component.h"

#include <stddef.h>

struct abstract {
    struct jx_text title;
    const struct jx_node *points;
    struct jx_text text;
    struct jx_texts keywords;
};

static const struct jx_field abstract_fields[] = {
    {.key = "标题",
     .type = JX_F_TEXT,
     .offset = offsetof(struct abstract, title),
     .doc = "不写为 摘　要"},
    {.key = "要点",
     .type = JX_F_NODE,
     .offset = offsetof(struct abstract, points),
     .doc = "名和值的列表，排成小表"},
    {.key = "文",
     .type = JX_F_TEXT,
     .offset = offsetof(struct abstract, text),
     .doc = "摘要的各段，Markdown"},
    {.key = "关键词",
     .type = JX_F_TEXTS,
     .offset = offsetof(struct abstract, keywords),
     .doc = "一个或几个"},
};
const struct jx_schema jx__abstract_schema = {
    .name = "摘要",
    .size = sizeof(struct abstract),
    .fields = abstract_fields,
    .n_fields = sizeof abstract_fields / sizeof *abstract_fields,
    .span_offset = JX_NO_OFFSET,
    .extra_offset = JX_NO_OFFSET,
};

static void push(struct jx__builder *b, struct jx_block block)
{
    JX_PUSH(b->arena, &b->blocks, block);
}

static void push_title(struct jx__builder *b, const struct jx_text *text, struct jx_span span)
{
    struct jx_str title = text->str.ptr != NULL ? text->str : JX_STR("摘　要");
    struct jx__anchor anchor = {
        .name = jx_str_printf(b->arena, "摘要-%zu", b->blocks.n), .label = title, .span = span};
    push(b, (struct jx_block){.kind = JX_B_ABSTRACT,
                              .span = span,
                              .anchor = jx__anchor_add(b->arena, &b->numbering, anchor, b->diags),
                              .inlines = jx__inlines_plain(b->arena, title, span)});
}

/* ---- 要点 ---- */

/* Values longer than this have a row of their own. */
#define SHORT_VALUE 12

static bool are_short(const struct jx_cover_field *pairs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (jx_utf8_count(pairs[i].text) > SHORT_VALUE)
            return false;
    return true;
}

static void add_cell(struct jx__builder *b, struct jx_table *table, struct jx_cell cell,
                     struct jx_str text)
{
    cell.rows = 1;
    cell.valign = JX_VA_MIDDLE;
    cell.text = jx__inlines_plain(b->arena, jx_str_trim(text), table->span);
    cell.span = &table->span;
    table->cells[table->n_cells++] = cell;
}

/* Two pairs a row, or one where the values are long; the last of an odd number takes the whole row. */
static void push_points(struct jx__builder *b, const struct jx_cover_field *pairs, size_t n,
                        struct jx_span span)
{
    static const uint32_t ratios[] = {20, 30, 20, 30};
    static const uint32_t ratios_long[] = {20, 80};
    const size_t per_row = n > 1 && are_short(pairs, n) ? 2 : 1;
    struct jx_table *table = JX_NEW(b->arena, struct jx_table);
    table->span = span;
    table->n_cols = 2 * per_row;
    table->n_rows = (n + per_row - 1) / per_row;
    table->rows = JX_ARRAY(b->arena, struct jx_table_row, table->n_rows);
    table->cells = JX_ARRAY(b->arena, struct jx_cell, 2 * n);
    table->widths = JX_ARRAY(b->arena, uint32_t, table->n_cols);
    table->size = JX_STR("小四");
    for (size_t c = 0; c < table->n_cols; c++)
        table->widths[c] = per_row == 2 ? ratios[c] : ratios_long[c];
    for (size_t i = 0; i < n; i++) {
        const uint32_t row = (uint32_t)(i / per_row), col = (uint32_t)(i % per_row * 2);
        const uint32_t cols = i + 1 == n ? (uint32_t)table->n_cols - col - 1 : 1;
        add_cell(b, table,
                 (struct jx_cell){
                     .row = row, .col = col, .cols = 1, .header = true, .halign = JX_HA_CENTER},
                 pairs[i].label);
        add_cell(b, table,
                 (struct jx_cell){.row = row,
                                  .col = col + 1,
                                  .cols = cols,
                                  .halign = per_row == 2 ? JX_HA_CENTER : JX_HA_LEFT},
                 pairs[i].text);
    }
    push(b, (struct jx_block){.kind = JX_B_TABLE, .span = span, .table = table});
}

/* ---- 关键词 ---- */

static void push_keywords(struct jx__builder *b, const struct jx_texts *keywords,
                          struct jx_span span)
{
    struct jx_block block = {.kind = JX_B_PARAGRAPH, .span = span};
    struct jx_strs words = {0};
    for (size_t i = 0; i < keywords->n; i++)
        if (jx_str_trim(keywords->items[i].str).len > 0)
            JX_PUSH(b->arena, &words, jx_str_trim(keywords->items[i].str));
    if (words.n == 0)
        return;
    const struct jx_inline_place *place = jx_inline_place_make(b->arena, span, JX_NO_STR);
    JX_PUSH(b->arena, &block.inlines,
            (struct jx_inline){.text = JX_STR("关键词："), .flags = JX_I_STRONG, .place = place});
    JX_PUSH(b->arena, &block.inlines,
            (struct jx_inline){.text = jx_str_join(b->arena, words.items, words.n, JX_STR("；")),
                               .place = place});
    push(b, block);
}

void jx__abstract_component(struct jx__builder *b, const void *record, struct jx_span span)
{
    const struct abstract *source = record;
    const size_t first = b->blocks.n;
    size_t n;
    b->landscape = false;
    push_title(b, &source->title, span);
    const struct jx_cover_field *pairs = jx__pairs_of(b, source->points, &n);
    /* The figures come below the text: readers that look for columns of text would take the title's halves and theirs for such. */
    jx__component_markdown(b, "文");
    if (n > 0)
        push_points(b, pairs, n, span);
    push_keywords(b, &source->keywords, span);
    for (size_t i = first; i < b->blocks.n; i++)
        b->blocks.items[i].front = true;
}
