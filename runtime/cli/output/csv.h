/* SPDX-License-Identifier: MIT */
/* Lines of values: separated by commas, by RFC 4180, or by tabs. */
#ifndef IQM_CLI_CSV_H
#define IQM_CLI_CSV_H

#include "output/cell.h"

/* tsv: tabs, line ends and backslashes in values are \t, \n, \r and \\, and nothing is quoted.
 * excel: lines end in CRLF, a byte-order mark comes first, and a text that a spreadsheet would run
 * has an apostrophe before it. */
enum csv_kind { CSV_PLAIN, CSV_EXCEL, CSV_TABS };
enum csv_kind csv_kind_of(const struct print_options *opts);

void csv_add_names(struct buf *line, enum csv_kind kind, const struct column *columns, size_t len);
void csv_add_cells(struct buf *line, enum csv_kind kind, const struct cell *cells, size_t len,
		   const char *zone);

#endif
