/* What each layer of the tree costs in overheads, and where the money goes when the layer is removed.
 * Source: the rule of cpw_system_layers: the flow with and without.
 * Leaves the flow to flow.c. */
#include "system_money/internal.h"

typedef struct sums {
  int64_t spend, overhead, lost, retained;
} sums;

static sums add_up(const cpwi_money *m) {
  sums s = {0, 0, 0, 0};
  for (int64_t y = 0; y < m->years; y++) {
    cpwi_money_totals t;
    cpwi_money_year(m, y, &t);
    s.spend += t.spend;
    s.overhead += t.overhead;
    s.lost += t.leak + t.transactions;
    if (y == m->years - 1) s.retained = t.retained;
  }
  return s;
}

static int64_t depth_of(const cpw_system *s, int64_t i) {
  int64_t depth = 0;
  for (; s->organisation[i].parent != CPW_NONE; i = s->organisation[i].parent)
    depth++;
  return depth;
}

typedef struct layers {
  cpwi_money m; /* with all layers */
  cpw_result *r;
  int32_t kind[CPW_ORG_KINDS];
  int64_t kinds, depths;
} layers;

static int64_t paid_by(const cpwi_money *m, int64_t i) {
  int64_t sum = 0;
  for (int64_t y = 0; y < m->years; y++)
    sum += m->body[y * m->organisations + i].paid;
  return sum;
}

static int32_t whole(cpw_result *r, const char *name, const char *unit, const char *about,
                     const char *dimension, int64_t **out, cpw_error *err) {
  void *memory = NULL;
  int32_t status = cpw_result_add_array(r, name, unit, about, dimension, CPW_INT64, CPW_MERGE_SAME,
                                        &memory, err);
  *out = memory;
  return status;
}

static int32_t dimensions(layers *l, cpw_error *err) {
  const cpw_system *s = l->m.s;
  const char *label[CPW_ORG_KINDS] = {0};
  for (int32_t k = 0; k < CPW_ORG_KINDS; k++) {
    int64_t there = 0;
    for (int64_t i = 0; i < s->organisations; i++)
      there += s->organisation[i].kind == k;
    if (!there) continue;
    label[l->kinds] = cpw_system_kind_name(k);
    l->kind[l->kinds++] = k;
  }
  for (int64_t i = 0; i < s->organisations; i++) {
    int64_t depth = depth_of(s, i) + 1;
    if (depth > l->depths) l->depths = depth;
  }
  int32_t status = cpw_result_add_dimension(l->r, "kind", l->kinds, label, err);
  return status == CPW_OK ? cpw_result_add_dimension(l->r, "depth", l->depths, NULL, err) : status;
}

static int32_t depths(const layers *l, cpw_error *err) {
  int64_t *count = NULL, *overhead = NULL;
  int32_t status = whole(l->r, "depth_organisations", "organisations",
                         "Organisations at this depth.", "depth", &count, err);
  if (status == CPW_OK)
    status = whole(l->r, "depth_overhead", "pounds", "Overheads paid at this depth.", "depth",
                   &overhead, err);
  for (int64_t i = 0; status == CPW_OK && i < l->m.organisations; i++) {
    int64_t depth = depth_of(l->m.s, i);
    count[depth]++;
    overhead[depth] += paid_by(&l->m, i);
  }
  return status;
}

static int32_t remove_kind(const layers *l, int32_t kind, sums *after, cpw_error *err) {
  cpw_system_money_options o = l->m.o;
  o.without = kind;
  cpwi_money m;
  int32_t status = cpwi_money_run(&m, l->m.s, &o, l->m.where, err);
  if (status == CPW_OK) *after = add_up(&m);
  cpwi_money_free(&m);
  return status;
}

static int32_t kinds(const layers *l, cpw_error *err) {
  static const char *const name[6] = {"organisations", "overhead",    "released",
                                      "to_spend",      "to_retained", "to_leak"};
  static const char *const about[6] = {"Organisations of the kind.",
                                       "Overheads paid by them.",
                                       "Overheads of all that are no longer paid without them.",
                                       "More that is spent.",
                                       "More that is retained.",
                                       "More that leaks or goes to transactions."};
  int64_t *x[6] = {0};
  for (int k = 0; k < 6; k++) {
    int32_t status =
        whole(l->r, name[k], k ? "pounds" : "organisations", about[k], "kind", &x[k], err);
    if (status != CPW_OK) return status;
  }
  sums with = add_up(&l->m), without = with;
  for (int64_t k = 0; k < l->kinds; k++) {
    for (int64_t i = 0; i < l->m.organisations; i++) {
      if (l->m.s->organisation[i].kind != l->kind[k]) continue;
      x[0][k]++;
      x[1][k] += paid_by(&l->m, i);
    }
    int32_t status = remove_kind(l, l->kind[k], &without, err);
    if (status != CPW_OK) return status;
    x[2][k] = with.overhead - without.overhead;
    x[3][k] = without.spend - with.spend;
    x[4][k] = without.retained - with.retained;
    x[5][k] = without.lost - with.lost;
  }
  return CPW_OK;
}

int32_t cpw_system_layers(const cpw_system *system, const cpw_system_money_options *options,
                          cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpw_system_money_options mine = cpwi_money_defaults();
  int32_t status = cpwi_take_options(&mine, sizeof mine, options, __func__, err);
  if (status != CPW_OK) return status;
  mine.without = CPW_NONE;
  layers l = {.r = NULL};
  status = cpwi_money_run(&l.m, system, &mine, __func__, err);
  if (status == CPW_OK) status = cpw_result_new(l.m.a, &l.r, err);
  if (status == CPW_OK) status = dimensions(&l, err);
  if (status == CPW_OK) status = kinds(&l, err);
  if (status == CPW_OK) status = depths(&l, err);
  cpwi_money_free(&l.m);
  if (status == CPW_OK)
    *out = l.r;
  else
    cpw_result_free(l.r);
  return status;
}
