/* Small numbers: tables by hand, and every small table by brute force: all fillings with the same totals. */
#include "carepath/disclosure.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static void fails(int32_t status, int32_t expected, const cpw_error *err, const char *part) {
  ck_assert_msg(status == expected && err->code == expected, "status %d, expected %d: %s", status,
                expected, err->message);
  ck_assert_msg(strstr(err->message, part) != NULL, "\"%s\" lacks \"%s\"", err->message, part);
}

static const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->real) ck_abort_msg("%s is not there", name);
  return a->real;
}

static const int64_t *whole(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->integer) ck_abort_msg("%s is not there", name);
  return a->integer;
}

static cpw_disclosure_options usual(void) {
  cpw_disclosure_options o;
  cpw_disclosure_options_init(&o);
  return o;
}

static cpw_result *table(const int64_t *count, int64_t rows, int64_t columns,
                         const cpw_disclosure_options *o) {
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_disclosure_table(count, rows, columns, o, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

/* ---------------------------------------------------------------- by hand ------------------- */

START_TEST(a_table)
{
  const int64_t count[] = {20, 3, 14, 30, 40, 25, 60, 9, 10, 12, 33, 80};
  const int64_t reason[] = {3, 1, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0};
  const char *const rows[] = {"a", "b", "c"};
  cpw_disclosure_options o = usual();
  o.rows = rows;
  cpw_result *r = table(count, 3, 4, &o);
  ck_assert_mem_eq(whole(r, "reason"), reason, sizeof reason);
  ck_assert(isnan(real(r, "published")[1]) && real(r, "published")[2] == 15);
  ck_assert(real(r, "published")[3] == 30 && real(r, "published")[7] == 10);
  ck_assert(real(r, "row_total")[0] == 65 && real(r, "column_total")[1] == 40);
  ck_assert(real(r, "total")[0] == 335 && whole(r, "total_reason")[0] == 0); /* 336 */
  ck_assert(whole(r, "withheld_small")[0] == 1 && whole(r, "withheld_secondary")[0] == 3);
  ck_assert(whole(r, "withheld_totals")[0] == 0 && whole(r, "exposed")[0] == 0);
  /* three of 23 in the row and 15 in the column: 1 to 14, as every withheld count is at least 1 */
  ck_assert(real(r, "bound_lower")[1] == 1 && real(r, "bound_upper")[1] == 14);
  ck_assert(real(r, "bound_lower")[2] == 14 && real(r, "bound_upper")[2] == 14);
  ck_assert_str_eq(cpw_result_find(r, "reason")->dimension[0]->coordinate_labels[0][2], "c");
  cpw_result_free(r);
  o.secondary = 0;
  r = table(count, 3, 4, &o);
  ck_assert(whole(r, "withheld_secondary")[0] == 0 && whole(r, "exposed")[0] == 1);
  cpw_result_free(r);
  o.bounds = 0;
  r = table(count, 3, 4, &o);
  ck_assert(whole(r, "exposed")[0] == -1 && isnan(real(r, "bound_lower")[0]));
  cpw_result_free(r);
}
END_TEST

START_TEST(single_rows)
{
  const struct {
    int64_t count[3], reason[3], total;
  } t[] = {{{3, 20, 50}, {1, 3, 0}, 0},  {{3, 4, 50}, {1, 1, 0}, 0}, {{1, 1, 50}, {1, 1, 3}, 0},
           {{0, 0, 3}, {0, 0, 1}, 1},    {{0, 9, 3}, {0, 3, 1}, 0},  {{0, 0, 0}, {0, 0, 0}, 0},
           {{20, 30, 40}, {0, 0, 0}, 0}, {{2, 2, 1}, {1, 1, 1}, 1}};
  for (size_t i = 0; i < COUNT(t); i++)
    for (int turned = 0; turned < 2; turned++) {
      cpw_result *r = turned ? table(t[i].count, 3, 1, NULL) : table(t[i].count, 1, 3, NULL);
      for (int k = 0; k < 3; k++)
        ck_assert_msg(whole(r, "reason")[k] == t[i].reason[k], "case %d, cell %d: %d", (int)i, k,
                      (int)whole(r, "reason")[k]);
      ck_assert_int_eq(whole(r, "total_reason")[0], t[i].total);
      ck_assert_int_eq(whole(r, "row_reason")[0], CPW_DISCLOSURE_NOT_PUBLISHED);
      ck_assert_int_eq(whole(r, "column_reason")[0], CPW_DISCLOSURE_NOT_PUBLISHED);
      ck_assert_int_eq(whole(r, "exposed")[0], 0);
      cpw_result_free(r);
    }
  const int64_t one[] = {3};
  cpw_result *r = table(one, 1, 1, NULL);
  ck_assert(whole(r, "reason")[0] == 1 && whole(r, "total_reason")[0] == 1);
  ck_assert(whole(r, "exposed")[0] == 0 && isinf(real(r, "bound_upper")[0]));
  cpw_result_free(r);
}
END_TEST

START_TEST(rounding)
{
  cpw_disclosure_options o = usual();
  o.least = 1;
  const int64_t count[] = {0, 1, 2, 3, 7, 8, 12, 13, 100, 102, 103, 105};
  const double five[] = {0, 0, 0, 5, 5, 10, 10, 15, 100, 100, 105, 105};
  cpw_result *r = table(count, 3, 4, &o);
  ck_assert_mem_eq(real(r, "published"), five, sizeof five);
  cpw_result_free(r);
  o.base = 10;
  r = table(count, 3, 4, &o);
  ck_assert(real(r, "published")[11] == 110 && real(r, "published")[3] == 0);
  cpw_result_free(r);
  o.rounding = CPW_DISCLOSURE_ROUND_NONE;
  r = table(count, 3, 4, &o);
  for (int i = 0; i < 12; i++)
    ck_assert(real(r, "published")[i] == (double)count[i]);
  cpw_result_free(r);
}
END_TEST

/* up with the chance remainder/base: 2 of 5 of 2000 cells of 7; the same for the same seed */
START_TEST(random_rounding)
{
  int64_t count[2000];
  for (int i = 0; i < 2000; i++)
    count[i] = 7;
  cpw_disclosure_options o = usual();
  o.least = 1;
  o.bounds = 0;
  o.rounding = CPW_DISCLOSURE_ROUND_RANDOM;
  cpw_result *a = table(count, 40, 50, &o), *b = table(count, 40, 50, &o);
  o.seed = 2;
  cpw_result *c = table(count, 40, 50, &o);
  int up = 0, other = 0;
  for (int i = 0; i < 2000; i++) {
    double x = real(a, "published")[i];
    ck_assert((x == 5 || x == 10) && x == real(b, "published")[i]);
    up += x == 10;
    other += x != real(c, "published")[i];
  }
  ck_assert(up > 700 && up < 900 && other > 800); /* 800, sd 22 */
  cpw_result_free(a);
  cpw_result_free(b);
  cpw_result_free(c);
}
END_TEST

START_TEST(totals_asked_for)
{
  const int64_t count[] = {3, 20, 30, 40};
  cpw_disclosure_options o = usual();
  o.row_totals = o.column_totals = 0;
  cpw_result *r = table(count, 2, 2, &o); /* the grand total alone: one more cell */
  ck_assert(whole(r, "withheld_secondary")[0] == 1 &&
            whole(r, "reason")[1] == CPW_DISCLOSURE_SECONDARY);
  ck_assert(isnan(real(r, "row_total")[0]) &&
            whole(r, "row_reason")[1] == CPW_DISCLOSURE_NOT_PUBLISHED);
  cpw_result_free(r);
  o.grand_total = 0; /* no total: nothing to work it out from */
  r = table(count, 2, 2, &o);
  ck_assert(whole(r, "withheld_secondary")[0] == 0 && isinf(real(r, "bound_upper")[0]));
  ck_assert(whole(r, "exposed")[0] == 0);
  cpw_result_free(r);
  o = usual();
  o.zeros = 1;
  const int64_t zeros[] = {0, 20, 30, 40};
  r = table(zeros, 2, 2, &o);
  ck_assert(whole(r, "withheld_zero")[0] == 1 && whole(r, "withheld_secondary")[0] == 3);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- brute force --------------- */

#define SIDE 3

typedef struct puzzle {
  int rows, columns;
  int64_t value[(SIDE + 1) * (SIDE + 1)]; /* with totals */
  int known[(SIDE + 1) * (SIDE + 1)];
  int64_t floor;
  int64_t most; /* that an unknown cell is tried with */
  int64_t guess[SIDE * SIDE];
  int64_t least[SIDE * SIDE], greatest[SIDE * SIDE];
  int64_t least_total[2 * SIDE + 1], greatest_total[2 * SIDE + 1];
} puzzle;

static int64_t sum_of(const puzzle *p, int row, int column) {
  int64_t sum = 0;
  for (int i = 0; i < p->rows; i++)
    for (int j = 0; j < p->columns; j++)
      if ((row < 0 || i == row) && (column < 0 || j == column)) sum += p->guess[i * p->columns + j];
  return sum;
}

/* one total: whether the guess agrees with it, if it is known, or is large enough for a withheld one */
static int agrees(const puzzle *p, int i, int j, int64_t sum) {
  int at = i * (p->columns + 1) + j;
  return p->known[at] == 1 ? sum == p->value[at] : p->known[at] == 2 ? 1 : sum >= p->floor;
}

static void widen(int64_t *least, int64_t *greatest, int64_t x) {
  if (x < *least) *least = x;
  if (x > *greatest) *greatest = x;
}

static void accept(puzzle *p) {
  for (int i = 0; i < p->rows; i++)
    if (!agrees(p, i, p->columns, sum_of(p, i, -1))) return;
  for (int j = 0; j < p->columns; j++)
    if (!agrees(p, p->rows, j, sum_of(p, -1, j))) return;
  if (!agrees(p, p->rows, p->columns, sum_of(p, -1, -1))) return;
  for (int k = 0; k < p->rows * p->columns; k++)
    widen(&p->least[k], &p->greatest[k], p->guess[k]);
  for (int i = 0; i < p->rows; i++)
    widen(&p->least_total[i], &p->greatest_total[i], sum_of(p, i, -1));
  for (int j = 0; j < p->columns; j++)
    widen(&p->least_total[p->rows + j], &p->greatest_total[p->rows + j], sum_of(p, -1, j));
  widen(&p->least_total[p->rows + p->columns], &p->greatest_total[p->rows + p->columns],
        sum_of(p, -1, -1));
}

static void try_all(puzzle *p, int k) {
  if (k == p->rows * p->columns) {
    accept(p);
    return;
  }
  int i = k / p->columns, j = k % p->columns, at = i * (p->columns + 1) + j;
  if (p->known[at]) {
    p->guess[k] = p->value[at];
    try_all(p, k + 1);
    return;
  }
  for (int64_t x = p->floor; x <= p->most; x++) {
    p->guess[k] = x;
    try_all(p, k + 1);
  }
}

static void set(puzzle *p, int at, int64_t value, int64_t reason) {
  p->value[at] = value;
  p->known[at] = reason == CPW_DISCLOSURE_SHOWN           ? 1
                 : reason == CPW_DISCLOSURE_NOT_PUBLISHED ? 2
                                                          : 0;
}

static void pose(puzzle *p, const cpw_result *r, const int64_t *count, int rows, int columns,
                 int64_t floor) {
  memset(p, 0, sizeof *p);
  p->rows = rows, p->columns = columns, p->floor = floor;
  for (int k = 0; k < rows * columns; k++) {
    p->guess[k] = count[k];
    set(p, k / columns * (columns + 1) + k % columns, count[k], whole(r, "reason")[k]);
    p->least[k] = INT64_MAX;
    p->greatest[k] = -1;
  }
  for (int k = 0; k < 2 * SIDE + 1; k++)
    p->least_total[k] = INT64_MAX, p->greatest_total[k] = -1;
  for (int i = 0; i < rows; i++)
    set(p, i * (columns + 1) + columns, sum_of(p, i, -1), whole(r, "row_reason")[i]);
  for (int j = 0; j < columns; j++)
    set(p, rows * (columns + 1) + j, sum_of(p, -1, j), whole(r, "column_reason")[j]);
  set(p, rows * (columns + 1) + columns, sum_of(p, -1, -1), whole(r, "total_reason")[0]);
}

static uint64_t state = 5;

static int64_t below(int64_t n) {
  state = state * 6364136223846793005U + 1442695040888963407U;
  return (int64_t)((state >> 33) % (uint64_t)n);
}

/* totals that are not published at all bound nothing: there the search has to stop somewhere */
static void check_bounds(const puzzle *p, const cpw_result *r, int round) {
  for (int k = 0; k < p->rows * p->columns; k++) {
    double lower = real(r, "bound_lower")[k], upper = real(r, "bound_upper")[k];
    ck_assert_msg(lower == (double)p->least[k], "round %d, cell %d: from %g, expected %lld", round,
                  k, lower, (long long)p->least[k]);
    if (p->greatest[k] < p->most)
      ck_assert_msg(upper == (double)p->greatest[k], "round %d, cell %d: to %g, expected %lld",
                    round, k, upper, (long long)p->greatest[k]);
    else
      ck_assert_msg(upper >= (double)p->most, "round %d, cell %d: to %g", round, k, upper);
  }
}

static void check_secrets(const puzzle *p, const cpw_result *r, int round) {
  for (int k = 0; k < p->rows * p->columns; k++)
    if (whole(r, "reason")[k] != CPW_DISCLOSURE_SHOWN)
      ck_assert_msg(p->least[k] < p->greatest[k], "round %d: cell %d must be %lld", round, k,
                    (long long)p->least[k]);
  for (int t = 0; t < p->rows + p->columns + 1; t++) {
    int64_t reason = t < p->rows                ? whole(r, "row_reason")[t]
                     : t < p->rows + p->columns ? whole(r, "column_reason")[t - p->rows]
                                                : whole(r, "total_reason")[0];
    if (reason == CPW_DISCLOSURE_SHOWN || reason == CPW_DISCLOSURE_NOT_PUBLISHED) continue;
    ck_assert_msg(p->least_total[t] < p->greatest_total[t], "round %d: total %d must be %lld",
                  round, t, (long long)p->least_total[t]);
  }
}

/* small tables of small numbers with a threshold of 3: every filling with the same totals */
START_TEST(every_filling)
{
  int secondary = 0, totals = 0, rounds = getenv("CAREPATH_QUICK") ? 60 : 300;
  for (int round = 0; round < rounds; round++) {
    int64_t count[SIDE * SIDE];
    int rows = 1 + (int)below(SIDE), columns = 1 + (int)below(SIDE);
    for (int k = 0; k < rows * columns; k++)
      count[k] = below(3) ? below(6) : 0;
    cpw_disclosure_options o = usual();
    o.least = 3;
    o.zeros = round % 4 == 0;
    o.row_totals = round % 5 != 0;
    o.column_totals = round % 7 != 0;
    o.grand_total = round % 6 != 0;
    cpw_result *r = table(count, rows, columns, &o);
    puzzle p;
    int hidden = 0;
    pose(&p, r, count, rows, columns, o.zeros ? 0 : 1);
    for (int k = 0; k < rows * columns; k++)
      hidden += whole(r, "reason")[k] != 0;
    /* what is known bounds each cell by a total of at most 6 x 5 where all are published */
    p.most = hidden <= 4 ? 26 : hidden <= 6 ? 9 : 6;
    try_all(&p, 0);
    check_secrets(&p, r, round);
    if (hidden <= 4) check_bounds(&p, r, round);
    ck_assert_int_eq(whole(r, "exposed")[0], 0);
    secondary += whole(r, "withheld_secondary")[0] > 0;
    totals += whole(r, "withheld_totals")[0] > 0;
    cpw_result_free(r);
  }
  ck_assert(secondary > rounds / 15 && totals > rounds / 15);
}
END_TEST

/* the bounds of a table that was suppressed by hand: two in a row give each other away */
START_TEST(bounds_of_others)
{
  const int64_t count[] = {1, 1, 8, 5, 6, 7};
  const int32_t withheld[] = {1, 1, 0, 0, 0, 0}, open[] = {1, 0}, none[] = {0, 0, 0};
  double lower[6], upper[6];
  cpw_error err;
  ck_assert_int_eq(
      cpw_disclosure_bounds(count, withheld, 2, 3, NULL, none, 0, 0, NULL, lower, upper, &err),
      CPW_OK);
  ck_assert(lower[0] == 0 && upper[0] == 2 && lower[1] == 0 && upper[1] == 2 && upper[2] == 8);
  ck_assert_int_eq(
      cpw_disclosure_bounds(count, withheld, 2, 3, NULL, none, 0, 1, NULL, lower, upper, &err),
      CPW_OK);
  ck_assert(lower[0] == 1 && upper[0] == 1); /* where zeros are shown */
  ck_assert_int_eq(
      cpw_disclosure_bounds(count, withheld, 2, 3, NULL, NULL, 1, 0, NULL, lower, upper, &err),
      CPW_OK);
  ck_assert(lower[0] == 1 && upper[0] == 1); /* the columns say it */
  const int32_t other[] = {0, 1};
  ck_assert_int_eq(
      cpw_disclosure_bounds(count, withheld, 2, 3, other, none, 0, 0, NULL, lower, upper, &err),
      CPW_OK);
  ck_assert(lower[0] == 0 && isinf(upper[0]));
  ck_assert_int_eq(
      cpw_disclosure_bounds(count, withheld, 2, 3, open, none, 1, 0, NULL, lower, upper, &err),
      CPW_OK);
  ck_assert(upper[0] == 2);
}
END_TEST

/* a larger table: nothing is exposed, and turning it turns the answer's counts */
START_TEST(a_large_table)
{
  int64_t count[12 * 40], turned[12 * 40];
  for (int i = 0; i < 12; i++)
    for (int j = 0; j < 40; j++)
      turned[j * 12 + i] = count[i * 40 + j] = below(4) ? below(60) : below(8);
  cpw_result *a = table(count, 12, 40, NULL), *b = table(turned, 40, 12, NULL);
  ck_assert(whole(a, "exposed")[0] == 0 && whole(b, "exposed")[0] == 0);
  ck_assert(whole(a, "withheld_small")[0] == whole(b, "withheld_small")[0]);
  for (int i = 0; i < 12 * 40; i++)
    if (count[i] >= 1 && count[i] <= 7) ck_assert(isnan(real(a, "published")[i]));
  cpw_result_free(a);
  cpw_result_free(b);
}
END_TEST

/* ---------------------------------------------------------------- rates and words ----------- */

START_TEST(rates_and_values)
{
  const int64_t above[] = {50, 3, 97, 0, 0, 52}, below_[] = {100, 100, 100, 100, 0, 101};
  const int64_t mark[] = {0, 0, 0, 0, 0, 3};
  double published[6];
  int64_t reason[6];
  cpw_error err;
  const int64_t expected[] = {0, 1, 4, 0, 5, 3};
  ck_assert_int_eq(cpw_disclosure_rates(above, below_, mark, 6, NULL, published, reason, &err),
                   CPW_OK);
  ck_assert_mem_eq(reason, expected, sizeof expected);
  ck_assert(published[0] == 0.5 && isnan(published[1]) && published[3] == 0 && isnan(published[4]));
  ck_assert_int_eq(
      cpw_disclosure_rates(above + 5, below_ + 5, NULL, 1, NULL, published, reason, &err), CPW_OK);
  ck_assert(published[0] == 0.5 && reason[0] == 0); /* 52/101 as 50/100 */
  cpw_disclosure_options o = usual();
  o.least = 1;
  o.base = 100;
  const int64_t small[] = {3}, of[] = {20};
  ck_assert_int_eq(cpw_disclosure_rates(small, of, NULL, 1, &o, published, reason, &err), CPW_OK);
  ck_assert(isnan(published[0]) && reason[0] == CPW_DISCLOSURE_NOT_PUBLISHED); /* rounded to 0/0 */
  const double value[] = {1.5, 2.5, 3.5};
  const int64_t people[] = {8, 7, 0}, why[] = {0, 0, 1};
  ck_assert_int_eq(cpw_disclosure_values(value, people, NULL, 3, NULL, published, reason, &err),
                   CPW_OK);
  ck_assert(published[0] == 1.5 && isnan(published[1]) && published[2] == 3.5 && reason[1] == 1);
  ck_assert_int_eq(cpw_disclosure_values(value, people, why, 3, NULL, published, reason, &err),
                   CPW_OK);
  ck_assert(isnan(published[2]) && reason[2] == 1);
  ck_assert_int_eq(cpw_disclosure_values(NULL, NULL, NULL, 0, NULL, NULL, NULL, &err), CPW_OK);
}
END_TEST

/* rounded apart, 6 of 9 could be 10 of 5; 12 of 14 up with the chance 2/5, of 1000 */
START_TEST(random_rates)
{
  const int64_t above[] = {6, 12, 6}, below[] = {9, 14, 6};
  double published[3];
  int64_t reason[3], up = 0;
  cpw_disclosure_options o = usual();
  o.least = 1;
  o.rounding = CPW_DISCLOSURE_ROUND_RANDOM;
  for (o.seed = 1; o.seed <= 1000; o.seed++)
    for (o.base = 5; o.base <= 10; o.base += 5) {
      ck_assert_int_eq(cpw_disclosure_rates(above, below, NULL, 3, &o, published, reason, NULL),
                       CPW_OK);
      for (int i = 0; i < 3; i++)
        ck_assert(isnan(published[i]) || (published[i] >= 0 && published[i] <= 1));
      ck_assert(isnan(published[2]) || published[2] == 1);
      if (o.base == 5)
        up += published[1] == 1; /* 10 of 10 with the chance 1/5, 15 of 15 with 2/5 */
    }
  ck_assert(up > 530 && up < 670); /* 600, sd 15.5 */
}
END_TEST

/* as many practices as there are in a country, by fifth: seconds, not hours */
START_TEST(many_practices)
{
  const int64_t rows = 3000, columns = 5;
  int64_t *count = malloc((size_t)(rows * columns) * sizeof *count);
  if (!count) ck_abort_msg("no memory");
  for (int64_t i = 0; i < rows * columns; i++)
    count[i] = 4 + i * i % 17; /* some below 8 in every column */
  cpw_result *r = table(count, rows, columns, NULL);
  ck_assert(whole(r, "exposed")[0] == 0 && whole(r, "withheld_small")[0] > 1000);
  cpw_result_free(r);
  free(count);
}
END_TEST

START_TEST(rules_and_words)
{
  const cpw_disclosure_rule *hes = cpw_disclosure_rule_find("hes");
  ck_assert(hes && hes->least == 8 && hes->base == 5 && hes->zeros == 0 && hes->secondary == 0);
  ck_assert(hes == cpw_disclosure_rule_at(0) && !cpw_disclosure_rule_at(-1));
  int64_t n = 0;
  for (const cpw_disclosure_rule *r; (r = cpw_disclosure_rule_at(n)) != NULL; n++)
    ck_assert(r->least >= 1 && r->base >= 1 && strlen(r->source) > 20 &&
              strlen(r->description) > 20);
  ck_assert(n >= 3 && !cpw_disclosure_rule_find("none") && !cpw_disclosure_rule_find(NULL));
  ck_assert_str_eq(cpw_disclosure_reason_text(CPW_DISCLOSURE_SMALL), "withheld: a small count");
  ck_assert_str_eq(cpw_disclosure_reason_text(-1), "");
  ck_assert_str_eq(cpw_disclosure_reason_text(6), "");
}
END_TEST

START_TEST(refusals)
{
  const int64_t count[] = {1, 2, -3, 4}, fine[] = {1, 2, 3, 4}, huge[] = {(int64_t)1 << 53, 1};
  const int32_t mark[] = {0, 1, 0, 0}, wrong[] = {0, 2, 0, 0};
  double lower[4] = {7}, upper[4];
  int64_t reason[4];
  cpw_result *r = NULL;
  cpw_error err;
  fails(cpw_disclosure_table(NULL, 2, 2, NULL, &r, &err), CPW_EINVAL, &err, "count is NULL");
  fails(cpw_disclosure_table(fine, 2, 2, NULL, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  fails(cpw_disclosure_table(fine, 0, 2, NULL, &r, &err), CPW_EINVAL, &err,
        "rows = 0 must be >= 1");
  fails(cpw_disclosure_table(fine, 2, -1, NULL, &r, &err), CPW_EINVAL, &err, "columns = -1");
  fails(cpw_disclosure_table(count, 2, 2, NULL, &r, &err), CPW_EDOMAIN, &err,
        "count[2] = -3 must be >= 0");
  ck_assert(err.index == 2);
  fails(cpw_disclosure_table(huge, 1, 2, NULL, &r, &err), CPW_EOVERFLOW, &err,
        "the total is beyond 2^53");
  fails(cpw_disclosure_table(fine, INT64_MAX, INT64_MAX, NULL, &r, &err), CPW_EOVERFLOW, &err,
        "too large");
  cpw_disclosure_options o = usual();
  o.least = 0;
  fails(cpw_disclosure_table(fine, 2, 2, &o, &r, &err), CPW_EINVAL, &err,
        "options.least = 0 must be from 1");
  o = usual();
  o.base = 0;
  fails(cpw_disclosure_table(fine, 2, 2, &o, &r, &err), CPW_EINVAL, &err, "options.base = 0");
  o = usual();
  o.rounding = 3;
  fails(cpw_disclosure_table(fine, 2, 2, &o, &r, &err), CPW_EINVAL, &err, "rounding");
  o = usual();
  o.struct_size += 8;
  fails(cpw_disclosure_table(fine, 2, 2, &o, &r, &err), CPW_EABI, &err, "");
  ck_assert(r == NULL);
  fails(cpw_disclosure_bounds(fine, NULL, 2, 2, NULL, NULL, 1, 0, NULL, lower, upper, &err),
        CPW_EINVAL, &err, "withheld is NULL");
  fails(cpw_disclosure_bounds(fine, mark, 0, 2, NULL, NULL, 1, 0, NULL, lower, upper, &err),
        CPW_EINVAL, &err, "rows and columns must be >= 1");
  fails(cpw_disclosure_bounds(fine, wrong, 2, 2, NULL, NULL, 1, 0, NULL, lower, upper, &err),
        CPW_EINVAL, &err, "withheld[1] = 2 must be 0 or 1");
  fails(cpw_disclosure_bounds(fine, mark, 2, 2, wrong, NULL, 1, 0, NULL, lower, upper, &err),
        CPW_EINVAL, &err, "row_shown[1] = 2");
  fails(cpw_disclosure_bounds(fine, mark, 2, 2, NULL, wrong, 1, 0, NULL, lower, upper, &err),
        CPW_EINVAL, &err, "column_shown[1] = 2");
  fails(cpw_disclosure_bounds(fine, mark, 2, 2, NULL, NULL, 2, 0, NULL, lower, upper, &err),
        CPW_EINVAL, &err, "floor and total_shown must be 0 or 1");
  const int64_t zero[] = {1, 0, 3, 4};
  fails(cpw_disclosure_bounds(zero, mark, 2, 2, NULL, NULL, 1, 1, NULL, lower, upper, &err),
        CPW_EDOMAIN, &err, "count[1] = 0 is withheld and must be >= floor = 1");
  fails(cpw_disclosure_rates(fine, fine, NULL, -1, NULL, lower, reason, &err), CPW_EINVAL, &err,
        "n = -1");
  fails(cpw_disclosure_rates(fine, NULL, NULL, 1, NULL, lower, reason, &err), CPW_EINVAL, &err,
        "denominator is NULL");
  fails(cpw_disclosure_rates(count, fine, NULL, 4, NULL, lower, reason, &err), CPW_EDOMAIN, &err,
        "numerator[2] = -3");
  fails(cpw_disclosure_rates(fine, count, NULL, 4, NULL, lower, reason, &err), CPW_EDOMAIN, &err,
        "denominator[2] = -3");
  fails(cpw_disclosure_rates(fine + 1, fine, NULL, 1, NULL, lower, reason, &err), CPW_EDOMAIN, &err,
        "numerator[0] = 2 must be at most denominator = 1");
  const double value[] = {1, 2, 3, 4};
  const int64_t odd[] = {0, 99}, below_none[] = {-1};
  fails(cpw_disclosure_rates(fine, fine, odd, 2, NULL, lower, reason, &err), CPW_EINVAL, &err,
        "withheld[1] = 99 must be a reason, 0 to 5");
  fails(cpw_disclosure_values(value, fine, below_none, 1, NULL, lower, reason, &err), CPW_EINVAL,
        &err, "withheld[0] = -1 must be a reason, 0 to 5");
  fails(cpw_disclosure_values(value, count, NULL, 4, NULL, lower, reason, &err), CPW_EDOMAIN, &err,
        "people[2] = -3");
  fails(cpw_disclosure_values(NULL, fine, NULL, 4, NULL, lower, reason, &err), CPW_EINVAL, &err,
        "value is NULL");
  ck_assert(lower[0] == 7);
}
END_TEST

static int32_t memory_body(void *context) {
  const int64_t count[] = {20, 3, 14, 30, 40, 25};
  const int32_t mark[] = {1, 1, 0, 1, 1, 0};
  double lower[6], upper[6];
  cpw_result *r = NULL;
  (void)context;
  int32_t status = cpw_disclosure_table(count, 2, 3, NULL, &r, NULL);
  cpw_result_free(r);
  if (status != CPW_OK) return status;
  return cpw_disclosure_bounds(count, mark, 2, 3, NULL, NULL, 1, 0, NULL, lower, upper, NULL);
}

START_TEST(memory)
{ cpwt_each_allocation_fails(memory_body, NULL); }
END_TEST

static TCase *tcase(Suite *suite, const char *name) {
  TCase *made = tcase_create(name);
  tcase_set_timeout(made, 120);
  suite_add_tcase(suite, made);
  return made;
}

int main(void) {
  Suite *suite = suite_create("disclosure");
  TCase *limits = tcase(suite, "limits"), *errors = tcase(suite, "errors");
  TCase *reference = tcase(suite, "reference"), *properties = tcase(suite, "properties");
  TCase *oom = tcase(suite, "oom");
  tcase_add_test(limits, single_rows);
  tcase_add_test(limits, totals_asked_for);
  tcase_add_test(errors, refusals);
  tcase_add_test(reference, a_table);
  tcase_add_test(reference, rounding);
  tcase_add_test(reference, bounds_of_others);
  tcase_add_test(reference, rates_and_values);
  tcase_add_test(reference, rules_and_words);
  tcase_add_test(properties, random_rates);
  tcase_add_test(properties, many_practices);
  tcase_add_test(properties, random_rounding);
  tcase_add_test(properties, every_filling);
  tcase_add_test(properties, a_large_table);
  tcase_add_test(oom, memory);
  return cpwt_run(&suite, 1);
}
