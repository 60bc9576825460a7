/* Presentation MathML (EPUB 3.3, 6.1.4.2; MathML 3, chapter 3 and 5.1): which elements stand in
 * which, how many, and the names of attributes. Annotations may hold anything else. */
#include "check/walk.h"

#include "vocab/html.h"

/* What an element is, and what it takes. */
enum math_class {
    MATH_EXPRESSION = 1 << 0,
    MATH_ALIGN = 1 << 1, /* marks of alignment: wherever expressions are, and in tokens */
    MATH_GLYPH = 1 << 2,
    MATH_ROW = 1 << 3,
    MATH_CELL = 1 << 4,
    MATH_SCRIPT = 1 << 5, /* what stands for no script, or parts them */
    MATH_NONE = 1 << 6,
    MATH_STACK = 1 << 7,
    MATH_CARRY = 1 << 8,
    MATH_ANNOTATION = 1 << 9,
    MATH_TEXT = 1 << 10
};

#define EXPRESSIONS (MATH_EXPRESSION | MATH_ALIGN)
#define ANY         UINT8_MAX

/* MathML 3, 3.1.3.2: the number of arguments, and 3.2 to 3.7. */
static const struct math_model {
    const char *elements; /* by blanks */
    unsigned is, takes;
    uint8_t least, most;
} models[] = {
    {"mi mn mo mtext ms", MATH_EXPRESSION, MATH_GLYPH | MATH_ALIGN | MATH_TEXT, 0, ANY},
    {"mrow math msqrt mstyle merror mpadded mphantom menclose mfenced", MATH_EXPRESSION,
     EXPRESSIONS, 0, ANY},
    {"mfrac mroot msub msup munder mover", MATH_EXPRESSION, EXPRESSIONS, 2, 2},
    {"msubsup munderover", MATH_EXPRESSION, EXPRESSIONS, 3, 3},
    {"mmultiscripts", MATH_EXPRESSION, EXPRESSIONS | MATH_SCRIPT | MATH_NONE, 1, ANY},
    {"mtable", MATH_EXPRESSION, MATH_ROW, 0, ANY},
    {"mtr", MATH_ROW, MATH_CELL, 0, ANY},
    {"mlabeledtr", MATH_ROW, MATH_CELL, 1, ANY},
    {"mtd", MATH_CELL, EXPRESSIONS, 0, ANY},
    {"mspace", MATH_EXPRESSION, 0, 0, 0},
    {"maction", MATH_EXPRESSION, EXPRESSIONS, 1, ANY},
    {"semantics", MATH_EXPRESSION, EXPRESSIONS | MATH_ANNOTATION, 1, ANY},
    {"annotation", MATH_ANNOTATION, MATH_TEXT, 0, ANY},
    {"annotation-xml", MATH_ANNOTATION, UINT32_MAX, 0, ANY},
    {"mprescripts", MATH_SCRIPT, 0, 0, 0},
    {"none", MATH_NONE, 0, 0, 0},
    {"maligngroup malignmark", MATH_ALIGN, 0, 0, 0},
    {"mglyph", MATH_GLYPH, 0, 0, 0},
    {"mstack", MATH_EXPRESSION, EXPRESSIONS | MATH_STACK, 0, ANY},
    {"mlongdiv", MATH_EXPRESSION, EXPRESSIONS | MATH_STACK, 3, ANY},
    {"msgroup", MATH_STACK, EXPRESSIONS | MATH_STACK, 0, ANY},
    {"msrow", MATH_STACK, EXPRESSIONS | MATH_NONE, 0, ANY},
    {"mscarries", MATH_STACK, EXPRESSIONS | MATH_NONE | MATH_CARRY, 0, ANY},
    {"mscarry", MATH_CARRY, EXPRESSIONS | MATH_NONE, 0, ANY},
    {"msline", MATH_STACK, 0, 0, 0},
};

