/* SPDX-License-Identifier: MIT */
/* A process that saves is killed at random times and started again: one whole file in the end. */
#include "support/save_fixture.h"
#include "support/suite.h"

#include "support/mock.h"

#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define KILLS 40
#define PIECE ((size_t)4096)
#define PAUSE_US 300
#define RESUMED 40 /* exit status of a save that went on with what was there */

static struct service files; /* for its directory */
static char *csv;
static size_t len;
static pid_t server;
static char url[96];

/* ---- a slow server with ranges, in a process of its own ------------------------------------ */

static void response(int fd)
{
	char request[4096] = "";
	const char *range;
	size_t from;
	int size;
	ssize_t n = read(fd, request, sizeof(request) - 1);

	if (n <= 0)
		return;
	range = strstr(request, "Range: bytes=");
	from = range ? strtoul(range + 13, NULL, 10) : 0;
	if (from >= len)
		size = snprintf(request, sizeof(request),
				"HTTP/1.1 416 No\r\nContent-Range: bytes */%zu\r\n"
				"Content-Length: 0\r\n\r\n",
				len);
	else
		size = snprintf(request, sizeof(request),
				"HTTP/1.1 %s\r\nETag: \"v1\"\r\nContent-Length: %zu\r\n"
				"Content-Range: bytes %zu-%zu/%zu\r\n\r\n",
				from ? "206 Part" : "200 OK", len - from, from, len - 1, len);
	if (write(fd, request, (size_t)size) != size)
		return;
	while (from < len) {
		size_t piece = len - from < PIECE ? len - from : PIECE;

		if (write(fd, csv + from, piece) != (ssize_t)piece)
			return;
		from += piece;
		save_sleep_us(PAUSE_US);
	}
}

static void serve(int listener)
{
	int fd;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGPIPE, SIG_IGN);
	while ((fd = accept(listener, NULL, NULL)) >= 0) {
		response(fd);
		close(fd);
	}
	_exit(0);
}

static void set_up(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t size = sizeof(at);
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	files = (struct service){ 0 };
	save_open(&files);
	csv = save_csv(300000, &len);
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	ck_assert_int_eq(bind(listener, (struct sockaddr *)&at, sizeof(at)), 0);
	ck_assert_int_eq(listen(listener, 16), 0);
	ck_assert_int_eq(getsockname(listener, (struct sockaddr *)&at, &size), 0);
	snprintf(url, sizeof(url), "http://127.0.0.1:%d/7.csv?" SECRET, ntohs(at.sin_port));
	server = fork();
	if (!server)
		serve(listener);
	ck_assert_int_gt(server, 0); /* not in a child: what check writes of it would be cut */
	close(listener);
}

static void tear_down(void)
{
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
	free(csv);
	save_close(&files);
}

/* ---- the saver ----------------------------------------------------------------------------- */

static int save_once(void)
{
	struct iqm_settings settings = { .base_url = "http://127.0.0.1:1", .token = "token-1" };
	struct iqm_save save = { .path = files.path, .format = IQM_FORMAT_CSV };
	struct iqm_client *client;
	int err;

	if (iqm_client_open(&client, &settings, NULL))
		return 1;
	err = iqm_save_url(client, url, &save, NULL);
	iqm_client_close(client);
	if (err)
		return -err;
	return save.resumed_from ? RESUMED : 0;
}

static pid_t start(void)
{
	pid_t pid = fork();

	if (!pid)
		_exit(save_once());
	ck_assert_int_gt(pid, 0);
	return pid;
}

/* True: the file is there, whole. */
static bool look(void)
{
	if (!save_exists(files.path))
		return false;
	save_expect_file(files.path, csv, len);
	unlink(files.path);
	return true;
}

/* How long a save takes here that nobody kills. */
static long whole_us(void)
{
	struct timespec began;
	struct timespec ended;

	clock_gettime(CLOCK_MONOTONIC, &began);
	ck_assert_int_gt(waitpid(start(), NULL, 0), 0);
	clock_gettime(CLOCK_MONOTONIC, &ended);
	ck_assert(look());
	return (long)(ended.tv_sec - began.tv_sec) * 1000000 +
	       (ended.tv_nsec - began.tv_nsec) / 1000;
}

START_TEST(killed_at_random_times)
{
	const long span = whole_us();
	unsigned state = 7;
	int kills = 0;
	int resumed = 0;
	int whole = 0;

	/* to the end after the last kill */
	for (bool last = false; !last; whole += look()) {
		pid_t pid = start();
		int status;

		last = kills >= KILLS;
		state = state * 1103515245 + 12345;
		save_sleep_us((long)(state >> 8) % span);
		if (!last)
			kill(pid, SIGKILL);
		ck_assert_int_eq(waitpid(pid, &status, 0), pid);
		kills += WIFSIGNALED(status);
		if (WIFEXITED(status)) {
			ck_assert(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == RESUMED);
			resumed += WEXITSTATUS(status) == RESUMED;
		}
	}
	ck_assert_int_ge(resumed, 1);
	ck_assert_int_ge(whole, 1);
	ck_assert(!save_exists(save_part(&files)));
}
END_TEST

START_TEST(two_processes_at_once)
{
	for (int i = 0; i < 5; i++) {
		pid_t pids[2] = { start(), start() };
		int done = 0;

		for (int j = 0; j < 2; j++) {
			int status;

			ck_assert_int_eq(waitpid(pids[j], &status, 0), pids[j]);
			ck_assert(WIFEXITED(status));
			status = WEXITSTATUS(status);
			ck_assert(!status || status == -IQM_E_FILE || status == -IQM_E_FILE_EXISTS);
			done += !status;
		}
		ck_assert_int_eq(done, 1);
		ck_assert(look());
		save_expect_directory(&files, (const char *const[]){ NULL });
	}
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("kill");

	tcase_set_timeout(tcase, 300);
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, killed_at_random_times);
	tcase_add_test(tcase, two_processes_at_once);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
