#include "source/include.h"

#include "base/fs.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "messages.h"
#include "source/include_lines.h"
#include "source/markdown.h"
#include "source/short.h"

#include <errno.h>
#include <string.h>

/* So much is looked at for one chapter: a small file can name large ones many times. */
#define MOST_BYTES    ((size_t)256 << 20)
#define MOST_INCLUDES 10000

struct included_file {
    str text;
    const struct diag_file *file;
    enum source_fault fault;
    int error; /* errno of it */
};

/* One chapter on its way. */
struct expansion {
    struct includer *includer;
    struct included *result;
    struct buf out;
    uint32_t line, column; /* where out ends */
    struct diag_piece *pieces;
    size_t npieces;
    uint32_t order; /* of the chapter's file */
    size_t looked_at, includes;
    bool stopped; /* too much: it was told */
};

/* A file that is being gone through; the includes around it lead to the chapter. */
struct level {
    const struct level *outer;
    unsigned depth;
    str path;
    const struct diag_file *file;
};

/* A stretch of a file, and where it stands there. */
struct stretch {
    str text;
    size_t at; /* gone through up to here, which is at: */
    struct place place;
};

static void advance(str text, uint32_t *line, uint32_t *column)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '\n') {
            ++*line;
            *column = 1;
        } else {
            *column += (c & 0xC0) != 0x80;
        }
    }
}

static void emit(struct expansion *e, str text, struct place at, bool fixed)
{
    if (text.len == 0) {
        return;
    }
    *ARENA_PUSH(e->includer->arena, struct diag_piece, &e->pieces, &e->npieces) =
        (struct diag_piece){e->line, e->column, at, fixed};
    buf_add(&e->out, text);
    advance(text, &e->line, &e->column);
}

static void skip(struct stretch *s, size_t to)
{
    advance(str_sub(s->text, s->at, to), &s->place.line, &s->place.column);
    s->at = to;
}

static void keep(struct expansion *e, struct stretch *s, size_t to)
{
    emit(e, str_sub(s->text, s->at, to), s->place, false);
    skip(s, to);
}

static void report(struct expansion *e, enum message kind, struct place at, str one, str two)
{
    diag_report(e->includer->diag, &(struct report){.kind = kind, .at = at, .args = {one, two}});
}

static void stop(struct expansion *e, enum message kind, struct place at, str one, str two)
{
    e->stopped = true;
    report(e, kind, at, one, two);
}

static const struct included_file *file_of(struct expansion *e, str path)
{
    struct includer *x = e->includer;
    size_t known = map_put(x->arena, &x->known, path, x->nfiles);
    if (known < x->nfiles) {
        return &x->files[known];
    }
    struct included_file *f = ARENA_PUSH(x->arena, struct included_file, &x->files, &x->nfiles);
    f->fault = source_read(x->arena, x->root, path, MARKDOWN_MAX_FILE, &f->text);
    f->error = errno;
    if (f->fault == SOURCE_FINE) {
        f->file = diag_file(x->diag, source_shown(x->arena, x->root, path), e->order);
        f->text = markdown_clean(x->arena, f->file, f->text, x->diag);
    }
    return f;
}

/* Why a file cannot be had. */
static void report_file(struct expansion *e, const struct included_file *f, str path, str written,
                        struct place at)
{
    struct includer *x = e->includer;
    struct report r = {.kind = MSG_FILE_MISSING, .at = at, .args = {written}};
    struct nearest near = {.wanted = path_name(path)};
    switch (f->fault) {
    case SOURCE_OUTSIDE:
        r.kind = MSG_PATH_OUTSIDE;
        break;
    case SOURCE_TOO_LARGE:
        r.kind = MSG_TOO_LARGE;
        r.args[1] = STR("64 MiB");
        break;
    case SOURCE_UNREADABLE:
        r.kind = MSG_READ;
        r.args[1] = str_copy(x->arena, str_from(strerror(f->error)));
        break;
    default:
        source_offer_siblings(x->arena, x->root, path, &near);
        if (near.best.len > 0) {
            str folder = str_sub(written, 0, written.len - path_name(written).len);
            r.nearest = str_concat(x->arena, (str[]){folder, near.best}, 2);
        }
        break;
    }
    diag_report(x->diag, &r);
}

static bool is_in_circle(const struct level *l, str path)
{
    while (l != NULL && !str_eq(l->path, path)) {
        l = l->outer;
    }
    return l != NULL;
}

/* Too many, too much, too deep; each is told once and ends it all. */
static bool is_too_much(struct expansion *e, const struct level *l, str path, str written,
                        size_t size, struct place at)
{
    e->looked_at += size;
    if (l->depth >= INCLUDE_MAX_DEPTH) {
        bool circle = is_in_circle(l, path);
        stop(e, circle ? MSG_INCLUDE_CIRCLE : MSG_TOO_DEEP, at,
             circle ? written : STR("the chain of includes"), STR("10"));
    } else if (++e->includes > MOST_INCLUDES) {
        stop(e, MSG_TOO_LARGE, at, STR("the chapter with its includes"), STR("10000 includes"));
    } else if (e->looked_at > MOST_BYTES || e->out.len > MARKDOWN_MAX_FILE) {
        stop(e, MSG_TOO_LARGE, at, STR("the chapter with its includes"), STR("64 MiB"));
    }
    return e->stopped;
}

static void expand(struct expansion *e, const struct level *l, struct stretch s);

