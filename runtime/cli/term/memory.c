/* SPDX-License-Identifier: MIT */
/* What a request borrows from, and the files that stand for arguments. */
#include "term/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define LARGEST ((size_t)16 << 20) /* of a file that is an argument */

struct piece {
	struct piece *next;
	void *response; /* NULL: the piece is its own memory */
	max_align_t data[];
};

struct cli_memory {
	struct piece *pieces;
};

struct cli_memory *memory_open(void)
{
	return calloc(1, sizeof(struct cli_memory));
}

void memory_close(struct cli_memory *m)
{
	struct piece *next;

	for (struct piece *p = m ? m->pieces : NULL; p; p = next) {
		next = p->next;
		iqm_free(p->response);
		free(p);
	}
	free(m);
}

static struct piece *add(struct cli_memory *m, size_t size)
{
	struct piece *p = calloc(1, sizeof(*p) + size);

	if (p) {
		p->next = m->pieces;
		m->pieces = p;
	}
	return p;
}

void *memory_new(struct cli_memory *m, size_t size)
{
	struct piece *p = add(m, size);

	return p ? p->data : NULL;
}

char *memory_text(struct cli_memory *m, const char *text, long len)
{
	size_t size = len < 0 ? strlen(text) : (size_t)len;
	char *copy = memory_new(m, size + 1);

	if (copy) {
		memcpy(copy, text, size);
		copy[size] = '\0';
	}
	return copy;
}

bool memory_keep(struct cli_memory *m, void *response)
{
	struct piece *p = add(m, 0);

	if (p)
		p->response = response;
	else
		iqm_free(response);
	return p;
}

/* ---- files -------------------------------------------------------------------------------- */

static int fail_read(const struct cli *cli, const char *name, int error)
{
	return cli_fail(cli, EXIT_USAGE, "%s cannot be read: %s", name, strerror(error));
}

static int read_all(const struct cli *cli, struct cli_memory *m, const char *name, FILE *f,
		    const char **text, size_t *len)
{
	char *data = NULL;
	size_t room = 0;
	size_t got = 0;

	do {
		if (got == room) {
			char *more = realloc(data, room = room ? room * 2 : 4096);

			if (!more)
				break;
			data = more;
		}
		got += fread(data + got, 1, room - got, f);
	} while (!feof(f) && !ferror(f) && got <= LARGEST);
	*text = data && feof(f) ? memory_text(m, data, (long)got) : NULL;
	*len = got;
	free(data);
	if (ferror(f))
		return fail_read(cli, name, errno);
	if (got > LARGEST)
		return cli_fail(cli, EXIT_USAGE, "%s has more than 16 MiB", name);
	return *text ? 0 : cli_fail_nomem(cli);
}

int memory_argument(const struct cli *cli, struct cli_memory *m, const char *arg, const char **text,
		    size_t *len)
{
	FILE *f;
	int err;

	*text = arg;
	*len = strlen(arg);
	if (!strcmp(arg, "-"))
		return read_all(cli, m, "standard input", stdin, text, len);
	if (*arg != '@')
		return 0;
	f = fopen(arg + 1, "rb");
	if (!f)
		return fail_read(cli, arg + 1, errno);
	err = read_all(cli, m, arg + 1, f, text, len);
	fclose(f);
	return err;
}
