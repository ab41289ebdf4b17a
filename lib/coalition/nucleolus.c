/* Least core and nucleolus: linear programmes one after the other, each over the coalitions that bind, found
 * as they are needed. Source: Maschler, Peleg and Shapley, Math. Oper. Res. 4 (1979); coalitions with a
 * shadow price bind at every optimum (complementary slackness). Leaves the programmes to linear. */
#include "carepath/linear.h"
#include "coalition/settled.h"

#include <math.h>
#include <string.h>

/* values are scaled to at most 1 */
#define VIOLATED 1e-11
#define PRICED   1e-7
/* of the coalitions that are violated in a round: the worst of each of so many groups */
#define GROUPS 32

#define SPANNED 1 /* its share follows from settled ones */
#define LISTED  2 /* it is a row of the programme */

typedef struct search {
  cpwi_game *g;
  cpwi_settled settled;
  uint8_t *state; /* (sets) SPANNED or LISTED */
  int64_t *cut;   /* (room) coalitions that are rows */
  double *slack;  /* (room) of each */
  double *price;  /* (room) of each */
  int64_t cuts, room;
  double x[CPW_COALITION_MOST_NUCLEOLUS], level;
  double unit; /* power of two by which values are divided */
} search;

static double value_of(const search *s, int64_t set) {
  return cpwi_game_value(s->g, set) / s->unit;
}

static int32_t no_memory(const search *s, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, s->g->where, "no memory for %lld members",
                   (long long)s->g->n);
}

/* ---------------------------------------------------------------- rows ---------------------- */

static int32_t add_cut(search *s, int64_t set, cpw_error *err) {
  if (set <= 0 || set >= s->g->sets - 1 || s->state[set]) return CPW_OK;
  if (s->cuts == s->room) {
    const cpw_allocator *a = s->g->options.allocator;
    int64_t room = s->room ? 2 * s->room : 256;
    int64_t *cut = cpwi_grow(a, s->cut, (size_t)room, sizeof *cut);
    if (cut) s->cut = cut;
    double *slack = cpwi_grow(a, s->slack, (size_t)room, sizeof *slack);
    if (slack) s->slack = slack;
    double *price = cpwi_grow(a, s->price, (size_t)room, sizeof *price);
    if (price) s->price = price;
    if (!cut || !slack || !price) return no_memory(s, err);
    s->room = room;
  }
  s->state[set] = LISTED;
  s->slack[s->cuts] = s->price[s->cuts] = 0;
  s->cut[s->cuts++] = set;
  return CPW_OK;
}

/* members alone and all but one: with both of a pair the level has a bound */
static int32_t add_usual(search *s, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t i = 0; status == CPW_OK && i < s->g->n; i++) {
    int64_t me = INT64_C(1) << i;
    status = add_cut(s, me, err);
    if (status == CPW_OK) status = add_cut(s, (s->g->sets - 1) & ~me, err);
  }
  return status;
}

/* Which coalitions follow from settled ones; rows that do, or that did not bind, are dropped. */
static void mark(search *s) {
  uint64_t probe[CPWI_MOST_SETTLED], low[1 << 10] = {0}, high[1 << 10] = {0};
  int64_t half = s->g->n / 2, mask = (INT64_C(1) << half) - 1, kept = 0;
  cpwi_settled_probe(&s->settled, probe);
  low[0] = high[0] = 0;
  for (int64_t i = 0; i < s->g->n; i++) {
    uint64_t *sum = i < half ? low : high;
    int64_t bit = INT64_C(1) << (i < half ? i : i - half);
    for (int64_t set = 0; set < bit; set++)
      sum[bit + set] = cpwi_prime_add(sum[set], probe[i]);
  }
  for (int64_t set = 1; set < s->g->sets - 1; set++)
    s->state[set] = cpwi_prime_add(low[set & mask], high[set >> half]) == 0 ? SPANNED : 0;
  for (int64_t k = 0; k < s->cuts; k++) {
    if (s->state[s->cut[k]] == SPANNED || s->slack[k] > 1e-6) continue;
    s->state[s->cut[k]] = LISTED;
    s->cut[kept++] = s->cut[k];
  }
  s->cuts = kept;
}

/* the worst violated coalition of each group that is not a row yet; how many were added */
static int32_t add_violated(search *s, int64_t *added, cpw_error *err) {
  double low[1 << 10], high[1 << 10], worst[GROUPS];
  int64_t half = s->g->n / 2, mask = (INT64_C(1) << half) - 1, found[GROUPS];
  low[0] = high[0] = 0;
  for (int64_t i = 0; i < s->g->n; i++) {
    double *sum = i < half ? low : high;
    int64_t bit = INT64_C(1) << (i < half ? i : i - half);
    for (int64_t set = 0; set < bit; set++)
      sum[bit + set] = sum[set] + s->x[i];
  }
  for (int64_t k = 0; k < GROUPS; k++) {
    found[k] = -1;
    worst[k] = s->level + VIOLATED;
  }
  for (int64_t set = 1; set < s->g->sets - 1; set++) {
    double e = value_of(s, set) - (low[set & mask] + high[set >> half]);
    int64_t k = set % GROUPS ^ (set >> 5) % GROUPS;
    if (!(e > worst[k]) || s->state[set]) continue;
    worst[k] = e;
    found[k] = set;
  }
  int32_t status = CPW_OK;
  *added = 0;
  for (int64_t k = 0; status == CPW_OK && k < GROUPS; k++)
    if (found[k] >= 0) {
      status = add_cut(s, found[k], err);
      ++*added;
    }
  return status;
}

