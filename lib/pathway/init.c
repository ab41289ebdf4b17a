/* The rows of a network with their defaults.
 * Source: the header's table of fields.
 * Leaves what values are allowed to check*.c. */
#include "pathway/internal.h"

#include <string.h>

void cpw_stage_init(cpw_stage *stage) {
  if (!stage) return;
  memset(stage, 0, sizeof *stage);
  stage->overflow = CPW_NONE;
  stage->servers = 1;
  stage->calendar = CPW_NONE;
  stage->factor = CPW_NONE;
  stage->waiting_room = (double)INFINITY;
  stage->places = (double)INFINITY;
  stage->missed_to = CPW_NONE;
  stage->target = (double)INFINITY;
}

void cpw_route_init(cpw_route *route) {
  if (!route) return;
  memset(route, 0, sizeof *route);
  route->from = CPW_NONE;
  route->group = CPW_NONE;
  route->to = CPW_NONE;
  route->to_group = CPW_NONE;
  route->chance = 1;
}

void cpw_arrivals_init(cpw_arrivals *arrivals) {
  if (!arrivals) return;
  memset(arrivals, 0, sizeof *arrivals);
  arrivals->calendar = CPW_NONE;
  arrivals->factor = CPW_NONE;
  arrivals->dispersion = 1;
  arrivals->batch = 1;
}

cpw_pathway cpwi_pathway_defaults(void) {
  cpw_pathway p;
  memset(&p, 0, sizeof p);
  p.struct_size = sizeof p;
  p.time_unit = "days";
  p.groups = 1;
  return p;
}

void cpw_pathway_init_sized(cpw_pathway *pathway, size_t size) {
  cpw_pathway defaults = cpwi_pathway_defaults();
  cpwi_init_sized(pathway, size, &defaults, sizeof defaults);
}
