/* SPDX-License-Identifier: MIT */
/* Ranges of a file: what is asked for, and whether a response's bytes are those. */
#include "files/saving.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* ---- the request --------------------------------------------------------------------------- */

static bool has_range(const struct saving *s)
{
	return s->done && *s->version.validator;
}

int iqm_range_headers(struct saving *s)
{
	char range[40];
	int err = iqm_headers_add(&s->headers, s->error, "User-Agent", "", s->client->user_agent);

	if (!err) /* ranges are of the bytes that are sent */
		err = iqm_headers_add(&s->headers, s->error, "Accept-Encoding", "", "identity");
	if (err || !has_range(s))
		return err;
	snprintf(range, sizeof(range), "bytes=%" PRId64 "-", s->done);
	err = iqm_headers_add(&s->headers, s->error, "Range", "", range);
	if (!err)
		err = iqm_headers_add(&s->headers, s->error, "If-Range", "", s->version.validator);
	return err;
}

/* ---- headers ------------------------------------------------------------------------------- */

/* Only strong ones, as bytes may differ under a weak one. A file of this very second may still
 * change. */
static void take_validator(struct version *version, const struct iqm_http_response *r)
{
	const char *from = *r->etag == '"' ? r->etag : r->last_modified;

	if (from == r->last_modified && !strcmp(r->last_modified, r->date))
		from = "";
	/* cppcheck-suppress ctuuninitvar ; it is written here, not read */
	snprintf(version->validator, sizeof(version->validator), "%s", from);
}

static bool has_validator(const struct iqm_http_response *r)
{
	struct version version;

	take_validator(&version, r);
	return *version.validator;
}

struct range {
	int64_t start, end; /* [start, end); start -1: none of the file, "*" */
	int64_t total;      /* -1: "*" */
};

/* Content-Range: "bytes 10-19/20"; either side of the slash may be "*". */
static bool read_range(const char *p, struct range *r)
{
	uint64_t start = 0;
	uint64_t last = 0;
	uint64_t total;

	*r = (struct range){ -1, -1, -1 };
	if (strncasecmp(p, "bytes ", 6))
		return false;
	p += 6;
	if (*p == '*') {
		p++;
	} else {
		p = iqm_digits(p, NULL, INT64_MAX, &start);
		p = p && *p == '-' ? iqm_digits(p + 1, NULL, INT64_MAX - 1, &last) : NULL;
		if (!p || last < start)
			return false;
		r->start = (int64_t)start;
		r->end = (int64_t)last + 1;
	}
	if (*p++ != '/')
		return false;
	if (!strcmp(p, "*"))
		return true;
	p = iqm_digits(p, NULL, INT64_MAX, &total);
	r->total = p ? (int64_t)total : -1;
	return p && !*p && r->end <= r->total;
}

static int check_size(const struct saving *s, int64_t size)
{
	if (!s->save->max_bytes || size <= s->save->max_bytes)
		return 0;
	return iqm_fail(s->error, IQM_E_TOO_LARGE,
			"the file has %" PRId64 " bytes, save.max_bytes is %" PRId64, size,
			s->save->max_bytes);
}

/* The coding of the bytes, which is not undone; "": none. Some hosts name what is none. */
static const char *coding_of(const struct iqm_http_response *r)
{
	static const char *const none[] = { "identity", "aws-chunked", "utf-8" };

	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		if (!strcasecmp(r->content_encoding, none[i]))
			return "";
	return r->content_encoding;
}

/* ---- responses ----------------------------------------------------------------------------- */

static bool cannot_restart(const struct saving *s)
{
	return s->done && s->save->to != IQM_SAVE_PATH;
}

/* The response's validator of the version's kind; "": one of them has none. */
static const char *validator_found(const struct saving *s, const struct version *version)
{
	if (!*version->validator)
		return "";
	return *version->validator == '"' ? s->http.etag : s->http.last_modified;
}

/* The response repeats the validator, or has none of its kind. */
static bool is_same_file(const struct saving *s, const struct version *version)
{
	const char *found = validator_found(s, version);

	return !*found || !strcmp(version->validator, found);
}

static bool is_shown_same_file(const struct saving *s, const struct version *version)
{
	return *validator_found(s, version) && is_same_file(s, version);
}

