/* The figures of a replication from its counts, in one row.
 * Source: means over time and over people (Law, Simulation Modeling and Analysis, 2015, 1.4); names in
 * carepath/pathway.h. Leaves means over replications to summary.c. */
#include "pathway_events/internal.h"

const cpwi_named CPWI_NAMED[CPWI_GS] = {
    {"arrival_rate", "people per time", "who come to the stage", "stage who"},
    {"throughput", "people per time", "who leave the stage after service", "stage who"},
    {"wait_mean", "time", "mean wait of those who begin", "stage who"},
    {"wait_sd", "time", "standard deviation of the waits of those who begin", "stage who"},
    {"stay_mean", "time", "mean time in service", "stage who"},
    {"blocked_time", "time", "mean time blocked after service", "stage who"},
    {"queue_mean", "people", "waiting on average, outside too", "stage who"},
    {"inside_mean", "people", "in service on average", "stage who"},
    {"blocked_mean", "people", "blocked on average", "stage who"},
    {"outside_mean", "people", "waiting outside the stage on average", "stage who"},
    {"within", "share", "of the waits, at most the target", "stage who"},
    {"left_rate", "people per time", "who left waiting", "stage who"},
    {"changed_rate", "people per time", "who changed group while waiting", "stage who"},
    {"turned_away", "people per time", "turned away from the full stage", "stage who"},
    {"overflowed", "people per time", "sent on from the full stage", "stage who"},
    {"missed_rate", "people per time", "who did not attend", "stage who"},
    {"harm_rate", "events per time", "harm while waiting", "stage who"},
    {"capacity_mean", "people", "planned capacity on average (slots: per time)", "stage"},
    {"utilisation", "share", "of the capacity, in service or blocked (slots: given out)", "stage"},
    {"headroom", "people", "capacity that was not used (slots: per time)", "stage"},
    {"exit_rate", "people per time", "who leave the network", "exit who"},
    {"time_in_system", "time", "mean time in the network of those who leave it", "who"},
    {"number_in_system", "people", "in the network on average", "who"},
    {"opening", "people", "in the network when counting begins", "who"},
    {"entered", "people", "who came from outside", "who"},
    {"left", "people", "who left the network", "who"},
    {"closing", "people", "in the network at the end", "who"},
    {"moved_in", "people", "who came from another group", "who"},
    {"moved_out", "people", "who went to another group", "who"},
    {"pool_used", "units", "in use on average", "pool"},
    {"pool_capacity", "units", "there on average", "pool"},
    {"events", "", "events of a replication", ""},
    {"deadlocks", "", "rings of blocked patients", ""},
};

void cpwi_row_layout(const cpwi_events *p, cpwi_row_places *l) {
  l->row = 0;
  for (int k = 0; k < CPWI_GS; k++) {
    const char *d = CPWI_NAMED[k].dimensions;
    int64_t size = 1;
    if (strstr(d, "stage")) size *= p->n.stages;
    if (strstr(d, "who")) size *= p->who;
    if (strstr(d, "exit")) size *= p->n.exits;
    if (strstr(d, "pool")) size *= p->n.p.pools;
    l->at[k] = l->row;
    l->size[k] = size;
    l->row += size;
  }
}

/* Sums of a stage over some groups. */
typedef struct sums {
  cpwi_tally t;
  double wait, squares, harm; /* of waits around `shift` */
  int64_t any;
} sums;

static void add_tally(sums *s, const cpwi_tally *t, double harm) {
  if (t->begun > 0 && !s->any) {
    s->any = 1;
    s->t.shift = t->shift;
  }
  double by = t->shift - s->t.shift, n = (double)t->begun;
  if (t->begun > 0) {
    s->wait += t->wait + n * by;
    s->squares += t->squares + 2.0 * by * t->wait + n * by * by;
  }
  s->harm += harm * t->queue;
  s->t.came += t->came;
  s->t.begun += t->begun;
  s->t.through += t->through;
  s->t.within += t->within;
  s->t.stays += t->stays;
  s->t.queue += t->queue;
  s->t.inside += t->inside;
  s->t.stay += t->stay;
  s->t.blocked += t->blocked;
  s->t.outside += t->outside;
  s->t.left += t->left;
  s->t.changed += t->changed;
  s->t.turned += t->turned;
  s->t.overflowed += t->overflowed;
  s->t.missed += t->missed;
}

