/* SPDX-License-Identifier: MIT */
/*
 * Two processes buy the same report, or two within one budget, over one journal: in every order of
 * their steps, with a kill of either before every step, and in the middle of every write. Never do
 * two send. `interleavings [N]`: where that is too much, one goes on N times (1) before the other
 * has ended or waits.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "schedule.h"

#include <iqm/insights.h>
#include <iqm/transport.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define BATCH 500 /* schedules until the memory of those that were killed is given back */
#define MOST_SHOWN 5
#define LIST                                                                                       \
	"{\"success\":true,\"data\":{\"totalRecords\":1,\"filteredRecords\":1,"                    \
	"\"pldReportDataList\":[{\"pldId\":77,\"pldStatusId\":2}]}}"
#define SOLD "{\"success\":true,\"data\":{\"pldReportCreated\":true}}"

/* What the two do. */
static const struct scenario {
	const char *name;
	const char *keys[PROCESSES];
	bool opens;   /* each opens its client itself, and there is no journal yet */
	bool bounded; /* too many orders to run them all */
	bool budget;  /* that has room for one; the same order may be sent twice */
} scenarios[] = {
	{ "one key", { "a", "a" }, false, false, false },
	{ "one key, and no journal yet", { "a", "a" }, true, true, false },
	{ "two keys", { "a", "b" }, false, false, false },
	{ "two keys, and a budget for one", { "a", "b" }, false, false, true },
};

/* What the program's children share with it. */
static struct tally {
	const struct scenario *scenario;
	int switches; /* at most; see schedule.h */
	struct path path;
	bool done;
	long schedules, with_kills, wrong;
	long unsent; /* schedules in which nobody sent */
	int longest;
} * tally;

static char directory[48];
static char journal[64];
static int sends;
static struct {
	struct iqm_client *client;
	int err;
	int64_t now;
} buyers[PROCESSES + 1]; /* and one who comes when the others have ended */

/* ---- a client over the journal --------------------------------------------------------------- */

static int perform(void *context, const struct iqm_http_request *request,
		   struct iqm_http_response *response)
{
	bool buys = !strcmp(request->method, "POST");
	const char *body = buys ? SOLD : LIST;
	int err = iqm_http_response_sending(response);

	(void)context;
	if (err)
		return err;
	if (buys && schedule_current() >= 0)
		schedule_step(STEP_SEND, 0);
	sends += buys;
	iqm_http_response_status(response, 200);
	iqm_http_response_header(response, "Content-Length", 14, "0", 0);
	return iqm_http_response_body(response, body, strlen(body));
}

static int64_t now_ms(void *context)
{
	return *(int64_t *)context;
}

static void wait_ms(void *context, long ms)
{
	*(int64_t *)context += ms;
	if (schedule_current() >= 0)
		schedule_wait();
}

static void open_client(int i)
{
	struct iqm_transport transport = { .perform = perform, .announces_sending = true };
	struct iqm_clock clock = { .now_ms = now_ms,
				   .realtime_ms = now_ms,
				   .wait_ms = wait_ms,
				   .context = &buyers[i].now };
	struct iqm_settings settings = {
		.base_url = "https://api.example.com",
		.token = "t",
		.ow_id = "42",
		.requests_per_minute = -1,
		.journal = journal,
		.transport = &transport,
		.clock = &clock,
		.seed = 1,
	};
	struct iqm_error error;

	buyers[i].now = INT64_C(1700000000000);
	if (iqm_client_open(&buyers[i].client, &settings, &error)) {
		fprintf(stderr, "interleavings: %s\n", error.message);
		exit(3);
	}
}

static void buy(int i)
{
	const struct iqm_budget budget = { .amount = 100, .since = iqm_ms(1) };
	const struct iqm_pld_order_response price = { .outcome = IQM_CREATABLE,
						      .pld_chargeable_cost = iqm_num(60),
						      .funds_available = iqm_bool(true) };
	bool within = tally->scenario->budget;
	struct iqm_pld_order req = { .campaign_id = iqm_int(1) };
	struct iqm_call call = { .key = tally->scenario->keys[i % PROCESSES],
				 .allow_duplicate = within,
				 .budget = within ? &budget : NULL };
	struct iqm_pld_order_response *rsp;

	buyers[i].err =
		within ? iqm_pld_generate_priced(buyers[i].client, &req, &price, 60, &rsp, &call)
		       : iqm_pld_generate(buyers[i].client, &req, &rsp, &call);
	iqm_free(rsp);
}

