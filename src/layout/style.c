/* style.c - reads style sheets.
 *
 * Layer:   layout.
 */
#include "layout/style_sheet.h"

#include "base/file.h"

#define MAX_INHERITANCE 8

struct loader {
    struct jx_arena *arena;
    struct jx_str folder;
    const struct jx_str *libraries;
    size_t n_libraries;
    struct jx_font_book *book;
    struct jx_diags *diags;
    bool failed;
};

/* ---- lengths ---- */

/* What 字 and 行 mean where a length stands. */
struct measure {
    int32_t em_mpt;
    int32_t line_mpt;
};

static bool scaled(struct jx_arena *arena, struct jx_str digits, int64_t numerator,
                   int64_t denominator, int32_t *ret_mpt)
{
    struct jx_num value;
    int64_t whole;

    if (!jx_num_parse(arena, digits, &value))
        return false;
    value = jx_num_mul(arena, value, jx_num_int(arena, numerator));
    value = jx_num_div(arena, value, jx_num_int(arena, denominator));
    value = jx_num_round(arena, value, 0, JX_ROUND_HALF_UP);
    if (!jx_num_to_int(value, &whole) || whole < -3000000 || whole > 3000000)
        return false;
    *ret_mpt = (int32_t)whole;
    return true;
}

/* "37mm", "15.75pt", "2字", "1.5行", "0". */
static bool parse_length(struct jx_arena *arena, struct jx_str text, const struct measure *measure,
                         int32_t *ret_mpt)
{
    const struct {
        struct jx_str unit;
        int64_t numerator, denominator;
    } units[] = {
        {JX_STR("mm"), 7200000, 2540},
        {JX_STR("pt"), 1000, 1},
        {JX_STR("字"), measure->em_mpt, 1},
        {JX_STR("行"), measure->line_mpt, 1},
    };

    if (jx_str_is(text, "0")) {
        *ret_mpt = 0;
        return true;
    }
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (jx_str_ends(text, units[i].unit))
            return scaled(arena, jx_str_trim(jx_str_sub(text, 0, text.len - units[i].unit.len)),
                          units[i].numerator, units[i].denominator, ret_mpt);
    return false;
}

static int32_t length(struct loader *loader, struct jx_text text, const struct measure *measure,
                      int32_t otherwise)
{
    int32_t mpt = otherwise;

    if (text.str.ptr == NULL)
        return otherwise;
    if (!parse_length(loader->arena, text.str, measure, &mpt)) {
        JX_SAY(loader->diags, STYLE_LENGTH, text.span, text.str);
        loader->failed = true;
    }
    return mpt;
}

/* Numbers outside these bounds would set nothing that could be read, or divide by zero. text: where the number was written; absent: it
 * follows from the page, which then is too small for it. */
static void demand(struct loader *loader, struct jx_text text, bool good)
{
    if (good)
        return;
    loader->failed = true;
    if (text.str.ptr != NULL)
        JX_SAY(loader->diags, STYLE_RANGE, text.span, text.str);
    else
        JX_SAY(loader->diags, STYLE_PAGE, text.span);
}

const struct jx_table_look *jx_style_table(const struct jx_style *style, struct jx_str name)
{
    for (size_t i = 0; i < style->n_tables; i++)
        if (i == 0 ? jx_str_empty(name) : jx_str_eq(style->tables[i].name, name))
            return &style->tables[i];
    return NULL;
}

int32_t jx_style_size(const struct jx_style *style, struct jx_str name)
{
    for (size_t i = 0; i < style->n_sizes; i++)
        if (jx_str_eq(style->sizes[i].name, name))
            return style->sizes[i].mpt;
    return 0;
}

/* ---- from the sheet as written to the style ---- */

static unsigned role(struct loader *loader, struct jx_text text, unsigned otherwise)
{
    unsigned found;

    if (text.str.ptr == NULL)
        return otherwise;
    found = jx_font_book_role(loader->book, text.str);
    if (found == JX_NO_ROLE) {
        JX_SAY(loader->diags, STYLE_ROLE, text.span, text.str);
        loader->failed = true;
        return otherwise;
    }
    return found;
}

