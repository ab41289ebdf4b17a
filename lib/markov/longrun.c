/* Where a chain is in the long run, from each state and on the whole.
 * Source: Grassmann, Taksar and Heyman 1985 within a class, first-step equations between classes.
 * Leaves the elimination to eliminate.c, the classes to classes.c. */
#include "markov/internal.h"

typedef struct longrun {
  int32_t n;
  const double *rates;
  uint64_t *reach;
  int32_t *members; /* (n) of the class at hand, or the states outside all classes */
  int32_t *end;     /* (n) first state of the closed class, or -1 */
  double *part;     /* (n, n) */
  double *shares;   /* (n) within the class */
  double *exits, *leaving, *chance; /* (n) */
  const cpw_allocator *allocator;
} longrun;

static void longrun_free(longrun *l) {
  const cpw_allocator *a = l->allocator;
  cpwi_release(a, l->reach);
  cpwi_release(a, l->members);
  cpwi_release(a, l->end);
  cpwi_release(a, l->part);
  cpwi_release(a, l->shares);
  cpwi_release(a, l->exits);
  cpwi_release(a, l->leaving);
  cpwi_release(a, l->chance);
}

/* closed classes by their first state */
static void find_ends(longrun *l) {
  for (int32_t i = 0; i < l->n; i++) {
    l->end[i] = -1;
    if (!cpwi_markov_closed(l->reach, l->n, i)) continue;
    int32_t first = 0;
    while (!cpwi_markov_reaches(l->reach, l->n, i, first))
      first++;
    l->end[i] = first;
  }
}

static int32_t longrun_new(longrun *l, const double *rates, int32_t n, const cpw_allocator *a,
                           const char *where, cpw_error *err) {
  int32_t status = cpwi_markov_check(rates, n, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(a, where, err);
  if (status != CPW_OK) return status;
  size_t size = (size_t)n;
  *l = (longrun){.n = n, .rates = rates, .allocator = a};
  l->reach = cpwi_alloc(a, size * CPWI_WORDS(n), sizeof *l->reach);
  l->members = cpwi_alloc(a, size, sizeof *l->members);
  l->end = cpwi_alloc(a, size, sizeof *l->end);
  l->part = cpwi_alloc(a, cpwi_square(n), sizeof *l->part);
  l->shares = cpwi_alloc_zero(a, size, sizeof *l->shares);
  l->exits = cpwi_alloc(a, size, sizeof *l->exits);
  l->leaving = cpwi_alloc(a, size, sizeof *l->leaving);
  l->chance = cpwi_alloc(a, size, sizeof *l->chance);
  if (!l->reach || !l->members || !l->end || !l->part || !l->shares || !l->exits || !l->leaving ||
      !l->chance) {
    longrun_free(l);
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %d states", (int)n);
  }
  cpwi_markov_reach(rates, n, l->reach);
  find_ends(l);
  return CPW_OK;
}

/* the states with a given end, and their rates among themselves */
static int32_t gather(longrun *l, int32_t end) {
  int32_t size = 0;
  for (int32_t i = 0; i < l->n; i++)
    if (l->end[i] == end) l->members[size++] = i;
  for (int32_t a = 0; a < size; a++)
    for (int32_t b = 0; b < size; b++)
      l->part[(size_t)a * (size_t)size + (size_t)b] =
          a == b ? 0 : l->rates[(size_t)l->members[a] * (size_t)l->n + (size_t)l->members[b]];
  return size;
}

/* shares[j] of every state that has an end: within its class */
static void class_shares(longrun *l) {
  for (int32_t first = 0; first < l->n; first++) {
    if (l->end[first] != first) continue;
    int32_t size = gather(l, first);
    cpwi_stationary(l->part, size, l->chance);
    for (int32_t a = 0; a < size; a++)
      l->shares[l->members[a]] = l->chance[a];
  }
}

int32_t cpw_markov_stationary(const double *rates, int32_t states, const cpw_allocator *allocator,
                              double *out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  longrun l;
  int32_t status = longrun_new(&l, rates, states, allocator, __func__, err), first = -1;
  if (status != CPW_OK) return status;
  for (int32_t i = 0; status == CPW_OK && i < states; i++) {
    if (l.end[i] != i) continue;
    if (first >= 0)
      status = cpwi_fail(err, CPW_EDOMAIN, i, __func__,
                         "rates: states %d and %d never reach one another: the long run depends on "
                         "the start",
                         (int)first, (int)i);
    first = i;
  }
  if (status == CPW_OK) {
    class_shares(&l);
    memcpy(out, l.shares, (size_t)states * sizeof *out);
  }
  longrun_free(&l);
  return status;
}

/* what leaves a state for states with a given end */
static double towards(const longrun *l, int32_t state, int32_t end) {
  double sum = 0;
  for (int32_t j = 0; j < l->n; j++)
    if (l->end[j] == end) sum += l->rates[(size_t)state * (size_t)l->n + (size_t)j];
  return sum;
}

/* chances of the states outside all classes to come to the class of `end`; the part is eliminated already */
static void chances_to(longrun *l, int32_t size, int32_t end, double *table) {
  for (int32_t a = 0; a < size; a++)
    l->chance[a] = towards(l, l->members[a], end);
  cpwi_expected(l->part, l->leaving, size, l->chance);
  for (int32_t a = 0; a < size; a++)
    for (int32_t j = 0; j < l->n; j++)
      if (l->end[j] == end)
        table[(size_t)l->members[a] * (size_t)l->n + (size_t)j] = l->chance[a] * l->shares[j];
}

static void limits(longrun *l, double *table) {
  class_shares(l);
  int32_t size = gather(l, -1);
  for (int32_t a = 0; a < size; a++) {
    l->exits[a] = 0;
    for (int32_t j = 0; j < l->n; j++)
      if (l->end[j] >= 0) l->exits[a] += l->rates[(size_t)l->members[a] * (size_t)l->n + (size_t)j];
  }
  cpwi_eliminate(l->part, l->exits, l->leaving, size);
  for (int32_t end = 0; end < l->n; end++)
    if (l->end[end] == end) chances_to(l, size, end, table);
  for (int32_t i = 0; i < l->n; i++)
    for (int32_t j = 0; j < l->n; j++)
      if (l->end[i] >= 0)
        table[(size_t)i * (size_t)l->n + (size_t)j] = l->end[j] == l->end[i] ? l->shares[j] : 0;
}

int32_t cpw_markov_absorption(const double *rates, int32_t states, const cpw_allocator *allocator,
                              double *out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  longrun l;
  int32_t status = longrun_new(&l, rates, states, allocator, __func__, err);
  if (status != CPW_OK) return status;
  double *table = cpwi_alloc_zero(allocator, cpwi_square(states), sizeof *table);
  if (table) {
    limits(&l, table);
    memcpy(out, table, cpwi_square(states) * sizeof *out);
    cpwi_release(allocator, table);
  } else {
    status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %d states", (int)states);
  }
  longrun_free(&l);
  return status;
}
