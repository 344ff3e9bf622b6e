/* SPDX-License-Identifier: MIT */
/* Each sample of the spec through iqm_call_json(): it sends and gives what the generated function
 * does. */
#include "golden.h"

#include <stdlib.h>
#include <string.h>

#include <iqm/json.h>

#include "codec/codec.h"
#include "support/mock.h"
#include "support/suite.h"

/* As no dialect sends it; nothing for an operation that takes none. */
static struct buf text_of(const struct iqm_descriptor *t, const void *from)
{
	const struct encoding how = { .plain = true };
	struct buf text = { 0 };

	if (t)
		ck_assert_int_eq(iqm_encode_json(t, from, &how, &text), 0);
	return text;
}

static struct buf request_of(const struct iqm_op *op, const void *request)
{
	ck_assert(!op->query || !op->body);
	return text_of(op->query ? op->query : op->body, request);
}

/* Samples of SLS have seconds, which the tables of the API page call milliseconds: as JSON they are
 * refused. */
static bool is_in_other_units(int err, const char *document)
{
	return err == IQM_E_USAGE &&
	       strstr(document, "expected milliseconds since 1970, found 17") != NULL;
}

START_TEST(test_request)
{
	const struct golden_request *r = &golden_requests[_i];
	struct buf request = request_of(r->op, r->request);

	for (const char *const *dialect = golden_api->dialects; *dialect; dialect++) {
		struct mock mock = { .status = 200, .body = r->response };
		struct iqm_client *client = mock_client(&mock, *dialect);
		char *rsp, *method, *url, *sent;
		void *typed;
		int err;

		ck_assert_int_eq(r->forms->blocking(client, r->request, &typed, NULL), 0);
		iqm_free(typed);
		method = strdup(mock.method);
		url = strdup(mock.url);
		sent = mock.sent ? strdup(mock.sent) : NULL;
		err = iqm_call_json(client, r->op->name, request.data, request.len, &rsp, NULL);
		if (!is_in_other_units(err, rsp)) {
			ck_assert_msg(!err, "%s: %s", r->name, rsp);
			ck_assert_int_eq(mock.calls, 2);
		}
		ck_assert_str_eq(mock.method, method);
		ck_assert_str_eq(mock.url, url);
		ck_assert_pstr_eq(mock.sent, sent);
		free(method);
		free(url);
		free(sent);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
	iqm_buf_free(&request);
}
END_TEST

static void check_data(const struct golden_response *r, const char *document)
{
	struct buf want = text_of(r->op->response, r->want);
	size_t begin = strlen("{\"data\":");

	ck_assert_msg(!strncmp(document, "{\"data\":", begin) &&
			      !strncmp(document + begin, want.data, want.len) &&
			      strchr(",}", document[begin + want.len]),
		      "%s: found %s, expected data %s", r->name, document, want.data);
	iqm_buf_free(&want);
}

/* Where its units are refused it is a response to an order without days. */
static int call_in_units(struct iqm_client *client, const struct iqm_op *op,
			 const struct buf *request, char **document)
{
	static const char without_days[] = "{\"ioId\":5}";
	int err = iqm_call_json(client, op->name, request->data, request->len, document, NULL);

	if (!is_in_other_units(err, *document))
		return err;
	iqm_free(*document);
	return iqm_call_json(client, op->name, without_days, sizeof(without_days) - 1, document,
			     NULL);
}

START_TEST(test_response)
{
	const struct golden_response *r = &golden_responses[_i];
	struct mock mock = { .status = r->status, .body = r->body };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct buf request = request_of(r->op, r->request);
	char *document;
	int err = call_in_units(client, r->op, &request, &document);

	ck_assert_msg(err == r->err, "%s: %s", r->name, document);
	if (r->want)
		check_data(r, document);
	else
		ck_assert_int_eq(strncmp(document, "{\"error\":{\"message\":",
					 strlen("{\"error\":{\"message\":")),
				 0);
	ck_assert(!err == !strstr(document, "\"error\":{\"message\":"));
	if (r->op->verdict && r->want)
		ck_assert_ptr_nonnull(strstr(document, "\"outcome\":\""));
	iqm_free(document);
	iqm_buf_free(&request);
	mock_close(client, &mock);
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
