/* SPDX-License-Identifier: MIT */
/*
 * The main job with the real client: log in, list, price, buy, wait, download. `demo DIR` puts the
 * files into DIR. Settings come from the environment; `make demo` points them at the sandbox.
 */
#include <iqm/insights.h>

#include <curl/curl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

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

static void day(char text[16], struct iqm_ms moment)
{
	time_t t = iqm_ms_to_time(moment);
	struct tm parts;

	snprintf(text, 16, "-");
	if (moment.set && gmtime_r(&t, &parts))
		strftime(text, 16, "%Y-%m-%d", &parts);
}

static int failed(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, call.error.message);
	return EXIT_FAILURE;
}

/* ---- the job ------------------------------------------------------------------------------ */

/* A client with the token of a log-in. */
static int log_in(struct iqm_client **client)
{
	struct iqm_settings settings;
	struct iqm_auth_login_req req;
	struct iqm_auth_login_rsp *rsp;
	char ow_id[24];
	int err;

	iqm_settings_from_env(&settings);
	if (iqm_client_open(client, &settings, &call.error))
		return failed("client");
	req = (struct iqm_auth_login_req){ settings.username, settings.password };
	if (iqm_auth_login(*client, &req, &rsp, &call))
		return failed("log-in");
	row("user", settings.username);
	row("token type", rsp->token_type);
	row_int("expires in seconds", rsp->expires_in);
	row_int("workspace", rsp->ow_id);
	iqm_client_close(*client);
	snprintf(ow_id, sizeof(ow_id), "%" PRId64, rsp->ow_id.value);
	settings.token = rsp->access_token;
	settings.ow_id = ow_id;
	err = iqm_client_open(client, &settings, &call.error);
	iqm_free(rsp);
	return err ? failed("client") : 0;
}

