/* Panel data made ready for the likelihood: checked, in order, alike intervals as one.
 * Source: the header; Kalbfleisch and Lawless, JASA 80, 1985 (intervals of one length share one exponential).
 * Leaves the likelihood to likelihood.c. */
#include "markov/panel.h"

#include "base/order.h"

typedef struct taker {
  cpwi_panel_data *d;
  const cpw_panel *panel;
  int64_t *order;
  uint64_t *reach; /* (states) by the moves allowed */
  uint64_t leavable;
  const char *where;
  cpw_error *err;
} taker;

void cpw_panel_init_sized(cpw_panel *panel, size_t size) {
  cpw_panel defaults = {.struct_size = sizeof defaults};
  cpwi_init_sized(panel, size, &defaults, sizeof defaults);
}

void cpwi_panel_free(cpwi_panel_data *d) {
  const cpw_allocator *a = d->allocator;
  cpwi_release(a, d->moves.slot);
  cpwi_release(a, d->single);
  cpwi_release(a, d->linked);
  cpwi_release(a, d->chain);
  cpwi_release(a, d->covariate);
  cpwi_release(a, d->at);
}

static int32_t check_row(const taker *t, int64_t i) {
  const cpw_panel *p = t->panel;
  int32_t kind = p->kind ? p->kind[i] : CPW_PANEL_SEEN, states = t->d->moves.states;
  if (!(fabs(p->time[i]) <= DBL_MAX))
    return cpwi_fail(t->err, CPW_EDOMAIN, i, t->where, "time[%lld] = %s must be finite",
                     (long long)i, cpwi_number(p->time[i]).text);
  if (kind < 0 || kind > CPW_PANEL_CENSORED)
    return cpwi_fail(t->err, CPW_EINVAL, i, t->where,
                     "kind[%lld] = %d must be one of CPW_PANEL_...", (long long)i, (int)kind);
  int censored = kind == CPW_PANEL_CENSORED;
  if (censored ? p->state[i] != -1 : p->state[i] < 0 || p->state[i] >= states)
    return cpwi_fail(t->err, CPW_EINVAL, i, t->where, "state[%lld] = %d must be %s%d", (long long)i,
                     (int)p->state[i], censored ? "" : "from 0 to ",
                     censored ? -1 : (int)states - 1);
  for (int64_t c = 0; c < p->covariates; c++)
    if (!(fabs(p->covariate[i * p->covariates + c]) <= DBL_MAX))
      return cpwi_fail(t->err, CPW_EDOMAIN, i, t->where,
                       "covariate[%lld][%lld] = %s must be finite", (long long)i, (long long)c,
                       cpwi_number(p->covariate[i * p->covariates + c]).text);
  return CPW_OK;
}

