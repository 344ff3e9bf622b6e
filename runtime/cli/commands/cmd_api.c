/* SPDX-License-Identifier: MIT */
/* `api GET /path`: any request that only reads, and its response as it came. */
#include "commands/cmd.h"

#include <string.h>

/* Another method could buy, without any of the checks of a purchase. */
static int check_operands(const struct cli *cli)
{
	const struct values *given = &cli->args.operands;

	if (given->len != 2)
		return cli_fail(EXIT_USAGE, "expected GET and a path, found %zu argument%s",
				given->len, given->len == 1 ? "" : "s");
	if (strcmp(given->items[0], "GET"))
		return cli_fail(EXIT_USAGE,
				"'%s' is not allowed: only GET is sure to change and buy nothing",
				given->items[0]);
	for (const char *s = given->items[1]; *s; s++)
		if (*s <= ' ' || *s > '~' || *s == '#')
			return cli_fail(EXIT_USAGE,
					"the path has a character that must be percent-encoded");
	if (given->items[1][0] != '/' || given->items[1][1] == '/')
		return cli_fail(EXIT_USAGE, "'%s' is not a path, expected one like %s",
				given->items[1], cli_api->ops[0]->path);
	return 0;
}

static int print_raw(const struct cli *cli, const void *response)
{
	struct iqm_error error;
	size_t len;
	const char *raw = iqm_raw(response, &len);

	if (iqm_json_check(raw, len, &error))
		return cli_fail_call(cli->call.error.status ? &cli->call.error : &error);
	return print_bytes(raw, len);
}

int cmd_api(struct cli *cli)
{
	static const struct iqm_descriptor nothing = { .name = "response", .size = 1 };
	struct iqm_op op = { .api = cli_api,
			     .name = "api",
			     .method = "GET",
			     .response = &nothing,
			     .effect = IQM_READ,
			     .content = IQM_JSON,
			     .auth = IQM_BEARER,
			     .envelope_optional = true };
	void *response;
	int err = check_operands(cli);

	if (!err)
		err = session_connect(cli, WITHOUT_JOURNAL);
	if (err)
		return err;
	op.path = cli->args.operands.items[1];
	cli->call.keep_raw = true;
	err = iqm_perform(cli->client, &op, NULL, &response, &cli->call);
	/* The response need not look like those of the families. */
	if (!err || (err == IQM_E_DECODE && response))
		err = print_raw(cli, response);
	else
		err = cli_fail_call(&cli->call.error);
	iqm_free(response);
	return err;
}
