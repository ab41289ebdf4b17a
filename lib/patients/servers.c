/* A replication in continuous time: people join, servers become free, capacity changes at the beginning of
 * periods; one event after the other.
 * Source: the rules in carepath/patients.h; rates that change by renewal in operational time (Cinlar,
 * Introduction to Stochastic Processes, 1975). Leaves who is next to waiting.c. */
#include "patients/internal.h"

#define GAPS    256
#define LOOK_UP 4096 /* events between looks at the caller's flag */

/* When the next batch of a class joins, and the draws that follow. */
typedef struct arrivals {
  cpw_stream stream;
  double next;
  double *gap; /* (GAPS) */
  int32_t left;
} arrivals;

typedef struct cpwi_clock {
  arrivals *of;         /* (classes) */
  double *gaps;         /* (classes, GAPS) */
  double *end;          /* a heap of the ends of treatments under way, the first one on top */
  int64_t busy, room;   /* treatments; room in the heap */
  int64_t servers;      /* now */
  int64_t soonest;      /* class whose arrival is next */
  double soonest_at;    /* and when it is */
  double boundary;      /* beginning of the next period that changes something */
  double offered_since; /* servers have been counted as offered up to here */
} cpwi_clock;

int32_t cpwi_clock_new(cpwi_worker *w) {
  const cpw_allocator *a = w->p->options.allocator;
  size_t classes = (size_t)w->p->classes;
  cpwi_clock *c = w->clock = cpwi_alloc_zero(a, 1, sizeof *c);
  if (!c) return CPW_ENOMEM;
  c->of = cpwi_alloc_zero(a, classes, sizeof *c->of);
  c->gaps = cpwi_alloc(a, classes, GAPS * sizeof *c->gaps);
  if (!c->of || !c->gaps) return CPW_ENOMEM;
  for (size_t k = 0; k < classes; k++)
    c->of[k].gap = c->gaps + k * GAPS;
  return CPW_OK;
}

void cpwi_clock_free(cpwi_worker *w) {
  if (!w->clock) return;
  const cpw_allocator *a = w->p->options.allocator;
  cpwi_release(a, w->clock->of);
  cpwi_release(a, w->clock->gaps);
  cpwi_release(a, w->clock->end);
  cpwi_release(a, w->clock);
}

/* ---------------------------------------------------------------- ends of treatments -------- */

static int32_t begin_until(cpwi_clock *c, double end, const cpw_allocator *allocator,
                           cpw_error *err) {
  if (c->busy == c->room) {
    int64_t room = c->room ? 2 * c->room : 16;
    double *more = cpwi_grow(allocator, c->end, (size_t)room, sizeof *more);
    if (!more)
      return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_SIMULATE_PATIENTS, "no memory for %lld servers",
                       (long long)room);
    c->end = more;
    c->room = room;
  }
  int64_t i = c->busy++;
  for (; i > 0 && end < c->end[(i - 1) / 2]; i = (i - 1) / 2)
    c->end[i] = c->end[(i - 1) / 2];
  c->end[i] = end;
  return CPW_OK;
}

static void end_first(cpwi_clock *c) {
  int64_t count = --c->busy, i = 0;
  double last = c->end[count];
  for (;;) {
    int64_t child = 2 * i + 1;
    if (child >= count) break;
    if (child + 1 < count && c->end[child + 1] < c->end[child]) child++;
    if (!(c->end[child] < last)) break;
    c->end[i] = c->end[child];
    i = child;
  }
  c->end[i] = last;
}

/* ---------------------------------------------------------------- joining ------------------- */

/* When a class has gathered so much of its mean number of batches, from a moment on. */
static double when_gathered(const cpwi_patients *p, int64_t k, double from, double needed) {
  double rate = cpwi_arrival_rate(p, 0, k);
  if (p->list.arrival_rows == 1) return rate > 0.0 ? from + needed / rate : (double)INFINITY;
  for (int64_t t = (int64_t)from; t < p->periods; t++) {
    rate = cpwi_arrival_rate(p, t, k);
    double there = rate * ((double)(t + 1) - from);
    if (there >= needed && rate > 0.0) return from + needed / rate;
    needed -= there;
    from = (double)(t + 1);
  }
  return (double)INFINITY;
}

