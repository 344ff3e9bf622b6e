/* SPDX-License-Identifier: MIT */
/* A secret that a service quotes is redacted in each coding, and in each coding of another. */
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#include "auth/auth.h"

#define ROUNDS 400
#define LONGEST 16 /* characters of a secret */

static uint64_t state = 1;

static unsigned any(unsigned most)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % most;
}

/* ---- the codings, each written as services write it ------------------------------------------ */

/* Always escaped where `must`; else now and then. `c` is a byte of UTF-8. */
static void percent(unsigned char c, char *to)
{
	bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');

	if (plain && any(8))
		sprintf(to, "%c", c);
	else
		sprintf(to, any(2) ? "%%%02x" : "%%%02X", c);
}

static void form(unsigned char c, char *to)
{
	if (c == ' ')
		strcpy(to, "+");
	else
		percent(c, to);
}

static void json(unsigned char c, char *to)
{
	bool must = c == '"' || c == '\\' || c < ' ';

	if ((must || c == '/' || c == '\'') && any(2))
		sprintf(to, "\\%c", c);
	else if (must ? !any(3) : !any(12))
		sprintf(to, any(2) ? "\\x%02x" : "\\x%02X", c);
	else if (must || (c < 0x80 && !any(6)))
		sprintf(to, any(2) ? "\\u%04x" : "\\u%04X", c);
	else
		sprintf(to, "%c", c);
}

static void html(unsigned char c, char *to)
{
	const char *name = c == '&'    ? "&amp;"
			   : c == '<'  ? "&lt;"
			   : c == '>'  ? "&gt;"
			   : c == '"'  ? "&quot;"
			   : c == '\'' ? "&apos;"
				       : NULL;

	if (name && any(2))
		strcpy(to, name);
	else if (name || (c < 0x80 && !any(6)))
		sprintf(to, any(2) ? "&#%u;" : any(2) ? "&#x%x;" : "&#X%04X;", c);
	else
		sprintf(to, "%c", c);
}

static void plain(unsigned char c, char *to)
{
	sprintf(to, "%c", c);
}

typedef void coding(unsigned char c, char *to);

static coding *const codings[] = { plain, percent, form, json, html };

static void code(coding *by, const char *from, char *to)
{
	for (; *from; from++, to += strlen(to))
		by((unsigned char)*from, to);
	*to = '\0';
}

static void code_twice(coding *inner, coding *outer, const char *from, char *to)
{
	char once[600];

	code(inner, from, once);
	code(outer, once, to);
}

/* ---- secrets --------------------------------------------------------------------------------- */

static void make_secret(char *secret)
{
	static const char *const characters[] = { "a",  "Z", "7",  "%", "+",        " ", "&",
						  "\"", "'", "\\", "/", "<",        ">", "#",
						  ";",  "=", "u",  "n", "x",        "4", "1",
						  "-",  "_", "~",  "?", "\xc3\xa9", ":", "@" };
	unsigned count = 5 + any(LONGEST - 5);

	*secret = '\0';
	while (count--)
		strcat(secret, characters[any(sizeof(characters) / sizeof(characters[0]))]);
}

/* A letter at both ends, which no escape of what stands beside it can swallow. */
static void make_framed(char *secret)
{
	char inside[LONGEST * 2 + 1];

	make_secret(inside);
	sprintf(secret, "Q%sQ", inside);
}

static void redacts(const char *secret, const char *text, const char *expected)
{
	struct iqm_error e = { .status = IQM_E_REFUSED };

	snprintf(e.message, sizeof(e.message), "%s", text);
	iqm_redact_text(&e, secret);
	if (strcmp(e.message, expected))
		ck_abort_msg("the secret %s in %s became %s, expected %s", secret, text, e.message,
			     expected);
}

/* What is behind the secret may begin with a byte that another coding counts to it. */
#define SWALLOWED 6

/* All of it is gone, and nothing of its escapes is left. */
static void redacts_between(const char *secret, const char *text, const char *before,
			    const char *behind)
{
	struct iqm_error e = { .status = IQM_E_REFUSED };
	size_t len = strlen(before);
	size_t left;

	memcpy(e.message, text, strlen(text) + 1);
	iqm_redact_text(&e, secret);
	left = strlen(e.message) > len ? strlen(e.message) - len - 1 : 0;
	if (strncmp(e.message, before, len) != 0 || e.message[len] != '*' ||
	    left > strlen(behind) || left + SWALLOWED < strlen(behind) ||
	    strcmp(e.message + len + 1, behind + strlen(behind) - left) != 0)
		ck_abort_msg("the secret %s in %s became %s", secret, text, e.message);
}

