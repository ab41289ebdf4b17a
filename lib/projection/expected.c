/* Expected people by stratum and segment over time, and the same as whole people that sum to the total.
 * Source: p' = (p - deaths) A + births + migration; largest remainders at each time. Leaves chance to drawn.c. */
#include "base/order.h"
#include "projection/internal.h"

typedef struct arrays {
  double *people, *total, *born, *died, *migrated, *moved;
  int64_t *whole;
} arrays;

static void add_arrays(cpwi_stocks *s, arrays *a) {
  const char *by = "time stratum segment";
  a->people = cpwi_stocks_real(s, "people", "people", "Expected.", by);
  a->whole = cpwi_stocks_integer(s, "whole_people", "people", "The same as whole people.", by);
  a->total = cpwi_stocks_real(s, "total", "people", "Of all.", "time");
  a->born = cpwi_stocks_real(s, "born", "people", "In the period.", "period");
  a->died = cpwi_stocks_real(s, "died", "people", "In the period.", "period");
  a->migrated = cpwi_stocks_real(s, "migrated", "people", "Net, in the period.", "period");
  a->moved = cpwi_stocks_real(s, "moved", "people", "To another segment.", "period");
}

/* deaths and moves of one stratum, into `next` */
static void move_stratum(cpwi_projection *p, const arrays *a, int64_t t, int64_t stratum,
                         const double *now, double *next, double *row) {
  int64_t n = p->model.segments;
  for (int64_t i = 0; i < n && p->s.status == CPW_OK; i++) {
    double here = now[stratum * n + i];
    double dead = p->model.deaths ? here * p->model.deaths[stratum * n + i] : 0.0;
    p->s.status = cpwi_projection_row(p, t, stratum, i, row, p->s.err);
    if (p->s.status != CPW_OK) return;
    a->died[t] += dead;
    for (int64_t j = 0; j < n; j++) {
      double going = (here - dead) * row[j];
      next[stratum * n + j] += going;
      if (j != i) a->moved[t] += going;
    }
  }
}

static void age(const cpwi_projection *p, double *next, double *older) {
  int64_t n = p->model.segments;
  if (!p->model.ages_into) return;
  memset(older, 0, (size_t)p->cells * sizeof *older);
  for (int64_t i = 0; i < p->cells; i++) {
    int64_t into = p->model.ages_into[i / n];
    if (into < 0) continue;
    double going = next[i] * p->model.ageing[i / n];
    next[i] -= going;
    older[into * n + i % n] += going;
  }
  for (int64_t i = 0; i < p->cells; i++)
    next[i] += older[i];
}

static double births_by_rate(const cpwi_projection *p, const double *now) {
  double born = 0.0;
  for (int64_t i = 0; p->model.birth_rates && i < p->cells; i++)
    born += now[i] * p->model.birth_rates[i / p->model.segments];
  return born;
}

static void come_and_go(cpwi_projection *p, const arrays *a, int64_t t, double by_rate,
                        double *next) {
  int64_t n = p->model.segments;
  for (int64_t i = 0; i < p->cells && p->s.status == CPW_OK; i++) {
    double born = cpwi_projection_births(p, t, i / n, i % n, by_rate);
    double net = p->model.migration ? p->model.migration[t * p->cells + i] : 0.0;
    if (next[i] + born + net < 0.0)
      p->s.status =
          cpwi_fail(p->s.err, CPW_EDOMAIN, i, p->s.where,
                    "migration[%lld][%lld][%lld] = %s takes more than the %s people there",
                    (long long)t, (long long)(i / n), (long long)(i % n), cpwi_number(net).text,
                    cpwi_number(next[i] + born).text);
    next[i] += born + net;
    a->born[t] += born;
    a->migrated[t] += net;
  }
}

/* whole people that sum to the nearest of the total: the largest remainders get one more */
static void make_whole(cpwi_projection *p, const arrays *a, int64_t time, double *rest,
                       int64_t *order) {
  const double *x = a->people + time * p->cells;
  int64_t *whole = a->whole + time * p->cells, given = 0;
  double all = 0.0;
  for (int64_t i = 0; i < p->cells; i++) {
    all += x[i];
    whole[i] = (int64_t)floor(x[i]);
    rest[i] = x[i] - floor(x[i]);
    given += whole[i];
  }
  a->total[time] = all;
  if (!(all <= 0x1p53)) {
    p->s.status = cpwi_fail(p->s.err, CPW_EOVERFLOW, time, p->s.where,
                            "people[%lld] sums to more than 2^53", (long long)time);
    return;
  }
  p->s.status = cpwi_order(rest, p->cells, 1, order, p->s.allocator, p->s.where, p->s.err);
  int64_t more = (int64_t)floor(all + 0.5) - given;
  for (int64_t k = 0; k < more && k < p->cells && p->s.status == CPW_OK; k++)
    whole[order[k]]++;
}

void cpwi_projection_expected(cpwi_projection *p) {
  arrays a;
  int64_t n = p->cells;
  add_arrays(&p->s, &a);
  double *memory = cpwi_stocks_reals_zero(&p->s, n + p->model.segments);
  int64_t *order = cpwi_stocks_zeros(&p->s, n, sizeof *order);
  if (p->s.status != CPW_OK || !memory || !order) return;
  memcpy(a.people, p->model.people, (size_t)n * sizeof *a.people);
  for (int64_t t = 0; t < p->model.periods && cpwi_stocks_goes_on(&p->s); t++) {
    double *now = a.people + t * n, *next = now + n;
    if (t == 0) make_whole(p, &a, 0, memory, order);
    for (int64_t k = 0; k < p->model.strata && p->s.status == CPW_OK; k++)
      move_stratum(p, &a, t, k, now, next, memory + n);
    if (p->s.status != CPW_OK) return;
    age(p, next, memory);
    come_and_go(p, &a, t, births_by_rate(p, now), next);
    if (p->s.status == CPW_OK) make_whole(p, &a, t + 1, memory, order);
  }
}
