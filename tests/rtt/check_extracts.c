/* What counts as what: groups, C_999, NONC, filters, names, several files; and the shared extract of
 * one trust against its tidy form. */
#include "rtt/shared.h"

#include "carepath/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALL_KEYS 31

/* ---------------------------------------------------------------- groups -------------------- */

/* two providers, two commissioners, C_999 everywhere */
static const char small[] = HEAD NOV("R1", "C1", "Part_2", "C_100", "1,2,3,,,6")
    NOV("R1", "C1", "Part_2", "C_999", "1,2,4,,,7") NOV("R1", "C1", "Part_2", "X02", "0,0,1,,,1")
        NOV("R1", "C2", "Part_2", "C_100", "5,0,0,,,5")
            NOV("R1", "C2", "Part_2", "C_999", "5,0,0,,,5")
                NOV("R2", "C1", "Part_1A", "C_100", "0,0,10,10,2,12")
                    NOV("R2", "C1", "Part_1A", "C_999", "0,0,10,10,2,12")
                        NOV("R2", "C1", "Part_3", "C_100", ",,,,,40")
                            NOV("R2", "C1", "Part_3", "C_999", ",,,,,40");

START_TEST(groupings)
{
  const struct {
    int32_t group_by;
    const char *expected;
  } cases[] = {
      {0, "2024-11 Part_1A completed_admitted: 0 0 10 u2 a12/"
          "2024-11 Part_2 incomplete: 6 2 4 a12/"
          "2024-11 Part_3 new_clock_starts: 0 0 0 a40/"},
      {CPW_RTT_BY_PROVIDER, "2024-11 R1 Part_2 incomplete: 6 2 4 a12/"
                            "2024-11 R2 Part_1A completed_admitted: 0 0 10 u2 a12/"
                            "2024-11 R2 Part_3 new_clock_starts: 0 0 0 a40/"},
      {CPW_RTT_BY_PROVIDER_ICB, "2024-11 QR1 Part_2 incomplete: 6 2 4 a12/"
                                "2024-11 QR2 Part_1A completed_admitted: 0 0 10 u2 a12/"
                                "2024-11 QR2 Part_3 new_clock_starts: 0 0 0 a40/"},
      {CPW_RTT_BY_COMMISSIONER, "2024-11 C1 Part_1A completed_admitted: 0 0 10 u2 a12/"
                                "2024-11 C1 Part_2 incomplete: 1 2 4 a7/"
                                "2024-11 C1 Part_3 new_clock_starts: 0 0 0 a40/"
                                "2024-11 C2 Part_2 incomplete: 5 0 0 a5/"},
      {CPW_RTT_BY_COMMISSIONER_ICB, "2024-11 QC1 Part_1A completed_admitted: 0 0 10 u2 a12/"
                                    "2024-11 QC1 Part_2 incomplete: 1 2 4 a7/"
                                    "2024-11 QC1 Part_3 new_clock_starts: 0 0 0 a40/"
                                    "2024-11 QC2 Part_2 incomplete: 5 0 0 a5/"},
      {CPW_RTT_BY_TREATMENT_FUNCTION, "2024-11 C_100 Part_1A completed_admitted: 0 0 10 u2 a12/"
                                      "2024-11 C_100 Part_2 incomplete: 6 2 3 a11/"
                                      "2024-11 C_100 Part_3 new_clock_starts: 0 0 0 a40/"
                                      "2024-11 C_999 Part_1A completed_admitted: 0 0 10 u2 a12/"
                                      "2024-11 C_999 Part_2 incomplete: 6 2 4 a12/"
                                      "2024-11 C_999 Part_3 new_clock_starts: 0 0 0 a40/"
                                      "2024-11 X02 Part_2 incomplete: 0 0 1 a1/"},
      {CPW_RTT_BY_PROVIDER | CPW_RTT_BY_COMMISSIONER_ICB,
       "2024-11 R1 QC1 Part_2 incomplete: 1 2 4 a7/"
       "2024-11 R1 QC2 Part_2 incomplete: 5 0 0 a5/"
       "2024-11 R2 QC1 Part_1A completed_admitted: 0 0 10 u2 a12/"
       "2024-11 R2 QC1 Part_3 new_clock_starts: 0 0 0 a40/"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    cpw_rtt_options o = cpwt_by(cases[i].group_by);
    ck_assert_str_eq(cpwt_figures_of(&o, small), cases[i].expected);
  }
}
END_TEST

START_TEST(shape_and_notes_of_the_result)
{
  const char *const texts[] = {small};
  cpw_rtt_options o = cpwt_by(CPW_RTT_BY_PROVIDER | CPW_RTT_BY_TREATMENT_FUNCTION);
  o.names = 1;
  cpw_rtt *rtt = cpwt_aggregate(&o, 0, texts, 1);
  cpw_result *r;
  ck_assert_int_eq(cpw_rtt_result(rtt, &r, NULL), CPW_OK);
  const cpw_array *count = cpw_result_find(r, "count");
  ck_assert_int_eq(count->dimensions, 2);
  const cpw_dimension *row = count->dimension[0], *band = count->dimension[1];
  ck_assert_str_eq(row->name, "row");
  ck_assert_str_eq(band->name, "band");
  static const char *const coordinates[] = {
      "period", "provider", "treatment_function", "provider_name", "treatment_function_name",
      "part",   "type"};
  ck_assert_int_eq(row->coordinates, 7);
  for (int i = 0; i < 7; i++)
    ck_assert_str_eq(row->coordinate_names[i], coordinates[i]);
  ck_assert_str_eq(row->coordinate_labels[3][0], "Trust R1");
  ck_assert_str_eq(row->coordinate_labels[4][0], "Name of C_100");
  ck_assert_int_eq(band->coordinates, 1);
  ck_assert_str_eq(band->coordinate_names[0], "band");
  ck_assert_str_eq(band->coordinate_labels[0][2], "2");
  const cpw_array *lower = cpw_result_find(r, "band_lower");
  ck_assert_int_eq(lower->type, CPW_DOUBLE);
  ck_assert_str_eq(lower->unit, "weeks");
  ck_assert_double_eq(lower->real[2], 2.0);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
  ck_assert_str_eq(cpw_result_note(r, "sources"), "<memory>");
  ck_assert_str_eq(cpw_result_note(r, "nonc"), "rows of commissioner NONC left out: 0");
  ck_assert_str_eq(cpw_result_note(r, "treatment_functions"),
                   "C_999 is the total of the others: do not add it to them");
  ck_assert_str_eq(cpw_result_note(r, "reconciliation"),
                   "0 of 9 rows have totals that their own cells do not add up to");
  cpw_result_free(r);
  ck_assert_int_eq(cpwt_number(rtt, "rows_read"), 9);
  ck_assert_int_eq(cpwt_number(rtt, "rows_kept"), 9);
  ck_assert_int_eq(cpwt_number(rtt, "rows_nonc"), 0);
  ck_assert_int_eq(cpwt_number(rtt, "rows_unreconciled"), 0);
  ck_assert_int_eq(cpwt_number(rtt, "files"), 1);
  cpw_rtt_free(rtt);
}
END_TEST

/* ---------------------------------------------------------------- C_999 --------------------- */

/* one block with C_999 that is 2 short, one without C_999 */
static const char mixed[] = HEAD NOV("R1", "C1", "Part_2", "C_100", "4,0,0,,,4")
    NOV("R1", "C1", "Part_2", "C_101", "0,3,0,,,3") NOV("R1", "C1", "Part_2", "C_999", "4,1,0,,,5")
        NOV("R1", "C2", "Part_2", "C_100", "0,0,9,,1,10");

START_TEST(total_or_treatment_functions)
{
  cpw_rtt_options o = cpwt_by(0);
  ck_assert_str_eq(cpwt_figures_of(&o, mixed), "2024-11 Part_2 incomplete: 4 1 9 u1 a15 s2/");
  o = cpwt_by(CPW_RTT_BY_COMMISSIONER);
  ck_assert_str_eq(cpwt_figures_of(&o, mixed), "2024-11 C1 Part_2 incomplete: 4 1 0 a5 s2/"
                                               "2024-11 C2 Part_2 incomplete: 0 0 9 u1 a10/");
  /* by treatment function the same blocks are compared */
  o = cpwt_by(CPW_RTT_BY_TREATMENT_FUNCTION);
  ck_assert_str_eq(cpwt_figures_of(&o, mixed), "2024-11 C_100 Part_2 incomplete: 4 0 9 u1 a14/"
                                               "2024-11 C_101 Part_2 incomplete: 0 3 0 a3/"
                                               "2024-11 C_999 Part_2 incomplete: 4 1 0 a5 s2/");
  o = cpwt_by(CPW_RTT_BY_TREATMENT_FUNCTION | CPW_RTT_BY_COMMISSIONER);
  ck_assert_str_eq(cpwt_figures_of(&o, mixed), "2024-11 C1 C_100 Part_2 incomplete: 4 0 0 a4/"
                                               "2024-11 C1 C_101 Part_2 incomplete: 0 3 0 a3/"
                                               "2024-11 C1 C_999 Part_2 incomplete: 4 1 0 a5 s2/"
                                               "2024-11 C2 C_100 Part_2 incomplete: 0 0 9 u1 a10/");
}
END_TEST

/* the rows of one block in two files, in both orders: C_999 comes first, or last, or never */
START_TEST(a_block_cut_by_the_end_of_a_file)
{
  static const char functions[] = HEAD NOV("R1", "C1", "Part_2", "C_100", "4,0,0,,,4")
      NOV("R1", "C1", "Part_2", "C_101", "0,3,0,,,3");
  static const char total[] = HEAD NOV("R1", "C1", "Part_2", "C_999", "4,1,0,,,5")
      NOV("R1", "C1", "Part_2", "X02", "0,0,0,,,0");
  static const char later[] = HEAD NOV("R1", "C1", "Part_2", "X03", "0,1,0,,,1");
  const char *const orders[][4] = {{functions, total, later, NULL},
                                   {total, functions, later, NULL},
                                   {later, total, functions, NULL}};
  for (int by = 0; by < 2; by++) {
    cpw_rtt_options o = cpwt_by(by ? CPW_RTT_BY_PROVIDER : 0);
    for (int i = 0; i < 3; i++)
      ck_assert_str_eq(cpwt_figures(&o, orders[i]),
                       by ? "2024-11 R1 Part_2 incomplete: 4 1 0 a5 s3/"
                          : "2024-11 Part_2 incomplete: 4 1 0 a5 s3/");
    const char *const without[] = {functions, later, NULL};
    ck_assert_str_eq(cpwt_figures(&o, without), by ? "2024-11 R1 Part_2 incomplete: 4 4 0 a8/"
                                                   : "2024-11 Part_2 incomplete: 4 4 0 a8/");
  }
  cpw_rtt_options o = cpwt_by(CPW_RTT_BY_TREATMENT_FUNCTION);
  for (int i = 0; i < 3; i++)
    ck_assert_str_eq(cpwt_figures(&o, orders[i]), "2024-11 C_100 Part_2 incomplete: 4 0 0 a4/"
                                                  "2024-11 C_101 Part_2 incomplete: 0 3 0 a3/"
                                                  "2024-11 C_999 Part_2 incomplete: 4 1 0 a5 s3/"
                                                  "2024-11 X02 Part_2 incomplete: 0 0 0/"
                                                  "2024-11 X03 Part_2 incomplete: 0 1 0 a1/");
}
END_TEST

/* ---------------------------------------------------------------- NONC, filters ------------- */

static const char nonc[] = HEAD NOV("R1", "C1", "Part_2", "C_999", "1,0,0,,,1")
    NOV("R1", "NONC", "Part_2", "C_999", "0,2,0,,,2")
        NOV("R2", "NONC", "Part_2", "C_999", "0,0,4,,,4")
            NOV("R2", "C1", "Part_2", "C_110", "0,0,8,,,8");

START_TEST(nonc_in_and_out)
{
  cpw_rtt_options o = cpwt_by(0);
  ck_assert_str_eq(cpwt_figures_of(&o, nonc), "2024-11 Part_2 incomplete: 1 0 8 a9/");
  o.include_nonc = 1;
  ck_assert_str_eq(cpwt_figures_of(&o, nonc), "2024-11 Part_2 incomplete: 1 2 12 a15/");
  for (int in = 0; in < 2; in++) {
    const char *const texts[] = {nonc};
    o.include_nonc = in;
    cpw_rtt *rtt = cpwt_aggregate(&o, 0, texts, 1);
    ck_assert_int_eq(cpwt_number(rtt, "rows_read"), 4);
    ck_assert_int_eq(cpwt_number(rtt, "rows_kept"), in ? 4 : 2);
    ck_assert_int_eq(cpwt_number(rtt, "rows_nonc"), 2);
    cpw_rtt_free(rtt);
  }
}
END_TEST

START_TEST(filters)
{
  cpw_rtt_options o = cpwt_by(0);
  char provider[] = "R2";
  o.provider = provider;
  ck_assert_str_eq(cpwt_figures_of(&o, nonc), "2024-11 Part_2 incomplete: 0 0 8 a8/");
  o.include_nonc = 1;
  ck_assert_str_eq(cpwt_figures_of(&o, nonc), "2024-11 Part_2 incomplete: 0 0 12 a12/");
  o.treatment_function = "C_999";
  ck_assert_str_eq(cpwt_figures_of(&o, nonc), "2024-11 Part_2 incomplete: 0 0 4 a4/");
  o.treatment_function = "C_110";
  ck_assert_str_eq(cpwt_figures_of(&o, nonc), "2024-11 Part_2 incomplete: 0 0 8 a8/");
  o.group_by = CPW_RTT_BY_TREATMENT_FUNCTION;
  ck_assert_str_eq(cpwt_figures_of(&o, nonc), "2024-11 C_110 Part_2 incomplete: 0 0 8 a8/");
  o.provider = "R";
  ck_assert_str_eq(cpwt_figures_of(&o, nonc), "");
  /* the texts are copied */
  const char *const texts[] = {nonc};
  o = cpwt_by(0);
  o.provider = provider;
  cpw_rtt *rtt = cpwt_aggregate(&o, 0, texts, 0);
  provider[1] = '1';
  ck_assert_int_eq(cpw_rtt_read_memory(rtt, nonc, sizeof nonc - 1, NULL, NULL), CPW_OK);
  ck_assert_str_eq(cpwt_show(rtt), "2024-11 Part_2 incomplete: 0 0 8 a8/");
  cpw_rtt_free(rtt);
}
END_TEST

/* ---------------------------------------------------------------- several files ------------- */

START_TEST(months_and_parts_of_months)
{
  static const char october[] =
      HEAD ROW("October-2024", "R1", "C1", "Part_2", "C_999", "1,1,1,,,3");
  static const char november[] = HEAD NOV("R1", "C1", "Part_2", "C_999", "2,0,0,,,2");
  static const char rest[] = HEAD NOV("R2", "C1", "Part_2", "C_999", "0,0,7,,,7")
      ROW("October-2024", "R2", "C1", "Part_2", "C_999", "0,1,0,,,1");
  const char *const orders[][4] = {{october, november, rest, NULL},
                                   {rest, november, october, NULL}};
  for (int i = 0; i < 2; i++) {
    cpw_rtt_options o = cpwt_by(0);
    ck_assert_str_eq(cpwt_figures(&o, orders[i]), "2024-10 Part_2 incomplete: 1 2 1 a4/"
                                                  "2024-11 Part_2 incomplete: 2 0 7 a9/");
    o = cpwt_by(CPW_RTT_BY_PROVIDER);
    ck_assert_str_eq(cpwt_figures(&o, orders[i]), "2024-10 R1 Part_2 incomplete: 1 1 1 a3/"
                                                  "2024-10 R2 Part_2 incomplete: 0 1 0 a1/"
                                                  "2024-11 R1 Part_2 incomplete: 2 0 0 a2/"
                                                  "2024-11 R2 Part_2 incomplete: 0 0 7 a7/");
  }
  cpw_rtt_options o = cpwt_by(0);
  cpw_rtt *rtt;
  ck_assert_int_eq(cpw_rtt_new(&o, &rtt, NULL), CPW_OK);
  ck_assert_int_eq(cpw_rtt_read_memory(rtt, october, sizeof october - 1, "a.csv", NULL), CPW_OK);
  ck_assert_int_eq(cpw_rtt_read_memory(rtt, november, sizeof november - 1, "b.csv", NULL), CPW_OK);
  cpw_result *r;
  ck_assert_int_eq(cpw_rtt_result(rtt, &r, NULL), CPW_OK);
  ck_assert_str_eq(cpw_result_note(r, "sources"), "a.csv; b.csv");
  ck_assert_int_eq(cpw_result_find(r, "files")->integer[0], 2);
  cpw_result_free(r);
  cpw_rtt_free(rtt);
}
END_TEST

/* a code has the name of its latest month, whatever the order; of one month's names the smallest */
START_TEST(names_of_several_months)
{
#define NAMED(month, name)                                                                         \
  "RTT-" month ",QA,ICB,R1," name ",QC,ICB,C1,Place,Part_2,In words,C_999,Total,1,0,0,,,1\n"
  static const char old[] = HEAD NAMED("March-2023", "Old, but long") NAMED("March-2023", "");
  static const char quoted[] = HEAD NAMED("March-2023", "\"Old, but long\"");
  static const char recent[] = HEAD NAMED("May-2024", "B Trust") NAMED("May-2024", "A Trust")
      NAMED("May-2024", "A Trust ") NAMED("April-2024", "C Trust");
  static const char empty[] = HEAD NAMED("June-2024", "");
  (void)old;
  const char *const orders[][4] = {{quoted, recent, empty, NULL}, {empty, recent, quoted, NULL}};
  cpw_rtt_options o = cpwt_by(CPW_RTT_BY_PROVIDER);
  o.names = 1;
  for (int i = 0; i < 2; i++)
    ck_assert_str_eq(cpwt_figures(&o, orders[i]),
                     "2023-03 R1 A Trust Part_2 incomplete: 1 0 0 a1/"
                     "2024-04 R1 A Trust Part_2 incomplete: 1 0 0 a1/"
                     "2024-05 R1 A Trust Part_2 incomplete: 3 0 0 a3/"
                     "2024-06 R1 A Trust Part_2 incomplete: 1 0 0 a1/");
  ck_assert_str_eq(cpwt_figures_of(&o, empty), "2024-06 R1  Part_2 incomplete: 1 0 0 a1/");
  /* a name that comes back in a later month is later than the one between */
  static const char back[] =
      HEAD NAMED("May-2024", "B Trust") NAMED("June-2024", "C Trust") NAMED("July-2024", "B Trust");
  ck_assert_ptr_nonnull(strstr(cpwt_figures_of(&o, back), "2024-05 R1 B Trust Part_2"));
#undef NAMED
}
END_TEST

/* names may stand before the month they belong to */
START_TEST(names_before_the_period)
{
  static const char text[] =
      "Provider Org Name,Provider Org Code,Period,RTT Part Type,Gt 00 Weeks,Total All\n"
      "B Trust,R1,May-2024,Part_2,1,1\n"
      "B Trust,R1,July-2024,Part_2,1,1\n"
      "A Trust,R1,June-2024,Part_2,1,1\n";
  cpw_rtt_options o = cpwt_by(CPW_RTT_BY_PROVIDER);
  o.names = 1;
  ck_assert_str_eq(cpwt_figures_of(&o, text), "2024-05 R1 B Trust Part_2 incomplete: 1 a1/"
                                              "2024-06 R1 B Trust Part_2 incomplete: 1 a1/"
                                              "2024-07 R1 B Trust Part_2 incomplete: 1 a1/");
}
END_TEST

/* ---------------------------------------------------------------- reconciliation ------------ */

START_TEST(rows_that_do_not_reconcile)
{
  static const char text[] =
      HEAD NOV("R1", "C1", "Part_1A", "C_999", "1,1,0,2,1,5") /* 2 too many */
      NOV("R1", "C2", "Part_1A", "C_999", "1,1,0,3,1,3")      /* Total wrong */
      NOV("R1", "C3", "Part_1A", "C_999", "1,1,0,,,")         /* no Total All */
      NOV("R1", "C4", "Part_1A", "C_999", "1,1,0,2,3,")       /* no Total All, unknown */
      NOV("R1", "C5", "Part_2", "C_999", "4,0,0,,,3")         /* one too few */
      NOV("R1", "C6", "Part_3", "C_999", ",,,,,8");
  cpw_rtt_options o = cpwt_by(0);
  ck_assert_str_eq(cpwt_figures_of(&o, text), "2024-11 Part_1A completed_admitted: 4 4 0 u5 a15 d2/"
                                              "2024-11 Part_2 incomplete: 4 0 0 a3 d-1/"
                                              "2024-11 Part_3 new_clock_starts: 0 0 0 a8/");
  const char *const texts[] = {text};
  for (int plain = 0; plain < 2; plain++) {
    cpw_rtt *rtt = cpwt_aggregate(&o, plain, texts, 1);
    ck_assert_int_eq(cpwt_number(rtt, "rows_unreconciled"), 3);
    cpw_rtt_free(rtt);
  }
}
END_TEST

/* ---------------------------------------------------------------- rows read twice ----------- */

START_TEST(rows_that_are_read_twice)
{
  static const char twice[] = HEAD NOV("R1", "C1", "Part_2", "C_100", "1,0,0,,,1")
      NOV("R1", "C1", "Part_2", "C_999", "1,0,0,,,1")
          NOV("R2", "C1", "Part_2", "C_100", "1,0,0,,,1")
              NOV("R1", "C1", "Part_2", "C_100", "2,0,0,,,2");
  static const char again[] = HEAD NOV("R2", "C1", "Part_2", "X09", "1,0,0,,,1")
      NOV("R2", "C1", "Part_2", "C_100", "1,0,0,,,1")
          NOV("R2", "C2", "Part_2", "C_100", "1,0,0,,,1");
  const char *const texts[] = {twice, again, again};
  static const int64_t repeated[] = {0, 1, 2, 5};
  for (int by = 0; by < 32; by += 5)
    for (int count = 0; count < 4; count++) {
      cpw_rtt_options o = cpwt_by(by);
      cpw_rtt *rtt = cpwt_aggregate(&o, count % 2, texts, count);
      ck_assert_int_eq(cpwt_number(rtt, "rows_repeated"), repeated[count]);
      cpw_rtt_free(rtt);
    }
}
END_TEST

/* also of treatment functions that the return does not have */
START_TEST(rows_of_other_treatment_functions)
{
  char *text = malloc(100 * 1000), *p = text;
  p += sprintf(p, "%s", HEAD);
  for (int i = 0; i < 140; i++)
    p += sprintf(p, "2024-11,Q,I,R%d,T,Q,I,C1,P,Part_2,W,T_%d,N,1,0,0,,,1\n", i % 2, i / 2);
  char *more = malloc(100 * 1000), *q = more;
  q += sprintf(q, "%s", HEAD);
  for (int i = 60; i < 100; i++)
    q += sprintf(q, "2024-11,Q,I,R1,T,Q,I,C1,P,Part_2,W,T_%d,N,1,0,0,,,1\n", i);
  sprintf(q, "2024-11,Q,I,R1,T,Q,I,C1,P,Part_2,W,T_99,N,1,0,0,,,1\n");
  const char *const texts[] = {text, more, text};
  static const int64_t repeated[] = {0, 0, 10 + 1, 10 + 1 + 140};
  for (int count = 0; count < 4; count++) {
    cpw_rtt_options o = cpwt_by(0);
    cpw_rtt *rtt = cpwt_aggregate(&o, 0, texts, count);
    ck_assert_int_eq(cpwt_number(rtt, "rows_repeated"), repeated[count]);
    cpw_rtt_free(rtt);
  }
  free(text);
  free(more);
}
END_TEST

/* ---------------------------------------------------------------- counts of all sizes ------- */

START_TEST(counts_of_all_sizes)
{
  static const int64_t sizes[] = {1,
                                  127,
                                  128,
                                  255,
                                  256,
                                  65535,
                                  65536,
                                  INT32_MAX,
                                  UINT32_MAX,
                                  (int64_t)UINT32_MAX + 1,
                                  99999999999999,
                                  100000000000000,
                                  INT64_MAX / 4};
  enum { SIZES = sizeof sizes / sizeof sizes[0] };
  for (int a = 0; a < SIZES; a++)
    for (int b = 0; b < SIZES; b++) {
      char text[4096];
      snprintf(text, sizeof text,
               HEAD NOV("R1", "C1", "Part_2", "C_100", "%lld,0,1,,,")
                   NOV("R1", "C1", "Part_2", "C_101", "%lld,%lld,0,,,"),
               (long long)sizes[a], (long long)sizes[b], (long long)sizes[a]);
      char expected[200];
      snprintf(expected, sizeof expected, "2024-11 Part_2 incomplete: %lld %lld 1 a%lld/",
               (long long)(sizes[a] + sizes[b]), (long long)sizes[a],
               (long long)(2 * sizes[a] + sizes[b] + 1));
      cpw_rtt_options o = cpwt_by(0);
      ck_assert_str_eq(cpwt_figures_of(&o, text), expected);
    }
}
END_TEST

/* the treatment functions of a block take memory only until C_999 comes */
START_TEST(waiting_takes_memory_only_for_a_while)
{
  char *text = malloc(200 * 1000), *p = text;
  p += sprintf(p, "%s", HEAD);
  for (int i = 0; i < 200; i++)
    p += sprintf(p,
                 "2024-11,Q,I,R%d,T,Q,I,C%d,P,Part_2,W,C_100,N,1,2,300,,,\n"
                 "2024-11,Q,I,R%d,T,Q,I,C%d,P,Part_2,W,C_999,N,1,2,300,,,\n",
                 i / 100, i, i / 100, i);
  const char *const texts[] = {text};
  cpw_rtt_options o = cpwt_by(CPW_RTT_BY_PROVIDER);
  cpw_rtt *rtt = cpwt_aggregate(&o, 0, texts, 1);
  /* two rows of counts for two providers, and one of each width that all blocks used in turn */
  const cpwi_pool *pool = rtt->first->counts.pool;
  ck_assert_uint_le(pool[0].used, 3);
  ck_assert_uint_le(pool[1].used, 3);
  ck_assert_uint_eq(pool[2].used + pool[3].used, 0);
  cpw_rtt_free(rtt);
  free(text);
}
END_TEST

/* ---------------------------------------------------------------- the shared trust ---------- */

static const char extract[] = "data/rtt/20241130-RTT-November-2024-RBD.csv";

static cpw_rtt *shared_trust(int32_t group_by, int32_t include_nonc, int32_t plain) {
  const char *path = cpwt_shared(extract);
  if (!path) return NULL;
  cpw_rtt_options o = cpwt_by(group_by);
  o.include_nonc = include_nonc;
  cpw_rtt *rtt;
  cpw_error err;
  ck_assert_int_eq(cpw_rtt_new(&o, &rtt, NULL), CPW_OK);
  rtt->plain = plain;
  int32_t status = cpw_rtt_read_path(rtt, path, &err);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  return rtt;
}

/* The row of a treatment function and type; its labels are coordinates 1 and 3. */
static int64_t find_row(const cpw_dimension *row, const char *function, size_t function_count,
                        const char *type, size_t type_count) {
  for (int64_t i = 0; i < row->length; i++) {
    const char *f = row->coordinate_labels[1][i], *t = row->coordinate_labels[3][i];
    if (strlen(f) == function_count && memcmp(f, function, function_count) == 0 &&
        strlen(t) == type_count && memcmp(t, type, type_count) == 0)
      return i;
  }
  return -1;
}

typedef struct tidy {
  const cpw_result *result;
  int64_t rows, people;
} tidy;

/* Every line of a tidy file against the result; columns period, org, tfc, type, ..., value. */
static tidy compare(const char *name, const cpw_result *result, int weeks) {
  tidy done = {result, 0, 0};
  const char *path = cpwt_shared(name);
  if (!path) return done;
  const cpw_array *array = cpw_result_find(result, weeks ? "count" : "total_all");
  const cpw_dimension *row = array->dimension[0];
  int64_t bands = weeks ? array->dimension[1]->length : 1;
  cpw_table *t;
  ck_assert_int_eq(cpw_table_open_path(path, NULL, &t, NULL), CPW_OK);
  while (cpw_table_next(t, NULL) == 1) {
    const char *function, *type;
    int64_t function_count, type_count, value, band = 0;
    ck_assert_int_eq(cpw_table_text(t, 2, &function, &function_count, NULL), CPW_OK);
    ck_assert_int_eq(cpw_table_text(t, 3, &type, &type_count, NULL), CPW_OK);
    if (weeks) ck_assert_int_eq(cpw_table_int64(t, 4, &band, NULL), CPW_OK);
    ck_assert_int_eq(cpw_table_int64(t, weeks ? 5 : 4, &value, NULL), CPW_OK);
    int64_t i = find_row(row, function, (size_t)function_count, type, (size_t)type_count);
    ck_assert_int_ge(i, 0);
    ck_assert_int_eq(array->integer[i * bands + band], value);
    done.rows++;
    done.people += value;
  }
  cpw_table_free(t);
  return done;
}

/* The tidy files count NONC: with it in, every figure is the same. */
START_TEST(the_shared_trust_by_treatment_function)
{
  for (int plain = 0; plain < 2; plain++) {
    cpw_rtt *rtt = shared_trust(CPW_RTT_BY_TREATMENT_FUNCTION, 1, plain);
    if (!rtt) return;
    cpw_result *r;
    ck_assert_int_eq(cpw_rtt_result(rtt, &r, NULL), CPW_OK);
    tidy totals = compare("data/rtt/rtt_2024-11_RBD_specialty_totals.csv", r, 0);
    tidy weeks = compare("data/rtt/rtt_2024-11_RBD_specialty_week.csv", r, 1);
    ck_assert_int_eq(totals.rows, cpw_result_find(r, "total")->size);
    int64_t people = 0, counted = 0;
    for (int64_t i = 0; i < totals.rows; i++) {
      people += cpw_result_find(r, "total_all")->integer[i];
      counted += cpw_result_find(r, "total")->integer[i];
      ck_assert_int_eq(cpw_result_find(r, "difference")->integer[i], 0);
      ck_assert_int_eq(cpw_result_find(r, "specialty_difference")->integer[i], 0);
    }
    ck_assert_int_eq(people, totals.people);
    ck_assert_int_eq(counted, weeks.people);
    cpw_result_free(r);
    cpw_rtt_free(rtt);
  }
}
END_TEST

START_TEST(the_shared_trust_as_a_whole)
{
  cpw_rtt *out = shared_trust(CPW_RTT_BY_PROVIDER, 0, 0);
  if (!out) return;
  cpw_rtt *in = shared_trust(CPW_RTT_BY_PROVIDER, 1, 0);
  ck_assert_int_eq(cpwt_number(out, "rows_read"), 512);
  ck_assert_int_eq(cpwt_number(out, "rows_kept"), 503);
  ck_assert_int_eq(cpwt_number(in, "rows_kept"), 512);
  ck_assert_int_eq(cpwt_number(out, "rows_nonc"), 9);
  static const int64_t all[2][5] = {{1544, 2925, 21693, 5322, 5003},
                                    {1544, 2925, 21702, 5322, 5003}};
  for (int i = 0; i < 2; i++) {
    cpw_result *r;
    ck_assert_int_eq(cpw_rtt_result(i ? in : out, &r, NULL), CPW_OK);
    const cpw_array *total_all = cpw_result_find(r, "total_all");
    ck_assert_int_eq(total_all->size, 5);
    ck_assert_int_eq(memcmp(total_all->integer, all[i], sizeof all[i]), 0);
    ck_assert_int_eq(cpw_result_find(r, "count")->dimension[1]->length, 105);
    cpw_result_free(r);
  }
  cpw_rtt_free(in);
  cpw_rtt_free(out);
}
END_TEST

/* One file in pieces: every line its own file, or all of it from a callback of 100 bytes. */
static int64_t read_hundred(void *context, char *buffer, int64_t capacity) {
  FILE *f = context;
  return (int64_t)fread(buffer, 1, capacity < 100 ? (size_t)capacity : 100, f);
}

START_TEST(the_shared_trust_from_a_callback)
{
  const char *path = cpwt_shared(extract);
  if (!path) return;
  cpw_rtt_options o = cpwt_by(ALL_KEYS);
  o.names = 1;
  cpw_rtt *a, *b;
  ck_assert_int_eq(cpw_rtt_new(&o, &a, NULL), CPW_OK);
  ck_assert_int_eq(cpw_rtt_new(&o, &b, NULL), CPW_OK);
  FILE *f = fopen(path, "rb");
  cpw_source source = {f, read_hundred, "callback"};
  ck_assert_int_eq(cpw_rtt_read_source(a, &source, NULL), CPW_OK);
  fclose(f);
  ck_assert_int_eq(cpw_rtt_read_path(b, path, NULL), CPW_OK);
  char *first = malloc(1 << 20);
  strcpy(first, cpwt_show(a));
  ck_assert_str_eq(first, cpwt_show(b));
  ck_assert_ptr_nonnull(strstr(first, "DORSET COUNTY HOSPITAL NHS FOUNDATION TRUST"));
  free(first);
  cpw_rtt_free(a);
  cpw_rtt_free(b);
}
END_TEST

void cpwt_add_extracts(cpwt_cases *cases) {
  tcase_add_test(cases->reference, groupings);
  tcase_add_test(cases->reference, shape_and_notes_of_the_result);
  tcase_add_test(cases->reference, total_or_treatment_functions);
  tcase_add_test(cases->reference, nonc_in_and_out);
  tcase_add_test(cases->reference, filters);
  tcase_add_test(cases->reference, months_and_parts_of_months);
  tcase_add_test(cases->reference, names_of_several_months);
  tcase_add_test(cases->reference, names_before_the_period);
  tcase_add_test(cases->reference, rows_that_do_not_reconcile);
  tcase_add_test(cases->reference, rows_that_are_read_twice);
  tcase_add_test(cases->limits, rows_of_other_treatment_functions);
  tcase_add_test(cases->reference, the_shared_trust_by_treatment_function);
  tcase_add_test(cases->reference, the_shared_trust_as_a_whole);
  tcase_add_test(cases->properties, a_block_cut_by_the_end_of_a_file);
  tcase_add_test(cases->properties, the_shared_trust_from_a_callback);
  tcase_add_test(cases->limits, counts_of_all_sizes);
  tcase_add_test(cases->limits, waiting_takes_memory_only_for_a_while);
}
