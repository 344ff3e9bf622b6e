/* SPDX-License-Identifier: MIT */
/* What a price knows of a purchase: it may say that the report exists. */
#include "purchase/search.h"

#include <string.h>

static struct iqm_int existing_id(const struct iqm_op *price, const void *response)
{
	enum iqm_outcome outcome;

	memcpy(&outcome, (const char *)response + price->verdict->outcome, sizeof(outcome));
	return outcome == IQM_EXISTS ? iqm_row_int(response, price->verdict->id)
				     : (struct iqm_int){ 0 };
}

/* The service has no price for this order, or for anybody. */
static bool has_no_price(int err)
{
	return err == IQM_E_REFUSED || err == IQM_E_NOT_FOUND || err == IQM_E_FORBIDDEN;
}

/* One that the service may lack proves nothing, and is not asked for. */
bool iqm_price_names_reports(const struct iqm_order *order)
{
	return order->price && !order->price_optional && order->price->verdict &&
	       order->price->verdict->id;
}

int iqm_search_price(struct search *s, struct lookup *l, struct iqm_int *id)
{
	const struct iqm_op *price = s->order->price;
	struct iqm_call call = iqm_deadline_call(&s->deadline);
	bool owned;
	void *response;
	int err;

	*id = (struct iqm_int){ 0 };
	if (!iqm_price_names_reports(s->order))
		return 0;
	err = iqm_perform(s->client, price, l->request, &response, &call);
	if (!err)
		*id = existing_id(price, response);
	else if (!has_no_price(err))
		l->unproven = true;
	iqm_free(response);
	err = iqm_lookup_is_owned(s, l, *id, &owned);
	if (owned)
		*id = (struct iqm_int){ 0 };
	return err;
}
