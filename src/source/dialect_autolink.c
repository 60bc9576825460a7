/* Bare addresses: "https://x.org", "www.x.org" and "me@x.org" become links, by the rules of GFM
 * (0.29, "Autolinks (extension)", and what its implementation does beyond them). */
#include "source/dialect.h"

#include "base/utf8.h"
#include "vocab/unicode.h"

#include <string.h>

/* Is the character at offset at one that a host's name may hold? Moves behind it. */
static bool take_host(str text, size_t *at)
{
    char first = text.ptr[*at];
    uint32_t c = utf8_next(text, at);
    if (dialect_is_mark(first)) {
        return false;
    }
    return c < 0x80 ? ascii_alnum((char)c) : !unicode_space(c) && !unicode_punctuation(c);
}

/* The length of the domain at the front of text; 0: it is none. Its last two parts hold no "_"
 * (looking at ten is enough); a short one needs no dot, and a dot that ends all is none. */
static size_t domain_length(str text, bool may_be_short)
{
    size_t dots = 0, lines[2] = {0, 0}, at = 0;
    if (text.len > 0) {
        take_host(text, &at); /* whatever it is */
    }
    for (size_t next = at; at + 1 < text.len; at = next) {
        char c = text.ptr[at];
        bool host = take_host(text, &next);
        if (c == '.') {
            lines[0] = lines[1];
            lines[1] = 0;
            dots++;
        } else if (dialect_unmarked(c) == '_') {
            lines[1]++;
        } else if (!host && c != '-') {
            break;
        }
    }
    bool wrong = lines[0] + lines[1] > 0 && dots <= 10;
    return wrong || (dots == 0 && !may_be_short) ? 0 : at;
}

/* Takes a character reference, "&amp;", off the end; else the ";" alone. */
static size_t without_reference(str link)
{
    size_t at = link.len - 1;
    while (at > 0 && ascii_alpha(link.ptr[at - 1])) {
        at--;
    }
    bool reference = at > 1 && at < link.len - 1 && dialect_unmarked(link.ptr[at - 1]) == '&';
    return reference ? at - 1 : link.len - 1;
}

/* What belongs to the sentence around the link is no part of it. */
static size_t without_tail(str link)
{
    size_t open = 0, closed = 0;
    for (size_t i = 0; i < link.len; i++) {
        open += link.ptr[i] == '(';
        closed += link.ptr[i] == ')';
    }
    while (link.len > 0) {
        char last = dialect_unmarked(link.ptr[link.len - 1]);
        if (last == ';') {
            link.len = without_reference(link);
        } else if (last == ')' && closed > open) {
            closed--;
            link.len--;
        } else if (last != ')' && str_has(STR("?!.,:*_~'\""), last)) {
            link.len--;
        } else {
            break;
        }
    }
    return link.len;
}

/* The end of the address that begins at from, and whose domain ends at at. */
static size_t web_end(str text, size_t from, size_t at)
{
    while (at < text.len && !ascii_space(text.ptr[at]) && text.ptr[at] != '<') {
        at++;
    }
    return from + without_tail(str_sub(text, from, at));
}

bool dialect_is_scheme(str scheme)
{
    return str_eq_nocase(scheme, STR("http")) || str_eq_nocase(scheme, STR("https")) ||
           str_eq_nocase(scheme, STR("ftp"));
}

/* "://" at offset colon. */
static bool scheme_link(str text, size_t colon, struct stretch *out)
{
    size_t from = colon, first = colon + 3;
    while (from > 0 && ascii_alpha(text.ptr[from - 1])) {
        from--;
    }
    bool known = dialect_is_scheme(str_sub(text, from, colon));
    if (!known || first >= text.len || !take_host(text, &first)) {
        return false;
    }
    size_t length = domain_length(str_sub(text, colon + 3, text.len), true);
    if (length == 0) {
        return false;
    }
    *out = (struct stretch){from, web_end(text, from, colon + 3 + length)};
    return true;
}

