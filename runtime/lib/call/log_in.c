/* SPDX-License-Identifier: MIT */
/* What a log-in gave, for all later calls of its client. */
#include "call/call.h"

int iqm_token_keep(struct iqm_client *client, const struct iqm_token *token, struct iqm_call *call)
{
	return iqm_token_set(client->token, token, call ? &call->error : NULL);
}
