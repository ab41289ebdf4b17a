/* Money of a system: amounts worked out by hand, ring-fences, leaks, overheads, regimes, pools, traces that sum to the
 * pound; the order of rows changes nothing. */
#include "money.h"
#include "support/support.h"

#include <stdlib.h>

#define OK(call) ck_assert_int_eq((call), CPW_OK)

static cpw_system_money_options usual(void) {
  cpw_system_money_options o;
  cpw_system_money_options_init(&o);
  return o;
}

static cpw_result *report_of(const cpw_system *s, const cpw_system_money_options *o) {
  cpw_result *r = NULL;
  cpw_ledger *ledger = NULL;
  cpw_ledger_trial trial;
  cpw_error err = {0};
  int32_t status = cpw_system_ledger(s, o, &ledger, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  OK(cpw_ledger_trial_balance(ledger, &trial, NULL));
  ck_assert_int_eq(trial.difference, 0);
  ck_assert_int_eq(trial.balances, 0);
  const cpw_array *difference = cpw_result_find(r, "difference");
  for (int64_t y = 0; y < difference->size; y++)
    ck_assert_int_eq(difference->integer[y], 0);
  cpw_ledger_free(ledger);
  return r;
}

#define INT(name, at)  cpwt_money_int(r, name, at)
#define REAL(name, at) cpwt_money_real(r, name, at)

/* ---------------------------------------------------------------- the small system ----------- */

/* nation 1000 -> board 1000: 30 % to a pool (leak 2 %), 0.29 to the acute trust by block, the rest stays. The council brings
 * 101 and pays 100 into the pool, ring-fenced for care. The pool pays 250 to home care (line care) and 100 to the trust
 * (line beds). */
enum { NATION, BOARD, PLACE, COUNCIL, TRUST, HOME };
enum { TREASURY, TAX, MAIN, POOL, CARE, BEDS };

static void small(cpwt_money *m) {
  cpwt_money_begin(m);
  cpwt_money_organisation(m, "nation", CPW_ORG_NATION, CPW_NONE, 0);
  cpwt_money_organisation(m, "board", CPW_ORG_ICS, NATION, 0);
  cpwt_money_organisation(m, "place", CPW_ORG_PLACE, BOARD, 0);
  cpwt_money_organisation(m, "council", CPW_ORG_COUNCIL, PLACE, 0);
  cpwt_money_organisation(m, "trust", CPW_ORG_ACUTE, BOARD, 0);
  cpwt_money_organisation(m, "home", CPW_ORG_HOME_CARE, PLACE, 0);
  cpwt_money_fund(m, "treasury", CPW_FUND_SOURCE, NATION, NULL);
  cpwt_money_fund(m, "tax", CPW_FUND_SOURCE, COUNCIL, NULL);
  cpwt_money_fund(m, "main", CPW_FUND_ACCOUNT, BOARD, NULL);
  cpwt_money_fund(m, "pool", CPW_FUND_POOL, BOARD, "care");
  cpwt_money_fund(m, "care", CPW_FUND_SPEND, HOME, "care");
  cpwt_money_fund(m, "beds", CPW_FUND_SPEND, TRUST, "beds");
  cpwt_money_pay(m, TREASURY, MAIN, 1000, 0);
  m->fund[TAX].minimum = 101;
  cpwt_money_pay(m, TAX, POOL, 100, 0)->ringfenced = 1;
  cpwt_money_pay(m, MAIN, POOL, -1, 0.3);
  cpwt_money_pay(m, MAIN, BEDS, -1, 0.29);
  cpwt_money_pay(m, POOL, CARE, 250, 0);
  cpwt_money_pay(m, POOL, BEDS, 100, 0);
  m->fund[POOL].leak = 0.02;
}

START_TEST(by_hand)
{
  static cpwt_money m;
  small(&m);
  cpw_result *r = report_of(&m.s, NULL);
  /* pool: 400 in, 8 leak, 392 left, 350 paid; care gets the ring-fenced 98 first, so 152 general; beds 100 of general 294 */
  ck_assert_int_eq(INT("in", TREASURY), 1000);
  ck_assert_int_eq(INT("in", TAX), 101);
  ck_assert_int_eq(INT("closing", TAX), 1);
  ck_assert_int_eq(INT("in", POOL), 400);
  ck_assert_int_eq(INT("leaked", POOL), 8);
  ck_assert_int_eq(INT("closing", POOL), 42);
  ck_assert_int_eq(INT("fenced", POOL), 0);
  ck_assert_int_eq(INT("closing", MAIN), 410);
  ck_assert_int_eq(INT("closing", CARE), 250);
  ck_assert_int_eq(INT("closing", BEDS), 390); /* 0.29 of 1000 is 290, though the double is below */
  ck_assert_int_eq(INT("from_fence", 4), 98);
  ck_assert_int_eq(INT("total_in", 0), 1101);
  ck_assert_int_eq(INT("total_spend", 0), 640);
  ck_assert_int_eq(INT("total_leak", 0), 8);
  ck_assert_int_eq(INT("total_retained", 0), 453);
  ck_assert_int_eq(INT("total_short", 0), 0);
  ck_assert_int_eq(INT("received", BOARD),
                   1100); /* the pool is the board's: what it pays itself is not received */
  ck_assert_int_eq(INT("spent", TRUST), 390);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
  ck_assert_ptr_null(cpw_result_note(r, "short"));
  cpw_result_free(r);
}
END_TEST

START_TEST(statement_by_place_and_line)
{
  static cpwt_money m;
  small(&m);
  cpw_result *report = NULL, *r = NULL;
  cpw_ledger *ledger = NULL;
  OK(cpw_system_ledger(&m.s, NULL, &ledger, &report, NULL));
  OK(cpw_ledger_statement(ledger, CPW_LEDGER_BY_PLACE, 0, INT64_MAX, &r, NULL));
  const cpw_array *closing = cpw_result_find(r, "closing");
  ck_assert_int_eq(closing->integer[cpwt_money_at(closing, 0, 0, "place")], 250 + 1);
  ck_assert_int_eq(closing->integer[cpwt_money_at(closing, 0, 0, "board")], 410 + 42 + 8 + 390);
  cpw_result_free(r);
  OK(cpw_ledger_statement(ledger, CPW_LEDGER_BY_LINE, 0, INT64_MAX, &r, NULL));
  closing = cpw_result_find(r, "closing");
  ck_assert_int_eq(closing->integer[cpwt_money_at(closing, 0, 0, "care")], 250 + 42 + 8);
  ck_assert_int_eq(closing->integer[cpwt_money_at(closing, 0, 0, "beds")], 390);
  cpw_result_free(r);
  int64_t account = -1;
  OK(cpw_ledger_find(ledger, "leak pool", &account, NULL));
  cpw_ledger_free(ledger);
  cpw_result_free(report);
}
END_TEST

START_TEST(trace_by_hand)
{
  static cpwt_money m;
  small(&m);
  cpw_result *r = NULL;
  OK(cpw_system_trace(&m.s, NULL, CPW_NONE, &r, NULL));
  const cpw_array *traced = cpw_result_find(r, "traced");
  int64_t endings = traced->dimension[1]->length;
  int64_t care = cpwt_money_at(traced, 1, 0, "fund care"),
          beds = cpwt_money_at(traced, 1, 0, "fund beds");
  int64_t lost = cpwt_money_at(traced, 1, 0, "leak pool");
  int64_t tax = cpwt_money_at(traced, 0, 0, "tax"), treasury = 1 - tax;
  ck_assert_int_eq(traced->integer[tax * endings + care], 98);
  ck_assert_int_eq(traced->integer[tax * endings + beds], 0); /* ring-fenced for care */
  ck_assert_int_eq(traced->integer[tax * endings + lost], 2);
  ck_assert_int_eq(traced->integer[treasury * endings + care], 152);
  ck_assert_int_eq(traced->integer[treasury * endings + beds], 390);
  for (int64_t s = 0; s < 2; s++) {
    int64_t sum = 0;
    for (int64_t e = 0; e < endings; e++)
      sum += traced->integer[s * endings + e];
    ck_assert_int_eq(sum, INT("brought", s));
  }
  cpw_result_free(r);
  OK(cpw_system_trace(&m.s, NULL, TAX, &r, NULL));
  ck_assert_int_eq(cpw_result_find(r, "traced")->dimension[0]->length, 1);
  ck_assert_int_eq(INT("brought", 0), 101);
  cpw_result_free(r);
}
END_TEST

/* Without ring-fences money is mixed: what goes out is in proportion to what came in. */
START_TEST(trace_is_proportional)
{
  static cpwt_money m;
  cpwt_money_begin(&m);
  for (int i = 0; i < 2; i++)
    cpwt_money_fund(&m, i ? "b" : "a", CPW_FUND_SOURCE, CPW_NONE, NULL);
  int32_t mix = cpwt_money_fund(&m, "mix", CPW_FUND_POOL, CPW_NONE, NULL);
  for (int i = 0; i < 3; i++) {
    static const char *const name[3] = {"x", "y", "z"};
    cpwt_money_pay(&m, mix, cpwt_money_fund(&m, name[i], CPW_FUND_SPEND, CPW_NONE, NULL), 100 << i,
                   0);
  }
  cpwt_money_pay(&m, 0, mix, 300, 0);
  cpwt_money_pay(&m, 1, mix, 400, 0);
  cpw_result *r = NULL;
  OK(cpw_system_trace(&m.s, NULL, CPW_NONE, &r, NULL));
  const cpw_array *t = cpw_result_find(r, "traced");
  for (int64_t e = 0; e < 3; e++) {
    double out = (double)(100 << e);
    for (int64_t s = 0; s < 2; s++)
      ck_assert(fabs((double)t->integer[s * 3 + e] - out * (s ? 4 : 3) / 7) <= 2);
    ck_assert_int_eq(t->integer[e] + t->integer[3 + e], 100 << e);
  }
  ck_assert_int_eq(t->integer[0] + t->integer[1] + t->integer[2], 300);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- rules ---------------------- */

START_TEST(short_of_money)
{
  static cpwt_money m;
  small(&m);
  m.payment[4].amount =
      450; /* care: 98 ring-fenced, 352 lacking; beds 100; general 294: 228.8 and 65.04 */
  m.fund[CARE].minimum = 400;
  cpw_result *r = report_of(&m.s, NULL);
  ck_assert_int_eq(INT("paid", 4), 98 + 229);
  ck_assert_int_eq(INT("paid", 5), 65);
  ck_assert_int_eq(INT("short", 4), 450 - 327);
  ck_assert_int_eq(INT("minimum_short", CARE), 73);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
  ck_assert_str_eq(cpw_result_note(r, "short"), "pool -> care 123, pool -> beds 35");
  ck_assert_str_eq(cpw_result_note(r, "minimum"), "care 73");
  cpw_result_free(r);
}
END_TEST

START_TEST(fenced_money_stays)
{
  static cpwt_money m;
  small(&m);
  m.payment[4].amount = 50; /* care needs 50 of the 98 */
  m.payment[5].amount = 1000;
  cpw_result *r = report_of(&m.s, NULL);
  ck_assert_int_eq(INT("from_fence", 4), 50);
  ck_assert_int_eq(INT("paid", 5), 294); /* general money alone */
  ck_assert_int_eq(INT("closing", POOL), 48);
  ck_assert_int_eq(INT("fenced", POOL), 48);
  cpw_result_free(r);
}
END_TEST

/* Retained money is there in the next year, for amounts; shares are of what comes in. */
START_TEST(years)
{
  static cpwt_money m;
  cpw_system_money_options o = usual();
  o.years = 3;
  small(&m);
  cpwt_money_pay(&m, MAIN, CARE, 600, 0); /* 1000 - 300 - 290 = 410 a year */
  cpw_result *r = report_of(&m.s, &o);
  int64_t n = m.s.payments, p = n - 1;
  ck_assert_int_eq(INT("due", p), 600);
  /* dues 300, 290, 600 of 1000: 252.1, 243.7, 504.2 */
  ck_assert_int_eq(INT("paid", p), 504);
  ck_assert_int_eq(INT("total_opening", 0), 0);
  ck_assert_int_eq(INT("total_opening", 1), INT("total_retained", 0));
  ck_assert_int_eq(INT("total_opening", 2), INT("total_retained", 1));
  cpw_result_free(r);
  m.payment[p].amount = 200; /* 210 is retained a year; then 500 can be paid */
  m.payment[p].from = MAIN;
  r = report_of(&m.s, &o);
  ck_assert_int_eq(INT("opening", 1 * m.s.funds + MAIN), 210);
  ck_assert_int_eq(INT("opening", 2 * m.s.funds + MAIN), 420);
  ck_assert_int_eq(INT("closing", 2 * m.s.funds + MAIN), 630);
  cpw_result_free(r);
}
END_TEST

START_TEST(sources_bring)
{
  static cpwt_money m;
  cpw_system_money_options o = usual();
  int64_t income[MOST] = {0};
  small(&m);
  for (int i = 0; i < MOST; i++)
    income[i] = -1;
  income[TREASURY] = 900;
  o.income = income;
  cpw_result *r = report_of(&m.s, &o);
  ck_assert_int_eq(INT("total_in", 0), 1001);
  ck_assert_int_eq(INT("short", 0), 100);
  cpw_result_free(r);
}
END_TEST

START_TEST(overheads)
{
  static cpwt_money m;
  cpw_system_money_options o = usual();
  small(&m);
  m.organisation[BOARD].overhead = 100.9; /* 100 in whole pounds */
  m.organisation[TRUST].overhead = 1e6;   /* more than it has */
  cpw_result *r = report_of(&m.s, NULL);
  ck_assert_int_eq(INT("overhead", MAIN), 100);
  ck_assert_int_eq(INT("overhead", POOL), 0); /* main comes first and has enough */
  ck_assert_int_eq(INT("due", 2), 270);       /* 0.3 of 900 */
  ck_assert_int_eq(INT("overhead_paid", TRUST), 361);
  ck_assert_int_eq(INT("overhead_unpaid", TRUST), 1000000 - 361);
  ck_assert_int_eq(INT("closing", BEDS), 0);
  ck_assert_str_eq(cpw_result_note(r, "overhead"), "trust 999639");
  cpw_result_free(r);
  o.overhead = 0;
  r = report_of(&m.s, &o);
  ck_assert_int_eq(INT("total_overhead", 0), 0);
  cpw_result_free(r);
  o.overhead = 1;
  o.without = CPW_ORG_ICS;
  o.absorbed = 0.25;
  r = report_of(&m.s, &o);
  ck_assert_int_eq(INT("overhead_paid", BOARD), 25);
  cpw_result_free(r);
  /* an organisation that ends after half a year */
  o = usual();
  m.organisation[BOARD].until = CPW_WEEKS_PER_YEAR / 2;
  o.years = 2;
  r = report_of(&m.s, &o);
  ck_assert_int_eq(INT("overhead_due", BOARD), 50);
  ck_assert_int_eq(INT("overhead_due", m.s.organisations + BOARD), 0);
  cpw_result_free(r);
}
END_TEST

START_TEST(layers)
{
  static cpwt_money m;
  small(&m);
  m.organisation[BOARD].overhead = 100;
  m.organisation[HOME].overhead = 10;
  cpw_result *r = NULL;
  OK(cpw_system_layers(&m.s, NULL, &r, NULL));
  const cpw_array *released = cpw_result_find(r, "released");
  int64_t ics = cpwt_money_at(released, 0, 0, "ics"),
          home = cpwt_money_at(released, 0, 0, "home_care");
  ck_assert_int_eq(INT("organisations", ics), 1);
  ck_assert_int_eq(INT("overhead", ics), 100);
  ck_assert_int_eq(INT("released", ics), 100);
  /* of 100 more at main 30 go to the pool (0.6 leak there: 7.4 -> 8), 29 to beds, 41 stay */
  ck_assert_int_eq(INT("to_spend", ics), 29);
  ck_assert_int_eq(INT("to_leak", ics), 1);
  ck_assert_int_eq(INT("to_retained", ics), 70);
  ck_assert_int_eq(INT("to_spend", home), 10);
  ck_assert_int_eq(INT("depth_overhead", 1), 100);
  ck_assert_int_eq(INT("depth_overhead", 3), 10);
  ck_assert_int_eq(INT("depth_organisations", 1), 1);
  cpw_result_free(r);
}
END_TEST

/* The order of rows changes nobody's money. */
START_TEST(order_of_rows)
{
  static cpwt_money m, w;
  small(&m);
  m.organisation[BOARD].overhead = 77;
  m.payment[4].amount = 451;
  cpw_result *r = report_of(&m.s, NULL);
  w = m;
  w.s.organisation = w.organisation;
  w.s.fund = w.fund;
  w.s.payment = w.payment;
  int64_t n = m.s.funds, p = m.s.payments;
  for (int64_t i = 0; i < n; i++)
    w.fund[i] = m.fund[n - 1 - i];
  for (int64_t i = 0; i < p; i++) {
    w.payment[i] = m.payment[p - 1 - i];
    w.payment[i].from = (int32_t)n - 1 - w.payment[i].from;
    w.payment[i].to = (int32_t)n - 1 - w.payment[i].to;
  }
  cpw_result *q = report_of(&w.s, NULL);
  for (int64_t i = 0; i < n; i++)
    ck_assert_int_eq(cpwt_money_int(q, "closing", i), INT("closing", n - 1 - i));
  for (int64_t i = 0; i < p; i++)
    ck_assert_int_eq(cpwt_money_int(q, "paid", i), INT("paid", p - 1 - i));
  cpw_result_free(q);
  cpw_result_free(r);
  cpw_result *a = NULL, *b = NULL;
  OK(cpw_system_trace(&m.s, NULL, CPW_NONE, &a, NULL));
  OK(cpw_system_trace(&w.s, NULL, CPW_NONE, &b, NULL));
  const cpw_array *x = cpw_result_find(a, "traced"), *y = cpw_result_find(b, "traced");
  ck_assert_int_eq(x->size, y->size);
  ck_assert_mem_eq(x->integer, y->integer, (size_t)x->size * sizeof(int64_t));
  cpw_result_free(a);
  cpw_result_free(b);
}
END_TEST

/* ---------------------------------------------------------------- regimes -------------------- */

/* The board pays the trust 1000 and the clinic 500 for eye care; planned 52.18 a week-year each at 10 and 5. */
static void eyes(cpwt_money *m) {
  cpwt_money_begin(m);
  int32_t board = cpwt_money_organisation(m, "board", CPW_ORG_ICS, CPW_NONE, 0);
  int32_t trust = cpwt_money_organisation(m, "trust", CPW_ORG_ACUTE, board, 0);
  int32_t clinic = cpwt_money_organisation(m, "clinic", CPW_ORG_INDEPENDENT, board, 0);
  int32_t eye = cpwt_money_service(m, "eye", CPW_SETTING_HOSPITAL, 10);
  int32_t ear = cpwt_money_service(m, "ear", CPW_SETTING_COMMUNITY, 3);
  cpwt_money_unit(m, trust, eye, 1);
  cpwt_money_unit(m, clinic, eye, 1);
  m->capacity[1].unit_cost = 5;
  cpwt_money_unit(m, trust, ear, 2);
  int32_t source = cpwt_money_fund(m, "source", CPW_FUND_SOURCE, board, NULL);
  int32_t a = cpwt_money_fund(m, "trust eye", CPW_FUND_SPEND, trust, "eye");
  int32_t b = cpwt_money_fund(m, "clinic eye", CPW_FUND_SPEND, clinic, "eye");
  m->fund[source].minimum = 10000;
  cpwt_money_pay(m, source, a, 1000, 0)->regime = "block";
  cpwt_money_pay(m, source, b, 500, 0)->regime = "block";
}

START_TEST(regimes_at_plan)
{
  static cpwt_money m;
  eyes(&m);
  cpw_result *r = NULL;
  OK(cpw_system_regimes(&m.s, NULL, NULL, &r, NULL));
  const cpw_array *earned = cpw_result_find(r, "earned");
  for (int64_t k = 0; k < earned->dimension[0]->length; k++) {
    ck_assert_int_eq(earned->integer[k * 3 + 1], 1000);
    ck_assert_int_eq(earned->integer[k * 3 + 2], 500);
    ck_assert(isnan(REAL("margin", k * 3)));
  }
  cpw_result_free(r);
}
END_TEST

START_TEST(regimes_by_hand)
{
  static cpwt_money m;
  cpw_system_money_options o = usual();
  const double plan[3] = {100, 100, 0}, activity[3] = {120, 50, 7};
  eyes(&m);
  o.plan = plan;
  o.activity = activity;
  o.transaction = 0.05;
  cpw_result *r = NULL;
  OK(cpw_system_regimes(&m.s, &o, NULL, &r, NULL));
  const cpw_array *earned = cpw_result_find(r, "earned");
  static const char *const name[6] = {
      "block", "tariff", "api_2022_23", "api_2022_23_clawback", "api_2023_25", "collaborative"};
  /* trust at 1.2 of plan, clinic at 0.5; 5 % go to transactions where activity counts */
  static const int64_t trust[6] = {1000, 1140, 1093, 1093, 1140, 0},
                       clinic[6] = {500, 238, 475, 298, 238, 0};
  ck_assert_int_eq(earned->dimension[0]->length, 6);
  for (int64_t k = 0; k < 5; k++) {
    ck_assert_str_eq(cpw_system_regime_name(k), name[k]);
    ck_assert_int_eq(earned->integer[k * 3 + 1], trust[k]);
    ck_assert_int_eq(earned->integer[k * 3 + 2], clinic[k]);
  }
  /* 1500 in proportion to what a tariff would pay: 1200 to 250 */
  ck_assert_int_eq(earned->integer[16], 1241);
  ck_assert_int_eq(earned->integer[17], 259);
  ck_assert_int_eq(INT("transactions", 0), 0);
  ck_assert_int_eq(INT("transactions", 1), 60 + 12);
  ck_assert(REAL("cost", 1) == 1200 + 21 && REAL("cost", 2) == 250);
  ck_assert(REAL("margin", 1) == 1000 - 1221);
  cpw_result_free(r);
  r = NULL;
  o.regime = "tariff";
  r = report_of(&m.s, &o);
  ck_assert_str_eq(cpw_result_note(r, "regime"), "tariff");
  ck_assert_int_eq(INT("total_transactions", 0), 72);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- pools ---------------------- */

START_TEST(pool_by_contributions)
{
  static cpwt_money m;
  int64_t spend[MOST] = {0};
  small(&m);
  spend[CARE] = 300;
  spend[BEDS] = 100;
  cpw_result *r = NULL;
  cpw_ledger *ledger = NULL;
  OK(cpw_system_pool_year(&m.s, NULL, POOL, spend, NULL, &r, &ledger, NULL));
  const cpw_array *c = cpw_result_find(r, "contribution");
  ck_assert_int_eq(c->dimension[0]->length, 2);
  ck_assert_int_eq(c->dimension[1]->length, 3);
  int64_t sum = 0;
  for (int64_t i = 0; i < c->size; i++)
    sum += c->integer[i];
  ck_assert_int_eq(sum, 392);
  int64_t council = cpwt_money_at(c, 0, 0, "council"), beds = cpwt_money_at(c, 1, 0, "beds");
  ck_assert_int_eq(c->integer[council * 3 + beds], 0); /* its money is ring-fenced for care */
  ck_assert_int_eq(INT("fence_paid", 0), 98);
  /* 400 spent of 392 */
  int64_t net = 0;
  for (int64_t i = 0; i < 2; i++)
    net += INT("partner_net", i);
  ck_assert_int_eq(net, 400);
  cpw_ledger_free(ledger);
  cpw_result_free(r);
  cpw_system_pool_options p;
  cpw_system_pool_options_init(&p);
  p.overspend = CPW_POOL_OVER_LEAD;
  p.lead = COUNCIL;
  OK(cpw_system_pool_year(&m.s, NULL, POOL, spend, &p, &r, NULL, NULL));
  ck_assert_int_eq(INT("partner_added", council), 8);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- pyramid -------------------- */

START_TEST(pyramid)
{
  static cpwt_money m;
  eyes(&m);
  const double activity[3] = {100, 100, 200};
  cpw_result *r = NULL;
  OK(cpw_system_pyramid(&m.s, activity, NULL, NULL, 0, NULL, &r, NULL));
  ck_assert(REAL("spend", CPW_SETTING_HOSPITAL) == 1500);
  ck_assert(REAL("spend", CPW_SETTING_COMMUNITY) == 600);
  ck_assert(fabs(REAL("spend_share", CPW_SETTING_HOSPITAL) - 1500.0 / 2100) < 1e-15);
  ck_assert(REAL("activity_share", CPW_SETTING_HOSPITAL) == 0.5);
  ck_assert(REAL("change", 0) == 0 && REAL("payback", 0) == 0);
  cpw_result_free(r);
  cpw_system_shift shift = {
      CPW_SETTING_HOSPITAL, CPW_SETTING_COMMUNITY, 0.2, 1.5, (double)NAN, 0.8, 0.5};
  OK(cpw_system_pyramid(&m.s, activity, NULL, &shift, 1, NULL, &r, NULL));
  /* 40 leave, 60 come at 3 each: 180; 300 x 0.8 = 240 saved, 60 stranded; half a year of both 120 */
  ck_assert(REAL("activity_after", CPW_SETTING_HOSPITAL) == 160);
  ck_assert(REAL("activity_after", CPW_SETTING_COMMUNITY) == 260);
  ck_assert(fabs(REAL("spend_after", CPW_SETTING_HOSPITAL) - 1260) < 1e-9);
  ck_assert(fabs(REAL("stranded", CPW_SETTING_HOSPITAL) - 60) < 1e-9);
  ck_assert(fabs(REAL("change", 0) + 60) < 1e-9);
  ck_assert(fabs(REAL("transition", 0) - 120) < 1e-9);
  ck_assert(fabs(REAL("payback", 0) - 2) < 1e-9);
  cpw_result_free(r);
  ck_assert(cpw_system_local_value(200, 0.25, 0.5) == 25);
}
END_TEST

/* A run's arrays, made by hand: 4 periods of 26 weeks. */
START_TEST(units_of_a_run)
{
  static cpwt_money m;
  eyes(&m);
  m.s.weeks = 104;
  static const char *const group[2] = {"poor", "rich"};
  static const char *const unit[3] = {"a", "b", "c"};
  cpw_result *run = NULL;
  void *treated = NULL, *spend = NULL, *weeks = NULL;
  OK(cpw_result_new(NULL, &run, NULL));
  OK(cpw_result_add_dimension(run, "unit", 3, unit, NULL));
  OK(cpw_result_add_dimension(run, "group", 2, group, NULL));
  OK(cpw_result_add_dimension(run, "period", 4, NULL, NULL));
  OK(cpw_result_add_array(run, "first_week", "weeks", "", "period", CPW_DOUBLE, CPW_MERGE_SAME,
                          &weeks, NULL));
  for (int i = 0; i < 4; i++)
    ((double *)weeks)[i] = 26 * i;
  OK(cpw_result_add_array(run, "treated", "people", "", "unit group period", CPW_DOUBLE,
                          CPW_MERGE_SAME, &treated, NULL));
  OK(cpw_result_add_array(run, "spend", "pounds", "", "unit period", CPW_DOUBLE, CPW_MERGE_SAME,
                          &spend, NULL));
  for (int i = 0; i < 24; i++)
    ((double *)treated)[i] = 26;
  for (int i = 0; i < 12; i++)
    ((double *)spend)[i] = 260;
  double a[6] = {0}, s[6] = {0};
  OK(cpw_system_money_units(&m.s, run, 2, a, s, NULL));
  for (int i = 0; i < 3; i++) {
    ck_assert(fabs(a[i] - 2 * CPW_WEEKS_PER_YEAR) < 1e-9); /* 1 a week in each group */
    ck_assert(fabs(s[i] - 10 * CPW_WEEKS_PER_YEAR) < 1e-9);
    ck_assert(fabs(a[3 + i] - 2 * (104 - CPW_WEEKS_PER_YEAR)) < 1e-9);
  }
  cpw_error err = {0};
  ck_assert_int_eq(cpw_system_money_units(&m.s, run, 3, a, s, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "years = 3: the run ends after 104 weeks, below 156");
  m.s.capacities = 2;
  ck_assert_int_eq(cpw_system_money_units(&m.s, run, 1, a, s, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "run: treated is of 3, not of 2");
  cpw_result_free(run);
}
END_TEST

/* ---------------------------------------------------------------- limits --------------------- */

START_TEST(nothing)
{
  static cpwt_money m;
  cpwt_money_begin(&m);
  cpwt_money_fund(&m, "a", CPW_FUND_ACCOUNT, CPW_NONE, NULL);
  cpw_result *r = report_of(&m.s, NULL);
  ck_assert_int_eq(INT("total_in", 0), 0);
  cpw_result_free(r);
  OK(cpw_system_trace(&m.s, NULL, CPW_NONE, &r, NULL));
  ck_assert_int_eq(cpw_result_find(r, "traced")->size, 0);
  cpw_result_free(r);
  cpwt_money_begin(&m);
  cpwt_money_fund(&m, "a", CPW_FUND_SOURCE, CPW_NONE, NULL);
  cpwt_money_fund(&m, "b", CPW_FUND_SPEND, CPW_NONE, NULL);
  cpwt_money_pay(&m, 0, 1, -1, 1);
  r = report_of(&m.s, NULL); /* a share of nothing */
  ck_assert_int_eq(INT("total_spend", 0), 0);
  cpw_result_free(r);
  m.fund[0].minimum = INT64_C(1) << 60;
  m.fund[1].leak = 0.5;
  r = report_of(&m.s, NULL);
  ck_assert_int_eq(INT("total_spend", 0), INT64_C(1) << 59);
  cpw_result_free(r);
}
END_TEST

START_TEST(long_chain)
{
  static cpwt_money m;
  static char name[40][8];
  cpwt_money_begin(&m);
  for (int32_t i = 0; i < 40; i++) {
    name[i][0] = (char)('z' - i % 26);
    name[i][1] = (char)('0' + i / 26);
    int32_t kind = i == 0 ? CPW_FUND_SOURCE : i == 39 ? CPW_FUND_SPEND : CPW_FUND_ACCOUNT;
    cpwt_money_fund(&m, name[i], kind, CPW_NONE, NULL);
    if (i) cpwt_money_pay(&m, i - 1, i, -1, 1);
  }
  m.fund[0].minimum = 1234567;
  cpw_result *r = report_of(&m.s, NULL);
  ck_assert_int_eq(INT("total_spend", 0), 1234567);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors --------------------- */

static void refuses(const cpwt_money *m, const cpw_system_money_options *o, int32_t code,
                    const char *message) {
  cpw_result *r = NULL;
  cpw_ledger *ledger = NULL;
  cpw_error err = {0};
  ck_assert_int_eq(cpw_system_ledger(&m->s, o, &ledger, &r, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_ptr_null(r);
  ck_assert_ptr_null(ledger);
  ck_assert_int_eq(cpw_system_trace(&m->s, o, CPW_NONE, &r, NULL), code);
  ck_assert_ptr_null(r);
}

START_TEST(wrong_rows)
{
  static cpwt_money m;
  small(&m);
  m.payment[2].to = 9;
  refuses(&m, NULL, CPW_EINVAL, "payments[2].to = 9 must be a fund, 0 to 5");
  small(&m);
  m.payment[2].to = MAIN;
  refuses(&m, NULL, CPW_EINVAL, "payments[2]: main pays itself");
  small(&m);
  m.payment[2].to = TAX;
  refuses(&m, NULL, CPW_EINVAL, "payments[2].to = tax is a source: nobody pays it");
  small(&m);
  m.payment[2].from = BEDS;
  refuses(&m, NULL, CPW_EINVAL, "payments[2].from = beds is where money is spent: it pays nobody");
  small(&m);
  m.payment[0].ringfenced = 1;
  refuses(&m, NULL, CPW_EINVAL, "payments[0] is ring-fenced for the line of main, which has none");
  small(&m);
  m.payment[2].share = 1.5;
  refuses(&m, NULL, CPW_EDOMAIN, "payments[2].share = 1.5 must be in [0, 1]");
  small(&m);
  m.payment[2].share = 0.9;
  refuses(&m, NULL, CPW_EDOMAIN, "funds[2]: the shares that main pays sum to 1.19, over 1");
  small(&m);
  m.payment[0].amount = -1;
  refuses(&m, NULL, CPW_EDOMAIN, "payments[0].amount = -1 must be >= 0");
  small(&m);
  m.fund[POOL].leak = 1;
  refuses(&m, NULL, CPW_EDOMAIN, "funds[3].leak = 1 must be in [0, 1)");
  small(&m);
  m.fund[POOL].id = "main";
  refuses(&m, NULL, CPW_EINVAL, "funds[3].id = main is there twice");
  small(&m);
  m.organisation[BOARD].overhead = (double)INFINITY;
  refuses(&m, NULL, CPW_EDOMAIN, "organisations[1].overhead = inf must be finite and >= 0");
  small(&m);
  m.organisation[NATION].parent = TRUST;
  refuses(&m, NULL, CPW_EINVAL, "organisations[0].parent: nation stands above itself");
  small(&m);
  m.payment[2].regime = "tarif";
  refuses(&m, NULL, CPW_ENOTFOUND,
          "payments[2].regime = tarif is no payment regime; did you mean tariff?");
  small(&m);
  cpwt_money_pay(&m, POOL, MAIN, 1, 0);
  refuses(&m, NULL, CPW_EINVAL, "funds pay one another in a circle: pool <- main <- pool");
  small(&m);
  m.payment[0].amount = INT64_MAX;
  refuses(&m, NULL, CPW_EOVERFLOW, "funds[0]: treasury pays more than 2^62");
  small(&m);
  m.s.funds = 0;
  refuses(&m, NULL, CPW_EINVAL, "the system has no funds");
}
END_TEST

START_TEST(wrong_options)
{
  static cpwt_money m;
  small(&m);
  cpw_system_money_options o = usual();
  o.years = 0;
  refuses(&m, &o, CPW_EDOMAIN, "options.years = 0 must be from 1 to 100");
  o = usual();
  o.transaction = 1;
  refuses(&m, &o, CPW_EDOMAIN, "options.transaction = 1 must be in [0, 1)");
  o = usual();
  o.absorbed = (double)NAN;
  refuses(&m, &o, CPW_EDOMAIN, "options.absorbed = nan must be in [0, 1]");
  o = usual();
  o.regime = "blocks";
  refuses(&m, &o, CPW_ENOTFOUND,
          "options.regime = blocks is no payment regime; did you mean block?");
  o = usual();
  o.without = 99;
  refuses(&m, &o, CPW_EDOMAIN,
          "options.without = 99 must be a kind of organisations, 0 to 17, or -1");
  static cpwt_money e;
  eyes(&e);
  const double activity[3] = {1, -1, 0};
  o = usual();
  o.activity = activity;
  refuses(&e, &o, CPW_EDOMAIN, "options.activity[1] = -1 must be finite and >= 0");
  cpw_result *r = NULL;
  cpw_error err = {0};
  ck_assert_int_eq(cpw_system_trace(&m.s, NULL, MAIN, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "fund = 2 must be a source");
  ck_assert_int_eq(cpw_system_regimes(&m.s, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "no payment has a regime");
  int64_t spend[MOST] = {0};
  ck_assert_int_eq(cpw_system_pool_year(&m.s, NULL, MAIN, spend, NULL, &r, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "fund = 2 must be a pool");
  cpw_system_shift shift = {CPW_SETTING_HOME, CPW_SETTING_HOME, 0, 0, 0, 0, 0};
  ck_assert_int_eq(cpw_system_pyramid(&m.s, NULL, NULL, &shift, 1, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "shift[0]: from = 0 and to = 0 must be two settings, 0 to 5");
  ck_assert_int_eq(cpw_system_ledger(NULL, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_system_ledger(&m.s, NULL, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- memory --------------------- */

static int32_t all_of_it(void *context) {
  const cpwt_money *m = context;
  cpw_result *a = NULL, *b = NULL, *c = NULL, *d = NULL, *e = NULL, *f = NULL;
  cpw_ledger *ledger = NULL, *second = NULL;
  int64_t spend[MOST] = {0};
  spend[CARE] = 260;
  int32_t status = cpw_system_ledger(&m->s, NULL, &ledger, &a, NULL);
  if (status == CPW_OK) status = cpw_system_trace(&m->s, NULL, CPW_NONE, &b, NULL);
  if (status == CPW_OK) status = cpw_system_layers(&m->s, NULL, &c, NULL);
  if (status == CPW_OK)
    status = cpw_system_pool_year(&m->s, NULL, POOL, spend, NULL, &d, &second, NULL);
  if (status == CPW_OK) status = cpw_system_pyramid(&m->s, NULL, NULL, NULL, 0, NULL, &e, NULL);
  if (status == CPW_OK) status = cpw_system_regimes(&m->s, NULL, NULL, &f, NULL);
  cpw_result_free(a);
  cpw_result_free(b);
  cpw_result_free(c);
  cpw_result_free(d);
  cpw_result_free(e);
  cpw_result_free(f);
  cpw_ledger_free(ledger);
  cpw_ledger_free(second);
  return status;
}

START_TEST(no_memory)
{
  static cpwt_money m;
  small(&m);
  m.organisation[BOARD].overhead = 100;
  m.payment[3].regime = "tariff";
  cpwt_each_allocation_fails(all_of_it, &m);
}
END_TEST

static TCase *tcase(Suite *s, const char *name) {
  TCase *t = tcase_create(name);
  tcase_set_timeout(t, 120);
  suite_add_tcase(s, t);
  return t;
}

int main(void) {
  Suite *s = suite_create("system_money");
  TCase *limits = tcase(s, "limits"), *errors = tcase(s, "errors"),
        *reference = tcase(s, "reference");
  TCase *properties = tcase(s, "properties"), *oom = tcase(s, "oom");
  tcase_add_test(limits, nothing);
  tcase_add_test(limits, long_chain);
  tcase_add_test(errors, wrong_rows);
  tcase_add_test(errors, wrong_options);
  tcase_add_test(reference, by_hand);
  tcase_add_test(reference, statement_by_place_and_line);
  tcase_add_test(reference, trace_by_hand);
  tcase_add_test(reference, trace_is_proportional);
  tcase_add_test(reference, short_of_money);
  tcase_add_test(reference, fenced_money_stays);
  tcase_add_test(reference, years);
  tcase_add_test(reference, sources_bring);
  tcase_add_test(reference, overheads);
  tcase_add_test(reference, layers);
  tcase_add_test(reference, regimes_at_plan);
  tcase_add_test(reference, regimes_by_hand);
  tcase_add_test(reference, pool_by_contributions);
  tcase_add_test(reference, pyramid);
  tcase_add_test(reference, units_of_a_run);
  tcase_add_test(properties, order_of_rows);
  tcase_add_test(oom, no_memory);
  return cpwt_run(&s, 1);
}
