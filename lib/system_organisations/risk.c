/* The spend of a low-volume service in a year: compound Poisson, exactly by Panjer's recursion.
 * Source: Panjer, ASTIN Bulletin 12:22 (1981); steps of a lognormal cost by its distribution function.
 * Leaves the choice of a scale to scale.c. */
#include "carepath/random.h"
#include "system_organisations/internal.h"

#include <math.h>
#include <string.h>

#define MOST_STEPS (INT64_C(1) << 24)

typedef struct spending {
  cpw_system_risk r;
  const char *where;
  double cases, first, second; /* cases; mean and second moment of the cost of one, in steps */
  double *weight;              /* (costs) j f(j) x cases, of chances that sum to 1 */
  double *chance;              /* (steps) */
  int64_t steps;
} spending;

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_cost(spending *p, cpw_error *err) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t j = 0; j < p->r.costs; j++) {
    if (!(p->r.cost[j] >= 0 && p->r.cost[j] <= 1 + 1e-9))
      return cpwi_fail(err, CPW_EDOMAIN, j, p->where, "risk.cost[%lld] = %s must be 0 to 1",
                       (long long)j, cpwi_number(p->r.cost[j]).text);
    cpw_exact_sum_add(&sum, p->r.cost[j]);
  }
  double whole = cpw_exact_sum_value(&sum);
  if (!(fabs(whole - 1) <= 1e-9))
    return cpwi_fail(err, CPW_EDOMAIN, -1, p->where, "risk.cost sums to %s, not to 1",
                     cpwi_number(whole).text);
  cpw_exact_sum first, second;
  cpw_exact_sum_init(&first);
  cpw_exact_sum_init(&second);
  for (int64_t j = 0; j < p->r.costs; j++) {
    double steps = (double)(j + 1), chance = p->r.cost[j] / whole;
    cpw_exact_sum_add(&first, steps * chance);
    cpw_exact_sum_add(&second, steps * steps * chance);
    p->weight[j] = steps * chance * p->cases;
  }
  p->first = cpw_exact_sum_value(&first);
  p->second = cpw_exact_sum_value(&second);
  return CPW_OK;
}

static int32_t check_money(const cpw_system_risk *r, const char *where, cpw_error *err) {
  if (!(r->step > 0 && r->step <= 1e200))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "risk.step = %s must be finite and > 0",
                     cpwi_number(r->step).text);
  if (!isnan(r->budget) && !(r->budget >= 0 && r->budget <= 1e300))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "risk.budget = %s must be finite and >= 0",
                     cpwi_number(r->budget).text);
  if (!(r->stop >= 0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "risk.stop = %s must be >= 0",
                     cpwi_number(r->stop).text);
  if (!(r->confidence > 0 && r->confidence < 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "risk.confidence = %s must be between 0 and 1",
                     cpwi_number(r->confidence).text);
  return CPW_OK;
}

static int32_t check_risk(const cpw_system_risk *r, const char *where, cpw_error *err) {
  int32_t status = cpwi_check_allocator(r->allocator, where, err);
  if (status != CPW_OK) return status;
  if (!r->cost || r->costs < 1 || r->costs > MOST_STEPS)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     r->cost ? "risk.costs = %lld must be 1 to 2^24" : "risk.cost is NULL (%lld)",
                     (long long)r->costs);
  if (!(r->people >= 0 && r->people <= 1e15) || !(r->rate >= 0 && r->rate <= 1e15))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "risk.people = %s and risk.rate = %s must be finite and >= 0",
                     cpwi_number(r->people).text, cpwi_number(r->rate).text);
  if (!(r->people * r->rate <= 1e6))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "risk: %s cases a year, at most 10^6",
                     cpwi_number(r->people * r->rate).text);
  return check_money(r, where, err);
}

/* ---------------------------------------------------------------- the recursion ------------- */

