/* SPDX-License-Identifier: MIT */
/* Saved files: the suite, and what its tests share. */
#include "support/save_fixture.h"

#include "support/mock.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* ---- the service --------------------------------------------------------------------------- */

static char *joined(const char *a, const char *b, const char *c)
{
	size_t len = strlen(a) + strlen(b) + strlen(c) + 1;
	char *all = malloc(len);

	ck_assert_ptr_nonnull(all);
	snprintf(all, len, "%s%s%s", a, b, c);
	return all;
}

static void add_line(char **to, const char *line)
{
	char *all = joined(*to ? *to : "", line, "\n");

	free(*to);
	*to = all;
}

static void header(struct iqm_http_response *a, const char *name, const char *value)
{
	iqm_http_response_header(a, name, strlen(name), value, strlen(value));
}

static void headers_of(struct iqm_http_response *a, const char *lines)
{
	while (lines && *lines) {
		size_t name = strcspn(lines, ":");
		size_t all = strcspn(lines, "\n");

		iqm_http_response_header(a, lines, name, lines + name + 2, all - name - 2);
		lines += all + (lines[all] == '\n');
	}
}

static int give(const struct service *s, struct iqm_http_response *a, const char *data, size_t len)
{
	int err = 0;

	while (len && !err) {
		size_t piece = s->piece && s->piece < len ? s->piece : len;

		err = iqm_http_response_body(a, data, piece);
		data += piece;
		len -= piece;
	}
	return err ? IQM_E_NETWORK : 0;
}

/* What a server with ranges answers. */
static int serve(const struct service *s, const struct scripted_response *t,
		 const struct seen *seen, struct iqm_http_response *a)
{
	const char *range = strstr(seen->headers, "Range: bytes=");
	const char *condition = strstr(seen->headers, "If-Range: ");
	size_t from = range ? strtoul(range + 13, NULL, 10) : 0;
	char text[96];
	size_t len;
	int err;

	if (condition && (!s->etag || strncmp(condition + 10, s->etag, strlen(s->etag))))
		from = 0;
	iqm_http_response_status(a, from >= s->size && from ? 416 : from ? 206 : 200);
	if (s->etag)
		header(a, "ETag", s->etag);
	if (from && from >= s->size) {
		snprintf(text, sizeof(text), "bytes */%zu", s->size);
		header(a, "Content-Range", text);
		return 0;
	}
	snprintf(text, sizeof(text), "%zu", s->size - from);
	header(a, "content-length", text);
	snprintf(text, sizeof(text), "bytes %zu-%zu/%zu", from, s->size - 1, s->size);
	if (from)
		header(a, "Content-Range", text);
	len = t->cut && t->cut < s->size - from ? t->cut : s->size - from;
	err = give(s, a, s->content + from, len);
	return err || len == s->size - from ? err : IQM_E_NETWORK;
}

static int perform(void *context, const struct iqm_http_request *request,
		   struct iqm_http_response *response)
{
	struct service *s = context;
	size_t n = s->calls++;
	const struct scripted_response *t =
		&s->responses[n < s->response_count ? n : s->response_count - 1];
	struct seen *seen = &s->seen[n];
	int err;

	ck_assert_uint_lt(n, MAX_SEEN);
	ck_assert_str_eq(request->method, "GET");
	ck_assert_ptr_null(request->body);
	*seen = (struct seen){ joined(request->url, "", ""), NULL, request->presigned,
			       request->fresh };
	for (const char *const *line = request->headers; *line; line++)
		add_line(&seen->headers, *line);
	if (s->on_call)
		s->on_call(s, n);
	if (!t->status && !t->fail)
		return serve(s, t, seen, response);
	if (!t->status) {
		iqm_http_response_failed(response, 7, "no connection to " SECRET);
		return t->fail;
	}
	iqm_http_response_status(response, t->status);
	headers_of(response, t->headers);
	err = t->body ? give(s, response, t->body, t->len ? t->len : strlen(t->body)) : 0;
	return t->fail ? t->fail : err;
}

