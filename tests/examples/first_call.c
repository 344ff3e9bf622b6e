/*
 * What a report would cost: seven days of the first campaign that qualifies.
 *
 *     cc first_call.c $(pkg-config --cflags --libs libiqm-insights) -o first_call
 */
#include <inttypes.h>
#include <iqm/insights.h>
#include <stdio.h>

static int price(struct iqm_client *client, const struct iqm_pld_order *req, struct iqm_call *call)
{
	struct iqm_pld_order_response *rsp;
	int err = iqm_pld_compute(client, req, &rsp, call);

	if (err)
		return err; /* rsp is NULL */
	if (rsp->outcome == IQM_CREATABLE && rsp->pld_chargeable_cost.set)
		printf("it would cost %.2f\n", rsp->pld_chargeable_cost.value);
	else
		printf("no price: %s\n", rsp->message ? rsp->message : "it is there already");
	iqm_free(rsp);
	return 0;
}

int main(void)
{
	struct iqm_client *client;
	struct iqm_settings settings;
	struct iqm_call call = { .timeout_ms = 30000 }; /* for all of a call, waits included */
	struct iqm_eligible_campaigns *campaigns;
	struct iqm_pld_order req = { 0 }; /* zeroed: nothing is sent that is not set */
	int err;

	iqm_settings_from_env(&settings);
	settings.user_agent = "first-call/1.0";
	if (iqm_client_open(&client, &settings, &call.error))
		return fprintf(stderr, "%s\n", call.error.message), 1;

	err = iqm_pld_campaigns(client, &campaigns, &call);
	if (!err && campaigns->running.len) {
		req.campaign_id = campaigns->running.items[0]->campaign_id; /* iqm_int(451351) */
		req.pld_start_date = iqm_ms_from_iso("2026-01-05T00:00:00-05:00");
		req.pld_end_date = iqm_ms_from_iso("2026-01-11T23:59:59-05:00");
		err = price(client, &req, &call);
	}
	if (err)
		fprintf(stderr, "%s: %s\n", iqm_status_name(err), call.error.message);
	iqm_free(campaigns);
	iqm_client_close(client);
	return err != 0;
}
