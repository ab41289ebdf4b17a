/* The least capacity that reaches a standard: against a fine grid of projections, bit for bit against
 * the projection of its own path, where peers give no number, outcomes, errors, threads, memory. */
#include "waitlist/suites.h"
#include "waitlist/world.h"

#include <float.h>
#include <math.h>
#include <stdio.h>

static cpw_result *solve(const cpw_backlog *b, const cpw_target_options *o) {
  cpw_error err;
  cpw_result *r = NULL;
  int32_t status = cpw_waitlist_target(b, o, NULL, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

static cpw_target_options standard(double share, double weeks, int64_t periods) {
  cpw_target_options o;
  cpw_target_options_init(&o);
  o.share = share;
  o.weeks = weeks;
  o.periods = periods;
  return o;
}

/* ---------------------------------------------------------------- by projections ------------ */

/* One list of a backlog. */
static cpw_backlog only(const cpw_backlog *b, int64_t l) {
  cpw_backlog one = *b;
  int64_t n = b->bands->count;
  one.lists = 1;
  one.waiting += l * n;
  one.treatment_hazard += l * n;
  one.removal_hazard += l * n;
  if (one.start_uplift) one.start_uplift += l;
  one.starts += l;
  one.capacity += l;
  one.list = NULL;
  return one;
}

static cpw_result *project_path(const cpw_backlog *b, const cpw_target_options *o,
                                const double *path) {
  cpw_project_options p;
  cpw_project_options_init(&p);
  p.periods = o->periods;
  p.starts = o->starts;
  p.capacity = path;
  p.longest_first = o->longest_first;
  cpw_result *r = NULL;
  int32_t status = cpw_waitlist_project(b, &p, NULL, &r, NULL);
  ck_assert_int_eq(status, CPW_OK);
  return r;
}

/* Share within the limit at the date: 1 for an empty list, -1 for one that outgrows everything. */
static double share_with(const cpw_backlog *b, const cpw_target_options *o, double capacity) {
  double path[64], share = -1;
  for (int64_t t = 0; t < o->periods; t++) {
    double part = (double)(t + 1) / (double)o->periods;
    path[t] = o->profile == CPW_PROFILE_RAMP ? b->capacity[0] + (capacity - b->capacity[0]) * part
                                             : capacity;
  }
  cpw_result *r = project_path(b, o, path);
  if (cpwt_integer(r, "outcome")[0] == CPW_OUTCOME_UNSTABLE) {
    cpw_result_free(r);
    return -1;
  }
  const double *last = cpwt_real(r, "waiting") + (o->periods - 1) * b->bands->count;
  ck_assert_int_eq(cpw_waitlist_within(b->bands, 1, last, o->weeks, o->whole_bands, &share, NULL),
                   CPW_OK);
  if (cpwt_real(r, "total_closing")[o->periods - 1] == 0.0) share = 1;
  cpw_result_free(r);
  return share;
}

/* What is returned is what a projection of the returned path gives, to the bit. */
static void check_path(const cpw_backlog *b, const cpw_target_options *o, const cpw_result *r) {
  int64_t periods = o->periods;
  cpw_result *p = project_path(b, o, cpwt_real(r, "capacity_path"));
  ck_assert_ptr_nonnull(p);
  size_t bytes = (size_t)(b->lists * periods) * sizeof(double);
  double *within = cpwt_numbers(b->lists * periods);
  ck_assert_int_eq(cpw_waitlist_within(b->bands, b->lists * periods, cpwt_real(p, "waiting"),
                                       o->weeks, o->whole_bands, within, NULL),
                   CPW_OK);
  ck_assert_int_eq(memcmp(cpwt_real(p, "total_closing"), cpwt_real(r, "total_closing"), bytes), 0);
  ck_assert_int_eq(memcmp(within, cpwt_real(r, "within"), bytes), 0);
  for (int64_t l = 0; l < b->lists; l++) {
    int64_t last = (l + 1) * periods - 1;
    ck_assert_double_eq(cpwt_real(r, "capacity")[l], cpwt_real(r, "capacity_path")[last]);
    if (cpwt_real(r, "total_closing")[last] > 0.0)
      ck_assert_double_eq(cpwt_real(r, "share_reached")[l], within[last]);
    else
      ck_assert_double_eq(cpwt_real(r, "share_reached")[l], 1.0);
  }
  free(within);
  cpw_result_free(p);
}

/* Nothing below the answer may meet the standard on a grid far finer than the library's. */
static void check_least(const cpw_backlog *b, const cpw_target_options *o, const cpw_result *r,
                        int64_t l, int world_number, int *humps) {
  cpw_backlog one = only(b, l);
  cpw_target_options mine = *o;
  if (o->starts) mine.starts += l * o->periods;
  double capacity = cpwt_real(r, "capacity")[l], reached = cpwt_real(r, "share_reached")[l];
  int64_t outcome = cpwt_integer(r, "outcome")[l];
  int points = cpwt_cases(400), up = 0, down = 0;
  double top = outcome == CPW_OUTCOME_UNREACHABLE ? o->limit[l] : capacity * (1 - 1e-7);
  double before = -2, best = -2;
  ck_assert(isfinite(capacity) && capacity >= 0.0);
  for (int k = 0; k <= points; k++) {
    double y = top * k / points, share = share_with(&one, &mine, y);
    up |= k > 0 && share > before + 1e-9;
    down |= k > 0 && share < before - 1e-9;
    if (capacity > 0 || outcome == CPW_OUTCOME_UNREACHABLE)
      ck_assert_msg(share < o->share || y > top, "world %d: %.12g meets it, below %.12g",
                    world_number, y, capacity);
    best = fmax(best, share);
    before = share;
  }
  *humps += up && down;
  if (outcome == CPW_OUTCOME_UNREACHABLE) {
    ck_assert_double_lt(reached, o->share);
    ck_assert_double_eq(reached, cpwt_real(r, "share_best")[l]);
    ck_assert_double_ge(reached, best - 3e-3);
    ck_assert_double_le(capacity, o->limit[l]);
  } else {
    ck_assert_double_ge(reached, o->share);
    ck_assert_double_ge(cpwt_real(r, "share_best")[l], reached);
  }
}

static void random_target(world *w, cpw_stream *s, cpw_target_options *o, double *limit) {
  do
    world_make(w, s, world_chance(s, 0.8));
  while (w->bands.count < 2);
  double edge = w->lower[w->bands.count - 1] * w->bands.unit_weeks;
  double share = 0.3 + 0.69 * cpw_random_uniform(s);
  *o = standard(share, edge * (0.1 + 0.9 * cpw_random_uniform(s)), w->periods);
  o->profile = (int32_t)cpw_random_below(s, 2);
  o->whole_bands = world_chance(s, 0.2);
  if (world_chance(s, 0.3)) o->longest_first = cpw_random_uniform(s);
  if (world_chance(s, 0.5)) o->starts = w->plan_starts;
  for (int64_t l = 0; l < w->backlog.lists; l++)
    limit[l] = w->capacity[l] * (0.5 + 2 * cpw_random_uniform(s));
  if (world_chance(s, 0.4) && o->profile == CPW_PROFILE_FLAT) o->limit = limit;
}

START_TEST(random_lists_against_a_fine_grid)
{
  cpw_stream s;
  cpw_stream_init(&s, 51, 0, 0, 0);
  world *w = malloc(sizeof *w);
  double limit[WORLD_LISTS];
  int humps = 0, unreachable = 0, solved = 0;
  for (int k = 0; k < cpwt_cases(250); k++) {
    cpw_target_options o;
    random_target(w, &s, &o, limit);
    cpw_result *r = solve(&w->backlog, &o);
    check_path(&w->backlog, &o, r);
    for (int64_t l = 0; l < w->backlog.lists; l++) {
      check_least(&w->backlog, &o, r, l, k, &humps);
      unreachable += cpwt_integer(r, "outcome")[l] == CPW_OUTCOME_UNREACHABLE;
      solved += cpwt_integer(r, "outcome")[l] == CPW_OUTCOME_OK;
    }
    cpw_result_free(r);
  }
  if (cpwt_cases(250) == 250) { /* the cases are not all of one kind */
    ck_assert_int_gt(humps, 10);
    ck_assert_int_gt(unreachable, 10);
    ck_assert_int_gt(solved, 50);
  }
  free(w);
}
END_TEST

/* ---------------------------------------------------------------- England ------------------- */

/* NHSRtt@6a5657e, case W129: England with the published hazards, where the published search gives
 * NaN for 35 % beyond four months. */
static const double ENGLAND_LIST[13] = {
    1445118.28571429, 1091024.85714286, 1021818.28571429, 740220.285714286, 628182,
    455994.285714286, 446228.857142857, 389343.714285714, 303963.428571429, 232131.857142857,
    199985.857142857, 144246,           191262.285714286};
static const double ENGLAND_REMOVAL[13] = {0,
                                           0.0389515406253575,
                                           0.051170653185098,
                                           0.0564856366695323,
                                           0.0719698687361747,
                                           0.0601306853400541,
                                           0.0563450777190389,
                                           0.0443402481534872,
                                           0.0591050104518158,
                                           0.0709031543086686,
                                           0.0536436410436985,
                                           0.0775151337225536,
                                           0.123694865622074};
static const double ENGLAND_TREATMENT[13] = {
    0.249010771120103, 0.160907821029261, 0.125212519818579, 0.114950513121872, 0.10667667180622,
    0.106734801765161, 0.107864239691944, 0.112585989856307, 0.118894937263951, 0.130611610154431,
    0.155721376640457, 0.189371063797148, 0.294637871332994};
static const double ENGLAND_STARTS[1] = {1714534.16666667}, ENGLAND_CAPACITY[1] = {1482402.25};

static cpw_backlog england(cpw_bands *bands) {
  *bands = cpwt_months(13);
  cpw_backlog b;
  cpw_backlog_init(&b);
  b.lists = 1;
  b.bands = bands;
  b.waiting = ENGLAND_LIST;
  b.treatment_hazard = ENGLAND_TREATMENT;
  b.removal_hazard = ENGLAND_REMOVAL;
  b.starts = ENGLAND_STARTS;
  b.capacity = ENGLAND_CAPACITY;
  return b;
}

START_TEST(w129_where_the_published_search_gives_none)
{
  cpw_bands bands;
  cpw_backlog b = england(&bands);
  const double shares[] = {0.65, 0.92};
  for (int32_t profile = 0; profile < 2; profile++)
    for (int k = 0; k < 2; k++) {
      cpw_target_options o = standard(shares[k], 18, 12);
      o.whole_bands = 1;
      o.profile = profile;
      cpw_result *r = solve(&b, &o);
      int humps = 0;
      check_path(&b, &o, r);
      check_least(&b, &o, r, 0, k, &humps);
      /* 65 % by treating a few per cent more, 92 % by clearing nearly everybody */
      double factor = cpwt_real(r, "factor")[0];
      ck_assert_double_gt(factor, 1.0);
      if (k == 0) ck_assert_double_lt(factor, profile ? 1.35 : 1.2);
      ck_assert_double_lt(cpwt_real(r, "share_unchanged")[0], 0.65);
      ck_assert_double_gt(cpwt_real(r, "extra")[0], 0.0);
      cpw_result_free(r);
    }
}
END_TEST

START_TEST(a_ramp_in_equal_steps)
{
  cpw_bands bands;
  cpw_backlog b = england(&bands);
  cpw_target_options o = standard(0.65, 18, 10);
  o.profile = CPW_PROFILE_RAMP;
  cpw_result *r = solve(&b, &o);
  const double *path = cpwt_real(r, "capacity_path");
  double capacity = cpwt_real(r, "capacity")[0], today = ENGLAND_CAPACITY[0];
  for (int t = 0; t < 10; t++)
    ck_assert_double_eq_tol(path[t], today + (capacity - today) * (t + 1) / 10, 1e-3);
  /* relative 1e-9: a little less does not do */
  ck_assert_double_lt(share_with(&b, &o, capacity * (1 - 3e-9)), 0.65);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- outcomes ------------------ */

START_TEST(already_met)
{
  cpw_bands bands;
  cpw_backlog b = england(&bands);
  const double plenty[] = {3e6};
  b.capacity = plenty;
  cpw_target_options o = standard(0.65, 18, 12);
  cpw_result *r = solve(&b, &o);
  ck_assert_int_eq(cpwt_integer(r, "outcome")[0], CPW_OUTCOME_ALREADY_MET);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_ALREADY_MET);
  ck_assert_double_lt(cpwt_real(r, "capacity")[0], 3e6); /* the least is given all the same */
  ck_assert_double_lt(cpwt_real(r, "extra")[0], 0.0);
  ck_assert_double_eq(cpwt_real(r, "share_unchanged")[0], 1.0);
  ck_assert_ptr_null(cpw_result_note(r, "why"));
  cpw_result_free(r);
}
END_TEST

START_TEST(met_by_clearing_only)
{
  /* everybody is beyond the limit at once, unless nobody is left */
  const double lower[] = {0, 0.5, 1}, waiting[] = {0, 0, 100}, hazard[] = {0.1, 0.1, 0.1};
  const double none[3] = {0}, starts[] = {10}, capacity[] = {10};
  cpw_bands bands;
  cpw_bands_init(&bands);
  bands.count = 3;
  bands.lower = lower;
  cpw_backlog b;
  cpw_backlog_init(&b);
  b.lists = 1;
  b.bands = &bands;
  b.waiting = waiting;
  b.treatment_hazard = hazard;
  b.removal_hazard = none;
  b.starts = starts;
  b.capacity = capacity;
  cpw_target_options o = standard(0.9, 0.5, 5);
  cpw_result *r = solve(&b, &o);
  ck_assert_int_eq(cpwt_integer(r, "outcome")[0], CPW_OUTCOME_CLEARED);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_CLEARED);
  ck_assert_double_eq_tol(cpwt_real(r, "capacity")[0], 30, 1e-6); /* 100 + 5 x 10 in 5 periods */
  ck_assert_double_eq(cpwt_real(r, "share_reached")[0], 1.0);
  ck_assert(isnan(cpwt_real(r, "within")[4]));
  cpw_result_free(r);
}
END_TEST

START_TEST(out_of_reach)
{
  cpw_bands bands;
  cpw_backlog b = england(&bands);
  static const char *const texts[] = {"England"}, *const names[] = {"area"};
  static const char *const *const columns[] = {texts};
  const cpw_dimension list = {"list", 1, 1, names, columns};
  const double limit[] = {1500000.25};
  b.list = &list;
  cpw_target_options o = standard(0.92, 18, 12);
  o.limit = limit;
  cpw_result *r = solve(&b, &o);
  ck_assert_int_eq(cpwt_integer(r, "outcome")[0], CPW_OUTCOME_UNREACHABLE);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
  ck_assert_double_le(cpwt_real(r, "capacity")[0], 1500000.25);
  ck_assert_double_ge(cpwt_real(r, "capacity")[0], 1500000.2);
  const char *why = cpw_result_note(r, "why");
  ck_assert_ptr_nonnull(why);
  ck_assert_msg(strstr(why, "England: at most ") == why &&
                    strstr(why, "% within 18 weeks after 12 periods, at 1500000.25 treatments per "
                                "period, the most that are allowed; 92 % was asked for"),
                "%s", why);
  check_path(&b, &o, r);
  cpw_result_free(r);
}
END_TEST

START_TEST(out_of_reach_because_more_does_not_help)
{
  /* treatments go to short waits: the more, the smaller the share of short waits */
  cpw_bands bands = cpwt_months(13);
  double waiting[26], hazard[26] = {0}, removal[26], starts[2] = {100, 100};
  const double capacity[2] = {40, 40}, limit[2] = {95, 95};
  for (int i = 0; i < 26; i++) {
    waiting[i] = 50;
    hazard[i] = i % 13 < 2 ? 0.8 : 0;
    removal[i] = 0.03;
  }
  cpw_backlog b;
  cpw_backlog_init(&b);
  b.lists = 2;
  b.bands = &bands;
  b.waiting = waiting;
  b.treatment_hazard = hazard;
  b.removal_hazard = removal;
  b.starts = starts;
  b.capacity = capacity;
  cpw_target_options o = standard(0.8, 18, 12);
  o.limit = limit;
  cpw_result *r = solve(&b, &o);
  ck_assert_int_eq(cpwt_integer(r, "outcome")[0], CPW_OUTCOME_UNREACHABLE);
  ck_assert_double_lt(cpwt_real(r, "capacity")[0], 90.0);
  const char *why = cpw_result_note(r, "why");
  ck_assert_msg(strstr(why, "more treatments do not raise the share") != NULL, "%s", why);
  ck_assert_msg(strstr(why, "; 1 more list cannot either") != NULL, "%s", why);
  cpw_result_free(r);

  /* a standard that is met by doing nothing, and not by today's capacity */
  cpw_backlog one = only(&b, 0);
  double nothing = share_with(&one, &o, 0), today = share_with(&one, &o, 40);
  ck_assert_double_gt(nothing, today);
  o.share = 0.5 * (nothing + today);
  r = solve(&b, &o);
  ck_assert_int_eq(cpwt_integer(r, "outcome")[1], CPW_OUTCOME_OK);
  ck_assert_double_eq(cpwt_real(r, "capacity")[1], 0.0);
  cpw_result_free(r);
}
END_TEST

START_TEST(lists_of_every_outcome_and_the_worst_of_them)
{
  cpw_bands bands = cpwt_months(4);
  double waiting[12], hazard[12], removal[12];
  const double starts[3] = {100, 0, 100}, capacity[3] = {90, 0, 90}, limit[3] = {1e9, 1e9, 1};
  for (int i = 0; i < 12; i++) {
    waiting[i] = i / 4 == 1 ? 0 : 100;
    hazard[i] = 0.2;
    removal[i] = 0.01;
  }
  cpw_backlog b;
  cpw_backlog_init(&b);
  b.lists = 3;
  b.bands = &bands;
  b.waiting = waiting;
  b.treatment_hazard = hazard;
  b.removal_hazard = removal;
  b.starts = starts;
  b.capacity = capacity;
  cpw_target_options o = standard(0.5, 8, 12);
  o.limit = limit;
  cpw_result *r = solve(&b, &o);
  ck_assert_int_eq(cpwt_integer(r, "outcome")[0], CPW_OUTCOME_OK);
  ck_assert_int_eq(cpwt_integer(r, "outcome")[1], CPW_OUTCOME_ALREADY_MET); /* an empty list */
  ck_assert_int_eq(cpwt_integer(r, "outcome")[2], CPW_OUTCOME_UNREACHABLE);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
  ck_assert_double_eq(cpwt_real(r, "capacity")[1], 0.0);
  ck_assert(isnan(cpwt_real(r, "factor")[1]));
  cpw_result_free(r);
  b.lists = 2; /* one takes a change, one does not */
  r = solve(&b, &o);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
  cpw_result_free(r);
  b.lists = 1;
  r = solve(&b, &o);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
  cpw_result_free(r);
}
END_TEST

START_TEST(a_ramp_down_from_above_its_limit)
{
  cpw_bands bands = cpwt_months(4);
  const double waiting[] = {10, 10, 10, 10}, hazard[] = {0.2, 0.2, 0.2, 0.2}, removal[4] = {0};
  const double starts[] = {50}, capacity[] = {100}, limit[] = {60.3};
  cpw_backlog b;
  cpw_backlog_init(&b);
  b.lists = 1;
  b.bands = &bands;
  b.waiting = waiting;
  b.treatment_hazard = hazard;
  b.removal_hazard = removal;
  b.starts = starts;
  b.capacity = capacity;
  cpw_target_options o = standard(0.999, 4, 6);
  o.profile = CPW_PROFILE_RAMP;
  o.limit = limit;
  cpw_result *r = solve(&b, &o);
  for (int t = 0; t < 6; t++)
    ck_assert_double_le(cpwt_real(r, "capacity_path")[t], 60.3);
  check_path(&b, &o, r);
  cpw_result_free(r);
}
END_TEST

START_TEST(a_list_that_grows_unless_it_is_treated)
{
  cpw_bands bands = cpwt_months(4);
  const double waiting[] = {10, 10, 10, 100}, hazard[] = {0.1, 0.1, 0.1, 0.5};
  const double removal[] = {0, 0, 0, -0.9}, starts[] = {50}, capacity[] = {0}, limit[] = {20};
  cpw_backlog b;
  cpw_backlog_init(&b);
  b.lists = 1;
  b.bands = &bands;
  b.waiting = waiting;
  b.treatment_hazard = hazard;
  b.removal_hazard = removal;
  b.starts = starts;
  b.capacity = capacity;
  for (int32_t profile = 0; profile < 2; profile++) {
    cpw_target_options o = standard(0.9, 8, 30);
    o.profile = profile;
    cpw_result *r = solve(&b, &o);
    ck_assert_int_ne(cpwt_integer(r, "outcome")[0], CPW_OUTCOME_UNREACHABLE);
    ck_assert(isnan(cpwt_real(r, "share_unchanged")[0]));
    ck_assert(isnan(cpwt_real(r, "extra")[0]));
    ck_assert(isfinite(cpwt_real(r, "capacity")[0]));
    check_path(&b, &o, r);
    cpw_result_free(r);
    o.limit = limit; /* not even with all of it */
    r = solve(&b, &o);
    ck_assert_int_eq(cpwt_integer(r, "outcome")[0], CPW_OUTCOME_UNSTABLE);
    ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNSTABLE);
    ck_assert_double_eq(cpwt_real(r, "capacity")[0], 20.0);
    static const char *const none[] = {"extra", "share_reached", "share_unchanged", "share_best"};
    for (int k = 0; k < 4; k++)
      ck_assert(isnan(cpwt_real(r, none[k])[0]));
    for (int t = 0; t < 30; t++)
      ck_assert(isfinite(cpwt_real(r, "capacity_path")[t]));
    ck_assert(isnan(cpwt_real(r, "total_closing")[29]) && isnan(cpwt_real(r, "within")[29]));
    ck_assert(isfinite(cpwt_real(r, "total_closing")[0]));
    ck_assert_ptr_null(cpw_result_note(r, "why"));
    const char *note = cpw_result_note(r, "unstable");
    ck_assert_ptr_eq(strstr(note, "list 0 outgrows a thousand times"), note);
    ck_assert_ptr_nonnull(strstr(note, "up to 20 treatments per period"));
    cpw_result_free(r);
  }
}
END_TEST

