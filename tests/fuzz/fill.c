/* SPDX-License-Identifier: MIT */
#include "fill.h"
#include "fuzz.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define MOST_DEPTH 4
#define MOST_ITEMS 4

const char *fill_differs;

struct any_list {
	void *items;
	size_t len;
};

struct filler {
	struct bytes *b;
	struct arena *arena;
};

static void fill_object(struct filler *f, const struct iqm_descriptor *t, char *out, int depth);
static void fill_value(struct filler *f, const struct iqm_field *field, char *out, int depth);

/* ---- leaves ---------------------------------------------------------------------------------- */

static const char *const texts[] = {
	"a",   "",     "12",  "-7", "007",       "9007199254740993",
	"1.5", "true", "a b", "%&", "\xc3\xa9+", "\xf0\x9f\x98\x80\"\\"
};
static const char *const jsons[] = { "null", "1.50", "[1, {\"a\": null}]", "\"x\"", "{}", "-0" };

static const char *make_text(struct filler *f)
{
	unsigned which = bytes_byte(f->b);
	char own[9];
	size_t len = which % 8;
	const unsigned char *at;

	if (which < 128)
		return texts[which % (sizeof(texts) / sizeof(texts[0]))];
	at = bytes_take(f->b, &len);
	for (size_t i = 0; i < len; i++) /* no NUL, and only UTF-8 */
		own[i] = (char)(at[i] % 127 + 1);
	return iqm_arena_text(f->arena, own, len);
}

static int64_t make_integer(struct filler *f)
{
	uint64_t bits = bytes_number(f->b, bytes_byte(f->b) % 9);
	int64_t number;

	memcpy(&number, &bits, sizeof(number));
	return bits & 1 ? -(number / 2) : number / 2;
}

static double make_number(struct filler *f)
{
	uint64_t bits = bytes_number(f->b, 8);
	double number;

	memcpy(&number, &bits, sizeof(number));
	return isfinite(number) ? number : (double)make_integer(f) / 8;
}

/* Seconds that have milliseconds, and milliseconds that are seconds. */
static int64_t make_time(struct filler *f)
{
	return make_integer(f) % INT64_C(10000000000) * 1000;
}

/* ---- lists ----------------------------------------------------------------------------------- */

static void make_item(struct filler *f, const struct iqm_field *field, char *at, int depth)
{
	const char *text;
	void *object;
	int64_t integer;
	double number;

	switch (field->kind) {
	case IQM_K_INTS:
		integer = make_integer(f);
		memcpy(at, &integer, sizeof(integer));
		break;
	case IQM_K_NUMS:
		number = make_number(f);
		memcpy(at, &number, sizeof(number));
		break;
	case IQM_K_BOOLS:
		*(bool *)at = bytes_byte(f->b) & 1;
		break;
	case IQM_K_STRS:
		text = make_text(f);
		memcpy(at, &text, sizeof(text));
		break;
	case IQM_K_LIST:
		object = iqm_arena_alloc(f->arena, field->sub->size);
		memset(object, 0, field->sub->size);
		fill_object(f, field->sub, object, depth + 1);
		memcpy(at, &object, sizeof(object));
		break;
	default: /* an entry of a map: its key is one of its own */
		text = iqm_arena_text(f->arena, "k", 1);
		memcpy(at + iqm_map_key(field)->offset, &text, sizeof(text));
		fill_value(f, iqm_map_value(field), at + iqm_map_value(field)->offset, depth + 1);
	}
}

static void make_list(struct filler *f, const struct iqm_field *field, char *out, int depth)
{
	unsigned most = field->kind == IQM_K_MAP ? 1 : MOST_ITEMS;
	struct any_list list = { .len = 1 + bytes_below(f->b, most) };
	size_t size = iqm_item_size(field);

	list.items = iqm_arena_alloc(f->arena, list.len * size);
	fuzz_check(list.items != NULL, "no memory");
	memset(list.items, 0, list.len * size);
	for (size_t i = 0; i < list.len; i++)
		make_item(f, field, (char *)list.items + i * size, depth);
	memcpy(out, &list, sizeof(list));
}

/* ---- values ---------------------------------------------------------------------------------- */

static void fill_value(struct filler *f, const struct iqm_field *field, char *out, int depth)
{
	const char *text;
	void *object;

	switch (field->kind) {
	case IQM_K_INT:
		*(struct iqm_int *)out = iqm_int(make_integer(f));
		break;
	case IQM_K_NUM:
		*(struct iqm_num *)out = iqm_num(make_number(f));
		break;
	case IQM_K_BOOL:
		*(struct iqm_bool *)out = iqm_bool(bytes_byte(f->b) & 1);
		break;
	case IQM_K_MS:
		*(struct iqm_ms *)out = iqm_ms(make_time(f));
		break;
	case IQM_K_S:
		*(struct iqm_s *)out = iqm_s(make_time(f) / 1000);
		break;
	case IQM_K_STR:
		text = make_text(f);
		memcpy(out, &text, sizeof(text));
		break;
	case IQM_K_JSON:
		text = jsons[bytes_below(f->b, sizeof(jsons) / sizeof(jsons[0]))];
		memcpy(out, &text, sizeof(text));
		break;
	case IQM_K_OBJECT:
		object = iqm_arena_alloc(f->arena, field->sub->size);
		memset(object, 0, field->sub->size);
		fill_object(f, field->sub, object, depth + 1);
		memcpy(out, &object, sizeof(object));
		break;
	default:
		make_list(f, field, out, depth);
	}
}

