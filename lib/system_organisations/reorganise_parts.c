/* Who receives what part of whom in a reorganisation, checked; the tree afterwards; whole numbers shared out.
 * Source: the rules in carepath/system_organisations.h; largest remainders (apportion.h).
 * Leaves the rows of the tables to the other files of the reorganisation. */
#include "base/order.h"
#include "carepath/apportion.h"
#include "system_organisations/reorganise.h"

#include <string.h>

/* shares that sum to 1 but for rounding */
#define NOTHING 1e-12

int cpwi_reorg_grid(const cpw_exact_sum *sum) {
  int exponent = 0;
  (void)frexp(cpw_exact_sum_value(sum), &exponent);
  return exponent - 52 < -1074 ? -1074 : exponent - 52;
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_move(const cpwi_reorg *k, int64_t i, cpw_error *err) {
  const cpw_system_move *m = &k->c.move[i];
  int32_t status = cpwi_orgs_number(m->organisation, k->s.organisations, "change.move", i,
                                    "organisation", k->where, err);
  if (status == CPW_OK)
    status = cpwi_orgs_number(m->to, k->s.organisations, "change.move", i, "to", k->where, err);
  if (status != CPW_OK) return status;
  cpwi_orgs_name from = cpwi_orgs_named(&k->s, m->organisation), to = cpwi_orgs_named(&k->s, m->to);
  if (m->organisation == m->to)
    return cpwi_fail(err, CPW_EINVAL, i, k->where, "change.move[%lld] moves %s to itself",
                     (long long)i, from.text);
  if (!(m->share > 0 && m->share <= 1))
    return cpwi_fail(err, CPW_EDOMAIN, i, k->where,
                     "change.move[%lld].share = %s must be above 0 and at most 1", (long long)i,
                     cpwi_number(m->share).text);
  if (!cpwi_orgs_alive(&k->s, m->organisation, k->c.week))
    return cpwi_fail(err, CPW_EINVAL, i, k->where,
                     "change.move[%lld]: organisation %s does not exist in week %s", (long long)i,
                     from.text, cpwi_number(k->c.week).text);
  if (!cpwi_orgs_alive(&k->s, m->to, k->c.week))
    return cpwi_fail(
        err, CPW_EINVAL, i, k->where,
        "change.move[%lld]: organisation %s, which receives, does not exist in week %s",
        (long long)i, to.text, cpwi_number(k->c.week).text);
  return CPW_OK;
}

static int32_t check_change(const cpwi_reorg *k, cpw_error *err) {
  const cpw_system_change *c = &k->c;
  if (c->moves < 0 || c->adoptions < 0 || c->handovers < 0 || (c->moves > 0 && !c->move) ||
      (c->adoptions > 0 && !c->adoption) || (c->handovers > 0 && !c->handover))
    return cpwi_fail(err, CPW_EINVAL, -1, k->where,
                     "change.move, change.adoption or change.handover is NULL");
  int32_t status = cpwi_orgs_week(c->week, k->where, err);
  for (int64_t i = 0; status == CPW_OK && i < c->moves; i++)
    status = check_move(k, i, err);
  for (int64_t i = 0; status == CPW_OK && i < c->adoptions; i++) {
    const cpw_system_adoption *p = &c->adoption[i];
    status = cpwi_orgs_number(p->organisation, k->s.organisations, "change.adoption", i,
                              "organisation", k->where, err);
    if (status == CPW_OK && p->parent != CPW_NONE)
      status = cpwi_orgs_number(p->parent, k->s.organisations, "change.adoption", i, "parent",
                                k->where, err);
  }
  return status;
}

/* ---------------------------------------------------------------- ids and parts ------------- */

static const char *id_of(const cpwi_reorg *k, int64_t i) {
  return k->s.organisation[i].id ? k->s.organisation[i].id : "";
}

static int by_id(const void *context, const void *a, const void *b) {
  const cpwi_reorg *k = context;
  int64_t i = *(const int64_t *)a, j = *(const int64_t *)b;
  int order = strcmp(id_of(k, i), id_of(k, j));
  return order ? order : (i > j) - (i < j);
}

int cpwi_reorg_by_rank(const void *context, const void *a, const void *b) {
  const cpwi_reorg *k = context;
  int64_t i = k->rank[((const cpwi_reorg_part *)a)->to];
  int64_t j = k->rank[((const cpwi_reorg_part *)b)->to];
  return (i > j) - (i < j);
}

static int rank_all(cpwi_reorg *k) {
  int64_t n = k->s.organisations, *order = cpwi_alloc(k->a, (size_t)n, sizeof *order);
  if (!order) return 0;
  for (int64_t i = 0; i < n; i++)
    order[i] = i;
  int done = cpwi_sort(k->a, order, n, sizeof *order, by_id, k);
  for (int64_t i = 0; done && i < n; i++)
    k->rank[order[i]] = i;
  cpwi_release(k->a, order);
  return done;
}

/* how many moves each organisation makes, as places of the parts: each has one more, for what it keeps */
static void make_room(cpwi_reorg *k) {
  int64_t n = k->s.organisations, at = 0;
  memset(k->first, 0, ((size_t)n + 1) * sizeof *k->first);
  for (int64_t i = 0; i < k->c.moves; i++)
    k->first[k->c.move[i].organisation]++;
  for (int64_t i = 0; i <= n; i++) {
    int64_t count = i < n ? k->first[i] + 1 : 0;
    k->first[i] = at;
    at += count;
  }
}

/* what an organisation keeps; a move twice, shares over 1 */
static int32_t complete(cpwi_reorg *k, int64_t i, int64_t *count, cpw_error *err) {
  cpwi_reorg_part *p = k->part + k->first[i];
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t j = 0; j < *count; j++) {
    cpw_exact_sum_add(&sum, p[j].share);
    for (int64_t l = 0; l < j; l++)
      if (p[l].to == p[j].to)
        return cpwi_fail(err, CPW_EINVAL, -1, k->where, "change moves %s to %s twice",
                         cpwi_orgs_named(&k->s, i).text, cpwi_orgs_named(&k->s, p[j].to).text);
  }
  double gone = cpw_exact_sum_value(&sum);
  if (gone > 1 + NOTHING)
    return cpwi_fail(err, CPW_EDOMAIN, -1, k->where,
                     "what organisation %s gives away sums to %s, over 1",
                     cpwi_orgs_named(&k->s, i).text, cpwi_number(gone).text);
  if (gone < 1 - NOTHING) p[(*count)++] = (cpwi_reorg_part){i, 1 - gone};
  k->ends[i] = gone >= 1 - NOTHING;
  return CPW_OK;
}

