/* Which wide instructions this machine has.
 * Source: the processor, as the compiler's run-time library asks it (and the system, for the registers).
 * Leaves the arithmetic to wide.inc, once for each set in wide_avx2.c and wide_avx512.c. */
#include "random/wide.h"

#if defined(CPWI_WIDE)
/* Asked for at each call, which is a load and a test: nothing is kept. */
const cpwi_wide *cpwi_wide_at(int32_t index) {
  if (__builtin_cpu_supports("avx512f")) {
    if (index == 0) return &cpwi_wide_avx512;
    index--;
  }
  return index == 0 && __builtin_cpu_supports("avx2") ? &cpwi_wide_avx2 : NULL;
}
#else
const cpwi_wide *cpwi_wide_at(int32_t index) {
  (void)index;
  return NULL;
}
#endif