/* Another file, or no ranges: what the caller has got cannot be taken back. It may be all of the
 * file, unless this response says that the same file has `total` bytes; -1: it does not say. */
static int keep_given(struct saving *s, int64_t total)
{
	s->complete =
		s->open_end && (total < 0 || total == s->done || !is_same_file(s, &s->version));
	if (s->complete)
		return 0;
	return iqm_fail(s->error, IQM_E_FILE_BROKEN,
			"%" PRId64 " bytes were given, and the rest of that file cannot be had: "
			"HTTP %ld instead of the range asked for",
			s->done, s->http.status);
}

/* Where the response is of another file, what was announced before says nothing of that. */
static void remember_version(struct saving *s)
{
	if (s->version.total >= 0)
		s->before = s->version;
	if (!is_same_file(s, &s->before))
		s->before.total = -1;
}

/* The range is not what was asked for, or of another file: starts over, once. */
static int start_over(struct saving *s, int64_t total)
{
	int err;

	if (cannot_restart(s))
		return keep_given(s, total);
	if (s->started_over)
		return iqm_fail(
			s->error, IQM_E_FILE_BROKEN,
			"HTTP %ld with Content-Range \"%s\" does not fit what was asked for",
			s->http.status, s->http.content_range);
	s->started_over = true;
	s->open_end = false;
	remember_version(s);
	s->version = (struct version){ .total = -1 };
	err = iqm_output_restart(s);
	return err ? err : IQM_SAVE_AGAIN;
}

/* A file has as many bytes as were announced first: `r` gets them where it has none, as its length
 * only where this is shown to be that file. Another file, or another coding of it, has a length of
 * its own. */
static int check_total(struct saving *s, struct range *r)
{
	remember_version(s);
	if (strcmp(s->coding, coding_of(&s->http)) != 0)
		s->before.total = -1;
	if (s->before.total < 0 || r->total == s->before.total)
		return 0;
	if (r->total < 0) {
		r->end = s->before.total;
		r->total = is_shown_same_file(s, &s->before) ? r->end : -1;
		return 0;
	}
	return iqm_fail(s->error, IQM_E_FILE_BROKEN,
			"the file was announced with %" PRId64 " bytes, and then with %" PRId64,
			s->before.total, r->total);
}

/* A coding that was not asked for: the same again, decoded on the way. */
static int ask_decoded(struct saving *s)
{
	int err;

	if (cannot_restart(s))
		return keep_given(s, -1); /* its length is that of the coded bytes */
	s->decode = true;
	s->open_end = false;
	s->version = (struct version){ .total = -1 };
	err = iqm_output_restart(s);
	return err ? err : IQM_SAVE_AGAIN;
}

/* The file from its first byte on. */
static int take_start(struct saving *s, struct range *r)
{
	int err;

	if (cannot_restart(s))
		return keep_given(s, r->total);
	err = check_total(s, r);
	if (!err)
		err = check_size(s, r->total < 0 ? r->end : r->total);
	if (err)
		return err;
	s->open_end = false;
	s->end = r->end;
	s->version.total = r->total;
	take_validator(&s->version, &s->http);
	if (s->http.decoded) /* a range would be of other bytes */
		s->version.validator[0] = '\0';
	snprintf(s->coding, sizeof(s->coding), "%s", coding_of(&s->http));
	return iqm_output_restart(s);
}

/* 206: the bytes after those that are there, or nothing. */
static int take_rest(struct saving *s)
{
	struct range r;

	if (!has_range(s))
		return iqm_fail(s->error, IQM_E_SERVER, "HTTP 206, and no range was asked for");
	if (!read_range(s->http.content_range, &r) || r.start != s->done ||
	    !is_same_file(s, &s->version) || strcmp(s->coding, coding_of(&s->http)) != 0 ||
	    (s->version.total >= 0 && r.total >= 0 && r.total != s->version.total))
		return start_over(s, r.total < 0 ? r.end : r.total);
	s->open_end = false;
	if (s->version.total < 0)
		s->version.total = r.total;
	s->end = r.end;
	return check_size(s, s->version.total);
}

