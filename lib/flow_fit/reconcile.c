/* Stocks and flows made to agree, and a report of what did not.
 * Source: stock at the end = stock at the start + arrivals - completed - removed.
 * Leaves routes and demand to fit.c. */
#include "flow_fit/internal.h"

#include <string.h>

/* ---------------------------------------------------------------- the identity -------------- */

/* all arrivals are referrals where no route leads in and referrals are counted */
static void find_closed(cpwi_flow *f) {
  for (int64_t k = 0; k < f->s; k++) {
    f->closed[k] = f->counts.referred != NULL;
    for (int64_t j = 0; j < f->s; j++)
      if (cpwi_flow_allowed(f, j, k)) f->closed[k] = 0;
  }
}

static void count_missing(cpwi_flow *f) {
  const double *const given[] = {f->counts.referred, f->counts.completed, f->counts.removed,
                                 f->counts.stock};
  for (size_t a = 0; a < sizeof given / sizeof *given; a++)
    for (int64_t i = 0; given[a] && i < f->t * f->s; i++)
      f->missing[i % f->s] += !cpwi_flow_known(given[a][i]);
}

/* fills one of the five where the other four are known; 1 if it did */
static int fill(double *x, double value) {
  if (cpwi_flow_known(*x) || !cpwi_flow_known(value)) return 0;
  *x = value;
  return 1;
}

/* a stage whose arrivals are its referrals */
static void settle_closed(cpwi_flow *f, int64_t t, int64_t k) {
  int64_t i = t * f->s + k;
  double start = cpwi_flow_start(f, t, k), run;
  int stocks = f->options.wins == CPW_FLOW_STOCK_WINS;
  run = start + f->referred[i] - f->completed[i] - f->removed[i];
  if (!stocks && cpwi_flow_known(run)) {
    f->filled[k] += f->counts.stock && !cpwi_flow_known(f->stock[i]);
    f->stock[i] = run;
  }
  int done = fill(&f->stock[i], run);
  done += fill(&f->completed[i], start + f->referred[i] - f->removed[i] - f->stock[i]);
  done += fill(&f->referred[i], f->stock[i] - start + f->completed[i] + f->removed[i]);
  f->filled[k] += done;
}

void cpwi_flow_settle(cpwi_flow *f) {
  find_closed(f);
  count_missing(f);
  for (int64_t t = 0; t < f->t; t++)
    for (int64_t k = 0; k < f->s; k++) {
      int64_t i = t * f->s + k;
      if (f->closed[k]) settle_closed(f, t, k);
      f->arrivals[i] = f->stock[i] - cpwi_flow_start(f, t, k) + f->completed[i] + f->removed[i];
      if (f->closed[k] && f->options.wins == CPW_FLOW_FLOWS_WIN) f->arrivals[i] = f->referred[i];
      f->impossible[k] += f->arrivals[i] < 0 || f->stock[i] < 0;
    }
}

/* ---------------------------------------------------------------- the report ---------------- */

typedef struct report {
  double *arrivals, *completed, *stock, *gap;
  double *sum[2], *total[2], *difference[2]; /* completed, referred */
  int64_t *missing, *filled, *impossible, *disagree;
} report;

static int32_t add_report(report *p, cpw_result *r, cpw_error *err) {
  static const char by[] = "period stage", stage[] = "stage";
  const cpwi_flow_array arrays[] = {
      {"arrivals", "people", "joined the stage, from outside and from other stages", by, CPW_DOUBLE,
       (void **)&p->arrivals},
      {"completed", "people", "the stage has finished with", by, CPW_DOUBLE,
       (void **)&p->completed},
      {"stock", "people", "waiting at the end", by, CPW_DOUBLE, (void **)&p->stock},
      {"gap", "people", "arrivals that the reported stocks imply less referrals", by, CPW_DOUBLE,
       (void **)&p->gap},
      {"sum_completed", "people", "completed, all periods", stage, CPW_DOUBLE, (void **)&p->sum[0]},
      {"total_completed", "people", "completed, other source", stage, CPW_DOUBLE,
       (void **)&p->total[0]},
      {"difference_completed", "people", "other source less the periods", stage, CPW_DOUBLE,
       (void **)&p->difference[0]},
      {"sum_referred", "people", "referred, all periods", stage, CPW_DOUBLE, (void **)&p->sum[1]},
      {"total_referred", "people", "referred, other source", stage, CPW_DOUBLE,
       (void **)&p->total[1]},
      {"difference_referred", "people", "other source less the periods", stage, CPW_DOUBLE,
       (void **)&p->difference[1]},
      {"missing", "counts", "counts that are missing", stage, CPW_INT64, (void **)&p->missing},
      {"filled", "counts", "of these filled by the identity", stage, CPW_INT64,
       (void **)&p->filled},
      {"impossible", "periods", "periods with arrivals or a stock below 0", stage, CPW_INT64,
       (void **)&p->impossible},
      {"disagree", "totals", "totals that differ by more than the tolerance", stage, CPW_INT64,
       (void **)&p->disagree}};
  return cpwi_flow_add(r, arrays, sizeof arrays / sizeof *arrays, err);
}

