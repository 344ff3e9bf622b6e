/* SPDX-License-Identifier: MIT */
/* What the steps from a purchase to the file have in common. */
#include "purchase/purchase.h"

#define LAST_POLL_MS 5000 /* at least, though time is up */

int parse_wait_timeout(const struct cli *cli, int64_t *until)
{
	long ms = 0;
	int err = option_duration(&cli->args, OPT_WAIT_TIMEOUT, &ms);

	*until = iqm_now(&iqm_system_clock) + ms;
	return err;
}

long poll_timeout(const struct cli *cli, int64_t until)
{
	int64_t left = until - iqm_now(&iqm_system_clock);
	long most = cli->call.timeout_ms;

	parse_duration(cli->config.setting[SET_TIMEOUT].value, &most);
	if (left < LAST_POLL_MS)
		left = LAST_POLL_MS;
	return left < most ? (long)left : most;
}

long next_delay(long delay, const struct iqm_wait *how)
{
	return delay + delay / 2 < how->max_ms ? delay + delay / 2 : how->max_ms;
}

const char *key_command(const char *verb, const char *key, char text[COMMAND_SIZE])
{
	if (*key == '-')
		return command_text(text, "journal", verb, "--", key, (char *)NULL);
	return command_text(text, "journal", verb, key, (char *)NULL);
}

/* What continues it: "PROGRAM journal resume KEY" (settle if it is overdue), or this command once
 * more. Gives `text`. */
static const char *resume_command(const struct fulfilment *f, char text[COMMAND_SIZE])
{
	if (f->key)
		return key_command(f->overdue && !f->bought ? "settle" : "resume", f->key, text);
	if (!f->cli->args.argv || !*command_of_run(text, f->cli->args.argv))
		snprintf(text, COMMAND_SIZE, "the same command again");
	return text;
}

const char *resume_step(const struct fulfilment *f, const char *lead, char text[NEXT_STEP_SIZE])
{
	char command[COMMAND_SIZE];

	return next_step(text, lead, resume_command(f, command));
}

struct iqm_call fulfilment_call(const struct fulfilment *f)
{
	return (struct iqm_call){ .timeout_ms = f->cli->call.timeout_ms,
				  .cancel = f->cli->call.cancel,
				  .key = f->key };
}
