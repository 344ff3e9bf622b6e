/* SPDX-License-Identifier: MIT */
/* How a request's fields get their values. */
#ifndef IQM_CLI_REQUEST_FIELD_H
#define IQM_CLI_REQUEST_FIELD_H

#include "input/request_memory.h"

/* A flag that is to become a field of the request. */
struct flag {
	const struct arguments *args;
	const struct cli_flag *flag;
	const struct iqm_field *field;
	const struct values *given;
	const char *zone; /* of dates that name none; NULL: there is no default */
	struct request *out;
};

/* ---- flag_value.c ------------------------------------------------------------------------ */

/* Sets the field of what was given for the flag; not of JSON. An exit code. */
int flag_set(const struct flag *f);
/* '<value>' is not <expected>: a usage error. */
int flag_fail(const struct flag *f, const char *value, const char *expected);
/* Where the request has the field. */
void *flag_member(const struct flag *f);

/* ---- request_json.c ---------------------------------------------------------------------- */

/* The same where field_is_json(). */
int flag_set_json(const struct flag *f);
/* Sets all fields that --body has. An exit code. */
int request_read_body(const struct arguments *args, struct request *out);

#endif
