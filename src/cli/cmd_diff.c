#include "base/fs.h"
#include "base/mapping.h"
#include "base/replacement.h"
#include "build/changes_page.h"
#include "build/story.h"
#include "cli/cli.h"
#include "edition/tell.h"
#include "messages.h"
#include "model/discover.h"
#include "ocf/folder.h"
#include "ocf/read.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* So many bytes of a container can be read. */
#define LARGEST ((size_t)4 << 30)

/* One of the two editions that are compared. */
struct side {
    struct cli *cli;
    struct arena *arena;
    str path;
    unsigned threads;
    struct edition edition;
    bool read, faulty;
};

static void take_publication(void *user, const struct publication *p)
{
    struct side *s = user;
    s->read = edition_read(s->arena, p, &s->edition);
    s->edition.name = s->path;
}

static void no_edition(struct side *s)
{
    struct place at = {.file = diag_file(&s->cli->diag, s->path, 0)};
    diag_report(&s->cli->diag, &(struct report){.kind = MSG_NO_EDITION, .at = at});
}

/* What could not be read would be told as text that went; the fault is told already. */
static bool is_whole(const struct publication *p)
{
    for (size_t i = 0; i < p->count; i++) {
        if (p->entries[i].unread) {
            return false;
        }
    }
    return true;
}

static void read_container(struct side *s, str bytes)
{
    struct publication p = {.name = s->path};
    struct diag_file *file = diag_file(&s->cli->diag, s->path, 0);
    if (ocf_read(s->arena, bytes, file, &p, &s->cli->diag) && is_whole(&p)) {
        take_publication(s, &p);
    }
}

static void read_folder(struct side *s)
{
    struct publication p = {.name = s->path};
    struct diag_file *file = diag_file(&s->cli->diag, s->path, 0);
    if (ocf_read_folder(s->arena, s->path, file, &p, &s->cli->diag) && is_whole(&p)) {
        take_publication(s, &p);
    }
}

/* What a book lacks because of its errors would be told as what went, so they are told, too. */
static void tell_errors(struct side *s)
{
    struct cli quiet = *s->cli;
    quiet.style.quiet = true;
    cli_tell(&quiet, &s->cli->diag);
}

/* A book is made in memory; false: there is none. */
static bool read_book(struct side *s)
{
    struct build_request request = {.argument = s->path,
                                    .epoch = -1,
                                    .threads = s->threads,
                                    .take = take_publication,
                                    .user = s,
                                    .no_cache = cli_has(s->cli, OPTION_NO_CACHE)};
    struct build_result result;
    build_book(s->arena, &request, &result, &s->cli->diag);
    if (result.no_book) {
        cli_no_book(s->cli, s->path, result.why);
    }
    s->faulty = diag_failed(&s->cli->diag);
    if (s->read && s->faulty) {
        tell_errors(s);
    }
    return !result.no_book;
}

static void read_file(struct side *s)
{
    str bytes;
    unsigned cuts = mapping_cuts();
    if (!fs_map(s->path, LARGEST, &bytes)) {
        diag_report(&s->cli->diag, &(struct report){.kind = MSG_READ,
                                                    .args = {s->path, str_from(strerror(errno))}});
        return;
    }
    read_container(s, bytes);
    mapping_close(bytes);
    if (mapping_cuts() != cuts) {
        diag_report(&s->cli->diag,
                    &(struct report){.kind = MSG_READ, .args = {s->path, STR("it " MAPPING_CUT)}});
        s->read = false;
    }
}

/* Does the name of a file say that it is a book? */
static bool is_source(struct side *s)
{
    struct discovery found;
    discover(s->arena, s->path, NULL, &found);
    return found.kind != DISCOVERY_NONE;
}

/* Reads an EPUB, packed or not, or makes the book of a source. Returns STATUS_USAGE (told) if there
 * is nothing to read. */
static enum status read_side(struct side *s)
{
    enum fs_kind kind = fs_kind_of(s->path);
    str inside = path_join(s->arena, s->path, STR("META-INF/container.xml"));
    if (kind == FS_ABSENT) {
        return cli_usage(s->cli, "no file \"%.*s\"", STR_ARG(s->path));
    }
    if (kind == FS_FOLDER ? fs_kind_of(inside) != FS_FILE : is_source(s)) {
        if (!read_book(s)) {
            return STATUS_USAGE;
        }
    } else if (kind == FS_FOLDER) {
        read_folder(s);
    } else {
        read_file(s);
    }
    if (!s->read && !diag_failed(&s->cli->diag)) {
        no_edition(s);
    }
    return s->read ? STATUS_FINE : (enum status)diag_status(&s->cli->diag);
}

