/* SPDX-License-Identifier: MIT */
/* What is repeated, how often, and what is never sent twice. */
#include "support/retry_fixture.h"
#include "support/suite.h"

#define ATTEMPTS 3

/* How many requests one outcome that stays comes to. */
static int requests(enum iqm_effect effect, struct outcome outcome)
{
	struct script s;
	struct iqm_call call = { 0 };
	int lists;

	script_open(&s, (struct iqm_settings){ .max_attempts = ATTEMPTS, .max_body = 4096 });
	script_call(&s, effect, &outcome, 1, &call);
	lists = s.calls - call.error.attempts;
	/* Whether a delete was done that may have been, the list says. */
	ck_assert(lists == 0 || (lists == 1 && effect == IQM_DELETE && outcome.err));
	script_close(&s);
	return call.error.attempts;
}

/* Typed by hand: the money rule is not asked about itself. */
static bool is_sent_once(enum iqm_effect effect)
{
	return effect == IQM_ONCE || effect == IQM_PAID;
}

static bool passes(long status)
{
	return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 ||
	       status == 504;
}

/* Every status, with a body that says nothing. */
START_TEST(test_statuses)
{
	enum iqm_effect effect = (enum iqm_effect)_i;

	for (long status = 200; status <= 599; status++) {
		struct outcome o = { .status = status, .body = "" };
		bool again = !is_sent_once(effect) && passes(status);

		ck_assert_msg(requests(effect, o) == (again ? ATTEMPTS : 1), "effect %d, HTTP %ld",
			      _i, status);
		o.err = IQM_E_NETWORK; /* and cut short: the status counts all the same */
		again = !is_sent_once(effect) && (passes(status) || status < 300);
		ck_assert_msg(requests(effect, o) == (again ? ATTEMPTS : 1),
			      "effect %d, HTTP %ld, cut", _i, status);
	}
}
END_TEST

/* Failures of the transport, before and after a byte may have left. */
START_TEST(test_failures)
{
	static const struct {
		int err;
		bool passes;
	} failures[] = {
		{ IQM_E_NETWORK, true },
		{ IQM_E_TIMEOUT, true },
		{ IQM_E_TOO_LARGE, false },
		{ IQM_E_NOMEM, false },
		{ IQM_E_CONFIG, false },
		{ IQM_E_CANCELLED, false },
		{ 28, true }, /* no number of the interface's: the network's */
	};

	enum iqm_effect effect = (enum iqm_effect)_i;

	for (size_t i = 0; i < sizeof(failures) / sizeof(failures[0]); i++)
		for (int sent = 0; sent < 2; sent++) {
			struct outcome o = { .err = failures[i].err, .sent = sent };
			bool again = failures[i].passes && !(sent && is_sent_once(effect));

			ck_assert_msg(requests(effect, o) == (again ? ATTEMPTS : 1),
				      "effect %d, error %d, sent %d", _i, failures[i].err, sent);
		}
}
END_TEST

/* Responses that are no success, and a success. */
START_TEST(test_responses)
{
	static const char *const bodies[] = {
		NULL, "", "{", "[]", "<html>", "{\"success\":false}", "{\"success\":true}x",
	};

	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		struct outcome o = { .status = 200, .body = bodies[i] };

		ck_assert_msg(requests((enum iqm_effect)_i, o) == 1, "effect %d, body %zu", _i, i);
	}
}
END_TEST

/* What was lost stays so; the error says it. */
START_TEST(test_lost)
{
	const struct outcome outcomes[] = { NOT_SENT, NOT_SENT, LOST, RESPONSE(200) };
	struct script s;
	struct iqm_call call = { 0 };

	script_open(&s, (struct iqm_settings){ .max_attempts = 5 });
	ck_assert_int_eq(script_call(&s, (enum iqm_effect)_i, outcomes, 4, &call),
			 IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(s.calls, 3);
	ck_assert_int_eq(call.error.cause, IQM_E_NETWORK);
	ck_assert_int_eq(call.error.delivery, IQM_MAYBE_SENT);
	ck_assert_int_eq(call.attempts[0].delivery, IQM_NOT_SENT);
	ck_assert_int_eq(call.attempts[1].delivery, IQM_NOT_SENT);
	ck_assert_int_eq(call.attempts[2].delivery, IQM_MAYBE_SENT);
	script_close(&s);
}
END_TEST

START_TEST(test_succeeds_in_the_end)
{
	const struct outcome outcomes[] = { NOT_SENT, LOST, STALLED, RESPONSE(503), RESPONSE(200) };
	struct script s;
	struct iqm_call call = { 0 };

	script_open(&s, (struct iqm_settings){ .max_attempts = 5 });
	ck_assert_int_eq(script_call(&s, IQM_READ, outcomes, 5, &call), 0);
	ck_assert_int_eq(call.error.attempts, 5);
	ck_assert_str_eq(call.error.message, "");
	script_close(&s);
}
END_TEST

START_TEST(test_max_attempts)
{
	static const struct {
		int set, made;
	} numbers[] = { { 1, 1 }, { 2, 2 }, { 0, 5 }, { IQM_MAX_ATTEMPTS, IQM_MAX_ATTEMPTS } };

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct script s;

		script_open(&s, (struct iqm_settings){ .max_attempts = numbers[i].set });
		ck_assert_int_eq(script_call(&s, IQM_READ, &RESPONSE(503), 1, NULL), IQM_E_SERVER);
		ck_assert_int_eq(s.calls, numbers[i].made);
		script_close(&s);
	}
}
END_TEST