static void fill_object(struct filler *f, const struct iqm_descriptor *t, char *out, int depth)
{
	for (size_t i = 0; i < t->len; i++) {
		const struct iqm_field *field = &t->fields[i];
		bool required = field->flags & (IQM_F_REQUIRED | IQM_F_NEEDED);
		bool wanted = bytes_byte(f->b) & 1;

		if (required || (wanted && depth < MOST_DEPTH))
			fill_value(f, field, out + field->offset, depth);
	}
}

void *fill_struct(struct bytes *b, const struct iqm_descriptor *t)
{
	struct filler f = { .b = b };
	void *out = iqm_response_new(t->size, &f.arena);

	fuzz_check(out != NULL, "no memory");
	fill_object(&f, t, out, 0);
	return out;
}

/* ---- compared -------------------------------------------------------------------------------- */

static bool same_value(const struct iqm_field *f, const char *a, const char *b);

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static const void *pointer_at(const char *at)
{
	const void *pointer;

	memcpy(&pointer, at, sizeof(pointer));
	return pointer;
}

static bool same_item(const struct iqm_field *f, const char *a, const char *b)
{
	switch (f->kind) {
	case IQM_K_STRS:
		return same_text(pointer_at(a), pointer_at(b));
	case IQM_K_LIST:
		return fill_same(f->sub, pointer_at(a), pointer_at(b));
	case IQM_K_MAP:
		return same_text(pointer_at(a + iqm_map_key(f)->offset),
				 pointer_at(b + iqm_map_key(f)->offset)) &&
		       same_value(iqm_map_value(f), a + iqm_map_value(f)->offset,
				  b + iqm_map_value(f)->offset);
	case IQM_K_NUMS:
		return *(const double *)a == *(const double *)b;
	default:
		return !memcmp(a, b, iqm_item_size(f));
	}
}

static bool same_list(const struct iqm_field *f, const char *a, const char *b)
{
	struct any_list x, y;

	memcpy(&x, a, sizeof(x));
	memcpy(&y, b, sizeof(y));
	if (x.len != y.len || !x.items != !y.items)
		return false;
	for (size_t i = 0; i < x.len; i++)
		if (!same_item(f, (const char *)x.items + i * iqm_item_size(f),
			       (const char *)y.items + i * iqm_item_size(f)))
			return false;
	return true;
}

static bool same_integer(const struct iqm_field *f, const struct iqm_int *a,
			 const struct iqm_int *b)
{
	int64_t more = f->flags & IQM_F_IN_MS ? 1000 : 1;
	int64_t less = f->flags & IQM_F_IN_S ? 1000 : 1;

	return a->set == b->set && a->value / less * more == b->value;
}

static bool same_value(const struct iqm_field *f, const char *a, const char *b)
{
	if (iqm_is_list(f))
		return same_list(f, a, b);
	switch (f->kind) {
	case IQM_K_NUM:
		return ((const struct iqm_num *)a)->set == ((const struct iqm_num *)b)->set &&
		       ((const struct iqm_num *)a)->value == ((const struct iqm_num *)b)->value;
	case IQM_K_BOOL:
		return ((const struct iqm_bool *)a)->set == ((const struct iqm_bool *)b)->set &&
		       ((const struct iqm_bool *)a)->value == ((const struct iqm_bool *)b)->value;
	case IQM_K_STR:
	case IQM_K_JSON:
		return same_text(pointer_at(a), pointer_at(b));
	case IQM_K_OBJECT:
		return !pointer_at(a) == !pointer_at(b) &&
		       (!pointer_at(a) || fill_same(f->sub, pointer_at(a), pointer_at(b)));
	default:
		return same_integer(f, (const struct iqm_int *)a, (const struct iqm_int *)b);
	}
}

bool fill_same(const struct iqm_descriptor *t, const void *a, const void *b)
{
	static const char nothing[sizeof(struct iqm_int) + 2 * sizeof(void *)];

	for (size_t i = 0; i < t->len; i++) {
		const struct iqm_field *f = &t->fields[i];
		bool omitted = f->flags & IQM_F_OMITTED;
		const char *at = (const char *)b + f->offset;

		if (omitted ? !memcmp(at, nothing, iqm_member_size(f))
			    : same_value(f, (const char *)a + f->offset, at))
			continue;
		fill_differs = f->names[0];
		return false;
	}
	return true;
}
