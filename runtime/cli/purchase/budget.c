/* SPDX-License-Identifier: MIT */
/* What the setting `budget` allows. The library checks it, under the journal's lock. */
#include "purchase/budget.h"

#include <math.h>
#include <string.h>

/* ---- what is set ------------------------------------------------------------------------- */

/* "this-month" as people read it. */
static void name_period(struct budget *b, const char *period)
{
	snprintf(b->period, sizeof(b->period), "%s", period);
	for (char *s = b->period; *s; s++)
		if (*s == '-')
			*s = ' ';
}

static int read_limit(const struct cli *cli, struct budget *b, struct iqm_error *error)
{
	const char *value = cli->config.setting[SET_BUDGET].value;
	/* An order's --timezone is of its days: it moves no other order into another month. */
	const char *zone = config_standing_value(&cli->config, SET_TIMEZONE);
	const char *word = NULL;
	struct period period;
	int64_t since = 0;
	int err;

	*b = (struct budget){ .limited = false };
	if (value)
		parse_budget(value, &b->limit.amount, &word);
	if (!word)
		return 0;
	if (zone && !zone_is_known(zone)) /* else nothing below can fail */
		return error_set(error, IQM_E_CONFIG, "budget: unknown time zone '%s'", zone);
	err = period_read("budget", word, zone, time(NULL), &period);
	if (!err)
		err = parse_timestamp("budget", period.first, zone ? zone : "UTC", DAY_FIRST,
				      &since);
	if (err)
		return error_set(error, IQM_E_CONFIG, "budget: its period is not known");
	b->limited = true;
	b->limit.since = iqm_ms(since);
	name_period(b, word);
	return 0;
}

int budget_read(const struct cli *cli, struct budget *b, struct iqm_error *error)
{
	struct iqm_call call = { .cancel = cli->call.cancel };
	int err = read_limit(cli, b, error);

	if (err || !b->limited)
		return err;
	err = iqm_journal_spent(cli->client, b->limit.since, &b->spent, &call);
	if (err)
		*error = call.error;
	return err;
}

/* ---- whether it allows a purchase -------------------------------------------------------- */

int budget_check(const struct cli *cli, struct iqm_num cost, struct iqm_error *error)
{
	const struct iqm_op *op = cli->args.command->op;
	const struct iqm_purchase purchase = { .price = cost };
	struct budget b;
	struct iqm_call call = { .budget = &b.limit };
	int err;

	if (is_given(&cli->args, OPT_OVER_BUDGET))
		return 0;
	err = budget_read(cli, &b, error);
	if (err || !b.limited)
		return err;
	err = iqm_journal_check_budget(&b.spent, &purchase, 0, &call);
	if (!err)
		return 0;
	*error = call.error;
	if (op) /* else it is many orders that it refuses */
		iqm_copy_text(error->operation, sizeof(error->operation), op->name);
	return op ? iqm_error_prefix(error, op->name) : err;
}

int budget_apply(struct cli *cli, struct iqm_call *call)
{
	struct budget b;
	int err = read_limit(cli, &b, &call->error);

	if (err || !b.limited || is_given(&cli->args, OPT_OVER_BUDGET))
		return err;
	cli->budget = b.limit;
	call->budget = &cli->budget;
	return 0;
}

/* ---- as people read it ------------------------------------------------------------------- */

static void add_money(struct buf *t, double amount)
{
	char text[MONEY_SIZE];

	format_money(amount, text);
	iqm_buf_str(t, text);
}

static void add_left(struct buf *t, const struct budget *b, struct iqm_num cost)
{
	int64_t after = iqm_micros_add(b->spent.micros, iqm_micros(cost.value));
	int64_t left = iqm_micros(b->limit.amount) - after;

	iqm_buf_str(t, "; ");
	add_money(t, iqm_micros_amount(left < 0 ? -left : left));
	iqm_buf_str(t, left < 0 ? " over with this" : " left after this");
}

void budget_add_text(struct buf *t, const struct budget *b, struct iqm_num cost)
{
	size_t open = b->spent.open;

	add_money(t, iqm_micros_amount(b->spent.micros));
	iqm_buf_str(t, " of ");
	add_money(t, b->limit.amount);
	iqm_buf_printf(t, " spent %s", b->period);
	if (open)
		iqm_buf_printf(t, " (%zu of %zu may have been bought)", open, b->spent.purchases);
	if (b->spent.unpriced)
		iqm_buf_printf(t, ", and %zu of unknown cost", b->spent.unpriced);
	if (cost.set)
		add_left(t, b, cost);
}
