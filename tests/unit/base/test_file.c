#define _XOPEN_SOURCE 700 /* nftw() */

#include "test.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[] = "/tmp/jixiao-test-XXXXXX";

static void open_root(void)
{
    jx_test_open();
    cr_assert_not_null(mkdtemp(root));
}

static int drop(const char *path, const struct stat *info, int type, struct FTW *where)
{
    (void)info, (void)type, (void)where;
    return remove(path);
}

static void close_root(void)
{
    nftw(root, drop, 8, FTW_DEPTH | FTW_PHYS);
    jx_test_close();
}

TestSuite(file, .init = open_root, .fini = close_root);

static struct jx_str in_root(const char *name)
{
    return jx_path_join(test_arena, jx_str_of(root), jx_str_of(name));
}

static struct jx_str content(struct jx_str path)
{
    struct jx_str bytes = JX_NO_STR;
    cr_assert_eq(jx_file_read(test_arena, path, 1000000, &bytes), JX_OK);
    return bytes;
}

static size_t n_entries_with_hidden(void)
{
    struct stat info;
    size_t n = 0;
    for (int i = 0; i < 3; i++) {
        struct jx_str name = jx_str_printf(test_arena, ".jixiao-%d.tmp", i);
        n += lstat(in_root(name.ptr).ptr, &info) == 0;
    }
    return n;
}

Test(file, what_is_written_is_read)
{
    struct jx_str path = in_root("输出/深/报告.pdf");
    cr_assert_eq(jx_file_write(path, JX_STR("一\0二")), JX_OK);
    struct jx_str bytes = content(path);
    cr_assert(jx_str_eq(bytes, JX_STR("一\0二")));
    cr_assert_eq(bytes.ptr[bytes.len], '\0');
    cr_assert(jx_file_exists(path));
    cr_assert(jx_folder_exists(in_root("输出/深")));
    cr_assert_not(jx_file_exists(in_root("输出")));
    cr_assert_not(jx_folder_exists(path));
}

Test(file, writing_replaces_and_leaves_no_temporary_file)
{
    struct jx_str path = in_root("a");
    cr_assert_eq(jx_file_write(path, JX_STR("old, and longer")), JX_OK);
    cr_assert_eq(jx_file_write(path, JX_STR("new")), JX_OK);
    JX_EQ_STR(content(path), "new");
    cr_assert_eq(n_entries_with_hidden(), 0);
}

Test(file, what_a_killed_process_left_is_removed_but_not_what_another_writes)
{
    struct jx_str stale = in_root(".jixiao-0.tmp"), busy = in_root(".jixiao-1.tmp"), failed;
    struct jx_new_file files[] = {{in_root("a"), JX_STR("一")}, {in_root("b"), JX_STR("二")}};
    int fd = open(busy.ptr, O_WRONLY | O_CREAT, 0644);
    cr_assert(fd >= 0 && flock(fd, LOCK_EX) == 0);
    cr_assert_eq(close(open(stale.ptr, O_WRONLY | O_CREAT, 0644)), 0);
    cr_assert_eq(jx_files_write(files, 2, &failed), JX_OK);
    JX_EQ_STR(content(in_root("a")), "一");
    JX_EQ_STR(content(in_root("b")), "二");
    cr_expect_not(jx_file_exists(stale));
    cr_expect(jx_file_exists(busy));
    close(fd);
}

Test(file, files_that_belong_together_are_all_old_when_one_fails)
{
    struct jx_new_file files[] = {{in_root("a"), JX_STR("new")},
                                  {in_root("folder"), JX_STR("new")}};
    struct jx_str failed;
    cr_assert_eq(jx_file_write(in_root("a"), JX_STR("old")), JX_OK);
    cr_assert_eq(jx_folder_make(in_root("folder")), JX_OK);
    cr_assert_eq(jx_files_write(files, 2, &failed), JX_E_IO);
    JX_EQ_STR(failed, files[1].path.ptr);
    JX_EQ_STR(content(in_root("a")), "old");
    cr_assert_eq(n_entries_with_hidden(), 0);
}

Test(file, mode_is_0644_less_the_umask)
{
    struct stat info;
    umask(027);
    cr_assert_eq(jx_file_write(in_root("a"), JX_STR("x")), JX_OK);
    cr_assert_eq(stat(in_root("a").ptr, &info), 0);
    cr_assert_eq(info.st_mode & 0777, 0640);
}