static int32_t check_panel(const taker *t) {
  const cpw_panel *p = t->panel;
  if (p->rows < 2)
    return cpwi_fail(t->err, CPW_EINVAL, -1, t->where, "panel.rows = %lld must be >= 2",
                     (long long)p->rows);
  if (p->covariates < 0 || p->covariates > 64)
    return cpwi_fail(t->err, CPW_EINVAL, -1, t->where,
                     "panel.covariates = %lld must be from 0 to 64", (long long)p->covariates);
  if (!p->subject || !p->time || !p->state || (p->covariates && !p->covariate))
    return cpwi_fail(t->err, CPW_EINVAL, -1, t->where, "panel.%s is NULL",
                     !p->subject ? "subject"
                     : !p->time  ? "time"
                     : !p->state ? "state"
                                 : "covariate");
  for (int64_t i = 0; i < p->rows; i++) {
    int32_t status = check_row(t, i);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static int32_t check_moves(const taker *t, int64_t moves) {
  const cpwi_moves *m = &t->d->moves;
  if (m->states < 2 || m->states > CPW_PANEL_MAX_STATES)
    return cpwi_fail(t->err, CPW_EINVAL, -1, t->where, "states = %d must be from 2 to %d",
                     (int)m->states, CPW_PANEL_MAX_STATES);
  if (moves < 1 || moves > (int64_t)m->states * (m->states - 1))
    return cpwi_fail(t->err, CPW_EINVAL, -1, t->where, "moves = %lld must be from 1 to %d",
                     (long long)moves, (int)(m->states * (m->states - 1)));
  if (!m->from || !m->to)
    return cpwi_fail(t->err, CPW_EINVAL, -1, t->where, "%s is NULL", !m->from ? "from" : "to");
  uint64_t seen[CPW_PANEL_MAX_STATES] = {0};
  for (int64_t k = 0; k < moves; k++) {
    int32_t from = m->from[k], to = m->to[k];
    if (from < 0 || from >= m->states || to < 0 || to >= m->states || from == to)
      return cpwi_fail(t->err, CPW_EINVAL, k, t->where,
                       "from[%lld] = %d and to[%lld] = %d must be two states from 0 to %d",
                       (long long)k, (int)from, (long long)k, (int)to, (int)m->states - 1);
    if (seen[from] >> to & 1)
      return cpwi_fail(t->err, CPW_EINVAL, k, t->where,
                       "from[%lld] = %d and to[%lld] = %d: a move twice", (long long)k, (int)from,
                       (long long)k, (int)to);
    seen[from] |= UINT64_C(1) << to;
  }
  return CPW_OK;
}

/* which states can be reached, by the moves allowed */
static void spread(taker *t) {
  const cpwi_moves *m = &t->d->moves;
  t->leavable = 0;
  for (int32_t i = 0; i < m->states; i++)
    t->reach[i] = UINT64_C(1) << i;
  for (int32_t round = 0; round < m->states; round++)
    for (int32_t k = 0; k < m->moves; k++)
      for (int32_t i = 0; i < m->states; i++)
        if (t->reach[i] >> m->from[k] & 1) t->reach[i] |= UINT64_C(1) << m->to[k];
  for (int32_t k = 0; k < m->moves; k++)
    t->leavable |= UINT64_C(1) << m->from[k];
}

/* states in which one can be at the end of an interval, of the states in which one can be at its start */
static uint64_t can_be(const taker *t, uint64_t before, const cpwi_interval *i) {
  const cpwi_moves *m = &t->d->moves;
  uint64_t now = 0, entered = 0;
  for (int32_t s = 0; s < m->states; s++)
    if (before >> s & 1) now |= t->reach[s];
  if (i->kind == CPW_PANEL_MOVED) now = before;
  if (i->kind == CPW_PANEL_SEEN || i->kind == CPW_PANEL_CENSORED) return now & i->possible;
  for (int32_t k = 0; k < m->moves; k++)
    if (now >> m->from[k] & 1) entered |= UINT64_C(1) << m->to[k];
  return entered & i->possible;
}

static int by_subject_and_time(const void *context, const void *a, const void *b) {
  const cpw_panel *p = context;
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  if (p->subject[x] != p->subject[y]) return p->subject[x] < p->subject[y] ? -1 : 1;
  return (p->time[x] > p->time[y]) - (p->time[x] < p->time[y]);
}

static int32_t make_interval(const taker *t, int64_t before, int64_t after, cpwi_interval *out) {
  const cpw_panel *p = t->panel;
  double time = p->time[after] - p->time[before];
  if (!(time > 0 && time <= DBL_MAX))
    return cpwi_fail(t->err, CPW_EDOMAIN, after, t->where,
                     "time[%lld] = %s: subject %lld has two rows at this time", (long long)after,
                     cpwi_number(p->time[after]).text, (long long)p->subject[after]);
  int32_t kind = p->kind ? p->kind[after] : CPW_PANEL_SEEN;
  uint64_t possible = UINT64_C(1) << (p->state[after] < 0 ? 0 : p->state[after]);
  if (kind == CPW_PANEL_CENSORED) possible = p->possible ? p->possible[after] : t->leavable;
  *out = (cpwi_interval){time, before, p->state[before], p->state[after], kind, possible, 1};
  return CPW_OK;
}

static int32_t cannot_be(const taker *t, int64_t row, int32_t from) {
  const cpw_panel *p = t->panel;
  return cpwi_fail(
      t->err, CPW_EDOMAIN, row, t->where,
      "state[%lld]: subject %lld cannot be in state %d after state %d by the moves allowed",
      (long long)row, (long long)p->subject[row], (int)p->state[row], (int)from);
}

/* one interval more: alone, or a link of a chain */
static void keep(taker *t, const cpwi_interval *i) {
  cpwi_panel_data *d = t->d;
  d->intervals++;
  if (i->from >= 0 && i->to >= 0) {
    d->single[d->alone++] = *i;
    return;
  }
  if (i->from >= 0) d->chain[d->chains++] = d->in_chains;
  d->linked[d->in_chains++] = *i;
}

static int32_t take_rows(taker *t) {
  const cpw_panel *p = t->panel;
  uint64_t now = 0;
  int32_t known = 0;
  for (int64_t k = 0; k < p->rows; k++) {
    int64_t row = t->order[k];
    if (k == 0 || p->subject[t->order[k - 1]] != p->subject[row]) {
      if (p->kind && p->kind[row] != CPW_PANEL_SEEN)
        return cpwi_fail(
            t->err, CPW_EINVAL, row, t->where,
            "kind[%lld] = %d must be CPW_PANEL_SEEN: it is the first row of subject %lld",
            (long long)row, (int)p->kind[row], (long long)p->subject[row]);
      t->d->subjects++;
      known = p->state[row];
      now = UINT64_C(1) << known;
      continue;
    }
    cpwi_interval i;
    int32_t status = make_interval(t, t->order[k - 1], row, &i);
    if (status != CPW_OK) return status;
    now = can_be(t, now, &i);
    if (!now) return cannot_be(t, row, known);
    if (i.to >= 0) known = i.to;
    keep(t, &i);
  }
  t->d->chain[t->d->chains] = t->d->in_chains;
  if (t->d->intervals == 0)
    return cpwi_fail(t->err, CPW_EINVAL, -1, t->where, "panel: no subject has two rows");
  return CPW_OK;
}

/* covariates less the values at which rates are given */
static int32_t take_covariates(taker *t, const double *at) {
  cpwi_panel_data *d = t->d;
  int64_t n = d->moves.covariates;
  for (int64_t c = 0; c < n; c++) {
    double sum = 0, most = 0;
    for (int64_t k = 0; k < d->alone + d->in_chains; k++) {
      int64_t row = k < d->alone ? d->single[k].row : d->linked[k - d->alone].row;
      sum += t->panel->covariate[row * n + c] / (double)d->intervals;
    }
    d->at[c] = at ? at[c] : sum;
    if (!(fabs(d->at[c]) <= DBL_MAX))
      return cpwi_fail(t->err, CPW_EDOMAIN, c, t->where, "options.at[%lld] = %s must be finite",
                       (long long)c, cpwi_number(d->at[c]).text);
    for (int64_t row = 0; row < d->rows; row++) {
      d->covariate[row * n + c] = t->panel->covariate[row * n + c] - d->at[c];
      most = fmax(most, fabs(d->covariate[row * n + c]));
    }
    d->scale[c] = most > 0 ? most : 1;
  }
  return CPW_OK;
}

static int by_likeness(const void *context, const void *a, const void *b) {
  const cpwi_panel_data *d = context;
  const cpwi_interval *x = a, *y = b;
  if (x->time != y->time) return x->time < y->time ? -1 : 1;
  for (int64_t c = 0; c < d->moves.covariates; c++) {
    double u = d->covariate[x->row * d->moves.covariates + c];
    double v = d->covariate[y->row * d->moves.covariates + c];
    if (u != v) return u < v ? -1 : 1;
  }
  int32_t left[3] = {x->from, x->to, x->kind}, right[3] = {y->from, y->to, y->kind};
  for (int k = 0; k < 3; k++)
    if (left[k] != right[k]) return left[k] < right[k] ? -1 : 1;
  return 0;
}

static int32_t put_together(taker *t) {
  cpwi_panel_data *d = t->d;
  if (!cpwi_sort(d->allocator, d->single, d->alone, sizeof *d->single, by_likeness, d))
    return cpwi_fail(t->err, CPW_ENOMEM, -1, t->where, "no memory for %lld rows",
                     (long long)d->rows);
  int64_t kept = 0;
  for (int64_t i = 0; i < d->alone; i++) {
    if (kept && by_likeness(d, &d->single[kept - 1], &d->single[i]) == 0)
      d->single[kept - 1].count++;
    else
      d->single[kept++] = d->single[i];
  }
  d->alone = kept;
  return CPW_OK;
}

static int32_t take_effects(taker *t, const int32_t *effect) {
  cpwi_moves *m = &t->d->moves;
  m->parameters = m->moves;
  for (int64_t k = 0; k < m->moves * m->covariates; k++) {
    int32_t acts = effect ? effect[k] : 1;
    if (acts != 0 && acts != 1)
      return cpwi_fail(t->err, CPW_EINVAL, k, t->where, "options.effect[%lld] = %d must be 0 or 1",
                       (long long)k, (int)acts);
    m->slot[k] = acts ? m->parameters++ : -1;
  }
  return CPW_OK;
}

static int32_t take_memory(taker *t) {
  cpwi_panel_data *d = t->d;
  const cpw_allocator *a = d->allocator;
  size_t rows = (size_t)d->rows, n = (size_t)d->moves.covariates;
  d->moves.slot = cpwi_alloc(a, (size_t)d->moves.moves * n, sizeof *d->moves.slot);
  d->single = cpwi_alloc(a, rows, sizeof *d->single);
  d->linked = cpwi_alloc(a, rows, sizeof *d->linked);
  d->chain = cpwi_alloc(a, rows + 1, sizeof *d->chain);
  d->covariate = cpwi_alloc(a, rows, (n + !n) * sizeof *d->covariate);
  d->at = cpwi_alloc(a, n, 2 * sizeof *d->at);
  t->order = cpwi_alloc(a, rows, sizeof *t->order);
  if (!d->moves.slot || !d->single || !d->linked || !d->chain || !d->covariate || !d->at ||
      !t->order)
    return cpwi_fail(t->err, CPW_ENOMEM, -1, t->where, "no memory for %lld rows",
                     (long long)d->rows);
  d->scale = d->at + n;
  for (int64_t i = 0; i < d->rows; i++)
    t->order[i] = i;
  if (cpwi_sort(a, t->order, d->rows, sizeof *t->order, by_subject_and_time, t->panel))
    return CPW_OK;
  return cpwi_fail(t->err, CPW_ENOMEM, -1, t->where, "no memory for %lld rows", (long long)d->rows);
}

int32_t cpwi_panel_take(cpwi_panel_data *d, const cpw_panel *panel, int32_t states,
                        const int32_t *from, const int32_t *to, int64_t moves,
                        const cpw_markov_options *o, const char *where, cpw_error *err) {
  uint64_t reach[CPW_PANEL_MAX_STATES];
  taker t = {.d = d, .panel = panel, .reach = reach, .where = where, .err = err};
  memset(d, 0, sizeof *d);
  d->allocator = o->allocator;
  d->rows = panel->rows;
  d->moves =
      (cpwi_moves){.states = states, .covariates = panel->covariates, .from = from, .to = to};
  int32_t status = check_moves(&t, moves);
  d->moves.moves = (int32_t)moves;
  if (status == CPW_OK) status = check_panel(&t);
  if (status != CPW_OK) return status;
  spread(&t);
  status = take_memory(&t);
  if (status == CPW_OK) status = take_effects(&t, o->effect);
  if (status == CPW_OK) status = take_rows(&t);
  if (status == CPW_OK) status = take_covariates(&t, o->at);
  if (status == CPW_OK) status = put_together(&t);
  cpwi_release(d->allocator, t.order);
  if (status != CPW_OK) cpwi_panel_free(d);
  return status;
}

void cpwi_panel_crude(const cpwi_panel_data *d, double *log_rates) {
  double at_risk[CPW_PANEL_MAX_STATES] = {0}, all = 0;
  const cpwi_moves *m = &d->moves;
  for (int64_t i = 0; i < d->alone; i++) {
    at_risk[d->single[i].from] += d->single[i].time * d->single[i].count;
    all += d->single[i].time * d->single[i].count;
  }
  for (int64_t i = 0; i < d->in_chains; i++)
    all += d->linked[i].time;
  for (int32_t k = 0; k < m->moves; k++) {
    double seen = 0.5;
    for (int64_t i = 0; i < d->alone; i++)
      if (d->single[i].from == m->from[k] && d->single[i].to == m->to[k])
        seen += d->single[i].count;
    double time = at_risk[m->from[k]];
    log_rates[k] = cpw_math_log(seen / (time > 0 ? time : all));
  }
}
