/* SPDX-License-Identifier: MIT */
/*
 * What a journal's lock file says of the journal: how far it has been on the disk. So a journal
 * that was cut, and an older copy in its place, are known for what they are.
 */
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64
#include "purchase/journal_parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DIGITS 19 /* of an int64_t */
#define MARK_LEN (DIGITS + 1 + DIGITS + 1 + 16 + 1)

/* "GENERATION SIZE SUM\n", always as long. */
static void write_text(const struct journal_mark *mark, char text[MARK_LEN + 1])
{
	int len = snprintf(text, MARK_LEN + 1, "%0*" PRId64 " %0*" PRId64, DIGITS, mark->generation,
			   DIGITS, mark->size);

	snprintf(text + len, MARK_LEN + 1 - (size_t)len, " %016" PRIx64 "\n",
		 iqm_hash(IQM_HASH_START, text, (size_t)len));
}

int iqm_journal_mark_read(const struct journal_file *f, struct journal_mark *mark,
			  struct iqm_error *error)
{
	char found[MARK_LEN + 1] = "";
	char expected[MARK_LEN + 1];
	size_t len;
	int os_error = iqm_read_at(f->lock_fd, found, MARK_LEN, 0, &len);

	*mark = (struct journal_mark){ 0 };
	if (os_error)
		return iqm_fail_errno(error, IQM_E_JOURNAL, os_error,
				      "journal '%s': '%s' cannot be read", f->path, f->lock_path);
	mark->generation = strtoll(found, NULL, 10);
	mark->size = len > DIGITS ? strtoll(found + DIGITS + 1, NULL, 10) : 0;
	write_text(mark, expected);
	if (strcmp(found, expected) != 0)
		*mark = (struct journal_mark){ 0 };
	return 0;
}

/* Neither synced nor checked: the journal is on the disk, and an older mark is only less strict. */
void iqm_journal_mark_write(const struct journal_file *f, int64_t generation, int64_t size)
{
	const struct journal_mark mark = { generation, size };
	char text[MARK_LEN + 1];
	ssize_t written;

	write_text(&mark, text);
	written = pwrite(f->lock_fd, text, MARK_LEN, 0);
	(void)written;
}

bool iqm_journal_mark_allows(const struct journal_mark *mark, int64_t generation, int64_t size)
{
	return generation > mark->generation ||
	       (generation == mark->generation && size >= mark->size);
}
