#include "source/source.h"
#include "base/arena.h"
#include "base/fs.h"
#include "base/nearest.h"
#include "test.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static struct arena arena;
static str top; /* a new folder */

static str path(const char *rel)
{
    return path_join(&arena, top, str_from(rel));
}

static void make_link(const char *to, const char *rel)
{
    CHECK(symlink(to, path(rel).ptr) == 0);
}

static void make(void)
{
    char name[] = "/tmp/octavo-source-XXXXXX";
    CHECK(mkdtemp(name) != NULL);
    top = str_copy(&arena, str_from(name));
    CHECK(fs_make_folder(path("book")) && fs_make_folder(path("book/sub")) &&
          fs_make_folder(path("book-2")));
    CHECK(fs_write_new(path("book/a.md"), STR("text")));
    CHECK(fs_write_new(path("book/sub/b.md"), STR("b")));
    CHECK(fs_write_new(path("book-2/c.md"), STR("c")));
    make_link("a.md", "book/inside.md");
    make_link("../book-2/c.md", "book/outside.md");
    make_link("/etc", "book/etc");
    make_link("nowhere", "book/dangling.md");
    make_link("loop.md", "book/loop.md");
    make_link("../../book", "book/sub/up");
    CHECK(mkfifo(path("book/pipe.md").ptr, 0600) == 0);
}

static void unmake(void)
{
    static const char *const files[] = {
        "book/a.md",       "book/sub/b.md", "book/sub/up",      "book-2/c.md",  "book/inside.md",
        "book/outside.md", "book/etc",      "book/dangling.md", "book/loop.md", "book/pipe.md",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        unlink(path(files[i]).ptr);
    }
    rmdir(path("book/sub").ptr);
    rmdir(path("book").ptr);
    rmdir(path("book-2").ptr);
    CHECK(rmdir(top.ptr) == 0);
}

static void test_find(void)
{
    static const struct {
        const char *rel;
        enum source_fault fault;
        const char *normal;
    } rows[] = {
        {"a.md", SOURCE_FINE, "a.md"},
        {"./sub/../a.md", SOURCE_FINE, "a.md"},
        {"sub/b.md", SOURCE_FINE, "sub/b.md"},
        {"inside.md", SOURCE_FINE, "inside.md"},
        {"sub/up/a.md", SOURCE_FINE, "sub/up/a.md"},
        {"outside.md", SOURCE_OUTSIDE, NULL},
        {"etc/passwd", SOURCE_OUTSIDE, NULL},
        {"../book-2/c.md", SOURCE_OUTSIDE, NULL},
        {"../book/a.md", SOURCE_OUTSIDE, NULL},
        {"sub/../../book/a.md", SOURCE_OUTSIDE, NULL},
        {"/etc/passwd", SOURCE_OUTSIDE, NULL},
        {"b.md", SOURCE_ABSENT, NULL},
        {"a.md/x", SOURCE_ABSENT, NULL},
        {"dangling.md", SOURCE_ABSENT, NULL},
        {"loop.md", SOURCE_ABSENT, NULL},
        {"pipe.md", SOURCE_ABSENT, NULL},
        {"sub", SOURCE_ABSENT, NULL},
        {"", SOURCE_ABSENT, NULL},
    };
    struct root root;
    CHECK(root_open(&arena, path("book"), &root));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str normal;
        enum source_fault fault = source_find(&arena, &root, str_from(rows[i].rel), &normal);
        CHECK_NUM(fault, rows[i].fault);
        if (rows[i].normal != NULL) {
            CHECK_STR(normal, rows[i].normal);
        }
    }
}

static void test_read(void)
{
    struct root root;
    str bytes;
    CHECK(root_open(&arena, path("book/"), &root));
    CHECK_NUM(source_read(&arena, &root, STR("sub/../a.md"), 4, &bytes), SOURCE_FINE);
    CHECK_STR(bytes, "text");
    CHECK_NUM(source_read(&arena, &root, STR("a.md"), 3, &bytes), SOURCE_TOO_LARGE);
    CHECK_NUM(source_read(&arena, &root, STR("outside.md"), 9, &bytes), SOURCE_OUTSIDE);
    CHECK_NUM(source_read(&arena, &root, STR("no.md"), 9, &bytes), SOURCE_ABSENT);
    CHECK_STR(bytes, "");
    if (getuid() != 0) {
        CHECK(chmod(path("book/a.md").ptr, 0) == 0);
        CHECK_NUM(source_read(&arena, &root, STR("a.md"), 9, &bytes), SOURCE_UNREADABLE);
        CHECK_NUM(errno, EACCES);
    }
}

static void test_root(void)
{
    struct root root;
    CHECK(!root_open(&arena, path("nothing"), &root) && errno == ENOENT);
    CHECK(!root_open(&arena, path("book/a.md"), &root) && errno == ENOTDIR);
    CHECK(root_open(&arena, path("book//"), &root));
    CHECK(str_eq(root.path, path("book")));
    CHECK(str_eq(source_shown(&arena, &root, STR("a.md")), path("book/a.md")));
    CHECK(root_open(&arena, STR("."), &root));
    CHECK_STR(root.path, "");
    CHECK_STR(source_shown(&arena, &root, STR("a.md")), "a.md");
    CHECK(root_open(&arena, STR(""), &root));
    CHECK_STR(root.path, "");
    CHECK(root_open(&arena, STR("/"), &root));
    str normal;
    CHECK_NUM(source_find(&arena, &root, STR("etc/passwd"), &normal), SOURCE_FINE);
}

static void test_siblings(void)
{
    static const char *const rows[][2] = {
        {"sub/B2.md", "b.md"}, {"insid.md", "inside.md"}, {"sub/insid.md", ""},
        {"../b.md", ""},       {"etc/passwd2", ""},       {"none/b.md", ""},
    };
    struct root root;
    CHECK(root_open(&arena, path("book"), &root));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str rel = str_from(rows[i][0]);
        struct nearest n = {.wanted = path_name(rel)};
        source_offer_siblings(&arena, &root, rel, &n);
        CHECK_STR(n.best, rows[i][1]);
    }
}

TEST_MAIN(make, test_find, test_read, test_root, test_siblings, unmake)
