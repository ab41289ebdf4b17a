/* The figures of the long run by stage and group.
 * Source: names in carepath/pathway.h and carepath/pathway_steady.h. Leaves the solution to steady.c, derivatives to
 * slopes.c. */
#include "pathway_steady/internal.h"

#include <stdio.h>

typedef struct book {
  const cpwi_steady *s;
  cpw_result *result;
  int64_t who;
  int32_t status;
  cpw_error *err;
} book;

static double *add(book *b, const char *name, const char *unit, const char *what,
                   const char *dimensions) {
  void *memory = NULL;
  if (b->status == CPW_OK)
    b->status = cpw_result_add_array(b->result, name, unit, what, dimensions, CPW_DOUBLE,
                                     CPW_MERGE_SAME, &memory, b->err);
  return memory;
}

/* ---------------------------------------------------------------- by stage and group -------- */

enum {
  ARRIVAL_RATE,
  THROUGHPUT,
  WAIT_MEAN,
  STAY_MEAN,
  BLOCKED_TIME,
  QUEUE_MEAN,
  INSIDE_MEAN,
  BLOCKED_MEAN,
  WITHIN,
  LEFT_RATE,
  CHANGED_RATE,
  TURNED_AWAY,
  OVERFLOWED,
  MISSED_RATE,
  HARM_RATE,
  FIGURES
};

typedef struct figure {
  const char *name, *unit, *what;
  int32_t mean; /* all is the mean over those who come, not the sum */
} figure;

static const figure FIGURE[FIGURES] = {
    {"arrival_rate", "people per time", "people who come to the stage", 0},
    {"throughput", "people per time", "people who leave the stage after service", 0},
    {"wait_mean", "time", "mean time waiting", 1},
    {"stay_mean", "time", "mean time in service", 1},
    {"blocked_time", "time", "mean time blocked after service", 1},
    {"queue_mean", "people", "people who wait, on average", 0},
    {"inside_mean", "people", "people in service, on average", 0},
    {"blocked_mean", "people", "people blocked, on average", 0},
    {"within", "share", "share of waits at most the target", 1},
    {"left_rate", "people per time", "people who leave while they wait", 0},
    {"changed_rate", "people per time", "people who change group while they wait", 0},
    {"turned_away", "people per time", "people turned away because the stage is full", 0},
    {"overflowed", "people per time", "people sent on because the stage is full", 0},
    {"missed_rate", "calls per time", "calls that are not attended", 0},
    {"harm_rate", "events per time", "harm while waiting", 0},
};

/* Share of waits at most t: exponential beyond the chance of no wait, with this mean. */
static double within(double wait, double chance, double t) {
  if (!(t < (double)INFINITY)) return CPWI_NAN;
  if (!(wait < (double)INFINITY)) return 0.0;
  if (wait == 0.0 || chance == 0.0) return 1.0;
  return 1.0 - chance * cpw_math_exp(-t * chance / wait);
}

static void cell_figures(const cpwi_steady *s, int64_t cell, double f[FIGURES]) {
  const cpwi_pathway *n = &s->net;
  int64_t stage = cell / n->groups;
  double come = cpwi_steady_coming(s, cell), out = s->rate[cell] * s->served[cell];
  f[ARRIVAL_RATE] = come;
  f[THROUGHPUT] = out;
  f[WAIT_MEAN] = s->wait[cell];
  f[STAY_MEAN] = s->m1[cell] * s->stay[cell];
  f[BLOCKED_TIME] = s->blocked[cell];
  f[QUEUE_MEAN] = cpwi_steady_waiting(s, cell);
  f[INSIDE_MEAN] = out * f[STAY_MEAN];
  f[BLOCKED_MEAN] = out * f[BLOCKED_TIME];
  f[WITHIN] = within(s->wait[cell], s->prob_wait[stage], n->target[cell]);
  f[CHANGED_RATE] = 0.0;
  f[LEFT_RATE] = s->rate[cell] * s->no_show[cell];
  for (int64_t c = n->change_first[cell]; c < n->change_first[cell + 1]; c++)
    f[n->change[c].to == stage ? CHANGED_RATE : LEFT_RATE] += s->rate[cell] * s->left[c];
  f[TURNED_AWAY] = s->rate[cell] * s->lost[cell];
  f[OVERFLOWED] = s->rate[cell] * s->over[cell];
  f[MISSED_RATE] = s->rate[cell] * (s->served[cell] + s->no_show[cell]) * s->calls[stage] *
                   n->p.stage[stage].missed;
  f[HARM_RATE] = n->harm[cell] * f[QUEUE_MEAN];
}

