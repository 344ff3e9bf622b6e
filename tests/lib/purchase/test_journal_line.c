/* SPDX-License-Identifier: MIT */
/* A line of the journal's file: its frame, what may be cut of it, what its record must have. */
#include "support/journal_fixture.h"
#include "support/mock.h"
#include "support/suite.h"
#include "support/sync_fixture.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST "iqm-journal 2\n"
#define RECORD(members) "{\"format\":\"2\"," members "}"
#define INTENT(key)                                                                                \
	RECORD("\"event\":\"intent\",\"key\":\"" key "\",\"service\":\"" MOCK_BASE_URL "\","       \
	       "\"workspace\":\"7\",\"operation\":\"pld.generate\",\"request\":\"{}\","            \
	       "\"time\":\"1\",\"sent\":\"1\"")

/* A client opens, and nothing is bought. */
static void check_damaged(struct shop *s, const char *what)
{
	struct iqm_error error;

	shop_restart(s);
	ck_assert_int_eq(shop_buy(s->client, "new", &error), IQM_E_JOURNAL);
	ck_assert_msg(strstr(error.message, what) != NULL, "expected '%s', found '%s'", what,
		      error.message);
	ck_assert_int_eq(s->sold, 0);
}

static size_t write_record(struct shop *s, const char *json, char *text, size_t size)
{
	size_t len = (size_t)snprintf(text, size, FIRST);

	len += shop_line(text + len, size - len, json);
	shop_write(s, text, len);
	return len;
}

/* ---- the frame: "LENGTH SUM JSON" ------------------------------------------------------------ */

/* _i: another byte in place of a space, behind LENGTH or behind SUM; one digit of SUM too many. */
START_TEST(test_changed_frame)
{
	char text[1024];
	struct shop s;
	size_t len;
	char *at;

	shop_open(&s);
	len = write_record(&s, INTENT("k"), text, sizeof(text));
	at = strchr(text + strlen(FIRST), ' ');
	if (_i)
		at = strchr(at + 1, ' ');
	if (_i == 2)
		memmove(at + 1, at, len++ - (size_t)(at - text));
	*at = _i == 2 ? '0' : '_';
	shop_write(&s, text, len);
	check_damaged(&s, "line 2: no record of a journal");
	shop_close(&s);
}
END_TEST

/* Behind the last newline: no part of a frame, so no part of a record. */
START_TEST(test_tails_that_are_no_part)
{
	static const struct {
		const char *text;
		size_t len;
	} tails[] = {
		{ "12 zz", 5 },
		{ "12xab", 5 },
		{ "12 0123456789abcdef0", 20 },
		{ "12 0\0a", 6 },
	};
	char text[64] = FIRST;
	struct shop s;

	shop_open(&s);
	memcpy(text + strlen(FIRST), tails[_i].text, tails[_i].len);
	shop_write(&s, text, strlen(FIRST) + tails[_i].len);
	check_damaged(&s, "line 2: no record of a journal");
	shop_close(&s);
}
END_TEST

/* Any digits may be the start of a LENGTH. */
START_TEST(test_tail_of_digits)
{
	static const char text[] = FIRST "123456789012";
	struct shop s;

	shop_open(&s);
	shop_write(&s, text, strlen(text));
	shop_restart(&s);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	shop_restart(&s);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_BOUGHT);
	shop_close(&s);
}
END_TEST

/* ---- the record ------------------------------------------------------------------------------ */

/* What an intent must have, each of them. */
START_TEST(test_intent_without_a_member)
{
	static const char *const members[] = {
		"operation", "request", "service", "workspace", "time", "sent",
	};
	char json[512] = "{\"format\":\"2\",\"event\":\"intent\",\"key\":\"k\"";
	char text[1024];
	struct shop s;

	for (int i = 0; i < 6; i++)
		if (i != _i)
			snprintf(json + strlen(json), sizeof(json) - strlen(json), ",\"%s\":\"1\"",
				 members[i]);
	strcat(json, "}");
	shop_open(&s);
	write_record(&s, json, text, sizeof(text));
	check_damaged(&s, "line 2: operation, request, service, workspace, time or sent is "
			  "missing");
	shop_close(&s);
}
END_TEST

#define ARCHIVED(members) RECORD("\"event\":\"archived\"" members)

static const struct {
	const char *json, *what;
} wrong[] = {
	{ ARCHIVED(""), "line 2: key: missing" },
	{ ARCHIVED(",\"key\":\"k\",\"number\":\"0\""), "line 2: number: expected 1 or more" },
	{ ARCHIVED(",\"key\":\"k\",\"number\":\"2147483648\""),
	  "line 2: number: expected 1 or more" },
	{ INTENT("\\ud800"), "line 2: an escaped surrogate, which no journal has" },
	{ INTENT("\\uDFFF"), "line 2: an escaped surrogate, which no journal has" },
};

START_TEST(test_wrong_members)
{
	char text[1024];
	struct shop s;

	shop_open(&s);
	write_record(&s, wrong[_i].json, text, sizeof(text));
	check_damaged(&s, wrong[_i].what);
	shop_close(&s);
}
END_TEST

/* A line of an earlier format counts. */
START_TEST(test_earlier_format)
{
	char json[512] = INTENT("k");
	char text[1024];
	struct shop s;

	shop_open(&s);
	*strchr(json, '2') = '1';
	write_record(&s, json, text, sizeof(text));
	shop_restart(&s);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_OPEN);
	shop_close(&s);
}
END_TEST

/* ---- memory ---------------------------------------------------------------------------------- */

static void *no_memory(size_t size)
{
	(void)size;
	return NULL;
}

/* A line that there is no memory for is not damaged, and one that is not written is said. */
START_TEST(test_no_memory)
{
	cJSON_Hooks none = { .malloc_fn = no_memory, .free_fn = free };
	struct iqm_purchase *p;
	char text[1024];
	struct shop s;
	int got;
	int noted;

	shop_open(&s);
	write_record(&s, INTENT("k"), text, sizeof(text));
	shop_restart(&s);
	cJSON_InitHooks(&none);
	got = iqm_journal_get(s.client, "k", &p, NULL);
	cJSON_InitHooks(NULL);
	ck_assert_int_eq(got, IQM_E_NOMEM);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_OPEN);
	cJSON_InitHooks(&none);
	noted = iqm_journal_note(s.client, "k", "x", NULL);
	cJSON_InitHooks(NULL);
	ck_assert_int_eq(noted, IQM_E_NOMEM);
	shop_close(&s);
}
END_TEST

static void setup(void)
{
	sync_begin(SYNC_NOTE);
}

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("line");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_loop_test(tcase, test_changed_frame, 0, 3);
	tcase_add_loop_test(tcase, test_tails_that_are_no_part, 0, 4);
	tcase_add_test(tcase, test_tail_of_digits);
	tcase_add_loop_test(tcase, test_intent_without_a_member, 0, 6);
	tcase_add_loop_test(tcase, test_wrong_members, 0, (int)(sizeof(wrong) / sizeof(wrong[0])));
	tcase_add_test(tcase, test_earlier_format);
	tcase_add_test(tcase, test_no_memory);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
