/* How many come to each stage of each group: the traffic equations rate = outside + rate x shares.
 * Source: Jackson, Oper. Res. 5 (1957); solved by state reduction without a subtraction (Grassmann, Taksar and Heyman,
 * Oper. Res. 33, 1985), one strongly connected component (Tarjan, SIAM J. Comput. 1, 1972) at a time.
 * Leaves the shares that are served, lost or sent on to stations.c. */
#include "pathway_steady/internal.h"

#include <string.h>

/* ---------------------------------------------------------------- the edges ---------------- */

static int64_t count_edges(const cpwi_steady *s) {
  const cpwi_pathway *n = &s->net;
  int64_t count = n->way_first[n->cells] + n->change_first[n->cells];
  return count + 3 * n->cells;
}

static void add_edge(cpwi_steady *s, int64_t cell, int64_t to, int32_t kind, int64_t row) {
  s->edge_cell[s->edges] = cell;
  cpwi_steady_edge *e = &s->edge[s->edges++];
  e->to = to;
  e->kind = kind;
  e->row = (int32_t)row;
  e->weight = 0.0;
}

static int64_t cell_of(const cpwi_pathway *n, int32_t stage, int64_t group) {
  return stage == CPW_NONE ? -1 : stage * n->groups + group;
}

static void add_cell(cpwi_steady *s, int64_t cell) {
  const cpwi_pathway *n = &s->net;
  const cpw_stage *stage = &n->p.stage[cell / n->groups];
  int64_t group = cell % n->groups;
  s->first[cell] = s->edges;
  if (stage->kind == CPW_STAGE_EXIT) return;
  for (int64_t w = n->way_first[cell]; w < n->way_first[cell + 1]; w++)
    add_edge(s, cell, cell_of(n, n->way[w].to, n->way[w].to_group), CPWI_EDGE_WAY, w);
  for (int64_t c = n->change_first[cell]; c < n->change_first[cell + 1]; c++)
    add_edge(s, cell, cell_of(n, n->change[c].to, n->change[c].to_group), CPWI_EDGE_CHANGE, c);
  if (stage->when_full == CPW_FULL_OVERFLOW)
    add_edge(s, cell, cell_of(n, stage->overflow, group), CPWI_EDGE_OVERFLOW, 0);
  if (stage->when_full == CPW_FULL_TURN_AWAY) add_edge(s, cell, -1, CPWI_EDGE_LOST, 0);
  if (stage->missed * stage->missed_leave > 0.0)
    add_edge(s, cell, cell_of(n, stage->missed_to, group), CPWI_EDGE_MISSED, 0);
}

/* ---------------------------------------------------------------- components --------------- */

typedef struct walk {
  int64_t *index, *low, *next, *stack, *call; /* (cells) each */
  uint8_t *on_stack;
  int64_t counter, depth, calls, emitted;
} walk;

static void enter(const cpwi_steady *s, walk *w, int64_t v) {
  w->index[v] = w->low[v] = ++w->counter;
  w->next[v] = s->first[v];
  w->stack[w->depth++] = v;
  w->on_stack[v] = 1;
  w->call[w->calls++] = v;
}

/* Components come out sinks first: they are written from the end of `order`. */
static void leave(cpwi_steady *s, walk *w, int64_t v) {
  if (w->low[v] == w->index[v]) {
    int64_t u;
    do {
      u = w->stack[--w->depth];
      w->on_stack[u] = 0;
      s->order[s->net.cells - 1 - w->emitted++] = u;
    } while (u != v);
    s->component[s->components++] = s->net.cells - w->emitted;
  }
  w->calls--;
  if (w->calls > 0) {
    int64_t parent = w->call[w->calls - 1];
    if (w->low[v] < w->low[parent]) w->low[parent] = w->low[v];
  }
}

static void visit(cpwi_steady *s, walk *w, int64_t root) {
  enter(s, w, root);
  while (w->calls > 0) {
    int64_t v = w->call[w->calls - 1];
    if (w->next[v] == s->first[v + 1]) {
      leave(s, w, v);
      continue;
    }
    int64_t to = s->edge[w->next[v]++].to;
    if (to < 0) continue;
    if (!w->index[to])
      enter(s, w, to);
    else if (w->on_stack[to] && w->index[to] < w->low[v])
      w->low[v] = w->index[to];
  }
}

