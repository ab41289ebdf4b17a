/* How long patients will wait on many lists: options, the arrays of the result, clearance.
 * Source: the rules in carepath/waits.h. Leaves the way of one patient to way.c and counts to
 * incidence.c. */
#include "carepath/random.h"
#include "waits/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

static const char *const WHERE = "cpw_waits_expected";

double cpw_waits_time_to_clear(double size, double starts, double capacity, double removal) {
  if (!(size >= 0.0 && starts >= 0.0 && capacity >= 0.0 && removal >= 0.0)) return CPWI_NAN;
  if (size == 0.0) return 0.0;
  double spare = capacity - starts;
  if (!(spare > 0.0)) return (double)INFINITY;
  double plain = size / spare, share = removal * plain;
  if (share > 0x1p500) /* one more is nothing to it, and it may be beyond a double */
    return (cpw_math_log(removal) + cpw_math_log(size) - cpw_math_log(spare)) / removal;
  return share > 0.0 ? plain * (cpw_math_log1p(share) / share) : plain;
}

static cpw_waits_options defaults(void) {
  cpw_waits_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.weeks = CPW_RTT_WEEKS;
  o.periods = 1;
  return o;
}

void cpw_waits_options_init_sized(cpw_waits_options *options, size_t size) {
  cpw_waits_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

typedef struct job {
  cpw_backlog backlog;
  cpw_bands bands;
  cpw_waits_options options;
  int64_t patients;
  double *survival, *treated_by, *removed_by, *waited;
  double *ever[2], *within, *mean[2], *sd[2], *wait[2][3];
} job;

/* ---------------------------------------------------------------- what the caller gave ------ */

static int32_t check_hazards(const job *j, const char *name, const double *values, double least,
                             double most, cpw_error *err) {
  const cpw_waits_options *o = &j->options;
  int64_t cells;
  if (!values) return CPW_OK;
  if (!cpwi_multiply(j->backlog.lists * j->bands.count, o->periods, &cells) ||
      cells > INT64_MAX / (int64_t)sizeof(double))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, WHERE, "options.periods = %lld are too many",
                     (long long)o->periods);
  cpwi_block block = {.name = name,
                      .lists = j->backlog.lists,
                      .periods = o->periods,
                      .bands = j->bands.count,
                      .values = values,
                      .lower = j->bands.lower,
                      .list = j->backlog.list};
  return cpwi_check_range(&block, 0, cells, least, most, WHERE, err);
}

static int32_t check(job *j, cpw_error *err) {
  const cpw_waits_options *o = &j->options;
  int32_t status = cpwi_check_allocator(o->allocator, WHERE, err);
  if (status != CPW_OK) return status;
  if (o->patients < 0 || o->periods < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "options.patients = %lld must be >= 0, options.periods = %lld >= 1",
                     (long long)o->patients, (long long)o->periods);
  if (o->patients > 0 && !o->waited)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "options.waited is NULL");
  if (o->periods > 1 && (!o->treatment || !o->removal))
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "options.%s is NULL, but hazards of %lld periods are announced",
                     o->treatment ? "removal" : "treatment", (long long)o->periods);
  if (!(o->weeks > 0.0 && o->weeks <= DBL_MAX))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "options.weeks = %s must be finite and > 0",
                     cpwi_number(o->weeks).text);
  for (int64_t k = 0; k < o->patients; k++)
    if (!(o->waited[k] >= 0.0 && o->waited[k] <= DBL_MAX))
      return cpwi_fail(err, CPW_EDOMAIN, k, WHERE,
                       "options.waited[%lld] = %s must be finite and >= 0", (long long)k,
                       cpwi_number(o->waited[k]).text);
  if ((status = check_hazards(j, "options.treatment", o->treatment, 0.0, DBL_MAX, err)) != CPW_OK)
    return status;
  return check_hazards(j, "options.removal", o->removal, -1.0, 1.0, err);
}

/* ---------------------------------------------------------------- the result ---------------- */

