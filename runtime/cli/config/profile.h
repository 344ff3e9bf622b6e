/* SPDX-License-Identifier: MIT */
#ifndef IQM_CLI_PROFILE_H
#define IQM_CLI_PROFILE_H

#include "config/config.h"

/* Letters, digits, '.', '_' and '-', not first '.' or '-': it is also the name of a directory. */
bool profile_is_name(const char *name);
/* Reads the whole file and keeps one section. Zero `p`; free it whatever this gives. */
int profile_read(struct profile *p, const char *section, struct iqm_error *e);
void profile_free(struct profile *p);

#endif
