/* What a run gains against the one without more money: four outcomes by group, and the surplus of targets.
 * Source: the outcomes of carepath/system_allocate.h.
 * Leaves the runs to evaluate.c and what gains are worth to welfare.c. */
#include "system_allocate/internal.h"

static void add_gain(const cpw_system_service *service, const cpw_system_totals *base,
                     const cpw_system_totals *t, double *value) {
  double waited = base->waited - t->waited;
  value[CPW_ALLOCATE_WAITED] += waited;
  value[CPW_ALLOCATE_HEALTH] +=
      service->harm * waited + service->gain * (t->treated - base->treated);
  value[CPW_ALLOCATE_STANDARD] += (base->closing - t->closing) - (base->within - t->within);
  value[CPW_ALLOCATE_TAIL] += base->over_52 - t->over_52;
}

void cpwi_allocate_gain(const cpwi_allocate *s, int64_t row, const cpw_system_totals *t, int own,
                        double *value) {
  const cpw_system_service *service = &s->system->service[s->system->capacity[row].service];
  const cpw_system_totals *base = s->base + row * s->groups;
  double closing = 0.0, within = 0.0;
  for (int64_t g = 0; g < s->groups; g++) {
    add_gain(service, &base[g], &t[g], value + g * CPW_ALLOCATE_OUTCOMES);
    closing += t[g].closing - base[g].closing;
    within += t[g].within - base[g].within;
  }
  for (int64_t k = 0; k < s->targets; k++) {
    const cpw_system_target *target = &s->options.target[k];
    int64_t p = s->place[row];
    if ((target->each && !own) || p < 0 || !s->target || !s->target[k].in[p]) continue;
    double share = target->share >= 0 ? target->share : service->standard;
    value[s->groups * CPW_ALLOCATE_OUTCOMES + k] += within - share * closing;
  }
}

double cpwi_allocate_mixed_at(const cpwi_allocate *s, const double *value, int64_t group) {
  double sum = 0.0;
  for (int k = 0; k < CPW_ALLOCATE_OUTCOMES; k++)
    if (s->mix[k] > 0) sum += s->mix[k] * value[group * CPW_ALLOCATE_OUTCOMES + k];
  return sum;
}

void cpwi_allocate_mixed(const cpwi_allocate *s, const double *value, double *by_group) {
  for (int64_t g = 0; g < s->groups; g++)
    by_group[g] = cpwi_allocate_mixed_at(s, value, g);
}

void cpwi_allocate_bear(cpwi_allocate *s) {
  for (int64_t g = 0; g < s->groups; g++)
    s->people[g] = s->bears[g] = 0.0;
  for (int64_t p = 0; p < s->n; p++) {
    int64_t row = s->unit[p];
    const cpw_system_service *service = &s->system->service[s->system->capacity[row].service];
    for (int64_t g = 0; g < s->groups; g++) {
      const cpw_system_totals *t = &s->base[row * s->groups + g];
      s->people[g] += t->opening + t->starts;
      s->bears[g] +=
          s->mix[CPW_ALLOCATE_WAITED] * t->waited +
          s->mix[CPW_ALLOCATE_HEALTH] * (service->harm * t->waited - service->gain * t->treated) +
          s->mix[CPW_ALLOCATE_STANDARD] * (t->closing - t->within) +
          s->mix[CPW_ALLOCATE_TAIL] * t->over_52;
    }
  }
}
