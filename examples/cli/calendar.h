/* calendar.h - period labels: 2024-05 (a month) and 2024-05-31 (a day). */
#ifndef CAREPATH_CLI_CALENDAR_H
#define CAREPATH_CLI_CALENDAR_H

#include "text.h"

typedef struct date {
  int64_t year;
  int month; /* 1 to 12 */
  int day;   /* 0: the label names a month */
} date;

/* 1 if the text is a month or a day that exists. */
int date_parse(const char *text, date *out);
date date_plus_months(date d, int64_t months); /* a month's last day stays the last day */
date date_plus_days(date d, int64_t days);
int64_t months_between(date from, date to);
int64_t days_between(date from, date to); /* a month without a day stands for its last one */
phrase date_label(date d);                /* 2024-05 or 2024-05-31 */
/* "May 2024" or "31 May 2024"; a label that is no date stays as it is. */
phrase period_words(const char *label);
/* "May 24": the same for the axis of a chart. */
phrase period_short(const char *label);

#endif
