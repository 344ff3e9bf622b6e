/* SPDX-License-Identifier: MIT */
/*
 * The limiter's file, of any content, and what is done to it while it is used: cut, overwritten,
 * opened by another process. A damage takes permits away. It gives none, but for what nothing
 * shows: a number that was overwritten, and a file that is empty when it is opened, as a new one.
 */
#include "bytes.h"
#include "fuzz.h"
#include "scratch.h"

#include "limit/permits.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LIMIT 20
#define CALL_MS 30000
#define MOST_GRANTS 64
#define MOST_STEPS 128
#define HEAD_TEXT "iqm-limiter 1\n"
#define HEAD 24        /* bytes of the file before its numbers */
#define ENDS_LATE 1000 /* a request ends this much after its call's time, at the latest */
#define LONGEST (IQM_LEASE_MAX_MS + IQM_RETRY_AFTER_MAX_MS + 4 * (IQM_RATE_WINDOW_MS + 50))
#define START INT64_C(1750000000000)

/* A request that was allowed. */
struct grant {
	int64_t id;
	int64_t counts_until; /* it is one of the last 60 s */
	bool released;
};

struct run {
	struct iqm_limiter limiter;
	bool open;
	int64_t now;
	struct grant grants[MOST_GRANTS];
	size_t len;
	unsigned extra;        /* permits that overwritten numbers may have freed */
	int64_t blocked_until; /* by a 429, which the file is still known to have */
};

static int64_t now_ms(void *context)
{
	return ((struct run *)context)->now;
}

static void wait_ms(void *context, long ms)
{
	((struct run *)context)->now += ms;
}

/* ---- the file -------------------------------------------------------------------------------- */

static bool is_limiter(const void *bytes, size_t len)
{
	size_t head = sizeof(HEAD_TEXT) - 1;

	return !memcmp(bytes, HEAD_TEXT, len < head ? len : head);
}

/* A cut file that is written behind its end has other content: zeros. */
static bool is_limiter_now(void)
{
	size_t len;
	char *bytes = scratch_read("limiter", &len);
	bool is = is_limiter(bytes, len);

	free(bytes);
	return is;
}

static void overwrite(struct run *r, struct bytes *b)
{
	char path[SCRATCH_PATH];
	int fd = open(scratch_path("limiter", path), O_WRONLY);
	unsigned at = HEAD + 8 * bytes_below(b, LIMIT);
	uint64_t number = bytes_number(b, bytes_byte(b) % 9);
	struct stat about;
	size_t changed = 1;

	fuzz_check(fd >= 0 && !fstat(fd, &about), "no file");
	fuzz_check(pwrite(fd, &number, sizeof(number), at) == sizeof(number), "damage");
	close(fd);
	/* Behind the end of a file that was cut, what lies between becomes zeros. */
	if (about.st_size < at)
		changed += (at - (size_t)about.st_size + 7) / 8;
	/* What a number says may be free, and also be released by its holder of before. */
	r->extra += 2 * (unsigned)changed;
}

/* Of a request that is under way, only that it was made is known from then on. */
static void lose(struct run *r, size_t from)
{
	int64_t latest = r->now + IQM_RATE_WINDOW_MS;

	for (size_t i = 0; i < r->len; i++) {
		struct grant *g = &r->grants[i];

		if (iqm_permits_index(g->id) >= from && g->counts_until > latest)
			g->counts_until = latest;
	}
}

static void cut(struct run *r, struct bytes *b)
{
	char path[SCRATCH_PATH];
	size_t size = bytes_byte(b);
	struct stat about;

	fuzz_check(!stat(scratch_path("limiter", path), &about), "no file");
	if ((off_t)size >= about.st_size)
		return;
	fuzz_check(!truncate(path, (off_t)size), "cut");
	/* Permits that are lost get tags of this time, which none of before has reached. */
	r->now += MOST_STEPS;
	if (size < HEAD)
		r->blocked_until = 0;
	lose(r, size < HEAD ? 0 : (size - HEAD) / 8);
}

/* ---- what is done with it -------------------------------------------------------------------- */

