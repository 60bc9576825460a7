/* CommonMark's inlines. */
#include "render/content_internal.h"

static bool enter_text(struct content *c, cmark_node *node)
{
    xml_text(c->xml, str_from(cmark_node_get_literal(node)));
    return false;
}

const struct handler content_text = {enter_text, NULL};

static bool enter_soft_break(struct content *c, cmark_node *node)
{
    (void)node;
    xml_text(c->xml, STR("\n"));
    return false;
}

const struct handler content_soft_break = {enter_soft_break, NULL};

static bool enter_hard_break(struct content *c, cmark_node *node)
{
    (void)node;
    xml_open(c->xml, STR("br"));
    xml_close(c->xml);
    xml_text(c->xml, STR("\n"));
    return false;
}

const struct handler content_hard_break = {enter_hard_break, NULL};

static bool enter_code(struct content *c, cmark_node *node)
{
    xml_leaf(c->xml, "code", str_from(cmark_node_get_literal(node)));
    return false;
}

const struct handler content_code = {enter_code, NULL};

static bool enter_emphasis(struct content *c, cmark_node *node)
{
    (void)node;
    xml_open(c->xml, STR("em"));
    return true;
}

static bool enter_strong(struct content *c, cmark_node *node)
{
    (void)node;
    xml_open(c->xml, STR("strong"));
    return true;
}

void content_close_inline(struct content *c)
{
    struct content_state *s = c->state;
    bool resumed = s->resumed > 0 && xml_depth(c->xml) >= s->resumed;
    if (!resumed || !xml_take_back(c->xml)) {
        xml_close(c->xml);
    }
    s->resumed = xml_depth(c->xml) < s->resumed ? 0 : s->resumed;
}

static void leave_inline(struct content *c, cmark_node *node)
{
    (void)node;
    content_close_inline(c);
}

const struct handler content_emphasis = {enter_emphasis, leave_inline};
const struct handler content_strong = {enter_strong, leave_inline};

static bool may_stand(char c)
{
    return ascii_alnum(c) || str_has(STR("-_.!~*'();/?:@&=+$,%#"), c);
}

/* RFC 3986: what may not stand in an address is percent-encoded; "%" is the author's. */
static str encoded(struct arena *a, str address)
{
    static const char digits[] = "0123456789ABCDEF";
    struct buf out = {0};
    size_t at = 0;
    while (at < address.len && may_stand(address.ptr[at])) {
        at++;
    }
    if (at == address.len) {
        return address; /* as most */
    }
    buf_add(&out, str_sub(address, 0, at));
    for (; at < address.len; at++) {
        unsigned char b = (unsigned char)address.ptr[at];
        if (may_stand(address.ptr[at])) {
            buf_addch(&out, address.ptr[at]);
        } else {
            buf_addch(&out, '%');
            buf_addch(&out, digits[b >> 4]);
            buf_addch(&out, digits[b & 15]);
        }
    }
    return buf_finish(&out, a);
}

str content_href(struct content *c, const struct link *link)
{
    struct arena *a = c->xml->arena;
    if (link->target == LINK_EXTERNAL) {
        return encoded(a, link->destination);
    }
    if (link->target != LINK_INTERNAL) {
        return STR_NONE;
    }
    bool own = link->document == c->document && link->fragment.len > 0;
    str parts[] = {own ? STR_NONE : link->document->file,
                   link->fragment.len > 0 ? STR("#") : STR_NONE, link->fragment};
    return str_concat(a, parts, 3);
}

/* What a link is written as; one that leads nowhere is its text, but for an id that others lead to.
 */
static str link_element(const struct link *link)
{
    bool text = link->target == LINK_TEXT_ONLY;
    return !text ? STR("a") : link->given.anchor != NULL ? STR("span") : STR_NONE;
}

static void open_link(struct content *c, cmark_node *node, const struct given_list *given)
{
    const struct construct *construct = content_construct(node);
    const struct link *link = &construct->link;
    str title = str_from(cmark_node_get_title(node));
    xml_place(c->xml, construct->at);
    xml_open(c->xml, link_element(link));
    if (link->target != LINK_TEXT_ONLY) {
        xml_attr(c->xml, "href", content_href(c, link));
    }
    xml_attr_if(c->xml, "title", title);
    content_given(c, given, title.len > 0 ? STR("title") : STR_NONE);
}

static bool enter_link(struct content *c, cmark_node *node)
{
    const struct construct *construct = content_construct(node);
    if (construct->link.target != LINK_TEXT_ONLY) {
        raw_end_link(c, construct->at);
    }
    if (link_element(&construct->link).len > 0) {
        open_link(c, node, &construct->link.given);
    }
    return true;
}

