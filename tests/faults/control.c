/* SPDX-License-Identifier: MIT */
/* Asks a sandbox's control port. */
#include "faults.h"

#include <cjson/cJSON.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct text {
	char *data;
	size_t len;
};

static void give_up(const char *path, const char *why)
{
	fprintf(stderr, "faults: the sandbox's %s: %s\n", path, why);
	exit(3);
}

static size_t add_text(char *data, size_t size, size_t count, void *context)
{
	struct text *t = context;
	size_t len = size * count;
	char *more = realloc(t->data, t->len + len + 1);

	if (!more)
		return 0;
	memcpy(more + t->len, data, len);
	t->data = more;
	t->len += len;
	t->data[t->len] = '\0';
	return len;
}

void control_open(struct control *control, const struct sandbox *sandbox)
{
	control->sandbox = sandbox;
	control->easy = curl_easy_init();
	curl_easy_setopt(control->easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(control->easy, CURLOPT_NOPROXY, "*");
	curl_easy_setopt(control->easy, CURLOPT_TIMEOUT_MS, 60000L);
	curl_easy_setopt(control->easy, CURLOPT_WRITEFUNCTION, add_text);
}

void control_close(struct control *control)
{
	curl_easy_cleanup(control->easy);
}

struct cJSON *control_ask(struct control *control, const char *path, const char *body)
{
	struct text text = { 0 };
	char url[128];
	long status = 0;
	cJSON *response;

	snprintf(url, sizeof(url), "%s/_sandbox/%s", control->sandbox->control, path);
	curl_easy_setopt(control->easy, CURLOPT_URL, url);
	curl_easy_setopt(control->easy, CURLOPT_WRITEDATA, &text);
	if (body)
		curl_easy_setopt(control->easy, CURLOPT_POSTFIELDS, body);
	else
		curl_easy_setopt(control->easy, CURLOPT_HTTPGET, 1L);
	if (curl_easy_perform(control->easy) ||
	    curl_easy_getinfo(control->easy, CURLINFO_RESPONSE_CODE, &status) || status != 200)
		give_up(path, text.data ? text.data : "no response");
	response = cJSON_Parse(text.data);
	if (!response)
		give_up(path, "not JSON");
	free(text.data);
	return response;
}

void control_post(struct control *control, const char *path, const char *body)
{
	cJSON_Delete(control_ask(control, path, body));
}
