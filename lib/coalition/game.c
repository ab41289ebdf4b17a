/* Games as arrays: options of any age, checks, closed forms written down, functions called for every coalition.
 * Source: the definitions in carepath/coalition.h.
 * Leaves values and stability to the other files. */
#include "coalition/internal.h"

#include <math.h>
#include <string.h>

static cpw_coalition_options defaults(void) {
  cpw_coalition_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.tolerance = 1e-9;
  return o;
}

void cpw_coalition_options_init_sized(cpw_coalition_options *options, size_t size) {
  cpw_coalition_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

void cpw_coalition_game_init_sized(cpw_coalition_game *game, size_t size) {
  cpw_coalition_game g = {.struct_size = sizeof g};
  cpwi_init_sized(game, size, &g, sizeof g);
}

static int32_t take_options(cpwi_game *g, const cpw_coalition_options *options, cpw_error *err) {
  g->options = defaults();
  int32_t status = cpwi_take_options(&g->options, sizeof g->options, options, g->where, err);
  const cpwi_choice choices[] = {{"costs", g->options.costs, 1},
                                 {"preimputations", g->options.preimputations, 1}};
  if (status == CPW_OK) status = cpwi_check_choices(choices, 2, g->where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(g->options.allocator, g->where, err);
  if (status != CPW_OK) return status;
  if (!(g->options.tolerance >= 0 && g->options.tolerance <= 0.1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, g->where, "options.tolerance = %s must be in [0, 0.1]",
                     cpwi_number(g->options.tolerance).text);
  cpw_run run;
  return cpwi_take_run(&run, g->options.run, g->where, err);
}

static int32_t check_values(cpwi_game *g, int64_t most, cpw_error *err) {
  if (g->n < 1 || g->n > most)
    return cpwi_fail(err, CPW_EINVAL, -1, g->where, "n = %lld must be 1 to %lld", (long long)g->n,
                     (long long)most);
  if (!g->values) return cpwi_fail(err, CPW_EINVAL, -1, g->where, "values is NULL");
  g->sets = INT64_C(1) << g->n;
  double greatest = 0;
  for (int64_t set = 0; set < g->sets; set++) {
    double v = g->values[set];
    if (v - v != 0)
      return cpwi_fail(err, CPW_EDOMAIN, set, g->where, "values[%lld] = %s must be finite",
                       (long long)set, cpwi_number(v).text);
    greatest = fabs(v) > greatest ? fabs(v) : greatest;
  }
  if (fabs(g->values[0]) > 0)
    return cpwi_fail(err, CPW_EDOMAIN, 0, g->where, "values[0] = %s must be 0: it is nobody",
                     cpwi_number(g->values[0]).text);
  if (greatest > 1e300)
    return cpwi_fail(err, CPW_EDOMAIN, -1, g->where, "values as great as %s: at most 1e300",
                     cpwi_number(greatest).text);
  g->scale = greatest > 0 ? greatest : 1;
  return CPW_OK;
}

int32_t cpwi_game_take(cpwi_game *g, const double *values, int64_t n, int64_t most,
                       const cpw_coalition_options *options, const char *where, cpw_error *err) {
  memset(g, 0, sizeof *g);
  g->where = where;
  g->values = values;
  g->n = n;
  int32_t status = take_options(g, options, err);
  g->sign = g->options.costs ? -1 : 1;
  return status == CPW_OK ? check_values(g, most, err) : status;
}

int32_t cpwi_game_goes_on(const cpwi_game *g, double done, cpw_error *err) {
  const cpw_run *run = g->options.run;
  if (!run) return CPW_OK;
  int stop = run->cancel && cpwi_read_flag(run->cancel);
  if (!stop && run->progress) stop = run->progress(run->progress_context, done) != 0;
  return stop ? cpwi_fail(err, CPW_ECANCELLED, -1, g->where, "cancelled by the caller") : CPW_OK;
}

/* ---------------------------------------------------------------- closed forms -------------- */

static int32_t check_form(int32_t form, double amount, const double *members, int64_t n,
                          const double *values, const char *where, cpw_error *err) {
  if (form < CPW_COALITION_SUM || form > CPW_COALITION_SQUARE)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "form = %d must be 0 to %d", (int)form,
                     CPW_COALITION_SQUARE);
  if (n < 1 || n > CPW_COALITION_MOST)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "n = %lld must be 1 to %d", (long long)n,
                     CPW_COALITION_MOST);
  if (!members || !values)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", members ? "values" : "members");
  if (form >= CPW_COALITION_FIXED && amount - amount != 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "amount = %s must be finite",
                     cpwi_number(amount).text);
  double sum = 0;
  for (int64_t i = 0; i < n; i++) {
    sum += members[i];
    if (!(members[i] >= 0 && members[i] - members[i] == 0))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "members[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(members[i]).text);
  }
  double most = form == CPW_COALITION_SQUARE ? amount * sum * sum : sum;
  if (!(fabs(most) + fabs(form >= CPW_COALITION_FIXED ? amount : 0) <= 1e300))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "the values would be above 1e300");
  return CPW_OK;
}

