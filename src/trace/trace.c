/* trace.c - prints data, documents and pages.
 *
 * Layer:   trace.
 */
#include "trace/trace.h"

#include "base/json.h"

/* A gap wider than this, in 1/1000 em, may be read as a blank when copied. */
#define WIDE_GAP_MILLI_EM 90

struct jx_str jx_trace_value(struct jx_arena *arena, const struct jx_value *value)
{
    struct jx_buf buf = {.arena = arena};
    struct jx_json json = {.buf = &buf};

    jx_json_value(&json, value);
    jx_buf_addc(&buf, '\n');
    return jx_buf_str(&buf);
}

/* ---- documents ---- */

static void add_inlines(struct jx_buf *buf, const struct jx_inlines *inlines)
{
    for (size_t i = 0; i < inlines->n; i++) {
        const struct jx_inline *in = &inlines->items[i];

        if (in->kind == JX_I_BREAK) {
            jx_buf_adds(buf, "⏎");
            continue;
        }
        if (in->flags & JX_I_STRONG)
            jx_buf_adds(buf, "**");
        if (in->flags & JX_I_EMPH)
            jx_buf_adds(buf, "*");
        jx_buf_add(buf, in->text);
        if (in->flags & JX_I_EMPH)
            jx_buf_adds(buf, "*");
        if (in->flags & JX_I_STRONG)
            jx_buf_adds(buf, "**");
        if (jx_inline_link(in).len > 0)
            jx_buf_printf(buf, "→%.*s", JX_FMT(jx_inline_link(in)));
    }
}

static void add_cell(struct jx_buf *buf, struct jx_arena *arena, const struct jx_cell *cell)
{
    jx_buf_printf(buf, "    %u,%u", cell->row, cell->col);
    if (cell->rows > 1 || cell->cols > 1)
        jx_buf_printf(buf, "+%ux%u", cell->rows, cell->cols);
    jx_buf_adds(buf, cell->header ? " 表头 " : " ");
    add_inlines(buf, &cell->text);
    if (cell->num != NULL)
        jx_buf_printf(buf, " 数=%.*s", JX_FMT(jx_num_text(arena, *cell->num, 10)));
    if (jx_cell_formula(cell) != NULL)
        jx_buf_adds(buf, " 公式");
    jx_buf_addc(buf, '\n');
}

static void add_table(struct jx_buf *buf, struct jx_arena *arena, const struct jx_table *table)
{
    jx_buf_printf(buf, "  %zux%zu %.*s ", table->n_rows, table->n_cols, JX_FMT(table->label));
    add_inlines(buf, &table->caption);
    if (table->unit.len > 0)
        jx_buf_printf(buf, " [%.*s]", JX_FMT(table->unit));
    jx_buf_addc(buf, '\n');
    for (size_t i = 0; i < table->n_cells; i++)
        add_cell(buf, arena, &table->cells[i]);
}

static void add_series(struct jx_buf *buf, struct jx_arena *arena, const struct jx_figure *figure,
                       const struct jx_figure_series *series)
{
    jx_buf_printf(buf, "    %.*s：", JX_FMT(series->name));
    for (size_t i = 0; i < figure->n_categories; i++)
        jx_buf_printf(
            buf, " %.*s=%.*s", JX_FMT(figure->categories[i]),
            JX_FMT(series->present[i] ? jx_num_text(arena, series->values[i], 10) : JX_STR("—")));
    jx_buf_addc(buf, '\n');
}

