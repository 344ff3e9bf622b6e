/* SPDX-License-Identifier: MIT */
/* The command that comes next: in the message where a program reads it; for a person on a terminal
 * once, at the end. */
#include "term/about.h"
#include "term/term.h"

#include <string.h>
#include <unistd.h>

#define MOST_STEPS 4

/* There is one end of a run, so there is one of these. */
static struct {
	bool shown; /* at the end, on a terminal */
	char command[MOST_STEPS][COMMAND_SIZE];
	size_t len;
} steps;

void next_steps_begin(bool for_people)
{
	steps.shown = for_people && isatty(STDERR_FILENO);
}

static bool is_queued(const char *command)
{
	for (size_t i = 0; i < steps.len; i++)
		if (!strcmp(steps.command[i], command))
			return true;
	return false;
}

bool next_step_at_end(const char *command)
{
	/* What is said of one of many things has its command with it. */
	if (!steps.shown || !*command || *about_text() ||
	    (steps.len == MOST_STEPS && !is_queued(command)))
		return false;
	if (!is_queued(command))
		snprintf(steps.command[steps.len++], COMMAND_SIZE, "%s", command);
	return true;
}

const char *next_step(char text[NEXT_STEP_SIZE], const char *lead, const char *command)
{
	*text = '\0';
	if (*command && !next_step_at_end(command))
		snprintf(text, NEXT_STEP_SIZE, "%s%s", lead, command);
	return text;
}

void next_steps_show(void)
{
	for (size_t i = 0; i < steps.len; i++)
		cli_say("next", "Next: ", steps.command[i]);
	steps.len = 0;
}
