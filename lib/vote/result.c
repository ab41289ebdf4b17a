/* The labelled result of a rule: what was bought in which order, and what every other project had and lacked.
 * Source: carepath/vote.h. The money behind the projects round by round is replayed from the prices.
 * Leaves the rule itself to run.c, who is satisfied with the outcome to voters. */
#include "carepath/stats.h"
#include "vote/internal.h"

#include <math.h>
#include <string.h>

/* rounds times entries beyond which the rounds are not replayed */
#define MOST_REPLAYED ((int64_t)1 << 32)

typedef struct tables {
  int64_t *selected, *place, *completed, *cost, *votes, *points; /* by project */
  double *behind, *missing_money, *missing_votes;
  int64_t *project, *spent; /* by round */
  double *price;
} tables;

typedef struct column {
  const char *name, *unit, *description, *dimensions;
  int32_t type;
  void **memory;
} column;

static int32_t add_columns(cpw_result *r, const column *columns, size_t count, cpw_error *err) {
  int32_t status = CPW_OK;
  for (size_t k = 0; k < count && status == CPW_OK; k++)
    status = cpw_result_add_array(r, columns[k].name, columns[k].unit, columns[k].description,
                                  columns[k].dimensions, columns[k].type, CPW_MERGE_SAME,
                                  columns[k].memory, err);
  return status;
}

/* whether a rule gives every voter money, so that the money behind a project means something */
static int has_money(const cpwi_vote *t) {
  return t->o.rule == CPW_VOTE_EQUAL_SHARES || t->o.rule == CPW_VOTE_EXACT_EQUAL_SHARES ||
         t->o.rule == CPW_VOTE_OVERSPENDING;
}

static int32_t add_projects(const cpwi_vote *t, cpw_result *r, tables *a, cpw_error *err) {
  const column columns[] = {
      {"selected", "", "1: selected", "project", CPW_INT64, (void **)&a->selected},
      {"place", "", "place in the order of selection, from 0; -1: not selected", "project",
       CPW_INT64, (void **)&a->place},
      {"completed", "", "1: selected by the completion, not by the rule itself", "project",
       CPW_INT64, (void **)&a->completed},
      {"cost", "money", "cost of the project", "project", CPW_INT64, (void **)&a->cost},
      {"votes", "voters", "voters who support it", "project", CPW_INT64, (void **)&a->votes},
      {"points", "points", "sum of the points of its supporters, in 1/points_unit", "project",
       CPW_INT64, (void **)&a->points},
      {"behind", "money", "money its supporters have left at the end", "project", CPW_DOUBLE,
       (void **)&a->behind},
      {"missing_money", "money", "what a project that is not selected lacks at the end", "project",
       CPW_DOUBLE, (void **)&a->missing_money},
      {"missing_votes", "voters", "further supporters with a full share who would make up for it",
       "project", CPW_DOUBLE, (void **)&a->missing_votes},
  };
  return add_columns(r, columns, has_money(t) ? 9 : 6, err);
}

static int32_t add_rounds(const cpwi_vote *t, cpw_result *r, tables *a, cpw_error *err) {
  const column columns[] = {
      {"round_project", "", "index of the project that was bought", "round", CPW_INT64,
       (void **)&a->project},
      {"round_spent", "money", "cost of all projects so far", "round", CPW_INT64,
       (void **)&a->spent},
      {"round_price", "", "money per unit of satisfaction (load of a supporter, Phragmen)", "round",
       CPW_DOUBLE, (void **)&a->price},
  };
  (void)t;
  return add_columns(r, columns, 3, err);
}

static int32_t add_labels(const cpwi_vote *t, cpw_result *r, cpw_error *err) {
  const cpw_election *e = &t->v.given;
  int64_t rounds = t->out.selected;
  int32_t status = cpw_result_add_dimension(r, "project", e->projects, e->id, err);
  if (status != CPW_OK || !e->id) {
    return status == CPW_OK ? cpw_result_add_dimension(r, "round", rounds, NULL, err) : status;
  }
  const char **bought = cpwi_alloc(t->v.a, (size_t)rounds, sizeof *bought);
  if (!bought) return cpwi_vote_no_memory(t, err);
  for (int64_t k = 0; k < rounds; k++)
    bought[k] = e->id[t->out.order[k]];
  status = cpw_result_add_dimension(r, "round", rounds, NULL, err);
  if (status == CPW_OK) status = cpw_result_add_coordinate(r, "round", "round_id", bought, err);
  cpwi_release(t->v.a, bought);
  return status;
}

