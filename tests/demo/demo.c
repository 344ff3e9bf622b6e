/* SPDX-License-Identifier: MIT */
/*
 * The main job with the real client: log in, list, price, buy, find, wait, save. `demo DIR` puts
 * the files into DIR. Settings come from the environment; `make demo` points them at the sandbox.
 */
#include <iqm/insights.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WAIT_SECONDS 60

static struct iqm_call call = { .timeout_ms = 30000 };

/* ---- printing ----------------------------------------------------------------------------- */

static void step(int number, const char *title)
{
	printf("\n%d. %s\n", number, title);
}

static void row(const char *name, const char *value)
{
	printf("   %-22s %s\n", name, value ? value : "-");
}

static void row_int(const char *name, struct iqm_int v)
{
	char text[24] = "-";

	if (v.set)
		snprintf(text, sizeof(text), "%" PRId64, v.value);
	row(name, text);
}

static void row_num(const char *name, struct iqm_num v)
{
	char text[32] = "-";

	if (v.set)
		snprintf(text, sizeof(text), "%.2f", v.value);
	row(name, text);
}

static void row_bool(const char *name, struct iqm_bool v)
{
	row(name, v.set ? v.value ? "yes" : "no" : NULL);
}

static void day(char text[16], struct iqm_ms timestamp)
{
	time_t t = iqm_ms_to_time(timestamp);
	struct tm parts;

	snprintf(text, 16, "-");
	if (timestamp.set && gmtime_r(&t, &parts))
		strftime(text, 16, "%Y-%m-%d", &parts);
}

static int failed(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, call.error.message);
	return EXIT_FAILURE;
}

/* ---- the job ------------------------------------------------------------------------------ */

/* The first call logs in. The journal knows of a purchase before it is sent. */
static int open_client(struct iqm_client **client, const char *directory)
{
	struct iqm_settings settings;
	char journal[512];

	iqm_settings_from_env(&settings);
	snprintf(journal, sizeof(journal), "%s/purchases.journal", directory);
	settings.journal = journal;
	if (iqm_client_open(client, &settings, &call.error))
		return failed("client");
	row("user", settings.username);
	row("journal", journal);
	return 0;
}

static int list(struct iqm_client *client)
{
	struct iqm_list_query req = { .no_of_entries = iqm_int(5), .sort_by = "-slsId" };
	struct iqm_sls_report_page *rsp;

	if (iqm_sls_list(client, &req, &rsp, &call))
		return failed("list");
	printf("   %-6s %-28s %-12s %-11s %-11s\n", "id", "name", "status", "from", "to");
	for (size_t i = 0; i < rsp->sls_report_data_list.len; i++) {
		const struct iqm_sls_report *r = rsp->sls_report_data_list.items[i];
		char from[16];
		char to[16];

		day(from, r->start_date);
		day(to, r->end_date);
		printf("   %-6" PRId64 " %-28s %-12s %-11s %-11s\n", r->sls_id.value, r->sls_name,
		       r->sls_status_name ? r->sls_status_name : "-", from, to);
	}
	printf("   %zu of %" PRId64 " reports\n", rsp->sls_report_data_list.len,
	       rsp->filtered_records.value);
	iqm_free(rsp);
	return 0;
}

static int choose_campaign(struct iqm_client *client, int64_t *campaign)
{
	struct iqm_eligible_campaigns *rsp;
	char text[64];
	int err;

	if (iqm_sls_campaigns(client, &rsp, &call))
		return failed("campaigns");
	snprintf(text, sizeof(text), "%zu running, %zu paused, %zu ended", rsp->running.len,
		 rsp->paused.len, rsp->expired.len);
	row("eligible campaigns", text);
	err = !rsp->running.len;
	if (!err) {
		*campaign = rsp->running.items[0]->campaign_id.value;
		row_int("chosen", rsp->running.items[0]->campaign_id);
	}
	iqm_free(rsp);
	return err;
}

static int check_name(struct iqm_client *client, const char *name)
{
	struct iqm_name_query req = { .report_name = name };
	struct iqm_name_check *rsp;

	if (iqm_sls_validate_name(client, &req, &rsp, &call))
		return failed("validate-name");
	row("name", name);
	row_bool("name is free", rsp->available);
	iqm_free(rsp);
	return 0;
}

static int price(struct iqm_client *client, const struct iqm_sls_order *req, double *cost)
{
	struct iqm_sls_order_response *rsp;
	int err;

	if (iqm_sls_compute(client, req, &rsp, &call))
		return failed("compute");
	err = rsp->outcome != IQM_CREATABLE;
	*cost = rsp->sls_chargeable_cost.value;
	row("can be bought", err ? "no" : "yes");
	if (rsp->message)
		row("because", rsp->message);
	row_int("impressions to pay", rsp->sls_chargeable_imps);
	row_int("impressions paid", rsp->sls_charged_imps);
	row_num("cost", rsp->sls_chargeable_cost);
	row_bool("funds suffice", rsp->funds_available);
	iqm_free(rsp);
	return err;
}

/* Buys for `most` or less; its name is its key in the journal, under which it is never bought
 * twice. */
