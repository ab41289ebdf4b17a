/* VIKOR: utility of the group, worst regret, their compromise, and whether it may be recommended.
 * Source: Opricovic and Tzeng, EJOR 156:445-455 (2004), steps (a) to (e).
 * Leaves best and worst values to columns.c. */
#include "mcda/internal.h"

typedef struct regrets {
  cpwi_mcda *w;
  double *utility, *regret;
} regrets;

static void add_regrets(const regrets *s, int64_t j, int64_t first, int64_t last) {
  const cpwi_mcda_column c = s->w->columns[j];
  const int64_t m = s->w->table.criteria;
  const double range = fabs(c.best - c.worst), weight = s->w->table.weights[j];
  const double *x = s->w->table.values + j;
  if (!(range > 0)) return;
  for (int64_t i = first; i < last; i++) {
    double term = weight * (fabs(cpwi_mcda_y(&c, x[i * m]) - c.best) / range);
    s->utility[i] += term;
    s->regret[i] = term > s->regret[i] ? term : s->regret[i];
  }
}

static int32_t regret_rows(void *context, int64_t first, int64_t last, cpw_error *err) {
  const regrets *s = context;
  (void)err;
  for (int64_t i = first; i < last; i++)
    s->utility[i] = s->regret[i] = 0;
  for (int64_t block = first; block < last; block += CPWI_MCDA_BLOCK) {
    int64_t end = last - block < CPWI_MCDA_BLOCK ? last : block + CPWI_MCDA_BLOCK;
    for (int64_t j = 0; j < s->w->table.criteria; j++)
      add_regrets(s, j, block, end);
  }
  return CPW_OK;
}

/* least and greatest of n numbers, 0 and 0 of none */
static void extremes(const double *x, int64_t n, double *least, double *greatest) {
  *least = *greatest = n > 0 ? x[0] : 0;
  for (int64_t i = 1; i < n; i++) {
    *least = x[i] < *least ? x[i] : *least;
    *greatest = x[i] > *greatest ? x[i] : *greatest;
  }
}

static double share(double x, double least, double greatest) {
  return greatest > least ? (x - least) / (greatest - least) : 0;
}

int32_t cpwi_mcda_vikor_into(cpwi_mcda *w, double v, double *utility, double *regret, double *q,
                             cpw_error *err) {
  const int64_t n = w->table.rows;
  if (w->table.normalise != CPW_MCDA_FIXED && w->table.normalise != CPW_MCDA_MINMAX)
    return cpwi_fail(err, CPW_EINVAL, -1, w->where,
                     "table.normalise = %d must be CPW_MCDA_FIXED or CPW_MCDA_MINMAX for VIKOR",
                     (int)w->table.normalise);
  if (!(v >= 0 && v <= 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, w->where, "v = %s must be from 0 to 1",
                     cpwi_number(v).text);
  regrets s = {w, utility, regret};
  int32_t status = cpwi_mcda_scale(w, w->table.normalise, err);
  if (status == CPW_OK)
    status = cpwi_parallel(&w->run, n, CPWI_MCDA_GRAIN, regret_rows, &s, w->where, err);
  if (status != CPW_OK) return status;
  double least[2], greatest[2];
  extremes(utility, n, &least[0], &greatest[0]);
  extremes(regret, n, &least[1], &greatest[1]);
  for (int64_t i = 0; i < n; i++)
    q[i] = v * share(utility[i], least[0], greatest[0]) +
           (1 - v) * share(regret[i], least[1], greatest[1]);
  return CPW_OK;
}

/* The first row with the least q, `but` one. */
static int64_t least_of(const double *q, int64_t n, int64_t but) {
  int64_t found = -1;
  for (int64_t i = 0; i < n; i++)
    if (i != but && (found < 0 || q[i] < q[found])) found = i;
  return found;
}

static int32_t is_stable(const double *utility, const double *regret, int64_t n, int64_t best) {
  double least[2], greatest;
  extremes(utility, n, &least[0], &greatest);
  extremes(regret, n, &least[1], &greatest);
  return utility[best] <= least[0] || regret[best] <= least[1];
}

static cpw_mcda_compromise judge(const double *utility, const double *regret, const double *q,
                                 int64_t n) {
  cpw_mcda_compromise c = {-1, -1, 0, 0, 0, 1, 1};
  if (n < 1) return c;
  c.best = least_of(q, n, -1);
  c.count = 1;
  c.stable_ok = is_stable(utility, regret, n, c.best);
  if (n < 2) return c;
  c.second = least_of(q, n, c.best);
  c.advantage = q[c.second] - q[c.best];
  c.threshold = 1.0 / (double)(n - 1);
  c.advantage_ok = c.advantage >= c.threshold - 4 * 0x1p-52;
  if (c.advantage_ok && !c.stable_ok) c.count = 2;
  for (int64_t i = 0; !c.advantage_ok && i < n; i++)
    c.count += i != c.best && q[i] - q[c.best] < c.threshold - 4 * 0x1p-52;
  return c;
}

static void mark(const cpw_mcda_compromise *c, const double *q, int64_t n, int32_t *in_set) {
  for (int64_t i = 0; i < n; i++)
    in_set[i] = i == c->best || (c->advantage_ok ? i == c->second && !c->stable_ok
                                                 : q[i] - q[c->best] < c->threshold - 4 * 0x1p-52);
}

int32_t cpw_mcda_vikor(const cpw_mcda_table *table, double v, const cpw_run *run, double *utility,
                       double *regret, double *q, int32_t *in_set, cpw_mcda_compromise *compromise,
                       cpw_error *err) {
  cpwi_mcda w;
  int32_t status = cpwi_mcda_take(&w, table, run, 0, __func__, err);
  const int64_t n = w.table.rows;
  if (status == CPW_OK && !q && n > 0)
    status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "q must be given");
  double *work = status == CPW_OK ? cpwi_mcda_numbers(&w, n, 3, err) : NULL;
  if (status == CPW_OK && !work) status = CPW_ENOMEM;
  if (work) status = cpwi_mcda_vikor_into(&w, v, work, work + n, work + 2 * n, err);
  if (work && status == CPW_OK) {
    cpw_mcda_compromise found = judge(work, work + n, work + 2 * n, n);
    cpwi_mcda_hand_out(utility, work, n);
    cpwi_mcda_hand_out(regret, work + n, n);
    cpwi_mcda_hand_out(q, work + 2 * n, n);
    if (in_set) mark(&found, work + 2 * n, n, in_set);
    if (compromise) *compromise = found;
  }
  cpwi_release(w.table.allocator, work);
  cpwi_mcda_free(&w);
  return status;
}
