/* Notes, definitions and divs: blocks that are known by how a line begins. Nothing is asked of
 * what stands around the line, since every mark can be undone. */
#include "source/marks.h"

#include <string.h>

struct liner {
    struct marks *marks;
    struct rewriter r;
    size_t from; /* where the Markdown begins */
    char bullet; /* of the items made; 0: not chosen yet */
};

/* What stands before the text of a line in a quote, or in an item. */
static bool is_prefix(char c)
{
    return c == ' ' || c == '\t' || c == '>';
}

/* Behind "1." or "-" and a blank at an offset; the offset itself if no list item begins there. */
static size_t behind_bullet(str text, size_t at, size_t end)
{
    size_t to = at;
    while (to < end && to - at < 9 && ascii_digit(text.ptr[to])) {
        to++;
    }
    char c = to < end ? text.ptr[to] : '\n';
    bool bullet = to > at ? c == '.' || c == ')' : c == '-' || c == '+' || c == '*';
    bool blank = bullet && to + 1 < end && (text.ptr[to + 1] == ' ' || text.ptr[to + 1] == '\t');
    return blank ? to + 2 : at;
}

size_t rewrite_behind_prefix(str text, size_t at, size_t end)
{
    for (;;) {
        while (at < end && is_prefix(text.ptr[at])) {
            at++;
        }
        size_t behind = behind_bullet(text, at, end);
        if (behind == at) {
            return at;
        }
        at = behind;
    }
}

/* The containers of a line again, for the line below it: the marks of list items are blanks. */
static void put_prefix(struct liner *l, size_t line, size_t at)
{
    struct buf prefix = {0};
    buf_addch(&prefix, '\n');
    for (size_t i = line; i < at; i++) {
        char c = l->r.in.ptr[i];
        buf_addch(&prefix, c == '>' || c == '\t' ? c : ' ');
    }
    rewrite_put(&l->r, buf_str(&prefix));
    buf_release(&prefix);
}

static void put_mark(struct liner *l)
{
    rewrite_put(&l->r, marks_text(l->marks));
}

static size_t behind_blanks(str text, size_t at, size_t end)
{
    while (at < end && (text.ptr[at] == ' ' || text.ptr[at] == '\t')) {
        at++;
    }
    return at;
}

/* A bullet that no list of the text has, so that no item made is taken for one of the author's. */
static char free_bullet(str text, size_t from)
{
    static const char bullets[] = "+*-";
    bool used[3] = {false};
    for (size_t line = from; line < text.len;) {
        size_t end = str_find(text, '\n', line), at = line;
        while (at < end && is_prefix(text.ptr[at])) {
            at++;
        }
        const char *found = at < end ? strchr(bullets, text.ptr[at]) : NULL;
        if (found != NULL && *found != '\0') {
            used[found - bullets] = true;
        }
        line = end + 1;
    }
    return !used[0] || (used[1] && used[2]) ? '+' : !used[1] ? '*' : '-';
}

/* The item that stands for a note or definition: mark, and a list item on the line below. */
static void put_item(struct liner *l, size_t line, size_t at, size_t text, size_t blanks)
{
    struct mark *mark = &l->marks->items[l->marks->count - 1];
    l->bullet = l->bullet != 0 ? l->bullet : free_bullet(l->r.in, l->from);
    const char item[] = {l->bullet, ' ', ' ', ' ', '\0'};
    bool empty = text == l->r.in.len || l->r.in.ptr[text] == '\n';
    mark->written = str_sub(l->r.in, at, text);
    mark->made = str_copy(l->marks->arena, str_sub(str_from(item), 0, 1 + blanks));
    rewrite_keep(&l->r, at);
    put_mark(l);
    put_prefix(l, line, at);
    rewrite_put(&l->r, mark->made);
    rewrite_put(&l->r, empty ? MARK_FILLER : STR_NONE);
    rewrite_drop(&l->r, text);
}

/* "[^label]: text": four columns, as GitHub has it, belong to the note. */
static void note(struct liner *l, size_t line, size_t at, size_t end)
{
    str text = l->r.in;
    size_t to = at + 2;
    while (to < end && !str_has(STR("] \t"), text.ptr[to])) {
        to++;
    }
    if (to == at + 2 || to + 1 >= end || text.ptr[to] != ']' || text.ptr[to + 1] != ':') {
        return;
    }
    marks_add(l->marks, MARK_NOTE)->label = str_sub(text, at + 2, to);
    put_item(l, line, at, behind_blanks(text, to + 2, end), 3);
}

/* Is the line before the one that begins at an offset blank, but for the marks of quotes? */
static bool blank_before(str text, size_t line)
{
    size_t at = line > 0 ? line - 1 : 0;
    while (at > 0 && is_prefix(text.ptr[at - 1])) {
        at--;
    }
    return at == 0 || text.ptr[at - 1] == '\n';
}

/* ":   text": as many columns as the text stands behind the colon, four at most. */
static void definition(struct liner *l, size_t line, size_t at, size_t end)
{
    str text = l->r.in;
    size_t to = behind_blanks(text, at + 1, end);
    if (to == end || to == at + 1) {
        return;
    }
    bool tab = str_has(str_sub(text, at + 1, to), '\t');
    size_t blanks = tab || to - at > 4 ? 3 : to - at - 1;
    marks_add(l->marks, MARK_DEFINITION)->same = !blank_before(text, line);
    put_item(l, line, at, to, blanks);
}

