#include "model/resources.h"
#include "base/fs.h"
#include "base/mapping.h"
#include "messages.h"
#include "model/names.h"
#include "model/styles.h"
#include "base/urls.h"

#include <stdlib.h>
#include <string.h>

/* More suits no reading system (field tests; source format, part 7). */
#define LARGE_PIXELS 4000000
#define LARGE_BYTES  5000000

static void report(struct packing *p, unsigned kind, struct place at, str first, str second)
{
    diag_report(p->diag, &(struct report){.kind = kind, .at = at, .args = {first, second}});
}

/* A drive letter is no scheme, but leads out of the book like one. */
static bool leads_outside(str scheme)
{
    return scheme.len == 1 || url_scheme_is(scheme, "file");
}

bool resource_address(struct packing *p, str folder, struct naming *n)
{
    str scheme = url_scheme(n->written);
    str path = str_sub(n->written, 0, str_find(n->written, '#', 0));
    if (url_scheme_is(scheme, "data")) {
        report(p, MSG_IMAGE_DATA, n->at, STR_NONE, STR_NONE);
    } else if (scheme.len > 0 && !leads_outside(scheme)) {
        report(p, MSG_RESOURCE_REMOTE, n->at, n->written, STR_NONE);
    } else if (scheme.len > 0 || !file_target(p->book, folder, path, &n->rel)) {
        report(p, MSG_PATH_OUTSIDE, n->at, n->written, STR_NONE);
    } else {
        return true;
    }
    return false;
}

static bool fits(enum use use, str type)
{
    switch (use) {
    case USE_IMAGE:
        return media_is_image(type);
    case USE_COVER:
        return str_eq(type, STR("image/jpeg")) || str_eq(type, STR("image/png"));
    case USE_MEDIA:
        return media_is_image(type) || media_is_audio(type) || media_is_video(type);
    default:
        return media_is_core(type);
    }
}

static str remedy(enum use use, str bytes)
{
    if (media_sniff_foreign(bytes).len > 0) {
        return STR("convert it to JPEG or PNG");
    }
    return use == USE_IMAGE
               ? STR("use a JPEG, PNG, GIF or SVG image")
               : STR("use a JPEG, PNG, GIF or SVG image, MP3 or AAC sound, or MP4 film");
}

static void report_type(struct packing *p, const struct naming *n, enum use use, str bytes)
{
    if (use == USE_COVER) {
        report(p, MSG_COVER_TYPE, n->at, n->written, STR_NONE);
    } else {
        report(p, MSG_MEDIA_TYPE, n->at, n->written, remedy(use, bytes));
    }
}

static uint64_t pixels(const struct resource *r)
{
    return (uint64_t)r->facts.width * r->facts.height;
}

static str shown_pixels(struct packing *p, const struct resource *r)
{
    return str_printf(p->book->arena, "%u x %u", r->facts.width, r->facts.height);
}

static void check_size(struct packing *p, const struct naming *n, const struct resource *r)
{
    struct arena *a = p->book->arena;
    if (pixels(r) > LARGE_PIXELS) {
        str size[] = {shown_pixels(p, r), STR(" pixels")};
        report(p, MSG_IMAGE_LARGE, n->at, n->written, str_concat(a, size, 2));
    } else if (media_is_image(r->media_type) && r->bytes.len > LARGE_BYTES) {
        size_t tenths = r->bytes.len / 100000;
        str size = str_printf(a, "%zu.%zu MB", tenths / 10, tenths % 10);
        report(p, MSG_IMAGE_LARGE, n->at, n->written, size);
    }
}

/* The bytes decide what a file is; a name that says otherwise is put right. */
static void check_extension(struct packing *p, const struct naming *n, const struct resource *r)
{
    str extension = path_extension(r->path);
    if (extension.len > 0 && !media_extension_fits(extension, r->media_type)) {
        diag_report(p->diag, &(struct report){.kind = MSG_MEDIA_EXTENSION,
                                              .at = n->at,
                                              .args = {n->written, r->media_type,
                                                       media_extension(r->media_type)}});
    }
}

static bool has_facts(str type)
{
    return str_eq(type, STR("image/jpeg")) || str_eq(type, STR("image/png")) ||
           str_eq(type, STR("image/gif"));
}

/* Everything about the bytes that does not hang on their use. */
static bool inspect(struct packing *p, const struct naming *n, enum use use, struct resource *r)
{
    r->media_type = media_sniff(r->bytes);
    if (r->media_type.len == 0 || !media_is_core(r->media_type)) {
        report_type(p, n, use, r->bytes);
        return false;
    }
    if (has_facts(r->media_type) && !media_image_facts(r->bytes, &r->facts)) {
        report(p, MSG_IMAGE_BROKEN, n->at, n->written, STR_NONE);
        return false;
    }
    if (has_facts(r->media_type) && !media_image_complete(r->bytes)) {
        report(p, MSG_IMAGE_CUT, n->at, n->written, STR_NONE);
        return false;
    }
    check_extension(p, n, r);
    if (use != USE_COVER) {
        check_size(p, n, r);
    }
    bool svg = str_eq(r->media_type, STR("image/svg+xml"));
    p->book->animated = p->book->animated || svg || r->facts.animated;
    return true;
}

/* A copy in which blanks stand for what is outside, so that places hold. */
static void drop_external(struct packing *p, struct resource *r)
{
    str external = media_svg_external(r->bytes);
    if (external.len == 0) {
        return;
    }
    size_t from = (size_t)(external.ptr - r->bytes.ptr);
    char *copy = arena_alloc(p->book->arena, r->bytes.len + 1, 1);
    memcpy(copy, r->bytes.ptr, r->bytes.len);
    for (size_t i = from; i < from + external.len; i++) {
        copy[i] = ascii_space(copy[i]) ? copy[i] : ' ';
    }
    mapping_close(r->bytes);
    r->bytes.ptr = copy;
    r->mapped = false;
}

