/* Boxes and figures (source format, part 4). */
#include "render/content_internal.h"

/* What each kind of box is written as. Those without label have no title of their own, and no name
 * for assistive technology. */
static const struct box_form {
    str element, class_name, title_class, type, role;
    bool labelled;
    enum word word;
} forms[] = {
#define NOTICE(w)                                                                                  \
    {                                                                                              \
        STR_INIT("section"), STR_INIT("warning"), STR_INIT("warning-title"), STR_INIT("notice"),   \
            STR_INIT("doc-notice"), true, w                                                        \
    }
    [BOX_TIP] = {STR_INIT("aside"), STR_INIT("tip"), STR_INIT("tip-title"), STR_INIT("tip"),
                 STR_INIT("doc-tip"), true, WORD_TIP},
    [BOX_NOTE] = {STR_INIT("aside"), STR_INIT("note"), STR_INIT("note-title"), STR_INIT(""),
                  STR_INIT("note"), true, WORD_NOTE},
    [BOX_IMPORTANT] = NOTICE(WORD_IMPORTANT),
    [BOX_WARNING] = NOTICE(WORD_WARNING),
    [BOX_CAUTION] = NOTICE(WORD_CAUTION),
    [BOX_EXAMPLE] = {STR_INIT("aside"), STR_INIT("example"), STR_INIT("example-title"),
                     STR_INIT(""), STR_INIT("doc-example"), true, WORD_EXAMPLE},
    [BOX_EPIGRAPH] = {STR_INIT("div"), STR_INIT("epigraph"), STR_INIT("epigraph-title"),
                      STR_INIT("epigraph"), STR_INIT("doc-epigraph"), false, WORDS},
    [BOX_PULLQUOTE] = {STR_INIT("aside"), STR_INIT("pullquote"), STR_INIT("pullquote-title"),
                       STR_INIT("pullquote"), STR_INIT("doc-pullquote"), false, WORDS},
    [BOX_DIV] = {STR_INIT("div"), STR_INIT(""), STR_INIT("title"), STR_INIT(""), STR_INIT(""),
                 false, WORDS},
#undef NOTICE
};

/* "Tip: Dim the lights" as text. */
static str box_label(const struct content *c, const struct box *box)
{
    str label = word(c->words, forms[box->kind].word);
    const str pairs[] = {STR("label"), label, STR("title"), box->label};
    return box->titled ? word_fill(c->xml->arena, c->words, WORD_LABELLED, pairs, 2) : label;
}

static void open_title(struct content *c, const struct box *box)
{
    xml_open(c->xml, STR("p"));
    xml_attr(c->xml, "class", forms[box->kind].title_class);
    if (!c->copy && forms[box->kind].labelled) {
        xml_attr_if(c->xml, "id", box->id);
    }
    content_former(c, &box->former);
}

static void box_classes(struct content *c, const struct box *box)
{
    str own = forms[box->kind].class_name;
    str parts[] = {own, own.len > 0 && box->classes.len > 0 ? STR(" ") : STR_NONE, box->classes};
    xml_attr_if(c->xml, "class", str_concat(c->xml->arena, parts, 3));
}

/* Its name, if it has one; else its id. */
static void box_name(struct content *c, const struct box *box)
{
    if (!forms[box->kind].labelled) {
        if (!c->copy) {
            xml_attr_if(c->xml, "id", box->id);
        }
    } else if (c->copy) {
        xml_attr(c->xml, "aria-label", box_label(c, box));
    } else {
        xml_attr_if(c->xml, "aria-labelledby", box->id);
    }
}

static bool enter_box(struct content *c, cmark_node *node)
{
    const struct box *box = &content_construct(node)->box;
    const struct box_form *form = &forms[box->kind];
    content_begin_block(c, node);
    xml_open(c->xml, form->element);
    box_classes(c, box);
    xml_attr_if(c->xml, "epub:type", form->type);
    xml_attr_if(c->xml, "role", form->role);
    box_name(c, box);
    for (size_t i = 0; i < box->nattributes; i++) {
        xml_attr_str(c->xml, box->attributes[i].name, box->attributes[i].value);
    }
    xml_line(c->xml);
    if (!box->titled && form->labelled) {
        open_title(c, box);
        xml_text(c->xml, word(c->words, form->word));
        content_end_block(c);
    }
    return true;
}

static void leave_box(struct content *c, cmark_node *node)
{
    (void)node;
    xml_line(c->xml);
    content_end_block(c);
}

const struct handler content_box = {enter_box, leave_box};

/* What stands before and behind the title in "{label}: {title}". */
static str around_title(const struct content *c, const struct box *box, bool behind)
{
    if (!forms[box->kind].labelled) {
        return STR_NONE;
    }
    str form = word(c->words, WORD_LABELLED), title = STR("{title}");
    size_t at = str_find_str(form, title, 0);
    str part = behind ? str_sub(form, at + title.len, form.len) : str_sub(form, 0, at);
    const str pairs[] = {STR("label"), word(c->words, forms[box->kind].word)};
    return str_fill(c->xml->arena, part, pairs, 1);
}

static const struct box *box_around(cmark_node *title)
{
    return &content_construct(cmark_node_parent(title))->box;
}

static bool enter_title(struct content *c, cmark_node *node)
{
    const struct box *box = box_around(node);
    xml_line(c->xml);
    xml_place(c->xml, content_construct(node)->at);
    open_title(c, box);
    xml_text(c->xml, around_title(c, box, false));
    return true;
}

static void leave_title(struct content *c, cmark_node *node)
{
    xml_text(c->xml, around_title(c, box_around(node), true));
    content_end_block(c);
}

const struct handler content_box_title = {enter_title, leave_title};

static void caption(struct content *c, const struct construct *image)
{
    if (!image->image.caption_inlines && image->image.title.len == 0) {
        return;
    }
    xml_open(c->xml, STR("figcaption"));
    content_passage(c, image->node);
    if (image->image.caption_inlines) {
        content_inlines(c, image->node);
    } else {
        xml_text(c->xml, image->image.title);
    }
    xml_close(c->xml);
}

/* An image that is not to be had leaves its alt text, which needs a paragraph. */
static void figure_body(struct content *c, const struct construct *image)
{
    if (image->image.resource != NULL) {
        content_img(c, &image->image, NULL);
    } else {
        xml_leaf(c->xml, "p", image->image.alt);
    }
}

static bool enter_figure(struct content *c, cmark_node *node)
{
    const struct construct *image = content_construct(node)->figure.image;
    bool decorative = image->image.decorative;
    content_begin_block(c, node);
    xml_open(c->xml, decorative ? STR("p") : STR("figure"));
    if (decorative) {
        xml_attr(c->xml, "class", STR("decorative"));
    }
    if (image->image.anchor != NULL && !c->copy) {
        xml_attr_if(c->xml, "id", image->image.anchor->anchor.id);
    }
    if (decorative) {
        content_img(c, &image->image, NULL);
    } else {
        figure_body(c, image);
        caption(c, image);
    }
    content_end_block(c);
    return false;
}

const struct handler content_figure = {enter_figure, NULL};
