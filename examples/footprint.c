/* Two ways of cutting up one county. Four small areas belong to two councils and, cut differently, to two health
 * systems: council figures are carried over to the systems, nobody lost. Shares of a trust's patients are fitted to
 * what the trusts treat and the systems send. A hospital that three systems count on has promised too much: what can
 * be kept, and who is in the way. Then how concentrated hospital care is before and after a merger, and how far
 * people are from the nearest site. Places and figures are made up. */
#include <carepath.h>
#include <math.h>
#include <stdio.h>

enum { AREAS = 4, COUNCILS = 2, SYSTEMS = 2, TRUSTS = 3 };
static const char *const areas[AREAS] = {"Hill", "Town", "Port", "Marsh"};
static const char *const councils[COUNCILS] = {"Upland", "Lowland"};
static const char *const systems[SYSTEMS] = {"North", "South"};
static const double people[AREAS] = {41000, 118000, 87000, 24000};
static const cpw_footprint_part by_council[] = {{0, 0, 1}, {1, 0, 1}, {2, 1, 1}, {3, 1, 1}};
/* a quarter of Town goes to the other system */
static const cpw_footprint_part by_system[] = {
    {0, 0, 1}, {1, 0, 0.75}, {1, 1, 0.25}, {2, 1, 1}, {3, 1, 1}};

static int fail(const cpw_error *err) {
  fprintf(stderr, "%s: %s\n", err->where, err->message);
  return 1;
}

static const double *reals(const cpw_result *result, const char *name) {
  return cpw_result_find(result, name)->real;
}

static cpw_footprint footprint(const cpw_footprint_part *part, int64_t parts, int64_t units,
                               const char *const *ids) {
  cpw_footprint f;
  cpw_footprint_init(&f);
  f.areas = AREAS;
  f.area_id = areas;
  f.units = units;
  f.unit_id = ids;
  f.part = part;
  f.parts = parts;
  return f;
}

static int32_t carry(cpw_error *err) {
  cpw_footprint from = footprint(by_council, 4, COUNCILS, councils);
  cpw_footprint to = footprint(by_system, 5, SYSTEMS, systems);
  const int64_t grant[COUNCILS] = {1000000, 777777};
  const double carers[COUNCILS] = {9300, 6650};
  int64_t pounds[SYSTEMS];
  double helped[SYSTEMS];
  cpw_result *r = NULL;
  int32_t s = cpw_footprint_crosswalk(&from, &to, people, NULL, &r, err);
  if (s != CPW_OK) return s;
  printf("council  system   people  of the council  of the system\n");
  for (int64_t i = 0; i < cpw_result_find(r, "weight")->size; i++)
    printf("%-8s %-7s %7.0f  %12.1f %%  %11.1f %%\n",
           councils[cpw_result_find(r, "from_unit")->integer[i]],
           systems[cpw_result_find(r, "to_unit")->integer[i]], reals(r, "weight")[i],
           100 * reals(r, "share_of_from")[i], 100 * reals(r, "share_of_to")[i]);
  cpw_result_free(r);
  s = cpw_footprint_carry_whole(&from, &to, people, grant, NULL, pounds, NULL, err);
  if (s == CPW_OK) s = cpw_footprint_carry(&from, &to, people, carers, NULL, helped, err);
  if (s != CPW_OK) return s;
  printf("\ngrants of %lld pounds: North %lld, South %lld, together %lld\n",
         (long long)(grant[0] + grant[1]), (long long)pounds[0], (long long)pounds[1],
         (long long)(pounds[0] + pounds[1]));
  printf("carers: North %.1f, South %.1f, together %.1f\n", helped[0], helped[1],
         helped[0] + helped[1]);
  return CPW_OK;
}

static int32_t check(cpw_error *err) {
  const cpw_footprint_part hasty[] = {{0, 0, 1}, {1, 0, 0.75}, {1, 1, 0.5}, {2, 1, 1}};
  cpw_footprint draft = footprint(hasty, 4, SYSTEMS, systems);
  cpw_result *r = NULL;
  int32_t s = cpw_footprint_check(&draft, people, NULL, &r, err);
  if (s != CPW_OK) return s;
  printf("\na draft map: nobody has %s (%.0f people), two have %s (%.0f people twice)\n",
         cpw_result_note(r, "gaps"), reals(r, "uncovered")[0], cpw_result_note(r, "overlaps"),
         reals(r, "doubled")[0]);
  cpw_result_free(r);
  return CPW_OK;
}

