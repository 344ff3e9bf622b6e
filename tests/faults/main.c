/* SPDX-License-Identifier: MIT */
/*
 * The fault run: every kind of fault against every operation, compared with the sandbox's bill.
 * `faults [short | KIND]`; ends with 1 if a call contradicts the bill or misses its deadline.
 */
#include "faults.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SLOTS 6      /* jobs at a time */
#define GRACE_MS 250 /* beyond the deadline */
#define MAX_SHOWN 5  /* violations of a kind */
#define LEAST_CALLS 30000

static const struct variant variants[] = {
	{ .name = "one attempt", .attempts = 1 },
	{ .name = "four attempts, the first struck", .attempts = 4, .times = 1 },
	{ .name = "four attempts, all struck, TLS", .attempts = 4, .tls = true },
	{ .name = "four attempts, two struck, TLS", .attempts = 4, .times = 2, .tls = true },
};
static const struct variant mixed = {
	.name = "eight at a time, one client", .attempts = 4, .times = 1, .threads = 8
};

struct row {
	int calls, bought, done, refused, unknown, not_sent, failed, shown;
	long worst;
};

struct run {
	struct row *rows; /* a kind each, and one for all mixed */
	int double_buys, contradictions, refused_late, overruns, crashes;
};

struct slot {
	struct sandbox sandbox;
	pid_t child; /* 0: idle */
	int results;
	struct job job;
};

static const char *form_of(const struct job *job)
{
	return job->variant.started ? ", started" : "";
}

static void show(struct run *run, const struct result *r, const struct job *job, const char *why)
{
	if (run->rows[r->kind].shown++ >= MAX_SHOWN)
		return;
	printf("%s (%s%s), %s: %s: %s, delivery %d; arrived %d, performed %d, bought %d; %+ld ms; %s\n",
	       r->kind < kinds_len ? kinds[r->kind].name : "mixed", job->variant.name, form_of(job),
	       r->operation, why, iqm_status_name(r->status), (int)r->delivery, r->arrived,
	       r->performed, r->bought, r->overrun_ms, r->message);
}

static void count(struct run *run, const struct job *job, const struct result *r)
{
	struct row *row = &run->rows[r->kind];
	const char *why = contradiction(r);

	row->calls++;
	row->bought += r->bought;
	run->refused_late += is_refused_late(r) && r->paid;
	if (!r->status)
		row->done++;
	else if (r->status == IQM_E_UNKNOWN_OUTCOME)
		row->unknown++;
	else if (r->delivery == IQM_NOT_SENT)
		row->not_sent++;
	else if (r->delivery == IQM_RESPONDED)
		row->refused++;
	else
		row->failed++;
	if (row->calls == 1 || r->overrun_ms > row->worst)
		row->worst = r->overrun_ms;
	if (r->bought > (r->expected < NOTHING_SENT)) {
		run->double_buys++;
		show(run, r, job, "bought twice");
	} else if (why) {
		run->contradictions++;
		show(run, r, job, why);
	}
	if (r->overrun_ms > GRACE_MS) {
		run->overruns++;
		show(run, r, job, "past its deadline");
	}
}

/* ---- jobs ------------------------------------------------------------------------------------ */

static bool begin(struct slot *slot, struct slot *slots, size_t len, const struct job *job)
{
	int ends[2];

	if (pipe(ends))
		return false;
	fflush(stdout);
	slot->job = *job;
	slot->child = fork();
	if (!slot->child) {
		for (size_t i = 0; i < len; i++)
			if (slots[i].child > 0)
				close(slots[i].results);
		close(ends[0]);
		batch_run(&slot->sandbox, &slot->job, ends[1]);
		exit(0); /* with the sanitizers' last checks */
	}
	close(ends[1]);
	slot->results = ends[0];
	return slot->child > 0;
}

/* Takes a result, or the child's end. */
static void take(struct run *run, struct slot *slot)
{
	struct result r;
	size_t got = 0;
	ssize_t n = 1;
	int ended;

	while (got < sizeof(r) && (n = read(slot->results, (char *)&r + got, sizeof(r) - got)) > 0)
		got += (size_t)n;
	if (got == sizeof(r)) {
		count(run, &slot->job, &r);
		return;
	}
	close(slot->results);
	waitpid(slot->child, &ended, 0);
	slot->child = 0;
	if (!ended)
		return;
	run->crashes++;
	printf("%s (%s%s): the process ended with %s %d\n",
	       slot->job.kind < kinds_len ? kinds[slot->job.kind].name : "mixed",
	       slot->job.variant.name, form_of(&slot->job),
	       WIFSIGNALED(ended) ? "signal" : "status",
	       WIFSIGNALED(ended) ? WTERMSIG(ended) : WEXITSTATUS(ended));
}

