/* The file type comes after the report, and is a type of its own. */
/* EXPECT gcc: makes pointer from integer without a cast */
/* EXPECT clang: incompatible integer to pointer conversion */
#include <iqm/insights.h>

int f(struct iqm_client *client, struct iqm_save *save, const struct iqm_report *report);
int f(struct iqm_client *client, struct iqm_save *save, const struct iqm_report *report)
{
	return iqm_sls_save(client, IQM_FILE_TYPE_PDF, report, save, NULL);
}
