/* SPDX-License-Identifier: MIT */
/**
 * The runtime's interface for users. Include <iqm/insights.h>, which includes this and all calls.
 * What follows here holds in all headers; each says where it is otherwise.
 *
 * Arguments: `client` says with which service, credentials and journal a call is made. `call` has
 * the options of one call, and gets its errors and attempts. A function whose name ends in `_start`
 * takes what the one without takes, but for the response, then `done`, which is called once the
 * call has ended, and `context`: whatever a function of yours is to be called with.
 *
 * NULL: `call`, `error` and `context` may be NULL. `client`, `rsp`, `out` and `done` are never
 * NULL, nor is `req`, `key` or any other pointer unless its comment says so: a function that
 * returns a status refuses such a NULL with IQM_E_USAGE. Strings are never NULL in a callback
 * unless its comment says so.
 *
 * Ownership: a request and all it points to (`req`) belong to the caller, as do `call`, `error` and
 * `context`, and are only used during the call. A response, *rsp or *out, is one block, the
 * caller's to iqm_free(). `client` lives until iqm_client_close(). Nothing else is handed over.
 *
 * Units: what ends in `_ms` is in milliseconds, in `_us` in microseconds, since 1970 if it is a
 * date. `len` is the number of items of the array beside it; of text it is in bytes, without a NUL.
 *
 * Members: `items` and `len` of a list are its array and how many items there are; without an array
 * the list is absent. `key` and `value` are those of an entry, `set` and `value` those of a value
 * that may be absent. `context`, and what ends in `_context`, is handed to the functions beside it,
 * and may be NULL. `reserved` is zero.
 *
 * Threads: a client may be used by several threads at a time. One struct iqm_call serves one call
 * at a time. After fork() a child opens a client of its own. Functions without a client may be
 * called by any thread.
 *
 * Time: one deadline covers all of a call: name look-up, connecting, the response, waits for the
 * rate limit, for a token, for a journal's lock and between attempts. The deadline and call.cancel
 * are honoured within 250 ms, but for the caller's own callbacks and fsync().
 *
 * Errors: 0 or a negative enum iqm_status. The rest is in call.error: fixed size, nothing to free,
 * no secrets. Those of any read, and of an update: IQM_E_USAGE, IQM_E_CONFIG, IQM_E_NOMEM,
 * IQM_E_NETWORK, IQM_E_TIMEOUT, IQM_E_AUTH, IQM_E_FORBIDDEN, IQM_E_NOT_FOUND, IQM_E_REFUSED,
 * IQM_E_RATE_LIMITED, IQM_E_SERVER, IQM_E_DECODE, IQM_E_TOO_LARGE, IQM_E_CANCELLED. A delete, and a
 * call that is never repeated, may also end with IQM_E_UNKNOWN_OUTCOME; a purchase with that, with
 * IQM_E_PRICE, and with a journal with IQM_E_JOURNAL, IQM_E_KEY_USED or IQM_E_DUPLICATE; a start
 * with IQM_E_BUSY.
 *
 * Since: 0.1.0, unless a comment says a later release.
 *
 * Later releases: zero each struct that you make, `reserved` members too, whose place later members
 * take; what a library does not know is refused with IQM_E_USAGE. Reach what a library made by its
 * pointers: it may grow. Take a status that you do not know for a failure.
 */
#ifndef IQM_IQM_H
#define IQM_IQM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

/* The release. Headers, libraries and the command of one release belong together. */
#define IQM_VERSION "0.1.0"
/* Its first number. */
#define IQM_VERSION_MAJOR 0
/* Its second number. */
#define IQM_VERSION_MINOR 1
/* Its third number. */
#define IQM_VERSION_PATCH 0
/* The same for #if: IQM_VERSION_NUMBER >= 0x000200 is 0.2.0 or later. */
#define IQM_VERSION_NUMBER (IQM_VERSION_MAJOR << 16 | IQM_VERSION_MINOR << 8 | IQM_VERSION_PATCH)

/* The day of it, as the manual pages have it. */
#define IQM_VERSION_DATE "2026-11-30"

/* Headers, generated code and runtime must agree on this number: the layout of their structs. It
 * stands here only: the generator, the makefiles and the name of a symbol take it from here. */
#define IQM_ABI 3

#if defined(__GNUC__)
/* Exported by a shared library, which hides everything else. */
#define IQM_API __attribute__((visibility("default")))
/* After a function: its result must be checked. */
#define IQM_NODISCARD __attribute__((warn_unused_result))
#else
#define IQM_API
#define IQM_NODISCARD
#endif

#if defined(__GNUC__) && !defined(IQM_DISABLE_DEPRECATION)
/* After a function of an operation that the service is to drop: who calls it is warned, unless
 * IQM_DISABLE_DEPRECATION is defined before the first of these headers. */
#define IQM_DEPRECATED(words) __attribute__((deprecated(words)))
#else
#define IQM_DEPRECATED(words)
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** IQM_VERSION of the library that runs: a shared one may be newer than the headers that a program
 * was compiled with. Static, never NULL. */
IQM_API const char *iqm_version(void);

/* ---- values that may be absent ------------------------------------------------------------ */

/*
 * A value that may be absent is a struct of two members, `set` and `value`. Zeroed it is absent; 0
 * and false are values like any other. In a response, read it by `if (v.set) use(v.value)`. In a
 * request, make it with the functions below. A bare number in its place lands in `set`: compilers
 * warn of it, and the library refuses it with IQM_E_USAGE, as it does a `value` without `set`. A
 * bare 0 makes it absent; compilers warn unless it stands alone. In C the functions are not
 * constant expressions: a static request is filled at run time.
 */

/* A mark: `set` points to one of the two that follow, and is NULL where the value is absent. */
struct iqm_mark;
/** The mark of a value that is there. */
IQM_API extern const struct iqm_mark iqm_is_set;
/** The mark of a timestamp that could not be read: a request with it is refused. */
IQM_API extern const struct iqm_mark iqm_is_bad;

