/* SPDX-License-Identifier: MIT */
/* A whole response: its envelope, and what the service says where it refuses. */
#include "codec/decoder.h"

#include <string.h>

/* ---- what the service says of a failure ------------------------------------------------------ */

/* A reader that stands at a value; at NULL: there is none. */
struct found {
	struct json json;
	struct json_value v;
	bool is;
	bool repeated;
};

/* As much of a string as fits. */
static void copy_string(char *to, size_t size, const struct json_value *v)
{
	char decoded[sizeof(((struct iqm_service_error *)0)->error)];
	size_t len;

	if (v->kind != JSON_STRING)
		return;
	len = iqm_json_unescape(v, decoded, sizeof(decoded) - 1);
	decoded[len] = '\0';
	iqm_copy_text(to, size, decoded);
}

/* The members of the object that `from` stands at, by name: the first of each. */
static void find_members(const struct found *from, const char *const *names, struct found *out,
			 size_t len)
{
	struct decoder d = { .json = from->json };
	struct json_value key;
	struct where here = { .up = NULL };
	int err = from->v.kind != JSON_OBJECT;

	memset(out, 0, len * sizeof(*out));
	for (bool first = true; !err && iqm_decode_member(&d, first, &key, &here); first = false) {
		struct found f = { .is = true };

		err = iqm_decode_value(&d, NULL, &f.v);
		f.json = d.json;
		if (!err)
			err = iqm_decode_skip(&d, NULL, &f.v);
		for (size_t i = 0; i < len; i++)
			if (!err && iqm_json_is(&key, names[i])) {
				if (out[i].is)
					out[i].repeated = true;
				else
					out[i] = f;
			}
	}
}

/* One that says nothing is none. */
static void keep_service_error(struct iqm_error *error, const struct iqm_service_error *said)
{
	if (!*said->error && !*said->reason && !*said->field && !*said->contact)
		return;
	error->service_total++;
	if (error->service_len < IQM_SERVICE_ERRORS)
		error->service[error->service_len++] = *said;
}

#define MOST_NAMES 4 /* of one role; the generator allows no more */

/* The first of these members that is a text: its name. The one called `other` has another role. */
static const char *copy_first(char *to, size_t size, const struct found *from,
			      const char *const *names, const char *other)
{
	struct found found[MOST_NAMES];
	size_t len = 0;

	while (names && names[len] && len < MOST_NAMES)
		len++;
	if (!len)
		return NULL;
	find_members(from, names, found, len);
	for (size_t i = 0; i < len; i++) {
		if (found[i].is && !(other && !strcmp(names[i], other)))
			copy_string(to, size, &found[i].v);
		if (*to)
			return names[i];
	}
	return NULL;
}

/* What an object says; a string in its place is the text. */
static void add_service_error(struct iqm_error *error, const struct found *from,
			      const struct iqm_reason_names *names)
{
	struct iqm_service_error said = { .error = "" };
	const char *text;

	copy_string(said.error, sizeof(said.error), &from->v);
	text = copy_first(said.error, sizeof(said.error), from, names->text, NULL);
	copy_first(said.reason, sizeof(said.reason), from, names->reason, text);
	copy_first(said.field, sizeof(said.field), from, names->field, NULL);
	copy_first(said.contact, sizeof(said.contact), from, names->contact, NULL);
	keep_service_error(error, &said);
}

/* Errors come as a list of objects; a string or a single object is taken too. */
static void add_service_errors(struct iqm_error *error, const struct found *from,
			       const struct iqm_reason_names *names)
{
	struct decoder d = { .json = from->json };
	struct found item = { .is = true };
	int err = 0;

	if (!from->is)
		return;
	if (from->v.kind != JSON_LIST) {
		add_service_error(error, from, names);
		return;
	}
	for (bool more = iqm_json_first(&d.json, ']'); more;
	     more = !err && iqm_json_more(&d.json, ']')) {
		err = iqm_decode_value(&d, NULL, &item.v);
		item.json = d.json;
		if (!err)
			add_service_error(error, &item, names);
		if (!err)
			err = iqm_decode_skip(&d, NULL, &item.v);
	}
}

/* Without an envelope: RFC 6749 has error and error_description, RFC 9457 title and detail, many a
 * proxy and framework message, alone or beside error. */
static void add_standard_words(struct iqm_error *error, const struct found *root)
{
	static const char message[] = "message";
	static const char *const text[] = { "error", "title", message, NULL };
	static const char *const reason[] = { "error_description", "detail", message, NULL };
	static const struct iqm_reason_names names = { .text = text, .reason = reason };

	if (!error->service_len && root->v.kind == JSON_OBJECT)
		add_service_error(error, root, &names);
}

