/* One document without its publication. */
#include "check/check.h"

#include "check/content.h"
#include "check/css.h"
#include "check/links.h"
#include "check/ncx.h"
#include "check/overlay.h"
#include "check/package.h"

#include "base/fs.h"

static const struct {
    const char *extension;
    enum single what;
} kinds[] = {
    {"opf", SINGLE_PACKAGE},  {"xhtml", SINGLE_XHTML}, {"html", SINGLE_XHTML},
    {"htm", SINGLE_XHTML},    {"svg", SINGLE_SVG},     {"css", SINGLE_CSS},
    {"smil", SINGLE_OVERLAY}, {"ncx", SINGLE_NCX},
};

enum single single_of(str path)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (str_eq_nocase(path_extension(path), str_from(kinds[i].extension))) {
            return kinds[i].what;
        }
    }
    return SINGLE_NONE;
}

static void judge_document(struct judge *j, struct parser *p, enum single what, struct facts *f)
{
    switch (what) {
    case SINGLE_XHTML:
        content_check(j, p, CONTENT_XHTML | CONTENT_GUESS, f);
        break;
    case SINGLE_SVG:
        content_check(j, p, CONTENT_SVG, f);
        break;
    case SINGLE_CSS:
        css_check(j, f);
        break;
    case SINGLE_OVERLAY:
        overlay_check(j, p, f);
        break;
    case SINGLE_NCX:
        ncx_check(j, p, STR_NONE, f);
        break;
    default:
        break;
    }
}

void check_single(struct arena *a, const struct publication *p, enum single what, unsigned flags,
                  struct diag *d)
{
    struct judge j = {.arena = a, .publication = p, .flags = flags, .alone = true, .diag = d};
    struct parser *parser = parser_new();
    struct package pkg = {.version = 3, .nav = NO_ITEM, .ncx = NO_ITEM};
    const struct entry *e = &p->entries[0];
    if (what == SINGLE_PACKAGE) {
        package_check(&j, parser, e, &pkg);
    } else {
        struct facts facts = {.subject = subject_of(e)};
        struct item item = {.path = e->path, .facts = &facts, .spine = NO_ITEM, .content = NO_ITEM};
        judge_document(&j, parser, what, &facts);
        links_check(&j, &pkg, &item);
    }
    parser_free(parser);
}
