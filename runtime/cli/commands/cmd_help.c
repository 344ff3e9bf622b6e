/* SPDX-License-Identifier: MIT */
/* `help [COMMAND...|TOPIC]`: the same as --help, by name. */
#include "commands/cmd.h"

#include <string.h>

static const struct cli_topic *topic_named(const char *name)
{
	for (const struct cli_topic *t = cli_topics; t->name; t++)
		if (!strcmp(t->name, name))
			return t;
	return NULL;
}

/* Of a command, or of all that begin with its first word. */
static int help_named(const char *first, const char *second)
{
	const char *family;
	const struct cli_command *c = command_find(first, second, &family);

	if (c && (*c->name || !second))
		return help_command(stdout, c);
	if (family && !second)
		return help_family(stdout, family);
	return fail_command(first, second);
}

int cmd_help(struct cli *cli)
{
	const struct values *words = &cli->args.operands;
	const struct cli_topic *topic = words->len == 1 ? topic_named(words->items[0]) : NULL;

	if (words->len > 2)
		return cli_fail(EXIT_USAGE,
				"'%s' is not expected here; 'help' takes a command or "
				"a topic",
				words->items[2]);
	if (topic)
		return help_topic(stdout, topic);
	if (words->len)
		return help_named(words->items[0], words->len > 1 ? words->items[1] : NULL);
	return help(stdout);
}
