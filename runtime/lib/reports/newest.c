/* SPDX-License-Identifier: MIT */
/* The newest rows of a list: one request for a page of them. */
#include "reports/reports.h"

#include <stdlib.h>
#include <string.h>

void *iqm_newest_first(const struct iqm_op *list, int64_t size)
{
	const struct iqm_paged *p = list->paged;
	const char *key = p->key->names[0];
	size_t len = strlen(key);
	char *request = calloc(1, list->query->size + 1 + len + 1);
	char *sort;

	if (!request)
		return NULL;
	iqm_put_int(request, p->size, size);
	iqm_put_int(request, p->page, 1);
	if (!p->sort)
		return request;
	sort = request + list->query->size; /* the text lives behind the struct */
	sort[0] = '-';
	memcpy(sort + 1, key, len + 1);
	memcpy(request + p->sort->offset, &sort, sizeof(sort));
	return request;
}

int iqm_ask_newest(struct iqm_client *client, const struct iqm_op *list, int64_t size,
		   const struct deadline *deadline, void **response, struct iqm_error *error)
{
	struct iqm_call call = iqm_deadline_call(deadline);
	void *request = iqm_newest_first(list, size);
	int err;

	call.fresh_connection = true; /* a decision rests on it */
	err = request ? iqm_perform(client, list, request, response, &call)
		      : iqm_fail_nomem(&call.error);

	free(request);
	*error = call.error;
	return err;
}