/* One that outgrows at every capacity, one that nothing helps, one that is fine. */
START_TEST(outcomes_side_by_side)
{
  cpw_bands bands = cpwt_months(4);
  const double waiting[16] = {10, 10, 10, 100, 10, 10, 10, 100, 10, 0, 0, 0, 10, 10, 10, 100};
  double hazard[16], removal[16] = {0};
  for (int i = 0; i < 16; i++)
    hazard[i] = 0.2;
  removal[3] = removal[15] = -1.0;
  const double starts[] = {50, 50, 50, 50}, capacity[] = {0, 10, 45, 0};
  const double limit[] = {1, 1, 60, 2};
  cpw_backlog b;
  cpw_backlog_init(&b);
  b.lists = 4;
  b.bands = &bands;
  b.waiting = waiting;
  b.treatment_hazard = hazard;
  b.removal_hazard = removal;
  b.starts = starts;
  b.capacity = capacity;
  cpw_target_options o = standard(0.9, 8, 30);
  o.limit = limit;
  cpw_result *r = solve(&b, &o);
  const int64_t outcomes[] = {CPW_OUTCOME_UNSTABLE, CPW_OUTCOME_UNREACHABLE};
  for (int l = 0; l < 2; l++)
    ck_assert_int_eq(cpwt_integer(r, "outcome")[l], outcomes[l]);
  ck_assert_int_lt(cpwt_integer(r, "outcome")[2], CPW_OUTCOME_UNREACHABLE);
  ck_assert_int_eq(cpwt_integer(r, "outcome")[3], CPW_OUTCOME_UNSTABLE);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNSTABLE);
  ck_assert_ptr_nonnull(strstr(cpw_result_note(r, "why"), "list 1: at most "));
  ck_assert_ptr_nonnull(strstr(cpw_result_note(r, "unstable"), "; 1 more list does too"));
  for (int l = 0; l < 4; l++)
    ck_assert(isfinite(cpwt_real(r, "capacity")[l]));
  cpw_result_free(r);
}
END_TEST

