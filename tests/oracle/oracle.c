/* Compares what Octavo makes of texts with what a reference makes of them.
 *
 *     oracle [OPTION]... REFERENCE
 *
 *     --gfm               read GitHub's dialect, not plain CommonMark
 *     --spec FILE         the examples of a specification
 *     --cases FILE        cases of our own
 *     --files LIST PREFIX the files of a list of paths
 *     --random SEED N     random texts, N of them; N may be a time: 10s
 *     --list FILE         the differences that are known: NAME, a tab, the reason
 *     --refusing          what Octavo refuses with a message, of the source or of what it would
 *                         write, is left out of the count
 *     --share PERCENT     at least so many must be equal
 *     --reduce N          prints the first N differences as the smallest texts that still differ
 *     --show NAME         shows one text, all of it
 *
 * Fails if a difference is not in the list, or is in it and is none; with UPDATE=1 in the
 * environment it mends the list instead: what is new gets "?" as its reason, which is refused until
 * somebody writes one. */
#include "base/arena.h"
#include "base/map.h"
#include "oracle/frame.h"
#include "oracle/ours.h"
#include "oracle/project.h"
#include "oracle/texts.h"
#include "source/markdown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct options {
    unsigned features;
    bool refusing;
    const char *reference, *list, *show;
    double share;
    uint64_t seed, count, reduce;
    time_t seconds;
};

struct oracle {
    struct options options;
    struct arena arena;
    struct texts texts;
    FILE *to, *from; /* the reference */
    pid_t child;
    struct text *known; /* the list: name and reason */
    size_t nknown;
    struct map known_by_name;
    bool *seen;         /* of the list: it differs */
    struct text *fresh; /* differences that are not in the list */
    size_t nfresh;
    size_t compared, equal, refused; /* refused: it differs, and an error was told */
};

/* Both sides of one text. */
struct outcome {
    str text, xhtml, html, errors;
    str ours, theirs; /* projected */
};

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "oracle: %s\n", what);
    exit(2);
}

static void start_reference(struct oracle *o)
{
    int in[2], out[2];
    if (pipe(in) != 0 || pipe(out) != 0 || (o->child = fork()) < 0) {
        die("cannot start the reference");
    }
    if (o->child == 0) {
        dup2(in[0], 0);
        dup2(out[1], 1);
        close(in[1]);
        close(out[0]);
        execl(o->options.reference, o->options.reference, (char *)NULL);
        _exit(127);
    }
    close(in[0]);
    close(out[1]);
    o->to = fdopen(in[1], "w");
    o->from = fdopen(out[0], "r");
}

static void stop_reference(struct oracle *o)
{
    int status = 0;
    fclose(o->to);
    fclose(o->from);
    waitpid(o->child, &status, 0);
}

static str reference_html(struct oracle *o, struct arena *a, str text)
{
    char *bytes;
    size_t size;
    frame_write(o->to, text.len > 0 ? text.ptr : "", text.len);
    if (!frame_read(o->from, &bytes, &size)) {
        die("the reference has died");
    }
    str html = str_copy(a, (str){bytes, size});
    free(bytes);
    return html;
}

/* The reference reads the text as Octavo cleans it (BOM, CR, forbidden characters): how bytes are
 * read is no matter of the dialect. */
static void try_text(struct oracle *o, struct arena *a, str text, struct outcome *out)
{
    struct tree tree;
    *out = (struct outcome){.text = text};
    out->xhtml = ours_render(a, text, o->options.features, &out->errors);
    out->html = reference_html(o, a, ours_clean(a, text));
    tree_of_html(a, out->html, &tree);
    out->theirs = project(a, &tree);
    tree.free(&tree);
    out->ours = STR("not well-formed\n");
    if (tree_of_xhtml(a, out->xhtml, &tree)) {
        out->ours = project(a, &tree);
        tree.free(&tree);
    }
}

static void print_part(const char *title, str text)
{
    printf("---- %s\n%.*s", title, STR_ARG(text));
    if (text.len == 0 || text.ptr[text.len - 1] != '\n') {
        printf("\n");
    }
}

static void show(const struct outcome *r)
{
    print_part("text", r->text);
    print_part("octavo", r->xhtml);
    print_part("reference", r->html);
    print_part("octavo, projected", r->ours);
    print_part("reference, projected", r->theirs);
    print_part("errors", r->errors);
}

/* The lines around the first that differs. */
static void print_difference(str name, const struct outcome *r)
{
    size_t at = 0, line = 0;
    while (at < r->ours.len && at < r->theirs.len && r->ours.ptr[at] == r->theirs.ptr[at]) {
        line = r->ours.ptr[at] == '\n' ? at + 1 : line;
        at++;
    }
    printf("==== %.*s differs\n", STR_ARG(name));
    print_part("octavo", str_sub(r->ours, line, line + 300));
    print_part("reference", str_sub(r->theirs, line, line + 300));
}

