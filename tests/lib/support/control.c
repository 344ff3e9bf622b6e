/* SPDX-License-Identifier: MIT */
#include "support/control.h"

#include <check.h>
#include <cjson/cJSON.h>
#include <curl/curl.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#ifndef SAMPLES
#define SAMPLES "spec/samples"
#endif

struct text {
	char *data;
	size_t len;
};

static size_t add_text(char *data, size_t size, size_t count, void *context)
{
	struct text *t = context;
	size_t len = size * count;

	t->data = realloc(t->data, t->len + len + 1);
	ck_assert_ptr_nonnull(t->data);
	memcpy(t->data + t->len, data, len);
	t->len += len;
	t->data[t->len] = '\0';
	return len;
}

static long fetch(const char *url, const char *header, const char *post, struct text *out)
{
	CURL *easy = curl_easy_init();
	struct curl_slist *headers = header ? curl_slist_append(NULL, header) : NULL;
	long status = 0;

	add_text("", 1, 0, out);
	curl_easy_setopt(easy, CURLOPT_URL, url);
	curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 60000L);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, add_text);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, out);
	if (post)
		curl_easy_setopt(easy, CURLOPT_POSTFIELDS, post);
	if (!curl_easy_perform(easy))
		curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
	curl_slist_free_all(headers);
	curl_easy_cleanup(easy);
	return status;
}

long control_fetch(const char *url, const char *header, char **body, size_t *len)
{
	struct text text = { 0 };
	long status = fetch(url, header, NULL, &text);

	*body = text.data;
	*len = text.len;
	return status;
}

/* One request to the sandbox's own paths; the response is the caller's to delete. */
static cJSON *control(const char *path, cJSON *post)
{
	const char *base = getenv("IQM_BASE_URL");
	char *body = post ? cJSON_PrintUnformatted(post) : NULL;
	struct text text = { 0 };
	char url[256];
	cJSON *response;

	ck_assert_msg(base, "IQM_BASE_URL is not set: run by tests/with-sandbox.sh");
	snprintf(url, sizeof(url), "%s/_sandbox/%s", base, path);
	ck_assert_msg(fetch(url, "Content-Type: application/json", body, &text) == 200, "%s: %s",
		      path, text.data);
	response = cJSON_Parse(text.data);
	ck_assert_ptr_nonnull(response);
	cJSON_free(body);
	cJSON_Delete(post);
	free(text.data);
	return response;
}

void control_reset(void)
{
	cJSON_Delete(control("reset", cJSON_CreateObject()));
}

void control_advance(double seconds)
{
	cJSON *post = cJSON_CreateObject();

	cJSON_AddNumberToObject(post, "advance", seconds);
	cJSON_Delete(control("clock", post));
}

void control_fail_next_report(const char *family)
{
	cJSON *post = cJSON_CreateObject();

	cJSON_AddStringToObject(post, "family", family);
	cJSON_Delete(control("fail", post));
}

void control_add_rows(const char *family, int rows)
{
	cJSON *post = cJSON_CreateObject();

	cJSON_AddStringToObject(post, "family", family);
	cJSON_AddNumberToObject(post, "count", rows);
	cJSON_Delete(control("reports", post));
}

void control_setting(const char *name, cJSON_bool on)
{
	cJSON *post = cJSON_CreateObject();

	cJSON_AddBoolToObject(post, name, on);
	cJSON_Delete(control("settings", post));
}

void control_token_life(double seconds)
{
	cJSON *post = cJSON_CreateObject();

	cJSON_AddNumberToObject(post, "token_life", seconds);
	cJSON_Delete(control("settings", post));
}

void control_shapes(const char *shapes)
{
	cJSON *post = cJSON_CreateObject();

	cJSON_AddStringToObject(post, "shapes", shapes);
	cJSON_Delete(control("settings", post));
}

void control_odd_fields(const char *json)
{
	cJSON *post = cJSON_CreateObject();
	cJSON *odd = cJSON_Parse(json);

	if (!odd)
		ck_abort_msg("not JSON: %s", json);
	cJSON_AddItemToObject(post, "odd_fields", odd);
	cJSON_Delete(control("settings", post));
}

