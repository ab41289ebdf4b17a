/* carepath/pathway.h - a care pathway as a network: stages that patients flow through, who comes, where they go
 * next, how long each stage takes, what capacity there is and when. One network, three engines:
 *   pathway_steady.h   the long run, by formulae (microseconds)
 *   pathway_fluid.h    over time, by flows, or by whole people (milliseconds)
 *   pathway_events.h   over time, patient by patient (tails, blocking, one patient's forecast)
 * Floor 3: includes base.h, duration.h and random.h.
 *
 * Everything is plain rows, like the files of a folder (docs/reference/pathway-folder.md): stages, routes,
 * arrivals, durations, calendars, initial, ... A row with group -1 is meant for all groups; a row that names the
 * group comes before it. Of two rows for the same stage and group the later one holds, but for those that add up
 * (routes, arrivals, changes, initial, uses). Time is in the caller's unit (days, unless labelled otherwise), rates
 * are per that unit, people are people.
 *
 * How a patient moves: comes to a stage (from outside or by a route) -> waits, if there is no place or server
 * free -> is in it (in service) for a duration -> is routed; if the next stage is full, stays where he is,
 * blocked, and holds his place. Time spent on a route (`delay`) is spent nowhere: it counts as inside the
 * network, at no stage. */
#ifndef CAREPATH_PATHWAY_H
#define CAREPATH_PATHWAY_H

#include "carepath/base.h"
#include "carepath/duration.h"
#include "carepath/random.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- stages --------------------- */

/** A number of servers, each with one patient at a time: clinics, theatres, scanners. */
#define CPW_STAGE_SERVERS 0
/** Slots by time: `servers` slots in a period of the calendar (in a unit of time without one), evenly spread:
 *  the k-th of n opens at (k + 1/2)/n of the period. A slot that finds nobody is lost. Whoever is given a slot is
 *  in the stage for the duration (may be 0), without limit. */
#define CPW_STAGE_SLOTS 1
/** No limit: everyone begins at once (recovery at home, waiting for a letter). */
#define CPW_STAGE_DELAY 2
/** Beds: as SERVERS, counted and reported as beds; held while the next place is not free. */
#define CPW_STAGE_BEDS 3
/** A caseload that is visited: everybody in it is served at once, at the pace 1 where the team can, else slower
 *  for all alike (processor sharing): pace = min(1, capacity / patients), capacity = `servers` patients at
 *  full pace. At most `places` in it, the others wait. */
#define CPW_STAGE_CASELOAD 4
/** A decision: no time, no limit, only routes. It is taken while still in the place that one comes from: who then
 *  finds the stage beyond it full is blocked in that place. */
#define CPW_STAGE_DECISION 5
/** The end: whoever comes leaves the network, counted by exit (home, died, moved away). */
#define CPW_STAGE_EXIT 6
/** The number of kinds. */
#define CPW_STAGE_KINDS 7

/** The longest wait first. Time since coming to the stage. */
#define CPW_ORDER_FIRST_COME 0
/** The lowest priority first, within it the longest wait. */
#define CPW_ORDER_PRIORITY 1
/** The highest weight x wait: priority accumulates (Kleinrock, Naval Research Logistics Quarterly 11, 1964). */
#define CPW_ORDER_ACCUMULATING 2
/** Who is due first: came + target. */
#define CPW_ORDER_DUE 3
/** Beyond the target first, the longest beyond it before the others; then as PRIORITY. */
#define CPW_ORDER_BREACH_FIRST 4
/** The last who came first. */
#define CPW_ORDER_LAST_COME 5
/** Anybody, with equal chances. */
#define CPW_ORDER_RANDOM 6
/** The highest score; scores are given by the caller (pathway_events.h) or are the weights. */
#define CPW_ORDER_SCORE 7
/** The longest time in the network first. */
#define CPW_ORDER_SYSTEM_TIME 8
/** The number of orders. */
#define CPW_ORDERS 9

