/* SPDX-License-Identifier: MIT */
/* A handle's sockets: what waits on a kept connection before a request is sent on it. */
#include "http/transfer.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

/* Puts `to` where `from` is. Without a place for it, it is not watched. */
static void replace(struct handle *h, curl_socket_t from, curl_socket_t to)
{
	for (size_t i = 0; i < IQM_MAX_SOCKETS; i++)
		if (h->sockets[i] == from) {
			h->sockets[i] = to;
			h->ports[i] = 0;
			return;
		}
}

static curl_socket_t on_open(void *context, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct handle *h = context;
	curl_socket_t s = socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);

	(void)purpose;
	if (s == CURL_SOCKET_BAD)
		return s;
	h->connected = true;
	replace(h, CURL_SOCKET_BAD, s);
	return s;
}

static int on_close(void *context, curl_socket_t s)
{
	replace(context, s, CURL_SOCKET_BAD);
	return close(s);
}

void iqm_sockets_watch(struct handle *h)
{
	for (size_t i = 0; i < IQM_MAX_SOCKETS; i++)
		h->sockets[i] = CURL_SOCKET_BAD;
	SET(h, CURLOPT_OPENSOCKETFUNCTION, on_open);
	SET(h, CURLOPT_OPENSOCKETDATA, h);
	SET(h, CURLOPT_CLOSESOCKETFUNCTION, on_close);
	SET(h, CURLOPT_CLOSESOCKETDATA, h);
}

static int ask_port(curl_socket_t s)
{
	struct sockaddr_storage at = { .ss_family = AF_UNSPEC };
	socklen_t len = sizeof(at);

	if (getsockname(s, (struct sockaddr *)&at, &len))
		return -1;
	if (at.ss_family == AF_INET6)
		return ntohs(((const struct sockaddr_in6 *)&at)->sin6_port);
	return at.ss_family == AF_INET ? ntohs(((const struct sockaddr_in *)&at)->sin_port) : -1;
}

/* Once connected it stays the same: it is asked for when the connection is first used again. */
static int port_of(struct handle *h, size_t i)
{
	if (!h->ports[i])
		h->ports[i] = ask_port(h->sockets[i]);
	return h->ports[i];
}

bool iqm_sockets_readable(struct handle *h, int local_port)
{
	bool found = false;

	for (size_t i = 0; i < IQM_MAX_SOCKETS; i++) {
		struct pollfd one = { .fd = h->sockets[i], .events = POLLIN };

		if (one.fd == CURL_SOCKET_BAD || port_of(h, i) != local_port)
			continue;
		found = true;
		if (poll(&one, 1, 0))
			return true;
	}
	return !found; /* one that cannot be asked is not relied on */
}
