/* SPDX-License-Identifier: MIT */
/* Where something is: "data.pldReportDataList[3].pldId". */
#include "codec/codec.h"
#include "codec/json.h"

#include <stdio.h>
#include <string.h>

static size_t add_key(char *out, size_t room, const struct where *step)
{
	struct json_value key = { .kind = JSON_STRING, .text = step->key, .len = step->key_len };
	size_t len;

	if (step->key_len)
		return iqm_json_unescape(&key, out, room);
	len = strlen(step->key);
	memcpy(out, step->key, len < room ? len : room);
	return len < room ? len : room;
}

/* Behind the `used` bytes of the path so far; they are `size` at most, without a NUL. */
static size_t add_step(char *out, size_t size, size_t used, const struct where *step)
{
	char index[32];
	struct where element = { .key = index };

	if (!step->key) {
		snprintf(index, sizeof(index), "[%zu]", step->index);
		return used + add_key(out + used, size - used, &element);
	}
	if (used && used < size)
		out[used++] = '.';
	return used + add_key(out + used, size - used, step);
}

/* The outer steps first: where all do not fit, the inner ones are left out. */
static size_t add_steps(char *out, size_t size, const struct where *at)
{
	return at ? add_step(out, size, add_steps(out, size, at->up), at) : 0;
}

void iqm_path_of(const struct where *at, char *out, size_t size)
{
	char text[256];
	size_t len = add_steps(text, sizeof(text) - 1, at);

	text[len] = '\0';
	iqm_copy_text(out, size, text);
}
