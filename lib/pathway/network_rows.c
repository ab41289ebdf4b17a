/* Rows that are added to a network: copied with their laws and times, all of them or none.
 * Source: the header.
 * Leaves whether they make sense to the check of the whole network. */
#include "pathway/network.h"

#include <string.h>

static int32_t take(cpw_network *network, const void *rows, int64_t count, cpwi_net_list *list,
                    size_t size, const char *where, cpw_error *err) {
  if (!network) return cpwi_fail(err, CPW_EINVAL, -1, where, "network is NULL");
  if (count < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "count = %lld must be >= 0", (long long)count);
  if (count > 0 && !rows) return cpwi_fail(err, CPW_EINVAL, -1, where, "rows is NULL");
  if (!cpwi_net_list_make_room(network->allocator, list, count, size))
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld rows", (long long)count);
  network->checked = 0;
  if (count > 0)
    memcpy((char *)list->items + (size_t)list->count * size, rows, (size_t)count * size);
  return CPW_OK;
}

/* ---- laws */

static cpw_empirical *copy_empirical(const cpw_network *network, const cpw_empirical *law) {
  cpwi_seen seen = cpwi_empirical_seen(law);
  cpw_empirical *copy = NULL;
  int32_t status = seen.bands ? cpw_empirical_new_bands(seen.values, seen.weights, seen.size,
                                                        network->allocator, &copy, NULL)
                              : cpw_empirical_new(seen.values, seen.weights, seen.size,
                                                  network->allocator, &copy, NULL);
  return status == CPW_OK ? copy : NULL;
}

int32_t cpwi_network_own(cpw_network *network, cpw_empirical *law, const char *where,
                         cpw_error *err) {
  if (!cpwi_net_list_make_room(network->allocator, &network->empirical, 1, sizeof law))
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for a law");
  ((cpw_empirical **)network->empirical.items)[network->empirical.count++] = law;
  return CPW_OK;
}

/* The network's own copy of a law from data; those that it owns already stay. */
static const cpw_empirical *keep_empirical(cpw_network *network, const cpw_empirical *law) {
  cpw_empirical **own = network->empirical.items;
  for (int64_t i = network->empirical.count - 1; i >= 0; i--)
    if (own[i] == law) return law;
  cpw_empirical *copy = copy_empirical(network, law);
  if (!copy || cpwi_network_own(network, copy, "", NULL) == CPW_OK) return copy;
  cpw_empirical_free(copy);
  return NULL;
}

const cpw_duration *cpwi_network_keep_law(cpw_network *network, const cpw_duration *law) {
  cpwi_net_laws *block = network->laws;
  if (!block || block->used == CPWI_LAWS_A_BLOCK) {
    block = cpwi_alloc(network->allocator, 1, sizeof *block);
    if (!block) return NULL;
    block->before = network->laws;
    block->used = 0;
    network->laws = block;
  }
  cpw_duration *own = &block->law[block->used];
  *own = *law;
  if (law->law == CPW_DURATION_EMPIRICAL && law->empirical) {
    own->empirical = keep_empirical(network, law->empirical);
    if (!own->empirical) return NULL;
  }
  block->used++;
  return own;
}

/* Keeps the law of a row; with the same law as the row before it the same copy. */
static int keep(cpw_network *network, const cpw_duration **law, const cpw_duration **last_given,
                const cpw_duration **last_kept) {
  if (!*law) return 1;
  if (*law != *last_given) {
    const cpw_duration *kept = cpwi_network_keep_law(network, *law);
    if (!kept) return 0;
    *last_given = *law;
    *last_kept = kept;
  }
  *law = *last_kept;
  return 1;
}

static int32_t no_laws(const char *where, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the laws");
}

int32_t cpw_network_add_routes(cpw_network *network, const cpw_route *rows, int64_t count,
                               cpw_error *err) {
  cpwi_net_list *list = network ? &network->route : NULL;
  int32_t status = take(network, rows, count, list, sizeof *rows, __func__, err);
  if (status != CPW_OK || count == 0) return status;
  cpw_route *own = (cpw_route *)list->items + list->count;
  const cpw_duration *given = NULL, *kept = NULL;
  for (int64_t i = 0; i < count; i++)
    if (!keep(network, &own[i].delay, &given, &kept)) return no_laws(__func__, err);
  list->count += count;
  return CPW_OK;
}