static int32_t look_size(struct loader *loader, const struct jx_style *style, struct jx_text text,
                         int32_t otherwise)
{
    const struct measure none = {0};
    int32_t mpt;

    if (text.str.ptr == NULL)
        return otherwise;
    mpt = jx_style_size(style, text.str);
    if (mpt > 0)
        return mpt;
    if (parse_length(loader->arena, text.str, &none, &mpt) && mpt > 0)
        return mpt;
    JX_SAY(loader->diags, STYLE_SIZE, text.span, text.str);
    loader->failed = true;
    return otherwise;
}

static enum jx_align look_align(struct jx_text text, enum jx_align otherwise)
{
    static const enum jx_align aligns[] = {JX_ALIGN_JUSTIFY, JX_ALIGN_LEFT, JX_ALIGN_CENTER,
                                           JX_ALIGN_RIGHT};

    for (size_t i = 0; jx__align_choices[i] != NULL && text.str.ptr != NULL; i++)
        if (jx_str_is(text.str, jx__align_choices[i]))
            return aligns[i];
    return otherwise;
}

static bool is_size(const struct jx_style *style, int32_t mpt)
{
    return mpt >= 1000 && mpt <= style->width_mpt && mpt <= style->height_mpt;
}

/* Lines at most half over each other, and two on a page; a character between the indents. */
static void check_look(struct loader *loader, const struct jx_style *style,
                       const struct look_spec *spec, const struct jx_look *look)
{
    const int32_t size = look->face.size_mpt, width = style->width_mpt, height = style->height_mpt;
    const int32_t start = look->first_indent_mpt > 0 ? look->first_indent_mpt : 0;

    demand(loader, spec->size, is_size(style, size));
    demand(loader, spec->pitch.str.ptr != NULL ? spec->pitch : spec->size,
           look->pitch_mpt >= size / 2 && look->pitch_mpt <= height / 2);
    demand(loader, spec->before, look->before_mpt >= 0 && look->before_mpt <= height);
    demand(loader, spec->after, look->after_mpt >= 0 && look->after_mpt <= height);
    demand(loader, spec->indent, look->first_indent_mpt >= -width && start + size <= width);
    demand(loader, spec->left, look->left_mpt >= 0 && look->left_mpt + size <= width);
    demand(loader, spec->right, look->right_mpt >= 0 && look->right_mpt + size <= width);
}

/* body: the look that gives what is not written; zeroed for the body itself. */
static struct jx_look make_look(struct loader *loader, const struct jx_style *style,
                                const struct look_spec *spec, const struct jx_look *body,
                                int32_t line_mpt)
{
    struct jx_look look = {0};
    struct measure measure = {.line_mpt = line_mpt};

    look.face.role = role(loader, spec->role, body->face.role);
    look.face.latin_role = role(loader, spec->latin_role, body->face.latin_role);
    look.face.size_mpt = look_size(loader, style, spec->size, body->face.size_mpt);
    look.face.bold = spec->bold.truth;
    look.hang = spec->hang.truth;
    measure.em_mpt = look.face.size_mpt;
    look.align = look_align(spec->align, JX_ALIGN_LEFT);
    look.first_indent_mpt = length(loader, spec->indent, &measure, 0);
    look.left_mpt = length(loader, spec->left, &measure, 0);
    look.right_mpt = length(loader, spec->right, &measure, 0);
    look.pitch_mpt = length(loader, spec->pitch, &measure, line_mpt);
    look.before_mpt = length(loader, spec->before, &measure, 0);
    look.after_mpt = length(loader, spec->after, &measure, 0);
    check_look(loader, style, spec, &look);
    return look;
}

static void make_sizes(struct loader *loader, const struct sheet *sheet, struct jx_style *style)
{
    const struct measure none = {0};

    style->n_sizes = sheet->sizes.n;
    style->sizes = JX_ARRAY(loader->arena, struct jx_size, sheet->sizes.n);
    for (size_t i = 0; i < sheet->sizes.n; i++) {
        style->sizes[i].name = sheet->sizes.items[i].name.str;
        style->sizes[i].mpt = length(loader, sheet->sizes.items[i].size, &none, 10500);
        demand(loader, sheet->sizes.items[i].size, is_size(style, style->sizes[i].mpt));
    }
}

