/* The target is the whole old file or the whole new one, whatever happens to its writer. */
#include "base/fs.h"
#include "base/memory.h"
#include "base/replacement.h"
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char folder[] = "/tmp/test_replacement_XXXXXX";

#define TEMPORARY ".t.octavo-tmp"

static void check_content(const char *path, const char *want)
{
    struct arena a = {0};
    str got = STR("(unreadable)");
    fs_read(&a, str_from(path), 1000, &got);
    CHECK_STR(got, want);
    arena_release(&a);
}

/* The folder holds what is named and nothing else. */
static void check_names(const char *want)
{
    struct arena a = {0};
    struct buf all = {0};
    str *names = NULL;
    size_t count = 0;
    CHECK(fs_list(&a, STR("."), &names, &count));
    for (size_t i = 0; i < count; i++) {
        buf_addf(&all, "%s%s", i > 0 ? " " : "", names[i].ptr);
    }
    CHECK_STR(buf_str(&all), want);
    buf_release(&all);
    arena_release(&a);
}

static bool replace(const char *target, const char *content)
{
    struct replacement r;
    if (!replacement_begin(&r, str_from(target))) {
        return false;
    }
    CHECK(fs_write_fd(r.fd, str_from(content)));
    return replacement_commit(&r);
}

static void enter_folder(void)
{
    CHECK(mkdtemp(folder) != NULL && chdir(folder) == 0);
    umask(027);
}

static mode_t mode_of(const char *path)
{
    struct stat st = {0};
    CHECK(stat(path, &st) == 0);
    return st.st_mode & 0777;
}

static void test_commit_and_abandon(void)
{
    CHECK(replace("t", "one"));
    check_content("t", "one");
    CHECK_NUM(mode_of("t"), 0640);
    CHECK(chmod("t", 0604) == 0 && replace("t", "two"));
    check_content("t", "two");
    CHECK_NUM(mode_of("t"), 0604);
    check_names("t");

    struct replacement r;
    CHECK(replacement_begin(&r, STR("t")));
    check_names(TEMPORARY " t");
    CHECK(fs_write_fd(r.fd, STR("three")));
    replacement_abandon(&r);
    check_content("t", "two");
    check_names("t");
    CHECK_NUM(r.fd, -1);
}

/* Folders are synced at the end, those that are gone by then as well. */
static void test_many(void)
{
    CHECK(mkdir("a", 0777) == 0 && mkdir("b", 0777) == 0);
    replacement_begin_many();
    CHECK(replace("a/t", "one") && replace("b/t", "two") && replace("a/u", "three"));
    check_content("a/u", "three");
    CHECK(unlink("b/t") == 0 && rmdir("b") == 0);
    replacement_end_many();
    check_content("a/t", "one");
    CHECK(unlink("a/t") == 0 && unlink("a/u") == 0 && rmdir("a") == 0);
}

static void test_targets(void)
{
    struct replacement r;
    CHECK(!replacement_begin(&r, STR("")) && errno == ENOENT);
    CHECK(!replacement_begin(&r, STR(".")) && errno == EISDIR);
    CHECK(!replacement_begin(&r, STR("new/")) && errno == EISDIR);
    CHECK(!replacement_begin(&r, STR("absent/t")) && errno == ENOENT);
    CHECK(!replacement_begin(&r, STR("/dev/null")) && errno == ENOTSUP);
    CHECK(!replacement_begin(&r, STR("t\0u")) && errno == EINVAL);

    char longest[256];
    memset(longest, 'n', 255);
    longest[255] = '\0';
    CHECK(replace(longest, "long") && remove(longest) == 0);
    check_names("t");
}

/* Links stay links; what they lead to is replaced. */
static void test_links(void)
{
    CHECK(mkdir("d", 0777) == 0 && symlink("../t", "d/live") == 0);
    CHECK(symlink("absent", "d/dangling") == 0 && symlink("d/dangling", "two") == 0);
    CHECK(symlink("loop", "loop") == 0);
    CHECK(replace("d/live", "through"));
    check_content("t", "through");
    CHECK(replace("two", "made"));
    check_content("d/absent", "made");
    struct replacement r;
    CHECK(!replacement_begin(&r, STR("loop")) && errno == ELOOP);
    static const char *const made[] = {"d/live", "d/dangling", "d/absent", "d", "two", "loop"};
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        struct stat st;
        CHECK(lstat(made[i], &st) == 0 && (S_ISLNK(st.st_mode) || i == 2 || i == 3));
        CHECK(remove(made[i]) == 0);
    }
}

