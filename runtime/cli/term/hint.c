/* SPDX-License-Identifier: MIT */
/* What the command knows of a failed call beyond the library's message: when to try again, what the
 * request lacks, and whom it trusts. */
#include "term/term.h"

#include <curl/curl.h>
#include <string.h>
#include <time.h>

/* One run has one client at a time. */
static char trust[600];
static char missing[400]; /* flags that its request lacks */

void hint_trust(const char *text)
{
	snprintf(trust, sizeof(trust), "%s", text);
}

void hint_refused(const char *text)
{
	snprintf(missing, sizeof(missing), "%s", text);
}

/* By this machine's clock and zone. */
static void add_time(char *text, size_t size, long ms)
{
	long s = ms / 1000 + (ms % 1000 > 0);
	time_t at = time(NULL) + s;
	size_t len = strlen(text);
	struct tm tm;
	char clock[32];

	localtime_r(&at, &tm);
	strftime(clock, sizeof(clock), s < 86400 ? "%H:%M:%S" : "%Y-%m-%d %H:%M:%S", &tm);
	snprintf(text + len, size - len, "; try again in %ld s, at %s", s, clock);
}

static bool is_about_trust(const struct iqm_error *e)
{
	return e->curl_code == CURLE_PEER_FAILED_VERIFICATION ||
	       e->curl_code == CURLE_SSL_CACERT_BADFILE || e->curl_code == CURLE_SSL_ISSUER_ERROR;
}

void hint_add(const struct iqm_error *e, char *text, size_t size)
{
	size_t len = strlen(text);

	if (e->status == IQM_E_REFUSED && *missing && len && text[len - 1] == '.')
		text[--len] = '\0'; /* the sentence goes on */
	if (e->status == IQM_E_RATE_LIMITED && e->retry_after_ms > 0)
		add_time(text, size, e->retry_after_ms);
	else if (e->status == IQM_E_RATE_LIMITED)
		add_time(text, size, 60000); /* the limit is of requests a minute */
	else if (e->status == IQM_E_REFUSED && *missing)
		snprintf(text + len, size - len, "; a new report needs also %s", missing);
	else if (is_about_trust(e) && *trust)
		snprintf(text + len, size - len, "; %s", trust);
}
