/* The rows of a system one by one: values in their domains, words and rows that are there, ends after beginnings.
 * Source: the catalogue.
 * Leaves what several rows say together to the other check_*.c. */
#include "system/check.h"

#include <string.h>

static const char *const rules[CPWI_RULES] = {"",
                                              "must be finite",
                                              "must be finite and >= 0",
                                              "must be >= 0 (inf: no limit)",
                                              "must be finite and > 0",
                                              "must be a share: 0 to 1",
                                              "must be a share: above 0, at most 1",
                                              "must be a share: 0 to below 1",
                                              "must be finite and > -1",
                                              "must be a week (-inf: always was)",
                                              "must be a week (inf: for good)",
                                              "must be -180 to 180 degrees",
                                              "must be -90 to 90 degrees"};

/* NaN is in no domain. */
static int may_be(double x, int32_t rule) {
  switch (rule) {
  case CPWI_MAY_BE_FINITE:
    return isfinite(x);
  case CPWI_MAY_BE_COUNT:
    return isfinite(x) && x >= 0;
  case CPWI_MAY_BE_MOST:
    return x >= 0;
  case CPWI_MAY_BE_POSITIVE:
    return isfinite(x) && x > 0;
  case CPWI_MAY_BE_SHARE:
    return x >= 0 && x <= 1;
  case CPWI_MAY_BE_PART:
    return x > 0 && x <= 1;
  case CPWI_MAY_BE_LEAK:
    return x >= 0 && x < 1;
  case CPWI_MAY_BE_GROWTH:
    return isfinite(x) && x > -1;
  case CPWI_MAY_BE_FROM:
    return x < (double)INFINITY;
  case CPWI_MAY_BE_UNTIL:
    return x > -(double)INFINITY;
  case CPWI_MAY_BE_EAST:
    return x >= -180 && x <= 180;
  case CPWI_MAY_BE_NORTH:
    return x >= -90 && x <= 90;
  default:
    return 1;
  }
}

typedef struct cell {
  const cpwi_system_check *c;
  const cpwi_system_column *column;
  const char *row; /* its bytes */
  int32_t table, reserved;
  int64_t number;
} cell;

static cpwi_place place_of(const cell *x, int32_t rule) {
  return (cpwi_place){x->table, rule, x->number, x->column->name};
}

static void check_number(const cell *x) {
  double value;
  int32_t rule = x->column->rule % CPWI_OR_NAN;
  memcpy(&value, x->row + x->column->at, sizeof value);
  if (may_be(value, rule) || (x->column->rule >= CPWI_OR_NAN && isnan(value))) return;
  cpwi_wrong(x->c->p, place_of(x, CPWI_RULE_DOMAIN), "%s = %s %s", x->column->name,
             cpwi_number(value).text, rules[rule]);
}

static void check_whole(const cell *x) {
  int64_t value;
  memcpy(&value, x->row + x->column->at, sizeof value);
  if (value < 0)
    cpwi_wrong(x->c->p, place_of(x, CPWI_RULE_DOMAIN), "%s = %lld must be >= 0", x->column->name,
               (long long)value);
}

static void check_word(const cell *x) {
  int32_t value;
  memcpy(&value, x->row + x->column->at, sizeof value);
  int64_t count =
      x->column->type == CPWI_FIELD_FLAG ? 2 : cpwi_system_words_of(x->column->of).count;
  if (!cpwi_is_row(value, count))
    cpwi_wrong(x->c->p, place_of(x, CPWI_RULE_DOMAIN), "%s = %d must be 0 to %lld", x->column->name,
               (int)value, (long long)count - 1);
}

static void check_text(const cell *x) {
  const char *value;
  memcpy(&value, x->row + x->column->at, sizeof value);
  if (x->column->needed == CPWI_MAY_LACK || (value && value[0])) return;
  cpwi_wrong(x->c->p, place_of(x, CPWI_RULE_NEEDED), "%s is empty", x->column->name);
}

static void check_row(const cell *x) {
  int32_t value;
  memcpy(&value, x->row + x->column->at, sizeof value);
  if (value == CPW_NONE && x->column->needed == CPWI_MAY_LACK) return;
  int64_t count = cpwi_system_rows_of(x->c->s, x->column->of).count;
  if (cpwi_is_row(value, count)) return;
  const char *name = cpw_system_table_name(x->column->of);
  cpwi_place at = place_of(x, CPWI_RULE_REFERENCE);
  if (count == 0)
    cpwi_wrong(x->c->p, at, "%s = %d, but there are no %s", x->column->name, (int)value, name);
  else
    cpwi_wrong(x->c->p, at, "%s = %d must be %s0 to %lld (%s)", x->column->name, (int)value,
               x->column->needed == CPWI_MAY_LACK ? "-1 (none) or " : "", (long long)count - 1,
               name);
}

