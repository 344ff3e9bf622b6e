/* A row's kind comes from its member's type. */
/* EXPECT gcc: is not compatible with any association */
/* EXPECT clang: not compatible with any generic association type */
#include <iqm/gen.h>

struct iqm_thing {
	int plain;
};
const struct iqm_field rows[] = { IQM_FIELD(iqm_thing, plain, 0, "plain") };
