/* Open addressing by the addresses of the strings. */
#include "check/names.h"

#include "base/memory.h"

static const struct {
    const char *uri;
    enum space space;
} spaces[] = {
    {"http://www.w3.org/1999/xhtml", SPACE_HTML},
    {"http://www.w3.org/2000/svg", SPACE_SVG},
    {"http://www.w3.org/1998/Math/MathML", SPACE_MATHML},
    {"http://www.idpf.org/2007/ops", SPACE_EPUB},
    {"http://www.idpf.org/2007/opf", SPACE_OPF},
    {"http://purl.org/dc/elements/1.1/", SPACE_DC},
    {"http://www.daisy.org/z3986/2005/ncx/", SPACE_NCX},
    {"urn:oasis:names:tc:opendocument:xmlns:container", SPACE_CONTAINER},
    {"http://www.w3.org/1999/xlink", SPACE_XLINK},
    {"http://www.w3.org/2001/10/synthesis", SPACE_SSML},
    {"http://www.w3.org/ns/SMIL", SPACE_SMIL},
    {"http://www.daisy.org/z3986/2005/dtbook/", SPACE_DTBOOK},
    {"http://www.w3.org/2001/04/xmlenc#", SPACE_ENCRYPTION},
    {"http://www.idpf.org/2016/encryption#compression", SPACE_COMPRESSION},
    {"http://www.idpf.org/2013/metadata", SPACE_METADATA},
    {"http://www.idpf.org/2013/rendition", SPACE_RENDITION},
    {"http://www.w3.org/XML/1998/namespace", SPACE_XML},
};

static enum space space_of(str uri)
{
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        if (str_eq(uri, str_from(spaces[i].uri))) {
            return spaces[i].space;
        }
    }
    return uri.len == 0 ? SPACE_NONE : SPACE_OTHER;
}

static struct name *name_new(struct name_table *t, const char *local, const char *uri)
{
    struct name *n = pool_take(&t->pool, sizeof *n);
    str l = str_from(local), u = str_from(uri);
    *n = (struct name){.local = l, .uri = u, .space = space_of(u)};
    n->element = n->space == SPACE_HTML ? html_element_find(l) : NULL;
    n->attribute = n->space == SPACE_NONE ? html_attr_find(l) : NULL;
    return n;
}

struct name_slot {
    const char *local, *uri;
    struct name *name; /* NULL: empty */
};

static struct name_slot *slot_of(const struct name_table *t, const char *local, const char *uri)
{
    uintptr_t hash = (uintptr_t)local / 4 * 31 + (uintptr_t)uri / 4 * 17;
    size_t i = (size_t)(hash ^ hash >> 11) & (t->capacity - 1);
    while (t->slots[i].name != NULL && (t->slots[i].local != local || t->slots[i].uri != uri)) {
        i = (i + 1) & (t->capacity - 1);
    }
    return &t->slots[i];
}

static void grow(struct name_table *t)
{
    struct name_table old = *t;
    t->capacity = old.capacity == 0 ? 256 : old.capacity * 2;
    t->slots = mem_calloc(t->capacity, sizeof *t->slots);
    for (size_t i = 0; i < old.capacity; i++) {
        if (old.slots[i].name != NULL) {
            *slot_of(t, old.slots[i].local, old.slots[i].uri) = old.slots[i];
        }
    }
    mem_free(old.slots);
}

/* Apart, as nearly all names are known. */
static __attribute__((noinline)) const struct name *add(struct name_table *t, const char *local,
                                                        const char *uri)
{
    if (t->count * 2 >= t->capacity) {
        grow(t);
    }
    struct name *name = name_new(t, local, uri);
    *slot_of(t, local, uri) = (struct name_slot){local, uri, name};
    t->count++;
    return name;
}

const struct name *name_intern(struct name_table *t, const char *local, const char *uri)
{
    const struct name *known = t->count > 0 ? slot_of(t, local, uri)->name : NULL;
    return known != NULL ? known : add(t, local, uri);
}

void names_release(struct name_table *t)
{
    pool_release(&t->pool);
    mem_free(t->slots);
    *t = (struct name_table){0};
}
