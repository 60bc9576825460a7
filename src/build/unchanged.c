#include "build/unchanged.h"
#include "model/discover.h"

#include <fcntl.h>
#include <unistd.h>

static str path_of_root(const struct root *root)
{
    return root->path.len > 0 ? root->path : STR(".");
}

static bool leads_to(struct arena *a, str path, str real)
{
    str now;
    return fs_real(a, path, &now) && str_eq(now, real);
}

/* Of the names that had a say. */
static struct file_sum sum_of_names(const struct fs_name *names, size_t count)
{
    struct buf all = {0};
    for (size_t i = 0; i < count; i++) {
        if (discover_heeds(&names[i])) {
            record_number(&all, names[i].kind);
            record_str(&all, names[i].name);
        }
    }
    struct file_sum sum = file_sum_of(buf_str(&all));
    buf_release(&all);
    return sum;
}

static void record_input(struct buf *out, const struct input *input)
{
    record_str(out, input->path);
    record_str(out, input->real);
    record_facts(out, &input->facts);
    record_bool(out, input->recent);
    record_bool(out, input->summed || input->listed);
    if (input->listed) {
        file_sum_record(out, sum_of_names(input->names, input->nnames));
    } else if (input->summed) {
        file_sum_record(out, input->sum);
    }
}

/* One that was only looked at has no bytes to be known by. */
static bool is_known(const struct input *input)
{
    return input->listed || input->facts.kind == FS_ABSENT || !input->recent || input->summed;
}

/* Folders between the root and the files: none of them may become a link. */
struct ways {
    struct arena *arena;
    const struct root *root;
    struct map seen;
    str *folders;
    size_t count;
};

static void add_way(struct ways *w, str path)
{
    str root = w->root->path, before = w->count > 0 ? w->folders[w->count - 1] : STR_NONE;
    size_t at = root.len;
    if (!str_starts(path, root) || (before.len > 0 && str_eq(path_folder(path), before))) {
        return;
    }
    while (at + 1 < path.len && (at = str_find(path, '/', at + 1)) < path.len) {
        str folder = str_sub(path, 0, at);
        if (map_put(w->arena, &w->seen, folder, w->count) == w->count) {
            *ARENA_PUSH(w->arena, str, &w->folders, &w->count) = folder;
        }
    }
}

static bool record_ways(const struct ways *w, struct buf *out)
{
    record_number(out, w->count);
    for (size_t i = 0; i < w->count; i++) {
        struct fs_facts facts = fs_facts_itself(w->folders[i]);
        record_str(out, w->folders[i]);
        record_number(out, facts.kind);
        record_number(out, facts.device);
        record_number(out, facts.inode);
        if (facts.kind == FS_OTHER) {
            return false;
        }
    }
    return true;
}

static bool record_absent(const struct inputs *in, struct buf *out)
{
    record_number(out, in->nabsent);
    for (size_t i = 0; i < in->nabsent; i++) {
        enum fs_kind kind = fs_kind_of(in->absent[i]);
        record_str(out, in->absent[i]);
        record_number(out, kind);
        if (kind == FS_FILE) {
            return false;
        }
    }
    return true;
}

bool unchanged_record(struct arena *a, const struct root *root, const struct inputs *in,
                      struct buf *out)
{
    struct ways ways = {.arena = a, .root = root};
    bool known = !in->unsure;
    record_str(out, root->path);
    record_str(out, root->real);
    record_number(out, in->count);
    for (size_t i = 0; known && i < in->count; i++) {
        record_input(out, &in->items[i]);
        known = is_known(&in->items[i]);
        if (in->items[i].real.len == 0) {
            add_way(&ways, in->items[i].path);
        }
    }
    for (size_t i = 0; i < in->nabsent; i++) {
        add_way(&ways, in->absent[i]);
    }
    return known && record_absent(in, out) && record_ways(&ways, out);
}

static void take_input(struct record *r, struct input *out)
{
    *out = (struct input){.path = record_take_str(r), .real = record_take_str(r)};
    out->facts = record_take_facts(r);
    out->recent = record_take_bool(r);
    out->summed = record_take_bool(r);
    out->listed = out->summed && out->facts.kind == FS_ABSENT;
    if (out->summed) {
        out->sum = file_sum_take(r);
    }
}

