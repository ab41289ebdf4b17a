/* The networks of a system over time, and the treatments that their blocked patients take from the lists.
 * Source: the fluid engine of pathways (include/carepath/pathway_fluid.h), whose figures stand at the beginnings of weeks.
 * Leaves the lists to week.c: networks act upon lists, not the other way round. */
#include "carepath/pathway_adjust.h"
#include "carepath/pathway_fluid.h"
#include "system_run/prepare.h"

#include <string.h>

enum { BLOCKED, INSIDE, QUEUE, FIGURES };
enum { FOR_CAPACITY, FOR_ARRIVALS, FOR_STAY, CHANGES };
static const int32_t lever_of[CHANGES] = {CPW_LEVER_CAPACITY, CPW_LEVER_DEMAND, CPW_LEVER_STAY};
static const int32_t change_of[CHANGES] = {CPW_ADJUST_CAPACITY, CPW_ADJUST_ARRIVALS,
                                           CPW_ADJUST_STAY};

static int32_t no_memory(const char *where, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "out of memory");
}

static int means(const cpw_system *s, const cpw_system_effect *e, const cpw_system_pathway *w) {
  if (e->alliance >= 0 || (e->service >= 0 && e->service != w->service)) return 0;
  return e->organisation < 0 || cpwi_system_below(s, w->organisation, e->organisation);
}

/* One lever upon one network, week by week: the product of its shares. 0 where nothing acts. */
static int factor_of(const cpw_system_plan *p, const cpw_system_happening *h, int64_t count,
                     const cpw_system_pathway *w, int32_t lever, double *factor) {
  const cpw_system *s = p->s;
  int acts = 0;
  for (int64_t t = 0; t < p->weeks; t++)
    factor[t] = 1;
  for (int64_t k = 0; k < count; k++)
    for (int64_t i = 0; i < s->effects; i++) {
      const cpw_system_effect *e = &s->effect[i];
      if (e->policy != h[k].policy || e->lever != lever || e->mode != CPW_EFFECT_SHARE ||
          !means(s, e, w))
        continue;
      double size = h[k].size;
      if (s->policy[e->policy].kind == CPW_POLICY_DECIDED)
        size *= s->organisation[w->organisation].compliance;
      for (int64_t t = 0; t < p->weeks; t++) {
        double now = e->amount * size * cpw_system_level(e, (double)t - h[k].onset);
        factor[t] *= now > -1 ? 1 + now : 0;
      }
      acts = 1;
    }
  return acts;
}

/* A length of stay cannot change on the way: its mean over the horizon stands for it. */
static double mean_of(const double *x, int64_t n) {
  double sum = 0;
  for (int64_t t = 0; t < n; t++)
    sum += x[t];
  return sum / (double)n;
}

static int64_t changes_of(const cpw_system_plan *p, const cpw_system_happening *h, int64_t count,
                          const cpw_system_pathway *w, double *factor, cpw_adjustment *change) {
  int64_t n = 0;
  for (int k = 0; k < CHANGES; k++) {
    double *f = factor + k * p->weeks;
    if (!factor_of(p, h, count, w, lever_of[k], f)) continue;
    change[n] = (cpw_adjustment){.kind = change_of[k],
                                 .stage = -1,
                                 .group = -1,
                                 .values = f,
                                 .count = p->weeks,
                                 .period = 7};
    if (k == FOR_STAY) {
      f[0] = mean_of(f, p->weeks);
      if (!(f[0] > 1e-9)) f[0] = 1e-9;
      change[n].count = 1;
    }
    n++;
  }
  return n;
}

/* People over all stages at the end of each week; the engine says how many at the beginnings. */
static void read_figures(const cpw_system_plan *p, const cpw_result *r, double *out) {
  static const char *const name[FIGURES] = {"blocked", "inside", "queue"};
  for (int k = 0; k < FIGURES; k++) {
    const cpw_array *a = cpw_result_find(r, name[k]);
    if (!a || a->dimensions != 3 || !a->real) continue;
    int64_t times = a->dimension[0]->length, stages = a->dimension[1]->length,
            who = a->dimension[2]->length;
    for (int64_t t = 0; t < p->weeks && t < times; t++) {
      double sum = 0;
      for (int64_t i = 0; i < stages; i++) {
        double x = a->real[(t * stages + i) * who];
        if (x == x) sum += x;
      }
      out[k * p->weeks + t] = sum;
    }
  }
}

static int32_t run_network(const cpw_system_plan *p, const cpw_pathway *network, double *out,
                           cpw_error *err) {
  cpw_pathway_fluid_options o;
  cpw_result *r = NULL;
  cpw_pathway_fluid_options_init(&o);
  o.horizon = 7 * (double)p->weeks;
  o.period = 7;
  o.allocator = p->allocator;
  int32_t status = cpw_pathway_fluid(network, &o, NULL, &r, err);
  if (status == CPW_OK) read_figures(p, r, out);
  cpw_result_free(r);
  return status;
}