/* Whether the text is one JSON value and nothing else; *root stands at it. */
static bool read_all(const char *body, size_t len, const struct deadline *deadline,
		     struct found *root)
{
	struct decoder d = { .arena = NULL };
	int err = iqm_decode_open(&d, body, len, deadline, "the response");

	if (!err)
		err = iqm_decode_value(&d, NULL, &root->v);
	root->json = d.json;
	root->is = !err;
	if (!err)
		err = iqm_decode_skip(&d, NULL, &root->v);
	return !err && iqm_json_ended(&d.json);
}

/* Of two of a name nobody knows which counts. */
static bool may_be_true(const struct found *flag)
{
	struct decoder d = { .json = flag->json };
	bool value;

	if (!flag->is)
		return false;
	return flag->repeated || (!iqm_decode_bool(&d, NULL, &flag->v, &value) && value);
}

/* Whether the data of a failure says that it was bought, or could be. */
static bool says_done(const struct iqm_op *op, const struct found *data)
{
	struct found flag;

	if (op->verdict && data->repeated)
		return true;
	for (int i = 0; op->verdict && i < 2; i++) {
		const struct iqm_field *f = op->verdict->flag[i];

		for (const char *const *name = f ? f->names : NULL; name && *name; name++) {
			find_members(data, name, &flag, 1);
			if (may_be_true(&flag))
				return true;
		}
	}
	return false;
}

static enum iqm_fault fault_of(const struct iqm_op *op, const struct found *success,
			       const struct found *data)
{
	struct decoder d = { .json = success->json };
	bool value;

	if (says_done(op, data) || success->repeated)
		return IQM_FAULT_CONTRADICTS;
	if (!success->is || iqm_decode_bool(&d, NULL, &success->v, &value))
		return IQM_FAULT_OTHER;
	return value ? IQM_FAULT_CONTRADICTS : IQM_FAULT_REFUSED;
}

enum iqm_fault iqm_decode_fault(const struct iqm_op *op, const char *body, size_t len,
				const struct deadline *deadline, struct iqm_error *error)
{
	const struct iqm_api *api = op->api;
	enum { ERRORS, DATA, SUCCESS, MEMBERS };
	const char *const names[MEMBERS] = {
		[ERRORS] = api->envelope_errors,
		[DATA] = api->envelope_data,
		[SUCCESS] = api->envelope_success,
	};
	struct found root = { .is = false };
	struct found found[MEMBERS];

	if (!read_all(body, len, deadline, &root))
		return IQM_FAULT_OTHER;
	error->service_len = error->service_total = 0;
	find_members(&root, names, found, MEMBERS);
	add_service_errors(error, &found[ERRORS], &api->error);
	if (found[DATA].is)
		add_service_error(error, &found[DATA], &api->failure);
	add_standard_words(error, &root);
	return fault_of(op, &found[SUCCESS], &found[DATA]);
}

/* ---- a whole response ----------------------------------------------------------------------- */

struct response {
	const struct iqm_op *op;
	void *out;
	struct members members; /* of data without its envelope */
	struct iqm_bool success;
	bool met_data;
	bool has_data; /* decoded */
	bool is_bare;  /* a list that the response unwraps, and nothing around it */
	bool is_early; /* data before `success` that does not decode: a failure's, or bad */
	struct json early;
};

static int read_success(struct decoder *d, const struct where *at, struct response *r)
{
	struct json_value v;
	int err = iqm_decode_value(d, at, &v);

	if (!err && r->success.set)
		err = iqm_decode_fail(d, at, "given twice");
	if (!err)
		err = iqm_decode_bool(d, at, &v, &r->success.value);
	r->success.set = &iqm_is_set;
	return err;
}

static int decode_object(struct decoder *d, const struct where *at, struct response *r,
			 const struct json_value *v)
{
	const char *from = iqm_decode_start(v);
	int err;

	/* Where the envelope may be missing, fields beside data are of the same struct. */
	if (r->op->envelope_optional && v->kind == JSON_OBJECT)
		err = iqm_decode_members(d, at, &r->members, r->out);
	else
		err = iqm_decode_object(d, at, r->op->response, v, r->out);
	r->has_data = !err;
	if (!err && d->how->keep_rows &&
	    iqm_note_row(d->arena, NULL, (size_t)(from - d->json.text),
			 (size_t)(d->json.at - from)))
		return iqm_fail_nomem(d->error);
	return err;
}

static int decode_data(struct decoder *d, const struct where *at, struct response *r)
{
	struct json_value v;
	int err = iqm_decode_value(d, at, &v);

	return err || v.kind == JSON_NULL ? err : decode_object(d, at, r, &v);
}

