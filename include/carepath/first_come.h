/* carepath/first_come.h - customers served in the order in which they come, by one or many servers
 * (G/G/c): the waits of a given day, and of many days that chance makes of given laws.
 * Floor 3: includes base.h and duration.h.
 *
 *   arrival and service times -> waits                      cpw_first_come_waits
 *   laws, servers, replications -> mean wait, quantiles, ... cpw_first_come_simulate
 *
 * Source: Kiefer and Wolfowitz, "On the theory of queues with many servers", Trans. Amer. Math. Soc.
 * 78:1-18 (1955): who comes next is served by the server who is free first. For one server this is the
 * recursion of Lindley, "The theory of queues with a single server", Proc. Camb. Phil. Soc. 48:277-289
 * (1952). Nobody leaves without service and there is no priority. */
#ifndef CAREPATH_FIRST_COME_H
#define CAREPATH_FIRST_COME_H

#include "carepath/base.h"
#include "carepath/duration.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The most servers. */
#define CPW_FIRST_COME_MAX_SERVERS 1000000
/** The most customers of a replication. */
#define CPW_FIRST_COME_MAX_CUSTOMERS 1000000000000
/** The most batches of customers. */
#define CPW_FIRST_COME_MAX_BATCHES 10000
/** Replications between two looks at the precision. */
#define CPW_FIRST_COME_ROUND 16

