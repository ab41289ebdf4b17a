/* A network, checked and laid out by stage and group: what every engine starts from.
 * Source: lib/pathway/internal.h.
 * Leaves the checks to check*.c and the tables to ways.c and layout.c. */
#include "pathway/rows.h"

#include <string.h>

void cpwi_pathway_release(cpwi_pathway *network) {
  const cpw_allocator *a = network->allocator;
  cpwi_release(a, network->stay);
  cpwi_release(a, network->way_first);
  cpwi_release(a, network->way);
  cpwi_release(a, network->change_first);
  cpwi_release(a, network->change);
  cpwi_release(a, network->use_first);
  cpwi_release(a, network->use);
  cpwi_release(a, network->priority);
  cpwi_release(a, network->weight);
  cpwi_release(a, network->target);
  cpwi_release(a, network->harm);
  cpwi_release(a, network->exit);
  memset(network, 0, sizeof *network);
}

static int32_t check_rows(const cpwi_asked *ask) {
  int32_t status = cpwi_net_check_sizes(ask);
  if (status == CPW_OK) status = cpwi_net_check_names(ask);
  if (status == CPW_OK) status = cpwi_net_check_calendars(ask);
  if (status == CPW_OK) status = cpwi_net_check_pools(ask);
  if (status == CPW_OK) status = cpwi_net_check_stages(ask);
  if (status == CPW_OK) status = cpwi_net_check_figures(ask);
  if (status == CPW_OK) status = cpwi_net_check_rows(ask);
  if (status == CPW_OK) status = cpwi_net_check_initial(ask);
  return status;
}

static int32_t lay_out(const cpwi_asked *ask, cpwi_pathway *network) {
  int32_t status = cpwi_lay_cells(ask, network);
  if (status == CPW_OK) status = cpwi_lay_ways(ask, network);
  if (status == CPW_OK) status = cpwi_lay_changes(ask, network);
  if (status == CPW_OK) status = cpwi_lay_uses(ask, network);
  if (status == CPW_OK) status = cpwi_net_check_room(ask, network);
  if (status == CPW_OK) status = cpwi_net_check_flow(ask, network);
  return status;
}

int32_t cpwi_pathway_prepare(const cpw_pathway *given, const cpw_allocator *allocator,
                             const char *where, cpwi_pathway *out, cpw_error *err) {
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "pathway is NULL");
  int32_t status = cpwi_check_allocator(allocator, where, err);
  if (status != CPW_OK) return status;
  cpwi_pathway network;
  memset(&network, 0, sizeof network);
  network.p = cpwi_pathway_defaults();
  status = cpwi_take_options(&network.p, sizeof network.p, given, where, err);
  if (status != CPW_OK) return status;
  cpwi_asked ask = {&network.p, allocator, where, err};
  status = check_rows(&ask);
  if (status != CPW_OK) return status;
  network.allocator = allocator;
  network.stages = network.p.stages;
  network.groups = network.p.groups;
  network.cells = network.stages * network.groups;
  status = lay_out(&ask, &network);
  if (status != CPW_OK)
    cpwi_pathway_release(&network);
  else
    *out = network;
  return status;
}

int32_t cpw_pathway_check(const cpw_pathway *pathway, const cpw_allocator *allocator,
                          cpw_error *err) {
  cpwi_pathway network;
  int32_t status = cpwi_pathway_prepare(pathway, allocator, __func__, &network, err);
  if (status == CPW_OK) cpwi_pathway_release(&network);
  return status;
}

double cpw_pathway_capacity(const cpw_pathway *pathway, int64_t stage, double time) {
  if (!pathway || !pathway->stage || stage < 0 || stage >= pathway->stages || !(time >= 0))
    return CPWI_NAN;
  const cpw_stage *s = &pathway->stage[stage];
  if (s->kind == CPW_STAGE_DELAY || s->kind == CPW_STAGE_DECISION || s->kind == CPW_STAGE_EXIT)
    return (double)INFINITY;
  cpwi_profile f = cpwi_profile_of(pathway, s->calendar, s->factor);
  return s->servers * cpwi_profile_at(&f, time);
}
