/* Re-ranking and testing: the published example, every small case by search, tiers, what it costs. */
#include "fair/check_fair.h"

#define SMALL 7

static cpw_fair_people people_of(int64_t count, const double *score, const int32_t *group,
                                 const int32_t *tier, int64_t groups) {
  cpw_fair_people p;
  cpw_fair_people_init(&p);
  p.count = count;
  p.score = score;
  p.group = group;
  p.tier = tier;
  p.groups = groups;
  return p;
}

/* ---------------------------------------------------------------- FA*IR --------------------- */

/* case fair_rerank_20: fourteen others, then six protected */
static const int64_t published_order[] = {0, 1,  2,  3,  4,  5,  6,  7,  14, 8,
                                          9, 10, 11, 12, 13, 15, 16, 17, 18, 19};

static void published_people(double score[20], int32_t group[20]) {
  for (int i = 0; i < 20; i++) {
    score[i] = 20 - i;
    group[i] = i < 14 ? -1 : 0;
  }
}

START_TEST(published_example)
{
  double score[20];
  int32_t group[20], after[20];
  int64_t m[20], order[20];
  cpw_fair_verdict v;
  published_people(score, group);
  ck_assert_int_eq(cpw_fair_adjusted(20, 0.25, 0.1, CPW_FAIR_NEAREST, NULL, m, NULL, NULL, NULL),
                   CPW_OK);
  ck_assert_int_eq(cpw_fair_test(20, 1, group, NULL, 20, m, NULL, &v, NULL), CPW_OK);
  ck_assert(!v.passes && v.place == 8 && v.group == 0 && v.shortfall == 1);
  ck_assert(v.failures == 6 && v.worst == 1 && v.moved == 0);
  cpw_fair_people p = people_of(20, score, group, NULL, 1);
  ck_assert_int_eq(cpw_fair_rerank(&p, 20, 20, m, NULL, order, &v, NULL), CPW_OK);
  ck_assert_mem_eq(order, published_order, sizeof order);
  ck_assert(v.passes && v.place == -1 && v.group == -1 && v.failures == 0 && v.worst == 0);
  ck_assert_int_eq(v.moved, 7);
  for (int i = 0; i < 20; i++)
    after[i] = group[order[i]];
  ck_assert_int_eq(cpw_fair_test(20, 1, after, NULL, 20, m, NULL, &v, NULL), CPW_OK);
  ck_assert(v.passes);
  /* six others stand one place later for one protected who gains six */
  cpw_fair_cost cost;
  int64_t lost[20];
  ck_assert_int_eq(cpw_fair_costs(&p, 20, order, NULL, lost, &cost, NULL), CPW_OK);
  ck_assert(cost.delayed == 6 && cost.advanced == 1 && cost.left_out == 0);
  ck_assert(cost.most_places == 1 && cost.most_delayed == 8);
  ck_assert(lost[14] == -6 && lost[8] == 1 && lost[13] == 1 && lost[7] == 0 && lost[15] == 0);
  ck_assert(cost.ordering_loss == 6 && cost.ordering_who == 8); /* 12 behind 6 */
  ck_assert(cost.selection_loss == 0 && cost.selection_who == -1);
  /* the first nine alone: person 8 is left out for person 14 */
  ck_assert_int_eq(cpw_fair_rerank(&p, 9, 20, m, NULL, order, &v, NULL), CPW_OK);
  ck_assert_mem_eq(order, published_order, 9 * sizeof *order);
  ck_assert_int_eq(cpw_fair_costs(&p, 9, order, NULL, lost, &cost, NULL), CPW_OK);
  ck_assert(cost.delayed == 1 && cost.advanced == 1 && cost.left_out == 1);
  ck_assert(cost.most_places == 0 && cost.most_delayed == -1);
  ck_assert(lost[8] == 1 && lost[14] == -1 && lost[9] == 0);
  ck_assert(cost.ordering_loss == 0 && cost.selection_loss == 6 && cost.selection_who == 8);
}
END_TEST

