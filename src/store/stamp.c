/* dl_iterate_phdr is an extension that the C libraries of Linux share. */
#define _GNU_SOURCE
#include "store/stamp.h"

#include <elf.h>
#include <link.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>

/* A note's name and contents begin at multiples of four bytes. */
static size_t aligned(size_t size)
{
    return (size + 3) & ~(size_t)3;
}

/* The contents of the note that holds the identity; empty if there is none among these. */
static str identity_in(str notes)
{
    ElfW(Nhdr) head;
    while (notes.len >= sizeof head) {
        memcpy(&head, notes.ptr, sizeof head);
        str name = str_sub(notes, sizeof head, sizeof head + head.n_namesz);
        size_t from = sizeof head + aligned(head.n_namesz);
        str contents = str_sub(notes, from, from + head.n_descsz);
        if (head.n_type == NT_GNU_BUILD_ID && str_eq(name, (str){"GNU", 4})) {
            return contents;
        }
        notes = str_sub(notes, from + aligned(head.n_descsz), notes.len);
    }
    return STR_NONE;
}

static str identity_of(const struct dl_phdr_info *object)
{
    for (size_t i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        if (part->p_type == PT_NOTE) {
            const ElfW(Addr) at = object->dlpi_addr + part->p_vaddr;
            str identity = identity_in((str){(const char *)at, part->p_memsz});
            if (identity.len > 0) {
                return identity;
            }
        }
    }
    return STR_NONE;
}

static void add_file(struct sha256 *h, const char *path)
{
    struct stat st;
    if (stat(path, &st) == 0) {
        sha256_add(h, (str){(const char *)&st.st_dev, sizeof st.st_dev});
        sha256_add(h, (str){(const char *)&st.st_ino, sizeof st.st_ino});
        sha256_add(h, (str){(const char *)&st.st_size, sizeof st.st_size});
        sha256_add(h, (str){(const char *)&st.st_mtim, sizeof st.st_mtim});
        sha256_add(h, (str){(const char *)&st.st_ctim, sizeof st.st_ctim});
    }
}

/* The program itself comes first, and has no name. */
static int add_object(struct dl_phdr_info *object, size_t size, void *data)
{
    struct sha256 *h = data;
    str identity = identity_of(object);
    (void)size;
    sha256_add(h, (str){object->dlpi_name, strlen(object->dlpi_name) + 1});
    sha256_add(h, identity);
    if (identity.len == 0) {
        add_file(h, object->dlpi_name[0] != '\0' ? object->dlpi_name : "/proc/self/exe");
    }
    return 0;
}

static struct digest stamp;

static void make_stamp(void)
{
    struct sha256 h;
    sha256_begin(&h);
    sha256_add(&h, STR(OCTAVO_VERSION));
    dl_iterate_phdr(add_object, &h);
    stamp = sha256_finish(&h);
}

struct digest stamp_of_program(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_stamp);
    return stamp;
}
