/* What the caller gave, checked and made ready once for all replications.
 * Source: the domains in carepath/pathway_events.h. Leaves the network's own check and tables to lib/pathway, laws to
 * lib/duration. */
#include "pathway_events/internal.h"

static const double PROBABILITIES[] = {0.5, 0.92, 0.95};

static cpw_pathway_events_options defaults(void) {
  cpw_pathway_events_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.horizon = 365.0;
  o.level = 0.95;
  return o;
}

void cpw_pathway_events_options_init_sized(cpw_pathway_events_options *options, size_t size) {
  cpw_pathway_events_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

/* ---------------------------------------------------------------- options ------------------- */

static int32_t fail_real(const char *name, double value, const char *rule, cpw_error *err) {
  return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_SIMULATE_PATHWAY, "options.%s = %s must be %s", name,
                   cpwi_number(value).text, rule);
}

static int32_t check_times(const cpw_pathway_events_options *o, cpw_error *err) {
  if (!(o->horizon > 0.0)) return fail_real("horizon", o->horizon, "> 0", err);
  if (!(o->warm_up >= 0.0 && o->warm_up < o->horizon))
    return fail_real("warm_up", o->warm_up, ">= 0 and below the horizon", err);
  if (!cpwi_is_nonnegative(o->period))
    return fail_real("period", o->period, "finite and >= 0", err);
  if (o->period > 0.0 && !(o->horizon / o->period < 1e7))
    return fail_real("period", o->period, "0 or above a ten millionth of a finite horizon", err);
  if (!(o->level > 0.0 && o->level < 1.0)) return fail_real("level", o->level, "in (0, 1)", err);
  if (!cpwi_is_nonnegative(o->precision))
    return fail_real("precision", o->precision, "finite and >= 0", err);
  return CPW_OK;
}

static int32_t check_counts(const cpw_pathway_events_options *o, cpw_error *err) {
  const cpwi_choice choices[] = {{"keep", o->keep, 1}, {"reserved", o->reserved, 0}};
  const struct {
    const char *name;
    int64_t value;
  } counts[] = {{"patients", o->patients}, {"trace_room", o->trace_room}};
  for (size_t k = 0; k < 2; k++)
    if (counts[k].value < 0)
      return cpwi_fail(err, CPW_EINVAL, -1, CPWI_SIMULATE_PATHWAY, "options.%s = %lld must be >= 0",
                       counts[k].name, (long long)counts[k].value);
  if (o->trace_room > 0 && !o->trace)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_SIMULATE_PATHWAY,
                     "options.trace is NULL, trace_room is %lld", (long long)o->trace_room);
  if (o->probabilities && o->probability_count < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_SIMULATE_PATHWAY,
                     "options.probability_count = %lld must be >= 1",
                     (long long)o->probability_count);
  return cpwi_check_choices(choices, 2, CPWI_SIMULATE_PATHWAY, err);
}

