/* What bytes show, and what follows from a type. */
#include "test.h"
#include "vocab/media.h"

#include <stdlib.h>
#include <string.h>

#define PNG_START "\x89PNG\r\n\x1A\n\0\0\0\rIHDR"
#define SVG_NS    "xmlns=\"http://www.w3.org/2000/svg\""

static void test_sniff(void)
{
    static const struct {
        str bytes;
        const char *type, *foreign;
    } rows[] = {
        {STR_INIT(""), "", ""},
        {STR_INIT("\xFF\xD8\xFF\xE0"), "image/jpeg", ""},
        {STR_INIT("\xFF\xD8"), "", ""},
        {STR_INIT("\x89PNG\r\n\x1A\n"), "image/png", ""},
        {STR_INIT("\x89PNG\n\n\x1A\n"), "", ""},
        {STR_INIT("GIF87a"), "image/gif", ""},
        {STR_INIT("GIF89a"), "image/gif", ""},
        {STR_INIT("GIF88a"), "", ""},
        {STR_INIT("ID3\x03"), "audio/mpeg", ""},
        {STR_INIT("\xFF\xFB\x90\x44"), "audio/mpeg", ""},
        {STR_INIT("\xFF\xF3\x40\xC0"), "audio/mpeg", ""},
        {STR_INIT("\xFF\xFE<\0s\0"), "", ""},   /* UTF-16 */
        {STR_INIT("\xFF\xF1\x50\x80"), "", ""}, /* AAC without a container */
        {STR_INIT("\0\0\0 ftypM4A "), "audio/mp4", ""},
        {STR_INIT("\0\0\0 ftypmp42"), "video/mp4", ""},
        {STR_INIT("\0\0\0 ftypisom"), "video/mp4", ""},
        {STR_INIT("OggS\0\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\x13OpusHead"),
         "audio/ogg; codecs=opus", ""},
        {STR_INIT("OggS\0\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\x1E\1vorbis"), "", ""},
        {STR_INIT("OTTO"), "font/otf", ""},
        {STR_INIT("\0\1\0\0"), "font/ttf", ""},
        {STR_INIT("wOFF"), "font/woff", ""},
        {STR_INIT("wOF2"), "font/woff2", ""},
        {STR_INIT("RIFF\x24\0\0\0WEBPVP8 "), "", "image/webp"},
        {STR_INIT("RIFF\x24\0\0\0WAVEfmt "), "", ""},
        {STR_INIT("\0\0\0\x1C"
                  "ftypavif"),
         "", "image/avif"},
        {STR_INIT("\xFF\x0A\x01"), "", "image/jxl"},
        {STR_INIT("\0\0\0\x0CJXL \r\n\x87\n"), "", "image/jxl"},
        {STR_INIT("BM\x36\0\0\0\0\0\0\0"), "", "image/bmp"},
        {STR_INIT("BMW is a company"), "", ""},
        {STR_INIT("<svg " SVG_NS "/>"), "image/svg+xml", ""},
        {STR_INIT("\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- a > b --> <svg\n a = '>' " SVG_NS ">"),
         "image/svg+xml", ""},
        {STR_INIT("<!DOCTYPE svg PUBLIC \"-//W3C//>\" 'x' [<!-- don't ] > --><!ENTITY a \"]>\"> ]>"
                  "<s:svg xmlns='urn:x' xmlns:s='http://www.w3.org/2000/svg'>"),
         "image/svg+xml", ""},
        {STR_INIT("<svg>"), "", ""},
        {STR_INIT("<svg xmlns='urn:x'>"), "", ""},
        {STR_INIT("<svgs " SVG_NS ">"), "", ""},
        {STR_INIT("<html><svg " SVG_NS "/>"), "", ""},
        {STR_INIT("<!-- never closed <svg " SVG_NS "/>"), "", ""},
        {STR_INIT("<svg xmlns=\"http://www.w3.org/2000/svg"), "", ""},
        {STR_INIT("plain text"), "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_STR(media_sniff(rows[i].bytes), rows[i].type);
        CHECK_STR(media_sniff_foreign(rows[i].bytes), rows[i].foreign);
    }
}

static void test_extensions(void)
{
    CHECK_STR(media_extension(STR("image/jpeg")), "jpg");
    CHECK_STR(media_extension(STR("Image/JPEG")), "jpg");
    CHECK_STR(media_extension(STR("audio/ogg;codecs=opus")), "opus");
    CHECK_STR(media_extension(STR("x/y")), "");
    CHECK(media_extension_fits(STR("JPEG"), STR("image/jpeg")));
    CHECK(media_extension_fits(STR("mp4"), STR("audio/mp4")));
    CHECK(!media_extension_fits(STR("png"), STR("image/jpeg")));
    CHECK(!media_extension_fits(STR(""), STR("image/jpeg")));
    CHECK_STR(media_by_extension(STR("a.b/c.PNG")), "image/png");
    CHECK_STR(media_by_extension(STR("a.png/c")), "");
    CHECK_STR(media_by_extension(STR("c.mp4")), "video/mp4");
    CHECK_STR(media_by_extension(STR("c.unknown")), "");
    CHECK_STR(media_by_extension(STR("c.")), "");
}

static void test_kinds(void)
{
    static const struct {
        const char *type;
        const char *kinds; /* c core, z compressed, i a v f family */
    } rows[] = {
        {"image/jpeg", "czi"},
        {"image/svg+xml", "ci"},
        {"image/webp", "czi"},
        {"image/avif", "zi"},
        {"audio/mpeg", "cza"},
        {"audio/ogg; codecs=opus", "cza"},
        {"audio/ogg", "za"},
        {"audio/flac", "a"},
        {"video/mp4", "zv"},
        {"font/otf", "cf"},
        {"font/woff2", "czf"},
        {"application/vnd.ms-opentype", "cf"},
        {"application/xhtml+xml", "c"},
        {"text/css", "c"},
        {"application/oebps-package+xml", ""},
        {"text/plain", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str type = str_from(rows[i].type);
        char got[8];
        size_t n = 0;
        const bool has[] = {media_is_core(type),  media_is_compressed(type), media_is_image(type),
                            media_is_audio(type), media_is_video(type),      media_is_font(type)};
        for (size_t k = 0; k < sizeof has; k++) {
            if (has[k]) {
                got[n++] = "cziavf"[k];
            }
        }
        CHECK_STR(((str){got, n}), rows[i].kinds);
    }
}

/* A GIF of one or two frames of one pixel. */
#define GIF_START "GIF89a\x03\0\x05\0\x80\0\0\0\0\0\xFF\xFF\xFF"
#define GIF_FRAME "\x2C\0\0\0\0\1\0\1\0\0\2\2\x44\1\0"

static void test_facts(void)
{
    static const struct {
        str bytes;
        bool ok;
        struct image_facts facts;
    } rows[] = {
        {STR_INIT("\xFF\xD8\xFF\xE0\0\4ab\xFF\xFF\xC2\0\x11\x08\x01\x02\x03\x04\x03"),
         true,
         {.width = 772, .height = 258, .components = 3}},
        {STR_INIT("\xFF\xD8\xFF\xC4\0\3a\xFF\xC0\0\x11\x08\0\1\0\2\4"),
         true,
         {.width = 2, .height = 1, .components = 4}},
        {STR_INIT("\xFF\xD8\xFF\xDA\0\3a"), false, {0}},
        {STR_INIT("\xFF\xD8\xFF\xE0\0\1"), false, {0}},
        {STR_INIT("\xFF\xD8\xFF\xE0\xFF\xFF"
                  "a"),
         false,
         {0}},
        {STR_INIT(PNG_START "\0\0\0\2\0\0\0\3\x08\2\0\0\0crc_\0\0\0\0IDAT"),
         true,
         {.width = 2, .height = 3, .components = 3}},
        {STR_INIT(PNG_START "\0\0\0\2\0\0\0\3\x08\6\0\0\0crc_\0\0\0\0IDAT"),
         true,
         {.width = 2, .height = 3, .components = 4, .alpha = true}},
        {STR_INIT(PNG_START "\0\0\0\2\0\0\0\3\x08\3\0\0\0crc_\0\0\0\1tRNS.crc_\0\0\0\0IDAT"),
         true,
         {.width = 2, .height = 3, .components = 3, .alpha = true}},
        {STR_INIT(PNG_START "\0\0\0\2\0\0\0\3\x08\3\0\0\0crc_\0\0\0\0acTLcrc_\0\0\0\0IDAT"),
         true,
         {.width = 2, .height = 3, .components = 3, .animated = true}},
        {STR_INIT(PNG_START "\0\0\0\2\0\0\0\3\x08\1\0\0\0crc_"), false, {0}},
        {STR_INIT(PNG_START "\0\0\0\2"), false, {0}},
        {STR_INIT(GIF_START GIF_FRAME ";"), true, {.width = 3, .height = 5, .components = 3}},
        {STR_INIT(GIF_START "!\xF9\4\1\0\0\0\0" GIF_FRAME "!\xFE\2hi\0" GIF_FRAME ";"),
         true,
         {.width = 3, .height = 5, .components = 3, .alpha = true, .animated = true}},
        {STR_INIT(GIF_START ";"), false, {0}},
        {STR_INIT("RIFF"), false, {0}},
        {STR_INIT(""), false, {0}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct image_facts got, want = rows[i].facts;
        bool ok = media_image_facts(rows[i].bytes, &got);
        CHECK_NUM(ok, rows[i].ok);
        if (ok) {
            CHECK_NUM(got.width, want.width);
            CHECK_NUM(got.height, want.height);
            CHECK_NUM(got.components, want.components);
            CHECK_NUM(got.alpha, want.alpha);
            CHECK_NUM(got.animated, want.animated);
        }
    }
}

static void test_complete(void)
{
    static const struct {
        str bytes;
        bool complete;
    } rows[] = {
        {STR_INIT(PNG_START "\0\0\0\2\0\0\0\3\x08\2\0\0\0crc_\0\0\0\1IDATxcrc_\0\0\0\0IENDcrc_"),
         true},
        {STR_INIT(PNG_START "\0\0\0\2\0\0\0\3\x08\2\0\0\0crc_\0\0\0\1IDATxcrc_"), false},
        {STR_INIT(PNG_START "\0\0\0\2\0\0\0\3\x08\2\0\0\0crc_\0\0\1\0IDATxx"), false},
        {STR_INIT("\xFF\xD8\xFF\xC0\0\4ab\xFF\xDA\0\3adata\xFF\xD9"), true},
        {STR_INIT("\xFF\xD8\xFF\xC0\0\4ab\xFF\xDA\0\3adata\xFF\xD9 and more"), true},
        {STR_INIT("\xFF\xD8\xFF\xC0\0\4ab\xFF\xDA\0\3adata"), false},
        {STR_INIT("\xFF\xD8\xFF\xE1\0\6ab\xFF\xD9\xFF\xDA\0\3ada"), false}, /* of a thumbnail */
        {STR_INIT("\xFF\xD8\xFF\xC0\0\4ab"), false},
        {STR_INIT("\xFF\xD8\xFF\xD9"), false},
        {STR_INIT(GIF_START GIF_FRAME), true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_NUM(media_image_complete(rows[i].bytes), rows[i].complete);
    }
}

/* Every beginning of every sample, in memory of exactly its size: for the sanitizer. */
static void test_cut_off(void)
{
    static const str samples[] = {
        STR_INIT("\xFF\xD8\xFF\xE0\0\4ab\xFF\xFF\xC2\0\x11\x08\x01\x02\x03\x04\x03"),
        STR_INIT(PNG_START "\0\0\0\2\0\0\0\3\x08\3\0\0\0crc_\0\0\0\1tRNS.crc_\0\0\0\0IDAT"),
        STR_INIT(GIF_START "!\xF9\4\1\0\0\0\0" GIF_FRAME "!\xFE\2hi\0" GIF_FRAME ";"),
        STR_INIT("<!DOCTYPE svg [<!-- a -->]><?p?><!-- --><s:svg a='b' "
                 "xmlns:s='http://www.w3.org/2000/svg'>"),
        STR_INIT("OggS\0\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\x13OpusHead"),
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        for (size_t len = 0; len < samples[i].len; len++) {
            char *copy = malloc(len + 1);
            CHECK(copy != NULL);
            memcpy(copy + 1, samples[i].ptr, len); /* + 1: malloc(0) may be shared */
            struct image_facts facts;
            media_image_facts((str){copy + 1, len}, &facts);
            media_image_complete((str){copy + 1, len});
            str type = media_sniff((str){copy + 1, len});
            CHECK(type.len == 0 || len > 2);
            free(copy);
        }
    }
}

TEST_MAIN(test_sniff, test_extensions, test_kinds, test_facts, test_complete, test_cut_off)
