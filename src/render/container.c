/* META-INF/container.xml: where the package document stands (EPUB 3.3, 4.2.6.3). */
#include "render/pages.h"

str container_text(void)
{
    return STR(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
        "<rootfiles>\n"
        "<rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>\n"
        "</rootfiles>\n"
        "</container>\n");
}
