#include "source/summary.h"

#include "base/fs.h"
#include "base/map.h"
#include "base/urls.h"
#include "messages.h"
#include "source/markdown.h"

#include <cmark.h>

/* A SUMMARY.md on its way into a list. */
struct summary {
    struct arena *arena;
    struct diag *diag;
    const struct markdown *markdown;
    str folder;
    struct map listed;         /* paths so far */
    struct chapter_list *into; /* the list of the part that is open, else the whole one */
    bool begun;                /* something that is no comment was seen */
    bool lists;                /* a list was seen */
    bool too_deep;             /* was told */
};

static void report(struct summary *s, enum message kind, struct place at, str one, str two)
{
    diag_report(s->diag, &(struct report){.kind = kind, .at = at, .args = {one, two}});
}

static struct chapter_entry *add(struct summary *s, struct chapter_list *list,
                                 struct chapter_entry entry)
{
    struct chapter_entry *e =
        ARENA_PUSH(s->arena, struct chapter_entry, &list->items, &list->count);
    *e = entry;
    return e;
}

static struct chapter_entry *add_part(struct summary *s, struct chapter_list *list, str title,
                                      cmark_node *node)
{
    struct place at = markdown_place(s->markdown, node);
    return add(s, list, (struct chapter_entry){{.at = at}, .part = true, .part_title = title});
}

/* A heading inside a chapter that was listed before is no chapter; navigation has it anyway. */
static bool is_section(struct summary *s, str path, str fragment)
{
    bool known = map_get(&s->listed, path) != MAP_NONE;
    map_put(s->arena, &s->listed, path, 0);
    return known && fragment.len > 0;
}

/* The chapter of a link; NULL if it is none. */
static struct chapter_entry *add_link(struct summary *s, struct chapter_list *list,
                                      cmark_node *node)
{
    const struct construct *c = (const struct construct *)cmark_node_get_user_data(node);
    str label = str_trim(markdown_plain(s->arena, node)), written, fragment, path;
    if (c == NULL || c->kind != CONSTRUCT_LINK) {
        return NULL;
    }
    str_cut(c->link.destination, '#', &written, &fragment);
    if (written.len == 0) {
        report(s, MSG_CHAPTER_DRAFT, c->at, label, STR_NONE);
        return NULL;
    }
    if (url_scheme(written).len > 0) {
        report(s, MSG_CHAPTER_REMOTE, c->at, written, STR_NONE);
        return NULL;
    }
    if (!url_path(s->arena, s->folder, written, &path)) {
        report(s, MSG_PATH_OUTSIDE, c->at, written, STR_NONE);
        return NULL;
    }
    if (is_section(s, path, fragment)) {
        return NULL;
    }
    return add(s, list, (struct chapter_entry){.file = {path, c->at}, .options = {.label = label}});
}

/* All links among the inlines of a block; the last of them, or NULL. */
static struct chapter_entry *add_links(struct summary *s, struct chapter_list *list,
                                       cmark_node *block)
{
    struct chapter_entry *last = NULL;
    cmark_iter *iter = cmark_iter_new(block);
    cmark_event_type event;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_LINK) {
            struct chapter_entry *e = add_link(s, list, node);
            last = e != NULL ? e : last;
        }
    }
    cmark_iter_free(iter);
    return last;
}

static bool has_link(cmark_node *block)
{
    bool found = false;
    cmark_iter *iter = cmark_iter_new(block);
    while (!found && cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        found = cmark_node_get_type(cmark_iter_get_node(iter)) == CMARK_NODE_LINK;
    }
    cmark_iter_free(iter);
    return found;
}

static cmark_node *list_below(cmark_node *item)
{
    cmark_node *child = cmark_node_first_child(item);
    while (child != NULL && cmark_node_get_type(child) != CMARK_NODE_LIST) {
        child = cmark_node_next(child);
    }
    return child;
}

