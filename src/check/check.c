/* The order of the judgement: container, package, then each item for itself, then the whole. A
 * stage that finds nothing to read ends what depends on it, so that no message is the mere
 * consequence of another. */
#include "check/check.h"

#include "check/circumstances.h"
#include "check/container.h"
#include "check/content.h"
#include "check/css.h"
#include "check/dtbook.h"
#include "check/facts_record.h"
#include "check/house.h"
#include "check/links.h"
#include "check/ncx.h"
#include "check/overlay.h"
#include "check/package.h"
#include "check/renditions.h"
#include "check/resources.h"
#include "check/shown.h"

#include "base/parts.h"
#include "base/record.h"
#include "vocab/media.h"

struct run {
    struct judge judge;
    struct parser *parser;
    struct package package;
    struct encryption encryption;
    struct map packages, judged; /* paths -> index; the latter in facts: of earlier renditions, if
                                    there are several */
    struct facts **facts;
    size_t nfacts;
    const struct check_memory *memory;
    unsigned threads;
    size_t rows;  /* of messages there were before */
    bool several; /* renditions */
};

/* Who judges one item: nothing of it is shared with those who judge others at the same time but
 * the package, which none of them changes. */
struct bench {
    struct judge judge;
    struct parser *parser;
    const struct package *package;
};

typedef void judging(struct bench *r, struct item *item);

static unsigned content_kind_of(const struct package *pkg, const struct item *item)
{
    unsigned kind = item->type == TYPE_SVG ? CONTENT_SVG : CONTENT_XHTML;
    if (pkg->version < 3) {
        kind |= CONTENT_OLD;
    }
    if ((item->properties & ITEM_NAV) != 0) {
        kind |= CONTENT_NAV;
    }
    if (item->fixed || (pkg->fixed && !item->reflowable)) {
        kind |= item->spine != NO_ITEM ? CONTENT_FIXED : 0U;
    }
    return kind;
}

static void judge_content(struct bench *r, struct item *item)
{
    content_check(&r->judge, r->parser, content_kind_of(r->package, item), item->facts);
}

static void judge_style(struct bench *r, struct item *item)
{
    css_check(&r->judge, item->facts);
}

static void judge_ncx(struct bench *r, struct item *item)
{
    ncx_check(&r->judge, r->parser, r->package->identifier, item->facts);
}

static void judge_overlay(struct bench *r, struct item *item)
{
    overlay_check(&r->judge, r->parser, item->facts);
}

static void judge_dtbook(struct bench *r, struct item *item)
{
    dtbook_check(&r->judge, r->parser, item->facts);
}

/* Which room judges a type. Others have no inside that a publication depends on. */
static judging *const judges[ITEM_TYPES] = {
    [TYPE_XHTML] = judge_content, [TYPE_SVG] = judge_content,  [TYPE_CSS] = judge_style,
    [TYPE_NCX] = judge_ncx,       [TYPE_SMIL] = judge_overlay, [TYPE_DTBOOK] = judge_dtbook,
};

/* EPUB 3.3, 4.4: only fonts are obfuscated. What is encrypted cannot be judged. */
static bool is_encrypted(struct run *r, const struct item *item)
{
    size_t how = item->path.len == 0 ? MAP_NONE : map_get(&r->encryption.paths, item->path);
    str type = item->media_type;
    if (how == ENCRYPTION_FONT && !(media_is_font(type) && media_is_core(type))) {
        say(&r->judge, &r->package.facts.subject, item->at,
            (struct report){.kind = MSG_ENCRYPTED_TYPE, .args = {item->href}});
    }
    return how != MAP_NONE;
}

/* Is there something in the item to be judged? */
static bool is_judged(struct run *r, struct item *item)
{
    bool self = item->entry == r->package.facts.subject.entry; /* told by the manifest's rules */
    if (item->entry == NULL || item->entry->unread || self || item->facts != NULL ||
        (item->encrypted = is_encrypted(r, item)) || judges[item->type] == NULL) {
        return false;
    }
    size_t before = map_get(&r->judged, item->path);
    if (before != MAP_NONE) {
        item->facts = r->facts[before];
        item->shared = true;
        return false;
    }
    item->facts = ARENA_NEW(r->judge.arena, struct facts);
    item->facts->subject = subject_of(item->entry);
    return true;
}

