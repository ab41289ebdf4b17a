/* Tests of changed networks: nothing changed is the same network, closed forms of each change, series of the stock-flow
 * models by their definitions, errors. */
#include "carepath/mitigators.h"
#include "carepath/pathway_adjust.h"
#include "carepath/pathway_files.h"
#include "carepath/pathway_fluid.h"
#include "carepath/pathway_presets.h"
#include "carepath/pathway_steady.h"
#include "carepath/prevention.h"
#include "carepath/returns.h"
#include "carepath/volunteers.h"
#include "carepath/workforce.h"

#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- a small network ----------- */

/* Clinic (3 servers, mean 0.5) -> ward (beds without end, mean 4), groups "a" (2 a day) and "b" (1 a day). */
static cpw_network *small(const cpw_allocator *allocator, cpw_error *err) {
  cpw_network *n = NULL;
  int32_t clinic = 0, ward = 0, status = cpw_network_new("days", allocator, &n, err);
  const cpw_duration law[] = {{.law = CPW_DURATION_EXPONENTIAL, .mean = 0.5},
                              {.law = CPW_DURATION_EXPONENTIAL, .mean = 4}};
  cpw_stage s;
  cpw_stage_init(&s);
  s.name = "clinic";
  s.servers = 3;
  if (!status) status = cpw_network_add_group(n, "a", NULL, err);
  if (!status) status = cpw_network_add_group(n, "b", NULL, err);
  if (!status) status = cpw_network_add_stage(n, &s, &clinic, err);
  s.name = "ward";
  s.kind = CPW_STAGE_DELAY;
  if (!status) status = cpw_network_add_stage(n, &s, &ward, err);
  const cpw_stay stay[] = {{clinic, -1, &law[0]}, {ward, -1, &law[1]}};
  if (!status) status = cpw_network_add_stays(n, stay, 2, err);
  cpw_route r;
  cpw_route_init(&r);
  r.from = clinic;
  r.to = ward;
  if (!status) status = cpw_network_add_routes(n, &r, 1, err);
  cpw_arrivals come[2];
  for (int32_t g = 0; g < 2; g++) {
    cpw_arrivals_init(&come[g]);
    come[g].group = g;
    come[g].rate = 2 - g;
  }
  if (!status) status = cpw_network_add_arrivals(n, come, 2, err);
  if (!status) return n;
  cpw_network_free(n);
  return NULL;
}

static const cpw_pathway *rows(cpw_network *n) {
  cpw_error err = {0};
  const cpw_pathway *p = cpw_network_pathway(n, &err);
  ck_assert_msg(p != NULL, "%s", err.message);
  return p;
}

static cpw_network *adjusted(cpw_network *n, const cpw_adjustment *a, int64_t count) {
  cpw_network *out = NULL;
  cpw_error err = {0};
  int32_t status = cpw_pathway_adjusted(rows(n), a, count, NULL, &out, &err);
  ck_assert_msg(status == CPW_OK, "%d: %s", (int)status, err.message);
  return out;
}

static void near_to(double got, double want, double relative) {
  ck_assert_msg(fabs(got - want) <= relative * (fabs(want) + 1e-300), "%.17g, not %.17g", got,
                want);
}

/* ---------------------------------------------------------------- the same network ---------- */

typedef struct text {
  char bytes[65536];
  size_t used;
} text;

static int keep(void *context, const char *bytes, int64_t count) {
  text *t = context;
  if (t->used + (size_t)count > sizeof t->bytes) return 1;
  memcpy(t->bytes + t->used, bytes, (size_t)count);
  t->used += (size_t)count;
  return 0;
}

static void write_all(cpw_network *n, text *out) {
  cpw_sink sink = {out, keep};
  cpw_error err = {0};
  out->used = 0;
  for (int64_t f = 0; f < CPW_PATHWAY_FILES; f++)
    ck_assert_msg(cpw_pathway_write(rows(n), f, NULL, &sink, &err) == CPW_OK, "%s", err.message);
}

