/* SPDX-License-Identifier: MIT */
/* libFuzzer's entry; the variable FUZZ names the target. */
#include "fuzz.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const struct fuzz_target *target = fuzz_targets;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *name = getenv("FUZZ");

	(void)argc;
	(void)argv;
	while (target->name && (!name || strcmp(target->name, name) != 0))
		target++;
	fuzz_check(target->name != NULL, "FUZZ=%s: no such target", name ? name : "");
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	target->run(data, len);
	return 0;
}