/* A file-size limit plays the full disk: the write breaks off in the middle. */
Test(file, a_failed_write_leaves_the_old_file)
{
    struct jx_str path = in_root("a");
    struct jx_str big = jx_str_printf(test_arena, "%0100000d", 1);
    struct rlimit limit = {.rlim_cur = 4096, .rlim_max = 4096};
    cr_assert_eq(jx_file_write(path, JX_STR("old")), JX_OK);
    signal(SIGXFSZ, SIG_IGN);
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    cr_assert_eq(jx_file_write(path, big), JX_E_IO);
    cr_assert_eq(errno, EFBIG);
    JX_EQ_STR(content(path), "old");
    cr_assert_eq(n_entries_with_hidden(), 0);
}

Test(file, a_folder_in_the_way_is_an_error)
{
    cr_assert_eq(jx_file_write(in_root("a/b"), JX_STR("x")), JX_OK);
    cr_assert_eq(jx_file_write(in_root("a"), JX_STR("x")), JX_E_IO);
    cr_assert_eq(n_entries_with_hidden(), 0);
    cr_assert_eq(jx_file_write(in_root("a/b/c"), JX_STR("x")), JX_E_IO);
    cr_assert_eq(errno, ENOTDIR);
    cr_assert_eq(jx_file_write(JX_STR(""), JX_STR("x")), JX_E_IO);
    JX_EQ_STR(content(in_root("a/b")), "x");
}

Test(file, reading_says_why_not)
{
    struct jx_str bytes = JX_STR("untouched");
    cr_assert_eq(jx_file_write(in_root("a"), JX_STR("12345")), JX_OK);
    cr_assert_eq(jx_file_read(test_arena, in_root("b"), 10, &bytes), JX_E_INPUT);
    cr_assert_eq(jx_file_read(test_arena, in_root("a/b"), 10, &bytes), JX_E_INPUT);
    cr_assert_eq(jx_file_read(test_arena, jx_str_of(root), 10, &bytes), JX_E_IO);
    cr_assert_eq(errno, EISDIR);
    cr_assert_eq(jx_file_read(test_arena, in_root("a"), 4, &bytes), JX_E_LIMIT);
    cr_assert_eq(jx_file_read(test_arena, JX_STR("a\0b"), 4, &bytes), JX_E_IO);
    JX_EQ_STR(bytes, "untouched");
    cr_assert_eq(jx_file_read(test_arena, in_root("a"), 5, &bytes), JX_OK);
    JX_EQ_STR(bytes, "12345");
}

Test(file, a_pipe_does_not_hang_us)
{
    struct jx_str bytes;
    cr_assert_eq(mkfifo(in_root("pipe").ptr, 0600), 0);
    cr_assert_eq(jx_file_read(test_arena, in_root("pipe"), 10, &bytes), JX_E_IO);
}

Test(file, maps)
{
    struct jx_str bytes;
    cr_assert_eq(jx_file_write(in_root("font"), JX_STR("OTTO")), JX_OK);
    cr_assert_eq(jx_file_map(in_root("font"), &bytes), JX_OK);
    JX_EQ_STR(bytes, "OTTO");
    cr_assert_eq(jx_file_write(in_root("empty"), JX_STR("")), JX_OK);
    cr_assert_eq(jx_file_map(in_root("empty"), &bytes), JX_OK);
    JX_EQ_STR(bytes, "");
    cr_assert_eq(jx_file_map(in_root("none"), &bytes), JX_E_INPUT);
}

