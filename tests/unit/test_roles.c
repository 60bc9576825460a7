#include "vocab/roles.h"
#include "base/nearest.h"
#include "test.h"

#include <string.h>

static void test_section_types(void)
{
    static const struct {
        const char *name, *role; /* role NULL: no such type */
        enum matter matter;
    } rows[] = {
        {"chapter", "doc-chapter", MATTER_BODY},
        {"preface", "doc-preface", MATTER_FRONT},
        {"titlepage", "", MATTER_FRONT},
        {"abstract", "doc-abstract", MATTER_FRONT},
        {"acknowledgments", "doc-acknowledgments", MATTER_FRONT},
        {"appendix", "doc-appendix", MATTER_BACK},
        {"index", "doc-index", MATTER_BACK},
        {"revision-history", "", MATTER_BACK},
        {"introduction", "doc-introduction", MATTER_BODY},
        {"part", "doc-part", MATTER_BODY},
        {"volume", "", MATTER_BODY},
        {"Chapter", NULL, MATTER_BODY},
        {"tip", NULL, MATTER_BODY},
        {"noteref", NULL, MATTER_BODY},
        {"", NULL, MATTER_BODY},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct section_type *t = section_type_find(str_from(rows[i].name));
        CHECK((t != NULL) == (rows[i].role != NULL));
        if (t != NULL && rows[i].role != NULL) {
            CHECK(strcmp(t->name, rows[i].name) == 0);
            CHECK(strcmp(t->role, rows[i].role) == 0);
            CHECK(t->matter == rows[i].matter);
        }
    }
}

static void test_relators(void)
{
    static const char *const rows[][2] = {
        {"aut", "aut"},
        {"AUT", "aut"},
        {"abr", "abr"},
        {"wts", "wts"},
        {"author", "aut"},
        {"Book Producer", "bkp"},
        {"illustrator", "ill"},
        {"author of afterword, colophon, etc.", "aft"},
        {"abridger", "abr"},
        {"writer of television story", "wts"},
        {"metal-engraver", "mte"},
        {"zzz", ""},
        {"", ""},
        {"boss", ""},
        {"a role with a name that is longer than any in the list of codes", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_STR(relator_code(str_from(rows[i][0])), rows[i][1]);
    }
}

/* Whatever is offered is found: the tables are sorted, and agree with each other. Words of all
 * lengths and first letters, of the letters that are frequent in the tables. */
static void offer_all(void (*offer)(struct nearest *), bool (*finds)(str))
{
    for (char a = 'a'; a <= 'z'; a++) {
        for (const char *b = "eiort"; *b != '\0'; b++) {
            for (size_t length = 3; length < 40; length += length / 2) {
                char wanted[40];
                memset(wanted, *b, sizeof wanted);
                wanted[0] = a;
                struct nearest n = {.wanted = {wanted, length}};
                offer(&n);
                CHECK(n.best.len == 0 || finds(n.best));
            }
        }
    }
}

static bool finds_type(str name)
{
    return section_type_find(name) != NULL;
}
static bool finds_relator(str word)
{
    str code = relator_code(word);
    return code.len == 3 && str_eq(relator_code(code), code);
}

static void test_offers(void)
{
    struct nearest n = {.wanted = STR("chaptr")};
    section_type_offer(&n);
    CHECK_STR(n.best, "chapter");
    n = (struct nearest){.wanted = STR("ilustrator")};
    relator_offer(&n);
    CHECK_STR(n.best, "illustrator");
    offer_all(section_type_offer, finds_type);
    offer_all(relator_offer, finds_relator);
}

TEST_MAIN(test_section_types, test_relators, test_offers)
