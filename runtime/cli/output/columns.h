/* SPDX-License-Identifier: MIT */
/* Which columns of an operation's response are shown. */
#ifndef IQM_CLI_COLUMNS_H
#define IQM_CLI_COLUMNS_H

#include "output/output.h"

#define NO_FIELD SIZE_MAX /* the column has the name of the row's list */

/* The columns that are shown, and the field that each shows. */
struct selection {
	const struct iqm_table *table; /* of the rows, or of the object */
	struct column *columns;
	size_t *field; /* its index in the table */
	size_t len;
};

/* Those of --columns, or the default of the format. An exit code. */
int selection_open(const struct print_options *opts, struct selection *selection);
void selection_free(struct selection *selection);

#endif
