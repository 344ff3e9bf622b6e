/* SPDX-License-Identifier: MIT */
/* The link of a report's file: the one request that asks for it; and links that were given to show
 * how a report stands, kept for the save that follows. */
#include "reports/reports.h"

#include <pthread.h>
#include <stdlib.h>

#define KEPT_LINKS 16
#define KEPT_MS 10000 /* what follows a wait follows at once; a link lives longer */

struct kept_link {
	const struct iqm_op *op;
	int64_t id;
	int64_t file_type;
	int64_t given;  /* when, by the client's clock */
	void *response; /* has the link; NULL: there is none */
};

struct links {
	pthread_mutex_t mutex;
	struct kept_link kept[KEPT_LINKS];
	size_t next; /* to be overwritten */
};

int iqm_ask_link(struct iqm_client *client, const struct iqm_op *op, int64_t id, int64_t file_type,
		 void **response, struct iqm_call *call)
{
	void *request = calloc(1, op->body->size);
	int err;

	*response = NULL;
	if (!request)
		return iqm_fail_nomem(&call->error);
	iqm_put_int(request, op->file->id, id);
	iqm_put_int(request, op->file->type, file_type);
	err = iqm_perform(client, op, request, response, call);
	free(request);
	return err;
}

int iqm_links_open(struct links **out)
{
	*out = calloc(1, sizeof(**out));
	if (!*out)
		return IQM_E_NOMEM;
	pthread_mutex_init(&(*out)->mutex, NULL);
	return 0;
}

void iqm_links_close(struct links *links)
{
	if (!links)
		return;
	for (size_t i = 0; i < KEPT_LINKS; i++)
		iqm_free(links->kept[i].response);
	pthread_mutex_destroy(&links->mutex);
	free(links);
}

/* Under the mutex, whenever the links are used: else old ones would stay until the client closes.
 */
static void drop_old(struct links *links, int64_t now)
{
	for (size_t i = 0; i < KEPT_LINKS; i++) {
		struct kept_link *k = &links->kept[i];

		if (!k->response || now - k->given <= KEPT_MS)
			continue;
		iqm_free(k->response);
		k->response = NULL;
	}
}

void iqm_link_keep(struct iqm_client *client, const struct iqm_op *op, int64_t id,
		   int64_t file_type, void *response)
{
	struct links *links = client->links;
	struct kept_link *slot;
	void *before;

	iqm_free(iqm_link_take(client, op, id, file_type));
	pthread_mutex_lock(&links->mutex);
	slot = &links->kept[links->next++ % KEPT_LINKS];
	before = slot->response;
	*slot = (struct kept_link){ op, id, file_type, iqm_now(&client->clock), response };
	pthread_mutex_unlock(&links->mutex);
	iqm_free(before);
}

void *iqm_link_take(struct iqm_client *client, const struct iqm_op *op, int64_t id,
		    int64_t file_type)
{
	struct links *links = client->links;
	void *response = NULL;

	pthread_mutex_lock(&links->mutex);
	drop_old(links, iqm_now(&client->clock));
	for (size_t i = 0; !response && i < KEPT_LINKS; i++) {
		struct kept_link *k = &links->kept[i];

		if (!k->response || k->op != op || k->id != id || k->file_type != file_type)
			continue;
		response = k->response;
		k->response = NULL;
	}
	pthread_mutex_unlock(&links->mutex);
	return response;
}
