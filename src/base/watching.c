#include "base/watching.h"

#include "base/arena.h"
#include "base/fs.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

/* A moment without change is so many milliseconds; but no one waits for longer than LONGEST. A
 * folder that is gone is looked for so often. */
enum { MOMENT = 30, LONGEST = 500, LOOK_EVERY = 200 };

#define EVENTS                                                                                     \
    (IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM |              \
     IN_MOVED_TO | IN_MOVE_SELF | IN_DELETE_SELF | IN_ONLYDIR)

/* The one thing that a signal's handler can be told. */
static volatile sig_atomic_t ended;

static void on_end(int number)
{
    (void)number;
    ended = 1;
}

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

/* nohup stays nohup. */
static bool is_to_end(int number)
{
    struct sigaction before;
    sigaction(number, NULL, &before);
    return number != SIGHUP || before.sa_handler != SIG_IGN;
}

/* The signals are delivered only while we wait: pselect lets them through, and nothing is lost
 * between a look and a wait. */
static void hold_signals(void)
{
    struct sigaction act = {.sa_handler = on_end};
    sigset_t set;
    sigemptyset(&act.sa_mask);
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        if (is_to_end(signals[i])) {
            sigaddset(&set, signals[i]);
            sigaction(signals[i], &act, NULL);
        }
    }
    sigprocmask(SIG_BLOCK, &set, NULL);
}

static bool add_folder(struct watching *w, const char *path, int *watch)
{
    *watch = w->count < WATCHING_MAX ? inotify_add_watch(w->inotify, path, EVENTS) : -1;
    w->full |= w->count == WATCHING_MAX || (*watch < 0 && errno == ENOSPC);
    w->count += *watch >= 0;
    return *watch >= 0;
}

/* Watches the folders in a folder, all the way down. One that went away meanwhile is no trouble. */
static void add_below(struct watching *w, struct arena *a, str folder)
{
    str *names;
    size_t count;
    if (!fs_list(a, folder, &names, &count)) {
        return;
    }
    for (size_t i = 0; i < count && !w->full; i++) {
        str path = path_join(a, folder, names[i]);
        int watch;
        if (!str_starts(names[i], STR(".")) && fs_kind_itself(path) == FS_FOLDER &&
            add_folder(w, path.ptr, &watch)) {
            add_below(w, a, path);
        }
    }
}

/* The folders that a folder is in: of them only that they move or go. */
static void add_above(struct watching *w, struct arena *a, str folder)
{
    str path;
    if (!fs_real(a, folder, &path)) {
        return;
    }
    while (path.len > 1 && w->nouter < WATCHING_OUTER) {
        path = str_copy(a, path_folder(path));
        const char *name = path.len > 0 ? path.ptr : "/";
        int watch = inotify_add_watch(w->inotify, name, IN_MOVE_SELF | IN_DELETE_SELF | IN_ONLYDIR);
        if (watch >= 0) {
            w->outer[w->nouter++] = watch;
        }
    }
}

static bool begin(struct watching *w)
{
    struct arena a = {0};
    str folder = str_copy(&a, w->folder);
    w->count = w->nexpected = 0;
    w->nouter = 1;
    w->full = false;
    w->inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    bool fine = w->inotify >= 0 && add_folder(w, folder.ptr, &w->outer[0]);
    if (fine) {
        add_below(w, &a, folder);
        add_above(w, &a, folder);
    } else if (w->inotify >= 0) {
        int fault = errno;
        close(w->inotify);
        w->inotify = -1;
        errno = fault;
    }
    arena_release(&a);
    return fine;
}

bool watching_begin(struct watching *w, str folder, str passed)
{
    *w = (struct watching){.folder = folder, .passed = passed, .inotify = -1};
    hold_signals();
    return begin(w);
}

void watching_end(struct watching *w)
{
    if (w->inotify >= 0) {
        close(w->inotify);
    }
    w->inotify = -1;
}

/* What editors keep beside the file that they edit, and what is not the author's. */
static bool is_passed(const struct watching *w, str name)
{
    return name.len == 0 || str_starts(name, STR(".")) || str_ends(name, STR("~")) ||
           str_starts(name, STR("#")) || (w->passed.len > 0 && str_ends(name, w->passed));
}

