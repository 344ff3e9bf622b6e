/* SPDX-License-Identifier: MIT */
/* Plans: what a run is to do once it has bought, as the note of its purchase in the journal. */
#include "purchase/purchase.h"

#include <cjson/cJSON.h>

#include <stdlib.h>
#include <string.h>

#define FORMAT 1
#define FOUND_SIZE 128
#define RECORD_MS 5000 /* also after Ctrl-C: what was done must be on record */

/* ---- paths: any bytes, but JSON is UTF-8 ------------------------------------------------- */

/* "%XX" in place of what is not UTF-8, and of a percent sign. */
static char *encode_path(const char *path)
{
	struct buf text = { 0 };
	size_t left = strlen(path);

	while (left && !text.err) {
		uint32_t c;
		size_t len = iqm_utf8_read(path, left, &c);

		if (len && *path != '%')
			iqm_buf_add(&text, path, len);
		else
			iqm_buf_printf(&text, "%%%02X", (unsigned char)*path);
		path += len ? len : 1;
		left -= len ? len : 1;
	}
	if (!text.err)
		return text.data;
	iqm_buf_free(&text);
	return NULL;
}

static int digit(char c)
{
	static const char digits[] = "0123456789ABCDEF";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* In place. */
static bool decode_path(char *path)
{
	const char *from = path;
	char *to = path;

	while (*from) {
		int high = *from == '%' ? digit(from[1]) : 0;
		int low = *from == '%' && high >= 0 ? digit(from[2]) : 0;

		if (high < 0 || low < 0 || (*from == '%' && !(high || low)))
			return false;
		*to++ = *from == '%' ? (char)(high * 16 + low) : *from;
		from += *from == '%' ? 3 : 1;
	}
	*to = '\0';
	return *path == '/';
}

/* ---- writing ----------------------------------------------------------------------------- */

static bool add_save(cJSON *note, const struct plan *plan)
{
	char *path = encode_path(plan->save);
	char mode[8];
	bool ok;

	snprintf(mode, sizeof(mode), "%04o", plan->mode);
	ok = path && cJSON_AddStringToObject(note, "save", path) &&
	     (!plan->mode || cJSON_AddStringToObject(note, "mode", mode)) &&
	     (!plan->strict || cJSON_AddTrueToObject(note, "strict")) &&
	     (!*plan->file || cJSON_AddStringToObject(note, "file", plan->file));
	free(path);
	return ok;
}

char *plan_text(const struct plan *plan)
{
	cJSON *note = cJSON_CreateObject();
	char *text = NULL;

	if (note && cJSON_AddNumberToObject(note, "format", FORMAT) &&
	    (!plan->wait || cJSON_AddTrueToObject(note, "wait")) &&
	    (!plan->save || add_save(note, plan)) &&
	    (!plan->done || cJSON_AddTrueToObject(note, "done")))
		text = cJSON_PrintUnformatted(note);
	iqm_tree_free(note);
	return text;
}

int plan_record(struct cli *cli, const char *key, const struct plan *plan)
{
	struct iqm_call call = { .timeout_ms = RECORD_MS };
	char *note = plan_text(plan);
	int err;

	if (!note)
		return cli_fail_nomem();
	err = iqm_journal_note(cli->client, key, note, &call) ? cli_fail_call(&call.error) : 0;
	free(note);
	return err;
}

/* ---- reading ----------------------------------------------------------------------------- */

static bool read_text(const cJSON *item, char *to, size_t size)
{
	return cJSON_IsString(item) && (size_t)snprintf(to, size, "%s", item->valuestring) < size;
}

static bool read_mode(const cJSON *item, unsigned *mode)
{
	char text[8];
	size_t len;

	if (!read_text(item, text, sizeof(text)))
		return false;
	len = strspn(text, "01234567");
	*mode = (unsigned)strtoul(text, NULL, 8);
	return len && !text[len] && *mode && *mode <= 0777;
}

static bool read_save(const cJSON *item, struct plan *plan)
{
	plan->save = cJSON_IsString(item) ? strdup(item->valuestring) : NULL;
	return plan->save && decode_path(plan->save);
}

static bool read_member(const cJSON *item, struct plan *plan)
{
	const char *name = item->string;

	if (!strcmp(name, "wait"))
		return plan->wait = cJSON_IsTrue(item);
	if (!strcmp(name, "save"))
		return !plan->save && read_save(item, plan);
	if (!strcmp(name, "mode"))
		return read_mode(item, &plan->mode);
	if (!strcmp(name, "strict"))
		return plan->strict = cJSON_IsTrue(item);
	if (!strcmp(name, "file"))
		return read_text(item, plan->file, sizeof(plan->file));
	return !strcmp(name, "done") && (plan->done = cJSON_IsTrue(item));
}

/* What it does not know is an error: it would be lost when the note is rewritten. */
static bool read_members(const cJSON *note, struct plan *plan, char found[FOUND_SIZE])
{
	const cJSON *format = cJSON_GetObjectItemCaseSensitive(note, "format");
	const cJSON *item;

	if (!cJSON_IsNumber(format) || format->valuedouble != format->valueint)
		return false;
	if (format->valueint != FORMAT) {
		iqm_format_text(format->valueint, FORMAT, found);
		return false;
	}
	cJSON_ArrayForEach(item, note)
	{
		if (item == format || read_member(item, plan))
			continue;
		snprintf(found, FOUND_SIZE, "a wrong member '%.60s'", item->string);
		return false;
	}
	return true;
}

/* False: `found` is what it is instead. */
static bool read_note(const char *text, struct plan *plan, char found[FOUND_SIZE])
{
	cJSON *note = text ? cJSON_ParseWithOpts(text, NULL, true) : NULL;
	bool ok;

	*plan = (struct plan){ .done = !text };
	snprintf(found, FOUND_SIZE, "another text");
	ok = !text || (cJSON_IsObject(note) && read_members(note, plan, found));
	iqm_tree_free(note);
	return ok;
}

int plan_read(const char *key, const char *note, struct plan *plan)
{
	char found[FOUND_SIZE];
	char command[COMMAND_SIZE];
	char step[NEXT_STEP_SIZE];

	if (read_note(note, plan, found))
		return 0;
	return cli_fail(
		EXIT_FAILED,
		"the journal's note of what was to follow the purchase '%s' cannot be read: "
		"expected one of this command, found %s. It was left as it is, "
		"and nothing was sent%s",
		key, found,
		next_step(step, "; the purchase is shown by: ",
			  command_text(command, "journal", "list", (char *)NULL)));
}

bool plan_waits(const struct plan *plan)
{
	return plan->wait || plan->save;
}

bool plan_is_unfinished(const char *note)
{
	char found[FOUND_SIZE];
	struct plan plan;
	bool readable = read_note(note, &plan, found);
	bool done = plan.done;

	plan_free(&plan);
	return !readable || !done;
}

void plan_free(struct plan *plan)
{
	free(plan->save);
	plan->save = NULL;
}
