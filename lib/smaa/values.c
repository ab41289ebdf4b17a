/* Values that nobody is sure of: drawn around those of the table, on the scale of the table.
 * Source: Lahdelma and Salminen, Operations Research 49:444-454 (2001).
 * Leaves the scale to lib/mcda. */
#include "smaa/internal.h"

/* off by -1 to 1, or by a standard normal deviate */
static double deviate(const cpwi_smaa *s, cpw_stream *stream) {
  return s->options.uncertainty == CPW_SMAA_NORMAL ? cpw_random_normal(stream, 0, 1)
                                                   : 2 * cpw_random_uniform(stream) - 1;
}

void cpwi_smaa_draw_values(const cpwi_smaa *s, int64_t replication, int64_t first, int64_t last,
                           double *value) {
  const double *spread = s->options.spread, *values = s->mcda.table.values;
  const int64_t step = s->options.spread_rows == 1 ? 0 : s->m;
  cpw_stream stream;
  cpw_stream_init(&stream, s->mcda.run.seed, (uint64_t)replication, CPWI_DRAW_VALUES, 0);
  for (int64_t i = first; i < last; i++) {
    const int64_t row = s->row[i];
    cpw_stream_entity(&stream, (uint64_t)row);
    for (int64_t j = 0; j < s->m; j++) {
      double x = values[row * s->m + j] + spread[row * step + j] * deviate(s, &stream);
      value[j * s->n + i] = cpwi_smaa_value(&s->mcda.columns[j], x);
    }
  }
}
