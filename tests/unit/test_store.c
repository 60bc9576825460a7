/* What is put is there again, and what is doubtful is not. */
#include "base/fs.h"
#include "base/memory.h"
#include "store/store.h"
#include "test.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

static char folder[] = "/tmp/test_store_XXXXXX";

static struct store *open_store(void)
{
    struct digest book = digest_of(STR("a book"));
    return store_open(&book);
}

static struct digest key_of(unsigned number)
{
    return digest_of((str){(const char *)&number, sizeof number});
}

static void put(struct store *s, unsigned number, str bytes)
{
    struct digest key = key_of(number);
    store_put(s, STORE_CHAPTER, &key, bytes);
}

static bool holds(struct store *s, unsigned number, str want)
{
    struct arena a = {0};
    struct digest key = key_of(number);
    str got;
    bool found = store_get(s, STORE_CHAPTER, &key, &a, &got);
    CHECK(!found || (str_eq(got, want) && got.ptr[got.len] == '\0'));
    arena_release(&a);
    return found;
}

static bool is_kept(unsigned number, str want)
{
    struct store *s = open_store();
    bool found = holds(s, number, want);
    store_close(s);
    return found;
}

static void keep(unsigned number, str bytes)
{
    struct store *s = open_store();
    put(s, number, bytes);
    store_commit(s);
    store_close(s);
}

/* The one store in the folder, beside the note of when that was cleaned: its name, a digest that is
 * another one for each program, stands before or behind. */
static str file_of_store(struct arena *a)
{
    str *names;
    size_t count = 0;
    CHECK(fs_list(a, STR("octavo"), &names, &count) && count == 2);
    size_t note = count == 2 && str_eq(names[1], STR("cleaned")) ? 1 : 0;
    CHECK(count < 2 || str_eq(names[note], STR("cleaned")));
    return count == 2 ? path_join(a, STR("octavo"), names[1 - note]) : STR_NONE;
}

static void remove_store(void)
{
    struct arena a = {0};
    str *names;
    size_t count = 0;
    if (fs_list(&a, STR("octavo"), &names, &count)) {
        for (size_t i = 0; i < count; i++) {
            unlink(path_join(&a, STR("octavo"), names[i]).ptr);
        }
    }
    arena_release(&a);
}

/* Several bytes, to be told apart, of a size. */
static str some_text(struct arena *a, size_t size)
{
    char *bytes = arena_array(a, size + 1, 1, 1);
    for (size_t i = 0; i < size; i++) {
        bytes[i] = (char)(i * 7 + size);
    }
    return (str){bytes, size};
}

static void test_round(void)
{
    struct arena a = {0};
    str large = some_text(&a, 300000), medium = some_text(&a, 40000);
    struct store *s = open_store();
    CHECK(!holds(s, 1, STR("one")));
    put(s, 1, STR("one"));
    put(s, 2, large);
    put(s, 3, medium);
    put(s, 4, medium);
    put(s, 5, STR_NONE);
    CHECK(holds(s, 1, STR("one")) && holds(s, 2, large));
    store_close(s);
    CHECK(!is_kept(1, STR("one"))); /* not committed */
    remove_store();
    s = open_store();
    put(s, 1, STR("one"));
    put(s, 2, large);
    put(s, 3, medium);
    put(s, 5, STR_NONE);
    put(s, 1, STR("another")); /* one is there */
    store_commit(s);
    put(s, 6, STR("late"));
    store_close(s);
    CHECK(is_kept(1, STR("one")) && is_kept(2, large) && is_kept(3, medium));
    CHECK(is_kept(5, STR("")) && !is_kept(6, STR("late")));
    keep(7, STR("seven"));
    CHECK(is_kept(7, STR("seven")) && is_kept(2, large));
    arena_release(&a);
    remove_store();
}

static void test_none(void)
{
    struct digest key = key_of(1);
    struct arena a = {0};
    str got;
    store_put(NULL, STORE_BUILD, &key, STR("x"));
    CHECK(!store_get(NULL, STORE_BUILD, &key, &a, &got));
    store_commit(NULL);
    store_close(NULL);
    setenv("XDG_CACHE_HOME", "relative", 1);
    unsetenv("HOME");
    CHECK(open_store() == NULL);
    setenv("HOME", folder, 1);
    unsetenv("XDG_CACHE_HOME");
    keep(1, STR("one"));
    CHECK(fs_kind_of(STR(".cache/octavo")) == FS_FOLDER && is_kept(1, STR("one")));
    CHECK(chdir(".cache") == 0);
    remove_store();
    CHECK(rmdir("octavo") == 0 && chdir("..") == 0 && rmdir(".cache") == 0);
    setenv("XDG_CACHE_HOME", folder, 1);
}

