/* Rows of a log, checked one by one, sorted by patient and time, checked against each other, and cut at
 * the window.
 * Source: the rules in carepath/event_log.h.
 * Leaves the options to options.c, what is made of the stays to the other files. */
#include "event_log/internal.h"

#include <string.h>

/* ---------------------------------------------------------------- rows one by one ----------- */

static int is_time(double x) {
  return x >= -CPWI_LOG_LATEST && x <= CPWI_LOG_LATEST;
}

static int32_t fail_time(const cpwi_log *l, const char *name, int64_t row, double value,
                         const char *rule, cpw_error *err) {
  return cpwi_fail(err, CPW_EDOMAIN, row, l->where, "%s[%lld] = %s must be %s", name,
                   (long long)row, cpwi_number(value).text, rule);
}

static int32_t fail_code(const cpwi_log *l, const char *name, int64_t row, int64_t value,
                         int64_t count, cpw_error *err) {
  return cpwi_fail(err, CPW_EINVAL, row, l->where, "%s[%lld] = %lld must be from 0 to %lld", name,
                   (long long)row, (long long)value, (long long)count - 1);
}

static int32_t fail_order(const cpwi_log *l, const char *later, double late, const char *earlier,
                          double early, int64_t row, cpw_error *err) {
  return cpwi_fail(err, CPW_EDOMAIN, row, l->where,
                   "%s[%lld] = %s must not be before %s[%lld] = %s", later, (long long)row,
                   cpwi_number(late).text, earlier, (long long)row, cpwi_number(early).text);
}

static int32_t check_times(const cpwi_log *l, int64_t i, cpw_error *err) {
  double start = l->log.start[i], end = l->log.end[i];
  double arrival = l->log.arrival ? l->log.arrival[i] : CPWI_NAN;
  if (!isnan(arrival) && !is_time(arrival))
    return fail_time(l, "arrival", i, arrival, "within 1e15 of 0, or NaN", err);
  if (isnan(start) && isnan(arrival))
    return fail_time(l, "start", i, start,
                     "a time: only a patient with an arrival can still be waiting", err);
  if (isnan(start) && !isnan(end))
    return fail_time(l, "end", i, end, "NaN: a stay that has not begun has not ended", err);
  if (isnan(start)) return CPW_OK;
  if (!is_time(start)) return fail_time(l, "start", i, start, "within 1e15 of 0", err);
  if (!isnan(end) && !is_time(end))
    return fail_time(l, "end", i, end, "within 1e15 of 0, or NaN", err);
  if (end < start) return fail_order(l, "end", end, "start", start, i, err);
  if (start < arrival) return fail_order(l, "start", start, "arrival", arrival, i, err);
  return CPW_OK;
}

