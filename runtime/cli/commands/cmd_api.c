/* SPDX-License-Identifier: MIT */
/* `api GET /path`: any question to the service, and its response as it came. */
#include "cli.h"

#include <string.h>

/* Other methods could buy, past all that guards a purchase. */
static int check_words(const struct cli *cli)
{
	const struct cli_values *w = &cli->words;

	if (w->len != 2)
		return cli_fail(cli, EXIT_USAGE, "expected GET and a path, found %zu words",
				w->len);
	if (strcmp(w->items[0], "GET"))
		return cli_fail(cli, EXIT_USAGE,
				"'%s' is refused: only GET is sure to change and buy nothing",
				w->items[0]);
	for (const char *s = w->items[1]; *s; s++)
		if (*s <= ' ' || *s > '~' || *s == '#')
			return cli_fail(cli, EXIT_USAGE,
					"the path has a character that must be percent-encoded");
	if (w->items[1][0] != '/' || w->items[1][1] == '/')
		return cli_fail(cli, EXIT_USAGE,
				"'%s' is no path, expected one like /api/v3/ins/...", w->items[1]);
	return 0;
}

static int print_raw(const struct cli *cli, const void *response)
{
	size_t len;
	const char *raw = iqm_raw(response, &len);

	if (!json_is_whole(raw, len))
		return cli_fail_call(cli, &cli->call.error);
	fwrite(raw, 1, len, stdout);
	if (!len || raw[len - 1] != '\n')
		putchar('\n');
	return EXIT_OK;
}

int cli_api(struct cli *cli)
{
	static const struct iqm_table nothing = { .name = "response", .size = 1 };
	struct iqm_op op = { .api = cli_commands[0].op->api,
			     .name = "api",
			     .method = "GET",
			     .response = &nothing,
			     .effect = IQM_READ,
			     .content = IQM_JSON,
			     .auth = IQM_BEARER,
			     .envelope_optional = true };
	void *response;
	int err = check_words(cli);

	if (!err)
		err = cli_connect(cli);
	if (err)
		return err;
	op.path = cli->words.items[1];
	cli->call.keep_raw = true;
	err = iqm_perform(cli->client, &op, NULL, &response, &cli->call);
	/* A response of a shape that the families do not have is one nevertheless. */
	if (!err || (err == IQM_E_DECODE && response))
		err = print_raw(cli, response);
	else
		err = cli_fail_call(cli, &cli->call.error);
	iqm_free(response);
	return err;
}
