/* SPDX-License-Identifier: MIT */
/* Rows under headings. */
#ifndef IQM_CLI_TABLE_H
#define IQM_CLI_TABLE_H

#include "output/cell.h"

struct table;

/* NULL: out of memory. */
struct table *table_open(const struct column *columns, size_t len);
void table_free(struct table *t);
/* The next cell, row by row. false: out of memory. */
bool table_add(struct table *t, const struct buf *shown, enum cell_style style);
/* Prints it; an exit code. */
int table_print(const struct print_options *opts, FILE *stream, struct table *t);

#endif
