/* SPDX-License-Identifier: MIT */
/* Questions on the terminal itself. */
#include "term/term.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static int open_terminal(void)
{
	return open("/dev/tty", O_WRONLY | O_NOCTTY | O_CLOEXEC);
}

bool can_prompt(void)
{
	int fd;

	if (!isatty(STDIN_FILENO))
		return false;
	if (isatty(STDERR_FILENO) || !messages_are_json())
		return isatty(STDERR_FILENO);
	fd = open_terminal();
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

bool can_prompt_of_rows(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

static void put_on(int fd, const char *text)
{
	FILE *terminal = fdopen(fd, "w");

	if (!terminal) {
		close(fd);
		return;
	}
	stream_text(terminal, text, strlen(text));
	fclose(terminal);
}

void prompt_put(const char *text)
{
	int fd = -1;

	status_line_clear();
	if (messages_are_json() || !isatty(STDERR_FILENO))
		fd = open_terminal();
	if (fd >= 0)
		put_on(fd, text);
	else if (!messages_are_json())
		stream_text(stderr, text, strlen(text));
}
