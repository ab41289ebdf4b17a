/* Dependent options against all subsets, with parts that are listed and with one that is searched. */
#include "check_knapsack.h"

#define NONE (-1)

/* -------- limits and reference ------------------------------------------------------------------ */

START_TEST(a_first_phase_that_costs)
{
  /* 1 needs 0, which is worth less than nothing; 1 and 2 exclude each other */
  const int64_t v[] = {-1, 9, 7, 3}, c[] = {2, 3, 4, 1}, need_first[] = {0, 0, 1, 1, 1},
                need[] = {0}, group[] = {NONE, 0, 0, NONE};
  cpw_knapsack_rules r;
  cpw_knapsack_rules_init(&r);
  r.need_first = need_first;
  r.need = need;
  r.group = group;
  r.groups = 1;
  int32_t x[4];
  cpw_knapsack_answer a;
  ck_assert_int_eq(cpw_knapsack_select(v, c, 4, 8, &r, NULL, x, &a, NULL), CPW_OK);
  const int32_t want[] = {1, 1, 0, 1};
  ck_assert_mem_eq(x, want, sizeof x);
  ck_assert(a.value == 11 && a.proven && a.cost == 6 && a.unspent == 2 && a.next == -1);
  /* too little for both phases */
  ck_assert_int_eq(cpw_knapsack_select(v, c, 4, 5, &r, NULL, x, &a, NULL), CPW_OK);
  ck_assert(a.value == 10 && x[2] && x[3]);
  const int32_t settled[] = {-1, 0, 0, -1}, must[] = {1};
  r.settled = settled;
  r.must = must;
  ck_assert_int_eq(cpw_knapsack_select(v, c, 4, 9, &r, NULL, x, &a, NULL), CPW_OK);
  ck_assert(a.value == 7 && x[2] && a.chosen == 1);
  ck_assert_int_eq(cpw_knapsack_select(NULL, NULL, 0, 9, NULL, NULL, NULL, &a, NULL), CPW_OK);
  ck_assert(a.value == 0 && a.unspent == 9 && a.proven);
}
END_TEST

/* -------- errors -------------------------------------------------------------------------------- */

typedef struct plan {
  int64_t v[4], c[4], need_first[5], need[6], group[4];
  int32_t must[2], settled[4], baseline[4];
  int64_t budget;
  cpw_knapsack_rules r;
  cpw_knapsack_options o;
} plan;

static plan *fresh(void) {
  static plan p;
  memset(&p, 0, sizeof p);
  const int64_t firsts[] = {0, 0, 1, 2, 2};
  for (int j = 0; j < 4; j++) {
    p.v[j] = 5 + j;
    p.c[j] = 2 + j;
    p.group[j] = j > 1 ? 1 : NONE;
  }
  memcpy(p.need_first, firsts, sizeof firsts);
  p.need[0] = 0;
  p.need[1] = 1;
  p.budget = 100;
  cpw_knapsack_rules_init(&p.r);
  cpw_knapsack_options_init(&p.o);
  p.group[0] = 0;
  p.r.need_first = p.need_first;
  p.r.need = p.need;
  p.r.group = p.group;
  p.r.groups = 2;
  p.r.must = p.must;
  p.r.settled = p.settled;
  return &p;
}

static void fails(const plan *p, int64_t n, int32_t code, const char *message) {
  cpw_knapsack_answer a, before;
  int32_t x[4] = {7, 7, 7, 7};
  cpw_error e;
  memset(&a, 1, sizeof a);
  before = a;
  ck_assert_msg(cpw_knapsack_select(p->v, p->c, n, p->budget, &p->r, &p->o, x, &a, &e) == code,
                "%s", message);
  ck_assert_str_eq(e.message, message);
  ck_assert(x[0] == 7 && x[3] == 7);
  ck_assert_mem_eq(&a, &before, sizeof a);
}