#ifdef __cplusplus
/* In C++ a function would hide the struct of its name, so iqm_int(5) is a constructor there: an
 * explicit one, which takes no bare number, and constant. */
#define IQM_MAKERS_(name, type)                                                                    \
	name() = default;                                                                          \
	explicit constexpr name(type v) noexcept : set(&iqm_is_set), value(v)                      \
	{                                                                                          \
	}
#else
#define IQM_MAKERS_(name, type)
#endif

/* A whole number that may be absent; iqm_int() makes one that is there. */
struct iqm_int {
	const struct iqm_mark *set;
	int64_t value;
	IQM_MAKERS_(iqm_int, int64_t)
};
/* A number that may be absent; iqm_num() makes one that is there. */
struct iqm_num {
	const struct iqm_mark *set;
	double value;
	IQM_MAKERS_(iqm_num, double)
};
/* A truth value that may be absent; iqm_bool() makes one that is there. */
struct iqm_bool {
	const struct iqm_mark *set;
	bool value;
	IQM_MAKERS_(iqm_bool, bool)
};

/* A timestamp in epoch milliseconds (PLD, SLS). The number goes over the wire as given. iqm_ms()
 * makes one of a number, iqm_ms_from_iso() of a date. */
struct iqm_ms {
	const struct iqm_mark *set;
	int64_t value;
	IQM_MAKERS_(iqm_ms, int64_t)
};

/* A timestamp in epoch seconds (AQS). A type of its own, so that the two cannot be mixed. iqm_s()
 * makes one of a number, iqm_s_from_iso() of a date. */
struct iqm_s {
	const struct iqm_mark *set;
	int64_t value;
	IQM_MAKERS_(iqm_s, int64_t)
};

#ifndef __cplusplus
/** A whole number for a request: `value`, 0 too. */
static inline struct iqm_int iqm_int(int64_t value)
{
	struct iqm_int v = { &iqm_is_set, value };

	return v;
}

/** A number for a request: `value`; infinities and NaN are refused by the call, with IQM_E_USAGE.
 */
static inline struct iqm_num iqm_num(double value)
{
	struct iqm_num v = { &iqm_is_set, value };

	return v;
}

/** A truth value for a request: `value`, false too. */
static inline struct iqm_bool iqm_bool(bool value)
{
	struct iqm_bool v = { &iqm_is_set, value };

	return v;
}

/** A timestamp for a request: `value`, in epoch milliseconds. */
static inline struct iqm_ms iqm_ms(int64_t value)
{
	struct iqm_ms v = { &iqm_is_set, value };

	return v;
}

/** A timestamp for a request: `value`, in epoch seconds. */
static inline struct iqm_s iqm_s(int64_t value)
{
	struct iqm_s v = { &iqm_is_set, value };

	return v;
}
#endif

/*
 * A list of whole numbers. items NULL is absent; items non-NULL with len 0 is an empty list. Lists
 * of structs have a type of their own for each struct; their items are pointers to it.
 */
struct iqm_ints {
	const int64_t *items;
	size_t len;
};
/* A list of numbers, `len` of them. */
struct iqm_nums {
	const double *items;
	size_t len;
};
/* A list of truth values, `len` of them. */
struct iqm_bools {
	const bool *items;
	size_t len;
};
/* A list of strings, `len` of them; none of them is NULL in a request. */
struct iqm_strs {
	const char *const *items;
	size_t len;
};

/*
 * Any JSON value, as its text. NULL is absent. In a response the text is byte for byte as it came;
 * null is absent. In a request the text is one value by RFC 8259 and is sent as it is, "null" too;
 * an order that buys must not have a key twice in it (IQM_E_USAGE).
 */
struct iqm_json {
	const char *text;
};

/* The place of a member that a later release adds, and as large as a value that may be absent. Both
 * `pointer` and `value` are zero. */
struct iqm_reserved {
	const void *pointer;
	int64_t value;
};

/*
 * Maps: JSON objects whose keys are data. `items` are their members in wire order; a key that came
 * twice is there twice; items NULL is absent. Each entry has a key and a value, and must have them
 * in a request; a member that is null, or cannot be read, is no entry. An order that buys must not
 * have a key twice (IQM_E_USAGE). Maps of structs, and of lists of them, have types of their own:
 * T_map and T_entry, T_list_map and T_list_entry.
 */
#define IQM_MAP_OF_(entry, map, type)                                                              \
	struct entry {                                                                             \
		const char *key;                                                                   \
		type value;                                                                        \
	};                                                                                         \
	struct map {                                                                               \
		const struct entry *items;                                                         \
		size_t len;                                                                        \
	}
IQM_MAP_OF_(iqm_int_entry, iqm_int_map, struct iqm_int);
IQM_MAP_OF_(iqm_num_entry, iqm_num_map, struct iqm_num);
IQM_MAP_OF_(iqm_bool_entry, iqm_bool_map, struct iqm_bool);
IQM_MAP_OF_(iqm_ms_entry, iqm_ms_map, struct iqm_ms);
IQM_MAP_OF_(iqm_s_entry, iqm_s_map, struct iqm_s);
IQM_MAP_OF_(iqm_str_entry, iqm_str_map, const char *);
IQM_MAP_OF_(iqm_json_entry, iqm_json_map, struct iqm_json);
IQM_MAP_OF_(iqm_ints_entry, iqm_ints_map, struct iqm_ints);
IQM_MAP_OF_(iqm_nums_entry, iqm_nums_map, struct iqm_nums);
IQM_MAP_OF_(iqm_bools_entry, iqm_bools_map, struct iqm_bools);
IQM_MAP_OF_(iqm_strs_entry, iqm_strs_map, struct iqm_strs);

