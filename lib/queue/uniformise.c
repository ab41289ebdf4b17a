/* The distribution of the number of people in a queue, moved on under constant rates by uniformisation.
 * Source: Jensen (1953), Grassmann (1977); weights from the mode as Fox and Glynn (1988) advise.
 * Leaves what the distribution means to course.c and changing rates to periods.c and sinusoid.c. */
#include "carepath/random.h"
#include "queue/chain.h"

#include <string.h>

#define STATES     (INT64_C(1) << 26)
#define EVENTS     1e12
#define NOTHING    1e-250 /* lower ends below it are cut off */
#define ARRAYS     6
#define BETWEEN    8  /* terms between two looks whether the rest matters */
#define REPORT     64 /* steps between two reports */
#define LAST_BELOW 1e-300
#define SIGHT      1e-265 /* so much each from all numbers together comes to less than NOTHING */

/* ---------------------------------------------------------------- memory -------------------- */

static void place(cpwi_chain *chain, double *memory, int64_t size) {
  double **arrays[ARRAYS] = {&chain->chance, &chain->mean, &chain->power,
                             &chain->next,   &chain->down, &chain->stay};
  for (int k = 0; k < ARRAYS; k++)
    *arrays[k] = memory + 1 + k * (size + 3);
  chain->memory = memory;
  chain->size = size;
}

static double *fresh(const cpwi_chain *chain, int64_t hi, int64_t *size, int32_t *status) {
  int64_t cells;
  *size = hi + 1 + hi / 4 + 16;
  *status = CPW_EOVERFLOW;
  if (hi >= STATES || !cpwi_multiply(*size + 3, ARRAYS, &cells)) return NULL;
  *status = CPW_ENOMEM;
  return cpwi_alloc_zero(chain->allocator, (size_t)cells, sizeof(double));
}

static int32_t fail_size(int32_t status, int64_t hi, const char *where, cpw_error *err) {
  if (status == CPW_EOVERFLOW)
    return cpwi_fail(
        err, status, -1, where,
        "%lld people at a time (servers, start, room) are 2^26 or more, too many to follow",
        (long long)hi);
  return cpwi_fail(err, status, -1, where, "no memory for %lld numbers of people", (long long)hi);
}

int32_t cpwi_chain_new(cpwi_chain *chain, int64_t hi, const char *where, cpw_error *err) {
  int64_t size;
  int32_t status;
  double *memory = fresh(chain, hi, &size, &status);
  if (!memory) return fail_size(status, hi, where, err);
  place(chain, memory, size);
  return CPW_OK;
}

void cpwi_chain_free(cpwi_chain *chain) {
  cpwi_release(chain->allocator, chain->memory);
  chain->memory = NULL;
}

/* Room for the numbers up to hi. */
static int32_t ensure(cpwi_chain *chain, int64_t hi, const char *where, cpw_error *err) {
  if (hi < chain->size) return CPW_OK;
  cpwi_chain old = *chain;
  int32_t status = cpwi_chain_new(chain, hi, where, err);
  if (status != CPW_OK) return status;
  memcpy(chain->chance, old.chance, (size_t)(old.hi + 1) * sizeof *old.chance);
  memcpy(chain->mean, old.mean, (size_t)old.size * sizeof *old.mean);
  cpwi_chain_free(&old);
  return CPW_OK;
}

int32_t cpwi_chain_copy(const cpwi_chain *from, cpwi_chain *to, const char *where, cpw_error *err) {
  double *kept = to->memory;
  int64_t size = to->size, hi = to->hi;
  *to = *from;
  to->memory = NULL;
  if (kept && size > from->hi) {
    place(to, kept, size);
    memset(to->chance, 0, (size_t)(hi + 1) * sizeof *to->chance);
  } else {
    int32_t status = cpwi_chain_new(to, from->hi, where, err);
    cpwi_release(from->allocator, kept);
    if (status != CPW_OK) return status;
  }
  memcpy(to->chance, from->chance, (size_t)(from->hi + 1) * sizeof *to->chance);
  return CPW_OK;
}

int32_t cpwi_chain_report(const cpw_run *run, double done, const char *where, cpw_error *err) {
  int stop = run->cancel && cpwi_read_flag(run->cancel) != 0;
  if (!stop && run->progress) stop = run->progress(run->progress_context, fmin(done, 1.0)) != 0;
  return stop ? cpwi_fail(err, CPW_ECANCELLED, -1, where, "cancelled by the caller") : CPW_OK;
}

/* ---------------------------------------------------------------- Poisson weights ----------- */

typedef struct weights {
  int last;
  double weight[CPWI_TERMS], beyond[CPWI_TERMS]; /* beyond[k]: sum of the weights after k */
} weights;