int32_t cpw_network_add_stays(cpw_network *network, const cpw_stay *rows, int64_t count,
                              cpw_error *err) {
  cpwi_net_list *list = network ? &network->stay : NULL;
  int32_t status = take(network, rows, count, list, sizeof *rows, __func__, err);
  if (status != CPW_OK || count == 0) return status;
  cpw_stay *own = (cpw_stay *)list->items + list->count;
  const cpw_duration *given = NULL, *kept = NULL;
  for (int64_t i = 0; i < count; i++)
    if (!keep(network, &own[i].duration, &given, &kept)) return no_laws(__func__, err);
  list->count += count;
  return CPW_OK;
}

int32_t cpw_network_add_changes(cpw_network *network, const cpw_change *rows, int64_t count,
                                cpw_error *err) {
  cpwi_net_list *list = network ? &network->change : NULL;
  int32_t status = take(network, rows, count, list, sizeof *rows, __func__, err);
  if (status != CPW_OK || count == 0) return status;
  cpw_change *own = (cpw_change *)list->items + list->count;
  const cpw_duration *given = NULL, *kept = NULL;
  for (int64_t i = 0; i < count; i++)
    if (!keep(network, &own[i].after, &given, &kept)) return no_laws(__func__, err);
  list->count += count;
  return CPW_OK;
}

/* ---- rows with times, and plain ones */

static int copy_times(const cpw_network *network, cpw_arrivals *row) {
  if (!row->times) return 1;
  double *times = cpwi_alloc(network->allocator, (size_t)row->count, sizeof *times);
  if (!times) return 0;
  if (row->count > 0) memcpy(times, row->times, (size_t)row->count * sizeof *times);
  row->times = times;
  return 1;
}

int32_t cpw_network_add_arrivals(cpw_network *network, const cpw_arrivals *rows, int64_t count,
                                 cpw_error *err) {
  cpwi_net_list *list = network ? &network->arrival : NULL;
  int32_t status = take(network, rows, count, list, sizeof *rows, __func__, err);
  if (status != CPW_OK || count == 0) return status;
  cpw_arrivals *own = (cpw_arrivals *)list->items + list->count;
  for (int64_t i = 0; i < count; i++)
    if (own[i].times && own[i].count < 0)
      return cpwi_fail(err, CPW_EINVAL, i, __func__, "rows[%lld].count = %lld must be >= 0",
                       (long long)i, (long long)own[i].count);
  for (int64_t i = 0; i < count; i++) {
    if (copy_times(network, &own[i])) continue;
    while (i-- > 0)
      cpwi_release(network->allocator, (void *)(uintptr_t)own[i].times);
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the times");
  }
  list->count += count;
  return CPW_OK;
}

int32_t cpw_network_add_uses(cpw_network *network, const cpw_pool_use *rows, int64_t count,
                             cpw_error *err) {
  int32_t status =
      take(network, rows, count, network ? &network->use : NULL, sizeof *rows, __func__, err);
  if (status == CPW_OK) network->use.count += count;
  return status;
}

int32_t cpw_network_add_initial(cpw_network *network, const cpw_initial *rows, int64_t count,
                                cpw_error *err) {
  int32_t status =
      take(network, rows, count, network ? &network->initial : NULL, sizeof *rows, __func__, err);
  if (status == CPW_OK) network->initial.count += count;
  return status;
}

static int is_allowed(int32_t figure, double value) {
  if (figure == CPW_FIGURE_PRIORITY)
    return value >= INT32_MIN && value <= INT32_MAX && floor(value) == value;
  return value >= 0 && (figure == CPW_FIGURE_TARGET || value < (double)INFINITY);
}

int32_t cpw_network_set_figure(cpw_network *network, int32_t figure, int32_t stage, int32_t group,
                               double value, cpw_error *err) {
  if (!network) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "network is NULL");
  if (figure < CPW_FIGURE_PRIORITY || figure > CPW_FIGURE_HARM)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "figure = %d must be one of CPW_FIGURE_...",
                     (int)figure);
  int64_t groups = network->group_name.count ? network->group_name.count : 1;
  if (stage < -1 || stage >= network->stage.count || group < -1 || group >= groups)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "there is no stage %d with a group %d",
                     (int)stage, (int)group);
  if (!is_allowed(figure, value))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "value = %s must be %s",
                     cpwi_number(value).text,
                     figure == CPW_FIGURE_PRIORITY ? "a whole number"
                     : figure == CPW_FIGURE_TARGET ? ">= 0, or inf: none"
                                                   : "finite and >= 0");
  cpwi_net_figure row = {figure, stage, group, 0, value};
  int32_t status = take(network, &row, 1, &network->figure, sizeof row, __func__, err);
  if (status == CPW_OK) network->figure.count++;
  return status;
}
