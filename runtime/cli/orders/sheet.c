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

/* Some programs end lines like this: all would be one line. */
static int check_lines(const struct sheet *s, const struct text_file *file)
{
	const char *stop = memchr(file->text, '\r', file->len);

	if (!stop || stop + 1 == file->text + file->len || memchr(file->text, '\n', file->len))
		return 0;
	return sheet_fail(s, 1, "expected lines that end in LF or CRLF, found CR alone");
}

/* By its first character. */
static int read_rows(struct sheet *s, const struct text_file *file)
{
	size_t blank = 0;

	while (blank < file->len && strchr(" \t\r\n", file->text[blank]))
		blank++;
	if (blank == file->len)
		return 0;
	if (file->text[blank] == '[')
		return sheet_fail(s, 1, "expected JSON lines, an object a line, found a list");
	return file->text[blank] == '{' ? jsonl_read(s, file->text, file->len)
					: csv_read(s, file->text, file->len);
}

static int read_sheet(struct sheet *s, const struct text_file *file)
{
	int err = check_text(s, file);

	if (!err)
		err = check_lines(s, file);
	if (!err)
		err = read_rows(s, file);
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
		err = read_sheet(s, &file);
	}
	text_file_free(&file);
	if (s->len && !s->too_long && err != EXIT_FAILED)
		*out = s;
	else
		iqm_free(s);
	return err;
}
