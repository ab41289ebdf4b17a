/* What a run says by cell and group: memory for it, people at reporting times, waits in every period.
 * Source: the rules in carepath/pathway_fluid.h.
 * Leaves waits within a line to fifo.c, names and sums to result.c. */
#include "pathway_fluid/internal.h"

#include <string.h>

static double *reals(const cpwi_fluid *f, int64_t a, int64_t b, int32_t *none) {
  int64_t n;
  double *memory = NULL;
  if (cpwi_multiply(a, b, &n)) memory = cpwi_alloc_zero(f->allocator, (size_t)n, sizeof *memory);
  if (!memory) *none = 1;
  return memory;
}

int32_t cpwi_figures_new(const cpwi_fluid *f, fluid_figures *out, cpw_error *err) {
  int32_t none = 0;
  memset(out, 0, sizeof *out);
  if (f->o.series) {
    out->at = reals(f, f->periods, AT_TIMES * f->cells, &none);
    out->in = reals(f, f->periods, IN_FIGURES * f->cells, &none);
    out->group = reals(f, f->periods, f->groups, &none);
    if (f->o.cohort) out->at_sd = reals(f, f->periods, AT_TIMES * f->cells, &none);
    if (f->o.cohort) out->group_sd = reals(f, f->periods, f->groups + 1, &none);
  }
  out->total = reals(f, f->flows, 1, &none);
  out->opening = reals(f, f->groups, 1, &none);
  out->closing = reals(f, f->groups, 1, &none);
  out->wait = reals(f, f->cells, 1, &none);
  out->wait2 = reals(f, f->cells, 1, &none);
  out->waits = reals(f, f->cells, 1, &none);
  out->within = reals(f, f->cells, 1, &none);
  if (none) return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_FLUID, "no memory for the figures");
  return CPW_OK;
}

void cpwi_figures_free(const cpwi_fluid *f, fluid_figures *g) {
  double *const blocks[] = {g->at,   g->in,    g->group, g->total,  g->opening, g->closing,
                            g->wait, g->wait2, g->waits, g->within, g->at_sd,   g->group_sd};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
    if (blocks[i]) cpwi_release(f->allocator, blocks[i]);
}

int32_t cpwi_record_new(const cpwi_fluid *f, fluid_figures *figures, fluid_record *out,
                        cpw_error *err) {
  memset(out, 0, sizeof *out);
  out->f = f;
  out->figures = figures;
  out->line = cpwi_alloc_zero(f->allocator, (size_t)f->cells, sizeof *out->line);
  if (!out->line) return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_FLUID, "no memory for the waits");
  return CPW_OK;
}

void cpwi_record_free(fluid_record *record) {
  if (!record->line) return;
  for (int64_t c = 0; c < record->f->cells; c++)
    if (record->line[c].parcel) cpwi_release(record->f->allocator, record->line[c].parcel);
  cpwi_release(record->f->allocator, record->line);
}

static int32_t queues(const cpwi_fluid *f, int64_t cell) {
  int32_t kind = f->stage[cell / f->groups].kind;
  return kind == FLUID_LINE || kind == FLUID_SLOTS;
}

static void add_waits(fluid_record *r, int64_t cell, const fluid_waits *w) {
  fluid_figures *g = r->figures;
  g->wait[cell] += w->sum;
  g->wait2[cell] += w->squares;
  g->waits[cell] += w->people;
  g->within[cell] += w->within;
}

int32_t cpwi_record_open(fluid_record *r, const double *people) {
  const cpwi_fluid *f = r->f;
  for (int64_t i = 0; i < f->net.p.initials; i++) {
    const cpw_initial *row = &f->net.p.initial[i];
    int64_t cell = (int64_t)row->stage * f->groups + row->group;
    double time = row->time - row->time == 0.0 ? row->time : 0;
    if (row->state != CPW_INITIAL_WAITING || !queues(f, cell)) continue;
    if (cpwi_line_come(&r->line[cell], f->allocator, -time, -time, row->people) != CPW_OK)
      return CPW_ENOMEM;
  }
  for (int64_t c = 0; c < f->cells; c++) {
    if (!queues(f, c)) continue;
    fluid_waits w = {0, 0, 0, 0};
    double more = r->line[c].waiting - people[FLOW_QUEUE * f->cells + c];
    if (more > 0)
      cpwi_line_begin(&r->line[c], 0, 0, more, f->net.target[c], &w);
    else if (cpwi_line_come(&r->line[c], f->allocator, 0, 0, -more) != CPW_OK)
      return CPW_ENOMEM;
    if (f->o.warm_up == 0.0) add_waits(r, c, &w);
  }
  return CPW_OK;
}

