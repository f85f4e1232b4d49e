/* style_sheet.c - the keys of style sheets.
 *
 * Layer:   layout.
 */
#include "layout/style_sheet.h"

const char *const jx__align_choices[] = {"两端", "左", "中", "右", NULL};

#define TEXT(record, key_, member, doc_)                                                           \
    {                                                                                              \
        .key = key_, .type = JX_F_TEXT, .offset = offsetof(struct record, member), .doc = doc_     \
    }
#define SCHEMA(record, name_, fields_)                                                             \
    {                                                                                              \
        .name = name_, .size = sizeof(struct record), .fields = fields_,                           \
        .n_fields = sizeof(fields_) / sizeof(fields_)[0], .span_offset = JX_NO_OFFSET,             \
        .extra_offset = JX_NO_OFFSET                                                               \
    }

static const struct jx_field look_fields[] = {
    TEXT(look_spec, "字体", role, "字体角色，如 仿宋、黑体"),
    TEXT(look_spec, "西文", latin_role, "数字和拉丁字母的字体角色"),
    TEXT(look_spec, "字号", size, "字号名或长度，如 三号、12pt"),
    {.key = "加粗", .type = JX_F_BOOL, .offset = offsetof(struct look_spec, bold), .doc = "是/否"},
    TEXT(look_spec, "首行缩进", indent, "如 2字"),
    {.key = "悬挂",
     .type = JX_F_BOOL,
     .offset = offsetof(struct look_spec, hang),
     .doc = "是：以 1.（1）① — 开头的段，第二行起与号码后的文字对齐"},
    TEXT(look_spec, "左缩进", left, "如 2字"),
    TEXT(look_spec, "右缩进", right, "如 4字"),
    {.key = "对齐",
     .type = JX_F_CHOICE,
     .offset = offsetof(struct look_spec, align),
     .choices = jx__align_choices,
     .doc = "两端、左、中、右"},
    TEXT(look_spec, "行距", pitch, "一行到下一行的距离，如 29.62pt、1.5字"),
    TEXT(look_spec, "段前", before, "如 1行"),
    TEXT(look_spec, "段后", after, "如 1行"),
};
static const struct jx_schema look_schema = SCHEMA(look_spec, "样式", look_fields);

static const struct jx_field size_fields[] = {
    TEXT(size_spec, "名称", name, "字号名"),
    TEXT(size_spec, "大小", size, "长度，如 15.75pt"),
};
static const struct jx_schema size_schema = {
    .name = "字号",
    .size = sizeof(struct size_spec),
    .fields = size_fields,
    .n_fields = 2,
    .span_offset = JX_NO_OFFSET,
    .extra_offset = JX_NO_OFFSET,
    .key_field = "名称",
    .scalar_field = "大小",
};

static const struct jx_field font_fields[] = {
    TEXT(font_spec, "角色", role, "字体角色"),
    TEXT(font_spec, "文件", file, "字体文件"),
};
static const struct jx_schema font_schema = {
    .name = "字体",
    .size = sizeof(struct font_spec),
    .fields = font_fields,
    .n_fields = 2,
    .span_offset = JX_NO_OFFSET,
    .extra_offset = JX_NO_OFFSET,
    .key_field = "角色",
    .scalar_field = "文件",
};

static const struct jx_field page_fields[] = {
    TEXT(page_spec, "纸宽", width, "如 210mm"),
    TEXT(page_spec, "纸高", height, "如 297mm"),
    TEXT(page_spec, "天头", top, "版心上边到纸边"),
    TEXT(page_spec, "订口", left, "版心左边到纸边"),
    TEXT(page_spec, "版心宽", text_width, "如 156mm"),
    TEXT(page_spec, "版心高", text_height, "如 225mm"),
    TEXT(page_spec, "页码距版心", number_drop, "版心下边到页码一字线"),
};
static const struct jx_schema page_schema = SCHEMA(page_spec, "页面", page_fields);

const char *const jx__line_choices[] = {"全框", "三线", NULL};

#define TABLE_LINES                                                                                \
    {                                                                                              \
        .key = "线", .type = JX_F_CHOICE, .offset = offsetof(struct table_spec, lines),            \
        .choices = jx__line_choices, .doc = "全框，或三线（顶线、栏目线、底线）"  \
    }

