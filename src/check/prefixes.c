/* EPUB 3.3, D.1.4 (the prefix attribute) and D.1.5 (reserved prefixes). */
#include "check/prefixes.h"

#include "check/schema.h"

static const struct {
    str prefix;
    const char *uri;
    bool package, content;
} reserved[] = {
    {STR_INIT("a11y"), "http://www.idpf.org/epub/vocab/package/a11y/#", true, false},
    {STR_INIT("dcterms"), "http://purl.org/dc/terms/", true, false},
    {STR_INIT("marc"), "http://id.loc.gov/vocabulary/", true, false},
    {STR_INIT("media"), "http://www.idpf.org/epub/vocab/overlays/#", true, false},
    {STR_INIT("onix"), "http://www.editeur.org/ONIX/book/codelists/current.html#", true, false},
    {STR_INIT("rendition"), "http://www.idpf.org/vocab/rendition/#", true, false},
    {STR_INIT("schema"), "http://schema.org/", true, false},
    {STR_INIT("xsd"), "http://www.w3.org/2001/XMLSchema#", true, false},
    {STR_INIT("msv"), "http://www.idpf.org/epub/vocab/structure/magazine/#", true, true},
    {STR_INIT("prism"), "http://www.prismstandard.org/specifications/3.0/PRISM_CV_Spec_3.0.htm#",
     true, true},
    {STR_INIT("z3998"), "http://www.daisy.org/z3998/2012/vocab/structure/#", false, true},
};

/* Vocabularies that have no prefix, so that none may be given to them. */
static const char *const unprefixed[] = {
    "http://idpf.org/epub/vocab/package/meta/#", "http://idpf.org/epub/vocab/package/link/#",
    "http://idpf.org/epub/vocab/package/item/#", "http://idpf.org/epub/vocab/package/itemref/#",
    "http://idpf.org/epub/vocab/structure/#",
};

static bool is_unprefixed(str uri)
{
    for (size_t i = 0; i < sizeof unprefixed / sizeof *unprefixed; i++) {
        if (str_eq(uri, str_from(unprefixed[i]))) {
            return true;
        }
    }
    return false;
}

static void mapping_check(const struct prefixes *p, struct judge *j, struct subject *s, str prefix,
                          str uri, struct spot at)
{
    if (str_eq(prefix, STR("_"))) {
        say(j, s, at, (struct report){.kind = MSG_PREFIX_FORBIDDEN, .args = {prefix}});
    }
    if (is_unprefixed(uri)) {
        say(j, s, at, (struct report){.kind = MSG_PREFIX_DEFAULT, .args = {uri}});
    } else if (p->package && str_eq(uri, STR("http://purl.org/dc/elements/1.1/"))) {
        say(j, s, at, (struct report){.kind = MSG_PREFIX_DC, .args = {uri}});
    }
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
        bool here = p->package ? reserved[i].package : reserved[i].content;
        if (here && str_eq(prefix, reserved[i].prefix) && !str_eq(uri, str_from(reserved[i].uri))) {
            say(j, s, at, (struct report){.kind = MSG_PREFIX_RESERVED, .args = {prefix, uri}});
        }
    }
}

/* What is wrong with a prefix and the rest that follows it, as the grammar of D.1.4 has it: a name,
 * a colon, blanks, a URL. 0: nothing. */
static unsigned prefix_fault(str word, str rest)
{
    str name = str_sub(word, 0, word.len - 1);
    if (str_eq(word, STR(":"))) {
        return MSG_PREFIX_EMPTY;
    }
    if (!str_ends(word, STR(":"))) {
        str scheme, path;
        bool glued = str_cut(word, ':', &scheme, &path) && str_has(path, ':');
        return glued ? MSG_PREFIX_GLUED : MSG_PREFIX_SYNTAX;
    }
    if (!schema_is_name(name)) {
        return MSG_PREFIX_NAME;
    }
    return str_trim(rest).len == 0 ? MSG_PREFIX_NO_URL : 0;
}

void prefixes_declare(struct prefixes *p, struct judge *j, struct subject *s, str value,
                      struct spot at)
{
    str rest = value, prefix, uri;
    if (str_trim(value).len < value.len) {
        say(j, s, at, (struct report){.kind = MSG_PREFIX_SPACE});
    }
    while (str_word(&rest, &prefix)) {
        at = spot_in(s, prefix, at);
        unsigned fault = prefix_fault(prefix, rest);
        if (fault != 0) {
            say(j, s, at, (struct report){.kind = fault, .args = {prefix}});
        }
        bool whole = str_ends(prefix, STR(":")); /* else it takes no URL with it */
        if ((whole && !str_word(&rest, &uri)) || fault != 0) {
            continue;
        }
        prefix = subject_keep(j->arena, s, str_sub(prefix, 0, prefix.len - 1));
        map_put(j->arena, &p->declared, prefix, 0);
        mapping_check(p, j, s, prefix, uri, at);
    }
}

bool prefix_declared(const struct prefixes *p, str prefix)
{
    return map_get(&p->declared, prefix) != MAP_NONE;
}

/* Is the prefix declared or reserved? */
static bool prefix_known(const struct prefixes *p, str prefix)
{
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
        if ((p->package ? reserved[i].package : reserved[i].content) &&
            str_eq(prefix, reserved[i].prefix)) {
            return true;
        }
    }
    return map_get(&p->declared, prefix) != MAP_NONE;
}

void prefixes_check(const struct prefixes *p, struct judge *j, struct subject *s, str values,
                    struct spot at)
{
    str rest = values, word, prefix, local;
    while (str_word(&rest, &word)) {
        bool cut = str_cut(word, ':', &prefix, &local);
        if (cut && (prefix.len == 0 || local.len == 0)) {
            say(j, s, spot_in(s, word, at),
                (struct report){.kind = MSG_PROPERTY_MALFORMED, .args = {word}});
        } else if (cut && !prefix_known(p, prefix)) {
            say(j, s, spot_in(s, word, at),
                (struct report){.kind = MSG_PREFIX_UNDECLARED, .args = {prefix, word}});
        }
    }
}
