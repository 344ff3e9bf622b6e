/* SPDX-License-Identifier: MIT */
/* Ctrl-C, SIGTERM and SIGHUP: the first ends the call that runs, a second ends the command. */
#include "term/term.h"

#include <poll.h>
#include <signal.h>
#include <string.h>

#define SLICE_MS 100 /* a signal may come between the check for one and poll() */

struct iqm_cancel cli_cancel;

static volatile sig_atomic_t came;

static void handle(int signal_number)
{
	came = signal_number;
	iqm_cancel_calls(&cli_cancel);
}

void catch_interrupts(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	/* No SA_RESTART: a question that waits for its answer ends. */
	struct sigaction action = { .sa_handler = handle, .sa_flags = (int)SA_RESETHAND };
	struct sigaction before;

	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		/* A signal that the caller ignores, as nohup does, stays ignored. */
		if (!sigaction(signals[i], NULL, &before) && before.sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
}

int cli_interrupted(void)
{
	return came ? 128 + came : 0;
}

void pause_for(int64_t ms)
{
	int64_t end = iqm_now(&iqm_system_clock) + ms;

	while (!came && iqm_now(&iqm_system_clock) < end)
		poll(NULL, 0, SLICE_MS);
}