static void put_stage(const book *b, int64_t stage, double *const to[FIGURES]) {
  int64_t groups = b->s->net.groups;
  double f[FIGURES], all[FIGURES] = {0}, first[FIGURES] = {0}, come = 0.0;
  int different[FIGURES] = {0};
  for (int64_t g = 0; g < groups; g++) {
    cell_figures(b->s, stage * groups + g, f);
    come += f[ARRIVAL_RATE];
    for (int k = 0; k < FIGURES; k++) {
      double weight = FIGURE[k].mean ? f[ARRIVAL_RATE] : 1.0;
      if (weight > 0.0) all[k] += weight * f[k];
      if (g == 0) first[k] = f[k];
      different[k] |= f[k] != first[k];
      if (b->who > 1) to[k][stage * b->who + 1 + g] = f[k];
    }
  }
  for (int k = 0; k < FIGURES; k++) {
    double mean = come > 0.0 ? all[k] / come : CPWI_NAN;
    to[k][stage * b->who] = !FIGURE[k].mean                 ? all[k]
                            : different[k] || !(come > 0.0) ? mean
                                                            : first[k];
  }
}

static void put_cells(book *b) {
  double *to[FIGURES];
  for (int k = 0; k < FIGURES; k++)
    to[k] = add(b, FIGURE[k].name, FIGURE[k].unit, FIGURE[k].what, "stage who");
  if (b->status != CPW_OK) return;
  for (int64_t i = 0; i < b->s->net.stages; i++)
    put_stage(b, i, to);
}

/* ---------------------------------------------------------------- by stage ------------------ */

static double busy(const cpwi_steady *s, int64_t i) {
  double sum = 0.0;
  int slots = s->net.p.stage[i].kind == CPW_STAGE_SLOTS;
  for (int64_t c = i * s->net.groups; c < (i + 1) * s->net.groups; c++) {
    double out = s->rate[c] * s->served[c];
    sum += slots ? s->rate[c] * (s->served[c] + s->no_show[c]) * s->calls[i]
                 : out * (s->m1[c] * s->stay[c] + s->blocked[c]);
  }
  return sum;
}

static void put_stages(book *b) {
  const cpwi_steady *s = b->s;
  double *capacity = add(b, "capacity_mean", "", "capacity as planned, on average", "stage");
  double *load = add(b, "offered_load", "", "capacity that those who come would use", "stage");
  double *use = add(b, "utilisation", "share", "share of the capacity that is used", "stage");
  double *room = add(b, "headroom", "", "capacity left at this load; below 0: missing", "stage");
  double *chance = add(b, "prob_wait", "share", "share who wait", "stage");
  double *ca2 = add(b, "ca2", "", "squared coefficient of variation of arrivals", "stage");
  double *cs2 = add(b, "cs2", "", "squared coefficient of variation of services", "stage");
  void *method = NULL;
  if (b->status == CPW_OK)
    b->status = cpw_result_add_array(b->result, "method", "", "formula: CPW_STEADY_...", "stage",
                                     CPW_INT64, CPW_MERGE_SAME, &method, b->err);
  if (b->status != CPW_OK) return;
  for (int64_t i = 0; i < s->net.stages; i++) {
    int limited = s->capacity[i] < (double)INFINITY;
    capacity[i] = s->capacity[i];
    load[i] = s->load[i];
    use[i] = limited && s->capacity[i] > 0.0 ? busy(s, i) / s->capacity[i] : CPWI_NAN;
    room[i] = limited ? s->capacity[i] - s->load[i] : CPWI_NAN;
    chance[i] = s->prob_wait[i];
    ca2[i] = s->ca2[i];
    cs2[i] = s->cs2[i];
    ((int64_t *)method)[i] = s->method[i];
  }
}

/* ---------------------------------------------------------------- quantiles ----------------- */

/* The wait that a share does not exceed: no wait with chance 1 - c, exponential beyond, with this mean. */
static double quantile(double wait, double chance, double share) {
  if (!(wait < (double)INFINITY)) return (double)INFINITY;
  if (!(chance > 1.0 - share) || wait == 0.0) return 0.0;
  return wait / chance * cpw_math_log(chance / (1.0 - share));
}

static void put_quantiles(book *b) {
  static const double usual[] = {0.5, 0.92, 0.95};
  const cpwi_steady *s = b->s;
  const double *p = s->options.probabilities ? s->options.probabilities : usual;
  int64_t count = s->options.probabilities ? s->options.probability_count : 3;
  if (b->status == CPW_OK)
    b->status = cpw_result_add_dimension(b->result, "quantile", count, NULL, b->err);
  double *at = add(b, "probability", "share", "share that does not wait longer", "quantile");
  double *wait = add(b, "wait", "time", "wait that a share does not exceed", "stage quantile");
  const cpw_array *mean = b->status == CPW_OK ? cpw_result_find(b->result, "wait_mean") : NULL;
  for (int64_t k = 0; mean && k < count; k++) {
    at[k] = p[k];
    for (int64_t i = 0; i < s->net.stages; i++)
      wait[i * count + k] = quantile(mean->real[i * b->who], s->prob_wait[i], p[k]);
  }
}

