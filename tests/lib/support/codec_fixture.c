/* SPDX-License-Identifier: MIT */
#include "support/codec_fixture.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct iqm_field part_fields[] = {
	IQM_FIELD(codec_part, id, 0, "id"),
	IQM_FIELD(codec_part, name, IQM_F_EXACT, "name"),
};
const struct iqm_descriptor codec_part_descriptor = { IQM_DESCRIPTOR(codec_part, part_fields) };

static const struct iqm_field all_fields[] = {
	IQM_FIELD(codec_all, integer, 0, "integer"),
	IQM_FIELD(codec_all, number, 0, "number"),
	IQM_FIELD(codec_all, flag, 0, "flag"),
	IQM_FIELD(codec_all, ms, 0, "ms"),
	IQM_FIELD(codec_all, seconds, 0, "seconds"),
	IQM_FIELD(codec_all, text, 0, "text"),
	IQM_FIELD(codec_all, ints, 0, "ints"),
	IQM_FIELD(codec_all, strs, 0, "strs"),
	IQM_MAP(codec_all, sizes, iqm_int_entry, "key", IQM_FIELD(iqm_int_entry, value, 0, "size"),
		IQM_F_PAIRS, "sizes"),
	IQM_OBJECT(codec_all, part, codec_part, 0, "part"),
	IQM_LIST(codec_all, parts, codec_part, 0, "parts"),
	IQM_FIELD(codec_all, nums, 0, "nums"),
	IQM_FIELD(codec_all, bools, 0, "bools"),
	IQM_FIELD(codec_all, any, 0, "any"),
	IQM_MAP(codec_all, named, codec_part_entry, "key",
		IQM_OBJECT(codec_part_entry, value, codec_part, 0, "value"), 0, "named"),
	IQM_MAP(codec_all, groups, codec_part_list_entry, "name",
		IQM_LIST(codec_part_list_entry, value, codec_part, 0, "parts"), IQM_F_PAIRS,
		"groups"),
	IQM_MAP(codec_all, lists, iqm_ints_entry, "key",
		IQM_FIELD(iqm_ints_entry, value, IQM_F_SCALAR_OR_LIST, "value"), 0, "lists"),
	IQM_MAP(codec_all, values, iqm_json_entry, "key",
		IQM_FIELD(iqm_json_entry, value, 0, "value"), 0, "values"),
};
const struct iqm_descriptor codec_all_descriptor = { IQM_DESCRIPTOR(codec_all, all_fields) };

const struct iqm_op codec_all_op = {
	.api = &iqm_insights_api,
	.name = "codec.all",
	.method = "POST",
	.path = "/all",
	.body = &codec_all_descriptor,
	.response = &codec_all_descriptor,
};

/* ---- descriptors ---------------------------------------------------------------------------- */

static void add_descriptor(const struct iqm_descriptor **descriptors,
			   const struct iqm_descriptor *t)
{
	size_t n = 0;

	for (; descriptors[n]; n++)
		if (descriptors[n] == t)
			return;
	ck_assert_uint_lt(n, 126);
	descriptors[n] = t;
	for (size_t i = 0; i < t->len; i++)
		if (t->fields[i].sub)
			add_descriptor(descriptors, t->fields[i].sub);
}

const struct iqm_descriptor *const *codec_descriptors(void)
{
	static const struct iqm_descriptor *descriptors[128];

	add_descriptor(descriptors, &codec_all_descriptor);
	for (const struct iqm_op *const *op = iqm_insights_api.ops; *op; op++)
		add_descriptor(descriptors, (*op)->response);
	return descriptors;
}

struct iqm_op codec_op_for(const struct iqm_descriptor *t)
{
	struct iqm_op op = codec_all_op;

	op.response = t;
	return op;
}