/* Items that are awaited. */
struct awaited {
    struct run *run;
    struct item **items;
    size_t count;
    bool large; /* what they show is to be kept small */
};

/* So many bytes of text are a large book. */
#define LARGE ((size_t)4 << 20)

static size_t item_weight(void *context, size_t index)
{
    const struct awaited *w = context;
    return w->items[index]->facts->subject.text.len;
}

static str circumstances_of(struct arena *a, const struct run *r, const struct item *item)
{
    const struct circumstances c = {.media_type = item->media_type,
                                    .path = item->path,
                                    .kind = content_kind_of(&r->package, item),
                                    .flags = r->judge.flags,
                                    .old = r->judge.old,
                                    .alone = r->judge.alone};
    bool ncx = item->type == TYPE_NCX;
    return circumstances_write(a, &c, ncx ? r->package.identifier : STR_NONE);
}

/* As yet only their face is read. */
static bool recall(const struct run *r, struct arena *a, struct item *item, str circumstances)
{
    const struct check_memory *m = r->memory;
    str facts;
    return m->recall(m->user, item->entry, circumstances, a, &facts) &&
           facts_begin(facts, item->facts);
}

/* Keeps what the item showed, unless there was anything to say, or its text is not its bytes. */
static void keep(const struct run *r, struct arena *a, const struct item *item, str circumstances)
{
    const struct subject *s = &item->facts->subject, plain = subject_of(item->entry);
    if (s->told || s->text.ptr != plain.text.ptr) {
        return;
    }
    struct buf facts = {0};
    facts_write(&facts, item->facts);
    r->memory->keep(r->memory->user, item->entry, circumstances, buf_str(&facts), a);
    buf_release(&facts);
}

/* While an entry is judged its lists and its map of ids grow. */
static void condense(struct arena *a, struct arena *scratch, struct item *item)
{
    struct subject *s = &item->facts->subject, plain = subject_of(item->entry);
    if (s->told || s->text.ptr != plain.text.ptr) {
        arena_join(a, scratch);
        return;
    }
    *s = plain;
    facts_condense(a, item->facts);
    arena_release(scratch);
}

static bool is_remembered(const struct run *r, const struct item *item)
{
    return r->memory != NULL && r->memory->remembers(r->memory->user, item->entry);
}

static void judge_anew(const struct awaited *w, const struct part *part, struct item *item,
                       str circumstances)
{
    const struct run *r = w->run;
    struct bench bench = {r->judge, part->tool, &r->package};
    struct arena scratch = {0};
    bench.judge.arena = w->large ? &scratch : part->arena;
    bench.judge.diag = part->diag;
    *item->facts = (struct facts){.subject = subject_of(item->entry)};
    judges[item->type](&bench, item);
    if (is_remembered(r, item)) {
        keep(r, part->arena, item, circumstances);
    }
    if (w->large) {
        condense(part->arena, &scratch, item);
    }
}

static void judge_item(void *context, const struct part *part, size_t index)
{
    const struct awaited *w = context;
    const struct run *r = w->run;
    struct item *item = w->items[index];
    bool remembered = is_remembered(r, item);
    str circumstances = remembered ? circumstances_of(part->arena, r, item) : STR_NONE;
    if (!remembered || !recall(r, part->arena, item, circumstances)) {
        judge_anew(w, part, item, circumstances);
    }
}

/* What is not read yet of its facts. */
static void read_item(void *context, const struct part *part, size_t index)
{
    const struct awaited *w = context;
    struct item *item = w->items[index];
    if (item->facts->unread.len > 0 && !facts_read(part->arena, item->facts)) {
        judge_anew(w, part, item, circumstances_of(part->arena, w->run, item));
    }
}

static void *tool_new(void)
{
    return parser_new();
}

static void tool_free(void *parser)
{
    parser_free(parser);
}

static void run_awaited(struct awaited *w,
                        void (*run)(void *context, const struct part *part, size_t index))
{
    struct run *r = w->run;
    const struct parts parts = {.count = w->count,
                                .weight = item_weight,
                                .run = run,
                                .context = w,
                                .threads = r->threads,
                                .arena = r->judge.arena,
                                .diag = r->judge.diag,
                                .tool_new = tool_new,
                                .tool_free = tool_free,
                                .tool = r->parser};
    parts_run(&parts);
}

