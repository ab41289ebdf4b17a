/* Who is treated: a capacity among lanes that share it: guarantees, then strictly the longest waits, then in proportion.
 * Source: the placing of lib/waitlist/place.c (Wood, Health Care Management Science 25:521-525, 2022), for several
 * groups at one capacity; whole people by systematic sampling (Madow, Annals of Mathematical Statistics 20, 1949).
 * Leaves what the capacity is to figures.c. */
#include "system_run/internal.h"

static void take(cpwi_lane *lane, int64_t band, double amount) {
  lane->people[band] -= amount;
  lane->treated += amount;
  lane->treated_weeks += amount * ((double)band + 0.5);
}

/* ---------------------------------------------------------------- strictly by week waited ---- */

/* An amount from cells that have waited alike: in proportion to their people, the odd steps to the first. */
static void share_level(cpwi_desk *d, const int64_t *band, double people, double amount) {
  double k = amount / people, left = amount;
  for (int64_t i = 0; i < d->lanes; i++) {
    if (band[i] < 0) continue;
    double t = cpwi_whole_down(k * d->lane[i]->people[band[i]]);
    if (t > left) t = left;
    take(d->lane[i], band[i], t);
    left -= t;
  }
  for (int64_t i = 0; i < d->lanes && left > 0; i++) {
    if (band[i] < 0) continue;
    double t = d->lane[i]->people[band[i]];
    if (t > left) t = left;
    take(d->lane[i], band[i], t);
    left -= t;
  }
}

/* The lanes whose next band has waited longest: their bands in `band` (-1: not now), and the people there. */
static double next_level(const cpwi_desk *d, int64_t *next, int64_t *band) {
  double longest = -1e300, people = 0;
  for (int64_t i = 0; i < d->lanes; i++) {
    const cpwi_lane *l = d->lane[i];
    while (next[i] >= 0 && l->people[next[i]] <= 0)
      next[i]--;
    double w = next[i] < 0 ? -1e300 : (double)next[i] + l->ahead;
    if (w > longest) longest = w;
  }
  for (int64_t i = 0; i < d->lanes; i++) {
    const cpwi_lane *l = d->lane[i];
    band[i] = next[i] >= 0 && (double)next[i] + l->ahead == longest ? next[i] : -1;
    if (band[i] < 0) continue;
    people += l->people[band[i]];
    next[i]--;
  }
  return people;
}

double cpwi_desk_longest(cpwi_desk *d, double amount) {
  if (amount <= 0) return amount;
  for (int64_t i = 0; i < d->lanes; i++)
    d->next[i] = d->bands - 1;
  while (amount > 0) {
    double people = next_level(d, d->next, d->band);
    if (people <= 0) break;
    double now = people < amount ? people : amount;
    share_level(d, d->band, people, now);
    amount -= now;
  }
  return amount;
}

/* ---------------------------------------------------------------- in proportion -------------- */

/* Whole people: the roundings follow one another, so that their sum is right to a person. Most cells do not bring the
 * running sum to the next whole number. */
static double whole_parts(cpwi_lane *l, int64_t bands, double k, double *run, double left) {
  double placed = 0, sum = *run, next = cpwi_whole_down(sum) + 1;
  for (int64_t m = 0; m < bands; m++) {
    double t = l->people[m] * l->curve[m] * k;
    sum += t < l->people[m] ? t : l->people[m];
    if (sum < next) continue;
    t = cpwi_whole_down(sum) + 1 - next;
    next += t;
    t = t < l->people[m] ? t : l->people[m];
    t = t < left - placed ? t : left - placed;
    take(l, m, t);
    placed += t;
  }
  *run = sum;
  return placed;
}

static double place_in_proportion(cpwi_desk *d, double amount) {
  double sum = 0;
  for (int64_t i = 0; i < d->lanes; i++)
    sum += d->cells->asked(d->lane[i]->people, d->lane[i]->curve, d->stride) * d->lane[i]->weight;
  if (!(sum > 0) || amount <= 0) return amount;
  /* a hair less, so that roundings of the sum cannot ask for more than there is: the rest goes to the longest waits */
  double k = amount / sum * (1 - 1e-14), left = amount, run = d->chance;
  for (int64_t i = 0; i < d->lanes; i++) {
    cpwi_lane *l = d->lane[i];
    if (d->chance < 0) {
      double t = d->cells->parts(l->people, l->curve, d->stride, k * l->weight, &l->treated_weeks);
      l->treated += t;
      left -= t;
    } else
      left -= whole_parts(l, d->bands, k * l->weight, &run, left);
  }
  return left;
}

/* ---------------------------------------------------------------- the rule ------------------- */

static double place_by_rule(cpwi_desk *d, double capacity) {
  double strictly = cpwi_whole_down(capacity * d->longest_first);
  double rest = capacity - strictly + cpwi_desk_longest(d, strictly);
  return cpwi_desk_longest(d, place_in_proportion(d, rest));
}

double cpwi_desk_place(cpwi_desk *d, double capacity) {
  double left = capacity;
  for (int64_t i = 0; i < d->lanes && left > 0; i++) {
    double keep = cpwi_whole_down(d->lane[i]->keep);
    if (keep <= 0) continue;
    if (keep > left) keep = left;
    cpwi_desk alone = *d;
    alone.lane = d->lane + i;
    alone.lanes = 1;
    left -= keep - place_by_rule(&alone, keep);
  }
  return left > 0 ? place_by_rule(d, left) : left;
}
