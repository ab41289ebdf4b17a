/* Weights from ballots: the shares of each class, how sure one can be of them, and where classes differ.
 * Source: definitions in carepath/citizens.h.
 * Leaves shares to voices.c, draws to draw.c, what they say to describe.c. */
#include "carepath/stats.h"
#include "citizens/internal.h"

#include <stdio.h>
#include <string.h>

typedef struct arrays {
  int64_t *people, *abstained;
  double *share_sum, *weight, *mean, *sd, *lower, *upper, *first; /* [class criterion] */
  double *all_weight, *all_mean, *all_sd, *all_lower, *all_upper, *all_first, *all_rank;
  double *concentration, *all_concentration, *moved;
  double *between, *within, *disagreement;
  double *draws, *overall; /* of the result, or our own */
} arrays;

typedef struct work {
  cpw_citizens_panel panel;
  cpw_run run;
  cpwi_voices s;
  double *class_weight;
  double *own_draws, *own_overall; /* where they are not kept */
  arrays o;
} work;

/* ---------------------------------------------------------------- the result ---------------- */

static int32_t add_classes(cpw_result *r, arrays *o, cpw_error *err) {
  const char *by = "class criterion";
  const cpwi_citizens_array list[] = {
      {"people", "people", "who say something", "class", CPW_INT64, (void **)&o->people},
      {"abstained", "people", "whose ballot says nothing", "class", CPW_INT64,
       (void **)&o->abstained},
      {"share_sum", "people", "sum of their shares", by, CPW_DOUBLE, (void **)&o->share_sum},
      {"weight", "share", "mean of their shares", by, CPW_DOUBLE, (void **)&o->weight},
      {"mean", "share", "mean of the draws", by, CPW_DOUBLE, (void **)&o->mean},
      {"sd", "share", "standard deviation of the draws", by, CPW_DOUBLE, (void **)&o->sd},
      {"lower", "share", "lower end of the interval", by, CPW_DOUBLE, (void **)&o->lower},
      {"upper", "share", "upper end of the interval", by, CPW_DOUBLE, (void **)&o->upper},
      {"first", "probability", "of being the most important", by, CPW_DOUBLE, (void **)&o->first},
      {"concentration", "", "of the nearest Dirichlet law", "class", CPW_DOUBLE,
       (void **)&o->concentration},
      {"moved", "share", "weight to be moved to the overall weights", "class", CPW_DOUBLE,
       (void **)&o->moved},
  };
  return cpwi_citizens_add(r, list, sizeof list / sizeof *list, err);
}

static int32_t add_overall(cpw_result *r, arrays *o, cpw_error *err) {
  const char *by = "criterion";
  const cpwi_citizens_array list[] = {
      {"overall_weight", "share", "of all classes", by, CPW_DOUBLE, (void **)&o->all_weight},
      {"overall_mean", "share", "mean of the draws", by, CPW_DOUBLE, (void **)&o->all_mean},
      {"overall_sd", "share", "standard deviation of the draws", by, CPW_DOUBLE,
       (void **)&o->all_sd},
      {"overall_lower", "share", "lower end of the interval", by, CPW_DOUBLE,
       (void **)&o->all_lower},
      {"overall_upper", "share", "upper end of the interval", by, CPW_DOUBLE,
       (void **)&o->all_upper},
      {"overall_first", "probability", "of being the most important", by, CPW_DOUBLE,
       (void **)&o->all_first},
      {"overall_rank", "probability", "of each rank", "criterion rank", CPW_DOUBLE,
       (void **)&o->all_rank},
      {"overall_concentration", "", "of the nearest Dirichlet law", "", CPW_DOUBLE,
       (void **)&o->all_concentration},
      {"between", "", "variance of shares between classes", by, CPW_DOUBLE, (void **)&o->between},
      {"within", "", "variance of shares within classes", by, CPW_DOUBLE, (void **)&o->within},
      {"disagreement", "share", "between / (between + within)", by, CPW_DOUBLE,
       (void **)&o->disagreement},
  };
  return cpwi_citizens_add(r, list, sizeof list / sizeof *list, err);
}

static int32_t own_draws(work *w, cpw_error *err) {
  const cpw_allocator *a = w->panel.allocator;
  int64_t some = 0, all = 0;
  if (!cpwi_multiply(w->run.replications, w->panel.criteria, &some) ||
      !cpwi_multiply(some, w->panel.classes, &all))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, w->s.where, "too many draws of too many classes");
  w->o.draws = w->own_draws = cpwi_alloc(a, (size_t)all, sizeof(double));
  w->o.overall = w->own_overall = cpwi_alloc(a, (size_t)some, sizeof(double));
  if (w->own_draws && w->own_overall) return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, w->s.where, "no memory for the draws");
}

