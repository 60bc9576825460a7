/* Packing and unpacking: what is written is the same bytes everywhere and comes back as it was;
 * what strangers wrote never does harm. */
#include "base/fs.h"
#include "container.h"
#include "ocf/deflate.h"
#include "ocf/write.h"
#include "test.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/test_ocf_XXXXXX";

#define MIMETYPE STR("application/epub+zip")

/* Text that deflate makes much smaller. */
static str long_text(struct arena *a)
{
    struct buf b = {0};
    for (int i = 0; i < 3000; i++) {
        buf_addf(&b, "line %d of a chapter\n", i % 70);
    }
    return buf_finish(&b, a);
}

static struct publication make_publication(struct arena *a)
{
    struct publication p = {.name = STR("t.epub")};
    publication_add(a, &p, STR("mimetype"), MIMETYPE, MIMETYPE);
    publication_add(a, &p, STR("EPUB/z.xhtml"), STR("application/xhtml+xml"), long_text(a));
    publication_add(a, &p, STR("EPUB/empty.css"), STR("text/css"), STR(""));
    publication_add(a, &p, STR("EPUB/a.jpg"), STR("image/jpeg"), long_text(a));
    publication_add(a, &p, STR("EPUB/tiny.css"), STR("text/css"), STR("p{}"));
    return p;
}

static str write_told(struct arena *a, const struct publication *p, const char *target, int *status)
{
    struct diag d;
    diag_init(&d, messages, MESSAGES);
    bool ok = ocf_write(p, str_from(target), 1, &d);
    CHECK(ok == !diag_failed(&d));
    return told(a, &d, status);
}

static void enter_folder(void)
{
    CHECK(mkdtemp(folder) != NULL && chdir(folder) == 0);
}

/* One child for each setting, since writing settles the zone of its process. */
static void write_in(const char *zone, mode_t mask, const char *target)
{
    pid_t child = fork();
    if (child == 0) {
        struct arena a = {0};
        struct publication p = make_publication(&a);
        int status = 9;
        umask(mask);
        if (setenv("TZ", zone, 1) == 0) {
            write_told(&a, &p, target, &status);
        }
        _exit(status);
    }
    int status = 1;
    CHECK(waitpid(child, &status, 0) == child && status == 0);
}

static void test_same_bytes(void)
{
    struct arena a = {0};
    str first = STR_NONE, second = STR_NONE;
    write_in("Asia/Tokyo", 022, "1");
    write_in("EST5EDT,0/0,J200/0", 077, "2");
    CHECK(fs_read(&a, STR("1"), FS_MAX_FILE, &first) &&
          fs_read(&a, STR("2"), FS_MAX_FILE, &second));
    CHECK(str_eq(first, second));
    static const char start[] = "PK\3\4\x0A\0\0\0\0\0\0\0\x21\0\x6F\x61\xAB\x2C\x14\0\0\0\x14\0\0\0"
                                "\x08\0\0\0mimetypeapplication/epub+zip";
    CHECK(str_starts(first, STR(start)));
    CHECK_NUM(sizeof start - 1, 58);
    arena_release(&a);
}

static unsigned at16(str s, size_t at)
{
    return (unsigned)(unsigned char)s.ptr[at] | (unsigned)(unsigned char)s.ptr[at + 1] << 8;
}

static uint32_t at32(str s, size_t at)
{
    return at16(s, at) | (uint32_t)at16(s, at + 2) << 16;
}

