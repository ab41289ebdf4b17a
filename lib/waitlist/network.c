/* Events and transfers checked, and the lists that transfers link put into groups that step together.
 * Source: connected components by joining trees (union-find). Leaves the moves of a period to
 * project_group.c. */
#include "waitlist/moves.h"

#include <float.h>
#include <stdio.h>
#include <string.h>

/* ---------------------------------------------------------------- checks -------------------- */

/* An event or a transfer on its way through the checks: what they have in common. */
typedef struct place {
  char name[48]; /* options.events[3] */
  int64_t index;
  const char *where;
} place;

static place place_of(const char *name, int64_t index, const char *where) {
  place p = {.index = index, .where = where};
  snprintf(p.name, sizeof p.name, "options.%s[%lld]", name, (long long)index);
  return p;
}

static int32_t check_index(const place *p, const char *field, int64_t value, int64_t count,
                           cpw_error *err) {
  if (value >= 0 && value < count) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, p->index, p->where, "%s.%s = %lld must be 0 to %lld", p->name,
                   field, (long long)value, (long long)(count - 1));
}

static int32_t check_flag(const place *p, const char *field, int32_t value, int32_t most,
                          cpw_error *err) {
  if (value >= 0 && value <= most) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, p->index, p->where, "%s.%s = %d must be 0 to %d", p->name,
                   field, (int)value, (int)most);
}

static int32_t check_amount(const place *p, double amount, int32_t share, cpw_error *err) {
  if (share && !(amount >= 0.0 && amount <= 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, p->index, p->where,
                     "%s.amount = %s must be in [0, 1]: it is a share", p->name,
                     cpwi_number(amount).text);
  if (amount >= 0.0 && amount <= DBL_MAX) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, p->index, p->where, "%s.amount = %s must be finite and >= 0",
                   p->name, cpwi_number(amount).text);
}

static int32_t check_range(const place *p, const cpw_bands *bands, double lower, double upper,
                           cpw_error *err) {
  char field[80];
  double open = bands->lower[bands->count - 1] * bands->unit_weeks * (1.0 + 1e-12);
  if (!(lower >= 0.0 && lower <= DBL_MAX))
    return cpwi_fail(err, CPW_EDOMAIN, p->index, p->where,
                     "%s.lower_weeks = %s must be finite and >= 0", p->name,
                     cpwi_number(lower).text);
  if (!(upper == 0.0 || (upper > lower && upper <= DBL_MAX)))
    return cpwi_fail(err, CPW_EDOMAIN, p->index, p->where,
                     "%s.upper_weeks = %s must be finite and above lower_weeks = %s, or 0", p->name,
                     cpwi_number(upper).text, cpwi_number(lower).text);
  if (lower <= open && upper <= open) return CPW_OK;
  snprintf(field, sizeof field, "%s.%s_weeks", p->name, lower > open ? "lower" : "upper");
  return cpwi_fail_open_band(bands, field, lower > open ? lower : upper, p->where, err);
}

static int32_t check_event(const cpw_event *e, int64_t index, const cpw_project_options *o,
                           const cpw_backlog *b, const cpw_bands *bands, const char *where,
                           cpw_error *err) {
  place p = place_of("events", index, where);
  int32_t status = check_index(&p, "list", e->list, b->lists, err);
  if (status == CPW_OK) status = check_index(&p, "period", e->period, o->periods, err);
  if (status == CPW_OK) status = check_flag(&p, "kind", e->kind, CPW_EVENT_TREAT, err);
  if (status == CPW_OK)
    status = check_flag(&p, "share", e->share, e->kind == CPW_EVENT_ADD ? 0 : 1, err);
  if (status == CPW_OK) status = check_amount(&p, e->amount, e->share, err);
  if (status == CPW_OK) status = check_range(&p, bands, e->lower_weeks, e->upper_weeks, err);
  if (status != CPW_OK || e->kind != CPW_EVENT_ADD || e->upper_weeks > 0.0) return status;
  double open = bands->lower[bands->count - 1] * bands->unit_weeks;
  if (e->lower_weeks >= open * (1.0 - 1e-12)) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, index, where,
                   "%s.upper_weeks = 0 must be given for people who join, unless all of them join "
                   "the open band (lower_weeks = %s)",
                   p.name, cpwi_number(open).text);
}

static int32_t check_transfer(const cpw_transfer *x, int64_t index, const cpw_project_options *o,
                              const cpw_backlog *b, const cpw_bands *bands, const char *where,
                              cpw_error *err) {
  place p = place_of("transfers", index, where);
  int32_t status = check_index(&p, "from", x->from, b->lists, err);
  if (status == CPW_OK) status = check_index(&p, "to", x->to, b->lists, err);
  if (status == CPW_OK && x->from == x->to)
    return cpwi_fail(err, CPW_EINVAL, index, where, "%s goes from list %lld to itself", p.name,
                     (long long)x->to);
  if (status == CPW_OK) status = check_index(&p, "first_period", x->first_period, o->periods, err);
  if (status == CPW_OK)
    status = check_index(&p, "periods", x->periods, o->periods - x->first_period + 1, err);
  if (status == CPW_OK) status = check_flag(&p, "share", x->share, 1, err);
  if (status == CPW_OK) status = check_flag(&p, "reserved", x->reserved, 0, err);
  if (status == CPW_OK) status = check_amount(&p, x->amount, x->share, err);
  if (status == CPW_OK) status = check_range(&p, bands, x->lower_weeks, x->upper_weeks, err);
  if (status != CPW_OK || !x->hazard) return status;
  if (!x->share)
    return cpwi_fail(err, CPW_EINVAL, index, where, "%s.hazard goes with share = 1 only", p.name);
  char name[64];
  snprintf(name, sizeof name, "%s.hazard", p.name);
  cpwi_block block = {.name = name, .lists = bands->count, .values = x->hazard};
  return cpwi_check_range(&block, 0, bands->count, 0.0, 1.0, where, err);
}