/* A clock that waits move. */
static int64_t now(void *context)
{
	return ((struct service *)context)->now;
}

static void wait_a_bit(void *context, long ms)
{
	((struct service *)context)->now += ms;
}

static void hear(void *context, enum iqm_log_level level, const char *line)
{
	(void)level;
	add_line(&((struct service *)context)->log, line);
}

static void see(void *context, const struct iqm_event *event)
{
	struct service *s = context;

	ck_assert_str_eq(event->operation, "save");
	if (event->kind == IQM_EVENT_RESPONSE)
		s->date = event->date;
	if (event->path)
		add_line(&s->log, event->path);
	if (event->why)
		add_line(&s->log, event->why);
	if (event->kind == IQM_EVENT_SEND)
		ck_assert_int_eq(iqm_event_add_header(event, "X-Key", "k"), IQM_E_USAGE);
}

void save_open_with(struct service *s, struct iqm_settings settings)
{
	struct iqm_transport transport = { .perform = perform, .context = s };
	struct iqm_clock clock = {
		.now_ms = now, .realtime_ms = now, .wait_ms = wait_a_bit, .context = s
	};
	struct iqm_error error;

	snprintf(s->directory, sizeof(s->directory), "/tmp/iqm-save-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(s->directory));
	snprintf(s->path, sizeof(s->path), "%s/report.csv", s->directory);
	settings.base_url = MOCK_BASE_URL;
	settings.token = "token-1";
	settings.ow_id = "42";
	settings.transport = &transport;
	settings.clock = &clock;
	settings.log_level = IQM_LOG_DEBUG;
	settings.log = hear;
	settings.log_context = s;
	settings.on_event = see;
	settings.event_context = s;
	ck_assert_msg(!iqm_client_open(&s->client, &settings, &error), "%s", error.message);
}

void save_open(struct service *s)
{
	save_open_with(s, (struct iqm_settings){ .seed = 1 });
}

static void forget_requests(struct service *s)
{
	for (size_t i = 0; i < s->calls; i++) {
		free(s->seen[i].url);
		free(s->seen[i].headers);
	}
	s->calls = 0;
}

static void remove_directory(const char *directory)
{
	DIR *d = opendir(directory);
	char path[512];

	for (struct dirent *entry; d && (entry = readdir(d));) {
		snprintf(path, sizeof(path), "%s/%s", directory, entry->d_name);
		unlink(path);
	}
	if (d)
		closedir(d);
	rmdir(directory);
}

/* Nothing that was ever said has a part of the signature. */
void save_close(struct service *s)
{
	if (s->log)
		ck_assert_ptr_null(strstr(s->log, "0123456789abcdef"));
	iqm_client_close(s->client);
	forget_requests(s);
	free(s->log);
	free(s->got);
	remove_directory(s->directory);
}

void save_script(struct service *s, const struct scripted_response *responses, size_t count)
{
	forget_requests(s);
	s->responses = responses;
	s->response_count = count;
}

void save_serve(struct service *s, const char *content, size_t size, const char *etag)
{
	static const struct scripted_response whole = { .status = 0 };

	s->content = content;
	s->size = size;
	s->etag = etag;
	save_script(s, &whole, 1);
}

/* ---- saves --------------------------------------------------------------------------------- */

static int checked(int err, const struct iqm_call *call)
{
	const struct iqm_error *e = &call->error;

	ck_assert_int_eq(e->status, err);
	ck_assert_str_eq(e->operation, "save");
	ck_assert_ptr_null(strstr(e->message, "0123456789abcdef"));
	ck_assert(err ? !strncmp(e->message, "save: ", 6) : !*e->message);
	return err;
}

int save_path(struct service *s, struct iqm_save *save, struct iqm_call *call)
{
	struct iqm_save none = { .format = IQM_FORMAT_CSV };
	struct iqm_call quiet = { 0 };

	save = save ? save : &none;
	call = call ? call : &quiet;
	save->to = IQM_SAVE_PATH;
	if (!save->path)
		save->path = s->path;
	return checked(iqm_save_url(s->client, SAVE_URL, save, call), call);
}

static int collect(void *context, const void *data, size_t len)
{
	struct service *s = context;

	s->got = realloc(s->got, s->got_len + len + 1);
	ck_assert_ptr_nonnull(s->got);
	memcpy(s->got + s->got_len, data, len);
	s->got_len += len;
	return 0;
}

int save_callback(struct service *s, struct iqm_save *save, struct iqm_call *call)
{
	struct iqm_save none = { .format = IQM_FORMAT_ANY };
	struct iqm_call quiet = { 0 };

	save = save ? save : &none;
	call = call ? call : &quiet;
	save->to = IQM_SAVE_CALLBACK;
	save->write = collect;
	save->context = s;
	s->got_len = 0;
	return checked(iqm_save_url(s->client, SAVE_URL, save, call), call);
}

/* ---- files --------------------------------------------------------------------------------- */

void save_sleep_us(long us)
{
	struct timespec span = { us / 1000000, us % 1000000 * 1000 };

	nanosleep(&span, NULL);
}

char *save_read(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	struct stat about;
	char *data;

	if (!f)
		return NULL;
	ck_assert_int_eq(fstat(fileno(f), &about), 0);
	data = malloc((size_t)about.st_size + 1);
	ck_assert_ptr_nonnull(data);
	*len = fread(data, 1, (size_t)about.st_size, f);
	data[*len] = '\0';
	fclose(f);
	return data;
}

void save_write(const char *path, const char *data, size_t len)
{
	FILE *f = fopen(path, "wb");

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(data, 1, len, f), len);
	fclose(f);
}