Test(file, folders_are_listed_in_order)
{
    struct jx_strs names = {0};
    static const char *const files[] = {"项目.yaml", "b", ".hidden", "a", "评价.yaml", "c/x"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        cr_assert_eq(jx_file_write(in_root(files[i]), JX_STR("")), JX_OK);
    cr_assert_eq(jx_folder_list(test_arena, jx_str_of(root), &names), JX_OK);
    JX_EQ_STR(jx_str_join(test_arena, names.items, names.n, JX_STR(" ")),
              "a b c 评价.yaml 项目.yaml");
    cr_assert_eq(jx_folder_list(test_arena, in_root("none"), &names), JX_E_INPUT);
}

Test(file, links_that_lead_out_are_seen)
{
    cr_assert_eq(jx_file_write(in_root("项目/图/1.png"), JX_STR("")), JX_OK);
    cr_assert_eq(jx_file_write(in_root("项目二/1.png"), JX_STR("")), JX_OK);
    cr_assert_eq(symlink("../项目二/1.png", in_root("项目/外.png").ptr), 0);
    cr_assert_eq(symlink("图/1.png", in_root("项目/内.png").ptr), 0);
    cr_assert_eq(symlink("/", in_root("项目/根").ptr), 0);
    cr_assert(jx_path_resolves_inside(in_root("项目"), in_root("项目/图/1.png")));
    cr_assert(jx_path_resolves_inside(in_root("项目/"), in_root("项目/内.png")));
    cr_assert(jx_path_resolves_inside(JX_STR("/"), in_root("项目/内.png")));
    cr_assert_not(jx_path_resolves_inside(in_root("项目"), in_root("项目/外.png")));
    cr_assert_not(jx_path_resolves_inside(in_root("项目"), in_root("项目/根/etc/passwd")));
    cr_assert_not(jx_path_resolves_inside(in_root("项目"), in_root("项目二/1.png")));
    cr_assert_not(jx_path_resolves_inside(in_root("项目"), in_root("项目/没有.png")));
    cr_assert_not(jx_path_resolves_inside(in_root("没有"), in_root("项目/图/1.png")));
}

/* ---- paths: no file is touched ---- */

Test(path, parts)
{
    jx_test_open();
    JX_EQ_STR(jx_path_base(JX_STR("a/b/c.yaml")), "c.yaml");
    JX_EQ_STR(jx_path_base(JX_STR("a/b/")), "b");
    JX_EQ_STR(jx_path_base(JX_STR("c")), "c");
    JX_EQ_STR(jx_path_base(JX_STR("/")), "/");
    JX_EQ_STR(jx_path_folder(JX_STR("a/b/c.yaml")), "a/b");
    JX_EQ_STR(jx_path_folder(JX_STR("a/b/")), "a");
    JX_EQ_STR(jx_path_folder(JX_STR("c")), ".");
    JX_EQ_STR(jx_path_folder(JX_STR("/c")), "/");
    JX_EQ_STR(jx_path_folder(JX_STR("a//c")), "a");
    JX_EQ_STR(jx_path_join(test_arena, JX_STR("a/"), JX_STR("b")), "a/b");
    JX_EQ_STR(jx_path_join(test_arena, JX_STR("a"), JX_STR("b")), "a/b");
    JX_EQ_STR(jx_path_join(test_arena, JX_STR("a"), JX_STR("/b")), "/b");
    JX_EQ_STR(jx_path_join(test_arena, JX_STR(""), JX_STR("b")), "b");
    jx_test_close();
}

Test(path, names_from_input_stay_inside)
{
    static const char *const good[] = {"a", "图/1.png", "a..b", "...", "./a", "..a/b"};
    static const char *const bad[] = {"", "/etc/passwd", "..", "../a", "a/../../b", "a/..", "a\\b"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        cr_assert(jx_path_is_inside(jx_str_of(good[i])), "%s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_assert_not(jx_path_is_inside(jx_str_of(bad[i])), "%s", bad[i]);
    cr_assert_not(jx_path_is_inside(JX_STR("a\0b")));
    cr_assert_not(jx_path_is_inside(JX_NO_STR));
}

/* ---- folders ---- */

Test(file, folder_is_removed_with_all_in_it_but_not_what_links_lead_to)
{
    cr_assert_eq(jx_file_write(in_root("甲/乙/a.txt"), JX_STR("1")), JX_OK);
    cr_assert_eq(jx_file_write(in_root("外/b.txt"), JX_STR("2")), JX_OK);
    cr_assert_eq(symlink(in_root("外").ptr, in_root("甲/链").ptr), 0);
    cr_expect_eq(jx_folder_remove(in_root("甲")), JX_OK);
    cr_expect(!jx_folder_exists(in_root("甲")));
    JX_EQ_STR(content(in_root("外/b.txt")), "2");
    cr_expect_eq(jx_folder_remove(in_root("甲")), JX_OK, "none there is no error");
}

Test(file, folder_is_never_renamed_onto_another)
{
    cr_assert_eq(jx_folder_make(in_root("新/子")), JX_OK);
    cr_assert_eq(jx_folder_make(in_root("旧")), JX_OK);
    cr_expect_eq(jx_folder_rename(in_root("新"), in_root("旧")), JX_E_IO);
    cr_expect_eq(errno, EEXIST);
    cr_expect_eq(jx_folder_rename(in_root("新"), in_root("另")), JX_OK);
    cr_expect(jx_folder_exists(in_root("另/子")) && !jx_folder_exists(in_root("新")));
}

Test(file, folder_lock_keeps_a_second_one_out)
{
    int first = -1, second = -1;
    cr_assert_eq(jx_folder_lock(jx_str_of(root), &first), JX_OK);
    cr_expect_eq(jx_folder_lock(jx_str_of(root), &second), JX_E_INPUT);
    jx_folder_unlock(first);
    cr_expect_eq(jx_folder_lock(jx_str_of(root), &second), JX_OK);
    jx_folder_unlock(second);
    cr_expect_eq(jx_folder_lock(in_root("没有"), &first), JX_E_IO);
}
