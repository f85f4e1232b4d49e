/* fuzz.h - for fuzz targets: a project in a folder of its own whose files the input replaces, and runs of the program's stages on it.
 *
 * Memory that runs out under inputs of a few thousand bytes is a finding, so it aborts.
 */
#ifndef JX_TESTS_FUZZ_FUZZ_H
#define JX_TESTS_FUZZ_FUZZ_H

#include "base/file.h"
#include "cli/run.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FUZZ_ARENA_BYTES ((size_t)1 << 30)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline struct jx_str fuzz_text(const uint8_t *data, size_t size)
{
    return (struct jx_str){(const char *)data, size};
}

/* ---- the project ---- */

static char fuzz_folder[] = "/tmp/jixiao-fuzz-XXXXXX";

/* Without calling a shell: the files are known. */
static inline void fuzz_remove(void)
{
    static const char *const names[] = {"roles.yaml",
                                        "模糊.ttf",
                                        "项目.yaml",
                                        "评价.yaml",
                                        "正文.md",
                                        "模板/模糊.md",
                                        "模板/表/模糊.yaml",
                                        "模板/样式/模糊.yaml",
                                        "模板/表",
                                        "模板/样式",
                                        "模板",
                                        ""};
    char path[256];

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", fuzz_folder, names[i]);
        (void)remove(path);
    }
}

/* Write a file of the project; no fsync, which would take most of the time. */
static inline void fuzz_put(const char *name, struct jx_str bytes)
{
    char path[256];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", fuzz_folder, name);
    file = fopen(path, "wb");
    if (file == NULL || fwrite(bytes.ptr, 1, bytes.len, file) != bytes.len || fclose(file) != 0)
        abort();
}

/* The folder with a small sound project. Files: see fuzz_remove(). */
static inline void fuzz_open(void)
{
    static bool is_open;
    char path[256];

    if (is_open)
        return;
    is_open = true;
    jx_arena_on_exhausted(abort);
    if (mkdtemp(fuzz_folder) == NULL || atexit(fuzz_remove) != 0)
        abort();
    /* jx_file_write() makes the folders. */
    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/模板/%s/模糊.yaml", fuzz_folder, i == 0 ? "表" : "样式");
        if (jx_file_write(jx_str_of(path), JX_STR("模糊\n")) != JX_OK)
            abort();
    }
    fuzz_put("项目.yaml",
             JX_STR("格式: 1\n"
                    "文书: 模糊\n"
                    "方案: 财预2020-10号\n"
                    "项目名称: 桥梁检测费\n"
                    "年度: 2023\n"
                    "报告日期: 2024-03-01\n"
                    "资金:\n"
                    "  单位: 万元\n"
                    "  列: [行, 市级, 县级]\n"
                    "  行: [[年初预算, 10, 2], [全年预算, 10, 2], [全年执行, 9.5, 2]]\n"
                    "指标:\n"
                    "  列: [编号, 一级, 二级, 名称, 权重, 目标值, 规则]\n"
                    "  行:\n"
                    "    - [A1, 产出, 数量, 检测座数, 60, ≥18座, 给分]\n"
                    "    - [A2, 产出, 质量, 合格率, 10, ≥95%, 给分]\n"
                    "    - [B1, 效益, 社会, 通行安全, 30, 持续, 给分]\n"));
    fuzz_put("评价.yaml", JX_STR("格式: 1\n"
                                 "指标:\n"
                                 "  A1: { 业绩值: 18座, 得分: 60 }\n"
                                 "  A2: { 业绩值: 96%, 得分: 10 }\n"
                                 "  B1: { 业绩值: 良好, 得分: 26, 偏差原因: 两座桥尚未加固 }\n"));
    fuzz_put("正文.md", JX_STR("# 概况\n检测**桥梁**十八座，共{{资金.全年执行.市级}}万元。\n"));
}

/* ---- runs ---- */

static inline enum jx_status fuzz_run_to(struct jx_run *run, enum jx_stage to)
{
    const struct jx_run_options options = {{0}, {0}};

    jx_run_init(run, jx_str_of(fuzz_folder), &options);
    return jx_run_to(run, to);
}

/* Messages are made too: they print parts of the input. */
static inline void fuzz_finish(struct jx_run *run)
{
    jx_diags_sort(&run->diags);
    (void)jx_diags_print(run->arena, &run->diags, true);
    (void)jx_diags_json(run->arena, &run->diags);
    jx_run_done(run);
}

#endif
