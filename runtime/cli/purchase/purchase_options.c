/* SPDX-License-Identifier: MIT */
/* Options of the command that buys: the most that it may cost, the key, what to do next. */
#include "purchase/order.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

int parse_amount(const struct cli *cli, enum cli_option option, double *amount)
{
	const char *text = option_value(&cli->args, option);

	*amount = HUGE_VAL;
	if (!text)
		return 0;
	if (strpbrk(text, "-eE") || !parse_number(text, amount))
		return cli_fail(EXIT_USAGE,
				"--%s: '%s' is not an amount, expected one like 250 or 99.50",
				cli_options[option].name, text);
	return 0;
}

int parse_max_cost(const struct cli *cli, double *max_cost)
{
	return parse_amount(cli, OPT_MAX_COST, max_cost);
}

/* Two spellings of one path are one file: "a//./b" is "a/b". */
static void simplify(char *path)
{
	char *to = path;

	while (*path) {
		if (!strncmp(path, "//", 2))
			path++;
		else if (!strncmp(path, "/./", 3))
			path += 2;
		else
			*to++ = *path++;
	}
	*to = '\0';
}

/* The run that continues may have another working directory. */
static char *absolute(const char *path)
{
	char *directory = *path == '/' ? NULL : getcwd(NULL, 0);
	size_t size = strlen(path) + (directory ? strlen(directory) : 0) + 2;
	char *whole = *path == '/' || directory ? malloc(size) : NULL;

	if (whole)
		snprintf(whole, size, "%s%s%s", directory ? directory : "", directory ? "/" : "",
			 path);
	if (whole)
		simplify(whole);
	free(directory);
	return whole;
}

int parse_plan(const struct cli *cli, struct plan *plan)
{
	const char *path = option_value(&cli->args, OPT_SAVE);
	int64_t type;
	int err;

	plan->wait = is_given(&cli->args, OPT_WAIT);
	if ((plan->wait || path) && !cli->args.command->op->order)
		return cli_fail(EXIT_USAGE, "--%s: no list shows what %s buys",
				plan->wait ? "wait" : "save", cli->args.command->op->name);
	plan->strict = is_given(&cli->args, OPT_STRICT);
	err = parse_save_mode(cli, &plan->mode);
	if (err || !path)
		return err;
	err = save_file_type(cli->args.command, "save", path, &type);
	if (err)
		return err;
	plan_free(plan); /* of a row it is read once more, when its file has a name */
	plan->save = absolute(path);
	return plan->save ? 0
			  : cli_fail(EXIT_FAILED, "--save: the current directory: %s",
				     strerror(errno));
}

/* People can tell it from others, and no two runs make the same. */
static int make_key(const struct cli *cli, char key[KEY_SIZE])
{
	time_t t = time(NULL);
	struct tm tm;
	char when[32];
	unsigned char random[4];

	if (getrandom(random, sizeof(random), 0) != (ssize_t)sizeof(random) || !gmtime_r(&t, &tm))
		return cli_fail(EXIT_FAILED, "no random bytes for a key");
	strftime(when, sizeof(when), "%Y%m%d-%H%M%S", &tm);
	snprintf(key, KEY_SIZE, "%s-%s-%02x%02x%02x%02x", cli->args.command->family, when,
		 random[0], random[1], random[2], random[3]);
	return 0;
}

int parse_key(const struct cli *cli, char made[KEY_SIZE], const char **key)
{
	*key = option_value(&cli->args, OPT_KEY);
	if (*key && iqm_is_key(*key))
		return 0;
	if (*key)
		return cli_fail(EXIT_USAGE,
				"--key: '%s': expected 1 to %zu printable ASCII characters", *key,
				IQM_KEY_MAX);
	*key = made;
	return make_key(cli, made);
}
