/* The longest list that holds a standard for good, band by band, and the capacity that it takes.
 * Source: the steady state of the recursion in carepath/waitlist.h (Wood and Worthington 2025).
 * Leaves closed forms and problems with a service profile to the other files of the module. */
#include "carepath/random.h"
#include "steady/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

static const char *const WHERE = "cpw_steady_standard";

#define LEVELS  400
#define ENDLESS ((double)INFINITY)

static cpw_steady_options defaults(void) {
  cpw_steady_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.weeks = CPW_RTT_WEEKS;
  o.share = 0.92;
  return o;
}

void cpw_steady_options_init_sized(cpw_steady_options *options, size_t size) {
  cpw_steady_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

/* ---------------------------------------------------------------- one list ------------------ */

typedef struct job {
  cpw_backlog backlog;
  cpw_bands bands;
  cpw_steady_options options;
  cpwi_limit limit;
  int64_t *outcome; /* arrays of the result */
  double *capacity, *extra, *size, *within, *from, *level, *waiting, *treated, *removed;
} job;

/* One list in steady state: where its bands go, and what they add up to. */
typedef struct state {
  int64_t bands;
  double starts;
  const double *removal, *hazard;
  double *waiting, *treated, *removed;
  double size, inside, capacity;
} state;

static double inside_of(const job *j, int64_t band) {
  return band < j->limit.band ? 1.0 : band == j->limit.band ? j->limit.share : 0.0;
}

/* Puts `waiting` people at the end of a band that `joined` reach; the others are removed or treated. */
static double put(const job *j, state *s, int64_t m, double joined, double waiting, int treating) {
  int open = m == s->bands - 1;
  double inflow = joined + (open ? waiting : 0.0), removed = inflow * s->removal[m];
  s->waiting[m] = waiting;
  s->removed[m] = removed;
  s->treated[m] = treating ? fmax(inflow - removed - waiting, 0.0) : 0.0;
  s->size += waiting;
  s->inside += inside_of(j, m) * waiting;
  s->capacity += s->treated[m];
  return waiting;
}

static void clear(state *s) {
  s->size = s->inside = s->capacity = 0.0;
}

/* Who waits in a band where nobody is treated: inf in an open band that nobody leaves. */
static double untreated(const state *s, int64_t m, double joined) {
  double stay = 1.0 - s->removal[m];
  if (m < s->bands - 1) return joined * stay;
  if (joined <= 0.0) return 0.0;
  return stay < 1.0 ? joined * stay / (1.0 - stay) : ENDLESS;
}

/* The most who can wait in a band: all who are there, or until the share is just met. */
static double most_waiting(const job *j, const state *s, int64_t m, double joined) {
  double all = untreated(s, m, joined), p = j->options.share, g = inside_of(j, m);
  if (s->inside + g * all >= p * (s->size + all) && all < ENDLESS) return all;
  if (g >= p) return all < ENDLESS ? all : 0.0; /* an open band is never inside the limit */
  return fmin(fmax((s->inside - p * s->size) / (p - g), 0.0), all);
}

static void first_come(const job *j, state *s) {
  double joined = s->starts;
  int full = 0;
  clear(s);
  for (int64_t m = 0; m < s->bands; m++) {
    double all = untreated(s, m, joined), waiting = full ? 0.0 : most_waiting(j, s, m, joined);
    full |= waiting < all;
    joined = put(j, s, m, joined, waiting, full);
  }
}

/* 0 where the open band has no end. */
static int at_level(const job *j, state *s, double level) {
  double joined = s->starts;
  clear(s);
  for (int64_t m = 0; m < s->bands; m++) {
    double stay = 1.0 - s->removal[m];
    stay -= fmin(level * s->hazard[m], fmax(stay, 0.0));
    double waiting = joined * stay;
    if (m == s->bands - 1 && joined > 0.0) {
      if (stay >= 1.0) return 0;
      waiting = joined * stay / (1.0 - stay);
    }
    joined = put(j, s, m, joined, waiting, level * s->hazard[m] > 0.0);
  }
  return 1;
}

static double share_of(const state *s) {
  return s->size > 0.0 ? s->inside / s->size : 1.0;
}

/* ---------------------------------------------------------------- the least level ----------- */

/* Levels worth trying: from hardly any treatment to where every band with a hazard is emptied. */
static void range_of(const state *s, double *low, double *top) {
  double least = ENDLESS, most = 0.0;
  for (int64_t m = 0; m < s->bands; m++) {
    if (!(s->hazard[m] > 0.0)) continue;
    least = fmin(least, s->hazard[m]);
    most = fmax(most, s->hazard[m]);
  }
  *low = most > 0.0 ? fmin(1e-4 / most, DBL_MAX) : 1.0;
  *top = most > 0.0 ? fmin(2.0 / least, DBL_MAX) : 1.0;
}

static double bisect(const job *j, state *s, double below, double met) {
  for (int k = 0; k < 200 && met - below > 1e-12 * met; k++) {
    double middle = below + (met - below) / 2.0;
    if (at_level(j, s, middle) && share_of(s) >= j->options.share)
      met = middle;
    else
      below = middle;
  }
  return met;
}

/* From no treatments in geometric steps up to everybody. NaN: every level is a list without end. */
static double find_level(const job *j, state *s, int32_t *outcome) {
  double low, top, below = 0.0, best = CPWI_NAN, best_share = -1.0;
  range_of(s, &low, &top);
  double steps = cpw_math_log(top) - cpw_math_log(low);
  for (int k = 0; k <= LEVELS; k++) {
    double level = k == 0 ? 0.0 : k == LEVELS ? top : low * cpw_math_exp(steps * k / LEVELS);
    if (at_level(j, s, level)) {
      if (share_of(s) >= j->options.share) {
        *outcome = CPW_OUTCOME_OK;
        return k == 0 ? 0.0 : bisect(j, s, below, level);
      }
      if (share_of(s) > best_share) {
        best_share = share_of(s);
        best = level;
      }
    }
    below = level;
  }
  *outcome = isnan(best) ? CPW_OUTCOME_UNSTABLE : CPW_OUTCOME_UNREACHABLE;
  return best;
}

static void no_figures(const job *j, int64_t list, state *s) {
  j->capacity[list] = j->extra[list] = j->size[list] = CPWI_NAN;
  j->within[list] = j->from[list] = CPWI_NAN;
  for (int64_t m = 0; m < s->bands; m++)
    s->waiting[m] = s->treated[m] = s->removed[m] = CPWI_NAN;
}

static double treated_from(const job *j, const state *s) {
  int64_t m = 0;
  while (m < s->bands && !(s->treated[m] > 0.0))
    m++;
  return m < s->bands ? j->bands.lower[m] * j->bands.unit_weeks : CPWI_NAN;
}

static int32_t solve_list(const job *j, int64_t list, state *s) {
  int32_t outcome = CPW_OUTCOME_OK;
  j->level[list] = CPWI_NAN;
  if (j->options.order == CPW_STEADY_HAZARDS) {
    j->level[list] = find_level(j, s, &outcome);
    if (outcome == CPW_OUTCOME_UNSTABLE) {
      no_figures(j, list, s);
      return outcome;
    }
    at_level(j, s, j->level[list]);
  } else {
    first_come(j, s);
  }
  j->capacity[list] = s->capacity;
  j->extra[list] = s->capacity - j->backlog.capacity[list];
  j->size[list] = s->size;
  j->within[list] = s->size > 0.0 ? s->inside / s->size : CPWI_NAN;
  j->from[list] = treated_from(j, s);
  if (outcome != CPW_OUTCOME_OK) return outcome;
  if (!(s->size > 0.0) && s->starts > 0.0) return CPW_OUTCOME_CLEARED;
  return j->extra[list] <= 0.0 ? CPW_OUTCOME_ALREADY_MET : CPW_OUTCOME_OK;
}

static int32_t solve_all(const job *j, cpw_result *result) {
  int32_t worst = CPW_OUTCOME_OK, met = 1;
  for (int64_t l = 0; l < j->backlog.lists; l++) {
    int64_t n = j->bands.count, at = l * n;
    double uplift = j->backlog.start_uplift ? j->backlog.start_uplift[l] : 0.0;
    state s = {.bands = n,
               .starts = j->backlog.starts[l] * (1.0 + uplift),
               .removal = j->backlog.removal_hazard + at,
               .hazard = j->backlog.treatment_hazard + at,
               .waiting = j->waiting + at,
               .treated = j->treated + at,
               .removed = j->removed + at};
    int32_t outcome = solve_list(j, l, &s);
    j->outcome[l] = outcome;
    met &= outcome == CPW_OUTCOME_ALREADY_MET;
    if (outcome > worst && outcome != CPW_OUTCOME_ALREADY_MET) worst = outcome;
  }
  return cpw_result_set_outcome(result, met ? CPW_OUTCOME_ALREADY_MET : worst);
}

/* ---------------------------------------------------------------- what the caller gave ------ */

static int32_t check(job *j, cpw_error *err) {
  const cpw_steady_options *o = &j->options;
  const cpw_bands *b = &j->bands;
  int32_t status = cpwi_check_allocator(o->allocator, WHERE, err);
  if (status != CPW_OK) return status;
  if (o->order < 0 || o->order > 1 || o->whole_bands < 0 || o->whole_bands > 1)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "options.order = %d and options.whole_bands = %d must be 0 or 1",
                     (int)o->order, (int)o->whole_bands);
  if (!(o->share > 0.0 && o->share <= 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "options.share = %s must be in (0, 1]",
                     cpwi_number(o->share).text);
  if (!(o->weeks > 0.0 && o->weeks <= DBL_MAX))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "options.weeks = %s must be finite and > 0",
                     cpwi_number(o->weeks).text);
  for (int64_t m = 1; m < b->count; m++)
    if (fabs(b->lower[m] - b->lower[m - 1] - b->period) > 1e-9 * b->period)
      return cpwi_fail(err, CPW_EINVAL, m, WHERE,
                       "bands.lower[%lld] = %s: bands must be one period (%s) wide", (long long)m,
                       cpwi_number(b->lower[m]).text, cpwi_number(b->period).text);
  j->limit = cpwi_limit_at(b, o->weeks, o->whole_bands);
  if (j->limit.band < 0) return cpwi_fail_open_band(b, "options.weeks", o->weeks, WHERE, err);
  return CPW_OK;
}

