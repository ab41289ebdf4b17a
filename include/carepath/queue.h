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

/** The most servers, and the most people in a room: 2^53. */
#define CPW_QUEUE_MOST_SERVERS 9007199254740992
/** The most stages of a network. */
#define CPW_QUEUE_MOST_NODES 10000

/* ---------------------------------------------------------------- Erlang's formulae --------- */

/** Erlang B: chance that all servers are busy when nobody may wait; any number of servers.
 *  1/B = integral over t >= 0 of exp(-t) (1 + t / load)^servers dt, which for whole servers is Erlang's
 *  load^c / c! over the sum of load^k / k! (Erlang 1917; Jagers and van Doorn, Oper. Res. Lett. 5 (1986)).
 *  @param[in] load     offered load, finite and >= 0
 *  @param[in] servers  finite and >= 0, whole or not
 *  @return the chance; 1 without servers; NaN outside the domain.
 *  @par Complexity and accuracy O(1) (whole servers up to 100: O(servers)); relative error <= 1e-13, for
 *  chances below 1e-100 <= 1e-12, measured for servers up to 10^6.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_queue_erlang_b(double load, double servers);

/** Natural logarithm of Erlang B: also where the chance itself is too small for a double.
 *  @param[in] load     as cpw_queue_erlang_b
 *  @param[in] servers  as cpw_queue_erlang_b
 *  @return <= 0; -inf without load (with servers); NaN outside the domain.
 *  @par Complexity and accuracy O(1), absolute error <= 1e-13, relative 1e-15 where it is large.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_queue_log_erlang_b(double load, double servers);

/** Erlang C: chance that somebody has to wait in M/M/c; any number of servers.
 *  C = B / (1 - rho + rho B), rho = load / servers (Erlang 1917; Cooper, Introduction to Queueing Theory,
 *  1981, 3.4; continued as B is: Jagers and van Doorn 1986).
 *  @param[in] load     offered load, finite and >= 0
 *  @param[in] servers  finite and >= 0, whole or not
 *  @return the chance; 1 where load >= servers; NaN outside the domain.
 *  @par Complexity and accuracy As cpw_queue_erlang_b, up to load = servers (1 - 1e-12) and beyond.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_queue_erlang_c(double load, double servers);

/** Natural logarithm of Erlang C.
 *  @param[in] load     as cpw_queue_erlang_c
 *  @param[in] servers  as cpw_queue_erlang_c
 *  @return <= 0; -inf without load (with servers); NaN outside the domain.
 *  @par Complexity and accuracy As cpw_queue_log_erlang_b. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_queue_log_erlang_c(double load, double servers);

/** A chance and its two derivatives. */
typedef struct cpw_queue_slopes {
  double value;      /**< the chance */
  double by_load;    /**< its derivative by the offered load */
  double by_servers; /**< its derivative by the number of servers, as of a real number */
} cpw_queue_slopes;

/** Erlang B with its derivatives.
 *  d log B / d load = (servers / load) E[1 - exp(-X)] and d log B / d servers = -E[X], X of the density
 *  proportional to exp((servers + 1) x - load (exp(x) - 1)): no differences, nothing cancels.
 *  @param[in]  load     finite and > 0
 *  @param[in]  servers  finite and >= 0, whole or not
 *  @param[out] out      untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (out is NULL); CPW_EDOMAIN.
 *  @par Complexity and accuracy O(1), relative error <= 1e-12. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_erlang_b_slopes(double load, double servers,
                                                       cpw_queue_slopes *out, cpw_error *err);

/** Erlang C with its derivatives; 1 and 0 where load >= servers.
 *  @param[in]  load     finite and > 0
 *  @param[in]  servers  finite and >= 0, whole or not
 *  @param[out] out      untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (out is NULL); CPW_EDOMAIN.
 *  @par Complexity and accuracy O(1), relative error <= 1e-12. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_erlang_c_slopes(double load, double servers,
                                                       cpw_queue_slopes *out, cpw_error *err);

/* ---------------------------------------------------------------- M/M/c --------------------- */

/** M/M/c: everybody waits until served, first come first served.
 *  Here and below arrivals / service_rate (and ratios with patience_rate) must be from 1e-280 to 1e280.
 *  P(W > t) = C exp(-(servers x service_rate - arrivals) t) (Gross, Shortle, Thompson and Harris,
 *  Fundamentals of Queueing Theory, 4th ed. 2008, 2.3). empty_chance only for whole servers.
 *  @param[in]  arrivals      rate at which people come, finite and >= 0; per time
 *  @param[in]  service_rate  of one server, finite and > 0; per time
 *  @param[in]  servers       finite and > 0, whole or not (Erlang C as continued)
 *  @param[out] out           all but block_chance and abandon_chance, which are 0; untouched on error
 *  @param[out] err           nullable
 *  @return CPW_OK; CPW_EINVAL (out is NULL); CPW_EDOMAIN. Outcome CPW_OUTCOME_UNSTABLE where arrivals >=
 *  servers x service_rate.
 *  @par Complexity and accuracy O(1), relative error <= 1e-12. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_mmc(double arrivals, double service_rate, double servers,
                                           cpw_queue_measures *out, cpw_error *err);

/** Chance that somebody waits longer than a time in M/M/c.
 *  @param[in] arrivals      as cpw_queue_mmc
 *  @param[in] service_rate  as cpw_queue_mmc
 *  @param[in] servers       as cpw_queue_mmc
 *  @param[in] time          >= 0
 *  @return P(W > time); 1 without a steady state; NaN outside the domain.
 *  @par Complexity and accuracy O(1), relative error <= 1e-12. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_queue_mmc_wait_tail(double arrivals, double service_rate, double servers,
                                       double time);

/** The wait that a share of people do not exceed in M/M/c: the least t with P(W <= t) >= share.
 *  @param[in] arrivals      as cpw_queue_mmc
 *  @param[in] service_rate  as cpw_queue_mmc
 *  @param[in] servers       as cpw_queue_mmc
 *  @param[in] share         in [0, 1], such as 0.92
 *  @return time; 0 where the share does not wait at all; inf for share 1 or without a steady state (share
 *  > 0); NaN outside the domain.
 *  @par Complexity and accuracy O(1), absolute error <= 1e-12 of the mean wait of those who wait.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_queue_mmc_wait_quantile(double arrivals, double service_rate, double servers,
                                           double share);

/** Chance that somebody stays (wait and service) longer than a time in M/M/c.
 *  @param[in] arrivals      as cpw_queue_mmc
 *  @param[in] service_rate  as cpw_queue_mmc
 *  @param[in] servers       as cpw_queue_mmc
 *  @param[in] time          >= 0
 *  @return P(stay > time); 1 without a steady state; NaN outside the domain.
 *  @par Complexity and accuracy O(1), relative error <= 1e-12, also where servers x service_rate -
 *  arrivals is next to service_rate.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_queue_mmc_stay_tail(double arrivals, double service_rate, double servers,
                                       double time);

/** The mean wait in M/M/c and what a little more of each input does to it. */
typedef struct cpw_queue_wait_slopes {
  int32_t outcome;        /**< CPW_OUTCOME_UNSTABLE: value is inf, derivatives are NaN */
  int32_t reserved;       /**< zero */
  double value;           /**< mean wait; time */
  double by_arrivals;     /**< derivative by the arrival rate; time^2 */
  double by_service_rate; /**< derivative by the service rate; time^2 */
  double by_servers;      /**< derivative by servers, as of a real number; time */
} cpw_queue_wait_slopes;

/** The mean wait in M/M/c with its derivatives.
 *  @param[in]  arrivals      finite and > 0
 *  @param[in]  service_rate  as cpw_queue_mmc
 *  @param[in]  servers       as cpw_queue_mmc
 *  @param[out] out           untouched on error
 *  @param[out] err           nullable
 *  @return CPW_OK; CPW_EINVAL (out is NULL); CPW_EDOMAIN.
 *  @par Complexity and accuracy O(1), relative error <= 1e-12. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_mmc_wait_slopes(double arrivals, double service_rate,
                                                       double servers, cpw_queue_wait_slopes *out,
                                                       cpw_error *err);

/* ---------------------------------------------------------------- limited rooms, patience --- */

