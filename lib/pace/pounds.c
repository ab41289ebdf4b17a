/* Whole pounds: the exact allocations rounded within their bounds so that they sum to the quantum.
 * Source: apportion, with the exact allocations as weights.
 * Leaves these to level.c. */
#include "pace/internal.h"

static int64_t whole(double x) {
  if (x <= 0.0) return 0;
  return x >= 0x1p63 ? INT64_MAX : (int64_t)x;
}

/* Bounds in whole pounds. How: 0 within the bounds, unless no whole pound is; 1 to the pound about them; 2
 * a little further, where bounds beyond 2^50 pounds are themselves rounded. */
static void whole_bounds(const cpwi_pace_year *y, int how) {
  for (int64_t i = 0; i < y->n; i++) {
    double low = y->o.lower[i], high = y->o.upper[i];
    int outside = how > 0 || ceil(low) > floor(high);
    if (how == 2) {
      low -= low * 0x1p-51;
      high += high * 0x1p-51;
    }
    y->p->least[i] = whole(outside ? floor(low) : ceil(low));
    y->p->most[i] = whole(outside ? ceil(high) : floor(high));
    if (!(y->o.exact[i] > 0.0)) y->p->most[i] = y->p->least[i];
  }
}

int32_t cpwi_pace_pounds(cpwi_pace_year *y, cpw_error *err) {
  cpw_apportion_options o;
  cpw_apportion_options_init(&o);
  o.method = y->p->options.rounding;
  o.ids = y->p->plan->codes;
  o.allocator = y->p->options.allocator;
  o.lower = y->p->least;
  o.upper = y->p->most;
  int32_t status = CPW_EDOMAIN;
  cpw_error last; /* an attempt that fails is no error of the caller's, unless it is the last */
  for (int how = 0; status == CPW_EDOMAIN && how < 3; how++) {
    whole_bounds(y, how);
    status = cpw_apportion(y->quantum, y->o.exact, y->n, &o, y->o.allocation, &last);
  }
  if (status != CPW_OK && err) *err = last;
  return status;
}
