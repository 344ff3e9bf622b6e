/* SPDX-License-Identifier: MIT */
/* Lines of comma-separated values, by RFC 4180. */
#ifndef IQM_CLI_CSV_H
#define IQM_CLI_CSV_H

#include "output/cell.h"

void csv_add_names(struct buf *line, const struct column *columns, size_t len);
void csv_add_cells(struct buf *line, const struct cell *cells, size_t len, const char *zone);

#endif