/* Steps beyond which there is less than 1e-30 (Bernstein's bound with so many deviations). */
static int32_t reserve(spending *p, cpw_error *err) {
  double far = p->cases * p->first + 12 * sqrt(p->cases * p->second) + 60 * (double)p->r.costs;
  if (!(far < (double)MOST_STEPS))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, p->where,
                     "risk: %s steps to go through, at most 2^24: take larger ones",
                     cpwi_number(ceil(far)).text);
  p->steps = (int64_t)far + 1;
  p->chance = cpwi_alloc(p->r.allocator, (size_t)p->steps, sizeof *p->chance);
  return p->chance ? CPW_OK
                   : cpwi_fail(err, CPW_ENOMEM, -1, p->where, "no memory for %lld steps",
                               (long long)p->steps);
}

/* Chances up to a factor, from 1 for no case; brought down again before they overflow. What is lost then is less
 * than 2^-1800 of the greatest. */
static void recur(spending *p) {
  double *g = p->chance;
  int64_t first = 0;
  g[0] = 1;
  for (int64_t s = 1; s < p->steps; s++) {
    int64_t most = s - first < p->r.costs ? s - first : p->r.costs;
    double sum = 0;
    for (int64_t j = 1; j <= most; j++)
      sum += p->weight[j - 1] * g[s - j];
    g[s] = sum / (double)s;
    if (g[s] > 0x1p900) {
      for (int64_t i = first; i <= s; i++)
        g[i] *= 0x1p-900;
      while (first < s && !(g[first] > 0))
        first++;
    }
  }
  cpw_exact_sum whole;
  cpw_exact_sum_init(&whole);
  for (int64_t s = 0; s < p->steps; s++)
    cpw_exact_sum_add(&whole, g[s]);
  double factor = 1 / cpw_exact_sum_value(&whole);
  for (int64_t s = 0; s < p->steps; s++)
    g[s] *= factor;
}

/* ---------------------------------------------------------------- measures ------------------ */

/* chance that a spend of more than `limit` and what is expected beyond it */
static void beyond(const spending *p, double limit, double *chance, double *excess) {
  cpw_exact_sum many, much;
  cpw_exact_sum_init(&many);
  cpw_exact_sum_init(&much);
  double slack = 1e-12 * (limit > p->r.step ? limit : p->r.step); /* a spend of the limit is none */
  for (int64_t s = p->steps - 1; s >= 0; s--) {
    double spend = (double)s * p->r.step;
    if (!(spend > limit + slack)) break;
    cpw_exact_sum_add(&many, p->chance[s]);
    cpw_exact_sum_add(&much, p->chance[s] * (spend - limit));
  }
  *chance = cpw_exact_sum_value(&many);
  *excess = cpw_exact_sum_value(&much);
}

static double enough_for(const spending *p, double confidence) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t s = 0; s < p->steps; s++) {
    cpw_exact_sum_add(&sum, p->chance[s]);
    if (cpw_exact_sum_value(&sum) >= confidence - 1e-15) return (double)s * p->r.step;
  }
  return (double)(p->steps - 1) * p->r.step;
}

static cpw_system_risked measure(const spending *p) {
  cpw_system_risked m = {0};
  double chance = 0, enough = enough_for(p, p->r.confidence);
  m.cases = p->cases;
  m.expected = p->cases * p->first * p->r.step;
  m.sd = sqrt(p->cases * p->second) * p->r.step;
  m.none_chance = cpw_math_exp(-p->cases);
  beyond(p, p->r.stop, &chance, &m.stop_price);
  double budget = isnan(p->r.budget) ? m.expected : p->r.budget;
  beyond(p, budget, &m.overspend_chance, &m.overspend);
  if (p->r.stop > budget)
    m.overspend = m.overspend > m.stop_price ? m.overspend - m.stop_price : 0;
  else
    m.overspend = m.overspend_chance = 0;
  m.enough = enough < p->r.stop ? enough : p->r.stop;
  m.premium = m.enough - (m.expected - m.stop_price);
  return m;
}