static void be_process(int i)
{
	if (tally->scenario->opens)
		open_client(i);
	buy(i);
	iqm_client_close(buyers[i].client);
}

/* ---- one schedule ---------------------------------------------------------------------------- */

static void empty_directory(void)
{
	DIR *dir = opendir(directory);
	const struct dirent *entry;

	while ((entry = readdir(dir)))
		if (*entry->d_name != '.')
			unlinkat(dirfd(dir), entry->d_name, 0);
	closedir(dir);
}

static void show(const char *what)
{
	if (tally->wrong++ < MOST_SHOWN)
		printf("%s, %d sent: %s\n", what, sends, tally->path.text);
}

/* Whoever comes later has a key that has bought, or may have, or is free. */
static void come_later(void)
{
	int i = PROCESSES;
	int before = sends;

	open_client(i);
	buy(i);
	iqm_client_close(buyers[i].client);
	if (sends > 1)
		show("one sent who came later");
	else if (!buyers[i].err != (sends > before))
		show("one who came later does not know what happened");
}

static void run_one(void)
{
	int killed;

	empty_directory();
	sends = 0;
	for (int i = 0; i < PROCESSES && !tally->scenario->opens; i++) {
		system_opens_for(i);
		open_client(i);
	}
	system_opens_for(-1);
	killed = schedule_run(&tally->path, tally->switches, be_process);
	if (killed < 0)
		return;
	tally->schedules++;
	tally->with_kills += killed > 0;
	tally->unsent += !sends;
	if ((int)tally->path.len > tally->longest)
		tally->longest = (int)tally->path.len;
	if (sends > 1)
		show("both sent");
	else if (!killed && sends != 1)
		show("nobody sent, and nobody was killed");
	come_later();
}

/* ---- all of them ----------------------------------------------------------------------------- */

static void run_batch(void)
{
	for (int i = 0; i < BATCH && !tally->done; i++) {
		run_one();
		tally->done = !schedule_next(&tally->path);
	}
	fflush(stdout);
	_exit(0);
}

static bool run_all(void)
{
	int status = 0;

	while (!tally->done && !status &&
	       (!getenv("MOST") || tally->schedules < atol(getenv("MOST")))) {
		pid_t child = fork();

		if (!child)
			run_batch();
		if (waitpid(child, &status, 0) != child)
			status = 1;
	}
	return !status;
}

/* Whether never two have sent. */
static bool play(const struct scenario *scenario, int switches)
{
	time_t began = time(NULL);
	bool whole;

	*tally = (struct tally){ .scenario = scenario,
				 .switches = scenario->bounded ? switches : ANY_SWITCHES };
	whole = run_all();
	printf("interleavings, %s: %ld, with a kill or two in %ld, of at most %d steps; nobody "
	       "sent in %ld; wrong: %ld; %ld s\n",
	       scenario->name, tally->schedules, tally->with_kills, tally->longest, tally->unsent,
	       tally->wrong, (long)(time(NULL) - began));
	fflush(stdout);
	return whole && tally->schedules > 0 && tally->with_kills > 0 && !tally->wrong;
}

int main(int argc, char **argv)
{
	int switches = argc > 1 ? atoi(argv[1]) : 1;
	bool right = true;

	tally = mmap(NULL, sizeof(*tally), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		     0);
	snprintf(directory, sizeof(directory), "%s/iqm-interleavings-XXXXXX",
		 access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
	if (tally == MAP_FAILED || !mkdtemp(directory))
		return 3;
	snprintf(journal, sizeof(journal), "%s/journal", directory);
	for (size_t i = 0; i < sizeof(scenarios) / sizeof(scenarios[0]); i++)
		right = play(&scenarios[i], switches) && right;
	empty_directory();
	rmdir(directory);
	return !right;
}
