/* Power in a weighted vote: Shapley-Shubik and Banzhaf by the chance that a member decides when each other is
 * in with chance t, integrated over t. Source: Owen, Management Science 18 (1972); Legendre polynomials,
 * DLMF 18.9 and 3.5.v. Leaves other games to shapley.c and sample.c. */
#include "base/order.h"
#include "coalition/internal.h"

#include <math.h>
#include <string.h>

#define MOST_MEMBERS 10000
#define MOST_VOTES   (INT64_C(1) << 31)
/* nodes are added up in so many parts, whatever the threads */
#define PARTS 64

typedef struct vote {
  const char *where;
  const cpw_allocator *allocator;
  cpw_run run;
  int64_t n, kinds, quota, total; /* votes divided by what they have in common */
  int64_t *weight, *members;      /* (kinds) different votes above 0, and how many have them */
  int64_t *kind;                  /* (n) of each member; -1: no votes */
  int64_t nodes;
  double *node, *share;   /* (nodes) Gauss-Legendre on (0, 1) below 1/2, with weights */
  double *sums, *banzhaf; /* (parts, kinds), (kinds) */
} vote;

/* ---------------------------------------------------------------- nodes --------------------- */

/* P_m(x), its derivative, and how many zeros lie above x (changes of sign of P_0 to P_m) */
static int64_t legendre(int64_t m, double x, double *value, double *slope) {
  double before = 1, now = x;
  int64_t changes = x < 0;
  for (int64_t k = 2; k <= m; k++) {
    double next = ((double)(2 * k - 1) * x * now - (double)(k - 1) * before) / (double)k;
    changes += (next < 0) != (now < 0);
    before = now;
    now = next;
  }
  *value = now;
  *slope = (double)m * (before - x * now) / (1 - x * x);
  return changes;
}

/* Zero number k from the top of P_m, k < m / 2, so that it is above 0: bisection, then Newton. */
static double zero_of(int64_t m, int64_t k, double *slope) {
  double low = 0, high = 1, value;
  for (int i = 0; i < 30; i++) {
    double middle = 0.5 * (low + high);
    if (legendre(m, middle, &value, slope) > k)
      low = middle;
    else
      high = middle;
  }
  double x = 0.5 * (low + high);
  for (int i = 0; i < 4; i++) {
    legendre(m, x, &value, slope);
    double step = value / *slope;
    if (fabs(step) < high - low) x -= step;
  }
  legendre(m, x, &value, slope);
  return x;
}

/* Nodes t = (1 - x)/2 of the zeros x > 0 of P_m; each stands for 1 - t too. */
static void fill_nodes(vote *v) {
  int64_t m = 2 * v->nodes; /* even, so that there is none in the middle */
  for (int64_t k = 0; k < v->nodes; k++) {
    double slope, x = zero_of(m, k, &slope);
    v->node[k] = 0.5 * (1 - x);
    v->share[k] = 1 / ((1 - x * x) * slope * slope);
  }
}

/* ---------------------------------------------------------------- chances ------------------- */

/* chances that the votes that are in sum to 0 .. quota - 1 */
static void all_in(const vote *v, double t, int64_t quota, double *p) {
  memset(p, 0, (size_t)quota * sizeof *p);
  p[0] = 1;
  int64_t most = 0;
  for (int64_t k = 0; k < v->kinds; k++)
    for (int64_t c = 0; c < v->members[k]; c++) {
      int64_t w = v->weight[k];
      most = most + w < quota ? most + w : quota - 1;
      for (int64_t s = most; s >= w; s--)
        p[s] = (1 - t) * p[s] + t * p[s - w];
      for (int64_t s = (w < quota ? w : quota) - 1; s >= 0; s--)
        p[s] *= 1 - t;
    }
}

/* Chance that a member decides: the others have quota - w to quota - 1 votes. The member is taken out of the
 * chances, which loses nothing while t <= 1/2. */
