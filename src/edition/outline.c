#include "edition/outline.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "edition/reading.h"

/* A title of more bytes is shortened, and a reference, and the words of a tip without title. */
enum { TITLE_MAX = 120 };

struct outlining {
    struct arena *arena;
    const struct outline_asking *asking;
    struct ledger_content *out;
    size_t section, tip; /* indexes in out->parts: those that are open; or out->nparts */
    bool wants_title;    /* the tip has none: its first words are to be it */
    uint32_t early;      /* of what stands before the first heading */
};

/* The first words, as many as there is room for. */
static str shortened(struct arena *a, str text)
{
    size_t end = TITLE_MAX;
    if (text.len <= TITLE_MAX) {
        return text;
    }
    while (end > 0 && text.ptr[end] != ' ') {
        end--;
    }
    end = utf8_begin(text, end > 0 ? end : TITLE_MAX);
    return str_concat(a, (str[]){str_sub(text, 0, end), STR(" \xE2\x80\xA6")}, 2);
}

/* "Dim the lights" of "Tip: Dim the lights"; empty if there is nothing but the word. */
static str without_word(str text, str word)
{
    if (!str_starts(text, word)) {
        return text;
    }
    str rest = str_sub(text, word.len, text.len);
    return str_trim(str_starts(rest, STR(":")) ? str_sub(rest, 1, rest.len) : rest);
}

static struct ledger_part *add_part(struct outlining *o, enum ledger_part_kind kind,
                                    const struct passage *p, str title)
{
    struct ledger_content *d = o->out;
    struct ledger_part *part = ARENA_PUSH(o->arena, struct ledger_part, &d->parts, &d->nparts);
    *part = (struct ledger_part){.kind = kind,
                                 .id = p->id,
                                 .title = shortened(o->arena, title),
                                 .hashed = true,
                                 .former = p->others,
                                 .nformer = p->nothers};
    return part;
}

static uint32_t joined(uint32_t hash, uint64_t more)
{
    uint64_t all = ((uint64_t)hash << 32 ^ more) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(all ^ all >> 32);
}

/* "images/moon.png: The moon": the bytes of the file count, too. */
static uint64_t hash_of(const struct outlining *o, const struct passage *p)
{
    str source, rest;
    if (p->kind != PASSAGE_IMAGE) {
        return p->hash;
    }
    str_cut(p->text, ':', &source, &rest);
    return p->hash ^ o->asking->picture(o->asking->user, source);
}

static void add_words(struct outlining *o, const struct passage *p)
{
    struct ledger_content *d = o->out;
    size_t at = p->in_tip && o->tip < d->nparts ? o->tip : o->section;
    if (at >= d->nparts) {
        o->early = joined(o->early, hash_of(o, p));
        return;
    }
    struct ledger_part *part = &d->parts[at];
    if (at == o->tip && o->wants_title) {
        part->title = shortened(o->arena, p->text);
        o->wants_title = false;
    }
    part->hash = joined(part->hash, hash_of(o, p));
}

static void add_section(struct outlining *o, const struct passage *p)
{
    o->section = o->out->nparts;
    add_part(o, LEDGER_SECTION, p, p->text)->hash = o->early;
    o->early = 0;
}

static void add_tip(struct outlining *o, const struct passage *p)
{
    str title = without_word(p->text, o->asking->tip);
    o->tip = o->out->nparts;
    o->wants_title = title.len == 0;
    add_part(o, LEDGER_TIP, p, title);
}

static void add_reference(struct outlining *o, const struct passage *p)
{
    add_part(o, LEDGER_REFERENCE, p, p->text)->hash = joined(0, p->hash);
}

void outline_read(struct arena *a, str bytes, const struct outline_asking *asking,
                  struct ledger_content *out)
{
    struct edition_document document = {.file = out->file};
    struct outlining o = {
        .arena = a, .asking = asking, .out = out, .section = SIZE_MAX, .tip = SIZE_MAX};
    passages_read(a, bytes, &document);
    for (size_t i = 0; i < document.npassages; i++) {
        const struct passage *p = &document.passages[i];
        bool named = ledger_name(p->id);
        if (p->kind == PASSAGE_HEADING && named && !p->in_tip) {
            add_section(&o, p);
        } else if (p->kind == PASSAGE_TIP && named) {
            add_tip(&o, p);
        } else if (p->kind == PASSAGE_REFERENCE && named) {
            add_reference(&o, p);
        } else {
            add_words(&o, p);
        }
    }
}
