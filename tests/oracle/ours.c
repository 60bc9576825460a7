#include "oracle/ours.h"

#include "check/check.h"
#include "messages.h"
#include "model/book.h"
#include "model/ids.h"
#include "model/notes.h"
#include "render/content_internal.h"
#include "render/content_notes.h"
#include "source/markdown.h"
#include "vocab/words.h"

struct work {
    struct arena *arena;
    struct diag diag;
    struct book book;
    struct chapter chapter;
    struct document document;
    struct document *documents[1];
    struct xml xml;
    struct content content;
};

/* An image is there, at its own address. */
static struct resource *resource_of(struct work *w, str source)
{
    const struct link link = {.destination = source, .target = LINK_EXTERNAL};
    struct resource *r = ARENA_NEW(w->arena, struct resource);
    r->path = source;
    r->file = content_href(&w->content, &link);
    return r;
}

/* What model/ does, without a book to look into. */
static void resolve(struct work *w)
{
    for (struct construct *c = w->chapter.markdown.first; c != NULL; c = c->next) {
        if (c->kind == CONSTRUCT_LINK) {
            c->link.target = LINK_EXTERNAL;
        } else if (c->kind == CONSTRUCT_IMAGE) {
            c->image.resource = resource_of(w, c->image.source);
        } else if (c->kind == CONSTRUCT_MEDIA) {
            c->media.resource = resource_of(w, c->media.source);
        } else if (c->kind == CONSTRUCT_HEADING) {
            c->heading.top = false;
        }
    }
}

static void read_text(struct work *w, str text, unsigned features)
{
    const struct markdown_options options = {.features = features};
    struct diag_file *file = diag_file(&w->diag, STR("text.md"), 1);
    struct markdown *m = &w->chapter.markdown;
    markdown_parse(w->arena, file, markdown_clean(w->arena, file, text, &w->diag), 1, &options, m,
                   &w->diag);
    w->document = (struct document){.file = STR("text.xhtml"),
                                    .title = STR("Text"),
                                    .depth = 1,
                                    .chapter = &w->chapter,
                                    .first = m->first};
    w->documents[0] = &w->document;
    w->chapter.documents = w->documents;
    w->chapter.ndocuments = 1;
    notes_gather(&w->book, &w->chapter, &w->diag);
    ids_assign(&w->book, &w->chapter, &w->diag);
}

static str write_text(struct work *w)
{
    xml_begin(&w->xml, w->arena);
    xml_doctype_html(&w->xml);
    buf_clear(&w->xml.out);
    resolve(w);
    content_blocks(&w->content, cmark_node_first_child(w->chapter.markdown.root), NULL);
    content_notes(&w->content);
    return xml_end(&w->xml, NULL);
}

/* The lines that tell an error. */
static str errors_of(struct arena *a, struct diag *d)
{
    struct buf all = {0}, errors = {0};
    str line, rest;
    diag_tell_text(d, &(struct diag_style){0}, &all);
    for (rest = buf_str(&all); rest.len > 0;) {
        str_cut(rest, '\n', &line, &rest);
        if (str_find_str(line, STR(": error: "), 0) < line.len) {
            buf_add(&errors, line);
            buf_addch(&errors, '\n');
        }
    }
    buf_release(&all);
    return buf_finish(&errors, a);
}

str ours_render(struct arena *a, str text, unsigned features, str *errors)
{
    struct work w = {.arena = a, .book = {.arena = a}};
    diag_init(&w.diag, messages, MESSAGES);
    w.content = (struct content){.xml = &w.xml,
                                 .book = &w.book,
                                 .document = &w.document,
                                 .words = words_for(STR("en"), NULL),
                                 .diag = &w.diag};
    read_text(&w, text, features);
    str xhtml = write_text(&w);
    *errors = errors_of(a, &w.diag);
    markdown_release(&w.chapter.markdown);
    diag_release(&w.diag);
    return xhtml;
}

str ours_judge(struct arena *a, str xhtml)
{
    const str parts[] = {STR("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n"
                             "<html xmlns=\"http://www.w3.org/1999/xhtml\""
                             " xmlns:epub=\"http://www.idpf.org/2007/ops\">\n"
                             "<head><title>Text</title></head>\n<body>\n"),
                         xhtml, STR("</body>\n</html>\n")};
    struct publication p = {.name = STR("text.xhtml")};
    struct diag d;
    diag_init(&d, messages, MESSAGES);
    publication_add(a, &p, p.name, STR("application/xhtml+xml"), str_concat(a, parts, 3));
    check_single(a, &p, SINGLE_XHTML, 0, &d);
    str errors = errors_of(a, &d);
    diag_release(&d);
    return errors;
}

str ours_clean(struct arena *a, str text)
{
    struct diag d;
    diag_init(&d, messages, MESSAGES);
    str clean = markdown_clean(a, diag_file(&d, STR("text.md"), 1), text, &d);
    diag_release(&d);
    return clean;
}
