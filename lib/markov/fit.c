/* Rates of a chain from panel data: options, the maximum, and the result with its limits.
 * Source: Jackson, J. Stat. Software 38, 2011; limits on the log scale by the inverse of the information.
 * Leaves the data to panel.c and the maximum to climb.c. */
#include "carepath/stats.h"
#include "markov/panel.h"

#include <stdio.h>

void cpw_markov_options_init_sized(cpw_markov_options *options, size_t size) {
  cpw_markov_options defaults = {
      .struct_size = sizeof defaults, .level = 0.95, .tolerance = 1e-9, .iterations = 200};
  cpwi_init_sized(options, size, &defaults, sizeof defaults);
}

/* Everything of one call. */
typedef struct fit {
  cpwi_panel_data data;
  cpw_markov_options o;
  cpwi_climb climb;
  double *parameters, *covariance, *work;
  int32_t unknown; /* parameters that the data do not determine */
  cpw_result *result;
  const char *where;
  cpw_error *err;
} fit;

static int32_t check_options(const fit *f) {
  const cpw_markov_options *o = &f->o;
  if (!(o->level > 0 && o->level < 1))
    return cpwi_fail(f->err, CPW_EDOMAIN, -1, f->where, "options.level = %s must be > 0 and < 1",
                     cpwi_number(o->level).text);
  if (!(o->tolerance > 0 && o->tolerance <= DBL_MAX))
    return cpwi_fail(f->err, CPW_EDOMAIN, -1, f->where,
                     "options.tolerance = %s must be finite and > 0",
                     cpwi_number(o->tolerance).text);
  if (o->iterations < 0)
    return cpwi_fail(f->err, CPW_EINVAL, -1, f->where, "options.iterations = %d must be >= 0",
                     (int)o->iterations);
  if (o->reserved != 0)
    return cpwi_fail(f->err, CPW_EINVAL, -1, f->where, "options.reserved = %d must be 0",
                     (int)o->reserved);
  return cpwi_check_allocator(o->allocator, f->where, f->err);
}

static int32_t take_start(fit *f) {
  const cpwi_moves *m = &f->data.moves;
  size_t p = (size_t)m->parameters;
  f->parameters = cpwi_alloc_zero(f->o.allocator, p, (3 + 3 * p) * sizeof *f->parameters);
  if (!f->parameters)
    return cpwi_fail(f->err, CPW_ENOMEM, -1, f->where, "no memory for %d parameters", (int)p);
  f->climb.gradient = f->parameters + p;
  f->climb.information = f->climb.gradient + p;
  f->covariance = f->climb.information + p * p;
  f->work = f->covariance + p * p;
  if (!f->o.start) cpwi_panel_crude(&f->data, f->parameters);
  for (int32_t k = 0; f->o.start && k < m->moves; k++) {
    if (!(f->o.start[k] >= DBL_MIN && f->o.start[k] <= DBL_MAX))
      return cpwi_fail(f->err, CPW_EDOMAIN, k, f->where,
                       "options.start[%d] = %s must be finite and > 0", (int)k,
                       cpwi_number(f->o.start[k]).text);
    f->parameters[k] = cpw_math_log(f->o.start[k]);
  }
  return CPW_OK;
}

static double *add(fit *f, int32_t *status, const char *name, const char *unit, const char *text,
                   const char *dimensions) {
  void *memory = NULL;
  if (*status == CPW_OK)
    *status = cpw_result_add_array(f->result, name, unit, text, dimensions, CPW_DOUBLE,
                                   CPW_MERGE_SAME, &memory, f->err);
  return *status == CPW_OK ? memory : NULL;
}

static void add_number(fit *f, int32_t *status, const char *name, const char *text, double value) {
  double *out = add(f, status, name, "", text, "");
  if (out) *out = value;
}

static double limit(double centre, double z, double se) {
  return se == se ? cpw_math_exp(centre + z * se) : CPWI_NAN;
}

static double se_of(const fit *f, int32_t parameter) {
  double variance =
      f->covariance[(size_t)parameter * (size_t)f->data.moves.parameters + (size_t)parameter];
  return variance >= 0 ? sqrt(variance) : CPWI_NAN;
}

