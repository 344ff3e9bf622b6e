/* SPDX-License-Identifier: MIT */
/*
 * `complete KIND [FAMILY]`: what the completion of shells cannot know, a candidate a line, behind a
 * tab what it is. It asks no service, makes no file, and never complains: a shell has no use for
 * that.
 */
#include "commands/cmd.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATIENCE_MS 500
#define MOST_IDS 200

static void candidate(const char *text, const char *what)
{
	stream_data(stdout, text, strlen(text));
	if (what) {
		stream_data(stdout, "\t", 1);
		stream_data(stdout, what, strlen(what));
	}
	stream_data(stdout, "\n", 1);
}

/* ---- profiles ---------------------------------------------------------------------------- */

static void profiles(struct cli *cli)
{
	(void)config_load(&cli->config, &cli->args);
	for (size_t i = 0; i < cli->config.file.section_len; i++)
		candidate(cli->config.file.sections[i], NULL);
}

/* ---- what the journal has ---------------------------------------------------------------- */

/* All purchases, the newest last; NULL: none. iqm_free() takes them. */
static struct iqm_purchases *journal(struct cli *cli)
{
	struct iqm_purchases *list = NULL;
	struct iqm_call call = { .timeout_ms = PATIENCE_MS };
	struct iqm_settings s = { .timeout_ms = 0 };
	struct iqm_error e;
	bool shared = cli->config.setting[SET_STORE].value;
	char *path = shared ? NULL : state_find(&cli->config, "journal", &e);

	if (shared && !session_open_store(cli, PATIENCE_MS, &e))
		s.journal_store = session_store_journal(cli);
	s.journal = path;
	if ((s.journal_store || (path && !access(path, R_OK))) &&
	    !iqm_client_open_abi(&cli->client, cli_api, &s, &e, IQM_ABI) &&
	    iqm_journal_list(cli->client, &list, &call))
		list = NULL;
	free(path);
	return list;
}

static void keys(struct cli *cli)
{
	struct iqm_purchases *list;

	(void)config_load(&cli->config, &cli->args); /* which store */
	list = journal(cli);
	for (size_t i = list ? list->len : 0; i-- > 0;) {
		const struct iqm_purchase *p = &list->items[i];
		char what[96];

		snprintf(what, sizeof(what), "%s, %s", p->operation ? p->operation : "?",
			 purchase_state_name(p->state));
		candidate(p->key, what);
	}
	iqm_free(list);
}

/* Whether it is of a family, `len` bytes of "pld.generate"; NULL: any. */
static bool is_of(const struct iqm_purchase *p, const char *family)
{
	size_t len = family ? strlen(family) : 0;

	return !family ||
	       (p->operation && !strncmp(p->operation, family, len) && p->operation[len] == '.');
}

/* Those that were offered, each once. */
struct offered {
	int64_t ids[MOST_IDS];
	size_t len;
};

static void offer_id(struct offered *o, int64_t id, const char *what)
{
	char text[24];

	for (size_t i = 0; i < o->len; i++)
		if (o->ids[i] == id)
			return;
	if (o->len == MOST_IDS)
		return;
	o->ids[o->len++] = id;
	snprintf(text, sizeof(text), "%" PRId64, id);
	candidate(text, what);
}

static void seen_id(void *offered, const char *family, int64_t id)
{
	char what[96];

	snprintf(what, sizeof(what), "seen in the list of %.60s", family);
	offer_id(offered, id, what);
}

static void ids(struct cli *cli, const char *family)
{
	struct offered offered = { .len = 0 };
	struct iqm_purchases *list;

	(void)config_load(&cli->config, &cli->args); /* which profile */
	list = journal(cli);
	for (size_t i = list ? list->len : 0; i-- > 0;) {
		const struct iqm_purchase *p = &list->items[i];
		char what[96];

		snprintf(what, sizeof(what), "key %s", p->key);
		if (p->report_id.set && is_of(p, family))
			offer_id(&offered, p->report_id.value, what);
	}
	iqm_free(list);
	recent_each(&cli->config, family, seen_id, &offered);
}

/* ---- zones ------------------------------------------------------------------------------- */

static void zone(void *none, const char *name)
{
	(void)none;
	candidate(name, NULL);
}

/* ------------------------------------------------------------------------------------------ */

int cmd_complete(struct cli *cli)
{
	const struct values *words = &cli->args.operands;
	const char *kind = words->len ? words->items[0] : "";

	if (!strcmp(kind, "profiles"))
		profiles(cli);
	else if (!strcmp(kind, "keys"))
		keys(cli);
	else if (!strcmp(kind, "ids"))
		ids(cli, words->len > 1 ? words->items[1] : NULL);
	else if (!strcmp(kind, "zones"))
		zone_each(zone, NULL);
	return EXIT_OK;
}
