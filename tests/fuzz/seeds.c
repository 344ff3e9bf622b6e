/* SPDX-License-Identifier: MIT */
/* seeds DIR: writes what libFuzzer starts from: DIR/seeds-TARGET has the inputs of each target,
 * DIR/dictionary the names of the spec and the tokens of JSON, HTTP, journals and settings. */
#include "fuzz.h"

#include "iqm_descriptors.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static FILE *create(const char *dir, const char *name)
{
	char path[1024];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	file = fopen(path, "wb");
	fuzz_check(file != NULL, "%s cannot be written", path);
	return file;
}

struct writing {
	const char *dir;
	const struct fuzz_target *target;
	size_t count;
};

static void write_seed(void *context, const struct fuzz_input *input)
{
	struct writing *w = context;
	char name[64];
	FILE *file;

	snprintf(name, sizeof(name), "seeds-%s/%zu", w->target->name, w->count++);
	file = create(w->dir, name);
	fwrite(input->bytes, 1, input->len, file);
	fuzz_check(!fclose(file), "%s cannot be written", name);
}

static void write_seeds(const char *dir, const struct fuzz_target *target)
{
	struct writing w = { .dir = dir, .target = target };
	char path[1024];

	snprintf(path, sizeof(path), "%s/seeds-%s", dir, target->name);
	fuzz_check(!mkdir(path, 0777) || errno == EEXIST, "%s cannot be made", path);
	target->seeds(write_seed, &w);
	fuzz_check(w.count > 0, "%s has no seeds", target->name);
}

/* ---- the dictionary -------------------------------------------------------------------------- */

static const char *const tokens[] = {
	"null",
	"true",
	"false",
	"{}",
	"[]",
	"\\\"\\\"",
	"\\\\u0000",
	"\\\\ud83d",
	"\\\\ude00",
	"\\\\udbff\\\\udfff",
	"\\\\ud800\\\\udc00",
	"\\\\u0041",
	"\\\\n",
	"\\\\\\\"",
	"1e400",
	"-0",
	"1.5",
	"1e3",
	"1e-400",
	"9007199254740993",
	"0.1",
	"9223372036854775807",
	"9223372036854775808",
	"-9223372036854775808",
	"\\xef\\xbb\\xbf",
	"\\xed\\xa0\\x80",
	"\\xf0\\x9f\\x98\\x80",
	"[[[[[[[[[[[[[[[[",
	"{\\\"a\\\":",
	",",
	"\\\"success\\\":true,",
	"\\\"success\\\":false,",
	"\\\"data\\\":{",
	"HTTP/1.1 200 OK\\x0d\\x0a",
	"HTTP/1.1 401 No\\x0d\\x0a",
	"HTTP/1.1 403 No\\x0d\\x0a",
	"HTTP/1.1 422 No\\x0d\\x0a",
	"HTTP/1.1 429 No\\x0d\\x0a",
	"HTTP/1.1 503 No\\x0d\\x0a",
	"Content-Length: ",
	"Content-Encoding: gzip\\x0d\\x0a",
	"Transfer-Encoding: chunked\\x0d\\x0a",
	"Transfer-Encoding: identity\\x0d\\x0a",
	"Transfer-Encoding: gzip, ",
	"Retry-After: 1\\x0d\\x0a",
	"\\x0d\\x0a0\\x0d\\x0a\\x0d\\x0a",
	"iqm-journal 2\\x0a",
	"\\\"event\\\":\\\"intent\\\"",
	"\\\"event\\\":\\\"bought\\\"",
	"\\\"event\\\":\\\"unknown\\\"",
	"\\\"event\\\":\\\"refused\\\"",
	"\\\"event\\\":\\\"not_bought\\\"",
	"\\\"key\\\":\\\"k0\\\"",
	"[default]\\x0a",
	"base-url = ",
	"client-secret = ",
	"timezone = ",
	"last-7-days",
	"..",
	"GMT",
	"iqm-part 1\\x0a",
	"\\xff\\x00",
	"\\xff\\x11",
};

static void write_word(FILE *file, const char *word)
{
	fprintf(file, "\"%s\"\n", word);
}

static void write_name(FILE *file, const char *name)
{
	fprintf(file, "\"\\\"%s\\\":\"\n", name);
}

/* A table that several operations have is written again: libFuzzer does not mind. */
static void write_table(FILE *file, const struct iqm_descriptor *t)
{
	for (size_t i = 0; i < t->len; i++) {
		const struct iqm_field *f = &t->fields[i];

		for (const char *const *name = f->names; *name; name++)
			write_name(file, *name);
		if (f->sub)
			write_table(file, f->sub);
	}
}

static void write_dictionary(const char *dir)
{
	FILE *file = create(dir, "dictionary");

	for (size_t i = 0; i < sizeof(tokens) / sizeof(tokens[0]); i++)
		write_word(file, tokens[i]);
	write_name(file, iqm_insights_api.envelope_success);
	write_name(file, iqm_insights_api.envelope_data);
	write_name(file, iqm_insights_api.envelope_errors);
	for (const struct iqm_op *const *op = iqm_insights_api.ops; *op; op++) {
		write_table(file, (*op)->response);
		if ((*op)->query || (*op)->body)
			write_table(file, (*op)->query ? (*op)->query : (*op)->body);
	}
	write_table(file, fuzz_every_kind_op.response);
	fuzz_check(!fclose(file), "the dictionary cannot be written");
}

int main(int argc, char **argv)
{
	fuzz_check(argc == 2, "one argument is expected: the directory");
	for (const struct fuzz_target *target = fuzz_targets; target->name; target++)
		write_seeds(argv[1], target);
	write_dictionary(argv[1]);
	return 0;
}
