/* SPDX-License-Identifier: MIT */
#ifndef IQM_CLI_EXPLAIN_H
#define IQM_CLI_EXPLAIN_H

#include "cli.h"

/* Makes `e` an error that is yet to be told. Gives `status`, an enum iqm_status. */
int explain(struct iqm_error *e, int status, const char *format, ...) CLI_PRINTF(3, 4);
/* "<path> cannot be <what>: <errno's text>" */
int explain_file(struct iqm_error *e, const char *path, const char *what);
int explain_nomem(struct iqm_error *e);

#endif
