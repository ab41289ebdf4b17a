/* Headers of all kinds: other orders, spellings, numbers of bands; old files; padded cells. */
#include "rtt/shared.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char expected[] = "2024-11 R1 C_999 Part_2 incomplete: 1 0 3 u2 a6/";

/* the same row in headers of every shape */
START_TEST(headers_of_every_shape)
{
#define CELLS NOV("R1", "C1", "Part_2", "C_999", "1,0,3,4,2,6")
  static const char *const texts[] = {
      HEAD CELLS,
      "\xef\xbb\xbf" HEAD CELLS,
      /* older headers without SUM 1, and other capitals and spaces */
      KEYS "Gt 00 To 01 Weeks,Gt 01 To 02 Weeks,Gt 02 Weeks," TOTALS CELLS,
      KEYS "gt 0 to 1 weeks sum 1,GT 1  TO 2 WEEKS  SUM 1, Gt_02_Weeks_SUM_1 ," TOTALS CELLS,
      KEYS "Gt.00.To.01.Weeks.SUM.1,Gt.01.To.02.Weeks.SUM.1,Gt.02.Weeks.SUM.1," TOTALS CELLS,
      /* bands in another order, totals before them: the general way */
      "RTT Part Type,Total All,Gt 02 Weeks,Treatment Function Code,Gt 01 To 02 Weeks,Period,"
      "Patients with unknown clock start date,Provider Org Code,Gt 00 To 01 Weeks\n"
      "Part_2,6,3,C_999,0,RTT-November-2024,2,R1,1\n",
      /* only what is needed, bands first and last */
      "Gt 00 To 01 Weeks,Gt 01 To 02 Weeks,Gt 02 Weeks,period,provider org code,rtt part type,"
      "treatment function code,total all,patients with unknown clock start date\n"
      "1,0,3,RTT-November-2024,R1,Part_2,C_999,6,2\n",
      "Period,Provider Org Code,RTT Part Type,Treatment Function Code,Total All,Patients with "
      "unknown clock start date,Gt 00 To 01 Weeks,Gt 01 To 02 Weeks,Gt 02 Weeks\n"
      "RTT-November-2024,R1,Part_2,C_999,6,2,1,0,3\n",
      /* columns that nobody asked for, before, between and behind */
      "Note,Period,Provider Org Code,RTT Part Type,Treatment Function Code,Gt 00 To 01 Weeks,Gt 01 "
      "To "
      "02 Weeks,Gt 02 Weeks,Remark,Total,Patients with unknown clock start date,Total All,End\n"
      "\"a, \"\"b\"\"\",November-2024,R1,Part_2,C_999,1,0,3,x,4,2,6,\n"
      "\"a, \"\"b\"\"\",November-2024,R1,Part_2,C_999,0,0,0,,0,0,0,\n",
      "Note,Period,Provider Org Code,RTT Part Type,Treatment Function Code,Gt 00 To 01 Weeks,Gt 01 "
      "To "
      "02 Weeks,Gt 02 Weeks,A header that is far longer than any that the extract has and so is "
      "not "
      "looked at any closer,Patients with unknown clock start date,Total All,End\n"
      "x,November-2024,R1,Part_2,C_999,1,0,3,12,2,6,\n",
      /* padded cells, as in old files; quotes; CR LF; no line end */
      KEYS BANDS "Total,Patients with unknown clock start date,Total All\r\n"
                 "\"RTT-November-2024 \",QR1,ICB,R1  ,Trust,QC1,ICB, C1,Place,\" Part_2\",In words,"
                 "C_999 ,Total, 1 ,0,\"3\",4,2 , 6\r\n",
      HEAD "\"RTT-November-2024\",\"Q\",\"I, C, B\",\"R1\",\"Trust, R1\",\"QC\",\"ICB\",\"C1\","
           "\"Place\",\"Part_2\",\"In words\",\"C_999\",\"Total\",1,0,3,4,2,6",
      HEAD "2024-11,Q,I,R1,T,Q,I,C1,P,part_2,W,C_999,Total,1,0,3,4,2,6\n\n\n",
      HEAD "2024-11-30,Q,I,R1,T,Q,I,C1,P,PART_2,W,C_999,Total,1,,3,4,2,6\n",
  };
  cpw_rtt_options o = cpwt_by(CPW_RTT_BY_PROVIDER | CPW_RTT_BY_TREATMENT_FUNCTION);
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    const char *figures = cpwt_figures_of(&o, texts[i]);
    ck_assert_msg(strncmp(figures, expected, sizeof expected - 1) == 0, "text %zu: %s", i, figures);
  }
#undef CELLS
}
END_TEST

