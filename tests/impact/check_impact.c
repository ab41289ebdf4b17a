/* Two orders of the same people: by hand, against a count one by one, and with small numbers withheld. */
#include "carepath.h"
#include "suites.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 300, GROUPS = 5, SEXES = 2 };

typedef struct world {
  int64_t before[MOST], after[MOST];
  double wait[MOST], target[MOST];
  int32_t imd[MOST], sex[MOST];
  cpw_impact_characteristic characteristics[2];
  cpw_impact_list list;
  cpw_impact_options options;
} world;

static const char *const SEX[] = {"female", "male"};
static const int32_t CROSS[] = {0, 1};

static void shuffle(int64_t *place, int64_t n, cpw_stream *s) {
  for (int64_t i = 0; i < n; i++)
    place[i] = i + 1;
  for (int64_t i = n - 1; i > 0; i--) {
    int64_t j = (int64_t)cpw_random_below(s, (uint64_t)i + 1), kept = place[i];
    place[i] = place[j];
    place[j] = kept;
  }
}

static void make(world *w, uint64_t seed, int64_t n) {
  cpw_stream s;
  memset(w, 0, sizeof *w);
  cpw_stream_init(&s, seed, 0, 0, 5);
  shuffle(w->before, n, &s);
  shuffle(w->after, n, &s);
  for (int64_t i = 0; i < n; i++) {
    w->wait[i] = (double)cpw_random_below(&s, 200);
    w->target[i] = cpw_random_below(&s, 3) ? 126.0 : (double)INFINITY;
    w->imd[i] = (int32_t)cpw_random_below(&s, GROUPS + 1) - 1;
    w->sex[i] = (int32_t)cpw_random_below(&s, SEXES);
  }
  w->characteristics[0] = (cpw_impact_characteristic){"imd_quintile", GROUPS, NULL, w->imd, 1, 0};
  w->characteristics[1] = (cpw_impact_characteristic){"sex", SEXES, SEX, w->sex, 0, 0};
  cpw_impact_list_init(&w->list);
  w->list.patients = n;
  w->list.before = w->before;
  w->list.after = w->after;
  w->list.wait = w->wait;
  w->list.target = w->target;
  w->list.characteristics = w->characteristics;
  w->list.characteristic_count = 2;
  cpw_impact_options_init(&w->options);
  w->options.slots = 7.5;
  w->options.top = 40;
  w->options.crossing = CROSS;
  w->options.crossing_count = 1;
}

static cpw_result *measure(const world *w) {
  cpw_result *out = NULL;
  cpw_error err;
  int32_t status = cpw_impact_measure(&w->list, &w->options, &out, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return out;
}

static const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->real) ck_abort_msg("%s is not there", name);
  return a->real;
}

static void expect(double got, double wanted, const char *name, int64_t line) {
  int same = isnan(wanted) ? isnan(got) : fabs(got - wanted) <= 1e-12 * (1.0 + fabs(wanted));
  ck_assert_msg(same, "%s[%d] = %.17g, expected %.17g", name, (int)line, got, wanted);
}

/* -------- one by one */

/* Whether patient i belongs to a line: 0-4 quintiles, 5 not known, 6-7 sexes, 8-17 crossed, 18 not known */
static int belongs(const world *w, int64_t i, int64_t line) {
  if (line < 5) return w->imd[i] == line;
  if (line == 5 || line == 18) return w->imd[i] < 0;
  if (line < 8) return w->sex[i] == line - 6;
  return w->imd[i] >= 0 && w->imd[i] * 2 + w->sex[i] == line - 8;
}

static double week(const world *w, int64_t place) {
  return ceil((double)place / w->options.slots);
}

