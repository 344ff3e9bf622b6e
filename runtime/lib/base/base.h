/* SPDX-License-Identifier: MIT */
/* What every room stands on: memory, text, errors, time, log lines. Nothing here knows HTTP. */
#ifndef IQM_LIB_BASE_H
#define IQM_LIB_BASE_H

#include <iqm/transport.h>

#include <alloca.h>
#include <pthread.h>
#include <string.h>

#if defined(__GNUC__)
#define IQM_PRINTF(text, first) __attribute__((format(printf, text, first)))
/* What it has on the stack is off it again before its caller calls another. */
#define IQM_NOINLINE __attribute__((noinline))
#else
#define IQM_PRINTF(text, first)
#define IQM_NOINLINE
#endif

/* ---- buf.c: a growing string with a bound ------------------------------------------------- */

/* What is freed is wiped, as it may have had a secret. So is what a text outgrows, up to 64 KiB: a
 * longer one is grown by realloc(), which may leave a copy of it in memory that is free. */
#define IQM_WIPED_GROWTH ((size_t)64 * 1024)

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

/* Blocks are wiped before they are freed. An arena whose first allocation, `size` zeroed bytes, is
 * the response that iqm_free() takes. */
void *iqm_response_new(size_t size, struct arena **arena);
struct arena *iqm_response_arena(const void *response);
/* Zeroed, aligned for any type. NULL: no memory. */
void *iqm_arena_alloc(struct arena *a, size_t size);
char *iqm_arena_text(struct arena *a, const char *s, size_t len);
/* A block of its own that may grow; `block` NULL makes one. Bytes past the old size are not zeroed.
 * NULL: no memory, and the old block is still valid. What it outgrows is not wiped: it is for
 * pointers and numbers, no text. */
void *iqm_arena_resize(struct arena *a, void *block, size_t size);
void iqm_arena_drop(void *block); /* frees such a block before the rest; NULL is allowed */
void iqm_arena_set_raw(struct arena *a, char *raw, size_t len); /* takes malloc()ed memory */
/* Gives them back, or NULL. */
char *iqm_arena_take_raw(struct arena *a, size_t *len);
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

/* ---- tree.c: cJSON's trees, which may have secrets ------------------------------------------- */

struct cJSON;

/* Instead of cJSON_Delete(), which leaves the texts in freed memory. NULL is allowed. */
void iqm_tree_free(struct cJSON *tree);
/* Adds the tree's JSON, as cJSON_PrintUnformatted() has it. */
int iqm_tree_print(struct buf *out, const struct cJSON *tree);

/* ---- error_json.c -------------------------------------------------------------------------- */

/* Adds what is known of a call that failed to an object. False: no memory. */
bool iqm_error_add_json(struct cJSON *to, const struct iqm_error *e);

/* ---- number.c: numbers as text -------------------------------------------------------------- */

/* The digits at `s`, up to `end` (NULL: up to another byte). NULL: there are none, or their number
 * is over `most`; else what is behind them. */
const char *iqm_digits(const char *s, const char *end, uint64_t most, uint64_t *number);
/* All of a text, with a minus or without: an integer. */
bool iqm_integer(const char *s, int64_t *number);

#define IQM_NUMBER_SIZE 40

/* The shortest text that reads back as the same number, whatever the locale. Returns its length. */
size_t iqm_number_text(double value, char text[IQM_NUMBER_SIZE]);

/* An amount of money, 0 or more, in millionths, and up where it has parts of them; INT64_MAX: that
 * or more, or no number. */
int64_t iqm_micros(double amount);
/* The sum of two, or INT64_MAX. */
int64_t iqm_micros_add(int64_t a, int64_t b);
/* As an amount. */
double iqm_micros_amount(int64_t micros);

/* ---- date.c ------------------------------------------------------------------------------- */

struct date {
	int year, month, day, hour, minute, second;
};

/* Seconds since 1970 of a date in UTC; false: there is no such date. */
bool iqm_date_seconds(const struct date *d, int64_t *seconds);

/* ---- check.c ------------------------------------------------------------------------------ */

/* 0, or IQM_E_USAGE where bytes that must be zero are not; `what` names their struct. */
int iqm_check_reserved(struct iqm_error *e, const char *what, const void *reserved, size_t size);
#define IQM_CHECK_RESERVED(e, what, p)                                                             \
	iqm_check_reserved(e, what, (p)->reserved, sizeof((p)->reserved))
/* A text that a header or a file's name can have: no control byte, not empty. NULL is right. 0, or
 * IQM_E_CONFIG. */
