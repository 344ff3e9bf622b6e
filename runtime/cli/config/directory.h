/* SPDX-License-Identifier: MIT */
#ifndef IQM_CLI_DIRECTORY_H
#define IQM_CLI_DIRECTORY_H

#include "config/config.h"

/* "<a>/<b>", malloc()ed; NULL: out of memory. */
char *path_join(const char *a, const char *b);
/*
 * The user's directory that the variable names, "XDG_STATE_HOME", or else the one below the home
 * directory, ".local/state"; malloc()ed. NULL: `e` has why.
 */
char *user_directory(const char *variable, const char *below_home, struct iqm_error *e);
/* Makes it, mode 0700, and those above it. It is an error if others can write in it. */
int directory_make(const char *path, struct iqm_error *e);

#endif