/* Cut at each length, and each byte changed in turn: what is found is right, or nothing is. */
static void test_damage(void)
{
    struct arena a = {0};
    str bytes;
    keep(1, STR("one"));
    keep(2, STR("two"));
    str path = file_of_store(&a);
    CHECK(fs_read(&a, path, 10000, &bytes));
    for (size_t i = 0; i < 2 * bytes.len; i++) {
        str broken = str_copy(&a, str_sub(bytes, 0, i < bytes.len ? i : bytes.len));
        if (i >= bytes.len) {
            ((char *)broken.ptr)[i - bytes.len] ^= 0x10;
        }
        unlink(path.ptr);
        CHECK(fs_write_new(path, broken) && chmod(path.ptr, 0600) == 0);
        is_kept(1, STR("one"));
        is_kept(2, STR("two"));
        keep(3, STR("three"));
        CHECK(is_kept(3, STR("three")));
    }
    arena_release(&a);
    remove_store();
}

static void test_doubtful_owner(void)
{
    struct arena a = {0};
    keep(1, STR("one"));
    str path = file_of_store(&a);
    CHECK(chmod(path.ptr, 0620) == 0 && !is_kept(1, STR("one")));
    keep(2, STR("two"));
    CHECK(!is_kept(2, STR("two")));
    CHECK(chmod(path.ptr, 0600) == 0 && is_kept(1, STR("one")));
    CHECK(chmod("octavo", 0702) == 0 && !is_kept(1, STR("one")));
    CHECK(chmod("octavo", 0700) == 0 && is_kept(1, STR("one")));
    CHECK(rename(path.ptr, "elsewhere") == 0 && symlink("../elsewhere", path.ptr) == 0);
    CHECK(!is_kept(1, STR("one")));
    keep(2, STR("two"));
    CHECK(!is_kept(2, STR("two")));
    CHECK(unlink(path.ptr) == 0 && mkdir(path.ptr, 0700) == 0 && !is_kept(1, STR("one")));
    keep(2, STR("two"));
    CHECK(rmdir(path.ptr) == 0 && unlink("elsewhere") == 0);
    CHECK(rename("octavo", "real") == 0 && symlink("real", "octavo") == 0);
    CHECK(open_store() == NULL);
    CHECK(unlink("octavo") == 0 && rename("real", "octavo") == 0);
    arena_release(&a);
    remove_store();
}

/* Of several at once one writes, and the others see what was there when they began. */
static void test_two(void)
{
    keep(1, STR("one"));
    struct store *s = open_store(), *other = open_store(), *third = open_store();
    put(s, 2, STR("two"));
    put(other, 3, STR("three")); /* the other one is writing */
    store_commit(s);
    store_commit(other);
    put(third, 4, STR("four")); /* it is not as it was any more */
    store_commit(third);
    CHECK(holds(third, 1, STR("one")) && !holds(third, 2, STR("two")));
    store_close(s);
    store_close(other);
    store_close(third);
    CHECK(is_kept(1, STR("one")) && is_kept(2, STR("two")));
    CHECK(!is_kept(3, STR("three")) && !is_kept(4, STR("four")));
    remove_store();
}

/* The file of a store is made by one, while another one has opened none. */
static void test_two_new(void)
{
    struct store *s = open_store(), *other = open_store();
    put(s, 1, STR("one"));
    struct store *third = open_store();
    put(other, 2, STR("two"));
    put(third, 3, STR("three"));
    store_commit(s);
    store_commit(other);
    store_commit(third);
    store_close(other);
    store_close(third);
    store_close(s);
    CHECK(is_kept(1, STR("one")) && !is_kept(2, STR("two")) && !is_kept(3, STR("three")));
    remove_store();
}

