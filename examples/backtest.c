/* How far off would last year's projections have been? A list of four month bands, from every origin. */
#include <carepath.h>
#include <stdio.h>

#define PERIODS 10
#define BANDS   4

int main(void) {
  static const double lower[BANDS] = {0, 1, 2, 3};
  double starts[PERIODS], treated[PERIODS * BANDS], waiting[PERIODS * BANDS] = {0};
  for (int t = 0; t < PERIODS;
       t++) { /* 20 to 26 % of each band treated, a tenth of the third leaves */
    starts[t] = 400 + 15 * (t % 4);
    for (int m = 0; m < BANDS; m++) {
      double in = m == 0 ? starts[t] : t == 0 ? 300 : waiting[(t - 1) * BANDS + m - 1];
      if (m == BANDS - 1) in += t == 0 ? 700 : waiting[(t - 1) * BANDS + m];
      treated[t * BANDS + m] = in * (0.20 + 0.02 * ((t + m) % 4));
      waiting[t * BANDS + m] = in - treated[t * BANDS + m] - (m == 2 ? 0.1 * in : 0);
    }
  }
  cpw_bands bands;
  cpw_bands_init(&bands);
  bands.count = BANDS;
  bands.lower = lower;
  bands.unit_weeks = CPW_WEEKS_PER_MONTH;
  cpw_history history = {sizeof history, 1, PERIODS, &bands, starts, treated, waiting, NULL, NULL};
  cpw_backtest_options options;
  cpw_backtest_options_init(&options);
  options.weeks = 12;
  cpw_result *test;
  cpw_error err;
  if (cpw_backtest(&history, &options, NULL, &test, &err) != CPW_OK) return puts(err.message), 1;
  const cpw_array *list = cpw_result_find(test, "list_mape");
  const cpw_array *share = cpw_result_find(test, "within_mae");
  for (int64_t o = 0; o < list->size; o++)
    printf("origin %d: list off by %.2f %%, share within 12 weeks by %.2f points\n", (int)o + 3,
           100 * list->real[o], share->real[o]);
  cpw_result_free(test);
  return 0;
}
