/* tabledef.c - reads a table definition: columns, bands, rows, cells. */
#include "document/tabledef_read.h"

#include "input/suggest.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

const char *const jx__halign_words[] = {"左", "中", "右", "小数点", NULL};
const char *const jx__valign_words[] = {"上", "中", NULL};
static const char *const form_words[] = {"表号", "表单", NULL};

/* ---- records as written ---- */

struct table_record {
    struct jx_span span;
    struct jx_text name, title, form, unit, size, look;
    struct jx_texts notes;
    struct jx__column_records columns;
    struct jx_texts merge;
    const struct jx_node *bands, *charts;
    const struct jx_node *declared; /* read ahead by jx_document_declared() */
    struct jx_flag landscape;
};

static const struct jx_field table_fields[] = {
    FIELD(struct table_record, "名称", JX_F_TEXT, name, "与文件名相同"),
    FIELD(struct table_record, "标题", JX_F_TEXT, title, "表题"),
    {.key = "表题样式",
     .type = JX_F_CHOICE,
     .offset = offsetof(struct table_record, form),
     .choices = form_words,
     .doc = "表号：表1-1 标题；表单：居中的大标题"},
    FIELD(struct table_record, "单位", JX_F_TEXT, unit, "右上角，如 单位：万元"),
    FIELD(struct table_record, "注", JX_F_TEXTS, notes, "表下的注；几条写成列表"),
    FIELD(struct table_record, "字号", JX_F_TEXT, size, "如 小四、五号"),
    FIELD(struct table_record, "样式", JX_F_TEXT, look, "版面样式里 表格样式 的一种，如 紧凑"),
    {.key = "列",
     .type = JX_F_LIST,
     .flags = JX_FIELD_REQUIRED,
     .offset = offsetof(struct table_record, columns),
     .record = &jx__column_schema,
     .doc = "各列的名和宽"},
    FIELD(struct table_record, "字段", JX_F_NODE, declared, "这张表增加的字段"),
    FIELD(struct table_record, "横排", JX_F_BOOL, landscape, "否：工作簿里这张表的纸竖放"),
    FIELD(struct table_record, "图表", JX_F_NODE, charts, "工作簿里的图表，一个或几个"),
    FIELD(struct table_record, "合并相同", JX_F_TEXTS, merge, "全表上下相同即合并的列"),
    {.key = "区段",
     .type = JX_F_NODE,
     .flags = JX_FIELD_REQUIRED,
     .offset = offsetof(struct table_record, bands),
     .doc = "从上到下的区段"},
};
static const struct jx_schema table_schema = SCHEMA("表格定义", struct table_record, table_fields);

struct band_record {
    struct jx_span span;
    struct jx_text name, when, unless, halign, valign;
    struct jx_flag header, keep, strong;
    struct jx_texts merge;
    const struct jx_node *repeat, *condition, *cells, *rows, *bands;
};

static const struct jx_field band_fields[] = {
    FIELD(struct band_record, "名", JX_F_TEXT, name, "公式里用的区段名"),
    FIELD(struct band_record, "表头", JX_F_BOOL, header, "是：换页时重复"),
    FIELD(struct band_record, "当", JX_F_TEXT, when, "数据中有此项才出现"),
    FIELD(struct band_record, "除非", JX_F_TEXT, unless, "数据中有此项就不出现"),
    FIELD(struct band_record, "重复", JX_F_NODE, repeat, "数据中的列表，或词的列表，每项一次"),
    FIELD(struct band_record, "条件", JX_F_NODE, condition, "只要合条件的项"),
    FIELD(struct band_record, "合并相同", JX_F_TEXTS, merge, "上下相同即合并的列"),
    FIELD(struct band_record, "单元", JX_F_NODE, cells, "一行的单元"),
    FIELD(struct band_record, "行", JX_F_NODE, rows, "几行"),
    FIELD(struct band_record, "区段", JX_F_NODE, bands, "每项里面的区段"),
    FIELD(struct band_record, "连下", JX_F_BOOL, keep, "是：与下一行同页"),
    {.key = "对齐",
     .type = JX_F_CHOICE,
     .offset = offsetof(struct band_record, halign),
     .choices = jx__halign_words,
     .doc = "左 中 右 小数点"},
    {.key = "垂直",
     .type = JX_F_CHOICE,
     .offset = offsetof(struct band_record, valign),
     .choices = jx__valign_words,
     .doc = "上 中"},
    FIELD(struct band_record, "加粗", JX_F_BOOL, strong, "是否加粗"),
};
static const struct jx_schema band_schema = SCHEMA("区段", struct band_record, band_fields);

