/* SPDX-License-Identifier: MIT */
/* A delete that is refused after an attempt that may have been carried out: one list decides. */
#include "support/retry_fixture.h"
#include "support/suite.h"

#include <string.h>

/* Initializers, which the macros of test_retry.h are not. */
#define ROWS(total, rows)                                                                          \
	{                                                                                          \
		.status = 200, .body = "{\"success\":true,\"data\":{\"totalRecords\":" total       \
				       ",\"filteredRecords\":" total                               \
				       ",\"pldReportDataList\":[" rows "]}}"                       \
	}
#define LOSE                                                                                       \
	{                                                                                          \
		.err = IQM_E_NETWORK, .sent = true                                                 \
	}
#define STALL                                                                                      \
	{                                                                                          \
		.err = IQM_E_TIMEOUT, .sent = true                                                 \
	}
#define UNSENT                                                                                     \
	{                                                                                          \
		.err = IQM_E_NETWORK                                                               \
	}
#define SAY(number)                                                                                \
	{                                                                                          \
		.status = (number)                                                                 \
	}
#define CUT(number)                                                                                \
	{                                                                                          \
		.err = IQM_E_NETWORK, .status = (number)                                           \
	}
#define GONE ROWS("1", "{\"pldId\":3}")
#define THERE ROWS("2", "{\"pldId\":8},{\"pldId\":7}")
#define HALF ROWS("1", "{\"pldId\":8}")
#define LONG_LIST ROWS("5000", "{\"pldId\":3}")

static const struct {
	struct outcome outcomes[3];
	int calls;
	int err;
	enum iqm_delivery delivery;
} cases[] = {
	{ { LOSE, SAY(422), GONE }, 3, 0, IQM_RESPONDED },
	{ { STALL, SAY(404), GONE }, 3, 0, IQM_RESPONDED },
	{ { SAY(503), SAY(400), GONE }, 3, 0, IQM_RESPONDED },
	{ { LOSE, SAY(422), THERE }, 3, IQM_E_REFUSED, IQM_RESPONDED },
	{ { LOSE, SAY(422), HALF }, 3, IQM_E_UNKNOWN_OUTCOME, IQM_MAYBE_SENT },
	{ { LOSE, SAY(422), LONG_LIST }, 3, IQM_E_UNKNOWN_OUTCOME, IQM_MAYBE_SENT },
	{ { LOSE, SAY(422), SAY(403) }, 3, IQM_E_UNKNOWN_OUTCOME, IQM_MAYBE_SENT },
	{ { SAY(422), GONE, GONE }, 1, IQM_E_REFUSED, IQM_RESPONDED },
	{ { UNSENT, SAY(422), GONE }, 2, IQM_E_REFUSED, IQM_RESPONDED },
	{ { SAY(429), SAY(422), GONE }, 2, IQM_E_REFUSED, IQM_RESPONDED },
	{ { CUT(422), GONE, GONE }, 2, 0, IQM_RESPONDED },
	{ { CUT(422), THERE, GONE }, 2, IQM_E_REFUSED, IQM_RESPONDED },
	{ { CUT(403), GONE, GONE }, 1, IQM_E_FORBIDDEN, IQM_MAYBE_SENT },
	{ { LOSE, SAY(403), GONE }, 2, IQM_E_FORBIDDEN, IQM_MAYBE_SENT },
};

START_TEST(test_delete)
{
	static const int64_t ids[] = { 7, 8 };
	struct iqm_pld_ids_query req = { .pld_ids = IQM_ARRAY(ids) };
	struct iqm_confirmation *rsp;
	struct iqm_call call = { 0 };
	struct script s;

	script_open(&s, (struct iqm_settings){ .max_attempts = 3 });
	s.outcomes = cases[_i].outcomes;
	s.len = 3;
	ck_assert_int_eq(iqm_pld_delete(s.client, &req, &rsp, &call), cases[_i].err);
	ck_assert_int_eq(s.calls, cases[_i].calls);
	ck_assert_int_eq(call.error.delivery, cases[_i].delivery);
	if (cases[_i].err == IQM_E_UNKNOWN_OUTCOME) {
		ck_assert_int_eq(call.error.cause, IQM_E_REFUSED);
		ck_assert_ptr_nonnull(strstr(call.error.message, "it may have deleted"));
	}
	if (!cases[_i].err) { /* of the refusal its status is left */
		ck_assert_str_eq(call.error.message, "");
		ck_assert_int_eq(call.error.http_status,
				 cases[_i].outcomes[cases[_i].calls - 2].status);
	}
	ck_assert_int_eq(rsp == NULL, cases[_i].err != 0);
	ck_assert(!rsp || !rsp->message); /* nobody has said it */
	iqm_free(rsp);
	script_close(&s);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("delete");

	tcase_add_loop_test(tcase, test_delete, 0, (int)(sizeof(cases) / sizeof(cases[0])));
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
