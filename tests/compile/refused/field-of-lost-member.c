/* EXPECT gcc: has no member named 'gone' */
/* EXPECT clang: no member named 'gone' in 'struct iqm_thing' */
#include <iqm/gen.h>

struct iqm_thing {
	struct iqm_int here;
};
const struct iqm_field rows[] = { IQM_FIELD(iqm_thing, gone, 0, "gone") };
