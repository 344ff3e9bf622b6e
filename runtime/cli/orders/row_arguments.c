/* SPDX-License-Identifier: MIT */
/* A row as the arguments of the command that buys it. */
#include "orders/reader.h"

#include <string.h>
#include <strings.h>

/* Options of that command that a row may have. */
static const enum cli_option row_options[] = { OPT_KEY,      OPT_TIMEZONE,
					       OPT_PERIOD,   OPT_ALLOW_INCOMPLETE,
					       OPT_MAX_COST, OPT_MAX_DAYS,
					       OPT_SAVE,     OPT_ALLOW_DUPLICATE };
#define ROW_OPTIONS (sizeof(row_options) / sizeof(row_options[0]))

/* ---- names of columns -------------------------------------------------------------------- */

static bool buys(const struct cli_command *c)
{
	return c->kind == KIND_OPERATION && c->op->effect == IQM_PAID;
}

/* The flag of that name, or of that name on the wire; -1: none. */
static int flag_of(const struct cli_command *c, const char *name)
{
	char folded[64];
	int flag;

	sheet_fold_name(name, folded, sizeof(folded));
	flag = flag_named(c, folded, strlen(folded));
	return flag >= 0 ? flag : flag_of_wire(c, name, strlen(name));
}

static int option_of(const char *name)
{
	for (size_t i = 0; i < ROW_OPTIONS; i++)
		if (sheet_is_name(name, cli_options[row_options[i]].name))
			return (int)row_options[i];
	return -1;
}

static bool names_command(const char *name)
{
	return sheet_is_name(name, "operation") || sheet_is_name(name, "family");
}

static bool is_column(const char *name)
{
	if (names_command(name) || option_of(name) >= 0)
		return true;
	for (const struct cli_command *c = cli_commands; c->family; c++)
		if (buys(c) && flag_of(c, name) >= 0)
			return true;
	return false;
}

static int fail_column(const char *name)
{
	struct nearest near = { .word = name };
	char hint[96];

	nearest_try(&near, "family");
	nearest_try(&near, "operation");
	for (size_t i = 0; i < ROW_OPTIONS; i++)
		nearest_try(&near, cli_options[row_options[i]].name);
	for (const struct cli_command *c = cli_commands; c->family; c++)
		for (size_t i = 0; buys(c) && i < c->flag_len; i++)
			nearest_try(&near, c->flags[i].name);
	return cli_fail(EXIT_USAGE, "unknown column '%.60s'%s", name,
			nearest_hint(&near, hint, sizeof(hint)));
}

int sheet_check_columns(const struct sheet *s)
{
	const struct sheet_row *first = &s->rows[0];
	int err = 0;

	for (size_t i = 0; s->has_header && i < first->len; i++)
		if (!is_column(first->cells[i].name))
			err = fail_column(first->cells[i].name);
	return err;
}

/* ---- the command ------------------------------------------------------------------------- */

static const char *text_of(const struct sheet_row *row, const char *name)
{
	for (size_t i = 0; i < row->len; i++)
		if (row->cells[i].len && sheet_is_name(row->cells[i].name, name))
			return row->cells[i].items[0];
	return NULL;
}

/* "pld.generate", also with a space or a dash in place of the dot. */
static bool is_operation(const struct cli_command *c, const char *text)
{
	size_t len = strlen(c->family);

	return !strncasecmp(text, c->family, len) && text[len] && strchr(". -", text[len]) &&
	       sheet_is_name(text + len + 1, c->name);
}

static int fail_order_command(const char *what, const char *found)
{
	char known[200] = "";

	for (const struct cli_command *c = cli_commands; c->family; c++) {
		size_t len = strlen(known);

		if (buys(c))
			snprintf(known + len, sizeof(known) - len, "%s%s", len ? ", " : "",
				 *what == 'o' ? c->op->name : c->family);
	}
	return cli_fail(EXIT_USAGE, "%s: '%.60s': expected one of %s", what, found, known);
}

static int find_command(const struct arguments *run, const struct sheet_row *row,
			const struct cli_command **command)
{
	const char *operation = text_of(row, "operation");
	const char *family = text_of(row, "family");
	const struct cli_command *found = NULL;
	int several = 0;

	if (!operation && !family)
		family = option_value(run, OPT_ORDER_FAMILY);
	if (!operation && !family)
		return cli_fail(EXIT_USAGE, "neither 'family' nor 'operation' is there: add a "
					    "column, or --family");
	for (const struct cli_command *c = cli_commands; c->family; c++) {
		if (!buys(c) || (operation && !is_operation(c, operation)) ||
		    (family && strcasecmp(c->family, family) != 0))
			continue;
		found = c;
		several++;
	}
	*command = found;
	if (!found)
		return operation ? fail_order_command("operation", operation)
				 : fail_order_command("family", family);
	return several == 1 ? 0 : fail_order_command("operation", family);
}

