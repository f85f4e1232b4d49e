/* audit_internal.h - shared by the files of the audit only.
 *
 * Layer:   score.
 * Memory:  everything lives in the arena of the run.
 */
#ifndef JX_SCORE_AUDIT_INTERNAL_H
#define JX_SCORE_AUDIT_INTERNAL_H

#include "score/audit.h"
#include "score/internal.h"

/* ---- audit_figure.c: numbers with units in running text ---- */

/* What a unit measures; numbers of one family compare in its base unit. */
enum jx__family {
    JX__Q_ANY,     /* no unit known: compares with every other by its digits */
    JX__Q_MONEY,   /* base 元 */
    JX__Q_RATIO,   /* base 1: 90% is 0.9 */
    JX__Q_POINTS,  /* 分 */
    JX__Q_COUNT,   /* 项 个 台 次 家 人次 … */
    JX__Q_TIME,    /* base 秒 */
    JX__Q_STORAGE, /* base GB */
    JX__Q_LENGTH,  /* base 米 */
    JX__Q_FAMILIES,
};

/* A number as written, with its unit. */
struct jx__figure {
    size_t from, to;     /* bytes of the text, number and unit */
    size_t digits_to;    /* end of the number itself */
    struct jx_num raw;   /* the number as written */
    int digits;          /* after the point */
    struct jx_num scale; /* how many of the family's base one unit is */
    struct jx_str unit;  /* as written; empty for none */
    enum jx__family family;
    bool rough;      /* 约 余 多 近 …: the last digit that is not 0 may be off by one */
    bool misgrouped; /* thousands commas stand wrong */
};

/* The next figure at or after *pos, which moves past it; false at the end. Years, dates, 第N, 文号, names in 《》, numbers
 * inside identifiers (IPv6, 5G) and numbers without a unit are no figures. */
bool jx__figure_next(struct jx_arena *arena, struct jx_str text, size_t *pos,
                     struct jx__figure *ret_figure);

/* The family and scale of a unit by itself (万元, %, 项, 万人次); false when the audit does not know it. */
bool jx__family_of(struct jx_arena *arena, struct jx_str unit, enum jx__family *ret_family,
                   struct jx_num *ret_scale);

/* ---- audit_known.c: what the data says, and what follows from it ---- */

struct jx__known_value {
    struct jx_num num;   /* in the family's base unit */
    struct jx_str owner; /* 名称 of the record, may be absent */
    struct jx_str key;   /* of the value in it */
};

struct jx__known_set JX_VEC(struct jx__known_value);

#define JX__MAX_FOLLOWED 300000

struct jx__known {
    struct jx_arena *arena;
    struct jx_str money_unit;                     /* of amounts that state none: that of 资金 */
    struct jx__known_set base[JX__Q_FAMILIES];    /* sorted by num once closed */
    struct jx__known_set derived[JX__Q_FAMILIES]; /* sums, differences, ratios */
    struct jx__known_set
        remote; /* ratios of amounts that may have nothing to do with each other, what ratios lack to 1:
                                  * too many to prove a bare 84% */
    size_t n_followed; /* in derived and remote; at most JX__MAX_FOLLOWED, against hostile tables */
};

/* Everything a figure may rest on. O(n log n). */
const struct jx__known *jx__known_make(struct jx_arena *arena, const struct jx_project *project,
                                       const struct jx_score *score, const struct jx_value *data);

/* Whether the data supports a figure: the value itself, converted and rounded as written; or a sum, a difference or a
 * ratio of values that belong together. O(log n). */
bool jx__known_supports(const struct jx__known *known, const struct jx__figure *figure);

/* The value that was probably meant: digits swapped or one digit different, else the nearest within a tenth. NULL: none. */
const struct jx__known_value *jx__known_nearest(const struct jx__known *known,
                                                const struct jx__figure *figure);

/* A value of the data in the unit and with the digits of a figure: 1456万元. */
struct jx_str jx__known_text(struct jx_arena *arena, const struct jx__known_value *value,
                             const struct jx__figure *figure);

void jx__known_add(struct jx__known *known, enum jx__family family, struct jx__known_value value);
void jx__derived_add(struct jx__known *known, enum jx__family family, struct jx_num num);

/* ---- audit_derive.c ---- */

/* Column totals, totals and counts by group, differences and ratios within rows, of a list of records. */
void jx__derive_list(struct jx__known *known, const struct jx_value *list, struct jx_str name,
                     struct jx__known_set *headlines);

/* Amounts of 资金 and what follows from them: between stages of a source, between sources of a stage. */
void jx__derive_funds(struct jx__known *known, const struct jx_funds *funds,
                      struct jx__known_set *headlines);