static void make_page(struct loader *loader, const struct sheet *sheet, struct jx_style *style)
{
    const struct measure none = {0};
    const struct page_spec *page = &sheet->page;

    style->page_width_mpt = length(loader, page->width, &none, 595276);
    style->page_height_mpt = length(loader, page->height, &none, 841890);
    style->left_mpt = length(loader, page->left, &none, 79370);
    style->top_mpt = length(loader, page->top, &none, 104882);
    style->width_mpt = length(loader, page->text_width, &none, 442205);
    style->height_mpt = length(loader, page->text_height, &none, 637795);
    style->number_drop_mpt = length(loader, page->number_drop, &none, 19843);
    if (style->width_mpt < 50000 || style->height_mpt < 50000 ||
        style->left_mpt + style->width_mpt > style->page_width_mpt ||
        style->top_mpt + style->height_mpt > style->page_height_mpt || style->left_mpt < 0 ||
        style->top_mpt < 0 || style->number_drop_mpt < 0 ||
        style->number_drop_mpt > style->page_height_mpt) {
        JX_SAY(loader->diags, STYLE_PAGE, sheet->span);
        loader->failed = true;
    }
}

static void make_looks(struct loader *loader, const struct sheet *sheet, struct jx_style *style)
{
    const struct measure none = {0};
    const unsigned latin_role = role(loader, sheet->latin_role, JX_NO_ROLE);
    const struct jx_look nothing = {.face = {.size_mpt = 15750, .latin_role = latin_role}};
    const int32_t line_mpt = length(loader, sheet->pitch, &none, 29620);
    const bool line_good = line_mpt >= 1000 && line_mpt <= style->height_mpt / 2;
    struct jx_look *body = &style->looks[JX_LOOK_BODY];

    demand(loader, sheet->pitch, line_good);
    if (!line_good)
        return; /* each look would only say it again */
    *body = make_look(loader, style, &sheet->looks[JX_LOOK_BODY], &nothing, line_mpt);
    for (size_t i = 0; i < JX_LOOK_COUNT; i++)
        if (i != JX_LOOK_BODY)
            style->looks[i] = make_look(loader, style, &sheet->looks[i], body, line_mpt);
    style->strict_grid = sheet->grid.str.ptr != NULL;
    style->grid_cell_mpt = length(loader, sheet->grid, &none, 0);
    style->emphasis_role = role(loader, sheet->emphasis, body->face.role);
    demand(loader, sheet->grid,
           !style->strict_grid ||
               (style->grid_cell_mpt >= 1000 && style->grid_cell_mpt <= style->width_mpt));
}

/* Below 0.25 mm a copy cannot be scanned; above 2 mm it fills the page. */
static void make_module(struct loader *loader, const struct sheet *sheet, struct jx_style *style)
{
    const struct measure none = {0};

    style->module_mpt = length(loader, sheet->module, &none, 1417);
    demand(loader, sheet->module, style->module_mpt >= 708 && style->module_mpt <= 5670);
}

/* ---- tables ---- */

/* A look of the sheet's own tables at the variant's size and pitch. */
static struct jx_look table_face(struct loader *loader, const struct jx_style *style,
                                 const struct table_spec *spec, struct jx_look look)
{
    const int32_t size = look_size(loader, style, spec->size, look.face.size_mpt);
    const struct measure measure = {size, style->looks[JX_LOOK_BODY].pitch_mpt};

    if (look.face.size_mpt > 0)
        look.pitch_mpt = (int32_t)((int64_t)look.pitch_mpt * size / look.face.size_mpt);
    look.face.size_mpt = size;
    look.pitch_mpt = length(loader, spec->pitch, &measure, look.pitch_mpt);
    demand(loader, spec->size, is_size(style, size));
    demand(loader, spec->pitch.str.ptr != NULL ? spec->pitch : spec->size,
           look.pitch_mpt >= size / 2 && look.pitch_mpt <= style->height_mpt / 2);
    return look;
}

/* base: gives what is not written. */
static struct jx_table_look table_look(struct loader *loader, const struct jx_style *style,
                                       const struct table_spec *spec,
                                       const struct jx_table_look *base)
{
    const struct measure none = {0};
    struct jx_table_look look = *base;

    look.name = spec->name.str;
    if (spec->lines.str.ptr != NULL)
        look.lines = jx_str_is(spec->lines.str, jx__line_choices[JX_LINES_THREE]) ? JX_LINES_THREE
                                                                                  : JX_LINES_BOX;
    look.rule_mpt = length(loader, spec->rule, &none, base->rule_mpt);
    look.strong_rule_mpt = length(loader, spec->strong_rule, &none, base->strong_rule_mpt);
    look.pad_x_mpt = length(loader, spec->pad_x, &none, base->pad_x_mpt);
    look.pad_y_mpt = length(loader, spec->pad_y, &none, base->pad_y_mpt);
    look.head = table_face(loader, style, spec, base->head);
    look.cell = table_face(loader, style, spec, base->cell);
    demand(loader, spec->rule, look.rule_mpt >= 0 && look.rule_mpt <= 20000);
    demand(loader, spec->strong_rule, look.strong_rule_mpt >= 0 && look.strong_rule_mpt <= 20000);
    demand(loader, spec->pad_x, look.pad_x_mpt >= 0 && look.pad_x_mpt <= 50000);
    demand(loader, spec->pad_y, look.pad_y_mpt >= 0 && look.pad_y_mpt <= 50000);
    return look;
}