static int32_t add_numbers(const cpwi_vote *t, cpw_result *r, cpw_error *err) {
  const cpwi_outcome *o = &t->out;
  const struct {
    const char *name, *unit, *description;
    int64_t value;
  } whole[] = {
      {"budget", "money", "the budget", t->v.given.budget},
      {"spent", "money", "cost of the projects selected", (int64_t)o->cost},
      {"unspent", "money", "budget less what is spent", t->v.given.budget - (int64_t)o->cost},
      {"voters", "voters", "all voters", t->v.voters},
      {"by_rule", "", "projects selected by the rule itself, before its completion", o->by_rule},
      {"steps", "", "how often the share was raised", o->steps},
  };
  const struct {
    const char *name, *unit, *description;
    double value;
  } real[] = {
      {"share", "money", "what each voter began with", o->share},
      {"satisfaction", "", "total satisfaction of all voters", cpwi_vote_satisfaction(t)},
  };
  void *at;
  int32_t status = CPW_OK;
  for (size_t k = 0; k < sizeof whole / sizeof *whole && status == CPW_OK; k++) {
    status = cpw_result_add_array(r, whole[k].name, whole[k].unit, whole[k].description, "",
                                  CPW_INT64, CPW_MERGE_SAME, &at, err);
    if (status == CPW_OK) *(int64_t *)at = whole[k].value;
  }
  for (size_t k = 0; k < sizeof real / sizeof *real && status == CPW_OK; k++) {
    status = cpw_result_add_array(r, real[k].name, real[k].unit, real[k].description, "",
                                  CPW_DOUBLE, CPW_MERGE_SAME, &at, err);
    if (status == CPW_OK) *(double *)at = real[k].value;
  }
  return status;
}

static void fill_rounds(const cpwi_vote *t, const tables *a) {
  int64_t spent = 0;
  for (int64_t k = 0; k < t->out.selected; k++) {
    int32_t p = t->out.order[k];
    a->project[k] = p;
    a->spent[k] = spent += t->v.given.cost[p];
    a->price[k] = t->out.price[k];
  }
}

/* The same for any order of the ballots. */
static double money_behind(const cpwi_vote *t, int64_t p, const double *left) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t k = t->v.start[p]; k < t->v.start[p + 1]; k++)
    cpw_exact_sum_add(&sum,
                      (double)cpwi_multiplicity(&t->v, t->v.ballot[k]) * left[t->v.ballot[k]]);
  return cpw_exact_sum_value(&sum);
}

static void fill_projects(const cpwi_vote *t, const tables *a) {
  const cpwi_election *v = &t->v;
  for (int64_t p = 0; p < v->projects; p++) {
    int32_t place = t->out.place[p];
    a->selected[p] = place >= 0;
    a->place[p] = place;
    a->completed[p] = place >= t->out.by_rule;
    a->cost[p] = v->given.cost[p];
    a->votes[p] = v->votes[p];
    a->points[p] = v->total[p];
    if (!has_money(t)) continue;
    a->behind[p] = money_behind(t, p, t->out.left);
    a->missing_money[p] = a->missing_votes[p] = CPWI_NAN;
    if (place >= 0 && place < t->out.by_rule) continue;
    double lacks = (double)v->given.cost[p] - a->behind[p];
    a->missing_money[p] = lacks > 0.0 ? lacks : 0.0;
    a->missing_votes[p] = ceil(a->missing_money[p] / t->out.share);
  }
}

/* -------- rounds replayed: the money behind each project before every purchase of the rule */

