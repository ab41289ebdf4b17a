/* The way of one patient: stretches between changes of hazard, the geometric tail, and what follows.
 * Source: Aalen and Johansen 1978 on bands; moments of a geometric law.
 * Leaves whose way it is and what is given to expected.c. */
#include "carepath/random.h"
#include "waits/internal.h"

#include <math.h>

#define ENDLESS ((double)INFINITY)

/* ---------------------------------------------------------------- the way ------------------- */

/* A patient's chances in a period: no negative risk, and no more than one end. */
typedef struct chances {
  double treated, leave;
} chances;

static chances chances_at(const cpwi_hazards *h, int64_t period, int64_t band) {
  int64_t at = period * h->bands->count + band;
  double treated = fmin(h->treatment[at], 1.0);
  double removed = fmin(fmax(h->removal[at], 0.0), 1.0 - treated);
  return (chances){treated, treated + removed};
}

/* Chance to leave in a part of a period. */
static double leave_in(double leave, double part) {
  if (fabs(part - 1.0) < 1e-9 || leave >= 1.0 || leave <= 0.0) return leave;
  return 1.0 - cpw_math_pow(1.0 - leave, part);
}

static int64_t band_at(const cpw_bands *bands, double age) {
  int64_t band = 0;
  while (band + 1 < bands->count && bands->lower[band + 1] <= age)
    band++;
  return band;
}

static void begin_tail(cpwi_way *way, const cpwi_hazards *h, double age, double here) {
  chances c = chances_at(h, h->periods - 1, h->bands->count - 1);
  if (!(1.0 - c.leave < 1.0)) c = (chances){0.0, 0.0}; /* too few to tell from nobody */
  way->tail_from = age * h->bands->unit_weeks;
  way->period = h->bands->period * h->bands->unit_weeks;
  way->tail_stay = 1.0 - c.leave;
  way->tail_treated = c.leave > 0.0 ? here * (c.treated / c.leave) : 0.0;
  way->tail_removed = c.leave > 0.0 ? here - way->tail_treated : 0.0;
  way->never = c.leave > 0.0 ? 0.0 : here;
}

void cpwi_way_take(cpwi_way *way, const cpwi_hazards *h, double waited) {
  const cpw_bands *b = h->bands;
  double age = waited / b->unit_weeks, here = 1.0, left = b->period, tiny = 1e-9 * b->period;
  int64_t band = band_at(b, age), period = 0, last = b->count - 1;
  way->count = 0;
  while (band < last || period < h->periods - 1) {
    double to_edge = band < last ? b->lower[band + 1] - age : ENDLESS;
    double to_end = period < h->periods - 1 ? left : ENDLESS;
    double step = fmin(to_edge, to_end);
    chances c = chances_at(h, period, band);
    double leave = here * leave_in(c.leave, step / b->period);
    double treated = c.leave > 0.0 ? leave * (c.treated / c.leave) : 0.0;
    way->stretch[way->count++] =
        (cpwi_stretch){age * b->unit_weeks, step * b->unit_weeks, treated, leave - treated, band};
    here -= leave;
    if (here < 0.0 || c.leave >= 1.0) here = 0.0;
    int edge = to_edge - step <= tiny, end = to_end - step <= tiny;
    age = edge ? b->lower[band + 1] : age + step;
    left = end ? b->period : left - step;
    band += edge;
    period += end;
  }
  begin_tail(way, h, age, here);
}

/* ---------------------------------------------------------------- what follows -------------- */

static double mass_of(const cpwi_stretch *s, int32_t which) {
  return which == CPWI_TREATED ? s->treated : s->treated + s->removed;
}

static double tail_mass(const cpwi_way *way, int32_t which) {
  return which == CPWI_TREATED ? way->tail_treated : way->tail_treated + way->tail_removed;
}

