/* lib/system_run/prepare.h - the steps of making a plan, shared with replications. */
#ifndef CPWI_SYSTEM_RUN_PREPARE_H
#define CPWI_SYSTEM_RUN_PREPARE_H

#include "system_run/internal.h"

/* What happens for certain in a run: policies, happenings, and the scenario's shocks at their onset. */
int32_t cpwi_plan_happenings(const cpw_system_plan *p, cpw_system_happening **out, int64_t *count,
                             const char *where, cpw_error *err);
/* (units, groups, stride) people at time 0 in steps. */
int32_t cpwi_plan_opening(const cpw_system_plan *p, double step, double **out, const char *where,
                          cpw_error *err);
/* Adds the clock starts of need to those of the lists. */
int32_t cpwi_plan_need(cpw_system_plan *p, const char *where, cpw_error *err);
/* Runs the networks and keeps what their blocked patients take from the lists. */
int32_t cpwi_plan_networks(cpw_system_plan *p, const cpw_system_happening *happening, int64_t count,
                           const char *where, cpw_error *err);
/* The figures of the networks as arrays of a run. */
int32_t cpwi_networks_into(const cpw_system_plan *p, cpw_result *result, cpw_error *err);
/* What the shocks of the scenario do in a replication. */
int32_t cpwi_replication_draw(const cpw_system_plan *p, uint64_t seed, int64_t replication,
                              cpw_system_happening **out, int64_t *count, const char *where,
                              cpw_error *err);

#endif