/* Did we put it there ourselves? */
static bool is_expected(struct watching *w, str name)
{
    if (w->nexpected == 0 || !str_eq(name, w->expected)) {
        return false;
    }
    w->nexpected--;
    return true;
}

/* It took its name, and then was closed. */
void watching_expect(struct watching *w, str name)
{
    w->nexpected = 2 + (str_eq(w->expected, name) ? w->nexpected : 0);
    w->expected = name;
}

/* Has the folder itself moved or gone, or one that it is in? */
static bool is_away(const struct watching *w, const struct inotify_event *e)
{
    bool away = false;
    for (size_t i = 0; i < w->nouter; i++) {
        away |= e->wd == w->outer[i] && (e->mask & (IN_MOVE_SELF | IN_DELETE_SELF)) != 0;
    }
    return away;
}

/* What is new: sets *changed and *folders (a folder came). A file that is being written is none
 * until it is closed. False: the watched folder is gone. */
static bool read_events(struct watching *w, bool *changed, bool *folders)
{
    _Alignas(struct inotify_event) char room[16384];
    bool there = true;
    for (ssize_t n; (n = read(w->inotify, room, sizeof room)) > 0;) {
        for (ssize_t at = 0; at < n;) {
            struct inotify_event e;
            memcpy(&e, room + at, sizeof e);
            str name = e.len > 0 ? str_from(room + at + sizeof e) : STR_NONE;
            at += (ssize_t)(sizeof e + e.len);
            there = there && !is_away(w, &e);
            *changed |= (e.mask & IN_Q_OVERFLOW) != 0 ||
                        !((e.mask & IN_MODIFY) != 0 || is_passed(w, name) || is_expected(w, name));
            *folders |= (e.mask & IN_Q_OVERFLOW) != 0 || (e.mask & IN_ISDIR) != 0;
        }
    }
    return there;
}

/* Waits for events or a signal; negative: for ever. 1: events; 0: time is over; -1: the end. */
static int wait_for(struct watching *w, long milliseconds)
{
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    fd_set fds;
    sigset_t none;
    sigemptyset(&none);
    FD_ZERO(&fds);
    if (w->inotify >= 0) {
        FD_SET(w->inotify, &fds);
    }
    int found = pselect(w->inotify + 1, &fds, NULL, NULL, milliseconds < 0 ? NULL : &time, &none);
    return ended ? -1 : found < 0 && errno == EINTR ? 0 : found;
}

/* Folders that came are watched as well: all are watched anew, which is cheap. */
static bool renew(struct watching *w)
{
    watching_end(w);
    return begin(w);
}

static enum watched end_or_error(void)
{
    return ended ? WATCHED_END : WATCHED_ERROR;
}

static long milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits until nothing changes any more, nor is written, though not for ever. False: the end, or a
 * fault. */
static bool settle(struct watching *w, bool *folders, bool *there)
{
    long last = milliseconds() + LONGEST;
    int found = 1;
    while (*there && found > 0 && milliseconds() < last) {
        bool changed = false;
        found = wait_for(w, MOMENT);
        if (found < 0) {
            return false;
        }
        *there = read_events(w, &changed, folders);
    }
    return true;
}

enum watched watching_wait(struct watching *w)
{
    bool changed = false, folders = false, there = true;
    while (there && !changed) {
        if (wait_for(w, -1) < 0) {
            return end_or_error();
        }
        there = read_events(w, &changed, &folders);
    }
    if (!settle(w, &folders, &there)) {
        return end_or_error();
    }
    if (!there || (folders && !renew(w))) {
        watching_end(w);
        return WATCHED_GONE;
    }
    return WATCHED_CHANGE;
}

enum watched watching_again(struct watching *w)
{
    bool there = false;
    watching_end(w);
    while (!there) {
        while (!begin(w)) {
            if (wait_for(w, LOOK_EVERY) < 0) {
                return end_or_error();
            }
        }
        bool folders = false;
        there = true;
        if (!settle(w, &folders, &there)) {
            return end_or_error();
        }
        there = there && (!folders || renew(w));
    }
    return WATCHED_CHANGE;
}