double cpwi_way_mass(const cpwi_way *way, int32_t which) {
  double sum = 0.0;
  for (int64_t k = 0; k < way->count; k++)
    sum += mass_of(&way->stretch[k], which);
  return sum + tail_mass(way, which);
}

/* Mean wait of those who leave in the tail: whole periods, and half of the last one. */
static double tail_mean(const cpwi_way *way) {
  return way->tail_from + way->period * (0.5 + way->tail_stay / (1.0 - way->tail_stay));
}

double cpwi_way_mean(const cpwi_way *way, int32_t which) {
  double mass = cpwi_way_mass(way, which), sum = 0.0, tail = tail_mass(way, which);
  if (which == CPWI_EITHER && way->never > 0.0) return ENDLESS;
  if (!(mass > 0.0)) return CPWI_NAN;
  for (int64_t k = 0; k < way->count; k++) {
    const cpwi_stretch *s = &way->stretch[k];
    sum += mass_of(s, which) * (s->from + 0.5 * s->width);
  }
  if (tail > 0.0) sum += tail * tail_mean(way);
  return sum / mass;
}

double cpwi_way_sd(const cpwi_way *way, int32_t which, double mean) {
  if (!(mean < ENDLESS)) return mean;
  double sum = 0.0, tail = tail_mass(way, which), leave = 1.0 - way->tail_stay;
  for (int64_t k = 0; k < way->count; k++) {
    const cpwi_stretch *s = &way->stretch[k];
    double off = s->from + 0.5 * s->width - mean;
    sum += mass_of(s, which) * (off * off + s->width * s->width / 12.0);
  }
  if (tail > 0.0) {
    double off = tail_mean(way) - mean;
    double spread = way->period * way->period * (1.0 / 12.0 + way->tail_stay / (leave * leave));
    sum += tail * (off * off + spread);
  }
  return sqrt(sum / cpwi_way_mass(way, which));
}

/* Periods until a share of the tail has left: whole ones by the geometric law, then evenly. */
static double tail_periods(double stay, double share) {
  if (stay <= 0.0) return share;
  if (share >= 1.0) return ENDLESS;
  double whole = floor(cpw_math_log(1.0 - share) / cpw_math_log(stay));
  if (whole < 0.0) whole = 0.0;
  double left = cpw_math_pow(stay, whole);
  double part = (share - (1.0 - left)) / (left * (1.0 - stay));
  return whole + fmin(fmax(part, 0.0), 1.0);
}

double cpwi_way_percentile(const cpwi_way *way, int32_t which, double share) {
  double mass = cpwi_way_mass(way, which), below = 0.0;
  double wanted = share * (mass + (which == CPWI_EITHER ? way->never : 0.0));
  if (!(wanted > 0.0)) return CPWI_NAN;
  for (int64_t k = 0; k < way->count; k++) {
    const cpwi_stretch *s = &way->stretch[k];
    double here = mass_of(s, which);
    if (here > 0.0 && below + here >= wanted) return s->from + s->width * (wanted - below) / here;
    below += here;
  }
  double tail = tail_mass(way, which);
  if (!(tail > 0.0) || wanted > below + tail) return ENDLESS;
  return way->tail_from + way->period * tail_periods(way->tail_stay, (wanted - below) / tail);
}

double cpwi_way_within(const cpwi_way *way, double weeks) {
  double sum = 0.0;
  for (int64_t k = 0; k < way->count; k++) {
    const cpwi_stretch *s = &way->stretch[k];
    sum += s->treated * fmin(fmax((weeks - s->from) / s->width, 0.0), 1.0);
  }
  if (way->tail_treated > 0.0 && weeks > way->tail_from) {
    double periods = (weeks - way->tail_from) / way->period, whole = floor(periods);
    double left = whole > 0.0 ? cpw_math_pow(way->tail_stay, whole) : 1.0;
    sum += way->tail_treated * (1.0 - left * (1.0 - (1.0 - way->tail_stay) * (periods - whole)));
  }
  return sum;
}
