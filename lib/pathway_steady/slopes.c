/* What a little more capacity, or demand, does to the waits and to the time in the network.
 * Product form without losses: each wait by its own slopes (queue.h), streams by the traffic equations, which are linear.
 * Otherwise central differences of the whole solution with Richardson's step (error of the fourth order).
 * Leaves the solution to steady.c. */
#include "pathway_steady/internal.h"

#include <string.h>

typedef struct slopes {
  cpwi_steady *s;
  double *wait_capacity, *wait_demand; /* (stages, stages), (stages, arrivals) */
  double *time_capacity, *time_demand; /* (stages), (arrivals) */
  const char *where;
  cpw_error *err;
} slopes;

/* ---------------------------------------------------------------- figures that are derived -- */

/* Mean wait of a stage over those who come. */
static double stage_wait(const cpwi_steady *s, int64_t i) {
  double come = 0.0, wait = 0.0;
  for (int64_t c = i * s->net.groups; c < (i + 1) * s->net.groups; c++) {
    double rate = cpwi_steady_coming(s, c);
    come += rate;
    if (rate > 0.0) wait += rate * s->wait[c];
  }
  return come > 0.0 ? wait / come : CPWI_NAN;
}

double cpwi_steady_travelling(const cpwi_steady *s, int64_t cell) {
  double sum = 0.0;
  for (int64_t w = s->net.way_first[cell]; w < s->net.way_first[cell + 1]; w++) {
    double mean = 0.0;
    if (!s->net.way[w].delay) continue;
    if (cpw_duration_moments(s->net.way[w].delay, &mean, NULL, NULL, NULL) == CPW_OK)
      sum += s->rate[cell] * s->served[cell] * s->net.way[w].chance * mean;
  }
  return sum;
}

/* Mean time in the network: people / those who come (Little). */
static double system_time(const cpwi_steady *s) {
  double come = 0.0, people = 0.0;
  for (int64_t c = 0; c < s->net.cells; c++) {
    come += s->outside[c];
    people += cpwi_steady_waiting(s, c);
    people += s->rate[c] * s->served[c] * (s->m1[c] * s->stay[c] + s->blocked[c]);
    people += cpwi_steady_travelling(s, c);
  }
  return come > 0.0 ? people / come : CPWI_NAN;
}

/* ---------------------------------------------------------------- closed forms -------------- */

static int32_t closed(const cpwi_steady *s) {
  if (!s->poisson || s->net.change_first[s->net.cells] > 0) return 0;
  for (int64_t i = 0; i < s->net.stages; i++)
    if (s->method[i] != CPW_STEADY_EXACT && s->method[i] != CPW_STEADY_NOBODY &&
        s->method[i] != CPW_STEADY_INFINITE)
      return 0;
  return 1;
}

/* Rates if one more a time came by the row alone: the equations are linear. */
static void unit_rates(cpwi_steady *s, const cpw_arrivals *a, double *kept) {
  memcpy(kept, s->outside, (size_t)s->net.cells * sizeof *kept);
  memset(s->outside, 0, (size_t)s->net.cells * sizeof *kept);
  s->outside[a->stage * s->net.groups + a->group] = 1.0;
  cpwi_steady_traffic(s);
  memcpy(s->outside, kept, (size_t)s->net.cells * sizeof *kept);
}

/* Effect of the row: waits by the streams that it adds; time = people/come, so (people' - time)/come. */
static void demand_row(slopes *z, int64_t row, const cpw_queue_wait_slopes *slope, double come,
                       double time, double *kept) {
  cpwi_steady *s = z->s;
  double people = 0.0;
  unit_rates(s, &s->net.p.arrival[row], kept);
  for (int64_t i = 0; i < s->net.stages; i++) {
    double more = 0.0;
    for (int64_t c = i * s->net.groups; c < (i + 1) * s->net.groups; c++) {
      more += s->rate[c];
      people += s->rate[c] * (s->wait[c] + s->m1[c]) + cpwi_steady_travelling(s, c);
    }
    double by = slope[i].by_arrivals * more;
    z->wait_demand[i * s->net.p.arrivals + row] = by;
    people += s->lambda[i] * by;
  }
  z->time_demand[row] = (people - time) / come;
}

static int32_t by_closed_forms(slopes *z, cpw_queue_wait_slopes *slope, double *kept) {
  cpwi_steady *s = z->s;
  double come = 0.0, time = system_time(s);
  for (int64_t c = 0; c < s->net.cells; c++)
    come += s->outside[c];
  for (int64_t i = 0; i < s->net.stages; i++) {
    memset(&slope[i], 0, sizeof slope[i]);
    if (s->method[i] != CPW_STEADY_EXACT) continue;
    int32_t status =
        cpw_queue_mmc_wait_slopes(s->lambda[i], 1.0 / s->tau[i], s->capacity[i], &slope[i], z->err);
    if (status != CPW_OK) return status;
    z->wait_capacity[i * s->net.stages + i] = slope[i].by_servers;
    z->time_capacity[i] = s->lambda[i] * slope[i].by_servers / come;
  }
  double *rate = kept + s->net.cells;
  memcpy(rate, s->rate, (size_t)s->net.cells * sizeof *rate);
  for (int64_t r = 0; r < s->net.p.arrivals; r++)
    demand_row(z, r, slope, come, time, kept);
  memcpy(s->rate, rate, (size_t)s->net.cells * sizeof *rate);
  return CPW_OK;
}

