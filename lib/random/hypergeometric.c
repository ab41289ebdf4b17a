/* Hypergeometric variates.
 * Source: Stadlober, J. Comput. Appl. Math. 31, 1990 (algorithm HRUA), with the bound for any law whose
 * mass function is log-concave.
 * Leaves the drawing itself to count.c. */
#include "random/internal.h"

#define FROM_HERE_REJECTION 10.0

/* What is left of a population after the marked and the drawn, both at most half of it. */
typedef struct sizes {
  int64_t all, marked, drawn, neither; /* neither = all - marked - drawn */
} sizes;

/* log P(X = 0) = log of (all - marked)! (all - drawn)! / (all! neither!), by Stirling's formula,
 * arranged so that it is precise even where it is tiny */
static double log_none(const sizes *s) {
  double all = (double)s->all, marked = (double)s->marked, drawn = (double)s->drawn;
  double neither = (double)s->neither, unmarked = (double)(s->all - s->marked);
  double undrawn = (double)(s->all - s->drawn);
  double stirling = (cpwi_stirling(unmarked) - cpwi_stirling(all)) +
                    (cpwi_stirling(undrawn) - cpwi_stirling(neither));
  double logs = marked * cpw_math_log1p(-drawn / all) + drawn * cpw_math_log1p(-marked / all);
  if (s->neither == 0) /* 0! = 1 */
    return 0.5 * cpw_math_log(0x1.921fb54442d18p+2 * unmarked * (undrawn / all)) + logs + stirling;
  return (neither + 0.5) * cpw_math_log1p(marked / all * (drawn / neither)) + logs + stirling;
}

/* marked * drawn / all in twice the working precision */
static cpwi_pair expectation(const sizes *s) {
  double all = (double)s->all;
  cpwi_pair product = cpwi_two_product((double)s->marked, (double)s->drawn);
  cpwi_pair out = {product.high / all, 0};
  cpwi_pair back = cpwi_two_product(out.high, all);
  out.low = ((product.high - back.high) - back.low + product.low) / all;
  return out;
}

static void prepare_ladder(cpwi_count_law *law, const sizes *s) {
  cpwi_ladder ladder = {0, 0, (double)s->marked, 1, (double)s->drawn, 1, (double)(s->neither + 1),
                        1};
  law->method = s->marked > 0 && s->drawn > 0 ? CPWI_LADDER : CPWI_CONSTANT;
  if (law->method == CPWI_LADDER) cpwi_ladder_start(&ladder, log_none(s));
  law->ladder = ladder;
}

static void prepare_ratio(cpwi_count_law *law, const sizes *s, cpwi_pair mean) {
  law->method = CPWI_RATIO;
  cpwi_cells *cells = &law->cells;
  cpwi_cells_centre(cells, mean);
  int64_t base = cells->base;
  double all = (double)s->all, marked = (double)s->marked, drawn = (double)s->drawn;
  double share = 1 - drawn / all, m = mean.high;
  cpwi_cells_add(cells, base, m, 1);
  cpwi_cells_add(cells, s->marked - base, marked - m, -1);
  cpwi_cells_add(cells, s->drawn - base, drawn - m, -1);
  cpwi_cells_add(cells, s->neither + base, (double)s->neither + m, 1);
  cells->lowest = -base;
  cells->highest = (s->marked < s->drawn ? s->marked : s->drawn) - base;
  /* the mode is floor((marked + 1) (drawn + 1) / (all + 2)) */
  double beyond = (marked + drawn + 1 - 2 * m) / (all + 2);
  cells->reference = cpwi_floor(cells->fraction + beyond);
  double variance = m * share * ((all - marked) / (all - 1));
  law->ratio.centre = cells->fraction + 0.5;
  /* 2 sqrt(2/e) and 3 - 2 sqrt(3/e) */
  law->ratio.width = 1.7155277699214135 * sqrt(variance + 0.5) + 0.8989161620588988;
}

void cpwi_hypergeometric_prepare(cpwi_count_law *law, int64_t marked, int64_t unmarked,
                                 int64_t drawn) {
  sizes s;
  s.all = marked + unmarked;
  int swap_marks = marked > unmarked, swap_drawn = drawn > s.all - drawn;
  s.marked = swap_marks ? unmarked : marked;
  s.drawn = swap_drawn ? s.all - drawn : drawn;
  s.neither = s.all - s.marked - s.drawn;
  /* the draw counts s.marked among s.drawn; from there to the marked among the drawn */
  law->falls = swap_marks != swap_drawn;
  law->offset = swap_drawn ? (swap_marks ? drawn - unmarked : marked) : (swap_marks ? drawn : 0);
  cpwi_pair mean = {0, 0};
  if (s.all > 0) mean = expectation(&s);
  if (mean.high < FROM_HERE_REJECTION)
    prepare_ladder(law, &s);
  else
    prepare_ratio(law, &s, mean);
}

int64_t cpw_random_hypergeometric(cpw_stream *stream, int64_t marked, int64_t unmarked,
                                  int64_t drawn) {
  if (!cpwi_is_count(marked) || !cpwi_is_count(unmarked) || !cpwi_is_count(marked + unmarked) ||
      drawn < 0 || drawn > marked + unmarked)
    return -1;
  cpwi_count_law law;
  cpwi_hypergeometric_prepare(&law, marked, unmarked, drawn);
  return cpwi_count_draw(&law, stream);
}
