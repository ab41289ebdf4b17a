/* A commons as the caller gives it, checked and made ready: rows in the order of their names, defaults filled in.
 * Source: the domains in carepath/system_govern.h.
 * Leaves what is decided to the other files. */
#include "system_govern/internal.h"

#include "base/order.h"

#include <string.h>

/* the most pounds of a line: every pound is still told apart as a double */
#define MOST_POUNDS (INT64_C(1) << 53)

void cpw_system_commons_init_sized(cpw_system_commons *commons, size_t size) {
  cpw_system_commons c = {.struct_size = sizeof c, .lines = 1};
  cpwi_init_sized(commons, size, &c, sizeof c);
}

static cpw_system_govern_options defaults(void) {
  cpw_system_govern_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.tolerance = 1e-9;
  o.rounds = 1000;
  o.steps = 10;
  return o;
}

void cpw_system_govern_options_init_sized(cpw_system_govern_options *options, size_t size) {
  cpw_system_govern_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

/* ---------------------------------------------------------------- order --------------------- */

static int by_name(const void *context, const void *a, const void *b) {
  const char *const *names = context;
  int64_t i = *(const int64_t *)a, j = *(const int64_t *)b;
  int order = strcmp(names[i] ? names[i] : "", names[j] ? names[j] : "");
  return order != 0 ? order : (i > j) - (i < j);
}

int32_t cpwi_govern_order(const char *const *names, int64_t n, const cpw_allocator *allocator,
                          int64_t *order, const char *where, cpw_error *err) {
  for (int64_t i = 0; i < n; i++)
    order[i] = i;
  if (names && !cpwi_sort(allocator, order, n, sizeof *order, by_name, names))
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "out of memory for %lld names", (long long)n);
  return CPW_OK;
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t domain(cpw_error *err, const char *where, const char *field, int64_t row,
                      double value, const char *rule) {
  return cpwi_fail(err, CPW_EDOMAIN, row, where, "%s[%lld] = %s must be %s", field, (long long)row,
                   cpwi_number(value).text, rule);
}

static int32_t check_curves(const cpwi_commons *g, const cpw_response *curves, const char *field,
                            cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t o = 0; curves && o < g->c.options && status == CPW_OK; o++)
    status = cpwi_commons_curve(&curves[o], field, o, g->where, err);
  return status;
}

static int32_t check_amounts(const cpwi_commons *g, const char *field, const double *x, int64_t n,
                             int positive, cpw_error *err) {
  for (int64_t i = 0; x && i < n; i++)
    if (!(positive ? x[i] > 0 : x[i] >= 0) || x[i] - x[i] != 0)
      return domain(err, g->where, field, i, x[i], positive ? "finite and > 0" : "finite and >= 0");
  return CPW_OK;
}

static int32_t check_names(const cpwi_commons *g, const char *field, const char *const *names,
                           int64_t n, cpw_error *err) {
  for (int64_t i = 0; names && i < n; i++)
    if (!names[i])
      return cpwi_fail(err, CPW_EINVAL, i, g->where, "%s[%lld] is NULL", field, (long long)i);
  return CPW_OK;
}

