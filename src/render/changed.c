#include "render/changed.h"

#include "model/changes.h"
#include "render/edition.h"
#include "render/frame.h"
#include "render/generated.h"

/* The words for what became of what. */
static const enum word verbs[][5] = {
    [EDITION_CHAPTER] = {[EDITION_NEW] = WORD_CHAPTER_NEW,
                         [EDITION_CHANGED] = WORD_CHAPTER_CHANGED,
                         [EDITION_RENAMED] = WORD_CHAPTER_RENAMED,
                         [EDITION_MOVED] = WORD_CHAPTER_CHANGED,
                         [EDITION_GONE] = WORD_CHAPTER_GONE},
    [EDITION_SECTION] = {[EDITION_NEW] = WORD_SECTION_NEW,
                         [EDITION_CHANGED] = WORD_SECTION_CHANGED,
                         [EDITION_RENAMED] = WORD_SECTION_RENAMED,
                         [EDITION_MOVED] = WORD_SECTION_MOVED,
                         [EDITION_GONE] = WORD_SECTION_GONE},
    [EDITION_TIP] = {[EDITION_NEW] = WORD_TIP_NEW,
                     [EDITION_CHANGED] = WORD_TIP_CHANGED,
                     [EDITION_RENAMED] = WORD_TIP_RENAMED,
                     [EDITION_MOVED] = WORD_TIP_MOVED,
                     [EDITION_GONE] = WORD_TIP_GONE},
    [EDITION_REFERENCE] = {[EDITION_NEW] = WORD_REFERENCE_NEW,
                           [EDITION_CHANGED] = WORD_REFERENCE_CHANGED,
                           [EDITION_RENAMED] = WORD_REFERENCE_CHANGED,
                           [EDITION_MOVED] = WORD_REFERENCE_CHANGED,
                           [EDITION_GONE] = WORD_REFERENCE_GONE},
};

/* Links to a chapter as a whole carry no fragment. */
static str href_of_item(const struct content *c, const struct edition_item *item)
{
    if (item->document == NULL) {
        return STR_NONE;
    }
    return item->id.len > 0 ? href_of(c->book->arena, item->document->file, item->id)
                            : item->document->file;
}

static void one_item(struct content *c, const struct edition_item *item)
{
    struct xml *x = c->xml;
    struct arena *a = c->book->arena;
    str lang = item->document != NULL ? item->document->lang : c->document->lang;
    const struct slot slots[] = {
        {STR("title"), item->title, href_of_item(c, item), lang, c->document->lang},
        {STR("old"), item->old, STR_NONE, lang, c->document->lang},
        {.name = STR("n"), .text = str_decimal(a, item->number)},
    };
    xml_open(x, STR("li"));
    fill_with_links(x, word(c->words, verbs[item->subject][item->verb]), slots,
                    sizeof slots / sizeof *slots);
}

static void all_items(struct content *c, const struct edition_item *items, size_t nitems)
{
    struct xml *x = c->xml;
    xml_open(x, STR("ul"));
    xml_line(x);
    for (size_t i = 0; i < nitems; i++) {
        one_item(c, &items[i]);
        if (items[i].nitems > 0) {
            xml_line(x);
            all_items(c, items[i].items, items[i].nitems); /* one level: parts have no parts */
        }
        xml_close(x);
        xml_line(x);
    }
    xml_close(x);
    xml_line(x);
}

/* "Compared with: Version 1.0.0, 15 January 2026" */
static void compared_with(struct content *c, const struct ledger_edition *before)
{
    const struct manifest m = {
        .version = before->version, .edition = before->edition, .date = before->date};
    str edition = edition_line(c->book->arena, c->words, &m);
    const str pairs[] = {STR("edition"), edition};
    if (edition.len > 0) {
        xml_leaf(c->xml, "p", word_fill(c->book->arena, c->words, WORD_CHANGED_SINCE, pairs, 1));
        xml_line(c->xml);
    }
}

void changed_render(struct content *c)
{
    const struct edition_changes *changes = c->book->changes;
    if (changes == NULL || !changes->compared) {
        return;
    }
    part_open(c, "what-changed", "revision-history", "changes", WORD_CHANGED);
    if (changes->named) {
        compared_with(c, &changes->before);
    }
    if (changes->nitems == 0) {
        xml_leaf(c->xml, "p", word(c->words, WORD_CHANGED_NOTHING));
        xml_line(c->xml);
    } else {
        all_items(c, changes->items, changes->nitems);
    }
    part_close(c);
}
