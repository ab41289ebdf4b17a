/* Standard errors of concentration indices from the influence of each row.
 * Source: Kakwani, Wagstaff and van Doorslaer (1997): of G = mean x C the influence is
 * z (2R-1) - (Z' + Z) - 2 G, on centred values. Leaves what an index makes of G to its file. */
#include "equity/internal.h"

/* one index, on the way */
typedef struct sums {
  cpwi_influence by;
  cpwi_bag squares;
} sums;

static void add_block(const cpwi_line *line, int64_t b, sums *s, int32_t rule,
                      const double *variance) {
  const cpwi_rows *rows = &line->rows;
  double slope = s->by.on_generalised * line->middle[b] + s->by.on_mean;
  double rest = s->by.on_generalised * (line->around[b] + 2 * line->generalised);
  for (int64_t i = line->start[b]; i < line->start[b + 1]; i++) {
    double f = slope * (rows->y[i] - rows->mean) - rest, w = rows->w[i];
    double square = variance ? f * f + variance[i] * (slope * slope) : f * f;
    cpwi_bag_add(&s->squares, (rule == CPW_VARIANCE_SAMPLE ? w * w : w) * square);
  }
}

void cpwi_line_se(const cpwi_line *line, const cpwi_influence *influence, int32_t count,
                  int32_t rule, const double *variance, double *se) {
  const cpwi_rows *rows = &line->rows;
  double people = rule == CPW_VARIANCE_COUNTS ? rows->population : (double)rows->n;
  for (int32_t k = 0; k < count; k++) {
    sums s = {.by = influence[k]};
    cpwi_bag_start(&s.squares);
    for (int64_t b = 0; b < line->blocks; b++)
      add_block(line, b, &s, rule, variance);
    double all = cpwi_bag_value(&s.squares);
    se[k] =
        rule == CPW_VARIANCE_SAMPLE ? sqrt(all) / rows->total : sqrt(all / rows->total / people);
  }
}
