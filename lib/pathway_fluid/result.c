/* The figures of a run by name: means over the time that counts, totals of people, figures by time, notes.
 * Source: the block at the end of carepath/pathway.h.
 * Leaves the figures to the engines. */
#include "pathway_fluid/internal.h"

#include <string.h>

typedef struct answer {
  const cpwi_fluid *f;
  const fluid_figures *g;
  cpw_result *result;
  int64_t who; /* 1, or 1 + groups */
  double time; /* that counts */
  const char *unit;
  cpw_error *err;
  int32_t status;
} answer;

static double *add(answer *a, const char *name, const char *unit, const char *what,
                   const char *dimensions) {
  void *memory = NULL;
  if (a->status != CPW_OK) return NULL;
  a->status = cpw_result_add_array(a->result, name, unit, what, dimensions, CPW_DOUBLE,
                                   CPW_MERGE_SAME, &memory, a->err);
  return a->status == CPW_OK ? memory : NULL;
}

/* a figure of every cell, and all groups together in front where there are several */
static void by_who(const answer *a, const double *cells, double divisor, double *out) {
  const cpwi_fluid *f = a->f;
  int64_t skip = a->who - f->groups;
  for (int64_t s = 0; s < f->stages; s++) {
    double all = 0;
    for (int64_t g = 0; g < f->groups; g++) {
      double x = cells[s * f->groups + g];
      all += x;
      out[s * a->who + skip + g] = x / divisor;
    }
    if (skip) out[s * a->who] = all / divisor;
  }
}

static void flow(answer *a, const char *name, const char *unit, const char *what, int32_t kind,
                 double divisor) {
  double *out = add(a, name, unit, what, "stage who");
  if (!out) return;
  by_who(a, a->g->total + kind * a->f->cells, divisor, out);
  /* weights of a step are of both signs: nobody may come out as a little less than nobody */
  for (int64_t i = 0; i < a->f->stages * a->who; i++)
    out[i] = out[i] > 0 ? out[i] : 0;
}

/* sum of one figure over the sum of another, by stage and who; NaN where there is nothing below */
static void ratio(answer *a, const char *name, const char *unit, const char *what,
                  const double *above, const double *below) {
  double *out = add(a, name, unit, what, "stage who");
  if (!out) return;
  const cpwi_fluid *f = a->f;
  int64_t skip = a->who - f->groups;
  for (int64_t s = 0; s < f->stages; s++) {
    double up = 0, down = 0;
    for (int64_t g = 0; g < f->groups; g++) {
      int64_t c = s * f->groups + g;
      up += above[c];
      down += below[c];
      out[s * a->who + skip + g] = below[c] > 0 ? above[c] / below[c] : CPWI_NAN;
    }
    if (skip) out[s * a->who] = down > 0 ? up / down : CPWI_NAN;
  }
}

static void means(answer *a) {
  double t = a->time;
  flow(a, "arrival_rate", "people", "people who come to the stage, per time", FLOW_IN, t);
  flow(a, "throughput", "people", "people who leave the stage after service, per time", FLOW_OUT,
       t);
  flow(a, "queue_mean", "people", "people waiting on average", FLOW_QUEUE, t);
  flow(a, "inside_mean", "people", "people in service on average", FLOW_INSIDE, t);
  flow(a, "blocked_mean", "people", "people blocked after service on average", FLOW_BLOCKED, t);
  flow(a, "outside_mean", "people", "people who wait outside a full stage on average", FLOW_OUTSIDE,
       t);
  flow(a, "left_rate", "people", "people who left waiting, per time", FLOW_LEFT, t);
  flow(a, "changed_rate", "people", "people who changed group while waiting, per time",
       FLOW_CHANGED, t);
  flow(a, "turned_away", "people", "people turned away, per time", FLOW_TURNED, t);
  flow(a, "overflowed", "people", "people sent on to another stage, per time", FLOW_OVERFLOWED, t);
  flow(a, "missed_rate", "people", "people who did not attend, per time", FLOW_MISSED, t);
  double *harm = add(a, "harm_rate", "events", "harm while waiting, per time", "stage who");
  if (!harm) return;
  by_who(a, a->g->total + FLOW_QUEUE * a->f->cells, t, harm);
  int64_t skip = a->who - a->f->groups;
  for (int64_t s = 0; s < a->f->stages; s++) {
    double all = 0;
    for (int64_t g = 0; g < a->f->groups; g++) {
      harm[s * a->who + skip + g] *= a->f->net.harm[s * a->f->groups + g];
      all += harm[s * a->who + skip + g];
    }
    if (skip) harm[s * a->who] = all;
  }
}