/* Is "refused (NAME): ..." true: was an error of that name told, by the source or by the judge of
 * what is written? */
static bool is_refused(struct arena *a, str reason, const struct outcome *r)
{
    size_t open = str_find(reason, '(', 0), close = str_find(reason, ')', open);
    const str parts[] = {STR("["), str_sub(reason, open + 1, close), STR("]")};
    str name = str_concat(a, parts, 3);
    str judged = ours_judge(a, r->xhtml);
    return str_find_str(r->errors, name, 0) < r->errors.len ||
           str_find_str(judged, name, 0) < judged.len;
}

/* Is it on the list, and for a reason that holds? */
static bool is_known(struct oracle *o, struct arena *a, str name, const struct outcome *r)
{
    size_t known = map_get(&o->known_by_name, name);
    if (known == MAP_NONE) {
        return false;
    }
    bool refused = str_starts(o->known[known].text, STR("refused"));
    if (refused && !is_refused(a, o->known[known].text, r)) {
        return false;
    }
    o->seen[known] = true;
    o->refused += refused;
    return true;
}

/* Does this text differ, too, and is not refused? */
static bool still_differs(struct oracle *o, str text)
{
    struct arena a = {0};
    struct outcome r;
    try_text(o, &a, text, &r);
    bool differs =
        !str_eq(r.ours, r.theirs) && r.errors.len == 0 && ours_judge(&a, r.xhtml).len == 0;
    arena_release(&a);
    return differs;
}

static str without(struct arena *a, str text, size_t from, size_t to)
{
    const str parts[] = {str_sub(text, 0, from), str_sub(text, to, text.len)};
    return str_concat(a, parts, 2);
}

/* As little of a text that differs as still differs. */
static str reduced(struct oracle *o, struct arena *a, str text)
{
    for (size_t size = text.len / 2; size > 0; size = size > 1 ? size / 2 : 0) {
        for (size_t from = 0; from + size <= text.len;) {
            str less = without(a, text, from, from + size);
            bool smaller = still_differs(o, less);
            text = smaller ? less : text;
            from += smaller ? 0 : size;
        }
    }
    return text;
}

static void judge(struct oracle *o, struct arena *a, str name, const struct outcome *r)
{
    o->compared++;
    if (str_eq(r->ours, r->theirs)) {
        o->equal++;
    } else if (is_known(o, a, name, r)) {
        return;
    } else if (o->options.refusing && (r->errors.len > 0 || ours_judge(a, r->xhtml).len > 0)) {
        o->refused++;
    } else {
        *ARENA_PUSH(&o->arena, struct text, &o->fresh, &o->nfresh) =
            (struct text){str_copy(&o->arena, name), STR("?")};
        if (o->options.reduce && o->nfresh <= o->options.reduce) {
            print_part(str_copy(a, name).ptr, reduced(o, a, r->text));
        } else if (o->options.list != NULL && o->nfresh <= 20) {
            print_difference(name, r);
        }
    }
}

static void compare(struct oracle *o, str name, str text)
{
    struct arena a = {0};
    struct outcome r;
    try_text(o, &a, text, &r);
    if (o->options.show != NULL && str_eq(name, str_from(o->options.show))) {
        show(&r);
    }
    judge(o, &a, name, &r);
    arena_release(&a);
}

static void compare_random(struct oracle *o)
{
    time_t end = time(NULL) + o->options.seconds;
    for (uint64_t n = 0; o->options.seconds > 0 ? time(NULL) < end : n < o->options.count; n++) {
        struct arena a = {0};
        str name = str_printf(&a, "random %llu", (unsigned long long)n);
        compare(o, name, text_random(&a, o->options.seed, n));
        arena_release(&a);
    }
}

static void read_list(struct oracle *o)
{
    str bytes, line, name, reason;
    if (o->options.list == NULL || !texts_read(&o->arena, str_from(o->options.list), &bytes)) {
        return;
    }
    for (str rest = bytes; rest.len > 0;) {
        str_cut(rest, '\n', &line, &rest);
        if (line.len == 0 || line.ptr[0] == '#') {
            continue;
        }
        str_cut(line, '\t', &name, &reason);
        map_put(&o->arena, &o->known_by_name, name, o->nknown);
        *ARENA_PUSH(&o->arena, struct text, &o->known, &o->nknown) = (struct text){name, reason};
    }
    o->seen = ARENA_ARRAY(&o->arena, bool, o->nknown + 1);
}