int iqm_check_text(const char *name, const char *value, struct iqm_error *e);
/* The options of a call: 0 or IQM_E_USAGE. The message begins with `name`, unless that is NULL. */
int iqm_check_call(struct iqm_error *e, const char *name, const struct iqm_call *call);

/* ---- text.c: checks of text, and secrets --------------------------------------------------- */

/* The character at `s` of `len` bytes, 1 or more; gives its bytes, 0: it is not UTF-8. */
size_t iqm_utf8_read(const char *s, size_t len, uint32_t *c);
size_t iqm_utf8_write(uint32_t c, char to[4]);
#define IQM_REPLACEMENT 0xfffdu /* for what is no character */
/* Offset of the first byte that is not UTF-8; `len` if there is none. */
size_t iqm_bad_utf8(const char *s, size_t len);
/* Bytes of the mark that a text begins with; 0: it has none. */
size_t iqm_byte_order_mark(const char *text, size_t len);
/* Whether a name is `known`, in lower case with '_' between words: its case, and ' ' and '-' for
 * '_', do not count. */
bool iqm_same_words(const char *known, const char *name);
/* Whether JSON text has the escape of a NUL, which cJSON takes for the end of its string. */
bool iqm_has_escaped_nul(const char *json, size_t len);
bool iqm_has_control(const char *s);      /* CR, LF and the rest of C0, and DEL */
void iqm_erase(void *secret, size_t len); /* overwrites it, in a way compilers do not leave out */
void iqm_wipe(char *secret);              /* erases it, then free(); NULL is allowed */
void iqm_wipe_bytes(void *secret, size_t len);
/* 1 to IQM_KEY_MAX printable ASCII characters: a purchase's key. */
#define IQM_KEY_MAX (sizeof(((struct iqm_error *)NULL)->key) - 1)
bool iqm_is_key(const char *key);
/* FNV-1a of 64 bits, continued from `hash`; IQM_HASH_START begins. Not against forgers. */
#define IQM_HASH_START UINT64_C(0xcbf29ce484222325)
uint64_t iqm_hash(uint64_t hash, const void *data, size_t len);

/* ---- clock.c: clocks and deadlines --------------------------------------------------------- */

extern const struct iqm_clock iqm_system_clock;
int64_t iqm_now(const struct iqm_clock *clock);      /* ms, never goes back */
int64_t iqm_realtime(const struct iqm_clock *clock); /* epoch ms */