static void waits(answer *a) {
  const cpwi_fluid *f = a->f;
  const double *total = a->g->total;
  ratio(a, "wait_mean", a->unit, "time waiting of those who begin service", a->g->wait,
        a->g->waits);
  double *sd = add(a, "wait_sd", a->unit, "standard deviation of their time waiting", "stage who");
  double *within = add(a, "within", "share", "share of waits at most the target", "stage who");
  if (!sd || !within) return;
  int64_t skip = a->who - f->groups;
  for (int64_t s = 0; s < f->stages; s++) {
    double n = 0, sum = 0, squares = 0, in = 0;
    int32_t aimed = 1;
    for (int64_t g = 0; g < f->groups; g++) {
      int64_t c = s * f->groups + g;
      double m = a->g->waits[c] > 0 ? a->g->wait[c] / a->g->waits[c] : CPWI_NAN;
      double v = a->g->wait2[c] / a->g->waits[c] - m * m;
      sd[s * a->who + skip + g] = f->o.cohort ? CPWI_NAN : v > 0 ? sqrt(v) : v * 0;
      double target = f->net.target[c];
      within[s * a->who + skip + g] =
          target < NO_LIMIT && !f->o.cohort ? a->g->within[c] / a->g->waits[c] : CPWI_NAN;
      n += a->g->waits[c];
      sum += a->g->wait[c];
      squares += a->g->wait2[c];
      in += a->g->within[c];
      aimed &= target < NO_LIMIT;
    }
    double v = squares / n - sum / n * (sum / n);
    if (!skip) continue;
    sd[s * a->who] = f->o.cohort ? CPWI_NAN : v > 0 ? sqrt(v) : v * 0;
    within[s * a->who] = aimed && !f->o.cohort ? in / n : CPWI_NAN;
  }
  ratio(a, "stay_mean", a->unit, "people in service over those who leave it, per time",
        total + FLOW_INSIDE * f->cells, total + FLOW_OUT * f->cells);
  ratio(a, "blocked_time", a->unit, "people blocked over those who leave service, per time",
        total + FLOW_BLOCKED * f->cells, total + FLOW_OUT * f->cells);
}

static void capacities(answer *a) {
  const cpwi_fluid *f = a->f;
  double *mean = add(a, "capacity_mean", "people", "planned capacity on average", "stage");
  double *used =
      add(a, "utilisation", "share", "people in service and blocked over capacity", "stage");
  double *left = add(a, "headroom", "people", "capacity that is not used on average", "stage");
  if (!mean || !used || !left) return;
  for (int64_t s = 0; s < f->stages; s++) {
    const fluid_stage *stage = &f->stage[s];
    double in = 0;
    for (int64_t c = s * f->groups; c < (s + 1) * f->groups; c++)
      in +=
          stage->kind == FLUID_SLOTS
              ? a->g->total[FLOW_BEGAN * f->cells + c] + a->g->total[FLOW_MISSED * f->cells + c]
              : a->g->total[FLOW_INSIDE * f->cells + c] + a->g->total[FLOW_BLOCKED * f->cells + c];
    if (stage->kind != FLUID_LINE && stage->kind != FLUID_SLOTS) {
      mean[s] = left[s] = NO_LIMIT;
      used[s] = CPWI_NAN;
      continue;
    }
    mean[s] = stage->planned * cpwi_profile_integral(&stage->capacity, f->o.warm_up, f->o.horizon) /
              a->time;
    used[s] = mean[s] > 0 ? in / a->time / mean[s] : CPWI_NAN;
    left[s] = mean[s] - in / a->time;
  }
}

/* by group, all in front */
static double *groups_of(answer *a, const char *name, const char *unit, const char *what,
                         const double *groups, double divisor) {
  double *out = add(a, name, unit, what, "who"), all = 0;
  int64_t skip = a->who - a->f->groups;
  if (!out) return NULL;
  for (int64_t g = 0; g < a->f->groups; g++) {
    all += groups[g];
    out[skip + g] = groups[g] / divisor;
  }
  if (skip) out[0] = all / divisor;
  return out;
}

static void exits(answer *a) {
  const cpwi_fluid *f = a->f;
  double *out = add(a, "exit_rate", "people", "people who left by the exit, per time", "exit who");
  int64_t skip = a->who - f->groups;
  if (!out) return;
  for (int64_t x = 0; x < f->net.exits; x++) {
    double all = 0;
    for (int64_t g = 0; g < f->groups; g++) {
      double n = a->g->total[f->flow_exit + x * f->groups + g] / a->time;
      out[x * a->who + skip + g] = n;
      all += n;
    }
    if (skip) out[x * a->who] = all;
  }
}

