/* SPDX-License-Identifier: MIT */
#include "files.h"

#include "bench.h"
#include "server.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BLOCK ((size_t)2000000)
#define ROW 50 /* bytes */
#define HEADER "NPI,Provider,City,Impressions\r\n"
#define TYPES                                                                                      \
	"<?xml version=\"1.0\"?><Types "                                                           \
	"xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
#define RECORD 128 /* room for one of an archive's headers, with its name */

struct piece {
	const char *data;
	size_t len;
};

struct file {
	char path[24];
	struct piece *pieces;
	size_t count;
	size_t size;
};

static void add(struct file *f, const char *data, size_t len)
{
	f->pieces[f->count++] = (struct piece){ data, len };
	f->size += len;
}

/* Rows of the same length that fill the block. */
static char *make_block(void)
{
	char *block = bench_alloc(BLOCK + 1);

	for (size_t n = 0; n < BLOCK / ROW; n++)
		sprintf(block + n * ROW, "%010zu,\"Smith, \"\"%06zu\"\" MD\",Newport,%06zu\r\n",
			n + 1000000000, n, n * 7919 % 1000000);
	if (strlen(block) != BLOCK)
		bench_die("a row", "not of the length it should have");
	return block;
}

static void make_csv(struct file *f, const char *block, long megabytes)
{
	size_t blocks = (size_t)megabytes * 1000000 / BLOCK;

	snprintf(f->path, sizeof(f->path), "/csv/%ld ", megabytes);
	f->pieces = bench_alloc((blocks + 1) * sizeof(*f->pieces));
	add(f, HEADER, strlen(HEADER));
	for (size_t i = 0; i < blocks; i++)
		add(f, block, BLOCK);
}

/* ---- archives of stored members ------------------------------------------------------------ */

struct member {
	char name[32];
	const char *data;
	size_t len;
	uint32_t crc;
	size_t offset;
};

static uint32_t crc_of(const char *data, size_t len)
{
	uint32_t crc = UINT32_MAX;

	for (size_t i = 0; i < len; i++) {
		crc ^= (unsigned char)data[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
	}
	return ~crc;
}

static char *put(char *to, size_t value, size_t bytes)
{
	for (; bytes--; value >>= 8)
		*to++ = (char)(value & 255);
	return to;
}

/* The header before a member's bytes, or its entry of the directory; returns its end. */
static char *put_member(char *to, const struct member *m, bool central)
{
	to = put(to, central ? 0x02014b50 : 0x04034b50, 4);
	if (central)
		to = put(to, 20, 2);
	to = put(to, 20, 2);
	to = put(to, 0, 2 + 2 + 2); /* flags, method, time */
	to = put(to, 0x21, 2);      /* 1 January 1980 */
	to = put(to, m->crc, 4);
	to = put(to, m->len, 4);
	to = put(to, m->len, 4);
	to = put(to, strlen(m->name), 2);
	to = put(to, 0, 2);
	if (central) {
		to = put(to, 0, 2 + 2 + 2 + 4);
		to = put(to, m->offset, 4);
	}
	memcpy(to, m->name, strlen(m->name));
	return to + strlen(m->name);
}

static void add_member(struct file *f, struct member *m)
{
	char *record = bench_alloc(RECORD);

	m->offset = f->size;
	add(f, record, (size_t)(put_member(record, m, false) - record));
	add(f, m->data, m->len);
}

static void add_directory(struct file *f, const struct member *members, size_t count)
{
	char *all = bench_alloc((count + 1) * RECORD);
	char *to = all;
	size_t size;

	for (size_t i = 0; i < count; i++)
		to = put_member(to, &members[i], true);
	size = (size_t)(to - all);
	to = put(to, 0x06054b50, 4);
	to = put(to, 0, 4);
	to = put(to, count, 2);
	to = put(to, count, 2);
	to = put(to, size, 4);
	to = put(to, f->size, 4);
	to = put(to, 0, 2);
	add(f, all, (size_t)(to - all));
}

static void make_xlsx(struct file *f, const char *block, long megabytes)
{
	static uint32_t crc;
	size_t count = 1 + (size_t)megabytes * 1000000 / BLOCK;
	struct member *members = bench_alloc(count * sizeof(*members));

	if (!crc)
		crc = crc_of(block, BLOCK);
	snprintf(f->path, sizeof(f->path), "/xlsx/%ld ", megabytes);
	f->pieces = bench_alloc((2 * count + 1) * sizeof(*f->pieces));
	members[0] = (struct member){ "[Content_Types].xml", TYPES, strlen(TYPES), 0, 0 };
	members[0].crc = crc_of(TYPES, strlen(TYPES));
	for (size_t i = 1; i < count; i++) {
		members[i] = (struct member){ "", block, BLOCK, crc, 0 };
		snprintf(members[i].name, sizeof(members[i].name), "xl/media/%zu.csv", i);
	}
	for (size_t i = 0; i < count; i++)
		add_member(f, &members[i]);
	add_directory(f, members, count);
	free(members);
}

/* ---- the server ---------------------------------------------------------------------------- */

static bool send_all(int fd, const char *data, size_t len)
{
	while (len) {
		ssize_t n = write(fd, data, len);

		if (n <= 0)
			return false;
		data += n;
		len -= (size_t)n;
	}
	return true;
}

static void send_file(int fd, const struct file *f)
{
	char head[256];
	int len = snprintf(head, sizeof(head),
			   "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
			   "ETag: \"%zu\"\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n",
			   f->size, f->size);
	bool ok = send_all(fd, head, (size_t)len);

	for (size_t i = 0; ok && i < f->count; i++)
		ok = send_all(fd, f->pieces[i].data, f->pieces[i].len);
}

/* One request of a connection. */
static void serve(int fd, const struct file *files, size_t count)
{
	char request[4096];
	size_t len = 0;
	ssize_t n;

	do {
		n = read(fd, request + len, sizeof(request) - 1 - len);
		len += n > 0 ? (size_t)n : 0;
		request[len] = '\0';
	} while (n > 0 && !strstr(request, "\r\n\r\n"));
	for (size_t i = 0; i < count; i++)
		if (!strncmp(request, "GET ", 4) &&
		    !strncmp(request + 4, files[i].path, strlen(files[i].path)))
			send_file(fd, &files[i]);
}

static void run(const void *context, int listener)
{
	const struct bench_files *wanted = context;
	struct file *files = bench_alloc(2 * wanted->count * sizeof(*files));
	const char *block = make_block();

	for (size_t i = 0; i < wanted->count; i++) {
		make_csv(&files[2 * i], block, wanted->megabytes[i]);
		make_xlsx(&files[2 * i + 1], block, wanted->megabytes[i]);
	}
	for (;;) {
		int fd = accept(listener, NULL, NULL);

		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
		serve(fd, files, 2 * wanted->count);
		close(fd);
	}
}

pid_t bench_files_start(const struct bench_files *files, int *port)
{
	return bench_server_run(run, files, port);
}
