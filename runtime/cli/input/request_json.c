/* SPDX-License-Identifier: MIT */
/* Values of a request that are given as JSON: --body, and flags that are objects. */
#include "input/request_field.h"

#include <cjson/cJSON.h>
#include <string.h>

static void try_names(struct nearest *near, const struct iqm_descriptor *t)
{
	for (size_t i = 0; i < t->len; i++) {
		const struct iqm_field *f = &t->fields[i];

		nearest_try(near, f->names[0]);
		f = f->kind == IQM_K_MAP ? iqm_map_value(f) : f; /* whose keys are no names */
		if (f->sub)
			try_names(near, f->sub);
	}
}

static int fail_unknown(const struct iqm_descriptor *t, const char *path)
{
	const char *dot = strrchr(path, '.');
	struct nearest near = { .word = dot ? dot + 1 : path };
	char hint[112];

	try_names(&near, t);
	return cli_fail(EXIT_USAGE, "the body has an unknown field '%s'%s", near.word,
			nearest_hint(&near, hint, sizeof(hint)));
}

/* A struct of op->body, which lives as long as the request; NULL: *err is an exit code. */
static const void *read_json(const struct arguments *args, struct request *out, const char *text,
			     size_t len, int *err)
{
	const struct iqm_descriptor *t = args->command->op->body;
	struct iqm_error error;
	void *read = NULL;

	*err = 0;
	if (!iqm_json_check(text, len, &error) &&
	    iqm_json_read(t, text, len, &read, &error) == IQM_E_USAGE)
		*err = fail_unknown(t, error.path);
	else if (error.status)
		*err = cli_fail(EXIT_USAGE, "the body: %s", error.message);
	else if (!request_memory_own(out->memory, read))
		*err = cli_fail_nomem();
	return *err ? NULL : read;
}

/* An object of one member, whose value is JSON text. */
static struct buf object_with(const char *name, const char *json)
{
	cJSON *object = cJSON_CreateObject();
	struct buf text = { .err = IQM_E_NOMEM };

	if (cJSON_AddRawToObject(object, name, json)) {
		text.err = 0;
		iqm_tree_print(&text, object);
	}
	iqm_tree_free(object);
	return text;
}

/* A flag whose value is an object, a map, a list of objects, or any JSON. */
int flag_set_json(const struct flag *f)
{
	const char *text;
	struct buf whole;
	size_t len;
	struct iqm_error error;
	const void *read;
	int err = argument_text(f->out->memory, f->given->items[0], &text, &len);

	if (err)
		return err;
	if (iqm_json_check(text, len, &error))
		return flag_fail(f, f->given->items[0], "JSON, @FILE or -");
	whole = object_with(f->field->names[0], text);
	read = whole.err ? NULL : read_json(f->args, f->out, whole.data, whole.len, &err);
	if (whole.err)
		err = cli_fail_nomem();
	iqm_buf_free(&whole);
	if (read) /* only this field: the others are set by flags of their own */
		memcpy(flag_member(f), (const char *)read + f->field->offset,
		       iqm_member_size(f->field));
	return err;
}

int request_read_body(const struct arguments *args, struct request *out)
{
	const char *arg = args->option[OPT_BODY].items[0];
	const char *text;
	size_t len;
	const void *read;
	int err = argument_text(out->memory, arg, &text, &len);

	if (err)
		return err;
	read = read_json(args, out, text, len, &err);
	if (read)
		memcpy(out->value, read, args->command->op->body->size);
	return err;
}
