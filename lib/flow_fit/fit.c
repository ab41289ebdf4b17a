/* Demand and routing shares by non-negative least squares, all stages at once.
 * Source: arrivals = days x demand + shares x completions; sums of shares as heavily weighted equations
 * (Lawson and Hanson 1974, chapter 22), closed exactly afterwards. Leaves the solving to least_squares and
 * capacities to capacity.c. */
#include "flow_fit/internal.h"

#include <string.h>

/* the root of the weight of a sum of shares, beside data of length 1 */
#define HEAVY 1e4

typedef struct system {
  const cpwi_flow *f;
  cpwi_flow_model *m;
  int64_t columns, rows;
  int64_t *share;                   /* (stages, stages) column of a share, -1 for none */
  double *matrix, *target, *weight; /* rows as they come */
  double *x, *residual;
} system_of;

static int64_t demand_column(const system_of *y, int64_t k, int64_t t) {
  return k * y->m->season + t % y->m->season;
}

static int64_t exit_column(const system_of *y, int64_t j) {
  return y->columns - y->f->s + j;
}

/* columns: demand by stage and season, shares that are allowed, exits */
static int32_t number_columns(system_of *y, cpw_error *err) {
  const cpwi_flow *f = y->f;
  int64_t next;
  if (!cpwi_multiply(f->s, y->m->season, &next) || next > CPW_LEAST_SQUARES_COLUMNS)
    next = CPW_LEAST_SQUARES_COLUMNS;
  for (int64_t j = 0; j < f->s; j++)
    for (int64_t k = 0; k < f->s; k++)
      y->share[j * f->s + k] = cpwi_flow_allowed(f, j, k) ? next++ : -1;
  y->columns = next + f->s;
  if (y->columns <= CPW_LEAST_SQUARES_COLUMNS) return CPW_OK;
  return cpwi_fail(err, CPW_EOVERFLOW, -1, f->where,
                   "%lld demands, shares and exits are more than %d: allow fewer routes",
                   (long long)y->columns, CPW_LEAST_SQUARES_COLUMNS);
}

/* ---------------------------------------------------------------- rows ---------------------- */

static double *new_row(system_of *y, double target) {
  double *row = y->matrix + y->rows * y->columns;
  memset(row, 0, (size_t)y->columns * sizeof *row);
  y->target[y->rows++] = target;
  return row;
}

/* Arrivals less known referrals by stage k in period t; 0 if a part is missing. */
static int put_arrivals(system_of *y, int64_t t, int64_t k, double *row, double *target) {
  const cpwi_flow *f = y->f;
  double known = f->referred[t * f->s + k];
  *target = f->arrivals[t * f->s + k];
  if (cpwi_flow_known(known)) {
    *target -= known;
  } else {
    row[demand_column(y, k, t)] = cpwi_flow_days(f, t);
  }
  for (int64_t j = 0; j < f->s; j++) {
    if (y->share[j * f->s + k] < 0) continue;
    if (t < f->options.lag) return 0;
    row[y->share[j * f->s + k]] = f->completed[(t - f->options.lag) * f->s + j];
    if (!cpwi_flow_known(row[y->share[j * f->s + k]])) return 0;
  }
  return cpwi_flow_known(*target);
}

static void put_rows(system_of *y) {
  const cpwi_flow *f = y->f;
  for (int64_t j = 0; j < f->s; j++) { /* first, where heavy rows belong */
    double *row = new_row(y, 1);
    for (int64_t k = 0; k < f->s; k++)
      if (y->share[j * f->s + k] >= 0) row[y->share[j * f->s + k]] = 1;
    row[exit_column(y, j)] = 1;
  }
  for (int64_t t = 0; t < y->m->learn; t++)
    for (int64_t k = 0; k < f->s; k++) {
      double known = f->referred[t * f->s + k], target, *row;
      if (cpwi_flow_known(known)) {
        row = new_row(y, known);
        row[demand_column(y, k, t)] = cpwi_flow_days(f, t);
      }
      row = new_row(y, 0);
      if (!f->closed[k] && put_arrivals(y, t, k, row, &target)) {
        y->target[y->rows - 1] = target;
        y->m->used[k]++;
      } else {
        y->rows--;
      }
    }
}

/* sums of shares count for nothing, or HEAVY times what the data do */
static void put_weights(system_of *y, int heavy) {
  double most = 0;
  for (int64_t i = y->f->s * y->columns; i < y->rows * y->columns; i++)
    most = fabs(y->matrix[i]) > most ? fabs(y->matrix[i]) : most;
  double root = HEAVY * (most > 0 ? most : 1) * sqrt((double)y->rows);
  for (int64_t i = 0; i < y->rows; i++)
    y->weight[i] = i >= y->f->s ? 1 : heavy ? root * root : 0;
}

