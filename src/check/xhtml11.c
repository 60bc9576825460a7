/* XHTML Modularization 1.1, chapter 5, as rows. */
#include "check/xhtml11.h"

#include "check/schema.h"

/* Sets of elements. */
#define INLINE                                                                                     \
    "a|abbr|acronym|applet|b|bdo|big|br|cite|code|del|dfn|em|i|iframe|img|ins|kbd|map|noscript|"   \
    "object|q|samp|script|small|span|strong|sub|sup|tt|var"
#define BLOCK                                                                                      \
    "address|blockquote|del|div|dl|h1|h2|h3|h4|h5|h6|hr|ins|noscript|ol|p|pre|script|table|ul"
#define FLOW   "(" INLINE "|" BLOCK ")*"
#define WORDS  "(" INLINE ")*"
#define BLOCKS "(" BLOCK ")+"

/* Attributes that most elements have. */
#define COMMON "class dir=ltr|rtl id=%id lang=%lang style title xml:lang=%lang "
#define EDIT   COMMON "cite datetime"
#define CELL                                                                                       \
    COMMON "abbr axis headers scope=row|col|rowgroup|colgroup rowspan colspan "                    \
           "align=left|center|right|justify|char char charoff valign=top|middle|bottom|baseline "
#define ROW                                                                                        \
    COMMON "align=left|center|right|justify|char char charoff valign=top|middle|bottom|baseline"

static const struct schema_row rows[] = {
    {"html", "dir=ltr|rtl lang=%lang version xml:lang=%lang id=%id", "head body", false},
    {"head", "dir=ltr|rtl lang=%lang profile xml:lang=%lang id=%id",
     "(base|link|meta|object|script|style)* title (base|link|meta|object|script|style)*", false},
    {"title", "dir=ltr|rtl lang=%lang xml:lang=%lang id=%id", "", true},
    {"base", "href! id=%id", "", false},
    {"meta",
     "content dir=ltr|rtl http-equiv=%names id=%id lang=%lang name=%names scheme xml:lang=%lang",
     "", false},
    {"link", COMMON "charset href hreflang media rel=%names rev=%names type", "", false},
    {"style", "dir=ltr|rtl id=%id lang=%lang media title type! xml:lang=%lang", "", true},
    {"script", "charset defer=defer id=%id src type!", "", true},
    {"noscript", COMMON, BLOCKS, false},
    {"body", COMMON, BLOCKS, false},
    {"div", COMMON, FLOW, true},
    {"p", COMMON, WORDS, true},
    {"h1", COMMON, WORDS, true},
    {"h2", COMMON, WORDS, true},
    {"h3", COMMON, WORDS, true},
    {"h4", COMMON, WORDS, true},
    {"h5", COMMON, WORDS, true},
    {"h6", COMMON, WORDS, true},
    {"address", COMMON, WORDS, true},
    {"blockquote", COMMON "cite", BLOCKS, false},
    {"pre", COMMON "xml:space=preserve",
     "(a|abbr|acronym|b|bdo|br|cite|code|del|dfn|em|i|ins|kbd|map|noscript|q|samp|script|span|"
     "strong|tt|var)*",
     true},
    {"hr", COMMON, "", false},
    {"br", "class id=%id style title", "", false},
    {"abbr", COMMON, WORDS, true},
    {"acronym", COMMON, WORDS, true},
    {"b", COMMON, WORDS, true},
    {"bdo", "class dir=ltr|rtl! id=%id lang=%lang style title xml:lang=%lang", WORDS, true},
    {"big", COMMON, WORDS, true},
    {"cite", COMMON, WORDS, true},
    {"code", COMMON, WORDS, true},
    {"dfn", COMMON, WORDS, true},
    {"em", COMMON, WORDS, true},
    {"i", COMMON, WORDS, true},
    {"kbd", COMMON, WORDS, true},
    {"q", COMMON "cite", WORDS, true},
    {"samp", COMMON, WORDS, true},
    {"small", COMMON, WORDS, true},
    {"span", COMMON, WORDS, true},
    {"strong", COMMON, WORDS, true},
    {"sub", COMMON, WORDS, true},
    {"sup", COMMON, WORDS, true},
    {"tt", COMMON, WORDS, true},
    {"var", COMMON, WORDS, true},
    {"ins", EDIT, FLOW, true},
    {"del", EDIT, FLOW, true},
    {"a",
     COMMON "accesskey charset coords href hreflang rel=%names rev=%names target "
            "shape=rect|circle|poly|default tabindex type",
     WORDS, true},
    {"dl", COMMON, "(dt|dd)+", false},
    {"dt", COMMON, WORDS, true},
    {"dd", COMMON, FLOW, true},
    {"ul", COMMON, "li+", false},
    {"ol", COMMON, "li+", false},
    {"li", COMMON, FLOW, true},
    {"object",
     COMMON "archive classid codebase codetype data declare=declare height name standby tabindex "
            "type usemap width",
     "param* " FLOW, true},
    {"applet", "alt! archive class code codebase height! id=%id object style title width!",
     "param* " FLOW, true},
    {"param", "id=%id name! type value valuetype=data|ref|object", "", false},
    {"img", COMMON "alt! height ismap=ismap longdesc src! usemap width", "", false},
    {"map", "class dir=ltr|rtl id=%id! lang=%lang style title xml:lang=%lang", "(" BLOCK "|area)+",
     false},
    {"area",
     COMMON "accesskey alt! coords href nohref=nohref shape=rect|circle|poly|default tabindex", "",
     false},
    {"table",
     COMMON "border cellpadding cellspacing "
            "frame=void|above|below|hsides|lhs|rhs|vsides|box|border "
            "rules=none|groups|rows|cols|all summary width",
     "caption? (col|colgroup)* thead? tfoot? (tbody|tr)+", false},
    {"caption", COMMON, WORDS, true},
    {"colgroup", ROW " span width", "col*", false},
    {"col", ROW " span width", "", false},
    {"thead", ROW, "tr+", false},
    {"tfoot", ROW, "tr+", false},
    {"tbody", ROW, "tr+", false},
    {"tr", ROW, "(td|th)+", false},
    {"th", CELL, FLOW, true},
    {"td", CELL, FLOW, true},
};

