/* What came out for whom: satisfaction by voter and by group, who got nothing, whose money went where.
 * Source: definitions in carepath/voters.h; Gini as in equity.
 * Leaves proportionality to represented.c and justified.c. */
#include "carepath/equity.h"
#include "carepath/stats.h"
#include "voters/internal.h"

#include <string.h>

typedef struct tables {
  int64_t *voters, *excluded, *blank, *left, *cost, *unsupported;
  double *exclusion, *mean, *sd, *gini;
  int64_t *voters_with;                   /* [count] */
  int64_t *selected, *supporters, *alone; /* [project] */
  double *per_supporter;                  /* [project] */
  double *satisfaction, *money;           /* [ballot] */
  int64_t *group_voters, *group_excluded; /* [group] */
  double *group_exclusion, *group_mean, *group_money, *group_money_share, *group_voter_share,
      *group_ratio, *group_votes_share;
  int64_t *group_supporters; /* [group project] */
} tables;

typedef struct work {
  cpwi_voters v;
  cpwi_supporters s;
  int64_t *held;  /* (ballots) satisfaction in units */
  int64_t *count; /* (ballots) selected projects that it supports */
  int64_t most;   /* of count */
  tables t;
} work;

/* One satisfaction in units of `held`. */
static double unit_of(const cpwi_voters *v) {
  if (v->o.satisfaction == CPW_VOTE_COST) return (double)v->e.money_unit;
  return v->o.satisfaction == CPW_VOTE_POINTS ? (double)v->e.points_unit : 1.0;
}

static double share_of(double part, double whole) {
  return whole > 0.0 ? part / whole : CPWI_NAN;
}

/* ---------------------------------------------------------------- the result ---------------- */

static int32_t add_totals(cpw_result *r, tables *t, cpw_error *err) {
  const cpwi_voters_array arrays[] = {
      {"voters", "people", "all voters", "", CPW_INT64, (void **)&t->voters},
      {"excluded", "people", "voters with none of their projects selected", "", CPW_INT64,
       (void **)&t->excluded},
      {"blank", "people", "voters with an empty ballot", "", CPW_INT64, (void **)&t->blank},
      {"exclusion", "share", "excluded among all voters", "", CPW_DOUBLE, (void **)&t->exclusion},
      {"satisfaction_mean", "", "mean satisfaction", "", CPW_DOUBLE, (void **)&t->mean},
      {"satisfaction_sd", "", "its standard deviation over voters", "", CPW_DOUBLE,
       (void **)&t->sd},
      {"satisfaction_gini", "", "its Gini coefficient over voters", "", CPW_DOUBLE,
       (void **)&t->gini},
      {"cost", "smallest unit", "of what is selected", "", CPW_INT64, (void **)&t->cost},
      {"left", "smallest unit", "budget - cost", "", CPW_INT64, (void **)&t->left},
      {"unsupported", "smallest unit", "cost of selected projects that nobody supports", "",
       CPW_INT64, (void **)&t->unsupported},
      {"voters_with", "people", "voters by how many selected projects they support", "count",
       CPW_INT64, (void **)&t->voters_with},
  };
  return cpwi_voters_add(r, arrays, sizeof arrays / sizeof *arrays, err);
}

static int32_t add_projects(cpw_result *r, tables *t, cpw_error *err) {
  const cpwi_voters_array arrays[] = {
      {"selected", "", "1 where the project is selected", "project", CPW_INT64,
       (void **)&t->selected},
      {"supporters", "people", "voters who give it more than 0 points", "project", CPW_INT64,
       (void **)&t->supporters},
      {"cost_per_supporter", "smallest unit", "its cost shared by its supporters", "project",
       CPW_DOUBLE, (void **)&t->per_supporter},
      {"supporters_without", "people", "supporters with nothing else selected", "project",
       CPW_INT64, (void **)&t->alone},
      {"satisfaction", "", "of a voter with this ballot", "ballot", CPW_DOUBLE,
       (void **)&t->satisfaction},
      {"money", "smallest unit", "share of such a voter in the selected projects", "ballot",
       CPW_DOUBLE, (void **)&t->money},
  };
  return cpwi_voters_add(r, arrays, sizeof arrays / sizeof *arrays, err);
}

