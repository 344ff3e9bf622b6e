/* SPDX-License-Identifier: MIT */
/*
 * What generated code needs of the runtime: descriptors of structs, operations as data, and
 * one call. Not for users: it may change whenever IQM_ABI does.
 */
#ifndef IQM_GEN_H
#define IQM_GEN_H

#include <iqm/reports.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- descriptors: one a struct, with its fields ------------------------------------------- */

/* How a member is laid out, and read and written. */
enum iqm_kind {
	IQM_K_INT,
	IQM_K_NUM,
	IQM_K_BOOL,
	IQM_K_MS,
	IQM_K_S,
	IQM_K_STR,
	IQM_K_JSON,   /* struct iqm_json */
	IQM_K_OBJECT, /* const struct T * */
	IQM_K_INTS,   /* from here on { items, len } */
	IQM_K_NUMS,
	IQM_K_BOOLS,
	IQM_K_STRS,
	IQM_K_MAP, /* struct T_map: entries with key and value */
	IQM_K_LIST /* struct T_list: pointers to T */
};

/* Flags of a field. */
enum {
	/* What it is. */
	IQM_F_REQUIRED = 1 << 0, /* absent, or an empty list, is a usage error */
	IQM_F_SECRET = 1 << 1,   /* never in a log or message */

	/* How it is read. */
	IQM_F_SCALAR_OR_LIST = 1 << 2, /* a value that is no list is a list of one */
	IQM_F_EXACT = 1 << 3,          /* text that U+FFFD would stand in is a bad field */
	IQM_F_NEEDED = 1 << 4,         /* what it is in cannot be read without it */
	IQM_F_PAIRS = 1 << 5,          /* a list of objects of key and value is a map too */

	/* How it is sent, in every dialect. */
	IQM_F_EXPLODE = 1 << 6, /* query and form body: each item is a parameter, "a=1&a=2" */

	/* How it is sent; a dialect has others in their place. */
	IQM_F_NUMERIC = 1 << 8,    /* a string that spells an integer is sent as a number */
	IQM_F_TEXT = 1 << 9,       /* a number is sent as a string */
	IQM_F_SCALAR = 1 << 10,    /* a list of one is sent as its item */
	IQM_F_LIST = 1 << 11,      /* what is no list is sent as a list of one */
	IQM_F_IN_MS = 1 << 12,     /* seconds are sent as milliseconds */
	IQM_F_IN_S = 1 << 13,      /* milliseconds as seconds; a remainder is a usage error */
	IQM_F_ALL_NAMES = 1 << 14, /* sent under each of its names, not only under the first */
	IQM_F_OMITTED = 1 << 15,   /* not sent */
	IQM_F_SENDING = 0xff << 8  /* all of these */
};

struct iqm_descriptor;

/* A member of a struct. */
struct iqm_field {
	/* Wire names; NULL ends. The first is sent; reading prefers the earlier one. */
	const char *const *names;
	/* Of IQM_K_OBJECT and IQM_K_LIST the struct. Of IQM_K_MAP an entry: its fields are its key
	 * and its value, which have these names in a list of pairs. */
	const struct iqm_descriptor *sub;
	size_t offset;
	unsigned short kind;
	unsigned short flags;
};

/* How a dialect sends a field, where that is not how the default dialect does. */
struct iqm_field_variant {
	const struct iqm_field *field;
	const char *const *names; /* NULL ends */
	unsigned short dialect;   /* its index in iqm_api.dialects */
	unsigned short flags;     /* in place of the field's own of IQM_F_SENDING */
};

/* Most fields of one descriptor. */
#define IQM_MAX_FIELDS 128

/* A struct: its members. */
struct iqm_descriptor {
	const char *name; /* "iqm_pld_report" */
	const struct iqm_field *fields;
	size_t len;
	size_t size; /* of the struct */
	/* What may stand in place of the object: the value of this field; NULL: nothing. */
	const struct iqm_field *unwrapped;
	const struct iqm_field *unwrapped_true; /* and this boolean is true then; NULL: none */
	/* Timestamps of an order: both or none, in this order, and no number is negative then.
	 * NULL: none. */
	const struct iqm_field *first_day, *last_day;
	const struct iqm_field_variant *variants; /* what dialects send otherwise */
	size_t variant_len;
	size_t room; /* where the struct's reserved members begin, up to its end; 0: it has none */
	const void *reserved[4];
};

