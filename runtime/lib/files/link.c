/* SPDX-License-Identifier: MIT */
/* Signed URLs: how a report's is got, and what of one may be shown. */
#include "files/saving.h"

#include <string.h>

#define AGAIN_MS 2000     /* a report may be ready shortly before its file is */
#define SHORTEST_SECRET 8 /* of a URL's query; shorter values are common words */

/* Requests for a link count as attempts of the call. */
static void add_attempts(struct iqm_call *call, const struct iqm_call *inner, int before)
{
	for (int n = 1; n <= inner->error.attempts; n++)
		*iqm_attempt_of(call, before + n) = inner->attempts[n - 1];
	call->error.attempts = before + inner->error.attempts;
}

static int take_link(struct saving *s)
{
	const struct iqm_field *row = s->op->file->url;

	memcpy(&s->url, (const char *)s->link + row->offset, sizeof(s->url));
	if (s->url && *s->url)
		return 0;
	return iqm_fail(s->error, IQM_E_DECODE, "%s: the response has no %s", s->op->name,
			row->names[0]);
}

bool iqm_link_may_renew(const struct saving *s)
{
	return s->op && !s->renewed && iqm_deadline_left(&s->deadline) > AGAIN_MS;
}

static int ask(struct saving *s)
{
	struct iqm_call inner = iqm_deadline_call(&s->deadline);
	int before = s->error->attempts;
	int err = 0;

	s->url = NULL;
	iqm_free(s->link);
	/* A wait may have been given it just now. */
	s->link = iqm_link_take(s->client, s->op, s->report->id, s->file_type);
	iqm_error_begin(&inner.error, s->op->name);
	if (!s->link)
		err = iqm_ask_link(s->client, s->op, s->report->id, s->file_type, &s->link, &inner);
	*s->error = inner.error; /* of a link before this one, nothing stays */
	add_attempts(s->call, &inner, before);
	s->attempts.ready = iqm_now(&s->client->clock);
	if (!err)
		err = take_link(s);
	if (!err)
		iqm_attempts_forget(&s->attempts);
	return err;
}

/* What a service may say of a report that has just become ready; also a link that is null. */
static bool is_early(const struct saving *s, int err)
{
	long status = s->error->http_status;

	return status == 404 || status == 422 || err == IQM_E_DECODE;
}

int iqm_link_ask(struct saving *s)
{
	int err = s->renewed ? iqm_deadline_sleep(&s->deadline, AGAIN_MS) : 0;

	if (err)
		return iqm_fail_ended(s->error, err, "before another link was asked for");
	err = ask(s);
	if (!err || !is_early(s, err) || !iqm_link_may_renew(s))
		return err;
	iqm_log(&s->client->logger, IQM_LOG_WARN, "save: no link yet, asked for again in %d ms: %s",
		AGAIN_MS, s->error->message);
	s->renewed = true;
	return iqm_link_ask(s);
}

/* ---- what may be shown ---------------------------------------------------------------------- */

void iqm_link_redact(struct saving *s)
{
	const char *at = s->url ? strpbrk(s->url, "?#") : NULL;
	char value[512];

	if (!at)
		return;
	iqm_redact_text(s->error, at + 1);
	while (*at) {
		size_t len = strcspn(++at, "=&#");

		if (len >= SHORTEST_SECRET && len < sizeof(value)) {
			memcpy(value, at, len);
			value[len] = '\0';
			iqm_redact_text(s->error, value);
		}
		at += len;
	}
}

void iqm_link_set_path(struct saving *s)
{
	const char *host = strstr(s->url, "://");
	const char *path = host ? strpbrk(host + 3, "/?#") : NULL;
	size_t len = path ? strcspn(path, "?#") : 0;
	char text[sizeof(s->path)];

	if (len >= sizeof(text))
		len = sizeof(text) - 1;
	memcpy(text, path ? path : "", len);
	text[len] = '\0';
	iqm_copy_text(s->path, sizeof(s->path), text);
}
