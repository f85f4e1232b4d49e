/* component_kinds.c - the components and what blocks they make. */
#include "document/component.h"
#include "document/figure_make.h"
#include "document/words.h"

#include <stddef.h>

#define FIELD(type_, key_, kind_, member_, doc_)                                                   \
    {                                                                                              \
        .key = key_, .type = kind_, .offset = offsetof(type_, member_), .doc = doc_                \
    }
#define REQUIRED(type_, key_, kind_, member_, doc_)                                                \
    {                                                                                              \
        .key = key_, .type = kind_, .flags = JX_FIELD_REQUIRED,                                    \
        .offset = offsetof(type_, member_), .doc = doc_                                            \
    }
#define SCHEMA(name_, type_, fields_)                                                              \
    {                                                                                              \
        .name = name_, .size = sizeof(type_), .fields = fields_,                                   \
        .n_fields = sizeof(fields_) / sizeof *(fields_), .span_offset = JX_NO_OFFSET,              \
        .extra_offset = JX_NO_OFFSET                                                               \
    }

static void push(struct jx__builder *b, struct jx_block block)
{
    JX_PUSH(b->arena, &b->blocks, block);
}

/* The texts that are not blank. */
static struct jx_str *strings_of(struct jx_arena *arena, const struct jx_texts *texts,
                                 size_t *ret_n)
{
    struct jx_strs strings = {0};
    for (size_t i = 0; i < texts->n; i++)
        if (jx_str_trim(texts->items[i].str).len > 0)
            JX_PUSH(arena, &strings, jx_str_trim(texts->items[i].str));
    *ret_n = strings.n;
    return strings.items;
}

/* A date as reports print it; anything else as it stands. */
static struct jx_str date_text(struct jx_arena *arena, struct jx_str text)
{
    struct jx_date date;
    if (text.ptr != NULL && jx_date_parse(jx_str_trim(text), &date))
        return jx_date_text(arena, date);
    return text;
}

/* A count between 1 and max; fallback when not given, 0 after a message. */
static unsigned count_of(struct jx__builder *b, const struct jx_amount *amount, unsigned fallback,
                         int64_t max, enum jx_diag_code code)
{
    int64_t n;
    if (!amount->set)
        return fallback;
    if (jx_num_to_int(amount->num, &n) && n >= 1 && n <= max)
        return (unsigned)n;
    jx_diag_add(b->diags, code, amount->span, &amount->text, 1);
    return 0;
}

/* ---- 标题 ---- */

struct title {
    struct jx_texts lines;
};

static const struct jx_field title_fields[] = {
    REQUIRED(struct title, "文", JX_F_TEXTS, lines, "标题的字，分行写成列表"),
};
static const struct jx_schema title_schema = SCHEMA("标题", struct title, title_fields);

static void build_title(struct jx__builder *b, const void *record, struct jx_span span)
{
    const struct title *title = record;
    size_t n;
    struct jx_str *lines = strings_of(b->arena, &title->lines, &n);
    struct jx_str text = jx_str_join(b->arena, lines, n, JX_STR("\n"));
    push(b, (struct jx_block){.kind = JX_B_TITLE,
                              .span = span,
                              .inlines = jx__inlines_plain(b->arena, text, span)});
}

/* ---- 封面 ---- */

struct cover {
    struct jx_texts marks;
    struct jx_texts title;
    struct jx_text number;
    struct jx_text stage;
    const struct jx_node *fields;
    struct jx_text date;
    struct jx_flag code;
};

static const struct jx_field cover_fields[] = {
    FIELD(struct cover, "标识", JX_F_TEXTS, marks, "封面顶部的字"),
    REQUIRED(struct cover, "标题", JX_F_TEXTS, title, "每项一行"),
    FIELD(struct cover, "编号", JX_F_TEXT, number, "报告编号"),
    FIELD(struct cover, "稿次", JX_F_TEXT, stage, "如 征求意见稿"),
    FIELD(struct cover, "项", JX_F_NODE, fields, "名和值的列表"),
    FIELD(struct cover, "日期", JX_F_TEXT, date, "封面日期"),
    FIELD(struct cover, "查验码", JX_F_BOOL, code, "是：右上角印查验码"),
};
static const struct jx_schema cover_schema = SCHEMA("封面", struct cover, cover_fields);

