/* SPDX-License-Identifier: MIT */
/* Values of options, and their defaults. */
#include "input/input.h"

#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS "0123456789"

bool is_given(const struct arguments *args, enum cli_option option)
{
	return args->option[option].len > 0;
}

const char *option_value(const struct arguments *args, enum cli_option option)
{
	const char *variable = cli_options[option].env;
	const char *value = variable ? getenv(variable) : NULL;

	if (args->option[option].len)
		return args->option[option].items[0];
	return value && *value ? value : cli_options[option].by_default;
}

/* The digits decide what may be there: strtod() also reads "nan" and "0x1". */
bool parse_number(const char *text, double *number)
{
	char *end;

	if (!*text || strspn(text, "-.0123456789eE") != strlen(text))
		return false;
	*number = strtod(text, &end);
	return !*end && isfinite(*number);
}

bool parse_duration(const char *text, long *ms)
{
	static const struct {
		const char *unit;
		long ms;
	} units[] = { { "ms", 1 },    { "s", 1000 },    { "", 1000 },
		      { "m", 60000 }, { "h", 3600000 }, { "d", 86400000 } };
	const char *unit = text + strspn(text, DIGITS);
	uint64_t number;

	*ms = 0;
	for (size_t i = 0; unit > text && i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(unit, units[i].unit))
			continue;
		if (!iqm_digits(text, NULL, LONG_MAX / 4 / (uint64_t)units[i].ms, &number)) {
			*ms = LONG_MAX;
			return false;
		}
		*ms = (long)number * units[i].ms;
		return true;
	}
	return false;
}

const char *duration_fault(const char *text)
{
	long ms;

	if (!parse_duration(text, &ms))
		return ms ? "too long a" : "not a";
	return ms ? NULL : "too short a";
}

bool parse_budget(const char *text, double *amount, const char **period)
{
	static const char *const units[][2] = {
		{ "day", "today" },        { "week", "this-week" },
		{ "month", "this-month" }, { "quarter", "this-quarter" },
		{ "year", "this-year" },
	};
	char number[32];
	char unit[16];
	int end = 0;

	*amount = HUGE_VAL;
	*period = NULL;
	if (!strcmp(text, "none"))
		return true;
	if (sscanf(text, "%31s per %15s%n", number, unit, &end) != 2 || text[end])
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (!strcmp(unit, units[i][0]))
			*period = units[i][1];
	return *period && !strpbrk(number, "-eE") && parse_number(number, amount);
}

int option_duration(const struct arguments *args, enum cli_option option, long *ms)
{
	const char *text = option_value(args, option);
	const char *fault = duration_fault(text);

	if (fault)
		return cli_fail(EXIT_USAGE,
				"--%s: '%s' is %s duration, expected one like 90s, 15m, 2h",
				cli_options[option].name, text, fault);
	parse_duration(text, ms);
	return 0;
}

int fail_integer(const char *what, const char *text, int64_t min, const char *expected)
{
	bool minus = *text == '-';
	size_t len = strspn(text + minus, DIGITS);
	int64_t number;

	if (!len || text[minus + len] || iqm_integer(text, &number))
		return cli_fail(EXIT_USAGE, "%s'%s' is not %s", what, text, expected);
	return cli_fail(EXIT_USAGE, "%s'%s' is too %s, expected %" PRId64 " or %s", what, text,
			minus ? "small" : "large", minus ? min : INT64_MAX,
			minus ? "more" : "less");
}

int parse_id(const char *text, int64_t *id)
{
	if (iqm_integer(text, id) && *id > 0)
		return 0;
	return fail_integer("", text, 1, "an id, expected digits");
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
		err = cli_fail(EXIT_USAGE,
			       "--interval: expected %s or less, as --max-interval is, found %s",
			       option_value(args, OPT_MAX_INTERVAL),
			       option_value(args, OPT_INTERVAL));
	return err;
}
