/* SPDX-License-Identifier: MIT */
/* The terminal, where there is one, and the three streams that a program begins with. */
#define _DEFAULT_SOURCE /* TIOCGWINSZ */
#include "term/term.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define DEFAULT_WIDTH 80
#define MAX_WIDTH 10000

void reopen_closed_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			(void)!open("/dev/null", O_RDONLY); /* it gets the lowest free number */
}

bool is_terminal(FILE *stream)
{
	const char *term = getenv("TERM");

	return isatty(fileno(stream)) && term && *term && strcmp(term, "dumb") != 0;
}

size_t terminal_width(FILE *stream)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	int64_t width;

	if (!ioctl(fileno(stream), TIOCGWINSZ, &size) && size.ws_col)
		return size.ws_col;
	if (columns && iqm_integer(columns, &width) && width > 0 && width < MAX_WIDTH)
		return (size_t)width;
	return DEFAULT_WIDTH;
}