/* Nobody joins: whoever meets the standard by treating everybody has cleared the list. */
START_TEST(emptied_without_clock_starts)
{
  cpw_bands bands = cpwt_months(4);
  const double waiting[] = {0, 0, 0, 60}, hazard[] = {1, 1, 1, 1}, removal[4] = {0};
  const double starts[] = {0}, capacity[] = {1};
  cpw_backlog b;
  cpw_backlog_init(&b);
  b.lists = 1;
  b.bands = &bands;
  b.waiting = waiting;
  b.treatment_hazard = hazard;
  b.removal_hazard = removal;
  b.starts = starts;
  b.capacity = capacity;
  cpw_target_options o = standard(0.92, 8, 6);
  cpw_result *r = solve(&b, &o);
  ck_assert_int_eq(cpwt_integer(r, "outcome")[0], CPW_OUTCOME_CLEARED);
  ck_assert_double_eq_tol(cpwt_real(r, "capacity")[0], 10.0, 1e-6);
  cpw_result_free(r);
}
END_TEST

/* What is short of the standard by a hair does not look like the standard. */
START_TEST(the_reason_rounds_down)
{
  cpw_bands bands = cpwt_months(2);
  const double waiting[] = {0, 1e6}, hazard[] = {1, 1}, removal[2] = {0};
  const double starts[] = {1e6}, capacity[] = {919990}, limit[] = {919990};
  cpw_backlog b;
  cpw_backlog_init(&b);
  b.lists = 1;
  b.bands = &bands;
  b.waiting = waiting;
  b.treatment_hazard = hazard;
  b.removal_hazard = removal;
  b.starts = starts;
  b.capacity = capacity;
  cpw_target_options o = standard(0.92, 4, 1);
  o.limit = limit;
  o.longest_first = 1.0;
  cpw_result *r = solve(&b, &o);
  double best = cpwt_real(r, "share_best")[0];
  cpw_result_free(r);
  o.share = best + 1e-7;
  r = solve(&b, &o);
  ck_assert_int_eq(cpwt_integer(r, "outcome")[0], CPW_OUTCOME_UNREACHABLE);
  char asked[80], shown[80];
  const char *why = cpw_result_note(r, "why"), *from = strstr(why, "at most ");
  ck_assert_ptr_nonnull(from);
  ck_assert_int_eq(sscanf(from, "at most %79s", shown), 1);
  from = strstr(why, "; ");
  ck_assert_ptr_nonnull(from);
  ck_assert_int_eq(sscanf(from, "; %79s", asked), 1);
  ck_assert_double_le(strtod(shown, NULL), 100 * best);
  ck_assert_double_gt(strtod(asked, NULL), strtod(shown, NULL));
  cpw_result_free(r);
}
END_TEST