/* C only; lives until the end of the enclosing block: .campaign_ids = IQM_INTS(1, 2, 3) */
#define IQM_INTS(...)                                                                              \
	((struct iqm_ints){ (const int64_t[]){ __VA_ARGS__ },                                      \
			    sizeof((const int64_t[]){ __VA_ARGS__ }) / sizeof(int64_t) })
/* The same for numbers: .rates = IQM_NUMS(0.5, 2) */
#define IQM_NUMS(...)                                                                              \
	((struct iqm_nums){ (const double[]){ __VA_ARGS__ },                                       \
			    sizeof((const double[]){ __VA_ARGS__ }) / sizeof(double) })
/* The same for truth values: .flags = IQM_BOOLS(true, false) */
#define IQM_BOOLS(...)                                                                             \
	((struct iqm_bools){ (const bool[]){ __VA_ARGS__ },                                        \
			     sizeof((const bool[]){ __VA_ARGS__ }) / sizeof(bool) })
/* The same for strings: .competitor_concept_group_ids = IQM_STRS("202335", "202336") */
#define IQM_STRS(...)                                                                              \
	((struct iqm_strs){ (const char *const[]){ __VA_ARGS__ },                                  \
			    sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *) })
/* The same for structs, of which it takes addresses: .aqs_audience_concept_groups =
 * IQM_STRUCTS(iqm_aqs_audience_concept_group, &first, &second) */
#define IQM_STRUCTS(T, ...)                                                                        \
	((struct T##_list){ (const struct T *const[]){ __VA_ARGS__ },                              \
			    sizeof((const struct T *const[]){ __VA_ARGS__ }) / sizeof(void *) })

/* An initializer for any list from a named array, in C and C++; it lives as long as the array. */
#define IQM_ARRAY(array)                                                                           \
	{                                                                                          \
		(array), sizeof(array) / sizeof((array)[0])                                        \
	}

/* ---- timestamps ------------------------------------------------------------------------------ */

/** A timestamp for a request, from `seconds` since 1970. Where their milliseconds do not fit 64
 * bits `set` is &iqm_is_bad. */
IQM_API struct iqm_ms iqm_ms_from_seconds(int64_t seconds);

/** A timestamp for a request, from `t`. Inline: a time_t of 32 or 64 bits, as the caller is
 * compiled. */
static inline struct iqm_ms iqm_ms_from_time(time_t t)
{
	return iqm_ms_from_seconds((int64_t)t);
}

/** The same in seconds, from `t`; never bad. */
static inline struct iqm_s iqm_s_from_time(time_t t)
{
	return iqm_s((int64_t)t);
}

/**
 * A timestamp for a request, from text. `iso` has date, time and zone by ISO 8601:
 * "2024-11-21T00:00:00-05:00", "2024-11-21T00:00:00.999Z". The zone is required: a wrong zone buys
 * the wrong days. iqm_s_from_iso() drops a fraction of a second. Anything else gives a value whose
 * `set` is &iqm_is_bad, as does an `iso` of NULL: a request with it is refused with IQM_E_USAGE,
 * never sent without it. Depends neither on TZ nor on the locale.
 */
IQM_API struct iqm_ms iqm_ms_from_iso(const char *iso);
/** As iqm_ms_from_iso(), in seconds. */
IQM_API struct iqm_s iqm_s_from_iso(const char *iso);

/**
 * `timestamp` in seconds since 1970, or -1 where it is absent or bad. The service sends seconds in
 * fields it documents as milliseconds, and the reverse: below 10^11 is read as seconds, from there
 * as milliseconds. `.value` always has the number as it came.
 */
IQM_API int64_t iqm_ms_to_seconds(struct iqm_ms timestamp);
/** As iqm_ms_to_seconds(), of a `timestamp` in seconds. */
IQM_API int64_t iqm_s_to_seconds(struct iqm_s timestamp);

/** As iqm_ms_to_seconds(), as a time_t; also (time_t)-1 where it does not fit: past 2038 if that
 * has 32 bits. */
static inline time_t iqm_ms_to_time(struct iqm_ms timestamp)
{
	int64_t seconds = iqm_ms_to_seconds(timestamp);
	time_t t = (time_t)seconds;

	return t == seconds ? t : (time_t)-1;
}

/** As iqm_ms_to_time(), of a `timestamp` in seconds. */
static inline time_t iqm_s_to_time(struct iqm_s timestamp)
{
	int64_t seconds = iqm_s_to_seconds(timestamp);
	time_t t = (time_t)seconds;

	return t == seconds ? t : (time_t)-1;
}

/* ---- results ------------------------------------------------------------------------------ */

/* What a call returns. New ones may be added: take a number that is not here as a failure. */
enum iqm_status {
	IQM_OK = 0,           /* the call did what its comment says */
	IQM_E_USAGE = -1,     /* the caller's request or arguments; nothing was sent */
	IQM_E_CONFIG = -2,    /* the client's settings, or the proxy's; nothing was sent */
	IQM_E_NOMEM = -3,     /* out of memory; nothing was sent, or the response is lost */
	IQM_E_NETWORK = -4,   /* no complete HTTP response; curl_code says more */
	IQM_E_TIMEOUT = -5,   /* call.timeout_ms, connect_timeout_ms or stall_timeout_ms is over */
	IQM_E_AUTH = -6,      /* HTTP 401, or a log-in that was refused */
	IQM_E_FORBIDDEN = -7, /* HTTP 403 */
	IQM_E_NOT_FOUND = -8, /* HTTP 404 */
	IQM_E_REFUSED = -9,   /* `success: false`, or another HTTP 4xx but 408 */
	IQM_E_RATE_LIMITED = -10, /* HTTP 429, or no time to wait for the rate limit */
	IQM_E_SERVER = -11,       /* HTTP 5xx, a redirect, or another status with no meaning here */
	IQM_E_DECODE = -12,       /* the response is not what it should be; error.path says where */
	IQM_E_TOO_LARGE = -13,    /* the response is larger than settings.max_body */
	IQM_E_UNKNOWN_OUTCOME = -14, /* it may have happened: a purchase (find the report before you
				      * buy once more), an e-mail, or a delete */
	IQM_E_CANCELLED = -15,       /* call.cancel was set */
	IQM_E_PRICE = -16,           /* nothing was bought: error.price says why */
	IQM_E_JOURNAL = -17,         /* the journal cannot be read or written; nothing was bought */
	IQM_E_KEY_USED = -18,    /* the journal has a purchase under call.key; nothing was sent */
	IQM_E_FILE = -19,        /* a file cannot be read or written; error.os_error says why */
	IQM_E_FILE_EXISTS = -20, /* there is a file of that name: it was left alone */
	IQM_E_FILE_BROKEN = -21, /* what came is not a whole file of its format */
	IQM_E_DUPLICATE =
		-22,     /* the journal has the same order under another key; nothing was sent */
	IQM_E_BUSY = -23 /* settings.queue calls are under way; this one was not started */
};

