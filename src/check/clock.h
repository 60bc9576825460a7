/* SMIL clock values (SMIL 3, 5.4.5; EPUB 3.3, 9.2.2.1.1). */
#ifndef CHECK_CLOCK_H
#define CHECK_CLOCK_H

#include "base/text.h"

#include <stdbool.h>

/* "0:32:29", "32:29.5", "12.5s", "5min" -> seconds; false if it is no clock value. */
bool clock_read(str value, double *seconds);

#endif