/* people in the network: those at stages of the group, blocked where they are, and those on the way */
static void people(answer *a) {
  const cpwi_fluid *f = a->f;
  const double *total = a->g->total;
  groups_of(a, "entered", "people", "people who came from outside", total + f->flow_entered, 1);
  double *left =
      groups_of(a, "left", "people", "people who left the network", total + f->flow_left, 1);
  groups_of(a, "moved_in", "people", "people whose group became this", total + f->flow_moved_in, 1);
  groups_of(a, "moved_out", "people", "people whose group was this and changed",
            total + f->flow_moved_out, 1);
  groups_of(a, "opening", "people", "people in the network when counting began", a->g->opening, 1);
  groups_of(a, "closing", "people", "people in the network at the end", a->g->closing, 1);
  double *number = groups_of(a, "number_in_system", "people", "people in the network on average",
                             total + f->flow_people, a->time);
  double *time =
      add(a, "time_in_system", a->unit, "people in the network over those who leave it", "who");
  if (!left || !number || !time) return;
  for (int64_t w = 0; w < a->who; w++)
    time[w] = left[w] > 0 ? number[w] * a->time / left[w] : CPWI_NAN;
}

static void pools(answer *a) {
  const cpwi_fluid *f = a->f;
  if (f->pools == 0) return;
  double *used = add(a, "pool_used", "units", "units in use on average", "pool");
  double *there = add(a, "pool_capacity", "units", "units there are on average", "pool");
  if (!used || !there) return;
  for (int64_t p = 0; p < f->pools; p++) {
    used[p] = a->g->total[f->flow_pool + p] / a->time;
    there[p] = f->net.p.pool[p].units *
               cpwi_profile_integral(&f->pool[p], f->o.warm_up, f->o.horizon) / a->time;
  }
}

static void by_time(answer *a, const char *name, const char *unit, const char *what,
                    const double *rows, int64_t figures, int64_t figure) {
  const cpwi_fluid *f = a->f;
  if (!rows) return;
  double *out = add(a, name, unit, what, "time stage who");
  if (!out) return;
  for (int64_t t = 0; t < f->periods; t++)
    by_who(a, rows + (t * figures + figure) * f->cells, 1, out + t * f->stages * a->who);
}

/* all groups together by those who begin */
static void wait_by_time(answer *a) {
  const cpwi_fluid *f = a->f;
  const double *in = a->g->in;
  double *out =
      add(a, "wait", a->unit, "mean wait of those who begin in the period", "time stage who");
  int64_t skip = a->who - f->groups;
  if (!out) return;
  for (int64_t t = 0; t < f->periods; t++)
    for (int64_t s = 0; s < f->stages; s++) {
      const double *row = in + t * IN_FIGURES * f->cells;
      double sum = 0, n = 0;
      double *to = out + (t * f->stages + s) * a->who;
      for (int64_t g = 0; g < f->groups; g++) {
        int64_t c = s * f->groups + g;
        double w = row[IN_WAIT * f->cells + c], begun = row[IN_BEGUN * f->cells + c];
        to[skip + g] = w;
        if (!(begun > 0)) continue;
        sum += w * begun;
        n += begun;
      }
      if (skip) to[0] = n > 0 ? sum / n : CPWI_NAN;
    }
}

static void system_by_time(answer *a) {
  const cpwi_fluid *f = a->f;
  int64_t skip = a->who - f->groups;
  double *out = add(a, "in_system", "people", "people in the network at the time", "time who");
  double *sd = a->g->group_sd ? add(a, "in_system_sd", "people",
                                    "standard deviation over the replications", "time who")
                              : NULL;
  for (int64_t t = 0; out && t < f->periods; t++) {
    double all = 0;
    for (int64_t g = 0; g < f->groups; g++) {
      double n = a->g->group[t * f->groups + g];
      out[t * a->who + skip + g] = n;
      all += n;
      if (sd) sd[t * a->who + skip + g] = a->g->group_sd[t * (f->groups + 1) + 1 + g];
    }
    if (skip) out[t * a->who] = all;
    if (sd && skip) sd[t * a->who] = a->g->group_sd[t * (f->groups + 1)];
  }
}