/** Waits of customers who are served in the order in which they come.
 *  Customer i starts at max(arrivals[i], the earliest time at which a server is free), and holds that
 *  server for services[i]. Any unit of time.
 *  @param[in]  arrivals    (n) times, finite, >= 0, none earlier than the one before
 *  @param[in]  services    (n) how long each service lasts, finite, >= 0
 *  @param[in]  n           customers, >= 0
 *  @param[in]  servers     1 to CPW_FIRST_COME_MAX_SERVERS
 *  @param[in]  start       (servers) time at which each server is free for the first customer, finite,
 *                          >= 0, any order; NULL: 0, so that all are free
 *  @param[out] wait        (n) time from arrival to the start of service, or NULL; untouched on error;
 *                          no output may overlap another array
 *  @param[out] departures  (n) time at which each service ends, or NULL; untouched on error
 *  @param[in]  allocator   NULL for malloc and free
 *  @param[out] err         nullable: its index is the customer's, or the server's for start
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 0); CPW_EDOMAIN (a time that is negative or not finite, an
 *  arrival before the one before, servers); CPW_ENOMEM.
 *  @par Complexity and accuracy O(n servers) up to 24 servers, O(n log servers) beyond; memory
 *  O(servers). Each service adds one rounding of the time it ends; a time beyond the largest double is
 *  infinite. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_first_come_waits(const double *arrivals, const double *services,
                                                  int64_t n, int64_t servers, const double *start,
                                                  double *wait, double *departures,
                                                  const cpw_allocator *allocator, cpw_error *err);

/** Who comes, how many serve, and what is wanted of it. One unit of time throughout. */
typedef struct cpw_first_come_options {
  size_t struct_size; /**< sizeof(cpw_first_come_options) as the caller compiled it */
  int64_t
      customers;   /**< of each replication, those of the warm-up included, >= 1; default 100000 */
  int64_t warm_up; /**< so many come first and are not counted, >= 0; default 0 */
  int64_t servers; /**< 1 (default) to CPW_FIRST_COME_MAX_SERVERS */
  const cpw_duration *between; /**< law of the time from one arrival (or time 0) to the next */
  const cpw_duration *service; /**< law of the service times */
  const double *arrival_times; /**< (customers) instead of between: the same in every replication */
  const double *service_times; /**< (customers) instead of service: the same in every replication */
  const double *start;  /**< (servers) as in cpw_first_come_waits; NULL (default): all free */
  const double *limits; /**< (limit_count) waits, >= 0, increasing: the share within each */
  int64_t limit_count;  /**< number of limits, default 0 */
  const double
      *probabilities;        /**< (probability_count) quantiles of the wait, in [0, 1], increasing;
                                      NULL: 0.5 0.75 0.9 0.95 0.99 */
  int64_t probability_count; /**< number of quantiles, >= 1 where probabilities are given */
  int64_t batches;           /**< 2 to CPW_FIRST_COME_MAX_BATCHES, default 20: a single replication
                                      is cut into so many runs of customers (fewer if fewer are
                                      counted) */
  double level;              /**< confidence of the interval, in (0, 1); default 0.95 */
  double precision;          /**< > 0: stop once half of the interval's width is at most this share
                                      of the mean wait; run->replications is then the most.
                                      0 (default): run them all */
  int32_t keep;              /**< 1: every replication's figures too, so that results of different
                                      replications can be merged; default 0 */
  int32_t reserved;          /**< zero */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_first_come_options;

/** Fill the options with the defaults.
 *  @param[out] options  one server and 100000 customers; the laws are still to be given
 *  @param[in]  size     sizeof(cpw_first_come_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_first_come_options_init_sized(cpw_first_come_options *options, size_t size);

/** Fill the options with the defaults (see cpw_first_come_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_first_come_options_init(cpw_first_come_options *options) {
  cpw_first_come_options_init_sized(options, sizeof *options);
}

/** Simulate customers who are served in the order in which they come.
 *  Each replication is cpw_first_come_waits of its own arrivals and services. A load of 1 and more is
 *  allowed: the waits are then those of that many customers, and have no limit.
 *  Common random numbers. Arrivals and services have a stream each (cpw_stream_init: seed,
 *  replication, purpose 0x46434601 for arrivals, 0x46434602 for services). Under a law that takes one
 *  word a draw (duration.h), customer n's is word n of entity 0; under any other law customer n draws
 *  from the start of entity n + 1. So a change of servers or of one law leaves all else as it was.
 *  Result, over the customers who are counted. wait_mean and its wait_mean_sd, wait_mean_lower and
 *  wait_mean_upper: from two replications on the standard deviation of their means and Student's
 *  interval; of one replication those of the means of its batches (Schmeiser, Oper. Res. 30:556-568,
 *  1982: 10 to 30 batches), around the mean of all. wait_quantile [quantile] with probability
 *  [quantile]: of all waits together, from counts in bins that are 2^-7 of their lower edge wide,
 *  linear inside (so a relative error below 0.8 %); below 2^-20 of the mean service (or of its power
 *  of two) a quantile is 0. wait_max; wait_chance: share who wait at all; within [limit] with limit
 *  [limit]: share who wait at most that long. queue_mean: mean number waiting, by Little's law: the
 *  sum of the waits over the time from the last arrival of the warm-up (or time 0) to the last
 *  arrival. utilisation: share of that time that servers are busy, exactly as it came out. level,
 *  customers (int64: counted, of all replications), replications (int64), options_digest (of the options
 *  and the seed). NaN where there is no value
 *  (an interval of one batch; a queue when no time passes).
 *  With `keep`: wait_path, queue_path, utilisation_path, wait_chance_path [replication], within_path
 *  [replication limit], wait_batch [replication batch], and wait_count [bin] with bin_lower [bin]: the
 *  counts that the quantiles come from. Such results of the same options and different replications
 *  merge (cpw_result_merge) to the same bits as one run of them all; without `keep` they do not merge.
 *  With `precision`: replications are added by CPW_FIRST_COME_ROUND, looked at after each round; the
 *  interval at the end is a little less sure than its level says, as after any such rule.
 *  @param[in]  options  laws or times must be given
 *  @param[in]  run      seed, replications, first_replication, threads, progress and cancel are used;
 *                       NULL for the defaults (one replication)
 *  @param[out] out      the result; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a law missing or given twice, an option that is none);
 *  CPW_EDOMAIN (a law or number outside its domain, a law that never ends); CPW_EOVERFLOW (times
 *  beyond the largest double); CPW_ENOMEM; CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity and accuracy O(replications x customers) draws and steps, as cpw_first_come_waits;
 *  memory O(replications (batches + limits)) and O(servers) a thread. The same bits for any number of
 *  threads. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_first_come_simulate(const cpw_first_come_options *options,
                                                     const cpw_run *run, cpw_result **out,
                                                     cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
