/* Letters and digits in the alphabets of mathematics. MathML Core has no attribute for them: they
 * are characters of their own (Unicode, block Mathematical Alphanumeric Symbols). */
#include "math/math_internal.h"

#include "base/utf8.h"

/* The first character of each run; 0: the alphabet has none, and plain ones are taken. */
static const struct alphabet {
    uint32_t capitals, smalls, digits, greek_capitals, greek_smalls;
} alphabets[] = {
    [LETTERS_BOLD] = {0x1D400, 0x1D41A, 0x1D7CE, 0x1D6A8, 0x1D6C2},
    [LETTERS_ITALIC] = {0x1D434, 0x1D44E, 0, 0x1D6E2, 0x1D6FC},
    [LETTERS_BOLD_ITALIC] = {0x1D468, 0x1D482, 0x1D7CE, 0x1D71C, 0x1D736},
    [LETTERS_SCRIPT] = {0x1D49C, 0x1D4B6, 0, 0, 0},
    [LETTERS_FRAKTUR] = {0x1D504, 0x1D51E, 0, 0, 0},
    [LETTERS_DOUBLE] = {0x1D538, 0x1D552, 0x1D7D8, 0, 0},
    [LETTERS_SANS] = {0x1D5A0, 0x1D5BA, 0x1D7E2, 0, 0},
    [LETTERS_MONO] = {0x1D670, 0x1D68A, 0x1D7F6, 0, 0},
    [LETTERS_SYMBOL] = {0x1D468, 0x1D482, 0x1D7CE, 0x1D6A8, 0x1D736},
};

/* Places of the block that are empty, because the letter stands elsewhere. */
static const struct {
    uint32_t hole, letter;
} holes[] = {
    {0x1D455, 0x210E}, {0x1D49D, 0x212C}, {0x1D4A0, 0x2130}, {0x1D4A1, 0x2131}, {0x1D4A3, 0x210B},
    {0x1D4A4, 0x2110}, {0x1D4A7, 0x2112}, {0x1D4A8, 0x2133}, {0x1D4AD, 0x211B}, {0x1D4BA, 0x212F},
    {0x1D4BC, 0x210A}, {0x1D4C4, 0x2134}, {0x1D506, 0x212D}, {0x1D50B, 0x210C}, {0x1D50C, 0x2111},
    {0x1D515, 0x211C}, {0x1D51D, 0x2128}, {0x1D53A, 0x2102}, {0x1D53F, 0x210D}, {0x1D545, 0x2115},
    {0x1D547, 0x2119}, {0x1D548, 0x211A}, {0x1D549, 0x211D}, {0x1D551, 0x2124},
};

/* Greek letters that stand behind omega, in the order of the block. */
static const uint32_t greek_variants[] = {0x2202, 0x3F5, 0x3D1, 0x3F0, 0x3D5, 0x3F1, 0x3D6};

static uint32_t run(uint32_t first, uint32_t c, uint32_t from)
{
    return first != 0 ? first + (c - from) : c;
}

static uint32_t greek(const struct alphabet *a, uint32_t c)
{
    if (c >= 0x391 && c <= 0x3A9) {
        return run(a->greek_capitals, c, 0x391);
    }
    if (c >= 0x3B1 && c <= 0x3C9) {
        return run(a->greek_smalls, c, 0x3B1);
    }
    if (c == 0x2207) {
        return a->greek_capitals != 0 ? a->greek_capitals + 25 : c;
    }
    for (size_t i = 0; i < sizeof greek_variants / sizeof *greek_variants; i++) {
        if (c == greek_variants[i] && a->greek_smalls != 0) {
            return a->greek_smalls + 25 + (uint32_t)i;
        }
    }
    return c;
}

static uint32_t styled(enum letters letters, uint32_t c)
{
    if (letters == LETTERS_PLAIN || letters == LETTERS_ROMAN) {
        return c;
    }
    const struct alphabet *a = &alphabets[letters];
    uint32_t out = c;
    if (c >= 'A' && c <= 'Z') {
        out = run(a->capitals, c, 'A');
    } else if (c >= 'a' && c <= 'z') {
        out = run(a->smalls, c, 'a');
    } else if (c >= '0' && c <= '9') {
        out = run(a->digits, c, '0');
    } else {
        out = greek(a, c);
    }
    for (size_t i = 0; i < sizeof holes / sizeof *holes; i++) {
        out = out == holes[i].hole ? holes[i].letter : out;
    }
    return out;
}

str letters_styled(struct reader *r, str text)
{
    if (r->style.letters == LETTERS_PLAIN || r->style.letters == LETTERS_ROMAN) {
        return text;
    }
    struct buf out = {0};
    for (size_t at = 0; at < text.len;) {
        utf8_add(&out, styled(r->style.letters, utf8_next(text, &at)));
    }
    return buf_finish(&out, r->arena);
}

/* MathML Core, appendix C.1: what an mi of one letter shows as italic, unless it says "normal". */
static bool gets_italic(str letter)
{
    size_t at = 0;
    uint32_t c = letter.len > 0 ? utf8_next(letter, &at) : 0;
    bool latin = c < 0x80 && ascii_alpha((char)c);
    bool symbol = c == 0x131 || c == 0x237 || c == 0x2202 || c == 0x2207;
    return at == letter.len && (latin || symbol || (c >= 0x391 && c <= 0x3F6));
}

struct math_node *letters_node(struct reader *r, str text, bool upright)
{
    str shown = letters_styled(r, text);
    struct math_node *n = node_token(r, "mi", shown, ATOM_ORD);
    if (gets_italic(shown) && (upright || r->style.letters == LETTERS_ROMAN)) {
        node_attribute(r, n, "mathvariant", "normal");
    }
    return n;
}