/** Nobody is interrupted. */
#define CPW_PREEMPT_NONE 0
/** A lower priority is interrupted and later goes on where it was (with ORDER_PRIORITY only). */
#define CPW_PREEMPT_RESUME 1
/** ... and begins again with the same duration. */
#define CPW_PREEMPT_RESTART 2
/** ... and begins again with a new duration. */
#define CPW_PREEMPT_RESAMPLE 3

/** What happens when somebody comes to a stage that is full (no server or place free and `waiting_room` people waiting).
 *  He stays where he is, blocked, and holds that place until there is room: blocking after service. Those who come from
 *  outside, from a slot, a delay or a route's delay wait outside, in order, holding nothing (`outside`). */
#define CPW_FULL_BLOCK 0
/** He does not begin the stage before until a place here is his: blocking before service (the next stage is
 *  drawn before service). From outside as BLOCK. */
#define CPW_FULL_HOLD 1
/** He leaves the network: turned away (loss). */
#define CPW_FULL_TURN_AWAY 2
/** He goes to the stage `overflow` instead. */
#define CPW_FULL_OVERFLOW 3

/** Where next: by the chances of the routes. */
#define CPW_ROUTE_CHANCE 0
/** To the route's stage with the fewest people (waiting and in it) to its capacity, ties to the first row. */
#define CPW_ROUTE_SHORTEST 1
/** To the first route whose stage has a server or place free at once, else by the chances. */
#define CPW_ROUTE_FIRST_FREE 2
/** In turn, in proportion to the chances (smoothest, no chance). */
#define CPW_ROUTE_IN_TURN 3

/** No stage, no calendar, no group: "none" or "all", as the field says. */
#define CPW_NONE (-1)

/** One stage. Fill with cpw_stage_init, then change. */
typedef struct cpw_stage {
  const char *name;  /**< UTF-8, not empty, of one stage alone; borrowed */
  int32_t kind;      /**< CPW_STAGE_..., default SERVERS */
  int32_t order;     /**< who is next: CPW_ORDER_..., default FIRST_COME */
  int32_t preempt;   /**< CPW_PREEMPT_..., default NONE; SERVERS and BEDS only */
  int32_t when_full; /**< CPW_FULL_..., default BLOCK */
  int32_t overflow;  /**< the stage for CPW_FULL_OVERFLOW, else CPW_NONE */
  int32_t routing;   /**< CPW_ROUTE_..., default CHANCE */
  double
      servers; /**< servers, beds, slots a period, patients at full pace; finite, >= 0; default 1. Made whole
                              (downwards, after 1e-9 is added) for SERVERS and BEDS, to date for SLOTS, in the event engine;
                              DELAY, DECISION, EXIT: not read */
  int32_t calendar;    /**< multiplies servers by time: number of a calendar, CPW_NONE: 1 */
  int32_t factor;      /**< multiplies it again (ramp, closure), or CPW_NONE */
  double waiting_room; /**< most people who wait here, whole, >= 0, infinite (default): no limit */
  double places; /**< CASELOAD: most people in it, whole, >= 1, infinite (default): no limit */
  double
      missed; /**< chance that somebody whose turn it is does not attend, in [0, 1); default 0. The slot, or
                              the server for the duration, is lost */
  double
      missed_leave; /**< share of those who then leave (to `missed_to`), in [0, 1]; default 0; the others are
                              rebooked and keep their time of coming */
  int32_t
      missed_to; /**< exit of those who leave after not attending, CPW_NONE (default): out, not named */
  int32_t reserved; /**< zero */
  double rebook;    /**< time until they can be called again, >= 0; default 0 */
  double target; /**< wait that is aimed at, >= 0, infinite (default): none; see also `targets` */
} cpw_stage;

/** Fill a stage with the defaults.
 *  @param[out] stage  one server, first come, no limit, no name
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_stage_init(cpw_stage *stage);

/* ---------------------------------------------------------------- rows ----------------------- */

/** Where people go after a stage. The chances of the rows of one stage and group sum to 1 (within 1e-9, then scaled
 *  to it exactly); a stage without any row for a group sends it out of the network (not named). Rows of one group and rows for all
 *  (-1) do not add: the group's own rows replace them (so for changes). By chance and in turn the order of the
 *  rows does not matter: ways are taken by stage and group. SHORTEST and FIRST_FREE go by the order of the rows, and
 *  may take a row of chance 0. */
