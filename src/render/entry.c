/* How a reference reads, in the manner of the medical journals (AMA Manual of Style, 11th
 * edition), for the types that a book for people cites. */
#include "render/entry.h"

#include "base/arena.h"
#include "render/entry_internal.h"
#include "render/generated.h"

struct entry_writer {
    struct pieces pieces;
    struct arena *arena;
    const struct item *item;
    const struct words *words;
    bool link_title;
};

static const str full_stop = STR_INIT(". ");

static void sentence(struct entry_writer *e, str text)
{
    text = str_trim(text);
    if (text.len > 0) {
        piece_separate(&e->pieces, full_stop);
        piece_markup(&e->pieces, text);
    }
}

static void italic_sentence(struct entry_writer *e, str text)
{
    if (str_trim(text).len > 0) {
        piece_separate(&e->pieces, full_stop);
        xml_open(e->pieces.xml, STR("i"));
        piece_markup(&e->pieces, text);
        xml_close(e->pieces.xml);
    }
}

static bool is_hex(char c)
{
    return ascii_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}

static bool is_encoded(str rest)
{
    return rest.len >= 3 && rest.ptr[0] == '%' && is_hex(rest.ptr[1]) && is_hex(rest.ptr[2]);
}

/* RFC 3986, 2: a URL stays as it is but for the bytes that none may hold. In plain text, which
 * is to become part of one, "?", "#" and "%" are such bytes too. */
static str url_encoded(struct arena *a, str url, bool plain)
{
    struct buf out = {0};
    for (size_t i = 0; i < url.len; i++) {
        char c = url.ptr[i];
        bool structure = c == '?' || c == '#' || is_encoded(str_sub(url, i, url.len));
        if (ascii_alnum(c) || str_has(STR("-._~!$&'()*+,;=:@/"), c) || (!plain && structure)) {
            buf_addch(&out, c);
        } else {
            buf_addf(&out, "%%%02X", (unsigned)(unsigned char)c);
        }
    }
    return buf_finish(&out, a);
}

/* The DOI itself, however it was written down. */
static str bare_doi(str doi)
{
    static const str forms[] = {STR_INIT("https://doi.org/"), STR_INIT("http://doi.org/"),
                                STR_INIT("https://dx.doi.org/"), STR_INIT("http://dx.doi.org/"),
                                STR_INIT("doi:")};
    doi = str_trim(doi);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (str_eq_nocase(str_sub(doi, 0, forms[i].len), forms[i])) {
            return str_trim(str_sub(doi, forms[i].len, doi.len));
        }
    }
    return doi;
}

/* An identifier ends an entry without full stop, which would be taken for a part of it. */
static bool doi(struct entry_writer *e)
{
    str bare = bare_doi(e->item->doi);
    if (bare.len == 0) {
        return false;
    }
    const str href[] = {STR("https://doi.org/"), url_encoded(e->arena, bare, true)};
    const str text[] = {STR("doi:"), bare};
    piece_separate(&e->pieces, full_stop);
    link_render(e->pieces.xml, str_concat(e->arena, href, 2), str_concat(e->arena, text, 2));
    return true;
}

/* The item's URL as it may stand in a link; empty if none. */
static str item_url(const struct entry_writer *e)
{
    str url = str_trim(e->item->url);
    return is_address(url) ? url_encoded(e->arena, url, false) : STR_NONE;
}

static bool url(struct entry_writer *e)
{
    str href = item_url(e);
    if (href.len == 0) {
        return false;
    }
    piece_separate(&e->pieces, full_stop);
    link_render(e->pieces.xml, href, str_trim(e->item->url));
    return true;
}

static void names(struct entry_writer *e, const struct item_names *list)
{
    str text = names_listed(e->arena, list, e->words);
    if (text.len > 0) {
        piece_separate(&e->pieces, full_stop);
        piece_text(&e->pieces, text);
    }
}

static void editors(struct entry_writer *e)
{
    piece_separate(&e->pieces, STR(", "));
    piece_text(&e->pieces, word(e->words, WORD_EDITORS));
}

/* Who made it: its authors, else its editors as such. */
static void makers(struct entry_writer *e, bool or_editors)
{
    if (e->item->author.count > 0) {
        names(e, &e->item->author);
    } else if (or_editors && e->item->editor.count > 0) {
        names(e, &e->item->editor);
        editors(e);
    }
}

static void title(struct entry_writer *e, bool italic)
{
    str href = e->link_title ? item_url(e) : STR_NONE;
    if (str_trim(e->item->title).len == 0) {
        return;
    }
    piece_separate(&e->pieces, full_stop);
    size_t depth = xml_depth(e->pieces.xml);
    if (href.len > 0) {
        xml_open(e->pieces.xml, STR("a"));
        xml_attr(e->pieces.xml, "href", href);
    }
    if (italic) {
        xml_open(e->pieces.xml, STR("i"));
    }
    piece_markup(&e->pieces, e->item->title);
    xml_close_to(e->pieces.xml, depth);
}

static str year(const struct entry_writer *e)
{
    const struct item_date *d = &e->item->issued;
    return d->year != 0 ? str_printf(e->arena, "%d", d->year) : d->literal;
}

/* As exactly as it is known. */
static str whole_date(const struct entry_writer *e)
{
    const struct item_date *d = &e->item->issued;
    if (d->year < 1000 || d->year > 9999 || d->month == 0 || d->month > 12) {
        return year(e);
    }
    str text = d->day > 0 ? str_printf(e->arena, "%d-%02u-%02u", d->year, d->month, d->day)
                          : str_printf(e->arena, "%d-%02u", d->year, d->month);
    return words_date(e->arena, e->words, text);
}

