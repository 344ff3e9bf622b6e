/* SPDX-License-Identifier: MIT */
/* What a call that prices or buys came to: every combination of what its answer may say. */
#include "test_runtime.h"

#include <stdio.h>
#include <string.h>

#include "../../runtime/src/internal.h"
#include "iqm_tables.h"

/* -1 unset, 0 false, 1 true; facts.md, D5. */
static enum iqm_outcome expected(int flag, int other, bool id, bool message)
{
	int said = flag >= 0 ? flag : other;

	if (said == 1)
		return IQM_CREATED;
	if (id)
		return IQM_EXISTS;
	return said == 0 || message ? IQM_REFUSED : IQM_CREATED;
}

static struct iqm_bool flag_of(int said)
{
	struct iqm_bool none = { NULL, false };

	return said < 0 ? none : iqm_bool(said);
}

START_TEST(test_every_combination)
{
	for (int bits = 0; bits < 36; bits++) {
		int flag = bits % 3 - 1;
		int other = bits / 3 % 3 - 1;
		bool id = bits / 9 % 2;
		bool message = bits / 18;
		struct iqm_pld_generate_rsp rsp = {
			.pld_report_created = flag_of(flag),
			.pld_report_creatable = flag_of(other),
			.pld_id.set = id ? &iqm_is_set : NULL, /* 0 is an id too */
			.message = message ? "" : NULL,
			.campaign_name = "never empty",
		};
		struct iqm_error error = { 0 };

		ck_assert_int_eq(iqm_judge_outcome(&iqm_pld_generate_op, &rsp, &error), 0);
		ck_assert_msg(rsp.outcome == expected(flag, other, id, message),
			      "created %d creatable %d id %d message %d: %d", flag, other, id, message,
			      (int)rsp.outcome);
	}
}
END_TEST

START_TEST(test_nothing_said)
{
	struct iqm_pld_generate_rsp rsp = { .outcome = IQM_NO_OUTCOME };
	struct iqm_error error = { 0 };

	ck_assert_int_eq(iqm_judge_outcome(&iqm_pld_generate_op, &rsp, &error), IQM_E_DECODE);
	ck_assert_str_eq(error.message, "data: nothing in it says what happened");
	ck_assert_int_eq(rsp.outcome, IQM_NO_OUTCOME);
}
END_TEST

/* ---- each operation that has an outcome --------------------------------------------------- */

struct verdict { const struct iqm_op *op; const char *family; enum iqm_outcome yes; };

static const struct verdict verdicts[] = {
	{ &iqm_pld_generate_op, "pld", IQM_CREATED }, { &iqm_sls_generate_op, "sls", IQM_CREATED },
	{ &iqm_aqs_generate_op, "aqs", IQM_CREATED }, { &iqm_sls_compute_op, "sls", IQM_CREATABLE },
	{ &iqm_aqs_compute_op, "aqs", IQM_CREATABLE },
};

struct said { const char *format; bool yes; enum iqm_outcome otherwise; };

static const struct said said[] = {
	{ "{\"@ReportCreated\":true,\"@ChargeableCost\":5}", true, IQM_NO_OUTCOME },
	{ "{\"@ReportCreatable\":true}", true, IQM_NO_OUTCOME },
	{ "{\"@ReportCreated\":1}", true, IQM_NO_OUTCOME },
	{ "{\"@ChargeableCost\":5}", true, IQM_NO_OUTCOME },
	{ "{\"@ReportCreated\":true,\"message\":\"fine\"}", true, IQM_NO_OUTCOME },
	{ "{\"@ReportCreated\":false,\"@Id\":1}", false, IQM_EXISTS },
	{ "{\"@ReportCreatable\":0,\"@Id\":\"1\",\"@Name\":\"n\"}", false, IQM_EXISTS },
	{ "{\"@Id\":1,\"@StatusId\":2}", false, IQM_EXISTS },
	{ "{\"@ReportCreated\":false,\"message\":\"overlaps\"}", false, IQM_REFUSED },
	{ "{\"@ReportCreatable\":false}", false, IQM_REFUSED },
	{ "{\"message\":\"overlaps\"}", false, IQM_REFUSED },
	{ "{\"@ReportCreated\":false,\"@ReportCreatable\":true}", false, IQM_REFUSED },
};

#define SAID ((int)(sizeof(said) / sizeof(said[0])))

/* {"success":true,"data":FORMAT} with the family's name for each @. */
static void fill(char *out, const char *format, const char *family)
{
	out += sprintf(out, "{\"success\":true,\"data\":");
	for (; *format; format++)
		out += sprintf(out, *format == '@' ? "%s" : "%.1s", *format == '@' ? family : format);
	strcpy(out, "}");
}

START_TEST(test_each_operation)
{
	const struct said *s = &said[_i];

	for (size_t i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]); i++) {
		const struct verdict *v = &verdicts[i];
		enum iqm_outcome want = s->yes ? v->yes : s->otherwise;
		char body[512];
		struct mock mock = { .status = 200, .body = body };
		struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
		struct iqm_call call = { 0 };
		enum iqm_outcome outcome;
		char request[1024] = { 0 };
		void *rsp;

		ck_assert_uint_le(v->op->body->size, sizeof(request));
		fill(body, s->format, v->family);
		ck_assert_msg(iqm_perform(client, v->op, request, &rsp, &call) == 0, "%s",
			      call.error.message);
		memcpy(&outcome, (char *)rsp + v->op->verdict->outcome, sizeof(outcome));
		ck_assert_msg(outcome == want, "%s: %s: %d", v->op->name, body, (int)outcome);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_which_operations_have_one)
{
	size_t found = 0;

	for (const struct iqm_op *const *op = iqm_insights_api.ops; *op; op++) {
		if (!(*op)->verdict)
			continue;
		for (size_t i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]); i++)
			found += *op == verdicts[i].op;
		ck_assert((*op)->verdict->yes == ((*op)->effect == IQM_PAID ? IQM_CREATED :
							  IQM_CREATABLE));
	}
	ck_assert_uint_eq(found, sizeof(verdicts) / sizeof(verdicts[0]));
}
END_TEST

TCase *runtime_outcome_case(void)
{
	TCase *tcase = tcase_create("outcome");

	tcase_add_test(tcase, test_every_combination);
	tcase_add_test(tcase, test_nothing_said);
	tcase_add_loop_test(tcase, test_each_operation, 0, SAID);
	tcase_add_test(tcase, test_which_operations_have_one);
	return tcase;
}
