/* SPDX-License-Identifier: MIT */
/* Rows of the service's list against a purchase: which may be its report, and which cannot. */
#include "purchase/purchase.h"

#include <inttypes.h>
#include <string.h>

#define ROWS_MAX 200                  /* of the list are looked at */
#define SURELY_OLDER_S INT64_C(86400) /* by the row's time alone */

struct against {
	struct cli *cli;
	const struct iqm_op *op;
	const struct iqm_purchase *purchase;
	struct iqm_purchases *all; /* of the journal */
	void *request;             /* NULL: the journal has none */
	int64_t regenerated;       /* the id of the report; 0: none */
	size_t rows;               /* that were looked at */
	size_t shown;
	int64_t named; /* the report that a person names */
	int code;
};

static int begin(struct against *a)
{
	struct iqm_call call = { .cancel = a->cli->call.cancel };
	const char *json = a->purchase->request;
	int err = iqm_journal_list(a->cli->client, &a->all, &call);

	if (!err && json)
		err = iqm_json_read(a->op->body, json, strlen(json), &a->request, &call.error);
	if (err)
		return cli_fail_call(&call.error);
	a->regenerated = regenerated_id(a->op, a->request);
	return 0;
}

/* Its report was there before. A lost request does not say which. */
static bool regenerates(const struct against *a)
{
	return a->regenerated || a->purchase->intent.state.set;
}

static void end(struct against *a)
{
	iqm_free(a->all);
	iqm_free(a->request);
}

/* ---- one row ----------------------------------------------------------------------------- */

static bool same_text(const char *a, const char *b)
{
	return !a || !b || !strcmp(a, b);
}

/* The key of another purchase that has bought the report; NULL: none. */
static const char *owner_of(const struct against *a, int64_t id)
{
	const struct iqm_purchase *own = a->purchase;

	for (size_t i = 0; i < a->all->len; i++) {
		const struct iqm_purchase *p = &a->all->items[i];

		if (p->state == IQM_PURCHASE_BOUGHT && p->report_id.set &&
		    p->report_id.value == id && !p->intent.state.set && p->operation &&
		    !strcmp(p->operation, a->op->name) && same_text(p->service, own->service) &&
		    same_text(p->workspace, own->workspace) && strcmp(p->key, own->key) != 0)
			return p->key;
	}
	return NULL;
}

static void add_value(const struct against *a, struct buf *t, const struct iqm_field *field,
		      const void *object)
{
	const struct column column = { .name = field->names[0] };
	const struct cli_command *c =
		object == a->request ? command_of(a->op) : command_of(a->op->order->list);
	const char *zone = a->cli->print.zone;
	struct cell cell = cell_of(field, object);

	iqm_buf_printf(t, "%s ", name_of_field(c, field));
	cell_add_shown(t, &column, &cell, zone ? zone : "UTC");
}

/* ---- evidence ---------------------------------------------------------------------------- */

/* What it shows of what was ordered. */
static void add_shown(const struct against *a, struct buf *t, const void *row)
{
	for (size_t i = 0; i < a->op->order->match_len; i++) {
		const struct iqm_field *shown = a->op->order->matches[i].shown;

		if (cell_of(shown, row).kind == CELL_NONE)
			continue;
		iqm_buf_str(t, ", ");
		add_value(a, t, shown, row);
	}
}

static void add_verdict(const struct against *a, struct buf *t, int64_t id, const void *row)
{
	const char *owner = owner_of(a, id);
	const struct iqm_match *other =
		a->request ? iqm_order_contradiction(a->op, a->request, row) : NULL;

	if (owner)
		iqm_buf_printf(t, ": no, the key '%s' has bought it", owner);
	else if (other)
		iqm_buf_printf(t, ": no, another %s was ordered",
			       name_of_field(command_of(a->op->order->list), other->shown));
	else
		iqm_buf_str(t, ": it may be this one");
}

