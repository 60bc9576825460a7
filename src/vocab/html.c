/* The tables of HTML and their lookups. Rows of elements are written from the element sections of
 * the HTML standard and from ARIA in HTML, section 4. */
#include "vocab/html.h"

#include "base/nearest.h"

#include <string.h>

/* A list of tags or attributes. */
#define LIST(...) ((const uint8_t[]){__VA_ARGS__, 0})

/* Shorthands of the table. */
#define FLOW_IN     (IS_FLOW | IS_TEXT)
#define PHRASING_IN (IS_PHRASING | IS_TEXT)
#define BLOCK       IS_FLOW
#define INLINE      (IS_FLOW | IS_PHRASING)
#define NO_HEADINGS (IS_HEADING | IS_SECTIONING | IS_FRAME)

#define ROLE_BUTTONS                                                                               \
    "button checkbox combobox gridcell link menuitem menuitemcheckbox menuitemradio option radio " \
    "separator slider switch tab treeitem"
#define ROLE_LISTS                                                                                 \
    "list group listbox menu menubar none presentation radiogroup tablist toolbar tree directory"
#define ROLE_HEADINGS "heading none presentation tab doc-subtitle"
#define ROLE_SECTIONS                                                                              \
    "doc-chapter doc-endnotes doc-colophon doc-toc "                                               \
    "region alert alertdialog application banner complementary contentinfo dialog document feed "  \
    "generic group log main marquee navigation none note presentation search status tabpanel "     \
    "doc-abstract doc-acknowledgments doc-afterword doc-appendix doc-bibliography doc-conclusion " \
    "doc-credit doc-credits doc-dedication doc-epigraph doc-epilogue doc-errata doc-example "      \
    "doc-foreword doc-glossary doc-index doc-introduction doc-notice doc-pagelist doc-part "       \
    "doc-preface doc-prologue doc-pullquote doc-qna"
#define ROLE_SCOPES                                                                                \
    "group none presentation generic banner contentinfo doc-footnote doc-pageheader "              \
    "doc-pagefooter"

#define TD_ATTRS LIST(ATTR_COLSPAN, ATTR_ROWSPAN, ATTR_HEADERS)
#define MEDIA_ATTRS                                                                                \
    ATTR_SRC, ATTR_CROSSORIGIN, ATTR_PRELOAD, ATTR_AUTOPLAY, ATTR_LOOP, ATTR_MUTED, ATTR_CONTROLS, \
        ATTR_DISABLEREMOTEPLAYBACK

