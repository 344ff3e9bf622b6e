/* SPDX-License-Identifier: MIT */
/* What a call that prices or buys came to: every combination of what its response may say. */
#include "support/runtime_fixture.h"
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#include "codec/codec.h"
#include "iqm_descriptors.h"

/*
 * -1 unset, 0 false, 1 true. A price is derived where no flag is set; what was
 * bought is not: IQM_NO_OUTCOME stands for an error.
 */
static enum iqm_outcome expected(const struct iqm_op *op, int first, int second, bool id,
				 bool message)
{
	int said = first >= 0 ? first : second;

	if (op->effect == IQM_PAID && (said < 0 || (first >= 0 && second >= 0 && first != second)))
		return IQM_NO_OUTCOME;
	if (said == 1)
		return op->verdict->yes;
	if (id)
		return IQM_EXISTS;
	return said == 0 || message ? IQM_REFUSED : op->verdict->yes;
}

static struct iqm_bool flag_of(int said)
{
	struct iqm_bool none = { NULL, false };

	return said < 0 ? none : iqm_bool(said);
}

/* Flags as in expected(); 0 is a report id too. */
static void check_bought(int created, int creatable, bool id, bool message)
{
	struct iqm_sls_order_response rsp = {
		.sls_report_created = flag_of(created),
		.sls_report_creatable = flag_of(creatable),
		.sls_id.set = id ? &iqm_is_set : NULL,
		.message = message ? "" : NULL,
		.campaign_name = "never empty",
	};
	enum iqm_outcome want = expected(&iqm_sls_generate_op, created, creatable, id, message);
	struct iqm_error error = { 0 };
	int err = iqm_evaluate_outcome(&iqm_sls_generate_op, &rsp, &error);

	ck_assert_int_eq(err, want ? 0 : IQM_E_DECODE);
	ck_assert_int_eq(rsp.outcome, want);
}

static void check_priced(int created, int creatable, bool id, bool message)
{
	struct arena *arena;
	struct iqm_sls_order_response *rsp = iqm_response_new(sizeof(*rsp), &arena);
	struct iqm_error error = { 0 };

	ck_assert_ptr_nonnull(rsp);
	*rsp = (struct iqm_sls_order_response){
		.sls_report_created = flag_of(created),
		.sls_report_creatable = flag_of(creatable),
		.sls_id.set = id ? &iqm_is_set : NULL,
		.message = message ? "" : NULL,
		.campaign_name = "never empty",
	};

	ck_assert_int_eq(iqm_evaluate_outcome(&iqm_sls_compute_op, rsp, &error), 0);
	ck_assert_int_eq(rsp->outcome,
			 expected(&iqm_sls_compute_op, creatable, created, id, message));
	iqm_free(rsp);
}

START_TEST(test_every_combination)
{
	for (int bits = 0; bits < 36; bits++) {
		check_bought(bits % 3 - 1, bits / 3 % 3 - 1, bits / 9 % 2, bits / 18);
		check_priced(bits % 3 - 1, bits / 3 % 3 - 1, bits / 9 % 2, bits / 18);
	}
}
END_TEST

START_TEST(test_nothing_said)
{
	struct iqm_pld_order_response rsp = { .outcome = IQM_NO_OUTCOME };
	struct iqm_error error = { 0 };

	ck_assert_int_eq(iqm_evaluate_outcome(&iqm_pld_generate_op, &rsp, &error), IQM_E_DECODE);
	ck_assert_str_eq(error.message, "data: nothing in it says what happened");
	ck_assert_int_eq(rsp.outcome, IQM_NO_OUTCOME);
}
END_TEST

START_TEST(test_contradiction)
{
	struct iqm_pld_order_response rsp = { .pld_report_created = iqm_bool(true),
					      .pld_report_creatable = iqm_bool(false) };
	struct iqm_error error = { 0 };

	ck_assert_int_eq(iqm_evaluate_outcome(&iqm_pld_generate_op, &rsp, &error), IQM_E_DECODE);
	ck_assert_str_eq(error.message, "data: 'pldReportCreated' and 'pldReportCreatable' "
					"contradict each other");
	ck_assert_int_eq(rsp.outcome, IQM_NO_OUTCOME);
}
END_TEST

/* ---- each operation that has an outcome --------------------------------------------------- */

