/* The metadata as a whole, and its Dublin Core elements (EPUB 3.3, 5.5). */
#include "check/metadata.h"

#include "check/address.h"
#include "check/values.h"

#include "vocab/roles.h"

static const char *const dc_words =
    "contributor coverage creator date description format identifier language publisher relation "
    "rights source subject title type";

void metadata_say(struct metadata *m, const struct node *n, struct report r)
{
    say(m->judge, &m->pkg->facts.subject, n->at, r);
}

static str keep(struct metadata *m, str s)
{
    return subject_keep(m->judge->arena, &m->pkg->facts.subject, s);
}

static void index_ids(struct metadata *m)
{
    size_t count = 0;
    for (const struct node *n = m->root; n != NULL; n = node_after(n, m->root, false)) {
        count += n->name != NULL;
    }
    m->nodes = ARENA_ARRAY(m->judge->arena, const struct node *, count + 1);
    m->colours = ARENA_ARRAY(m->judge->arena, size_t, count + 1);
    map_reserve(m->judge->arena, &m->by_id, m->pkg->facts.nanchors);
    for (const struct node *n = m->root; n != NULL; n = node_after(n, m->root, false)) {
        const str *id = n->name == NULL ? NULL : node_attr(n, ATTR_ID);
        if (id != NULL) {
            map_put(m->judge->arena, &m->by_id, str_trim(*id), m->nnodes);
            m->nodes[m->nnodes++] = n;
        }
    }
}

const struct node *metadata_refined(struct metadata *m, const struct node *n)
{
    const str *refines = node_attr_in(n, SPACE_NONE, "refines");
    if (refines == NULL || !str_starts(str_trim(*refines), STR("#"))) {
        return NULL;
    }
    str id = str_trim(*refines);
    size_t at = map_get(&m->by_id, str_sub(id, 1, id.len));
    return at == MAP_NONE ? NULL : m->nodes[at];
}

void metadata_refines(struct metadata *m, const struct node *n)
{
    const str *refines = node_attr_in(n, SPACE_NONE, "refines");
    if (refines == NULL) {
        return;
    }
    str value = str_trim(*refines);
    if (str_starts(value, STR("#"))) {
        if (metadata_refined(m, n) == NULL) {
            metadata_say(m, n, (struct report){.kind = MSG_REFINES_UNKNOWN, .args = {value}});
        }
        return;
    }
    struct address to = address_of(m->judge->arena, m->pkg->facts.subject.entry->path, value);
    bool colon = str_find(value, ':', 0) < str_find(value, '/', 0); /* RFC 3986, 4.2: no path */
    if (colon && to.kind == ADDRESS_INSIDE) {
        metadata_say(m, n, (struct report){.kind = MSG_URL_BROKEN, .args = {value}});
    } else if (to.kind == ADDRESS_INSIDE && map_get(&m->pkg->by_path, to.path) != MAP_NONE) {
        metadata_say(m, n, (struct report){.kind = MSG_REFINES_PATH, .args = {value}});
    } else if (to.kind != ADDRESS_INSIDE) {
        metadata_say(m, n, (struct report){.kind = MSG_REFINES_UNKNOWN, .args = {value}});
    }
}

static bool is_hex(str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = ascii_lower(s.ptr[i]);
        if (!ascii_digit(c) && (c < 'a' || c > 'f')) {
            return false;
        }
    }
    return true;
}

/* RFC 4122, 3. */
static bool is_uuid(str s)
{
    static const size_t ends[] = {8, 13, 18, 23, 36};
    size_t from = 0;
    if (s.len != 36) {
        return false;
    }
    for (size_t i = 0; i < 5; i++) {
        bool dash = ends[i] == s.len || s.ptr[ends[i]] == '-';
        if (!dash || !is_hex(str_sub(s, from, ends[i]))) {
            return false;
        }
        from = ends[i] + 1;
    }
    return true;
}