/* ---------------------------------------------------------------- a programme --------------- */

typedef struct programme {
  int64_t *row, *column;
  double *value, *lower, *upper, *cost, *least, *most, *x, *dual, *activity;
} programme;

/* first the settled coalitions, all among them, then those that are not */
static int64_t fill(const search *s, const programme *p) {
  int64_t n = s->g->n, at = 0, settled = s->settled.rank;
  for (int64_t r = 0; r < settled + s->cuts; r++) {
    int64_t set = r < settled ? s->settled.set[r] : s->cut[r - settled];
    for (int64_t i = 0; i < n; i++)
      if (set >> i & 1) {
        p->row[at] = r;
        p->column[at] = i;
        p->value[at++] = 1;
      }
    p->lower[r] = r < settled ? s->settled.share[r] : value_of(s, set);
    p->upper[r] = r < settled ? p->lower[r] : (double)INFINITY;
    if (r < settled) continue;
    p->row[at] = r;
    p->column[at] = n;
    p->value[at++] = 1;
  }
  for (int64_t i = 0; i <= n; i++) {
    int free_one = i == n || s->g->options.preimputations;
    p->cost[i] = i == n;
    p->least[i] = free_one ? -(double)INFINITY : value_of(s, INT64_C(1) << i);
    p->most[i] = (double)INFINITY;
  }
  return at;
}

static int32_t solve(search *s, const programme *p, cpw_error *err) {
  cpw_linear_program lp;
  cpw_linear_options o;
  cpw_linear_answer answer;
  cpw_linear_program_init(&lp);
  cpw_linear_options_init(&o);
  cpw_linear_answer_init(&answer);
  lp.rows = s->settled.rank + s->cuts;
  lp.columns = s->g->n + 1;
  lp.entries = fill(s, p);
  lp.cost = p->cost;
  lp.column_lower = p->least;
  lp.column_upper = p->most;
  lp.row_lower = p->lower;
  lp.row_upper = p->upper;
  lp.row = p->row;
  lp.column = p->column;
  lp.value = p->value;
  o.allocator = s->g->options.allocator;
  answer.x = p->x;
  answer.dual = p->dual;
  answer.activity = p->activity;
  int32_t status = cpw_linear_solve(&lp, &o, &answer, err);
  if (status != CPW_OK) return status;
  if (answer.status != CPW_LINEAR_OPTIMAL)
    return cpwi_fail(err, CPW_ENOCONV, -1, s->g->where,
                     "a linear programme of %lld rows came to no end (status %d)",
                     (long long)lp.rows, (int)answer.status);
  for (int64_t i = 0; i < s->g->n; i++)
    s->x[i] = p->x[i];
  s->level = p->x[s->g->n];
  for (int64_t k = 0; k < s->cuts; k++) {
    int64_t r = s->settled.rank + k;
    s->price[k] = fabs(p->dual[r]);
    s->slack[k] = p->activity[r] - p->lower[r];
  }
  return CPW_OK;
}

static int32_t optimise(search *s, cpw_error *err) {
  const cpw_allocator *a = s->g->options.allocator;
  size_t rows = (size_t)(s->settled.rank + s->cuts), columns = (size_t)s->g->n + 1;
  size_t entries = rows * columns;
  int64_t *places = cpwi_alloc(a, 2 * entries, sizeof *places);
  double *room = cpwi_alloc(a, entries + 4 * rows + 4 * columns, sizeof *room);
  int32_t status = CPW_OK;
  if (!places || !room) {
    status = no_memory(s, err);
  } else {
    double *r = room + entries, *c = r + 4 * rows;
    programme p = {
        places,          places + entries, room,         r,           r + rows, c, c + columns,
        c + 2 * columns, c + 3 * columns,  r + 2 * rows, r + 3 * rows};
    status = solve(s, &p, err);
  }
  cpwi_release(a, places);
  cpwi_release(a, room);
  return status;
}

/* ---------------------------------------------------------------- rounds -------------------- */

/* the least greatest complaint of the coalitions that are not settled */
static int32_t round_of(search *s, cpw_error *err) {
  int64_t added = 0;
  int32_t status = add_usual(s, err);
  do {
    if (status == CPW_OK) status = optimise(s, err);
    if (status == CPW_OK) status = add_violated(s, &added, err);
    if (status == CPW_OK)
      status = cpwi_game_goes_on(s->g, (double)s->settled.rank / (double)s->g->n, err);
  } while (status == CPW_OK && added > 0);
  return status;
}

