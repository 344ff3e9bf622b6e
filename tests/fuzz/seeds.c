/* SPDX-License-Identifier: MIT */
/*
 * seeds DIR: writes what libFuzzer starts from: DIR/seeds-json and DIR/seeds-decode have the
 * spec's samples and its names, DIR/seeds-request its requests, DIR/seeds-money servers that send
 * them, DIR/seeds-journal journals; DIR/dictionary has the names of the spec and the tokens of
 * JSON, HTTP and journals.
 */
#include "fuzz.h"
#include "inputs.h"

#include "iqm_descriptors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static FILE *create(const char *dir, const char *target, const char *name)
{
	char path[1024];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s%s", dir, target, name);
	file = fopen(path, "wb");
	fuzz_check(file != NULL, "%s cannot be written", path);
	return file;
}

static void write_seed(const char *dir, const char *target, const struct fuzz_input *input)
{
	FILE *file = create(dir, target, input->name);

	fwrite(input->bytes, 1, input->len, file);
	fuzz_check(!fclose(file), "%s cannot be written", input->name);
}

static void write_seeds(void *dir, const struct fuzz_input *sample)
{
	struct fuzz_input decode = fuzz_decode_input(sample);
	struct fuzz_input money;

	write_seed(dir, "seeds-json/", sample);
	write_seed(dir, "seeds-decode/", &decode);
	free(decode.bytes);
	for (unsigned i = 0; fuzz_money_input(sample, i, &money); i++) {
		write_seed(dir, "seeds-money/", &money);
		free(money.bytes);
	}
}

static void write_request(void *dir, const struct fuzz_input *sample)
{
	struct fuzz_input request = fuzz_decode_input(sample);

	write_seed(dir, "seeds-request/", &request);
	free(request.bytes);
}

/* ---- the dictionary ---------------------------------------------------------------------------
 */

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
	FILE *file = create(dir, "", "dictionary");

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
	struct fuzz_input names;
	char name[32];

	fuzz_check(argc == 2, "one argument is expected: the directory");
	fuzz_check(fuzz_each_input("spec/samples", ".response.", write_seeds, argv[1]) > 0,
		   "spec/samples has no responses");
	fuzz_each_input("spec/samples", ".request.", write_request, argv[1]);
	for (size_t i = 0; fuzz_names_input(i, &names); i++) {
		snprintf(name, sizeof(name), "names-%zu", i);
		names.name = name;
		write_seed(argv[1], "seeds-decode/", &names);
		free(names.bytes);
	}
	for (size_t i = 0; fuzz_journal_input(i, &names); i++) {
		snprintf(name, sizeof(name), "journal-%zu", i);
		names.name = name;
		write_seed(argv[1], "seeds-journal/", &names);
		free(names.bytes);
	}
	write_dictionary(argv[1]);
	return 0;
}
