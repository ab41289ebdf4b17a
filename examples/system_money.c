/* Where the money of a system goes: from the treasury and the council through a pooled fund to beds, home care and clinics,
 * every pound traced; what each payment regime would pay for the same activity; what a layer costs; what moves when care
 * moves closer to home. Names and figures are made up. */
#include <carepath.h>
#include <math.h>
#include <stdio.h>

enum { NATION, BOARD, PLACE, COUNCIL, TRUST, HOME, BODIES };
enum { TREASURY, TAX, MAIN, POOL, BEDS, CARE, CLINIC, FUNDS };
enum { PAYMENTS = 7, UNITS = 2 };

typedef struct town {
  cpw_system s;
  cpw_system_organisation body[BODIES];
  cpw_system_service service[2];
  cpw_system_capacity unit[UNITS];
  cpw_system_fund fund[FUNDS];
  cpw_system_payment payment[PAYMENTS];
} town;

static int fail(const cpw_error *err) {
  fprintf(stderr, "%s: %s\n", err->where, err->message);
  return 1;
}

static void bodies(town *t) {
  static const char *const id[BODIES] = {"nation",  "board", "place",
                                         "council", "trust", "homecare"};
  static const int32_t kind[BODIES] = {CPW_ORG_NATION,  CPW_ORG_ICS,   CPW_ORG_PLACE,
                                       CPW_ORG_COUNCIL, CPW_ORG_ACUTE, CPW_ORG_HOME_CARE};
  static const int32_t parent[BODIES] = {CPW_NONE, NATION, BOARD, PLACE, BOARD, PLACE};
  static const double overhead[BODIES] = {0, 400000, 50000, 0, 90000, 0};
  for (int i = 0; i < BODIES; i++) {
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &t->body[i]);
    t->body[i].id = id[i];
    t->body[i].kind = kind[i];
    t->body[i].parent = parent[i];
    t->body[i].overhead = overhead[i];
  }
  static const char *const service[2] = {"hips", "clinic"};
  for (int i = 0; i < 2; i++) {
    cpw_system_row_init(CPW_SYSTEM_SERVICES, &t->service[i]);
    cpw_system_row_init(CPW_SYSTEM_CAPACITY, &t->unit[i]);
    t->service[i].id = service[i];
    t->service[i].setting = i ? CPW_SETTING_COMMUNITY : CPW_SETTING_HOSPITAL;
    t->service[i].unit_cost = i ? 120 : 7500;
    t->unit[i].organisation = i ? PLACE : TRUST;
    t->unit[i].service = i;
    t->unit[i].treatments = i ? 100 : 15;
  }
}

static void money(town *t) {
  static const char *const id[FUNDS] = {"treasury", "tax",  "main",  "pool",
                                        "beds",     "care", "clinic"};
  static const int32_t kind[FUNDS] = {CPW_FUND_SOURCE, CPW_FUND_SOURCE, CPW_FUND_ACCOUNT,
                                      CPW_FUND_POOL,   CPW_FUND_SPEND,  CPW_FUND_SPEND,
                                      CPW_FUND_SPEND};
  static const int32_t owner[FUNDS] = {NATION, COUNCIL, BOARD, PLACE, TRUST, HOME, PLACE};
  static const char *const line[FUNDS] = {"", "", "", "care", "hips", "care", "clinic"};
  for (int i = 0; i < FUNDS; i++) {
    cpw_system_row_init(CPW_SYSTEM_FUNDS, &t->fund[i]);
    t->fund[i].id = id[i];
    t->fund[i].kind = kind[i];
    t->fund[i].organisation = owner[i];
    t->fund[i].line = line[i];
  }
  t->fund[POOL].leak = 0.015; /* administration of the pool */
  t->fund[CARE].minimum = 1400000;
  const struct {
    int32_t from, to;
    int64_t amount;
    double share;
    const char *regime;
    int32_t ringfenced;
  } row[PAYMENTS] = {{TREASURY, MAIN, 9000000, (double)NAN, NULL, 0},
                     {TAX, POOL, 800000, (double)NAN, NULL, 1},
                     {MAIN, POOL, 0, 0.12, NULL, 0},
                     {MAIN, BEDS, 5900000, (double)NAN, "block", 0},
                     {POOL, CARE, 1300000, (double)NAN, NULL, 0},
                     {POOL, BEDS, 250000, (double)NAN, NULL, 0},
                     {MAIN, CLINIC, 630000, (double)NAN, "block", 0}};
  for (int i = 0; i < PAYMENTS; i++) {
    cpw_system_row_init(CPW_SYSTEM_PAYMENTS, &t->payment[i]);
    t->payment[i].from = row[i].from;
    t->payment[i].to = row[i].to;
    t->payment[i].amount = row[i].amount;
    t->payment[i].share = row[i].share;
    t->payment[i].regime = row[i].regime;
    t->payment[i].ringfenced = row[i].ringfenced;
  }
}

static void make(town *t) {
  cpw_system_init(&t->s);
  bodies(t);
  money(t);
  t->s.organisation = t->body;
  t->s.organisations = BODIES;
  t->s.service = t->service;
  t->s.services = 2;
  t->s.capacity = t->unit;
  t->s.capacities = UNITS;
  t->s.fund = t->fund;
  t->s.funds = FUNDS;
  t->s.payment = t->payment;
  t->s.payments = PAYMENTS;
}

static long long whole(const cpw_result *r, const char *name, int64_t at) {
  return (long long)cpw_result_find(r, name)->integer[at];
}

