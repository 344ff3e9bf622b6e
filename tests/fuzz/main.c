/* SPDX-License-Identifier: MIT */
/* libFuzzer's entry; FUZZ is the target, as the Makefile gives it. */
#include "fuzz.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	FUZZ(data, len);
	return 0;
}
