/* SPDX-License-Identifier: MIT */
/* The sums of what is about to be bought: money, the budget, requests, who pays. */
#include "purchase/batch.h"
#include "purchase/budget.h"

#include <stdarg.h>
#include <string.h>

int64_t batch_total(const struct batch *b, size_t *count, size_t *unpriced)
{
	int64_t total = 0;

	*count = *unpriced = 0;
	for (size_t i = 0; i < b->len; i++) {
		const struct iqm_num cost = b->rows[i].order.price.says.cost;

		if (!b->rows[i].buys)
			continue;
		++*count;
		*unpriced += !cost.set;
		total = iqm_micros_add(total, cost.set ? iqm_micros(cost.value) : 0);
	}
	return total;
}

/* Whether a row before it has the same list. */
static bool has_list_before(const struct batch *b, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (b->rows[k].buys && b->rows[k].order.op == b->rows[i].order.op)
			return true;
	return false;
}

/* Each order: its price once more, the newest report, the purchase, the link of its file. Each
 * family: its list, to find the reports, and at least once more to wait for them. */
static size_t count_requests(const struct batch *b)
{
	size_t requests = 0;

	for (size_t i = 0; i < b->len; i++) {
		const struct order *o = &b->rows[i].order;

		if (!b->rows[i].buys)
			continue;
		requests += 1U + (o->price.response ? 1U : 0) + (o->op->order ? 1U : 0);
		requests += plan_waits(&o->plan) ? 1U : 0;
		if (o->op->order && !has_list_before(b, i))
			requests += plan_waits(&o->plan) ? 2U : 1U;
	}
	return requests;
}

static void fact(const char *name, const char *format, ...) CLI_PRINTF(2, 3);

static void fact(const char *name, const char *format, ...)
{
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	facts_add(name, text);
}

static void show_requests(const struct batch *b)
{
	size_t requests = count_requests(b);
	size_t rate = (size_t)cli_api->requests_per_minute;
	size_t minutes = (requests + rate - 1) / rate;

	fact("requests", "about %zu: %zu minute%s at %zu a minute", requests, minutes,
	     minutes == 1 ? "" : "s", rate);
}

static void show_budget(const struct batch *b, int64_t total)
{
	struct budget budget;
	struct iqm_error error;
	struct buf text = { 0 };

	if (!budget_read(b->cli, &budget, &error) && budget.limited) {
		budget_add_text(&text, &budget, iqm_num(iqm_micros_amount(total)));
		fact("budget", "%s", text.err ? "(out of memory)" : text.data);
	}
	iqm_buf_free(&text);
}

void show_sums(const struct batch *b)
{
	size_t orders;
	size_t unpriced;
	int64_t total = batch_total(b, &orders, &unpriced);
	char workspace[IQM_WORKSPACE_SIZE];
	char money[MONEY_SIZE];

	if (place_workspace(b->cli, workspace) || !*workspace)
		snprintf(workspace, sizeof(workspace), "not known");
	facts_begin("plan", "orders", b->sheet->name, b->sheet->name, (int)strlen("workspace"));
	fact("buy", "%zu of %zu", orders, b->len);
	format_money(iqm_micros_amount(total), money);
	fact("total", "%s%s", money, unpriced ? ", and some whose price is not known" : "");
	if (orders)
		show_budget(b, total);
	fact("workspace", "%s", workspace);
	fact("host", "%s", b->rows[0].order.preview->base_url);
	if (orders)
		show_requests(b);
	facts_end();
}
