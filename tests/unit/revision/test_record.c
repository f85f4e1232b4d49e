/* 记录.yaml and the folders of versions. */
#define _XOPEN_SOURCE 700 /* mkdtemp() */

#include "run.h"

#include "base/file.h"
#include "revision/freeze.h"
#include "revision/record.h"

#include <stdlib.h>

struct case_ {
    struct jx_test t;
    struct jx_str folder;
};

static void open_case(struct case_ *c)
{
    char name[] = "/tmp/jx-record-XXXXXX";
    jx_test_init(&c->t);
    cr_assert_not_null(mkdtemp(name));
    c->folder = jx_str_copy(c->t.arena, jx_str_of(name));
}

static void close_case(struct case_ *c)
{
    cr_expect_eq(jx_folder_remove(c->folder), JX_OK);
    jx_test_done(&c->t);
}

static enum jx_status freeze(struct case_ *c, unsigned number, struct jx_str record)
{
    struct jx_frozen_list files = {0};
    JX_PUSH(c->t.arena, &files, (struct jx_frozen){JX_STR("记录.yaml"), record});
    JX_PUSH(c->t.arena, &files, (struct jx_frozen){JX_STR("输入/甲/乙.md"), JX_STR("文")});
    return jx_version_freeze(c->t.arena, c->folder, number, &files, &c->t.diags);
}

static struct jx_record record_of(struct case_ *c)
{
    struct jx_record record = {.number = 2};
    record.stage.str = JX_STR("征求意见稿");
    record.date.str = JX_STR("2021-05-01");
    record.sources.str = JX_STR("5de1");
    record.libraries.items = JX_ARRAY(c->t.arena, struct jx_text, 2);
    record.libraries.n = 2;
    record.libraries.items[0].str = JX_STR("HarfBuzz 6.0.0");
    record.libraries.items[1].str = JX_STR("ICU 72.1");
    record.total.str = JX_STR("89.5");
    JX_PUSH(c->t.arena, &record.inputs,
            (struct jx_sealed){{JX_STR("名 \"引\" \\ 后.yaml"), JX_NO_SPAN},
                               {JX_STR("00ff"), JX_NO_SPAN}});
    return record;
}

Test(record, reads_back_as_written)
{
    struct case_ c;
    open_case(&c);
    struct jx_record record = record_of(&c);
    struct jx_record *back = NULL;
    cr_assert_eq(freeze(&c, 2, jx_record_print(c.t.arena, &record)), JX_OK);
    cr_assert_eq(jx_record_read(c.t.arena, c.folder, 2, &c.t.diags, &back), JX_OK, "%.*s",
                 JX_FMT(jx_diags_print(c.t.arena, &c.t.diags, false)));
    cr_expect_eq(back->number, 2);
    JX_ASSERT_STR(back->sources.str, "5de1", "sources");
    cr_assert_eq(back->libraries.n, 2);
    JX_ASSERT_STR(back->libraries.items[1].str, "ICU 72.1", "library");
    JX_ASSERT_STR(back->stage.str, "征求意见稿", "stage");
    JX_ASSERT_STR(back->date.str, "2021-05-01", "date");
    JX_ASSERT_STR(back->total.str, "89.5", "total");
    cr_expect(jx_str_empty(back->grade.str));
    cr_assert_eq(back->inputs.n, 1);
    JX_ASSERT_STR(back->inputs.items[0].name.str, "名 \"引\" \\ 后.yaml", "name");
    JX_ASSERT_STR(back->inputs.items[0].sha256.str, "00ff", "hash");
    cr_expect_eq(back->outputs.n, 0);
    close_case(&c);
}

Test(record, last_version_is_the_greatest_with_a_record)
{
    struct case_ c;
    open_case(&c);
    cr_expect_eq(jx_version_last(c.t.arena, c.folder), 0);
    cr_assert_eq(freeze(&c, 2, JX_STR("")), JX_OK);
    cr_assert_eq(freeze(&c, 10, JX_STR("")), JX_OK);
    cr_assert_eq(jx_folder_make(jx_path_join(c.t.arena, c.folder, JX_STR("版本/011"))), JX_OK);
    cr_assert_eq(jx_folder_make(jx_path_join(c.t.arena, c.folder, JX_STR("版本/备份"))), JX_OK);
    cr_expect_eq(jx_version_last(c.t.arena, c.folder), 10);
    close_case(&c);
}

Test(record, an_issued_version_is_never_written_over)
{
    struct case_ c;
    open_case(&c);
    struct jx_str path = jx_path_join(c.t.arena, c.folder, JX_STR("版本/001/记录.yaml"));
    struct jx_str bytes = JX_NO_STR;
    cr_assert_eq(freeze(&c, 1, JX_STR("旧")), JX_OK);
    cr_expect_eq(freeze(&c, 1, JX_STR("新")), JX_E_IO);
    JX_ASSERT_STR(jx_test_codes(&c.t), "E910", "message");
    cr_assert_eq(jx_file_read(c.t.arena, path, 100, &bytes), JX_OK);
    JX_ASSERT_STR(bytes, "旧", "content");
    cr_expect(!jx_folder_exists(jx_path_join(c.t.arena, c.folder, JX_STR(".jixiao-出具"))));
    close_case(&c);
}

Test(record, numbers_of_versions)
{
    struct jx_test t;
    jx_test_init(&t);
    cr_expect_eq(jx_version_number(JX_STR("007")), 7);
    cr_expect_eq(jx_version_number(JX_STR("12")), 12);
    cr_expect_eq(jx_version_number(JX_STR("1a")), 0);
    cr_expect_eq(jx_version_number(JX_STR("")), 0);
    cr_expect_eq(jx_version_number(JX_STR("99999999999999999999")), 0);
    JX_ASSERT_STR(jx_version_name(t.arena, 7), "007", "name");
    jx_test_done(&t);
}