/* what has a price is settled; at least one coalition has, and not too small a one */
static int settle(search *s) {
  int64_t before = s->settled.rank;
  for (int64_t k = 0; k < s->cuts; k++)
    if (s->price[k] > PRICED)
      cpwi_settle(&s->settled, s->cut[k], value_of(s, s->cut[k]) - s->level);
  return s->settled.rank > before;
}

static int32_t start(search *s, cpw_error *err) {
  int exponent = 0;
  (void)frexp(s->g->scale, &exponent);
  s->unit = ldexp(1, exponent);
  s->settled.n = s->g->n;
  cpwi_settle(&s->settled, s->g->sets - 1, value_of(s, s->g->sets - 1));
  s->state = cpwi_alloc_zero(s->g->options.allocator, (size_t)s->g->sets, 1);
  return s->state ? CPW_OK : no_memory(s, err);
}

static void finish(search *s) {
  const cpw_allocator *a = s->g->options.allocator;
  cpwi_release(a, s->state);
  cpwi_release(a, s->cut);
  cpwi_release(a, s->slack);
  cpwi_release(a, s->price);
}

/* Members may have more alone than together. Where they have the same there is one imputation: 1. */
static int32_t only_one(const cpwi_game *g, double *x, cpw_error *err) {
  cpwi_pair gap = cpwi_pair_of(-cpwi_game_value(g, g->sets - 1)), alone = cpwi_pair_of(0);
  for (int64_t i = 0; i < g->n; i++) {
    x[i] = cpwi_game_value(g, INT64_C(1) << i);
    alone = cpwi_pair_plus(alone, x[i]);
  }
  gap = cpwi_pair_add(gap, alone);
  double missing = cpwi_pair_value(gap), all = cpwi_game_value(g, g->sets - 1);
  if (g->n == 1) x[0] = all;
  if (g->n == 1) return 1;
  if (g->options.preimputations || missing < 0) return 0;
  if (missing > g->options.tolerance * g->scale)
    return cpwi_fail(err, CPW_EDOMAIN, -1, g->where,
                     g->sign > 0 ? "the members have %s alone and %s together (gap %s)"
                                 : "the members pay %s alone and %s together (gap %s)",
                     cpwi_number(g->sign * cpwi_pair_value(alone)).text,
                     cpwi_number(g->sign * all).text, cpwi_number(missing).text);
  for (int64_t i = 0; i < g->n; i++)
    x[i] -= missing / (double)g->n;
  return 1;
}

int32_t cpw_coalition_least_core(const double *values, int64_t n,
                                 const cpw_coalition_options *options, double *complaint,
                                 double *shares, cpw_error *err) {
  cpwi_game g;
  search s;
  memset(&s, 0, sizeof s);
  s.g = &g;
  int32_t status =
      cpwi_game_take(&g, values, n, CPW_COALITION_MOST_NUCLEOLUS, options, __func__, err);
  if (status != CPW_OK) return status;
  if (!complaint) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "complaint is NULL");
  int32_t one = only_one(&g, s.x, err);
  if (one < 0) return one;
  s.unit = 1;
  if (one) {
    cpwi_worst(&g, s.x, NULL, &s.level);
  } else {
    status = start(&s, err);
    if (status == CPW_OK) status = round_of(&s, err);
  }
  if (status == CPW_OK) *complaint = s.level * s.unit;
  for (int64_t i = 0; status == CPW_OK && shares && i < n; i++)
    shares[i] = g.sign * s.x[i] * s.unit;
  finish(&s);
  return status;
}

int32_t cpw_coalition_nucleolus(const double *values, int64_t n,
                                const cpw_coalition_options *options, double *shares,
                                cpw_error *err) {
  cpwi_game g;
  search s;
  memset(&s, 0, sizeof s);
  s.g = &g;
  int32_t status =
      cpwi_game_take(&g, values, n, CPW_COALITION_MOST_NUCLEOLUS, options, __func__, err);
  if (status != CPW_OK) return status;
  if (!shares) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "shares is NULL");
  int32_t one = only_one(&g, s.x, err);
  if (one < 0) return one;
  s.unit = 1;
  if (!one) status = start(&s, err);
  while (!one && status == CPW_OK && s.settled.rank < n) {
    status = round_of(&s, err);
    if (status == CPW_OK && !settle(&s))
      status = cpwi_fail(err, CPW_ENOCONV, -1, __func__,
                         "no coalition has a shadow price (round %lld)", (long long)s.settled.rank);
    if (status == CPW_OK) mark(&s);
  }
  for (int64_t i = 0; status == CPW_OK && i < n; i++)
    shares[i] = g.sign * s.x[i] * s.unit;
  finish(&s);
  return status;
}
