/* SPDX-License-Identifier: MIT */
#include "golden.h"

#include <string.h>

#include "codec/codec.h"

void golden_check_request(const struct mock *mock, const struct iqm_op *op,
			  const struct golden_request *want)
{
	ck_assert_int_eq(mock->calls, 1);
	ck_assert_str_eq(mock->method, want->method);
	ck_assert_int_eq(strncmp(mock->url, MOCK_BASE_URL, strlen(MOCK_BASE_URL)), 0);
	ck_assert_str_eq(mock->url + strlen(MOCK_BASE_URL), want->url);
	if (want->body)
		ck_assert_str_eq(mock->sent, want->body);
	else
		ck_assert_ptr_null(mock->sent);
	ck_assert(mock->fresh == (op->effect == IQM_PAID || op->verdict));
	if (!want->body)
		ck_assert_ptr_null(strstr(mock->headers, "Content-Type:"));
	else if (op->content == IQM_FORM)
		ck_assert_ptr_nonnull(strstr(mock->headers, "Content-Type: application/x-www-form-"
							    "urlencoded\n"));
	else
		ck_assert_ptr_nonnull(strstr(mock->headers, "Content-Type: application/json\n"));
	ck_assert_ptr_nonnull(strstr(mock->headers, "Accept: application/json\n"));
	if (op->auth == IQM_BEARER) {
		ck_assert_ptr_nonnull(strstr(mock->headers, "Authorization: Bearer token-1\n"));
		ck_assert_ptr_nonnull(strstr(mock->headers, "Authentication: Bearer token-1\n"));
		ck_assert_ptr_nonnull(strstr(mock->headers, "X-IAA-OW-ID: 42\n"));
	} else { /* base64 of "id:secret" */
		ck_assert_ptr_nonnull(strstr(mock->headers, "Authorization: Basic aWQ6c2VjcmV0\n"));
		ck_assert_ptr_null(strstr(mock->headers, "X-IAA-OW-ID"));
	}
}

void golden_check_json(const struct iqm_op *op, const void *response, const char *want)
{
	struct encoding how = { .dialect = IQM_DIALECT_PAGE };
	struct buf out = { 0 };

	ck_assert_int_eq(iqm_encode_json(op->response, response, &how, &out), 0);
	ck_assert_str_eq(out.data, want);
	iqm_buf_free(&out);
}
