/* Cumulative incidence of treatment and removal from counts, with standard errors.
 * Source: Aalen and Johansen 1978; Greenwood 1926; Marubini and Valsecchi 1995, section 10.3.
 * Leaves a single patient's wait to way.c. */
#include "waits/internal.h"

#include <float.h>
#include <math.h>

static const char *const WHERE = "cpw_waits_incidence";

/* Counts of a list by band, and where its figures go. */
typedef struct counts {
  int64_t bands;
  const double *at_risk, *end[2]; /* treated, removed */
  double *survival, *survival_se, *by[2], *by_se[2];
} counts;

static double survival_before(const counts *c, int64_t band) {
  return band > 0 ? c->survival[band - 1] : 1.0;
}

static double leaving(const counts *c, int64_t band) {
  return c->end[0][band] + c->end[1][band];
}

/* d / (n (n - d)): 0 where nobody is at risk; where all leave it is not wanted any more. */
static double greenwood_term(double n, double d) {
  return n > 0.0 && d < n ? d / n / (n - d) : 0.0;
}

static void add_up(counts *c) {
  double stays = 1.0, reached[2] = {0.0, 0.0}, greenwood = 0.0;
  for (int64_t m = 0; m < c->bands; m++) {
    double n = c->at_risk[m], d = leaving(c, m);
    for (int k = 0; k < 2; k++) {
      if (n > 0.0) reached[k] += stays * c->end[k][m] / n;
      c->by[k][m] = reached[k];
    }
    if (n > 0.0) stays *= 1.0 - fmin(d / n, 1.0);
    greenwood += greenwood_term(n, d);
    c->survival[m] = stays;
    c->survival_se[m] = stays * sqrt(greenwood);
  }
}

/* Variance of the incidence of one end at the end of band k, by the delta method. */
static double variance(const counts *c, int end, int64_t k) {
  const double *by = c->by[end];
  double sum = 0.0;
  for (int64_t m = 0; m <= k; m++) {
    double n = c->at_risk[m], d = c->end[end][m], before = survival_before(c, m);
    if (!(n > 0.0)) continue;
    double still = by[k] - by[m], share = before / n;
    sum += still * still * greenwood_term(n, leaving(c, m)) + share * share * d * (1.0 - d / n) -
           2.0 * still * share * d / n;
  }
  return fmax(sum, 0.0);
}

static int32_t check(const cpw_bands *b, int64_t lists, const double *at_risk,
                     const double *treated, const double *removed, const cpw_dimension *list,
                     cpw_error *err) {
  const struct {
    const char *name;
    const double *values;
  } arrays[] = {{"at_risk", at_risk}, {"treated", treated}, {"removed", removed}};
  if (lists < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "lists = %lld must be >= 1", (long long)lists);
  int64_t cells;
  if (!cpwi_multiply(lists, b->count, &cells) || cells > INT64_MAX / (int64_t)sizeof(double))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, WHERE, "%lld lists are too many", (long long)lists);
  int32_t status = cpwi_check_dimension(list, "list", lists, WHERE, err);
  for (size_t k = 0; k < 3 && status == CPW_OK; k++) {
    cpwi_block block = {.name = arrays[k].name,
                        .lists = lists,
                        .bands = b->count,
                        .values = arrays[k].values,
                        .lower = b->lower,
                        .list = list};
    if (!arrays[k].values)
      return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "%s is NULL", arrays[k].name);
    status = cpwi_check_range(&block, 0, cells, 0.0, DBL_MAX / 4.0, WHERE, err);
  }
  for (int64_t i = 0; i < cells && status == CPW_OK; i++)
    if (treated[i] + removed[i] > at_risk[i] * (1.0 + 1e-12))
      status = cpwi_fail(
          err, CPW_EDOMAIN, i, WHERE, "%s, band %lld: %s treated and %s removed of %s at risk",
          cpwi_list_label(list, i / b->count).text, (long long)(i % b->count),
          cpwi_number(treated[i]).text, cpwi_number(removed[i]).text, cpwi_number(at_risk[i]).text);
  return status;
}

static int32_t add_arrays(counts *first, const cpw_bands *bands, int64_t lists,
                          const cpw_dimension *list, const cpw_allocator *allocator,
                          cpw_result *result, cpw_error *err) {
  static const char *const shape = "list band", *const share = "share";
  const cpwi_column columns[] = {
      {"survival", share, "still waiting at the end of the band", shape, &first->survival},
      {"treated_by", share, "treated by the end of the band", shape, &first->by[0]},
      {"removed_by", share, "removed by the end of the band", shape, &first->by[1]},
      {"survival_se", share, "standard error of survival", shape, &first->survival_se},
      {"treated_by_se", share, "standard error of treated_by", shape, &first->by_se[0]},
      {"removed_by_se", share, "standard error of removed_by", shape, &first->by_se[1]}};
  int32_t status = cpwi_add_labelled(result, "list", lists, list, 0, err);
  if (status == CPW_OK) status = cpwi_add_bands(result, bands, allocator, err);
  return status == CPW_OK ? cpwi_add_columns(result, columns, sizeof columns / sizeof *columns,
                                             cpwi_list_merge(list), err)
                          : status;
}

/* The counts of list l, where `first` has those of list 0. */
static counts counts_of(const counts *first, int64_t l) {
  int64_t at = l * first->bands;
  counts c = {.bands = first->bands,
              .at_risk = first->at_risk + at,
              .survival = first->survival + at,
              .survival_se = first->survival_se + at};
  for (int k = 0; k < 2; k++) {
    c.end[k] = first->end[k] + at;
    c.by[k] = first->by[k] + at;
    c.by_se[k] = first->by_se[k] + at;
  }
  return c;
}

int32_t cpw_waits_incidence(const cpw_bands *bands, int64_t lists, const double *at_risk,
                            const double *treated, const double *removed, const cpw_dimension *list,
                            const cpw_allocator *allocator, cpw_result **out, cpw_error *err) {
  cpw_bands b;
  cpw_result *result;
  counts all = {0};
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out is NULL");
  int32_t status = cpwi_check_allocator(allocator, WHERE, err);
  if (status == CPW_OK) status = cpwi_take_bands(&b, bands, WHERE, err);
  if (status == CPW_OK) status = check(&b, lists, at_risk, treated, removed, list, err);
  if (status == CPW_OK) status = cpw_result_new(allocator, &result, err);
  if (status != CPW_OK) return status;
  status = add_arrays(&all, &b, lists, list, allocator, result, err);
  all.bands = b.count;
  all.at_risk = at_risk;
  all.end[0] = treated;
  all.end[1] = removed;
  for (int64_t l = 0; l < lists && status == CPW_OK; l++) {
    counts c = counts_of(&all, l);
    add_up(&c);
    for (int64_t k = 0; k < 2 * c.bands; k++)
      c.by_se[k % 2][k / 2] = sqrt(variance(&c, (int)(k % 2), k / 2));
  }
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
