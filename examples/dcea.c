/* Is it worth it, and for whom? 500 extra treatments a year of people who would otherwise wait more than a
 * year: all for the most deprived fifth, or shared out by where people live. A made-up area of five fifths of
 * 100,000 people; health, aversion and opportunity cost are the cited tables, the loss of 0.002 QALYs a week
 * of waiting and the price of 1,750 an extra treatment are assumptions to be replaced by your own. */
#include <carepath.h>
#include <stdio.h>

#define FIFTHS 5
#define BANDS  4

static const double lower[BANDS] = {0, 18, 36, 52};
/* people treated in a year, by fifth from the most deprived and by how long they waited in all */
static const double before[FIFTHS * BANDS] = {2000, 1500, 900,  600,  2100, 1400, 800,
                                              500,  2300, 1300, 700,  400,  2400, 1200,
                                              600,  300,  2600, 1100, 500,  200};
static const double targeted[FIFTHS] = {500, 0, 0, 0, 0},
                    shared[FIFTHS] = {100, 100, 100, 100, 100};

/* What an initiative moves from more than 52 weeks to less than 18, valued by the law of waiting. */
static int gain_of(const double *moved, const cpw_dcea_wait_law *law, double *recipients,
                   double *gain, cpw_error *err) {
  double after[FIFTHS * BANDS];
  for (int i = 0; i < FIFTHS * BANDS; i++)
    after[i] = before[i] + (i % BANDS == 0) * moved[i / BANDS] -
               (i % BANDS == BANDS - 1) * moved[i / BANDS];
  cpw_dcea_waiting a = {FIFTHS, 1, BANDS, lower, 26, before}, b = a;
  b.people = after;
  return cpw_dcea_wait_gain(&a, &b, law, NULL, recipients, gain, NULL, err);
}

static void show(const cpw_result *r) {
  const char *const rows[] = {"efficiency",           "equity", "ede_benefit", "weighted_benefit",
                              "break_even_threshold", "flip"};
  printf("%-22s %10s %10s\n", "", "targeted", "shared");
  for (int i = 0; i < FIFTHS; i++)
    printf("net QALYs, fifth %d      %10.2f %10.2f\n", i + 1,
           cpw_result_find(r, "net_benefit")->real[i],
           cpw_result_find(r, "net_benefit")->real[FIFTHS + i]);
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
    printf("%-22s %10.2f %10.2f\n", rows[k], cpw_result_find(r, rows[k])->real[0],
           cpw_result_find(r, rows[k])->real[1]);
  printf("%-22s %10lld %10lld\n", "rank", (long long)cpw_result_find(r, "rank")->integer[0],
         (long long)cpw_result_find(r, "rank")->integer[1]);
  printf("%-22s %10lld %10lld\n", "quadrant", (long long)cpw_result_find(r, "quadrant")->integer[0],
         (long long)cpw_result_find(r, "quadrant")->integer[1]);
}

int main(void) {
  const double people[FIFTHS] = {1e5, 1e5, 1e5, 1e5, 1e5}, zero[] = {0}, loss[] = {0.002};
  const cpw_dcea_table *health = cpw_dcea_table_find("calculator-qale-england");
  const cpw_dcea_table *steep = cpw_dcea_table_find("love-koh-2020-steep");
  cpw_dcea_wait_law law = {1, zero, loss, NULL, 0, CPW_DCEA_HARM_REPEATED, 0};
  double reached[2][FIFTHS], gain[2][FIFTHS];
  cpw_error err;
  cpw_result *result = NULL;
  cpw_dcea_options options;
  cpw_dcea_options_init(&options);
  options.threshold = 15000;
  options.shares = steep->value;
  cpw_dcea_population area = {FIFTHS, people, health->value};
  cpw_dcea_programme both[2] = {{reached[0], gain[0], NULL, 500 * 1750.0},
                                {reached[1], gain[1], NULL, 500 * 1750.0}};
  int failed = gain_of(targeted, &law, reached[0], gain[0], &err) ||
               gain_of(shared, &law, reached[1], gain[1], &err) ||
               cpw_dcea_evaluate(&area, both, 2, &options, &result, &err);
  if (failed)
    fprintf(stderr, "%s: %s\n", err.where, err.message);
  else
    show(result);
  cpw_result_free(result);
  return failed;
}
