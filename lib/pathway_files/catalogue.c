/* The files of a network with their columns, and the words for its choices.
 * Source: docs/reference/pathway-folder.md.
 * Leaves reading and writing to the other files of this folder. */
#include "pathway_files/internal.h"

#define COUNT(words) ((int32_t)(sizeof(words) / sizeof((words)[0])))

static const char *const kinds[] = {"servers",  "slots",    "delay", "beds",
                                    "caseload", "decision", "exit"};
static const char *const orders[] = {"first_come", "priority",     "accumulating",
                                     "due",        "breach_first", "last_come",
                                     "random",     "score",        "system_time"};
static const char *const preempts[] = {"none", "resume", "restart", "resample"};
static const char *const fulls[] = {"block", "hold", "turn_away", "overflow"};
static const char *const routings[] = {"chance", "shortest", "first_free", "in_turn"};
static const char *const states[] = {"waiting", "in_service", "blocked"};
static const char *const deadlocks[] = {"swap", "stop"};

const cpwi_choice_words cpwi_kind_words = {kinds, COUNT(kinds)};
const cpwi_choice_words cpwi_order_words = {orders, COUNT(orders)};
const cpwi_choice_words cpwi_preempt_words = {preempts, COUNT(preempts)};
const cpwi_choice_words cpwi_full_words = {fulls, COUNT(fulls)};
const cpwi_choice_words cpwi_routing_words = {routings, COUNT(routings)};
const cpwi_choice_words cpwi_state_words = {states, COUNT(states)};
const cpwi_choice_words cpwi_deadlock_words = {deadlocks, COUNT(deadlocks)};

static const cpwi_sheet_kind sheets[CPW_PATHWAY_FILES] = {
    {"settings.csv", "name,value", 2, 3, {"name", "value"}},
    {"stages.csv",
     "name,kind,servers,order,preempt,when_full,overflow,routing,waiting_room,places,calendar,"
     "factor,missed,"
     "missed_leave,missed_to,rebook,target",
     17,
     3,
     {"name", "kind", "servers", "order", "preempt", "when_full", "overflow", "routing",
      "waiting_room", "places", "calendar", "factor", "missed", "missed_leave", "missed_to",
      "rebook", "target"}},
    {"groups.csv",
     "name,priority,weight,target,harm",
     5,
     1,
     {"name", "priority", "weight", "target", "harm"}},
    {"routes.csv",
     "from,group,to,to_group,chance,delay_law,delay_mean,delay_cv,delay_zero",
     9,
     5,
     {"from", "group", "to", "to_group", "chance", "delay_law", "delay_mean", "delay_cv",
      "delay_zero"}},
    {"arrivals.csv",
     "stage,group,rate,calendar,factor,dispersion,batch,trace",
     8,
     1,
     {"stage", "group", "rate", "calendar", "factor", "dispersion", "batch", "trace"}},
    {"traces.csv", "trace,stage,group,time", 4, 8, {"trace", "stage", "group", "time"}},
    {"durations.csv",
     "stage,group,law,mean,cv,zero",
     6,
     5,
     {"stage", "group", "law", "mean", "cv", "zero"}},
    {"empirical.csv", "law,value,weight,upto", 4, 3, {"law", "value", "weight", "upto"}},
    {"changes.csv",
     "stage,group,to,to_group,law,mean,cv,zero",
     8,
     21,
     {"stage", "group", "to", "to_group", "law", "mean", "cv", "zero"}},
    {"calendars.csv",
     "name,period,repeat,step,value",
     5,
     19,
     {"name", "period", "repeat", "step", "value"}},
    {"pools.csv", "name,units,calendar,factor", 4, 3, {"name", "units", "calendar", "factor"}},
    {"uses.csv", "stage,pool,units,rank", 4, 3, {"stage", "pool", "units", "rank"}},
    {"initial.csv",
     "stage,group,state,people,time,next",
     6,
     9,
     {"stage", "group", "state", "people", "time", "next"}},
    {"figures.csv",
     "stage,group,priority,weight,target,harm",
     6,
     0,
     {"stage", "group", "priority", "weight", "target", "harm"}}};

const cpwi_sheet_kind *cpwi_sheet_kind_of(int64_t file) {
  return file >= 0 && file < CPW_PATHWAY_FILES ? &sheets[file] : NULL;
}

const char *cpw_pathway_file_name(int64_t file) {
  const cpwi_sheet_kind *kind = cpwi_sheet_kind_of(file);
  return kind ? kind->name : NULL;
}

const char *cpw_pathway_file_columns(int64_t file) {
  const cpwi_sheet_kind *kind = cpwi_sheet_kind_of(file);
  return kind ? kind->joined : NULL;
}
