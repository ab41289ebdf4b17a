/* All suites of the module plan in one program, and what their files share. */
#include "plan/suites.h"

#include <stdlib.h>
#include <string.h>

const double *cpwt_real(const cpw_result *result, const char *name) {
  const cpw_array *array = cpw_result_find(result, name);
  ck_assert_msg(array && array->type == CPW_DOUBLE, "no array of doubles is called %s", name);
  return array->real;
}

const int64_t *cpwt_integer(const cpw_result *result, const char *name) {
  const cpw_array *array = cpw_result_find(result, name);
  ck_assert_msg(array && array->type == CPW_INT64, "no array of integers is called %s", name);
  return array->integer;
}

void cpwt_fails(int32_t status, int32_t expected, const cpw_error *err, const char *part) {
  ck_assert_msg(status == expected, "%s, not %s: %s", cpw_status_name(status),
                cpw_status_name(expected), status == CPW_OK ? "" : err->message);
  ck_assert_msg(strstr(err->message, part) != NULL, "\"%s\" does not say \"%s\"", err->message,
                part);
  ck_assert_msg(strncmp(err->where, "cpw_", 4) == 0, "where is \"%s\"", err->where);
}

int cpwt_cases(int count) {
  return getenv("CAREPATH_QUICK") ? (count + 9) / 10 : count;
}

cpw_backlog cpwt_england(cpw_bands *bands) {
  static const double lower[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  static const double list[13] = {
      1445118.28571429, 1091024.85714286, 1021818.28571429, 740220.285714286, 628182,
      455994.285714286, 446228.857142857, 389343.714285714, 303963.428571429, 232131.857142857,
      199985.857142857, 144246,           191262.285714286};
  static const double removal[13] = {0,
                                     0.0389515406253575,
                                     0.051170653185098,
                                     0.0564856366695323,
                                     0.0719698687361747,
                                     0.0601306853400541,
                                     0.0563450777190389,
                                     0.0443402481534872,
                                     0.0591050104518158,
                                     0.0709031543086686,
                                     0.0536436410436985,
                                     0.0775151337225536,
                                     0.123694865622074};
  static const double treatment[13] = {
      0.249010771120103, 0.160907821029261, 0.125212519818579, 0.114950513121872, 0.10667667180622,
      0.106734801765161, 0.107864239691944, 0.112585989856307, 0.118894937263951, 0.130611610154431,
      0.155721376640457, 0.189371063797148, 0.294637871332994};
  static const double starts[1] = {1714534.16666667}, capacity[1] = {1482402.25};
  cpw_bands_init(bands);
  bands->count = 13;
  bands->lower = lower;
  bands->unit_weeks = CPW_WEEKS_PER_MONTH;
  cpw_backlog b;
  cpw_backlog_init(&b);
  b.lists = 1;
  b.bands = bands;
  b.waiting = list;
  b.treatment_hazard = treatment;
  b.removal_hazard = removal;
  b.starts = starts;
  b.capacity = capacity;
  return b;
}

cpw_result *cpwt_calibrated(const char *where, cpw_backlog *backlog, cpw_bands *bands) {
  cpw_history_options which;
  cpw_history history;
  cpw_result *data = NULL, *calibration = NULL;
  cpw_history_options_init(&which);
  cpw_history_init(&history);
  cpw_backlog_init(backlog);
  cpw_bands_init(bands);
  which.where = where;
  if (cpw_history_read_path("examples/data/england_rtt.csv", &which, &data, NULL) != CPW_OK)
    return NULL;
  ck_assert_int_eq(cpw_history_view(data, &history, bands, NULL), CPW_OK);
  ck_assert_int_eq(cpw_waitlist_calibrate(&history, NULL, NULL, &calibration, NULL), CPW_OK);
  cpw_result_free(data);
  ck_assert_int_eq(cpw_backlog_view(calibration, backlog, bands, NULL), CPW_OK);
  return calibration;
}

cpw_goal cpwt_goal(int32_t kind, double weeks, double level, int64_t period) {
  cpw_goal g;
  cpw_goal_init(&g);
  g.kind = kind;
  g.weeks = weeks;
  g.level = level;
  g.period = period;
  return g;
}

int main(void) {
  Suite *suites[] = {cpwt_capacity_suite(), cpwt_parts_suite(), cpwt_published_suite()};
  return cpwt_run(suites, (int)(sizeof suites / sizeof *suites));
}