/* ---------------------------------------------------------------- the whole ----------------- */

static void add_way_out(const cpwi_steady *s, int64_t cell, double *out) {
  for (int64_t e = s->first[cell]; e < s->first[cell + 1]; e++)
    if (s->edge[e].to < 0) *out += s->rate[cell] * s->edge[e].weight;
}

static void put_exits(book *b) {
  const cpwi_steady *s = b->s;
  int64_t groups = s->net.groups;
  double *rate =
      add(b, "exit_rate", "people per time", "people who leave by each exit", "exit who");
  if (b->status != CPW_OK) return;
  for (int64_t cell = 0; cell < s->net.cells; cell++) {
    int32_t exit = s->net.exit[cell / groups];
    double out = exit > 0 ? s->rate[cell] : 0.0;
    if (exit < 0) add_way_out(s, cell, &out);
    int64_t at = (exit > 0 ? exit : 0) * b->who;
    rate[at] += out;
    if (b->who > 1) rate[at + 1 + cell % groups] += out;
  }
}

static int32_t groups_change(const cpwi_steady *s) {
  for (int64_t cell = 0; cell < s->net.cells; cell++)
    for (int64_t e = s->first[cell]; e < s->first[cell + 1]; e++)
      if (s->edge[e].to >= 0 && s->edge[e].weight > 0.0 &&
          s->edge[e].to % s->net.groups != cell % s->net.groups)
        return 1;
  return 0;
}

static void put_whole(book *b) {
  const cpwi_steady *s = b->s;
  int64_t groups = s->net.groups;
  double *come = add(b, "entering_rate", "people per time", "people who come from outside", "who");
  double *number = add(b, "number_in_system", "people", "people in the network, on average", "who");
  double *time = add(b, "time_in_system", "time", "mean time in the network", "who");
  if (b->status != CPW_OK) return;
  const double *queue = cpw_result_find(b->result, "queue_mean")->real;
  const double *inside = cpw_result_find(b->result, "inside_mean")->real;
  const double *blocked = cpw_result_find(b->result, "blocked_mean")->real;
  for (int64_t cell = 0; cell < s->net.cells; cell++) {
    int64_t w = b->who > 1 ? 1 + cell % groups : 0, at = cell / groups * b->who + w;
    double people = queue[at] + inside[at] + blocked[at] + cpwi_steady_travelling(s, cell);
    come[0] += s->outside[cell];
    number[0] += people;
    if (!w) continue;
    come[w] += s->outside[cell];
    number[w] += people;
  }
  int mixed = groups_change(s);
  for (int64_t w = 0; w < b->who; w++)
    time[w] = come[w] > 0.0 && !(w && mixed) ? number[w] / come[w] : CPWI_NAN;
}

/* ---------------------------------------------------------------- notes --------------------- */

/* Units of each pool that those who are served would take; more than there are cannot be. */
static void put_pools(book *b) {
  const cpwi_steady *s = b->s;
  const cpw_pathway *p = &s->net.p;
  if (p->pools == 0) return;
  double *used = add(b, "pool_used", "units", "units that those who are served take", "pool");
  double *capacity = add(b, "pool_capacity", "units", "units as planned, on average", "pool");
  if (b->status != CPW_OK) return;
  for (int64_t k = 0; k < p->pools; k++)
    capacity[k] =
        p->pool[k].units * cpwi_steady_mean(&s->net, p->pool[k].calendar, p->pool[k].factor);
  for (int64_t u = 0; u < p->uses; u++)
    for (int64_t c = p->use[u].stage * s->net.groups; c < (p->use[u].stage + 1) * s->net.groups;
         c++)
      used[p->use[u].pool] += p->use[u].units * s->rate[c] * s->served[c] * s->m1[c];
}

static void note_pools(book *b) {
  const cpw_pathway *p = &b->s->net.p;
  char key[40], text[400];
  for (int64_t k = 0; k < p->pools && b->status == CPW_OK; k++) {
    double used = cpw_result_find(b->result, "pool_used")->real[k];
    double capacity = cpw_result_find(b->result, "pool_capacity")->real[k];
    if (used < capacity || used == 0.0) continue;
    snprintf(key, sizeof key, "pool %lld", (long long)k);
    snprintf(text, sizeof text,
             "pool \"%.100s\" cannot keep up: its stages would take %s units of %s; their waits "
             "are not to be believed",
             p->pool[k].name, cpwi_number(used).text, cpwi_number(capacity).text);
    (void)cpw_result_set_outcome(b->result, CPW_OUTCOME_UNSTABLE);
    b->status = cpw_result_add_note(b->result, key, text, b->err);
  }
}