/* The lines of a range that follow each other go through together. */
static void expand_lines(struct expansion *e, const struct level *l, struct line_walk *w)
{
    str line, run = STR_NONE;
    size_t number, first = 0, last = 0;
    while (line_walk_next(w, &line, &number)) {
        if (run.ptr != NULL && number == last + 1) {
            run.len = (size_t)(line.ptr + line.len - run.ptr);
        } else {
            if (run.ptr != NULL) {
                struct place at = {.file = l->file, .line = (uint32_t)first + 1, .column = 1};
                run.len++; /* with its newline */
                expand(e, l, (struct stretch){run, 0, at});
            }
            run = line;
            first = number;
        }
        last = number;
    }
    if (run.ptr != NULL) {
        struct place at = {.file = l->file, .line = (uint32_t)first + 1, .column = 1};
        expand(e, l, (struct stretch){run, 0, at});
    }
}

/* "file.rs", "file.rs:2:10", "file.rs:anchor" of a directive at a place. */
static void include(struct expansion *e, const struct level *outer, str argument, struct place at)
{
    struct arena *a = e->includer->arena;
    str written, lines, path;
    str_cut(argument, ':', &written, &lines);
    written = str_trim(written);
    if (!path_normal(a, path_join(a, path_folder(outer->path), written), &path)) {
        report(e, MSG_PATH_OUTSIDE, at, written, STR_NONE);
        return;
    }
    const struct included_file *f = file_of(e, path);
    if (f->fault != SOURCE_FINE) {
        report_file(e, f, path, written, at);
        return;
    }
    if (is_too_much(e, outer, path, written, f->text.len, at)) {
        return;
    }
    const struct line_range range = line_range_of(str_trim(lines));
    struct level l = {outer, outer->depth + 1, path, f->file};
    struct line_walk w = {.text = f->text, .range = &range};
    expand_lines(e, &l, &w);
    if (range.anchor.len > 0 && !w.found) {
        report(e, MSG_INCLUDE_ANCHOR, at, range.anchor, written);
    }
}

/* A whole program in a fence of its language, with what else was said of it. */
static void playground(struct expansion *e, const struct level *l, str argument, struct place at)
{
    struct buf fence = {0};
    str written, rest = argument, word;
    str_word(&rest, &written);
    str extension = path_extension(written);
    buf_add(&fence, STR("```"));
    buf_add(&fence, str_eq(extension, STR("rs")) ? STR("rust") : extension);
    while (str_word(&rest, &word)) {
        buf_addch(&fence, ',');
        buf_add(&fence, word);
    }
    buf_addch(&fence, '\n');
    emit(e, buf_str(&fence), at, true);
    buf_release(&fence);
    include(e, l, written, at);
    emit(e, STR("\n```"), at, true);
}

/* "{{#name argument}}" that begins at from; false if it is none that is known. */
static bool follow(struct expansion *e, const struct level *l, struct stretch *s, str inside)
{
    str name, argument = inside;
    if (!str_word(&argument, &name)) {
        return false;
    }
    argument = str_trim(argument);
    if (argument.len == 0) {
        return false;
    }
    if (str_eq(name, STR("include")) || str_eq(name, STR("rustdoc_include"))) {
        include(e, l, argument, s->place);
    } else if (str_eq(name, STR("playground")) || str_eq(name, STR("playpen"))) {
        playground(e, l, argument, s->place);
    } else if (str_eq(name, STR("title"))) {
        e->result->title = str_copy(e->includer->arena, argument);
    } else {
        return false;
    }
    return true;
}

/* The offset of the "#" of "{{#" or "{{ #" at open; 0 if none is there. */
static size_t hash_of(str text, size_t open)
{
    size_t at = open + 2;
    while (at < text.len && ascii_space(text.ptr[at])) {
        at++;
    }
    return at < text.len && text.ptr[at] == '#' ? at : 0;
}

/* Recursion ends at INCLUDE_MAX_DEPTH. */
static void expand(struct expansion *e, const struct level *l, struct stretch s)
{
    size_t from = 0, end = 0; /* end: the first "}" behind the "#" */
    while (!e->stopped) {
        size_t open = str_find_str(s.text, STR("{{"), from), hash = hash_of(s.text, open);
        if (open == s.text.len) {
            break;
        }
        end = end < hash ? str_find(s.text, '}', hash) : end;
        bool closed = hash > 0 && str_starts(str_sub(s.text, end, s.text.len), STR("}}"));
        from = open + 2;
        if (!closed) {
            continue;
        }
        if (open > s.at && s.text.ptr[open - 1] == '\\') {
            keep(e, &s, open - 1);
            skip(&s, open);
            from = end + 2;
            continue;
        }
        keep(e, &s, open);
        if (follow(e, l, &s, str_sub(s.text, hash + 1, end))) {
            from = end + 2;
            skip(&s, from);
        }
    }
    keep(e, &s, s.text.len);
}

static bool may_hold_directive(str text)
{
    return str_find_str(text, STR("{{"), 0) < text.len;
}

void include_expand(struct includer *x, str path, const struct diag_file *file, str text,
                    struct included *out)
{
    struct expansion e = {
        .includer = x, .result = out, .line = 1, .column = 1, .order = file->order};
    *out = (struct included){.text = text, .file = file};
    if (!may_hold_directive(text)) {
        return;
    }
    struct level l = {.path = path, .file = file};
    expand(&e, &l, (struct stretch){text, 0, {.file = file, .line = 1, .column = 1}});
    struct diag_file *made = diag_file(x->diag, file->path, file->order);
    made->pieces = e.pieces;
    made->npieces = e.npieces;
    out->file = made;
    out->text = buf_finish(&e.out, x->arena);
}
