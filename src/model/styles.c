#include "model/styles.h"
#include "base/fs.h"
#include "base/utf8.h"
#include "messages.h"
#include "base/urls.h"

#define STYLE_MAX ((size_t)16 << 20)

/* A walk through the text of one style sheet. */
struct scan {
    struct packing *packing;
    struct style *style;
    str text, folder;
    size_t at;
    size_t counted; /* line and column are those of this offset */
    uint32_t line, column;
};

/* The place of the current offset; offsets only grow, so each byte is counted once. */
static struct place here(struct scan *s)
{
    for (; s->counted < s->at; s->counted++) {
        char c = s->text.ptr[s->counted];
        if (c == '\n') {
            s->line++;
            s->column = 1;
        } else {
            s->column += ((unsigned char)c & 0xC0) != 0x80;
        }
    }
    return (struct place){
        .file = s->style->resource->source.file, .line = s->line, .column = s->column};
}

/* at, which was here(), made to end before the current offset. */
static struct place up_to_here(struct scan *s, struct place at)
{
    s->at--;
    struct place end = here(s);
    s->at++;
    at.end_line = end.line;
    at.end_column = end.column;
    return at;
}

static bool stands(const struct scan *s, str word)
{
    return str_eq_nocase(str_sub(s->text, s->at, s->at + word.len), word);
}

static void skip_to(struct scan *s, str end)
{
    size_t found = str_find_str(s->text, end, s->at);
    s->at = found < s->text.len ? found + end.len : s->text.len;
}

/* Moves behind a string; *value is what stands between the quotes. An unescaped line break ends
 * it (CSS Syntax 3, 4.3.5). */
static void string(struct scan *s, str *value)
{
    char quote = s->text.ptr[s->at++];
    size_t from = s->at;
    while (s->at < s->text.len && s->text.ptr[s->at] != quote && s->text.ptr[s->at] != '\n') {
        s->at += s->text.ptr[s->at] == '\\' ? 2 : 1;
    }
    s->at = s->at < s->text.len ? s->at : s->text.len;
    *value = str_sub(s->text, from, s->at);
    s->at += s->at < s->text.len;
}

static void skip_space(struct scan *s)
{
    while (s->at < s->text.len && ascii_space(s->text.ptr[s->at])) {
        s->at++;
    }
}

/* Moves behind the address between the parentheses of url(). */
static str address(struct scan *s)
{
    str value;
    skip_space(s);
    if (s->at < s->text.len && (s->text.ptr[s->at] == '"' || s->text.ptr[s->at] == '\'')) {
        string(s, &value);
        return value;
    }
    size_t from = s->at;
    s->at = str_find(s->text, ')', s->at);
    return str_trim(str_sub(s->text, from, s->at));
}

static void add_address(struct scan *s, struct style_address address)
{
    *ARENA_PUSH(s->packing->book->arena, struct style_address, &s->style->addresses,
                &s->style->naddresses) = address;
}

/* url(#x) points into the document itself. */
static void take_address(struct scan *s)
{
    struct place at = here(s);
    s->at += STR("url(").len;
    size_t from = s->at;
    str written = address(s);
    struct naming n = {.written = written, .at = up_to_here(s, at), .missing = MSG_FILE_MISSING};
    if (written.len == 0 || written.ptr[0] == '#' || !resource_address(s->packing, s->folder, &n)) {
        return;
    }
    str fragment = str_sub(written, str_find(written, '#', 0), written.len);
    struct resource *target = resource_use(s->packing, &n, USE_STYLED);
    if (target != NULL) {
        add_address(s, (struct style_address){from, s->at, target, fragment});
    }
}

static struct resource *load_style(struct packing *p, const struct naming *n, str path);

/* Packs the sheet that an import names by a string or a url(). */
static void take_import(struct scan *s, struct place at)
{
    skip_space(s);
    if (stands(s, STR("url("))) {
        s->at += STR("url(").len;
        skip_space(s);
    }
    size_t from = s->at;
    str written = address(s);
    struct naming n = {.written = written, .at = up_to_here(s, at), .missing = MSG_FILE_MISSING};
    if (written.len > 0 && resource_address(s->packing, s->folder, &n)) {
        struct resource *target = load_style(s->packing, &n, n.rel);
        if (target != NULL) {
            add_address(s, (struct style_address){from, s->at, target, STR_NONE});
        }
    }
}

/* What only another sheet names, many readers do not load. */
static void report_import(struct scan *s)
{
    struct place at = here(s);
    struct diag *d = s->packing->diag;
    s->at += STR("@import").len;
    if (diag_level_of(d, MSG_CSS_UNSAFE) < DIAG_ERROR) {
        take_import(s, at);
    }
    skip_to(s, STR(";"));
    diag_report(d, &(struct report){.kind = MSG_CSS_UNSAFE,
                                    .at = up_to_here(s, at),
                                    .args = {STR("@import"), STR("list the sheet under \"css\"")}});
}