/* [名, 值] or {名: …, 值: …}; false when it is neither. */
static bool field_of(const struct jx_node *node, struct jx_cover_field *field)
{
    const struct jx_node *label = NULL, *text = NULL;
    if (node->kind == JX_NODE_LIST && (node->n == 1 || node->n == 2)) {
        label = node->items[0];
        text = node->n == 2 ? node->items[1] : NULL;
    } else if (node->kind == JX_NODE_MAP) {
        label = jx_node_at(node, "名");
        text = jx_node_at(node, "值");
    }
    if (label == NULL || label->kind != JX_NODE_SCALAR ||
        (text != NULL && text->kind != JX_NODE_SCALAR))
        return false;
    *field = (struct jx_cover_field){label->text, text == NULL ? JX_STR("") : text->text};
    return true;
}

struct jx_cover_field *jx__pairs_of(struct jx__builder *b, const struct jx_node *node,
                                    size_t *ret_n)
{
    *ret_n = 0;
    if (jx_node_is_null(node))
        return NULL;
    if (node->kind != JX_NODE_LIST) {
        JX_SAY(b->diags, COVER_FIELD, node->span);
        return NULL;
    }
    struct jx_cover_field *pairs = JX_ARRAY(b->arena, struct jx_cover_field, node->n);
    for (size_t i = 0; i < node->n; i++) {
        struct jx_cover_field field;
        if (!field_of(node->items[i], &field))
            JX_SAY(b->diags, COVER_FIELD, node->items[i]->span);
        else if (jx_str_trim(field.text).len > 0)
            pairs[(*ret_n)++] = field;
    }
    return pairs;
}

static void build_cover(struct jx__builder *b, const void *record, struct jx_span span)
{
    const struct cover *source = record;
    struct jx_cover *cover = JX_NEW(b->arena, struct jx_cover);
    cover->marks = strings_of(b->arena, &source->marks, &cover->n_marks);
    cover->title = strings_of(b->arena, &source->title, &cover->n_title);
    cover->number = source->number.str;
    cover->stage =
        b->input != NULL && b->input->stage.ptr != NULL ? b->input->stage : source->stage.str;
    cover->date = date_text(b->arena, source->date.str);
    cover->code = source->code.truth;
    cover->fields = jx__pairs_of(b, source->fields, &cover->n_fields);
    push(b, (struct jx_block){.kind = JX_B_COVER, .span = span, .cover = cover});
}

/* ---- 目录 ---- */

struct toc {
    struct jx_text title;
    struct jx_amount levels;
};

static const struct jx_field toc_fields[] = {
    FIELD(struct toc, "标题", JX_F_TEXT, title, "目录的标题"),
    FIELD(struct toc, "级", JX_F_NUM, levels, "收几级标题，1 到 4，不写为 2"),
};
static const struct jx_schema toc_schema = SCHEMA("目录", struct toc, toc_fields);

static void build_toc(struct jx__builder *b, const void *record, struct jx_span span)
{
    const struct toc *toc = record;
    struct jx_str title = toc->title.str.ptr != NULL ? toc->title.str : JX_STR("目　录");
    push(b, (struct jx_block){
                .kind = JX_B_TOC,
                .span = span,
                .inlines = jx__inlines_plain(b->arena, title, span),
                .toc_levels = count_of(b, &toc->levels, 2, JX__HEADING_LEVELS, JX_D_TOC_LEVELS)});
}

/* ---- 表格 ---- */

static const struct jx_field table_fields[] = {
    REQUIRED(struct jx__table_record, "定义", JX_F_TEXT, definition, "表格定义的名称"),
    FIELD(struct jx__table_record, "标题", JX_F_TEXT, title, "不写则用定义里的"),
    FIELD(struct jx__table_record, "编号", JX_F_BOOL, numbered, "是否印表号"),
    FIELD(struct jx__table_record, "引用", JX_F_TEXT, anchor, "引用名"),
    FIELD(struct jx__table_record, "单位", JX_F_TEXT, unit, "右上角的单位"),
    FIELD(struct jx__table_record, "注", JX_F_TEXT, note, "表下的注"),
    FIELD(struct jx__table_record, "字号", JX_F_TEXT, size, "如 小四、五号"),
    FIELD(struct jx__table_record, "样式", JX_F_TEXT, look, "版面样式里 表格样式 的一种，如 紧凑"),
    FIELD(struct jx__table_record, "条件", JX_F_NODE, condition, "只要合条件的行"),
    FIELD(struct jx__table_record, "参数", JX_F_ANY, parameters, "定义里用 {{参数.…}} 取"),
    FIELD(struct jx__table_record, "横排", JX_F_BOOL, landscape, "在横放的页上"),
};
static const struct jx_schema table_schema = SCHEMA("表格", struct jx__table_record, table_fields);

