/* SPDX-License-Identifier: MIT */
/* Every operation that the API has, and what buys in every form. */
#include "torture.h"

#include "codec/codec.h"

#include <iqm/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- forms of a call ------------------------------------------------------------------------- */

/* What a call gave, whose response it frees. */
static int take(struct run *r, int err, void *response)
{
	const struct iqm_op *op = r->task->op;

	if (!err)
		run_response(r, op->response, response);
	if (!err && op->verdict)
		memcpy(&r->outcome, (const char *)response + op->verdict->outcome,
		       sizeof(r->outcome));
	iqm_free(response);
	return err;
}

static int blocking(struct run *r)
{
	void *response;
	int err = iqm_perform(r->client, r->task->op, run_request(r), &response, &r->call);

	return take(r, err, response);
}

static int started(struct run *r)
{
	struct ending end = { 0 };
	int err = iqm_perform_start(r->client, r->task->op, run_request(r), &r->call, ending_any,
				    (iqm_any_fn *)ending_any, &end);

	err = ending_wait(r->client, err, &end);
	return take(r, err, end.response);
}

/* The request as text. */
static char *text_of(struct run *r)
{
	const struct iqm_op *op = r->task->op;
	const struct iqm_descriptor *t = op->body ? op->body : op->query;
	struct buf text = { 0 };

	failing_pause();
	if (t && iqm_encode_json(t, run_request(r), &(struct encoding){ .plain = true }, &text))
		abort();
	failing_resume();
	return text.data;
}

/* What was done is done, though there may be no memory to say what came. */
static int take_document(struct run *r, int err, char *document)
{
	if (document)
		run_values(r, "%s", document);
	if (!err && r->task->op->verdict)
		r->outcome = IQM_CREATED;
	iqm_free(document);
	return err;
}

static int by_name(struct run *r)
{
	char *text = text_of(r);
	char *document;
	int err = iqm_call_json(r->client, r->task->op->name, text, text ? strlen(text) : 0,
				&document, &r->call);

	failing_pause();
	free(text);
	failing_resume();
	return take_document(r, err, document);
}

static void end_by_name(void *context, int status, char *document, struct iqm_call *call)
{
	ending_any(NULL, context, status, document, call);
}

static int started_by_name(struct run *r)
{
	struct ending end = { 0 };
	char *text = text_of(r);
	char *document;
	int err = iqm_call_json_start(r->client, r->task->op->name, text, text ? strlen(text) : 0,
				      &document, &r->call, end_by_name, &end);

	failing_pause();
	free(text);
	failing_resume();
	if (err)
		return take_document(r, err, document);
	err = ending_wait(r->client, err, &end);
	return take_document(r, err, end.response);
}

/* ---- purchases ------------------------------------------------------------------------------- */

#define DEAR 1e9

static int within(struct run *r)
{
	void *response;
	int err = iqm_perform_within(r->client, r->task->op, run_request(r), DEAR, &response,
				     &r->call);

	return take(r, err, response);
}

static int within_started(struct run *r)
{
	struct ending end = { 0 };
	int err = iqm_perform_within_start(r->client, r->task->op, run_request(r), DEAR, &r->call,
					   ending_any, (iqm_any_fn *)ending_any, &end);

	err = ending_wait(r->client, err, &end);
	return take(r, err, end.response);
}

static int priced(struct run *r)
{
	const struct iqm_op *op = r->task->op;
	const void *request = run_request(r);
	void *price = NULL;
	void *response = NULL;
	int err = iqm_perform(r->client, op->order->price, request, &price, &r->call);

	if (!err)
		err = iqm_perform_priced(r->client, op, request, price, DEAR, &response, &r->call);
	else
		r->call.error.delivery = IQM_NOT_SENT; /* of the purchase */
	iqm_free(price);
	return take(r, err, response);
}

static int budgeted(struct run *r)
{
	const struct iqm_budget budget = { .amount = DEAR, .since = iqm_ms(0) };

	r->call.budget = &budget;
	return within(r);
}

static int keyed(struct run *r)
{
	r->call.key = "torture";
	r->call.note = "what follows";
	return blocking(r);
}

static int keyed_started(struct run *r)
{
	r->call.key = "torture";
	return started(r);
}

static const struct form {
	const char *name;
	int (*act)(struct run *run);
	bool journal, logs_in;
} forms[] = {
	{ "with a journal", keyed, true, false },
	{ "with a journal, started", keyed_started, true, false },
	{ "within a price", within, false, false },
	{ "within a price, with a journal, started", within_started, true, false },
	{ "priced", priced, true, false },
	{ "within a budget", budgeted, true, false },
	{ "after a log-in", blocking, false, true },
};

/* Whether the journal knows of the purchase: then the same call buys no more, and whatever became
 * of it, a later call under its key buys once at most. */
static const char *check_again(struct run *r)
{
	static char why[200];
	static struct run again;
	bool open = r->err == IQM_E_UNKNOWN_OUTCOME;

	again = (struct run){ .task = r->task,
			      .sandbox = r->sandbox,
			      .token = r->token,
			      .phase = ".2",
			      .number = r->number,
			      .material = r->material };
	memcpy(again.directory, r->directory, sizeof(again.directory));
	memcpy(again.journal, r->journal, sizeof(again.journal));
	again.values = r->values;
	run_make(&again);
	snprintf(why, sizeof(why), "then: %s: %.100s%.50s", iqm_status_name(again.err),
		 again.opening.message, again.call.error.message);
	if ((!r->err || open) && again.sending)
		return "it was sent again";
	if (!r->err || open)
		return again.err == IQM_E_KEY_USED || again.err == IQM_E_DUPLICATE ||
				       again.err == IQM_E_UNKNOWN_OUTCOME
			       ? NULL
			       : why;
	return again.err && again.err != IQM_E_UNKNOWN_OUTCOME && again.err != IQM_E_DUPLICATE
		       ? why
		       : NULL;
}

size_t tasks_purchases(struct task *to)
{
	size_t n = 0;

	for (const struct iqm_op *const *op = iqm_insights_api.ops; *op; op++)
		for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
			const struct form *form = &forms[i];

			if ((*op)->effect != IQM_PAID)
				continue;
			to[n] = (struct task){ .op = *op,
					       .act = form->act,
					       .journal = form->journal,
					       .logs_in = form->logs_in,
					       .check = form->journal ? check_again : NULL };
			snprintf(to[n].name, sizeof(to[n].name), "%s %s", (*op)->name, form->name);
			n++;
		}
	return n;
}

/* ---- all operations -------------------------------------------------------------------------- */

static void add_operation(struct task *to, const struct iqm_op *op, const char *name,
			  int (*act)(struct run *run))
{
	*to = (struct task){ .op = op, .act = act };
	snprintf(to->name, sizeof(to->name), "%s%s", op->name, name);
}

size_t tasks_operations(struct task *to)
{
	size_t n = 0;

	for (const struct iqm_op *const *op = iqm_insights_api.ops; *op; op++) {
		bool is_one = !strncmp((*op)->name, "pld.", 4);

		add_operation(&to[n++], *op, "", blocking);
		if (!is_one)
			continue; /* these forms differ by what is above operations only */
		add_operation(&to[n++], *op, " started", started);
		add_operation(&to[n++], *op, " by name", by_name);
		add_operation(&to[n++], *op, " by name, started", started_by_name);
	}
	return n;
}
