/* What it would be worth to know the assumptions before a scenario is chosen.
 * Source: cpw_evpi and cpw_evppi of sensitivity.h.
 * Leaves the scaled systems to assumed.c. */
#include "carepath/random.h"
#include "carepath/sensitivity.h"
#include "carepath/stats.h"
#include "system_explain/internal.h"

#define PURPOSE 0x6b6e6f77U /* of the streams: factors of assumptions */

typedef struct study {
  cpwi_explain x;
  cpwi_explain_items items;
  cpw_run run;
  int64_t choices;
  double *factor; /* (replications, items) */
  double *worth;  /* (replications, choices) */
} study;

static int32_t draws(void *context, int64_t first, int64_t last, cpw_error *err) {
  const study *t = context;
  for (int64_t row = first; row < last; row++) {
    double *factor = t->factor + row * t->items.count;
    for (int64_t k = 0; k < t->items.count; k++) {
      cpw_stream s;
      cpw_stream_init(&s, t->run.seed, (uint64_t)(t->run.first_replication + row), PURPOSE,
                      (uint64_t)t->items.item[k]);
      factor[k] = 1 + t->x.o.vary * (2 * cpw_random_uniform(&s) - 1);
    }
    int32_t status =
        cpwi_explain_choose(&t->x, &t->items, factor, t->worth + row * t->choices, NULL, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static int32_t singles(const cpw_perfect_information *p, cpw_result *r, cpw_error *err) {
  static const char *const name[5] = {"evpi", "evpi_se", "current", "perfect", "best_share"};
  static const char *const about[5] = {
      "Expected value of perfect information.", "Its standard error.",
      "Worth of the choice that is best on average.", "Mean worth of the best choice of each draw.",
      "Share of draws in which no other choice is better."};
  const double value[5] = {p->evpi, p->se, p->current, p->perfect, p->best_share};
  for (int k = 0; k < 5; k++) {
    double *at = NULL;
    int32_t status = cpwi_explain_real(r, name[k], "", about[k], "", &at, err);
    if (status != CPW_OK) return status;
    *at = value[k];
  }
  int64_t *best = NULL;
  int32_t status = cpwi_explain_whole(
      r, "best", "", "Number of the scenario that is best on average, -1: the baseline.", "", &best,
      err);
  if (status == CPW_OK) *best = p->best - 1;
  return status;
}

static int32_t partial(const study *t, const cpw_partial_information *p, cpw_result *r,
                       cpw_error *err) {
  double *value = NULL, *se = NULL, *share = NULL;
  int32_t status = cpw_result_add_dimension(r, "assumption", t->items.count, t->items.name, err);
  if (status == CPW_OK)
    status = cpwi_explain_real(r, "evppi", "", "What knowing it alone would be worth.",
                               "assumption", &value, err);
  if (status == CPW_OK)
    status = cpwi_explain_real(r, "evppi_se", "", "Its standard error.", "assumption", &se, err);
  if (status == CPW_OK)
    status = cpwi_explain_real(r, "evppi_share", "share", "Part of the value of knowing all.",
                               "assumption", &share, err);
  for (int64_t k = 0; status == CPW_OK && k < t->items.count; k++) {
    value[k] = p[k].evppi;
    se[k] = p[k].se;
    share[k] = p[k].share;
  }
  return status;
}

static int32_t choices(const study *t, cpw_result *r, cpw_error *err) {
  const cpw_system *s = t->x.s;
  const char **label = cpwi_alloc_zero(t->x.a, (size_t)t->choices, sizeof *label);
  if (!label) return cpwi_fail(err, CPW_ENOMEM, -1, t->x.where, "no memory for labels");
  label[0] = "baseline";
  for (int64_t c = 1; c < t->choices; c++)
    label[c] = s->scenario[c - 1].id;
  double *mean = NULL;
  int32_t status = cpw_result_add_dimension(r, "choice", t->choices, label, err);
  cpwi_release(t->x.a, label);
  if (status == CPW_OK)
    status = cpwi_explain_real(r, "mean_worth", "", "Mean over the draws.", "choice", &mean, err);
  for (int64_t c = 0; status == CPW_OK && c < t->choices; c++) {
    cpw_exact_sum sum;
    cpw_exact_sum_init(&sum);
    for (int64_t i = 0; i < t->run.replications; i++)
      cpw_exact_sum_add(&sum, t->worth[i * t->choices + c]);
    mean[c] = cpw_exact_sum_value(&sum) / (double)t->run.replications;
  }
  return status;
}

static int32_t learn(study *t, cpw_result *r, cpw_error *err) {
  cpw_perfect_information all;
  cpw_partial_information one[CPWI_EXPLAIN_ITEMS] = {{0}};
  int64_t n = t->run.replications;
  int32_t status = cpwi_parallel(&t->run, n, 1, draws, t, t->x.where, err);
  if (status == CPW_OK) status = cpw_evpi(t->worth, n, t->choices, t->x.o.level, &all, err);
  if (status == CPW_OK)
    status = cpw_evppi(t->worth, t->factor, n, t->choices, t->items.count, CPW_EVPPI_REGRESSION, 0,
                       t->x.o.level, &t->run, t->x.a, one, err);
  if (status == CPW_OK) status = singles(&all, r, err);
  if (status == CPW_OK) status = partial(t, one, r, err);
  if (status == CPW_OK) status = choices(t, r, err);
  if (status == CPW_OK)
    status = cpw_result_add_note(
        r, "method", "factors drawn uniformly, one an assumption; evppi by regression", err);
  return status;
}

static int32_t take(study *t, const cpw_system *system, const cpw_system_explain_options *options,
                    const cpw_run *run, const char *where, cpw_error *err) {
  int32_t status = cpwi_take_run(&t->run, run, where, err);
  if (status == CPW_OK) status = cpwi_explain_take(&t->x, system, options, where, err);
  if (status == CPW_OK) status = cpwi_explain_find(&t->x, &t->items, err);
  if (status != CPW_OK) return status;
  if (t->run.replications < 2)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "run.replications = %lld must be >= 2",
                     (long long)t->run.replications);
  if (system->scenarios < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "the system has no scenario to choose");
  t->choices = system->scenarios + 1;
  int64_t cells = 0, more = 0, n = t->run.replications;
  if (cpwi_multiply(n, t->items.count, &cells) && cpwi_multiply(n, t->choices, &more)) {
    t->factor = cpwi_alloc_zero(t->x.a, (size_t)cells, sizeof *t->factor);
    t->worth = cpwi_alloc_zero(t->x.a, (size_t)more, sizeof *t->worth);
  }
  if (t->factor && t->worth) return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld draws", (long long)n);
}

int32_t cpw_system_explain_information(const cpw_system *system,
                                       const cpw_system_explain_options *options,
                                       const cpw_run *run, cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  study t = {.choices = 0};
  cpw_result *r = NULL;
  int32_t status = take(&t, system, options, run, __func__, err);
  if (status == CPW_OK) status = cpw_result_new(t.x.a, &r, err);
  if (status == CPW_OK) status = learn(&t, r, err);
  cpwi_release(t.x.a, t.factor);
  cpwi_release(t.x.a, t.worth);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}