static bool is_word_character(char c)
{
    return ascii_alnum(c) || c == '-' || c == '_';
}

static bool begins_word(const struct scan *s)
{
    return s->at == 0 || !is_word_character(s->text.ptr[s->at - 1]);
}

/* A name space is only a name. */
static void step(struct scan *s)
{
    str ignored;
    char c = s->text.ptr[s->at];
    if (c == '/' && stands(s, STR("/*"))) {
        skip_to(s, STR("*/"));
    } else if (c == '"' || c == '\'') {
        string(s, &ignored);
    } else if (c == '@' && stands(s, STR("@import"))) {
        report_import(s);
    } else if (c == '@' && stands(s, STR("@namespace"))) {
        skip_to(s, STR(";"));
    } else if (ascii_lower(c) == 'u' && begins_word(s) && stands(s, STR("url("))) {
        take_address(s);
    } else {
        s->at++;
    }
}

/* Every text may be a style sheet; an image, a sound or anything else with NUL bytes in it is none.
 * UTF-16, which has them too, is for the gate to refuse. */
static bool is_style(str bytes)
{
    if (str_starts(bytes, STR("\xFE\xFF")) || str_starts(bytes, STR("\xFF\xFE"))) {
        return true;
    }
    return media_sniff(bytes).len == 0 && media_sniff_foreign(bytes).len == 0 &&
           !str_has(bytes, '\0');
}

static struct resource *read_style(struct packing *p, const struct naming *n, str path)
{
    struct book *b = p->book;
    str bytes;
    if (!file_read(b, n, STYLE_MAX, &bytes, p->diag)) {
        return NULL;
    }
    if (!is_style(bytes)) {
        diag_report(p->diag,
                    &(struct report){.kind = MSG_STYLE_TYPE, .at = n->at, .args = {n->written}});
        return NULL;
    }
    struct resource *r = ARENA_NEW(b->arena, struct resource);
    r->path = path;
    r->media_type = STR("text/css");
    r->bytes = bytes;
    r->imported = true;
    r->first_use = n->at;
    r->source.file = file_shown(b, path, ORDER_STYLES + p->nstyles, p->diag);
    return r;
}

/* The sheet of a path, each once; NULL: reported. */
static struct resource *load_style(struct packing *p, const struct naming *n, str path)
{
    struct arena *a = p->book->arena;
    size_t index = map_get(&p->styles_by_path, path);
    if (index == MAP_NONE) {
        struct resource *r = read_style(p, n, path);
        index = r != NULL ? p->nstyles : RESOURCE_FAILED;
        map_put(a, &p->styles_by_path, path, index);
        if (r != NULL) {
            ARENA_PUSH(a, struct style, &p->styles, &p->nstyles)->resource = r;
        }
    }
    return index != RESOURCE_FAILED ? p->styles[index].resource : NULL;
}

/* Finds what a sheet names. More sheets may be loaded meanwhile. */
static void scan_style(struct packing *p, size_t index)
{
    struct style style = p->styles[index];
    struct scan s = {.packing = p,
                     .style = &style,
                     .text = style.resource->bytes,
                     .folder = path_folder(style.resource->path),
                     .line = 1,
                     .column = 1};
    while (s.at < s.text.len) {
        step(&s);
    }
    p->styles[index] = style;
}

/* A sheet that is listed twice is linked once. */
void styles_load(struct packing *p)
{
    struct book *b = p->book;
    const struct manifest *m = &b->manifest;
    for (size_t i = 0; i < m->ncss; i++) {
        struct naming n = named_by_manifest(m->css[i]);
        str path;
        if (!path_normal(b->arena, n.rel, &path)) {
            path = n.rel;
        }
        struct resource *r = load_style(p, &n, path);
        if (r != NULL) {
            r->imported = false;
        }
    }
    for (size_t i = 0; i < p->nstyles; i++) {
        scan_style(p, i);
    }
}

static void rewrite(struct arena *a, const struct style *style)
{
    struct buf out = {0};
    str text = style->resource->bytes;
    size_t done = 0;
    for (size_t i = 0; i < style->naddresses; i++) {
        const struct style_address *address = &style->addresses[i];
        buf_add(&out, str_sub(text, done, address->from));
        buf_addf(&out, "\"../%.*s%.*s\"", STR_ARG(address->target->file),
                 STR_ARG(address->fragment));
        done = address->to;
    }
    buf_add(&out, str_sub(text, done, text.len));
    style->resource->bytes = buf_finish(&out, a);
}

void styles_rewrite(struct packing *p)
{
    for (size_t i = 0; i < p->nstyles; i++) {
        if (p->styles[i].naddresses > 0) {
            rewrite(p->book->arena, &p->styles[i]);
        }
    }
}
