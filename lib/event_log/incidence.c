/* Shares of competing causes when some people are not followed to the end: each person whose fate is
 * unknown leaves a share to those still followed.
 * Source: Aalen and Johansen, Scand. J. Statist. 5:141-150 (1978); redistribution to the right: Efron,
 * Proc. Fifth Berkeley Symposium 4:831-853 (1967); variance: delta method with multinomial steps.
 * Leaves who moved where to routes.c. */
#include "event_log/internal.h"

#include <string.h>

int32_t cpwi_incidence_init(cpwi_incidence *f, const cpwi_log *l, cpw_error *err) {
  memset(f, 0, sizeof *f);
  f->causes = 2 * l->log.stages;
  f->list = cpwi_alloc(l->o.allocator, (size_t)f->causes, sizeof *f->list);
  f->now = cpwi_alloc(l->o.allocator, (size_t)f->causes, sizeof *f->now);
  f->cause = cpwi_alloc_zero(l->o.allocator, (size_t)f->causes, sizeof *f->cause);
  return f->list && f->now && f->cause ? CPW_OK : cpwi_log_no_memory(l, err);
}

void cpwi_incidence_free(cpwi_incidence *f, const cpwi_log *l) {
  cpwi_release(l->o.allocator, f->list);
  cpwi_release(l->o.allocator, f->now);
  cpwi_release(l->o.allocator, f->cause);
}

/* The walk through the times: people at risk, what each of them is worth (1 until somebody is lost),
 * and Greenwood's sum. */
typedef struct walk {
  double all, worth, greenwood;
  int64_t at_risk;
} walk;

/* Adds d people; as long as nobody is lost they are counted, not added up, so that the share is exact. */
static void add_share(cpwi_cause *c, const walk *w, int64_t d) {
  if (c->worth != w->worth) {
    c->base = c->share;
    c->held = 0;
    c->worth = w->worth;
  }
  c->held += d;
  c->share = c->base + (double)c->held * c->worth / w->all;
}

/* Greenwood's steps since the cause's last event, at the share that it has had since. */
static void settle_steps(cpwi_cause *c, double greenwood) {
  double step = greenwood - c->g;
  c->a0 += step;
  c->a1 += step * c->share;
  c->a2 += step * c->share * c->share;
  c->g = greenwood;
}

static void add_event(cpwi_incidence *f, int64_t k, int64_t *now) {
  cpwi_cause *c = &f->cause[k];
  if (c->count++ == 0) f->list[f->touched++] = k;
  if (c->now++ == 0) f->now[(*now)++] = k;
}

/* All events of one time. */
static void take_time(cpwi_incidence *f, walk *w, double gap, int64_t events, int64_t now) {
  double n = (double)w->at_risk, lasting = n * w->worth / w->all;
  for (int64_t i = 0; i < now; i++) {
    cpwi_cause *c = &f->cause[f->now[i]];
    double d = (double)c->now, jump = d * w->worth / w->all;
    settle_steps(c, w->greenwood);
    add_share(c, w, c->now);
    c->first += jump * gap;
    c->second += jump * gap * gap;
    c->b += lasting * lasting * d * (n - d) / (n * n * n);
    c->c0 += lasting * d / (n * n);
    c->c1 += lasting * d / (n * n) * c->share;
    c->now = 0;
  }
  if (events < w->at_risk) w->greenwood += (double)events / (n * (n - (double)events));
  w->at_risk -= events;
}

static void finish(cpwi_incidence *f, const walk *w) {
  for (int64_t i = 0; i < f->touched; i++) {
    cpwi_cause *c = &f->cause[f->list[i]];
    settle_steps(c, w->greenwood);
    double s = c->share;
    double v = s * s * c->a0 - 2.0 * s * c->a1 + c->a2 + c->b - 2.0 * (s * c->c0 - c->c1);
    c->variance = v > 0.0 ? v : 0.0;
  }
}

static void clear(cpwi_incidence *f) {
  for (int64_t i = 0; i < f->touched; i++)
    memset(&f->cause[f->list[i]], 0, sizeof *f->cause);
  f->touched = 0;
  f->people = f->undecided = 0;
  f->stay = f->stay_variance = 0.0;
}

/* People who were not seen again by the time of the last move are undecided. */
static void count_undecided(cpwi_incidence *f, const cpwi_after *after, int64_t n, double longest) {
  double last = 0.0;
  for (int64_t i = 0; i < n; i++)
    if (after[i].to >= 0 && after[i].gap <= longest) last = after[i].gap;
  for (int64_t i = 0; i < n && after[i].gap < last; i++)
    f->undecided += after[i].to < 0;
}

/* What is left when the time of moves is over. */
static void note_stay(cpwi_incidence *f, const walk *w) {
  f->stay = (double)w->at_risk * w->worth / w->all;
  f->stay_variance = f->stay * f->stay * w->greenwood;
}

void cpwi_incidence_take(cpwi_incidence *f, const cpwi_after *after, int64_t n, double longest) {
  clear(f);
  walk w = {(double)n, 1.0, 0.0, n};
  int64_t half = f->causes / 2;
  int returning = 0;
  f->people = n;
  for (int64_t i = 0; i < n;) {
    double gap = after[i].gap;
    int64_t j = i, now = 0;
    if (gap > longest && !returning) note_stay(f, &w);
    returning = gap > longest;
    for (; j < n && after[j].gap == gap && after[j].to >= 0; j++)
      add_event(f, after[j].to + (returning ? half : 0), &now);
    if (j > i) take_time(f, &w, gap, j - i, now);
    int64_t lost = j;
    while (lost < n && after[lost].gap == gap && after[lost].to < 0)
      lost++;
    if (lost > j && lost - j < w.at_risk)
      w.worth *= (double)w.at_risk / (double)(w.at_risk - (lost - j));
    if (lost > j && lost - j < w.at_risk) w.at_risk -= lost - j;
    i = lost;
  }
  if (!returning && n > 0) note_stay(f, &w);
  count_undecided(f, after, n, longest);
  finish(f, &w);
}