typedef struct cpw_route {
  int32_t from;              /**< stage, not an exit */
  int32_t group;             /**< group or -1: all */
  int32_t to;                /**< stage, or CPW_NONE: out of the network, not named */
  int32_t to_group;          /**< the group becomes this, or -1: stays */
  double chance;             /**< in [0, 1] */
  const cpw_duration *delay; /**< time on the way, borrowed; NULL (default): none */
} cpw_route;

/** Fill a route with the defaults.
 *  @param[out] route  from and to none, all groups, chance 1, no delay
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_route_init(cpw_route *route);

/** Who comes from outside. Rows add up. */
typedef struct cpw_arrivals {
  int32_t stage;    /**< first stage */
  int32_t group;    /**< group, not -1 */
  double rate;      /**< people per time, finite, >= 0; not read with times */
  int32_t calendar; /**< multiplies the rate by time, or CPW_NONE */
  int32_t factor;   /**< multiplies it again, or CPW_NONE */
  double
      dispersion; /**< squared coefficient of variation of the gaps between batches: 1 (default) Poisson, 0 even,
                            else gamma gaps; with calendars in operational time (the integral of the rate) */
  int64_t
      batch; /**< people at a time, >= 1; default 1; the rate is of people; with times: that many at each */
  const double *times; /**< (count) a trace: times of coming, never falling, >= 0, or NULL */
  int64_t count;       /**< of times */
} cpw_arrivals;

/** Fill arrivals with the defaults.
 *  @param[out] arrivals  stage and group 0, rate 0, Poisson, one at a time
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_arrivals_init(cpw_arrivals *arrivals);

/** How long a stage takes. */
typedef struct cpw_stay {
  int32_t stage;
  int32_t group;                /**< group or -1: all */
  const cpw_duration *duration; /**< borrowed; not NEVER */
} cpw_stay;

/** What may happen to somebody who waits: leaving, dying, getting worse. Several rows of one stage and group
 *  compete: the earliest happens. The clock starts with coming to the stage, and again after a change of group. */
typedef struct cpw_change {
  int32_t stage;
  int32_t group; /**< group or -1: all */
  int32_t
      to; /**< an exit: leaves for it; another stage: goes there; the same stage: stays and keeps his time of
                           coming (to_group must differ); CPW_NONE: out of the network, not named */
  int32_t to_group;          /**< the group becomes this, or -1: stays */
  const cpw_duration *after; /**< time of waiting after which it happens; borrowed */
} cpw_change;

/** Values by time, constant between steps: hours, sessions, weekly slots, schedules, ramps, closures. Value k holds
 *  from k x period to (k + 1) x period; after the last one it starts again (repeat 1) or the last value stays (0). */
typedef struct cpw_calendar {
  const char *name;     /**< UTF-8, of one calendar alone; borrowed */
  double period;        /**< length of a step, finite and > 0 */
  const double *values; /**< (count) finite and >= 0 */
  int64_t count;        /**< >= 1 */
  int32_t repeat;       /**< 1 or 0 */
  int32_t reserved;     /**< zero */
} cpw_calendar;

/** A resource that several stages share: staff, theatres. */
typedef struct cpw_shared_pool {
  const char *name; /**< UTF-8, of one pool alone; borrowed */
  double units;     /**< finite, >= 0 */
  int32_t calendar; /**< or CPW_NONE */
  int32_t factor;   /**< or CPW_NONE */
} cpw_shared_pool;

/** A stage takes units of a pool for each patient in service (not while he is blocked). When units are free, the
 *  stage with the lowest rank whose next patient can begin is served first, within a rank whoever has waited longest. */
typedef struct cpw_pool_use {
  int32_t stage; /**< SERVERS or BEDS */
  int32_t pool;
  double units; /**< a patient, finite, > 0 */
  int32_t rank; /**< lower first; default 0 */
  int32_t reserved;
} cpw_pool_use;

