/*
 * Buys a study if this month's budget allows it, and says what the journal has. Its argument is the
 * budget.
 *
 *     cc budget.c $(pkg-config --cflags --libs libiqm-insights) -o budget
 */
#include <iqm/insights.h>
#include <stdio.h>
#include <stdlib.h>

static int buy(struct iqm_client *client, double amount, struct iqm_call *call)
{
	struct iqm_sls_order req = {
		.io_id = iqm_int(5),
		.campaign_ids = IQM_INTS(516038),
		.sls_start_date = iqm_ms_from_iso("2026-01-05T00:00:00-05:00"),
		.sls_end_date = iqm_ms_from_iso("2026-02-01T23:59:59.999-05:00"),
		.sls_name = "Spring study",
		.sls_lookback_duration = iqm_int(3),
		.concept_group_id = "202335",
		.report_types = IQM_INTS(IQM_SLS_REPORT_TYPE_PRE_VS_POST),
	};
	struct iqm_budget budget = {
		.amount = amount,
		.since = iqm_ms_from_iso("2024-11-01T00:00:00-05:00"),
	};
	struct iqm_sls_order_response *rsp;
	int err;

	call->key = "spring-study";
	call->budget = &budget;
	err = iqm_sls_generate_within(client, &req, 5000.0, &rsp, call); /* priced first */
	call->budget = NULL;
	iqm_free(rsp);
	return err;
}

/* What nobody knows the end of is to be found or settled; it counts as bought until then. */
static int show(struct iqm_client *client, struct iqm_call *call)
{
	struct iqm_purchases *all;
	int err = iqm_journal_list(client, &all, call);

	for (size_t i = 0; !err && i < all->len; i++)
		printf("%s: %s\n", all->items[i].key,
		       all->items[i].state == IQM_PURCHASE_BOUGHT    ? "bought"
		       : all->items[i].state == IQM_PURCHASE_REFUSED ? "refused"
								     : "to be found or settled");
	if (!err && !all->len)
		puts("nothing was bought");
	iqm_free(all);
	return err;
}

int main(int argc, char **argv)
{
	struct iqm_client *client;
	struct iqm_settings settings;
	struct iqm_call call = { .timeout_ms = 60000 };
	int err;

	iqm_settings_from_env(&settings);
	settings.journal = "purchases.journal";
	if (iqm_client_open(&client, &settings, &call.error))
		return fprintf(stderr, "%s\n", call.error.message), 1;
	err = buy(client, argc > 1 ? strtod(argv[1], NULL) : 1000.0, &call);
	if (err == IQM_E_PRICE && call.error.price.reason == IQM_PRICE_OVER_BUDGET)
		printf("over the budget: %.2f are spent, and this costs %.2f\n",
		       call.error.price.spent.value, call.error.price.cost.value);
	else if (err)
		printf("%s: %s\n", iqm_status_name(err), call.error.message);
	err = show(client, &call);
	iqm_client_close(client);
	return err != 0;
}
