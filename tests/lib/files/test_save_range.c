/* SPDX-License-Identifier: MIT */
/* Going on where a transfer broke: ranges, other files, part files of earlier saves. */
#include "support/save_fixture.h"
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ETAG "\"v1\""
#define DAY "Tue, 24 Nov 2026 00:00:00 GMT"

static struct service s;
static char *csv;
static size_t len;

static void set_up(void)
{
	s = (struct service){ 0 };
	save_open(&s);
	csv = save_csv(20000, &len);
	save_serve(&s, csv, len, ETAG);
}

static void tear_down(void)
{
	free(csv);
	save_close(&s);
}

static void expect_saved(void)
{
	save_expect_file(s.path, csv, len);
	save_expect_directory(&s, (const char *const[]){ "report.csv", NULL });
}

/* A save that got `bytes`, and then no further. */
static void leave_part(size_t bytes)
{
	const struct scripted_response responses[] = { { .cut = bytes }, { .fail = IQM_E_CONFIG } };

	save_script(&s, responses, 2);
	ck_assert_int_eq(save_path(&s, NULL, NULL), IQM_E_CONFIG);
	save_expect_file(save_part(&s), csv, bytes);
	ck_assert(!save_exists(s.path));
}

START_TEST(attempts_with_progress_are_not_counted)
{
	struct iqm_save save = { .format = IQM_FORMAT_CSV };
	struct iqm_call call = { 0 };

	save_script(&s, RESPONSES({ .cut = 1000 }));
	ck_assert_int_eq(save_path(&s, &save, &call), 0);
	ck_assert_int_eq(call.error.attempts, (int)(len + 999) / 1000);
	ck_assert_int_gt(call.error.attempts, IQM_MAX_ATTEMPTS);
	ck_assert_int_eq(call.attempts[IQM_MAX_ATTEMPTS - 2].status, IQM_E_NETWORK);
	ck_assert_int_eq(call.attempts[IQM_MAX_ATTEMPTS - 1].status, 0); /* the newest */
	ck_assert_str_eq(s.seen[3].headers,
			 SAVE_HEADERS "Range: bytes=3000-\nIf-Range: " ETAG "\n");
	ck_assert_int_eq(save.resumed_from, 0);
	expect_saved();
}
END_TEST

START_TEST(attempts_without_progress_are)
{
	struct iqm_call call = { 0 };

	save_script(&s, RESPONSES({ .cut = 1000 }, { .fail = IQM_E_NETWORK }));
	ck_assert_int_eq(save_path(&s, NULL, &call), IQM_E_NETWORK);
	ck_assert_int_eq(call.error.attempts, 5); /* the first got further, and failed too */
	save_expect_file(save_part(&s), csv, 1000);
}
END_TEST

/* A server without ranges that always breaks at the same place makes no progress. */
START_TEST(starts_over_are_no_progress)
{
	struct iqm_call call = { 0 };

	s.etag = NULL;
	save_script(&s, RESPONSES({ .cut = 1000 }));
	ck_assert_int_eq(save_path(&s, NULL, &call), IQM_E_NETWORK);
	ck_assert_int_eq(call.error.attempts, 5);
	ck_assert_str_eq(s.seen[1].headers, SAVE_HEADERS);
}
END_TEST

START_TEST(a_later_save_goes_on)
{
	struct iqm_save save = { .format = IQM_FORMAT_CSV };

	leave_part(7000);
	save_serve(&s, csv, len, ETAG);
	ck_assert_int_eq(save_path(&s, &save, NULL), 0);
	ck_assert_uint_eq(s.calls, 1);
	ck_assert_str_eq(s.seen[0].headers,
			 SAVE_HEADERS "Range: bytes=7000-\nIf-Range: " ETAG "\n");
	ck_assert_int_eq(save.resumed_from, 7000);
	ck_assert_int_eq(save.bytes, (int64_t)len);
	expect_saved();
}
END_TEST

