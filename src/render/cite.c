#include "render/cite.h"

#include "vocab/words.h"

/* A sentence of the citation; a full stop only where none stands already. */
static void sentence(struct buf *out, str text)
{
    if (text.len == 0) {
        return;
    }
    if (out->len > 0) {
        buf_addch(out, ' ');
    }
    buf_add(out, text);
    if (!str_ends(text, STR(".")) && !str_ends(text, STR("?")) && !str_ends(text, STR("!"))) {
        buf_addch(out, '.');
    }
}

static str joined(struct arena *a, const str *parts, size_t count, str separator)
{
    struct buf out = {0};
    for (size_t i = 0; i < count; i++) {
        if (parts[i].len > 0) {
            buf_add(&out, out.len > 0 ? separator : STR_NONE);
            buf_add(&out, parts[i]);
        }
    }
    return buf_finish(&out, a);
}

static str full_title(const struct book *b, const struct words *w)
{
    const str pairs[] = {STR("label"), b->title, STR("title"), b->manifest.subtitle};
    return b->manifest.subtitle.len > 0 ? word_fill(b->arena, w, WORD_LABELLED, pairs, 2)
                                        : b->title;
}

static str version_sentence(const struct book *b, const struct words *w)
{
    const str pairs[] = {STR("version"), b->manifest.version};
    return b->manifest.version.len > 0 ? word_fill(b->arena, w, WORD_VERSION, pairs, 1) : STR_NONE;
}

static str imprint(const struct book *b)
{
    const struct manifest *m = &b->manifest;
    const str parts[] = {joined(b->arena, m->publishers, m->npublishers, STR(", ")),
                         str_sub(m->date, 0, 4)};
    return joined(b->arena, parts, 2, STR("; "));
}

str cite_as(const struct book *b, const struct words *w)
{
    const struct manifest *m = &b->manifest;
    struct buf out = {0};
    size_t count = 0;
    const str *authors = book_authors(b->arena, b, &count);
    str published = imprint(b);
    if (m->cite_as.len > 0) {
        return m->cite_as;
    }
    if (count == 0 && m->version.len == 0 && published.len == 0 && m->source.len == 0) {
        return STR_NONE;
    }
    sentence(&out, joined(b->arena, authors, count, STR(", ")));
    sentence(&out, full_title(b, w));
    sentence(&out, version_sentence(b, w));
    sentence(&out, published);
    if (m->source.len > 0) { /* often an address, which a full stop would change */
        buf_addch(&out, ' ');
        buf_add(&out, m->source);
    }
    return buf_finish(&out, b->arena);
}
