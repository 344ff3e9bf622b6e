/* SPDX-License-Identifier: MIT */
/* Each sample of the spec through the generated code: what it sends, and what it makes of a
 * response. */
#include "golden.h"

#include <stdio.h>
#include <string.h>

#include "codec/codec.h"
#include "support/mock.h"
#include "support/suite.h"

/* ---- requests ----------------------------------------------------------------------------- */

static void has_header(const struct mock *mock, const char *line)
{
	ck_assert_msg(strstr(mock->headers, line), "no %s in %s", line, mock->headers);
}

static void has_value(const struct mock *mock, const char *name, const char *value)
{
	char line[128];

	snprintf(line, sizeof(line), "\n%s: %s\n", name, value);
	has_header(mock, line);
}

static void check_headers(const struct mock *mock, const struct iqm_op *op, bool has_body)
{
	has_header(mock, "Accept: application/json\n");
	if (!has_body)
		ck_assert_ptr_null(strstr(mock->headers, "Content-Type:"));
	else if (op->content == IQM_FORM)
		has_header(mock, "Content-Type: application/x-www-form-urlencoded\n");
	else
		has_header(mock, "Content-Type: application/json\n");
	if (op->auth == IQM_BEARER) {
		has_header(mock, "Authorization: Bearer token-1\n");
		has_value(mock, op->api->duplicate_auth_header, "Bearer token-1");
		has_value(mock, op->api->workspace_header, "42");
	} else { /* base64 of "id:secret" */
		has_header(mock, "Authorization: Basic aWQ6c2VjcmV0\n");
		ck_assert_ptr_null(strstr(mock->headers, op->api->workspace_header));
	}
}

static void check_sent(const struct mock *mock, const struct golden_request *r,
		       const struct golden_sent *want)
{
	ck_assert_int_eq(mock->calls, 1);
	ck_assert_str_eq(mock->method, want->method);
	ck_assert_int_eq(strncmp(mock->url, MOCK_BASE_URL, strlen(MOCK_BASE_URL)), 0);
	ck_assert_str_eq(mock->url + strlen(MOCK_BASE_URL), want->url);
	ck_assert_pstr_eq(mock->sent, want->body);
	ck_assert(mock->fresh == (r->op->effect != IQM_READ || r->op->verdict || r->op->file));
	check_headers(mock, r->op, want->body != NULL);
}

static const struct golden_sent *sent_in(const struct golden_request *r, const char *dialect)
{
	for (const struct golden_sent *s = r->sent; s->dialect; s++)
		if (!strcmp(s->dialect, dialect))
			return s;
	return r->sent;
}

