/* The change from the baseline, policy by policy: Shapley values or a waterfall, which sum to it exactly.
 * Source: L. S. Shapley, A value for n-person games (1953); drawn orders with their reverse: Castro, Gomez and Tejada,
 * Computers & Operations Research 36 (2009).
 * Leaves the runs to measure.c, exact Shapley values to coalition.h. */
#include "carepath/coalition.h"
#include "carepath/random.h"
#include "carepath/stats.h"
#include "system_explain/internal.h"

#include <string.h>

#define MOST_POLICIES 64
#define PURPOSE       0x6f72646572U /* of the stream: orders of policies */
/* Numbers are rounded to this part of the largest: sums of 64 of them are exact. */
#define GRID 46

typedef struct change {
  cpwi_explain x;
  int32_t policy[MOST_POLICIES];
  int64_t n, sets, pairs;
  uint64_t seed;
  double *value;       /* (sets, cells): coalitions, or in order none, first, first two, ... */
  double *start, *end; /* (cells) */
  double *draw;        /* (pairs, n, cells) */
  double *part, *se, *alone; /* (n, cells) */
} change;

static int32_t no_memory(const change *c, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, c->x.where, "no memory for the runs of %lld policies",
                   (long long)c->n);
}

static int32_t run_policies(const change *c, const int32_t *policy, int64_t count, double *cell,
                            cpw_error *err) {
  cpwi_explain_what what = {c->x.s, CPW_NONE, policy, count};
  int32_t status = cpwi_explain_run(&c->x, &what, NULL, cell, err);
  for (int64_t k = 0; status == CPW_OK && k < c->x.cells; k++)
    status = cpwi_explain_number(&c->x, cell[k], err);
  return status;
}

static int32_t gather(change *c, cpw_error *err) {
  const cpw_system *s = c->x.s;
  int64_t all = c->x.policies;
  for (int64_t k = 0; k < s->picks; k++)
    all += c->x.scenario >= 0 && s->pick[k].scenario == c->x.scenario;
  if (all < 1 || all > MOST_POLICIES)
    return cpwi_fail(err, CPW_EINVAL, -1, c->x.where,
                     "the scenario has %lld policies: 1 to %d can be told apart", (long long)all,
                     MOST_POLICIES);
  for (int64_t k = 0; k < s->picks; k++)
    if (c->x.scenario >= 0 && s->pick[k].scenario == c->x.scenario)
      c->policy[c->n++] = s->pick[k].policy;
  for (int64_t k = 0; k < c->x.policies; k++)
    c->policy[c->n++] = c->x.policy[k];
  for (int64_t k = 0; k < c->n; k++)
    if (c->policy[k] < 0 || c->policy[k] >= s->policies)
      return cpwi_fail(err, CPW_EINVAL, k, c->x.where,
                       "options.run.policy: %d must be a policy, 0 to %lld", c->policy[k],
                       (long long)s->policies - 1);
  return CPW_OK;
}

/* ---------------------------------------------------------------- all coalitions ------------- */

