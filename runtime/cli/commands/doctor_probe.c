/* SPDX-License-Identifier: MIT */
/* `doctor --probe`: a transcript of what the service answered, for those who make this program. */
#include "commands/probe.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- which dialect ----------------------------------------------------------------------- */

static void add_outcome(const struct transcript *t, struct buf *line, const struct probe_answer *a)
{
	if (a->http_status)
		iqm_buf_printf(line, "HTTP %ld: ", a->http_status);
	if (a->error.status)
		transcript_add_error(t, line, &a->error);
	else
		iqm_buf_str(line, "read");
}

static void show_requests(struct transcript *t)
{
	for (size_t i = 0; i < t->probe->len; i++) {
		const struct probe_answer *a = &t->probe->answers[i];
		struct buf line = { 0 };

		if (*a->about)
			iqm_buf_printf(&line, "of %s, ", a->about);
		probe_add_dialects(&line, t->probe, a);
		iqm_buf_printf(&line, ": %s: ", a->shown.data);
		add_outcome(t, &line, a);
		transcript_row(t, "request", a->op->name, &line);
	}
}

/* Requests that every answer should fit: what is not there, and the price, may be refused. */
static bool counts(const struct probe_answer *a)
{
	return !*a->about || !strcmp(a->about, "a ready report");
}

static size_t count_read(const struct probe *p, size_t dialect, size_t *all)
{
	size_t read = 0;

	*all = 0;
	for (size_t i = 0; i < p->len; i++) {
		const struct probe_answer *a = &p->answers[i];

		if (!counts(a) || !(a->dialects >> dialect & 1))
			continue;
		++*all;
		read += !a->error.status;
	}
	return read;
}

/* The first that fits best. */
static size_t show_dialects(struct transcript *t)
{
	size_t best = 0;
	size_t most = 0;

	for (size_t i = 0; i < t->probe->dialect_len; i++) {
		struct buf line = { 0 };
		size_t all;
		size_t read = count_read(t->probe, i, &all);

		iqm_buf_printf(&line, "%zu of %zu requests were answered", read, all);
		transcript_row(t, "dialect", t->probe->dialect[i], &line);
		if (read > most) {
			best = i;
			most = read;
		}
	}
	return best;
}

/* ---- all of it --------------------------------------------------------------------------- */

static void show_program(struct transcript *t)
{
	const struct cli *cli = t->probe->cli;
	bool usual = !strcmp(cli->config.setting[SET_BASE_URL].value, cli_api->base_url);
	struct buf line = { 0 };

	iqm_buf_printf(&line, "%s %s, dialect %s, %s", PROGRAM, IQM_VERSION,
		       cli->config.setting[SET_DIALECT].value,
		       usual ? cli_api->base_url : "another base-url");
	transcript_row(t, "program", NULL, &line);
}

static int advise_dialect(const struct transcript *t, size_t best)
{
	const struct probe *p = t->probe;
	const char *used = p->cli->config.setting[SET_DIALECT].value;
	size_t all;
	size_t now = 0;
	char command[COMMAND_SIZE];
	char step[NEXT_STEP_SIZE];

	for (size_t i = 0; i < p->dialect_len; i++)
		if (!strcmp(p->dialect[i], used))
			now = count_read(p, i, &all);
	if (count_read(p, best, &all) <= now)
		return 0;
	return cli_fail(EXIT_DOCTOR, "the service answers dialect %s better than %s%s",
			p->dialect[best], used,
			next_step(step, "; set it with: ",
				  command_text(command, "config", "set", "dialect",
					       p->dialect[best], (char *)NULL)));
}

static size_t print_rows(struct transcript *t)
{
	size_t best;

	transcript_read_texts(t);
	show_program(t);
	best = show_dialects(t);
	show_requests(t);
	transcript_answers(t);
	return best;
}

static int print(struct probe *p)
{
	static const struct column columns[] = { { .name = "question" },
						 { .name = "of" },
						 { .name = "answer" } };
	struct transcript t = { .probe = p,
				.out = out_open(&p->cli->print, columns, 3),
				.texts = cJSON_CreateArray(),
				.shown = cJSON_CreateObject() };
	size_t best;
	int err;

	if (!t.out)
		return EXIT_FAILED;
	best = print_rows(&t);
	iqm_tree_free(t.texts);
	iqm_tree_free(t.shown);
	err = out_close(t.out);
	if (t.err || err)
		return t.err ? t.err : err;
	cli_info("It has no names, texts, ids, addresses or links of yours: it can be sent on.");
	return advise_dialect(&t, best);
}

int doctor_probe(struct cli *cli)
{
	struct probe p;
	int err;

	cli_info("This asks for some thirty things, and takes a minute or two. Nothing is bought.");
	err = probe_open(&p, cli);
	if (!err)
		err = probe_ask_all(&p);
	if (!err)
		err = print(&p);
	probe_close(&p);
	return err;
}
