/* Survival curves of every group, looked at where the caller asks.
 * Source: the rules in carepath/survival.h.
 * Leaves the order of people to crowd.c, the curves to walk.c, the arrays to tables.c. */
#include "survival/internal.h"

#include "base/order.h"
#include "carepath/stats.h"

#include <stdio.h>
#include <string.h>

static const char *const WHERE = "cpw_survival_curves";

/* Times at which curves are looked at, rising: first the limits, then the grid, by number. */
typedef struct looks {
  double *time;
  int64_t *number;
  int64_t count;
} looks;

typedef struct job {
  cpw_survival_rows rows;
  cpw_survival_options options;
  cpwi_band band;
  cpwi_crowd people;
  cpwi_steps steps;
  cpwi_walk walk;
  cpwi_table table;
  cpwi_percentiles own, *of_cause; /* (causes), none with a single cause */
  double *grid;                    /* of `every` */
  looks looks;
  double tau;
  /* since the time before in the grid */
  double new_waiting, new_events[CPW_SURVIVAL_MAX_CAUSES];
  int64_t step, late; /* first that is not before the look */
  int32_t beyond;
} job;

/* ---------------------------------------------------------------- where to look ------------- */

static int32_t no_memory(int64_t count, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld times", (long long)count);
}

/* The grid of every time at which anybody leaves or is last seen. */
static int32_t find_every(job *j, cpw_error *err) {
  const cpw_allocator *a = j->options.allocator;
  int64_t n = j->people.all.count, count = 0;
  int64_t *order = cpwi_alloc(a, (size_t)n, sizeof *order);
  double *time = cpwi_alloc(a, (size_t)n, sizeof *time);
  j->grid = cpwi_alloc(a, (size_t)n, sizeof *j->grid);
  int32_t status = order && time && j->grid ? CPW_OK : no_memory(n, err);
  for (int64_t i = 0; status == CPW_OK && i < n; i++)
    time[i] = j->people.all.row[i].time;
  if (status == CPW_OK) status = cpwi_order(time, n, 0, order, a, WHERE, err);
  for (int64_t i = 0; status == CPW_OK && i < n; i++)
    if (count == 0 || time[order[i]] > j->grid[count - 1]) j->grid[count++] = time[order[i]];
  cpwi_release(a, order);
  cpwi_release(a, time);
  j->options.time = j->grid;
  j->options.times = count;
  return status;
}

static int32_t find_looks(job *j, cpw_error *err) {
  const cpw_survival_options *o = &j->options;
  const cpw_allocator *a = o->allocator;
  int64_t n = j->looks.count = o->limits + o->times;
  double *time = cpwi_alloc(a, (size_t)n, sizeof *time);
  j->looks.time = cpwi_alloc(a, (size_t)n, sizeof *j->looks.time);
  j->looks.number = cpwi_alloc(a, (size_t)n, sizeof *j->looks.number);
  int32_t status = time && j->looks.time && j->looks.number ? CPW_OK : no_memory(n, err);
  if (status == CPW_OK) {
    if (o->limits > 0) memcpy(time, o->limit, (size_t)o->limits * sizeof *time);
    if (o->times > 0) memcpy(time + o->limits, o->time, (size_t)o->times * sizeof *time);
    status = cpwi_order(time, n, 0, j->looks.number, a, WHERE, err);
  }
  for (int64_t i = 0; status == CPW_OK && i < n; i++)
    j->looks.time[i] = time[j->looks.number[i]];
  cpwi_release(a, time);
  return status;
}

/* The longest time up to which every group with people is seen. */
static void find_tau(job *j) {
  j->tau = j->options.tau;
  for (int64_t g = 0; isnan(j->options.tau) && g < j->rows.groups; g++) {
    cpwi_slice s = cpwi_crowd_slice(&j->people, g);
    if (s.count > 0 && !(j->tau <= s.row[s.count - 1].time)) j->tau = s.row[s.count - 1].time;
  }
  *j->table.tau = j->tau;
}

/* ---------------------------------------------------------------- what is seen -------------- */

typedef struct triple {
  double *se, *lower, *upper;
} triple;

static void put_incidence(const job *j, int64_t cause, int64_t at, double *f, triple to) {
  cpwi_share share = cpwi_walk_share(&j->walk, cause, j->options.from);
  f[at] = share.incidence;
  to.se[at] = sqrt(share.var);
  cpwi_band_incidence(&j->band, f[at], to.se[at], &to.lower[at], &to.upper[at]);
  if (!(share.incidence < 1)) to.se[at] = CPWI_NAN; /* as that of S at 0 */
}