static void check_cell(const cell *x) {
  switch (x->column->type) {
  case CPWI_FIELD_NUMBER:
  case CPWI_FIELD_WEEK:
    check_number(x);
    break;
  case CPWI_FIELD_WHOLE:
    check_whole(x);
    break;
  case CPWI_FIELD_WORD:
  case CPWI_FIELD_FLAG:
    check_word(x);
    break;
  case CPWI_FIELD_TEXT:
    check_text(x);
    break;
  default:
    check_row(x);
    break;
  }
}

/* Rows that hold from a week to a later one. */
static void check_dates(const cpwi_system_check *c, int32_t table, const cpwi_system_rows *rows) {
  int32_t first = cpwi_system_column_of(table, "from"),
          last = cpwi_system_column_of(table, "until");
  const cpwi_system_table *t = cpwi_system_table_of(table);
  if (first < 0 || last < 0 || !t) return;
  for (int64_t i = 0; i < rows->count; i++) {
    double from, until;
    memcpy(&from, rows->row + (size_t)i * rows->size + t->column[first].at, sizeof from);
    memcpy(&until, rows->row + (size_t)i * rows->size + t->column[last].at, sizeof until);
    if (until <= from)
      cpwi_wrong(c->p, (cpwi_place){table, CPWI_RULE_DATES, i, "until"},
                 "it ends (until = %s) before it begins (from = %s)", cpwi_number(until).text,
                 cpwi_number(from).text);
  }
}

static void check_table(const cpwi_system_check *c, int32_t table) {
  const cpwi_system_table *t = cpwi_system_table_of(table);
  cpwi_system_rows rows = cpwi_system_rows_of(c->s, table);
  if (!rows.row || !t) return;
  for (int64_t i = 0; i < rows.count; i++)
    for (int32_t k = 0; k < t->columns; k++) {
      cell x = {c, &t->column[k], rows.row + (size_t)i * rows.size, table, 0, i};
      if (x.column->needed < CPWI_FILE_ONLY) check_cell(&x);
    }
  if (table != CPW_SYSTEM_PAYMENTS) check_dates(c, table, &rows); /* there from and to are funds */
}

static void check_settings(const cpwi_system_check *c) {
  const cpw_system *s = c->s;
  cpwi_place at = {CPW_SYSTEM_SETTINGS, CPWI_RULE_DOMAIN, -1, "weeks"};
  if (s->weeks < 1 || s->weeks > CPW_SYSTEM_MOST_WEEKS)
    cpwi_wrong(c->p, at, "weeks = %d must be 1 to %d", (int)s->weeks, CPW_SYSTEM_MOST_WEEKS);
  at.field = "start";
  if (s->start < -719162 || s->start > 2932896)
    cpwi_wrong(c->p, at, "start = %d must be a date of the years 1 to 9999", (int)s->start);
  at = (cpwi_place){CPW_SYSTEM_GROUPS, CPWI_RULE_DOMAIN, -1, ""};
  if (s->groups < 1 || s->groups > 64)
    cpwi_wrong(c->p, at, "there are %lld groups; there must be 1 to 64", (long long)s->groups);
}

static void check_profiles(const cpwi_system_check *c) {
  for (int64_t i = 0; i < c->s->profiles; i++) {
    const cpw_system_profile *r = &c->s->profile[i];
    cpwi_place at = {CPW_SYSTEM_PROFILES, CPWI_RULE_DOMAIN, i, "value"};
    if (r->count < 1 || !r->values) {
      cpwi_wrong(c->p, at, "it has no values");
      continue;
    }
    for (int64_t k = 0; k < r->count; k++)
      if (!(isfinite(r->values[k]) && r->values[k] >= 0))
        cpwi_wrong(c->p, at, "value %lld = %s must be finite and >= 0", (long long)k,
                   cpwi_number(r->values[k]).text);
  }
}

static void check_capacity(const cpwi_system_check *c) {
  for (int64_t i = 0; i < c->s->capacities; i++) {
    const cpw_system_capacity *r = &c->s->capacity[i];
    cpw_error inner;
    if (r->most < r->treatments)
      cpwi_wrong(c->p, (cpwi_place){CPW_SYSTEM_CAPACITY, CPWI_RULE_DOMAIN, i, "most"},
                 "most = %s is below treatments = %s", cpwi_number(r->most).text,
                 cpwi_number(r->treatments).text);
    if (r->more && cpw_response_check(r->more, "curve", &inner) != CPW_OK)
      cpwi_wrong(c->p, (cpwi_place){CPW_SYSTEM_CAPACITY, CPWI_RULE_DOMAIN, i, "curve"}, "%.250s",
                 inner.message);
  }
}

void cpwi_system_check_rows(const cpwi_system_check *c) {
  check_settings(c);
  for (int32_t t = 0; t < CPW_SYSTEM_TABLES; t++)
    check_table(c, t);
  check_profiles(c);
  check_capacity(c);
}
