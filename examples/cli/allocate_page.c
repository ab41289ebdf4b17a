/* Pages of `carepath allocate`.
 * No source: figures of the library.
 * Leaves bars to chart_bars.c and the frame to page.c. */
#include "allocate_page.h"

int shares_page(const settings *set, const answer *a, const sheet *rows, const int64_t *target,
                const double *distance) {
  (void)set, (void)a, (void)rows, (void)target, (void)distance;
  return DONE;
}
int pace_page(const settings *set, const answer *a, const sheet *rows, const cpw_result *path,
              int64_t n, int64_t years) {
  (void)set, (void)a, (void)rows, (void)path, (void)n, (void)years;
  return DONE;
}
int optimise_page(const settings *set, const answer *a, const sheet *rows,
                  const cpw_budget_problem *problem, const double *spend,
                  const cpw_budget_answer *found) {
  (void)set, (void)a, (void)rows, (void)problem, (void)spend, (void)found;
  return DONE;
}
