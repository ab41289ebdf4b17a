/* What happens to each group: who comes earlier and later, by how much, and who is among the next.
 * Source: carepath/impact.h; the ratio of selection rates as in the four-fifths rule of thumb, Uniform Guidelines on
 * Employee Selection Procedures (1978), section 4D. Leaves waits at treatment to waits.c. */
#include "impact/internal.h"

/* The arrays that are filled, by line. NULL: not wanted. */
typedef struct lines {
  double *people, *share, *earlier, *same, *later, *mean_before, *mean_after, *gained, *lost,
      *most_lost, *mean_lost;
  double *top_before, *top_after, *top_share_before, *top_share_after, *top_ratio_before,
      *top_ratio_after;
  double *delayed, *mean_weeks, *most_weeks, *delayed_by; /* delayed_by (lines, weeks) */
} lines;

static void add_places(cpw_result *r, lines *l, int32_t *s, cpw_error *err) {
  const char *by = "line";
  l->people = cpwi_impact_reals(r, "people", "people", "Patients of the group.", by, s, err);
  l->share = cpwi_impact_reals(r, "share", "share", "Of all patients.", by, s, err);
  l->earlier = cpwi_impact_reals(r, "earlier", "people", "Who stand earlier after.", by, s, err);
  l->same = cpwi_impact_reals(r, "same", "people", "Who keep their place.", by, s, err);
  l->later = cpwi_impact_reals(r, "later", "people", "Who stand later after.", by, s, err);
  l->mean_before = cpwi_impact_reals(r, "mean_before", "place", "Mean place before.", by, s, err);
  l->mean_after = cpwi_impact_reals(r, "mean_after", "place", "Mean place after.", by, s, err);
  l->gained = cpwi_impact_reals(r, "places_gained", "places", "Sum of places gained.", by, s, err);
  l->lost = cpwi_impact_reals(r, "places_lost", "places", "Sum of places lost.", by, s, err);
  l->most_lost =
      cpwi_impact_reals(r, "most_lost", "places", "Most places lost by one patient.", by, s, err);
  l->mean_lost = cpwi_impact_reals(r, "mean_lost", "places",
                                   "Mean of the places lost, of those who lose any.", by, s, err);
}

static void add_top(cpw_result *r, lines *l, int32_t *s, cpw_error *err) {
  const char *by = "line";
  l->top_before =
      cpwi_impact_reals(r, "top_before", "people", "Among the next before.", by, s, err);
  l->top_after = cpwi_impact_reals(r, "top_after", "people", "Among the next after.", by, s, err);
  l->top_share_before = cpwi_impact_reals(r, "top_share_before", "share",
                                          "Share of the group among the next before.", by, s, err);
  l->top_share_after = cpwi_impact_reals(r, "top_share_after", "share",
                                         "Share of the group among the next after.", by, s, err);
  l->top_ratio_before =
      cpwi_impact_reals(r, "top_ratio_before", "ratio",
                        "That share to the greatest of the characteristic, before.", by, s, err);
  l->top_ratio_after =
      cpwi_impact_reals(r, "top_ratio_after", "ratio",
                        "That share to the greatest of the characteristic, after.", by, s, err);
}

static void add_weeks(cpw_result *r, lines *l, int32_t *s, cpw_error *err) {
  const char *by = "line";
  l->delayed = cpwi_impact_reals(r, "delayed", "people", "Treated in a later week.", by, s, err);
  l->mean_weeks = cpwi_impact_reals(r, "mean_weeks", "weeks",
                                    "Mean weeks later, of those treated later.", by, s, err);
  l->most_weeks =
      cpwi_impact_reals(r, "most_weeks", "weeks", "Most weeks later of one patient.", by, s, err);
  l->delayed_by = cpwi_impact_reals(r, "delayed_by", "people", "Treated so many weeks later.",
                                    "line weeks", s, err);
}

static void count_place(lines *l, int64_t line, int64_t before, int64_t after) {
  double change = (double)(after - before);
  l->people[line] += 1.0;
  l->mean_before[line] += (double)before;
  l->mean_after[line] += (double)after;
  l->earlier[line] += change < 0.0;
  l->same[line] += change == 0.0;
  l->later[line] += change > 0.0;
  if (change < 0.0) l->gained[line] -= change;
  if (change <= 0.0) return;
  l->lost[line] += change;
  if (change > l->most_lost[line]) l->most_lost[line] = change;
}

static void count_week(const cpwi_impact *m, lines *l, int64_t line, int64_t before,
                       int64_t after) {
  double later = cpwi_week(m, after) - cpwi_week(m, before);
  if (later <= 0.0) return;
  l->delayed[line] += 1.0;
  l->mean_weeks[line] += later;
  if (later > l->most_weeks[line]) l->most_weeks[line] = later;
  l->delayed_by[line * CPWI_WEEK_BANDS + cpwi_band(later)] += 1.0;
}

/* Sums of whole numbers below 2^53 are exact in doubles, in any order. */
static void count_trait(const cpwi_impact *m, const cpwi_trait *t, lines *l) {
  for (int64_t i = 0; i < m->list.patients; i++) {
    int64_t line = t->first_line + (t->group[i] < 0 ? t->groups : t->group[i]);
    int64_t before = m->list.before[i], after = m->list.after[i];
    count_place(l, line, before, after);
    if (l->top_before) {
      l->top_before[line] += before <= m->options.top;
      l->top_after[line] += after <= m->options.top;
    }
    if (l->delayed) count_week(m, l, line, before, after);
  }
}

static void divide_line(const cpwi_impact *m, lines *l, int64_t line) {
  double people = l->people[line];
  l->share[line] = people / (double)m->list.patients; /* NaN for a list of nobody */
  l->mean_before[line] /= people;
  l->mean_after[line] /= people;
  l->mean_lost[line] = l->lost[line] / l->later[line];
  if (l->top_before) {
    l->top_share_before[line] = l->top_before[line] / people;
    l->top_share_after[line] = l->top_after[line] / people;
  }
  if (l->delayed) l->mean_weeks[line] /= l->delayed[line];
}

/* To the group that is known and has the greatest share. */
void cpwi_impact_ratios(const cpwi_trait *t, const double *share, double *ratio) {
  double most = 0.0;
  for (int64_t g = 0; g < t->groups; g++)
    if (share[t->first_line + g] > most) most = share[t->first_line + g];
  for (int64_t g = 0; g < t->groups + (t->unknown > 0); g++)
    ratio[t->first_line + g] = most > 0.0 ? share[t->first_line + g] / most : CPWI_NAN;
}

int32_t cpwi_impact_lines(const cpwi_impact *m, cpw_result *result, cpw_error *err) {
  lines l = {0};
  int32_t status = CPW_OK;
  add_places(result, &l, &status, err);
  if (m->options.top > 0) add_top(result, &l, &status, err);
  if (m->options.slots > 0.0) add_weeks(result, &l, &status, err);
  if (status != CPW_OK) return status;
  for (int64_t k = 0; k < m->trait_count; k++)
    count_trait(m, &m->traits[k], &l);
  for (int64_t line = 0; line < m->lines; line++)
    divide_line(m, &l, line);
  for (int64_t k = 0; k < m->trait_count && l.top_before; k++) {
    cpwi_impact_ratios(&m->traits[k], l.top_share_before, l.top_ratio_before);
    cpwi_impact_ratios(&m->traits[k], l.top_share_after, l.top_ratio_after);
  }
  return CPW_OK;
}
