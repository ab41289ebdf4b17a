/* Statistics that merge exactly: two halves of a simulation, merged in either order, give the same
 * bytes as one run. */
#include <carepath.h>
#include <stdio.h>
#include <string.h>

static void simulate(cpw_moments *waits, uint64_t first, uint64_t last) {
  cpw_moments_init(waits);
  for (uint64_t replication = first; replication < last; replication++) {
    cpw_stream stream;
    cpw_stream_init(&stream, 1, replication, 0, 0);
    for (int i = 0; i < 100; i++)
      cpw_moments_add(waits, cpw_random_exponential(&stream, 13.6));
  }
}

int main(void) {
  cpw_moments whole, early, late;
  cpw_error err;
  cpw_interval limits;
  simulate(&whole, 0, 1000);
  simulate(&early, 0, 377);
  simulate(&late, 377, 1000);
  if (cpw_moments_merge(&late, &early, &err) || cpw_mean_interval(&whole, 0.95, &limits, &err)) {
    fprintf(stderr, "%s\n", err.message);
    return 1;
  }
  printf("%lld waits, mean %.3f weeks (95 %%: %.3f to %.3f), longest %.1f\n",
         (long long)whole.count, limits.estimate, limits.lower, limits.upper, whole.maximum);
  /* no padding: every byte of the state counts, NOLINTNEXTLINE(*-memory-comparison,*-exp42-c,*-flp37-c) */
  int same = memcmp(&whole, &late, sizeof whole) == 0;
  printf("merged in the other order: %s\n", same ? "the same bytes" : "different");
  return 0;
}