static int32_t fit(cpw_error *err) {
  static const char *const trusts[TRUSTS] = {"General", "Infirmary", "Cottage"};
  const double seed[TRUSTS * SYSTEMS] = {0.8, 0.2, 0.3, 0.7, 1, 0};
  const double treated[TRUSTS] = {9000, 6000, 1000}, sent[SYSTEMS] = {9500, 6500};
  double table[TRUSTS * SYSTEMS];
  cpw_footprint_margins m;
  cpw_footprint_fitted how;
  cpw_footprint_margins_init(&m);
  m.rows = TRUSTS;
  m.columns = SYSTEMS;
  m.seed = seed;
  m.row = treated;
  m.column = sent;
  m.row_id = trusts;
  m.column_id = systems;
  int32_t s = cpw_footprint_fit(&m, table, &how, err);
  if (s != CPW_OK) return s;
  printf("\npatients from      North    South\n");
  for (int i = 0; i < TRUSTS; i++)
    printf("%-15s %8.1f %8.1f\n", trusts[i], table[2 * i], table[2 * i + 1]);
  const double more[TRUSTS] = {5000, 1000, 10000};
  m.row = more;
  s = cpw_footprint_fit(&m, table, &how, err);
  printf("other figures: %s\n", s == CPW_OK ? "they fit" : err->message);
  return CPW_OK;
}

static int32_t reconcile(cpw_error *err) {
  static const char *const providers[2] = {"Spire", "Quay"};
  static const char *const planners[3] = {"East", "North", "South"};
  const double capacity[2] = {120, 40};
  const cpw_footprint_promise promise[4] = {{0, 0, 70, (double)INFINITY},
                                            {0, 1, 60, (double)INFINITY},
                                            {0, 2, 20, (double)INFINITY},
                                            {1, 2, 10, 25}};
  cpw_footprint_plans p;
  cpw_result *r = NULL;
  cpw_footprint_plans_init(&p);
  p.providers = 2;
  p.systems = 3;
  p.capacity = capacity;
  p.promise = promise;
  p.promises = 4;
  p.provider_id = providers;
  p.system_id = planners;
  int32_t s = cpw_footprint_reconcile(&p, &r, err);
  if (s != CPW_OK) return s;
  printf("\npromised over 100 %%: %s\n", cpw_result_note(r, "conflicts"));
  for (int i = 0; i < 4; i++)
    printf("  %-5s to %-5s  promised %3.0f, can be kept %5.1f\n", providers[promise[i].provider],
           planners[promise[i].system], promise[i].amount, reals(r, "kept")[i]);
  printf("  %s\n", cpw_result_note(r, "cut"));
  cpw_result_free(r);
  return CPW_OK;
}

static int32_t concentration(cpw_error *err) {
  const double spells[4] = {9000, 6000, 3000, 2000};
  const int64_t merged[4] = {0, 1, 1, 3};
  cpw_footprint_concentration c, d;
  int32_t s = cpw_footprint_concentrate(spells, NULL, 4, 2, NULL, &c, err);
  if (s == CPW_OK) s = cpw_footprint_concentrate(spells, merged, 4, 2, NULL, &d, err);
  if (s != CPW_OK) return s;
  printf("\nhospital care: index %.0f, as %.1f equal trusts; after a merger %.0f, as %.1f\n",
         c.points, c.effective, d.points, d.effective);
  return CPW_OK;
}

static int32_t access(cpw_error *err) {
  const double x[AREAS] = {-2.10, -1.92, -1.60, -1.35}, y[AREAS] = {53.80, 53.70, 53.72, 53.55};
  const double site_x[2] = {-1.93, -1.61}, site_y[2] = {53.71, 53.73}, limit[1] = {15};
  const int32_t one[2] = {1, 0};
  cpw_footprint_access a;
  cpw_footprint_access_init(&a);
  a.areas = AREAS;
  a.sites = 2;
  a.area_longitude = x;
  a.area_latitude = y;
  a.people = people;
  a.site_longitude = site_x;
  a.site_latitude = site_y;
  a.within = limit;
  a.withins = 1;
  a.detour = 1.25;
  for (int k = 0; k < 2; k++) {
    cpw_result *r = NULL;
    int32_t s = cpw_footprint_reach(&a, &r, err);
    if (s != CPW_OK) return s;
    printf("%s: mean %.1f km, nine in ten within %.1f km, %.0f %% within 15 km\n",
           k ? "one site " : "two sites", reals(r, "mean")[0], reals(r, "p90")[0],
           100 * reals(r, "within")[0]);
    cpw_result_free(r);
    a.open = one;
  }
  return CPW_OK;
}

int main(void) {
  cpw_error err;
  int32_t (*const parts[])(cpw_error *) = {carry, check, fit, reconcile, concentration, access};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (parts[i](&err) != CPW_OK) return fail(&err);
  return 0;
}
