/* Capacities from the periods in which a stage was busy throughout, and the share that leaves untreated.
 * Source: completions = days x capacity where nobody could be without work: least squares of one unknown.
 * Leaves demand and shares to fit.c. */
#include "flow_fit/internal.h"

typedef struct tally {
  double squares, products, most, removed, started;
  int64_t busy, seen;
} tally;

static void add_period(const cpwi_flow *f, int64_t t, int64_t k, tally *y) {
  double done = f->completed[t * f->s + k], end = f->stock[t * f->s + k];
  double start = cpwi_flow_start(f, t, k), days = cpwi_flow_days(f, t);
  double gone = f->removed[t * f->s + k];
  if (start > 0 && cpwi_flow_known(gone)) {
    y->removed += gone;
    y->started += start;
  }
  if (!cpwi_flow_known(done)) return;
  y->seen++;
  y->most = done / days > y->most ? done / days : y->most;
  if (!(start > f->options.empty * done && end > f->options.empty * done)) return;
  y->busy++;
  y->squares += days * days;
  y->products += days * done;
}

void cpwi_flow_capacity(const cpwi_flow *f, cpwi_flow_model *m) {
  for (int64_t k = 0; k < f->s; k++) {
    tally y = {0};
    for (int64_t t = 0; t < m->learn; t++)
      add_period(f, t, k, &y);
    m->busy[k] = y.busy;
    m->known[k] = y.busy > 0;
    m->capacity[k] = y.busy > 0 ? y.products / y.squares : y.seen > 0 ? y.most : CPWI_NAN;
    double share = y.started > 0 ? y.removed / y.started : 0;
    m->leaving[k] = share < 1 ? share : 1;
  }
}
