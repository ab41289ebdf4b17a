/* Lists after a reorganisation: people shared out and added up by week waited, starts, the share that leaves.
 * Source: carepath/system_organisations.h; people on a grid, largest remainders.
 * Leaves who receives what to reorganise_parts.c. */
#include "carepath/apportion.h"
#include "system_organisations/reorganise.h"

#include <string.h>

typedef struct lists {
  cpwi_reorg_slots slots;
  int people, joins;             /* exponents of the grids of people and of starts */
  int64_t bands;                 /* of the longest profile */
  int64_t *band;                 /* (bands) of one old row */
  int64_t *waiting, *starts;     /* (rows) in steps */
  int64_t *waited;               /* (rows, bands) in steps */
  cpw_exact_sum *leave, *simple; /* (rows) removal x people, removal x starts */
  cpw_exact_sum *plain;          /* (rows) removal */
  int64_t *from;                 /* (rows) how many old rows meet in it */
  int64_t *shape;                /* (rows) */
} lists;

static int key_of(const cpwi_reorg *k, int64_t row, int64_t *key) {
  const cpw_system_list *l = &k->s.list[row];
  key[0] = l->organisation;
  key[1] = l->service;
  key[2] = l->group;
  key[3] = 0;
  return 1;
}

static int32_t check_lists(const cpwi_reorg *k, lists *t, cpw_error *err) {
  const cpw_system *s = &k->s;
  t->bands = 1;
  if (s->lists < 0 || s->profiles < 0 || (s->lists > 0 && !s->list) ||
      (s->profiles > 0 && !s->profile))
    return cpwi_fail(err, CPW_EINVAL, -1, k->where, "system.list or system.profile is NULL");
  for (int64_t i = 0; i < s->lists; i++) {
    const cpw_system_list *l = &s->list[i];
    int32_t e = cpwi_orgs_number(l->organisation, s->organisations, "lists", i, "organisation",
                                 k->where, err);
    if (e == CPW_OK)
      e = cpwi_orgs_number(l->service, s->services, "lists", i, "service", k->where, err);
    if (e == CPW_OK) e = cpwi_orgs_number(l->group, s->groups, "lists", i, "group", k->where, err);
    if (e == CPW_OK && l->shape != CPW_NONE)
      e = cpwi_orgs_number(l->shape, s->profiles, "lists", i, "shape", k->where, err);
    if (e == CPW_OK) e = cpwi_orgs_amount(l->waiting, "lists", i, "waiting", k->where, err);
    if (e == CPW_OK) e = cpwi_orgs_amount(l->starts, "lists", i, "starts", k->where, err);
    if (e == CPW_OK) e = cpwi_orgs_amount(l->removal, "lists", i, "removal", k->where, err);
    if (e != CPW_OK) return e;
    if (l->shape == CPW_NONE) continue;
    const cpw_system_profile *p = &s->profile[l->shape];
    if (p->count < 1 || !p->values)
      return cpwi_fail(err, CPW_EINVAL, l->shape, k->where, "profiles[%d] has no values",
                       (int)l->shape);
    if (p->count > t->bands) t->bands = p->count;
  }
  return CPW_OK;
}

static void take_grids(cpwi_reorg *k, lists *t) {
  cpw_exact_sum *people = &k->kept[CPWI_KEPT_WAITING].given;
  cpw_exact_sum *joins = &k->kept[CPWI_KEPT_STARTS].given;
  for (int64_t i = 0; i < k->s.lists; i++) {
    cpw_exact_sum_add(people, k->s.list[i].waiting);
    cpw_exact_sum_add(joins, k->s.list[i].starts);
  }
  t->people = cpwi_reorg_grid(people);
  t->joins = cpwi_reorg_grid(joins);
}

