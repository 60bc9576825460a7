#include "base/fs.h"
#include "base/json.h"
#include "check/check.h"
#include "cli/cli.h"
#include "messages.h"
#include "ocf/read.h"

#include <errno.h>
#include <string.h>

/* What was told of all files, and where it is told as JSON. */
struct telling {
    struct cli *cli;
    struct json *json; /* NULL: as text */
    unsigned count[DIAG_LEVELS];
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

static void check_file(struct cli *cli, struct arena *a, str path)
{
    struct publication publication = {.name = path};
    struct diag_file *file = diag_file(&cli->diag, path, 0);
    str bytes;
    if (!fs_map(path, LARGEST, &bytes)) {
        diag_report(&cli->diag,
                    &(struct report){.kind = MSG_READ, .args = {path, str_from(strerror(errno))}});
        return;
    }
    check_name(cli, path, file);
    if (ocf_read(a, bytes, file, &publication, &cli->diag)) {
        check_publication(a, &publication, cli_has(cli, OPTION_LINT) ? CHECK_HOUSE : 0, &cli->diag);
    }
    fs_unmap(bytes);
}

/* Each file is told, and forgotten, before the next one: so many files are no more than one. */
static void check_and_tell(struct telling *t, str path)
{
    struct arena arena = {0};
    struct diag *d = &t->cli->diag;
    check_file(t->cli, &arena, path);
    if (t->json != NULL) {
        diag_tell_epubcheck(d, t->json);
    } else {
        cli_tell(t->cli);
    }
    for (size_t i = 0; i < DIAG_LEVELS; i++) {
        t->count[i] += d->count[i];
    }
    enum status status = (enum status)diag_status(d);
    t->worst = status > t->worst ? status : t->worst;
    diag_release(d);
    diag_init(d, messages, MESSAGES);
    arena_release(&arena);
}

static void check_all(struct telling *t)
{
    for (int i = 0; i < t->cli->noperands; i++) {
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
    json_open(&j, "files", '[');
    for (int i = 0; i < t->cli->noperands; i++) {
        json_str(&j, NULL, str_from(t->cli->operands[i]));
    }
    json_close(&j, ']');
    json_num(&j, "nFatal", t->count[DIAG_SYSTEM]);
    json_num(&j, "nError", t->count[DIAG_ERROR]);
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

static enum status run(struct cli *cli)
{
    struct telling telling = {.cli = cli};
    if (cli->noperands == 0) {
        return cli_usage(cli, "no file given");
    }
    for (int i = 0; i < cli->noperands; i++) {
        if (is_absent(cli->operands[i])) {
            return cli_usage(cli, "no file \"%s\"", cli->operands[i]);
        }
    }
    if (cli->format == DIAG_JSON) {
        return check_all_json(&telling) ? telling.worst : STATUS_SYSTEM;
    }
    check_all(&telling);
    return telling.worst;
}

static const enum cli_option options[] = {OPTION_LINT,    OPTION_FORMAT, OPTION_COLOR, OPTION_QUIET,
                                          OPTION_VERBOSE, OPTION_HELP,   CLI_OPTIONS};

const struct command cmd_check = {
    .name = "check",
    .operands = "FILE...",
    .summary = "judge EPUB files",
    .options = options,
    .details = "Says nothing about a file without fault. Messages carry EPUBCheck's codes where\n"
               "the rule is EPUBCheck's.\n",
    .run = run,
};