/* ---- helpers ---- */

void jx__record_read(struct jx__reader *r, const struct jx_schema *schema,
                     const struct jx_node *node, void *record)
{
    struct jx_decode decode = {.arena = r->arena, .diags = r->diags};
    enum jx_status status = jx_schema_decode(&decode, schema, node, record);
    assert(status == JX_OK || r->diags->n_errors > 0);
    (void)status;
}

size_t jx__word_index(struct jx_str word, const char *const *words, size_t fallback)
{
    for (size_t i = 0; words[i] != NULL; i++)
        if (jx_str_is(word, words[i]))
            return i;
    return fallback;
}

size_t jx__column_named(struct jx_arena *arena, struct jx_diags *diags,
                        const struct jx__tabledef *def, const struct jx_text *name)
{
    struct jx_strs names = {0};
    for (size_t i = 0; i < def->n_columns; i++) {
        if (jx_str_eq(def->columns[i].name.str, name->str))
            return i;
        if (def->columns[i].name.str.ptr != NULL)
            JX_PUSH(arena, &names, def->columns[i].name.str);
    }
    struct jx_str near = jx_suggest(diags, name->str, names.items, names.n);
    jx_suggested(JX_SAY(diags, TABLE_COLUMN_UNKNOWN, name->span, name->str, near), near);
    return SIZE_MAX;
}

static size_t column_of(struct jx__reader *r, const struct jx_text *name)
{
    return jx__column_named(r->arena, r->diags, r->def, name);
}

static size_t *columns_of(struct jx__reader *r, const struct jx_texts *names, size_t *ret_n)
{
    size_t *columns = JX_ARRAY(r->arena, size_t, names->n);
    *ret_n = 0;
    for (size_t i = 0; i < names->n; i++) {
        size_t column = column_of(r, &names->items[i]);
        if (column != SIZE_MAX)
            columns[(*ret_n)++] = column;
    }
    return columns;
}

struct jx__looks jx__looks_read(const struct jx__looks *outer, const struct jx_text *halign,
                                const struct jx_text *valign, const struct jx_flag *strong)
{
    struct jx__looks looks = *outer;
    looks.halign = (enum jx_halign)jx__word_index(halign->str, jx__halign_words, looks.halign);
    looks.valign = (enum jx_valign)jx__word_index(valign->str, jx__valign_words, looks.valign);
    if (strong->set)
        looks.strong = strong->truth;
    return looks;
}

/* ---- bands ---- */

static void read_bands(struct jx__reader *r, const struct jx_node *node,
                       const struct jx__looks *looks, struct jx__band **ret_bands, size_t *ret_n);

static void read_rows(struct jx__reader *r, const struct band_record *record,
                      const struct jx__looks *looks, struct jx__band *band)
{
    if (record->cells != NULL && record->rows != NULL) {
        JX_SAY(r->diags, TABLE_BAND_PARTS, band->span);
        return;
    }
    if (record->cells != NULL) {
        band->rows = JX_NEW(r->arena, struct jx__row_def);
        band->n_rows = 1;
        jx__cells_read(r, record->cells, looks, band->rows);
    } else if (record->rows != NULL && record->rows->kind == JX_NODE_LIST) {
        band->rows = JX_ARRAY(r->arena, struct jx__row_def, record->rows->n);
        for (size_t i = 0; i < record->rows->n; i++)
            jx__row_read(r, record->rows->items[i], looks, &band->rows[band->n_rows++]);
    } else if (record->rows != NULL) {
        JX_SAY(r->diags, TABLE_ROW, record->rows->span);
    } else if (record->bands == NULL) {
        JX_SAY(r->diags, TABLE_BAND_EMPTY, band->span);
    }
}