static int32_t add_arrays(job *j, cpw_result *result, cpw_error *err) {
  static const char *const each = "list patient", *const band = "list band";
  const cpw_dimension *list = j->backlog.list;
  int32_t merge = cpwi_list_merge(list);
  const cpwi_column columns[] = {
      {"survival", "share", "of those who join today, still waiting at the end of the band", band,
       &j->survival},
      {"treated_by", "share", "treated by the end of the band", band, &j->treated_by},
      {"removed_by", "share", "removed by the end of the band", band, &j->removed_by},
      {"treated_ever", "share", "chance to be treated", each, &j->ever[0]},
      {"removed_ever", "share", "chance to be removed untreated", each, &j->ever[1]},
      {"treated_within", "share", "chance to be treated within the limit", each, &j->within},
      {"mean_wait", "weeks", "mean wait until treated or removed", each, &j->mean[1]},
      {"sd_wait", "weeks", "its standard deviation", each, &j->sd[1]},
      {"median_wait", "weeks", "wait that half have not exceeded", each, &j->wait[1][0]},
      {"p92_wait", "weeks", "wait that 92 % have not exceeded", each, &j->wait[1][1]},
      {"p95_wait", "weeks", "wait that 95 % have not exceeded", each, &j->wait[1][2]},
      {"treated_mean", "weeks", "mean wait of those who are treated", each, &j->mean[0]},
      {"treated_sd", "weeks", "its standard deviation", each, &j->sd[0]},
      {"treated_median", "weeks", "half of those treated waited no longer", each, &j->wait[0][0]},
      {"treated_p92", "weeks", "92 % of those treated waited no longer", each, &j->wait[0][1]},
      {"treated_p95", "weeks", "95 % of those treated waited no longer", each, &j->wait[0][2]}};
  const cpwi_column waited = {"weeks_waited", "weeks", "waited so far", "patient", &j->waited};
  int32_t status = cpwi_add_labelled(result, "list", j->backlog.lists, list, 0, err);
  if (status == CPW_OK)
    status = cpwi_add_numbered(result, "patient", j->patients, j->options.allocator, err);
  if (status == CPW_OK) status = cpwi_add_bands(result, &j->bands, j->options.allocator, err);
  if (status == CPW_OK) status = cpwi_add_columns(result, &waited, 1, CPW_MERGE_SAME, err);
  return status == CPW_OK
             ? cpwi_add_columns(result, columns, sizeof columns / sizeof *columns, merge, err)
             : status;
}

static void write_patient(const job *j, const cpwi_way *way, int64_t at) {
  static const double shares[3] = {0.5, 0.92, 0.95};
  j->ever[0][at] = cpwi_way_mass(way, CPWI_TREATED);
  j->ever[1][at] = cpwi_way_mass(way, CPWI_EITHER) - j->ever[0][at];
  j->within[at] = cpwi_way_within(way, j->options.weeks);
  for (int32_t which = 0; which < 2; which++) {
    j->mean[which][at] = cpwi_way_mean(way, which);
    j->sd[which][at] = cpwi_way_sd(way, which, j->mean[which][at]);
    for (int k = 0; k < 3; k++)
      j->wait[which][k][at] = cpwi_way_percentile(way, which, shares[k]);
  }
}

/* Who joins today: where they stand at the end of each band. */
static void write_bands(const job *j, const cpwi_way *way, int64_t list) {
  int64_t n = j->bands.count, k = 0;
  double treated = 0.0, removed = 0.0;
  for (int64_t m = 0; m < n; m++) {
    for (; k < way->count && way->stretch[k].band == m; k++) {
      treated += way->stretch[k].treated;
      removed += way->stretch[k].removed;
    }
    if (m == n - 1) {
      treated += way->tail_treated;
      removed += way->tail_removed;
    }
    j->treated_by[list * n + m] = treated;
    j->removed_by[list * n + m] = removed;
    j->survival[list * n + m] = m == n - 1 ? way->never : fmax(1.0 - treated - removed, 0.0);
  }
}

static void fill_list(const job *j, int64_t list, cpwi_way *way) {
  const cpw_waits_options *o = &j->options;
  int64_t n = j->bands.count, by_period = list * o->periods * n;
  cpwi_hazards hazards = {
      &j->bands, o->periods,
      o->treatment ? o->treatment + by_period : j->backlog.treatment_hazard + list * n,
      o->removal ? o->removal + by_period : j->backlog.removal_hazard + list * n};
  cpwi_way_take(way, &hazards, 0.0);
  write_bands(j, way, list);
  for (int64_t p = 0; p < j->patients; p++) {
    j->waited[p] = o->patients > 0 ? o->waited[p] : 0.0;
    cpwi_way_take(way, &hazards, j->waited[p]);
    write_patient(j, way, list * j->patients + p);
  }
}

static int32_t fill(const job *j, cpw_error *err) {
  const cpw_allocator *a = j->options.allocator;
  cpwi_way way = {0};
  way.stretch =
      cpwi_alloc(a, (size_t)j->bands.count + (size_t)j->options.periods, sizeof *way.stretch);
  if (!way.stretch)
    return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld periods of %lld bands",
                     (long long)j->options.periods, (long long)j->bands.count);
  for (int64_t l = 0; l < j->backlog.lists; l++)
    fill_list(j, l, &way);
  cpwi_release(a, way.stretch);
  return CPW_OK;
}

int32_t cpw_waits_expected(const cpw_backlog *backlog, const cpw_waits_options *options,
                           cpw_result **out, cpw_error *err) {
  job j;
  memset(&j, 0, sizeof j);
  j.options = defaults();
  int32_t status;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out is NULL");
  if ((status = cpwi_take_options(&j.options, sizeof j.options, options, WHERE, err)) != CPW_OK ||
      (status = cpwi_take_backlog(&j.backlog, &j.bands, backlog, WHERE, err)) != CPW_OK ||
      (status = check(&j, err)) != CPW_OK)
    return status;
  j.patients = j.options.patients > 0 ? j.options.patients : 1;
  cpw_result *result;
  if ((status = cpw_result_new(j.options.allocator, &result, err)) != CPW_OK) return status;
  if ((status = add_arrays(&j, result, err)) == CPW_OK) status = fill(&j, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
