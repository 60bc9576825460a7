/* The handler is the one way to outlive it: a file may be cut at any moment, so that no look at its
 * size beforehand helps, and to copy all that is mapped would take its memory twice. */
#define _DEFAULT_SOURCE /* for MAP_ANONYMOUS, which POSIX has since 2024 */
#include "base/mapping.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

static atomic_uint cuts;
static uintptr_t page_size;

/* Puts a page of zeros where there is none any more. mmap is a system call and no more than that,
 * so it may be called here. What is none of our business happens again, and ends the process. */
static void on_lost_page(int signal_number, siginfo_t *info, void *context)
{
    void *page = (void *)((uintptr_t)info->si_addr / page_size * page_size);
    (void)context;
    if (info->si_code != BUS_ADRERR ||
        mmap(page, page_size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) ==
            MAP_FAILED) {
        signal(signal_number, SIG_DFL);
        return;
    }
    cuts++;
}

static void handle_lost_pages(void)
{
    struct sigaction act = {.sa_sigaction = on_lost_page, .sa_flags = SA_SIGINFO};
    page_size = (uintptr_t)sysconf(_SC_PAGESIZE);
    sigemptyset(&act.sa_mask);
    sigaction(SIGBUS, &act, NULL);
}

bool mapping_open(int fd, size_t size, str *out)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    if (size == 0) {
        *out = STR_NONE;
        return true;
    }
    pthread_once(&once, handle_lost_pages);
    void *bytes = mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0);
    if (bytes == MAP_FAILED) {
        return false;
    }
    *out = (str){bytes, size};
    return true;
}

void mapping_close(str mapped)
{
    if (mapped.len > 0) {
        munmap((void *)(uintptr_t)mapped.ptr, mapped.len);
    }
}

unsigned mapping_cuts(void)
{
    return cuts;
}
