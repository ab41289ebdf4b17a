/* What came of it: councils that put money into home care against those that did not, and one place over two years.
 * Figures are made up. */
#include <carepath.h>

#include <math.h>
#include <stdio.h>

static double number(const cpw_result *r, const char *name, int64_t at) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || at >= a->size) return (double)NAN;
  return a->real ? a->real[at] : (double)a->integer[at];
}

/* delayed bed-days per 1,000 people: seven councils, four quarters before and four after */
static int32_t councils(cpw_error *err) {
  const double days[7 * 8] = {9.1,  9.4,  9.3,  9.6,  8.1, 7.9, 7.7, 7.8, 11.0, 11.3, 11.1, 11.6,
                              10.2, 9.8,  9.7,  9.6,  8.0, 8.1, 8.4, 8.3, 7.6,  7.2,  7.1,  7.3,
                              9.0,  9.2,  9.1,  9.5,  9.6, 9.4, 9.9, 9.8, 10.5, 10.4, 10.8, 10.9,
                              11.0, 10.9, 11.3, 11.2, 7.9, 8.2, 8.1, 8.5, 8.4,  8.6,  8.5,  8.8,
                              8.8,  9.1,  9.0,  9.3,  9.0, 9.5, 9.4, 9.3};
  const int32_t invested[] = {1, 1, 1, 0, 0, 0, 0};
  cpw_before_after p;
  cpw_result *r = NULL;
  cpw_before_after_init(&p);
  p.units = 7;
  p.periods = 8;
  p.start = 4;
  p.value = days;
  p.treated = invested;
  int32_t status = cpw_before_after_difference(&p, &r, err);
  if (status != CPW_OK) return status;
  printf("councils that invested: %.2f to %.2f, %.2f had they not\n",
         number(r, "treated_before", 0), number(r, "treated_after", 0),
         number(r, "counterfactual", 0));
  printf("  effect %.2f (%.2f to %.2f); %.3f of all assignments are as far from 0\n",
         number(r, "estimate", 0), number(r, "lower", 0), number(r, "upper", 0),
         number(r, "p_exact", 0));
  printf("  before it they moved apart by %.3f a quarter (standard error %.3f)\n",
         number(r, "trend", 0), number(r, "trend_se", 0));
  cpw_result_free(r);
  return CPW_OK;
}

/* one place by month, from month 12 on with more home care */
static int32_t place(cpw_error *err) {
  const double beds[] = {40, 42, 41, 43, 44, 43, 45, 46, 45, 47, 47, 48,
                         44, 43, 44, 42, 43, 41, 42, 40, 41, 39, 40, 38};
  cpw_result *r = NULL;
  int32_t status = cpw_before_after_series(beds, NULL, 24, 12, -1, 0.95, NULL, &r, err);
  if (status != CPW_OK) return status;
  printf("one place: %.1f beds at once (%.1f to %.1f), then %.2f a month (before %.2f)\n",
         number(r, "level_change", 0), number(r, "level_change_lower", 0),
         number(r, "level_change_upper", 0), number(r, "slope_after", 0),
         number(r, "slope_before", 0));
  printf("  %.0f bed-months fewer than the old line (%.0f to %.0f)\n", -number(r, "total", 0),
         -number(r, "total_upper", 0), -number(r, "total_lower", 0));
  cpw_result_free(r);
  return CPW_OK;
}

int main(void) {
  cpw_error err;
  if (councils(&err) == CPW_OK && place(&err) == CPW_OK) return 0;
  fprintf(stderr, "%s: %s\n", err.where, err.message);
  return 1;
}
