/* SPDX-License-Identifier: MIT */
#include "conversation.h"
#include "fuzz.h"

#include "http/http.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define RESET 56 /* CURLE_RECV_ERROR */

struct text {
	const char *at;
	size_t len;
};

/* What is left of a response, and what its headers say of its body. */
struct reader {
	struct iqm_http_response *response;
	struct exchange *exchange;
	struct text rest;
	bool coded; /* by a Transfer-Encoding, which makes every length void */
	bool chunked;
	bool has_length;
	bool bad_length;
	size_t length;
};

static const int endings[ENDINGS] = {
	[END_NETWORK] = IQM_E_NETWORK,
	[END_TIMEOUT] = IQM_E_TIMEOUT,
	[END_CANCELLED] = IQM_E_CANCELLED,
	[END_TOO_LARGE] = IQM_E_TOO_LARGE,
	[END_CONFIG] = IQM_E_CONFIG,
	[END_NOMEM] = IQM_E_NOMEM,
	[END_OTHER] = -99,
};

/* ---- the bytes of a response ----------------------------------------------------------------- */

/* The next line without its end; false: it has none. */
static bool next_line(struct text *rest, struct text *line)
{
	const char *end = memchr(rest->at, '\n', rest->len);

	if (!end)
		return false;
	line->at = rest->at;
	line->len = (size_t)(end - rest->at);
	rest->len -= line->len + 1;
	rest->at = end + 1;
	if (line->len && line->at[line->len - 1] == '\r')
		line->len--;
	return true;
}

static struct text trimmed(struct text t)
{
	while (t.len && strchr(" \t\r\n", *t.at) && *t.at)
		t.at++, t.len--;
	while (t.len && strchr(" \t\r\n", t.at[t.len - 1]) && t.at[t.len - 1])
		t.len--;
	return t;
}

static bool is_header(struct text line, const char *name, struct text *value)
{
	size_t len = strlen(name);

	if (line.len <= len || line.at[len] != ':' || strncasecmp(line.at, name, len) != 0)
		return false;
	*value = trimmed((struct text){ line.at + len + 1, line.len - len - 1 });
	return true;
}

static bool read_number(struct text t, int base, size_t *out)
{
	static const char digits[] = "0123456789abcdef";

	*out = 0;
	for (size_t i = 0; i < t.len; i++) {
		const char *digit = t.at[i] ? strchr(digits, t.at[i]) : NULL;

		if (!digit || digit - digits >= base ||
		    *out > ((size_t)INT64_MAX - (size_t)(digit - digits)) / (size_t)base)
			return false;
		*out = *out * (size_t)base + (size_t)(digit - digits);
	}
	return t.len > 0;
}

static void read_length(struct reader *r, struct text value)
{
	size_t before = r->length;

	if (!read_number(value, 10, &r->length) || (r->has_length && r->length != before))
		r->bad_length = true;
	r->has_length = true;
}

/* Of several codings the last one counts, whole. */
static void read_coding(struct reader *r, struct text value)
{
	struct text last = { value.at, 0 };

	for (size_t i = 0; i < value.len; i++)
		if (value.at[i] == ',')
			last = (struct text){ value.at + i + 1, 0 };
		else
			last.len++;
	last = trimmed(last);
	r->coded = true;
	r->chunked = last.len == 7 && !strncasecmp(last.at, "chunked", 7);
}

/* 0, or the negative number of who takes the response. */
static int take_header(struct reader *r, struct text line)
{
	const char *colon = memchr(line.at, ':', line.len);
	struct text value;

	if (!colon)
		return 0;
	if (is_header(line, "content-length", &value))
		read_length(r, value);
	if (is_header(line, "transfer-encoding", &value))
		read_coding(r, value);
	if (is_header(line, "content-encoding", &value) && value.len)
		r->exchange->coded = true;
	return iqm_http_response_header(r->response, line.at, (size_t)(colon - line.at), colon + 1,
					line.len - (size_t)(colon + 1 - line.at));
}

/* The status of "HTTP/1.1 200 OK"; 0: it is no such line. */
static long status_of(struct text line)
{
	size_t status;

	if (line.len < 12 || memcmp(line.at, "HTTP/1.1 ", 9) != 0 ||
	    !read_number((struct text){ line.at + 9, 3 }, 10, &status))
		return 0;
	return (long)status;
}

/* Whether there is a final status. */
static bool begins(struct text rest)
{
	struct text line;

	return next_line(&rest, &line) && status_of(line) >= 200;
}

