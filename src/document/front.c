/* front.c - reads the front matter of templates and fills in the document's properties. */
#include "document/front.h"

#include <stddef.h>

#define DEFAULT_STYLE "gbt9704"
#define MAX_SITE_BYTES 200

#define FIELD(key_, kind_, member_, doc_)                                                          \
    {                                                                                              \
        .key = key_, .type = kind_, .offset = offsetof(struct jx__front, member_), .doc = doc_     \
    }

static const struct jx_field fields[] = {
    FIELD("模板", JX_F_TEXT, name, "名称，与文件名相同"),
    FIELD("文件名", JX_F_TEXT, file_name, "生成的 PDF 文件"),
    FIELD("样式", JX_F_TEXT, style, "版面样式"),
    FIELD("标题", JX_F_TEXT, title, "文件属性：标题"),
    FIELD("作者", JX_F_TEXT, author, "文件属性：作者"),
    FIELD("主题", JX_F_TEXT, subject, "文件属性：主题"),
    FIELD("关键词", JX_F_TEXT, keywords, "文件属性：关键词"),
    FIELD("日期", JX_F_TEXT, date, "文书日期；不写则取 报告日期"),
    FIELD("查验网址", JX_F_TEXT, site, "二维码中写在查验码前面的网址"),
    {.key = "标题编号",
     .type = JX_F_CHOICE,
     .offset = offsetof(struct jx__front, headings),
     .choices = jx__heading_forms,
     .doc =
         "公文：一、（一）1.；章节：第一章 第一节 一、；章：第一章 1.1 1.1.1；数字：1 1.1 1.1.1；不写为公文"},
    FIELD("工作簿", JX_F_NODE, workbooks, "同时生成的表格文件"),
    FIELD("字段", JX_F_NODE, declared, "这份文书增加的字段；已先读过，见 declare.c"),
};
static const struct jx_schema front_schema = {
    .name = "模板说明",
    .size = sizeof(struct jx__front),
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .span_offset = offsetof(struct jx__front, span),
    .extra_offset = JX_NO_OFFSET,
};

/* ---- splitting ---- */

static bool is_rule(struct jx_str text, size_t from, size_t *ret_next)
{
    size_t end = jx_str_find(text, JX_STR("\n"), from);
    *ret_next = end == SIZE_MAX ? text.len : end + 1;
    size_t stop = end == SIZE_MAX ? text.len : end;
    struct jx_str line = jx_str_sub(text, from, stop - from);
    return jx_str_starts(line, JX_STR("---")) && jx_str_is(jx_str_trim(line), "---");
}

/* The YAML between the first line and the next "---". */
static bool split(struct jx__builder *b, uint32_t file, struct jx_str name, struct jx_str *ret_yaml,
                  size_t *ret_body)
{
    struct jx_str text = b->diags->sources->items[file - 1].text;
    struct jx_span top = {file, 1, 1, 1, 1};
    size_t start, next;
    if (!is_rule(text, 0, &start)) {
        JX_SAY(b->diags, FRONT_MISSING, top, name);
        return false;
    }
    for (size_t at = start; at < text.len; at = next)
        if (is_rule(text, at, &next)) {
            *ret_yaml = jx_str_sub(text, start, at - start);
            *ret_body = next;
            return true;
        }
    JX_SAY(b->diags, FRONT_OPEN, top);
    return false;
}

enum jx_status jx__front_parse(struct jx__builder *b, uint32_t file, struct jx_str template_name,
                               struct jx_node **ret_root, struct jx_template_text *ret_body)
{
    struct jx_str text = b->diags->sources->items[file - 1].text, yaml;
    size_t body;
    if (!split(b, file, template_name, &yaml, &body))
        return JX_E_INPUT;
    *ret_body = (struct jx_template_text){
        .text = jx_str_sub(text, body, text.len - body), .file = file, .offset = body};
    struct jx_span start = {file, 2, 1, 2, 1};
    return jx_yaml_parse_at(b->arena, yaml, start, b->diags, ret_root);
}

enum jx_status jx__front_read(struct jx__builder *b, uint32_t file, struct jx_str template_name,
                              struct jx__front *ret_front, struct jx_template_text *ret_body)
{
    struct jx_node *root = NULL;
    enum jx_status status = jx__front_parse(b, file, template_name, &root, ret_body);
    if (status != JX_OK)
        return status;
    struct jx_node empty = {.kind = JX_NODE_MAP, .span = {file, 2, 1, 2, 1}};
    struct jx_decode decode = {.arena = b->arena, .diags = b->diags};
    return jx_schema_decode(&decode, &front_schema, root != NULL ? root : &empty, ret_front);
}

/* ---- properties ---- */

static struct jx_str text_of(struct jx__builder *b, const struct jx_text *text, bool *failed)
{
    struct jx_str filled = jx__table_text(b, &b->frames, text, failed);
    return filled.ptr == NULL ? JX_STR("") : jx_str_trim(filled);
}

