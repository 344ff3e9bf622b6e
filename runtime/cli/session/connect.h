/* SPDX-License-Identifier: MIT */
#ifndef IQM_CLI_CONNECT_H
#define IQM_CLI_CONNECT_H

#include "term/explain.h"

/* Whether the settings have all that a log-in needs. */
bool connect_can_log_in(const struct cli *cli);
/* Gives `s` the token of the settings, or the one that is kept, or what logs in. */
int connect_set_token(struct cli *cli, struct iqm_settings *s, struct iqm_error *e);
/*
 * Opens a client of the service with the shared allowance, the log lines and the limits of this
 * run. `s` has what it is to have besides: who logs in, a journal, a hook.
 */
int connect_open(struct cli *cli, struct iqm_settings *s, struct iqm_client **out,
		 struct iqm_error *e);

#endif
