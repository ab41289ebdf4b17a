/* Many opinions: the best allocation by each, and what each loses by another's.
 * Source: acceptability by Lahdelma and Salminen, Oper. Res. 49 (2001); regret by Savage (1951).
 * Leaves one allocation to welfare.c and pounds.c; the tables are those of refine.c. */
#include "system_allocate/internal.h"

#include <string.h>

#define WHERE  "cpw_system_allocate_panel"
#define MOST   4096 /* opinions */
#define REFINE 8    /* opinions for which tables are refined */

typedef struct panel {
  cpwi_allocate *s;
  cpw_system_panel p;
  double *share;                /* (opinions) sum 1 */
  int64_t *spend;               /* (opinions, n) by place */
  double *gain;                 /* (opinions, groups x outcomes) */
  double *best, *bears, *total; /* (opinions), (opinions, groups), (opinions) */
  double *regret;               /* (opinions, opinions) whose allocation, by whose weights */
  double *x, *value, *mixed;    /* (n), (width), (groups) */
} panel;

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_rows(const panel *w, const double *x, int64_t columns, const char *name,
                          double most, cpw_error *err) {
  for (int64_t i = 0; x && i < w->p.opinions * columns; i++)
    if (!(x[i] >= 0 && x[i] <= most))
      return cpwi_fail(err, CPW_EDOMAIN, i, WHERE, "panel.%s[%lld] = %s must be from 0 to %s", name,
                       (long long)i, cpwi_number(x[i]).text, cpwi_number(most).text);
  return CPW_OK;
}

static int32_t take_panel(panel *w, const cpw_system_panel *given, cpw_error *err) {
  const cpwi_allocate *s = w->s;
  cpw_system_panel_init(&w->p);
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "panel must be given");
  int32_t status = cpwi_take_options(&w->p, sizeof w->p, given, WHERE, err);
  if (status != CPW_OK) return status;
  if (w->p.opinions < 1 || w->p.opinions > MOST)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "panel.opinions = %lld must be 1 to %d",
                     (long long)w->p.opinions, MOST);
  if (w->p.aversion && s->options.welfare == CPW_ALLOCATE_SUM)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "panel.aversion needs options.welfare to be Atkinson's or Kolm's");
  status = check_rows(w, w->p.weight, s->system->groups, "weight", 1e100, err);
  if (status == CPW_OK) status = check_rows(w, w->p.mix, CPW_ALLOCATE_OUTCOMES, "mix", 1e100, err);
  if (status == CPW_OK) status = check_rows(w, w->p.aversion, 1, "aversion", 100, err);
  if (status == CPW_OK) status = check_rows(w, w->p.share, 1, "share", 1e100, err);
  for (int64_t i = 0; status == CPW_OK && w->p.mix && i < w->p.opinions; i++)
    if (s->options.welfare == CPW_ALLOCATE_ATKINSON &&
        w->p.mix[i * CPW_ALLOCATE_OUTCOMES + CPW_ALLOCATE_HEALTH] > 0)
      status =
          cpwi_fail(err, CPW_EINVAL, i, WHERE,
                    "panel.mix of opinion %lld: Atkinson's measure takes no health", (long long)i);
  return status;
}

