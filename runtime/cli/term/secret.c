/* SPDX-License-Identifier: MIT */
/* Secrets: asked for on the terminal or read from standard input. */
#include "term/term.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define LONGEST 4096
#define SLICE_MS 200 /* a signal may come between the check for one and poll() */

/* ---- a line ------------------------------------------------------------------------------ */

/* Not through stdio: a secret would stay in its buffer. -1: the end, a signal or a failure. */
static int next_byte(void)
{
	struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };
	unsigned char byte;
	ssize_t got = -1;

	while (!cli_interrupted()) {
		if (poll(&in, 1, SLICE_MS) <= 0)
			continue;
		got = read(STDIN_FILENO, &byte, 1);
		if (got >= 0 || (errno != EINTR && errno != EAGAIN))
			break;
	}
	return got == 1 ? byte : -1;
}

/* Gives the length without the line end; LONGEST: it is longer; -1: there is no line. */
static int read_line(char line[LONGEST])
{
	int len = 0;
	int byte = next_byte();

	if (byte < 0)
		return -1;
	for (; byte >= 0 && byte != '\n'; byte = next_byte())
		if (len < LONGEST)
			line[len++] = (char)byte;
	if (len && len < LONGEST && line[len - 1] == '\r')
		len--;
	return len;
}

/* `len` as read_line() gives it. */
static int fail_line(const char *what, int len)
{
	if (cli_interrupted())
		return cli_interrupted();
	if (len < 0)
		return cli_fail(EXIT_USAGE, "standard input ended: expected the %s", what);
	if (!len)
		return cli_fail(EXIT_USAGE, "the %s is empty", what);
	return cli_fail(EXIT_USAGE, "the %s is too long, or has a NUL byte", what);
}

static int take_line(const char *what, char **answer)
{
	char line[LONGEST];
	int len = read_line(line);
	int err = 0;

	if (cli_interrupted() || len < 1 || len == LONGEST || memchr(line, '\0', (size_t)len))
		err = fail_line(what, len);
	else if (!(*answer = strndup(line, (size_t)len)))
		err = cli_fail_nomem();
	iqm_erase(line, sizeof(line));
	return err;
}

/* ---- the terminal ------------------------------------------------------------------------ */

/* Also disables the keys that end or stop the command: they would leave the terminal silent. */
static bool hide(struct termios *before)
{
	struct termios hidden;

	if (tcgetattr(STDIN_FILENO, before))
		return false;
	hidden = *before;
	hidden.c_lflag &= ~(tcflag_t)ECHO;
	hidden.c_lflag |= ECHONL;
	hidden.c_cc[VQUIT] = _POSIX_VDISABLE;
	hidden.c_cc[VSUSP] = _POSIX_VDISABLE;
	return !tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
}

static int ask_terminal(const char *what, bool hidden, char **answer)
{
	struct termios before;
	char question[64];
	int err;

	if (hidden && !hide(&before))
		return cli_fail(EXIT_FAILED, "this terminal cannot hide what is typed");
	snprintf(question, sizeof(question), "%c%s: ", what[0] - 'a' + 'A', what + 1);
	prompt_put(question);
	err = take_line(what, answer);
	if (hidden)
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
	if (cli_interrupted())
		prompt_put("\n");
	return err;
}

int secret_ask(const char *what, bool hidden, char **answer)
{
	*answer = NULL;
	return isatty(STDIN_FILENO) ? ask_terminal(what, hidden, answer) : take_line(what, answer);
}
