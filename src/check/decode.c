/* XML 1.0, appendix F: the first bytes, then the declaration, tell the encoding. */
#include "check/decode.h"

#include "base/utf8.h"

enum family { FAMILY_BYTES, FAMILY_UTF16_BIG, FAMILY_UTF16_LITTLE, FAMILY_UTF32 };

static const struct {
    const char *bytes;
    size_t len, skip;
    enum family family;
} beginnings[] = {
    {"\xFF\xFE\0\0", 4, 0, FAMILY_UTF32}, {"\0\0\xFE\xFF", 4, 0, FAMILY_UTF32},
    {"\0\0\0<", 4, 0, FAMILY_UTF32},      {"<\0\0\0", 4, 0, FAMILY_UTF32},
    {"\xFE\xFF", 2, 2, FAMILY_UTF16_BIG}, {"\xFF\xFE", 2, 2, FAMILY_UTF16_LITTLE},
    {"\0<\0?", 4, 0, FAMILY_UTF16_BIG},   {"<\0?\0", 4, 0, FAMILY_UTF16_LITTLE},
};

static enum family family_of(str bytes, size_t *skip)
{
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        if (str_starts(bytes, (str){beginnings[i].bytes, beginnings[i].len})) {
            *skip = beginnings[i].skip;
            return beginnings[i].family;
        }
    }
    *skip = 0;
    return FAMILY_BYTES;
}

static uint32_t unit_at(str b, size_t at, bool big)
{
    uint32_t high = (unsigned char)b.ptr[at + !big], low = (unsigned char)b.ptr[at + big];
    return high << 8 | low;
}

static str from_utf16(struct arena *a, str b, bool big)
{
    struct buf out = {0};
    buf_reserve(&out, b.len);
    for (size_t i = 0; i + 1 < b.len; i += 2) {
        uint32_t c = unit_at(b, i, big);
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < b.len) {
            uint32_t low = unit_at(b, i + 2, big);
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        utf8_add(&out, c);
    }
    return buf_finish(&out, a);
}

/* The encoding named in the XML declaration; empty if there is none. */
static str declared(str text)
{
    size_t end = str_find_str(text, STR("?>"), 0);
    if (!str_starts(text, STR("<?xml")) || end > 1000) {
        return STR_NONE;
    }
    str d = str_sub(text, 0, end);
    size_t at = str_find_str(d, STR("encoding"), 0);
    str rest = str_trim(str_sub(d, at + 8, d.len));
    if (at == d.len || rest.len < 2 || rest.ptr[0] != '=') {
        return STR_NONE;
    }
    rest = str_trim(str_sub(rest, 1, rest.len));
    char quote = rest.len > 0 ? rest.ptr[0] : '\0';
    if (quote != '"' && quote != '\'') {
        return STR_NONE;
    }
    return str_sub(rest, 1, str_find(rest, quote, 1));
}

/* Encodings that people declare and parsers know. */
static bool is_encoding(str name)
{
    static const char *const known[] = {"utf-16",     "us-ascii",    "ascii",     "iso-8859-",
                                        "windows-12", "iso-10646-u", "shift_jis", "euc-",
                                        "gb",         "big5",        "koi8-",     "latin"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        str k = str_from(known[i]);
        if (str_eq_nocase(str_sub(name, 0, k.len), k)) {
            return true;
        }
    }
    return false;
}

static bool tell_unknown(struct judge *j, struct subject *s, str name)
{
    say(j, s, (struct spot){0, NO_ELEMENT},
        (struct report){.kind = MSG_XML_ENCODING, .args = {name}});
    if (name.len > 0 && !is_encoding(name)) {
        str text[] = {STR("no parser knows the encoding \""), name, STR("\"")};
        say(j, s, (struct spot){0, NO_ELEMENT},
            (struct report){.kind = MSG_XML_SYNTAX,
                            .args = {str_concat(j->arena, text, 3), STR("save it as UTF-8")}});
        return false;
    }
    size_t at = 0;
    uint32_t c;
    return utf8_check(s->text, &at, &c) == UTF8_FINE;
}

static bool is_content(const struct entry *e)
{
    return str_eq(e->media_type, STR("application/xhtml+xml"));
}

static bool decode_utf16(struct judge *j, struct subject *s, str bytes, bool big)
{
    s->text = from_utf16(j->arena, bytes, big);
    s->milestones = NULL;
    str name = declared(s->text);
    bool html = str_find_str(str_sub(s->text, 0, 2000), STR("<html"), 0) < s->text.len &&
                str_find_str(str_sub(s->text, 0, 2000), STR("<html"), 0) < 2000;
    say(j, s, (struct spot){0, NO_ELEMENT},
        (struct report){.kind = is_content(s->entry) || html ? MSG_XHTML_UTF16 : MSG_XML_UTF16});
    if (name.len > 0 && !str_eq_nocase(str_sub(name, 0, 6), STR("utf-16"))) {
        str text[] = {STR("the bytes are UTF-16, the XML declaration says \""), name, STR("\"")};
        say(j, s, (struct spot){0, NO_ELEMENT},
            (struct report){.kind = MSG_XML_SYNTAX,
                            .args = {str_concat(j->arena, text, 3), STR("save it as UTF-8")}});
        return false;
    }
    return true;
}

/* EPUB 3.3, 3.6: XML 1.0. */
static void version_check(struct judge *j, struct subject *s)
{
    str rest = str_sub(s->text, 0, 200);
    size_t at = str_find_str(rest, STR("version"), 0);
    if (!str_starts(rest, STR("<?xml ")) || at > 20) {
        return;
    }
    rest = str_trim(str_sub(rest, at + 7, rest.len));
    rest = str_trim(str_sub(rest, 1, rest.len));
    if (rest.len > 4 && str_eq(str_sub(rest, 1, 4), STR("1.1"))) {
        say(j, s, (struct spot){0, NO_ELEMENT},
            (struct report){.kind = MSG_XML_VERSION, .args = {STR("1.1")}});
    }
}

size_t plain_declaration(str text)
{
    str plain = STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    return str_starts(text, plain) ? plain.len - 1 : 0;
}

bool decode(struct judge *j, struct subject *s)
{
    size_t skip;
    str bytes = s->entry->bytes;
    enum family family = family_of(bytes, &skip);
    bytes = str_sub(bytes, skip, bytes.len);
    if (family == FAMILY_UTF32) {
        say(j, s, (struct spot){0, NO_ELEMENT},
            (struct report){.kind = MSG_XML_ENCODING, .args = {STR("UTF-32")}});
        return false;
    }
    if (family != FAMILY_BYTES) {
        return decode_utf16(j, s, bytes, family == FAMILY_UTF16_BIG);
    }
    if (plain_declaration(s->text) > 0) {
        return true;
    }
    version_check(j, s);
    str name = declared(s->text);
    if (name.len == 0 || str_eq_nocase(name, STR("utf-8")) || str_eq_nocase(name, STR("utf8"))) {
        return true;
    }
    return tell_unknown(j, s, name);
}
