/* SPDX-License-Identifier: MIT */
/*
 * The command's arguments, one a line. They are taken, or refused with exit code 2 and a message;
 * each of those that are taken is somewhere: an operand, a value, or the name of a flag. Of an
 * operation they become a request, or are refused likewise.
 */
#include "fuzz.h"
#include "streams.h"

#include "input/input.h"

#include <stdlib.h>
#include <string.h>

#define MOST_ARGUMENTS 64

static int split(char *text, char *argv[MOST_ARGUMENTS + 2])
{
	static char program[] = "iqm-insights";
	int argc = 1;

	argv[0] = program;
	for (char *line = text; line && argc <= MOST_ARGUMENTS; argc++) {
		char *end = strchr(line, '\n');

		argv[argc] = line;
		if (end)
			*end++ = '\0';
		line = end;
	}
	argv[argc] = NULL;
	return argc;
}

/* Whether a text is, or is within, one of argv's. */
static bool is_of(char *const *argv, const char *text)
{
	for (; *argv; argv++)
		if (text >= *argv && text <= *argv + strlen(*argv))
			return true;
	return false;
}

/* What was taken is argv's own; only values of switches are not. */
static size_t count_values(const struct values *v, char *const *argv)
{
	for (size_t i = 0; i < v->len; i++)
		fuzz_check(!*v->items[i] || is_of(argv, v->items[i]), "'%s' is no argument",
			   v->items[i]);
	return v->len;
}

static void check_taken(const struct arguments *args, char *const *argv, int argc)
{
	size_t given = count_values(&args->operands, argv);
	size_t most = (size_t)argc - 1;

	for (int i = 0; i < OPT_LEN; i++)
		given += count_values(&args->option[i], argv);
	for (size_t i = 0; args->command && args->flags && i < args->command->flag_len; i++)
		given += count_values(&args->flags[i], argv);
	/* One of letters may be several switches. */
	for (int i = 1; i < argc; i++)
		most += argv[i][0] == '-' && argv[i][1] != '-' ? strlen(argv[i]) : 0;
	fuzz_check(given <= most, "%zu of %d arguments", given, argc - 1);
}

static void check_message(int err)
{
	size_t len;
	char *message = streams_read(2, &len);

	fuzz_check(!err == !len, "%d, and '%s'", err, message);
	fuzz_check(!err || err == EXIT_USAGE || err == EXIT_CONFIG, "%d: %s", err, message);
	fuzz_check(!len || message[len - 1] == '\n', "'%s': no line", message);
	for (size_t i = 0; i < len; i++)
		fuzz_check((unsigned char)message[i] >= ' ' || message[i] == '\n',
			   "a control character on a terminal: %s", message);
	free(message);
}

static void build(const struct arguments *args)
{
	struct request request = { NULL, NULL };
	int err;

	streams_restore();
	streams_take(true);
	err = request_build(args, "UTC", &request);
	check_message(err);
	request_free(&request);
}

void fuzz_arguments(const unsigned char *data, size_t len)
{
	char *text = fuzz_text(data, len);
	char *argv[MOST_ARGUMENTS + 2];
	int argc = split(text, argv);
	struct arguments args;
	int err;

	memset(&args, 0, sizeof(args));
	streams_take(true);
	err = arguments_read(&args, argc, argv);
	check_message(err);
	if (!err)
		check_taken(&args, argv, argc);
	if (!err && args.command && args.command->op && args.command->flag_len &&
	    !is_given(&args, OPT_BODY))
		build(&args);
	streams_restore();
	arguments_free(&args);
	free(text);
}

/* ---- seeds ----------------------------------------------------------------------------------- */

void arguments_seeds(fuzz_use_fn *use, void *context)
{
	static const char *const lines[] = {
		"pld\nlist\n-o\njsonl\n--limit\n5",
		"sls\nlist\n--all\n-ocsv",
		"pld\ncompute\n--campaign-id\n451351\n--start-date\n2024-11-01\n--end-date=2024-11-30",
		"pld\ngenerate\n--campaign-id=1\n--yes\n--key\nk\n--max-cost\n5",
		"pld\nwait\n50\n51,52",
		"pld\nemail\n--id\n50\n--file-type\ncsv\n--email-ids\njane@example.com",
		"pld\ncolumns-update\n--set\nio-id=true",
		"--profile\nx\njournal\nlist\n--open",
		"api\nGET\n/api",
		"help\nexit-codes",
		"--\npld\nlist",
		"pld\nlist\n--sort-by\n-created-on",
		"aqs\ngenerate\n--help",
		"--version",
		NULL,
	};

	for (const char *const *line = lines; *line; line++) {
		struct fuzz_input input = { "arguments", (unsigned char *)strdup(*line),
					    strlen(*line) };

		use(context, &input);
		free(input.bytes);
	}
	for (const struct cli_command *c = cli_commands; c->family; c++)
		for (size_t i = 0; i < c->flag_len; i++) {
			char all[256];
			struct fuzz_input input = { "flag", (unsigned char *)all, 0 };

			input.len = (size_t)snprintf(all, sizeof(all), "%s\n%s\n--%s\n1", c->family,
						     c->name, c->flags[i].name);
			use(context, &input);
		}
}