static bool same_names(struct arena *a, struct input *input)
{
    if (!leads_to(a, input->path, input->real) ||
        !fs_list_kinds(a, input->path, &input->names, &input->nnames)) {
        return false;
    }
    return file_sum_same(sum_of_names(input->names, input->nnames), input->sum);
}

static bool same_bytes(struct arena *a, const struct input *input)
{
    struct file_sum now;
    int fd = open(str_copy(a, input->path).ptr, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    bool same = fd >= 0 && file_sum_read(fd, &now) && file_sum_same(now, input->sum);
    if (fd >= 0) {
        close(fd);
    }
    return same;
}

/* What is going through the inputs. */
struct look {
    struct arena *arena;
    struct inputs *inputs;
    struct edits *edits;
    bool renewed;
};

/* A file behind a link is another matter. */
static bool note_edit(struct look *l, struct input *input)
{
    if (input->real.len > 0 || l->edits->count == EDITS_MOST) {
        return false;
    }
    input->summed = false;
    l->edits->files[l->edits->count++] = (size_t)(input - l->inputs->items);
    return true;
}

static bool same_file(struct look *l, struct input *input)
{
    bool linked = input->real.len > 0;
    struct fs_facts facts = linked ? fs_facts_of(input->path) : fs_facts_itself(input->path);
    if (facts.kind != FS_FILE || (linked && !leads_to(l->arena, input->path, input->real))) {
        return false;
    }
    if (!input->recent && fs_same_facts(&facts, &input->facts)) {
        return true;
    }
    input->facts = facts;
    input->recent = facts_are_recent(&facts);
    l->renewed = l->renewed || !input->recent;
    return (input->summed && same_bytes(l->arena, input)) || note_edit(l, input);
}

static bool same_input(struct look *l, struct input *input)
{
    return input->listed                    ? same_names(l->arena, input)
           : input->facts.kind == FS_ABSENT ? true /* it had no say by itself */
                                            : same_file(l, input);
}

static bool same_absent(struct arena *a, struct record *r, struct inputs *in)
{
    in->nabsent = record_take_count(r, 2);
    in->absent = ARENA_ARRAY(a, str, in->nabsent);
    for (size_t i = 0; !r->failed && i < in->nabsent; i++) {
        in->absent[i] = record_take_str(r);
        enum fs_kind kind = (enum fs_kind)record_take_number(r, FS_OTHER);
        if (fs_kind_of(in->absent[i]) != kind) {
            return false;
        }
    }
    return !r->failed;
}

static bool same_ways(struct record *r)
{
    for (size_t count = record_take_count(r, 4); count > 0 && !r->failed; count--) {
        struct fs_facts facts = fs_facts_itself(record_take_str(r));
        enum fs_kind kind = (enum fs_kind)record_take_number(r, FS_OTHER);
        uint64_t device = record_take_number(r, UINT64_MAX);
        uint64_t inode = record_take_number(r, UINT64_MAX);
        if (facts.kind != kind || facts.device != device || facts.inode != inode) {
            return false;
        }
    }
    return !r->failed;
}

bool unchanged_holds(struct arena *a, struct record *r, struct root *root, struct inputs *in,
                     struct edits *edits, bool *renewed)
{
    struct look look = {.arena = a, .inputs = in, .edits = edits};
    edits->count = 0;
    *root = (struct root){.path = record_take_str(r), .real = record_take_str(r)};
    *in = (struct inputs){.arena = a, .count = record_take_count(r, 10)};
    in->items = ARENA_ARRAY(a, struct input, in->count);
    if (r->failed || !leads_to(a, path_of_root(root), root->real)) {
        return false;
    }
    for (size_t i = 0; i < in->count; i++) {
        take_input(r, &in->items[i]);
        if (r->failed || !same_input(&look, &in->items[i])) {
            return false;
        }
    }
    *renewed = look.renewed;
    return same_absent(a, r, in) && same_ways(r);
}