static int buy(struct iqm_client *client, const struct iqm_sls_order *req, double most)
{
	struct iqm_sls_order_response *rsp;
	int err;

	call.key = req->sls_name;
	err = iqm_sls_generate_within(client, req, most, &rsp, &call);
	if (!err) {
		row("bought", "yes");
		row_num("cost", rsp->sls_chargeable_cost);
	}
	iqm_free(rsp);
	return err ? failed("generate") : 0;
}

/* Generate's response names no report: it is the one in the list that fits and was not there
 * before.
 */
static int find(struct iqm_client *client, const struct iqm_sls_order *req,
		struct iqm_report *report)
{
	struct iqm_found found;

	if (iqm_sls_find(client, req, NULL, &found, &call))
		return failed("find");
	if (found.finding != IQM_FOUND)
		return fprintf(stderr, "find: %zu reports fit\n", found.candidates), EXIT_FAILURE;
	*report = found.report;
	row_int("report", iqm_int(report->id));
	return 0;
}

static void show_poll(void *context, const struct iqm_report *reports, size_t len)
{
	(void)context, (void)len;
	row("status", reports[0].status_name);
}

static int wait_for(struct iqm_client *client, struct iqm_report *report)
{
	struct iqm_wait how = { .min_ms = 1000, .max_ms = 2000, .on_poll = show_poll };
	struct iqm_call patient = { .timeout_ms = WAIT_SECONDS * 1000 };

	if (iqm_sls_wait(client, report, 1, &how, &patient))
		return fprintf(stderr, "wait: %s\n", patient.error.message), EXIT_FAILURE;
	return report->state != IQM_REPORT_READY;
}

static int save(struct iqm_client *client, const struct iqm_report *report, enum iqm_file_type type,
		const char *directory)
{
	struct iqm_save how = { .to = IQM_SAVE_PATH };
	char path[512];
	char text[640];

	snprintf(path, sizeof(path), "%s/report.%s", directory,
		 type == IQM_FILE_TYPE_CSV ? "csv" : "xlsx");
	how.path = path;
	if (iqm_sls_save(client, report, type, &how, &call))
		return failed("save");
	snprintf(text, sizeof(text), "%" PRId64 " bytes, whole: %s", how.bytes, path);
	row("file", text);
	return 0;
}

/* What is priced, bought, and found. */
static struct iqm_sls_order study(const char *name, const int64_t *campaign)
{
	static const int64_t analyses[] = { IQM_SLS_REPORT_TYPE_PRE_VS_POST };

	return (struct iqm_sls_order){
		.io_id = iqm_int(5),
		.campaign_ids = { campaign, 1 },
		.sls_start_date = iqm_ms_from_iso("2026-01-05T00:00:00-05:00"),
		.sls_end_date = iqm_ms_from_iso("2026-02-01T23:59:59.999-05:00"),
		.sls_name = name,
		.sls_lookback_duration = iqm_int(3),
		.concept_group_id = "202335",
		.report_types = IQM_ARRAY(analyses),
	};
}

static int price_and_buy(struct iqm_client *client, const struct iqm_sls_order *order)
{
	struct iqm_sls_order same = {
		.io_id = order->io_id,
		.campaign_ids = order->campaign_ids,
		.sls_start_date = order->sls_start_date,
		.sls_end_date = order->sls_end_date,
		.sls_name = order->sls_name,
		.sls_lookback_duration = order->sls_lookback_duration,
		.concept_group_id = order->concept_group_id,
		.report_types = order->report_types,
	};
	double cost;

	step(4, "Price a ScriptLift study (sls.compute)");
	if (price(client, &same, &cost))
		return EXIT_FAILURE;
	step(5, "Buy it, for that price or less (sls.generate)");
	return buy(client, order, cost);
}

static int run(struct iqm_client **client, const char *directory)
{
	struct iqm_sls_order order;
	struct iqm_report report;
	int64_t campaign;
	char name[64];

	snprintf(name, sizeof(name), "Demo study %ld", (long)time(NULL));
	step(1, "Open a client");
	if (open_client(client, directory))
		return EXIT_FAILURE;
	step(2, "Log in, and list reports (auth.login, sls.list)");
	if (list(*client))
		return EXIT_FAILURE;
	step(3, "Choose a campaign and a name (sls.campaigns, sls.validate-name)");
	if (choose_campaign(*client, &campaign) || check_name(*client, name))
		return EXIT_FAILURE;
	order = study(name, &campaign);
	if (price_and_buy(*client, &order))
		return EXIT_FAILURE;
	step(6, "Find it, and wait until it is ready (sls.list)");
	if (find(*client, &order, &report) || wait_for(*client, &report))
		return EXIT_FAILURE;
	step(7, "Save its files (sls.download)");
	return save(*client, &report, IQM_FILE_TYPE_XLSX, directory) ||
	       save(*client, &report, IQM_FILE_TYPE_CSV, directory);
}

int main(int argc, char **argv)
{
	struct iqm_client *client = NULL;
	int err;

	if (argc != 2) {
		fprintf(stderr, "usage: %s DIR\n", argv[0]);
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	err = run(&client, argv[1]);
	iqm_client_close(client);
	return err ? EXIT_FAILURE : EXIT_SUCCESS;
}