/** Who is where at time 0. Rows add up; within a stage, those who wait stand by `time`, the longest first, ties by row. */
typedef struct cpw_initial {
  int32_t stage;
  int32_t group;
  int32_t state;    /**< CPW_INITIAL_... */
  int32_t reserved; /**< zero */
  double people;    /**< >= 0; whole in the event engine */
  double
      time; /**< WAITING, BLOCKED: waited since coming (blocked since the end of service), >= 0, NaN: not known (0);
                         IN_SERVICE: time in service so far, >= 0: the rest is drawn given that; NaN: not known: the rest
                         is drawn from the equilibrium law, density P(T > x)/E[T] (Cox, Renewal Theory, 1962) */
  int32_t next; /**< BLOCKED: the stage that he waits for; else CPW_NONE */
  int32_t reserved2;
} cpw_initial;
#define CPW_INITIAL_WAITING    0 /**< waits for the stage */
#define CPW_INITIAL_IN_SERVICE 1 /**< in the stage */
#define CPW_INITIAL_BLOCKED    2 /**< in the stage, through with it, waits for the next */

/** What happens when people block one another in a ring, so that nobody can move. */
#define CPW_DEADLOCK_SWAP                                                                          \
  0 /**< they all move at once, each to the next place of the ring; counted */
#define CPW_DEADLOCK_STOP                                                                          \
  1 /**< the replication ends there; the outcome and the result name the stages */

/* ---------------------------------------------------------------- the network ---------------- */

/** A network. Borrowed arrays; all checked by cpw_pathway_check and by every engine. */
typedef struct cpw_pathway {
  size_t struct_size;       /**< sizeof(cpw_pathway) as the caller compiled it */
  const char *time_unit;    /**< such as "days" (default), for labels */
  const cpw_stage *stage;   /**< (stages) */
  int64_t stages;           /**< 1 to 10,000 */
  const char *const *group; /**< (groups) names, or NULL: "all" alone */
  int64_t groups;           /**< 1 to 1,000; stages x groups at most 1,000,000; default 1 */
  const cpw_route *route;   /**< (routes) */
  int64_t routes;
  const cpw_arrivals *arrival; /**< (arrivals) */
  int64_t arrivals;
  const cpw_stay
      *stay; /**< (stays): every stage of kind SERVERS, BEDS, DELAY, CASELOAD has one for each
                                     group that can come; SLOTS: none means no time */
  int64_t stays;
  const cpw_change *change; /**< (changes) */
  int64_t changes;
  const cpw_calendar *calendar; /**< (calendars) */
  int64_t calendars;
  const cpw_shared_pool *pool; /**< (pools) */
  int64_t pools;
  const cpw_pool_use *use; /**< (uses) */
  int64_t uses;
  const cpw_initial *initial; /**< (initials) */
  int64_t initials;
  const int32_t *priority; /**< (stages, groups) lower first, or NULL: the number of the group */
  const double
      *weight; /**< (stages, groups) for ACCUMULATING and SCORE, finite and >= 0, or NULL: 1 */
  const double *
      targets; /**< (stages, groups) waits that are aimed at, >= 0, inf: none, or NULL: the stage's */
  const double *harm; /**< (stages, groups) harm (events) per time of waiting, >= 0, or NULL: 0 */
  int32_t deadlock;   /**< CPW_DEADLOCK_..., default SWAP */
  int32_t reserved;   /**< zero */
} cpw_pathway;

