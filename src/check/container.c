/* META-INF/container.xml and its neighbours (EPUB 3.3, 4.2). */
#include "check/container.h"

#include "check/address.h"
#include "check/facts.h"
#include "check/renditions.h"
#include "check/schema.h"

static const struct schema_row rows[] = {
    {"container", "version=1.0!", "rootfiles links?", false},
    {"rootfiles", "", "rootfile+", false},
    {"rootfile", "full-path media-type!", "", false},
    {"links", "", "link+", false},
    {"link", "href! rel=%names! media-type=%type", "", false},
};

#define PACKAGE_TYPE "application/oebps-package+xml"

/* To be told if the publication is no EPUB 2. */
static void hold(struct judge *j, struct renditions *list, struct spot at, struct report r)
{
    *ARENA_PUSH(j->arena, struct held, &list->held, &list->nheld) = (struct held){at, r};
}

static const struct entry *rootfile(struct judge *j, struct subject *s, const struct node *n,
                                    struct renditions *list)
{
    const str *path = node_attr_in(n, SPACE_NONE, "full-path");
    const str *type = node_attr_in(n, SPACE_NONE, "media-type");
    if (path == NULL) {
        say(j, s, n->at, (struct report){.kind = MSG_ROOTFILE_NO_PATH});
    }
    if (path == NULL || type == NULL) {
        return NULL;
    }
    if (!str_eq(str_trim(*type), STR(PACKAGE_TYPE))) {
        str is = str_copy(j->arena, *type); /* OCF 2.0.1, 3.5.1 has other formats too */
        hold(j, list, n->at,
             (struct report){.kind = MSG_MARKUP_KEYWORD,
                             .args = {STR("media-type"), is, STR(PACKAGE_TYPE)}});
        return NULL;
    }
    bool selected = rendition_attributes(j, s, n);
    if (++list->named > 1 && !selected) {
        hold(j, list, n->at, (struct report){.kind = MSG_RENDITION_SELECTION});
    }
    struct address to = address_of(j->arena, STR(""), *path);
    const struct entry *e = to.kind == ADDRESS_INSIDE && !to.has_query && !to.has_fragment
                                ? publication_find(j->publication, to.path)
                                : NULL;
    if (path->len == 0) {
        say(j, s, n->at, (struct report){.kind = MSG_ROOTFILE_EMPTY_PATH});
    } else if (e == NULL) {
        say(j, s, n->at, (struct report){.kind = MSG_PACKAGE_MISSING, .args = {*path}});
    }
    return e;
}

/* EPUB 3.3, 4.2.6.3.1.5: a link of the container is a path from its root; 4.2.5: to what is there.
 */
static void link_check(struct judge *j, struct subject *s, const struct node *n)
{
    const str *href = node_attr_in(n, SPACE_NONE, "href");
    if (href == NULL) {
        return;
    }
    struct address to = address_of(j->arena, STR(""), str_trim(*href));
    if (to.kind != ADDRESS_INSIDE) {
        say(j, s, n->at,
            (struct report){
                .kind = MSG_MARKUP_VALUE,
                .args = {STR("href"), *href, STR("write a path from the root of the container")}});
    } else if (publication_find(j->publication, to.path) == NULL) {
        say(j, s, n->at, (struct report){.kind = MSG_TARGET_MISSING, .args = {*href}});
    }
}

/* What is wrong with one that is there was told of it. */
static bool has_rootfile(const struct node *root)
{
    const struct node *n = root;
    while (n != NULL && !node_is(n, SPACE_CONTAINER, "rootfile")) {
        n = node_after(n, root, false);
    }
    return n != NULL;
}

/* Where the name of the package document ought to be. */
static struct spot unnamed_at(const struct subject *s, const struct node *root)
{
    const struct node *list = node_child_named(root, NULL, SPACE_CONTAINER, "rootfiles");
    return node_end(s, list != NULL ? list : root);
}

/* EPUB 3.3, 4.2.6.2. That it is there and stands first is for the reader of the container. */
static void mimetype_check(struct judge *j)
{
    const struct entry *e = publication_find(j->publication, STR("mimetype"));
    if (e != NULL && !e->unread && !str_eq(e->bytes, STR("application/epub+zip"))) {
        say_entry(j, e, (struct report){.kind = MSG_OCF_MIMETYPE_VALUE});
    }
}