/* ---- 签章 ---- */

struct place {
    struct jx_text role, name, title, unit;
    struct jx_flag seal, lock;
};

struct signatures {
    struct jx_text note;
    struct {
        struct place *items;
        size_t n;
    } places;
    struct jx_text date;
};

static const struct jx_field place_fields[] = {
    REQUIRED(struct place, "角色", JX_F_TEXT, role, "如 主评人；也是签名域的名称"),
    FIELD(struct place, "姓名", JX_F_TEXT, name, "不写则留空待签"),
    FIELD(struct place, "职务", JX_F_TEXT, title, "职务或资格"),
    FIELD(struct place, "单位", JX_F_TEXT, unit, "单位"),
    FIELD(struct place, "盖章", JX_F_BOOL, seal, "是：盖单位公章"),
    FIELD(struct place, "锁定", JX_F_BOOL, lock, "是：这一处签了以后，别处不许再签"),
};
static const struct jx_schema place_schema = SCHEMA("位置", struct place, place_fields);

static const struct jx_field signatures_fields[] = {
    FIELD(struct signatures, "说明", JX_F_TEXT, note, "上面的一句话"),
    {.key = "位置",
     .type = JX_F_LIST,
     .offset = offsetof(struct signatures, places),
     .record = &place_schema,
     .doc = "谁签、谁盖章；不写则用项目的 签章"},
    FIELD(struct signatures, "日期", JX_F_TEXT, date, "签署日期"),
};
static const struct jx_schema signatures_schema =
    SCHEMA("签章", struct signatures, signatures_fields);

static void add_place(struct jx__builder *b, struct jx_signatures *signatures,
                      const struct place *place, struct jx_span span)
{
    for (size_t i = 0; i < signatures->n_places; i++)
        if (jx_str_eq(signatures->places[i].role, place->role.str)) {
            JX_SAY(b->diags, SIGNATORY_TWICE, place->role.span.file != 0 ? place->role.span : span,
                   place->role.str);
            return;
        }
    signatures->places[signatures->n_places++] = (struct jx_sign_place){.role = place->role.str,
                                                                        .name = place->name.str,
                                                                        .title = place->title.str,
                                                                        .unit = place->unit.str,
                                                                        .seal = place->seal.truth,
                                                                        .lock = place->lock.truth};
}

/* The project's own signatories. */
static void add_signatories(struct jx__builder *b, struct jx_signatures *signatures,
                            struct jx_span span)
{
    const struct jx_project *project = b->input == NULL ? NULL : b->input->project;
    if (project == NULL)
        return;
    signatures->places = JX_ARRAY(b->arena, struct jx_sign_place, project->signatories.n);
    for (size_t i = 0; i < project->signatories.n; i++) {
        const struct jx_signatory *who = &project->signatories.items[i];
        struct place place = {.role = who->role,
                              .name = who->name,
                              .title = who->title,
                              .unit = who->unit,
                              .seal = who->seal,
                              .lock = who->lock};
        add_place(b, signatures, &place, span);
    }
}

static void build_signatures(struct jx__builder *b, const void *record, struct jx_span span)
{
    const struct signatures *source = record;
    struct jx_signatures *signatures = JX_NEW(b->arena, struct jx_signatures);
    signatures->note = source->note.str;
    signatures->date = date_text(b->arena, source->date.str);
    signatures->places = JX_ARRAY(b->arena, struct jx_sign_place, source->places.n);
    for (size_t i = 0; i < source->places.n; i++)
        add_place(b, signatures, &source->places.items[i], span);
    if (source->places.n == 0)
        add_signatories(b, signatures, span);
    push(b, (struct jx_block){.kind = JX_B_SIGNATURES, .span = span, .signatures = signatures});
}

/* ---- 查验码 ---- */

struct code {
    struct jx_text note;
};

static const struct jx_field code_fields[] = {
    FIELD(struct code, "说明", JX_F_TEXT, note, "码旁的一句话，如到哪里查验"),
};
static const struct jx_schema code_schema = SCHEMA("查验码", struct code, code_fields);

static void build_code(struct jx__builder *b, const void *record, struct jx_span span)
{
    const struct code *code = record;
    push(b, (struct jx_block){.kind = JX_B_CODE,
                              .span = span,
                              .inlines = jx__inlines_plain(b->arena, code->note.str, span)});
}

/* ---- 附件 ---- */

