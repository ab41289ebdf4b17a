/* Devolving: line after line the ranges are found, the money is shared out and the result is filled.
 * Source: carepath/devolve.h. Leaves the checks to take.c, the arithmetic to ranges.c and share.c. */
#include "devolve/internal.h"

#include <string.h>

enum { RECEIVED, TOPSLICE, RESERVE, RETAINED, KEPT, PASSED, LEAST, MOST, BINDING, COLUMNS };

typedef struct output {
  cpw_result *result;
  int64_t *column[COLUMNS];
  int64_t *level, *parent;
  double *weight, *per_head;
} output;

static int32_t add(output *o, const char *name, const char *unit, const char *description,
                   const char *dimensions, int32_t type, void **memory, cpw_error *err) {
  return cpw_result_add_array(o->result, name, unit, description, dimensions, type, CPW_MERGE_SAME,
                              memory, err);
}

static int32_t add_columns(output *o, cpw_error *err) {
  static const char *const columns[COLUMNS][2] = {
      {"received", "What the node received."},
      {"topslice", "Kept first: the rate of what was received, rounded down."},
      {"reserve", "Kept next: the amount asked for."},
      {"retained", "Kept last: what is not devolved."},
      {"kept", "topslice + reserve + retained."},
      {"passed_on", "What its children received."},
      {"least", "The least that the node could receive."},
      {"most", "The most that it could receive; 2^63 - 1: no limit."},
      {"binding", "0 inside its range, 1 at the least, 2 at the most, 3 there is but one amount."}};
  int32_t status = CPW_OK;
  for (int i = 0; i < COLUMNS && status == CPW_OK; i++) {
    void *memory = NULL;
    status = add(o, columns[i][0], i == BINDING ? "" : "money", columns[i][1], "node line",
                 CPW_INT64, &memory, err);
    o->column[i] = memory;
  }
  return status;
}

static int32_t add_arrays(const cpwi_devolve *d, output *o, cpw_error *err) {
  const cpw_devolve_tree *t = &d->tree;
  void *level = NULL, *parent = NULL, *weight = NULL, *per_head = NULL;
  int32_t status = cpw_result_add_dimension(o->result, "node", t->nodes, t->id, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(o->result, "line", t->lines, t->line_id, err);
  if (status == CPW_OK) status = add_columns(o, err);
  if (status == CPW_OK)
    status = add(o, "weight", "",
                 "Need by which it was shared out; of a parent the sum of its "
                 "children's unless given.",
                 "node line", CPW_DOUBLE, &weight, err);
  if (status == CPW_OK && t->people)
    status =
        add(o, "per_head", "money", "Received a head.", "node line", CPW_DOUBLE, &per_head, err);
  if (status == CPW_OK)
    status =
        add(o, "level", "", "0 for the root, 1 for its children.", "node", CPW_INT64, &level, err);
  if (status == CPW_OK)
    status = add(o, "parent", "", "Row of the parent, -1 for the root.", "node", CPW_INT64, &parent,
                 err);
  if (status == CPW_OK)
    status = cpw_result_add_note(o->result, "rule",
                                 t->rule == CPW_DEVOLVE_LEAVES ? "leaves" : "levels", err);
  o->level = level;
  o->parent = parent;
  o->weight = weight;
  o->per_head = per_head;
  return status;
}

static int32_t binding(const cpwi_devolve *d, int64_t place) {
  if (d->least[place] == d->most[place]) return CPW_DEVOLVE_FIXED;
  if (d->received[place] == d->least[place]) return CPW_DEVOLVE_AT_LEAST;
  return d->received[place] == d->most[place] ? CPW_DEVOLVE_AT_MOST : CPW_DEVOLVE_FREE;
}

static void fill_line(const cpwi_devolve *d, const output *o, int64_t line) {
  for (int64_t place = 0; place < d->tree.nodes; place++) {
    int64_t at = cpwi_devolve_at(d, place, line), row = d->row[place];
    o->column[RECEIVED][at] = d->received[place];
    o->column[TOPSLICE][at] = d->topslice[place];
    o->column[RESERVE][at] = d->reserve[place];
    o->column[RETAINED][at] = d->retained[place];
    o->column[KEPT][at] = d->received[place] - d->passed[place];
    o->column[PASSED][at] = d->passed[place];
    o->column[LEAST][at] = d->least[place];
    o->column[MOST][at] = d->most[place];
    o->column[BINDING][at] = binding(d, place);
    o->weight[at] = d->weight[place];
    o->level[row] = d->level[place];
    o->parent[row] = d->tree.parent[row];
    if (o->per_head)
      o->per_head[at] =
          d->people[place] > 0.0 ? (double)d->received[place] / d->people[place] : CPWI_NAN;
  }
}

static int32_t run_lines(cpwi_devolve *d, const output *o, cpw_error *err) {
  int32_t status = CPW_OK;
  if (d->tree.rule == CPW_DEVOLVE_LEAVES) status = cpwi_devolve_leaves_make(d, err);
  for (int64_t line = 0; line < d->tree.lines && status == CPW_OK; line++) {
    status = cpwi_devolve_take_line(d, line, err);
    if (status == CPW_OK) status = cpwi_devolve_ranges(d, line, err);
    if (status == CPW_OK) status = cpwi_devolve_share(d, line, err);
    if (status == CPW_OK) fill_line(d, o, line);
  }
  return status;
}

int32_t cpw_devolve_run(const cpw_devolve_tree *tree, cpw_result **out, cpw_error *err) {
  cpwi_devolve d;
  output o;
  memset(&o, 0, sizeof o);
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out must not be NULL");
  int32_t status = cpwi_devolve_take(&d, tree, err);
  if (status == CPW_OK) status = cpw_result_new(d.tree.allocator, &o.result, err);
  if (status == CPW_OK) status = add_arrays(&d, &o, err);
  if (status == CPW_OK) status = run_lines(&d, &o, err);
  cpwi_devolve_free(&d);
  if (status == CPW_OK)
    *out = o.result;
  else
    cpw_result_free(o.result);
  return status;
}
