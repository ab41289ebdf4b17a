/* Three programmes and 3 million pounds: who gets what, what one more pound would do, what a guarantee for a
 * place costs, and what to move first from today's spend. */
#include <carepath.h>
#include <stdio.h>

static int fail(const cpw_error *err) {
  fprintf(stderr, "%s: %s\n", err->where, err->message);
  return 1;
}

int main(void) {
  static const char *const names[3] = {"community clinics", "weekend lists", "prehabilitation"};
  const double x[4] = {0, 700000, 1000000, 1600000}, y[4] = {0, 1000, 1333, 1800};
  const cpw_response curves[3] = {
      {CPW_RESPONSE_EXPONENTIAL, 0, 4000, 2e6, 0, 0, 0, NULL, NULL},
      {CPW_RESPONSE_POINTS, 0, 0, 0, 0, 0, 4, x, y}, /* tariff, premium, independent sector */
      {CPW_RESPONSE_LOG, 0, 900, 5e5, 0, 0, 0, NULL, NULL}};
  const int64_t today[3] = {2000000, 800000, 200000};
  cpw_error err;

  cpw_budget_units p;
  cpw_budget_units_init(&p);
  p.n = 3;
  p.response = curves;
  p.budget = 3000000;
  p.baseline = today;
  int64_t pounds[3];
  cpw_budget_answer a;
  if (cpw_budget_allocate_units(&p, NULL, pounds, &a, &err) != CPW_OK) return fail(&err);
  for (int i = 0; i < 3; i++)
    printf("%-18s %8lld today, %8lld best\n", names[i], (long long)today[i], (long long)pounds[i]);
  printf("treated: %.1f, %.1f more than today\n", a.value, a.baseline_gain);
  printf("the next pound to %s: one more for each %.0f\n", names[a.next], 1 / a.multiplier);

  /* the same with at least 600,000 for the third */
  const int64_t floor[1] = {600000}, group[3] = {-1, -1, 0};
  p.groups = 1;
  p.group = group;
  p.floor = floor;
  p.baseline = NULL;
  double before = a.value;
  if (cpw_budget_allocate_units(&p, NULL, pounds, &a, &err) != CPW_OK) return fail(&err);
  printf("a guarantee of 600000 for %s costs %.1f treatments\n", names[2], before - a.value);

  p.groups = 0;
  p.group = NULL;
  p.floor = NULL;
  p.baseline = today;
  cpw_budget_move move;
  int64_t moves = 0;
  if (cpw_budget_reinvest(&p, 1, &move, &moves, NULL, NULL, &err) != CPW_OK) return fail(&err);
  if (moves > 0)
    printf("first move: %lld from %s to %s, %.1f lost, %.1f gained\n", (long long)move.units,
           names[move.giver], names[move.taker], move.lost, move.gained);
  return 0;
}