static void add_times(answer *a) {
  const cpwi_fluid *f = a->f;
  char *text = cpwi_alloc(f->allocator, (size_t)f->periods, CPW_NUMBER_CHARS);
  const char **label = cpwi_alloc(f->allocator, (size_t)f->periods, sizeof *label);
  if (text && label) {
    for (int64_t t = 0; t < f->periods; t++) {
      label[t] = text + t * CPW_NUMBER_CHARS;
      memcpy(text + t * CPW_NUMBER_CHARS, cpwi_number(cpwi_fluid_time(f, t)).text,
             CPW_NUMBER_CHARS);
    }
    a->status = cpw_result_add_dimension(a->result, "time", f->periods, label, a->err);
  } else {
    a->status = cpwi_fail(a->err, CPW_ENOMEM, -1, CPWI_FLUID, "no memory for the times");
  }
  cpwi_release(f->allocator, text);
  cpwi_release(f->allocator, (void *)label);
}

static void series(answer *a) {
  const fluid_figures *g = a->g;
  if (a->status == CPW_OK) add_times(a);
  by_time(a, "queue", "people", "people waiting at the time", g->at, AT_TIMES, AT_QUEUE);
  by_time(a, "inside", "people", "people in service at the time", g->at, AT_TIMES, AT_INSIDE);
  by_time(a, "blocked", "people", "people blocked at the time", g->at, AT_TIMES, AT_BLOCKED);
  by_time(a, "arrived", "people", "people who came in the period", g->in, IN_FIGURES, IN_ARRIVED);
  by_time(a, "served", "people", "people who left after service in the period", g->in, IN_FIGURES,
          IN_SERVED);
  wait_by_time(a);
  system_by_time(a);
  if (!g->at_sd || a->who > a->f->groups) return;
  by_time(a, "queue_sd", "people", "standard deviation of queue over the replications", g->at_sd,
          AT_TIMES, AT_QUEUE);
  by_time(a, "inside_sd", "people", "standard deviation of inside over the replications", g->at_sd,
          AT_TIMES, AT_INSIDE);
}

static void notes(answer *a) {
  static const struct {
    int32_t bit;
    const char *key, *text;
  } said[] = {
      {FLUID_SAID_PHASES, "phases",
       "durations that vary less than options.phases allows were taken with more variation"},
      {FLUID_SAID_HOLD, "blocking_before_service", "taken as blocking after service"},
      {FLUID_SAID_ROUTING, "routing",
       "to the shortest or the first free: in proportion to free places"},
      {FLUID_SAID_CHANGES, "changes",
       "changes while waiting that are not exponential: by the rate of a steady stream"},
      {FLUID_SAID_ORDER, "breach_first", "taken as priority"},
      {FLUID_SAID_RING, "ring",
       "stages block one another in a ring: they slow each other down, nobody is exchanged"},
      {FLUID_SAID_NO_TIME, "no_time", "service without time takes a thousandth of a period"},
      {FLUID_SAID_TRACE, "trace", "arrivals given one by one come evenly over each period"},
      {FLUID_SAID_MISSED, "missed", "who does not attend is called again after the lost service"}};
  for (size_t i = 0; i < sizeof said / sizeof *said && a->status == CPW_OK; i++)
    if (a->f->approximate & said[i].bit)
      a->status = cpw_result_add_note(a->result, said[i].key, said[i].text, a->err);
  if (a->status == CPW_OK)
    a->status =
        cpw_result_add_note(a->result, "engine", a->f->o.cohort ? "cohort" : "fluid", a->err);
}

static void steps(answer *a) {
  void *memory = NULL;
  if (a->status != CPW_OK || a->f->o.cohort) return;
  a->status = cpw_result_add_array(a->result, "steps", "", "steps that were tried", "", CPW_INT64,
                                   CPW_MERGE_SAME, &memory, a->err);
  if (a->status == CPW_OK && memory) *(int64_t *)memory = a->g->steps;
}

int32_t cpwi_fluid_result(const cpwi_fluid *f, const fluid_figures *figures, cpw_result **out,
                          cpw_error *err) {
  answer a = {f, figures, NULL, 0, f->o.horizon - f->o.warm_up, NULL, err, CPW_OK};
  a.unit = f->net.p.time_unit ? f->net.p.time_unit : "days";
  a.status = cpw_result_new(f->allocator, &a.result, err);
  if (a.status == CPW_OK) a.status = cpwi_pathway_dimensions(&f->net, a.result, &a.who, err);
  means(&a);
  waits(&a);
  capacities(&a);
  exits(&a);
  people(&a);
  pools(&a);
  steps(&a);
  if (f->o.series) series(&a);
  notes(&a);
  if (a.status != CPW_OK) {
    cpw_result_free(a.result);
    return a.status;
  }
  *out = a.result;
  return CPW_OK;
}
