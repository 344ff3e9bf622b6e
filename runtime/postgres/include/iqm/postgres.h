/* SPDX-License-Identifier: MIT */
/**
 * What many hosts share, in PostgreSQL: libiqm-postgres, which needs libpq. It makes its tables
 * itself, in the schema `iqm` of the database. They may be read with SQL: the views iqm.purchases
 * and iqm.spend_by_month.
 *
 * Arguments: `store` is what iqm_postgres_open() gave.
 *
 * NULL: `store` is never NULL, unless it is said.
 *
 * Ownership: `store` is the caller's, until iqm_postgres_close(), which comes after the
 * iqm_client_close() of all clients that use it.
 */
#ifndef IQM_POSTGRES_H
#define IQM_POSTGRES_H

#include <iqm/transport.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A store in a database. Any thread; several clients may share it. After fork() a child opens one
 * of its own. */
struct iqm_postgres;

/**
 * Connects to a database. `url` is "postgresql://user@host:port/database", never NULL, where all
 * that libpq knows may stand, TLS (sslmode) and several hosts (with
 * target_session_attrs=read-write) too; what it leaves out libpq takes from where it always does
 * (PGPASSWORD, ~/.pgpass). The first makes the tables; another release's are brought up to date.
 * `call` (NULL: none) has the deadline (0: 30,000 ms) and cancel, and gets the error. *out is the
 * caller's to iqm_postgres_close(), and NULL on error. Errors: IQM_E_CONFIG (no such URL),
 * IQM_E_JOURNAL (it cannot be reached, or cannot keep what a journal promises: no fsync, a standby,
 * a connection pooler in between; or its schema is of a later release), IQM_E_USAGE, IQM_E_TIMEOUT,
 * IQM_E_CANCELLED, IQM_E_NOMEM.
 */
IQM_API int iqm_postgres_open(const char *url, struct iqm_postgres **out,
			      struct iqm_call *call) IQM_NODISCARD;

/**
 * The store's journal, for settings.journal_store of one client or several; never NULL, and valid
 * until the store is closed. Claims are locks of the store's session: they end with the process,
 * and half a minute after its host is gone. Where the session is lost, what was claimed and not
 * sent yet is refused with IQM_E_JOURNAL; outcomes are recorded once there is another. Purchases of
 * all hosts are one sequence: of two that would buy the same, or exceed a budget together, one is
 * refused. It has no archive.
 */
IQM_API const struct iqm_journal *iqm_postgres_journal(struct iqm_postgres *store);

/**
 * Whether purchases are refused because the database is another than the journal was in, a restored
 * copy or a standby that took over, which may lack purchases: then IQM_E_JOURNAL. `call` and errors
 * as of iqm_postgres_open().
 */
IQM_API int iqm_postgres_check(struct iqm_postgres *store, struct iqm_call *call) IQM_NODISCARD;

/**
 * A person accepts it: the journal is in this database from now on, and purchases that are missing
 * in it may be made once more. Make sure before that no client reaches the other one any more, and
 * look for what it lost (`iqm-insights journal reconcile`). Who did it is recorded. `call` and
 * errors as of iqm_postgres_open().
 */
IQM_API int iqm_postgres_accept(struct iqm_postgres *store, struct iqm_call *call) IQM_NODISCARD;

/**
 * A limiter for settings.limiter: requests of all clients on all hosts that have it of this
 * database keep one rate limit together, of the service's requests in any minute by the database's
 * clock. `name` NULL is the one that the command has too; other names are others, for workspaces
 * that the service counts apart. Whoever must wait is let through in the order of asking. A permit
 * whose client died comes back a minute after the deadline of its call. Where the database is away
 * calls fail with IQM_E_NETWORK, and nothing is sent; a call's deadline and cancel hold. *out is
 * written, and valid until the store is closed, and may be several clients'. Errors: IQM_E_USAGE (a
 * NULL, or a name that is no UTF-8), IQM_E_NOMEM.
 */
IQM_API int iqm_postgres_limiter(struct iqm_postgres *store, const char *name,
				 struct iqm_limiter *out) IQM_NODISCARD;

/** Closes `store`, which no client uses any more. NULL is allowed. */
IQM_API void iqm_postgres_close(struct iqm_postgres *store);

#ifdef __cplusplus
}
#endif

#endif
