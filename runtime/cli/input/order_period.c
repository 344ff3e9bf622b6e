/* SPDX-License-Identifier: MIT */
/* --period: the first and the last day of an order, in words. */
#include "input/input.h"

/* The flag that sets one of the days and is given as well; NULL: none is. */
static const char *day_flag(const struct arguments *args)
{
	const struct cli_command *c = args->command;

	for (size_t i = 0; i < c->flag_len; i++)
		if (c->flags[i].day != DAY_NONE && args->flags[i].len)
			return c->flags[i].name;
	return NULL;
}

int order_period(const struct arguments *args, const char *zone, struct period *period)
{
	const char *text = option_value(args, OPT_PERIOD);
	const char *flag = day_flag(args);
	int err;

	if (flag)
		return cli_fail(EXIT_USAGE,
				"--period and --%s are both given: expected one of them", flag);
	if (!zone)
		return cli_fail(EXIT_USAGE,
				"--period: '%s' has no time zone. Add --timezone, such as "
				"America/New_York: a wrong zone would price or buy the wrong days",
				text);
	err = period_read("--period", text, zone, time(NULL), period);
	if (err || period->is_over || is_given(args, OPT_ALLOW_INCOMPLETE))
		return err;
	return cli_fail(
		EXIT_USAGE,
		"--period: %s, %s to %s, is not over before %s; --allow-incomplete takes it "
		"all the same",
		text, period->first, period->last, period->over);
}
