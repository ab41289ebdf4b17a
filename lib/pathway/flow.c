/* Where people can go from a stage and group: ways out, changes while waiting, overflow, not attending.
 * Source: the header's rules for routes, changes, when_full and missed.
 * Leaves what follows from it to check_flow.c and check_rings.c. */
#include "pathway/flow.h"

static int64_t cell_of(const cpwi_pathway *n, int32_t stage, int32_t group) {
  return stage == CPW_NONE ? CPWI_FLOW_OUT : stage * n->groups + group;
}

static int64_t beyond_rows(const cpwi_pathway *n, int64_t cell, int64_t k) {
  const cpw_stage *stage = &n->p.stage[cell / n->groups];
  int32_t group = (int32_t)(cell % n->groups);
  if (k == 0)
    return stage->when_full == CPW_FULL_OVERFLOW ? cell_of(n, stage->overflow, group)
                                                 : CPWI_FLOW_SKIP;
  if (k == 1)
    return stage->missed > 0 && stage->missed_leave > 0 ? cell_of(n, stage->missed_to, group)
                                                        : CPWI_FLOW_SKIP;
  return CPWI_FLOW_END;
}

int64_t cpwi_flow_to(const cpwi_pathway *n, int64_t cell, int64_t k) {
  int64_t ways = n->way_first[cell + 1] - n->way_first[cell];
  if (k < ways) {
    const cpwi_way *way = &n->way[n->way_first[cell] + k];
    return cell_of(n, way->to, way->to_group);
  }
  int64_t changes = n->change_first[cell + 1] - n->change_first[cell];
  if (k < ways + changes) {
    const cpw_change *change = &n->change[n->change_first[cell] + k - ways];
    if (change->after->law == CPW_DURATION_NEVER) return CPWI_FLOW_SKIP;
    return cell_of(n, change->to, change->to_group);
  }
  return beyond_rows(n, cell, k - ways - changes);
}

int64_t cpwi_flow_at_once(const cpwi_pathway *n, int64_t cell, int64_t k) {
  int64_t ways = n->way_first[cell + 1] - n->way_first[cell];
  int64_t changes = n->change_first[cell + 1] - n->change_first[cell];
  if (k < ways) {
    int32_t kind = n->p.stage[cell / n->groups].kind;
    const cpwi_way *way = &n->way[n->way_first[cell] + k];
    if (kind == CPW_STAGE_SLOTS || way->delay || !cpwi_law_is_nothing(n->stay[cell]))
      return CPWI_FLOW_SKIP;
  } else if (k < ways + changes) {
    if (!cpwi_law_is_nothing(n->change[n->change_first[cell] + k - ways].after))
      return CPWI_FLOW_SKIP;
  }
  return cpwi_flow_to(n, cell, k);
}
