/* SPDX-License-Identifier: MIT */
/*
 * A struct of any values, made of the bytes, as each dialect sends it: JSON that jansson takes, or
 * parameters; read again by the dialect's own names it has the same values. As data for a caller it
 * has them too.
 */
#include "bytes.h"
#include "fill.h"
#include "fuzz.h"
#include "reference.h"

#include <stdlib.h>
#include <string.h>

/* ---- a descriptor as a dialect has it -------------------------------------------------------- */

#define MOST_FIELDS IQM_MAX_FIELDS

struct view {
	struct iqm_descriptor t;
	struct iqm_field fields[MOST_FIELDS];
	struct view *subs[MOST_FIELDS];
};

/* As its row of the table says, not as the encoder has it. */
static struct iqm_field field_in(const struct iqm_descriptor *t, const struct iqm_field *f,
				 unsigned dialect)
{
	struct iqm_field own = *f;

	for (size_t i = 0; i < t->variant_len; i++) {
		const struct iqm_field_variant *row = &t->variants[i];

		if (row->field == f && row->dialect == dialect) {
			own.names = row->names;
			own.flags = (unsigned short)((f->flags & ~IQM_F_SENDING) | row->flags);
		}
	}
	return own;
}

static struct view *view_of(const struct iqm_descriptor *t, unsigned dialect)
{
	struct view *v = fuzz_alloc(sizeof(*v));

	memset(v, 0, sizeof(*v));
	v->t = *t;
	v->t.fields = v->fields;
	v->t.unwrapped = v->t.unwrapped_true = NULL;
	for (size_t i = 0; i < t->len; i++) {
		struct iqm_field *f = &v->fields[i];

		*f = field_in(t, &t->fields[i], dialect);
		if (f->flags & IQM_F_SCALAR)
			f->flags |= IQM_F_SCALAR_OR_LIST;
		if (f->kind == IQM_K_OBJECT || f->kind == IQM_K_LIST) {
			v->subs[i] = view_of(f->sub, dialect);
			f->sub = &v->subs[i]->t;
		}
	}
	return v;
}

static void view_free(struct view *v)
{
	for (size_t i = 0; i < v->t.len; i++)
		if (v->subs[i])
			view_free(v->subs[i]);
	free(v);
}

/* ---- read again ------------------------------------------------------------------------------ */

static void check_read(const struct iqm_descriptor *t, const void *from, const char *text,
		       size_t len)
{
	struct json_t *tree = reference_read(text, len, REFERENCE_STAND_IN);
	struct arena *arena;
	void *again = iqm_response_new(t->size, &arena);
	struct iqm_error error;
	int err;

	iqm_error_begin(&error, NULL);
	fuzz_check(tree != NULL, "sent, and no JSON: %s", text);
	reference_free(tree);
	err = iqm_decode_json(t, text, len, arena, again, &error);
	fuzz_check(!err, "sent, and not read: %s: %s", error.message, text);
	fuzz_check(fill_same(t, from, again), "%s differs in %s", fill_differs, text);
	iqm_free(again);
}

static bool has_flag(const struct iqm_descriptor *t, unsigned flag)
{
	for (size_t i = 0; i < t->len; i++)
		if (t->fields[i].flags & flag ||
		    (t->fields[i].kind != IQM_K_MAP && t->fields[i].sub &&
		     has_flag(t->fields[i].sub, flag)))
			return true;
	return false;
}

/* A list where the reader wants none is not read; it is JSON all the same. */
static void check_json(const struct iqm_descriptor *t, const void *from, unsigned dialect)
{
	struct iqm_error error;
	struct encoding how = { .dialect = dialect, .error = &error };
	struct view *v = view_of(t, dialect);
	struct buf out = { 0 };
	int err;

	iqm_error_begin(&error, NULL);
	err = iqm_encode_json(t, from, &how, &out);
	/* Two fields that a dialect sends under one name. */
	fuzz_check(!err || (dialect && strstr(error.message, "given for two fields")), "%s",
		   error.message);
	if (!err && !has_flag(&v->t, IQM_F_LIST))
		check_read(&v->t, from, out.data, out.len);
	iqm_buf_free(&out);
	view_free(v);
}

static void check_data(const struct iqm_descriptor *t, const void *from)
{
	struct iqm_descriptor wrapped = *t;
	struct buf out = { 0 };

	wrapped.unwrapped = wrapped.unwrapped_true = NULL;
	fuzz_check(!iqm_encode_data(t, from, NULL, &out), "it cannot be written");
	if (!has_flag(t, IQM_F_SENDING))
		check_read(&wrapped, from, out.data, out.len);
	iqm_buf_free(&out);
}

/* ---- parameters ------------------------------------------------------------------------------ */

