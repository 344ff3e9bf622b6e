/* SPDX-License-Identifier: MIT */
/* A file of orders, whose first character tells JSON lines from CSV. */
#include "orders/reader.h"

#include <string.h>

/* A NUL would end a text early. */
static int check_text(const struct sheet *s, const struct text_file *file)
{
	size_t bad = iqm_bad_utf8(file->text, file->len);
	const char *nul = memchr(file->text, '\0', file->len);
	size_t line = 1;

	if (nul && (size_t)(nul - file->text) < bad)
		bad = (size_t)(nul - file->text);
	for (size_t i = 0; i < bad; i++)
		line += file->text[i] == '\n';
	return bad == file->len ? 0
				: sheet_fail(s, line, "expected text in UTF-8, found byte 0x%02x",
					     (unsigned char)file->text[bad]);
}

static int read_rows(struct sheet *s, const struct text_file *file)
{
	size_t blank = 0;
	int err = check_text(s, file);

	while (blank < file->len && strchr(" \t\r\n", file->text[blank]))
		blank++;
	if (err)
		return err;
	if (blank < file->len)
		err = file->text[blank] == '{' ? jsonl_read(s, file->text, file->len)
					       : csv_read(s, file->text, file->len);
	if (!err && !s->len)
		err = cli_fail(EXIT_USAGE, "%s has no orders", s->name);
	return s->too_long ? EXIT_USAGE : err;
}

int sheet_read(const char *path, struct sheet **out)
{
	struct arena *arena;
	struct sheet *s = iqm_response_new(sizeof(*s), &arena);
	struct text_file file;
	int err;

	*out = NULL;
	if (!s)
		return cli_fail_nomem();
	err = text_file_read(&file, path);
	if (!err) {
		s->arena = arena;
		s->name = file.name;
		err = read_rows(s, &file);
	}
	text_file_free(&file);
	if (err)
		iqm_free(s);
	else
		*out = s;
	return err;
}