START_TEST(wrong_rules)
{
  plan *p = fresh();
  fails(p, -1, CPW_EINVAL, "n = -1 must be >= 0");
  p->need_first[0] = 1;
  fails(p, 4, CPW_EINVAL, "rules.need_first[0] = 1 must be 0");
  p = fresh();
  p->need_first[3] = 0;
  fails(p, 4, CPW_EINVAL, "rules.need_first[3] = 0 must be no less than the one before");
  p = fresh();
  p->need[1] = 4;
  fails(p, 4, CPW_EINVAL, "rules.need[1] = 4 must be the index of an option");
  p->r.need = NULL;
  fails(p, 4, CPW_EINVAL, "rules.need must not be NULL");
  p = fresh();
  p->need[0] = 1;
  fails(p, 4, CPW_EINVAL, "rules.need: option 1 needs itself");
  p->need[0] = 2;
  p->need[1] = 1;
  fails(p, 4, CPW_EINVAL, "rules.need: option 1 needs itself by way of option 2");
  p = fresh();
  p->group[3] = 2;
  fails(p, 4, CPW_EINVAL, "rules.group[3] = 2 must be -1 or the number of a group");
  p->r.groups = -1;
  fails(p, 4, CPW_EINVAL, "rules.groups = -1 must be >= 0");
  p = fresh();
  p->must[1] = 2;
  fails(p, 4, CPW_EINVAL, "rules.must[1] = 2 must be 0 or 1");
  p->must[1] = 0;
  p->must[0] = 1;
  p->group[0] = NONE;
  fails(p, 4, CPW_EINVAL, "rules.must[0] = 1, but group 0 has no option");
  p = fresh();
  p->settled[2] = 2;
  fails(p, 4, CPW_EINVAL, "rules.settled[2] = 2 must be -1, 0 or 1");
  p->settled[2] = 1;
  p->settled[0] = -1;
  fails(p, 4, CPW_EINVAL,
        "rules: no choice follows those of option 0 and what hangs together with it");
  p = fresh();
  p->r.struct_size += 8;
  cpw_knapsack_answer a;
  ck_assert_int_eq(cpw_knapsack_select(p->v, p->c, 4, 9, &p->r, NULL, NULL, &a, NULL), CPW_EABI);
  ck_assert_int_eq(cpw_knapsack_select(p->v, NULL, 4, 9, NULL, NULL, NULL, &a, NULL), CPW_EINVAL);
}
END_TEST

START_TEST(money_that_is_short)
{
  plan *p = fresh();
  p->settled[2] = 1;
  p->budget = 8;
  fails(p, 4, CPW_EDOMAIN,
        "budget = 8 is 1 short of 9, the least that a choice that follows the rules costs");
  p = fresh();
  p->o.at_most_one = 1;
  fails(p, 4, CPW_EINVAL, "options.at_most_one = 1 is for classes: it must be 0");
  p = fresh();
  p->v[1] = (int64_t)1 << 61;
  fails(p, 4, CPW_EOVERFLOW,
        "value[1] = 2305843009213693952 brings the sum of |values| above 2^61");
  p = fresh();
  p->budget = INT64_MAX;
  fails(p, 4, CPW_EOVERFLOW, "budget = 9223372036854775807 is too large");
}
END_TEST

START_TEST(baselines_that_break_rules)
{
  plan *p = fresh();
  p->o.baseline = p->baseline;
  p->baseline[1] = 1;
  fails(p, 4, CPW_EINVAL, "options.baseline has option 1 without option 0, which it needs");
  p->baseline[0] = p->baseline[2] = p->baseline[3] = 1;
  fails(p, 4, CPW_EINVAL, "options.baseline has 2 options of group 1: at most one must be chosen");
  p->baseline[3] = 0;
  p->budget = 8;
  fails(p, 4, CPW_EDOMAIN, "options.baseline costs 1 more than budget = 8");
  p->settled[3] = 1;
  fails(p, 4, CPW_EINVAL, "options.baseline lacks option 3, which is settled in");
  p->settled[3] = 0;
  p->settled[0] = -1;
  fails(p, 4, CPW_EINVAL, "options.baseline has option 0, which is settled out");
  p->settled[0] = 0;
  p->baseline[0] = 2;
  fails(p, 4, CPW_EINVAL, "options.baseline[0] = 2 must be 0 or 1");
}
END_TEST

/* -------- properties ---------------------------------------------------------------------------- */

enum { MOST = 12, EXTRA = 70 };

/* A random plan of n options; `extra` more that hang on the first and are worth nothing, so that the part is too
 * large to be listed and branch and bound has to do it. */
