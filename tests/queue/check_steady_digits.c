/* Figures where digits are easily lost: low loads, loads next to 1, chances that are next to nothing, against values of
 * 50 digits or more: Python's mpmath, inputs as the doubles they are. GI/M/1: bisection of sigma = A*(mu (1 - sigma));
 * Erlang's formulae and rooms: the sum over the states; priorities: Cobham's and Kleinrock's formulae as printed;
 * M/D/c: Crommelin's roots. */
#include "queue/suites.h"

static const int TURN = CPW_QUEUE_WAITS_TURN, INTERRUPTS = CPW_QUEUE_INTERRUPTS;

START_TEST(low_loads_of_any_law)
{
  static const struct {
    double scv, arrivals, wait, number, tail; /* tail: P(W > 100) */
    int32_t law;
  } known[] = {{1.5, 1.3e-6, 0.000076318131937760060789, 1.0000763239568395702e-6,
                2.6832051245723254057e-61, CPW_QUEUE_LAW_GAMMA},
               {100.0, 1.3e-6, 0.84755702018323953991, 6.559829788174045104e-6,
                2.0965251824712917277e-9, CPW_QUEUE_LAW_GAMMA},
               {0.3, 0.013, 0.000010685856169119991313, 0.010000106859703577822,
                3.7250317774877523653e-62, CPW_QUEUE_LAW_GAMMA},
               {1e4, 0.3, 0.99975465883225976351, 940.60541447151551079, 0.96837126881476706704,
                CPW_QUEUE_LAW_GAMMA},
               {0.0, 1.3e-6, 0.0, 1.000000000000000002e-6, 0.0, CPW_QUEUE_LAW_DETERMINISTIC},
               {0.0, 0.026, 1.9287498479639100618e-22, 0.019999999999999998399,
                6.7141842882115365059e-79, CPW_QUEUE_LAW_DETERMINISTIC},
               {1.0 / 3.0, 1.3e-6, 5.0000024998637222046e-7, 1.0000005000004999888e-6,
                1.7406674299438487565e-63, CPW_QUEUE_LAW_UNIFORM},
               {0.2, 0.013, 1.0489435191880630842e-12, 0.010000000000010488635,
                3.6514844598167746995e-69, CPW_QUEUE_LAW_UNIFORM},
               {4.0, 1.3e-6, 1.599999759999712003e-6, 1.0000016000023200051e-6,
                5.5709287408825789407e-63, CPW_QUEUE_LAW_HYPEREXPONENTIAL},
               {1000.0, 0.6501, 0.97772728315056707842, 22.452443788403630017,
                0.054042868305639997596, CPW_QUEUE_LAW_HYPEREXPONENTIAL}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    cpw_queue_measures m;
    double in = known[i].arrivals, scv = known[i].scv;
    ck_assert_int_eq(cpw_queue_gim1(known[i].law, in, scv, 1.3, &m, NULL), CPW_OK);
    cpwt_close(m.wait_chance, known[i].wait, 2e-14, "chance of waiting");
    cpwt_close(m.mean_number, known[i].number, 2e-15, "people");
    cpwt_close(m.mean_queue, known[i].wait * known[i].number, 2e-14, "queue");
    cpwt_close(cpw_queue_gim1_wait_tail(known[i].law, in, scv, 1.3, 100.0), known[i].tail, 1e-13,
               "tail");
  }
}
END_TEST

static double fast_transform(void *context, double s) {
  (void)context; /* exponential, of mean 1 / 1.3e-6 */
  return 1.3e-6 / (1.3e-6 + s);
}

START_TEST(low_load_of_a_law_of_ones_own)
{
  const cpw_queue_transform law = {NULL, fast_transform};
  cpw_queue_measures m;
  ck_assert_int_eq(cpw_queue_gim1_transform(&law, 1.3e-6, 1.3, &m, NULL), CPW_OK);
  cpwt_close(m.wait_chance, 1e-6, 4e-15, "M/M/1");
  cpwt_close(m.mean_number, 1e-6 / (1.0 - 1e-6), 4e-15, "M/M/1");
}
END_TEST

START_TEST(priorities_next_to_full_load)
{
  const double in[] = {0.3, 0.6999999}, one[] = {1.0, 1.0}, rare[] = {1e-12, 0.9999999};
  const double few[] = {1e-9, 2.999999};
  double wait[2];
  ck_assert_int_eq(
      cpw_queue_priority_mg1(in, one, one, one, 2, TURN, wait, NULL, NULL, NULL, NULL, NULL),
      CPW_OK);
  cpwt_close(wait[0], 0.71428564285714284376, 1e-15, "first");
  cpwt_close(wait[1], 7142856.4283660308545, 1e-15, "second");
  ck_assert_int_eq(cpw_queue_priority_mg1(rare, one, one, NULL, 2, INTERRUPTS, wait, NULL, NULL,
                                          NULL, NULL, NULL),
                   CPW_OK);
  cpwt_close(wait[0], 5.0000000000049998994e-13, 1e-15, "first, interrupting");
  cpwt_close(wait[1], 5000049.5031368369273, 1e-15, "second, interrupted");
  ck_assert_int_eq(
      cpw_queue_priority_mmc(few, 2, 1.0, 3.0, TURN, wait, NULL, NULL, NULL, NULL, NULL), CPW_OK);
  cpwt_close(wait[0], 0.33333312377779866993, 1e-14, "first of three servers");
  cpwt_close(wait[1], 1001000.3715650432562, 1e-14, "second of three servers");
  ck_assert_int_eq(
      cpw_queue_priority_mmc(few, 2, 1.0, 3.0, INTERRUPTS, wait, NULL, NULL, NULL, NULL, NULL),
      CPW_OK);
  cpwt_close(wait[0], 5.5555555537037047427e-29, 1e-13, "first, interrupting");
  cpwt_close(wait[1], 1001000.3715650433673, 1e-14, "second, interrupted");
}
END_TEST