/* The form knows the bytes of the part: a field that was cut there is whole in the end. */
START_TEST(resumed_within_quotes)
{
	leave_part((size_t)(strstr(csv + 5000, "\nMD") - csv));
	save_serve(&s, csv, len, ETAG);
	ck_assert_int_eq(save_path(&s, NULL, NULL), 0);
	ck_assert_uint_eq(s.calls, 1);
	expect_saved();
}
END_TEST

/* And that it began within quotes: the end of the file is not that of a row. */
START_TEST(resumed_and_cut_within_quotes)
{
	struct iqm_save save = { .format = IQM_FORMAT_CSV };
	size_t cut = (size_t)(strstr(csv + 5000, "\nMD") - csv);

	csv[len - 1] = '"';
	leave_part(cut);
	save_serve(&s, csv, len, ETAG);
	ck_assert_int_eq(save_path(&s, &save, NULL), 0);
	ck_assert_int_eq(save.resumed_from, (int64_t)cut);
	ck_assert_ptr_nonnull(strstr(save.warning, "it ends within quotes"));
}
END_TEST

START_TEST(whole_part_is_only_asked_about)
{
	struct iqm_save save = { .format = IQM_FORMAT_CSV };

	leave_part(7000);
	save_write(save_part(&s), csv, len);
	save_serve(&s, csv, len, ETAG);
	ck_assert_int_eq(save_path(&s, &save, NULL), 0);
	ck_assert_uint_eq(s.calls, 1); /* 416 */
	ck_assert_int_eq(save.resumed_from, (int64_t)len);
	expect_saved();
}
END_TEST

/* However it becomes whole, it has no more than the caller wants. */
START_TEST(whole_part_that_is_too_large)
{
	struct iqm_save save = { .format = IQM_FORMAT_CSV, .max_bytes = (int64_t)len - 1 };

	leave_part(7000);
	save_write(save_part(&s), csv, len);
	save_serve(&s, csv, len, ETAG);
	ck_assert_int_eq(save_path(&s, &save, NULL), IQM_E_TOO_LARGE);
	ck_assert_uint_eq(s.calls, 1); /* 416 */
	ck_assert(!save_exists(s.path));
	save.max_bytes++;
	ck_assert_int_eq(save_path(&s, &save, NULL), 0);
	expect_saved();
}
END_TEST

static void expect_from_start(size_t calls)
{
	struct iqm_save save = { .format = IQM_FORMAT_CSV };
	struct iqm_call call = { 0 };

	ck_assert_msg(!save_path(&s, &save, &call), "%s", call.error.message);
	ck_assert_uint_eq(s.calls, calls);
	ck_assert_int_eq(save.resumed_from, 0);
	expect_saved();
}

START_TEST(another_file_starts_over)
{
	leave_part(7000);
	csv[3] = 'X';
	save_serve(&s, csv, len, "\"v2\"");
	expect_from_start(1);
	ck_assert_str_eq(s.seen[0].headers,
			 SAVE_HEADERS "Range: bytes=7000-\nIf-Range: " ETAG "\n");
}
END_TEST

static const char *const misfits[] = {
	"Content-Range: bytes 6999-9999/20013\n",
	"Content-Range: bytes 7001-9999/20013\n",
	"Content-Range: bytes 7000-9999/123456\n",
	"Content-Range: bytes 7000-6999/*\n",
	"Content-Range: bytes 7000-99999999999999999999/*\n",
	"Content-Range: rows 7000-9999/*\n",
	"Content-Range: bytes */7000\n",
	"ETag: \"v2\"\n",
	"",
};

/* Never a patchwork: a range that does not fit is not used; once, then it is an error. */
START_TEST(range_that_does_not_fit)
{
	const struct scripted_response responses[] = { { 206, misfits[_i], "zzz", 0, 0, 0 },
						       { 0 } };
	const struct scripted_response broken[] = { { .cut = 7000 },
						    { 206, misfits[_i], "zzz", 0, 0, 0 } };
	struct iqm_call call = { 0 };

	leave_part(7000);
	save_script(&s, responses, 2);
	expect_from_start(2);
	unlink(s.path);
	save_script(&s, broken, 2);
	ck_assert_int_eq(save_callback(&s, NULL, &call), IQM_E_FILE_BROKEN);
	ck_assert_int_eq(call.error.attempts, 2);
	ck_assert_uint_eq(s.got_len, 7000);
}
END_TEST