static int32_t coalitions(void *context, int64_t first, int64_t last, cpw_error *err) {
  const change *c = context;
  for (int64_t set = first; set < last; set++) {
    int32_t policy[MOST_POLICIES] = {0};
    int64_t count = 0;
    for (int64_t i = 0; i < c->n; i++)
      if (set >> i & 1) policy[count++] = c->policy[i];
    int32_t status = run_policies(c, policy, count, c->value + set * c->x.cells, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static int32_t shapley(change *c, cpw_error *err) {
  int64_t cells = c->x.cells;
  double *game = cpwi_alloc_zero(c->x.a, (size_t)c->sets, sizeof *game);
  double found[CPW_EXPLAIN_EXACT] = {0};
  if (!game) return no_memory(c, err);
  int32_t status = CPW_OK;
  for (int64_t k = 0; status == CPW_OK && k < cells; k++) {
    for (int64_t set = 0; set < c->sets; set++)
      game[set] = c->value[set * cells + k] - c->value[k];
    status = cpw_coalition_shapley(game, c->n, found, err);
    for (int64_t i = 0; status == CPW_OK && i < c->n; i++) {
      c->part[i * cells + k] = found[i];
      c->alone[i * cells + k] = game[INT64_C(1) << i];
    }
    c->start[k] = c->value[k];
    c->end[k] = c->value[(c->sets - 1) * cells + k];
  }
  cpwi_release(c->x.a, game);
  return status;
}

/* ---------------------------------------------------------------- in order ------------------- */

static int32_t steps(void *context, int64_t first, int64_t last, cpw_error *err) {
  const change *c = context;
  for (int64_t i = first; i < last; i++) {
    int32_t status = run_policies(c, c->policy, i, c->value + i * c->x.cells, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static void waterfall(change *c) {
  int64_t cells = c->x.cells;
  for (int64_t k = 0; k < cells; k++) {
    for (int64_t i = 0; i < c->n; i++)
      c->part[i * cells + k] = c->value[(i + 1) * cells + k] - c->value[i * cells + k];
    c->start[k] = c->value[k];
    c->end[k] = c->value[c->n * cells + k];
  }
}

/* ---------------------------------------------------------------- drawn orders --------------- */

/* What each policy adds in one order, added to `sum` with half weight. */
static int32_t one_order(const change *c, const int64_t *order, double *room, double *sum,
                         cpw_error *err) {
  int64_t cells = c->x.cells;
  double *before = room, *after = room + cells;
  int32_t policy[MOST_POLICIES] = {0};
  memcpy(before, c->start, (size_t)cells * sizeof *before);
  for (int64_t j = 0; j < c->n; j++) {
    policy[j] = c->policy[order[j]];
    int32_t status = CPW_OK;
    if (j + 1 < c->n)
      status = run_policies(c, policy, j + 1, after, err);
    else
      memcpy(after, c->end, (size_t)cells * sizeof *after);
    if (status != CPW_OK) return status;
    for (int64_t k = 0; k < cells; k++)
      sum[order[j] * cells + k] += 0.5 * (after[k] - before[k]);
    memcpy(before, after, (size_t)cells * sizeof *before);
  }
  return CPW_OK;
}

static int32_t pairs(void *context, int64_t first, int64_t last, cpw_error *err) {
  const change *c = context;
  double *room = cpwi_alloc_zero(c->x.a, (size_t)c->x.cells, 2 * sizeof *room);
  if (!room) return no_memory(c, err);
  int32_t status = CPW_OK;
  for (int64_t p = first; status == CPW_OK && p < last; p++) {
    int64_t order[MOST_POLICIES] = {0}, reverse[MOST_POLICIES] = {0};
    cpw_stream stream;
    cpw_stream_init(&stream, c->seed, (uint64_t)p, PURPOSE, 0);
    for (int64_t i = 0; i < c->n; i++)
      order[i] = i;
    cpw_random_shuffle(&stream, order, c->n);
    for (int64_t i = 0; i < c->n; i++)
      reverse[i] = order[c->n - 1 - i];
    double *sum = c->draw + p * c->n * c->x.cells;
    status = one_order(c, order, room, sum, err);
    if (status == CPW_OK) status = one_order(c, reverse, room, sum, err);
  }
  cpwi_release(c->x.a, room);
  return status;
}

static void average(change *c) {
  int64_t wide = c->n * c->x.cells;
  for (int64_t i = 0; i < wide; i++) {
    cpw_moments moments;
    cpw_moments_init(&moments);
    for (int64_t p = 0; p < c->pairs; p++)
      cpw_moments_add(&moments, c->draw[p * wide + i]);
    c->part[i] = cpw_moments_mean(&moments);
    c->se[i] = c->pairs > 1 ? sqrt(cpw_moments_variance(&moments, 1) / (double)c->pairs) : CPWI_NAN;
    c->alone[i] = CPWI_NAN;
  }
}

static int32_t sample(change *c, const cpw_run *run, cpw_error *err) {
  int64_t cells = c->x.cells;
  c->draw = cpwi_alloc_zero(c->x.a, (size_t)(c->pairs * c->n * cells), sizeof *c->draw);
  if (!c->draw) return no_memory(c, err);
  int32_t status = run_policies(c, c->policy, 0, c->start, err);
  if (status == CPW_OK) status = run_policies(c, c->policy, c->n, c->end, err);
  if (status == CPW_OK) status = cpwi_parallel(run, c->pairs, 1, pairs, c, c->x.where, err);
  if (status == CPW_OK) average(c);
  return status;
}

/* ---------------------------------------------------------------- exact sums ----------------- */

static double on_grid(double x, double step) {
  return floor(x / step + 0.5) * step;
}

/* Rounds all to one grid, and gives what is left to the largest part: then parts sum to the change, in any order. */
static void round_all(change *c) {
  int64_t cells = c->x.cells;
  double largest = 0;
  for (int64_t k = 0; k < cells; k++) {
    largest = fmax(largest, fmax(fabs(c->start[k]), fabs(c->end[k])));
    for (int64_t i = 0; i < c->n; i++)
      largest = fmax(largest, fabs(c->part[i * cells + k]));
  }
  if (!(largest > 0)) return;
  int exponent = 0;
  (void)frexp(largest, &exponent);
  double step = ldexp(1, exponent - GRID < -1000 ? -1000 : exponent - GRID);
  for (int64_t k = 0; k < cells; k++) {
    c->start[k] = on_grid(c->start[k], step);
    c->end[k] = on_grid(c->end[k], step);
    double rest = c->end[k] - c->start[k];
    int64_t at = 0;
    for (int64_t i = 0; i < c->n; i++) {
      double *part = &c->part[i * cells + k];
      if (fabs(*part) > fabs(c->part[at * cells + k])) at = i;
      *part = on_grid(*part, step);
      rest -= *part;
    }
    c->part[at * cells + k] += rest;
  }
}

/* ---------------------------------------------------------------- result --------------------- */

static int32_t dimensions(const change *c, cpw_result *r, cpw_error *err) {
  const char *label[MOST_POLICIES] = {0};
  for (int64_t i = 0; i < c->n; i++)
    label[i] = c->x.s->policy[c->policy[i]].id;
  int32_t status = cpw_result_add_dimension(r, "policy", c->n, label, err);
  return status == CPW_OK ? cpwi_explain_cells(&c->x, r, err) : status;
}

static int32_t fill(const change *c, cpw_result *r, cpw_error *err) {
  static const char *const name[6] = {"part", "part_se", "alone", "baseline", "scenario", "change"};
  static const char *const about[6] = {"What the policy changes.",
                                       "Standard error of it: 0 where it is exact.",
                                       "What the policy changes alone.",
                                       "Without the policies.",
                                       "With all of them.",
                                       "Scenario less baseline: the sum of the parts."};
  double *memory[6] = {0};
  int64_t cells = c->x.cells, *runs = NULL;
  int32_t status = dimensions(c, r, err);
  for (int k = 0; status == CPW_OK && k < 6; k++)
    status = cpwi_explain_real(r, name[k], "", about[k], k < 3 ? "policy cell" : "cell", &memory[k],
                               err);
  if (status == CPW_OK) status = cpwi_explain_whole(r, "runs", "", "Runs made.", "", &runs, err);
  if (status != CPW_OK) return status;
  size_t wide = (size_t)(c->n * cells) * sizeof(double);
  memcpy(memory[0], c->part, wide);
  memcpy(memory[1], c->se, wide);
  memcpy(memory[2], c->alone, wide);
  for (int64_t k = 0; k < cells; k++) {
    memory[3][k] = c->start[k];
    memory[4][k] = c->end[k];
    memory[5][k] = c->end[k] - c->start[k];
  }
  *runs = c->sets ? c->sets : 2 + 2 * c->pairs * (c->n - 1);
  const char *method = c->x.o.method == CPW_EXPLAIN_ORDER ? "in the order given"
                       : c->sets                          ? "shapley, exact"
                                                          : "shapley, drawn orders";
  status = cpw_result_add_note(r, "method", method, err);
  if (status == CPW_OK)
    status = cpw_result_add_note(r, "measure", cpw_system_measure_name(c->x.o.measure), err);
  return status;
}

static int32_t make_room(change *c, cpw_error *err) {
  int64_t cells = c->x.cells, wide = c->n * cells;
  c->start = cpwi_alloc_zero(c->x.a, (size_t)cells, sizeof *c->start);
  c->end = cpwi_alloc_zero(c->x.a, (size_t)cells, sizeof *c->end);
  c->part = cpwi_alloc_zero(c->x.a, (size_t)wide, sizeof *c->part);
  c->se = cpwi_alloc_zero(c->x.a, (size_t)wide, sizeof *c->se);
  c->alone = cpwi_alloc_zero(c->x.a, (size_t)wide, sizeof *c->alone);
  if (c->sets) c->value = cpwi_alloc_zero(c->x.a, (size_t)(c->sets * cells), sizeof *c->value);
  if (!c->start || !c->end || !c->part || !c->se || !c->alone || (c->sets && !c->value))
    return no_memory(c, err);
  return CPW_OK;
}

static int32_t explain(change *c, const cpw_run *run, cpw_error *err) {
  int ordered = c->x.o.method == CPW_EXPLAIN_ORDER;
  if (ordered)
    c->sets = c->n + 1;
  else if (c->n <= CPW_EXPLAIN_EXACT)
    c->sets = INT64_C(1) << c->n;
  c->pairs = c->x.o.samples / 2;
  int32_t status = make_room(c, err);
  if (status != CPW_OK) return status;
  if (ordered) {
    status = cpwi_parallel(run, c->sets, 1, steps, c, c->x.where, err);
    if (status == CPW_OK) waterfall(c);
    for (int64_t i = 0; i < c->n * c->x.cells; i++)
      c->alone[i] = CPWI_NAN;
  } else if (c->sets) {
    status = cpwi_parallel(run, c->sets, 1, coalitions, c, c->x.where, err);
    if (status == CPW_OK) status = shapley(c, err);
  } else {
    status = sample(c, run, err);
  }
  if (status == CPW_OK) round_all(c);
  return status;
}

static void release(const change *c) {
  void *const block[] = {c->value, c->start, c->end, c->draw, c->part, c->se, c->alone};
  for (size_t i = 0; i < sizeof block / sizeof *block; i++)
    cpwi_release(c->x.a, block[i]);
}

int32_t cpw_system_explain_change(const cpw_system *system,
                                  const cpw_system_explain_options *options, const cpw_run *run,
                                  cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpw_run known;
  change c = {.n = 0};
  int32_t status = cpwi_take_run(&known, run, __func__, err);
  if (status == CPW_OK) status = cpwi_explain_take(&c.x, system, options, __func__, err);
  if (status == CPW_OK) status = gather(&c, err);
  if (status != CPW_OK) return status;
  c.seed = known.seed;
  cpw_result *r = NULL;
  status = explain(&c, &known, err);
  if (status == CPW_OK) status = cpw_result_new(c.x.a, &r, err);
  if (status == CPW_OK) status = fill(&c, r, err);
  release(&c);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}
