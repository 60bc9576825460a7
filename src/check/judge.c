/* Spots become places: the only counting of lines in check/. */
#include "check/judge.h"

struct subject subject_of(const struct entry *e)
{
    struct subject s = {.entry = e, .text = e->bytes};
    if (str_starts(s.text, STR("\xEF\xBB\xBF"))) {
        s.text = str_sub(s.text, 3, s.text.len);
    }
    return s;
}

/* What the others hang on is told first: META-INF and the package document. */
static uint32_t order_of(const struct publication *p, const struct entry *e)
{
    bool first = str_starts(e->path, STR("META-INF/")) || str_ends(e->path, STR(".opf"));
    return p->order + 1 + (first ? 0 : (uint32_t)(e - p->entries) + 1);
}

static const struct diag_file *file_of(struct judge *j, const struct entry *e)
{
    const struct publication *p = j->publication;
    str parts[] = {p->name, STR("/"), e->path};
    str name = p->name.len > 0 ? str_concat(j->arena, parts, 3) : e->path;
    struct diag_file *file = diag_file(j->diag, name, order_of(p, e));
    file->made = true;
    return file;
}

/* So many bytes apart: what a place costs at most, once the text was gone through. */
#define MILESTONE 4096u

static void count_on(str text, size_t from, size_t to, struct milestone *at)
{
    for (size_t i = from; i < to && i < text.len; i++) {
        if (text.ptr[i] == '\n') {
            at->line++;
            at->column = 1;
        } else if (((unsigned char)text.ptr[i] & 0xC0) != 0x80) {
            at->column++;
        }
    }
}

static const struct milestone *milestones_of(struct arena *a, str text)
{
    struct milestone at = {1, 1};
    struct milestone *all = ARENA_ARRAY(a, struct milestone, text.len / MILESTONE + 1);
    for (size_t i = 0; i <= text.len / MILESTONE; i++) {
        all[i] = at;
        count_on(text, i * MILESTONE, (i + 1) * MILESTONE, &at);
    }
    return all;
}

struct place subject_place(struct judge *j, struct subject *s, struct spot at)
{
    struct place place = {0};
    at.offset = at.offset < s->text.len ? at.offset : (uint32_t)s->text.len;
    if (at.element != NO_ELEMENT && s->entry->wanted != NULL) {
        atomic_store(s->entry->wanted, true);
    }
    if (at.element != NO_ELEMENT && publication_place(s->entry, at.offset, &place)) {
        return place;
    }
    if (s->entry->source.file != NULL) {
        place.file = s->entry->source.file;
    } else {
        s->file = s->file != NULL ? s->file : file_of(j, s->entry);
        place.file = s->file;
    }
    if (s->milestones == NULL) {
        s->milestones = milestones_of(j->arena, s->text);
    }
    size_t from = at.offset / MILESTONE * MILESTONE;
    struct milestone here = s->milestones[from / MILESTONE];
    if (s->last_offset > from && s->last_offset <= at.offset) {
        from = s->last_offset;
        here = s->last;
    }
    count_on(s->text, from, at.offset, &here);
    s->last_offset = at.offset;
    s->last = here;
    place.line = here.line;
    place.column = here.column;
    return place;
}

void say(struct judge *j, struct subject *s, struct spot at, struct report r)
{
    s->told = true;
    r.at = subject_place(j, s, at);
    diag_report(j->diag, &r);
}

void say_entry(struct judge *j, const struct entry *e, struct report r)
{
    if (e == NULL) {
        struct diag_file *whole = diag_file(j->diag, j->publication->name, j->publication->order);
        whole->made = true;
        r.at = (struct place){.file = whole};
    } else {
        r.at = (struct place){.file = file_of(j, e)};
        if (e->source.file != NULL) {
            r.at = e->source;
        }
    }
    diag_report(j->diag, &r);
}

static bool is_inside(const struct subject *s, str view)
{
    return view.ptr != NULL && view.ptr >= s->text.ptr && view.ptr <= s->text.ptr + s->text.len;
}

struct spot spot_in(const struct subject *s, str view, struct spot otherwise)
{
    if (is_inside(s, view)) {
        otherwise.offset = (uint32_t)(view.ptr - s->text.ptr);
    }
    return otherwise;
}

str subject_keep(struct arena *a, const struct subject *s, str text)
{
    return text.len == 0 || is_inside(s, text) ? text : str_copy(a, text);
}
