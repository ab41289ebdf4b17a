/* Best and worst case of measures over people of unknown group: checks, the two groups that a gap
 * compares, and what follows from the line. Source: Manski (2003) for the idea; exchange arguments in
 * the header. Leaves the search for lines to bounds_line.c. */
#include "stats/internal.h"

#include "equity/bounds.h"

enum { MOST_BLOCKS = 10000 };

void cpw_bounds_options_init_sized(cpw_bounds_options *options, size_t size) {
  cpw_bounds_options defaults = {
      .struct_size = sizeof defaults, .reference = -1, .blocks = CPW_BOUNDS_BLOCKS};
  cpwi_init_sized(options, size, &defaults, sizeof defaults);
}

/* -------- checks */

static int32_t check_group(int64_t index, int64_t groups, const char *name, const char *where,
                           cpw_error *err) {
  if (index >= 0 && index < groups) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, where, "options.%s = %lld must be 0 to %lld", name,
                   (long long)index, (long long)(groups - 1));
}

static int32_t take_options(cpwi_unknown *u, const cpw_bounds_options *given, const char *where,
                            cpw_error *err) {
  cpw_bounds_options o;
  cpw_bounds_options_init_sized(&o, sizeof o);
  int32_t status = cpwi_take_options(&o, sizeof o, given, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o.allocator, where, err);
  if (status != CPW_OK) return status;
  u->allocator = o.allocator;
  u->compared = o.compared == -1 ? u->groups - 1 : o.compared;
  u->reference = o.reference == -1 ? u->groups - 1 : o.reference;
  u->blocks = o.blocks;
  status = check_group(u->compared, u->groups, "compared", where, err);
  if (status == CPW_OK) status = check_group(u->reference, u->groups, "reference", where, err);
  if (status != CPW_OK) return status;
  if (u->compared == u->reference)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "options.compared and options.reference are both %lld: must be two groups",
                     (long long)u->compared);
  if (o.blocks < 2 || o.blocks > MOST_BLOCKS)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.blocks = %lld must be 2 to %d",
                     (long long)o.blocks, (int)MOST_BLOCKS);
  return CPW_OK;
}

static int32_t check(cpwi_unknown *u, const double *unknown, const cpw_bounds_options *options,
                     const char *where, cpw_error *err) {
  if (!u->mean || !u->people || (u->missing > 0 && !unknown))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL",
                     !u->mean     ? "mean"
                     : !u->people ? "population"
                                  : "unknown");
  if (u->groups < 2 || u->missing < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "groups = %lld must be >= 2 and missing = %lld >= 0", (long long)u->groups,
                     (long long)u->missing);
  int32_t status = take_options(u, options, where, err);
  if (status == CPW_OK) status = cpwi_check_finite(u->mean, u->groups, "mean", where, err);
  for (int64_t i = 0; status == CPW_OK && i < u->groups; i++)
    if (!(cpwi_is_finite(u->people[i]) && u->people[i] > 0))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "population[%lld] = %s must be finite and > 0",
                       (long long)i, cpwi_number(u->people[i]).text);
  if (status == CPW_OK) status = cpwi_check_finite(unknown, u->missing, "unknown", where, err);
  return status;
}

/* -------- preparation */

