/* Health that shorter waits gain by group: the fall of the loss per person, times the people after.
 * Source: the rules in carepath/dcea.h. More or fewer treatments are no gain of time.
 * Leaves the law to wait_law.c, the checks to wait_options.c. */
#include "dcea/internal.h"

#include <string.h>

typedef struct gaining {
  cpwi_wait w; /* of before */
  const cpw_dcea_waiting *after;
  double *loss, *harms; /* (lists, bands) of one whole wait */
  double *out;          /* (3, groups) recipients, gain, harms */
} gaining;

static int32_t same_shape(const cpw_dcea_waiting *a, const cpw_dcea_waiting *b) {
  return a->groups == b->groups && a->lists == b->lists && a->bands == b->bands &&
         a->last_width == b->last_width &&
         memcmp(a->lower, b->lower, (size_t)a->bands * sizeof *a->lower) == 0;
}

typedef struct sums {
  double people, loss, harms;
} sums;

static sums sum_of(const gaining *g, const cpw_dcea_waiting *w, int64_t group, int64_t list) {
  cpw_exact_sum people, loss, harms;
  cpw_exact_sum_init(&people);
  cpw_exact_sum_init(&loss);
  cpw_exact_sum_init(&harms);
  for (int64_t m = 0; m < w->bands; m++) {
    double here = w->people[(group * w->lists + list) * w->bands + m];
    if (here == 0.0) continue;
    cpw_exact_sum_add(&people, here);
    cpw_exact_sum_add(&loss, here * g->loss[list * w->bands + m]);
    cpw_exact_sum_add(&harms, here * g->harms[list * w->bands + m]);
  }
  sums s = {cpw_exact_sum_value(&people), cpw_exact_sum_value(&loss), cpw_exact_sum_value(&harms)};
  return s;
}

static int32_t gain_group(gaining *g, int64_t group, cpw_error *err) {
  cpw_exact_sum people, gain, harms;
  cpw_exact_sum_init(&people);
  cpw_exact_sum_init(&gain);
  cpw_exact_sum_init(&harms);
  for (int64_t l = 0; l < g->after->lists; l++) {
    sums a = sum_of(g, g->after, group, l), b = sum_of(g, g->w.waiting, group, l);
    if (a.people == 0.0) continue;
    if (b.people == 0.0)
      return cpwi_fail(
          err, CPW_EDOMAIN, group, g->w.where,
          "group %lld has people in list %lld after, but nobody before: their gain has "
          "nothing to be measured from",
          (long long)group, (long long)l);
    double scale = a.people / b.people; /* the loss before of as many people */
    cpw_exact_sum_add(&people, a.people);
    cpw_exact_sum_add(&gain, b.loss * scale);
    cpw_exact_sum_add(&gain, -a.loss);
    cpw_exact_sum_add(&harms, b.harms * scale);
    cpw_exact_sum_add(&harms, -a.harms);
  }
  int64_t groups = g->after->groups;
  double all = cpw_exact_sum_value(&people), total = cpw_exact_sum_value(&gain);
  g->out[group] = all;
  g->out[groups + group] = all > 0.0 ? total / all : 0.0;
  g->out[2 * groups + group] = cpw_exact_sum_value(&harms);
  if (cpwi_dcea_finite(all) && cpwi_dcea_finite(total) &&
      cpwi_dcea_finite(g->out[2 * groups + group]))
    return CPW_OK;
  return cpwi_fail(err, CPW_EOVERFLOW, group, g->w.where,
                   "the gain of group %lld is beyond the largest number", (long long)group);
}

static int32_t gain_all(gaining *g, cpw_error *err) {
  const cpw_allocator *a = g->w.options.allocator;
  int64_t cells = g->after->lists * g->after->bands;
  g->loss = cpwi_alloc(a, (size_t)cells, 2 * sizeof *g->loss);
  g->out = cpwi_alloc(a, (size_t)g->after->groups, 3 * sizeof *g->out);
  if (!g->loss || !g->out)
    return cpwi_fail(err, CPW_ENOMEM, -1, g->w.where, "no memory for %lld groups",
                     (long long)g->after->groups);
  g->harms = g->loss + cells;
  cpwi_wait_table(&g->w, CPWI_WAIT_WHOLE, g->loss, g->harms);
  int32_t status = CPW_OK;
  for (int64_t k = 0; status == CPW_OK && k < g->after->groups; k++)
    status = gain_group(g, k, err);
  return status;
}

int32_t cpw_dcea_wait_gain(const cpw_dcea_waiting *before, const cpw_dcea_waiting *after,
                           const cpw_dcea_wait_law *law, const cpw_dcea_wait_options *options,
                           double *recipients, double *gain, double *harms, cpw_error *err) {
  if (!recipients || !gain)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     recipients ? "gain" : "recipients");
  gaining g;
  memset(&g, 0, sizeof g);
  int32_t status = cpwi_wait_take(&g.w, before, "before", law, options, __func__, err);
  if (status == CPW_OK) status = cpwi_wait_check(after, "after", __func__, err);
  if (status == CPW_OK && !same_shape(before, after))
    status = cpwi_fail(err, CPW_EINVAL, -1, __func__,
                       "before and after must have the same groups, lists and bands");
  if (status != CPW_OK) return status;
  g.after = after;
  status = gain_all(&g, err);
  if (status == CPW_OK) {
    size_t size = (size_t)after->groups * sizeof(double);
    memcpy(recipients, g.out, size);
    memcpy(gain, g.out + after->groups, size);
    if (harms) memcpy(harms, g.out + 2 * after->groups, size);
  }
  cpwi_release(g.w.options.allocator, g.loss);
  cpwi_release(g.w.options.allocator, g.out);
  return status;
}
