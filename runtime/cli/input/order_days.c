/* SPDX-License-Identifier: MIT */
/* The days of an order, before the library refuses them by the names that the service has. */
#include "input/input.h"

#include <inttypes.h>

/* The first or the last day, as it was given. */
struct day {
	const char *flag;
	char text[64];
	struct iqm_ms time; /* struct iqm_s has the same layout */
};

static struct day read_day(const struct arguments *args, const struct iqm_field *field,
			   const void *request)
{
	const struct cli_command *c = args->command;
	struct day day = { .flag = field->names[0] };
	const struct values *given;
	size_t i = 0;

	day.time = member_timestamp(field, request);
	while (i < c->flag_len && flag_field(c, i) != field)
		i++;
	if (i == c->flag_len)
		return day;
	given = &args->flags[i];
	day.flag = c->flags[i].name;
	if (given->len)
		snprintf(day.text, sizeof(day.text), "%s", given->items[given->len - 1]);
	else
		snprintf(day.text, sizeof(day.text), "%" PRId64, day.time.value);
	return day;
}

static bool regenerates(const struct iqm_op *op, const void *request)
{
	return member_int(op->order->regenerate, request).set;
}

int check_order_days(const struct arguments *args, const void *request)
{
	const struct iqm_op *op = args->command->op;
	struct day first;
	struct day last;

	if (!op->body || !op->body->first_day || !request)
		return 0;
	first = read_day(args, op->body->first_day, request);
	last = read_day(args, op->body->last_day, request);
	if (!first.time.set && !last.time.set && op->order && !regenerates(op, request))
		return cli_fail(
			EXIT_USAGE,
			"the order names no days: expected --%s and --%s, or --%s; nothing was "
			"sent",
			first.flag, last.flag, cli_options[OPT_PERIOD].name);
	if (first.time.set != last.time.set)
		return cli_fail(EXIT_USAGE, "--%s: missing, as --%s is there; nothing was sent",
				first.time.set ? last.flag : first.flag,
				first.time.set ? first.flag : last.flag);
	if (!first.time.set || iqm_ms_to_time(first.time) <= iqm_ms_to_time(last.time))
		return 0;
	return cli_fail(EXIT_USAGE,
			"--%s: expected --%s or later, which is %s, found %s; nothing was sent",
			last.flag, first.flag, first.text, last.text);
}