/** The name of the constant `status`, "IQM_E_USAGE"; "IQM_E_?" for a number that is none. Static,
 * never NULL. */
IQM_API const char *iqm_status_name(int status);

/* What a call that prices or buys came to; 0 in a response that carries only raw bytes. A call that
 * buys returns 0 only with IQM_CREATED; with the last two it returns IQM_E_PRICE. */
enum iqm_outcome {
	IQM_NO_OUTCOME = 0, /* not read: the response has only raw bytes */
	IQM_CREATED,        /* bought: the report is being made */
	IQM_CREATABLE,      /* priced: it could be bought */
	IQM_EXISTS,         /* the same report is there already; nothing was bought */
	IQM_REFUSED /* refused: nothing was bought. `message` says why, where the service does */
};

/* Why an order is not bought: the same whether its price says so or the purchase. */
enum iqm_price_reason {
	IQM_PRICE_NONE = 0,    /* the call did not end with IQM_E_PRICE */
	IQM_PRICE_ABOVE_LIMIT, /* `cost` is above `limit` */
	/* The service gives no price, or one that is not complete: without a cost, of another
	 * order, or it does not say whether the funds suffice. */
	IQM_PRICE_NO_PRICE,
	IQM_PRICE_NO_FUNDS, /* the account's funds do not suffice */
	IQM_PRICE_EXISTS,   /* the same report is there already */
	/* The service refuses it with a message whose one documented cause is a report of
	 * overlapping dates that is being made. error.message has the service's words. */
	IQM_PRICE_OVERLAPPING,
	IQM_PRICE_OTHER, /* the service refuses it and does not say why */
	/* `cost` and `spent` together are above `limit`; or it is not known what the purchase under
	 * error.key cost, so that the budget cannot be checked. */
	IQM_PRICE_OVER_BUDGET
};

/* Why an order is not bought: the `reason`, and what is known of it. Amounts are in the account's
 * currency. */
struct iqm_price_refusal {
	enum iqm_price_reason reason;
	struct iqm_num cost;      /* that the service named */
	struct iqm_num limit;     /* the caller's: max_cost, or budget.amount */
	struct iqm_int report_id; /* IQM_PRICE_EXISTS: that report's */
	struct iqm_num spent; /* where the budget is why: what counts against it, without this */
};

/* How far the request got. */
enum iqm_delivery {
	IQM_NOT_SENT = 0, /* no byte of the request left */
	IQM_MAYBE_SENT,   /* some may have left, and no readable verdict came back */
	/* A readable verdict came back. Of a delete only a whole response is one; of a purchase one
	 * with the service's own words, or HTTP 401, 403, 404, 405, 413, 414, 415, 429 or 431. */
	IQM_RESPONDED
};

/* How many of the service's own errors are stored. */
#define IQM_SERVICE_ERRORS 4

/* One of the service's own errors: what is wrong (`error`), why (`reason`), and the `field` of the
 * request that it is about; a member that it left out is "". Words for people: they decide nothing.
 */
struct iqm_service_error {
	char error[256];
	char reason[256];
	char field[64];
	char contact[64]; /* whom to ask: an address */
	void *reserved[2];
};

/* Why a call failed, and how many attempts any call took. The caller's, written by the call; it has
 * a fixed size, nothing to free, and no secrets. */
struct iqm_error {
	int status;                 /* enum iqm_status: what the call returned */
	int cause;                  /* IQM_E_UNKNOWN_OUTCOME: the status behind it; else = status */
	enum iqm_delivery delivery; /* how far the request got */
	int attempts;        /* requests begun, log-ins not counted; written on success too */
	long http_status;    /* 0: no response; a failed log-in's where that is the failure */
	int curl_code;       /* CURLcode, CURLE_GOT_NOTHING for any lost connection; or 0 */
	int os_error;        /* errno of a file that failed, or 0 */
	long retry_after_ms; /* under IQM_E_RATE_LIMITED and IQM_E_SERVER: not before; 0: unknown */
	size_t service_len;  /* how many of `service` are filled */
	size_t service_total;                                 /* how many the service sent */
	struct iqm_service_error service[IQM_SERVICE_ERRORS]; /* the first ones, in its order */
	char operation[48];                                   /* "pld.generate" */
	char path[192];      /* JSON path of the bad field: "data.pldReportDataList[3].pldId" */
	char request_id[80]; /* from the response's headers, for the service's support */
	char message[512];   /* all of it in one line; "" when status is 0 */
	struct iqm_price_refusal price; /* under IQM_E_PRICE */
	char key[64]; /* IQM_E_DUPLICATE: the key that has the same order. IQM_PRICE_OVER_BUDGET:
		       * the key of a purchase whose cost is not known, or "" */
	void *reserved[8];
};

