/* SPDX-License-Identifier: MIT */
/* What the journal has of an order that is about to be bought: under its key, or under another. */
#include "purchase/order.h"

#include <inttypes.h>
#include <string.h>

/* It is recorded in the default dialect, whatever was sent. */
static bool is_sent_as(const struct cli *cli, const struct iqm_purchase *p, const char *body)
{
	const struct iqm_op *op = cli->args.command->op;
	struct iqm_preview *recorded = NULL;
	struct iqm_error error;
	void *request;
	bool same;

	if (iqm_json_read(op->body, p->request, strlen(p->request), &request, &error))
		return false;
	same = !iqm_preview_make(cli->client, op, request, &recorded, &error) && recorded->body &&
	       !strcmp(recorded->body, body);
	iqm_free(recorded);
	iqm_free(request);
	return same;
}

bool is_same_request(const struct cli *cli, const struct iqm_preview *preview,
		     const struct iqm_purchase *p)
{
	if (!p->operation || strcmp(p->operation, cli->args.command->op->name) != 0)
		return false;
	return p->request && preview->body &&
	       (!strcmp(p->request, preview->body) || is_sent_as(cli, p, preview->body));
}

/* ", report 51"; "" where it is not known. */
static const char *report_text(const struct iqm_purchase *p, char text[40])
{
	*text = '\0';
	if (p->report_id.set)
		snprintf(text, 40, ", report %" PRId64, p->report_id.value);
	return text;
}

int fail_other_order(struct cli *cli, const struct iqm_purchase *p)
{
	struct fulfilment f = { .cli = cli, .key = p->key, .overdue = purchase_is_overdue(p) };
	char sent[TIMESTAMP_SIZE] = "at an unknown time";
	char command[NEXT_STEP_SIZE];
	char report[40];

	if (p->sent.set)
		timestamp_text(iqm_ms_to_time(p->sent), cli->print.zone, sent);
	return cli_fail(EXIT_KEY_USED,
			"the journal has another purchase under the key '%s': %s, sent %s (%s%s); "
			"nothing was sent now%s; this order needs another key",
			p->key, p->operation, sent, purchase_state_name(p->state),
			report_text(p, report),
			resume_step(&f, "; continue that one with: ", command));
}

/* To buy once more is offered only where the other has surely bought. */
static void note_duplicate(struct cli *cli, const struct iqm_purchase *p)
{
	struct fulfilment f = { .cli = cli, .key = p->key, .overdue = purchase_is_overdue(p) };
	char command[NEXT_STEP_SIZE];

	if (p->state == IQM_PURCHASE_BOUGHT)
		cli_info(
			"This order was bought before; --allow-duplicate buys the same once more.%s",
			resume_step(&f, " Continue the purchase on record with: ", command));
	else if (p->state == IQM_PURCHASE_BUSY)
		cli_info("Another process is buying this order.");
	else
		cli_info("The purchase on record may have bought.%s",
			 resume_step(&f, " Find out with: ", command));
}

int fail_duplicate(struct cli *cli, const struct iqm_error *error)
{
	struct iqm_call call = { .cancel = cli->call.cancel };
	struct iqm_purchase *p = NULL;
	char step[NEXT_STEP_SIZE];
	char list[COMMAND_SIZE];

	if (*error->key && !iqm_journal_get(cli->client, error->key, &p, &call))
		note_duplicate(cli, p);
	else if (*next_step(step, "See: ", command_text(list, "journal", "list", (char *)NULL)))
		cli_info("%s", step);
	iqm_free(p);
	return cli_fail_call(error);
}

int fail_purchase_check(struct cli *cli, const struct iqm_error *error)
{
	if (error->status == IQM_E_DUPLICATE)
		return fail_duplicate(cli, error);
	if (error->status == IQM_E_CONFIG && !cli->config.setting[SET_OW_ID].value)
		cli_info("Nothing was bought. Name the workspace: --ow-id or %s.",
			 cli_settings[SET_OW_ID].env);
	else if (error->status != IQM_E_KEY_USED && error->status != IQM_E_UNKNOWN_OUTCOME)
		cli_info("Nothing was bought.");
	return cli_fail_call(error);
}

int check_no_purchases(const struct cli *cli)
{
	if (!config_no_purchases(&cli->config))
		return 0;
	return cli_fail(EXIT_CONFIG, "nothing was bought: no-purchases is set (%s)",
			cli->config.setting[SET_NO_PURCHASES].origin);
}
