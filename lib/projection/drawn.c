/* Whole people drawn: binomial deaths and ageing, multinomial moves, Poisson births; many replications.
 * Source: carepath/projection.h; streams keyed by replication, period and stratum. Leaves means to expected.c. */
#include "projection/internal.h"

typedef struct drawing {
  cpwi_projection *p;
  int64_t *people, *born, *died, *migrated, *moved;
} drawing;

/* One replication: where its numbers go, and room to draw in. */
typedef struct replication {
  const cpwi_projection *p;
  int64_t *now, *next, *born, *died, *migrated, *moved; /* of this period */
  double *row;                                          /* (segments) */
  int64_t *going;                                       /* (segments) */
  int64_t *older;                                       /* (cells) */
  uint64_t number;
  int64_t period;
} replication;

static int32_t move_stratum(replication *r, int64_t stratum, cpw_stream *stream, cpw_error *err) {
  int64_t n = r->p->model.segments;
  const double *deaths = r->p->model.deaths;
  for (int64_t i = 0; i < n; i++) {
    int64_t here = r->now[stratum * n + i];
    int64_t dead = deaths ? cpw_random_binomial(stream, here, deaths[stratum * n + i]) : 0;
    int32_t status = cpwi_projection_row(r->p, r->period, stratum, i, r->row, err);
    if (status == CPW_OK)
      status = cpw_random_multinomial(stream, here - dead, r->row, n, r->going, err);
    if (status != CPW_OK) return status;
    *r->died += dead;
    *r->moved += here - dead - r->going[i];
    for (int64_t j = 0; j < n; j++)
      r->next[stratum * n + j] += r->going[j];
  }
  return CPW_OK;
}

static void age_stratum(replication *r, int64_t stratum, cpw_stream *stream) {
  const cpw_projection *m = &r->p->model;
  int64_t n = m->segments, into = m->ages_into ? m->ages_into[stratum] : -1;
  for (int64_t i = 0; i < n && into >= 0; i++) {
    int64_t going = cpw_random_binomial(stream, r->next[stratum * n + i], m->ageing[stratum]);
    r->next[stratum * n + i] -= going;
    r->older[into * n + i] += going;
  }
}

static void come_and_go(replication *r, int64_t stratum, double by_rate, cpw_stream *stream) {
  const cpw_projection *m = &r->p->model;
  int64_t n = m->segments;
  for (int64_t i = 0; i < n; i++) {
    int64_t at = stratum * n + i;
    double mean = cpwi_projection_births(r->p, r->period, stratum, i, by_rate);
    int64_t born = mean > 0.0 ? cpw_random_poisson(stream, mean) : 0;
    double net = m->migration ? m->migration[r->period * r->p->cells + at] : 0.0;
    int64_t come = (int64_t)floor(net + 0.5);
    r->next[at] += r->older[at] + born;
    if (come < -r->next[at]) come = -r->next[at];
    r->next[at] += come;
    *r->born += born;
    *r->migrated += come;
  }
}

static int32_t draw_period(replication *r, uint64_t seed, cpw_error *err) {
  const cpw_projection *m = &r->p->model;
  int32_t status = CPW_OK;
  double by_rate = 0.0;
  cpw_stream stream;
  for (int64_t i = 0; m->birth_rates && i < r->p->cells; i++)
    by_rate += (double)r->now[i] * m->birth_rates[i / m->segments];
  memset(r->older, 0, (size_t)r->p->cells * sizeof *r->older);
  for (int64_t k = 0; k < m->strata && status == CPW_OK; k++) {
    cpw_stream_init(&stream, seed, r->number, CPWI_PROJECTION_PURPOSE,
                    (uint64_t)(2 * (r->period * m->strata + k)));
    status = move_stratum(r, k, &stream, err);
    if (status == CPW_OK) age_stratum(r, k, &stream);
  }
  for (int64_t k = 0; k < m->strata && status == CPW_OK; k++) {
    cpw_stream_init(&stream, seed, r->number, CPWI_PROJECTION_PURPOSE,
                    (uint64_t)(2 * (r->period * m->strata + k) + 1));
    come_and_go(r, k, by_rate, &stream);
  }
  return status;
}

static int32_t check_total(const replication *r, cpw_error *err) {
  double all = 0.0;
  for (int64_t i = 0; i < r->p->cells; i++)
    all += (double)r->next[i];
  return all <= 0x1p53
             ? CPW_OK
             : cpwi_fail(err, CPW_EOVERFLOW, r->period, CPWI_PROJECTION,
                         "people after period %lld sum to more than 2^53", (long long)r->period);
}

static int32_t draw_one(const drawing *d, replication *r, int64_t index, cpw_error *err) {
  const cpw_projection *m = &d->p->model;
  int64_t cells = d->p->cells, T = m->periods;
  int64_t *people = d->people + index * (T + 1) * cells;
  int32_t status = CPW_OK;
  r->number = (uint64_t)(d->p->s.run.first_replication + index);
  for (int64_t i = 0; i < cells; i++)
    people[i] = (int64_t)m->people[i];
  for (int64_t t = 0; t < T && status == CPW_OK; t++) {
    r->period = t;
    r->now = people + t * cells;
    r->next = r->now + cells;
    r->born = d->born + index * T + t;
    r->died = d->died + index * T + t;
    r->migrated = d->migrated + index * T + t;
    r->moved = d->moved + index * T + t;
    status = draw_period(r, d->p->s.run.seed, err);
    if (status == CPW_OK) status = check_total(r, err);
  }
  return status;
}

static int32_t draw_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  const drawing *d = context;
  int64_t n = d->p->model.segments;
  replication r;
  memset(&r, 0, sizeof r);
  r.p = d->p;
  r.row = cpwi_alloc(d->p->s.allocator, (size_t)n, sizeof *r.row);
  r.going = cpwi_alloc(d->p->s.allocator, (size_t)(n + d->p->cells), sizeof *r.going);
  int32_t status = CPW_OK;
  if (!r.row || !r.going) {
    status = cpwi_fail(err, CPW_ENOMEM, -1, CPWI_PROJECTION, "no memory to draw with");
  } else {
    r.older = r.going + n;
    for (int64_t i = first; i < last && status == CPW_OK; i++)
      status = draw_one(d, &r, i, err);
  }
  cpwi_release(d->p->s.allocator, r.going);
  cpwi_release(d->p->s.allocator, r.row);
  return status;
}

void cpwi_projection_drawn(cpwi_projection *p) {
  cpwi_stocks *s = &p->s;
  drawing d = {p, NULL, NULL, NULL, NULL, NULL};
  d.people = cpwi_stocks_drawn(s, "people", "people", "Drawn.", "replication time stratum segment");
  d.born = cpwi_stocks_drawn(s, "born", "people", "In the period.", "replication period");
  d.died = cpwi_stocks_drawn(s, "died", "people", "In the period.", "replication period");
  d.migrated = cpwi_stocks_drawn(s, "migrated", "people", "Net.", "replication period");
  d.moved = cpwi_stocks_drawn(s, "moved", "people", "To another segment.", "replication period");
  if (s->status == CPW_OK)
    s->status = cpwi_parallel(&s->run, s->run.replications, 1, draw_range, &d, s->where, s->err);
}
