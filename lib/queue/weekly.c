/* A list from which people are treated in weekly batches, week by week, as an exact Markov chain.
 * Source: Q' = max(Bin(Q, 1 - removal) + Poisson(joins) - slots, 0), on the window where it has mass.
 * Leaves laws of counts to counts.c and waits to weekly_waits.c. */
#include "queue/weekly.h"

#include <string.h>

static const char *const WHERE = "cpw_queue_weekly";

#define ROW_FLOOR 1e-18 /* of a row, relative to its mode, where the whole row matters */
#define MOST_LIST 1e7

static cpw_queue_weekly_list defaults(void) {
  cpw_queue_weekly_list l;
  memset(&l, 0, sizeof l);
  l.struct_size = sizeof l;
  l.floor = 1e-100;
  l.waits = 1;
  return l;
}

void cpw_queue_weekly_list_init_sized(cpw_queue_weekly_list *list, size_t size) {
  cpw_queue_weekly_list l = defaults();
  cpwi_init_sized(list, size, &l, sizeof l);
}

/* ---------------------------------------------------------------- what the caller gave ------ */

static int32_t check_week(const cpw_queue_weekly_list *l, int64_t k, cpw_error *err) {
  int32_t status =
      cpwi_course_check("list.joins", k, l->joins[k], 0.0, 1e6, "in [0, 1e6]", WHERE, err);
  if (status == CPW_OK)
    status = cpwi_course_check("list.capacity", k, (double)l->capacity[k], 0.0, MOST_LIST,
                               "in [0, 1e7]", WHERE, err);
  if (status == CPW_OK)
    status = cpwi_course_check("list.removal", k, l->removal[k], 0.0, 1.0, "in [0, 1]", WHERE, err);
  if (status == CPW_OK && l->cancel)
    status = cpwi_course_check("list.cancel", k, l->cancel[k], 0.0, 1.0, "in [0, 1]", WHERE, err);
  return status;
}

static int32_t check_opening(const cpw_queue_weekly_list *l, cpw_error *err) {
  double sum = 0.0;
  int32_t status = cpwi_course_check("list.opening", -1, (double)l->opening, 0.0,
                                     l->opening_chance ? 0.0 : MOST_LIST,
                                     "in [0, 1e7], 0 with opening_chance", WHERE, err);
  if (status != CPW_OK) return status;
  if (l->opening_count < 0 || (l->opening_chance ? l->opening_count < 1 : l->opening_count > 0) ||
      l->opening_count > (int64_t)MOST_LIST)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "list.opening_count = %lld does not go with opening_chance",
                     (long long)l->opening_count);
  for (int64_t k = 0; k < l->opening_count; k++) {
    status = cpwi_course_check("list.opening_chance", k, l->opening_chance[k], 0.0, 2.0, "a chance",
                               WHERE, err);
    if (status != CPW_OK) return status;
    sum += l->opening_chance[k];
  }
  if (!l->opening_chance || fabs(sum - 1.0) <= 1e-9) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "list.opening_chance sums to %s, not to 1",
                   cpwi_number(sum).text);
}

static int32_t take(cpw_queue_weekly_list *known, const cpw_queue_weekly_list *given,
                    cpw_error *err) {
  *known = defaults();
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "list is NULL");
  int32_t status = cpwi_take_options(known, sizeof *known, given, WHERE, err);
  if (status == CPW_OK) status = cpwi_check_allocator(known->allocator, WHERE, err);
  if (status != CPW_OK) return status;
  if (known->weeks < 1 || !known->joins || !known->capacity || !known->removal)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "list.weeks = %lld must be >= 1, joins, capacity and removal given",
                     (long long)known->weeks);
  if (known->quantiles < 0 || (known->quantiles > 0 && !known->quantile))
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "list.quantiles = %lld must be >= 0, and 0 without quantile",
                     (long long)known->quantiles);
  if (known->waits < 0 || known->waits > 1)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "list.waits = %d must be 0 or 1",
                     (int)known->waits);
  if (status == CPW_OK)
    status = cpwi_course_check("list.floor", -1, known->floor, 1e-250, 1e-15, "in [1e-250, 1e-15]",
                               WHERE, err);
  for (int64_t k = 0; status == CPW_OK && k < known->weeks; k++)
    status = check_week(known, k, err);
  for (int64_t k = 0; status == CPW_OK && k < known->quantiles; k++)
    status = cpwi_course_check("list.quantile", k, known->quantile[k], 1e-15, 1.0 - 1e-15,
                               "in [1e-15, 1 - 1e-15]", WHERE, err);
  return status == CPW_OK ? check_opening(known, err) : status;
}