/* No change, and a change by 1, of every preset: the same files. */
START_TEST(nothing_changed)
{
  static text before, after;
  const double one[] = {1};
  const cpw_adjustment by_one[] = {{CPW_ADJUST_CAPACITY, -1, -1, 0, one, 1, 0},
                                   {CPW_ADJUST_ARRIVALS, -1, -1, 0, one, 1, 0},
                                   {CPW_ADJUST_STAY, -1, -1, 0, one, 1, 0}};
  cpw_network *n = NULL;
  cpw_error err = {0};
  ck_assert_int_eq(cpw_preset_network(_i, NULL, NULL, 0, NULL, &n, &err), CPW_OK);
  write_all(n, &before);
  for (int64_t count = 0; count <= 3; count += 3) {
    cpw_network *m = adjusted(n, by_one, count);
    write_all(m, &after);
    ck_assert_uint_eq(before.used, after.used);
    ck_assert(memcmp(before.bytes, after.bytes, before.used) == 0);
    cpw_network_free(m);
  }
  cpw_network_free(n);
}
END_TEST

/* ---------------------------------------------------------------- each change --------------- */

START_TEST(capacity)
{
  const double half[] = {0.5, 1, 1.5}, to[] = {7, 8}, more[] = {2};
  cpw_network *n = small(NULL, NULL);
  cpw_adjustment a[] = {{CPW_ADJUST_CAPACITY, 0, -1, 1, half, 3, 10}};
  cpw_network *m = adjusted(n, a, 1);
  ck_assert_double_eq(cpw_pathway_capacity(rows(m), 0, 5), 1.5);
  ck_assert_double_eq(cpw_pathway_capacity(rows(m), 0, 15), 3);
  ck_assert_double_eq(cpw_pathway_capacity(rows(m), 0, 35), 1.5);
  /* the same again: the calendar is taken, and another name */
  cpw_network *twice = adjusted(m, a, 1);
  ck_assert_double_eq(cpw_pathway_capacity(rows(twice), 0, 5), 0.75);
  ck_assert_double_eq(cpw_pathway_capacity(rows(twice), 0, 25), 3 * 2.25);
  a[0] = (cpw_adjustment){CPW_ADJUST_CAPACITY_TO, 0, -1, 0, to, 2, 10};
  cpw_network *fixed = adjusted(twice, a, 1);
  ck_assert_double_eq(cpw_pathway_capacity(rows(fixed), 0, 5), 7);
  ck_assert_double_eq(cpw_pathway_capacity(rows(fixed), 0, 95), 8);
  a[0] = (cpw_adjustment){CPW_ADJUST_CAPACITY_MORE, 0, -1, 0, more, 1, 0};
  cpw_network *larger = adjusted(n, a, 1);
  ck_assert_double_eq(cpw_pathway_capacity(rows(larger), 0, 5), 5);
  ck_assert_double_eq(cpw_pathway_capacity(rows(n), 0, 5), 3);
  cpw_network_free(n);
  cpw_network_free(m);
  cpw_network_free(twice);
  cpw_network_free(fixed);
  cpw_network_free(larger);
}
END_TEST

static double figure(cpw_network *n, const char *name, int64_t stage, int64_t who) {
  cpw_result *r = NULL;
  cpw_error err = {0};
  ck_assert_msg(cpw_pathway_steady(rows(n), NULL, &r, &err) == CPW_OK, "%s", err.message);
  const cpw_array *a = cpw_result_find(r, name);
  double x = a->real[stage * a->dimension[1]->length + who];
  cpw_result_free(r);
  return x;
}

/* Little: people on the ward = rate x mean stay. Stays of "b" alone, then of all; arrivals of "a". */
START_TEST(stays_and_arrivals)
{
  const double longer[] = {1.5}, twice[] = {2}, third[] = {1.0 / 3};
  const cpw_adjustment a[] = {{CPW_ADJUST_STAY, 1, 1, 0, longer, 1, 0},
                              {CPW_ADJUST_STAY, 1, -1, 0, twice, 1, 0},
                              {CPW_ADJUST_ARRIVALS, -1, 0, 0, third, 1, 0}};
  cpw_network *n = small(NULL, NULL), *m = adjusted(n, a, 3);
  near_to(figure(n, "inside_mean", 1, 1), 2 * 4, 1e-12);
  near_to(figure(m, "inside_mean", 1, 1), 2.0 / 3 * 8, 1e-12);
  near_to(figure(m, "inside_mean", 1, 2), 1 * 4 * 1.5 * 2, 1e-12);
  near_to(figure(m, "inside_mean", 0, 2), 0.5, 1e-12);
  cpw_network_free(n);
  cpw_network_free(m);
}
END_TEST

