#include "build/changes_page.h"

#include "edition/tell.h"
#include "render/xml.h"

static const str style =
    STR_INIT("body { max-width: 40em; margin: 2em auto; padding: 0 1em; line-height: 1.5; }\n"
             "ins { background: #dfd; color: #000; }\n"
             "del { background: #fdd; color: #000; }\n"
             ".what { font-size: smaller; font-weight: bold; }\n");

static void open_page(struct xml *x, struct arena *a, const struct edition_diff *d)
{
    xml_begin(x, a);
    xml_doctype_html(x);
    xml_open(x, STR("html"));
    xml_attr(x, "xmlns", STR("http://www.w3.org/1999/xhtml"));
    xml_attr(x, "lang", STR("en"));
    xml_open(x, STR("head"));
    xml_line(x);
    xml_open(x, STR("meta"));
    xml_attr(x, "charset", STR("utf-8"));
    xml_close(x);
    str parts[] = {STR("Changes from "), d->old->name, STR(" to "), d->fresh->name};
    xml_leaf(x, "title", str_concat(a, parts, 4));
    xml_leaf(x, "style", style);
    xml_close(x);
    xml_line(x);
    xml_open(x, STR("body"));
    xml_line(x);
    xml_leaf(x, "h1", str_concat(a, parts, 4));
    xml_line(x);
}

static void add_run(struct xml *x, enum words_in in, str text)
{
    static const char *const names[] = {[WORDS_OLD] = "del", [WORDS_NEW] = "ins"};
    if (in == WORDS_BOTH) {
        xml_text(x, text);
    } else {
        xml_leaf(x, names[in], text);
    }
}

/* A book's own words, in its language, which may run from right to left. */
static void open_words(struct xml *x, const struct edition *of)
{
    xml_open(x, STR("bdi"));
    for (size_t i = 0; i < of->nmetadata; i++) {
        if (str_eq(of->metadata[i].name, STR("dc:language"))) {
            xml_attr(x, "lang", of->metadata[i].value);
            return;
        }
    }
}

static void add_change(struct xml *x, const struct edition *of, const struct passage_change *c)
{
    xml_open(x, STR("p"));
    xml_open(x, STR("span"));
    xml_attr(x, "class", STR("what"));
    xml_text(x, change_name(x->arena, c));
    xml_text(x, STR(": "));
    xml_close(x);
    open_words(x, of);
    for (size_t i = 0; i < c->nruns; i++) {
        xml_text(x, i > 0 && !c->runs[i].joined ? STR(" ") : STR_NONE);
        add_run(x, c->runs[i].in, c->runs[i].text);
    }
    if (c->nruns == 0) {
        enum words_in in = c->kind == CHANGE_ADDED     ? WORDS_NEW
                           : c->kind == CHANGE_REMOVED ? WORDS_OLD
                                                       : WORDS_BOTH;
        add_run(x, in, c->fresh != NULL ? c->fresh->text : c->old->text);
    }
    xml_close(x);
    xml_close(x);
    xml_line(x);
}

static str state_of(struct arena *a, const struct document_change *d)
{
    if (d->old == NULL || d->fresh == NULL) {
        return d->old == NULL ? STR("This chapter was added.") : STR("This chapter was removed.");
    }
    str was = d->renamed ? str_printf(a, "Its file was %.*s.", STR_ARG(d->old->file)) : STR_NONE;
    str moved = d->moved ? STR("It has moved.") : STR_NONE;
    str blank = was.len > 0 && moved.len > 0 ? STR(" ") : STR_NONE;
    return str_concat(a, (str[]){was, blank, moved}, 3);
}

static void add_document(struct xml *x, const struct edition_diff *whole,
                         const struct document_change *d)
{
    const struct edition *book = d->fresh != NULL ? whole->fresh : whole->old;
    const struct edition_document *of = d->fresh != NULL ? d->fresh : d->old;
    str state = state_of(x->arena, d);
    if (state.len == 0 && d->nchanges == 0) {
        return;
    }
    xml_open(x, STR("h2"));
    open_words(x, book);
    xml_text(x, of->title);
    xml_close(x);
    xml_close(x);
    xml_line(x);
    if (state.len > 0) {
        xml_leaf(x, "p", state);
        xml_line(x);
    }
    for (size_t i = 0; i < d->nchanges; i++) {
        add_change(x, book, &d->changes[i]);
    }
}

static void add_property(struct xml *x, const struct property_change *p)
{
    xml_open(x, STR("li"));
    xml_text(x, p->name);
    xml_text(x, STR(": "));
    if (p->old.len > 0) {
        xml_leaf(x, "del", p->old);
        xml_text(x, STR(" "));
    }
    if (p->fresh.len > 0) {
        xml_leaf(x, "ins", p->fresh);
    }
    xml_close(x);
    xml_line(x);
}

static void add_file(struct xml *x, const struct file_change *f)
{
    xml_open(x, STR("li"));
    xml_text(x, f->path);
    xml_text(x, STR(": "));
    xml_text(x, change_kind_name(f->kind));
    xml_close(x);
    xml_line(x);
}

static void open_list(struct xml *x, const char *title)
{
    xml_leaf(x, "h2", str_from(title));
    xml_line(x);
    xml_open(x, STR("ul"));
    xml_line(x);
}

str changes_page(struct arena *a, const struct edition_diff *d)
{
    struct xml x;
    open_page(&x, a, d);
    if (!edition_differs(d)) {
        xml_leaf(&x, "p", STR("Nothing has changed."));
        xml_line(&x);
    }
    if (d->nmetadata > 0) {
        open_list(&x, "About the book");
        for (size_t i = 0; i < d->nmetadata; i++) {
            add_property(&x, &d->metadata[i]);
        }
        xml_close(&x);
        xml_line(&x);
    }
    for (size_t i = 0; i < d->ndocuments; i++) {
        add_document(&x, d, &d->documents[i]);
    }
    if (d->nfiles > 0) {
        open_list(&x, "Files");
        for (size_t i = 0; i < d->nfiles; i++) {
            add_file(&x, &d->files[i]);
        }
        xml_close(&x);
        xml_line(&x);
    }
    return xml_end(&x, NULL);
}