/* What ends a call early, and whose it is: calls on its way share both. */
struct deadline {
	const struct iqm_clock *clock;
	int64_t at; /* on the clock, ms */
	const struct iqm_cancel *cancel;
	void *user_data; /* the call's, for events */
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
/* The same for a call.timeout_ms, 1 or more. */
long iqm_deadline_timeout(const struct deadline *d);
/* Options of a call that is made on the way of another: it has the same deadline and user data. */
struct iqm_call iqm_deadline_call(const struct deadline *d);
/* The caller's, or a zeroed one in this function's frame, which grows only then: a struct iqm_call
 * is large, and calls are made where stacks are small. Neither in a loop nor in arguments. */
#define IQM_CALL_OR_OWN(call)                                                                      \
	((call) ? (call) : memset(alloca(sizeof(struct iqm_call)), 0, sizeof(struct iqm_call)))

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
/* Logs and emits an IQM_EVENT_WAIT of the call with this deadline; `wait_ms` 0: how long is not
 * known. */
void iqm_emit_wait(const struct logger *logger, const struct deadline *deadline,
		   const char *operation, int attempt, int64_t wait_ms, const char *why);

/* ---- proxy.c ------------------------------------------------------------------------------- */

struct proxy {
	const char *variable; /* "https_proxy", or what else names it */
	char url[200];        /* without the user name and password that may be in it */
};
/* The proxy that libcurl takes for the URL, by the environment; false: none. */
bool iqm_proxy_of(const char *url, struct proxy *proxy);
/* The URL of a proxy without the user name and password that may be in it. */
void iqm_proxy_show(const char *url, char *text, size_t size);
/* Whether it is one: a scheme that libcurl knows, a host, a port; else what is expected. */
const char *iqm_proxy_check(const char *url);
bool iqm_proxy_has_password(const char *url);

/* ---- url.c --------------------------------------------------------------------------------- */

/* http or https to a loopback host: 127.0.0.0/8, [::1] or localhost. */
bool iqm_url_is_loopback(const char *url);
/* What is expected in place of another spelling, which would lead to the same service as a URL that
 * iqm_url_normalise() tells apart; NULL: `url` ("scheme://host...") has none. */
const char *iqm_url_check_spelling(const char *url);
/* One text for what is the same service: scheme and host in lower case, no default port, no slash
 * at the end. malloc()ed; NULL: no memory. */
char *iqm_url_normalise(const char *url);

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

/* ---- file_system.c: what POSIX promises and file systems do not ----------------------------- */

enum fs_call {
	FS_RENAME_NEW, /* renameat2() that replaces nothing */
	FS_LINK,
	FS_LOCK,
	FS_SYNC,
	FS_SYNC_DIRECTORY,
	FS_CHMOD,
	FS_ALLOCATE, /* posix_fallocate() */
	FS_CALLS
};

/* Whether the file system has no such call. False: it has, and it failed. */
bool iqm_fs_lacks(enum fs_call call, int os_error);

/* ---- own_file.c: files that are this user's alone -------------------------------------------- */

/* What is expected of one, and how messages name it: "journal '/home/me/j': ...". */
struct own_file {
	const char *what; /* "journal" */
	const char *path;
	int status;      /* of its errors */
	unsigned closed; /* permissions that others must not have: 077, 022; 0: not examined */
	bool directory;  /* it is one, else a regular file */
	bool single;     /* it has no second name (hard link) */
	bool roots;      /* the superuser's will do too */
};

/* "<what> '<path>': <why>: <text of os_error>". Gives the status. */
int iqm_own_fail(const struct own_file *own, struct iqm_error *e, int os_error, const char *why);
int iqm_own_check(const struct own_file *own, int fd, struct iqm_error *e);
/* With O_CREAT it is made, mode 0600, if there is none. *made (or NULL): it was. *fd: -1 on error.
 * Where the file system does not keep the owner or mode of one that is made, that is an error
 * unless `closed` is 0. */
int iqm_own_open(const struct own_file *own, int directory, const char *name, int flags, int *fd,
		 bool *made, struct iqm_error *e);
/* The directory that the path is in, open, or -1 with errno; *name: the path's last component. */
int iqm_open_parent(const char *path, const char **name);
/* Whether that name is still the open file's. */
bool iqm_is_named(int fd, int directory, const char *name);

/*
 * Locks of one byte each, which need not be in the file. They belong to the open file: a second
 * open() of it is another holder, a forked child the same one. The kernel drops them with it.
 * 0, EAGAIN where another has it, or another errno.
 */
int iqm_lock(int fd, int64_t byte);
void iqm_unlock(int fd, int64_t byte);
/* By another holder. If that cannot be found out it counts as locked. */
bool iqm_is_locked(int fd, int64_t byte);
/* IQM_E_CANCELLED, IQM_E_TIMEOUT, or IQM_E_FILE: *os_error is why it cannot be locked at all. */
int iqm_lock_wait(int fd, int64_t byte, const struct deadline *deadline, int *os_error);

/* These give 0 or an errno. */
int iqm_write_all(int fd, const char *data, size_t len);
/* As many of `len` bytes as there are; *got 0: the end. */
int iqm_read_at(int fd, void *to, size_t len, int64_t at, size_t *got);
/* To the disk, where the file system has that. */
int iqm_sync(int fd);
int iqm_sync_directory(int fd);
/* Gives the open file the name `to`, if that is free: else EEXIST, whoever takes it meanwhile. */
int iqm_rename_new(int fd, int directory, const char *from, const char *to);

/* ---- format.c: the numbers of stored formats ------------------------------------------------ */

#define IQM_FORMAT_LINE 40 /* so much of a file is enough to find its number */
#define IQM_FORMAT_SIZE 72

enum format_found {
	FORMAT_KNOWN,
	FORMAT_CUT,   /* a part of the line, or nothing */
	FORMAT_OTHER, /* another number */
	FORMAT_NONE   /* another file */
};

/* Whether a file whose first bytes are `found` begins with `line`, "NAME KNOWN\n". *number: its. */
enum format_found iqm_format_read(const char *line, int known, const char *found, size_t len,
				  int64_t *number);
/* "format 3, of a later release: expected 2 or less": gives `text`. */
const char *iqm_format_text(int64_t number, int known, char text[IQM_FORMAT_SIZE]);

/* ---- sigpipe.c ------------------------------------------------------------------------------ */

struct sigpipe {
	bool unblock, swallow;
};

/* Between the two, a SIGPIPE raised in this thread is swallowed; its disposition is not touched. */
void iqm_sigpipe_hold(struct sigpipe *guard);
void iqm_sigpipe_release(const struct sigpipe *guard);

#endif