START_TEST(range_that_never_fits)
{
	struct iqm_call call = { 0 };

	save_script(&s, RESPONSES({ .cut = 7000 },
				  { .status = 416, .headers = "Content-Range: bytes */5\n" },
				  { .cut = 7000 },
				  { .status = 416, .headers = "Content-Range: bytes */5\n" }));
	ck_assert_int_eq(save_path(&s, NULL, &call), IQM_E_FILE_BROKEN);
	ck_assert_int_eq(call.error.attempts, 4);
	save_expect_file(save_part(&s), csv, 7000);
}
END_TEST

START_TEST(ranges_in_pieces)
{
	const char first[] = "a,b\n";
	const char rest[] = "1,2\n";
	const struct scripted_response responses[] = {
		{ 200, "Content-Length: 8\nETag: " ETAG "\n", first, 0, IQM_E_NETWORK, 0 },
		{ 206, "Content-Range: bytes 4-5/8\n", rest, 2, 0, 0 },
		{ 206, "Content-Range: bytes 6-7/*\n", rest + 2, 2, 0, 0 },
	};

	save_script(&s, responses, 3);
	ck_assert_int_eq(save_path(&s, NULL, NULL), 0);
	save_expect_file(s.path, "a,b\n1,2\n", 8);
	ck_assert_uint_eq(s.calls, 3);
}
END_TEST

#define V1 "ETag: " ETAG "\n"
#define SAYS(n) "Content-Range: bytes */" n "\n"
#define MAY_BE_ALL "it cannot be shown to be whole"

/* What is answered once all of a range came, and nothing said how long the file is. */
static const struct {
	struct scripted_response then;
	int path, callback; /* what the save returns */
	bool warns, warns_callback;
} ends[] = {
	{ { 416, SAYS("8"), NULL, 0, 0, 0 }, 0, 0, false, false },
	{ { 416, NULL, NULL, 0, 0, 0 }, 0, 0, true, true },
	{ { 416, V1, "no such range", 0, 0, 0 }, 0, 0, true, true },
	{ { 416, SAYS("*"), NULL, 0, 0, 0 }, 0, 0, true, true },
	{ { 416, SAYS("12"), NULL, 0, 0, 0 }, IQM_E_REFUSED, IQM_E_FILE_BROKEN, false, false },
	{ { 403, NULL, "expired", 0, 0, 0 }, 0, 0, true, true },
	{ { 503, NULL, NULL, 0, 0, 0 }, 0, 0, true, true },
	{ { .fail = IQM_E_NETWORK }, 0, 0, true, true },
	{ { .fail = IQM_E_TIMEOUT }, 0, 0, true, true },
	{ { .fail = IQM_E_CANCELLED }, IQM_E_CANCELLED, IQM_E_CANCELLED, false, false },
	{ { .fail = IQM_E_NOMEM }, IQM_E_NOMEM, IQM_E_NOMEM, false, false },
	{ { 200, V1 "Content-Length: 8\n", "a,b\n1,2\n", 0, 0, 0 }, 0, 0, false, true },
	{ { 200, "ETag: \"v2\"\nContent-Length: 8\n", "a,b\n1,2\n", 0, 0, 0 }, 0, 0, false, true },
	{ { 200, V1 "Content-Length: 12\n", "a,b\n1,2\n", 0, 0, 0 },
	  IQM_E_NETWORK,
	  IQM_E_FILE_BROKEN,
	  false,
	  false },
	{ { 206, "Content-Range: bytes 8-11/12\n", "3,", 2, IQM_E_NETWORK, 0 },
	  IQM_E_SERVER,
	  IQM_E_FILE_BROKEN,
	  false,
	  false },
};