/** M/M/c/K: who finds the room full is turned away; any load.
 *  A birth and death process cut off at K (Gross et al., 4th ed., 2.5). room = servers: Erlang's loss
 *  system. wait_chance: of all who arrive, those who come in and wait; waits are of those who come in.
 *  @param[in]  arrivals      finite and >= 0; per time
 *  @param[in]  service_rate  of one server, finite and > 0; per time
 *  @param[in]  servers       1 to CPW_QUEUE_MOST_SERVERS
 *  @param[in]  room          most people in the system, those in service included: servers to
 *                            CPW_QUEUE_MOST_SERVERS
 *  @param[out] out           all measures; untouched on error
 *  @param[out] err           nullable
 *  @return CPW_OK; CPW_EINVAL (out is NULL); CPW_EDOMAIN.
 *  @par Complexity and accuracy O(log room), relative error <= 1e-12. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_mmck(double arrivals, double service_rate, int64_t servers,
                                            int64_t room, cpw_queue_measures *out, cpw_error *err);

/** Erlang A (M/M/c+M): whoever waits leaves without service at a rate; any load.
 *  The offered wait has a density proportional to exp(-c mu t + arrivals (1 - exp(-theta t)) / theta)
 *  beside the chance of no wait (Palm 1946; Baccelli and Hebuterne 1981; Mandelbaum and Zeltyn 2007).
 *  Integrals of positive terms replace the states one by one; without patience_rate it is cpw_queue_mmc.
 *  mean_wait is of all who come, served or not, until either; mean_stay adds the service of who is served.
 *  @param[in]  arrivals       finite and >= 0; per time
 *  @param[in]  service_rate   of one server, finite and > 0; per time
 *  @param[in]  servers        finite and > 0, whole or not (empty_chance only for whole ones)
 *  @param[in]  patience_rate  rate at which one who waits leaves, 1 / mean patience, finite and >= 0
 *  @param[out] out            all measures; untouched on error
 *  @param[out] err            nullable
 *  @return CPW_OK; CPW_EINVAL (out is NULL); CPW_EDOMAIN. Outcome CPW_OUTCOME_UNSTABLE only where
 *  patience_rate is 0.
 *  @par Complexity and accuracy O(1) for any number of servers; relative error <= 1e-12 (measured <= 1e-13
 *  for servers up to 10^6).
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_abandon(double arrivals, double service_rate, double servers,
                                               double patience_rate, cpw_queue_measures *out,
                                               cpw_error *err);

/** Chance that somebody is still waiting after a time in Erlang A: neither served nor gone.
 *  exp(-patience_rate time) times the chance that the offered wait is longer.
 *  @param[in] arrivals       as cpw_queue_abandon
 *  @param[in] service_rate   as cpw_queue_abandon
 *  @param[in] servers        as cpw_queue_abandon
 *  @param[in] patience_rate  as cpw_queue_abandon
 *  @param[in] time           >= 0
 *  @return P(W > time) of all who come; NaN outside the domain.
 *  @par Complexity and accuracy O(1), relative error <= 1e-12. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_queue_abandon_wait_tail(double arrivals, double service_rate, double servers,
                                           double patience_rate, double time);

/** Chance that the wait offered to somebody is longer than a time in Erlang A: how long one with endless
 *  patience would wait.
 *  @param[in] arrivals       as cpw_queue_abandon
 *  @param[in] service_rate   as cpw_queue_abandon
 *  @param[in] servers        as cpw_queue_abandon
 *  @param[in] patience_rate  as cpw_queue_abandon
 *  @param[in] time           >= 0
 *  @return P(V > time); NaN outside the domain.
 *  @par Complexity and accuracy O(1), relative error <= 1e-12. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_queue_abandon_offered_tail(double arrivals, double service_rate, double servers,
                                              double patience_rate, double time);

/* ---------------------------------------------------------------- one server, any law ------- */

/** M/G/1: one server, services of any law by their moments.
 *  E[W] = arrivals m2 / (2 (1 - rho)), E[W^2] = 2 E[W]^2 + arrivals m3 / (3 (1 - rho)) (Pollaczek 1930;
 *  Khintchine 1932; Takacs, Oper. Res. 10 (1962)).
 *  @param[in]  arrivals  finite and >= 0; per time
 *  @param[in]  m1        mean service time, finite and > 0
 *  @param[in]  m2        second moment, >= m1^2
 *  @param[in]  m3        third moment, >= m2^2 / m1; NaN: not known, then wait_second and wait_variance are NaN
 *  @param[out] out       all measures; untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (out is NULL); CPW_EDOMAIN.
 *  @par Complexity and accuracy O(1), relative error <= 1e-15. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_mg1(double arrivals, double m1, double m2, double m3,
                                           cpw_queue_measures *out, cpw_error *err);

/** Chance that somebody waits longer than a time in M/D/1: one server, equal services.
 *  From the law of the queue, built of positive terms, and Franx's formula (Oper. Res. Lett. 29 (2001)),
 *  not from Erlang's alternating sum: precise for long times, high loads and small chances.
 *  @param[in] arrivals      finite and >= 0; per time
 *  @param[in] service_time  finite and > 0
 *  @param[in] time          >= 0
 *  @return P(W > time); 1 without a steady state; NaN outside the domain.
 *  @par Complexity and accuracy O(1), relative error <= 1e-12. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_queue_md1_wait_tail(double arrivals, double service_time, double time);

/** Chance that somebody waits no longer than a time in M/D/1.
 *  @param[in] arrivals      as cpw_queue_md1_wait_tail
 *  @param[in] service_time  as cpw_queue_md1_wait_tail
 *  @param[in] time          >= 0
 *  @return P(W <= time); 0 without a steady state; NaN outside the domain.
 *  @par Complexity and accuracy O(1), absolute error <= 1e-13. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_queue_md1_wait_within(double arrivals, double service_time, double time);

/** Times between arrivals: exponential. */
#define CPW_QUEUE_LAW_EXPONENTIAL 0
/** Times between arrivals: all equal. */
#define CPW_QUEUE_LAW_DETERMINISTIC 1
/** Times between arrivals: gamma of the given squared coefficient of variation; 1/k is Erlang-k. */
#define CPW_QUEUE_LAW_GAMMA 2
/** Times between arrivals: two exponentials with balanced means, squared coefficient of variation >= 1. */
#define CPW_QUEUE_LAW_HYPEREXPONENTIAL 3
/** Times between arrivals: uniform around the mean, squared coefficient of variation <= 1/3. */
#define CPW_QUEUE_LAW_UNIFORM 4
/** Times between arrivals: by a transform of the caller's. */
#define CPW_QUEUE_LAW_OTHER 5

/** GI/M/1: arrivals of any law, exponential services at one server.
 *  wait_chance is the root sigma of sigma = A*(service_rate (1 - sigma)); waits of those who wait are
 *  exponential with rate service_rate (1 - sigma) (Kendall 1953; Gross et al., 4th ed., 5.3).
 *  @param[in]  law           CPW_QUEUE_LAW_..., but not CPW_QUEUE_LAW_OTHER
 *  @param[in]  arrivals      1 / mean time between arrivals, finite and >= 0
 *  @param[in]  arrival_scv   squared coefficient of variation of the time between arrivals, where the law
 *                            leaves it open; otherwise not used
 *  @param[in]  service_rate  finite and > 0; per time
 *  @param[out] out           all measures; untouched on error
 *  @param[out] err           nullable
 *  @return CPW_OK; CPW_EINVAL (out is NULL, law); CPW_EDOMAIN.
 *  @par Complexity and accuracy O(1), relative error <= 1e-13 at any load, for chances of waiting below
 *  1e-100 <= 1e-12. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_gim1(int32_t law, double arrivals, double arrival_scv,
                                            double service_rate, cpw_queue_measures *out,
                                            cpw_error *err);

/** A Laplace-Stieltjes transform of the caller's: E[exp(-s T)], T the time between arrivals, for s >= 0. */
typedef struct cpw_queue_transform {
  void *context;
  double (*value)(void *context, double s);
} cpw_queue_transform;

/** GI/M/1 with a law of the caller's (see cpw_queue_gim1).
 *  @param[in]  transform     values in [0, 1], 1 at s = 0 (to 1e-9)
 *  @param[in]  arrivals      1 / mean time between arrivals of that law, finite and >= 0: to 1 % the slope of
 *                            the transform at 0, seen by secants to 1e-6, 1e-9 and 1e-12 x arrivals (which
 *                            do not see the mean of power laws of index 1.1 or less); not checked for arrivals 0
 *  @param[in]  service_rate  finite and > 0; per time
 *  @param[out] out           all measures; untouched on error
 *  @param[out] err           nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EDOMAIN (also a value of the transform outside [0, 1], one
 *  that is not 1 at s = 0, a mean that does not go with the arrivals).
 *  @par Complexity and accuracy About 60 calls of the transform; relative error about 1e-16 / (1 - load)^2,
 *  as the transform is subtracted from 1.
 *  @par Thread safety Safe where the transform is. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_gim1_transform(const cpw_queue_transform *transform,
                                                      double arrivals, double service_rate,
                                                      cpw_queue_measures *out, cpw_error *err);

/** Chance that somebody waits longer than a time in GI/M/1.
 *  @param[in] law           as cpw_queue_gim1
 *  @param[in] arrivals      as cpw_queue_gim1
 *  @param[in] arrival_scv   as cpw_queue_gim1
 *  @param[in] service_rate  as cpw_queue_gim1
 *  @param[in] time          >= 0
 *  @return P(W > time); 1 without a steady state; NaN outside the domain.
 *  @par Complexity and accuracy O(1), relative error <= 1e-12. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_queue_gim1_wait_tail(int32_t law, double arrivals, double arrival_scv,
                                        double service_rate, double time);

/* ---------------------------------------------------------------- several servers ----------- */