/* Walks from local header to local header, as a reader that knows no directory. */
static void test_headers(void)
{
    static const struct {
        const char *name;
        unsigned version, method;
    } rows[] = {
        {"mimetype", 10, 0},   {"EPUB/z.xhtml", 20, 8},  {"EPUB/empty.css", 10, 0},
        {"EPUB/a.jpg", 10, 0}, {"EPUB/tiny.css", 10, 0},
    };
    struct arena a = {0};
    str bytes;
    CHECK(fs_read(&a, STR("1"), FS_MAX_FILE, &bytes));
    size_t at = 0, central = at32(bytes, bytes.len - 6);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_NUM(at32(bytes, at), 0x04034B50);
        CHECK_NUM(at16(bytes, at + 4), rows[i].version);
        CHECK_NUM(at16(bytes, at + 6), 0);
        CHECK_NUM(at16(bytes, at + 8), rows[i].method);
        CHECK_NUM(at32(bytes, at + 10), 0x00210000);
        CHECK_NUM(at16(bytes, at + 28), 0);
        size_t name = at16(bytes, at + 26);
        CHECK_STR(str_sub(bytes, at + 30, at + 30 + name), rows[i].name);
        CHECK_NUM(at32(bytes, central + 42), at);
        CHECK_NUM(at32(bytes, central + 38), 0100644LL << 16);
        CHECK_NUM(bytes.ptr[central + 5], 3);
        CHECK_NUM(at32(bytes, central + 30), 0); /* no extra field, no comment */
        at += 30 + name + at32(bytes, at + 18);
        central += 46 + name;
    }
    CHECK_NUM(at, at32(bytes, bytes.len - 6));
    CHECK_NUM(central, bytes.len - 22);
    arena_release(&a);
}

static void test_round_trip(void)
{
    struct arena a = {0};
    struct publication p = make_publication(&a), q;
    str bytes;
    int status;
    CHECK(fs_read(&a, STR("1"), FS_MAX_FILE, &bytes));
    CHECK_STR(read_told(&a, bytes, &q, &status), "");
    CHECK_NUM(status, 0);
    CHECK(same_content(&p, &q));
    const struct entry *image = publication_find(&q, STR("EPUB/a.jpg"));
    CHECK(image != NULL && image->bytes.ptr > bytes.ptr &&
          image->bytes.ptr < bytes.ptr + bytes.len);
    /* What was read is written as the same bytes, without a word of media types. */
    CHECK_STR(write_told(&a, &q, "3", &status), "");
    arena_release(&a);
}

/* Packs n digits and a long text behind them, of which head stay as they are, and unpacks
 * them again. Returns how many bytes it became, or 0: it is not deflated. */
static size_t packed_with(struct arena *a, size_t head, size_t n, char digit)
{
    struct deflater d = {0};
    struct inflater i = {0};
    struct buf b = {0};
    str packed = STR_NONE, back;
    for (size_t k = 0; k < n; k++) {
        buf_addch(&b, k < head ? digit : '0');
    }
    buf_add(&b, head < n ? long_text(a) : STR_NONE);
    str bytes = buf_finish(&b, a);
    if (deflate_bytes(&d, a, bytes, head, DEFLATE_QUICK, &packed)) {
        CHECK(packed.len < bytes.len);
        CHECK(inflate_bytes(&i, a, packed, bytes.len, &back) == NULL && str_eq(back, bytes));
    }
    deflater_release(&d);
    inflater_release(&i);
    return packed.len;
}

static void test_head(void)
{
    struct arena a = {0};
    size_t whole = packed_with(&a, 0, 20, '1'), with = packed_with(&a, 20, 21, '1');
    CHECK(whole > 0 && with > whole);
    for (char digit = '0'; digit <= '9'; digit++) {
        CHECK_NUM(packed_with(&a, 20, 21, digit), with);
    }
    CHECK(packed_with(&a, 65535, 65536, '1') > 65535);
    CHECK_NUM(packed_with(&a, 65536, 65537, '0'), packed_with(&a, 0, 65537, '0'));
    CHECK_NUM(packed_with(&a, 20, 20, '1'), 0);
    arena_release(&a);
}

static void test_standard_output(void)
{
    struct arena a = {0};
    int ends[2];
    CHECK(pipe(ends) == 0);
    pid_t child = fork();
    if (child == 0) {
        struct publication p = make_publication(&a);
        int status = 9;
        if (dup2(ends[1], STDOUT_FILENO) >= 0 && close(ends[0]) == 0 && close(ends[1]) == 0) {
            write_told(&a, &p, "-", &status);
        }
        _exit(status);
    }
    CHECK(close(ends[1]) == 0);
    str got = STR_NONE, want = STR_NONE;
    int status = 1;
    CHECK(fs_read_fd(&a, ends[0], FS_MAX_FILE, &got) && fs_read(&a, STR("1"), FS_MAX_FILE, &want));
    CHECK(str_eq(got, want));
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    close(ends[0]);
    arena_release(&a);
}