static void note_unstable(book *b) {
  char key[40], text[400];
  for (int64_t i = 0; i < b->s->net.stages && b->status == CPW_OK; i++) {
    if (b->s->method[i] != CPW_STEADY_UNSTABLE) continue;
    snprintf(key, sizeof key, "unstable %lld", (long long)i);
    snprintf(text, sizeof text,
             "stage \"%.100s\" cannot keep up: those who come would use %s of a capacity of %s; %s "
             "is missing",
             b->s->net.p.stage[i].name, cpwi_number(b->s->load[i]).text,
             cpwi_number(b->s->capacity[i]).text,
             cpwi_number(b->s->load[i] - b->s->capacity[i]).text);
    (void)cpw_result_set_outcome(b->result, CPW_OUTCOME_UNSTABLE);
    b->status = cpw_result_add_note(b->result, key, text, b->err);
  }
}

/* What of the network these formulae do not see, said where it occurs. */
static void note_assumed(book *b) {
  const cpw_pathway *p = &b->s->net.p;
  int restart = 0, holding = 0, orders = 0, routing = 0, changing = 0, leaving = p->changes > 0;
  for (int64_t i = 0; i < p->stages; i++)
    restart |= p->stage[i].order == CPW_ORDER_PRIORITY && p->groups > 1 &&
               p->stage[i].preempt == CPW_PREEMPT_RESTART;
  for (int64_t i = 0; i < p->stages; i++)
    holding |= p->stage[i].when_full == CPW_FULL_HOLD;
  for (int64_t i = 0; i < p->stages; i++)
    orders |= p->stage[i].order != CPW_ORDER_FIRST_COME && p->stage[i].order != CPW_ORDER_PRIORITY;
  for (int64_t i = 0; i < p->stages; i++)
    routing |= p->stage[i].routing != CPW_ROUTE_CHANCE;
  for (int64_t i = 0; i < p->calendars; i++)
    changing |= p->calendar[i].count > 1;
  const struct {
    int there;
    const char *key, *text;
  } notes[] = {
      {changing, "calendars",
       "calendars enter by their mean: waits that hours and closures make are not in here"},
      {p->initials > 0, "initial",
       "people who are there at the start do not enter: this is the long run"},
      {orders, "orders",
       "orders but first come and priority change who waits, not the mean: all groups show the "
       "mean, and quantiles are first come's"},
      {routing, "routing", "routing rules are taken as chances"},
      {holding, "hold",
       "blocking before service is taken as after service here: waits come out too short"},
      {p->uses > 0, "pools", "shared pools make nobody wait here"},
      {restart, "restart",
       "services that are interrupted go on here; begun again, they take longer"},
      {leaving, "leaving", "waits are of all who come, those who leave while they wait included"},
  };
  for (size_t k = 0; k < sizeof notes / sizeof *notes && b->status == CPW_OK; k++)
    if (notes[k].there)
      b->status = cpw_result_add_note(b->result, notes[k].key, notes[k].text, b->err);
}

static void note_unsettled(book *b) {
  char text[200];
  if (b->status != CPW_OK || !(b->s->unsettled > 0.0)) return;
  snprintf(
      text, sizeof text,
      "the shares that are served swing by %s between two formulae; the figures are a mean of both",
      cpwi_number(b->s->unsettled).text);
  b->status = cpw_result_add_note(b->result, "unsettled", text, b->err);
}

int32_t cpwi_steady_result(cpwi_steady *s, const char *where, cpw_result **out, cpw_error *err) {
  book b = {s, NULL, 0, CPW_OK, err};
  b.status = cpw_result_new(s->allocator, &b.result, err);
  if (b.status == CPW_OK) b.status = cpwi_pathway_dimensions(&s->net, b.result, &b.who, err);
  if (b.status == CPW_OK) put_cells(&b);
  if (b.status == CPW_OK) put_stages(&b);
  if (b.status == CPW_OK) put_quantiles(&b);
  if (b.status == CPW_OK) put_exits(&b);
  if (b.status == CPW_OK) put_whole(&b);
  if (b.status == CPW_OK) note_assumed(&b);
  if (b.status == CPW_OK) put_pools(&b);
  if (b.status == CPW_OK) note_pools(&b);
  if (b.status == CPW_OK) note_unstable(&b);
  note_unsettled(&b);
  if (b.status == CPW_OK && s->options.derivatives)
    b.status = cpwi_steady_slopes(s, b.result, where, err);
  if (b.status == CPW_OK)
    *out = b.result;
  else
    cpw_result_free(b.result);
  return b.status;
}
