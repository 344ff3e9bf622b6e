/* SPDX-License-Identifier: MIT */
/* What every room stands on: memory, text, errors, time, log lines. Nothing here knows HTTP. */
#ifndef IQM_LIB_BASE_H
#define IQM_LIB_BASE_H

#include <iqm/transport.h>

#include <pthread.h>

#if defined(__GNUC__)
#define IQM_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define IQM_PRINTF(text, first)
#endif

/* ---- buf.c: a growing string with a bound ------------------------------------------------- */

struct buf {
	char *data; /* NUL-terminated once anything was added, NULL before */
	size_t len;
	size_t cap;
	size_t max; /* 0: no bound */
	int err;    /* the first failure: IQM_E_NOMEM or IQM_E_TOO_LARGE; later calls do nothing */
};

int iqm_buf_add(struct buf *b, const void *data, size_t len);
int iqm_buf_str(struct buf *b, const char *s);
int iqm_buf_printf(struct buf *b, const char *format, ...) IQM_PRINTF(2, 3);
void iqm_buf_free(struct buf *b);

/* ---- arena.c: the memory of one response -------------------------------------------------- */

struct arena;

/* An arena whose first allocation, of `size` zeroed bytes, is the response that iqm_free() takes.
 */
void *iqm_response_new(size_t size, struct arena **arena);
struct arena *iqm_response_arena(const void *response);
/* Zeroed, aligned for any type. NULL: no memory. */
void *iqm_arena_alloc(struct arena *a, size_t size);
char *iqm_arena_text(struct arena *a, const char *s, size_t len);
/* A block of its own that may grow; `block` NULL makes one. Bytes past the old size are not zeroed.
 * NULL: no memory, and the old block is still valid. */
void *iqm_arena_resize(struct arena *a, void *block, size_t size);
void iqm_arena_drop(void *block); /* frees such a block before the rest; NULL is allowed */
void iqm_arena_set_raw(struct arena *a, char *raw, size_t len); /* takes malloc()ed memory */
/* A pointer that goes with the response, NULL at first: what is known of its rows. */
void **iqm_arena_notes(struct arena *a);

/* ---- error.c ------------------------------------------------------------------------------ */

/* Clears `e` and names the operation (NULL: none). `e` may be NULL, here and below. */
void iqm_error_begin(struct iqm_error *e, const char *operation);
/* Each returns `status`. The message becomes one line of printable text. */
int iqm_fail(struct iqm_error *e, int status, const char *format, ...) IQM_PRINTF(3, 4);
int iqm_fail_nomem(struct iqm_error *e);
/* The message ends with ": " and the text of `os_error`, an errno, which the error also gets. */
int iqm_fail_errno(struct iqm_error *e, int status, int os_error, const char *format, ...)
	IQM_PRINTF(4, 5);
/* IQM_E_FILE: "cannot write "report.csv": No space left on device"; `name` NULL: without it. */
int iqm_fail_file(struct iqm_error *e, int os_error, const char *what, const char *name);
/* `status` is IQM_E_CANCELLED or IQM_E_TIMEOUT: "cancelled `where`" or "timed out `where`". */
int iqm_fail_ended(struct iqm_error *e, int status, const char *where);
/* The message becomes "<what>: <message>". Returns the error's status. */
int iqm_error_prefix(struct iqm_error *e, const char *what);
/* A preliminary request failed with `why`, the request itself was not sent. Copies `why` into `e`,
 * but operation, attempts and delivery. Message: "<what>: <why's message>". */
int iqm_fail_unsent(struct iqm_error *e, const struct iqm_error *why, const char *what);
/* Copies text that came from outside: cut at a character's end, control bytes as '?'. */
void iqm_copy_text(char *to, size_t size, const char *from);

/* ---- text.c: checks of text, and secrets --------------------------------------------------- */

