/* Which publication this is, and when: source format, part 6. */
#include "test.h"

#include "base/arena.h"
#include "model/identity.h"

static struct arena arena;
static const char zeros[65] = "0000000000000000000000000000000000000000000000000000000000000000";

static void derived(void)
{
    const char *wanted = "urn:uuid:46c22ee1-c4d9-5b8f-96cd-3ca82cbff65e";
    CHECK_STR(identity_derived(&arena, STR("A Secure Base"), STR("Jane Author"), STR("en")),
              wanted);
    CHECK_STR(
        identity_derived(&arena, STR("  A\tSecure\n Base "), STR("Jane  Author"), STR("EN-GB")),
        wanted);
    CHECK(!str_eq(identity_derived(&arena, STR("A Secure Base"), STR_NONE, STR("en")),
                  str_from(wanted)));
}

static void from_manifest(void)
{
    struct person people[] = {{.name = STR("Ed Itor"), .contributor = true}};
    struct identifier own[] = {{.text = STR("urn:isbn:9783161484100")}};
    struct manifest m = {.lang = STR("en"), .people = people, .npeople = 1};
    CHECK(str_eq(identity_of(&arena, &m, STR("T"), NULL),
                 identity_derived(&arena, STR("T"), STR_NONE, STR("en"))));
    people[0].contributor = false;
    CHECK(str_eq(identity_of(&arena, &m, STR("T"), NULL),
                 identity_derived(&arena, STR("T"), STR("Ed Itor"), STR("en"))));
    m.identifiers = own;
    m.nidentifiers = 1;
    CHECK_STR(identity_of(&arena, &m, STR("T"), NULL), "urn:isbn:9783161484100");
}

static void times(void)
{
    CHECK_STR(time_text(&arena, 0), "1970-01-01T00:00:00Z");
    CHECK_STR(time_text(&arena, 951782399), "2000-02-28T23:59:59Z");
    CHECK_STR(time_text(&arena, 951782400), "2000-02-29T00:00:00Z");
    CHECK_STR(time_text(&arena, 1768435200), "2026-01-15T00:00:00Z");
    CHECK_STR(time_text(&arena, 4107542400), "2100-03-01T00:00:00Z");
    CHECK_STR(time_text(&arena, 253402300799), "9999-12-31T23:59:59Z");
}

static str at(const struct manifest *m, int64_t epoch, const char digest[65], bool missing)
{
    struct dating dating = dating_of(m, NULL, epoch);
    CHECK(dating_needs_digest(&dating) == (epoch < 0 && m->modified.len == 0));
    CHECK(dating_is_missing(&dating, digest) == missing);
    return modified_of(&arena, &dating, digest);
}

/* The digest 0000000f... makes second 15 of the day. */
static void modified(void)
{
    char digest[65];
    struct change changes[] = {{.date = STR("2025-12")}, {.date = STR("2027")}};
    struct manifest m = {.date = STR("2026-01-15")};
    snprintf(digest, sizeof digest, "0000000f%s", zeros + 8);
    CHECK_STR(at(&m, -1, digest, false), "2026-01-15T00:00:15Z");
    m.changes = changes;
    m.nchanges = 1;
    CHECK_STR(at(&m, -1, zeros, false), "2026-01-15T00:00:00Z");
    m.nchanges = 2;
    CHECK_STR(at(&m, -1, zeros, false), "2027-01-01T00:00:00Z");
    CHECK_STR(at(&m, 60, zeros, false), "1970-01-01T00:01:00Z");
    m.modified = STR("2026-02-03T00:00:00Z");
    CHECK_STR(at(&m, 60, zeros, false), "2026-02-03T00:00:00Z");
}

/* 0x00015181 is 86401. */
static void undated(void)
{
    char digest[65];
    struct manifest m = {0};
    snprintf(digest, sizeof digest, "00015181%s", zeros + 8);
    CHECK_STR(at(&m, -1, digest, true), "1980-01-01T00:00:01Z");
}

static void release(void)
{
    arena_release(&arena);
}

TEST_MAIN(derived, from_manifest, times, modified, undated, release)
