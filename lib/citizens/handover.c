/* Draws of weights handed on: what they say, the Dirichlet law nearest to them, how options rank under them.
 * Source: moments; Lahdelma and Salminen, Operations Research 49:444 (2001).
 * Leaves policies and tables to smaa. */
#include "base/order.h"
#include "citizens/internal.h"

#include <string.h>

#define WHOLE               ((cpwi_citizens_wide)1 << 60)
#define LEAST_CONCENTRATION 1.0
#define MOST_CONCENTRATION  1e9

static int32_t check(const double *draws, int64_t count, int64_t least, int64_t criteria,
                     int64_t least_criteria, const char *where, cpw_error *err) {
  int64_t cells = 0;
  int32_t status = cpwi_citizens_check_criteria(criteria, least_criteria, where, err);
  if (status != CPW_OK) return status;
  if (count < least)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "count = %lld must be >= %lld", (long long)count,
                     (long long)least);
  if (!cpwi_multiply(count, criteria, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "too many draws");
  return cpwi_citizens_check_draws(draws, count, criteria, where, err);
}

/* ---------------------------------------------------------------- summary ------------------- */

static int32_t summarise(const double *draws, int64_t count, int64_t n, const cpw_citizens_fit *fit,
                         cpw_result *r, const char *where, cpw_error *err) {
  cpwi_description o;
  memset(&o, 0, sizeof o);
  const char *by = "criterion";
  const cpwi_citizens_array list[] = {
      {"mean", "share", "mean of the draws", by, CPW_DOUBLE, (void **)&o.mean},
      {"sd", "share", "standard deviation of the draws", by, CPW_DOUBLE, (void **)&o.sd},
      {"lower", "share", "lower end of the interval", by, CPW_DOUBLE, (void **)&o.lower},
      {"upper", "share", "upper end of the interval", by, CPW_DOUBLE, (void **)&o.upper},
      {"first", "probability", "of being the most important", by, CPW_DOUBLE, (void **)&o.first},
      {"rank_mean", "", "mean rank, from 1", by, CPW_DOUBLE, (void **)&o.rank_mean},
      {"rank", "probability", "of each rank", "criterion rank", CPW_DOUBLE, (void **)&o.rank},
      {"above", "probability", "that the row weighs more", "criterion other", CPW_DOUBLE,
       (void **)&o.above},
      {"concentration", "", "of the nearest Dirichlet law", "", CPW_DOUBLE,
       (void **)&o.concentration},
  };
  int32_t status = cpwi_citizens_add_criteria(r, n, fit->criterion_names, err);
  if (status == CPW_OK) status = cpwi_citizens_add(r, list, sizeof list / sizeof *list, err);
  if (status != CPW_OK) return status;
  return cpwi_citizens_describe(draws, count, n, fit->level, &o, fit->allocator, where, err);
}

int32_t cpw_citizens_summarise(const double *draws, int64_t count, int64_t criteria,
                               const cpw_citizens_fit *fit, cpw_result **out, cpw_error *err) {
  cpw_citizens_fit known;
  cpw_result *r = NULL;
  if (!draws || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", draws ? "out" : "draws");
  int32_t status = cpwi_citizens_take_fit(&known, fit, __func__, err);
  if (status == CPW_OK) status = check(draws, count, 1, criteria, 1, __func__, err);
  if (status == CPW_OK) status = cpw_result_new(known.allocator, &r, err);
  if (status == CPW_OK) status = summarise(draws, count, criteria, &known, r, __func__, err);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}

/* ---------------------------------------------------------------- law ----------------------- */

int32_t cpw_citizens_law(const double *draws, int64_t count, int64_t criteria, double *weights,
                         double *concentration, const cpw_allocator *allocator, cpw_error *err) {
  if (!draws || !weights || !concentration)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !draws     ? "draws"
                     : !weights ? "weights"
                                : "concentration");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = check(draws, count, 2, criteria, 2, __func__, err);
  if (status != CPW_OK) return status;
  double mean[CPW_CITIZENS_MOST_CRITERIA] = {0.0}, sd[CPW_CITIZENS_MOST_CRITERIA], sum = 0.0;
  double spread = 0.0, room = 0.0;
  cpwi_description o;
  memset(&o, 0, sizeof o);
  o.mean = mean;
  o.sd = sd;
  status = cpwi_citizens_describe(draws, count, criteria, 0.5, &o, allocator, __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t j = 0; j < criteria; j++) {
    room += mean[j] * (1.0 - mean[j]);
    spread += sd[j] * sd[j];
    sum += mean[j];
  }
  double found = spread > 0.0 ? room / spread - 1.0 : MOST_CONCENTRATION;
  *concentration = found < LEAST_CONCENTRATION  ? LEAST_CONCENTRATION
                   : found > MOST_CONCENTRATION ? MOST_CONCENTRATION
                                                : found;
  for (int64_t j = 0; j < criteria; j++)
    weights[j] = mean[j] / sum;
  return CPW_OK;
}