/* Sums, differences and ratios of every two headline amounts (at most JX__MAX_HEADLINES of them). */
void jx__derive_headlines(struct jx__known *known, const struct jx__known_set *headlines);
#define JX__MAX_HEADLINES 48

/* Counts and shares of the tree. */
void jx__derive_scores(struct jx__known *known, const struct jx_score *score);

/* The number of a value and what it measures; false when it is none. unit: of the record, may be absent. */
bool jx__value_quantity(struct jx__known *known, const struct jx_value *value, struct jx_str key,
                        struct jx_str unit, enum jx__family *ret_family, struct jx_num *ret_num);

/* ---- the run ---- */

struct jx_audit {
    struct jx_arena *arena;
    const struct jx_project *project;
    const struct jx_score *score;
    const struct jx_value *data;
    const struct jx__known *known;
    int last_year; /* of the report, or of the project; 0: unknown */
};

/* One paragraph while it is looked at. */
struct jx__paragraph {
    const struct jx_audit *audit;
    struct jx_diags *diags;
    struct jx_str text;
    const struct jx_audit_piece *pieces; /* shape [n_pieces] */
    const size_t *starts;                /* where each piece begins in text, shape [n_pieces] */
    size_t n_pieces;
    struct jx_span whole; /* of a text of the data: then pieces is NULL */
    bool points;          /* figures in 分 are checked too */
    size_t *comparisons;  /* of names, that are left: hostile text could ask for any number */
};

/* Whether every byte of [from, to) was typed. */
bool jx__paragraph_typed(const struct jx__paragraph *p, size_t from, size_t to);

/* The place of [from, to) in its file. */
struct jx_span jx__paragraph_span(const struct jx__paragraph *p, size_t from, size_t to);

/* The code point that ends before / begins at a byte; 0 at the ends. */
uint32_t jx__cp_before(struct jx_str text, size_t at);
uint32_t jx__cp_at(struct jx_str text, size_t at);

/* ---- checks of a paragraph ---- */

void jx__check_figures(const struct jx__paragraph *p,
                       struct jx_audit_count *count); /* audit_support.c */
void jx__check_style(
    const struct jx__paragraph *p); /* audit_style.c: brackets, punctuation, characters, words */
void jx__check_dates(const struct jx__paragraph *p); /* audit_date.c */
void jx__check_names(const struct jx__paragraph *p); /* audit_name.c */
void jx__check_bands(
    const struct jx__paragraph *p); /* audit_bands.c: bands of points that overlap */

/* 一是 … 三是 without 二是, over a whole text: *last is the number seen last. */
void jx__check_order(const struct jx__paragraph *p, unsigned *last); /* audit_style.c */

/* Typed references to tables and attachments that do not exist. */
void jx__check_references(const struct jx__paragraph *p,
                          const struct jx_audit_text *text); /* audit_outline.c */

/* Headings, tables and attachments as a whole. */
void jx__check_outline(const struct jx_audit *audit, const struct jx_audit_text *text,
                       struct jx_diags *diags); /* audit_outline.c */

/* ---- checks of the data ---- */

void jx__audit_funds(const struct jx_audit *audit, struct jx_diags *diags);
void jx__audit_contracts(const struct jx_audit *audit, struct jx_diags *diags);
void jx__audit_facts(const struct jx_audit *audit, struct jx_diags *diags);
void jx__audit_scores(const struct jx_audit *audit, struct jx_diags *diags);
void jx__audit_problems(const struct jx_audit *audit, struct jx_diags *diags);
void jx__audit_relations(const struct jx_audit *audit, struct jx_diags *diags); /* 核对 */

/* A stated number against what it should be. */
struct jx__claim {
    struct jx_span span;
    struct jx_str what; /* 合同“…”的支付金额 */
    struct jx_str how;  /* 合同金额×支付比例 */
    struct jx_num stated;
    struct jx_num computed;
    int digits;       /* as written, of the more exact of all numbers involved */
    size_t n_rounded; /* how many rounded numbers went in */
    struct jx_str unit;
};

/* Say nothing when they agree as written; H002 when they differ by what rounding explains, else W001. */
void jx__claim_check(struct jx_arena *arena, const struct jx__claim *claim, struct jx_diags *diags);

/* The total of an amount over a list and the digits after the point; false when one has none. */
struct jx__total {
    struct jx_num sum;
    int digits;
    size_t n;
};
void jx__total_add(struct jx_arena *arena, struct jx__total *total, const struct jx_amount *amount);

/* Digits after the point of an amount as written. */
int jx__amount_digits(const struct jx_amount *amount);

#endif
