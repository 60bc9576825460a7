#include "base/fs.h"
#include "base/json.h"
#include "check/check.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "messages.h"
#include "ocf/folder.h"
#include "ocf/read.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* What was told of all files, and where it is told as JSON. */
struct telling {
    struct cli *cli;
    struct json *json; /* NULL: as text */
    struct diag_style style;
    bool strict; /* warnings count as errors in the exit status */
    unsigned count[DIAG_LEVELS], fatal;
    struct progress progress;
    enum status worst;
};

/* So many bytes of a container can be read. */
#define LARGEST ((size_t)4 << 30)

/* EPUB 3.3, 4.2.4: ".epub", in lower case; anything else but that is the user's business. */
static void check_name(struct cli *cli, str path, const struct diag_file *file)
{
    str extension = path_extension(path);
    if (str_eq_nocase(extension, STR("epub")) && !str_eq(extension, STR("epub"))) {
        diag_report(
            &cli->diag,
            &(struct report){.kind = MSG_OCF_EXTENSION, .at = {.file = file}, .args = {extension}});
    }
}

static unsigned flags_of(const struct cli *cli)
{
    return cli_has(cli, OPTION_LINT) ? CHECK_HOUSE : 0;
}

/* A file that is no container: its publication is it alone, and has no name of its own. */
static void check_document(struct cli *cli, struct arena *a, str path, str bytes, enum single what)
{
    struct publication alone = {0};
    publication_add(a, &alone, path, STR_NONE, bytes);
    check_single(a, &alone, what, flags_of(cli), &cli->diag);
}

static void check_container(struct cli *cli, struct arena *a, str path, str bytes)
{
    struct publication p = {.name = path};
    struct diag_file *file = diag_file(&cli->diag, path, 0);
    check_name(cli, path, file);
    if (ocf_read(a, bytes, file, &p, &cli->diag)) {
        check_publication(a, &p, flags_of(cli), &cli->diag);
    }
}

/* Standard input cannot be mapped. */
static void check_stream(struct cli *cli, struct arena *a)
{
    str name = STR("<stdin>"), bytes;
    if (!fs_read_fd(a, STDIN_FILENO, LARGEST, &bytes)) {
        diag_report(&cli->diag,
                    &(struct report){.kind = MSG_READ, .args = {name, str_from(strerror(errno))}});
        return;
    }
    struct publication p = {.name = name};
    if (ocf_read(a, bytes, diag_file(&cli->diag, name, 0), &p, &cli->diag)) {
        check_publication(a, &p, flags_of(cli), &cli->diag);
    }
}

static void check_file(struct cli *cli, struct arena *a, str path)
{
    enum single what = single_of(path);
    str bytes;
    if (!fs_map(path, LARGEST, &bytes)) {
        diag_report(&cli->diag,
                    &(struct report){.kind = MSG_READ, .args = {path, str_from(strerror(errno))}});
        return;
    }
    if (what != SINGLE_NONE) {
        check_document(cli, a, path, bytes, what);
    } else {
        check_container(cli, a, path, bytes);
    }
    fs_unmap(bytes);
}

static void check_folder(struct cli *cli, struct arena *a, str path)
{
    while (path.len > 1 && str_ends(path, STR("/"))) {
        path = str_sub(path, 0, path.len - 1);
    }
    struct publication p = {.name = path};
    struct diag_file *file = diag_file(&cli->diag, path, 0);
    if (ocf_read_folder(a, path, file, &p, &cli->diag)) {
        check_publication(a, &p, flags_of(cli), &cli->diag);
    }
}

/* Each file is told, and forgotten, before the next one: so many files are no more than one. */
static void check_and_tell(struct telling *t, str path)
{
    struct arena arena = {0};
    struct diag *d = &t->cli->diag;
    if (str_eq(path, STR("-"))) {
        check_stream(t->cli, &arena);
    } else if (fs_kind_of(path) == FS_FOLDER) {
        check_folder(t->cli, &arena, path);
    } else {
        check_file(t->cli, &arena, path);
    }
    progress_clear(&t->progress);
    if (t->json != NULL) {
        t->fatal += diag_tell_epubcheck(d, &t->style, t->json);
    } else {
        cli_tell(t->cli, d);
    }
    for (size_t i = 0; i < DIAG_LEVELS; i++) {
        t->count[i] += diag_count(d, (enum diag_level)i);
    }
    enum status status = (enum status)diag_status(d);
    if (t->strict && status == STATUS_FINE && diag_count(d, DIAG_WARNING) > 0) {
        status = STATUS_BOOK;
    }
    t->worst = status > t->worst ? status : t->worst;
    diag_clear(d);
    arena_release(&arena);
}

