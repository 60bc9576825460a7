#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* The last act cannot be handed through the allocators of foreign libraries, which carry no
 * context; it is the only state that this program keeps outside of main's own. */
static _Atomic(void (*)(void)) last_act;

void memory_set_last_act(void (*act)(void))
{
    last_act = act;
}

_Noreturn void out_of_memory(void)
{
    static const char text[] = "octavo: error: out of memory [memory]\n";
    ssize_t ignored = write(STDERR_FILENO, text, sizeof text - 1);
    (void)ignored;
    void (*act)(void) = last_act;
    if (act != NULL) {
        act();
    }
    _exit(3);
}

void *mem_alloc(size_t size)
{
    void *ptr = malloc(size > 0 ? size : 1);
    if (ptr == NULL) {
        out_of_memory();
    }
    return ptr;
}

void *mem_calloc(size_t count, size_t size)
{
    void *ptr = calloc(count > 0 ? count : 1, size > 0 ? size : 1);
    if (ptr == NULL) {
        out_of_memory();
    }
    return ptr;
}

void *mem_realloc(void *ptr, size_t size)
{
    void *grown = realloc(ptr, size > 0 ? size : 1);
    if (grown == NULL) {
        out_of_memory();
    }
    return grown;
}

char *mem_strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(mem_alloc(size), text, size);
}

void mem_free(void *ptr)
{
    free(ptr);
}

void memory_keep(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 4 << 20); /* larger ones grow by moving pages, without a copy */
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    mallopt(M_TOP_PAD, 1 << 20);
    mallopt(M_MXFAST, 0); /* else all that is small and free is joined at each request for much */
#endif
}
