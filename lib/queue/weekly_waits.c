/* Waits on a list treated in weekly batches, first come, first served.
 * Source: later joiners do not matter to the list of those who joined up to a week, so that a backward
 * recursion gives its person-weeks and who of it is not treated. Leaves the chain itself to weekly.c. */
#include "queue/weekly.h"

#include <string.h>

#define ROW_FLOOR 1e-18
#define MATTERS   1e-25 /* list sizes with less chance do not matter to a mean wait */

/* Of q people on the list after a week, none of whom is joined by others: weeks still to wait, and how many
 * are not treated, for q from lo to hi. */
typedef struct future {
  int64_t lo, hi;
  double *weeks, *untreated;
} future;

typedef struct view {
  int64_t lo, hi;
} view;

static int32_t make(future *f, view v, const cpw_allocator *a) {
  size_t n = (size_t)(v.hi - v.lo + 1);
  f->lo = v.lo;
  f->hi = v.hi;
  f->weeks = cpwi_alloc_zero(a, n, sizeof *f->weeks);
  f->untreated = cpwi_alloc_zero(a, n, sizeof *f->untreated);
  return f->weeks && f->untreated ? CPW_OK : CPW_ENOMEM;
}

static void drop(future *f, const cpw_allocator *a) {
  cpwi_release(a, f->weeks);
  cpwi_release(a, f->untreated);
  memset(f, 0, sizeof *f);
}

/* ---------------------------------------------------------------- which sizes matter -------- */

static view view_of(const cpwi_law *law) {
  view v = {law->lo, law->hi};
  while (v.lo < v.hi && law->chance[v.lo - law->lo] < MATTERS)
    v.lo++;
  while (v.hi > v.lo && law->chance[v.hi - law->lo] < MATTERS)
    v.hi--;
  return v;
}

/* Sizes after a week of those that matter before it, without joins. */
static int32_t pass(cpwi_weekly *w, int64_t week, view before, view *after) {
  int64_t lo, hi, ignored;
  int32_t status = cpwi_weekly_rows(w, week, before.hi);
  if (status == CPW_OK) status = cpwi_weekly_slots(w, week);
  if (status != CPW_OK) return status;
  cpwi_rows_fill(&w->rows, before.lo, ROW_FLOOR, &lo, &ignored);
  cpwi_rows_fill(&w->rows, before.hi, ROW_FLOOR, &ignored, &hi);
  after->lo = lo > w->slots.hi ? lo - w->slots.hi : 0;
  after->hi = hi > w->slots.lo ? hi - w->slots.lo : 0;
  return CPW_OK;
}

static int32_t set_views(cpwi_weekly *w, view *views) {
  views[0] = view_of(&w->kept[0]);
  for (int64_t k = 1; k <= w->list.weeks; k++) {
    view passed, seen = view_of(&w->kept[k]);
    int32_t status = pass(w, k - 1, views[k - 1], &passed);
    if (status != CPW_OK) return status;
    views[k].lo = passed.lo < seen.lo ? passed.lo : seen.lo;
    views[k].hi = passed.hi > seen.hi ? passed.hi : seen.hi;
  }
  views[w->list.weeks].lo = 0; /* the recursion for good begins at nobody */
  return CPW_OK;
}

/* ---------------------------------------------------------------- backwards ----------------- */

/* What follows when `stay` people are still there before the slots of a week: L are left over, who wait
 * another week and then go on as `after` says. Slots from `first` on. */
static void treat(const cpwi_law *slots, const future *after, int64_t stay, int64_t first,
                  double *weeks, double *untreated) {
  *weeks = *untreated = 0.0;
  for (int64_t s = first > slots->lo ? first : slots->lo; s <= slots->hi; s++) {
    int64_t left = stay > s ? stay - s : 0, at = left;
    if (at < after->lo) at = after->lo;
    if (at > after->hi) at = after->hi;
    double p = slots->chance[s - slots->lo];
    *weeks += p * ((double)left + after->weeks[at - after->lo]);
    *untreated += p * after->untreated[at - after->lo];
  }
}

