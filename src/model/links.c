#include "model/links.h"
#include "base/fs.h"
#include "base/nearest.h"
#include "base/urls.h"
#include "messages.h"
#include "model/hosts.h"
#include "model/resources.h"
#include "model/styles.h"

/* So many candidates for an ambiguous link are named. */
#define MOST_CANDIDATES 5

/* A chapter that has an anchor of some name; the others of the name hang behind it. */
struct owner {
    struct chapter *chapter;
    size_t target; /* index in the chapter's targets */
    size_t next;   /* index in owners, or MAP_NONE */
    size_t last;   /* of the first: the last of its name */
};

struct resolver {
    struct book *book;
    struct diag *diag;
    struct packing packing;
    struct chapter *chapter; /* the file that the walk is in */
    str folder;              /* that it stands in */
    struct map owners_by_name;
    struct owner *owners; /* made when first wanted */
    size_t nowners;
};

static void report(struct resolver *r, unsigned kind, struct place at, str first, str second)
{
    diag_report(r->diag, &(struct report){.kind = kind, .at = at, .args = {first, second}});
}

/* Kept as they are and never fetched. */
static const char *const kept_schemes[] = {"http", "https", "mailto", "tel"};

static bool is_kept(str scheme)
{
    for (size_t i = 0; i < sizeof kept_schemes / sizeof *kept_schemes; i++) {
        if (url_scheme_is(scheme, kept_schemes[i])) {
            return true;
        }
    }
    return false;
}

static void own_names(struct resolver *r, struct chapter *ch)
{
    struct arena *a = r->book->arena;
    for (size_t i = 0; i < ch->ntargets; i++) {
        size_t own = r->nowners;
        size_t first = map_put(a, &r->owners_by_name, ch->targets[i].name, own);
        *ARENA_PUSH(a, struct owner, &r->owners, &r->nowners) =
            (struct owner){ch, i, MAP_NONE, own};
        if (first != own) {
            r->owners[r->owners[first].last].next = own;
            r->owners[first].last = own;
        }
    }
}

/* The first file that has an anchor of the name; NULL if none has. */
static const struct owner *owner_of(struct resolver *r, str name)
{
    if (r->owners == NULL) {
        for (size_t i = 0; i < r->book->nchapters; i++) {
            own_names(r, r->book->chapters[i]);
        }
    }
    size_t index = map_get(&r->owners_by_name, name);
    return index != MAP_NONE ? &r->owners[index] : NULL;
}

/* "a.md, b.md and others". */
static str candidates(struct resolver *r, const struct owner *first)
{
    struct buf out = {0};
    const struct owner *o = first;
    for (size_t i = 0; i < MOST_CANDIDATES; i++) {
        buf_add(&out, i > 0 ? STR(", ") : STR_NONE);
        buf_add(&out, o->chapter->path);
        if (o->next == MAP_NONE) {
            return buf_finish(&out, r->book->arena);
        }
        o = &r->owners[o->next];
    }
    buf_add(&out, STR(" and others"));
    return buf_finish(&out, r->book->arena);
}

static str nearest_anchor(struct resolver *r, const struct chapter *ch, str name)
{
    struct nearest n = {.wanted = name};
    if (search_allowed(r->book, ch->ntargets)) {
        for (size_t i = 0; i < ch->ntargets; i++) {
            nearest_offer(&n, ch->targets[i].name);
        }
    }
    return n.best;
}

static void lead(struct link *link, struct document *document, str fragment)
{
    link->target = LINK_INTERNAL;
    link->document = document;
    link->fragment = fragment;
    document->linked = true;
}

/* "#name" of a file: its own, or, where none is named, that of the one file that has it. */
static void lead_to_anchor(struct resolver *r, struct construct *c, struct chapter *ch, str name,
                           bool file_named)
{
    size_t index = map_get(&ch->slugs, name);
    if (index == MAP_NONE && !file_named) {
        const struct owner *owner = owner_of(r, name);
        if (owner != NULL && owner->next != MAP_NONE) {
            report(r, MSG_LINK_AMBIGUOUS, c->at, name, candidates(r, owner));
            return;
        }
        if (owner != NULL) {
            ch = owner->chapter;
            index = owner->target;
        }
    }
    if (index != MAP_NONE) {
        lead(&c->link, ch->targets[index].document, ch->targets[index].id);
        return;
    }
    diag_report(r->diag, &(struct report){.kind = MSG_LINK_HEADING,
                                          .at = c->at,
                                          .args = {name, ch->path},
                                          .nearest = nearest_anchor(r, ch, name)});
}

