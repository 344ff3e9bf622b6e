/* SPDX-License-Identifier: MIT */
/* Compares what a run gave with what clean ones gave: where those differ, such as in a token or a
 * timestamp, only the type must be the same. */
#include "torture.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

struct comparison {
	char *where;
	size_t size;
};

static bool differs(struct comparison *c, const char *name)
{
	if (!*c->where)
		snprintf(c->where, c->size, "%s", name ? name : "?");
	return false;
}

static bool same_leaf(const cJSON *one, const cJSON *two)
{
	if ((one->type & 0xff) != (two->type & 0xff))
		return false;
	if (cJSON_IsNumber(one))
		return one->valuedouble == two->valuedouble;
	return !cJSON_IsString(one) || !strcmp(one->valuestring, two->valuestring);
}

static bool agree(struct comparison *c, const cJSON *one, const cJSON *two, const cJSON *got)
{
	const cJSON *a;
	const cJSON *b;
	const cJSON *g;

	if ((one->type & 0xff) != (got->type & 0xff))
		return differs(c, one->string);
	if (!cJSON_IsObject(one) && !cJSON_IsArray(one))
		return !same_leaf(one, two) || same_leaf(one, got) || differs(c, one->string);
	for (a = one->child, b = two->child, g = got->child; a && b && g;
	     a = a->next, b = b->next, g = g->next)
		if ((a->string && strcmp(a->string, g->string ? g->string : "")) ||
		    !agree(c, a, b, g))
			return differs(c, a->string);
	return (!a && !g) || differs(c, one->string);
}

bool values_agree(const char *one, const char *two, const char *got, char *where, size_t size)
{
	struct comparison c = { where, size };
	cJSON *a = cJSON_Parse(*one ? one : "null");
	cJSON *b = cJSON_Parse(*two ? two : "null");
	cJSON *g = cJSON_Parse(*got ? got : "null");
	bool ok;

	*where = '\0';
	ok = a && b && g ? agree(&c, a, b, g) : differs(&c, "(no JSON)");
	cJSON_Delete(a);
	cJSON_Delete(b);
	cJSON_Delete(g);
	return ok;
}
