/* One order and one response struct, from the price to the purchase: without a cast. */
#include <iqm/insights.h>

static bool is_affordable(const struct iqm_sls_order_response *rsp, double most)
{
	return rsp->sls_chargeable_cost.set && rsp->sls_chargeable_cost.value <= most;
}

int price_then_buy(struct iqm_client *client, const struct iqm_sls_order *order, double most,
		   struct iqm_sls_order_response **rsp, struct iqm_call *call)
{
	int err = iqm_sls_compute(client, order, rsp, call);

	if (err || !is_affordable(*rsp, most))
		return err;
	iqm_free(*rsp);
	return iqm_sls_generate(client, order, rsp, call);
}

/* What was got can be changed and sent. */
int show_status(struct iqm_client *client, struct iqm_call *call)
{
	struct iqm_pld_columns *now;
	struct iqm_pld_columns *then = NULL;
	int err = iqm_pld_columns_get(client, &now, call);

	if (!err) {
		now->status = iqm_bool(true);
		err = iqm_pld_columns_update(client, now, &then, call);
	}
	iqm_free(now);
	iqm_free(then);
	return err;
}
