/* SPDX-License-Identifier: MIT */
/* What a file's first bytes show: an error page or an error object in place of a report. */
#include "files/saving.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define WORDS_SIZE 121

static const struct {
	const char *begin;
	const char *name;
} markup[] = {
	{ "<!doctype", "HTML" }, { "<html", "HTML" }, { "<?xml", "XML" }, { "<error", "XML" }
};

/* A second witness only: a good file may be announced as anything. */
static const struct {
	const char *type;
	char begin;
	const char *name;
} types[] = { { "text/html", '<', "HTML" },
	      { "application/xhtml+xml", '<', "HTML" },
	      { "application/xml", '<', "XML" },
	      { "text/xml", '<', "XML" },
	      { "application/json", '{', "JSON" },
	      { "application/json", '[', "JSON" },
	      { "application/problem+json", '{', "JSON" } };

static const char *skip_blank(const char *p)
{
	return p + strspn(p, " \t\r\n");
}

/* An object or a list of objects; a row of CSV may begin with a brace, not with these. */
static bool is_json(const char *p)
{
	if (*p == '[') {
		p = skip_blank(p + 1);
		if (*p == ']')
			return true;
	}
	if (*p != '{')
		return false;
	p = skip_blank(p + 1);
	return *p == '"' || *p == '}';
}

const char *iqm_sniff(const char *head, const char *content_type)
{
	const char *p = skip_blank(strncmp(head, "\xef\xbb\xbf", 3) ? head : head + 3);

	for (size_t i = 0; i < sizeof(markup) / sizeof(markup[0]); i++)
		if (!strncasecmp(p, markup[i].begin, strlen(markup[i].begin)))
			return markup[i].name;
	for (size_t i = 0; content_type && i < sizeof(types) / sizeof(types[0]); i++)
		if (*p == types[i].begin &&
		    !strncasecmp(content_type, types[i].type, strlen(types[i].type)))
			return types[i].name;
	return is_json(p) ? "JSON" : NULL;
}

/* No part of a word: it may be part of a secret, which only a whole one is known as. */
int iqm_sniff_fail(const char *head, const char *what, struct iqm_error *e)
{
	char words[WORDS_SIZE];
	size_t len = strlen(head);

	if (len >= sizeof(words))
		len = sizeof(words) - 1;
	memcpy(words, head, len);
	words[len] = '\0';
	if (head[len])
		while (len && !strchr(" \n<>", words[len - 1]))
			words[--len] = '\0';
	for (char *p = words; *p; p++)
		if (isspace((unsigned char)*p))
			*p = ' ';
	return iqm_fail(e, IQM_E_FILE_BROKEN, "%s: it begins with '%s'", what, words);
}