static int32_t add_arrays(work *w, cpw_result *r, cpw_error *err) {
  const cpwi_citizens_array draws[] = {
      {"draws", "share", "weights of all classes", "draw criterion", CPW_DOUBLE,
       (void **)&w->o.overall},
      {"class_draws", "share", "weights of each class", "class draw criterion", CPW_DOUBLE,
       (void **)&w->o.draws},
  };
  const cpw_citizens_panel *p = &w->panel;
  int32_t status = cpwi_citizens_add_criteria(r, p->criteria, p->criterion_names, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(r, "class", p->classes, p->class_names, err);
  if (status == CPW_OK) status = add_classes(r, &w->o, err);
  if (status == CPW_OK) status = add_overall(r, &w->o, err);
  if (status != CPW_OK) return status;
  if (!p->keep_draws) return own_draws(w, err);
  status = cpw_result_add_dimension(r, "draw", w->run.replications, NULL, err);
  return status == CPW_OK ? cpwi_citizens_add(r, draws, 2, err) : status;
}

static int32_t add_notes(const work *w, cpw_result *r, cpw_error *err) {
  char text[200];
  if (w->panel.method == CPW_CITIZENS_DIRICHLET)
    snprintf(text, sizeof text,
             "Dirichlet posterior: each person one observation, prior %s of each criterion",
             cpwi_number(w->panel.prior).text);
  else
    snprintf(text, sizeof text, "bootstrap: the people of each class drawn again");
  int32_t status = cpw_result_add_note(r, "method", text, err);
  return status == CPW_OK ? cpw_result_add_note(r, "opinion",
                                                "weights are what people said; no effect, cost or "
                                                "need was read",
                                                err)
                          : status;
}

/* ---------------------------------------------------------------- filling ------------------- */

/* How much each class counts, sum 1; a class that says nothing does not. */
static int32_t weigh_classes(work *w, cpw_error *err) {
  const cpw_citizens_panel *p = &w->panel;
  double sum = 0.0, most = 0.0;
  for (int64_t c = 0; c < p->classes; c++) {
    double x = p->class_weight ? p->class_weight[c] : (double)w->s.voting[c];
    w->class_weight[c] = w->s.voting[c] > 0 ? x : 0.0;
    if (w->class_weight[c] > most) most = w->class_weight[c];
  }
  if (most == 0.0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, w->s.where,
                     "nobody in a class that counts says anything");
  for (int64_t c = 0; c < p->classes; c++)
    sum += w->class_weight[c] /= most;
  for (int64_t c = 0; c < p->classes; c++)
    w->class_weight[c] /= sum;
  return CPW_OK;
}

/* Moments of one criterion's shares in one class, exact. */
static int32_t moments_of(const work *w, int64_t c, int64_t j, cpw_moments *m, cpw_error *err) {
  int32_t status = CPW_OK;
  cpw_moments_init(m);
  for (int64_t r = w->s.start[c]; status == CPW_OK && r < w->s.start[c + 1]; r++)
    status = cpw_moments_add_times(m, w->s.share[r * w->panel.criteria + j],
                                   (int64_t)w->s.people[r], err);
  return status;
}

static int32_t fill_criterion(work *w, int64_t j, cpw_error *err) {
  int64_t n = w->panel.criteria;
  cpw_moments all, one;
  cpw_exact_sum within;
  double people = 0.0;
  cpw_moments_init(&all);
  cpw_exact_sum_init(&within);
  for (int64_t c = 0; c < w->panel.classes; c++) {
    int32_t status = moments_of(w, c, j, &one, err);
    if (status == CPW_OK) status = cpw_moments_merge(&all, &one, err);
    if (status != CPW_OK) return status;
    w->o.share_sum[c * n + j] = cpw_moments_sum(&one);
    w->o.weight[c * n + j] = cpw_moments_mean(&one); /* NaN of nobody */
    if (w->s.voting[c] == 0) continue;
    w->o.all_weight[j] += w->class_weight[c] * cpw_moments_mean(&one);
    cpw_exact_sum_add(&within, (double)w->s.voting[c] * cpw_moments_variance(&one, 0));
    people += (double)w->s.voting[c];
  }
  double total = cpw_moments_variance(&all, 0), inside = cpw_exact_sum_value(&within) / people;
  w->o.within[j] = inside;
  w->o.between[j] = total > inside && w->panel.classes > 1 ? total - inside : 0.0;
  w->o.disagreement[j] = total > 0.0 ? w->o.between[j] / (w->o.between[j] + inside) : 0.0;
  return CPW_OK;
}

static int32_t describe_class(const work *w, int64_t c, cpw_error *err) {
  const cpw_citizens_panel *p = &w->panel;
  int64_t n = p->criteria, count = w->run.replications;
  const arrays *o = &w->o;
  const cpwi_description d = {o->mean + c * n,
                              o->sd + c * n,
                              o->lower + c * n,
                              o->upper + c * n,
                              o->first + c * n,
                              NULL,
                              NULL,
                              NULL,
                              o->concentration + c};
  double moved = 0.0;
  if (w->s.voting[c] == 0) {
    for (int64_t j = 0; j < n; j++)
      d.mean[j] = d.sd[j] = d.lower[j] = d.upper[j] = d.first[j] = CPWI_NAN;
    o->concentration[c] = o->moved[c] = CPWI_NAN;
    return CPW_OK;
  }
  int32_t status = cpwi_citizens_describe(o->draws + c * count * n, count, n, p->level, &d,
                                          p->allocator, w->s.where, err);
  for (int64_t j = 0; j < n; j++)
    moved += fabs(o->weight[c * n + j] - o->all_weight[j]);
  o->moved[c] = 0.5 * moved;
  if (p->method == CPW_CITIZENS_DIRICHLET)
    o->concentration[c] = (double)n * p->prior + (double)w->s.voting[c];
  return status;
}

static int32_t fill(work *w, cpw_error *err) {
  const cpw_citizens_panel *p = &w->panel;
  const arrays *o = &w->o;
  int32_t status = weigh_classes(w, err);
  for (int64_t j = 0; status == CPW_OK && j < p->criteria; j++)
    status = fill_criterion(w, j, err);
  for (int64_t c = 0; c < p->classes; c++) {
    o->people[c] = w->s.voting[c];
    o->abstained[c] = w->s.abstained[c];
  }
  const cpwi_drawing drawing = {&w->s,      o->share_sum, w->class_weight, &w->run, o->draws,
                                o->overall, NULL};
  if (status == CPW_OK) status = cpwi_citizens_draw(&drawing, err);
  for (int64_t c = 0; status == CPW_OK && c < p->classes; c++)
    status = describe_class(w, c, err);
  const cpwi_description all = {o->all_mean,  o->all_sd,    o->all_lower,
                                o->all_upper, o->all_first, NULL,
                                o->all_rank,  NULL,         o->all_concentration};
  if (status == CPW_OK)
    status = cpwi_citizens_describe(o->overall, w->run.replications, p->criteria, p->level, &all,
                                    p->allocator, w->s.where, err);
  return status;
}

static int32_t build(work *w, cpw_result *r, cpw_error *err) {
  int32_t status = add_arrays(w, r, err);
  if (status != CPW_OK) return status;
  w->class_weight =
      cpwi_alloc(w->panel.allocator, (size_t)w->panel.classes, sizeof *w->class_weight);
  if (!w->class_weight)
    return cpwi_fail(err, CPW_ENOMEM, -1, w->s.where, "no memory for the classes");
  status = fill(w, err);
  return status == CPW_OK ? add_notes(w, r, err) : status;
}

int32_t cpw_citizens_weights(const cpw_citizens_panel *panel, const cpw_run *run, cpw_result **out,
                             cpw_error *err) {
  work w;
  cpw_result *r = NULL;
  memset(&w, 0, sizeof w);
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  int32_t status = cpwi_citizens_take(&w.panel, panel, __func__, err);
  if (status == CPW_OK) status = cpwi_citizens_take_run(&w.run, run, __func__, err);
  if (status == CPW_OK) status = cpwi_voices_make(&w.s, &w.panel, __func__, err);
  if (status == CPW_OK) status = cpw_result_new(w.panel.allocator, &r, err);
  if (status == CPW_OK) status = build(&w, r, err);
  cpwi_release(w.panel.allocator, w.class_weight);
  cpwi_release(w.panel.allocator, w.own_draws);
  cpwi_release(w.panel.allocator, w.own_overall);
  cpwi_voices_free(&w.s);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}
