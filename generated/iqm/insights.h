/* SPDX-License-Identifier: MIT */
/* Made from spec/ by `make regen`: change the spec, not this file. */

/**
 * IQM Insights API: all calls.
 *
 * Lists, prices, buys, downloads and deletes advertising reports of three families: PLD (Provider
 * Level Data), SLS (ScriptLift Studies) and AQS (Audience Quality Score).
 */
#ifndef IQM_INSIGHTS_H
#define IQM_INSIGHTS_H

#include <iqm/reports.h>
#include "../iqm_auth.h"
#include "../iqm_pld.h"
#include "../iqm_sls.h"
#include "../iqm_aqs.h"
#include "../iqm_static.h"

/* What to send, where documents of the API disagree: settings.dialect. Reading accepts all. */
/* Requests as the tables of the API page have them. The default. */
#define IQM_DIALECT_PAGE "page"
/* Requests as IQM's OpenAPI document has them. */
#define IQM_DIALECT_OPENAPI "openapi"
/* Requests as the samples of the API page have them. */
#define IQM_DIALECT_SAMPLES "samples"
/* Requests as the OpenAPI file of IQM's site had them in July 2026. */
#define IQM_DIALECT_JULY_FILE "july-file"
/* Requests as the older OpenAPI file of IQM's site has them, which knows PLD and SLS only. */
#define IQM_DIALECT_OLDER_FILE "older-file"

#ifdef __cplusplus
extern "C" {
#endif

/** The API: its operations, and what they have in common. Constant; any thread may read it. */
IQM_API extern const struct iqm_api iqm_insights_api;

/**
 * Fills `settings`, which are the caller's and never NULL, from IQM_BASE_URL, IQM_TOKEN, IQM_OW_ID,
 * IQM_CLIENT_ID, IQM_CLIENT_SECRET, IQM_USERNAME, IQM_PASSWORD, IQM_CA_FILE, IQM_CA_DIR,
 * IQM_CLIENT_CERT, IQM_CLIENT_KEY and IQM_PROXY; unset or empty is NULL. The strings are the
 * environment's: open the client before it changes. IQM_NO_PURCHASES sets no_purchases, unless it
 * is empty, "0", "no" or "false".
 */
static inline void iqm_settings_from_env(struct iqm_settings *settings)
{
	iqm_settings_from_env_of(&iqm_insights_api, settings);
}

/**
 * Opens a client of this API: *out is the caller's to iqm_client_close(), and NULL on error.
 * `settings` NULL reads the environment; they are copied. On error a transport's context is still
 * the caller's. `error` may be NULL. Nothing is sent. Errors: IQM_E_CONFIG (which setting, and
 * why), IQM_E_JOURNAL (its file), IQM_E_USAGE, IQM_E_NOMEM.
 */
static inline int iqm_client_open(struct iqm_client **out,
				  const struct iqm_settings *settings,
				  struct iqm_error *error) IQM_NODISCARD;
static inline int iqm_client_open(struct iqm_client **out,
				  const struct iqm_settings *settings,
				  struct iqm_error *error)
{
	return iqm_client_open_abi(out, &iqm_insights_api, settings, error, IQM_ABI);
}

/**
 * Opens a client of this API for a language that reads no C header: as iqm_client_open_json_of() of
 * <iqm/json.h>. `client` is not NULL, *client is the caller's. `settings` is an object of `len`
 * bytes; NULL with `len` 0 is an empty one. `response` may be NULL. Errors: as of that.
 */
IQM_API int iqm_client_open_json(struct iqm_client **client, const char *settings,
				 size_t len, char **response) IQM_NODISCARD;

#ifdef __cplusplus
}
#endif

#endif
