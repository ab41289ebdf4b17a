/* The least multiple of a set of shocks at which some unit breaks, and at which the whole does.
 * Source: halving on the engine, as carepath/system_stress.h says.
 * Leaves shocks to one unit alone to breaking.c. */
#include "system_stress/internal.h"

#include <string.h>

typedef struct search {
  const cpwi_stress *w;
  const cpw_system_strain *strain;
  const cpw_system_happening *direction;
  int64_t directions;
  cpwi_stress_case c;
  cpw_system_happening *h; /* those of the options, then the direction at t */
  cpwi_stress_figures f;
} search;

/* What is looked for. */
enum { SOME_UNIT, THE_WHOLE };

static int bad(const search *s, int32_t state) {
  return (state & 1) || (s->strain->recover && (state & 2));
}

static int unit_bad(const search *s, int64_t unit) {
  return bad(s, cpwi_stress_unit_state(s->w, &s->f, unit));
}

static int all_bad(const search *s) {
  const cpwi_stress *w = s->w;
  return bad(s, cpwi_stress_state(w, s->f.all, w->calm.all, w->floor[w->units]));
}

static int32_t run_at(search *s, double t, cpw_error *err) {
  const cpwi_stress *w = s->w;
  int64_t given = s->c.sures;
  cpw_run run = w->run;
  run.progress = NULL;
  if (w->run.progress && w->run.progress(w->run.progress_context, 0.5) != 0)
    return cpwi_fail(err, CPW_ECANCELLED, -1, w->where, "cancelled by the caller");
  for (int64_t k = 0; k < s->directions; k++) {
    s->h[given + k] = s->direction[k];
    s->h[given + k].size *= t;
  }
  return cpwi_stress_run(w, &s->c, s->h, given + s->directions, &run, &s->f, err);
}

static int32_t is_broken(search *s, int what, double t, int *broken, cpw_error *err) {
  int32_t status = run_at(s, t, err);
  if (status != CPW_OK) return status;
  *broken = what == THE_WHOLE && all_bad(s);
  for (int64_t u = 0; u < s->w->units && what == SOME_UNIT; u++)
    *broken |= unit_bad(s, u);
  return CPW_OK;
}

/* low: largest that holds; high: least that breaks, inf where not even the most does. */
static int32_t find(search *s, int what, double *low, double *high, cpw_error *err) {
  int broken = 0;
  *low = *high = 0;
  int32_t status = is_broken(s, what, 0, &broken, err);
  if (status != CPW_OK || broken) return status;
  status = is_broken(s, what, s->strain->most, &broken, err);
  if (status != CPW_OK) return status;
  if (!broken) {
    *low = s->strain->most;
    *high = (double)INFINITY;
    return CPW_OK;
  }
  *high = s->strain->most;
  while (*high - *low > s->strain->precision) {
    double middle = *low + (*high - *low) / 2;
    if (!(middle > *low && middle < *high)) break;
    status = is_broken(s, what, middle, &broken, err);
    if (status != CPW_OK) return status;
    *(broken ? high : low) = middle;
  }
  return CPW_OK;
}

static int32_t answer(search *s, const double *found, cpw_result **out, cpw_error *err) {
  static const struct {
    const char *name, *text;
  } row[] = {{"first_held", "largest multiple found at which no unit breaks"},
             {"first", "least multiple at which some unit breaks; inf: not the most"},
             {"all_held", "largest multiple found at which the whole does not break"},
             {"all", "least multiple at which the whole breaks; inf: not the most"}};
  cpw_result *r = NULL;
  int64_t *broken = NULL;
  int32_t status = run_at(s, found[1] < (double)INFINITY ? found[1] : s->strain->most, err);
  if (status == CPW_OK) status = cpw_result_new(s->w->allocator, &r, err);
  if (status == CPW_OK) status = cpwi_stress_units(s->w, r, err);
  for (int k = 0; k < 4 && status == CPW_OK; k++)
    status =
        cpwi_stress_number(r, row[k].name, "ratio", row[k].text, found[k], CPW_MERGE_SAME, err);
  if (status == CPW_OK)
    status = cpwi_stress_array(r, "broken", "", "1: breaks at `first`", "unit", CPW_INT64,
                               CPW_MERGE_SAME, &broken, err);
  for (int64_t u = 0; u < s->w->units && status == CPW_OK; u++)
    broken[u] = unit_bad(s, u);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}

static int32_t look(search *s, cpw_result **out, cpw_error *err) {
  const cpwi_stress *w = s->w;
  double found[4] = {0};
  int32_t status = cpwi_stress_case_new(w, 1, 0, &s->c, err);
  if (status != CPW_OK) return status;
  s->h = cpwi_alloc_zero(w->allocator, (size_t)(s->c.sures + s->directions), sizeof *s->h);
  if (!s->h) return cpwi_stress_no_memory(w, err);
  if (s->c.sures > 0) memcpy(s->h, s->c.sure, (size_t)s->c.sures * sizeof *s->h);
  status = cpwi_stress_figures_new(w, &s->f, err);
  if (status == CPW_OK) status = find(s, SOME_UNIT, &found[0], &found[1], err);
  if (status == CPW_OK) status = find(s, THE_WHOLE, &found[2], &found[3], err);
  return status == CPW_OK ? answer(s, found, out, err) : status;
}

static int32_t check_direction(const cpwi_stress *w, const cpw_system_happening *d, int64_t count,
                               cpw_error *err) {
  for (int64_t k = 0; k < count; k++) {
    if (d[k].policy < 0 || d[k].policy >= w->system.policies)
      return cpwi_fail(err, CPW_EINVAL, k, w->where,
                       "direction[%lld].policy = %d is none of %lld policies", (long long)k,
                       (int)d[k].policy, (long long)w->system.policies);
    if (d[k].onset - d[k].onset != 0 || !(d[k].size >= 0 && d[k].size - d[k].size == 0))
      return cpwi_fail(err, CPW_EDOMAIN, k, w->where,
                       "direction[%lld]: onset = %s must be finite, size = %s finite and >= 0",
                       (long long)k, cpwi_number(d[k].onset).text, cpwi_number(d[k].size).text);
  }
  return CPW_OK;
}

int32_t cpw_system_stress_joint(const cpw_system *system, const cpw_system_stress_options *options,
                                const cpw_system_happening *direction, int64_t directions,
                                const cpw_system_strain *strain, const cpw_run *run,
                                cpw_result **out, cpw_error *err) {
  cpwi_stress w;
  cpw_system_strain t;
  if (!out || !direction || directions < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out and a direction must be given");
  int32_t status = cpwi_stress_strain_take(&t, strain, __func__, err);
  if (status != CPW_OK) return status;
  status = cpwi_stress_begin(&w, system, options, run, __func__, err);
  search s = {.w = &w, .strain = &t, .direction = direction, .directions = directions};
  if (status == CPW_OK) status = check_direction(&w, direction, directions, err);
  if (status == CPW_OK) status = look(&s, out, err);
  cpwi_stress_figures_free(&w, &s.f);
  cpwi_stress_case_free(&w, &s.c);
  cpwi_release(w.allocator, s.h);
  cpwi_stress_finish(&w);
  return status;
}
