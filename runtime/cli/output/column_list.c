/* SPDX-License-Identifier: MIT */
/* The value of --columns: names with commas between. */
#include "output/column_list.h"

#include <stdlib.h>
#include <string.h>

int column_list_each(const char *list, int (*take)(void *context, const char *name), void *context)
{
	char *names = strdup(list);
	int err = names ? EXIT_OK : cli_fail_nomem();

	for (char *name = names, *next; !err && name; name = next) {
		next = strchr(name, ',');
		if (next)
			*next++ = '\0';
		err = take(context, name);
	}
	free(names);
	return err;
}

bool column_list_is_all(const char *list)
{
	return is_same_name("all", list, strlen(list));
}

int column_list_fail_twice(const char *name)
{
	return cli_fail(EXIT_USAGE, "--columns: '%s' is given twice", name);
}

void unknown_column_try(struct unknown_column *u, const char *name)
{
	nearest_try(&u->near, name);
	iqm_buf_printf(&u->names, "%s%s", u->names.len ? ", " : "", name);
}

int unknown_column_fail(struct unknown_column *u)
{
	char hint[96];

	if (u->near.best || u->names.err)
		cli_fail(EXIT_USAGE, "--columns: no column '%s'%s", u->near.word,
			 nearest_hint(&u->near, hint, sizeof(hint)));
	else
		cli_fail(EXIT_USAGE, "--columns: no column '%s', expected some of %s", u->near.word,
			 u->names.data);
	iqm_buf_free(&u->names);
	return EXIT_USAGE;
}