static int hex_digit(char c)
{
	const char *digits = "0123456789ABCDEF", *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* As a JSON string. */
static void add_decoded(struct buf *json, const char *s, size_t len)
{
	iqm_buf_str(json, "\"");
	for (size_t i = 0; i < len; i++) {
		char c = s[i];

		if (c == '%') {
			fuzz_check(i + 2 < len && hex_digit(s[i + 1]) >= 0 &&
					   hex_digit(s[i + 2]) >= 0,
				   "no escape in %.*s", (int)len, s);
			c = (char)(hex_digit(s[i + 1]) * 16 + hex_digit(s[i + 2]));
			i += 2;
		}
		if ((unsigned char)c < 0x20 || c == '"' || c == '\\')
			iqm_buf_printf(json, "\\u%04x", c);
		else
			iqm_buf_add(json, &c, 1);
	}
	iqm_buf_str(json, "\"");
}

static void add_items(struct buf *json, const char *s, size_t len, bool list)
{
	const char *end = s + len;

	for (const char *comma; list && (comma = memchr(s, ',', (size_t)(end - s)));
	     s = comma + 1) {
		add_decoded(json, s, (size_t)(comma - s));
		iqm_buf_str(json, ",");
	}
	add_decoded(json, s, (size_t)(end - s));
}

static const struct iqm_field *field_named(const struct iqm_descriptor *t, const char *name,
					   size_t len)
{
	for (size_t i = 0; i < t->len; i++)
		for (const char *const *known = t->fields[i].names; *known; known++)
			if (strlen(*known) == len && !memcmp(*known, name, len))
				return &t->fields[i];
	return NULL;
}

/* "a=1&b=2" as {"a":["1"],"b":"2"}: a name that is repeated is a list that goes on. */
static void params_to_json(const struct iqm_descriptor *t, const char *s, struct buf *json)
{
	const struct iqm_field *before = NULL;

	iqm_buf_str(json, "{");
	while (*s) {
		size_t len = strcspn(s, "&"), name = strcspn(s, "=&");
		const struct iqm_field *f = field_named(t, s, name);
		bool list = f && iqm_is_list(f);

		fuzz_check(f && s[name] == '=', "no field: %s", s);
		if (f == before && f->flags & IQM_F_EXPLODE) {
			json->len--;
			iqm_buf_str(json, ",");
		} else {
			iqm_buf_str(json, before ? ",\"" : "\"");
			iqm_buf_add(json, s, name);
			iqm_buf_str(json, list ? "\":[" : "\":");
		}
		add_items(json, s + name + 1, len - name - 1, list && !(f->flags & IQM_F_EXPLODE));
		iqm_buf_str(json, list ? "]" : "");
		before = f;
		s += len + (s[len] == '&');
	}
	iqm_buf_str(json, "}");
}

static void check_params(const struct iqm_descriptor *t, const void *from, unsigned dialect)
{
	struct iqm_error error;
	struct encoding how = { .dialect = dialect, .error = &error };
	struct view *v = view_of(t, dialect);
	struct buf out = { 0 }, json = { 0 };
	int err;

	iqm_error_begin(&error, NULL);
	err = iqm_encode_params(t, from, &how, &out);
	fuzz_check(!err, "%s", error.message);
	params_to_json(&v->t, out.data ? out.data : "", &json);
	fuzz_check(!json.err, "no memory");
	check_read(&v->t, from, json.data, json.len);
	iqm_buf_free(&out);
	iqm_buf_free(&json);
	view_free(v);
}

/* ---- the target ------------------------------------------------------------------------------ */

static void check_sent(const struct iqm_op *op, const struct iqm_descriptor *t, bool query,
		       struct bytes b)
{
	void *from = fill_struct(&b, t);

	for (unsigned d = 0; op->api->dialects[d]; d++) {
		if (query)
			check_params(t, from, d);
		else
			check_json(t, from, d);
	}
	check_data(t, from);
	iqm_free(from);
}

void fuzz_encode(const unsigned char *data, size_t len)
{
	struct bytes b = { data, len };
	const struct iqm_op *op = fuzz_op((unsigned char)bytes_byte(&b));
	struct bytes again = b;
	void *response = fill_struct(&again, op->response);

	check_data(op->response, response);
	iqm_free(response);
	if (op->query)
		check_sent(op, op->query, true, b);
	if (op->body)
		check_sent(op, op->body, op->content == IQM_FORM, b);
}

/* Of each operation: all fields in full, every second one, none. */
void encode_seeds(fuzz_use_fn *use, void *context)
{
	static const unsigned char patterns[] = { 0x00, 0x01, 0x81, 0x55, 0xff };
	unsigned char bytes[400];
	struct fuzz_input input = { "encode", bytes, sizeof(bytes) };
	unsigned op = 0;

	do {
		for (size_t i = 0; i < sizeof(patterns); i++) {
			memset(bytes, patterns[i], sizeof(bytes));
			bytes[0] = (unsigned char)op;
			use(context, &input);
			for (size_t k = 1; k < sizeof(bytes); k++)
				bytes[k] = (unsigned char)(k * 37 + i);
			use(context, &input);
		}
	} while (fuzz_op((unsigned char)op++) != &fuzz_every_kind_op);
}
