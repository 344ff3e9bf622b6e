/* SPDX-License-Identifier: MIT */
/* Made from spec/api.yaml and spec/auth.yaml by `make regen`: change the spec, not this file. */

/**
 * Authentication.
 *
 * OAuth 2.0 tokens for the other calls, with the client id and secret that IQM issues.
 *
 * Arguments: `req` is the request, *rsp gets the response.
 *
 * NULL: where it is not said otherwise `call` may be NULL; `req` and `rsp` may not be NULL.
 *
 * Ownership: `req` is the caller's, and is only read during the call. The caller frees *rsp with
 * iqm_free(); on error it is NULL, unless call->keep_raw is set, or nothing was bought
 * (IQM_E_PRICE).
 *
 * Errors: each call returns 0 or a negative enum iqm_status, with details in call->error.
 * <iqm/iqm.h> says which ones a read, an update, a delete and a purchase have.
 *
 * Threads: they may share a client, but not a `call`. A function whose name ends in _start makes
 * the same call without blocking, for event loops; its `done` is called by the thread that is in
 * iqm_client_dispatch() or iqm_client_close().
 */
#ifndef IQM_AUTH_H
#define IQM_AUTH_H

#include "iqm_types.h"

#if IQM_ABI != 3
#error "made for ABI 3 of the iqm runtime: run `make regen`, or use the runtime of that ABI"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Credentials of a user. */
struct iqm_auth_password_grant {
	/* The user's e-mail address. Required. */
	const char *username;
	/* The user's password. Required. */
	const char *password;
	/* Zero: the place of later members. */
	struct iqm_reserved reserved[8];
};

/* A refresh token. */
struct iqm_auth_refresh_grant {
	/* The newest refresh token that was given. Required. */
	const char *refresh_token;
	/* Zero: the place of later members. */
	struct iqm_reserved reserved[8];
};

/* An access token, and the refresh token that gets the next one. */
struct iqm_auth_token {
	/* Goes into the Authorization header. Required. */
	const char *access_token;
	/* Gets the next access token. Each response may bring a new one: keep the newest. */
	const char *refresh_token;
	/* What the token allows: "read write". */
	const char *scope;
	/* "bearer". */
	const char *token_type;
	/* Seconds until the access token expires. Unit: seconds. */
	struct iqm_int expires_in;
	/* Workspace id of the user; a refresh may leave it out. */
	struct iqm_int ow_id;
};

/* ---- auth.login: POST /api/v3/ua/oauth/token ---- */

/**
 * Get a token for a user name and password. A client with credentials calls this by itself; call it
 * to keep the token yourself.
 *
 * Safe to repeat.
 */
IQM_API int iqm_auth_login(struct iqm_client *client, const struct iqm_auth_password_grant *req,
			   struct iqm_auth_token **rsp, struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_auth_login_start() came to: `status` is what iqm_auth_login() returns, and `rsp` is the
 * callee's to iqm_free().
 */
typedef void iqm_auth_login_done(void *context, int status, struct iqm_auth_token *rsp,
				 struct iqm_call *call);

/** Starts iqm_auth_login(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_auth_login_start(struct iqm_client *client,
				 const struct iqm_auth_password_grant *req, struct iqm_call *call,
				 iqm_auth_login_done *done, void *context) IQM_NODISCARD;

/* ---- auth.refresh: POST /api/v3/ua/oauth/token ---- */

/**
 * Get a new token for a refresh token.
 *
 * Safe to repeat.
 */
IQM_API int iqm_auth_refresh(struct iqm_client *client, const struct iqm_auth_refresh_grant *req,
			     struct iqm_auth_token **rsp, struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_auth_refresh_start() came to: `status` is what iqm_auth_refresh() returns, and `rsp` is
 * the callee's to iqm_free().
 */
typedef void iqm_auth_refresh_done(void *context, int status, struct iqm_auth_token *rsp,
				   struct iqm_call *call);

/** Starts iqm_auth_refresh(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_auth_refresh_start(struct iqm_client *client,
				   const struct iqm_auth_refresh_grant *req, struct iqm_call *call,
				   iqm_auth_refresh_done *done, void *context) IQM_NODISCARD;

#ifdef __cplusplus
}
#endif

#endif