struct verdict {
	const struct iqm_op *op;
	const char *family;
	enum iqm_outcome yes;
};

static const struct verdict verdicts[] = {
	{ &iqm_pld_generate_op, "pld", IQM_CREATED },
	{ &iqm_sls_generate_op, "sls", IQM_CREATED },
	{ &iqm_aqs_generate_op, "aqs", IQM_CREATED },
	{ &iqm_pld_compute_op, "pld", IQM_CREATABLE },
	{ &iqm_sls_compute_op, "sls", IQM_CREATABLE },
	{ &iqm_aqs_compute_op, "aqs", IQM_CREATABLE },
};

/* `guess`: a price may be taken from it, but not whether money was spent. */
struct said {
	const char *format;
	bool guess;
	enum iqm_outcome outcome;
};

#define YES IQM_NO_OUTCOME /* stands for IQM_CREATED or IQM_CREATABLE */

static const struct said said[] = {
	{ "{\"@ReportCreated\":true,\"@ChargeableCost\":5}", false, YES },
	{ "{\"@ReportCreatable\":true}", false, YES },
	{ "{\"@ReportCreated\":1}", false, YES },
	{ "{\"@ChargeableCost\":5}", true, YES },
	{ "{\"@ReportCreated\":true,\"message\":\"fine\"}", false, YES },
	{ "{\"@ReportCreated\":false,\"@Id\":1}", false, IQM_EXISTS },
	{ "{\"@ReportCreatable\":0,\"@Id\":\"1\",\"@Name\":\"n\"}", false, IQM_EXISTS },
	{ "{\"@Id\":1,\"@StatusId\":2}", true, IQM_EXISTS },
	{ "{\"@ReportCreated\":false,\"message\":\"overlaps\"}", false, IQM_REFUSED },
	{ "{\"@ReportCreatable\":false}", false, IQM_REFUSED },
	{ "{\"message\":\"overlaps\"}", true, IQM_REFUSED },
	{ "{\"@ReportCreated\":false,\"@ReportCreatable\":true}", true, YES },
};

#define SAID ((int)(sizeof(said) / sizeof(said[0])))

/* The format with the family's name for each @. */
static size_t fill_names(char *out, const char *format, const char *family)
{
	size_t len = 0;

	for (; *format; format++)
		len += (size_t)sprintf(out + len, *format == '@' ? "%s" : "%.1s",
				       *format == '@' ? family : format);
	return len;
}

/* {"success":true,"data":FORMAT}, as above. */
static void fill(char *out, const char *format, const char *family)
{
	out += sprintf(out, "{\"success\":true,\"data\":");
	out += fill_names(out, format, family);
	strcpy(out, "}");
}

/* An order that is not empty: the first integer of its body. */
static void fill_order(const struct iqm_descriptor *t, char *request)
{
	const struct iqm_int one = iqm_int(1);
	size_t i = 0;

	while (t->fields[i].kind != IQM_K_INT)
		i++;
	memcpy(request + t->fields[i].offset, &one, sizeof(one));
}

/* What a call returns. */
static int returned(const struct iqm_op *op, enum iqm_outcome outcome)
{
	bool refused = outcome == IQM_EXISTS || outcome == IQM_REFUSED;

	return refused && op->effect == IQM_PAID ? IQM_E_PRICE : 0;
}

static void check_said(const struct verdict *v, const struct said *s)
{
	enum iqm_outcome want = s->outcome == YES ? v->yes : s->outcome;
	bool unknown = s->guess && v->op->effect == IQM_PAID;
	char body[512];
	struct mock mock = { .status = 200, .body = body };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_call call = { 0 };
	enum iqm_outcome outcome = want;
	char request[1024] = { 0 };
	void *rsp;
	int err;

	ck_assert_uint_le(v->op->body->size, sizeof(request));
	fill_order(v->op->body, request);
	fill(body, s->format, v->family);
	err = iqm_perform(client, v->op, request, &rsp, &call);
	ck_assert_msg(err == (unknown ? IQM_E_UNKNOWN_OUTCOME : returned(v->op, want)),
		      "%s: %s: %s", v->op->name, body, call.error.message);
	if (rsp)
		memcpy(&outcome, (char *)rsp + v->op->verdict->outcome, sizeof(outcome));
	ck_assert_msg(outcome == want, "%s: %s: %d", v->op->name, body, (int)outcome);
	iqm_free(rsp);
	mock_close(client, &mock);
}

