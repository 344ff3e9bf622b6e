/* SPDX-License-Identifier: MIT */
/* The runtime's own interface: nothing here is for users or generated code. */
#ifndef IQM_INTERNAL_H
#define IQM_INTERNAL_H

#include <iqm/gen.h>
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

/* ---- arena.c: the memory of one response ---------------------------------------------------- */

struct arena;
struct headers;
struct token;

/* An arena whose first allocation, of `size` zeroed bytes, is the response that iqm_free() takes.
 */
void *iqm_response_new(size_t size, struct arena **arena);
struct arena *iqm_response_arena(const void *response);
/* Zeroed, aligned for any type. NULL: no memory. */
void *iqm_arena_alloc(struct arena *a, size_t size);
char *iqm_arena_text(struct arena *a, const char *s, size_t len);
/* A block of its own that may grow: NULL `block` makes one. Its bytes past the old size are not
 * zeroed. NULL: no memory, the old block is still there. */
void *iqm_arena_resize(struct arena *a, void *block, size_t size);
void iqm_arena_set_raw(struct arena *a, char *raw, size_t len); /* takes malloc()ed memory */

/* ---- error.c ------------------------------------------------------------------------------ */

/* Each returns `status`. The message becomes one line of printable text. `e` may be NULL. */
int iqm_fail(struct iqm_error *e, int status, const char *format, ...) IQM_PRINTF(3, 4);
int iqm_fail_nomem(struct iqm_error *e);
/* Copies text that came from outside: cut at a character's end, control bytes as '?'. */
void iqm_copy_text(char *to, size_t size, const char *from);

/* ---- path.c: where in a JSON text or a request something is ------------------------------- */

/* A chain of stack frames, innermost first; key NULL: element `index` of a list. */
struct where {
	const struct where *up;
	const char *key;
	size_t key_len; /* 0: `key` ends in a NUL */
	size_t index;
};

void iqm_path_of(const struct where *at, char *out, size_t size);

/* ---- text.c: bytes that must be what they seem -------------------------------------------- */

/* Offset of the first byte that is not UTF-8; `len` if there is none. */
size_t iqm_bad_utf8(const char *s, size_t len);
bool iqm_has_control(const char *s); /* CR, LF and the rest of C0, and DEL */
void iqm_wipe(char *secret);         /* overwrites it before free(); NULL is allowed */

/* ---- encode.c: request structs to JSON, query, form --------------------------------------- */

struct encoding {
	enum iqm_dialect dialect;
	struct iqm_error *error;
	size_t params; /* query and form: parameters written so far */
};

int iqm_encode_json(const struct iqm_table *t, const void *from, const struct encoding *how,
		    struct buf *out);
/* `name=value&...`, percent-encoded. */
int iqm_encode_params(const struct iqm_table *t, const void *from, struct encoding *how,
		      struct buf *out);
void iqm_percent(struct buf *out, const char *s, size_t len);

#define IQM_NUMBER_SIZE 40

/* The shortest form that reads back as the same number, whatever the locale. Returns its length. */
size_t iqm_number_text(double value, char text[IQM_NUMBER_SIZE]);

/* ---- decode.c: JSON to respond structs; the one file that knows cJSON ---------------------- */

#define IQM_MAX_ITEMS (1u << 20) /* of one list */

/*
 * Decodes a whole response, envelope and all, into `out` (a zeroed struct of op->response). 0, or
 * IQM_E_REFUSED (`success: false`; error->service is filled), IQM_E_DECODE or
 * IQM_E_NOMEM.
 */
int iqm_decode_response(const struct iqm_op *op, const char *body, size_t len, struct arena *arena,
			void *out, struct iqm_error *error);
/* Fills error->service from a failure's body, as far as it can be read. */
void iqm_decode_fault(const struct iqm_op *op, const char *body, size_t len,
		      struct iqm_error *error);
/* One JSON value into a struct of `t`, without an envelope. */
int iqm_decode_json(const struct iqm_table *t, const char *text, size_t len, struct arena *arena,
		    void *out, struct iqm_error *error);

/* ---- response.c: the response being received ---------------------------------------------------
 */

#define IQM_MAX_HEADERS ((size_t)64 * 1024)

