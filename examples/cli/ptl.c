/* `carepath ptl`: a synthetic patient tracking list, drawn to published figures of England.
 * Sources of the figures: ptl_tables.c; deprivation and waits: NHS England, waiting list minimum data set,
 * 59.2 % of the most and 60.9 % of the least deprived tenth within 18 weeks (as reported by HSJ, 4 September
 * 2025). What no source gives is an assumption and marked as one.
 * Leaves the ranking of such a list to prioritise.c. */
#include "ptl.h"

#include "output.h"
#include "say.h"
#include "settings.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const headings[] = {
    "id",           "specialty",      "referral_date",          "tier",       "pain",
    "oxford_score", "function_score", "previous_cancellations", "imd_decile", "ethnicity",
    "sex",          "age_band"};
enum { PTL_COLUMNS = 12 };

/* Days waited at the edges of what is published of the longest waits: 12 months, then 65, 78, 104 weeks, and
 * (an assumption) three years; people between them in May 2025, England. */
static const double long_edge[] = {365.25, 455, 546, 728, 1095};
static const double long_people[] = {179789, 10236, 1077, 160};

/* Log of the odds of a wait beyond 18 weeks, the most against the least deprived decile:
 * log((0.408 / 0.592) / (0.391 / 0.609)). */
static const double LOG_ODDS = 0.0709;
enum { FIRST_LONG_MONTH = 4 };

/* Assumptions: how much likelier than average an age is on a list; who is in an ethnic group (Census 2021,
 * England, alike in all deciles, which is not so); missing facts; the rest. */
static const double age_need[PTL_AGES] = {0.5, 0.6, 0.8, 1.1, 1.5, 1.6, 1.2};
static const char *const ethnic_groups[] = {"White", "Asian", "Black", "Mixed", "Other"};
static const double ethnic_share[] = {0.81, 0.096, 0.042, 0.03, 0.022};
static const double cancelled_share[] = {0.84, 0.12, 0.03, 0.01};
static const char *const pain_words[] = {"none", "mild", "moderate", "severe"};
/* by tier from P1a to P4 */
static const double pain_share[5][4] = {{0.05, 0.10, 0.25, 0.60},
                                        {0.05, 0.15, 0.30, 0.50},
                                        {0.10, 0.25, 0.35, 0.30},
                                        {0.15, 0.30, 0.35, 0.20},
                                        {0.25, 0.35, 0.28, 0.12}};
static const char *const tier_words[] = {"P1a", "P1b", "P2", "P3", "P4"};
static const char *const FEMALE_SPECIALTY = "Gynaecology";
static const char *const OLD_SPECIALTY = "Elderly Medicine";
static const char *const JOINT_SPECIALTY = "Trauma and Orthopaedic";
enum { FIRST_OLD_AGE = 4 };

enum { NOT_KNOWN = -1 };

/* One person; NOT_KNOWN where the fact is missing. */
typedef struct person {
  int64_t specialty, days, tier, pain, oxford, function, cancelled, decile, ethnic, age;
  int female;
} person;

/* Which of some weights chance takes. */
static int64_t draw(cpw_stream *stream, const double *weight, int64_t count) {
  double sum = 0;
  for (int64_t i = 0; i < count; i++)
    sum += weight[i];
  double u = cpw_random_uniform(stream) * sum;
  int64_t i = 0;
  while (i < count - 1 && u >= weight[i])
    u -= weight[i++];
  return i;
}

static int chance(cpw_stream *stream, double probability) {
  return cpw_random_uniform(stream) < probability;
}

static void draw_place(cpw_stream *stream, person *p) {
  double weight[PTL_DECILES];
  for (int64_t d = 0; d < PTL_DECILES; d++) {
    weight[d] = 0;
    for (int64_t a = 0; a < PTL_AGES; a++)
      weight[d] += ptl_population[d][a];
  }
  p->decile = draw(stream, weight, PTL_DECILES) + 1;
}

static void draw_specialty(cpw_stream *stream, person *p) {
  double weight[PTL_SPECIALTIES];
  for (int64_t s = 0; s < PTL_SPECIALTIES; s++) {
    weight[s] = 0;
    for (int64_t m = 0; m < PTL_MONTHS; m++)
      weight[s] += ptl_waiting[s][m];
  }
  p->specialty = draw(stream, weight, PTL_SPECIALTIES);
}

/* Months waited by specialty, long ones tilted by deprivation; days evenly within them. */
static void draw_wait(cpw_stream *stream, person *p) {
  double weight[PTL_MONTHS];
  double tilt = cpw_math_exp(LOG_ODDS * (5.5 - (double)p->decile) / 9);
  for (int64_t m = 0; m < PTL_MONTHS; m++)
    weight[m] = ptl_waiting[p->specialty][m] * (m < FIRST_LONG_MONTH ? 1 : tilt);
  int64_t month = draw(stream, weight, PTL_MONTHS);
  double low = (double)month * 30.4375, high = low + 30.4375;
  if (month == PTL_MONTHS - 1) {
    int64_t k = draw(stream, long_people, 4);
    low = long_edge[k];
    high = long_edge[k + 1];
  }
  p->days = (int64_t)floor(low + cpw_random_uniform(stream) * (high - low));
}

/* An assumption: most of the urgent are treated soon, so that few of them have waited long. */
static void draw_tier(cpw_stream *stream, person *p) {
  double days = (double)p->days;
  double weight[] = {days < 4 ? 0.02 : 0, days < 10 ? 0.04 : 0,
                     0.45 * cpw_math_exp(-days / 45) + 0.005,
                     0.60 * cpw_math_exp(-days / 150) + 0.03, 1};
  p->tier = draw(stream, weight, 5);
}

