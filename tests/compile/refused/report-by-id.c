/* A save takes a report, which has its family; an id alone says nothing of it. */
/* EXPECT gcc: makes pointer from integer without a cast */
/* EXPECT clang: incompatible integer to pointer conversion */
#include <iqm/insights.h>

int f(struct iqm_client *client, struct iqm_save *save, int64_t id);
int f(struct iqm_client *client, struct iqm_save *save, int64_t id)
{
	return iqm_pld_save(client, id, IQM_FILE_TYPE_XLSX, save, NULL);
}
