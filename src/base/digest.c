#include "base/digest.h"

/* The functions below are those that OpenSSL calls old; the new ones hide the state of a digest
 * under way, and the cache has to keep it. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
#include <stdio.h>
#include <string.h>

/* A processor looks ahead in memory to the end of a page only, and then waits for the next one: of
 * what is large it is told a page ahead. */
#define STEP       ((size_t)1024)
#define AHEAD      ((size_t)4096)
#define CACHE_LINE ((size_t)64)

_Static_assert(sizeof(SHA256_CTX) <= sizeof(struct sha256),
               "struct sha256 holds OpenSSL's context");

static SHA256_CTX *context(struct sha256 *h)
{
    return (SHA256_CTX *)(void *)h->state;
}

void sha256_begin(struct sha256 *h)
{
    *h = (struct sha256){{0}};
    SHA256_Init(context(h));
}

static void prefetch(str bytes)
{
    for (size_t at = 0; at < bytes.len; at += CACHE_LINE) {
        __builtin_prefetch(bytes.ptr + at);
    }
}

void sha256_add(struct sha256 *h, str bytes)
{
    for (size_t at = 0; at < bytes.len; at += STEP) {
        str now = str_sub(bytes, at, at + STEP);
        prefetch(str_sub(bytes, at + AHEAD, at + AHEAD + STEP));
        SHA256_Update(context(h), now.ptr, now.len);
    }
}

static void hex_of(const uint8_t *bytes, size_t count, char *hex)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < count; i++) {
        *hex++ = digits[bytes[i] >> 4];
        *hex++ = digits[bytes[i] & 15];
    }
    *hex = '\0';
}

struct digest sha256_finish(struct sha256 *h)
{
    struct digest digest;
    SHA256_Final(digest.bytes, context(h));
    return digest;
}

struct digest digest_of(str bytes)
{
    struct sha256 h;
    sha256_begin(&h);
    sha256_add(&h, bytes);
    return sha256_finish(&h);
}

void sha256_end(struct sha256 *h, char hex[65])
{
    struct digest digest = sha256_finish(h);
    hex_of(digest.bytes, sizeof digest.bytes, hex);
}

void sha256_of(str bytes, char hex[65])
{
    struct sha256 h;
    sha256_begin(&h);
    sha256_add(&h, bytes);
    sha256_end(&h, hex);
}

void uuid5(const uint8_t name_space[16], str name, char text[37])
{
    SHA_CTX h;
    uint8_t digest[SHA_DIGEST_LENGTH];
    SHA1_Init(&h);
    SHA1_Update(&h, name_space, 16);
    SHA1_Update(&h, name.len > 0 ? name.ptr : "", name.len);
    SHA1_Final(digest, &h);
    digest[6] = (uint8_t)(0x50 | (digest[6] & 0x0F)); /* version 5 */
    digest[8] = (uint8_t)(0x80 | (digest[8] & 0x3F)); /* variant of RFC 4122 */
    char hex[33];
    hex_of(digest, 16, hex);
    snprintf(text, 37, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}