/* ---- values ------------------------------------------------------------------------------ */

static bool takes_json(const struct iqm_field *field)
{
	return field->kind == IQM_K_MAP || field->kind == IQM_K_LIST ||
	       field->kind == IQM_K_OBJECT || field->kind == IQM_K_JSON;
}

static int set_flag(struct arguments *args, int flag, const struct sheet_cell *cell)
{
	const struct iqm_field *field = flag_field(args->command, (size_t)flag);
	const char *name = args->command->flags[flag].name;
	int err = 0;

	if (cell->is_json && !takes_json(field))
		return cli_fail(EXIT_USAGE, "%s: expected a single value, found %.40s", name,
				cell->items[0]);
	if (cell->is_list && !iqm_is_list(field))
		return cli_fail(EXIT_USAGE, "%s: expected a single value, found a list", name);
	if (takes_json(field) && !strcmp(cell->items[0], "-"))
		return cli_fail(EXIT_USAGE, "%s: expected JSON or @FILE, found '-'", name);
	for (size_t i = 0; !err && i < cell->len; i++)
		err = cell->is_list && strchr(cell->items[i], ',')
			      ? cli_fail(EXIT_USAGE, "%s: '%s': expected no comma", name,
					 cell->items[i])
			      : arguments_set_flag(args, flag, cell->items[i]);
	return err;
}

static int set_switch(struct arguments *args, int option, const char *text)
{
	static const char *const yes[] = { "true", "yes", "1", "x" };
	static const char *const no[] = { "false", "no", "0" };

	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (!strcasecmp(text, no[i]))
			return 0;
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (!strcasecmp(text, yes[i]))
			return arguments_set_option(args, option, "");
	return cli_fail(EXIT_USAGE, "%s: '%.40s': expected yes or no", cli_options[option].name,
			text);
}

static int set_option(struct arguments *args, int option, const struct sheet_cell *cell)
{
	if (cell->is_list || cell->is_json)
		return cli_fail(EXIT_USAGE, "%s: expected a single value", cell->name);
	if (!cli_has_option(args->command, option))
		return cli_fail(EXIT_USAGE, "%s: %s has none", cell->name, args->command->op->name);
	return cli_options[option].arg ? arguments_set_option(args, option, cell->items[0])
				       : set_switch(args, option, cell->items[0]);
}

static int set_cell(struct arguments *args, const struct sheet_cell *cell)
{
	int flag = flag_of(args->command, cell->name);
	int option = option_of(cell->name);

	if (!is_column(cell->name))
		return fail_column(cell->name);
	if (!cell->len || names_command(cell->name))
		return 0;
	if (flag >= 0)
		return set_flag(args, flag, cell);
	if (option >= 0)
		return set_option(args, option, cell);
	return cli_fail(EXIT_USAGE, "%s is no field of %s", cell->name, args->command->op->name);
}

/* ---- what the row leaves empty ----------------------------------------------------------- */

static bool has_days(const struct arguments *args)
{
	for (size_t i = 0; i < args->command->flag_len; i++)
		if (args->command->flags[i].day != DAY_NONE && args->flags[i].len)
			return true;
	return false;
}

static int copy_flags(const struct arguments *from, struct arguments *args)
{
	const struct cli_command *c = args->command;
	bool has_period = is_given(args, OPT_PERIOD);
	int err = 0;

	for (size_t i = 0; i < from->command->flag_len; i++) {
		int to = flag_of(c, from->command->flags[i].name);

		if (to < 0 || args->flags[to].len || (has_period && c->flags[to].day != DAY_NONE))
			continue;
		for (size_t k = 0; !err && k < from->flags[i].len; k++)
			err = arguments_set_flag(args, to, from->flags[i].items[k]);
	}
	return err;
}

/* The days of the row, in whichever form, go before those of the run. */
static int copy_options(const struct arguments *from, struct arguments *args, bool own_days)
{
	int err = 0;

	for (int o = 0; !err && o < OPT_LEN; o++)
		if (cli_has_option(args->command, o) && is_given(from, (enum cli_option)o) &&
		    !is_given(args, (enum cli_option)o) && !(o == OPT_PERIOD && own_days))
			err = arguments_set_option(args, o, from->option[o].items[0]);
	return err;
}

int row_arguments(const struct arguments *run, const struct sheet_row *row, struct arguments *args)
{
	const struct cli_command *command = NULL;
	bool own_days;
	int err = find_command(run, row, &command);

	if (!err)
		err = arguments_begin(args, command);
	if (err)
		return err;
	for (size_t i = 0; i < row->len; i++)
		err = worse_exit(err, set_cell(args, &row->cells[i]));
	own_days = has_days(args);
	if (!err)
		err = copy_flags(run, args);
	return err ? err : copy_options(run, args, own_days);
}
