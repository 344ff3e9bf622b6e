/* SPDX-License-Identifier: MIT */
/* Where something is: "data.pldReportDataList[3].pldId". */
#include "base/base.h"

#include <stdio.h>
#include <string.h>

#define MAX_SHOWN_DEPTH 16

static size_t add_step(char *out, size_t size, size_t used, const struct where *step)
{
	int n;

	if (used >= size)
		return used;
	if (step->key)
		n = snprintf(out + used, size - used, "%s%s", used ? "." : "", step->key);
	else
		n = snprintf(out + used, size - used, "[%zu]", step->index);
	return n < 0 ? used : used + (size_t)n;
}

void iqm_path_of(const struct where *at, char *out, size_t size)
{
	const struct where *steps[MAX_SHOWN_DEPTH];
	size_t n = 0;
	size_t used = 0;
	char text[256] = "";

	for (; at && n < MAX_SHOWN_DEPTH; at = at->up)
		steps[n++] = at;
	while (n)
		used = add_step(text, sizeof(text), used, steps[--n]);
	iqm_copy_text(out, size, text);
}

/* A scanner that only counts brackets and remembers keys, as the text may be broken anywhere. */
struct scan {
	const char *text;
	size_t at;
	size_t stop;
	size_t depth; /* levels open; those beyond MAX_SHOWN_DEPTH are only counted */
	struct {
		bool list;
		size_t index;
		size_t key; /* offset of the current key's first character; 0: none yet */
		size_t key_len;
	} level[MAX_SHOWN_DEPTH];
};

static size_t skip_string(const struct scan *s, size_t at)
{
	for (at++; at < s->stop && s->text[at] != '"'; at++)
		if (s->text[at] == '\\')
			at++;
	return at;
}

static void open_level(struct scan *s, bool list)
{
	if (s->depth < MAX_SHOWN_DEPTH) {
		memset(&s->level[s->depth], 0, sizeof(s->level[0]));
		s->level[s->depth].list = list;
	}
	s->depth++;
}

static void take_string(struct scan *s, bool *value_next)
{
	size_t end = skip_string(s, s->at);
	size_t top = s->depth - 1; /* out of bounds where nothing is open */

	if (top < MAX_SHOWN_DEPTH && !s->level[top].list && !*value_next) {
		s->level[top].key = s->at + 1;
		s->level[top].key_len = (end < s->stop ? end : s->stop) - s->at - 1;
	}
	s->at = end;
}

static void scan(struct scan *s)
{
	bool value_next = false; /* behind a ':' */

	for (; s->at < s->stop; s->at++) {
		char c = s->text[s->at];
		size_t top = s->depth - 1;

		if (c == '"') {
			take_string(s, &value_next);
		} else if (c == ':') {
			value_next = true;
		} else if (c == '{' || c == '[') {
			open_level(s, c == '[');
			value_next = false;
		} else if ((c == '}' || c == ']') && s->depth) {
			s->depth--;
		} else if (c == ',') {
			value_next = false;
			if (top < MAX_SHOWN_DEPTH && s->level[top].list)
				s->level[top].index++;
		}
	}
}

/* What fits of a key, cut at a character's end. */
static void copy_key(char *to, size_t size, const char *key, size_t len)
{
	if (len >= size) {
		len = size - 1;
		while (len && ((unsigned char)key[len] & 0xc0) == 0x80)
			len--;
	}
	memcpy(to, key, len);
	to[len] = '\0';
}

size_t iqm_path_at(const char *text, size_t len, size_t offset, char *out, size_t size)
{
	struct scan s = { .text = text, .stop = offset < len ? offset : len };
	size_t used = 0;
	char path[256] = "";

	scan(&s);
	for (size_t i = 0; i < s.depth && i < MAX_SHOWN_DEPTH; i++) {
		char key[128];
		struct where step = { .index = s.level[i].index };

		if (!s.level[i].list) {
			if (!s.level[i].key)
				break;
			copy_key(key, sizeof(key), text + s.level[i].key, s.level[i].key_len);
			step.key = key;
		}
		used = add_step(path, sizeof(path), used, &step);
	}
	iqm_copy_text(out, size, path);
	return s.depth;
}
