/* SPDX-License-Identifier: MIT */
/* A wait while it lasts, and a poll of several: for wait.c, and wait_poll.c above it. */
#ifndef IQM_LIB_REPORTS_WAITING_H
#define IQM_LIB_REPORTS_WAITING_H

#include "reports/poll.h"

struct wait {
	struct iqm_client *client;
	const struct iqm_order *order;
	const struct iqm_op *list;
	struct iqm_call *call;
	struct iqm_report *reports;
	size_t len;
	struct iqm_wait how;
	struct deadline deadline;
	int64_t delay;  /* the longest until the next poll */
	long spare;     /* left for the last one */
	int64_t polled; /* when, last; INT64_MIN: never */
	int64_t due;    /* when the next poll is */
	bool last;      /* time is up after it */
	int polls;
	/* what the last poll came to */
	int err;
	bool rode;     /* it was before `due`, for others */
	long hint;     /* the service asked to wait so long */
	char why[400]; /* it failed; or "" */
	bool unclear;  /* what it said of reports that are missing */
	/* how the wait ended */
	bool ended;
	int status;
};

struct wait_poll {
	struct poll poll;
	struct deadline deadline;
	struct iqm_call call;
	int64_t began;
	int err;
	size_t len;
	bool *missed; /* of each report: it is waited for, and was not in the list */
	struct iqm_report reports[];
};

#endif
