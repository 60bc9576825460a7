#include "render/style.h"

#include "style_generated_css.h"
#include "style_octavo_css.h"

static str view(const unsigned char *bytes, size_t size)
{
    return (str){(const char *)bytes, size};
}

str style_octavo(void)
{
    return view(style_octavo_css, sizeof style_octavo_css);
}

str style_generated(void)
{
    return view(style_generated_css, sizeof style_generated_css);
}
