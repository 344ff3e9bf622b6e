/* SPDX-License-Identifier: MIT */
/* Values of options, and their defaults. */
#include "input/input.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

bool is_given(const struct arguments *args, enum cli_option option)
{
	return args->option[option].len > 0;
}

const char *option_value(const struct arguments *args, enum cli_option option)
{
	if (args->option[option].len)
		return args->option[option].items[0];
	return cli_options[option].by_default;
}

bool parse_duration(const char *text, long *ms)
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

int option_duration(const struct arguments *args, enum cli_option option, long *ms)
{
	const char *text = option_value(args, option);

	if (!parse_duration(text, ms) || !*ms)
		return cli_fail(EXIT_USAGE,
				"--%s: '%s' is not a duration, expected one like 90s, 15m, 2h",
				cli_options[option].name, text);
	return 0;
}

int parse_id(const char *text, int64_t *id)
{
	char *end;
	intmax_t number;

	errno = 0;
	number = strtoimax(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || errno || number < 1)
		return cli_fail(EXIT_USAGE, "'%s' is not an id, expected digits", text);
	*id = number;
	return 0;
}

int parse_wait_intervals(const struct arguments *args, struct iqm_wait *how)
{
	int err = option_duration(args, OPT_INTERVAL, &how->min_ms);

	if (!err)
		err = option_duration(args, OPT_MAX_INTERVAL, &how->max_ms);
	if (err || how->min_ms <= how->max_ms)
		return err;
	/* The default of one gives way to the other. */
	if (!is_given(args, OPT_MAX_INTERVAL))
		how->max_ms = how->min_ms;
	else if (!is_given(args, OPT_INTERVAL))
		how->min_ms = how->max_ms;
	else
		err = cli_fail(EXIT_USAGE, "--interval is longer than --max-interval");
	return err;
}
