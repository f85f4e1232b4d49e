/* run.h - one project on its way through the rooms; shared by the commands.
 *
 * Layer:   cli.
 * Memory:  a run owns an arena and a font book; jx_run_done() drops both.
 */
#ifndef JX_CLI_RUN_H
#define JX_CLI_RUN_H

#include "cli/cli.h"
#include "cli/options.h"
#include "document/passages.h"
#include "document/template.h"
#include "layout/layout.h"
#include "revision/revision.h"
#include "score/audit.h"

/* Options that every command has. */
struct jx_run_options {
    struct jx_strs libraries; /* --lib */
    struct jx_strs fonts;     /* --fonts: a folder, or 角色=文件 */
    bool open;                /* not all need be evaluated yet (see struct jx_project) */
    bool frozen;              /* no libraries but these: the run rebuilds an issued version */
    unsigned number;          /* the run makes this version (issue, verify-build); else 0 */
    struct jx_str stage;      /* of that version, for its cover */
};

#define JX_RUN_OPTION_ROWS(options)                                                                \
    {"--lib", JX_OPT_TEXTS, &(options)->libraries},                                                \
    {                                                                                              \
        "--fonts", JX_OPT_TEXTS, &(options)->fonts                                                 \
    }

struct jx_run {
    struct jx_arena *arena;
    struct jx_sources sources;
    struct jx_diags diags;
    struct jx_str folder;
    bool open;       /* as in the options */
    bool forms;      /* make no report, only workbooks; so it is while results are missing, too */
    unsigned number; /* as in the options */
    struct jx_str stage;       /* 稿次 for the cover; absent: as the template says */
    struct jx_strs libraries;  /* given ones, then the environment's, then the installed one */
    struct jx_str fonts;       /* the folder */
    struct jx_strs user_fonts; /* 角色=文件 each, before whatever the style says */
    struct jx_project *project;
    struct jx_scheme *scheme;
    struct jx_declareds declared; /* 字段 of the scheme, the template and its tables */
    const struct jx_score *score;
    const struct jx_audit
        *audit; /* in an arena of its own, until the texts have been checked too */
    struct jx_arena *audit_arena;
    bool
        drafted; /* compare with the last version even where no value was changed (see jx_revision_input) */
    struct jx_revision *revision; /* against the last issued version; made with the document */
    struct jx_snapshot *snapshot; /* jx_run_snapshot()'s; NULL until asked for */
    struct jx_document *document;
    struct jx_font_book *book;
    struct jx_style *style;
    struct jx_pages *pages;
};

/* Read the scheme, and what it, the template and the tables declare under 字段; the first step of jx_run_to().
 * Errors: JX_E_INPUT after messages. */
JX_NODISCARD enum jx_status jx_run_declared(struct jx_run *run);

/* How far to go. Each stage includes those before it. */
enum jx_stage { JX_STAGE_MODEL, JX_STAGE_SCORE, JX_STAGE_DOCUMENT, JX_STAGE_FONTS, JX_STAGE_PAGES };

void jx_run_init(struct jx_run *run, struct jx_str folder, const struct jx_run_options *options);
void jx_run_done(struct jx_run *run);

/* Go as far as `to`. Stops where a stage has errors (but reads and scores as much as possible, so that all mistakes of a run
 * are reported). Messages are in run->diags. */
JX_NODISCARD enum jx_status jx_run_to(struct jx_run *run, enum jx_stage to);

/* What the run says, flat, with its passages once there is a document. Large, so only made where versions are compared. NULL
 * for a run that was not scored. */
const struct jx_snapshot *jx_run_snapshot(struct jx_run *run);

/* The fonts of the run without a project: those of the folder, and the files of --fonts 角色=文件. */
JX_NODISCARD enum jx_status jx_run_book(struct jx_run *run);

/* Compare with the last issued version: run->revision; part of making the document. The run went as far as its scores.
 * Errors: JX_E_INPUT after messages: they stop an issue; a build goes on. */
JX_NODISCARD enum jx_status jx_run_revision(struct jx_run *run);

/* The pages of a run that went as far as its document, without 查验码: what is made of them is not the issued file. */
JX_NODISCARD enum jx_status jx_run_pages(struct jx_run *run);

/* A run that makes an issued version again from its frozen inputs, with its own library files alone.
 * folder: of the version (jx_version_folder()). Which fonts there are, options say. */
void jx_run_init_frozen(struct jx_run *run, struct jx_str folder, const struct jx_record *record,
                        const struct jx_run_options *options);

/* Sort and print messages to stderr (colour on a terminal only), then what changed since the last issued version. */
void jx_run_report(struct jx_run *run);

/* How many messages of a severity are not acknowledged. */
size_t jx_run_open(const struct jx_run *run, enum jx_severity severity);

/* The exit status that fits: errors, or with strict unacknowledged warnings too, are 1; JX_E_IO is 3. */
int jx_run_exit(const struct jx_run *run, enum jx_status status, bool strict);

/* For commands on one folder: parse options, demand exactly one operand. */
JX_NODISCARD enum jx_status jx_run_operand(struct jx_arena *arena, int argc, char **argv,
                                           const struct jx_option *options,
                                           struct jx_str *ret_folder);

#endif
