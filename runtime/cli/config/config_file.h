/* SPDX-License-Identifier: MIT */
#ifndef IQM_CLI_CONFIG_FILE_H
#define IQM_CLI_CONFIG_FILE_H

#include "config/config.h"

/* malloc()ed; NULL: there is no home directory, or no memory. */
char *config_file_path(struct iqm_error *e);
/* Opens it if it and its directory are this user's or root's alone; *fd -1: there is none. *text,
 * malloc()ed, has a NUL behind it, which *size counts. */
int config_file_open(const char *path, int *fd, char **text, size_t *size, struct iqm_error *e);
/* Whether it is a file of this user's or root's which nobody else can write; one that has secrets
 * also nobody else can read. */
int config_file_check(const char *path, int fd, bool has_secret, struct iqm_error *e);

#endif
