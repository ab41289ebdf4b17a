/* How long one patient still waits: the cohort of those who have waited as long, followed through the run.
 * Source: life tables: the chance of a week is the cohort's (Chiang, The Life Table and its Applications, 1984).
 * Leaves the weeks to week.c. */
#include "system_run/internal.h"

static const char *const at_forecast = "cpw_system_plan_forecast";

enum { QUANTILES = 5 };
static const double chances[QUANTILES] = {0.1, 0.25, 0.5, 0.75, 0.9};
static const char *const chance_names[QUANTILES] = {"0.1", "0.25", "0.5", "0.75", "0.9"};

typedef struct cohort {
  const cpw_system_plan *p;
  int64_t unit, group, band; /* band in which the cohort stands at the end of the last week */
  double before; /* people then, of all bands that stand in the cohort's band a week later */
  double still;  /* chance that the patient still waits */
  double by_treated, by_left;
  double *treated, *left, *waiting; /* (weeks) */
} cohort;

/* People who stand with the cohort a week later, had nobody left: in the open band two bands meet. */
static double about_to_stand(const double *people, int64_t band, int64_t last) {
  return band + 1 >= last ? people[last - 1] + people[last] : people[band];
}

static void follow(void *context, int64_t unit, int64_t week, const cpwi_unit_week *figures,
                   double unused, const cpwi_lane_week *lanes, const double *people) {
  cohort *c = context;
  (void)figures;
  (void)unused;
  if (unit != c->unit) return;
  const double *n = people + c->group * c->p->stride;
  int64_t last = c->p->bands - 1;
  double there = c->before;
  int64_t band = c->band < last ? c->band + 1 : last;
  double after = n[band];
  double leave = cpwi_lane_removal(c->p, &c->p->acts, unit, c->group, week);
  /* others join the open band, and the lists that come over join any: never more than there were */
  double stay = there > 0 ? after / there : 0;
  if (stay > 1 - leave) stay = 1 - leave;
  c->by_left += c->still * leave;
  c->by_treated += c->still * (1 - leave - stay);
  c->still *= stay;
  c->treated[week] = c->by_treated;
  c->left[week] = c->by_left;
  c->waiting[week] = c->still;
  c->band = band;
  c->before = about_to_stand(n, band, last);
  (void)lanes;
}

static int64_t number_of_block(const cpwi_acts *acts, int64_t unit) {
  int64_t k = 0;
  while (acts->order[acts->block_first[k]] != acts->block[unit])
    k++;
  return k;
}

static void quantiles(const cohort *c, double *out) {
  for (int q = 0; q < QUANTILES; q++) {
    out[q] = CPWI_NAN;
    for (int64_t w = 0; w < c->p->weeks; w++) {
      double gone = 1 - c->waiting[w], before = w ? 1 - c->waiting[w - 1] : 0;
      if (gone < chances[q]) continue;
      out[q] = (double)w + (gone > before ? (chances[q] - before) / (gone - before) : 1);
      break;
    }
  }
}

static int32_t shape(cohort *c, cpw_result *r, double **quantile, cpw_error *err) {
  static const char *const name[3] = {"treated_by", "left_by", "waiting"};
  static const char *const what[3] = {"chance of being treated by the end of the week",
                                      "chance of having left untreated by then",
                                      "chance of still waiting"};
  double **at[3] = {&c->treated, &c->left, &c->waiting};
  void *memory = NULL;
  int32_t status = cpw_result_add_dimension(r, "week", c->p->weeks, NULL, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(r, "probability", QUANTILES, chance_names, err);
  for (int k = 0; k < 3 && status == CPW_OK; k++) {
    status = cpw_result_add_array(r, name[k], "share", what[k], "week", CPW_DOUBLE, CPW_MERGE_SAME,
                                  &memory, err);
    *at[k] = memory;
  }
  if (status == CPW_OK)
    status = cpw_result_add_array(r, "quantile", "weeks",
                                  "from now until the wait is over, in either way", "probability",
                                  CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
  *quantile = memory;
  return status;
}

static int32_t take(const cpw_system_plan *p, int64_t unit, int64_t group, double waited, cohort *c,
                    cpw_error *err) {
  if (unit < 0 || unit >= p->units || group < 0 || group >= p->groups)
    return cpwi_fail(err, CPW_EINVAL, -1, at_forecast,
                     "unit = %lld must be 0 to %lld, group = %lld 0 to %lld", (long long)unit,
                     (long long)p->units - 1, (long long)group, (long long)p->groups - 1);
  if (!(waited >= 0) || !isfinite(waited))
    return cpwi_fail(err, CPW_EDOMAIN, -1, at_forecast, "waited = %s must be finite and >= 0 weeks",
                     cpwi_number(waited).text);
  c->p = p;
  c->unit = unit;
  c->group = group;
  c->band = waited < (double)p->bands - 1 ? (int64_t)waited : p->bands - 1;
  const double *n = p->opening + (unit * p->groups + group) * p->stride;
  c->before = about_to_stand(n, c->band, p->bands - 1);
  c->still = 1;
  if (c->before > 0) return CPW_OK;
  return cpwi_fail(
      err, CPW_EDOMAIN, -1, at_forecast,
      "waited = %s: nobody of that list has waited %lld weeks, so that nobody can be followed",
      cpwi_number(waited).text, (long long)c->band);
}

int32_t cpw_system_plan_forecast(const cpw_system_plan *plan, int64_t unit, int64_t group,
                                 double waited, cpw_result **out, cpw_error *err) {
  if (!plan || !out) return cpwi_fail(err, CPW_EINVAL, -1, at_forecast, "plan or out is NULL");
  cohort c = {0};
  cpw_result *r = NULL;
  double *quantile = NULL;
  cpwi_sink sink = {&c, follow};
  int32_t status = take(plan, unit, group, waited, &c, err);
  if (status == CPW_OK) status = cpw_result_new(plan->allocator, &r, err);
  if (status == CPW_OK) status = shape(&c, r, &quantile, err);
  if (status == CPW_OK)
    status = cpwi_block_run(plan, &plan->acts, number_of_block(&plan->acts, unit), plan->opening,
                            plan->step, NULL, NULL, &sink, at_forecast, err);
  if (status == CPW_OK) quantiles(&c, quantile);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}
