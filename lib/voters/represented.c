/* EJR+ up to any project: for each project that is not selected, the group of supporters with the best claim.
 * Source: Brill and Peters, EC 2023; Peters, Pierczynski and Skowron, NeurIPS 2021 (see the header).
 * Leaves the stronger axioms to justified.c. */
#include "base/order.h"
#include "voters/internal.h"

#include <string.h>

/* Supporters with the same satisfaction. */
typedef struct level {
  int64_t held, voters;
} level;

typedef struct arrays {
  int64_t *violations, *violated, *group;
  double *entitled, *needed, *margin, *held;
} arrays;

typedef struct claims {
  cpw_election e;
  const int32_t *place;
  const char *where;
  int32_t satisfaction;
  cpwi_supporters s;
  int64_t *held; /* (ballots) */
  level *levels; /* (most supporters of a project, in ballots) */
  arrays out;
} claims;

static int by_held(const void *context, const void *a, const void *b) {
  (void)context;
  const level *x = a, *y = b;
  return x->held < y->held ? -1 : x->held > y->held;
}

/* Whether count voters with at most `held` may claim the project:
 * count budget / voters >= (held + s) cost / s, with s the cost or 1. Exact. */
static int may_claim(const claims *c, int64_t project, int64_t held, int64_t count) {
  cpwi_uint128 cost = (cpwi_uint128)c->e.cost[project], n = (cpwi_uint128)c->s.all;
  cpwi_uint128 money = (cpwi_uint128)count * (cpwi_uint128)c->e.budget; /* < 2^125 */
  if (cost == 0) return c->satisfaction == CPW_VOTE_CARDINALITY; /* by cost it is worth nothing */
  if (c->satisfaction == CPW_VOTE_COST) return ((cpwi_uint128)held + cost) * n <= money;
  /* (held + 1) n <= money / cost, rounded down: the left side is a whole number */
  return ((cpwi_uint128)held + 1) * n <= money / cost;
}

static double needed(const claims *c, int64_t project, int64_t held) {
  double cost = (double)c->e.cost[project];
  return c->satisfaction == CPW_VOTE_COST ? (double)held + cost : ((double)held + 1.0) * cost;
}

static double entitled(const claims *c, int64_t count) {
  return (double)c->e.budget * ((double)count / (double)c->s.all);
}

/* Supporters of a project by satisfaction. CPW_ENOMEM. */
static int32_t take_levels(const claims *c, int64_t project, int64_t *count, const cpw_allocator *a,
                           cpw_error *err) {
  int64_t n = 0;
  for (int64_t i = c->s.start[project]; i < c->s.start[project + 1]; i++) {
    int64_t b = c->s.ballot[i];
    c->levels[n++] = (level){c->held[b], cpwi_voters_times(&c->e, b)};
  }
  *count = n;
  if (cpwi_sort(a, c->levels, n, sizeof *c->levels, by_held, NULL)) return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, c->where, "no memory for the supporters");
}

static void note_claim(const claims *c, int64_t project, int64_t held, int64_t count, int claim) {
  const arrays *o = &c->out;
  double has = entitled(c, count), asks = needed(c, project, held), margin = asks - has;
  /* the sign is decided in whole numbers, whatever the rounding */
  if (claim && margin > 0.0) margin = 0.0;
  if (!claim && margin <= 0.0) margin = 0x1p-1022;
  if (o->violated[project] > claim) return;
  if (o->violated[project] == claim && o->margin[project] <= margin) return;
  o->violated[project] = claim;
  o->group[project] = count;
  o->entitled[project] = has;
  o->needed[project] = asks;
  o->margin[project] = margin;
  o->held[project] =
      (double)held / (c->satisfaction == CPW_VOTE_COST ? (double)c->e.money_unit : 1.0);
}

