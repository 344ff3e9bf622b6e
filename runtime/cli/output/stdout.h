/* SPDX-License-Identifier: MIT */
/* Standard output. These give exit codes. */
#ifndef IQM_CLI_STDOUT_H
#define IQM_CLI_STDOUT_H

#include "output/output.h"

/* Text for people, which may have colours. */
int stdout_put(const struct buf *t);
/* Data for programs: its bytes. */
int stdout_put_data(const struct buf *t);
/* Whatever was put before is written when it returns. */
int stdout_flush(void);

#endif
