/* SPDX-License-Identifier: MIT */
/* What the steps from a purchase to the file have in common. */
#include "purchase/purchase.h"

#include <string.h>

int parse_wait_timeout(const struct cli *cli, int64_t *until)
{
	long ms = 0;
	int err = option_duration(&cli->args, OPT_WAIT_TIMEOUT, &ms);

	*until = iqm_now(&iqm_system_clock) + ms;
	return err;
}

bool must_wait(const struct fulfilment *f)
{
	return f->plan->wait || f->plan->save;
}

/* Adds a word as a shell takes it: in quotes if it has special characters. */
static void add_word(char *text, size_t size, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "-_./:,=+@";
	bool quoted = !*word || word[strspn(word, plain)];
	size_t len = strlen(text);

	len += (size_t)snprintf(text + len, size - len, quoted ? " '" : " ");
	for (; *word && len + 6 < size; word++)
		len += (size_t)snprintf(text + len, size - len, *word == '\'' ? "'\\''" : "%c",
					*word);
	if (quoted)
		snprintf(text + len, size - len, "'");
}

static void command_by_key(const struct cli *cli, const char *verb, const char *key,
			   char text[RESUME_COMMAND_SIZE])
{
	snprintf(text, RESUME_COMMAND_SIZE, PROGRAM " journal %s", verb);
	if (strcmp(cli->config.profile, "default") != 0) {
		snprintf(text + strlen(text), RESUME_COMMAND_SIZE - strlen(text), " --profile");
		add_word(text, RESUME_COMMAND_SIZE, cli->config.profile);
	}
	if (*key == '-')
		snprintf(text + strlen(text), RESUME_COMMAND_SIZE - strlen(text), " --");
	add_word(text, RESUME_COMMAND_SIZE, key);
}

const char *resume_command(const struct fulfilment *f, char text[RESUME_COMMAND_SIZE])
{
	if (f->key)
		command_by_key(f->cli, f->overdue && !f->bought ? "settle" : "resume", f->key,
			       text);
	else
		snprintf(text, RESUME_COMMAND_SIZE, "the same command again");
	return text;
}

struct iqm_call fulfilment_call(const struct fulfilment *f)
{
	return (struct iqm_call){ .timeout_ms = f->cli->call.timeout_ms,
				  .cancel = f->cli->call.cancel,
				  .key = f->key };
}