bool dialect_may_precede_www(char before)
{
    return ascii_space(before) || str_has(STR("*_~("), before);
}

/* "www." at offset at, with before in front of it. */
static bool www_link(str text, size_t at, char before, struct stretch *out)
{
    if (!dialect_may_precede_www(dialect_unmarked(before))) {
        return false;
    }
    size_t length = domain_length(str_sub(text, at, text.len), false);
    if (length == 0) {
        return false;
    }
    *out = (struct stretch){at, web_end(text, at, at + length)};
    return out->to > at;
}

bool dialect_web_address(str text, size_t at, char before, struct stretch *out)
{
    str rest = str_sub(text, at, text.len);
    if (str_starts(rest, STR("://"))) {
        return scheme_link(text, at, out);
    }
    return str_starts(rest, STR("www.")) &&
           www_link(text, at, at > 0 ? text.ptr[at - 1] : before, out);
}

/* Where the local part of the mail address begins whose "@" is at sign; not before floor. */
static size_t local_begin(str text, size_t floor, size_t sign, str *scheme)
{
    size_t at = sign;
    while (at > floor &&
           (ascii_alnum(text.ptr[at - 1]) || str_has(STR(".+-_"), text.ptr[at - 1]))) {
        at--;
    }
    const str schemes[] = {STR("mailto:"), STR("xmpp:")};
    *scheme = STR_NONE;
    for (size_t i = 0; i < 2; i++) {
        str in_front = str_sub(text, floor, at);
        if (at < sign && str_ends(in_front, schemes[i]) &&
            (in_front.len == schemes[i].len ||
             !ascii_alnum(in_front.ptr[in_front.len - schemes[i].len - 1]))) {
            *scheme = schemes[i];
        }
    }
    return at;
}

/* The end of the host behind "@"; 0: it is none. XMPP has paths. */
static size_t host_end(str text, size_t sign, bool paths)
{
    size_t at = sign + 1, dots = 0;
    for (; at < text.len; at++) {
        char c = text.ptr[at];
        if (c == '.' && at + 1 < text.len && ascii_alnum(text.ptr[at + 1])) {
            dots++;
        } else if (c == '@') {
            return 0;
        } else if (!ascii_alnum(c) && c != '-' && c != '_' && (c != '/' || !paths)) {
            break;
        }
    }
    return dots > 0 && ascii_alpha(text.ptr[at - 1]) ? at : 0;
}

/* A mail address whose "@" is at sign; what stands before floor is seen to. */
static bool mail_address(str text, size_t floor, size_t sign, struct stretch *out)
{
    str scheme;
    size_t from = local_begin(text, floor, sign, &scheme);
    size_t to = host_end(text, sign, str_eq(scheme, STR("xmpp:")));
    if (from == sign || to == 0) {
        return false;
    }
    *out = (struct stretch){from - scheme.len, to};
    return true;
}

/* The text of a node while links are cut out of it. They and the pieces between them follow it. */
struct cutting {
    struct dialect *dialect;
    cmark_node *last; /* link or piece so far; the node itself: none */
    str text;         /* what was in the node */
    size_t done;      /* up to here it was seen to */
};

bool dialect_in_link(const struct dialect *d, cmark_node *node)
{
    while ((node = cmark_node_parent(node)) != NULL) {
        if (cmark_node_get_type(node) == CMARK_NODE_LINK) {
            return true;
        }
    }
    return d->raw_anchor;
}

/* What an address lacks. */
static str scheme_of(str shown, bool mail)
{
    if (mail) {
        return str_has(shown, ':') ? STR_NONE : STR("mailto:");
    }
    /* "www" alone is left of "www." at the end of a sentence. */
    return str_starts(shown, STR("www")) ? STR("http://") : STR_NONE;
}

/* The text up to an offset: the first piece stays in the node. */
static void put_piece(struct cutting *c, size_t to)
{
    str piece = str_copy(c->dialect->arena, str_sub(c->text, c->done, to));
    if (c->done == 0) {
        cmark_node_set_literal(c->last, piece.ptr);
        return;
    }
    cmark_node *node = dialect_text_node(c->dialect, piece);
    cmark_node_insert_after(c->last, node);
    c->last = node;
}