int control_bill(void)
{
	cJSON *bill = control("bill", NULL);
	int count = cJSON_GetObjectItemCaseSensitive(bill, "count")->valueint;

	cJSON_Delete(bill);
	return count;
}

const char *control_username(void)
{
	return getenv("IQM_USERNAME");
}

const char *control_password(void)
{
	return getenv("IQM_PASSWORD");
}

/* ---- responses ---------------------------------------------------------------------------- */

void control_response(const char *op, long status, const char *type, const char *body)
{
	cJSON *post = cJSON_CreateObject();
	cJSON *headers = cJSON_AddObjectToObject(post, "headers");

	cJSON_AddStringToObject(headers, "Content-Type", type);
	cJSON_AddStringToObject(post, "operation", op);
	cJSON_AddNumberToObject(post, "status", (double)status);
	cJSON_AddStringToObject(post, "body", body);
	cJSON_Delete(control("script", post));
}

void control_fault(const char *op, const char *kind)
{
	cJSON *post = cJSON_CreateObject();

	cJSON_AddStringToObject(post, "operation", op);
	cJSON_AddStringToObject(post, "kind", kind);
	cJSON_Delete(control("fault", post));
}

static char *read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct text text = { 0 };
	char part[4096];
	size_t len;

	ck_assert_msg(file, "%s: cannot be read", path);
	while ((len = fread(part, 1, sizeof(part), file)) > 0)
		add_text(part, 1, len, &text);
	fclose(file);
	return text.data;
}

void control_samples(const char *op, struct control_samples *samples)
{
	DIR *directory = opendir(SAMPLES);
	char start[64];

	ck_assert_msg(directory, SAMPLES ": run in the top folder");
	samples->len = 0;
	snprintf(start, sizeof(start), "%s.response.", op);
	for (struct dirent *entry; (entry = readdir(directory));) {
		char path[512];

		if (strncmp(entry->d_name, start, strlen(start)))
			continue;
		ck_assert_uint_lt(samples->len, 16);
		snprintf(path, sizeof(path), SAMPLES "/%s", entry->d_name);
		samples->items[samples->len].name = strdup(entry->d_name);
		samples->items[samples->len].status = atol(entry->d_name + strlen(start));
		samples->items[samples->len].body = read_file(path);
		samples->len++;
	}
	closedir(directory);
}

void control_samples_free(struct control_samples *samples)
{
	for (size_t i = 0; i < samples->len; i++) {
		free(samples->items[i].name);
		free(samples->items[i].body);
	}
}

void control_response_good(const char *op)
{
	struct control_samples samples;
	const char *body = NULL;

	control_samples(op, &samples);
	for (size_t i = 0; i < samples.len; i++) /* a plain one: others may refuse */
		if (samples.items[i].status == 200 &&
		    (!body || strstr(samples.items[i].name, ".200.json")))
			body = samples.items[i].body;
	ck_assert_ptr_nonnull(body);
	control_response(op, 200, "application/json", body);
	control_samples_free(&samples);
}

/* ---- requests ----------------------------------------------------------------------------- */

static char *member(const cJSON *object, const char *name)
{
	return strdup(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name)));
}

void control_last_request(struct control_request *request)
{
	cJSON *json = control("requests?last=1", NULL);
	const cJSON *last = cJSON_GetArrayItem(json, 0);

	ck_assert_ptr_nonnull(last);
	request->json = json;
	request->method = member(last, "method");
	request->path = member(last, "path");
	request->query = member(last, "query");
	request->body = member(last, "body");
}

const char *control_header(const struct control_request *request, const char *name)
{
	const cJSON *last = cJSON_GetArrayItem(request->json, 0);
	const cJSON *header;

	cJSON_ArrayForEach(header, cJSON_GetObjectItemCaseSensitive(last, "headers")) if (
		!strcmp(cJSON_GetStringValue(cJSON_GetArrayItem(header, 0)),
			name)) return cJSON_GetStringValue(cJSON_GetArrayItem(header, 1));
	return NULL;
}

void control_request_free(struct control_request *request)
{
	free(request->method);
	free(request->path);
	free(request->query);
	free(request->body);
	cJSON_Delete(request->json);
}