/* which way is open is a matter of the header alone */
START_TEST(the_fast_way_is_open)
{
  static const struct {
    const char *header;
    int64_t lead;
  } cases[] = {
      {HEAD, 13},
      {"Period,RTT Part Type,Gt 00 Weeks,Total All\n", 2},
      {"Period,RTT Part Type,Total All,Gt 00 Weeks\n", 0},
      {"Gt 00 Weeks,Period,RTT Part Type,Total All\n", 0},
      {"Period,Gt 00 Weeks,RTT Part Type,Total All\n", 0},
      {"Period,RTT Part Type,Gt 01 Weeks,Gt 00 To 01 Weeks,Total All\n", 0},
      {"Period,RTT Part Type,Gt 00 To 01 Weeks,x,Gt 01 Weeks,Total All\n", 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    cpw_table *t;
    cpw_rtt *rtt;
    cpwi_layout layout;
    ck_assert_int_eq(cpw_rtt_new(NULL, &rtt, NULL), CPW_OK);
    ck_assert_int_eq(cpw_table_open_memory(cases[i].header, (int64_t)strlen(cases[i].header), NULL,
                                           NULL, &t, NULL),
                     CPW_OK);
    ck_assert_int_eq(cpwi_layout_read(rtt, t, "", &layout, NULL), CPW_OK);
    ck_assert_int_eq(layout.lead, cases[i].lead);
    cpwi_layout_free(rtt, &layout);
    cpw_table_free(t);
    cpw_rtt_free(rtt);
  }
}
END_TEST

/* ---------------------------------------------------------------- numbers of bands ---------- */

/* An extract with bands of a week to `top` weeks; band i has i + 1 people. */
static char *extract_to(int top) {
  char *text = malloc((size_t)(top + 20) * 60), *p = text;
  p += sprintf(p, "Period,RTT Part Type");
  for (int i = 0; i < top; i++)
    p += sprintf(p, ",Gt %02d To %02d Weeks SUM 1", i, i + 1);
  p += sprintf(p, ",Gt %02d Weeks SUM 1,Total All\nRTT-April-2019,Part_2", top);
  for (int i = 0; i <= top; i++)
    p += sprintf(p, ",%d", i + 1);
  sprintf(p, ",\n");
  return text;
}

START_TEST(any_number_of_bands)
{
  static const int tops[] = {0, 1, 7, 8, 9, 52, 104, 500, 2000};
  for (size_t i = 0; i < sizeof tops / sizeof tops[0]; i++) {
    char *text = extract_to(tops[i]);
    const char *const texts[] = {text};
    for (int plain = 0; plain < 2; plain++) {
      cpw_rtt *rtt = cpwt_aggregate(NULL, plain, texts, 1);
      cpw_result *r;
      ck_assert_int_eq(cpw_rtt_result(rtt, &r, NULL), CPW_OK);
      const cpw_array *count = cpw_result_find(r, "count");
      ck_assert_int_eq(count->size, tops[i] + 1);
      for (int j = 0; j <= tops[i]; j++)
        ck_assert_int_eq(count->integer[j], j + 1);
      cpw_result_free(r);
      cpw_rtt_free(rtt);
    }
    free(text);
  }
}
END_TEST

/* bands need not be a week wide */
START_TEST(bands_of_any_width)
{
  static const char text[] = "Period,RTT Part Type,Gt 00 To 18 Weeks,Gt 18 To 52 Weeks,Gt 52 Weeks,"
                             "Total All\nRTT-April-2019,Part_2,1,2,3,6\n";
  const char *const texts[] = {text};
  cpw_rtt *rtt = cpwt_aggregate(NULL, 0, texts, 1);
  cpw_result *r;
  ck_assert_int_eq(cpw_rtt_result(rtt, &r, NULL), CPW_OK);
  const cpw_array *lower = cpw_result_find(r, "band_lower");
  ck_assert_double_eq(lower->real[1], 18.0);
  ck_assert_double_eq(lower->real[2], 52.0);
  ck_assert_str_eq(lower->dimension[0]->coordinate_labels[0][2], "52");
  cpw_result_free(r);
  cpw_rtt_free(rtt);
}
END_TEST

START_TEST(files_with_other_bands)
{
  char *old = extract_to(52), *recent = extract_to(104);
  cpw_rtt_options o = cpwt_by(0);
  cpw_rtt *rtt;
  cpw_error err;
  ck_assert_int_eq(cpw_rtt_new(&o, &rtt, NULL), CPW_OK);
  ck_assert_int_eq(cpw_rtt_read_memory(rtt, old, (int64_t)strlen(old), "old.csv", NULL), CPW_OK);
  ck_assert_int_eq(cpw_rtt_read_memory(rtt, recent, (int64_t)strlen(recent), "new.csv", &err),
                   CPW_EDATA);
  ck_assert_str_eq(err.where, "new.csv");
  ck_assert_str_eq(err.message, "line 1: 105 bands to 104 weeks, but 53 to 52 in old.csv, read "
                                "before; top_band can make them alike");
  cpw_rtt_free(rtt);
  /* with an open band of 52 weeks they are alike */
  o.top_band = 52;
  const char *const texts[] = {old, recent, NULL};
  for (int plain = 0; plain < 2; plain++) {
    rtt = cpwt_aggregate(&o, plain, texts, 2);
    cpw_result *r;
    ck_assert_int_eq(cpw_rtt_result(rtt, &r, NULL), CPW_OK);
    const cpw_array *count = cpw_result_find(r, "count");
    ck_assert_int_eq(count->size, 53);
    ck_assert_int_eq(count->integer[51], 2 * 52);
    ck_assert_int_eq(count->integer[52], 53 + (53 + 105) * 53 / 2);
    cpw_result_free(r);
    cpw_rtt_free(rtt);
  }
  o.top_band = 60;
  ck_assert_int_eq(cpw_rtt_new(&o, &rtt, NULL), CPW_OK);
  ck_assert_int_eq(cpw_rtt_read_memory(rtt, old, (int64_t)strlen(old), NULL, &err), CPW_EDATA);
  ck_assert_str_eq(err.message,
                   "line 1: no band begins at 60 weeks (top_band); the last one begins at 52");
  ck_assert_int_eq(cpw_rtt_read_memory(rtt, recent, (int64_t)strlen(recent), NULL, &err), CPW_OK);
  cpw_rtt_free(rtt);
  free(old);
  free(recent);
}
END_TEST

void cpwt_add_layouts(cpwt_cases *cases) {
  tcase_add_test(cases->reference, headers_of_every_shape);
  tcase_add_test(cases->reference, the_fast_way_is_open);
  tcase_add_test(cases->reference, bands_of_any_width);
  tcase_add_test(cases->reference, files_with_other_bands);
  tcase_add_test(cases->limits, any_number_of_bands);
}
