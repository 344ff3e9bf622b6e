/* EXPECT gcc: is not compatible with any association */
/* EXPECT clang: not compatible with any generic association type */
#include <iqm/gen.h>

struct iqm_a {
	struct iqm_int x;
};
struct iqm_a_list {
	const struct iqm_a *const *items;
	size_t len;
};
struct iqm_b_list {
	const struct iqm_a *const *items;
	size_t len;
};
struct iqm_thing {
	struct iqm_b_list all;
};
extern const struct iqm_descriptor iqm_a_descriptor;
const struct iqm_field rows[] = { IQM_LIST(iqm_thing, all, iqm_a, 0, "all") };