/* Fills `now` from `after`, a week later. */
static int32_t step_back(cpwi_weekly *w, int64_t week, const future *after, future *now) {
  const cpw_allocator *a = w->list.allocator;
  view stays = {0, now->hi};
  future kept = {0, 0, NULL, NULL};
  int64_t ignored;
  int32_t status = cpwi_weekly_rows(w, week, now->hi);
  if (status == CPW_OK) status = cpwi_weekly_slots(w, week);
  if (status == CPW_OK) {
    cpwi_rows_fill(&w->rows, now->lo, ROW_FLOOR, &stays.lo, &ignored);
    status = make(&kept, stays, a);
  }
  for (int64_t k = stays.lo; status == CPW_OK && k <= stays.hi; k++)
    treat(&w->slots, after, k, 0, &kept.weeks[k - stays.lo], &kept.untreated[k - stays.lo]);
  for (int64_t q = now->lo; status == CPW_OK && q <= now->hi; q++) {
    int64_t lo, hi;
    double sum = cpwi_rows_fill(&w->rows, q, ROW_FLOOR, &lo, &hi), weeks = 0.0, untreated = 0.0;
    if (lo < stays.lo) lo = stays.lo;
    for (int64_t k = lo; k <= hi; k++) {
      weeks += w->rows.row[k] * kept.weeks[k - stays.lo];
      untreated += w->rows.row[k] * kept.untreated[k - stays.lo];
    }
    now->weeks[q - now->lo] = weeks / sum;
    now->untreated[q - now->lo] = w->list.removal[week] * (double)q + untreated / sum;
  }
  drop(&kept, a);
  return status;
}

/* The last week for good: q people depend on fewer, and on q themselves where all may stay untreated. */
static int32_t settle(cpwi_weekly *w, future *end) {
  const cpw_allocator *a = w->list.allocator;
  int64_t week = w->list.weeks - 1;
  future kept = {0, 0, NULL, NULL};
  view stays = {0, end->hi};
  int32_t status = cpwi_weekly_rows(w, week, end->hi);
  if (status == CPW_OK) status = cpwi_weekly_slots(w, week);
  if (status == CPW_OK) status = make(&kept, stays, a);
  if (status != CPW_OK) {
    drop(&kept, a);
    return status;
  }
  double none = w->slots.lo == 0 ? w->slots.chance[0] : 0.0, some = 0.0;
  for (int64_t s = w->slots.lo; s <= w->slots.hi; s++)
    if (s > 0) some += w->slots.chance[s - w->slots.lo];
  for (int64_t q = 1; q <= end->hi; q++) {
    int64_t lo, hi;
    double sum = cpwi_rows_fill(&w->rows, q, ROW_FLOOR, &lo, &hi), fewer = 0.0;
    double weeks = 0.0, untreated = 0.0, all_weeks, all_untreated;
    for (int64_t k = lo; k <= hi && k < q; k++) {
      fewer += w->rows.row[k] / sum;
      weeks += w->rows.row[k] / sum * kept.weeks[k];
      untreated += w->rows.row[k] / sum * kept.untreated[k];
    }
    double all = hi == q ? w->rows.row[q] / sum : 0.0, moves = fewer + all * some;
    treat(&w->slots, end, q, 1, &all_weeks, &all_untreated); /* q - s people are known already */
    weeks += all * (all_weeks + none * (double)q);
    untreated += all * all_untreated + w->list.removal[week] * (double)q;
    end->weeks[q] = moves > 0.0 ? weeks / moves : (double)INFINITY;
    end->untreated[q] = moves > 0.0 ? untreated / moves : (double)q;
    kept.weeks[q] = all_weeks + none * ((double)q + end->weeks[q]);
    kept.untreated[q] = all_untreated + none * end->untreated[q];
  }
  drop(&kept, a);
  return CPW_OK;
}