static int32_t year(const town *t, cpw_error *err) {
  cpw_ledger *ledger = NULL;
  cpw_result *r = NULL;
  cpw_ledger_trial trial;
  int32_t status = cpw_system_ledger(&t->s, NULL, &ledger, &r, err);
  if (status == CPW_OK) status = cpw_ledger_trial_balance(ledger, &trial, err);
  if (status == CPW_OK) {
    printf("in %lld = spent %lld + overheads %lld + leak %lld + retained %lld\n",
           whole(r, "total_in", 0), whole(r, "total_spend", 0), whole(r, "total_overhead", 0),
           whole(r, "total_leak", 0), whole(r, "total_retained", 0));
    printf("trial balance: %lld entries, difference %lld\n", (long long)trial.entries,
           (long long)trial.difference);
    const char *note = cpw_result_note(r, "minimum");
    printf("below the minimum: %s\n", note ? note : "nobody");
  }
  cpw_ledger_free(ledger);
  cpw_result_free(r);
  return status;
}

static int32_t trace(const town *t, cpw_error *err) {
  cpw_result *r = NULL;
  int32_t status = cpw_system_trace(&t->s, NULL, CPW_NONE, &r, err);
  if (status != CPW_OK) return status;
  const cpw_array *x = cpw_result_find(r, "traced");
  const cpw_dimension *source = x->dimension[0], *ending = x->dimension[1];
  printf("\nwhere it ended     ");
  for (int64_t s = 0; s < source->length; s++)
    printf("%10s", source->coordinate_labels[0][s]);
  printf("\n");
  for (int64_t e = 0; e < ending->length; e++) {
    printf("%-19s", ending->coordinate_labels[0][e]);
    for (int64_t s = 0; s < source->length; s++)
      printf("%10lld", (long long)x->integer[s * ending->length + e]);
    printf("  %s\n", ending->coordinate_labels[1][e]);
  }
  cpw_result_free(r);
  return CPW_OK;
}

/* the trust does a tenth more than planned, the clinics a fifth less; billing takes 2 % where activity counts */
static int32_t regimes(const town *t, cpw_error *err) {
  const double activity[UNITS] = {15 * 1.1 * CPW_WEEKS_PER_YEAR, 100 * 0.8 * CPW_WEEKS_PER_YEAR};
  cpw_system_money_options o;
  cpw_system_money_options_init(&o);
  o.activity = activity;
  o.transaction = 0.02;
  cpw_result *r = NULL;
  int32_t status = cpw_system_regimes(&t->s, &o, NULL, &r, err);
  if (status != CPW_OK) return status;
  printf("\nregime                  trust earns  place earns  transactions    short\n");
  for (int64_t k = 0; cpw_system_regime_name(k); k++)
    printf("%-22s  %11lld  %11lld  %12lld  %7lld\n", cpw_system_regime_name(k),
           whole(r, "earned", k * BODIES + TRUST), whole(r, "earned", k * BODIES + PLACE),
           whole(r, "transactions", k), whole(r, "short", k));
  cpw_result_free(r);
  return CPW_OK;
}

static int32_t layers(const town *t, cpw_error *err) {
  cpw_result *r = NULL;
  int32_t status = cpw_system_layers(&t->s, NULL, &r, err);
  if (status != CPW_OK) return status;
  const cpw_dimension *kind = cpw_result_find(r, "released")->dimension[0];
  printf("\nlayer       overhead  to spending  retained  leak\n");
  for (int64_t k = 0; k < kind->length; k++)
    if (whole(r, "overhead", k) > 0)
      printf("%-10s  %8lld  %11lld  %8lld  %4lld\n", kind->coordinate_labels[0][k],
             whole(r, "overhead", k), whole(r, "to_spend", k), whole(r, "to_retained", k),
             whole(r, "to_leak", k));
  cpw_result_free(r);
  return CPW_OK;
}

/* a tenth of what the hospital does goes to the clinics, three visits for each; 60 % of its cost is really saved */
static int32_t pyramid(const town *t, cpw_error *err) {
  const cpw_system_shift shift = {
      CPW_SETTING_HOSPITAL, CPW_SETTING_COMMUNITY, 0.1, 3, (double)NAN, 0.6, 0.5};
  cpw_result *r = NULL;
  int32_t status = cpw_system_pyramid(&t->s, NULL, NULL, &shift, 1, NULL, &r, err);
  if (status != CPW_OK) return status;
  const double *before = cpw_result_find(r, "spend_share")->real;
  const double *after = cpw_result_find(r, "spend_share_after")->real;
  printf("\nhospital %.1f %% of spend before, %.1f %% after; %.0f a year, %.0f once, back in %.2f "
         "years\n",
         100 * before[CPW_SETTING_HOSPITAL], 100 * after[CPW_SETTING_HOSPITAL],
         cpw_result_find(r, "change")->real[0], cpw_result_find(r, "transition")->real[0],
         cpw_result_find(r, "payback")->real[0]);
  printf("home care spent 70 %% in the place, worth 0.3 of each pound that stays: %.0f\n",
         cpw_system_local_value(1300000, 0.7, 0.3));
  cpw_result_free(r);
  return CPW_OK;
}

int main(void) {
  static town t;
  cpw_error err = {0};
  make(&t);
  int32_t status = year(&t, &err);
  if (status == CPW_OK) status = trace(&t, &err);
  if (status == CPW_OK) status = regimes(&t, &err);
  if (status == CPW_OK) status = layers(&t, &err);
  if (status == CPW_OK) status = pyramid(&t, &err);
  return status == CPW_OK ? 0 : fail(&err);
}
