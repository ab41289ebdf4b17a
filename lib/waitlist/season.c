/* Flows per working day and by month of the year, where a calibration has the calendar for it.
 * Source: ratio to the mean of all months, after division by working days (classical decomposition,
 * Kendall and Stuart, The Advanced Theory of Statistics, vol. 3, ch. 46). Leaves the calendar itself to
 * calendar.c. */
#include "waitlist/calibrate.h"

#define YEAR   12
#define ENOUGH 24 /* periods: every month of the year twice */

/* "2024-05" or "2024-05-31"; 1 where the text is such a label. */
static int read_label(const char *text, int32_t *year, int32_t *month) {
  int32_t digits[6];
  for (int k = 0; k < 7; k++) {
    if (k == 4 && text[k] != '-') return 0;
    if (k != 4 && (text[k] < '0' || text[k] > '9')) return 0;
    if (k != 4) digits[k < 4 ? k : k - 1] = text[k] - '0';
  }
  if (text[7] != '\0' && text[7] != '-') return 0;
  *year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3];
  *month = digits[4] * 10 + digits[5];
  return 1;
}

/* The month of a period of the history, by the first period's. */
static void month_of(const cpwi_calibration *c, int64_t period, int32_t *year, int32_t *month) {
  int64_t months = (int64_t)c->options.first_year * YEAR + c->options.first_month - 1 + period;
  *year = (int32_t)(months / YEAR);
  *month = (int32_t)(months % YEAR) + 1;
}

int32_t cpwi_take_calendar(cpwi_calibration *c, cpw_error *err) {
  cpw_calibrate_options *o = &c->options;
  const cpw_dimension *labels = c->history.period;
  double weeks = c->bands.period * c->bands.unit_weeks;
  if (o->seasonal == CPW_SEASONAL_NONE) return CPW_OK;
  if (!(fabs(weeks - CPW_WEEKS_PER_MONTH) <= 1e-9))
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_CALIBRATE,
                     "options.seasonal goes with periods of a month, not of %s weeks",
                     cpwi_number(weeks).text);
  if (o->first_year == 0 && o->first_month == 0 && labels && labels->coordinates > 0)
    read_label(labels->coordinate_labels[0][0], &o->first_year, &o->first_month);
  int32_t year = 0, month = 0;
  if (o->first_year >= 1978 && o->first_month >= 1 && o->first_month <= YEAR &&
      c->history.periods <= 12 * 9999)
    month_of(c, c->history.periods - 1, &year, &month);
  if (year >= 1978 && year <= 9999) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, CPWI_CALIBRATE,
                   "options.seasonal takes months from 1978 to 9999: options.first_year = %d and "
                   "options.first_month = %d, or a first period labelled 2024-05",
                   (int)o->first_year, (int)o->first_month);
}

int32_t cpwi_add_season(cpwi_calibration *c, cpw_result *result, int32_t merge, cpw_error *err) {
  static const char *const names[YEAR] = {"1", "2", "3", "4",  "5",  "6",
                                          "7", "8", "9", "10", "11", "12"};
  const cpwi_column days[] = {
      {"working_days", "days", "working days in England", "period", &c->days}};
  const cpwi_column level[] = {
      {"starts_per_day", "people", "recorded clock starts per working day", "list",
       &c->starts_per_day},
      {"capacity_per_day", "people", "treatments per working day", "list", &c->capacity_per_day},
  };
  const cpwi_column by_month[] = {
      {"starts_month", "", "clock starts per working day over those of all months", "list month",
       &c->starts_month},
      {"capacity_month", "", "treatments per working day over those of all months", "list month",
       &c->capacity_month},
  };
  int32_t status = cpwi_add_columns(result, days, 1, CPW_MERGE_SAME, err);
  if (status == CPW_OK) status = cpwi_add_columns(result, level, 2, merge, err);
  if (status != CPW_OK || c->options.seasonal != CPW_SEASONAL_MONTH || c->flows < ENOUGH)
    return status;
  status = cpw_result_add_dimension(result, "month", YEAR, names, err);
  return status == CPW_OK ? cpwi_add_columns(result, by_month, 2, merge, err) : status;
}

static double per_day(const cpwi_calibration *c, const double *flow) {
  double people = 0.0, days = 0.0;
  for (int64_t k = 0; k < c->flows; k++) {
    people += c->weight[k] * flow[k];
    days += c->weight[k] * c->days[k];
  }
  return people / days;
}

/* Mean flow per day of each month of the year over the mean of the twelve. */
static void by_month(const cpwi_calibration *c, const double *flow, double *factor) {
  double people[YEAR] = {0.0}, days[YEAR] = {0.0}, mean = 0.0;
  for (int64_t k = 0; k < c->flows; k++) {
    int32_t year, month;
    month_of(c, c->first + k, &year, &month);
    people[month - 1] += flow[k];
    days[month - 1] += c->days[k];
  }
  for (int m = 0; m < YEAR; m++)
    mean += people[m] / days[m] / YEAR;
  for (int m = 0; m < YEAR; m++)
    factor[m] = mean > 0.0 ? people[m] / days[m] / mean : 1.0;
}

void cpwi_season(const cpwi_calibration *c) {
  for (int64_t k = 0; k < c->flows; k++) {
    int32_t year, month;
    month_of(c, c->first + k, &year, &month);
    c->days[k] = (double)cpw_working_days(year, month);
  }
  for (int64_t l = 0; l < c->history.lists; l++) {
    const double *starts = c->total_starts + l * c->flows;
    const double *treated = c->total_treated + l * c->flows;
    c->starts_per_day[l] = per_day(c, starts);
    c->capacity_per_day[l] = per_day(c, treated);
    if (!c->starts_month) continue;
    by_month(c, starts, c->starts_month + l * YEAR);
    by_month(c, treated, c->capacity_month + l * YEAR);
  }
}
