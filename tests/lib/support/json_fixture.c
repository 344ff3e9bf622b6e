/* SPDX-License-Identifier: MIT */
#include "support/json_fixture.h"

#include <string.h>

char *json_call(struct iqm_client *client, const char *name, const char *json, const char *options,
		int status)
{
	struct iqm_call *call = NULL;
	char *document = NULL;
	int err = 0;

	if (options)
		err = iqm_call_new(&call, options, strlen(options), &document);
	ck_assert_msg(!err, "%s", document);
	iqm_free(document);
	err = iqm_call_json(client, name, json, json ? strlen(json) : 0, &document, call);
	ck_assert_msg(err == status, "%s %s: found %s, expected %s: %s", name, json ? json : "",
		      iqm_status_name(err), iqm_status_name(status), document);
	iqm_call_free(call);
	ck_assert_ptr_nonnull(document);
	ck_assert(!err == !strstr(document, "\"error\":{"));
	return document;
}

void json_expect(struct iqm_client *client, const char *name, const char *json, const char *options,
		 int status, const char *document)
{
	char *found = json_call(client, name, json, options, status);

	ck_assert_str_eq(found, document);
	iqm_free(found);
}

void json_has(const char *document, const char *part)
{
	ck_assert_msg(strstr(document, part) != NULL, "no %s in %s", part, document);
}