static const struct html_element elements[TAGS] = {
    [TAG_A] = {"a", TAG_A, HTML_TRANSPARENT, INLINE | IS_LINK, 0, IS_LINK | IS_INTERACTIVE, NULL,
               LIST(ATTR_HREF, ATTR_TARGET, ATTR_DOWNLOAD, ATTR_PING, ATTR_REL, ATTR_REV,
                    ATTR_HREFLANG, ATTR_TYPE, ATTR_REFERRERPOLICY),
               NULL,
               "doc-noteref doc-backlink doc-biblioref link button checkbox menuitem "
               "menuitemcheckbox menuitemradio option radio switch tab treeitem doc-glossref"},
    [TAG_ABBR] = {"abbr", TAG_ABBR, HTML_ROLE_ANY | HTML_NAMELESS, INLINE, PHRASING_IN, 0, NULL,
                  NULL, NULL, ""},
    [TAG_ACRONYM] = {"acronym", TAG_ACRONYM, HTML_OBSOLETE, 0, PHRASING_IN, 0, NULL, NULL, NULL,
                     ""},
    [TAG_ADDRESS] = {"address", TAG_ADDRESS, HTML_ROLE_ANY, BLOCK | IS_ADDRESS, FLOW_IN,
                     NO_HEADINGS | IS_ADDRESS, NULL, NULL, NULL, ""},
    [TAG_APPLET] = {"applet", TAG_APPLET, HTML_OBSOLETE, 0, FLOW_IN, 0, NULL, NULL, NULL, ""},
    [TAG_AREA] = {"area", TAG_AREA, HTML_VOID, INLINE, 0, 0, NULL,
                  LIST(ATTR_ALT, ATTR_COORDS, ATTR_SHAPE, ATTR_HREF, ATTR_TARGET, ATTR_DOWNLOAD,
                       ATTR_PING, ATTR_REL, ATTR_REFERRERPOLICY, ATTR_HREFLANG, ATTR_TYPE),
                  NULL, "link button generic"},
    [TAG_ARTICLE] = {"article", TAG_ARTICLE, 0, BLOCK | IS_SECTIONING, FLOW_IN, IS_MAIN, NULL, NULL,
                     NULL, "article application document feed main none presentation region"},
    [TAG_ASIDE] = {"aside", TAG_ASIDE, 0, BLOCK | IS_SECTIONING, FLOW_IN, IS_MAIN, NULL, NULL, NULL,
                   "complementary feed none note presentation region search doc-dedication "
                   "doc-example doc-footnote doc-endnote doc-glossary doc-pullquote doc-tip"},
    [TAG_AUDIO] = {"audio", TAG_AUDIO, HTML_TRANSPARENT, INLINE | IS_MEDIA, 0, IS_MEDIA,
                   LIST(TAG_SOURCE, TAG_TRACK), LIST(MEDIA_ATTRS), NULL, "application"},
    [TAG_B] = {"b", TAG_B, HTML_ROLE_ANY | HTML_NAMELESS, INLINE, PHRASING_IN, 0, NULL, NULL, NULL,
               ""},
    [TAG_BASE] = {"base", TAG_BASE, HTML_VOID, IS_METADATA, 0, 0, NULL,
                  LIST(ATTR_HREF, ATTR_TARGET), NULL, ""},
    [TAG_BASEFONT] = {"basefont", TAG_BASEFONT, HTML_OBSOLETE | HTML_VOID, 0, 0, 0, NULL, NULL,
                      NULL, ""},
    [TAG_BDI] = {"bdi", TAG_BDI, HTML_ROLE_ANY | HTML_NAMELESS, INLINE, PHRASING_IN, 0, NULL, NULL,
                 NULL, ""},
    [TAG_BDO] = {"bdo", TAG_BDO, HTML_ROLE_ANY | HTML_NAMELESS, INLINE, PHRASING_IN, 0, NULL, NULL,
                 LIST(ATTR_DIR), ""},
    [TAG_BGSOUND] = {"bgsound", TAG_BGSOUND, HTML_OBSOLETE | HTML_VOID, 0, 0, 0, NULL, NULL, NULL,
                     ""},
    [TAG_BIG] = {"big", TAG_BIG, HTML_OBSOLETE, 0, PHRASING_IN, 0, NULL, NULL, NULL, ""},
    [TAG_BLINK] = {"blink", TAG_BLINK, HTML_OBSOLETE, 0, PHRASING_IN, 0, NULL, NULL, NULL, ""},
    [TAG_BLOCKQUOTE] = {"blockquote", TAG_BLOCKQUOTE, HTML_ROLE_ANY, BLOCK, FLOW_IN, 0, NULL,
                        LIST(ATTR_CITE), NULL, ""},
    [TAG_BODY] = {"body", TAG_BODY, 0, 0, FLOW_IN, 0, NULL, NULL, NULL, "generic document"},
    [TAG_BR] = {"br", TAG_BR, HTML_VOID, INLINE, 0, 0, NULL, NULL, NULL, "none presentation"},
    [TAG_BUTTON] = {"button", TAG_BUTTON, 0, INLINE | IS_INTERACTIVE, PHRASING_IN, IS_INTERACTIVE,
                    NULL,
                    LIST(ATTR_COMMAND, ATTR_COMMANDFOR, ATTR_DISABLED, ATTR_FORM, ATTR_FORMACTION,
                         ATTR_FORMENCTYPE, ATTR_FORMMETHOD, ATTR_FORMNOVALIDATE, ATTR_FORMTARGET,
                         ATTR_NAME, ATTR_POPOVERTARGET, ATTR_POPOVERTARGETACTION, ATTR_TYPE,
                         ATTR_VALUE),
                    NULL, ROLE_BUTTONS},
    [TAG_CANVAS] = {"canvas", TAG_CANVAS, HTML_TRANSPARENT | HTML_ROLE_ANY, INLINE, 0, 0, NULL,
                    LIST(ATTR_WIDTH, ATTR_HEIGHT), NULL, ""},
    [TAG_CAPTION] = {"caption", TAG_CAPTION, HTML_NAMELESS, 0, FLOW_IN, IS_TABLE, NULL, NULL, NULL,
                     "caption"},
    [TAG_CENTER] = {"center", TAG_CENTER, HTML_OBSOLETE, 0, FLOW_IN, 0, NULL, NULL, NULL, ""},
    [TAG_CITE] = {"cite", TAG_CITE, HTML_ROLE_ANY | HTML_NAMELESS, INLINE, PHRASING_IN, 0, NULL,
                  NULL, NULL, ""},
    [TAG_CODE] = {"code", TAG_CODE, HTML_ROLE_ANY | HTML_NAMELESS, INLINE, PHRASING_IN, 0, NULL,
                  NULL, NULL, ""},
    [TAG_COL] = {"col", TAG_COL, HTML_VOID, 0, 0, 0, NULL, LIST(ATTR_SPAN), NULL, ""},
    [TAG_COLGROUP] = {"colgroup", TAG_COLGROUP, 0, 0, IS_SCRIPT, 0, LIST(TAG_COL), LIST(ATTR_SPAN),
                      NULL, ""},
    [TAG_COMMAND] = {"command", TAG_COMMAND, HTML_OBSOLETE | HTML_VOID, 0, 0, 0, NULL, NULL, NULL,
                     ""},
    [TAG_DATA] = {"data", TAG_DATA, HTML_ROLE_ANY | HTML_NAMELESS, INLINE, PHRASING_IN, 0, NULL,
                  LIST(ATTR_VALUE), LIST(ATTR_VALUE), ""},
    [TAG_DATALIST] = {"datalist", TAG_DATALIST, 0, INLINE, PHRASING_IN | IS_SCRIPT, 0,
                      LIST(TAG_OPTION), NULL, NULL, "listbox"},
    [TAG_DD] = {"dd", TAG_DD, 0, 0, FLOW_IN, 0, NULL, NULL, NULL, "definition"},
    [TAG_DEL] = {"del", TAG_DEL, HTML_TRANSPARENT | HTML_ROLE_ANY | HTML_NAMELESS, INLINE, 0, 0,
                 NULL, LIST(ATTR_CITE, ATTR_DATETIME), NULL, ""},
    [TAG_DETAILS] = {"details", TAG_DETAILS, 0, BLOCK | IS_INTERACTIVE, FLOW_IN, 0,
                     LIST(TAG_SUMMARY), LIST(ATTR_NAME, ATTR_OPEN), NULL, "group"},
    [TAG_DFN] = {"dfn", TAG_DFN, HTML_ROLE_ANY, INLINE | IS_DFN, PHRASING_IN, IS_DFN, NULL, NULL,
                 NULL, ""},
    [TAG_DIALOG] = {"dialog", TAG_DIALOG, 0, BLOCK, FLOW_IN, 0, NULL, LIST(ATTR_OPEN), NULL,
                    "dialog alertdialog"},
    [TAG_DIR] = {"dir", TAG_DIR, HTML_OBSOLETE, 0, 0, 0, LIST(TAG_LI), NULL, NULL, ""},
    [TAG_DIV] = {"div", TAG_DIV, HTML_ROLE_ANY | HTML_NAMELESS, BLOCK, FLOW_IN, 0, NULL, NULL, NULL,
                 ""},
    [TAG_DL] = {"dl", TAG_DL, 0, BLOCK, IS_SCRIPT, 0, LIST(TAG_DT, TAG_DD, TAG_DIV), NULL, NULL,
                "group list none presentation"},
    [TAG_DT] = {"dt", TAG_DT, 0, 0, FLOW_IN, NO_HEADINGS, NULL, NULL, NULL, "listitem term"},
    [TAG_EM] = {"em", TAG_EM, HTML_ROLE_ANY | HTML_NAMELESS, INLINE, PHRASING_IN, 0, NULL, NULL,
                NULL, ""},
    [TAG_EMBED] = {"embed", TAG_EMBED, HTML_VOID, INLINE | IS_INTERACTIVE, 0, 0, NULL,
                   LIST(ATTR_SRC, ATTR_TYPE, ATTR_WIDTH, ATTR_HEIGHT), NULL,
                   "application document img none presentation"},
    [TAG_FIELDSET] = {"fieldset", TAG_FIELDSET, 0, BLOCK, FLOW_IN, 0, LIST(TAG_LEGEND),
                      LIST(ATTR_DISABLED, ATTR_FORM, ATTR_NAME), NULL,
                      "group none presentation radiogroup"},
    [TAG_FIGCAPTION] = {"figcaption", TAG_FIGCAPTION, HTML_NAMELESS, 0, FLOW_IN, 0, NULL, NULL,
                        NULL, "group none presentation"},
    [TAG_FIGURE] = {"figure", TAG_FIGURE, HTML_ROLE_ANY, BLOCK, FLOW_IN, 0, LIST(TAG_FIGCAPTION),
                    NULL, NULL, ""},
    [TAG_FONT] = {"font", TAG_FONT, HTML_OBSOLETE, 0, PHRASING_IN, 0, NULL, NULL, NULL, ""},
    [TAG_FOOTER] = {"footer", TAG_FOOTER, 0, BLOCK | IS_FRAME, FLOW_IN, IS_FRAME | IS_MAIN, NULL,
                    NULL, NULL, ROLE_SCOPES},
    [TAG_FORM] = {"form", TAG_FORM, 0, BLOCK | IS_FORM, FLOW_IN, IS_FORM, NULL,
                  LIST(ATTR_ACCEPT_CHARSET, ATTR_ACTION, ATTR_AUTOCOMPLETE, ATTR_ENCTYPE,
                       ATTR_METHOD, ATTR_NAME, ATTR_NOVALIDATE, ATTR_TARGET),
                  NULL, "form none presentation search"},
    [TAG_FRAME] = {"frame", TAG_FRAME, HTML_OBSOLETE | HTML_VOID, 0, 0, 0, NULL, NULL, NULL, ""},
    [TAG_FRAMESET] = {"frameset", TAG_FRAMESET, HTML_OBSOLETE, 0, 0, 0, LIST(TAG_FRAME), NULL, NULL,
                      ""},
#define HEADING(id, name)                                                                          \
    [TAG_##id] = {name, TAG_##id, 0,    BLOCK | IS_HEADING, PHRASING_IN, 0,                        \
                  NULL, NULL,     NULL, ROLE_HEADINGS}
    HEADING(H1, "h1"),
    HEADING(H2, "h2"),
    HEADING(H3, "h3"),
    HEADING(H4, "h4"),
    HEADING(H5, "h5"),
    HEADING(H6, "h6"),
#undef HEADING
    [TAG_HEAD] = {"head", TAG_HEAD, 0, 0, IS_METADATA, 0, NULL, NULL, NULL, ""},
    [TAG_HEADER] = {"header", TAG_HEADER, 0, BLOCK | IS_FRAME, FLOW_IN, IS_FRAME | IS_MAIN, NULL,
                    NULL, NULL, ROLE_SCOPES},
    [TAG_HGROUP] = {"hgroup", TAG_HGROUP, HTML_ROLE_ANY, BLOCK | IS_HEADING, IS_HEADING | IS_SCRIPT,
                    0, LIST(TAG_P), NULL, NULL, ""},
    [TAG_HR] = {"hr", TAG_HR, HTML_VOID, BLOCK, 0, 0, NULL, NULL, NULL,
                "separator none presentation doc-pagebreak"},
    [TAG_HTML] = {"html", TAG_HTML, 0, 0, 0, 0, LIST(TAG_HEAD, TAG_BODY), LIST(ATTR_MANIFEST), NULL,
                  "document"},
    [TAG_I] = {"i", TAG_I, HTML_ROLE_ANY | HTML_NAMELESS, INLINE, PHRASING_IN, 0, NULL, NULL, NULL,
               ""},
    [TAG_IFRAME] = {"iframe", TAG_IFRAME, 0, INLINE | IS_INTERACTIVE, 0, 0, NULL,
                    LIST(ATTR_SRC, ATTR_SRCDOC, ATTR_NAME, ATTR_SANDBOX, ATTR_ALLOW,
                         ATTR_ALLOWFULLSCREEN, ATTR_WIDTH, ATTR_HEIGHT, ATTR_REFERRERPOLICY,
                         ATTR_LOADING),
                    NULL, "application document img none presentation"},
    [TAG_IMG] = {"img", TAG_IMG, HTML_VOID, INLINE, 0, 0, NULL,
                 LIST(ATTR_ALT, ATTR_SRC, ATTR_SRCSET, ATTR_SIZES, ATTR_CROSSORIGIN, ATTR_USEMAP,
                      ATTR_ISMAP, ATTR_WIDTH, ATTR_HEIGHT, ATTR_REFERRERPOLICY, ATTR_DECODING,
                      ATTR_LOADING, ATTR_FETCHPRIORITY, ATTR_BORDER),
                 LIST(ATTR_SRC),
                 "img button checkbox link menuitem menuitemcheckbox menuitemradio meter none "
                 "option presentation progressbar radio scrollbar separator slider switch tab "
                 "treeitem doc-cover"},
    [TAG_INPUT] = {"input", TAG_INPUT, HTML_VOID, INLINE, 0, 0, NULL,
                   LIST(ATTR_ACCEPT, ATTR_ALPHA, ATTR_ALT, ATTR_AUTOCOMPLETE, ATTR_CAPTURE,
                        ATTR_CHECKED, ATTR_COLORSPACE, ATTR_DIRNAME, ATTR_DISABLED, ATTR_FORM,
                        ATTR_FORMACTION, ATTR_FORMENCTYPE, ATTR_FORMMETHOD, ATTR_FORMNOVALIDATE,
                        ATTR_FORMTARGET, ATTR_HEIGHT, ATTR_LIST, ATTR_MAX, ATTR_MAXLENGTH, ATTR_MIN,
                        ATTR_MINLENGTH, ATTR_MULTIPLE, ATTR_NAME, ATTR_PATTERN, ATTR_PLACEHOLDER,
                        ATTR_POPOVERTARGET, ATTR_POPOVERTARGETACTION, ATTR_READONLY, ATTR_REQUIRED,
                        ATTR_SIZE, ATTR_SRC, ATTR_STEP, ATTR_TYPE, ATTR_VALUE, ATTR_WIDTH),
                   NULL, ROLE_BUTTONS " menuitemradio searchbox spinbutton textbox"},
    [TAG_INS] = {"ins", TAG_INS, HTML_TRANSPARENT | HTML_ROLE_ANY | HTML_NAMELESS, INLINE, 0, 0,
                 NULL, LIST(ATTR_CITE, ATTR_DATETIME), NULL, ""},
    [TAG_ISINDEX] = {"isindex", TAG_ISINDEX, HTML_OBSOLETE | HTML_VOID, 0, 0, 0, NULL, NULL, NULL,
                     ""},
    [TAG_KBD] = {"kbd", TAG_KBD, HTML_ROLE_ANY | HTML_NAMELESS, INLINE, PHRASING_IN, 0, NULL, NULL,
                 NULL, ""},
    [TAG_KEYGEN] = {"keygen", TAG_KEYGEN, HTML_OBSOLETE | HTML_VOID, 0, 0, 0, NULL, NULL, NULL, ""},
    [TAG_LABEL] = {"label", TAG_LABEL, HTML_NAMELESS, INLINE | IS_LABEL | IS_INTERACTIVE,
                   PHRASING_IN, IS_LABEL, NULL, LIST(ATTR_FOR), NULL, ""},
    [TAG_LEGEND] = {"legend", TAG_LEGEND, HTML_NAMELESS, 0, PHRASING_IN | IS_HEADING, 0, NULL, NULL,
                    NULL, ""},
    [TAG_LI] = {"li", TAG_LI, 0, 0, FLOW_IN, 0, NULL, LIST(ATTR_VALUE), NULL,
                "listitem menuitem menuitemcheckbox menuitemradio none option presentation radio "
                "separator tab treeitem"},
    [TAG_LINK] = {"link", TAG_LINK, HTML_VOID, IS_METADATA, 0, 0, NULL,
                  LIST(ATTR_HREF, ATTR_CROSSORIGIN, ATTR_MEDIA, ATTR_INTEGRITY, ATTR_HREFLANG,
                       ATTR_TYPE, ATTR_REFERRERPOLICY, ATTR_SIZES, ATTR_IMAGESRCSET,
                       ATTR_IMAGESIZES, ATTR_AS, ATTR_BLOCKING, ATTR_COLOR, ATTR_DISABLED,
                       ATTR_FETCHPRIORITY),
                  NULL, ""},
    [TAG_LISTING] = {"listing", TAG_LISTING, HTML_OBSOLETE, 0, PHRASING_IN, 0, NULL, NULL, NULL,
                     ""},
    [TAG_MAIN] = {"main", TAG_MAIN, 0, BLOCK | IS_MAIN, FLOW_IN, 0, NULL, NULL, NULL, "main"},
    [TAG_MAP] = {"map", TAG_MAP, HTML_TRANSPARENT, INLINE, 0, 0, NULL, LIST(ATTR_NAME),
                 LIST(ATTR_NAME), ""},
    [TAG_MARK] = {"mark", TAG_MARK, HTML_ROLE_ANY | HTML_NAMELESS, INLINE, PHRASING_IN, 0, NULL,
                  NULL, NULL, ""},
    [TAG_MARQUEE] = {"marquee", TAG_MARQUEE, HTML_OBSOLETE, 0, FLOW_IN, 0, NULL, NULL, NULL, ""},
    [TAG_MENU] = {"menu", TAG_MENU, 0, BLOCK, IS_SCRIPT, 0, LIST(TAG_LI), NULL, NULL, ROLE_LISTS},
    [TAG_MENUITEM] = {"menuitem", TAG_MENUITEM, HTML_OBSOLETE, 0, FLOW_IN, 0, NULL, NULL, NULL, ""},
    [TAG_META] = {"meta", TAG_META, HTML_VOID, IS_METADATA, 0, 0, NULL,
                  LIST(ATTR_NAME, ATTR_HTTP_EQUIV, ATTR_CHARSET, ATTR_MEDIA), NULL, ""},
    [TAG_METER] = {"meter", TAG_METER, 0, INLINE | IS_METER, PHRASING_IN, IS_METER, NULL,
                   LIST(ATTR_VALUE, ATTR_MIN, ATTR_MAX, ATTR_LOW, ATTR_HIGH, ATTR_OPTIMUM),
                   LIST(ATTR_VALUE), "meter"},
    [TAG_NAV] = {"nav", TAG_NAV, 0, BLOCK | IS_SECTIONING, FLOW_IN, IS_MAIN, NULL, NULL, NULL,
                 "doc-toc navigation menu menubar none presentation tablist doc-index "
                 "doc-pagelist"},
    [TAG_NOBR] = {"nobr", TAG_NOBR, HTML_OBSOLETE, 0, PHRASING_IN, 0, NULL, NULL, NULL, ""},
    [TAG_NOEMBED] = {"noembed", TAG_NOEMBED, HTML_OBSOLETE, 0, FLOW_IN, 0, NULL, NULL, NULL, ""},
    [TAG_NOFRAMES] = {"noframes", TAG_NOFRAMES, HTML_OBSOLETE, 0, FLOW_IN, 0, NULL, NULL, NULL, ""},
    [TAG_NOSCRIPT] = {"noscript", TAG_NOSCRIPT, HTML_TRANSPARENT,
                      INLINE | IS_METADATA | IS_NOSCRIPT, 0, IS_NOSCRIPT, NULL, NULL, NULL, ""},
    [TAG_OBJECT] = {"object", TAG_OBJECT, HTML_TRANSPARENT, INLINE, 0, 0, LIST(TAG_PARAM),
                    LIST(ATTR_DATA, ATTR_TYPE, ATTR_NAME, ATTR_FORM, ATTR_USEMAP, ATTR_WIDTH,
                         ATTR_HEIGHT),
                    NULL, "application document img none presentation"},
    [TAG_OL] = {"ol", TAG_OL, 0, BLOCK, IS_SCRIPT, 0, LIST(TAG_LI),
                LIST(ATTR_REVERSED, ATTR_START, ATTR_TYPE), NULL, ROLE_LISTS},
    [TAG_OPTGROUP] = {"optgroup", TAG_OPTGROUP, 0, 0, IS_SCRIPT, 0, LIST(TAG_OPTION, TAG_LEGEND),
                      LIST(ATTR_DISABLED, ATTR_LABEL), NULL, "group"},
    [TAG_OPTION] = {"option", TAG_OPTION, 0, 0, IS_TEXT, 0, NULL,
                    LIST(ATTR_DISABLED, ATTR_LABEL, ATTR_SELECTED, ATTR_VALUE), NULL, "option"},
    [TAG_OUTPUT] = {"output", TAG_OUTPUT, HTML_ROLE_ANY, INLINE, PHRASING_IN, 0, NULL,
                    LIST(ATTR_FOR, ATTR_FORM, ATTR_NAME), NULL, ""},
    [TAG_P] = {"p", TAG_P, HTML_ROLE_ANY | HTML_NAMELESS, BLOCK, PHRASING_IN, 0, NULL, NULL, NULL,
               ""},
    [TAG_PARAM] = {"param", TAG_PARAM, HTML_VOID, 0, 0, 0, NULL, LIST(ATTR_NAME, ATTR_VALUE),
                   LIST(ATTR_NAME, ATTR_VALUE), ""},
    [TAG_PICTURE] = {"picture", TAG_PICTURE, 0, INLINE, IS_SCRIPT, 0, LIST(TAG_SOURCE, TAG_IMG),
                     NULL, NULL, ""},
    [TAG_PLAINTEXT] = {"plaintext", TAG_PLAINTEXT, HTML_OBSOLETE, 0, FLOW_IN, 0, NULL, NULL, NULL,
                       ""},
    [TAG_PRE] = {"pre", TAG_PRE, HTML_ROLE_ANY | HTML_NAMELESS, BLOCK, PHRASING_IN, 0, NULL, NULL,
                 NULL, ""},
    [TAG_PROGRESS] = {"progress", TAG_PROGRESS, 0, INLINE | IS_PROGRESS, PHRASING_IN, IS_PROGRESS,
                      NULL, LIST(ATTR_VALUE, ATTR_MAX), NULL, "progressbar"},
    [TAG_Q] = {"q", TAG_Q, HTML_ROLE_ANY | HTML_NAMELESS, INLINE, PHRASING_IN, 0, NULL,
               LIST(ATTR_CITE), NULL, ""},
    [TAG_RB] = {"rb", TAG_RB, 0, 0, PHRASING_IN, 0, NULL, NULL, NULL, ""},
    [TAG_RP] = {"rp", TAG_RP, HTML_ROLE_ANY | HTML_NAMELESS, 0, PHRASING_IN, 0, NULL, NULL, NULL,
                ""},
    [TAG_RT] = {"rt", TAG_RT, HTML_ROLE_ANY | HTML_NAMELESS, 0, PHRASING_IN, 0, NULL, NULL, NULL,
                ""},
    [TAG_RTC] = {"rtc", TAG_RTC, 0, 0, PHRASING_IN, 0, LIST(TAG_RT, TAG_RP), NULL, NULL, ""},
    [TAG_RUBY] = {"ruby", TAG_RUBY, HTML_ROLE_ANY, INLINE, PHRASING_IN, 0,
                  LIST(TAG_RB, TAG_RT, TAG_RTC, TAG_RP), NULL, NULL, ""},
    [TAG_S] = {"s", TAG_S, HTML_ROLE_ANY | HTML_NAMELESS, INLINE, PHRASING_IN, 0, NULL, NULL, NULL,
               ""},
    [TAG_SAMP] = {"samp", TAG_SAMP, HTML_ROLE_ANY | HTML_NAMELESS, INLINE, PHRASING_IN, 0, NULL,
                  NULL, NULL, ""},
    [TAG_SCRIPT] = {"script", TAG_SCRIPT, 0, INLINE | IS_METADATA | IS_SCRIPT, IS_TEXT, 0, NULL,
                    LIST(ATTR_SRC, ATTR_TYPE, ATTR_NOMODULE, ATTR_ASYNC, ATTR_DEFER,
                         ATTR_CROSSORIGIN, ATTR_INTEGRITY, ATTR_REFERRERPOLICY, ATTR_BLOCKING,
                         ATTR_FETCHPRIORITY, ATTR_CHARSET, ATTR_LANGUAGE),
                    NULL, ""},
    [TAG_SEARCH] = {"search", TAG_SEARCH, 0, BLOCK, FLOW_IN, 0, NULL, NULL, NULL,
                    "search form group none presentation region"},
    [TAG_SECTION] = {"section", TAG_SECTION, 0, BLOCK | IS_SECTIONING, FLOW_IN, 0, NULL, NULL, NULL,
                     ROLE_SECTIONS},
    [TAG_SELECT] = {"select", TAG_SELECT, 0, INLINE | IS_INTERACTIVE, IS_SCRIPT, 0,
                    LIST(TAG_OPTION, TAG_OPTGROUP, TAG_HR),
                    LIST(ATTR_AUTOCOMPLETE, ATTR_DISABLED, ATTR_FORM, ATTR_MULTIPLE, ATTR_NAME,
                         ATTR_REQUIRED, ATTR_SIZE),
                    NULL, "combobox listbox menu"},
    [TAG_SLOT] = {"slot", TAG_SLOT, HTML_TRANSPARENT, INLINE, 0, 0, NULL, LIST(ATTR_NAME), NULL,
                  ""},
    [TAG_SMALL] = {"small", TAG_SMALL, HTML_ROLE_ANY | HTML_NAMELESS, INLINE, PHRASING_IN, 0, NULL,
                   NULL, NULL, ""},
    [TAG_SOURCE] = {"source", TAG_SOURCE, HTML_VOID, 0, 0, 0, NULL,
                    LIST(ATTR_TYPE, ATTR_MEDIA, ATTR_SRC, ATTR_SRCSET, ATTR_SIZES, ATTR_WIDTH,
                         ATTR_HEIGHT),
                    NULL, ""},
    [TAG_SPACER] = {"spacer", TAG_SPACER, HTML_OBSOLETE | HTML_VOID, 0, 0, 0, NULL, NULL, NULL, ""},
    [TAG_SPAN] = {"span", TAG_SPAN, HTML_ROLE_ANY | HTML_NAMELESS, INLINE, PHRASING_IN, 0, NULL,
                  NULL, NULL, ""},
    [TAG_STRIKE] = {"strike", TAG_STRIKE, HTML_OBSOLETE, 0, PHRASING_IN, 0, NULL, NULL, NULL, ""},
    [TAG_STRONG] = {"strong", TAG_STRONG, HTML_ROLE_ANY | HTML_NAMELESS, INLINE, PHRASING_IN, 0,
                    NULL, NULL, NULL, ""},
    [TAG_STYLE] = {"style", TAG_STYLE, 0, IS_METADATA, IS_TEXT, 0, NULL,
                   LIST(ATTR_MEDIA, ATTR_TYPE, ATTR_BLOCKING), NULL, ""},
    [TAG_SUB] = {"sub", TAG_SUB, HTML_ROLE_ANY | HTML_NAMELESS, INLINE, PHRASING_IN, 0, NULL, NULL,
                 NULL, ""},
    [TAG_SUMMARY] = {"summary", TAG_SUMMARY, HTML_ROLE_ANY, 0, PHRASING_IN | IS_HEADING, 0, NULL,
                     NULL, NULL, ""},
    [TAG_SUP] = {"sup", TAG_SUP, HTML_ROLE_ANY | HTML_NAMELESS, INLINE, PHRASING_IN, 0, NULL, NULL,
                 NULL, ""},
    [TAG_TABLE] = {"table", TAG_TABLE, HTML_ROLE_ANY, BLOCK | IS_TABLE, IS_SCRIPT, 0,
                   LIST(TAG_CAPTION, TAG_COLGROUP, TAG_THEAD, TAG_TBODY, TAG_TFOOT, TAG_TR),
                   LIST(ATTR_BORDER), NULL, ""},
    [TAG_TBODY] = {"tbody", TAG_TBODY, HTML_ROLE_ANY, 0, IS_SCRIPT, 0, LIST(TAG_TR), NULL, NULL,
                   ""},
    [TAG_TD] = {"td", TAG_TD, HTML_ROLE_ANY, 0, FLOW_IN, 0, NULL, TD_ATTRS, NULL, ""},
    [TAG_TEMPLATE] = {"template", TAG_TEMPLATE, 0, INLINE | IS_METADATA | IS_SCRIPT,
                      FLOW_IN | IS_METADATA, 0, NULL,
                      LIST(ATTR_SHADOWROOTMODE, ATTR_SHADOWROOTDELEGATESFOCUS,
                           ATTR_SHADOWROOTCLONABLE, ATTR_SHADOWROOTSERIALIZABLE),
                      NULL, ""},
    [TAG_TEXTAREA] = {"textarea", TAG_TEXTAREA, 0, INLINE | IS_INTERACTIVE, IS_TEXT, 0, NULL,
                      LIST(ATTR_AUTOCOMPLETE, ATTR_COLS, ATTR_DIRNAME, ATTR_DISABLED, ATTR_FORM,
                           ATTR_MAXLENGTH, ATTR_MINLENGTH, ATTR_NAME, ATTR_PLACEHOLDER,
                           ATTR_READONLY, ATTR_REQUIRED, ATTR_ROWS, ATTR_WRAP),
                      NULL, "textbox"},
    [TAG_TFOOT] = {"tfoot", TAG_TFOOT, HTML_ROLE_ANY, 0, IS_SCRIPT, 0, LIST(TAG_TR), NULL, NULL,
                   ""},
    [TAG_TH] = {"th", TAG_TH, HTML_ROLE_ANY, 0, FLOW_IN, NO_HEADINGS, NULL,
                LIST(ATTR_COLSPAN, ATTR_ROWSPAN, ATTR_HEADERS, ATTR_SCOPE, ATTR_ABBR), NULL, ""},
    [TAG_THEAD] = {"thead", TAG_THEAD, HTML_ROLE_ANY, 0, IS_SCRIPT, 0, LIST(TAG_TR), NULL, NULL,
                   ""},
    [TAG_TIME] = {"time", TAG_TIME, HTML_ROLE_ANY | HTML_NAMELESS, INLINE | IS_TIME, PHRASING_IN,
                  IS_TIME, NULL, LIST(ATTR_DATETIME), NULL, ""},
    [TAG_TITLE] = {"title", TAG_TITLE, 0, IS_METADATA, IS_TEXT, 0, NULL, NULL, NULL, ""},
    [TAG_TR] = {"tr", TAG_TR, HTML_ROLE_ANY, 0, IS_SCRIPT, 0, LIST(TAG_TD, TAG_TH), NULL, NULL, ""},
    [TAG_TRACK] = {"track", TAG_TRACK, HTML_VOID, 0, 0, 0, NULL,
                   LIST(ATTR_DEFAULT, ATTR_KIND, ATTR_LABEL, ATTR_SRC, ATTR_SRCLANG),
                   LIST(ATTR_SRC), ""},
    [TAG_TT] = {"tt", TAG_TT, HTML_OBSOLETE, 0, PHRASING_IN, 0, NULL, NULL, NULL, ""},
    [TAG_U] = {"u", TAG_U, HTML_ROLE_ANY | HTML_NAMELESS, INLINE, PHRASING_IN, 0, NULL, NULL, NULL,
               ""},
    [TAG_UL] = {"ul", TAG_UL, 0, BLOCK, IS_SCRIPT, 0, LIST(TAG_LI), NULL, NULL, ROLE_LISTS},
    [TAG_VAR] = {"var", TAG_VAR, HTML_ROLE_ANY | HTML_NAMELESS, INLINE, PHRASING_IN, 0, NULL, NULL,
                 NULL, ""},
    [TAG_VIDEO] = {"video", TAG_VIDEO, HTML_TRANSPARENT, INLINE | IS_MEDIA, 0, IS_MEDIA,
                   LIST(TAG_SOURCE, TAG_TRACK),
                   LIST(MEDIA_ATTRS, ATTR_POSTER, ATTR_PLAYSINLINE, ATTR_WIDTH, ATTR_HEIGHT,
                        ATTR_DISABLEPICTUREINPICTURE),
                   NULL, "application"},
    [TAG_WBR] = {"wbr", TAG_WBR, HTML_VOID, INLINE, 0, 0, NULL, NULL, NULL, "none presentation"},
    [TAG_XMP] = {"xmp", TAG_XMP, HTML_OBSOLETE, 0, IS_TEXT, 0, NULL, NULL, NULL, ""},
};

