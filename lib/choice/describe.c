/* What follows from flows: demand, market shares and concentration; travel, waits, staying and surplus by group.
 * Source: the definitions in carepath/choice.h; Herfindahl and Hirschman as in market.c.
 * Leaves waits that follow from flows to equilibrium.c. */
#include "choice/internal.h"

#include <string.h>

/* sums by group, on the way to its means */
typedef struct sums {
  double people, gone, travel, wait, choosing, stay, hhi, surplus;
} sums;

typedef struct table {
  double *flows, *outside, *demand, *share; /* of the result */
  double *group[8];  /* people, gone, travel, wait, stay, hhi, surplus, surplus_km */
  double *single[3]; /* hhi_market, effective, travel_mean */
  sums *sum;         /* (groups) */
} table;

typedef struct column {
  const char *name, *unit, *text, *dimensions;
  double **at;
} column;

static int32_t add_columns(cpw_result *r, const column *columns, size_t count, cpw_error *err) {
  for (size_t k = 0; k < count; k++) {
    void *memory = NULL;
    int32_t status =
        cpw_result_add_array(r, columns[k].name, columns[k].unit, columns[k].text,
                             columns[k].dimensions, CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
    if (status != CPW_OK) return status;
    *columns[k].at = memory;
  }
  return CPW_OK;
}

static int32_t lay_out(const cpw_choice *c, cpw_result *r, table *t, cpw_error *err) {
  const column columns[] = {
      {"flows", "people", "people from the origin to the provider", "origin provider", &t->flows},
      {"outside", "people", "people who go nowhere", "origin", &t->outside},
      {"demand", "people", "people who come", "provider", &t->demand},
      {"market_share", "share", "of those who go somewhere", "provider", &t->share},
      {"people", "people", "people", "group", &t->group[0]},
      {"gone", "people", "people who go somewhere", "group", &t->group[1]},
      {"travel", "km", "mean distance of those who go", "group", &t->group[2]},
      {"wait", "weeks", "mean wait of those who go", "group", &t->group[3]},
      {"stay", "share", "of those who choose, who go where the captive go", "group", &t->group[4]},
      {"hhi", "share", "concentration that they face at their origins", "group", &t->group[5]},
      {"surplus", "utility", "mean log-sum of those who choose", "group", &t->group[6]},
      {"surplus_km", "km", "the same in kilometres", "group", &t->group[7]},
      {"hhi_market", "share", "Herfindahl-Hirschman index of demand", "", &t->single[0]},
      {"effective", "providers", "1 / hhi_market", "", &t->single[1]},
      {"travel_mean", "km", "mean distance of all who go", "", &t->single[2]}};
  int32_t status = cpw_result_add_dimension(r, "origin", c->origins, NULL, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(r, "provider", c->providers, c->names, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(r, "group", c->groups, c->labels, err);
  if (status != CPW_OK) return status;
  return add_columns(r, columns, sizeof columns / sizeof *columns, err);
}

static void add_origin(const cpw_choice *c, const double *wait, table *t, int64_t i) {
  double *row = t->flows + i * c->providers, logsum = 0, squares = 0, gone = 0;
  int64_t g = cpwi_choice_group(c, i), own = cpwi_choice_captive(c, i);
  double people = c->people[i], choosing = people * c->taste[g].free;
  cpwi_choice_row(c, i, wait, row, &t->outside[i], &logsum);
  sums *s = &t->sum[g];
  for (int64_t j = 0; j < c->providers; j++) {
    gone += row[j];
    squares += row[j] * row[j];
    t->demand[j] += row[j];
    if (row[j] > 0) s->travel += row[j] * cpwi_choice_km(c, i, j);
    if (wait) s->wait += row[j] * wait[j];
  }
  s->people += people;
  s->gone += gone;
  if (gone > 0) s->hhi += squares / gone;
  if (!(choosing > 0)) return;
  s->choosing += choosing;
  s->surplus += choosing * logsum;
  if (own >= 0) s->stay += fmax(0, row[own] - (people - choosing));
}

static double over(double a, double b) {
  return b > 0 ? a / b : CPWI_NAN;
}

static void finish(const cpw_choice *c, table *t) {
  double gone = 0, travel = 0, squares = 0;
  for (int64_t g = 0; g < c->groups; g++) {
    const sums *s = &t->sum[g];
    const double mean[] = {s->people,
                           s->gone,
                           over(s->travel, s->gone),
                           over(s->wait, s->gone),
                           over(s->stay, s->choosing),
                           over(s->hhi, s->gone),
                           over(s->surplus, s->choosing),
                           over(over(s->surplus, s->choosing), -c->taste[g].distance)};
    for (int k = 0; k < 8; k++)
      t->group[k][g] = mean[k];
    gone += s->gone;
    travel += s->travel;
  }
  for (int64_t j = 0; j < c->providers; j++) {
    t->share[j] = over(t->demand[j], gone);
    squares += t->share[j] * t->share[j];
  }
  *t->single[0] = gone > 0 ? squares : CPWI_NAN;
  *t->single[1] = over(1, squares);
  *t->single[2] = over(travel, gone);
}

int32_t cpwi_choice_result(const cpw_choice *c, const double *wait, cpw_result **out,
                           cpw_error *err) {
  cpw_result *r = NULL;
  table t;
  memset(&t, 0, sizeof t);
  int32_t status = cpw_result_new(c->allocator, &r, err);
  if (status == CPW_OK) status = lay_out(c, r, &t, err);
  if (status == CPW_OK) {
    t.sum = cpwi_alloc_zero(c->allocator, (size_t)c->groups, sizeof *t.sum);
    if (!t.sum) status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the groups");
  }
  if (status != CPW_OK) {
    cpw_result_free(r);
    return status;
  }
  for (int64_t i = 0; i < c->origins; i++)
    add_origin(c, wait, &t, i);
  finish(c, &t);
  cpwi_release(c->allocator, t.sum);
  *out = r;
  return CPW_OK;
}

int32_t cpw_choice_describe(const cpw_choice *choice, cpw_result **out, cpw_error *err) {
  cpw_choice c;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  int32_t status = cpwi_choice_take(&c, choice, __func__, err);
  return status == CPW_OK ? cpwi_choice_result(&c, c.wait, out, err) : status;
}
