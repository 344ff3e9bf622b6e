/* SPDX-License-Identifier: MIT */
/* What the command that buys was told: the most it may cost, the key, what is to follow. */
#include "buy.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

int told_most(const struct cli *cli, double *most)
{
	const char *text = cli_option(cli, OPT_MAX_COST);
	char *end;

	*most = HUGE_VAL;
	if (!text)
		return 0;
	*most = strtod(text, &end);
	if (!*text || *end || strspn(text, ".0123456789") != strlen(text))
		return cli_fail(cli, EXIT_USAGE, "--max-cost: '%s' is not an amount", text);
	return 0;
}

/* Whoever goes on may be in another folder. */
static char *absolute(const char *path)
{
	char *folder = *path == '/' ? NULL : getcwd(NULL, 0);
	size_t size = strlen(path) + (folder ? strlen(folder) : 0) + 2;
	char *whole = *path == '/' || folder ? malloc(size) : NULL;

	if (whole)
		snprintf(whole, size, "%s%s%s", folder ? folder : "", folder ? "/" : "", path);
	free(folder);
	return whole;
}

static int told_place(const struct cli *cli, struct plan *plan)
{
	const char *url = cli->setting[SET_BASE_URL].value;
	const char *workspace = cli->setting[SET_OW_ID].value;

	if ((size_t)snprintf(plan->service, sizeof(plan->service), "%s", url ? url : "") >=
	    sizeof(plan->service))
		return cli_fail(cli, EXIT_CONFIG, "base-url: it has more than %zu bytes",
				sizeof(plan->service) - 1);
	snprintf(plan->workspace, sizeof(plan->workspace), "%s", workspace ? workspace : "");
	return 0;
}

int told_plan(const struct cli *cli, struct plan *plan)
{
	const char *path = cli_option(cli, OPT_SAVE);
	int64_t type;
	int err;

	snprintf(plan->operation, sizeof(plan->operation), "%s", cli->command->op->name);
	err = told_place(cli, plan);
	if (err)
		return err;
	plan->wait = cli_given(cli, OPT_WAIT);
	if (!path)
		return 0;
	err = save_type(cli, cli->command, path, &type);
	if (err)
		return err;
	plan->save = absolute(path);
	return plan->save ? 0
			  : cli_fail(cli, EXIT_FAILED, "--save: the current folder: %s",
				     strerror(errno));
}

/* One that people can tell from others, and that no two runs make. */
static int make_key(const struct cli *cli, char key[KEY_SIZE])
{
	time_t t = time(NULL);
	struct tm tm;
	char when[32];
	unsigned char random[4];

	if (getrandom(random, sizeof(random), 0) != (ssize_t)sizeof(random) || !gmtime_r(&t, &tm))
		return cli_fail(cli, EXIT_FAILED, "no random bytes for a key");
	strftime(when, sizeof(when), "%Y%m%d-%H%M%S", &tm);
	snprintf(key, KEY_SIZE, "%s-%s-%02x%02x%02x%02x", cli->command->family, when, random[0],
		 random[1], random[2], random[3]);
	return 0;
}

static bool is_key(const char *text)
{
	size_t len = 0;

	while (text[len] >= ' ' && text[len] <= '~')
		len++;
	return len && len < KEY_SIZE && !text[len];
}

int told_key(const struct cli *cli, char made[KEY_SIZE], const char **key)
{
	*key = cli_option(cli, OPT_KEY);
	if (*key && is_key(*key))
		return 0;
	if (*key)
		return cli_fail(cli, EXIT_USAGE,
				"--key: '%s': expected 1 to %d printable ASCII characters", *key,
				KEY_SIZE - 1);
	*key = made;
	return make_key(cli, made);
}
