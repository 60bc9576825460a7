#include "build/pieces.h"

#include "base/parts.h"
#include "base/record.h"
#include "build/sheets.h"
#include "ocf/packed.h"
#include "store/use.h"
#include "vocab/media.h"

/* One entry's. */
struct piece {
    bool kept;          /* it is worth it */
    bool found;         /* the store has it */
    struct digest name; /* of the entry's bytes, and what they are */
    struct packed_form packed;
    str circumstances, facts; /* no facts: they are not known */
};

/* What is stored as it is, and not looked into, is as quickly at hand as its piece. */
static bool is_worth_keeping(const struct entry *e)
{
    return e->media_type.len > 0 && !media_is_compressed(e->media_type) && !entry_is_package(e);
}

static struct digest name_with(const struct entry *e, const struct digest *content)
{
    struct sha256 h;
    sha256_begin(&h);
    sha256_add(&h, e->media_type);
    sha256_add(&h, (str){"", 1});
    sha256_add(&h, e->path);
    sha256_add(&h, (str){"", 1});
    sha256_add(&h, (str){(const char *)content->bytes, sizeof content->bytes});
    return sha256_finish(&h);
}

static struct digest name_of(const struct entry *e)
{
    struct digest content = e->digest != NULL ? *e->digest : digest_of(e->bytes);
    return name_with(e, &content);
}

static bool read_piece(str bytes, const struct entry *e, struct piece *out)
{
    struct record r = record_open(bytes);
    out->packed.deflated = record_take_bool(&r);
    out->packed.crc = (uint32_t)record_take_number(&r, UINT32_MAX);
    out->packed.bytes = out->packed.deflated ? record_take_str(&r) : e->bytes;
    out->circumstances = record_take_str(&r);
    out->facts = record_take_str(&r);
    return record_done(&r);
}

static str write_piece(struct arena *a, const struct entry *e, const struct piece *piece)
{
    struct buf out = {0};
    record_bool(&out, e->packed->deflated);
    record_number(&out, e->packed->crc);
    if (e->packed->deflated) {
        record_str(&out, e->packed->bytes);
    }
    record_str(&out, piece->circumstances);
    record_str(&out, piece->facts);
    return buf_finish(&out, a);
}

/* So many bytes are digested while one is deflated. */
#define DIGEST_SHARE 12

/* The content, the entries behind it, and what is to be done meanwhile. */
static size_t recall_weight(void *context, size_t index)
{
    const struct pieces *p = context;
    size_t weight = 0;
    if (index > p->publication->count) {
        return 0;
    }
    if (index > 0) {
        const struct entry *e = &p->publication->entries[index - 1];
        return is_worth_keeping(e) ? e->bytes.len / (p->packing ? 1 : 4) : 0;
    }
    for (size_t i = 0; p->digesting && i < p->publication->count; i++) {
        weight += p->publication->entries[i].bytes.len / DIGEST_SHARE;
    }
    return weight;
}

static void look_up(struct pieces *p, struct arena *a, struct entry *e, struct piece *piece)
{
    struct piece read;
    str bytes;
    piece->name = name_of(e);
    if (store_view(p->store, STORE_PACKED, &piece->name, a, &bytes) &&
        read_piece(bytes, e, &read)) {
        piece->found = true;
        piece->packed = read.packed;
        piece->circumstances = read.circumstances;
        piece->facts = read.facts;
        e->packed = p->verifying ? NULL : &piece->packed;
    }
}

static void pack_piece(struct pieces *p, const struct part *part, const struct entry *e,
                       struct piece *piece)
{
    struct known_sheet sheet;
    if (sheets_find(p->sheets, e, &sheet) && sheet.packed.bytes.len > 0) {
        piece->packed = sheet.packed;
        return;
    }
    struct packed packed = pack(part->tool, part->arena, e);
    piece->packed = (struct packed_form){packed.bytes, packed.deflated, packed.crc};
    sheets_keep(p->sheets, e, &(struct known_sheet){.packed = piece->packed});
}

