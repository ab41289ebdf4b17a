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

/* How many ancestors a list has; more than there are lists: a cycle. */
static int64_t depth_of(const cpwi_calibration *c, int64_t list) {
  int64_t depth = 0;
  while (c->options.parent[list] >= 0 && depth <= c->history.lists) {
    list = c->options.parent[list];
    depth++;
  }
  return depth;
}

/* order: by depth, so that every parent stands before its children. */
static int32_t sort_by_depth(cpwi_calibration *c, cpw_error *err) {
  int64_t lists = c->history.lists, deepest = 0, used = 0;
  int64_t *depth = c->order + lists;
  for (int64_t l = 0; l < lists; l++) {
    depth[l] = depth_of(c, l);
    if (depth[l] > lists)
      return cpwi_fail(err, CPW_EINVAL, l, CPWI_CALIBRATE,
                       "options.parent: %s is its own ancestor, or a descendant of such a list",
                       cpwi_list_label(c->history.list, l).text);
    deepest = depth[l] > deepest ? depth[l] : deepest;
  }
  for (int64_t d = 0; d <= deepest; d++)
    for (int64_t l = 0; l < lists; l++)
      if (depth[l] == d) c->order[used++] = l;
  return CPW_OK;
}

int32_t cpwi_take_parents(cpwi_calibration *c, cpw_error *err) {
  if (!c->options.parent) return CPW_OK;
  int32_t status = check_parents(c, err);
  if (status != CPW_OK) return status;
  int64_t lists = c->history.lists, cells = lists * c->bands.count;
  c->order = cpwi_alloc(c->options.allocator, (size_t)lists, 2 * sizeof *c->order);
  c->credibility = cpwi_alloc_zero(c->options.allocator, (size_t)cells, 4 * sizeof *c->credibility);
  if (!c->order || !c->credibility)
    return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_CALIBRATE,
                     "no memory for the families of %lld lists", (long long)lists);
  c->treatment.mass = c->credibility;
  c->treatment.spread = c->credibility + cells;
  c->removal.mass = c->credibility + 2 * cells;
  c->removal.spread = c->credibility + 3 * cells;
  return sort_by_depth(c, err);
}

void cpwi_free_parents(cpwi_calibration *c) {
  cpwi_release(c->options.allocator, c->order);
  cpwi_release(c->options.allocator, c->credibility);
}

/* ---------------------------------------------------------------- a list's own spread ------- */

/* Mass, and squares of the periods' ratios about the ratio of the sums. */
static void measure(const cpwi_calibration *c, const cpwi_ratio *ratio, const double *weight,
                    const double *left, const double *base, int64_t list, int64_t m) {
  int64_t n = c->bands.count;
  double gone = 0.0, mass = 0.0, spread = 0.0;
  for (int64_t k = 0; k < c->flows; k++) {
    gone += weight[k] * left[k * n + m];
    mass += weight[k] * base[k * n + m];
  }
  for (int64_t k = 0; k < c->flows && mass > 0.0; k++) {
    double could = base[k * n + m], off = could > 0.0 ? left[k * n + m] / could - gone / mass : 0.0;
    spread += weight[k] * could * off * off;
  }
  ratio->mass[list * n + m] = mass;
  ratio->spread[list * n + m] = spread;
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
static double half_mass(const cpwi_calibration *c, const cpwi_ratio *ratio, int64_t parent,
                        int64_t m) {
  int64_t n = c->bands.count, children = 0;
  double mass = 0.0, squares = 0.0, mean = 0.0, within = 0.0, between = 0.0;
  for (int64_t l = 0; l < c->history.lists; l++) {
    double own = ratio->mass[l * n + m];
    if (c->options.parent[l] != parent || !(own > 0.0)) continue;
    children++;
    mass += own;
    squares += own * own;
    mean += own * ratio->hazard[l * n + m];
    within += ratio->spread[l * n + m];
  }
  if (children < 2 || c->flows < 2) return -1.0;
  mean /= mass;
  for (int64_t l = 0; l < c->history.lists; l++) {
    double off = ratio->hazard[l * n + m] - mean;
    if (c->options.parent[l] == parent) between += ratio->mass[l * n + m] * off * off;
  }
  double variance = within / (double)(children * (c->flows - 1));
  double among = (between - (double)(children - 1) * variance) / (mass - squares / mass);
  return variance > 0.0 ? (among > 0.0 ? variance / among : HUGE_VAL) : -1.0;
}

static void shrink_band(const cpwi_calibration *c, const cpwi_ratio *ratio, int64_t parent,
                        int64_t m) {
  int64_t n = c->bands.count;
  double half = half_mass(c, ratio, parent, m);
  for (int64_t l = 0; l < c->history.lists; l++) {
    int64_t i = l * n + m;
    if (c->options.parent[l] != parent) continue;
    double mass = ratio->mass[i];
    ratio->own[i] = mass > 0.0 ? (half >= 0.0 ? mass / (mass + half) : 1.0) : 0.0;
  }
}

/* Credibilities first, of unshrunk hazards; then parents before their children. */
static void shrink_ratio(const cpwi_calibration *c, const cpwi_ratio *ratio) {
  int64_t n = c->bands.count, lists = c->history.lists;
  const int64_t *family = c->order + lists; /* 1: some list has it as its parent */
  for (int64_t l = 0; l < lists; l++)
    for (int64_t m = 0; m < n; m++)
      if (family[l]) shrink_band(c, ratio, l, m);
  for (int64_t k = 0; k < lists; k++) {
    int64_t l = c->order[k], parent = c->options.parent[l];
    for (int64_t m = 0; m < n; m++) {
      double *own = &ratio->own[l * n + m], *hazard = &ratio->hazard[l * n + m];
      if (parent < 0) *own = 1.0;
      if (*own < 1.0) *hazard = *own * *hazard + (1.0 - *own) * ratio->hazard[parent * n + m];
    }
  }
}

int32_t cpwi_shrink(cpwi_calibration *c, cpw_error *err) {
  (void)err;
  if (!c->options.parent) return CPW_OK;
  int64_t lists = c->history.lists, *family = c->order + lists; /* depths are not needed any more */
  for (int64_t l = 0; l < lists; l++)
    family[l] = 0;
  for (int64_t l = 0; l < lists; l++)
    if (c->options.parent[l] >= 0) family[c->options.parent[l]] = 1;
  shrink_ratio(c, &c->treatment);
  shrink_ratio(c, &c->removal);
  return CPW_OK;
}
