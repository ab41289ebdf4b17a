/* Sweeps against a second way: week after week the first of the ranking, counted by hand; and what must hold
 * whatever happens. */
#include "frontier/check_frontier.h"

#include <stdlib.h>

/* ---------------------------------------------------------------- by hand ------------------- */

/* Four people, one slot a week, two groups, two caps.
 *   clinical value  0.5  0.4  0.3  0.2   (weight 0.8)
 *   group           rich poor rich poor  (weight 0.2, poor 1, rich 0)
 *   days waited     14   7    21   0
 * cap 0: in this order, in weeks 1, 2, 3, 4: waits 21, 21, 42, 28; poor 24.5, rich 31.5.
 * cap 0.2: scores 0.4 0.52 0.24 0.36: order 2nd, 1st, 4th, 3rd: waits 28, 14, 49, 21; poor 17.5, rich 38.5.
 * Target 25 days: beyond it are 42, 28 and 28, 49. Two people (rich) are 7 days later. The line through
 * (0.25, poor), (0.75, rich): SII = 2 (rich - poor) = 14 and 42; at the ends poor - SII/4 and rich + SII/4. */
START_TEST(four_people_by_hand)
{
  static const double clinical[] = {0.5, 0.4, 0.3, 0.2}, poor[] = {0, 1, 0, 1},
                      wait[] = {14, 7, 21, 0};
  static const double line_at[] = {0, 1}, line[] = {0, 1}, caps[] = {0, 0.2}, slots = 1;
  static const int32_t group[] = {1, 0, 1, 0};
  const cpw_priority_tier tier = {"all", 25, 0};
  const cpw_priority_criterion criteria[] = {{.name = "need",
                                              .weight = 0.8,
                                              .source = 0,
                                              .knots = 2,
                                              .at = line_at,
                                              .value = line,
                                              .until = CPW_DATE_NONE},
                                             {.name = "deprived",
                                              .weight = 0.2,
                                              .source = 1,
                                              .knots = 2,
                                              .at = line_at,
                                              .value = line,
                                              .part = CPW_PRIORITY_EQUITY,
                                              .until = CPW_DATE_NONE}};
  const double *column[] = {clinical, poor};
  static const struct {
    const char *name;
    double expected[2];
  } figures[] = {{"wait_mean", {28, 28}},
                 {"wait_median", {24.5, 24.5}},
                 {"wait_p95", {39.9, 45.85}},
                 {"wait_longest", {42, 49}},
                 {"sii", {14, 42}},
                 {"rii", {35.0 / 21, 49.0 / 7}},
                 {"gap", {-7, -21}},
                 {"breaches", {2, 2}},
                 {"breaches_waiting", {0, 0}},
                 {"delayed", {0, 2}},
                 {"advanced", {0, 2}},
                 {"delayed_long", {0, 0}},
                 {"days_exchanged", {0, 14}},
                 {"treated", {4, 4}},
                 {"waiting", {0, 0}},
                 {"people", {4, 4}},
                 {"wait_mean_change", {0, 0}},
                 {"sii_change", {0, 28}}};
  cpw_priority_policy policy;
  cpw_priority_list list;
  cpw_patients_list service;
  cpw_discipline_options people;
  cpw_frontier_options options;
  cpw_result *r = NULL;
  cpw_error err;
  cpw_priority_policy_init(&policy);
  policy.tiers = &tier;
  policy.tier_count = 1;
  policy.criteria = criteria;
  policy.criterion_count = 2;
  policy.cap_kind = CPW_PRIORITY_CAP_SCORE;
  policy.breaches_first = 0;
  cpw_priority_list_init(&list);
  list.patients = 4;
  list.wait = wait;
  list.fact = column;
  list.columns = 2;
  cpw_patients_list_init(&service);
  service.periods = 6;
  service.groups = 2;
  service.slots = &slots;
  cpw_discipline_options_init(&people);
  people.group_index = group;
  cpw_frontier_options_init(&options);
  options.people = &people;
  options.settings = caps;
  options.setting_count = 2;
  int32_t status = cpw_frontier_run(&policy, &list, &service, &options, NULL, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  for (size_t k = 0; k < sizeof figures / sizeof *figures; k++)
    for (int s = 0; s < 2; s++)
      ck_assert_msg(fabs(cpwt_real(r, figures[k].name)[s] - figures[k].expected[s]) <= 1e-12,
                    "%s[%d] is %.17g, not %.17g", figures[k].name, s,
                    cpwt_real(r, figures[k].name)[s], figures[k].expected[s]);
  ck_assert(isnan(cpwt_real(r, "delay_mean")[0]) && isnan(cpwt_real(r, "sii_lower")[0]));
  ck_assert_double_eq(cpwt_real(r, "delay_mean")[1], 7);
  ck_assert_double_eq(cpwt_real(r, "delay_most")[1], 7);
  ck_assert_double_eq(cpwt_real(r, "group_wait")[2], 17.5);
  ck_assert_double_eq(cpwt_real(r, "group_delayed")[3], 2);
  ck_assert_double_eq(cpwt_real(r, "group_delayed")[2], 0);
  ck_assert_double_eq(cpwt_real(r, "setting_value")[1], 0.2);
  const int64_t *by = cpw_result_find(r, "dominated_by")->integer;
  ck_assert_int_eq(by[0], -1);
  ck_assert_int_eq(by[1], 0); /* no better in anything */
  ck_assert_str_eq(cpw_result_find(r, "sii")->dimension[0]->coordinate_labels[0][1], "0.2");
  ck_assert_ptr_null(cpw_result_note(r, "waiting"));
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- a second way -------------- */

/* Weeks in which everybody is treated, ranked anew every week; 0: not by the end. */
static void treat(const cpwt_sweep *s, double cap, int64_t *week) {
  static cpwt_people w;
  int64_t order[CPWT_PEOPLE], n = s->people.list.patients;
  cpw_priority_policy policy = s->people.policy;
  cpw_priority_list list = s->people.list;
  cpw_priority_ranking ranking;
  policy.cap = cap;
  cpw_priority_ranking_init(&ranking);
  ranking.order = order;
  list.wait = w.wait;
  for (int64_t i = 0; i < n; i++)
    week[i] = 0;
  for (int64_t t = 1; t <= s->service.periods; t++) {
    int64_t left = (int64_t)s->slots;
    for (int64_t i = 0; i < n; i++)
      w.wait[i] = s->people.wait[i] + 7.0 * (double)(t - 1);
    ck_assert_int_eq(cpw_priority_rank(&policy, &list, &ranking, NULL), CPW_OK);
    for (int64_t k = 0; k < n && left > 0; k++)
      if (week[order[k]] == 0) {
        week[order[k]] = t;
        left--;
      }
  }
}

static int compare(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double quantile(const double *sorted, int64_t n, double p) {
  double at = p * (double)(n - 1);
  int64_t k = (int64_t)at;
  return k + 1 < n ? sorted[k] + (at - (double)k) * (sorted[k + 1] - sorted[k]) : sorted[n - 1];
}

/* Slope of the weighted regression of mean waits on mid-ranks, by its normal equations. */
static double slope(const double *mean, const double *people) {
  double n = 0, below = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (int g = 0; g < CPWT_GROUPS; g++)
    n += people[g];
  for (int g = 0; g < CPWT_GROUPS; g++) {
    double x = (below + people[g] / 2) / n, a = people[g] / n;
    below += people[g];
    if (people[g] == 0.0) continue;
    sx += a * x;
    sy += a * mean[g];
    sxx += a * x * x;
    sxy += a * x * mean[g];
  }
  return (sxy - sx * sy) / (sxx - sx * sx);
}

static void check_setting(const cpwt_sweep *s, const cpw_result *r, int64_t k,
                          const int64_t *before, const int64_t *week) {
  double wait[CPWT_PEOPLE], mean[CPWT_GROUPS] = {0}, people[CPWT_GROUPS] = {0};
  double sum = 0, breaches = 0, waiting = 0, delayed = 0, exchanged = 0, late = 0;
  int64_t n = s->people.list.patients, last = s->service.periods;
  for (int64_t i = 0; i < n; i++) {
    int64_t end = week[i] ? week[i] : last, base = before[i] ? before[i] : last;
    wait[i] = s->people.wait[i] + 7.0 * (double)end;
    sum += wait[i];
    mean[s->people.group[i]] += wait[i];
    people[s->people.group[i]] += 1;
    waiting += week[i] == 0;
    if (wait[i] > s->people.tier[s->people.level[i]].target) {
      breaches += 1;
      late += week[i] == 0;
    }
    delayed += end > base;
    exchanged += end > base ? 7.0 * (double)(end - base) : 0.0;
  }
  for (int g = 0; g < CPWT_GROUPS; g++)
    mean[g] = people[g] > 0 ? mean[g] / people[g] : 0;
  qsort(wait, (size_t)n, sizeof *wait, compare);
  const struct {
    const char *name;
    double expected;
  } figures[] = {{"wait_mean", sum / (double)n},
                 {"wait_median", quantile(wait, n, 0.5)},
                 {"wait_p95", quantile(wait, n, 0.95)},
                 {"wait_longest", wait[n - 1]},
                 {"sii", slope(mean, people)},
                 {"breaches", breaches},
                 {"breaches_waiting", late},
                 {"waiting", waiting},
                 {"treated", (double)n - waiting},
                 {"delayed", delayed},
                 {"days_exchanged", exchanged}};
  for (size_t f = 0; f < sizeof figures / sizeof *figures; f++) {
    double got = cpwt_real(r, figures[f].name)[k];
    ck_assert_msg(fabs(got - figures[f].expected) <= 1e-9 * (1 + fabs(figures[f].expected)),
                  "%s[%d] is %.17g, not %.17g", figures[f].name, (int)k, got, figures[f].expected);
  }
}

START_TEST(by_ranking_every_week)
{
  static cpwt_sweep s;
  int64_t before[CPWT_PEOPLE], week[CPWT_PEOPLE];
  int64_t n = 40 + 23 * (_i % 9);
  cpwt_make_sweep(&s, 700 + (uint64_t)_i, n, 3 + _i % 6, 8 + 3 * (_i % 5));
  cpw_result *r = cpwt_run_sweep(&s);
  for (int64_t k = 0; k < 3; k++) {
    treat(&s, s.options.settings[k], week);
    if (k == 0) memcpy(before, week, sizeof before);
    check_setting(&s, r, k, before, week);
  }
  ck_assert_ptr_nonnull(cpw_result_find(r, "dominated_by"));
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- what must hold ------------ */

static void check_same(const cpw_result *a, const cpw_result *b) {
  for (int64_t k = 0; cpw_result_at(a, k); k++) {
    const cpw_array *x = cpw_result_at(a, k), *y = cpw_result_at(b, k);
    ck_assert_str_eq(x->name, y->name);
    ck_assert_int_eq(x->size, y->size);
    const void *first = x->type == CPW_DOUBLE ? (const void *)x->real : (const void *)x->integer;
    const void *second = y->type == CPW_DOUBLE ? (const void *)y->real : (const void *)y->integer;
    ck_assert_msg(memcmp(first, second, (size_t)x->size * 8) == 0, "%s differs", x->name);
  }
}

START_TEST(the_same_bits_for_any_threads)
{
  static cpwt_sweep s;
  cpwt_make_sweep(&s, 800 + (uint64_t)_i, 150, 6, 20);
  cpwt_let_in(&s);
  s.options.everybody = _i % 2;
  s.run.replications = 6;
  cpw_result *one = cpwt_run_sweep(&s);
  s.run.threads = 3;
  cpw_result *three = cpwt_run_sweep(&s);
  check_same(one, three);
  cpw_result_free(three);
  cpw_result_free(one);
}
END_TEST

/* Permuting the list, with ids, permutes nothing that comes out. */
START_TEST(the_same_bits_for_any_order)
{
  static cpwt_sweep s, t;
  cpwt_make_sweep(&s, 820 + (uint64_t)_i, 97, 5, 15);
  s.service.patience = NULL;
  s.people.list.id = s.people.id;
  cpw_result *one = cpwt_run_sweep(&s);
  t = s;
  for (int64_t i = 0; i < 97; i++) {
    int64_t j = i * 31 % 97;
    t.people.wait[j] = s.people.wait[i];
    t.people.level[j] = s.people.level[i];
    t.people.class_index[j] = s.people.class_index[i];
    t.people.group[j] = s.people.group[i];
    t.people.id[j] = s.people.ids[i];
    for (int k = 0; k < CPWT_COLUMNS; k++)
      t.people.fact[k][j] = s.people.fact[k][i];
  }
  for (int k = 0; k < CPWT_COLUMNS; k++)
    t.people.column[k] = t.people.fact[k];
  t.people.list.wait = t.people.wait;
  t.people.list.tier = t.people.level;
  t.people.list.fact = t.people.column;
  t.people.list.id = t.people.id;
  t.people.options.class_index = t.people.class_index;
  t.people.options.group_index = t.people.group;
  t.options.people = &t.people.options;
  cpw_result *other = cpwt_run_sweep(&t);
  check_same(one, other);
  cpw_result_free(other);
  cpw_result_free(one);
}
END_TEST

/* People are conserved, groups add up, setting 0 is no different from itself, and the same setting twice is the
 * same to the bit whoever joins and leaves. */
START_TEST(people_are_conserved)
{
  static cpwt_sweep s;
  static const double caps[] = {0.05, 0.3, 0.05};
  cpwt_make_sweep(&s, 840 + (uint64_t)_i, 120, 6, 25);
  cpwt_let_in(&s);
  s.options.settings = caps;
  s.options.everybody = _i % 2;
  s.run.replications = 4;
  cpw_result *r = cpwt_run_sweep(&s);
  for (int k = 0; k < 3; k++) {
    double people = 0, delayed = 0, breaches = 0;
    for (int g = 0; g < CPWT_GROUPS; g++) {
      people += cpwt_real(r, "group_people")[k * CPWT_GROUPS + g];
      delayed += cpwt_real(r, "group_delayed")[k * CPWT_GROUPS + g];
      breaches += cpwt_real(r, "group_breaches")[k * CPWT_GROUPS + g];
    }
    ck_assert_double_eq(people, cpwt_real(r, "people")[k]);
    ck_assert_double_eq_tol(delayed, cpwt_real(r, "delayed")[k], 1e-9);
    ck_assert_double_eq_tol(breaches, cpwt_real(r, "breaches")[k], 1e-9);
    ck_assert_double_eq_tol(
        people,
        cpwt_real(r, "treated")[k] + cpwt_real(r, "removed")[k] + cpwt_real(r, "waiting")[k], 1e-9);
    ck_assert_double_eq(cpwt_real(r, "people_change")[k], 0);
    ck_assert_double_eq(cpwt_real(r, "wait_mean_change")[0], 0);
  }
  if (!s.options.everybody) ck_assert_double_eq(cpwt_real(r, "people")[0], 120);
  ck_assert_double_eq(cpwt_real(r, "delayed")[0], 0);
  ck_assert_double_eq(cpwt_real(r, "delayed")[2], 0);
  ck_assert_double_gt(cpwt_real(r, "delayed")[1], 0);
  ck_assert_double_eq(cpwt_real(r, "sii")[0], cpwt_real(r, "sii")[2]);
  ck_assert_double_eq(cpwt_real(r, "sii_change_upper")[2], 0);
  ck_assert_double_le(cpwt_real(r, "sii_lower")[1], cpwt_real(r, "sii")[1]);
  ck_assert_double_ge(cpwt_real(r, "sii_upper")[1], cpwt_real(r, "sii")[1]);
  ck_assert(cpw_result_note(r, "waiting") != NULL || cpwt_real(r, "waiting")[0] <= 0);
  cpw_result_free(r);
}
END_TEST

/* Means and intervals are those of the replications, run one by one. */
START_TEST(replications_one_by_one)
{
  static cpwt_sweep s;
  double sum = 0, squares = 0, x[5];
  cpwt_make_sweep(&s, 860, 80, 5, 20);
  cpwt_let_in(&s);
  s.run.seed = 9;
  s.run.first_replication = 3;
  s.run.replications = 5;
  s.options.level = 0.9;
  cpw_result *all = cpwt_run_sweep(&s);
  s.run.replications = 1;
  for (int k = 0; k < 5; k++) {
    s.run.first_replication = 3 + k;
    cpw_result *one = cpwt_run_sweep(&s);
    x[k] = cpwt_real(one, "wait_mean_change")[2];
    sum += x[k];
    cpw_result_free(one);
  }
  for (int k = 0; k < 5; k++)
    squares += (x[k] - sum / 5) * (x[k] - sum / 5);
  /* qt(0.95, 4) = 2.131846786326649 (R) */
  double half = 2.131846786326649 * sqrt(squares / 4 / 5);
  ck_assert_double_eq_tol(cpwt_real(all, "wait_mean_change")[2], sum / 5, 1e-12);
  ck_assert_double_eq_tol(cpwt_real(all, "wait_mean_change_upper")[2], sum / 5 + half, 1e-9);
  ck_assert_double_eq_tol(cpwt_real(all, "wait_mean_change_lower")[2], sum / 5 - half, 1e-9);
  ck_assert_int_eq(cpw_result_find(all, "replications")->integer[0], 5);
  cpw_result_free(all);
}
END_TEST

/* Days of a period: twice the days, half the slots' periods; waits scale, and so do SII and gap, not RII. */
START_TEST(days_scale)
{
  static cpwt_sweep s;
  cpwt_make_sweep(&s, 870, 90, 6, 10);
  s.people.policy.rule = CPW_PRIORITY_SCORE;
  s.people.policy.breaches_first = 0;
  s.people.policy.criterion_count = 4;
  double sum = 0;
  for (int k = 0; k < 4; k++)
    sum += s.people.criterion[k].weight;
  for (int k = 0; k < 4; k++)
    s.people.criterion[k].weight /= sum;
  cpw_result *one = cpwt_run_sweep(&s);
  for (int64_t i = 0; i < 90; i++)
    s.people.wait[i] *= 2;
  s.people.options.days = 14;
  cpw_result *two = cpwt_run_sweep(&s);
  for (int k = 0; k < 3; k++) {
    ck_assert_double_eq(cpwt_real(two, "sii")[k], 2 * cpwt_real(one, "sii")[k]);
    ck_assert_double_eq(cpwt_real(two, "gap")[k], 2 * cpwt_real(one, "gap")[k]);
    ck_assert_double_eq(cpwt_real(two, "rii")[k], cpwt_real(one, "rii")[k]);
    ck_assert_double_eq(cpwt_real(two, "wait_p95")[k], 2 * cpwt_real(one, "wait_p95")[k]);
    ck_assert_double_eq(cpwt_real(two, "delayed")[k], cpwt_real(one, "delayed")[k]);
  }
  cpw_result_free(two);
  cpw_result_free(one);
}
END_TEST

/* ---------------------------------------------------------------- the other sweeps ---------- */

/* Weights: factor 1 is the policy itself, factor 0 one without equity. Policies: the same by hand. */
START_TEST(weights_and_policies)
{
  static cpwt_sweep s;
  static const double factors[] = {1, 0, 1.5};
  cpw_priority_criterion without[CPWT_MEASURES], more[CPWT_MEASURES];
  cpw_priority_policy second, third;
  const cpw_priority_policy *policies[3];
  double equity = 0;
  cpwt_make_sweep(&s, 880 + (uint64_t)_i, 80, 5, 12);
  s.people.policy.cap_kind = CPW_PRIORITY_CAP_NONE;
  s.people.policy.cap = 0;
  s.options.sweep = CPW_FRONTIER_WEIGHT;
  s.options.settings = factors;
  int64_t count = s.people.policy.criterion_count;
  for (int64_t k = 0; k < count; k++)
    if (s.people.criterion[k].part == CPW_PRIORITY_EQUITY) equity += s.people.criterion[k].weight;
  double high = 0.9 / equity;
  double chosen[] = {1, 0, high < 1.5 ? high : 1.5};
  s.options.settings = chosen;
  cpw_result *one = cpwt_run_sweep(&s);
  for (int64_t k = 0; k < count; k++) {
    int fair = s.people.criterion[k].part == CPW_PRIORITY_EQUITY;
    without[k] = more[k] = s.people.criterion[k];
    without[k].weight *= fair ? 0 : 1 / (1 - equity);
    more[k].weight *= fair ? chosen[2] : (1 - chosen[2] * equity) / (1 - equity);
  }
  second = third = s.people.policy;
  second.criteria = without;
  third.criteria = more;
  third.name = "more";
  policies[0] = &s.people.policy;
  policies[1] = &second;
  policies[2] = &third;
  s.options.sweep = CPW_FRONTIER_POLICIES;
  s.options.policies = policies;
  cpw_result *two = NULL;
  cpw_error err;
  ck_assert_int_eq(cpw_frontier_run(NULL, &s.people.list, &s.service, &s.options, NULL, &two, &err),
                   CPW_OK);
  static const char *const names[] = {"sii", "wait_mean", "wait_p95", "breaches", "delayed"};
  for (size_t f = 0; f < sizeof names / sizeof *names; f++)
    for (int k = 0; k < 3; k++)
      ck_assert_double_eq(cpwt_real(one, names[f])[k], cpwt_real(two, names[f])[k]);
  const cpw_dimension *labels = cpw_result_find(two, "sii")->dimension[0];
  ck_assert_str_eq(labels->coordinate_labels[0][0], "policy 1");
  ck_assert_str_eq(labels->coordinate_labels[0][2], "more");
  ck_assert(isnan(cpwt_real(two, "setting_value")[0]));
  cpw_result_free(two);
  cpw_result_free(one);
}
END_TEST

/* Caps in days: whatever is swept by default is eleven settings up to the policy's own. */
START_TEST(usual_settings)
{
  static cpwt_sweep s;
  cpwt_make_sweep(&s, 900, 80, 5, 12);
  s.options.settings = NULL;
  cpw_result *score = cpwt_run_sweep(&s);
  double equity = 0;
  for (int64_t k = 0; k < s.people.policy.criterion_count; k++)
    if (s.people.criterion[k].part == CPW_PRIORITY_EQUITY) equity += s.people.criterion[k].weight;
  ck_assert_int_eq(cpw_result_find(score, "sii")->size, 11);
  ck_assert_double_eq_tol(cpwt_real(score, "setting_value")[10], equity, 1e-15);
  s.people.policy.cap_kind = CPW_PRIORITY_CAP_DAYS;
  s.people.policy.cap = 50;
  cpw_result *days = cpwt_run_sweep(&s);
  ck_assert_double_eq(cpwt_real(days, "setting_value")[3], 15);
  s.options.sweep = CPW_FRONTIER_WEIGHT;
  s.people.policy.cap_kind = CPW_PRIORITY_CAP_SCORE;
  s.people.policy.cap = 0.5;
  cpw_result *weights = cpwt_run_sweep(&s);
  ck_assert_double_eq(cpwt_real(weights, "setting_value")[10], 1);
  ck_assert_double_eq(cpwt_real(weights, "setting_value")[0], 0);
  cpw_result_free(weights);
  cpw_result_free(days);
  cpw_result_free(score);
}
END_TEST

/* Followed until everybody is treated. */
START_TEST(followed_to_the_end)
{
  static cpwt_sweep s;
  cpwt_make_sweep(&s, 910, 60, 4, 3);
  cpw_result *cut = cpwt_run_sweep(&s);
  ck_assert_double_eq(cpwt_real(cut, "waiting")[0], 48);
  ck_assert_int_eq(cpw_result_find(cut, "periods")->integer[0], 3);
  ck_assert_ptr_nonnull(cpw_result_note(cut, "waiting"));
  s.options.follow = 100;
  cpw_result *whole = cpwt_run_sweep(&s);
  s.options.follow = 0;
  s.service.periods = 15;
  cpw_result *at_once = cpwt_run_sweep(&s);
  ck_assert_double_eq(cpwt_real(whole, "waiting")[0], 0);
  ck_assert_int_eq(cpw_result_find(whole, "periods")->integer[0], 24); /* 3, 6, 12, 24 */
  for (int k = 0; k < 3; k++) {
    ck_assert_double_eq(cpwt_real(whole, "sii")[k], cpwt_real(at_once, "sii")[k]);
    ck_assert_double_eq(cpwt_real(whole, "delayed")[k], cpwt_real(at_once, "delayed")[k]);
  }
  cpw_result_free(at_once);
  cpw_result_free(whole);
  s.options.follow = 10;
  s.service.periods = 3;
  cpw_result *most = cpwt_run_sweep(&s);
  ck_assert_int_eq(cpw_result_find(most, "periods")->integer[0], 10);
  ck_assert_double_eq(cpwt_real(most, "waiting")[0], 20);
  cpw_result_free(most);
  cpw_result_free(cut);
}
END_TEST

/* ---------------------------------------------------------------- edges --------------------- */

START_TEST(nobody_one_and_one_group)
{
  static cpwt_sweep s;
  cpwt_make_sweep(&s, 920, 1, 1, 4);
  s.people.group[0] = 2;
  cpw_result *one = cpwt_run_sweep(&s);
  ck_assert(isnan(cpwt_real(one, "sii")[0]) && isnan(cpwt_real(one, "rii")[0]) &&
            isnan(cpwt_real(one, "gap")[0]));
  ck_assert_double_eq(cpwt_real(one, "wait_mean")[0], s.people.wait[0] + 7);
  ck_assert_int_eq(cpw_result_find(one, "dominated_by")->integer[1], -1);
  cpw_result_free(one);
  s.people.list.patients = 0;
  cpw_result *none = cpwt_run_sweep(&s);
  ck_assert_double_eq(cpwt_real(none, "people")[0], 0);
  ck_assert(isnan(cpwt_real(none, "wait_mean")[0]));
  cpw_result_free(none);
}
END_TEST

/* People of unknown group count in everything but the slope. */
START_TEST(unknown_groups)
{
  static cpwt_sweep s;
  double mean[CPWT_GROUPS], people[CPWT_GROUPS];
  cpwt_make_sweep(&s, 930, 150, 6, 30);
  s.options.unknown = 4;
  cpw_result *r = cpwt_run_sweep(&s);
  for (int g = 0; g < CPWT_GROUPS; g++) {
    mean[g] = cpwt_real(r, "group_wait")[g];
    people[g] = g == 4 ? 0 : cpwt_real(r, "group_people")[g];
  }
  ck_assert_double_eq_tol(cpwt_real(r, "sii")[0], slope(mean, people), 1e-9);
  ck_assert_double_eq(cpwt_real(r, "gap")[0], mean[0] - mean[3]);
  ck_assert_double_eq(cpwt_real(r, "people")[0], 150);
  ck_assert_ptr_nonnull(
      strstr(cpw_result_note(r, "unknown"), "people of unknown group are in no slope"));
  cpw_result_free(r);
}
END_TEST

START_TEST(kept_places_are_noted)
{
  static cpwt_sweep s;
  const cpw_priority_override place = {.row = 3,
                                       .kind = CPW_OVERRIDE_PLACE,
                                       .value = 1,
                                       .date = CPW_DATE_NONE,
                                       .actor = "a",
                                       .reason = "b"};
  cpwt_make_sweep(&s, 940, 20, 3, 5);
  s.people.list.overrides = &place;
  s.people.list.override_count = 1;
  cpw_result *r = cpwt_run_sweep(&s);
  ck_assert_str_eq(cpw_result_note(r, "places"), "1 kept places are not known to the simulation");
  cpw_result_free(r);
}
END_TEST

static int32_t run_all(void *context) {
  const cpwt_sweep *s = context;
  cpw_result *r = NULL;
  int32_t status = cpw_frontier_run(&s->people.policy, &s->people.list, &s->service, &s->options,
                                    &s->run, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(no_memory)
{
  static cpwt_sweep s;
  cpwt_make_sweep(&s, 950, 6, 2, 3);
  s.options.setting_count = 2;
  cpwt_let_in(&s);
  s.options.everybody = 1;
  cpwt_each_allocation_fails(run_all, &s);
}
END_TEST

void cpwt_add_sweeps(const cpwt_cases *cases) {
  tcase_add_test(cases->reference, four_people_by_hand);
  tcase_add_loop_test(cases->reference, by_ranking_every_week, 0, 20);
  tcase_add_loop_test(cases->properties, the_same_bits_for_any_threads, 0, 4);
  tcase_add_loop_test(cases->properties, the_same_bits_for_any_order, 0, 4);
  tcase_add_loop_test(cases->properties, people_are_conserved, 0, 6);
  tcase_add_test(cases->reference, replications_one_by_one);
  tcase_add_test(cases->properties, days_scale);
  tcase_add_loop_test(cases->reference, weights_and_policies, 0, 4);
  tcase_add_test(cases->limits, usual_settings);
  tcase_add_test(cases->limits, followed_to_the_end);
  tcase_add_test(cases->limits, nobody_one_and_one_group);
  tcase_add_test(cases->limits, unknown_groups);
  tcase_add_test(cases->limits, kept_places_are_noted);
  tcase_add_test(cases->oom, no_memory);
}
