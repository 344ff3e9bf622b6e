/* SPDX-License-Identifier: MIT */
/* Where the rows of a response go, one after another. These give exit codes. */
#ifndef IQM_CLI_SINK_H
#define IQM_CLI_SINK_H

#include "output/columns.h"

struct sink;

/* For all formats but json. */
int sink_open(const struct print_options *opts, struct sink **sink);
int sink_row(struct sink *s, const struct row *row);
int sink_close(struct sink *s);
/* A value's bytes and a line's end; `packed`: in one line. */
int sink_json(const char *json, size_t len, bool packed);

#endif