struct iqm_http_response {
	struct buf body; /* max is the client's limit */
	/* Takes the body instead, once all headers are there; NULL: `body`. Negative: stop;
	 * perform() then returns that, it is in body.err, and the sink may have set `reason`. */
	int (*sink)(void *context, const void *data, size_t len);
	void *sink_context;
	size_t headers; /* bytes of headers so far */
	long status;
	bool sending; /* a byte of the request may have left */
	int curl_code;
	struct iqm_timing timing;
	char reason[256];
	char content_type[64];
	char request_id[80];
	int id_rank; /* 0: no request id; 1: from the best of the headers that may name it */
	/* Headers as they came, "" where absent or too long to be right. */
	char retry_after[64];
	char date[64];
	char etag[128];
	char last_modified[64];
	char content_range[80];
	char content_encoding[32];
	int64_t content_length; /* -1: none that can be relied on */
	bool bad_length;        /* garbage, two that differ, or chunks */
};

/* A zeroed response whose body may have `max_body` bytes. */
void iqm_http_response_init(struct iqm_http_response *response, size_t max_body);
/* Counts header bytes that are not kept. 0, or IQM_E_TOO_LARGE. */
int iqm_http_response_count(struct iqm_http_response *response, size_t len);

/* ---- sigpipe.c ----------------------------------------------------------------------------- */

struct sigpipe {
	bool unblock, swallow;
};

/* Between the two, a SIGPIPE raised in this thread is swallowed; its disposition is not touched. */
void iqm_sigpipe_hold(struct sigpipe *guard);
void iqm_sigpipe_release(const struct sigpipe *guard);

/* ---- http.c: libcurl's transport ------------------------------------------------------------ */

struct iqm_curl_options {
	const char *ca_file; /* copied; NULL: libcurl's own */
	bool allow_http;     /* plain http beyond loopback */
};

/* Opens libcurl's transport, with libcurl's global state. 0, IQM_E_CONFIG or IQM_E_NOMEM. */
int iqm_curl_open(struct iqm_transport *out, const struct iqm_curl_options *options,
		  struct iqm_error *error);

/* ---- url.c -------------------------------------------------------------------------------- */

/* http or https to a loopback host: 127.0.0.0/8, [::1] or localhost. */
bool iqm_url_is_loopback(const char *url);

/* ---- outcome.c ---------------------------------------------------------------------------- */

/* Sorts a response's fields into its enum iqm_outcome. IQM_E_DECODE: they do not say. */
int iqm_evaluate_outcome(const struct iqm_op *op, void *response, struct iqm_error *error);

/* ---- clock.c: time that passes, and waits that end in time --------------------------------- */

/* What ends a call early: its deadline, on the client's clock, and its cancel. */
struct limits {
	int64_t deadline;
	const struct iqm_cancel *cancel;
};

extern const struct iqm_clock iqm_system_clock;
int64_t iqm_now(const struct iqm_client *client);      /* ms of the client's clock */
int64_t iqm_realtime(const struct iqm_client *client); /* epoch ms */
/* The limits of a call that begins now. `default_ms`: where the call names none. */
struct limits iqm_limits(const struct iqm_client *client, const struct iqm_call *call,
			 long default_ms);
/* 0, IQM_E_CANCELLED or IQM_E_TIMEOUT. */
int iqm_limits_check(const struct iqm_client *client, const struct limits *limits);
long iqm_time_left(const struct iqm_client *client, const struct limits *limits); /* 0 or more */
/* Waits, in slices; as iqm_limits_check() where that ends it. */
int iqm_wait_ms(const struct iqm_client *client, const struct limits *limits, int64_t ms);
/* A call within these limits, for what a call does on the way. */
struct iqm_call iqm_inner_call(const struct iqm_client *client, const struct limits *limits);

/* ---- random.c: the client's own generator --------------------------------------------------- */

struct random {
	pthread_mutex_t lock;
	uint64_t state;
};

void iqm_random_open(struct random *r, uint64_t seed); /* 0: the system's */
void iqm_random_close(struct random *r);
uint64_t iqm_random(struct random *r);
/* Evenly from [low, high]. */
int64_t iqm_random_between(struct random *r, int64_t low, int64_t high);

/* ---- log.c: log lines and hooks ------------------------------------------------------------- */

void iqm_log(const struct iqm_client *client, enum iqm_log_level level, const char *format, ...)
	IQM_PRINTF(3, 4);
void iqm_emit(const struct iqm_client *client, const struct iqm_event *event);
/* Logs and emits a wait: IQM_EVENT_WAIT. */
void iqm_tell_wait(const struct iqm_client *client, const char *operation, int attempt,
		   int64_t wait_ms, const char *why);

