/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* memmem() */
#include "proxy.h"
#include "database.h"

#include <arpa/inet.h>
#include <check.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST 16 /* connections at a time */
#define CHUNK 65536

struct pair {
	int client, server; /* -1: closed */
	bool cut;           /* ends with the server's next bytes */
};

struct proxy {
	int listener;
	struct sockaddr_in server;
	char url[128];
	pthread_t thread;
	struct pair pairs[MOST];
	char held[CHUNK];
	size_t held_len;
	int held_for; /* the server's connection */

	pthread_mutex_t mutex; /* of these: */
	enum proxy_loss loss;
	char text[64];
	bool lost, waits;
	bool deliver, delivered;
	bool ends;
};

/* ---- connections --------------------------------------------------------------------------- */

static void end(struct pair *p)
{
	if (p->client >= 0)
		close(p->client);
	if (p->server >= 0)
		close(p->server);
	*p = (struct pair){ .client = -1, .server = -1 };
}

static void accept_one(struct proxy *p)
{
	struct pair *free_one = p->pairs;

	while (free_one < p->pairs + MOST && free_one->client >= 0)
		free_one++;
	ck_assert(free_one < p->pairs + MOST);
	*free_one = (struct pair){ .client = accept(p->listener, NULL, NULL),
				   .server = socket(AF_INET, SOCK_STREAM, 0) };
	if (connect(free_one->server, (struct sockaddr *)&p->server, sizeof(p->server)))
		end(free_one);
}