START_TEST(test_each_operation)
{
	for (size_t i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]); i++)
		check_said(&verdicts[i], &said[_i]);
}
END_TEST

/* What fields that cannot be read leave of it: of a purchase, and of a price. */
struct spoilt {
	const char *format;
	enum iqm_outcome bought, priced; /* IQM_NO_OUTCOME: an error */
	const char *path;                /* its, of a price */
};

static const struct spoilt spoilt[] = {
	{ "{\"@ReportCreated\":true,\"@Id\":{},\"@Name\":[]}", IQM_CREATED, IQM_CREATABLE, NULL },
	{ "{\"@ReportCreated\":true,\"@ChargeableCost\":\"n/a\"}", IQM_CREATED, IQM_NO_OUTCOME,
	  "data.@ChargeableCost" },
	{ "{\"@ReportCreated\":true,\"fundsAvailable\":\"?\"}", IQM_CREATED, IQM_NO_OUTCOME,
	  "data.fundsAvailable" },
	{ "{\"@ReportCreated\":false,\"@Id\":\"n/a\"}", IQM_REFUSED, IQM_REFUSED, NULL },
	{ "{\"@ReportCreated\":\"?\",\"@Id\":1}", IQM_NO_OUTCOME, IQM_NO_OUTCOME,
	  "data.@ReportCreated" },
	{ "{\"@ReportCreated\":true,\"@ReportCreatable\":[]}", IQM_NO_OUTCOME, IQM_NO_OUTCOME,
	  "data.@ReportCreatable" },
	{ "{\"@Id\":\"n/a\",\"@Name\":\"x\"}", IQM_NO_OUTCOME, IQM_NO_OUTCOME, "data.@Id" },
	{ "{\"message\":[],\"@Name\":\"x\"}", IQM_NO_OUTCOME, IQM_NO_OUTCOME, "data.message" },
};

#define SPOILT ((int)(sizeof(spoilt) / sizeof(spoilt[0])))

static void check_spoilt(const struct verdict *v, const struct spoilt *s)
{
	bool paid = v->op->effect == IQM_PAID;
	enum iqm_outcome want = paid ? s->bought : s->priced;
	enum iqm_outcome outcome = IQM_NO_OUTCOME;
	char body[512], path[512];
	struct mock mock = { .status = 200, .body = body };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_call call = { 0 };
	char request[1024] = { 0 };
	void *rsp;
	int err;

	fill_order(v->op->body, request);
	fill(body, s->format, v->family);
	err = iqm_perform(client, v->op, request, &rsp, &call);
	ck_assert_msg(err == (want   ? returned(v->op, want)
			      : paid ? IQM_E_UNKNOWN_OUTCOME
				     : IQM_E_DECODE),
		      "%s: %s: %s", v->op->name, body, call.error.message);
	if (want)
		memcpy(&outcome, (char *)rsp + v->op->verdict->outcome, sizeof(outcome));
	ck_assert_msg(outcome == want, "%s: %s: %d", v->op->name, body, (int)outcome);
	if (!want && !paid) {
		fill_names(path, s->path, v->family);
		ck_assert_str_eq(call.error.path, path);
	}
	iqm_free(rsp);
	mock_close(client, &mock);
}

START_TEST(test_fields_that_cannot_be_read)
{
	for (size_t i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]); i++)
		check_spoilt(&verdicts[i], &spoilt[_i]);
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
		ck_assert((*op)->verdict->yes ==
			  ((*op)->effect == IQM_PAID ? IQM_CREATED : IQM_CREATABLE));
	}
	ck_assert_uint_eq(found, sizeof(verdicts) / sizeof(verdicts[0]));
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("outcome");

	tcase_add_test(tcase, test_every_combination);
	tcase_add_test(tcase, test_nothing_said);
	tcase_add_test(tcase, test_contradiction);
	tcase_add_loop_test(tcase, test_each_operation, 0, SAID);
	tcase_add_loop_test(tcase, test_fields_that_cannot_be_read, 0, SPOILT);
	tcase_add_test(tcase, test_which_operations_have_one);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
