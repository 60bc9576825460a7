/* What strangers packed never does harm, and is judged by what the container shows. */
#include "container.h"
#include "ocf/deflate.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>

#define MIMETYPE STR("application/epub+zip")

/* A container made by hand, with all the lies that one may tell. Zero means the honest value, which
 * is why lies are given as differences. */
struct item {
    const char *name, *content;
    bool deflated;
    unsigned flags, method; /* method: added to the honest one */
    int size_lie, packed_lie, crc_lie, header_lie;
    const char *local_name, *extra;
    uint32_t attributes;
};

static void add16(struct buf *b, unsigned n)
{
    buf_addch(b, (char)(n & 0xFF));
    buf_addch(b, (char)(n >> 8 & 0xFF));
}

static void add32(struct buf *b, uint32_t n)
{
    add16(b, n & 0xFFFF);
    add16(b, n >> 16);
}

static str packed_form(struct arena *a, const struct item *i, str content)
{
    struct deflater d = {0};
    str packed = content;
    if (i->deflated) {
        CHECK(deflate_bytes(&d, a, content, 0, DEFLATE_CLOSE, &packed));
    }
    deflater_release(&d);
    return packed;
}

/* The fields that both headers have, from the version to the name's length. */
static void add_common(struct buf *b, const struct item *i, str content, str packed, size_t name)
{
    add16(b, 20);
    add16(b, i->flags);
    add16(b, (i->deflated ? 8u : 0u) + i->method);
    add32(b, 0x00210000);
    add32(b, crc_of(content) + (uint32_t)i->crc_lie);
    add32(b, (uint32_t)packed.len + (uint32_t)i->packed_lie);
    add32(b, (uint32_t)content.len + (uint32_t)i->size_lie);
    add16(b, (unsigned)name);
}

static void add_item(struct arena *a, const struct item *i, struct buf *file, struct buf *central)
{
    str content = str_from(i->content), packed = packed_form(a, i, content);
    str name = str_from(i->name), local = i->local_name != NULL ? str_from(i->local_name) : name;
    str extra = str_from(i->extra);
    uint32_t at = (uint32_t)file->len;
    add32(file, 0x04034B50);
    add_common(file, i, content, packed, local.len);
    add16(file, (unsigned)extra.len);
    buf_add(file, local);
    buf_add(file, extra);
    buf_add(file, packed);
    add32(central, 0x02014B50);
    add16(central, 3 << 8 | 20);
    add_common(central, i, content, packed, name.len);
    add32(central, 0); /* extra, comment */
    add32(central, 0); /* disk, internal attributes */
    add32(central, i->attributes);
    add32(central, at + (uint32_t)i->header_lie);
    buf_add(central, name);
}

static void add_end(struct buf *file, struct buf *central, size_t count)
{
    uint32_t at = (uint32_t)file->len;
    buf_add(file, buf_str(central));
    add32(file, 0x06054B50);
    add32(file, 0);
    add16(file, (unsigned)count);
    add16(file, (unsigned)count);
    add32(file, (uint32_t)central->len);
    add32(file, at);
    add16(file, 0);
    buf_release(central);
}

static str make_container(struct arena *a, const struct item *items, size_t count)
{
    struct buf file = {0}, central = {0};
    for (size_t i = 0; i < count; i++) {
        add_item(a, &items[i], &file, &central);
    }
    add_end(&file, &central, count);
    return buf_finish(&file, a);
}

#define HONEST                                                                                     \
    {                                                                                              \
        .name = "mimetype", .content = "application/epub+zip"                                      \
    }
#define REPEATED                                                                                   \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define BROKEN(name, fault)                                                                        \
    "t.epub: error: entry \"" name "\" is broken: " fault " [container-zip] [PKG-008]\n"
#define UNSAFE(name)                                                                               \
    "t.epub: error: entry \"" name                                                                 \
    "\" has a character that no file name may have; rename it [container-name] [PKG-009]\n"
#define NO_PATH(name)                                                                              \
    "t.epub: error: entry \"" name                                                                 \
    "\" is no path inside the container; it was not read [container-name] [PKG-009]\n"
#define TWICE(name)                                                                                \
    "t.epub: error: entry \"" name                                                                 \
    "\" stands twice; upper and lower case are one to some systems; rename it [container-name] "   \
    "[OPF-060]\n"
#define NOT_ASCII(name)                                                                            \
    "t.epub: note: entry \"" name                                                                  \
    "\" has a name that is not ASCII [container-name-ascii] [PKG-012]\n"

