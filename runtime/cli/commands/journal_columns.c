/* SPDX-License-Identifier: MIT */
/* What `journal list` shows of a purchase. */
#include "commands/journal.h"

#include <inttypes.h>

/* ---- what is shown of a purchase --------------------------------------------------------- */

/* "3 h"; in the largest unit of which it is one or more. */
static void age_text(struct iqm_ms time, char text[JOURNAL_AGE_SIZE])
{
	static const struct {
		const char *name;
		int64_t seconds;
	} units[] = { { "d", 86400 }, { "h", 3600 }, { "min", 60 }, { "s", 1 } };
	int64_t seconds = (iqm_realtime(&iqm_system_clock) - time.value) / 1000;
	size_t i = 0;

	*text = '\0';
	if (!time.set)
		return;
	seconds = seconds < 0 ? 0 : seconds;
	while (i + 1 < sizeof(units) / sizeof(units[0]) && seconds < units[i].seconds)
		i++;
	snprintf(text, JOURNAL_AGE_SIZE, "%" PRId64 " %s", seconds / units[i].seconds,
		 units[i].name);
}

/* What is still to be done for it, and where its file is or is to be. */
static int left_to_do(const struct iqm_purchase *p, struct plan *plan, const char **left)
{
	int err = plan_read(p->key, p->note, plan);

	*left = NULL;
	if (err)
		*left = "damaged";
	else if (purchase_is_overdue(p))
		*left = "settle";
	else if (purchase_is_unfinished(p))
		*left = plan->save ? "save" : plan->wait ? "wait" : "find";
	return err;
}

int journal_row_open(struct journal_row *r, const struct iqm_purchase *p, const char *zone)
{
	*r = (struct journal_row){ .p = p };
	ordered_read(p, zone, &r->ordered);
	ordered_add_text(&r->order, &r->ordered);
	iqm_buf_str(&r->order, "");
	age_text(purchase_time(p), r->age);
	return left_to_do(p, &r->plan, &r->left);
}

void journal_row_close(struct journal_row *r)
{
	iqm_buf_free(&r->order);
	plan_free(&r->plan);
}

/* ---- columns ----------------------------------------------------------------------------- */

static struct cell time_cell(struct iqm_ms time)
{
	return (struct cell){ time.set ? CELL_TIME : CELL_NONE,
			      { .number = iqm_ms_to_time(time) } };
}

static struct cell age_cell(const struct journal_row *r)
{
	return text_cell(CELL_WORD, r->age);
}

static struct cell time_of_cell(const struct journal_row *r)
{
	return time_cell(r->p->intent.time);
}

static struct cell sent_cell(const struct journal_row *r)
{
	return time_cell(r->p->sent);
}

static struct cell key_cell(const struct journal_row *r)
{
	return text_cell(CELL_WORD, r->p->key);
}

static struct cell operation_cell(const struct journal_row *r)
{
	return text_cell(CELL_WORD, r->p->operation);
}

static struct cell family_cell(const struct journal_row *r)
{
	return text_cell(CELL_WORD, r->ordered.family);
}

static struct cell campaigns_cell(const struct journal_row *r)
{
	return text_cell(CELL_TEXT, r->ordered.campaigns);
}

static struct cell first_cell(const struct journal_row *r)
{
	return text_cell(CELL_WORD, r->ordered.first);
}

static struct cell last_cell(const struct journal_row *r)
{
	return text_cell(CELL_WORD, r->ordered.last);
}

static struct cell order_cell(const struct journal_row *r)
{
	return text_cell(CELL_TEXT, r->order.data);
}

static struct cell state_cell(const struct journal_row *r)
{
	return text_cell(CELL_WORD, purchase_state_name(r->p->state));
}

static struct cell price_cell(const struct journal_row *r)
{
	return money_cell(r->p->price);
}

static struct cell cost_cell(const struct journal_row *r)
{
	return money_cell(r->p->cost);
}

/* For people: of one that bought nothing there is none. */
static struct cell cost_or_price_cell(const struct journal_row *r)
{
	return purchase_may_have_bought(r->p) ? money_cell(purchase_cost(r->p))
					      : (struct cell){ .kind = CELL_NONE };
}

static struct cell id_cell(const struct journal_row *r)
{
	const struct iqm_int id = r->p->report_id;

	return (struct cell){ id.set ? CELL_INT : CELL_NONE, { .number = id.value } };
}

static struct cell next_cell(const struct journal_row *r)
{
	return text_cell(CELL_WORD, r->left);
}

static struct cell file_cell(const struct journal_row *r)
{
	return text_cell(CELL_TEXT, purchase_may_have_bought(r->p) ? r->plan.save : NULL);
}

static struct cell request_cell(const struct journal_row *r)
{
	return text_cell(CELL_JSON, r->p->request);
}

static struct cell host_cell(const struct journal_row *r)
{
	return text_cell(CELL_WORD, r->p->host);
}

static struct cell service_cell(const struct journal_row *r)
{
	return text_cell(CELL_TEXT, r->p->service);
}

static struct cell workspace_cell(const struct journal_row *r)
{
	return text_cell(CELL_WORD, r->p->workspace);
}

/* A table's terminal may have no room for what stands last. */
const struct journal_column journal_columns[] = {
	{ "age", IN_TABLE, 0, 0, age_cell },
	{ "time", IN_DATA, 0, 0, time_of_cell },
	{ "key", IN_TABLE | IN_DATA, 0, 0, key_cell },
	{ "operation", IN_DATA, 0, 0, operation_cell },
	{ "family", IN_DATA, 0, 0, family_cell },
	{ "state", IN_TABLE | IN_DATA, 0, 0, state_cell },
	{ "cost", IN_TABLE, 0, 0, cost_or_price_cell },
	{ "next", IN_TABLE, 0, 0, next_cell },
	{ "id", IN_TABLE | IN_DATA, 0, 0, id_cell },
	{ "next", IN_DATA, 0, 0, next_cell },
	{ "campaign", IN_TABLE, 72, 96, campaigns_cell },
	{ "order", IN_TABLE, 96, 0, order_cell },
	{ "campaign-id", IN_DATA, 0, 0, campaigns_cell },
	{ "first-day", IN_DATA, 0, 0, first_cell },
	{ "last-day", IN_DATA, 0, 0, last_cell },
	{ "price", IN_DATA, 0, 0, price_cell },
	{ "cost", IN_DATA, 0, 0, cost_cell },
	{ "file", IN_TABLE | IN_DATA, 120, 0, file_cell },
	{ "request", IN_JSON, 0, 0, request_cell },
	{ "sent", IN_DATA, 0, 0, sent_cell },
	{ "host", IN_DATA, 0, 0, host_cell },
	{ "service", IN_TABLE | IN_DATA | ONLY_PLACES, 0, 0, service_cell },
	{ "workspace", IN_TABLE | IN_DATA | ONLY_PLACES, 0, 0, workspace_cell },
	{ .name = NULL },
};