START_TEST(defaults_and_labels)
{
  cpw_target_options o;
  cpw_target_options_init(&o);
  ck_assert_double_eq(o.weeks, 18.0);
  ck_assert_double_eq(o.share, 0.92);
  ck_assert_int_eq(o.periods, 12);
  ck_assert_int_eq(o.profile, CPW_PROFILE_FLAT);
  ck_assert_double_eq(o.longest_first, 0.0);
  cpw_bands bands;
  cpw_backlog b = england(&bands);
  cpw_result *r = solve(&b, &o), *again = solve(&b, NULL);
  cpwt_same_bytes(r, again);
  ck_assert_str_eq(cpw_result_find(r, "within")->dimension[1]->coordinate_labels[0][11], "12");
  cpw_result_free(r);
  cpw_result_free(again);
  static const char *const texts[] = {"2026-03"}, *const names[] = {"month"};
  static const char *const *const columns[] = {texts};
  const cpw_dimension period = {"period", 1, 1, names, columns};
  o.periods = 1;
  o.period = &period;
  r = solve(&b, &o);
  ck_assert_str_eq(cpw_result_find(r, "within")->dimension[1]->coordinate_labels[0][0], "2026-03");
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static int32_t try_it(const cpw_backlog *b, const cpw_target_options *o, cpw_error *err) {
  cpw_result *r = (cpw_result *)&r; /* any address: it must stay */
  cpw_result *before = r;
  int32_t status = cpw_waitlist_target(b, o, NULL, &r, err);
  ck_assert_ptr_eq(r, before);
  return status;
}

START_TEST(options_that_are_none)
{
  cpw_error err;
  cpw_bands bands;
  cpw_backlog b = england(&bands);
  const cpw_target_options good = standard(0.65, 18, 2);
  cpw_target_options o;
  const double bad[] = {1, -2}, shares[] = {0, -0.1, 1.1, (double)NAN};
  const double weeks[] = {0, -1, (double)NAN, HUGE_VAL}, firsts[] = {-0.1, 1.1, (double)NAN};
  for (int k = 0; k < 4; k++) {
    o = good, o.share = shares[k];
    cpwt_fails(try_it(&b, &o, &err), CPW_EDOMAIN, &err, "options.share");
    o = good, o.weeks = weeks[k];
    cpwt_fails(try_it(&b, &o, &err), CPW_EDOMAIN, &err, "options.weeks");
  }
  for (int k = 0; k < 3; k++) {
    o = good, o.longest_first = firsts[k];
    cpwt_fails(try_it(&b, &o, &err), CPW_EDOMAIN, &err, "options.longest_first");
  }
  o = good, o.weeks = 53;
  cpwt_fails(try_it(&b, &o, &err), CPW_EDOMAIN, &err, "options.weeks = 53 lies in the open band");
  o = good, o.periods = 0;
  cpwt_fails(try_it(&b, &o, &err), CPW_EDOMAIN, &err, "the date lies ahead");
  o = good, o.profile = 2;
  cpwt_fails(try_it(&b, &o, &err), CPW_EINVAL, &err, "options.profile");
  o = good, o.whole_bands = 2;
  cpwt_fails(try_it(&b, &o, &err), CPW_EINVAL, &err, "options.whole_bands");
  o = good, o.starts = bad;
  cpwt_fails(try_it(&b, &o, &err), CPW_EDOMAIN, &err, "options.starts[0][1] = -2");
  o = good, o.limit = bad + 1;
  cpwt_fails(try_it(&b, &o, &err), CPW_EDOMAIN, &err, "options.limit[0] = -2");
  o = good, o.struct_size = 9999;
  cpwt_fails(try_it(&b, &o, &err), CPW_EABI, &err, "struct_size");
  const cpw_dimension period = {"period", 3, 0, NULL, NULL};
  o = good, o.period = &period;
  cpwt_fails(try_it(&b, &o, &err), CPW_EINVAL, &err, "options.period labels 3");
  cpw_allocator half = {0};
  o = good, o.allocator = &half;
  cpwt_fails(try_it(&b, &o, &err), CPW_EINVAL, &err, "allocator");
  cpwt_fails(try_it(NULL, &good, &err), CPW_EINVAL, &err, "backlog is NULL");
  ck_assert_int_eq(cpw_waitlist_target(&b, &good, NULL, NULL, &err), CPW_EINVAL);
  const double huge[13] = {1e308, 1e308};
  b.waiting = huge;
  cpwt_fails(try_it(&b, &good, &err), CPW_EOVERFLOW, &err, "too many people");
}
END_TEST

START_TEST(any_number_of_threads_gives_the_same_bytes)
{
  cpw_stream s;
  cpw_stream_init(&s, 52, 0, 0, 0);
  enum { LISTS = 40, BANDS = 5 };
  cpw_bands bands = cpwt_months(BANDS);
  double waiting[LISTS * BANDS], hazard[LISTS * BANDS], removal[LISTS * BANDS];
  double starts[LISTS], capacity[LISTS];
  for (int i = 0; i < LISTS * BANDS; i++) {
    waiting[i] = 100 * cpw_random_uniform(&s);
    hazard[i] = cpw_random_uniform(&s);
    removal[i] = 0.1 * cpw_random_uniform(&s);
    starts[i / BANDS] = 100;
    capacity[i / BANDS] = 80;
  }
  cpw_backlog b;
  cpw_backlog_init(&b);
  b.lists = LISTS;
  b.bands = &bands;
  b.waiting = waiting;
  b.treatment_hazard = hazard;
  b.removal_hazard = removal;
  b.starts = starts;
  b.capacity = capacity;
  cpw_target_options o = standard(0.9, 16, 6);
  cpw_result *r[3];
  const int32_t threads[] = {1, 2, 7};
  for (int k = 0; k < 3; k++) {
    cpw_run run;
    cpw_run_init(&run);
    run.threads = threads[k];
    ck_assert_int_eq(cpw_waitlist_target(&b, &o, &run, &r[k], NULL), CPW_OK);
    cpwt_same_bytes(r[0], r[k]);
  }
  for (int k = 0; k < 3; k++)
    cpw_result_free(r[k]);
  cpw_run run;
  cpw_run_init(&run);
  int32_t cancel = 1;
  run.cancel = &cancel;
  cpw_error err;
  cpwt_fails(cpw_waitlist_target(&b, &o, &run, &r[0], &err), CPW_ECANCELLED, &err, "cancelled");
}
END_TEST

static int32_t solve_with_failing_memory(void *context) {
  cpw_bands bands;
  cpw_backlog b = england(&bands);
  static const double limit[] = {1e6};
  cpw_target_options o = standard(0.92, 18, 2);
  o.limit = limit;
  bands.period = 0.7; /* uneven: shares are allocated too */
  cpw_result *r = context;
  cpw_error err;
  memset(&err, 0, sizeof err);
  int32_t status = cpw_waitlist_target(&b, &o, NULL, &r, &err);
  if (status != CPW_OK)
    return r == context && err.code == status && err.message[0] ? status : CPW_EINTERNAL;
  cpw_result_free(r);
  return CPW_OK;
}

START_TEST(memory_fails_anywhere)
{ cpwt_each_allocation_fails(solve_with_failing_memory, NULL); }
END_TEST

Suite *cpwt_target_suite(void) {
  Suite *suite = suite_create("waitlist target");
  TCase *reference = tcase_create("reference");
  tcase_set_timeout(reference, 120);
  tcase_add_test(reference, w129_where_the_published_search_gives_none);
  suite_add_tcase(suite, reference);
  TCase *limits = tcase_create("limits");
  tcase_set_timeout(limits, 120);
  tcase_add_test(limits, a_ramp_in_equal_steps);
  tcase_add_test(limits, already_met);
  tcase_add_test(limits, met_by_clearing_only);
  tcase_add_test(limits, out_of_reach);
  tcase_add_test(limits, out_of_reach_because_more_does_not_help);
  tcase_add_test(limits, lists_of_every_outcome_and_the_worst_of_them);
  tcase_add_test(limits, a_ramp_down_from_above_its_limit);
  tcase_add_test(limits, a_list_that_grows_unless_it_is_treated);
  tcase_add_test(limits, outcomes_side_by_side);
  tcase_add_test(limits, emptied_without_clock_starts);
  tcase_add_test(limits, the_reason_rounds_down);
  tcase_add_test(limits, defaults_and_labels);
  suite_add_tcase(suite, limits);
  TCase *errors = tcase_create("errors");
  tcase_add_test(errors, options_that_are_none);
  suite_add_tcase(suite, errors);
  TCase *properties = tcase_create("properties");
  tcase_set_timeout(properties, 900);
  tcase_add_test(properties, random_lists_against_a_fine_grid);
  tcase_add_test(properties, any_number_of_threads_gives_the_same_bytes);
  suite_add_tcase(suite, properties);
  TCase *oom = tcase_create("oom");
  tcase_set_timeout(oom, 300);
  tcase_add_test(oom, memory_fails_anywhere);
  suite_add_tcase(suite, oom);
  return suite;
}
