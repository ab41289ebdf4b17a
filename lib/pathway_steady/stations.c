/* Each stage by itself: waits and who is served, by the formula that fits it.
 * Sources: with the formulae in carepath/queue.h; two moments after Whitt, Bell Syst. Tech. J. 62 (1983), equation 69; slots
 * as M/D/1 seen half a slot earlier. Leaves the streams to traffic.c and variability.c, blocking to blocking.c. */
#include "pathway_steady/internal.h"

/* One stage while it is solved. */
typedef struct station {
  cpwi_steady *s;
  int64_t stage, first; /* its first cell */
  const cpw_stage *def;
  double c, lambda, tau; /* capacity, calls per time, mean time per call */
  double scale;          /* (ca2 + cs2)/2 */
  cpw_error *err;
} station;

static void set_wait(station *t, double wait, double chance, int32_t method) {
  for (int64_t g = 0; g < t->s->net.groups; g++)
    t->s->wait[t->first + g] = wait;
  t->s->prob_wait[t->stage] = chance;
  t->s->method[t->stage] = method;
}

static void serve(station *t, double share) {
  for (int64_t g = 0; g < t->s->net.groups; g++) {
    t->s->served[t->first + g] = share;
    t->s->stay[t->first + g] = 1.0;
  }
}

/* Everybody is served: nothing is kept of the pass before. */
static void begin(station *t) {
  const cpwi_pathway *n = &t->s->net;
  serve(t, 1.0);
  for (int64_t cell = t->first; cell < t->first + n->groups; cell++)
    t->s->over[cell] = t->s->lost[cell] = t->s->no_show[cell] = 0.0;
  for (int64_t c = n->change_first[t->first]; c < n->change_first[t->first + n->groups]; c++)
    t->s->left[c] = 0.0;
}

/* Those who do not attend and leave: a share of all who are called. */
static void miss(station *t) {
  double gone = t->def->missed * t->def->missed_leave;
  double share = gone / (1.0 - t->def->missed + gone);
  for (int64_t g = 0; g < t->s->net.groups && gone > 0.0; g++) {
    int64_t cell = t->first + g;
    t->s->no_show[cell] = t->s->served[cell] * share;
    t->s->served[cell] *= 1.0 - share;
  }
}

/* ---------------------------------------------------------------- without a limit ---------- */

static int32_t at_once(station *t) {
  set_wait(t, 0.0, 0.0, t->lambda > 0.0 ? CPW_STEADY_INFINITE : CPW_STEADY_NOBODY);
  return CPW_OK;
}

/* Cannot keep up: what it serves goes on, in proportion. */
static int32_t overloaded(station *t) {
  set_wait(t, (double)INFINITY, 1.0, CPW_STEADY_UNSTABLE);
  serve(t, t->c > 0.0 ? t->c / t->s->load[t->stage] : 0.0);
  return CPW_OK;
}

/* ---------------------------------------------------------------- first come --------------- */

static int32_t product_form(const station *t) {
  return t->scale == 1.0 || t->s->options.product_form;
}

/* Correction of a single server for even arrivals (Kraemer and Langenbach-Belz 1976; Whitt 1983, equation 45). */
static double even_arrivals(const station *t) {
  double ca2 = t->s->ca2[t->stage], cs2 = t->s->cs2[t->stage], rho = t->lambda * t->tau / t->c;
  if (t->c != 1.0 || !(ca2 < 1.0) || !(ca2 + cs2 > 0.0)) return 1.0;
  return cpw_math_exp(-2.0 * (1.0 - rho) * (1.0 - ca2) * (1.0 - ca2) / (3.0 * rho * (ca2 + cs2)));
}

/* Those of one's own batch who are ahead: exact for one server and Poisson batches; with several, where one waits. */
static double own_batch(const station *t, double wait_chance) {
  double ahead = t->s->batch_extra[t->stage] / t->lambda * t->tau / t->c;
  return t->c == 1.0 ? ahead : ahead * wait_chance;
}

static int32_t queueing(station *t) {
  cpw_queue_measures m = {0};
  int32_t status = cpw_queue_mmc(t->lambda, 1.0 / t->tau, t->c, &m, t->err);
  if (status != CPW_OK) return status;
  int exact = product_form(t);
  double wait =
      exact ? m.mean_wait : t->scale * even_arrivals(t) * m.mean_wait + own_batch(t, m.wait_chance);
  set_wait(t, wait, m.wait_chance, exact ? CPW_STEADY_EXACT : CPW_STEADY_TWO_MOMENTS);
  return CPW_OK;
}