/* of equal scores the protected goes first; of equals of one kind the first of the arrays */
START_TEST(equal_scores)
{
  const double score[] = {1, 1, 1, 1, 0.0, -0.0};
  const int32_t group[] = {-1, 0, -1, 0, -1, 0};
  const int64_t m[] = {0}, wanted[] = {1, 3, 0, 2, 5, 4};
  int64_t order[6];
  cpw_fair_people p = people_of(6, score, group, NULL, 1);
  ck_assert_int_eq(cpw_fair_rerank(&p, 6, 1, m, NULL, order, NULL, NULL), CPW_OK);
  ck_assert_mem_eq(order, wanted, sizeof wanted);
}
END_TEST

START_TEST(too_few_protected)
{
  const double score[] = {5, 4, 3, 2, 1};
  const int32_t group[] = {-1, -1, -1, -1, 0};
  const int64_t m[] = {1, 1, 2, 2, 3}, wanted[] = {4, 0, 1, 2, 3};
  int64_t order[5];
  cpw_fair_verdict v;
  cpw_fair_people p = people_of(5, score, group, NULL, 1);
  ck_assert_int_eq(cpw_fair_rerank(&p, 5, 5, m, NULL, order, &v, NULL), CPW_OK);
  ck_assert_mem_eq(order, wanted, sizeof wanted);
  ck_assert(!v.passes && v.place == 2 && v.shortfall == 1 && v.failures == 3 && v.worst == 2);
  /* nobody protected at all */
  const int32_t none[] = {-1, -1, -1, -1, -1};
  const int64_t by_score[] = {0, 1, 2, 3, 4};
  p.group = none;
  ck_assert_int_eq(cpw_fair_rerank(&p, 5, 5, m, NULL, order, &v, NULL), CPW_OK);
  ck_assert_mem_eq(order, by_score, sizeof by_score);
  ck_assert(!v.passes && v.place == 0 && v.moved == 0 && v.worst == 3);
}
END_TEST