static int32_t list_parts(cpwi_reorg *k, cpw_error *err) {
  int64_t n = k->s.organisations, at = 0, *count = cpwi_alloc_zero(k->a, (size_t)n, sizeof *count);
  if (!count || !rank_all(k)) {
    cpwi_release(k->a, count);
    return cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld organisations",
                     (long long)n);
  }
  make_room(k);
  for (int64_t i = 0; i < k->c.moves; i++) {
    const cpw_system_move *m = &k->c.move[i];
    k->part[k->first[m->organisation] + count[m->organisation]++] =
        (cpwi_reorg_part){m->to, m->share};
    k->receives[m->to] = 1;
  }
  int32_t status = CPW_OK;
  for (int64_t i = 0; status == CPW_OK && i < n; i++) {
    status = complete(k, i, &count[i], err);
    if (status == CPW_OK &&
        !cpwi_sort(k->a, k->part + k->first[i], count[i], sizeof *k->part, cpwi_reorg_by_rank, k))
      status =
          cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld parts", (long long)count[i]);
    if (count[i] > k->widest) k->widest = count[i];
  }
  for (int64_t i = 0, from = 0; status == CPW_OK && i < n; i++) { /* close the gaps */
    int64_t next = k->first[i + 1];
    memmove(k->part + at, k->part + from, (size_t)count[i] * sizeof *k->part);
    k->first[i] = at;
    at += count[i];
    from = next;
  }
  k->first[n] = at;
  cpwi_release(k->a, count);
  return status;
}

/* ---------------------------------------------------------------- the tree afterwards ------- */

static int64_t heir_of(const cpwi_reorg *k, int64_t i) {
  int64_t best = -1;
  double most = 0;
  for (int64_t j = k->first[i]; j < k->first[i + 1]; j++)
    if (k->part[j].share > most) {
      most = k->part[j].share;
      best = k->part[j].to;
    }
  return best;
}

/* The heir of a parent that ends; where that is the child itself, whoever was above the parent. */
static int64_t new_parent(const cpwi_reorg *k, int64_t i) {
  int64_t at = k->s.organisation[i].parent;
  for (int64_t steps = 0; at >= 0 && k->ends[at] && steps <= k->s.organisations; steps++) {
    int64_t heir = heir_of(k, at);
    at = heir == i ? k->s.organisation[at].parent : heir;
    if (heir != i) break;
  }
  return at;
}