/* ---------------------------------------------------------------- laws of a week ------------ */

int32_t cpwi_weekly_rows(cpwi_weekly *w, int64_t week, int64_t count) {
  const cpw_allocator *a = w->list.allocator;
  double removal = w->list.removal[week];
  w->rows.chance = 1.0 - removal;
  w->rows.odds = removal > 0.0 ? (1.0 - removal) / removal : 0.0;
  w->rows.against = removal < 1.0 ? removal / (1.0 - removal) : 0.0;
  if (count <= w->rows_for && w->reciprocal) return CPW_OK;
  int64_t most = count + count / 4 + 16;
  double *reciprocal = cpwi_grow(a, w->reciprocal, (size_t)(most + 2), sizeof *reciprocal);
  if (!reciprocal) return CPW_ENOMEM;
  w->reciprocal = reciprocal;
  w->rows.reciprocal = reciprocal;
  double *row = cpwi_grow(a, w->rows.row, (size_t)(most + 2), sizeof *row);
  if (!row) return CPW_ENOMEM;
  w->rows.row = row;
  reciprocal[0] = 0.0;
  for (int64_t i = 1; i < most + 2; i++)
    reciprocal[i] = 1.0 / (double)i;
  w->rows_for = most;
  return CPW_OK;
}

int32_t cpwi_weekly_slots(cpwi_weekly *w, int64_t week) {
  const cpw_queue_weekly_list *l = &w->list;
  double held = l->cancel ? 1.0 - l->cancel[week] : 1.0;
  cpwi_release(l->allocator, w->slots.chance);
  w->slots.chance = NULL;
  return cpwi_law_binomial(l->capacity[week], held, l->floor, l->allocator, &w->slots);
}

double cpwi_law_mean(const cpwi_law *law) {
  double sum = 0.0;
  for (int64_t n = law->hi; n >= law->lo; n--)
    sum += (double)n * law->chance[n - law->lo];
  return sum;
}

static double spread_of(const cpwi_law *law, double mean) {
  double sum = 0.0;
  for (int64_t n = law->hi; n >= law->lo; n--) {
    double off = (double)n - mean;
    sum += off * off * law->chance[n - law->lo];
  }
  return sqrt(sum);
}

static void normalise(cpwi_law *law) {
  double sum = 0.0;
  for (int64_t n = law->hi - law->lo; n >= 0; n--)
    sum += law->chance[n];
  for (int64_t n = law->hi - law->lo; n >= 0; n--)
    law->chance[n] /= sum;
}

static void replace(cpwi_weekly *w, const cpwi_law *law) {
  cpwi_release(w->list.allocator, w->now.chance);
  w->now = *law;
}

/* ---------------------------------------------------------------- one week ------------------ */

/* Who stays: each row as far as it is above the floor once weighted with its list. */
static int32_t remove_some(cpwi_weekly *w, int64_t week) {
  const cpwi_law *now = &w->now;
  cpwi_law left = {0, now->hi, NULL};
  if (w->list.removal[week] <= 0.0) return CPW_OK;
  int32_t status = cpwi_weekly_rows(w, week, now->hi);
  if (status != CPW_OK) return status;
  left.chance = cpwi_alloc_zero(w->list.allocator, (size_t)(now->hi + 1), sizeof(double));
  if (!left.chance) return CPW_ENOMEM;
  for (int64_t q = now->lo; q <= now->hi; q++) {
    int64_t lo, hi;
    double p = now->chance[q - now->lo], floor = w->list.floor;
    if (!(p > 0.0)) continue;
    double sum =
        cpwi_rows_fill(&w->rows, q, floor < ROW_FLOOR * p ? floor / p : ROW_FLOOR, &lo, &hi);
    double weight = p / sum;
    for (int64_t k = lo; k <= hi; k++)
      left.chance[k] += weight * w->rows.row[k];
  }
  w->cut += cpwi_law_trim(&left, w->list.floor);
  replace(w, &left);
  return CPW_OK;
}

static int32_t join_some(cpwi_weekly *w, int64_t week) {
  const cpw_queue_weekly_list *l = &w->list;
  cpwi_law more;
  w->joined[week] = l->joins[week];
  if (week == 0 || l->joins[week] != l->joins[week - 1]) {
    cpwi_release(l->allocator, w->joins.chance);
    w->joins.chance = NULL;
    int32_t status = cpwi_law_poisson(l->joins[week], l->floor, l->allocator, &w->joins);
    if (status != CPW_OK) return status;
  }
  int32_t status = cpwi_law_add(&w->now, &w->joins, l->allocator, &more);
  if (status == CPW_OK) replace(w, &more);
  return status;
}

