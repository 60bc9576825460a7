/* The elements of the DTD as rows; what may stand in text is told apart only so far as it is of
 * lines or of blocks. */
#include "check/dtbook.h"

#include "check/schema.h"

/* Sets of elements. */
#define WORDS                                                                                      \
    "a|abbr|acronym|annoref|bdo|br|cite|code|dfn|em|img|imggroup|kbd|noteref|pagenum|prodnote|q|"  \
    "samp|sent|span|strong|sub|sup|w"
#define BLOCKS                                                                                     \
    "address|annotation|author|blockquote|bridgehead|byline|dateline|div|dl|epigraph|hr|imggroup|" \
    "line|linegroup|list|note|p|pagenum|poem|prodnote|sidebar|table"
#define LINE "(" WORDS ")*"
#define FLOW "(" WORDS "|" BLOCKS ")*"

/* Attributes that most elements have. */
#define COMMON                                                                                     \
    "class dir=ltr|rtl id=%id showin smilref style title xml:lang=%lang "                          \
    "xml:space=default|preserve "
#define CELLS                                                                                      \
    COMMON "align=left|center|right|justify|char char charoff valign=top|middle|bottom|baseline "
#define CELL            CELLS "abbr axis colspan headers rowspan scope=row|col|rowgroup|colgroup"
#define LEVEL(n, below) "(h" n "|hd|levelhd|" BLOCKS "|" WORDS "|" below ")*"

static const struct schema_row rows[] = {
    {"dtbook", "version! xml:lang=%lang dir=ltr|rtl", "head book", false},
    {"head", "profile xml:lang=%lang dir=ltr|rtl", "(meta|title|link)*", false},
    {"title", "dir=ltr|rtl xml:lang=%lang", "", true},
    {"meta", "content! dir=ltr|rtl http-equiv name scheme xml:lang=%lang", "", false},
    {"link", COMMON "charset href hreflang media rel rev type", "", false},
    {"book", COMMON, "frontmatter? bodymatter? rearmatter?", false},
    {"frontmatter", COMMON, "doctitle covertitle? docauthor* (level|level1|" BLOCKS ")*", false},
    {"bodymatter", COMMON, "(level|level1|" BLOCKS ")*", false},
    {"rearmatter", COMMON, "(level|level1|" BLOCKS ")*", false},
    {"level", COMMON "depth", LEVEL("d", "level"), false},
    {"level1", COMMON, LEVEL("1", "level2"), false},
    {"level2", COMMON, LEVEL("2", "level3"), false},
    {"level3", COMMON, LEVEL("3", "level4"), false},
    {"level4", COMMON, LEVEL("4", "level5"), false},
    {"level5", COMMON, LEVEL("5", "level6"), false},
    {"level6", COMMON, "(h6|hd|levelhd|" BLOCKS "|" WORDS ")*", false},
    {"h1", COMMON, LINE, true},
    {"h2", COMMON, LINE, true},
    {"h3", COMMON, LINE, true},
    {"h4", COMMON, LINE, true},
    {"h5", COMMON, LINE, true},
    {"h6", COMMON, LINE, true},
    {"hd", COMMON, LINE, true},
    {"levelhd", COMMON "depth", LINE, true},
    {"bridgehead", COMMON, LINE, true},
    {"doctitle", COMMON, LINE, true},
    {"docauthor", COMMON, LINE, true},
    {"covertitle", COMMON, LINE, true},
    {"author", COMMON, LINE, true},
    {"byline", COMMON, LINE, true},
    {"dateline", COMMON, LINE, true},
    {"p", COMMON, FLOW, true},
    {"div", COMMON, "(hd|" WORDS "|" BLOCKS ")*", true},
    {"blockquote", COMMON "cite", "(hd|" WORDS "|" BLOCKS ")*", true},
    {"epigraph", COMMON, FLOW, true},
    {"address", COMMON, "(line|" WORDS ")*", true},
    {"sidebar", COMMON "render=required|optional!", "(hd|h1|h2|h3|h4|h5|h6|" WORDS "|" BLOCKS ")*",
     true},
    {"prodnote", COMMON "imgref render=required|optional!", FLOW, true},
    {"note", COMMON "id!", FLOW, true},
    {"annotation", COMMON "id!", FLOW, true},
    {"noteref", COMMON "idref! type", LINE, true},
    {"annoref", COMMON "idref! type", LINE, true},
    {"pagenum", COMMON "id! page=front|normal|special", LINE, true},
    {"imggroup", COMMON, "(img|caption|prodnote|pagenum)*", false},
    {"img", COMMON "alt! height longdesc src! width", "", false},
    {"caption", COMMON "imgref", FLOW, true},
    {"list", COMMON "bullet depth enum=1|a|A|i|I start type=ol|ul|pl!", "(hd|li|pagenum|prodnote)+",
     false},
    {"li", COMMON, "(lic|" WORDS "|" BLOCKS ")*", true},
    {"lic", COMMON, LINE, true},
    {"dl", COMMON, "(dt|dd|pagenum)+", false},
    {"dt", COMMON, LINE, true},
    {"dd", COMMON, FLOW, true},
    {"poem", COMMON,
     "(title|author|byline|dateline|epigraph|hd|img|imggroup|line|linegroup|pagenum|prodnote|"
     "sidebar)*",
     false},
    {"linegroup", COMMON, "(hd|line|pagenum)*", false},
    {"line", COMMON, "(linenum|" WORDS ")*", true},
    {"linenum", COMMON, LINE, true},
    {"table",
     COMMON "border cellpadding cellspacing "
            "frame=void|above|below|hsides|lhs|rhs|vsides|box|border "
            "rules=none|groups|rows|cols|all summary width",
     "caption? (col|colgroup)* thead? tfoot? (tbody|tr|pagenum)+", false},
    {"colgroup", CELLS "span width", "col*", false},
    {"col", CELLS "span width", "", false},
    {"thead", CELLS, "tr+", false},
    {"tfoot", CELLS, "tr+", false},
    {"tbody", CELLS, "(tr|pagenum)+", false},
    {"tr", CELLS, "(td|th)+", false},
    {"th", CELL, FLOW, true},
    {"td", CELL, FLOW, true},
    {"a", COMMON "accesskey external=true|false href hreflang rel rev tabindex target type", LINE,
     true},
    {"bdo", "class dir=ltr|rtl! id=%id showin smilref style title xml:lang=%lang", LINE, true},
    {"br", "class id=%id style title xml:space=default|preserve", "", false},
    {"hr", COMMON, "", false},
    {"q", COMMON "cite", LINE, true},
    {"abbr", COMMON, LINE, true},
    {"acronym", COMMON, LINE, true},
    {"cite", COMMON, LINE, true},
    {"code", COMMON, LINE, true},
    {"dfn", COMMON, LINE, true},
    {"em", COMMON, LINE, true},
    {"kbd", COMMON, LINE, true},
    {"samp", COMMON, LINE, true},
    {"sent", COMMON, LINE, true},
    {"span", COMMON, LINE, true},
    {"strong", COMMON, LINE, true},
    {"sub", COMMON, LINE, true},
    {"sup", COMMON, LINE, true},
    {"w", COMMON, LINE, true},
};

