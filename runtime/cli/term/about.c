/* SPDX-License-Identifier: MIT */
/* What messages are about, where a run does many things: one order of a file. */
#include "term/about.h"

#include <string.h>

/* There is one standard error, so there is one of these. */
static struct message_about *current;

void messages_about(struct message_about *about)
{
	current = about;
}

const char *about_text(void)
{
	return current ? current->what : "";
}

void about_add(struct buf *line)
{
	if (!current)
		return;
	text_add_line(line, current->what, strlen(current->what));
	iqm_buf_str(line, ": ");
}

void about_keep(const char *message)
{
	size_t len = strlen(message);

	if (!current)
		return;
	if (len >= sizeof(current->error))
		len = sizeof(current->error) - 1;
	memcpy(current->error, message, len);
	current->error[len] = '\0';
}