static bool is_too_deep(struct summary *s, unsigned depth, cmark_node *list)
{
    if (depth <= CHAPTERS_MAX_DEPTH) {
        return false;
    }
    if (!s->too_deep) {
        s->too_deep = true;
        report(s, MSG_TOO_DEEP, markdown_place(s->markdown, list), STR("the list of chapters"),
               STR("32"));
    }
    return true;
}

static void add_items(struct summary *s, struct chapter_list *list, cmark_node *node,
                      unsigned depth);

/* What an item says, and what is nested in it. Below a draft, chapters move up; words without a
 * link that stand above chapters are a part. */
static void add_item(struct summary *s, struct chapter_list *list, cmark_node *item, unsigned depth)
{
    cmark_node *first = cmark_node_first_child(item);
    struct chapter_entry *entry = NULL;
    if (first != NULL && cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH) {
        str words = str_trim(markdown_plain(s->arena, first));
        if (has_link(first)) {
            entry = add_links(s, list, first);
        } else if (words.len > 0 && list_below(item) != NULL) {
            entry = add_part(s, list, words, first);
        }
    }
    bool below = entry != NULL;
    for (cmark_node *child = first; child != NULL; child = cmark_node_next(child)) {
        if (cmark_node_get_type(child) == CMARK_NODE_LIST) {
            add_items(s, below ? &entry->below : list, child, below ? depth + 1 : depth);
        }
    }
}

/* Recursion ends where the list is too deep, or the tree is: both are bounded. */
static void add_items(struct summary *s, struct chapter_list *list, cmark_node *node,
                      unsigned depth)
{
    if (is_too_deep(s, depth, node)) {
        return;
    }
    for (cmark_node *item = cmark_node_first_child(node); item != NULL;
         item = cmark_node_next(item)) {
        add_item(s, list, item, depth);
    }
}

static void set_matter(struct chapter_list *list, size_t from, enum matter matter)
{
    for (size_t i = from; i < list->count; i++) {
        list->items[i].options.matter_given = true;
        list->items[i].options.matter = matter;
    }
}

static void take_heading(struct summary *s, struct chapter_list *all, cmark_node *heading)
{
    str title = str_trim(markdown_plain(s->arena, heading));
    s->into = all;
    if ((s->begun || cmark_node_get_heading_level(heading) > 1) && title.len > 0) {
        s->into = &add_part(s, all, title, heading)->below;
    }
}

static void take_block(struct summary *s, struct chapter_list *all, cmark_node *block)
{
    size_t before = all->count;
    switch (cmark_node_get_type(block)) {
    case CMARK_NODE_HTML_BLOCK:
        return;
    case CMARK_NODE_HEADING:
        take_heading(s, all, block);
        break;
    case CMARK_NODE_PARAGRAPH:
        s->into = all;
        add_links(s, all, block);
        set_matter(all, before, s->lists ? MATTER_BACK : MATTER_FRONT);
        break;
    case CMARK_NODE_LIST:
        add_items(s, s->into, block, s->into == all ? 1 : 2);
        s->lists = true;
        break;
    default:
        break;
    }
    s->begun = true;
}

/* What its Markdown says besides the list is nobody's concern, so it is not judged. */
void summary_read(struct arena *a, const struct diag_file *file, str folder, str bytes,
                  struct chapter_list *out, struct diag *d)
{
    struct markdown markdown;
    struct markdown_options plain = {0};
    struct diag unheard;
    *out = (struct chapter_list){0};
    diag_init(&unheard, messages, MESSAGES);
    markdown_parse(a, file, markdown_clean(a, file, bytes, d), 1, &plain, &markdown, &unheard);
    diag_release(&unheard);
    struct summary s = {
        .arena = a, .diag = d, .markdown = &markdown, .folder = folder, .into = out};
    for (cmark_node *block = cmark_node_first_child(markdown.root); block != NULL;
         block = cmark_node_next(block)) {
        take_block(&s, out, block);
    }
    markdown_release(&markdown);
}
