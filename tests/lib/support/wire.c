/* SPDX-License-Identifier: MIT */
#include "support/wire.h"

#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_CONNECTIONS 512
#define MAX_REQUESTS 4096
#define MAX_REQUEST (4u << 20)

struct request {
	char *data;
	size_t len;
};

struct peer {
	struct wire *wire;
	const struct wire_script *script;
	pthread_t thread;
	int fd; /* -1: closed */
};

struct wire {
	pthread_mutex_t lock; /* over all below */
	pthread_cond_t came;  /* a request */
	const struct wire_script *scripts;
	size_t script_count;
	struct wire_script single; /* of wire_start_step(), with its step */
	struct wire_step step;
	int fd;
	int port;
	char url[40];
	pthread_t thread;
	bool stopping;
	size_t hold;
	struct peer peers[MAX_CONNECTIONS];
	size_t peer_count;
	struct request requests[MAX_REQUESTS];
	size_t request_count;
};

/* Length of the first request in `data`, or 0 if it is not all there. */
static size_t whole_request(const char *data)
{
	const char *end = strstr(data, "\r\n\r\n");
	size_t body = 0;

	if (!end)
		return 0;
	for (const char *p = strstr(data, "\r\n"); p && p < end; p = strstr(p + 2, "\r\n"))
		if (!strncasecmp(p + 2, "content-length:", 15))
			body = strtoul(p + 17, NULL, 10);
	return (size_t)(end - data) + 4 + body;
}

/* Reads one request, which the caller frees. False: the connection is over. */
static bool read_request(int fd, struct request *r)
{
	size_t cap = 65536;
	size_t want = 0;

	*r = (struct request){ malloc(cap), 0 };
	while (r->data && (!want || r->len < want) && r->len < MAX_REQUEST) {
		ssize_t n;

		if (cap - r->len < 2) {
			char *more = realloc(r->data, cap *= 2);

			if (!more)
				break;
			r->data = more;
		}
		n = recv(fd, r->data + r->len, cap - r->len - 1, 0);
		if (n <= 0)
			break;
		r->len += (size_t)n;
		r->data[r->len] = '\0';
		if (!want)
			want = whole_request(r->data);
	}
	if (want && r->len >= want)
		return true;
	free(r->data);
	return false;
}

static void keep(struct wire *w, struct request r)
{
	pthread_mutex_lock(&w->lock);
	if (w->request_count < MAX_REQUESTS)
		w->requests[w->request_count++] = r;
	else
		free(r.data);
	pthread_cond_broadcast(&w->came);
	while (w->request_count < w->hold && !w->stopping)
		pthread_cond_wait(&w->came, &w->lock);
	pthread_mutex_unlock(&w->lock);
}

static void pause_for(long ms)
{
	struct timespec span = { ms / 1000, ms % 1000 * 1000000 };

	if (ms)
		nanosleep(&span, NULL);
}

static bool send_all(int fd, const struct wire_step *step)
{
	size_t len = step->response && !step->len ? strlen(step->response) : step->len;
	size_t sent = 0;

	pause_for(step->pause_ms);
	while (sent < len) {
		bool drip = step->flags & WIRE_DRIP;
		ssize_t n = send(fd, step->response + sent, drip ? 1 : len - sent, MSG_NOSIGNAL);

		if (drip)
			pause_for(step->pause_ms);
		if (n <= 0)
			return false;
		sent += (size_t)n;
	}
	return true;
}

static void wait_for_stop(struct wire *w)
{
	pthread_mutex_lock(&w->lock);
	while (!w->stopping)
		pthread_cond_wait(&w->came, &w->lock);
	pthread_mutex_unlock(&w->lock);
}

/* One request. False: the connection is over. */
static bool follow(struct peer *p, const struct wire_step *step)
{
	struct request r;
	char byte;

	if (step->flags & WIRE_DEAF) {
		wait_for_stop(p->wire);
		return false;
	}
	if (step->flags & WIRE_EAGER && !send_all(p->fd, step))
		return false;
	if (!read_request(p->fd, &r))
		return false;
	keep(p->wire, r);
	if (step->flags & WIRE_SILENT)
		while (recv(p->fd, &byte, 1, 0) > 0)
			;
	else if (!(step->flags & WIRE_EAGER) && !send_all(p->fd, step))
		return false;
	if (step->flags & WIRE_GONE)
		shutdown(p->wire->fd, SHUT_RDWR);
	return !(step->flags & (WIRE_CLOSE | WIRE_RESET | WIRE_SILENT | WIRE_GONE));
}