bool save_exists(const char *path)
{
	struct stat about;

	return !lstat(path, &about);
}

const char *save_part(const struct service *s)
{
	static char path[160];

	snprintf(path, sizeof(path), "%s.part", s->path);
	return path;
}

const char *save_meta(const struct service *s)
{
	static char path[160];

	snprintf(path, sizeof(path), "%s.part.meta", s->path);
	return path;
}

void save_expect_file(const char *path, const char *data, size_t len)
{
	struct stat about;
	size_t found;
	char *bytes = save_read(path, &found);

	ck_assert_msg(bytes, "%s is not there", path);
	ck_assert_uint_eq(found, len);
	ck_assert_int_eq(memcmp(bytes, data, len), 0);
	ck_assert_int_eq(stat(path, &about), 0);
	ck_assert_int_eq(about.st_mode & 07777, 0600);
	free(bytes);
}

void save_expect_directory(const struct service *s, const char *const *names)
{
	DIR *d = opendir(s->directory);
	size_t count = 0;
	size_t found = 0;

	while (names[count])
		count++;
	ck_assert_ptr_nonnull(d);
	for (struct dirent *entry; (entry = readdir(d));) {
		bool known = *entry->d_name == '.';

		found += !known;
		for (size_t i = 0; i < count; i++)
			known = known || !strcmp(entry->d_name, names[i]);
		ck_assert_msg(known, "%s is in the folder", entry->d_name);
	}
	closedir(d);
	ck_assert_uint_eq(found, count);
}

char *save_csv(size_t size, size_t *len)
{
	char *text = malloc(size + 128);

	ck_assert_ptr_nonnull(text);
	*len = (size_t)sprintf(text, "NPI,Provider,\"Impressions\"\r\n");
	for (unsigned n = 0; *len < size; n++)
		*len += (size_t)sprintf(text + *len, "%u,\"Smith, \"\"%u\"\"\nMD\",%u\r\n",
					1000000000 + n, n, n * 7919 % 1000);
	return text;
}

/* ---- archives ------------------------------------------------------------------------------ */