static int list(struct iqm_client *client)
{
	struct iqm_sls_list_req req = { .no_of_entries = iqm_int(5), .sort_by = "-slsId" };
	struct iqm_sls_list_rsp *rsp;

	if (iqm_sls_list(client, &req, &rsp, &call))
		return failed("list");
	printf("   %-6s %-28s %-12s %-11s %-11s\n", "id", "name", "status", "from", "to");
	for (size_t i = 0; i < rsp->sls_report_data_list.len; i++) {
		const struct iqm_sls_report *r = &rsp->sls_report_data_list.items[i];
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
	struct iqm_sls_campaigns_rsp *rsp;
	char text[64];
	int err;

	if (iqm_sls_campaigns(client, &rsp, &call))
		return failed("campaigns");
	snprintf(text, sizeof(text), "%zu running, %zu paused, %zu ended", rsp->running.len,
		 rsp->paused.len, rsp->expired.len);
	row("eligible campaigns", text);
	err = !rsp->running.len;
	if (!err) {
		*campaign = rsp->running.items[0].campaign_id.value;
		row_int("chosen", rsp->running.items[0].campaign_id);
	}
	iqm_free(rsp);
	return err;
}

static int check_name(struct iqm_client *client, const char *name)
{
	struct iqm_sls_validate_name_req req = { .report_name = name };
	struct iqm_sls_validate_name_rsp *rsp;

	if (iqm_sls_validate_name(client, &req, &rsp, &call))
		return failed("validate-name");
	row("name", name);
	row_bool("name is free", rsp->available);
	iqm_free(rsp);
	return 0;
}

static int price(struct iqm_client *client, const struct iqm_sls_compute_req *req)
{
	struct iqm_sls_compute_rsp *rsp;
	int err;

	if (iqm_sls_compute(client, req, &rsp, &call))
		return failed("compute");
	err = rsp->outcome != IQM_CREATABLE;
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

static int buy(struct iqm_client *client, const struct iqm_sls_generate_req *req)
{
	struct iqm_sls_generate_rsp *rsp;
	int err;

	if (iqm_sls_generate(client, req, &rsp, &call))
		return failed("generate");
	err = rsp->outcome != IQM_CREATED;
	row("bought", err ? "no" : "yes");
	if (rsp->message)
		row("because", rsp->message);
	row_num("cost", rsp->sls_chargeable_cost);
	iqm_free(rsp);
	return err;
}

static bool is_ready(const struct iqm_sls_report *r)
{
	return r->sls_status_name && !strcmp(r->sls_status_name, "Ready");
}

/* Generate's answer names no report: it is found in the list, by its name. */
static int wait_for(struct iqm_client *client, const char *name, int64_t *id)
{
	struct iqm_sls_list_req req = { .search_field = name };
	time_t start = time(NULL);
	const char *shown = "";
	char status[32] = "";

	for (; time(NULL) - start < WAIT_SECONDS; sleep(1)) {
		struct iqm_sls_list_rsp *rsp;
		bool ready = false;

		if (iqm_sls_list(client, &req, &rsp, &call))
			return failed("list");
		for (size_t i = 0; i < rsp->sls_report_data_list.len; i++) {
			const struct iqm_sls_report *r = &rsp->sls_report_data_list.items[i];

			if (!r->sls_name || strcmp(r->sls_name, name))
				continue;
			snprintf(status, sizeof(status), "%s", r->sls_status_name);
			*id = r->sls_id.value;
			ready = is_ready(r);
		}
		iqm_free(rsp);
		if (strcmp(shown, status))
			printf("   %-22ld %s\n", (long)(time(NULL) - start), status);
		if (ready)
			return 0;
		shown = "Processing";
	}
	return EXIT_FAILURE;
}

/* The link is signed: it is fetched on a bare handle, without the API's headers. */
static int fetch(const char *url, const char *path)
{
	CURL *easy = curl_easy_init();
	FILE *file = fopen(path, "wb");
	CURLcode code = CURLE_FAILED_INIT;
	curl_off_t size = 0;
	char text[640];

	if (easy && file) {
		curl_easy_setopt(easy, CURLOPT_URL, url);
		curl_easy_setopt(easy, CURLOPT_FAILONERROR, 1L);
		curl_easy_setopt(easy, CURLOPT_WRITEDATA, file);
		code = curl_easy_perform(easy);
		curl_easy_getinfo(easy, CURLINFO_SIZE_DOWNLOAD_T, &size);
	}
	if (file && fclose(file))
		code = CURLE_WRITE_ERROR;
	curl_easy_cleanup(easy);
	snprintf(text, sizeof(text), "%ld bytes, %s", (long)size,
		 code ? curl_easy_strerror(code) : path);
	row("file", text);
	return code ? EXIT_FAILURE : 0;
}

static int download(struct iqm_client *client, int64_t id, enum iqm_file_type type,
		    const char *folder)
{
	struct iqm_sls_download_req req = { .file_type = iqm_int(type), .sls_id = iqm_int(id) };
	struct iqm_sls_download_rsp *rsp;
	char path[512];
	int err;

	if (iqm_sls_download(client, &req, &rsp, &call))
		return failed("download");
	snprintf(path, sizeof(path), "%s/report.%s", folder,
		 type == IQM_FILE_TYPE_CSV ? "csv" : "xlsx");
	err = fetch(rsp->sls_report_url, path);
	iqm_free(rsp);
	return err;
}

static int price_and_buy(struct iqm_client *client, int64_t campaign, const char *name)
{
	int64_t campaigns[] = { campaign };
	struct iqm_sls_compute_req price_req = {
		.io_id = iqm_int(5),
		.campaign_ids = IQM_ARRAY(campaigns),
		.sls_start_date = iqm_ms_from_iso("2026-01-05T00:00:00-05:00"),
		.sls_end_date = iqm_ms_from_iso("2026-02-01T23:59:59.999-05:00"),
		.sls_name = name,
		.sls_lookback_duration = iqm_int(3),
		.concept_group_id = "202335",
		.report_types = IQM_INTS(IQM_SLS_REPORT_TYPE_PRE_VS_POST),
	};
	struct iqm_sls_generate_req buy_req = {
		.io_id = price_req.io_id,
		.campaign_ids = price_req.campaign_ids,
		.sls_start_date = price_req.sls_start_date,
		.sls_end_date = price_req.sls_end_date,
		.sls_name = price_req.sls_name,
		.sls_lookback_duration = price_req.sls_lookback_duration,
		.concept_group_id = price_req.concept_group_id,
		.report_types = price_req.report_types,
	};

	step(4, "Price a ScriptLift study (sls.compute)");
	if (price(client, &price_req))
		return EXIT_FAILURE;
	step(5, "Buy it (sls.generate)");
	return buy(client, &buy_req);
}

static int run(struct iqm_client **client, const char *folder)
{
	int64_t campaign;
	int64_t id;
	char name[64];

	snprintf(name, sizeof(name), "Demo study %ld", (long)time(NULL));
	step(1, "Log in (auth.login)");
	if (log_in(client))
		return EXIT_FAILURE;
	step(2, "List reports (sls.list)");
	if (list(*client))
		return EXIT_FAILURE;
	step(3, "Choose a campaign and a name (sls.campaigns, sls.validate-name)");
	if (choose_campaign(*client, &campaign) || check_name(*client, name) ||
	    price_and_buy(*client, campaign, name))
		return EXIT_FAILURE;
	step(6, "Wait until it is ready (sls.list, once a second)");
	if (wait_for(*client, name, &id))
		return EXIT_FAILURE;
	step(7, "Download it (sls.download)");
	return download(*client, id, IQM_FILE_TYPE_XLSX, folder) ||
	       download(*client, id, IQM_FILE_TYPE_CSV, folder);
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