static void leave_link(struct content *c, cmark_node *node)
{
    if (link_element(&content_construct(node)->link).len > 0) {
        content_close_inline(c);
    }
}

/* What an inline around a reference is written as, if it can be closed and opened again. */
static str paused_element(cmark_node *node)
{
    const struct construct *construct = content_construct(node);
    if (construct == NULL) {
        cmark_node_type type = cmark_node_get_type(node);
        return type == CMARK_NODE_EMPH     ? STR("em")
               : type == CMARK_NODE_STRONG ? STR("strong")
                                           : STR_NONE;
    }
    if (construct->kind == CONSTRUCT_SPAN) {
        const struct given_list *given = &construct->span.given;
        bool plain = given->anchor == NULL && given->nattributes == 0 && given->classes.len == 0;
        return plain ? construct->span.element : STR_NONE;
    }
    return construct->kind == CONSTRUCT_LINK ? link_element(&construct->link) : STR_NONE;
}

/* The inlines from the node's parent up to the link around it; count 0: there is none, or something
 * else is open in it. */
static void find_link(struct content *c, cmark_node *node, struct link_pause *pause)
{
    size_t depth = xml_depth(c->xml), count = 0;
    for (cmark_node *up = cmark_node_parent(node); count < PAUSED_INLINES;
         up = cmark_node_parent(up)) {
        str element = paused_element(up);
        if (element.len == 0 || !str_eq(xml_name_at(c->xml, depth - count - 1), element)) {
            return;
        }
        pause->inlines[count++] = up;
        if (str_eq(element, STR("a"))) {
            pause->count = count;
            return;
        }
    }
}

void content_pause_link(struct content *c, cmark_node *node, struct place at,
                        struct link_pause *pause)
{
    pause->count = 0;
    raw_end_link(c, at);
    find_link(c, node, pause);
    for (size_t i = 0; i < pause->count; i++) {
        const struct construct *link = content_construct(pause->inlines[i]);
        bool named = link != NULL && link->link.given.anchor != NULL;
        if (named || !xml_take_back(c->xml)) {
            xml_close(c->xml);
        }
    }
}

void content_resume_link(struct content *c, const struct link_pause *pause)
{
    for (size_t i = pause->count; i > 0; i--) {
        cmark_node *node = pause->inlines[i - 1];
        if (i < pause->count) {
            xml_open(c->xml, paused_element(node));
            continue;
        }
        struct given_list given = content_construct(node)->link.given;
        given.anchor = NULL; /* an id stands once */
        open_link(c, node, &given);
        c->state->resumed = xml_depth(c->xml);
    }
}

const struct handler content_link = {enter_link, leave_link};

/* Opens the img and writes what all images have. */
static void open_img(struct content *c, const struct image *image)
{
    xml_open(c->xml, STR("img"));
    xml_attr_if(c->xml, "src", image->resource != NULL ? image->resource->file : STR_NONE);
    xml_attr(c->xml, "alt", image->decorative ? STR_NONE : image->alt);
    xml_attr_if(c->xml, "class", image->classes);
    xml_attr_if(c->xml, "width", image->width);
    xml_attr_if(c->xml, "height", image->height);
    content_attributes(c, image->attributes, image->nattributes,
                       image->title.len > 0 ? STR("title") : STR_NONE);
}

/* The alt text of an image that is not to be had; links may lead to it all the same. */
static void write_alt(struct content *c, const struct image *image, const struct construct *anchor)
{
    bool named = anchor != NULL && !c->copy;
    if (named) {
        xml_open(c->xml, STR("span"));
        xml_attr_if(c->xml, "id", anchor->anchor.id);
    }
    xml_text(c->xml, image->alt);
    if (named) {
        xml_close(c->xml);
    }
}

void content_img(struct content *c, const struct image *image, const struct html_token *token)
{
    if (image->resource == NULL) {
        write_alt(c, image, token != NULL ? token->anchor : NULL);
        return;
    }
    open_img(c, image);
    if (token != NULL) {
        raw_attributes(c, token);
    }
    xml_close(c->xml);
}

static bool enter_image(struct content *c, cmark_node *node)
{
    const struct construct *construct = content_construct(node);
    const struct image *image = &construct->image;
    xml_place(c->xml, construct->at);
    if (image->resource == NULL) {
        write_alt(c, image, image->anchor);
        return false;
    }
    open_img(c, image);
    xml_attr_if(c->xml, "title", image->title);
    if (image->anchor != NULL && !c->copy) {
        xml_attr_if(c->xml, "id", image->anchor->anchor.id);
    }
    xml_close(c->xml);
    return false;
}

const struct handler content_image = {enter_image, NULL};