/* Modularization, 5.6.2: rows, or groups of rows. */
static bool in_grouped_table(const struct node *row)
{
    const struct node *c =
        row->parent != NULL && node_is_tag(row->parent, TAG_TABLE) ? node_child(row->parent) : NULL;
    while (c != NULL && !node_is_tag(c, TAG_THEAD) && !node_is_tag(c, TAG_TBODY) &&
           !node_is_tag(c, TAG_TFOOT)) {
        c = node_sibling(c);
    }
    return c != NULL;
}

/* Modularization, B.2: what may not stand anywhere inside an element; OPS 2.0.1, 1.3.7: scripts
 * do not run. */
static void nested_check(struct judge *j, struct subject *s, const struct node *root)
{
    for (const struct node *n = root; n != NULL; n = node_after(n, root, false)) {
        if (n->name != NULL && node_is_tag(n, TAG_SCRIPT)) {
            say(j, s, n->at, (struct report){.kind = MSG_OLD_SCRIPT});
        }
        if (n->name != NULL && node_is_tag(n, TAG_TR) && in_grouped_table(n)) {
            say(j, s, n->at,
                (struct report){.kind = MSG_MARKUP_CHILD, .args = {STR("tr"), STR("table")}});
        }
        if (n->name != NULL && node_is_tag(n, TAG_A) && node_inside(n, TAG_A)) {
            say(j, s, n->at,
                (struct report){.kind = MSG_MARKUP_BARRED, .args = {STR("a"), STR("a")}});
        }
    }
}

void xhtml11_check(struct judge *j, struct subject *s, const struct node *root)
{
    nested_check(j, s, root);
    schema_check(j, s, root, SPACE_HTML, rows, sizeof rows / sizeof *rows);
}