static int32_t check_block(const char *name, const void *block, int64_t count, size_t size,
                           const char *where, cpw_error *err) {
  if (count >= 0 && (count == 0 || block) && (uint64_t)count <= (uint64_t)INT64_MAX / size)
    return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, where,
                   "options.%s_count = %lld must be >= 0, and options.%ss there where it is not 0",
                   name, (long long)count, name);
}

int32_t cpwi_check_moves(const cpw_project_options *o, const cpw_backlog *b, const cpw_bands *bands,
                         const char *where, cpw_error *err) {
  int32_t status = check_block("event", o->events, o->event_count, sizeof *o->events, where, err);
  if (status == CPW_OK)
    status =
        check_block("transfer", o->transfers, o->transfer_count, sizeof *o->transfers, where, err);
  for (int64_t i = 0; status == CPW_OK && i < o->event_count; i++)
    status = check_event(&o->events[i], i, o, b, bands, where, err);
  for (int64_t i = 0; status == CPW_OK && i < o->transfer_count; i++)
    status = check_transfer(&o->transfers[i], i, o, b, bands, where, err);
  return status;
}

/* ---------------------------------------------------------------- groups -------------------- */

static int64_t *numbers(const cpw_allocator *allocator, int64_t count) {
  int64_t *x = cpwi_alloc(allocator, (size_t)count, sizeof *x);
  for (int64_t i = 0; x && i < count; i++)
    x[i] = -1;
  return x;
}

/* The root of a list's tree, which is its smallest list; paths are halved on the way. */
static int64_t root_of(int64_t *parent, int64_t list) {
  while (parent[list] != list) {
    parent[list] = parent[parent[list]];
    list = parent[list];
  }
  return list;
}

static void join(int64_t *parent, int64_t a, int64_t b) {
  if (parent[a] < 0) parent[a] = a;
  if (parent[b] < 0) parent[b] = b;
  a = root_of(parent, a);
  b = root_of(parent, b);
  if (a < b)
    parent[b] = a;
  else
    parent[a] = b;
}

/* Chains the lists of every group in order; seat of the root serves as the last seat meanwhile. */
static void chain_lists(cpwi_network *n, int64_t lists) {
  int64_t *last = n->seat; /* of a root: the last list of its chain so far */
  for (int64_t l = 0; l < lists; l++) {
    if (n->group[l] < 0) continue;
    int64_t root = n->group[l] = root_of(n->group, l);
    if (root != l) n->next[last[root]] = l;
    last[root] = l;
  }
  for (int64_t l = 0; l < lists; l++) {
    if (n->group[l] != l) continue;
    int64_t seat = 0;
    for (int64_t k = l; k >= 0; k = n->next[k])
      n->seat[k] = seat++;
  }
}

int32_t cpwi_network_init(cpwi_network *n, const cpw_project_options *o, int64_t lists) {
  memset(n, 0, sizeof *n);
  int64_t **by_list[] = {&n->group, &n->next, &n->seat, &n->event, &n->transfer};
  int enough = 1;
  for (size_t k = 0; k < sizeof by_list / sizeof *by_list; k++)
    enough &= (*by_list[k] = numbers(o->allocator, lists)) != NULL;
  enough &= (n->event_after = numbers(o->allocator, o->event_count)) != NULL;
  enough &= (n->transfer_after = numbers(o->allocator, o->transfer_count)) != NULL;
  if (!enough) return CPW_ENOMEM;
  for (int64_t i = o->event_count - 1; i >= 0; i--) {
    int64_t list = o->events[i].list;
    join(n->group, list, list);
    n->event_after[i] = n->event[list];
    n->event[list] = i;
  }
  for (int64_t i = o->transfer_count - 1; i >= 0; i--) {
    int64_t list = o->transfers[i].from;
    join(n->group, list, o->transfers[i].to);
    n->transfer_after[i] = n->transfer[list];
    n->transfer[list] = i;
  }
  chain_lists(n, lists);
  return CPW_OK;
}

void cpwi_network_free(cpwi_network *n, const cpw_allocator *allocator) {
  int64_t *const all[] = {n->group,    n->next,        n->seat,          n->event,
                          n->transfer, n->event_after, n->transfer_after};
  for (size_t k = 0; k < sizeof all / sizeof *all; k++)
    cpwi_release(allocator, all[k]);
}
