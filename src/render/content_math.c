/* Formulas as MathML. One that cannot be read stands as it was written. */
#include "render/content_internal.h"

#include "math/math.h"
#include "messages.h"

/* The height of a formula is bounded, and so is this. */
static void write_node(struct xml *x, const struct math_node *n)
{
    xml_open(x, str_from(n->element));
    for (const struct math_attribute *a = n->attributes; a != NULL; a = a->next) {
        xml_attr(x, a->name, str_from(a->value));
    }
    xml_text(x, n->text);
    for (const struct math_node *child = n->first; child != NULL; child = child->next) {
        write_node(x, child);
    }
    xml_close(x);
}

/* The TeX in one line. */
static str one_line(struct arena *a, str tex)
{
    struct buf out = {0};
    for (str rest = tex, word; str_word(&rest, &word);) {
        buf_add(&out, out.len > 0 ? STR(" ") : STR_NONE);
        buf_add(&out, word);
    }
    return buf_finish(&out, a);
}

static void write_math(struct xml *x, const struct formula *f)
{
    xml_open(x, STR("math"));
    xml_attr(x, "xmlns", STR("http://www.w3.org/1998/Math/MathML"));
    xml_attr_if(x, "display", f->display ? STR("block") : STR_NONE);
    xml_attr(x, "alttext", one_line(x->arena, f->tex));
    for (const struct math_node *n = f->row->first; n != NULL; n = n->next) {
        write_node(x, n);
    }
    xml_close(x);
}

static void write_formula(struct content *c, const struct construct *construct)
{
    const struct formula *f = &construct->formula;
    xml_place(c->xml, construct->at);
    if (f->row == NULL) {
        xml_text(c->xml, f->written);
    } else if (xml_depth(c->xml) + f->row->height >= MAX_ELEMENTS) {
        diag_report(c->diag, &(struct report){.kind = MSG_TOO_DEEP,
                                              .at = construct->at,
                                              .args = {STR("the formula"), STR("200")}});
    } else {
        write_math(c->xml, f);
    }
}

static void open_block(struct content *c, cmark_node *node)
{
    content_begin_block(c, node);
    xml_open(c->xml, STR("div"));
    xml_attr(c->xml, "class", STR("math"));
}

/* In the text, or the whole of a block. */
static bool enter_formula(struct content *c, cmark_node *node)
{
    bool fence = cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK;
    if (fence) {
        open_block(c, node);
    }
    write_formula(c, content_construct(node));
    if (fence) {
        content_end_block(c);
    }
    return false;
}

const struct handler content_formula = {enter_formula, NULL};

static bool enter_formulas(struct content *c, cmark_node *node)
{
    open_block(c, node);
    return true;
}

static void leave_formulas(struct content *c, cmark_node *node)
{
    (void)node;
    content_end_block(c);
}

const struct handler content_formulas = {enter_formulas, leave_formulas};
