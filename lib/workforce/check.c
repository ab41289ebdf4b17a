/* What may be wrong with a workforce, and its chains in whole periods.
 * Source: carepath/workforce.h. Leaves the projection to project.c. */
#include "workforce/internal.h"

enum {
  MOST_PERIODS = 100000,
  MOST_A_YEAR = 366,
  MOST_GROUPS = 10000,
  MOST_TRAINING = 20,
  MOST_BANDS = 100,
  MOST_SERVICE = 60
};

void cpw_workforce_init_sized(cpw_workforce *workforce, size_t size) {
  cpw_workforce w;
  memset(&w, 0, sizeof w);
  w.struct_size = sizeof w;
  w.per_year = 12;
  cpwi_init_sized(workforce, size, &w, sizeof w);
}

void cpw_workforce_group_init(cpw_workforce_group *group) {
  if (!group) return;
  memset(group, 0, sizeof *group);
  group->join = 1.0;
  group->return_after = 1.0;
  group->participation = 1.0;
  group->clinical = 1.0;
  group->hours = 37.5;
  group->productivity = 1.0;
  group->agency_productivity = 1.0;
}

int64_t cpwi_workforce_periods(const cpwi_workforce *w, double years) {
  double periods = years * (double)w->model.per_year, whole = floor(periods + 0.5);
  return fabs(periods - whole) <= 1e-9 * (1.0 + whole) && whole < 1e15 ? (int64_t)whole : -1;
}

double cpwi_workforce_from(const cpw_workforce_group *p, int64_t band) {
  return p->from ? p->from[band] : (double)band;
}

static void check_numbers(cpwi_workforce *w, int64_t g) {
  const cpw_workforce_group *p = &w->model.groups[g];
  cpwi_stocks *s = &w->s;
  const cpwi_stocks_field f[] = {
      {"join", p->join, CPWI_STOCKS_SHARE},
      {"returning", p->returning, CPWI_STOCKS_SHARE},
      {"return_after", p->return_after, CPWI_STOCKS_AMOUNT},
      {"participation", p->participation, CPWI_STOCKS_PART},
      {"absence", p->absence, CPWI_STOCKS_SHARE},
      {"clinical", p->clinical, CPWI_STOCKS_SHARE},
      {"hours", p->hours, CPWI_STOCKS_AMOUNT},
      {"productivity", p->productivity, CPWI_STOCKS_AMOUNT},
      {"agency", p->agency, CPWI_STOCKS_SHARE},
      {"agency_productivity", p->agency_productivity, CPWI_STOCKS_AMOUNT}};
  cpwi_stocks_fields(s, "groups", g, f, sizeof f / sizeof *f);
  cpwi_stocks_between(s, (cpwi_stocks_place){"groups", g, "agency_cost", -1}, p->agency_cost, 0,
                      INT64_MAX);
  cpwi_stocks_between(s, (cpwi_stocks_place){"groups", g, "cost", -1}, p->cost, 0, INT64_MAX);
  cpwi_stocks_between(s, (cpwi_stocks_place){"groups", g, "training_years", -1}, p->training_years,
                      0, MOST_TRAINING);
  cpwi_stocks_between(s, (cpwi_stocks_place){"groups", g, "bands", -1}, p->bands, 1, MOST_BANDS);
  cpwi_stocks_given(s, (cpwi_stocks_place){"groups", g, "staff", -1}, p->staff);
  cpwi_stocks_given(s, (cpwi_stocks_place){"groups", g, "leave", -1}, p->leave);
}

static void check_arrays(cpwi_workforce *w, int64_t g) {
  const cpw_workforce_group *p = &w->model.groups[g];
  int64_t n = w->model.periods;
  const struct {
    const char *name;
    const double *values;
    int64_t count;
    int rule;
  } arrays[] = {{"training", p->training, p->training_years, CPWI_STOCKS_AMOUNT},
                {"intake", p->intake, n, CPWI_STOCKS_AMOUNT},
                {"dropout", p->dropout, p->training_years, CPWI_STOCKS_SHARE},
                {"staff", p->staff, p->bands, CPWI_STOCKS_AMOUNT},
                {"leave", p->leave, p->bands, CPWI_STOCKS_SHARE},
                {"hires", p->hires, n, CPWI_STOCKS_AMOUNT},
                {"posts", p->posts, n, CPWI_STOCKS_AMOUNT}};
  for (size_t k = 0; k < sizeof arrays / sizeof *arrays && w->s.status == CPW_OK; k++)
    cpwi_stocks_check_all(&w->s, arrays[k].rule,
                          (cpwi_stocks_place){"groups", g, arrays[k].name, -1}, arrays[k].values,
                          arrays[k].count);
}

static void check_bands(cpwi_workforce *w, int64_t g) {
  const cpw_workforce_group *p = &w->model.groups[g];
  cpwi_stocks *s = &w->s;
  for (int64_t b = 0; b < p->bands && s->status == CPW_OK; b++) {
    double from = cpwi_workforce_from(p, b);
    double before = b ? cpwi_workforce_from(p, b - 1) : 0.0;
    if (!(b ? from > before : from == 0.0) || !(from <= (p->from ? MOST_SERVICE : MOST_BANDS)))
      s->status = cpwi_fail(s->err, CPW_EDOMAIN, b, s->where,
                            "groups[%lld].from[%lld] = %s must rise from 0 to at most %d years",
                            (long long)g, (long long)b, cpwi_number(from).text, (int)MOST_SERVICE);
    else if (cpwi_workforce_periods(w, from) < 0)
      s->status = cpwi_fail(s->err, CPW_EINVAL, b, s->where,
                            "groups[%lld].from[%lld] = %s years must be whole periods",
                            (long long)g, (long long)b, cpwi_number(from).text);
  }
  if (s->status == CPW_OK && cpwi_workforce_periods(w, p->return_after) < 0)
    s->status = cpwi_fail(s->err, CPW_EINVAL, g, s->where,
                          "groups[%lld].return_after = %s years must be whole periods",
                          (long long)g, cpwi_number(p->return_after).text);
}

void cpwi_workforce_check(cpwi_workforce *w) {
  cpwi_stocks *s = &w->s;
  cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "periods", -1}, w->model.periods, 1,
                      MOST_PERIODS);
  cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "per_year", -1}, w->model.per_year, 1,
                      MOST_A_YEAR);
  cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, "group_count", -1}, w->model.group_count, 1,
                      MOST_GROUPS);
  cpwi_stocks_given(s, (cpwi_stocks_place){NULL, -1, "groups", -1}, w->model.groups);
  w->names = cpwi_stocks_zeros(s, w->model.group_count, sizeof *w->names);
  for (int64_t g = 0; w->names && g < w->model.group_count && s->status == CPW_OK; g++) {
    check_numbers(w, g);
    if (s->status == CPW_OK) check_arrays(w, g);
    if (s->status == CPW_OK) check_bands(w, g);
    w->names[g] = w->model.groups[g].name;
  }
  if (w->names && s->status == CPW_OK)
    w->order = cpwi_stocks_names(s, "groups", w->names, w->model.group_count);
}