static int32_t treat_some(cpwi_weekly *w, int64_t week) {
  int32_t status = cpwi_weekly_slots(w, week);
  if (status != CPW_OK) return status;
  const cpwi_law *now = &w->now, *slots = &w->slots;
  int64_t most = now->hi > slots->lo ? now->hi - slots->lo : 0;
  cpwi_law left = {0, most, NULL};
  double treated = 0.0, unused = 0.0;
  left.chance = cpwi_alloc_zero(w->list.allocator, (size_t)(most + 1), sizeof(double));
  if (!left.chance) return CPW_ENOMEM;
  for (int64_t q = now->lo; q <= now->hi; q++)
    for (int64_t s = slots->lo; s <= slots->hi; s++) {
      double p = now->chance[q - now->lo] * slots->chance[s - slots->lo];
      treated += p * (double)(q < s ? q : s);
      unused += q < s ? p * (double)(s - q) : 0.0;
      left.chance[q > s ? q - s : 0] += p;
    }
  w->treated[week] = treated;
  w->unused[week] = unused;
  w->cut += cpwi_law_trim(&left, w->list.floor);
  replace(w, &left);
  normalise(&w->now);
  return CPW_OK;
}

static int64_t quantile_of(const cpwi_law *law, double share) {
  double below = 0.0;
  int64_t n = law->lo;
  while (n < law->hi && (below += law->chance[n - law->lo]) < share)
    n++;
  return n;
}

static void write_week(cpwi_weekly *w, int64_t week) {
  const cpw_queue_weekly_list *l = &w->list;
  double mean = cpwi_law_mean(&w->now);
  w->mean[week] = mean;
  w->sd[week] = spread_of(&w->now, mean);
  w->empty_chance[week] = w->now.lo == 0 ? w->now.chance[0] : 0.0;
  for (int64_t k = 0; k < l->quantiles; k++)
    w->quantile[week * l->quantiles + k] = quantile_of(&w->now, l->quantile[k]);
  *w->treated_total += w->treated[week];
  *w->removed_total += w->removed[week];
  *w->unused_total += w->unused[week];
}

static int32_t keep(cpwi_weekly *w, int64_t index) {
  if (!w->list.waits) return CPW_OK;
  size_t length = (size_t)(w->now.hi - w->now.lo + 1);
  cpwi_law copy = w->now;
  copy.chance = cpwi_alloc(w->list.allocator, length, sizeof(double));
  if (!copy.chance) return CPW_ENOMEM;
  memcpy(copy.chance, w->now.chance, length * sizeof(double));
  w->kept[index] = copy;
  return CPW_OK;
}

static int32_t through_weeks(cpwi_weekly *w, cpw_error *err) {
  double share = w->list.waits ? 0.5 : 1.0;
  int32_t status = keep(w, 0);
  for (int64_t k = 0; status == CPW_OK && k < w->list.weeks; k++) {
    status = cpwi_chain_report(&w->run, share * (double)k / (double)w->list.weeks, WHERE, err);
    if (status != CPW_OK) return status;
    w->removed[k] = w->list.removal[k] * cpwi_law_mean(&w->now);
    status = remove_some(w, k);
    if (status == CPW_OK) status = join_some(w, k);
    if (status == CPW_OK) status = treat_some(w, k);
    if (status == CPW_OK) status = keep(w, k + 1);
    if (status == CPW_OK) write_week(w, k);
  }
  if (status != CPW_OK) return cpwi_fail(err, status, -1, WHERE, "no memory for the list");
  *w->cut_total = w->cut;
  return w->list.waits ? cpwi_weekly_waits(w, WHERE, err) : CPW_OK;
}

/* ---------------------------------------------------------------- the answer ---------------- */

static int32_t begin(cpwi_weekly *w, cpw_error *err) {
  const cpw_queue_weekly_list *l = &w->list;
  int64_t count = l->opening_chance ? l->opening_count : 1;
  w->now.lo = l->opening_chance ? 0 : l->opening;
  w->now.hi = w->now.lo + count - 1;
  w->now.chance = cpwi_alloc(l->allocator, (size_t)count, sizeof(double));
  if (l->waits) w->kept = cpwi_alloc_zero(l->allocator, (size_t)l->weeks + 1, sizeof *w->kept);
  if (!w->now.chance || (l->waits && !w->kept))
    return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld weeks", (long long)l->weeks);
  w->now.chance[0] = 1.0;
  if (l->opening_chance) memcpy(w->now.chance, l->opening_chance, (size_t)count * sizeof(double));
  normalise(&w->now);
  w->cut += cpwi_law_trim(&w->now, l->floor);
  return CPW_OK;
}