/* ---------------------------------------------------------------- by week of joining -------- */

typedef struct sums {
  double weeks, untreated;
} sums;

static sums expect(const cpwi_law *law, const future *f) {
  sums s = {0.0, 0.0};
  int64_t lo = law->lo > f->lo ? law->lo : f->lo, hi = law->hi < f->hi ? law->hi : f->hi;
  for (int64_t q = hi; q >= lo; q--) {
    s.weeks += law->chance[q - law->lo] * f->weeks[q - f->lo];
    s.untreated += law->chance[q - law->lo] * f->untreated[q - f->lo];
  }
  return s;
}

/* Those who joined in a week: all up to it less all up to the one before. */
static void write_week(cpwi_weekly *w, int64_t week, sums before, sums after, int endless) {
  double joins = w->list.joins[week];
  double weeks = w->mean[week] + after.weeks - before.weeks;
  double untreated = after.untreated - before.untreated + w->removed[week];
  w->mean_wait[week] = w->treated_share[week] = CPWI_NO_VALUE;
  if (!(joins > 0.0)) return;
  w->mean_wait[week] = endless ? (double)INFINITY : fmax(weeks / joins, 0.0);
  w->treated_share[week] = fmin(fmax(1.0 - untreated / joins, 0.0), 1.0);
}

static void write_opening(cpwi_weekly *w, sums opening, int endless) {
  double people = cpwi_law_mean(&w->kept[0]);
  *w->opening_wait = *w->opening_share = CPWI_NO_VALUE;
  if (!(people > 0.0)) return;
  *w->opening_wait = endless ? (double)INFINITY : opening.weeks / people;
  *w->opening_share = fmin(fmax(1.0 - opening.untreated / people, 0.0), 1.0);
}

static int32_t go_back(cpwi_weekly *w, const view *views, future *now, const char *where,
                       cpw_error *err) {
  const cpw_allocator *a = w->list.allocator;
  int64_t weeks = w->list.weeks;
  int32_t status = make(now, views[weeks], a);
  if (status == CPW_OK) status = settle(w, now);
  if (status != CPW_OK) return status;
  int endless = now->hi > 0 && !(now->weeks[now->hi] < (double)INFINITY);
  if (endless) memset(now->weeks, 0, (size_t)(now->hi + 1) * sizeof *now->weeks);
  sums after = expect(&w->kept[weeks], now);
  for (int64_t k = weeks - 1; k >= 0; k--) {
    future earlier = {0, 0, NULL, NULL};
    status = cpwi_chain_report(&w->run, 1.0 - 0.5 * (double)(k + 1) / (double)weeks, where, err);
    if (status != CPW_OK) return status;
    status = make(&earlier, views[k], a);
    if (status == CPW_OK) status = step_back(w, k, now, &earlier);
    drop(now, a);
    *now = earlier;
    if (status != CPW_OK) return status;
    sums before = expect(&w->kept[k], now);
    write_week(w, k, before, after, endless);
    after = before;
  }
  write_opening(w, after, endless);
  return CPW_OK;
}

int32_t cpwi_weekly_waits(cpwi_weekly *w, const char *where, cpw_error *err) {
  const cpw_allocator *a = w->list.allocator;
  future now = {0, 0, NULL, NULL};
  view *views = cpwi_alloc(a, (size_t)w->list.weeks + 1, sizeof *views);
  int32_t status = views ? set_views(w, views) : CPW_ENOMEM;
  if (status == CPW_OK) status = go_back(w, views, &now, where, err);
  drop(&now, a);
  cpwi_release(a, views);
  if (status == CPW_OK || status == CPW_ECANCELLED) return status;
  return cpwi_fail(err, status, -1, where, "no memory for waits of %lld weeks",
                   (long long)w->list.weeks);
}