static void put_survival(const job *j, int64_t at, double *s, triple to) {
  s[at] = j->walk.own.survival;
  to.se[at] = sqrt(cpwi_curve_variance(&j->walk.own));
  cpwi_band_survival(&j->band, s[at], to.se[at], &to.lower[at], &to.upper[at]);
}

static void look_at_limit(const job *j, int64_t group, int64_t number) {
  const cpwi_table *t = &j->table;
  int64_t limits = j->options.limits;
  put_survival(j, group * limits + number, t->still,
               (triple){t->still_se, t->still_lower, t->still_upper});
  for (int64_t k = 0; k < j->rows.causes; k++)
    put_incidence(j, k, (group * j->rows.causes + k) * limits + number, t->share,
                  (triple){t->share_se, t->share_lower, t->share_upper});
}

/* Everybody who leaves or is last seen at the time or later, and is seen before it. */
static double at_risk(job *j, double time) {
  const cpwi_steps *s = &j->steps;
  while (j->step < s->count && s->time[j->step] < time)
    j->step++;
  while (j->late < s->late && s->late_row[j->late].time < time)
    j->late++;
  if (j->step == s->count) return 0;
  if (s->time[j->step] == time) return s->risk[j->step];
  double risk = s->tail[j->step] - s->late_tail[j->late];
  return risk > 0 ? risk : 0;
}

static void look_at_grid(job *j, int64_t group, int64_t number) {
  const cpwi_table *t = &j->table;
  int64_t times = j->options.times, at = group * times + number;
  t->at_risk[at] = at_risk(j, j->options.time[number]);
  t->new_waiting[at] = j->new_waiting;
  t->hazard[at] = j->walk.hazard;
  t->hazard_se[at] = sqrt(j->walk.var_hazard);
  put_survival(j, at, t->survival, (triple){t->survival_se, t->survival_lower, t->survival_upper});
  j->new_waiting = 0;
  for (int64_t k = 0; k < j->rows.causes; k++) {
    at = (group * j->rows.causes + k) * times + number;
    t->new_events[at] = j->new_events[k];
    j->new_events[k] = 0;
    put_incidence(j, k, at, t->incidence,
                  (triple){t->incidence_se, t->incidence_lower, t->incidence_upper});
  }
}

static void look(job *j, int64_t group, int64_t which) {
  int64_t number = j->looks.number[which], count = j->steps.count;
  if (number < j->options.limits) {
    look_at_limit(j, group, number);
    j->beyond |= j->looks.time[which] > j->steps.time[count - 1] && j->walk.own.survival > 0;
  } else {
    look_at_grid(j, group, number - j->options.limits);
  }
}

/* ---------------------------------------------------------------- one group ----------------- */

/* What a step does to the percentiles. The limits of an incidence move with every cause. */
static void pass_step(job *j, int64_t step) {
  const double *dead = j->steps.dead + step * j->rows.causes;
  const cpwi_curve *own = &j->walk.own;
  double time = j->steps.time[step], all = 0;
  for (int64_t k = 0; k < j->rows.causes; k++)
    all += dead[k];
  if (j->options.probabilities == 0 || !(all > 0)) return;
  if (j->options.cause == 0 || dead[j->options.cause - 1] > 0)
    cpwi_percentiles_step(&j->own, time, own->survival, sqrt(own->greenwood));
  for (int64_t k = 0; k < j->rows.causes && j->rows.causes > 1; k++) {
    cpwi_share share = cpwi_walk_share(&j->walk, k, j->options.from);
    double rest = 1 - share.incidence;
    if (share.incidence > 0)
      cpwi_percentiles_step(&j->of_cause[k], time, rest, rest > 0 ? sqrt(share.var) / rest : 0);
  }
}

static void count_step(job *j, int64_t group, int64_t step) {
  j->new_waiting += j->steps.seen[step];
  j->table.waiting[group] += j->steps.seen[step];
  for (int64_t k = 0; k < j->rows.causes; k++) {
    double dead = j->steps.dead[step * j->rows.causes + k];
    j->new_events[k] += dead;
    j->table.events[group * j->rows.causes + k] += dead;
  }
}

static double until_tau(const job *j, double time) {
  return time < j->tau ? time : j->tau;
}

