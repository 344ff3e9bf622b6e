/* SPDX-License-Identifier: MIT */
/*
 * Purchases over a server of any bytes (conversation.h), against the money rule: two calls of one
 * client, each of which may take as many attempts as it likes. The first byte chooses family,
 * attempts and whether the transport announces what it sends.
 */
#include "conversation.h"
#include "fuzz.h"
#include "money_rule.h"

#include <iqm/gen.h>
#include <iqm/insights.h>

#include "iqm_descriptors.h"

#include <stdio.h>
#include <string.h>

#define CALLS 2
#define CALL_MS 60000
#define MAX_BODY 4096

static const struct family {
	const char *name;
	const struct iqm_op *op;
} families[] = {
	{ "pld", &iqm_pld_generate_op },
	{ "sls", &iqm_sls_generate_op },
	{ "aqs", &iqm_aqs_generate_op },
};

/* ---- a client without a clock, a disk or a network ------------------------------------------- */

static int64_t now_ms(void *context)
{
	return *(int64_t *)context;
}

static void wait_ms(void *context, long ms)
{
	*(int64_t *)context += ms;
}

/* Each a new one, so that one that was refused can be replaced. */
static int get_token(void *context, struct iqm_token_request *request)
{
	char token[32];

	snprintf(token, sizeof(token), "token-%d", ++*(int *)context);
	return iqm_token_request_give(request, token, "42", 0);
}

static struct iqm_client *open_client(struct conversation *c, int attempts, int64_t *now,
				      int *tokens)
{
	struct iqm_transport transport = conversation_transport(c);
	struct iqm_clock clock = {
		.now_ms = now_ms, .realtime_ms = now_ms, .wait_ms = wait_ms, .context = now
	};
	struct iqm_settings settings = {
		.base_url = "https://api.example.com",
		.ow_id = "42",
		.timeout_ms = CALL_MS,
		.max_body = MAX_BODY,
		.max_attempts = attempts,
		.requests_per_minute = -1,
		.seed = 1,
		.get_token = get_token,
		.token_context = tokens,
		.transport = &transport,
		.clock = &clock,
	};
	struct iqm_client *client;
	struct iqm_error error;

	fuzz_check(!iqm_client_open(&client, &settings, &error), "%s", error.message);
	return client;
}

/* ---- what a call says, against what it met -------------------------------------------------- */

static enum iqm_outcome outcome_of(const struct iqm_op *op, const void *response)
{
	enum iqm_outcome outcome;

	memcpy(&outcome, (const char *)response + op->verdict->outcome, sizeof(outcome));
	return outcome;
}

/* The exchange that decides: the one that was sent. NULL: none was. */
static const struct exchange *deciding(const struct conversation *c)
{
	const struct exchange *sent = NULL;

	for (size_t i = 0; i < c->len; i++) {
		fuzz_check(!sent, "attempt %zu after one that may have been sent (HTTP %ld)", i + 1,
			   sent ? sent->status : 0);
		if (c->exchanges[i].sent)
			sent = &c->exchanges[i];
	}
	return sent;
}

static void check_success(enum iqm_outcome outcome, const struct money_rule *rule)
{
	fuzz_check(outcome == IQM_CREATED, "success, and outcome %d", outcome);
	fuzz_check(rule->may_be_bought, "bought, and no response says so");
}

static void check_failure(int err, enum iqm_delivery delivery, bool sent,
			  const struct money_rule *rule)
{
	fuzz_check((err == IQM_E_UNKNOWN_OUTCOME) == (delivery == IQM_MAYBE_SENT),
		   "%s with delivery %d", iqm_status_name(err), (int)delivery);
	fuzz_check(delivery != IQM_NOT_SENT || !sent, "%s: not sent, and it was",
		   iqm_status_name(err));
	fuzz_check(delivery != IQM_RESPONDED || rule->may_be_nothing,
		   "%s: nothing was bought, without a complete verdict", iqm_status_name(err));
	fuzz_check(sent || delivery == IQM_NOT_SENT, "%s: nothing was sent, and it may have been",
		   iqm_status_name(err));
}

static void check_call(const struct conversation *c, const struct family *family, int err,
		       const void *response, const struct iqm_error *error)
{
	const struct exchange *sent = deciding(c);
	struct money_rule rule = { .may_be_nothing = !sent };
	enum iqm_outcome outcome = err ? IQM_NO_OUTCOME : outcome_of(family->op, response);

	if (sent)
		rule = money_rule_of(sent, family->name);
	fuzz_check((err == IQM_E_PRICE) == (error->price.reason != IQM_PRICE_NONE),
		   "%s with reason %d", iqm_status_name(err), (int)error->price.reason);
	if (err)
		check_failure(err, error->delivery, sent, &rule);
	else
		check_success(outcome, &rule);
	fuzz_check(!rule.must_be_bought || outcome == IQM_CREATED, "bought, and called %s",
		   iqm_status_name(err));
	fuzz_check(!rule.must_be_nothing || (err && error->delivery == IQM_RESPONDED),
		   "refused, and called %s", iqm_status_name(err));
}

static void buy(struct iqm_client *client, struct conversation *c, const struct family *family)
{
	struct iqm_pld_order pld = { .campaign_id = iqm_int(1) };
	struct iqm_sls_order sls = { .io_id = iqm_int(1) };
	struct iqm_aqs_order aqs = { .campaign_id = iqm_int(1) };
	const void *requests[] = { &pld, &sls, &aqs };
	struct iqm_call call = { .timeout_ms = CALL_MS };
	void *response;
	int err = iqm_perform(client, family->op, requests[family - families], &response, &call);

	check_call(c, family, err, response, &call.error);
	iqm_free(response);
	conversation_forget(c);
}

void fuzz_money(const unsigned char *data, size_t len)
{
	unsigned how = len ? data[0] : 0;
	const struct family *family = &families[how % 3];
	struct conversation c = { .at = data + !!len,
				  .left = len - !!len,
				  .announces = !(how & 0x80) };
	int64_t now = 1000000;
	int tokens = 0;
	struct iqm_client *client =
		open_client(&c, 1 + (int)(how >> 2) % IQM_MAX_ATTEMPTS, &now, &tokens);

	for (int i = 0; i < CALLS; i++)
		buy(client, &c, family);
	iqm_client_close(client);
}
