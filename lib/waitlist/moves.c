/* People taken out of a list or put into it by time waited: so many of a range, or a share of it.
 * Source: even spread within a closed band; in proportion to whoever is there, rounded to the grid.
 * Leaves who moves when to project_group.c. */
#include "waitlist/moves.h"

#include <math.h>

/* parts of a band that differ from nothing or all by rounding only */
#define NEARLY 1e-12

cpwi_range cpwi_range_of(const cpw_bands *bands, double lower_weeks, double upper_weeks) {
  cpwi_range range = {lower_weeks / bands->unit_weeks, HUGE_VAL};
  if (upper_weeks > 0.0) range.upper = upper_weeks / bands->unit_weeks;
  return range;
}

double cpwi_range_part(const cpw_bands *bands, cpwi_range range, int64_t m) {
  double low = bands->lower[m];
  if (m + 1 == bands->count) return range.upper > low * (1.0 + NEARLY) ? 1.0 : 0.0;
  double high = bands->lower[m + 1];
  double from = range.lower > low ? range.lower : low, to = range.upper < high ? range.upper : high;
  double part = (to - from) / (high - low);
  if (!(part > NEARLY)) return 0.0;
  return part < 1.0 - NEARLY ? part : 1.0;
}

/* -------- taking ----------- */

/* Up to `people` of band m change place. */
static double move(cpwi_course *c, int64_t m, double people, double *taken, double *arrivals) {
  double take = people < c->inflow[m] ? people : c->inflow[m];
  c->inflow[m] -= take;
  if (taken) taken[m] += take;
  if (arrivals) arrivals[m] += take;
  return take;
}

static cpwi_drawn draw_share(cpwi_course *c, const cpw_bands *bands, const cpwi_draw *draw,
                             const double *base, double *taken, double *arrivals) {
  cpwi_drawn drawn = {0.0, 0.0};
  for (int64_t m = 0; m < c->bands; m++) {
    double share = draw->amount * cpwi_range_part(bands, draw->range, m);
    if (draw->hazard) share *= draw->hazard[m];
    double asked = cpwi_on_grid(share * base[m], &c->grid);
    double take = move(c, m, asked, taken, arrivals);
    drawn.done += take;
    drawn.lacking += asked - take;
  }
  return drawn;
}

/* People of the range, in course->want, which is free until somebody is treated. */
static double eligible(cpwi_course *c, const cpw_bands *bands, cpwi_range range) {
  double sum = 0.0;
  for (int64_t m = 0; m < c->bands; m++) {
    double part = cpwi_range_part(bands, range, m);
    c->want[m] = part < 1.0 ? cpwi_down_to_grid(part * c->inflow[m], &c->grid) : c->inflow[m];
    sum += c->want[m];
  }
  return sum;
}

static cpwi_drawn draw_count(cpwi_course *c, const cpw_bands *bands, const cpwi_draw *draw,
                             double *taken, double *arrivals) {
  double amount = draw->amount, there = eligible(c, bands, draw->range);
  double asked = amount < c->grid.most ? cpwi_on_grid(amount, &c->grid) : amount;
  double left = asked < there ? asked : there, done = left;
  double rate = there > 0.0 ? left / there : 0.0;
  for (int64_t m = 0; m < c->bands; m++) {
    double part = cpwi_on_grid(rate * c->want[m], &c->grid);
    part = part < left ? part : left;
    part = move(c, m, part, taken, arrivals);
    c->want[m] -= part;
    left -= part;
  }
  for (int64_t m = c->bands - 1; m >= 0 && left > 0.0; m--) /* what rounding leaves */
    left -= move(c, m, c->want[m] < left ? c->want[m] : left, taken, arrivals);
  return (cpwi_drawn){done, asked - done};
}

cpwi_drawn cpwi_draw_people(cpwi_course *c, const cpw_bands *bands, const cpwi_draw *draw,
                            const double *base, double *taken, double *arrivals) {
  return draw->share ? draw_share(c, bands, draw, base, taken, arrivals)
                     : draw_count(c, bands, draw, taken, arrivals);
}

/* -------- putting in ------- */

double cpwi_add_people(cpwi_course *c, const cpw_bands *bands, cpwi_range range, double people,
                       double *added) {
  double total = cpwi_on_grid(people, &c->grid), below = 0.0;
  for (int64_t m = 0; m < c->bands; m++) {
    double edge = m + 1 < c->bands ? bands->lower[m + 1] : HUGE_VAL, up_to = total;
    if (edge <= range.lower * (1.0 + NEARLY))
      up_to = 0.0;
    else if (edge < range.upper * (1.0 - NEARLY))
      up_to = cpwi_on_grid(total * ((edge - range.lower) / (range.upper - range.lower)), &c->grid);
    c->inflow[m] += up_to - below;
    if (added) added[m] += up_to - below;
    below = up_to;
  }
  return total;
}
