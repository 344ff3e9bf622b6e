/* SPDX-License-Identifier: MIT */
#include "server.h"

#include "bench.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_CONNECTIONS 64
#define MAX_REQUEST 8192

struct connection {
	char request[MAX_REQUEST];
	size_t len;
};

struct responses {
	const struct bench_response *first;
	size_t count;
};

struct server {
	struct responses responses;
	struct pollfd fds[1 + MAX_CONNECTIONS]; /* the first listens; -1: free */
	struct connection connections[MAX_CONNECTIONS];
};

static const struct bench_response *choose(const struct server *s, const char *request)
{
	const char *target = strchr(request, ' ');

	for (size_t i = 0; target && i < s->responses.count; i++) {
		const struct bench_response *response = &s->responses.first[i];

		if (!strncmp(target + 1, response->path, strlen(response->path)))
			return response;
	}
	return NULL;
}

static bool send_response(int fd, const struct bench_response *response)
{
	char text[MAX_REQUEST];
	int len = snprintf(text, sizeof(text),
			   "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
			   "Content-Length: %zu\r\n\r\n%s",
			   strlen(response->body), response->body);

	return write(fd, text, (size_t)len) == len;
}

/* False: the connection is over. */
static bool serve(struct server *s, int fd, struct connection *c)
{
	const struct bench_response *response;
	ssize_t n = read(fd, c->request + c->len, MAX_REQUEST - 1 - c->len);

	if (n <= 0)
		return false;
	c->len += (size_t)n;
	c->request[c->len] = '\0';
	if (!strstr(c->request, "\r\n\r\n"))
		return c->len < MAX_REQUEST - 1;
	c->len = 0;
	response = choose(s, c->request);
	return response && send_response(fd, response);
}

static void accept_one(struct server *s)
{
	int fd = accept(s->fds[0].fd, NULL, NULL);

	for (size_t i = 0; fd >= 0 && i < MAX_CONNECTIONS; i++) {
		if (s->fds[1 + i].fd >= 0)
			continue;
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
		s->fds[1 + i].fd = fd;
		s->connections[i].len = 0;
		return;
	}
	close(fd);
}

static void run(const void *context, int listener)
{
	struct server *s = bench_alloc(sizeof(*s));

	s->responses = *(const struct responses *)context;
	for (size_t i = 0; i <= MAX_CONNECTIONS; i++)
		s->fds[i] = (struct pollfd){ .fd = i ? -1 : listener, .events = POLLIN };
	while (poll(s->fds, 1 + MAX_CONNECTIONS, -1) > 0) {
		for (size_t i = 1; i <= MAX_CONNECTIONS; i++) {
			struct pollfd *p = &s->fds[i];

			if (p->fd < 0 || !p->revents || serve(s, p->fd, &s->connections[i - 1]))
				continue;
			close(p->fd);
			p->fd = -1;
		}
		if (s->fds[0].revents)
			accept_one(s);
	}
}

static int listen_anywhere(int *port)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof(at)) || listen(fd, MAX_CONNECTIONS) ||
	    getsockname(fd, (struct sockaddr *)&at, &size))
		bench_die("server", "cannot listen");
	*port = ntohs(at.sin_port);
	return fd;
}

pid_t bench_server_run(bench_serve_fn *serve_all, const void *context, int *port)
{
	int listener = listen_anywhere(port);
	pid_t parent = getpid();
	pid_t pid = fork();

	if (pid < 0)
		bench_die("fork", "failed");
	if (pid) {
		close(listener);
		return pid;
	}
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	signal(SIGPIPE, SIG_IGN);
	if (getppid() == parent)
		serve_all(context, listener);
	_exit(1);
}

pid_t bench_server_start(const struct bench_response *responses, size_t count, int *port)
{
	const struct responses all = { responses, count };

	return bench_server_run(run, &all, port);
}

void bench_server_stop(pid_t pid)
{
	kill(pid, SIGTERM);
	waitpid(pid, NULL, 0);
}
