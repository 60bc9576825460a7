/* From libyaml's events to values. Positions are counted here, from the number of the character
 * that libyaml gives: its own lines end at U+0085, U+2028 and U+2029 too, those of editors do not.
 */
#include "source/yaml.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "messages.h"
#include "source/forbidden.h"
#include "source/short.h"
#include "source/yaml_problems.h"

#include <yaml.h>

/* A place in the bytes, in all the ways of counting. */
struct cursor {
    size_t byte, index; /* index: number of characters before it */
    uint32_t line, column;
};

struct reader {
    struct arena *arena;
    const struct diag_file *file;
    struct diag *diag;
    str bytes;
    uint32_t first_line;
    struct cursor cursor;
    yaml_parser_t parser;
    bool broken;  /* there is nothing to go on with */
    bool aliased; /* a value is missing that stood elsewhere */
};

static void step(struct reader *r)
{
    struct cursor *c = &r->cursor;
    bool cr = r->bytes.ptr[c->byte] == '\r';
    uint32_t ch = utf8_next(r->bytes, &c->byte);
    c->index++;
    c->column++;
    if (ch == '\n' || (cr && !(c->byte < r->bytes.len && r->bytes.ptr[c->byte] == '\n'))) {
        c->line++;
        c->column = 1;
    }
}

/* Moves the cursor to a character. Places are mostly asked for in order, so that the bytes are
 * walked once. */
static struct place place_of(struct reader *r, yaml_mark_t mark)
{
    if (mark.index < r->cursor.index) {
        r->cursor = (struct cursor){.line = r->first_line, .column = 1};
    }
    while (r->cursor.index < mark.index && r->cursor.byte < r->bytes.len) {
        step(r);
    }
    return (struct place){.file = r->file, .line = r->cursor.line, .column = r->cursor.column};
}

static struct place place_of_byte(struct reader *r, size_t byte)
{
    r->cursor = (struct cursor){.line = r->first_line, .column = 1};
    while (r->cursor.byte < byte && r->cursor.byte < r->bytes.len) {
        step(r);
    }
    return (struct place){.file = r->file, .line = r->cursor.line, .column = r->cursor.column};
}

static void report(struct reader *r, enum message kind, struct place at, str one, str two)
{
    diag_report(r->diag, &(struct report){.kind = kind, .at = at, .args = {one, two}});
}

/* libyaml's reader met bytes that are no text. It stops at what XML forbids and at some more. */
static void report_bytes(struct reader *r)
{
    size_t at = 0;
    uint32_t c = 0;
    enum utf8_fault fault = utf8_check(r->bytes, &at, &c);
    if (fault == UTF8_FINE || at > r->parser.problem_offset) {
        at = r->parser.problem_offset;
        c = (uint32_t)r->parser.problem_value;
        fault = UTF8_BAD_CHARACTER;
    }
    struct place place = place_of_byte(r, at);
    if (fault == UTF8_BAD_CHARACTER) {
        report(r, MSG_CONTROL, place, str_printf(r->arena, "U+%04X", (unsigned)c), STR_NONE);
    } else {
        unsigned byte = (unsigned char)r->bytes.ptr[at];
        report(r, MSG_UTF8, place, str_printf(r->arena, "0x%02X", byte), STR_NONE);
    }
}

/* The character under the cursor. */
static str character(const struct reader *r)
{
    size_t end = r->cursor.byte;
    if (end < r->bytes.len) {
        utf8_next(r->bytes, &end);
    }
    return str_sub(r->bytes, r->cursor.byte, end);
}

static void report_syntax(struct reader *r)
{
    const yaml_parser_t *p = &r->parser;
    str words = str_from(p->problem);
    const struct yaml_problem *row = yaml_problem_find(p->problem != NULL ? p->problem : "");
    struct place at = place_of(r, row->at_context ? p->context_mark : p->problem_mark);
    const str pairs[] = {STR("1"), character(r), STR("2"), words};
    report(r, MSG_YAML_SYNTAX, at, str_fill(r->arena, str_from(row->fault), pairs, 2),
           str_fill(r->arena, str_from(row->remedy), pairs, 2));
}

