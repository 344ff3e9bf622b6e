/* SPDX-License-Identifier: MIT */
/* Values of options: durations, ids, what is given and what stands otherwise. */
#include "cli.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

bool cli_given(const struct cli *cli, enum cli_option option)
{
	return cli->option[option].len > 0;
}

const char *cli_option(const struct cli *cli, enum cli_option option)
{
	if (cli->option[option].len)
		return cli->option[option].items[0];
	return cli_options[option].otherwise;
}

/* "250ms", "90s", "90", "15m", "2h"; false: none, or too long. */
bool cli_read_ms(const char *text, long *ms)
{
	static const struct {
		const char *unit;
		long ms;
	} units[] = { { "ms", 1 }, { "s", 1000 }, { "", 1000 }, { "m", 60000 }, { "h", 3600000 } };
	char *end;
	long number;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	number = strtol(text, &end, 10);
	for (size_t i = 0; !errno && i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(end, units[i].unit))
			continue;
		if (number > LONG_MAX / 4 / units[i].ms)
			return false;
		*ms = number * units[i].ms;
		return true;
	}
	return false;
}

int cli_option_ms(const struct cli *cli, enum cli_option option, long *ms)
{
	const char *text = cli_option(cli, option);

	if (!cli_read_ms(text, ms) || !*ms)
		return cli_fail(cli, EXIT_USAGE,
				"--%s: '%s' is no time, expected one like 90s, 15m, 2h",
				cli_options[option].name, text);
	return 0;
}

int cli_read_id(const struct cli *cli, const char *text, int64_t *id)
{
	char *end;
	intmax_t number;

	errno = 0;
	number = strtoimax(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || errno || number < 1)
		return cli_fail(cli, EXIT_USAGE, "'%s' is no id, expected digits", text);
	*id = number;
	return 0;
}
