/* How far two orders agree, and who is delayed most.
 * Sources: Kendall, Biometrika 30:81-93 (1938), with inversions counted by merging (Knight, J. American
 * Statistical Association 61:436-439, 1966); Spearman, American J. Psychology 15:72-101 (1904). Leaves groups
 * to lines.c. */
#include "impact/internal.h"

#include "base/order.h"
#include "carepath/stats.h"

#include <string.h>

/* Pairs that stand the other way round, counted while two sorted runs merge. */
static int64_t merge_runs(const int64_t *in, int64_t *out, int64_t first, int64_t middle,
                          int64_t last) {
  int64_t left = first, right = middle, turned = 0;
  for (int64_t k = first; k < last; k++) {
    if (left < middle && (right >= last || in[left] <= in[right])) {
      out[k] = in[left++];
    } else {
      out[k] = in[right++];
      turned += middle - left;
    }
  }
  return turned;
}

/* Sorts `x` and returns how many pairs were the other way round; `spare` (n). */
static int64_t count_turned(int64_t *x, int64_t *spare, int64_t n) {
  int64_t turned = 0, *from = x, *to = spare;
  for (int64_t width = 1; width < n; width *= 2) {
    for (int64_t first = 0; first < n; first += 2 * width) {
      int64_t middle = first + width < n ? first + width : n;
      int64_t last = middle + width < n ? middle + width : n;
      turned += merge_runs(from, to, first, middle, last);
    }
    int64_t *swap = from;
    from = to;
    to = swap;
  }
  return turned;
}

static double kendall(const cpwi_impact *m, int64_t *room) {
  int64_t n = m->list.patients;
  for (int64_t i = 0; i < n; i++)
    room[m->list.before[i] - 1] = m->list.after[i];
  double turned = (double)count_turned(room, room + n, n);
  return n > 1 ? 1.0 - 4.0 * turned / ((double)n * (double)(n - 1)) : CPWI_NAN;
}

static double spearman(const cpwi_impact *m) {
  double n = (double)m->list.patients;
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < m->list.patients; i++) {
    double d = (double)(m->list.after[i] - m->list.before[i]);
    cpw_exact_sum_add(&sum, d * d);
  }
  return n > 1.0 ? 1.0 - 6.0 * cpw_exact_sum_value(&sum) / (n * (n * n - 1.0)) : CPWI_NAN;
}

static void add_total(cpw_result *result, const char *name, const char *unit, const char *what,
                      double value, int32_t *status, cpw_error *err) {
  double *memory = cpwi_impact_reals(result, name, unit, what, "", status, err);
  if (memory) *memory = value;
}

static void add_totals(const cpwi_impact *m, cpw_result *r, double tau, int32_t *status,
                       cpw_error *err) {
  double moved = 0.0, later = 0.0, exchanged = 0.0;
  for (int64_t i = 0; i < m->list.patients; i++) {
    double change = (double)(m->list.after[i] - m->list.before[i]);
    moved += change != 0.0;
    later += change > 0.0;
    if (change > 0.0) exchanged += change;
  }
  add_total(r, "patients", "people", "Patients on the list.", (double)m->list.patients, status,
            err);
  add_total(r, "moved", "people", "Whose place is another.", moved, status, err);
  add_total(r, "later_all", "people", "Who stand later after.", later, status, err);
  add_total(r, "places_exchanged", "places", "What some gain and others lose.", exchanged, status,
            err);
  add_total(r, "kendall", "", "Kendall's tau of the two orders.", tau, status, err);
  add_total(r, "spearman", "", "Spearman's rho of the two orders.", spearman(m), status, err);
}

/* The most delayed first; of equals who stood first before. */
static int32_t add_delayed(const cpwi_impact *m, cpw_result *r, int64_t *order, cpw_error *err) {
  int64_t n = m->list.patients, count = m->options.most < n ? m->options.most : n;
  double *later = cpwi_alloc(m->allocator, (size_t)n, sizeof *later);
  if (!later) return cpwi_impact_no_memory(err);
  for (int64_t i = 0; i < n; i++)
    later[m->list.before[i] - 1] = (double)(m->list.after[i] - m->list.before[i]);
  int32_t status = cpwi_order(later, n, 1, order, m->allocator, CPWI_IMPACT, err);
  int64_t *who = order + n, delayed = 0;
  for (int64_t i = 0; i < n && status == CPW_OK; i++)
    who[m->list.before[i] - 1] = i;
  while (status == CPW_OK && delayed < count && later[order[delayed]] > 0.0)
    delayed++;
  if (status == CPW_OK) status = cpw_result_add_dimension(r, "delayed", delayed, NULL, err);
  double *row =
      cpwi_impact_reals(r, "row", "", "Row of the patient, from 0.", "delayed", &status, err);
  double *places =
      cpwi_impact_reals(r, "places", "places", "Places lost.", "delayed", &status, err);
  double *weeks = cpwi_impact_reals(r, "weeks", "weeks", "Weeks later; NaN without slots.",
                                    "delayed", &status, err);
  for (int64_t k = 0; k < delayed && status == CPW_OK; k++) {
    int64_t i = who[order[k]];
    row[k] = (double)i;
    places[k] = later[order[k]];
    weeks[k] = m->options.slots > 0.0
                   ? cpwi_week(m, m->list.after[i]) - cpwi_week(m, m->list.before[i])
                   : CPWI_NAN;
  }
  cpwi_release(m->allocator, later);
  return status;
}

int32_t cpwi_impact_totals(const cpwi_impact *m, cpw_result *result, cpw_error *err) {
  size_t n = (size_t)m->list.patients;
  int64_t *room = cpwi_alloc(m->allocator, n, 2 * sizeof *room);
  if (!room) return cpwi_impact_no_memory(err);
  int32_t status = CPW_OK;
  add_totals(m, result, kendall(m, room), &status, err);
  if (status == CPW_OK) status = add_delayed(m, result, room, err);
  cpwi_release(m->allocator, room);
  return status;
}