static void recall_entry(struct pieces *p, const struct part *part, size_t index)
{
    struct entry *e = &p->publication->entries[index];
    struct piece *piece = &p->all[index];
    struct known_sheet sheet;
    piece->kept = is_worth_keeping(e);
    if (piece->kept && p->store != NULL) {
        look_up(p, part->arena, e, piece);
    }
    if (!piece->found && ((p->packing && piece->kept) || sheets_find(p->sheets, e, &sheet))) {
        pack_piece(p, part, e, piece);
        e->packed = &piece->packed;
    }
}

static void count_recalled(struct pieces *p)
{
    pthread_mutex_lock(&p->mutex);
    p->recalled++;
    if (p->recalled == p->publication->count) {
        pthread_cond_signal(&p->all_recalled);
    }
    pthread_mutex_unlock(&p->mutex);
}

/* All entries were begun before; those of other threads are waited for. */
static void do_meanwhile(struct pieces *p, struct arena *a)
{
    if (p->digested && !parts_eager()) {
        return;
    }
    pthread_mutex_lock(&p->mutex);
    while (p->recalled < p->publication->count) {
        pthread_cond_wait(&p->all_recalled, &p->mutex);
    }
    pthread_mutex_unlock(&p->mutex);
    p->meanwhile.act(p->meanwhile.user, a);
}

/* The trail of the last build is one of the book, not of some content. */
static const struct digest trail_key;

static const struct trail no_trail;

static void digest_content(struct pieces *p, struct arena *a)
{
    struct trail *former = NULL;
    char again[65];
    str bytes;
    if (store_view(p->store, STORE_TRAIL, &trail_key, a, &bytes)) {
        former = ARENA_NEW(a, struct trail);
        trail_read(bytes, former);
    }
    content_digest(p->publication, former != NULL ? former : &no_trail, &p->trail, p->digest);
    if (p->verifying) {
        content_digest(p->publication, &no_trail, &p->trail, again);
        store_verify("the digest", p->publication->name, str_from(p->digest), str_from(again));
    }
    p->digested = true;
}

static void recall(void *context, const struct part *part, size_t index)
{
    struct pieces *p = context;
    if (index == 0) {
        if (p->digesting) {
            digest_content(p, part->arena);
        }
    } else if (index > p->publication->count) {
        do_meanwhile(p, part->arena);
    } else {
        recall_entry(p, part, index - 1);
        count_recalled(p);
    }
}

static struct piece *piece_of(const struct pieces *p, const struct entry *e)
{
    return &p->all[e - p->publication->entries];
}

static bool is_remembered(void *user, const struct entry *e)
{
    const struct pieces *p = user;
    struct known_sheet sheet;
    return p->store != NULL ? piece_of(p, e)->kept : sheets_find(p->sheets, e, &sheet);
}

static bool recall_facts(void *user, const struct entry *e, str circumstances, struct arena *a,
                         str *facts)
{
    const struct pieces *p = user;
    struct piece *piece = piece_of(p, e);
    struct known_sheet sheet;
    (void)a;
    if (!piece->found && sheets_find(p->sheets, e, &sheet)) {
        piece->circumstances = sheet.circumstances;
        piece->facts = sheet.facts;
    }
    *facts = piece->facts;
    return !p->verifying && piece->facts.len > 0 && str_eq(piece->circumstances, circumstances);
}

static void keep_facts(void *user, const struct entry *e, str circumstances, str facts,
                       struct arena *a)
{
    const struct pieces *p = user;
    struct piece *piece = piece_of(p, e);
    bool known = piece->facts.len > 0 && str_eq(piece->circumstances, circumstances);
    if (p->verifying && piece->found && known) {
        store_verify("the facts", e->path, piece->facts, facts);
    }
    if (piece->kept && !piece->found) {
        piece->circumstances = circumstances;
        piece->facts = str_copy(a, facts);
        sheets_keep(p->sheets, e,
                    &(struct known_sheet){.circumstances = circumstances, .facts = facts});
    }
}

static bool recall_sound(void *user, const struct digest *shown, struct arena *a, str *asked)
{
    const struct pieces *p = user;
    return store_view(p->store, STORE_SOUND, shown, a, asked);
}

static void keep_sound(void *user, const struct digest *shown, str asked)
{
    const struct pieces *p = user;
    store_replace(p->store, STORE_SOUND, shown, asked);
}