static void pay(const cpwi_vote *t, int64_t round, double *money) {
  const cpwi_election *v = &t->v;
  int32_t p = t->out.order[round];
  double price = t->out.price[round] * (double)cpwi_scale(t, p);
  for (int64_t k = v->start[p]; k < v->start[p + 1]; k++) {
    double *has = &money[v->ballot[k]];
    double pays = price * (v->points ? (double)v->points[k] : 1.0);
    *has = pays < *has ? *has - pays : 0.0;
  }
}

static int32_t replay(const cpwi_vote *t, cpw_result *r, cpw_error *err) {
  const cpwi_election *v = &t->v;
  int64_t rounds = t->out.by_rule, work;
  double *behind, *money;
  int32_t status;
  if (!cpwi_multiply(rounds, v->start[v->projects], &work) || work > MOST_REPLAYED) return CPW_OK;
  status = cpw_result_add_dimension(r, "purchase", rounds, NULL, err);
  if (status == CPW_OK)
    status = cpw_result_add_array(
        r, "round_behind", "money", "money behind each project before every purchase of the rule",
        "purchase project", CPW_DOUBLE, CPW_MERGE_SAME, (void **)&behind, err);
  if (status != CPW_OK) return status;
  money = cpwi_alloc(v->a, (size_t)v->ballots, sizeof *money);
  if (!money) return cpwi_vote_no_memory(t, err);
  for (int64_t i = 0; i < v->ballots; i++)
    money[i] = t->out.share;
  for (int64_t k = 0; k < rounds; k++) {
    for (int64_t p = 0; p < v->projects; p++)
      behind[k * v->projects + p] = money_behind(t, p, money);
    pay(t, k, money);
  }
  cpwi_release(v->a, money);
  return CPW_OK;
}

static int32_t add_details(const cpwi_vote *t, cpw_result *r, cpw_error *err) {
  double *left;
  int32_t status;
  if (!t->o.details || !t->out.left) return CPW_OK;
  status = cpw_result_add_dimension(r, "ballot", t->v.ballots, NULL, err);
  if (status == CPW_OK)
    status = cpw_result_add_array(r, "left", "money",
                                  "money (load, Phragmen) of a voter of each ballot at the end",
                                  "ballot", CPW_DOUBLE, CPW_MERGE_SAME, (void **)&left, err);
  if (status == CPW_OK && t->v.ballots > 0)
    memcpy(left, t->out.left, (size_t)t->v.ballots * sizeof *left);
  if (status == CPW_OK && t->o.rule == CPW_VOTE_EQUAL_SHARES) status = replay(t, r, err);
  return status;
}

static int32_t fill(const cpwi_vote *t, cpw_result *r, cpw_error *err) {
  tables a;
  int32_t status = add_labels(t, r, err);
  if (status == CPW_OK) status = add_projects(t, r, &a, err);
  if (status == CPW_OK) status = add_rounds(t, r, &a, err);
  if (status == CPW_OK) status = add_numbers(t, r, err);
  if (status == CPW_OK) status = add_details(t, r, err);
  if (status == CPW_OK) status = cpw_result_add_note(r, "rule", cpw_vote_rule_name(t->o.rule), err);
  if (status == CPW_OK)
    status = cpw_result_add_note(r, "measure", cpw_vote_satisfaction_name(t->o.satisfaction), err);
  if (status == CPW_OK)
    status = cpw_result_add_note(r, "completion", cpw_vote_completion_name(t->o.completion), err);
  if (status != CPW_OK) return status;
  fill_projects(t, &a);
  fill_rounds(t, &a);
  return CPW_OK;
}

int32_t cpw_vote_run(const cpw_election *election, const cpw_vote_options *options,
                     const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpwi_vote t;
  cpw_result *r = NULL;
  int32_t status;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  status = cpwi_vote_begin(&t, election, options, run, 1, __func__, err);
  if (status == CPW_OK) status = cpwi_vote_go(&t, err);
  if (status == CPW_OK) status = cpw_result_new(t.o.allocator, &r, err);
  if (status == CPW_OK) status = fill(&t, r, err);
  cpwi_vote_end(&t);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}
