/* Random rows of dates as histories: nobody is lost or counted twice, by band, list and period, whatever the
 * step, the edges and the window. Usage: property_snapshots [COUNT] [SEED], or --digest. */
#include "carepath/random.h"
#include "carepath/snapshots.h"
#include "worlds.h"

#include <string.h>

#define ROWS  60
#define DATES 9
#define BANDS 8

typedef struct world {
  cpw_date_rows rows;
  cpw_snapshots_options options;
  int32_t referral[ROWS], removal[ROWS], withdrawal[ROWS], date[DATES];
  int64_t list[ROWS];
  double lower[BANDS];
} world;

static int32_t below(cpw_stream *s, int64_t n) {
  return (int32_t)cpw_random_below(s, (uint64_t)n);
}

static void make_rows(world *w, cpw_stream *s) {
  cpw_date_rows_init(&w->rows);
  w->rows.rows = 1 + below(s, ROWS);
  w->rows.referral = w->referral;
  w->rows.removal = w->removal;
  w->rows.withdrawal = w->withdrawal;
  for (int i = 0; i < ROWS; i++) {
    w->referral[i] = below(s, 900) - 300;
    w->removal[i] = below(s, 3) ? w->referral[i] + below(s, 300) : CPW_DATE_NONE;
    w->withdrawal[i] = below(s, 4) ? CPW_DATE_NONE : w->referral[i] + below(s, 300);
    w->list[i] = below(s, 3);
  }
}

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  memset(w, 0, sizeof *w);
  make_rows(w, &s);
  cpw_snapshots_options *o = &w->options;
  cpw_snapshots_options_init(o);
  o->step = below(&s, 3);
  o->leaving = below(&s, 2);
  o->first = below(&s, 200);
  o->last = o->first + 62 + below(&s, 400);
  o->bands = 1 + below(&s, BANDS);
  o->lists = 3;
  o->list = w->list;
  for (int m = 1; m < BANDS; m++)
    w->lower[m] = w->lower[m - 1] + 0.5 * (1 + below(&s, 6));
  if (below(&s, 2)) o->lower = w->lower;
  if (o->step != CPW_SNAPSHOTS_DATES) return;
  for (int t = 0; t < DATES; t++)
    w->date[t] = (t ? w->date[t - 1] : 0) + 1 + below(&s, 60);
  o->dates = DATES;
  o->date = w->date;
}

static double sum(const cpw_result *r, const char *name, int64_t from, int64_t count) {
  const double *x = cpw_result_find(r, name)->real + from;
  double all = 0;
  for (int64_t i = 0; i < count; i++)
    all += x[i];
  return all;
}

static const char *balances(const world *w, const cpw_result *r) {
  int64_t n = w->options.bands, periods = cpw_result_find(r, "date")->size;
  int shifts = !w->options.lower && w->options.step != CPW_SNAPSHOTS_DATES;
  const cpw_array *risk = cpw_result_find(r, "at_risk");
  for (int64_t row = 0; row < 3 * periods; row++) {
    if (row % periods == 0) continue;
    double opening = sum(r, "waiting", (row - 1) * n, n), starts = sum(r, "starts", row, 1);
    double treated = sum(r, "treated", row * n, n), removed = sum(r, "removed", row * n, n);
    if (opening + starts - treated - removed != sum(r, "waiting", row * n, n))
      return "a period does not balance";
    for (int64_t m = 0; risk && m < n; m++) {
      int64_t at = row * n + m;
      if (risk->real[at] !=
          sum(r, "treated", at, 1) + sum(r, "removed", at, 1) + sum(r, "waiting", at, 1))
        return "a band does not balance";
      if (shifts && m > 0 && m < n - 1 && risk->real[at] != sum(r, "waiting", at - n - 1, 1))
        return "a cohort has not moved by a band";
    }
  }
  return NULL;
}

/* Every row is before, later, or once in the opening list or among the starts. */
static const char *everybody_counts(const world *w, const cpw_result *r) {
  int64_t n = w->options.bands, periods = cpw_result_find(r, "date")->size;
  double people = (double)(cpw_result_find(r, "rows_later")->integer[0] +
                           cpw_result_find(r, "rows_before")->integer[0]);
  for (int64_t list = 0; list < 3; list++) {
    int64_t row = list * periods;
    double opened = sum(r, "waiting", row * n, n) + sum(r, "treated", row * n, n) +
                    sum(r, "removed", row * n, n);
    people += opened + sum(r, "starts", row + 1, periods - 1);
  }
  return people == (double)w->rows.rows ? NULL : "somebody is lost or counted twice";
}

static const char *problem(uint64_t seed) {
  world w;
  cpw_result *r = NULL;
  make(&w, seed);
  if (cpw_snapshots_history(&w.rows, &w.options, &r, NULL) != CPW_OK) return "rows are refused";
  const char *found = balances(&w, r);
  if (!found) found = everybody_counts(&w, r);
  cpw_result_free(r);
  return found;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  cpw_result *r = NULL;
  make(&w, seed);
  if (cpw_snapshots_history(&w.rows, &w.options, &r, NULL) != CPW_OK) return 0;
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"snapshots", "random lists", 20000, 500, problem, digest};
  return worlds_main(&w, argc, argv);
}
