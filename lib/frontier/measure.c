/* What came out for the people of one replication under one setting: inequality, waits, breaches, delays.
 * Source: carepath/frontier.h; slopes by cpw_equity_slope. Sums of days are taken apart into days waited today, which no
 * setting changes, and whole periods, so that equal means are equal to the bit. Leaves intervals to result.c. */
#include "frontier/internal.h"

#include <math.h>
#include <string.h>

/* Of a group, or of all. */
typedef struct tally {
  double people, periods, days, breaches, delayed; /* days: waited today */
} tally;

typedef struct measuring {
  const cpwi_frontier *f;
  const cpwi_outcomes *now, *before;
  double *figures;
  tally *group; /* (groups) */
} measuring;

/* ---------------------------------------------------------------- counts -------------------- */

static double target_of(const cpwi_frontier *f, const cpw_patient_record *r, cpw_stream *draw) {
  const cpw_discipline *d = f->setting[0].discipline;
  cpw_patient x = {r->number, r->row, r->joined, 0.0, r->class_index, r->group_index};
  int32_t tier = cpwi_discipline_tier(d, &x, draw);
  return tier < 0 ? (double)INFINITY : d->policy.tiers[tier].target;
}

static void count_delay(const measuring *m, int64_t i, tally *group) {
  double *x = m->figures;
  double later = m->now->lasted[i] - m->before->lasted[i];
  double days = later * m->f->joining.days;
  if (later < 0.0) x[CPWI_E_ADVANCED] += 1.0;
  if (!(later > 0.0)) return;
  x[CPWI_E_DELAYED] += 1.0;
  group->delayed += 1.0;
  x[CPWI_E_EXCHANGED] += later; /* periods, until all are counted */
  if (days > m->f->options.delay) x[CPWI_E_DELAYED_LONG] += 1.0;
  if (!(x[CPWI_E_DELAY_MOST] >= days)) x[CPWI_E_DELAY_MOST] = days;
}

static void count_person(const measuring *m, int64_t i, cpw_stream *draw) {
  const cpw_patient_record *r = &m->now->record[i];
  double *x = m->figures;
  tally *group = &m->group[r->group_index];
  int waits = r->status == CPW_PATIENT_WAITING;
  x[r->status == CPW_PATIENT_TREATED ? CPWI_E_TREATED
    : waits                          ? CPWI_E_WAITING
                                     : CPWI_E_REMOVED] += 1.0;
  group->people += 1.0;
  group->periods += m->now->lasted[i];
  if (m->now->wait[i] > target_of(m->f, r, draw)) {
    x[CPWI_E_BREACHES] += 1.0;
    if (waits) x[CPWI_E_BREACHES_WAITING] += 1.0;
    group->breaches += 1.0;
  }
  count_delay(m, i, group);
}

/* ---------------------------------------------------------------- groups -------------------- */

static double mean_wait(const cpwi_frontier *f, const tally *t) {
  return t->people > 0.0 ? (t->days + t->periods * f->joining.days) / t->people : CPWI_NAN;
}

static void fill_groups(const measuring *m) {
  int64_t groups = m->f->groups;
  double *x = m->figures + CPWI_E_FIGURES;
  for (int64_t g = 0; g < groups; g++) {
    const tally *t = &m->group[g];
    x[CPWI_E_GROUP_PEOPLE * groups + g] = t->people;
    x[CPWI_E_GROUP_WAIT * groups + g] = mean_wait(m->f, t);
    x[CPWI_E_GROUP_BREACHES * groups + g] = t->breaches;
    x[CPWI_E_GROUP_DELAYED * groups + g] = t->delayed;
  }
}