char *codec_required(const struct iqm_descriptor *t, const struct iqm_field *except)
{
	char *all = codec_text("%s", "");

	for (size_t i = 0; i < t->len; i++) {
		const struct iqm_field *f = &t->fields[i];
		char *more;

		if (f == except || !(f->flags & IQM_F_REQUIRED))
			continue;
		ck_assert_int_eq(f->kind, IQM_K_STR);
		more = codec_text("%s\"%s\":\"x\",", all, f->names[0]);
		free(all);
		all = more;
	}
	return all;
}

/* ---- checks ------------------------------------------------------------------------------- */

void codec_decode(struct decoded *d, const struct iqm_op *op, const char *body, size_t len)
{
	struct arena *arena;
	/* A copy of its own length: reading past the end is seen by sanitizers and valgrind. */
	char *exact = malloc(len ? len : 1);

	memset(d, 0, sizeof(*d));
	d->response = iqm_response_new(op->response->size, &arena);
	if (!exact || !d->response)
		ck_abort_msg("no memory");
	memcpy(exact, body, len);
	d->err = iqm_decode_response(op, exact, len, &(struct reading){ .call = &d->call },
				     d->response, &d->error);
	free(exact);
}

void codec_free(struct decoded *d)
{
	iqm_free(d->response);
	d->response = NULL;
}

char *codec_json(const struct iqm_descriptor *t, const void *from)
{
	struct iqm_error error = { 0 };
	struct encoding how = { .error = &error };
	struct buf out = { 0 };

	ck_assert_msg(iqm_encode_json(t, from, &how, &out) == 0, "%s", error.message);
	return out.data;
}

void codec_reads(const struct iqm_op *op, const char *data, const char *want)
{
	char *body = codec_text("{\"success\":true,\"data\":%s}", data);
	struct decoded d;
	char *json;

	codec_decode(&d, op, body, strlen(body));
	ck_assert_msg(d.err == 0, "%s: %s", data, d.error.message);
	json = codec_json(op->response, d.response);
	ck_assert_str_eq(json, want);
	free(json);
	free(body);
	codec_free(&d);
}

void codec_spoils_body(const struct iqm_op *op, const char *body, size_t len, const char *path,
		       const char *why)
{
	struct decoded d;

	codec_decode(&d, op, body, len);
	ck_assert_msg(d.err == 0, "%.200s: %s", body, d.error.message);
	ck_assert_int_eq(d.error.status, 0);
	ck_assert_str_eq(d.error.message, "");
	ck_assert_str_eq(d.error.path, "");
	ck_assert_msg(d.call.bad_total == 1 && d.call.bad_len == 1, "%.200s: %zu bad fields", body,
		      d.call.bad_total);
	ck_assert_str_eq(d.call.bad[0].path, path);
	ck_assert_str_eq(d.call.bad[0].reason, why);
	codec_free(&d);
}

void codec_spoils(const struct iqm_op *op, const char *data, const char *path, const char *why)
{
	char *body = codec_text("{\"success\":true,\"data\":%s}", data);

	codec_spoils_body(op, body, strlen(body), path, why);
	free(body);
}

void codec_refuses_body(const struct iqm_op *op, const char *body, size_t len, const char *path,
			const char *what)
{
	struct decoded d;
	char *message = codec_text("%s%s%s", path, *path ? ": " : "", what);

	codec_decode(&d, op, body, len);
	ck_assert_msg(d.err == IQM_E_DECODE, "%.200s: %s", body, iqm_status_name(d.err));
	ck_assert_int_eq(d.error.status, IQM_E_DECODE);
	ck_assert_str_eq(d.error.message, message);
	ck_assert_str_eq(d.error.path, path);
	codec_check_printable(&d.error);
	free(message);
	codec_free(&d);
}

void codec_refuses(const struct iqm_op *op, const char *data, const char *path, const char *what)
{
	char *body = codec_text("{\"success\":true,\"data\":%s}", data);

	codec_refuses_body(op, body, strlen(body), path, what);
	free(body);
}

