/* Stays, next states, first passages and totals: what a chain's rates say without a matrix exponential.
 * Source: first-step equations (Norris, Markov Chains, 1997, sections 3.3 and 3.4).
 * Leaves the elimination to eliminate.c, the long run to longrun.c. */
#include "markov/internal.h"

int32_t cpw_markov_sojourn(const double *rates, int32_t states, double *out, cpw_error *err) {
  int32_t status = cpwi_markov_check(rates, states, __func__, err);
  if (status != CPW_OK) return status;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  for (int32_t i = 0; i < states; i++) {
    double leave = cpwi_leave(rates, states, i);
    out[i] = leave > 0 ? 1 / leave : (double)INFINITY;
  }
  return CPW_OK;
}

int32_t cpw_markov_next(const double *rates, int32_t states, double *out, cpw_error *err) {
  int32_t status = cpwi_markov_check(rates, states, __func__, err);
  if (status != CPW_OK) return status;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  for (int32_t i = 0; i < states; i++) {
    double leave = cpwi_leave(rates, states, i);
    for (int32_t j = 0; j < states; j++) {
      size_t at = (size_t)i * (size_t)states + (size_t)j;
      out[at] = j == i || !(leave > 0) ? 0 : rates[at] / leave;
    }
  }
  return CPW_OK;
}

/* A smaller chain: the states of a given kind, with what leaves them for good. */
typedef struct part {
  int32_t n, size;
  int32_t *index;                  /* (n) place in the part, or -1 */
  double *rates, *exits, *leaving; /* (size, size), (size), (size) */
  double *rewards;
  uint64_t *reach;
  double *copy; /* (n, n) rates with the targets made absorbing */
  const cpw_allocator *allocator;
} part;

static void part_free(part *p) {
  const cpw_allocator *a = p->allocator;
  cpwi_release(a, p->index);
  cpwi_release(a, p->rates);
  cpwi_release(a, p->exits);
  cpwi_release(a, p->leaving);
  cpwi_release(a, p->rewards);
  cpwi_release(a, p->reach);
  cpwi_release(a, p->copy);
}

static int32_t part_new(part *p, int32_t n, const cpw_allocator *a, const char *where,
                        cpw_error *err) {
  int32_t status = cpwi_check_allocator(a, where, err);
  if (status != CPW_OK) return status;
  size_t size = (size_t)n;
  *p = (part){.n = n, .allocator = a};
  p->index = cpwi_alloc(a, size, sizeof *p->index);
  p->rates = cpwi_alloc(a, cpwi_square(n), sizeof *p->rates);
  p->exits = cpwi_alloc(a, size, sizeof *p->exits);
  p->leaving = cpwi_alloc(a, size, sizeof *p->leaving);
  p->rewards = cpwi_alloc(a, size, sizeof *p->rewards);
  p->reach = cpwi_alloc(a, size * CPWI_WORDS(n), sizeof *p->reach);
  p->copy = cpwi_alloc(a, cpwi_square(n), sizeof *p->copy);
  if (p->index && p->rates && p->exits && p->leaving && p->rewards && p->reach && p->copy)
    return CPW_OK;
  part_free(p);
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %d states", (int)n);
}

/* the rates among the states with index[i] = 0, and the sums of what leaves them for others */
static void part_take(part *p) {
  int32_t n = p->n;
  p->size = 0;
  for (int32_t i = 0; i < n; i++)
    p->index[i] = p->index[i] < 0 ? -1 : p->size++;
  for (int32_t i = 0; i < n; i++) {
    if (p->index[i] < 0) continue;
    double *row = p->rates + (size_t)p->index[i] * (size_t)p->size, out = 0;
    for (int32_t j = 0; j < n; j++) {
      double rate = j == i ? 0 : p->copy[(size_t)i * (size_t)n + (size_t)j];
      if (p->index[j] >= 0)
        row[p->index[j]] = rate;
      else
        out += rate;
    }
    p->exits[p->index[i]] = out;
  }
}

static void make_absorbing(part *p, const double *rates, const int32_t *targets) {
  memcpy(p->copy, rates, cpwi_square(p->n) * sizeof *rates);
  for (int32_t i = 0; targets && i < p->n; i++)
    if (targets[i]) memset(p->copy + (size_t)i * (size_t)p->n, 0, (size_t)p->n * sizeof *rates);
  cpwi_markov_reach(p->copy, p->n, p->reach);
}

static int meets(const part *p, int32_t state, const int32_t *targets) {
  for (int32_t j = 0; j < p->n; j++)
    if (targets[j] && cpwi_markov_reaches(p->reach, p->n, state, j)) return 1;
  return 0;
}

/* whether a target is reached from here whatever happens */
static int surely_meets(const part *p, int32_t state, const int32_t *targets) {
  for (int32_t j = 0; j < p->n; j++)
    if (cpwi_markov_reaches(p->reach, p->n, state, j) && !meets(p, j, targets)) return 0;
  return 1;
}

static void expected(part *p) {
  cpwi_eliminate(p->rates, p->exits, p->leaving, p->size);
  cpwi_expected(p->rates, p->leaving, p->size, p->rewards);
}

