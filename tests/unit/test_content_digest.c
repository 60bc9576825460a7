/* The digest of a publication's content is the same, however much of it is taken over from the
 * trail of another one. */
#include "test.h"

#include "base/arena.h"
#include "base/digest.h"
#include "model/content_digest.h"

#include <string.h>

#define DOCUMENTS 150

/* Entries whose digests are known stand between two that have none, as in a book. */
struct book {
    struct arena arena;
    struct publication publication;
    struct digest digests[DOCUMENTS];
    char hex[65];
    struct trail trail;
};

static str text_of(struct arena *a, size_t number, const char *end)
{
    return str_printf(a, "<p>document %zu%*s%s</p>", number, (int)(number % 70), "", end);
}

/* edited: the document that ends in another word; DOCUMENTS: none. */
static void make(struct book *b, size_t count, size_t edited, const char *first)
{
    *b = (struct book){.hex = ""};
    publication_add(&b->arena, &b->publication, STR("mimetype"), STR(""), STR("x"));
    publication_add(&b->arena, &b->publication, STR("package.opf"), STR("a/b"), str_from(first));
    for (size_t i = 0; i < count; i++) {
        str text = text_of(&b->arena, i, i == edited ? "other" : "word");
        str path = str_printf(&b->arena, "d%zu.xhtml", i);
        b->digests[i] = digest_of(text);
        publication_add(&b->arena, &b->publication, path, STR("a/b"), text)->digest =
            &b->digests[i];
    }
    publication_add(&b->arena, &b->publication, STR("octavo.css"), STR("text/css"), STR("p{}"));
}

static str plain_digest(struct book *b)
{
    struct buf all = {0};
    static char hex[65];
    for (size_t i = 1; i < b->publication.count; i++) {
        const struct entry *e = &b->publication.entries[i];
        buf_addf(&all, "%.*s%c%zu%c", STR_ARG(e->path), 0, e->bytes.len, 0);
        buf_add(&all, e->bytes);
    }
    sha256_of(buf_str(&all), hex);
    buf_release(&all);
    return str_from(hex);
}

static void check_from(const struct trail *former, size_t count, size_t edited, const char *first)
{
    static struct book b;
    struct buf bytes = {0};
    struct trail read = {.count = 0};
    make(&b, count, edited, first);
    content_digest(&b.publication, former, &b.trail, b.hex);
    CHECK(str_eq(str_from(b.hex), plain_digest(&b)));
    trail_write(&bytes, &b.trail);
    CHECK(trail_read(buf_str(&bytes), &read) == (b.trail.count > 0));
    CHECK_NUM(memcmp(&read, &b.trail, sizeof read.count), 0);
    CHECK(!trail_read(str_sub(buf_str(&bytes), 0, bytes.len - 1), &read) && read.count == 0);
    /* Once more from its own trail, as it was read again. */
    trail_read(buf_str(&bytes), &read);
    content_digest(&b.publication, &read, &b.trail, b.hex);
    CHECK(str_eq(str_from(b.hex), plain_digest(&b)));
    buf_release(&bytes);
    arena_release(&b.arena);
}

static void digest_two(const char *mimetype, const char *path, const char *text, char hex[65])
{
    static const struct trail none;
    static struct trail trail;
    struct arena a = {0};
    struct publication p = {.count = 0};
    if (mimetype != NULL) {
        publication_add(&a, &p, STR("mimetype"), STR(""), str_from(mimetype));
    }
    publication_add(&a, &p, str_from(path), STR(""), str_from(text));
    content_digest(&p, &none, &trail, hex);
    arena_release(&a);
}

/* The container's constant first entry does not count; where one entry ends, does. */
static void test_what_counts(void)
{
    char first[65], second[65], third[65];
    digest_two("application/epub+zip", "a", "bc", first);
    digest_two(NULL, "a", "bc", second);
    digest_two(NULL, "ab", "c", third);
    CHECK_STR(str_from(first), second);
    CHECK(!str_eq(str_from(first), str_from(third)));
    /* SHA-256 of "a" NUL "2" NUL "bc" */
    CHECK_STR(str_from(first), "e1cf9898d1e966a32f8611f05aa624936397e7ac6b6ccd73eaa62dab582c747f");
}

static void test_edits(void)
{
    static const struct trail none;
    static const size_t edited[] = {0, 1, 3, 4, 5, 70, DOCUMENTS - 2, DOCUMENTS - 1, DOCUMENTS};
    static struct book b;
    make(&b, DOCUMENTS, DOCUMENTS, "<package/>");
    content_digest(&b.publication, &none, &b.trail, b.hex);
    CHECK(b.trail.count > 20);
    for (size_t i = 0; i < sizeof edited / sizeof *edited; i++) {
        check_from(&b.trail, DOCUMENTS, edited[i], "<package/>");
        check_from(&b.trail, DOCUMENTS, edited[i], "<package other=''/>");
        check_from(&b.trail, DOCUMENTS - 1, edited[i], "<package/>");
    }
    arena_release(&b.arena);
}

static void test_small(void)
{
    static const struct trail none;
    for (size_t count = 0; count < 10; count++) {
        check_from(&none, count, 2, "<package/>");
    }
}

/* It is taken over indeed: a state that is not what it was shows. */
static void test_taken(void)
{
    static const struct trail none;
    static struct book b;
    make(&b, DOCUMENTS, DOCUMENTS, "<package/>");
    content_digest(&b.publication, &none, &b.trail, b.hex);
    struct trail wrong = b.trail;
    wrong.marks[wrong.count - 1].state.state[0] ^= 1;
    content_digest(&b.publication, &wrong, &b.trail, b.hex);
    CHECK(!str_eq(str_from(b.hex), plain_digest(&b)));
    arena_release(&b.arena);
}

TEST_MAIN(test_what_counts, test_edits, test_small, test_taken)
