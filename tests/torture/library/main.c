/* SPDX-License-Identifier: MIT */
/*
 * The library's torture. `library [-n FAILURES] [-s SHARD/SHARDS] [NAME [CLASS AT [VARIANT
 * [forever]]]]` beside a sandbox (tests/with-sandbox.sh); ends with 1 if there is a fault.
 */
#define _GNU_SOURCE /* MAP_ANONYMOUS */
#include "driver.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_TASKS 200
#define AT_A_TIME 3

const struct task *tasks(void)
{
	static struct task all[MOST_TASKS];
	size_t n = 0;

	if (*all->name)
		return all;
	n += tasks_client(all + n);
	n += tasks_operations(all + n);
	n += tasks_reports(all + n);
	n += tasks_purchases(all + n);
	n += tasks_journal(all + n);
	if (n >= MOST_TASKS)
		abort();
	return all;
}

static void find_sandbox(struct sandbox *to)
{
	const struct {
		const char *name;
		char *value;
		size_t size;
	} facts[] = {
		{ "IQM_BASE_URL", to->api, sizeof(to->api) },
		{ "IQM_BASE_URL", to->control, sizeof(to->control) },
		{ "IQM_CLIENT_ID", to->client_id, sizeof(to->client_id) },
		{ "IQM_CLIENT_SECRET", to->client_secret, sizeof(to->client_secret) },
		{ "IQM_USERNAME", to->username, sizeof(to->username) },
		{ "IQM_PASSWORD", to->password, sizeof(to->password) },
		{ "IQM_OW_ID", to->ow_id, sizeof(to->ow_id) },
	};

	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
		const char *value = getenv(facts[i].name);

		if (!value) {
			fprintf(stderr, "torture: %s is not set: run it by tests/with-sandbox.sh\n",
				facts[i].name);
			exit(2);
		}
		snprintf(facts[i].value, facts[i].size, "%s", value);
	}
}

/* In a process of its own, so that each begins alike. */
static void run_apart(const struct task *s, const struct sandbox *sandbox, const struct plan *plan,
		      struct totals *totals)
{
	pid_t process;
	int ended;

	fflush(NULL);
	process = fork();
	if (process < 0)
		abort();
	if (!process) {
		task_torture(s, sandbox, plan, totals);
		directories_remove();
		fflush(NULL);
		_exit(0);
	}
	waitpid(process, &ended, 0);
	if (ended) {
		fprintf(stderr, "%s: its process ended with %#x\n", s->name, (unsigned)ended);
		totals->faults++;
	}
}

static enum fail_class class_named(const char *name)
{
	return *name == 'm' ? FAIL_MEMORY : *name == 'l' ? FAIL_LIBCURL : FAIL_SYSTEM;
}

static void read_one(struct plan *plan, char **words)
{
	plan->shows = true;
	plan->one.failure = (struct failure){ .class = class_named(words[0]),
					      .at = words[1] ? atol(words[1]) : -1 };
	if (words[1] && words[2])
		plan->one.failure.variant = (unsigned)atoi(words[2]);
	plan->one.failure.forever = words[1] && words[2] && words[3];
}

int main(int count, char **words)
{
	struct plan plan = { .at_a_time = AT_A_TIME };
	struct totals *totals = mmap(NULL, sizeof(*totals), PROT_READ | PROT_WRITE,
				     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct sandbox sandbox = { 0 };
	int shard = 1;
	int shards = 1;
	int option;
	int n = 0;

	while ((option = getopt(count, words, "n:s:")) != -1) {
		if (option == 'n')
			plan.failures = atol(optarg);
		else if (option != 's' || sscanf(optarg, "%d/%d", &shard, &shards) != 2)
			return 2;
	}
	if (totals == MAP_FAILED || !memory_is_ours()) {
		fprintf(stderr, "torture: malloc() is another one: not under valgrind\n");
		return 2;
	}
	if (optind + 1 < count)
		read_one(&plan, words + optind + 1);
	find_sandbox(&sandbox);
	for (const struct task *s = tasks(); *s->name; s++) {
		bool wanted = optind >= count || (plan.shows ? !strcmp(s->name, words[optind])
							     : !strncmp(s->name, words[optind],
									strlen(words[optind])));

		if (wanted && n++ % shards == shard - 1)
			run_apart(s, &sandbox, &plan, totals);
	}
	printf("torture: %ld runs, %ld faults\n", totals->runs, totals->faults);
	return totals->faults || !totals->runs;
}