/* those of a stage who changed group while waiting keep their time of coming: on average that of all who wait */
static double coming_of_changed(const fluid_record *r, int64_t stage, const double *since) {
  const cpwi_fluid *f = r->f;
  double sum = 0, people = 0;
  for (int64_t c = stage * f->groups; c < (stage + 1) * f->groups; c++) {
    double changed = since[FLOW_CHANGED * f->cells + c];
    if (!(changed > 0)) continue;
    sum += changed * cpwi_line_mean_coming(&r->line[c]);
    people += changed;
  }
  return people > 0 ? sum / people : 0;
}

static int32_t come(fluid_record *r, const fluid_period *p, int64_t c, double coming) {
  const cpwi_fluid *f = r->f;
  const double *since = p->since;
  int64_t n = f->cells, stage = c / f->groups;
  double in = since[FLOW_IN * n + c] - since[FLOW_TURNED * n + c] - since[FLOW_OVERFLOWED * n + c] -
              (p->held[c] - p->held_before[c]);
  if (f->stage[stage].kind == FLUID_LINE)
    in += since[FLOW_MISSED * n + c] * (1 - f->stage[stage].leave);
  int32_t status = cpwi_line_come(&r->line[c], f->allocator, p->from, p->to, in > 0 ? in : 0);
  double joined = since[FLOW_JOINED * n + c];
  if (status == CPW_OK && joined > 0)
    status = cpwi_line_come(&r->line[c], f->allocator, coming, coming, joined);
  return status;
}

static void go(fluid_record *r, const fluid_period *p, int64_t c, fluid_waits *w) {
  const cpwi_fluid *f = r->f;
  const double *since = p->since;
  int64_t n = f->cells, stage = c / f->groups;
  double left = since[FLOW_LEFT * n + c] + since[FLOW_CHANGED * n + c];
  double begin = since[FLOW_BEGAN * n + c];
  if (f->stage[stage].kind == FLUID_LINE) {
    left -= since[FLOW_MISSED * n + c] * f->stage[stage].leave;
    begin += p->first[c] - p->first_before[c];
  }
  cpwi_line_leave(&r->line[c], left);
  cpwi_line_begin(&r->line[c], p->from, p->to, begin > 0 ? begin : 0, f->net.target[c], w);
  /* those interrupted stand in front again */
  if (begin < 0) (void)cpwi_line_come(&r->line[c], f->allocator, p->from, p->from, -begin);
}

int32_t cpwi_record_period(fluid_record *r, const fluid_period *p) {
  const cpwi_fluid *f = r->f;
  int32_t counts = p->from >= f->o.warm_up;
  double *in = r->figures->in ? r->figures->in + p->period * IN_FIGURES * f->cells : NULL;
  for (int64_t s = 0; s < f->stages; s++) {
    double coming = coming_of_changed(r, s, p->since);
    for (int64_t c = s * f->groups; c < (s + 1) * f->groups; c++)
      if (queues(f, c) && come(r, p, c, coming) != CPW_OK) return CPW_ENOMEM;
    for (int64_t c = s * f->groups; c < (s + 1) * f->groups; c++) {
      fluid_waits w = {0, 0, 0, 0};
      if (queues(f, c)) {
        go(r, p, c, &w);
      } else if (f->stage[s].kind == FLUID_DELAY) {
        w.people = w.within = p->since[FLOW_IN * f->cells + c];
      }
      if (counts) add_waits(r, c, &w);
      if (!in) continue;
      /* weights of a step are of both signs */
      double came = p->since[FLOW_IN * f->cells + c], served = p->since[FLOW_OUT * f->cells + c];
      in[IN_ARRIVED * f->cells + c] = came > 0 ? came : 0;
      in[IN_SERVED * f->cells + c] = served > 0 ? served : 0;
      in[IN_BEGUN * f->cells + c] = w.people;
      in[IN_WAIT * f->cells + c] = w.people > 0 ? w.sum / w.people : CPWI_NAN;
    }
  }
  return CPW_OK;
}

void cpwi_record_now(fluid_record *r, int64_t period, const double *people) {
  const cpwi_fluid *f = r->f;
  if (!r->figures->at || period >= f->periods) return;
  double *at = r->figures->at + period * AT_TIMES * f->cells;
  const int32_t from[AT_TIMES] = {FLOW_QUEUE, FLOW_INSIDE, FLOW_BLOCKED};
  for (int k = 0; k < AT_TIMES; k++)
    for (int64_t c = 0; c < f->cells; c++)
      at[k * f->cells + c] = people[from[k] * f->cells + c];
}