/* A slot every 1/c: M/D/1 until the slot, which opens half a gap after the place would be free. */
static int32_t slots(station *t) {
  double rho = t->s->load[t->stage] / t->c, gap = 1.0 / t->c;
  set_wait(t, gap / 2.0 + t->s->ca2[t->stage] * gap * rho / (2.0 * (1.0 - rho)), 1.0,
           CPW_STEADY_SLOTS);
  return CPW_OK;
}

/* Everybody is served at once, slower if there are many: numbers are those of M/M/c; who finds no place waits. */
static int32_t sharing(station *t) {
  cpw_queue_measures m = {0};
  double c = t->c;
  int32_t status = cpw_queue_mmc(t->lambda, 1.0 / t->tau, c, &m, t->err);
  if (status != CPW_OK) return status;
  double beyond = 0.0; /* share of the queue of M/M/c beyond the places */
  if (t->def->places < (double)INFINITY)
    beyond = cpw_math_pow(t->lambda * t->tau / c, t->def->places - c);
  set_wait(t, m.mean_queue * beyond / t->lambda, m.wait_chance * beyond, CPW_STEADY_SHARING);
  /* people in it are those of M/M/c without those beyond the places: the pace lengthens the stay */
  double inside = m.mean_number - m.mean_queue * beyond;
  for (int64_t g = 0; g < t->s->net.groups; g++)
    t->s->stay[t->first + g] = inside / (t->lambda * t->tau);
  return CPW_OK;
}

/* ---------------------------------------------------------------- limited rooms ------------ */

/* Servers as whole numbers, a fraction as their pace; slots are one server whose services end with a slot. */
static int64_t whole_servers(const station *t, double *rate) {
  double servers = floor(t->c + 1e-9);
  if (servers < 1.0 || t->def->kind == CPW_STAGE_SLOTS) servers = 1.0;
  *rate = t->def->kind == CPW_STAGE_SLOTS ? t->c / t->s->calls[t->stage] : t->c / servers / t->tau;
  return (int64_t)servers;
}

/* Share of a peaked stream that finds all servers busy. More peaked than Poisson: as the overflow of the equivalent load and
 * servers (Wilkinson, Bell Syst. Tech. J. 35, 1956; Rapp, Ericsson Technics 20, 1964); less: Hayward's approximation. */
static double peaked_loss(double load, double z, double servers) {
  if (z < 1.0) return cpw_queue_erlang_b(load / z, servers / z);
  double equivalent = load * z + 3.0 * z * (z - 1.0);
  double before = equivalent * (load + z) / (load + z - 1.0) - load - 1.0;
  if (!(before > 0.0)) return cpw_queue_erlang_b(load, servers);
  double lost = equivalent * cpw_queue_erlang_b(equivalent, before + servers) / load;
  return lost < 1.0 ? lost : 1.0;
}

/* Overflow of `servers` in a stream of that peakedness: Riordan's variance over mean, scaled (Wilkinson, Bell Syst. Tech. J.
 * 35, 1956). A waiting room counts as none: it makes the overflow less peaked. */
static void overflow_peak(station *t, double load, double servers) {
  double z = t->s->peak[t->stage], a = load / z, c = servers / z;
  double mean = a * cpw_queue_erlang_b(a, c);
  t->s->peak_out[t->stage] = z * (1.0 - mean + a / (c + 1.0 + mean - a));
}

static int32_t limited(station *t) {
  cpw_queue_measures m = {0};
  double rate;
  int slots = t->def->kind == CPW_STAGE_SLOTS;
  int64_t servers = whole_servers(t, &rate), room = servers + (int64_t)t->def->waiting_room;
  int32_t status = cpw_queue_mmck(t->lambda, rate, servers, room, &m, t->err);
  if (status != CPW_OK) return status;
  double z = t->s->peak[t->stage];
  if (z != 1.0 && !slots && t->def->waiting_room == 0.0)
    m.block_chance = peaked_loss(t->lambda / rate, z, (double)servers);
  if (!slots) overflow_peak(t, t->lambda / rate, (double)servers);
  double wait = slots ? m.mean_wait + 1.0 / rate : m.mean_wait, in = 1.0 - m.block_chance;
  if (!(wait > 0.0)) wait = 0.0;
  set_wait(t, product_form(t) || slots ? wait : t->scale * wait,
           slots      ? 1.0
           : in > 0.0 ? fmin(m.wait_chance / in, 1.0)
                      : 0.0,
           CPW_STEADY_LOSS);
  serve(t, in);
  for (int64_t g = 0; g < t->s->net.groups; g++)
    *(t->def->when_full == CPW_FULL_OVERFLOW ? &t->s->over[t->first + g]
                                             : &t->s->lost[t->first + g]) = m.block_chance;
  return CPW_OK;
}