static void test_unused(void)
{
    struct arena a = {0};
    struct stat before, after;
    str large = some_text(&a, 3000000);
    keep(1, large);
    str path = file_of_store(&a);
    for (unsigned i = 0; i < 8; i++) {
        keep(100 + i, STR("x"));
    }
    CHECK(stat(path.ptr, &before) == 0 && before.st_size > 3000000);
    struct store *s = open_store();
    CHECK(holds(s, 1, large));
    put(s, 200, STR("x"));
    store_commit(s); /* used again */
    store_close(s);
    for (unsigned i = 0; i < 8; i++) {
        keep(300 + i, STR("x"));
        CHECK(is_kept(300, STR("x")));
    }
    CHECK(is_kept(1, large));
    keep(400, STR("x"));
    CHECK(!is_kept(1, large) && is_kept(400, STR("x")) && is_kept(307, STR("x")));
    CHECK(stat(path.ptr, &after) == 0 && after.st_size < 10000);
    arena_release(&a);
    remove_store();
}

static void *put_many(void *user)
{
    struct arena a = {0};
    for (unsigned i = 0; i < 200; i++) {
        put(user, i, some_text(&a, i * 100));
        CHECK(holds(user, i, some_text(&a, i * 100)));
    }
    arena_release(&a);
    return NULL;
}

static void test_threads(void)
{
    struct arena a = {0};
    pthread_t threads[4];
    struct store *s = open_store();
    for (size_t i = 0; i < 4; i++) {
        pthread_create(&threads[i], NULL, put_many, s);
    }
    for (size_t i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
    }
    store_commit(s);
    store_close(s);
    for (unsigned i = 0; i < 200; i++) {
        CHECK(is_kept(i, some_text(&a, i * 100)));
    }
    arena_release(&a);
    remove_store();
}

/* What was not used for long goes when a store is made; what is none of ours stays. */
static void test_clean(void)
{
    keep(1, STR("one"));
    static const char old[] =
        "octavo/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    const struct timespec long_ago[2] = {{1000000000, 0}, {1000000000, 0}};
    CHECK(fs_write_new(STR(old), STR("x")) && utimensat(AT_FDCWD, old, long_ago, 0) == 0);
    CHECK(fs_write_new(STR("octavo/notes"), STR("x")));
    CHECK(utimensat(AT_FDCWD, "octavo/notes", long_ago, 0) == 0);
    keep(1, STR("one"));
    CHECK(fs_kind_of(STR(old)) == FS_FILE); /* it was looked for a short time ago */
    struct digest book = digest_of(STR("another book"));
    struct digest key = key_of(1);
    CHECK(utimensat(AT_FDCWD, "octavo/cleaned", long_ago, 0) == 0);
    struct store *s = store_open(&book);
    store_put(s, STORE_CHAPTER, &key, STR("one"));
    store_close(s);
    CHECK(fs_kind_of(STR(old)) == FS_ABSENT && fs_kind_of(STR("octavo/notes")) == FS_FILE);
    remove_store();
}

/* What takes too much room goes, beginning with what was not used for longest. */
static void test_room(void)
{
    static const char *const files[] = {
        "octavo/1111111111111111111111111111111111111111111111111111111111111111",
        "octavo/2222222222222222222222222222222222222222222222222222222222222222",
        "octavo/3333333333333333333333333333333333333333333333333333333333333333"};
    const time_t now = time(NULL);
    unlink("octavo/cleaned");
    for (int i = 0; i < 3; i++) {
        const struct timespec at[2] = {{now - 1000 * (3 - i), 0}, {now - 1000 * (3 - i), 0}};
        CHECK(fs_write_new(str_from(files[i]), STR("x")));
        CHECK(truncate(files[i], (off_t)900 << 20) == 0); /* of nothing but holes */
        CHECK(utimensat(AT_FDCWD, files[i], at, 0) == 0);
    }
    keep(1, STR("one"));
    CHECK(fs_kind_of(str_from(files[0])) == FS_ABSENT);
    CHECK(fs_kind_of(str_from(files[1])) == FS_FILE && fs_kind_of(str_from(files[2])) == FS_FILE);
    CHECK(is_kept(1, STR("one")));
    remove_store();
}

int main(void)
{
    struct statvfs vfs;
    if (mkdtemp(folder) == NULL || chdir(folder) != 0 || statvfs(folder, &vfs) != 0) {
        return 1;
    }
    setenv("XDG_CACHE_HOME", folder, 1);
    if (vfs.f_bavail * vfs.f_frsize > (fsblkcnt_t)256 << 20) { /* else nothing is kept */
        test_round();
        test_none();
        test_damage();
        test_doubtful_owner();
        test_two();
        test_two_new();
        test_unused();
        test_threads();
        test_clean();
        test_room();
    }
    unlink("octavo/notes");
    rmdir("octavo");
    rmdir(folder);
    return test_failures != 0;
}
