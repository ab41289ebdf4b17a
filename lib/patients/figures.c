/* What the counts of a replication say: its figures, for all and by class and group, and the lists by
 * period that are added up over replications.
 * Source: definitions in carepath/patients.h. Leaves means and intervals over replications to
 * summary.c. */
#include "patients/internal.h"

#include <string.h>

int64_t cpwi_slices(const cpwi_patients *p, int64_t cell, int64_t slice[4]) {
  int64_t k = cell / p->groups, g = cell % p->groups, count = 1, base = 1;
  slice[0] = 0;
  if (p->classes > 1) {
    slice[count++] = base + k;
    base += p->classes;
  }
  if (p->groups > 1) {
    slice[count++] = base + g;
    base += p->groups;
  }
  if (p->classes > 1 && p->groups > 1) slice[count++] = base + cell;
  return count;
}

/* ---------------------------------------------------------------- lists by period ----------- */

/* Who of a cell is on the list at a moment, added to its slices; `level` is the cell's list so far. */
static void add_cell(cpwi_tally *t, int64_t cell, int64_t time, int64_t *level) {
  const cpwi_patients *p = t->p;
  int64_t slice[4], at = cell * (p->periods + 1) + time;
  int64_t flow[3] = {t->joined[at], t->treated[at], t->removed[at]};
  *level += flow[0] - flow[1] - flow[2];
  if (*level == 0 && flow[0] == 0 && flow[1] == 0 && flow[2] == 0) return;
  int64_t slices = cpwi_slices(p, cell, slice);
  for (int64_t s = 0; s < slices; s++) {
    t->path[time * p->who + slice[s]] += *level;
    for (int k = 0; k < 3 && time > 0; k++)
      t->flows[k][(time - 1) * p->who + slice[s]] += flow[k];
  }
}

/* The same for who has waited longer than each limit. */
static void add_cell_over(cpwi_tally *t, int64_t cell, int64_t time, int64_t *level) {
  const cpwi_patients *p = t->p;
  int64_t slice[4], limits = p->limit_count;
  const int32_t *over = t->over + cell * limits * (p->periods + 2) + time;
  for (int64_t k = 0; k < limits; k++) {
    level[k] += over[k * (p->periods + 2)];
    if (level[k] == 0) continue;
    int64_t slices = cpwi_slices(p, cell, slice);
    for (int64_t s = 0; s < slices && time > 0; s++)
      t->list_over[((time - 1) * p->who + slice[s]) * limits + k] += level[k];
    for (int64_t s = 0; s < slices && time == p->periods; s++)
      t->late[slice[s] * limits + k] += level[k];
  }
}

static void add_lists(cpwi_tally *t) {
  const cpwi_patients *p = t->p;
  size_t slices = (size_t)(p->periods * p->who);
  memset(t->path, 0, (slices + (size_t)p->who) * sizeof *t->path);
  memset(t->late, 0, (size_t)(p->who * p->limit_count) * sizeof *t->late);
  memset(t->level, 0, (size_t)(p->cells * (1 + p->limit_count)) * sizeof *t->level);
  /* by time first, so that neighbours in memory are written one after the other */
  for (int64_t time = 0; time <= p->periods; time++)
    for (int64_t cell = 0; cell < p->cells; cell++) {
      int64_t *level = t->level + cell * (1 + p->limit_count);
      add_cell(t, cell, time, level);
      add_cell_over(t, cell, time, level + 1);
    }
  const int64_t *path = t->path + p->who;
  for (size_t i = 0; i < slices; i++) {
    t->list[i] += path[i];
    t->squares[i] += path[i] * path[i];
  }
}

/* ---------------------------------------------------------------- a row of figures ---------- */

/* What a row is about: batches [first, last) and the periods from begin on, without it, up to end. */
typedef struct span {
  int64_t first, last, begin, end;
  int32_t whole;
} span;

/* The place of figure k in a row. */
static double *place(const cpwi_ledger *l, int k, int64_t row) {
  return l->base[k] + row * l->size[k];
}

static void add_sums(cpwi_slice *to, const cpwi_sums *s, const int64_t *within, int64_t limits) {
  to->all.treated += s->treated;
  to->all.breached += s->breached;
  to->all.missed += s->missed;
  to->all.breaching += s->breaching;
  to->all.wait += s->wait;
  to->all.squares += s->squares;
  to->all.waiting += s->waiting;
  to->all.taken += s->taken;
  for (int64_t k = 0; k < limits; k++)
    to->within[k] += within[k];
}

static int64_t sum_flow(const int32_t *flow, const span *at) {
  int64_t sum = 0;
  for (int64_t time = at->begin + 1; time <= at->end; time++)
    sum += flow[time];
  return sum;
}

