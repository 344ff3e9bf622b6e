/* SPDX-License-Identifier: MIT */
/* `config get NAME`: the value of one setting, for scripts. */
#include "commands/config_rows.h"

#include <string.h>

/* As `config list` calls it; NULL: the error is printed. */
static const struct config_row *find(const struct config_row rows[CONFIG_ROWS], const char *name)
{
	struct nearest near = { .word = name };
	char hint[96];

	for (size_t i = 0; i < CONFIG_ROWS; i++) {
		if (!strcmp(rows[i].name, name))
			return &rows[i];
		nearest_try(&near, rows[i].name);
	}
	cli_fail(EXIT_USAGE, "no setting is called '%.40s'%s", name,
		 nearest_hint(&near, hint, sizeof(hint)));
	return NULL;
}

static int print(const struct cli *cli, const struct config_row *row)
{
	struct cell cells[3];

	if (cli->config.format != FORMAT_TABLE) {
		config_cells(row, cells);
		return out_object(&cli->print, config_columns, 3, cells);
	}
	stream_data(stdout, row->value, strlen(row->value));
	stream_data(stdout, "\n", 1);
	return 0;
}

int cmd_config_get(struct cli *cli)
{
	const struct values *given = &cli->args.operands;
	struct config_row rows[CONFIG_ROWS];
	const struct config_row *row;
	struct iqm_error e;

	if (given->len != 1)
		return cli_fail(EXIT_USAGE, "expected a setting: " PROGRAM " config get timezone");
	config_rows(cli, rows, &e);
	row = find(rows, given->items[0]);
	if (!row)
		return EXIT_USAGE;
	if (row->secret)
		return cli_fail(EXIT_USAGE, "%s is a secret, and is not shown%s", row->name,
				strcmp(row->name, "token") != 0
					? ""
					: "; '" PROGRAM " auth token' prints the access token");
	if (!row->value)
		return cli_fail(EXIT_CONFIG, "%s is not set in profile %s", row->name,
				cli->config.profile);
	return print(cli, row);
}
