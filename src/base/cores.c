#define _GNU_SOURCE /* sched_getaffinity and its like */

#include "base/cores.h"

#include <sched.h>
#include <unistd.h>

unsigned cores_count(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores > 1 ? (unsigned)cores : 1;
}

#if defined(__linux__) && defined(__GLIBC__)
void cores_elsewhere(pthread_attr_t *attributes)
{
    cpu_set_t others;
    int here = sched_getcpu();
    if (here < 0 || sched_getaffinity(0, sizeof others, &others) != 0) {
        return; /* more cores than a set holds, or they are not told */
    }
    CPU_CLR((size_t)here, &others);
    if (CPU_COUNT(&others) > 0) {
        pthread_attr_setaffinity_np(attributes, sizeof others, &others);
    }
}

void cores_anywhere(pthread_attr_t *attributes)
{
    cpu_set_t unread;
    CPU_ZERO(&unread);
    pthread_attr_setaffinity_np(attributes, 0, &unread); /* a set of no size is none */
}

void cores_roam(void)
{
    cpu_set_t all;
    if (sched_getaffinity(getpid(), sizeof all, &all) == 0) {
        sched_setaffinity(0, sizeof all, &all);
    }
}
#else
void cores_elsewhere(pthread_attr_t *attributes)
{
    (void)attributes;
}

void cores_anywhere(pthread_attr_t *attributes)
{
    (void)attributes;
}

void cores_roam(void) {}
#endif