/* clang-format off: it has no good form for _Generic */
/*
 * A field's kind comes from the member's C type, so a field that disagrees with its struct does not
 * compile.
 */
#define IQM_M_(S, m) (((struct S *)0)->m)
#define IQM_KIND_(S, m)                                                                            \
	_Generic(IQM_M_(S, m), struct iqm_int: IQM_K_INT, struct iqm_num: IQM_K_NUM,               \
		 struct iqm_bool: IQM_K_BOOL, struct iqm_ms: IQM_K_MS, struct iqm_s: IQM_K_S,      \
		 const char *: IQM_K_STR, struct iqm_json: IQM_K_JSON, struct iqm_ints: IQM_K_INTS,\
		 struct iqm_nums: IQM_K_NUMS, struct iqm_bools: IQM_K_BOOLS,                       \
		 struct iqm_strs: IQM_K_STRS)
#define IQM_LEN_(rows) (sizeof(rows) / sizeof((rows)[0]))
#define IQM_NAMES_(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define IQM_FIELD_(S, m, sub, kind, flags, ...)                                                    \
	{                                                                                          \
		IQM_NAMES_(__VA_ARGS__), sub, offsetof(struct S, m), kind, flags                   \
	}

/* (struct, member, flags, wire name, aliases...) */
#define IQM_FIELD(S, m, flags, ...) IQM_FIELD_(S, m, NULL, IQM_KIND_(S, m), flags, __VA_ARGS__)
/* (struct, member, struct of the object, flags, names...) */
#define IQM_OBJECT(S, m, T, flags, ...)                                                            \
	IQM_FIELD_(S, m, _Generic(IQM_M_(S, m), const struct T *: &T##_descriptor), IQM_K_OBJECT,  \
		   flags, __VA_ARGS__)
/* (struct, member, struct of an item, flags, names...) */
#define IQM_LIST(S, m, T, flags, ...)                                                              \
	IQM_FIELD_(S, m,                                                                           \
		 _Generic(IQM_M_(S, m).items, const struct T *const *                              \
			  : &T##_descriptor),                                                      \
		 _Generic(IQM_M_(S, m), struct T##_list                                            \
			  : IQM_K_LIST),                                                           \
		 flags, __VA_ARGS__)
/* (struct, member, struct of an entry, name of its key, field of its member `value`, flags,
 * names...) */
#define IQM_MAP(S, m, E, k, its, flags, ...)                                                         \
	{                                                                                            \
		IQM_NAMES_(__VA_ARGS__),                                                           \
			_Generic(IQM_M_(S, m).items, const struct E *                              \
				 : &(const struct iqm_descriptor){                                 \
					 .name = #E,                                               \
					 .fields = (const struct iqm_field[]){                     \
						 IQM_FIELD(E, key, IQM_F_EXACT, k), its },         \
					 .len = 2,                                                 \
					 .size = sizeof(struct E) }),                              \
			offsetof(struct S, m), IQM_K_MAP, flags \
	}

/* (descriptor, member, dialect, flags, names...) */
#define IQM_FIELD_VARIANT(T, m, dialect, flags, ...)                                               \
	{                                                                                          \
		IQM_FIELD_OF(T, m), IQM_NAMES_(__VA_ARGS__), dialect, flags                        \
	}

/* The field of a member, where a descriptor's fields have an enum of their names. */
#define IQM_FIELD_OF(T, m) (&T##_fields[T##_field_##m])

/* The first members of a struct iqm_descriptor: (struct, fields) */
#define IQM_DESCRIPTOR(S, its)                                                                     \
	.name = #S, .fields = its, .len = sizeof(its) / sizeof((its)[0]), .size = sizeof(struct S)
/* clang-format on */

/* ---- operations --------------------------------------------------------------------------- */

/* What a call does, and so what a repetition may do. */
enum iqm_effect {
	IQM_READ,
	IQM_UPDATE, /* idempotent */
	IQM_DELETE,
	IQM_ONCE, /* free, and not to be repeated: never sent twice */
	IQM_PAID  /* buys: likewise */
};

/* How a body is written. */
enum iqm_content { IQM_JSON, IQM_FORM };
/* What proves who calls: a token, or the client's id and secret. */
enum iqm_auth { IQM_BEARER, IQM_BASIC };

/* How a response's fields are sorted into an enum iqm_outcome. */
struct iqm_verdict {
	enum iqm_outcome yes;            /* IQM_CREATED or IQM_CREATABLE */
	size_t outcome;                  /* offset of the response's enum iqm_outcome */
	const struct iqm_field *flag[2]; /* booleans, the first that is set decides; NULL: none */
	const struct iqm_field *id;      /* of a report that exists */
	const struct iqm_field *message; /* why not */
	const struct iqm_field *cost;    /* of the report; NULL: none */
	const struct iqm_field *funds;   /* a boolean: they suffice; NULL: none */
};

/* Where a dialect sends an operation, where that is not where the default dialect does. */
struct iqm_variant {
	unsigned dialect; /* its index in iqm_api.dialects */
	const char *method;
	const char *path;
	const char *query; /* fixed, encoded: "reportType=pld"; NULL: none */
};

struct iqm_api;
struct iqm_op;

/* An operation that lists, page by page. */
struct iqm_paged {
	const struct iqm_field *page; /* fields of op->query */
	const struct iqm_field *size;
	const struct iqm_field *sort; /* NULL: none */
	const struct iqm_field
		*items; /* fields of op->response: the list, and how many match in all */
	const struct iqm_field *total;
	const struct iqm_field *key; /* a field of items->sub: the id */
	int64_t max_size;            /* rows a page */
};

/* A request's field, and the field of a list's row, or of a price, that shows it. */
struct iqm_match {
	const struct iqm_field *asked;
	const struct iqm_field *shown; /* a list of ids shows one id if it is in it */
};

/* What a paid operation orders: a report, found in a list. */
struct iqm_order {
	const struct iqm_op *list;
	const struct iqm_field *status;      /* fields of list->paged->items->sub */
	const struct iqm_field *status_name; /* NULL: none */
	const struct iqm_field *created;     /* when it was made; NULL: none */
	const struct iqm_field
		*regenerate;         /* a field of op->body: the report to regenerate; or NULL */
	const struct iqm_field *key; /* a field of op->body: the idempotency key; or NULL */
	const struct iqm_match *matches;
	size_t match_len;
	const struct iqm_op *link;  /* gives the link of a report's file; NULL: none does */
	const struct iqm_op *price; /* prices a request of the same struct; NULL: nothing does */
	bool price_optional;        /* the service may lack it */
	const struct iqm_match *echoes; /* fields of the order that the price repeats */
	size_t echo_len;
};

/* An operation that deletes rows of a list. */
struct iqm_deletion {
	const struct iqm_op *list;
	const struct iqm_field *ids; /* a field of op->query */
};

/* An operation that gives the signed URL of a report's file. */
struct iqm_file {
	const struct iqm_field *id; /* fields of op->body: the report, and the file type */
	const struct iqm_field *type;
	const struct iqm_field *url; /* a field of op->response */
	int64_t xlsx, csv;           /* file type ids whose format is known */
};

/* One operation; constant, read by any thread. */
struct iqm_op {
	const struct iqm_api *api;
	const char *name;   /* "pld.generate" */
	const char *family; /* "pld" */
	const char *method;
	/* "/reports/{reportId}": a field of `query`, by its first name, is sent in the path. */
	const char *path;
	const char *fixed; /* fields of a form body that never change, encoded; NULL: none */
	const struct iqm_descriptor *query; /* of the request struct; NULL: none */
	const struct iqm_descriptor *body;
	const struct iqm_descriptor *response;
	const struct iqm_verdict *verdict;  /* NULL: the response has no outcome */
	const struct iqm_variant *variants; /* what dialects send otherwise */
	size_t variant_len;
	const struct iqm_paged *paged; /* these four: NULL where it is not of the kind */
	const struct iqm_order *order;
	const struct iqm_deletion *deletion;
	const struct iqm_file *file;
	const char *successor; /* what to use after a 404, 405 or 410; NULL: unknown */
	enum iqm_effect effect;
	enum iqm_content content;
	enum iqm_auth auth;
	bool full_replace;      /* every field of the body must be given */
	bool envelope_optional; /* the response may come without its envelope */
	const void *reserved[4];
};

/* What a log-in or refresh gave; borrowed for the function that keeps it. */
struct iqm_token {
	const char *access;
	const char *refresh;       /* NULL: none */
	struct iqm_int expires_in; /* seconds */
	struct iqm_int ow_id;
};

/* Keeps a copy of a token. 0, or any enum iqm_status. */
typedef int iqm_token_keeper(void *context, const struct iqm_token *token, struct iqm_call *call);

/* What a status means: by its name, in lower case with '_' for spaces, or by its id. An id that is
 * there with several states is a hint only. */
struct iqm_report_status {
	const char *name; /* NULL: by id */
	int64_t id;
	enum iqm_report_state state;
};

/* Names of an object's members that say why a request failed, by what they say. Each is a list,
 * those that are preferred first, which NULL ends; NULL: none. */
struct iqm_reason_names {
	const char *const *text; /* what is wrong */
	const char *const *reason;
	const char *const *field;   /* of the request, that it is about */
	const char *const *contact; /* whom to ask */
};

/* All operations, and what they have in common; constant. */
struct iqm_api {
	const char *abi; /* &IQM_ABI_SYMBOL */
	const char *name;
	const char *environment; /* "IQM_": what names of its variables begin with */
	const char *user_agent;  /* where the settings have none */
	const char *base_url;
	const char *workspace_header;      /* names of headers */
	const char *duplicate_auth_header; /* has what Authorization has */
	const char *const
		*request_id_headers;  /* of responses, the best first; NULL ends, or none */
	const char *envelope_success; /* names of the envelope's members */
	const char *envelope_data;
	const char *envelope_errors;
	struct iqm_reason_names error;   /* of an object in envelope_errors */
	struct iqm_reason_names failure; /* of envelope_data, where a request failed */
	int requests_per_minute;         /* the service's limit */
	const char *const *dialects;     /* their names, NULL ends; the first is the default */
	const struct iqm_op *const *ops; /* all of them, NULL ends */
	const struct iqm_report_status *statuses; /* what they mean */
	size_t status_len;
	const char *const *not_ready; /* texts of a refused link, one of which says so; NULL ends */
	/* Log in with these credentials and call `keep`. */
	int (*log_in)(struct iqm_client *client, const char *username, const char *password,
		      iqm_token_keeper *keep, void *context, struct iqm_call *call);
	/* The same with a refresh token. NULL: this API has none. */
	int (*refresh)(struct iqm_client *client, const char *refresh_token, iqm_token_keeper *keep,
		       void *context, struct iqm_call *call);
	const void *reserved[4];
};

/*
 * Makes one call. `request` points to the struct that op->query and op->body describe (NULL where
 * there is none), `response` to a pointer to the response's struct, which is set on every path; it
 * is the caller's to iqm_free(). `call` may be NULL. 0, or any enum iqm_status.
 */
IQM_API int iqm_perform(struct iqm_client *client, const struct iqm_op *op, const void *request,
			void *response, struct iqm_call *call);

/* How the client's dialect sends a field of the operation's request: names and flags. */
IQM_API struct iqm_field iqm_dialect_field(const struct iqm_client *client, const struct iqm_op *op,
					   const struct iqm_field *field);

/* ---- rows of a response ------------------------------------------------------------------- */

/*
 * With call.keep_raw: the bytes of row `i` of `list`, a list of op->response's fields, as they
 * came; they are a part of iqm_raw(), and no NUL ends them. `list` NULL, `i` 0: of all that the
 * envelope holds. NULL and *len 0: there are none. `len` may be NULL.
 */
IQM_API const char *iqm_row_raw(const void *response, const struct iqm_field *list, size_t i,
				size_t *len);
/* Whether `field` of row `i` of `list` was there and could not be read, it or a part of it. `list`
 * NULL: a field of the response itself. */
IQM_API bool iqm_is_bad_field(const void *response, const struct iqm_field *list, size_t i,
			      const struct iqm_field *field);

/* ---- above single calls: what the typed functions of the generated headers call ------------ */

/* Goes through a list, page by page. */
struct iqm_pager;

/* Opens a pager, the caller's to close. `request` (a struct of list->query; NULL: every row) is
 * copied; its strings are not. *out is NULL on error. Errors: IQM_E_USAGE, IQM_E_NOMEM. */
IQM_API int iqm_pager_open(struct iqm_client *client, const struct iqm_op *list,
			   const void *request, struct iqm_pager **out, struct iqm_error *error);
/* The next row, the pager's until the next call on it; *row NULL: the end, or an error. */
IQM_API int iqm_pager_next(struct iqm_pager *pager, const void **row, struct iqm_call *call);
/* The rows of the next page that are new, as above: *rows are `*len` pointers; 0: the end. */
IQM_API int iqm_pager_next_page(struct iqm_pager *pager, const void **rows, size_t *len,
				struct iqm_call *call);
/* How far it has come; the pager's. NULL for NULL. */
IQM_API const struct iqm_paging *iqm_pager_paging(const struct iqm_pager *pager);
/* The response that the rows last given came in, for iqm_raw() and iqm_row_raw(); NULL: none. */
IQM_API const void *iqm_pager_page(const struct iqm_pager *pager);
/* As iqm_row_raw(), of row `i` of those last given. */
IQM_API const char *iqm_pager_row_raw(const struct iqm_pager *pager, size_t i, size_t *len);
/* As iqm_is_bad_field(), of the same. */
IQM_API bool iqm_pager_is_bad_field(const struct iqm_pager *pager, size_t i,
				    const struct iqm_field *field);
/* Frees it with its rows. NULL is allowed. */
IQM_API void iqm_pager_close(struct iqm_pager *pager);

/* Polls once where `len` reports stand; in these three `op` is the paid operation. */
IQM_API int iqm_reports_poll(struct iqm_client *client, const struct iqm_op *op,
			     struct iqm_report *reports, size_t len, struct iqm_call *call);
/* The same; `ready` gets each report that turns out to be ready because the link of its file is
 * given, right then, and may save it: that needs no further link. No request takes longer than the
 * client's timeout; the call's is for all of it, `ready` included. */
IQM_API int iqm_reports_poll_each(struct iqm_client *client, const struct iqm_op *op,
				  struct iqm_report *reports, size_t len,
				  void (*ready)(void *context, const struct iqm_report *report),
				  void *context, struct iqm_call *call);
/* Polls until none of them is waiting. `how` NULL: the defaults. */
IQM_API int iqm_reports_wait(struct iqm_client *client, const struct iqm_op *op,
			     struct iqm_report *reports, size_t len, const struct iqm_wait *how,
			     struct iqm_call *call);
/* Finds the report that `request` may have bought; `since` NULL: as the journal says. By
 * call.key `request` may be NULL: the one that the journal has. */
IQM_API int iqm_reports_find(struct iqm_client *client, const struct iqm_op *op,
			     const void *request, const struct iqm_intent *since,
			     struct iqm_found *found, struct iqm_call *call);
/* Why a row of op->order->list cannot be of the report that `request` of the paid operation `op`
 * has ordered: the first match of op->order whose field shows another value. NULL: none does; what
 * a row does not show contradicts nothing. */
IQM_API const struct iqm_match *iqm_order_contradiction(const struct iqm_op *op,
							const void *request, const void *row);
/* A purchase that is looked for. In generated headers `req` has the type of the family's request;
 * the members are otherwise the same. */
struct iqm_wanted {
	const void *req;
	const struct iqm_intent *since;
	const char *key;
	int status;
	struct iqm_found found;
	void *reserved[4];
};

/* Finds the reports of `len` purchases; `wanted` is an array of the generated struct. */
IQM_API int iqm_reports_find_all(struct iqm_client *client, const struct iqm_op *op, void *wanted,
				 size_t len, struct iqm_call *call);
/* Ends the purchase under call.key as one that bought nothing. `op` is the paid operation. */
IQM_API int iqm_reports_settle_not_bought(struct iqm_client *client, const struct iqm_op *op,
					  struct iqm_call *call);
/* Prices, then buys if it costs no more than `max_cost`, in the account's currency. Else as
 * iqm_perform(); under IQM_E_PRICE *response may be the price's, which has the same type then. */
IQM_API int iqm_perform_within(struct iqm_client *client, const struct iqm_op *op,
			       const void *request, double max_cost, void *response,
			       struct iqm_call *call);
/*
 * The same at a price that was asked for right before: `price` is the response of op->order->price
 * to this `request`. Where it may have changed since, as after a question to a person,
 * iqm_perform_within() asks for it once more.
 */
IQM_API int iqm_perform_priced(struct iqm_client *client, const struct iqm_op *op,
			       const void *request, const void *price, double max_cost,
			       void *response, struct iqm_call *call);

/* Whether iqm_perform() may buy `request` under call.key, now: by the client's journal (that key,
 * that place, not once more), then by no_purchases. `call` may be NULL. Nothing is sent but a
 * log-in. Errors: as of the purchase. */
IQM_API int iqm_check_purchase(struct iqm_client *client, const struct iqm_op *op,
			       const void *request, struct iqm_call *call);

/* What the service says of an order, before it is bought or after. Borrows from the response. */
struct iqm_price {
	enum iqm_outcome outcome;
	struct iqm_int id;   /* of the report that exists already */
	const char *message; /* NULL: none */
	struct iqm_num cost;
	struct iqm_bool funds;
};

/* By the verdict of the response's operation. */
IQM_API void iqm_price_read(const struct iqm_verdict *verdict, const void *response,
			    struct iqm_price *price);
/* Whether the paid operation may buy `request`, after this response of op->order->price:
 * IQM_E_PRICE, and error->price and the message say why not. */
IQM_API int iqm_price_check(const struct iqm_op *op, const void *request, const void *response,
			    double max_cost, struct iqm_error *error);
/* After a call of op->order->price that failed with `error`: nothing is bought. IQM_E_PRICE where
 * the service has no price for it or one that cannot be read; also where it refused to name one
 * that it may lack (price_optional). Else the same status. */
IQM_API int iqm_price_fail(const struct iqm_op *op, struct iqm_error *error);

/* Saves the file of a report; `op` gives the link. */
IQM_API int iqm_report_save(struct iqm_client *client, const struct iqm_op *op,
			    const struct iqm_report *report, int64_t file_type,
			    struct iqm_save *save, struct iqm_call *call);

/* ---- calls that do not block --------------------------------------------------------------- */

/* Any function: called as what it is by an iqm_end_fn, which knows that. */
typedef void iqm_any_fn(void);
/* Calls `done` with its typed response: generated code has one for each type of `done`. */
typedef void iqm_end_fn(iqm_any_fn *done, void *context, int status, void *response,
			struct iqm_call *call);

/* As the functions without `_start`; see <iqm/iqm.h> for what they return. */
IQM_API int iqm_perform_start(struct iqm_client *client, const struct iqm_op *op,
			      const void *request, struct iqm_call *call, iqm_end_fn *end,
			      iqm_any_fn *done, void *context);
/* Starts iqm_perform_within(). */
IQM_API int iqm_perform_within_start(struct iqm_client *client, const struct iqm_op *op,
				     const void *request, double max_cost, struct iqm_call *call,
				     iqm_end_fn *end, iqm_any_fn *done, void *context);
/* Starts iqm_perform_priced(). */
IQM_API int iqm_perform_priced_start(struct iqm_client *client, const struct iqm_op *op,
				     const void *request, const void *price, double max_cost,
				     struct iqm_call *call, iqm_end_fn *end, iqm_any_fn *done,
				     void *context);
/* *rows, a struct of { items, len } as the generated lists are, is written before `done`. */
IQM_API int iqm_pager_next_page_start(struct iqm_pager *pager, void *rows, struct iqm_call *call,
				      iqm_done_fn *done, void *context);
/* Starts iqm_reports_poll(). */
IQM_API int iqm_reports_poll_start(struct iqm_client *client, const struct iqm_op *op,
				   struct iqm_report *reports, size_t len, struct iqm_call *call,
				   iqm_done_fn *done, void *context);
/* Starts iqm_reports_wait(). */
IQM_API int iqm_reports_wait_start(struct iqm_client *client, const struct iqm_op *op,
				   struct iqm_report *reports, size_t len,
				   const struct iqm_wait *how, struct iqm_call *call,
				   iqm_done_fn *done, void *context);
/* Starts iqm_reports_find(). */
IQM_API int iqm_reports_find_start(struct iqm_client *client, const struct iqm_op *op,
				   const void *request, const struct iqm_intent *since,
				   struct iqm_found *found, struct iqm_call *call,
				   iqm_done_fn *done, void *context);
/* Starts iqm_reports_find_all(). */
IQM_API int iqm_reports_find_all_start(struct iqm_client *client, const struct iqm_op *op,
				       void *wanted, size_t len, struct iqm_call *call,
				       iqm_done_fn *done, void *context);
/* Starts iqm_reports_settle_not_bought(). */
IQM_API int iqm_reports_settle_not_bought_start(struct iqm_client *client, const struct iqm_op *op,
						struct iqm_call *call, iqm_done_fn *done,
						void *context);
/* Starts iqm_report_save(). */
IQM_API int iqm_report_save_start(struct iqm_client *client, const struct iqm_op *op,
				  const struct iqm_report *report, int64_t file_type,
				  struct iqm_save *save, struct iqm_call *call, iqm_done_fn *done,
				  void *context);

/* ---- for tools: members by their fields ---------------------------------------------------- */

/* The size of a field's member. */
IQM_API size_t iqm_member_size(const struct iqm_field *f);
/* Of one item of a list or a map. */
IQM_API size_t iqm_item_size(const struct iqm_field *f);
/* Whether the member is { items, len }: a list or a map. */
IQM_API bool iqm_is_list(const struct iqm_field *f);
/* The key of a map's entries. */
IQM_API const struct iqm_field *iqm_map_key(const struct iqm_field *map);
/* And their value. */
IQM_API const struct iqm_field *iqm_map_value(const struct iqm_field *map);

/* ---- for tools: requests from text, and shown before they are sent ------------------------- */

/*
 * Reads one JSON value into a struct of `descriptor`. *out is iqm_free()'s; NULL on error:
 * IQM_E_USAGE (a field that is not known), IQM_E_DECODE (of both error->path says where) or
 * IQM_E_NOMEM. What the struct itself requires may be missing: the call that sends it refuses that.
 */
IQM_API int iqm_json_read(const struct iqm_descriptor *descriptor, const char *text, size_t len,
			  void **out, struct iqm_error *error) IQM_NODISCARD;
/* 0: the text is one JSON value by RFC 8259; else IQM_E_DECODE, and `error` says what is wrong. */
IQM_API int iqm_json_check(const char *text, size_t len, struct iqm_error *error) IQM_NODISCARD;

/* What a call would send. */
struct iqm_preview {
	const char *method;
	const char *base_url;
	const char *path; /* and query */
	const char *body; /* NULL: none */
};

/* *out is iqm_free()'s; NULL on error: IQM_E_USAGE or IQM_E_NOMEM. Nothing is sent. */
IQM_API int iqm_preview_make(struct iqm_client *client, const struct iqm_op *op,
			     const void *request, struct iqm_preview **out,
			     struct iqm_error *error) IQM_NODISCARD;

/* Joins iqm_abi_ and a number. */
#define IQM_ABI_NAME_OF(n) iqm_abi_##n
/* The same of a macro's value. */
#define IQM_ABI_NAME(n) IQM_ABI_NAME_OF(n)
/* iqm_abi_N, with the runtime's N: code that was compiled for another ABI does not link. */
#define IQM_ABI_SYMBOL IQM_ABI_NAME(IQM_ABI)
/* What that names: defined by the runtime, and in no other library. */
IQM_API extern const char IQM_ABI_SYMBOL;

#ifdef __cplusplus
}
#endif

#endif