static int32_t reserve(const cpwi_reorg *k, lists *t, cpw_error *err) {
  size_t rows = (size_t)t->slots.rows;
  int64_t cells = 0;
  if (!cpwi_multiply(t->slots.rows, t->bands, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, k->where, "too many lists");
  t->band = cpwi_alloc(k->a, (size_t)t->bands, sizeof *t->band);
  t->waiting = cpwi_alloc_zero(k->a, rows, sizeof *t->waiting);
  t->starts = cpwi_alloc_zero(k->a, rows, sizeof *t->starts);
  t->waited = cpwi_alloc_zero(k->a, (size_t)cells, sizeof *t->waited);
  t->from = cpwi_alloc_zero(k->a, rows, sizeof *t->from);
  t->shape = cpwi_alloc_zero(k->a, rows, sizeof *t->shape);
  t->leave = cpwi_orgs_sums(t->slots.rows, k->a);
  t->simple = cpwi_orgs_sums(t->slots.rows, k->a);
  t->plain = cpwi_orgs_sums(t->slots.rows, k->a);
  if (t->band && t->waiting && t->starts && t->waited && t->from && t->shape && t->leave &&
      t->simple && t->plain)
    return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld lists",
                   (long long)t->slots.rows);
}

static void release(const cpwi_reorg *k, lists *t) {
  cpwi_reorg_slots_drop(k, &t->slots);
  cpwi_release(k->a, t->band);
  cpwi_release(k->a, t->waiting);
  cpwi_release(k->a, t->starts);
  cpwi_release(k->a, t->waited);
  cpwi_release(k->a, t->from);
  cpwi_release(k->a, t->shape);
  cpwi_release(k->a, t->leave);
  cpwi_release(k->a, t->simple);
  cpwi_release(k->a, t->plain);
}

/* the people of a list by week waited, in proportion to its profile */
static int32_t spread(const cpwi_reorg *k, lists *t, int64_t row, int64_t people, cpw_error *err) {
  const cpw_system_list *l = &k->s.list[row];
  memset(t->band, 0, (size_t)t->bands * sizeof *t->band);
  double most = 0;
  if (l->shape != CPW_NONE)
    for (int64_t b = 0; b < k->s.profile[l->shape].count; b++)
      most = k->s.profile[l->shape].values[b] > most ? k->s.profile[l->shape].values[b] : most;
  if (!(most > 0) || people == 0) {
    t->band[0] = people;
    return CPW_OK;
  }
  cpw_apportion_options o;
  cpw_apportion_options_init(&o);
  o.allocator = k->a;
  return cpw_apportion(people, k->s.profile[l->shape].values, k->s.profile[l->shape].count, &o,
                       t->band, err);
}

static void note_row(lists *t, int64_t to, const cpw_system_list *l, double people, double starts) {
  if (t->from[to] == 0) t->shape[to] = l->shape;
  if (t->shape[to] != l->shape) t->shape[to] = CPW_NONE;
  t->from[to]++;
  cpw_exact_sum_add(&t->leave[to], l->removal * people);
  cpw_exact_sum_add(&t->simple[to], l->removal * starts);
  cpw_exact_sum_add(&t->plain[to], l->removal);
}

/* one old row into its slots */
static int32_t share_row(cpwi_reorg *k, lists *t, int64_t row, cpw_error *err) {
  const cpw_system_list *l = &k->s.list[row];
  const int64_t *to = t->slots.row + t->slots.first[row];
  int64_t n = cpwi_reorg_parts(k, l->organisation);
  int64_t people = cpwi_reorg_steps(l->waiting, t->people);
  int64_t starts = cpwi_reorg_steps(l->starts, t->joins);
  int32_t status = spread(k, t, row, people, err);
  for (int64_t b = 0; status == CPW_OK && b < t->bands; b++) {
    if (t->band[b] == 0) continue;
    status = cpwi_reorg_split(k, l->organisation, t->band[b], err);
    for (int64_t j = 0; status == CPW_OK && j < n; j++) {
      t->waited[to[j] * t->bands + b] += k->whole[j];
      t->waiting[to[j]] += k->whole[j];
    }
  }
  if (status == CPW_OK) status = cpwi_reorg_split(k, l->organisation, starts, err);
  for (int64_t j = 0; status == CPW_OK && j < n; j++) {
    double share = k->part[k->first[l->organisation] + j].share;
    t->starts[to[j]] += k->whole[j];
    note_row(t, to[j], l, l->waiting * share, l->starts * share);
  }
  int old = t->slots.old[to[0]] == row;
  cpw_exact_sum_add(&k->kept[CPWI_KEPT_WAITING].before,
                    old ? l->waiting : cpwi_reorg_amount(people, t->people));
  cpw_exact_sum_add(&k->kept[CPWI_KEPT_STARTS].before,
                    old ? l->starts : cpwi_reorg_amount(starts, t->joins));
  return status;
}

