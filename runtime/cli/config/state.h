/* SPDX-License-Identifier: MIT */
#ifndef IQM_CLI_STATE_H
#define IQM_CLI_STATE_H

#include "term/explain.h"

/* Sets cli->state_folder, and makes it. An enum iqm_status. */
int state_open(struct cli *cli, struct iqm_error *e);
/* cli_state_path() without telling what is wrong. */
char *state_path(struct cli *cli, const char *name, struct iqm_error *e);

#endif
