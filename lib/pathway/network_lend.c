/* The plain rows that a network lends: its lists as they stand, and its figures by stage and group.
 * Source: the header; a figure that names stage and group comes before one for all groups of a stage, that before one
 * for a group everywhere, and that before one for all.
 * Leaves the checks to cpwi_pathway_prepare. */
#include "pathway/network.h"

static void fill(const cpw_network *network, int32_t figure, double *out, int64_t groups) {
  const cpwi_net_figure *rows = network->figure.items;
  for (int32_t rank = 0; rank < 4; rank++) {
    for (int64_t i = 0; i < network->figure.count; i++) {
      const cpwi_net_figure *row = &rows[i];
      if (row->figure != figure || (row->stage >= 0) * 2 + (row->group >= 0) != rank) continue;
      int64_t s0 = row->stage >= 0 ? row->stage : 0, g0 = row->group >= 0 ? row->group : 0;
      int64_t s1 = row->stage >= 0 ? s0 + 1 : network->stage.count;
      int64_t g1 = row->group >= 0 ? g0 + 1 : groups;
      for (int64_t s = s0; s < s1; s++)
        for (int64_t g = g0; g < g1; g++)
          out[s * groups + g] = row->value;
    }
  }
}

static int is_set(const cpw_network *network, int32_t figure) {
  const cpwi_net_figure *rows = network->figure.items;
  for (int64_t i = 0; i < network->figure.count; i++)
    if (rows[i].figure == figure) return 1;
  return 0;
}

static double default_of(const cpw_network *network, int32_t figure, int64_t stage, int64_t group) {
  if (figure == CPW_FIGURE_PRIORITY) return (double)group;
  if (figure == CPW_FIGURE_WEIGHT) return 1;
  return figure == CPW_FIGURE_HARM ? 0 : ((const cpw_stage *)network->stage.items)[stage].target;
}

/* A table of a figure, or NULL where it is not set; 0 when memory is short. */
static int lay(const cpw_network *network, int32_t figure, int64_t groups, double **out) {
  int64_t cells = network->stage.count * groups;
  cpwi_release(network->allocator, *out);
  *out = NULL;
  if (!is_set(network, figure)) return 1;
  double *values = cpwi_alloc(network->allocator, (size_t)cells, sizeof *values);
  if (!values) return 0;
  for (int64_t cell = 0; cell < cells; cell++)
    values[cell] = default_of(network, figure, cell / groups, cell % groups);
  fill(network, figure, values, groups);
  *out = values;
  return 1;
}

static int lay_priority(cpw_network *network, int64_t groups) {
  double *values = NULL;
  cpwi_release(network->allocator, network->priority);
  network->priority = NULL;
  if (!lay(network, CPW_FIGURE_PRIORITY, groups, &values)) return 0;
  if (!values) return 1;
  int64_t cells = network->stage.count * groups;
  network->priority = cpwi_alloc(network->allocator, (size_t)cells, sizeof *network->priority);
  for (int64_t cell = 0; network->priority && cell < cells; cell++)
    network->priority[cell] = (int32_t)values[cell];
  cpwi_release(network->allocator, values);
  return network->priority != NULL;
}

int32_t cpwi_network_lay(cpw_network *network, const char *where, cpw_error *err) {
  int64_t groups = network->group_name.count ? network->group_name.count : 1;
  int64_t cells;
  if (!cpwi_multiply(network->stage.count, groups, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "too many stages and groups");
  if (!lay_priority(network, groups) ||
      !lay(network, CPW_FIGURE_WEIGHT, groups, &network->weight) ||
      !lay(network, CPW_FIGURE_TARGET, groups, &network->target) ||
      !lay(network, CPW_FIGURE_HARM, groups, &network->harm))
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld figures", (long long)cells);
  cpw_pathway p = cpwi_pathway_defaults();
  p.time_unit = network->time_unit;
  p.stage = network->stage.items, p.stages = network->stage.count;
  p.groups = groups;
  if (network->group_name.count) p.group = (const char *const *)network->group_name.name;
  p.route = network->route.items, p.routes = network->route.count;
  p.arrival = network->arrival.items, p.arrivals = network->arrival.count;
  p.stay = network->stay.items, p.stays = network->stay.count;
  p.change = network->change.items, p.changes = network->change.count;
  p.calendar = network->calendar.items, p.calendars = network->calendar.count;
  p.pool = network->pool.items, p.pools = network->pool.count;
  p.use = network->use.items, p.uses = network->use.count;
  p.initial = network->initial.items, p.initials = network->initial.count;
  p.priority = network->priority;
  p.weight = network->weight;
  p.targets = network->target;
  p.harm = network->harm;
  p.deadlock = network->deadlock;
  network->pathway = p;
  return CPW_OK;
}

const cpw_pathway *cpw_network_pathway(cpw_network *network, cpw_error *err) {
  if (!network) {
    cpwi_fail(err, CPW_EINVAL, -1, __func__, "network is NULL");
    return NULL;
  }
  if (network->checked) return &network->pathway;
  if (cpwi_network_lay(network, __func__, err) != CPW_OK) return NULL;
  cpwi_pathway laid;
  if (cpwi_pathway_prepare(&network->pathway, network->allocator, __func__, &laid, err) != CPW_OK)
    return NULL;
  cpwi_pathway_release(&laid);
  network->checked = 1;
  return &network->pathway;
}
