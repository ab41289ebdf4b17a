/* Random networks patient by patient, every feature and every mixture of them: followed by the trace nobody is lost or in two
 * places, what the result says of queues, occupancy and groups at the end of each period is what the trace says, capacity and
 * waiting rooms are kept, in = out + inside; two threads and halves that are merged give the same bits. Usage:
 * property_pathway_events [COUNT] [SEED], or --digest. */
#include "random_network.h"
#include "worlds.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PERIODS 8
#define HORIZON 160.0
#define ROOM    400000

enum { NOT_YET, BETWEEN, WAITING, OUTSIDE, SERVING, BLOCKED, GONE };

typedef struct person {
  int32_t state, stage, group;
} person;

typedef struct replay {
  const cpw_pathway *n;
  const cpw_result *result;
  const cpw_pathway_event *trace;
  person *people;
  int64_t count, who;
  int64_t *at;      /* (3, stages, groups) waiting, serving, blocked */
  int64_t *outside; /* (stages) of those waiting */
  int32_t holds;    /* a stage of HOLD: who waits for its place may stand at a server */
  int32_t missed;   /* somebody did not attend: a place is held by nobody */
} replay;

static int64_t *spot(const replay *r, int kind, int64_t stage, int64_t group) {
  return &r->at[(kind * r->n->stages + stage) * r->n->groups + group];
}

static int kind_of(int32_t state) {
  return state == WAITING || state == OUTSIDE ? 0
         : state == SERVING                   ? 1
         : state == BLOCKED                   ? 2
                                              : -1;
}

static void put(replay *r, person *x, int32_t state, int32_t stage, int32_t group) {
  if (kind_of(x->state) >= 0) --*spot(r, kind_of(x->state), x->stage, x->group);
  if (x->state == OUTSIDE) r->outside[x->stage]--;
  x->state = state;
  x->stage = stage;
  x->group = group;
  if (kind_of(state) >= 0) ++*spot(r, kind_of(state), stage, group);
  if (state == OUTSIDE) r->outside[stage]++;
}

static const char *step(replay *r, const cpw_pathway_event *v) {
  person *x = &r->people[v->patient];
  int here = x->stage == v->stage;
  switch (v->kind) {
  case CPW_EVENT_ENTERS:
    if (x->state != NOT_YET) return "enters twice";
    put(r, x, BETWEEN, -1, v->group);
    return NULL;
  case CPW_EVENT_WAITS:
    if (x->state != BETWEEN && !(x->state == OUTSIDE && here)) return "waits from nowhere";
    put(r, x, WAITING, v->stage, v->group);
    break;
  case CPW_EVENT_WAITS_OUTSIDE:
    if (x->state != BETWEEN) return "stands outside from nowhere";
    put(r, x, OUTSIDE, v->to, v->group);
    break;
  case CPW_EVENT_BEGINS:
    if (x->state != BETWEEN && !((x->state == WAITING || x->state == OUTSIDE) && here))
      return "begins from nowhere";
    put(r, x, SERVING, v->stage, v->group);
    break;
  case CPW_EVENT_INTERRUPTED:
    if (x->state != SERVING || !here) return "is interrupted and not in service";
    put(r, x, WAITING, v->stage, v->group);
    break;
  case CPW_EVENT_BLOCKED:
    if (x->state != SERVING || !here) return "is blocked and not in service";
    put(r, x, BLOCKED, v->stage, v->group);
    break;
  case CPW_EVENT_LEAVES:
    if (kind_of(x->state) < 0 || !here) return "leaves a stage where nobody is";
    put(r, x, BETWEEN, -1, v->group);
    break;
  case CPW_EVENT_REGROUPED:
    put(r, x, x->state, x->stage, v->group);
    return NULL;
  case CPW_EVENT_MISSED:
    r->missed = 1;
    break;
  case CPW_EVENT_EXITS:
    if (x->state != BETWEEN) return "leaves the network from within a stage";
    put(r, x, GONE, -1, v->group);
    break;
  default:
    break;
  }
  return x->group == v->group ? NULL : "has another group";
}

/* -------- what must hold at a moment */

static int64_t in_stage(const replay *r, int kind, int64_t stage) {
  int64_t sum = 0;
  for (int64_t g = 0; g < r->n->groups; g++)
    sum += *spot(r, kind, stage, g);
  return sum;
}