static void add_figure(struct jx_buf *buf, struct jx_arena *arena, const struct jx_figure *figure)
{
    static const char *const kinds[] = {"图片", "并排", "条形", "柱形", "折线", "雷达"};

    jx_buf_printf(buf, "  %s", kinds[figure->kind]);
    if (figure->width_mpt > 0 || figure->height_mpt > 0)
        jx_buf_printf(buf, " 宽高 %dx%d", figure->width_mpt, figure->height_mpt);
    if (figure->width_permille > 0)
        jx_buf_printf(buf, " 宽 %u‰", figure->width_permille);
    if (figure->kind == JX_FIGURE_IMAGE)
        jx_buf_printf(buf, " 像素 %ux%u 分辨率 %u 字节 %zu ", figure->width_px, figure->height_px,
                      figure->dpi_milli, figure->image.len);
    add_inlines(buf, &figure->caption);
    if (figure->unit.len > 0)
        jx_buf_printf(buf, " [%.*s]", JX_FMT(figure->unit));
    if (figure->n_series > 0)
        jx_buf_printf(buf, " %s %d", figure->format.percent ? "百分比" : "数",
                      figure->format.digits);
    if (figure->has_low)
        jx_buf_printf(buf, " 最小 %.*s", JX_FMT(jx_num_text(arena, figure->low, 10)));
    if (figure->has_high)
        jx_buf_printf(buf, " 最大 %.*s", JX_FMT(jx_num_text(arena, figure->high, 10)));
    jx_buf_adds(buf, figure->value_labels ? " 标数\n" : "\n");
    for (size_t i = 0; i < figure->n_series; i++)
        add_series(buf, arena, figure, &figure->series[i]);
    for (size_t i = 0; i < figure->n_parts; i++)
        add_figure(buf, arena, &figure->parts[i]);
}

static void add_cover(struct jx_buf *buf, const struct jx_cover *cover)
{
    for (size_t i = 0; i < cover->n_marks; i++)
        jx_buf_printf(buf, "  标识 %.*s\n", JX_FMT(cover->marks[i]));
    for (size_t i = 0; i < cover->n_title; i++)
        jx_buf_printf(buf, "  标题 %.*s\n", JX_FMT(cover->title[i]));
    jx_buf_printf(buf, "  编号 %.*s\n", JX_FMT(cover->number));
    for (size_t i = 0; i < cover->n_fields; i++)
        jx_buf_printf(buf, "  %.*s：%.*s\n", JX_FMT(cover->fields[i].label),
                      JX_FMT(cover->fields[i].text));
    jx_buf_printf(buf, "  日期 %.*s\n", JX_FMT(cover->date));
}

static void add_places(struct jx_buf *buf, const struct jx_signatures *signatures)
{
    for (size_t i = 0; i < signatures->n_places; i++) {
        const struct jx_sign_place *place = &signatures->places[i];

        jx_buf_printf(buf, "  %s %.*s %.*s %.*s\n", place->seal ? "盖章" : "签字",
                      JX_FMT(place->role), JX_FMT(place->name), JX_FMT(place->unit));
    }
}

static void add_block(struct jx_buf *buf, struct jx_arena *arena, const struct jx_block *block)
{
    static const char *const names[] = {"标题", "章节", "段落",     "条目", "表格",
                                        "图",   "封面", "目录",     "附件", "签章",
                                        "换页", "空行", "附件说明", "摘要", "查验码"};

    jx_buf_printf(buf, "%s", names[block->kind]);
    if (block->level > 0)
        jx_buf_printf(buf, " %u", block->level);
    if (block->landscape)
        jx_buf_adds(buf, " 横排");
    if (block->front)
        jx_buf_adds(buf, " 前置");
    if (block->anchor.len > 0)
        jx_buf_printf(buf, " #%.*s", JX_FMT(block->anchor));
    if (block->label.len > 0)
        jx_buf_printf(buf, " [%.*s]", JX_FMT(block->label));
    jx_buf_addc(buf, ' ');
    add_inlines(buf, &block->inlines);
    jx_buf_addc(buf, '\n');
    if (block->table != NULL)
        add_table(buf, arena, block->table);
    if (block->figure != NULL)
        add_figure(buf, arena, block->figure);
    if (block->cover != NULL)
        add_cover(buf, block->cover);
    if (block->signatures != NULL)
        add_places(buf, block->signatures);
}

struct jx_str jx_trace_document(struct jx_arena *arena, const struct jx_document *document)
{
    struct jx_buf buf = {.arena = arena};

