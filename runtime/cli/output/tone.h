/* SPDX-License-Identifier: MIT */
/* Colours of states. */
#ifndef IQM_CLI_TONE_H
#define IQM_CLI_TONE_H

#include "output/output.h"

/* Adds a cell's text as it is shown, in the colour of the state that it says; none: as it is. */
void tone_add(struct buf *t, const struct column *column, const char *s, size_t len);

#endif