static void make_tables(struct loader *loader, const struct sheet *sheet, struct jx_style *style)
{
    const struct jx_table_look first = {
        .rule_mpt = 500,
        .strong_rule_mpt = 1000,
        .pad_x_mpt = 3000,
        .pad_y_mpt = 2500,
        .head = style->looks[JX_LOOK_TABLE_HEAD],
        .cell = style->looks[JX_LOOK_TABLE_CELL],
    };

    style->n_tables = sheet->tables.n + 1;
    style->tables = JX_ARRAY(loader->arena, struct jx_table_look, style->n_tables);
    style->tables[0] = table_look(loader, style, &sheet->table, &first);
    for (size_t i = 0; i < sheet->tables.n; i++)
        style->tables[i + 1] =
            table_look(loader, style, &sheet->tables.items[i], &style->tables[0]);
}

/* ---- files ---- */

/* Place 0 is the project's folder, place i the library i - 1. */
static struct jx_str path_at(const struct loader *loader, struct jx_str name, size_t place)
{
    if (place == 0)
        return jx_str_printf(loader->arena, "%.*s/模板/样式/%.*s.yaml", JX_FMT(loader->folder),
                             JX_FMT(name));
    return jx_str_printf(loader->arena, "%.*s/styles/%.*s.yaml",
                         JX_FMT(loader->libraries[place - 1]), JX_FMT(name));
}

/* The first place from `from` on that has the sheet; one past the last when none has. */
static size_t find_place(const struct loader *loader, struct jx_str name, size_t from)
{
    while (from <= loader->n_libraries && !jx_file_exists(path_at(loader, name, from)))
        from++;
    return from;
}

static void use_fonts(struct loader *loader, const struct sheet *sheet, struct jx_str path)
{
    for (size_t i = 0; i < sheet->fonts.n; i++) {
        const struct font_spec *font = &sheet->fonts.items[i];
        struct jx_str file = jx_path_join(loader->arena, jx_path_folder(path), font->file.str);

        if (jx_font_book_override(loader->book, font->role.str, file, font->file.span,
                                  loader->diags) != JX_OK)
            loader->failed = true;
        else
            jx_sources_note(loader->diags->sources,
                            jx_str_sub(file, 0, jx_str_find(file, JX_STR("#"), 0)), JX_NO_STR);
    }
}

/* What is being read, and from which place on it is looked for. */
struct wanted {
    struct jx_text name;
    size_t from;
    unsigned depth;
};

static enum jx_status read_sheet(struct loader *loader, const struct wanted *wanted,
                                 struct sheet *sheet);

/* The sheet under 沿用. One that inherits its own name changes the sheet of that name behind it. */
static enum jx_status read_base(struct loader *loader, const struct wanted *heir, size_t place,
                                const struct jx_node *root, struct sheet *sheet)
{
    const struct jx_node *base = jx_node_at(root, "沿用");

    if (base == NULL || base->kind != JX_NODE_SCALAR)
        return JX_OK;
    const bool same = jx_str_eq(base->text, heir->name.str);
    const struct wanted wanted = {{base->text, base->span}, same ? place + 1 : 0, heir->depth + 1};
    return read_sheet(loader, &wanted, sheet);
}

static void inherit(struct jx_text *text, const struct jx_text *base)
{
    if (text->str.ptr == NULL)
        *text = *base;
}

