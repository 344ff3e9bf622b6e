/* SPDX-License-Identifier: MIT */
/* What the steps of many orders have in common. */
#include "purchase/batch.h"

#define TRIES 20      /* of one step that the rate limit stops */
#define RETRY_MS 5000 /* where the service does not say how long to wait */

void about_row(struct batch_row *r)
{
	messages_about(r ? &r->about : NULL);
}

size_t count_new(const struct batch *b)
{
	size_t len = 0;

	for (size_t i = 0; i < b->len; i++)
		len += b->rows[i].usable && order_is_new(&b->rows[i].order);
	return len;
}

static void wait_for(long ms)
{
	progress_wait("the rate limit is used up", ms);
	pause_for(ms);
}

int try_step(struct batch_row *r, int (*step)(struct order *o))
{
	int status = step(&r->order);

	for (int i = 1; status == IQM_E_RATE_LIMITED && i < TRIES && !cli_interrupted(); i++) {
		long hint = r->order.error.retry_after_ms;

		wait_for(hint > 0 ? hint : RETRY_MS);
		if (!cli_interrupted())
			status = step(&r->order);
	}
	return status;
}

/* Whether no other order would fare better. */
static bool stops_all(const struct iqm_error *e)
{
	switch (e->status) {
	case IQM_E_CONFIG:
	case IQM_E_NOMEM:
	case IQM_E_NETWORK:
	case IQM_E_TIMEOUT:
	case IQM_E_AUTH:
	case IQM_E_FORBIDDEN:
	case IQM_E_RATE_LIMITED:
	case IQM_E_CANCELLED:
	case IQM_E_JOURNAL:
	case IQM_E_FILE:
		return true;
	default:
		return false;
	}
}

void fail_row(struct batch *b, struct batch_row *r)
{
	r->usable = false;
	r->code = order_fail(&r->order);
	if (stops_all(&r->order.error))
		b->stopped = r->code;
}

const char *row_failure(const struct batch_row *r)
{
	if (r->usable && !order_is_new(&r->order))
		return r->order.before->state == IQM_PURCHASE_BOUGHT ? "bought before" : "unknown";
	switch (r->order.error.status) {
	case IQM_E_DUPLICATE:
		return "duplicate";
	case IQM_E_CANCELLED:
		return "not tried";
	default:
		return r->usable ? "not tried" : "failed";
	}
}
