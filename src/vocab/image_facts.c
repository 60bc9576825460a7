/* What the headers of JPEG, PNG and GIF say. Every offset is checked against the end of the bytes;
 * nothing is decoded. */
#include "vocab/media.h"

/* Reading is sticky: beyond the end it gives 0 and clears ok. */
struct cursor {
    str bytes;
    size_t at;
    bool ok;
};

static unsigned take(struct cursor *c)
{
    if (c->at >= c->bytes.len) {
        c->ok = false;
        return 0;
    }
    return (unsigned char)c->bytes.ptr[c->at++];
}

static unsigned take16(struct cursor *c) /* most significant byte first */
{
    unsigned high = take(c);
    return high << 8 | take(c);
}

static unsigned take32(struct cursor *c)
{
    unsigned high = take16(c);
    return high << 16 | take16(c);
}

static unsigned take16_little(struct cursor *c)
{
    unsigned low = take(c);
    return take(c) << 8 | low;
}

static void skip(struct cursor *c, size_t count)
{
    if (count > c->bytes.len - c->at) {
        c->ok = false;
        count = c->bytes.len - c->at;
    }
    c->at += count;
}

/* ITU T.81, B.1.1.3: SOF0 to SOF15 but for the codes in between that mean something else. */
static bool is_start_of_frame(unsigned marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* Markers without a segment: TEM, RST0 to RST7, SOI. */
static bool stands_alone(unsigned marker)
{
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
}

/* ITU T.81, B.2: segments up to the frame header. */
static bool jpeg_facts(struct cursor *c, struct image_facts *out)
{
    skip(c, 2);
    while (c->ok) {
        if (take(c) != 0xFF) {
            return false;
        }
        unsigned marker = take(c);
        while (marker == 0xFF) { /* fill bytes */
            marker = take(c);
        }
        if (marker == 0 || marker == 0xD9 || marker == 0xDA) {
            return false; /* the image ends, or begins, without a frame */
        }
        if (stands_alone(marker)) {
            continue;
        }
        unsigned length = take16(c);
        if (length < 2) {
            return false;
        }
        if (is_start_of_frame(marker)) {
            skip(c, 1); /* sample precision */
            out->height = take16(c);
            out->width = take16(c);
            out->components = take(c);
            return c->ok;
        }
        skip(c, length - 2);
    }
    return false;
}

#define CHUNK(a, b, c, d)                                                                          \
    ((unsigned)(a) << 24 | (unsigned)(b) << 16 | (unsigned)(c) << 8 | (unsigned)(d))

/* PNG (third edition), 11.2.2 and 11.3: the header, and what comes before the pixels. */
static bool png_facts(struct cursor *c, struct image_facts *out)
{
    static const unsigned char components[] = {1, 0, 3, 3, 2, 0, 4}; /* by colour type */
    skip(c, 8);
    if (take32(c) != 13 || take32(c) != CHUNK('I', 'H', 'D', 'R')) {
        return false;
    }
    out->width = take32(c);
    out->height = take32(c);
    skip(c, 1); /* bit depth */
    unsigned colour = take(c);
    if (!c->ok || colour >= sizeof components || components[colour] == 0) {
        return false;
    }
    out->components = components[colour];
    out->alpha = colour == 4 || colour == 6;
    skip(c, 3 + 4); /* methods, check value */
    for (;;) {
        size_t length = take32(c);
        unsigned name = take32(c);
        if (!c->ok || name == CHUNK('I', 'D', 'A', 'T')) {
            break;
        }
        out->alpha = out->alpha || name == CHUNK('t', 'R', 'N', 'S');
        out->animated = out->animated || name == CHUNK('a', 'c', 'T', 'L');
        skip(c, length + 4);
    }
    return true;
}

/* Size of a colour table by the flags in front of it. */
static size_t gif_table(unsigned flags)
{
    return (flags & 0x80) != 0 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

static void skip_sub_blocks(struct cursor *c)
{
    unsigned length;
    while ((length = take(c)) != 0) {
        skip(c, length);
    }
}

static void gif_extension(struct cursor *c, struct image_facts *out)
{
    if (take(c) == 0xF9 && c->at + 1 < c->bytes.len) { /* graphic control: length, flags */
        out->alpha = out->alpha || (c->bytes.ptr[c->at + 1] & 1) != 0;
    }
    skip_sub_blocks(c);
}

static void gif_image(struct cursor *c)
{
    skip(c, 8); /* position and size */
    skip(c, gif_table(take(c)));
    skip(c, 1); /* code size */
    skip_sub_blocks(c);
}

/* GIF89a, 18 to 26. */
static bool gif_facts(struct cursor *c, struct image_facts *out)
{
    skip(c, 6);
    out->width = take16_little(c);
    out->height = take16_little(c);
    out->components = 3;
    unsigned flags = take(c);
    skip(c, 2); /* background, aspect */
    skip(c, gif_table(flags));
    size_t frames = 0;
    while (c->ok && frames < 2) {
        unsigned block = take(c);
        if (block == 0x21) {
            gif_extension(c, out);
        } else if (block == 0x2C) {
            frames++;
            gif_image(c);
        } else {
            break; /* the trailer, or something that is no block */
        }
    }
    out->animated = frames > 1;
    return frames > 0;
}

bool media_image_facts(str bytes, struct image_facts *out)
{
    static const struct {
        str magic;
        bool (*read)(struct cursor *c, struct image_facts *out);
    } readers[] = {
        {STR_INIT("\xFF\xD8\xFF"), jpeg_facts},
        {STR_INIT("\x89PNG\r\n\x1A\n"), png_facts},
        {STR_INIT("GIF87a"), gif_facts},
        {STR_INIT("GIF89a"), gif_facts},
    };
    *out = (struct image_facts){0};
    struct cursor c = {.bytes = bytes, .ok = true};
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        if (str_starts(bytes, readers[i].magic)) {
            return readers[i].read(&c, out);
        }
    }
    return false;
}

/* ITU T.81, B.1.1.5: in the entropy-coded bytes that follow the last header, FF D9 is the end of
 * the image, and nothing else. It is looked for from the end of the file, behind which some
 * programs hang bytes of their own, so that a whole image is not read. */
static bool jpeg_complete(str bytes)
{
    struct cursor c = {.bytes = bytes, .at = 2, .ok = true};
    unsigned marker = 0;
    while (c.ok && marker != 0xDA) {
        marker = take(&c);
        if (marker != 0xFF && !stands_alone(marker)) { /* FF is fill, or before a marker */
            unsigned length = take16(&c);
            skip(&c, length > 2 ? length - 2 : 0);
        }
    }
    for (size_t at = bytes.len; c.ok && at >= c.at + 2; at--) {
        if (str_eq(str_sub(bytes, at - 2, at), STR("\xFF\xD9"))) {
            return true;
        }
    }
    return false;
}

/* PNG, 11.2.5: the chunk IEND is the last. */
static bool png_complete(str bytes)
{
    struct cursor c = {.bytes = bytes, .at = 8, .ok = true};
    while (c.ok) {
        size_t length = take32(&c);
        if (take32(&c) == CHUNK('I', 'E', 'N', 'D')) {
            return c.ok;
        }
        skip(&c, length);
        skip(&c, 4); /* check value */
    }
    return false;
}

bool media_image_complete(str bytes)
{
    if (str_starts(bytes, STR("\xFF\xD8"))) {
        return jpeg_complete(bytes);
    }
    return !str_starts(bytes, STR("\x89PNG")) || png_complete(bytes);
}