/* A plain name with the ending. */
static struct jx_str file_name_of(struct jx__builder *b, const struct jx_text *text,
                                  struct jx_str fallback, const char *ending, bool *failed)
{
    struct jx_str name = text_of(b, text, failed);
    if (name.len == 0)
        name = fallback;
    if (!jx__is_file_name(name, jx_str_of(ending))) {
        JX_SAY(b->diags, FILE_NAME_BAD, text->span, name, jx_str_of(ending));
        *failed = true;
    }
    return name;
}

/* The project's 样式 wins over the template's. */
static struct jx_text style_of(struct jx__builder *b, const struct jx__front *front, bool *failed)
{
    struct jx_text style = front->style;
    style.str = text_of(b, &front->style, failed);
    if (b->input->project->style.str.ptr != NULL)
        style = b->input->project->style;
    if (style.str.len == 0)
        style.str = JX_STR(DEFAULT_STYLE);
    return style;
}

/* Printable ASCII, as it goes into a QR code that phones open. */
static bool is_site(struct jx_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] <= ' ' || text.ptr[i] > '~')
            return false;
    return text.len <= MAX_SITE_BYTES &&
           (jx_str_starts(text, JX_STR("https://")) || jx_str_starts(text, JX_STR("http://")));
}

static bool apply_code(struct jx__builder *b, const struct jx__front *front,
                       struct jx_document *document)
{
    bool failed = false;
    document->code.number = b->input->project->report_no.str;
    document->code.site = text_of(b, &front->site, &failed);
    if (document->code.site.len > 0 && !is_site(document->code.site)) {
        JX_SAY(b->diags, FRONT_SITE, front->site.span, document->code.site);
        failed = true;
    }
    return !failed;
}

bool jx__front_apply(struct jx__builder *b, const struct jx__front *front,
                     struct jx_document *document)
{
    bool failed = false;
    const struct jx_project *project = b->input->project;
    struct jx_str fallback = jx_str_printf(b->arena, "%.*s.pdf", JX_FMT(project->document.str));
    document->file_name = file_name_of(b, &front->file_name, fallback, ".pdf", &failed);
    document->style = style_of(b, front, &failed);
    document->title = text_of(b, &front->title, &failed);
    if (document->title.len == 0)
        document->title = project->name.str;
    b->numbering.form = jx__heading_form_of(front->headings.str);
    document->author = text_of(b, &front->author, &failed);
    document->subject = text_of(b, &front->subject, &failed);
    document->keywords = text_of(b, &front->keywords, &failed);
    document->date = project->report_date.date;
    struct jx_str date = text_of(b, &front->date, &failed);
    if (date.len > 0 && !jx_date_parse(date, &document->date)) {
        JX_SAY(b->diags, FRONT_DATE, front->date.span, date);
        failed = true;
    }
    return apply_code(b, front, document) && !failed;
}

/* ---- workbooks ---- */

struct sheet_record {
    struct jx_span span;
    struct jx_text definition, name, when;
    struct jx_flag landscape;
    const struct jx_node *condition, *charts;
    struct jx_value *parameters;
};

#define SHEET(key_, kind_, member_, flags_, doc_)                                                  \
    {                                                                                              \
        .key = key_, .type = kind_, .flags = flags_,                                               \
        .offset = offsetof(struct sheet_record, member_), .doc = doc_                              \
    }

static const struct jx_field sheet_fields[] = {
    SHEET("定义", JX_F_TEXT, definition, JX_FIELD_REQUIRED, "表格定义的名称"),
    SHEET("名称", JX_F_TEXT, name, 0, "工作表的名称"),
    SHEET("当", JX_F_TEXT, when, 0, "数据中有此项才有这张表"),
    SHEET("条件", JX_F_NODE, condition, 0, "只要合条件的行"),
    SHEET("横排", JX_F_BOOL, landscape, 0, "否：纸竖放；不写则照表格定义"),
    SHEET("图表", JX_F_NODE, charts, 0, "一个或几个，不用表格定义里的"),
    SHEET("参数", JX_F_ANY, parameters, 0, "定义里用 {{参数.…}} 取"),
};
static const struct jx_schema sheet_schema = {
    .name = "工作簿的表",
    .size = sizeof(struct sheet_record),
    .fields = sheet_fields,
    .n_fields = sizeof sheet_fields / sizeof *sheet_fields,
    .span_offset = offsetof(struct sheet_record, span),
    .extra_offset = JX_NO_OFFSET,
    .scalar_field = "定义",
};

struct workbook_record {
    struct jx_span span;
    struct jx_text file_name, when;
    struct {
        struct sheet_record *items;
        size_t n;
    } sheets;
};