int32_t cpw_system_spend_risk(const cpw_system_risk *risk, cpw_system_risked *out, cpw_error *err) {
  spending p;
  memset(&p, 0, sizeof p);
  p.where = __func__;
  if (!risk || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", risk ? "out" : "risk");
  cpw_system_risk_init_sized(&p.r, sizeof p.r);
  int32_t status = cpwi_take_options(&p.r, sizeof p.r, risk, __func__, err);
  if (status == CPW_OK) status = check_risk(&p.r, __func__, err);
  if (status != CPW_OK) return status;
  p.cases = p.r.people * p.r.rate;
  p.weight = cpwi_alloc(p.r.allocator, (size_t)p.r.costs, sizeof *p.weight);
  if (!p.weight)
    status =
        cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld costs", (long long)p.r.costs);
  if (status == CPW_OK) status = check_cost(&p, err);
  if (status == CPW_OK) status = reserve(&p, err);
  if (status == CPW_OK) {
    recur(&p);
    *out = measure(&p);
  }
  cpwi_release(p.r.allocator, p.weight);
  cpwi_release(p.r.allocator, p.chance);
  return status;
}

/* ---------------------------------------------------------------- steps of a lognormal ------ */

/* all in the two steps next to the mean */
static void two_steps(double mean, int64_t costs, double *cost) {
  int64_t low = (int64_t)floor(mean);
  memset(cost, 0, (size_t)costs * sizeof *cost);
  if (low >= costs) low = costs - 1;
  double up = low >= 1 ? mean - (double)low : 0;
  if (low < 1) low = 1;
  cost[low - 1] = 1 - up;
  if (low < costs) cost[low] += up;
}

/* what rounds to each step, the last all beyond */
static double by_rounding(double mean, double cv, int64_t costs, double *cost) {
  double variance = cpw_math_log1p(cv * cv), sigma = sqrt(variance);
  double mu = cpw_math_log(mean) - 0.5 * variance, above = 1;
  cpw_exact_sum first;
  cpw_exact_sum_init(&first);
  for (int64_t j = 1; j <= costs; j++) {
    double z = (cpw_math_log((double)j + 0.5) - mu) / sigma;
    double next = j < costs ? cpw_normal_cdf(-z) : 0;
    cost[j - 1] = above - next;
    above = next;
    cpw_exact_sum_add(&first, (double)j * cost[j - 1]);
  }
  return cpw_exact_sum_value(&first);
}

/* A share of every step goes one up (or down), so that the mean is kept; 0 where that is not enough. */
static int shift(double more, int64_t costs, double *cost) {
  double stuck = more > 0 ? cost[costs - 1] : cost[0], share = fabs(more) / (1 - stuck);
  if (!(share <= 1)) return fabs(more) <= 1e-12;
  for (int64_t i = 0; i + 1 < costs; i++) {
    int64_t j = more > 0 ? costs - 2 - i : i + 1, to = more > 0 ? j + 1 : j - 1;
    double moved = share * cost[j];
    cost[j] -= moved;
    cost[to] += moved;
  }
  return 1;
}

int32_t cpw_system_cost_steps(double mean, double cv, double step, int64_t costs, double *cost,
                              cpw_error *err) {
  if (!cost || costs < 1 || costs > MOST_STEPS)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__,
                     cost ? "costs = %lld must be 1 to 2^24" : "cost is NULL (%lld)",
                     (long long)costs);
  if (!(step > 0 && step <= 1e200) || !(mean > 0 && mean <= 1e200) || !(cv >= 0 && cv <= 1e6))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__,
                     "mean = %s, cv = %s and step = %s must be finite, > 0 (cv >= 0)",
                     cpwi_number(mean).text, cpwi_number(cv).text, cpwi_number(step).text);
  double steps = mean / step;
  if (!(steps >= 1 && steps <= (double)costs))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__,
                     "a mean of %s steps must be 1 to %lld: take other steps",
                     cpwi_number(steps).text, (long long)costs);
  double *work = cpwi_alloc(NULL, (size_t)costs, sizeof *work);
  if (!work)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld steps", (long long)costs);
  int done = 1;
  if (cv > 0)
    done = shift(steps - by_rounding(steps, cv, costs, work), costs, work);
  else
    two_steps(steps, costs, work);
  if (done) memcpy(cost, work, (size_t)costs * sizeof *cost);
  cpwi_release(NULL, work);
  return done ? CPW_OK
              : cpwi_fail(err, CPW_EDOMAIN, -1, __func__,
                          "%lld steps do not reach far enough for a mean of %s of them: take more",
                          (long long)costs, cpwi_number(steps).text);
}
