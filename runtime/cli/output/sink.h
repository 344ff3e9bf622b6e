/* SPDX-License-Identifier: MIT */
/* Where the rows of a response go, one after another. These give exit codes. */
#ifndef IQM_CLI_SINK_H
#define IQM_CLI_SINK_H

#include "output/output.h"

struct sink;

/* For all formats but json. */
int sink_open(const struct print_options *opts, struct sink **sink);
int sink_row(struct sink *s, struct json_span row, const char *group);
int sink_close(struct sink *s);
/* A value's bytes and a line's end; `packed`: in one line. */
int sink_value(struct json_span value, bool packed);

#endif