/* ---------------------------------------------------------------- series -------------------- */

static double *values_of(const cpw_result *r, int32_t series, double unit, int64_t *count) {
  cpw_error err = {0};
  *count = cpw_series_length(r, series);
  ck_assert_int_gt(*count, 0);
  double *v = malloc((size_t)*count * sizeof *v);
  ck_assert_ptr_nonnull(v);
  int32_t status = cpw_series_values(r, series, unit, *count, v, &err);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  return v;
}

/* Staff of 20 of whom half leave a year, at 37.5 hours: servers of 30 hours a week. */
START_TEST(workforce_is_capacity)
{
  const double staff[] = {20}, leave[] = {0.5};
  cpw_workforce_group g;
  cpw_workforce_group_init(&g);
  g.name = "nurses";
  g.bands = 1;
  g.staff = staff;
  g.leave = leave;
  cpw_workforce w;
  cpw_workforce_init(&w);
  w.periods = 24;
  w.group_count = 1;
  w.groups = &g;
  cpw_result *r = NULL;
  cpw_error err = {0};
  ck_assert_msg(cpw_workforce_project(&w, NULL, &r, &err) == CPW_OK, "%s", err.message);
  int64_t count = 0;
  double *v = values_of(r, CPW_SERIES_WORKFORCE, 30, &count);
  ck_assert_int_eq(count, 24);
  near_to(v[11], 0.5 * 20 * 37.5 / 30, 1e-12);
  near_to(v[23], 0.25 * 20 * 37.5 / 30, 1e-12);
  cpw_network *n = small(NULL, NULL);
  const cpw_adjustment a = {CPW_ADJUST_CAPACITY_TO, 0, -1, 0, v, count, 30};
  cpw_network *m = adjusted(n, &a, 1);
  near_to(cpw_pathway_capacity(rows(m), 0, 30 * 23 + 1), 6.25, 1e-12);
  free(v);
  cpw_result_free(r);
  cpw_network_free(n);
  cpw_network_free(m);
}
END_TEST

/* 10 volunteers who do not fade, 3 hours each, half of it released, slots of half an hour: 30 slots. */
START_TEST(volunteers_are_slots)
{
  const double fade[] = {0};
  cpw_volunteers_group g;
  cpw_volunteers_group_init(&g);
  g.name = "befrienders";
  g.start = 10;
  g.tenures = 1;
  g.fade = fade;
  g.hours = 3;
  g.released = 0.5;
  g.slot_hours = 0.5;
  cpw_volunteers w;
  cpw_volunteers_init(&w);
  w.periods = 3;
  w.group_count = 1;
  w.groups = &g;
  cpw_result *r = NULL;
  cpw_error err = {0};
  ck_assert_msg(cpw_volunteers_project(&w, NULL, &r, &err) == CPW_OK, "%s", err.message);
  int64_t count = 0;
  double *v = values_of(r, CPW_SERIES_VOLUNTEERS, 7, &count); /* slots a day */
  ck_assert_int_eq(count, 3);
  near_to(v[2], 30.0 / 7, 1e-12);
  cpw_network *n = small(NULL, NULL);
  const cpw_adjustment a = {CPW_ADJUST_CAPACITY_MORE, 0, -1, 0, v, count, 30};
  cpw_network *m = adjusted(n, &a, 1);
  near_to(cpw_pathway_capacity(rows(m), 0, 45), 3 + 30.0 / 7, 1e-12);
  free(v);
  cpw_result_free(r);
  cpw_network_free(n);
  cpw_network_free(m);
}
END_TEST