/** M/D/c: several servers, equal services, exactly.
 *  With S_n Poisson of mean n x load: mean queue = sum over n >= 1 of E[(S_n - n servers)^+] / n, and P(W > 0)
 *  = 1 - exp(-sum of P(S_n >= n servers) / n) (Crommelin 1932; Spitzer, Trans. Am. Math. Soc. 82 (1956)); the
 *  same as the sum over Crommelin's roots. Terms from n = 64 on by Euler and Maclaurin. wait_second and
 *  wait_variance are NaN, empty_chance as well but for one server.
 *  @param[in]  arrivals      finite and >= 0; per time
 *  @param[in]  service_time  finite and > 0
 *  @param[in]  servers       1 to CPW_QUEUE_MOST_SERVERS
 *  @param[out] out           untouched on error
 *  @param[out] err           nullable
 *  @return CPW_OK; CPW_EINVAL (out is NULL); CPW_EDOMAIN.
 *  @par Complexity and accuracy O(1) for any number of servers (below 10 ms); relative error <= 1e-12.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_mdc(double arrivals, double service_time, int64_t servers,
                                           cpw_queue_measures *out, cpw_error *err);

/** Chances that somebody waits longer than each of several times in M/D/c.
 *  P(W > t) = sum over j of P(j come in the rest of the service time) P(more than k c - 1 - j in the queue), k
 *  whole service times >= t (Franx, Oper. Res. Lett. 29 (2001) 221-229); the law of the queue is compound
 *  Poisson by Spitzer's identity. All terms are positive.
 *  @param[in]  arrivals      as cpw_queue_mdc
 *  @param[in]  service_time  as cpw_queue_mdc
 *  @param[in]  servers       as cpw_queue_mdc
 *  @param[in]  times         (count) each >= 0
 *  @param[in]  count         >= 1
 *  @param[in]  allocator     NULL for malloc and free
 *  @param[out] tail          (count) chances; 1 without a steady state; untouched on error
 *  @param[out] err           nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_ENOMEM.
 *  @par Complexity and accuracy O(sqrt(servers)) terms of the law, once for all times, then O(sqrt(servers))
 *  a time; relative error <= 1e-11.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_mdc_wait_tail(double arrivals, double service_time,
                                                     int64_t servers, const double *times,
                                                     int64_t count, const cpw_allocator *allocator,
                                                     double *tail, cpw_error *err);

/** Approximation of the mean wait in GI/G/c by Allen and Cunneen: (arrival_scv + service_scv) / 2 times that of
 *  M/M/c. Exact for M/M/c and M/G/1. Too long where arrivals are regular (arrival_scv < 1) and the load is low;
 *  best at loads above 0.7 (Allen, Probability, Statistics and Queueing Theory, 1990).
 *  @param[in] arrivals      as cpw_queue_mmc
 *  @param[in] service_rate  as cpw_queue_mmc
 *  @param[in] servers       as cpw_queue_mmc
 *  @param[in] arrival_scv   squared coefficient of variation between arrivals, finite and >= 0
 *  @param[in] service_scv   of services, finite and >= 0
 *  @return the approximation; inf without a steady state; NaN outside the domain.
 *  @par Complexity and accuracy O(1); the value of the approximation to 1e-12.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_queue_allen_cunneen(double arrivals, double service_rate, double servers,
                                       double arrival_scv, double service_scv);

/** Approximation of the mean wait in GI/G/c by Allen and Cunneen with the factor of Kraemer and Langenbach-Belz.
 *  arrival_scv <= 1: exp(-2 (1 - rho)(1 - arrival_scv)^2 / (3 rho (arrival_scv + service_scv))); above:
 *  exp(-(1 - rho)(arrival_scv - 1) / (arrival_scv + 4 service_scv)) (8th International Teletraffic Congress,
 *  1976). Made for one server and scv up to about 2 (4 for arrivals); exact for M/M/c and M/G/1.
 *  @param[in] arrivals      as cpw_queue_mmc
 *  @param[in] service_rate  as cpw_queue_mmc
 *  @param[in] servers       as cpw_queue_mmc
 *  @param[in] arrival_scv   as cpw_queue_allen_cunneen
 *  @param[in] service_scv   as cpw_queue_allen_cunneen
 *  @return the approximation; inf without a steady state; NaN outside the domain.
 *  @par Complexity and accuracy O(1); the value of the approximation to 1e-12.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_queue_kraemer(double arrivals, double service_rate, double servers,
                                 double arrival_scv, double service_scv);

/** Approximation of the mean wait in M/D/c by Cosmetatos: half that of M/M/c times
 *  1 + (1 - rho)(c - 1)(sqrt(4 + 5 c) - 2) / (16 rho c) (INFOR 13 (1975) 328-331). Exact for one server; within about
 *  2 % for loads above 0.5 and few servers, far too long for many servers at low loads. Exact: cpw_queue_mdc.
 *  @param[in] arrivals      as cpw_queue_mmc
 *  @param[in] service_rate  as cpw_queue_mmc
 *  @param[in] servers       as cpw_queue_mmc
 *  @return the approximation; inf without a steady state; NaN outside the domain.
 *  @par Complexity and accuracy O(1); the value of the approximation to 1e-12.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_queue_cosmetatos_mdc(double arrivals, double service_rate, double servers);

/** Approximation of the mean wait in M/G/c by Cosmetatos: between M/M/c and his M/D/c in proportion to service_scv.
 *  service_scv W(M/M/c) + (1 - service_scv) W(M/D/c). Made for service_scv from 0 to 1.
 *  @param[in] arrivals      as cpw_queue_mmc
 *  @param[in] service_rate  as cpw_queue_mmc
 *  @param[in] servers       as cpw_queue_mmc
 *  @param[in] service_scv   of services, finite and >= 0
 *  @return the approximation; inf without a steady state; NaN outside the domain.
 *  @par Complexity and accuracy O(1); the value of the approximation to 1e-12.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_queue_cosmetatos_mgc(double arrivals, double service_rate, double servers,
                                        double service_scv);

/** Approximation of the mean wait in M/G/c by Kimura: a harmonic mean of M/M/c and Cosmetatos's M/D/c.
 *  (1 + scv) / (2 scv / W(M/M/c) + (1 - scv) / W(M/D/c)) (Manag. Sci. 32 (1986) 751-763; Queueing
 *  Syst. 17 (1994) 347-382). Made for service_scv from 0 to about 2.
 *  @param[in] arrivals      as cpw_queue_mmc
 *  @param[in] service_rate  as cpw_queue_mmc
 *  @param[in] servers       as cpw_queue_mmc
 *  @param[in] service_scv   of services, finite and >= 0
 *  @return the approximation; inf without a steady state; NaN outside the domain.
 *  @par Complexity and accuracy O(1); the value of the approximation to 1e-12.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_queue_kimura_mgc(double arrivals, double service_rate, double servers,
                                    double service_scv);

/* ---------------------------------------------------------------- priorities ---------------- */

/** A class of higher priority waits until a server is free. */
#define CPW_QUEUE_WAITS_TURN 0
/** A class of higher priority interrupts services, which go on later where they stopped. */
#define CPW_QUEUE_INTERRUPTS 1

