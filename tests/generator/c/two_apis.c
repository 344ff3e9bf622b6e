/* SPDX-License-Identifier: MIT */
/* Two APIs on one runtime: ours and that of the sample spec, each with a client from its own
 * variables. Prints what came of each call, a line each; test_two_apis.py knows what must stand
 * there. */
#include <iqm/insights.h>
#include <smp/sample.h>

#include <stdio.h>

static void show(const char *what, int err, const struct iqm_error *e)
{
	printf("%s: %s", what, iqm_status_name(err));
	if (e->delivery == IQM_RESPONDED && err)
		printf(", refused");
	for (size_t i = 0; i < e->service_len; i++) {
		const struct iqm_service_error *s = &e->service[i];

		printf(" [%s|%s|%s|%s]", s->error, s->reason, s->field, s->contact);
	}
	printf("%s%s\n", *e->request_id ? " id " : "", e->request_id);
}

static void show_usage(const char *what, int err, const struct iqm_error *e)
{
	printf("%s: %s: %s\n", what, iqm_status_name(err), e->message);
}

static void call_ours(struct iqm_client *client)
{
	const struct iqm_list_query query = { .no_of_entries = iqm_int(3) };
	const struct iqm_pld_order order = { .campaign_id = iqm_int(7) };
	struct iqm_pld_report_page *page;
	struct iqm_pld_order_response *bought;
	struct iqm_call call = { 0 };
	int err = iqm_pld_list(client, &query, &page, &call);

	printf("our list: %s, %zu rows\n", iqm_status_name(err),
	       page ? page->pld_report_data_list.len : 0);
	iqm_free(page);
	show("our refusal", iqm_pld_list(client, &query, &page, &call), &call.error);
	show("our purchase", iqm_pld_generate(client, &order, &bought, &call), &call.error);
	show("our purchase, their words", iqm_pld_generate(client, &order, &bought, &call),
	     &call.error);
}

static void call_theirs(struct iqm_client *client)
{
	const struct smp_k2_place place = { .rows = iqm_int(1) };
	const struct smp_k2_everything order = { .int_ = iqm_int(7) };
	struct smp_k2_shelf_page *page;
	struct smp_k2_verdict *bought;
	struct iqm_call call = { 0 };
	int err = smp_k2_shelf(client, &place, &page, &call);

	printf("their list: %s, %zu rows\n", iqm_status_name(err), page ? page->crates.len : 0);
	iqm_free(page);
	show("their refusal", smp_k2_shelf(client, &place, &page, &call), &call.error);
	show("their purchase", smp_k2_buy(client, &order, &bought, &call), &call.error);
	show("their purchase, our words", smp_k2_buy(client, &order, &bought, &call), &call.error);
}

/* The sample's service allows one request a minute. */
static void wait_for_permit(const struct iqm_settings *settings)
{
	const struct smp_k2_place place = { .rows = iqm_int(1) };
	struct iqm_settings limited = *settings;
	struct iqm_call call = { .timeout_ms = 1500 };
	struct smp_k2_shelf_page *page;
	struct iqm_client *client;

	limited.requests_per_minute = 0; /* as the API says */
	limited.token = "their token";
	limited.username = NULL;
	limited.password = NULL;
	if (smp_client_open(&client, &limited, NULL))
		return;
	for (int i = 0; i < 2; i++) {
		int err = smp_k2_shelf(client, &place, &page, &call);

		printf("their request %d in a minute: %s, sent %d\n", i + 1, iqm_status_name(err),
		       call.error.delivery != IQM_NOT_SENT || !err);
		iqm_free(page);
	}
	iqm_client_close(client);
}

int main(void)
{
	struct iqm_settings our_settings, their_settings;
	struct iqm_client *ours, *theirs;
	struct smp_k2_shelf_page *their_page;
	struct iqm_pld_report_page *our_page;
	struct iqm_call call = { 0 };
	struct iqm_error error;

	iqm_settings_from_env(&our_settings);
	smp_settings_from_env(&their_settings);
	their_settings.requests_per_minute = -1; /* none */
	if (iqm_client_open(&ours, &our_settings, &error) ||
	    smp_client_open(&theirs, &their_settings, &error)) {
		printf("open: %s\n", error.message);
		return 1;
	}
	call_ours(ours);
	call_theirs(theirs);
	show_usage("our call on their client", iqm_pld_list(theirs, NULL, &our_page, &call),
		   &call.error);
	show_usage("their call on our client", smp_k2_shelf(ours, NULL, &their_page, &call),
		   &call.error);
	iqm_client_close(ours);
	iqm_client_close(theirs);
	wait_for_permit(&their_settings);
	return 0;
}