static void show_progress(struct telling *t, int done)
{
    struct buf line = {0};
    buf_addf(&line, "octavo: %d of %d files", done, t->cli->noperands);
    progress_tell(&t->progress, buf_str(&line));
    buf_release(&line);
}

static void check_all(struct telling *t)
{
    for (int i = 0; i < t->cli->noperands; i++) {
        show_progress(t, i);
        check_and_tell(t, str_from(t->cli->operands[i]));
    }
}

/* In the shape of EPUBCheck's report, so that its readers can read ours; without its clock. */
static bool check_all_json(struct telling *t)
{
    struct buf out = {0};
    struct json j = {.out = &out};
    t->json = &j;
    json_open(&j, NULL, '{');
    json_open(&j, "messages", '[');
    check_all(t);
    json_close(&j, ']');
    json_open(&j, "checker", '{');
    json_str(&j, "checkerVersion", STR("octavo " OCTAVO_VERSION));
    if (t->cli->noperands == 1) {
        str path = str_from(t->cli->operands[0]);
        json_str(&j, "path", path);
        json_str(&j, "filename", path_name(path));
    }
    json_open(&j, "files", '[');
    for (int i = 0; i < t->cli->noperands; i++) {
        json_str(&j, NULL, str_from(t->cli->operands[i]));
    }
    json_close(&j, ']');
    json_num(&j, "nFatal", t->fatal);
    json_num(&j, "nError", t->count[DIAG_ERROR] + t->count[DIAG_SYSTEM] - t->fatal);
    json_num(&j, "nWarning", t->count[DIAG_WARNING]);
    json_num(&j, "nUsage", t->count[DIAG_NOTE]);
    json_close(&j, '}');
    json_close(&j, '}');
    buf_addch(&out, '\n');
    bool told = cli_print(buf_str(&out));
    buf_release(&out);
    return told;
}

/* A file that is not there is a slip of the keyboard, not a finding about a file. */
static bool is_absent(const char *path)
{
    return fs_kind_of(str_from(path)) == FS_ABSENT && (errno == ENOENT || errno == ENOTDIR);
}

/* What --severity asks to see; JSON without it has all. */
static bool set_style(struct telling *t)
{
    str least = t->cli->values[OPTION_SEVERITY];
    struct diag_style *style = &t->cli->style;
    t->strict = cli_has(t->cli, OPTION_FAIL_ON_WARNINGS);
    if (least.len > 0) {
        style->quiet = str_eq(least, STR("error"));
        style->verbose = str_eq(least, STR("note"));
    }
    t->style = *style;
    t->style.verbose = style->verbose || (least.len == 0 && !style->quiet);
    return least.len == 0 || style->quiet || style->verbose || str_eq(least, STR("warning"));
}

static enum status run(struct cli *cli)
{
    struct telling telling = {.cli = cli};
    if (!set_style(&telling)) {
        return cli_usage(cli, "--severity is note, warning or error");
    }
    if (cli->noperands == 0) {
        return cli_usage(cli, "no file given");
    }
    for (int i = 0; i < cli->noperands; i++) {
        if (strcmp(cli->operands[i], "-") != 0 && is_absent(cli->operands[i])) {
            return cli_usage(cli, "no file \"%s\"", cli->operands[i]);
        }
    }
    progress_begin(&telling.progress, cli);
    if (cli->format == DIAG_JSON) {
        return check_all_json(&telling) ? telling.worst : STATUS_SYSTEM;
    }
    check_all(&telling);
    return telling.worst;
}

static const enum cli_option options[] = {
    OPTION_LINT,     OPTION_ALLOW,  OPTION_DENY,  OPTION_FAIL_ON_WARNINGS,
    OPTION_SEVERITY, OPTION_FORMAT, OPTION_COLOR, OPTION_QUIET,
    OPTION_VERBOSE,  OPTION_HELP,   CLI_OPTIONS};

const struct command cmd_check = {
    .name = "check",
    .operands = "FILE|FOLDER...",
    .summary = "judge EPUB files",
    .options = options,
    .judges = true,
    .details = "FILE is an EPUB, or a single package document (.opf), navigation or content\n"
               "document (.xhtml, .html, .svg), style sheet (.css), media overlay (.smil) or\n"
               "NCX (.ncx); FOLDER an unpacked EPUB; - is an EPUB on standard input. Says\n"
               "nothing about a file without fault. Messages carry EPUBCheck's codes where the\n"
               "rule is EPUBCheck's.\n",
    .extensions = "epub opf xhtml html svg css smil ncx",
    .run = run,
};
