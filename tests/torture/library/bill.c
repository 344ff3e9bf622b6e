/* SPDX-License-Identifier: MIT */
/* What the sandbox saw of the runs, by their marks, and whether they say the same. */
#include "driver.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>

static int count_of(const cJSON *counts, const char *what)
{
	const cJSON *found = cJSON_GetObjectItemCaseSensitive(counts, what);

	return found ? found->valueint : 0;
}

/* Once no connection is open, the sandbox has done all that it will. */
static cJSON *settled_marks(struct control *control)
{
	const struct timespec pause = { .tv_nsec = 5000000 };
	int quiet = 0;

	for (;;) {
		cJSON *all = control_ask(control, "marks", NULL);

		quiet = count_of(all, "open") > 1 ? 0 : quiet + 1; /* this one is open, too */
		if (quiet == 3)
			return all;
		cJSON_Delete(all);
		nanosleep(&pause, NULL);
	}
}

void bill_read(struct control *control, struct trial *trials, size_t len)
{
	cJSON *all = settled_marks(control);
	const cJSON *marks = cJSON_GetObjectItemCaseSensitive(all, "marks");

	for (size_t i = 0; i < len; i++) {
		char name[32];
		const cJSON *counts;

		snprintf(name, sizeof(name), "%zu", i);
		counts = cJSON_GetObjectItemCaseSensitive(marks, name);
		trials[i].result.arrived = count_of(counts, "arrived");
		trials[i].result.performed = count_of(counts, "performed");
		trials[i].result.bought = count_of(counts, "bought");
		snprintf(name, sizeof(name), "%zu.2", i);
		counts = cJSON_GetObjectItemCaseSensitive(marks, name);
		trials[i].bought_again = count_of(counts, "bought");
	}
	cJSON_Delete(all);
}

const char *bill_fault(const struct trial *trial)
{
	static char ended[64];
	const struct result *r = &trial->result;
	const char *why;

	if (WIFSIGNALED(trial->ended)) {
		snprintf(ended, sizeof(ended), "it was ended by signal %d", WTERMSIG(trial->ended));
		return ended;
	}
	if (!trial->done)
		return "its process ended before it";
	why = contradiction(r);
	if (why)
		return why;
	if (r->bought > 1)
		return "it bought twice";
	if (trial->buys_once && r->bought + trial->bought_again > 1)
		return "it bought, and once more after it";
	if (r->paid && r->status == IQM_E_UNKNOWN_OUTCOME && !trial->connected)
		return "unknown, and no byte could leave";
	return *trial->fault ? trial->fault : NULL;
}
