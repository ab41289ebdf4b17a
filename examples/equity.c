/* How unequal? Years of good health by how deprived an area is: gaps, slope and relative index with exact and
 * with simulated limits, concentration, the equally distributed equivalent, and what lies between fifths and
 * between health systems.
 *
 * Years in good health: healthy life expectancy at birth, males, England, 2015 to 2017, by tenth of the Index of
 * Multiple Deprivation 2015: Office for National Statistics, "Health state life expectancies by national
 * deprivation deciles, England and Wales: 2015 to 2017" (27 March 2019), figure 3. A fifth is here the
 * mean of its two tenths. The figure prints no limits: the standard error of half a year is an assumption.
 * People: mid-2020, both sexes, by tenth of the IMD 2019, England and two of its integrated care boards: Office for
 * National Statistics and MHCLG. Both under the Open Government Licence v3.0. */
#include <carepath.h>
#include <stdio.h>

enum { FIFTHS = 5, TENTHS = 10, BOARDS = 2 };

/* the most deprived first */
static const double YEARS[TENTHS] = {51.7182, 56.6479, 58.7618, 61.6578, 63.8382,
                                     64.6954, 66.4610, 67.9231, 68.8129, 70.4463};
static const double ENGLAND[TENTHS] = {5603911, 5697232, 5832954, 5796889, 5720152,
                                       5764872, 5591424, 5586550, 5512645, 5443509};
static const char *const BOARD[BOARDS] = {"Birmingham and Solihull", "Surrey Heartlands"};
static const double LIVE[BOARDS][TENTHS] = {
    {512552, 185949, 133331, 124836, 112556, 72943, 54271, 43580, 44937, 73057},
    {0, 5998, 19276, 65605, 68669, 84748, 116544, 155181, 206875, 329529}};

static int show_gaps(const double *years, const double *people, const double *se, cpw_error *err) {
  cpw_gaps_options options;
  cpw_gaps g;
  cpw_gaps_options_init(&options); /* the first group against the last */
  options.se = se;
  if (cpw_equity_gaps(years, people, FIFTHS, &options, &g, err)) return 1;
  printf("years in good health: %.1f on average\n", g.mean);
  printf("most less least deprived fifth   %6.2f (%.2f to %.2f), ratio %.3f (%.3f to %.3f)\n",
         g.gap, g.gap_lower, g.gap_upper, g.ratio, g.ratio_lower, g.ratio_upper);
  printf("if all had those of the least deprived: %.2f years more, %.1f %%\n", -g.par,
         -100 * g.paf);
  return 0;
}

/* The line through all groups, not the two ends alone; limits at two levels at once. */
static int show_slope(const char *name, int32_t method, const double *years, const double *people,
                      const double *se, cpw_error *err) {
  static const double levels[2] = {0.95, 0.998};
  cpw_slope_options options;
  cpw_slope line;
  cpw_slope_limits limits[2];
  cpw_run run;
  cpw_slope_options_init(&options);
  options.method = method;
  options.se = method == CPW_SLOPE_RESIDUAL ? NULL : se;
  options.level = levels;
  options.levels = 2;
  cpw_run_init(&run);
  run.seed = 2024;
  run.replications = 100000; /* of the simulated limits */
  if (cpw_equity_slope(years, people, 1, FIFTHS, &options, &run, &line, limits, err)) return 1;
  if (method == CPW_SLOPE_EXACT)
    printf("\nslope index %.2f years, relative index %.3f\n", line.sii, line.rii);
  printf("  %-10s", name);
  for (int k = 0; k < 2; k++)
    printf("  %.1f %%: %5.2f to %.2f, %.3f to %.3f", 100 * limits[k].level, limits[k].sii_lower,
           limits[k].sii_upper, limits[k].rii_lower, limits[k].rii_upper);
  printf("\n");
  return 0;
}

static int show_concentration(const double *years, const double *people, cpw_error *err) {
  cpw_concentration c;
  const double aversion[3] = {0, 1, 10.95}; /* 10.95: survey in England, Robson and others 2017 */
  double ede[3], index[3];
  if (cpw_equity_concentration_grouped(years, people, NULL, FIFTHS, NULL, &c, err) ||
      cpw_equity_ede(years, people, FIFTHS, CPW_EDE_ATKINSON, aversion, 3, NULL, ede, index, err))
    return 1;
  printf("\nconcentration index %.4f: the curve lies %s the diagonal\n", c.index,
         c.curve == CPW_CURVE_BELOW ? "below" : "not below");
  for (int k = 0; k < 3; k++)
    printf("aversion %5.2f: as good as %.2f years for everybody; %.2f %% are lost to inequality\n",
           aversion[k], ede[k], 100 * index[k]);
  return 0;
}

/* Everybody of two health systems, with the years of the tenth where they live. */
static int show_parts(cpw_error *err) {
  double value[BOARDS * TENTHS], people[BOARDS * TENTHS];
  int64_t fifth[BOARDS * TENTHS], board[BOARDS * TENTHS];
  cpw_crossed_decomposition d;
  for (int i = 0; i < BOARDS * TENTHS; i++) {
    board[i] = i / TENTHS;
    fifth[i] = i % TENTHS / 2;
    value[i] = YEARS[i % TENTHS];
    people[i] = LIVE[board[i]][i % TENTHS];
  }
  if (cpw_equity_decompose_crossed(value, people, fifth, board, BOARDS * TENTHS, FIFTHS, BOARDS,
                                   CPW_PARTS_THEIL_L, NULL, &d, err))
    return 1;
  printf("\n%s and %s, mean log deviation %.5f:\n", BOARD[0], BOARD[1], d.total);
  printf("between fifths %.1f %%, between boards %.1f %%, common to both %.1f %%, within %.1f %%\n",
         100 * d.first / d.total, 100 * d.second / d.total, -100 * d.interaction / d.total,
         100 * d.within / d.total);
  return 0;
}

int main(void) {
  static const double se[FIFTHS] = {0.5, 0.5, 0.5, 0.5, 0.5}; /* assumed, see above */
  double years[FIFTHS], people[FIFTHS];
  cpw_error err;
  for (int i = 0; i < FIFTHS; i++) {
    years[i] = (YEARS[2 * i] + YEARS[2 * i + 1]) / 2;
    people[i] = ENGLAND[2 * i] + ENGLAND[2 * i + 1];
  }
  int failed = show_gaps(years, people, se, &err) ||
               show_slope("exact", CPW_SLOPE_EXACT, years, people, se, &err) ||
               show_slope("simulated", CPW_SLOPE_SIMULATED, years, people, se, &err) ||
               show_slope("scatter", CPW_SLOPE_RESIDUAL, years, people, se, &err) ||
               show_concentration(years, people, &err) || show_parts(&err);
  if (failed) fprintf(stderr, "%s: %s\n", err.where, err.message);
  return failed;
}
