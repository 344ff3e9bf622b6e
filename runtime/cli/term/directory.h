/* SPDX-License-Identifier: MIT */
#ifndef IQM_CLI_FOLDER_H
#define IQM_CLI_FOLDER_H

#include "term/explain.h"

/* "<a>/<b>", malloc()ed; NULL: no memory. */
char *folder_join(const char *a, const char *b);
/*
 * The user's folder that the variable names, "XDG_STATE_HOME", or else the one below the home,
 * ".local/state"; malloc()ed. NULL: `e` has why.
 */
char *folder_of_user(const char *variable, const char *below_home, struct iqm_error *e);
/* Makes it, mode 0700, and those above it. Others must not be able to write in it. */
int folder_make(const char *path, struct iqm_error *e);

#endif
