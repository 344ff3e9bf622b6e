/* SPDX-License-Identifier: MIT */
/* JSON text: of the service as it came, of our own as cJSON prints it. */
#include "term/term.h"

#include <cjson/cJSON.h>
#include <string.h>

/* In place of a character of a string that a terminal may obey. */
static void add_escape(struct buf *t, uint32_t c)
{
	char to[4];

	if (c == TEXT_BAD)
		iqm_buf_add(t, to, iqm_utf8_write(IQM_REPLACEMENT, to));
	else
		iqm_buf_printf(t, "\\u%04x", (unsigned)c);
}

void json_add(struct buf *t, const char *json, size_t len, bool packed, bool careful)
{
	bool string = false;
	size_t from = 0; /* what is before it has been added */

	for (size_t at = 0, bytes; at < len; at += bytes) {
		uint32_t c;
		bool escape;

		bytes = text_char(json + at, len - at, &c);
		escape = string && (careful ? text_is_unsafe(c) : c == TEXT_BAD);
		if (c == '"')
			string = !string;
		else if (string && c == '\\')
			bytes = 2;
		if (!escape && (string || !packed || c > ' '))
			continue;
		iqm_buf_add(t, json + from, at - from);
		if (escape)
			add_escape(t, c);
		from = at + bytes;
	}
	iqm_buf_add(t, json + from, len - from);
}

void json_add_tree(struct buf *t, cJSON *tree)
{
	struct buf json = { 0 };

	if (!iqm_tree_print(&json, tree))
		json_add(t, json.data, json.len, false, true);
	else
		t->err = IQM_E_NOMEM;
	iqm_buf_free(&json);
	iqm_tree_free(tree);
}