/** M/M/c with fixed priorities, the first class first, and one service rate for all.
 *  Waits its turn: W0 / ((1 - s[k-1]) (1 - s[k])), W0 = C / (c mu), s[k] the load of classes 0 to k over
 *  capacity (Cobham, Oper. Res. 2 (1954); second moments Davis, Oper. Res. 14 (1966) 133-136). Interrupts:
 *  classes 0 to k by themselves are M/M/c, so that a class is the difference of two queues. Where the classes
 *  together exceed capacity, those that fit still have a steady state: everybody then finds all servers busy.
 *  @param[in]  arrivals      (classes) of each class, finite and >= 0; per time
 *  @param[in]  classes       >= 1
 *  @param[in]  service_rate  of one server, finite and > 0; per time
 *  @param[in]  servers       finite and > 0, whole or not
 *  @param[in]  rule          CPW_QUEUE_WAITS_TURN or CPW_QUEUE_INTERRUPTS
 *  @param[out] mean_wait     (classes) all time not in service; inf without a steady state
 *  @param[out] mean_stay     (classes) wait and service; nullable
 *  @param[out] wait_second   (classes) second moment of the wait, NaN where classes interrupt; nullable
 *  @param[out] outcome       (classes) CPW_OUTCOME_OK or CPW_OUTCOME_UNSTABLE; nullable
 *  @param[out] overall       mean wait of all people; nullable
 *  @param[out] err           nullable; on error all outputs are untouched
 *  @return CPW_OK; CPW_EINVAL (NULL, classes, rule); CPW_EDOMAIN.
 *  @par Complexity and accuracy O(classes), relative error <= 1e-11. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_priority_mmc(const double *arrivals, int64_t classes,
                                                    double service_rate, double servers,
                                                    int32_t rule, double *mean_wait,
                                                    double *mean_stay, double *wait_second,
                                                    int32_t *outcome, double *overall,
                                                    cpw_error *err);

/** M/G/1 with fixed priorities, the first class first, each class with its own services.
 *  Waits its turn: sum of arrivals m2 / 2 over (1 - s[k-1]) (1 - s[k]) (Cobham 1954; second
 *  moments Conway, Maxwell and Miller 1967). Interrupts and resumes: stay = m1[k] / (1 - s[k-1]) + sum over i <= k of arrivals[i] m2[i] / (2
 *  (1 - s[k-1]) (1 - s[k])) (Conway, Maxwell and Miller 1967). Where the load is 1 or more, the classes that fit
 *  have a steady state; the first that does not takes the rest of the server's time.
 *  @param[in]  arrivals     (classes) of each class, finite and >= 0; per time
 *  @param[in]  m1           (classes) mean service times, finite and > 0
 *  @param[in]  m2           (classes) second moments, >= m1^2
 *  @param[in]  m3           (classes) third moments, >= m2^2 / m1; nullable, then wait_second is NaN
 *  @param[in]  classes      >= 1
 *  @param[in]  rule         CPW_QUEUE_WAITS_TURN or CPW_QUEUE_INTERRUPTS
 *  @param[out] mean_wait    (classes) all time not in service; inf without a steady state
 *  @param[out] mean_stay    (classes) wait and service; nullable
 *  @param[out] wait_second  (classes) second moment of the wait, NaN where classes interrupt; nullable
 *  @param[out] outcome      (classes) CPW_OUTCOME_OK or CPW_OUTCOME_UNSTABLE; nullable
 *  @param[out] overall      mean wait of all people; nullable
 *  @param[out] err          nullable; on error all outputs are untouched
 *  @return CPW_OK; CPW_EINVAL (NULL, classes, rule); CPW_EDOMAIN.
 *  @par Complexity and accuracy O(classes), relative error <= 1e-13. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_priority_mg1(const double *arrivals, const double *m1,
                                                    const double *m2, const double *m3,
                                                    int64_t classes, int32_t rule,
                                                    double *mean_wait, double *mean_stay,
                                                    double *wait_second, int32_t *outcome,
                                                    double *overall, cpw_error *err);

/** M/G/1 where priority grows with the time waited, growth[k] a unit of time for class k.
 *  Mean waits by Kleinrock's recursion (Nav. Res. Logist. Q. 11 (1964); Stanford, Taylor and Ziedins, Queueing
 *  Syst. 77 (2014)), turned by the conservation of work so that no term is subtracted; equal growth is first come first served, very unequal growth a fixed priority.
 *  @param[in]  arrivals   (classes) of each class, finite and >= 0; per time
 *  @param[in]  m1         (classes) mean service times, finite and > 0
 *  @param[in]  m2         (classes) second moments, finite and >= m1^2
 *  @param[in]  growth     (classes) finite and > 0, none above the one before it
 *  @param[in]  classes    >= 1
 *  @param[out] mean_wait  (classes) inf without a steady state
 *  @param[out] overall    mean wait of all people; nullable
 *  @param[out] outcome    CPW_OUTCOME_OK or CPW_OUTCOME_UNSTABLE (of all classes alike); nullable
 *  @param[out] err        nullable; on error all outputs are untouched
 *  @return CPW_OK; CPW_EINVAL (NULL, classes); CPW_EDOMAIN.
 *  @par Complexity and accuracy O(classes^2), relative error <= 1e-12. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_accumulating_mg1(const double *arrivals, const double *m1,
                                                        const double *m2, const double *growth,
                                                        int64_t classes, double *mean_wait,
                                                        double *overall, int32_t *outcome,
                                                        cpw_error *err);

/** M/M/c with one service rate where priority grows with the time waited.
 *  As cpw_queue_accumulating_mg1 with the mean wait of M/M/c (Sharif, Stanford, Taylor and Ziedins, Oper. Res.
 *  Health Care 3 (2014)).
 *  @param[in]  arrivals      (classes) of each class, finite and >= 0; per time
 *  @param[in]  growth        (classes) finite and > 0, none above the one before it
 *  @param[in]  classes       >= 1
 *  @param[in]  service_rate  of one server, finite and > 0; per time
 *  @param[in]  servers       finite and > 0, whole or not
 *  @param[out] mean_wait     (classes) inf without a steady state
 *  @param[out] overall       mean wait of all people; nullable
 *  @param[out] outcome       CPW_OUTCOME_OK or CPW_OUTCOME_UNSTABLE; nullable
 *  @param[out] err           nullable; on error all outputs are untouched
 *  @return CPW_OK; CPW_EINVAL (NULL, classes); CPW_EDOMAIN.
 *  @par Complexity and accuracy O(classes^2), relative error <= 1e-12. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_accumulating_mmc(const double *arrivals,
                                                        const double *growth, int64_t classes,
                                                        double service_rate, double servers,
                                                        double *mean_wait, double *overall,
                                                        int32_t *outcome, cpw_error *err);

/* ---------------------------------------------------------------- what a target takes ------- */

/** Goal: the chance of waiting at all in M/M/c is at most `share`. */
#define CPW_QUEUE_GOAL_DELAY 0
/** Goal: the chance of waiting longer than `time` in M/M/c is at most `share`. */
#define CPW_QUEUE_GOAL_WAIT_TAIL 1
/** Goal: the mean wait in M/M/c is at most `time`. */
#define CPW_QUEUE_GOAL_MEAN_WAIT 2
/** Goal: the chance of being turned away in M/M/c/c (all beds full) is at most `share`. */
#define CPW_QUEUE_GOAL_LOSS 3
/** Goal: `share` of people wait no longer than `time` in M/M/c. */
#define CPW_QUEUE_GOAL_QUANTILE 4

/** What a goal takes. */
typedef struct cpw_queue_need {
  int32_t outcome;  /**< CPW_OUTCOME_OK; CPW_OUTCOME_UNREACHABLE: no number of servers up to
                         CPW_QUEUE_MOST_SERVERS does it */
  int32_t reserved; /**< zero */
  double servers;   /**< the least servers; NaN where nothing reaches the goal */
  double limit;     /**< what the measure must not exceed */
  double reached;   /**< the measure with these servers */
  double before;    /**< the measure with one server fewer; NaN where there is none */
} cpw_queue_need;

