/* SPDX-License-Identifier: MIT */
/* Text for terminals: its width, cut to one, and made safe. */
#include "support/suite.h"
#include "support/text_fixture.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#define E_ACUTE "e\xcc\x81"           /* two characters in one column */
#define HAN "\xe6\x9d\xb1"            /* two columns */
#define SMILE "\xf0\x9f\x98\x80"      /* two columns */
#define JOINER "\xe2\x80\x8d"         /* none */
#define DOTS "\xe2\x80\xa6"           /* the ellipsis */
#define BAD "\xef\xbf\xbd"            /* U+FFFD */
#define BIDI(last) "\xe2\x80" last    /* U+202A and the like */
#define ISOLATE(last) "\xe2\x81" last /* U+2066 and the like */

static void use_utf8(void)
{
	ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C.UTF-8"));
}

static const struct {
	const char *text;
	size_t width;
} widths[] = {
	{ "", 0 },
	{ "abc", 3 },
	{ E_ACUTE, 1 },
	{ HAN HAN, 4 },
	{ SMILE "!", 3 },
	{ "a" JOINER "b", 2 },
	{ "\xd7\xa9\xd7\x9c", 2 },
	{ "\x1b", 1 }, /* what stands for it has one */
	{ "\xff", 1 },
};

START_TEST(test_width)
{
	use_utf8();
	ck_assert_uint_eq(text_width(widths[_i].text, strlen(widths[_i].text)), widths[_i].width);
}
END_TEST

static const struct {
	const char *text;
	size_t width;
	const char *cut;
} cuts[] = {
	{ "abc", 3, "abc" },
	{ "abc", 2, "a" DOTS },
	{ "abc", 1, DOTS },
	{ "abc", 0, "" },
	{ "", 0, "" },
	{ HAN HAN, 4, HAN HAN },
	{ HAN HAN, 3, HAN DOTS },
	{ HAN HAN, 2, DOTS }, /* a half is none */
	{ E_ACUTE E_ACUTE, 2, E_ACUTE E_ACUTE },
	{ E_ACUTE E_ACUTE E_ACUTE, 2, E_ACUTE DOTS }, /* the mark stays with its letter */
	{ SMILE "ab", 3, SMILE DOTS },
};

START_TEST(test_cut)
{
	struct buf t = { 0 };

	use_utf8();
	text_add_cut(&t, cuts[_i].text, strlen(cuts[_i].text), cuts[_i].width);
	assert_text(&t, cuts[_i].cut);
}
END_TEST

static const struct {
	const char *text;
	const char *line;  /* for a terminal */
	const char *lines; /* for csv; NULL: as it was */
} harms[] = {
	{ "plain " HAN SMILE, "plain " HAN SMILE, NULL },
	{ "\x1b[31m", "\xe2\x90\x9b[31m", "\xe2\x90\x9b[31m" },
	{ "a\nb\tc",
	  "a\xe2\x90\x8a"
	  "b\xe2\x90\x89"
	  "c",
	  NULL },
	{ "a\r\nb",
	  "a\xe2\x90\x8d\xe2\x90\x8a"
	  "b",
	  NULL },
	{ "a\rb",
	  "a\xe2\x90\x8d"
	  "b",
	  "a\xe2\x90\x8d"
	  "b" },
	{ "\x7f", "\xe2\x90\xa1", "\xe2\x90\xa1" },
	{ "\xc2\x9b"
	  "2J",
	  BAD "2J", BAD "2J" },           /* CSI in one character */
	{ "\xc2\xa0", "\xc2\xa0", NULL }, /* the first one after C1 */
	{ BIDI("\xaa"), BAD, NULL },
	{ BIDI("\xae") "gpj", BAD "gpj", NULL },
	{ ISOLATE("\xa6"), BAD, NULL },
	{ ISOLATE("\xa9"), BAD, NULL },
	{ BIDI("\xa8"), BAD, NULL }, /* a line's end */
	{ BIDI("\xaf"), BIDI("\xaf"), NULL },
	{ ISOLATE("\xa5"), ISOLATE("\xa5"), NULL },
	{ JOINER, JOINER, NULL },
	{ "\xff", BAD, BAD },
	{ "\xc0\xaf", BAD BAD, BAD BAD },                         /* too long a form of '/' */
	{ "\xed\xa0\x80", BAD BAD BAD, BAD BAD BAD },             /* half a pair */
	{ "\xf4\x90\x80\x80", BAD BAD BAD BAD, BAD BAD BAD BAD }, /* above U+10FFFF */
	{ "\xe6\x9d", BAD BAD, BAD BAD },                         /* cut short */
};

START_TEST(test_harm)
{
	const char *text = harms[_i].text;
	struct buf t = { 0 };

	text_add_line(&t, text, strlen(text));
	assert_text(&t, harms[_i].line);
	text_add_lines(&t, text, strlen(text));
	assert_text(&t, harms[_i].lines ? harms[_i].lines : text);
}
END_TEST

/* All of Unicode comes out of its bytes as it went in. */
START_TEST(test_characters)
{
	struct buf t = { 0 };
	uint32_t differs = 0;

	for (uint32_t c = 0; c < 0x110000; c++) {
		uint32_t back;
		char utf8[4];

		if (c == 0xd800)
			c = 0xe000;
		t.len = 0;
		iqm_buf_add(&t, utf8, iqm_utf8_write(c, utf8));
		if (text_char(t.data, t.len, &back) != t.len || back != c)
			differs = c;
	}
	iqm_buf_free(&t);
	ck_assert_uint_eq(differs, 0);
}
END_TEST

#define LEN(list) (int)(sizeof(list) / sizeof((list)[0]))

static void add_tests(Suite *suite)
{
	TCase *tc = tcase_create("text");

	tcase_add_loop_test(tc, test_width, 0, LEN(widths));
	tcase_add_loop_test(tc, test_cut, 0, LEN(cuts));
	tcase_add_loop_test(tc, test_harm, 0, LEN(harms));
	tcase_add_test(tc, test_characters);
	suite_add_tcase(suite, tc);
}

SUITE(add_tests)