static void put(char *to, size_t *at, uint64_t value, size_t bytes)
{
	for (; bytes--; value >>= 8)
		to[(*at)++] = (char)(value & 255);
}

static void put_text(char *to, size_t *at, const char *text)
{
	memcpy(to + *at, text, strlen(text));
	*at += strlen(text);
}

/* A stored member's header: `local` where its bytes are, or -1 for the one before them. */
static void put_member(char *to, size_t *at, const struct archive *of, const char *name,
		       int64_t local)
{
	bool central = local >= 0;
	bool wide = central && of->zip64;

	put(to, at, central ? 0x02014b50 : 0x04034b50, 4);
	if (central)
		put(to, at, 20, 2);
	put(to, at, 20, 2);
	put(to, at, 0, 12); /* flags, method, time, date, CRC */
	put(to, at, wide ? 0xffffffff : of->padding, 4);
	put(to, at, wide ? 0xffffffff : of->padding, 4);
	put(to, at, strlen(name), 2);
	put(to, at, wide ? 4 + 5 + 4 + 24 : 0, 2);
	if (central) {
		put(to, at, 0, 2 + 2 + 2 + 4);
		put(to, at, wide ? 0xffffffff : (uint64_t)local, 4);
	}
	put_text(to, at, name);
	if (!wide)
		return;
	put(to, at, 0x7075, 2); /* another field first */
	put(to, at, 5, 2);
	put_text(to, at, "other");
	put(to, at, 1, 2);
	put(to, at, 24, 2);
	put(to, at, of->padding, 8);
	put(to, at, of->padding, 8);
	put(to, at, (uint64_t)local, 8);
}

static void put_end64(char *to, size_t *at, uint64_t entries, uint64_t start)
{
	uint64_t end = *at;

	put(to, at, 0x06064b50, 4);
	put(to, at, 44, 8);
	put(to, at, 45, 2);
	put(to, at, 45, 2);
	put(to, at, 0, 8);
	put(to, at, entries, 8);
	put(to, at, entries, 8);
	put(to, at, end - start, 8);
	put(to, at, start, 8);
	put(to, at, 0x07064b50, 4);
	put(to, at, 0, 4);
	put(to, at, end, 8);
	put(to, at, 1, 4);
}

static const char *member_name(const struct archive *of, size_t n, char text[48])
{
	if (!n && of->slash)
		return "/[Content_Types].xml";
	if (!n)
		return of->untyped ? "[Content_Types].xmk" : "[Content_Types].xml";
	snprintf(text, 48, "xl/worksheets/sheet%zu.xml", n);
	return text;
}

char *save_xlsx(struct archive of, size_t *len)
{
	size_t entries = of.members + 1;
	size_t comment = of.comment ? strlen(of.comment) : 0;
	char *to = calloc(1, entries * (of.padding + 256) + comment + 256);
	size_t *local = calloc(entries, sizeof(*local));
	char name[48];
	size_t at = 0;
	size_t start;
	size_t size;

	ck_assert(to && local);
	for (size_t i = 0; i < entries; i++) {
		local[i] = at;
		put_member(to, &at, &of, member_name(&of, i, name), -1);
		at += of.padding;
	}
	start = at;
	for (size_t i = 0; i < entries; i++)
		put_member(to, &at, &of, member_name(&of, i, name), (int64_t)local[i]);
	size = at - start;
	if (of.zip64)
		put_end64(to, &at, entries, start);
	put(to, &at, 0x06054b50, 4);
	put(to, &at, 0, 4);
	put(to, &at, of.zip64 ? 0xffff : entries, 2);
	put(to, &at, of.zip64 ? 0xffff : entries, 2);
	put(to, &at, of.zip64 ? 0xffffffff : size, 4);
	put(to, &at, of.zip64 ? 0xffffffff : start, 4);
	put(to, &at, comment, 2);
	put_text(to, &at, of.comment ? of.comment : "");
	free(local);
	*len = at;
	return to;
}
