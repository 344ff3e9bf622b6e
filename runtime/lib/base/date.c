/* SPDX-License-Identifier: MIT */
/* Dates of the proleptic Gregorian calendar, in UTC. */
#include "base/base.h"

/* Days from 1970-01-01. */
static int64_t days(int64_t year, int month, int day)
{
	static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
	bool leap = (year % 4 == 0 && year % 100) || year % 400 == 0;
	int64_t y = year - 1;

	return 365 * y + y / 4 - y / 100 + y / 400 - 719162 + before[month - 1] +
	       (month > 2 && leap) + day - 1;
}

static int month_length(int year, int month)
{
	static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100) || year % 400 == 0;

	return length[month - 1] + (month == 2 && leap);
}

bool iqm_date_seconds(const struct date *d, int64_t *seconds)
{
	if (d->year < 1 || d->month < 1 || d->month > 12 || d->day < 1 ||
	    d->day > month_length(d->year, d->month) || d->hour > 23 || d->minute > 59 ||
	    d->second > 59)
		return false;
	*seconds = ((days(d->year, d->month, d->day) * 24 + d->hour) * 60 + d->minute) * 60 +
		   d->second;
	return true;
}
