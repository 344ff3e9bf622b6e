/* SPDX-License-Identifier: MIT */
/* Questions on the terminal. */
#include "term/term.h"

#include <errno.h>
#include <poll.h>
#include <strings.h>
#include <termios.h>
#include <unistd.h>

#define SLICE_MS 100 /* a signal may come between the check for one and poll() */

/* Only a whole line is an answer. One that does not fit is cut: it means no. */
static bool read_line(char line[ANSWER_SIZE])
{
	struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };
	size_t len = 0;
	char c;

	while (!cli_interrupted()) {
		ssize_t n;

		if (poll(&in, 1, SLICE_MS) <= 0)
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

bool ask_line(const char *question, char answer[ANSWER_SIZE])
{
	/* What was typed before the question is no answer to it. */
	tcflush(STDIN_FILENO, TCIFLUSH);
	prompt_put(question);
	if (read_line(answer))
		return true;
	prompt_put("\n"); /* ends the question's line */
	return false;
}

int confirm(const char *question, const char *done)
{
	char answer[ANSWER_SIZE];

	if (ask_line(question, answer) && (!strcasecmp(answer, "y") || !strcasecmp(answer, "yes")))
		return 0;
	if (cli_interrupted())
		return cli_fail(cli_interrupted(), "interrupted: nothing was %s", done);
	return cli_fail(EXIT_DECLINED, "nothing was %s", done);
}

int fail_unasked(const char *done, const char *act)
{
	return cli_fail(EXIT_DECLINED,
			"nothing was %s: there is no terminal to confirm it on; to %s without a "
			"question, add --yes",
			done, act);
}
