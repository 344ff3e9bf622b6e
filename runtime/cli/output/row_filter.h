/* SPDX-License-Identifier: MIT */
/* Which rows of a list are shown, where the service has no filter for it. */
#ifndef IQM_CLI_ROW_FILTER_H
#define IQM_CLI_ROW_FILTER_H

#include "output/columns.h"

/* A row of which it is not certain whether it fits is left out, and counted. */
bool row_filter_takes(struct row_filter *filter, const struct cli_command *c,
		      const struct row *row);
/* Says on standard error how many there were; nothing if there were none. */
void row_filter_report(const struct row_filter *filter, const struct cli_command *c);

#endif
