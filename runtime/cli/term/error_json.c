/* SPDX-License-Identifier: MIT */
/* An error as JSON: the message, and all that is known of the call that failed. */
#include "term/about.h"
#include "term/term.h"

#include <cjson/cJSON.h>

const char *exit_class(int exit_code)
{
	for (const struct cli_exit_info *row = cli_exits; row->name; row++)
		if (row->code == exit_code)
			return row->name;
	return "failed";
}

static const char *delivery_of(enum iqm_delivery delivery)
{
	switch (delivery) {
	case IQM_NOT_SENT:
		return "not sent";
	case IQM_MAYBE_SENT:
		return "maybe sent";
	default:
		return "responded";
	}
}

static bool add(cJSON *to, const char *name, const char *value)
{
	return !*value || cJSON_AddStringToObject(to, name, value);
}

static bool add_number(cJSON *to, const char *name, long value)
{
	return !value || cJSON_AddNumberToObject(to, name, (double)value);
}

static bool add_service(cJSON *to, const struct iqm_error *e)
{
	cJSON *list = e->service_len ? cJSON_AddArrayToObject(to, "service") : NULL;
	bool whole = list || !e->service_len;

	for (size_t i = 0; whole && i < e->service_len; i++) {
		cJSON *item = cJSON_CreateObject();

		whole = cJSON_AddItemToArray(list, item) &&
			cJSON_AddStringToObject(item, "error", e->service[i].error) &&
			add(item, "reason", e->service[i].reason) &&
			add(item, "field", e->service[i].field) &&
			add(item, "contact", e->service[i].contact);
	}
	return whole;
}

static bool add_amount(cJSON *to, const char *name, struct iqm_num v)
{
	return !v.set || cJSON_AddNumberToObject(to, name, v.value);
}

/* Why nothing was bought. */
static bool add_price(cJSON *to, const struct iqm_price_refusal *p)
{
	static const char *const reasons[] = {
		[IQM_PRICE_TOO_DEAR] = "too-dear",       [IQM_PRICE_NO_PRICE] = "no-price",
		[IQM_PRICE_NO_FUNDS] = "no-funds",       [IQM_PRICE_EXISTS] = "exists",
		[IQM_PRICE_OVERLAPPING] = "overlapping", [IQM_PRICE_OTHER] = "other",
		[IQM_PRICE_OVER_BUDGET] = "over-budget",
	};
	cJSON *price = p->reason ? cJSON_AddObjectToObject(to, "price") : NULL;

	if (!p->reason)
		return true;
	return add(price, "reason", reasons[p->reason]) && add_amount(price, "cost", p->cost) &&
	       add_amount(price, "limit", p->limit) && add_amount(price, "spent", p->spent) &&
	       add_number(price, "report_id", p->report_id.value);
}

static bool add_advice(cJSON *to, const struct iqm_error *e)
{
	struct advice advice;
	char line[ADVICE_SIZE];

	return !advise(e, &advice) || add(to, "advice", advice_line(&advice, line));
}

static bool add_call(cJSON *to, const struct iqm_error *e)
{
	int cause = e->cause && e->cause != e->status ? e->cause : 0;

	return add(to, "status", iqm_status_name(e->status)) &&
	       add(to, "cause", cause ? iqm_status_name(cause) : "") &&
	       add(to, "operation", e->operation) &&
	       add(to, "delivery", delivery_of(e->delivery)) && add(to, "path", e->path) &&
	       add(to, "request_id", e->request_id) && add(to, "key", e->key) &&
	       cJSON_AddNumberToObject(to, "attempts", e->attempts) &&
	       add_number(to, "http_status", e->http_status) &&
	       add_number(to, "curl_code", e->curl_code) &&
	       add_number(to, "retry_after_ms", e->retry_after_ms) && add_price(to, &e->price) &&
	       add_service(to, e) && add_advice(to, e);
}

cJSON *error_tree(int exit_code, const char *message, const struct iqm_error *call)
{
	cJSON *root = cJSON_CreateObject();
	cJSON *error = cJSON_AddObjectToObject(root, "error");
	bool whole = cJSON_AddNumberToObject(error, "exit", exit_code) &&
		     add(error, "class", exit_class(exit_code)) && add(error, "message", message) &&
		     add(error, "about", about_text()) && (!call || add_call(error, call));

	if (whole)
		return root;
	cJSON_Delete(root);
	return NULL;
}
