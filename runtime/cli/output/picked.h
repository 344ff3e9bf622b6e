/* SPDX-License-Identifier: MIT */
/* Those of a command's own columns that --columns names. */
#ifndef IQM_CLI_PICKED_H
#define IQM_CLI_PICKED_H

#include "output/output.h"

struct picked {
	struct column *columns; /* NULL: all are shown */
	struct cell *cells;     /* of the last row */
	size_t *index;
	size_t len;
	const struct column *all; /* that may be named */
	size_t all_len;
};

/* An exit code. */
int picked_open(struct picked *p, const struct print_options *opts, const struct column *columns,
		size_t len);
void picked_free(struct picked *p);
/* Those of a row. */
const struct cell *picked_cells(struct picked *p, const struct cell *cells);

#endif