static void await_items(struct run *r, struct awaited *w)
{
    struct package *pkg = &r->package;
    size_t weight = 0;
    *w = (struct awaited){.run = r};
    for (size_t i = 0; i < pkg->nitems; i++) {
        struct item *item = &pkg->items[i];
        if (is_judged(r, item)) {
            *ARENA_PUSH(r->judge.arena, struct item *, &w->items, &w->count) = item;
            weight += item->entry->bytes.len;
        }
    }
    w->large = weight >= LARGE || parts_eager();
}

/* To follow a reference takes as long as to judge so many bytes. */
#define REFERENCE_WEIGHT 64

static size_t links_weight(void *context, size_t index)
{
    const struct run *r = context;
    const struct facts *f = r->package.items[index].facts;
    return f != NULL ? f->nreferences * REFERENCE_WEIGHT : 0;
}

/* Of the facts of others it looks at ids only, and marks those that it asks for. */
static void follow_links(void *context, const struct part *part, size_t index)
{
    struct run *r = context;
    struct item *item = &r->package.items[index];
    struct judge judge = r->judge;
    judge.arena = part->arena;
    judge.diag = part->diag;
    if (item->facts != NULL && item->facts->readable && !item->shared) {
        links_check(&judge, &r->package, item);
    }
}

static bool is_scripted(const struct package *pkg)
{
    for (size_t i = 0; i < pkg->nitems; i++) {
        const struct item *item = &pkg->items[i];
        const struct facts *f = item->facts;
        if ((item->entry != NULL && item->entry->unread) ||
            (f != NULL && (!f->readable || (f->uses & USES_SCRIPT) != 0))) {
            return true;
        }
    }
    return false;
}

static void judge_whole(struct run *r)
{
    struct package *pkg = &r->package;
    pkg->scripted = is_scripted(pkg);
    const struct parts links = {.count = pkg->nitems,
                                .weight = links_weight,
                                .run = follow_links,
                                .context = r,
                                .threads = r->threads,
                                .arena = r->judge.arena,
                                .diag = r->judge.diag};
    parts_run(&links);
    guide_links_check(&r->judge, pkg);
    resources_check(&r->judge, pkg);
    metadata_links_join(&r->judge, pkg);
    if (pkg->version >= 3) {
        reach_check(&r->judge, pkg);
        overlays_join(&r->judge, pkg);
    }
    if ((r->judge.flags & CHECK_HOUSE) != 0) {
        house_check(&r->judge, pkg);
    }
}

/* Nothing was told here, and nothing was held back as a consequence of what was. */
static bool is_silent(const struct run *r)
{
    return r->judge.diag->nrows == r->rows && r->judge.diag->nfaulty == 0;
}

/* May it be told from what the entries show that the whole has no fault? */
static bool is_comparable(const struct run *r)
{
    const struct package *pkg = &r->package;
    bool known = r->memory != NULL && r->memory->recall_sound != NULL && is_silent(r) &&
                 !r->several && r->encryption.paths.count == 0;
    for (size_t i = 0; known && i < pkg->nitems; i++) {
        const struct facts *f = pkg->items[i].facts;
        known =
            f == NULL || (!f->subject.told && f->subject.text.ptr == f->subject.entry->bytes.ptr);
    }
    return known;
}

static bool is_known(const struct run *r, const struct digest *shown)
{
    const struct check_memory *m = r->memory;
    struct arena *a = r->judge.arena;
    str asked;
    return m->recall_sound(m->user, shown, a, &asked) && shown_holds(a, &r->package, asked);
}

/* The whole; it is kept if there was no fault. */
static void judge_comparable(struct run *r, const struct digest *shown, bool known)
{
    const struct check_memory *m = r->memory;
    str asked;
    shown_begin(r->judge.arena, &r->package);
    judge_whole(r);
    if (!is_silent(r)) {
        if (known) {
            m->mistaken(m->user);
        }
    } else if (shown_asked(r->judge.arena, &r->package, &asked)) {
        m->keep_sound(m->user, shown, asked);
        m->is_sound(m->user, shown);
    }
}

