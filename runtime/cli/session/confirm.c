/* SPDX-License-Identifier: MIT */
/* A question on the terminal. */
#include "cli.h"

#include <errno.h>
#include <poll.h>
#include <strings.h>
#include <termios.h>
#include <unistd.h>

#define ANSWER_SIZE 16
#define POLL_MS 100 /* a signal may come between two looks at it */

/* Only a whole line is a response. What does not fit is none of those that count. */
static bool read_line(char line[ANSWER_SIZE])
{
	struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };
	size_t len = 0;
	char c;

	while (!cli_interrupted()) {
		ssize_t n;

		if (poll(&in, 1, POLL_MS) <= 0)
			continue;
		n = read(STDIN_FILENO, &c, 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		if (c == '\n') {
			line[len] = '\0';
			return true;
		}
		if (len < ANSWER_SIZE - 1)
			line[len++] = c;
	}
	return false;
}

bool cli_confirm(const char *question)
{
	char line[ANSWER_SIZE];

	/* What was typed before the question was there is no response to it. */
	tcflush(STDIN_FILENO, TCIFLUSH);
	fputs(question, stderr);
	if (read_line(line))
		return !strcasecmp(line, "y") || !strcasecmp(line, "yes");
	fputc('\n', stderr); /* the question stands alone in its line */
	return false;
}
