/* Home of libdeflate. */
#include "ocf/deflate.h"

#include "base/memory.h"

#include <libdeflate.h>
#include <pthread.h>

/* Level 6 is twice as fast as the best, at a hundredth of the size more. Of what is short, level 1
 * makes a hundredth more again, in little more than half the time. */
#define SHORT 4096

static const int levels[] = {[DEFLATE_QUICK] = 1, [DEFLATE_CLOSE] = 6};

uint32_t crc_of(str bytes)
{
    return libdeflate_crc32(0, bytes.ptr, bytes.len);
}

static struct libdeflate_compressor *compressor_for(struct deflater *d, enum deflate_pace pace)
{
    if (d->compressors[pace] == NULL) {
        libdeflate_set_memory_allocator(mem_alloc, mem_free);
        d->compressors[pace] = libdeflate_alloc_compressor(levels[pace]);
    }
    return d->compressors[pace];
}

/* RFC 1951, 3.2.4: a block that is not the last one, of bytes as they are. */
static void add_stored(struct buf *b, str bytes)
{
    unsigned n = (unsigned)bytes.len;
    const char header[] = {0, (char)(n & 0xFF), (char)(n >> 8), (char)(~n & 0xFF),
                           (char)(~n >> 8 & 0xFF)};
    buf_add(b, (str){header, sizeof header});
    buf_add(b, bytes);
}

bool deflate_bytes(struct deflater *d, struct arena *a, str bytes, size_t head,
                   enum deflate_pace pace, str *packed)
{
    struct buf *out = &d->scratch;
    str rest = bytes;
    buf_clear(out);
    if (head > 0 && head <= UINT16_MAX) {
        add_stored(out, str_sub(bytes, 0, head));
        rest = str_sub(bytes, head, bytes.len);
    }
    if (bytes.len < out->len + 2) {
        return false; /* no stream is shorter than two bytes */
    }
    size_t room = bytes.len - out->len - 1;
    buf_reserve(out, room);
    pace = rest.len <= SHORT ? DEFLATE_QUICK : pace;
    size_t len = libdeflate_deflate_compress(compressor_for(d, pace), rest.ptr, rest.len,
                                             out->data + out->len, room);
    if (len == 0) {
        return false;
    }
    *packed = str_copy(a, (str){out->data, out->len + len});
    return true;
}

void deflater_release(struct deflater *d)
{
    for (int i = 0; i < DEFLATE_PACES; i++) {
        libdeflate_free_compressor(d->compressors[i]);
        d->compressors[i] = NULL;
    }
    buf_release(&d->scratch);
}

/* Those that nobody uses: to make one takes as long as to deflate two kilobytes, and one that was
 * used a moment ago is at hand in the processor's cache. */
static struct {
    pthread_mutex_t mutex;
    struct deflater *first;
} spare = {.mutex = PTHREAD_MUTEX_INITIALIZER};

void *deflater_new(void)
{
    pthread_mutex_lock(&spare.mutex);
    struct deflater *d = spare.first;
    spare.first = d != NULL ? d->next : NULL;
    pthread_mutex_unlock(&spare.mutex);
    return d != NULL ? d : mem_calloc(1, sizeof *d);
}

void deflater_free(void *deflater)
{
    struct deflater *d = deflater;
    pthread_mutex_lock(&spare.mutex);
    d->next = spare.first;
    spare.first = d;
    pthread_mutex_unlock(&spare.mutex);
}

const char *inflate_bytes(struct inflater *i, struct arena *a, str packed, size_t size, str *out)
{
    if (i->decompressor == NULL) {
        libdeflate_set_memory_allocator(mem_alloc, mem_free);
        i->decompressor = libdeflate_alloc_decompressor();
    }
    char *bytes = arena_alloc(a, size + 1, 1);
    size_t used = 0;
    switch (libdeflate_deflate_decompress_ex(i->decompressor, packed.ptr, packed.len, bytes, size,
                                             &used, NULL)) {
    case LIBDEFLATE_SUCCESS:
        *out = (str){bytes, size};
        return used == packed.len ? NULL : "bytes follow the end of its compressed data";
    case LIBDEFLATE_SHORT_OUTPUT:
        return "it is smaller than it claims";
    case LIBDEFLATE_INSUFFICIENT_SPACE:
        return "it is larger than it claims";
    default:
        return "its compressed data are damaged";
    }
}

void inflater_release(struct inflater *i)
{
    libdeflate_free_decompressor(i->decompressor);
    i->decompressor = NULL;
}