/* the value of a coalition whose members have `sum` together (MAX: the greatest) */
static double form_value(int32_t form, double amount, double sum, double all) {
  switch (form) {
  case CPW_COALITION_FIXED:
    return amount + sum;
  case CPW_COALITION_CLAIMS: /* sum of S, so that the others claim all - sum */
    return amount - (all - sum) > 0 ? amount - (all - sum) : 0;
  case CPW_COALITION_VOTE:
    return sum >= amount ? 1 : 0;
  case CPW_COALITION_SQUARE:
    return amount * sum * sum;
  default:
    return sum;
  }
}

int32_t cpw_coalition_table(int32_t form, double amount, const double *members, int64_t n,
                            double *values, cpw_error *err) {
  int32_t status = check_form(form, amount, members, n, values, __func__, err);
  if (status != CPW_OK) return status;
  int64_t sets = INT64_C(1) << n;
  values[0] = 0;
  for (int64_t i = 0; i < n; i++) {
    int64_t bit = INT64_C(1) << i;
    for (int64_t set = 0; set < bit; set++) {
      double rest = values[set], mine = members[i];
      values[bit + set] = form != CPW_COALITION_MAX ? rest + mine : rest > mine ? rest : mine;
    }
  }
  double all = values[sets - 1];
  for (int64_t set = 1; set < sets; set++)
    values[set] = form_value(form, amount, values[set], all);
  return CPW_OK;
}

/* ---------------------------------------------------------------- functions ----------------- */

typedef struct listing {
  const cpw_coalition_game *game;
  const char *where;
  double *values;
} listing;

static int32_t list_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  const listing *l = context;
  int64_t members[CPW_COALITION_MOST] = {0};
  for (int64_t set = first + 1; set <= last; set++) {
    int64_t count = 0;
    for (int64_t i = 0; set >> i != 0; i++)
      if (set >> i & 1) members[count++] = i;
    double v = CPWI_NAN;
    int32_t status = l->game->worth(l->game->context, members, count, &v);
    if (status < 0)
      return cpwi_fail(err, status, set, l->where, "the game failed at coalition %lld",
                       (long long)set);
    if (v - v != 0)
      return cpwi_fail(err, CPW_EDOMAIN, set, l->where,
                       "the game gives coalition %lld the value %s, which is not finite",
                       (long long)set, cpwi_number(v).text);
    l->values[set] = v;
  }
  return CPW_OK;
}

int32_t cpw_coalition_tabulate(const cpw_coalition_game *game, int64_t n, const cpw_run *run,
                               double *values, cpw_error *err) {
  cpw_coalition_game g = {.struct_size = sizeof g};
  cpw_run r;
  int32_t status = cpwi_take_options(&g, sizeof g, game, __func__, err);
  if (status == CPW_OK) status = cpwi_take_run(&r, run, __func__, err);
  if (status != CPW_OK) return status;
  if (!g.worth || !values)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     g.worth ? "values" : "game.worth");
  if (n < 1 || n > CPW_COALITION_MOST)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "n = %lld must be 1 to %d", (long long)n,
                     CPW_COALITION_MOST);
  listing l = {&g, __func__, values};
  values[0] = 0;
  return cpwi_parallel(&r, (INT64_C(1) << n) - 1, 64, list_range, &l, __func__, err);
}
