/* Files and paths. Works in a folder of its own below TMPDIR. */
#include "base/fs.h"
#include "base/mapping.h"
#include "test.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void test_lexical(void)
{
    static const struct {
        const char *path, *folder, *name, *stem, *extension;
    } rows[] = {
        {"", "", "", "", ""},
        {"b.md", "", "b.md", "b", "md"},
        {"a/b.MD", "a", "b.MD", "b", "MD"},
        {"a/b/", "a", "b", "b", ""},
        {"/", "/", "", "", ""},
        {"/b", "/", "b", "b", ""},
        {"a//b", "a", "b", "b", ""},
        {".hidden", "", ".hidden", ".hidden", ""},
        {"a.b/c", "a.b", "c", "c", ""},
        {"c.tar.gz", "", "c.tar.gz", "c.tar", "gz"},
        {"c.", "", "c.", "c", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str path = str_from(rows[i].path);
        CHECK_STR(path_folder(path), rows[i].folder);
        CHECK_STR(path_name(path), rows[i].name);
        CHECK_STR(path_stem(path), rows[i].stem);
        CHECK_STR(path_extension(path), rows[i].extension);
    }
}

static void test_join(void)
{
    static const struct {
        const char *folder, *rel, *want;
    } rows[] = {
        {"", "b", "b"},     {".", "b", "b"},  {"a", "b", "a/b"},
        {"a/", "b", "a/b"}, {"/", "b", "/b"}, {"a", "/b", "/b"},
    };
    struct arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_STR(path_join(&a, str_from(rows[i].folder), str_from(rows[i].rel)), rows[i].want);
    }
    arena_release(&a);
}

static void test_normal(void)
{
    static const struct {
        const char *path, *want; /* NULL: refused */
    } rows[] = {
        {"", ""},
        {".", ""},
        {"a/../b", "b"},
        {"./a//b/", "a/b"},
        {"a/b/../../c", "c"},
        {"a/..", ""},
        {"..", NULL},
        {"a/../../b", NULL},
        {"/a", NULL},
        {"...", "..."},
        {"a/./..b", "a/..b"},
    };
    struct arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str got = STR("unset");
        bool ok = path_normal(&a, str_from(rows[i].path), &got);
        CHECK(ok == (rows[i].want != NULL));
        if (ok) {
            CHECK_STR(got, rows[i].want);
        }
    }
    str got;
    CHECK(!path_normal(&a, STR("a\0b"), &got));
    arena_release(&a);
}

static void test_read_and_list(void)
{
    struct arena a = {0};
    CHECK(fs_kind_of(STR("absent")) == FS_ABSENT);
    CHECK(fs_make_folder(STR("d")) && fs_make_folder(STR("d")));
    CHECK(fs_kind_of(STR("d")) == FS_FOLDER && fs_kind_of(STR("")) == FS_FOLDER);
    CHECK(fs_write_new(STR("d/b"), STR("12345")) && fs_write_new(STR("d/a"), STR("")));
    CHECK(!fs_write_new(STR("d/b"), STR("x")) && errno == EEXIST);
    CHECK(!fs_make_folder(STR("d/b")));
    str bytes;
    CHECK(fs_read(&a, STR("d/b"), 5, &bytes));
    CHECK_STR(bytes, "12345");
    CHECK(bytes.ptr[5] == '\0');
    CHECK(!fs_read(&a, STR("d/b"), 4, &bytes) && errno == EFBIG);
    CHECK(!fs_read(&a, STR("d"), 5, &bytes) && errno == EISDIR);
    CHECK(!fs_read(&a, STR("d/c"), 5, &bytes) && errno == ENOENT);
    CHECK(!fs_read(&a, STR("d/b\0c"), 5, &bytes) && errno == EINVAL);
    CHECK(mkfifo("d/fifo", 0600) == 0 && fs_kind_of(STR("d/fifo")) == FS_OTHER);
    CHECK(!fs_read(&a, STR("d/fifo"), 5, &bytes) && errno == ENOTSUP);
    CHECK(fs_map(STR("d/b"), 5, &bytes));
    CHECK_STR(bytes, "12345");
    mapping_close(bytes);
    CHECK(fs_map(STR("d/a"), 5, &bytes) && bytes.len == 0);
    mapping_close(bytes);
    str *names;
    size_t count;
    CHECK(fs_list(&a, STR("d"), &names, &count) && count == 3);
    CHECK_STR(names[0], "a");
    CHECK_STR(names[2], "fifo");
    CHECK(!fs_list(&a, STR("d/b"), &names, &count) && errno == ENOTDIR);
    arena_release(&a);
}

static void test_pipe(void)
{
    struct arena a = {0};
    int ends[2];
    char block[50000];
    memset(block, 'x', sizeof block);
    CHECK(pipe(ends) == 0);
    CHECK(fs_write_fd(ends[1], (str){block, sizeof block}) && close(ends[1]) == 0);
    str bytes;
    CHECK(fs_read_fd(&a, ends[0], sizeof block, &bytes) && bytes.len == sizeof block);
    CHECK(bytes.ptr[bytes.len] == '\0');
    CHECK(close(ends[0]) == 0);

    FILE *big = fopen("big", "w"); /* beyond the first read, so that the room grows */
    CHECK(big != NULL);
    for (int i = 0; i < 5; i++) {
        CHECK(fwrite(block, 1, sizeof block, big) == sizeof block);
    }
    CHECK(fflush(big) == 0 && freopen("big", "r", big) != NULL);
    CHECK(fs_read_fd(&a, fileno(big), 5 * sizeof block, &bytes) && bytes.len == 5 * sizeof block);
    rewind(big);
    CHECK(!fs_read_fd(&a, fileno(big), 5 * sizeof block - 1, &bytes) && errno == EFBIG);
    fclose(big);
    arena_release(&a);
}

static void test_real(void)
{
    struct arena a = {0};
    str real = STR_NONE, here = STR_NONE;
    CHECK(symlink("d", "link") == 0);
    CHECK(fs_real(&a, STR(""), &here) && fs_real(&a, STR("link/b"), &real));
    CHECK_STR(str_sub(real, here.len, real.len), "/d/b");
    CHECK(!fs_real(&a, STR("absent"), &real));
    arena_release(&a);
}

/* Every test in a fresh folder, removed at the end. */
static void enter_folder(void)
{
    char folder[] = "/tmp/test_fs_XXXXXX";
    CHECK(mkdtemp(folder) != NULL && chdir(folder) == 0);
}

static void leave_folder(void)
{
    struct arena a = {0};
    str here = STR_NONE;
    static const char *const left[] = {"d/a", "d/b", "d/fifo", "d", "link", "big"};
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        CHECK(remove(left[i]) == 0);
    }
    CHECK(fs_real(&a, STR("."), &here) && chdir("/") == 0 && rmdir(here.ptr) == 0);
    arena_release(&a);
}

TEST_MAIN(test_lexical, test_join, test_normal, enter_folder, test_read_and_list, test_pipe,
          test_real, leave_folder)
