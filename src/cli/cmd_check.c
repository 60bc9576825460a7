#include "base/xml_library.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/workers.h"
#include "check/check.h"
#include "cli/check_operand.h"
#include "cli/cli.h"
#include "cli/progress.h"

#include "base/fs.h"

#include <errno.h>
#include <string.h>

/* What was told of all files, and where it is told as JSON. */
struct telling {
    struct cli *cli;
    struct diag *found; /* of each operand, until it is told */
    struct json *json;  /* NULL: as text */
    struct diag_style style;
    bool strict; /* warnings count as errors in the exit status */
    unsigned flags, threads;
    size_t done;
    unsigned count[DIAG_LEVELS], fatal;
    struct progress progress;
    enum status worst;
};

/* On any thread. Messages are copies: what they speak of is gone when they are told. */
static void judge(void *context, size_t index)
{
    struct telling *t = context;
    struct arena arena = {0};
    unsigned files = (unsigned)t->cli->noperands, threads = t->threads / files;
    diag_init_as(&t->found[index], &t->cli->diag);
    check_operand(&arena, str_from(t->cli->operands[index]), t->flags, threads, &t->found[index]);
    arena_release(&arena);
}

static void add_up(struct telling *t, const struct diag *d)
{
    for (size_t i = 0; i < DIAG_LEVELS; i++) {
        t->count[i] += diag_count(d, (enum diag_level)i);
    }
    enum status status = (enum status)diag_status(d);
    if (t->strict && status == STATUS_FINE && diag_count(d, DIAG_WARNING) > 0) {
        status = STATUS_BOOK;
    }
    t->worst = status > t->worst ? status : t->worst;
}

/* In the order of the operands. Each file is told, and forgotten, before the next one. */
static void tell(void *context, size_t index)
{
    struct telling *t = context;
    struct diag *d = &t->found[index];
    if (diag_spoke(d)) {
        progress_clear(&t->progress);
    }
    if (t->json != NULL) {
        t->fatal += diag_tell_epubcheck(d, &t->style, t->json);
    } else {
        cli_tell(t->cli, d);
    }
    add_up(t, d);
    diag_release(d);
    t->done++;
}

static void show_progress(void *context)
{
    struct telling *t = context;
    struct buf line = {0};
    if (t->cli->noperands > 1) {
        buf_addf(&line, "octavo: %zu of %d files", t->done, t->cli->noperands);
    } else {
        buf_addf(&line, "octavo: checking, %u s", progress_seconds(&t->progress));
    }
    progress_tell(&t->progress, buf_str(&line));
    buf_release(&line);
}

/* Files are shared out among the threads; a single one is judged here, by threads that go through
 * its documents, unless someone watches how long it takes. */
static void check_all(struct telling *t)
{
    size_t count = (size_t)t->cli->noperands;
    struct work work = {count, judge, tell, show_progress, t};
    unsigned threads = count > 1 ? t->threads : t->progress.watched;
    xml_library_prepare();
    t->found = mem_calloc(count, sizeof *t->found);
    workers_run(&work, threads);
    mem_free(t->found);
    progress_clear(&t->progress);
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

/* What cannot be asked; false: told. */
static bool is_possible(const struct cli *cli)
{
    int streams = 0;
    if (cli->noperands == 0) {
        cli_usage(cli, "no file given");
        return false;
    }
    for (int i = 0; i < cli->noperands; i++) {
        bool stream = strcmp(cli->operands[i], "-") == 0;
        streams += stream;
        if (!stream && is_absent(cli->operands[i])) {
            cli_usage(cli, "no file \"%s\"", cli->operands[i]);
            return false;
        }
    }
    if (streams > 1) {
        cli_usage(cli, "standard input can be read only once");
    }
    return streams <= 1;
}

static enum status run(struct cli *cli)
{
    struct telling telling = {.cli = cli};
    if (!set_style(&telling)) {
        return cli_usage(cli, "--severity is note, warning or error");
    }
    if (!is_possible(cli) || !cli_threads(cli, &telling.threads)) {
        return STATUS_USAGE;
    }
    telling.flags = cli_has(cli, OPTION_LINT) ? CHECK_HOUSE : 0;
    memory_expect_much();
    progress_begin(&telling.progress, cli);
    if (cli->format == DIAG_JSON) {
        return check_all_json(&telling) ? telling.worst : STATUS_SYSTEM;
    }
    check_all(&telling);
    return telling.worst;
}

static const enum cli_option options[] = {
    OPTION_LINT,     OPTION_JOBS,   OPTION_ALLOW, OPTION_DENY,  OPTION_FAIL_ON_WARNINGS,
    OPTION_SEVERITY, OPTION_FORMAT, OPTION_COLOR, OPTION_QUIET, OPTION_VERBOSE,
    OPTION_HELP,     CLI_OPTIONS};

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
               "rule is EPUBCheck's. Many files are judged on all cores, and told in the order\n"
               "in which they are named.\n",
    .extensions = "epub opf xhtml html svg css smil ncx",
    .run = run,
};