static void weigh(double events, weights *w) {
  int mode = (int)events, last = mode;
  double sum = 0.0;
  w->weight[mode] = 1.0;
  for (int k = mode; k > 0; k--)
    w->weight[k - 1] = w->weight[k] * (double)k / events;
  while (last + 1 < CPWI_TERMS && w->weight[last] > LAST_BELOW) {
    w->weight[last + 1] = w->weight[last] * events / (double)(last + 1);
    last++;
  }
  for (int k = last; k >= 0; k--)
    sum += w->weight[k];
  w->last = last;
  for (int k = 0; k <= last; k++)
    w->weight[k] /= sum;
  w->beyond[last] = 0.0;
  for (int k = last; k > 0; k--)
    w->beyond[k - 1] = w->beyond[k] + w->weight[k];
}

/* Least k with P(Poisson(mean) >= k) <= cut, by a bound on the tail. */
static int64_t reach(double mean, double cut) {
  if (!(mean > 0.0)) return 0;
  double term = cpw_math_exp(-mean);
  int64_t k = 0;
  while ((double)k + 1.0 <= mean || term > cut * (1.0 - mean / ((double)k + 1.0)))
    term *= mean / (double)++k;
  return k;
}

/* ---------------------------------------------------------------- one step ------------------ */

static double leaving(const cpwi_rates *r, int64_t n) {
  double served = (double)(n < r->servers ? n : r->servers);
  return served * r->service + (n > r->servers ? (double)(n - r->servers) * r->patience : 0.0);
}

typedef struct plan {
  int64_t lo, hi;
  double time, rate; /* of the step; of events in it */
} plan;

/* The highest number whose chance may become one that is kept, by arrivals alone. */
static int64_t within_sight(const cpwi_chain *chain, double come) {
  weights w;
  int64_t top = chain->hi;
  weigh(come, &w);
  for (int64_t n = chain->hi; n >= chain->lo && top - n <= w.last; n--)
    while (top - n <= w.last && chain->chance[n] * w.beyond[top - n] > SIGHT)
      top++;
  return top;
}

/* The highest number that `come` mean arrivals may lead to. Beyond `keep` the tail is held relative to what
 * it adds there; where all are far below `keep`, as far as a chance would be kept. */
static int64_t highest(const cpwi_chain *chain, double come) {
  int64_t base = chain->hi > chain->keep ? chain->hi : chain->keep;
  if (base - chain->hi >= CPWI_TERMS) return within_sight(chain, come);
  int64_t up = reach(come, chain->cut);
  return chain->room - base < up ? chain->room : base + up;
}

static double step_of(double rate, double left) {
  double steps = ceil(rate * left / CPWI_EVENTS_A_STEP);
  return steps > 1.0 ? left / steps : left;
}

/* A step no longer than `left` with at most CPWI_EVENTS_A_STEP events, and where it may lead. */
static void prepare(const cpwi_chain *chain, const cpwi_rates *r, double left, plan *p) {
  p->time = step_of(r->arrivals + leaving(r, chain->hi), left);
  p->hi = highest(chain, r->arrivals * p->time);
  p->time = step_of(r->arrivals + leaving(r, p->hi), left);
  for (;; p->time /= 2.0) {
    p->hi = highest(chain, r->arrivals * p->time);
    p->rate = r->arrivals + leaving(r, p->hi);
    if (p->rate * p->time <= CPWI_EVENTS_A_STEP) break;
  }
  /* a sharp start is followed down to nobody; later what can leave in the step is enough */
  int64_t fall = reach(leaving(r, p->hi) * p->time, chain->cut);
  p->lo = chain->steps == 0 && fall > 0 ? 0 : chain->lo - fall;
  if (p->lo < 0) p->lo = 0;
}

/* Most steps that a chance needs to come to a number within the plan that has none. */
static int64_t farthest(const cpwi_chain *chain, const plan *p) {
  int64_t longest = p->hi - chain->hi, run = 0;
  for (int64_t n = p->lo; n <= chain->hi; n++) {
    run = chain->chance[n] > 0.0 ? 0 : run + 1;
    if (run > longest) longest = run;
  }
  return longest;
}

static void set_moves(cpwi_chain *chain, const cpwi_rates *r, const plan *p) {
  double most = leaving(r, p->hi);
  for (int64_t n = p->lo; n <= p->hi; n++) {
    double down = leaving(r, n);
    chain->down[n] = down / p->rate;
    chain->stay[n] = (most - down) / p->rate;
  }
  chain->down[p->lo] = p->lo > 0 ? 0.0 : chain->down[p->lo];
  if (p->lo > 0) chain->stay[p->lo] = most / p->rate;
  chain->stay[p->hi] += r->arrivals / p->rate; /* nobody comes in */
  chain->down[p->hi + 1] = 0.0;
}

static void apply(cpwi_chain *chain, double up, const plan *p) {
  const double *v = chain->power, *down = chain->down, *stay = chain->stay;
  double *next = chain->next;
  for (int64_t n = p->lo; n <= p->hi; n++)
    next[n] = up * v[n - 1] + stay[n] * v[n] + down[n + 1] * v[n + 1];
  chain->next = chain->power;
  chain->power = next;
}

