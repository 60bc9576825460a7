#include "base/xml_library.h"

#include "base/memory.h"

#include <libxml/globals.h>
#include <libxml/parser.h>
#include <libxml/threads.h>

#include <pthread.h>
#include <stdbool.h>

static void prepare(void)
{
    xmlMemSetup(mem_free, mem_alloc, mem_realloc, mem_strdup);
    xmlInitParser();
}

void xml_library_prepare(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, prepare);
}

/* What libxml2 keeps for a thread is made when it is first looked at, and where there is no memory
 * for it, libxml2 looks at it to say so. So there has to be some. */
void xml_library_prepare_thread(void)
{
    xml_library_prepare();
    if (xmlIsMainThread() != 0) {
        return;
    }
#if LIBXML_VERSION >= 21200
    bool ready = xmlCheckThreadLocalStorage() == 0;
#else
    mem_free(mem_alloc(sizeof(xmlGlobalState)));
    bool ready = xmlGetGlobalState() != NULL;
#endif
    if (!ready) {
        out_of_memory();
    }
}
