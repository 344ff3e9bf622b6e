/* SPDX-License-Identifier: MIT */
/*
 * Each field of each response, at any depth and under each of its names, with each value that a
 * service may come to send in it: what cannot be read costs that field alone.
 */
#include "support/codec_fixture.h"
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

/* ---- the drifts ----------------------------------------------------------------------------- */

/* A kind of field: a column of the drifts. */
enum column {
	INTEGER, /* timestamps too */
	NUMBER,
	BOOLEAN,
	TEXT,
	EXACT, /* text: ids, links, names that are compared */
	IDS,
	ID_OR_IDS,
	TEXTS,
	EXACT_IDS, /* as text */
	ENTRIES,
	OBJECT,
	ROWS,
	ROW_OR_ROWS, /* the one of the real spec takes an id in place of a row */
	NUMBERS,
	BOOLEANS,
	ANY,
	COLUMNS
};

/*
 * What becomes of a value, a letter a column: '=' it is read, '-' it is absent, 'x' it is bad and
 * so absent, 'r' its only row is bad, and empty.
 */
static const struct drift {
	const char *value;
	const char outcome[COLUMNS + 1];
} drifts[] = {
	/* nbtxIiTXeormNBJ */
	{ "null", "----------------" },
	{ "\"\"", "---==--x-xxx=--=" },
	{ "\"IO-12\"", "xxx==xxx=xxx=xx=" },
	{ "12.5", "x=xxxxxxxxxxxxx=" },
	{ "\"1,2\"", "xxx====x=xxx==x=" },
	{ "[null]", "xxxxxxxxx=xrrxx=" },
	{ "[]", "xxxxx=====x=====" },
	{ "{}", "xxxxxxxxx==x=xx=" },
	{ "{\"a\":1}", "xxxxxxxxx==x=xx=" },
	{ "\"true\"", "xx===xxx=xxx=x==" },
	{ "true", "xx=xxxxxxxxxxxx=" },
	{ "1", "=====x=xxxxx=xx=" },
	{ "-1", "==x==x=xxxxx=xx=" },
	{ "\"2026-01-05\"", "xxx==xxx=xxx=xx=" },
	{ "\"2026-01-05T00:00:00Z\"", "xxx==xxx=xxx=xx=" },
	{ "9007199254740993", "==x==x=xxxxx=xx=" },
	{ "9223372036854775807", "==x==x=xxxxx=xx=" },
	{ "9223372036854775808", "x=xxxxxxxxxxxxx=" },
	{ "1e400", "xxxxxxxxxxxxxxx=" },
	{ "\"\\ud83d\"", "xxx=xxxxxxxxxxx=" },
	{ "\"a\\u0000b\"", "xxx=xxxxxxxxxxx=" },
	{ "\"Caf\351\"", "xxxxxxxxxxxxxxxx" },
};

static enum column column_of(const struct iqm_field *f)
{
	bool scalar = f->flags & IQM_F_SCALAR_OR_LIST;
	bool exact = f->flags & IQM_F_EXACT;

	switch (f->kind) {
	case IQM_K_NUM:
		return NUMBER;
	case IQM_K_BOOL:
		return BOOLEAN;
	case IQM_K_STR:
		return exact ? EXACT : TEXT;
	case IQM_K_INTS:
		return scalar ? ID_OR_IDS : IDS;
	case IQM_K_STRS:
		ck_assert(!scalar); /* or it needs a column */
		return exact ? EXACT_IDS : TEXTS;
	case IQM_K_MAP:
		return ENTRIES;
	case IQM_K_NUMS:
		return NUMBERS;
	case IQM_K_BOOLS:
		return BOOLEANS;
	case IQM_K_JSON:
		return ANY;
	case IQM_K_OBJECT:
		return OBJECT;
	case IQM_K_LIST:
		return scalar ? ROW_OR_ROWS : ROWS;
	default:
		return INTEGER;
	}
}

/* Fields that their operation is in vain without; all others it can do without. */
static const char *const needed[] = {
	"auth.login access_token",         "auth.login owId",
	"auth.refresh access_token",       "auth.refresh owId",
	"pld.list pldReportDataList",      "sls.list slsReportDataList",
	"aqs.list reportDataList",         "pld.generate pldReportCreated",
	"pld.generate pldReportCreatable", "sls.generate slsReportCreated",
	"sls.generate slsReportCreatable", "aqs.generate aqsReportCreated",
	"aqs.generate aqsReportCreatable", "sls.compute slsReportCreated",
	"pld.compute pldReportCreated",    "pld.compute pldReportCreatable",
	"pld.compute pldChargeableCost",   "pld.compute fundsAvailable",
	"sls.compute slsReportCreatable",  "sls.compute slsChargeableCost",
	"sls.compute fundsAvailable",      "aqs.compute aqsReportCreated",
	"aqs.compute aqsReportCreatable",  "aqs.compute aqsChargeableCost",
	"aqs.compute fundsAvailable",      "pld.download pldReportUrl",
	"sls.download slsReportUrl",       "aqs.download reportUrl",
};

