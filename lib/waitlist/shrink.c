/* Lists shrunk towards their parent: the credibility of a list's own hazards, family by family.
 * Source: Buehlmann and Straub; Buehlmann and Gisler, A Course in Credibility Theory and its
 * Applications (2005), ch. 4. Leaves the lists' own hazards to calibrate_list.c. */
#include "waitlist/calibrate.h"

/* ---------------------------------------------------------------- who comes first ----------- */

static int32_t check_parents(const cpwi_calibration *c, cpw_error *err) {
  int64_t lists = c->history.lists;
  for (int64_t l = 0; l < lists; l++)
    if (c->options.parent[l] < -1 || c->options.parent[l] >= lists)
      return cpwi_fail(err, CPW_EINVAL, l, CPWI_CALIBRATE,
                       "options.parent[%lld] = %lld must be -1 or 0 to %lld (%s)", (long long)l,
                       (long long)c->options.parent[l], (long long)(lists - 1),
                       cpwi_list_label(c->history.list, l).text);
  return CPW_OK;
}

/* The children of a list, one after the other. */
typedef struct family {
  const int64_t *child;
  int64_t count;
} family;

static family family_of(const cpwi_calibration *c, int64_t parent) {
  int64_t first = parent > 0 ? c->last_child[parent - 1] : 0;
  return (family){c->child + first, c->last_child[parent] - first};
}

/* child: lists with a parent, those of one parent together; last_child: where the next one's begin. */
static void group_children(cpwi_calibration *c) {
  const int64_t *parent = c->options.parent;
  int64_t lists = c->history.lists, *next = c->last_child;
  for (int64_t l = 0; l < lists; l++)
    next[l] = 0;
  for (int64_t l = 0; l < lists; l++)
    if (parent[l] >= 0 && parent[l] + 1 < lists) next[parent[l] + 1]++;
  for (int64_t l = 1; l < lists; l++)
    next[l] += next[l - 1];
  for (int64_t l = 0; l < lists; l++)
    if (parent[l] >= 0) c->child[next[parent[l]]++] = l;
}

/* order: parents before their children, from those without a parent on. Who is not met is in a cycle,
 * or below one. */
static int32_t sort_by_descent(cpwi_calibration *c, cpw_error *err) {
  int64_t lists = c->history.lists, used = 0, *met = c->order + lists;
  for (int64_t l = 0; l < lists; l++) {
    met[l] = c->options.parent[l] < 0;
    if (met[l]) c->order[used++] = l;
  }
  for (int64_t k = 0; k < used; k++) {
    family f = family_of(c, c->order[k]);
    for (int64_t i = 0; i < f.count; i++) {
      met[f.child[i]] = 1;
      c->order[used++] = f.child[i];
    }
  }
  for (int64_t l = 0; l < lists && used < lists; l++)
    if (!met[l])
      return cpwi_fail(err, CPW_EINVAL, l, CPWI_CALIBRATE,
                       "options.parent: %s is its own ancestor, or a descendant of such a list",
                       cpwi_list_label(c->history.list, l).text);
  return CPW_OK;
}

int32_t cpwi_take_parents(cpwi_calibration *c, cpw_error *err) {
  if (!c->options.parent) return CPW_OK;
  int32_t status = check_parents(c, err);
  if (status != CPW_OK) return status;
  int64_t lists = c->history.lists, cells = lists * c->bands.count;
  c->order = cpwi_alloc(c->options.allocator, (size_t)lists, 4 * sizeof *c->order);
  c->credibility = cpwi_alloc_zero(c->options.allocator, (size_t)cells, 6 * sizeof *c->credibility);
  if (!c->order || !c->credibility)
    return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_CALIBRATE,
                     "no memory for the families of %lld lists", (long long)lists);
  c->child = c->order + 2 * lists;
  c->last_child = c->order + 3 * lists;
  c->treatment.mass = c->credibility;
  c->treatment.spread = c->credibility + cells;
  c->treatment.freedom = c->credibility + 2 * cells;
  c->removal.mass = c->credibility + 3 * cells;
  c->removal.spread = c->credibility + 4 * cells;
  c->removal.freedom = c->credibility + 5 * cells;
  group_children(c);
  return sort_by_descent(c, err);
}

void cpwi_free_parents(cpwi_calibration *c) {
  cpwi_release(c->options.allocator, c->order);
  cpwi_release(c->options.allocator, c->credibility);
}

/* ---------------------------------------------------------------- a list's own spread ------- */

