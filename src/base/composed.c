/* Places in a text that was put together: in the author's files again. */
#include "base/diag.h"

static bool is_behind(const struct diag_piece *piece, uint32_t line, uint32_t column)
{
    return piece->line > line || (piece->line == line && piece->column > column);
}

/* The piece that a spot is in: the last one that does not begin behind it. */
static const struct diag_piece *piece_at(const struct diag_file *file, uint32_t line,
                                         uint32_t column)
{
    size_t low = 0, high = file->npieces;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (is_behind(&file->pieces[middle], line, column)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low > 0 ? &file->pieces[low - 1] : NULL;
}

/* A spot without end. */
static struct place spot(const struct diag_file *file, uint32_t line, uint32_t column)
{
    const struct diag_piece *p = piece_at(file, line, column);
    if (p == NULL) {
        return (struct place){.file = file, .line = line, .column = column};
    }
    struct place at = {.file = p->at.file, .line = p->at.line, .column = p->at.column};
    if (!p->fixed) {
        at.column = line == p->line ? at.column + (column - p->column) : column;
        at.line += line - p->line;
    }
    return at;
}

struct place diag_composed(struct place at)
{
    if (at.file == NULL || at.file->npieces == 0 || at.line == 0) {
        return at;
    }
    struct place out = spot(at.file, at.line, at.column);
    if (at.end_line > 0) {
        struct place end = spot(at.file, at.end_line, at.end_column);
        bool rises = end.line > out.line || (end.line == out.line && end.column >= out.column);
        if (end.file == out.file && rises) {
            out.end_line = end.line;
            out.end_column = end.column;
        }
    }
    return out;
}