static size_t in_use(const struct run *r)
{
	size_t count = 0;

	for (size_t i = 0; i < r->len; i++)
		count += r->grants[i].counts_until > r->now;
	return count;
}

static void check_wait(const struct run *r, long wait, const struct iqm_permit *permit)
{
	fuzz_check(wait <= IQM_RETRY_AFTER_MAX_MS + IQM_LEASE_MAX_MS, "%ld ms to wait", wait);
	fuzz_check(wait >= 0 || wait == IQM_E_CONFIG || wait == IQM_E_FILE, "it gives %ld", wait);
	fuzz_check(wait >= 0 || *permit->why, "it fails, and does not say why");
	fuzz_check_line(wait < 0 ? permit->why : "");
	fuzz_check(wait || r->now >= r->blocked_until, "a permit %ld ms before the block ends",
		   (long)(r->blocked_until - r->now));
}

static long acquire(struct run *r)
{
	struct iqm_permit permit = { .limit = LIMIT, .timeout_ms = CALL_MS };
	long wait = r->limiter.acquire(r->limiter.context, &permit);
	struct grant *g = &r->grants[r->len % MOST_GRANTS];

	check_wait(r, wait, &permit);
	if (wait || r->len == MOST_GRANTS)
		return wait;
	*g = (struct grant){ permit.id, r->now + CALL_MS + ENDS_LATE + IQM_RATE_WINDOW_MS, false };
	r->len++;
	fuzz_check(in_use(r) <= LIMIT + r->extra, "%zu requests within 60 s", in_use(r));
	return 0;
}

static void release(struct run *r, unsigned which, bool sent)
{
	struct grant *g = r->len ? &r->grants[which % r->len] : NULL;

	if (!g || g->released)
		return;
	if (!sent)
		g->counts_until = 0;
	else if (g->counts_until > r->now + IQM_RATE_WINDOW_MS)
		g->counts_until = r->now + IQM_RATE_WINDOW_MS;
	g->released = true;
	r->limiter.release(r->limiter.context, g->id, sent);
}

static void block(struct run *r, long ms)
{
	r->limiter.block(r->limiter.context, ms);
	if (r->now + ms > r->blocked_until)
		r->blocked_until = r->now + ms;
}

/* False: it cannot be opened, and says why. */
static bool open_limiter(struct run *r)
{
	struct iqm_clock clock = {
		.now_ms = now_ms, .realtime_ms = now_ms, .wait_ms = wait_ms, .context = r
	};
	char path[SCRATCH_PATH];
	struct iqm_error error;
	int err;

	iqm_error_begin(&error, NULL);
	err = iqm_limiter_file_open(&r->limiter, &clock, NULL, scratch_path("limiter", path),
				    &error);
	fuzz_check(!err || (err == IQM_E_CONFIG && *error.message), "opened with %d", err);
	fuzz_check_line(err ? error.message : "");
	return !err;
}

static void reopen(struct run *r)
{
	char path[SCRATCH_PATH];
	struct stat about;

	fuzz_check(!stat(scratch_path("limiter", path), &about), "no file");
	if (!about.st_size)
		r->len = 0;
	r->limiter.close(r->limiter.context);
	r->open = open_limiter(r);
	fuzz_check(r->open == is_limiter_now(), "opened once, and not again");
}

static void do_step(struct run *r, struct bytes *b)
{
	unsigned step = bytes_byte(b);

	switch (step % 8) {
	case 0:
	case 1:
		acquire(r);
		break;
	case 2:
		r->now += (int64_t)bytes_number(b, 2);
		break;
	case 3:
		release(r, step / 16, step & 8);
		break;
	case 4:
		block(r, (long)bytes_number(b, 2));
		break;
	case 5:
		overwrite(r, b);
		break;
	case 6:
		cut(r, b);
		break;
	default:
		reopen(r);
	}
}

/* Whatever the file has, a permit is free in the end. */
static void check_not_stuck(struct run *r)
{
	int64_t end = r->now + LONGEST;
	long wait;

	r->len = 0;
	r->extra = MOST_GRANTS;
	while ((wait = acquire(r)) > 0) {
		fuzz_check(r->now < end, "no permit is free");
		r->now += wait;
	}
	fuzz_check(!wait || (wait == IQM_E_CONFIG && !is_limiter_now()), "no permit: %ld", wait);
}