struct attachment {
    struct jx_flag numbered;
    struct jx_text title;
    struct jx_flag landscape;
    struct jx_text anchor;
};

static const struct jx_field attachment_fields[] = {
    FIELD(struct attachment, "编号", JX_F_BOOL, numbered, "否：不编号"),
    FIELD(struct attachment, "标题", JX_F_TEXT, title, "附件的标题"),
    FIELD(struct attachment, "横排", JX_F_BOOL, landscape, "此后的页横放"),
    FIELD(struct attachment, "引用", JX_F_TEXT, anchor, "引用名"),
};
static const struct jx_schema attachment_schema =
    SCHEMA("附件", struct attachment, attachment_fields);

static void build_attachment(struct jx__builder *b, const void *record, struct jx_span span)
{
    const struct attachment *source = record;
    struct jx_block block = {.kind = JX_B_ATTACHMENT,
                             .span = span,
                             .landscape = source->landscape.truth,
                             .inlines = jx__inlines_plain(b->arena, source->title.str, span)};
    if (!source->numbered.set || source->numbered.truth)
        block.label = jx__number_attachment(b->arena, &b->numbering);
    b->landscape = block.landscape;
    b->numbering.chapter = 0; /* tables in attachments do not count with the last chapter */
    struct jx_str name = source->anchor.str.ptr != NULL
                             ? jx_str_printf(b->arena, "附件:%.*s", JX_FMT(source->anchor.str))
                             : jx_str_printf(b->arena, "附件-%zu", b->blocks.n);
    struct jx_str label = block.label.ptr != NULL ? block.label : source->title.str;
    block.anchor =
        jx__anchor_add(b->arena, &b->numbering, (struct jx__anchor){name, label, span}, b->diags);
    push(b, block);
}

/* ---- 附件说明 ---- */

static const struct jx_schema note_schema = {
    .name = "附件说明", .span_offset = JX_NO_OFFSET, .extra_offset = JX_NO_OFFSET};

/* A place-holder: which attachments there are is known at the end (attachment_note.c). */
static void build_note(struct jx__builder *b, const void *record, struct jx_span span)
{
    (void)record;
    push(b, (struct jx_block){.kind = JX_B_ATTACHMENT_LINE, .span = span});
}

/* ---- 换页, 空行 ---- */

struct page_break {
    struct jx_flag landscape;
};

static const struct jx_field break_fields[] = {
    FIELD(struct page_break, "横排", JX_F_BOOL, landscape, "此后的页横放"),
};
static const struct jx_schema break_schema = SCHEMA("换页", struct page_break, break_fields);

static void build_break(struct jx__builder *b, const void *record, struct jx_span span)
{
    const struct page_break *source = record;
    b->landscape = source->landscape.truth;
    push(b, (struct jx_block){
                .kind = JX_B_PAGE_BREAK, .span = span, .landscape = source->landscape.truth});
}

struct space {
    struct jx_amount lines;
};

static const struct jx_field space_fields[] = {
    FIELD(struct space, "行", JX_F_NUM, lines, "空几行，不写为 1"),
};
static const struct jx_schema space_schema = SCHEMA("空行", struct space, space_fields);

static void build_space(struct jx__builder *b, const void *record, struct jx_span span)
{
    const struct space *source = record;
    push(b, (struct jx_block){.kind = JX_B_SPACE,
                              .span = span,
                              .level = count_of(b, &source->lines, 1, 20, JX_D_SPACE_LINES)});
}

static const struct jx__component_kind kinds[] = {
    {"标题", &title_schema, build_title},
    {"封面", &cover_schema, build_cover},
    {"目录", &toc_schema, build_toc},
    {"摘要", &jx__abstract_schema, jx__abstract_component},
    {"表格", &table_schema, jx__table_component},
    {"图表", &jx__chart_schema, jx__chart_component},
    {"图片", &jx__image_schema, jx__image_component},
    {"签章", &signatures_schema, build_signatures},
    {"查验码", &code_schema, build_code},
    {"附件", &attachment_schema, build_attachment},
    {"附件说明", &note_schema, build_note},
    {"换页", &break_schema, build_break},
    {"横排", &jx__landscape_schema, jx__landscape_component},
    {"竖排", &jx__portrait_schema, jx__portrait_component},
    {"空行", &space_schema, build_space},
};

const struct jx__component_kind *jx__component_kinds(size_t *ret_n)
{
    *ret_n = sizeof kinds / sizeof *kinds;
    return kinds;
}
