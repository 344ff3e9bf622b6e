/* SPDX-License-Identifier: MIT */
/* Whether what came is a whole XLSX or CSV file, cut at each byte and given in all pieces. */
#include "support/save_fixture.h"
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "files/saving.h"

static struct service s;

static void set_up(void)
{
	s = (struct service){ 0 };
	save_open(&s);
}

static void tear_down(void)
{
	save_close(&s);
}

#define ODD 1 /* no failure, but what is odd is a warning where the file came whole */

/* The check alone, with pieces of `piece` bytes; `total`: as announced, or -1. */
static int check_announced(enum iqm_file_format kind, const char *data, size_t len, size_t piece,
			   int64_t total)
{
	struct iqm_error e = { 0 };
	struct format f;
	int err = iqm_format_open(&f, kind, -1, &e);

	f.total = total;
	for (size_t at = 0; at < len && !err; at += piece)
		err = iqm_format_feed(&f, data + at, len - at < piece ? len - at : piece, &e);
	if (!err)
		err = iqm_format_end(&f, &e);
	iqm_format_close(&f);
	return err || !*f.odd ? err : ODD;
}

/* Whether its length was announced makes no difference. */
static int check_form(enum iqm_file_format kind, const char *data, size_t len, size_t piece)
{
	int err = check_announced(kind, data, len, piece, -1);

	ck_assert_int_eq(check_announced(kind, data, len, piece, (int64_t)len), err);
	return err;
}

/* ---- CSV ----------------------------------------------------------------------------------- */

static const struct {
	const char *text;
	bool whole;
} rows[] = {
	{ "", false },
	{ "\xef\xbb\xbf", false },
	{ "\xef\xbb\xbf\"a\",b\n", true },
	{ "a", true },
	{ "a,b", true },
	{ "a,b\n1,2", true },
	{ "a,b\r\n1,2\r\n", true },
	{ "a,b\n1", false },
	{ "a,b\n1,2\n3", false },
	{ "a,b\n1,2\n3,", true },
	{ "a,b\n1,2,3", false },
	{ "a,b\n1,\"2,3\"", true },
	{ "a,b\n1,\"2\n3\"", true },
	{ "a,b\n1,\"2\n3", false },
	{ "a,b\n1,\"2\"\"3\"\n", true },
	{ "a,b\n1,\"2\"\"3\n", false },
	{ "\"a\nb\",c\n1,2", true },
	{ "\"a\nb\",c\n1", false },
	{ "\"a,b", false },
	{ "a,b\n1,2\n\n", true },
};

START_TEST(csv_texts)
{
	size_t len = strlen(rows[_i].text);

	for (size_t piece = 1; piece <= len + 1; piece++)
		ck_assert_int_eq(!check_form(IQM_FORMAT_CSV, rows[_i].text, len, piece),
				 rows[_i].whole);
}
END_TEST

/* A reader of one byte at a time, which the quick one must agree with. */
static bool is_whole_csv(const char *text, size_t len)
{
	size_t commas[2] = { 0, 0 };
	bool first = true;
	bool quoted = false;
	bool open = false;

	for (size_t i = 0; i < len; i++) {
		open = true;
		if (text[i] == '"')
			quoted = !quoted;
		else if (!quoted && text[i] == ',')
			commas[!first]++;
		else if (!quoted && text[i] == '\n') {
			first = open = false;
			commas[1] = 0;
		}
	}
	return len && !quoted && (!open || first || commas[0] == commas[1]);
}

START_TEST(csv_of_random_bytes)
{
	static const char letters[] = "\",\na\xa2\x23";
	char text[80];
	unsigned state = 1;
	int whole = 0;

	for (int round = 0; round < 20000; round++) {
		size_t len = 0;

		for (state = state * 1103515245 + 12345; len < 1 + (state >> 20) % 70; len++) {
			unsigned pick = state = state * 1103515245 + 12345;

			text[len] = letters[(pick >> 16) % (sizeof(letters) - 1)];
		}
		whole += is_whole_csv(text, len);
		for (size_t piece = 1; piece < 80; piece += 7)
			ck_assert_int_eq(!check_form(IQM_FORMAT_CSV, text, len, piece),
					 is_whole_csv(text, len));
	}
	ck_assert_int_gt(whole, 1000);
	ck_assert_int_lt(whole, 19000);
}
END_TEST

/* ---- XLSX ---------------------------------------------------------------------------------- */

static void check_archive(struct archive of, bool whole)
{
	size_t len;
	char *data = save_xlsx(of, &len);

	for (size_t piece = 1; piece <= len; piece = piece * 3 + 1)
		ck_assert_int_eq(!check_form(IQM_FORMAT_XLSX, data, len, piece), whole);
	free(data);
}