/* `component` holds beginnings from the last component to the first: turned round, with an end. */
static void tidy_components(cpwi_steady *s) {
  for (int64_t i = 0, j = s->components - 1; i < j; i++, j--) {
    int64_t keep = s->component[i];
    s->component[i] = s->component[j];
    s->component[j] = keep;
  }
  s->component[s->components] = s->net.cells;
  for (int64_t k = 0; k < s->components; k++) {
    int64_t size = s->component[k + 1] - s->component[k];
    if (size > s->largest) s->largest = size;
  }
}

static int32_t components(cpwi_steady *s, const char *where, cpw_error *err) {
  const cpw_allocator *a = s->allocator;
  size_t cells = (size_t)s->net.cells;
  walk w = {0};
  int64_t *block = cpwi_alloc_zero(a, cells * 5, sizeof *block);
  w.on_stack = cpwi_alloc_zero(a, cells, 1);
  if (block && w.on_stack) {
    w.index = block;
    w.low = block + cells;
    w.next = block + 2 * cells;
    w.stack = block + 3 * cells;
    w.call = block + 4 * cells;
    for (int64_t v = 0; v < s->net.cells; v++)
      if (!w.index[v]) visit(s, &w, v);
    tidy_components(s);
  }
  cpwi_release(a, w.on_stack);
  cpwi_release(a, block);
  if (!w.index) return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the traffic equations");
  s->dense = cpwi_alloc(a, (size_t)s->largest, (size_t)(s->largest + 2) * sizeof *s->dense);
  s->local = cpwi_alloc(a, cells, sizeof *s->local);
  return s->dense && s->local
             ? CPW_OK
             : cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the traffic equations");
}

int32_t cpwi_steady_edges(cpwi_steady *s, const char *where, cpw_error *err) {
  const cpw_allocator *a = s->allocator;
  s->first = cpwi_alloc(a, (size_t)s->net.cells + 1, sizeof *s->first);
  s->edge = cpwi_alloc(a, (size_t)count_edges(s), sizeof *s->edge);
  s->edge_cell = cpwi_alloc(a, (size_t)count_edges(s), sizeof *s->edge_cell);
  s->order = cpwi_alloc(a, (size_t)s->net.cells, sizeof *s->order);
  s->component = cpwi_alloc(a, (size_t)s->net.cells + 1, sizeof *s->component);
  if (!s->first || !s->edge || !s->edge_cell || !s->order || !s->component)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the traffic equations");
  for (int64_t cell = 0; cell < s->net.cells; cell++)
    add_cell(s, cell);
  s->first[s->net.cells] = s->edges;
  return components(s, where, err);
}

/* ---------------------------------------------------------------- shares -------------------- */

void cpwi_steady_weights(cpwi_steady *s) {
  for (int64_t cell = 0; cell < s->net.cells; cell++)
    for (int64_t e = s->first[cell]; e < s->first[cell + 1]; e++) {
      cpwi_steady_edge *edge = &s->edge[e];
      switch (edge->kind) {
      case CPWI_EDGE_WAY:
        edge->weight = s->served[cell] * s->net.way[edge->row].chance;
        break;
      case CPWI_EDGE_CHANGE:
        edge->weight = s->left[edge->row];
        break;
      case CPWI_EDGE_OVERFLOW:
        edge->weight = s->over[cell];
        break;
      case CPWI_EDGE_MISSED:
        edge->weight = s->no_show[cell];
        break;
      default:
        edge->weight = s->lost[cell];
        break;
      }
    }
}

/* ---------------------------------------------------------------- the equations ------------- */

/* One cell by itself: rate = what comes / share that does not come back. */
static void solve_single(cpwi_steady *s, int64_t cell) {
  double go = 0.0, stay = 0.0, sum = 0.0;
  for (int64_t e = s->first[cell]; e < s->first[cell + 1]; e++) {
    sum += s->edge[e].weight;
    if (s->edge[e].to == cell)
      stay += s->edge[e].weight;
    else
      go += s->edge[e].weight;
  }
  if (stay > 0.0) s->rate[cell] /= go + (sum < 1.0 ? 1.0 - sum : 0.0);
}

