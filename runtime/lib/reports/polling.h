/* SPDX-License-Identifier: MIT */
/* One poll while it runs: for poll.c, and confirm.c below it. */
#ifndef IQM_LIB_REPORTS_POLLING_H
#define IQM_LIB_REPORTS_POLLING_H

#include "reports/reports.h"

/* A report that is not final, in order of ids; the same id may be there several times. */
struct wanted {
	int64_t id;
	struct iqm_report *report;
	bool found;   /* in this poll */
	bool refused; /* and its link was: it may be ready shortly before its file is */
};

struct poll {
	struct iqm_client *client;
	const struct iqm_op *list;
	const struct iqm_order *order;
	struct wanted *wanted;
	size_t len;
	size_t missing;
	bool *missed;       /* of each report that was given: it is missing; NULL: nobody asks */
	int64_t bad_report; /* whose row does not say where it stands; 0: of none */
	bool has_row_without_id; /* a row without an id came, which may be any report's */
	char bad_id[192];        /* where the first one is that could not be read; "": none is */
	size_t bad_id_from;      /* of call->bad: that page's begin there */
	size_t bad_from;         /* and those of the page being read */
	const struct deadline *deadline;
	long most_ms; /* a request's */
	/* Gets a report whose link was given, before the next one is asked for. NULL: nobody does.
	 */
	void (*ready)(void *context, const struct iqm_report *report);
	void *context;
	struct iqm_call *call;
};

/* ---- confirm.c ------------------------------------------------------------------------------ */

/* Asks for the links of the reports that were found and may be ready by their status ids. Not 0:
 * the deadline is over, or it was cancelled. p->wanted is in another order then. */
int iqm_confirm(struct poll *p);

#endif
