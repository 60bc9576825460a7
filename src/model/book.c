#include "model/book.h"
#include "base/mapping.h"

str *book_authors(struct arena *a, const struct book *b, size_t *count)
{
    const struct manifest *m = &b->manifest;
    str *names = ARENA_ARRAY(a, str, m->npeople);
    *count = 0;
    for (size_t i = 0; i < m->npeople; i++) {
        if (!m->people[i].contributor) {
            names[(*count)++] = m->people[i].name;
        }
    }
    return names;
}

struct place chapter_place(const struct chapter *ch)
{
    return ch->listed_at.line > 0 ? ch->listed_at : (struct place){.file = ch->markdown.file};
}

void book_release_trees(struct book *b)
{
    for (size_t i = 0; i < b->nchapters; i++) {
        markdown_release(&b->chapters[i]->markdown);
    }
    if (b->tips_file != NULL) {
        markdown_release(b->tips_file);
    }
}

void book_release(struct book *b)
{
    book_release_trees(b);
    for (size_t i = 0; i < b->nresources; i++) {
        if (b->resources[i]->mapped) {
            mapping_close(b->resources[i]->bytes);
            b->resources[i]->mapped = false;
        }
    }
}