/* what the counts as they were given say, before anything was filled or run on */
static double gap_of(const cpwi_flow *f, int64_t t, int64_t k) {
  const cpw_flow_counts *c = &f->counts;
  int64_t i = t * f->s + k;
  if (!c->stock || !c->referred) return CPWI_NAN;
  double start = t > 0 ? c->stock[i - f->s] : c->opening ? c->opening[k] : CPWI_NAN;
  return c->stock[i] - start + c->completed[i] + (c->removed ? c->removed[i] : 0) - c->referred[i];
}

static double sum_of(const cpwi_flow *f, const double *x, int64_t k) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t t = 0; t < f->t; t++)
    cpw_exact_sum_add(&sum, x[t * f->s + k]);
  return cpw_exact_sum_value(&sum);
}

static void compare_totals(const cpwi_flow *f, report *p, cpwi_flow_text *note) {
  static const char *const what[2] = {"completed", "referred"};
  const double *const x[2] = {f->completed, f->referred};
  const double *const total[2] = {f->counts.total_completed, f->counts.total_referred};
  for (int64_t k = 0; k < f->s; k++)
    for (int a = 0; a < 2; a++) {
      double sum = sum_of(f, x[a], k), other = total[a] ? total[a][k] : CPWI_NAN;
      double more = fabs(sum) > fabs(other) ? fabs(sum) : fabs(other);
      p->sum[a][k] = sum;
      p->total[a][k] = other;
      p->difference[a][k] = other - sum;
      if (!(fabs(other - sum) > f->options.tolerance * more)) continue;
      p->disagree[k]++;
      if (note->used) cpwi_flow_say(note, "; ");
      cpwi_flow_say(note, what[a]);
      cpwi_flow_say(note, " of stage ");
      cpwi_flow_say_stage(note, f, k);
      cpwi_flow_say(note, ": the periods sum to ");
      cpwi_flow_say_number(note, sum);
      cpwi_flow_say(note, ", the other source says ");
      cpwi_flow_say_number(note, other);
      cpwi_flow_say(note, ": the periods win");
    }
}

/* "stage A: 3 of these counts, stage B: ..." */
static void say_counts(const cpwi_flow *f, const int64_t *count, const char *words,
                       cpwi_flow_text *note) {
  for (int64_t k = 0; k < f->s; k++) {
    if (count[k] == 0) continue;
    if (note->used) cpwi_flow_say(note, "; ");
    cpwi_flow_say(note, "stage ");
    cpwi_flow_say_stage(note, f, k);
    cpwi_flow_say(note, ": ");
    cpwi_flow_say_number(note, (double)count[k]);
    cpwi_flow_say(note, words);
  }
}

static int32_t add_notes(const cpwi_flow *f, const cpwi_flow_text *totals, cpw_result *r,
                         cpw_error *err) {
  cpwi_flow_text missing = {"", 0}, impossible = {"", 0};
  say_counts(f, f->missing, " counts missing", &missing);
  say_counts(f, f->impossible, " periods with arrivals or a stock below 0", &impossible);
  int32_t status = cpw_result_add_note(
      r, "wins",
      f->options.wins == CPW_FLOW_STOCK_WINS
          ? "stocks win: arrivals are those that stocks and completions imply"
          : "flows win where all arrivals are referrals: stocks are run on from the first known "
            "one; elsewhere stocks win",
      err);
  const char *const keys[3] = {"missing", "totals", "impossible"};
  const cpwi_flow_text *const texts[3] = {&missing, totals, &impossible};
  for (int k = 0; status == CPW_OK && k < 3; k++)
    if (texts[k]->used) status = cpw_result_add_note(r, keys[k], texts[k]->text, err);
  return status;
}

static int32_t make_report(const cpwi_flow *f, cpw_result *r, cpw_error *err) {
  report p;
  cpwi_flow_text totals = {"", 0};
  int32_t status = add_report(&p, r, err);
  if (status != CPW_OK) return status;
  size_t cells = (size_t)(f->t * f->s) * sizeof(double), stages = (size_t)f->s * sizeof(int64_t);
  memcpy(p.arrivals, f->arrivals, cells);
  memcpy(p.completed, f->completed, cells);
  memcpy(p.stock, f->stock, cells);
  for (int64_t i = 0; i < f->t * f->s; i++)
    p.gap[i] = gap_of(f, i / f->s, i % f->s);
  memcpy(p.missing, f->missing, stages);
  memcpy(p.filled, f->filled, stages);
  memcpy(p.impossible, f->impossible, stages);
  compare_totals(f, &p, &totals);
  return add_notes(f, &totals, r, err);
}

int32_t cpw_flow_reconcile(const cpw_flow_counts *counts, const cpw_flow_options *options,
                           cpw_result **out, cpw_error *err) {
  cpwi_flow f;
  cpw_result *r = NULL;
  memset(&f, 0, sizeof f);
  f.where = __func__;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  int32_t status = cpwi_flow_take(&f, counts, options, err);
  if (status == CPW_OK) status = cpwi_flow_result(&f, &r, err);
  if (status == CPW_OK) {
    cpwi_flow_settle(&f);
    status = make_report(&f, r, err);
  }
  cpwi_flow_free(&f);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}