/* ---------------------------------------------------------------- differences --------------- */

/* Waits and time with a number changed by `by`. */
/* No solution there: no slope; no memory is an error. */
static int32_t moved(slopes *z, double *number, double by, double *out) {
  cpwi_steady *s = z->s;
  double kept = *number;
  *number = kept + by;
  int32_t status = cpwi_steady_solve(s, z->where, z->err);
  for (int64_t i = 0; i < s->net.stages; i++)
    out[i] = status == CPW_OK ? stage_wait(s, i) : CPWI_NAN;
  out[s->net.stages] = status == CPW_OK ? system_time(s) : CPWI_NAN;
  *number = kept;
  return status == CPW_ENOMEM ? status : CPW_OK;
}

/* (4 D(h/2) - D(h)) / 3, D the central difference. */
static int32_t difference(slopes *z, double *number, double *work, double *to, int64_t stride,
                          double *time) {
  int64_t n = z->s->net.stages + 1;
  double h = (*number > 0.0 ? *number : 1.0) * 1e-3;
  static const double step[] = {1.0, -1.0, 0.5, -0.5};
  for (int k = 0; k < 4; k++)
    if (moved(z, number, step[k] * h, work + k * n) != CPW_OK) return CPW_ENOMEM;
  for (int64_t i = 0; i < n; i++) {
    double wide = (work[i] - work[n + i]) / (2.0 * h),
           close = (work[2 * n + i] - work[3 * n + i]) / h;
    double slope = (4.0 * close - wide) / 3.0;
    if (i < n - 1)
      to[i * stride] = slope;
    else
      *time = slope;
  }
  return CPW_OK;
}

/* Formulae for whole servers have no slope by them. */
static int32_t whole_servers(const cpwi_steady *s, int64_t k) {
  return s->method[k] == CPW_STEADY_LOSS || s->method[k] == CPW_STEADY_PAIR ||
         cpwi_steady_blocks(s, k);
}

static void no_slope(slopes *z, int64_t k) {
  for (int64_t i = 0; i < z->s->net.stages; i++)
    z->wait_capacity[i * z->s->net.stages + k] = CPWI_NAN;
  z->time_capacity[k] = CPWI_NAN;
}

static int32_t by_differences(slopes *z, double *work) {
  cpwi_steady *s = z->s;
  int64_t stages = s->net.stages, rows = s->net.p.arrivals;
  for (int64_t k = 0; k < stages; k++) {
    if (!(s->capacity[k] < (double)INFINITY && s->capacity[k] > 0.0)) continue;
    if (whole_servers(s, k)) {
      no_slope(z, k);
      continue;
    }
    int32_t status =
        difference(z, &s->capacity[k], work, z->wait_capacity + k, stages, &z->time_capacity[k]);
    if (status == CPW_OK) status = cpwi_steady_solve(s, z->where, z->err);
    if (status != CPW_OK) return status;
  }
  for (int64_t r = 0; r < rows; r++) {
    const cpw_arrivals *a = &s->net.p.arrival[r];
    int32_t status = difference(z, &s->outside[a->stage * s->net.groups + a->group], work,
                                z->wait_demand + r, rows, &z->time_demand[r]);
    if (status != CPW_OK) return status;
  }
  return cpwi_steady_solve(s, z->where, z->err);
}

/* ---------------------------------------------------------------- in the result ------------- */

static double *add(slopes *z, cpw_result *r, const char *name, const char *what,
                   const char *dimensions, int32_t *status) {
  void *memory = NULL;
  if (*status == CPW_OK)
    *status = cpw_result_add_array(r, name, "", what, dimensions, CPW_DOUBLE, CPW_MERGE_SAME,
                                   &memory, z->err);
  return memory;
}

int32_t cpwi_steady_slopes(cpwi_steady *s, cpw_result *r, const char *where, cpw_error *err) {
  slopes z = {s, NULL, NULL, NULL, NULL, where, err};
  size_t stages = (size_t)s->net.stages, cells = (size_t)s->net.cells;
  int32_t status = cpw_result_add_dimension(r, "by_stage", s->net.stages, NULL, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(r, "by_arrival", s->net.p.arrivals, NULL, err);
  z.wait_capacity =
      add(&z, r, "wait_by_capacity", "derivative of the mean wait by the capacity of a stage",
          "stage by_stage", &status);
  z.wait_demand =
      add(&z, r, "wait_by_demand", "derivative of the mean wait by the rate of a row of arrivals",
          "stage by_arrival", &status);
  z.time_capacity = add(&z, r, "time_by_capacity",
                        "derivative of the mean time in the network by the capacity of a stage",
                        "by_stage", &status);
  z.time_demand = add(&z, r, "time_by_demand",
                      "derivative of the mean time in the network by the rate of a row of arrivals",
                      "by_arrival", &status);
  if (status != CPW_OK) return status;
  cpw_queue_wait_slopes *slope = cpwi_alloc(s->allocator, stages, sizeof *slope);
  double *work = cpwi_alloc(s->allocator, 2 * cells + 4 * (stages + 1), sizeof *work);
  if (!slope || !work)
    status = cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for derivatives");
  else
    status = closed(s) ? by_closed_forms(&z, slope, work) : by_differences(&z, work);
  cpwi_release(s->allocator, slope);
  cpwi_release(s->allocator, work);
  return status;
}
