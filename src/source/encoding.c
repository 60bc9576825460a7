#include "source/encoding.h"

#include "base/utf8.h"
#include "source/yaml.h"

#define KEY STR("encoding:")

static const struct {
    const char *word;
    enum text_encoding encoding;
} words[] = {
    {"utf-8", ENCODING_UTF8},         {"utf8", ENCODING_UTF8},
    {"latin-1", ENCODING_LATIN1},     {"latin1", ENCODING_LATIN1},
    {"iso-8859-1", ENCODING_LATIN1},  {"windows-1252", ENCODING_WINDOWS1252},
    {"cp1252", ENCODING_WINDOWS1252},
};

/* 0x80 to 0x9F of Windows-1252; what is not assigned stands for itself (WHATWG Encoding, index
 * windows-1252). */
static const uint16_t high[32] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

bool encoding_named(str word, enum text_encoding *out)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (str_eq_nocase(word, str_from(words[i].word))) {
            *out = words[i].encoding;
            return true;
        }
    }
    return false;
}

static str without_quotes(str word)
{
    bool quoted = word.len > 1 && (word.ptr[0] == '"' || word.ptr[0] == '\'') &&
                  word.ptr[word.len - 1] == word.ptr[0];
    return quoted ? str_sub(word, 1, word.len - 1) : word;
}

/* YAML cannot be read before the encoding is known, but its lines of ASCII can. */
enum text_encoding encoding_of(str bytes, enum text_encoding otherwise)
{
    enum text_encoding found = otherwise;
    str yaml, body, line, word;
    uint32_t body_line;
    if (str_starts(bytes, STR("\xEF\xBB\xBF"))) {
        return ENCODING_UTF8;
    }
    front_matter_split(bytes, &yaml, &body, &body_line);
    while (yaml.len > 0) {
        str_cut(yaml, '\n', &line, &yaml);
        if (str_starts(line, KEY)) {
            str rest = str_sub(line, KEY.len, line.len);
            if (str_word(&rest, &word)) {
                encoding_named(without_quotes(word), &found);
            }
        }
    }
    return found;
}

str encoding_decode(struct arena *a, str bytes, enum text_encoding encoding)
{
    struct buf out = {0};
    size_t at = 0;
    if (encoding == ENCODING_UNSAID || encoding == ENCODING_UTF8) {
        return bytes;
    }
    while (at < bytes.len && (unsigned char)bytes.ptr[at] < 0x80) {
        at++;
    }
    if (at == bytes.len) {
        return bytes;
    }
    buf_reserve(&out, bytes.len + bytes.len / 8);
    buf_add(&out, str_sub(bytes, 0, at));
    for (; at < bytes.len; at++) {
        unsigned char c = (unsigned char)bytes.ptr[at];
        utf8_add(&out, c >= 0x80 && c < 0xA0 ? high[c - 0x80] : c);
    }
    return buf_finish(&out, a);
}
