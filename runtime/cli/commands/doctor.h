/* SPDX-License-Identifier: MIT */
#ifndef IQM_CLI_DOCTOR_H
#define IQM_CLI_DOCTOR_H

#include "commands/cmd.h"

enum check_result { CHECK_OK, CHECK_WARN, CHECK_FAIL };

struct doctor {
	struct cli *cli;
	struct out *out;
	bool logged_in; /* there is a token, or what gets one */
	size_t failed;  /* checks */
	int err;        /* of the output */
};

/* doctor_report.c: prints one line. Returns false for CHECK_FAIL. */
bool doctor_report(struct doctor *d, const char *check, enum check_result result,
		   const char *format, ...) CLI_PRINTF(4, 5);
/* The same of an error, with what helps against it. Returns false. */
bool doctor_report_error(struct doctor *d, const char *check, const struct iqm_error *e);

/* doctor_machine.c: what can be seen without a connection. */
void doctor_check_libcurl(struct doctor *d);
void doctor_check_zones(struct doctor *d);
/* These give whether the next checks can run. */
bool doctor_check_settings(struct doctor *d);
bool doctor_check_state(struct doctor *d);
void doctor_check_journal(struct doctor *d);
void doctor_check_store(struct doctor *d);
void doctor_check_purchases(struct doctor *d);
void doctor_check_log_in(struct doctor *d);
void doctor_check_certificates(struct doctor *d);
void doctor_check_proxy(struct doctor *d);

/* doctor_service.c: one request, and what it shows of the connection, the clock, the token. */
void doctor_check_service(struct doctor *d);

/* doctor_statuses.c: whether status ids mean what the spec says. */
void doctor_check_statuses(struct doctor *d);

#endif