/* 1: all headers came; 0: they were cut; or negative. */
static int take_head(struct reader *r)
{
	struct text line;
	long status;
	int err = 0;

	do { /* responses 1xx come before the final one */
		status = next_line(&r->rest, &line) ? status_of(line) : 0;
		if (status < 100)
			return 0;
		if (status >= 200)
			iqm_http_response_status(r->response, status);
		r->exchange->status = status >= 200 ? status : 0;
		while (!err && next_line(&r->rest, &line) && line.len)
			err = status >= 200 ? take_header(r, line) : 0;
		if (err || line.len)
			return err;
	} while (status < 200);
	return 1;
}

static int take_body(struct reader *r, size_t len)
{
	struct exchange *x = r->exchange;
	size_t have = len < r->rest.len ? len : r->rest.len;
	int err = have ? iqm_http_response_body(r->response, r->rest.at, have) : 0;

	if (err)
		return err;
	memcpy(x->body + x->len, r->rest.at, have);
	x->len += have;
	r->rest.at += have;
	r->rest.len -= have;
	return have == len;
}

static int take_chunks(struct reader *r)
{
	struct text line;
	size_t len;
	int err;

	while (next_line(&r->rest, &line) && read_number(line, 16, &len)) {
		if (!len)
			return next_line(&r->rest, &line) && !line.len;
		err = take_body(r, len);
		if (err != 1)
			return err;
		if (!next_line(&r->rest, &line) || line.len)
			return 0;
	}
	return 0;
}

/* 1: the response came as its headers say; 0: it is cut; or negative. */
static int take_response(struct reader *r)
{
	int err = take_head(r);

	if (err != 1)
		return err;
	iqm_http_response_end_headers(r->response);
	r->exchange->complete = true;
	if (r->exchange->status == 204 || r->exchange->status == 304)
		return 1;
	if (r->chunked)
		return take_chunks(r);
	if (r->has_length && !r->bad_length && !r->coded)
		return take_body(r, r->length);
	r->exchange->complete = false;
	return take_body(r, r->rest.len);
}

/* ---- the transport --------------------------------------------------------------------------- */

/* Where there is none, no request leaves. */
static void next_step(struct conversation *c, unsigned *how, struct text *came)
{
	const unsigned char *end;

	*how = STEP_UNSENT;
	*came = (struct text){ "", 0 };
	if (!c->left)
		return;
	*how = *c->at++;
	c->left--;
	end = memchr(c->at, STEP_END, c->left);
	*came = (struct text){ (const char *)c->at, end ? (size_t)(end - c->at) : c->left };
	c->at += came->len + (end != NULL);
	c->left -= came->len + (end != NULL);
}

static int fail(struct iqm_http_response *response, int err)
{
	iqm_http_response_failed(response, err == IQM_E_NETWORK ? RESET : 0, "as the bytes say");
	return err;
}

static int perform(void *context, const struct iqm_http_request *request,
		   struct iqm_http_response *response)
{
	struct conversation *c = context;
	struct exchange *x = &c->exchanges[c->len];
	struct reader r = { .response = response, .exchange = x };
	unsigned how;
	int came;
	int err;

	(void)request;
	fuzz_check(c->len < MOST_STEPS, "more attempts than a call has");
	next_step(c, &how, &r.rest);
	err = endings[how % ENDINGS];
	*x = (struct exchange){ .sent = !c->announces };
	x->body = fuzz_alloc(r.rest.len + 1);
	c->len++;
	if (how & STEP_UNSENT)
		return fail(response, err ? err : IQM_E_NETWORK);
	/* Of one that was not announced, only a response shows that it was sent. */
	if (c->announces && !((how & STEP_FORGETS) && begins(r.rest))) {
		int refused = iqm_http_response_sending(response);

		if (refused)
			return refused;
	}
	x->sent = true;
	came = take_response(&r);
	x->complete = x->complete && came == 1 && !err;
	if (came < 0)
		return IQM_E_TOO_LARGE;
	if (!came && !err)
		err = IQM_E_NETWORK;
	return err ? fail(response, err) : 0;
}

struct iqm_transport conversation_transport(struct conversation *c)
{
	return (struct iqm_transport){ .perform = perform,
				       .context = c,
				       .announces_sending = c->announces };
}

void conversation_forget(struct conversation *c)
{
	for (size_t i = 0; i < c->len; i++)
		free(c->exchanges[i].body);
	c->len = 0;
}
