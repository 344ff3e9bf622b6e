/* SPDX-License-Identifier: MIT */
/* The answer being received, whichever transport feeds it: what is kept, and its bounds. */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

/* Not strncasecmp(): the host's locale has no say in header names. */
static bool same_name(const char *name, size_t len, const char *lower)
{
	if (len != strlen(lower))
		return false;
	for (size_t i = 0; i < len; i++) {
		char c = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] - 'A' + 'a') : name[i];

		if (c != lower[i])
			return false;
	}
	return true;
}

/* How good a name for the request this header is: 1 is the best, 0 none. */
static int id_rank(const char *name, size_t len)
{
	if (same_name(name, len, "x-request-id"))
		return 1;
	if (same_name(name, len, "x-correlation-id"))
		return 2;
	return same_name(name, len, "x-amzn-requestid") ? 3 : 0;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* What fits of a value that has no NUL, without the blanks around it. */
static void keep_value(char *to, size_t size, const char *value, size_t len)
{
	char text[128];

	while (len && is_blank(value[len - 1]))
		len--;
	for (; len && is_blank(*value); len--)
		value++;
	if (len >= sizeof(text))
		len = sizeof(text) - 1;
	memcpy(text, value, len);
	text[len] = '\0';
	iqm_copy_text(to, size, text);
}

void iqm_http_answer_status(struct iqm_http_answer *a, long status)
{
	a->sending = true; /* what is answered was sent, whether or not the transport said so */
	a->status = status;
	a->content_type[0] = '\0';
	a->request_id[0] = '\0';
	a->retry_after[0] = a->date[0] = a->etag[0] = a->last_modified[0] = '\0';
	a->content_range[0] = a->content_encoding[0] = '\0';
	a->content_length = -1;
	a->id_rank = 0;
	a->body.len = 0;
	if (a->body.data)
		a->body.data[0] = '\0';
}

void iqm_http_answer_init(struct iqm_http_answer *a, size_t max_body)
{
	static const struct iqm_http_answer none;

	*a = none;
	a->body.max = max_body;
	a->content_length = -1;
}

void iqm_http_answer_timing(struct iqm_http_answer *a, const struct iqm_timing *timing)
{
	a->timing = *timing;
}

int iqm_http_answer_count(struct iqm_http_answer *a, size_t len)
{
	/* Past the limit it stays there, however often it is asked. */
	if (a->headers > IQM_MAX_HEADERS || len > IQM_MAX_HEADERS - a->headers) {
		a->headers = IQM_MAX_HEADERS + 1;
		return IQM_E_TOO_LARGE;
	}
	a->headers += len;
	return 0;
}

/* "" where it is too long to be right. */
static void keep_whole(char *to, size_t size, const char *value, size_t len)
{
	keep_value(to, size, value, len < size ? len : 0);
}

static int64_t length_of(const char *value, size_t len)
{
	char text[24];
	char *end;
	long long n;

	keep_whole(text, sizeof(text), value, len);
	n = strtoll(text, &end, 10);
	return *text >= '0' && *text <= '9' && !*end ? n : -1;
}

static void keep_file_header(struct iqm_http_answer *a, const char *name, size_t name_len,
			     const char *value, size_t len)
{
	if (same_name(name, name_len, "retry-after"))
		keep_whole(a->retry_after, sizeof(a->retry_after), value, len);
	else if (same_name(name, name_len, "date"))
		keep_whole(a->date, sizeof(a->date), value, len);
	else if (same_name(name, name_len, "etag"))
		keep_whole(a->etag, sizeof(a->etag), value, len);
	else if (same_name(name, name_len, "last-modified"))
		keep_whole(a->last_modified, sizeof(a->last_modified), value, len);
	else if (same_name(name, name_len, "content-range"))
		keep_whole(a->content_range, sizeof(a->content_range), value, len);
	else if (same_name(name, name_len, "content-encoding"))
		keep_whole(a->content_encoding, sizeof(a->content_encoding), value, len);
	else if (same_name(name, name_len, "content-length"))
		a->content_length = length_of(value, len);
}

int iqm_http_answer_header(struct iqm_http_answer *a, const char *name, size_t name_len,
			   const char *value, size_t value_len)
{
	int rank = id_rank(name, name_len);

	if (iqm_http_answer_count(a, name_len) || iqm_http_answer_count(a, value_len) ||
	    iqm_http_answer_count(a, sizeof(":\r\n") - 1))
		return IQM_E_TOO_LARGE;
	if (same_name(name, name_len, "content-type"))
		keep_value(a->content_type, sizeof(a->content_type), value, value_len);
	keep_file_header(a, name, name_len, value, value_len);
	if (rank && (!a->id_rank || rank < a->id_rank)) {
		keep_value(a->request_id, sizeof(a->request_id), value, value_len);
		a->id_rank = rank;
	}
	return 0;
}

int iqm_http_answer_body(struct iqm_http_answer *a, const void *data, size_t len)
{
	if (a->sink)
		return len ? a->sink(a->sink_context, data, len) : 0;
	return iqm_buf_add(&a->body, data, len);
}

void iqm_http_answer_sending(struct iqm_http_answer *a)
{
	a->sending = true;
}

void iqm_http_answer_failed(struct iqm_http_answer *a, int curl_code, const char *reason)
{
	char line[sizeof(a->reason)];
	size_t len = reason ? strcspn(reason, "\r\n") : 0;

	if (len >= sizeof(line))
		len = sizeof(line) - 1;
	memcpy(line, reason ? reason : "", len);
	line[len] = '\0';
	a->curl_code = curl_code;
	iqm_copy_text(a->reason, sizeof(a->reason), line);
}