START_TEST(archives)
{
	check_archive((struct archive){ .members = 0 }, true);
	check_archive((struct archive){ .members = 9, .padding = 100 }, true);
	check_archive((struct archive){ .members = 3, .comment = "made by a test, PK\5\6" }, true);
	check_archive((struct archive){ .members = 3, .zip64 = true, .padding = 7 }, true);
	check_archive((struct archive){ .members = 3, .untyped = true }, false);
	/* more bytes than are kept, and a directory that is longer than what is read at once */
	check_archive((struct archive){ .members = 900, .padding = 1000 }, true);
	check_archive((struct archive){ .members = 900, .padding = 1000, .zip64 = true }, true);
}
END_TEST

START_TEST(archive_cut_anywhere)
{
	struct archive of = { .members = 4, .zip64 = _i, .padding = 20, .comment = "ab" };
	size_t len;
	char *data = save_xlsx(of, &len);

	for (size_t cut = 0; cut < len; cut++)
		ck_assert_int_eq(check_form(IQM_FORMAT_XLSX, data, cut, len), IQM_E_FILE_BROKEN);
	free(data);
}
END_TEST

/* One byte missing before the directory: it no longer fits. */
START_TEST(archive_with_a_byte_less_or_more)
{
	struct archive of = { .members = 4, .zip64 = _i, .padding = 20 };
	size_t len;
	char *data = save_xlsx(of, &len);
	char *more = malloc(len + 1);

	ck_assert_ptr_nonnull(more);
	memcpy(more, data, 60);
	memcpy(more + 61, data + 60, len - 60);
	more[60] = 0;
	ck_assert_int_eq(check_form(IQM_FORMAT_XLSX, more, len + 1, len), IQM_E_FILE_BROKEN);
	memmove(data + 60, data + 61, len - 61);
	ck_assert_int_eq(check_form(IQM_FORMAT_XLSX, data, len - 1, len), IQM_E_FILE_BROKEN);
	free(more);
	free(data);
}
END_TEST

/* Whatever is in it, it is read within its bounds. */
START_TEST(archive_with_wrong_bytes)
{
	struct archive of = { .members = 4, .zip64 = _i, .padding = 5, .comment = "x" };
	size_t len;
	char *data = save_xlsx(of, &len);

	for (size_t at = 0; at < len; at++) {
		char old = data[at];

		for (int value = 0; value < 256; value += 51) {
			data[at] = (char)value;
			check_form(IQM_FORMAT_XLSX, data, len, 100);
		}
		data[at] = old;
	}
	ck_assert_int_eq(check_form(IQM_FORMAT_XLSX, data, len, 100), 0);
	free(data);
}
END_TEST

/* ---- saves --------------------------------------------------------------------------------- */

/* To a path the archive is read back, however large its directory is. */
START_TEST(broken_file_is_not_at_its_path)
{
	struct iqm_save save = { .format = IQM_FORMAT_XLSX };
	struct iqm_call call = { 0 };
	size_t len;
	char *data = save_xlsx((struct archive){ .members = 3000 }, &len);

	save_serve(&s, data, len, "\"v1\"");
	s.piece = 10000;
	ck_assert_int_eq(save_path(&s, &save, NULL), 0);
	save_expect_file(s.path, data, len);
	unlink(s.path);
	data[len - 100000] ^= 1; /* in the directory, far from its end */
	ck_assert_int_eq(save_callback(&s, &save, NULL), 0);
	ck_assert_ptr_nonnull(strstr(s.log, "only its end was checked"));
	for (size_t at = len - 200000; at < len - 199900; at++)
		data[at] = 0;
	ck_assert_int_eq(save_path(&s, &save, &call), IQM_E_FILE_BROKEN);
	ck_assert_ptr_nonnull(strstr(call.error.message, "not a whole XLSX file"));
	ck_assert_int_eq(call.error.attempts, 1);
	save_expect_directory(
		&s, (const char *const[]){ "report.csv.part", "report.csv.part.meta", NULL });
	save_expect_file(save_part(&s), data, len);
	free(data);
}
END_TEST

/* An error page of a host that answers 200: seen at its first bytes. */
START_TEST(another_form_is_seen_at_once)
{
	struct iqm_save save = { .format = IQM_FORMAT_XLSX };

	save_script(&s,
		    RESPONSES({ .status = 200, .headers = NULL, .body = "<html>an error</html>" }));
	ck_assert_int_eq(save_callback(&s, &save, NULL), IQM_E_FILE_BROKEN);
	ck_assert_uint_eq(s.got_len, 0);
	ck_assert_int_eq(save_path(&s, &save, NULL), IQM_E_FILE_BROKEN);
	save_expect_file(save_part(&s), "<html>an error</html>", 21);
	save.format = IQM_FORMAT_ANY;
	ck_assert_int_eq(save_path(&s, &save, NULL), 0);
}
END_TEST

