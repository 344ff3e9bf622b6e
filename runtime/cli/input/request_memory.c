/* SPDX-License-Identifier: MIT */
/* What a request borrows from, and the files that stand for arguments. */
#include "input/request_memory.h"

#include <stdlib.h>
#include <string.h>

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

int argument_text(struct request_memory *m, const char *arg, const char **text, size_t *len)
{
	struct text_file file;
	int err;

	*text = arg;
	*len = strlen(arg);
	if (strcmp(arg, "-") != 0 && *arg != '@')
		return 0;
	err = text_file_read(&file, *arg == '@' ? arg + 1 : arg);
	*len = file.len;
	*text = err ? NULL : request_memory_copy(m, file.text, (long)file.len);
	text_file_free(&file);
	return err || *text ? err : cli_fail_nomem();
}
