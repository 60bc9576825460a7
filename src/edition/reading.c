#include "edition/reading.h"

#include "base/digest.h"
#include "base/fs.h"
#include "base/map.h"
#include "base/hash.h"
#include "base/urls.h"
#include "edition/xml.h"

/* What the package document says of its files. */
struct package {
    struct arena *arena;
    struct edition *edition;
    str folder;       /* of the package document, "EPUB" */
    struct map items; /* manifest id -> index in paths */
    str *paths;       /* in the container */
    size_t npaths;
    str *spine; /* paths, in order */
    size_t nspine;
    str nav;         /* the navigation document, which repeats headings */
    struct map told; /* paths of what is compared by its passages, or is in files already */
    struct buf text; /* of the metadata element that is open */
    str property;    /* its name; empty: none is open */
};

static str in_container(struct package *p, str href)
{
    str path;
    return url_path(p->arena, p->folder, href, &path) ? path : href;
}

static void start_item(struct package *p, const struct xml_tag *tag)
{
    str id = str_copy(p->arena, xml_value(tag, STR("id")));
    str path = in_container(p, str_copy(p->arena, xml_value(tag, STR("href"))));
    map_put(p->arena, &p->items, id, p->npaths);
    *ARENA_PUSH(p->arena, str, &p->paths, &p->npaths) = path;
    str properties = xml_value(tag, STR("properties"));
    for (str word; str_word(&properties, &word);) {
        if (str_eq(word, STR("nav"))) {
            p->nav = path;
        }
    }
}

static void start_itemref(struct package *p, const struct xml_tag *tag)
{
    size_t i = map_get(&p->items, xml_value(tag, STR("idref")));
    if (i != MAP_NONE) {
        *ARENA_PUSH(p->arena, str, &p->spine, &p->nspine) = p->paths[i];
    }
}

/* Dublin Core is said by elements, the rest by meta with a property. */
static str property_of(struct package *p, const struct xml_tag *tag)
{
    static const str dublin[] = {
        STR_INIT("title"),     STR_INIT("creator"),     STR_INIT("contributor"),
        STR_INIT("publisher"), STR_INIT("description"), STR_INIT("rights"),
        STR_INIT("subject"),   STR_INIT("identifier"),  STR_INIT("language"),
        STR_INIT("date"),      STR_INIT("source"),      STR_INIT("type"),
        STR_INIT("relation"),  STR_INIT("coverage"),    STR_INIT("format"),
    };
    for (size_t i = 0; i < sizeof dublin / sizeof *dublin; i++) {
        if (str_eq(tag->name, dublin[i])) {
            return str_concat(p->arena, (str[]){STR("dc:"), dublin[i]}, 2);
        }
    }
    bool meta = str_eq(tag->name, STR("meta")) && xml_value(tag, STR("refines")).len == 0;
    return meta ? str_copy(p->arena, xml_value(tag, STR("property"))) : STR_NONE;
}

static void package_start(void *user, const struct xml_tag *tag)
{
    struct package *p = user;
    if (str_eq(tag->name, STR("item"))) {
        start_item(p, tag);
    } else if (str_eq(tag->name, STR("itemref"))) {
        start_itemref(p, tag);
    } else {
        buf_clear(&p->text);
        p->property = property_of(p, tag);
    }
}

static void package_text(void *user, str text)
{
    struct package *p = user;
    if (p->property.len > 0) {
        buf_add(&p->text, text);
    }
}

static void package_end(void *user, str name)
{
    struct package *p = user;
    struct edition *e = p->edition;
    (void)name;
    if (p->property.len > 0) {
        *ARENA_PUSH(p->arena, struct property, &e->metadata, &e->nmetadata) =
            (struct property){p->property, str_copy(p->arena, str_trim(buf_str(&p->text)))};
    }
    p->property = STR_NONE;
}

static void container_start(void *user, const struct xml_tag *tag)
{
    struct package *p = user;
    if (str_eq(tag->name, STR("rootfile")) && p->folder.ptr == NULL) {
        p->folder = str_copy(p->arena, xml_value(tag, STR("full-path")));
    }
}

static void ignore_text(void *user, str text)
{
    (void)user, (void)text;
}

static void ignore_end(void *user, str name)
{
    (void)user, (void)name;
}

/* The package document; its folder is p->folder then. */
static const struct entry *find_package(struct package *p, const struct publication *from)
{
    static const struct xml_events events = {container_start, ignore_text, ignore_end};
    const struct entry *container = publication_find(from, STR("META-INF/container.xml"));
    if (container != NULL) {
        xml_read(container->bytes, &events, p);
    }
    const struct entry *package = publication_find(from, p->folder);
    p->folder = path_folder(p->folder);
    return package;
}

/* The documents of the spine, each once. */
static void take_documents(struct package *p, const struct publication *from, struct map *seen)
{
    struct edition *out = p->edition;
    for (size_t i = 0; i < p->nspine; i++) {
        const struct entry *e = publication_find(from, p->spine[i]);
        if (e == NULL || str_eq(e->path, p->nav) || map_put(p->arena, seen, e->path, i) != i) {
            continue;
        }
        struct edition_document *d =
            ARENA_PUSH(p->arena, struct edition_document, &out->documents, &out->ndocuments);
        d->file = e->path;
        if (passages_read(p->arena, e->bytes, d)) {
            map_put(p->arena, &p->told, e->path, p->npaths);
        }
    }
}

/* Of what is no text, or cannot be read to its end, the bytes are all there is to compare. */
static void take_files(struct package *p, const struct publication *from,
                       const struct map *documents)
{
    map_put(p->arena, &p->told, p->nav, p->npaths);
    for (size_t i = 0; i < p->npaths; i++) {
        const struct entry *e = publication_find(from, p->paths[i]);
        if (e == NULL || map_put(p->arena, &p->told, e->path, i) != i ||
            str_eq(path_extension(e->path), STR("ncx"))) {
            continue;
        }
        struct edition_file *file =
            ARENA_PUSH(p->arena, struct edition_file, &p->edition->files, &p->edition->nfiles);
        file->path = e->path;
        file->is_document = map_get(documents, e->path) != MAP_NONE;
        sha256_of(e->bytes, file->digest);
    }
}

bool edition_read(struct arena *a, const struct publication *from, struct edition *out)
{
    static const struct xml_events events = {package_start, package_text, package_end};
    struct package p = {.arena = a, .edition = out};
    *out = (struct edition){.name = from->name};
    const struct entry *package = find_package(&p, from);
    if (package == NULL || !xml_read(package->bytes, &events, &p)) {
        buf_release(&p.text);
        return false;
    }
    buf_release(&p.text);
    struct map documents = {0};
    take_documents(&p, from, &documents);
    take_files(&p, from, &documents);
    return true;
}