/**
 * Whether the same call may succeed later, with nothing changed: by this table calls, saves and
 * waits decide about another attempt. Transient: IQM_E_NETWORK (names that do not resolve,
 * connections that are refused or lost), IQM_E_TIMEOUT, HTTP 408, 429, 500, 502, 503 and 504, and
 * IQM_E_RATE_LIMITED. Final is all else: another HTTP status, 501 too; a certificate that is not
 * trusted; the settings, a proxy that refuses (407, 403) or is no URL. It does not say that a paid
 * call may be repeated: see error.delivery. `error` is that of a call, never NULL; only read.
 */
IQM_API bool iqm_is_transient(const struct iqm_error *error);

/* ---- cancelling --------------------------------------------------------------------------- */

/* Ends calls. Zero it, and name it in one call or several. It must outlive them. Its `flag` is the
 * library's. */
struct iqm_cancel {
	int flag;
};

/**
 * Ends the calls that name `cancel` with IQM_E_CANCELLED within 250 ms (see Time above), and those
 * that begin later at once. From any thread or a signal handler. It stays set: zero the struct to
 * use it again. `cancel` is the caller's, and never NULL.
 */
IQM_API void iqm_cancel_calls(struct iqm_cancel *cancel);

/* ---- one call ----------------------------------------------------------------------------- */

/* Microseconds since the attempt began; 0: not reached, or not needed (a kept connection). */
struct iqm_timing {
	int64_t dns_us;        /* the name is looked up */
	int64_t connect_us;    /* connected, to a proxy where there is one */
	int64_t tls_us;        /* TLS is agreed on: the request may leave */
	int64_t first_byte_us; /* the first byte of the response is there */
	int64_t total_us;      /* the attempt has ended */
};

/* What became of one request. */
struct iqm_attempt {
	int status;                 /* enum iqm_status */
	int curl_code;              /* these three as in struct iqm_error */
	long http_status;           /* 0: no response */
	enum iqm_delivery delivery; /* how far its request got */
	long waited_ms;           /* before it: for the rate limit, and since the attempt before */
	struct iqm_timing timing; /* how long it took */
	void *reserved[4];
};

/* How many of a response's bad fields are stored. */
#define IQM_BAD_FIELDS 4

/* A field of a response that could not be read: its value is of another type, or makes no sense. It
 * is absent; the rest of the response is as it came. */
struct iqm_bad_field {
	char path[192];   /* "data.pldReportDataList[3].ioId" */
	char reason[128]; /* "expected an integer, found a string" */
	void *reserved[2];
};

/* How many attempts a call reports, and the most that settings.max_attempts allows. */
#define IQM_MAX_ATTEMPTS 10

/* The most that purchases may cost in sum, in the account's currency. Zero it, then set both. */
struct iqm_budget {
	double amount;       /* 0 or more */
	struct iqm_ms since; /* purchases that were sent then, or later, count */
	void *reserved[4];
};

/* Options in, report out. Zero it; may be used again once the call has returned. */
struct iqm_call {
	long timeout_ms; /* the whole call; 0: the client's */
	bool keep_raw;   /* keep the response's bytes for iqm_raw() */
	/* On a connection that has carried nothing, so that what comes can be no other request's
	 * response. Purchases, prices, waits and finds do so anyway. */
	bool fresh_connection;
	const struct iqm_cancel *cancel; /* NULL: cannot be cancelled */
	/* Paid calls of a client with a journal: the purchase's name there, up to 63 printable
	 * characters; NULL: one is made up. A key that has bought, or may have, buys no more,
	 * unless it was settled as one that bought nothing, see iqm_<family>_settle_not_bought(); a
	 * key of another service or workspace never does. Such a call ends with IQM_E_KEY_USED or
	 * IQM_E_UNKNOWN_OUTCOME. */
	const char *key;
	/* With it: a text of the caller's that is recorded with the purchase before it is sent,
	 * such as what is to follow; UTF-8, at most 64 KiB; NULL: none. See iqm_journal_note(). */
	const char *note;
	/* Buys although the journal has the same order under another key, open or bought: else that
	 * is IQM_E_DUPLICATE. */
	bool allow_duplicate;
	/* Paid calls of a client with a journal: buys only what costs, with all that the client's
	 * service and workspace sold since budget->since, no more than budget->amount. What may
	 * have been bought counts as bought; see struct iqm_spending. It is checked in the step
	 * that records the purchase, so that no two clients pass it together. The price must be
	 * known, as it is to iqm_<operation>_within() and its like. Else IQM_E_PRICE. NULL: none.
	 */
	const struct iqm_budget *budget;
	/* iqm_<family>_settle_not_bought(): a person says so too, and the list that was read need
	 * only show no report that may be the purchase's. */
	bool person_confirmed;
	void *user_data;        /* for settings.on_event, in each event of this call; never read */
	struct iqm_error error; /* written by each call */
	/* The first error.attempts of them. Where there were more, as a save may need, the last
	 * holds the newest. */
	struct iqm_attempt attempts[IQM_MAX_ATTEMPTS];
	size_t bad_len;   /* how many of `bad` are filled */
	size_t bad_total; /* how many there were in the response, or in all that the call has read
			   */
	struct iqm_bad_field bad[IQM_BAD_FIELDS]; /* the first ones */
	void *reserved[8];
};

/* ---- the client --------------------------------------------------------------------------- */

/* The service, credentials and connections that calls are made with, the limiter of its requests
 * and the journal of its purchases; opened by iqm_client_open(). */
struct iqm_client;
struct iqm_api;       /* the operations of one API, and what they have in common */
struct iqm_transport; /* sends a request; it and the next three are in iqm/transport.h */
struct iqm_limiter;   /* keeps the rate limit */
struct iqm_journal;   /* records purchases */
struct iqm_clock;     /* tells the time */