/** The least whole number of servers with which a goal is met.
 *  Goals on waits also ask for a steady state. All measures fall with servers, so that a doubling search and a
 *  bisection find the least: `before` shows that one server fewer does not do it.
 *  @param[in]  goal          CPW_QUEUE_GOAL_...
 *  @param[in]  arrivals      finite and >= 0; per time
 *  @param[in]  service_rate  of one server, finite and > 0; per time
 *  @param[in]  share         in [0, 1], where the goal has one (all but CPW_QUEUE_GOAL_MEAN_WAIT); NaN: missing
 *  @param[in]  time          finite and >= 0, where the goal has one (CPW_QUEUE_GOAL_WAIT_TAIL, _MEAN_WAIT,
 *                            _QUANTILE); NaN: missing
 *  @param[out] out           untouched on error
 *  @param[out] err           nullable
 *  @return CPW_OK; CPW_EINVAL (out is NULL, goal, a share or time that the goal needs is missing); CPW_EDOMAIN.
 *  @par Complexity and accuracy O(log servers) evaluations of the measure; the least number that meets the goal as
 *  the measure is computed, to a relative 1e-12. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_least_servers(int32_t goal, double arrivals,
                                                     double service_rate, double share, double time,
                                                     cpw_queue_need *out, cpw_error *err);

/** The least servers, whole or not, with which a goal is met: how much capacity a target takes.
 *  As cpw_queue_least_servers with the formulae as continued; `before` is NaN.
 *  @param[in]  goal          CPW_QUEUE_GOAL_...
 *  @param[in]  arrivals      finite and >= 0; per time
 *  @param[in]  service_rate  of one server, finite and > 0; per time
 *  @param[in]  share         in [0, 1], where the goal has one (all but CPW_QUEUE_GOAL_MEAN_WAIT); NaN: missing
 *  @param[in]  time          finite and >= 0, where the goal has one (CPW_QUEUE_GOAL_WAIT_TAIL, _MEAN_WAIT,
 *                            _QUANTILE); NaN: missing
 *  @param[out] out           untouched on error
 *  @param[out] err           nullable
 *  @return CPW_OK; CPW_EINVAL (out is NULL, goal, a share or time that the goal needs is missing); CPW_EDOMAIN.
 *  @par Complexity and accuracy About 100 evaluations of the measure; the least double that meets the goal as it
 *  is computed.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_least_capacity(int32_t goal, double arrivals,
                                                      double service_rate, double share,
                                                      double time, cpw_queue_need *out,
                                                      cpw_error *err);

/** Lists apart and as one. */
typedef struct cpw_queue_pooling {
  int32_t outcome;       /**< CPW_OUTCOME_UNSTABLE: even the pooled list has no steady state */
  int32_t reserved;      /**< zero */
  double arrivals;       /**< of all lists; per time */
  double servers;        /**< of all lists */
  double apart_wait;     /**< mean wait of all people apart; inf where a list has no steady state */
  double pooled_wait;    /**< mean wait in one list with all servers */
  double same_servers;   /**< least whole servers with which one list waits no longer than apart */
  double same_capacity;  /**< the same, whole or not */
  double saved_servers;  /**< servers - same_servers */
  double saved_capacity; /**< servers - same_capacity */
} cpw_queue_pooling;

/** What lists gain by becoming one: shorter waits, or fewer servers for the same wait.
 *  Each list is M/M/c and has the same services (Smith and Whitt, Bell Syst. Tech. J. 60 (1981): pooling then never
 *  makes the mean wait longer). NaN for what is saved where the lists apart have no steady state or
 *  nobody waits in them.
 *  @param[in]  arrivals      (lists) finite and >= 0; per time
 *  @param[in]  servers       (lists) finite and > 0, whole or not
 *  @param[in]  lists         >= 1
 *  @param[in]  service_rate  of one server, finite and > 0; per time
 *  @param[out] out           untouched on error
 *  @param[out] err           nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, lists); CPW_EDOMAIN.
 *  @par Complexity and accuracy O(lists + log servers); waits to a relative 1e-12, servers the least with which the
 *  wait as it is computed is no longer than apart. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_pool(const double *arrivals, const double *servers,
                                            int64_t lists, double service_rate,
                                            cpw_queue_pooling *out, cpw_error *err);

/** A list and the slots that keep a share of people within a limit. */
typedef struct cpw_queue_list {
  int32_t outcome;    /**< CPW_OUTCOME_UNREACHABLE: share 1, which no capacity reaches */
  int32_t reserved;   /**< zero */
  double capacity;    /**< least slots a unit of time */
  double extra;       /**< capacity - demand */
  double utilisation; /**< demand / capacity */
  double mean_wait;   /**< time */
  double size;        /**< people who wait, on average */
} cpw_queue_list;

/** The least capacity, and the list that goes with it, so that a share of people wait no longer than a limit.
 *  Slots used first come first served, chance alone making the list: P(W > t) = rho exp(-extra t / v), mean wait =
 *  rho v / extra, exact for M/M/1 (v = 1) and for others in heavy traffic with v = (scv of arrivals + scv of
 *  services) / 2 (Kingman 1961). This says how little capacity beyond demand chance takes; a list that is long
 *  for other reasons, with removals, is cpw_steady_exponential_size's. At high loads both agree: 92 % in
 *  18 weeks are 7.13 weeks of demand.
 *  @param[in]  demand       people who join a unit of time, finite and > 0
 *  @param[in]  share        share within the limit, in (0, 1]
 *  @param[in]  time         the limit, finite and >= 0
 *  @param[in]  variability  v, finite and > 0; 1 for M/M/1
 *  @param[out] out          untouched on error
 *  @param[out] err          nullable
 *  @return CPW_OK; CPW_EINVAL (out is NULL); CPW_EDOMAIN.
 *  @par Complexity and accuracy O(1), relative error of extra <= 1e-14. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_list_for_share(double demand, double share, double time,
                                                      double variability, cpw_queue_list *out,
                                                      cpw_error *err);

/* ---------------------------------------------------------------- networks ------------------ */

/** A Jackson network: stages that are M/M/c, people go from one to the next by chance.
 *  rate = arrivals + rate x routing, solved without a subtraction; each stage then is M/M/c by itself (Jackson, Oper.
 *  Res. 5 (1957)). A stage that cannot keep up sends on what it serves (Goodman and Massey, J. Appl. Probab. 21
 *  (1984)), so that the stages after it have their own steady state.
 *  @param[in]  arrivals      (nodes) from outside, finite and >= 0; per time
 *  @param[in]  routing       (nodes, nodes) share who go from the row's stage to the column's, rows sum to at most 1
 *  @param[in]  service_rate  (nodes) of one server, finite and > 0; per time
 *  @param[in]  servers       (nodes) finite and > 0, whole or not
 *  @param[in]  nodes         1 to CPW_QUEUE_MOST_NODES
 *  @param[in]  allocator     NULL for malloc and free
 *  @param[out] rate          (nodes) people who come to each stage; per time; nullable
 *  @param[out] node          (nodes) measures of each stage, with its own outcome
 *  @param[out] total         of the network: mean_number, mean_queue, load and throughput summed, mean_stay the
 *                            time from coming to leaving for good, mean_wait the waits in it; nullable
 *  @param[out] err           nullable; on error all outputs are untouched
 *  @return CPW_OK; CPW_EINVAL (NULL, nodes); CPW_EDOMAIN (also a stage that nobody can leave); CPW_ENOMEM.
 *  @par Complexity and accuracy O(nodes^3), relative error <= 1e-12. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_jackson(const double *arrivals, const double *routing,
                                               const double *service_rate, const double *servers,
                                               int64_t nodes, const cpw_allocator *allocator,
                                               double *rate, cpw_queue_measures *node,
                                               cpw_queue_measures *total, cpw_error *err);

/* ---------------------------------------------------------------- every formula by name ----- */

/** A number: one value. */
#define CPW_QUEUE_NUMBER 0
/** A list: one value for each position of its dimension (classes, nodes, periods, ...). */
#define CPW_QUEUE_LIST 1
/** A square table over its dimension, row by row. */
#define CPW_QUEUE_TABLE 2
/** A choice: a whole number from 0, the position in `choices`. */
#define CPW_QUEUE_CHOICE 3

/** One input of a formula: a name that serves as an option, what it means and what it may be. */
typedef struct cpw_queue_input {
  const char *name;      /**< lower-case words joined by underscores, such as "service_rate" */
  const char *unit;      /**< "people", "time", "per time", "share", "" */
  const char *meaning;   /**< one line */
  const char *domain;    /**< such as "> 0" or "whole, >= 1" */
  const char *dimension; /**< of a list or table, such as "class"; NULL for a number or choice */
  const char *choices;   /**< of a choice: its names from 0 on, joined by "|"; otherwise NULL */
  int32_t kind;          /**< CPW_QUEUE_NUMBER, ..._LIST, ..._TABLE, ..._CHOICE */
  int32_t required;      /**< 1: must be given; 0: may be left out */
  double missing;        /**< value of a number or choice that is left out */
} cpw_queue_input;

/** One output of a formula. */
typedef struct cpw_queue_output {
  const char *name;      /**< differs from the names of all inputs and outputs of its formula */
  const char *unit;      /**< as of an input */
  const char *meaning;   /**< one line */
  const char *dimension; /**< NULL: one number; otherwise the dimensions, joined by spaces */
} cpw_queue_output;

/** A formula as the library knows it. */
typedef struct cpw_queue_formula {
  const char *name;               /**< lower-case words joined by underscores, such as "erlang_c" */
  const char *summary;            /**< one sentence */
  const char *source;             /**< where it comes from */
  int64_t inputs;                 /**< number of inputs */
  int64_t outputs;                /**< number of outputs */
  const cpw_queue_input *input;   /**< (inputs) */
  const cpw_queue_output *output; /**< (outputs) */
} cpw_queue_formula;

/** A named input for cpw_queue_evaluate. */
typedef struct cpw_queue_value {
  const char *name;     /**< an input of the formula */
  const double *values; /**< (length) */
  int64_t length;       /**< 1 for a number or a choice, n (or 1) for a list, n x n for a table */
} cpw_queue_value;

