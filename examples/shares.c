/* Fair shares for five districts: what need says each should have, how far each may move towards it this year, and
 * what a promise costs that the money does not cover. Then seven new diagnostic sites, by need. Districts and
 * figures are made up. */
#include <carepath.h>
#include <stdio.h>

enum { ROWS = 5 };
static const char *const codes[ROWS] = {"Coast", "Fells", "Harbour", "Market", "Vale"};

static int fail(const cpw_error *err) {
  fprintf(stderr, "%s: %s\n", err->where, err->message);
  return 1;
}

static const double *reals(const cpw_result *result, const char *name) {
  return cpw_result_find(result, name)->real;
}

static const int64_t *pounds(const cpw_result *result, const char *name) {
  return cpw_result_find(result, name)->integer;
}

/* weighted capitation: two components of need, blended by what is spent on them, after market forces */
static int fair(const double *opening, double *weighted, cpw_error *err) {
  static const double people[ROWS] = {210000, 95000, 260000, 180000, 155000};
  static const double need[2 * ROWS] = {251000, 88000, 287000, 163000, 139000,  /* acute */
                                        262000, 97000, 264000, 171000, 150000}; /* community */
  static const char *const names[2] = {"acute", "community"};
  static const double blend[2] = {0.8, 0.2}, market[ROWS] = {0.98, 0.97, 1.04, 1.01, 1.00};
  cpw_capitation data = {ROWS, codes, people, 2, names, need, blend, 1, market, NULL};
  cpw_capitation_options options;
  cpw_capitation_options_init(&options);
  options.quantum = 1545000000;
  options.allocation = opening;
  cpw_result *found = NULL;
  int32_t status = cpw_capitation_assess(&data, &options, &found, err);
  if (status != CPW_OK) return status;
  printf("          need index  a head  fair share  distance from it today\n");
  for (int i = 0; i < ROWS; i++) {
    weighted[i] = reals(found, "weighted_population")[i];
    printf("%-8s  %10.3f  %6.0f  %10lld  %+10.1f %%\n", codes[i], reals(found, "need_index")[i],
           reals(found, "target_per_head")[i], (long long)pounds(found, "target_pounds")[i],
           100 * reals(found, "distance")[i]);
  }
  cpw_result_free(found);
  return CPW_OK;
}

static void print_moves(const cpw_result *found) {
  printf("\n          allocation  growth  distance left  held\n");
  int64_t sum = 0;
  for (int i = 0; i < ROWS; i++) {
    int64_t held = pounds(found, "held")[i];
    sum += pounds(found, "allocation")[i];
    printf("%-8s  %10lld  %+4.1f %%  %+11.1f %%%s\n", codes[i],
           (long long)pounds(found, "allocation")[i], 100 * reals(found, "growth")[i],
           100 * reals(found, "closing_distance")[i],
           held < 0   ? "  at the floor"
           : held > 0 ? "  at the cap"
                      : "");
  }
  printf("together  %10lld\n", (long long)sum);
}

int main(void) {
  const double opening[ROWS] = {372000000, 162000000, 428000000, 290000000, 248000000};
  double weighted[ROWS];
  cpw_error err;
  if (fair(opening, weighted, &err) != CPW_OK) return fail(&err);

  /* pace of change: nobody grows by less than 1.5 %; caps tighten with the distance: 5 % for those 5 % under
   * their share, 2.5 % for those at it or over */
  const double anywhere[1] = {0}, least[1] = {0.015}, distance[2] = {-0.05, 0},
               most[2] = {0.05, 0.025};
  cpw_pace_rule rules[2] = {{CPW_PACE_MIN_CASH, -1, 1, anywhere, least, "minimum growth"},
                            {CPW_PACE_MAX_CASH, -1, 2, distance, most, "maximum growth"}};
  const int64_t quantum[1] = {1545000000};
  cpw_pace_plan plan = {ROWS,    codes,    opening, NULL, 1, NULL,
                        quantum, weighted, NULL,    NULL, 2, rules};
  cpw_result *found = NULL;
  if (cpw_pace_path(&plan, NULL, &found, &err) != CPW_OK) return fail(&err);
  print_moves(found);
  cpw_result_free(found);
  found = NULL;

  /* a promise of 4 % for everybody, and what is in its way */
  const double promise[1] = {0.04};
  rules[0].value = promise;
  plan.rules = 1;
  int32_t status = cpw_pace_path(&plan, NULL, &found, &err);
  printf("\n4 %% for everybody: %s\n", status == CPW_OK ? "possible" : err.message);
  cpw_result_free(found);

  /* things that cannot be divided: largest remainders beside a rule that favours the large */
  int64_t sites[ROWS], large[ROWS];
  cpw_apportion_options options;
  cpw_apportion_options_init(&options);
  options.ids = codes;
  if (cpw_apportion(7, weighted, ROWS, &options, sites, &err) != CPW_OK) return fail(&err);
  options.method = CPW_APPORTION_JEFFERSON;
  if (cpw_apportion(7, weighted, ROWS, &options, large, &err) != CPW_OK) return fail(&err);
  printf("\nseven sites by   ");
  for (int i = 0; i < ROWS; i++)
    printf("  %8s", codes[i]);
  printf("\nlargest remainder");
  for (int i = 0; i < ROWS; i++)
    printf("  %8lld", (long long)sites[i]);
  printf("\n%-17s", cpw_apportion_name(options.method));
  for (int i = 0; i < ROWS; i++)
    printf("  %8lld", (long long)large[i]);
  printf("\n");
  return 0;
}