/* Which lines settings.log gets: those of a level, and of the ones before it. */
enum iqm_log_level {
	IQM_LOG_NONE = 0, /* no line */
	IQM_LOG_ERROR,    /* calls that failed */
	IQM_LOG_WARN,     /* attempts that are repeated, statuses that are not known, bad fields */
	IQM_LOG_INFO,     /* waits, log-ins, calls that succeeded */
	IQM_LOG_DEBUG     /* each request and response */
};

/* When settings.on_event is called. */
enum iqm_event_kind {
	IQM_EVENT_SEND = 1, /* before a request; iqm_event_add_header() */
	IQM_EVENT_RESPONSE, /* after it, whatever became of it */
	IQM_EVENT_RETRY,    /* before the wait for another attempt */
	IQM_EVENT_WAIT,     /* before a wait for the rate limit, a token, or a report */
	IQM_EVENT_BAD_FIELD /* a field of a response that could not be read, and is absent */
};

/* What settings.on_handle is asked for. */
enum iqm_handle_purpose {
	IQM_HANDLE_API = 1, /* requests of the API, one after the other */
	IQM_HANDLE_FILE     /* one file, from a signed URL on another host */
};

/* What a hook gets; borrowed for its call. No token, password or signature is in it. */
struct iqm_event {
	enum iqm_event_kind kind;         /* what happens; it says which members count */
	const char *operation;            /* "pld.generate"; "save" for a file */
	const char *method;               /* SEND, RESPONSE; else NULL */
	const char *path;                 /* of the URL, "{name}" for each value in it; or NULL */
	int attempt;                      /* from 1; 0: before the first */
	long wait_ms;                     /* RETRY, WAIT; 0 there: how long is not known */
	const char *why;                  /* RETRY, WAIT, BAD_FIELD: one line; else NULL */
	const struct iqm_attempt *result; /* RESPONSE, RETRY; else NULL */
	const char *request_id;           /* RESPONSE: the service's, or "" */
	void *headers;                    /* SEND: for iqm_event_add_header() */
	int64_t date;                     /* RESPONSE: its Date, epoch seconds; 0: none */
	const char *field;                /* BAD_FIELD: its JSON path; else NULL */
	/* The user_data of the call that this belongs to. A log-in that threads share belongs to
	 * the call that makes it. NULL for a poll that waits with different user_data share. */
	void *user_data;
};

/**
 * In a hook for IQM_EVENT_SEND, for the `event` that it got: adds a header to the request, such as
 * the `name` "traceparent" and its `value`. No argument may be NULL; both strings are copied. 0, or
 * IQM_E_USAGE (NULL, a control byte, a header of the library's own, another event, or more than 8
 * of them), or IQM_E_NOMEM.
 */
IQM_API int iqm_event_add_header(const struct iqm_event *event, const char *name,
				 const char *value);

/* One question to a token provider, settings.get_token: borrowed for its call, never NULL. */
struct iqm_token_request;

/**
 * In a token provider, for the `request` that it got: gives the access `token` and the workspace id
 * that it is for, `ow_id` (NULL: the settings'). Both are copied; neither `request` nor `token` is
 * NULL. `expires_in`: seconds from now; 0: not known, then it is used until the service refuses it.
 * 0, or IQM_E_USAGE (NULL, or text that a header cannot have), or IQM_E_NOMEM.
 */
IQM_API int iqm_token_request_give(struct iqm_token_request *request, const char *token,
				   const char *ow_id, int64_t expires_in);
/**
 * In a token provider, for the `request` that it got: `why` it has no token, one line without
 * secrets, which is copied and becomes the call's message. Gives `status`, an enum iqm_status, for
 * the provider to return. No argument may be NULL.
 */
IQM_API int iqm_token_request_fail(struct iqm_token_request *request, int status, const char *why);
/** In a token provider, for the `request` that it got, which is never NULL: the token that the
 * service has refused, and which must not be given once more; NULL: none. Borrowed for the
 * provider's call. */
IQM_API const char *iqm_token_request_refused(const struct iqm_token_request *request);
/** In a token provider, for the `request` that it got, which is never NULL: how many milliseconds
 * are left for the call that needs the token. */
IQM_API long iqm_token_request_timeout_ms(const struct iqm_token_request *request);

/*
 * Strings are copied by iqm_client_open(). With client_id, client_secret, username and password the
 * first call logs in; the token is refreshed shortly before it ends, and when the service refuses
 * it. A token that is given is used until then. Threads share one log-in. Callbacks are called by
 * the threads that make calls, several at a time, and must not call the client.
 *
 * Attempts: reads, updates, deletes and saves are repeated after transient failures, see
 * iqm_is_transient(), and once after a 401 with a new token; a paid call only where nothing was
 * sent. After its 401 the next call has a new token. No call has more than max_attempts. Waits
 * between attempts are random below backoff_ms, doubled each time; a Retry-After of the service's
 * wins, and where it does not fit the deadline the call fails at once, with error.retry_after_ms.
 * After a 429 without one the first wait is 2.5 to 5 s.
 */
