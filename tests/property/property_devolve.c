/* Random trees with rates, reserves and bounds: money is conserved at every node, everybody is within bounds, no
 * pound can be moved to make the shares more equal, and the order of the nodes does not matter. Usage:
 * property_devolve [COUNT] [SEED], or --digest. */
#include "worlds.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define MOST 40

typedef struct world {
  cpw_stream s;
  cpw_devolve_tree tree;
  char text[MOST][8];
  const char *id[MOST];
  int64_t parent[MOST], reserve[MOST], floor[MOST], cap[MOST], total[1];
  double weight[MOST], slice[MOST], devolved[MOST];
} world;

static int64_t below(world *w, uint64_t n) {
  return (int64_t)cpw_random_below(&w->s, n);
}

static void point(world *w) {
  cpw_devolve_tree *t = &w->tree;
  for (int64_t i = 0; i < t->nodes; i++)
    w->id[i] = w->text[i];
  t->id = w->id;
  t->parent = w->parent;
  t->weight = w->weight;
  t->total = w->total;
  t->reserve = w->reserve;
  t->floor = w->floor;
  t->cap = w->cap;
  t->topslice = w->slice;
  t->devolved = w->devolved;
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream_init(&w->s, seed, 0, 0, 0);
  cpw_devolve_tree_init(&w->tree);
  int64_t nodes = w->tree.nodes = 1 + below(w, MOST), scale = below(w, 3) ? 1000 : 3;
  int plain = below(w, 3) == 0;
  w->tree.rule = (int32_t)below(w, 2);
  w->total[0] = below(w, (uint64_t)(scale * 40) + 1);
  for (int64_t i = 0; i < nodes; i++) {
    snprintf(w->text[i], sizeof w->text[i], "n%02d", (int)(i * 23 % 41));
    w->parent[i] = i ? below(w, (uint64_t)i) : -1;
    w->weight[i] = below(w, 20) ? 0.1 + 10 * cpw_random_uniform(&w->s) : 0;
    w->floor[i] = below(w, 4) ? 0 : below(w, (uint64_t)scale);
    w->cap[i] =
        i == 0 || below(w, 3) ? CPW_DEVOLVE_NO_CAP : w->floor[i] + below(w, (uint64_t)(10 * scale));
    w->reserve[i] = plain || below(w, 5) ? 0 : below(w, 5);
    w->slice[i] = plain || below(w, 3) ? 0 : cpw_random_uniform(&w->s) / 4;
    w->devolved[i] = plain || below(w, 3) ? 1 : 1 - cpw_random_uniform(&w->s) / 2;
  }
  point(w);
}

static const int64_t *whole(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->integer;
}

static const char *closes(const world *w, const cpw_result *r) {
  const int64_t *x = whole(r, "received"), *passed = whole(r, "passed_on");
  const int64_t *least = whole(r, "least"), *most = whole(r, "most"), *kept = whole(r, "kept");
  int64_t sum[MOST] = {0}, all = 0;
  for (int64_t i = 0; i < w->tree.nodes; i++) {
    if (i) sum[w->parent[i]] += x[i];
    all += kept[i];
    if (x[i] < w->floor[i] || x[i] > w->cap[i]) return "a bound is broken";
    if (x[i] < least[i] || x[i] > most[i]) return "a range is broken";
    if (kept[i] != whole(r, "topslice")[i] + whole(r, "reserve")[i] + whole(r, "retained")[i])
      return "what is kept has other parts";
    if (kept[i] + passed[i] != x[i] || whole(r, "retained")[i] < 0) return "a node does not close";
    /* the rate is a double here: a pound either way */
    if (fabs((double)whole(r, "topslice")[i] - floor((double)x[i] * w->slice[i])) > 1)
      return "a top-slice is not its rate";
  }
  for (int64_t i = 0; i < w->tree.nodes; i++)
    if (sum[i] != passed[i]) return "children do not sum to what is passed on";
  return all == w->total[0] ? NULL : "what is kept does not sum to the total";
}

/* Among the children of one node: no pound goes from one with more to one with less by level. */
static const char *is_even(const world *w, const cpw_result *r) {
  const int64_t *x = whole(r, "received"), *least = whole(r, "least"), *most = whole(r, "most");
  if (w->tree.rule == CPW_DEVOLVE_LEAVES) return NULL;
  for (int64_t a = 1; a < w->tree.nodes; a++)
    for (int64_t b = 1; b < w->tree.nodes; b++) {
      if (a == b || w->parent[a] != w->parent[b] || x[a] == least[a] || x[b] == most[b]) continue;
      /* one pound of rounding on either side */
      if ((double)(x[a] - 1) * w->weight[b] > (double)(x[b] + 1) * w->weight[a] * (1 + 1e-12))
        return "a pound could go to a sibling with less";
    }
  return NULL;
}

/* Nodes in another order: places are turned round, but for the root, which goes where it comes. */
static const char *order_matters(const world *w, const cpw_result *r, int32_t expected) {
  world v = *w;
  int64_t n = w->tree.nodes;
  for (int64_t i = 0; i < n; i++) {
    int64_t k = n - 1 - i;
    memcpy(v.text[k], w->text[i], sizeof v.text[k]);
    v.parent[k] = w->parent[i] < 0 ? -1 : n - 1 - w->parent[i];
    v.weight[k] = w->weight[i];
    v.floor[k] = w->floor[i];
    v.cap[k] = w->cap[i];
    v.reserve[k] = w->reserve[i];
    v.slice[k] = w->slice[i];
    v.devolved[k] = w->devolved[i];
  }
  point(&v);
  cpw_result *q = NULL;
  int32_t status = cpw_devolve_run(&v.tree, &q, NULL);
  int same = status == expected;
  for (int64_t i = 0; same && status == CPW_OK && i < n; i++)
    same = whole(r, "received")[i] == whole(q, "received")[n - 1 - i];
  cpw_result_free(q);
  return same ? NULL : "the order of the nodes matters";
}

static const char *problem(uint64_t seed) {
  world w;
  cpw_result *r = NULL;
  cpw_error err;
  make(&w, seed);
  int32_t status = cpw_devolve_run(&w.tree, &r, &err);
  const char *found = NULL;
  if (status == CPW_OK) {
    found = closes(&w, r);
    if (!found) found = is_even(&w, r);
  } else if (status != CPW_EDOMAIN || err.index < 0) {
    found = "a tree is refused without a row";
  }
  if (!found) found = order_matters(&w, r, status);
  cpw_result_free(r);
  return found;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  cpw_result *r = NULL;
  make(&w, seed);
  if (cpw_devolve_run(&w.tree, &r, NULL) != CPW_OK) return hash * 31 + seed;
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"devolve", "random trees", 20000, 3000, problem, digest};
  return worlds_main(&w, argc, argv);
}
