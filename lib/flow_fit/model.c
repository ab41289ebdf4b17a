/* The fit as a result: arrays, notes, and the test periods.
 * Source: carepath/flow_fit.h.
 * Leaves the numbers to fit.c, capacity.c and forecast.c. */
#include "flow_fit/internal.h"

#include <string.h>

typedef struct arrays {
  cpwi_flow_model m;
  cpwi_flow_forecast o;
  double *residual, *kkt, *spread;
  int64_t *dependent;
} arrays;

static int32_t add_fit(arrays *p, cpw_result *r, cpw_error *err) {
  cpwi_flow_model *m = &p->m;
  static const char stage[] = "stage", by[] = "period stage";
  const cpwi_flow_array list[] = {
      {"demand", "people", "joining from outside, a day or a period", "stage season", CPW_DOUBLE,
       (void **)&m->demand},
      {"share", "share", "of those completed who go to another stage", "stage to", CPW_DOUBLE,
       (void **)&m->share},
      {"exit", "share", "of those completed who leave", stage, CPW_DOUBLE, (void **)&m->exit},
      {"capacity", "people", "completions that are possible, a day or a period", stage, CPW_DOUBLE,
       (void **)&m->capacity},
      {"capacity_known", "", "1: from busy periods; 0: the most that was seen, a lower bound",
       stage, CPW_INT64, (void **)&m->known},
      {"busy", "periods", "in which the stage was busy throughout", stage, CPW_INT64,
       (void **)&m->busy},
      {"used", "periods", "that demand and shares were fitted to", stage, CPW_INT64,
       (void **)&m->used},
      {"removal", "share", "of those waiting at the start who leave without, a period", stage,
       CPW_DOUBLE, (void **)&m->leaving},
      {"arrivals_sd", "people", "root mean square residual of arrivals", stage, CPW_DOUBLE,
       (void **)&m->sd},
      {"fitted", "people", "arrivals by the fit", by, CPW_DOUBLE, (void **)&m->fitted},
      {"residual", "people", "arrivals less fitted", by, CPW_DOUBLE, (void **)&p->residual},
      {"kkt", "", "proof of the fit: 0 would be exact", "", CPW_DOUBLE, (void **)&p->kkt},
      {"spread", "", "how nearly shares and demands depend on each other", "", CPW_DOUBLE,
       (void **)&p->spread},
      {"dependent", "", "unknowns that the counts cannot tell from others", "", CPW_INT64,
       (void **)&p->dependent}};
  return cpwi_flow_add(r, list, sizeof list / sizeof *list, err);
}

static int32_t add_forecast(cpwi_flow_forecast *o, cpw_result *r, cpw_error *err) {
  static const char by[] = "test stage", stage[] = "stage";
  const cpwi_flow_array list[] = {
      {"forecast_stock", "people", "waiting at the end", by, CPW_DOUBLE, (void **)&o->stock},
      {"forecast_lower", "people", "lower end of its interval", by, CPW_DOUBLE, (void **)&o->lower},
      {"forecast_upper", "people", "upper end of its interval", by, CPW_DOUBLE, (void **)&o->upper},
      {"forecast_completed", "people", "completed", by, CPW_DOUBLE, (void **)&o->completed},
      {"stock_mae", "people", "mean absolute error of the stock", stage, CPW_DOUBLE,
       (void **)&o->stock_mae},
      {"naive_mae", "people", "the same of the last stock as a forecast", stage, CPW_DOUBLE,
       (void **)&o->naive_mae},
      {"stock_crps", "people", "continuous ranked probability score of the stock", stage,
       CPW_DOUBLE, (void **)&o->crps},
      {"stock_interval_score", "people", "interval score of the stock", stage, CPW_DOUBLE,
       (void **)&o->interval},
      {"stock_coverage", "share", "of stocks within their interval", stage, CPW_DOUBLE,
       (void **)&o->coverage},
      {"completed_mae", "people", "mean absolute error of completions", stage, CPW_DOUBLE,
       (void **)&o->completed_mae}};
  return cpwi_flow_add(r, list, sizeof list / sizeof *list, err);
}

static int32_t add_dimensions(const cpwi_flow *f, cpw_result *r, cpw_error *err) {
  const char *const *names = f->counts.period_names;
  int64_t learn = f->t - f->options.test;
  int32_t status = cpw_result_add_dimension(r, "season", f->options.season, NULL, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(r, "to", f->s, f->counts.stage_names, err);
  if (status == CPW_OK && f->options.test > 0)
    status =
        cpw_result_add_dimension(r, "test", f->options.test, names ? names + learn : NULL, err);
  return status;
}

static int32_t put_numbers(const cpwi_flow *f, arrays *p, cpw_result *r, cpw_error *err) {
  for (int64_t i = 0; i < f->t * f->s; i++)
    p->residual[i] = f->arrivals[i] - p->m.fitted[i];
  for (int64_t i = 0; i < f->s * f->s; i++)
    if (!cpwi_flow_allowed(f, i / f->s, i % f->s)) p->m.share[i] = CPWI_NAN;
  *p->kkt = p->m.kkt;
  *p->spread = p->m.spread;
  *p->dependent = p->m.dependent;
  if (p->m.dependent == 0) return CPW_OK;
  return cpw_result_add_note(r, "dependent",
                             "some shares or demands cannot be told apart by these counts: one of "
                             "many answers is given, allow fewer routes",
                             err);
}

static int32_t fit(const cpwi_flow *f, cpw_result *r, cpw_error *err) {
  arrays p;
  memset(&p, 0, sizeof p);
  p.m.learn = f->t - f->options.test;
  p.m.season = f->options.season;
  int32_t status = add_dimensions(f, r, err);
  if (status == CPW_OK) status = add_fit(&p, r, err);
  if (status == CPW_OK && f->options.test > 0) status = add_forecast(&p.o, r, err);
  if (status == CPW_OK) status = cpwi_flow_shares(f, &p.m, err);
  if (status != CPW_OK) return status;
  cpwi_flow_capacity(f, &p.m);
  if (f->options.test > 0) status = cpwi_flow_predict(f, &p.m, &p.o, err);
  return status == CPW_OK ? put_numbers(f, &p, r, err) : status;
}

int32_t cpw_flow_fit(const cpw_flow_counts *counts, const cpw_flow_options *options,
                     cpw_result **out, cpw_error *err) {
  cpwi_flow f;
  cpw_result *r = NULL;
  memset(&f, 0, sizeof f);
  f.where = __func__;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  int32_t status = cpwi_flow_take(&f, counts, options, err);
  if (status == CPW_OK) status = cpwi_flow_result(&f, &r, err);
  if (status == CPW_OK) {
    cpwi_flow_settle(&f);
    status = fit(&f, r, err);
  }
  cpwi_flow_free(&f);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}