static const struct jx_field table_fields[] = {
    TABLE_LINES,
    TEXT(table_spec, "线宽", rule, "如 0.5pt"),
    TEXT(table_spec, "粗线宽", strong_rule, "三线表的顶线和底线，如 1pt"),
    TEXT(table_spec, "左右留白", pad_x, "单元格内左右留白"),
    TEXT(table_spec, "上下留白", pad_y, "单元格内上下留白"),
};
static const struct jx_schema table_schema = SCHEMA(table_spec, "表格线", table_fields);

static const struct jx_field variant_fields[] = {
    TEXT(table_spec, "名称", name, "表格样式的名称"),
    TABLE_LINES,
    TEXT(table_spec, "线宽", rule, "如 0.5pt"),
    TEXT(table_spec, "粗线宽", strong_rule, "三线表的顶线和底线，如 1pt"),
    TEXT(table_spec, "左右留白", pad_x, "单元格内左右留白"),
    TEXT(table_spec, "上下留白", pad_y, "单元格内上下留白"),
    TEXT(table_spec, "字号", size, "表头和单元格的字号"),
    TEXT(table_spec, "行距", pitch, "如 1.2字"),
};
static const struct jx_schema variant_schema = {
    .name = "表格样式",
    .size = sizeof(struct table_spec),
    .fields = variant_fields,
    .n_fields = sizeof variant_fields / sizeof variant_fields[0],
    .span_offset = JX_NO_OFFSET,
    .extra_offset = JX_NO_OFFSET,
    .key_field = "名称",
};

static const struct jx_field looks_fields[] = {
#define LOOK_FIELD(name_, key_)                                                                    \
    {.key = key_,                                                                                  \
     .type = JX_F_RECORD,                                                                          \
     .offset = JX_LOOK_##name_ * sizeof(struct look_spec),                                         \
     .record = &look_schema,                                                                       \
     .doc = key_ "的样子"},
    JX_LOOKS(LOOK_FIELD)
#undef LOOK_FIELD
};
static const struct jx_schema looks_schema = {
    .name = "样式表",
    .size = sizeof(struct look_spec) * JX_LOOK_COUNT,
    .fields = looks_fields,
    .n_fields = JX_LOOK_COUNT,
    .span_offset = JX_NO_OFFSET,
    .extra_offset = JX_NO_OFFSET,
};

static const struct jx_field sheet_fields[] = {
    TEXT(sheet, "名称", name, "样式表的名称"),
    TEXT(sheet, "来源", source, "依据的标准"),
    TEXT(sheet, "沿用", base, "先取另一样式表，再改"),
    {.key = "页面",
     .type = JX_F_RECORD,
     .offset = offsetof(struct sheet, page),
     .record = &page_schema,
     .doc = "纸张与版心"},
    TEXT(sheet, "行距", pitch, "正文一行到下一行"),
    TEXT(sheet, "字格", grid, "严格字格的宽度；不写则按两端对齐排"),
    TEXT(sheet, "西文", latin_role, "数字和拉丁字母的字体角色；单项样式可另写"),
    TEXT(sheet, "二维码格", module, "查验码的二维码每一小格的边长，如 0.5mm"),
    TEXT(sheet, "强调", emphasis, "*文字* 所用的字体角色"),
    {.key = "字号",
     .type = JX_F_KEYED,
     .offset = offsetof(struct sheet, sizes),
     .record = &size_schema,
     .doc = "字号名与大小"},
    {.key = "字体",
     .type = JX_F_KEYED,
     .offset = offsetof(struct sheet, fonts),
     .record = &font_schema,
     .doc = "角色改用的字体文件"},
    {.key = "表格线",
     .type = JX_F_RECORD,
     .offset = offsetof(struct sheet, table),
     .record = &table_schema,
     .doc = "表格的线与留白"},
    {.key = "表格样式",
     .type = JX_F_KEYED,
     .offset = offsetof(struct sheet, tables),
     .record = &variant_schema,
     .doc = "供表格选用的其他样子，按名称"},
    {.key = "样式",
     .type = JX_F_RECORD,
     .offset = offsetof(struct sheet, looks),
     .record = &looks_schema,
     .doc = "各类文字的样子"},
};
const struct jx_schema jx__sheet_schema = {
    .name = "样式文件",
    .size = sizeof(struct sheet),
    .fields = sheet_fields,
    .n_fields = sizeof sheet_fields / sizeof sheet_fields[0],
    .span_offset = offsetof(struct sheet, span),
    .extra_offset = JX_NO_OFFSET,
};
