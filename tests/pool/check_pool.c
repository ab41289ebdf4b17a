/* Pooled funds: years by hand, every rule, refusals, and that every pound is somewhere in any year at all. */
#include "carepath.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

static cpw_error err;

static const char *const partners[] = {"ICB", "Council"}, *const lines[] = {"care", "aids"};
static const int64_t contribution[] = {600, 100, 200, 150};
static const char *const fence[] = {"DFG"};
static const int64_t fence_partner[] = {1}, fence_amount[] = {120};
static const int32_t fence_allows[] = {0, 1};

/* The ICB gives 600 to care and 100 to aids, the council 200 and 150, of which 120 are for aids only. */
static cpw_pool usual(void) {
  cpw_pool p;
  cpw_pool_init(&p);
  p.partners = p.lines = 2;
  p.partner = partners;
  p.line = lines;
  p.contribution = contribution;
  p.fences = 1;
  p.fence = fence;
  p.fence_partner = fence_partner;
  p.fence_amount = fence_amount;
  p.fence_allows = fence_allows;
  return p;
}

static const int64_t *whole(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_ptr_nonnull(a);
  return a->integer;
}

static void expect(const cpw_result *r, const char *name, const int64_t *values, int64_t count) {
  ck_assert_int_eq(cpw_result_find(r, name)->size, count);
  for (int64_t i = 0; i < count; i++)
    ck_assert_msg(whole(r, name)[i] == values[i], "%s[%lld] = %lld, not %lld", name, (long long)i,
                  (long long)whole(r, name)[i], (long long)values[i]);
}

#define EXPECT(r, name, ...)                                                                       \
  do {                                                                                             \
    const int64_t values_[] = {__VA_ARGS__};                                                       \
    expect(r, name, values_, (int64_t)(sizeof values_ / sizeof *values_));                         \
  } while (0)

static int64_t sum(const cpw_result *r, const char *name) {
  int64_t total = 0;
  for (int64_t i = 0; i < cpw_result_find(r, name)->size; i++)
    total += whole(r, name)[i];
  return total;
}

/* Every pound of the year is in the ledger, and both agree. */
static void check_closed(const cpw_pool *p, const cpw_result *r, const cpw_ledger *ledger) {
  cpw_ledger_trial trial;
  cpw_ledger_account a;
  char name[64];
  ck_assert_int_eq(cpw_ledger_trial_balance(ledger, &trial, &err), CPW_OK);
  ck_assert(trial.difference == 0 && trial.balances == 0);
  for (int64_t i = 0; i < p->partners; i++) {
    int64_t index = -1;
    strcpy(name, "partner ");
    strcat(name, p->partner[i]);
    ck_assert_int_eq(cpw_ledger_find(ledger, name, &index, &err), CPW_OK);
    ck_assert_int_eq(cpw_ledger_account_at(ledger, index, &a, &err), CPW_OK);
    ck_assert_int_eq(-a.balance, whole(r, "partner_net")[i]);
    ck_assert_int_eq(a.debits, whole(r, "partner_returned")[i]);
  }
  for (int64_t l = 0; l < p->lines; l++) {
    int64_t index = -1;
    strcpy(name, "line ");
    strcat(name, p->line[l]);
    ck_assert_int_eq(cpw_ledger_find(ledger, name, &index, &err), CPW_OK);
    ck_assert_int_eq(cpw_ledger_account_at(ledger, index, &a, &err), CPW_OK);
    ck_assert_int_eq(a.balance, whole(r, "carried_forward")[l]);
  }
  for (int64_t f = 0; f < p->fences; f++) {
    int64_t index = -1;
    strcpy(name, "fence ");
    strcat(name, p->fence[f]);
    ck_assert_int_eq(cpw_ledger_find(ledger, name, &index, &err), CPW_OK);
    ck_assert_int_eq(cpw_ledger_account_at(ledger, index, &a, &err), CPW_OK);
    ck_assert_int_eq(a.balance, whole(r, "fence_carried_forward")[f]);
  }
  int64_t before = sum(r, "brought_forward") + sum(r, "fence_brought_forward");
  int64_t after = sum(r, "carried_forward") + sum(r, "fence_carried_forward");
  ck_assert_int_eq(sum(r, "net"), sum(r, "spend") + after - before);
  ck_assert_int_eq(sum(r, "partner_effect"), sum(r, "net") - sum(r, "alone"));
}