static struct chapter *chapter_at(const struct book *b, size_t index)
{
    return index < b->nchapters ? b->chapters[index] : b->tips_chapter;
}

/* The chapter index that a folder's link means: of its index or README. */
static size_t index_of_folder(struct resolver *r, str folder)
{
    static const str names[] = {STR_INIT("index.md"), STR_INIT("README.md"),
                                STR_INIT("index.markdown"), STR_INIT("README.markdown")};
    size_t found = MAP_NONE;
    for (size_t i = 0; found == MAP_NONE && i < sizeof names / sizeof *names; i++) {
        found = map_get(&r->book->chapters_by_path, path_join(r->book->arena, folder, names[i]));
    }
    return found;
}

/* x.html is x.md where there is no x.html. */
static size_t index_of_html(struct resolver *r, str path)
{
    struct book *b = r->book;
    str normal;
    if (!str_eq_nocase(path_extension(path), STR("html"))) {
        return MAP_NONE;
    }
    str source = str_concat(b->arena, (str[]){str_sub(path, 0, path.len - 4), STR("md")}, 2);
    size_t found = map_get(&b->chapters_by_path, source);
    if (found != MAP_NONE && source_find(b->arena, &b->root, path, &normal) == SOURCE_FINE) {
        return MAP_NONE;
    }
    return found;
}

static size_t index_of_path(struct resolver *r, str path)
{
    size_t found = map_get(&r->book->chapters_by_path, path);
    if (found == MAP_NONE) {
        found = index_of_html(r, path);
    }
    return found != MAP_NONE ? found : index_of_folder(r, path);
}

/* The chapter that a path may mean which is written as on a website: without ".md", or from the
 * root of another folder. Empty if there is none. */
static str meant_on_site(struct resolver *r, str path, str written)
{
    struct book *b = r->book;
    struct arena *a = b->arena;
    str with = str_concat(a, (str[]){path, STR(".md")}, 2), rest = path, head;
    if (map_get(&b->chapters_by_path, with) != MAP_NONE) {
        return str_concat(a, (str[]){written, STR(".md")}, 2);
    }
    bool from_root = b->text_folder.len == 0 && str_starts(written, STR("/"));
    for (unsigned i = 0; i < 8 && from_root && str_cut(rest, '/', &head, &rest); i++) {
        if (map_get(&b->chapters_by_path, rest) != MAP_NONE) {
            return str_concat(a, (str[]){STR("/"), rest}, 2);
        }
    }
    return STR_NONE;
}

/* No chapter is there: something else, or nothing. */
static void report_no_chapter(struct resolver *r, const struct construct *c, str path, str written)
{
    struct book *b = r->book;
    str normal;
    struct naming n = {path, written, c->at, MSG_LINK_FILE};
    enum source_fault fault = source_find(b->arena, &b->root, path, &normal);
    bool folder = fault == SOURCE_ABSENT && path.len > 0 &&
                  fs_kind_of(path_join(b->arena, b->root.real, path)) == FS_FOLDER;
    str meant = fault == SOURCE_ABSENT ? meant_on_site(r, path, written) : STR_NONE;
    if (fault == SOURCE_FINE || folder) {
        report(r, MSG_LINK_NO_CHAPTER, c->at, written, STR_NONE);
    } else if (meant.len > 0) {
        diag_report(r->diag,
                    &(struct report){
                        .kind = MSG_LINK_FILE, .at = c->at, .args = {written}, .nearest = meant});
    } else {
        file_report(b, &n, fault, FS_MAX_FILE, r->diag);
    }
}

/* A link into a file that could not be read is no fault of its own. */
static void lead_to_file(struct resolver *r, struct construct *c, str path, str written,
                         bool has_anchor, str anchor)
{
    size_t index = index_of_path(r, path);
    if (index == CHAPTER_FAILED) {
        return;
    }
    if (index == MAP_NONE) {
        report_no_chapter(r, c, path, written);
        return;
    }
    struct chapter *ch = chapter_at(r->book, index);
    if (has_anchor && anchor.len > 0) {
        lead_to_anchor(r, c, ch, anchor, true);
    } else {
        lead(&c->link, ch->documents[0], STR_NONE);
    }
}