/* ---------------------------------------------------------------- people who leave --------- */

static double hazard(const cpw_change *c) {
  double m1 = (double)INFINITY;
  if (cpw_duration_moments(c->after, &m1, NULL, NULL, NULL) != CPW_OK) return 0.0;
  return m1 > 0.0 && m1 < (double)INFINITY ? 1.0 / m1 : 0.0;
}

/* Rate at which those of a cell leave the queue, and the rate of a change of group. */
static double leaving(const station *t, int64_t cell, double *changing) {
  const cpwi_pathway *n = &t->s->net;
  double sum = 0.0;
  *changing = 0.0;
  for (int64_t c = n->change_first[cell]; c < n->change_first[cell + 1]; c++)
    if (n->change[c].to == t->stage)
      *changing += hazard(&n->change[c]);
    else
      sum += hazard(&n->change[c]);
  return sum;
}

/* Share of those of a cell who change before their turn: hazard x mean wait where the wait ends with the change (chance
 * infinite); else the wait is 0, or exponential with `chance`, of that mean, and the change comes first. */
static void share_leavers(station *t, double wait, double chance) {
  const cpwi_pathway *n = &t->s->net;
  for (int64_t g = 0; g < n->groups; g++) {
    int64_t cell = t->first + g;
    double gone = 0.0, all = 0.0;
    for (int64_t c = n->change_first[cell]; c < n->change_first[cell + 1]; c++)
      all += hazard(&n->change[c]);
    double waiting = wait > 0.0 && all > 0.0 ? 1.0 / (1.0 / wait + all / chance) : 0.0;
    for (int64_t c = n->change_first[cell]; c < n->change_first[cell + 1]; c++)
      gone += t->s->left[c] = hazard(&n->change[c]) * waiting;
    for (int64_t c = n->change_first[cell]; gone > 1.0 && c < n->change_first[cell + 1]; c++)
      t->s->left[c] /= gone;
    t->s->served[cell] = gone < 1.0 ? 1.0 - gone : 0.0;
  }
}

/* Erlang A with the mean rate of leaving of those who come; a slot as in `limited`. */
static int32_t patience(station *t, double theta) {
  cpw_queue_measures m = {0};
  double rate = t->tau > 0.0 ? 1.0 / t->tau : 0.0, servers = t->c;
  int slots = t->def->kind == CPW_STAGE_SLOTS;
  if (slots) servers = (double)whole_servers(t, &rate);
  int32_t status = cpw_queue_abandon(t->lambda, rate, servers, theta, &m, t->err);
  if (status != CPW_OK) return status;
  set_wait(t, slots ? m.mean_number / t->lambda : m.mean_wait, slots ? 1.0 : m.wait_chance,
           CPW_STEADY_PATIENCE);
  share_leavers(t, m.mean_wait, (double)INFINITY);
  return CPW_OK;
}

/* ---------------------------------------------------------------- priorities --------------- */

/* Groups by priority, lower first; groups of one priority are one class. */
static int64_t classes_of(const station *t, int32_t *rank) {
  const int32_t *p = t->s->net.priority + t->first;
  int64_t groups = t->s->net.groups, classes = 0;
  for (int64_t g = 0; g < groups; g++) {
    int64_t below = 0;
    for (int64_t h = 0; h < groups; h++) {
      int first = p[h] < p[g];
      for (int64_t k = 0; first && k < h; k++)
        if (p[k] == p[h]) first = 0;
      below += first;
    }
    rank[g] = (int32_t)below;
    if (below + 1 > classes) classes = below + 1;
  }
  return classes;
}

static int32_t prioritised(station *t, double *rate, double *wait, int32_t *rank) {
  int64_t groups = t->s->net.groups, classes = classes_of(t, rank);
  cpw_queue_measures m = {0};
  double overall = 0.0;
  for (int64_t k = 0; k < classes; k++)
    rate[k] = 0.0;
  for (int64_t g = 0; g < groups; g++)
    rate[rank[g]] += t->s->rate[t->first + g];
  int32_t rule = t->def->preempt == CPW_PREEMPT_NONE ? CPW_QUEUE_WAITS_TURN : CPW_QUEUE_INTERRUPTS;
  int32_t status = cpw_queue_priority_mmc(rate, classes, 1.0 / t->tau, t->c, rule, wait, NULL, NULL,
                                          NULL, &overall, t->err);
  if (status == CPW_OK) status = cpw_queue_mmc(t->lambda, 1.0 / t->tau, t->c, &m, t->err);
  if (status != CPW_OK) return status;
  set_wait(t, 0.0, m.wait_chance, CPW_STEADY_PRIORITY);
  for (int64_t g = 0; g < groups; g++)
    t->s->wait[t->first + g] = (product_form(t) ? 1.0 : t->scale) * wait[rank[g]];
  return CPW_OK;
}