static double next_gap(const cpwi_patients *p, arrivals *a, int64_t k) {
  if (a->left == 0) {
    cpwi_duration_fill(&p->gap[k], &a->stream, a->gap, GAPS);
    a->left = GAPS;
  }
  return a->gap[GAPS - a->left--];
}

static void find_soonest(cpwi_clock *c, int64_t classes) {
  c->soonest = 0;
  for (int64_t k = 1; k < classes; k++)
    if (c->of[k].next < c->of[c->soonest].next) c->soonest = k;
  c->soonest_at = c->of[c->soonest].next;
}

static void start_arrivals(cpwi_worker *w, int64_t replication) {
  const cpwi_patients *p = w->p;
  for (int64_t k = 0; k < p->classes; k++) {
    arrivals *a = &w->clock->of[k];
    cpw_stream_init(&a->stream, p->run.seed, (uint64_t)replication, CPWI_DRAW_JOINING, (uint64_t)k);
    a->left = 0;
    a->next = (double)INFINITY;
    /* the first one is found on the way, as in a process that has always been going on */
    if (p->list.arrivals)
      a->next = when_gathered(p, k, 0.0, cpwi_duration_residual(&p->gap[k], &a->stream));
  }
  find_soonest(w->clock, p->classes);
}

static int32_t join(cpwi_worker *w, const cpwi_person *x, double now, cpw_error *err) {
  cpwi_tally_joined(&w->tally, x, cpwi_period_of(now));
  int32_t status = cpwi_waiting_join(&w->waiting, x, err);
  return status == CPW_OK && w->p->scored ? cpwi_waiting_score(&w->waiting, now, err) : status;
}

static int32_t join_batch(cpwi_worker *w, double now, cpw_error *err) {
  const cpwi_patients *p = w->p;
  cpwi_clock *c = w->clock;
  int64_t k = c->soonest, size = p->list.batch ? p->list.batch[k] : 1;
  int32_t status = CPW_OK;
  if ((double)w->supply.number + (double)size > CPWI_MOST_PATIENTS)
    return cpwi_fail(err, CPW_EOVERFLOW, k, CPWI_SIMULATE_PATIENTS,
                     "more than 2^31 people join in a replication");
  for (int64_t i = 0; i < size && status == CPW_OK; i++) {
    cpwi_person x;
    cpwi_supply_next(&w->supply, k, now, &x);
    status = join(w, &x, now, err);
  }
  c->of[k].next = when_gathered(p, k, now, next_gap(p, &c->of[k], k));
  find_soonest(c, p->classes);
  return status;
}

static int32_t join_row(cpwi_worker *w, double now, cpw_error *err) {
  cpwi_person x = cpwi_supply_row(&w->supply, w->row++, NULL);
  return join(w, &x, now, err);
}

/* ---------------------------------------------------------------- treatments ---------------- */

static int32_t begin(cpwi_worker *w, const cpwi_person *x, double now, cpw_error *err) {
  const cpwi_patients *p = w->p;
  double end = now + x->lasts;
  cpwi_tally_used(&w->tally, now, end, 1.0);
  cpwi_tally_taken(&w->tally, x, now, end);
  int32_t status = cpwi_attends(w, x, now, cpwi_period_of(now), err);
  cpwi_settle_overtakes(w, now, cpwi_period_of(now));
  return status < 0 ? status : begin_until(w->clock, end, p->options.allocator, err);
}

static int32_t fill_servers(cpwi_worker *w, double now, cpw_error *err) {
  while (w->clock->busy < w->clock->servers) {
    cpwi_person booked;
    const cpwi_person *x = &booked;
    int64_t due = w->waiting.booked_count > 0 ? cpwi_waiting_due(&w->waiting, -1, now) : -1;
    if (due >= 0)
      booked = cpwi_waiting_booked(&w->waiting, due);
    else if (!(x = cpwi_waiting_next(&w->waiting, now)))
      break;
    int32_t status = begin(w, x, now, err);
    if (status < 0) return status;
  }
  return CPW_OK;
}