START_TEST(range_that_may_be_the_last)
{
	const struct scripted_response responses[] = {
		{ 200, V1, "a,b\n", 0, IQM_E_NETWORK, 0 },
		{ 206, "Content-Range: bytes 4-7/*\n", "1,2\n", 0, 0, 0 },
		ends[_i].then,
	};
	struct iqm_save to_path = { .format = IQM_FORMAT_CSV };
	struct iqm_save to_callback = { .format = IQM_FORMAT_CSV };
	struct iqm_call call = { 0 };

	save_script(&s, responses, 3);
	ck_assert_msg(save_path(&s, &to_path, &call) == ends[_i].path, "%s", call.error.message);
	ck_assert_int_eq(!!strstr(to_path.warning, MAY_BE_ALL), ends[_i].warns);
	ck_assert_int_eq(save_exists(s.path), !ends[_i].path);
	if (!ends[_i].path)
		save_expect_file(s.path, "a,b\n1,2\n", 8);
	save_script(&s, responses, 3);
	ck_assert_msg(save_callback(&s, &to_callback, &call) == ends[_i].callback, "%s",
		      call.error.message);
	ck_assert_int_eq(!!strstr(to_callback.warning, MAY_BE_ALL), ends[_i].warns_callback);
	ck_assert_int_eq(call.error.status, ends[_i].callback);
}
END_TEST

/* What the host does not say, the file must not deny. */
START_TEST(last_range_of_a_broken_file)
{
	const struct scripted_response responses[] = {
		{ 200, V1, "a,b\n", 0, IQM_E_NETWORK, 0 },
		{ 206, "Content-Range: bytes 4-6/*\n", "1,\"", 0, 0, 0 },
		{ 416, NULL, NULL, 0, 0, 0 },
	};
	struct iqm_save strict = { .format = IQM_FORMAT_ANY, .strict = true };

	save_script(&s, responses, 3);
	ck_assert_int_eq(save_path(&s, NULL, NULL), IQM_E_FILE_BROKEN);
	save_script(&s, responses, 3);
	ck_assert_int_eq(save_path(&s, &strict, NULL), IQM_E_FILE_BROKEN);
}
END_TEST

/* A host that is asked again has the rest. */
START_TEST(range_after_a_refusal)
{
	const struct scripted_response responses[] = {
		{ 200, V1, "a,b\n", 0, IQM_E_NETWORK, 0 },
		{ 206, "Content-Range: bytes 4-7/*\n", "1,2\n", 0, 0, 0 },
		{ 503, NULL, NULL, 0, 0, 0 },
		{ 206, "Content-Range: bytes 8-11/12\n", "3,4\n", 0, 0, 0 },
	};
	struct iqm_save save = { .format = IQM_FORMAT_CSV };

	save_script(&s, responses, 4);
	ck_assert_int_eq(save_path(&s, &save, NULL), 0);
	ck_assert_str_eq(save.warning, "");
	save_expect_file(s.path, "a,b\n1,2\n3,4\n", 12);
}
END_TEST

START_TEST(more_or_fewer_bytes_than_announced)
{
	struct iqm_call call = { 0 };

	save_script(&s, RESPONSES({ 200, "Content-Length: 2\n", "a\nb", 0, 0, 0 }));
	ck_assert_int_eq(save_path(&s, NULL, &call), IQM_E_FILE_BROKEN);
	ck_assert_int_eq(call.error.attempts, 1);
	save_script(&s, RESPONSES({ 200, "Content-Length: 9\n", "a\nb", 0, 0, 0 }));
	ck_assert_int_eq(save_path(&s, NULL, &call), IQM_E_NETWORK);
	ck_assert_int_eq(call.error.attempts, 5);
	ck_assert_ptr_nonnull(strstr(call.error.message, "3 of 9 bytes"));
	ck_assert(!save_exists(s.path));
	/* All bytes of it came, and then the connection broke: it is whole. */
	save_script(&s, RESPONSES({ 200, "Content-Length: 2\n", "a\n", 0, IQM_E_NETWORK, 0 }));
	ck_assert_int_eq(save_path(&s, NULL, NULL), 0);
	save_expect_file(s.path, "a\n", 2);
}
END_TEST

