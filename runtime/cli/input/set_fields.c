/* SPDX-License-Identifier: MIT */
/* --set NAME=VALUE: a change of what the service has. */
#include "input/input.h"

#include <string.h>

static int fail_name(const struct arguments *args, const char *set, size_t len)
{
	const struct cli_command *c = args->command;
	char name[64];
	char hint[96];
	struct nearest near = { .word = name };

	snprintf(name, sizeof(name), "%.*s", (int)len, set);
	for (size_t i = 0; i < c->flag_len; i++)
		nearest_try(&near, c->flags[i].name);
	return cli_fail(EXIT_USAGE, "--set: unknown field '%s'%s", name,
			nearest_hint(&near, hint, sizeof(hint)));
}

int set_fields_read(struct arguments *args)
{
	const struct values *sets = &args->option[OPT_SET];

	for (size_t i = 0; i < sets->len; i++) {
		const char *set = sets->items[i];
		size_t len = strcspn(set, "=");
		int flag = flag_named(args->command, set, len);
		int err;

		flag = flag < 0 ? flag_of_wire(args->command, set, len) : flag;
		if (!set[len])
			return cli_fail(EXIT_USAGE, "--set: '%s', expected NAME=VALUE", set);
		if (flag < 0)
			return fail_name(args, set, len);
		if (args->flags[flag].len)
			return cli_fail(EXIT_USAGE, "'%.*s' is set twice", (int)len, set);
		err = values_add(&args->flags[flag], set + len + 1);
		if (err)
			return err;
	}
	return 0;
}

void set_fields_fill(const struct arguments *args, struct request *r,
		     const struct iqm_descriptor *descriptor, const void *response)
{
	const struct cli_command *c = args->command;

	for (size_t i = 0; i < c->flag_len && i < descriptor->len; i++) {
		const struct iqm_field *to = flag_field(c, i);
		const struct iqm_field *from = &descriptor->fields[i];

		if (!args->flags[i].len)
			memcpy((char *)r->value + to->offset, (const char *)response + from->offset,
			       iqm_member_size(to));
	}
}