static const struct html_attr attributes[ATTRS] = {
#define ATTR(id, name, scope, value, words)                                                        \
    [ATTR_##id] = {name, ATTR_##id, SCOPE_##scope, VALUE_##value, words},
#include "vocab/html_attributes.def"
#undef ATTR
};

/* Where an element has a say of its own on an attribute's value. */
static const struct {
    uint8_t tag, attr, value;
    const char *words;
} own_values[] = {
    {TAG_A, ATTR_REL, VALUE_TEXT, ""},
    {TAG_A, ATTR_TYPE, VALUE_MEDIA_TYPE, ""},
    {TAG_EMBED, ATTR_TYPE, VALUE_MEDIA_TYPE, ""},
    {TAG_LINK, ATTR_TYPE, VALUE_MEDIA_TYPE, ""},
    {TAG_OBJECT, ATTR_TYPE, VALUE_MEDIA_TYPE, ""},
    {TAG_SOURCE, ATTR_TYPE, VALUE_MEDIA_TYPE, ""},
    {TAG_BUTTON, ATTR_TYPE, VALUE_KEYWORD, "submit reset button"},
    {TAG_INPUT, ATTR_TYPE, VALUE_KEYWORD,
     "hidden text search tel url email password date month week time datetime-local number range "
     "color checkbox radio file submit image reset button"},
    {TAG_LI, ATTR_VALUE, VALUE_INTEGER, ""},
    {TAG_METER, ATTR_VALUE, VALUE_NUMBER, ""},
    {TAG_METER, ATTR_MIN, VALUE_NUMBER, ""},
    {TAG_METER, ATTR_MAX, VALUE_NUMBER, ""},
    {TAG_PROGRESS, ATTR_VALUE, VALUE_NUMBER, ""},
    {TAG_PROGRESS, ATTR_MAX, VALUE_NUMBER, ""},
    {TAG_OL, ATTR_TYPE, VALUE_EXACT, "1 a A i I"},
    {TAG_LINK, ATTR_SIZES, VALUE_TEXT, ""},
    {TAG_META, ATTR_CHARSET, VALUE_KEYWORD, "utf-8"},
    {TAG_OUTPUT, ATTR_FOR, VALUE_IDREFS, ""},
    {TAG_DEL, ATTR_DATETIME, VALUE_MOMENT, ""},
    {TAG_INS, ATTR_DATETIME, VALUE_MOMENT, ""},
    {TAG_COL, ATTR_SPAN, VALUE_POSITIVE, ""},
    {TAG_MAP, ATTR_NAME, VALUE_NONEMPTY, ""},
};

/* Sorted. WAI-ARIA 1.2 and the roles of 1.3 that checkers accept, DPUB-ARIA 1.1, Graphics ARIA. */
static const char *const known_roles[] = {
    "alert",
    "alertdialog",
    "application",
    "article",
    "associationlist",
    "associationlistitemkey",
    "associationlistitemvalue",
    "banner",
    "blockquote",
    "button",
    "caption",
    "cell",
    "checkbox",
    "code",
    "columnheader",
    "combobox",
    "comment",
    "complementary",
    "contentinfo",
    "definition",
    "deletion",
    "dialog",
    "directory",
    "doc-abstract",
    "doc-acknowledgments",
    "doc-afterword",
    "doc-appendix",
    "doc-backlink",
    "doc-biblioentry",
    "doc-bibliography",
    "doc-biblioref",
    "doc-chapter",
    "doc-colophon",
    "doc-conclusion",
    "doc-cover",
    "doc-credit",
    "doc-credits",
    "doc-dedication",
    "doc-endnote",
    "doc-endnotes",
    "doc-epigraph",
    "doc-epilogue",
    "doc-errata",
    "doc-example",
    "doc-footnote",
    "doc-foreword",
    "doc-glossary",
    "doc-glossref",
    "doc-index",
    "doc-introduction",
    "doc-noteref",
    "doc-notice",
    "doc-pagebreak",
    "doc-pagefooter",
    "doc-pageheader",
    "doc-pagelist",
    "doc-part",
    "doc-preface",
    "doc-prologue",
    "doc-pullquote",
    "doc-qna",
    "doc-subtitle",
    "doc-tip",
    "doc-toc",
    "document",
    "emphasis",
    "feed",
    "figure",
    "form",
    "generic",
    "graphics-document",
    "graphics-object",
    "graphics-symbol",
    "grid",
    "gridcell",
    "group",
    "heading",
    "image",
    "img",
    "insertion",
    "link",
    "list",
    "listbox",
    "listitem",
    "log",
    "main",
    "mark",
    "marquee",
    "math",
    "menu",
    "menubar",
    "menuitem",
    "menuitemcheckbox",
    "menuitemradio",
    "meter",
    "navigation",
    "none",
    "note",
    "option",
    "paragraph",
    "presentation",
    "progressbar",
    "radio",
    "radiogroup",
    "region",
    "row",
    "rowgroup",
    "rowheader",
    "scrollbar",
    "search",
    "searchbox",
    "sectionfooter",
    "sectionheader",
    "separator",
    "slider",
    "spinbutton",
    "status",
    "strong",
    "subscript",
    "suggestion",
    "superscript",
    "switch",
    "tab",
    "table",
    "tablist",
    "tabpanel",
    "term",
    "text",
    "textbox",
    "time",
    "timer",
    "toolbar",
    "tooltip",
    "tree",
    "treegrid",
    "treeitem",
};

static int compare(const char *name, str s)
{
    size_t len = strlen(name);
    int c = memcmp(name, s.ptr, len < s.len ? len : s.len);
    return c != 0 ? c : len == s.len ? 0 : len < s.len ? -1 : 1;
}

const struct html_element *html_element_find(str name)
{
    size_t low = 1, high = TAGS;
    while (low < high && name.len > 0) {
        size_t mid = (low + high) / 2;
        int c = compare(elements[mid].name, name);
        if (c == 0) {
            return &elements[mid];
        }
        *(c < 0 ? &low : &high) = c < 0 ? mid + 1 : mid;
    }
    return NULL;
}

const struct html_attr *html_attr_find(str name)
{
    size_t low = 1, high = ATTRS;
    while (low < high && name.len > 0) {
        size_t mid = (low + high) / 2;
        int c = compare(attributes[mid].name, name);
        if (c == 0) {
            return &attributes[mid];
        }
        *(c < 0 ? &low : &high) = c < 0 ? mid + 1 : mid;
    }
    return NULL;
}

const struct html_element *html_element_of(enum tag tag)
{
    return tag > TAG_UNKNOWN && tag < TAGS ? &elements[tag] : NULL;
}

const struct html_attr *html_attr_of(enum attr attr)
{
    return attr > ATTR_UNKNOWN && attr < ATTRS ? &attributes[attr] : NULL;
}

static bool listed(const uint8_t *list, unsigned item)
{
    while (list != NULL && *list != 0) {
        if (*list++ == item) {
            return true;
        }
    }
    return false;
}

bool html_attr_fits(const struct html_element *e, enum attr attr)
{
    return attributes[attr].scope == SCOPE_GLOBAL || listed(e->attributes, attr);
}

enum html_value html_attr_value(const struct html_element *e, const struct html_attr *a,
                                const char **words)
{
    for (size_t i = 0; i < sizeof own_values / sizeof *own_values && a->scope != SCOPE_GLOBAL;
         i++) {
        if (own_values[i].attr == a->attr && own_values[i].tag == e->tag) {
            *words = own_values[i].words;
            return (enum html_value)own_values[i].value;
        }
    }
    *words = a->words;
    return (enum html_value)a->value;
}

bool html_word_in(str word, const char *words, bool ignore_case)
{
    if (word.len == 0) {
        word = STR("-");
    }
    for (const char *at = words, *end; at != NULL; at = end != NULL ? end + 1 : NULL) {
        end = strchr(at, ' ');
        str one = {at, end != NULL ? (size_t)(end - at) : strlen(at)};
        if (ignore_case ? str_eq_nocase(one, word) : str_eq(one, word)) {
            return true;
        }
    }
    return false;
}

void html_offer_elements(struct nearest *n)
{
    for (size_t i = 1; i < TAGS; i++) {
        if ((elements[i].flags & HTML_OBSOLETE) == 0) {
            nearest_offer(n, str_from(elements[i].name));
        }
    }
}

void html_offer_attributes(const struct html_element *e, struct nearest *n)
{
    for (enum attr i = ATTR_UNKNOWN + 1; i < ATTRS; i++) {
        if (html_attr_fits(e, i)) {
            nearest_offer(n, str_from(attributes[i].name));
        }
    }
}

/* HTML, 13.1.2.4: what ends an open p. */
static const uint8_t ends_p[] = {
    TAG_ADDRESS,  TAG_ARTICLE,    TAG_ASIDE,  TAG_BLOCKQUOTE, TAG_DETAILS, TAG_DIV,    TAG_DL,
    TAG_FIELDSET, TAG_FIGCAPTION, TAG_FIGURE, TAG_FOOTER,     TAG_FORM,    TAG_H1,     TAG_H2,
    TAG_H3,       TAG_H4,         TAG_H5,     TAG_H6,         TAG_HEADER,  TAG_HGROUP, TAG_HR,
    TAG_MAIN,     TAG_MENU,       TAG_NAV,    TAG_OL,         TAG_P,       TAG_PRE,    TAG_SEARCH,
    TAG_SECTION,  TAG_TABLE,      TAG_UL,     TAG_CENTER,     TAG_DIR,     0};

static const struct {
    uint8_t open;
    const uint8_t *next;
} implied[] = {
    {TAG_P, ends_p},
    {TAG_LI, LIST(TAG_LI)},
    {TAG_DT, LIST(TAG_DT, TAG_DD)},
    {TAG_DD, LIST(TAG_DT, TAG_DD)},
    {TAG_RT, LIST(TAG_RT, TAG_RP)},
    {TAG_RP, LIST(TAG_RT, TAG_RP)},
    {TAG_OPTGROUP, LIST(TAG_OPTGROUP, TAG_HR)},
    {TAG_OPTION, LIST(TAG_OPTION, TAG_OPTGROUP, TAG_HR)},
    {TAG_CAPTION, LIST(TAG_COLGROUP, TAG_COL, TAG_THEAD, TAG_TBODY, TAG_TFOOT, TAG_TR)},
    {TAG_COLGROUP, LIST(TAG_COLGROUP, TAG_THEAD, TAG_TBODY, TAG_TFOOT, TAG_TR)},
    {TAG_THEAD, LIST(TAG_TBODY, TAG_TFOOT)},
    {TAG_TBODY, LIST(TAG_TBODY, TAG_TFOOT)},
    {TAG_TFOOT, LIST(TAG_TBODY)},
    {TAG_TR, LIST(TAG_TR, TAG_TBODY, TAG_TFOOT, TAG_THEAD)},
    {TAG_TD, LIST(TAG_TD, TAG_TH, TAG_TR, TAG_TBODY, TAG_TFOOT)},
    {TAG_TH, LIST(TAG_TD, TAG_TH, TAG_TR, TAG_TBODY, TAG_TFOOT)},
};

bool html_end_implied(enum tag open, enum tag next)
{
    for (size_t i = 0; i < sizeof implied / sizeof *implied; i++) {
        if (implied[i].open == open) {
            return listed(implied[i].next, next);
        }
    }
    return false;
}

bool html_role_known(str role)
{
    size_t low = 0, high = sizeof known_roles / sizeof *known_roles;
    char lower[32];
    if (role.len == 0 || role.len > sizeof lower) {
        return false;
    }
    for (size_t i = 0; i < role.len; i++) {
        lower[i] = ascii_lower(role.ptr[i]);
    }
    while (low < high) {
        size_t mid = (low + high) / 2;
        int c = compare(known_roles[mid], (str){lower, role.len});
        if (c == 0) {
            return true;
        }
        *(c < 0 ? &low : &high) = c < 0 ? mid + 1 : mid;
    }
    return false;
}

bool html_role_deprecated(str role)
{
    return html_word_in(role, "directory doc-biblioentry doc-endnote", true);
}

void html_offer_roles(struct nearest *n)
{
    for (size_t i = 0; i < sizeof known_roles / sizeof *known_roles; i++) {
        nearest_offer(n, str_from(known_roles[i]));
    }
}