static const char *check_rooms(const replay *r) {
  for (int64_t s = 0; s < r->n->stages; s++) {
    const cpw_stage *stage = &r->n->stage[s];
    int servers = stage->kind == CPW_STAGE_SERVERS || stage->kind == CPW_STAGE_BEDS;
    int64_t held = in_stage(r, 1, s) + in_stage(r, 2, s);
    int64_t inside = in_stage(r, 0, s) - r->outside[s];
    if (servers && stage->calendar < 0 && stage->factor < 0 &&
        (double)held > floor(stage->servers + 1e-9))
      return "more in a stage than it has places";
    if (stage->kind == CPW_STAGE_CASELOAD && (double)held > stage->places)
      return "more in a caseload than it has places";
    if (servers && stage->preempt == CPW_PREEMPT_NONE && stage->missed == 0.0 &&
        stage->calendar < 0 && stage->factor < 0 && r->n->pools == 0 &&
        (double)(r->holds ? inside + held : inside) >
            stage->waiting_room + (r->holds ? floor(stage->servers + 1e-9) : 0.0))
      return "more wait than there is room for";
  }
  return NULL;
}

static int64_t column(const replay *r, int64_t group) {
  return r->who > 1 ? 1 + group : 0;
}

static const char *check_period(const replay *r, int64_t period) {
  static const char *const name[3] = {"queue", "inside", "blocked"};
  for (int k = 0; k < 3; k++) {
    const double *x = cpw_result_find(r->result, name[k])->real;
    for (int64_t s = 0; s < r->n->stages; s++)
      for (int64_t g = 0; g < r->n->groups; g++)
        if (x[(period * r->n->stages + s) * r->who + column(r, g)] != (double)*spot(r, k, s, g))
          return k == 0 ? "another queue" : k == 1 ? "another number inside" : "others blocked";
  }
  return NULL;
}

static const char *check_end(const replay *r) {
  const double *closing = cpw_result_find(r->result, "closing")->real;
  int64_t all = 0;
  for (int64_t g = 0; g < r->n->groups; g++) {
    int64_t count = 0;
    for (int64_t i = 0; i < r->count; i++)
      count +=
          r->people[i].group == g && r->people[i].state != NOT_YET && r->people[i].state != GONE;
    all += count;
    if (closing[column(r, g)] != (double)count) return "another closing";
  }
  return closing[0] == (double)all ? NULL : "another closing of all";
}

static const char *follow(replay *r, int64_t events, double length) {
  int64_t period = 0;
  const char *problem = NULL;
  for (int64_t k = 0; k < events && !problem; k++) {
    const cpw_pathway_event *v = &r->trace[k];
    if (k > 0 && v->time < r->trace[k - 1].time) return "time runs backwards";
    for (; period < PERIODS && v->time > (double)period * length && !problem; period++)
      problem = check_period(r, period);
    int last = k + 1 == events || r->trace[k + 1].time > v->time;
    if (!problem) problem = step(r, v);
    if (!problem && last && !r->missed) problem = check_rooms(r);
  }
  for (; period < PERIODS && !problem; period++)
    problem = check_period(r, period);
  return problem ? problem : check_end(r);
}

static int64_t people_of(const cpw_pathway_event *trace, int64_t events) {
  int64_t most = -1;
  for (int64_t k = 0; k < events; k++)
    most = trace[k].patient > most ? trace[k].patient : most;
  return most + 1;
}

static const char *retrace(const cpw_pathway *n, const cpw_result *result,
                           const cpw_pathway_event *trace, int64_t events) {
  if (cpw_result_outcome(result) == CPW_OUTCOME_UNSTABLE) return NULL;
  replay r = {
      n,    result, trace, NULL, people_of(trace, events), n->groups > 1 ? 1 + n->groups : 1,
      NULL, NULL,   0,     0};
  for (int64_t s = 0; s < n->stages; s++)
    r.holds |= n->stage[s].when_full == CPW_FULL_HOLD;
  r.people = calloc((size_t)r.count + 1, sizeof *r.people);
  r.at = calloc((size_t)(3 * n->stages * n->groups), sizeof *r.at);
  r.outside = calloc((size_t)n->stages, sizeof *r.outside);
  const char *problem =
      r.people && r.at && r.outside ? follow(&r, events, HORIZON / PERIODS) : "no memory";
  free(r.people);
  free(r.at);
  free(r.outside);
  return problem;
}

/* -------- in = out + inside, by group */

