/* SPDX-License-Identifier: MIT */
#ifndef IQM_CLI_CONNECT_H
#define IQM_CLI_CONNECT_H

#include "explain.h"

/* Where the service is: the setting, or the service's own. */
const char *connect_base_url(const struct cli *cli);
/* Whether the settings have all that a log-in needs. */
bool connect_can_log_in(const struct cli *cli);
/*
 * Opens a client of that service with the shared allowance, the log lines and the limits of this
 * run. `s` has what it is to have besides: who logs in, a journal.
 */
int connect_open(struct cli *cli, struct iqm_settings *s, struct iqm_client **out,
		 struct iqm_error *e);

#endif
