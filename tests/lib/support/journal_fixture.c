/* SPDX-License-Identifier: MIT */
#include "support/journal_fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base.h"
#include "support/mock.h"

#define LIST                                                                                       \
	"{\"success\":true,\"data\":{\"totalRecords\":1,\"filteredRecords\":1,"                    \
	"\"pldReportDataList\":[{\"pldId\":77,\"pldStatusId\":2}]}}"
#define SOLD "{\"success\":true,\"data\":{\"pldReportCreated\":true}}"

static void note_purchase(struct shop *s, const struct iqm_http_request *request)
{
	pthread_mutex_lock(&s->lock);
	s->sold++;
	snprintf(s->sent, sizeof(s->sent), "%s", request->body);
	s->on_disk[shop_read(s, s->on_disk, sizeof(s->on_disk))] = '\0';
	pthread_mutex_unlock(&s->lock);
	if (s->while_selling)
		s->while_selling(s);
}

static int perform(void *context, const struct iqm_http_request *request,
		   struct iqm_http_response *response)
{
	struct shop *s = context;
	bool buys = !strcmp(request->method, "POST");
	const char *body = buys ? s->body : LIST;
	int err = 0;

	if (!buys || !s->unsent)
		err = iqm_http_response_sending(response);
	if (err)
		return err;
	if (buys)
		note_purchase(s, request);
	else
		__atomic_add_fetch(&s->asked, 1, __ATOMIC_RELAXED);
	if (!buys && s->while_asked)
		s->while_asked(s);
	if (buys && s->fail) {
		iqm_http_response_failed(response, 0, "the shop fails");
		return s->fail;
	}
	iqm_http_response_status(response, buys ? s->status : 200);
	iqm_http_response_header(response, "Content-Type", 12, "application/json", 16);
	return iqm_http_response_body(response, body, strlen(body));
}

const struct iqm_journal *(*shop_journal)(const struct shop *shop);

int shop_client(struct shop *shop, struct iqm_settings settings, struct iqm_client **out,
		struct iqm_error *error)
{
	struct iqm_transport transport = { .perform = perform,
					   .context = shop,
					   .announces_sending = true };

	settings.base_url = settings.base_url ? settings.base_url : MOCK_BASE_URL;
	settings.token = settings.get_token ? NULL : "t";
	if (!settings.ow_id && !shop->no_workspace)
		settings.ow_id = "7";
	if (!settings.journal_store && shop_journal)
		settings.journal_store = shop_journal(shop);
	settings.journal = settings.journal_store ? NULL : shop->path;
	settings.transport = &transport;
	mock_no_limits(&settings);
	return iqm_client_open(out, &settings, error);
}

void shop_restart(struct shop *shop)
{
	struct iqm_error error;

	iqm_client_close(shop->client);
	ck_assert_msg(!shop_client(shop, (struct iqm_settings){ 0 }, &shop->client, &error), "%s",
		      error.message);
}

void shop_open(struct shop *shop)
{
	*shop = (struct shop){ .status = 200,
			       .body = SOLD,
			       .lock = PTHREAD_MUTEX_INITIALIZER,
			       .directory = "/tmp/iqm-journal-XXXXXX" };
	ck_assert_ptr_nonnull(mkdtemp(shop->directory));
	snprintf(shop->path, sizeof(shop->path), "%s/journal", shop->directory);
	shop_restart(shop);
}

void shop_remove(const struct shop *shop, const char *suffix)
{
	char path[200];

	snprintf(path, sizeof(path), "%s%s", shop->path, suffix);
	remove(path);
}

void shop_close(struct shop *shop)
{
	iqm_client_close(shop->client);
	shop_remove(shop, "");
	shop_remove(shop, ".lock");
	shop_remove(shop, ".archive");
	shop_remove(shop, ".damaged");
	ck_assert_int_eq(rmdir(shop->directory), 0);
}

int shop_buy(struct iqm_client *client, const char *key, struct iqm_error *error)
{
	struct iqm_pld_order req = { .campaign_id = iqm_int(451351) };
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { .key = key, .allow_duplicate = true };
	int err = iqm_pld_generate(client, &req, &rsp, &call);

	iqm_free(rsp);
	if (error)
		*error = call.error;
	return err;
}

enum iqm_purchase_state shop_state(struct iqm_client *client, const char *key)
{
	enum iqm_purchase_state state;
	struct iqm_purchase *p;
	struct iqm_call call = { 0 };

	ck_assert_msg(!iqm_journal_get(client, key, &p, &call), "%s", call.error.message);
	ck_assert_str_eq(p->key, key);
	state = p->state;
	iqm_free(p);
	return state;
}

size_t shop_read(const struct shop *shop, char *text, size_t size)
{
	int fd = open(shop->path, O_RDONLY);
	ssize_t len = read(fd, text, size - 1);

	close(fd);
	return len < 0 ? 0 : (size_t)len;
}

void shop_forget_mark(const struct shop *shop)
{
	char path[200];

	snprintf(path, sizeof(path), "%s.lock", shop->path);
	if (truncate(path, 0))
		ck_assert_int_eq(errno, ENOENT);
}

void shop_write(const struct shop *shop, const char *text, size_t len)
{
	/* Not O_TRUNC: some file systems would sync it for that. */
	int fd = open(shop->path, O_WRONLY | O_CREAT, 0600);

	ck_assert_int_eq(write(fd, text, len), (ssize_t)len);
	ck_assert_int_eq(ftruncate(fd, (off_t)len), 0);
	close(fd);
	shop_forget_mark(shop);
}

size_t shop_line(char *out, size_t size, const char *json)
{
	uint64_t sum = iqm_hash(IQM_HASH_START, json, strlen(json));

	return (size_t)snprintf(out, size, "%zu %016" PRIx64 " %s\n", strlen(json), sum, json);
}
