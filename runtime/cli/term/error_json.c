/* SPDX-License-Identifier: MIT */
/* An error as JSON: the message, and all that is known of the call that failed. */
#include "term/about.h"
#include "term/term.h"

#include <cjson/cJSON.h>

const char *exit_class(int exit_code)
{
	for (const struct cli_exit_info *row = cli_exits; row->name; row++)
		if (row->code == exit_code)
			return row->name;
	return "failed";
}

static bool add(cJSON *to, const char *name, const char *value)
{
	return !*value || cJSON_AddStringToObject(to, name, value);
}

static bool add_advice(cJSON *to, const struct iqm_error *e)
{
	struct advice advice;
	char line[ADVICE_SIZE];

	return !advise(e, &advice) || add(to, "advice", advice_line(&advice, line));
}

cJSON *error_tree(int exit_code, const char *message, const struct iqm_error *call)
{
	cJSON *root = cJSON_CreateObject();
	cJSON *error = cJSON_AddObjectToObject(root, "error");
	bool whole = cJSON_AddNumberToObject(error, "exit", exit_code) &&
		     add(error, "class", exit_class(exit_code)) && add(error, "message", message) &&
		     add(error, "about", about_text()) &&
		     (!call || (iqm_error_add_json(error, call) && add_advice(error, call)));

	if (whole)
		return root;
	iqm_tree_free(root);
	return NULL;
}
