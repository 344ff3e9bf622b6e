/* SPDX-License-Identifier: MIT */
/*
 * A report's file as it streams by: whole, byte by byte, in pieces of any length, kept in a file or
 * in memory, and after a part that was there already. The verdict is always the same.
 */
#include "bytes.h"
#include "fuzz.h"
#include "scratch.h"

#include "files/saving.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct verdict {
	int err;
	bool unread;
	char odd[ODD_SIZE];
	char message[512];
};

/* How a file comes. */
struct coming {
	enum iqm_file_format kind;
	const char *content_type;
	bool in_file;   /* it can be read back; else its last bytes are in memory */
	bool announced; /* with its length */
	size_t there;   /* bytes that an earlier save left */
	const unsigned char *pieces;
	size_t piece_len; /* 0: one piece */
};

static int feed(struct format *f, const struct coming *c, const unsigned char *data, size_t len,
		struct iqm_error *e)
{
	size_t at = 0;
	int err = 0;

	for (size_t i = 0; !err && at < len; i++) {
		size_t piece = c->piece_len ? 1 + (size_t)c->pieces[i % c->piece_len] : len;
		unsigned char *exact;

		piece = piece < len - at ? piece : len - at;
		exact = fuzz_alloc(piece);
		memcpy(exact, data + at, piece);
		err = iqm_format_feed(f, exact, piece, e);
		free(exact);
		at += piece;
	}
	return err;
}

/* As output.c does with a part file: what is wanted of its bytes is fed, the others are skipped. */
static int feed_part(struct format *f, const struct coming *c, const unsigned char *data,
		     struct iqm_error *e)
{
	size_t wants = (size_t)iqm_format_wants(f, (int64_t)c->there);
	int err = feed(f, c, data, wants, e);

	if (!err)
		iqm_format_skip(f, (int64_t)c->there);
	return err;
}

static struct verdict verdict_of(const struct coming *c, const unsigned char *data, size_t len)
{
	struct verdict v = { .err = 0 };
	char path[SCRATCH_PATH];
	struct format f;
	struct iqm_error e;
	int fd = c->in_file ? open(scratch_path("format", path), O_RDONLY) : -1;

	iqm_error_begin(&e, NULL);
	fuzz_check(!iqm_format_open(&f, c->kind, fd, &e), "not opened");
	f.content_type = c->content_type;
	f.total = c->announced ? (int64_t)len : -1;
	if (c->there)
		v.err = feed_part(&f, c, data, &e);
	if (!v.err)
		v.err = feed(&f, c, data + c->there, len - c->there, &e);
	if (!v.err)
		v.err = iqm_format_end(&f, &e);
	v.unread = f.unread;
	memcpy(v.odd, f.odd, sizeof(v.odd));
	memcpy(v.message, e.message, sizeof(v.message));
	iqm_format_close(&f);
	if (fd >= 0)
		close(fd);
	return v;
}

/* A message may quote the first words, of which more or fewer have come by then. */
static void check_same(const struct verdict *a, const struct verdict *b, const char *how)
{
	fuzz_check(a->err == b->err && a->unread == b->unread && !strcmp(a->odd, b->odd),
		   "%d %s%s, and %s %d %s%s", a->err, a->odd, a->message, how, b->err, b->odd,
		   b->message);
}

static void check_all(struct coming c, const unsigned char *data, size_t len, struct bytes pieces,
		      size_t there)
{
	static const unsigned char single[] = { 0 };
	const struct verdict whole = verdict_of(&c, data, len);
	struct verdict v;

	fuzz_check(!whole.err || whole.err == IQM_E_FILE_BROKEN, "%s", whole.message);
	fuzz_check(!whole.err == !*whole.message, "%d: %s", whole.err, whole.message);
	fuzz_check_line(whole.message);
	fuzz_check_line(whole.odd);
	c.pieces = single;
	c.piece_len = 1;
	v = verdict_of(&c, data, len);
	check_same(&whole, &v, "byte by byte");
	c.pieces = pieces.at;
	c.piece_len = pieces.left;
	c.announced = true;
	v = verdict_of(&c, data, len);
	check_same(&whole, &v, "in pieces");
	c.in_file = true;
	v = verdict_of(&c, data, len);
	check_same(&whole, &v, "from a file");
	c.there = there < len ? there : len;
	v = verdict_of(&c, data, len);
	check_same(&whole, &v, "after a part");
}

void fuzz_format(const unsigned char *data, size_t len)
{
	static const enum iqm_file_format kinds[] = { IQM_FORMAT_CSV, IQM_FORMAT_XLSX,
						      IQM_FORMAT_ANY, IQM_FORMAT_CSV };
	static const char *const types[] = { NULL, "text/csv", "text/html", "application/json" };
	struct bytes b = { data, len };
	unsigned how = bytes_byte(&b);
	size_t there = (size_t)bytes_number(&b, 2);
	struct bytes pieces = { .left = how / 16 % 8 };

	pieces.at = bytes_take(&b, &pieces.left);
	scratch_write("format", b.at, b.left);
	check_all((struct coming){ .kind = kinds[how % 4], .content_type = types[how / 4 % 4] },
		  b.at, b.left, pieces, there);
}

/* ---- seeds ----------------------------------------------------------------------------------- */

static const char *const files[] = {
	"a,b\n1,2\n",
	"a,b\r\n1,\"2\r\n3\"\r\n",
	"\xef\xbb\xbf\"a\",b\n\"1\"\"2\",3",
	"\xff\xfe,",
	"a,b\n1,2\nTotal,3,4\n",
	"a,b\n1\n",
	"a,\"b\n",
	"<!DOCTYPE html><html></html>",
	"<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>",
	"{\"success\":false}",
	"",
	"\xef\xbb\xbf",
	"a\n\x1a",
};

/* A ZIP archive of one stored member. */
static const unsigned char archive[] =
	"PK\3\4\24\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\1\0\0\0\23\0\0\0[Content_Types].xmlx"
	"PK\1\2\24\0\24\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\1\0\0\0\23\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
	"[Content_Types].xml"
	"PK\5\6\0\0\0\0\1\0\1\0\101\0\0\0\62\0\0\0\0\0";

static void use_file(fuzz_use_fn *use, void *context, unsigned char how, const void *file,
		     size_t len)
{
	unsigned char bytes[512] = { how, 5, 0, 2, 0, 7 };
	struct fuzz_input input = { "format", bytes, len + 6 };

	memcpy(bytes + 6, file, len);
	use(context, &input);
}

void format_seeds(fuzz_use_fn *use, void *context)
{
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		use_file(use, context, 0x30, files[i], strlen(files[i]));
		use_file(use, context, 0x35, files[i], strlen(files[i]));
	}
	use_file(use, context, 0x31, archive, sizeof(archive) - 1);
	use_file(use, context, 0x31, archive, sizeof(archive) - 9);
}
