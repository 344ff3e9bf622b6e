/* SPDX-License-Identifier: MIT */
/* What a field of a struct has. */
#include "output/output.h"

#include <cjson/cJSON.h>
#include <string.h>

/* Of a field that is NULL the value stays zero, which is an absent one. */
static void copy(void *value, size_t size, const struct iqm_field *f, const void *object)
{
	memset(value, 0, size);
	if (f)
		memcpy(value, (const char *)object + f->offset, size);
}

struct iqm_int member_int(const struct iqm_field *f, const void *object)
{
	struct iqm_int value;

	copy(&value, sizeof(value), f, object);
	return value;
}

struct iqm_ints member_ints(const struct iqm_field *f, const void *object)
{
	struct iqm_ints value;

	copy(&value, sizeof(value), f, object);
	return value;
}

const char *member_text(const struct iqm_field *f, const void *object)
{
	const char *value;

	copy(&value, sizeof(value), f, object);
	return value;
}

struct iqm_ms member_timestamp(const struct iqm_field *f, const void *object)
{
	struct iqm_ms value; /* struct iqm_s has the same layout */

	copy(&value, sizeof(value), f, object);
	return value;
}

time_t member_time(const struct iqm_field *f, const void *object)
{
	struct iqm_ms t = member_timestamp(f, object);

	if (!t.set)
		return -1;
	return (time_t)(f->kind == IQM_K_MS ? t.value / 1000 : t.value);
}

void member_day(const struct iqm_field *f, const void *object, const char *zone,
		char day[DATE_SIZE])
{
	char text[TIMESTAMP_SIZE] = "";

	if (member_timestamp(f, object).set)
		timestamp_text(member_time(f, object), zone, text);
	snprintf(day, DATE_SIZE, "%.10s", text);
}

const cJSON *member_json(const struct iqm_field *f, const cJSON *object)
{
	const cJSON *value = NULL;

	for (const char *const *name = f ? f->names : NULL; name && !value && *name; name++)
		value = cJSON_GetObjectItemCaseSensitive(object, *name);
	return value;
}
