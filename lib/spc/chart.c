/* A chart as a result: its arrays, and what the rules make of its lines: types, icons, targets met.
 * Source: Making Data Count (NHS England). Leaves the lines to xmr.c and attributes.c. */
#include "spc/internal.h"

int64_t cpwi_chart_first(const cpw_spc_options *o, int64_t n, int64_t phase) {
  if (phase == 0) return 0;
  return phase <= o->changes ? o->change[phase - 1] : n;
}

int64_t cpwi_chart_baseline(const cpwi_chart *c, int64_t first, int64_t last) {
  int64_t left = c->options->baseline;
  if (left == 0) return last - first;
  int64_t i = first;
  for (; i < last && left > 0; i++)
    left -= !cpwi_is_nan(c->value[i]);
  return i - first;
}

/* ---------------------------------------------------------------- arrays -------------------- */

typedef struct column {
  const char *name, *unit, *description;
  void *to; /* a double ** or an int64_t ** */
} column;

static int32_t add_reals(cpw_result *result, const char *dimension, const column *columns,
                         int64_t count, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t i = 0; i < count && status == CPW_OK; i++) {
    void *memory = NULL;
    status = cpw_result_add_array(result, columns[i].name, columns[i].unit, columns[i].description,
                                  dimension, CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
    *(double **)columns[i].to = memory;
  }
  return status;
}

static int32_t add_integers(cpw_result *result, const char *dimension, const column *columns,
                            int64_t count, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t i = 0; i < count && status == CPW_OK; i++) {
    void *memory = NULL;
    status = cpw_result_add_array(result, columns[i].name, columns[i].unit, columns[i].description,
                                  dimension, CPW_INT64, CPW_MERGE_SAME, &memory, err);
    *(int64_t **)columns[i].to = memory;
  }
  return status;
}

static int32_t add_points(cpwi_chart *c, cpw_error *err) {
  const column reals[] = {
      {"value", "", "the point", &c->value},
      {"mean", "", "centre line", &c->lines.mean},
      {"lower", "", "lower process limit", &c->lines.lower},
      {"upper", "", "upper process limit", &c->lines.upper},
      {"near_lower", "", "two thirds of the way to the lower limit", &c->lines.near_lower},
      {"near_upper", "", "two thirds of the way to the upper limit", &c->lines.near_upper},
      {"range", "", "moving range", &c->range},
      {"range_limit", "", "upper limit of a moving range", &c->range_limit},
      {"target", "", "target of the point", &c->target},
  };
  const column integers[] = {
      {"phase", "", "phase of the point, from 0", &c->phase},
      {"rules", "", "bits: 1, 2 outside the limits; 4, 8 trend; 16, 32 two in three; 64, 128 run",
       &c->rules},
      {"cause", "", "the rule that comes first, 0 for none", &c->cause},
      {"type", "",
       "0 common cause; 1, 2 improvement; 3, 4 concern; 5, 6 neutral (high, low); 7 missing",
       &c->type},
      {"target_met", "", "1 met, 0 missed, -1 no target", &c->met},
  };
  int32_t status = add_reals(c->result, "point", reals, 9, err);
  return status == CPW_OK ? add_integers(c->result, "point", integers, 5, err) : status;
}

static int32_t add_phases(cpwi_chart *c, int32_t with_sigma, cpw_error *err) {
  const column reals[] = {
      {"range_mean", "", "mean moving range behind the limits", &c->range_mean},
      {"sigma_z", "", "dispersion over that of the distribution", &c->sigma},
  };
  const column integers[] = {
      {"first", "", "its first point, from 0", &c->first},
      {"points", "points", "with a value", &c->points},
      {"baseline_points", "points", "with a value that the mean and limits come from",
       &c->baseline_points},
      {"range_points", "ranges", "moving ranges behind the limits", &c->range_points},
      {"screened", "ranges", "moving ranges left out as too large", &c->screened},
      {"too_short", "", "1: too few points to judge", &c->too_short},
      {"variation", "", "type of its last point, or 8: too short to judge", &c->variation},
      {"assurance", "", "0 no target, 1 pass, 2 fail, 3 inconsistent, 4 too short to judge",
       &c->assurance},
      {"special", "points", "of special cause", &c->special},
      {"hits", "points", "that met their target", &c->hits},
  };
  int32_t status = add_reals(c->result, "phase", reals, with_sigma ? 2 : 1, err);
  return status == CPW_OK ? add_integers(c->result, "phase", integers, 10, err) : status;
}

