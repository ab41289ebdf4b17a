/* One water level for all leaves: each receives k times its weight within its range, a parent what its
 * children's sum asks for within its own; where a parent is at a bound, a k of its own holds below it.
 * Source: KKT conditions of min sum x^2 / weight under laminar bounds (Hochbaum 1994); k by bisection of its
 * bits. Leaves whole pounds to share.c. */
#include "devolve/internal.h"

#include <string.h>

static double as_real(cpwi_decimal x) {
  double value = (double)x.digits;
  for (int32_t i = x.power; i < 0; i++)
    value /= 10.0;
  return value;
}

/* Places in depth-first order, so that everybody below a node stands behind it in one piece. */
static void order_depth_first(cpwi_devolve *d) {
  int64_t nodes = d->tree.nodes;
  for (int64_t place = 0; place < nodes; place++)
    d->behind[place] = 1; /* first: how many are in its piece */
  for (int64_t place = nodes - 1; place > 0; place--)
    d->behind[d->parent[place]] += d->behind[place];
  d->at[0] = 0;
  for (int64_t place = 0; place < nodes; place++) {
    int64_t next = d->at[place] + 1;
    d->depth_first[d->at[place]] = place;
    for (int64_t c = d->first[place]; c < d->first[place] + d->children[place]; c++) {
      d->at[c] = next;
      next += d->behind[c];
    }
  }
  for (int64_t place = 0; place < nodes; place++)
    d->behind[place] += d->at[place];
}

int32_t cpwi_devolve_leaves_make(cpwi_devolve *d, cpw_error *err) {
  const cpw_allocator *a = d->tree.allocator;
  size_t nodes = (size_t)d->tree.nodes;
  d->real = cpwi_alloc(a, nodes, sizeof *d->real);
  d->sum = cpwi_alloc(a, nodes, sizeof *d->sum);
  d->depth_first = cpwi_alloc(a, nodes, sizeof *d->depth_first);
  d->behind = cpwi_alloc(a, nodes, sizeof *d->behind);
  d->at = cpwi_alloc(a, nodes, sizeof *d->at);
  if (!d->real || !d->sum || !d->depth_first || !d->behind || !d->at)
    return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_DEVOLVE, "no memory for %lld nodes",
                     (long long)d->tree.nodes);
  order_depth_first(d);
  return CPW_OK;
}

/* What a node would receive at the level k, its children's sum being known. */
static double receives(const cpwi_devolve *d, int64_t place, double k) {
  double x = k * d->weight[place];
  double share = as_real(d->share[place]), rate = as_real(d->rate[place]);
  if (d->children[place] > 0 && share > 0.0 && rate < 1.0)
    x = (d->sum[place] / share + (double)d->reserve[place]) / (1.0 - rate);
  double least = (double)d->least[place], most = (double)d->most[place];
  return x < least ? least : x > most ? most : x;
}

/* The sum over the children of a node at the level k; what everybody below receives is in `real`. */
static double flood(cpwi_devolve *d, int64_t place, double k) {
  for (int64_t i = d->at[place]; i < d->behind[place]; i++)
    d->sum[d->depth_first[i]] = 0.0;
  for (int64_t i = d->behind[place] - 1; i > d->at[place]; i--) {
    int64_t below = d->depth_first[i];
    d->real[below] = receives(d, below, k);
    d->sum[d->parent[below]] += d->real[below];
  }
  return d->sum[place];
}

static double from_bits(uint64_t bits) {
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

/* Finds the level at which the children of a node receive what it passes on: the largest k that does not
 * ask for more. Doubles >= 0 are in the order of their bits. */
static void find_level(cpwi_devolve *d, int64_t place, int64_t passed) {
  uint64_t low = 0, high = 0x7fefffffffffffffU; /* the largest finite double */
  while (high - low > 1) {
    uint64_t middle = low + (high - low) / 2;
    if (flood(d, place, from_bits(middle)) <= (double)passed)
      low = middle;
    else
      high = middle;
  }
  flood(d, place, from_bits(low));
}

/* A node strictly inside its range stands at the level of the node above it: nothing is new below. */
void cpwi_devolve_leaves_level(cpwi_devolve *d, int64_t place, int64_t passed) {
  int inside = place > 0 && d->real[place] > (double)d->least[place] &&
               d->real[place] < (double)d->most[place];
  if (!inside) find_level(d, place, passed);
}
