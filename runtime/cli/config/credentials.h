/* SPDX-License-Identifier: MIT */
/* The kept token as the calls of a command use it, renewed by one process for all. */
#ifndef IQM_CLI_TOKEN_KEEP_H
#define IQM_CLI_TOKEN_KEEP_H

#include "config/credentials_file.h"

/*
 * The token that `auth login` kept, if it is one of the settings' service and user. k->access
 * NULL: there is none, and `e` says so. kept_token_free() whatever this gives.
 */
int kept_token_load(struct cli *cli, struct kept_token *k, struct iqm_error *e);
/* A log-in's or a renewal's: the new refresh token and workspace win, what it lacks stays. */
int kept_token_set(struct kept_token *k, const struct iqm_token *from, int64_t now);
/* settings.get_token; `context` is a struct cli. */
int kept_token_give(void *context, struct iqm_token_request *access);
/* The file's path, malloc()ed. */
char *kept_token_path(struct cli *cli, struct iqm_error *e);

#endif
