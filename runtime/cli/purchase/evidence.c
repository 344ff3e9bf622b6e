/* SPDX-License-Identifier: MIT */
/* What is known of a purchase that may have bought: for the person who settles it. */
#include "purchase/purchase.h"

#include <inttypes.h>
#include <string.h>

#define WIDTH 9        /* of the names */
#define TITLE_SIZE 128 /* a title with a key */

static void put_or_none(const char *name, const char *value)
{
	facts_add(name, value ? value : "not recorded");
}

static void show_time(const struct cli *cli, const char *name, struct iqm_ms time)
{
	char text[TIMESTAMP_SIZE] = "not recorded";

	if (time.set)
		timestamp_text(iqm_ms_to_time(time), cli->print.zone, text);
	facts_add(name, text);
}

static void show_purchase(const struct cli *cli, const struct iqm_purchase *p)
{
	char process[128];
	char title[TITLE_SIZE];

	snprintf(title, sizeof(title), "The purchase '%s'", p->key);
	facts_begin("purchase", "key", p->key, title, WIDTH);
	put_or_none("operation", p->operation);
	put_or_none("order", p->request);
	put_or_none("service", p->service);
	put_or_none("workspace", p->workspace);
	show_time(cli, "began", p->intent.time);
	show_time(cli, "sent", p->sent);
	snprintf(process, sizeof(process), "%s, process %" PRId64, p->host ? p->host : "",
		 p->process.value);
	if (p->host)
		facts_add("by", process);
}

/* ---- the list ---------------------------------------------------------------------------- */

static void show_found(const struct iqm_found *found)
{
	char text[96];

	if (found->finding == IQM_AMBIGUOUS)
		snprintf(text, sizeof(text), "%zu report%s may be it", found->candidates,
			 found->candidates == 1 ? "" : "s");
	else
		snprintf(text, sizeof(text), "%s",
			 found->whole ? "no report that may be it"
				      : "no report that is it; it could not be read as a whole");
	facts_add("list", text);
}

/* ---- the price --------------------------------------------------------------------------- */

static void show_says(const struct iqm_price *says)
{
	char text[160];

	if (says->outcome == IQM_EXISTS)
		snprintf(text, sizeof(text), "report %" PRId64 " of this order exists",
			 says->id.value);
	else if (says->outcome == IQM_CREATABLE)
		snprintf(text, sizeof(text),
			 "this order can be bought: the service has no such report");
	else
		snprintf(text, sizeof(text), "refused: %s",
			 says->message ? says->message : "the service gives no reason");
	facts_add("price", text);
}

static void show_price(struct cli *cli, const struct iqm_op *op, const struct iqm_purchase *p)
{
	struct iqm_call call = { .timeout_ms = cli->call.timeout_ms, .cancel = cli->call.cancel };
	const struct iqm_op *price = op->order->price;
	void *request = NULL;
	void *response = NULL;
	struct iqm_price says;
	int err;

	if (!price || !p->request)
		return;
	err = iqm_json_read(op->body, p->request, strlen(p->request), &request, &call.error);
	if (!err)
		err = iqm_perform(cli->client, price, request, &response, &call);
	if (err) {
		facts_add("price", call.error.message);
	} else {
		iqm_price_read(price->verdict, response, &says);
		show_says(&says);
	}
	iqm_free(response);
	iqm_free(request);
}

/* ---- a report that is regenerated -------------------------------------------------------- */

/* How it stood before the order, and how it stands now. */
static int show_regenerated(struct cli *cli, const struct iqm_op *op, const struct iqm_purchase *p)
{
	struct iqm_call call = { .timeout_ms = cli->call.timeout_ms, .cancel = cli->call.cancel };
	struct iqm_report report = { 0 };
	void *request = NULL;
	char text[160];
	int err = iqm_json_read(op->body, p->request, strlen(p->request), &request, &call.error);

	report.id = err ? 0 : regenerated_id(op, request);
	iqm_free(request);
	if (!err)
		err = iqm_reports_poll(cli->client, op, &report, 1, &call);
	if (err)
		return cli_fail_call(&call.error);
	snprintf(text, sizeof(text), "%" PRId64 " was to be regenerated: %s before, %s now%s",
		 report.id, status_of_state((enum iqm_report_state)p->intent.state.value),
		 report.page ? status_of_state(report.state) : "not in the list",
		 report.page && !report.confirmed ? " (its status number may mean another state)"
						  : "");
	facts_add("report", text);
	return 0;
}

static int show_rest(struct cli *cli, const struct iqm_op *op, const struct iqm_purchase *p,
		     const struct iqm_found *found)
{
	int err;

	if (!op || !p->request)
		return 0;
	if (p->intent.state.set)
		return show_regenerated(cli, op, p);
	show_found(found);
	err = show_listed(cli, op, p);
	if (!err)
		show_price(cli, op, p);
	return err;
}

int show_evidence(struct cli *cli, const struct iqm_op *op, const struct iqm_purchase *p,
		  const struct iqm_found *found)
{
	int err;

	show_purchase(cli, p);
	err = show_rest(cli, op, p, found);
	facts_end();
	return err;
}