#define UTF_16 "\xff\xfe\x41\0,\0B\0\n\0\x31\0\n\0"
#define TEXT(t) t, sizeof(t) - 1

static const struct {
	const char *text;
	size_t len;
	const char *odd; /* NULL: nothing */
} kept[] = {
	{ TEXT("Campaign,Cost\nSpring,2.50"), NULL },
	{ TEXT("\xef\xbb\xbf"
	       "Campaign,Cost\nSpring,2.50\n"),
	  NULL },
	{ TEXT("Report, 2026-01\n\nCampaign,Clicks,Cost\nSpring,1,2"), "3 fields, its first 2" },
	{ TEXT("Campaign,Clicks,Cost\nSpring,1,2\nTotal,3"), "2 fields, its first 3" },
	{ TEXT("Campaign,Clicks\nSpring,1\n\"(c) all rights reserved\""), "1 field" },
	{ TEXT("Campaign;Cost\nSpring;2,50"), "2 fields, its first 1" },
	{ TEXT("Campaign\tCost\nSpring\t2,50"), "2 fields, its first 1" },
	{ TEXT("Creative,Clicks\n12\" TV,5\n"), "within quotes" },
	{ TEXT("Campaign,Clicks\nSpring,1\n\x1a"), "1 field, its first 2" },
	{ TEXT("<Campaign>,Clicks\n{spring},1\n"), NULL },
	{ TEXT("[Campaign],{\n1,2\n"), NULL },
	{ TEXT(UTF_16), "UTF-16" },
};

/* What came whole and is odd: a warning; with `strict` a refusal, and it stays as a part. */
START_TEST(odd_csv_is_kept)
{
	struct iqm_save save = { .format = IQM_FORMAT_CSV };
	const char *odd = kept[_i].odd;

	save_serve(&s, kept[_i].text, kept[_i].len, "\"v1\"");
	ck_assert_int_eq(save_path(&s, &save, NULL), 0);
	save_expect_file(s.path, kept[_i].text, kept[_i].len);
	save_expect_directory(&s, (const char *const[]){ "report.csv", NULL });
	ck_assert_msg(odd ? strstr(save.warning, odd) != NULL : !*save.warning, "%s", save.warning);
	ck_assert(!odd || strstr(s.log, odd));
	unlink(s.path);
	save.strict = true;
	ck_assert_int_eq(save_path(&s, &save, NULL), odd ? IQM_E_FILE_BROKEN : 0);
	save_expect_file(odd ? save_part(&s) : s.path, kept[_i].text, kept[_i].len);
}
END_TEST

static const struct {
	const char *text;
	const char *headers;
	const char *says;
} refused[] = {
	{ "<!DOCTYPE html><html><body><h1>403 Forbidden</h1></body></html>", "Content-Length: 63\n",
	  "HTML: it begins with '<!DOCTYPE html><html><body><h1>403 Forbidden" },
	{ "<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code></Error>", "",
	  "XML: it begins with '<?xml version=\"1.0\"?> <Error><Code>AccessDenied" },
	{ "\n <Error><Code>AccessDenied</Code></Error>", "", "XML: " },
	{ "{\"success\":false}", "", "JSON: it begins with '{\"success\":false}'" },
	{ "\xef\xbb\xbf[ {} ]", "", "JSON" },
	{ "<p>sorry</p>", "Content-Type: text/html; charset=utf-8\n", "HTML: " },
	{ "[1]", "Content-Type: application/json\n", "JSON: " },
};

START_TEST(what_is_no_report_is_refused)
{
	struct iqm_save save = { .format = IQM_FORMAT_CSV };
	struct iqm_call call = { 0 };
	const char *text = refused[_i].text;

	save_script(&s, RESPONSES({ .status = 200, .headers = refused[_i].headers, .body = text }));
	ck_assert_int_eq(save_path(&s, &save, &call), IQM_E_FILE_BROKEN);
	ck_assert_msg(strstr(call.error.message, refused[_i].says) != NULL, "%s",
		      call.error.message);
	ck_assert_int_eq(call.error.attempts, 1);
	save_expect_file(save_part(&s), text, strlen(text));
	/* in place of a report that came, nothing of it is left */
	save_serve(&s, "a,b\n1,2\n", 8, "\"v1\"");
	ck_assert_int_eq(save_path(&s, &save, NULL), 0);
	ck_assert_int_eq(save.resumed_from, 0);
	save_expect_file(s.path, "a,b\n1,2\n", 8);
}
END_TEST

