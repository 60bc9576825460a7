/* The cores of the machine: how many there are, and on which of them a thread begins. */
#ifndef BASE_CORES_H
#define BASE_CORES_H

#include <pthread.h>

/* How many threads the machine can run at once; at least 1. */
unsigned cores_count(void);

/* Has the thread that is begun with these attributes begin on another core than the calling one
 * runs on, if there is one that this process may use. Without that the system often lets both wait
 * for the same core for some milliseconds, though another one has nothing to do. The new thread
 * calls cores_roam when it has begun. */
void cores_elsewhere(pthread_attr_t *attributes);

/* Undoes that: where no core may be chosen, no thread could be begun with it. */
void cores_anywhere(pthread_attr_t *attributes);

/* Lets the calling thread run on all cores that the process may use. */
void cores_roam(void);

#endif
