/* SPDX-License-Identifier: MIT */
/* The targets, and what the older ones start from. */
#include "fuzz.h"

#include <stdlib.h>

struct using
{
	fuzz_use_fn *use;
	void *context;
};

static void use_decode(void *context, const struct fuzz_input *sample)
{
	const struct using *u = context;
	struct fuzz_input input = fuzz_decode_input(sample);

	u->use(u->context, &input);
	free(input.bytes);
}

static void use_money(void *context, const struct fuzz_input *sample)
{
	const struct using *u = context;
	struct fuzz_input input;

	for (unsigned i = 0; fuzz_money_input(sample, i, &input); i++) {
		u->use(u->context, &input);
		free(input.bytes);
	}
}

static void json_seeds(fuzz_use_fn *use, void *context)
{
	fuzz_each_input("spec/samples", ".response.", use, context);
}

static void decode_seeds(fuzz_use_fn *use, void *context)
{
	struct using u = { use, context };
	struct fuzz_input input;

	fuzz_each_input("spec/samples", ".response.", use_decode, &u);
	for (size_t i = 0; fuzz_names_input(i, &input); i++) {
		use(context, &input);
		free(input.bytes);
	}
}

static void request_seeds(fuzz_use_fn *use, void *context)
{
	struct using u = { use, context };

	fuzz_each_input("spec/samples", ".request.", use_decode, &u);
}

static void money_seeds(fuzz_use_fn *use, void *context)
{
	struct using u = { use, context };

	fuzz_each_input("spec/samples", ".generate.response.", use_money, &u);
}

static void journal_seeds(fuzz_use_fn *use, void *context)
{
	struct fuzz_input input;

	for (size_t i = 0; fuzz_journal_input(i, &input); i++) {
		use(context, &input);
		free(input.bytes);
	}
}

const struct fuzz_target fuzz_targets[] = {
	{ "json", fuzz_json, json_seeds, false },
	{ "decode", fuzz_decode, decode_seeds, true },
	{ "request", fuzz_request, request_seeds, true },
	{ "encode", fuzz_encode, encode_seeds, true },
	{ "money", fuzz_money, money_seeds, false },
	{ "journal", fuzz_journal, journal_seeds, false },
	{ "limiter", fuzz_limiter, limiter_seeds, false },
	{ "part", fuzz_part, part_seeds, false },
	{ "format", fuzz_format, format_seeds, false },
	{ "dates", fuzz_dates, dates_seeds, false },
	{ "period", fuzz_period, period_seeds, false },
	{ "config", fuzz_config, config_seeds, false },
	{ "arguments", fuzz_arguments, arguments_seeds, false },
	{ "output", fuzz_output, output_seeds, true },
	{ NULL, NULL, NULL, false },
};
