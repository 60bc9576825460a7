/* What the rooms of the reader share: tokens, atoms, and the making of nodes. */
#ifndef MATH_MATH_INTERNAL_H
#define MATH_MATH_INTERNAL_H

#include "math/math.h"

#include <stdint.h>

/* The TeXbook, chapter 17: what a piece of a formula is; spacing follows from it. */
enum atom {
    ATOM_ORD,
    ATOM_OP,
    ATOM_BIN,
    ATOM_REL,
    ATOM_OPEN,
    ATOM_CLOSE,
    ATOM_PUNCT,
    ATOM_SPACE /* not an atom: the class of what is around it counts */
};

enum node_flag {
    LIMITS = 1,        /* an operator whose scripts stand above and below in display */
    ALWAYS_LIMITS = 2, /* everywhere: a brace above or below */
    NAME = 4,          /* a function's name */
    LETTER = 8,        /* of a symbol: an identifier, not an operator */
    UPRIGHT = 16,      /* of a symbol: a letter that is not italic */
    PAIR = 32          /* of a row: it stands behind "&", where an operand is understood */
};

enum letters {
    LETTERS_PLAIN,
    LETTERS_ROMAN,
    LETTERS_BOLD,
    LETTERS_ITALIC,
    LETTERS_BOLD_ITALIC,
    LETTERS_SCRIPT,
    LETTERS_FRAKTUR,
    LETTERS_DOUBLE,
    LETTERS_SANS,
    LETTERS_MONO,
    LETTERS_SYMBOL /* \boldsymbol: bold, and italic where plain letters are */
};

/* What holds up to the end of the group. */
struct style {
    enum letters letters;
    bool display; /* display style: large operators, limits */
    bool script;  /* inside a script: no space around operators */
    bool bracket; /* an optional argument is read: "]" ends it */
};

struct reader {
    struct arena *arena;
    str tex;
    size_t at;
    struct style style;
    unsigned depth;
    bool suggest;
    bool stopped;      /* too deep: nothing is read or told any more */
    size_t commented;  /* comments before it were told */
    struct math *math; /* faults go there */
};

enum token_kind {
    TOKEN_END,
    TOKEN_CHAR,    /* any one character that is no other token */
    TOKEN_COMMAND, /* text is the name, without the backslash */
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_SUP,
    TOKEN_SUB,
    TOKEN_PRIME,
    TOKEN_TAB
};

struct token {
    enum token_kind kind;
    str text;
    size_t at, end;
};

/* The next token; blanks and comments before it are passed. */
struct token token_peek(struct reader *r);
struct token token_take(struct reader *r);
bool token_is(struct token t, const char *command);

void tex_fault(struct reader *r, size_t at, size_t length, str text, str remedy);
/* The fault of a token, quoted: WORDS "TOKEN" REST. */
void tex_fault_at(struct reader *r, struct token t, const char *words, const char *rest,
                  const char *remedy);
/* Told as a warning. */
void tex_notice(struct reader *r, struct token t, const char *rest, const char *remedy);

/* Nodes. */
struct math_node *node_new(struct reader *r, const char *element, enum atom atom);
struct math_node *node_token(struct reader *r, const char *element, str text, enum atom atom);
/* An operator of this text. */
struct math_node *node_operator(struct reader *r, const char *text, enum atom atom);
struct math_node *node_space(struct reader *r, const char *width);
/* An element with the children that are given; NULL ends them. */
struct math_node *node_with(struct reader *r, const char *element, struct math_node *one,
                            struct math_node *two, struct math_node *three);
void node_append(struct math_node *parent, struct math_node *child);
/* Sets an attribute, unless the node has it. value must last. */
void node_attribute(struct reader *r, struct math_node *n, const char *name, const char *value);
void node_no_space(struct reader *r, struct math_node *n);
/* A row as one node: its only child, or itself. */
struct math_node *node_single(struct math_node *row);
/* Moves the children of a row into an element that takes any number. */
struct math_node *node_fill(struct reader *r, const char *element, struct math_node *row);
/* The operator that a node is at heart (MathML Core, 3.2.4.1), or NULL. */
struct math_node *node_core(struct math_node *n);