static int32_t make_room(panel *w, cpw_error *err) {
  const cpwi_allocate *s = w->s;
  size_t k = (size_t)w->p.opinions, n = (size_t)s->n, groups = (size_t)s->groups;
  double sum = 0.0;
  w->share = cpwi_alloc_zero(s->a, k, sizeof *w->share);
  w->spend = cpwi_alloc_zero(s->a, k * n, sizeof *w->spend);
  w->gain = cpwi_alloc_zero(s->a, k * groups * CPW_ALLOCATE_OUTCOMES, sizeof *w->gain);
  w->best = cpwi_alloc_zero(s->a, k * (groups + 2), sizeof *w->best);
  w->regret = cpwi_alloc_zero(s->a, k * k, sizeof *w->regret);
  w->x = cpwi_alloc_zero(s->a, n + (size_t)s->width + groups, sizeof *w->x);
  if (!w->share || !w->spend || !w->gain || !w->best || !w->regret || !w->x)
    return cpwi_allocate_no_memory(s, err);
  w->total = w->best + k;
  w->bears = w->total + k;
  w->value = w->x + n;
  w->mixed = w->value + s->width;
  for (size_t i = 0; i < k; i++)
    sum += w->share[i] = w->p.share ? w->p.share[i] : 1.0;
  if (!(sum > 0)) return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "panel.share is 0 for everybody");
  for (size_t i = 0; i < k; i++)
    w->share[i] /= sum;
  return CPW_OK;
}

/* ---------------------------------------------------------------- opinions ------------------ */

/* the state sees with the eyes of an opinion */
static void adopt(panel *w, int64_t i) {
  cpwi_allocate *s = w->s;
  for (int64_t g = 0; w->p.weight && g < s->groups; g++)
    s->weight[g] = w->p.weight[i * s->groups + g];
  for (int k = 0; w->p.mix && k < CPW_ALLOCATE_OUTCOMES; k++)
    s->mix[k] = w->p.mix[i * CPW_ALLOCATE_OUTCOMES + k];
  if (w->p.aversion) s->options.aversion = w->p.aversion[i];
  cpwi_allocate_bear(s);
}

static int32_t allocate_one(panel *w, int64_t i, double *weight, cpw_error *err) {
  cpwi_allocate *s = w->s;
  cpwi_allocate_best best = {.x = w->x};
  int64_t *spend = w->spend + i * s->n;
  double *gain = w->gain + i * s->groups * CPW_ALLOCATE_OUTCOMES;
  int32_t status = cpwi_allocate_climb(s, &best, weight, err);
  if (status == CPW_OK) status = cpwi_allocate_pounds(s, weight, w->x, spend, err);
  for (int64_t p = 0; status == CPW_OK && p < s->n; p++) {
    cpwi_allocate_read(s, p, (double)spend[p], w->value);
    for (int64_t k = 0; k < s->groups * CPW_ALLOCATE_OUTCOMES; k++)
      gain[k] += w->value[k];
  }
  return status;
}

/* tables of the first opinions are refined around their own optima */
static int32_t refine_first(panel *w, int64_t i, cpwi_allocate_answer *answer, cpw_error *err) {
  adopt(w, i);
  return cpwi_allocate_optimise(w->s, answer, err);
}

static int32_t allocate_all(panel *w, cpw_error *err) {
  cpwi_allocate *s = w->s;
  cpwi_allocate_answer answer;
  int32_t status = cpwi_allocate_answer_new(s, &answer, err);
  for (int64_t i = 0; status == CPW_OK && i < w->p.opinions && i < REFINE; i++)
    status = refine_first(w, i, &answer, err);
  for (int64_t i = 0; status == CPW_OK && i < w->p.opinions; i++) {
    adopt(w, i);
    status = allocate_one(w, i, answer.weight, err);
  }
  cpwi_allocate_answer_free(s, &answer);
  return status;
}

/* Everybody's view of every allocation. */
static void judge(panel *w) {
  cpwi_allocate *s = w->s;
  int64_t n = w->p.opinions, size = s->groups * CPW_ALLOCATE_OUTCOMES;
  for (int64_t i = 0; i < n; i++) {
    adopt(w, i);
    cpwi_allocate_mixed(s, w->gain + i * size, w->mixed);
    w->best[i] = cpwi_allocate_welfare(s, w->mixed);
    for (int64_t g = 0; g < s->groups; g++) {
      w->total[i] += w->mixed[g];
      w->bears[i * s->groups + g] =
          s->people[g] > 0 ? (s->bears[g] - w->mixed[g]) / s->people[g] : CPWI_NAN;
    }
    for (int64_t j = 0; j < n; j++) {
      cpwi_allocate_mixed(s, w->gain + j * size, w->mixed);
      double lost = w->best[i] - cpwi_allocate_welfare(s, w->mixed);
      w->regret[j * n + i] = w->best[i] > 0 && lost > 0 ? lost / w->best[i] : 0.0;
    }
  }
}

