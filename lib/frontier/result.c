/* The figures of all replications as means with intervals, differences from the first setting, and the front.
 * Source: Student's law over independent replications; paired differences (Law, Simulation Modeling and Analysis,
 * 2015, 9.4 and 10.2). Leaves the figures to measure.c. */
#include "frontier/internal.h"
#include "waitlist/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct figure {
  const char *name, *unit, *description;
} figure;

static const figure FIGURE[CPWI_E_FIGURES] = {
    {"sii", "days", "slope index of inequality: least less most deprived"},
    {"rii", "", "relative index of inequality: least over most deprived"},
    {"gap", "days", "mean wait of the first group less the last"},
    {"wait_mean", "days", "mean wait"},
    {"wait_median", "days", "median wait"},
    {"wait_p95", "days", "95th percentile of the waits"},
    {"wait_longest", "days", "the longest wait"},
    {"people", "people", "who count"},
    {"treated", "people", "treated by the end"},
    {"removed", "people", "left without treatment"},
    {"waiting", "people", "still waiting at the end"},
    {"breaches", "people", "whose wait exceeds their target"},
    {"breaches_waiting", "people", "of them, still waiting"},
    {"delayed", "people", "who wait longer than under setting 0"},
    {"advanced", "people", "who wait shorter than under setting 0"},
    {"delayed_long", "people", "who are delayed by more than the days asked for"},
    {"delay_mean", "days", "mean delay of those delayed"},
    {"delay_most", "days", "the longest delay"},
    {"days_exchanged", "days", "sum of all delays"},
};

static const figure GROUP_FIGURE[CPWI_E_GROUP_FIGURES] = {
    {"group_people", "people", "of the group"},
    {"group_wait", "days", "mean wait of the group"},
    {"group_breaches", "people", "of the group whose wait exceeds their target"},
    {"group_delayed", "people", "of the group who wait longer than under setting 0"},
};

/* ---------------------------------------------------------------- summaries ----------------- */

typedef struct summary {
  double *mean, *lower, *upper;
} summary;

static void *add(cpw_result *result, const char *name, const char *unit, const char *description,
                 const char *dimensions, int32_t type, int32_t *status, cpw_error *err) {
  void *memory = NULL;
  if (*status == CPW_OK)
    *status = cpw_result_add_array(result, name, unit, description, dimensions, type,
                                   CPW_MERGE_SAME, &memory, err);
  return memory;
}

static summary add_summary(cpw_result *result, const figure *f, const char *suffix,
                           const char *dimensions, int32_t *status, cpw_error *err) {
  char name[64], text[128];
  summary s;
  snprintf(text, sizeof text, "%s%s", *suffix ? "difference from setting 0: " : "", f->description);
  snprintf(name, sizeof name, "%s%s", f->name, suffix);
  s.mean = add(result, name, f->unit, text, dimensions, CPW_DOUBLE, status, err);
  snprintf(name, sizeof name, "%s%s_lower", f->name, suffix);
  s.lower =
      add(result, name, f->unit, "lower end of the interval", dimensions, CPW_DOUBLE, status, err);
  snprintf(name, sizeof name, "%s%s_upper", f->name, suffix);
  s.upper =
      add(result, name, f->unit, "upper end of the interval", dimensions, CPW_DOUBLE, status, err);
  return s;
}

/* Figure `at` of a setting over the replications, less that of setting 0 where `paired`. */
static void summarise(const cpwi_frontier *f, int64_t setting, int64_t at, int paired,
                      const summary *to, int64_t i) {
  cpw_moments m;
  int64_t count = 0, stride = f->settings * f->width;
  cpw_moments_init(&m);
  for (int64_t r = 0; r < f->run.replications; r++) {
    const double *figures = f->figures + r * stride;
    double x = figures[setting * f->width + at] - (paired ? figures[at] : 0.0);
    if (isnan(x)) continue;
    cpw_moments_add(&m, x);
    count++;
  }
  double mean = count ? cpw_moments_mean(&m) : CPWI_NAN;
  to->mean[i] = mean;
  to->lower[i] = to->upper[i] = CPWI_NAN;
  if (count < 2) return;
  double half = cpw_student_quantile(0.5 + 0.5 * f->options.level, (double)(count - 1)) *
                cpw_moments_sd(&m, 1) / sqrt((double)count);
  to->lower[i] = mean - half;
  to->upper[i] = mean + half;
}

