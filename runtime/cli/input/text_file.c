/* SPDX-License-Identifier: MIT */
/* Files of text that a person wrote: a JSON body, a list of orders. */
#include "input/input.h"

#include <errno.h>
#include <string.h>

#define LARGEST ((size_t)16 << 20)

static int fail_read(const char *name, int error)
{
	return cli_fail(EXIT_USAGE, "%s cannot be read: %s", name, strerror(error));
}

static int read_all(struct text_file *file, FILE *in)
{
	char some[4096];
	int os_error;
	struct iqm_error e;

	file->data.max = LARGEST;
	do
		iqm_buf_add(&file->data, some, fread(some, 1, sizeof(some), in));
	while (!feof(in) && !ferror(in) && !file->data.err);
	os_error = ferror(in) ? errno : 0;
	if (os_error)
		return fail_read(file->name, os_error);
	if (file->data.err == IQM_E_TOO_LARGE)
		return cli_fail(EXIT_USAGE, "%s has more than 16 MiB", file->name);
	if (file->data.err)
		return cli_fail_nomem();
	file->text = file->data.len ? file->data.data : "";
	file->len = file->data.len;
	return text_skip_mark(file->name, &file->text, &file->len, &e)
		       ? cli_fail(EXIT_USAGE, "%s", e.message)
		       : 0;
}

int text_file_read(struct text_file *file, const char *path)
{
	FILE *in;
	int err;

	*file = (struct text_file){ .name = path };
	if (!strcmp(path, "-")) {
		file->name = "standard input";
		return read_all(file, stdin);
	}
	in = fopen(path, "rb");
	if (!in)
		return fail_read(path, errno);
	err = read_all(file, in);
	fclose(in);
	return err;
}

void text_file_free(struct text_file *file)
{
	iqm_buf_free(&file->data);
}
