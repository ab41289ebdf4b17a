/* Time as the charts see it: the history's periods, then the projected ones; bands in groups.
 * Figures: the history, cpw_waitlist_project, cpw_waitlist_within and _target.
 * Leaves drawing to charts.c. */
#include "charts.h"

#include <math.h>

int64_t moments(const model *m) {
  return m->history.periods + m->ahead;
}

int64_t moment_now(const model *m) {
  return m->history.periods - 1;
}

const char *moment_label(const model *m, int64_t moment) {
  int64_t past = m->history.periods;
  return moment < past ? dimension_label(m->history.period, moment) : m->ahead_text[moment - past];
}

/* The row of bands at a moment. */
static const double *bands_at(const model *m, int64_t list, int64_t moment) {
  int64_t past = m->history.periods, bands = m->bands_count;
  if (moment < past) return m->history.waiting + (list * past + moment) * bands;
  return real_array(m->projection, "waiting") + (list * m->ahead + moment - past) * bands;
}

double moment_waiting(const model *m, int64_t list, int64_t moment, int64_t first, int64_t last) {
  const double *row = bands_at(m, list, moment);
  double sum = 0;
  for (int64_t b = first; b <= last; b++)
    sum += row[b];
  return sum;
}

double moment_within(const view *v, int64_t moment) {
  const double *row = bands_at(v->m, v->list, moment);
  double share;
  if (cpw_waitlist_within(&v->m->bands, 1, row, v->weeks, v->m->set->whole_bands, &share, NULL))
    return (double)NAN;
  return share;
}

double case_within(const target_case *c, const model *m, int64_t list, int64_t moment) {
  int64_t t = moment - m->history.periods;
  if (t < 0 || t >= c->periods) return (double)NAN;
  return real_array(c->result, "within")[list * c->periods + t];
}

/* ---------------------------------------------------------------- groups of bands */

const char *unit_noun(const cpw_bands *bands) {
  if (fabs(bands->unit_weeks - CPW_WEEKS_PER_MONTH) < 1e-9) return "month";
  return bands->unit_weeks == 1 ? "week" : "unit";
}

static phrase edge_words(double edge) {
  return fixed(edge, edge == floor(edge) ? 0 : 1);
}

band_groups group_bands(const cpw_bands *bands) {
  band_groups g = {0};
  int64_t closed = bands->count - 1;
  int64_t groups = closed < MOST_GROUPS_OF_BANDS ? closed : 4;
  const char *noun = unit_noun(bands);
  for (int64_t i = 0; i <= groups; i++)
    g.first[i] = groups ? i * closed / groups : 0;
  g.count = groups + 1;
  g.first[g.count] = bands->count;
  for (int64_t i = 0; i < groups; i++)
    g.name[i] = phrased("%s to %s %ss", edge_words(bands->lower[g.first[i]]).text,
                        edge_words(bands->lower[g.first[i + 1]]).text, noun);
  g.name[groups] = phrased("%s %ss and over", edge_words(bands->lower[closed]).text, noun);
  return g;
}

/* ---------------------------------------------------------------- cases */

const char *case_colour(const target_case *c) {
  return kind_colour(c->number);
}

int is_first_of_standard(const targets *t, const target_case *c) {
  return c == t->item || c[-1].number != c->number;
}

const char *case_dash(const target_case *c) {
  return c->profile == CPW_PROFILE_RAMP ? "7 4" : NULL;
}