/* The index of a new resource in files, or RESOURCE_FAILED. It is unmapped with the others even if
 * it is not used. */
static size_t load(struct packing *p, const struct naming *n, str normal, enum use use)
{
    struct book *b = p->book;
    str bytes;
    if (!file_map(b, n, normal, &bytes, p->diag)) {
        return RESOURCE_FAILED;
    }
    struct resource *r = ARENA_NEW(b->arena, struct resource);
    r->path = str_copy(b->arena, normal);
    r->bytes = bytes;
    r->mapped = true;
    r->first_use = n->at;
    r->source.file = file_shown(b, r->path, ORDER_RESOURCES + p->nfiles, p->diag);
    if (!inspect(p, n, use, r)) {
        mapping_close(bytes);
        return RESOURCE_FAILED;
    }
    if (str_eq(r->media_type, STR("image/svg+xml"))) {
        drop_external(p, r);
    }
    *ARENA_PUSH(b->arena, struct resource *, &p->files, &p->nfiles) = r;
    return p->nfiles - 1;
}

struct resource *resource_use(struct packing *p, const struct naming *n, enum use use)
{
    struct book *b = p->book;
    str normal = n->rel;
    size_t index = map_get(&p->by_path, normal);
    if (index == MAP_NONE) {
        enum source_fault fault = source_find(b->arena, &b->root, n->rel, &normal);
        if (fault != SOURCE_FINE) {
            file_report(b, n, fault, FS_MAX_FILE, p->diag);
            return NULL;
        }
        index = map_get(&p->by_path, normal);
    }
    if (index == MAP_NONE) {
        index = load(p, n, normal, use);
        map_set(b->arena, &p->by_path, normal, index);
    }
    if (index == RESOURCE_FAILED) {
        return NULL;
    }
    struct resource *r = p->files[index];
    if (!fits(use, r->media_type)) {
        report_type(p, n, use, r->bytes);
        return NULL;
    }
    bool shown = use == USE_IMAGE || use == USE_COVER || use == USE_MEDIA;
    p->book->images = p->book->images || (shown && media_is_image(r->media_type));
    return r;
}

void resources_cover(struct packing *p)
{
    const struct placed *named = &p->book->manifest.cover;
    struct naming n = named_by_manifest(*named);
    if (named->text.len == 0) {
        return;
    }
    struct resource *r = resource_use(p, &n, USE_COVER);
    if (r == NULL) {
        return;
    }
    r->cover = true;
    p->book->cover = r;
    if (pixels(r) > LARGE_PIXELS) {
        report(p, MSG_COVER_SIZE, n.at, shown_pixels(p, r), STR_NONE);
    }
    if (r->facts.components == 4 && str_eq(r->media_type, STR("image/jpeg"))) {
        report(p, MSG_COVER_COLOUR, n.at, STR_NONE, STR_NONE);
    }
}

void resources_listed(struct packing *p)
{
    const struct manifest *m = &p->book->manifest;
    for (size_t i = 0; i < m->nresources; i++) {
        struct naming n = named_by_manifest(m->resources[i]);
        resource_use(p, &n, USE_LISTED);
    }
}

static int by_path(const void *x, const void *y)
{
    return str_cmp((*(struct resource *const *)x)->path, (*(struct resource *const *)y)->path);
}

/* EPUB/images/, EPUB/media/, EPUB/fonts/. */
static int folder_rank(const struct resource *r)
{
    return media_is_image(r->media_type) ? 0 : media_is_font(r->media_type) ? 2 : 1;
}

static int by_place(const void *x, const void *y)
{
    const struct resource *a = *(struct resource *const *)x, *b = *(struct resource *const *)y;
    int order = folder_rank(a) - folder_rank(b);
    return order != 0 ? order : str_cmp(a->file, b->file);
}

static void sort(struct resource **files, size_t count, int (*order)(const void *, const void *))
{
    if (count > 1) {
        qsort(files, count, sizeof *files, order);
    }
}

/* Of two files that meet, the later by its path gets the number: whatever uses them, and where. */
static void name_files(struct packing *p)
{
    struct arena *a = p->book->arena;
    struct map taken = {0};
    file_name_free(a, &taken, STR("styles/octavo"), STR(".css"), 1);
    for (size_t i = 0; i < p->nstyles; i++) {
        struct resource *r = p->styles[i].resource;
        r->file = file_name_free(a, &taken,
                                 media_stem(a, file_published(p->book, r->path), r->media_type),
                                 media_suffix(a, r->media_type), 1);
    }
    sort(p->files, p->nfiles, by_path);
    for (size_t i = 0; i < p->nfiles; i++) {
        struct resource *r = p->files[i];
        r->file = file_name_free(a, &taken,
                                 media_stem(a, file_published(p->book, r->path), r->media_type),
                                 media_suffix(a, r->media_type), 1);
    }
}

void resources_finish(struct packing *p)
{
    struct book *b = p->book;
    name_files(p);
    styles_rewrite(p);
    sort(p->files, p->nfiles, by_place);
    b->resources = ARENA_ARRAY(b->arena, struct resource *, p->nstyles + p->nfiles);
    for (size_t i = 0; i < p->nstyles; i++) {
        b->resources[b->nresources++] = p->styles[i].resource;
    }
    for (size_t i = 0; i < p->nfiles; i++) {
        b->resources[b->nresources++] = p->files[i];
    }
}