/* Each item for itself, then the whole; if it shows what one did that was sound, the facts that
 * were kept need not even be read. */
static void judge_all(struct run *r)
{
    struct awaited w;
    await_items(r, &w);
    run_awaited(&w, judge_item);
    if (!is_comparable(r)) {
        run_awaited(&w, read_item);
        judge_whole(r);
        return;
    }
    struct digest shown = shown_of(&r->judge, &r->package);
    bool known = is_known(r, &shown);
    if (known && !r->memory->doubts) {
        r->memory->is_sound(r->memory->user, &shown);
        return;
    }
    run_awaited(&w, read_item);
    judge_comparable(r, &shown, known);
}

static void judge_package(struct run *r, const struct entry *e)
{
    if (e->unread) {
        r->package = (struct package){0};
        return;
    }
    package_check(&r->judge, r->parser, e, &r->package);
    if (!r->package.read) {
        return;
    }
    judge_all(r);
    for (size_t i = 0; r->several && i < r->package.nitems; i++) {
        struct item *item = &r->package.items[i];
        if (item->facts != NULL && !item->shared) {
            map_put(r->judge.arena, &r->judged, item->path, r->nfacts);
            *ARENA_PUSH(r->judge.arena, struct facts *, &r->facts, &r->nfacts) = item->facts;
        }
    }
}

/* EPUB 3.3, 4.2.6.3.1: all renditions are of one version of EPUB. Each is judged; what several of
 * them hold is judged once. */
static unsigned judge_renditions(struct run *r, const struct renditions *list)
{
    unsigned version = 0;
    r->several = list->count > 1;
    for (size_t i = 0; i < list->count && version != 2; i++) {
        if (map_put(r->judge.arena, &r->packages, list->packages[i]->path, i) != i) {
            continue;
        }
        judge_package(r, list->packages[i]);
        if (!r->package.read) {
            continue;
        }
        struct subject *s = &r->package.facts.subject;
        if (version == 3 && r->package.version == 2) {
            size_t at = str_find_str(s->text, STR("<package"), 0);
            say(&r->judge, s, (struct spot){(uint32_t)at, NO_ELEMENT},
                (struct report){.kind = MSG_MARKUP_VALUE,
                                .args = {STR("version"), STR("2.0"),
                                         STR("write 3.0, as the other renditions")}});
        }
        version = version == 0 ? r->package.version : version;
    }
    return version;
}

/* EPUB Multiple-Rendition Publications 1.1; EPUB 2 has none. */
static void renditions_check(struct run *r, struct renditions *list, unsigned version)
{
    if (list->named < 2) {
        return;
    }
    if (version == 2) {
        say(&r->judge, &list->subject, list->second, (struct report){.kind = MSG_OCF_RENDITIONS});
        return;
    }
    const struct entry *metadata =
        publication_find(r->judge.publication, STR("META-INF/metadata.xml"));
    if (metadata == NULL) {
        say_entry(&r->judge, NULL, (struct report){.kind = MSG_RENDITION_METADATA});
    } else {
        rendition_metadata(&r->judge, r->parser, metadata);
    }
    if (list->mapping.len > 0) {
        rendition_mapping_document(&r->judge, r->parser,
                                   publication_find(r->judge.publication, list->mapping));
    }
}

void check_publication(struct arena *a, const struct publication *p, unsigned flags, struct diag *d)
{
    check_publication_on(1, a, p, flags, NULL, d);
}

void check_publication_on(unsigned threads, struct arena *a, const struct publication *p,
                          unsigned flags, const struct check_memory *memory, struct diag *d)
{
    struct run r = {.judge = {.arena = a, .publication = p, .flags = flags, .diag = d},
                    .memory = memory,
                    .threads = threads,
                    .rows = d->nrows};
    r.parser = parser_new();
    struct renditions list = {0};
    container_check(&r.judge, r.parser, &list);
    meta_inf(&r.judge, r.parser, &list, &r.encryption);
    unsigned version = 0;
    if (list.count > 0) {
        version = judge_renditions(&r, &list);
        renditions_check(&r, &list, version);
    }
    container_conclude(&r.judge, &list, version);
    parser_free(r.parser);
}
