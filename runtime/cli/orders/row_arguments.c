/* SPDX-License-Identifier: MIT */
/* A row as the arguments of the command that buys it. */
#include "orders/reader.h"

#include <string.h>
#include <strings.h>

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

		if (command_buys(c))
			snprintf(known + len, sizeof(known) - len, "%s%s", len ? ", " : "",
				 *what == 'o' ? c->op->name : c->family);
	}
	return cli_fail(EXIT_USAGE, "%s: '%.60s': expected one of %s", what, found, known);
}

static const struct cli_command *find_operation(const char *operation)
{
	for (const struct cli_command *c = cli_commands; c->family; c++)
		if (command_buys(c) && is_operation(c, operation))
			return c;
	return NULL;
}

/* *several: so many commands buy reports of the family. */
static const struct cli_command *find_family(const char *family, int *several)
{
	const struct cli_command *found = NULL;

	*several = 0;
	for (const struct cli_command *c = cli_commands; c->family; c++) {
		if (!command_buys(c) || strcasecmp(c->family, family) != 0)
			continue;
		found = c;
		++*several;
	}
	return found;
}

static int find_command(const struct arguments *run, const struct sheet_row *row,
			const struct cli_command **command)
{
	const char *operation = text_of(row, "operation");
	const char *family = text_of(row, "family");
	int several = 1;

	if (!operation && !family)
		family = option_value(run, OPT_ORDER_FAMILY);
	if (!operation && !family && row->misnamed)
		return EXIT_USAGE; /* the mistake is in the name of a column */
	if (!operation && !family)
		return cli_fail(EXIT_USAGE, "neither 'family' nor 'operation' is there: add a "
					    "column, or --family");
	*command = operation ? find_operation(operation) : find_family(family, &several);
	if (!*command)
		return operation ? fail_order_command("operation", operation)
				 : fail_order_command("family", family);
	if (operation && family && strcasecmp((*command)->family, family) != 0)
		return cli_fail(EXIT_USAGE, "operation: '%.60s' is not of the family '%.60s'",
				operation, family);
	return several == 1 ? 0 : fail_order_command("operation", family);
}

/* ---- values ------------------------------------------------------------------------------ */

static int set_flag(struct arguments *args, int flag, const struct sheet_cell *cell)
{
	const struct iqm_field *field = flag_field(args->command, (size_t)flag);
	const char *name = args->command->flags[flag].name;
	int err = 0;

	if (cell->is_json && !field_is_json(field))
		return cli_fail(EXIT_USAGE, "%s: expected a single value, found %.40s", name,
				cell->items[0]);
	if (cell->is_list && !iqm_is_list(field))
		return cli_fail(EXIT_USAGE, "%s: expected a single value, found a list", name);
	if (field_is_json(field) && !strcmp(cell->items[0], "-"))
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
	int flag = column_flag(args->command, cell->name);
	int option = column_option(cell->name);
	char why[COLUMN_WHY_SIZE];

	if (!column_is_known(cell->name))
		return cli_fail(EXIT_USAGE, "%s", column_unknown(cell->name, why));
	if (!cell->len || column_names_command(cell->name))
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
		int to = column_flag(c, from->command->flags[i].name);

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