/* ---------------------------------------------------------------- result -------------------- */

static double *doubles(cpw_result *r, const char *name, const char *description,
                       const char *dimensions, int32_t *status, cpw_error *err) {
  void *memory = NULL;
  if (*status == CPW_OK)
    *status = cpw_result_add_array(r, name, NULL, description, dimensions, CPW_DOUBLE,
                                   CPW_MERGE_SAME, &memory, err);
  return memory;
}

static int32_t label(const panel *w, cpw_result *r, cpw_error *err) {
  const cpwi_allocate *s = w->s;
  int32_t status = cpwi_allocate_label_units(s, NULL, s->all, r, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(r, "group", s->groups, s->system->group, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(r, "opinion", w->p.opinions, w->p.name, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(r, "opinion_of", w->p.opinions, w->p.name, err);
  return status;
}

static int32_t fill_opinions(const panel *w, cpw_result *r, int64_t *compromise, cpw_error *err) {
  const cpwi_allocate *s = w->s;
  int64_t n = w->p.opinions;
  int32_t status = CPW_OK;
  double *welfare = doubles(r, "welfare", "by its own weights", "opinion", &status, err);
  double *most =
      doubles(r, "regret_most", "of anybody, share of the best", "opinion", &status, err);
  double *mean = doubles(r, "regret_mean", "weighted by share", "opinion", &status, err);
  double *total = doubles(r, "outcome_total", "gained, unweighted", "opinion", &status, err);
  double *gap = doubles(r, "gap_between", "of groups, a person", "opinion", &status, err);
  double *bears = doubles(r, "bears", "outcome a person", "opinion group", &status, err);
  double *regret = doubles(r, "regret", "whose allocation, by whose weights", "opinion opinion_of",
                           &status, err);
  if (status != CPW_OK) return status;
  memcpy(welfare, w->best, (size_t)n * sizeof *welfare);
  memcpy(total, w->total, (size_t)n * sizeof *total);
  memcpy(bears, w->bears, (size_t)(n * s->groups) * sizeof *bears);
  memcpy(regret, w->regret, (size_t)(n * n) * sizeof *regret);
  *compromise = 0;
  for (int64_t i = 0; i < n; i++) {
    double high = -(double)INFINITY, low = (double)INFINITY;
    for (int64_t g = 0; g < s->groups; g++) {
      double b = w->bears[i * s->groups + g];
      if (b > high) high = b;
      if (b < low) low = b;
    }
    gap[i] = high >= low ? high - low : CPWI_NAN;
    for (int64_t j = 0; j < n; j++) {
      mean[i] += w->share[j] * w->regret[i * n + j];
      if (w->regret[i * n + j] > most[i]) most[i] = w->regret[i * n + j];
    }
    int64_t c = *compromise;
    if (most[i] < most[c] || (most[i] <= most[c] && mean[i] < mean[c])) *compromise = i;
  }
  return CPW_OK;
}

static double in_common(const panel *w, int64_t i, int64_t j) {
  const int64_t *a = w->spend + i * w->s->n, *b = w->spend + j * w->s->n;
  double common = 0.0, of_a = 0.0, of_b = 0.0;
  for (int64_t p = 0; p < w->s->n; p++) {
    common += (double)(a[p] < b[p] ? a[p] : b[p]);
    of_a += (double)a[p];
    of_b += (double)b[p];
  }
  double most = of_a > of_b ? of_a : of_b;
  return most > 0 ? common / most : 1.0;
}

static int32_t fill_units(const panel *w, cpw_result *r, int64_t compromise, cpw_error *err) {
  const cpwi_allocate *s = w->s;
  void *all = NULL, *which = NULL, *runs = NULL;
  int32_t status = cpw_result_add_array(r, "spend", "pounds a year", NULL, "opinion unit",
                                        CPW_INT64, CPW_MERGE_SAME, &all, err);
  double *funded = doubles(r, "funded", "share of opinions", "unit", &status, err);
  double *mean = doubles(r, "spend_mean", "pounds a year", "unit", &status, err);
  double *least = doubles(r, "spend_least", "pounds a year", "unit", &status, err);
  double *most = doubles(r, "spend_greatest", "pounds a year", "unit", &status, err);
  double *agreement =
      doubles(r, "agreement", "money in common with the compromise", "", &status, err);
  if (status == CPW_OK)
    status = cpw_result_add_array(r, "compromise", NULL, "opinion of the least regret", "",
                                  CPW_INT64, CPW_MERGE_SAME, &which, err);
  if (status == CPW_OK)
    status = cpw_result_add_array(r, "evaluations", NULL, "runs of all units", "", CPW_INT64,
                                  CPW_MERGE_SAME, &runs, err);
  if (status != CPW_OK) return status;
  int64_t *spend = all, *c = which, *e = runs;
  *c = compromise;
  *e = (int64_t)ceil(s->runs);
  for (int64_t i = 0; i < w->p.opinions; i++) {
    *agreement += w->share[i] * in_common(w, i, compromise);
    for (int64_t p = 0; p < s->n; p++) {
      int64_t row = s->unit[p], x = w->spend[i * s->n + p];
      spend[i * s->all + row] = x;
      if (x > 0) funded[row] += w->share[i];
      mean[row] += w->share[i] * (double)x;
      if (i == 0 || (double)x < least[row]) least[row] = (double)x;
      if ((double)x > most[row]) most[row] = (double)x;
    }
  }
  return CPW_OK;
}

static int32_t finish(const panel *w, cpw_result **out, cpw_error *err) {
  cpw_result *r = NULL;
  int64_t compromise = 0;
  int32_t status = cpw_result_new(w->s->a, &r, err);
  if (status == CPW_OK) status = label(w, r, err);
  if (status == CPW_OK) status = fill_opinions(w, r, &compromise, err);
  if (status == CPW_OK) status = fill_units(w, r, compromise, err);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}

static int32_t work(panel *w, cpw_result **out, cpw_error *err) {
  cpwi_allocate *s = w->s;
  int32_t status = cpwi_allocate_units(s, CPW_NONE, err);
  if (status == CPW_OK) status = cpwi_allocate_rules(s, err);
  if (status == CPW_OK) status = make_room(w, err);
  if (status == CPW_OK) status = cpwi_allocate_tabulate(s, err);
  if (status == CPW_OK) status = cpwi_allocate_each(s, err);
  if (status == CPW_OK) status = allocate_all(w, err);
  if (status != CPW_OK) return status;
  judge(w);
  return finish(w, out, err);
}

int32_t cpwi_allocate_panel(const cpwi_allocate_engine *engine,
                            const cpw_system_allocate_options *options,
                            const cpw_system_panel *given, const cpw_run *run, cpw_result **out,
                            cpw_error *err) {
  cpwi_allocate s;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out must be given");
  int32_t status = cpwi_allocate_take(&s, engine, options, run, WHERE, err);
  if (status != CPW_OK) return status;
  panel w;
  memset(&w, 0, sizeof w);
  w.s = &s;
  status = take_panel(&w, given, err);
  if (status == CPW_OK) status = work(&w, out, err);
  void *const blocks[] = {w.share, w.spend, w.gain, w.best, w.regret, w.x};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(s.a, blocks[k]);
  cpwi_allocate_free(&s);
  return status;
}