/* A link to the network; one that no program could follow stays text. Nobody wrote a bare address
 * as a link. */
static void resolve_external(struct resolver *r, struct construct *c, str scheme)
{
    struct link *link = &c->link;
    bool web = url_scheme_is(scheme, "http") || url_scheme_is(scheme, "https"),
         kept = is_kept(scheme);
    str address = link->destination;
    bool host = !web || host_settle(r->book->arena, address, &address);
    link->target = kept && host ? LINK_EXTERNAL : LINK_TEXT_ONLY;
    if (!kept && !link->bare) {
        report(r, MSG_LINK_SCHEME, c->at, scheme, STR_NONE);
    } else if (!host && !link->bare) {
        report(r, MSG_LINK_HOST, c->at, link->destination, STR_NONE);
    }
    link->destination = host ? address : link->destination;
}

/* Source format, 3.5. What cannot be followed stays text. */
static void resolve_link(struct resolver *r, struct construct *c)
{
    struct link *link = &c->link;
    str scheme = url_scheme(link->destination), written, anchor, path;
    if (scheme.len > 0) {
        resolve_external(r, c, scheme);
        return;
    }
    if (r->book->mdbook && str_starts(link->destination, STR("{{"))) {
        report(r, MSG_LINK_PLACEHOLDER, c->at, link->destination, STR_NONE);
        return;
    }
    bool has_anchor = str_cut(link->destination, '#', &written, &anchor);
    anchor = url_decode(r->book->arena, anchor);
    if (written.len == 0 && anchor.len > 0) {
        lead_to_anchor(r, c, r->chapter, anchor, false);
    } else if (written.len == 0 && has_anchor) {
        lead(link, r->chapter->documents[0], STR_NONE);
    } else if (written.len == 0) {
        report(r, MSG_LINK_FILE, c->at, STR_NONE, STR_NONE);
    } else if (!file_target(r->book, r->folder, written, &path)) {
        report(r, r->book->foreign ? MSG_LINK_OUTSIDE : MSG_PATH_OUTSIDE, c->at, written, STR_NONE);
    } else {
        lead_to_file(r, c, path, written, has_anchor, anchor);
    }
}

static const struct resource *resolve_file(struct resolver *r, str written, struct place at,
                                           enum use use)
{
    struct naming n = {.written = written,
                       .at = at,
                       .missing = use == USE_IMAGE ? MSG_IMAGE_MISSING : MSG_MEDIA_MISSING};
    return resource_address(&r->packing, r->folder, &n) ? resource_use(&r->packing, &n, use) : NULL;
}

static void resolve_image(struct resolver *r, struct construct *c)
{
    struct image *image = &c->image;
    image->resource = resolve_file(r, image->source, c->at, USE_IMAGE);
    if (!image->alt_given && !image->decorative) {
        report(r, image->raw ? MSG_IMAGE_ALT_RAW : MSG_IMAGE_ALT, c->at, image->source, STR_NONE);
        r->book->all_images_have_alt = false;
    }
}

static void resolve_chapter(struct resolver *r, struct chapter *ch)
{
    r->chapter = ch;
    r->folder = path_folder(ch->path);
    for (struct construct *c = ch->markdown.first; c != NULL; c = c->next) {
        switch (c->kind) {
        case CONSTRUCT_LINK:
            resolve_link(r, c);
            break;
        case CONSTRUCT_IMAGE:
            resolve_image(r, c);
            break;
        case CONSTRUCT_MEDIA:
            c->media.resource = resolve_file(r, c->media.source, c->at, USE_MEDIA);
            break;
        default:
            break;
        }
    }
}

void links_resolve(struct book *b, struct diag *d)
{
    struct resolver r = {.book = b, .diag = d, .packing = {.book = b, .diag = d}};
    b->all_images_have_alt = true;
    styles_load(&r.packing);
    resources_cover(&r.packing);
    for (size_t i = 0; i < b->nchapters; i++) {
        resolve_chapter(&r, b->chapters[i]);
    }
    if (b->tips_chapter != NULL) {
        resolve_chapter(&r, b->tips_chapter);
    }
    resources_listed(&r.packing);
    resources_finish(&r.packing);
}
