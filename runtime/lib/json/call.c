/* SPDX-License-Identifier: MIT */
/* One call by its name: an operation of the API, or a function above single calls. */
#include "call/call.h"
#include "json/json.h"

#include <stdlib.h>
#include <string.h>

/* ---- names ----------------------------------------------------------------------------------- */

static const struct json_function *const family_functions[] = {
	&iqm_json_poll,     &iqm_json_wait, &iqm_json_find,
	&iqm_json_find_all, &iqm_json_save, &iqm_json_settle_not_bought,
};

static const struct json_function *family_function(const char *name)
{
	for (size_t i = 0; i < sizeof(family_functions) / sizeof(family_functions[0]); i++)
		if (!strcmp(family_functions[i]->name, name))
			return family_functions[i];
	return NULL;
}

static const struct json_function *function_of(const struct json_function *list, const char *name)
{
	for (; list->name; list++)
		if (!strcmp(list->name, name))
			return list;
	return NULL;
}

/* "sls.generate", or "sls.generate_within" with what is behind the operation's name. */
static const struct iqm_op *op_of(const struct iqm_api *api, const char *name, const char *behind)
{
	size_t len = strlen(name);
	size_t rest = strlen(behind);

	if (len < rest || strcmp(name + len - rest, behind) != 0)
		return NULL;
	for (const struct iqm_op *const *op = api->ops; *op; op++)
		if (strlen((*op)->name) == len - rest && !memcmp((*op)->name, name, len - rest))
			return *op;
	return NULL;
}

/* The operation that buys reports of the family that the name begins with. */
static const struct iqm_op *paid_op_of(const struct iqm_api *api, const char *name, size_t len)
{
	for (const struct iqm_op *const *op = api->ops; *op; op++)
		if ((*op)->order && strlen((*op)->family) == len &&
		    !memcmp((*op)->family, name, len))
			return *op;
	return NULL;
}

/* What has a dot in its name and is no operation. */
static void find_function(struct json_run *r, const char *name, const char *dot)
{
	static const char journal[] = "journal.";

	if (!strncmp(name, journal, sizeof(journal) - 1)) {
		r->function = function_of(iqm_json_purchases, dot + 1);
		if (!r->function)
			r->function = function_of(iqm_json_journal, dot + 1);
		return;
	}
	r->op = r->client ? paid_op_of(r->client->api, name, (size_t)(dot - name)) : NULL;
	if (r->op)
		r->function = family_function(dot + 1);
}

static int find(struct json_run *r, const char *name)
{
	const struct iqm_api *api = r->client ? r->client->api : NULL;
	const char *dot = strchr(name, '.');

	r->op = api ? op_of(api, name, "") : NULL;
	if (r->op)
		return 0;
	r->op = api ? op_of(api, name, iqm_json_within.name) : NULL;
	if (r->op && r->op->order && r->op->order->price)
		r->function = &iqm_json_within;
	else if (dot)
		find_function(r, name, dot);
	if (!r->client && !(r->function && r->function->no_client))
		return iqm_fail(&r->call->error, IQM_E_USAGE, "client is NULL");
	return r->function ? 0
			   : iqm_fail(&r->call->error, IQM_E_USAGE,
				      "no such call, expected the name of an operation, as "
				      "'%s', or of a function of <iqm/json.h>",
				      api ? api->ops[0]->name : "");
}

/* ---- the call -------------------------------------------------------------------------------- */

static int prepare(struct json_run *r, const char *json, size_t len)
{
	int err = find(r, r->name);

	if (!err)
		err = iqm_check_call(&r->call->error, NULL, r->call);
	return err ? err : iqm_json_read_args(r, json, len);
}

int iqm_json_prepare(struct json_run *r, const char *json, size_t len)
{
	struct iqm_error *e = &r->call->error;

	iqm_call_begin(r->call, r->name);
	if (!r->name)
		return iqm_fail(e, IQM_E_USAGE, "name is NULL");
	if (!prepare(r, json, len))
		return 0;
	iqm_copy_text(e->operation, sizeof(e->operation), r->name);
	return iqm_error_prefix(e, r->name);
}

int iqm_json_run(struct json_run *r)
{
	if (r->client)
		r->deadline = iqm_call_deadline(r->client, r->call);
	return r->function ? r->function->run(r) : iqm_json_perform(r);
}

int iqm_call_json(struct iqm_client *client, const char *name, const char *json, size_t len,
		  char **response, struct iqm_call *call)
{
	struct json_run r = { .client = client, .name = name, .call = IQM_CALL_OR_OWN(call) };
	int err;

	if (!response)
		return iqm_fail(&r.call->error, IQM_E_USAGE, "response is NULL");
	err = iqm_json_prepare(&r, json, len);
	if (!err)
		err = iqm_json_run(&r);
	*response = iqm_json_document(&r);
	iqm_free(r.args);
	return err;
}
