/* SPDX-License-Identifier: MIT */
/* `journal settle KEY`: ends a purchase of which it is not known whether it bought. */
#include "commands/cmd.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

struct settle {
	struct cli *cli;
	const char *key;
	bool claimed;
	struct iqm_purchase *purchase;
	const struct cli_command *command; /* that buys; NULL: what was ordered is lost */
	int64_t bought;                    /* --bought, or what was found out; 0: none */
};

static struct iqm_call call_of(const struct settle *s)
{
	return (struct iqm_call){ .timeout_ms = s->cli->call.timeout_ms,
				  .cancel = s->cli->call.cancel,
				  .key = s->key };
}

/* ---- before ------------------------------------------------------------------------------ */

static int read_options(struct settle *s)
{
	const struct arguments *args = &s->cli->args;
	const char *zone = s->cli->config.setting[SET_TIMEZONE].value;
	const char *id = option_value(args, OPT_BOUGHT);
	int err = zone ? zone_check(zone) : 0;

	if (!err && args->operands.len != 1)
		err = cli_fail(EXIT_USAGE,
			       "expected one key: " PROGRAM " journal settle KEY; journal list "
			       "has the keys");
	if (!err && id && is_given(args, OPT_NOT_BOUGHT))
		err = cli_fail(EXIT_USAGE, "--bought and --not-bought say opposite things");
	if (!err && id)
		err = parse_id(id, &s->bought);
	if (!err)
		s->key = args->operands.items[0];
	return err;
}

static int check_purchase(struct settle *s)
{
	const struct iqm_purchase *p = s->purchase;
	struct buf elsewhere = { 0 };
	int err;

	if (p->state == IQM_PURCHASE_NONE)
		return cli_fail(EXIT_USAGE, "the journal has no purchase '%s'", s->key);
	err = place_check(s->cli, p, &elsewhere);
	if (elsewhere.len)
		err = cli_fail(EXIT_KEY_USED, "%s; nothing was changed", elsewhere.data);
	iqm_buf_free(&elsewhere);
	s->command = p->operation ? command_named(p->operation) : NULL;
	if (!err && p->operation && !s->command)
		err = cli_fail(EXIT_FAILED, "'%s' was made by %s, which this version does not know",
			       s->key, p->operation);
	return err;
}

static int take_key(struct settle *s)
{
	struct iqm_call call = call_of(s);
	int err = iqm_journal_claim(s->cli->client, s->key, &call);

	s->claimed = !err;
	if (err == IQM_E_KEY_USED)
		return cli_fail(EXIT_KEY_USED, "another process is working on the purchase '%s'",
				s->key);
	if (!err)
		err = iqm_journal_get(s->cli->client, s->key, &s->purchase, &call);
	return err ? cli_fail_call(&call.error) : check_purchase(s);
}

/* ---- after ------------------------------------------------------------------------------- */

static int print(const struct settle *s, const char *outcome, int64_t id)
{
	static const struct column columns[] = {
		{ .name = "key" }, { .name = "operation" }, { .name = "outcome" }, { .name = "id" }
	};
	struct cell cells[] = { text_cell(CELL_WORD, s->key),
				text_cell(CELL_WORD, s->purchase->operation),
				text_cell(CELL_WORD, outcome), number_cell(id) };

	return out_object(&s->cli->print, columns, 4, cells);
}

/* ---- what a person says ------------------------------------------------------------------ */

/* The purchase's operation, if a list shows what it buys; or NULL. */
static const struct iqm_op *listed_op(const struct settle *s)
{
	return s->command && s->command->op->order ? s->command->op : NULL;
}

/* A wrong digit would hide the purchase for ever. Of an order that is lost it is not known which
 * list has its report. */
static int settle_bought(const struct settle *s, int64_t id)
{
	struct iqm_call call = call_of(s);
	const struct iqm_op *op = listed_op(s);
	int err = op ? check_named_report(s->cli, op, s->purchase, id) : 0;

	if (err)
		return err;
	if (iqm_journal_settle(s->cli->client, s->key, id, &call))
		return cli_fail_call(&call.error);
	cli_info("Recorded: '%s' has bought report %" PRId64 ". Its key buys no more.", s->key, id);
	return print(s, "bought", id);
}

