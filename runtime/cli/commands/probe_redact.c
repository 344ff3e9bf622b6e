/* SPDX-License-Identifier: MIT */
/* Texts of the service without what is private. */
#include "commands/probe.h"

#include <cjson/cJSON.h>
#include <ctype.h>
#include <string.h>

#define SHORTEST_TEXT 4 /* a shorter one is a part of many words */

/* ---- what is private --------------------------------------------------------------------- */

static bool is_public(const cJSON *item, const struct iqm_field *named)
{
	for (const char *const *name = named ? named->names : NULL; name && *name; name++)
		if (item->string && !strcmp(item->string, *name))
			return true;
	return strlen(item->valuestring) < SHORTEST_TEXT;
}

void private_add(cJSON *texts, const cJSON *value, const struct iqm_field *status_name)
{
	const cJSON *item;

	if (cJSON_IsString(value) && !is_public(value, status_name))
		cJSON_AddItemToArray(texts, cJSON_CreateString(value->valuestring));
	cJSON_ArrayForEach(item, value) private_add(texts, item, status_name);
}

/* The length of the longest one that the text begins with; 0: with none. */
static size_t private_len(const cJSON *texts, const char *text)
{
	size_t longest = 0;
	const cJSON *item;

	cJSON_ArrayForEach(item, texts)
	{
		size_t len = strlen(item->valuestring);

		if (len > longest && !strncmp(text, item->valuestring, len))
			longest = len;
	}
	return longest;
}

/* ---- words ------------------------------------------------------------------------------- */

/* The length of a word, which ends at whitespace and at what stands around words. */
static size_t word_len(const char *text)
{
	return strcspn(text, " \t\r\n,;()<>\"'[]{}");
}

static bool has(const char *text, size_t len, const char *part)
{
	size_t size = strlen(part);

	for (size_t i = 0; i + size <= len; i++)
		if (!memcmp(text + i, part, size))
			return true;
	return false;
}

/* Whether it may be an id. */
static bool has_number(const char *text, size_t len)
{
	size_t digits = 0;

	for (size_t i = 0; i < len && digits < 3; i++)
		digits = isdigit((unsigned char)text[i]) ? digits + 1 : 0;
	return digits == 3;
}

static const char *replacement(const char *word, size_t len)
{
	if (has(word, len, "://"))
		return "(a link)";
	if (has(word, len, "@"))
		return "(an address)";
	return has_number(word, len) ? "(a number)" : NULL;
}

/* What stands in quotes, with them; 0: none begins here. */
static size_t quoted_len(const char *text)
{
	const char *end = *text == '"' || *text == '\'' ? strchr(text + 1, *text) : NULL;

	return end ? (size_t)(end - text) + 1 : 0;
}

void redacted_add(struct buf *t, const cJSON *texts, const char *text)
{
	while (*text) {
		size_t quoted = quoted_len(text);
		size_t hidden = quoted ? quoted : private_len(texts, text);
		size_t len = word_len(text);
		const char *other = len ? replacement(text, len) : NULL;

		if (hidden)
			iqm_buf_str(t, "(a text)");
		else if (other)
			iqm_buf_str(t, other);
		else
			iqm_buf_add(t, text, len ? len : 1);
		text += hidden ? hidden : len ? len : 1;
	}
	iqm_buf_str(t, "");
}
