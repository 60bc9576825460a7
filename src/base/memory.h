/* Memory that never comes back NULL.
 *
 * Octavo cannot go on without memory, so exhaustion is handled in one place: it is reported,
 * the registered last act runs (removing the temporary file), and the process ends with status 3.
 * Foreign libraries that accept an allocator (cmark, libxml2, jansson, libdeflate) are given
 * these functions by their home; those that return errors (libzip, libyaml) report them. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

/* Uninitialised memory of size bytes (1 if size is 0). The caller frees it with mem_free. */
void *mem_alloc(size_t size);

/* Zeroed memory for count objects of size bytes; a product that overflows is exhaustion. */
void *mem_calloc(size_t count, size_t size);

/* As realloc, never NULL. */
void *mem_realloc(void *ptr, size_t size);

/* A copy of a C string, owned by the caller. */
char *mem_strdup(const char *text);

void mem_free(void *ptr);

/* To be called once, first: freed memory is kept for what comes next instead of being returned to
 * the system. A page that is fetched anew costs more than all the work done on it. */
void memory_keep(void);

/* To be called where much work begins: what the heap is made of from now on is fetched in large
 * pieces. For little that would be a waste. */
void memory_expect_much(void);

/* To be called before there are threads that share the heap: */
void memory_share(void);

/* To be called before the first thread: so many threads are to have heaps of their own, in which
 * they need not wait for each other. What one gives back serves only itself again. */
void memory_part(unsigned threads);

/* Tells that the heap is used as far as that. If its next large page is near, it is fetched now,
 * meanwhile all others go on: malloc would hold them up when it comes to that page. */
void memory_fetch_ahead(const void *used);

/* Reports that memory ran out, runs the last act, ends the process with status 3. */
_Noreturn void out_of_memory(void);

/* Sets what is done before the process ends for want of memory; it may neither allocate nor
 * return an error. NULL for nothing. */
void memory_set_last_act(void (*act)(void));

#endif