static int rest_matters(const cpwi_chain *chain, double weight, double tiny, const plan *p) {
  for (int64_t n = p->lo; n <= p->hi; n++)
    if (weight * chain->power[n] > tiny * chain->chance[n]) return 1;
  return 0;
}

static void add_term(cpwi_chain *chain, const weights *w, int k, int32_t integral, const plan *p) {
  double weight = w->weight[k], time = w->beyond[k] / p->rate;
  for (int64_t n = p->lo; n <= p->hi; n++)
    chain->chance[n] += weight * chain->power[n];
  if (!integral) return;
  for (int64_t n = p->lo; n <= p->hi; n++)
    chain->mean[n] += time * chain->power[n];
}

/* chance = sum of weight[k] chance P^k, until what is left matters to no number. */
static void sum_series(cpwi_chain *chain, const cpwi_rates *r, const plan *p, int32_t integral) {
  weights w;
  double events = p->rate * p->time, up = r->arrivals / p->rate;
  int64_t first = farthest(chain, p);
  weigh(events, &w);
  set_moves(chain, r, p);
  memcpy(chain->power + p->lo, chain->chance + p->lo, (size_t)(p->hi - p->lo + 1) * sizeof(double));
  chain->power[p->lo - 1] = chain->next[p->lo - 1] = 0.0;
  chain->power[p->hi + 1] = chain->next[p->hi + 1] = 0.0;
  memset(chain->chance + p->lo, 0, (size_t)(p->hi - p->lo + 1) * sizeof(double));
  for (int k = 0; k <= w.last; k++) {
    if (k > 0) apply(chain, up, p);
    add_term(chain, &w, k, integral, p);
    if (k % BETWEEN == 0 && k > first && (double)k > events &&
        !rest_matters(chain, w.weight[k], 0.1 * chain->cut, p))
      break;
  }
}

/* ---------------------------------------------------------------- what is kept -------------- */

static void settle(cpwi_chain *chain) {
  double sum = 0.0;
  for (int64_t n = chain->hi; n >= chain->lo; n--)
    sum += chain->chance[n];
  for (int64_t n = chain->lo; n <= chain->hi; n++)
    chain->chance[n] /= sum;
}

/* Upper tail onto its lowest number, as far as it adds next to nothing to those beyond `keep`. */
static void trim_top(cpwi_chain *chain) {
  double all = 0.0, cut = 0.0, moved = 0.0;
  for (int64_t n = chain->hi; n >= chain->keep && n >= chain->lo; n--)
    all += (double)(n - chain->keep + 1) * chain->chance[n];
  while (chain->hi > chain->lo) {
    double p = chain->chance[chain->hi], excess = (double)(chain->hi - chain->keep + 1);
    int nothing = p < NOTHING;
    if (!nothing && (chain->hi <= chain->keep || cut + excess * p > chain->cut * all)) break;
    if (excess > 0.0) cut += excess * p;
    moved += p;
    chain->chance[chain->hi--] = 0.0;
  }
  chain->chance[chain->hi] += moved;
}

static void trim_bottom(cpwi_chain *chain) {
  double moved = 0.0;
  while (chain->lo < chain->hi && chain->chance[chain->lo] < NOTHING) {
    moved += chain->chance[chain->lo];
    chain->chance[chain->lo++] = 0.0;
  }
  chain->chance[chain->lo] += moved;
}

static void make_step(cpwi_chain *chain, const cpwi_rates *r, const plan *p, int32_t integral) {
  if (p->rate > 0.0) {
    sum_series(chain, r, p, integral);
    chain->lo = p->lo;
    chain->hi = p->hi;
    settle(chain);
    trim_top(chain);
    trim_bottom(chain);
  } else if (integral) {
    for (int64_t n = chain->lo; n <= chain->hi; n++)
      chain->mean[n] += p->time * chain->chance[n];
  }
  if (chain->hi + 1 > chain->most) chain->most = chain->hi + 1;
}

int32_t cpwi_chain_move(cpwi_chain *chain, const cpwi_rates *rates, double time, int32_t integral,
                        const char *where, cpw_error *err) {
  double left = time, rate = rates->arrivals + leaving(rates, chain->hi);
  if (rate * time > EVENTS)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where,
                     "%s events are expected in a time of %s: more than 1e12",
                     cpwi_number(rate * time).text, cpwi_number(time).text);
  while (left > 0.0) {
    plan p;
    int32_t status = CPW_OK;
    prepare(chain, rates, left, &p);
    if (chain->steps % REPORT == 0)
      status = cpwi_chain_report(&chain->run, chain->done + chain->share * (1.0 - left / time),
                                 where, err);
    if (status == CPW_OK) status = ensure(chain, p.hi, where, err);
    if (status != CPW_OK) return status;
    make_step(chain, rates, &p, integral);
    chain->steps++;
    left = p.time < left ? left - p.time : 0.0;
  }
  return CPW_OK;
}
