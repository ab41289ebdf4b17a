/* What is published of counts, and what is made of the published ones: shares, ratios, sums, slopes.
 * Source: carepath/impact.h. Leaves which counts are withheld to withhold.c. */
#include "impact/suppress.h"

#include <string.h>

static int is_rounded(const cpwi_withheld *w) {
  return w->rule.rounding != CPW_DISCLOSURE_ROUND_NONE && w->rule.base > 1;
}

static double blunt(const cpwi_withheld *w, double x, double step) {
  return is_rounded(w) && isfinite(x) ? floor(x * step + 0.5) / step : x;
}

/* What a mean after is more than one before is due to those who move: there must not be few of them. */
static void withhold_after(const cpwi_withheld *w, cpw_result *result) {
  static const char *const AFTER[] = {"mean_after", "wait_after", "median_after", "p95_after"};
  for (size_t k = 0; k < sizeof AFTER / sizeof *AFTER; k++) {
    double *x = cpwi_result_memory(result, AFTER[k]);
    for (int64_t line = 0; x && line < w->lines; line++) {
      int64_t moved = (int64_t)(w->move[0][line] + w->move[2][line]);
      if (cpwi_disclosure_primary(&w->rule, moved) != CPW_DISCLOSURE_SHOWN) x[line] = CPWI_NAN;
    }
  }
}

/* Means and quantiles of a line, hanging on a family of counts. Where counts are rounded they are, too: an exact
 * mean of whole numbers says of how many it is one. */
static void publish_means(const cpwi_withheld *w, cpw_result *result) {
  static const struct {
    const char *name;
    int family, per; /* rounded to a whole one or to a tenth */
  } MEANS[] = {{"mean_before", CPWI_PEOPLE, 1}, {"mean_after", CPWI_PEOPLE, 1},
               {"mean_lost", CPWI_MOVES, 1},    {"mean_weeks", CPWI_DELAYED, 10},
               {"wait_before", CPWI_PEOPLE, 1}, {"wait_after", CPWI_PEOPLE, 1}};
  for (size_t k = 0; k < sizeof MEANS / sizeof *MEANS; k++) {
    double *x = cpwi_result_memory(result, MEANS[k].name);
    const int32_t *gone = cpwi_gone(w, MEANS[k].family);
    for (int64_t line = 0; x && line < w->lines; line++)
      x[line] = gone[line] ? CPWI_NAN : blunt(w, x[line], MEANS[k].per);
  }
}

/* A quantile needs as many people beyond it as a count that is shown; the greatest is one person's own. */
static void publish_quantiles(const cpwi_withheld *w, cpw_result *result) {
  static const struct {
    const char *name;
    double times; /* people for one beyond; 0: never */
  } QUANTILES[] = {{"median_before", 2.0}, {"median_after", 2.0}, {"p95_before", 20.0},
                   {"p95_after", 20.0},    {"most_lost", 0.0},    {"most_weeks", 0.0}};
  const int32_t *gone = cpwi_gone(w, CPWI_PEOPLE);
  for (size_t k = 0; k < sizeof QUANTILES / sizeof *QUANTILES; k++) {
    double *x = cpwi_result_memory(result, QUANTILES[k].name), times = QUANTILES[k].times;
    for (int64_t line = 0; x && line < w->lines; line++) {
      int few = times <= 0.0 || w->people[line] < times * (double)w->rule.least;
      x[line] = gone[line] || few ? CPWI_NAN : blunt(w, x[line], 1.0);
    }
  }
}

/* Sums are the published mean times the published count; before either is written. */
static void publish_gains(const cpwi_withheld *w, cpw_result *result) {
  double *gained = cpwi_result_memory(result, "places_gained");
  for (int64_t line = 0; line < w->lines; line++)
    if (w->move[0][line] > 0.0) gained[line] = blunt(w, gained[line] / w->move[0][line], 1.0);
}

static void multiply_sums(const cpwi_withheld *w, cpw_result *result) {
  double *gained = cpwi_result_memory(result, "places_gained");
  double *lost = cpwi_result_memory(result, "places_lost");
  const double *mean = cpwi_result_memory(result, "mean_lost");
  for (int64_t line = 0; line < w->lines; line++) {
    gained[line] *= w->move[0][line];
    lost[line] = w->move[2][line] > 0.0 ? mean[line] * w->move[2][line] : w->move[2][line];
  }
}