void container_check(struct judge *j, struct parser *p, struct renditions *out)
{
    const struct entry *e = publication_find(j->publication, STR("META-INF/container.xml"));
    struct document doc;
    mimetype_check(j);
    if (e == NULL) {
        say_entry(j, NULL, (struct report){.kind = MSG_CONTAINER_MISSING});
        return;
    }
    struct subject s = subject_of(e);
    if (e->unread || !document_parse(p, j, &s, &doc)) {
        return;
    }
    if (!node_is(doc.root, SPACE_CONTAINER, "container")) {
        say(j, &s, doc.root->at,
            (struct report){.kind = MSG_MARKUP_ROOT,
                            .args = {doc.root->name->local, STR("container")}});
        return;
    }
    schema_check(j, &s, doc.root, SPACE_CONTAINER, rows, sizeof rows / sizeof *rows);
    for (const struct node *n = doc.root; n != NULL; n = node_after(n, doc.root, false)) {
        const struct entry *package =
            node_is(n, SPACE_CONTAINER, "rootfile") ? rootfile(j, &s, n, out) : NULL;
        if (node_is(n, SPACE_CONTAINER, "link")) {
            link_check(j, &s, n);
        }
        if (out->named == 2 && out->second.offset == 0) {
            out->second = n->at;
        }
        if (package != NULL) {
            map_put(j->arena, &out->paths, package->path, out->count);
            *ARENA_PUSH(j->arena, const struct entry *, &out->packages, &out->count) = package;
        }
    }
    out->subject = s;
    out->mapping = rendition_mapping(j, &out->subject, doc.root);
    if (out->named == 0 && out->nheld > 0) {
        say(j, &out->subject, out->held[0].at,
            (struct report){.kind = MSG_PACKAGE_UNTYPED, .args = {STR(PACKAGE_TYPE)}});
    } else if (out->named == 0 && !has_rootfile(doc.root)) {
        say(j, &out->subject, unnamed_at(&out->subject, doc.root),
            (struct report){.kind = MSG_PACKAGE_UNNAMED});
    }
}

void container_conclude(struct judge *j, struct renditions *list, unsigned version)
{
    for (size_t i = 0; list->named > 0 && version != 2 && i < list->nheld; i++) {
        say(j, &list->subject, list->held[i].at, list->held[i].report);
    }
}

/* XML Encryption 1.1, 3. */
#define ENCRYPTED "Id=%id Type MimeType Encoding"
static const struct schema_row encryption_rows[] = {
    {"EncryptedData", ENCRYPTED, "EncryptionMethod? CipherData EncryptionProperties?", false},
    {"EncryptedKey", ENCRYPTED " Recipient",
     "EncryptionMethod? CipherData EncryptionProperties? ReferenceList? CarriedKeyName?", false},
    {"EncryptionMethod", "Algorithm!", "KeySize? OAEPparams? any:*", false},
    {"CipherData", "", "(CipherValue|CipherReference)", false},
    {"CipherValue", "", "", true},
    {"CipherReference", "URI!", "Transforms? any:*", false},
    {"EncryptionProperties", "Id=%id", "EncryptionProperty+", false},
};

/* EPUB 3.3, 4.2.6.3.3. */
static const struct schema_row compression_rows[] = {
    {"Compression", "Method=0|8! OriginalLength=%number!", "", false},
};

/* EPUB 3.3, 4.2.6.3.2: what readers need before they can decrypt. */
static bool is_never_encrypted(const struct renditions *list, str path)
{
    static const char *const files =
        "mimetype META-INF/container.xml META-INF/encryption.xml META-INF/manifest.xml "
        "META-INF/metadata.xml META-INF/rights.xml META-INF/signatures.xml";
    return map_get(&list->paths, path) != MAP_NONE || html_word_in(path, files, false);
}