static int32_t prepare(cpwi_unknown *u, const double *unknown, const char *where, cpw_error *err) {
  cpwi_bag people, product;
  cpwi_bag_start(&people);
  cpwi_bag_start(&product);
  for (int64_t i = 0; i < u->groups; i++) {
    cpwi_bag_add(&people, u->people[i]);
    cpwi_bag_add(&product, u->people[i] * u->mean[i]);
  }
  u->known = cpwi_bag_value(&people);
  u->all = u->known + (double)u->missing;
  for (int64_t i = 0; i < u->missing; i++)
    cpwi_bag_add(&product, unknown[i]);
  u->average = cpwi_bag_value(&product) / u->all;
  if (!cpwi_is_finite(u->all) || !cpwi_is_finite(u->average))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where,
                     "a sum over the people is beyond the largest double");
  u->value = cpwi_alloc(u->allocator, (size_t)u->missing, sizeof *u->value);
  u->sum = cpwi_alloc(u->allocator, (size_t)u->missing + 1, sizeof *u->sum);
  if (!u->value || !u->sum) return cpwi_no_memory(where, err);
  if (u->missing > 0) memcpy(u->value, unknown, (size_t)u->missing * sizeof *u->value);
  cpwi_sort_doubles(u->value, u->missing);
  cpwi_twice sum = {0, 0};
  u->sum[0] = 0;
  for (int64_t i = 0; i < u->missing; i++) {
    cpwi_twice_add(&sum, u->value[i] - u->average);
    u->sum[i + 1] = sum.high;
  }
  return CPW_OK;
}

/* -------- two groups */

/* a group's mean with unknown people by rank, first to last - 1 */
static double mean_with(const cpwi_unknown *u, int64_t group, int64_t first, int64_t last) {
  double n = u->people[group], m = (double)(last - first);
  double sum = n * (u->mean[group] - u->average) + cpwi_unknown_sum(u, first, last);
  return m > 0 ? u->average + sum / (n + m) : u->mean[group];
}

/* how many of the highest raise a group's mean most: those above it */
static int64_t most_raising(const cpwi_unknown *u, int64_t group) {
  int64_t taken = 0, m = u->missing;
  while (taken < m && u->value[m - 1 - taken] > mean_with(u, group, m - taken, m))
    taken++;
  return taken;
}

static int64_t most_lowering(const cpwi_unknown *u, int64_t group) {
  int64_t taken = 0;
  while (taken < u->missing && u->value[taken] < mean_with(u, group, 0, taken))
    taken++;
  return taken;
}

typedef struct apart {
  double gap;       /* the greatest high - low */
  double high, low; /* the means of the greatest high / low, for values >= 0 */
} apart;

/* `high` takes the highest of the unknown, `low` the lowest; without a third group all go to one of
 * them. For each number of the lowest the best number of the highest: as many as raise the mean, or as
 * many as are left. */
static apart pull_apart(const cpwi_unknown *u, int64_t high, int64_t low) {
  int64_t m = u->missing, raising = most_raising(u, high);
  apart best = {-(double)INFINITY, 0, 1};
  for (int64_t i = 0; i <= m; i++) {
    int64_t left = m - i, taken = u->groups == 2 || raising > left ? left : raising;
    double top = mean_with(u, high, m - taken, m), below = mean_with(u, low, 0, i);
    best.gap = fmax(best.gap, top - below);
    /* top / below > best.high / best.low without a division by 0 */
    if (i == 0 || top * best.low > best.high * below) {
      best.high = top;
      best.low = below;
    }
  }
  return best;
}

static double ratio(double a, double b) {
  return b > 0 ? a / b : CPWI_NAN;
}

static int all_not_negative(const cpwi_unknown *u) {
  for (int64_t i = 0; i < u->groups; i++)
    if (u->mean[i] < 0) return 0;
  return u->missing == 0 || u->value[0] >= 0;
}

static void set(cpw_bounds *b, int32_t measure, double known, double least, double greatest) {
  b->known[measure] = known;
  b->least[measure] = least;
  b->greatest[measure] = greatest;
}

/* one group alone takes those that move it most; without a third the rest go to the other */
static void set_mean(const cpwi_unknown *u, int64_t group, int32_t measure, cpw_bounds *b) {
  int64_t m = u->missing, up = most_raising(u, group), down = most_lowering(u, group);
  set(b, measure, u->mean[group], mean_with(u, group, 0, down), mean_with(u, group, m - up, m));
}

