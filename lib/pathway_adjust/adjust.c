/* Changed networks: a network with changes of capacity, arrivals and stays, made from a copy of its rows.
 * Source: none beyond the definitions in the header; a series becomes a calendar that multiplies what is there.
 * Leaves where the values come from to series.c, the check of the changed network to pathway. */
#include "carepath/pathway_adjust.h"

#include "base/internal.h"

#include <stdio.h>
#include <string.h>

typedef struct draft {
  const cpw_pathway *old;
  const cpw_allocator *allocator;
  cpw_network *network;
  const char *where;
  cpw_error *err;
  cpw_stage *stage;
  cpw_arrivals *arrival;
  int64_t arrivals;
  cpw_stay *stay;
  cpw_duration *law; /* of the stays */
  int64_t stays;
  double *scratch; /* values of one series */
  int64_t at;      /* number of the change */
} draft;

static int has_capacity(const cpw_stage *s) {
  return s->kind == CPW_STAGE_SERVERS || s->kind == CPW_STAGE_SLOTS || s->kind == CPW_STAGE_BEDS ||
         s->kind == CPW_STAGE_CASELOAD;
}

static int32_t refuse(const draft *d, int32_t code, const char *what) {
  return cpwi_fail(d->err, code, d->at, d->where, "adjustments[%lld]%s", (long long)d->at, what);
}

static int32_t check_values(const draft *d, const cpw_adjustment *a) {
  if (!a->values || a->count < 1) return refuse(d, CPW_EINVAL, " must have values");
  for (int64_t k = 0; k < a->count; k++)
    if (!(a->values[k] >= 0 && a->values[k] < (double)INFINITY))
      return cpwi_fail(d->err, CPW_EDOMAIN, d->at, d->where,
                       "adjustments[%lld].values[%lld] = %s must be finite and >= 0",
                       (long long)d->at, (long long)k, cpwi_number(a->values[k]).text);
  if (a->count > 1 && !(a->period > 0 && a->period < (double)INFINITY))
    return cpwi_fail(d->err, CPW_EDOMAIN, d->at, d->where,
                     "adjustments[%lld].period = %s must be finite and > 0", (long long)d->at,
                     cpwi_number(a->period).text);
  return CPW_OK;
}

static int32_t check(const draft *d, const cpw_adjustment *a) {
  const cpw_pathway *p = d->old;
  if (a->kind < 0 || a->kind >= CPW_ADJUSTMENTS)
    return refuse(d, CPW_EINVAL, ".kind must be a kind of change");
  int one = a->kind == CPW_ADJUST_CAPACITY_TO || a->kind == CPW_ADJUST_CAPACITY_MORE ||
            a->kind == CPW_ADJUST_ARRIVALS_MORE;
  if (a->stage >= p->stages || a->stage < (one ? 0 : -1))
    return refuse(d, CPW_EINVAL, ".stage must be a stage of the network");
  int of_group = a->kind == CPW_ADJUST_ARRIVALS || a->kind == CPW_ADJUST_ARRIVALS_MORE ||
                 a->kind == CPW_ADJUST_STAY;
  int64_t most = of_group ? p->groups - 1 : -1;
  if (a->group > most || a->group < (a->kind == CPW_ADJUST_ARRIVALS_MORE ? 0 : -1))
    return refuse(d, CPW_EINVAL, ".group must be a group of the network, or -1");
  if (a->repeat != 0 && a->repeat != 1) return refuse(d, CPW_EINVAL, ".repeat must be 0 or 1");
  if (a->stage >= 0 && a->kind <= CPW_ADJUST_CAPACITY_MORE && !has_capacity(&d->stage[a->stage]))
    return refuse(d, CPW_EINVAL, ".stage has no capacity");
  int32_t status = check_values(d, a);
  if (status == CPW_OK && a->kind == CPW_ADJUST_STAY && (a->count != 1 || !(a->values[0] > 0)))
    return refuse(d, CPW_EINVAL, ".values of a stay must be one number above 0");
  return status;
}

