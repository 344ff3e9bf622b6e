/* SPDX-License-Identifier: MIT */
/* `config list`: the settings, and where each comes from. */
#include "commands/config_rows.h"

int cmd_config_list(struct cli *cli)
{
	struct config_row rows[CONFIG_ROWS];
	struct iqm_error e;
	struct out *out = out_open(&cli->print, config_columns, 3);
	int err = 0;

	if (!out)
		return EXIT_FAILED;
	config_rows(cli, rows, &e);
	for (size_t i = 0; !err && i < CONFIG_ROWS; i++) {
		struct cell cells[3];

		config_cells(&rows[i], cells);
		err = out_row(out, cells);
	}
	if (err) {
		out_close(out);
		return err;
	}
	return out_close(out);
}