struct iqm_settings {
	/* NULL: the service's. https, or http to loopback. What can be spelled in two ways is
	 * refused: a port that begins with 0, a dot behind the host, "." or ".." or % in the path.
	 */
	const char *base_url;
	const char *token; /* access token, without "Bearer" */
	const char *ow_id; /* workspace id, no leading zeros; NULL: a log-in's, none with a token */
	const char *client_id;     /* log-in: issued by the service, with its secret */
	const char *client_secret; /* the secret of client_id */
	const char *username;      /* log-in: the user's e-mail address */
	const char *password;      /* log-in: the user's */
	const char *ca_file;       /* PEM file of trusted CAs; NULL: libcurl's */
	const char *ca_dir; /* directory of them, each under its hash; beside ca_file, or alone */
	/* PEM file of the client's certificate, which the API's host gets; NULL: none. */
	const char *client_cert;
	/* PEM file of its key; NULL: the key is in client_cert, too. A key with a password: see
	 * on_handle. */
	const char *client_key;
	/*
	 * "http://user:password@host:3128", https, socks4, socks4a, socks5, socks5h (user and
	 * password in percent encoding; "socks5h" and "socks4a" let the proxy resolve names): all
	 * requests go through it, those to loopback never. "none": no proxy. NULL: that of the
	 * environment, as each request finds it: https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY,
	 * and http_proxy for plain http, but not for the hosts of no_proxy; no_proxy counts here
	 * only.
	 *
	 * The proxy sees the host's name and port, and no token: requests are sent through it by
	 * TLS. connect_timeout_ms covers it. One that refuses (407, 403), or is no URL of one, is
	 * IQM_E_CONFIG, and is not asked once more; one that cannot be reached is IQM_E_NETWORK.
	 * Errors name it, and who named it, without user and password. Each purchase makes a
	 * connection of its own through it. Another kind of authentication: see on_handle.
	 */
	const char *proxy;
	/*
	 * libcurl options of your own; NULL: none. `curl` is a new CURL *, borrowed for the call
	 * and never NULL: curl_easy_setopt() is all that may be done with it. `purpose` says for
	 * which requests it is. Called for each new one, by the threads that make calls, several at
	 * a time: handles are kept for later requests. 0, or a CURLcode: the request fails with
	 * IQM_E_CONFIG, and nothing is sent.
	 *
	 * What may be set is how requests get there and who is known to be who: proxy, interface,
	 * DNS, client certificate, trust (the guide has the list); loopback takes the latter two
	 * only. All else is set back, and all options of the library's are set over it: it cannot
	 * follow redirects, trust everyone, repeat a purchase or send a token elsewhere. What
	 * libcurl does not copy (lists, blobs, callbacks' data) must outlive the client.
	 */
	int (*on_handle)(void *context, void *curl, enum iqm_handle_purpose purpose);
	void *handle_context;   /* for on_handle */
	const char *user_agent; /* NULL: the API's, as its bindings have it */
	const char *dialect;    /* what to send where documents of the API disagree, a name that a
				   generated header lists; NULL: the first of them */
	bool no_duplicate_auth_header; /* leave out the API's second header with the token */
	bool allow_http; /* plain http to any host: the token can be read on the way */
	long timeout_ms; /* of a call that names none; 0: 120,000 */
	size_t max_body; /* bytes of a response, after decompression; 0: 64 MiB */
	/* NULL: libcurl's, as these settings say; copied. See iqm/transport.h, and
	 * iqm_curl_transport() there for one to wrap. */
	const struct iqm_transport *transport;

	long connect_timeout_ms; /* name look-up, connecting and TLS of one attempt; 0: 10,000 */
	long stall_timeout_ms;   /* a response that has begun and pauses; 0: 30,000 */
	int max_attempts;        /* of a call; 0: 5; 1: never repeated; IQM_MAX_ATTEMPTS at most */
	long backoff_ms;         /* 0: 500 */
	long backoff_max_ms;     /* 0: 20,000 */
	uint64_t seed;           /* for random waits; 0: the system's */

	int requests_per_minute; /* log-ins counted; 0: the service's; -1: no limit */
	/* Share the rate limit with all processes that name this file. Where files cannot be locked
	 * that is not exact: a warning is logged. */
	const char *limiter_file;
	const struct iqm_limiter *limiter; /* one of your own; copied; NULL: the client's */

	/* Gives an access token to `request`, which is borrowed for its call and never NULL, by
	 * iqm_token_request_give(). NULL: none. With it token and username must be NULL. Called by
	 * one thread at a time, when there is no token, it is about to end, or was refused. 0, or
	 * an enum iqm_status: the call fails with it, unless the token before is still good. */
	int (*get_token)(void *context, struct iqm_token_request *request);
	void *token_context; /* for get_token */

	/*
	 * Path of a file: purchases are recorded there before they are sent; NULL: nowhere. Made
	 * with mode 0600, as is "<path>.lock" beside it, which is kept: without it a lost journal
	 * is taken for a new one. May be shared by processes, services and workspaces. The
	 * workspace must be known: by ow_id, or the token. Its file system must have locks, owners
	 * and modes. See iqm/reports.h.
	 *
	 * Its lock is held while a record is written and synced, or the file is read: as a rule for
	 * milliseconds, by iqm_journal_archive() and iqm_journal_repair() for as long as they take.
	 * Who needs it meanwhile waits, in this process or another: purchases, finds, settles and
	 * all iqm_journal_ functions, until the call's deadline or cancel; then IQM_E_TIMEOUT or
	 * IQM_E_CANCELLED, and a purchase was not sent. So an event loop calls their _start forms.
	 * A key is not waited for: one that is being bought under is IQM_E_KEY_USED at once. When a
	 * purchase ends after its deadline, what became of it is recorded all the same, if the lock
	 * is free within 150 ms; else the purchase stays IQM_PURCHASE_OPEN, and a find decides.
	 */
	const char *journal;
	const struct iqm_journal *journal_store; /* one of your own instead; copied; closed with the
						  * client. See iqm/transport.h */
	bool send_key; /* send the journal's key as the order's idempotencyKey, where it has one */

	/* Every paid call is refused with IQM_E_CONFIG before anything is sent: for staging, CI and
	 * dashboards. */
	bool no_purchases;

	enum iqm_log_level log_level; /* lines up to this level */
	/* Gets each `line`, which is never NULL and has no newline and no secret, and its `level`.
	 * NULL: nobody does. */
	void (*log)(void *context, enum iqm_log_level level, const char *line);
	void *log_context; /* for log */
	/* Gets each `event`, never NULL; NULL: nobody. See enum iqm_event_kind. */
	void (*on_event)(void *context, const struct iqm_event *event);
	void *event_context; /* for on_event */

