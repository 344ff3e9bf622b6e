/*
 * Buys a report once, however many hosts run this at a time: they share the database IQM_STORE.
 *
 *     cc many_machines.c $(pkg-config --cflags --libs libiqm-insights libiqm-postgres)
 */
#include <inttypes.h>
#include <iqm/insights.h>
#include <iqm/postgres.h>
#include <stdio.h>
#include <stdlib.h>

/* Run again, here or on another host, it goes on where it was stopped. */
static int buy(struct iqm_client *client, struct iqm_call *call)
{
	struct iqm_pld_order req = {
		.campaign_id = iqm_int(451351),
		.pld_start_date = iqm_ms_from_iso("2024-11-21T00:00:00-05:00"),
		.pld_end_date = iqm_ms_from_iso("2024-11-23T23:59:59-05:00"),
	};
	struct iqm_found found = { .finding = IQM_NOT_SEEN };
	struct iqm_pld_order_response *rsp = NULL;
	bool used;
	int err;

	call->key = "november"; /* one key, one purchase, whatever host */
	call->timeout_ms = 600000;
	err = iqm_pld_generate_within(client, &req, 1000.0, &rsp, call);
	iqm_free(rsp);
	used = err == IQM_E_KEY_USED; /* bought before, or another host is at it */
	if (used)
		printf("not bought now: %s\n", call->error.message);
	if (!err || used || err == IQM_E_UNKNOWN_OUTCOME)
		err = iqm_pld_find(client, &req, NULL, &found, call);
	if (used && (err == IQM_E_KEY_USED || err == IQM_E_USAGE))
		return 0; /* another host has not sent it, or has no response yet: run this again */
	if (!err && found.finding == IQM_FOUND)
		printf("report %" PRId64 "\n", found.report.id);
	return err;
}

int main(void)
{
	struct iqm_postgres *store = NULL;
	struct iqm_client *client = NULL;
	struct iqm_settings settings;
	struct iqm_limiter limiter;
	struct iqm_call call = { .timeout_ms = 10000 };
	const char *url = getenv("IQM_STORE");
	int err;

	iqm_settings_from_env(&settings);
	err = iqm_postgres_open(url, &store, &call);
	if (!err)
		err = iqm_postgres_limiter(store, NULL, &limiter);
	if (!err) {
		settings.journal_store = iqm_postgres_journal(store);
		settings.limiter = &limiter;
		err = iqm_client_open(&client, &settings, &call.error);
	}
	if (!err)
		err = buy(client, &call);
	if (err)
		fprintf(stderr, "%s: %s\n", iqm_status_name(err), call.error.message);
	iqm_client_close(client); /* before the store */
	iqm_postgres_close(store);
	return err != 0;
}