static void add_rates(fit *f, int32_t *status, double z) {
  const cpwi_moves *m = &f->data.moves;
  double *rate = add(f, status, "rate", "per unit of time", "rate of the move", "move");
  double *lower = add(f, status, "rate_lower", "per unit of time", "lower limit", "move");
  double *upper = add(f, status, "rate_upper", "per unit of time", "upper limit", "move");
  double *se = add(f, status, "log_rate_se", "", "standard error of its log", "move");
  double *table =
      add(f, status, "rates", "per unit of time", "the whole table with its diagonal", "from to");
  if (*status != CPW_OK || !rate || !lower || !upper || !se || !table) return;
  size_t n = (size_t)m->states;
  for (int32_t k = 0; k < m->moves; k++) {
    double log_rate = f->parameters[k];
    se[k] = se_of(f, k);
    rate[k] = cpw_math_exp(log_rate);
    lower[k] = limit(log_rate, -z, se[k]);
    upper[k] = limit(log_rate, z, se[k]);
    table[(size_t)m->from[k] * n + (size_t)m->to[k]] = rate[k];
  }
  for (size_t i = 0; i < n; i++)
    table[i * n + i] = 0 - cpwi_leave(table, m->states, (int32_t)i);
}

static void add_effects(fit *f, int32_t *status, double z) {
  const cpwi_moves *m = &f->data.moves;
  static const struct {
    const char *name, *text;
  } columns[5] = {{"effect", "effect on the log of the rate, a unit of the covariate"},
                  {"effect_se", "its standard error"},
                  {"hazard_ratio", "factor on the rate, a unit of the covariate"},
                  {"hazard_ratio_lower", "lower limit"},
                  {"hazard_ratio_upper", "upper limit"}};
  double *out[5];
  for (int c = 0; c < 5; c++)
    out[c] = add(f, status, columns[c].name, "", columns[c].text, "move covariate");
  double *at = add(f, status, "at", "", "covariates at which the rates are given", "covariate");
  if (*status != CPW_OK || !at) return;
  for (int64_t c = 0; c < m->covariates; c++)
    at[c] = f->data.at[c];
  for (int64_t k = 0; k < m->moves * m->covariates; k++) {
    int32_t slot = m->slot[k];
    double effect = slot < 0 ? CPWI_NAN : f->parameters[slot];
    double se = slot < 0 ? CPWI_NAN : se_of(f, slot);
    double values[5] = {effect, se, slot < 0 ? CPWI_NAN : cpw_math_exp(effect),
                        limit(effect, -z, se), limit(effect, z, se)};
    for (int v = 0; v < 5; v++)
      if (out[v]) out[v][k] = values[v];
  }
}

static void add_tables(fit *f, int32_t *status) {
  size_t p = (size_t)f->data.moves.parameters;
  double *covariance =
      add(f, status, "covariance", "", "of log rates and effects", "parameter parameter_2");
  double *gradient = add(f, status, "gradient", "", "of the log likelihood", "parameter");
  if (!covariance || !gradient) return;
  memcpy(covariance, f->covariance, p * p * sizeof *covariance);
  memcpy(gradient, f->climb.gradient, p * sizeof *gradient);
  double value = f->climb.value;
  add_number(f, status, "log_likelihood", "at the rates given", value);
  add_number(f, status, "minus_2_log_likelihood", "-2 times that", -2 * value);
  add_number(f, status, "aic", "Akaike's criterion", 2 * (double)p - 2 * value);
  add_number(f, status, "steps", "that the fit took", f->climb.steps);
  add_number(f, status, "subjects", "in the data", (double)f->data.subjects);
  add_number(f, status, "intervals", "between rows of a subject", (double)f->data.intervals);
}

/* Labels made here: "0 -> 1" and "covariate: 0 -> 1"; the result copies them. */
typedef struct labels {
  char (*text)[96];
  const char **pointer;
} labels;

static void write_labels(const fit *f, labels *l) {
  const cpwi_moves *m = &f->data.moves;
  const char *const *state = f->o.state_labels, *const *covariate = f->o.covariate_labels;
  char from[24], to[24], name[24];
  for (int32_t k = 0; k < m->moves; k++) {
    snprintf(from, sizeof from, "%d", (int)m->from[k]);
    snprintf(to, sizeof to, "%d", (int)m->to[k]);
    snprintf(l->text[k], sizeof l->text[k], "%.40s -> %.40s", state ? state[m->from[k]] : from,
             state ? state[m->to[k]] : to);
    for (int64_t c = 0; c < m->covariates; c++) {
      int32_t slot = m->slot[k * m->covariates + c];
      if (slot < 0) continue;
      snprintf(name, sizeof name, "%lld", (long long)c);
      snprintf(l->text[slot], sizeof l->text[slot], "%.30s: %.30s -> %.30s",
               covariate ? covariate[c] : name, state ? state[m->from[k]] : from,
               state ? state[m->to[k]] : to);
    }
  }
  for (int32_t k = 0; k < m->parameters; k++)
    l->pointer[k] = l->text[k];
}

