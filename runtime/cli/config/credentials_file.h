/* SPDX-License-Identifier: MIT */
/* The file of a kept token: what `auth login` got, and what it takes to renew it. */
#ifndef IQM_CLI_TOKEN_FILE_H
#define IQM_CLI_TOKEN_FILE_H

#include "term/explain.h"

/* Strings are malloc()ed; NULL: none. The password is never kept. */
struct kept_token {
	char *base_url; /* of the service that gave it */
	char *username;
	char *ow_id;
	char *client_id;
	char *client_secret;
	char *access;
	char *refresh;
	int64_t expires; /* epoch seconds; 0: not known */
};

void kept_token_free(struct kept_token *k);

/*
 * Reads it. No file: 0, and k->access NULL. A file that others can read, or that is none of ours,
 * is IQM_E_CONFIG. kept_token_free() whatever this gives.
 */
int token_file_read(const char *path, struct kept_token *k, struct iqm_error *e);

#define TOKEN_FILE_MAX 65536

/* The file's text, not ended by a NUL; 0: it is too long, or a value has more than one line. */
size_t token_file_text(char text[TOKEN_FILE_MAX], const struct kept_token *k);

#endif