int32_t cpw_markov_first_passage(const double *rates, int32_t states, const int32_t *targets,
                                 const cpw_allocator *allocator, double *out, cpw_error *err) {
  int32_t status = cpwi_markov_check(rates, states, __func__, err);
  if (status == CPW_OK) status = cpwi_markov_check_targets(targets, states, __func__, err);
  if (status == CPW_OK && !out) status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  part p;
  if (status == CPW_OK) status = part_new(&p, states, allocator, __func__, err);
  if (status != CPW_OK) return status;
  make_absorbing(&p, rates, targets);
  for (int32_t i = 0; i < states; i++)
    p.index[i] = !targets[i] && surely_meets(&p, i, targets) ? 0 : -1;
  part_take(&p);
  for (int32_t k = 0; k < p.size; k++)
    p.rewards[k] = 1;
  expected(&p);
  for (int32_t i = 0; i < states; i++)
    out[i] = targets[i] ? 0 : p.index[i] < 0 ? (double)INFINITY : p.rewards[p.index[i]];
  part_free(&p);
  return CPW_OK;
}

/* chances ever to get there */
static void pass_ever(part *p, const int32_t *targets, double *out) {
  int32_t n = p->n;
  for (int32_t i = 0; i < n; i++)
    p->index[i] = !targets[i] && meets(p, i, targets) && !surely_meets(p, i, targets) ? 0 : -1;
  part_take(p);
  for (int32_t i = 0; i < n; i++)
    out[i] = p->index[i] < 0 && meets(p, i, targets) ? 1 : 0;
  for (int32_t i = 0; i < n; i++) {
    if (p->index[i] < 0) continue;
    double there = 0;
    for (int32_t j = 0; j < n; j++)
      if (p->index[j] < 0 && out[j] > 0) there += p->copy[(size_t)i * (size_t)n + (size_t)j];
    p->rewards[p->index[i]] = there;
  }
  expected(p);
  for (int32_t i = 0; i < n; i++)
    if (p->index[i] >= 0) out[i] = p->rewards[p->index[i]];
}

static int32_t pass_within(part *p, const int32_t *targets, double time, double *out,
                           const char *where, cpw_error *err) {
  int32_t n = p->n;
  double *work = cpwi_alloc(p->allocator, CPWI_EXPONENTIAL_WORK(n), sizeof *work);
  if (!work) return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %d states", (int)n);
  cpwi_exponential_of(p->copy, n, time, p->rates, NULL, work);
  for (int32_t i = 0; i < n; i++) {
    double there = 0;
    for (int32_t j = 0; j < n; j++)
      there += targets[j] ? p->rates[(size_t)i * (size_t)n + (size_t)j] : 0;
    out[i] = targets[i] ? 1 : fmin(there, 1);
  }
  cpwi_release(p->allocator, work);
  return CPW_OK;
}

int32_t cpw_markov_passage(const double *rates, int32_t states, const int32_t *targets, double time,
                           const cpw_allocator *allocator, double *out, cpw_error *err) {
  int32_t status = cpwi_markov_check(rates, states, __func__, err);
  if (status == CPW_OK) status = cpwi_markov_check_targets(targets, states, __func__, err);
  if (status == CPW_OK && !(time >= 0))
    status =
        cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "time = %s must be >= 0", cpwi_number(time).text);
  if (status == CPW_OK && !out) status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  part p;
  if (status == CPW_OK) status = part_new(&p, states, allocator, __func__, err);
  if (status != CPW_OK) return status;
  make_absorbing(&p, rates, targets);
  if (time > DBL_MAX)
    pass_ever(&p, targets, out);
  else
    status = pass_within(&p, targets, time, out, __func__, err);
  part_free(&p);
  return status;
}

/* expected times for good, one column after the other */
static void totals_for_good(part *p, double *out) {
  int32_t n = p->n;
  for (int32_t i = 0; i < n; i++)
    p->index[i] = cpwi_markov_closed(p->reach, n, i) ? -1 : 0;
  part_take(p);
  cpwi_eliminate(p->rates, p->exits, p->leaving, p->size);
  for (int32_t j = 0; j < n; j++) {
    memset(p->rewards, 0, (size_t)n * sizeof *p->rewards);
    if (p->index[j] >= 0) {
      p->rewards[p->index[j]] = 1;
      cpwi_expected(p->rates, p->leaving, p->size, p->rewards);
    }
    for (int32_t i = 0; i < n; i++) {
      double value = p->index[i] >= 0 ? p->rewards[p->index[i]] : 0;
      if (p->index[j] < 0) value = cpwi_markov_reaches(p->reach, n, i, j) ? (double)INFINITY : 0;
      out[(size_t)i * (size_t)n + (size_t)j] = value;
    }
  }
}

static int32_t totals_until(part *p, double horizon, double *out, const char *where,
                            cpw_error *err) {
  size_t size = cpwi_square(p->n);
  double *work = cpwi_alloc(p->allocator, CPWI_EXPONENTIAL_WORK(p->n) + size, sizeof *work);
  if (!work) return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %d states", (int)p->n);
  cpwi_exponential_of(p->copy, p->n, horizon, p->rates, work, work + size);
  memcpy(out, work, size * sizeof *out);
  cpwi_release(p->allocator, work);
  return CPW_OK;
}

int32_t cpw_markov_time_in_states(const double *rates, int32_t states, double horizon,
                                  const cpw_allocator *allocator, double *out, cpw_error *err) {
  int32_t status = cpwi_markov_check(rates, states, __func__, err);
  if (status == CPW_OK && !(horizon >= 0))
    status = cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "horizon = %s must be >= 0",
                       cpwi_number(horizon).text);
  if (status == CPW_OK && !out) status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  part p;
  if (status == CPW_OK) status = part_new(&p, states, allocator, __func__, err);
  if (status != CPW_OK) return status;
  make_absorbing(&p, rates, NULL);
  if (horizon > DBL_MAX)
    totals_for_good(&p, out);
  else
    status = totals_until(&p, horizon, out, __func__, err);
  part_free(&p);
  return status;
}