/* Treatments under way when the simulation starts. */
static int32_t go_on(cpwi_worker *w, int64_t replication, cpw_error *err) {
  const cpw_patients_list *l = &w->p->list;
  int32_t status = CPW_OK;
  for (int64_t i = 0; i < l->busy && status == CPW_OK; i++) {
    int64_t k = l->busy_class ? l->busy_class[i] : 0;
    double left = l->busy_left ? l->busy_left[i] : CPWI_NAN;
    if (isnan(left)) {
      cpw_stream s;
      cpw_stream_init(&s, w->p->run.seed, (uint64_t)replication, CPWI_DRAW_BUSY, (uint64_t)i);
      left = cpwi_duration_residual(&w->p->length[k], &s);
    }
    cpwi_tally_used(&w->tally, 0.0, left, 1.0);
    status = begin_until(w->clock, left, w->p->options.allocator, err);
  }
  return status;
}

/* ---------------------------------------------------------------- beginnings of periods ----- */

/* Whether anything but people joining and treatments ending can happen. */
static int has_boundaries(const cpwi_patients *p) {
  return p->list.server_rows > 1 || p->list.validation || p->list.rescore ||
         p->list.rule == CPW_PATIENTS_MAX_WEIGHT;
}

static void offer(cpwi_worker *w, double now) {
  cpwi_clock *c = w->clock;
  cpwi_tally_offered(&w->tally, c->offered_since, now, (double)c->servers);
  c->offered_since = now;
}

/* Time t: period t + 1 begins. */
static int32_t begin_period(cpwi_worker *w, int64_t replication, int64_t t, cpw_error *err) {
  const cpw_patients_list *l = &w->p->list;
  double now = (double)t, share = l->validation ? l->validation[t % l->validation_rows] : 0.0;
  w->clock->boundary = has_boundaries(w->p) && t + 1 < w->p->periods ? now + 1.0 : (double)INFINITY;
  offer(w, now);
  w->clock->servers = l->servers[t % l->server_rows];
  if (t > 0) cpwi_waiting_period(&w->waiting, t);
  if (share > 0.0) {
    cpw_stream s;
    cpw_stream_init(&s, w->p->run.seed, (uint64_t)replication, CPWI_DRAW_VALIDATION, (uint64_t)t);
    cpwi_waiting_validate(&w->waiting, share, now, &s);
  }
  if (t > 0 && l->rescore && t % l->rescore == 0)
    return cpwi_waiting_rescore(&w->waiting, now, err);
  return CPW_OK;
}

/* ---------------------------------------------------------------- events -------------------- */

/* The next moment at which something happens; of several at once the first of the list. */
enum { ENDS, BEGINS, DUE, ROW, ARRIVAL };

static double next_event(const cpwi_worker *w, double now, int *event) {
  const cpwi_clock *c = w->clock;
  double at = c->busy > 0 ? c->end[0] : (double)INFINITY;
  *event = ENDS;
  if (c->boundary < at) at = c->boundary, *event = BEGINS;
  if (w->waiting.booked_count > 0) {
    double due = cpwi_waiting_first_due(&w->waiting);
    if (due < at && due > now) at = due, *event = DUE;
  }
  if (w->row < w->p->rows.rows && w->p->rows.joined[w->row] < at)
    at = w->p->rows.joined[w->row], *event = ROW;
  if (c->soonest_at < at) at = c->soonest_at, *event = ARRIVAL;
  return at;
}

static int32_t happen(cpwi_worker *w, int64_t replication, double now, int event, cpw_error *err) {
  switch (event) {
  case ENDS:
    end_first(w->clock);
    return CPW_OK;
  case BEGINS:
    return begin_period(w, replication, (int64_t)now, err);
  case ROW:
    return join_row(w, now, err);
  case ARRIVAL:
    return join_batch(w, now, err);
  default:
    return CPW_OK;
  }
}

int32_t cpwi_run_servers(cpwi_worker *w, int64_t replication, cpw_error *err) {
  const double end = (double)w->p->periods;
  uint32_t events = 0;
  int event;
  w->clock->busy = w->clock->servers = 0;
  w->clock->offered_since = 0.0;
  start_arrivals(w, replication);
  int32_t status = cpwi_waiting_score(&w->waiting, 0.0, err);
  if (status == CPW_OK) status = go_on(w, replication, err);
  if (status == CPW_OK) status = begin_period(w, replication, 0, err);
  for (double now = 0.0; status == CPW_OK;) {
    status = fill_servers(w, now, err);
    if (status != CPW_OK || (now = next_event(w, now, &event)) > end) break;
    status = happen(w, replication, now, event, err);
    if (++events % LOOK_UP == 0 && status == CPW_OK) status = cpwi_check_cancelled(w->p, err);
  }
  offer(w, end);
  return status;
}