static void read_band(struct jx__reader *r, const struct jx_node *node,
                      const struct jx__looks *outer, struct jx__band *band)
{
    struct band_record record = {0};
    band->span = node->span;
    jx__record_read(r, &band_schema, node, &record);
    band->name = record.name;
    band->header = record.header.truth;
    band->keep_with_next = record.keep.truth;
    band->when = record.when;
    band->unless = record.unless;
    if (record.repeat != NULL)
        jx__repeat_read(r, record.repeat, &band->repeat);
    band->merge = columns_of(r, &record.merge, &band->n_merge);
    jx__conditions_decode(r->arena, record.condition, r->diags, &band->conditions);
    struct jx__looks looks = jx__looks_read(outer, &record.halign, &record.valign, &record.strong);
    if (band->header) {
        looks.header = true;
        looks.strong = record.strong.set ? record.strong.truth : true;
    }
    if (band->header && record.repeat != NULL)
        JX_SAY(r->diags, TABLE_HEADER_REPEATED, band->span);
    read_rows(r, &record, &looks, band);
    if (record.bands != NULL)
        read_bands(r, record.bands, &looks, &band->bands, &band->n_bands);
}

static void read_bands(struct jx__reader *r, const struct jx_node *node,
                       const struct jx__looks *looks, struct jx__band **ret_bands, size_t *ret_n)
{
    if (node->kind != JX_NODE_LIST || node->n == 0 || r->depth >= JX__MAX_BAND_DEPTH) {
        JX_SAY(r->diags, TABLE_BANDS, node->span,
               jx_str_printf(r->arena, "%d", JX__MAX_BAND_DEPTH));
        return;
    }
    r->depth++;
    *ret_bands = JX_ARRAY(r->arena, struct jx__band, node->n);
    for (size_t i = 0; i < node->n; i++)
        read_band(r, node->items[i], looks, &(*ret_bands)[(*ret_n)++]);
    r->depth--;
}

/* ---- the definition ---- */

enum jx_status jx__tabledef_decode(struct jx_arena *arena, struct jx_str name,
                                   const struct jx_node *root, struct jx_diags *diags,
                                   struct jx__tabledef **ret_def)
{
    struct table_record record = {0};
    struct jx__tabledef *def = JX_NEW(arena, struct jx__tabledef);
    struct jx__reader r = {.arena = arena, .diags = diags, .def = def};
    size_t n_errors = diags->n_errors;
    jx__record_read(&r, &table_schema, root, &record);
    if (record.columns.n == 0 && diags->n_errors > n_errors)
        return JX_E_INPUT; /* nothing else could be said that is true */
    def->name = name;
    def->span = record.span;
    def->title = record.title;
    def->unit = record.unit;
    def->notes = record.notes;
    def->size = record.size;
    def->look = record.look;
    def->portrait = record.landscape.set && !record.landscape.truth;
    def->charts = record.charts;
    def->form = jx_str_is(record.form.str, "表单");
    jx__columns_read(&r, &record.columns, record.span);
    def->merge = columns_of(&r, &record.merge, &def->n_merge);
    struct jx__looks looks = {.halign = JX_HA_CENTER, .valign = JX_VA_MIDDLE};
    if (record.bands != NULL)
        read_bands(&r, record.bands, &looks, &def->bands, &def->n_bands);
    *ret_def = def;
    return diags->n_errors > n_errors ? JX_E_INPUT : JX_OK;
}

const struct jx__tabledef *jx__tabledef_load(struct jx__builder *b, struct jx_text name)
{
    for (size_t i = 0; i < b->tabledefs.n; i++)
        if (jx_str_eq(b->tabledefs.items[i]->name, name.str))
            return b->tabledefs.items[i];
    uint32_t file = 0;
    struct jx_node *root = NULL;
    struct jx__tabledef *def = NULL;
    if (b->input == NULL ||
        jx__library_read(b->arena, b->input, JX__LIB_TABLE, name, b->diags, &file) != JX_OK)
        return NULL;
    if (jx_yaml_parse(b->arena, file, b->diags, &root) != JX_OK)
        return NULL;
    struct jx_node empty = {.kind = JX_NODE_MAP, .span = {file, 1, 1, 1, 1}};
    if (jx__tabledef_decode(b->arena, name.str, root != NULL ? root : &empty, b->diags, &def) !=
        JX_OK)
        return NULL;
    JX_PUSH(b->arena, &b->tabledefs, def);
    return def;
}