static int32_t grow_tree(cpwi_reorg *k, cpw_error *err) {
  int64_t n = k->s.organisations;
  for (int64_t i = 0; i < n; i++)
    k->ends[i] = k->ends[i] && !k->receives[i];
  for (int64_t i = 0; i < n; i++)
    k->parent[i] = new_parent(k, i);
  for (int64_t i = 0; i < k->c.adoptions; i++) {
    const cpw_system_adoption *p = &k->c.adoption[i];
    for (int64_t j = 0; j < i; j++)
      if (k->c.adoption[j].organisation == p->organisation)
        return cpwi_fail(err, CPW_EINVAL, i, k->where, "change gives %s another parent twice",
                         cpwi_orgs_named(&k->s, p->organisation).text);
    if (p->parent != CPW_NONE && k->ends[p->parent])
      return cpwi_fail(err, CPW_EINVAL, i, k->where,
                       "change.adoption[%lld]: organisation %s, the new parent, ends in that week",
                       (long long)i, cpwi_orgs_named(&k->s, p->parent).text);
    k->parent[p->organisation] = p->parent;
  }
  for (int64_t i = 0; i < n; i++) {
    int64_t at = i, steps = 0;
    while (at >= 0 && steps++ <= n)
      at = k->parent[at];
    if (at >= 0)
      return cpwi_fail(err, CPW_EINVAL, i, k->where,
                       "after the change organisation %s stands above itself",
                       cpwi_orgs_named(&k->s, i).text);
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- begin and end ------------- */

int32_t cpwi_reorg_take(cpwi_reorg *k, cpw_error *err) {
  size_t n = (size_t)k->s.organisations;
  int32_t status = check_change(k, err);
  if (status != CPW_OK) return status;
  size_t handovers = (size_t)k->c.handovers;
  k->first = cpwi_alloc(k->a, n + handovers + 1, sizeof *k->first);
  k->part = cpwi_alloc(k->a, n + (size_t)k->c.moves + 2 * handovers, sizeof *k->part);
  k->group = cpwi_alloc(k->a, handovers, sizeof *k->group);
  k->rank = cpwi_alloc(k->a, n, sizeof *k->rank);
  k->parent = cpwi_alloc_zero(k->a, n, sizeof *k->parent);
  k->ends = cpwi_alloc_zero(k->a, n, sizeof *k->ends);
  k->receives = cpwi_alloc_zero(k->a, n, sizeof *k->receives);
  if (!k->first || !k->part || !k->rank || !k->parent || !k->ends || !k->receives || !k->group)
    return cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld organisations",
                     (long long)n);
  status = list_parts(k, err);
  if (status == CPW_OK) status = cpwi_reorg_areas(k, err);
  if (status == CPW_OK) status = grow_tree(k, err);
  if (status != CPW_OK) return status;
  k->weight = cpwi_alloc(k->a, (size_t)k->widest, sizeof *k->weight);
  k->whole = cpwi_alloc(k->a, (size_t)k->widest, sizeof *k->whole);
  if (k->weight && k->whole) return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld parts", (long long)k->widest);
}

void cpwi_reorg_drop(cpwi_reorg *k) {
  cpwi_release(k->a, k->first);
  cpwi_release(k->a, k->part);
  cpwi_release(k->a, k->group);
  cpwi_release(k->a, k->rank);
  cpwi_release(k->a, k->parent);
  cpwi_release(k->a, k->ends);
  cpwi_release(k->a, k->receives);
  cpwi_release(k->a, k->weight);
  cpwi_release(k->a, k->whole);
  cpwi_release(k->a, k->footprint);
}

int32_t cpwi_reorg_split(cpwi_reorg *k, int64_t organisation, int64_t amount, cpw_error *err) {
  int64_t n = cpwi_reorg_parts(k, organisation);
  const cpwi_reorg_part *p = k->part + k->first[organisation];
  if (n == 1 || amount == 0) {
    for (int64_t j = 0; j < n; j++)
      k->whole[j] = amount;
    return CPW_OK;
  }
  cpw_apportion_options o;
  cpw_apportion_options_init(&o);
  o.allocator = k->a; /* parts stand by id: ties go to the lower one */
  for (int64_t j = 0; j < n; j++)
    k->weight[j] = p[j].share;
  return cpw_apportion(amount, k->weight, n, &o, k->whole, err);
}
