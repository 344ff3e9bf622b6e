/* SPDX-License-Identifier: MIT */
/* Whether messages are JSON, before the command line is read: its mistakes are messages too. */
#include "input/input.h"

#include <stdlib.h>
#include <string.h>

static bool is_json(const char *format)
{
	return format && !strncmp(format, "json", 4);
}

/* The value of "-o VALUE", "-oVALUE", "--output VALUE" and "--output=VALUE"; NULL: it is none. */
static const char *format_of(const char *arg, const char *next)
{
	const char *name = cli_options[OPT_OUTPUT].name;
	size_t len = strlen(name);

	if (arg[0] == '-' && arg[1] == cli_options[OPT_OUTPUT].letter)
		return arg[2] ? arg + 2 : next;
	if (strncmp(arg, "--", 2) != 0 || strncmp(arg + 2, name, len) != 0)
		return NULL;
	if (arg[2 + len] == '=')
		return arg + 2 + len + 1;
	return arg[2 + len] ? NULL : next;
}

void guess_message_format(int argc, char **argv)
{
	bool json = is_json(getenv(cli_settings[SET_OUTPUT].env));

	for (char **arg = argv + 1; argc > 1 && *arg && strcmp(*arg, "--") != 0; arg++) {
		const char *format = format_of(*arg, arg[1] ? arg[1] : "");

		if (format)
			json = is_json(format);
	}
	messages_in_json(json);
}