typedef struct draw {
  int64_t n, all, budget, groups;
  int64_t v[MOST + EXTRA], c[MOST + EXTRA], need_first[MOST + EXTRA + 1], need[300],
      group[MOST + EXTRA];
  int32_t must[3], settled[MOST + EXTRA];
  cpw_knapsack_rules r;
} draw;

static void make(draw *d, uint64_t t, int64_t extra) {
  cpw_stream s;
  cpw_stream_init(&s, 31, t, 0, 0);
  memset(d, 0, sizeof *d);
  int64_t range = between(&s, 2, 60), low = between(&s, 0, 2) ? 0 : -range / 3;
  d->n = between(&s, 1, MOST);
  d->all = d->n + extra;
  d->groups = between(&s, 0, 3);
  int64_t members[3] = {0, 0, 0};
  for (int64_t j = 0; j < d->all; j++) {
    d->c[j] = j < d->n ? between(&s, low, range) : between(&s, 1, range);
    d->v[j] = j < d->n ? between(&s, low, range) : -between(&s, 1, range);
    d->group[j] = j < d->n && d->groups ? between(&s, -d->groups, d->groups - 1) : NONE;
    if (d->group[j] < NONE) d->group[j] = NONE;
    if (d->group[j] >= 0) members[d->group[j]]++;
    d->settled[j] = j >= d->n || between(&s, 0, 11) ? 0 : between(&s, 0, 1) ? 1 : -1;
    d->need_first[j + 1] = d->need_first[j];
    for (int64_t i = 0; i < j && j < d->n; i++)
      if (between(&s, 0, 5) == 0) d->need[d->need_first[j + 1]++] = i;
    if (j >= d->n) d->need[d->need_first[j + 1]++] = 0;
  }
  for (int64_t g = 0; g < d->groups; g++)
    d->must[g] = members[g] > 0 && between(&s, 0, 1);
  d->budget = between(&s, low, range * d->n / 2 + 1);
  cpw_knapsack_rules_init(&d->r);
  d->r.need_first = d->need_first;
  d->r.need = d->need;
  d->r.group = d->group;
  d->r.groups = d->groups;
  d->r.must = d->must;
  d->r.settled = d->settled;
}

static int follows(const draw *d, int m) {
  for (int64_t j = 0; j < d->n; j++) {
    if (d->settled[j] == ((m >> j & 1) ? -1 : 1)) return 0;
    for (int64_t e = d->need_first[j]; (m >> j & 1) && e < d->need_first[j + 1]; e++)
      if (!(m >> d->need[e] & 1)) return 0;
  }
  for (int64_t g = 0; g < d->groups; g++) {
    int count = 0;
    for (int64_t j = 0; j < d->n; j++)
      count += d->group[j] == g && (m >> j & 1);
    if (count > 1 || (d->must[g] && !count)) return 0;
  }
  return 1;
}

static void compare(const draw *d, uint64_t t) {
  int64_t best = INT64_MIN, least = INT64_MAX;
  for (int m = 0; m < 1 << d->n; m++) {
    int64_t value = 0, cost = 0;
    if (!follows(d, m)) continue;
    for (int64_t j = 0; j < d->n; j++) {
      value += (m >> j & 1) ? d->v[j] : 0;
      cost += (m >> j & 1) ? d->c[j] : 0;
    }
    if (cost < least) least = cost;
    if (cost <= d->budget && value > best) best = value;
  }
  int32_t x[MOST + EXTRA] = {0};
  cpw_knapsack_answer a;
  cpw_error e;
  int32_t status = cpw_knapsack_select(d->v, d->c, d->all, d->budget, &d->r, NULL, x, &a, &e);
  if (least == INT64_MAX) {
    ck_assert_int_eq(status, CPW_EINVAL);
  } else if (best == INT64_MIN) {
    char gap[64];
    snprintf(gap, sizeof gap, "is %lld short of %lld, ", (long long)(least - d->budget),
             (long long)least);
    ck_assert_int_eq(status, CPW_EDOMAIN);
    ck_assert_msg(strstr(e.message, gap) != NULL, "t %d: %s", (int)t, e.message);
  } else {
    ck_assert_msg(status == CPW_OK, "t %d: %s", (int)t, e.message);
    int m = 0;
    for (int64_t j = 0; j < d->n; j++)
      m |= x[j] << j;
    ck_assert(follows(d, m));
    ck_assert_msg(a.value == best && a.proven && a.cost <= d->budget, "t %d: %lld %lld", (int)t,
                  (long long)a.value, (long long)best);
    ck_assert(a.relaxed >= (double)best - 1e-6);
  }
}

