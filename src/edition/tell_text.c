#include "edition/tell.h"

#define RED   "\033[31m"
#define GREEN "\033[32m"
#define BOLD  "\033[1m"
#define PLAIN "\033[0m"

/* Of a passage that came or went as a whole, so many bytes are shown. */
enum { SHOWN = 300 };

struct telling {
    struct arena arena;
    struct buf *out;
    bool colour;
};

/* Control characters of a stranger's file do not reach the terminal. */
static void add_text(struct telling *t, str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        buf_addch(t->out, c < ' ' || c == 0x7F ? '?' : text.ptr[i]);
    }
}

static void add_marked(struct telling *t, const char *colour, const char *open, str text,
                       const char *close)
{
    buf_add(t->out, str_from(t->colour ? colour : open));
    add_text(t, text);
    buf_add(t->out, str_from(t->colour ? PLAIN : close));
}

/* Where the character begins that has a byte at this offset. */
static size_t character_begin(str text, size_t at)
{
    while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80) {
        at--;
    }
    return at;
}

static str shortened(str text)
{
    return text.len <= SHOWN ? text : str_sub(text, 0, character_begin(text, SHOWN));
}

static void add_whole(struct telling *t, enum change_kind kind, str text)
{
    str shown = shortened(text);
    if (kind == CHANGE_ADDED) {
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
    to = to > 0 ? to : character_begin(text, NEAR);
    from = from < text.len ? from : character_begin(text, text.len - NEAR);
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
    static const char *const words[] = {
        [CHANGE_ADDED] = "added",
        [CHANGE_REMOVED] = "removed",
        [CHANGE_EDITED] = "changed",
        [CHANGE_MOVED] = "moved",
    };
    const struct passage *p = c->fresh != NULL ? c->fresh : c->old;
    buf_addf(t->out, "  ");
    add_text(t, passage_name(&t->arena, p));
    buf_addf(t->out, " %s", words[c->kind]);
    if (change_crosses(c)) {
        buf_addf(t->out, " from ");
        add_text(t, c->old_document->file);
    }
    if (c->kind == CHANGE_MOVED && c->old->number > 0) {
        buf_addf(t->out, ", was %zu", c->old->number);
    }
    buf_addf(t->out, ": ");
    if (c->kind == CHANGE_EDITED) {
        add_runs(t, c);
    } else if (c->kind == CHANGE_MOVED) {
        add_text(t, shortened(p->text));
        buf_addch(t->out, '\n');
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
    buf_addf(t->out, ": %s\n",
             f->kind == CHANGE_ADDED     ? "added"
             : f->kind == CHANGE_REMOVED ? "removed"
                                         : "changed");
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
