/* cmark, or with ORACLE_GFM cmark-gfm, as a filter: documents in, HTML out, each behind its length
 * (frame.h). Built twice, since the two libraries have the same names and cannot be in one program;
 * and a filter, since a process for each document would cost more than the document. */
#include "oracle/frame.h"

#include <stdlib.h>

#ifdef ORACLE_GFM
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

static char *to_html(const char *text, size_t size)
{
    static const char *const names[] = {"table", "strikethrough", "tasklist", "autolink"};
    const int options =
        CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE;
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(options);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(names[i]));
    }
    cmark_parser_feed(parser, text, size);
    cmark_node *root = cmark_parser_finish(parser);
    char *html = cmark_render_html(root, options, cmark_parser_get_syntax_extensions(parser));
    cmark_node_free(root);
    cmark_parser_free(parser);
    return html;
}
#else
#include <cmark.h>

static char *to_html(const char *text, size_t size)
{
    return cmark_markdown_to_html(text, size, CMARK_OPT_UNSAFE);
}
#endif

int main(void)
{
    char *text;
    size_t size;
    while (frame_read(stdin, &text, &size)) {
        char *html = to_html(text, size);
        frame_write(stdout, html, strlen(html));
        free(html);
        free(text);
    }
    return 0;
}