/* Of 70 who did not come 60 % come two periods later with 1.5 times the need: 63 people more in the flows. */
START_TEST(returns_are_arrivals)
{
  const double suppressed[] = {70, 0, 0, 0};
  const double lags[] = {0, 0, 1};
  cpw_returns_group g = {.name = "all", .suppressed = suppressed, .share = 0.6, .workload = 1.5};
  g.lags = lags;
  g.lag_count = 3;
  cpw_returns w;
  cpw_returns_init(&w);
  w.periods = 4;
  w.group_count = 1;
  w.groups = &g;
  cpw_result *r = NULL, *f = NULL;
  cpw_error err = {0};
  ck_assert_msg(cpw_returns_project(&w, NULL, &r, &err) == CPW_OK, "%s", err.message);
  int64_t count = 0;
  double *v = values_of(r, CPW_SERIES_RETURNS, 7, &count); /* weeks in days */
  near_to(v[2], 9, 1e-12);
  cpw_network *n = small(NULL, NULL);
  const cpw_adjustment a = {CPW_ADJUST_ARRIVALS_MORE, 0, 1, 0, v, count, 7};
  cpw_network *m = adjusted(n, &a, 1);
  cpw_pathway_fluid_options o;
  cpw_pathway_fluid_options_init(&o);
  o.horizon = 28;
  ck_assert_msg(cpw_pathway_fluid(rows(m), &o, NULL, &f, &err) == CPW_OK, "%s", err.message);
  near_to(cpw_result_find(f, "entered")->real[0], 28 * 3 + 63, 1e-9);
  near_to(cpw_result_find(f, "entered")->real[2], 28 * 1 + 63, 1e-9);
  free(v);
  cpw_result_free(r);
  cpw_result_free(f);
  cpw_network_free(n);
  cpw_network_free(m);
}
END_TEST

/* 100 of 1000 people protected at once, half of their cases: 0.95 of all cases in that year; two groups. */
START_TEST(prevention_is_a_factor)
{
  const cpw_prevention_group g[] = {{"most deprived", 1000, 0.1, 0.5, 0.5},
                                    {"least deprived", 1000, 0.1, 0.5, 0.5}};
  const int64_t money[] = {2000, 0};
  cpw_prevention w;
  cpw_prevention_init(&w);
  w.years = 2;
  w.group_count = 2;
  w.groups = g;
  w.investment = money;
  w.place_cost = 10;
  cpw_result *r = NULL;
  cpw_error err = {0};
  ck_assert_msg(cpw_prevention_project(&w, NULL, &r, &err) == CPW_OK, "%s", err.message);
  int64_t count = 0;
  double *v = values_of(r, CPW_SERIES_PREVENTION, 1, &count);
  ck_assert_int_eq(count, 2);
  near_to(v[0], 0.95, 1e-12);
  free(v);
  cpw_result_free(r);
}
END_TEST

