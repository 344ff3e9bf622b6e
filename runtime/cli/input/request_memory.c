/* SPDX-License-Identifier: MIT */
/* What a request borrows from, and the files that stand for arguments. */
#include "input/request_memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define LARGEST ((size_t)16 << 20) /* of a file that is an argument */

struct piece {
	struct piece *next;
	void *response; /* NULL: the piece is its own memory */
	max_align_t data[];
};

struct request_memory {
	struct piece *pieces;
};

struct request_memory *request_memory_open(void)
{
	return calloc(1, sizeof(struct request_memory));
}

void request_memory_close(struct request_memory *m)
{
	struct piece *next;

	for (struct piece *p = m ? m->pieces : NULL; p; p = next) {
		next = p->next;
		iqm_free(p->response);
		free(p);
	}
	free(m);
}

static struct piece *add(struct request_memory *m, size_t size)
{
	struct piece *p = calloc(1, sizeof(*p) + size);

	if (p) {
		p->next = m->pieces;
		m->pieces = p;
	}
	return p;
}

void *request_memory_zeroed(struct request_memory *m, size_t size)
{
	struct piece *p = add(m, size);

	return p ? p->data : NULL;
}

char *request_memory_copy(struct request_memory *m, const char *text, long len)
{
	size_t size = len < 0 ? strlen(text) : (size_t)len;
	char *copy = request_memory_zeroed(m, size + 1);

	if (copy) {
		memcpy(copy, text, size);
		copy[size] = '\0';
	}
	return copy;
}

bool request_memory_own(struct request_memory *m, void *response)
{
	struct piece *p = add(m, 0);

	if (p)
		p->response = response;
	else
		iqm_free(response);
	return p;
}

/* ---- files ------------------------------------------------------------------------------- */

static int fail_read(const char *name, int error)
{
	return cli_fail(EXIT_USAGE, "%s cannot be read: %s", name, strerror(error));
}

/* A copy of the text without its byte-order mark. */
static int keep(struct request_memory *m, const char *name, const struct buf *data,
		const char **text, size_t *len)
{
	const char *from = data->len ? data->data : "";
	struct iqm_error e;

	*len = data->len;
	if (text_skip_mark(name, &from, len, &e))
		return cli_fail(EXIT_USAGE, "%s", e.message);
	*text = request_memory_copy(m, from, (long)*len);
	return *text ? 0 : cli_fail_nomem();
}

static int read_all(struct request_memory *m, const char *name, FILE *f, const char **text,
		    size_t *len)
{
	struct buf data = { .max = LARGEST };
	char some[4096];
	int os_error;
	int err;

	do
		iqm_buf_add(&data, some, fread(some, 1, sizeof(some), f));
	while (!feof(f) && !ferror(f) && !data.err);
	os_error = ferror(f) ? errno : 0;
	if (os_error)
		err = fail_read(name, os_error);
	else if (data.err == IQM_E_TOO_LARGE)
		err = cli_fail(EXIT_USAGE, "%s has more than 16 MiB", name);
	else
		err = data.err ? cli_fail_nomem() : keep(m, name, &data, text, len);
	iqm_buf_free(&data);
	return err;
}

int argument_text(struct request_memory *m, const char *arg, const char **text, size_t *len)
{
	FILE *f;
	int err;

	*text = arg;
	*len = strlen(arg);
	if (!strcmp(arg, "-"))
		return read_all(m, "standard input", stdin, text, len);
	if (*arg != '@')
		return 0;
	f = fopen(arg + 1, "rb");
	if (!f)
		return fail_read(arg + 1, errno);
	err = read_all(m, arg + 1, f, text, len);
	fclose(f);
	return err;
}
