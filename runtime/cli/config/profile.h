/* SPDX-License-Identifier: MIT */
#ifndef IQM_CLI_PROFILE_H
#define IQM_CLI_PROFILE_H

#include "config/config.h"

/* What may stand around a name or a value: '\r' is of Windows' line ends. */
#define CONFIG_BLANK " \t\r"

/* Letters, digits, '.', '_' and '-', not first '.' or '-': it is also the name of a directory. */
bool profile_is_name(const char *name);
/*
 * Reads the whole file and keeps one section, with what it inherits from [default]. Zero `p`; free
 * it whatever this gives. A section that is not there is an error unless it is the default one, or
 * `may_be_new`.
 */
int profile_read(struct profile *p, const char *section, bool may_be_new, struct iqm_error *e);
/* The same of a text, p->text of p->size bytes with a NUL, which it cuts into pieces. */
int profile_parse(struct profile *p, const char *section, struct iqm_error *e);
void profile_free(struct profile *p);

#endif
