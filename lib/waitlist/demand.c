/* Demand and capacity as they go on from today: growth and seasons laid over a level or a series.
 * Source: compound growth; the linear form is that of the RTT planner (one year on, 1 + growth).
 * Leaves what a level is to the caller, and powers to random/math.c (the same bits everywhere). */
#include "carepath/random.h"
#include "waitlist/internal.h"

#include <float.h>
#include <string.h>

static const char *const WHERE = "cpw_demand_series";

static cpw_demand_options defaults(void) {
  cpw_demand_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.periods_per_year = 12.0;
  o.growth_mode = CPW_GROWTH_COMPOUND;
  return o;
}

void cpw_demand_options_init_sized(cpw_demand_options *options, size_t size) {
  cpw_demand_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

static int32_t check_growth(const cpw_demand_options *o, cpw_error *err) {
  if (!(o->growth > -1.0 && o->growth <= DBL_MAX))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "options.growth = %s must be finite and > -1",
                     cpwi_number(o->growth).text);
  if (!(o->periods_per_year > 0.0 && o->periods_per_year <= DBL_MAX))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE,
                     "options.periods_per_year = %s must be finite and > 0",
                     cpwi_number(o->periods_per_year).text);
  if (o->growth_mode != CPW_GROWTH_COMPOUND && o->growth_mode != CPW_GROWTH_LINEAR)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "options.growth_mode = %d must be 0 or 1",
                     (int)o->growth_mode);
  if (o->reserved != 0)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "options.reserved = %d must be 0",
                     (int)o->reserved);
  return CPW_OK;
}

static int32_t check_seasons(const cpw_demand_options *o, cpw_error *err) {
  if (o->seasons < 0 || (o->seasons > 0 && !o->season) ||
      o->seasons > INT64_MAX / (int64_t)sizeof(double))
    return cpwi_fail(
        err, CPW_EINVAL, -1, WHERE,
        "options.seasons = %lld must be >= 0, and options.season there where it is not",
        (long long)o->seasons);
  if (o->first_season < 0 || o->first_season >= (o->seasons > 0 ? o->seasons : 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE,
                     "options.first_season = %lld must be below options.seasons = %lld",
                     (long long)o->first_season, (long long)o->seasons);
  cpwi_block block = {.name = "options.season", .lists = o->seasons, .values = o->season};
  return cpwi_check_range(&block, 0, o->seasons, 0.0, DBL_MAX, WHERE, err);
}

static int32_t check_people(int64_t lists, int64_t periods, const double *level,
                            const double *series, cpw_error *err) {
  int64_t cells;
  if (lists < 0 || periods < 0 || !cpwi_multiply(lists, periods, &cells) ||
      cells > INT64_MAX / (int64_t)sizeof(double) || lists > INT64_MAX / (int64_t)sizeof(double))
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "lists = %lld and periods = %lld must be >= 0, and their product a size",
                     (long long)lists, (long long)periods);
  if (lists > 0 && !level == !series)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "%s: expected one of them",
                     level ? "level and series are both given" : "level and series are NULL");
  cpwi_block block = {.name = level ? "level" : "series",
                      .lists = lists,
                      .periods = level ? 0 : periods,
                      .values = level ? level : series};
  return cpwi_check_range(&block, 0, level ? lists : cells, 0.0, DBL_MAX, WHERE, err);
}

static double factor_at(const cpw_demand_options *o, int64_t t) {
  double years = (double)t / o->periods_per_year, factor = 1.0;
  if (o->growth_mode == CPW_GROWTH_LINEAR)
    factor = 1.0 + o->growth * years > 0.0 ? 1.0 + o->growth * years : 0.0;
  else if (o->growth != 0.0 && t > 0)
    factor = cpw_math_pow(1.0 + o->growth, years);
  if (o->seasons > 0) factor *= o->season[(o->first_season + t % o->seasons) % o->seasons];
  return factor;
}

/* 0 x an infinite factor is nobody */
static double people_at(double people, double factor) {
  return people == 0.0 || factor == 0.0 ? 0.0 : people * factor;
}

int32_t cpw_demand_series(int64_t lists, int64_t periods, const double *level, const double *series,
                          const cpw_demand_options *options, double *out, cpw_error *err) {
  cpw_demand_options o = defaults();
  int32_t status = cpwi_take_options(&o, sizeof o, options, WHERE, err);
  if (status != CPW_OK || (status = check_growth(&o, err)) != CPW_OK ||
      (status = check_seasons(&o, err)) != CPW_OK ||
      (status = check_people(lists, periods, level, series, err)) != CPW_OK)
    return status;
  if (lists > 0 && periods > 0 && !out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out is NULL");
  for (int64_t t = 0; t < periods; t++) {
    double factor = factor_at(&o, t);
    for (int64_t i = 0; i < lists; i++)
      if (!(people_at(level ? level[i] : series[i * periods + t], factor) <= DBL_MAX))
        return cpwi_fail(err, CPW_EOVERFLOW, i, WHERE, "list %lld is too large in period %lld",
                         (long long)i, (long long)t);
  }
  for (int64_t t = 0; t < periods; t++) {
    double factor = factor_at(&o, t);
    for (int64_t i = 0; i < lists; i++)
      out[i * periods + t] = people_at(level ? level[i] : series[i * periods + t], factor);
  }
  return CPW_OK;
}
