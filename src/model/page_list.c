#include "model/page_list.h"
#include "messages.h"

void page_list_make(struct book *b, struct diag *d)
{
    const struct placed *source = &b->manifest.page_source;
    for (size_t i = 0; i < b->ndocuments; i++) {
        const struct document *doc = b->documents[i];
        for (const struct construct *c = doc->first; c != doc->last; c = c->next) {
            if (c->kind == CONSTRUCT_PAGE && c->page.label.len > 0) {
                *ARENA_PUSH(b->arena, struct page_mark, &b->page_marks, &b->npage_marks) =
                    (struct page_mark){c->page.label, c->page.id, doc, c->at};
            }
        }
    }
    if (source->text.len > 0 && b->npage_marks == 0) {
        diag_report(d, &(struct report){.kind = MSG_VALUE,
                                        .at = source->at,
                                        .args = {STR("the book has no page break"),
                                                 STR("write [7]{.pagebreak} where page 7 begins, "
                                                     "or remove the key")}});
    }
}
