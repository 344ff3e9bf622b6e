/* SPDX-License-Identifier: MIT */
/* RFC 8259, by the cases of tests/fuzz/rfc8259.txt: of texts of a user, and of whole responses. */
#include "codec/codec.h"
#include "iqm_descriptors.h"
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CASES "tests/fuzz/rfc8259.txt"
#define LINE 16384

struct text {
	char bytes[LINE];
	size_t len;
};

/* "%HH" is a byte. */
static struct text decoded(const char *s)
{
	struct text t = { .len = 0 };

	for (; *s && *s != '\n'; s++) {
		char hex[3] = "";

		if (*s != '%') {
			t.bytes[t.len++] = *s;
			continue;
		}
		memcpy(hex, s + 1, 2);
		t.bytes[t.len++] = (char)strtoul(hex, NULL, 16);
		s += 2;
	}
	return t;
}

/* As the value of a field that nobody knows. */
static struct text in_a_response(const struct text *value)
{
	static const char before[] = "{\"success\":true,\"data\":{\"zz\":", behind[] = "}}";
	struct text t = { .len = 0 };

	memcpy(t.bytes, before, strlen(before));
	memcpy(t.bytes + strlen(before), value->bytes, value->len);
	memcpy(t.bytes + strlen(before) + value->len, behind, strlen(behind));
	t.len = strlen(before) + value->len + strlen(behind);
	return t;
}

/* From a block of its own length. */
static bool is_taken(const struct text *t, bool response)
{
	struct iqm_error error;
	struct arena *arena;
	void *out = iqm_response_new(iqm_pld_list_op.response->size, &arena);
	char *exact = malloc(t->len ? t->len : 1);
	int err;

	ck_assert(out && exact);
	memcpy(exact, t->bytes, t->len);
	iqm_error_begin(&error, NULL);
	err = response ? iqm_decode_response(&iqm_pld_list_op, exact, t->len,
					     &(struct reading){ .deadline = NULL }, out, &error)
		       : iqm_json_check(exact, t->len, &error);
	ck_assert_msg(!err || err == IQM_E_DECODE, "%d: %s", err, error.message);
	free(exact);
	iqm_free(out);
	return !err;
}

struct kind {
	const char *name;
	bool alone;    /* taken where it is all of a user's text */
	bool inside;   /* and of a response as a value; else refused so */
	bool as_value; /* whether that is said */
};

static const struct kind kinds[] = {
	{ "accept", true, true, true },          { "reject", false, false, true },
	{ "reject-whole", false, false, false }, { "take", true, true, true },
	{ "take-whole", true, false, true },     { "take-bytes", false, true, true },
	{ "refuse", false, false, true },
};

static const struct kind *kind_named(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (!strcmp(kinds[i].name, name))
			return &kinds[i];
	ck_abort_msg("'%s' is no kind of case", name);
	return NULL;
}

static void check_case(char *line)
{
	const struct kind *kind = kind_named(strtok(line, "\t"));
	const char *name = strtok(NULL, "\t");
	const char *rest = name ? name + strlen(name) + 1 : "";
	struct text text = decoded(rest);
	struct text whole = in_a_response(&text);

	ck_assert_msg(is_taken(&text, false) == kind->alone, "%s: %s", kind->name, name);
	if (!kind->alone)
		ck_assert_msg(!is_taken(&text, true), "%s, as a response: %s", kind->name, name);
	if (kind->as_value)
		ck_assert_msg(is_taken(&whole, true) == kind->inside, "%s, in a response: %s",
			      kind->name, name);
}

START_TEST(test_cases)
{
	static char line[LINE];
	FILE *file = fopen(CASES, "r");
	size_t count = 0;

	ck_assert_msg(file != NULL, CASES " cannot be read: run from the top folder");
	while (fgets(line, sizeof(line), file)) {
		if (*line == '#' || *line == '\n')
			continue;
		line[strcspn(line, "\n")] = '\0';
		check_case(line);
		count++;
	}
	fclose(file);
	ck_assert_uint_gt(count, 150);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("cases");

	tcase_add_test(tcase, test_cases);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
