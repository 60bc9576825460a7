/* Media types as two tables: what their first bytes are, and what follows from their names. */
#include "vocab/media.h"
#include "vocab/media_internal.h"

/* What the first bytes of a file have to be: magic at offset. check, if there is one, looks
 * further. Rows of foreign types follow the others. */
struct signature {
    str type;
    size_t offset;
    str magic;
    bool (*check)(str bytes);
    bool foreign;
};

static unsigned byte_at(str bytes, size_t at)
{
    return at < bytes.len ? (unsigned char)bytes.ptr[at] : 0;
}

static bool has_at(str bytes, size_t at, str magic)
{
    return str_starts(str_sub(bytes, at, bytes.len), magic);
}

/* ISO/IEC 11172-3, 2.4.1.3: layer III, neither a forbidden bit rate nor a reserved sampling
 * frequency. So the mark of UTF-16, FF FE, is no music. */
static bool is_mpeg_frame(str bytes)
{
    unsigned second = byte_at(bytes, 1), third = byte_at(bytes, 2);
    return (second & 0xE0) == 0xE0 && (second & 0x18) != 0x08 && (second & 0x06) == 0x02 &&
           (third & 0xF0) != 0xF0 && (third & 0x0C) != 0x0C;
}

/* RFC 7845, 3: the first page holds the identification header alone. */
static bool is_opus(str bytes)
{
    return has_at(bytes, 27 + (size_t)byte_at(bytes, 26), STR("OpusHead"));
}

/* Two letters are no proof; the four reserved bytes of the file header are zero. */
static bool is_bmp(str bytes)
{
    return has_at(bytes, 6, STR("\0\0\0\0"));
}

/* Source format, part 7. */
static const struct signature signatures[] = {
    {STR_INIT("image/jpeg"), 0, STR_INIT("\xFF\xD8\xFF"), NULL, false},
    {STR_INIT("image/png"), 0, STR_INIT("\x89PNG\r\n\x1A\n"), NULL, false},
    {STR_INIT("image/gif"), 0, STR_INIT("GIF87a"), NULL, false},
    {STR_INIT("image/gif"), 0, STR_INIT("GIF89a"), NULL, false},
    {STR_INIT("audio/mpeg"), 0, STR_INIT("ID3"), NULL, false},
    {STR_INIT("audio/mpeg"), 0, STR_INIT("\xFF"), is_mpeg_frame, false},
    {STR_INIT("audio/mp4"), 4, STR_INIT("ftypM4A"), NULL, false},
    {STR_INIT("video/mp4"), 4, STR_INIT("ftypmp42"), NULL, false},
    {STR_INIT("video/mp4"), 4, STR_INIT("ftypisom"), NULL, false},
    {STR_INIT("audio/ogg; codecs=opus"), 0, STR_INIT("OggS"), is_opus, false},
    {STR_INIT("font/otf"), 0, STR_INIT("OTTO"), NULL, false},
    {STR_INIT("font/ttf"), 0, STR_INIT("\0\1\0\0"), NULL, false},
    {STR_INIT("font/woff"), 0, STR_INIT("wOFF"), NULL, false},
    {STR_INIT("font/woff2"), 0, STR_INIT("wOF2"), NULL, false},
    {STR_INIT("image/webp"), 8, STR_INIT("WEBP"), NULL, true},
    {STR_INIT("image/avif"), 4, STR_INIT("ftypavif"), NULL, true},
    {STR_INIT("image/avif"), 4, STR_INIT("ftypavis"), NULL, true},
    {STR_INIT("image/heic"), 4, STR_INIT("ftypheic"), NULL, true},
    {STR_INIT("image/jxl"), 0, STR_INIT("\xFF\x0A"), NULL, true},
    {STR_INIT("image/jxl"), 0, STR_INIT("\0\0\0\x0CJXL \r\n\x87\n"), NULL, true},
    {STR_INIT("image/tiff"), 0, STR_INIT("II*\0"), NULL, true},
    {STR_INIT("image/tiff"), 0, STR_INIT("MM\0*"), NULL, true},
    {STR_INIT("image/bmp"), 0, STR_INIT("BM"), is_bmp, true},
};

