/* SPDX-License-Identifier: MIT */
/* What a call that prices or buys came to, from the fields of its response. */
#include "codec/codec.h"

#include <inttypes.h>
#include <string.h>

static bool is_set(const void *response, const struct iqm_field *f)
{
	const void *first; /* of a value that may be absent, or the string itself */

	memcpy(&first, (const char *)response + f->offset, sizeof(first));
	return first != NULL;
}

static bool is_true(const void *response, const struct iqm_field *f)
{
	struct iqm_bool flag;

	memcpy(&flag, (const char *)response + f->offset, sizeof(flag));
	return flag.value;
}

static bool has_any_field(const void *response, size_t size)
{
	const char *byte = response;

	while (size && !*byte)
		byte++, size--;
	return size;
}

/* The flag that decides: the first that is set. NULL: none is. */
static const struct iqm_field *deciding(const struct iqm_verdict *v, const void *response)
{
	for (int i = 0; i < 2; i++)
		if (v->flag[i] && is_set(response, v->flag[i]))
			return v->flag[i];
	return NULL;
}

static bool contradict(const struct iqm_verdict *v, const void *response)
{
	return v->flag[1] && is_set(response, v->flag[0]) && is_set(response, v->flag[1]) &&
	       is_true(response, v->flag[0]) != is_true(response, v->flag[1]);
}

/* A price may be read from other fields of the response; whether money was spent may not. */
static int check(const struct iqm_op *op, const void *response, const struct iqm_field *flag,
		 struct iqm_error *error)
{
	const struct iqm_verdict *v = op->verdict;
	const char *data = op->api->envelope_data;
	bool paid = op->effect == IQM_PAID;

	if (!flag && (paid || !has_any_field(response, op->response->size)))
		return iqm_fail(error, IQM_E_DECODE, "%s: nothing in it says what happened", data);
	if (paid && contradict(v, response))
		return iqm_fail(error, IQM_E_DECODE, "%s: '%s' and '%s' contradict each other",
				data, v->flag[0]->names[0], v->flag[1]->names[0]);
	return 0;
}

/* Without a flag, a price is read from these: what one of them was to say must be known. */
static int check_readable(const struct iqm_op *op, const void *response, const struct iqm_field *f,
			  struct iqm_error *error)
{
	struct where data = { .key = op->api->envelope_data };
	struct where here = { .up = &data, .key = f->names[0] };

	if (!iqm_is_bad_field(response, NULL, 0, f))
		return 0;
	iqm_path_of(&here, error->path, sizeof(error->path));
	return iqm_fail(error, IQM_E_DECODE,
			"%s: cannot be read, and nothing else says what happened", error->path);
}

int iqm_evaluate_outcome(const struct iqm_op *op, void *response, struct iqm_error *error)
{
	const struct iqm_verdict *v = op->verdict;
	const struct iqm_field *flag = deciding(v, response);
	enum iqm_outcome outcome = v->yes;
	int err = check(op, response, flag, error);

	if (!err && !flag)
		err = check_readable(op, response, v->id, error);
	if (!err && !flag)
		err = check_readable(op, response, v->message, error);
	if (err)
		return err;
	if (flag ? !is_true(response, flag)
		 : is_set(response, v->id) || is_set(response, v->message))
		outcome = is_set(response, v->id) ? IQM_EXISTS : IQM_REFUSED;
	memcpy((char *)response + v->outcome, &outcome, sizeof(outcome));
	return 0;
}

/* ---- what it says of an order --------------------------------------------------------------- */

static void read_field(const void *response, const struct iqm_field *f, void *value, size_t size)
{
	if (f)
		memcpy(value, (const char *)response + f->offset, size);
}

void iqm_price_read(const struct iqm_verdict *v, const void *response, struct iqm_price *price)
{
	*price = (struct iqm_price){ 0 };
	memcpy(&price->outcome, (const char *)response + v->outcome, sizeof(price->outcome));
	read_field(response, v->id, &price->id, sizeof(price->id));
	read_field(response, v->message, &price->message, sizeof(price->message));
	read_field(response, v->cost, &price->cost, sizeof(price->cost));
	read_field(response, v->funds, &price->funds, sizeof(price->funds));
}

static enum iqm_price_reason reason_of(const struct iqm_price *says)
{
	if (says->outcome == IQM_EXISTS)
		return IQM_PRICE_EXISTS;
	if (says->funds.set && !says->funds.value)
		return IQM_PRICE_NO_FUNDS;
	return says->message ? IQM_PRICE_OVERLAPPING : IQM_PRICE_OTHER;
}

int iqm_check_refused(const struct iqm_price *says, struct iqm_error *error)
{
	if (says->outcome == IQM_CREATED || says->outcome == IQM_CREATABLE)
		return 0;
	error->price.reason = reason_of(says);
	error->price.cost = says->cost;
	if (error->price.reason != IQM_PRICE_EXISTS)
		return iqm_fail(error, IQM_E_PRICE, "not bought: %s",
				says->message ? says->message : "it cannot be made now");
	error->price.report_id = says->id;
	return iqm_fail(error, IQM_E_PRICE, "not bought: report %" PRId64 " exists already",
			says->id.value);
}