/* Rows and atoms (rows.c). */
struct math_node *row_read(struct reader *r);
/* The same, behind "&" of an aligned formula: an operator there has an operand before it. */
struct math_node *row_read_pair(struct reader *r);
struct math_node *nucleus_read(struct reader *r);
/* The argument of the command or script that was taken: a group, or one token. Never NULL. */
struct math_node *argument_read(struct reader *r, struct token of);
/* "[...]", or NULL if there is none. */
struct math_node *option_read(struct reader *r);
/* "{...}" as it is written; false, and told, if there is none. */
bool argument_raw(struct reader *r, struct token of, str *out);
/* Makes a node an node_ordinary atom: what braces do. */
struct math_node *node_ordinary(struct reader *r, struct math_node *n);
bool reader_enter(struct reader *r, size_t at);
void row_space(struct reader *r, struct math_node *row); /* spacing.c */
struct math_node *scripts_read(struct reader *r, struct math_node *base);

/* Symbols (symbols.c). */
struct symbol {
    const char *name, *text;
    enum atom atom;
    unsigned flags;
};
const struct symbol *symbol_find(str name);
struct math_node *symbol_node(struct reader *r, const struct symbol *s);
/* A character that is none of ASCII. */
struct math_node *character_node(struct reader *r, str character);
struct nearest;
void symbols_offer(struct nearest *n);

/* Letters (letters.c): those of r->style. */
str letters_styled(struct reader *r, str text);
struct math_node *letters_node(struct reader *r, str text, bool upright);

/* Commands (commands.c). */
struct command {
    const char *name;
    struct math_node *(*read)(struct reader *r, const struct command *c, struct token t);
    const char *text;
    unsigned value;
};
struct math_node *command_read(struct reader *r, struct token t);

/* Their readers, by file. A reader returns NULL if there is nothing to show. */
#define COMMAND_READER(name)                                                                       \
    struct math_node *name(struct reader *r, const struct command *c, struct token t)
COMMAND_READER(tex_fraction); /* layout.c */
COMMAND_READER(tex_root);
COMMAND_READER(tex_accent);
COMMAND_READER(tex_under);
COMMAND_READER(tex_line);
COMMAND_READER(tex_stack);
COMMAND_READER(tex_long_arrow);
COMMAND_READER(tex_phantom);
COMMAND_READER(tex_boxed);
COMMAND_READER(tex_style); /* switches.c */
COMMAND_READER(tex_letters);
COMMAND_READER(tex_letters_switch);
COMMAND_READER(tex_space);
COMMAND_READER(tex_width);
COMMAND_READER(tex_class);
COMMAND_READER(tex_not);
COMMAND_READER(tex_mod);
COMMAND_READER(tex_dots);
COMMAND_READER(tex_tag);
COMMAND_READER(tex_ignored);
COMMAND_READER(tex_colour);
COMMAND_READER(tex_misplaced);
COMMAND_READER(tex_macro);
COMMAND_READER(tex_arrowed);
COMMAND_READER(tex_text); /* words.c */
COMMAND_READER(tex_function);
COMMAND_READER(tex_operator_name);
COMMAND_READER(tex_left); /* fences.c */
COMMAND_READER(tex_big);
COMMAND_READER(tex_begin); /* tables.c */
COMMAND_READER(tex_substack);

/* A fence that grows with what it stands around; NULL for ".". */
struct math_node *fence_node(struct reader *r, str text, const char *form);
/* "\\" and "\cr", which end a line; "\\[2pt]" says how far the next one is off. */
bool is_break(struct token t);
void break_take(struct reader *r);
/* A list of rows as a table, one above the other. */
struct math_node *table_of_lines(struct reader *r, struct math_node *first);

enum fraction { FRACTION_DISPLAY = 1, FRACTION_TEXT = 2, FRACTION_BINOMIAL = 4 };
/* The fraction of an infix command: "over", "choose", "atop"; false if t is none. */
bool infix_fraction(struct reader *r, struct token t, struct math_node *above,
                    struct math_node **out);

#endif
