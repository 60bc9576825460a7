/* Authors and contributors. */
#include "base/nearest.h"
#include "messages.h"
#include "source/manifest_internal.h"
#include "vocab/roles.h"

static void read_role(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    str word;
    if (!text_of(r, v, &word, "write one role; list a person with two roles twice")) {
        return;
    }
    str code = relator_code(word);
    if (code.len > 0) {
        *(str *)key_field(row, out) = code;
        return;
    }
    struct nearest near = {.wanted = word};
    if (may_search(r)) {
        relator_offer(&near);
    }
    r->searches++;
    refuse_for(r, v, near.best,
               STR("write what the person did, such as author, editor, illustrator or translator"));
}

#define AT(member) offsetof(struct person, member)

/* Those behind file-as are Quarto's. */
static const struct key_row person_rows[] = {
    {.name = "name", .read = read_text, .at = AT(name)},
    {.name = "text", .same_as = "name", .read = read_text, .at = AT(name)},
    {.name = "role", .read = read_role, .at = AT(role)},
    {.name = "file-as", .read = read_text, .at = AT(file_as)},
    {.name = "affiliation", .read = read_unused},
    {.name = "affiliations", .read = read_unused},
    {.name = "attributes", .read = read_unused},
    {.name = "corresponding", .read = read_unused},
    {.name = "degrees", .read = read_unused},
    {.name = "email", .read = read_unused},
    {.name = "id", .read = read_unused},
    {.name = "note", .read = read_unused},
    {.name = "orcid", .read = read_unused},
    {.name = "roles", .read = read_unused},
    {.name = "url", .read = read_unused},
};
static const struct key_table person_keys = {person_rows, sizeof person_rows / sizeof *person_rows,
                                             false};

static void add_person(struct reading *r, const struct yaml *v, struct people *people)
{
    struct person p = {0};
    if (v->kind == YAML_MAPPING) {
        bool fine = keys_read(r, &person_keys, v, &p);
        if (fine && lacks(v, STR("name")) && lacks(v, STR("text"))) {
            complain(r, v, STR("a person without a name"), STR("add \"name: ...\""));
        }
    } else {
        text_of(r, v, &p.name, "write a name, or {name: ..., role: ..., file-as: ...}");
    }
    if (p.name.len > 0) {
        *ARENA_PUSH(r->arena, struct person, &people->items, &people->count) = p;
    }
}

void read_people(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    for (size_t i = 0; i < value_count(v); i++) {
        const struct yaml *item = value_at(v, i);
        if (!is_blank(item)) {
            add_person(r, item, key_field(row, out));
        }
    }
}