/** Fill a network with the defaults.
 *  @param[out] pathway  nothing, one group, days
 *  @param[in]  size     sizeof(cpw_pathway) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_pathway_init_sized(cpw_pathway *pathway, size_t size);

/** Fill a network with the defaults (see cpw_pathway_init_sized).
 *  @param[out] pathway  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_pathway_init(cpw_pathway *pathway) {
  cpw_pathway_init_sized(pathway, sizeof *pathway);
}

/** Check a network: what every engine asks of it. The message names the stage and the group.
 *  Values in their domains; numbers of stages, groups, calendars and pools that exist; names that are there once;
 *  chances that sum to 1; a duration where one is needed; capacity that is open at some time where patients come;
 *  everybody who can come (arrivals, initial) can leave, by routes, changes and overflows; decisions
 *  do not lead back to themselves without time passing; overflows do not go round; nobody needs more units of a pool than
 *  it ever has; initial people fit (in service at most the capacity at time 0, waiting at most the waiting room).
 *  @param[in]  pathway  a network
 *  @param[in]  allocator NULL for malloc and free
 *  @param[out] err      nullable: such as "route of stage \"ward\", group \"65+\": the chances sum to 1.1, not 1"
 *  @return CPW_OK; CPW_EINVAL (NULL, a number of something that is not there, a name twice); CPW_EDOMAIN (a value, a sum,
 *  a stage that nobody can leave, a calendar that never opens); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(rows + stages x groups). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pathway_check(const cpw_pathway *pathway,
                                               const cpw_allocator *allocator, cpw_error *err);

/** Capacity of a stage at a time: servers x calendar x factor.
 *  @param[in] pathway  a valid network
 *  @param[in] stage    a stage with a capacity
 *  @param[in] time     >= 0
 *  @return as planned, not made whole; infinite for DELAY, DECISION and EXIT; NaN: no such stage or time.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_pathway_capacity(const cpw_pathway *pathway, int64_t stage, double time);

/* ---------------------------------------------------------------- a network that owns itself -- */

/** A network by names, for programs that build one step by step, for files and for presets: it copies what it is given
 *  and lends a cpw_pathway. */
typedef struct cpw_network cpw_network;

/** Make an empty network.
 *  @param[in]  time_unit  such as "days"; NULL: "days"
 *  @param[in]  allocator  NULL for malloc and free; must outlive it
 *  @param[out] out        the network; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOMEM.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_network_new(const char *time_unit, const cpw_allocator *allocator,
                                             cpw_network **out, cpw_error *err);

/** Free a network and all that it lent.
 *  @param[in] network  may be NULL
 *  @par Complexity O(rows). @par Thread safety Not while others use it. @since 0.1 */
CPW_API void cpw_network_free(cpw_network *network);