static void set_pair(const cpwi_unknown *u, cpw_bounds *b) {
  double a = u->mean[u->compared], c = u->mean[u->reference];
  set_mean(u, u->compared, CPW_BOUNDS_COMPARED, b);
  set_mean(u, u->reference, CPW_BOUNDS_REFERENCE, b);
  apart most = pull_apart(u, u->compared, u->reference);
  apart least = pull_apart(u, u->reference, u->compared);
  set(b, CPW_BOUNDS_GAP, a - c, -least.gap, most.gap);
  if (all_not_negative(u) && b->least[CPW_BOUNDS_REFERENCE] > 0)
    set(b, CPW_BOUNDS_RATIO, ratio(a, c), ratio(least.low, least.high), ratio(most.high, most.low));
  else
    set(b, CPW_BOUNDS_RATIO, ratio(a, c), CPWI_NAN, CPWI_NAN);
}

/* -------- the line: it passes through the middle of the ranks at the mean of everybody */

static double relative(double mean, double slope) {
  return mean > 0 && fabs(slope) < 2 * mean ? (mean + slope / 2) / (mean - slope / 2) : CPWI_NAN;
}

/* what the line of the known is: a search without anybody to assign */
static int32_t known_line(const cpwi_unknown *u, double *slope, double *index, const char *where,
                          cpw_error *err) {
  cpwi_unknown known = *u;
  double zero[1] = {0}, product = 0, numerator = 0;
  for (int64_t i = 0; i < u->groups; i++)
    product += u->people[i] / u->known * u->mean[i];
  known.missing = 0;
  known.sum = zero;
  known.all = u->known;
  known.average = product;
  int32_t status = cpwi_unknown_line(&known, 1, 1, slope, where, err);
  if (status == CPW_OK) status = cpwi_unknown_line(&known, 1, 0, &numerator, where, err);
  *index = product > 0 ? 2 * numerator / product : CPWI_NAN;
  return status;
}

static int32_t set_line(const cpwi_unknown *u, cpw_bounds *b, const char *where, cpw_error *err) {
  double known[2] = {0, 0}, slope[2] = {0, 0}, numerator[2] = {0, 0}, mean = u->average;
  double product = 0;
  int32_t status = known_line(u, &known[0], &known[1], where, err);
  for (int k = 0; status == CPW_OK && k < 2; k++) {
    status = cpwi_unknown_line(u, k ? 1 : -1, 1, &slope[k], where, err);
    if (status == CPW_OK) status = cpwi_unknown_line(u, k ? 1 : -1, 0, &numerator[k], where, err);
  }
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < u->groups; i++)
    product += u->people[i] / u->known * u->mean[i];
  set(b, CPW_BOUNDS_SII, known[0], slope[0], slope[1]);
  double start = product - known[0] / 2, end = product + known[0] / 2;
  set(b, CPW_BOUNDS_RII, start != 0 ? end / start : CPWI_NAN, relative(mean, slope[0]),
      relative(mean, slope[1]));
  set(b, CPW_BOUNDS_CONCENTRATION, known[1], mean > 0 ? 2 * numerator[0] / mean : CPWI_NAN,
      mean > 0 ? 2 * numerator[1] / mean : CPWI_NAN);
  return CPW_OK;
}

int32_t cpw_equity_bounds(const double *mean, const double *population, int64_t groups,
                          const double *unknown, int64_t missing, const cpw_bounds_options *options,
                          cpw_bounds *out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpwi_unknown u = {.mean = mean, .people = population, .groups = groups, .missing = missing};
  int32_t status = check(&u, unknown, options, __func__, err);
  if (status == CPW_OK) status = prepare(&u, unknown, __func__, err);
  cpw_bounds b;
  memset(&b, 0, sizeof b);
  if (status == CPW_OK) {
    b.missing = (double)missing;
    b.missing_share = b.missing / u.all;
    b.mean = u.average;
    b.exact = missing <= u.blocks;
    set_pair(&u, &b);
    status = set_line(&u, &b, __func__, err);
  }
  if (status == CPW_OK) *out = b;
  cpwi_release(u.allocator, u.value);
  cpwi_release(u.allocator, u.sum);
  return status;
}
