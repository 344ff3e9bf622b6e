/* SPDX-License-Identifier: MIT */
/* Requests of `doctor --probe`: each that differs is sent once, for all dialects that make it so.
 */
#include "commands/probe.h"

#include <stdlib.h>
#include <string.h>

/* ---- dialects ---------------------------------------------------------------------------- */

static int open_dialect(struct probe *p, size_t i)
{
	struct setting *setting = &p->cli->config.setting[SET_DIALECT];
	const char *before = setting->value;
	struct iqm_settings s = { .max_attempts = 2 };
	struct iqm_error e;
	int err;

	setting->value = p->dialect[i];
	err = session_set_token(p->cli, &s, &e);
	if (!err)
		err = session_open_client(p->cli, &s, &p->client[i], &e);
	setting->value = before;
	return err ? cli_fail_call(&e) : 0;
}

int probe_open(struct probe *p, struct cli *cli)
{
	const char *const *all = cli_options[OPT_DIALECT].values;
	int err = 0;

	*p = (struct probe){ .cli = cli };
	if (is_given(&cli->args, OPT_DIALECT))
		p->dialect[p->dialect_len++] = cli->config.setting[SET_DIALECT].value;
	else
		for (; *all && p->dialect_len < PROBE_DIALECTS; all++)
			p->dialect[p->dialect_len++] = *all;
	for (size_t i = 0; !err && i < p->dialect_len; i++)
		err = open_dialect(p, i);
	return err;
}

void probe_close(struct probe *p)
{
	for (size_t i = 0; i < p->len; i++) {
		iqm_buf_free(&p->answers[i].request);
		iqm_buf_free(&p->answers[i].shown);
		iqm_free(p->answers[i].response);
	}
	free(p->answers);
	for (size_t i = 0; i < p->dialect_len; i++)
		iqm_client_close(p->client[i]);
}

void probe_add_dialects(struct buf *t, const struct probe *p, const struct probe_answer *a)
{
	bool first = true;

	for (size_t i = 0; i < p->dialect_len; i++) {
		if (!(a->dialects >> i & 1))
			continue;
		iqm_buf_printf(t, "%s%s", first ? "" : ", ", p->dialect[i]);
		first = false;
	}
}

/* ---- requests ---------------------------------------------------------------------------- */

static struct probe_answer *add_answer(struct probe *p)
{
	struct probe_answer *grown;

	if (p->len == p->size) {
		grown = realloc(p->answers, (p->size + 16) * sizeof(*grown));
		if (!grown)
			return NULL;
		p->answers = grown;
		p->size += 16;
	}
	p->answers[p->len] = (struct probe_answer){ .about = "" };
	return &p->answers[p->len++];
}

/* Nothing can be learnt where no answer comes, or the same one comes to everything. */
static bool is_hopeless(const struct iqm_error *e)
{
	switch (e->status) {
	case IQM_E_AUTH:
	case IQM_E_CONFIG:
	case IQM_E_CANCELLED:
	case IQM_E_NETWORK:
	case IQM_E_NOMEM:
	case IQM_E_TIMEOUT:
		return true;
	default:
		return false;
	}
}

static int send(struct probe *p, size_t dialect, struct probe_answer *a, const void *request)
{
	struct iqm_call call = { .timeout_ms = p->cli->call.timeout_ms,
				 .cancel = p->cli->call.cancel,
				 .keep_raw = true };
	int err;

	progress_begin(a->op->name);
	err = iqm_perform(p->client[dialect], a->op, request, &a->response, &call);
	progress_end();
	a->error = call.error;
	a->http_status = err ? call.error.http_status : 200;
	return err && is_hopeless(&call.error) ? cli_fail_call(&call.error) : 0;
}

static int read_preview(struct probe_answer *a, const struct iqm_preview *preview)
{
	iqm_buf_printf(&a->request, "%s %s %s", preview->method, preview->path,
		       preview->body ? preview->body : "");
	iqm_buf_printf(&a->shown, "%s %s", preview->method, preview->path);
	if (preview->body) {
		iqm_buf_str(&a->shown, " ");
		shape_add(&a->shown, preview->body, strlen(preview->body));
	}
	return a->request.err || a->shown.err ? cli_fail_nomem() : 0;
}

/* An answer to the same request of another dialect; NULL: it was not sent yet. */
static struct probe_answer *find_same(struct probe *p, const struct probe_answer *a)
{
	for (size_t i = 0; i < p->len; i++) {
		struct probe_answer *other = &p->answers[i];

		if (other != a && other->op == a->op && !strcmp(other->about, a->about) &&
		    !strcmp(other->request.data, a->request.data))
			return other;
	}
	return NULL;
}

static void drop_last(struct probe *p)
{
	struct probe_answer *a = &p->answers[--p->len];

	iqm_buf_free(&a->request);
	iqm_buf_free(&a->shown);
}

static int ask_in(struct probe *p, size_t dialect, const struct iqm_op *op, const void *request,
		  const char *about)
{
	struct iqm_preview *preview;
	struct iqm_error e;
	struct probe_answer *a;
	struct probe_answer *same;
	int err;

	if (iqm_preview_make(p->client[dialect], op, request, &preview, &e))
		return cli_fail_call(&e);
	a = add_answer(p);
	err = a ? read_preview(a, preview) : cli_fail_nomem();
	iqm_free(preview);
	if (!a || err)
		return err;
	a->op = op;
	a->about = about;
	a->dialects = 1U << dialect;
	same = find_same(p, a);
	if (!same)
		return send(p, dialect, a, request);
	same->dialects |= a->dialects;
	drop_last(p);
	return 0;
}

int probe_ask(struct probe *p, const struct iqm_op *op, const void *request, const char *about,
	      unsigned dialects)
{
	int err = 0;

	for (size_t i = 0; !err && i < p->dialect_len; i++)
		if (dialects >> i & 1)
			err = ask_in(p, i, op, request, about);
	return err;
}

const struct probe_answer *probe_best(const struct probe *p, const struct iqm_op *op)
{
	for (size_t i = 0; i < p->len; i++)
		if (p->answers[i].op == op && !p->answers[i].error.status)
			return &p->answers[i];
	return NULL;
}

unsigned probe_best_dialect(const struct probe *p, const struct iqm_op *op)
{
	const struct probe_answer *a = probe_best(p, op);

	return a ? a->dialects & -a->dialects : 1;
}
