/* SPDX-License-Identifier: MIT */
#ifndef IQM_CLI_CONFIG_ROWS_H
#define IQM_CLI_CONFIG_ROWS_H

#include "commands/cmd.h"

#define CONFIG_ROWS (SET_LEN + 3)

/* A row of `config list`. */
struct config_row {
	const char *name;
	const char *value; /* NULL: not set; of a secret: "set", "not set" */
	const char *origin;
	bool secret;
};

/* All that `config list` has; `e` has why the state directory cannot be used, if so. */
void config_rows(struct cli *cli, struct config_row rows[CONFIG_ROWS], struct iqm_error *e);
/* The columns of a row, and its cells. */
extern const struct column config_columns[3];
void config_cells(const struct config_row *row, struct cell cells[3]);

#endif
