/* SPDX-License-Identifier: MIT */
#include "support/every_option.h"

#include <stdio.h>
#include <string.h>

static int called;
static char text[CURL_ERROR_SIZE] = "evil=1"; /* a body, an error buffer, data of a callback */

/* Called as any of libcurl's callbacks. */
static int trap(void)
{
	called++;
	return 0;
}

int every_option_called(void)
{
	return called;
}

static bool set_number(CURL *curl, CURLoption id, size_t n, bool large)
{
	static const long numbers[] = { 0, 1, 2, -1, 6, 0x7fffffff };

	if (n >= sizeof(numbers) / sizeof(numbers[0]))
		return false;
	if (large)
		curl_easy_setopt(curl, id, (curl_off_t)numbers[n]);
	else
		curl_easy_setopt(curl, id, numbers[n]);
	return true;
}

static bool set_string(CURL *curl, CURLoption id, size_t n)
{
	static const char *const strings[] = { "",
					       "evil:evil",
					       "http://127.0.0.1:1/evil",
					       "file",
					       "Set-Cookie: evil=1; path=/",
					       "aws:amz:evil:evil" };

	if (n >= sizeof(strings) / sizeof(strings[0]))
		return false;
	curl_easy_setopt(curl, id, strings[n]);
	return true;
}

static bool set_list(CURL *curl, CURLoption id, size_t n)
{
	static char line[] = "X-Evil: evil";
	static struct curl_slist list = { line, NULL };

	curl_easy_setopt(curl, id, n ? NULL : &list);
	return n < 1;
}

static bool set_blob(CURL *curl, CURLoption id, size_t n)
{
	struct curl_blob blob = { text, 4, CURL_BLOB_COPY };

	curl_easy_setopt(curl, id, n ? NULL : &blob);
	return n < 1;
}

/* These live as long as the process. */
static void *a_share(void)
{
	static CURLSH *share;

	if (!share) {
		share = curl_share_init();
		curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE);
		curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT);
		curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
	}
	return share;
}

static void *a_url(void)
{
	static CURLU *url;

	if (!url) {
		url = curl_url();
		curl_url_set(url, CURLUPART_URL, "http://127.0.0.1:1/evil", 0);
	}
	return url;
}

/* The older kind of form, whose option is deprecated: it has no name here. */
#define OLD_FORM 10024
static char form_name[] = "evil";
static struct curl_httppost form = {
	.name = form_name, .namelength = 4, .contents = form_name, .contentslength = 4
};

static bool set_object(CURL *curl, CURLoption id, size_t n)
{
	if (n)
		return false;
	if (id == CURLOPT_SHARE)
		curl_easy_setopt(curl, id, a_share());
	else if (id == CURLOPT_CURLU)
		curl_easy_setopt(curl, id, a_url());
	else if ((int)id == OLD_FORM)
		curl_easy_setopt(curl, id, &form);
	else if (id == CURLOPT_STDERR)
		curl_easy_setopt(curl, id, stdout);
	else if (id != CURLOPT_MIMEPOST && id != CURLOPT_STREAM_DEPENDS &&
		 id != CURLOPT_STREAM_DEPENDS_E) /* other handles */
		curl_easy_setopt(curl, id, text);
	return true;
}

bool every_option_set(CURL *curl, const struct curl_easyoption *option, size_t n)
{
	switch (option->type) {
	case CURLOT_LONG:
	case CURLOT_VALUES:
		return set_number(curl, option->id, n, false);
	case CURLOT_OFF_T:
		return set_number(curl, option->id, n, true);
	case CURLOT_STRING:
		return set_string(curl, option->id, n);
	case CURLOT_SLIST:
		return set_list(curl, option->id, n);
	case CURLOT_BLOB:
		return set_blob(curl, option->id, n);
	case CURLOT_OBJECT:
		return set_object(curl, option->id, n);
	case CURLOT_FUNCTION:
		curl_easy_setopt(curl, option->id, n ? NULL : trap);
		return n < 1;
	default:
		curl_easy_setopt(curl, option->id, n ? NULL : text);
		return n < 1;
	}
}
