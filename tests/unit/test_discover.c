/* What "octavo build X" means, and the order of chapters: source format, part 2. */
#include "folder.h"

#include "model/discover.h"

#include <unistd.h>

static struct arena arena;

static void order(void)
{
    static const struct given rows[] = {
        {"2.md", "10.md"},  {"a2b.md", "a10b.md"}, {"index.md", "README.md"},
        {"README.md", "a"}, {"B.md", "c.md"},      {"a.md", "B.md"},
        {"1.md", "01.md"},  {"a.md", "b"},         {"9", "99999999999999999999999"},
        {"a-b.md", "a.md"}, {"z.md", "\u00e9.md"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str first = str_from(rows[i].path), second = str_from(rows[i].text);
        bool rising = file_order(first, second) < 0 && file_order(second, first) > 0;
        /* Equal numbers are told apart by their bytes. */
        if (str_eq(first, STR("1.md"))) {
            rising = file_order(first, second) > 0 && file_order(second, first) < 0;
        }
        test_check_str(__FILE__, __LINE__, rising ? STR_NONE : first, STR_NONE);
    }
    CHECK(file_order(STR("a"), STR("a")) == 0);
}

/* "path:depth path:depth ..." */
static void add_listed(struct buf *out, const struct chapter_list *files, unsigned depth)
{
    for (size_t i = 0; i < files->count; i++) {
        const struct chapter_entry *e = &files->items[i];
        buf_addf(out, "%s%.*s:%u", out->len > 0 ? " " : "", STR_ARG(e->file.text), depth);
        add_listed(out, &e->below, depth + 1);
    }
}

static str listed(const struct chapter_list *files)
{
    struct buf out = {0};
    add_listed(&out, files, 1);
    return buf_finish(&out, &arena);
}

static void check_chapters(str top, bool has_manifest, str passed_over, const char *wanted)
{
    struct chapter_list files;
    const struct hunt hunt = {top, has_manifest, passed_over, NULL};
    struct unlisted unlisted;
    discover_chapters(&arena, &hunt, &files, &unlisted);
    CHECK_NUM(unlisted.error, 0);
    CHECK_STR(listed(&files), wanted);
}

static void chapters(void)
{
    static const struct given files[] = {
        {"README.md", ""},        {"10-end.md", ""},  {"2-part/b.md", ""},
        {"2-part/README.md", ""}, {"3-row/x.md", ""}, {"3-row/a.markdown", ""},
        {"_draft.md", ""},        {".hidden.md", ""}, {"_drafts/x.md", ""},
        {"SUMMARY.md", ""},       {"notes.txt", ""},  {"2-part/deep/index.md", ""},
        {"2-part/deep/z.md", ""}, {"tips.md", ""},    {"src/SUMMARY.md", ""},
    };
    str top = folder_new(&arena);
    folder_fill(&arena, top, files, sizeof files / sizeof *files);
    CHECK(symlink(".", path_join(&arena, top, STR("circle")).ptr) == 0);
    CHECK(symlink("/usr", path_join(&arena, top, STR("outside")).ptr) == 0);
    check_chapters(top, false, STR_NONE,
                   "README.md:1 2-part/README.md:1 2-part/b.md:2 2-part/deep/index.md:2 "
                   "2-part/deep/z.md:3 3-row/a.markdown:1 3-row/x.md:1 10-end.md:1 tips.md:1");
    check_chapters(top, true, STR("tips.md"),
                   "2-part/README.md:1 2-part/b.md:2 2-part/deep/index.md:2 "
                   "2-part/deep/z.md:3 3-row/a.markdown:1 3-row/x.md:1 10-end.md:1");
    folder_remove(&arena, top);
}

/* kind, folder and file of what the argument means, the test's folder written as "T". */
static void check_kind(str top, const char *rel, enum discovery_kind kind, const char *folder,
                       const char *file)
{
    struct discovery found;
    str argument = path_join(&arena, top, str_from(rel));
    discover(&arena, argument, NULL, &found);
    CHECK_NUM(found.kind, kind);
    if (found.kind != DISCOVERY_NONE) {
        str wanted = folder[0] != '\0' ? path_join(&arena, top, str_from(folder)) : top;
        CHECK(str_eq(found.folder, wanted));
        CHECK_STR(found.file, file);
    } else {
        CHECK(found.why.len > 0);
    }
}

static void kinds(void)
{
    static const struct given files[] = {
        {"yaml/book.yaml", ""}, {"yaml/a.md", ""},          {"plain/deep/a.md", ""},
        {"one.md", ""},         {"other.yaml", ""},         {"empty/x.txt", ""},
        {"hidden/_a.md", ""},   {"src/SUMMARY.md", ""},     {"src/a.md", ""},
        {"yaml/book.toml", ""}, {"toml/book.toml", ""},     {"toml/SUMMARY.md", ""},
        {"quarto/a.md", ""},    {"quarto/_quarto.yml", ""}, {"outer/src/SUMMARY.md", ""},
    };
    str top = folder_new(&arena);
    folder_fill(&arena, top, files, sizeof files / sizeof *files);
    check_kind(top, "yaml", DISCOVERY_MANIFEST, "yaml", "book.yaml");
    check_kind(top, "plain", DISCOVERY_FOLDER, "plain", "");
    check_kind(top, "one.md", DISCOVERY_SINGLE, "", "one.md");
    check_kind(top, "yaml/a.md", DISCOVERY_SINGLE, "yaml", "a.md");
    check_kind(top, "other.yaml", DISCOVERY_MANIFEST, "", "other.yaml");
    check_kind(top, "src", DISCOVERY_SUMMARY, "src", "SUMMARY.md");
    check_kind(top, "outer", DISCOVERY_SUMMARY, "outer/src", "SUMMARY.md");
    check_kind(top, "toml", DISCOVERY_MDBOOK, "toml", "book.toml");
    check_kind(top, "toml/book.toml", DISCOVERY_MDBOOK, "toml", "book.toml");
    check_kind(top, "quarto", DISCOVERY_QUARTO, "quarto", "_quarto.yml");
    check_kind(top, "quarto/_quarto.yml", DISCOVERY_QUARTO, "quarto", "_quarto.yml");
    check_kind(top, "toml/SUMMARY.md", DISCOVERY_SINGLE, "toml", "SUMMARY.md");
    check_kind(top, "empty", DISCOVERY_NONE, "", "");
    check_kind(top, "hidden", DISCOVERY_NONE, "", "");
    check_kind(top, "empty/x.txt", DISCOVERY_NONE, "", "");
    check_kind(top, "nothing", DISCOVERY_NONE, "", "");
    folder_remove(&arena, top);
}

static void release(void)
{
    arena_release(&arena);
}

TEST_MAIN(order, chapters, kinds, release)
