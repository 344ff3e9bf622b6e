/* SPDX-License-Identifier: MIT */
/* Operations of the API: their requests from JSON, their responses to JSON. */
#include "json/json.h"

#include <string.h>

/* A read can be repeated; what else was done must be said whatever time is left. */
static int give(struct json_run *r, const void *response)
{
	if (r->op->effect == IQM_READ)
		return iqm_json_give_in_time(r, r->op->response, response);
	iqm_json_give(r, r->op->response, response);
	return 0;
}

/* On an error only what says that nothing was bought is data; raw bytes are all that there is. */
static int take_response(struct json_run *r, int err, void *response)
{
	const struct iqm_op *op = r->op;
	int late = 0;

	if (!response)
		return err;
	r->raw = iqm_arena_take_raw(iqm_response_arena(response), &r->raw_len);
	if (!err || err == IQM_E_PRICE) {
		late = give(r, response);
		if (op->verdict && !late)
			memcpy(&r->outcome, (const char *)response + op->verdict->outcome,
			       sizeof(r->outcome));
	}
	iqm_free(response);
	return err ? err : late;
}

int iqm_json_perform(struct json_run *r)
{
	void *response = NULL;
	int err = iqm_perform(r->client, r->op, r->args, &response, r->call);

	return take_response(r, err, response);
}

/* ---- <operation>_within ---------------------------------------------------------------------- */

struct json_order {
	const void *request;
	struct iqm_num max_cost;
};

static int perform_within(struct json_run *r)
{
	const struct json_order *order = r->args;
	void *response = NULL;
	int err = iqm_perform_within(r->client, r->op, order->request, order->max_cost.value,
				     &response, r->call);

	return take_response(r, err, response);
}

static const struct iqm_field order_fields[] = {
	IQM_FIELD_(json_order, request, NULL, IQM_K_OBJECT, IQM_F_REQUIRED, "request"),
	IQM_FIELD(json_order, max_cost, IQM_F_REQUIRED, "max_cost"),
};
static const struct iqm_descriptor order_descriptor = {
	IQM_DESCRIPTOR(json_order, order_fields),
};

const struct json_function iqm_json_within = { .name = "_within",
					       .args = &order_descriptor,
					       .run = perform_within };
