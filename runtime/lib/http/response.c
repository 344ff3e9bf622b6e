/* SPDX-License-Identifier: MIT */
/* The response being received, whichever transport feeds it: what is stored, and its bounds. */
#include "http/http.h"

#include <curl/curl.h>
#include <string.h>

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Not strncasecmp(), which depends on the host's locale. */
static bool same_name(const char *name, size_t len, const char *other)
{
	if (!len || lower(*name) != lower(*other) || len != strlen(other))
		return false;
	for (size_t i = 0; i < len; i++)
		if (lower(name[i]) != lower(other[i]))
			return false;
	return true;
}

/* How well this header names the request: 1 is the best, 0 not at all. */
static int id_rank(const struct iqm_http_response *r, const char *name, size_t len)
{
	for (int i = 0; r->request_ids && r->request_ids[i]; i++)
		if (same_name(name, len, r->request_ids[i]))
			return i + 1;
	return 0;
}

bool iqm_is_gzip(const char *coding)
{
	size_t len = strlen(coding);

	return same_name(coding, len, "gzip") || same_name(coding, len, "x-gzip");
}

static bool is_whitespace(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct value {
	const char *data; /* no NUL ends it */
	size_t len;
};

static struct value trimmed(const char *data, size_t len)
{
	while (len && is_whitespace(data[len - 1]))
		len--;
	for (; len && is_whitespace(*data); len--)
		data++;
	return (struct value){ data, len };
}

/* As much of a value as fits, to be shown. */
static void store_text(char *to, size_t size, struct value v)
{
	size_t len = v.len;
	char text[128];

	if (len >= sizeof(text))
		len = sizeof(text) - 1;
	memcpy(text, v.data, len);
	text[len] = '\0';
	iqm_copy_text(to, size, text);
}

/* All of a value, to be sent back or parsed; "" where it does not fit or is not ASCII. */
static void store_all(char *to, size_t size, struct value v)
{
	to[0] = '\0';
	if (v.len >= size)
		return;
	for (size_t i = 0; i < v.len; i++)
		if (v.data[i] < ' ' || v.data[i] > '~')
			return;
	memcpy(to, v.data, v.len);
	to[v.len] = '\0';
}

/* The headers that are stored in full. */
static const struct stored {
	const char *name;
	size_t offset, size;
} stored[] = {
#define STORED(name, member)                                                                       \
	{                                                                                          \
		name, offsetof(struct iqm_http_response, member),                                  \
			sizeof(((struct iqm_http_response *)0)->member)                            \
	}
	STORED("retry-after", retry_after),
	STORED("date", date),
	STORED("etag", etag),
	STORED("last-modified", last_modified),
	STORED("content-range", content_range),
#undef STORED
};

#define STORED_LEN (sizeof(stored) / sizeof(stored[0]))

/* -1: not a number. */
static int64_t length_of(struct value v)
{
	const char *end = v.data + v.len;
	uint64_t n;

	return v.len && iqm_digits(v.data, end, INT64_MAX, &n) == end ? (int64_t)n : -1;
}

/* A length counts if all that came are the same, and no Transfer-Encoding did (RFC 9112, 6.3). */
static void store_length(struct iqm_http_response *r, struct value v)
{
	int64_t n = length_of(v);

	if (n < 0 || (r->content_length >= 0 && n != r->content_length))
		r->bad_length = true;
	r->content_length = r->bad_length ? -1 : n;
}

/* The body is in chunks if that is the last coding; any other leaves its end to the connection. */
static void store_transfer_encoding(struct iqm_http_response *r, struct value v)
{
	size_t start = v.len;
	struct value last;

	while (start && v.data[start - 1] != ',')
		start--;
	last = trimmed(v.data + start, v.len - start);
	r->chunked = same_name(last.data, last.len, "chunked");
	r->bad_length = true;
	r->content_length = -1;
}

static void forget_headers(struct iqm_http_response *r)
{
	for (size_t i = 0; i < STORED_LEN; i++)
		((char *)r)[stored[i].offset] = '\0';
	r->content_encoding[0] = '\0';
	r->content_length = -1;
	r->bad_length = r->chunked = r->ends_by_close = r->decoded = false;
}

/* Any sign of a response means that the request was sent, whether or not the transport said so. */
void iqm_http_response_imply_sent(struct iqm_http_response *r)
{
	if (iqm_http_response_ask_to_send(r))
		r->sending = true;
}

void iqm_http_response_status(struct iqm_http_response *r, long status)
{
	iqm_http_response_imply_sent(r);
	r->status = status;
	forget_headers(r);
	r->content_type[0] = '\0';
	r->request_id[0] = '\0';
	r->id_rank = 0;
	if (r->body.data)
		iqm_erase(r->body.data, r->body.len);
	r->body.len = 0;
	for (const struct iqm_http_watch *w = r->watches; w; w = w->next)
		if (w->status)
			w->status(w->context, status);
}

void iqm_http_response_init(struct iqm_http_response *r, size_t max_body,
			    const char *const *request_ids)
{
	static const struct iqm_http_response none;

	*r = none;
	r->body.max = max_body;
	r->request_ids = request_ids;
	r->content_length = -1;
}

void iqm_http_response_timing(struct iqm_http_response *r, const struct iqm_timing *timing)
{
	r->timing = *timing;
}

int iqm_http_response_count(struct iqm_http_response *r, size_t len)
{
	/* Once over the limit it stays over it. */
	if (r->headers > IQM_MAX_HEADERS || len > IQM_MAX_HEADERS - r->headers) {
		r->headers = IQM_MAX_HEADERS + 1;
		return IQM_E_TOO_LARGE;
	}
	r->headers += len;
	return 0;
}

/* One that cannot be kept is a coding too, and an empty one beside it takes nothing back. */
static void store_coding(struct iqm_http_response *r, struct value v)
{
	char *kept = r->content_encoding;

	if (!v.len)
		return;
	store_all(kept, sizeof(r->content_encoding), v);
	if (!*kept)
		iqm_copy_text(kept, sizeof(r->content_encoding), "?");
}

static void store_header(struct iqm_http_response *r, const char *name, size_t len, struct value v)
{
	int rank = id_rank(r, name, len);

	for (size_t i = 0; i < STORED_LEN; i++)
		if (same_name(name, len, stored[i].name))
			store_all((char *)r + stored[i].offset, stored[i].size, v);
	if (same_name(name, len, "content-encoding"))
		store_coding(r, v);
	if (same_name(name, len, "content-length"))
		store_length(r, v);
	if (same_name(name, len, "transfer-encoding"))
		store_transfer_encoding(r, v);
	if (same_name(name, len, "content-type"))
		store_text(r->content_type, sizeof(r->content_type), v);
	if (rank && (!r->id_rank || rank < r->id_rank)) {
		store_text(r->request_id, sizeof(r->request_id), v);
		r->id_rank = rank;
	}
}

int iqm_http_response_header(struct iqm_http_response *r, const char *name, size_t name_len,
			     const char *value, size_t value_len)
{
	iqm_http_response_imply_sent(r);
	for (const struct iqm_http_watch *w = r->watches; w; w = w->next)
		if (w->header)
			w->header(w->context, name, name_len, value, value_len);
	if (iqm_http_response_count(r, name_len) || iqm_http_response_count(r, value_len) ||
	    iqm_http_response_count(r, sizeof(":\r\n") - 1))
		return IQM_E_TOO_LARGE;
	store_header(r, name, name_len, trimmed(value, value_len));
	return 0;
}

void iqm_http_response_end_headers(struct iqm_http_response *r)
{
	bool has_no_body = r->status == 204 || r->status == 304;

	r->ends_by_close = !has_no_body && !r->chunked && r->content_length < 0;
}

void iqm_http_response_decoded(struct iqm_http_response *r)
{
	r->decoded = true;
	r->content_encoding[0] = '\0';
	r->content_length = -1;
}

int iqm_http_response_body(struct iqm_http_response *r, const void *data, size_t len)
{
	int err;

	iqm_http_response_imply_sent(r);
	for (const struct iqm_http_watch *w = r->watches; w; w = w->next)
		if (w->body)
			w->body(w->context, data, len);
	if (!r->sink)
		return iqm_buf_add(&r->body, data, len);
	if (r->body.err)
		return r->body.err;
	err = r->sink(r->sink_context, data, len);
	if (err < 0)
		r->body.err = err;
	return r->body.err;
}

int iqm_http_response_watch(struct iqm_http_response *r, struct iqm_http_watch *watch)
{
	int err = IQM_CHECK_RESERVED(NULL, "watch", watch);

	if (err)
		return err;
	watch->next = r->watches;
	r->watches = watch;
	return 0;
}

int iqm_http_response_ask_to_send(struct iqm_http_response *r)
{
	if (!r->sending && !r->refused && r->on_sending)
		r->refused = r->on_sending(r->sending_context);
	r->sending = r->sending || !r->refused;
	return r->refused;
}

int iqm_http_response_sending(struct iqm_http_response *r)
{
	if (r->once && r->announced) {
		r->repeated = true;
		iqm_copy_text(r->reason, sizeof(r->reason),
			      "the transport would have sent it a second time");
		return IQM_E_CONFIG;
	}
	r->announced = true;
	return iqm_http_response_ask_to_send(r);
}

void iqm_http_response_failed(struct iqm_http_response *r, int curl_code, const char *reason)
{
	char line[sizeof(r->reason)];
	size_t len = reason ? strcspn(reason, "\r\n") : 0;

	if (len >= sizeof(line))
		len = sizeof(line) - 1;
	memcpy(line, reason ? reason : "", len);
	line[len] = '\0';
	if (curl_code == CURLE_GOT_NOTHING)
		iqm_http_response_imply_sent(r);
	r->curl_code = curl_code;
	iqm_copy_text(r->reason, sizeof(r->reason), line);
}