static bool write_page(struct cli *cli, struct arena *a, const struct edition_diff *d)
{
    str target = cli->values[OPTION_PAGE];
    if (target.len == 0) {
        return true;
    }
    str page = changes_page(a, d);
    if (str_eq(target, STR("-"))) {
        return cli_print(page);
    }
    struct replacement r;
    if (replacement_begin(&r, target) && replacement_write(&r, page) && replacement_commit(&r)) {
        return true;
    }
    diag_report(&cli->diag,
                &(struct report){.kind = MSG_WRITE, .args = {target, str_from(strerror(errno))}});
    return false;
}

static enum status tell(struct cli *cli, struct arena *a, const struct edition_diff *d)
{
    struct buf out = {0};
    bool told = write_page(cli, a, d);
    if (cli->format == DIAG_JSON) {
        diff_tell_json(d, &out);
    } else if (!cli->style.quiet && !str_eq(cli->values[OPTION_PAGE], STR("-"))) {
        bool known;
        diff_tell_text(d, cli_colour(cli, STDOUT_FILENO, &known), &out);
    }
    told = (out.len == 0 || cli_print(buf_str(&out))) && told;
    buf_release(&out);
    cli_tell(cli, &cli->diag);
    return told ? STATUS_FINE : STATUS_SYSTEM;
}

static enum status compare(struct cli *cli, struct arena *a)
{
    struct side sides[2] = {{.cli = cli, .arena = a}, {.cli = cli, .arena = a}};
    struct edition_diff diff;
    unsigned threads;
    if (!cli_threads(cli, &threads)) {
        return STATUS_USAGE;
    }
    for (int i = 0; i < 2; i++) {
        sides[i].path = str_from(cli->operands[i]);
        sides[i].threads = threads;
        enum status status = read_side(&sides[i]);
        if (!sides[i].read) {
            cli_tell(cli, &cli->diag);
            return status;
        }
        diag_clear(&cli->diag); /* what else is wrong is asked of build and check */
    }
    edition_compare(a, &sides[0].edition, &sides[1].edition, &diff);
    enum status status = tell(cli, a, &diff);
    bool faulty = sides[0].faulty || sides[1].faulty;
    return status == STATUS_FINE && faulty ? STATUS_BOOK : status;
}

/* Would a file be lost to the page by a slip of the command line: a chapter, or an edition? Pages
 * are made again and again. */
static bool is_worth_keeping(str path)
{
    struct arena a = {0};
    str bytes;
    bool there = path.len > 0 && fs_kind_of(path) == FS_FILE;
    bool page = there && fs_read(&a, path, FS_MAX_FILE, &bytes) &&
                (bytes.len == 0 || str_find_str(bytes, STR("<html"), 0) < bytes.len);
    arena_release(&a);
    return there && !page;
}

static enum status run(struct cli *cli)
{
    str page = cli->values[OPTION_PAGE];
    if (cli->noperands != 2) {
        return cli_usage(cli, "two editions are compared, an older and a later one");
    }
    if (is_worth_keeping(page)) {
        return cli_usage(cli, "\"%.*s\" is there and is no page; name another file", STR_ARG(page));
    }
    if (cli->format == DIAG_JSON && str_eq(page, STR("-"))) {
        return cli_usage(cli, "the page and the JSON cannot both go to standard output");
    }
    struct arena arena = {0};
    enum status status = compare(cli, &arena);
    arena_release(&arena);
    return status;
}

static const enum cli_option options[] = {OPTION_PAGE,  OPTION_JOBS,  OPTION_FORMAT,
                                          OPTION_COLOR, OPTION_QUIET, OPTION_NO_CACHE,
                                          OPTION_HELP,  CLI_OPTIONS};

const struct command cmd_diff = {
    .name = "diff",
    .operands = "OLD NEW",
    .summary = "show what changed between two editions",
    .options = options,
    .judges = true,
    .details = "OLD and NEW are EPUBs, unpacked EPUBs, or books as \"octavo build\" takes them.\n"
               "Told are the metadata, chapters that were added, removed, renamed or moved, and\n"
               "changed passages word by word: [-gone-] {+new+}. Nothing is printed if none of\n"
               "it has changed; the exit status is 0 in either case, and 1 if a book has\n"
               "errors, which are told.\n",
    .extensions = "epub md markdown yaml yml",
    .run = run,
};
