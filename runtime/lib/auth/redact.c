/* SPDX-License-Identifier: MIT */
/* Removes secrets from errors: services quote tokens and passwords in their messages. */
#include "auth/auth.h"

#include <string.h>

#define SHORTEST 4 /* shorter secrets are left: to replace them would hide common words */

static void redact(char *text, const char *secret, size_t len)
{
	size_t text_len;

	for (char *at = text; (at = strstr(at, secret)); at++) {
		*at = '*';
		memmove(at + 1, at + len, strlen(at + len) + 1);
	}
	/* The text may have been cut within a secret: then its end is the secret's start. */
	text_len = strlen(text);
	for (size_t n = text_len < len ? text_len : len - 1; n >= SHORTEST; n--) {
		if (!strncmp(text + text_len - n, secret, n)) {
			memcpy(text + text_len - n, "*", sizeof("*"));
			break;
		}
	}
}

static void redact_all(struct iqm_error *e, const char *secret)
{
	size_t len = strlen(secret);

	redact(e->message, secret, len);
	redact(e->path, secret, len);
	redact(e->request_id, secret, len);
	for (size_t i = 0; i < e->service_len; i++) {
		redact(e->service[i].error, secret, len);
		redact(e->service[i].reason, secret, len);
		redact(e->service[i].field, secret, len);
		redact(e->service[i].contact, secret, len);
	}
}

/* As it is, and percent-encoded: services quote requests as they came. */
void iqm_redact_text(struct iqm_error *e, const char *secret)
{
	struct buf coded = { 0 };

	if (!secret || strlen(secret) < SHORTEST)
		return;
	redact_all(e, secret);
	iqm_percent(&coded, secret, strlen(secret));
	if (!coded.err && strcmp(coded.data, secret) != 0)
		redact_all(e, coded.data);
	iqm_buf_free(&coded);
}

static void redact_fields(struct iqm_error *e, const struct iqm_descriptor *t, const void *request)
{
	for (size_t i = 0; t && i < t->len; i++) {
		const char *secret;

		if (!(t->fields[i].flags & IQM_F_SECRET))
			continue;
		memcpy(&secret, (const char *)request + t->fields[i].offset, sizeof(secret));
		iqm_redact_text(e, secret);
	}
}

void iqm_redact_request(struct iqm_error *e, const struct iqm_op *op, const void *request)
{
	if (!request)
		return;
	redact_fields(e, op->query, request);
	redact_fields(e, op->body, request);
}