/* What data means, `success` tells, which may come after it: until then it is taken for true. */
static int read_data(struct decoder *d, const struct where *at, struct response *r)
{
	struct json start = d->json;
	int err;

	if (r->met_data)
		return iqm_decode_fail(d, at, "given twice");
	r->met_data = true;
	if (r->success.set && !r->success.value)
		return iqm_decode_skip_next(d, at);
	err = decode_data(d, at, r);
	if (err != IQM_E_DECODE || r->success.set || d->json.bad)
		return err;
	r->is_early = true;
	r->early = d->json = start;
	return iqm_decode_skip_next(d, at); /* whatever it is, it has to be JSON */
}

static int read_member(struct decoder *d, const struct where *at, const struct json_value *key,
		       struct response *r)
{
	const struct iqm_api *api = r->op->api;

	if (iqm_json_is(key, api->envelope_success))
		return read_success(d, at, r);
	if (iqm_json_is(key, api->envelope_data))
		return read_data(d, at, r);
	if (r->op->envelope_optional)
		return iqm_decode_into(d, at, &r->members, key, r->out);
	return iqm_decode_skip_next(d, at);
}

static int read_envelope(struct decoder *d, struct response *r)
{
	struct where here = { .up = NULL };
	struct json_value v, key;
	int err = iqm_decode_value(d, NULL, &v);

	if (!err && v.kind == JSON_LIST && r->op->envelope_optional) {
		r->is_bare = true;
		err = decode_object(d, NULL, r, &v);
		return err ? err : iqm_decode_end(d, "the response");
	}
	if (!err && v.kind != JSON_OBJECT)
		err = iqm_decode_fail_type(d, NULL, "an object", &v);
	for (bool first = true; !err && iqm_decode_member(d, first, &key, &here); first = false)
		err = read_member(d, &here, &key, r);
	if (err || d->json.bad)
		return err ? err : iqm_decode_fail_json(d, NULL);
	return iqm_decode_end(d, "the response");
}

/* What is left to do once all members are known. */
static int check_envelope(struct decoder *d, struct response *r)
{
	static const struct reading unreported;
	const struct iqm_api *api = r->op->api;
	struct where data = { .key = api->envelope_data };
	struct where success = { .key = api->envelope_success };

	if (r->is_bare || (r->success.set && !r->success.value))
		return 0;
	if (!r->success.set && !r->op->envelope_optional)
		return iqm_decode_fail(d, &success, "missing");
	if (r->is_early) { /* it should have been good: once more, for the error */
		d->json = r->early;
		d->how = &unreported; /* it was, the first time */
		iqm_members_init(&r->members, r->op->response);
		return decode_data(d, &data, r);
	}
	if (r->op->envelope_optional)
		return iqm_decode_required(d, r->has_data ? &data : NULL, &r->members);
	if (r->has_data)
		return 0;
	return iqm_decode_fail(d, &data, "missing");
}

/* What it is to be that the service says no; `err`: what it was taken for. */
static int read_fault(struct decoder *d, const char *body, size_t len, bool says_no, int err)
{
	const struct where success = { .key = d->op->api->envelope_success };
	enum iqm_fault fault = iqm_decode_fault(d->op, body, len, d->how->deadline, d->error);

	if (fault == IQM_FAULT_REFUSED) {
		d->error->path[0] = '\0'; /* of data that was taken for another */
		return IQM_E_REFUSED;
	}
	return says_no ? iqm_decode_fail(d, &success, "false, and its data says true") : err;
}

int iqm_decode_response(const struct iqm_op *op, const char *body, size_t len,
			const struct reading *how, void *out, struct iqm_error *error)
{
	struct decoder d = {
		.arena = iqm_response_arena(out), .error = error, .op = op, .how = how
	};
	struct response r = { .op = op, .out = out };
	bool says_no;
	int err = iqm_decode_open(&d, body, len, how->deadline, "the response");

	iqm_members_init(&r.members, op->response);
	if (!err)
		err = read_envelope(&d, &r);
	if (!err)
		err = check_envelope(&d, &r);
	/* Without an envelope a field beside `success: false` may be what cannot be read. */
	says_no = !err && r.success.set && !r.success.value;
	if (says_no || (err == IQM_E_DECODE && op->envelope_optional))
		err = read_fault(&d, body, len, says_no, err);
	if (!err && how->logger)
		iqm_emit_bad(op, how, &d.events);
	else if (err && how->call)
		how->call->bad_total = how->call->bad_len = 0;
	iqm_buf_free(&d.events);
	return err;
}
