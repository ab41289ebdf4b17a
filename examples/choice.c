/* Where people go: three hospitals, two groups, and waits that follow from who comes. */
#include <carepath.h>

#include <math.h>
#include <stdio.h>

static int failed(const cpw_error *err) {
  fprintf(stderr, "%s: %s\n", cpw_status_name(err->code), err->message);
  return 1;
}

static double number(const cpw_result *r, const char *name, int64_t at) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || at >= a->size) return (double)NAN;
  return a->real ? a->real[at] : (double)a->integer[at];
}

static const char *const hospitals[] = {"Riverside", "Hilltop", "Dockland"};
static const char *const groups[] = {"most deprived", "least deprived"};

static void print(const char *title, const cpw_result *r, const char *waits) {
  printf("%s\n", title);
  for (int j = 0; j < 3; j++)
    printf("  %-10s %6.1f a week, %4.1f %% of the market, wait %4.1f weeks\n", hospitals[j],
           number(r, "demand", j), 100 * number(r, "market_share", j), number(r, waits, j));
  for (int g = 0; g < 2; g++)
    printf("  %-14s travel %4.1f km, wait %4.1f weeks, %4.1f %% of those who choose stay near\n",
           groups[g], number(r, "travel", g), number(r, "wait", g), 100 * number(r, "stay", g));
  cpw_choice_market market;
  if (cpw_choice_concentration(cpw_result_find(r, "demand")->real, 3, &market, NULL) == CPW_OK)
    printf("  concentration %.3f: as %.2f of equal size\n", market.hhi, market.effective);
}

/* kilometres from two towns (each with two groups) to the hospitals, as the crow flies */
static void measure(double *km) {
  const double town[2][2] = {{-0.10, 51.50}, {0.10, 51.45}};
  const double place[3][2] = {{-0.12, 51.51}, {0.02, 51.55}, {0.12, 51.44}};
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 3; j++)
      km[i * 3 + j] = cpw_choice_distance(town[i / 2][0], town[i / 2][1], place[j][0], place[j][1]);
}

/* coefficients from who went where: an earlier year's counts by origin */
static int estimate(const double *km, const double *wait) {
  const double count[] = {70, 20, 10, 55, 30, 15, 8, 12, 80, 12, 20, 68};
  double attribute[12 * 2];
  const char *const names[] = {"km", "weeks"};
  for (int k = 0; k < 12; k++) {
    attribute[2 * k] = km[k];
    attribute[2 * k + 1] = wait[k % 3];
  }
  cpw_choice_counts c;
  cpw_choice_counts_init(&c);
  c.cases = 4;
  c.options = 3;
  c.attributes = 2;
  c.count = count;
  c.attribute = attribute;
  c.names = names;
  cpw_result *r = NULL;
  cpw_error err;
  if (cpw_choice_estimate(&c, &r, &err) != CPW_OK) return failed(&err);
  printf("coefficients from counts\n");
  for (int k = 0; k < 2; k++)
    printf("  %-6s %7.4f (%.4f to %.4f)\n", names[k], number(r, "coefficient", k),
           number(r, "lower", k), number(r, "upper", k));
  cpw_result_free(r);
  return 0;
}

int main(void) {
  const double people[] = {60, 40, 30, 70}, wait[] = {22, 12, 16}, quality[] = {0, 1, 0.5};
  const int64_t group[] = {0, 1, 0, 1};
  /* the less deprived are freer to move, and mind a kilometre less */
  const cpw_choice_taste taste[] = {{-0.16, -0.03, 0.3, 0.4}, {-0.08, -0.06, 0.3, 0.8}};
  const double least[] = {6, 6, 6}, slope[] = {0.2, 0.2, 0.1};
  double km[12];
  cpw_choice c;
  cpw_result *r = NULL;
  cpw_error err;
  measure(km);
  cpw_choice_init(&c);
  c.origins = 4;
  c.providers = 3;
  c.groups = 2;
  c.group = group;
  c.people = people;
  c.distance = km;
  c.wait = wait;
  c.quality = quality;
  c.taste = taste;
  if (cpw_choice_describe(&c, &r, &err) != CPW_OK) return failed(&err);
  for (int j = 0; j < 3; j++) /* the waits given, beside the flows */
    printf("%s%s %.0f weeks%s", j ? ", " : "waits: ", hospitals[j], wait[j], j == 2 ? "\n" : "");
  for (int g = 0; g < 2; g++)
    printf("  %-14s travel %4.1f km, wait %4.1f weeks\n", groups[g], number(r, "travel", g),
           number(r, "wait", g));
  cpw_result_free(r);
  cpw_choice_response response;
  cpw_choice_response_init(&response);
  response.least = least;
  response.slope = slope;
  if (cpw_choice_equilibrium(&c, &response, &r, &err) != CPW_OK) return failed(&err);
  print("waits that follow from who comes", r, "wait_at");
  printf("  converged: %s; another answer: %s\n", number(r, "converged", 0) > 0 ? "yes" : "no",
         number(r, "unique", 0) > 0 ? "none" : "perhaps");
  cpw_result_free(r);
  return estimate(km, wait);
}