/* Offset of the first byte that is not UTF-8; `len` if there is none. */
size_t iqm_bad_utf8(const char *s, size_t len);
bool iqm_has_control(const char *s); /* CR, LF and the rest of C0, and DEL */
void iqm_wipe(char *secret);         /* overwrites it, then free(); NULL is allowed */
/* FNV-1a of 64 bits, continued from `hash`; IQM_HASH_START begins. Not against forgers. */
#define IQM_HASH_START UINT64_C(0xcbf29ce484222325)
uint64_t iqm_hash(uint64_t hash, const void *data, size_t len);

/* ---- clock.c: clocks and deadlines --------------------------------------------------------- */

extern const struct iqm_clock iqm_system_clock;
int64_t iqm_now(const struct iqm_clock *clock);      /* ms, never goes back */
int64_t iqm_realtime(const struct iqm_clock *clock); /* epoch ms */

/* What ends a call early. */
struct deadline {
	const struct iqm_clock *clock;
	int64_t at; /* on the clock, ms */
	const struct iqm_cancel *cancel;
};

struct deadline iqm_deadline_in(const struct iqm_clock *clock, int64_t timeout_ms,
				const struct iqm_cancel *cancel);
/* 0, IQM_E_CANCELLED or IQM_E_TIMEOUT. */
int iqm_deadline_check(const struct deadline *d);
/* The same; where it has ended, iqm_fail_ended(). */
int iqm_deadline_report(const struct deadline *d, struct iqm_error *e, const char *where);
long iqm_deadline_left(const struct deadline *d); /* ms, 0 or more */
/* Sleeps in slices. As iqm_deadline_check() where that ends it early. */
int iqm_deadline_sleep(const struct deadline *d, int64_t ms);
/* Options of a call that is made on the way of another: it has the same deadline. */
struct iqm_call iqm_deadline_call(const struct deadline *d);

/* ---- random.c: random numbers of the client's own ------------------------------------------- */

struct random {
	pthread_mutex_t lock;
	uint64_t state;
};

void iqm_random_open(struct random *r, uint64_t seed); /* 0: the system's */
void iqm_random_close(struct random *r);
uint64_t iqm_random(struct random *r);
/* Evenly from [low, high]. */
int64_t iqm_random_between(struct random *r, int64_t low, int64_t high);

/* ---- log.c: log lines and events ------------------------------------------------------------ */

/* The callbacks may be NULL. */
struct logger {
	enum iqm_log_level level;
	void (*log)(void *context, enum iqm_log_level level, const char *line);
	void *log_context;
	void (*on_event)(void *context, const struct iqm_event *event);
	void *event_context;
};

void iqm_log(const struct logger *logger, enum iqm_log_level level, const char *format, ...)
	IQM_PRINTF(3, 4);
void iqm_emit(const struct logger *logger, const struct iqm_event *event);
/* Logs and emits an IQM_EVENT_WAIT; `wait_ms` 0: how long is not known. */
void iqm_emit_wait(const struct logger *logger, const char *operation, int attempt, int64_t wait_ms,
		   const char *why);

/* ---- url.c --------------------------------------------------------------------------------- */

/* http or https to a loopback host: 127.0.0.0/8, [::1] or localhost. */
bool iqm_url_is_loopback(const char *url);

/* ---- id_set.c: a set of ids ----------------------------------------------------------------- */

struct id_set {
	int64_t *slots; /* 0: free */
	size_t cap;     /* 0, or a power of two */
	size_t len;     /* slots that are taken */
	bool zero;      /* the id 0 is in it */
};

/* Room for `more` ids. 0 or IQM_E_NOMEM. */
int iqm_id_set_reserve(struct id_set *set, size_t more);
/* Whether the id is new; there must be room for it. */
bool iqm_id_set_add(struct id_set *set, int64_t id);
void iqm_id_set_free(struct id_set *set);

/* ---- sigpipe.c ------------------------------------------------------------------------------ */

struct sigpipe {
	bool unblock, swallow;
};

/* Between the two, a SIGPIPE raised in this thread is swallowed; its disposition is not touched. */
void iqm_sigpipe_hold(struct sigpipe *guard);
void iqm_sigpipe_release(const struct sigpipe *guard);

#endif