/* Something before which sign stands; nothing if it is empty. */
static void with_sign(struct entry_writer *e, const char *sign, str text)
{
    text = str_trim(text);
    if (text.len > 0) {
        piece_separate(&e->pieces, str_from(sign));
        piece_markup(&e->pieces, text);
    }
}

/* "Basic Books; 1988" */
static void imprint(struct entry_writer *e)
{
    str when = year(e);
    sentence(e, e->item->publisher);
    if (str_trim(e->item->publisher).len > 0) {
        with_sign(e, "; ", when);
    } else {
        sentence(e, when);
    }
}

static void volume(struct entry_writer *e)
{
    if (e->item->volume.len > 0) {
        sentence(e, word(e->words, WORD_VOLUME));
        with_sign(e, " ", e->item->volume);
    }
}

/* "2nd ed."; a bare number says nothing without a word. */
static void edition(struct entry_writer *e)
{
    uint64_t number;
    if (!str_number(str_trim(e->item->edition), UINT64_MAX, &number)) {
        sentence(e, e->item->edition);
    }
}

static void book(struct entry_writer *e)
{
    makers(e, true);
    title(e, true);
    volume(e);
    edition(e);
    sentence(e, e->item->genre);
    if (e->item->genre.len > 0) {
        with_sign(e, " ", e->item->number);
    }
    imprint(e);
}

/* "Child Development. 1984;55(3):753-771"; without a volume the date is the whole one. */
static void article(struct entry_writer *e)
{
    const struct item *i = e->item;
    makers(e, false);
    title(e, false);
    italic_sentence(e, i->container_title);
    sentence(e, i->volume.len > 0 || i->issue.len > 0 ? year(e) : whole_date(e));
    with_sign(e, ";", i->volume);
    if (i->issue.len > 0) {
        with_sign(e, i->volume.len > 0 ? "(" : ";(", i->issue);
        piece_text(&e->pieces, STR(")"));
    }
    with_sign(e, ":", i->page);
}

/* "In: Cassidy J, Shaver PR, eds. Handbook of Attachment. Guilford Press; 1999:3-20" */
static void part_of_book(struct entry_writer *e)
{
    const struct item *i = e->item;
    makers(e, false);
    title(e, false);
    sentence(e, word(e->words, WORD_IN));
    piece_separate(&e->pieces, STR(" "));
    if (i->editor.count > 0) {
        piece_text(&e->pieces, names_listed(e->arena, &i->editor, e->words));
        editors(e);
        italic_sentence(e, i->container_title);
    } else {
        xml_open(e->pieces.xml, STR("i"));
        piece_markup(&e->pieces, i->container_title);
        xml_close(e->pieces.xml);
    }
    volume(e);
    edition(e);
    imprint(e);
    with_sign(e, ":", i->page);
}

static void web_page(struct entry_writer *e)
{
    const struct item *i = e->item;
    makers(e, true);
    title(e, false);
    sentence(e, i->container_title.len > 0 ? i->container_title : i->publisher);
    sentence(e, whole_date(e));
}

static const struct shape {
    const char *type;
    void (*write)(struct entry_writer *e);
} shapes[] = {
    {"article", article},
    {"article-journal", article},
    {"article-magazine", article},
    {"article-newspaper", article},
    {"review", article},
    {"review-book", article},
    {"chapter", part_of_book},
    {"entry", part_of_book},
    {"entry-dictionary", part_of_book},
    {"entry-encyclopedia", part_of_book},
    {"paper-conference", part_of_book},
    {"post", web_page},
    {"post-weblog", web_page},
    {"webpage", web_page},
};

static void (*shape_of(const struct item *item))(struct entry_writer *e)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        if (str_eq(item->type, str_from(shapes[i].type))) {
            return shapes[i].write;
        }
    }
    return book;
}

/* What is told apart only by a missing container is a book after all. */
static void write_shape(struct entry_writer *e)
{
    void (*write)(struct entry_writer *) = shape_of(e->item);
    if (write == part_of_book && e->item->container_title.len == 0) {
        write = book;
    }
    write(e);
}

void entry_render(struct xml *x, const struct item *item, const struct words *w, bool link_title)
{
    bool prints_url = shape_of(item) == web_page;
    struct entry_writer e = {
        .pieces = {.xml = x},
        .arena = x->arena,
        .item = item,
        .words = w,
        .link_title = link_title && !prints_url && bare_doi(item->doi).len == 0,
    };
    write_shape(&e);
    if (!e.pieces.begun) {
        piece_text(&e.pieces, item->id);
    }
    if (!(prints_url && url(&e)) && !doi(&e)) {
        piece_separate(&e.pieces, STR("."));
    }
}

str entry_authors(struct arena *a, const struct item *item, const struct words *w)
{
    const struct item_names *who = item->author.count > 0   ? &item->author
                                   : item->editor.count > 0 ? &item->editor
                                                            : &item->translator;
    if (who->count == 0) {
        return markup_dropped(a, item->title.len > 0 ? item->title : item->id);
    }
    str first = name_family(a, &who->names[0]);
    if (who->count > 2) {
        const str parts[] = {first, STR(" "), word(w, WORD_ET_AL)};
        return str_concat(a, parts, 3);
    }
    const str both[] = {first, who->count > 1 ? name_family(a, &who->names[1]) : STR_NONE};
    return words_list(a, w, both, who->count);
}