/* Everybody's sums, added to the slices that they belong to. */
static void sum_slices(cpwi_tally *t, const span *at) {
  const cpwi_patients *p = t->p;
  int64_t slice[4], limits = p->limit_count;
  memset(t->slice, 0, (size_t)p->who * sizeof *t->slice);
  for (int64_t cell = 0; cell < p->cells; cell++) {
    int64_t slices = cpwi_slices(p, cell, slice);
    int64_t joined = sum_flow(t->joined + cell * (p->periods + 1), at);
    int64_t removed = sum_flow(t->removed + cell * (p->periods + 1), at);
    for (int64_t i = 0; i < slices; i++) {
      cpwi_slice *to = &t->slice[slice[i]];
      to->joined += joined;
      to->removed += removed;
      for (int64_t b = at->first; b < at->last; b++)
        add_sums(to, &t->sums[b * p->cells + cell], t->within + (b * p->cells + cell) * limits,
                 limits);
    }
  }
}

static double share_of(double part, double whole) {
  return whole > 0.0 ? part / whole : CPWI_NAN;
}

static void put_waits(const cpwi_slice *s, const cpwi_ledger *l, int64_t row, int64_t who,
                      int64_t limits) {
  double n = (double)s->all.treated, mean = share_of(s->all.wait, n);
  double spread = s->all.squares - s->all.wait * mean;
  place(l, CPWI_F_WAIT_MEAN, row)[who] = mean;
  place(l, CPWI_F_WAIT_SD, row)[who] =
      n > 1.0 ? sqrt(spread > 0.0 ? spread / (n - 1.0) : 0.0) : CPWI_NAN;
  for (int64_t k = 0; k < limits; k++)
    place(l, CPWI_F_WITHIN_LIMIT, row)[who * limits + k] = share_of((double)s->within[k], n);
}

static double queue_mean(const cpwi_tally *t, const span *at, const cpwi_slice *s, int64_t who) {
  const cpwi_patients *p = t->p;
  double periods = (double)(at->end - at->begin), sum = 0.0;
  if (!p->slots_clock) return share_of(s->all.waiting, periods);
  for (int64_t time = at->begin + 1; time <= at->end; time++)
    sum += (double)t->path[time * p->who + who];
  return share_of(sum, periods);
}

static void put_people(const cpwi_tally *t, const span *at, const cpwi_slice *s,
                       const cpwi_ledger *l, int64_t row, int64_t who) {
  const cpwi_patients *p = t->p;
  double closing = (double)t->path[at->end * p->who + who];
  place(l, CPWI_F_OPENING, row)[who] = (double)t->path[at->begin * p->who + who];
  place(l, CPWI_F_JOINED, row)[who] = (double)s->joined;
  place(l, CPWI_F_TREATED, row)[who] = (double)s->all.treated;
  place(l, CPWI_F_REMOVED, row)[who] = (double)s->removed;
  place(l, CPWI_F_CLOSING, row)[who] = closing;
  place(l, CPWI_F_MISSED, row)[who] = (double)s->all.missed;
  place(l, CPWI_F_BREACHED, row)[who] = (double)s->all.breached;
  place(l, CPWI_F_BREACHING, row)[who] = (double)s->all.breaching;
  place(l, CPWI_F_TAKEN, row)[who] = s->all.taken;
  place(l, CPWI_F_QUEUE_MEAN, row)[who] = queue_mean(t, at, s, who);
  for (int64_t k = 0; k < p->limit_count; k++) {
    double late = (double)t->late[who * p->limit_count + k];
    place(l, CPWI_F_LIST_WITHIN, row)[who * p->limit_count + k] =
        at->whole ? share_of(closing - late, closing) : CPWI_NAN;
  }
}

static void put_use(const cpwi_tally *t, const span *at, const cpwi_ledger *l, int64_t row) {
  cpwi_use use = {0.0, 0.0, 0.0};
  for (int64_t b = at->first; b < at->last; b++) {
    use.offered += t->use[b].offered;
    use.used += t->use[b].used;
    use.lost += t->use[b].lost;
  }
  double unused = use.offered - use.lost - use.used;
  *place(l, CPWI_F_OFFERED, row) = use.offered;
  *place(l, CPWI_F_USED, row) = use.used;
  *place(l, CPWI_F_LOST, row) = use.lost;
  *place(l, CPWI_F_UNUSED, row) = unused > 0.0 ? unused : 0.0;
  *place(l, CPWI_F_UTILISATION, row) = share_of(use.used, use.offered - use.lost);
}

static void put_row(cpwi_tally *t, const span *at, const cpwi_ledger *l, int64_t row) {
  sum_slices(t, at);
  for (int64_t who = 0; who < t->p->who; who++) {
    put_waits(&t->slice[who], l, row, who, t->p->limit_count);
    put_people(t, at, &t->slice[who], l, row, who);
  }
  put_use(t, at, l, row);
}

void cpwi_tally_conclude(cpwi_tally *t, const cpwi_ledger *ledger, int64_t row) {
  const cpwi_patients *p = t->p;
  int64_t warm = p->options.warm_up, length = p->periods - warm;
  span all = {0, p->batches, warm, p->periods, 1};
  cpwi_tally_end(t);
  add_lists(t);
  put_row(t, &all, ledger, row);
  for (int64_t b = 0; b < p->batches && p->replication_rows > 1; b++) {
    span one = {b, b + 1, warm + b * length / p->batches, warm + (b + 1) * length / p->batches, 0};
    put_row(t, &one, ledger, row + 1 + b);
  }
}
