/* SPDX-License-Identifier: MIT */
/**
 * JSON in, JSON out, by name: for languages that load the shared libraries and read no C header.
 * All of it is functions of pointers, lengths and numbers: no struct, no macro, nothing inline.
 * The guide's page about other languages has an example.
 *
 * Texts are UTF-8, and `len` their bytes; they are the caller's and only read during the call. What
 * a function writes to *response is one block that ends in a NUL, for iqm_free(): an object with
 *
 *	"data"        what the call gave; absent where it gave nothing
 *	"outcome"     of a price or a purchase: "created", "creatable", "exists" or "refused"
 *	"error"       why it failed; absent where the result is 0. "status" has the name of the
 *	              result, "message" all of it in one line, "path" the field that is wrong,
 *	              "price" why nothing was bought; the rest is that of struct iqm_error
 *	"bad_fields"  fields of the service's response that could not be read and are absent: "path"
 *	              and "reason" of the first of them; "bad_total" is how many there were
 *
 * Data may come with an error: a purchase that was refused has the service's response, a poll that
 * failed has what is known of the reports. *response is NULL where there was no memory for it: the
 * result says all the same what became of the call.
 *
 * What is given has no field that is not known, none twice, and no value of another type, except
 * where a text and a number say the same ("12" for 12). A timestamp is text by ISO 8601 with a zone
 * ("2026-01-05T00:00:00-05:00"), or a number in the field's own unit, milliseconds or seconds. All
 * else is IQM_E_USAGE: the message says where, what was found and what was expected, and nothing is
 * sent. null is absent. A text cannot have U+0000.
 *
 * Numbers are exact both ways: an integer has up to 64 bits, which some languages' JSON readers
 * round. Timestamps are given as numbers, in the field's unit.
 */
#ifndef IQM_JSON_H
#define IQM_JSON_H

#include <iqm/reports.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Makes the call `name`, which is not NULL. `json` is an object, `len` bytes of it: the request of
 * an operation, or the arguments of one of the functions below; `json` may be NULL with `len` 0: an
 * empty one. `response` is not NULL; *response is the caller's to iqm_free(). `call` may be NULL:
 * see iqm_call_new(). Threads and deadlines are as of any call.
 *
 * An operation ("sls.list") has its name, and fields by their names in the service's documents, as
 * the generated headers have them. `data` has the first name of each.
 *
 *	<operation>_within     {request, max_cost}: prices, then buys what costs no more
 *	<family>.poll          {reports: [{id}]}: `data` has the reports with their "state":
 *	                       "waiting", "ready", "failed" or "gone". Give them whole to the next
 *	<family>.wait          {reports, min_ms, max_ms}: polls until none is waiting
 *	<family>.find          {request, since: {highest_id, time, state}}: finds what was bought;
 *	                       without them: under the call's key. `data` has "finding"
 *	                       ("not-seen", "found" or "ambiguous") and "report"
 *	<family>.find_all      {keys}: the same for several, in `found`
 *	<family>.save          {id, file_type, and path or fd, format, max_bytes, strict}: saves
 *	                       a report's file; format: "xlsx", "csv" or "any"
 *	<family>.settle_not_bought  {}: ends the purchase under the call's key, on evidence
 *	journal.list           {}: `data` has "purchases"
 *	journal.get            {key}: `data` is that purchase
 *	journal.settle         {key, id}
 *	journal.settle_not_bought   {key}
 *	journal.note           {key, note}
 *	journal.archive        {before}: `data` has "moved"
 *	journal.spent          {since}
 *	journal.repair         {path, accept_lost}: `client` may be NULL
 *
 * They are the functions of the generated headers and of <iqm/reports.h>; what is said of those
 * holds. Returns 0 or a negative enum iqm_status: as the function, or IQM_E_USAGE, as above.
 */
IQM_API int iqm_call_json(struct iqm_client *client, const char *name, const char *json, size_t len,
			  char **response, struct iqm_call *call) IQM_NODISCARD;

/* A call by name that was started has ended: `status` is what iqm_call_json() would have returned
 * and `response` what it would have written, the callee's to iqm_free(); `response` may be NULL for
 * want of memory. Gets the `context` of the start and its `call`, never NULL. Called by the thread
 * that is in iqm_client_dispatch() or iqm_client_close(). */
typedef void iqm_json_done(void *context, int status, char *response, struct iqm_call *call);

/**
 * Starts iqm_call_json(); iqm_client_dispatch() calls `done` once it has ended. `name` and `json`
 * are read before it returns, `call` is not NULL and belongs to the client until `done` is called.
 * Not 0: it was not started, and *response says why, the caller's to iqm_free(); else *response is
 * NULL. `response` may not be NULL. Errors: IQM_E_USAGE, IQM_E_BUSY and the others of a start, see
 * <iqm/iqm.h>.
 */
IQM_API int iqm_call_json_start(struct iqm_client *client, const char *name, const char *json,
				size_t len, char **response, struct iqm_call *call,
				iqm_json_done *done, void *context) IQM_NODISCARD;

/**
 * Makes the options of calls: *call is the caller's to iqm_call_free(), and NULL on error; `call`
 * is not NULL. `options` is an object of `len` bytes (`options` may be NULL with `len` 0: an empty
 * one), of members of struct iqm_call: timeout_ms, keep_raw, fresh_connection, key, note,
 * allow_duplicate, person_confirmed, and budget: {amount, since}. One call at a time may use
 * them. *response has the error, the caller's to iqm_free(), and `response` may be NULL. Errors:
 * IQM_E_USAGE, IQM_E_NOMEM.
 */
IQM_API int iqm_call_new(struct iqm_call **call, const char *options, size_t len,
			 char **response) IQM_NODISCARD;

/**
 * Ends the call that uses `call`, which iqm_call_new() made, with IQM_E_CANCELLED, as
 * iqm_cancel_calls() does, and those that begin later with it at once. `call` stays the caller's,
 * and is not NULL. Any thread, or a signal handler.
 */
IQM_API void iqm_call_cancel(struct iqm_call *call);

/** Frees `call`, which iqm_call_new() made; no call may use it any more. NULL is allowed. */
IQM_API void iqm_call_free(struct iqm_call *call);

/**
 * Opens a client of `api`: *client is the caller's to iqm_client_close(), and NULL on error.
 * Neither `client` nor `api` is NULL. `settings` (`len` bytes; NULL with `len` 0: an empty one) is
 * an object of those members of struct iqm_settings that are text, numbers or truth values. With
 * "environment": true what is not given comes from the environment, see iqm_settings_from_env_of().
 * *response has the error, the caller's to iqm_free(), and no secret; `response` may be NULL.
 * Generated libraries have this for their API as iqm_client_open_json(). Errors: IQM_E_USAGE, and
 * those of iqm_client_open().
 */
IQM_API int iqm_client_open_json_of(struct iqm_client **client, const struct iqm_api *api,
				    const char *settings, size_t len,
				    char **response) IQM_NODISCARD;

#ifdef __cplusplus
}
#endif

#endif