/* Once, with a new token, for every effect but those that are never sent twice; without credentials
 * not at all. */
START_TEST(test_401)
{
	const struct outcome refused[] = { RESPONSE(401), RESPONSE(200) };
	bool once = is_sent_once((enum iqm_effect)_i);
	struct iqm_settings settings = { .username = "jane", .password = "pass" };
	struct script s;

	script_open(&s, settings);
	ck_assert_int_eq(script_call(&s, (enum iqm_effect)_i, refused, 2, NULL),
			 once ? IQM_E_AUTH : 0);
	ck_assert_int_eq(s.calls, once ? 1 : 2);
	ck_assert_int_eq(script_call(&s, (enum iqm_effect)_i, refused, 1, NULL), IQM_E_AUTH);
	ck_assert_int_eq(s.calls, once ? 1 : 2);
	ck_assert_int_eq(s.logins, once ? 2 : 3);
	script_close(&s);
	settings.max_attempts = 1;
	script_open(&s, settings);
	ck_assert_int_eq(script_call(&s, (enum iqm_effect)_i, refused, 2, NULL), IQM_E_AUTH);
	ck_assert_int_eq(s.calls, 1);
	script_close(&s);
}
END_TEST

/* What an earlier attempt may have done is not undone by one that never left. */
START_TEST(test_maybe_done)
{
	const struct outcome outcomes[] = { STALLED, NOT_SENT };
	struct script s;
	struct iqm_call call = { 0 };
	enum iqm_effect effect = (enum iqm_effect)_i;

	script_open(&s, (struct iqm_settings){ .max_attempts = 2 });
	ck_assert_int_eq(script_call(&s, effect, outcomes, 2, &call), IQM_E_NETWORK);
	ck_assert_int_eq(call.error.delivery, IQM_MAYBE_SENT);
	ck_assert_int_eq(call.attempts[1].delivery, IQM_NOT_SENT);
	ck_assert_int_eq(script_call(&s, effect, &outcomes[1], 1, &call), IQM_E_NETWORK);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	script_close(&s);
}
END_TEST

/* Nor does it take back what the service said before. */
START_TEST(test_responded)
{
	const struct outcome outcomes[] = { RESPONSE(429), NOT_SENT };
	struct script s;
	struct iqm_call call = { 0 };

	script_open(&s, (struct iqm_settings){ .max_attempts = 2 });
	ck_assert_int_eq(script_call(&s, (enum iqm_effect)_i, outcomes, 2, &call), IQM_E_NETWORK);
	ck_assert_int_eq(call.error.delivery, IQM_RESPONDED);
	ck_assert_int_eq(call.attempts[0].delivery, IQM_RESPONDED);
	ck_assert_int_eq(call.attempts[1].delivery, IQM_NOT_SENT);
	script_close(&s);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("table");

	tcase_set_timeout(tcase, 300);
	tcase_add_loop_test(tcase, test_statuses, IQM_READ, IQM_PAID + 1);
	tcase_add_loop_test(tcase, test_failures, IQM_READ, IQM_PAID + 1);
	tcase_add_loop_test(tcase, test_responses, IQM_READ, IQM_PAID + 1);
	tcase_add_loop_test(tcase, test_lost, IQM_ONCE, IQM_PAID + 1);
	tcase_add_test(tcase, test_succeeds_in_the_end);
	tcase_add_test(tcase, test_max_attempts);
	tcase_add_loop_test(tcase, test_401, IQM_READ, IQM_PAID + 1);
	tcase_add_loop_test(tcase, test_maybe_done, IQM_READ, IQM_DELETE + 1);
	tcase_add_loop_test(tcase, test_responded, IQM_READ, IQM_DELETE + 1);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
