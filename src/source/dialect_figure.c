/* Images, and paragraphs that are one image: figures, or decoration. */
#include "source/dialect.h"

#include "messages.h"

static void add_class(struct dialect *d, struct image *image, str name)
{
    str parts[] = {image->classes, image->classes.len > 0 ? STR(" ") : STR_NONE, name};
    image->classes = str_concat(d->arena, parts, 3);
}

/* "50%" is a class, "300" and "300px" are HTML's attribute; CSS lengths are neither. */
static bool set_size(struct dialect *d, struct image *image, str *attribute, str value)
{
    uint64_t number;
    if (attribute == &image->width && str_ends(value, STR("%")) &&
        str_number(str_sub(value, 0, value.len - 1), 1000, &number)) {
        add_class(d, image, width_class_name(d->arena, number));
        return true;
    }
    str digits = str_ends(value, STR("px")) ? str_sub(value, 0, value.len - 2) : value;
    if (!str_number(digits, 100000, &number)) {
        return false;
    }
    *attribute = digits;
    return true;
}

/* Sizes that are neither per cent nor pixels are told. */
static void size(struct dialect *d, struct image *image, str *attribute, const struct attribute *a,
                 struct place at)
{
    if (!set_size(d, image, attribute, a->value)) {
        diag_report(d->diag,
                    &(struct report){.kind = MSG_LIST_VALUE, .at = at, .args = {a->key, a->value}});
    }
}

/* True if the attribute is one of those that mean something here. */
static bool apply(struct dialect *d, struct image *image, const struct attribute *a,
                  struct place at)
{
    if (str_eq(a->key, STR("alt")) || str_eq(a->key, STR("fig-alt"))) {
        image->alt = a->value;
        image->alt_given = a->value.len > 0;
        image->caption_inlines = true;
        return true;
    }
    if (str_eq(a->key, STR("width"))) {
        size(d, image, &image->width, a, at);
        return true;
    }
    if (str_eq(a->key, STR("height"))) {
        size(d, image, &image->height, a, at);
        return true;
    }
    return false;
}

static void apply_all(struct dialect *d, struct construct *c, const struct attributes *attributes)
{
    struct place at = dialect_list_behind(d, c->at);
    struct attributes rest = {.id = attributes->id};
    c->image.classes = attributes->classes;
    c->image.decorative = attributes->decorative;
    for (size_t i = 0; i < attributes->nothers; i++) {
        if (!apply(d, &c->image, &attributes->others[i], at)) {
            *ARENA_PUSH(d->arena, struct attribute, &rest.others, &rest.nothers) =
                attributes->others[i];
        }
    }
    struct given_list given = dialect_give(d, "img", &rest, at);
    if (given.classes.len > 0) {
        add_class(d, &c->image, given.classes);
    }
    c->image.anchor = given.anchor;
    c->image.attributes = given.attributes;
    c->image.nattributes = given.nattributes;
}

void dialect_image(struct dialect *d, cmark_node *node)
{
    if (cmark_node_get_user_data(node) != NULL) {
        return; /* its figure has seen to it */
    }
    struct place at = dialect_locate(d, node, STR("!["));
    dialect_end_by_cmark(d, node, &at);
    struct construct *c = dialect_construct(d, CONSTRUCT_IMAGE, node, at);
    c->image.source = str_copy(d->arena, str_from(cmark_node_get_url(node)));
    c->image.title = str_copy(d->arena, str_from(cmark_node_get_title(node)));
    struct attributes attributes;
    if (dialect_take_list(d, node, at, &attributes)) {
        apply_all(d, c, &attributes);
    }
    if (cmark_node_first_child(node) == NULL) {
        c->image.caption_inlines = false;
    }
}

/* Is there nothing behind the image but blanks? */
static bool is_alone(cmark_node *image)
{
    for (cmark_node *n = cmark_node_next(image); n != NULL; n = cmark_node_next(n)) {
        if (cmark_node_get_type(n) != CMARK_NODE_TEXT || str_trim(dialect_literal(n)).len > 0) {
            return false;
        }
    }
    return true;
}

void dialect_figure(struct dialect *d, cmark_node *paragraph)
{
    cmark_node *image = cmark_node_first_child(paragraph);
    if (dialect_is_taken(paragraph) || image == NULL ||
        cmark_node_get_type(image) != CMARK_NODE_IMAGE) {
        return;
    }
    dialect_image(d, image);
    if (is_alone(image)) {
        struct construct *c = (struct construct *)cmark_node_get_user_data(image);
        dialect_construct(d, CONSTRUCT_FIGURE, paragraph, c->at)->figure.image = c;
    }
}