static const struct jx_field workbook_fields[] = {
    {.key = "文件名",
     .type = JX_F_TEXT,
     .flags = JX_FIELD_REQUIRED,
     .offset = offsetof(struct workbook_record, file_name),
     .doc = "生成的 XLSX 文件"},
    {.key = "当",
     .type = JX_F_TEXT,
     .offset = offsetof(struct workbook_record, when),
     .doc = "数据中有此项才生成"},
    {.key = "表",
     .type = JX_F_LIST,
     .flags = JX_FIELD_REQUIRED,
     .offset = offsetof(struct workbook_record, sheets),
     .record = &sheet_schema,
     .doc = "每张工作表一项：表格定义的名称"},
};
static const struct jx_schema workbook_schema = {
    .name = "工作簿",
    .size = sizeof(struct workbook_record),
    .fields = workbook_fields,
    .n_fields = sizeof workbook_fields / sizeof *workbook_fields,
    .span_offset = offsetof(struct workbook_record, span),
    .extra_offset = JX_NO_OFFSET,
};

/* Whether what 当 names is there, or nothing is named. */
static bool is_wanted(const struct jx__builder *b, const struct jx_text *when)
{
    return when->str.ptr == NULL ||
           jx_value_truth(jx__frames_find(b->arena, &b->frames, when->str));
}

/* 参数 with their {{…}} filled in, as those of a component in the text are. */
static struct jx_value *parameters_of(struct jx__builder *b, const struct jx_value *written,
                                      bool *failed)
{
    if (written == NULL || written->kind != JX_V_MAP)
        return (struct jx_value *)written;
    struct jx_value *filled = jx_value_map(b->arena);
    for (size_t i = 0; i < written->map.n; i++) {
        struct jx_value *value = written->map.items[i].value;
        struct jx_text text = {.str = value->text, .span = value->span};
        if (value->kind == JX_V_TEXT)
            value = jx_value_text(b->arena, text_of(b, &text, failed));
        jx_value_put(b->arena, filled, written->map.items[i].key, value);
    }
    return filled;
}

static bool make_sheet(struct jx__builder *b, const struct sheet_record *record,
                       struct jx_workbook *workbook)
{
    bool failed = false;
    if (!is_wanted(b, &record->when))
        return true;
    struct jx__conditions *conditions = JX_NEW(b->arena, struct jx__conditions);
    if (!jx__conditions_decode(b->arena, record->condition, b->diags, conditions))
        return false;
    const struct jx__tabledef *def = jx__tabledef_load(b, record->definition);
    if (def == NULL)
        return false;
    struct jx__table_spec spec = {.def = def,
                                  .conditions = conditions,
                                  .parameters = parameters_of(b, record->parameters, &failed),
                                  .for_sheet = true,
                                  .charts = record->charts};
    struct jx_table *table = jx__table_make(b, &spec);
    if (table != NULL && record->landscape.set)
        table->portrait = !record->landscape.truth;
    if (table != NULL)
        jx__references_resolve_table(b, table);
    struct jx_str name = text_of(b, &record->name, &failed);
    if (name.len == 0)
        name = record->definition.str;
    for (size_t i = 0; i < workbook->n_sheets; i++)
        if (jx_str_eq(workbook->sheets[i].name, name)) {
            JX_SAY(b->diags, SHEET_TWICE, record->span, name);
            failed = true;
        }
    workbook->sheets[workbook->n_sheets++] = (struct jx_sheet){name, table};
    return table != NULL && !failed;
}

/* False after messages; without sheets when 当 does not hold. */
static bool make_workbook(struct jx__builder *b, const struct jx_node *node,
                          struct jx_workbook *workbook)
{
    struct workbook_record record = {0};
    struct jx_decode decode = {.arena = b->arena, .diags = b->diags, .folder = b->input->folder};
    if (jx_schema_decode(&decode, &workbook_schema, node, &record) != JX_OK)
        return false;
    bool failed = false;
    if (!is_wanted(b, &record.when))
        return true;
    workbook->file_name = file_name_of(b, &record.file_name, JX_STR(""), ".xlsx", &failed);
    workbook->sheets = JX_ARRAY(b->arena, struct jx_sheet, record.sheets.n);
    for (size_t i = 0; i < record.sheets.n; i++)
        if (!make_sheet(b, &record.sheets.items[i], workbook))
            failed = true;
    return !failed;
}

bool jx__workbooks_make(struct jx__builder *b, const struct jx__front *front,
                        struct jx_document *document)
{
    const struct jx_node *list = front->workbooks;
    bool good = true;
    if (jx_node_is_null(list))
        return true;
    if (list->kind != JX_NODE_LIST) {
        JX_SAY(b->diags, WANT_LIST, list->span, JX_STR("工作簿"));
        return false;
    }
    document->workbooks = JX_ARRAY(b->arena, struct jx_workbook, list->n);
    for (size_t i = 0; i < list->n; i++) {
        struct jx_workbook *workbook = &document->workbooks[document->n_workbooks];
        good = make_workbook(b, list->items[i], workbook) && good;
        document->n_workbooks += workbook->n_sheets > 0;
    }
    return good;
}
