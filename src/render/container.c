/* META-INF/container.xml: where the package document stands (EPUB 3.3, 4.2.6.3). */
#include "render/pages.h"

str container_render(struct arena *a)
{
    struct xml x;
    xml_begin(&x, a);
    xml_open(&x, STR("container"));
    xml_attr(&x, "version", STR("1.0"));
    xml_attr(&x, "xmlns", STR("urn:oasis:names:tc:opendocument:xmlns:container"));
    xml_line(&x);
    xml_open(&x, STR("rootfiles"));
    xml_line(&x);
    xml_open(&x, STR("rootfile"));
    xml_attr(&x, "full-path", STR("EPUB/package.opf"));
    xml_attr(&x, "media-type", STR("application/oebps-package+xml"));
    xml_close(&x);
    xml_line(&x);
    xml_close(&x);
    xml_line(&x);
    return xml_end(&x, NULL);
}
