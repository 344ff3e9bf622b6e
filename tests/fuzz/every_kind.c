/* SPDX-License-Identifier: MIT */
/* An operation whose response has fields of every kind, which no operation of the API has. */
#include "inputs.h"

#include "iqm_descriptors.h"

struct fuzz_part {
	struct iqm_int id;
	const char *name;
	struct iqm_json any;
};
struct fuzz_part_list {
	const struct fuzz_part *const *items;
	size_t len;
};
IQM_MAP_OF_(fuzz_part_entry, fuzz_part_map, const struct fuzz_part *);
IQM_MAP_OF_(fuzz_part_list_entry, fuzz_part_list_map, struct fuzz_part_list);

struct fuzz_all {
	struct fuzz_part_map named;
	struct fuzz_part_list_map groups;
	struct iqm_json any;
	struct iqm_nums nums;
	struct iqm_bools bools;
	struct iqm_num_map numbers;
	struct iqm_bool_map flags;
	struct iqm_str_map texts;
	struct iqm_json_map values;
	struct iqm_ints_map ints;
	struct iqm_strs_map ids;
	struct fuzz_part_list parts;
};

static const struct iqm_field part_fields[] = {
	IQM_FIELD(fuzz_part, id, 0, "id", "ID"),
	IQM_FIELD(fuzz_part, name, IQM_F_EXACT, "name"),
	IQM_FIELD(fuzz_part, any, 0, "any"),
};
static const struct iqm_descriptor fuzz_part_descriptor = { IQM_DESCRIPTOR(fuzz_part, part_fields),
							    .unwrapped = &part_fields[1] };

#define MAP(member, E, flags, ...)                                                                 \
	IQM_MAP(fuzz_all, member, E, "key", IQM_FIELD(E, value, flags, "value"), __VA_ARGS__)

static const struct iqm_field all_fields[] = {
	IQM_MAP(fuzz_all, named, fuzz_part_entry, "key",
		IQM_OBJECT(fuzz_part_entry, value, fuzz_part, 0, "value"), 0, "named", "n"),
	IQM_MAP(fuzz_all, groups, fuzz_part_list_entry, "key",
		IQM_LIST(fuzz_part_list_entry, value, fuzz_part, IQM_F_SCALAR_OR_LIST, "parts"),
		IQM_F_PAIRS, "groups"),
	IQM_FIELD(fuzz_all, any, 0, "any", "x"),
	IQM_FIELD(fuzz_all, nums, IQM_F_SCALAR_OR_LIST, "nums"),
	IQM_FIELD(fuzz_all, bools, 0, "bools"),
	MAP(numbers, iqm_num_entry, 0, 0, "numbers"),
	MAP(flags, iqm_bool_entry, 0, IQM_F_PAIRS, "flags"),
	MAP(texts, iqm_str_entry, 0, 0, "texts"),
	MAP(values, iqm_json_entry, 0, IQM_F_PAIRS, "values"),
	MAP(ints, iqm_ints_entry, IQM_F_SCALAR_OR_LIST, 0, "ints"),
	MAP(ids, iqm_strs_entry, IQM_F_EXACT, 0, "ids"),
	IQM_LIST(fuzz_all, parts, fuzz_part, 0, "parts"),
};
static const struct iqm_descriptor all = { IQM_DESCRIPTOR(fuzz_all, all_fields),
					   .unwrapped = &all_fields[11] };

const struct iqm_op fuzz_every_kind_op = {
	.api = &iqm_insights_api,
	.name = "fuzz.all",
	.method = "GET",
	.path = "/all",
	.response = &all,
};
