/* SPDX-License-Identifier: MIT */
/* The names of the time zones that the system has, and which one a mistyped name means. */
#include "output/output.h"

#include <stdlib.h>
#include <string.h>

const char *zone_directory(void)
{
	const char *directory = getenv("TZDIR");

	return directory && *directory ? directory : "/usr/share/zoneinfo";
}

struct naming {
	void (*give)(void *to, const char *name);
	void *to;
};

/* The lines "Z NAME ..." and "L NAME OTHER" of tzdata.zi; of zone.tab the third column. */
static void name_of_line(char *line, bool is_source, const struct naming *n)
{
	char *word[3] = { NULL };
	char *rest = NULL;

	if (*line == '#')
		return;
	for (int i = 0; i < 3; i++)
		word[i] = strtok_r(i ? NULL : line, is_source ? " \n" : "\t\n", &rest);
	if (!word[0] || !word[1] || !word[2])
		return;
	if (!is_source || !strcmp(word[0], "L"))
		n->give(n->to, word[2]);
	else if (!strcmp(word[0], "Z"))
		n->give(n->to, word[1]);
}

static bool names_of(const char *name, bool is_source, const struct naming *n)
{
	char path[512];
	char line[512];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", zone_directory(), name);
	file = fopen(path, "re");
	if (!file)
		return false;
	while (fgets(line, sizeof(line), file))
		name_of_line(line, is_source, n);
	(void)fclose(file);
	return true;
}

void zone_each(void (*give)(void *to, const char *name), void *to)
{
	const struct naming n = { give, to };

	if (names_of("tzdata.zi", true, &n))
		return;
	give(to, "UTC");
	if (!names_of("zone1970.tab", false, &n))
		(void)names_of("zone.tab", false, &n);
}

/* ---- what was meant ---------------------------------------------------------------------- */

#define ABBREVIATION 5 /* letters at most */

struct meant {
	const char *word;
	bool exact; /* it may be an abbreviation: the nearest city may be half a world away */
	size_t distance;
	char name[64];
};

/* Who writes no '/' means a city. */
static void try_name(void *to, const char *name)
{
	struct meant *m = to;
	const char *city = strrchr(name, '/');
	size_t d;

	if (!city)
		return;
	d = nearest_distance(m->word, strchr(m->word, '/') ? name : city + 1);
	if (d >= m->distance || (d && m->exact))
		return;
	m->distance = d;
	snprintf(m->name, sizeof(m->name), "%s", name);
}

const char *zone_hint(const char *zone, char text[ZONE_HINT_SIZE])
{
	struct meant m = {
		.word = zone,
		.exact = strlen(zone) <= ABBREVIATION && !strchr(zone, '/'),
		.distance = SIZE_MAX,
	};

	*text = '\0';
	zone_each(try_name, &m);
	if (m.distance < SIZE_MAX)
		snprintf(text, ZONE_HINT_SIZE, ", did you mean '%s'?", m.name);
	return text;
}