static int32_t judge(const claims *c, int64_t project, const cpw_allocator *a, cpw_error *err) {
  const arrays *o = &c->out;
  int64_t levels = 0, count = 0;
  o->entitled[project] = o->needed[project] = o->margin[project] = o->held[project] = CPWI_NAN;
  if (cpwi_voters_selected(c->place, project)) return CPW_OK;
  int32_t status = take_levels(c, project, &levels, a, err);
  for (int64_t k = 0; status == CPW_OK && k < levels; k++) {
    count += c->levels[k].voters;
    if (k + 1 < levels && c->levels[k + 1].held == c->levels[k].held) continue;
    int claim =
        c->e.cost[project] <= c->e.budget && may_claim(c, project, c->levels[k].held, count);
    note_claim(c, project, c->levels[k].held, count, claim);
  }
  o->violations[0] += o->violated[project];
  return status;
}

/* ---------------------------------------------------------------- the result ---------------- */

static int32_t add_arrays(claims *c, cpw_result *r, cpw_error *err) {
  arrays *o = &c->out;
  const cpwi_voters_array list[] = {
      {"violations", "projects", "projects that a group may claim", "", CPW_INT64,
       (void **)&o->violations},
      {"violated", "", "1 where a group may claim the project", "project", CPW_INT64,
       (void **)&o->violated},
      {"group", "people", "voters of the group with the best claim", "project", CPW_INT64,
       (void **)&o->group},
      {"entitled", "smallest unit", "the group's part of the budget", "project", CPW_DOUBLE,
       (void **)&o->entitled},
      {"needed", "smallest unit", "what a claim needs", "project", CPW_DOUBLE, (void **)&o->needed},
      {"margin", "smallest unit", "needed - entitled", "project", CPW_DOUBLE, (void **)&o->margin},
      {"held", "", "satisfaction of the best off of the group", "project", CPW_DOUBLE,
       (void **)&o->held},
  };
  int32_t status = cpwi_voters_add_projects(r, &c->e, err);
  return status == CPW_OK ? cpwi_voters_add(r, list, sizeof list / sizeof *list, err) : status;
}

static int32_t fill(claims *c, cpw_result *r, const cpw_allocator *a, cpw_error *err) {
  int64_t most = 0;
  int32_t status = cpwi_supporters_make(&c->s, &c->e, a, c->where, err);
  if (status == CPW_OK) status = add_arrays(c, r, err);
  if (status != CPW_OK) return status;
  for (int64_t p = 0; p < c->e.projects; p++)
    if (c->s.start[p + 1] - c->s.start[p] > most) most = c->s.start[p + 1] - c->s.start[p];
  c->held = cpwi_alloc(a, (size_t)c->e.ballots, sizeof *c->held);
  c->levels = cpwi_alloc(a, (size_t)most, sizeof *c->levels);
  if (!c->held || !c->levels)
    return cpwi_fail(err, CPW_ENOMEM, -1, c->where, "no memory for the claims");
  cpwi_voters_held(&c->e, c->place, c->satisfaction, c->held);
  for (int64_t p = 0; status == CPW_OK && p < c->e.projects; p++)
    status = judge(c, p, a, err);
  return status;
}

int32_t cpw_voters_represented(const cpw_election *election, const int32_t *place,
                               int32_t satisfaction, const cpw_allocator *allocator,
                               cpw_result **out, cpw_error *err) {
  if (!election || !place || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !election ? "election"
                     : !place  ? "place"
                               : "out");
  if (satisfaction != CPW_VOTE_COST && satisfaction != CPW_VOTE_CARDINALITY)
    return cpwi_fail(err, CPW_EINVAL, satisfaction, __func__,
                     "satisfaction = %d must be CPW_VOTE_COST or CPW_VOTE_CARDINALITY",
                     (int)satisfaction);
  claims c;
  cpw_result *r = NULL;
  memset(&c, 0, sizeof c);
  c.place = place;
  c.where = __func__;
  c.satisfaction = satisfaction;
  int32_t status = cpw_election_check(election, allocator, err);
  if (status != CPW_OK) return status;
  cpw_election_init(&c.e);
  status = cpwi_take_options(&c.e, sizeof c.e, election, __func__, err);
  if (status == CPW_OK) status = cpw_result_new(allocator, &r, err);
  if (status == CPW_OK) status = fill(&c, r, allocator, err);
  cpwi_release(allocator, c.held);
  cpwi_release(allocator, c.levels);
  cpwi_supporters_free(&c.s, allocator);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}