static int32_t check_sizes(const cpwi_commons *g, cpw_error *err) {
  const cpw_system_commons *c = &g->c;
  if (c->members < 1 || c->options < 1 || c->lines < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, g->where,
                     "members = %lld, options = %lld and lines = %lld must be >= 1",
                     (long long)c->members, (long long)c->options, (long long)c->lines);
  int64_t cells = 0;
  if (!cpwi_multiply(c->options, c->members, &cells) ||
      !cpwi_multiply(c->members, c->lines, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, g->where, "too many members and options");
  if (!c->response || !c->budget)
    return cpwi_fail(err, CPW_EINVAL, -1, g->where, "%s is NULL",
                     c->response ? "budget" : "response");
  if (c->lines > 1 && !c->line)
    return cpwi_fail(err, CPW_EINVAL, -1, g->where, "line is NULL: there are %lld lines",
                     (long long)c->lines);
  if (!c->share && !c->owner)
    return cpwi_fail(err, CPW_EINVAL, -1, g->where,
                     "share and owner are NULL: whose is the benefit?");
  int32_t status = check_names(g, "member", c->member, c->members, err);
  if (status == CPW_OK) status = check_names(g, "option", c->option, c->options, err);
  return status == CPW_OK ? check_names(g, "line_name", c->line_name, c->lines, err) : status;
}

static int32_t check_places(const cpwi_commons *g, cpw_error *err) {
  const cpw_system_commons *c = &g->c;
  for (int64_t o = 0; o < c->options; o++) {
    if (c->line && (c->line[o] < 0 || c->line[o] >= c->lines))
      return cpwi_fail(err, CPW_EINVAL, o, g->where, "line[%lld] = %lld must be 0 to %lld",
                       (long long)o, (long long)c->line[o], (long long)c->lines - 1);
    if (c->owner && (c->owner[o] < (c->share ? -1 : 0) || c->owner[o] >= c->members))
      return cpwi_fail(err, CPW_EINVAL, o, g->where, "owner[%lld] = %lld must be %d to %lld%s",
                       (long long)o, (long long)c->owner[o], c->share ? -1 : 0,
                       (long long)c->members - 1, c->share ? "" : " (there are no shares)");
    if (c->upper && !(c->upper[o] >= 0))
      return domain(err, g->where, "upper", o, c->upper[o], ">= 0");
  }
  return CPW_OK;
}

static int32_t check_budget(const cpwi_commons *g, cpw_error *err) {
  const cpw_system_commons *c = &g->c;
  for (int64_t l = 0; l < c->lines; l++) {
    int64_t sum = 0;
    for (int64_t m = 0; m < c->members; m++) {
      int64_t at = m * c->lines + l, money = c->budget[at];
      if (money < 0)
        return cpwi_fail(err, CPW_EDOMAIN, at, g->where, "budget[%lld] = %lld must be >= 0",
                         (long long)at, (long long)money);
      if (money > MOST_POUNDS - sum)
        return cpwi_fail(err, CPW_EOVERFLOW, at, g->where,
                         "the budgets of line %lld sum to more than 2^53 pounds", (long long)l);
      sum += money;
    }
  }
  return CPW_OK;
}

static int32_t check_commons(const cpwi_commons *g, cpw_error *err) {
  const cpw_system_commons *c = &g->c;
  int32_t status = check_sizes(g, err);
  if (status == CPW_OK) status = check_places(g, err);
  if (status == CPW_OK) status = check_budget(g, err);
  if (status == CPW_OK) status = check_curves(g, c->response, "response", err);
  if (status == CPW_OK)
    status = check_amounts(g, "share", c->share, c->options * c->members, 0, err);
  if (status == CPW_OK) status = check_amounts(g, "weight", c->weight, c->members, 1, err);
  return status == CPW_OK ? check_amounts(g, "people", c->people, c->members, 1, err) : status;
}

static int32_t check_shares(const cpwi_commons *g, const char *field, const double *x,
                            cpw_error *err) {
  for (int64_t i = 0; x && i < g->c.members; i++)
    if (!(x[i] >= 0 && x[i] <= 1)) return domain(err, g->where, field, i, x[i], "in [0, 1]");
  return CPW_OK;
}

static int32_t check_votes(const cpwi_commons *g, cpw_error *err) {
  int64_t all = 0;
  for (int64_t m = 0; m < g->c.members; m++) {
    int64_t votes = g->o.votes ? g->o.votes[m] : 1;
    if (votes < 0 || votes > INT32_MAX - all)
      return cpwi_fail(err, CPW_EDOMAIN, m, g->where,
                       "options.votes[%lld] = %lld must be >= 0 and all together below 2^31",
                       (long long)m, (long long)votes);
    all += votes;
  }
  if (all == 0) return cpwi_fail(err, CPW_EDOMAIN, -1, g->where, "options.votes are all 0");
  if (g->o.quota < 0 || g->o.quota > all)
    return cpwi_fail(err, CPW_EDOMAIN, -1, g->where, "options.quota = %lld must be 0 to %lld",
                     (long long)g->o.quota, (long long)all);
  return CPW_OK;
}

static int32_t check_some(const cpwi_commons *g, const double *x, cpw_error *err) {
  for (int64_t m = 0; x && m < g->c.members; m++)
    if (x[m] > 0) return CPW_OK;
  return x ? cpwi_fail(err, CPW_EDOMAIN, -1, g->where, "options.capitation is 0 for all") : CPW_OK;
}

static int32_t check_numbers(const cpwi_commons *g, cpw_error *err) {
  const cpw_system_govern_options *o = &g->o;
  if (!(o->tolerance >= 1e-12 && o->tolerance <= 0.1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, g->where,
                     "options.tolerance = %s must be in [1e-12, 0.1]",
                     cpwi_number(o->tolerance).text);
  if (o->rounds < 1)
    return cpwi_fail(err, CPW_EDOMAIN, -1, g->where, "options.rounds = %lld must be >= 1",
                     (long long)o->rounds);
  if (o->steps < 1 || o->steps > 1000)
    return cpwi_fail(err, CPW_EDOMAIN, -1, g->where, "options.steps = %d must be 1 to 1000",
                     (int)o->steps);
  const struct {
    const char *name;
    double value;
  } amounts[] = {{"noise", o->noise}, {"cost_pool", o->cost_pool}, {"cost_member", o->cost_member}};
  for (size_t k = 0; k < sizeof amounts / sizeof *amounts; k++)
    if (!(amounts[k].value >= 0) || amounts[k].value - amounts[k].value != 0)
      return cpwi_fail(err, CPW_EDOMAIN, -1, g->where, "options.%s = %s must be finite and >= 0",
                       amounts[k].name, cpwi_number(amounts[k].value).text);
  if (o->knowledge == CPW_GOVERN_GIVEN && !o->believed)
    return cpwi_fail(err, CPW_EINVAL, -1, g->where, "options.believed is NULL");
  return CPW_OK;
}

static int32_t check_options(const cpwi_commons *g, cpw_error *err) {
  const cpwi_choice choice = {"knowledge", g->o.knowledge, CPW_GOVERN_GIVEN};
  int32_t status = cpwi_check_choices(&choice, 1, g->where, err);
  if (status == CPW_OK) status = check_numbers(g, err);
  if (status == CPW_OK) status = check_curves(g, g->o.believed, "options.believed", err);
  if (status == CPW_OK) status = check_curves(g, g->o.local, "options.local", err);
  if (status == CPW_OK) status = check_amounts(g, "options.size", g->o.size, g->c.options, 1, err);
  if (status == CPW_OK)
    status = check_amounts(g, "options.capitation", g->o.capitation, g->c.members, 0, err);
  if (status == CPW_OK) status = check_some(g, g->o.capitation, err);
  if (status == CPW_OK) status = check_shares(g, "options.compliance", g->o.compliance, err);
  return status == CPW_OK ? check_votes(g, err) : status;
}

/* ---------------------------------------------------------------- copies -------------------- */

static int32_t room(cpwi_commons *g, cpw_error *err) {
  const cpw_allocator *a = g->o.allocator;
  size_t m = (size_t)g->members, n = (size_t)g->options, l = (size_t)g->lines;
  g->member_row = cpwi_alloc_zero(a, m, sizeof *g->member_row);
  g->option_row = cpwi_alloc_zero(a, n, sizeof *g->option_row);
  g->line = cpwi_alloc_zero(a, n, sizeof *g->line);
  g->owner = cpwi_alloc_zero(a, n, sizeof *g->owner);
  g->budget = cpwi_alloc_zero(a, m * l, sizeof *g->budget);
  g->line_money = cpwi_alloc_zero(a, l, sizeof *g->line_money);
  const int64_t points = cpwi_govern_points(g->c.response, g->options) +
                         cpwi_govern_points(g->o.local, g->options) +
                         cpwi_govern_points(g->o.believed, g->options);
  g->points = cpwi_alloc_zero(a, (size_t)points + 1, 2 * sizeof *g->points);
  g->response = cpwi_alloc_zero(a, n, sizeof *g->response);
  g->believed = cpwi_alloc_zero(a, n, sizeof *g->believed);
  g->local = cpwi_alloc_zero(a, n, sizeof *g->local);
  g->share = cpwi_alloc_zero(a, n * m, sizeof *g->share);
  g->upper = cpwi_alloc_zero(a, n, sizeof *g->upper);
  g->worth = cpwi_alloc_zero(a, n, sizeof *g->worth);
  g->weight = cpwi_alloc_zero(a, m, sizeof *g->weight);
  g->people = cpwi_alloc_zero(a, m, sizeof *g->people);
  if (!g->member_row || !g->option_row || !g->line || !g->owner || !g->budget || !g->line_money ||
      !g->points || !g->believed || !g->response || !g->local || !g->share || !g->upper ||
      !g->worth || !g->weight || !g->people)
    return cpwi_fail(err, CPW_ENOMEM, -1, g->where, "out of memory for %lld members, %lld options",
                     (long long)g->members, (long long)g->options);
  return CPW_OK;
}

static void copy_members(cpwi_commons *g) {
  for (int64_t k = 0; k < g->members; k++) {
    int64_t row = g->member_row[k];
    g->weight[k] = g->c.weight ? g->c.weight[row] : 1;
    g->people[k] = g->c.people ? g->c.people[row] : 1;
    for (int64_t l = 0; l < g->lines; l++) {
      int64_t money = g->c.budget[row * g->lines + l];
      g->budget[k * g->lines + l] = money;
      g->line_money[l] += money;
    }
  }
}

static int64_t owner_of(const cpwi_commons *g, int64_t row) {
  for (int64_t m = 0; g->c.owner && m < g->members; m++)
    if (g->member_row[m] == g->c.owner[row]) return m;
  return -1;
}

static void copy_option(cpwi_commons *g, int64_t k, double **room) {
  int64_t row = g->option_row[k];
  g->response[k] = cpwi_govern_clean(&g->c.response[row], room);
  g->local[k] = g->o.local ? cpwi_govern_clean(&g->o.local[row], room) : g->response[k];
  g->believed[k] = g->o.believed ? cpwi_govern_clean(&g->o.believed[row], room) : g->response[k];
  g->line[k] = g->c.line ? g->c.line[row] : 0;
  g->owner[k] = owner_of(g, row);
  g->upper[k] = g->c.upper ? g->c.upper[row] : (double)INFINITY;
  g->owned &= g->owner[k] >= 0;
  for (int64_t m = 0; m < g->members; m++) {
    double share =
        g->c.share ? g->c.share[row * g->members + g->member_row[m]] : (double)(g->owner[k] == m);
    g->share[k * g->members + m] = share;
    g->worth[k] += g->weight[m] * share;
  }
}

/* Whether the shares of all options that give anything are in the same proportion. */
static int32_t in_proportion(const cpwi_commons *g) {
  const double *first = NULL;
  double whole = 0;
  for (int64_t k = 0; g->share && k < g->options; k++) {
    const double *row = g->share + k * g->members;
    double sum = cpwi_commons_sum(row, g->members);
    if (!(sum > 0)) continue;
    if (!first) {
      first = row;
      whole = sum;
    }
    for (int64_t m = 0; m < g->members; m++)
      if (fabs(row[m] / sum - first[m] / whole) > 1e-14) return 0;
  }
  return 1;
}

static int32_t copy(cpwi_commons *g, cpw_error *err) {
  int32_t status = room(g, err);
  const cpw_allocator *a = g->o.allocator;
  if (status == CPW_OK)
    status = cpwi_govern_order(g->c.member, g->members, a, g->member_row, g->where, err);
  if (status == CPW_OK)
    status = cpwi_govern_order(g->c.option, g->options, a, g->option_row, g->where, err);
  if (status != CPW_OK) return status;
  copy_members(g);
  double *next = g->points;
  g->owned = 1;
  for (int64_t k = 0; k < g->options; k++) {
    copy_option(g, k, &next);
    if (g->worth[k] - g->worth[k] != 0)
      return cpwi_fail(err, CPW_EOVERFLOW, g->option_row[k], g->where,
                       "the shares of option %lld sum beyond the largest double",
                       (long long)g->option_row[k]);
  }
  g->alike = in_proportion(g);
  return CPW_OK;
}

int32_t cpwi_commons_init(cpwi_commons *g, const cpw_system_commons *given,
                          const cpw_system_govern_options *options, const cpw_run *run,
                          const char *where, cpw_error *err) {
  memset(g, 0, sizeof *g);
  g->where = where;
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "commons is NULL");
  cpw_system_commons_init_sized(&g->c, sizeof g->c);
  g->o = defaults();
  int32_t status = cpwi_take_options(&g->c, sizeof g->c, given, where, err);
  if (status == CPW_OK) status = cpwi_take_options(&g->o, sizeof g->o, options, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(g->o.allocator, where, err);
  if (status == CPW_OK) status = cpwi_take_run(&g->run, run, where, err);
  if (status == CPW_OK) status = check_commons(g, err);
  if (status == CPW_OK) status = check_options(g, err);
  if (status != CPW_OK) return status;
  g->members = g->c.members;
  g->options = g->c.options;
  g->lines = g->c.lines;
  return copy(g, err);
}

void cpwi_commons_free(cpwi_commons *g) {
  void *const blocks[] = {g->points, g->believed, g->member_row, g->option_row, g->line,
                          g->owner,  g->budget,   g->line_money, g->response,   g->local,
                          g->share,  g->upper,    g->worth,      g->weight,     g->people};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(g->o.allocator, blocks[k]);
}

int32_t cpwi_commons_goes_on(const cpwi_commons *g, double done, cpw_error *err) {
  int stop = g->run.cancel && cpwi_read_flag(g->run.cancel);
  if (!stop && g->run.progress) stop = g->run.progress(g->run.progress_context, done) != 0;
  return stop ? cpwi_fail(err, CPW_ECANCELLED, -1, g->where, "cancelled by the caller") : CPW_OK;
}