/* Growth of 20 %, a tenth avoided, stays 5 % shorter, all known: 1.08 of admissions, 0.95 of days each. */
START_TEST(mitigators_are_factors)
{
  const double admissions[] = {100, 300}, stay[] = {2, 6};
  const cpw_mitigator k[] = {{"growth", 1.2, 1.2, NULL, CPW_MITIGATORS_GROWTH, 0},
                             {"avoided", 0.9, 0.9, NULL, CPW_MITIGATORS_AVOID, 0},
                             {"shorter", 0.95, 0.95, NULL, CPW_MITIGATORS_STAY, 0}};
  cpw_mitigators w;
  cpw_mitigators_init(&w);
  w.rows = 2;
  w.admissions = admissions;
  w.stay = stay;
  w.count = 3;
  w.mitigators = k;
  cpw_result *r = NULL;
  cpw_error err = {0};
  ck_assert_msg(cpw_mitigators_project(&w, NULL, &r, &err) == CPW_OK, "%s", err.message);
  int64_t count = 0;
  double *v = values_of(r, CPW_SERIES_ADMISSIONS, 1, &count);
  ck_assert_int_eq(count, 2);
  near_to(v[0], 1, 1e-12);
  near_to(v[1], 1.08, 1e-12);
  free(v);
  v = values_of(r, CPW_SERIES_STAY, 1, &count);
  near_to(v[1], 0.95, 1e-12);
  free(v);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void refused(cpw_network *n, cpw_adjustment a, int32_t code, const char *message) {
  cpw_network *out = n;
  cpw_error err = {0};
  ck_assert_int_eq(cpw_pathway_adjusted(rows(n), &a, 1, NULL, &out, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_ptr_eq(out, n);
  ck_assert_int_eq(cpw_pathway_adjusted(rows(n), &a, 1, NULL, &out, NULL), code);
}

START_TEST(bad_changes)
{
  const double ok[] = {1, 2}, bad[] = {1, -1}, none[] = {0}, nan[] = {(double)NAN};
  cpw_network *n = small(NULL, NULL);
  const int32_t cap = CPW_ADJUST_CAPACITY, to = CPW_ADJUST_CAPACITY_TO, stay = CPW_ADJUST_STAY;
  const int32_t more = CPW_ADJUST_ARRIVALS_MORE, come = CPW_ADJUST_ARRIVALS;
  refused(n, (cpw_adjustment){9, 0, -1, 0, ok, 2, 1}, CPW_EINVAL,
          "adjustments[0].kind must be a kind of change");
  refused(n, (cpw_adjustment){cap, 2, -1, 0, ok, 2, 1}, CPW_EINVAL,
          "adjustments[0].stage must be a stage of the network");
  refused(n, (cpw_adjustment){to, -1, -1, 0, ok, 2, 1}, CPW_EINVAL,
          "adjustments[0].stage must be a stage of the network");
  refused(n, (cpw_adjustment){cap, 1, -1, 0, ok, 2, 1}, CPW_EINVAL,
          "adjustments[0].stage has no capacity");
  refused(n, (cpw_adjustment){cap, 0, 1, 0, ok, 2, 1}, CPW_EINVAL,
          "adjustments[0].group must be a group of the network, or -1");
  refused(n, (cpw_adjustment){come, 0, 2, 0, ok, 2, 1}, CPW_EINVAL,
          "adjustments[0].group must be a group of the network, or -1");
  refused(n, (cpw_adjustment){more, 0, -1, 0, ok, 2, 1}, CPW_EINVAL,
          "adjustments[0].group must be a group of the network, or -1");
  refused(n, (cpw_adjustment){cap, 0, -1, 2, ok, 2, 1}, CPW_EINVAL,
          "adjustments[0].repeat must be 0 or 1");
  refused(n, (cpw_adjustment){cap, 0, -1, 0, NULL, 2, 1}, CPW_EINVAL,
          "adjustments[0] must have values");
  refused(n, (cpw_adjustment){cap, 0, -1, 0, ok, 0, 1}, CPW_EINVAL,
          "adjustments[0] must have values");
  refused(n, (cpw_adjustment){cap, 0, -1, 0, bad, 2, 1}, CPW_EDOMAIN,
          "adjustments[0].values[1] = -1 must be finite and >= 0");
  refused(n, (cpw_adjustment){cap, 0, -1, 0, nan, 1, 1}, CPW_EDOMAIN,
          "adjustments[0].values[0] = nan must be finite and >= 0");
  refused(n, (cpw_adjustment){cap, 0, -1, 0, ok, 2, 0}, CPW_EDOMAIN,
          "adjustments[0].period = 0 must be finite and > 0");
  refused(n, (cpw_adjustment){stay, 0, -1, 0, ok, 2, 1}, CPW_EINVAL,
          "adjustments[0].values of a stay must be one number above 0");
  refused(n, (cpw_adjustment){stay, 0, -1, 0, none, 1, 1}, CPW_EINVAL,
          "adjustments[0].values of a stay must be one number above 0");
  cpw_network *once = adjusted(n, &(cpw_adjustment){cap, 0, -1, 1, ok, 2, 1}, 1);
  cpw_network *twice = adjusted(once, &(cpw_adjustment){cap, 0, -1, 1, ok, 2, 1}, 1);
  refused(twice, (cpw_adjustment){cap, 0, -1, 1, ok, 2, 1}, CPW_EINVAL,
          "adjustments[0]: a stage or row of arrivals has its calendar and factor already");
  /* a clinic that never opens is what pathway says it is */
  cpw_network *out = NULL;
  cpw_error err = {0};
  const cpw_adjustment shut = {cap, 0, -1, 0, none, 1, 0};
  ck_assert_int_eq(cpw_pathway_adjusted(rows(n), &shut, 1, NULL, &out, &err), CPW_EDOMAIN);
  ck_assert_msg(strstr(err.message, "clinic") != NULL, "%s", err.message);
  ck_assert_int_eq(cpw_pathway_adjusted(NULL, &shut, 1, NULL, &out, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_pathway_adjusted(rows(n), NULL, 1, NULL, &out, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_pathway_adjusted(rows(n), &shut, -1, NULL, &out, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_pathway_adjusted(rows(n), &shut, 1, NULL, NULL, &err), CPW_EINVAL);
  cpw_network_free(n);
  cpw_network_free(once);
  cpw_network_free(twice);
}
END_TEST

START_TEST(bad_series)
{
  cpw_network *n = small(NULL, NULL);
  cpw_result *r = NULL;
  cpw_error err = {0};
  double v[4] = {5, 5, 5, 5};
  ck_assert_int_eq(cpw_pathway_steady(rows(n), NULL, &r, &err), CPW_OK);
  ck_assert_int_eq(cpw_series_length(r, CPW_SERIES_WORKFORCE), CPW_ENOTFOUND);
  ck_assert_int_eq(cpw_series_length(NULL, CPW_SERIES_WORKFORCE), CPW_EINVAL);
  ck_assert_int_eq(cpw_series_length(r, CPW_SERIES), CPW_EINVAL);
  ck_assert_int_eq(cpw_series_values(r, CPW_SERIES_STAY, 1, 1, v, &err), CPW_ENOTFOUND);
  ck_assert_str_eq(err.message, "the result has no array \"total_bed_days\"");
  ck_assert_int_eq(cpw_series_values(r, -1, 1, 1, v, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_series_values(NULL, 0, 1, 1, v, &err), CPW_EINVAL);
  ck_assert_double_eq(v[0], 5);
  cpw_result_free(r);
  cpw_network_free(n);
  const double nobody[] = {0};
  cpw_mitigators w;
  cpw_mitigators_init(&w);
  w.rows = 1;
  w.admissions = nobody;
  ck_assert_msg(cpw_mitigators_project(&w, NULL, &r, &err) == CPW_OK, "%s", err.message);
  ck_assert_int_eq(cpw_series_values(r, CPW_SERIES_ADMISSIONS, 1, 3, v, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "count = 3 must be 2");
  ck_assert_int_eq(cpw_series_values(r, CPW_SERIES_ADMISSIONS, 2, 2, v, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "unit = 2 must be 1");
  ck_assert_int_eq(cpw_series_values(r, CPW_SERIES_ADMISSIONS, 1, 2, v, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "there is nothing to compare total_admissions[0] with");
  ck_assert_double_eq(v[0], 5);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t adjust_once(void *context) {
  cpw_network *n = context, *out = NULL;
  cpw_error err = {0};
  const double series[] = {1, 2}, longer[] = {1.5};
  const cpw_adjustment a[] = {{CPW_ADJUST_CAPACITY, 0, -1, 1, series, 2, 1},
                              {CPW_ADJUST_ARRIVALS_MORE, 0, 1, 1, series, 2, 1},
                              {CPW_ADJUST_STAY, 1, 1, 0, longer, 1, 0}};
  int32_t status = cpw_pathway_adjusted(cpw_network_pathway(n, NULL), a, 3, NULL, &out, &err);
  cpw_network_free(out);
  return status;
}

START_TEST(short_of_memory)
{
  cpw_network *n = small(NULL, NULL);
  rows(n); /* checked once, not again */
  cpwt_each_allocation_fails(adjust_once, n);
  cpw_network_free(n);
}
END_TEST

static Suite *pathway_adjust_suite(void) {
  Suite *s = suite_create("pathway_adjust");
  TCase *limits = tcase_create("limits"), *errors = tcase_create("errors");
  TCase *reference = tcase_create("reference"), *oom = tcase_create("oom");
  tcase_add_loop_test(limits, nothing_changed, 0, (int)cpw_preset_count());
  tcase_add_test(reference, capacity);
  tcase_add_test(reference, stays_and_arrivals);
  tcase_add_test(reference, workforce_is_capacity);
  tcase_add_test(reference, volunteers_are_slots);
  tcase_add_test(reference, returns_are_arrivals);
  tcase_add_test(reference, prevention_is_a_factor);
  tcase_add_test(reference, mitigators_are_factors);
  tcase_add_test(errors, bad_changes);
  tcase_add_test(errors, bad_series);
  tcase_add_test(oom, short_of_memory);
  suite_add_tcase(s, limits);
  suite_add_tcase(s, reference);
  suite_add_tcase(s, errors);
  suite_add_tcase(s, oom);
  return s;
}

int main(void) {
  Suite *suites[] = {pathway_adjust_suite()};
  return cpwt_run(suites, 1);
}
