/* lib/frontier/internal.h - a sweep at work: the policies of all settings, the people, and the figures of every
 * replication.
 * Source: carepath/frontier.h. */
#ifndef CPWI_FRONTIER_INTERNAL_H
#define CPWI_FRONTIER_INTERNAL_H

#include "discipline/internal.h"

#include "carepath/frontier.h"

#define CPWI_FRONTIER "cpw_frontier_run"

/* Figures of a setting in a replication, in the order of their table in result.c. */
enum {
  CPWI_E_SII,
  CPWI_E_RII,
  CPWI_E_GAP,
  CPWI_E_MEAN,
  CPWI_E_MEDIAN,
  CPWI_E_P95,
  CPWI_E_LONGEST,
  CPWI_E_PEOPLE,
  CPWI_E_TREATED,
  CPWI_E_REMOVED,
  CPWI_E_WAITING,
  CPWI_E_BREACHES,
  CPWI_E_BREACHES_WAITING,
  CPWI_E_DELAYED,
  CPWI_E_ADVANCED,
  CPWI_E_DELAYED_LONG,
  CPWI_E_DELAY_MEAN,
  CPWI_E_DELAY_MOST,
  CPWI_E_EXCHANGED,
  CPWI_E_FIGURES
};

/* Figures of a group, after those. */
enum {
  CPWI_E_GROUP_PEOPLE,
  CPWI_E_GROUP_WAIT,
  CPWI_E_GROUP_BREACHES,
  CPWI_E_GROUP_DELAYED,
  CPWI_E_GROUP_FIGURES
};

/* A setting: a policy of its own, made ready. */
typedef struct cpwi_setting {
  cpw_priority_policy policy;
  cpw_priority_criterion *criteria; /* its own, or NULL */
  cpw_discipline *discipline;
  double value; /* cap or factor; NaN */
} cpwi_setting;

typedef struct cpwi_frontier {
  const cpw_priority_list *list;
  cpw_priority_list people; /* the same, complete */
  cpw_patients_list service;
  cpw_frontier_options options;
  cpw_discipline_options joining; /* options.people, complete */
  cpw_run run;
  const cpw_allocator *allocator;
  int64_t settings, patients, groups;
  cpwi_setting *setting; /* (settings) */
  cpw_patient_rows rows;
  double *joined; /* (patients) in order of joining */
  int32_t *row_class, *row_group;
  double *group_days; /* (groups) days waited today by all of a group */
  double *usual;      /* room for the usual settings, or NULL */
  int64_t width;      /* figures of a setting in a replication */
  double *figures;    /* (replications, settings, width) */
  int64_t *periods;   /* (replications) the longest simulation */
} cpwi_frontier;

/* options.c: takes and checks everything but the settings; free it in any case. */
int32_t cpwi_frontier_take(cpwi_frontier *f, const cpw_priority_list *list,
                           const cpw_patients_list *service, const cpw_frontier_options *options,
                           const cpw_run *run, cpw_error *err);
void cpwi_frontier_free(cpwi_frontier *f);
static inline int32_t cpwi_frontier_no_memory(cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_FRONTIER, "no memory for the people of a replication");
}

/* settings.c: the policy of every setting, and its discipline. */
int32_t cpwi_frontier_settings(cpwi_frontier *f, const cpw_priority_policy *policy, cpw_error *err);

/* simulate.c: the people of one replication under one setting. */
typedef struct cpwi_outcomes {
  cpw_patient_record *record; /* (room) by number of joining, `count` of them */
  int64_t room, count;
  double *lasted; /* (room) periods on the list from today or from joining on */
  double *wait;   /* (room) days on the list */
} cpwi_outcomes;
/* All replications: fills figures and periods. */
int32_t cpwi_frontier_simulate(cpwi_frontier *f, cpw_error *err);

/* measure.c: fills `figures` (width); `before` is the same replication under setting 0. `scratch` (room) */
int32_t cpwi_frontier_measure(const cpwi_frontier *f, const cpwi_outcomes *now,
                              const cpwi_outcomes *before, int64_t replication, double *scratch,
                              double *figures, cpw_error *err);

/* result.c */
int32_t cpwi_frontier_result(const cpwi_frontier *f, cpw_result **out, cpw_error *err);

#endif