static void check_request(const struct golden_request *r, golden_call *form)
{
	for (const char *const *dialect = golden_api->dialects; *dialect; dialect++) {
		struct mock mock = { .status = 200, .body = r->response };
		struct iqm_client *client = mock_client(&mock, *dialect);
		struct iqm_call call = { 0 };
		void *rsp;

		ck_assert_msg(form(client, r->request, &rsp, &call) == 0, "%s: %s", r->name,
			      call.error.message);
		check_sent(&mock, r, sent_in(r, *dialect));
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}

START_TEST(test_request)
{
	const struct golden_request *r = &golden_requests[_i];

	check_request(r, r->forms->blocking);
	check_request(r, r->forms->started);
}
END_TEST

/* ---- responses: a struct and what it must be, member by member ------------------------------ */

struct any_list {
	const void *items;
	size_t len;
};

static bool is_same_struct(const struct iqm_descriptor *t, const void *got, const void *want);

static bool is_same_text(const char *got, const char *want)
{
	return got && want ? !strcmp(got, want) : got == want;
}

static bool is_same_member(const struct iqm_field *f, const void *got, const void *want);

static bool is_same_entry(const struct iqm_field *f, const char *got, const char *want)
{
	for (size_t i = 0; i < f->sub->len; i++) {
		const struct iqm_field *part = &f->sub->fields[i];

		if (!is_same_member(part, got + part->offset, want + part->offset))
			return false;
	}
	return true;
}

static bool is_same_item(const struct iqm_field *f, const void *got, const void *want, size_t i)
{
	switch (f->kind) {
	case IQM_K_INTS:
		return ((const int64_t *)got)[i] == ((const int64_t *)want)[i];
	case IQM_K_STRS:
		return is_same_text(((const char *const *)got)[i], ((const char *const *)want)[i]);
	case IQM_K_NUMS:
		return ((const double *)got)[i] == ((const double *)want)[i];
	case IQM_K_BOOLS:
		return ((const bool *)got)[i] == ((const bool *)want)[i];
	case IQM_K_MAP:
		return is_same_entry(f, (const char *)got + i * f->sub->size,
				     (const char *)want + i * f->sub->size);
	default:
		return is_same_struct(f->sub, ((const void *const *)got)[i],
				      ((const void *const *)want)[i]);
	}
}

static bool is_same_list(const struct iqm_field *f, const void *got, const void *want)
{
	const struct any_list *g = got, *w = want;

	if (!g->items != !w->items || g->len != w->len)
		return false;
	for (size_t i = 0; i < w->len; i++)
		if (!is_same_item(f, g->items, w->items, i))
			return false;
	return true;
}

static bool is_same_member(const struct iqm_field *f, const void *got, const void *want)
{
	const struct iqm_num *n = got, *m = want;
	const struct iqm_bool *b = got, *c = want;
	const struct iqm_int *i = got, *j = want;

	switch (f->kind) {
	case IQM_K_INT:
	case IQM_K_MS:
	case IQM_K_S:
		return i->set == j->set && i->value == j->value;
	case IQM_K_NUM:
		return n->set == m->set && n->value == m->value;
	case IQM_K_BOOL:
		return b->set == c->set && b->value == c->value;
	case IQM_K_STR:
	case IQM_K_JSON:
		return is_same_text(*(const char *const *)got, *(const char *const *)want);
	case IQM_K_OBJECT:
		return is_same_struct(f->sub, *(const void *const *)got,
				      *(const void *const *)want);
	default:
		return is_same_list(f, got, want);
	}
}

static bool is_same_struct(const struct iqm_descriptor *t, const void *got, const void *want)
{
	const char *g = got, *w = want;
	bool same = true;

	if (!got || !want)
		return got == want;
	for (size_t i = 0; same && i < t->len; i++) {
		const struct iqm_field *f = &t->fields[i];

		same = is_same_member(f, g + f->offset, w + f->offset);
	}
	return same;
}

static void check_outcome(const struct iqm_op *op, const void *got, const void *want,
			  const struct iqm_error *error)
{
	struct iqm_price g, w;
	bool refused;

	if (!op->verdict)
		return;
	iqm_price_read(op->verdict, got, &g);
	iqm_price_read(op->verdict, want, &w);
	ck_assert_int_eq(g.outcome, w.outcome);
	refused = op->effect == IQM_PAID && w.outcome != IQM_CREATED;
	ck_assert_int_eq(error->status, refused ? IQM_E_PRICE : 0);
	ck_assert(refused == (error->price.reason != IQM_PRICE_NONE));
	ck_assert((refused && w.outcome == IQM_EXISTS) ==
		  (error->price.reason == IQM_PRICE_EXISTS));
}

/* Written again it must be this JSON. */
static void check_json(const struct golden_response *r, const void *response)
{
	struct encoding how = { 0 };
	struct buf out = { 0 };

	ck_assert_int_eq(iqm_encode_json(r->op->response, response, &how, &out), 0);
	ck_assert_msg(!strcmp(out.data, r->json), "%s: found %s, expected %s", r->name, out.data,
		      r->json);
	iqm_buf_free(&out);
}

static void check_failure(const struct golden_response *r, const struct iqm_error *error)
{
	ck_assert_int_eq(error->http_status, r->status);
	ck_assert_uint_ge(error->service_len, 1);
	for (size_t i = 0; i < IQM_SERVICE_ERRORS; i++) {
		const struct iqm_service_error *said = &error->service[i], *want = &r->reasons[i];

		ck_assert_str_eq(said->error, want->error);
		ck_assert_str_eq(said->reason, want->reason);
		ck_assert_str_eq(said->field, want->field);
		ck_assert_str_eq(said->contact, want->contact);
	}
}

static void check_response(const struct golden_response *r, golden_call *form)
{
	struct mock mock = { .status = r->status, .body = r->body };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_call call = { 0 };
	void *rsp;

	ck_assert_msg(form(client, r->request, &rsp, &call) == r->err, "%s: %s", r->name,
		      call.error.message);
	ck_assert_msg(!rsp == !r->want, "%s", r->name);
	if (r->want) {
		check_json(r, rsp);
		ck_assert_msg(is_same_struct(r->op->response, rsp, r->want), "%s", r->name);
		check_outcome(r->op, rsp, r->want, &call.error);
	} else {
		check_failure(r, &call.error);
	}
	iqm_free(rsp);
	mock_close(client, &mock);
}

START_TEST(test_response)
{
	const struct golden_response *r = &golden_responses[_i];

	check_response(r, r->forms->blocking);
	check_response(r, r->forms->started);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("samples");

	tcase_add_loop_test(tcase, test_request, 0, (int)golden_request_len);
	tcase_add_loop_test(tcase, test_response, 0, (int)golden_response_len);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