static double ratio(double a, double b) {
  return b > 0.0 ? a / b : CPWI_NAN;
}

typedef struct writer {
  const cpwi_row_places *l;
  double *row, time;
} writer;

static void put(const writer *w, int figure, int64_t i, double x) {
  w->row[w->l->at[figure] + i] = x;
}

static void put_rate(const writer *w, int figure, int64_t i, double x) {
  put(w, figure, i, ratio(x, w->time));
}

static void put_stage(const writer *w, int64_t i, const sums *s, int timed) {
  const cpwi_tally *t = &s->t;
  double n = (double)t->begun, mean = s->t.shift + s->wait / n;
  double spread = s->squares - s->wait * (s->wait / n);
  put_rate(w, CPWI_G_ARRIVAL_RATE, i, (double)cpwi_arrived(t));
  put_rate(w, CPWI_G_THROUGHPUT, i, (double)t->through);
  put(w, CPWI_G_WAIT_MEAN, i, n > 0.0 ? mean : CPWI_NAN);
  put(w, CPWI_G_WAIT_SD, i, n > 1.0 ? sqrt(spread > 0.0 ? spread / (n - 1.0) : 0.0) : CPWI_NAN);
  put(w, CPWI_G_STAY_MEAN, i, ratio(t->stay, (double)t->stays));
  put(w, CPWI_G_BLOCKED_TIME, i, ratio(t->blocked, (double)t->through));
  put_rate(w, CPWI_G_QUEUE_MEAN, i, t->queue);
  put_rate(w, CPWI_G_INSIDE_MEAN, i, t->inside);
  put_rate(w, CPWI_G_BLOCKED_MEAN, i, t->blocked);
  put_rate(w, CPWI_G_OUTSIDE_MEAN, i, t->outside);
  put(w, CPWI_G_WITHIN, i, timed ? ratio((double)t->within, n) : CPWI_NAN);
  put_rate(w, CPWI_G_LEFT_RATE, i, (double)t->left);
  put_rate(w, CPWI_G_CHANGED_RATE, i, (double)t->changed);
  put_rate(w, CPWI_G_TURNED_AWAY, i, (double)t->turned);
  put_rate(w, CPWI_G_OVERFLOWED, i, (double)t->overflowed);
  put_rate(w, CPWI_G_MISSED_RATE, i, (double)t->missed);
  put_rate(w, CPWI_G_HARM_RATE, i, s->harm);
}

/* Planned capacity and how much of it was used. */
static void put_capacity(const cpwi_engine *e, const writer *w, int64_t stage, const sums *s) {
  const cpwi_room *r = &e->room[stage];
  double inside = s->t.inside + s->t.blocked, from = e->from, to = e->end;
  if (r->unlimited) {
    put(w, CPWI_G_CAPACITY_MEAN, stage, CPWI_NEVER_ENDS);
    put(w, CPWI_G_UTILISATION, stage, CPWI_NAN);
    put(w, CPWI_G_HEADROOM, stage, CPWI_NAN);
    return;
  }
  double mean = to > from ? r->servers * cpwi_profile_integral(&r->profile, from, to) : 0.0;
  if (r->slots) {
    mean /= r->slot_period;
    inside = (double)(s->t.begun + s->t.missed);
  }
  put_rate(w, CPWI_G_CAPACITY_MEAN, stage, mean);
  put(w, CPWI_G_UTILISATION, stage, ratio(inside, mean));
  put_rate(w, CPWI_G_HEADROOM, stage, mean - inside);
}