static int32_t priority(station *t) {
  size_t groups = (size_t)t->s->net.groups;
  double *work = cpwi_alloc(t->s->allocator, groups * 2, sizeof *work);
  int32_t *rank = cpwi_alloc(t->s->allocator, groups, sizeof *rank);
  int32_t status = work && rank ? prioritised(t, work, work + groups, rank) : CPW_ENOMEM;
  cpwi_release(t->s->allocator, work);
  cpwi_release(t->s->allocator, rank);
  return status;
}

/* ---------------------------------------------------------------- which formula ------------ */

static double mean_leaving(const station *t) {
  double sum = 0.0, people = 0.0;
  for (int64_t g = 0; g < t->s->net.groups; g++) {
    double changing, rate = t->s->rate[t->first + g];
    sum += rate * leaving(t, t->first + g, &changing);
    people += rate;
  }
  return people > 0.0 ? sum / people : 0.0;
}

static int32_t has_changes(const station *t) {
  const cpwi_pathway *n = &t->s->net;
  return n->change_first[t->first + n->groups] > n->change_first[t->first];
}

static int32_t limited_room(const cpw_stage *def) {
  return def->waiting_room < (double)INFINITY &&
         (def->when_full == CPW_FULL_TURN_AWAY || def->when_full == CPW_FULL_OVERFLOW);
}

static int32_t waiting(station *t) {
  double theta = has_changes(t) ? mean_leaving(t) : 0.0;
  if (!(t->lambda > 0.0)) return at_once(t);
  if (limited_room(t->def) && t->c > 0.0) return limited(t);
  if (theta > 0.0 && t->c > 0.0) return patience(t, theta);
  if (!(t->s->load[t->stage] < t->c)) return overloaded(t);
  double wait, chance;
  if (cpwi_steady_blocks(t->s, t->stage) &&
      cpwi_steady_blocking(t->s, t->stage, t->tau, &wait, &chance)) {
    set_wait(t, wait, chance, CPW_STEADY_BLOCKED);
    if (has_changes(t)) share_leavers(t, wait, chance);
    return CPW_OK;
  }
  int32_t status;
  if (t->def->kind == CPW_STAGE_SLOTS)
    status = slots(t);
  else if (t->def->kind == CPW_STAGE_CASELOAD)
    status = sharing(t);
  else if (t->def->order == CPW_ORDER_PRIORITY && t->s->net.groups > 1)
    status = priority(t);
  else
    status = queueing(t);
  if (status == CPW_OK && has_changes(t))
    share_leavers(t, t->s->wait[t->first], t->s->prob_wait[t->stage]);
  return status;
}

int32_t cpwi_steady_station(cpwi_steady *s, int64_t stage, cpw_error *err) {
  const cpw_stage *def = &s->net.p.stage[stage];
  station t = {s, stage, stage * s->net.groups, def, s->capacity[stage], s->lambda[stage], 0,
               0, err};
  t.tau = s->tau[stage] + s->block_time[stage];
  t.scale = (s->ca2[stage] + s->cs2[stage]) / 2.0;
  if (def->kind == CPW_STAGE_CASELOAD && def->places < t.c) t.c = def->places;
  begin(&t);
  int free_stage = def->kind == CPW_STAGE_DELAY || def->kind == CPW_STAGE_DECISION ||
                   def->kind == CPW_STAGE_EXIT;
  int32_t status =
      free_stage || !(t.tau > 0.0 || def->kind == CPW_STAGE_SLOTS) ? at_once(&t) : waiting(&t);
  if (s->block_time[stage] > 0.0 &&
      (s->method[stage] == CPW_STEADY_EXACT || s->method[stage] == CPW_STEADY_TWO_MOMENTS))
    s->method[stage] = CPW_STEADY_BLOCKED;
  miss(&t);
  for (int64_t g = 0; t.s->calls[stage] > 1.0 && g < s->net.groups; g++)
    s->wait[t.first + g] += (s->calls[stage] - 1.0) * def->rebook;
  return status;
}
