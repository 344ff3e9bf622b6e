/* SPDX-License-Identifier: MIT */
/* Every operation of the API: makes its request of the command line, and prints its response. */
#include "commands/cmd.h"

#include <string.h>
#include <unistd.h>

/* A list that is not all says so. */
static void note_rest(const struct cli_command *c, const void *request, const void *response)
{
	if (c->op->paged) {
		note_page(c->op, request, response);
		seen_ids_add_page(c->op, response);
	} else if (c->shape == SHAPE_ROWS)
		note_rows(c->op, response);
}

/* Makes the call, and prints the whole response. */
static int call_and_print(struct cli *cli, const struct request *r)
{
	const struct cli_command *c = cli->args.command;
	void *response;
	int err;

	cli->call.keep_raw = true;
	err = iqm_perform(cli->client, c->op, r->value, &response, &cli->call);
	err = err ? cli_fail_call(&cli->call.error) : print_response(&cli->print, response);
	if (!err)
		note_rest(c, r->value, response);
	iqm_free(response);
	return err;
}

/* The field that names reports; NULL: the operation takes no ids. */
static const struct iqm_field *ids_field(const struct iqm_op *op)
{
	if (op->file)
		return op->file->id;
	return op->deletion ? op->deletion->ids : NULL;
}

/* A link is that of one report's file of one type. */
static int check_link(const struct cli *cli, const struct request *r, const struct ids *ids)
{
	const struct cli_command *c = cli->args.command;
	struct iqm_int type;

	if (!ids->len)
		return cli_fail(EXIT_USAGE, "expected the id of a report: " PROGRAM " %s %s 50",
				c->family, c->name);
	memcpy(&type, (const char *)r->value + c->op->file->type->offset, sizeof(type));
	return type.set ? 0
			: cli_fail(EXIT_USAGE,
				   "expected --save FILE or --save-dir DIR, or for the signed URL "
				   "--%s",
				   name_of_field(c, c->op->file->type));
}

/* A link, or a deletion that was confirmed. */
static int call_on_reports(struct cli *cli, const struct request *r, const struct ids *ids)
{
	bool deletes = cli->args.command->op->deletion;
	bool go = true;
	int err = deletes && is_given(&cli->args, OPT_DRY_RUN_DELETE) ? 0
								      : check_columns(&cli->print);

	if (!err && !deletes)
		err = check_link(cli, r, ids);
	if (!err)
		err = session_connect(cli, WITHOUT_JOURNAL);
	if (!err && deletes)
		err = confirm_delete(cli, ids, &go);
	return err || !go ? err : call_and_print(cli, r);
}

/* Downloads and deletions: the reports are given as operands or by the request's field. */
static int perform_on_reports(struct cli *cli, const struct request *r)
{
	const struct iqm_op *op = cli->args.command->op;
	struct ids ids = { 0 };
	int err = ids_read(&cli->args.operands, &ids);

	if (!err)
		err = ids_into_request(&cli->args, ids_field(op), r->value, &ids);
	if (!err)
		err = ids_of_request(ids_field(op), r->value, &ids);
	if (!err && op->file && downloads_files(cli, &ids))
		err = download_files(cli, r->value, &ids);
	else if (!err)
		err = call_on_reports(cli, r, &ids);
	ids_free(&ids);
	return err;
}

static int perform(struct cli *cli, const struct request *r, struct list_options *which)
{
	const struct iqm_op *op = cli->args.command->op;
	bool paid = op->effect == IQM_PAID;
	int err = paid ? place_need_workspace(cli) : 0;

	if (ids_field(op))
		return perform_on_reports(cli, r);
	if (!err)
		err = session_connect(cli, paid ? WITH_JOURNAL : WITHOUT_JOURNAL);
	if (err)
		return err;
	if (op->effect == IQM_PAID)
		return buy_report(cli, r);
	if (which->all) {
		list_fit_page(which, op, r->value);
		return print_pages(&cli->print, which, cli->client, r->value, &cli->call);
	}
	return call_and_print(cli, r);
}

/* --set: reads what the service has, changes what is given, and writes all of it back. */
static int change(struct cli *cli, struct request *r)
{
	void *before;
	int err = session_connect(cli, WITHOUT_JOURNAL);

	if (err)
		return err;
	if (iqm_perform(cli->client, cli->args.command->read, NULL, &before, &cli->call))
		return cli_fail_call(&cli->call.error);
	set_fields_fill(&cli->args, r, cli->args.command->read->response, before);
	err = call_and_print(cli, r);
	iqm_free(before);
	return err;
}

/* What a person has seen, completion offers. */
static void keep_seen(struct cli *cli)
{
	size_t len;
	const int64_t *ids = seen_ids(&len);

	if (isatty(STDOUT_FILENO) || isatty(STDERR_FILENO))
		recent_keep(&cli->config, cli->args.command->family, ids, len);
}

int cmd_operation(struct cli *cli)
{
	const char *zone = cli->config.setting[SET_TIMEZONE].value;
	bool changes = is_given(&cli->args, OPT_SET);
	struct list_options which;
	struct request r = { 0 };
	int err = zone ? zone_check(zone) : 0;

	if (!err && !ids_field(cli->args.command->op)) /* that has columns of its own */
		err = check_columns(&cli->print);
	if (!err)
		err = changes ? set_fields_read(&cli->args) : 0;
	if (!err)
		err = request_build(&cli->args, zone, &r);
	if (!err)
		err = check_order_days(&cli->args, r.value);
	if (!err)
		hint_missing_fields(&cli->args, r.value);
	if (!err)
		err = list_options_read(&cli->args, zone, r.memory, &which);
	if (!err)
		err = changes ? change(cli, &r) : perform(cli, &r, &which);
	keep_seen(cli);
	request_free(&r);
	return err;
}
