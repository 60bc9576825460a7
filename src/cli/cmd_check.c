#include "base/fs.h"
#include "base/json.h"
#include "check/check.h"
#include "cli/cli.h"
#include "messages.h"
#include "ocf/read.h"

#include <errno.h>
#include <string.h>

static void check_file(struct cli *cli, str path, uint32_t order)
{
    struct arena arena = {0};
    struct publication publication = {.name = path, .order = order};
    struct diag_file *file = diag_file(&cli->diag, path, order);
    str bytes;
    if (!fs_map(path, (size_t)4 << 30, &bytes)) {
        diag_report(&cli->diag, &(struct report){.kind = MSG_READ,
                                                 .args = {path, str_from(strerror(errno))}});
        return;
    }
    if (ocf_read(&arena, bytes, file, &publication, &cli->diag)) {
        check_publication(&arena, &publication, cli_has(cli, OPTION_LINT) ? CHECK_HOUSE : 0,
                          &cli->diag);
    }
    fs_unmap(bytes);
    arena_release(&arena);
}

/* In the shape of EPUBCheck's report, so that its readers can read ours; without its clock. */
static bool tell_json(struct cli *cli)
{
    struct buf out = {0};
    struct json j = {.out = &out};
    const unsigned *count = cli->diag.count;
    json_open(&j, NULL, '{');
    diag_tell_epubcheck(&cli->diag, &j);
    json_open(&j, "checker", '{');
    json_str(&j, "checkerVersion", STR("octavo " OCTAVO_VERSION));
    json_open(&j, "files", '[');
    for (int i = 0; i < cli->noperands; i++) {
        json_str(&j, NULL, str_from(cli->operands[i]));
    }
    json_close(&j, ']');
    json_num(&j, "nFatal", count[DIAG_SYSTEM]);
    json_num(&j, "nError", count[DIAG_ERROR]);
    json_num(&j, "nWarning", count[DIAG_WARNING]);
    json_num(&j, "nUsage", count[DIAG_NOTE]);
    json_close(&j, '}');
    json_close(&j, '}');
    buf_addch(&out, '\n');
    bool told = cli_print(buf_str(&out));
    buf_release(&out);
    return told;
}

static enum status run(struct cli *cli)
{
    if (cli->noperands == 0) {
        return cli_usage(cli, "no file given");
    }
    for (int i = 0; i < cli->noperands; i++) {
        check_file(cli, str_from(cli->operands[i]), (uint32_t)i * (OCF_MAX_ENTRIES + 1));
    }
    bool told = true;
    if (cli->format == DIAG_JSON) {
        told = tell_json(cli);
    } else {
        cli_tell(cli);
    }
    return told ? (enum status)diag_status(&cli->diag) : STATUS_SYSTEM;
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
