/*
 * A program with a timer of its own: each tick polls once. Started again, it finds by its key what
 * it has bought, and needs to know no more.
 *
 *     cc timer.c $(pkg-config --cflags --libs libiqm-insights) -o timer
 */
#include <inttypes.h>
#include <iqm/insights.h>
#include <stdio.h>
#include <time.h>

#define KEY "week-2"

static int buy(struct iqm_client *client, struct iqm_call *call)
{
	struct iqm_pld_order req = {
		.campaign_id = iqm_int(451351),
		.pld_start_date = iqm_ms_from_iso("2026-01-05T00:00:00-05:00"),
		.pld_end_date = iqm_ms_from_iso("2026-01-11T23:59:59-05:00"),
	};
	struct iqm_pld_order_response *rsp;
	int err;

	call->key = KEY;
	err = iqm_pld_generate_within(client, &req, 1000.0, &rsp, call);
	iqm_free(rsp);
	return err == IQM_E_KEY_USED || err == IQM_E_UNKNOWN_OUTCOME ? 0 : err;
}

/* One tick: true once the report is there, or never will be. */
static bool tick(struct iqm_client *client, struct iqm_found *found, struct iqm_call *call)
{
	int err = 0;

	call->key = KEY;
	if (found->finding != IQM_FOUND) /* NULL: the order that the journal has under the key */
		err = iqm_pld_find(client, NULL, NULL, found, call);
	else
		err = iqm_pld_poll(client, &found->report, 1, call);
	if (err)
		fprintf(stderr, "%s\n", call->error.message); /* the next tick asks again */
	return found->report.state != IQM_REPORT_WAITING ||
	       (err && !iqm_is_transient(&call->error));
}

int main(void)
{
	const struct timespec interval = { .tv_sec = 1 }; /* 20 requests a minute: 15 and more */
	struct iqm_client *client;
	struct iqm_settings settings;
	struct iqm_call call = { .timeout_ms = 20000 };
	struct iqm_found found = { .finding = IQM_NOT_SEEN };
	int err;

	iqm_settings_from_env(&settings);
	settings.journal = "purchases.journal";
	if (iqm_client_open(&client, &settings, &call.error))
		return fprintf(stderr, "%s\n", call.error.message), 1;
	err = buy(client, &call);
	if (err)
		fprintf(stderr, "%s\n", call.error.message);
	while (!err && !tick(client, &found, &call))
		nanosleep(&interval, NULL); /* what else the program does */
	printf("report %" PRId64 " is %s\n", found.report.id,
	       found.report.state == IQM_REPORT_READY ? "ready" : "not ready");
	iqm_client_close(client);
	return err || found.report.state != IQM_REPORT_READY;
}
