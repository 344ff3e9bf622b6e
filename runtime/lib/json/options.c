/* SPDX-License-Identifier: MIT */
/* The options of calls from JSON. */
#include "json/json.h"

#include <stdlib.h>

/* A struct iqm_budget. */
struct json_budget {
	struct iqm_num amount;
	struct iqm_ms since;
};
/* The options of struct iqm_call. */
struct json_options {
	struct iqm_int timeout_ms;
	struct iqm_bool keep_raw, fresh_connection;
	const char *key, *note;
	struct iqm_bool allow_duplicate, person_confirmed;
	const struct json_budget *budget;
};

static const struct iqm_field budget_fields[] = {
	IQM_FIELD(json_budget, amount, IQM_F_REQUIRED, "amount"),
	IQM_FIELD(json_budget, since, IQM_F_REQUIRED, "since"),
};
static const struct iqm_descriptor json_budget_descriptor = {
	IQM_DESCRIPTOR(json_budget, budget_fields),
};
static const struct iqm_field options_fields[] = {
	IQM_FIELD(json_options, timeout_ms, 0, "timeout_ms"),
	IQM_FIELD(json_options, keep_raw, 0, "keep_raw"),
	IQM_FIELD(json_options, fresh_connection, 0, "fresh_connection"),
	IQM_FIELD(json_options, key, 0, "key"),
	IQM_FIELD(json_options, note, 0, "note"),
	IQM_FIELD(json_options, allow_duplicate, 0, "allow_duplicate"),
	IQM_FIELD(json_options, person_confirmed, 0, "person_confirmed"),
	IQM_OBJECT(json_options, budget, json_budget, 0, "budget"),
};
static const struct iqm_descriptor options_descriptor = {
	IQM_DESCRIPTOR(json_options, options_fields),
};

/* A call with all that it points to. */
struct own_call {
	struct iqm_call call; /* the first: users have its address */
	struct iqm_cancel cancel;
	struct iqm_budget budget;
	void *options; /* has the texts */
};

static int fill(struct own_call *own, const struct json_options *from, struct iqm_error *error)
{
	struct iqm_call *call = &own->call;

	if (!iqm_json_long(from->timeout_ms, &call->timeout_ms))
		return iqm_fail(error, IQM_E_USAGE, "timeout_ms: the number is too large");
	call->keep_raw = from->keep_raw.value;
	call->fresh_connection = from->fresh_connection.value;
	call->cancel = &own->cancel;
	call->key = from->key;
	call->note = from->note;
	call->allow_duplicate = from->allow_duplicate.value;
	call->person_confirmed = from->person_confirmed.value;
	if (from->budget) {
		own->budget.amount = from->budget->amount.value;
		own->budget.since = from->budget->since;
		call->budget = &own->budget;
	}
	return iqm_check_call(error, NULL, call);
}

static int make(struct own_call **out, const char *json, size_t len, struct iqm_error *error)
{
	struct own_call *own = calloc(1, sizeof(*own));
	int err;

	if (!own)
		return iqm_fail_nomem(error);
	err = iqm_json_args(&options_descriptor, json, len, &own->options, error);
	if (!err)
		err = fill(own, own->options, error);
	if (!err) {
		*out = own;
		return 0;
	}
	iqm_call_free(&own->call);
	return iqm_error_prefix(error, "options");
}

int iqm_call_new(struct iqm_call **call, const char *options, size_t len, char **response)
{
	struct own_call *own = NULL;
	struct iqm_error error;
	int err;

	iqm_error_begin(&error, NULL);
	err = call ? make(&own, options, len, &error)
		   : iqm_fail(&error, IQM_E_USAGE, "call is NULL");
	if (response)
		*response = iqm_json_error(&error);
	if (call)
		*call = own ? &own->call : NULL;
	return err;
}

void iqm_call_cancel(struct iqm_call *call)
{
	iqm_cancel_calls(&((struct own_call *)call)->cancel);
}

void iqm_call_free(struct iqm_call *call)
{
	struct own_call *own = (struct own_call *)call;

	if (!own)
		return;
	iqm_free(own->options);
	free(own);
}