static int show_row(const struct against *a, int64_t id, const void *row)
{
	time_t time = row_created(a->op->order, row);
	char created[TIMESTAMP_SIZE] = "?";
	struct buf line = { 0 };
	int err;

	if (time >= 0)
		timestamp_text(time, a->cli->print.zone, created);
	iqm_buf_printf(&line, "report %" PRId64 ", created %s", id, created);
	add_shown(a, &line, row);
	add_verdict(a, &line, id, row);
	iqm_buf_str(&line, "");
	err = line.err ? cli_fail_nomem() : 0;
	if (!err)
		facts_add("newer", line.data);
	iqm_buf_free(&line);
	return err;
}

static bool visit_newer(void *context, int64_t id, const void *row)
{
	struct against *a = context;

	if (!row_is_before(a->op->order, row, &a->purchase->intent, CLOCKS_DIFFER_S)) {
		a->code = show_row(a, id, row);
		a->shown++;
	}
	return !a->code && ++a->rows < ROWS_MAX;
}

static int show_rows(struct against *a)
{
	int err = visit_rows(a->cli, a->op->order->list, visit_newer, a);

	if (!err && !a->shown)
		facts_add("newer", "no report of the list was made since");
	return err ? err : a->code;
}

int show_listed(struct cli *cli, const struct iqm_op *op, const struct iqm_purchase *p)
{
	struct against a = { .cli = cli, .op = op, .purchase = p };
	int err = begin(&a);

	if (!err)
		err = show_rows(&a);
	end(&a);
	return err;
}

/* ---- what a person names ------------------------------------------------------------------- */

static int fail_contradicted(int64_t id, const char *why)
{
	return cli_fail(EXIT_USAGE,
			"report %" PRId64 " is not of this purchase: %s; nothing was recorded", id,
			why);
}

static int fail_other(const struct against *a, const struct iqm_match *match, const void *row)
{
	struct buf why = { 0 };
	int err;

	iqm_buf_str(&why, "it has ");
	add_value(a, &why, match->shown, row);
	iqm_buf_str(&why, ", what was ordered has ");
	add_value(a, &why, match->asked, a->request);
	err = why.err ? cli_fail_nomem() : fail_contradicted(a->named, why.data);
	iqm_buf_free(&why);
	return err;
}

static int check_row(const struct against *a, const void *row)
{
	const struct iqm_match *other =
		a->request ? iqm_order_contradiction(a->op, a->request, row) : NULL;

	if (!regenerates(a) &&
	    row_is_before(a->op->order, row, &a->purchase->intent, SURELY_OLDER_S))
		return fail_contradicted(a->named, "it was there before");
	return other ? fail_other(a, other, row) : 0;
}

static bool visit_named(void *context, int64_t id, const void *row)
{
	struct against *a = context;

	if (id != a->named)
		return true;
	a->shown++;
	a->code = check_row(a, row);
	return false;
}

/* Reads the list until it has shown the report. */
static int check_list(struct against *a)
{
	int err = visit_rows(a->cli, a->op->order->list, visit_named, a);

	if (!err && !a->shown)
		err = cli_fail(EXIT_NOT_FOUND,
			       "the list of %s reports has no report %" PRId64
			       ": nothing was recorded",
			       a->op->family, a->named);
	return err ? err : a->code;
}

static int check_id(struct against *a)
{
	const struct iqm_int highest = a->purchase->intent.highest_id;
	int64_t id = a->named;
	char why[96];

	snprintf(why, sizeof(why), "it regenerates report %" PRId64, a->regenerated);
	if (a->regenerated && a->regenerated != id)
		return fail_contradicted(id, why);
	snprintf(why, sizeof(why), "before it was sent, the newest report was %" PRId64,
		 highest.value);
	if (!regenerates(a) && highest.set && id <= highest.value)
		return fail_contradicted(id, why);
	return check_list(a);
}

int check_named_report(struct cli *cli, const struct iqm_op *op, const struct iqm_purchase *p,
		       int64_t id)
{
	struct against a = { .cli = cli, .op = op, .purchase = p, .named = id };
	int err = begin(&a);

	if (!err)
		err = check_id(&a);
	end(&a);
	return err;
}