/* The mean of the shares that leave: by people, without people by starts, without both the plain one. */
static double removal_of(const lists *t, int64_t row) {
  double people = cpwi_reorg_amount(t->waiting[row], t->people);
  double starts = cpwi_reorg_amount(t->starts[row], t->joins);
  double mean = people > 0   ? cpw_exact_sum_value(&t->leave[row]) / people
                : starts > 0 ? cpw_exact_sum_value(&t->simple[row]) / starts
                             : cpw_exact_sum_value(&t->plain[row]) / (double)t->from[row];
  return mean < 1 ? mean : 1;
}

typedef struct arrays {
  int64_t *organisation, *service, *group, *shape;
  double *waiting, *starts, *removal, *waited;
} arrays;

static int32_t add_arrays(cpwi_reorg *k, const lists *t, arrays *a, cpw_error *err) {
  int32_t s = cpw_result_add_dimension(k->r, "list", t->slots.rows, NULL, err);
  if (s == CPW_OK) s = cpw_result_add_dimension(k->r, "band", t->bands, NULL, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(k->r, "list_organisation", "", "where", "list", &a->organisation, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(k->r, "list_service", "", "for what", "list", &a->service, err);
  if (s == CPW_OK) s = cpwi_orgs_whole(k->r, "list_group", "", "who", "list", &a->group, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(k->r, "list_shape", "", "profile, or -1: see waited", "list", &a->shape,
                        err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(k->r, "waiting", "people", "who wait", "list", &a->waiting, err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(k->r, "starts", "people a week", "who join", "list", &a->starts, err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(k->r, "removal", "share a week", "that leaves untreated", "list",
                       &a->removal, err);
  return s == CPW_OK ? cpwi_orgs_real(k->r, "waited", "people", "by week waited", "list band",
                                      &a->waited, err)
                     : s;
}

static int32_t write_lists(cpwi_reorg *k, const lists *t, cpw_error *err) {
  arrays a = {0};
  int32_t status = add_arrays(k, t, &a, err);
  for (int64_t i = 0; status == CPW_OK && i < t->slots.rows; i++) {
    const cpw_system_list *old = t->slots.old[i] >= 0 ? &k->s.list[t->slots.old[i]] : NULL;
    a.organisation[i] = t->slots.key[i][0];
    a.service[i] = t->slots.key[i][1];
    a.group[i] = t->slots.key[i][2];
    a.shape[i] = t->shape[i];
    a.waiting[i] = old ? old->waiting : cpwi_reorg_amount(t->waiting[i], t->people);
    a.starts[i] = old ? old->starts : cpwi_reorg_amount(t->starts[i], t->joins);
    a.removal[i] = old ? old->removal : removal_of(t, i);
    for (int64_t b = 0; b < t->bands; b++)
      a.waited[i * t->bands + b] = cpwi_reorg_amount(t->waited[i * t->bands + b], t->people);
    cpw_exact_sum_add(&k->kept[CPWI_KEPT_WAITING].after, a.waiting[i]);
    cpw_exact_sum_add(&k->kept[CPWI_KEPT_STARTS].after, a.starts[i]);
  }
  return status;
}

int32_t cpwi_reorg_lists(cpwi_reorg *k, cpw_error *err) {
  lists t;
  memset(&t, 0, sizeof t);
  int32_t status = check_lists(k, &t, err);
  if (status != CPW_OK) return status;
  take_grids(k, &t);
  status = cpwi_reorg_slots_make(k, k->s.lists, key_of, &t.slots, err);
  if (status == CPW_OK) status = reserve(k, &t, err);
  for (int64_t i = 0; status == CPW_OK && i < k->s.lists; i++)
    status = share_row(k, &t, i, err);
  if (status == CPW_OK) status = write_lists(k, &t, err);
  release(k, &t);
  return status;
}
