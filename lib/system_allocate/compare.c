/* Other spends beside the optimum: the baseline, the capitation share and those given, each run as a whole; the best that
 * keeps the rules is the answer.
 * Source: the capitation share is the budget in proportion to need, whole pounds by cpw_apportion.
 * Leaves the optimum to refine.c. */
#include "system_allocate/internal.h"

#include "carepath/apportion.h"

#include <string.h>

int32_t cpwi_allocate_report_new(cpwi_allocate_report *r, cpw_error *err) {
  cpwi_allocate *s = r->s;
  size_t n = (size_t)s->n, groups = (size_t)s->groups, targets = (size_t)s->targets;
  r->others = 2 + s->options.alternatives;
  size_t others = (size_t)r->others;
  r->other = cpwi_alloc_zero(s->a, others * n, sizeof *r->other);
  r->other_welfare = cpwi_alloc_zero(s->a, others, sizeof *r->other_welfare);
  r->other_kept = cpwi_alloc_zero(s->a, others, sizeof *r->other_kept);
  r->gain = cpwi_alloc_zero(s->a, groups, sizeof *r->gain);
  r->surplus = cpwi_alloc_zero(s->a, targets, sizeof *r->surplus);
  r->set_cost = cpwi_alloc_zero(s->a, (size_t)s->sets, sizeof *r->set_cost);
  r->target_cost = cpwi_alloc_zero(s->a, targets, sizeof *r->target_cost);
  r->target_nearer = cpwi_alloc_zero(s->a, targets, sizeof *r->target_nearer);
  r->target_money = cpwi_alloc_zero(s->a, targets, sizeof *r->target_money);
  r->totals = cpwi_alloc_zero(s->a, n * groups, sizeof *r->totals);
  if (!r->other || !r->other_welfare || !r->other_kept || !r->gain || !r->surplus || !r->set_cost ||
      !r->target_cost || !r->target_nearer || !r->target_money || !r->totals)
    return cpwi_allocate_no_memory(s, err);
  return CPW_OK;
}

void cpwi_allocate_report_free(cpwi_allocate_report *r) {
  void *const blocks[] = {r->other,        r->other_welfare, r->other_kept,  r->gain,
                          r->surplus,      r->set_cost,      r->target_cost, r->target_nearer,
                          r->target_money, r->totals};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(r->s->a, blocks[k]);
}

static int32_t fill_capitation(cpwi_allocate *s, int64_t *spend, cpw_error *err) {
  double sum = 0.0;
  double *need = cpwi_alloc_zero(s->a, (size_t)s->n, sizeof *need);
  if (!need) return cpwi_allocate_no_memory(s, err);
  for (int64_t p = 0; p < s->n; p++) {
    int64_t row = s->unit[p];
    for (int64_t g = 0; g < s->groups && !s->options.need; g++)
      need[p] += s->base[row * s->groups + g].opening + s->base[row * s->groups + g].starts;
    if (s->options.need) need[p] = s->options.need[row];
    sum += need[p];
  }
  for (int64_t p = 0; p < s->n && !(sum > 0); p++)
    need[p] = 1.0;
  cpw_apportion_options options;
  cpw_apportion_options_init(&options);
  options.allocator = s->a;
  int32_t status = cpw_apportion(s->options.budget, need, s->n, &options, spend, err);
  cpwi_release(s->a, need);
  return status;
}

static int32_t fill_others(cpwi_allocate_report *r, cpw_error *err) {
  cpwi_allocate *s = r->s;
  const cpw_system_allocate_options *o = &s->options;
  for (int64_t p = 0; p < s->n; p++) {
    r->other[p] = o->baseline ? o->baseline[s->unit[p]] : 0;
    for (int64_t k = 0; k < o->alternatives; k++)
      r->other[(2 + k) * s->n + p] = o->alternative[k * s->all + s->unit[p]];
  }
  return fill_capitation(s, r->other + s->n, err);
}

/* as near to every target as the optimum is, or meeting it */
static int meets(const cpwi_allocate *s, const double *surplus, const double *ours) {
  for (int64_t k = 0; k < s->targets; k++) {
    double needed = s->target[k].needed;
    if (s->options.target[k].each) continue; /* by the least pounds of the units */
    if (ours[k] < needed) needed = ours[k];
    if (surplus[k] < needed) return 0;
  }
  return 1;
}

static void choose(cpwi_allocate_report *r, int64_t k, const double *gain, const double *surplus) {
  r->chosen = k;
  r->spend = k < 0 ? r->answer->spend : r->other + k * r->s->n;
  memcpy(r->gain, gain, (size_t)r->s->groups * sizeof *gain);
  memcpy(r->surplus, surplus, (size_t)r->s->targets * sizeof *surplus);
  r->welfare = cpwi_allocate_welfare(r->s, gain);
}

int32_t cpwi_allocate_compare(cpwi_allocate_report *r, cpw_error *err) {
  cpwi_allocate *s = r->s;
  int32_t status = fill_others(r, err);
  double *gain = cpwi_alloc_zero(s->a, (size_t)(s->groups + s->targets), sizeof *gain);
  if (status == CPW_OK && !gain) status = cpwi_allocate_no_memory(s, err);
  if (status == CPW_OK) choose(r, -1, r->answer->gain, r->answer->surplus);
  for (int64_t k = 0; status == CPW_OK && k < r->others; k++) {
    const int64_t *spend = r->other + k * s->n;
    status = cpwi_allocate_realise(s, spend, 0, gain, gain + s->groups, NULL, err);
    if (status != CPW_OK) break;
    r->other_welfare[k] = cpwi_allocate_welfare(s, gain);
    r->other_kept[k] =
        cpwi_allocate_keeps(s, spend) && meets(s, gain + s->groups, r->answer->surplus);
    if (r->other_kept[k] && r->other_welfare[k] > r->welfare) choose(r, k, gain, gain + s->groups);
  }
  if (status == CPW_OK)
    status = cpwi_allocate_realise(s, r->spend, 0, gain, gain + s->groups, r->totals, err);
  cpwi_release(s->a, gain);
  return status;
}