static void publish_counts(const cpwi_withheld *w) {
  const struct {
    double *count;
    int family, each, from; /* from: number of the first, of the 16 that a line may have */
  } COUNTS[] = {{w->people, CPWI_PEOPLE, 1, 0},
                {w->move[0], CPWI_MOVES, 1, 1},
                {w->move[1], CPWI_MOVES, 1, 2},
                {w->move[2], CPWI_MOVES, 1, 3},
                {w->top[0], CPWI_TOP_BEFORE, 1, 4},
                {w->top[1], CPWI_TOP_AFTER, 1, 5},
                {w->delayed, CPWI_DELAYED, 1, 6},
                {w->bands, CPWI_BANDS, CPWI_WEEK_BANDS, 7},
                {w->breaches[0], CPWI_BREACHES_BEFORE, 1, 13},
                {w->breaches[1], CPWI_BREACHES_AFTER, 1, 14}};
  for (int64_t k = 0; k < (int64_t)(sizeof COUNTS / sizeof *COUNTS); k++) {
    double *x = COUNTS[k].count;
    for (int64_t i = 0; x && i < w->lines * COUNTS[k].each; i++) {
      int gone = cpwi_gone(w, COUNTS[k].family)[i / COUNTS[k].each];
      int64_t cell = (i / COUNTS[k].each) * 16 + COUNTS[k].from + i % COUNTS[k].each;
      x[i] = gone ? CPWI_NAN : (double)cpwi_disclosure_round(&w->rule, (int64_t)x[i], cell);
    }
  }
}

/* Of published counts; random rounding may put a part above its whole. */
static double share_of(double part, double whole) {
  return !(whole > 0.0) ? CPWI_NAN : part > whole ? 1.0 : part / whole;
}

static void publish_shares(const cpwi_impact *m, const cpwi_withheld *w, cpw_result *result) {
  static const char *const SHARE[] = {"top_share_before", "top_share_after"};
  static const char *const RATIO[] = {"top_ratio_before", "top_ratio_after"};
  double all = *(double *)cpwi_result_memory(result, "patients");
  double *share = cpwi_result_memory(result, "share");
  for (int64_t line = 0; line < w->lines; line++)
    share[line] = isnan(w->people[line]) ? CPWI_NAN : share_of(w->people[line], all);
  for (int side = 0; side < 2 && w->top[0]; side++) {
    double *rate = cpwi_result_memory(result, SHARE[side]);
    for (int64_t line = 0; line < w->lines; line++)
      rate[line] =
          isnan(w->top[side][line]) ? CPWI_NAN : share_of(w->top[side][line], w->people[line]);
    for (int64_t k = 0; k < m->trait_count; k++)
      cpwi_impact_ratios(&m->traits[k], rate, cpwi_result_memory(result, RATIO[side]));
  }
}

static void publish_totals(const cpwi_withheld *w, cpw_result *result) {
  static const char *const NAMES[] = {"moved",   "later_all", "places_exchanged",
                                      "kendall", "spearman",  "patients"};
  for (int64_t k = 0; k < 6; k++) {
    double *x = cpwi_result_memory(result, NAMES[k]);
    int is_count = k < 2 || k == 5, exact = k == 2;
    int gone = k == 5 ? w->patients_gone : w->moves_gone;
    if (gone)
      *x = CPWI_NAN;
    else if (is_count)
      *x = (double)cpwi_disclosure_round(&w->rule, (int64_t)*x, -1 - k);
    else if (!exact)
      *x = blunt(w, *x, 100.0);
  }
}

/* Whether every group of a characteristic that has people has its mean wait published. */
static int is_whole(const cpwi_withheld *w, const cpwi_trait *t, const double *mean) {
  const int32_t *gone = cpwi_gone(w, CPWI_PEOPLE) + t->first_line;
  int whole = 1;
  for (int64_t g = 0; g < t->groups; g++)
    whole &= !gone[g] && (w->people[t->first_line + g] <= 0.0 || isfinite(mean[t->first_line + g]));
  return whole;
}

/* A slope over groups of which one is withheld would give it away; the others are made of what is published. */
static int32_t publish_slopes(const cpwi_impact *m, const cpwi_withheld *w, cpw_result *result,
                              cpw_error *err) {
  static const char *const MEAN[] = {"wait_before", "wait_after"};
  static const char *const GAP[] = {"gap_before", "gap_after"};
  static const char *const SLOPE[] = {"slope_before", "slope_after"};
  if (!m->has_waits) return CPW_OK;
  int32_t status = cpwi_impact_slopes(m, result, err);
  for (int side = 0; side < 2 && status == CPW_OK; side++) {
    double *gap = cpwi_result_memory(result, GAP[side]);
    double *slope = cpwi_result_memory(result, SLOPE[side]);
    for (int64_t k = 0; k < m->trait_count; k++)
      if (!is_whole(w, &m->traits[k], cpwi_result_memory(result, MEAN[side])))
        gap[k] = slope[k] = CPWI_NAN;
  }
  return status;
}

int32_t cpwi_publish(const cpwi_impact *m, const cpwi_withheld *w, cpw_result *result,
                     cpw_error *err) {
  withhold_after(w, result);
  publish_quantiles(w, result);
  publish_means(w, result);
  publish_gains(w, result);
  publish_counts(w);
  multiply_sums(w, result);
  publish_totals(w, result);
  publish_shares(m, w, result);
  return publish_slopes(m, w, result, err);
}