/* A calendar of values, or CPW_NONE in *number where one value holds always and goes to *always. */
static int32_t add_series(draft *d, const cpw_adjustment *a, const double *values, int32_t *number,
                          double *always) {
  char name[48];
  *number = CPW_NONE;
  *always = values[0];
  if (a->count == 1) return CPW_OK;
  *always = 1;
  long long k = (long long)d->at + 1; /* a network that was changed before has such names already */
  do
    snprintf(name, sizeof name, "change %lld", k++);
  while (cpw_network_calendar(d->network, name) >= 0);
  cpw_calendar calendar = {name, a->period, values, a->count, a->repeat, 0};
  return cpw_network_add_calendar(d->network, &calendar, number, d->err);
}

/* Puts a calendar beside those that are there. */
static int32_t attach(const draft *d, int32_t number, int32_t *factor, int32_t *calendar,
                      int is_slots) {
  if (number == CPW_NONE) return CPW_OK;
  if (*factor == CPW_NONE)
    *factor = number;
  else if (*calendar == CPW_NONE && !is_slots) /* of slots the calendar is the period as well */
    *calendar = number;
  else
    return refuse(d, CPW_EINVAL,
                  ": a stage or row of arrivals has its calendar and factor already");
  return CPW_OK;
}

/* The values as factors of the servers that the stage then has. */
static const double *as_factors(draft *d, const cpw_adjustment *a, cpw_stage *s) {
  if (a->kind == CPW_ADJUST_CAPACITY) return a->values;
  int more = a->kind == CPW_ADJUST_CAPACITY_MORE && s->servers > 0;
  for (int64_t k = 0; k < a->count; k++)
    d->scratch[k] = more ? (s->servers + a->values[k]) / s->servers : a->values[k];
  if (more) return d->scratch;
  s->servers = 1;
  if (a->kind == CPW_ADJUST_CAPACITY_TO) s->calendar = s->factor = CPW_NONE;
  return d->scratch;
}

static int32_t change_capacity(draft *d, const cpw_adjustment *a) {
  int32_t number = CPW_NONE, made = 0;
  for (int64_t i = 0; i < d->old->stages; i++) {
    cpw_stage *s = &d->stage[i];
    if ((a->stage >= 0 && a->stage != i) || !has_capacity(s)) continue;
    double always = a->values[0];
    const double *values = as_factors(d, a, s);
    int32_t status = CPW_OK;
    if (!made) status = add_series(d, a, values, &number, &always);
    if (made && a->count > 1) always = 1;
    made = 1;
    if (status == CPW_OK)
      status = attach(d, number, &s->factor, &s->calendar, s->kind == CPW_STAGE_SLOTS);
    if (status != CPW_OK) return status;
    s->servers *= always;
  }
  return CPW_OK;
}

static int32_t change_arrivals(draft *d, const cpw_adjustment *a) {
  int32_t number = CPW_NONE;
  double always = 1;
  int32_t status = add_series(d, a, a->values, &number, &always);
  for (int64_t i = 0; i < d->arrivals && status == CPW_OK; i++) {
    cpw_arrivals *row = &d->arrival[i];
    if ((a->stage >= 0 && a->stage != row->stage) || (a->group >= 0 && a->group != row->group))
      continue;
    if (row->times) return refuse(d, CPW_EINVAL, ": a trace of arrivals cannot be scaled");
    row->rate *= always;
    status = attach(d, number, &row->factor, &row->calendar, 0);
  }
  return status;
}

static int32_t more_arrivals(draft *d, const cpw_adjustment *a) {
  cpw_arrivals *row = &d->arrival[d->arrivals];
  cpw_arrivals_init(row);
  row->stage = a->stage;
  row->group = a->group;
  int32_t status = add_series(d, a, a->values, &row->calendar, &row->rate);
  if (status == CPW_OK) d->arrivals++;
  return status;
}

