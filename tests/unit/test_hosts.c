/* Hosts of the network: what they are called in ASCII (the examples of RFC 3492, 7.1, too). */
#include "test.h"

#include "base/arena.h"
#include "base/punycode.h"
#include "model/hosts.h"

static void test_punycode(void)
{
    struct arena a = {0};
    CHECK_STR(punycode(&a, STR("b\xC3\xBC\x63her")), "bcher-kva");
    CHECK_STR(punycode(&a, STR("\xE3\x83\x86\xE3\x82\xB9\xE3\x83\x88")), "zckzah");
    CHECK_STR(punycode(&a, STR("Pro\xC4\x8Dprost\xC4\x9Bnemluv\xC3\xAD\xC4\x8D\x65sky")),
              "Proprostnemluvesky-uyb24dma41a");
    CHECK_STR(punycode(&a, STR("\xF0\x9F\x92\xA9")), "ls8h");
    CHECK_STR(punycode(&a, str_copy(&a, STR("0123456789012345678901234567890123456789"
                                            "012345678901234567890123\xC3\xA9"))),
              "");
    arena_release(&a);
}

static void test_hosts(void)
{
    static const struct {
        const char *address, *settled; /* NULL: no such host */
    } rows[] = {
        {"http://a.b/c", "http://a.b/c"},
        {"http://a_b.c:80?d", "http://a_b.c:80?d"},
        {"https://M\xC3\x9CNCHEN.de/\xC3\xA4", "https://xn--mnchen-3ya.de/\xC3\xA4"},
        {"https://mu\xCC\x88nchen.de", "https://xn--mnchen-3ya.de"},
        {"https://m%C3%BCnchen.de:8080#a", "https://xn--mnchen-3ya.de:8080#a"},
        {"http://ann@b\xC3\xBC.\xE3\x83\x86/", "http://ann@xn--b-eha.xn--ddk/"},
        {"http://[::1]:80/", "http://[::1]:80/"},
        {"http://[::1/", NULL},
        {"http://a`b/", NULL},
        {"http://a%60b/", NULL},
        {"http://a b/", NULL},
        {"http://a:b/", NULL},
        {"http://", NULL},
        {"http:/a", NULL},
        {"http:a", NULL},
    };
    struct arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str out;
        bool fine = host_settle(&a, str_from(rows[i].address), &out);
        CHECK(fine == (rows[i].settled != NULL));
        if (fine) {
            CHECK_STR(out, rows[i].settled);
        }
    }
    arena_release(&a);
}

TEST_MAIN(test_punycode, test_hosts)