/* ---------------------------------------------------------------- options ------------------- */

typedef struct ranking {
  double *score;
  int64_t *order;
  cpwi_citizens_wide *rank;
} ranking;

/* Options of equal score share the ranks they have together. */
static int32_t rank_once(const double *scores, int64_t options, const double *w, int64_t n,
                         const ranking *k, const cpw_allocator *a, const char *where,
                         cpw_error *err) {
  for (int64_t i = 0; i < options; i++) {
    k->score[i] = 0.0;
    for (int64_t j = 0; j < n; j++)
      k->score[i] += w[j] * scores[i * n + j];
  }
  int32_t status = cpwi_order(k->score, options, 1, k->order, a, where, err);
  for (int64_t i = 0, last = 0; status == CPW_OK && i < options; i = last) {
    for (last = i + 1; last < options && k->score[k->order[last]] == k->score[k->order[i]];)
      last++;
    for (int64_t x = i; x < last; x++)
      for (int64_t y = i; y < last; y++)
        k->rank[k->order[x] * options + y] += WHOLE / (last - i);
  }
  return status;
}

static int32_t check_scores(const double *scores, int64_t options, int64_t n, const char *where,
                            cpw_error *err) {
  int64_t cells = 0, square = 0;
  if (options < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "options = %lld must be >= 1", (long long)options);
  if (!cpwi_multiply(options, n, &cells) || !cpwi_multiply(options, options, &square))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "too many options");
  for (int64_t i = 0; i < cells; i++)
    if (!(fabs(scores[i]) <= 1e300))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "scores[%lld, %lld] = %s must be within 1e300 of 0", (long long)(i / n),
                       (long long)(i % n), cpwi_number(scores[i]).text);
  return CPW_OK;
}

static int32_t rank_all(const double *scores, int64_t options, const double *draws, int64_t count,
                        int64_t n, double *rank, const cpw_allocator *a, const char *where,
                        cpw_error *err) {
  int64_t square = options * options; /* checked */
  ranking k = {NULL, NULL, NULL};
  k.score = cpwi_alloc(a, (size_t)options, sizeof *k.score);
  k.order = cpwi_alloc(a, (size_t)options, sizeof *k.order);
  k.rank = cpwi_alloc_zero(a, (size_t)square, sizeof *k.rank);
  int32_t status = CPW_OK;
  if (!k.score || !k.order || !k.rank)
    status = cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the ranks");
  for (int64_t r = 0; status == CPW_OK && r < count; r++)
    status = rank_once(scores, options, draws + r * n, n, &k, a, where, err);
  for (int64_t i = 0; status == CPW_OK && i < square; i++)
    rank[i] = (double)k.rank[i] / ((double)count * (double)WHOLE);
  cpwi_release(a, k.score);
  cpwi_release(a, k.order);
  cpwi_release(a, k.rank);
  return status;
}

int32_t cpw_citizens_ranks(const double *scores, int64_t options, const double *draws,
                           int64_t count, int64_t criteria, double *rank,
                           const cpw_allocator *allocator, cpw_error *err) {
  if (!scores || !draws || !rank)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !scores  ? "scores"
                     : !draws ? "draws"
                              : "rank");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = check(draws, count, 1, criteria, 1, __func__, err);
  if (status == CPW_OK) status = check_scores(scores, options, criteria, __func__, err);
  if (status != CPW_OK) return status;
  return rank_all(scores, options, draws, count, criteria, rank, allocator, __func__, err);
}