static int32_t one_network(const cpw_system_plan *p, const cpw_system_happening *h, int64_t count,
                           int64_t k, double *factor, const char *where, cpw_error *err) {
  const cpw_system_pathway *w = &p->s->pathway[k];
  cpw_adjustment change[CHANGES];
  cpw_network *changed = NULL;
  const cpw_pathway *network = w->network;
  double *out = p->network + k * FIGURES * p->weeks;
  int64_t n = changes_of(p, h, count, w, factor, change);
  int32_t status = CPW_OK;
  if (n > 0) {
    status = cpw_pathway_adjusted(w->network, change, n, p->allocator, &changed, err);
    if (status == CPW_OK && !(network = cpw_network_pathway(changed, err)))
      status = no_memory(where, err);
  }
  if (status == CPW_OK) status = run_network(p, network, out, err);
  cpw_network_free(changed);
  return status;
}

/* What blocked patients take from the lists of their organisation, in proportion to what those treat. */
static void take_from_lists(const cpw_system_plan *p, const cpw_system_pathway *w,
                            const double *blocked) {
  const cpw_system *s = p->s;
  double all = 0;
  for (int64_t u = 0; u < p->units; u++)
    if (s->capacity[u].organisation == w->organisation) all += s->capacity[u].treatments;
  if (!(all > 0) || w->lost <= 0) return;
  for (int64_t u = 0; u < p->units; u++) {
    if (s->capacity[u].organisation != w->organisation) continue;
    double part = w->lost * s->capacity[u].treatments / all;
    for (int64_t t = 0; t < p->weeks; t++)
      p->lost[u * p->weeks + t] += part * blocked[t];
  }
}

int32_t cpwi_plan_networks(cpw_system_plan *p, const cpw_system_happening *happening, int64_t count,
                           const char *where, cpw_error *err) {
  const cpw_system *s = p->s;
  if (s->pathways == 0) return CPW_OK;
  p->network =
      cpwi_alloc_zero(p->allocator, (size_t)(s->pathways * FIGURES * p->weeks), sizeof *p->network);
  p->lost = cpwi_alloc_zero(p->allocator, (size_t)(p->units * p->weeks), sizeof *p->lost);
  double *factor = cpwi_alloc(p->allocator, (size_t)(CHANGES * p->weeks), sizeof *factor);
  int32_t status = p->network && p->lost && factor ? CPW_OK : no_memory(where, err);
  for (int64_t k = 0; k < s->pathways && status == CPW_OK; k++) {
    status = one_network(p, happening, count, k, factor, where, err);
    if (status == CPW_OK) take_from_lists(p, &s->pathway[k], p->network + k * FIGURES * p->weeks);
  }
  cpwi_release(p->allocator, factor);
  return status;
}

/* ---------------------------------------------------------------- in the result -------------- */

static int32_t label_networks(const cpw_system_plan *p, cpw_result *r, cpw_error *err) {
  const cpw_system *s = p->s;
  const char **label = cpwi_alloc(p->allocator, (size_t)s->pathways, sizeof *label);
  if (!label) return no_memory("cpw_system_plan_run", err);
  int32_t status = cpw_result_add_dimension(r, "pathway", s->pathways, NULL, err);
  for (int64_t k = 0; k < s->pathways; k++)
    label[k] = s->organisation[s->pathway[k].organisation].id;
  if (status == CPW_OK)
    status = cpw_result_add_coordinate(r, "pathway", "pathway_organisation", label, err);
  for (int64_t k = 0; k < s->pathways; k++)
    label[k] = s->service[s->pathway[k].service].id;
  if (status == CPW_OK)
    status = cpw_result_add_coordinate(r, "pathway", "pathway_service", label, err);
  cpwi_release(p->allocator, label);
  return status;
}

int32_t cpwi_networks_into(const cpw_system_plan *p, cpw_result *result, cpw_error *err) {
  static const char *const name[FIGURES + 1] = {"pathway_blocked", "pathway_inside",
                                                "pathway_waiting", "pathway_lost"};
  static const char *const what[FIGURES + 1] = {"blocked in a place, on average over the period",
                                                "in service, on average over the period",
                                                "waiting for a stage, on average over the period",
                                                "treatments of lists that blocked patients took"};
  int64_t periods = (p->weeks + p->o.every - 1) / p->o.every;
  if (!p->network) return CPW_OK;
  int32_t status = label_networks(p, result, err);
  for (int k = 0; k <= FIGURES && status == CPW_OK; k++) {
    void *memory = NULL;
    status = cpw_result_add_array(result, name[k], k < FIGURES ? "people" : "treatments", what[k],
                                  "pathway period", CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
    for (int64_t i = 0; i < p->s->pathways && status == CPW_OK; i++) {
      const double *x = p->network + (i * FIGURES + (k < FIGURES ? k : BLOCKED)) * p->weeks;
      for (int64_t t = 0; t < p->weeks; t++) {
        int64_t q = t / p->o.every,
                last = (q + 1) * p->o.every < p->weeks ? (q + 1) * p->o.every : p->weeks;
        double part =
            k < FIGURES ? x[t] / (double)(last - q * p->o.every) : x[t] * p->s->pathway[i].lost;
        ((double *)memory)[i * periods + q] += part;
      }
    }
  }
  return status;
}
