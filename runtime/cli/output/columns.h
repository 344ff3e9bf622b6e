/* SPDX-License-Identifier: MIT */
/* Which columns of an operation's response are shown, and what is in them. */
#ifndef IQM_CLI_COLUMNS_H
#define IQM_CLI_COLUMNS_H

#include "output/output.h"

/* Of columns that are no field. */
#define GROUP_FIELD SIZE_MAX        /* it has the name of the row's list */
#define STATUS_FIELD (SIZE_MAX - 1) /* it has the report's status in a word */

/* Of times. */
const char *zone_or_utc(const struct print_options *opts);
/* Whether it is printed as the service sent it, and not by columns. */
bool is_raw(const struct print_options *opts);
/* Whether a field of the response is a list whose items are the rows that are shown. */
bool has_rows(const struct cli_command *c, const struct iqm_field *f);

/* The columns that are shown, and the field that each shows. */
struct selection {
	const struct iqm_descriptor *descriptor; /* of the rows, or of the object */
	struct status_fields status;             /* of the rows; id NULL: they have none */
	struct column *columns;
	size_t *field; /* its index in the table */
	size_t len;
};

/* Those of --columns, or the default of the format. An exit code. */
int selection_open(const struct print_options *opts, struct selection *selection);
void selection_free(struct selection *selection);

/* A row of a response, of a page, or the response itself. */
struct row {
	const void *object;           /* its struct */
	const void *response;         /* NULL: it is of `pager` */
	const struct iqm_field *list; /* of the response's fields; NULL: it is the response */
	const struct iqm_pager *pager;
	size_t i;
};

/* The row's cells, one a column, which borrow from it. */
void row_cells(const struct selection *selection, const struct row *row, struct cell *cells);
/* Whether one of its fields could not be read. */
bool row_is_bad(const struct row *row, const struct iqm_field *f);
/* Its bytes, as they came. */
const char *row_raw(const struct row *row, size_t *len);

#endif