static void is_sound(void *user, const struct digest *shown)
{
    struct pieces *p = user;
    p->sound = true;
    p->shown = *shown;
}

static void mistaken(void *user)
{
    const struct pieces *p = user;
    store_verify("the whole", p->publication->name, STR("sound"), STR("not"));
}

void pieces_recall(struct pieces *pieces, unsigned threads)
{
    size_t count = pieces->publication->count;
    pieces->all = ARENA_ARRAY(pieces->arena, struct piece, count);
    pieces->verifying = store_is_verified();
    pieces->digested = !pieces->digesting;
    pthread_mutex_init(&pieces->mutex, NULL);
    pthread_cond_init(&pieces->all_recalled, NULL);
    pieces->memory =
        (struct check_memory){.user = pieces,
                              .remembers = is_remembered,
                              .recall = recall_facts,
                              .keep = keep_facts,
                              .recall_sound = pieces->store != NULL ? recall_sound : NULL,
                              .keep_sound = keep_sound,
                              .is_sound = is_sound,
                              .doubts = pieces->verifying,
                              .mistaken = mistaken};
    const struct parts parts = {.count = count + 1 + (pieces->meanwhile.act != NULL),
                                .weight = recall_weight,
                                .run = recall,
                                .context = pieces,
                                .threads = threads,
                                .arena = pieces->arena,
                                .tool_new = deflater_new,
                                .tool_free = deflater_free};
    parts_run(&parts);
    pthread_cond_destroy(&pieces->all_recalled);
    pthread_mutex_destroy(&pieces->mutex);
}

/* What the store has of a document as it was. */
static bool recall_before(const struct pieces *p, const struct edited_document *from,
                          struct arena *a, struct check_renewed *out)
{
    struct piece before;
    str bytes;
    out->entry = &p->publication->entries[from->entry];
    struct digest name = name_with(out->entry, &from->before);
    bool fine = store_view(p->store, STORE_PACKED, &name, a, &bytes) &&
                read_piece(bytes, out->entry, &before) && before.facts.len > 0;
    out->circumstances = fine ? before.circumstances : STR_NONE;
    out->facts = fine ? before.facts : STR_NONE;
    return fine;
}

bool pieces_sound_still(struct pieces *pieces, const struct pieces_edited *edited, struct arena *a,
                        struct diag *d)
{
    str asked, asked_now;
    struct check_renewed *documents = ARENA_ARRAY(a, struct check_renewed, edited->count);
    bool fine = store_view(pieces->store, STORE_SOUND, &edited->shown, a, &asked);
    for (size_t i = 0; fine && i < edited->count; i++) {
        fine = recall_before(pieces, &edited->documents[i], a, &documents[i]);
    }
    if (!fine || !check_renewed_on(a, pieces->publication, CHECK_HOUSE, documents, edited->count,
                                   asked, &asked_now, &pieces->memory, d)) {
        return false;
    }
    keep_sound(pieces, &edited->shown, asked_now);
    is_sound(pieces, &edited->shown);
    return true;
}

static void verify_packed(const struct entry *e, const struct piece *piece)
{
    store_verify("the packed form", e->path, piece->packed.bytes, e->packed->bytes);
    str stored = {(const char *)&piece->packed.crc, sizeof piece->packed.crc};
    store_verify("the check value", e->path, stored,
                 (str){(const char *)&e->packed->crc, sizeof e->packed->crc});
}

static void keep_trail(const struct pieces *p)
{
    struct buf bytes = {0};
    trail_write(&bytes, &p->trail);
    store_replace(p->store, STORE_TRAIL, &trail_key, buf_str(&bytes));
    buf_release(&bytes);
}

void pieces_keep(struct pieces *p)
{
    if (p->digesting) {
        keep_trail(p);
    }
    for (size_t i = 0; i < p->publication->count; i++) {
        const struct entry *e = &p->publication->entries[i];
        const struct piece *piece = &p->all[i];
        if (piece->found && p->verifying) {
            verify_packed(e, piece);
        } else if (piece->kept && !piece->found) {
            store_put(p->store, STORE_PACKED, &piece->name, write_piece(p->arena, e, piece));
        }
    }
}