static int32_t add_figures(const cpwi_frontier *f, cpw_result *result, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t k = 0; k < CPWI_E_FIGURES; k++)
    for (int paired = 0; paired < 2; paired++) {
      summary s = add_summary(result, &FIGURE[k], paired ? "_change" : "", "setting", &status, err);
      if (status != CPW_OK) return status;
      for (int64_t i = 0; i < f->settings; i++)
        summarise(f, i, k, paired, &s, i);
    }
  for (int64_t k = 0; k < CPWI_E_GROUP_FIGURES; k++) {
    summary s = add_summary(result, &GROUP_FIGURE[k], "", "setting group", &status, err);
    if (status != CPW_OK) return status;
    for (int64_t i = 0; i < f->settings * f->groups; i++)
      summarise(f, i / f->groups, CPWI_E_FIGURES + k * f->groups + i % f->groups, 0, &s, i);
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- the front ----------------- */

static int32_t add_front(const cpwi_frontier *f, cpw_result *result, cpw_error *err) {
  static const struct {
    int32_t objective;
    const char *name;
  } OBJECTIVE[] = {{CPW_FRONTIER_INEQUALITY, "sii"},
                   {CPW_FRONTIER_BREACHES, "breaches"},
                   {CPW_FRONTIER_MEAN, "wait_mean"},
                   {CPW_FRONTIER_P95, "wait_p95"},
                   {CPW_FRONTIER_DELAYED, "delayed"}};
  enum { MOST = sizeof OBJECTIVE / sizeof *OBJECTIVE };
  int32_t status = CPW_OK;
  int64_t count = 0;
  int64_t *by = add(result, "dominated_by", "", "the setting that is better, -1: on the front",
                    "setting", CPW_INT64, &status, err);
  if (status != CPW_OK) return status;
  double *values = cpwi_alloc(f->allocator, (size_t)f->settings, MOST * sizeof *values);
  if (!values) return cpwi_frontier_no_memory(err);
  for (size_t k = 0; k < MOST; k++)
    count += (f->options.objectives & OBJECTIVE[k].objective) != 0;
  int64_t at = 0;
  for (size_t k = 0; k < MOST; k++) {
    if (!(f->options.objectives & OBJECTIVE[k].objective)) continue;
    const double *mean = cpw_result_find(result, OBJECTIVE[k].name)->real;
    for (int64_t i = 0; i < f->settings; i++)
      values[i * count + at] = fabs(mean[i]);
    at++;
  }
  status = cpw_frontier_dominated(values, f->settings, count, by, err);
  cpwi_release(f->allocator, values);
  return status;
}

/* ---------------------------------------------------------------- labels and notes ---------- */

typedef struct label {
  char text[128];
} label;

static label name_setting(const cpwi_frontier *f, int64_t k) {
  label l;
  const char *given = f->options.labels ? f->options.labels[k] : NULL;
  if (!given && f->options.sweep == CPW_FRONTIER_POLICIES) given = f->setting[k].policy.name;
  if (given)
    snprintf(l.text, sizeof l.text, "%s", given);
  else if (f->options.sweep == CPW_FRONTIER_POLICIES)
    snprintf(l.text, sizeof l.text, "policy %lld", (long long)k + 1);
  else
    snprintf(l.text, sizeof l.text, "%s", cpwi_number(f->setting[k].value).text);
  return l;
}

static int32_t add_dimensions(const cpwi_frontier *f, cpw_result *result, cpw_error *err) {
  label *text = cpwi_alloc(f->allocator, (size_t)f->settings, sizeof *text);
  const char **pointer = cpwi_alloc(f->allocator, (size_t)f->settings, sizeof *pointer);
  int32_t status = text && pointer ? CPW_OK : cpwi_frontier_no_memory(err);
  for (int64_t k = 0; k < f->settings && status == CPW_OK; k++) {
    text[k] = name_setting(f, k);
    pointer[k] = text[k].text;
  }
  if (status == CPW_OK)
    status = cpw_result_add_dimension(result, "setting", f->settings, pointer, err);
  cpwi_release(f->allocator, (void *)pointer);
  cpwi_release(f->allocator, text);
  if (status != CPW_OK) return status;
  if (f->service.group_labels)
    return cpwi_add_labelled(result, "group", f->groups, f->service.group_labels, 0, err);
  return cpwi_add_numbered(result, "group", f->groups, f->allocator, err);
}

static int32_t note_waiting(const cpwi_frontier *f, cpw_result *result, cpw_error *err) {
  char text[200];
  const double *waiting = cpw_result_find(result, "waiting")->real;
  double most = 0.0;
  for (int64_t k = 0; k < f->settings; k++)
    if (waiting[k] > most) most = waiting[k];
  if (!(most > 0.0)) return CPW_OK;
  snprintf(text, sizeof text,
           "up to %s people on average still wait at the end; their waits are counted so far",
           cpwi_number(most).text);
  return cpw_result_add_note(result, "waiting", text, err);
}

static int32_t note_people(const cpwi_frontier *f, cpw_result *result, cpw_error *err) {
  char text[200];
  int64_t unknown = 0, places = 0;
  for (int64_t i = 0; i < f->patients; i++)
    unknown += f->row_group[i] == f->options.unknown;
  for (int64_t i = 0; i < f->people.override_count; i++)
    places += f->people.overrides[i].kind == CPW_OVERRIDE_PLACE;
  int32_t status = CPW_OK;
  if (unknown) {
    snprintf(text, sizeof text, "%lld people of unknown group are in no slope and no gap",
             (long long)unknown);
    status = cpw_result_add_note(result, "unknown", text, err);
  }
  if (places && status == CPW_OK) {
    snprintf(text, sizeof text, "%lld kept places are not known to the simulation",
             (long long)places);
    status = cpw_result_add_note(result, "places", text, err);
  }
  return status;
}

/* ---------------------------------------------------------------- all ----------------------- */

static int32_t add_numbers(const cpwi_frontier *f, cpw_result *result, cpw_error *err) {
  int32_t s = CPW_OK;
  double *value = add(result, "setting_value", "", "cap or factor", "setting", CPW_DOUBLE, &s, err);
  int64_t *replications = add(result, "replications", "", "how many", "", CPW_INT64, &s, err);
  double *level = add(result, "level", "", "of the intervals", "", CPW_DOUBLE, &s, err);
  int64_t *periods =
      add(result, "periods", "", "of the longest simulation", "", CPW_INT64, &s, err);
  int64_t *objectives =
      add(result, "objectives", "", "what is low on the front", "", CPW_INT64, &s, err);
  if (s != CPW_OK) return s;
  for (int64_t k = 0; k < f->settings; k++)
    value[k] = f->setting[k].value;
  *replications = f->run.replications;
  *level = f->options.level;
  *objectives = f->options.objectives;
  for (int64_t r = 0; r < f->run.replications; r++)
    if (f->periods[r] > *periods) *periods = f->periods[r];
  return CPW_OK;
}

int32_t cpwi_frontier_result(const cpwi_frontier *f, cpw_result **out, cpw_error *err) {
  cpw_result *result = NULL;
  int32_t status = cpw_result_new(f->allocator, &result, err);
  if (status == CPW_OK) status = add_dimensions(f, result, err);
  if (status == CPW_OK) status = add_numbers(f, result, err);
  if (status == CPW_OK) status = add_figures(f, result, err);
  if (status == CPW_OK) status = add_front(f, result, err);
  if (status == CPW_OK) status = note_waiting(f, result, err);
  if (status == CPW_OK) status = note_people(f, result, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}

int32_t cpw_frontier_run(const cpw_priority_policy *policy, const cpw_priority_list *list,
                         const cpw_patients_list *service, const cpw_frontier_options *options,
                         const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpwi_frontier f;
  cpw_result *result = NULL;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out must be given");
  int32_t status = cpwi_frontier_take(&f, list, service, options, run, err);
  if (status == CPW_OK) status = cpwi_frontier_settings(&f, policy, err);
  if (status == CPW_OK) status = cpwi_frontier_simulate(&f, err);
  if (status == CPW_OK) status = cpwi_frontier_result(&f, &result, err);
  cpwi_frontier_free(&f);
  if (status == CPW_OK) *out = result;
  return status;
}
