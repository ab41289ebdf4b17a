/* The steepest line that people of unknown group allow. Source: for given numbers in the groups the values
 * go to them in order (rearrangement), so that numerator and denominator of the slope are sums along a
 * path of counts; Dinkelbach, Management Science 13 (1967) for their ratio. Leaves two groups to bounds.c. */
#include "equity/bounds.h"

enum { MOST_ROUNDS = 100 };

/* The best path up to each number of blocks given out. */
typedef struct best {
  double value, numerator, spread;
} best;

typedef struct search {
  const cpwi_unknown *u;
  double sign, price; /* of the spread: the slope that is to be beaten */
  int64_t blocks;
  best *now, *next; /* (blocks + 1) */
} search;

/* people given out with the first k blocks */
static int64_t people_of(const search *s, int64_t k) {
  int64_t m = s->u->missing;
  if (s->blocks == m) return k;
  return (int64_t)((double)m * ((double)k / (double)s->blocks));
}

/* their sum: of the lowest, or, where the least slope is sought, of the highest with the sign turned */
static double sum_of(const search *s, int64_t first, int64_t last) {
  int64_t m = s->u->missing;
  return s->sign > 0 ? cpwi_unknown_sum(s->u, first, last)
                     : -cpwi_unknown_sum(s->u, m - last, m - first);
}

/* group `g` with people `first` to `last` of the unknown, after `before` known ones in lower groups */
static best extend(const search *s, best from, int64_t g, double before, int64_t first,
                   int64_t last) {
  const cpwi_unknown *u = s->u;
  double n = u->people[g], share = (n + (double)(last - first)) / u->all;
  double middle = (before + (double)first) / u->all + share / 2 - 0.5;
  double sum = s->sign * n * (u->mean[g] - u->average) + sum_of(s, first, last);
  best to = {0, from.numerator + sum / u->all * middle, from.spread + share * middle * middle};
  to.value = to.numerator - s->price * to.spread;
  return to;
}

/* one more group, for every number of blocks that may have been given out with it */
static void add_group(search *s, int64_t g, double before) {
  int64_t last = s->u->groups - 1, from_least = g == last ? s->blocks : 0;
  for (int64_t j = from_least; j <= s->blocks; j++) {
    int64_t people = people_of(s, j);
    best found = {-(double)INFINITY, 0, 0};
    for (int64_t i = 0; i <= (g == 0 ? 0 : j); i++) {
      best to = extend(s, s->now[i], g, before, people_of(s, i), people);
      if (to.value > found.value) found = to;
    }
    s->next[j] = found;
  }
  best *swap = s->now;
  s->now = s->next;
  s->next = swap;
}

static best best_path(search *s) {
  double before = 0;
  memset(s->now, 0, ((size_t)s->blocks + 1) * sizeof *s->now);
  for (int64_t g = 0; g < s->u->groups; g++) {
    add_group(s, g, before);
    before += s->u->people[g];
  }
  return s->now[s->blocks];
}

/* The price rises to the greatest ratio of sums, more than twice as many digits a round at the end. */
static double best_ratio(search *s) {
  s->price = 0;
  double slope = -(double)INFINITY;
  for (int round = 0; round < MOST_ROUNDS; round++) {
    best path = best_path(s);
    double reached = path.numerator / path.spread;
    if (!(reached > slope)) break;
    slope = s->price = reached;
  }
  return slope;
}

int32_t cpwi_unknown_line(const cpwi_unknown *u, int32_t sign, int32_t per_spread, double *found,
                          const char *where, cpw_error *err) {
  search s = {.u = u, .sign = sign, .blocks = u->missing < u->blocks ? u->missing : u->blocks};
  best *memory = cpwi_alloc(u->allocator, (size_t)s.blocks + 1, 2 * sizeof *memory);
  if (!memory) return cpwi_no_memory(where, err);
  s.now = memory;
  s.next = memory + s.blocks + 1;
  *found = sign * (per_spread ? best_ratio(&s) : best_path(&s).numerator);
  cpwi_release(u->allocator, memory);
  return CPW_OK;
}
