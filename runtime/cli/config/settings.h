/* SPDX-License-Identifier: MIT */
#ifndef IQM_CLI_SETTINGS_H
#define IQM_CLI_SETTINGS_H

#include "term/explain.h"

/* cli_settings_load() without telling what is wrong: an enum iqm_status, and `e`. */
int settings_read(struct cli *cli, struct iqm_error *e);

#endif
