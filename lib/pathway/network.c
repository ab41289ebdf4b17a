/* A network that is built step by step and owns what it was given: stages, groups, calendars, pools.
 * Source: the header.
 * Leaves rows to network_rows.c and the plain rows that are lent to network_lend.c. */
#include "pathway/network.h"

#include <string.h>

static int32_t no_memory(const char *where, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the network");
}

int32_t cpw_network_new(const char *time_unit, const cpw_allocator *allocator, cpw_network **out,
                        cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  cpw_network *network = cpwi_alloc_zero(allocator, 1, sizeof *network);
  if (!network) return no_memory(__func__, err);
  network->allocator = allocator;
  network->time_unit = cpwi_copy_text(allocator, time_unit && *time_unit ? time_unit : "days");
  if (!network->time_unit) {
    cpwi_release(allocator, network);
    return no_memory(__func__, err);
  }
  *out = network;
  return CPW_OK;
}

static void free_calendars_and_arrivals(cpw_network *network) {
  const cpw_calendar *calendar = network->calendar.items;
  const cpw_arrivals *arrival = network->arrival.items;
  for (int64_t i = 0; i < network->calendar.count; i++)
    cpwi_release(network->allocator, (void *)(uintptr_t)calendar[i].values);
  for (int64_t i = 0; i < network->arrival.count; i++)
    cpwi_release(network->allocator, (void *)(uintptr_t)arrival[i].times);
}

static void free_laws(cpw_network *network) {
  cpw_empirical **empirical = network->empirical.items;
  for (int64_t i = 0; i < network->empirical.count; i++)
    cpw_empirical_free(empirical[i]);
  for (cpwi_net_laws *block = network->laws; block;) {
    cpwi_net_laws *before = block->before;
    cpwi_release(network->allocator, block);
    block = before;
  }
}

void cpw_network_free(cpw_network *network) {
  if (!network) return;
  const cpw_allocator *a = network->allocator;
  free_calendars_and_arrivals(network);
  free_laws(network);
  cpwi_net_names *names[] = {&network->stage_name, &network->group_name, &network->calendar_name,
                             &network->pool_name};
  for (size_t k = 0; k < sizeof names / sizeof names[0]; k++)
    cpwi_net_names_free(a, names[k]);
  cpwi_net_list *lists[] = {&network->stage,  &network->calendar, &network->pool,
                            &network->route,  &network->arrival,  &network->stay,
                            &network->change, &network->use,      &network->initial,
                            &network->figure, &network->empirical};
  for (size_t k = 0; k < sizeof lists / sizeof lists[0]; k++)
    cpwi_release(a, lists[k]->items);
  cpwi_release(a, network->priority);
  cpwi_release(a, network->weight);
  cpwi_release(a, network->target);
  cpwi_release(a, network->harm);
  cpwi_release(a, network->time_unit);
  cpwi_release(a, network);
}

/* ---- named things */

static int32_t check_name(const cpw_network *network, const cpwi_net_names *names, const char *name,
                          const char *kind, const char *where, cpw_error *err) {
  if (!network) return cpwi_fail(err, CPW_EINVAL, -1, where, "network is NULL");
  if (!name || !*name) return cpwi_fail(err, CPW_EINVAL, -1, where, "the %s has no name", kind);
  if (cpwi_net_names_find(names, name) >= 0)
    return cpwi_fail(err, CPW_EINVAL, cpwi_net_names_find(names, name), where,
                     "there is a %s \"%.100s\" already", kind, name);
  return CPW_OK;
}

/* Room for one more item, then its name: the number, or -1. */
static int32_t add_named(cpw_network *network, cpwi_net_names *names, const char *name,
                         cpwi_net_list *list, size_t size) {
  if (list && !cpwi_net_list_make_room(network->allocator, list, 1, size)) return -1;
  return cpwi_net_names_add(network->allocator, names, name);
}

int32_t cpw_network_add_stage(cpw_network *network, const cpw_stage *stage, int32_t *number,
                              cpw_error *err) {
  if (!stage) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "stage is NULL");
  int32_t status = check_name(network, network ? &network->stage_name : NULL, stage->name, "stage",
                              __func__, err);
  if (status != CPW_OK) return status;
  int32_t at =
      add_named(network, &network->stage_name, stage->name, &network->stage, sizeof *stage);
  if (at < 0) return no_memory(__func__, err);
  cpw_stage *own = (cpw_stage *)network->stage.items + network->stage.count++;
  *own = *stage;
  own->name = network->stage_name.name[at];
  network->checked = 0;
  if (number) *number = at;
  return CPW_OK;
}