static cpw_result *year(const cpw_pool *p, int64_t care, int64_t aids) {
  const int64_t spend[] = {care, aids};
  cpw_result *r = NULL;
  cpw_ledger *ledger = NULL;
  int32_t status = cpw_pool_year(p, spend, NULL, &r, &ledger, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  check_closed(p, r, ledger);
  cpw_ledger_free(ledger);
  return r;
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(nobody_and_nothing)
{
  const int64_t none[] = {0, 0, 0, 0};
  cpw_pool p = usual();
  p.fences = 0;
  p.contribution = none;
  cpw_result *r = year(&p, 0, 0);
  EXPECT(r, "net", 0, 0, 0, 0);
  EXPECT(r, "carried_forward", 0, 0);
  ck_assert_int_eq(cpw_result_find(r, "fence_use")->size, 0);
  ck_assert_str_eq(cpw_result_note(r, "overspend"), "contribution");
  ck_assert_str_eq(cpw_result_note(r, "virement"), "yes");
  cpw_result_free(r);
}
END_TEST

/* exactly as planned: nobody adds, nobody gets anything back */
START_TEST(a_year_to_plan)
{
  cpw_pool p = usual();
  cpw_result *r = year(&p, 800, 250);
  EXPECT(r, "paid", 600, 100, 200, 150);
  EXPECT(r, "net", 600, 100, 200, 150);
  EXPECT(r, "effect", 0, 0, 0, 0);
  EXPECT(r, "fence_used", 120);
  EXPECT(r, "vired", 0, 0);
  cpw_result_free(r);
}
END_TEST

/* amounts that are too large together are refused, large ones are not */
START_TEST(large_amounts)
{
  const int64_t much[] = {INT64_MAX / 8, 0, 0, INT64_MAX / 8};
  cpw_pool p = usual();
  p.fences = 0;
  p.contribution = much;
  cpw_result *r = year(&p, 5, INT64_MAX / 8), *none = NULL;
  ck_assert_int_eq(sum(r, "net"), 5 + INT64_MAX / 8);
  cpw_result_free(r);
  const int64_t more[] = {INT64_MAX / 2, INT64_MAX / 2, 3, 0}, spend[] = {0, 0};
  p.contribution = more;
  ck_assert_int_eq(cpw_pool_year(&p, spend, NULL, &none, NULL, &err), CPW_EOVERFLOW);
  ck_assert_str_eq(err.message, "the amounts of the pool sum beyond 2^63 - 1");
  const int64_t half[] = {INT64_MAX / 2, INT64_MAX / 4, 0, 0};
  p.contribution = half;
  ck_assert_int_eq(cpw_pool_year(&p, spend, NULL, &none, NULL, &err), CPW_EOVERFLOW);
  ck_assert_ptr_null(none);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void refused(const cpw_pool *p, int32_t status, int64_t index, const char *message) {
  const int64_t spend[] = {800, 250};
  cpw_result *r = NULL;
  cpw_ledger *ledger = NULL;
  int32_t got = cpw_pool_year(p, spend, NULL, &r, &ledger, &err);
  ck_assert_msg(got == status && strcmp(err.message, message) == 0, "%d: %s", (int)got,
                err.message);
  ck_assert_int_eq(err.index, index);
  ck_assert(!r && !ledger);
}

START_TEST(pools_that_are_none)
{
  const int64_t debt[] = {600, 100, -200, 150}, far[] = {2};
  const char *const same[] = {"care", "care"}, *const empty[] = {"ICB", ""};
  const int32_t odd[] = {0, 2};
  const double leak[] = {0, 1.1}, half[] = {0.5, 0.4}, negative[] = {1.5, -0.5};
  const double percent[] = {60, 40};
  const int64_t deficit[] = {INT64_MIN, 0};
  cpw_pool good = usual(), p = good;
  p.partners = 0;
  refused(&p, CPW_EINVAL, -1, "pool.partners = 0 must be >= 1");
  p = good;
  p.fences = -1;
  refused(&p, CPW_EINVAL, -1, "pool.fences = -1 must be >= 0");
  p = good;
  p.partners = INT64_MAX / 3;
  refused(&p, CPW_EOVERFLOW, -1, "3074457345618258602 partners x 2 lines are too many");
  p = good;
  p.contribution = NULL;
  refused(&p, CPW_EINVAL, -1, "pool.contribution must not be NULL");
  p = good;
  p.fence_allows = NULL;
  refused(&p, CPW_EINVAL, -1, "pool.fence_allows must not be NULL");
  p = good;
  p.contribution = debt;
  refused(&p, CPW_EDOMAIN, 2, "contribution[2] = -200 must be >= 0");
  p = good;
  p.opening = deficit;
  refused(&p, CPW_EOVERFLOW, 0, "opening[0] is too large a deficit");
  p = good;
  p.line = same;
  refused(&p, CPW_EINVAL, 1, "line[1] = 'care' is that of row 0 too");
  p = good;
  p.partner = empty;
  refused(&p, CPW_EINVAL, 1, "partner[1] must be given and not empty");
  p = good;
  p.fence_partner = far;
  refused(&p, CPW_EINVAL, 0, "fence_partner[0] = 2 must be 0 to 1");
  p = good;
  p.fence_allows = odd;
  refused(&p, CPW_EINVAL, 1, "fence_allows[1] = 2 must be 0 or 1");
  p = good;
  p.leakage = leak;
  refused(&p, CPW_EDOMAIN, 1, "leakage[1] = 1.1 must be 0 to 1");
  p = good;
  p.overspend = 5;
  refused(&p, CPW_EINVAL, -1, "options.overspend = 5 must be 0 to 4");
  p = good;
  p.overspend = CPW_POOL_OVER_SHARES;
  refused(&p, CPW_EINVAL, -1, "fixed shares need pool.share");
  p.share = half;
  refused(&p, CPW_EDOMAIN, -1, "share sums to 0.9, must be 1 (or 100)");
  p.share = negative;
  refused(&p, CPW_EDOMAIN, 1, "share[1] = -0.5 must be finite and >= 0");
  p.share = percent;
  p.overspend = CPW_POOL_OVER_LIMIT;
  refused(&p, CPW_EINVAL, -1, "CPW_POOL_OVER_LIMIT needs pool.limit");
  p = good;
  p.underspend = CPW_POOL_UNDER_LEAD;
  refused(&p, CPW_EINVAL, -1, "pool.lead = -1 must be 0 to 1: a rule needs a lead");
  p = good;
  p.lead = 2;
  refused(&p, CPW_EINVAL, -1, "pool.lead = 2 must be 0 to 1, or -1 for none");
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_pool_year(NULL, contribution, NULL, &r, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_pool_year(&good, NULL, NULL, &r, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "spend must not be NULL");
  ck_assert_int_eq(cpw_pool_year(&good, contribution, NULL, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_pool_year(&good, contribution, debt, &r, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "alone[2] = -200 must be >= 0");
  good.struct_size += 8;
  ck_assert_int_eq(cpw_pool_year(&good, contribution, NULL, &r, NULL, &err), CPW_EABI);
}
END_TEST

START_TEST(agreements_that_do_not_hold)
{
  const int64_t minimum[] = {700, 351}, large[] = {151}, two_amounts[] = {100, 60};
  const int64_t owners[] = {1, 1}, least[] = {251}, first[] = {0, 0}, same_line[] = {1, 1};
  const int64_t conditional[] = {60, 50};
  const int32_t allows[] = {0, 1, 1, 1}, counts[] = {0, 1}, met[] = {1, 0};
  const char *const two[] = {"b", "a"}, *const purpose[] = {"housing"};
  cpw_pool p = usual();
  p.minimum = minimum;
  refused(&p, CPW_EDOMAIN, 1, "partner 'Council' contributes 350, below its minimum 351: 1 short");
  p = usual();
  p.fence_amount = large;
  refused(&p, CPW_EDOMAIN, 0,
          "fence 'DFG' of 151 does not fit in what 'Council' contributes to the lines it allows: 1 "
          "over");
  p = usual();
  p.fences = 2; /* 100 for aids only, 60 for anything: together they fit */
  p.fence = two;
  p.fence_partner = owners;
  p.fence_amount = two_amounts;
  p.fence_allows = allows;
  cpw_result *r = year(&p, 800, 250);
  EXPECT(r, "fence_paid", 100, 60);
  cpw_result_free(r);
  p = usual();
  p.purposes = 1;
  p.purpose = purpose;
  p.purpose_minimum = least;
  p.purpose_counts = counts;
  refused(&p, CPW_EDOMAIN, 0,
          "purpose 'housing' must have 251, the lines that count for it have 250: 1 short");
  p = usual();
  p.conditions = 2;
  p.condition_partner = first;
  p.condition_line = same_line;
  p.condition_amount = conditional;
  p.condition_met = met;
  refused(
      &p, CPW_EDOMAIN, 1,
      "condition_amount[1] = 50 is more than is left of the contribution of 'ICB' to 'aids': 10 "
      "over");
}
END_TEST

START_TEST(nobody_can_pay)
{
  const int64_t none[] = {0, 0, 0, 0};
  cpw_pool p = usual();
  p.fences = 0;
  p.contribution = none;
  refused(&p, CPW_EDOMAIN, -1,
          "nobody contributes anything: 1050 cannot be shared by contributions");
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* By hand: care 850 (50 over), aids 230 (20 left, general money); 20 go to care; 30 are left to pay by 700:350. */
START_TEST(an_overspend_by_hand)
{
  cpw_pool p = usual();
  const double leak[] = {0.1, 0};
  p.leakage = leak;
  cpw_result *r = year(&p, 850, 230);
  EXPECT(r, "vired", 20, -20);
  EXPECT(r, "overspend", 30, 0);
  EXPECT(r, "leaked", 85, 0);
  EXPECT(r, "added", 20, 0, 10, 0);
  EXPECT(r, "partner_net", 720, 360);
  EXPECT(r, "alone", 637, 92, 213, 138); /* 637.5 and 212.5: the tie goes to "Council" < "ICB" */
  cpw_result_free(r);
}
END_TEST

/* the same overspend of 30 under every rule */
START_TEST(overspends_by_every_rule)
{
  const double share[] = {90, 10};
  const int64_t limit[] = {5, 7};
  cpw_pool p = usual();
  p.share = share;
  p.limit = limit;
  p.lead = 1;
  const int64_t added[][2] = {{20, 10}, {27, 3}, {0, 30}, {5, 25}, {0, 0}};
  for (p.overspend = 0; p.overspend <= CPW_POOL_OVER_CARRY; p.overspend++) {
    cpw_result *r = year(&p, 850, 230);
    expect(r, "partner_added", added[p.overspend], 2);
    ck_assert_int_eq(whole(r, "carried_forward")[0], p.overspend == CPW_POOL_OVER_CARRY ? -30 : 0);
    cpw_result_free(r);
  }
}
END_TEST

/* care 740 (60 left), aids 100: the fence pays, 20 of it are left, 130 of general money are. By contributions 2:1; by
 * shares 9:1; to the lead; to those who paid into the line: care 60 by 600:200, aids 130 by 100:30 (the council's general
 * money there). The council has its 20 of the fence back in any case but the last. */
START_TEST(underspends_by_every_rule)
{
  const double share[] = {0.9, 0.1};
  cpw_pool p = usual();
  p.share = share;
  p.lead = 0;
  const int64_t returned[][2] = {
      {127, 63 + 20}, {171, 19 + 20}, {190, 20}, {45 + 100, 15 + 30 + 20}, {0, 0}};
  for (p.underspend = 0; p.underspend <= CPW_POOL_UNDER_CARRY; p.underspend++) {
    cpw_result *r = year(&p, 740, 100);
    expect(r, "partner_returned", returned[p.underspend], 2);
    EXPECT(r, "underspend", 60, 130);
    int carry = p.underspend == CPW_POOL_UNDER_CARRY;
    ck_assert_int_eq(sum(r, "carried_forward"), carry ? 190 : 0);
    ck_assert_int_eq(whole(r, "fence_returned")[0], carry ? 0 : 20);
    ck_assert_int_eq(whole(r, "fence_carried_forward")[0], carry ? 20 : 0);
    cpw_result_free(r);
  }
}
END_TEST

/* ring-fenced money does not help a line that it is not for, and lines alone do not help each other */
START_TEST(virement_keeps_to_the_fences)
{
  cpw_pool p = usual();
  cpw_result *r = year(&p, 1000, 50); /* 200 over; 130 general and 70 fenced are left in aids */
  EXPECT(r, "vired", 130, -130);
  EXPECT(r, "overspend", 70, 0);
  EXPECT(r, "fence_returned", 70);
  cpw_result_free(r);
  const int32_t anywhere[] = {1, 1};
  p.fence_allows = anywhere; /* it is placed in aids or in care by the order of the ids: aids */
  r = year(&p, 1000, 50);
  EXPECT(r, "vired", 200, -200);
  EXPECT(r, "overspend", 0, 0);
  EXPECT(r, "fence_used", 120);
  EXPECT(r, "fence_use", 70, 50);
  cpw_result_free(r);
  p.virement = 0;
  r = year(&p, 1000, 50);
  EXPECT(r, "vired", 0, 0);
  EXPECT(r, "overspend", 200, 0);
  ck_assert_str_eq(cpw_result_note(r, "virement"), "no");
  cpw_result_free(r);
}
END_TEST

/* money brought forward is spent first; a deficit is the first call on its line; conditions */
START_TEST(what_was_before_and_what_is_withheld)
{
  const int64_t opening[] = {-40, 10}, fence_opening[] = {30}, least[] = {240}, line[] = {0};
  const int64_t partner[] = {0}, amount[] = {50};
  const int32_t met[] = {0}, counts[] = {0, 1};
  const char *const purpose[] = {"housing"};
  cpw_pool p = usual();
  p.opening = opening;
  p.fence_opening = fence_opening;
  p.conditions = 1;
  p.condition_partner = partner;
  p.condition_line = line;
  p.condition_amount = amount;
  p.condition_met = met;
  p.purposes = 1;
  p.purpose = purpose;
  p.purpose_minimum = least;
  p.purpose_counts = counts;
  /* care has 800 - 50 - 40 = 710 and spends 700; aids spends 200: 30 of before, 120 of the fence, 50 of 140 */
  cpw_result *r = year(&p, 700, 200);
  EXPECT(r, "withheld", 50, 0, 0, 0);
  EXPECT(r, "budget", 750, 250);
  EXPECT(r, "fence_used", 150);
  EXPECT(r, "fence_carried_forward", 0);
  EXPECT(r, "underspend", 10, 90);
  EXPECT(r, "purpose_spend", 200);
  EXPECT(r, "purpose_short", 40);
  EXPECT(r, "condition_withheld", 50);
  cpw_result_free(r);
}
END_TEST

/* statements: organisations, places, lines; by hand from an_overspend_by_hand */
START_TEST(statements_of_a_year)
{
  const char *const places[] = {"North", "South"}, *const providers[] = {"Trust", "Trust"};
  const int64_t spend[] = {850, 230};
  cpw_pool p = usual();
  p.partner_place = places;
  p.line_place = places;
  p.provider = providers;
  cpw_result *r = NULL, *s = NULL;
  cpw_ledger *ledger = NULL;
  int64_t index;
  ck_assert_int_eq(cpw_pool_year(&p, spend, NULL, &r, &ledger, &err), CPW_OK);
  ck_assert_int_eq(cpw_ledger_find(ledger, "provider Trust", &index, &err), CPW_OK);
  ck_assert_int_eq(cpw_ledger_statement(ledger, CPW_LEDGER_BY_ORGANISATION, 0, 0, &s, &err),
                   CPW_OK);
  /* Council, ICB, Trust, outside, pool */
  ck_assert_str_eq(cpw_result_find(s, "in")->dimension[0]->coordinate_labels[0][2], "Trust");
  EXPECT(s, "closing", -360, -720, 1080, 0, 0);
  EXPECT(s, "in", 0, 0, 1080, 0, 1080);
  EXPECT(s, "within", 0, 0, 0, 0, 140); /* 120 out of the fence, 20 from line to line */
  cpw_result_free(s);
  ck_assert_int_eq(cpw_ledger_statement(ledger, CPW_LEDGER_BY_PLACE, 0, 0, &s, &err), CPW_OK);
  EXPECT(s, "closing", 1080, -720, -360); /* "", North, South */
  cpw_result_free(s);
  ck_assert_int_eq(cpw_ledger_statement(ledger, CPW_LEDGER_BY_LINE, 0, 0, &s, &err), CPW_OK);
  EXPECT(s, "in", 1080, 130 + 120, 800 + 30 + 20); /* "", aids, care */
  cpw_result_free(s);
  cpw_result_free(r);
  cpw_ledger_free(ledger);
}
END_TEST

/* what each would have paid is the caller's to say */
START_TEST(without_pooling_as_given)
{
  const int64_t spend[] = {800, 250}, alone[] = {500, 100, 300, 150};
  cpw_pool p = usual();
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_pool_year(&p, spend, alone, &r, NULL, &err), CPW_OK);
  EXPECT(r, "alone", 500, 100, 300, 150);
  EXPECT(r, "effect", 100, 0, -100, 0);
  EXPECT(r, "partner_effect", 100, -100);
  cpw_result_free(r);
}
END_TEST

/* 5.66 %, case bcf-01 of the shared cases; in whole pounds the least that is not below */
START_TEST(minimums_by_uplift)
{
  const int64_t previous[] = {1000000, 2345678, 987654, 0, 100, INT64_MAX};
  const double uplifted[] = {1056600.0, 2478443.3748, 1043555.2164};
  int64_t minimum[6] = {7, 7, 7, 7, 7, 7};
  for (int i = 0; i < 3; i++)
    ck_assert_double_eq_tol(cpw_pool_uplift((double)previous[i], 0.0566), uplifted[i],
                            1e-15 * uplifted[i]);
  ck_assert_int_eq(cpw_pool_minimums(previous, 5, 0.0566, minimum, &err), CPW_OK);
  ck_assert(minimum[0] == 1056600 && minimum[1] == 2478444 && minimum[2] == 1043556);
  ck_assert(minimum[3] == 0 && minimum[4] == 106 && minimum[5] == 7);
  ck_assert_int_eq(cpw_pool_minimums(previous, 6, -0.29, minimum, &err), CPW_OK);
  ck_assert(minimum[4] == 71 && minimum[5] == INT64_MAX - 2674777890687884984);
  ck_assert_int_eq(cpw_pool_minimums(previous, 6, -1, minimum, &err), CPW_OK);
  ck_assert(minimum[0] == 0 && minimum[5] == 0);
  ck_assert_int_eq(cpw_pool_minimums(previous, 6, 0.01, minimum, &err), CPW_EOVERFLOW);
  ck_assert(err.index == 5 && minimum[0] == 0);
  ck_assert_str_eq(err.message,
                   "previous[5] = 9223372036854775807 with its uplift is beyond 2^63 - 1");
  ck_assert_int_eq(cpw_pool_minimums(previous, 6, -1.5, minimum, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "rate = -1.5 must be finite and >= -1");
  const int64_t debt[] = {-4};
  ck_assert_int_eq(cpw_pool_minimums(debt, 1, 0, minimum, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "previous[0] = -4 must be >= 0");
  ck_assert_int_eq(cpw_pool_minimums(NULL, 1, 0, minimum, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_pool_minimums(NULL, 0, 0, NULL, &err), CPW_OK);
}
END_TEST

/* 100 by thirds; 1001 by 50:30:20 and by shares of its own */
START_TEST(packages_to_the_pound)
{
  const int64_t cost[] = {100, 1001, 0}, debt[] = {1, -1, 0};
  const double thirds[] = {1.0 / 3, 1.0 / 3, 1.0 / 3};
  const double own[] = {50, 30, 20, 0.5, 0.3, 0.2, 0, 0, 1},
               bad[] = {1, 0, 0, 0.5, 0.3, 0.1, 0, 0, 1};
  int64_t part[9] = {0};
  ck_assert_int_eq(cpw_pool_packages(cost, 3, thirds, 3, 0, NULL, part, &err), CPW_OK);
  ck_assert(part[0] == 34 && part[1] == 33 && part[2] == 33);
  ck_assert(part[3] == 334 && part[4] == 334 && part[5] == 333 && part[6] + part[7] + part[8] == 0);
  ck_assert_int_eq(cpw_pool_packages(cost, 3, own, 3, 1, NULL, part, &err), CPW_OK);
  ck_assert(part[0] == 50 && part[1] == 30 && part[2] == 20);
  ck_assert(part[3] == 501 && part[4] == 300 && part[5] == 200);
  ck_assert_int_eq(cpw_pool_packages(cost, 3, bad, 3, 1, NULL, part, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "share[1] sums to 0.9, must be 1 (or 100)");
  ck_assert_int_eq(err.index, 1);
  ck_assert_int_eq(cpw_pool_packages(debt, 3, own, 3, 1, NULL, part, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "cost[1] = -1 must be >= 0");
  ck_assert_int_eq(cpw_pool_packages(cost, 3, own, 0, 1, NULL, part, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "packages = 3 must be >= 0, partners = 0 >= 1, each = 1 0 or 1");
  ck_assert_int_eq(cpw_pool_packages(NULL, 3, own, 3, 1, NULL, part, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_pool_packages(cost, INT64_MAX, own, 3, 1, NULL, part, &err), CPW_EOVERFLOW);
  ck_assert_int_eq(part[3], 501);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

#define MOST 4

typedef struct world {
  cpw_stream s;
  cpw_pool pool;
  const char *partner[MOST], *line[MOST], *fence[MOST];
  int64_t contribution[MOST * MOST], opening[MOST], owner[MOST], amount[MOST], before[MOST];
  int64_t limit[MOST], spend[MOST];
  int32_t allows[MOST * MOST];
  double share[MOST], leakage[MOST];
} world;

static int64_t below(world *w, uint64_t n) {
  return (int64_t)cpw_random_below(&w->s, n);
}

static void make_world(world *w, uint64_t seed) {
  static const char *const names[] = {"d", "b", "c", "a"};
  memset(w, 0, sizeof *w);
  cpw_stream_init(&w->s, seed, 0, 0, 0);
  cpw_pool *p = &w->pool;
  cpw_pool_init(p);
  int64_t n = p->partners = 1 + below(w, MOST), m = p->lines = 1 + below(w, MOST);
  p->fences = below(w, MOST + 1);
  for (int64_t i = 0; i < MOST; i++) {
    w->partner[i] = w->line[i] = w->fence[i] = names[i];
    w->opening[i] = below(w, 3) ? 0 : below(w, 41) - 20;
    w->before[i] = below(w, 3) ? 0 : below(w, 20);
    w->owner[i] = below(w, (uint64_t)n);
    w->amount[i] = below(w, 12);
    w->limit[i] = below(w, 10);
    w->spend[i] = below(w, 120);
    w->leakage[i] = 0.05;
    w->share[i] = 1.0 / (double)n;
  }
  for (int64_t k = 0; k < n * m; k++)
    w->contribution[k] = below(w, 4) ? 20 + below(w, 20) : 0;
  w->contribution[0] += 40;
  for (int64_t k = 0; k < p->fences * m; k++)
    w->allows[k] = below(w, 3) > 0;
  p->partner = w->partner;
  p->line = w->line;
  p->fence = w->fence;
  p->contribution = w->contribution;
  p->opening = w->opening;
  p->fence_partner = w->owner;
  p->fence_amount = w->amount;
  p->fence_opening = w->before;
  p->fence_allows = w->allows;
  p->leakage = w->leakage;
  p->share = w->share;
  p->limit = w->limit;
  p->lead = below(w, (uint64_t)n);
  p->overspend = (int32_t)below(w, 5);
  p->underspend = (int32_t)below(w, 5);
  p->virement = below(w, 4) > 0;
}

START_TEST(every_pound_is_somewhere)
{
  world w;
  make_world(&w, (uint64_t)_i);
  cpw_pool *p = &w.pool;
  cpw_result *r = NULL;
  cpw_ledger *ledger = NULL;
  if (cpw_pool_year(p, w.spend, NULL, &r, &ledger, &err) != CPW_OK) {
    ck_assert_msg(strstr(err.message, "does not fit"), "%s", err.message);
    return;
  }
  check_closed(p, r, ledger);
  int64_t m = p->lines, over = 0, left = 0;
  for (int64_t l = 0; l < m; l++) {
    over += whole(r, "overspend")[l];
    left += whole(r, "underspend")[l];
  }
  if (p->virement) ck_assert(over == 0 || left == 0);
  for (int64_t f = 0; f < p->fences; f++) {
    ck_assert_int_eq(whole(r, "fence_paid")[f], w.amount[f]);
    ck_assert_int_eq(whole(r, "fence_paid")[f] + w.before[f],
                     whole(r, "fence_used")[f] + whole(r, "fence_returned")[f] +
                         whole(r, "fence_carried_forward")[f]);
    for (int64_t l = 0; l < m; l++)
      ck_assert(w.allows[f * m + l] || whole(r, "fence_use")[f * m + l] == 0);
  }
  for (int64_t i = 0; i < p->partners * m; i++)
    ck_assert(whole(r, "added")[i] >= 0 && whole(r, "returned")[i] >= 0);
  if (p->overspend == CPW_POOL_OVER_LIMIT)
    for (int64_t i = 0; i < p->partners; i++)
      ck_assert(i == p->lead || whole(r, "partner_added")[i] <= w.limit[i]);
  cpw_result_free(r);
  cpw_ledger_free(ledger);
}
END_TEST

/* rows turned round: everybody has what they had */
START_TEST(order_does_not_matter)
{
  world w, v;
  make_world(&w, 3000 + (uint64_t)_i);
  v = w;
  cpw_pool *p = &v.pool;
  int64_t n = p->partners, m = p->lines, f = p->fences;
  for (int64_t i = 0; i < n; i++) {
    v.partner[i] = w.partner[n - 1 - i];
    v.limit[i] = w.limit[n - 1 - i];
    for (int64_t l = 0; l < m; l++)
      v.contribution[i * m + l] = w.contribution[(n - 1 - i) * m + m - 1 - l];
  }
  for (int64_t l = 0; l < m; l++) {
    v.line[l] = w.line[m - 1 - l];
    v.opening[l] = w.opening[m - 1 - l];
    v.spend[l] = w.spend[m - 1 - l];
  }
  for (int64_t k = 0; k < f; k++) {
    v.fence[k] = w.fence[f - 1 - k];
    v.owner[k] = n - 1 - w.owner[f - 1 - k];
    v.amount[k] = w.amount[f - 1 - k];
    v.before[k] = w.before[f - 1 - k];
    for (int64_t l = 0; l < m; l++)
      v.allows[k * m + l] = w.allows[(f - 1 - k) * m + m - 1 - l];
  }
  p->partner = v.partner;
  p->line = v.line;
  p->fence = v.fence;
  p->contribution = v.contribution;
  p->opening = v.opening;
  p->fence_partner = v.owner;
  p->fence_amount = v.amount;
  p->fence_opening = v.before;
  p->fence_allows = v.allows;
  p->limit = v.limit;
  p->lead = n - 1 - p->lead;
  cpw_result *r = NULL, *q = NULL;
  int32_t status = cpw_pool_year(&w.pool, w.spend, NULL, &r, NULL, &err);
  ck_assert_int_eq(status, cpw_pool_year(p, v.spend, NULL, &q, NULL, &err));
  for (int64_t i = 0; status == CPW_OK && i < n * m; i++) {
    int64_t k = (n - 1 - i / m) * m + m - 1 - i % m;
    ck_assert_int_eq(whole(r, "net")[i], whole(q, "net")[k]);
    ck_assert_int_eq(whole(r, "alone")[i], whole(q, "alone")[k]);
  }
  cpw_result_free(r);
  cpw_result_free(q);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  const int64_t spend[] = {850, 100}, cost[] = {5, 7};
  const double share[] = {0.5, 0.5};
  int64_t part[4];
  (void)context;
  cpw_pool p = usual();
  p.share = share;
  p.overspend = CPW_POOL_OVER_SHARES;
  cpw_result *r = NULL;
  cpw_ledger *ledger = NULL;
  int32_t status = cpw_pool_year(&p, spend, NULL, &r, &ledger, NULL);
  cpw_result_free(r);
  cpw_ledger_free(ledger);
  if (status == CPW_OK) status = cpw_pool_packages(cost, 2, share, 2, 0, NULL, part, NULL);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

static Suite *pool_suite(void) {
  Suite *suite = suite_create("pool");
  int worlds = getenv("CAREPATH_QUICK") ? 50 : 500;
  const struct {
    const char *name;
    const TTest *tests[12];
  } cases[] = {
      {"limits", {nobody_and_nothing, a_year_to_plan, large_amounts}},
      {"errors", {pools_that_are_none, agreements_that_do_not_hold, nobody_can_pay}},
      {"reference",
       {an_overspend_by_hand, overspends_by_every_rule, underspends_by_every_rule,
        virement_keeps_to_the_fences, what_was_before_and_what_is_withheld, statements_of_a_year,
        without_pooling_as_given, minimums_by_uplift, packages_to_the_pound}},
      {"oom", {memory_fails}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    suite_add_tcase(suite, tcase);
  }
  TCase *properties = tcase_create("properties");
  tcase_set_timeout(properties, 120);
  tcase_add_loop_test(properties, every_pound_is_somewhere, 0, worlds);
  tcase_add_loop_test(properties, order_does_not_matter, 0, worlds);
  suite_add_tcase(suite, properties);
  return suite;
}

int main(void) {
  Suite *suites[] = {pool_suite()};
  return cpwt_run(suites, 1);
}