/* Passed assertions cost: libcheck keeps a record of each. */
static void check_line(const char *s)
{
	if (iqm_has_control(s))
		ck_abort_msg("a control byte in: %s", s);
	if (iqm_bad_utf8(s, strlen(s)) != strlen(s))
		ck_abort_msg("not UTF-8: %s", s);
}

void codec_check_printable(const struct iqm_error *e)
{
	ck_assert_str_ne(e->message, "");
	check_line(e->message);
	check_line(e->path);
	ck_assert_uint_le(e->service_len, IQM_SERVICE_ERRORS);
	ck_assert_uint_le(e->service_len, e->service_total);
	for (size_t i = 0; i < e->service_len; i++) {
		check_line(e->service[i].error);
		check_line(e->service[i].reason);
		check_line(e->service[i].field);
		check_line(e->service[i].contact);
	}
}

/* ---- text --------------------------------------------------------------------------------- */

char *codec_text(const char *format, ...)
{
	va_list args;
	char *text;
	int len;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	text = malloc((size_t)len + 1);
	if (len < 0 || !text)
		ck_abort_msg("no memory");
	va_start(args, format);
	vsnprintf(text, (size_t)len + 1, format, args);
	va_end(args);
	return text;
}

char *codec_repeat(const char *s, size_t count)
{
	size_t len = strlen(s);
	char *text = malloc(len * count + 1);

	if (!text)
		ck_abort_msg("no memory");
	for (size_t i = 0; i < count; i++)
		memcpy(text + i * len, s, len);
	text[len * count] = '\0';
	return text;
}

/* ---- samples ------------------------------------------------------------------------------ */

/* spec/samples, found from this file's own name. */
static char *samples_dir(void)
{
	const char *slash = strrchr(__FILE__, '/');

	return codec_text("%.*s/../../../spec/samples", slash ? (int)(slash - __FILE__) : 1,
			  slash ? __FILE__ : ".");
}

static const struct iqm_op *op_named(const char *name, size_t len)
{
	for (const struct iqm_op *const *op = iqm_insights_api.ops; *op; op++)
		if (strlen((*op)->name) == len && !memcmp((*op)->name, name, len))
			return *op;
	ck_abort_msg("no operation for the sample %s", name);
	return NULL;
}

static void load_sample(struct codec_sample *s, const char *dir)
{
	char *path = codec_text("%s/%s", dir, s->name);
	FILE *file = fopen(path, "rb");

	ck_assert_msg(file != NULL, "%s cannot be read: run from the top folder", path);
	s->op = op_named(s->name, (size_t)(strstr(s->name, ".response.") - s->name));
	s->body = calloc(1, 65536);
	ck_assert_ptr_nonnull(s->body);
	s->len = fread(s->body, 1, 65535, file);
	ck_assert_uint_lt(s->len, 65535);
	while (s->len && strchr(" \n\r\t", s->body[s->len - 1]))
		s->body[--s->len] = '\0';
	fclose(file);
	free(path);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct codec_sample *)a)->name,
		      ((const struct codec_sample *)b)->name);
}

size_t codec_load_samples(struct codec_sample samples[CODEC_MAX_SAMPLES])
{
	char *name = samples_dir();
	DIR *dir = opendir(name);
	size_t len = 0;

	ck_assert_msg(dir != NULL, "%s cannot be read: run from the top folder", name);
	for (struct dirent *e; (e = readdir(dir));) {
		if (!strstr(e->d_name, ".response.200"))
			continue;
		ck_assert_uint_lt(len, CODEC_MAX_SAMPLES);
		ck_assert_uint_lt(strlen(e->d_name), sizeof(samples->name));
		strcpy(samples[len].name, e->d_name);
		load_sample(&samples[len++], name);
	}
	closedir(dir);
	free(name);
	qsort(samples, len, sizeof(samples[0]), by_name);
	ck_assert_uint_gt(len, 24);
	return len;
}

void codec_free_samples(struct codec_sample *samples, size_t len)
{
	while (len)
		free(samples[--len].body);
}