static int32_t add_groups(cpw_result *r, tables *t, cpw_error *err) {
  const cpwi_voters_array arrays[] = {
      {"group_voters", "people", "voters of the group", "group", CPW_INT64,
       (void **)&t->group_voters},
      {"group_excluded", "people", "those with none of their projects selected", "group", CPW_INT64,
       (void **)&t->group_excluded},
      {"group_exclusion", "share", "excluded among the group", "group", CPW_DOUBLE,
       (void **)&t->group_exclusion},
      {"group_mean", "", "mean satisfaction of the group", "group", CPW_DOUBLE,
       (void **)&t->group_mean},
      {"group_money", "smallest unit", "its voters' shares in the selected projects", "group",
       CPW_DOUBLE, (void **)&t->group_money},
      {"group_money_share", "share", "of what was spent on supported projects", "group", CPW_DOUBLE,
       (void **)&t->group_money_share},
      {"group_voter_share", "share", "of all voters", "group", CPW_DOUBLE,
       (void **)&t->group_voter_share},
      {"group_ratio", "", "share of money / share of voters", "group", CPW_DOUBLE,
       (void **)&t->group_ratio},
      {"group_votes_share", "share", "of all votes for projects", "group", CPW_DOUBLE,
       (void **)&t->group_votes_share},
      {"group_supporters", "people", "voters of the group who support the project", "group project",
       CPW_INT64, (void **)&t->group_supporters},
  };
  return cpwi_voters_add(r, arrays, sizeof arrays / sizeof *arrays, err);
}

