/* SPDX-License-Identifier: MIT */
/* Out of columns that were chosen already. */
#ifndef IQM_CLI_ROWS_H
#define IQM_CLI_ROWS_H

#include "output/output.h"

struct rows;

/* As out_open() and its like. `zone`: of times in json; NULL: they are numbers. */
struct rows *rows_open(const struct print_options *opts, const struct column *columns, size_t len,
		       const char *zone);
int rows_add(struct rows *rows, const struct cell *cells);
int rows_close(struct rows *rows);
int rows_object(const struct print_options *opts, const struct column *columns, size_t len,
		const struct cell *cells, const char *zone);

#endif