    jx_buf_printf(&buf, "文件 %.*s 样式 %.*s 标题 %.*s\n", JX_FMT(document->file_name),
                  JX_FMT(document->style.str), JX_FMT(document->title));
    for (size_t i = 0; i < document->blocks.n; i++)
        add_block(&buf, arena, &document->blocks.items[i]);
    for (size_t i = 0; i < document->n_workbooks; i++)
        for (size_t s = 0; s < document->workbooks[i].n_sheets; s++) {
            jx_buf_printf(&buf, "工作簿 %.*s 工作表 %.*s\n",
                          JX_FMT(document->workbooks[i].file_name),
                          JX_FMT(document->workbooks[i].sheets[s].name));
            add_table(&buf, arena, document->workbooks[i].sheets[s].table);
        }
    return jx_buf_str(&buf);
}

/* ---- pages ---- */

static void add_glyphs(struct jx_buf *buf, const struct jx_glyph_run *run)
{
    jx_buf_printf(buf, "%.*s %d", JX_FMT(jx_font_ps_name(run->font)), run->size_mpt);
    if (run->stroke_bold)
        jx_buf_adds(buf, " 加粗");
    if (run->hscale_ppm != 0)
        jx_buf_printf(buf, " 宽%+d", run->hscale_ppm);
    jx_buf_adds(buf, " “");
    for (size_t g = 0; g < run->n; g++)
        jx_buf_add(buf, run->glyphs[g].text);
    jx_buf_adds(buf, "”");
}

/* How many segments, and how they are painted: "12段 填#3a5a8c 描#1f3864 600 虚3000,2000". */
static void add_path(struct jx_buf *buf, const struct jx_path *path)
{
    jx_buf_printf(buf, "%zu段", path->n);
    if (path->fill)
        jx_buf_printf(buf, " 填#%06x", (unsigned)path->fill_rgb);
    if (path->stroke)
        jx_buf_printf(buf, " 描#%06x %d", (unsigned)path->stroke_rgb, path->stroke_mpt);
    for (size_t i = 0; i < path->n_dash; i++)
        jx_buf_printf(buf, "%s%d", i > 0 ? "," : " 虚", path->dash_mpt[i]);
}

static void add_item(struct jx_buf *buf, const struct jx_item *item)
{
    static const char *const kinds[] = {"字", "块", "线", "图", "标记"};
    static const char *const marks[] = {"链接", "锚点", "签署位"};

    jx_buf_printf(buf, "  %s%s %d,%d %dx%d ", kinds[item->kind], item->turned ? "(横)" : "",
                  item->x_mpt, item->y_mpt, item->width_mpt, item->height_mpt);
    if (item->kind == JX_ITEM_GLYPHS)
        add_glyphs(buf, item->run);
    else if (item->kind == JX_ITEM_PATH)
        add_path(buf, item->path);
    else if (item->kind == JX_ITEM_IMAGE)
        jx_buf_printf(buf, "%zu字节", item->image.len);
    else if (item->kind == JX_ITEM_MARK)
        jx_buf_printf(buf, "%s %.*s", marks[item->mark], JX_FMT(item->name));
    jx_buf_addc(buf, '\n');
}

static void add_wide_lines(struct jx_buf *buf, const struct jx_pages *pages)
{
    for (size_t p = 0; p < pages->n; p++)
        for (size_t i = 0; i < pages->items[p].items.n; i++) {
            const struct jx_item *item = &pages->items[p].items.items[i];

            if (item->kind != JX_ITEM_GLYPHS || item->gap_milli_em <= WIDE_GAP_MILLI_EM)
                continue;
            jx_buf_printf(buf, "疏排 第%zu面 %d ", p + 1, item->gap_milli_em);
            add_glyphs(buf, item->run);
            jx_buf_addc(buf, '\n');
        }
}

struct jx_str jx_trace_pages(struct jx_arena *arena, const struct jx_pages *pages)
{
    struct jx_buf buf = {.arena = arena};

    for (size_t p = 0; p < pages->n; p++) {
        const struct jx_page *page = &pages->items[p];

        jx_buf_printf(&buf, "面 %zu 页码 %u%s\n", p + 1, page->number,
                      page->landscape ? " 横排" : "");
        for (size_t i = 0; i < page->items.n; i++)
            add_item(&buf, &page->items.items[i]);
    }
    add_wide_lines(&buf, pages);
    return jx_buf_str(&buf);
}