#define NEEDED (sizeof(needed) / sizeof(needed[0]))

static bool is_needed(const struct iqm_op *op, const struct iqm_field *f)
{
	char *name = codec_text("%s %s", op->name, f->names[0]);
	bool is = false;

	for (size_t i = 0; i < NEEDED; i++)
		is = is || !strcmp(needed[i], name);
	free(name);
	return is;
}

/* ---- a response ----------------------------------------------------------------------------- */

#define DEEPEST 8

/* A field on the way to it, in the second row of each list; what stands there instead. */
struct change {
	const struct iqm_field *way[DEEPEST + 1]; /* NULL ends */
	const char *name;
	const char *value; /* NULL: the field is left out */
};

static void add_object(struct buf *out, const struct iqm_descriptor *t, const struct change *change,
		       size_t depth);

static const char *good_value(const struct iqm_field *f)
{
	static const char *const values[] = {
		[IQM_K_INT] = "7",
		[IQM_K_NUM] = "2.5",
		[IQM_K_BOOL] = "true",
		[IQM_K_MS] = "1700000000000",
		[IQM_K_S] = "1700000000",
		[IQM_K_STR] = "\"seven\"",
		[IQM_K_INTS] = "[7,8]",
		[IQM_K_STRS] = "[\"a\",\"b\"]",
		[IQM_K_NUMS] = "[2.5]",
		[IQM_K_BOOLS] = "[true]",
		[IQM_K_JSON] = "{\"a\":[null]}",
		[IQM_K_MAP] = "{}",
		[IQM_K_OBJECT] = NULL,
		[IQM_K_LIST] = NULL,
	};

	return values[f->kind];
}

/* `change` NULL: nothing in it is changed. */
static void add_value(struct buf *out, const struct iqm_field *f, const struct change *change,
		      size_t depth)
{
	size_t rows = f->kind == IQM_K_LIST ? 3 : 1;

	if (change && !change->way[depth + 1]) {
		iqm_buf_str(out, change->value);
		return;
	}
	if (!f->sub || f->kind == IQM_K_MAP) {
		iqm_buf_str(out, good_value(f));
		return;
	}
	iqm_buf_str(out, rows > 1 ? "[" : "");
	for (size_t i = 0; i < rows; i++) {
		iqm_buf_str(out, i ? "," : "");
		add_object(out, f->sub, i == rows / 2 ? change : NULL, depth + 1);
	}
	iqm_buf_str(out, rows > 1 ? "]" : "");
}

static void add_object(struct buf *out, const struct iqm_descriptor *t, const struct change *change,
		       size_t depth)
{
	iqm_buf_str(out, "{");
	for (size_t i = 0; i < t->len; i++) {
		const struct iqm_field *f = &t->fields[i];
		const struct change *here = change && change->way[depth] == f ? change : NULL;
		bool is_it = here && !here->way[depth + 1];

		if (is_it && !here->value)
			continue;
		iqm_buf_printf(out, "\"%s\":", is_it ? here->name : f->names[0]);
		add_value(out, f, here, depth);
		iqm_buf_str(out, ",");
	}
	iqm_buf_str(out, "\"new\":{\"a\":[1,\"\\u0000\\ud83d\",\"Caf\351\"]}}");
}

static void decode_changed(struct decoded *d, const struct iqm_op *op, const struct change *change)
{
	struct buf body = { 0 };

	iqm_buf_str(&body, "{\"success\":true,\"data\":");
	add_object(&body, op->response, change, 0);
	iqm_buf_str(&body, "}");
	ck_assert_int_eq(body.err, 0);
	codec_decode(d, op, body.data, body.len);
	iqm_buf_free(&body);
}

/* "data.rows[1].name" */
static void path_of(const struct change *change, struct buf *out)
{
	iqm_buf_str(out, "data");
	for (size_t i = 0; change->way[i]; i++) {
		bool last = !change->way[i + 1];

		iqm_buf_printf(out, ".%s", last ? change->name : change->way[i]->names[0]);
		if (!last && change->way[i]->kind == IQM_K_LIST)
			iqm_buf_str(out, "[1]");
	}
}

/* ---- the check ------------------------------------------------------------------------------ */

/* The path is the field's, or leads further into its value. */
static bool leads_to(const char *path, const char *field)
{
	size_t len = strlen(field);

	return !strncmp(path, field, len) && (!path[len] || path[len] == '[');
}