static int settle_not_bought(const struct settle *s)
{
	struct iqm_client *client = s->cli->client;
	struct iqm_call call = call_of(s);
	int err;

	call.person_confirmed = true;
	err = s->command && purchase_is_provable(s->purchase)
		      ? iqm_reports_settle_not_bought(client, s->command->op, &call)
		      : iqm_journal_settle_not_bought(client, s->key, &call);
	if (err)
		return cli_fail_call(&call.error);
	cli_info("Recorded: '%s' has bought nothing. Its key may buy.", s->key);
	return print(s, "not bought", 0);
}

static int check_terminal(void)
{
	if (can_prompt())
		return 0;
	return cli_fail(EXIT_USAGE, "there is no terminal to ask on: expected --bought ID, or "
				    "--not-bought --yes");
}

static int confirm_not_bought(const struct settle *s)
{
	int err = is_given(&s->cli->args, OPT_YES) ? 0 : check_terminal();

	if (err || is_given(&s->cli->args, OPT_YES))
		return err ? err : settle_not_bought(s);
	err = confirm("Record that nothing was bought, so that the key may buy? [y/N] ",
		      "recorded");
	return err ? err : settle_not_bought(s);
}

static int ask_person(const struct settle *s)
{
	char answer[ANSWER_SIZE];
	int64_t id;

	facts_prompt();
	if (!ask_line(
		    "Which report did it buy? Its id; 'none', if nothing was bought; Enter, to leave "
		    "it as it is: ",
		    answer) ||
	    !*answer)
		return cli_fail(cli_interrupted() ? cli_interrupted() : EXIT_DECLINED,
				"nothing was recorded");
	if (!strcasecmp(answer, "none"))
		return settle_not_bought(s);
	return parse_id(answer, &id) ? EXIT_USAGE : settle_bought(s, id);
}

/* ---- one that may have bought ------------------------------------------------------------ */

/* What the list proves needs no question. */
static int find_and_ask(const struct settle *s)
{
	const struct iqm_op *op = listed_op(s);
	bool not_bought = is_given(&s->cli->args, OPT_NOT_BOUGHT);
	struct iqm_call call = call_of(s);
	struct iqm_found found = { 0 };
	int err;

	if (op && s->purchase->request &&
	    iqm_reports_find(s->cli->client, op, NULL, NULL, &found, &call))
		return cli_fail_call(&call.error);
	if (found.finding == IQM_FOUND) {
		cli_info("The list has its report: it is bought.");
		return print(s, "bought", found.report.id);
	}
	err = show_evidence(s->cli, op, s->purchase, &found);
	if (!err && !not_bought)
		err = check_terminal();
	if (err)
		return err;
	return not_bought ? confirm_not_bought(s) : ask_person(s);
}

static int settle(const struct settle *s)
{
	const struct iqm_purchase *p = s->purchase;

	if (s->bought)
		return settle_bought(s, s->bought);
	if (p->state == IQM_PURCHASE_BOUGHT && p->report_id.set) {
		cli_info("There is nothing to settle: '%s' has bought.", s->key);
		return print(s, "bought", p->report_id.value);
	}
	if (!purchase_may_have_bought(p)) {
		cli_info("There is nothing to settle: '%s' has bought nothing.", s->key);
		return print(s, p->state == IQM_PURCHASE_REFUSED ? "refused" : "not bought", 0);
	}
	return is_given(&s->cli->args, OPT_NOT_BOUGHT) && purchase_is_provable(p)
		       ? confirm_not_bought(s)
		       : find_and_ask(s);
}

int cmd_journal_settle(struct cli *cli)
{
	struct settle s = { .cli = cli };
	int err = read_options(&s);

	if (!err)
		err = session_connect(cli, WITH_JOURNAL);
	if (!err)
		err = take_key(&s);
	if (!err && s.purchase)
		err = settle(&s);
	if (s.claimed)
		iqm_journal_release(cli->client, s.key);
	iqm_free(s.purchase);
	return err;
}