START_TEST(nobody_and_one)
{
  const double score[] = {1};
  const int32_t group[] = {0};
  const int64_t m[] = {1, 1};
  int64_t order[1] = {-7};
  cpw_fair_verdict v;
  cpw_fair_cost cost;
  cpw_fair_people p = people_of(0, NULL, NULL, NULL, 1);
  ck_assert_int_eq(cpw_fair_rerank(&p, 0, 2, m, NULL, NULL, &v, NULL), CPW_OK);
  ck_assert(v.passes && v.place == -1);
  ck_assert_int_eq(cpw_fair_costs(&p, 0, NULL, NULL, NULL, &cost, NULL), CPW_OK);
  ck_assert(cost.delayed == 0 && cost.ordering_who == -1);
  ck_assert_int_eq(cpw_fair_test(0, 1, NULL, NULL, 2, m, NULL, &v, NULL), CPW_OK);
  ck_assert(v.passes);
  p = people_of(1, score, group, NULL, 1);
  ck_assert_int_eq(cpw_fair_rerank(&p, 0, 2, m, NULL, NULL, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_fair_rerank(&p, 1, 2, m, NULL, order, &v, NULL), CPW_OK);
  ck_assert(order[0] == 0 && v.passes);
}
END_TEST

/* ---------------------------------------------------------------- several groups ------------ */

/* quotas of three groups that between them are everybody: the order of each group is kept */
START_TEST(quotas_of_three_groups)
{
  enum { N = 300 };
  double score[N];
  int32_t group[N];
  int64_t m[N * 3], order[N], last[3] = {-1, -1, -1};
  const double share[] = {1.0 / 3, 1.0 / 3, 1.0 / 3};
  cpw_fair_verdict v;
  for (int i = 0; i < N; i++) {
    score[i] = N - i;
    group[i] = i / 100;
  }
  cpw_fair_people p = people_of(N, score, group, NULL, 3);
  ck_assert_int_eq(cpw_fair_quota(N, 3, share, CPW_FAIR_FLOOR, m, NULL), CPW_OK);
  ck_assert_int_eq(cpw_fair_rerank(&p, N, N, m, NULL, order, &v, NULL), CPW_OK);
  ck_assert(v.passes);
  for (int i = 0; i < N; i++) {
    int32_t g = group[order[i]];
    ck_assert(order[i] > last[g]);
    last[g] = order[i];
    ck_assert_int_eq(g, i % 3); /* the best two groups take the room, the last its due */
  }
}
END_TEST

/* a table that jumps: places are kept in time, and none too early */
START_TEST(tables_that_jump)
{
  const double score[] = {9, 8, 7, 6, 5, 4};
  const int32_t group[] = {-1, -1, -1, 0, 0, 1};
  const int64_t m[] = {0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1}, wanted[] = {0, 3, 4, 5, 1, 2};
  int64_t order[6];
  cpw_fair_verdict v;
  cpw_fair_people p = people_of(6, score, group, NULL, 2);
  ck_assert_int_eq(cpw_fair_rerank(&p, 6, 6, m, NULL, order, &v, NULL), CPW_OK);
  ck_assert_mem_eq(order, wanted, sizeof wanted);
  ck_assert(v.passes);
}
END_TEST

/* ---------------------------------------------------------------- tiers --------------------- */

START_TEST(tiers_are_never_crossed)
{
  const double score[] = {1, 9, 8, 7, 3, 2};
  const int32_t group[] = {-1, 0, -1, 0, -1, 0}, tier[] = {1, 7, 1, 7, 7, -2};
  const int64_t m[] = {1}, wanted[] = {5, 2, 0, 1, 3, 4};
  int64_t order[6];
  cpw_fair_verdict v;
  cpw_fair_people p = people_of(6, score, group, tier, 1);
  ck_assert_int_eq(cpw_fair_rerank(&p, 6, 1, m, NULL, order, &v, NULL), CPW_OK);
  ck_assert_mem_eq(order, wanted, sizeof wanted);
  /* the middle tier has nobody protected: it fails at its first place, the second of all */
  ck_assert(!v.passes && v.place == 1 && v.failures == 2 && v.worst == 1);
  cpw_fair_cost cost;
  ck_assert_int_eq(cpw_fair_costs(&p, 6, order, NULL, NULL, &cost, NULL), CPW_OK);
  ck_assert(cost.delayed == 0 && cost.advanced == 0 && cost.ordering_loss == 0);
  /* four places: the cut goes through the last tier */
  ck_assert_int_eq(cpw_fair_rerank(&p, 4, 1, m, NULL, order, &v, NULL), CPW_OK);
  ck_assert_mem_eq(order, wanted, 4 * sizeof *order);
}
END_TEST

/* ---------------------------------------------------------------- every small case ---------- */

typedef struct task {
  int64_t n, groups, rows, k;
  double score[SMALL];
  int32_t group[SMALL], tier[SMALL];
  int64_t m[SMALL * 3], sorted[SMALL], best[SMALL];
  int tiers;
} task;

static int before(const task *t, int64_t a, int64_t b) {
  if (t->tiers && t->tier[a] != t->tier[b]) return t->tier[a] < t->tier[b];
  if (t->score[a] != t->score[b]) return t->score[a] > t->score[b];
  if ((t->group[a] < 0) != (t->group[b] < 0)) return t->group[a] >= 0;
  return a < b;
}

static void draw(task *t, cpw_stream *s) {
  memset(t, 0, sizeof *t);
  t->n = (int64_t)cpw_random_below(s, SMALL + 1);
  t->groups = 1 + (int64_t)cpw_random_below(s, 3);
  t->rows = 1 + (int64_t)cpw_random_below(s, SMALL);
  t->k = (int64_t)cpw_random_below(s, (uint64_t)t->n + 1);
  t->tiers = cpw_random_below(s, 3) == 0;
  for (int64_t i = 0; i < t->n; i++) {
    t->score[i] = (double)cpw_random_below(s, 5);
    t->group[i] = (int32_t)cpw_random_below(s, (uint64_t)t->groups + 1) - 1;
    t->tier[i] = (int32_t)cpw_random_below(s, 2);
    int64_t at = i;
    for (; at > 0 && before(t, i, t->sorted[at - 1]); at--)
      t->sorted[at] = t->sorted[at - 1];
    t->sorted[at] = i;
  }
  int64_t now[3] = {0, 0, 0}, all = 0;
  for (int64_t r = 0; r < t->rows; r++)
    for (int64_t g = 0; g < t->groups; g++) {
      int64_t room = r + 1 - all;
      int64_t more = cpw_random_below(s, 3) ? 0 : (int64_t)cpw_random_below(s, (uint64_t)room + 1);
      now[g] += more;
      all += more;
      t->m[r * t->groups + g] = now[g];
    }
}

static int passes(const task *t, const int64_t *order, int64_t length) {
  int32_t group[SMALL], tier[SMALL];
  cpw_fair_verdict v;
  for (int64_t i = 0; i < length; i++) {
    group[i] = t->group[order[i]];
    tier[i] = t->tier[order[i]];
  }
  ck_assert_int_eq(cpw_fair_test(length, t->groups, group, t->tiers ? tier : NULL, t->rows, t->m,
                                 NULL, &v, NULL),
                   CPW_OK);
  return v.passes;
}

/* the first ranking that passes, in the order of the places by score: all are tried */
static int search(task *t, int64_t length, int64_t *order, int *used) {
  if (length == t->k) return 1;
  int32_t tier = 0;
  int open = 0; /* the tier whose people come next */
  for (int64_t s = 0; s < t->n; s++) {
    int64_t who = t->sorted[s];
    if (used[who]) continue;
    if (open && t->tiers && t->tier[who] != tier) break;
    tier = t->tier[who];
    open = 1;
    order[length] = who;
    used[who] = 1;
    if (passes(t, order, length + 1) && search(t, length + 1, order, used)) return 1;
    used[who] = 0;
  }
  return 0;
}

START_TEST(best_of_all_rankings)
{
  cpw_stream s;
  cpw_stream_init(&s, 7, 0, 0, 0);
  int met = 0, rounds = getenv("CAREPATH_QUICK") ? 2000 : 20000;
  for (int round = 0; round < rounds; round++) {
    task t;
    int64_t order[SMALL];
    int used[SMALL] = {0};
    cpw_fair_verdict v;
    draw(&t, &s);
    cpw_fair_people p = people_of(t.n, t.score, t.group, t.tiers ? t.tier : NULL, t.groups);
    ck_assert_int_eq(cpw_fair_rerank(&p, t.k, t.rows, t.m, NULL, order, &v, NULL), CPW_OK);
    ck_assert_int_eq(v.passes, passes(&t, order, t.k));
    int possible = search(&t, 0, t.best, used);
    ck_assert_int_eq(possible, v.passes);
    if (possible) ck_assert_mem_eq(order, t.best, (size_t)t.k * sizeof *order);
    met += possible;
  }
  ck_assert(met > rounds / 4 && met < rounds);
}
END_TEST

/* other numbers for the groups, other places in the arrays: the same people in the same places */
START_TEST(relabelling)
{
  enum { N = 200 };
  double score[N], turned_score[N];
  int32_t group[N], turned_group[N];
  int64_t m[N * 3], turned_m[N * 3], order[N], turned[N];
  const double share[] = {0.3, 0.2, 0.4}, turned_share[] = {0.4, 0.3, 0.2};
  cpw_stream s;
  cpw_stream_init(&s, 3, 0, 0, 0);
  for (int i = 0; i < N; i++) {
    score[i] = cpw_random_uniform(&s);
    group[i] = (int32_t)cpw_random_below(&s, 4) - 1;
    if (group[i] >= 0) score[i] -= 0.3 * (3 - group[i]);
  }
  for (int i = 0; i < N; i++) {
    int64_t from = (i * 77 + 13) % N;
    turned_score[i] = score[from];
    turned_group[i] = group[from] < 0 ? -1 : (group[from] + 1) % 3;
  }
  ck_assert_int_eq(cpw_fair_quota(N, 3, share, 0, m, NULL), CPW_OK);
  ck_assert_int_eq(cpw_fair_quota(N, 3, turned_share, 0, turned_m, NULL), CPW_OK);
  cpw_fair_people p = people_of(N, score, group, NULL, 3);
  cpw_fair_people q = people_of(N, turned_score, turned_group, NULL, 3);
  ck_assert_int_eq(cpw_fair_rerank(&p, N, N, m, NULL, order, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_fair_rerank(&q, N, N, turned_m, NULL, turned, NULL, NULL), CPW_OK);
  for (int i = 0; i < N; i++)
    ck_assert_int_eq(order[i], (turned[i] * 77 + 13) % N);
}
END_TEST

/* ---------------------------------------------------------------- what is refused ----------- */

START_TEST(people_that_are_refused)
{
  double score[] = {3, 2, 1};
  int32_t group[] = {0, -1, 0};
  int64_t m[] = {0, 1, 1}, order[3] = {-7, -7, -7};
  cpw_fair_verdict v = {9, 9, 9, 9, 9, 9, 9};
  cpw_fair_people p = people_of(3, score, group, NULL, 1);
#define RERANK(places, rows, table, out)                                                           \
  cpw_fair_rerank(&p, places, rows, table, NULL, out, &v, &err)
  ck_refused(cpw_fair_rerank(NULL, 3, 3, m, NULL, order, &v, &err), CPW_EINVAL,
             "people must be given");
  ck_refused(cpw_fair_rerank(&p, 3, 3, m, half_an_allocator(), order, &v, &err), CPW_EINVAL,
             HALF_REFUSED);
  ck_refused(RERANK(4, 3, m, order), CPW_EINVAL, "places = 4 must be 0 to people.count, 3");
  ck_refused(RERANK(-1, 3, m, order), CPW_EINVAL, "places = -1 must be 0 to people.count, 3");
  ck_refused(RERANK(3, 0, m, order), CPW_EINVAL, "rows = 0 must be >= 1 and fit the groups");
  ck_refused(RERANK(3, 3, NULL, order), CPW_EINVAL, "minimum must be given");
  ck_refused(RERANK(3, 3, m, NULL), CPW_EINVAL, "order must be given");
  score[1] = NONE;
  ck_refused(RERANK(3, 3, m, order), CPW_EDOMAIN, "score[1] = nan must be finite");
  score[1] = (double)INFINITY;
  ck_refused(RERANK(3, 3, m, order), CPW_EDOMAIN, "score[1] = inf must be finite");
  score[1] = 2;
  group[2] = 1;
  ck_refused(RERANK(3, 3, m, order), CPW_EINVAL, "group[2] = 1 must be -1 to 0");
  group[2] = -2;
  ck_refused(RERANK(3, 3, m, order), CPW_EINVAL, "group[2] = -2 must be -1 to 0");
  group[2] = 0;
  m[1] = 3;
  ck_refused(RERANK(3, 3, m, order), CPW_EDOMAIN,
             "minimum[1] asks for more than the first 2: no ranking could have them");
  m[1] = INT64_MAX;
  ck_refused(RERANK(3, 3, m, order), CPW_EDOMAIN,
             "minimum[1] asks for more than the first 2: no ranking could have them");
  m[1] = 1;
  p.groups = 0;
  ck_refused(RERANK(3, 3, m, order), CPW_EINVAL, "groups = 0 must be 1 to 2147483647");
  p.groups = 1;
  p.group = NULL;
  ck_refused(RERANK(3, 3, m, order), CPW_EINVAL, "group must be given");
  p.score = NULL;
  ck_refused(RERANK(3, 3, m, order), CPW_EINVAL, "people.score must be given");
  p.count = -1;
  ck_refused(RERANK(3, 3, m, order), CPW_EINVAL, "people.count = -1 must be >= 0");
  p.struct_size = sizeof p + 8;
  ck_assert_int_eq(cpw_fair_rerank(&p, 3, 3, m, NULL, order, &v, NULL), CPW_EABI);
  ck_assert(order[0] == -7 && v.passes == 9);
  /* two groups that together ask for too many */
  const int64_t both[] = {1, 1};
  p = people_of(3, score, group, NULL, 2);
  ck_refused(RERANK(3, 1, both, order), CPW_EDOMAIN,
             "minimum[0] asks for more than the first 1: no ranking could have them");
}
END_TEST

START_TEST(rankings_that_are_refused)
{
  const double score[] = {3, 2, 1};
  const int32_t group[] = {0, -1, 0}, tier[] = {0, 1, 1}, falls[] = {1, 0, 0};
  const int64_t m[] = {0, 1, 1}, twice[] = {0, 1, 1}, far[] = {0, 3, 1}, crossed[] = {1, 0, 2};
  cpw_fair_verdict v = {9, 9, 9, 9, 9, 9, 9};
  cpw_fair_cost cost = {.delayed = -7};
  ck_refused(cpw_fair_test(-1, 1, group, NULL, 3, m, NULL, &v, &err), CPW_EINVAL,
             "places = -1 must be >= 0");
  ck_refused(cpw_fair_test(3, 1, group, falls, 3, m, NULL, &v, &err), CPW_EINVAL,
             "tier[1] = 0 must not be below the tier before it, 1");
  ck_refused(cpw_fair_test(3, 1, group, tier, 3, NULL, NULL, &v, &err), CPW_EINVAL,
             "minimum must be given");
  ck_refused(cpw_fair_test(3, 1, group, tier, 3, m, half_an_allocator(), &v, &err), CPW_EINVAL,
             HALF_REFUSED);
  ck_refused(cpw_fair_test(3, 1, group, tier, 3, m, NULL, NULL, &err), CPW_EINVAL,
             "verdict must be given");
  ck_assert_int_eq(v.passes, 9);
  cpw_fair_people p = people_of(3, score, group, tier, 1);
  ck_refused(cpw_fair_costs(&p, 3, twice, NULL, NULL, &cost, &err), CPW_EINVAL,
             "order[2] = 1 is there twice");
  ck_refused(cpw_fair_costs(&p, 3, far, NULL, NULL, &cost, &err), CPW_EINVAL,
             "order[1] = 3 must be 0 to 2");
  ck_refused(cpw_fair_costs(&p, 3, crossed, NULL, NULL, &cost, &err), CPW_EINVAL,
             "order[1] = 0 is of the tier 0, below the tier before it, 1");
  ck_refused(cpw_fair_costs(&p, 3, NULL, NULL, NULL, &cost, &err), CPW_EINVAL,
             "order must be given");
  ck_refused(cpw_fair_costs(&p, 3, twice, NULL, NULL, NULL, &err), CPW_EINVAL,
             "cost must be given");
  ck_refused(cpw_fair_costs(&p, 3, twice, half_an_allocator(), NULL, &cost, &err), CPW_EINVAL,
             HALF_REFUSED);
  ck_refused(cpw_fair_costs(NULL, 3, twice, NULL, NULL, &cost, &err), CPW_EINVAL,
             "people must be given");
  ck_assert_int_eq(cost.delayed, -7);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t rank_all(void *context) {
  const double score[] = {3, 2, 1};
  const int32_t group[] = {-1, -1, 0}, tier[] = {0, 0, 0};
  const int64_t m[] = {0, 1};
  int64_t order[3];
  cpw_fair_verdict v;
  cpw_fair_cost cost;
  (void)context;
  cpw_fair_people p = people_of(3, score, group, tier, 1);
  int32_t status = cpw_fair_rerank(&p, 3, 2, m, NULL, order, &v, NULL);
  if (status == CPW_OK) status = cpw_fair_costs(&p, 3, order, NULL, NULL, &cost, NULL);
  if (status == CPW_OK) status = cpw_fair_test(3, 1, group, tier, 2, m, NULL, &v, NULL);
  return status;
}

START_TEST(rankings_without_memory)
{ cpwt_each_allocation_fails(rank_all, NULL); }
END_TEST

void rerank_tests(const cases *c) {
  tcase_add_test(c->reference, published_example);
  tcase_add_test(c->limits, equal_scores);
  tcase_add_test(c->limits, too_few_protected);
  tcase_add_test(c->limits, nobody_and_one);
  tcase_add_test(c->properties, quotas_of_three_groups);
  tcase_add_test(c->limits, tables_that_jump);
  tcase_add_test(c->limits, tiers_are_never_crossed);
  tcase_add_test(c->properties, best_of_all_rankings);
  tcase_add_test(c->properties, relabelling);
  tcase_add_test(c->errors, people_that_are_refused);
  tcase_add_test(c->errors, rankings_that_are_refused);
  tcase_add_test(c->oom, rankings_without_memory);
}