int32_t cpwi_events_probabilities(const double *p, int64_t count, const char *where,
                                  cpw_error *err) {
  for (int64_t i = 0; p && i < count; i++)
    if (!cpwi_is_share(p[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "options.probabilities[%lld] = %s must be in [0, 1]", (long long)i,
                       cpwi_number(p[i]).text);
  return CPW_OK;
}

int32_t cpwi_events_options(cpwi_events *p, const cpw_pathway_events_options *options,
                            cpw_error *err) {
  memset(p, 0, sizeof *p);
  p->where = CPWI_SIMULATE_PATHWAY;
  p->options = defaults();
  cpw_pathway_events_options *o = &p->options;
  int32_t status = cpwi_take_options(o, sizeof *o, options, p->where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o->allocator, p->where, err);
  if (status == CPW_OK) status = check_counts(o, err);
  if (status == CPW_OK) status = check_times(o, err);
  p->probabilities = o->probabilities ? o->probabilities : PROBABILITIES;
  p->probability_count = o->probabilities ? o->probability_count : 3;
  if (status == CPW_OK)
    status = cpwi_events_probabilities(o->probabilities, o->probability_count, p->where, err);
  p->periods = o->period > 0.0 ? (int64_t)(o->horizon / o->period * (1.0 + 1e-12)) : 0;
  return status;
}

/* ---------------------------------------------------------------- the network --------------- */

/* People to be expected from outside until the horizon: nobody waits for the answer to more. */
static int32_t check_crowd(const cpwi_events *p, cpw_error *err) {
  const cpw_pathway *n = &p->n.p;
  double people = 0.0, to = p->options.horizon;
  if (p->options.patients > 0 || !(to < (double)INFINITY)) return CPW_OK;
  for (int64_t i = 0; i < n->arrivals; i++) {
    cpwi_profile f = cpwi_profile_of(n, n->arrival[i].calendar, n->arrival[i].factor);
    if (!n->arrival[i].times) people += n->arrival[i].rate * cpwi_profile_integral(&f, 0.0, to);
  }
  if (people <= 0x1p31) return CPW_OK;
  return cpwi_fail(err, CPW_EOVERFLOW, -1, p->where,
                   "%s people are to be expected until the horizon, more than 2^31: the event "
                   "engine follows each of them",
                   cpwi_number(people).text);
}

static int32_t check_network(const cpwi_events *p, cpw_error *err) {
  const cpw_pathway *n = &p->n.p;
  int32_t crowd = check_crowd(p, err);
  if (crowd != CPW_OK) return crowd;
  for (int64_t i = 0; i < n->initials; i++)
    if (n->initial[i].people != floor(n->initial[i].people) || n->initial[i].people > 1e9)
      return cpwi_fail(err, CPW_EDOMAIN, i, p->where,
                       "initial[%lld].people = %s must be whole, at most 1e9, in the event engine",
                       (long long)i, cpwi_number(n->initial[i].people).text);
  for (int64_t i = 0; i < n->arrivals; i++) {
    const cpw_arrivals *a = &n->arrival[i];
    if (!a->times && a->dispersion > 1e4)
      return cpwi_fail(err, CPW_EDOMAIN, i, p->where,
                       "arrivals[%lld].dispersion = %s must be at most 10,000 in the event engine",
                       (long long)i, cpwi_number(a->dispersion).text);
    if (!a->times && a->rate > 0.0 && p->options.patients == 0 &&
        !(p->options.horizon < CPWI_NEVER_ENDS))
      return cpwi_fail(err, CPW_EDOMAIN, i, p->where,
                       "options.horizon must be finite where patients is 0 and people go on coming "
                       "(arrivals[%lld])",
                       (long long)i);
  }
  return CPW_OK;
}

/* Number of a law among those that are prepared; laws of rows are shared by cells. */
static int32_t add_law(cpwi_events *p, const cpw_duration **seen, const cpw_duration *d,
                       int64_t back) {
  if (!d) return CPWI_NONE;
  for (int64_t k = p->laws - 1; k >= 0 && k >= p->laws - back; k--)
    if (seen[k] == d) return (int32_t)k;
  cpwi_duration_prepare(&p->law[p->laws], d);
  seen[p->laws] = d;
  return (int32_t)p->laws++;
}

static int32_t make_laws(cpwi_events *p) {
  const cpw_allocator *a = p->options.allocator;
  const cpwi_pathway *n = &p->n;
  int64_t ways = n->way_first[n->cells], changes = n->change_first[n->cells];
  size_t most = (size_t)(n->cells + ways + changes);
  const cpw_duration **seen = cpwi_alloc(a, most, sizeof *seen);
  p->law = cpwi_alloc(a, most, sizeof *p->law);
  p->stay = cpwi_alloc(a, (size_t)n->cells, sizeof *p->stay);
  p->delay = cpwi_alloc(a, (size_t)ways, sizeof *p->delay);
  p->after = cpwi_alloc(a, (size_t)changes, sizeof *p->after);
  if (seen && p->law && p->stay && p->delay && p->after) {
    for (int64_t k = 0; k < n->cells; k++)
      p->stay[k] = add_law(p, seen, n->stay[k], n->groups);
    for (int64_t k = 0; k < ways; k++)
      p->delay[k] = add_law(p, seen, n->way[k].delay, 64);
    for (int64_t k = 0; k < changes; k++)
      p->after[k] = add_law(p, seen, n->change[k].after, 64);
  }
  int32_t status = seen && p->law && p->stay && p->delay && p->after ? CPW_OK : CPW_ENOMEM;
  cpwi_release(a, (void *)seen);
  return status;
}

static int32_t make_gaps(cpwi_events *p) {
  const cpw_pathway *n = &p->n.p;
  p->gap = cpwi_alloc(p->options.allocator, (size_t)n->arrivals, sizeof *p->gap);
  if (!p->gap) return CPW_ENOMEM;
  for (int64_t i = 0; i < n->arrivals; i++) {
    double cv = n->arrival[i].times ? 1.0 : sqrt(n->arrival[i].dispersion);
    cpw_duration d = {CPW_DURATION_GAMMA, 0, 1.0, cv, 0.0, NULL};
    if (cv == 1.0) d.law = CPW_DURATION_EXPONENTIAL;
    if (cv < CPW_DURATION_MIN_CV) {
      d.law = CPW_DURATION_FIXED;
      d.cv = 0.0;
    }
    cpwi_duration_prepare(&p->gap[i], &d);
  }
  return CPW_OK;
}

/* The longest wait first, ties by row: a stable sort of few rows by insertion would be slow for many. */
static int by_time(const void *context, const void *a, const void *b) {
  const cpw_initial *initial = context;
  int64_t i, j;
  memcpy(&i, a, sizeof i);
  memcpy(&j, b, sizeof j);
  double x = isnan(initial[i].time) ? 0.0 : initial[i].time;
  double y = isnan(initial[j].time) ? 0.0 : initial[j].time;
  return x > y ? -1 : x < y;
}

static int32_t make_initial(cpwi_events *p) {
  const cpw_pathway *n = &p->n.p;
  const cpw_allocator *a = p->options.allocator;
  p->initial = cpwi_alloc(a, (size_t)n->initials, sizeof *p->initial);
  if (!p->initial) return CPW_ENOMEM;
  for (int64_t i = 0; i < n->initials; i++)
    p->initial[i] = i;
  return cpwi_sort(a, p->initial, n->initials, sizeof *p->initial, by_time, n->initial)
             ? CPW_OK
             : CPW_ENOMEM;
}

/* Ranks of the priorities within a stage; returns how many there are. */
static int32_t make_levels(cpwi_events *p, int64_t stage) {
  const int32_t *priority = p->n.priority + stage * p->n.groups;
  int32_t *level = p->level + stage * p->n.groups, levels = 0;
  for (int64_t g = 0; g < p->n.groups; g++) {
    level[g] = 0;
    for (int64_t h = 0; h < p->n.groups; h++) {
      int32_t first = 1;
      for (int64_t k = 0; k < h && first; k++)
        first = priority[k] != priority[h];
      level[g] += first && priority[h] < priority[g];
    }
    levels = level[g] + 1 > levels ? level[g] + 1 : levels;
  }
  return levels;
}

static void make_line(cpwi_line *line, const cpw_stage *s, int32_t stage, int64_t lists) {
  memset(line, 0, sizeof *line);
  line->order = s->order;
  line->stage = stage;
  line->lists = 1;
  switch (s->order) {
  case CPW_ORDER_RANDOM:
    line->shape = CPWI_LINE_ARRAY;
    break;
  case CPW_ORDER_DUE:
  case CPW_ORDER_SCORE:
  case CPW_ORDER_SYSTEM_TIME:
    line->shape = CPWI_LINE_HEAP;
    break;
  case CPW_ORDER_PRIORITY:
  case CPW_ORDER_ACCUMULATING:
  case CPW_ORDER_BREACH_FIRST:
    line->lists = (int32_t)lists;
    break;
  default:
    break;
  }
  if (line->shape != CPWI_LINE_LISTS) line->lists = 0;
}

/* Whether a way leads to a stage for whose place people wait before they begin here. */
static uint8_t looks_ahead(const cpwi_events *p, int64_t stage) {
  const cpwi_pathway *n = &p->n;
  for (int64_t k = n->way_first[stage * n->groups]; k < n->way_first[(stage + 1) * n->groups]; k++)
    if (n->way[k].to >= 0 && n->p.stage[n->way[k].to].when_full == CPW_FULL_HOLD) return 1;
  return 0;
}

static int32_t bounded(double x) {
  return x >= 2147483647.0 ? INT32_MAX : (int32_t)x;
}

static void make_room(cpwi_events *p, int32_t stage) {
  const cpwi_pathway *n = &p->n;
  const cpw_stage *s = &n->p.stage[stage];
  cpwi_room *r = &p->room[stage];
  int64_t first = (int64_t)stage * n->groups, lists = n->groups;
  memset(r, 0, sizeof *r);
  if (s->order == CPW_ORDER_PRIORITY) lists = make_levels(p, stage);
  make_line(&r->line, s, stage, lists);
  make_line(&r->outside, s, stage, lists);
  r->number = stage;
  r->kind = s->kind;
  r->unlimited =
      s->kind == CPW_STAGE_DELAY || s->kind == CPW_STAGE_DECISION || s->kind == CPW_STAGE_EXIT;
  r->slots = s->kind == CPW_STAGE_SLOTS;
  r->caseload = s->kind == CPW_STAGE_CASELOAD;
  r->capacity = r->caseload ? bounded(s->places) : INT32_MAX;
  r->most_waiting = bounded(s->waiting_room);
  r->limited = !r->unlimited && r->most_waiting < INT32_MAX;
  r->preempt = (uint8_t)s->preempt;
  r->missed = !r->unlimited && s->missed > 0.0;
  r->ahead = !r->unlimited && looks_ahead(p, stage);
  r->pooled = n->use_first[stage] < n->use_first[stage + 1];
  r->changes = n->change_first[first] < n->change_first[first + n->groups];
  r->plain = !r->missed && !r->ahead;
  r->when_full = s->when_full;
  r->overflow = s->overflow;
  r->routing = s->routing;
  r->missed_to = s->missed_to;
  r->held_first = r->held_last = r->serving_first = r->serving_last = CPWI_NONE;
  r->miss = s->missed;
  r->miss_leave = s->missed_leave;
  r->rebook = s->rebook;
  r->servers = s->servers;
  r->profile = cpwi_profile_of(&n->p, s->calendar, s->factor);
  r->slot_period = r->profile.calendar ? r->profile.calendar->period : 1.0;
  r->rank = INT32_MAX;
  for (int64_t k = n->use_first[stage]; k < n->use_first[stage + 1]; k++)
    if (n->use[k].rank < r->rank) r->rank = n->use[k].rank;
}

/* Nothing special here, for any group: simple.c knows how. */
static uint8_t is_simple(const cpwi_events *p, const cpwi_room *r) {
  int64_t first = (int64_t)r->number * p->n.groups;
  if (!r->plain || r->limited || r->changes || r->pooled || r->caseload || r->preempt || r->slots ||
      r->unlimited || r->routing != CPW_ROUTE_CHANCE || r->line.order != CPW_ORDER_FIRST_COME)
    return 0;
  for (int64_t cell = first; cell < first + p->n.groups; cell++) {
    const cpwi_duration *law = p->stay[cell] >= 0 ? &p->law[p->stay[cell]] : NULL;
    if (!law || law->words != 1 || law->there != 0) return 0;
  }
  return 1;
}

static int32_t make_quick(cpwi_events *p) {
  const cpwi_pathway *n = &p->n;
  p->quick = cpwi_alloc(p->options.allocator, (size_t)n->cells, sizeof *p->quick);
  if (!p->quick) return CPW_ENOMEM;
  for (int64_t cell = 0; cell < n->cells; cell++)
    p->quick[cell] = (cpwi_quick){p->stay[cell] >= 0 ? &p->law[p->stay[cell]] : NULL,
                                  (int32_t)n->way_first[cell], (int32_t)n->way_first[cell + 1] - 1,
                                  n->target[cell]};
  for (int64_t s = 0; s < n->stages; s++)
    p->room[s].simple = !p->forecast && is_simple(p, &p->room[s]);
  return CPW_OK;
}

static int shares_pool(const cpwi_pathway *n, int64_t a, int64_t b) {
  for (int64_t j = n->use_first[a]; j < n->use_first[a + 1]; j++)
    for (int64_t k = n->use_first[b]; k < n->use_first[b + 1]; k++)
      if (n->use[j].pool == n->use[k].pool) return 1;
  return 0;
}

/* For each stage that uses pools, the stages that use one of them; for each pool, its stages. */
static int32_t make_kin(cpwi_events *p) {
  const cpwi_pathway *n = &p->n;
  const cpw_allocator *a = p->options.allocator;
  int64_t count = 0, used = 0, uses = n->use_first[n->stages];
  for (int64_t s = 0; s < n->stages; s++)
    count += p->room[s].pooled;
  p->kin = cpwi_alloc(a, (size_t)count, (size_t)count * sizeof *p->kin);
  p->pool_first = cpwi_alloc(a, (size_t)n->p.pools + 1, sizeof *p->pool_first);
  p->pool_stage = cpwi_alloc(a, (size_t)uses, sizeof *p->pool_stage);
  if (!p->kin || !p->pool_first || !p->pool_stage) return CPW_ENOMEM;
  for (int64_t s = 0; s < n->stages; s++) {
    if (!p->room[s].pooled) continue;
    p->room[s].kin_first = used;
    for (int64_t t = 0; t < n->stages; t++)
      if (p->room[t].pooled && shares_pool(n, s, t)) p->kin[used++] = (int32_t)t;
    p->room[s].kin_count = used - p->room[s].kin_first;
  }
  int64_t at = 0;
  for (int64_t k = 0; k < n->p.pools; k++) {
    p->pool_first[k] = at;
    for (int64_t s = 0; s < n->stages; s++)
      for (int64_t u = n->use_first[s]; u < n->use_first[s + 1]; u++)
        if (n->use[u].pool == k) p->pool_stage[at++] = (int32_t)s;
  }
  p->pool_first[n->p.pools] = at;
  return CPW_OK;
}

static int32_t make_rooms(cpwi_events *p) {
  const cpwi_pathway *n = &p->n;
  const cpw_allocator *a = p->options.allocator;
  p->room = cpwi_alloc(a, (size_t)n->stages, sizeof *p->room);
  p->level = cpwi_alloc_zero(a, (size_t)n->cells, sizeof *p->level);
  if (!p->room || !p->level) return CPW_ENOMEM;
  for (int32_t s = 0; s < (int32_t)n->stages; s++) {
    make_room(p, s);
    p->lists += p->room[s].line.lists + p->room[s].outside.lists;
  }
  return make_quick(p) == CPW_OK ? make_kin(p) : CPW_ENOMEM;
}

int32_t cpwi_events_take(cpwi_events *p, const cpw_pathway *pathway, const cpw_run *run,
                         cpw_error *err) {
  if (!pathway) return cpwi_fail(err, CPW_EINVAL, -1, p->where, "pathway is NULL");
  int32_t status = cpwi_take_run(&p->run, run, p->where, err);
  if (status == CPW_OK)
    status = cpwi_pathway_prepare(pathway, p->options.allocator, p->where, &p->n, err);
  if (status != CPW_OK) return status;
  p->taken = 1;
  p->who = p->n.groups > 1 ? 1 + p->n.groups : 1;
  p->sources = p->n.p.arrivals + p->n.p.initials + 1;
  status = check_network(p, err);
  if (status != CPW_OK) return status;
  if (make_laws(p) == CPW_OK && make_gaps(p) == CPW_OK && make_initial(p) == CPW_OK &&
      make_rooms(p) == CPW_OK)
    return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, p->where, "no memory for %lld stages and %lld groups",
                   (long long)p->n.stages, (long long)p->n.groups);
}

void cpwi_events_free(cpwi_events *p) {
  const cpw_allocator *a = p->options.allocator;
  void *blocks[] = {p->law,     p->stay,  p->delay,      p->after,      p->gap, p->room,
                    p->initial, p->level, p->pool_first, p->pool_stage, p->kin, p->quick};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(a, blocks[k]);
  if (p->taken) cpwi_pathway_release(&p->n);
}
