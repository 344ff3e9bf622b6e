/* SPDX-License-Identifier: MIT */
/* What is known of one thing, on standard error: a title and a line a fact; in JSON one object. */
#include "term/term.h"

#include <cjson/cJSON.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

/* There is one standard error, so there is one of these. */
static struct {
	int width;
	cJSON *root; /* NULL: for people, or out of memory */
	cJSON *object;
	bool whole;       /* there was memory for all of them */
	struct buf shown; /* of those in JSON: what people would have seen */
} facts;

static void keep(struct buf *line)
{
	iqm_buf_add(&facts.shown, line->data, line->len);
	iqm_buf_str(&facts.shown, "\n");
	iqm_buf_free(line);
}

void facts_begin(const char *kind, const char *name, const char *value, const char *title,
		 int width)
{
	struct buf line = { 0 };

	facts.width = width;
	facts.root = NULL;
	iqm_buf_free(&facts.shown);
	text_add_line(&line, title, strlen(title));
	if (!messages_are_json()) {
		message_put(&line);
		return;
	}
	keep(&line);
	facts.root = cJSON_CreateObject();
	facts.object = cJSON_AddObjectToObject(facts.root, kind);
	facts.whole = cJSON_AddStringToObject(facts.object, name, value);
}

/* A name that is there already becomes a list. */
static bool add_json(const char *name, const char *value)
{
	cJSON *before = cJSON_GetObjectItemCaseSensitive(facts.object, name);
	cJSON *item;

	if (!before)
		return cJSON_AddStringToObject(facts.object, name, value);
	if (!cJSON_IsArray(before)) {
		cJSON *list = cJSON_CreateArray();

		if (!list)
			return false;
		cJSON_AddItemToArray(list, cJSON_DetachItemViaPointer(facts.object, before));
		if (!cJSON_AddItemToObject(facts.object, name, list)) {
			iqm_tree_free(list);
			return false;
		}
		before = list;
	}
	item = cJSON_CreateString(value);
	return item && cJSON_AddItemToArray(before, item);
}

void facts_add(const char *name, const char *value)
{
	struct buf line = { 0 };
	bool money = !strcmp(name, "price") || !strcmp(name, "cost");

	iqm_buf_printf(&line, "  %-*s  %s", facts.width, name, money ? PAINT_BOLD : "");
	text_add_line(&line, value, strlen(value));
	iqm_buf_str(&line, money ? PAINT_END : "");
	if (messages_are_json()) {
		facts.whole = facts.whole && add_json(name, value);
		keep(&line);
	} else {
		message_put(&line);
	}
}

void facts_end(void)
{
	struct buf line = { 0 };

	if (!messages_are_json())
		return;
	if (!facts.whole) {
		iqm_tree_free(facts.root);
		facts.root = NULL;
	}
	json_add_tree(&line, facts.root);
	message_put(&line);
	facts.root = facts.object = NULL;
}

void facts_prompt(void)
{
	iqm_buf_str(&facts.shown, "");
	if (!facts.shown.err && messages_are_json() && !isatty(STDERR_FILENO))
		prompt_put(facts.shown.data);
	iqm_buf_free(&facts.shown);
}