static const char *check_flows(const cpw_result *result) {
  static const char *const name[6] = {"opening_path", "entered_path", "moved_in_path",
                                      "left_path",    "closing_path", "moved_out_path"};
  const double *x[6];
  for (int k = 0; k < 6; k++)
    x[k] = cpw_result_find(result, name[k])->real;
  for (int64_t i = 0; i < cpw_result_find(result, name[0])->size; i++)
    if (x[0][i] + x[1][i] + x[2][i] != x[3][i] + x[4][i] + x[5][i]) return "in is not out + inside";
  return NULL;
}

static const char *check_littles(const cpw_result *result) {
  static const char *const share[] = {"within",       "queue_mean",   "inside_mean",
                                      "blocked_mean", "outside_mean", "number_in_system"};
  for (size_t k = 0; k < sizeof share / sizeof *share; k++) {
    const cpw_array *a = cpw_result_find(result, share[k]);
    for (int64_t i = 0; i < a->size; i++)
      if (a->real[i] < -1e-9) return "a negative mean";
    for (int64_t i = 0; k == 0 && i < a->size; i++)
      if (a->real[i] > 1.0) return "a share above 1";
  }
  return NULL;
}

/* -------- a world */

static int32_t run(const cpw_pathway *n, const cpw_pathway_events_options *o, uint64_t seed,
                   int64_t first, int64_t count, int32_t threads, cpw_result **out) {
  cpw_run r;
  cpw_error err;
  cpw_run_init(&r);
  r.seed = seed;
  r.first_replication = first;
  r.replications = count;
  r.threads = threads;
  int32_t status = cpw_pathway_simulate(n, o, &r, out, &err);
  if (status != CPW_OK) fprintf(stderr, "%s: %s\n", err.where, err.message);
  return status;
}

static cpw_pathway_events_options wanted(void) {
  cpw_pathway_events_options o;
  cpw_pathway_events_options_init(&o);
  o.horizon = HORIZON;
  o.period = HORIZON / PERIODS;
  o.keep = 1;
  return o;
}

static const char *same_in_halves(const cpw_pathway *n, uint64_t seed, double warm_up) {
  cpw_pathway_events_options o = wanted();
  o.warm_up = warm_up;
  cpw_result *part[2] = {NULL, NULL}, *whole = NULL, *merged = NULL;
  const char *problem = NULL;
  if (run(n, &o, seed, 0, 4, 2, &whole) != CPW_OK ||
      run(n, &o, seed, 0, 1, 1, &part[0]) != CPW_OK ||
      run(n, &o, seed, 1, 3, 1, &part[1]) != CPW_OK)
    problem = "fails in parts";
  const cpw_result *parts[2] = {part[1], part[0]};
  if (!problem && cpw_result_outcome(whole) == CPW_OUTCOME_OK) {
    if (cpw_result_merge(parts, 2, NULL, &merged, NULL) != CPW_OK)
      problem = "does not merge";
    else if (worlds_digest(whole, 1) != worlds_digest(merged, 1))
      problem = "halves differ from the whole";
  }
  if (!problem) problem = check_flows(whole);
  if (!problem) problem = check_littles(whole);
  cpw_result_free(part[0]);
  cpw_result_free(part[1]);
  cpw_result_free(whole);
  cpw_result_free(merged);
  return problem;
}

static uint64_t features_of(uint64_t seed) {
  if (seed % 3 == 0) return UINT64_C(1) << seed / 3 % 27;
  return random_features(seed, RANDOM_ALL);
}

static const char *problem(uint64_t seed) {
  static cpw_pathway_event trace[ROOM];
  cpw_network *network = random_network(seed, features_of(seed));
  const cpw_pathway *n = cpw_network_pathway(network, NULL);
  cpw_pathway_events_options o = wanted();
  cpw_result *result = NULL;
  int64_t events = 0;
  o.trace = trace;
  o.trace_room = ROOM;
  o.trace_count = &events;
  const char *out = NULL;
  if (run(n, &o, seed, 0, 1, 1, &result) != CPW_OK) out = "cannot be simulated";
  if (!out && events <= ROOM) out = retrace(n, result, trace, events);
  if (!out) out = same_in_halves(n, seed, seed % 2 ? 20.0 : 0.0);
  cpw_result_free(result);
  cpw_network_free(network);
  return out;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  cpw_network *network = random_network(seed, features_of(seed));
  cpw_pathway_events_options o = wanted();
  cpw_result *result = NULL;
  if (run(cpw_network_pathway(network, NULL), &o, seed, 0, 2, 1, &result) == CPW_OK)
    hash = worlds_digest(result, hash);
  cpw_result_free(result);
  cpw_network_free(network);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"pathway_events", "random networks", 400, 60, problem, digest};
  return worlds_main(&w, argc, argv);
}