static bool wait_for_any(struct run *run, struct slot *slots, size_t len)
{
	struct pollfd fds[SLOTS];
	bool busy = false;

	for (size_t i = 0; i < len; i++) {
		fds[i] = (struct pollfd){ .fd = slots[i].child ? slots[i].results : -1,
					  .events = POLLIN };
		busy = busy || slots[i].child;
	}
	if (!busy || poll(fds, len, -1) < 0)
		return false;
	for (size_t i = 0; i < len; i++)
		if (fds[i].revents)
			take(run, &slots[i]);
	return true;
}

static void add_job(struct job *jobs, size_t *len, struct job job, bool started)
{
	job.number = (int)*len;
	job.variant.started = started;
	jobs[(*len)++] = job;
}

/* `only`: what the names of its kinds begin with; NULL: all. Each kind in both forms. */
static size_t make_jobs(struct job *jobs, bool brief, const char *only)
{
	size_t len = 0;
	size_t passes = sizeof(variants) / sizeof(variants[0]);

	for (size_t k = 0; k < kinds_len; k++) {
		if (only && strncmp(kinds[k].name, only, strlen(only)))
			continue;
		for (size_t v = 0; v < passes * 2; v++)
			if (!brief || v == k % passes || v == passes + (k + 1) % passes)
				add_job(jobs, &len,
					(struct job){ .kind = k,
						      .variant = variants[v % passes],
						      .repeats = brief ? 1 : 2,
						      .all = !brief },
					v >= passes);
	}
	for (int i = 0; i < (only ? 0 : brief ? 2 : 16); i++)
		add_job(jobs, &len,
			(struct job){
				.kind = kinds_len, .variant = mixed, .repeats = brief ? 20 : 40 },
			i % 2);
	return len;
}

static void run_jobs(struct run *run, struct slot *slots, size_t len, const struct job *jobs,
		     size_t job_len)
{
	size_t next = 0;

	do
		for (size_t i = 0; i < len; i++)
			if (!slots[i].child && next < job_len &&
			    !begin(&slots[i], slots, len, &jobs[next++]))
				run->crashes++;
	while (wait_for_any(run, slots, len));
}

/* ---- figures --------------------------------------------------------------------------------- */

/* Gives how many calls there were. */
static int print(const struct run *run, long seconds)
{
	int calls = 0;
	int bought = 0;

	printf("%-28s %6s %6s %6s %7s %7s %8s %6s %9s\n", "fault", "calls", "bought", "done",
	       "refused", "unknown", "not sent", "failed", "worst ms");
	for (size_t k = 0; k <= kinds_len; k++) {
		const struct row *r = &run->rows[k];

		if (!r->calls)
			continue;
		printf("%-28s %6d %6d %6d %7d %7d %8d %6d %+9ld\n",
		       k < kinds_len ? kinds[k].name : "8 at a time, all mixed", r->calls,
		       r->bought, r->done, r->refused, r->unknown, r->not_sent, r->failed,
		       r->worst);
		calls += r->calls;
		bought += r->bought;
	}
	printf("%d calls, %zu kinds of fault, %d purchases, %d double buys, %d contradictions, "
	       "%d overruns, %d crashes; %ld s\n",
	       calls, kinds_len, bought, run->double_buys, run->contradictions, run->overruns,
	       run->crashes, seconds);
	printf("apart from these, %d purchases that the service billed and then refused, in a whole "
	       "response: no client can know of them\n",
	       run->refused_late);
	return calls;
}

int main(int argc, char **argv)
{
	bool brief = argc > 1 && !strcmp(argv[1], "short");
	const char *only = argc > 1 && !brief ? argv[1] : NULL;
	static struct job *jobs; /* static: where a child's leak check finds its parent's memory */
	static struct run run;
	struct slot slots[SLOTS] = { 0 };
	time_t began = time(NULL);
	bool up;

	jobs = calloc(kinds_len * 8 + 16, sizeof(*jobs));
	run.rows = calloc(kinds_len + 1, sizeof(*run.rows));
	up = jobs && run.rows;
	setenv("no_proxy", "*", 1);
	for (size_t i = 0; up && i < SLOTS; i++)
		up = sandbox_start(&slots[i].sandbox);
	for (size_t i = 0; up && i < SLOTS; i++)
		up = sandbox_ready(&slots[i].sandbox);
	if (up)
		run_jobs(&run, slots, SLOTS, jobs, make_jobs(jobs, brief, only));
	else
		fprintf(stderr, "faults: the sandboxes do not start\n");
	for (size_t i = 0; i < SLOTS; i++)
		sandbox_stop(&slots[i].sandbox);
	if (up && print(&run, (long)(time(NULL) - began)) < LEAST_CALLS && argc < 2) {
		printf("expected %d calls at least\n", LEAST_CALLS);
		up = false;
	}
	free(run.rows);
	free(jobs);
	return !up || run.double_buys || run.contradictions || run.overruns || run.crashes;
}
