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
	struct iqm_curl_options how;
	char *copies[5]; /* of its strings */
	size_t copied;
	bool no_memory; /* for one of them */
};

static struct handle *pop_idle(struct pool *pool, bool direct)
{
	struct handle **at = &pool->idle;
	struct handle *h;

	pthread_mutex_lock(&pool->lock);
	while (*at && (*at)->direct != direct)
		at = &(*at)->next;
	h = *at;
	if (h) {
		*at = h->next;
		pool->idle_count--;
	}
	pthread_mutex_unlock(&pool->lock);
	return h;
}

/* A fork()ed child drops the parent's handles unclosed: to close one would end its TLS. */
static struct handle *pool_take(struct pool *pool, bool direct)
{
	struct handle *h;
	pid_t self = getpid();

	do
		h = pop_idle(pool, direct);
	while (h && h->owner != self);
	return h ? h : iqm_handle_new(&pool->how, IQM_HANDLE_API, direct);
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
	h = rq->presigned ? iqm_handle_new(&pool->how, IQM_HANDLE_FILE, direct)
			  : pool_take(pool, direct);
	if (!h)
		return refuse(response, IQM_E_NOMEM, "out of memory");
	status = iqm_handle_perform(h, rq, response);
	if (rq->presigned)
		iqm_handle_free(h);
	else
		pool_give(pool, h);
	return status;
}

/* ---- open and close ----------------------------------------------------------------------- */

/* libcurl counts its users; before 7.84, and in some builds, not safely between threads. */
static pthread_mutex_t global_lock = PTHREAD_MUTEX_INITIALIZER;

static int global_open(struct iqm_curl_options *how, struct iqm_error *error)
{
	const curl_version_info_data *found = curl_version_info(CURLVERSION_NOW);

	if (found->version_num < IQM_OLDEST_CURL)
		return iqm_fail(error, IQM_E_CONFIG, "libcurl %s found, 7.87.0 or newer needed",
				found->version);
	if (!(found->features & CURL_VERSION_SSL))
		return iqm_fail(error, IQM_E_CONFIG, "this libcurl %s has no TLS", found->version);
	if (how->on_handle && !iqm_callers_options_can_be_limited())
		return iqm_fail(error, IQM_E_CONFIG,
				"on_handle: this libcurl %s cannot say which options it has",
				found->version);
	how->gzip = found->features & CURL_VERSION_LIBZ;
	if (curl_global_init(CURL_GLOBAL_DEFAULT))
		return iqm_fail(error, IQM_E_CONFIG, "libcurl %s cannot start", found->version);
	return 0;
}

static void pool_free(struct pool *pool)
{
	pthread_mutex_destroy(&pool->lock);
	for (size_t i = 0; i < pool->copied; i++)
		iqm_wipe(pool->copies[i]); /* a proxy's URL has a password */
	free(pool);
}

/* NULL of NULL, or if there is no memory. */
static const char *copy(struct pool *pool, const char *text)
{
	char *made = text ? strdup(text) : NULL;

	if (made)
		pool->copies[pool->copied++] = made;
	pool->no_memory = pool->no_memory || (text && !made);
	return made;
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
	pool->how = *options;
	pool->how.ca_file = copy(pool, options->ca_file);
	pool->how.ca_dir = copy(pool, options->ca_dir);
	pool->how.proxy = copy(pool, options->proxy);
	pool->how.client_cert = copy(pool, options->client_cert);
	pool->how.client_key = copy(pool, options->client_key);
	if (!pool->no_memory)
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
	status = global_open(&pool->how, error);
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
