/* libyaml says what its scanner missed; here is what the author most likely did. */
#include "source/yaml_problems.h"

#include <stddef.h>
#include <string.h>

#define QUOTE_IT   "put the whole value in quotation marks"
#define ESCAPES    "inside \"...\" write \\\\ for a backslash, or use '...' instead"
#define DIRECTIVES "delete it; a manifest has no lines that begin with \"%\""

static const struct yaml_problem problems[] = {
    {"mapping values are not allowed in this context", false,
     "a second \": \" stands in this line, or the line is indented too far",
     "put a value that holds \": \" in quotation marks"},
    {"could not find expected ':'", true, "no \": \" follows this key",
     "write \"key: value\"; indent the further lines of a value"},
    {"did not find expected key", false, "a key was expected here",
     "check the indentation, and the quotation marks of the line above"},
    {"did not find expected '-' indicator", false, "the next \"- \" of the list was expected here",
     "begin each item with \"- \", all indented alike"},
    {"block sequence entries are not allowed in this context", false,
     "a list cannot begin in this line", "begin it in the next line, or write [a, b]"},
    {"mapping keys are not allowed in this context", false, "a key cannot stand here", QUOTE_IT},
    {"did not find expected ',' or ']'", true, "the list that begins here has no \"]\" at its end",
     "add the \"]\", or the \",\" between two values"},
    {"did not find expected ',' or '}'", true,
     "the mapping that begins here has no \"}\" at its end",
     "add the \"}\", or the \",\" between two values"},
    {"did not find expected node content", false, "a value was expected here",
     "write it; a value that begins with a bracket or a comma has to stand in quotation marks"},
    {"found character that cannot start any token", false, "a value cannot begin with \"{1}\"",
     QUOTE_IT},
    {"did not find expected alphabetic or numeric character", true,
     "a value cannot begin with \"{1}\"", QUOTE_IT},
    {"did not find expected tag URI", true, "a value cannot begin with \"{1}\"", QUOTE_IT},
    {"did not find expected '!'", true, "a value cannot begin with \"{1}\"", QUOTE_IT},
    {"did not find the expected '>'", true, "a value cannot begin with \"{1}\"", QUOTE_IT},
    {"did not find expected whitespace or line break", true, "a value cannot begin with \"{1}\"",
     QUOTE_IT},
    {"found undefined tag handle", false, "a value cannot begin with \"{1}\"", QUOTE_IT},
    {"found unexpected ':'", false, "a \":\" cannot stand here", QUOTE_IT},
    {"found unexpected end of stream", true, "the quotation mark that begins here is never closed",
     "add the second quotation mark"},
    {"found unexpected document indicator", true,
     "the quotation mark that begins here is never closed", "add the second quotation mark"},
    {"found unknown escape character", false, "unknown escape after a backslash", ESCAPES},
    {"did not find expected hexdecimal number", false, "incomplete escape after a backslash",
     ESCAPES},
    {"found invalid Unicode character escape code", false, "no character has the number here",
     ESCAPES},
    {"found a tab character that violates indentation", false, "a tab in the indentation",
     "indent with spaces"},
    {"found a tab character where an indentation space is expected", false,
     "a tab in the indentation", "indent with spaces"},
    {"did not find expected comment or line break", true, "text behind \"|\" or \">\"",
     "begin the text in the next line, or put it in quotation marks"},
    {"found an indentation indicator equal to 0", true, "\"0\" behind \"|\" or \">\"", "delete it"},
    {"did not find expected <document start>", false, "this does not belong to the keys above",
     "check the indentation and the brackets"},
    {"found unknown directive name", true, "a line that begins with \"%\"", DIRECTIVES},
    {"could not find expected directive name", true, "a line that begins with \"%\"", DIRECTIVES},
    {"did not find expected version number", true, "a line that begins with \"%\"", DIRECTIVES},
    {"did not find expected digit or '.' character", true, "a line that begins with \"%\"",
     DIRECTIVES},
    {"found extremely long version number", true, "a line that begins with \"%\"", DIRECTIVES},
    {"found incompatible YAML document", false, "another version of YAML than 1.1 and 1.2",
     DIRECTIVES},
    {"found duplicate %YAML directive", false, "a second line \"%YAML\"", DIRECTIVES},
};

static const struct yaml_problem other = {NULL, false, "{2}", "put the value in quotation marks"};

const struct yaml_problem *yaml_problem_find(const char *problem)
{
    for (size_t i = 0; i < sizeof problems / sizeof *problems; i++) {
        if (strcmp(problem, problems[i].problem) == 0) {
            return &problems[i];
        }
    }
    return &other;
}