/** The formulae of this module one after the other: what a command line or a form walks.
 *  @param[in] index  0-based
 *  @return the formula in static memory; NULL past the end.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_queue_formula *cpw_queue_formula_at(int64_t index);

/** The formula of a given name.
 *  @param[in] name  such as "erlang_c"; NULL finds nothing
 *  @return the formula in static memory; NULL if there is none of that name.
 *  @par Complexity O(formulae). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_queue_formula *cpw_queue_formula_find(const char *name);

/** Evaluate a formula by name.
 *  Lists of one dimension have one length; a list of one value stands for equal ones. An input that counts a
 *  dimension (`weeks`) says how long it is where all lists have one value.
 *  Result: every input and every output under its name, with its unit; the notes "formula", "summary"
 *  and "source"; the outcome of the model.
 *  @param[in]  formula    a name of cpw_queue_formula_at
 *  @param[in]  values     (count) named inputs in any order; those that are not required may be left out
 *  @param[in]  count      >= 0
 *  @param[in]  allocator  NULL for malloc and free; must outlive the result
 *  @param[out] out        the answer; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_ENOTFOUND (no such formula or input); CPW_EINVAL (an input missing, given twice,
 *  or of the wrong length); CPW_EDOMAIN (a value outside its domain); CPW_ENOMEM; whatever the function
 *  behind the formula returns.
 *  @par Complexity that of the formula. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_evaluate(const char *formula, const cpw_queue_value *values,
                                                int64_t count, const cpw_allocator *allocator,
                                                cpw_result **out, cpw_error *err);

/** Evaluate a formula by name with progress and a cancel flag.
 *  As cpw_queue_evaluate; formulae over time (transient, periods, sinusoid, weekly_batch, tandem_open) say how
 *  far they are and stop when they are cancelled, the others are not long enough for either.
 *  @param[in]  formula    a name of cpw_queue_formula_at
 *  @param[in]  values     (count) named inputs in any order; those that are not required may be left out
 *  @param[in]  count      >= 0
 *  @param[in]  run        NULL, or progress and cancel; nothing else of it is used
 *  @param[in]  allocator  NULL for malloc and free; must outlive the result
 *  @param[out] out        the answer; untouched on error
 *  @param[out] err        nullable
 *  @return as cpw_queue_evaluate; CPW_ECANCELLED.
 *  @par Complexity that of the formula. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_evaluate_run(const char *formula,
                                                    const cpw_queue_value *values, int64_t count,
                                                    const cpw_run *run,
                                                    const cpw_allocator *allocator,
                                                    cpw_result **out, cpw_error *err);

/* ================================================================ over time, exactly ======== */

/* People join at rate `arrivals`, each of `servers` servers ends a service at rate `service`, somebody
 * who waits leaves at rate `patience`: a Markov chain in the number of people there, followed by
 * uniformisation (Jensen, Skandinavisk Aktuarietidskrift 36:87, 1953; Grassmann, Computers and
 * Operations Research 4:47, 1977). All terms are >= 0 and none is subtracted, so chances of 1e-200 have
 * the same relative accuracy as those near 1. Rates and times are at most 2^400 = 2.6e120 (moments of
 * cpw_queue_transient and cpw_queue_sinusoid 2^500 = 3.3e150), rates of a tandem at least 2^-400 = 3.9e-121. */

