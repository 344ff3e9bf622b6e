/* SPDX-License-Identifier: MIT */
/* `delete` shows the reports and asks: what is deleted cannot be had back. */
#include "commands/cmd.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A report that is to be deleted, as the list shows it. */
struct listed {
	int64_t id;
	bool found;
	const char *status; /* NULL: the row says nothing of it */
	char *name;         /* malloc()ed; NULL: it has none */
};

struct deletion {
	struct cli *cli;
	const struct iqm_op *list;
	struct status_fields status;
	struct listed *items;
	size_t len;
	size_t missing; /* of which no row was seen */
	int err;
};

/* ---- the list ---------------------------------------------------------------------------- */

/* The first text of a row is its report's name. */
static const struct iqm_field *name_field(const struct iqm_op *list)
{
	const struct iqm_descriptor *row = list->paged->items->sub;

	for (size_t i = 0; i < row->len; i++)
		if (row->fields[i].kind == IQM_K_STR)
			return &row->fields[i];
	return NULL;
}

static int keep_row(struct deletion *d, struct listed *item, const void *row)
{
	const struct iqm_field *field = name_field(d->list);
	const char *name = member_text(field, row);

	item->found = true;
	item->status = status_of_row(&d->status, row);
	item->name = name ? strdup(name) : NULL;
	return name && !item->name ? cli_fail_nomem() : 0;
}

static bool visit(void *context, int64_t id, const void *row)
{
	struct deletion *d = context;

	for (size_t i = 0; i < d->len; i++) {
		if (d->items[i].id != id || d->items[i].found)
			continue;
		d->err = keep_row(d, &d->items[i], row);
		d->missing--;
	}
	return d->missing && !d->err;
}

static int read_list(struct deletion *d, const struct ids *ids)
{
	int err;

	d->items = calloc(ids->len, sizeof(*d->items));
	if (!d->items)
		return cli_fail_nomem();
	for (size_t i = 0; i < ids->len; i++)
		d->items[d->len++].id = ids->items[i];
	d->missing = d->len;
	status_fields_of(d->list, &d->status);
	err = visit_rows(d->cli, d->list, visit, d);
	return err ? err : d->err;
}

/* ---- what is shown ----------------------------------------------------------------------- */

static const char *status_of(const struct listed *item)
{
	if (!item->found)
		return "not in the list";
	return item->status ? item->status : "unknown";
}

static const struct column columns[] = { { .name = "id" },
					 { .name = "status" },
					 { .name = "name" } };
#define COLUMNS 3

static void cells_of(const struct listed *item, struct cell *cells)
{
	cells[0] = (struct cell){ CELL_INT, { .number = item->id } };
	cells[1] = text_cell(CELL_WORD, status_of(item));
	cells[2] = text_cell(CELL_TEXT, item->name);
}

/* The service refuses them all then. */
static void warn_of_others(const struct deletion *d)
{
	struct buf ids = { 0 };

	for (size_t i = 0; i < d->len; i++) {
		const char *status = status_of(&d->items[i]);

		if (d->items[i].found &&
		    (!strncmp(status, "ready", 5) || !strncmp(status, "processing", 10)))
			iqm_buf_printf(&ids, "%s%" PRId64 " is %s", ids.len ? ", " : "",
				       d->items[i].id, status);
	}
	if (ids.len && !ids.err)
		cli_warn("only failed reports can be deleted, and %s.", ids.data);
	iqm_buf_free(&ids);
}

/* On standard error, before the question. */
static int show(const struct deletion *d)
{
	struct plan_rows *rows = plan_rows_open(&d->cli->print, columns, COLUMNS);
	int err = rows ? 0 : EXIT_FAILED;

	for (size_t i = 0; !err && i < d->len; i++) {
		struct cell cells[COLUMNS];

		cells_of(&d->items[i], cells);
		err = plan_rows_add(rows, cells);
	}
	if (rows && plan_rows_close(rows) && !err)
		err = EXIT_FAILED;
	return err;
}

/* --dry-run. */
static int print(const struct deletion *d)
{
	struct out *out = out_open(&d->cli->print, columns, COLUMNS);
	int err = out ? 0 : EXIT_FAILED;

	for (size_t i = 0; !err && i < d->len; i++) {
		struct cell cells[COLUMNS];

		cells_of(&d->items[i], cells);
		err = out_row(out, cells);
	}
	if (out && out_close(out))
		return EXIT_FAILED;
	if (!err)
		warn_of_others(d);
	if (!err && d->missing)
		err = cli_fail(EXIT_NOT_FOUND, "not all of the reports are in the list");
	return err;
}

/* ---- the question ------------------------------------------------------------------------ */

static int ask(const struct deletion *d)
{
	char question[64];
	int err = show(d);

	if (err)
		return err;
	warn_of_others(d);
	if (d->len == 1)
		snprintf(question, sizeof(question), "Delete this report? [y/N] ");
	else
		snprintf(question, sizeof(question), "Delete these %zu reports? [y/N] ", d->len);
	return confirm(question, "deleted");
}

int confirm_delete(struct cli *cli, const struct ids *ids, bool *go)
{
	bool dry = is_given(&cli->args, OPT_DRY_RUN_DELETE);
	struct deletion d = { .cli = cli, .list = cli->args.command->op->deletion->list };
	int err;

	*go = !dry && is_given(&cli->args, OPT_YES);
	if (*go)
		return 0;
	if (!ids->len)
		return cli_fail(EXIT_USAGE, "expected ids of reports: " PROGRAM " %s delete 10 11",
				cli->args.command->family);
	if (!dry && !can_prompt_of_rows())
		return fail_unasked("deleted", "delete");
	err = dry ? out_check(&cli->print, columns, COLUMNS) : 0;
	if (!err)
		err = read_list(&d, ids);
	if (!err)
		err = dry ? print(&d) : ask(&d);
	*go = !err && !dry;
	for (size_t i = 0; i < d.len; i++)
		free(d.items[i].name);
	free(d.items);
	return err;
}