static bool send_all(int fd, const char *data, size_t len)
{
	while (len) {
		ssize_t sent = send(fd, data, len, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		data += sent;
		len -= (size_t)sent;
	}
	return true;
}

/* ---- what is lost -------------------------------------------------------------------------- */

static bool has_text(const char *data, size_t len, const char *text)
{
	return memmem(data, len, text, strlen(text)) != NULL;
}

/* Of the next statement that has the text; LOSE_NOTHING: it has not. */
static enum proxy_loss loss_of(struct proxy *p, const char *data, size_t len)
{
	enum proxy_loss loss = LOSE_NOTHING;

	pthread_mutex_lock(&p->mutex);
	if (p->loss != LOSE_NOTHING && p->loss != POOLER && !p->lost &&
	    has_text(data, len, p->text)) {
		loss = p->loss;
		p->lost = true;
		p->waits = loss == LOSE_CLIENT;
	}
	pthread_mutex_unlock(&p->mutex);
	return loss;
}

/* BackendKeyData: 'K', a length of 12, the process, a secret. */
static void lie(struct proxy *p, char *data, size_t len)
{
	char *at = memmem(data, len, "K\0\0\0\x0c", 5);

	pthread_mutex_lock(&p->mutex);
	if (p->loss == POOLER && at && at + 9 <= data + len)
		at[8] ^= 1;
	pthread_mutex_unlock(&p->mutex);
}

static void hold(struct proxy *p, struct pair *pair, const char *data, size_t len)
{
	memcpy(p->held, data, len);
	p->held_len = len;
	p->held_for = pair->server;
	pair->server = -1;
	end(pair);
}

static void deliver(struct proxy *p)
{
	char data[CHUNK];

	if (send_all(p->held_for, p->held, p->held_len)) /* also of nothing */
		(void)!read(p->held_for, data, sizeof(data));
	close(p->held_for);
	pthread_mutex_lock(&p->mutex);
	p->deliver = false;
	p->delivered = true;
	pthread_mutex_unlock(&p->mutex);
}

/* ---- bytes --------------------------------------------------------------------------------- */

static void from_client(struct proxy *p, struct pair *pair)
{
	char data[CHUNK];
	ssize_t len = read(pair->client, data, sizeof(data));
	enum proxy_loss loss = len > 0 ? loss_of(p, data, (size_t)len) : LOSE_NOTHING;

	if (loss == LOSE_CLIENT)
		send_all(pair->server, data, (size_t)len);
	if (loss == HOLD_REQUEST || loss == LOSE_CLIENT) {
		hold(p, pair, data, loss == HOLD_REQUEST ? (size_t)len : 0);
		return;
	}
	pair->cut = pair->cut || loss == LOSE_ANSWER;
	if (len <= 0 || !send_all(pair->server, data, (size_t)len))
		end(pair);
}

static void from_server(struct proxy *p, struct pair *pair)
{
	char data[CHUNK];
	ssize_t len = read(pair->server, data, sizeof(data));

	if (len > 0)
		lie(p, data, (size_t)len);
	if (len <= 0 || pair->cut || !send_all(pair->client, data, (size_t)len))
		end(pair);
}

static bool next_task(struct proxy *p, bool *delivers, bool *accepts)
{
	bool ends;

	pthread_mutex_lock(&p->mutex);
	ends = p->ends;
	*delivers = p->deliver;
	*accepts = !p->waits;
	pthread_mutex_unlock(&p->mutex);
	return !ends;
}

static void *run(void *context)
{
	struct proxy *p = context;
	bool delivers, accepts;

	while (next_task(p, &delivers, &accepts)) {
		struct pollfd fds[1 + 2 * MOST];

		if (delivers)
			deliver(p);
		fds[0] = (struct pollfd){ .fd = accepts ? p->listener : -1, .events = POLLIN };
		for (size_t i = 0; i < MOST; i++) {
			fds[1 + 2 * i] = (struct pollfd){ p->pairs[i].client, POLLIN, 0 };
			fds[2 + 2 * i] = (struct pollfd){ p->pairs[i].server, POLLIN, 0 };
		}
		if (poll(fds, 1 + 2 * MOST, 10) <= 0)
			continue;
		for (size_t i = 0; i < MOST; i++) {
			if (fds[1 + 2 * i].revents)
				from_client(p, &p->pairs[i]);
			if (fds[2 + 2 * i].revents && p->pairs[i].server >= 0)
				from_server(p, &p->pairs[i]);
		}
		if (fds[0].revents)
			accept_one(p);
	}
	return NULL;
}

/* ---- life ---------------------------------------------------------------------------------- */

/* "postgresql://iqm@127.0.0.1:5432/iqm" */
static void read_url(struct proxy *p, unsigned short port)
{
	char user[32], host[64], database[32];
	int server;

	ck_assert_int_eq(sscanf(pg_url(), "postgresql://%31[^@]@%63[^:]:%d/%31s", user, host,
				&server, database),
			 4);
	p->server = (struct sockaddr_in){ .sin_family = AF_INET,
					  .sin_port = htons((unsigned short)server) };
	ck_assert_int_eq(inet_pton(AF_INET, host, &p->server.sin_addr), 1);
	snprintf(p->url, sizeof(p->url),
		 "postgresql://%s@127.0.0.1:%d/%s?sslmode=disable"
		 "&gssencmode=disable",
		 user, port, database);
}

struct proxy *proxy_open(void)
{
	struct proxy *p = calloc(1, sizeof(*p));
	struct sockaddr_in any = { .sin_family = AF_INET };
	socklen_t len = sizeof(any);

	ck_assert_ptr_nonnull(p);
	for (size_t i = 0; i < MOST; i++)
		p->pairs[i] = (struct pair){ .client = -1, .server = -1 };
	any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	p->listener = socket(AF_INET, SOCK_STREAM, 0);
	ck_assert_int_eq(bind(p->listener, (struct sockaddr *)&any, sizeof(any)), 0);
	ck_assert_int_eq(listen(p->listener, MOST), 0);
	ck_assert_int_eq(getsockname(p->listener, (struct sockaddr *)&any, &len), 0);
	read_url(p, ntohs(any.sin_port));
	pthread_mutex_init(&p->mutex, NULL);
	ck_assert_int_eq(pthread_create(&p->thread, NULL, run, p), 0);
	return p;
}

const char *proxy_url(const struct proxy *p)
{
	return p->url;
}

void proxy_lose(struct proxy *p, enum proxy_loss what, const char *text)
{
	pthread_mutex_lock(&p->mutex);
	p->loss = what;
	p->lost = false;
	snprintf(p->text, sizeof(p->text), "%s", text ? text : "");
	pthread_mutex_unlock(&p->mutex);
}

void proxy_accept(struct proxy *p)
{
	pthread_mutex_lock(&p->mutex);
	p->waits = false;
	pthread_mutex_unlock(&p->mutex);
}

bool proxy_has_lost(struct proxy *p)
{
	bool lost;

	pthread_mutex_lock(&p->mutex);
	lost = p->lost;
	pthread_mutex_unlock(&p->mutex);
	return lost;
}

void proxy_deliver(struct proxy *p)
{
	bool done = false;

	pthread_mutex_lock(&p->mutex);
	p->deliver = true;
	pthread_mutex_unlock(&p->mutex);
	for (int i = 0; i < 1000 && !done; i++) {
		usleep(10000);
		pthread_mutex_lock(&p->mutex);
		done = p->delivered;
		pthread_mutex_unlock(&p->mutex);
	}
	ck_assert(done);
}

void proxy_close(struct proxy *p)
{
	pthread_mutex_lock(&p->mutex);
	p->ends = true;
	pthread_mutex_unlock(&p->mutex);
	pthread_join(p->thread, NULL);
	for (size_t i = 0; i < MOST; i++)
		end(&p->pairs[i]);
	close(p->listener);
	pthread_mutex_destroy(&p->mutex);
	free(p);
}