START_TEST(given_bytes_cannot_be_taken_back)
{
	struct iqm_call call = { 0 };

	save_script(&s,
		    RESPONSES({ .cut = 1000 },
			      { .status = 200, .headers = "Content-Length: 3\n", .body = "new" }));
	ck_assert_int_eq(save_callback(&s, NULL, &call), IQM_E_FILE_BROKEN);
	ck_assert_ptr_nonnull(strstr(call.error.message, "1000 bytes were given"));
	ck_assert_int_eq(call.error.attempts, 2);
	ck_assert_uint_eq(s.got_len, 1000);
	s.etag = NULL; /* nothing to ask for the rest by: the failure itself */
	save_script(&s, RESPONSES({ .cut = 1000 }));
	ck_assert_int_eq(save_callback(&s, NULL, &call), IQM_E_NETWORK);
	ck_assert_int_eq(call.error.attempts, 1);
}
END_TEST

#define V1_OF(range) "ETag: " ETAG "\nContent-Range: bytes " range "\n"

static const struct {
	const char *headers, *body;
	size_t calls; /* until it is whole; 0: it never is */
} ranges[] = {
	{ V1_OF("0-11/12"), "a,b\n1,2\n3,4\n", 1 },
	{ V1_OF("0-7/12"), "a,b\n1,2\n", 2 },
	{ "Content-Range: bytes 0-7/12\n", "a,b\n1,2\n", 0 }, /* no validator to ask by */
	{ V1_OF("8-11/12"), "3,4\n", 0 },
	{ V1_OF("0-7/*"), "a,b\n1,2\n", 0 },
	{ V1_OF("*/12"), "", 0 },
	{ "Content-Range: 0-7/12\n", "a,b\n1,2\n", 0 },
};

/* Seen: half a CSV with status 200, whose last row was whole. */
START_TEST(range_with_status_200)
{
	const struct scripted_response responses[] = {
		{ 200, ranges[_i].headers, ranges[_i].body, 0, 0, 0 },
		{ 200, V1_OF("8-11/12"), "3,4\n", 0, 0, 0 },
	};
	struct iqm_save save = { .format = IQM_FORMAT_CSV };
	struct iqm_call call = { 0 };

	save_script(&s, responses, ranges[_i].calls ? 2 : 1);
	ck_assert_int_eq(save_path(&s, &save, &call), ranges[_i].calls ? 0 : IQM_E_FILE_BROKEN);
	ck_assert_uint_eq(s.calls, ranges[_i].calls ? ranges[_i].calls : 2);
	/* More is asked for at once: that is no retry. */
	ck_assert_ptr_null(strstr(s.log, "another in"));
	ck_assert_str_eq(save.warning, "");
	if (ranges[_i].calls)
		save_expect_file(s.path, "a,b\n1,2\n3,4\n", 12);
	else
		ck_assert(!save_exists(s.path));
}
END_TEST

/* A server that has only ever the first half. */
START_TEST(first_range_for_ever)
{
	struct iqm_call call = { 0 };

	save_script(&s, RESPONSES({ 200, V1_OF("0-7/12"), "a,b\n1,2\n", 0, 0, 0 }));
	ck_assert_int_eq(save_path(&s, NULL, &call), IQM_E_FILE_BROKEN);
	ck_assert_int_eq(call.error.attempts, 4);
	ck_assert(!save_exists(s.path));
}
END_TEST