/* p[i][j]: shares within the component; column n: share that leaves it for good; column n + 1: what comes. */
static void fill(cpwi_steady *s, const int64_t *cells, int64_t n) {
  double *p = s->dense;
  memset(p, 0, (size_t)(n * (n + 2)) * sizeof *p);
  for (int64_t i = 0; i < n; i++)
    s->local[cells[i]] = i;
  for (int64_t i = 0; i < n; i++) {
    double *row = p + i * (n + 2), sum = 0.0;
    for (int64_t e = s->first[cells[i]]; e < s->first[cells[i] + 1]; e++) {
      const cpwi_steady_edge *edge = &s->edge[e];
      int64_t j = edge->to < 0 ? -1 : s->local[edge->to];
      int inside = edge->to >= 0 && j >= 0 && j < n && cells[j] == edge->to;
      row[inside ? j : n] += edge->weight;
      sum += edge->weight;
    }
    if (sum < 1.0) row[n] += 1.0 - sum;
    row[n + 1] = s->rate[cells[i]];
  }
}

static void reduce(double *p, int64_t n, int64_t k) {
  const double *last = p + k * (n + 2);
  double out = last[n];
  for (int64_t j = 0; j < k; j++)
    out += last[j];
  for (int64_t j = 0; j < k; j++)
    p[j * (n + 2) + n + 1] += last[n + 1] * last[j] / out;
  for (int64_t i = 0; i < k; i++) {
    double *row = p + i * (n + 2), share = row[k] / out;
    if (share == 0.0) continue;
    for (int64_t j = 0; j < k; j++)
      row[j] += share * last[j];
    row[n] += share * last[n];
    row[k] = share; /* visits to k per visit to i */
  }
  p[k * (n + 2) + k] = out;
}

static void solve_dense(cpwi_steady *s, const int64_t *cells, int64_t n) {
  double *p = s->dense;
  fill(s, cells, n);
  for (int64_t k = n - 1; k > 0; k--)
    reduce(p, n, k);
  s->rate[cells[0]] = p[n + 1] / p[n];
  for (int64_t k = 1; k < n; k++) {
    double rate = p[k * (n + 2) + n + 1] / p[k * (n + 2) + k];
    for (int64_t i = 0; i < k; i++)
      rate += s->rate[cells[i]] * p[i * (n + 2) + k];
    s->rate[cells[k]] = rate;
  }
}

/* What the cells of a component send to those after it. */
static void send_on(cpwi_steady *s, const int64_t *cells, int64_t n) {
  for (int64_t i = 0; i < n; i++)
    s->local[cells[i]] = -2;
  for (int64_t i = 0; i < n; i++)
    for (int64_t e = s->first[cells[i]]; e < s->first[cells[i] + 1]; e++) {
      int64_t to = s->edge[e].to;
      if (to >= 0 && s->local[to] != -2) s->rate[to] += s->rate[cells[i]] * s->edge[e].weight;
    }
  for (int64_t i = 0; i < n; i++)
    s->local[cells[i]] = -1;
}

static void find_inner(cpwi_steady *s) {
  int64_t groups = s->net.groups;
  memset(s->inner, 0, (size_t)s->net.cells * sizeof *s->inner);
  for (int64_t cell = 0; cell < s->net.cells; cell++)
    for (int64_t e = s->first[cell]; e < s->first[cell + 1]; e++) {
      const cpwi_steady_edge *edge = &s->edge[e];
      if (edge->kind == CPWI_EDGE_CHANGE && edge->to >= 0 && edge->to / groups == cell / groups)
        s->inner[edge->to] += s->rate[cell] * edge->weight;
    }
}

void cpwi_steady_traffic(cpwi_steady *s) {
  memcpy(s->rate, s->outside, (size_t)s->net.cells * sizeof *s->rate);
  for (int64_t cell = 0; cell < s->net.cells; cell++)
    s->local[cell] = -1;
  for (int64_t k = 0; k < s->components; k++) {
    const int64_t *cells = s->order + s->component[k];
    int64_t n = s->component[k + 1] - s->component[k];
    if (n == 1)
      solve_single(s, cells[0]);
    else
      solve_dense(s, cells, n);
    send_on(s, cells, n);
  }
  find_inner(s);
}