/* ---- retry.c: whether and when a request is repeated ----------------------------------------- */

/* The milliseconds a Retry-After asks for: seconds, or an HTTP date after `date` (its own header,
 * else `realtime_ms`). 0: none, or not one. Never more than IQM_RETRY_AFTER_MAX_MS. */
#define IQM_RETRY_AFTER_MAX_MS ((long)10 * 60 * 1000)
long iqm_retry_after(const char *retry_after, const char *date, int64_t realtime_ms);
/* Epoch ms of a header's date, or -1. */
int64_t iqm_http_date(const char *s);
/* How long to wait before attempt `done` + 1; `hint_ms`: the service's word, 0 none. */
long iqm_backoff(struct iqm_client *client, int done, int status, long hint_ms);

/* ---- limiter.c, limiter_file.c --------------------------------------------------------------- */

#define IQM_WINDOW_MS 60000
#define IQM_MAX_REQUESTS_PER_MINUTE 1000

/* For one process, and for all that name `path`. */
int iqm_limiter_open(struct iqm_limiter *out, const struct iqm_clock *clock);
int iqm_limiter_file_open(struct iqm_limiter *out, const struct iqm_clock *clock, const char *path,
			  struct iqm_error *error);

/* ---- journal.c ----------------------------------------------------------------------------- */

struct journal;
struct intent; /* one purchase that is being made */

int iqm_journal_open(struct journal **out, const struct iqm_client *client, const char *path,
		     struct iqm_error *error);
void iqm_journal_close(struct journal *j);
/*
 * Whether `key` (NULL: any) may buy, asked before requests are spent on a purchase. IQM_E_KEY_USED,
 * IQM_E_UNKNOWN_OUTCOME: it has been used; IQM_E_CONFIG: a key without a journal.
 */
int iqm_journal_check(struct iqm_client *client, const struct limits *limits, const char *key,
		      struct iqm_error *error);
/*
 * Before a paid request is sent, once a call: writes the intent and syncs it. `request` is the
 * order's JSON. IQM_E_KEY_USED or IQM_E_UNKNOWN_OUTCOME: `key` has been used. *out lives until
 * iqm_journal_end().
 */
int iqm_journal_begin(struct journal *j, const struct limits *limits, const char *key,
		      const char *operation, const char *request, const struct iqm_intent *known,
		      struct intent **out, struct iqm_error *error);
/* The key, for the order's idempotencyKey. */
const char *iqm_intent_key(const struct intent *intent);
/*
 * After it: the outcome. `limits` are the call's; where they are over it waits for the journal a
 * timestamp nevertheless. Its failure changes nothing of the call's outcome: the intent stays open.
 */
void iqm_journal_end(struct journal *j, const struct limits *limits, struct intent *intent,
		     enum iqm_purchase_state state, struct iqm_int report_id);
/* iqm_journal_get() and iqm_journal_settle() on the way of a call; NULL limits: none. */
int iqm_journal_get_within(struct iqm_client *client, const struct limits *limits, const char *key,
			   struct iqm_purchase **out, struct iqm_error *error);
int iqm_journal_settle_within(struct iqm_client *client, const struct limits *limits,
			      const char *key, int64_t id, struct iqm_error *error);

/* ---- reports.c ----------------------------------------------------------------------------- */

/*
 * Before a purchase, one look at its list: the highest id of the rows, 0 where there are none and
 * absent where the service does not give the newest first; or, where the request names a report
 * that is to be made again, the state of that.
 */
int iqm_read_known(struct iqm_client *client, const struct iqm_op *op, const void *request,
		   const struct limits *limits, struct iqm_intent *known, struct iqm_error *error);

enum iqm_deleted {
	IQM_DELETED_UNKNOWN =
		0, /* some are there and some not, or the list could not be read whole */
	IQM_ALL_DELETED,
	IQM_NONE_DELETED
};
/* Asks for the list once: what is left of the rows that a delete's request names. */
enum iqm_deleted iqm_check_deleted(struct iqm_client *client, const struct iqm_op *op,
				   const void *request, const struct limits *limits,
				   struct iqm_error *error);
/* What a row's status means; *unknown: it is none of the api's words. */
enum iqm_report_state iqm_report_state_of(const struct iqm_api *api, struct iqm_int status,
					  const char *name, bool *unknown);

