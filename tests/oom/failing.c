/* Preloaded into a program: makes one of its allocations fail, and counts them.
 *
 * OCTAVO_OOM=N        the N-th allocation fails, once
 * OCTAVO_OOM=N+       and so do all that follow
 * OCTAVO_OOM_COUNT=F  at exit their number is written into the file F
 *
 * Counting begins with main: what the loader and the libraries' constructors take is not the
 * program's. strdup, getline, opendir and the like are the C library's own calls of malloc, which
 * it makes by name, so they count too. Knows the GNU C library, whose allocator answers to second
 * names. */
#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* The allocator itself. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *ptr, size_t size);
void *__libc_memalign(size_t align, size_t size);

/* Not of C17 and POSIX; the libraries may call them. */
void *memalign(size_t align, size_t size);
void *reallocarray(void *ptr, size_t count, size_t size);

static atomic_ulong made;
static unsigned long first_failing;
static int all_following;

__attribute__((constructor)) static void begin(void)
{
    const char *wanted = getenv("OCTAVO_OOM");
    if (wanted != NULL) {
        char *end;
        first_failing = strtoul(wanted, &end, 10);
        all_following = *end == '+';
    }
    atomic_store(&made, 0);
}

__attribute__((destructor)) static void end(void)
{
    unsigned long total = atomic_load(&made);
    const char *path = getenv("OCTAVO_OOM_COUNT");
    FILE *file = path != NULL ? fopen(path, "w") : NULL;
    if (file != NULL) {
        fprintf(file, "%lu\n", total);
        fclose(file);
    }
}

/* Is this the one? Says so with errno. */
static int is_refused(void)
{
    unsigned long number = atomic_fetch_add(&made, 1) + 1;
    if (first_failing == 0 || number < first_failing ||
        (number > first_failing && !all_following)) {
        return 0;
    }
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    return is_refused() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return is_refused() ? NULL : __libc_calloc(count, size);
}

/* Size 0 frees, which cannot fail. */
void *realloc(void *ptr, size_t size)
{
    return (ptr == NULL || size > 0) && is_refused() ? NULL : __libc_realloc(ptr, size);
}

void *reallocarray(void *ptr, size_t count, size_t size)
{
    if (size > 0 && count > SIZE_MAX / size) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(ptr, count * size);
}

void *memalign(size_t align, size_t size)
{
    return is_refused() ? NULL : __libc_memalign(align, size);
}

void *aligned_alloc(size_t align, size_t size)
{
    return memalign(align, size);
}

int posix_memalign(void **ptr, size_t align, size_t size)
{
    void *made_here = is_refused() ? NULL : __libc_memalign(align, size);
    if (made_here == NULL) {
        return ENOMEM;
    }
    *ptr = made_here;
    return 0;
}
