/* SPDX-License-Identifier: MIT */
/* A call's error as JSON, with the same members in the library's documents and in the command's. */
#include "base/base.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

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

/* As its digits: cJSON's own numbers are doubles. */
static bool add_integer(cJSON *to, const char *name, int64_t value)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%" PRId64, value);
	return cJSON_AddRawToObject(to, name, digits);
}

static bool add_number(cJSON *to, const char *name, int64_t value)
{
	return !value || add_integer(to, name, value);
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
	char digits[IQM_NUMBER_SIZE];

	if (!v.set || !isfinite(v.value)) /* no limit is none */
		return true;
	iqm_number_text(v.value, digits);
	return cJSON_AddRawToObject(to, name, digits);
}

/* Why nothing was bought. */
static bool add_price(cJSON *to, const struct iqm_price_refusal *p)
{
	static const char *const reasons[] = {
		[IQM_PRICE_ABOVE_LIMIT] = "above-limit", [IQM_PRICE_NO_PRICE] = "no-price",
		[IQM_PRICE_NO_FUNDS] = "no-funds",       [IQM_PRICE_EXISTS] = "exists",
		[IQM_PRICE_OVERLAPPING] = "overlapping", [IQM_PRICE_OTHER] = "other",
		[IQM_PRICE_OVER_BUDGET] = "over-budget",
	};
	cJSON *price = p->reason ? cJSON_AddObjectToObject(to, "price") : NULL;

	if (!p->reason)
		return true;
	return add(price, "reason", reasons[p->reason]) && add_amount(price, "cost", p->cost) &&
	       add_amount(price, "limit", p->limit) && add_amount(price, "spent", p->spent) &&
	       (!p->report_id.set || add_integer(price, "report_id", p->report_id.value));
}

bool iqm_error_add_json(cJSON *to, const struct iqm_error *e)
{
	int cause = e->cause && e->cause != e->status ? e->cause : 0;

	return add(to, "status", iqm_status_name(e->status)) &&
	       add(to, "cause", cause ? iqm_status_name(cause) : "") &&
	       add(to, "operation", e->operation) &&
	       add(to, "delivery", delivery_of(e->delivery)) && add(to, "path", e->path) &&
	       add(to, "request_id", e->request_id) && add(to, "key", e->key) &&
	       add_integer(to, "attempts", e->attempts) &&
	       add_number(to, "http_status", e->http_status) &&
	       add_number(to, "curl_code", e->curl_code) &&
	       add_number(to, "retry_after_ms", e->retry_after_ms) && add_price(to, &e->price) &&
	       add_service(to, e);
}