static void encrypted_entry(struct judge *j, struct subject *s, const struct renditions *list,
                            struct encryption *out, const struct node *data)
{
    const str *algorithm = NULL, *uri = NULL;
    struct spot at = data->at;
    for (const struct node *n = data; n != NULL; n = node_after(n, data, false)) {
        if (n->name == NULL) {
            continue;
        }
        if (n->parent == data && str_eq(n->name->local, STR("EncryptionMethod"))) {
            algorithm = node_attr_in(n, SPACE_NONE, "Algorithm");
        } else if (str_eq(n->name->local, STR("CipherReference"))) {
            uri = node_attr_in(n, SPACE_NONE, "URI");
            at = n->at;
        }
    }
    if (uri != NULL) {
        struct address to = address_of(j->arena, STR(""), str_copy(j->arena, *uri));
        if (is_never_encrypted(list, to.path)) {
            say(j, s, data->at,
                (struct report){.kind = MSG_ENCRYPTED_FORBIDDEN, .args = {to.path}});
            return;
        }
        if (to.kind == ADDRESS_INSIDE && to.path.len > 0 &&
            publication_find(j->publication, to.path) == NULL) { /* 4.2.5 */
            say(j, s, at, (struct report){.kind = MSG_TARGET_MISSING, .args = {to.path}});
        }
        bool obfuscated =
            algorithm != NULL && str_eq(*algorithm, STR("http://www.idpf.org/2008/embedding"));
        map_put(j->arena, &out->paths, to.path, obfuscated ? ENCRYPTION_FONT : ENCRYPTION_OTHER);
    }
}

struct meta_inf_file {
    const char *path, *root, *children;
};

/* EPUB 3.3, 4.2.6.3.2 and 4.2.6.3.6: these hold something. */
static void holds_check(struct judge *j, struct subject *s, const struct node *root,
                        const struct meta_inf_file *file)
{
    if (node_child(root) == NULL) {
        say(j, s, node_end(s, root),
            (struct report){.kind = MSG_MARKUP_MODEL,
                            .args = {str_from(file->root),
                                     str_printf(j->arena, "holds no %s", file->children),
                                     STR("add it, or delete the file")}});
    }
}

/* The other files of META-INF: well-formed, and their ids unique. */
static void meta_inf_check(struct judge *j, struct parser *p, const struct entry *e,
                           const struct meta_inf_file *file, const struct renditions *list,
                           struct encryption *out)
{
    const char *root = file->root;
    struct facts f = {.subject = subject_of(e)};
    struct document doc;
    if (!document_parse(p, j, &f.subject, &doc)) {
        return;
    }
    if (!node_is(doc.root, SPACE_CONTAINER, root)) {
        say(j, &f.subject, doc.root->at,
            (struct report){.kind = MSG_MARKUP_ROOT,
                            .args = {doc.root->name->local, str_from(root)}});
    } else {
        holds_check(j, &f.subject, doc.root, file);
    }
    schema_check(j, &f.subject, doc.root, SPACE_ENCRYPTION, encryption_rows,
                 sizeof encryption_rows / sizeof *encryption_rows);
    schema_check(j, &f.subject, doc.root, SPACE_COMPRESSION, compression_rows,
                 sizeof compression_rows / sizeof *compression_rows);
    for (const struct node *n = doc.root; n != NULL; n = node_after(n, doc.root, false)) {
        const str *id = n->name == NULL ? NULL : node_attr_in(n, SPACE_NONE, "Id");
        if (id != NULL) {
            facts_anchor(j, &f, *id, n->at);
        }
        if (node_is(n, SPACE_ENCRYPTION, "EncryptedData")) {
            encrypted_entry(j, &f.subject, list, out, n);
        }
        if (n->parent == doc.root && n->name != NULL &&
            (!html_word_in(n->name->local, "EncryptedKey EncryptedData Signature", false) ||
             n->name->space == SPACE_CONTAINER || n->name->space == SPACE_NONE)) {
            say(j, &f.subject, n->at,
                (struct report){.kind = MSG_MARKUP_CHILD,
                                .args = {n->name->local, str_from(root)}});
        }
    }
}

void meta_inf(struct judge *j, struct parser *p, const struct renditions *list,
              struct encryption *out)
{
    static const struct meta_inf_file files[] = {
        {"META-INF/encryption.xml", "encryption", "EncryptedData or EncryptedKey"},
        {"META-INF/signatures.xml", "signatures", "Signature"}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const struct entry *e = publication_find(j->publication, str_from(files[i].path));
        if (e != NULL && !e->unread) {
            meta_inf_check(j, p, e, &files[i], list, out);
        }
    }
}
