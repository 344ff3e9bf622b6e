/* SPDX-License-Identifier: MIT */
/* Lines of values: separated by commas, by RFC 4180, or by tabs. */
#ifndef IQM_CLI_CSV_H
#define IQM_CLI_CSV_H

#include "output/cell.h"

/* Bits. */
#define CSV_PLAIN 0U
/* CRLF, a byte-order mark first, an apostrophe before texts that would be run. */
#define CSV_EXCEL 1U
/* Tabs, line ends and backslashes in values are \t, \n, \r and \\; no quotes. */
#define CSV_TABS 2U
/* On a terminal: signs in place of tabs and line ends in values. */
#define CSV_SHOWN 4U
unsigned csv_kind_of(const struct print_options *opts);

void csv_add_names(struct buf *line, unsigned kind, const struct column *columns, size_t len);
void csv_add_cells(struct buf *line, unsigned kind, const struct cell *cells, size_t len,
		   const char *zone);

#endif
