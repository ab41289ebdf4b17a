/* Runs the suites of event logs, and draws the logs they use. */
#include "check_event_log.h"

static void add(drawn *d, int64_t patient, int64_t stage, double start, double end) {
  if (d->n == d->room) {
    d->room = d->room ? 2 * d->room : 1024;
    size_t room = (size_t)d->room;
    d->patient = realloc(d->patient, room * sizeof *d->patient);
    d->stage = realloc(d->stage, room * sizeof *d->stage);
    d->group = realloc(d->group, room * sizeof *d->group);
    d->start = realloc(d->start, room * sizeof *d->start);
    d->end = realloc(d->end, room * sizeof *d->end);
    ck_assert(d->patient && d->stage && d->group && d->start && d->end);
  }
  d->patient[d->n] = patient;
  d->stage[d->n] = stage;
  d->group[d->n] = patient % 2;
  d->start[d->n] = start;
  d->end[d->n++] = end;
}

static void make_rows(drawn *d) {
  d->log = log_of(d->n, d->patient, d->stage, d->start, d->end, CELL);
  d->log.group = d->group;
  d->log.groups = 2;
}

void draw_log(drawn *d, const world *w) {
  memset(d, 0, sizeof *d);
  cpw_stream arrivals, s;
  cpw_stream_init(&arrivals, w->seed, 0, 1, 0);
  double now = 0;
  for (int64_t p = 0; p < w->people; p++) {
    now += cpw_random_exponential(&arrivals, 1 / w->rate);
    cpw_stream_init(&s, w->seed, 0, 2, (uint64_t)p);
    double t = now;
    for (int64_t stage = 0; stage >= 0;) {
      double end = t + cpw_duration_draw(&w->law[stage], &s);
      add(d, p, stage, t, end);
      double u = cpw_random_uniform(&s);
      t = end + (w->gap > 0 ? cpw_random_exponential(&s, w->gap) : 0);
      stage = stage == 0 ? (u < 0.6 ? 1 : -1) : (u < 0.1 ? 0 : -1);
    }
  }
  make_rows(d);
}

void watch_log(drawn *d, double from, double until) {
  int64_t kept = 0;
  for (int64_t i = 0; i < d->n; i++) {
    if (d->end[i] <= from || d->start[i] > until) continue;
    d->patient[kept] = d->patient[i];
    d->stage[kept] = d->stage[i];
    d->group[kept] = d->group[i];
    d->start[kept] = d->start[i];
    d->end[kept++] = d->end[i] > until ? NEVER : d->end[i];
  }
  d->n = kept;
  make_rows(d);
}

void free_log(drawn *d) {
  free(d->patient);
  free(d->stage);
  free(d->group);
  free(d->start);
  free(d->end);
}

void shuffle_log(drawn *d, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 3, 0);
  for (int64_t i = d->n - 1; i > 0; i--) {
    int64_t j = (int64_t)cpw_random_below(&s, (uint64_t)i + 1);
    int64_t *const codes[] = {d->patient, d->stage, d->group};
    double *const times[] = {d->start, d->end};
    for (int k = 0; k < 3; k++) {
      int64_t x = codes[k][i];
      codes[k][i] = codes[k][j];
      codes[k][j] = x;
    }
    for (int k = 0; k < 2; k++) {
      double x = times[k][i];
      times[k][i] = times[k][j];
      times[k][j] = x;
    }
  }
}

void same_results(const cpw_result *a, const cpw_result *b) {
  for (int64_t k = 0; cpw_result_at(a, k); k++) {
    const cpw_array *x = cpw_result_at(a, k), *y = cpw_result_at(b, k);
    ck_assert(y && x->size == y->size);
    const void *p = x->real ? (const void *)x->real : x->integer;
    const void *q = y->real ? (const void *)y->real : y->integer;
    ck_assert_msg(x->size == 0 || memcmp(p, q, (size_t)x->size * 8) == 0, "%s differs", x->name);
  }
}

int main(void) {
  Suite *suites[] = {rows_suite(), fits_suite(), flows_suite()};
  return cpwt_run(suites, 3);
}
