/* SPDX-License-Identifier: MIT */
/* `api GET /path`: any request that only reads, and its response as it came. */
#include "commands/cmd.h"

#include <string.h>

/* A path that can be asked for as it stands. */
static const char *some_path(void)
{
	const struct iqm_op *const *op = cli_api->ops;

	while (op[1] && (strcmp((*op)->method, "GET") || strchr((*op)->path, '{')))
		op++;
	return (*op)->path;
}

static int check_path(const char *path)
{
	for (const char *s = path; *s; s++)
		if (*s <= ' ' || *s > '~' || *s == '#')
			return cli_fail(EXIT_USAGE,
					"'%s' has a space or another character that must be "
					"percent-encoded: write %%%02X",
					path, (unsigned char)*s);
	if (path[0] != '/' || path[1] == '/')
		return cli_fail(EXIT_USAGE,
				"'%s' is not a path: expected one that begins with a single '/', "
				"such as %s",
				path, some_path());
	return 0;
}

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
	return check_path(given->items[1]);
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