static str sniff_signature(str bytes, bool foreign)
{
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        const struct signature *s = &signatures[i];
        if (s->foreign == foreign && has_at(bytes, s->offset, s->magic) &&
            (s->check == NULL || s->check(bytes))) {
            return s->type;
        }
    }
    return STR_NONE;
}

str media_sniff(str bytes)
{
    str type = sniff_signature(bytes, false);
    return type.len == 0 && svg_sniff(bytes) ? STR("image/svg+xml") : type;
}

str media_sniff_foreign(str bytes)
{
    return sniff_signature(bytes, true);
}

enum family { FAMILY_OTHER, FAMILY_IMAGE, FAMILY_AUDIO, FAMILY_VIDEO, FAMILY_FONT };

struct media_type {
    str type;
    str extensions; /* the usual one first, with spaces between; empty: only known by name */
    enum family family;
    bool core;       /* EPUB 3.3, 3.2 */
    bool compressed; /* deflating it gains nothing */
};

/* EPUB 3.3, 3.2, and the others that are met in books. An extension may stand in several rows: the
 * first is what a name alone suggests. */
static const struct media_type types[] = {
    {STR_INIT("application/xhtml+xml"), STR_INIT("xhtml html htm xht"), FAMILY_OTHER, true, false},
    {STR_INIT("text/css"), STR_INIT("css"), FAMILY_OTHER, true, false},
    {STR_INIT("application/x-dtbncx+xml"), STR_INIT("ncx"), FAMILY_OTHER, true, false},
    {STR_INIT("application/oebps-package+xml"), STR_INIT("opf"), FAMILY_OTHER, false, false},
    {STR_INIT("application/smil+xml"), STR_INIT("smil"), FAMILY_OTHER, true, false},
    {STR_INIT("application/javascript"), STR_INIT("js mjs"), FAMILY_OTHER, true, false},
    {STR_INIT("text/javascript"), STR_INIT("js mjs"), FAMILY_OTHER, true, false},
    {STR_INIT("application/ecmascript"), STR_INIT("es js"), FAMILY_OTHER, true, false},
    {STR_INIT("application/pls+xml"), STR_INIT("pls"), FAMILY_OTHER, false, false},
    {STR_INIT("application/pdf"), STR_INIT("pdf"), FAMILY_OTHER, false, false},
    {STR_INIT("image/jpeg"), STR_INIT("jpg jpeg jpe"), FAMILY_IMAGE, true, true},
    {STR_INIT("image/png"), STR_INIT("png"), FAMILY_IMAGE, true, true},
    {STR_INIT("image/gif"), STR_INIT("gif"), FAMILY_IMAGE, true, true},
    {STR_INIT("image/svg+xml"), STR_INIT("svg"), FAMILY_IMAGE, true, false},
    {STR_INIT("image/webp"), STR_INIT("webp"), FAMILY_IMAGE, true, true},
    {STR_INIT("image/avif"), STR_INIT("avif"), FAMILY_IMAGE, false, true},
    {STR_INIT("image/heic"), STR_INIT("heic heif"), FAMILY_IMAGE, false, true},
    {STR_INIT("image/jxl"), STR_INIT("jxl"), FAMILY_IMAGE, false, true},
    {STR_INIT("image/tiff"), STR_INIT("tiff tif"), FAMILY_IMAGE, false, false},
    {STR_INIT("image/bmp"), STR_INIT("bmp"), FAMILY_IMAGE, false, false},
    {STR_INIT("video/mp4"), STR_INIT("mp4 m4v"), FAMILY_VIDEO, false, true},
    {STR_INIT("audio/mpeg"), STR_INIT("mp3"), FAMILY_AUDIO, true, true},
    {STR_INIT("audio/mp4"), STR_INIT("m4a m4b mp4"), FAMILY_AUDIO, true, true},
    {STR_INIT("audio/ogg; codecs=opus"), STR_INIT("opus ogg oga"), FAMILY_AUDIO, true, true},
    {STR_INIT("audio/ogg"), STR_INIT("ogg oga opus"), FAMILY_AUDIO, false, true},
    {STR_INIT("video/webm"), STR_INIT("webm"), FAMILY_VIDEO, false, true},
    {STR_INIT("font/otf"), STR_INIT("otf"), FAMILY_FONT, true, false},
    {STR_INIT("font/ttf"), STR_INIT("ttf"), FAMILY_FONT, true, false},
    {STR_INIT("application/font-sfnt"), STR_INIT("ttf otf"), FAMILY_FONT, true, false},
    {STR_INIT("application/vnd.ms-opentype"), STR_INIT("otf ttf"), FAMILY_FONT, true, false},
    {STR_INIT("font/woff"), STR_INIT("woff"), FAMILY_FONT, true, true},
    {STR_INIT("application/font-woff"), STR_INIT("woff"), FAMILY_FONT, true, true},
    {STR_INIT("font/woff2"), STR_INIT("woff2"), FAMILY_FONT, true, true},
};

