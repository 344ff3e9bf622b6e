/* SPDX-License-Identifier: MIT */
/* Which columns of an operation's response are shown, and what is in them. */
#include "output/columns.h"

#include <stdlib.h>
#include <string.h>

/* Columns that are no field. */
#define GROUP "group"
#define STATUS "status"

const char *zone_or_utc(const struct print_options *opts)
{
	return opts->zone ? opts->zone : "UTC";
}

bool is_raw(const struct print_options *opts)
{
	return !opts->columns &&
	       (opts->format == FORMAT_JSON ||
		(opts->format == FORMAT_JSONL && opts->command->shape != SHAPE_GROUPS));
}

bool has_rows(const struct cli_command *c, const struct iqm_field *f)
{
	return c->op->paged ? f == c->op->paged->items : f->kind == IQM_K_LIST;
}

static const struct iqm_descriptor *descriptor_of(const struct cli_command *c)
{
	const struct iqm_field *f = c->op->response->fields;

	if (c->shape == SHAPE_OBJECT)
		return c->op->response;
	while (!has_rows(c, f))
		f++;
	return f->sub;
}

static void add_field(const struct cli_command *c, struct selection *selection, size_t field)
{
	const char *unit = c->columns[field].unit;

	selection->field[selection->len] = field;
	selection->columns[selection->len++] = (struct column){
		.name = c->columns[field].name,
		.names = c->columns[field].names,
		.money = unit && !strcmp(unit, "money"),
		.day_will_do = &selection->descriptor->fields[field] == selection->status.created,
	};
}

static void add_made(struct selection *selection, size_t field)
{
	const char *name = field == GROUP_FIELD ? GROUP : STATUS;

	selection->field[selection->len] = field;
	selection->columns[selection->len++] = (struct column){ .name = name };
}

/* All columns, or those for tables where none are chosen: there the status is a word only. */
static void add_default(const struct cli_command *c, struct selection *selection, bool all)
{
	const struct iqm_field *fields = selection->descriptor->fields;

	if (c->shape == SHAPE_GROUPS)
		add_made(selection, GROUP_FIELD);
	for (size_t i = 0; i < c->column_len; i++) {
		bool id = &fields[i] == selection->status.id;
		bool name = &fields[i] == selection->status.name;

		if (id)
			add_made(selection, STATUS_FIELD);
		if (all || (c->columns[i].brief && !(selection->status.id && (id || name))))
			add_field(c, selection, i);
	}
}

/* ---- --columns --------------------------------------------------------------------------- */

/* A column that is no field; a field of the same name goes before it. */
static bool is_made(const struct print_options *opts, const struct selection *selection,
		    const char *name, size_t *field)
{
	bool group = opts->command->shape == SHAPE_GROUPS;

	*field = group ? GROUP_FIELD : STATUS_FIELD;
	return (group || selection->status.id) &&
	       is_same_name(group ? GROUP : STATUS, name, strlen(name));
}

static bool has_field(const struct selection *selection, size_t field)
{
	for (size_t i = 0; i < selection->len; i++)
		if (selection->field[i] == field)
			return true;
	return false;
}

/* Names the column that was likely meant, or all that there are. */
static int fail_unknown(const struct print_options *opts, const struct selection *selection,
			const char *name)
{
	const struct cli_command *c = opts->command;
	struct nearest near = { .word = name };
	struct buf names = { 0 };
	char hint[96];

	if (selection->status.id)
		nearest_try(&near, STATUS);
	for (size_t i = 0; i < c->column_len; i++)
		nearest_try(&near, c->columns[i].name);
	if (near.best)
		return cli_fail(EXIT_USAGE, "--columns: no column '%s'%s", name,
				nearest_hint(&near, hint, sizeof(hint)));
	iqm_buf_str(&names, c->shape == SHAPE_GROUPS ? GROUP : selection->status.id ? STATUS : "");
	for (size_t i = 0; i < c->column_len; i++) {
		iqm_buf_str(&names, names.len ? ", " : "");
		iqm_buf_str(&names, c->columns[i].name);
	}
	cli_fail(EXIT_USAGE, "--columns: no column '%s', expected some of %.*s", name,
		 (int)names.len, names.data ? names.data : "");
	iqm_buf_free(&names);
	return EXIT_USAGE;
}