static int32_t add_arrays(job *j, cpw_result *result, cpw_error *err) {
  const cpw_dimension *list = j->backlog.list;
  int32_t merge = cpwi_list_merge(list);
  const cpwi_column columns[] = {
      {"capacity", "people", "treatments in a period that hold the list", "list", &j->capacity},
      {"extra", "people", "beyond the backlog's capacity", "list", &j->extra},
      {"size", "people", "the list that meets the standard", "list", &j->size},
      {"within", "share", "waiting no longer than the limit", "list", &j->within},
      {"treated_from", "weeks", "lower edge of the first band with treatments", "list", &j->from},
      {"level", "", "multiple of the treatment hazards", "list", &j->level},
      {"waiting", "people", "waiting at the end of the band", "list band", &j->waiting},
      {"treated", "people", "treated in the band in a period", "list band", &j->treated},
      {"removed", "people", "removed in the band in a period", "list band", &j->removed}};
  int32_t status = cpwi_add_labelled(result, "list", j->backlog.lists, list, 0, err);
  if (status == CPW_OK) status = cpwi_add_bands(result, &j->bands, j->options.allocator, err);
  void *memory = NULL;
  if (status == CPW_OK)
    status = cpw_result_add_array(result, "outcome", "",
                                  "0: held, 1: by today's capacity, 2: only without anybody "
                                  "waiting, 3: out of reach, 4: no steady state",
                                  "list", CPW_INT64, merge, &memory, err);
  j->outcome = memory;
  return status == CPW_OK
             ? cpwi_add_columns(result, columns, sizeof columns / sizeof *columns, merge, err)
             : status;
}

int32_t cpw_steady_standard(const cpw_backlog *backlog, const cpw_steady_options *options,
                            cpw_result **out, cpw_error *err) {
  job j;
  memset(&j, 0, sizeof j);
  j.options = defaults();
  int32_t status;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out is NULL");
  if ((status = cpwi_take_options(&j.options, sizeof j.options, options, WHERE, err)) != CPW_OK ||
      (status = cpwi_take_backlog(&j.backlog, &j.bands, backlog, WHERE, err)) != CPW_OK ||
      (status = check(&j, err)) != CPW_OK)
    return status;
  cpw_result *result;
  if ((status = cpw_result_new(j.options.allocator, &result, err)) != CPW_OK) return status;
  if ((status = add_arrays(&j, result, err)) == CPW_OK) status = solve_all(&j, result);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