/* What a dead writer left, or someone put there, is taken over and never written through. */
static void test_stray(void)
{
    CHECK(fs_write_new(STR(TEMPORARY), STR("left behind")));
    CHECK(link(TEMPORARY, "other") == 0);
    CHECK(replace("t", "four"));
    check_content("t", "four");
    check_content("other", "left behind");
    CHECK(mkfifo(TEMPORARY, 0600) == 0 && replace("t", "five"));
    CHECK(symlink("other", TEMPORARY) == 0 && !replace("t", "six"));
    CHECK_NUM(errno, ELOOP);
    check_content("other", "left behind");
    check_content("t", "five");
    CHECK(remove(TEMPORARY) == 0 && remove("other") == 0);
    check_names("t");
}

static void nap(long milliseconds)
{
    struct timespec t = {.tv_nsec = milliseconds * 1000000};
    nanosleep(&t, NULL);
}

/* Starts a writer that holds the temporary file, and returns when it does. */
static pid_t start_holder(void)
{
    pid_t child = fork();
    if (child == 0) {
        struct replacement r;
        if (replacement_begin(&r, STR("t")) && fs_write_fd(r.fd, STR("half"))) {
            for (;;) {
                pause();
            }
        }
        _exit(9);
    }
    struct stat st;
    while (stat(TEMPORARY, &st) != 0 || st.st_size != 4) {
        nap(1);
    }
    return child;
}

static void test_signals(void)
{
    static const struct {
        int number;
        const char *left;
    } rows[] = {
        {SIGTERM, "t"},
        {SIGINT, "t"},
        {SIGHUP, "t"},
        {SIGKILL, TEMPORARY " t"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pid_t child = start_holder();
        int status = 0;
        CHECK(kill(child, rows[i].number) == 0 && waitpid(child, &status, 0) == child);
        CHECK(WIFSIGNALED(status) && WTERMSIG(status) == rows[i].number);
        check_names(rows[i].left);
        CHECK(replace("t", "after"));
        check_content("t", "after");
        check_names("t");
    }
}

static void test_out_of_memory(void)
{
    pid_t child = fork();
    if (child == 0) {
        struct replacement r;
        close(STDERR_FILENO);
        if (replacement_begin(&r, STR("t"))) {
            out_of_memory();
        }
        _exit(9);
    }
    int status = 0;
    CHECK(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 3);
    check_names("t");
}

/* A writer waits for one that lives. */
static void test_waits(void)
{
    pid_t holder = start_holder();
    pid_t waiter = fork();
    if (waiter == 0) {
        _exit(replace("t", "waited") ? 0 : 1);
    }
    nap(50);
    CHECK(waitpid(waiter, NULL, WNOHANG) == 0);
    check_content("t", "after");
    CHECK(kill(holder, SIGKILL) == 0 && waitpid(holder, NULL, 0) == holder);
    int status = 1;
    CHECK(waitpid(waiter, &status, 0) == waiter && status == 0);
    check_content("t", "waited");
    check_names("t");
}

/* Many writers at once, some of them killed: always a whole file, and nothing left over. */
static void test_crowd(void)
{
    pid_t writers[8];
    for (size_t i = 0; i < 8; i++) {
        writers[i] = fork();
        if (writers[i] == 0) {
            for (;;) {
                if (!replace("t", "wholewhole")) {
                    _exit(1);
                }
            }
        }
    }
    for (int i = 0; i < 50; i++) {
        nap(2);
        struct stat st;
        CHECK(stat("t", &st) == 0 && (st.st_size == 10 || st.st_size == 6));
    }
    for (size_t i = 0; i < 8; i++) {
        int status = 0;
        CHECK(kill(writers[i], i % 2 == 0 ? SIGKILL : SIGTERM) == 0);
        CHECK(waitpid(writers[i], &status, 0) == writers[i] && WIFSIGNALED(status));
    }
    CHECK(replace("t", "last"));
    check_names("t");
}

static void leave_folder(void)
{
    CHECK(remove("t") == 0 && chdir("/") == 0 && rmdir(folder) == 0);
}

TEST_MAIN(enter_folder, test_commit_and_abandon, test_many, test_targets, test_links, test_stray,
          test_signals, test_out_of_memory, test_waits, test_crowd, leave_folder)
