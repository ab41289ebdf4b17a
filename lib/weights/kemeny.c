/* The order with the fewest disagreements of pairs, exactly, and all that are as good.
 * Source: Kemeny, Daedalus 88:577 (1959); dynamic programming over subsets as Held and Karp (1962): the best
 * order of a set of criteria that are left is one of them first and the best order of the others.
 * Leaves counting pairs to orders.c. */
#include "weights/internal.h"

#define HALF_BITS                                                                                  \
  10 /* people against a first criterion, from two tables of half the criteria each */
#define HALF ((int64_t)1 << HALF_BITS)

typedef struct kemeny {
  int64_t n;
  const int64_t *before; /* (n, n) of orders.c */
  int64_t
      *against;  /* (n, 2, HALF) twice the people who want one of a half-set before a criterion */
  int64_t *cost; /* (2^n) twice the least disagreements within a set */
  int64_t *ways; /* (2^n) how many orders of a set reach it */
} kemeny;

static void fill_against(kemeny *p) {
  for (int64_t j = 0; j < p->n; j++)
    for (int64_t half = 0; half < 2; half++) {
      int64_t *table = p->against + (2 * j + half) * HALF;
      table[0] = 0;
      for (int64_t bit = 0; bit < HALF_BITS; bit++) {
        int64_t i = half * HALF_BITS + bit, size = (int64_t)1 << bit;
        int64_t one = i < p->n && i != j ? p->before[i * p->n + j] : 0;
        for (int64_t s = 0; s < size; s++)
          table[size + s] = table[s] + one;
      }
    }
}

/* Cost of a set with criterion j of it first. */
static int64_t cost_first(const kemeny *p, int64_t set, int64_t j) {
  int64_t rest = set & ~((int64_t)1 << j);
  const int64_t *table = p->against + 2 * j * HALF;
  return p->cost[rest] + table[rest & (HALF - 1)] + table[HALF + (rest >> HALF_BITS)];
}

static void fill_sets(kemeny *p) {
  int64_t sets = (int64_t)1 << p->n;
  p->cost[0] = 0;
  p->ways[0] = 1;
  for (int64_t set = 1; set < sets; set++) {
    int64_t least = INT64_MAX, ways = 0;
    for (int64_t j = 0; j < p->n; j++) {
      if (!(set >> j & 1)) continue;
      int64_t cost = cost_first(p, set, j), rest = p->ways[set & ~((int64_t)1 << j)];
      if (cost > least) continue;
      ways = cost < least ? rest : ways + rest; /* at most 20! < 2^63 */
      least = cost;
    }
    p->cost[set] = least;
    p->ways[set] = ways;
  }
}

/* The optimal order of a given number, in lexicographic order. */
static void order_of(const kemeny *p, int64_t number, int64_t *order) {
  int64_t set = ((int64_t)1 << p->n) - 1;
  for (int64_t place = 0; place < p->n; place++)
    for (int64_t j = 0; j < p->n; j++) {
      if (!(set >> j & 1) || cost_first(p, set, j) != p->cost[set]) continue;
      int64_t rest = set & ~((int64_t)1 << j);
      if (number >= p->ways[rest]) {
        number -= p->ways[rest];
        continue;
      }
      order[place] = j;
      set = rest;
      break;
    }
}

int32_t cpw_weights_kemeny(const double *ranks, int64_t members, int64_t n, const int64_t *counts,
                           int64_t room, int64_t *orders, int64_t *optimal, double *distance,
                           const cpw_allocator *allocator, cpw_error *err) {
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = cpwi_weights_count(n, CPW_WEIGHTS_KEMENY_MOST, "n", __func__, err);
  if (status == CPW_OK) status = cpwi_orders_take(ranks, members, n, counts, __func__, err);
  if (status != CPW_OK) return status;
  if (room < 0 || (room > 0 && !orders))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__,
                     room < 0 ? "room = %lld must be >= 0" : "orders is NULL with room for %lld",
                     (long long)room);
  int64_t sets = (int64_t)1 << n, words = n * n + 2 * n * HALF + 2 * sets;
  int64_t *memory = cpwi_weights_memory(allocator, words, sizeof *memory, __func__, err);
  if (!memory) return CPW_ENOMEM;
  cpwi_orders_count(ranks, members, n, counts, memory);
  kemeny p = {n, memory, memory + n * n, memory + n * n + 2 * n * HALF, NULL};
  p.ways = p.cost + sets;
  fill_against(&p);
  fill_sets(&p);
  int64_t all = p.ways[sets - 1];
  for (int64_t k = 0; k < room && k < all; k++)
    order_of(&p, k, orders + k * n);
  if (optimal) *optimal = all;
  if (distance) *distance = 0.5 * (double)p.cost[sets - 1];
  cpwi_release(allocator, memory);
  return CPW_OK;
}