static void put_mean(const job *j, int64_t at, double mean, double variance, double *out,
                     triple to) {
  double se = sqrt(variance);
  out[at] = mean;
  to.se[at] = se;
  to.lower[at] = mean - j->band.z * se > 0 ? mean - j->band.z * se : 0;
  to.upper[at] = mean + j->band.z * se;
}

static void finish_means(job *j, int64_t group) {
  const cpwi_table *t = &j->table;
  double end = j->steps.time[j->steps.count - 1];
  cpwi_walk_on(&j->walk, j->tau);
  j->beyond |= j->tau > end && j->walk.own.survival > 0;
  put_mean(j, group, j->walk.area, j->walk.var_area, t->mean,
           (triple){t->mean_se, t->mean_lower, t->mean_upper});
  for (int64_t k = 0; k < j->rows.causes; k++) {
    cpwi_share share = cpwi_walk_share(&j->walk, k, j->options.from);
    put_mean(j, group * j->rows.causes + k, share.lost, share.var_lost, t->lost,
             (triple){t->lost_se, t->lost_lower, t->lost_upper});
  }
}

static void finish_percentiles(job *j, int64_t group) {
  const cpwi_table *t = &j->table;
  int64_t n = j->options.probabilities, causes = j->rows.causes;
  if (n == 0) return;
  double until = j->steps.time[j->steps.count - 1];
  cpwi_percentiles_end(&j->own, until, t->quantile + group * n, t->quantile_lower + group * n,
                       t->quantile_upper + group * n);
  for (int64_t k = 0; k < causes; k++) {
    int64_t at = (group * causes + k) * n;
    cpwi_percentiles_end(causes > 1 ? &j->of_cause[k] : &j->own, until, t->fquantile + at,
                         t->fquantile_lower + at, t->fquantile_upper + at);
  }
}

static void start_group(job *j, int64_t group, const cpwi_slice *all) {
  cpwi_slice late = cpwi_crowd_late(&j->people, group);
  cpwi_steps_fill(&j->steps, all, &late);
  cpwi_survival_walk_start(&j->walk, j->options.cause, j->rows.causes, j->options.from);
  cpwi_percentiles_start(&j->own);
  for (int64_t k = 0; k < j->rows.causes && j->rows.causes > 1; k++)
    cpwi_percentiles_start(&j->of_cause[k]);
  j->new_waiting = 0;
  memset(j->new_events, 0, sizeof j->new_events);
  j->step = j->late = 0;
  j->table.people[group] = j->steps.tail[0];
  j->table.seen_until[group] = j->steps.time[j->steps.count - 1];
}

static void run_group(job *j, int64_t group, const cpwi_slice *all) {
  start_group(j, group, all);
  int64_t next = 0;
  for (int64_t step = 0; step < j->steps.count; step++) {
    double time = j->steps.time[step];
    for (; next < j->looks.count && j->looks.time[next] < time; next++)
      look(j, group, next);
    cpwi_walk_on(&j->walk, until_tau(j, time));
    cpwi_walk_step(&j->walk, &j->steps, step);
    count_step(j, group, step);
    pass_step(j, step);
  }
  for (; next < j->looks.count; next++)
    look(j, group, next);
  finish_means(j, group);
  finish_percentiles(j, group);
}

/* ---------------------------------------------------------------- all groups ---------------- */

static void no_value(double *x, int64_t from, int64_t count) {
  for (int64_t i = 0; x && i < count; i++)
    x[from + i] = CPWI_NAN;
}

/* Nobody is in the group: no value but the counts, which are 0 already. */
static void leave_out(job *j, int64_t g) {
  const cpwi_table *t = &j->table;
  int64_t causes = j->rows.causes, p = j->options.probabilities, m = j->options.limits;
  double *const by_group[] = {t->seen_until, t->mean, t->mean_se, t->mean_lower, t->mean_upper};
  double *const by_cause[] = {t->lost, t->lost_se, t->lost_lower, t->lost_upper};
  double *const percentile[] = {t->quantile, t->quantile_lower, t->quantile_upper};
  double *const fpercentile[] = {t->fquantile, t->fquantile_lower, t->fquantile_upper};
  double *const still[] = {t->still, t->still_se, t->still_lower, t->still_upper};
  double *const share[] = {t->share, t->share_se, t->share_lower, t->share_upper};
  double *const curve[] = {t->survival,       t->survival_se, t->survival_lower,
                           t->survival_upper, t->hazard,      t->hazard_se};
  double *const fcurve[] = {t->incidence, t->incidence_se, t->incidence_lower, t->incidence_upper};
  const struct {
    double *const *array;
    size_t count;
    int64_t each;
  } all[] = {{by_group, 5, 1},
             {by_cause, 4, causes},
             {percentile, 3, p},
             {fpercentile, 3, causes * p},
             {still, 4, m},
             {share, 4, causes * m},
             {curve, 6, j->options.times},
             {fcurve, 4, causes * j->options.times}};
  for (size_t a = 0; a < sizeof all / sizeof *all; a++)
    for (size_t k = 0; k < all[a].count; k++)
      no_value(all[a].array[k], g * all[a].each, all[a].each);
}

