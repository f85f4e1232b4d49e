/* record.h - 记录.yaml: what an issued version is made of, and the list of issued versions.
 *
 * Layer:   revision.
 * Memory:  everything lives in the arena it was made in.
 */
#ifndef JX_REVISION_RECORD_H
#define JX_REVISION_RECORD_H

#include "input/schema.h"

/* A file with its hash. */
struct jx_sealed {
    struct jx_text name;   /* 文件, below 输入/ or 输出/; of a font its file name */
    struct jx_text sha256; /* SHA-256, 64 hexadecimal digits */
};

struct jx_sealed_list {
    struct jx_sealed *items; /* shape [n] */
    size_t n;
    size_t cap;
};

struct jx_record {
    struct jx_amount format;       /* 格式: 1 */
    struct jx_amount number_given; /* 版本 */
    struct jx_text stage;          /* 稿次 */
    struct jx_text date;           /* 日期: 报告日期 of the input, never the clock */
    struct jx_text program;        /* 程序: "jixiao 0.1.0" */
    struct jx_text sources;        /* 源码: SHA-256 of the program's sources */
    struct jx_texts libraries;     /* 库: "HarfBuzz 6.0.0" each */
    struct jx_text total;          /* 总分, as printed; absent without scores */
    struct jx_text grade;          /* 等级 */
    struct jx_text digest; /* 资料摘要 of code.h; absent in records of earlier programs */
    struct jx_text code;   /* 查验码; the same */
    struct jx_sealed_list inputs;  /* 输入 */
    struct jx_sealed_list outputs; /* 输出, as they lie there */
    struct jx_sealed_list
        bare; /* 签名前: of outputs that were signed when they were issued, as they were before */
    struct jx_sealed_list fonts; /* 字体 */
    unsigned number;             /* 版本 as a number */
};

/* The stages (稿次) that a version may have, ended by NULL. */
extern const char *const jx_stages[];

/* 001 for 1: the name of the version's folder. */
struct jx_str jx_version_name(struct jx_arena *arena, unsigned number);

/* The number that 001 or 1 says; 0 when it is none. */
unsigned jx_version_number(struct jx_str name);

/* FOLDER/版本/001. */
struct jx_str jx_version_folder(struct jx_arena *arena, struct jx_str folder, unsigned number);

/* The number of the last issued version; 0 when there is none. Only folders of digits that hold a 记录.yaml count. */
unsigned jx_version_last(struct jx_arena *arena, struct jx_str folder);

struct jx_str jx_record_print(struct jx_arena *arena, const struct jx_record *record);

/* Read FOLDER/版本/NNN/记录.yaml. Errors: JX_E_INPUT after messages. */
JX_NODISCARD enum jx_status jx_record_read(struct jx_arena *arena, struct jx_str folder,
                                           unsigned number, struct jx_diags *diags,
                                           struct jx_record **ret_record);

/* The hash of an output before anybody signed it: that of 签名前, else of 输出; absent when there is no such output. */
struct jx_str jx_record_bare(const struct jx_record *record, struct jx_str name);

/* The entry of a file, or NULL. */
const struct jx_sealed *jx_sealed_find(const struct jx_sealed_list *list, struct jx_str name);

#endif
