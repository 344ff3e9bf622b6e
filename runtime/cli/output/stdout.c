/* SPDX-License-Identifier: MIT */
/* Standard output, which may be full, closed, or a pipe that nobody reads. */
#include "output/stdout.h"

#include <errno.h>
#include <string.h>

/* A pipe whose reader went away needs no message: it has seen what it wanted. */
static int fail_put(int number)
{
	if (number == EPIPE)
		return EXIT_FAILED;
	return cli_fail(EXIT_FAILED, "standard output: %s", strerror(number));
}

int stdout_put(const struct buf *t)
{
	if (t->err)
		return cli_fail_nomem();
	return stream_text(stdout, t->data, t->len) ? fail_put(errno) : EXIT_OK;
}

int stdout_put_data(const struct buf *t)
{
	if (t->err)
		return cli_fail_nomem();
	return stream_data(stdout, t->data, t->len) ? fail_put(errno) : EXIT_OK;
}

int stdout_flush(void)
{
	return fflush(stdout) ? fail_put(errno) : EXIT_OK;
}
