#include "edition/tell.h"

#include "base/utf8.h"

#define RED   "\033[31m"
#define GREEN "\033[32m"
#define BOLD  "\033[1m"
#define PLAIN "\033[0m"

/* Of a passage that came or went as a whole, so many bytes are shown. */
enum { SHOWN = 300 };

str passage_kind_name(const struct passage *p)
{
    static const str names[] = {
        [PASSAGE_TEXT] = STR_INIT("text"),   [PASSAGE_HEADING] = STR_INIT("heading"),
        [PASSAGE_TIP] = STR_INIT("tip"),     [PASSAGE_REFERENCE] = STR_INIT("reference"),
        [PASSAGE_IMAGE] = STR_INIT("image"),
    };
    return names[p->kind];
}

str change_kind_name(enum change_kind kind)
{
    static const str names[] = {
        [CHANGE_ADDED] = STR_INIT("added"),
        [CHANGE_REMOVED] = STR_INIT("removed"),
        [CHANGE_EDITED] = STR_INIT("changed"),
        [CHANGE_MOVED] = STR_INIT("moved"),
    };
    return names[kind];
}

str change_name(struct arena *a, const struct passage_change *c)
{
    const struct passage *p = c->fresh != NULL ? c->fresh : c->old;
    struct buf out = {0};
    buf_add(&out, passage_kind_name(p));
    if (p->number > 0) {
        buf_addf(&out, " %zu", p->number);
    }
    buf_addf(&out, " %.*s", STR_ARG(change_kind_name(c->kind)));
    if (c->kind == CHANGE_MOVED && !str_eq(c->old_document->file, c->fresh_document->file)) {
        buf_addf(&out, " from %.*s", STR_ARG(c->old_document->file));
    }
    if (c->kind == CHANGE_MOVED && c->old->number > 0) {
        buf_addf(&out, ", was %zu", c->old->number);
    }
    return buf_finish(&out, a);
}

struct telling {
    struct arena arena;
    struct buf *out;
    bool colour;
};

/* Control characters of a stranger's file do not reach the terminal. */
static void add_text(struct telling *t, str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        uint32_t c = utf8_next(text, &at);
        bool control = c < ' ' || (c >= 0x7F && c < 0xA0) || c == UTF8_INVALID;
        buf_add(t->out, control ? STR("?") : str_sub(text, from, at));
    }
}

static void add_marked(struct telling *t, const char *colour, const char *open, str text,
                       const char *close)
{
    buf_add(t->out, str_from(t->colour ? colour : open));
    add_text(t, text);
    buf_add(t->out, str_from(t->colour ? PLAIN : close));
}

static str shortened(str text)
{
    return text.len <= SHOWN ? text : str_sub(text, 0, utf8_begin(text, SHOWN));
}

static void add_whole(struct telling *t, enum change_kind kind, str text)
{
    str shown = str_trim(shortened(text));
    if (kind == CHANGE_MOVED) {
        add_text(t, shown);
    } else if (kind == CHANGE_ADDED) {
        add_marked(t, GREEN, "{+", shown, "+}");
    } else {
        add_marked(t, RED, "[-", shown, "-]");
    }
    buf_add(t->out, shown.len < text.len ? STR(" ...\n") : STR("\n"));
}

/* Words that stayed are shown next to those that changed; of many, the first and last ones. */
static void add_kept(struct telling *t, str text, bool first, bool last)
{
    enum { NEAR = 60 };
    if (text.len <= 2 * NEAR + 5) {
        add_text(t, text);
        return;
    }
    size_t from = text.len - NEAR, to = NEAR;
    while (to > 0 && text.ptr[to] != ' ') {
        to--;
    }
    while (from < text.len && text.ptr[from] != ' ') {
        from++;
    }
    to = to > 0 ? to : utf8_begin(text, NEAR);
    from = from < text.len ? from : utf8_begin(text, text.len - NEAR);
    add_text(t, first ? STR_NONE : str_sub(text, 0, to));
    buf_add(t->out, first ? STR("...") : STR(" ..."));
    add_text(t, last ? STR_NONE : str_sub(text, from, text.len));
}

static void add_runs(struct telling *t, const struct passage_change *c)
{
    for (size_t i = 0; i < c->nruns; i++) {
        const struct word_run *run = &c->runs[i];
        if (i > 0 && !run->joined) {
            buf_addch(t->out, ' ');
        }
        if (run->in == WORDS_BOTH) {
            add_kept(t, run->text, i == 0, i + 1 == c->nruns);
        } else if (run->in == WORDS_OLD) {
            add_marked(t, RED, "[-", run->text, "-]");
        } else {
            add_marked(t, GREEN, "{+", run->text, "+}");
        }
    }
    buf_addch(t->out, '\n');
}

static void add_change(struct telling *t, const struct passage_change *c)
{
    const struct passage *p = c->fresh != NULL ? c->fresh : c->old;
    buf_addf(t->out, "  ");
    add_text(t, change_name(&t->arena, c));
    buf_addf(t->out, ": ");
    if (c->kind == CHANGE_EDITED) {
        add_runs(t, c);
    } else {
        add_whole(t, c->kind, p->text);
    }
}

static void add_title(struct telling *t, const struct edition_document *d)
{
    buf_add(t->out, str_from(t->colour ? BOLD : ""));
    add_text(t, d->file);
    if (!str_eq(d->file, d->title)) {
        buf_addf(t->out, " \"");
        add_text(t, d->title);
        buf_addf(t->out, "\"");
    }
    buf_add(t->out, str_from(t->colour ? PLAIN : ""));
}

static void add_document(struct telling *t, const struct document_change *d)
{
    bool stayed = d->old != NULL && d->fresh != NULL;
    if (stayed && d->nchanges == 0 && !d->renamed && !d->moved) {
        return;
    }
    add_title(t, d->fresh != NULL ? d->fresh : d->old);
    if (!stayed) {
        buf_addf(t->out, ": %s", d->old == NULL ? "added" : "removed");
    }
    if (d->renamed) {
        buf_addf(t->out, ": was ");
        add_text(t, d->old->file);
    }
    buf_addf(t->out, "%s\n", d->moved ? ": moved" : "");
    for (size_t i = 0; i < d->nchanges; i++) {
        add_change(t, &d->changes[i]);
    }
}

static void add_property(struct telling *t, const struct property_change *p)
{
    add_text(t, p->name);
    buf_addf(t->out, ": ");
    if (p->old.len > 0) {
        add_marked(t, RED, "[-", shortened(p->old), "-]");
    }
    if (p->fresh.len > 0) {
        buf_add(t->out, p->old.len > 0 ? STR(" ") : STR_NONE);
        add_marked(t, GREEN, "{+", shortened(p->fresh), "+}");
    }
    buf_addch(t->out, '\n');
}

static void add_file(struct telling *t, const struct file_change *f)
{
    add_text(t, f->path);
    buf_addf(t->out, ": %.*s\n", STR_ARG(change_kind_name(f->kind)));
}

void diff_tell_text(const struct edition_diff *d, bool colour, struct buf *out)
{
    struct telling t = {.out = out, .colour = colour};
    for (size_t i = 0; i < d->nmetadata; i++) {
        add_property(&t, &d->metadata[i]);
    }
    for (size_t i = 0; i < d->ndocuments; i++) {
        add_document(&t, &d->documents[i]);
    }
    for (size_t i = 0; i < d->nfiles; i++) {
        add_file(&t, &d->files[i]);
    }
    arena_release(&t.arena);
}