/** Add a stage; it is found by its name from now on.
 *  @param[in,out] network  a network; as it was on error
 *  @param[in]     stage    copied with its name
 *  @param[out]    number   its number, nullable
 *  @param[out]    err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, no name, a name twice); CPW_ENOMEM.
 *  @par Complexity O(1) amortised. @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_network_add_stage(cpw_network *network, const cpw_stage *stage,
                                                   int32_t *number, cpw_error *err);

/** Add a group of patients. A network without any has one, "all".
 *  @param[in,out] network  a network; as it was on error
 *  @param[in]     name     UTF-8
 *  @param[out]    number   its number, nullable
 *  @param[out]    err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOMEM.
 *  @par Complexity O(1) amortised. @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_network_add_group(cpw_network *network, const char *name,
                                                   int32_t *number, cpw_error *err);

/** Add a calendar, copied with its values.
 *  @param[in,out] network   a network; as it was on error
 *  @param[in]     calendar  copied
 *  @param[out]    number    its number, nullable
 *  @param[out]    err       nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_ENOMEM.
 *  @par Complexity O(values). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_network_add_calendar(cpw_network *network,
                                                      const cpw_calendar *calendar, int32_t *number,
                                                      cpw_error *err);

/** Add a shared pool, copied with its name.
 *  @param[in,out] network  a network; as it was on error
 *  @param[in]     pool     copied
 *  @param[out]    number   its number, nullable
 *  @param[out]    err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOMEM.
 *  @par Complexity O(1) amortised. @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_network_add_pool(cpw_network *network, const cpw_shared_pool *pool,
                                                  int32_t *number, cpw_error *err);

/** Add rows, copied (times of arrivals, empirical laws too).
 *  @param[in,out] network  a network; as it was on error
 *  @param[in]     rows     (count) rows of that kind; stages and groups by number
 *  @param[in]     count    >= 0
 *  @param[out]    err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOMEM.
 *  @par Complexity O(count) amortised. @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_network_add_routes(cpw_network *network, const cpw_route *rows,
                                                    int64_t count, cpw_error *err);
/** Add arrivals (see cpw_network_add_routes).
 *  @param[in,out] network  a network; as it was on error
 *  @param[in]     rows     (count)
 *  @param[in]     count    >= 0
 *  @param[out]    err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOMEM.
 *  @par Complexity O(count). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_network_add_arrivals(cpw_network *network,
                                                      const cpw_arrivals *rows, int64_t count,
                                                      cpw_error *err);
/** Add durations (see cpw_network_add_routes).
 *  @param[in,out] network  a network; as it was on error
 *  @param[in]     rows     (count)
 *  @param[in]     count    >= 0
 *  @param[out]    err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOMEM.
 *  @par Complexity O(count). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_network_add_stays(cpw_network *network, const cpw_stay *rows,
                                                   int64_t count, cpw_error *err);
/** Add changes while waiting (see cpw_network_add_routes).
 *  @param[in,out] network  a network; as it was on error
 *  @param[in]     rows     (count)
 *  @param[in]     count    >= 0
 *  @param[out]    err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOMEM.
 *  @par Complexity O(count). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_network_add_changes(cpw_network *network, const cpw_change *rows,
                                                     int64_t count, cpw_error *err);
/** Add uses of pools (see cpw_network_add_routes).
 *  @param[in,out] network  a network; as it was on error
 *  @param[in]     rows     (count)
 *  @param[in]     count    >= 0
 *  @param[out]    err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOMEM.
 *  @par Complexity O(count). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_network_add_uses(cpw_network *network, const cpw_pool_use *rows,
                                                  int64_t count, cpw_error *err);
/** Add people who are there at time 0 (see cpw_network_add_routes).
 *  @param[in,out] network  a network; as it was on error
 *  @param[in]     rows     (count)
 *  @param[in]     count    >= 0
 *  @param[out]    err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOMEM.
 *  @par Complexity O(count). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_network_add_initial(cpw_network *network, const cpw_initial *rows,
                                                     int64_t count, cpw_error *err);

/** A figure by stage and group. */
#define CPW_FIGURE_PRIORITY 0 /**< whole number, lower first */
#define CPW_FIGURE_WEIGHT   1 /**< >= 0 */
#define CPW_FIGURE_TARGET   2 /**< >= 0, inf: none */
#define CPW_FIGURE_HARM     3 /**< events per time of waiting, >= 0 */

/** Set a figure of a stage and group; those that are not set keep the defaults of cpw_pathway. What names stage and
 *  group comes before what names the stage, that before what names the group, that before what is for all; of two
 *  alike the later holds.
 *  @param[in,out] network  a network; as it was on error
 *  @param[in]     figure   CPW_FIGURE_...
 *  @param[in]     stage    number, or -1: all that there will be
 *  @param[in]     group    number, or -1: all
 *  @param[in]     value    finite (TARGET: may be inf)
 *  @param[out]    err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_ENOMEM.
 *  @par Complexity O(1) amortised. @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_network_set_figure(cpw_network *network, int32_t figure,
                                                    int32_t stage, int32_t group, double value,
                                                    cpw_error *err);

/** What happens in a deadlock.
 *  @param[in,out] network   a network
 *  @param[in]     deadlock  CPW_DEADLOCK_...
 *  @param[out]    err       nullable
 *  @return CPW_OK; CPW_EINVAL.
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_network_set_deadlock(cpw_network *network, int32_t deadlock,
                                                      cpw_error *err);

/** Change a stage that is there (its name stays).
 *  @param[in,out] network  a network; as it was on error
 *  @param[in]     number   of the stage
 *  @param[in]     stage    the new values; the name is not read
 *  @param[out]    err      nullable
 *  @return CPW_OK; CPW_EINVAL.
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_network_set_stage(cpw_network *network, int32_t number,
                                                   const cpw_stage *stage, cpw_error *err);

/** Number of a stage by its name.
 *  @param[in] network  a network
 *  @param[in] name     UTF-8
 *  @return >= 0; CPW_ENOTFOUND; CPW_EINVAL (NULL).
 *  @par Complexity O(1) on average. @par Thread safety Reading is safe. @since 0.1 */
