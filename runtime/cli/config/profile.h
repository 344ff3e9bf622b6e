/* SPDX-License-Identifier: MIT */
/* The configuration file: sections of settings, one a profile. */
#ifndef IQM_CLI_PROFILE_H
#define IQM_CLI_PROFILE_H

#include "term/explain.h"

struct profile {
	char *path;                 /* of the file, whether or not it is there */
	char *text;                 /* that the values are in; NULL: there is no file */
	size_t size;                /* of it */
	bool is_there;              /* the section */
	const char *value[SET_LEN]; /* the section's; NULL: not set */
	size_t line[SET_LEN];
};

/* Letters, digits, '.', '_' and '-', not first '.' or '-': it is also the name of a folder. */
bool profile_is_name(const char *name);
/* Reads the whole file and keeps one section. Zero `p`; free it whatever this gives. */
int profile_read(struct profile *p, const char *section, struct iqm_error *e);
void profile_free(struct profile *p);

#endif
