/* The hosts of links to the network. */
#ifndef MODEL_HOSTS_H
#define MODEL_HOSTS_H

#include "base/text.h"

#include <stdbool.h>

/* An address of http or https with its host as the network has it (IDNA: "münchen.de" is
 * "xn--mnchen-3ya.de"), for a host cannot be percent-encoded. False if no host can be called so. */
bool host_settle(struct arena *a, str address, str *out);

#endif
