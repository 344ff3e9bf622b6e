/* SPDX-License-Identifier: MIT */
/* Which columns of an operation's response are shown, and what is in them. */
#include "output/column_list.h"
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

struct choice {
	const struct print_options *opts;
	struct selection *selection;
};

/* A column that is no field; a field of the same name goes before it. */
static bool is_made(const struct choice *choice, const char *name, size_t *field)
{
	bool group = choice->opts->command->shape == SHAPE_GROUPS;

	*field = group ? GROUP_FIELD : STATUS_FIELD;
	return (group || choice->selection->status.id) &&
	       is_same_name(group ? GROUP : STATUS, name, strlen(name));
}

static bool has_field(const struct selection *selection, size_t field)
{
	for (size_t i = 0; i < selection->len; i++)
		if (selection->field[i] == field)
			return true;
	return false;
}

static int fail_unknown(const struct choice *choice, const char *name)
{
	const struct cli_command *c = choice->opts->command;
	struct unknown_column unknown = { .near = { .word = name } };

	if (c->shape == SHAPE_GROUPS)
		unknown_column_try(&unknown, GROUP);
	else if (choice->selection->status.id)
		unknown_column_try(&unknown, STATUS);
	for (size_t i = 0; i < c->column_len; i++)
		unknown_column_try(&unknown, c->columns[i].name);
	return unknown_column_fail(&unknown);
}

/* Sets the field that has this name, or GROUP_FIELD or STATUS_FIELD. */
static int find_named(const struct choice *choice, const char *name, size_t *field)
{
	const struct cli_command *c = choice->opts->command;

	*field = column_named(c, choice->selection->descriptor, name, strlen(name));
	if (*field < c->column_len || is_made(choice, name, field))
		return EXIT_OK;
	return fail_unknown(choice, name);
}

static int add_named(void *context, const char *name)
{
	const struct choice *choice = context;
	size_t field = 0;
	int err = find_named(choice, name, &field);

	if (err)
		return err;
	if (has_field(choice->selection, field))
		return column_list_fail_twice(name);
	if (field >= STATUS_FIELD)
		add_made(choice->selection, field);
	else
		add_field(choice->opts->command, choice->selection, field);
	return EXIT_OK;
}

/* ---- all of them ------------------------------------------------------------------------- */

static int fill(const struct print_options *opts, struct selection *selection)
{
	struct choice choice = { opts, selection };
	const char *list = opts->columns;
	bool wants_all = list && column_list_is_all(list);
	bool all = opts->format != FORMAT_TABLE || wants_all;

	if (list && !wants_all)
		return column_list_each(list, add_named, &choice);
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