int32_t cpwi_chart_new(cpwi_chart *c, const cpw_spc_options *o, int64_t n, int32_t with_sigma,
                       cpw_error *err) {
  memset(c, 0, sizeof *c);
  c->options = o;
  c->n = n;
  c->phases = o->changes + 1;
  int32_t status = cpw_result_new(o->allocator, &c->result, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(c->result, "point", n, o->points, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(c->result, "phase", c->phases, NULL, err);
  if (status == CPW_OK) status = add_points(c, err);
  return status == CPW_OK ? add_phases(c, with_sigma, err) : status;
}

/* ---------------------------------------------------------------- judging ------------------- */

static int64_t type_of(int64_t cause, int32_t improvement) {
  const int64_t high =
      CPW_SPC_ABOVE_LIMIT | CPW_SPC_RISING | CPW_SPC_NEAR_UPPER | CPW_SPC_ABOVE_MEAN;
  if (!cause) return CPW_SPC_COMMON_CAUSE;
  int is_high = (cause & high) != 0;
  if (improvement == CPW_SPC_NEUTRAL) return is_high ? CPW_SPC_NEUTRAL_HIGH : CPW_SPC_NEUTRAL_LOW;
  if (improvement == CPW_SPC_UP) return is_high ? CPW_SPC_IMPROVEMENT_HIGH : CPW_SPC_CONCERN_LOW;
  return is_high ? CPW_SPC_CONCERN_HIGH : CPW_SPC_IMPROVEMENT_LOW;
}

static void judge_points(cpwi_chart *c) {
  const cpw_spc_options *o = c->options;
  for (int64_t i = 0; i < c->n; i++) {
    double y = c->value[i], target = o->trajectory ? o->trajectory[i] : o->target;
    int present = !cpwi_is_nan(y);
    c->target[i] = target;
    c->type[i] = present ? type_of(c->cause[i], o->improvement) : CPW_SPC_MISSING;
    int judged = present && !cpwi_is_nan(target) && o->improvement != CPW_SPC_NEUTRAL;
    c->met[i] = !judged ? -1 : o->improvement == CPW_SPC_UP ? y >= target : y <= target;
  }
}

static int64_t assurance_of(const cpwi_chart *c, double target, int64_t at) {
  int32_t improvement = c->options->improvement;
  if (cpwi_is_nan(target) || improvement == CPW_SPC_NEUTRAL) return CPW_SPC_NO_TARGET;
  int up = improvement == CPW_SPC_UP;
  if (target > c->lines.upper[at]) return up ? CPW_SPC_FAIL : CPW_SPC_PASS;
  if (target < c->lines.lower[at]) return up ? CPW_SPC_PASS : CPW_SPC_FAIL;
  return cpwi_is_nan(c->lines.upper[at]) ? CPW_SPC_UNSURE : CPW_SPC_INCONSISTENT;
}

static void judge_phase(cpwi_chart *c, int64_t phase) {
  int64_t first = c->first[phase], end = cpwi_chart_first(c->options, c->n, phase + 1), last = -1;
  double target = CPWI_NAN, so_far = CPWI_NAN;
  for (int64_t i = first; i < end; i++) {
    if (!cpwi_is_nan(c->target[i])) so_far = c->target[i];
    c->special[phase] += c->cause[i] != 0;
    c->hits[phase] += c->met[i] == 1;
    if (cpwi_is_nan(c->value[i])) continue;
    last = i;
    target = so_far;
    c->points[phase]++;
  }
  c->too_short[phase] = c->points[phase] < c->options->least;
  c->variation[phase] = last < 0 ? CPW_SPC_MISSING : c->type[last];
  c->assurance[phase] = last < 0 ? CPW_SPC_NO_TARGET : assurance_of(c, target, last);
  if (!c->too_short[phase]) return;
  c->variation[phase] = CPW_SPC_TOO_SHORT;
  if (c->assurance[phase] != CPW_SPC_NO_TARGET) c->assurance[phase] = CPW_SPC_UNSURE;
}

int32_t cpwi_chart_judge(cpwi_chart *c, const char *where, cpw_error *err) {
  const cpw_allocator *a = c->options->allocator;
  int64_t *present = cpwi_alloc(a, (size_t)c->n, sizeof *present);
  if (!present)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld points", (long long)c->n);
  for (int64_t p = 0; p < c->phases; p++) {
    int64_t first = cpwi_chart_first(c->options, c->n, p);
    int64_t end = cpwi_chart_first(c->options, c->n, p + 1);
    const cpwi_lines *l = &c->lines;
    const cpwi_phase phase = {c->value + first,
                              {l->mean + first, l->lower + first, l->upper + first,
                               l->near_lower + first, l->near_upper + first},
                              end - first,
                              present,
                              c->rules + first,
                              c->cause + first};
    c->first[p] = first;
    cpwi_spc_rules(&phase, c->options);
    for (int64_t i = first; i < end; i++)
      c->phase[i] = p;
  }
  cpwi_release(a, present);
  judge_points(c);
  for (int64_t p = 0; p < c->phases; p++)
    judge_phase(c, p);
  return CPW_OK;
}