/* The next event, to be deleted by the caller; false after a fault, which is told. */
static bool next_event(struct reader *r, yaml_event_t *event)
{
    if (r->broken) {
        return false;
    }
    if (yaml_parser_parse(&r->parser, event)) {
        return true;
    }
    r->broken = true;
    if (r->parser.error == YAML_MEMORY_ERROR) {
        out_of_memory();
    } else if (r->parser.error == YAML_READER_ERROR) {
        report_bytes(r);
    } else {
        report_syntax(r);
    }
    return false;
}

static void refuse_feature(struct reader *r, const yaml_char_t *name, str feature, struct place at)
{
    if (name != NULL) {
        report(r, MSG_YAML_FEATURE, at, feature, STR_NONE);
    }
}

/* Escapes such as "\0" may bring in what the file itself cannot hold. */
static void read_scalar(struct reader *r, const yaml_event_t *event, struct yaml *out)
{
    str text = {(const char *)event->data.scalar.value, event->data.scalar.length};
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    refuse_feature(r, event->data.scalar.anchor, STR("anchors"), out->at);
    refuse_feature(r, event->data.scalar.tag, STR("tags"), out->at);
    out->kind = plain && text.len == 0 ? YAML_EMPTY : YAML_SCALAR;
    str name;
    if (forbidden_drop(r->arena, text, &out->text, &name)) {
        report(r, MSG_CONTROL, out->at, name, STR_NONE);
    }
}

static void read_value(struct reader *r, const yaml_event_t *event, unsigned depth,
                       struct yaml *out);

static void read_list(struct reader *r, unsigned depth, struct yaml *out)
{
    yaml_event_t event;
    while (next_event(r, &event)) {
        bool end = event.type == YAML_SEQUENCE_END_EVENT;
        if (!end) {
            struct yaml item;
            read_value(r, &event, depth, &item);
            *ARENA_PUSH(r->arena, struct yaml, &out->items, &out->count) = item;
        }
        yaml_event_delete(&event);
        if (end) {
            return;
        }
    }
}

/* Is this a key that the mapping has not had yet? */
static bool is_new_key(struct reader *r, const struct yaml *key, const struct yaml *mapping,
                       struct map *seen)
{
    if (r->broken) {
        return false;
    }
    if (key->kind == YAML_LIST || key->kind == YAML_MAPPING) {
        report(r, MSG_YAML_SYNTAX, key->at, STR("a list or mapping cannot be a key"),
               STR("write \"key: value\""));
        return false;
    }
    size_t first = map_put(r->arena, seen, key->text, mapping->count);
    if (first == mapping->count) {
        return true;
    }
    struct related related = {mapping->pairs[first].key_at, STR("the first one")};
    diag_report(r->diag, &(struct report){.kind = MSG_YAML_KEY_TWICE,
                                          .at = key->at,
                                          .args = {short_text(r->arena, key->text)},
                                          .related = related});
    return false;
}

static void read_pair(struct reader *r, const yaml_event_t *event, unsigned depth,
                      struct yaml *mapping, struct map *seen)
{
    struct yaml key;
    struct yaml_pair pair = {0};
    yaml_event_t value;
    read_value(r, event, depth, &key);
    bool fresh = is_new_key(r, &key, mapping, seen);
    if (!next_event(r, &value)) {
        return;
    }
    read_value(r, &value, depth, &pair.value);
    yaml_event_delete(&value);
    if (fresh) {
        pair.key = key.text;
        pair.key_at = key.at;
        *ARENA_PUSH(r->arena, struct yaml_pair, &mapping->pairs, &mapping->count) = pair;
    }
}

static void read_mapping(struct reader *r, unsigned depth, struct yaml *out)
{
    struct map seen = {0};
    yaml_event_t event;
    while (next_event(r, &event)) {
        bool end = event.type == YAML_MAPPING_END_EVENT;
        if (!end) {
            read_pair(r, &event, depth, out, &seen);
        }
        yaml_event_delete(&event);
        if (end) {
            return;
        }
    }
}

/* Goes into a list or mapping, unless it lies too deep. */
static bool enter(struct reader *r, unsigned depth, struct place at)
{
    if (depth < YAML_MAX_DEPTH) {
        return true;
    }
    report(r, MSG_TOO_DEEP, at, STR("the YAML"), str_printf(r->arena, "%d", YAML_MAX_DEPTH));
    r->broken = true;
    return false;
}

