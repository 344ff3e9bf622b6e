/* SPDX-License-Identifier: MIT */
/* Who is logged in: what both auth commands print. */
#include "commands/cmd.h"

int print_credentials(const struct cli *cli, const struct credentials *c, const char *source,
		      const char *state)
{
	static const struct column columns[] = { { .name = "profile" }, { .name = "service" },
						 { .name = "user" },    { .name = "workspace" },
						 { .name = "source" },  { .name = "state" },
						 { .name = "expires" }, { .name = "renewable" } };
	const char *ow_id = cli->config.setting[SET_OW_ID].value;
	const struct cell cells[] = {
		text_cell(CELL_TEXT, cli->config.profile),
		text_cell(CELL_TEXT, cli->config.setting[SET_BASE_URL].value),
		text_cell(CELL_TEXT, c->username),
		text_cell(CELL_TEXT, ow_id ? ow_id : c->ow_id),
		text_cell(CELL_TEXT, source),
		text_cell(CELL_TEXT, state),
		{ .kind = c->expires ? CELL_TIME : CELL_NONE, .as.number = c->expires },
		{ .kind = CELL_BOOL, .as.yes = c->refresh != NULL },
	};

	return out_object(&cli->print, columns, sizeof(columns) / sizeof(columns[0]), cells);
}