static void check_bad(const struct decoded *d, const char *path)
{
	ck_assert_msg(d->call.bad_total == 1 && d->call.bad_len == 1, "%s: %zu bad fields", path,
		      d->call.bad_total);
	ck_assert_msg(leads_to(d->call.bad[0].path, path), "%s: %s", path, d->call.bad[0].path);
	ck_assert_str_ne(d->call.bad[0].reason, "");
}

/* Whether the drifted response says what it says where the field is left out. */
static bool is_as_without(const struct decoded *d, const struct iqm_op *op, struct change change)
{
	char *with = codec_json(op->response, d->response);
	struct decoded without;
	char *json;
	bool same;

	change.value = NULL;
	decode_changed(&without, op, &change);
	ck_assert_msg(without.err == 0 && !without.call.bad_total, "%s", without.error.message);
	json = codec_json(op->response, without.response);
	same = !strcmp(with, json);
	codec_free(&without);
	free(json);
	free(with);
	return same;
}

static void check_drift(const struct iqm_op *op, struct change *change, const struct drift *drift,
			const struct iqm_field *f)
{
	char outcome = drift->outcome[column_of(f)];
	bool is_row = change->way[1] != NULL;
	struct buf path = { 0 };
	struct decoded d;

	change->value = drift->value;
	path_of(change, &path);
	decode_changed(&d, op, change);
	if (outcome == 'x' && !is_row && is_needed(op, f)) {
		ck_assert_msg(d.err == IQM_E_DECODE, "%s %s: %s", op->name, path.data,
			      drift->value);
		ck_assert_msg(leads_to(d.error.path, path.data), "%s: %s", path.data, d.error.path);
	} else if (outcome == '-' && f->flags & IQM_F_REQUIRED) {
		ck_assert_int_eq(d.err, IQM_E_DECODE);
		ck_assert_str_eq(d.error.message + strlen(d.error.path), ": missing");
	} else {
		ck_assert_msg(d.err == 0, "%s %s: %s: %s", op->name, path.data, drift->value,
			      d.error.message);
		if (outcome == 'x' || outcome == 'r')
			check_bad(&d, path.data);
		else
			ck_assert_uint_eq(d.call.bad_total, 0);
		if (!(f->flags & IQM_F_REQUIRED)) /* there is no response without it */
			ck_assert_msg(is_as_without(&d, op, *change) ==
					      (outcome == 'x' || outcome == '-'),
				      "%s %s: %s", op->name, path.data, drift->value);
	}
	codec_free(&d);
	iqm_buf_free(&path);
}

/* All fields below `t`, which is `depth` fields deep in the response. Gives how many there are. */
static size_t check_fields(const struct iqm_op *op, const struct iqm_descriptor *t,
			   struct change *change, size_t depth)
{
	size_t count = 0;

	ck_assert_uint_lt(depth, DEEPEST);
	for (size_t i = 0; i < t->len; i++) {
		const struct iqm_field *f = &t->fields[i];

		if (f->kind == IQM_K_MAP && iqm_map_value(f)->kind != IQM_K_INT)
			continue; /* test_codec_map.c has them */
		change->way[depth] = f;
		change->way[depth + 1] = NULL;
		for (const char *const *name = f->names; *name; name++) {
			change->name = *name;
			for (size_t k = 0; k < sizeof(drifts) / sizeof(drifts[0]); k++)
				check_drift(op, change, &drifts[k], f);
		}
		count++;
		if (f->sub && f->kind != IQM_K_MAP)
			count += check_fields(op, f->sub, change, depth + 1);
	}
	return count;
}

START_TEST(test_every_field_with_every_drift)
{
	const struct iqm_op *op = _i ? iqm_insights_api.ops[_i - 1] : &codec_all_op;
	struct change change = { .value = NULL };

	ck_assert_uint_ge(check_fields(op, op->response, &change, 0), op->response->len / 2);
}
END_TEST

/* Each of the list above is a field of its operation. */
START_TEST(test_needed_fields_are_there)
{
	size_t found = 0;

	for (const struct iqm_op *const *op = iqm_insights_api.ops; *op; op++)
		for (size_t i = 0; i < (*op)->response->len; i++)
			found += is_needed(*op, &(*op)->response->fields[i]);
	ck_assert_uint_eq(found, NEEDED);
}
END_TEST

static int count_ops(void)
{
	int len = 0;

	while (iqm_insights_api.ops[len])
		len++;
	return len;
}

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("drift");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, test_every_field_with_every_drift, 0, count_ops() + 1);
	tcase_add_test(tcase, test_needed_fields_are_there);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
