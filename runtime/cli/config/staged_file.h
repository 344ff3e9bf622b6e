/* SPDX-License-Identifier: MIT */
#ifndef IQM_CLI_TOKEN_DRAFT_H
#define IQM_CLI_TOKEN_DRAFT_H

#include "config/credentials_file.h"

/* A new content of the kept token's file. The old one stays until all of the new is on disk. */
struct token_draft {
	const char *path;
	char *new_path;
	int lock;
	int fd;
};

/*
 * Takes the lock that processes share, waiting up to `timeout_ms` for it and less if cli_cancel is
 * set. token_draft_close() whatever this gives.
 */
int token_draft_lock(struct token_draft *d, const char *path, long timeout_ms, struct iqm_error *e);
/* Takes the room on disk: do it before a token is asked for, which is given only once. */
int token_draft_open(struct token_draft *d, struct iqm_error *e);
int token_draft_keep(struct token_draft *d, const struct kept_token *k, struct iqm_error *e);
/* Drops the lock, and what was not kept. */
void token_draft_close(struct token_draft *d);

#endif