/* Variants of the heir, completed by those of the same name behind it, then the others behind it. */
static void inherit_tables(struct jx_arena *arena, struct table_specs *heir,
                           const struct table_specs *base)
{
    struct table_specs all = {JX_ARRAY(arena, struct table_spec, heir->n + base->n), 0};

    for (size_t i = 0; i < heir->n; i++)
        all.items[all.n++] = heir->items[i];
    for (size_t i = 0; i < base->n; i++) {
        const struct table_spec *from = &base->items[i];
        size_t k = 0;

        while (k < heir->n && !jx_str_eq(all.items[k].name.str, from->name.str))
            k++;
        if (k == heir->n) {
            all.items[all.n++] = *from;
            continue;
        }
        inherit(&all.items[k].lines, &from->lines);
        inherit(&all.items[k].rule, &from->rule);
        inherit(&all.items[k].strong_rule, &from->strong_rule);
        inherit(&all.items[k].pad_x, &from->pad_x);
        inherit(&all.items[k].pad_y, &from->pad_y);
        inherit(&all.items[k].size, &from->size);
        inherit(&all.items[k].pitch, &from->pitch);
    }
    *heir = all;
}

/* A size is found by its first name, so the heir's go before. */
static void inherit_sizes(struct jx_arena *arena, struct size_specs *heir,
                          const struct size_specs *base)
{
    struct size_specs all = {JX_ARRAY(arena, struct size_spec, heir->n + base->n), 0};

    for (size_t i = 0; i < heir->n; i++)
        all.items[all.n++] = heir->items[i];
    for (size_t i = 0; i < base->n; i++)
        all.items[all.n++] = base->items[i];
    *heir = all;
}

/* Decode the base first, then the sheet itself over it. */
static enum jx_status read_sheet(struct loader *loader, const struct wanted *wanted,
                                 struct sheet *sheet)
{
    const struct jx_decode decode = {
        .arena = loader->arena, .diags = loader->diags, .folder = loader->folder};
    const struct jx_text name = wanted->name;
    size_t place = SIZE_MAX;
    struct jx_str path, bytes;
    struct jx_node *root = NULL;
    struct sheet base;
    enum jx_status status;
    uint32_t file;

    if (wanted->depth <= MAX_INHERITANCE && jx_path_is_inside(name.str))
        place = find_place(loader, name.str, wanted->from);
    if (place > loader->n_libraries) {
        JX_SAY(loader->diags, STYLE_MISSING, name.span, name.str);
        return JX_E_INPUT;
    }
    path = path_at(loader, name.str, place);
    status = jx_file_read(loader->arena, path, JX_YAML_MAX_BYTES, &bytes);
    if (status != JX_OK) {
        JX_SAY(loader->diags, FILE_UNREADABLE, name.span, path, JX_STR("样式文件读取失败"));
        return status;
    }
    jx_sources_note(loader->diags->sources, path, bytes);
    file = jx_sources_add(loader->diags->sources, path, bytes);
    status = jx_yaml_parse(loader->arena, file, loader->diags, &root);
    if (status != JX_OK || root == NULL)
        return JX_E_INPUT;
    status = read_base(loader, wanted, place, root, sheet);
    if (status != JX_OK)
        return status;
    sheet->fonts.n = 0;
    base = *sheet;
    sheet->tables.n = sheet->sizes.n = 0;
    status = jx_schema_decode(&decode, &jx__sheet_schema, root, sheet);
    inherit_tables(loader->arena, &sheet->tables, &base.tables);
    inherit_sizes(loader->arena, &sheet->sizes, &base.sizes);
    use_fonts(loader, sheet, path);
    return status;
}

enum jx_status jx_style_load(struct jx_arena *arena, struct jx_text name, struct jx_str folder,
                             const struct jx_str *libraries, size_t n_libraries,
                             struct jx_font_book *book, struct jx_diags *diags,
                             struct jx_style **ret_style)
{
    struct loader loader = {arena, folder, libraries, n_libraries, book, diags, false};
    struct sheet *sheet = JX_NEW(arena, struct sheet);
    struct jx_style *style = JX_NEW(arena, struct jx_style);
    const struct wanted wanted = {name, 0, 0};
    enum jx_status status = read_sheet(&loader, &wanted, sheet);

    if (status != JX_OK)
        return status;
    style->name = sheet->name.str;
    make_page(&loader, sheet, style);
    make_sizes(&loader, sheet, style);
    make_looks(&loader, sheet, style);
    make_tables(&loader, sheet, style);
    make_module(&loader, sheet, style);
    if (loader.failed)
        return JX_E_INPUT;
    *ret_style = style;
    return JX_OK;
}