static void test_strangers(void)
{
    static const struct {
        struct item items[3];
        size_t kept; /* entries in the publication */
        const char *want;
    } rows[] = {
        {{HONEST, {.name = "a", .content = "x"}}, 2, ""},
        {{HONEST, {.name = "a", .content = REPEATED, .deflated = true}}, 2, ""},
        {{HONEST, {.name = "d/", .content = ""}},
         1,
         "t.epub: warning: the folder \"d/\" is empty; leave it out [container-folder] "
         "[PKG-014]\n"},
        {{HONEST, {.name = "d/", .content = ""}, {.name = "d/e/f", .content = "x"}}, 2, ""},
        {{{.name = "a", .content = "x"}, HONEST},
         2,
         "t.epub: error: the first entry is not \"mimetype\" [container-mimetype] [PKG-006]\n"},
        {{{.name = "mimetype", .content = "application/epub+zip", .extra = "ab\1"}},
         1,
         "t.epub: error: \"mimetype\" has an extra field [container-mimetype] [PKG-005]\n"},
        {{{.name = "mimetype", .content = REPEATED, .deflated = true}},
         1,
         "t.epub: error: \"mimetype\" is compressed; store it [container-mimetype] [PKG-007]\n"},
        {{HONEST, {.name = "a", .content = "x", .flags = 1}},
         2,
         "t.epub: error: entry \"a\" is encrypted by ZIP; it was not read [container-encrypted] "
         "[RSC-004]\n"},
        {{HONEST, {.name = "a", .content = "x", .method = 12}},
         2,
         BROKEN("a", "it is compressed in another way than deflate")},
        {{HONEST, {.name = "a", .content = "x", .attributes = 0120777u << 16}},
         2,
         BROKEN("a", "it is a symbolic link")},
        {{HONEST, {.name = "a", .content = "x", .crc_lie = 1}},
         2,
         BROKEN("a", "its bytes do not fit its check value")},
        {{HONEST, {.name = "a", .content = REPEATED, .deflated = true, .crc_lie = 1}},
         2,
         BROKEN("a", "its bytes do not fit its check value")},
        {{HONEST, {.name = "a", .content = "x", .size_lie = 1}},
         2,
         BROKEN("a", "its two sizes differ, though it is stored")},
        {{HONEST, {.name = "a", .content = "x", .size_lie = 100, .packed_lie = 100}},
         2,
         BROKEN("a", "it is cut off")},
        {{HONEST, {.name = "a", .content = REPEATED, .deflated = true, .size_lie = 1}},
         2,
         BROKEN("a", "it is smaller than it claims")},
        {{HONEST, {.name = "a", .content = REPEATED, .deflated = true, .size_lie = -1}},
         2,
         BROKEN("a", "it is larger than it claims")},
        {{HONEST, {.name = "a", .content = REPEATED, .deflated = true, .packed_lie = -1}},
         2,
         BROKEN("a", "its compressed data are damaged")},
        {{HONEST, {.name = "a", .content = REPEATED, .deflated = true, .size_lie = 1 << 20}},
         2,
         BROKEN("a", "it claims to be larger than its compressed data can be")},
        {{HONEST, {.name = "a", .content = REPEATED, .deflated = true, .size_lie = 0x7FFFFF00}},
         2,
         "t.epub: error: a goes beyond 512 MiB [too-large]\n"},
        {{HONEST, {.name = "a", .content = "x", .local_name = "b"}},
         2,
         BROKEN("a", "its two headers disagree")},
        {{HONEST, {.name = "a", .content = "x", .header_lie = 1}},
         2,
         BROKEN("a", "its header is not where the central directory says")},
        {{HONEST, {.name = "a", .content = "x", .header_lie = 1 << 30}},
         2,
         BROKEN("a", "its header is not where the central directory says")},
        {{HONEST,
          {.name = "a", .content = "1234", .size_lie = 3, .packed_lie = 3},
          {.name = "b", .content = "x"}},
         3,
         BROKEN("a", "its bytes do not fit its check value")
             BROKEN("b", "it shares bytes with another entry")},
        {{HONEST, {.name = "a", .content = "x"}, {.name = "a", .content = "y"}}, 2, TWICE("a")},
        {{HONEST, {.name = "a", .content = "x"}, {.name = "A", .content = "y"}}, 3, TWICE("A")},
        {{HONEST, {.name = "ss", .content = "x"}, {.name = "\xC3\x9F", .content = "y"}},
         3,
         TWICE("\xC3\x9F") NOT_ASCII("\xC3\x9F")},
        {{HONEST, {.name = "../a", .content = "x"}}, 1, NO_PATH("../a")},
        {{HONEST, {.name = "a/../../b", .content = "x"}}, 1, NO_PATH("a/../../b")},
        {{HONEST, {.name = "/a", .content = "x"}}, 1, NO_PATH("/a")},
        {{HONEST, {.name = "a//b", .content = "x"}}, 1, NO_PATH("a//b")},
        {{HONEST, {.name = "", .content = "x"}}, 1, NO_PATH("")},
        {{HONEST, {.name = "a\\b", .content = "x"}}, 2, UNSAFE("a\\b")},
        {{HONEST, {.name = "C:a", .content = "x"}}, 2, UNSAFE("C:a")},
        {{HONEST, {.name = "a\x01", .content = "x"}}, 2, UNSAFE("a\\x01")},
        {{HONEST, {.name = "a\xEF\xBF\xBE", .content = "x"}},
         2,
         UNSAFE("a\xEF\xBF\xBE") NOT_ASCII("a\xEF\xBF\xBE")},
        {{HONEST, {.name = "a\xF0\x9F\xBF\xBF", .content = "x"}},
         2, /* U+1FFFF */
         UNSAFE("a\xF0\x9F\xBF\xBF") NOT_ASCII("a\xF0\x9F\xBF\xBF")},
        {{HONEST, {.name = "a./b", .content = "x"}},
         2,
         "t.epub: error: entry \"a./b\" has a name that ends in a full stop; rename it "
         "[container-name] [PKG-011]\n"},
        {{HONEST, {.name = "a b", .content = "x"}},
         2,
         "t.epub: warning: entry \"a b\" has a space in its name; older readers do not find it; "
         "use "
         "a hyphen [container-name-space] [PKG-010]\n"},
        {{HONEST, {.name = "\xFF", .content = "x"}},
         2,
         "t.epub: error: entry \"\\xFF\" has a name that is not valid UTF-8 [container-name] "
         "[PKG-027]\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct publication p;
        int status;
        size_t count = 0;
        while (count < 3 && rows[i].items[count].name != NULL) {
            count++;
        }
        str bytes = make_container(&a, rows[i].items, count);
        CHECK_STR(read_told(&a, bytes, &p, &status), rows[i].want);
        CHECK_NUM(p.count, rows[i].kept);
        for (size_t k = 0; k < p.count; k++) {
            CHECK(!p.entries[k].unread || (p.entries[k].bytes.len == 0 && status == 1));
        }
        arena_release(&a);
    }
}

/* What is no container at all, and end records that lie. */
static void test_no_container(void)
{
#define CUT_OFF                                                                                    \
    "t.epub: error: cannot read the container: it has no central directory, as if it were cut "    \
    "off [container-zip] [PKG-008]\n"
#define NOT_THERE                                                                                  \
    "t.epub: error: cannot read the container: its central directory is not where its end record " \
    "says [container-zip] [PKG-008]\n"
#define UNREAD                                                                                     \
    "t.epub: error: cannot read the container: nothing of it was read [container-zip] [PKG-008]\n"
#define SHORT                                                                                      \
    UNREAD "t.epub: error: the file is too short for a ZIP container [container-zip] [PKG-003]\n"
#define NOT_ZIP UNREAD "t.epub: error: the file is no ZIP container [container-zip] [PKG-004]\n"
    static const struct {
        str bytes;
        const char *want;
    } rows[] = {
        {STR_INIT(""), SHORT},
        {STR_INIT("PK"), SHORT},
        {STR_INIT("<html>"), SHORT},
        {STR_INIT("<html>                                                    "), NOT_ZIP},
        {STR_INIT("PK\3\4"), CUT_OFF},
        {STR_INIT("PK\3\4PK\5\6\0\0\0\0\1\0\1\0\xFF\0\0\0\4\0\0\0\0\0"), NOT_THERE},
        {STR_INIT("PK\3\4PK\5\6\0\0\0\0\1\0\1\0\x2E\0\0\0\xFF\xFF\xFF\xFF\0\0"), NOT_THERE},
        {STR_INIT("PK\3\4PK\5\6\0\0\0\0\xFF\xFF\xFF\xFF\0\0\0\0\4\0\0\0\0\0"), NOT_THERE},
        {STR_INIT("PK\3\4PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\4\0\0\0\1\0"), NOT_THERE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct publication p;
        int status;
        CHECK_STR(read_told(&a, rows[i].bytes, &p, &status), rows[i].want);
        CHECK_NUM(status, 1);
        arena_release(&a);
    }
}

static void add64(struct buf *b, uint64_t n)
{
    add32(b, (uint32_t)n);
    add32(b, (uint32_t)(n >> 32));
}

/* One entry whose numbers all stand in ZIP64's records. */
static void test_zip64(void)
{
    struct arena a = {0};
    struct item item = HONEST;
    struct buf file = {0}, central = {0};
    add_item(&a, &item, &file, &central);
    memset(central.data + 20, 0xFF, 8); /* sizes */
    memset(central.data + 42, 0xFF, 4); /* offset */
    central.data[30] = 28;              /* length of the extra field */
    add16(&central, 1);
    add16(&central, 24);
    add64(&central, 20);
    add64(&central, 20);
    add64(&central, 0);
    size_t at = file.len, size = central.len;
    buf_add(&file, buf_str(&central));
    buf_release(&central);
    add32(&file, 0x06064B50);
    add64(&file, 44);
    add32(&file, 45 << 16 | 45);
    add64(&file, 0); /* disks */
    add64(&file, 1);
    add64(&file, 1);
    add64(&file, size);
    add64(&file, at);
    add32(&file, 0x07064B50);
    add32(&file, 0);
    add64(&file, at + size);
    add32(&file, 1);
    add32(&file, 0x06054B50);
    add32(&file, 0);
    add64(&file, UINT64_MAX);
    add32(&file, UINT32_MAX);
    add16(&file, 0);
    str bytes = buf_finish(&file, &a);
    struct publication p;
    int status;
    CHECK_STR(read_told(&a, bytes, &p, &status), "");
    CHECK(p.count == 1 && str_eq(p.entries[0].bytes, MIMETYPE));
    arena_release(&a);
}

/* A copy in memory of exactly that size, so that the sanitizer sees one byte too many. */
static void read_exact(str bytes, size_t flip, const struct publication *original, bool *failed,
                       bool *same)
{
    struct arena a = {0};
    struct publication p;
    int status;
    char *copy = malloc(bytes.len > 0 ? bytes.len : 1);
    CHECK(copy != NULL);
    memcpy(copy, bytes.ptr, bytes.len);
    if (flip < bytes.len) {
        copy[flip] = (char)(copy[flip] ^ 0xFF);
    }
    read_told(&a, (str){copy, bytes.len}, &p, &status);
    *failed = status != 0;
    *same = same_content(original, &p);
    arena_release(&a);
    free(copy);
}

static void test_damage(void)
{
    static const struct item items[] = {
        HONEST,
        {.name = "EPUB/a.xhtml", .content = REPEATED, .deflated = true},
        {.name = "EPUB/b.jpg", .content = "stored"},
    };
    struct arena a = {0};
    struct publication p;
    int status;
    bool failed, same;
    str bytes = make_container(&a, items, 3);
    CHECK_STR(read_told(&a, bytes, &p, &status), "");
    for (size_t len = 0; len < bytes.len; len++) {
        read_exact(str_sub(bytes, 0, len), SIZE_MAX, &p, &failed, &same);
        CHECK(failed && !same);
    }
    for (size_t at = 0; at < bytes.len; at++) {
        read_exact(bytes, at, &p, &failed, &same);
        CHECK(failed || same); /* what does not matter may change */
    }
    /* Something was appended: the container is found all the same. */
    str longer = str_concat(&a, (str[]){bytes, STR("PK\5\6 and more")}, 2);
    read_exact(longer, SIZE_MAX, &p, &failed, &same);
    CHECK(!failed && same);
    arena_release(&a);
}

/* Entries beyond counting, and end records beyond counting: no more work than bytes. */
static void test_crowd(void)
{
    struct arena a = {0};
    struct buf file = {0}, central = {0};
    struct item first = HONEST;
    add_item(&a, &first, &file, &central);
    for (int i = 1; i < 20000; i++) {
        struct item item = {.name = str_printf(&a, "EPUB/%d", i).ptr, .content = ""};
        add_item(&a, &item, &file, &central);
    }
    add_end(&file, &central, 20000);
    size_t at = file.len - 22;
    str end = str_copy(&a, str_sub(buf_str(&file), at, file.len));
    for (int i = 0; i < 2900; i++) {
        buf_add(&file, end); /* each a good one, in the comment of the one before */
    }
    file.data[at + 20] = (char)(2900 * 22 & 0xFF);
    file.data[at + 21] = (char)(2900 * 22 >> 8);
    struct publication p;
    int status;
    CHECK_STR(read_told(&a, buf_str(&file), &p, &status), "");
    CHECK_NUM(p.count, 20000);
    buf_release(&file);
    arena_release(&a);
}

TEST_MAIN(test_strangers, test_no_container, test_zip64, test_damage, test_crowd)