/* Keeps comments and order; drops what no longer differs; adds what does. */
static void update_list(struct oracle *o)
{
    str bytes, line;
    size_t n = 0;
    texts_read(&o->arena, str_from(o->options.list), &bytes);
    FILE *out = fopen(o->options.list, "wb");
    if (out == NULL) {
        die("cannot write the list");
    }
    for (str rest = bytes; rest.len > 0;) {
        str_cut(rest, '\n', &line, &rest);
        bool comment = line.len == 0 || line.ptr[0] == '#';
        if (comment || o->seen[n]) {
            fprintf(out, "%.*s\n", STR_ARG(line));
        }
        n += !comment;
    }
    for (size_t i = 0; i < o->nfresh; i++) {
        fprintf(out, "%.*s\t?\n", STR_ARG(o->fresh[i].name));
    }
    fclose(out);
}

static bool judge_list(struct oracle *o)
{
    bool fine = o->nfresh == 0 || o->options.list == NULL;
    for (size_t i = 0; i < o->nknown; i++) {
        str name = o->known[i].name, reason = o->known[i].text;
        if (!o->seen[i]) {
            printf("%.*s does not differ any more; take it off the list\n", STR_ARG(name));
            fine = false;
        } else if (str_trim(reason).len == 0 || str_eq(reason, STR("?"))) {
            printf("%.*s differs for no reason that the list names\n", STR_ARG(name));
            fine = false;
        }
    }
    if (!fine && o->nfresh > 0) {
        printf("%zu not listed:", o->nfresh);
        for (size_t i = 0; i < o->nfresh && i < 100; i++) {
            printf(" %.*s;", STR_ARG(o->fresh[i].name));
        }
        printf("\n");
    }
    return fine;
}

static bool finish(struct oracle *o)
{
    size_t taken = o->compared - (o->options.refusing ? o->refused : 0);
    double share = taken > 0 ? 100.0 * (double)o->equal / (double)taken : 0;
    bool fine = taken > 0 && share >= o->options.share;
    if (o->options.list != NULL && getenv("UPDATE") != NULL) {
        update_list(o);
    } else {
        fine &= judge_list(o);
    }
    printf("%zu of %zu equal (%.2f %%), %zu refused\n", o->equal, taken, share, o->refused);
    return fine;
}

static void read_texts(struct oracle *o, const char *kind, str path, str prefix)
{
    struct arena *a = &o->arena;
    str bytes;
    if (!texts_read(a, path, &bytes)) {
        exit(2);
    }
    if (strcmp(kind, "--spec") == 0) {
        texts_of_spec(a, bytes, &o->texts);
    } else if (strcmp(kind, "--cases") == 0) {
        texts_of_cases(a, bytes, &o->texts);
    } else if (!texts_of_files(a, bytes, prefix, &o->texts)) {
        exit(2);
    }
}

static void random_option(struct options *o, const char *seed, const char *count)
{
    char *end;
    o->seed = strtoull(seed, NULL, 10);
    o->count = strtoull(count, &end, 10);
    o->seconds = *end == 's' ? (time_t)o->count : 0;
}

static void read_options(struct oracle *o, char **arg)
{
    struct options *options = &o->options;
    for (; *arg != NULL && strncmp(*arg, "--", 2) == 0; arg++) {
        const char *name = *arg;
        if (strcmp(name, "--gfm") == 0) {
            options->features = DIALECT_GFM;
        } else if (strcmp(name, "--refusing") == 0) {
            options->refusing = true;
        } else if (arg[1] == NULL) {
            die("an option lacks its value");
        } else if (strcmp(name, "--list") == 0) {
            options->list = *++arg;
        } else if (strcmp(name, "--show") == 0) {
            options->show = *++arg;
        } else if (strcmp(name, "--reduce") == 0) {
            options->reduce = strtoull(*++arg, NULL, 10);
        } else if (strcmp(name, "--share") == 0) {
            options->share = atof(*++arg);
        } else if (strcmp(name, "--random") == 0 && arg[2] != NULL) {
            random_option(options, arg[1], arg[2]);
            arg += 2;
        } else if (strcmp(name, "--files") == 0 && arg[2] != NULL) {
            read_texts(o, name, str_from(arg[1]), str_from(arg[2]));
            arg += 2;
        } else if (strcmp(name, "--spec") == 0 || strcmp(name, "--cases") == 0) {
            read_texts(o, name, str_from(*++arg), STR_NONE);
        } else {
            die("no such option");
        }
    }
    if (*arg == NULL) {
        die("usage: oracle [OPTION]... REFERENCE");
    }
    options->reference = *arg;
}

int main(int argc, char **argv)
{
    struct oracle o = {0};
    (void)argc;
    read_options(&o, argv + 1);
    read_list(&o);
    start_reference(&o);
    for (size_t i = 0; i < o.texts.count; i++) {
        compare(&o, o.texts.items[i].name, o.texts.items[i].text);
    }
    compare_random(&o);
    stop_reference(&o);
    bool fine = finish(&o);
    arena_release(&o.arena);
    return fine ? 0 : 1;
}