static const struct {
	const char *first, *then;
	int err;
	const char *says;
} totals[] = {
	{ "Content-Length: 12\n", "Content-Length: 8\n", IQM_E_FILE_BROKEN,
	  "announced with 12 bytes, and then with 8" },
	{ "Content-Length: 12\n", "Transfer-Encoding: chunked\n", IQM_E_NETWORK, "8 of 12 bytes" },
	{ "Content-Length: 12\nETag: " ETAG "\n", "Content-Length: 8\nETag: " ETAG "\n",
	  IQM_E_FILE_BROKEN, "announced with 12 bytes, and then with 8" },
	{ "Content-Length: 12\nETag: " ETAG "\n", "Content-Length: 8\nETag: \"v2\"\n", 0, NULL },
	{ "Content-Length: 9\nLast-Modified: " DAY "\nContent-Encoding: br\n",
	  "Content-Length: 8\nLast-Modified: " DAY "\n", 0, NULL },
	{ "Content-Length: 12\n", "Last-Modified: " DAY "\n", IQM_E_NETWORK, "8 of 12 bytes" },
	{ "", "Content-Length: 8\n", 0, NULL },
};

/* A new start gives the file that was announced, or says why not. */
START_TEST(total_that_was_announced_first)
{
	const struct scripted_response responses[] = {
		{ 200, totals[_i].first, "a,b\n1", 0, IQM_E_NETWORK, 0 },
		{ 200, totals[_i].then, "a,b\n1,2\n", 0, 0, 0 },
	};
	struct iqm_save save = { .format = IQM_FORMAT_CSV };
	struct iqm_call call = { 0 };

	save_script(&s, responses, 2);
	ck_assert_int_eq(save_path(&s, &save, &call), totals[_i].err);
	ck_assert(!totals[_i].says || strstr(call.error.message, totals[_i].says));
	ck_assert_int_eq(save_exists(s.path), !totals[_i].err);
}
END_TEST

static const struct {
	const char *headers, *body; /* of the last response */
	bool is_shown;              /* to be whole */
} others[] = {
	{ "Transfer-Encoding: chunked\n", "a,b\n1,2\n", true },
	{ "Transfer-Encoding: chunked\n", "a,b\n1,2\n3,4\n5,6\n", true },
	{ "", "a,b\n1,2\n3,4\n", false },
	{ "Content-Length: 8\n", "a,b\n1,2\n", true },
};

/* What was announced of a file says nothing of the one that has taken its place. */
START_TEST(total_of_another_file)
{
	const struct scripted_response responses[] = {
		{ 200, "Content-Length: 12\nETag: \"v1\"\n", "a,b\n1", 0, IQM_E_NETWORK, 0 },
		{ 200, "Transfer-Encoding: chunked\nETag: \"v2\"\n", "a,b", 0, IQM_E_NETWORK, 0 },
		{ 200, others[_i].headers, others[_i].body, 0, 0, 0 },
	};
	struct iqm_save save = { .format = IQM_FORMAT_CSV };
	struct iqm_call call = { 0 };

	save_script(&s, responses, 3);
	ck_assert_int_eq(save_path(&s, &save, &call), 0);
	save_expect_file(s.path, others[_i].body, strlen(others[_i].body));
	ck_assert_int_eq(!*save.warning, others[_i].is_shown);
}
END_TEST

#define CHUNKED "Transfer-Encoding: chunked\n"

static const struct {
	const char *first, *then;
	int then_err;  /* of its transport, after all bytes */
	bool is_shown; /* to be whole */
} unnamed[] = {
	{ "Content-Length: 8\n", "", 0, false },
	{ "Content-Length: 8\nETag: \"v1\"\n", "", 0, false },
	{ "Content-Length: 8\n", "ETag: \"v2\"\n", 0, false },
	{ "Content-Length: 8\n", "Last-Modified: " DAY "\n", 0, false },
	{ "Content-Length: 8\n", CHUNKED, 0, true },
	{ "Content-Length: 8\n", CHUNKED, IQM_E_NETWORK, false },
	{ "Content-Length: 8\n", "", IQM_E_NETWORK, false },
	{ "Content-Length: 8\nETag: \"v1\"\n", "ETag: \"v1\"\n", 0, true },
	{ "Content-Length: 8\nETag: \"v1\"\n", "ETag: \"v1\"\n", IQM_E_NETWORK, true },
	{ "Content-Length: 8\nLast-Modified: " DAY "\n", "Last-Modified: " DAY "\n", 0, true },
};

