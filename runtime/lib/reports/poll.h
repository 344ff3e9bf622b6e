/* SPDX-License-Identifier: MIT */
/* One poll of several reports: for poll.c, and waits, which repeat it. */
#ifndef IQM_LIB_REPORTS_POLL_H
#define IQM_LIB_REPORTS_POLL_H

#include "reports/polling.h"

/* Begins the call; IQM_E_USAGE where no list shows what the paid operation buys. */
int iqm_poll_begin(const struct iqm_op *op, struct iqm_call *call);
int iqm_poll_check(const struct poll *p, const struct iqm_report *reports, size_t len);
size_t iqm_count_waiting(const struct iqm_report *reports, size_t len);
int iqm_poll(struct poll *p, struct iqm_report *reports, size_t len);
/* Without the list: only the links of reports whose rows were read so long ago at most. */
int iqm_poll_seen(struct poll *p, struct iqm_report *reports, size_t len, int64_t max_age_ms);
/* After a poll: a report is missing, and a row whose id cannot be read may be its own. */
bool iqm_poll_is_unclear(const struct poll *p);
int iqm_poll_fail_unclear(const struct poll *p, struct iqm_call *call);

#endif
