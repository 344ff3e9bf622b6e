/* SPDX-License-Identifier: MIT */
#include "commands/page.h"

#include <string.h>

#define MIN_WIDTH 60
#define MAX_WIDTH 100
#define INDENT 2

struct page page_open(FILE *out)
{
	size_t width = terminal_width(out);

	if (width < MIN_WIDTH)
		width = MIN_WIDTH;
	return (struct page){ .out = out, .width = width < MAX_WIDTH ? (int)width : MAX_WIDTH };
}

int page_close(struct page *p)
{
	int err = p->text.err ? cli_fail_nomem() : EXIT_OK;

	if (!err)
		stream_text(p->out, p->text.data, p->text.len);
	iqm_buf_free(&p->text);
	return err;
}

const char *page_piece(struct page *p, const struct buf *text)
{
	p->text.err |= text->err;
	return text->err || !text->data ? "" : text->data;
}

void page_heading(struct page *p, const char *text)
{
	iqm_buf_printf(&p->text, "\n%s\n", text);
}

/* `len` bytes of text. */
static void wrapped(struct page *p, const char *text, size_t len, int column, int indent)
{
	const char *end = text + len;
	int at = column;

	for (text += strspn(text, " \n"); text < end; text += strspn(text, " \n")) {
		size_t bytes = strcspn(text, " \n");
		int columns;

		if (bytes > (size_t)(end - text))
			bytes = (size_t)(end - text);
		columns = (int)text_width(text, bytes);
		if (at > indent && at + 1 + columns > p->width) {
			iqm_buf_printf(&p->text, "\n%*s", indent, "");
			at = indent;
		} else if (at > indent) {
			iqm_buf_str(&p->text, " ");
			at++;
		}
		iqm_buf_add(&p->text, text, bytes);
		at += columns;
		text += bytes;
	}
	iqm_buf_str(&p->text, "\n");
}

void page_text(struct page *p, const char *text, int column, int indent)
{
	wrapped(p, text, strlen(text), column, indent);
}

void page_entry(struct page *p, char mark, const char *name, int width, const char *text)
{
	int indent = INDENT + width + 2;

	if ((int)strlen(name) > width)
		iqm_buf_printf(&p->text, "%c %s\n%*s", mark, name, indent, "");
	else
		iqm_buf_printf(&p->text, "%c %-*s  ", mark, width, name);
	page_text(p, text, indent, indent);
}

void page_blocks(struct page *p, const char *text)
{
	while (*text) {
		const char *end = strstr(text, "\n\n");
		size_t len = end ? (size_t)(end - text) : strlen(text);

		if (*text == ' ')
			iqm_buf_printf(&p->text, "%.*s\n", (int)len, text);
		else
			wrapped(p, text, len, 0, 0);
		if (end)
			iqm_buf_str(&p->text, "\n");
		text += len + (end ? 2 : 0);
	}
}

/* ---- command lines ----------------------------------------------------------------------- */

void page_comment(struct page *p, const char *text)
{
	iqm_buf_str(&p->text, "  # ");
	page_text(p, text, 2 * INDENT, 2 * INDENT);
}

/* Where the line is best broken before column `most`: the last blank before an option, outside of
 * quotes; NULL: nowhere. */
static const char *break_before(const char *line, int most)
{
	const char *found = NULL;
	char quote = '\0';

	for (const char *s = line; *s && (!found || s - line < most); s++) {
		if (quote)
			quote = *s == quote ? '\0' : quote;
		else if (*s == '\'' || *s == '"')
			quote = *s;
		else if (s > line && *s == ' ' && s[1] == '-' && (s - line <= most || !found))
			found = s;
	}
	return found;
}

void page_command_line(struct page *p, const char *line)
{
	int indent = INDENT;

	while ((int)text_width(line, strlen(line)) > p->width - indent) {
		const char *at = break_before(line, p->width - indent - 2);

		if (!at)
			break;
		iqm_buf_printf(&p->text, "%*s%.*s \\\n", indent, "", (int)(at - line), line);
		line = at + 1;
		indent = 2 * INDENT + 2;
	}
	iqm_buf_printf(&p->text, "%*s%s\n", indent, "", line);
}
