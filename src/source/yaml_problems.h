/* The complaints of libyaml in words for authors. */
#ifndef SOURCE_YAML_PROBLEMS_H
#define SOURCE_YAML_PROBLEMS_H

#include <stdbool.h>

struct yaml_problem {
    const char *problem; /* libyaml's text */
    bool at_context;     /* the fault lies where the construct begins, not where it was noticed */
    const char *fault;   /* may hold {1}: the character that stands at the place */
    const char *remedy;
};

/* The row of a problem; for one that no row knows, a row that says it in libyaml's words ({2}). */
const struct yaml_problem *yaml_problem_find(const char *problem);

#endif
