/* SPDX-License-Identifier: MIT */
/* Which purchases of the journal `journal list` and `journal spend` show. */
#include "commands/journal.h"

#include <string.h>

/* ---- reading ----------------------------------------------------------------------------- */

/* "not-bought" is "not bought" here. */
static bool is_state(const char *name, const char *word, size_t len)
{
	for (; len && *name; name++, word++, len--)
		if (*name != *word && !(*name == ' ' && *word == '-'))
			return false;
	return !len && !*name;
}

static int fail_state(const char *word, size_t len)
{
	static const char *const states[] = { "busy",   "open",       "unknown",
					      "bought", "not-bought", "refused" };
	char found[32];
	char hint[64];
	struct nearest near = { .word = found };

	snprintf(found, sizeof(found), "%.*s", (int)len, word);
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		nearest_try(&near, states[i]);
	return cli_fail(EXIT_USAGE,
			"--state: '%s' is no state, expected some of busy, open, unknown, bought, "
			"not-bought, refused%s",
			found, nearest_hint(&near, hint, sizeof(hint)));
}

static int read_states(const char *text, unsigned *states)
{
	for (const char *word = text; *word;) {
		size_t len = strcspn(word, ",");
		int state = IQM_PURCHASE_BUSY;

		while (state <= IQM_PURCHASE_REFUSED &&
		       !is_state(purchase_state_name((enum iqm_purchase_state)state), word, len))
			state++;
		if (state > IQM_PURCHASE_REFUSED)
			return fail_state(word, len);
		*states |= 1U << state;
		word += len + (word[len] == ',');
	}
	return 0;
}

int journal_filter_read(const struct cli *cli, struct journal_filter *f)
{
	const char *since = option_value(&cli->args, OPT_PURCHASES_SINCE);
	const char *states = option_value(&cli->args, OPT_PURCHASE_STATE);
	int64_t ms = 0;
	int err;

	*f = (struct journal_filter){
		.zone = cli->config.setting[SET_TIMEZONE].value,
		.open = is_given(&cli->args, OPT_OPEN),
		.family = option_value(&cli->args, OPT_PURCHASE_FAMILY),
	};
	err = f->zone ? zone_check(f->zone) : 0;
	if (!err && states)
		err = read_states(states, &f->states);
	if (err || !since)
		return err;
	err = parse_since("--since", since, f->zone, &ms);
	f->since = iqm_ms(ms);
	return err;
}

/* ---- filtering --------------------------------------------------------------------------- */

static bool has_family(const struct iqm_purchase *p, const char *family)
{
	size_t len = strlen(family);

	return p->operation && !strncmp(p->operation, family, len) && p->operation[len] == '.';
}

/* Of one whose time was lost nobody knows that it is older. */
static bool is_before(const struct iqm_purchase *p, struct iqm_ms since)
{
	struct iqm_ms time = purchase_time(p);

	return time.set && time.value < since.value;
}

bool journal_shows(struct journal_filter *f, const struct iqm_purchase *p)
{
	bool shown = (!f->open || purchase_is_unfinished(p)) &&
		     (!f->since.set || !is_before(p, f->since)) &&
		     (!f->family || has_family(p, f->family)) &&
		     (!f->states || f->states & 1U << p->state);

	f->left_out += !shown;
	return shown;
}

void journal_say_empty(const struct journal_filter *f)
{
	if (!f->left_out)
		cli_info("The journal has no purchases.");
	else
		cli_info("None of the journal's %zu purchase%s fits.", f->left_out,
			 f->left_out == 1 ? "" : "s");
}