START_TEST(parts_against_all_subsets)
{
  static draw d;
  for (uint64_t t = 0; t < 300; t++) {
    make(&d, t, 0);
    compare(&d, t);
  }
}
END_TEST

START_TEST(search_against_all_subsets)
{
  static draw d;
  for (uint64_t t = 0; t < 150; t++) {
    make(&d, t, EXTRA);
    compare(&d, t);
  }
}
END_TEST

/* without rules it is the 0/1 knapsack; a chain of needs on top of it is another way to say it */
START_TEST(as_the_knapsack_without_rules)
{
  enum { N = 120 };
  static int64_t v[N], c[N], need_first[N + 1], need[N];
  int64_t sum = 0;
  cpw_stream s;
  cpw_stream_init(&s, 32, 0, 0, 0);
  for (int j = 0; j < N; j++) {
    c[j] = between(&s, 1, 1000);
    v[j] = between(&s, 1, 1000);
    sum += c[j];
  }
  cpw_knapsack_answer a, b;
  ck_assert_int_eq(cpw_knapsack_solve(v, c, N, sum / 3, NULL, NULL, &a, NULL), CPW_OK);
  ck_assert_int_eq(cpw_knapsack_select(v, c, N, sum / 3, NULL, NULL, NULL, &b, NULL), CPW_OK);
  ck_assert(a.value == b.value && b.proven);
  ck_assert_double_eq_tol(a.relaxed, b.relaxed, 1e-9);
  /* all need option 0, which is free: one part of all of them */
  v[0] = c[0] = 0;
  for (int j = 1; j < N; j++)
    need_first[j + 1] = j;
  cpw_knapsack_rules r;
  cpw_knapsack_rules_init(&r);
  r.need_first = need_first;
  r.need = need;
  ck_assert_int_eq(cpw_knapsack_solve(v, c, N, sum / 3, NULL, NULL, &a, NULL), CPW_OK);
  ck_assert_int_eq(cpw_knapsack_select(v, c, N, sum / 3, &r, NULL, NULL, &b, NULL), CPW_OK);
  ck_assert(a.value == b.value && b.proven);
  /* stopped at once, the baseline holds */
  cpw_knapsack_options o;
  cpw_knapsack_options_init(&o);
  o.max_steps = 1;
  int32_t base[N] = {0};
  base[0] = base[5] = 1;
  o.baseline = base;
  ck_assert_int_eq(cpw_knapsack_select(v, c, N, sum / 3, &r, &o, NULL, &b, NULL), CPW_OK);
  ck_assert(b.value >= v[5] && b.bound >= a.value && b.ended == CPW_KNAPSACK_STEPS);
  const int32_t stop = 1;
  o.cancel = &stop;
  ck_assert_int_eq(cpw_knapsack_select(v, c, N, sum / 3, &r, &o, NULL, &b, NULL), CPW_ECANCELLED);
}
END_TEST

static int32_t everything(void *context) {
  static draw d;
  cpw_knapsack_answer a;
  (void)context;
  make(&d, 0, 0);
  d.budget = 1000;
  int32_t status = cpw_knapsack_select(d.v, d.c, d.all, d.budget, NULL, NULL, NULL, &a, NULL);
  if (status != CPW_OK) return status;
  make(&d, 0, EXTRA);
  d.budget = 1000;
  d.r.must = NULL;
  d.r.settled = NULL;
  return cpw_knapsack_select(d.v, d.c, d.all, d.budget, &d.r, NULL, NULL, &a, NULL);
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

void add_select(Suite *suite) {
  const TTest *limits[] = {a_first_phase_that_costs, NULL},
              *errors[] = {wrong_rules, money_that_is_short, baselines_that_break_rules, NULL},
              *properties[] = {parts_against_all_subsets, search_against_all_subsets,
                               as_the_knapsack_without_rules, NULL},
              *oom[] = {memory_fails, NULL};
  add_cases(suite, "rule limits", limits);
  add_cases(suite, "rule errors", errors);
  add_cases(suite, "rule properties", properties);
  add_cases(suite, "oom", oom);
}