/* Mass, squares of the periods' ratios about the ratio of the sums, and how many of them are free: a
 * period in which nobody could leave has no ratio. */
static void measure(const cpwi_calibration *c, const cpwi_ratio *ratio, const double *weight,
                    const double *left, const double *base, int64_t list, int64_t m) {
  int64_t n = c->bands.count;
  double gone = 0.0, mass = 0.0, spread = 0.0, freedom = -1.0;
  for (int64_t k = 0; k < c->flows; k++) {
    gone += weight[k] * left[k * n + m];
    mass += weight[k] * base[k * n + m];
  }
  for (int64_t k = 0; k < c->flows && mass > 0.0; k++) {
    double could = base[k * n + m], off = could > 0.0 ? left[k * n + m] / could - gone / mass : 0.0;
    spread += weight[k] * could * off * off;
    freedom += could > 0.0 ? 1.0 : 0.0;
  }
  ratio->mass[list * n + m] = mass;
  ratio->spread[list * n + m] = spread;
  ratio->freedom[list * n + m] = fmax(freedom, 0.0);
}

void cpwi_shrink_measure(const cpwi_calibration *c, const cpwi_kept *kept, int64_t list) {
  for (int64_t m = 0; m < c->bands.count; m++) {
    measure(c, &c->treatment, c->weight, kept->treated, kept->base, list, m);
    measure(c, &c->removal, c->weight + c->flows, kept->gone, kept->base, list, m);
  }
}

/* ---------------------------------------------------------------- a family ------------------ */

/* s2/a of one family and band, the mass at which a list counts for half; < 0: nothing is known, and
 * lists are their own; infinite: they do not differ. */
static double half_mass(const cpwi_calibration *c, const cpwi_ratio *ratio, family f, int64_t m) {
  int64_t n = c->bands.count, children = 0;
  double mass = 0.0, squares = 0.0, mean = 0.0, within = 0.0, between = 0.0, freedom = 0.0;
  for (int64_t k = 0; k < f.count; k++) {
    int64_t i = f.child[k] * n + m;
    double own = ratio->mass[i];
    if (!(own > 0.0)) continue;
    children++;
    mass += own;
    squares += own * own;
    mean += own * ratio->hazard[i];
    within += ratio->spread[i];
    freedom += ratio->freedom[i];
  }
  if (children < 2 || !(freedom > 0.0)) return -1.0;
  mean /= mass;
  for (int64_t k = 0; k < f.count; k++) {
    int64_t i = f.child[k] * n + m;
    double off = ratio->hazard[i] - mean;
    between += ratio->mass[i] * off * off;
  }
  double variance = within / freedom;
  double among = (between - (double)(children - 1) * variance) / (mass - squares / mass);
  return variance > 0.0 ? (among > 0.0 ? variance / among : HUGE_VAL) : -1.0;
}

static void shrink_band(const cpwi_calibration *c, const cpwi_ratio *ratio, family f, int64_t m) {
  int64_t n = c->bands.count;
  double half = half_mass(c, ratio, f, m);
  for (int64_t k = 0; k < f.count; k++) {
    int64_t i = f.child[k] * n + m;
    double mass = ratio->mass[i];
    ratio->own[i] = mass > 0.0 ? (half >= 0.0 ? mass / (mass + half) : 1.0) : 0.0;
  }
}

/* Credibilities first, of unshrunk hazards; then parents before their children. */
static void shrink_ratio(const cpwi_calibration *c, const cpwi_ratio *ratio) {
  int64_t n = c->bands.count, lists = c->history.lists;
  for (int64_t l = 0; l < lists; l++) {
    family f = family_of(c, l);
    for (int64_t m = 0; m < n && f.count > 0; m++)
      shrink_band(c, ratio, f, m);
  }
  for (int64_t k = 0; k < lists; k++) {
    int64_t l = c->order[k], parent = c->options.parent[l];
    for (int64_t m = 0; m < n; m++) {
      double *own = &ratio->own[l * n + m], *hazard = &ratio->hazard[l * n + m];
      if (parent < 0) *own = 1.0;
      if (*own < 1.0) *hazard = *own * *hazard + (1.0 - *own) * ratio->hazard[parent * n + m];
    }
  }
}

void cpwi_shrink(cpwi_calibration *c) {
  if (!c->options.parent) return;
  shrink_ratio(c, &c->treatment);
  shrink_ratio(c, &c->removal);
}
