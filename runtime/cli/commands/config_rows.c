/* SPDX-License-Identifier: MIT */
/* The settings, and where each comes from: what `config list` and `config get` show. */
#include "commands/config_rows.h"

const struct column config_columns[3] = { { .name = "setting" },
					  { .name = "value" },
					  { .name = "origin" } };

static struct config_row row_of(const struct cli *cli, size_t id)
{
	const struct setting *s = &cli->config.setting[id];
	struct config_row row = { cli_settings[id].name, s->value, s->origin,
				  config_is_secret((enum cli_setting_id)id, s->value) };

	if (row.secret)
		row.value = row.value ? "set" : "not set";
	return row;
}

void config_rows(struct cli *cli, struct config_row rows[CONFIG_ROWS], struct iqm_error *e)
{
	struct config *config = &cli->config;
	const char *unusable = state_open(config, e) ? e->message : "";

	rows[0] = (struct config_row){ "profile", config->profile, config->profile_origin, false };
	rows[1] = (struct config_row){ "config-file", config->file.path,
				       config->file.text ? "found" : "not found", false };
	rows[2] =
		(struct config_row){ "state-directory", config->state_directory, unusable, false };
	for (size_t i = 0; i < SET_LEN; i++)
		rows[3 + i] = row_of(cli, i);
}

void config_cells(const struct config_row *row, struct cell cells[3])
{
	cells[0] = text_cell(CELL_LINE, row->name);
	cells[1] = text_cell(CELL_LINE, row->value);
	cells[2] = text_cell(CELL_LINE, row->origin);
}