/* The value that begins with an event, which stays the caller's. */
static void read_value(struct reader *r, const yaml_event_t *event, unsigned depth,
                       struct yaml *out)
{
    *out = (struct yaml){.at = place_of(r, event->start_mark)};
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        read_scalar(r, event, out);
        break;
    case YAML_SEQUENCE_START_EVENT:
        refuse_feature(r, event->data.sequence_start.anchor, STR("anchors"), out->at);
        refuse_feature(r, event->data.sequence_start.tag, STR("tags"), out->at);
        out->kind = YAML_LIST;
        if (enter(r, depth, out->at)) {
            read_list(r, depth + 1, out);
        }
        break;
    case YAML_MAPPING_START_EVENT:
        refuse_feature(r, event->data.mapping_start.anchor, STR("anchors"), out->at);
        refuse_feature(r, event->data.mapping_start.tag, STR("tags"), out->at);
        out->kind = YAML_MAPPING;
        if (enter(r, depth, out->at)) {
            read_mapping(r, depth + 1, out);
        }
        break;
    default: /* an alias, whose value is not to be had: what lacks it cannot be judged */
        refuse_feature(r, event->data.alias.anchor, STR("aliases"), out->at);
        r->aliased = true;
        break;
    }
}

/* The events around the value: the stream, one document, its end. */
static void read_stream(struct reader *r, struct yaml *out)
{
    bool document = false, end = false;
    yaml_event_t event;
    while (!end && next_event(r, &event)) {
        if (event.type == YAML_DOCUMENT_START_EVENT && document) {
            report(r, MSG_YAML_SYNTAX, place_of(r, event.start_mark),
                   STR("a second YAML document begins here"),
                   STR("delete the line \"---\", or what follows it"));
            end = true;
        } else if (event.type == YAML_DOCUMENT_END_EVENT) {
            document = true;
        } else if (event.type == YAML_STREAM_END_EVENT) {
            end = true;
        } else if (event.type != YAML_STREAM_START_EVENT &&
                   event.type != YAML_DOCUMENT_START_EVENT) {
            read_value(r, &event, 0, out);
        }
        yaml_event_delete(&event);
    }
}

/* libyaml compares every %TAG with all before it, so many of them would take for ever; and tags
 * are not used anyway. */
static bool has_tag_directive(struct reader *r)
{
    for (size_t at = 0; at < r->bytes.len; at = str_find(r->bytes, '\n', at) + 1) {
        if (str_starts(str_sub(r->bytes, at, at + 4), STR("%TAG"))) {
            report(r, MSG_YAML_FEATURE, place_of_byte(r, at), STR("tags"), STR_NONE);
            return true;
        }
    }
    return false;
}

bool yaml_parse(struct arena *a, const struct diag_file *file, uint32_t first_line, str bytes,
                struct yaml *out, struct diag *d)
{
    if (str_starts(bytes, STR("\xEF\xBB\xBF"))) {
        bytes = str_sub(bytes, 3, bytes.len);
    }
    struct reader r = {.arena = a,
                       .file = file,
                       .diag = d,
                       .bytes = bytes,
                       .first_line = first_line,
                       .cursor = {.line = first_line, .column = 1}};
    *out = (struct yaml){.at = {.file = file, .line = first_line, .column = 1}};
    if (has_tag_directive(&r)) {
        return false;
    }
    if (!yaml_parser_initialize(&r.parser)) {
        out_of_memory();
    }
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)(bytes.len > 0 ? bytes.ptr : ""),
                                 bytes.len);
    read_stream(&r, out);
    yaml_parser_delete(&r.parser);
    if (r.broken || r.aliased) {
        *out = (struct yaml){.at = out->at};
    }
    return !r.broken && !r.aliased;
}

const struct yaml *yaml_get(const struct yaml *mapping, str key)
{
    for (size_t i = 0; mapping->kind == YAML_MAPPING && i < mapping->count; i++) {
        if (str_eq(mapping->pairs[i].key, key)) {
            return &mapping->pairs[i].value;
        }
    }
    return NULL;
}