/* Takes the list of attributes at the end of the text; false if there is none. */
static bool take_attributes(struct marks *m, str *text, struct attributes *out)
{
    size_t open = text->len;
    while (open > 0 && text->ptr[open - 1] != '{') {
        open--;
    }
    if (open == 0 || !str_ends(*text, STR("}")) ||
        !attributes_parse(m->arena, str_sub(*text, open, text->len - 1), out)) {
        return false;
    }
    *text = str_trim(str_sub(*text, 0, open - 1));
    return true;
}

static bool is_name(char c)
{
    return ascii_alnum(c) || c == '-' || c == '_' || (c & '\x80');
}

/* A title stands in quotes, or in brackets: "info[Title]". Those of boxes may stand without, and
 * any behind a name that is joined to its colons, as other tools write it: ":::info Title". */
static bool take_title(str rest, bool joined, struct div_head *head)
{
    bool quoted = rest.len > 1 && rest.ptr[0] == '"' && str_ends(rest, STR("\""));
    bool bracketed = joined && rest.len > 1 && rest.ptr[0] == '[' && str_ends(rest, STR("]"));
    head->title = quoted || bracketed ? str_sub(rest, 1, rest.len - 1) : rest;
    head->titled = str_trim(head->title).len > 0;
    return rest.len == 0 || quoted || joined || dialect_box_known(head->word);
}

static void title_of_attributes(struct div_head *head)
{
    for (size_t i = 0; i < head->attributes.nothers; i++) {
        struct attribute *a = &head->attributes.others[i];
        if (str_eq(a->key, STR("title")) && !head->titled && !str_has(a->value, '\n')) {
            head->title = a->value;
            head->titled = str_trim(a->value).len > 0;
            a->key = STR_NONE; /* is used */
        }
    }
}

/* What stands behind the colons: "tip", "tip "Title"", "tip[Title]", "{.tip}", "tip {#id}", colons
 * again. */
static bool read_head(struct marks *m, str rest, struct div_head *head)
{
    bool joined = rest.len > 0 && !ascii_space(rest.ptr[0]);
    rest = str_trim(rest);
    while (str_ends(rest, STR(":"))) {
        rest.len--;
    }
    rest = str_trim(rest);
    bool listed = take_attributes(m, &rest, &head->attributes);
    size_t n = 0;
    while (n < rest.len && is_name(rest.ptr[n])) {
        n++;
    }
    head->word = str_sub(rest, 0, n);
    bool ends = n == rest.len || ascii_space(rest.ptr[n]) || (joined && rest.ptr[n] == '[');
    if ((n == 0 && (!listed || rest.len > 0)) || !ends ||
        !take_title(str_trim(str_sub(rest, n, rest.len)), joined, head)) {
        return false;
    }
    title_of_attributes(head);
    return true;
}

/* The title of a div: a heading on the line below. One that stands in the source keeps its place.
 */
static void put_title(struct liner *l, size_t line, size_t at, str title)
{
    const char *from = l->r.in.ptr;
    bool there = title.ptr >= from && title.ptr < from + l->r.in.len;
    size_t offset = there ? (size_t)(title.ptr - from) : at;
    rewrite_drop(&l->r, offset);
    put_prefix(l, line, at);
    rewrite_put(&l->r, STR("# "));
    if (there) {
        rewrite_keep(&l->r, offset + title.len);
    } else {
        rewrite_put(&l->r, title);
    }
    rewrite_put(&l->r, STR(" #"));
}

static void fence(struct liner *l, size_t line, size_t at, size_t end)
{
    str text = l->r.in;
    size_t to = at;
    while (to < end && text.ptr[to] == ':') {
        to++;
    }
    str rest = str_sub(text, to, end);
    bool open = str_trim(rest).len > 0;
    struct div_head head = {0};
    if (to - at < 3 || (open && !read_head(l->marks, rest, &head))) {
        return;
    }
    struct mark *mark = marks_add(l->marks, open ? MARK_DIV : MARK_DIV_END);
    mark->div = head;
    mark->written = str_sub(text, at, end);
    rewrite_keep(&l->r, at);
    put_mark(l);
    if (head.titled) {
        str parts[] = {STR("# "), head.title, STR(" #")};
        mark->made = str_concat(l->marks->arena, parts, 3);
        put_title(l, line, at, head.title);
    }
    rewrite_drop(&l->r, end);
}

static void look(struct liner *l, size_t line, size_t end)
{
    str text = l->r.in;
    unsigned features = l->marks->features;
    size_t at = rewrite_behind_prefix(text, line, end);
    if (end - at < 3) {
        return;
    }
    if (text.ptr[at] == '[' && text.ptr[at + 1] == '^' && features & DIALECT_NOTES) {
        note(l, line, at, end);
    } else if (text.ptr[at] == ':' && text.ptr[at + 1] == ':' && features & DIALECT_DIVS) {
        fence(l, line, at, end);
    } else if (text.ptr[at] == ':' && features & DIALECT_DEFINITIONS) {
        definition(l, line, at, end);
    }
}

str rewrite_lines(struct marks *m, str text, size_t from, const struct rewrite_map **map)
{
    struct liner l = {.marks = m, .r = {.arena = m->arena, .in = text}, .from = from};
    if ((m->features & (DIALECT_NOTES | DIALECT_DIVS | DIALECT_DEFINITIONS)) == 0) {
        return text;
    }
    const struct lined_text *lines = &m->markdown->source; /* those of the text, too */
    uint32_t number = markdown_line_of(lines, from);
    for (size_t line = from; line < text.len; number++) {
        size_t end = markdown_line_end(lines, number);
        if (!ascii_alpha(text.ptr[line])) {
            look(&l, line, end);
        }
        line = end + 1;
    }
    if (m->count == 0) {
        return text;
    }
    return rewrite_end(&l.r, *map, map);
}