static void identifier(struct metadata *m, const struct node *n, str value)
{
    const str *id = node_attr(n, ATTR_ID);
    const str *unique = node_attr_in(m->root, SPACE_NONE, "unique-identifier");
    m->identifiers++;
    if (id != NULL && unique != NULL && str_eq(str_trim(*id), str_trim(*unique))) {
        m->unique_found = true;
        m->pkg->identifier = keep(m, value);
    }
    bool urn = str_eq_nocase(str_sub(value, 0, 9), STR("urn:uuid:"));
    const str *scheme = node_attr_in(n, SPACE_OPF, "scheme"); /* OPF 2.0.1, 2.2.10 */
    bool named = scheme != NULL && str_eq_nocase(str_trim(*scheme), STR("uuid"));
    if ((urn || named) && !is_uuid(str_sub(value, urn ? 9 : 0, value.len))) {
        metadata_say(m, n, (struct report){.kind = MSG_UUID, .args = {value}});
    }
}

/* EPUB 3.3, 5.5.3.2.3: W3C's profile of ISO 8601. */
static bool is_date(str value)
{
    /* HTML's offsets may do without the colon, W3C's not. */
    bool bare =
        value.len > 5 && str_has(value, 'T') && str_has(STR("+-"), value.ptr[value.len - 5]);
    if ((value.len > 4 && value.ptr[4] != '-') || str_has(value, ' ') || bare) {
        return false;
    }
    return value_is_moment(value) ||
           (value.len <= 7 && value_is_datetime(value) && !str_has(value, ':') && value.len >= 4 &&
            ascii_digit(value.ptr[3]) && !str_has(value, 'W') && !str_has(value, 'P')) ||
           (value.len > 10 && value.ptr[10] == 'T' && value_is_datetime(value));
}

/* OPF 2.0.1, 2.2.6. */
static void old_role(struct metadata *m, const struct node *n)
{
    const str *role = node_attr_in(n, SPACE_OPF, "role");
    if (role == NULL || m->pkg->version >= 3 || !str_eq(n->name->local, STR("creator")) ||
        str_starts(*role, STR("oth."))) {
        return;
    }
    bool fine = role->len == 3;
    for (size_t i = 0; fine && i < 3; i++) {
        fine = role->ptr[i] >= 'a' && role->ptr[i] <= 'z';
    }
    if (!fine || relator_code(*role).len == 0) {
        metadata_say(m, n, (struct report){.kind = MSG_OLD_ROLE, .args = {*role}});
    }
}

static void dublin_core(struct metadata *m, const struct node *n)
{
    old_role(m, n);
    str name = n->name->local, value = node_text(m->judge->arena, n);
    if (!html_word_in(name, dc_words, false)) {
        metadata_say(m, n,
                     (struct report){.kind = MSG_MARKUP_CHILD, .args = {name, STR("metadata")}});
        return;
    }
    if (value.len == 0) {
        bool lax = m->pkg->version < 3 && !str_eq(name, STR("identifier"));
        if (!lax || html_word_in(name, "title language", false)) {
            metadata_say(
                m, n,
                (struct report){.kind = lax ? MSG_OLD_META_EMPTY : MSG_META_EMPTY, .args = {name}});
        }
    }
    if (str_eq(name, STR("title"))) {
        m->titles++;
    } else if (str_eq(name, STR("identifier"))) {
        identifier(m, n, value);
    } else if (str_eq(name, STR("language"))) {
        m->languages++;
        if (value.len > 0 && !value_is_language(value)) {
            metadata_say(m, n, (struct report){.kind = MSG_LANGUAGE_SHAPE, .args = {value}});
        }
    } else if (str_eq(name, STR("date"))) {
        m->dates++;
        bool old = m->pkg->version < 3;
        if ((value.len > 0 || old) && !is_date(value)) {
            metadata_say(
                m, n,
                (struct report){.kind = old ? MSG_OLD_DATE : MSG_DATE_SHAPE, .args = {value}});
        }
        if (m->dates == 2 && m->pkg->version >= 3) {
            metadata_say(m, n, (struct report){.kind = MSG_META_TWICE, .args = {STR("dc:date")}});
        }
    }
}