static int32_t check_rows(const cpwi_log *l, cpw_error *err) {
  const cpw_event_log *g = &l->log;
  for (int64_t i = 0; i < g->rows; i++) {
    if (g->stage[i] < 0 || g->stage[i] >= g->stages)
      return fail_code(l, "stage", i, g->stage[i], g->stages, err);
    if (g->group && (g->group[i] < 0 || g->group[i] >= g->groups))
      return fail_code(l, "group", i, g->group[i], g->groups, err);
    int32_t status = check_times(l, i, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static int32_t check_log(const cpwi_log *l, cpw_error *err) {
  const cpw_event_log *g = &l->log;
  const struct {
    const char *name;
    int64_t value, least, most;
  } sizes[] = {{"rows", g->rows, 0, INT64_MAX / 1024},
               {"stages", g->stages, 1, CPWI_LOG_MOST},
               {"groups", g->groups, 1, CPWI_LOG_MOST}};
  for (size_t k = 0; k < 3; k++)
    if (sizes[k].value < sizes[k].least || sizes[k].value > sizes[k].most)
      return cpwi_fail(err, CPW_EINVAL, -1, l->where, "log.%s = %lld must be from %lld to %lld",
                       sizes[k].name, (long long)sizes[k].value, (long long)sizes[k].least,
                       (long long)sizes[k].most);
  if (g->rows > 0 && !(g->patient && g->stage && g->start && g->end))
    return cpwi_fail(err, CPW_EINVAL, -1, l->where, "log.%s is NULL",
                     !g->patient ? "patient"
                     : !g->stage ? "stage"
                     : !g->start ? "start"
                                 : "end");
  return CPW_OK;
}

/* ---------------------------------------------------------------- the window ---------------- */

static void widen(double x, double *least, double *most) {
  if (x < *least) *least = x;
  if (x > *most) *most = x;
}

static int32_t take_window(cpwi_log *l, double cut, cpw_error *err) {
  double least = (double)INFINITY, most = -(double)INFINITY;
  for (int64_t i = 0; i < l->log.rows; i++) {
    widen(l->log.start[i], &least, &most);
    widen(l->log.end[i], &least, &most);
    if (l->log.arrival) widen(l->log.arrival[i], &least, &most);
  }
  if (l->log.rows == 0 && (isnan(l->o.from) || isnan(l->o.until)))
    return cpwi_fail(err, CPW_EINVAL, -1, l->where,
                     "no rows: options.from and options.until must be given");
  l->from = isnan(l->o.from) ? least : l->o.from;
  l->until = isnan(l->o.until) ? most : l->o.until;
  if (!is_time(l->from) || !is_time(l->until) || l->from >= l->until)
    return cpwi_fail(err, CPW_EDOMAIN, -1, l->where,
                     "the window from %s to %s must be within 1e15 of 0 and not empty",
                     cpwi_number(l->from).text, cpwi_number(l->until).text);
  if (isnan(cut)) return CPW_OK;
  if (!(cut > l->from && cut < l->until))
    return cpwi_fail(err, CPW_EDOMAIN, -1, l->where, "split = %s must be between %s and %s",
                     cpwi_number(cut).text, cpwi_number(l->from).text, cpwi_number(l->until).text);
  l->until = cut;
  l->o.outside = CPW_EVENT_LOG_ALLOW;
  return CPW_OK;
}

static int32_t fail_outside(const cpwi_log *l, const char *name, int64_t row, double value,
                            cpw_error *err) {
  return cpwi_fail(err, CPW_EDOMAIN, row, l->where,
                   "%s[%lld] = %s must be within the window from %s to %s", name, (long long)row,
                   cpwi_number(value).text, cpwi_number(l->from).text, cpwi_number(l->until).text);
}

/* Cuts a stay at the end of the window; 0 if nothing of it is left. */
static int cut_stay(const cpwi_log *l, cpwi_stay *s) {
  double begins = isnan(s->arrival) ? s->start : s->arrival;
  if (begins > l->until) return 0;
  if (s->start > l->until) s->start = (double)INFINITY; /* was waiting then */
  if (s->end > l->until || isinf(s->start)) s->end = (double)INFINITY;
  return 1;
}

static int32_t check_outside(const cpwi_log *l, const cpwi_stay *s, cpw_error *err) {
  if (l->o.outside == CPW_EVENT_LOG_ALLOW) return CPW_OK;
  double begins = isinf(s->start) ? s->arrival : s->start;
  if (begins > l->until)
    return fail_outside(l, isinf(s->start) ? "arrival" : "start", s->row, begins, err);
  if (!isinf(s->end) && (s->end > l->until || s->end < l->from))
    return fail_outside(l, "end", s->row, s->end, err);
  return CPW_OK;
}

/* ---------------------------------------------------------------- in order ------------------ */

static int compare_doubles(double a, double b) {
  /* not given (NaN) last */
  if (isnan(a) || isnan(b)) return isnan(a) - isnan(b);
  return (a > b) - (a < b);
}

/* Stays of one patient that begin at the same time. */
static int compare_stays(const void *context, const void *first, const void *second) {
  (void)context;
  const cpwi_stay *a = first, *b = second;
  int c = compare_doubles(a->end, b->end);
  if (c == 0) c = (a->stage > b->stage) - (a->stage < b->stage);
  if (c == 0) c = (a->group > b->group) - (a->group < b->group);
  return c != 0 ? c : compare_doubles(a->arrival, b->arrival);
}

static cpwi_stay stay_of(const cpwi_log *l, int64_t i) {
  const cpw_event_log *g = &l->log;
  cpwi_stay s = {g->patient[i],
                 i,
                 isnan(g->start[i]) ? (double)INFINITY : g->start[i] + 0.0,
                 isnan(g->end[i]) ? (double)INFINITY : g->end[i] + 0.0,
                 g->arrival ? g->arrival[i] + 0.0 : CPWI_NAN,
                 (int32_t)g->stage[i],
                 g->group ? (int32_t)g->group[i] : 0};
  return s;
}

static int sort_ties(cpwi_log *l) {
  for (int64_t i = 0; i < l->n;) {
    int64_t j = i + 1;
    while (j < l->n && l->stay[j].patient == l->stay[i].patient &&
           l->stay[j].start == l->stay[i].start)
      j++;
    if (j - i > 1 &&
        !cpwi_sort(l->o.allocator, l->stay + i, j - i, sizeof *l->stay, compare_stays, NULL))
      return 0;
    i = j;
  }
  return 1;
}

/* By start, then (stable) by patient. */
static int32_t sort_rows(cpwi_log *l, cpw_error *err) {
  const cpw_allocator *a = l->o.allocator;
  size_t n = (size_t)l->log.rows;
  cpwi_item *items = cpwi_alloc(a, n, sizeof *items), *spare = cpwi_alloc(a, n, sizeof *spare);
  int64_t *counts = cpwi_alloc(a, CPWI_ORDER_COUNTS, sizeof *counts);
  l->stay = cpwi_alloc(a, n, sizeof *l->stay);
  int fine = items && spare && counts && l->stay;
  if (fine) {
    for (size_t i = 0; i < n; i++) {
      double start = l->log.start[i];
      items[i].key = cpwi_order_key(isnan(start) ? (double)INFINITY : start + 0.0, 0);
      items[i].index = (int64_t)i;
    }
    cpwi_order_items(items, spare, (int64_t)n, counts);
    for (size_t i = 0; i < n; i++)
      items[i].key = (uint64_t)l->log.patient[items[i].index] ^ (UINT64_C(1) << 63);
    cpwi_order_items(items, spare, (int64_t)n, counts);
    for (size_t i = 0; i < n; i++)
      l->stay[i] = stay_of(l, items[i].index);
    l->n = l->log.rows;
    fine = sort_ties(l);
  }
  cpwi_release(a, items);
  cpwi_release(a, spare);
  cpwi_release(a, counts);
  return fine ? CPW_OK : cpwi_log_no_memory(l, err);
}

/* ---------------------------------------------------------------- against each other -------- */

/* The stays of a patient so far: which of them ends last. */
typedef struct course {
  double latest;
  int64_t row;
} course;

static int32_t check_overlap(cpwi_log *l, const course *c, const cpwi_stay *s, cpw_error *err) {
  if (isinf(s->start) || s->start >= c->latest) return CPW_OK;
  l->counts.overlaps++;
  if (l->o.overlaps == CPW_EVENT_LOG_ALLOW) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, s->row, l->where,
                   "start[%lld] = %s must not be before end[%lld] = %s: both of patient %lld",
                   (long long)s->row, cpwi_number(s->start).text, (long long)c->row,
                   isinf(c->latest) ? "NaN (still there)" : cpwi_number(c->latest).text,
                   (long long)s->patient);
}

static int says_the_same(const cpwi_stay *a, const cpwi_stay *b) {
  return a->patient == b->patient && a->start == b->start && compare_stays(NULL, a, b) == 0;
}

static int32_t take_repeat(cpwi_log *l, const cpwi_stay *a, const cpwi_stay *b, cpw_error *err) {
  l->counts.repeats++;
  if (l->o.repeats == CPW_EVENT_LOG_ALLOW) return CPW_OK;
  int64_t low = a->row < b->row ? a->row : b->row, high = a->row + b->row - low;
  return cpwi_fail(err, CPW_EDOMAIN, high, l->where, "row %lld says the same as row %lld",
                   (long long)high, (long long)low);
}

/* Walks through sorted stays: repeats out, overlaps named, the rest cut at the window. */
static int32_t settle(cpwi_log *l, cpw_error *err) {
  int64_t kept = 0;
  cpwi_stay last = {0};
  course c = {-(double)INFINITY, -1};
  for (int64_t i = 0; i < l->n; i++) {
    cpwi_stay s = l->stay[i];
    int32_t status = CPW_OK, repeats = i > 0 && says_the_same(&last, &s);
    if (repeats) status = take_repeat(l, &last, &s, err);
    if (i == 0 || last.patient != s.patient) c.latest = -(double)INFINITY;
    if (!repeats) status = check_overlap(l, &c, &s, err);
    if (status == CPW_OK && !repeats) status = check_outside(l, &s, err);
    if (status != CPW_OK) return status;
    if (repeats) continue;
    last = s;
    if (!isinf(s.start) && s.end > c.latest) {
      c.latest = s.end;
      c.row = s.row;
    }
    if (cut_stay(l, &s))
      l->stay[kept++] = s;
    else
      l->counts.outside++;
  }
  l->n = kept;
  return CPW_OK;
}

double cpwi_stay_waits_from(const cpwi_log *l, int64_t i) {
  const cpwi_stay *s = &l->stay[i], *before = cpwi_stay_previous(l, i);
  if (!isnan(s->arrival)) return s->arrival;
  if (!before || isinf(before->end) || cpwi_stay_gap(before, s) > l->o.gap) return CPWI_NAN;
  return before->end < s->start ? before->end : s->start;
}

int32_t cpwi_stay_arrives(const cpwi_log *l, int64_t i) {
  const cpwi_stay *s = &l->stay[i], *before = cpwi_stay_previous(l, i);
  if (!before) return 1;
  if (cpwi_stay_waits(before) || isinf(before->end)) return 0;
  /* a wait that goes on follows the stay before it as closely as it can */
  double next = cpwi_stay_waits(s) ? s->arrival : s->start;
  return next - before->end > l->o.gap ? 2 : 0;
}

static void count(cpwi_log *l) {
  cpw_event_log_counts *c = &l->counts;
  int64_t counted = INT64_MIN;
  int any = 0;
  for (int64_t i = 0; i < l->n; i++) {
    const cpwi_stay *s = &l->stay[i];
    if (cpwi_stay_before(l, s)) {
      c->outside++;
      continue;
    }
    if (!any || s->patient != counted) c->patients++;
    any = 1;
    counted = s->patient;
    if (cpwi_stay_waits(s)) {
      c->waiting++;
      continue;
    }
    c->stays++;
    if (isinf(s->end))
      c->going_on++;
    else
      c->ended++;
    if (s->start < l->from) c->truncated++;
    const cpwi_stay *before = cpwi_stay_previous(l, i);
    if (!before || isinf(before->end) || !(s->start > before->end)) continue;
    if (cpwi_stay_gap(before, s) > l->o.gap)
      c->returns++;
    else
      c->gaps++;
  }
  c->from = l->from;
  c->until = l->until;
}

int32_t cpwi_log_take(cpwi_log *l, const cpw_event_log *log, const cpw_event_log_options *options,
                      double cut, const char *where, cpw_error *err) {
  memset(l, 0, sizeof *l);
  l->where = where;
  cpw_event_log_init(&l->log);
  if (!log) return cpwi_fail(err, CPW_EINVAL, -1, where, "log is NULL");
  int32_t status = cpwi_take_options(&l->log, sizeof l->log, log, where, err);
  if (status == CPW_OK) status = check_log(l, err);
  if (status == CPW_OK) status = cpwi_log_take_options(l, options, err);
  if (status == CPW_OK) status = check_rows(l, err);
  if (status == CPW_OK) status = take_window(l, cut, err);
  if (status == CPW_OK) status = sort_rows(l, err);
  if (status == CPW_OK) status = settle(l, err);
  if (status == CPW_OK) count(l);
  return status;
}

void cpwi_log_free(cpwi_log *l) {
  if (l->stay) cpwi_release(l->o.allocator, l->stay);
}
