/* One walk against a table. */
#include "check/schema.h"

static const struct schema_row *row_of(const struct schema_row *rows, size_t count, str name)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq(name, str_from(rows[i].element))) {
            return &rows[i];
        }
    }
    return NULL;
}

/* Finds name in the list; *required tells of its mark. */
static bool listed(str name, const char *list)
{
    str rest = str_from(list), word;
    while (str_word(&rest, &word)) {
        str plain = str_ends(word, STR("!")) ? str_sub(word, 0, word.len - 1) : word;
        if (str_eq(plain, name)) {
            return true;
        }
    }
    return false;
}

static void attributes(struct judge *j, struct subject *s, const struct node *n,
                       const struct schema_row *row)
{
    for (uint32_t i = 0; i < n->nattributes; i++) {
        const struct name *name = n->attributes[i].name;
        if (name->space == SPACE_NONE && !listed(name->local, row->attributes)) {
            say(j, s, n->at,
                (struct report){.kind = MSG_MARKUP_ATTRIBUTE,
                                .args = {name->local, n->name->local}});
        }
    }
    str rest = str_from(row->attributes), word;
    while (str_word(&rest, &word)) {
        if (str_ends(word, STR("!"))) {
            str wanted = str_sub(word, 0, word.len - 1);
            if (node_attr_in(n, SPACE_NONE, str_copy(j->arena, wanted).ptr) == NULL) {
                say(j, s, n->at,
                    (struct report){.kind = MSG_MARKUP_LACKS, .args = {n->name->local, wanted}});
            }
        }
    }
}

static void children(struct judge *j, struct subject *s, const struct node *n,
                     const struct schema_row *row)
{
    bool any = str_eq(str_from(row->children), STR("*"));
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        if (c->name == NULL) {
            if (!row->text && str_trim(c->text).len > 0) {
                say(j, s, c->at,
                    (struct report){.kind = MSG_MARKUP_TEXT, .args = {n->name->local}});
            }
        } else if (c->name->space == n->name->space && !any &&
                   !listed(c->name->local, row->children)) {
            say(j, s, c->at,
                (struct report){.kind = MSG_MARKUP_CHILD,
                                .args = {c->name->local, n->name->local}});
        }
    }
}

void schema_check(struct judge *j, struct subject *s, const struct node *root, enum space space,
                  const struct schema_row *rows, size_t count)
{
    for (const struct node *n = root; n != NULL; n = node_after(n, root, false)) {
        if (n->name == NULL || n->name->space != space) {
            continue;
        }
        const struct schema_row *row = row_of(rows, count, n->name->local);
        if (row != NULL) {
            attributes(j, s, n, row);
            children(j, s, n, row);
        }
    }
}
