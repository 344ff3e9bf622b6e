/* SPDX-License-Identifier: MIT */
/* A line of standard error: for people or, if the data is JSON, for programs. */
#include "term/about.h"
#include "term/term.h"

#include <cjson/cJSON.h>
#include <string.h>

/* There is one standard error, so there is one of these. */
static struct {
	bool json;
	enum verbosity verbosity;
} messages = { .verbosity = VERBOSITY_NORMAL };

void messages_in_json(bool json)
{
	messages.json = json;
}

bool messages_are_json(void)
{
	return messages.json;
}

void messages_set_verbosity(enum verbosity verbosity)
{
	if (messages.verbosity != VERBOSITY_QUIET)
		messages.verbosity = verbosity;
}

enum verbosity messages_verbosity(void)
{
	return messages.verbosity;
}

/* ---- a line ------------------------------------------------------------------------------ */

/* Is said without memory. */
static void put_nomem(void)
{
	static const char plain[] = PROGRAM ": out of memory\n";
	static const char json[] = "{\"error\":{\"exit\":1,\"class\":\"failed\","
				   "\"message\":\"out of memory\"}}\n";

	stream_text(stderr, messages.json ? json : plain, strlen(messages.json ? json : plain));
}

void message_put(struct buf *line)
{
	status_line_clear();
	iqm_buf_str(line, "\n");
	if (line->err)
		put_nomem();
	else
		stream_text(stderr, line->data, line->len);
	iqm_buf_free(line);
}

void cli_say(const char *kind, const char *before, const char *text)
{
	struct buf line = { 0 };

	if (messages.json) {
		cJSON *root = cJSON_CreateObject();

		if (!cJSON_AddStringToObject(root, kind, text) ||
		    (*about_text() && !cJSON_AddStringToObject(root, "about", about_text()))) {
			iqm_tree_free(root);
			root = NULL;
		}
		json_add_tree(&line, root);
	} else {
		iqm_buf_str(&line, before);
		about_add(&line);
		text_add_line(&line, text, strlen(text));
	}
	message_put(&line);
}
