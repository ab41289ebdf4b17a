/* lib/pathway/check.h - what the checks of a network share: who asks, and how stages and groups are called. */
#ifndef CPWI_PATHWAY_CHECK_H
#define CPWI_PATHWAY_CHECK_H

#include "pathway/internal.h"

/* Who asks. */
typedef struct cpwi_asked {
  const cpw_pathway *p;
  const cpw_allocator *allocator;
  const char *where;
  cpw_error *err;
} cpwi_asked;

/* How a message calls a row's place: `stage "ward", group "65+"`; no group where it is -1. Long names are cut. */
typedef struct cpwi_net_spot {
  char text[160];
} cpwi_net_spot;
cpwi_net_spot cpwi_net_place(const cpw_pathway *p, int64_t stage, int64_t group);

/* Numbers of stages, groups and calendars of row `row` of `rows` ("route"): CPW_EINVAL where there is none of that
 * number; from `least` on (-1: none or all is allowed). */
int32_t cpwi_net_check_number(const cpwi_asked *ask, const char *rows, int64_t row,
                              const char *field, int32_t value, int32_t least, int64_t count);
/* A law, called `duration of stage "ward", group "65+": mean = -1 must be ...`. */
int32_t cpwi_net_check_law(const cpwi_asked *ask, const char *what, int64_t row, int64_t stage,
                           int64_t group, const cpw_duration *law);
/* A law that is always 0. */
int cpwi_law_is_nothing(const cpw_duration *law);

/* A stage where people may wait for a place: not DELAY, DECISION, EXIT. */
static inline int cpwi_has_capacity(int32_t kind) {
  return kind == CPW_STAGE_SERVERS || kind == CPW_STAGE_SLOTS || kind == CPW_STAGE_BEDS ||
         kind == CPW_STAGE_CASELOAD;
}

/* check_tables.c: sizes, arrays that are there, names, calendars, pools, figures. */
int32_t cpwi_net_check_sizes(const cpwi_asked *ask);
int32_t cpwi_net_check_names(const cpwi_asked *ask);
int32_t cpwi_net_check_calendars(const cpwi_asked *ask);
int32_t cpwi_net_check_pools(const cpwi_asked *ask);
int32_t cpwi_net_check_figures(const cpwi_asked *ask);
/* check_stages.c, check_rows.c: row by row. */
int32_t cpwi_net_check_stages(const cpwi_asked *ask);
int32_t cpwi_net_check_rows(const cpwi_asked *ask);
/* check_initial.c: people at time 0, row by row and together. */
int32_t cpwi_net_check_initial(const cpwi_asked *ask);
int32_t cpwi_net_check_room(const cpwi_asked *ask, const cpwi_pathway *network);
/* check_flow.c, check_rings.c: who comes where, can leave, is served; rings without time. Fills what nobody comes to. */
int32_t cpwi_net_check_flow(const cpwi_asked *ask, cpwi_pathway *network);
int32_t cpwi_net_check_rings(const cpwi_asked *ask, const cpwi_pathway *network,
                             const uint8_t *comes);

#endif
