/* block.h - the document tree: what is to be laid out, with numbers, labels and references resolved. Plain data.
 *
 * Layer:   document.
 * Memory:  lives in the arena of the run.
 */
#ifndef JX_DOCUMENT_BLOCK_H
#define JX_DOCUMENT_BLOCK_H

#include "base/date.h"
#include "base/diag.h"
#include "document/figure.h"
#include "document/table.h"
#include "input/schema.h"

enum jx_block_kind {
    JX_B_TITLE,     /* 标题: title of the report above its body; inlines */
    JX_B_HEADING,   /* level 1 一、 2 （一） 3 1. 4 （1）; label, inlines, anchor */
    JX_B_PARAGRAPH, /* inlines */
    JX_B_ITEM, /* item of a list: level (depth from 1), label ("1.", "（1）", "①", "—"; empty: continues), inlines */
    JX_B_TABLE, /* table */
    JX_B_FIGURE, /* figure; label "图3-1" (empty: not numbered), inlines = its caption, printed below; anchor */
    JX_B_COVER,      /* 封面: cover */
    JX_B_TOC,        /* 目录: toc_levels, inlines = its title */
    JX_B_ATTACHMENT, /* 附件: new page; label "附件1", inlines = title; landscape: until the next page-starting block */
    JX_B_SIGNATURES, /* 签章: signatures */
    JX_B_PAGE_BREAK, /* 换页, 横排, 竖排; landscape as above */
    JX_B_SPACE,      /* 空行: level = how many lines */
    JX_B_ATTACHMENT_LINE, /* 附件说明: one line of it; label "附件：", "附件：1. " or "2. ", level = which (from 1), inlines */
    JX_B_ABSTRACT, /* 摘要: inlines = its title, anchor; the blocks after it that say front are its text */
    JX_B_CODE, /* 查验码: inlines = 说明; what it prints is the document's `code` */
};

struct jx_cover_field {
    struct jx_str label; /* 主管部门 */
    struct jx_str text;
};

struct jx_cover {
    struct jx_str *marks; /* 标识: words of the agency at the top, shape [n_marks] */
    size_t n_marks;
    struct jx_str *title; /* 标题: lines, broken by sense, shape [n_title] */
    size_t n_title;
    struct jx_str number;          /* 编号 */
    struct jx_str stage;           /* 稿次: 征求意见稿 … ; may be absent */
    struct jx_cover_field *fields; /* 项, shape [n_fields] */
    size_t n_fields;
    struct jx_str date; /* 日期, as printed */
    bool code;          /* 查验码 at the top right */
};

struct jx_sign_place {
    struct jx_str role; /* 主评人; also the name of the signature field */
    struct jx_str name; /* printed name, may be absent */
    struct jx_str title;
    struct jx_str unit;
    bool seal; /* a unit's seal (room of 42 mm) instead of a handwritten signature */
    bool lock; /* once it is signed, no other field may be */
};

struct jx_signatures {
    struct jx_str note;           /* 说明: a sentence above, may be absent */
    struct jx_sign_place *places; /* shape [n_places] */
    size_t n_places;
    struct jx_str date; /* as printed */
};

struct jx_block {
    enum jx_block_kind kind;
    struct jx_span span;
    struct jx_str
        anchor; /* of what is referred to: HEADING, TABLE, FIGURE, ATTACHMENT, ABSTRACT: unique name for links, without # */
    unsigned level;
    struct jx_str label;
    struct jx_inlines inlines;
    const struct jx_span
        *values; /* where the values of the input that it prints were written, shape [n_values] */
    size_t n_values;
    const struct jx_table *table;
    const struct jx_figure *figure;
    const struct jx_cover *cover;
    const struct jx_signatures *signatures;
    unsigned toc_levels;
    bool landscape;
    bool turn; /* PAGE_BREAK: only where the direction of the page changes */
    bool
        front; /* belongs to a 摘要: stands on pages of its own, with roman numbers before the body */
};

struct jx_blocks JX_VEC(struct jx_block);

struct jx_sheet {
    struct jx_str name; /* of the worksheet */
    const struct jx_table *table;
};

struct jx_workbook {
    struct jx_str file_name; /* 附件1.xlsx */
    struct jx_sheet *sheets; /* shape [n_sheets] */
    size_t n_sheets;
};

/* 查验码: what is printed as text and as a QR code. */
struct jx_check_code {
    bool wanted; /* a block prints it */
    struct jx_str
        site; /* 查验网址 of the template: stands before the code in the QR code; empty for none */
    struct jx_str number; /* 报告编号; may be absent */
    struct jx_str
        text; /* V2-…; set by the caller, who knows the version; absent: not issued, no code */
    struct jx_str edition; /* 第2版（定稿）; set with it */
};

struct jx_audit_text; /* score/audit.h */

struct jx_document {
    struct jx_str file_name; /* 自评报告.pdf */
    struct jx_text style;    /* name of the style sheet */
    struct jx_str title, author, subject, keywords;
    struct jx_str
        about; /* the project and its year, by which a workbook that comes back is known */
    struct jx_date date;
    struct jx_blocks blocks;
    bool unnumbered;               /* its pages carry no numbers */
    struct jx_workbook *workbooks; /* shape [n_workbooks] */
    size_t n_workbooks;
    struct jx_page_refs JX_VEC(
        struct jx_inline *) page_refs; /* every JX_I_PAGE, for layout to fill in */
    struct jx_check_code code;
    const struct jx_audit_text *audit; /* the running text and the outline, for the audit */
};

#endif