static void *serve(void *context)
{
	struct peer *p = context;
	const struct wire_step *step = p->script->steps;
	const struct wire_step *last = step + p->script->len - 1;

	while (follow(p, step))
		if (step < last)
			step++;
	if (step->flags & WIRE_RESET) {
		struct linger now = { 1, 0 };

		setsockopt(p->fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
	}
	pthread_mutex_lock(&p->wire->lock);
	close(p->fd);
	p->fd = -1;
	pthread_mutex_unlock(&p->wire->lock);
	return NULL;
}

static void take_peer(struct wire *w, int fd)
{
	struct peer *p;
	size_t n;

	pthread_mutex_lock(&w->lock);
	n = w->peer_count;
	p = &w->peers[n];
	if (!w->stopping && n < MAX_CONNECTIONS) {
		*p = (struct peer){
			.wire = w,
			.script = &w->scripts[n < w->script_count ? n : w->script_count - 1],
			.fd = fd,
		};
		if (!pthread_create(&p->thread, NULL, serve, p)) {
			w->peer_count++;
			fd = -1;
		}
	}
	pthread_mutex_unlock(&w->lock);
	if (fd >= 0)
		close(fd);
}

static void *accept_all(void *context)
{
	struct wire *w = context;
	int fd;

	while ((fd = accept(w->fd, NULL, NULL)) >= 0)
		take_peer(w, fd);
	return NULL;
}

static bool listen_on_loopback(struct wire *w)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t len = sizeof(at);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	w->fd = socket(AF_INET, SOCK_STREAM, 0);
	if (w->fd < 0)
		return false;
	if (bind(w->fd, (struct sockaddr *)&at, sizeof(at)) || listen(w->fd, 128) ||
	    getsockname(w->fd, (struct sockaddr *)&at, &len)) {
		close(w->fd);
		return false;
	}
	w->port = ntohs(at.sin_port);
	snprintf(w->url, sizeof(w->url), "http://127.0.0.1:%d", w->port);
	return true;
}

static struct wire *start(struct wire *w)
{
	if (!w || !listen_on_loopback(w)) {
		free(w);
		return NULL;
	}
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->came, NULL);
	if (pthread_create(&w->thread, NULL, accept_all, w)) {
		close(w->fd);
		free(w);
		return NULL;
	}
	return w;
}

struct wire *wire_start(const struct wire_script *scripts, size_t count)
{
	struct wire *w = calloc(1, sizeof(*w));

	if (w) {
		w->scripts = scripts;
		w->script_count = count;
	}
	return start(w);
}

struct wire *wire_start_step(const struct wire_step *step)
{
	struct wire *w = calloc(1, sizeof(*w));

	if (w) {
		w->step = *step;
		w->single = (struct wire_script){ &w->step, 1 };
		w->scripts = &w->single;
		w->script_count = 1;
	}
	return start(w);
}

void wire_stop(struct wire *w)
{
	pthread_mutex_lock(&w->lock);
	w->stopping = true;
	pthread_cond_broadcast(&w->came);
	for (size_t i = 0; i < w->peer_count; i++)
		if (w->peers[i].fd >= 0)
			shutdown(w->peers[i].fd, SHUT_RDWR);
	pthread_mutex_unlock(&w->lock);
	shutdown(w->fd, SHUT_RDWR); /* wakes accept() */
	pthread_join(w->thread, NULL);
	close(w->fd);
	for (size_t i = 0; i < w->peer_count; i++)
		pthread_join(w->peers[i].thread, NULL);
	for (size_t i = 0; i < w->request_count; i++)
		free(w->requests[i].data);
	pthread_cond_destroy(&w->came);
	pthread_mutex_destroy(&w->lock);
	free(w);
}

int wire_port(const struct wire *w)
{
	return w->port;
}

const char *wire_url(const struct wire *w)
{
	return w->url;
}

void wire_hold(struct wire *w, size_t requests)
{
	pthread_mutex_lock(&w->lock);
	w->hold = requests;
	pthread_mutex_unlock(&w->lock);
}

size_t wire_requests(struct wire *w)
{
	return wire_count(w, "");
}

size_t wire_connections(struct wire *w)
{
	size_t count;

	pthread_mutex_lock(&w->lock);
	count = w->peer_count;
	pthread_mutex_unlock(&w->lock);
	return count;
}

size_t wire_count(struct wire *w, const char *start_with)
{
	size_t count = 0;

	pthread_mutex_lock(&w->lock);
	for (size_t i = 0; i < w->request_count; i++)
		count += !strncmp(w->requests[i].data, start_with, strlen(start_with));
	pthread_mutex_unlock(&w->lock);
	return count;
}

const char *wire_request(struct wire *w, size_t n, size_t *len)
{
	const char *data = "";

	pthread_mutex_lock(&w->lock);
	if (len)
		*len = n < w->request_count ? w->requests[n].len : 0;
	if (n < w->request_count)
		data = w->requests[n].data;
	pthread_mutex_unlock(&w->lock);
	return data;
}