/* The reader of the pipe is gone: status 3, not a signal. */
static void test_broken_pipe(void)
{
    int ends[2];
    CHECK(pipe(ends) == 0 && close(ends[0]) == 0);
    pid_t child = fork();
    if (child == 0) {
        struct arena a = {0};
        struct publication p = make_publication(&a);
        int status = 9;
        if (dup2(ends[1], STDOUT_FILENO) >= 0) {
            write_told(&a, &p, "-", &status);
        }
        _exit(status);
    }
    int status = 0;
    CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 3);
    close(ends[1]);
}

/* A file may not grow beyond a few bytes: the old one stays, and no other. */
static void test_failing_write(void)
{
    struct arena a = {0};
    struct publication p = make_publication(&a);
    int status;
    CHECK(fs_make_folder(STR("d")) && fs_write_new(STR("d/t"), STR("old")));
    struct rlimit before, little;
    CHECK(getrlimit(RLIMIT_FSIZE, &before) == 0);
    little = before;
    little.rlim_cur = 1000;
    signal(SIGXFSZ, SIG_IGN);
    CHECK(setrlimit(RLIMIT_FSIZE, &little) == 0);
    CHECK_STR(write_told(&a, &p, "d/t", &status),
              "octavo: error: cannot write \"d/t\": File too large [file-unwritable]\n");
    CHECK_NUM(status, 3);
    CHECK(setrlimit(RLIMIT_FSIZE, &before) == 0);
    str old = STR_NONE, *names;
    size_t count = 0;
    CHECK(fs_read(&a, STR("d/t"), 100, &old) && fs_list(&a, STR("d"), &names, &count));
    CHECK_STR(old, "old");
    CHECK_NUM(count, 1);
    CHECK_STR(
        write_told(&a, &p, "absent/t", &status),
        "octavo: error: cannot write \"absent/t\": No such file or directory [file-unwritable]\n");
    CHECK_NUM(status, 3);
    CHECK(remove("d/t") == 0 && remove("d") == 0);
    arena_release(&a);
}

static void test_publication(void)
{
    static const struct diag_file file = {.path = STR_INIT("a.md")};
    const struct origin_mark marks[] = {
        {0, {.file = &file, .line = 3}}, {4, {0}}, {6, {.file = &file, .line = 5}}, {8, {0}}};
    const struct origin origin = {.marks = marks, .count = 4};
    static const unsigned lines[] = {3, 3, 3, 3, 3, 3, 5, 5, 5, 5};
    struct arena a = {0};
    struct publication p = {0};
    struct place at;
    for (int i = 0; i < 100; i++) {
        CHECK(publication_add(&a, &p, str_printf(&a, "%d", i), STR("x/y"), STR("z")) != NULL);
    }
    CHECK(publication_add(&a, &p, STR("7"), STR_NONE, STR_NONE) == NULL && p.count == 100);
    CHECK(publication_find(&p, STR("100")) == NULL);
    struct entry *e = publication_find(&p, STR("99"));
    CHECK(e == &p.entries[99] && str_eq(e->bytes, STR("z")));
    CHECK(!publication_place(e, 0, &at));
    e->origin = &origin;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        CHECK(publication_place(e, i, &at) && at.line == lines[i]);
    }
    e->origin = &(struct origin){.marks = marks + 1, .count = 1};
    CHECK(!publication_place(e, 5, &at));
    arena_release(&a);
}

static void leave_folder(void)
{
    CHECK(remove("1") == 0 && remove("2") == 0 && remove("3") == 0);
    CHECK(chdir("/") == 0 && rmdir(folder) == 0);
}

TEST_MAIN(enter_folder, test_same_bytes, test_headers, test_round_trip, test_head,
          test_standard_output, test_broken_pipe, test_failing_write, test_publication,
          leave_folder)