/* Slope, relative index and gap of the groups that are known. */
static int32_t fill_inequality(const measuring *m, double *value, double *people, cpw_error *err) {
  const cpwi_frontier *f = m->f;
  int64_t known = 0, filled = 0;
  double *x = m->figures;
  for (int64_t g = 0; g < f->groups; g++) {
    if (g == f->options.unknown) continue;
    double mean = mean_wait(f, &m->group[g]);
    people[known] = m->group[g].people;
    value[known] = people[known] > 0.0 ? mean : 0.0;
    filled += people[known] > 0.0;
    known++;
  }
  if (known < 2) return CPW_OK;
  if (people[0] > 0.0 && people[known - 1] > 0.0) x[CPWI_E_GAP] = value[0] - value[known - 1];
  if (filled < 2) return CPW_OK;
  cpw_slope slope;
  cpw_slope_options options;
  cpw_slope_options_init(&options);
  options.allocator = f->allocator;
  int32_t status = cpw_equity_slope(value, people, 1, known, &options, NULL, &slope, NULL, err);
  if (status != CPW_OK) return status;
  x[CPWI_E_SII] = slope.sii;
  x[CPWI_E_RII] = isfinite(slope.rii) ? slope.rii : CPWI_NAN;
  return CPW_OK;
}

/* ---------------------------------------------------------------- all ----------------------- */

static int32_t fill_waits(const measuring *m, double *scratch, cpw_error *err) {
  static const double PROBABILITIES[3] = {0.5, 0.95, 1.0};
  int64_t n = m->now->count;
  double quantile[3], *x = m->figures;
  tally all = {0};
  for (int64_t g = 0; g < m->f->groups; g++) {
    all.people += m->group[g].people;
    all.periods += m->group[g].periods;
    all.days += m->group[g].days;
  }
  x[CPWI_E_PEOPLE] = all.people;
  x[CPWI_E_MEAN] = mean_wait(m->f, &all);
  if (n == 0) return CPW_OK;
  memcpy(scratch, m->now->wait, (size_t)n * sizeof *scratch);
  int32_t status = cpw_quantiles_in_place(scratch, n, PROBABILITIES, 3, CPW_QUANTILE_DEFAULT,
                                          m->f->allocator, quantile, err);
  if (status != CPW_OK) return status;
  x[CPWI_E_MEDIAN] = quantile[0];
  x[CPWI_E_P95] = quantile[1];
  x[CPWI_E_LONGEST] = quantile[2];
  return CPW_OK;
}

static void begin(double *x) {
  static const int32_t UNKNOWN[] = {CPWI_E_SII,     CPWI_E_RII,        CPWI_E_GAP,
                                    CPWI_E_MEAN,    CPWI_E_MEDIAN,     CPWI_E_P95,
                                    CPWI_E_LONGEST, CPWI_E_DELAY_MEAN, CPWI_E_DELAY_MOST};
  for (int k = 0; k < CPWI_E_FIGURES; k++)
    x[k] = 0.0;
  for (size_t k = 0; k < sizeof UNKNOWN / sizeof *UNKNOWN; k++)
    x[UNKNOWN[k]] = CPWI_NAN;
}

static void conclude_delays(const cpwi_frontier *f, double *x) {
  x[CPWI_E_EXCHANGED] *= f->joining.days;
  if (x[CPWI_E_DELAYED] > 0.0) x[CPWI_E_DELAY_MEAN] = x[CPWI_E_EXCHANGED] / x[CPWI_E_DELAYED];
}

int32_t cpwi_frontier_measure(const cpwi_frontier *f, const cpwi_outcomes *now,
                              const cpwi_outcomes *before, int64_t replication, double *scratch,
                              double *figures, cpw_error *err) {
  measuring m = {f, now, before, figures, NULL};
  cpw_stream draw;
  size_t groups = (size_t)f->groups;
  cpw_stream_init(&draw, f->run.seed, (uint64_t)replication, CPWI_DRAW_LENDER, 0);
  m.group = cpwi_alloc_zero(f->allocator, groups, sizeof *m.group);
  double *value = cpwi_alloc(f->allocator, groups, 2 * sizeof *value);
  int32_t status = m.group && value ? CPW_OK : cpwi_frontier_no_memory(err);
  if (status == CPW_OK) {
    begin(figures);
    for (size_t g = 0; g < groups; g++)
      m.group[g].days = f->group_days[g];
    for (int64_t i = 0; i < now->count; i++)
      count_person(&m, i, &draw);
    fill_groups(&m);
    conclude_delays(f, figures);
    status = fill_inequality(&m, value, value + groups, err);
    if (status == CPW_OK) status = fill_waits(&m, scratch, err);
  }
  cpwi_release(f->allocator, value);
  cpwi_release(f->allocator, m.group);
  return status;
}
