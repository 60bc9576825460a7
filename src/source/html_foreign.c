/* SVG and MathML inside HTML: their elements, and the attributes that they spell with capitals
 * (HTML, 13.2.6.1 and 13.2.6.5; SVG 2, appendix G; MathML 3). Sorted without regard to case. */
#include "source/html_internal.h"

#include <stdlib.h>

static const char *const svg_elements[] = {
    "a",
    "animate",
    "animateMotion",
    "animateTransform",
    "circle",
    "clipPath",
    "defs",
    "desc",
    "discard",
    "ellipse",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feImage",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
    "filter",
    "foreignObject",
    "g",
    "image",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "metadata",
    "mpath",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "set",
    "stop",
    "svg",
    "switch",
    "symbol",
    "text",
    "textPath",
    "title",
    "tspan",
    "use",
    "view",
};

static const char *const mathml_elements[] = {
    "annotation",
    "annotation-xml",
    "maction",
    "maligngroup",
    "malignmark",
    "math",
    "menclose",
    "merror",
    "mfenced",
    "mfrac",
    "mglyph",
    "mi",
    "mlabeledtr",
    "mlongdiv",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "ms",
    "mscarries",
    "mscarry",
    "msgroup",
    "msline",
    "mspace",
    "msqrt",
    "msrow",
    "mstack",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "none",
    "semantics",
};

static const char *const spelled_attributes[] = {
    "attributeName",
    "attributeType",
    "baseFrequency",
    "baseProfile",
    "calcMode",
    "clipPathUnits",
    "definitionURL",
    "diffuseConstant",
    "edgeMode",
    "filterUnits",
    "glyphRef",
    "gradientTransform",
    "gradientUnits",
    "kernelMatrix",
    "kernelUnitLength",
    "keyPoints",
    "keySplines",
    "keyTimes",
    "lengthAdjust",
    "limitingConeAngle",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "maskContentUnits",
    "maskUnits",
    "numOctaves",
    "pathLength",
    "patternContentUnits",
    "patternTransform",
    "patternUnits",
    "pointsAtX",
    "pointsAtY",
    "pointsAtZ",
    "preserveAlpha",
    "preserveAspectRatio",
    "primitiveUnits",
    "refX",
    "refY",
    "repeatCount",
    "repeatDur",
    "requiredExtensions",
    "requiredFeatures",
    "specularConstant",
    "specularExponent",
    "spreadMethod",
    "startOffset",
    "stdDeviation",
    "stitchTiles",
    "surfaceScale",
    "systemLanguage",
    "tableValues",
    "targetX",
    "targetY",
    "textLength",
    "viewBox",
    "viewTarget",
    "xChannelSelector",
    "yChannelSelector",
    "zoomAndPan",
};

static int compare(const void *key, const void *row)
{
    str wanted = *(const str *)key;
    str name = str_from(*(const char *const *)row);
    size_t n = wanted.len < name.len ? wanted.len : name.len;
    for (size_t i = 0; i < n; i++) {
        int difference = ascii_lower(wanted.ptr[i]) - ascii_lower(name.ptr[i]);
        if (difference != 0) {
            return difference;
        }
    }
    return (wanted.len > name.len) - (wanted.len < name.len);
}

static bool look_up(str name, const char *const *rows, size_t count, str *spelled)
{
    const char *const *row =
        (const char *const *)bsearch(&name, rows, count, sizeof *rows, compare);
    if (row != NULL) {
        *spelled = str_from(*row);
    }
    return row != NULL;
}

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

bool foreign_element(str name, str *spelled)
{
    return look_up(name, svg_elements, COUNT(svg_elements), spelled) ||
           look_up(name, mathml_elements, COUNT(mathml_elements), spelled);
}

str foreign_attribute(str name)
{
    str spelled = name;
    look_up(name, spelled_attributes, COUNT(spelled_attributes), &spelled);
    return spelled;
}
