/* Random streams that do not depend on who else draws: each patient of each replication has one, so
 * that two policies can be compared on the same arrivals, and the work can be split at will. */
#include <carepath.h>
#include <stdio.h>

enum { ARRIVALS = 1, PATIENCE = 2 }; /* purposes: one a use */

int main(void) {
  for (uint64_t replication = 0; replication < 3; replication++) {
    cpw_stream arrivals, patience;
    cpw_stream_init(&arrivals, 2026, replication, ARRIVALS, 0);
    cpw_stream_init(&patience, 2026, replication, PATIENCE, 0);
    int64_t people = cpw_random_poisson(&arrivals, 42.0);
    double weeks = 0.0;
    for (int64_t i = 0; i < people; i++) {
      cpw_stream_entity(&patience, (uint64_t)i); /* patient i, whatever the others draw */
      weeks += cpw_random_gamma(&patience, 2.0, 13.0);
    }
    printf("replication %d: %lld people, mean patience %.2f weeks\n", (int)replication,
           (long long)people, weeks / (double)people);
  }

  /* people are conserved: a multinomial shares them out to the last one */
  const double shares[] = {0.2, 0.5, 0.3};
  int64_t places[3];
  cpw_stream stream;
  cpw_error err;
  cpw_stream_init(&stream, 2026, 0, 3, 0);
  if (cpw_random_multinomial(&stream, 1000000007, shares, 3, places, &err)) {
    fprintf(stderr, "%s\n", err.message);
    return 1;
  }
  printf("%lld + %lld + %lld = %lld\n", (long long)places[0], (long long)places[1],
         (long long)places[2], (long long)(places[0] + places[1] + places[2]));
  return 0;
}
