/* What symbols mean, by their name in TeX or as characters. */
#include "math/math_internal.h"

#include "base/nearest.h"
#include "base/utf8.h"

#include <stdlib.h>

static const struct symbol symbols[] = {
#define SYMBOL(name, text, atom, flags) {name, text, ATOM_##atom, flags},
#include "math/symbols.def"
#undef SYMBOL
};

static int compare(const void *key, const void *row)
{
    return str_cmp(*(const str *)key, str_from(((const struct symbol *)row)->name));
}

const struct symbol *symbol_find(str name)
{
    return (const struct symbol *)bsearch(&name, symbols, sizeof symbols / sizeof *symbols,
                                          sizeof *symbols, compare);
}

void symbols_offer(struct nearest *n)
{
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        if (ascii_alpha(symbols[i].name[0])) {
            nearest_offer(n, str_from(symbols[i].name));
        }
    }
}

/* Relations that the operator dictionary (MathML Core, appendix B) gives no space, or not TeX's. */
static bool lacks_space(str text)
{
    static const char *const texts[] = {":", "∣", "∤", "∥", "∦", "⟂", "∴", "∵"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (str_eq(text, str_from(texts[i]))) {
            return true;
        }
    }
    return false;
}

static struct math_node *operator_of(struct reader *r, str text, enum atom atom)
{
    struct math_node *n = node_token(r, "mo", text, atom);
    if (atom == ATOM_OPEN || atom == ATOM_CLOSE) {
        node_attribute(r, n, "stretchy", "false"); /* TeX's grow only behind \left */
    }
    bool bar = str_eq(text, STR("|")) || str_eq(text, STR("‖"));
    if (bar) {
        node_attribute(r, n, "stretchy", "false");
    }
    if (bar || atom == ATOM_ORD) {
        node_no_space(r, n);
    } else if (atom == ATOM_REL && lacks_space(text)) {
        node_attribute(r, n, "lspace", "0.2778em");
        node_attribute(r, n, "rspace", "0.2778em");
        node_attribute(r, n, "stretchy", "false");
    } else if (atom == ATOM_PUNCT && str_eq(text, STR(":"))) {
        node_attribute(r, n, "lspace", "0em");
        node_attribute(r, n, "rspace", "0.1667em");
    }
    return n;
}

struct math_node *symbol_node(struct reader *r, const struct symbol *s)
{
    str text = str_from(s->text);
    if (s->flags & LETTER) {
        return letters_node(r, text, (s->flags & UPRIGHT) != 0);
    }
    struct math_node *n = operator_of(r, text, s->atom);
    n->flags = (unsigned char)s->flags;
    return n;
}

/* Operators that authors type as characters. Others are letters. */
static const struct {
    uint32_t first, last;
    enum atom atom;
} ranges[] = {
    {0xB1, 0xB1, ATOM_BIN},       {0xB7, 0xB7, ATOM_BIN},       {0xD7, 0xD7, ATOM_BIN},
    {0xF7, 0xF7, ATOM_BIN},       {0x2016, 0x2016, ATOM_ORD},   {0x2020, 0x2022, ATOM_BIN},
    {0x2032, 0x2037, ATOM_ORD},   {0x2044, 0x2044, ATOM_ORD},   {0x2190, 0x21FF, ATOM_REL},
    {0x2208, 0x220D, ATOM_REL},   {0x220F, 0x2211, ATOM_OP},    {0x2212, 0x2214, ATOM_BIN},
    {0x2215, 0x2215, ATOM_ORD},   {0x2216, 0x2219, ATOM_BIN},   {0x221D, 0x221D, ATOM_REL},
    {0x2223, 0x2226, ATOM_REL},   {0x2227, 0x222A, ATOM_BIN},   {0x222B, 0x2233, ATOM_OP},
    {0x2234, 0x223F, ATOM_REL},   {0x2240, 0x2240, ATOM_BIN},   {0x2241, 0x228B, ATOM_REL},
    {0x228C, 0x228E, ATOM_BIN},   {0x228F, 0x2292, ATOM_REL},   {0x2293, 0x22A1, ATOM_BIN},
    {0x22A2, 0x22A3, ATOM_REL},   {0x22A6, 0x22B8, ATOM_REL},   {0x22BA, 0x22BD, ATOM_BIN},
    {0x22C0, 0x22C3, ATOM_OP},    {0x22C4, 0x22C7, ATOM_BIN},   {0x22C8, 0x22C8, ATOM_REL},
    {0x22C9, 0x22CC, ATOM_BIN},   {0x22CD, 0x22CD, ATOM_REL},   {0x22CE, 0x22CF, ATOM_BIN},
    {0x22D0, 0x22D1, ATOM_REL},   {0x22D2, 0x22D3, ATOM_BIN},   {0x22D4, 0x22ED, ATOM_REL},
    {0x2308, 0x2308, ATOM_OPEN},  {0x2309, 0x2309, ATOM_CLOSE}, {0x230A, 0x230A, ATOM_OPEN},
    {0x230B, 0x230B, ATOM_CLOSE}, {0x27C2, 0x27C2, ATOM_REL},   {0x27E8, 0x27E8, ATOM_OPEN},
    {0x27E9, 0x27E9, ATOM_CLOSE}, {0x27F5, 0x27FF, ATOM_REL},   {0x2900, 0x297F, ATOM_REL},
    {0x2A00, 0x2A1C, ATOM_OP},    {0x2A22, 0x2A65, ATOM_BIN},   {0x2A66, 0x2AF0, ATOM_REL},
};

struct math_node *character_node(struct reader *r, str character)
{
    size_t at = 0;
    uint32_t c = utf8_next(character, &at);
    if (c == 0xA0 || c == 0x3000) {
        return node_space(r, "0.25em");
    }
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (c >= ranges[i].first && c <= ranges[i].last) {
            struct math_node *n = operator_of(r, character, ranges[i].atom);
            bool big = n->atom == ATOM_OP && (c < 0x222B || c > 0x2233) && c != 0x2A0C;
            n->flags = big ? LIMITS : 0;
            return n;
        }
    }
    bool capital = (c >= 0x391 && c <= 0x3A9) || c == 0x2207;
    return letters_node(r, character, capital);
}