/* RFC 2045, 5.1: case does not count, nor does white space around the parameter's semicolon. */
static bool same_type(str a, str b)
{
    str head_a, tail_a, head_b, tail_b;
    str_cut(a, ';', &head_a, &tail_a);
    str_cut(b, ';', &head_b, &tail_b);
    return str_eq_nocase(str_trim(head_a), str_trim(head_b)) &&
           str_eq_nocase(str_trim(tail_a), str_trim(tail_b));
}

/* Nearly all are written as in the table. */
static const struct media_type *find_type(str type)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (str_eq(types[i].type, type)) {
            return &types[i];
        }
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (same_type(types[i].type, type)) {
            return &types[i];
        }
    }
    return NULL;
}

static bool has_extension(const struct media_type *t, str extension)
{
    str rest = t->extensions, word;
    while (str_word(&rest, &word)) {
        if (str_eq_nocase(word, extension)) {
            return true;
        }
    }
    return false;
}

str media_extension(str type)
{
    const struct media_type *t = find_type(type);
    str rest = t == NULL ? STR_NONE : t->extensions, first = STR_NONE;
    str_word(&rest, &first);
    return first;
}

bool media_extension_fits(str extension, str type)
{
    const struct media_type *t = find_type(type);
    return t != NULL && has_extension(t, extension);
}

str media_by_extension(str path)
{
    str extension = STR_NONE;
    for (size_t at = path.len; at > 0 && path.ptr[at - 1] != '/'; at--) {
        if (path.ptr[at - 1] == '.') {
            extension = str_sub(path, at, path.len);
            break;
        }
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (has_extension(&types[i], extension)) {
            return types[i].type;
        }
    }
    return STR_NONE;
}

bool media_is_core(str type)
{
    const struct media_type *t = find_type(type);
    return t != NULL && t->core;
}

bool media_is_compressed(str type)
{
    const struct media_type *t = find_type(type);
    return t != NULL && t->compressed;
}

/* Types that the table does not know tell their family by their first word. */
static bool in_family(str type, enum family family, str prefix)
{
    const struct media_type *t = find_type(type);
    return t != NULL ? t->family == family
                     : type.len > prefix.len && str_eq_nocase(str_sub(type, 0, prefix.len), prefix);
}

bool media_is_image(str type)
{
    return in_family(type, FAMILY_IMAGE, STR("image/"));
}

bool media_is_audio(str type)
{
    return in_family(type, FAMILY_AUDIO, STR("audio/"));
}

bool media_is_video(str type)
{
    return in_family(type, FAMILY_VIDEO, STR("video/"));
}

bool media_is_font(str type)
{
    return in_family(type, FAMILY_FONT, STR("font/"));
}
