/* Checks of a network's tables: sizes, names, calendars, pools and the figures by stage and group.
 * Source: the header's fields.
 * Leaves stages and rows to check_stages.c and check_rows.c. */
#include "base/order.h"
#include "pathway/check.h"

#include <string.h>

#define MOST_STAGES 10000
#define MOST_GROUPS 1000
#define MOST_CELLS  1000000
#define MOST_ROWS   2147483647

typedef struct counted {
  const char *name;
  const void *rows;
  int64_t count;
} counted;

static int32_t check_counts(const cpwi_asked *ask) {
  const cpw_pathway *p = ask->p;
  const counted all[] = {{"route", p->route, p->routes},
                         {"arrival", p->arrival, p->arrivals},
                         {"stay", p->stay, p->stays},
                         {"change", p->change, p->changes},
                         {"calendar", p->calendar, p->calendars},
                         {"pool", p->pool, p->pools},
                         {"use", p->use, p->uses},
                         {"initial", p->initial, p->initials}};
  for (size_t k = 0; k < sizeof all / sizeof all[0]; k++) {
    if (all[k].count < 0 || all[k].count > MOST_ROWS)
      return cpwi_fail(ask->err, CPW_EINVAL, -1, ask->where, "%ss = %lld must be 0 to %d",
                       all[k].name, (long long)all[k].count, MOST_ROWS);
    if (all[k].count > 0 && !all[k].rows)
      return cpwi_fail(ask->err, CPW_EINVAL, -1, ask->where, "%s is NULL, but %ss = %lld",
                       all[k].name, all[k].name, (long long)all[k].count);
  }
  return CPW_OK;
}

int32_t cpwi_net_check_sizes(const cpwi_asked *ask) {
  const cpw_pathway *p = ask->p;
  if (p->stages < 1 || p->stages > MOST_STAGES)
    return cpwi_fail(ask->err, CPW_EINVAL, -1, ask->where, "stages = %lld must be 1 to %d",
                     (long long)p->stages, MOST_STAGES);
  if (!p->stage) return cpwi_fail(ask->err, CPW_EINVAL, -1, ask->where, "stage is NULL");
  if (p->groups < 1 || p->groups > MOST_GROUPS)
    return cpwi_fail(ask->err, CPW_EINVAL, -1, ask->where, "groups = %lld must be 1 to %d",
                     (long long)p->groups, MOST_GROUPS);
  if (!p->group && p->groups > 1)
    return cpwi_fail(ask->err, CPW_EINVAL, -1, ask->where, "group is NULL, but groups = %lld",
                     (long long)p->groups);
  if (p->stages * p->groups > MOST_CELLS)
    return cpwi_fail(ask->err, CPW_EINVAL, -1, ask->where,
                     "stages x groups = %lld must be at most %d",
                     (long long)(p->stages * p->groups), MOST_CELLS);
  if (p->deadlock != CPW_DEADLOCK_SWAP && p->deadlock != CPW_DEADLOCK_STOP)
    return cpwi_fail(ask->err, CPW_EINVAL, -1, ask->where, "deadlock = %d must be 0 or 1",
                     (int)p->deadlock);
  if (p->reserved != 0)
    return cpwi_fail(ask->err, CPW_EINVAL, -1, ask->where, "reserved = %d must be 0",
                     (int)p->reserved);
  return check_counts(ask);
}

/* A name and its row. */
typedef struct named {
  const char *name;
  int64_t row;
} named;

static int by_name(const void *context, const void *a, const void *b) {
  (void)context;
  return strcmp(((const named *)a)->name, ((const named *)b)->name);
}

/* Nobody's name twice; `kept` is a name that has a meaning of its own. Sorts. */
static int32_t check_unique(const cpwi_asked *ask, named *all, int64_t count, const char *kind,
                            const char *kept, const char *meaning) {
  for (int64_t i = 0; i < count; i++) {
    if (!all[i].name || !all[i].name[0])
      return cpwi_fail(ask->err, CPW_EINVAL, all[i].row, ask->where, "%s[%lld] has no name", kind,
                       (long long)all[i].row);
    if (kept && strcmp(all[i].name, kept) == 0)
      return cpwi_fail(ask->err, CPW_EINVAL, all[i].row, ask->where,
                       "%s[%lld] is called \"%s\", which stands for %s", kind,
                       (long long)all[i].row, kept, meaning);
  }
  if (!cpwi_sort(ask->allocator, all, count, sizeof *all, by_name, NULL))
    return cpwi_fail(ask->err, CPW_ENOMEM, -1, ask->where, "no memory for the names");
  for (int64_t i = 1; i < count; i++)
    if (strcmp(all[i - 1].name, all[i].name) == 0)
      return cpwi_fail(ask->err, CPW_EINVAL, all[i].row, ask->where,
                       "%s[%lld] and %s[%lld] are both called \"%.100s\"", kind,
                       (long long)all[i - 1].row, kind, (long long)all[i].row, all[i].name);
  return CPW_OK;
}