static int32_t prepare(job *j, cpw_error *err) {
  const cpw_survival_options *o = &j->options;
  const cpwi_plan plan = {&j->rows, j->rows.group, j->rows.groups, o->from, 0, -1};
  int32_t status = cpwi_crowd_sort(&j->people, &plan, o->allocator, WHERE, err);
  if (status == CPW_OK)
    status = cpwi_steps_init(&j->steps, cpwi_crowd_most(&j->people), j->people.late.count,
                             j->rows.causes, o->allocator, WHERE, err);
  if (status == CPW_OK && o->every) status = find_every(j, err);
  if (status == CPW_OK) status = find_looks(j, err);
  if (status == CPW_OK)
    status = cpwi_percentiles_init(&j->own, o->probability, o->probabilities, j->band, o->allocator,
                                   WHERE, err);
  if (status != CPW_OK || j->rows.causes == 1) return status;
  j->of_cause = cpwi_alloc_zero(o->allocator, (size_t)j->rows.causes, sizeof *j->of_cause);
  if (!j->of_cause) return no_memory(j->rows.causes, err);
  for (int64_t k = 0; k < j->rows.causes && status == CPW_OK; k++)
    status = cpwi_percentiles_init(&j->of_cause[k], o->probability, o->probabilities, j->band,
                                   o->allocator, WHERE, err);
  return status;
}

static void clean_up(job *j) {
  const cpw_allocator *a = j->options.allocator;
  cpwi_crowd_free(&j->people);
  cpwi_steps_free(&j->steps);
  cpwi_percentiles_free(&j->own, a);
  for (int64_t k = 0; j->of_cause && k < j->rows.causes; k++)
    cpwi_percentiles_free(&j->of_cause[k], a);
  cpwi_release(a, j->of_cause);
  cpwi_release(a, j->grid);
  cpwi_release(a, j->looks.time);
  cpwi_release(a, j->looks.number);
}

static int32_t add_notes(const job *j, cpw_result *result, cpw_error *err) {
  char text[160];
  snprintf(text, sizeof text, "survival of cause %d%s, limits of %s %%", (int)j->options.cause,
           j->options.cause == 0 ? " (any)" : "", cpwi_number(100 * j->options.level).text);
  int32_t status = cpw_result_add_note(result, "method", text, err);
  if (status == CPW_OK && j->beyond)
    status =
        cpw_result_add_note(result, "beyond",
                            "tau or a limit is later than the last time seen of a group, whose "
                            "curve is taken to go on level",
                            err);
  return status;
}

static int32_t build(job *j, cpw_result *result, cpw_error *err) {
  int32_t status = prepare(j, err);
  if (status == CPW_OK)
    status =
        cpwi_survival_tables(result, &j->options, j->rows.groups, j->rows.causes, &j->table, err);
  if (status != CPW_OK) return status;
  find_tau(j);
  for (int64_t g = 0; g < j->rows.groups; g++) {
    cpwi_slice all = cpwi_crowd_slice(&j->people, g);
    if (all.count > 0)
      run_group(j, g, &all);
    else
      leave_out(j, g);
  }
  return add_notes(j, result, err);
}

int32_t cpw_survival_curves(const cpw_survival_rows *rows, const cpw_survival_options *options,
                            cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out is NULL");
  job j;
  cpw_result *result = NULL;
  memset(&j, 0, sizeof j);
  int32_t status = cpwi_survival_take(&j.rows, rows, WHERE, err);
  if (status == CPW_OK)
    status = cpwi_survival_options_take(&j.options, options, &j.rows, WHERE, err);
  if (status != CPW_OK) return status;
  j.band.type = j.options.conf_type;
  j.band.z = cpw_normal_quantile(0.5 + 0.5 * j.options.level);
  status = cpw_result_new(j.options.allocator, &result, err);
  j.people.allocator = j.steps.allocator = j.options.allocator;
  if (status == CPW_OK) status = build(&j, result, err);
  clean_up(&j);
  if (status != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}