static int32_t add_quantiles(cpwi_weekly *w, cpw_result *result, cpw_error *err) {
  const cpw_queue_weekly_list *l = &w->list;
  double *share = NULL;
  void *memory = NULL;
  if (l->quantiles == 0) return CPW_OK;
  const cpwi_series shares[] = {{"quantile", "share", "of the list's law", "quantile", &share}};
  int32_t status = cpw_result_add_dimension(result, "quantile", l->quantiles, NULL, err);
  if (status == CPW_OK) status = cpwi_course_series(result, shares, 1, err);
  if (status == CPW_OK)
    status = cpw_result_add_array(result, "list_quantile", "people", "after the week",
                                  "week quantile", CPW_INT64, CPW_MERGE_SAME, &memory, err);
  if (status != CPW_OK) return status;
  memcpy(share, l->quantile, (size_t)l->quantiles * sizeof *share);
  w->quantile = memory;
  return CPW_OK;
}

static int32_t add_table(cpwi_weekly *w, cpw_result *result, cpw_error *err) {
  static const char *const by = "week", *const people = "people";
  const cpwi_series series[] = {
      {"mean", people, "on the list after the week", by, &w->mean},
      {"sd", people, "standard deviation of the list after the week", by, &w->sd},
      {"empty_chance", "chance", "that nobody is left after the week", by, &w->empty_chance},
      {"joined", people, "who join, mean", by, &w->joined},
      {"treated", people, "mean", by, &w->treated},
      {"removed", people, "without treatment, mean", by, &w->removed},
      {"unused", "slots", "mean", by, &w->unused},
      {"treated_total", people, "in all weeks", "", &w->treated_total},
      {"removed_total", people, "in all weeks", "", &w->removed_total},
      {"unused_total", "slots", "in all weeks", "", &w->unused_total},
      {"cut", "chance", "mass that was cut off in all weeks", "", &w->cut_total},
      {"mean_wait", "weeks", "until treated or removed, of those who join in the week", by,
       &w->mean_wait},
      {"treated_share", "share", "of those who join in the week", by, &w->treated_share},
      {"opening_wait", "weeks", "still to wait before week 1, of those on the list then", "",
       &w->opening_wait},
      {"opening_treated_share", "share", "of those on the list before week 1", "",
       &w->opening_share}};
  size_t count = sizeof series / sizeof *series - (w->list.waits ? 0 : 4);
  int32_t status = cpw_result_add_dimension(result, by, w->list.weeks, NULL, err);
  if (status == CPW_OK) status = cpwi_course_series(result, series, count, err);
  return status == CPW_OK ? add_quantiles(w, result, err) : status;
}

static int32_t add_last(const cpwi_weekly *w, cpw_result *result, cpw_error *err) {
  double *chance = NULL;
  const cpwi_series series[] = {
      {"chance", "chance", "of list sizes after the last week", "size", &chance}};
  int32_t status = cpw_result_add_dimension(result, "size", w->now.hi + 1, NULL, err);
  if (status == CPW_OK) status = cpwi_course_series(result, series, 1, err);
  if (status != CPW_OK) return status;
  memcpy(chance + w->now.lo, w->now.chance, (size_t)(w->now.hi - w->now.lo + 1) * sizeof *chance);
  return CPW_OK;
}

static void release(cpwi_weekly *w) {
  const cpw_allocator *a = w->list.allocator;
  for (int64_t k = 0; w->kept && k <= w->list.weeks; k++)
    cpwi_release(a, w->kept[k].chance);
  cpwi_release(a, w->kept);
  cpwi_release(a, w->now.chance);
  cpwi_release(a, w->joins.chance);
  cpwi_release(a, w->slots.chance);
  cpwi_release(a, w->reciprocal);
  cpwi_release(a, w->rows.row);
}

int32_t cpw_queue_weekly(const cpw_queue_weekly_list *list, const cpw_run *run, cpw_result **out,
                         cpw_error *err) {
  cpwi_weekly w;
  cpw_result *result = NULL;
  memset(&w, 0, sizeof w);
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out is NULL");
  int32_t status = take(&w.list, list, err);
  if (status == CPW_OK) status = cpwi_take_run(&w.run, run, WHERE, err);
  if (status != CPW_OK) return status;
  status = begin(&w, err);
  if (status == CPW_OK) status = cpw_result_new(w.list.allocator, &result, err);
  if (status == CPW_OK) status = add_table(&w, result, err);
  if (status == CPW_OK) status = through_weeks(&w, err);
  if (status == CPW_OK) status = add_last(&w, result, err);
  if (status == CPW_OK) status = cpwi_chain_report(&w.run, 1.0, WHERE, err);
  release(&w);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