/* "all" stands for all groups together, "out" for an exit without a name. */
static int32_t check_kind_of_names(const cpwi_asked *ask, named *all, int32_t kind) {
  const cpw_pathway *p = ask->p;
  int64_t exits = 0;
  switch (kind) {
  case 0:
    for (int64_t i = 0; i < p->stages; i++)
      all[i] = (named){p->stage[i].name, i};
    return check_unique(ask, all, p->stages, "stage", NULL, NULL);
  case 1:
    for (int64_t i = 0; i < p->stages; i++)
      if (p->stage[i].kind == CPW_STAGE_EXIT) all[exits++] = (named){p->stage[i].name, i};
    return check_unique(ask, all, exits, "stage", "out", "whoever leaves without an exit's name");
  case 2:
    for (int64_t i = 0; p->group && i < p->groups; i++)
      all[i] = (named){p->group[i], i};
    return check_unique(ask, all, p->group ? p->groups : 0, "group", p->groups > 1 ? "all" : NULL,
                        "all groups together");
  case 3:
    for (int64_t i = 0; i < p->calendars; i++)
      all[i] = (named){p->calendar[i].name, i};
    return check_unique(ask, all, p->calendars, "calendar", NULL, NULL);
  default:
    for (int64_t i = 0; i < p->pools; i++)
      all[i] = (named){p->pool[i].name, i};
    return check_unique(ask, all, p->pools, "pool", NULL, NULL);
  }
}

int32_t cpwi_net_check_names(const cpwi_asked *ask) {
  const cpw_pathway *p = ask->p;
  int64_t most = p->stages > p->groups ? p->stages : p->groups;
  if (p->calendars > most) most = p->calendars;
  if (p->pools > most) most = p->pools;
  named *all = cpwi_alloc(ask->allocator, (size_t)most, sizeof *all);
  if (!all) return cpwi_fail(ask->err, CPW_ENOMEM, -1, ask->where, "no memory for the names");
  int32_t status = CPW_OK;
  for (int32_t kind = 0; kind < 5 && status == CPW_OK; kind++)
    status = check_kind_of_names(ask, all, kind);
  cpwi_release(ask->allocator, all);
  return status;
}

static int32_t check_calendar(const cpwi_asked *ask, int64_t i) {
  const cpw_calendar *c = &ask->p->calendar[i];
  if (!(c->period > 0) || c->period == (double)INFINITY)
    return cpwi_fail(ask->err, CPW_EDOMAIN, i, ask->where,
                     "calendar \"%.100s\": period = %s must be finite and > 0", c->name,
                     cpwi_number(c->period).text);
  if (c->count < 1 || c->count > MOST_ROWS || !c->values)
    return cpwi_fail(ask->err, CPW_EINVAL, i, ask->where,
                     "calendar \"%.100s\" must have at least one value", c->name);
  if ((c->repeat != 0 && c->repeat != 1) || c->reserved != 0)
    return cpwi_fail(ask->err, CPW_EINVAL, i, ask->where,
                     "calendar \"%.100s\": repeat = %d must be 0 or 1, reserved 0", c->name,
                     (int)c->repeat);
  if (!((double)c->count * c->period < (double)INFINITY))
    return cpwi_fail(ask->err, CPW_EDOMAIN, i, ask->where,
                     "calendar \"%.100s\": period x values must be finite", c->name);
  for (int64_t k = 0; k < c->count; k++)
    if (!(c->values[k] >= 0) || c->values[k] == (double)INFINITY)
      return cpwi_fail(ask->err, CPW_EDOMAIN, i, ask->where,
                       "calendar \"%.100s\": values[%lld] = %s must be finite and >= 0", c->name,
                       (long long)k, cpwi_number(c->values[k]).text);
  return CPW_OK;
}

int32_t cpwi_net_check_calendars(const cpwi_asked *ask) {
  int32_t status = CPW_OK;
  for (int64_t i = 0; i < ask->p->calendars && status == CPW_OK; i++)
    status = check_calendar(ask, i);
  return status;
}

int32_t cpwi_net_check_pools(const cpwi_asked *ask) {
  const cpw_pathway *p = ask->p;
  for (int64_t i = 0; i < p->pools; i++) {
    const cpw_shared_pool *pool = &p->pool[i];
    if (!(pool->units >= 0) || pool->units == (double)INFINITY)
      return cpwi_fail(ask->err, CPW_EDOMAIN, i, ask->where,
                       "pool \"%.100s\": units = %s must be finite and >= 0", pool->name,
                       cpwi_number(pool->units).text);
    int32_t status =
        cpwi_net_check_number(ask, "pool", i, "calendar", pool->calendar, CPW_NONE, p->calendars);
    if (status == CPW_OK)
      status =
          cpwi_net_check_number(ask, "pool", i, "factor", pool->factor, CPW_NONE, p->calendars);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static int32_t check_figure(const cpwi_asked *ask, const char *name, const double *values,
                            int infinite) {
  int64_t groups = ask->p->groups, cells = ask->p->stages * groups;
  for (int64_t i = 0; values && i < cells; i++)
    if (!(values[i] >= 0) || (!infinite && values[i] == (double)INFINITY))
      return cpwi_fail(ask->err, CPW_EDOMAIN, i, ask->where, "%s of %s = %s must be %s>= 0", name,
                       cpwi_net_place(ask->p, i / groups, i % groups).text,
                       cpwi_number(values[i]).text, infinite ? "" : "finite and ");
  return CPW_OK;
}

int32_t cpwi_net_check_figures(const cpwi_asked *ask) {
  const cpw_pathway *p = ask->p;
  int32_t status = check_figure(ask, "weight", p->weight, 0);
  if (status == CPW_OK) status = check_figure(ask, "target", p->targets, 1);
  if (status == CPW_OK) status = check_figure(ask, "harm", p->harm, 0);
  return status;
}
