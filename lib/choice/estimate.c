/* Coefficients of utilities from counts of choices, by maximum likelihood.
 * Source: McFadden (1974): a concave log-likelihood, by Newton's steps; Cholesky's factor of the information.
 * Leaves flows to flows.c. */
#include "choice/internal.h"

#include "carepath/random.h"
#include "carepath/stats.h"

#include <string.h>

#define MOST     64 /* attributes */
#define SINGULAR 1e-12
#define VANISHED 1e-8 /* of the information at the start: nothing is left of it */

static cpw_choice_counts defaults(void) {
  cpw_choice_counts c;
  memset(&c, 0, sizeof c);
  c.struct_size = sizeof c;
  c.tolerance = 1e-12;
  c.level = 0.95;
  c.most = 100;
  return c;
}

void cpw_choice_counts_init_sized(cpw_choice_counts *counts, size_t size) {
  cpw_choice_counts c = defaults();
  cpwi_init_sized(counts, size, &c, sizeof c);
}

typedef struct fit {
  cpw_choice_counts c;
  const char *where;
  int64_t n;                                                    /* attributes */
  double chooses, null_likelihood;                              /* people; with all options alike */
  double *utility, *share;                                      /* (options) */
  double *beta, *next, *gradient, *mean, *step, *scale, *first; /* (attributes) */
  double *information, *factor;                                 /* (attributes, attributes) */
  double likelihood;
  int64_t iterations;
} fit;

static int there(const cpw_choice_counts *c, int64_t i, int64_t j) {
  return !c->available || c->available[i * c->options + j] != 0;
}