static int32_t scale(const draft *d, int64_t row, double by) {
  if (d->law[row].law == CPW_DURATION_EMPIRICAL)
    return refuse(d, CPW_EINVAL, ": an empirical duration cannot be scaled");
  d->law[row].mean *= by;
  return CPW_OK;
}

/* Is the row for all groups of its stage the one that holds for this group? */
static int is_general(const draft *d, int64_t row, int32_t group, int64_t count) {
  for (int64_t i = 0; i < count; i++)
    if (d->stay[i].stage == d->stay[row].stage &&
        (d->stay[i].group == group || (d->stay[i].group < 0 && i > row)))
      return 0;
  return 1;
}

static int32_t change_stays(draft *d, const cpw_adjustment *a) {
  const int64_t count = d->stays;
  int32_t status = CPW_OK;
  for (int64_t i = 0; i < count && status == CPW_OK; i++) {
    const cpw_stay row = d->stay[i];
    if (a->stage >= 0 && a->stage != row.stage) continue;
    if (a->group < 0 || a->group == row.group) {
      status = scale(d, i, a->values[0]);
    } else if (row.group < 0 && is_general(d, i, a->group, count)) {
      d->law[d->stays] = d->law[i]; /* the others keep theirs */
      d->stay[d->stays] = (cpw_stay){row.stage, a->group, NULL};
      status = scale(d, d->stays++, a->values[0]);
    }
  }
  return status;
}

static int32_t change(draft *d, const cpw_adjustment *a) {
  int32_t status = check(d, a);
  if (status != CPW_OK) return status;
  if (a->kind <= CPW_ADJUST_CAPACITY_MORE) return change_capacity(d, a);
  if (a->kind == CPW_ADJUST_ARRIVALS) return change_arrivals(d, a);
  return a->kind == CPW_ADJUST_STAY ? change_stays(d, a) : more_arrivals(d, a);
}

/* Memory for what changes; every change of stays may add a row a stage. */
static int32_t open_draft(draft *d, const cpw_adjustment *adjustments, int64_t count) {
  const cpw_pathway *p = d->old;
  int64_t longest = 1, stays = p->stays;
  for (int64_t k = 0; k < count; k++) {
    if (adjustments[k].count > longest) longest = adjustments[k].count;
    if (adjustments[k].kind == CPW_ADJUST_STAY) stays += p->stages;
  }
  const cpw_allocator *a = d->allocator;
  d->stage = cpwi_alloc(a, (size_t)p->stages, sizeof *d->stage);
  d->arrival = cpwi_alloc(a, (size_t)(p->arrivals + count), sizeof *d->arrival);
  d->stay = cpwi_alloc(a, (size_t)stays, sizeof *d->stay);
  d->law = cpwi_alloc(a, (size_t)stays, sizeof *d->law);
  d->scratch = cpwi_alloc(a, (size_t)longest, sizeof *d->scratch);
  if (!d->stage || !d->arrival || !d->stay || !d->law || !d->scratch)
    return cpwi_fail(d->err, CPW_ENOMEM, -1, d->where, "out of memory");
  memcpy(d->stage, p->stage, (size_t)p->stages * sizeof *d->stage);
  for (int64_t i = 0; i < p->arrivals; i++)
    d->arrival[i] = p->arrival[i];
  for (int64_t i = 0; i < p->stays; i++) {
    d->stay[i] = p->stay[i];
    d->law[i] = *p->stay[i].duration;
  }
  d->arrivals = p->arrivals;
  d->stays = p->stays;
  return cpw_network_new(p->time_unit, a, &d->network, d->err);
}

static void close_draft(draft *d) {
  cpwi_release(d->allocator, d->stage);
  cpwi_release(d->allocator, d->arrival);
  cpwi_release(d->allocator, d->stay);
  cpwi_release(d->allocator, d->law);
  cpwi_release(d->allocator, d->scratch);
  cpw_network_free(d->network);
}