/* The attributes of chapters 2, 3 and 5, and those that MathML 3 deprecates. */
static const char *const attributes =
    "accent accentunder actiontype align alignmentscope alt altimg altimg-height altimg-valign "
    "altimg-width alttext background baseline bevelled cd charalign charspacing class close color "
    "columnalign columnlines columnspacing columnspan columnwidth crossout decimalpoint "
    "definitionURL denomalign depth dir display displaystyle edge encoding equalcolumns equalrows "
    "fence fontfamily fontsize fontstyle fontweight form frame framespacing groupalign height href "
    "id indentalign indentalignfirst indentalignlast indentshift indentshiftfirst indentshiftlast "
    "indenttarget index infixlinebreakstyle largeop leftoverhang length linebreak "
    "linebreakmultchar linebreakstyle lineleading linethickness location longdivstyle lquote "
    "lspace macros mathbackground mathcolor mathsize mathvariant maxsize maxwidth mediummathspace "
    "minlabelspacing minsize mode movablelimits mslinethickness name notation numalign open other "
    "overflow position rightoverhang rowalign rowlines rowspacing rowspan rquote rspace "
    "scriptlevel scriptminsize scriptsizemultiplier selection separator separators shift side src "
    "stackalign stretchy style subscriptshift superscriptshift symmetric thickmathspace "
    "thinmathspace valign verythickmathspace verythinmathspace veryverythickmathspace "
    "veryverythinmathspace voffset width xref";

/* HTML, 3.2.6: attributes that any element may have, of MathML's too. */
static const char *const global = "lang role tabindex nonce autofocus slot part";

static const struct math_model *model_of(const struct node *n)
{
    for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
        if (html_word_in(n->name->local, models[i].elements, false)) {
            return &models[i];
        }
    }
    return NULL;
}

static bool in_annotation(const struct node *n)
{
    for (n = n->parent; n != NULL && n->name->space == SPACE_MATHML; n = n->parent) {
        if (node_is(n, SPACE_MATHML, "annotation-xml")) {
            return true;
        }
    }
    return false;
}

/* EPUB 3.3, 6.1.4.2: what an annotation may hold, by its encoding. */
static void annotation_check(struct walk *w, const struct node *n)
{
    const str *encoding = node_attr_in(n, SPACE_NONE, "encoding");
    const str *name = node_attr(n, ATTR_NAME);
    const struct node *held = node_child(n);
    bool holds_content =
        held != NULL && held->name->space == SPACE_MATHML && model_of(held) == NULL;
    if (encoding == NULL) {
        if (holds_content) {
            walk_say(w, n,
                     (struct report){.kind = MSG_MARKUP_LACKS,
                                     .args = {n->name->local, STR("encoding")}});
        }
        return;
    }
    bool content = html_word_in(*encoding, "MathML-Content application/mathml-content+xml", true);
    bool equivalent = name != NULL && str_eq(str_trim(*name), STR("contentequiv"));
    bool known = content || html_word_in(*encoding,
                                         "MathML-Presentation application/mathml-presentation+xml "
                                         "application/xhtml+xml text/html SVG1.1 image/svg+xml "
                                         "application/svg+xml application/mathml+xml MathML",
                                         true);
    if (!known || (!content && holds_content)) {
        walk_say(w, n,
                 (struct report){.kind = MSG_MARKUP_VALUE,
                                 .args = {STR("encoding"), *encoding,
                                          STR("write the media type of what it holds")}});
    } else if (content && !equivalent) {
        walk_say(w, n,
                 (struct report){.kind = MSG_MARKUP_LACKS, .args = {n->name->local, STR("name")}});
    }
}

static void attributes_of(struct walk *w, const struct node *n)
{
    const str *display = node_attr_in(n, SPACE_NONE, "display");
    const str *dir = node_attr(n, ATTR_DIR);
    if (dir != NULL && !html_word_in(*dir, "ltr rtl", true)) {
        walk_say(w, n,
                 (struct report){.kind = MSG_MARKUP_KEYWORD,
                                 .args = {STR("dir"), *dir, STR("ltr rtl")}});
    }
    if (display != NULL && str_eq(n->name->local, STR("math")) &&
        !html_word_in(*display, "block inline", false)) {
        walk_say(w, n,
                 (struct report){.kind = MSG_MARKUP_KEYWORD,
                                 .args = {STR("display"), *display, STR("block inline")}});
    }
    for (uint32_t i = 0; i < n->nattributes; i++) {
        const struct attribute *a = &n->attributes[i];
        str name = a->name->local;
        if (a->name->space == SPACE_NONE && !html_word_in(name, attributes, false) &&
            !html_word_in(name, global, false) && !str_starts(name, STR("data-")) &&
            !(str_starts(name, STR("aria-")) && a->name->attribute != NULL) &&
            !attribute_is_event(name)) {
            walk_say(w, n,
                     (struct report){.kind = MSG_MARKUP_ATTRIBUTE, .args = {name, n->name->local}});
        }
    }
}