static const double *attributes_of(const fit *f, int64_t i, int64_t j) {
  return f->c.attribute + (i * f->c.options + j) * f->n;
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_case(fit *f, int64_t i, cpw_error *err) {
  const cpw_choice_counts *c = &f->c;
  int64_t options = 0;
  double people = 0;
  for (int64_t j = 0; j < c->options; j++) {
    double count = c->count[i * c->options + j];
    if (!(count >= 0 && count < 1e100))
      return cpwi_fail(err, CPW_EDOMAIN, i * c->options + j, f->where,
                       "count[%lld][%lld] = %s must be finite and >= 0", (long long)i, (long long)j,
                       cpwi_number(count).text);
    if (!there(c, i, j) && count > 0)
      return cpwi_fail(err, CPW_EDOMAIN, i * c->options + j, f->where,
                       "count[%lld][%lld] = %s chose what is not available", (long long)i,
                       (long long)j, cpwi_number(count).text);
    people += count;
    options += there(c, i, j);
    for (int64_t k = 0; k < f->n; k++)
      if (!(fabs(attributes_of(f, i, j)[k]) <= 1e100))
        return cpwi_fail(err, CPW_EDOMAIN, (i * c->options + j) * f->n + k, f->where,
                         "attribute[%lld][%lld][%lld] = %s must be finite, at most 1e100",
                         (long long)i, (long long)j, (long long)k,
                         cpwi_number(attributes_of(f, i, j)[k]).text);
  }
  if (options == 0)
    return cpwi_fail(err, CPW_EDOMAIN, i, f->where, "case %lld has no option", (long long)i);
  f->chooses += people;
  f->null_likelihood -= people * cpw_math_log((double)options);
  return CPW_OK;
}

static int32_t check_scalars(const fit *f, cpw_error *err) {
  const cpw_choice_counts *c = &f->c;
  if (c->cases < 1 || c->options < 2 || c->attributes < 1 || c->attributes > MOST)
    return cpwi_fail(err, CPW_EINVAL, -1, f->where, "counts.%s = %lld must be %s",
                     c->cases < 1     ? "cases"
                     : c->options < 2 ? "options"
                                      : "attributes",
                     (long long)(c->cases < 1     ? c->cases
                                 : c->options < 2 ? c->options
                                                  : c->attributes),
                     c->cases < 1     ? ">= 1"
                     : c->options < 2 ? ">= 2"
                                      : "1 to 64");
  if (!c->count || !c->attribute)
    return cpwi_fail(err, CPW_EINVAL, -1, f->where, "counts.%s is NULL",
                     c->count ? "attribute" : "count");
  if (c->most < 1)
    return cpwi_fail(err, CPW_EDOMAIN, -1, f->where, "counts.most = %d must be >= 1", (int)c->most);
  if (!(c->ridge >= 0 && c->ridge < (double)INFINITY))
    return cpwi_fail(err, CPW_EDOMAIN, -1, f->where, "counts.ridge = %s must be finite and >= 0",
                     cpwi_number(c->ridge).text);
  if (!(c->tolerance > 0 && c->tolerance <= 1e-9))
    return cpwi_fail(err, CPW_EDOMAIN, -1, f->where, "counts.tolerance = %s must be in (0, 1e-9]",
                     cpwi_number(c->tolerance).text);
  if (!(c->level > 0 && c->level < 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, f->where, "counts.level = %s must be in (0, 1)",
                     cpwi_number(c->level).text);
  return CPW_OK;
}

static int32_t take(fit *f, const cpw_choice_counts *given, cpw_error *err) {
  f->c = defaults();
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, f->where, "counts is NULL");
  int32_t status = cpwi_take_options(&f->c, sizeof f->c, given, f->where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(f->c.allocator, f->where, err);
  if (status == CPW_OK) status = check_scalars(f, err);
  f->n = f->c.attributes;
  for (int64_t i = 0; i < f->c.cases && status == CPW_OK; i++)
    status = check_case(f, i, err);
  if (status == CPW_OK && !(f->chooses > 0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, f->where, "nobody chose anything");
  return status;
}

/* ---------------------------------------------------------------- likelihood ---------------- */

/* shares of a case at coefficients; log-likelihood of its counts */
static double case_shares(fit *f, const double *beta, int64_t i) {
  double people = 0, sum = 0, surplus = 0;
  const double *count = f->c.count + i * f->c.options;
  for (int64_t j = 0; j < f->c.options; j++) {
    double u = 0;
    for (int64_t k = 0; k < f->n; k++)
      u += beta[k] * attributes_of(f, i, j)[k];
    f->utility[j] = there(&f->c, i, j) ? u : -(double)INFINITY;
    people += count[j];
    if (count[j] > 0) sum += count[j] * u;
  }
  cpwi_choice_softmax(f->utility, f->c.options, -(double)INFINITY, f->share, NULL, &surplus);
  return sum - people * surplus;
}

static double likelihood_at(fit *f, const double *beta) {
  double sum = 0, squares = 0;
  for (int64_t i = 0; i < f->c.cases; i++)
    sum += case_shares(f, beta, i);
  for (int64_t k = 0; k < f->n; k++)
    squares += beta[k] * beta[k];
  return sum - f->c.ridge * squares / 2;
}

static double people_of(const fit *f, int64_t i) {
  double people = 0;
  for (int64_t j = 0; j < f->c.options; j++)
    people += f->c.count[i * f->c.options + j];
  return people;
}

static void add_case(fit *f, int64_t i) {
  double people = people_of(f, i);
  if (!(people > 0)) return;
  f->likelihood += case_shares(f, f->beta, i);
  for (int64_t k = 0; k < f->n; k++)
    f->mean[k] = 0;
  for (int64_t j = 0; j < f->c.options; j++)
    for (int64_t k = 0; k < f->n; k++)
      f->mean[k] += f->share[j] * attributes_of(f, i, j)[k];
  for (int64_t j = 0; j < f->c.options; j++) {
    const double *x = attributes_of(f, i, j);
    double more = f->c.count[i * f->c.options + j] - people * f->share[j];
    if (!there(&f->c, i, j)) continue;
    for (int64_t k = 0; k < f->n; k++) {
      double from = x[k] - f->mean[k];
      f->gradient[k] += more * from;
      for (int64_t m = 0; m <= k; m++)
        f->information[k * f->n + m] += people * f->share[j] * from * (x[m] - f->mean[m]);
    }
  }
}

/* log-likelihood, gradient and information (its lower half) at beta */
static void derivatives(fit *f) {
  memset(f->gradient, 0, (size_t)f->n * sizeof *f->gradient);
  memset(f->information, 0, (size_t)(f->n * f->n) * sizeof *f->information);
  f->likelihood = 0;
  for (int64_t i = 0; i < f->c.cases; i++)
    add_case(f, i);
  for (int64_t k = 0; k < f->n; k++) {
    f->likelihood -= f->c.ridge * f->beta[k] * f->beta[k] / 2;
    f->gradient[k] -= f->c.ridge * f->beta[k];
    f->information[k * f->n + k] += f->c.ridge;
  }
}

/* ---------------------------------------------------------------- linear algebra ------------ */

/* Cholesky's factor of the information with its diagonal scaled to 1; the first attribute that depends on those
 * before it, or -1 */
static int64_t factorise(fit *f) {
  int64_t n = f->n;
  for (int64_t k = 0; k < n; k++) {
    double d = f->information[k * n + k];
    if (!(d > 0)) return k;
    f->scale[k] = 1 / sqrt(d);
  }
  for (int64_t k = 0; k < n; k++)
    for (int64_t m = 0; m <= k; m++) {
      double sum = f->information[k * n + m] * f->scale[k] * f->scale[m];
      for (int64_t q = 0; q < m; q++)
        sum -= f->factor[k * n + q] * f->factor[m * n + q];
      if (k == m && !(sum > SINGULAR)) return k;
      f->factor[k * n + m] = k == m ? sqrt(sum) : sum / f->factor[m * n + m];
    }
  return -1;
}

/* information on an attribute when those before it are known */
static double pivot(const fit *f, int64_t k) {
  double root = f->factor[k * f->n + k] / f->scale[k];
  return root * root;
}

/* x <- information^-1 x */
static void solve(const fit *f, double *x) {
  int64_t n = f->n;
  for (int64_t k = 0; k < n; k++) {
    x[k] *= f->scale[k];
    for (int64_t q = 0; q < k; q++)
      x[k] -= f->factor[k * n + q] * x[q];
    x[k] /= f->factor[k * n + k];
  }
  for (int64_t k = n; k-- > 0;) {
    for (int64_t q = k + 1; q < n; q++)
      x[k] -= f->factor[q * n + k] * x[q];
    x[k] /= f->factor[k * n + k];
  }
  for (int64_t k = 0; k < n; k++)
    x[k] *= f->scale[k];
}

/* ---------------------------------------------------------------- Newton -------------------- */

static int32_t names_of(const fit *f, int64_t k, cpw_error *err) {
  const char *name = f->c.names ? f->c.names[k] : NULL;
  if (f->iterations == 0)
    return cpwi_fail(
        err, CPW_EDOMAIN, k, f->where,
        "attribute %lld%s%s does not differ within any case, or depends on those before it",
        (long long)k, name ? " " : "", name ? name : "");
  return cpwi_fail(
      err, CPW_ENOCONV, k, f->where,
      "attribute %lld%s%s tells without exception who is chosen: no finite maximum; a ridge "
      "gives one",
      (long long)k, name ? " " : "", name ? name : "");
}

/* The first attribute of which next to nothing is known at the end, against the start: its coefficient runs off
 * to infinity. -1: none. */
static int64_t runs_off(const fit *f) {
  for (int64_t k = 0; k < f->n; k++)
    if (pivot(f, k) < VANISHED * f->first[k]) return k;
  return -1;
}

/* a step that goes up, halved where the whole one would not; 0: none does */
static int go_up(fit *f) {
  double length = 1;
  for (int half = 0; half < 60; half++, length /= 2) {
    for (int64_t k = 0; k < f->n; k++)
      f->next[k] = f->beta[k] + length * f->step[k];
    if (!(likelihood_at(f, f->next) >= f->likelihood)) continue;
    memcpy(f->beta, f->next, (size_t)f->n * sizeof *f->beta);
    return 1;
  }
  return 0;
}

/* Newton's steps, and one more from where they end, which squares what is still missing */
static int32_t climb(fit *f, cpw_error *err) {
  int settled = 0;
  for (f->iterations = 0; f->iterations < f->c.most; f->iterations++) {
    derivatives(f);
    int64_t depends = factorise(f);
    if (depends >= 0) return names_of(f, depends, err);
    for (int64_t k = 0; f->iterations == 0 && k < f->n; k++)
      f->first[k] = pivot(f, k);
    memcpy(f->step, f->gradient, (size_t)f->n * sizeof *f->step);
    solve(f, f->step);
    double decrement = 0;
    for (int64_t k = 0; k < f->n; k++)
      decrement += f->step[k] * f->gradient[k];
    int64_t off = f->c.ridge > 0 ? -1 : runs_off(f);
    if (off >= 0) return names_of(f, off, err);
    if (decrement <= f->c.tolerance * f->chooses && settled++) return CPW_OK;
    if (!go_up(f)) return CPW_OK;
  }
  return cpwi_fail(err, CPW_ENOCONV, -1, f->where, "no maximum after %d steps", (int)f->c.most);
}

/* ---------------------------------------------------------------- the answer ---------------- */

typedef struct column {
  const char *name, *unit, *text, *dimensions;
} column;

static int32_t add(cpw_result *r, const column *c, double **at, cpw_error *err) {
  void *memory = NULL;
  int32_t status = cpw_result_add_array(r, c->name, c->unit, c->text, c->dimensions, CPW_DOUBLE,
                                        CPW_MERGE_SAME, &memory, err);
  *at = memory;
  return status;
}

static void fill(fit *f, double **at) {
  double z = cpw_normal_quantile(0.5 + f->c.level / 2);
  for (int64_t k = 0; k < f->n; k++) {
    memset(f->step, 0, (size_t)f->n * sizeof *f->step);
    f->step[k] = 1;
    solve(f, f->step);
    memcpy(at[6] + k * f->n, f->step, (size_t)f->n * sizeof *f->step);
    double se = sqrt(f->step[k]), score = f->beta[k] / se;
    const double each[] = {
        f->beta[k],         se, score, 2 * cpw_normal_cdf(-fabs(score)), f->beta[k] - z * se,
        f->beta[k] + z * se};
    for (int c = 0; c < 6; c++)
      at[c][k] = each[c];
    at[7][k] = f->gradient[k];
  }
  double squares = 0;
  for (int64_t k = 0; k < f->n; k++)
    squares += f->beta[k] * f->beta[k];
  *at[8] = f->likelihood + f->c.ridge * squares / 2;
  *at[9] = f->null_likelihood;
  *at[10] = f->null_likelihood < 0 ? 1 - *at[8] / f->null_likelihood : CPWI_NAN;
  *at[11] = f->chooses;
}

static int32_t report(fit *f, cpw_result **out, cpw_error *err) {
  static const column columns[] = {
      {"coefficient", "utility", "of one unit of the attribute", "attribute"},
      {"se", "utility", "standard error", "attribute"},
      {"z", "", "coefficient / se", "attribute"},
      {"p_value", "", "two-sided, of no effect", "attribute"},
      {"lower", "utility", "lower limit", "attribute"},
      {"upper", "utility", "upper limit", "attribute"},
      {"covariance", "", "inverse of the information", "attribute attribute_too"},
      {"gradient", "", "of the log-likelihood: 0 at its maximum", "attribute"},
      {"log_likelihood", "", "at the maximum", ""},
      {"null_log_likelihood", "", "all options alike", ""},
      {"rho_squared", "", "1 - log_likelihood / null_log_likelihood", ""},
      {"chooses", "people", "people who chose", ""}};
  double *at[sizeof columns / sizeof *columns] = {0};
  cpw_result *r = NULL;
  void *steps = NULL;
  int32_t status = cpw_result_new(f->c.allocator, &r, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(r, "attribute", f->n, f->c.names, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(r, "attribute_too", f->n, f->c.names, err);
  for (size_t k = 0; status == CPW_OK && k < sizeof columns / sizeof *columns; k++)
    status = add(r, &columns[k], &at[k], err);
  if (status == CPW_OK)
    status = cpw_result_add_array(r, "iterations", NULL, "steps taken", "", CPW_INT64,
                                  CPW_MERGE_SAME, &steps, err);
  if (status != CPW_OK) {
    cpw_result_free(r);
    return status;
  }
  fill(f, at);
  *(int64_t *)steps = f->iterations;
  *out = r;
  return CPW_OK;
}

int32_t cpw_choice_estimate(const cpw_choice_counts *counts, cpw_result **out, cpw_error *err) {
  fit f;
  memset(&f, 0, sizeof f);
  f.where = __func__;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  int32_t status = take(&f, counts, err);
  if (status != CPW_OK) return status;
  size_t n = (size_t)f.n, options = (size_t)f.c.options;
  const struct {
    double **at;
    size_t count;
  } rooms[] = {{&f.utility, options}, {&f.share, options},
               {&f.beta, n},          {&f.next, n},
               {&f.gradient, n},      {&f.mean, n},
               {&f.step, n},          {&f.scale, n},
               {&f.first, n},         {&f.information, n * n},
               {&f.factor, n * n}};
  for (size_t k = 0; k < sizeof rooms / sizeof *rooms; k++) {
    *rooms[k].at = cpwi_alloc_zero(f.c.allocator, rooms[k].count, sizeof(double));
    if (!*rooms[k].at) status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the fit");
  }
  if (status == CPW_OK) status = climb(&f, err);
  if (status == CPW_OK) status = report(&f, out, err);
  for (size_t k = 0; k < sizeof rooms / sizeof *rooms; k++)
    cpwi_release(f.c.allocator, *rooms[k].at);
  return status;
}