static double decides(double t, int64_t quota, int64_t w, const double *p, double *without) {
  double unit = 1 / (1 - t), odds = t * unit, sum = 0;
  int64_t from = quota > w ? quota - w : 0;
  for (int64_t s = 0; s < quota && s < w; s++)
    without[s] = p[s] * unit;
  for (int64_t s = w; s < quota; s++) {
    double left = p[s] * unit - odds * without[s - w];
    without[s] = left > 0 ? left : 0;
  }
  for (int64_t s = from; s < quota; s += 64) { /* in parts, which keeps more digits */
    double part = 0;
    for (int64_t k = s; k < quota && k < s + 64; k++)
      part += without[k];
    sum += part;
  }
  return sum;
}

static void add_node(const vote *v, double t, int64_t quota, double share, double *p,
                     double *without, double *sums) {
  all_in(v, t, quota, p);
  for (int64_t k = 0; k < v->kinds; k++)
    sums[k] += share * decides(t, quota, v->weight[k], p, without);
}

/* parts of the nodes, and last the node 1/2 for Banzhaf */
static int32_t add_parts(void *context, int64_t first, int64_t last, cpw_error *err) {
  const vote *v = context;
  int64_t dual = v->total - v->quota + 1, most = dual > v->quota ? dual : v->quota;
  double *p = cpwi_alloc(v->allocator, (size_t)most, sizeof *p);
  double *without = cpwi_alloc(v->allocator, (size_t)most, sizeof *without);
  int32_t status = CPW_OK;
  if (!p || !without)
    status = cpwi_fail(err, CPW_ENOMEM, -1, v->where, "no memory for %lld votes", (long long)most);
  for (int64_t part = first; status == CPW_OK && part < last; part++) {
    if (part == PARTS)
      add_node(v, 0.5, dual < v->quota ? dual : v->quota, 1, p, without, v->banzhaf);
    for (int64_t k = part; part < PARTS && k < v->nodes; k += PARTS) {
      double *sums = v->sums + part * v->kinds;
      if (v->run.cancel && cpwi_read_flag(v->run.cancel))
        status = cpwi_fail(err, CPW_ECANCELLED, -1, v->where, "cancelled by the caller");
      if (status != CPW_OK) break;
      add_node(v, v->node[k], v->quota, v->share[k], p, without, sums);
      /* with 1 - t: who decides for is who decides against, and the quota is that of the others */
      add_node(v, v->node[k], dual, v->share[k], p, without, sums);
    }
  }
  cpwi_release(v->allocator, p);
  cpwi_release(v->allocator, without);
  return status;
}

/* ---------------------------------------------------------------- votes --------------------- */

static int64_t common(int64_t a, int64_t b) {
  while (b != 0) {
    int64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

typedef struct member {
  int64_t weight, place;
} member;

static int compare_members(const void *context, const void *a, const void *b) {
  const member *x = a, *y = b;
  (void)context;
  return (x->weight > y->weight) - (x->weight < y->weight);
}

static int32_t no_memory(const vote *v, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, v->where, "no memory for %lld members", (long long)v->n);
}

static int32_t take_votes(vote *v, const int64_t *weights, int64_t quota, cpw_error *err) {
  int64_t divisor = 0, sum = 0;
  for (int64_t i = 0; i < v->n; i++) {
    if (weights[i] < 0)
      return cpwi_fail(err, CPW_EDOMAIN, i, v->where, "weights[%lld] = %lld must be >= 0",
                       (long long)i, (long long)weights[i]);
    if (weights[i] > INT64_MAX - sum)
      return cpwi_fail(err, CPW_EOVERFLOW, i, v->where, "the votes sum to more than an int64");
    sum += weights[i];
    divisor = common(weights[i], divisor);
  }
  if (quota < 1 || quota > sum)
    return cpwi_fail(err, CPW_EDOMAIN, -1, v->where,
                     "quota = %lld must be 1 to %lld, all the votes", (long long)quota,
                     (long long)sum);
  v->total = sum / divisor;
  v->quota = (quota - 1) / divisor + 1;
  if (v->total >= MOST_VOTES)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, v->where,
                     "the votes sum to %lld, divided by what they have in common: at most 2^31 - 1",
                     (long long)v->total);
  member *all = cpwi_alloc(v->allocator, (size_t)v->n, sizeof *all);
  for (int64_t i = 0; all && i < v->n; i++)
    all[i] = (member){weights[i] / divisor, i};
  int sorted = all && cpwi_sort(v->allocator, all, v->n, sizeof *all, compare_members, NULL);
  for (int64_t i = 0; sorted && i < v->n; i++) {
    int64_t w = all[i].weight;
    if (w > 0 && (v->kinds == 0 || v->weight[v->kinds - 1] != w)) {
      v->weight[v->kinds] = w;
      v->members[v->kinds++] = 0;
    }
    if (w > 0) v->members[v->kinds - 1]++;
    v->kind[all[i].place] = w > 0 ? v->kinds - 1 : -1;
  }
  cpwi_release(v->allocator, all);
  return sorted ? CPW_OK : no_memory(v, err);
}