static void totals(struct metadata *m)
{
    const struct {
        size_t count;
        const char *what;
    } needed[] = {
        {m->titles, "dc:title"}, {m->languages, "dc:language"}, {m->identifiers, "dc:identifier"}};
    struct buf missing = {0};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        if (needed[i].count == 0) {
            buf_addf(&missing, "%s%s", missing.len > 0 ? ", " : "", needed[i].what);
        }
    }
    str list = buf_finish(&missing, m->judge->arena);
    if (list.len > 0) {
        say(m->judge, &m->pkg->facts.subject, node_end(&m->pkg->facts.subject, m->top),
            (struct report){.kind = MSG_METADATA_LACKS, .args = {list}});
    }
    if (m->pkg->version >= 3 && m->modified == 0) {
        metadata_say(
            m, m->top,
            (struct report){.kind = MSG_METADATA_LACKS, .args = {STR("dcterms:modified")}});
    }
    if (m->pkg->version >= 3 && m->modified > 1) {
        metadata_say(m, m->top,
                     (struct report){.kind = MSG_META_TWICE, .args = {STR("dcterms:modified")}});
    }
    const str *unique = node_attr_in(m->root, SPACE_NONE, "unique-identifier");
    if (unique != NULL && m->identifiers > 0 && !m->unique_found) {
        unsigned kind = m->pkg->version < 3 ? MSG_OLD_UNIQUE_UNKNOWN : MSG_UNIQUE_UNKNOWN;
        metadata_say(m, m->root, (struct report){.kind = kind, .args = {*unique}});
    }
}

/* EPUB 3.3, 9.3.5.2: with media overlays, their durations; the total is their sum. */
static void durations_check(struct metadata *m)
{
    bool overlays = false;
    for (size_t i = 0; i < m->pkg->nitems; i++) {
        const struct item *item = &m->pkg->items[i];
        if (item->overlay.len == 0) {
            continue;
        }
        overlays = overlays || item_is_content(m->pkg, item);
        str id = str_printf(m->judge->arena, "#%.*s", STR_ARG(item->overlay));
        size_t to = map_get(&m->pkg->by_id, item->overlay);
        bool smil = to != MAP_NONE && m->pkg->items[to].type == TYPE_SMIL;
        if (smil && map_get(&m->timed, id) == MAP_NONE) {
            say(m->judge, &m->pkg->facts.subject, item->at,
                (struct report){.kind = MSG_DURATION_ABSENT, .args = {item->overlay}});
        }
    }
    if (overlays && !m->any_duration) {
        metadata_say(m, m->top,
                     (struct report){.kind = MSG_METADATA_LACKS, .args = {STR("media:duration")}});
    } else if (m->any_duration && m->sum > 0 && (m->total - m->sum > 1 || m->sum - m->total > 1)) {
        metadata_say(m, m->top, (struct report){.kind = MSG_DURATION_SUM});
    }
}

void metadata_check(struct judge *j, struct package *pkg, const struct node *root,
                    const struct node *metadata)
{
    struct metadata m = {.judge = j, .pkg = pkg, .root = root, .top = metadata};
    index_ids(&m);
    for (const struct node *n = node_child(metadata); n != NULL; n = node_sibling(n)) {
        if (n->name->space == SPACE_DC) {
            dublin_core(&m, n);
        } else if (pkg->version >= 3 && node_is(n, SPACE_OPF, "meta")) {
            metadata_meta(&m, n);
        } else if (pkg->version >= 3 && node_is(n, SPACE_OPF, "link")) {
            metadata_link(&m, n);
        } else if (pkg->version < 3 && node_is(n, SPACE_OPF, "dc-metadata")) {
            return; /* OEB 1.2 */
        }
    }
    totals(&m);
    if (pkg->version >= 3) {
        metadata_subjects(&m);
        durations_check(&m);
    }
}