/* The first words may be those of a page that repeats the link. */
START_TEST(first_words_have_no_secret)
{
	static const char link[] = "X-Amz-Signature=0123456789abcdef";
	struct iqm_save save = { .format = IQM_FORMAT_CSV };
	char page[300];

	for (int lead = 0; lead < 130; lead++) {
		struct iqm_call call = { 0 };

		snprintf(page, sizeof(page), "<html>%*s%s</html>", lead, "", link);
		save_script(&s, RESPONSES({ .status = 200, .body = page }));
		ck_assert_int_eq(save_callback(&s, &save, &call), IQM_E_FILE_BROKEN);
		ck_assert_msg(!strstr(call.error.message, "Signature=0"), "%s", call.error.message);
	}
}
END_TEST

/* No length and no chunks: only the rows speak for it. */
START_TEST(csv_that_ends_with_its_connection)
{
	struct iqm_save save = { .format = IQM_FORMAT_CSV };

	save_script(&s, RESPONSES({ .status = 200, .body = "a,b\n1" }));
	ck_assert_int_eq(save_path(&s, &save, NULL), IQM_E_FILE_BROKEN);
	save_expect_file(save_part(&s), "a,b\n1", 5);
	save_script(&s, RESPONSES({ .status = 200, .body = "a,b\n1,2\n" }));
	ck_assert_int_eq(save_path(&s, &save, NULL), 0);
	ck_assert_ptr_nonnull(strstr(save.warning, "cannot be shown to be whole"));
	unlink(s.path);
	save.strict = true;
	ck_assert_int_eq(save_path(&s, &save, NULL), IQM_E_FILE_BROKEN);
	save_script(&s, RESPONSES({ .status = 200,
				    .headers = "Transfer-Encoding: chunked\n",
				    .body = "a,b\n1,2\n" }));
	ck_assert_int_eq(save_path(&s, &save, NULL), 0);
	ck_assert_str_eq(save.warning, "");
}
END_TEST

/* An archive's own directory shows that it is whole. */
START_TEST(odd_archive_is_kept)
{
	struct iqm_save save = { .format = IQM_FORMAT_XLSX };
	size_t len;
	char *data = save_xlsx((struct archive){ .members = 3, .slash = _i }, &len);
	char *more = calloc(1, len + 3);

	ck_assert_ptr_nonnull(more);
	memcpy(more, data, len);
	memcpy(more + len, "\r\n", 2);
	save_serve(&s, more, _i ? len : len + 2, "\"v1\"");
	ck_assert_int_eq(save_path(&s, &save, NULL), 0);
	ck_assert_ptr_nonnull(strstr(save.warning, _i ? "a slash" : "2 bytes of newlines"));
	save_expect_file(s.path, more, _i ? len : len + 2);
	unlink(s.path);
	save.strict = true;
	ck_assert_int_eq(save_path(&s, &save, NULL), IQM_E_FILE_BROKEN);
	free(more);
	free(data);
}
END_TEST

/* A form that fits in the end is none while it is cut. */
START_TEST(archive_resumed)
{
	struct iqm_save save = { .format = IQM_FORMAT_XLSX };
	size_t len;
	char *data = save_xlsx((struct archive){ .members = 20, .padding = 500 }, &len);
	size_t cut = _i == 0 ? 2 : len - 30;
	const struct scripted_response responses[] = { { .cut = cut },
						       { .fail = IQM_E_CONFIG },
						       { 0 } };

	save_serve(&s, data, len, "\"v1\"");
	save_script(&s, responses, 2);
	ck_assert_int_eq(save_path(&s, &save, NULL), IQM_E_CONFIG);
	save_script(&s, responses + 2, 1);
	ck_assert_int_eq(save_path(&s, &save, NULL), 0);
	ck_assert_int_eq(save.resumed_from, (int64_t)cut);
	save_expect_file(s.path, data, len);
	free(data);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("form");

	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_loop_test(tcase, csv_texts, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tcase, csv_of_random_bytes);
	tcase_add_test(tcase, archives);
	tcase_add_loop_test(tcase, archive_cut_anywhere, 0, 2);
	tcase_add_loop_test(tcase, archive_with_a_byte_less_or_more, 0, 2);
	tcase_add_loop_test(tcase, archive_with_wrong_bytes, 0, 2);
	tcase_add_test(tcase, broken_file_is_not_at_its_path);
	tcase_add_test(tcase, another_form_is_seen_at_once);
	tcase_add_loop_test(tcase, odd_csv_is_kept, 0, sizeof(kept) / sizeof(kept[0]));
	tcase_add_loop_test(tcase, what_is_no_report_is_refused, 0,
			    sizeof(refused) / sizeof(refused[0]));
	tcase_add_test(tcase, first_words_have_no_secret);
	tcase_add_test(tcase, csv_that_ends_with_its_connection);
	tcase_add_loop_test(tcase, odd_archive_is_kept, 0, 2);
	tcase_add_loop_test(tcase, archive_resumed, 0, 2);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
