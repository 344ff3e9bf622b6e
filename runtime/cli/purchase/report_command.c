/* SPDX-License-Identifier: MIT */
/* Which command comes next for a report: by its state. */
#include "purchase/purchase.h"

#include <inttypes.h>
#include <string.h>

#define ID_SIZE 24

static void next_wait(const struct cli_command *buys, int64_t id)
{
	char command[COMMAND_SIZE];
	char text[ID_SIZE];

	snprintf(text, sizeof(text), "%" PRId64, id);
	next_step_at_end(command_text(command, buys->family, "wait", text, (char *)NULL));
}

/* "--id" of the field; "": no flag sets it. */
static void flag_of(const struct cli_command *c, const struct iqm_field *field, char flag[64])
{
	*flag = '\0';
	for (size_t i = 0; c && i < c->flag_len; i++)
		if (flag_field(c, i) == field)
			snprintf(flag, 64, "--%s", c->flags[i].name);
}

void next_download(const struct cli_command *buys, int64_t id)
{
	const struct cli_command *c = buys->link ? command_of(buys->link) : NULL;
	char command[COMMAND_SIZE];
	char text[ID_SIZE];
	char file[64];
	char flag[64];

	if (!c || !buys->link->file || !buys->file_types)
		return;
	flag_of(c, buys->link->file->id, flag);
	snprintf(text, sizeof(text), "%" PRId64, id);
	snprintf(file, sizeof(file), "%s-%s.%s", buys->family, text, buys->file_types[0].name);
	if (*flag)
		next_step_at_end(command_text(command, c->family, c->name, flag, text, "--save",
					      file, (char *)NULL));
}

static void next_regenerate(const struct cli_command *buys, int64_t id)
{
	const struct iqm_order *order = buys->op->order;
	char command[COMMAND_SIZE];
	char text[ID_SIZE];
	char flag[64];

	if (!order || !order->regenerate)
		return;
	flag_of(buys, order->regenerate, flag);
	snprintf(text, sizeof(text), "%" PRId64, id);
	if (*flag)
		next_step_at_end(
			command_text(command, buys->family, buys->name, flag, text, (char *)NULL));
}

void next_for_report(const struct cli_command *buys, const struct iqm_report *report)
{
	switch (report->state) {
	case IQM_REPORT_WAITING:
		next_wait(buys, report->id);
		break;
	case IQM_REPORT_READY:
		next_download(buys, report->id);
		break;
	case IQM_REPORT_FAILED:
		/* It is paid for: only one that has failed for sure is made again. */
		if (report->confirmed)
			next_regenerate(buys, report->id);
		break;
	default:
		break;
	}
}