int32_t cpw_network_add_group(cpw_network *network, const char *name, int32_t *number,
                              cpw_error *err) {
  int32_t status =
      check_name(network, network ? &network->group_name : NULL, name, "group", __func__, err);
  if (status != CPW_OK) return status;
  int32_t at = add_named(network, &network->group_name, name, NULL, 0);
  if (at < 0) return no_memory(__func__, err);
  network->checked = 0;
  if (number) *number = at;
  return CPW_OK;
}

static int32_t check_calendar(const cpw_network *network, const cpw_calendar *calendar,
                              const char *where, cpw_error *err) {
  cpw_pathway p = cpwi_pathway_defaults();
  p.calendar = calendar;
  p.calendars = 1;
  cpwi_asked ask = {&p, network->allocator, where, err};
  return cpwi_net_check_calendars(&ask);
}

int32_t cpw_network_add_calendar(cpw_network *network, const cpw_calendar *calendar,
                                 int32_t *number, cpw_error *err) {
  if (!calendar) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "calendar is NULL");
  int32_t status = check_name(network, network ? &network->calendar_name : NULL, calendar->name,
                              "calendar", __func__, err);
  if (status == CPW_OK) status = check_calendar(network, calendar, __func__, err);
  if (status != CPW_OK) return status;
  double *values = cpwi_alloc(network->allocator, (size_t)calendar->count, sizeof *values);
  int32_t at = !values ? -1
                       : add_named(network, &network->calendar_name, calendar->name,
                                   &network->calendar, sizeof *calendar);
  if (!values || at < 0) {
    cpwi_release(network->allocator, values);
    return no_memory(__func__, err);
  }
  memcpy(values, calendar->values, (size_t)calendar->count * sizeof *values);
  cpw_calendar *own = (cpw_calendar *)network->calendar.items + network->calendar.count++;
  *own = *calendar;
  own->name = network->calendar_name.name[at];
  own->values = values;
  network->checked = 0;
  if (number) *number = at;
  return CPW_OK;
}

int32_t cpw_network_add_pool(cpw_network *network, const cpw_shared_pool *pool, int32_t *number,
                             cpw_error *err) {
  if (!pool) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "pool is NULL");
  int32_t status =
      check_name(network, network ? &network->pool_name : NULL, pool->name, "pool", __func__, err);
  if (status != CPW_OK) return status;
  int32_t at = add_named(network, &network->pool_name, pool->name, &network->pool, sizeof *pool);
  if (at < 0) return no_memory(__func__, err);
  cpw_shared_pool *own = (cpw_shared_pool *)network->pool.items + network->pool.count++;
  *own = *pool;
  own->name = network->pool_name.name[at];
  network->checked = 0;
  if (number) *number = at;
  return CPW_OK;
}

int32_t cpw_network_set_stage(cpw_network *network, int32_t number, const cpw_stage *stage,
                              cpw_error *err) {
  if (!network || !stage)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", network ? "stage" : "network");
  if (number < 0 || number >= network->stage.count)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "number = %d must be one of the %lld stages",
                     (int)number, (long long)network->stage.count);
  cpw_stage *own = (cpw_stage *)network->stage.items + number;
  const char *name = own->name;
  *own = *stage;
  own->name = name;
  network->checked = 0;
  return CPW_OK;
}

int32_t cpw_network_set_deadlock(cpw_network *network, int32_t deadlock, cpw_error *err) {
  if (!network) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "network is NULL");
  if (deadlock != CPW_DEADLOCK_SWAP && deadlock != CPW_DEADLOCK_STOP)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "deadlock = %d must be 0 or 1", (int)deadlock);
  network->deadlock = deadlock;
  network->checked = 0;
  return CPW_OK;
}

/* ---- found by name */

static int32_t find(const cpwi_net_names *names, const char *name) {
  if (!names || !name) return CPW_EINVAL;
  int32_t at = cpwi_net_names_find(names, name);
  return at >= 0 ? at : CPW_ENOTFOUND;
}

int32_t cpw_network_stage(const cpw_network *network, const char *name) {
  return find(network ? &network->stage_name : NULL, name);
}

int32_t cpw_network_group(const cpw_network *network, const char *name) {
  if (network && name && network->group_name.count == 0 && strcmp(name, "all") == 0) return 0;
  return find(network ? &network->group_name : NULL, name);
}

int32_t cpw_network_calendar(const cpw_network *network, const char *name) {
  return find(network ? &network->calendar_name : NULL, name);
}

int32_t cpw_network_pool(const cpw_network *network, const char *name) {
  return find(network ? &network->pool_name : NULL, name);
}