/* ---- client.c ----------------------------------------------------------------------------- */

struct iqm_client {
	/* Copies of the settings; NULL where absent. */
	char *base_url;
	char *client_id;
	char *client_secret;
	char *username;
	char *password;
	char *user_agent;
	enum iqm_dialect dialect;
	bool duplicate_auth_header;
	long timeout_ms;
	size_t max_body;
	long connect_timeout_ms;
	long stall_timeout_ms;
	int max_attempts;
	long backoff_ms;
	long backoff_max_ms;
	bool send_key;
	enum iqm_log_level log_level;
	void (*log)(void *context, enum iqm_log_level level, const char *line);
	void *log_context;
	void (*on_event)(void *context, const struct iqm_event *event);
	void *event_context;
	int (*get_token)(void *context, struct iqm_token_request *access);
	void *token_context;
	struct iqm_transport transport;
	struct iqm_clock clock;
	struct random random;
	int requests_per_minute; /* 0: the service's; -1: any */
	struct iqm_limiter limiter;
	struct journal *journal; /* NULL: none */
	struct token *token;
};

/* ---- token.c: the access token that all calls share --------------------------------------- */

int iqm_token_open(struct token **out, const char *access, const char *ow_id);
void iqm_token_close(struct token *t);
bool iqm_is_ow_id(const char *text); /* digits that fit */
/*
 * Adds the token's headers: Authorization, its twin, the workspace. Gets a token first (provider,
 * refresh, log-in) where there is none or it is about to end; threads that need one at the same
 * time share that. *number becomes the token's.
 */
int iqm_token_headers(struct iqm_client *client, const struct iqm_op *op,
		      const struct limits *limits, struct headers *out, unsigned *number,
		      struct iqm_error *e);
/* The service refused the token of this number: it is not used again. Whether another can be got.
 */
bool iqm_token_refused(struct iqm_client *client, const struct iqm_op *op, unsigned number);
/* Whether the token of this number is the one to send, and has not ended. */
bool iqm_token_is_good(struct iqm_client *client, unsigned number);
/* Blots out the client's tokens, and those that it had before. */
void iqm_token_redact(struct iqm_client *client, struct iqm_error *e);

/* ---- access.c: the caller's token provider ------------------------------------------------ */

#define IQM_OW_ID_SIZE 20 /* digits, and a NUL */

struct iqm_token_request {
	const struct iqm_client *client;
	const struct limits *limits;
	const char *refused;        /* NULL: none */
	char *token;                /* what was given; NULL: nothing */
	char ow_id[IQM_OW_ID_SIZE]; /* "": the settings' */
	int64_t expires_in;
	struct iqm_error error; /* why what was given was not taken, or why there is nothing */
	bool explained;         /* it is the provider's own reason */
};

/* Calls the provider. 0: access->token is there, the caller's to wipe. */
int iqm_token_request_ask(struct iqm_token_request *access, struct iqm_error *e);

/* ---- headers.c ---------------------------------------------------------------------------- */

#define MAX_HOOK_HEADERS 8
#define MAX_HEADERS 16 /* eight are the most that a call has, and a hook's */

struct headers {
	struct buf text;                    /* the lines, each with its NUL */
	size_t start[MAX_HEADERS];          /* of each line in it */
	const char *lines[MAX_HEADERS + 1]; /* NULL ends; filled by iqm_headers_lines() */
	size_t len;
	size_t own; /* of them, when a hook may add others */
};

/* "Name: schemevalue"; a control byte in the value is IQM_E_USAGE. */
int iqm_headers_add(struct headers *h, struct iqm_error *e, const char *name, const char *scheme,
		    const char *value);
/* Authorization with this scheme, and its twin if the client sends it. */
int iqm_headers_authorize(struct headers *h, struct iqm_error *e, const struct iqm_client *client,
			  const struct iqm_api *api, const char *scheme, const char *secret);
void iqm_base64(struct buf *out, const char *s, size_t len);
const char *const *iqm_headers_lines(struct headers *h);
void iqm_headers_free(struct headers *h);

/* ---- redact.c: no secret in an error, whoever put it there --------------------------------- */

/* The client's secrets and the request's; `client` and `request` may be NULL. */
void iqm_redact(struct iqm_error *e, struct iqm_client *client, const struct iqm_op *op,
		const void *request);
void iqm_redact_text(struct iqm_error *e, const char *secret); /* NULL: nothing */

#endif
