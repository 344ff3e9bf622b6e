/* SPDX-License-Identifier: MIT */
/* What the generated golden tests share. */
#ifndef TESTS_GOLDEN_H
#define TESTS_GOLDEN_H

#include <check.h>

#include "support/mock.h"
#include "support/suite.h"
#include "iqm_tables.h"

struct golden_request {
	const char *method;
	const char *url; /* from the path on */
	const char *body;
};

/* Method, URL, body and headers of what was sent. */
void golden_check_request(const struct mock *mock, const struct iqm_op *op,
			  const struct golden_request *want);

/* The response written again must be this JSON. */
void golden_check_json(const struct iqm_op *op, const void *response, const char *want);

#endif
