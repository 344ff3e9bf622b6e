/* SPDX-License-Identifier: MIT */
/* The line on a terminal's standard error that is overwritten while a command waits. */
#include "term/term.h"

#include <string.h>

static bool shown;

void status_line_show(const char *line)
{
	struct buf fitted = { 0 };
	struct buf safe = { 0 };

	text_add_line(&safe, line, strlen(line));
	/* The last column stays empty: some terminals begin a new line after it. */
	if (safe.data)
		text_add_cut(&fitted, safe.data, safe.len, terminal_width(stderr) - 1);
	stream_move(stderr, "\r");
	stream_text(stderr, fitted.data, fitted.len);
	stream_move(stderr, "\033[K");
	fflush(stderr);
	shown = true;
	iqm_buf_free(&safe);
	iqm_buf_free(&fitted);
}

void status_line_clear(void)
{
	if (!shown)
		return;
	stream_move(stderr, "\r\033[K");
	fflush(stderr);
	shown = false;
}