/* A response without the file's validator may be the start of a longer file. */
START_TEST(total_of_a_file_that_is_not_named)
{
	const struct scripted_response responses[] = {
		{ 200, unnamed[_i].first, "a,b\n1", 0, IQM_E_NETWORK, 0 },
		{ 200, unnamed[_i].then, "a,b\n1,2\n", 0, unnamed[_i].then_err, 0 },
	};
	bool is_broken = unnamed[_i].then_err && !unnamed[_i].is_shown;
	struct iqm_save save = { .format = IQM_FORMAT_CSV };

	save_script(&s, responses, 2);
	ck_assert_int_eq(save_path(&s, &save, NULL), is_broken ? IQM_E_NETWORK : 0);
	ck_assert_int_eq(save_exists(s.path), !is_broken);
	ck_assert(is_broken || !*save.warning == unnamed[_i].is_shown);
}
END_TEST

/* Be it a range that showed it. */
START_TEST(range_of_another_file_and_no_total)
{
	const struct scripted_response responses[] = {
		{ 200, "Content-Length: 8\nETag: \"v1\"\n", "a,b\n1", 0, IQM_E_NETWORK, 0 },
		{ 206, "ETag: \"v2\"\nContent-Range: bytes 5-11/12\n", ",2\n3,4\n", 0, 0, 0 },
		{ 200, NULL, "a,b\n1,2\n", 0, 0, 0 },
	};
	struct iqm_save save = { .format = IQM_FORMAT_CSV };

	save_script(&s, responses, 3);
	ck_assert_int_eq(save_path(&s, &save, NULL), 0);
	ck_assert_ptr_nonnull(strstr(save.warning, MAY_BE_ALL));
	ck_assert_uint_eq(s.calls, 3);
}
END_TEST

/* ---- validators ---------------------------------------------------------------------------- */

static const struct {
	const char *headers;
	const char *if_range; /* NULL: no range is asked for */
} validators[] = {
	{ "ETag: \"x\"\nLast-Modified: " DAY "\n", "\"x\"" },
	{ "ETag: W/\"x\"\nLast-Modified: " DAY "\n", DAY },
	{ "ETag: W/\"x\"\n", NULL },
	{ "Last-Modified: " DAY "\nDate: Tue, 24 Nov 2026 00:00:09 GMT\n", DAY },
	{ "Last-Modified: " DAY "\nDate: " DAY "\n", NULL },
	{ "", NULL },
};

START_TEST(what_a_range_depends_on)
{
	const struct scripted_response responses[] = {
		{ 200, validators[_i].headers, "a,", 0, IQM_E_NETWORK, 0 },
		{ 200, "Content-Length: 4\n", "a,b\n", 0, 0, 0 },
	};
	char text[256];

	save_script(&s, responses, 2);
	ck_assert_int_eq(save_path(&s, NULL, NULL), 0);
	snprintf(text, sizeof(text), SAVE_HEADERS "Range: bytes=2-\nIf-Range: %s\n",
		 validators[_i].if_range ? validators[_i].if_range : "");
	ck_assert_str_eq(s.seen[1].headers, validators[_i].if_range ? text : SAVE_HEADERS);
	save_expect_file(s.path, "a,b\n", 4);
}
END_TEST

/* ---- what is beside the part --------------------------------------------------------------- */

START_TEST(nothing_of_the_link_is_on_disk)
{
	size_t size;
	char *meta;

	leave_part(7000);
	save_expect_directory(
		&s, (const char *const[]){ "report.csv.part", "report.csv.part.meta", NULL });
	meta = save_read(save_meta(&s), &size);
	ck_assert_ptr_nonnull(meta);
	save_expect_file(save_meta(&s), meta, size); /* its mode */
	ck_assert_ptr_null(strstr(meta, "Amz"));
	ck_assert_ptr_null(strstr(meta, "example"));
	ck_assert_ptr_nonnull(strstr(meta, ETAG));
	free(meta);
}
END_TEST

#define HEADER "iqm-part 1\n"

