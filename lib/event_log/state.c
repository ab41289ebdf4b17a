/* Who is in each stage at a moment, for how long, and who waits for it, in order.
 * Source: the rules in carepath/event_log.h. The order of those who wait is kept: later arrivals must not
 * overtake them when a simulation starts from here.
 * Leaves how long they stay on to the laws of duration. */
#include "event_log/internal.h"

typedef struct person {
  int64_t stay;
  double since;
} person;

typedef struct state {
  const cpwi_log *l;
  double time;
  person *inside, *waiting;
  int64_t inside_count, waiting_count;
} state;

/* ---------------------------------------------------------------- who ----------------------- */

static int is_inside(const cpwi_stay *s, double t) {
  return s->start <= t && t < s->end;
}

/* since when somebody waits at t, NaN for nobody */
static double waits_since(const cpwi_log *l, int64_t i, double t) {
  double since = cpwi_stay_waits_from(l, i);
  return since <= t && l->stay[i].start > t ? since : CPWI_NAN;
}

static int compare(const void *context, const void *first, const void *second) {
  const cpwi_log *l = context;
  const person *a = first, *b = second;
  const cpwi_stay *x = &l->stay[a->stay], *y = &l->stay[b->stay];
  if (x->stage != y->stage) return x->stage < y->stage ? -1 : 1;
  if (a->since != b->since) return a->since < b->since ? -1 : 1;
  /* stays are sorted by patient, then by what they say */
  return (a->stay > b->stay) - (a->stay < b->stay);
}

static int32_t take(state *s, cpw_error *err) {
  const cpwi_log *l = s->l;
  const cpw_allocator *a = l->o.allocator;
  int64_t n = 0, m = 0;
  for (int64_t i = 0; i < l->n; i++) {
    n += is_inside(&l->stay[i], s->time);
    m += !isnan(waits_since(l, i, s->time));
  }
  s->inside = cpwi_alloc(a, (size_t)n, sizeof *s->inside);
  s->waiting = cpwi_alloc(a, (size_t)m, sizeof *s->waiting);
  if (!s->inside || !s->waiting) return cpwi_log_no_memory(l, err);
  for (int64_t i = 0; i < l->n; i++) {
    double since = waits_since(l, i, s->time);
    if (is_inside(&l->stay[i], s->time))
      s->inside[s->inside_count++] = (person){i, l->stay[i].start};
    if (!isnan(since)) s->waiting[s->waiting_count++] = (person){i, since};
  }
  if (!cpwi_sort(a, s->inside, n, sizeof *s->inside, compare, l) ||
      !cpwi_sort(a, s->waiting, m, sizeof *s->waiting, compare, l))
    return cpwi_log_no_memory(l, err);
  return CPW_OK;
}

/* ---------------------------------------------------------------- the result ---------------- */

typedef struct columns {
  int64_t *patient, *stage, *group, *count;
  double *time;
} columns;

static void put(const state *s, const columns *c, const person *people, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    const cpwi_stay *stay = &s->l->stay[people[i].stay];
    c->patient[i] = stay->patient;
    c->stage[i] = stay->stage;
    c->group[i] = stay->group;
    c->time[i] = s->time - people[i].since;
    c->count[cpwi_stay_cell(s->l, stay)]++;
  }
}

static int32_t add_dimensions(const state *s, cpw_result *result, cpw_error *err) {
  int32_t status = cpwi_log_add_group(s->l, result, err);
  if (status == CPW_OK) status = cpwi_log_add_stage(s->l, result, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(result, "person", s->inside_count, NULL, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(result, "waiter", s->waiting_count, NULL, err);
  return status;
}

static int32_t build(state *s, cpw_result *result, cpw_error *err) {
  columns in, wait;
  double *time = NULL;
  const cpwi_log_array arrays[] = {
      {"patient", "", "who is in a stage", "person", NULL, &in.patient},
      {"stage", "", "the stage", "person", NULL, &in.stage},
      {"group", "", "the group", "person", NULL, &in.group},
      {"elapsed", "time", "time since the stay began", "person", &in.time, NULL},
      {"waiter_patient", "", "who waits for a stage", "waiter", NULL, &wait.patient},
      {"waiter_stage", "", "the stage", "waiter", NULL, &wait.stage},
      {"waiter_group", "", "the group", "waiter", NULL, &wait.group},
      {"waited", "time", "time since the wait began", "waiter", &wait.time, NULL},
      {"inside", "people", "in the stage", "group stage", NULL, &in.count},
      {"waiting", "people", "waiting for the stage", "group stage", NULL, &wait.count},
      {"time", "time", "the moment", "", &time, NULL},
  };
  int32_t status = take(s, err);
  if (status == CPW_OK) status = add_dimensions(s, result, err);
  if (status == CPW_OK)
    status = cpwi_log_add_arrays(result, arrays, sizeof arrays / sizeof *arrays, err);
  if (status != CPW_OK) return status;
  put(s, &in, s->inside, s->inside_count);
  put(s, &wait, s->waiting, s->waiting_count);
  *time = s->time;
  return CPW_OK;
}

int32_t cpw_event_log_state(const cpw_event_log *log, const cpw_event_log_options *options,
                            double time, cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpwi_log l;
  cpw_result *result = NULL;
  int32_t status = cpwi_log_take(&l, log, options, CPWI_NAN, __func__, err);
  state s = {.l = &l, .time = time};
  if (status == CPW_OK && !(time >= l.from && time <= l.until))
    status = cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "time = %s must be from %s to %s",
                       cpwi_number(time).text, cpwi_number(l.from).text, cpwi_number(l.until).text);
  if (status == CPW_OK) status = cpw_result_new(l.o.allocator, &result, err);
  if (status == CPW_OK) status = build(&s, result, err);
  cpwi_release(l.o.allocator, s.inside);
  cpwi_release(l.o.allocator, s.waiting);
  cpwi_log_free(&l);
  if (status != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}