static int32_t take_room(vote *v, cpw_error *err) {
  size_t n = (size_t)v->n;
  v->nodes = (v->n + 3) / 4; /* of 2 nodes, exact for degree 4 nodes - 1 >= n - 1 */
  v->weight = cpwi_alloc(v->allocator, n, sizeof *v->weight);
  v->members = cpwi_alloc(v->allocator, n, sizeof *v->members);
  v->kind = cpwi_alloc(v->allocator, n, sizeof *v->kind);
  v->node = cpwi_alloc(v->allocator, (size_t)v->nodes, sizeof *v->node);
  v->share = cpwi_alloc(v->allocator, (size_t)v->nodes, sizeof *v->share);
  v->sums = cpwi_alloc_zero(v->allocator, PARTS * n, sizeof *v->sums);
  v->banzhaf = cpwi_alloc_zero(v->allocator, n, sizeof *v->banzhaf);
  int enough = v->weight && v->members && v->kind && v->node && v->share && v->sums && v->banzhaf;
  return enough ? CPW_OK : no_memory(v, err);
}

static void free_room(vote *v) {
  cpwi_release(v->allocator, v->weight);
  cpwi_release(v->allocator, v->members);
  cpwi_release(v->allocator, v->kind);
  cpwi_release(v->allocator, v->node);
  cpwi_release(v->allocator, v->share);
  cpwi_release(v->allocator, v->sums);
  cpwi_release(v->allocator, v->banzhaf);
}

static void give_out(const vote *v, double *shapley_shubik, double *banzhaf) {
  for (int64_t i = 0; i < v->n; i++) {
    int64_t k = v->kind[i];
    double sum = 0;
    for (int64_t part = 0; k >= 0 && part < PARTS; part++)
      sum += v->sums[part * v->kinds + k];
    if (shapley_shubik) shapley_shubik[i] = sum;
    if (banzhaf) banzhaf[i] = k >= 0 ? v->banzhaf[k] : 0;
  }
}

int32_t cpw_coalition_power(const int64_t *weights, int64_t n, int64_t quota, const cpw_run *run,
                            const cpw_allocator *allocator, double *shapley_shubik, double *banzhaf,
                            cpw_error *err) {
  vote v;
  memset(&v, 0, sizeof v);
  v.where = __func__;
  v.allocator = allocator;
  v.n = n;
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = cpwi_take_run(&v.run, run, __func__, err);
  if (status != CPW_OK) return status;
  if (n < 1 || n > MOST_MEMBERS)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "n = %lld must be 1 to %d", (long long)n,
                     MOST_MEMBERS);
  if (!weights) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "weights is NULL");
  status = take_room(&v, err);
  if (status == CPW_OK) status = take_votes(&v, weights, quota, err);
  if (status == CPW_OK) {
    if (!shapley_shubik) v.nodes = 0;
    fill_nodes(&v);
    status = cpwi_parallel(&v.run, PARTS + (banzhaf != NULL), 1, add_parts, &v, __func__, err);
  }
  if (status == CPW_OK) give_out(&v, shapley_shubik, banzhaf);
  free_room(&v);
  return status;
}
