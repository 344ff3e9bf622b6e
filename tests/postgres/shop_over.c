/* SPDX-License-Identifier: MIT */
/* The suites of the library's journals that are linked here run over a database: see SHARED_SUITES
 * in the Makefile. Those that open a store of their own have shops with files. */
#include "database.h"

#include "support/journal_fixture.h"

#include <stdlib.h>
#include <string.h>

static char directory[64]; /* of the shop whose journal it is */
static struct iqm_postgres *store;

static void close_store(void)
{
	iqm_postgres_close(store);
	store = NULL;
}

/* A shop has one journal, a new one an empty one. */
static const struct iqm_journal *journal(const struct shop *shop)
{
	if (strcmp(directory, shop->directory) != 0) {
		if (!store)
			atexit(close_store);
		close_store();
		pg_sql("DROP SCHEMA IF EXISTS iqm CASCADE");
		store = pg_store();
		strcpy(directory, shop->directory);
	}
	return iqm_postgres_journal(store);
}

__attribute__((constructor)) static void set(void)
{
	shop_journal = journal;
}
