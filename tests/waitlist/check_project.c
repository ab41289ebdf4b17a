/* Projection: the published one to the digit, every mode by an independent way, closed forms, the
 * balance with ==, extremes, errors, labels, threads, failing memory. */
#include "waitlist/reference_project.h"
#include "waitlist/suites.h"
#include "waitlist/world.h"

#include <float.h>
#include <math.h>
#include <stdio.h>

static cpw_result *project(const cpw_backlog *b, const cpw_project_options *o) {
  cpw_error err;
  cpw_result *r = NULL;
  int32_t status = cpw_waitlist_project(b, o, NULL, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

static cpw_project_options over(int64_t periods) {
  cpw_project_options o;
  cpw_project_options_init(&o);
  o.periods = periods;
  return o;
}

/* A backlog of one list whose arrays the test owns. */
static cpw_backlog one_list(const cpw_bands *bands, const double *waiting, const double *treatment,
                            const double *removal, const double *starts, const double *capacity) {
  cpw_backlog b;
  cpw_backlog_init(&b);
  b.lists = 1;
  b.bands = bands;
  b.waiting = waiting;
  b.treatment_hazard = treatment;
  b.removal_hazard = removal;
  b.starts = starts;
  b.capacity = capacity;
  return b;
}

static const char *balance_of(const cpw_result *r, const cpw_bands *bands) {
  const double *opening = cpwt_real(r, "opening");
  const char *problem = world_imbalance(r, bands, opening, "waiting");
  int regular = 1;
  for (int64_t m = 0; m < bands->count; m++)
    regular &= fabs(bands->lower[m] - (double)m * bands->period) < 1e-9;
  if (!problem && regular) problem = world_band_imbalance(r, bands, opening, "waiting");
  return problem;
}

/* ---------------------------------------------------------------- reference ----------------- */

static const double ONE[1] = {1.0};

static void check_published(int64_t periods, const double *starts, const double *capacity,
                            int32_t surplus, const double *treated, const double *removed,
                            const double *waiting) {
  cpw_bands bands = cpwt_months(4);
  cpw_backlog b = one_list(&bands, SMALL_LIST, SMALL_TREATMENT, SMALL_REMOVAL, ONE, ONE);
  cpw_project_options o = over(periods);
  o.starts = starts;
  o.capacity = capacity;
  o.surplus = surplus;
  cpw_result *r = project(&b, &o);
  for (int64_t i = 0; i < 4 * periods; i++) {
    cpwt_close(cpwt_real(r, "treated")[i], treated[i], "treated", i);
    cpwt_close(cpwt_real(r, "removed")[i] - cpwt_real(r, "unrecorded")[i], removed[i], "removed",
               i);
    cpwt_close(cpwt_real(r, "waiting")[i], waiting[i], "waiting", i);
  }
  const char *problem = balance_of(r, &bands);
  ck_assert_msg(problem == NULL, "%s", problem ? problem : "");
  cpw_result_free(r);
}

START_TEST(w107_method_none)
{
  check_published(6, W107_STARTS, W107_CAPACITY, CPW_SURPLUS_NONE, W107_TREATED, W107_REMOVED,
                  W107_WAITING);
}
END_TEST

START_TEST(w108_more_capacity_than_people)
{
  check_published(4, W108_STARTS, W108_CAPACITY, CPW_SURPLUS_NONE, W108_TREATED, W108_REMOVED,
                  W108_WAITING);
}
END_TEST

START_TEST(w109_no_surplus_arises)
{
  check_published(6, W109_STARTS, W109_CAPACITY, CPW_SURPLUS_CONSERVE, W109_TREATED, W109_REMOVED,
                  W109_WAITING);
}
END_TEST

START_TEST(w108_conserved)
{
  /* the same without treating people who are not there: nobody below zero, and capacity to spare */
  cpw_bands bands = cpwt_months(4);
  cpw_backlog b = one_list(&bands, SMALL_LIST, SMALL_TREATMENT, SMALL_REMOVAL, ONE, ONE);
  cpw_project_options o = over(4);
  o.starts = W108_STARTS;
  o.capacity = W108_CAPACITY;
  cpw_result *r = project(&b, &o);
  ck_assert_ptr_null(balance_of(r, &bands));
  ck_assert_double_eq(cpwt_real(r, "total_closing")[1], 0.0);
  ck_assert_double_gt(cpwt_real(r, "unused_capacity")[1], 0.0);
  ck_assert(isnan(cpwt_real(r, "within_18")[1]));
  for (int i = 0; i < 16; i++)
    ck_assert_double_ge(cpwt_real(r, "waiting")[i], 0.0);
  cpw_result_free(r);
}
END_TEST

START_TEST(a_negative_list_has_no_measures)
{
  cpw_bands bands = cpwt_months(4);
  cpw_backlog b = one_list(&bands, SMALL_LIST, SMALL_TREATMENT, SMALL_REMOVAL, ONE, ONE);
  cpw_project_options o = over(4);
  o.starts = W108_STARTS;
  o.capacity = W108_CAPACITY;
  o.surplus = CPW_SURPLUS_NONE;
  cpw_result *r = project(&b, &o);
  ck_assert(!isnan(cpwt_real(r, "median_wait")[0]));
  ck_assert(isnan(cpwt_real(r, "median_wait")[1]));
  ck_assert(isnan(cpwt_real(r, "over_52")[1]));
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- by another way ------------ */

static double overlap(double a, double b, double low, double high) {
  double from = fmax(a, low), to = fmin(b, high);
  return to > from ? (to - from) / (b - a) : 0.0;
}

static void plain_inflow(const cpw_bands *b, const double *before, double starts, double *inflow) {
  int64_t n = b->count;
  for (int64_t k = 0; k < n; k++) {
    double low = b->lower[k], high = k + 1 < n ? b->lower[k + 1] : HUGE_VAL;
    inflow[k] = starts * overlap(0.0, b->period, low, high);
    for (int64_t m = 0; m + 1 < n; m++)
      inflow[k] +=
          before[m] * overlap(b->lower[m] + b->period, b->lower[m + 1] + b->period, low, high);
  }
  inflow[n - 1] += before[n - 1];
}

/* In proportion by bisection of the rate, then longest wait first. */
static void plain_place(int64_t n, double *room, const double *want, double capacity, double first,
                        double *treated) {
  double left = first * capacity, low = 0, high = 0, cap[WORLD_BANDS];
  for (int64_t m = n - 1; m >= 0; m--) {
    treated[m] = fmin(left, room[m]);
    left -= treated[m];
    cap[m] = room[m] - treated[m];
    if (want[m] > 0) high = fmax(high, cap[m] / want[m]);
  }
  left += (1 - first) * capacity;
  for (int k = 0; k < 200; k++) {
    double rate = 0.5 * (low + high), sum = 0;
    for (int64_t m = 0; m < n; m++)
      sum += fmin(cap[m], rate * want[m]);
    if (sum < left)
      low = rate;
    else
      high = rate;
  }
  for (int64_t m = 0; m < n; m++) {
    double take = fmin(cap[m], high * want[m]);
    treated[m] += take;
    left -= take;
  }
  for (int64_t m = n - 1; m >= 0 && left > 0; m--) {
    double take = fmin(left, room[m] - treated[m]);
    treated[m] += take;
    left -= take;
  }
}

/* One list in plain doubles: waiting, treated, net removed by period and band. */
static void plain_project(const world *w, const cpw_project_options *o, int64_t l, double *waiting,
                          double *treated, double *removed) {
  int64_t n = w->bands.count;
  const double *before = w->waiting + l * n, *c = w->treatment + l * n, *r = w->removal + l * n;
  for (int64_t t = 0; t < o->periods; t++) {
    double inflow[WORLD_BANDS], room[WORLD_BANDS], want[WORLD_BANDS], x = 0;
    double capacity = o->capacity[l * o->periods + t];
    double *now = waiting + t * n, *done = treated + t * n, *gone = removed + t * n;
    plain_inflow(&w->bands, before, o->starts[l * o->periods + t] * (1 + w->uplift[l]), inflow);
    for (int64_t m = 0; m < n; m++) {
      gone[m] = r[m] * inflow[m];
      room[m] = inflow[m] - gone[m];
      want[m] = c[m] * inflow[m];
      done[m] = fmin(room[m], (o->capacity_mode == CPW_CAPACITY_RATES ? capacity : 1) * want[m]);
      x += done[m];
    }
    if (o->capacity_mode == CPW_CAPACITY_COUNTS) x = capacity;
    if (o->capacity_mode == CPW_CAPACITY_CAP) x = fmin(x, capacity);
    if (o->capacity_mode != CPW_CAPACITY_RATES || o->longest_first > 0)
      plain_place(n, room, want, x, o->longest_first, done);
    for (int64_t m = 0; m < n; m++)
      now[m] = room[m] - done[m];
    before = now;
  }
}

static void compare(const world *w, const cpw_project_options *o, const cpw_result *r, int k) {
  int64_t n = w->bands.count, cells = o->periods * n;
  double *plain = cpwt_numbers(3 * cells);
  for (int64_t l = 0; l < w->backlog.lists; l++) {
    double size = 1e-12;
    plain_project(w, o, l, plain, plain + cells, plain + 2 * cells);
    for (int64_t t = 0; t < o->periods; t++)
      size = fmax(size, cpwt_real(r, "total_opening")[l * o->periods + t] +
                            cpwt_real(r, "total_starts")[l * o->periods + t]);
    for (int64_t i = 0; i < cells; i++) {
      double waiting = cpwt_real(r, "waiting")[l * cells + i];
      double treated = cpwt_real(r, "treated")[l * cells + i];
      ck_assert_msg(fabs(waiting - plain[i]) <= 1e-9 * size, "world %d, cell %d: %.12g, not %.12g",
                    k, (int)i, waiting, plain[i]);
      ck_assert_msg(fabs(treated - plain[cells + i]) <= 1e-9 * size,
                    "world %d, cell %d: treated %.12g, not %.12g", k, (int)i, treated,
                    plain[cells + i]);
    }
  }
  free(plain);
}

static cpw_project_options random_options(const world *w, cpw_stream *s) {
  cpw_project_options o = over(w->periods);
  o.starts = w->plan_starts;
  o.capacity = w->plan_capacity;
  o.capacity_mode = (int32_t)cpw_random_below(s, 3);
  if (world_chance(s, 0.3)) o.longest_first = world_chance(s, 0.3) ? 1.0 : cpw_random_uniform(s);
  return o;
}

/* everybody who can ever be on a list: grids are 2^-41 of this or finer */
static double everybody(const world *w, const cpw_result *r, int64_t l) {
  double size = cpwt_real(r, "total_opening")[l * w->periods];
  for (int64_t t = 0; t < w->periods; t++)
    size += w->plan_starts[l * w->periods + t] * (1 + w->uplift[l]);
  return size;
}

static void check_people(const world *w, const cpw_project_options *o, const cpw_result *r) {
  int64_t cells = w->backlog.lists * o->periods * w->bands.count;
  for (int64_t i = 0; i < cells; i++) {
    ck_assert_double_ge(cpwt_real(r, "waiting")[i], 0.0);
    ck_assert_double_ge(cpwt_real(r, "treated")[i], 0.0);
    ck_assert_double_ge(cpwt_real(r, "removed")[i], 0.0);
    ck_assert_double_ge(cpwt_real(r, "unrecorded")[i], 0.0);
  }
  for (int64_t i = 0; i < w->backlog.lists * o->periods; i++) {
    double unused = cpwt_real(r, "unused_capacity")[i], treated = cpwt_real(r, "total_treated")[i];
    ck_assert_double_ge(unused, 0.0);
    if (o->capacity_mode == CPW_CAPACITY_RATES) {
      ck_assert_double_eq(unused, 0.0);
    } else {
      ck_assert_double_eq_tol(unused + treated, o->capacity[i],
                              1e-12 * (o->capacity[i] + everybody(w, r, i / o->periods)) + 1e-15);
      /* who is left is left for want of capacity, unless the hazards are the cap */
      if (o->capacity_mode == CPW_CAPACITY_COUNTS && unused > 0.0)
        ck_assert_double_eq(cpwt_real(r, "total_closing")[i], 0.0);
    }
  }
}

START_TEST(random_lists_by_another_way)
{
  cpw_stream s;
  cpw_stream_init(&s, 31, 0, 0, 0);
  world *w = malloc(sizeof *w);
  for (int k = 0; k < cpwt_cases(400); k++) {
    world_make(w, &s, (int)(k % 2));
    cpw_project_options o = random_options(w, &s);
    cpw_result *r = project(&w->backlog, &o);
    const char *problem = balance_of(r, &w->bands);
    ck_assert_msg(problem == NULL, "world %d: %s", k, problem ? problem : "");
    check_people(w, &o, r);
    compare(w, &o, r, k);
    cpw_result_free(r);
  }
  free(w);
}
END_TEST

START_TEST(england_forward)
{
  cpwt_england *e = cpwt_england_read();
  if (!e) return;
  cpw_result *calibration;
  cpw_error err;
  ck_assert_int_eq(cpw_waitlist_calibrate(&e->history, NULL, NULL, &calibration, &err), CPW_OK);
  cpw_backlog b;
  cpw_bands bands;
  cpw_backlog_init(&b);
  cpw_bands_init(&bands);
  ck_assert_int_eq(cpw_backlog_view(calibration, &b, &bands, &err), CPW_OK);
  for (int32_t mode = 0; mode <= CPW_CAPACITY_CAP; mode++) {
    cpw_project_options o = over(24);
    o.capacity_mode = mode;
    cpw_result *r = project(&b, &o);
    ck_assert_ptr_null(balance_of(r, &bands));
    /* the national list of 7.2 million changes by less than a tenth in a year */
    double closing = cpwt_real(r, "total_closing")[e->total * 24 + 11];
    double opening = cpwt_real(r, "total_opening")[e->total * 24];
    ck_assert_double_eq_tol(opening, 7190000, 200000);
    ck_assert_double_eq_tol(closing / opening, 1.0, 0.1);
    ck_assert_str_eq(cpw_result_find(r, "total_closing")->dimension[0]->coordinate_names[0],
                     "specialty");
    cpw_result_free(r);
  }
  cpw_result_free(calibration);
  free(e);
}
END_TEST

START_TEST(totals_alone_are_the_same_numbers)
{
  cpw_stream s;
  cpw_stream_init(&s, 32, 0, 0, 0);
  world *w = malloc(sizeof *w);
  for (int k = 0; k < cpwt_cases(50); k++) {
    world_make(w, &s, 0);
    cpw_project_options o = random_options(w, &s);
    cpw_result *full = project(&w->backlog, &o);
    o.bands = 0;
    cpw_result *lean = project(&w->backlog, &o);
    ck_assert_ptr_null(cpw_result_find(lean, "waiting"));
    ck_assert_ptr_null(cpw_result_find(lean, "opening"));
    const cpw_array *x;
    for (int64_t i = 0; (x = cpw_result_at(lean, i)) != NULL; i++) {
      const cpw_array *y = cpw_result_find(full, x->name);
      const void *p = x->real ? (const void *)x->real : (const void *)x->integer;
      const void *q = y->real ? (const void *)y->real : (const void *)y->integer;
      ck_assert_msg(memcmp(p, q, (size_t)x->size * 8) == 0, "%s differs", x->name);
    }
    cpw_result_free(full);
    cpw_result_free(lean);
  }
  free(w);
}
END_TEST

START_TEST(its_measures_are_those_of_its_lists)
{
  cpw_stream s;
  cpw_stream_init(&s, 33, 0, 0, 0);
  world *w = malloc(sizeof *w);
  for (int k = 0; k < cpwt_cases(50); k++) {
    world_make(w, &s, 0);
    cpw_project_options o = random_options(w, &s);
    o.whole_bands = k % 2;
    cpw_result *r = project(&w->backlog, &o), *m;
    cpw_error err;
    ck_assert_int_eq(cpw_waitlist_measures(&w->bands, w->backlog.lists, o.periods,
                                           cpwt_real(r, "waiting"), NULL, NULL, o.whole_bands, NULL,
                                           &m, &err),
                     CPW_OK);
    const cpw_array *x;
    for (int64_t i = 0; (x = cpw_result_at(m, i)) != NULL; i++) {
      const cpw_array *y = cpw_result_find(r, x->name);
      ck_assert_ptr_nonnull(y);
      const void *p = x->real ? (const void *)x->real : (const void *)x->integer;
      const void *q = y->real ? (const void *)y->real : (const void *)y->integer;
      ck_assert_msg(memcmp(p, q, (size_t)x->size * 8) == 0, "%s differs", x->name);
    }
    cpw_result_free(m);
    cpw_result_free(r);
  }
  free(w);
}
END_TEST

/* ---------------------------------------------------------------- closed forms -------------- */

START_TEST(one_band_declines_exponentially)
{
  const double lower[] = {0}, waiting[] = {1e6}, treatment[] = {0.1}, removal[] = {0.05};
  const double none[] = {0};
  cpw_bands bands;
  cpw_bands_init(&bands);
  bands.count = 1;
  bands.lower = lower;
  cpw_backlog b = one_list(&bands, waiting, treatment, removal, none, none);
  cpw_project_options o = over(40);
  cpw_result *r = project(&b, &o);
  o.capacity_mode = CPW_CAPACITY_RATES;
  cpw_result *rates = project(&b, &o);
  for (int t = 0; t < 40; t++) {
    ck_assert_double_eq_tol(cpwt_real(r, "total_closing")[t], 1e6 * pow(0.95, t + 1), 1e-6);
    ck_assert_double_eq_tol(cpwt_real(rates, "total_closing")[t], 1e6 * pow(0.85, t + 1), 1e-6);
  }
  cpw_result_free(r);
  cpw_result_free(rates);
}
END_TEST

START_TEST(a_list_in_steady_state_stays)
{
  const double treatment[] = {0.2, 0.1, 0.1, 0.3}, removal[] = {0.02, 0.05, -0.01, 0.05};
  const double starts[] = {120}, capacity[] = {1};
  double waiting[4], people = 120, treated = 0;
  for (int m = 0; m < 4; m++) {
    double stay = 1 - treatment[m] - removal[m];
    /* in the open band W = (W + arriving) stay */
    waiting[m] = m < 3 ? people * stay : people * stay / (1 - stay);
    treated += (m < 3 ? people : people + waiting[m]) * treatment[m];
    people = waiting[m];
  }
  cpw_bands bands = cpwt_months(4);
  cpw_backlog b = one_list(&bands, waiting, treatment, removal, starts, capacity);
  cpw_project_options o = over(60);
  double *capacities = cpwt_numbers(60);
  for (int32_t mode = CPW_CAPACITY_COUNTS; mode <= CPW_CAPACITY_CAP; mode++) {
    for (int t = 0; t < 60; t++)
      capacities[t] = mode == CPW_CAPACITY_RATES ? 1.0 : treated;
    o.capacity_mode = mode;
    o.capacity = capacities;
    cpw_result *r = project(&b, &o);
    for (int i = 0; i < 240; i++)
      ck_assert_double_eq_tol(cpwt_real(r, "waiting")[i], waiting[i % 4], 1e-7);
    cpw_result_free(r);
  }
  free(capacities);
}
END_TEST

START_TEST(first_come_first_served)
{
  /* 30 a period from the longest wait down: as a queue of cohorts would */
  const double lower[] = {0, 1, 2, 3, 4}, waiting[] = {40, 35, 0, 10, 7};
  const double treatment[] = {0.9, 0.1, 0.1, 0.1, 0.1}, removal[5] = {0};
  const double starts[] = {25}, capacity[] = {30};
  cpw_bands bands;
  cpw_bands_init(&bands);
  bands.count = 5;
  bands.lower = lower;
  cpw_backlog b = one_list(&bands, waiting, treatment, removal, starts, capacity);
  cpw_project_options o = over(10);
  o.longest_first = 1.0;
  cpw_result *r = project(&b, &o);
  double queue[5];
  memcpy(queue, waiting, sizeof queue);
  for (int t = 0; t < 10; t++) {
    queue[4] += queue[3];
    for (int m = 3; m > 0; m--)
      queue[m] = queue[m - 1];
    queue[0] = 25;
    double left = 30;
    for (int m = 4; m >= 0; m--) {
      double take = fmin(left, queue[m]);
      queue[m] -= take;
      left -= take;
    }
    for (int m = 0; m < 5; m++)
      ck_assert_double_eq(cpwt_real(r, "waiting")[t * 5 + m], queue[m]);
  }
  cpw_result_free(r);
}
END_TEST

START_TEST(the_hazards_capped)
{
  /* hazards ask for 20 + 10 = 30: a cap of 40 is not reached, of 15 halves them */
  const double lower[] = {0, 1}, waiting[] = {100, 0}, treatment[] = {0.2, 0.1}, removal[2] = {0};
  const double starts[] = {100}, capacity[] = {40};
  cpw_bands bands;
  cpw_bands_init(&bands);
  bands.count = 2;
  bands.lower = lower;
  cpw_backlog b = one_list(&bands, waiting, treatment, removal, starts, capacity);
  cpw_project_options o = over(1);
  o.capacity_mode = CPW_CAPACITY_CAP;
  cpw_result *r = project(&b, &o);
  ck_assert_double_eq_tol(cpwt_real(r, "treated")[0], 20, 1e-9);
  ck_assert_double_eq_tol(cpwt_real(r, "treated")[1], 10, 1e-9);
  ck_assert_double_eq_tol(cpwt_real(r, "unused_capacity")[0], 10, 1e-9);
  cpw_result_free(r);
  const double low[] = {15};
  o.capacity = low;
  r = project(&b, &o);
  ck_assert_double_eq_tol(cpwt_real(r, "treated")[0], 10, 1e-9);
  ck_assert_double_eq_tol(cpwt_real(r, "treated")[1], 5, 1e-9);
  ck_assert_double_eq(cpwt_real(r, "unused_capacity")[0], 0.0);
  cpw_result_free(r);
}
END_TEST

START_TEST(the_surplus_goes_to_whoever_is_left)
{
  /* hazards only in band 0; what band 0 cannot take goes to the longest waits */
  const double waiting[] = {10, 20, 30, 40}, treatment[] = {0.5, 0, 0, 0}, removal[4] = {0};
  const double starts[] = {10}, capacity[] = {50};
  cpw_bands bands = cpwt_months(4);
  cpw_backlog b = one_list(&bands, waiting, treatment, removal, starts, capacity);
  cpw_project_options o = over(3);
  cpw_result *r = project(&b, &o);
  const double *treated = cpwt_real(r, "treated");
  const double expected[] = {10, 0, 0, 40, 10, 0, 0, 40, 10, 0, 0, 20};
  for (int i = 0; i < 12; i++)
    ck_assert_double_eq(treated[i], expected[i]);
  ck_assert_double_eq(cpwt_real(r, "unused_capacity")[2], 20.0);
  ck_assert_double_eq(cpwt_real(r, "total_closing")[2], 0.0);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(defaults)
{
  cpw_project_options o;
  cpw_project_options_init(&o);
  ck_assert_int_eq(o.periods, 12);
  ck_assert_int_eq(o.capacity_mode, CPW_CAPACITY_COUNTS);
  ck_assert_int_eq(o.surplus, CPW_SURPLUS_CONSERVE);
  ck_assert_int_eq(o.bands, 1);
  ck_assert_int_eq(o.whole_bands, 0);
  ck_assert_double_eq(o.longest_first, 0.0);
  cpw_bands bands = cpwt_months(4);
  const double starts[] = {100}, capacity[] = {90};
  cpw_backlog b = one_list(&bands, SMALL_LIST, SMALL_TREATMENT, SMALL_REMOVAL, starts, capacity);
  cpw_result *r = project(&b, NULL), *again = project(&b, &o);
  cpwt_same_bytes(r, again);
  ck_assert_int_eq(cpw_result_find(r, "total_starts")->size, 12);
  ck_assert_double_eq(cpwt_real(r, "total_starts")[11], 100.0);
  ck_assert_double_eq(cpwt_real(r, "total_treated")[11], 90.0);
  ck_assert_double_eq(cpwt_real(r, "unit_weeks")[0], CPW_WEEKS_PER_MONTH);
  ck_assert_double_eq(cpwt_real(r, "period_length")[0], 1.0);
  ck_assert_double_eq(cpwt_real(r, "band_lower")[3], 3.0);
  cpw_result_free(r);
  cpw_result_free(again);
}
END_TEST

START_TEST(starts_without_a_clock_start)
{
  cpw_bands bands = cpwt_months(4);
  const double starts[] = {100}, capacity[] = {90}, uplift[] = {0.25};
  cpw_backlog b = one_list(&bands, SMALL_LIST, SMALL_TREATMENT, SMALL_REMOVAL, starts, capacity);
  b.start_uplift = uplift;
  cpw_project_options o = over(5);
  cpw_result *r = project(&b, &o);
  for (int t = 0; t < 5; t++) {
    ck_assert_double_eq(cpwt_real(r, "total_starts")[t], 100.0);
    ck_assert_double_eq(cpwt_real(r, "total_unrecorded")[t], 25.0);
    ck_assert_double_eq(cpwt_real(r, "unrecorded")[4 * t], 25.0);
    ck_assert_double_eq(cpwt_real(r, "unrecorded")[4 * t + 1], 0.0);
  }
  ck_assert_ptr_null(balance_of(r, &bands));
  cpw_result_free(r);
}
END_TEST

START_TEST(nobody_and_no_capacity)
{
  cpw_bands bands = cpwt_months(4);
  const double none[4] = {0}, starts[] = {5};
  cpw_backlog b = one_list(&bands, none, none, none, none, none);
  cpw_result *r = project(&b, NULL);
  ck_assert_double_eq(cpwt_real(r, "total_closing")[11], 0.0);
  ck_assert(isnan(cpwt_real(r, "within_18")[11]));
  ck_assert(isnan(cpwt_real(r, "over_52")[11])); /* 52 weeks lie in the open band */
  cpw_result_free(r);
  /* no hazards at all: whoever is treated is treated longest wait first */
  b.starts = b.capacity = starts;
  b.waiting = SMALL_LIST;
  r = project(&b, NULL);
  ck_assert_double_eq(cpwt_real(r, "treated")[3], 5.0);
  ck_assert_double_eq(cpwt_real(r, "total_closing")[11], 258.0);
  cpw_result_free(r);
  /* zero capacity: the list only grows */
  b.capacity = none;
  r = project(&b, NULL);
  ck_assert_double_eq(cpwt_real(r, "total_closing")[11], 258.0 + 60.0);
  cpw_result_free(r);
}
END_TEST

START_TEST(from_one_patient_to_1e15)
{
  cpw_bands bands = cpwt_months(4);
  for (int e = -6; e <= 15; e++) {
    double k = pow(10, e), waiting[4], starts[1] = {100 * k}, capacity[1] = {90 * k};
    for (int m = 0; m < 4; m++)
      waiting[m] = SMALL_LIST[m] * k;
    if (e == -6) memcpy(waiting, (double[]){1, 0, 0, 0}, sizeof waiting);
    for (int sign = 0; sign < 2; sign++) {
      double removal[4];
      memcpy(removal, SMALL_REMOVAL, sizeof removal);
      removal[0] = sign ? -0.05 : 0.02;
      cpw_backlog b = one_list(&bands, waiting, SMALL_TREATMENT, removal, starts, capacity);
      cpw_project_options o = over(24);
      cpw_result *r = project(&b, &o);
      const char *problem = balance_of(r, &bands);
      ck_assert_msg(problem == NULL, "%d: %s", e, problem ? problem : "");
      cpw_result_free(r);
    }
  }
}
END_TEST

START_TEST(hazards_of_every_size)
{
  /* only their ratios matter for counts: from the least to the largest double */
  cpw_bands bands = cpwt_months(4);
  const double starts[] = {100}, capacity[] = {90}, scales[] = {1e300, 1e-250, 0x1p-1000};
  cpw_backlog b = one_list(&bands, SMALL_LIST, SMALL_TREATMENT, SMALL_REMOVAL, starts, capacity);
  cpw_result *r = project(&b, NULL);
  for (int k = 0; k < 3; k++) {
    double scaled[4];
    for (int m = 0; m < 4; m++)
      scaled[m] = SMALL_TREATMENT[m] * scales[k];
    b.treatment_hazard = scaled;
    cpw_result *other = project(&b, NULL);
    for (int i = 0; i < 48; i++)
      ck_assert_double_eq_tol(cpwt_real(other, "treated")[i], cpwt_real(r, "treated")[i], 1e-8);
    cpw_result_free(other);
    cpw_project_options o = over(3); /* everybody there is, when they are multiplied */
    o.capacity_mode = CPW_CAPACITY_RATES;
    double multiple[] = {1e308, 1e308, 1e308};
    o.capacity = multiple;
    if (k > 0) continue;
    other = project(&b, &o);
    ck_assert_double_eq(cpwt_real(other, "total_closing")[0], 0.0);
    cpw_result_free(other);
  }
  const double tiny[4] = {DBL_TRUE_MIN, DBL_TRUE_MIN, 0, 0};
  b.treatment_hazard = tiny;
  cpw_result *other = project(&b, NULL);
  ck_assert_double_eq(cpwt_real(other, "total_treated")[0], 90.0);
  cpw_result_free(other);
  cpw_result_free(r);
}
END_TEST

START_TEST(capacity_of_every_size)
{
  cpw_bands bands = cpwt_months(4);
  const double starts[] = {100};
  for (int e = -300; e <= 308; e += 8) {
    double capacity[1] = {pow(10, e)};
    cpw_backlog b = one_list(&bands, SMALL_LIST, SMALL_TREATMENT, SMALL_REMOVAL, starts, capacity);
    cpw_result *r = project(&b, NULL);
    ck_assert_ptr_null(balance_of(r, &bands));
    double treated = cpwt_real(r, "total_treated")[0], unused = cpwt_real(r, "unused_capacity")[0];
    ck_assert_double_eq_tol(treated + unused, capacity[0], 1e-9 * capacity[0] + 1e-9);
    if (e > 3) ck_assert_double_eq(cpwt_real(r, "total_closing")[0], 0.0);
    cpw_result_free(r);
  }
}
END_TEST

static int64_t read_pipe(void *context, char *buffer, int64_t capacity) {
  size_t count = fread(buffer, 1, (size_t)capacity, context);
  return ferror((FILE *)context) ? -1 : (int64_t)count;
}

/* The periods in which a list has figures; from then on it has none in any array. */
static int64_t figures_until(const cpw_result *r, int64_t l) {
  static const char *const totals[] = {
      "total_opening", "total_starts",    "total_unrecorded", "total_treated", "total_removed",
      "total_closing", "unused_capacity", "within_18",        "median_wait",   "p92_wait",
      "p95_wait",      "over_52",         "over_65",          "over_78",       "over_104"};
  static const char *const flows[] = {"waiting", "treated", "removed", "unrecorded"};
  const cpw_array *closing = cpw_result_find(r, "total_closing");
  int64_t periods = closing->dimension[1]->length, end = 0;
  while (end < periods && !isnan(closing->real[l * periods + end]))
    end++;
  for (int64_t t = 0; t < periods; t++) {
    for (int k = 0; k < 15; k++)
      if (k < 7 || t >= end)
        ck_assert_int_eq(isnan(cpwt_real(r, totals[k])[l * periods + t]) != 0, t >= end);
    for (int k = 0; k < 4 && cpw_result_find(r, "waiting"); k++) {
      const cpw_array *flow = cpw_result_find(r, flows[k]);
      int64_t n = flow->dimension[2]->length;
      for (int64_t m = 0; m < n; m++)
        ck_assert_int_eq(isnan(flow->real[(l * periods + t) * n + m]) != 0, t >= end);
    }
  }
  return end;
}

START_TEST(a_list_that_outgrows_everything)
{
  cpw_bands bands = cpwt_months(4);
  const double removal[] = {0, 0, 0, -1}, none[4] = {0};
  cpw_backlog b = one_list(&bands, SMALL_LIST, SMALL_TREATMENT, removal, none, none);
  cpw_project_options o = over(9);
  cpw_result *r = project(&b, &o); /* doubles nine times */
  ck_assert_ptr_null(balance_of(r, &bands));
  ck_assert_double_gt(cpwt_real(r, "total_closing")[8], 250.0 * 258.0);
  ck_assert_int_eq(cpwt_integer(r, "outcome")[0], CPW_OUTCOME_OK);
  cpw_result_free(r);
  o.periods = 30;
  r = project(&b, &o);
  int64_t end = figures_until(r, 0);
  ck_assert_int_gt(end, 9);
  ck_assert_int_lt(end, 20);
  char note[200];
  snprintf(note, sizeof note,
           "1 of 1 lists outgrows a thousand times the people who were to be "
           "expected and has no figures from then on (look at the removal hazards): list 0 in "
           "period number %lld",
           (long long)end + 1);
  ck_assert_str_eq(cpw_result_note(r, "unstable"), note);
  cpw_result_free(r);
  /* the same without a limit to what is treated */
  const double capacity[] = {1e5};
  b.removal_hazard = none;
  b.capacity = capacity;
  o.surplus = CPW_SURPLUS_NONE;
  r = project(&b, &o);
  ck_assert_int_ge(figures_until(r, 0), 0);
  cpw_result_free(r);
  const double moon[] = {1e12};
  b.capacity = moon;
  r = project(&b, &o);
  ck_assert_int_eq(figures_until(r, 0), 0);
  cpw_result_free(r);
}
END_TEST

/* A list that outgrows everything between two that do not: these are as they are alone. */
START_TEST(a_list_that_outgrows_beside_others)
{
  cpw_bands bands = cpwt_months(4);
  double waiting[12], treatment[12], removal[12] = {0};
  const double starts[] = {100, 10, 50}, capacity[] = {90, 0, 45};
  for (int i = 0; i < 12; i++) {
    waiting[i] = SMALL_LIST[i % 4];
    treatment[i] = SMALL_TREATMENT[i % 4];
    if (i / 4 != 1) removal[i] = SMALL_REMOVAL[i % 4];
  }
  removal[7] = -1.0;
  static const char *const texts[] = {"RBD", "R0A", "RA1"}, *const names[] = {"org"};
  static const char *const *const columns[] = {texts};
  const cpw_dimension list = {"list", 3, 1, names, columns};
  cpw_backlog b = one_list(&bands, waiting, treatment, removal, starts, capacity);
  b.lists = 3;
  b.list = &list;
  for (int32_t by_band = 0; by_band < 2; by_band++) {
    cpw_project_options o = over(24);
    o.bands = by_band;
    cpw_result *r = project(&b, &o);
    ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNSTABLE);
    ck_assert_ptr_nonnull(strstr(cpw_result_note(r, "unstable"), "): R0A in period number "));
    int64_t end = figures_until(r, 1);
    ck_assert_int_gt(end, 0);
    ck_assert_int_lt(end, 24);
    for (int l = 0; l < 3; l += 2) {
      cpw_backlog one = one_list(&bands, waiting + l * 4, treatment + l * 4, removal + l * 4,
                                 starts + l, capacity + l);
      cpw_result *alone = project(&one, &o);
      ck_assert_int_eq(cpwt_integer(r, "outcome")[l], CPW_OUTCOME_OK);
      ck_assert_ptr_null(cpw_result_note(alone, "unstable"));
      static const char *const totals[] = {"total_closing", "total_treated", "within_18",
                                           "p92_wait"};
      for (int k = 0; k < 4; k++)
        ck_assert_mem_eq(cpwt_real(r, totals[k]) + l * 24, cpwt_real(alone, totals[k]),
                         24 * sizeof(double));
      static const char *const flows[] = {"waiting", "treated", "removed", "unrecorded"};
      for (int k = 0; by_band && k < 4; k++)
        ck_assert_mem_eq(cpwt_real(r, flows[k]) + l * 96, cpwt_real(alone, flows[k]),
                         96 * sizeof(double));
      cpw_result_free(alone);
    }
    cpw_result_free(r);
  }
}
END_TEST

/* All providers and specialties of the country: the few that outgrow do not spoil the others. */
START_TEST(providers_and_specialties_forward)
{
  const char *path = cpwt_shared("data/rtt/rtt_2024-05_2025-05_provider_specialty_month.csv.gz");
  if (!path || getenv("CAREPATH_QUICK")) return;
  char command[1200];
  snprintf(command, sizeof command, "gzip -dc '%s'", path);
  FILE *pipe = popen(command, "r");
  ck_assert_ptr_nonnull(pipe);
  cpw_source source = {pipe, read_pipe, "a pipe"};
  cpw_history_options how;
  cpw_history_options_init(&how);
  how.missing = CPW_MISSING_ZERO;
  cpw_result *data = NULL, *calibration = NULL;
  ck_assert_int_eq(cpw_history_read(&source, &how, &data, NULL), CPW_OK);
  ck_assert_int_eq(pclose(pipe), 0);
  cpw_history history;
  cpw_bands bands;
  cpw_backlog b;
  cpw_history_init(&history);
  cpw_bands_init(&bands);
  cpw_backlog_init(&b);
  ck_assert_int_eq(cpw_history_view(data, &history, &bands, NULL), CPW_OK);
  ck_assert_int_eq(cpw_waitlist_calibrate(&history, NULL, NULL, &calibration, NULL), CPW_OK);
  ck_assert_int_eq(cpw_backlog_view(calibration, &b, &bands, NULL), CPW_OK);
  cpw_project_options o = over(24);
  cpw_result *r = project(&b, &o);
  int64_t unstable = 0;
  for (int64_t l = 0; l < b.lists; l++) {
    int64_t end = figures_until(r, l);
    ck_assert((end < 24) == (cpwt_integer(r, "outcome")[l] == CPW_OUTCOME_UNSTABLE));
    unstable += end < 24;
  }
  ck_assert_int_eq(b.lists, 3647);
  ck_assert_int_eq(unstable, 17);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNSTABLE);
  ck_assert_int_eq(strncmp(cpw_result_note(r, "unstable"), "17 of 3647 lists outgrow ", 25), 0);
  cpw_result_free(r);
  cpw_result_free(calibration);
  cpw_result_free(data);
}
END_TEST

/* What is treated never exceeds the capacity, and no more than a step of it is lost. */
START_TEST(treatments_do_not_exceed_capacity)
{
  cpw_bands bands = cpwt_months(4);
  const double starts[] = {100};
  cpw_stream s;
  cpw_stream_init(&s, 77, 0, 0, 0);
  for (int i = 0; i < 200; i++) {
    double capacity[1] = {120 * cpw_random_uniform(&s)};
    double removal[] = {0, i % 2 ? -0.1 : 0.1, 0, 0};
    cpw_backlog b = one_list(&bands, SMALL_LIST, SMALL_TREATMENT, removal, starts, capacity);
    cpw_result *r = project(&b, NULL);
    for (int t = 0; t < 12; t++) {
      double used = cpwt_real(r, "total_treated")[t] + cpwt_real(r, "unused_capacity")[t];
      ck_assert_double_le(used, capacity[0]);
      ck_assert_double_gt(used, capacity[0] - 1e-8);
    }
    cpw_result_free(r);
  }
}
END_TEST

START_TEST(none_without_hazards_treats_nobody)
{
  cpw_bands bands = cpwt_months(4);
  const double none[4] = {0}, capacity[] = {10};
  cpw_backlog b = one_list(&bands, SMALL_LIST, none, SMALL_REMOVAL, none, capacity);
  cpw_project_options o = over(2);
  o.surplus = CPW_SURPLUS_NONE;
  cpw_result *r = project(&b, &o);
  ck_assert_double_eq(cpwt_real(r, "total_treated")[0], 0.0);
  ck_assert_double_eq(cpwt_real(r, "unused_capacity")[0], 10.0);
  cpw_result_free(r);
}
END_TEST

START_TEST(labels_of_periods)
{
  cpw_bands bands = cpwt_months(4);
  cpw_backlog b = one_list(&bands, SMALL_LIST, SMALL_TREATMENT, SMALL_REMOVAL, ONE, ONE);
  cpw_project_options o = over(2);
  cpw_result *r = project(&b, &o);
  const cpw_dimension *d = cpw_result_find(r, "waiting")->dimension[1];
  ck_assert_str_eq(d->name, "period");
  ck_assert_str_eq(d->coordinate_names[0], "period");
  ck_assert_str_eq(d->coordinate_labels[0][0], "1");
  ck_assert_str_eq(d->coordinate_labels[0][1], "2");
  ck_assert_str_eq(cpw_result_find(r, "waiting")->dimension[2]->coordinate_labels[0][2], "2");
  ck_assert_int_eq(cpw_result_find(r, "waiting")->dimension[0]->coordinates, 0);
  cpw_result_free(r);
  static const char *const texts[] = {"2025-06", "2025-07"}, *const names[] = {"month"};
  static const char *const *const columns[] = {texts};
  const cpw_dimension months = {"period", 2, 1, names, columns};
  o.period = &months;
  r = project(&b, &o);
  d = cpw_result_find(r, "waiting")->dimension[1];
  ck_assert_str_eq(d->coordinate_names[0], "month");
  ck_assert_str_eq(d->coordinate_labels[0][1], "2025-07");
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static int32_t try_it(const cpw_backlog *b, const cpw_project_options *o, cpw_error *err) {
  cpw_result *r = (cpw_result *)&r; /* any address: it must stay */
  cpw_result *before = r;
  int32_t status = cpw_waitlist_project(b, o, NULL, &r, err);
  ck_assert_ptr_eq(r, before);
  return status;
}

START_TEST(backlogs_that_are_none)
{
  cpw_error err;
  cpw_bands bands = cpwt_months(4);
  cpw_backlog good = one_list(&bands, SMALL_LIST, SMALL_TREATMENT, SMALL_REMOVAL, ONE, ONE), b;
  static const char *const texts[] = {"RBD"}, *const names[] = {"provider"};
  static const char *const *const columns[] = {texts};
  cpw_dimension list = {"list", 1, 1, names, columns};
  const double bad[] = {1, (double)NAN, 0, 0}, minus[] = {0, 0, -1, 0}, much[] = {0, 0, 0, 1.01};
  const double below[] = {0, 0, 0, -1.01}, inf[] = {HUGE_VAL}, less[] = {-1};
  const struct {
    int which;
    const double *values;
    const char *part;
  } cases[] = {
      {0, bad, "waiting[0][1] = nan must be finite and >= 0 (list RBD; band from 1)"},
      {1, minus, "treatment_hazard[0][2] = -1 must be finite and >= 0 (list RBD; band from 2)"},
      {2, much, "removal_hazard[0][3] = 1.01 must be in [-1, 1] (list RBD; band from 3)"},
      {2, below, "removal_hazard[0][3] = -1.01 must be in [-1, 1]"},
      {3, inf, "starts[0] = inf must be finite and >= 0 (list RBD)"},
      {4, less, "capacity[0] = -1 must be"},
      {5, less, "start_uplift[0] = -1 must be"},
  };
  good.list = &list;
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    b = good;
    const double **field[] = {&b.waiting, &b.treatment_hazard, &b.removal_hazard,
                              &b.starts,  &b.capacity,         &b.start_uplift};
    *field[cases[k].which] = cases[k].values;
    cpwt_fails(try_it(&b, NULL, &err), CPW_EDOMAIN, &err, cases[k].part);
    *field[cases[k].which] = NULL;
    if (cases[k].which < 5) cpwt_fails(try_it(&b, NULL, &err), CPW_EINVAL, &err, "is NULL");
  }
  cpwt_fails(try_it(NULL, NULL, &err), CPW_EINVAL, &err, "backlog is NULL");
  ck_assert_int_eq(cpw_waitlist_project(&good, NULL, NULL, NULL, &err), CPW_EINVAL);
  b = good, b.lists = 0;
  cpwt_fails(try_it(&b, NULL, &err), CPW_EINVAL, &err, "backlog.lists = 0");
  b = good, b.lists = INT64_MAX / 2, b.list = NULL;
  cpwt_fails(try_it(&b, NULL, &err), CPW_EOVERFLOW, &err, "too many");
  b = good, b.bands = NULL;
  cpwt_fails(try_it(&b, NULL, &err), CPW_EINVAL, &err, "bands is NULL");
  b = good, b.struct_size = 0;
  cpwt_fails(try_it(&b, NULL, &err), CPW_EABI, &err, "struct_size");
  list.length = 2;
  cpwt_fails(try_it(&good, NULL, &err), CPW_EINVAL, &err, "backlog.list labels 2");
  list.length = 1;
  const double huge[] = {1e308, 1e308, 0, 0};
  b = good, b.waiting = huge;
  cpwt_fails(try_it(&b, NULL, &err), CPW_EOVERFLOW, &err, "list 0 (RBD): too many people");
}
END_TEST

START_TEST(options_that_are_none)
{
  cpw_error err;
  cpw_bands bands = cpwt_months(4);
  cpw_backlog b = one_list(&bands, SMALL_LIST, SMALL_TREATMENT, SMALL_REMOVAL, ONE, ONE);
  cpw_project_options good = over(2), o;
  const double bad[] = {1, -2}, shares[] = {-0.1, 1.1, (double)NAN};
  o = good, o.periods = 0;
  cpwt_fails(try_it(&b, &o, &err), CPW_EDOMAIN, &err, "options.periods = 0");
  o = good, o.periods = INT64_MAX;
  ck_assert_int_eq(try_it(&b, &o, &err), CPW_ENOMEM);
  o = good, o.capacity_mode = 3;
  cpwt_fails(try_it(&b, &o, &err), CPW_EINVAL, &err, "options.capacity_mode = 3");
  o = good, o.surplus = 4;
  cpwt_fails(try_it(&b, &o, &err), CPW_EINVAL, &err, "options.surplus = 4");
  o = good, o.bands = -1;
  cpwt_fails(try_it(&b, &o, &err), CPW_EINVAL, &err, "options.bands = -1");
  o = good, o.whole_bands = 2;
  cpwt_fails(try_it(&b, &o, &err), CPW_EINVAL, &err, "options.whole_bands = 2");
  for (int k = 0; k < 3; k++) {
    o = good, o.longest_first = shares[k];
    cpwt_fails(try_it(&b, &o, &err), CPW_EDOMAIN, &err, "options.longest_first");
  }
  o = good, o.surplus = CPW_SURPLUS_NONE, o.longest_first = 0.5;
  cpwt_fails(try_it(&b, &o, &err), CPW_EINVAL, &err, "options.surplus = 1, a published rule");
  o.longest_first = 0.0, o.capacity_mode = CPW_CAPACITY_CAP;
  cpwt_fails(try_it(&b, &o, &err), CPW_EINVAL, &err, "options.surplus = 1, a published rule");
  o = good, o.starts = bad;
  cpwt_fails(try_it(&b, &o, &err), CPW_EDOMAIN, &err, "options.starts[0][1] = -2");
  o = good, o.capacity = bad;
  cpwt_fails(try_it(&b, &o, &err), CPW_EDOMAIN, &err, "options.capacity[0][1] = -2");
  o = good, o.struct_size = 9999;
  cpwt_fails(try_it(&b, &o, &err), CPW_EABI, &err, "struct_size");
  const cpw_dimension period = {"period", 3, 0, NULL, NULL};
  o = good, o.period = &period;
  cpwt_fails(try_it(&b, &o, &err), CPW_EINVAL, &err, "options.period labels 3");
  cpw_allocator half = {0};
  o = good, o.allocator = &half;
  cpwt_fails(try_it(&b, &o, &err), CPW_EINVAL, &err, "allocator");
}
END_TEST

/* ---------------------------------------------------------------- threads, memory ----------- */

static int stop_at_half(void *context, double done) {
  int *calls = context;
  ++*calls;
  return done >= 0.5;
}

START_TEST(threads_progress_and_cancelling)
{
  enum { LISTS = 500 };
  cpw_bands bands = cpwt_months(4);
  double *numbers = cpwt_numbers(LISTS * 14);
  cpw_stream s;
  cpw_stream_init(&s, 34, 0, 0, 0);
  for (int i = 0; i < LISTS * 14; i++)
    numbers[i] = i < LISTS * 6 ? 100 * cpw_random_uniform(&s) : 0.2 * cpw_random_uniform(&s);
  cpw_backlog b = one_list(&bands, numbers, numbers + LISTS * 6, numbers + LISTS * 10,
                           numbers + LISTS * 4, numbers + LISTS * 5);
  b.lists = LISTS;
  cpw_result *r[3];
  const int32_t threads[] = {1, 2, 7};
  for (int k = 0; k < 3; k++) {
    cpw_run run;
    cpw_run_init(&run);
    run.threads = threads[k];
    ck_assert_int_eq(cpw_waitlist_project(&b, NULL, &run, &r[k], NULL), CPW_OK);
    cpwt_same_bytes(r[0], r[k]);
  }
  for (int k = 0; k < 3; k++)
    cpw_result_free(r[k]);
  cpw_run run;
  cpw_run_init(&run);
  int calls = 0;
  run.progress = stop_at_half;
  run.progress_context = &calls;
  cpw_error err;
  r[0] = NULL;
  cpwt_fails(cpw_waitlist_project(&b, NULL, &run, &r[0], &err), CPW_ECANCELLED, &err, "cancelled");
  ck_assert_ptr_null(r[0]);
  ck_assert_int_gt(calls, 1);
  free(numbers);
}
END_TEST

static int32_t project_with_failing_memory(void *context) {
  static const double lower[] = {0, 2, 6, 12};
  cpw_bands bands;
  cpw_bands_init(&bands);
  bands.count = 4;
  bands.lower = lower;
  cpw_backlog b = one_list(&bands, SMALL_LIST, SMALL_TREATMENT, SMALL_REMOVAL, ONE, ONE);
  cpw_result *r = context;
  cpw_error err;
  memset(&err, 0, sizeof err);
  int32_t status = cpw_waitlist_project(&b, NULL, NULL, &r, &err);
  if (status != CPW_OK)
    return r == context && err.code == status && err.message[0] ? status : CPW_EINTERNAL;
  cpw_result_free(r);
  return CPW_OK;
}

START_TEST(memory_fails_anywhere)
{ cpwt_each_allocation_fails(project_with_failing_memory, NULL); }
END_TEST

/* ---------------------------------------------------------------- an allocator of one's own - */

typedef struct count {
  long made, freed;
} count;

static void *count_allocate(void *context, size_t bytes) {
  ((count *)context)->made++;
  return malloc(bytes);
}
static void *count_resize(void *context, void *block, size_t bytes) {
  if (!block) ((count *)context)->made++;
  return realloc(block, bytes);
}
static void count_release(void *context, void *block) {
  if (block) ((count *)context)->freed++;
  free(block);
}

START_TEST(memory_is_the_callers)
{
  count c = {0, 0};
  const cpw_allocator a = {&c, count_allocate, count_resize, count_release};
  cpw_bands bands = cpwt_months(4);
  cpw_backlog b = one_list(&bands, SMALL_LIST, SMALL_TREATMENT, SMALL_REMOVAL, ONE, ONE);
  cpw_project_options o = over(3);
  o.allocator = &a;
  cpw_result_free(project(&b, &o));
  ck_assert_int_gt(c.made, 20);
  ck_assert_int_eq(c.made, c.freed);
}
END_TEST

Suite *cpwt_project_suite(void) {
  Suite *suite = suite_create("waitlist project");
  TCase *reference = tcase_create("reference");
  tcase_add_test(reference, w107_method_none);
  tcase_add_test(reference, w108_more_capacity_than_people);
  tcase_add_test(reference, w109_no_surplus_arises);
  suite_add_tcase(suite, reference);
  TCase *limits = tcase_create("limits");
  tcase_add_test(limits, w108_conserved);
  tcase_add_test(limits, a_negative_list_has_no_measures);
  tcase_add_test(limits, one_band_declines_exponentially);
  tcase_add_test(limits, a_list_in_steady_state_stays);
  tcase_add_test(limits, first_come_first_served);
  tcase_add_test(limits, the_hazards_capped);
  tcase_add_test(limits, the_surplus_goes_to_whoever_is_left);
  tcase_add_test(limits, defaults);
  tcase_add_test(limits, starts_without_a_clock_start);
  tcase_add_test(limits, nobody_and_no_capacity);
  tcase_add_test(limits, from_one_patient_to_1e15);
  tcase_add_test(limits, hazards_of_every_size);
  tcase_add_test(limits, capacity_of_every_size);
  tcase_add_test(limits, a_list_that_outgrows_everything);
  tcase_add_test(limits, a_list_that_outgrows_beside_others);
  tcase_add_test(limits, treatments_do_not_exceed_capacity);
  tcase_add_test(limits, none_without_hazards_treats_nobody);
  tcase_add_test(limits, labels_of_periods);
  tcase_add_test(limits, memory_is_the_callers);
  suite_add_tcase(suite, limits);
  TCase *errors = tcase_create("errors");
  tcase_add_test(errors, backlogs_that_are_none);
  tcase_add_test(errors, options_that_are_none);
  suite_add_tcase(suite, errors);
  TCase *properties = tcase_create("properties");
  tcase_set_timeout(properties, 600);
  tcase_add_test(properties, random_lists_by_another_way);
  tcase_add_test(properties, england_forward);
  tcase_add_test(properties, providers_and_specialties_forward);
  tcase_add_test(properties, totals_alone_are_the_same_numbers);
  tcase_add_test(properties, its_measures_are_those_of_its_lists);
  tcase_add_test(properties, threads_progress_and_cancelling);
  suite_add_tcase(suite, properties);
  TCase *oom = tcase_create("oom");
  tcase_set_timeout(oom, 300);
  tcase_add_test(oom, memory_fails_anywhere);
  suite_add_tcase(suite, oom);
  return suite;
}
