/* The significance of one place that gives all places together the significance that was asked for.
 * Source: Zehlike et al., CIKM 2017, section 4.3 (bisection, nearest step), written from its description.
 * Leaves the tables to minimum.c and their chance of failing to failure.c. */
#include "fair/internal.h"

/* One significance of a place, and what its table comes to. */
typedef struct choice {
  double alpha, chance;
  int64_t mass; /* sum of the table: equal sums are equal tables, because tables are nested */
} choice;

typedef struct search {
  int64_t places;
  double share, alpha;
  int64_t *table; /* (places) scratch */
  double *work;   /* (places + 1) scratch */
} search;

static choice try_alpha(const search *s, double alpha) {
  choice c = {alpha, 0.0, 0};
  if (!(alpha > 0.0)) return c;
  cpwi_fair_minimum(s->places, s->share, alpha, s->table);
  for (int64_t i = 0; i < s->places; i++)
    c.mass += s->table[i];
  c.chance = cpwi_fair_failure(s->places, s->share, s->table, s->work);
  return c;
}

static choice choose(const search *s, int32_t rule, choice low, choice high) {
  double below = s->alpha - low.chance, above = high.chance - s->alpha;
  return rule == CPW_FAIR_CONSERVATIVE || below <= above ? low : high;
}

/* low.chance < alpha < high.chance throughout */
static choice bisect(const search *s, int32_t rule, choice high) {
  choice low = {0.0, 0.0, 0}, middle = try_alpha(s, high.alpha / 2.0);
  while (middle.chance != s->alpha) {
    if (middle.chance < s->alpha)
      low = middle;
    else
      high = middle;
    double next = (low.alpha + high.alpha) / 2.0;
    int no_number_between = !(next > low.alpha && next < high.alpha);
    if (high.mass - low.mass <= 1 || no_number_between ||
        high.alpha - low.alpha <= 1e-16 * s->alpha)
      return choose(s, rule, low, high);
    middle = try_alpha(s, next);
  }
  return middle;
}

static choice adjust(const search *s, int32_t rule) {
  choice given = try_alpha(s, s->alpha);
  if (rule == CPW_FAIR_UNADJUSTED || given.chance <= s->alpha) return given;
  choice found = bisect(s, rule, given);
  if (rule == CPW_FAIR_CONSERVATIVE) {
    cpwi_fair_minimum(s->places, s->share, found.alpha, s->table);
    found.alpha = cpwi_fair_least_level(s->places, s->share, s->table);
  }
  return found;
}

static int32_t take_memory(search *s, const cpw_allocator *a, const char *where, cpw_error *err) {
  int64_t more = s->places < INT64_MAX ? s->places + 1 : s->places;
  s->table = cpwi_alloc(a, (size_t)s->places, sizeof *s->table);
  s->work = s->table ? cpwi_alloc(a, (size_t)more, sizeof *s->work) : NULL;
  if (s->work) return CPW_OK;
  if (s->table) cpwi_release(a, s->table);
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld places", (long long)s->places);
}

int32_t cpw_fair_adjusted(int64_t places, double share, double alpha, int32_t rule,
                          const cpw_allocator *allocator, int64_t *minimum, double *adjusted,
                          double *chance, cpw_error *err) {
  search s = {places, share, alpha, NULL, NULL};
  int32_t status = cpwi_fair_check_significance(places, share, alpha, minimum, __func__, err);
  if (status != CPW_OK) return status;
  if (rule < CPW_FAIR_NEAREST || rule > CPW_FAIR_UNADJUSTED)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "rule = %d must be 0 to %d", (int)rule,
                     CPW_FAIR_UNADJUSTED);
  status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = take_memory(&s, allocator, __func__, err);
  if (status != CPW_OK) return status;
  choice found = adjust(&s, rule);
  cpwi_release(allocator, s.table);
  cpwi_release(allocator, s.work);
  cpwi_fair_minimum(places, share, found.alpha, minimum);
  if (adjusted) *adjusted = found.alpha;
  if (chance) *chance = found.chance;
  return CPW_OK;
}