/* Sets the field that has this name, or GROUP_FIELD or STATUS_FIELD. */
static int find_named(const struct print_options *opts, const struct selection *selection,
		      const char *name, size_t *field)
{
	const struct cli_command *c = opts->command;

	*field = column_named(c, selection->descriptor, name, strlen(name));
	if (*field < c->column_len || is_made(opts, selection, name, field))
		return EXIT_OK;
	return fail_unknown(opts, selection, name);
}

static int add_named(const struct print_options *opts, struct selection *selection,
		     const char *name)
{
	size_t field = 0;
	int err = find_named(opts, selection, name, &field);

	if (err)
		return err;
	if (has_field(selection, field))
		return cli_fail(EXIT_USAGE, "--columns: '%s' is given twice", name);
	if (field >= STATUS_FIELD)
		add_made(selection, field);
	else
		add_field(opts->command, selection, field);
	return EXIT_OK;
}

/* `list`: names, separated by commas. */
static int add_chosen(const struct print_options *opts, struct selection *selection,
		      const char *list)
{
	char *names = strdup(list);
	int err = names ? EXIT_OK : cli_fail_nomem();

	for (char *name = names, *next; !err && name; name = next) {
		next = strchr(name, ',');
		if (next)
			*next++ = '\0';
		err = add_named(opts, selection, name);
	}
	free(names);
	return err;
}

/* ---- all of them ------------------------------------------------------------------------- */

static int fill(const struct print_options *opts, struct selection *selection)
{
	const char *list = opts->columns;
	bool wants_all = list && is_same_name("all", list, strlen(list));
	bool all = opts->format != FORMAT_TABLE || wants_all;

	if (list && !wants_all)
		return add_chosen(opts, selection, list);
	add_default(opts->command, selection, all);
	return EXIT_OK;
}

int selection_open(const struct print_options *opts, struct selection *selection)
{
	size_t most = opts->command->column_len + 2;
	int err;

	memset(selection, 0, sizeof(*selection));
	selection->descriptor = descriptor_of(opts->command);
	status_fields_of(opts->command->op, &selection->status);
	selection->columns = calloc(most, sizeof(*selection->columns));
	selection->field = calloc(most, sizeof(*selection->field));
	if (selection->columns && selection->field)
		err = fill(opts, selection);
	else
		err = cli_fail_nomem();
	if (err)
		selection_free(selection);
	return err;
}

void selection_free(struct selection *selection)
{
	free(selection->columns);
	free(selection->field);
	memset(selection, 0, sizeof(*selection));
}

/* ---- a row ------------------------------------------------------------------------------- */

const char *row_raw(const struct row *row, size_t *len)
{
	return row->pager ? iqm_pager_row_raw(row->pager, row->i, len)
			  : iqm_row_raw(row->response, row->list, row->i, len);
}

bool row_is_bad(const struct row *row, const struct iqm_field *f)
{
	return row->pager ? iqm_pager_is_bad_field(row->pager, row->i, f)
			  : iqm_is_bad_field(row->response, row->list, row->i, f);
}

static struct cell field_cell(const struct row *row, const struct iqm_field *f)
{
	struct cell cell = cell_of(f, row->object);

	if (!row_is_bad(row, f))
		return cell;
	if (cell.kind != CELL_NEST)
		return (struct cell){ .kind = CELL_BAD };
	cell.as.nest.bad = true;
	return cell;
}

static struct cell status_cell(const struct status_fields *status, const struct row *row)
{
	const char *word = status_of_row(status, row->object);

	if (!word &&
	    (row_is_bad(row, status->id) || (status->name && row_is_bad(row, status->name))))
		return (struct cell){ .kind = CELL_BAD };
	return text_cell(CELL_WORD, word);
}

void row_cells(const struct selection *selection, const struct row *row, struct cell *cells)
{
	for (size_t i = 0; i < selection->len; i++) {
		size_t field = selection->field[i];

		if (field == GROUP_FIELD)
			cells[i] = text_cell(CELL_WORD, row->list->names[0]);
		else if (field == STATUS_FIELD)
			cells[i] = status_cell(&selection->status, row);
		else
			cells[i] = field_cell(row, &selection->descriptor->fields[field]);
	}
}

int check_columns(const struct print_options *opts)
{
	struct selection selection;
	int err;

	if (!opts->columns)
		return EXIT_OK;
	err = selection_open(opts, &selection);
	if (!err)
		selection_free(&selection);
	return err;
}