static int32_t add_arrays(work *w, cpw_result *r, cpw_error *err) {
  int32_t status = cpwi_voters_add_projects(r, &w->v.e, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(r, "count", w->most + 1, NULL, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(r, "ballot", w->v.e.ballots, NULL, err);
  if (status == CPW_OK) status = cpwi_voters_add_groups(r, &w->v.o, err);
  if (status == CPW_OK) status = add_totals(r, &w->t, err);
  if (status == CPW_OK) status = add_projects(r, &w->t, err);
  return status == CPW_OK ? add_groups(r, &w->t, err) : status;
}

/* ---------------------------------------------------------------- counting ------------------ */

static int has_support(const cpw_election *e, int64_t ballot) {
  for (int64_t i = e->first[ballot]; i < e->first[ballot + 1]; i++)
    if (cpwi_voters_supports(e, i)) return 1;
  return 0;
}

static void fill_projects(work *w) {
  const cpw_election *e = &w->v.e;
  for (int64_t p = 0; p < e->projects; p++) {
    int chosen = cpwi_voters_selected(w->v.place, p);
    int64_t supporters = w->s.voters[p], alone = 0;
    for (int64_t i = w->s.start[p]; i < w->s.start[p + 1]; i++)
      if (w->count[w->s.ballot[i]] == chosen) alone += cpwi_voters_times(e, w->s.ballot[i]);
    w->t.selected[p] = chosen;
    w->t.supporters[p] = supporters;
    w->t.alone[p] = alone;
    w->t.per_supporter[p] = share_of((double)e->cost[p], (double)supporters);
    if (chosen && supporters == 0) w->t.unsupported[0] += e->cost[p];
  }
}

static void fill_ballots(work *w) {
  const cpw_election *e = &w->v.e;
  cpw_exact_sum sum;
  double unit = unit_of(&w->v);
  for (int64_t b = 0; b < e->ballots; b++) {
    int64_t times = cpwi_voters_times(e, b);
    w->t.satisfaction[b] = (double)w->held[b] / unit;
    cpw_exact_sum_init(&sum);
    for (int64_t i = e->first[b]; i < e->first[b + 1] && times > 0; i++)
      if (cpwi_voters_supports(e, i) && cpwi_voters_selected(w->v.place, e->project[i]))
        cpw_exact_sum_add(&sum, w->t.per_supporter[e->project[i]]);
    w->t.money[b] = cpw_exact_sum_value(&sum);
    w->t.voters[0] += times;
    w->t.voters_with[w->count[b]] += times;
    if (times > 0 && !has_support(e, b)) w->t.blank[0] += times;
  }
  w->t.excluded[0] = w->t.voters_with[0];
  w->t.exclusion[0] = share_of((double)w->t.excluded[0], (double)w->t.voters[0]);
}

static int32_t fill_spread(work *w, cpw_error *err) {
  const cpw_election *e = &w->v.e;
  cpw_moments all;
  cpw_dispersion spread = {0};
  cpw_moments_init(&all);
  w->t.gini[0] = CPWI_NAN;
  double *weight = cpwi_alloc(w->v.o.allocator, (size_t)e->ballots, sizeof *weight);
  int32_t status = CPW_OK;
  if (!weight) return cpwi_fail(err, CPW_ENOMEM, -1, w->v.where, "no memory for the ballots");
  for (int64_t b = 0; status == CPW_OK && b < e->ballots; b++) {
    weight[b] = (double)cpwi_voters_times(e, b);
    status = cpw_moments_add_times(&all, w->t.satisfaction[b], cpwi_voters_times(e, b), err);
  }
  if (status == CPW_OK && w->t.voters[0] > 0)
    status = cpw_equity_dispersion(w->t.satisfaction, weight, e->ballots, w->v.o.allocator, &spread,
                                   err);
  if (status == CPW_OK && w->t.voters[0] > 0) w->t.gini[0] = spread.gini;
  w->t.mean[0] = cpw_moments_mean(&all);
  w->t.sd[0] = cpw_moments_sd(&all, 0);
  cpwi_release(w->v.o.allocator, weight);
  return status;
}

/* ---------------------------------------------------------------- groups -------------------- */

/* Voters and supporters by group; the group's satisfaction sums in whole units into `total`. */
static void count_groups(work *w, cpwi_int128 *total) {
  const cpw_election *e = &w->v.e;
  for (int64_t c = 0; c < w->v.cells; c++) {
    const cpwi_voters_cell *cell = &w->v.cell[c];
    int64_t *supporters = w->t.group_supporters + cell->group * e->projects;
    w->t.group_voters[cell->group] += cell->voters;
    if (w->count[cell->ballot] == 0) w->t.group_excluded[cell->group] += cell->voters;
    total[cell->group] += (cpwi_int128)w->held[cell->ballot] * cell->voters;
    for (int64_t i = e->first[cell->ballot]; i < e->first[cell->ballot + 1]; i++)
      if (cpwi_voters_supports(e, i)) supporters[e->project[i]] += cell->voters;
  }
}

/* The group's part of every selected project, and of all votes. */
static void group_money(const work *w, int64_t g, double votes) {
  const cpw_election *e = &w->v.e;
  const int64_t *supporters = w->t.group_supporters + g * e->projects;
  cpw_exact_sum money;
  cpwi_int128 cast = 0;
  cpw_exact_sum_init(&money);
  for (int64_t p = 0; p < e->projects; p++) {
    cast += supporters[p];
    if (cpwi_voters_selected(w->v.place, p) && supporters[p] > 0)
      cpw_exact_sum_add(&money,
                        (double)e->cost[p] * ((double)supporters[p] / (double)w->s.voters[p]));
  }
  w->t.group_money[g] = cpw_exact_sum_value(&money);
  w->t.group_votes_share[g] = share_of((double)cast, votes);
}

static int32_t fill_groups(work *w, cpw_error *err) {
  const cpw_election *e = &w->v.e;
  int64_t groups = w->v.o.groups;
  cpwi_int128 votes = 0;
  cpwi_int128 *total = cpwi_alloc_zero(w->v.o.allocator, (size_t)groups, sizeof *total);
  if (!total) return cpwi_fail(err, CPW_ENOMEM, -1, w->v.where, "no memory for the groups");
  for (int64_t p = 0; p < e->projects; p++)
    votes += w->s.voters[p];
  count_groups(w, total);
  double spent = (double)(w->t.cost[0] - w->t.unsupported[0]), voters = (double)w->t.voters[0];
  for (int64_t g = 0; g < groups; g++) {
    double members = (double)w->t.group_voters[g];
    group_money(w, g, (double)votes);
    w->t.group_exclusion[g] = share_of((double)w->t.group_excluded[g], members);
    w->t.group_mean[g] = share_of((double)total[g], members) / unit_of(&w->v);
    w->t.group_money_share[g] = share_of(w->t.group_money[g], spent);
    w->t.group_voter_share[g] = share_of(members, voters);
    w->t.group_ratio[g] =
        members > 0.0 ? w->t.group_money_share[g] / w->t.group_voter_share[g] : CPWI_NAN;
  }
  cpwi_release(w->v.o.allocator, total);
  return CPW_OK;
}

/* ---------------------------------------------------------------- all of it ----------------- */

static int32_t total_cost(const work *w, int64_t *cost, cpw_error *err) {
  cpwi_int128 sum = 0;
  for (int64_t p = 0; p < w->v.e.projects; p++)
    if (cpwi_voters_selected(w->v.place, p)) sum += w->v.e.cost[p];
  if (sum > INT64_MAX)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, w->v.where,
                     "the selected projects cost more than 2^63 - 1");
  *cost = (int64_t)sum;
  return CPW_OK;
}

static int32_t count_selected(work *w, cpw_error *err) {
  const cpw_election *e = &w->v.e;
  const cpw_allocator *a = w->v.o.allocator;
  w->held = cpwi_alloc(a, (size_t)e->ballots, sizeof *w->held);
  w->count = cpwi_alloc(a, (size_t)e->ballots, sizeof *w->count);
  if (!w->held || !w->count)
    return cpwi_fail(err, CPW_ENOMEM, -1, w->v.where, "no memory for the ballots");
  cpwi_voters_held(e, w->v.place, w->v.o.satisfaction, w->held);
  cpwi_voters_held(e, w->v.place, CPW_VOTE_CARDINALITY, w->count);
  for (int64_t b = 0; b < e->ballots; b++)
    if (w->count[b] > w->most) w->most = w->count[b];
  return CPW_OK;
}

static int32_t fill(work *w, cpw_result *r, cpw_error *err) {
  int64_t cost = 0;
  int32_t status = total_cost(w, &cost, err);
  if (status == CPW_OK) status = count_selected(w, err);
  if (status == CPW_OK)
    status = cpwi_supporters_make(&w->s, &w->v.e, w->v.o.allocator, w->v.where, err);
  if (status == CPW_OK) status = add_arrays(w, r, err);
  if (status != CPW_OK) return status;
  w->t.cost[0] = cost;
  w->t.left[0] = w->v.e.budget - cost;
  fill_projects(w);
  fill_ballots(w);
  status = fill_spread(w, err);
  return status == CPW_OK ? fill_groups(w, err) : status;
}

int32_t cpw_voters_outcome(const cpw_election *election, const int32_t *place,
                           const cpw_voters_options *options, cpw_result **out, cpw_error *err) {
  if (!election || !place || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !election ? "election"
                     : !place  ? "place"
                               : "out");
  work w;
  cpw_result *r = NULL;
  memset(&w, 0, sizeof w);
  int32_t status = cpwi_voters_take(&w.v, election, place, options, __func__, err);
  if (status == CPW_OK) status = cpw_result_new(w.v.o.allocator, &r, err);
  if (status == CPW_OK) status = fill(&w, r, err);
  cpwi_release(w.v.o.allocator, w.held);
  cpwi_release(w.v.o.allocator, w.count);
  cpwi_supporters_free(&w.s, w.v.o.allocator);
  cpwi_voters_free(&w.v);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}