/** How a queue starts and what is wanted of its course. */
typedef struct cpw_queue_course_options {
  size_t struct_size; /**< sizeof(cpw_queue_course_options) as the caller compiled it */
  int64_t start;      /**< people there at time 0, >= 0; default 0 */
  const double
      *start_chance;   /**< NULL (default), or (start_count) chances that 0, 1, ... people are
                                 there at time 0, >= 0 and of sum 1 to 1e-9; `start` is then 0 */
  int64_t start_count; /**< their number */
  int64_t room;        /**< the most people there, served or waiting, >= 1; 0 (default): no limit */
  double
      patience; /**< rate at which each who waits leaves, >= 0; default 0. cpw_queue_periods takes
                      it from its schedule where that has one */
  double tolerance; /**< relative error that cut series and cut tails may add to a figure, in
                             [1e-15, 1e-3]; default 1e-12 */
  const int64_t
      *level; /**< NULL (default), or (level_count) numbers n, >= 0: P(number <= n) is given */
  int64_t level_count;            /**< their number */
  int32_t distribution;           /**< 1: the whole distribution too; default 0 */
  int32_t reserved;               /**< zero */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_queue_course_options;

/** Fill the options with the defaults.
 *  @param[out] options  empty at the start, no limit, nobody leaves
 *  @param[in]  size     sizeof(cpw_queue_course_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_queue_course_options_init_sized(cpw_queue_course_options *options, size_t size);

/** Fill the options with the defaults (see cpw_queue_course_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_queue_course_options_init(cpw_queue_course_options *options) {
  cpw_queue_course_options_init_sized(options, sizeof *options);
}

/** The queue M/M/c (with room and patience: M/M/c/K+M) at given times after its start.
 *  The states kept adapt: after each step the upper tail that adds less than the tolerance to the mean
 *  queue is put on its lowest state, before the next the range grows by what can join in it.
 *  Result, by time: time; number (mean people there), queue (mean who wait), busy (mean servers busy);
 *  wait_chance, empty_chance, block_chance (that somebody who arrives then has to wait, finds nobody,
 *  is turned away); utilisation (busy / servers); throughput, abandonments (people a unit of time);
 *  mean_wait (before service or leaving, of those who come in then, if the rates stay as they are)
 *  [time]; level_chance (P(number <= level)) [time level]; with `distribution` chance [time number],
 *  number from 0 to the last one kept. Notes: states (most kept), steps.
 *  @param[in]  arrivals  rate, >= 0 and finite
 *  @param[in]  service   rate of one server, > 0 and finite
 *  @param[in]  servers   >= 0
 *  @param[in]  times     (count) >= 0, not descending
 *  @param[in]  count     >= 1
 *  @param[in]  options   NULL for the defaults
 *  @param[in]  run       NULL, or progress and cancel; nothing else of it is used
 *  @param[out] out       the answer; untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, count, options); CPW_EDOMAIN (a rate, a time, a start that does not
 *  fit into the room); CPW_EOVERFLOW (2^26 people or more, 1e12 events); CPW_ENOMEM; CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity and accuracy O(rate of events x time x states); relative error of every figure
 *  <= tolerance + 1e-14 x (rate x time)^(1/2). A chance of many people that adds less than that to the
 *  mean queue may be cut off, so block_chance of a room of more than 1000 beyond the servers.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_transient(double arrivals, double service, int64_t servers,
                                                 const double *times, int64_t count,
                                                 const cpw_queue_course_options *options,
                                                 const cpw_run *run, cpw_result **out,
                                                 cpw_error *err);

/** Rates and servers period by period; constant within each. */
typedef struct cpw_queue_schedule {
  size_t struct_size;     /**< sizeof(cpw_queue_schedule) as the caller compiled it */
  int64_t periods;        /**< >= 1 */
  const double *length;   /**< (periods) time, > 0 */
  const double *arrivals; /**< (periods) rates, >= 0 */
  const double *service;  /**< (periods) rates of one server, > 0 */
  const int64_t *servers; /**< (periods) >= 0 */
  const double *patience; /**< NULL (default): the options' rate; or (periods) rates, >= 0 */
} cpw_queue_schedule;

/** Fill a schedule with the defaults.
 *  @param[out] schedule  no periods
 *  @param[in]  size      sizeof(cpw_queue_schedule) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_queue_schedule_init_sized(cpw_queue_schedule *schedule, size_t size);

/** Fill a schedule with the defaults (see cpw_queue_schedule_init_sized).
 *  @param[out] schedule  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_queue_schedule_init(cpw_queue_schedule *schedule) {
  cpw_queue_schedule_init_sized(schedule, sizeof *schedule);
}

/** The queue M(t)/M(t)/c(t), with room and patience, through periods of constant rates and servers.
 *  Where servers fall, services in excess are broken off and those people wait again (with exponential
 *  services it does not matter whether they go on or begin anew). Averages over a period are integrals
 *  of the chain, not of samples (Ingolfsson et al., INFORMS Journal on Computing 19:201, 2007, compare
 *  such methods).
 *  Result, by period: number, queue, busy, wait_chance, empty_chance, block_chance, mean_wait as
 *  cpw_queue_transient, at the end of the period under its rates; mean_number, mean_queue, mean_busy,
 *  utilisation (NaN without servers), mean_wait_chance, mean_block_chance, arrival_wait (mean_wait of
 *  those who come in), averages over the period; joined, served, abandoned, turned_away (mean people
 *  in the period): number at the start + joined = served + abandoned + number at its end; end (time)
 *  [period]; level_chance [period level], with `distribution` chance [period number], at the end.
 *  @param[in]  schedule  the periods
 *  @param[in]  options   NULL for the defaults
 *  @param[in]  run       NULL, or progress and cancel; nothing else of it is used
 *  @param[out] out       the answer; untouched on error
 *  @param[out] err       nullable
 *  @return as cpw_queue_transient.
 *  CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity and accuracy As cpw_queue_transient, twice the work.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_periods(const cpw_queue_schedule *schedule,
                                               const cpw_queue_course_options *options,
                                               const cpw_run *run, cpw_result **out,
                                               cpw_error *err);

/** The queue M(t)/M/c, with room and patience, whose arrivals swing, at given times after its start.
 *  Steps of the commutator-free Magnus method of order 4 (Blanes and Moan, Applied Numerical
 *  Mathematics 56:1519, 2006): each is two steps of constant rates, so chances stay >= 0. Steps are
 *  halved until the figures agree to the tolerance, then extrapolated (Richardson) to order 6.
 *  @param[in]  base       mean rate of arrivals, >= 0 and finite
 *  @param[in]  amplitude  in [0, 1]: the rate is base (1 + amplitude sin(2 pi time / period))
 *  @param[in]  period     > 0 and finite
 *  @param[in]  service   rate of one server, > 0 and finite
 *  @param[in]  servers   >= 0
 *  @param[in]  times     (count) >= 0, not descending
 *  @param[in]  count     >= 1
 *  @param[in]  options   NULL for the defaults
 *  @param[in]  run       NULL, or progress and cancel; nothing else of it is used
 *  @param[out] out       as cpw_queue_transient, and arrivals (the rate then) [time]; untouched on error
 *  @param[out] err       nullable
 *  @return as cpw_queue_transient; CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_EOVERFLOW; CPW_ENOCONV (steps
 *  cannot be made small enough); CPW_ENOMEM; CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity and accuracy O(rate of events x time x states) and some hundred steps a period;
 *  relative error of the means and chances above 1e-60 <= 100 x tolerance, as far as the phase
 *  time / period is exact: it is rounded once, to a relative 1.2e-16.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_sinusoid(double base, double amplitude, double period,
                                                double service, int64_t servers,
                                                const double *times, int64_t count,
                                                const cpw_queue_course_options *options,
                                                const cpw_run *run, cpw_result **out,
                                                cpw_error *err);

/* ---------------------------------------------------------------- as many servers as it takes */

/** Exponential lengths of stay. */
#define CPW_QUEUE_EXPONENTIAL 0
/** Everybody stays the same time. */
#define CPW_QUEUE_DETERMINISTIC 1
/** Sums of `stages` equal exponential times. */
#define CPW_QUEUE_ERLANG 2
/** Exponential times with one of several means. */
#define CPW_QUEUE_HYPEREXPONENTIAL 3

/** A law of lengths of stay. */
typedef struct cpw_queue_stay {
  size_t struct_size;          /**< sizeof(cpw_queue_stay) as the caller compiled it */
  int32_t law;                 /**< CPW_QUEUE_..., default CPW_QUEUE_EXPONENTIAL */
  int32_t stages;              /**< of the Erlang law, 1 to 10000; default 1 */
  double mean;                 /**< > 0; not used by the hyperexponential law; default 1 */
  int64_t branches;            /**< of the hyperexponential law */
  const double *branch_chance; /**< (branches) chances, >= 0 and of sum 1 to 1e-9 */
  const double *branch_mean;   /**< (branches) > 0 */
} cpw_queue_stay;

/** Fill a law with the defaults.
 *  @param[out] stay  exponential of mean 1
 *  @param[in]  size  sizeof(cpw_queue_stay) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_queue_stay_init_sized(cpw_queue_stay *stay, size_t size);

/** Fill a law with the defaults (see cpw_queue_stay_init_sized).
 *  @param[out] stay  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_queue_stay_init(cpw_queue_stay *stay) {
  cpw_queue_stay_init_sized(stay, sizeof *stay);
}

/** Mean people there with arrivals by period and no limit to servers (beds): M(t)/G/infinity.
 *  m(t) = integral over s <= t of arrivals(s) P(S > t - s) ds; the number there is Poisson with that
 *  mean (Eick, Massey and Whitt, Operations Research 41:731, 1993, theorem 1). Those there at time 0
 *  are Poisson too and stay the residual time of a list in steady state: integral over u > t of
 *  P(S > u) / E S. After the last period nobody arrives.
 *  @param[in]  stay      the law of stays; NULL: exponential of mean 1
 *  @param[in]  length    (periods) time, > 0
 *  @param[in]  arrivals  (periods) rates, >= 0
 *  @param[in]  periods   >= 0
 *  @param[in]  opening   mean people there at time 0, >= 0
 *  @param[in]  times     (count) >= 0, in any order
 *  @param[in]  count     >= 1
 *  @param[out] mean      (count) mean people there; untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a count, a law that is none); CPW_EDOMAIN (a value outside its
 *  domain); CPW_EABI.
 *  @par Complexity and accuracy O(count x periods x stages); relative error <= 1e-13 + 1e-15 x stages.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_infinite(const cpw_queue_stay *stay, const double *length,
                                                const double *arrivals, int64_t periods,
                                                double opening, const double *times, int64_t count,
                                                double *mean, cpw_error *err);

/** Mean people there with arrivals that swing and no limit to servers.
 *  In the long run m(t) = base (E S + amplitude Im(exp(i w t) integral of exp(-i w u) P(S > u) du)), w =
 *  2 pi / period (Eick, Massey and Whitt, Management Science 39:241, 1993); from an empty start the
 *  integral ends at t. Poisson with that mean.
 *  @param[in]  stay      the law of stays; NULL: exponential of mean 1
 *  @param[in]  base       mean rate of arrivals, >= 0 and finite
 *  @param[in]  amplitude  in [0, 1], as cpw_queue_sinusoid
 *  @param[in]  period     > 0 and finite
 *  @param[in]  empty     0: since ever; 1: nobody is there at time 0
 *  @param[in]  times     (count) >= 0, in any order
 *  @param[in]  count     >= 1
 *  @param[out] mean      (count) mean people there; untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a count, `empty`, a law that is none); CPW_EDOMAIN (a value outside
 *  its domain); CPW_EABI.
 *  @par Complexity and accuracy O(count x stages); absolute error <= 1e-14 x base x mean stay x
 *  (10 + stages) and that of the phase time / period.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_infinite_sinusoid(const cpw_queue_stay *stay, double base,
                                                         double amplitude, double period,
                                                         int32_t empty, const double *times,
                                                         int64_t count, double *mean,
                                                         cpw_error *err);

/** The least number of beds that a Poisson number of people exceeds with at most a given chance.
 *  @param[in] mean    mean people, >= 0, at most 1e12
 *  @param[in] chance  that beds do not suffice, in [1e-280, 1]
 *  @return the beds, a whole number; NaN outside the domain.
 *  @par Complexity and accuracy O(sqrt(mean)); the chance to a relative 1e-14 x (1 + sqrt(mean)).
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_queue_poisson_beds(double mean, double chance);

/** Beds in use day by day, with any lengths of stay. */
typedef struct cpw_queue_ward {
  size_t struct_size;     /**< sizeof(cpw_queue_ward) as the caller compiled it */
  int64_t days;           /**< >= 1 */
  const double *arrivals; /**< (days) mean Poisson admissions, >= 0 */
  int64_t stays;          /**< length of `survival`, >= 1 */
  const double *survival; /**< (stays) chance to be there at the count k days after the one on the
                              day of admission (k = 0: that one), in [0, 1], not rising; 0 beyond */
  int64_t ages;           /**< length of `opening`, 0 (default) to `stays` */
  const int64_t
      *opening; /**< (ages) people there at the count before the first day whose count of the
                              day of admission was k days before that */
  int64_t beds; /**< chances are given that more people are there, >= 0; default 0 */
  const double *chance; /**< NULL (default), or (chances) that beds do not suffice, in (0, 1) */
  int64_t chances;      /**< their number */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_queue_ward;

/** Fill a ward with the defaults.
 *  @param[out] ward  no days
 *  @param[in]  size  sizeof(cpw_queue_ward) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_queue_ward_init_sized(cpw_queue_ward *ward, size_t size);

/** Fill a ward with the defaults (see cpw_queue_ward_init_sized).
 *  @param[out] ward  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_queue_ward_init(cpw_queue_ward *ward) {
  cpw_queue_ward_init_sized(ward, sizeof *ward);
}

/** People there at each day's count, and beds that suffice with a given chance.
 *  The discrete M(t)/G/infinity: those admitted are Poisson with mean sum arrivals(d - k) survival(k);
 *  of those there at the start, each stays with chance survival(age + 1 + d) / survival(age), so that
 *  their number is a sum of binomials. Both are convolved exactly.
 *  Result, by day: mean (people), sd, opening_left (mean of those there at the start), exceeded (chance
 *  that more than `beds` people are there) [day]; beds (int64: the least that are exceeded with at most
 *  the chance) [day chance].
 *  @param[in]  ward  the ward
 *  @param[out] out   the answer; untouched on error
 *  @param[out] err   nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a count); CPW_EDOMAIN (a value outside its domain, people with an
 *  age that nobody reaches); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(days x (stays + people x sqrt(people))); chances to a relative 1e-10.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_beds(const cpw_queue_ward *ward, cpw_result **out,
                                            cpw_error *err);

/* ---------------------------------------------------------------- a list with weekly lists -- */

/** A list from which people are treated once a week. */
typedef struct cpw_queue_weekly_list {
  size_t struct_size;      /**< sizeof(cpw_queue_weekly_list) as the caller compiled it */
  int64_t weeks;           /**< >= 1 */
  const double *joins;     /**< (weeks) mean Poisson joins, in [0, 1e6] */
  const int64_t *capacity; /**< (weeks) treatments, in [0, 1e7] */
  const double *removal;   /**< (weeks) chance that somebody who waits is removed, in [0, 1] */
  const double *cancel;    /**< NULL (default): none; or (weeks) chance that a slot is cancelled, in
                              [0, 1], each by itself */
  int64_t opening;         /**< people on the list before week 1, in [0, 1e7]; default 0 */
  const double
      *opening_chance;    /**< NULL (default), or (opening_count) chances of 0, 1, ... people, >=
                                   0 and of sum 1 to 1e-9; `opening` is then 0 */
  int64_t opening_count;  /**< their number */
  const double *quantile; /**< NULL (default), or (quantiles) shares in (0, 1) */
  int64_t quantiles;      /**< their number */
  double floor;  /**< chances below it are cut off the ends, in [1e-250, 1e-15]; default 1e-100 */
  int32_t waits; /**< 1 (default): waits of those who join, which takes as long again; 0: not */
  int32_t reserved;               /**< zero */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_queue_weekly_list;

/** Fill a weekly list with the defaults.
 *  @param[out] list  no weeks
 *  @param[in]  size  sizeof(cpw_queue_weekly_list) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_queue_weekly_list_init_sized(cpw_queue_weekly_list *list, size_t size);

/** Fill a weekly list with the defaults (see cpw_queue_weekly_list_init_sized).
 *  @param[out] list  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_queue_weekly_list_init(cpw_queue_weekly_list *list) {
  cpw_queue_weekly_list_init_sized(list, sizeof *list);
}

/** A list treated in weekly batches, week by week, as an exact Markov chain.
 *  Each week everybody who waits is removed with a chance, then people join, then up to capacity are
 *  treated: Q' = max(Bin(Q, 1 - removal) + Poisson(joins) - slots, 0), slots = capacity, or
 *  Bin(capacity, 1 - cancel). A class that goes first is such a list by itself, with the whole capacity;
 *  all classes together are one too, whatever their order.
 *  Waits are first come, first served: those who join later do not matter to the list up to a week, so
 *  its person-weeks follow by a backward recursion; a week's joiners have the difference of two such
 *  sums. Waits are whole weeks, 0 for the week of joining. After the last week its removal, slots go on.
 *  Result, by week: mean, sd (people on the list after the week), empty_chance; joined, treated, removed,
 *  unused (mean people, slots): mean before + joined = treated + removed + mean; mean_wait (weeks until
 *  treated or removed, of those who join in the week; NaN without joins, infinite where somebody never
 *  leaves), treated_share (of those who join in the week) [week]; list_quantile (int64: least size with
 *  P(list <= size) >= quantile) [week quantile]; chance (of list sizes at the end of the last week, from
 *  0) [size]; treated_total, removed_total, unused_total, cut (all mass cut off), single numbers.
 *  @param[in]  list  the list
 *  @param[in]  run   NULL, or progress and cancel; nothing else of it is used
 *  @param[out] out   the answer; untouched on error
 *  @param[out] err   nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a count); CPW_EDOMAIN (a value outside its domain); CPW_EOVERFLOW;
 *  CPW_ENOMEM; CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity and accuracy O(weeks x sizes x (spread of joins + spread of removals)); mass cut
 *  <= weeks x sizes x floor, far below 1e-12; relative error of means <= 1e-12, of waits 1e-12 of the
 *  list's.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_weekly(const cpw_queue_weekly_list *list, const cpw_run *run,
                                              cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- two stations, blocked ----- */

/** Two stations in a row; who has finished at the first and finds no place stays in its server (bed). */
typedef struct cpw_queue_tandem {
  size_t struct_size; /**< sizeof(cpw_queue_tandem) as the caller compiled it */
  double arrivals;    /**< rate, > 0; not used by cpw_queue_tandem_saturated */
  double service1;    /**< rate of one server of the first station, > 0 */
  double service2;    /**< rate of one server of the second station, > 0 */
  int64_t servers1;   /**< 1 to 100000; default 1 */
  int64_t servers2;   /**< 1 to 100000; default 1 */
  int64_t
      room1; /**< the most at the first station, waiting, served or blocked; servers1 to 1000000; not used
                    by cpw_queue_tandem_saturated */
  int64_t room_between; /**< places to wait before the second station, 0 to 1000000; default 0 */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_queue_tandem;

/** Fill a tandem with the defaults.
 *  @param[out] tandem  one server each and no room between
 *  @param[in]  size    sizeof(cpw_queue_tandem) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_queue_tandem_init_sized(cpw_queue_tandem *tandem, size_t size);

/** Fill a tandem with the defaults (see cpw_queue_tandem_init_sized).
 *  @param[out] tandem  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_queue_tandem_init(cpw_queue_tandem *tandem) {
  cpw_queue_tandem_init_sized(tandem, sizeof *tandem);
}

/** What two stations in a row show. NaN: not defined. */
typedef struct cpw_queue_tandem_measures {
  double throughput;      /**< people a unit of time through both */
  double loss_chance;     /**< that somebody who arrives is turned away; NaN if saturated */
  double mean_queue1;     /**< people who wait for the first station; NaN if saturated */
  double mean_wait1;      /**< before the first station, of those who come in; NaN if saturated */
  double mean_blocked;    /**< servers of the first station that are blocked */
  double mean_block_time; /**< of those who go through: mean_blocked / throughput */
  double mean_queue2;     /**< people in the room between */
  double working1;        /**< share of the first servers' time at work */
  double blocked1;        /**< share of the first servers' time blocked */
  double working2;        /**< share of the second servers' time at work */
  double
      starved_chance; /**< that nobody is at the second station, in the room before it or blocked */
  double blocked_chance; /**< that all servers of the first station are blocked */
} cpw_queue_tandem_measures;

/** Two stations in a row whose first never lacks people: birth and death, for any number of servers.
 *  n people have finished at the first and not at the second: blocked are (n - servers2 - room)+, up at
 *  rate service1 x (servers1 - blocked), down at rate service2 x min(n, servers2). One server each:
 *  throughput = service (room + 2) / (room + 3) where the rates are equal (Hunt, Operations Research
 *  4:674, 1956; room counts places between as buffer does there).
 *  @param[in]  tandem    the stations
 *  @param[out] measures  untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a count outside its range); CPW_EDOMAIN (a rate); CPW_EABI.
 *  @par Complexity and accuracy O(servers + room); relative error <= 1e-15 x (servers + room) at most.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_tandem_saturated(const cpw_queue_tandem *tandem,
                                                        cpw_queue_tandem_measures *measures,
                                                        cpw_error *err);

/** Two stations in a row with Poisson arrivals and a first station of limited room.
 *  The chain of (people at the first station, people past it and not through the second), solved by state
 *  reduction without a subtraction (Grassmann, Taksar and Heyman, Operations Research 33:1107, 1985) in a band.
 *  Blocking after service (Perros, Queueing Networks with Blocking, 1994).
 *  @param[in]  tandem    the stations
 *  @param[in]  run       NULL, or progress and cancel; nothing else of it is used
 *  @param[out] measures  untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a count outside its range); CPW_EDOMAIN (a rate); CPW_EOVERFLOW;
 *  CPW_ENOMEM; CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity and accuracy O(states x b^2) time, O(states x b) memory, b the smaller of room1 and
 *  servers1 + servers2 + room_between; relative error <= 1e-12.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_tandem_open(const cpw_queue_tandem *tandem,
                                                   const cpw_run *run,
                                                   cpw_queue_tandem_measures *measures,
                                                   cpw_error *err);

/* ================================================================ the end =================== */

#ifdef __cplusplus
}
#endif
#endif
