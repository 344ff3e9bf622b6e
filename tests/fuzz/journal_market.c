/* SPDX-License-Identifier: MIT */
#include "fuzz.h"
#include "journal.h"

#include <iqm/transport.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LIST                                                                                       \
	"{\"success\":true,\"data\":{\"totalRecords\":1,\"filteredRecords\":1,"                    \
	"\"pldReportDataList\":[{\"pldId\":77,\"pldStatusId\":2}]}}"
#define SOLD "{\"success\":true,\"data\":{\"pldReportCreated\":true}}"
#define REFUSED "{\"success\":false,\"errorObjects\":[{\"error\":\"no\"}]}"

static char directory[48];
static char path[64];
static enum sale next_sale;
static int sent;

/* ---- files ----------------------------------------------------------------------------------- */

static void remove_beside(const char *suffix)
{
	char name[80];

	snprintf(name, sizeof(name), "%s%s", path, suffix);
	unlink(name);
}

void market_clear(bool all)
{
	remove_beside(".damaged");
	remove_beside(".archive");
	if (!all)
		return;
	remove_beside("");
	remove_beside(".lock");
}

static void remove_all(void)
{
	market_clear(true);
	rmdir(directory);
}

const char *market_path(void)
{
	if (*path)
		return path;
	snprintf(directory, sizeof(directory), "%s/iqm-fuzz-journal-XXXXXX",
		 access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
	fuzz_check(mkdtemp(directory) != NULL, "%s cannot be made", directory);
	snprintf(path, sizeof(path), "%s/journal", directory);
	atexit(remove_all);
	return path;
}

static void write_file(const char *suffix, const char *bytes, size_t len)
{
	char name[80];
	int fd;

	snprintf(name, sizeof(name), "%s%s", market_path(), suffix);
	fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	fuzz_check(fd >= 0 && write(fd, bytes, len) == (ssize_t)len, "%s: not written", name);
	close(fd);
}

static size_t read_file(const char *suffix, char *bytes, size_t size)
{
	char name[80];
	ssize_t len;
	int fd;

	snprintf(name, sizeof(name), "%s%s", market_path(), suffix);
	fd = open(name, O_RDONLY);
	len = fd < 0 ? -1 : read(fd, bytes, size);
	fuzz_check(len >= 0 && len < (ssize_t)size, "%s: not read", name);
	close(fd);
	return (size_t)len;
}

void market_write(const struct content *c)
{
	write_file("", c->bytes, c->len);
	write_file(".lock", c->mark, strlen(c->mark));
}

void market_read(struct content *c)
{
	c->len = read_file("", c->bytes, sizeof(c->bytes));
	c->mark[read_file(".lock", c->mark, sizeof(c->mark))] = '\0';
}

/* ---- a service without a network ------------------------------------------------------------- */

static int perform(void *context, const struct iqm_http_request *request,
		   struct iqm_http_response *response)
{
	bool buys = !strcmp(request->method, "POST");
	const char *body = !buys ? LIST : next_sale == SALE_REFUSED ? REFUSED : SOLD;
	int err = iqm_http_response_sending(response);

	(void)context;
	if (err)
		return err;
	sent += buys;
	if (buys && (next_sale == SALE_LOST || next_sale == SALE_SETTLED)) {
		iqm_http_response_failed(response, 56, "lost");
		return IQM_E_NETWORK;
	}
	iqm_http_response_status(response, buys && next_sale == SALE_REFUSED ? 422 : 200);
	return iqm_http_response_body(response, body, strlen(body));
}

static int64_t now_ms(void *context)
{
	(void)context;
	return INT64_C(1700000000000);
}

static void wait_ms(void *context, long ms)
{
	(void)context;
	fuzz_check(false, "a wait of %ld ms, and nobody else is there", ms);
}

struct iqm_client *market_open(void)
{
	const struct iqm_transport transport = { .perform = perform, .announces_sending = true };
	const struct iqm_clock clock = { .now_ms = now_ms,
					 .realtime_ms = now_ms,
					 .wait_ms = wait_ms };
	const struct iqm_settings settings = {
		.base_url = "https://api.example.com",
		.token = "t",
		.ow_id = "42",
		.max_attempts = 1,
		.requests_per_minute = -1,
		.seed = 1,
		.journal = market_path(),
		.transport = &transport,
		.clock = &clock,
	};
	struct iqm_client *client;
	struct iqm_error error;
	int err = iqm_client_open(&client, &settings, &error);

	fuzz_check(!err || err == IQM_E_JOURNAL, "opened with %s", iqm_status_name(err));
	return err ? NULL : client;
}

int market_buy(struct iqm_client *client, const char *key, int order, enum sale sale)
{
	struct iqm_pld_order req = { .campaign_id = iqm_int(order + 1) };
	struct iqm_call call = { .key = key, .allow_duplicate = true };
	struct iqm_pld_order_response *rsp;
	int err;

	next_sale = sale;
	sent = 0;
	err = iqm_pld_generate(client, &req, &rsp, &call);
	iqm_free(rsp);
	fuzz_check(sent <= 1, "%d requests to buy in one call", sent);
	fuzz_check(sent || err, "bought, and nothing was sent");
	return sent;
}
