#include "base/fs.h"
#include "base/json.h"
#include "cli/cli.h"
#include "cli/new_book.h"
#include "messages.h"
#include "model/identity.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* "my-first_book" -> "My first book". */
static str title_from(struct arena *a, str folder)
{
    str title = str_copy(a, path_name(folder));
    char *letters = (char *)title.ptr;
    for (size_t i = 0; i < title.len; i++) {
        if (letters[i] == '-' || letters[i] == '_') {
            letters[i] = ' ';
        }
    }
    if (title.len > 0 && ascii_alpha(letters[0])) {
        letters[0] = (char)(ascii_lower(letters[0]) - 32);
    }
    title = str_trim(title);
    return title.len > 0 && !str_eq(title, STR(".")) ? title : STR("A new book");
}

/* A double-quoted scalar: JSON's strings are YAML's. */
static str quoted(struct arena *a, str text)
{
    struct buf out = {0};
    struct json j = {.out = &out};
    json_str(&j, NULL, text);
    return buf_finish(&out, a);
}

static bool write_file(struct cli *cli, struct arena *a, str folder, str name, str text)
{
    str path = path_join(a, folder, name);
    if (fs_write_new(path, text)) {
        return true;
    }
    diag_report(&cli->diag, &(struct report){.kind = errno == EEXIST ? MSG_NEW_EXISTS : MSG_WRITE,
                                             .args = {path, str_from(strerror(errno))}});
    return false;
}

static void write_book(struct cli *cli, struct arena *a, str folder)
{
    str title = cli_has(cli, OPTION_TITLE) ? cli->values[OPTION_TITLE] : title_from(a, folder);
    const str pairs[] = {
        STR("title"),      quoted(a, title),
        STR("date"),       str_sub(time_text(a, (int64_t)time(NULL)), 0, 10),
        STR("identifier"), identity_derived(a, title, STR(NEW_BOOK_AUTHOR), STR("en")),
    };
    if (!fs_make_folder(folder)) {
        diag_report(&cli->diag, &(struct report){.kind = MSG_WRITE,
                                                 .args = {folder, str_from(strerror(errno))}});
        return;
    }
    for (size_t i = 0; i < new_book_count; i++) {
        str text = str_fill(a, str_from(new_book[i].text), pairs, 3);
        if (!write_file(cli, a, folder, str_from(new_book[i].name), text)) {
            return;
        }
    }
}

static enum status run(struct cli *cli)
{
    if (cli->noperands != 1) {
        return cli_usage(cli, "give the folder of the new book");
    }
    struct arena arena = {0};
    str folder = str_from(cli->operands[0]);
    while (folder.len > 1 && folder.ptr[folder.len - 1] == '/') {
        folder.len--;
    }
    write_book(cli, &arena, folder);
    cli_tell(cli, &cli->diag);
    if (!diag_failed(&cli->diag) && !cli->style.quiet) {
        printf("%.*s\n", STR_ARG(folder));
    }
    arena_release(&arena);
    return (enum status)diag_status(&cli->diag);
}

static const enum cli_option options[] = {OPTION_TITLE, OPTION_COLOR, OPTION_QUIET, OPTION_HELP,
                                          CLI_OPTIONS};

const struct command cmd_new = {
    .name = "new",
    .operands = "DIR",
    .summary = "start a book that builds",
    .options = options,
    .details = "Writes book.yaml, two chapters, a bibliography and a ledger into DIR. No file\n"
               "is overwritten.\n",
    .extensions = "",
    .run = run,
};
