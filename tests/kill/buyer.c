/* SPDX-License-Identifier: MIT */
/*
 * Buys a PLD report, finds it, waits for it, saves it: `buyer FOLDER NUMBER`. Whatever an earlier
 * run under that number has done is not done again; what is settled as not bought is bought. Exit
 * status: 0 the file is there, 3 whether it bought is unknown, 1 another failure.
 */
#include <iqm/insights.h>
#include <iqm/transport.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "support/event_log.h"

#define HOUR_MS INT64_C(3600000)
#define DAY_MS INT64_C(86400000)
#define FIRST_DAY INT64_C(1420070400000) /* 2015-01-01 */
#define FINDS 20                         /* so often is it looked for */
#define FIND_MS 100
#define UNKNOWN 3

struct job {
	struct iqm_client *client;
	const char *directory;
	char key[32];
	char path[512];
	struct iqm_pld_order req;
	int64_t id;
};

static int failed(const char *what, const struct iqm_error *error)
{
	fprintf(stderr, "%s: %s\n", what, error->message);
	return EXIT_FAILURE;
}

static int open_client(struct job *job, const char *directory, const struct iqm_clock *clock)
{
	struct iqm_settings settings;
	struct iqm_error error;
	char journal[512];

	snprintf(journal, sizeof(journal), "%s/journal", directory);
	iqm_settings_from_env(&settings);
	settings.journal = journal;
	settings.clock = clock;
	settings.send_key = true;
	settings.requests_per_minute = -1;
	event_log_keep(&settings);
	return iqm_client_open(&job->client, &settings, &error) ? failed("client", &error) : 0;
}

/* The journal has the last word on what came of it. */
static int buy(struct job *job)
{
	struct iqm_call call = { .key = job->key };
	struct iqm_pld_order_response *rsp;
	int err = iqm_pld_generate(job->client, &job->req, &rsp, &call);

	iqm_free(rsp);
	return err && err != IQM_E_UNKNOWN_OUTCOME ? failed("generate", &call.error) : 0;
}

static int find(struct job *job)
{
	const struct timespec pause = { 0, FIND_MS * 1000000L };
	struct iqm_call call = { .key = job->key };
	struct iqm_found found;

	for (int i = 0; i < FINDS; i++) {
		if (iqm_pld_find(job->client, &job->req, NULL, &found, &call))
			return failed("find", &call.error);
		if (found.finding == IQM_FOUND) {
			job->id = found.report.id;
			if (iqm_journal_settle(job->client, job->key, job->id, &call))
				return failed("settle", &call.error);
			return 0;
		}
		nanosleep(&pause, NULL);
	}
	return UNKNOWN;
}

/* ---- two hours later ------------------------------------------------------------------------- */

static int64_t read_clock(clockid_t which)
{
	struct timespec t;

	clock_gettime(which, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t now_ms(void *context)
{
	(void)context;
	return read_clock(CLOCK_MONOTONIC);
}

static int64_t later_ms(void *context)
{
	(void)context;
	return read_clock(CLOCK_REALTIME) + 2 * HOUR_MS;
}

static void wait_ms(void *context, long ms)
{
	const struct timespec pause = { 0, ms * 1000000L };

	(void)context;
	nanosleep(&pause, NULL);
}

/* What bought nothing, by the list, is bought now. */
static int settle_and_buy(struct job *job)
{
	const struct iqm_clock later = { .now_ms = now_ms,
					 .realtime_ms = later_ms,
					 .wait_ms = wait_ms };
	struct iqm_call call = { .key = job->key };
	struct iqm_client *now = job->client;
	int err = open_client(job, job->directory, &later);

	if (!err)
		err = iqm_pld_settle_not_bought(job->client, &call);
	iqm_client_close(job->client);
	job->client = now;
	if (err == IQM_E_UNKNOWN_OUTCOME)
		return UNKNOWN;
	if (err)
		return failed("settle", &call.error);
	err = buy(job);
	return err ? err : find(job);
}

static int find_or_settle(struct job *job)
{
	int err = find(job);

	return err == UNKNOWN ? settle_and_buy(job) : err;
}

/* ---- one run --------------------------------------------------------------------------------- */

static int get_purchase(struct job *job, struct iqm_purchase **purchase)
{
	struct iqm_call call = { 0 };

	if (iqm_journal_get(job->client, job->key, purchase, &call))
		return failed("get the purchase", &call.error);
	job->id = (*purchase)->report_id.set ? (*purchase)->report_id.value : 0;
	return 0;
}

static int get_report(struct job *job)
{
	struct iqm_purchase *purchase;
	enum iqm_purchase_state state;

	if (get_purchase(job, &purchase))
		return EXIT_FAILURE;
	state = purchase->state;
	iqm_free(purchase);
	if (state == IQM_PURCHASE_NONE || state == IQM_PURCHASE_NOT_BOUGHT ||
	    state == IQM_PURCHASE_REFUSED) {
		if (buy(job))
			return EXIT_FAILURE;
		return find_or_settle(job);
	}
	return state == IQM_PURCHASE_BOUGHT && job->id ? 0 : find_or_settle(job);
}

static int wait_and_save(struct job *job)
{
	struct iqm_report report = { .id = job->id };
	struct iqm_wait how = { .min_ms = 50, .max_ms = 100 };
	struct iqm_save save = { .path = job->path };
	struct iqm_call call = { .timeout_ms = 30000 };

	if (iqm_pld_wait(job->client, &report, 1, &how, &call))
		return failed("wait", &call.error);
	if (report.state != IQM_REPORT_READY) {
		fprintf(stderr, "wait: state %d\n", (int)report.state);
		return EXIT_FAILURE;
	}
	if (iqm_pld_save(job->client, &report, IQM_FILE_TYPE_XLSX, &save, &call))
		return failed("save", &call.error);
	return 0;
}

int main(int argc, char **argv)
{
	struct job job = { .client = NULL };
	int64_t number;
	int err;

	if (argc != 3) {
		fprintf(stderr, "usage: %s FOLDER NUMBER\n", argv[0]);
		return 2;
	}
	number = strtoll(argv[2], NULL, 10);
	snprintf(job.key, sizeof(job.key), "order-%lld", (long long)number);
	snprintf(job.path, sizeof(job.path), "%s/%s.xlsx", argv[1], job.key);
	job.req.campaign_id = iqm_int(451351);
	job.req.pld_start_date = iqm_ms(FIRST_DAY + number * DAY_MS);
	job.req.pld_end_date = iqm_ms(FIRST_DAY + (number + 1) * DAY_MS - 1);
	if (!access(job.path, F_OK))
		return 0;
	job.directory = argv[1];
	err = open_client(&job, argv[1], NULL);
	if (!err)
		err = get_report(&job);
	if (!err)
		err = wait_and_save(&job);
	iqm_client_close(job.client);
	return err;
}
