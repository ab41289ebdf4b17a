/* What three trusts can claim, gain and earn together: an estate that does not cover its claims (the table of the
 * Mishnah, Ketubot 10:4), what a shared theatre saves and who gets it, and what activity above plan is paid.
 * Trusts and figures are made up. */
#include <carepath.h>
#include <stdio.h>

enum { N = 3 };
static const char *const names[N] = {"Ashby", "Brook", "Corfe"};

static int fail(const cpw_error *err) {
  fprintf(stderr, "%s: %s\n", err->where, err->message);
  return 1;
}

static int claims(cpw_error *err) {
  static const int32_t rules[3] = {CPW_CLAIMS_PROPORTIONAL, CPW_CLAIMS_EQUAL_AWARDS,
                                   CPW_CLAIMS_TALMUD};
  const double claim[N] = {100, 200, 300};
  cpw_claims_options options;
  cpw_claims_options_init(&options);
  printf("claims of 100, 200 and 300\n");
  for (int estate = 100; estate <= 300; estate += 100) {
    printf("  estate %d:", estate);
    for (int k = 0; k < 3; k++) {
      double award[N];
      options.rule = rules[k];
      int32_t status = cpw_claims_divide(estate, claim, N, &options, award, err);
      if (status != CPW_OK) return status;
      printf("  %s %.1f %.1f %.1f", cpw_claims_name(rules[k]), award[0], award[1], award[2]);
    }
    printf("\n");
  }
  return CPW_OK;
}

/* values[S], S the sum of 1, 2, 4 over members: what each group would save a year by sharing theatres, in
 * thousands; nothing alone */
static const double values[8] = {0, 0, 0, 480, 0, 300, 210, 660};

static int print_shares(const char *rule, const double *shares, cpw_error *err) {
  cpw_coalition_core core;
  int32_t status = cpw_coalition_test_core(values, N, shares, NULL, &core, err);
  if (status != CPW_OK) return status;
  printf("  %-9s %6.1f %6.1f %6.1f: ", rule, shares[0], shares[1], shares[2]);
  if (core.in_core) {
    printf("no group would leave\n");
    return CPW_OK;
  }
  for (int i = 0; i < N; i++)
    if (core.coalition & (int64_t)1 << i) printf("%s ", names[i]);
  printf("would leave for %.1f more\n", core.complaint);
  return CPW_OK;
}

static int gains(cpw_error *err) {
  const double equal[N] = {220, 220, 220};
  double shapley[N], nucleolus[N];
  int32_t status = cpw_coalition_shapley(values, N, shapley, err);
  if (status == CPW_OK) status = cpw_coalition_nucleolus(values, N, NULL, nucleolus, err);
  if (status != CPW_OK) return status;
  printf("\na saving of 660 for %s, %s and %s\n", names[0], names[1], names[2]);
  status = print_shares("equal", equal, err);
  if (status == CPW_OK) status = print_shares("shapley", shapley, err);
  if (status == CPW_OK) status = print_shares("nucleolus", nucleolus, err);
  return status;
}

/* the books at the end of the year: results before and after side payments, to the pound */
static int books(cpw_error *err) {
  const int64_t alone[N] = {-200000, 50000, 120000}, actual[N] = {310000, -40000, 360001};
  cpw_coalition_books year;
  cpw_coalition_books_init(&year);
  year.members = N;
  year.alone = alone;
  year.actual = actual;
  year.ids = names;
  int64_t shares[N], payments[N];
  cpw_coalition_gain gain;
  int32_t status = cpw_coalition_share_gain(&year, shares, payments, &gain, err);
  if (status != CPW_OK) return status;
  printf("\na gain of %lld in equal shares\n", (long long)gain.gain);
  for (int i = 0; i < N; i++)
    printf("  %s: %lld alone, %lld together, %s %lld, %lld in the end\n", names[i],
           (long long)alone[i], (long long)actual[i], payments[i] < 0 ? "pays" : "receives",
           (long long)(payments[i] < 0 ? -payments[i] : payments[i]), (long long)shares[i]);
  return CPW_OK;
}

static int payment(cpw_error *err) {
  const double activity[4] = {9000, 10000, 10500, 12000};
  const double from[1] = {1.1}, rate[1] = {0.0};
  cpw_payment rule;
  cpw_payment_init(&rule);
  rule.plan = 10000;
  rule.price = 1850;
  int64_t income[4];
  printf("\nincome in thousands for activity of %.0f, %.0f (plan), %.0f and %.0f\n", activity[0],
         activity[1], activity[2], activity[3]);
  for (int k = 0; k < 3; k++) {
    int32_t status = cpw_payment_use(k == 0 ? "tariff" : "api_2022_23", &rule, err);
    if (status != CPW_OK) return status;
    if (k == 2) { /* and nothing above 110 % of plan */
      rule.tiers = 1;
      rule.tier_from = from;
      rule.tier_rate = rate;
    }
    status = cpw_payment_income(&rule, activity, 4, income, err);
    if (status != CPW_OK) return status;
    printf("  %-26s", k == 0 ? "tariff" : k == 1 ? "75 % above plan" : "the same to 110 % of plan");
    for (int i = 0; i < 4; i++)
      printf(" %8.1f", (double)income[i] / 1000);
    printf("\n");
  }
  printf("  one more at 10500 earns %.2f, at 12000 %.2f\n", cpw_payment_marginal(&rule, 10500),
         cpw_payment_marginal(&rule, 12000));
  return CPW_OK;
}

int main(void) {
  cpw_error err;
  if (claims(&err) != CPW_OK) return fail(&err);
  if (gains(&err) != CPW_OK) return fail(&err);
  if (books(&err) != CPW_OK) return fail(&err);
  if (payment(&err) != CPW_OK) return fail(&err);
  return 0;
}
