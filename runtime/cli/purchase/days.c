/* SPDX-License-Identifier: MIT */
/* The days that an order is for, as the calendar of the plan's zone counts them. */
#include "purchase/order.h"

#include <inttypes.h>
#include <time.h>

#define DAY_MS INT64_C(86400000)
#define YEAR 366 /* days */

static const char *zone_of(const struct cli *cli)
{
	const char *zone = cli->config.setting[SET_TIMEZONE].value;

	return zone ? zone : "UTC";
}

/* Days since 1970 of the date that the zone's calendar shows. */
static int64_t date_of(time_t t, const char *zone)
{
	char text[TIMESTAMP_SIZE];
	char midnight[32];

	timestamp_text(t, zone, text);
	snprintf(midnight, sizeof(midnight), "%.10sT00:00:00Z", text);
	return iqm_ms_from_iso(midnight).value / DAY_MS;
}

/* As the service reads it: in the field's unit. */
static bool read_date(const struct cli *cli, const struct iqm_field *field, const void *request,
		      int64_t *date)
{
	bool set = member_timestamp(field, request).set;

	if (set)
		*date = date_of(member_time(field, request), zone_of(cli));
	return set;
}

/* False: the order names no days. */
static bool read_dates(const struct cli *cli, const void *request, int64_t *first, int64_t *last)
{
	const struct iqm_descriptor *t = cli->args.command->op->body;

	return t && t->first_day && read_date(cli, t->first_day, request, first) &&
	       read_date(cli, t->last_day, request, last);
}

int64_t order_days(const struct cli *cli, const void *request)
{
	int64_t first;
	int64_t last;

	return read_dates(cli, request, &first, &last) ? last - first + 1 : 0;
}

int check_max_days(const struct cli *cli, const void *request)
{
	const char *text = option_value(&cli->args, OPT_MAX_DAYS);
	int64_t days = order_days(cli, request);
	int64_t most;

	if (!text)
		return 0;
	if (!iqm_integer(text, &most) || most < 1)
		return fail_integer("--max-days: ", text, 1,
				    "a number of days, expected 1 or more");
	if (!days)
		return cli_fail(EXIT_USAGE,
				"--max-days: the order names no days; nothing was sent");
	if (days > most)
		return cli_fail(EXIT_USAGE,
				"--max-days: the order is for %" PRId64
				" days, the limit is %" PRId64 "; nothing was sent",
				days, most);
	return 0;
}

void warn_of_days(const struct cli *cli, const void *request)
{
	int64_t today = date_of(time(NULL), zone_of(cli));
	int64_t first;
	int64_t last;
	int64_t open; /* the first that is not over */

	if (!read_dates(cli, request, &first, &last))
		return;
	open = first > today ? first : today;
	if (last >= today)
		cli_warn("%" PRId64 " of the days %s not over yet.", last - open + 1,
			 last == open ? "is" : "are");
	if (last - first + 1 > YEAR)
		cli_warn("the days are more than a year.");
}