static int64_t rounded(double value, double most) {
  return (int64_t)floor(fmin(fmax(value, 0), most) + 0.5);
}

/* Assumptions: scores fall with urgency; the Oxford score (0 worst to 48) is asked of joints alone. */
static void draw_need(cpw_stream *stream, person *p) {
  double worse = (double)(4 - p->tier);
  p->pain = draw(stream, pain_share[p->tier], 4);
  p->oxford = rounded(cpw_random_normal(stream, 24 - 2.5 * worse, 8), 48);
  p->function = rounded(cpw_random_normal(stream, 62 - 6 * worse, 18), 100);
  p->cancelled = draw(stream, cancelled_share, 4);
  if (chance(stream, 0.03)) p->pain = NOT_KNOWN;
  if (chance(stream, 0.05) || strcmp(ptl_specialty[p->specialty], JOINT_SPECIALTY) != 0)
    p->oxford = NOT_KNOWN;
  if (chance(stream, 0.03)) p->function = NOT_KNOWN;
}

static void draw_monitored(cpw_stream *stream, person *p) {
  double weight[PTL_AGES];
  int old = strcmp(ptl_specialty[p->specialty], OLD_SPECIALTY) == 0;
  for (int64_t a = 0; a < PTL_AGES; a++)
    weight[a] = old && a < FIRST_OLD_AGE ? 0 : ptl_population[p->decile - 1][a] * age_need[a];
  p->age = draw(stream, weight, PTL_AGES);
  p->female = chance(stream, 0.54) || strcmp(ptl_specialty[p->specialty], FEMALE_SPECIALTY) == 0;
  p->ethnic = draw(stream, ethnic_share, 5);
  if (chance(stream, 0.08)) p->ethnic = NOT_KNOWN;
  if (chance(stream, 0.02)) p->decile = NOT_KNOWN;
}

/* Every person has a stream: the first thousand are the same in a list of a million. */
static person draw_person(cpw_stream *stream, int64_t row) {
  person p = {0};
  cpw_stream_entity(stream, (uint64_t)row);
  draw_place(stream, &p);
  draw_specialty(stream, &p);
  draw_wait(stream, &p);
  draw_tier(stream, &p);
  draw_need(stream, &p);
  draw_monitored(stream, &p);
  return p;
}

static int32_t text_field(cpw_table_writer *w, const char *text, cpw_error *err) {
  return cpw_table_writer_text(w, text, (int64_t)strlen(text), err);
}

static int32_t count_field(cpw_table_writer *w, int64_t value, cpw_error *err) {
  return value == NOT_KNOWN ? cpw_table_writer_empty(w, err)
                            : cpw_table_writer_int64(w, value, err);
}

static int32_t word_field(cpw_table_writer *w, const char *const *words, int64_t which,
                          cpw_error *err) {
  return which == NOT_KNOWN ? cpw_table_writer_empty(w, err) : text_field(w, words[which], err);
}

static int32_t write_person(cpw_table_writer *w, const person *p, int64_t row, int32_t today,
                            cpw_error *err) {
  char id[32], day[CPW_DATE_CHARS];
  snprintf(id, sizeof id, "SYN%05lld", (long long)(row + 1));
  cpw_date_format(today - (int32_t)p->days, day);
  int32_t status = text_field(w, id, err);
  if (!status) status = text_field(w, ptl_specialty[p->specialty], err);
  if (!status) status = text_field(w, day, err);
  if (!status) status = word_field(w, tier_words, p->tier, err);
  if (!status) status = word_field(w, pain_words, p->pain, err);
  if (!status) status = count_field(w, p->oxford, err);
  if (!status) status = count_field(w, p->function, err);
  if (!status) status = count_field(w, p->cancelled, err);
  if (!status) status = count_field(w, p->decile, err);
  if (!status) status = word_field(w, ethnic_groups, p->ethnic, err);
  if (!status) status = text_field(w, p->female ? "F" : "M", err);
  if (!status) status = text_field(w, ptl_age_band[p->age], err);
  return status ? status : cpw_table_writer_end_row(w, err);
}

typedef struct ptl_job {
  int64_t rows;
  uint64_t seed;
  int32_t today;
} ptl_job;

static int32_t write_ptl(const void *context, const cpw_sink *sink, cpw_error *err) {
  const ptl_job *job = context;
  cpw_table_writer *w = NULL;
  cpw_stream stream;
  cpw_stream_init(&stream, job->seed, 0, 1, 0);
  int32_t status = cpw_table_writer_new(sink, headings, PTL_COLUMNS, NULL, &w, err);
  for (int64_t row = 0; !status && row < job->rows; row++) {
    person p = draw_person(&stream, row);
    status = write_person(w, &p, row, job->today, err);
  }
  if (!status) status = cpw_table_writer_finish(w, err);
  cpw_table_writer_free(w);
  return status;
}

int run_ptl(const void *given) {
  const settings *set = given;
  ptl_job job = {set->prioritise.rows, (uint64_t)set->seed, 0};
  const char *today = set->prioritise.today ? set->prioritise.today : "2025-05-31";
  if (set->file_count) return fail(USAGE, "ptl reads no file");
  if (cpw_date_parse(today, (int64_t)strlen(today), &job.today))
    return fail(USAGE, "--today: '%s' is not a date such as 2025-05-31", today);
  return write_out(set->output, write_ptl, &job);
}