/* Has the attribute an address, and of which kind? */
static const struct {
    const char *element, *attribute;
    enum reference_kind kind;
} references[] = {
    {"a", "href", REF_LINK},          {"noteref", "idref", REF_LINK},
    {"annoref", "idref", REF_LINK},   {"img", "src", REF_IMAGE},
    {"img", "longdesc", REF_CITE},    {"link", "href", REF_OTHER},
    {"blockquote", "cite", REF_CITE}, {"q", "cite", REF_CITE},
};

static void element(struct judge *j, struct facts *f, const struct node *n)
{
    const str *id = node_attr(n, ATTR_ID);
    if (id != NULL && str_trim(*id).len > 0) {
        facts_anchor(j, f, str_trim(*id), n->at);
    }
    for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
        const str *url = node_is(n, SPACE_DTBOOK, references[i].element)
                             ? node_attr_in(n, SPACE_NONE, references[i].attribute)
                             : NULL;
        if (url != NULL && str_trim(*url).len == 0) {
            say(j, &f->subject, n->at, (struct report){.kind = MSG_TARGET_MISSING, .args = {*url}});
        } else if (url != NULL) {
            facts_refer(j, f, references[i].kind, *url, n->at);
        }
    }
}

void dtbook_check(struct judge *j, struct parser *p, struct facts *f)
{
    struct document doc;
    f->readable = document_parse(p, j, &f->subject, &doc);
    if (!f->readable) {
        return;
    }
    if (doc.root->name->uri.len == 0 && str_eq(doc.root->name->local, STR("dtbook")) &&
        str_starts(doc.public_id, STR("-//NISO//DTD dtbook"))) {
        f->readable = false; /* the DTD, which is not read, sets the namespace */
        return;
    }
    if (!node_is(doc.root, SPACE_DTBOOK, "dtbook")) {
        say(j, &f->subject, doc.root->at,
            (struct report){.kind = MSG_MARKUP_ROOT,
                            .args = {doc.root->name->local, STR("dtbook")}});
        f->readable = false;
        return;
    }
    schema_check(j, &f->subject, doc.root, SPACE_DTBOOK, rows, sizeof rows / sizeof *rows);
    for (const struct node *n = doc.root; n != NULL; n = node_after(n, doc.root, false)) {
        if (n->name != NULL) {
            element(j, f, n);
        }
    }
}
