/* SPDX-License-Identifier: MIT */
/* `config list`: the settings, and where each comes from. */
#include "commands/cmd.h"

static int print(struct out *out, const char *name, const char *value, const char *origin)
{
	const struct cell cells[] = { text_cell(CELL_LINE, name), text_cell(CELL_LINE, value),
				      text_cell(CELL_LINE, origin) };

	return out_row(out, cells);
}

static int print_setting(const struct cli *cli, struct out *out, size_t id)
{
	const struct setting *s = &cli->config.setting[id];
	const char *value = s->value;

	if (cli_settings[id].secret)
		value = value ? "set" : "not set";
	return print(out, cli_settings[id].name, value, s->origin);
}

int cmd_config_list(struct cli *cli)
{
	static const struct column columns[] = { { .name = "setting" },
						 { .name = "value" },
						 { .name = "origin" } };
	struct iqm_error e;
	const char *unusable = state_open(&cli->config, &e) ? e.message : "";
	struct out *out;
	int err;

	out = out_open(&cli->print, columns, sizeof(columns) / sizeof(columns[0]));
	if (!out)
		return EXIT_FAILED;
	err = print(out, "profile", cli->config.profile, cli->config.profile_origin);
	if (!err)
		err = print(out, "config-file", cli->config.file.path,
			    cli->config.file.text ? "found" : "not found");
	if (!err)
		err = print(out, "state-directory", cli->config.state_directory, unusable);
	for (size_t i = 0; !err && i < SET_LEN; i++)
		err = print_setting(cli, out, i);
	if (err) {
		out_close(out);
		return err;
	}
	return out_close(out);
}
