/* All suites of the module waitlist in one program, and what their files share. */
#define _DEFAULT_SOURCE /* strsep */
#include "waitlist/suites.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const double *cpwt_real(const cpw_result *result, const char *name) {
  const cpw_array *array = cpw_result_find(result, name);
  ck_assert_msg(array && array->type == CPW_DOUBLE, "no array of doubles is called %s", name);
  return array->real;
}

const int64_t *cpwt_integer(const cpw_result *result, const char *name) {
  const cpw_array *array = cpw_result_find(result, name);
  ck_assert_msg(array && array->type == CPW_INT64, "no array of integers is called %s", name);
  return array->integer;
}

void cpwt_close(double value, double expected, const char *what, int64_t index) {
  double allowed = 1e-8 * fabs(expected);
  if (expected == 0.0) allowed = 1e-9;
  ck_assert_msg(fabs(value - expected) <= allowed, "%s[%lld] is %.15g, not %.15g", what,
                (long long)index, value, expected);
}

void cpwt_same_bytes(const cpw_result *a, const cpw_result *b) {
  int64_t i = 0;
  for (const cpw_array *x; (x = cpw_result_at(a, i)) != NULL; i++) {
    const cpw_array *y = cpw_result_find(b, x->name);
    ck_assert_msg(y && y->size == x->size && y->type == x->type, "%s differs in shape", x->name);
    const void *p = x->type == CPW_DOUBLE ? (const void *)x->real : (const void *)x->integer;
    const void *q = y->type == CPW_DOUBLE ? (const void *)y->real : (const void *)y->integer;
    ck_assert_msg(memcmp(p, q, (size_t)x->size * 8) == 0, "%s differs", x->name);
  }
  ck_assert_ptr_null(cpw_result_at(b, i));
  ck_assert_int_gt(i, 0);
}

void cpwt_fails(int32_t status, int32_t expected, const cpw_error *err, const char *part) {
  ck_assert_msg(status == expected, "%s, not %s: %s", cpw_status_name(status),
                cpw_status_name(expected), status == CPW_OK ? "" : err->message);
  ck_assert_int_eq(err->code, expected);
  ck_assert_msg(strstr(err->message, part) != NULL, "\"%s\" does not say \"%s\"", err->message,
                part);
  ck_assert_msg(strncmp(err->where, "cpw_", 4) == 0, "where is \"%s\"", err->where);
}

cpw_bands cpwt_months(int64_t count) {
  static const double lower[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  cpw_bands bands;
  cpw_bands_init(&bands);
  bands.count = count;
  bands.lower = lower;
  bands.unit_weeks = CPW_WEEKS_PER_MONTH;
  return bands;
}

int cpwt_cases(int count) {
  return getenv("CAREPATH_QUICK") ? (count + 9) / 10 : count;
}

double *cpwt_numbers(int64_t count) {
  double *x = calloc((size_t)(count > 0 ? count : 1), sizeof *x);
  ck_assert_ptr_nonnull(x);
  return x;
}

/* ---------------------------------------------------------------- England ------------------- */

static int64_t list_called(cpwt_england *e, const char *name) {
  int64_t l = 0;
  while (l < e->history.lists && strcmp(e->name[l], name) != 0)
    l++;
  if (l == e->history.lists) {
    ck_assert_int_lt(l, ENGLAND_LISTS);
    snprintf(e->name[l], sizeof e->name[l], "%s", name);
    e->names[l] = e->name[l];
    e->history.lists++;
  }
  return l;
}

/* period,org,specialty,type,months_waited,count */
static void take_row(cpwt_england *e, char *line) {
  char *cell[6], *rest = line;
  for (int k = 0; k < 6; k++)
    cell[k] = strsep(&rest, ",");
  ck_assert_ptr_nonnull(cell[5]);
  int year = atoi(cell[0]), month = atoi(cell[0] + 5);
  int64_t t = (int64_t)(year - 2024) * 12 + month - 5, row, m = atoi(cell[4]);
  ck_assert(t >= 0 && t < ENGLAND_PERIODS && m >= 0 && m < ENGLAND_BANDS);
  row = list_called(e, cell[2]) * ENGLAND_PERIODS + t;
  double count = strtod(cell[5], NULL);
  if (strcmp(cell[3], "new_clock_starts") == 0)
    e->starts[row] = count;
  else if (strcmp(cell[3], "incomplete") == 0)
    e->waiting[row * ENGLAND_BANDS + m] = count;
  else
    e->treated[row * ENGLAND_BANDS + m] = count;
}

cpwt_england *cpwt_england_read(void) {
  const char *path = cpwt_shared("data/rtt/rtt_2024-05_2025-05_national_specialty_month.csv");
  FILE *file = path ? fopen(path, "r") : NULL;
  if (!file) return NULL;
  cpwt_england *e = calloc(1, sizeof *e);
  ck_assert_ptr_nonnull(e);
  cpw_history_init(&e->history);
  char line[256];
  ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
  while (fgets(line, sizeof line, file))
    take_row(e, line);
  fclose(file);
  e->bands = cpwt_months(ENGLAND_BANDS);
  e->total = list_called(e, "Total");
  e->labels[0] = e->names;
  e->coordinates[0] = "specialty";
  e->list = (cpw_dimension){"list", e->history.lists, 1, e->coordinates, e->labels};
  e->history.periods = ENGLAND_PERIODS;
  e->history.bands = &e->bands;
  e->history.starts = e->starts;
  e->history.treated = e->treated;
  e->history.waiting = e->waiting;
  e->history.list = &e->list;
  return e;
}

int main(void) {
  Suite *suites[] = {cpwt_flows_suite(),     cpwt_calibrate_suite(), cpwt_estimate_suite(),
                     cpwt_project_suite(),   cpwt_moves_suite(),     cpwt_stages_suite(),
                     cpwt_published_suite(), cpwt_measures_suite(),  cpwt_target_suite(),
                     cpwt_history_suite()};
  return cpwt_run(suites, (int)(sizeof suites / sizeof *suites));
}