static void cut_link(struct cutting *c, struct stretch at, bool mail)
{
    struct dialect *d = c->dialect;
    str shown = dialect_unescape(d->arena, str_sub(c->text, at.from, at.to));
    str scheme = scheme_of(shown, mail);
    cmark_node *link = dialect_node(CMARK_NODE_LINK);
    str address = str_concat(d->arena, (str[]){scheme, shown}, 2);
    cmark_node_set_url(link, address.ptr);
    if (str_find_str(shown, STR("[^"), 0) < shown.len) { /* no note in an address */
        shown = dialect_guard_notes(d->arena, shown);
        d->escapes = true;
    }
    cmark_node_append_child(link, dialect_text_node(d, shown));
    put_piece(c, at.from);
    cmark_node_insert_after(c->last, link);
    c->last = link;
    c->done = at.to;
}

/* GitHub links addresses that no book can follow, too. */
static bool is_followed(const struct dialect *d, str address)
{
    bool foreign = ascii_lower(address.ptr[0]) == 'f' || address.ptr[0] == 'x';
    return !foreign || (d->options.features & ~(unsigned)DIALECT_GFM) == 0;
}

/* In a bracket that is still open, cmark-gfm looks for no web address. */
static void count_bracket(struct dialect *d, char c)
{
    if (c == '[') {
        d->brackets++;
    } else if (c == ']' && d->brackets > 0) {
        d->brackets--;
    }
}

static char character_before(cmark_node *text)
{
    struct flanks f = dialect_flanks(text, dialect_literal(text), 0, 0);
    cmark_node *parent = cmark_node_parent(text);
    cmark_node_type type = cmark_node_get_type(parent);
    cmark_node *previous = cmark_node_previous(text);
    type = previous != NULL ? cmark_node_get_type(previous) : type;
    bool emphasis = type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG;
    return emphasis ? '*' : (char)(f.before < 0x80 ? f.before : 'x');
}

/* The address that the sign at offset at shows. */
static bool find_address(const struct dialect *d, const struct cutting *c, size_t at,
                         struct stretch *out)
{
    char sign = c->text.ptr[at];
    if (sign == '@') {
        return mail_address(c->text, c->done, at, out);
    }
    if (d->brackets > 0 || (sign != ':' && sign != 'w')) {
        return false;
    }
    char before = at == 0 ? character_before(c->last) : ' ';
    return dialect_web_address(c->text, at, before, out) && out->from >= c->done;
}

/* The next sign that an address may show, or bracket. */
static size_t next_sign(str text, size_t from)
{
    return from < text.len ? from + strcspn(text.ptr + from, "[]@:w") : text.len;
}

void dialect_autolink(struct dialect *d, cmark_node *node)
{
    struct cutting c = {.dialect = d, .last = node, .text = dialect_literal(node)};
    struct stretch found;
    if (d->pieces_end != NULL) {
        d->pieces_end = d->pieces_end == node ? NULL : d->pieces_end;
        return;
    }
    for (size_t at = next_sign(c.text, 0); at < c.text.len; at = next_sign(c.text, at + 1)) {
        count_bracket(d, c.text.ptr[at]);
        if (!find_address(d, &c, at, &found)) {
            continue;
        }
        bool mail = c.text.ptr[at] == '@';
        str address = str_sub(c.text, found.from, found.to);
        if ((!mail || str_has(address, ':')) && !is_followed(d, address)) {
            continue;
        }
        at = found.to - 1;
        if (!dialect_in_link(d, node)) {
            c.text = c.done == 0 ? str_copy(d->arena, c.text) : c.text;
            cut_link(&c, found, mail);
        }
    }
    if (c.done > 0) {
        put_piece(&c, c.text.len);
        d->pieces_end = c.last;
    }
}
