/* SPDX-License-Identifier: MIT */
/* One question to the caller's token provider: for token_request.c, and token.c, which asks. */
#ifndef IQM_LIB_AUTH_TOKEN_REQUEST_H
#define IQM_LIB_AUTH_TOKEN_REQUEST_H

#include "auth/auth.h"

struct iqm_token_request {
	const struct deadline *deadline;
	const char *refused;        /* NULL: none */
	char *token;                /* what was given; NULL: nothing */
	char ow_id[IQM_OW_ID_SIZE]; /* "": the settings' */
	int64_t expires_in;
	struct iqm_error *error; /* why what was given was not taken, or why there is nothing */
	bool explained;          /* it is the provider's own reason */
};

/* Calls the provider. 0: request->token is there, the caller's to wipe. */
int iqm_token_request_ask(struct iqm_token_request *request,
			  int (*get_token)(void *context, struct iqm_token_request *request),
			  void *context, struct iqm_error *e);

#endif
