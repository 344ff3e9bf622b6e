/* SPDX-License-Identifier: MIT */
/* What the kinds of fields are in memory. */
#include "codec/codec.h"

const struct iqm_mark {
	char unused;
} iqm_is_set = { 0 };
const struct iqm_mark iqm_is_bad = { 0 };

static const struct {
	size_t member;
	size_t item; /* of a list */
} sizes[] = {
	[IQM_K_INT] = { sizeof(struct iqm_int), 0 },
	[IQM_K_NUM] = { sizeof(struct iqm_num), 0 },
	[IQM_K_BOOL] = { sizeof(struct iqm_bool), 0 },
	[IQM_K_MS] = { sizeof(struct iqm_ms), 0 },
	[IQM_K_S] = { sizeof(struct iqm_s), 0 },
	[IQM_K_STR] = { sizeof(const char *), 0 },
	[IQM_K_JSON] = { sizeof(struct iqm_json), 0 },
	[IQM_K_OBJECT] = { sizeof(const void *), 0 },
	[IQM_K_INTS] = { sizeof(struct iqm_ints), sizeof(int64_t) },
	[IQM_K_NUMS] = { sizeof(struct iqm_nums), sizeof(double) },
	[IQM_K_BOOLS] = { sizeof(struct iqm_bools), sizeof(bool) },
	[IQM_K_STRS] = { sizeof(struct iqm_strs), sizeof(const char *) },
	[IQM_K_MAP] = { sizeof(struct iqm_int_map), 0 }, /* an entry has its descriptor's */
	[IQM_K_LIST] = { sizeof(struct iqm_ints), sizeof(const void *) },
};

_Static_assert(sizeof(struct iqm_json) == sizeof(const char *), "read alike");

size_t iqm_member_size(const struct iqm_field *f)
{
	return sizes[f->kind].member;
}

size_t iqm_item_size(const struct iqm_field *f)
{
	return f->kind == IQM_K_MAP ? f->sub->size : sizes[f->kind].item;
}

bool iqm_is_list(const struct iqm_field *f)
{
	return f->kind >= IQM_K_INTS;
}

const struct iqm_field *iqm_map_key(const struct iqm_field *map)
{
	return &map->sub->fields[0];
}

const struct iqm_field *iqm_map_value(const struct iqm_field *map)
{
	return &map->sub->fields[1];
}