static const char *const metas[] = {
	HEADER,
	HEADER "garbage\n",
	HEADER "0123456789abcdef 20013 \"v1\"\n", /* of another file, or boot */
	HEADER "0123456789abcdef 20013",
	HEADER "\n",
};

START_TEST(part_of_unknown_origin_is_not_used)
{
	leave_part(7000);
	save_write(save_meta(&s), metas[_i], strlen(metas[_i]));
	save_serve(&s, csv, len, ETAG);
	expect_from_start(1);
	ck_assert_str_eq(s.seen[0].headers, SAVE_HEADERS);
}
END_TEST

START_TEST(part_longer_than_its_file_is_not_used)
{
	leave_part(7000);
	save_write(save_part(&s), csv, len + 1);
	save_serve(&s, csv, len, ETAG);
	expect_from_start(1);
}
END_TEST

/* The same validator under another name is another file; a new signature is none. */
START_TEST(part_of_another_url_is_not_used)
{
	struct iqm_save save = { .path = s.path };

	leave_part(7000);
	save_serve(&s, csv, len, ETAG);
	ck_assert_int_eq(iqm_save_url(s.client, "https://host.example.com/8.csv?a", &save, NULL),
			 0);
	ck_assert_str_eq(s.seen[0].headers, SAVE_HEADERS);
	unlink(s.path);
	leave_part(7000);
	save_serve(&s, csv, len, ETAG);
	ck_assert_int_eq(
		iqm_save_url(s.client,
			     "https://host.example.com/pld-reports/7_Report.csv?new=signature",
			     &save, NULL),
		0);
	ck_assert_int_eq(save.resumed_from, 7000);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("range");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, attempts_with_progress_are_not_counted);
	tcase_add_test(tcase, attempts_without_progress_are);
	tcase_add_test(tcase, starts_over_are_no_progress);
	tcase_add_test(tcase, a_later_save_goes_on);
	tcase_add_test(tcase, resumed_within_quotes);
	tcase_add_test(tcase, resumed_and_cut_within_quotes);
	tcase_add_test(tcase, whole_part_is_only_asked_about);
	tcase_add_test(tcase, whole_part_that_is_too_large);
	tcase_add_test(tcase, another_file_starts_over);
	tcase_add_loop_test(tcase, range_that_does_not_fit, 0,
			    sizeof(misfits) / sizeof(misfits[0]));
	tcase_add_test(tcase, range_that_never_fits);
	tcase_add_test(tcase, ranges_in_pieces);
	tcase_add_loop_test(tcase, range_that_may_be_the_last, 0, sizeof(ends) / sizeof(ends[0]));
	tcase_add_test(tcase, last_range_of_a_broken_file);
	tcase_add_test(tcase, range_after_a_refusal);
	tcase_add_test(tcase, more_or_fewer_bytes_than_announced);
	tcase_add_test(tcase, given_bytes_cannot_be_taken_back);
	tcase_add_loop_test(tcase, range_with_status_200, 0, sizeof(ranges) / sizeof(ranges[0]));
	tcase_add_test(tcase, first_range_for_ever);
	tcase_add_loop_test(tcase, total_that_was_announced_first, 0,
			    sizeof(totals) / sizeof(totals[0]));
	tcase_add_loop_test(tcase, total_of_another_file, 0, sizeof(others) / sizeof(others[0]));
	tcase_add_loop_test(tcase, total_of_a_file_that_is_not_named, 0,
			    sizeof(unnamed) / sizeof(unnamed[0]));
	tcase_add_test(tcase, range_of_another_file_and_no_total);
	tcase_add_loop_test(tcase, what_a_range_depends_on, 0,
			    sizeof(validators) / sizeof(validators[0]));
	tcase_add_test(tcase, nothing_of_the_link_is_on_disk);
	tcase_add_loop_test(tcase, part_of_unknown_origin_is_not_used, 0,
			    sizeof(metas) / sizeof(metas[0]));
	tcase_add_test(tcase, part_longer_than_its_file_is_not_used);
	tcase_add_test(tcase, part_of_another_url_is_not_used);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
