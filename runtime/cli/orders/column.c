/* SPDX-License-Identifier: MIT */
/* What the name of a column means. */
#include "orders/reader.h"

#include <string.h>

/* Options of that command that a row may have. */
static const enum cli_option row_options[] = { OPT_KEY,      OPT_TIMEZONE,
					       OPT_PERIOD,   OPT_ALLOW_INCOMPLETE,
					       OPT_MAX_COST, OPT_MAX_DAYS,
					       OPT_SAVE,     OPT_ALLOW_DUPLICATE };
#define ROW_OPTIONS (sizeof(row_options) / sizeof(row_options[0]))

bool command_buys(const struct cli_command *c)
{
	return c->kind == KIND_OPERATION && c->op->effect == IQM_PAID;
}

int column_flag(const struct cli_command *c, const char *name)
{
	char folded[64];
	int flag;

	sheet_fold_name(name, folded, sizeof(folded));
	flag = flag_named(c, folded, strlen(folded));
	return flag >= 0 ? flag : flag_of_wire(c, name, strlen(name));
}

int column_option(const char *name)
{
	for (size_t i = 0; i < ROW_OPTIONS; i++)
		if (sheet_is_name(name, cli_options[row_options[i]].name))
			return (int)row_options[i];
	return -1;
}

bool column_names_command(const char *name)
{
	return sheet_is_name(name, "operation") || sheet_is_name(name, "family");
}

bool column_is_known(const char *name)
{
	if (column_names_command(name) || column_option(name) >= 0)
		return true;
	for (const struct cli_command *c = cli_commands; c->family; c++)
		if (command_buys(c) && column_flag(c, name) >= 0)
			return true;
	return false;
}

const char *column_unknown(const char *name, char why[COLUMN_WHY_SIZE])
{
	struct nearest near = { .word = name };
	char hint[96];

	nearest_try(&near, "family");
	nearest_try(&near, "operation");
	for (size_t i = 0; i < ROW_OPTIONS; i++)
		nearest_try(&near, cli_options[row_options[i]].name);
	for (const struct cli_command *c = cli_commands; c->family; c++)
		for (size_t i = 0; command_buys(c) && i < c->flag_len; i++)
			nearest_try(&near, c->flags[i].name);
	snprintf(why, COLUMN_WHY_SIZE, "unknown column '%.60s'%s", name,
		 nearest_hint(&near, hint, sizeof(hint)));
	return why;
}
