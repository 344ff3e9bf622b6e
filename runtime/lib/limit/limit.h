/* SPDX-License-Identifier: MIT */
/* The rate limiters that ship: of one process, and of all processes that name the same file. */
#ifndef IQM_LIB_LIMIT_H
#define IQM_LIB_LIMIT_H

#include "base/base.h"

#define IQM_MAX_REQUESTS_PER_MINUTE 1000

/* 0 or IQM_E_NOMEM. The clock is copied. */
int iqm_limiter_open(struct iqm_limiter *out, const struct iqm_clock *clock);
/* 0, IQM_E_CONFIG or IQM_E_NOMEM. The logger is borrowed. */
int iqm_limiter_file_open(struct iqm_limiter *out, const struct iqm_clock *clock,
			  const struct logger *logger, const char *path, struct iqm_error *error);

#endif
