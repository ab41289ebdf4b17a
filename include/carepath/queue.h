/* carepath/queue.h - queueing theory: how long people wait, how many wait and how many are turned away
 * when arrivals and services are uncertain; what capacity a target takes; how a queue moves over time.
 * Floor 1: includes base.h alone.
 *
 *   rates and a number of servers -> formula -> cpw_queue_measures (the caller's memory)
 *
 * Time: any unit, the same for all rates and times of a call (per week and weeks, per day and days).
 * A queue without a steady state is an outcome (CPW_OUTCOME_UNSTABLE, waits and lists infinite), not an
 * error; an input outside its domain is an error. */
#ifndef CAREPATH_QUEUE_H
#define CAREPATH_QUEUE_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What a queue shows. NaN: the model does not say. */
typedef struct cpw_queue_measures {
  int32_t outcome;  /**< CPW_OUTCOME_OK; CPW_OUTCOME_UNSTABLE: no steady state, waits and lists are
                               infinite */
  int32_t reserved; /**< zero */
  double load;      /**< offered load: arrival rate x mean service time */
  double utilisation;    /**< share of the servers' time that is busy */
  double throughput;     /**< people served to the end per unit of time */
  double wait_chance;    /**< that somebody who arrives has to wait */
  double block_chance;   /**< that somebody who arrives is turned away */
  double abandon_chance; /**< that somebody who arrives leaves without service */
  double empty_chance;   /**< that nobody is there */
  double mean_wait;      /**< before service, of all who come in; time */
  double wait_second;    /**< second moment of the wait; time^2 */
  double wait_variance;  /**< of the wait; time^2 */
  double mean_queue;     /**< people who wait, on average over time */
  double mean_stay;      /**< wait and service; time */
  double mean_number;    /**< people who wait or are served, on average over time */
} cpw_queue_measures;

/* ================================================================ steady state ============== */

/* ================================================================ over time, exactly ======== */

/* ================================================================ the end =================== */

#ifdef __cplusplus
}
#endif
#endif
