/* SPDX-License-Identifier: MIT */
/* What tests of calls by name share. */
#ifndef TESTS_JSON_FIXTURE_H
#define TESTS_JSON_FIXTURE_H

#include <check.h>
#include <iqm/insights.h>
#include <iqm/json.h>

/* The document of a call with `options` (NULL: no struct iqm_call), for iqm_free(); the result must
 * be `status`. */
char *json_call(struct iqm_client *client, const char *name, const char *json, const char *options,
		int status);
/* The same; the document must be this one. */
void json_expect(struct iqm_client *client, const char *name, const char *json, const char *options,
		 int status, const char *document);
/* The document has this in it. */
void json_has(const char *document, const char *part);

#endif