static int32_t check_used(const system_of *y, cpw_error *err) {
  const cpwi_flow *f = y->f;
  for (int64_t k = 0; k < f->s; k++) {
    int64_t seen = y->m->used[k];
    for (int64_t t = 0; f->closed[k] && t < y->m->learn; t++)
      seen += cpwi_flow_known(f->referred[t * f->s + k]);
    if (f->closed[k]) y->m->used[k] = seen;
    if (seen == 0)
      return cpwi_fail(err, CPW_EDATA, k, f->where,
                       "stage %lld: no period has all counts that demand and shares are fitted to",
                       (long long)k);
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- solution ------------------ */

/* shares that sum to at most 1, and what is left to 1, exactly */
static void take_shares(const system_of *y, int64_t j) {
  const cpwi_flow *f = y->f;
  cpwi_flow_model *m = y->m;
  double sum = 0;
  for (int64_t k = 0; k < f->s; k++) {
    int64_t c = y->share[j * f->s + k];
    m->share[j * f->s + k] = c < 0 ? 0 : y->x[c];
    sum += m->share[j * f->s + k];
  }
  for (int64_t k = 0; sum > 1 && k < f->s; k++)
    m->share[j * f->s + k] /= sum;
  sum = 0;
  for (int64_t k = 0; k < f->s; k++)
    sum += m->share[j * f->s + k];
  m->exit[j] = sum < 1 ? 1 - sum : 0;
}

static double fitted_of(const cpwi_flow *f, const cpwi_flow_model *m, int64_t t, int64_t k) {
  double known = f->referred[t * f->s + k], sum;
  sum = cpwi_flow_known(known) ? known
                               : cpwi_flow_days(f, t) * m->demand[k * m->season + t % m->season];
  for (int64_t j = 0; j < f->s; j++) {
    if (!cpwi_flow_allowed(f, j, k)) continue;
    if (t < f->options.lag) return CPWI_NAN;
    sum += m->share[j * f->s + k] * f->completed[(t - f->options.lag) * f->s + j];
  }
  return sum;
}

/* residuals by stage: of arrivals by the whole model, referrals as fitted, which a forecast would not know */
static void take_spread(const cpwi_flow *f, cpwi_flow_model *m) {
  for (int64_t k = 0; k < f->s; k++) {
    double sum = 0;
    int64_t count = 0;
    for (int64_t t = 0; t < f->t; t++) {
      int64_t i = t * f->s + k;
      double known = f->referred[i];
      m->fitted[i] = fitted_of(f, m, t, k);
      double e = f->arrivals[i] - m->fitted[i];
      if (cpwi_flow_known(known))
        e += known - cpwi_flow_days(f, t) * m->demand[k * m->season + t % m->season];
      if (t >= m->learn || !cpwi_flow_known(e)) continue;
      sum += e * e;
      count++;
    }
    m->sd[k] = count ? sqrt(sum / (double)count) : CPWI_NAN;
  }
}

static int32_t solve_once(system_of *y, int heavy, cpw_error *err) {
  cpw_least_squares p;
  cpw_least_squares_answer a;
  cpw_least_squares_init(&p);
  cpw_least_squares_answer_init(&a);
  put_weights(y, heavy);
  p.rows = y->rows;
  p.columns = y->columns;
  p.matrix = y->matrix;
  p.target = y->target;
  p.weights = y->weight;
  a.x = y->x;
  int32_t status = cpw_least_squares_solve(&p, NULL, y->f->options.allocator, &a, err);
  y->m->kkt = a.kkt;
  y->m->spread = a.spread;
  if (!heavy) y->m->dependent = a.dependent; /* by the counts alone */
  return status;
}

/* does more leave a stage than it completes? */
static int too_many(const system_of *y) {
  int64_t s = y->f->s;
  for (int64_t j = 0; j < s; j++) {
    double sum = 0;
    for (int64_t k = 0; k < s; k++)
      if (y->share[j * s + k] >= 0) sum += y->x[y->share[j * s + k]];
    if (sum > 1 + 1e-12) return 1;
  }
  return 0;
}

/* The equations of sums cost accuracy, and are not needed where all sums are below 1 without them. */
static int32_t solve(system_of *y, cpw_error *err) {
  int32_t status = solve_once(y, 0, err);
  if (status == CPW_OK && too_many(y)) status = solve_once(y, 1, err);
  if (status != CPW_OK) return status;
  memcpy(y->m->demand, y->x, (size_t)(y->f->s * y->m->season) * sizeof *y->m->demand);
  for (int64_t j = 0; j < y->f->s; j++)
    take_shares(y, j);
  take_spread(y->f, y->m);
  return CPW_OK;
}

int32_t cpwi_flow_shares(const cpwi_flow *f, cpwi_flow_model *m, cpw_error *err) {
  const cpw_allocator *a = f->options.allocator;
  system_of y = {.f = f, .m = m};
  int64_t most = f->s * (1 + 2 * m->learn), cells = 0;
  y.share = cpwi_alloc(a, (size_t)(f->s), (size_t)f->s * sizeof *y.share);
  int32_t status = CPW_OK;
  if (!y.share)
    status = cpwi_fail(err, CPW_ENOMEM, -1, f->where, "no memory for %lld stages", (long long)f->s);
  if (status == CPW_OK) status = number_columns(&y, err);
  if (status == CPW_OK && !cpwi_multiply(most, y.columns, &cells))
    status = cpwi_fail(err, CPW_EOVERFLOW, -1, f->where, "periods x unknowns is too large");
  if (status == CPW_OK) {
    y.matrix = cpwi_alloc(a, (size_t)cells, sizeof *y.matrix);
    y.target = cpwi_alloc(a, (size_t)most, 2 * sizeof *y.target);
    y.x = cpwi_alloc(a, (size_t)y.columns, sizeof *y.x);
    if (!y.matrix || !y.target || !y.x)
      status =
          cpwi_fail(err, CPW_ENOMEM, -1, f->where, "no memory for %lld equations", (long long)most);
  }
  if (status == CPW_OK) {
    y.weight = y.target + most;
    put_rows(&y);
    status = check_used(&y, err);
  }
  if (status == CPW_OK) status = solve(&y, err);
  cpwi_release(a, y.share);
  cpwi_release(a, y.matrix);
  cpwi_release(a, y.target);
  cpwi_release(a, y.x);
  return status;
}
