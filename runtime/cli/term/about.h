/* SPDX-License-Identifier: MIT */
#ifndef IQM_CLI_ABOUT_H
#define IQM_CLI_ABOUT_H

#include "term/term.h"

/* What messages are about; "": the run as a whole. */
const char *about_text(void);
/* Adds it to a line that begins, with ": ". */
void about_add(struct buf *line);
/* Keeps the text of an error. */
void about_keep(const char *message);

#endif
