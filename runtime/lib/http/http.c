/* SPDX-License-Identifier: MIT */
/* The transport that ships: a pool of libcurl's handles, reused with their connections. */
#include "http/handle.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define MAX_IDLE 16 /* handles for later calls */

struct pool {
	pthread_mutex_t lock;
	struct handle *idle; /* the last used first: its connection is the likeliest to be open */
	size_t idle_count;
	struct handle_options how;
	char *ca_file; /* as in `how` */
	char *ca_dir;
};

static struct handle *pop_idle(struct pool *pool)
{
	struct handle *h;

	pthread_mutex_lock(&pool->lock);
	h = pool->idle;
	if (h) {
		pool->idle = h->next;
		pool->idle_count--;
	}
	pthread_mutex_unlock(&pool->lock);
	return h;
}

/* A fork()ed child drops the parent's handles unclosed: to close one would end its TLS. */
static struct handle *pool_take(struct pool *pool)
{
	struct handle *h;
	pid_t self = getpid();

	do
		h = pop_idle(pool);
	while (h && h->owner != self);
	return h ? h : iqm_handle_new(&pool->how, false);
}

static void pool_give(struct pool *pool, struct handle *h)
{
	pthread_mutex_lock(&pool->lock);
	if (!h->code && pool->idle_count < MAX_IDLE) {
		h->next = pool->idle;
		pool->idle = h;
		pool->idle_count++;
		h = NULL;
	}
	pthread_mutex_unlock(&pool->lock);
	if (h)
		iqm_handle_free(h);
}

/* ---- one call ----------------------------------------------------------------------------- */

static int refuse(struct iqm_http_response *response, int status, const char *reason)
{
	iqm_http_response_failed(response, 0, reason);
	return status;
}

static int check_request(const struct pool *pool, const struct iqm_http_request *rq, bool direct,
			 struct iqm_http_response *response)
{
	if (iqm_cancelled(rq->cancel))
		return refuse(response, IQM_E_CANCELLED, "cancelled before it was sent");
	if (rq->timeout_ms <= 0)
		return refuse(response, IQM_E_TIMEOUT, "no time was left to send the request");
	for (size_t i = 0; rq->headers && rq->headers[i]; i++)
		if (iqm_has_control(rq->headers[i]))
			return refuse(response, IQM_E_CONFIG,
				      "a request header has a control byte");
	if (!strncasecmp(rq->url, "https://", 8))
		return 0;
	if (strncasecmp(rq->url, "http://", 7))
		return refuse(response, IQM_E_CONFIG, "the URL does not start with https://");
	if (!direct && !pool->how.allow_http)
		return refuse(response, IQM_E_CONFIG, "plain http is for loopback only; use https");
	return 0;
}

static int curl_perform(void *context, const struct iqm_http_request *rq,
			struct iqm_http_response *response)
{
	struct pool *pool = context;
	bool direct = iqm_url_is_loopback(rq->url);
	int status = check_request(pool, rq, direct, response);
	struct handle *h;

	if (status)
		return status;
	h = rq->presigned ? iqm_handle_new(&pool->how, true) : pool_take(pool);
	if (!h)
		return refuse(response, IQM_E_NOMEM, "out of memory");
	status = iqm_handle_perform(h, rq, direct, response);
	if (rq->presigned)
		iqm_handle_free(h);
	else
		pool_give(pool, h);
	return status;
}

/* ---- open and close ----------------------------------------------------------------------- */

/* libcurl counts its users; before 7.84, and in some builds, not safely between threads. */
static pthread_mutex_t global_lock = PTHREAD_MUTEX_INITIALIZER;

static int global_open(bool *gzip, struct iqm_error *error)
{
	const curl_version_info_data *found = curl_version_info(CURLVERSION_NOW);

	if (found->version_num < IQM_OLDEST_CURL)
		return iqm_fail(error, IQM_E_CONFIG, "libcurl %s found, 7.87.0 or newer needed",
				found->version);
	if (!(found->features & CURL_VERSION_SSL))
		return iqm_fail(error, IQM_E_CONFIG, "this libcurl %s has no TLS", found->version);
	*gzip = found->features & CURL_VERSION_LIBZ;
	if (curl_global_init(CURL_GLOBAL_DEFAULT))
		return iqm_fail(error, IQM_E_CONFIG, "libcurl %s cannot start", found->version);
	return 0;
}

static void pool_free(struct pool *pool)
{
	pthread_mutex_destroy(&pool->lock);
	free(pool->ca_file);
	free(pool->ca_dir);
	free(pool);
}

/* Whether there is the memory. */
static bool copy_path(const char *path, char **copy, const char **used)
{
	*used = *copy = path ? strdup(path) : NULL;
	return !path || *copy;
}

static struct pool *pool_new(const struct iqm_curl_options *options)
{
	struct pool *pool = calloc(1, sizeof(*pool));

	if (!pool)
		return NULL;
	if (pthread_mutex_init(&pool->lock, NULL)) {
		free(pool);
		return NULL;
	}
	pool->how.allow_http = options->allow_http;
	if (copy_path(options->ca_file, &pool->ca_file, &pool->how.ca_file) &&
	    copy_path(options->ca_dir, &pool->ca_dir, &pool->how.ca_dir))
		return pool;
	pool_free(pool);
	return NULL;
}

static void curl_close(void *context)
{
	struct pool *pool = context;
	pid_t self = getpid();

	while (pool->idle) {
		struct handle *h = pool->idle;

		pool->idle = h->next;
		if (h->owner == self)
			iqm_handle_free(h);
	}
	pool_free(pool);
	pthread_mutex_lock(&global_lock);
	curl_global_cleanup();
	pthread_mutex_unlock(&global_lock);
}

int iqm_curl_open(struct iqm_transport *out, const struct iqm_curl_options *options,
		  struct iqm_error *error)
{
	struct pool *pool = pool_new(options);
	int status;

	*out = (struct iqm_transport){ 0 };
	if (!pool)
		return iqm_fail_nomem(error);
	pthread_mutex_lock(&global_lock);
	status = global_open(&pool->how.gzip, error);
	pthread_mutex_unlock(&global_lock);
	if (status) {
		pool_free(pool);
		return status;
	}
	*out = (struct iqm_transport){ .perform = curl_perform,
				       .close = curl_close,
				       .context = pool,
				       .announces_sending = true };
	return 0;
}
