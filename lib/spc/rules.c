/* What the points of one phase show: all rules that hold, and which comes first.
 * Source: Making Data Count (NHS England); the facts as nhs-r-community/NHSRplotthedots documents them.
 * Leaves lines to their charts, types and icons to chart.c. */
#include "spc/internal.h"

/* Points that follow each other: at[k] is the index in the phase of the k-th. */
typedef struct stretch {
  const cpwi_phase *p;
  const int64_t *at;
  int64_t count;
} stretch;

static double value(const stretch *s, int64_t k) {
  return s->p->y[s->at[k]];
}

static void mark(const stretch *s, int64_t first, int64_t last, int64_t rule) {
  for (int64_t k = first; k < last; k++)
    s->p->rules[s->at[k]] |= rule;
}

static int side(const stretch *s, int64_t k) {
  double y = value(s, k), mean = s->p->lines.mean[s->at[k]];
  return y > mean ? 1 : y < mean ? -1 : 0;
}

static void outside(const stretch *s) {
  const cpwi_lines *l = &s->p->lines;
  for (int64_t k = 0; k < s->count; k++) {
    int64_t i = s->at[k];
    if (value(s, k) > l->upper[i]) s->p->rules[i] |= CPW_SPC_ABOVE_LIMIT;
    if (value(s, k) < l->lower[i]) s->p->rules[i] |= CPW_SPC_BELOW_LIMIT;
  }
}

static void runs(const stretch *s, int64_t least) {
  for (int64_t k = 0, end; k < s->count; k = end) {
    int where = side(s, k);
    for (end = k + 1; end < s->count && side(s, end) == where;)
      end++;
    if (where && end - k >= least)
      mark(s, k, end, where > 0 ? CPW_SPC_ABOVE_MEAN : CPW_SPC_BELOW_MEAN);
  }
}

static int step(const stretch *s, int64_t k) {
  double less = value(s, k - 1), more = value(s, k);
  return more > less ? 1 : more < less ? -1 : 0;
}

static void trends(const stretch *s, int64_t least) {
  for (int64_t k = 1, end; k < s->count; k = end) {
    int way = step(s, k);
    for (end = k + 1; end < s->count && step(s, end) == way;)
      end++;
    if (way && end - k + 1 >= least)
      mark(s, k - 1, end, way > 0 ? CPW_SPC_RISING : CPW_SPC_FALLING);
  }
}

/* beyond a near limit on the side asked for, and not outside unless that counts */
static int is_near(const stretch *s, int64_t k, int above, int32_t outside_is_near) {
  const cpwi_lines *l = &s->p->lines;
  int64_t i = s->at[k];
  if (!(above ? value(s, k) > l->near_upper[i] : value(s, k) < l->near_lower[i])) return 0;
  return outside_is_near || !(s->p->rules[i] & (CPW_SPC_ABOVE_LIMIT | CPW_SPC_BELOW_LIMIT));
}

static void two_in_three(const stretch *s, int32_t outside_is_near) {
  for (int64_t k = 2; k < s->count; k++) {
    int where = side(s, k);
    if (!where || side(s, k - 1) != where || side(s, k - 2) != where) continue;
    int near[3], found = 0;
    for (int j = 0; j < 3; j++)
      found += near[j] = is_near(s, k - 2 + j, where > 0, outside_is_near);
    for (int j = 0; j < 3 && found >= 2; j++)
      if (near[j])
        mark(s, k - 2 + j, k - 1 + j, where > 0 ? CPW_SPC_NEAR_UPPER : CPW_SPC_NEAR_LOWER);
  }
}

/* The lowest bit; at the turning point of two trends the one that begins there. */
static void name_causes(const stretch *s) {
  for (int64_t k = 0; k < s->count; k++) {
    int64_t rules = s->p->rules[s->at[k]];
    int64_t first = rules & -rules;
    if (first == CPW_SPC_RISING && (rules & CPW_SPC_FALLING) && k + 1 < s->count &&
        step(s, k + 1) < 0)
      first = CPW_SPC_FALLING;
    s->p->cause[s->at[k]] = first;
  }
}

void cpwi_spc_rules(const cpwi_phase *p, const cpw_spc_options *o) {
  int64_t count = 0;
  for (int64_t i = 0; i < p->n; i++)
    if (!cpwi_is_nan(p->y[i])) p->present[count++] = i;
  for (int64_t k = 0, end; k < count; k = end) {
    for (end = k + 1; end < count;) {
      if (o->gaps == CPW_SPC_GAPS_BREAK && p->present[end] != p->present[end - 1] + 1) break;
      end++;
    }
    const stretch s = {p, p->present + k, end - k};
    outside(&s);
    trends(&s, o->trend);
    two_in_three(&s, o->outside_is_near);
    runs(&s, o->run);
    name_causes(&s);
  }
}
