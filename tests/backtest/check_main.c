#include "check_backtest.h"

#include <string.h>

static double wobble(int64_t l, int64_t t, int64_t m, double noise) {
  int64_t k = (l * 7 + t * 5 + m * 3) % 11 - 5;
  return 1.0 + noise * (double)k / 5.0;
}

void small_make(small *s, double noise) {
  static const double hazard[BANDS] = {0.2, 0.25, 0.3, 0.3, 0.4};
  static const double removal[BANDS] = {-0.05, 0.02, 0.03, 0.04, 0.05};
  memset(s, 0, sizeof *s);
  cpw_bands_init(&s->bands);
  s->bands.count = BANDS;
  s->bands.lower = s->lower;
  s->bands.unit_weeks = CPW_WEEKS_PER_MONTH;
  for (int64_t m = 0; m < BANDS; m++)
    s->lower[m] = (double)m * 3.0;
  s->bands.period = 3.0;
  for (int64_t l = 0; l < LISTS; l++)
    for (int64_t t = 0; t < PERIODS; t++) {
      int64_t row = l * PERIODS + t;
      s->starts[row] = 1000.0 * (double)(l + 1) * wobble(l, t, 0, noise);
      for (int64_t m = 0; m < BANDS; m++) {
        const double *before = s->waiting + (row - 1) * BANDS;
        double inflow = m == 0 ? s->starts[row] : (t > 0 ? before[m - 1] : 500.0);
        if (m == BANDS - 1) inflow += t > 0 ? before[m] : 300.0;
        double c = hazard[m] * wobble(l, t, m, noise), r = removal[m] * wobble(t, l, m, noise);
        s->treated[row * BANDS + m] = c * inflow;
        s->waiting[row * BANDS + m] = inflow * (1.0 - c - r);
      }
    }
  cpw_history_init(&s->history);
  s->history.lists = LISTS;
  s->history.periods = PERIODS;
  s->history.bands = &s->bands;
  s->history.starts = s->starts;
  s->history.treated = s->treated;
  s->history.waiting = s->waiting;
}

const double *small_real(const cpw_result *result, const char *name) {
  const cpw_array *a = cpw_result_find(result, name);
  ck_assert_msg(a && a->type == CPW_DOUBLE, "no array %s of doubles", name);
  return a->real;
}

const int64_t *small_integer(const cpw_result *result, const char *name) {
  const cpw_array *a = cpw_result_find(result, name);
  ck_assert_msg(a && a->type == CPW_INT64, "no array %s of integers", name);
  return a->integer;
}

int main(void) {
  Suite *suites[] = {backtest_suite()};
  return cpwt_run(suites, 1);
}