static void put_stages(const cpwi_engine *e, const writer *w) {
  const cpwi_pathway *n = &e->p->n;
  int64_t who = e->p->who;
  for (int64_t s = 0; s < n->stages; s++) {
    sums all;
    int timed = 0;
    memset(&all, 0, sizeof all);
    for (int64_t g = 0; g < n->groups; g++) {
      int64_t cell = s * n->groups + g;
      int has_target = n->target[cell] < CPWI_NEVER_ENDS;
      add_tally(&all, &e->tally[cell], n->harm[cell]);
      timed |= has_target;
      if (who == 1) continue;
      sums one;
      memset(&one, 0, sizeof one);
      add_tally(&one, &e->tally[cell], n->harm[cell]);
      put_stage(w, s * who + 1 + g, &one, has_target);
    }
    put_stage(w, s * who, &all, timed);
    put_capacity(e, w, s, &all);
  }
}

static void put_group(const writer *w, int64_t i, const cpwi_group_tally *g) {
  put(w, CPWI_G_TIME_IN_SYSTEM, i, ratio(g->time, (double)g->timed));
  put_rate(w, CPWI_G_NUMBER_IN_SYSTEM, i, g->area);
  put(w, CPWI_G_OPENING, i, (double)g->opening);
  put(w, CPWI_G_ENTERED, i, (double)g->entered);
  put(w, CPWI_G_LEFT, i, (double)g->left);
  put(w, CPWI_G_CLOSING, i, (double)g->inside);
  put(w, CPWI_G_MOVED_IN, i, (double)g->in);
  put(w, CPWI_G_MOVED_OUT, i, (double)g->out);
}

static void put_groups(const cpwi_engine *e, const writer *w) {
  const cpwi_pathway *n = &e->p->n;
  cpwi_group_tally all;
  memset(&all, 0, sizeof all);
  for (int64_t g = 0; g < n->groups; g++) {
    const cpwi_group_tally *t = &e->group[g];
    all.inside += t->inside;
    all.opening += t->opening;
    all.entered += t->entered;
    all.left += t->left;
    all.timed += t->timed;
    all.area += t->area;
    all.time += t->time;
    all.in += t->in;
    all.out += t->out;
    if (e->p->who > 1) put_group(w, 1 + g, t);
  }
  put_group(w, 0, &all);
}

static void put_exits(const cpwi_engine *e, const writer *w) {
  const cpwi_pathway *n = &e->p->n;
  for (int64_t x = 0; x < n->exits; x++) {
    double all = 0.0;
    for (int64_t g = 0; g < n->groups; g++) {
      double count = (double)e->exits[x * n->groups + g];
      all += count;
      if (e->p->who > 1) put_rate(w, CPWI_G_EXIT_RATE, x * e->p->who + 1 + g, count);
    }
    put_rate(w, CPWI_G_EXIT_RATE, x * e->p->who, all);
  }
}

void cpwi_figures(cpwi_engine *e, const cpwi_row_places *l, double *row) {
  const cpw_pathway *n = &e->p->n.p;
  writer w = {l, row, e->counting ? e->end - e->from : 0.0};
  put_stages(e, &w);
  put_groups(e, &w);
  put_exits(e, &w);
  for (int64_t k = 0; k < n->pools; k++) {
    cpwi_profile f = cpwi_profile_of(n, n->pool[k].calendar, n->pool[k].factor);
    double there =
        w.time > 0.0 ? n->pool[k].units * cpwi_profile_integral(&f, e->from, e->end) : 0.0;
    put_rate(&w, CPWI_G_POOL_USED, k, e->used_area[k]);
    put_rate(&w, CPWI_G_POOL_CAPACITY, k, there);
  }
  put(&w, CPWI_G_EVENTS, 0, (double)e->events);
  put(&w, CPWI_G_DEADLOCKS, 0, (double)e->deadlocks);
}
