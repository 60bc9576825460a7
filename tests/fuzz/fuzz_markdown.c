/* Any bytes as a single-file book, from Markdown to the EPUB. Whatever is written in it, a fault
 * must be told at a place of the author's file: a message about the inside of the EPUB means that a
 * renderer wrote what the gate refuses. */
#include "base/fs.h"
#include "build/story.h"
#include "fuzz/fuzz.h"

#include <stdio.h>
#include <unistd.h>

static void put(str path, str bytes)
{
    FILE *out = fopen(path.ptr, "wb");
    if (out == NULL || fwrite(bytes.ptr, 1, bytes.len, out) != bytes.len || fclose(out) != 0) {
        abort();
    }
}

/* The folder of this process, in memory if the machine has such a place. */
static str folder(struct arena *a)
{
    const char *top = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    str path = str_printf(a, "%s/octavo-fuzz-%ld", top, (long)getpid());
    fs_make_folder(path);
    return path;
}

static void demand_places(struct diag *d, str epub)
{
    struct buf out = {0};
    str line, rest;
    diag_tell_text(d, &(struct diag_style){.verbose = true}, &out);
    for (rest = buf_str(&out); rest.len > 0;) {
        str_cut(rest, '\n', &line, &rest);
        if (str_starts(line, epub) && str_starts(str_sub(line, epub.len, line.len), STR("/"))) {
            fwrite(out.data, 1, out.len, stderr);
            abort();
        }
    }
    buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct diag d;
    str top = folder(&a);
    struct build_request request = {.argument = path_join(&a, top, STR("book.md")),
                                    .output = path_join(&a, top, STR("out.epub")),
                                    .epoch = -1};
    struct build_result result;
    diag_init(&d, messages, MESSAGES);
    put(request.argument, (str){(const char *)data, size});
    build_book(&a, &request, &result, &d);
    demand_places(&d, request.output);
    diag_release(&d);
    arena_release(&a);
    return 0;
}