/* 200: the whole file; with Content-Range it is a range, whatever the status says. */
static int take_whole(struct saving *s)
{
	struct range r = { 0, s->http.content_length, s->http.content_length };

	if (!s->decode && iqm_is_gzip(s->http.content_encoding))
		return ask_decoded(s);
	if (!*s->http.content_range)
		return take_start(s, &r);
	if (!read_range(s->http.content_range, &r) || r.total < 0)
		return start_over(s, -1);
	if (r.start > 0 && has_range(s))
		return take_rest(s);
	if (r.start == 0 && r.end == r.total)
		return take_start(s, &r);
	/* Its first bytes, if the rest can be asked for, and was not. */
	if (r.start != 0 || has_range(s) || !has_validator(&s->http))
		return start_over(s, r.total);
	return take_start(s, &r);
}

/* 416: nothing is left to send, if the file is as long as what is there. A host need not say how
 * long it is: then that is not shown. */
static int take_none(struct saving *s)
{
	struct range r;
	bool fits = read_range(s->http.content_range, &r) && r.start < 0 && r.total == s->done &&
		    (s->version.total < 0 || s->version.total == s->done);

	s->complete = is_same_file(s, &s->version) && (fits || (s->open_end && r.total < 0));
	if (!s->complete)
		return start_over(s, r.total);
	s->open_end = s->open_end && !fits;
	return 0;
}

static int evaluate(struct saving *s)
{
	long status = s->http.status;
	const char *more = "";

	if (status == 200)
		return take_whole(s);
	if (status == 206)
		return take_rest(s);
	if (status == 416 && has_range(s))
		return take_none(s);
	/* Without the service's own text: it may quote the signature. */
	if (status >= 300 && status < 400)
		more = ": a redirect, which is not followed";
	else if (status == 403)
		more = ": the link has expired, or was never good";
	return iqm_fail(s->error, iqm_status_of_http(status), "HTTP %ld from the file's host%s",
			status, more);
}

void iqm_range_evaluate(struct saving *s)
{
	s->evaluated = true;
	s->err = evaluate(s);
}

/* ---- the end of a response ------------------------------------------------------------------ */

static int cut_short(struct saving *s, int err)
{
	if (err)
		return iqm_fail(s->error, err, "%s", s->http.reason);
	return iqm_fail(s->error, IQM_E_NETWORK,
			"the response ended after %" PRId64 " of %" PRId64 " bytes", s->done,
			s->end);
}

/* Without a length of the file: its chunks ended, or what was decoded was as long as announced. */
static bool has_end(const struct iqm_http_response *r)
{
	return r->chunked || (r->decoded && !r->ends_by_close);
}

int iqm_range_end(struct saving *s, int err)
{
	bool fine = s->http.status == 200 || s->http.status == 206;

	/* A refusal counts without its body; a file only if all its headers came. */
	if (!s->evaluated && s->http.status && (!err || !fine))
		iqm_range_evaluate(s);
	if (s->err)
		return s->err;
	if (!s->complete) {
		/* All its bytes came: what the transport says of the rest does not count. A file
		 * that did not say how many may have more than are expected of it. */
		bool unsaid = s->http.status == 200 && s->version.total < 0;
		bool broken = err && (unsaid || !s->evaluated);

		if (broken || (s->end >= 0 && s->done < s->end))
			return cut_short(s, err);
		/* Of a range without the file's length only a 416 shows that it was the last. */
		s->open_end = s->version.total < 0 && s->http.status == 206;
		if (s->open_end || s->done < s->version.total)
			return IQM_SAVE_AGAIN;
	}
	s->shown_whole = !s->open_end && (s->complete || s->version.total >= 0 ||
					  (s->http.status == 200 && has_end(&s->http)));
	return check_size(s, s->done); /* bytes of an earlier save are not limited by this one's */
}

/* The host's failures, while there is time: the caller's limits and this machine's count. */
static bool is_of_host(const struct saving *s, int err)
{
	switch (err) {
	case IQM_E_NETWORK:
	case IQM_E_TIMEOUT:
	case IQM_E_AUTH:
	case IQM_E_FORBIDDEN:
	case IQM_E_NOT_FOUND:
	case IQM_E_REFUSED:
	case IQM_E_RATE_LIMITED:
	case IQM_E_SERVER:
		return iqm_deadline_left(&s->deadline) > 0;
	default:
		return false;
	}
}

bool iqm_range_may_be_all(struct saving *s, int err)
{
	if (!s->open_end || !is_of_host(s, err))
		return false;
	s->shown_whole = false;
	return true;
}