START_TEST(growing_priorities_next_to_full_load)
{
  const double in[] = {0.3, 0.69999}, one[] = {1.0, 1.0, 1.0, 1.0}, growth[] = {1e6, 1.0};
  const double four[] = {0.1, 0.2, 0.3, 0.3999}, apart[] = {1e9, 1e5, 2.0, 1e-3};
  const double few[] = {1e-9, 2.999999};
  const double known[] = {0.55551764874608511419, 0.79370282512493096472, 8.0309960843276019638,
                          12494.064663275732171};
  double wait[4];
  ck_assert_int_eq(cpw_queue_accumulating_mg1(in, one, one, growth, 2, wait, NULL, NULL, NULL),
                   CPW_OK);
  cpwt_close(wait[0], 0.78570537756190959037, 1e-15, "fast");
  cpwt_close(wait[1], 71427.82653086005072, 1e-15, "slow");
  ck_assert_int_eq(cpw_queue_accumulating_mg1(four, one, one, apart, 4, wait, NULL, NULL, NULL),
                   CPW_OK);
  for (int i = 0; i < 4; i++)
    cpwt_close(wait[i], known[i], 2e-15, "one of four");
  ck_assert_int_eq(cpw_queue_accumulating_mmc(few, growth, 2, 1.0, 3.0, wait, NULL, NULL, NULL),
                   CPW_OK);
  cpwt_close(wait[0], 1.3343331620097177036, 1e-14, "fast of three servers");
  cpwt_close(wait[1], 1001000.3715650429225, 1e-14, "slow of three servers");
}
END_TEST

START_TEST(hardly_ever_empty)
{
  cpw_queue_measures m;
  ck_assert_int_eq(cpw_queue_mmck(1e6, 1.0, 3, 5, &m, NULL), CPW_OK);
  cpwt_close(m.empty_chance, 5.3999838e-29, 1e-13, "a million for three");
  ck_assert_int_eq(cpw_queue_mmck(500.0, 1.0, 480, 700, &m, NULL), CPW_OK);
  cpwt_close(m.empty_chance, 2.9537777198594091987e-221, 1e-12, "500 for 480");
  ck_assert_int_eq(cpw_queue_mmc(100.0, 1.0, 20000.0, &m, NULL), CPW_OK);
  cpwt_close(m.empty_chance, 3.720075976020835963e-44, 1e-13, "20000 for 100: exp(-100)");
  ck_assert_int_eq(cpw_queue_abandon(1e6, 1.0, 3.0, 1e6, &m, NULL), CPW_OK);
  cpwt_close(m.empty_chance, 2.2072794859217081982e-18, 1e-13, "nobody waits long");
}
END_TEST

START_TEST(hardly_ever_full)
{
  static const double known[][3] = {{2100, 3000, 1.0507299956334195782e-76},
                                    {7000, 10000, 2.915763526424421985e-249}};
  cpw_queue_measures m;
  for (int i = 0; i < 2; i++)
    cpwt_close(cpw_queue_erlang_b(known[i][0], known[i][1]), known[i][2], 2e-14, "Erlang B");
  cpwt_close(cpw_queue_log_erlang_b(2100, 3000), -174.94698191100460775, 1e-15, "log");
  cpwt_close(cpw_queue_log_erlang_b(7000, 10000), -572.27355643984988379, 1e-15, "log");
  cpwt_close(cpw_queue_log_erlang_b(41634, 50000), -795.62204347603834708, 1e-15, "log");
  ck_assert_int_eq(cpw_queue_mdc(0.001, 1.0, 5, &m, NULL), CPW_OK);
  cpwt_close(m.wait_chance, 8.326391864211503363e-18, 1e-13, "M/D/5");
  ck_assert_int_eq(cpw_queue_mdc(0.1, 1.0, 8, &m, NULL), CPW_OK);
  cpwt_close(m.wait_chance, 2.2693269500725117195e-13, 1e-13, "M/D/8");
}
END_TEST

Suite *cpwt_steady_digits_suite(void) {
  Suite *suite = suite_create("queue: digits");
  TCase *reference = tcase_create("reference");
  tcase_add_test(reference, low_loads_of_any_law);
  tcase_add_test(reference, low_load_of_a_law_of_ones_own);
  tcase_add_test(reference, priorities_next_to_full_load);
  tcase_add_test(reference, growing_priorities_next_to_full_load);
  tcase_add_test(reference, hardly_ever_empty);
  tcase_add_test(reference, hardly_ever_full);
  suite_add_tcase(suite, reference);
  return suite;
}
