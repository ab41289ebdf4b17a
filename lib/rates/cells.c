/* People, mean and variance of the waits of every stratum of every group.
 * Source: textbook; Agresti and Coull, The American Statistician 52:119-126 (1998), for shares of 0 and 1; sums
 * are exact, so that the order of the rows leaves no trace.
 * Leaves standardisation to waits.c. */
#include "rates/waits.h"

static int32_t no_memory(const cpwi_waits *w, const char *where, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld groups x %lld strata",
                   (long long)w->groups, (long long)w->strata);
}

static int64_t cell_of(const cpwi_waits *w, int64_t row) {
  return w->group[row] * w->strata + (w->stratum ? w->stratum[row] : 0);
}

/* p(1 - p) of one person. A cell in which nobody or everybody waits longer would have 0, as if its share were
 * known, be it of one person: two of each kind are added there. */
static double share_variance(const cpwi_cell *c) {
  double p = c->mean;
  if (!(p > 0) || !(p < 1)) p = (c->people * p + 2) / (c->people + 4);
  return p * (1 - p);
}

static int32_t count_shares(cpwi_waits *w) {
  double over = w->rates.options.over;
  int64_t cells = w->groups * w->strata;
  for (int64_t i = 0; i < w->n; i++) {
    cpwi_cell *c = &w->cell[cell_of(w, i)];
    c->people += 1;
    c->mean += w->wait[i] > over ? 1 : 0;
  }
  for (int64_t i = 0; i < cells; i++) {
    cpwi_cell *c = &w->cell[i];
    if (!(c->people > 0)) continue;
    c->mean /= c->people;
    c->variance = share_variance(c);
    c->freedom = c->people;
  }
  return CPW_OK;
}

static int32_t average(cpwi_waits *w, const char *where, cpw_error *err) {
  int64_t cells = w->groups * w->strata;
  const cpw_allocator *a = w->rates.options.allocator;
  cpw_moments *moments = cpwi_alloc(a, (size_t)cells, sizeof *moments);
  if (!moments) return no_memory(w, where, err);
  for (int64_t i = 0; i < cells; i++)
    cpw_moments_init(&moments[i]);
  for (int64_t i = 0; i < w->n; i++)
    cpw_moments_add(&moments[cell_of(w, i)], w->wait[i]);
  for (int64_t i = 0; i < cells; i++) {
    int64_t people = moments[i].count;
    if (people == 0) continue;
    cpwi_cell c = {(double)people, cpw_moments_mean(&moments[i]), 0, (double)(people - 1)};
    if (people > 1) c.variance = cpw_moments_variance(&moments[i], 1);
    w->cell[i] = c;
  }
  cpwi_release(a, moments);
  return CPW_OK;
}

static void extend(cpwi_waits *w, int64_t stratum, double mean) {
  double *least = &w->least[stratum], *most = &w->most[stratum];
  if (cpwi_is_nan(*least) || mean < *least) *least = mean;
  if (cpwi_is_nan(*most) || mean > *most) *most = mean;
}

/* A stratum over all groups: its mean and those between which the groups' lie, and the variance within groups. */
static void pool(cpwi_waits *w) {
  for (int64_t s = 0; s < w->strata; s++) {
    cpwi_twice people = {0, 0}, sum = {0, 0}, squares = {0, 0}, freedom = {0, 0};
    w->least[s] = w->most[s] = CPWI_NAN;
    for (int64_t g = 0; g < w->groups; g++) {
      const cpwi_cell *c = &w->cell[g * w->strata + s];
      cpwi_twice_add(&people, c->people);
      cpwi_twice_add(&sum, c->people * c->mean);
      cpwi_twice_add(&squares, c->freedom * c->variance);
      cpwi_twice_add(&freedom, c->freedom);
      if (c->people > 0) extend(w, s, c->mean);
    }
    cpwi_cell all = {people.high, 0, 0, freedom.high};
    if (people.high > 0) all.mean = sum.high / people.high;
    if (freedom.high > 0) all.variance = squares.high / freedom.high;
    w->all[s] = all;
  }
}

/* One person alone says nothing of the variance: what the stratum says, or else all strata together. */
static void borrow(cpwi_waits *w) {
  cpwi_twice squares = {0, 0}, freedom = {0, 0};
  for (int64_t s = 0; s < w->strata; s++) {
    cpwi_twice_add(&squares, w->all[s].freedom * w->all[s].variance);
    cpwi_twice_add(&freedom, w->all[s].freedom);
  }
  double variance = freedom.high > 0 ? squares.high / freedom.high : CPWI_NAN;
  for (int64_t i = 0; i < w->groups * w->strata; i++) {
    cpwi_cell *c = &w->cell[i];
    const cpwi_cell *all = &w->all[i % w->strata];
    if (!(c->people > 0) || c->freedom > 0) continue;
    c->variance = all->freedom > 0 ? all->variance : variance;
    c->freedom = all->freedom > 0 ? all->freedom : freedom.high;
  }
}

int32_t cpwi_waits_cells(cpwi_waits *w, const char *where, cpw_error *err) {
  const cpw_allocator *a = w->rates.options.allocator;
  size_t strata = (size_t)w->strata;
  w->cell = cpwi_alloc_zero(a, (size_t)(w->groups * w->strata), sizeof *w->cell);
  w->all = cpwi_alloc_zero(a, strata, sizeof *w->all);
  w->mix = cpwi_alloc_zero(a, strata, sizeof *w->mix);
  w->least = cpwi_alloc(a, strata, sizeof *w->least);
  w->most = cpwi_alloc(a, strata, sizeof *w->most);
  if (!w->cell || !w->all || !w->mix || !w->least || !w->most) return no_memory(w, where, err);
  int32_t status = w->share ? count_shares(w) : average(w, where, err);
  if (status != CPW_OK) return status;
  pool(w);
  borrow(w);
  return CPW_OK;
}
