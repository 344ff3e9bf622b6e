/* SPDX-License-Identifier: MIT */
/* Makes the request struct that an operation's descriptors describe, of flags and a JSON body. */
#include "input/request_field.h"

#include <string.h>

static int fill(const struct arguments *args, const char *zone, struct request *out)
{
	const struct cli_command *c = args->command;
	bool has_period = is_given(args, OPT_PERIOD);
	struct period period;
	int err = has_period ? order_period(args, zone, &period) : 0;

	has_period = has_period && !err;
	if (!err && is_given(args, OPT_BODY))
		err = request_read_body(args, out);
	for (size_t i = 0; i < c->flag_len; i++) { /* all mistakes are reported */
		struct flag f = { .args = args,
				  .flag = &c->flags[i],
				  .field = flag_field(c, i),
				  .given = &args->flags[i],
				  .zone = zone,
				  .out = out };
		const char *text = f.flag->day == DAY_LAST ? period.last : period.first;
		const struct values day = { &text, 1 };

		if (has_period && f.flag->day != DAY_NONE)
			f.given = &day;
		if (f.given->len)
			err = worse_exit(err,
					 field_is_json(f.field) ? flag_set_json(&f) : flag_set(&f));
	}
	return err;
}

int request_build(const struct arguments *args, const char *zone, struct request *out)
{
	const struct iqm_op *op = args->command->op;
	const struct iqm_descriptor *t = op->query ? op->query : op->body;

	memset(out, 0, sizeof(*out));
	if (!t)
		return 0;
	out->memory = request_memory_open();
	if (out->memory)
		out->value = request_memory_zeroed(out->memory, t->size);
	if (!out->value)
		return cli_fail_nomem();
	/* What is paid for, and priced to be, must not depend on a default. */
	if (!zone && op->effect != IQM_PAID && !(op->body && op->body->first_day))
		zone = "UTC";
	return fill(args, zone, out);
}

void request_free(struct request *r)
{
	request_memory_close(r->memory);
	memset(r, 0, sizeof(*r));
}