static int32_t add_dimensions(fit *f) {
  const cpwi_moves *m = &f->data.moves;
  const cpw_allocator *a = f->o.allocator;
  labels l = {cpwi_alloc(a, (size_t)m->parameters, sizeof *l.text),
              cpwi_alloc(a, (size_t)m->parameters, sizeof *l.pointer)};
  int32_t status = CPW_OK;
  if (!l.text || !l.pointer) {
    status = cpwi_fail(f->err, CPW_ENOMEM, -1, f->where, "no memory for labels");
  } else {
    write_labels(f, &l);
    const char *const *state = f->o.state_labels;
    const struct {
      const char *name;
      int64_t length;
      const char *const *labels;
    } rows[6] = {{"from", m->states, state},
                 {"to", m->states, state},
                 {"move", m->moves, l.pointer},
                 {"covariate", m->covariates, f->o.covariate_labels},
                 {"parameter", m->parameters, l.pointer},
                 {"parameter_2", m->parameters, l.pointer}};
    for (int i = 0; i < 6 && status == CPW_OK; i++)
      status =
          cpw_result_add_dimension(f->result, rows[i].name, rows[i].length, rows[i].labels, f->err);
  }
  cpwi_release(a, l.text);
  cpwi_release(a, l.pointer);
  return status;
}

static int32_t report(fit *f) {
  double z = cpw_normal_quantile(0.5 + 0.5 * f->o.level);
  int32_t status = cpw_result_new(f->o.allocator, &f->result, f->err);
  if (status == CPW_OK) status = add_dimensions(f);
  add_rates(f, &status, z);
  add_effects(f, &status, z);
  add_tables(f, &status);
  if (status != CPW_OK) return status;
  char text[96];
  snprintf(text, sizeof text,
           f->unknown ? "%d of %d parameters are not determined by the data" : "all parameters are",
           (int)f->unknown, (int)f->data.moves.parameters);
  return cpw_result_add_note(f->result, "identified", text, f->err);
}

static int32_t fit_and_report(fit *f, const cpw_run *run) {
  int32_t status = take_start(f);
  if (status != CPW_OK) return status;
  f->climb.data = &f->data;
  f->climb.run = run;
  f->climb.tolerance = f->o.tolerance;
  f->climb.iterations = f->o.iterations;
  f->climb.where = f->where;
  f->climb.err = f->err;
  status = cpwi_climb_to_top(&f->climb, f->parameters);
  if (status != CPW_OK) return status;
  f->unknown = cpwi_markov_covariance(f->climb.information, f->data.moves.parameters, f->covariance,
                                      f->work);
  return report(f);
}

int32_t cpw_markov_fit(const cpw_panel *panel, int32_t states, const int32_t *from,
                       const int32_t *to, int64_t moves, const cpw_markov_options *options,
                       const cpw_run *run, cpw_result **out, cpw_error *err) {
  fit f;
  memset(&f, 0, sizeof f);
  f.where = __func__;
  f.err = err;
  if (!panel) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "panel is NULL");
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpw_panel known;
  cpw_run how;
  cpw_panel_init(&known);
  cpw_markov_options_init(&f.o);
  int32_t status = cpwi_take_options(&known, sizeof known, panel, __func__, err);
  if (status == CPW_OK) status = cpwi_take_options(&f.o, sizeof f.o, options, __func__, err);
  if (status == CPW_OK) status = cpwi_take_run(&how, run, __func__, err);
  if (status == CPW_OK) status = check_options(&f);
  if (status == CPW_OK)
    status = cpwi_panel_take(&f.data, &known, states, from, to, moves, &f.o, __func__, err);
  if (status != CPW_OK) return status;
  status = fit_and_report(&f, &how);
  cpwi_release(f.o.allocator, f.parameters);
  cpwi_panel_free(&f.data);
  if (status == CPW_OK)
    *out = f.result;
  else
    cpw_result_free(f.result);
  return status;
}