static int32_t copy_names(draft *d) {
  const cpw_pathway *p = d->old;
  int32_t status = CPW_OK;
  for (int64_t i = 0; p->group && i < p->groups && status == CPW_OK; i++)
    status = cpw_network_add_group(d->network, p->group[i], NULL, d->err);
  for (int64_t i = 0; i < p->calendars && status == CPW_OK; i++)
    status = cpw_network_add_calendar(d->network, &p->calendar[i], NULL, d->err);
  return status;
}

static int32_t copy_rows(draft *d) {
  const cpw_pathway *p = d->old;
  int32_t status = CPW_OK;
  for (int64_t i = 0; i < p->stages && status == CPW_OK; i++)
    status = cpw_network_add_stage(d->network, &d->stage[i], NULL, d->err);
  for (int64_t i = 0; i < p->pools && status == CPW_OK; i++)
    status = cpw_network_add_pool(d->network, &p->pool[i], NULL, d->err);
  for (int64_t i = 0; i < d->stays; i++)
    d->stay[i].duration = &d->law[i];
  if (status == CPW_OK) status = cpw_network_add_routes(d->network, p->route, p->routes, d->err);
  if (status == CPW_OK)
    status = cpw_network_add_arrivals(d->network, d->arrival, d->arrivals, d->err);
  if (status == CPW_OK) status = cpw_network_add_stays(d->network, d->stay, d->stays, d->err);
  if (status == CPW_OK) status = cpw_network_add_changes(d->network, p->change, p->changes, d->err);
  if (status == CPW_OK) status = cpw_network_add_uses(d->network, p->use, p->uses, d->err);
  if (status == CPW_OK)
    status = cpw_network_add_initial(d->network, p->initial, p->initials, d->err);
  return status == CPW_OK ? cpw_network_set_deadlock(d->network, p->deadlock, d->err) : status;
}

static int32_t copy_figures(draft *d) {
  const cpw_pathway *p = d->old;
  const double *const real[] = {p->weight, p->targets, p->harm};
  static const int32_t figure[] = {CPW_FIGURE_WEIGHT, CPW_FIGURE_TARGET, CPW_FIGURE_HARM};
  int32_t status = CPW_OK;
  for (int64_t cell = 0; cell < p->stages * p->groups && status == CPW_OK; cell++) {
    int32_t s = (int32_t)(cell / p->groups), g = (int32_t)(cell % p->groups);
    if (p->priority)
      status =
          cpw_network_set_figure(d->network, CPW_FIGURE_PRIORITY, s, g, p->priority[cell], d->err);
    for (int k = 0; k < 3 && status == CPW_OK; k++)
      if (real[k])
        status = cpw_network_set_figure(d->network, figure[k], s, g, real[k][cell], d->err);
  }
  return status;
}

int32_t cpw_pathway_adjusted(const cpw_pathway *pathway, const cpw_adjustment *adjustments,
                             int64_t count, const cpw_allocator *allocator, cpw_network **out,
                             cpw_error *err) {
  if (!pathway || !out || count < 0 || (count > 0 && !adjustments))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__,
                     "pathway and out must not be NULL, count must be >= 0 with as many changes");
  int32_t status = cpw_pathway_check(pathway, allocator, err);
  if (status != CPW_OK) return status;
  cpw_pathway known;
  cpw_pathway_init(&known);
  status = cpwi_take_options(&known, sizeof known, pathway, __func__, err);
  if (status != CPW_OK) return status;
  draft d = {.old = &known, .allocator = allocator, .where = __func__, .err = err};
  status = open_draft(&d, adjustments, count);
  if (status == CPW_OK) status = copy_names(&d);
  for (d.at = 0; d.at < count && status == CPW_OK; d.at++)
    status = change(&d, &adjustments[d.at]);
  if (status == CPW_OK) status = copy_rows(&d);
  if (status == CPW_OK) status = copy_figures(&d);
  cpw_error why = {0};
  if (status == CPW_OK && !cpw_network_pathway(d.network, &why)) {
    status = why.code;
    if (err) *err = why;
  }
  if (status == CPW_OK) {
    *out = d.network;
    d.network = NULL;
  }
  close_draft(&d);
  return status;
}
