#define _DEFAULT_SOURCE /* madvise */

#include "base/memory.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/mman.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* The heap takes so much address space at once; memory it is only where it is touched. */
#define HEAP_STEP ((size_t)64 << 20)

/* What the processor and the system know as one large page. */
#define LARGE_PAGE ((size_t)2 << 20)

/* More than is left of the heap as the system begins it. */
#define FIRST_STEP ((size_t)256 << 10)

/* The last act cannot be handed through the allocators of foreign libraries, which carry no
 * context. */
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

/* The heap's large pages: where they end (0: there are none), and where the first one begins that
 * no one has fetched ahead. */
static struct {
    _Atomic uintptr_t end, next;
    atomic_bool shared;
} heap;

void memory_share(void)
{
    heap.shared = true;
}

/* Has what malloc took for the heap behind its large pages made of such, too. */
static void heap_goes_on(void)
{
#ifdef MADV_HUGEPAGE
    uintptr_t before = heap.end, end = (uintptr_t)sbrk(0);
    if (end > before && end - before <= 2 * HEAP_STEP &&
        atomic_compare_exchange_strong(&heap.end, &before, end)) {
        madvise((char *)before, end - before, MADV_HUGEPAGE);
    }
#endif
}

void memory_fetch_ahead(const void *used)
{
    uintptr_t at = (uintptr_t)used, page = at / LARGE_PAGE * LARGE_PAGE + LARGE_PAGE;
    if (heap.end > 0 && at >= heap.end) {
        heap_goes_on();
    }
#ifdef MADV_POPULATE_WRITE
    uintptr_t next = heap.next, end = heap.end;
    if (heap.shared && page >= next && page - at <= LARGE_PAGE / 2 && at < end &&
        page <= end - LARGE_PAGE &&
        atomic_compare_exchange_strong(&heap.next, &next, page + LARGE_PAGE)) {
        madvise((char *)page, LARGE_PAGE, MADV_POPULATE_WRITE);
    }
#else
    (void)page;
#endif
}

/* A large page is fetched in a third of the time that its five hundred small ones take. It must not
 * have been touched yet: the first one begins behind all that malloc has written, and what lies
 * before it is left out. With another malloc than glibc's there is no such heap. */
void memory_expect_much(void)
{
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
    static atomic_flag done = ATOMIC_FLAG_INIT;
    if (atomic_flag_test_and_set(&done)) {
        return;
    }
    char *top = malloc(FIRST_STEP);
    uintptr_t at = (uintptr_t)top, end = (uintptr_t)sbrk(0);
    size_t before = FIRST_STEP + LARGE_PAGE - (at + FIRST_STEP) % LARGE_PAGE;
    bool ours = top != NULL && at < end && end - at > before && end - at <= 2 * HEAP_STEP;
    if (ours) {
        madvise(top + before, end - at - before, MADV_HUGEPAGE);
        heap.end = end;
        heap.next = at + before;
    }
    free(top);
    if (ours) {
        void *volatile unused = malloc(before); /* volatile: or the compiler would not ask for it */
        (void)unused;
    }
#endif
}

void memory_part(unsigned threads)
{
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, (int)threads + 1);
#else
    (void)threads;
#endif
}

void memory_keep(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 4 << 20); /* larger ones grow by moving pages, without a copy */
    mallopt(M_TRIM_THRESHOLD, 2 * (int)HEAP_STEP);
    mallopt(M_TOP_PAD, (int)HEAP_STEP);
    mallopt(M_MXFAST, 0); /* else all that is small and free is joined at each request for much */
    mallopt(M_ARENA_MAX, 1);
#endif
}