	/* Calls that were started and do not block, see iqm_client_dispatch(). */
	int threads; /* how many make them; 0: 4. One more keeps time, and one for each family waits
		      * for its reports */
	int queue;   /* most started calls whose `done` was not called yet; 0: 1,000 */

	const struct iqm_clock *clock; /* NULL: the system's; copied. See iqm/transport.h */
	void *reserved[8];
};

/**
 * Fills `settings`, which are the caller's, from the environment: `api`'s prefix ("IQM_") with
 * BASE_URL, TOKEN, OW_ID, CLIENT_ID, CLIENT_SECRET, USERNAME, PASSWORD, CA_FILE, CA_DIR,
 * CLIENT_CERT, CLIENT_KEY and PROXY; unset or empty is NULL. The strings are the environment's:
 * open the client before it changes. NO_PURCHASES sets no_purchases, unless it is empty, "0", "no"
 * or "false". Neither is NULL. Generated headers have this for their API as
 * iqm_settings_from_env().
 */
IQM_API void iqm_settings_from_env_of(const struct iqm_api *api, struct iqm_settings *settings);

/**
 * What iqm_client_open() of a generated header calls, with its `api`, which is never NULL, and the
 * `abi` that its caller was compiled for. *out and *error are as there; `settings` may be NULL,
 * too. Another ABI is IQM_E_USAGE, and *error is not written: its layout may differ.
 */
IQM_API int iqm_client_open_abi(struct iqm_client **out, const struct iqm_api *api,
				const struct iqm_settings *settings, struct iqm_error *error,
				int abi) IQM_NODISCARD;

/* Of a workspace id as text: digits, and a NUL. */
#define IQM_WORKSPACE_SIZE 20

/**
 * Writes the workspace that the client's calls name, as far as it is known without a request, to
 * `ow_id`, which is the caller's and never NULL: that of the settings, or the one that came with
 * its token. "": not known yet, or none.
 */
IQM_API void iqm_client_workspace(struct iqm_client *client, char ow_id[IQM_WORKSPACE_SIZE]);

/**
 * When the rate limit lets the next request through, if no other asks before: 0: now; more: in so
 * many milliseconds, as far as is known (what is under way may end sooner or later). Negative: an
 * enum iqm_status, with the reason in call->error; IQM_E_CONFIG where a limiter of your own does
 * not say. `call` (NULL: the defaults) has the time and the cancel. Sends nothing.
 */
IQM_API long iqm_client_next_permit_ms(struct iqm_client *client, struct iqm_call *call);

/**
 * Closes `client`, which no call or pager uses any more. NULL is allowed. Calls that were started
 * are cancelled, and `done` of each is called before this returns, by this thread: with its own
 * status where it has ended or may have bought, else IQM_E_CANCELLED. A `done` must not close the
 * client, and can start no call by then.
 */
IQM_API void iqm_client_close(struct iqm_client *client);

/* ---- calls that do not block ---------------------------------------------------------------- */

/*
 * For event loops. A function whose name ends in `_start` begins the call that the rest of its name
 * is, with the same arguments, and returns at once. Threads of the client make the call as a
 * blocking one is made; once it has ended, iqm_client_fd() is readable, and iqm_client_dispatch()
 * calls `done`, on the thread that called it.
 *
 * Where a start returns 0, `done` is called exactly once, by a later iqm_client_dispatch() or by
 * iqm_client_close(). Else the call was not started, and `done` is never called: IQM_E_BUSY
 * (settings.queue), IQM_E_USAGE (call or done is NULL, or fork() came between), IQM_E_CANCELLED
 * (the client is being closed), IQM_E_NOMEM (also where no thread can be made).
 *
 * What the arguments point to, and `call`, which is never NULL here, belong to the client until
 * `done` is called; a response is given to `done`, whose it is to iqm_free(). The deadline runs
 * from the start, the time in the queue included: a call whose time is over there, or that is
 * cancelled there, was not sent. Calls that name the same key run one after another, in the order
 * they were started; others in any order. Callbacks of the settings are called by the client's
 * threads. These are made by the first start, with all signals blocked.
 *
 * Waits for reports share their polls, however many there are: one thread and one poll for a
 * family. Each keeps its own deadline, cancel and intervals. Their reports are written, and on_poll
 * is called, by iqm_client_dispatch() alone.
 */

/* A call that was started has ended. Gets the `context` of the start, the `status` that the call
 * would have returned, and its `call`, the caller's again and never NULL. Called by the thread that
 * is in iqm_client_dispatch() or iqm_client_close(). It may start calls and dispatch, and must not
 * close the client. */
typedef void iqm_done_fn(void *context, int status, struct iqm_call *call);

/**
 * A descriptor that is readable as long as iqm_client_dispatch() has something to do: for poll(),
 * epoll or any loop. The same each time; the client's: neither read nor close it. Any thread.
 * Negative: IQM_E_USAGE (NULL, or after fork()), IQM_E_NOMEM (no descriptor can be had).
 */
IQM_API int iqm_client_fd(struct iqm_client *client);

/**
 * Calls `done` of the calls that have ended so far, without waiting; those that end meanwhile keep
 * the descriptor readable. Gives how many; negative: IQM_E_USAGE (NULL, or after fork()). Any
 * thread, also several, and a `done`: each is called once.
 */
IQM_API int iqm_client_dispatch(struct iqm_client *client);

/* ---- responses ---------------------------------------------------------------------------- */

/** Frees `response`, which a call gave and is the caller's, with all it points to. NULL is allowed.
 */
IQM_API void iqm_free(void *response);

/**
 * The bytes of the body of `response`, if call.keep_raw was set; NULL and *len 0 otherwise, and
 * where `response` is NULL. They end in a NUL that *len does not count, and live as long as the
 * response. After IQM_E_TOO_LARGE or a lost connection they are what had come. `len` may be NULL.
 */
IQM_API const char *iqm_raw(const void *response, size_t *len);

#ifdef __cplusplus
}
#endif

#endif
