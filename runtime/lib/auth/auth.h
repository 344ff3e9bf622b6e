/* SPDX-License-Identifier: MIT */
/* Who calls: the access token with its renewal, and no secret in any error. */
#ifndef IQM_LIB_AUTH_H
#define IQM_LIB_AUTH_H

#include "codec/codec.h"
#include "http/http.h"

/* ---- token_request.c ------------------------------------------------------------------------ */

#define IQM_OW_ID_SIZE IQM_WORKSPACE_SIZE

bool iqm_is_ow_id(const char *text); /* a workspace id, in its one spelling */

/* ---- token.c: the access token that all calls share ------------------------------------------ */

struct token;

/* Strings are copied; NULL where absent. */
struct token_options {
	const char *access;
	const char *ow_id;
	const char *client_id;
	const char *client_secret;
	const char *username; /* with the password, or neither: then nothing logs in */
	const char *password;
	bool duplicate_auth_header;
	int (*get_token)(void *context, struct iqm_token_request *request);
	void *get_token_context;
	/* These three must live as long as the token. */
	const struct iqm_clock *clock;
	const struct logger *logger;
	struct iqm_client *client; /* only passed to api->log_in() and api->refresh() */
};

/* 0 or IQM_E_NOMEM; *out is NULL on error. */
int iqm_token_open(struct token **out, const struct token_options *options);
void iqm_token_close(struct token *t);
/*
 * Adds the token's headers: Authorization, its duplicate, the workspace. Gets a token first
 * (provider, refresh, log-in) where there is none or it is about to end; threads that need one at
 * the same time share that. *number becomes the token's.
 */
int iqm_token_headers(struct token *t, const struct iqm_op *op, const struct deadline *deadline,
		      struct headers *out, unsigned *number, struct iqm_error *e);
/* The workspace that the token's header names, "" for none. Gets a token first, as above. */
int iqm_token_workspace(struct token *t, const struct iqm_op *op, const struct deadline *deadline,
			char ow_id[IQM_OW_ID_SIZE], struct iqm_error *e);
/* The same as far as it is known without one; else "". */
void iqm_token_known_workspace(struct token *t, char ow_id[IQM_OW_ID_SIZE]);
/* Adds the client's id and secret instead, which a log-in needs. */
int iqm_token_basic_headers(const struct token *t, const struct iqm_api *api, struct headers *out,
			    struct iqm_error *e);
/* Drops the token of this number, which the service refused. Returns whether another can be got. */
bool iqm_token_invalidate(struct token *t, unsigned number);
/* Whether the token of this number is the one to send, and has not expired. */
bool iqm_token_is_good(struct token *t, unsigned number);
/* Redacts the credentials, the tokens, and the tokens that calls under way were sent with. */
void iqm_token_redact(struct token *t, struct iqm_error *e);

/* ---- redact.c ------------------------------------------------------------------------------- */

/* As it is, in a URL, a form, a JSON or C string, HTML, and in two of these. NULL: nothing. */
void iqm_redact_text(struct iqm_error *e, const char *secret);
/* The secret fields of a request; `request` may be NULL. */
void iqm_redact_request(struct iqm_error *e, const struct iqm_op *op, const void *request);

#endif