CPW_API int32_t cpw_network_stage(const cpw_network *network, const char *name);

/** Number of a group by its name.
 *  @param[in] network  a network
 *  @param[in] name     UTF-8
 *  @return >= 0; CPW_ENOTFOUND; CPW_EINVAL (NULL).
 *  @par Complexity O(1) on average. @par Thread safety Reading is safe. @since 0.1 */
CPW_API int32_t cpw_network_group(const cpw_network *network, const char *name);

/** Number of a calendar by its name.
 *  @param[in] network  a network
 *  @param[in] name     UTF-8
 *  @return >= 0; CPW_ENOTFOUND; CPW_EINVAL (NULL).
 *  @par Complexity O(1) on average. @par Thread safety Reading is safe. @since 0.1 */
CPW_API int32_t cpw_network_calendar(const cpw_network *network, const char *name);

/** Number of a pool by its name.
 *  @param[in] network  a network
 *  @param[in] name     UTF-8
 *  @return >= 0; CPW_ENOTFOUND; CPW_EINVAL (NULL).
 *  @par Complexity O(1) on average. @par Thread safety Reading is safe. @since 0.1 */
CPW_API int32_t cpw_network_pool(const cpw_network *network, const char *name);

/** The network as plain rows, checked.
 *  @param[in]  network  a network
 *  @param[out] err      nullable
 *  @return valid until the network is changed or freed; NULL if cpw_pathway_check says no (err says why).
 *  @par Complexity as cpw_pathway_check, once after each change. @par Thread safety One thread at a time. @since 0.1 */
CPW_API const cpw_pathway *cpw_network_pathway(cpw_network *network, cpw_error *err);

/* ---------------------------------------------------------------- what the engines say ------- */

/* The result of every engine has the dimensions
 *   stage  every stage, by name                  who   all, then each group (alone where there is one group)
 *   exit   out (not named), then each exit stage  pool  every pool (where there are any)
 *   time   starts of the periods that were asked for (fluid, events)
 * and, as far as the engine can say it, these arrays. Means are over the time that counts (after warm-up), rates
 * are per time; NaN: the engine does not know. The event engine adds X_lower, X_upper (interval of the mean over
 * replications) and X_sd for each figure X.
 *   arrival_rate, throughput [stage who]   people who come to, who leave the stage after service
 *   wait_mean, wait_sd [stage who]         time waiting of those who begin service (with outside waits)
 *   stay_mean [stage who]                  in service;  blocked_time [stage who]  mean blocked after it
 *   queue_mean, inside_mean, blocked_mean [stage who]  people waiting, in service, blocked on average
 *   outside_mean [stage who]               people who wait outside a full stage (included in queue_mean)
 *   capacity_mean, utilisation, headroom [stage]  planned; (inside + blocked)/capacity; capacity left at this load
 *   within [stage who]                     share of waits at most the target (NaN: no target)
 *   left_rate [stage who]                  who left waiting (changes to another stage, exit or out), per time
 *   changed_rate [stage who]               who changed group while waiting, per time
 *   turned_away [stage who], overflowed [stage who], missed_rate [stage who]  per time
 *   harm_rate [stage who]                  harm while waiting, per time
 *   exit_rate [exit who]                   per time
 *   time_in_system [who], number_in_system [who]
 *   pool_used [pool], pool_capacity [pool] units on average
 *   entered, left, opening, closing [who]  people: opening + entered = left + closing (a change of group moves
 *                                          people between groups: moved_in, moved_out [who])
 *   queue, inside, blocked [time stage who]  at the time (people);  arrived, served [time stage who] in the period
 *   in_system [time who]
 * Outcome: CPW_OUTCOME_UNSTABLE where a stage cannot keep up (steady), else CPW_OUTCOME_OK; notes say more. */

#ifdef __cplusplus
}
#endif
#endif