static int by_number(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double quantile(double *x, int64_t n, double p) {
  if (n == 0) return (double)NAN;
  qsort(x, (size_t)n, sizeof *x, by_number);
  double h = p * (double)(n - 1), low = floor(h);
  int64_t k = (int64_t)low;
  return k + 1 < n ? x[k] + (h - low) * (x[k + 1] - x[k]) : x[k];
}

static void check_line(const world *w, const cpw_result *r, int64_t line) {
  double people = 0, later = 0, lost = 0, most = 0, gained = 0, top = 0, breaches = 0, sum = 0;
  double weeks = 0, delayed = 0, waits[MOST], bands[6] = {0};
  int64_t n = 0;
  for (int64_t i = 0; i < w->list.patients; i++) {
    if (!belongs(w, i, line)) continue;
    double change = (double)(w->after[i] - w->before[i]);
    double slip = week(w, w->after[i]) - week(w, w->before[i]);
    people++;
    later += change > 0;
    lost += change > 0 ? change : 0;
    gained += change < 0 ? -change : 0;
    most = change > most ? change : most;
    top += w->after[i] <= w->options.top;
    waits[n] = w->wait[i] + 7 * week(w, w->after[i]);
    breaches += waits[n] > w->target[i];
    sum += waits[n++];
    delayed += slip > 0;
    weeks += slip > 0 ? slip : 0;
    if (slip > 0)
      bands[slip < 2 ? 0 : slip < 4 ? 1 : slip < 8 ? 2 : slip < 13 ? 3 : slip < 26 ? 4 : 5]++;
  }
  const struct {
    const char *name;
    double value;
  } wanted[] = {{"people", people},
                {"share", people / (double)w->list.patients},
                {"later", later},
                {"places_lost", lost},
                {"places_gained", gained},
                {"most_lost", most},
                {"mean_lost", lost / later},
                {"top_after", top},
                {"top_share_after", top / people},
                {"breaches_after", breaches},
                {"wait_after", sum / people},
                {"delayed", delayed},
                {"mean_weeks", weeks / delayed},
                {"median_after", quantile(waits, n, 0.5)},
                {"p95_after", quantile(waits, n, 0.95)}};
  for (size_t k = 0; k < sizeof wanted / sizeof *wanted; k++)
    expect(real(r, wanted[k].name)[line], wanted[k].value, wanted[k].name, line);
  for (int b = 0; b < 6; b++)
    expect(real(r, "delayed_by")[line * 6 + b], bands[b], "delayed_by", line);
}

/* Kendall by every pair, Spearman by the definition of a correlation. */
static void check_agreement(const world *w, const cpw_result *r) {
  double n = (double)w->list.patients, tau = 0, cov = 0, var = 0;
  for (int64_t i = 0; i < w->list.patients; i++) {
    double x = (double)w->before[i] - (n + 1) / 2, y = (double)w->after[i] - (n + 1) / 2;
    cov += x * y;
    var += x * x;
    for (int64_t j = 0; j < i; j++)
      tau += (w->before[i] < w->before[j]) == (w->after[i] < w->after[j]) ? 1 : -1;
  }
  expect(real(r, "kendall")[0], tau / (n * (n - 1) / 2), "kendall", 0);
  expect(real(r, "spearman")[0], cov / var, "spearman", 0);
}

START_TEST(one_by_one)
{
  world w;
  make(&w, (uint64_t)_i, 60 + 37 * (_i % 7));
  cpw_result *r = measure(&w);
  const cpw_array *people = cpw_result_find(r, "people");
  ck_assert_int_eq(people->size, 19);
  for (int64_t line = 0; line < 19; line++)
    check_line(&w, r, line);
  check_agreement(&w, r);
  /* what some gain the others lose: over the lines of a characteristic, too */
  double gained = 0, lost = 0, all = 0;
  for (int64_t line = 0; line < 6; line++) {
    gained += real(r, "places_gained")[line];
    lost += real(r, "places_lost")[line];
    all += real(r, "people")[line];
  }
  ck_assert_double_eq(gained, lost);
  ck_assert_double_eq(lost, real(r, "places_exchanged")[0]);
  ck_assert_double_eq(all, (double)w.list.patients);
  ck_assert_str_eq(people->dimension[0]->coordinate_labels[1][5], "not known");
  ck_assert_str_eq(people->dimension[0]->coordinate_labels[0][8], "imd_quintile x sex");
  ck_assert_str_eq(people->dimension[0]->coordinate_labels[1][9], "1 / male");
  cpw_result_free(r);
}
END_TEST

/* The slope is that of the module equity over the groups' means. */
START_TEST(slopes_of_waits)
{
  world w;
  make(&w, 7, 200);
  cpw_result *r = measure(&w);
  cpw_slope slope;
  ck_assert_int_eq(cpw_equity_slope(real(r, "wait_after"), real(r, "people"), 1, GROUPS, NULL, NULL,
                                    &slope, NULL, NULL),
                   CPW_OK);
  expect(real(r, "slope_after")[0], slope.sii, "slope_after", 0);
  expect(real(r, "gap_after")[0], real(r, "wait_after")[0] - real(r, "wait_after")[4], "gap", 0);
  ck_assert_double_nan(real(r, "slope_after")[1]);
  ck_assert_double_nan(real(r, "gap_before")[2]);
  cpw_result_free(r);
}
END_TEST

START_TEST(the_most_delayed)
{
  world w;
  make(&w, 8, 100);
  w.options.most = 5;
  cpw_result *r = measure(&w);
  const double *row = real(r, "row"), *places = real(r, "places");
  ck_assert_int_eq(cpw_result_find(r, "row")->size, 5);
  for (int k = 0; k < 5; k++) {
    int64_t i = (int64_t)row[k], worse = 0;
    ck_assert_double_eq(places[k], (double)(w.after[i] - w.before[i]));
    for (int64_t j = 0; j < 100; j++)
      worse += (double)(w.after[j] - w.before[j]) > places[k];
    ck_assert_int_le(worse, k);
    expect(real(r, "weeks")[k], week(&w, w.after[i]) - week(&w, w.before[i]), "weeks", k);
  }
  cpw_result_free(r);
}
END_TEST

START_TEST(nothing_moves)
{
  world w;
  make(&w, 9, 50);
  memcpy(w.after, w.before, sizeof w.after);
  w.options.slots = 0.0;
  w.options.top = 0;
  cpw_result *r = measure(&w);
  ck_assert_double_eq(real(r, "moved")[0], 0.0);
  ck_assert_double_eq(real(r, "kendall")[0], 1.0);
  ck_assert_double_eq(real(r, "spearman")[0], 1.0);
  ck_assert_int_eq(cpw_result_find(r, "row")->size, 0);
  ck_assert_ptr_null(cpw_result_find(r, "wait_after"));
  ck_assert_ptr_null(cpw_result_find(r, "top_after"));
  ck_assert_double_nan(real(r, "mean_lost")[0]);
  cpw_result_free(r);
  for (int64_t i = 0; i < 50; i++) /* the other way round */
    w.after[i] = 51 - w.before[i];
  r = measure(&w);
  expect(real(r, "kendall")[0], -1.0, "kendall", 0);
  expect(real(r, "spearman")[0], -1.0, "spearman", 0);
  ck_assert_double_nan(real(r, "weeks")[0]);
  cpw_result_free(r);
}
END_TEST

START_TEST(nobody_and_one)
{
  world w;
  for (int64_t n = 0; n < 2; n++) {
    make(&w, 1, n);
    cpw_result *r = measure(&w);
    ck_assert_double_eq(real(r, "patients")[0], (double)n);
    ck_assert_double_nan(real(r, "kendall")[0]);
    cpw_result_free(r);
  }
}
END_TEST

/* -------- small numbers */

START_TEST(small_numbers_are_withheld)
{
  world w;
  cpw_disclosure_options rule;
  cpw_disclosure_options_init(&rule);
  make(&w, 30 + (uint64_t)_i, 300);
  w.options.suppress = &rule;
  cpw_result *r = measure(&w);
  const double *people = real(r, "people");
  int64_t withheld = 0;
  for (int64_t line = 0; line < 19; line++) {
    const double three[] = {real(r, "earlier")[line], real(r, "same")[line],
                            real(r, "later")[line]};
    int gone = isnan(people[line]);
    for (int k = 0; k < 3; k++) {
      gone |= isnan(three[k]);
      if (!isnan(three[k])) ck_assert(fmod(three[k], 5.0) == 0.0);
    }
    withheld += gone;
    if (gone) ck_assert_double_nan(real(r, "mean_lost")[line]);
    if (isnan(people[line])) ck_assert_double_nan(real(r, "wait_after")[line]);
    if (isnan(people[line])) ck_assert_double_nan(real(r, "top_share_after")[line]);
  }
  ck_assert_int_gt(withheld, 0);
  ck_assert_int_eq(cpw_result_find(r, "row")->size, 0);
  ck_assert_str_eq(
      cpw_result_note(r, "suppressed"),
      "counts below 8 are withheld with what would give them away; counts are rounded to 5, shares "
      "and ratios are made of these, means are rounded");
  cpw_result_free(r);
}
END_TEST

/* -------- what is wrong */

static void place_twice(world *w) {
  w->after[3] = w->after[4];
}
static void place_zero(world *w) {
  w->before[2] = 0;
}
static void place_beyond(world *w) {
  w->before[2] = 21;
}
static void no_after(world *w) {
  w->list.after = NULL;
}
static void nan_wait(world *w) {
  w->wait[2] = (double)NAN;
}
static void zero_target(world *w) {
  w->target[2] = 0.0;
}
static void group_beyond(world *w) {
  w->imd[2] = 5;
}
static void group_below(world *w) {
  w->sex[2] = -2;
}
static void no_name(world *w) {
  w->characteristics[1].name = "";
}
static void same_name(world *w) {
  w->characteristics[1].name = "imd_quintile";
}
static void no_groups(world *w) {
  w->characteristics[1].groups = 0;
}
static const char *const HALF[] = {"female", NULL};
static void no_label(world *w) {
  w->characteristics[1].labels = HALF;
}
static void slots(world *w) {
  w->options.slots = -1.0;
}
static void top(world *w) {
  w->options.top = -1;
}
static const int32_t SELF[] = {1, 1};
static void crossed_with_itself(world *w) {
  w->options.crossing = SELF;
}
static void wide(world *w) {
  w->characteristics[0].groups = 9000;
}
static void characteristics(world *w) {
  w->list.characteristic_count = -1;
}

static const struct {
  void (*make)(world *w);
  int32_t status;
  const char *message;
} WRONG[] = {
    {place_twice, CPW_EINVAL, NULL},
    {place_zero, CPW_EINVAL, "before[2] = 0 must be 1 to 20"},
    {place_beyond, CPW_EINVAL, "before[2] = 21 must be 1 to 20"},
    {no_after, CPW_EINVAL,
     "list.patients = 20 must be >= 0 and below 2^31 - 1, with places before and after"},
    {nan_wait, CPW_EDOMAIN, "wait[2] = nan must be finite and >= 0"},
    {zero_target, CPW_EDOMAIN, "target[2] = 0 must be > 0 days, or infinite for none"},
    {group_beyond, CPW_EINVAL,
     "characteristic \"imd_quintile\": group[2] = 5 must be 0 to 4, or -1 when it is not known"},
    {group_below, CPW_EINVAL,
     "characteristic \"sex\": group[2] = -2 must be 0 to 1, or -1 when it is not known"},
    {no_name, CPW_EINVAL, "characteristics[1].name must not be empty"},
    {same_name, CPW_EINVAL, "characteristic \"imd_quintile\" comes twice"},
    {no_groups, CPW_EINVAL,
     "characteristic \"sex\": groups = 0 must be 1 to 10000, with the group of every patient; "
     "ordered 0 or 1"},
    {no_label, CPW_EINVAL, "characteristic \"sex\": label 1 must be given"},
    {slots, CPW_EDOMAIN, "options.slots = -1 must be finite and >= 0"},
    {top, CPW_EINVAL, "options.top, most and crossing_count must be >= 0, with the crossings"},
    {crossed_with_itself, CPW_EINVAL,
     "crossing 0 of 1 and 1 must be of two characteristics from 0 to 1"},
    {wide, CPW_EINVAL, "crossing 0 has more than 10000 groups"},
    {characteristics, CPW_EINVAL,
     "list.characteristic_count = -1 must be 0 to 1000, with the characteristics"},
};

START_TEST(lists_that_are_wrong)
{
  world w;
  cpw_error err;
  cpw_result *out = NULL;
  make(&w, 3, 20);
  WRONG[_i].make(&w);
  ck_assert_int_eq(cpw_impact_measure(&w.list, &w.options, &out, &err), WRONG[_i].status);
  if (WRONG[_i].message) ck_assert_str_eq(err.message, WRONG[_i].message);
  ck_assert_ptr_null(out);
}
END_TEST

START_TEST(arguments_that_are_missing)
{
  world w;
  cpw_error err;
  cpw_result *out = NULL;
  make(&w, 3, 20);
  ck_assert_int_eq(cpw_impact_measure(NULL, NULL, &out, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "list must be given");
  ck_assert_int_eq(cpw_impact_measure(&w.list, NULL, NULL, &err), CPW_EINVAL);
  w.options.struct_size = 2000;
  ck_assert_int_eq(cpw_impact_measure(&w.list, &w.options, &out, &err), CPW_EABI);
}
END_TEST

static int32_t measure_once(void *context) {
  world *w = context;
  cpw_result *out = NULL;
  int32_t status = cpw_impact_measure(&w->list, &w->options, &out, NULL);
  cpw_result_free(out);
  return status;
}

START_TEST(no_memory)
{
  world w;
  cpw_disclosure_options rule;
  cpw_disclosure_options_init(&rule);
  make(&w, 3, 20);
  w.options.suppress = _i ? &rule : NULL;
  cpwt_each_allocation_fails(measure_once, &w);
}
END_TEST

static TCase *add_case(Suite *suite, const char *name) {
  TCase *added = tcase_create(name);
  tcase_set_timeout(added, 120);
  suite_add_tcase(suite, added);
  return added;
}

int main(void) {
  Suite *suite = suite_create("impact");
  cases c = {add_case(suite, "limits"), add_case(suite, "errors"), add_case(suite, "properties"),
             add_case(suite, "oom")};
  tcase_add_loop_test(c.properties, one_by_one, 0, 20);
  tcase_add_test(c.properties, slopes_of_waits);
  tcase_add_test(c.properties, the_most_delayed);
  tcase_add_test(c.limits, nothing_moves);
  tcase_add_test(c.limits, nobody_and_one);
  tcase_add_loop_test(c.properties, small_numbers_are_withheld, 0, 5);
  tcase_add_loop_test(c.errors, lists_that_are_wrong, 0, sizeof WRONG / sizeof *WRONG);
  tcase_add_test(c.errors, arguments_that_are_missing);
  tcase_add_loop_test(c.oom, no_memory, 0, 2);
  small_tests(&c);
  return cpwt_run(&suite, 1);
}