START_TEST(test_any_coding)
{
	coding *inner = codings[_i / 5];
	coding *outer = codings[_i % 5];

	for (int i = 0; i < ROUNDS; i++) {
		char secret[LONGEST * 3];
		char text[1200], before[200], behind[200];

		make_secret(secret);
		code_twice(inner, outer, "the key is ", before);
		code_twice(inner, outer, ", which is wrong", behind);
		code_twice(inner, outer, secret, text);
		memmove(text + strlen(before), text, strlen(text) + 1);
		memcpy(text, before, strlen(before));
		strcat(text, behind);
		if (strlen(text) < sizeof(((struct iqm_error *)0)->message))
			redacts_between(secret, text, before, behind);
	}
}
END_TEST

/* The text ends within the secret, or within an escape of it. */
START_TEST(test_cut)
{
	coding *inner = codings[_i / 5];
	coding *outer = codings[_i % 5];

	for (int i = 0; i < ROUNDS; i++) {
		char secret[LONGEST * 2 + 3], start[5];
		char text[1200], whole[1000];
		size_t least;

		make_framed(secret);
		snprintf(start, sizeof(start), "%.4s", secret);
		state = (uint64_t)i * 7919; /* the same choices for the same characters */
		code_twice(inner, outer, start, text);
		least = strlen(text);
		state = (uint64_t)i * 7919;
		code_twice(inner, outer, secret, whole);
		if (strncmp(whole, text, least) || strlen(whole) > 500)
			continue; /* the choices of the outer coding came to differ */
		whole[least + any((unsigned)(strlen(whole) - least) + 1)] = '\0';
		snprintf(text, sizeof(text), "key %s", whole);
		redacts(secret, text, "key *");
	}
}
END_TEST

/* Else the rest of the escape is found for ever. */
START_TEST(test_end_within_an_escape)
{
	redacts("*\xf0\x9f\x98", "key *\\ud83d\\ude00.", "key *.");
	redacts("*\xf0\x9f\x98", "key *&#x1F600;.", "key *.");
	redacts("*\xf0\x9f\x98", "key *%5Cud83d%5Cude00.", "key *.");
	redacts("\x9f\x98\x80*", "key \\ud83d\\ude00*.", "key *.");
	redacts("\xf0\x9f\x98\x80\xf0\x9f", "key \\ud83d\\ude00\\ud83d\\ude00", "key *");
}
END_TEST

START_TEST(test_examples)
{
	redacts("p@ss word!", "password=p%40ss+word%21&x=1", "password=*&x=1");
	redacts("p@ss word!", "password=p%40ss%20word%21", "password=*");
	redacts("a\"b/c", "{\\\"key\\\": \\\"a\\\\\\\"b\\\\u002fc\\\"}",
		"{\\\"key\\\": \\\"*\\\"}");
	redacts("a&b/c<", "<p>a&amp;b&#x2F;c&lt;</p>", "<p>*</p>");
	redacts("a&b/c<", "a&#38;b&#47;c&#60; a&b/c<", "* *");
	redacts("p'ssword", "login(p\\'ssword)", "login(*)");
	redacts("p@ssword", "login(p\\x40ssword)", "login(*)");
	redacts("t\xc3\xa9t\xc3\xa9", "login(t\\xC3\\xA9t\\xc3\\xa9)", "login(*)");
	redacts("abcdef", "abcd\\x6", "*");
	redacts("ab%2Fcd%3D", "Signature ab/cd= is bad", "Signature * is bad");
	redacts("abcdef", "abcd%", "*");
	redacts("\xc3\xa9t\xc3\xa9-9", "\\u00e9t\\u00e9-9 &eacute;", "* &eacute;");
	redacts("a\xf0\x9f\x98\x80z9", "a\\ud83d\\ude00z9", "*");
	redacts("abcd", "100% of A&B + C\\D", "100% of A&B + C\\D");
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("coded");

	tcase_add_test(tcase, test_end_within_an_escape);
	tcase_add_test(tcase, test_examples);
	tcase_add_loop_test(tcase, test_any_coding, 0, 25);
	tcase_add_loop_test(tcase, test_cut, 0, 25);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