static void number_is_wrong(struct walk *w, const struct node *n, const struct math_model *model,
                            size_t count)
{
    struct buf text = {0};
    buf_addf(&text, "holds %zu element%s, where %s%u belong%s", count, count == 1 ? "" : "s",
             model->most == ANY ? "at least " : "", model->least, model->least == 1 ? "s" : "");
    say(w->judge, w->document->subject, n->at,
        (struct report){.kind = MSG_MARKUP_MODEL,
                        .args = {n->name->local, buf_str(&text),
                                 STR("put what belongs together into an mrow")}});
    buf_release(&text);
}

static void number_check(struct walk *w, const struct node *n, const struct math_model *model)
{
    size_t count = 0;
    for (const struct node *c = node_child(n); c != NULL; c = node_sibling(c)) {
        count++;
    }
    if (count < model->least || (count > model->most && model->most != ANY && model->most > 0)) {
        number_is_wrong(w, n, model, count);
    }
}

/* MathML 3, 3.4.7: a base, pairs of scripts, and once mprescripts and pairs of scripts. */
static void scripts_check(struct walk *w, const struct node *n)
{
    size_t scripts = 0, parted = 0;
    const struct node *c = node_child(n);
    for (c = c == NULL ? NULL : node_sibling(c); c != NULL; c = node_sibling(c)) {
        if (!node_is(c, SPACE_MATHML, "mprescripts")) {
            scripts++;
            continue;
        }
        if (parted++ > 0) {
            walk_misplaced(w, c);
        }
        if (scripts % 2 != 0) {
            break;
        }
    }
    if (scripts % 2 != 0) {
        walk_say(w, n,
                 (struct report){.kind = MSG_MARKUP_MODEL,
                                 .args = {n->name->local, STR("holds a script without its pair"),
                                          STR("write <none/> for the script that is not there")}});
    }
}

/* MathML 3, 5.1: what is annotated, then the annotations. */
static void semantics_check(struct walk *w, const struct node *n)
{
    const struct node *c = node_child(n);
    for (bool first = true; c != NULL; c = node_sibling(c), first = false) {
        const struct math_model *model = c->name->space == SPACE_MATHML ? model_of(c) : NULL;
        if (model != NULL && first == (model->is == MATH_ANNOTATION)) {
            walk_say(w, c,
                     (struct report){.kind = MSG_MARKUP_ORDER,
                                     .args = {c->name->local, n->name->local}});
            return;
        }
    }
}

static void text_check(struct walk *w, const struct node *n, const struct math_model *model)
{
    for (const struct node *c = n->first; c != NULL && (model->takes & MATH_TEXT) == 0;
         c = c->next) {
        if (c->name == NULL && str_trim(c->text).len > 0) {
            walk_say(w, c, (struct report){.kind = MSG_MARKUP_TEXT, .args = {n->name->local}});
            return;
        }
    }
}

/* HTML, 4.8.15: only tokens and annotations hold elements of HTML. */
static void strangers_check(struct walk *w, const struct node *n, const struct math_model *model)
{
    for (const struct node *c = node_child(n); c != NULL && (model->takes & MATH_TEXT) == 0;
         c = node_sibling(c)) {
        if (c->name->space == SPACE_HTML || c->name->space == SPACE_SVG) {
            walk_misplaced(w, c);
        }
    }
}

static void model_apply(struct walk *w, const struct node *n, const struct math_model *model)
{
    const struct math_model *up =
        n->parent != NULL && n->parent->name->space == SPACE_MATHML ? model_of(n->parent) : NULL;
    bool nested = up != NULL && str_eq(n->name->local, STR("math"));
    if (nested || (up != NULL && (up->takes & model->is) == 0)) {
        walk_misplaced(w, n);
    }
    attributes_of(w, n);
    number_check(w, n, model);
    text_check(w, n, model);
    strangers_check(w, n, model);
    if (str_eq(n->name->local, STR("mmultiscripts"))) {
        scripts_check(w, n);
    } else if (str_eq(n->name->local, STR("semantics"))) {
        semantics_check(w, n);
    }
}

void mathml_check(struct walk *w, const struct node *n)
{
    const struct math_model *model = model_of(n);
    if (str_eq(n->name->local, STR("annotation-xml"))) {
        annotation_check(w, n);
    }
    if (in_annotation(n)) {
        return;
    }
    if (model != NULL) {
        model_apply(w, n, model);
    } else {
        walk_misplaced(w, n);
    }
}
