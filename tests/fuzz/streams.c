/* SPDX-License-Identifier: MIT */
#include "streams.h"
#include "fuzz.h"
#include "scratch.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

static int own[3] = { -1, -1, -1 };
static bool taken, terminal;

/* In place of the C library's, for all of the program. */
int isatty(int fd)
{
	struct termios t;

	if (taken && (fd == STDOUT_FILENO || fd == STDERR_FILENO))
		return terminal;
	return !tcgetattr(fd, &t);
}

static void take(int fd, const char *name)
{
	char path[SCRATCH_PATH];
	int file = open(scratch_path(name, path), O_RDWR | O_CREAT | O_TRUNC, 0600);

	own[fd] = dup(fd);
	fuzz_check(file >= 0 && own[fd] >= 0 && dup2(file, fd) == fd, "%s: not taken", name);
	close(file);
}

void streams_take(bool is_terminal)
{
	fflush(stdout);
	take(STDOUT_FILENO, "stdout");
	take(STDERR_FILENO, "stderr");
	terminal = is_terminal;
	taken = true;
}

char *streams_read(int fd, size_t *len)
{
	off_t size;
	char *text;

	fflush(stdout);
	size = lseek(fd, 0, SEEK_END);
	text = fuzz_alloc((size_t)size + 1);
	*len = (size_t)size;
	fuzz_check(pread(fd, text, *len, 0) == (ssize_t)size, "%d: not read", fd);
	text[*len] = '\0';
	return text;
}

void streams_restore(void)
{
	if (!taken)
		return;
	fflush(stdout);
	taken = false;
	for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++) {
		dup2(own[fd], fd);
		close(own[fd]);
	}
}