void fuzz_limiter(const unsigned char *data, size_t len)
{
	struct bytes b = { data, len };
	struct run r = { .now = START };
	size_t steps = bytes_byte(&b) % MOST_STEPS;
	struct bytes script = { .left = steps };

	script.at = bytes_take(&b, &script.left);
	scratch_write("limiter", b.at, b.left);
	r.open = open_limiter(&r);
	if (!r.open) {
		fuzz_check(!is_limiter(b.at, b.left), "a limiter's file is refused");
		return;
	}
	fuzz_check(is_limiter(b.at, b.left), "a file that is no limiter's is taken");
	while (script.left && r.open)
		do_step(&r, &script);
	if (!r.open)
		return;
	check_not_stuck(&r);
	r.limiter.close(r.limiter.context);
}

/* ---- seeds ----------------------------------------------------------------------------------- */

/* The steps of a letter; gives how many bytes they have. */
static size_t add_steps(unsigned char *to, char letter)
{
	size_t len = 0;

	switch (letter) {
	case 'a': /* acquire */
		memset(to, 0, LIMIT);
		return LIMIT;
	case 's': /* release, sent */
	case 'u': /* and unsent */
		for (; len < 16; len++)
			to[len] = (unsigned char)(16 * len + (letter == 's' ? 11 : 3));
		return len;
	case '-': /* 33 s */
		memcpy(to, "\2\0\200", 3);
		return 3;
	case 'c': /* cut to the head and two permits */
		memcpy(to, "\6\50", 2);
		return 2;
	default: /* reopen */
		*to = 7;
		return 1;
	}
}

/* A script whose file is cut when 20 are in use. */
static void use_cut(fuzz_use_fn *use, void *context)
{
	unsigned char bytes[1 + LIMIT + 2 + LIMIT] = { LIMIT + 2 + LIMIT };
	struct fuzz_input input = { "cut", bytes, sizeof(bytes) };

	bytes[1 + LIMIT] = 6;
	for (unsigned size = 0; size < 250; size += 13) {
		bytes[2 + LIMIT] = (unsigned char)size;
		use(context, &input);
	}
}

/* A script for a new file, in the letters of add_steps(). */
static void use_script(fuzz_use_fn *use, void *context, const char *script)
{
	unsigned char bytes[MOST_STEPS];
	struct fuzz_input input = { "script", bytes, 1 };

	for (; *script; script++)
		input.len += add_steps(bytes + input.len, *script);
	bytes[0] = (unsigned char)(input.len - 1);
	use(context, &input);
}

/* New, with all permits used or free, from before the clock was set back, blocked. */
void limiter_seeds(fuzz_use_fn *use, void *context)
{
	static const unsigned char steps[] = {
		20, 0, 0, 0, 0, 3, 11, 5, 1, 8, 255, 255, 255, 6, 40, 0, 2, 255, 255, 4, 9,
	};
	static const uint64_t numbers[] = {
		0,
		UINT64_MAX,
		(uint64_t)(START + 1000) << 21,
		(uint64_t)(START + 1000) << 21 | 1 << 20,
	};
	/* Requests that ended, go on, or come back when others have their permits; a cut file. */
	static const char *const scripts[] = { "as-a", "a--a", "a---aua", "ac7a" };

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		unsigned char bytes[sizeof(steps) + HEAD + 8 * (LIMIT + 4)] = { 0 };
		struct fuzz_input input = { "limiter", bytes, sizeof(bytes) };
		unsigned char *file = bytes + sizeof(steps);

		memcpy(bytes, steps, sizeof(steps));
		memcpy(file, HEAD_TEXT, sizeof(HEAD_TEXT));
		for (size_t n = 2; n < LIMIT + 7; n++)
			memcpy(file + 8 * n, &numbers[i], sizeof(numbers[i]));
		use(context, &input);
		input.len -= 8 * 9;
		use(context, &input);
		input.len = sizeof(steps);
		use(context, &input);
	}
	use_cut(use, context);
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++)
		use_script(use, context, scripts[i]);
}
