/* random_network.h - random valid networks for property programs: the same seed and features, the same network.
 * Features that are not asked for are not there; with none of them: 2 to 6 stages of servers or beds in a line with
 * branches, one group, Poisson arrivals, exponential durations, no limits. */
#ifndef CAREPATH_PROPERTY_RANDOM_NETWORK_H
#define CAREPATH_PROPERTY_RANDOM_NETWORK_H

#include "carepath/pathway.h"

#define RANDOM_GROUPS       (1u << 0)  /* 2 to 4 groups */
#define RANDOM_REGROUP      (1u << 1)  /* routes that change the group */
#define RANDOM_REENTRY      (1u << 2)  /* routes that lead back */
#define RANDOM_DELAYS       (1u << 3)  /* stages of kind DELAY */
#define RANDOM_SLOTS        (1u << 4)  /* stages of kind SLOTS */
#define RANDOM_CASELOADS    (1u << 5)  /* stages of kind CASELOAD */
#define RANDOM_DECISIONS    (1u << 6)  /* stages of kind DECISION */
#define RANDOM_EXITS        (1u << 7)  /* named exits */
#define RANDOM_LAWS         (1u << 8)  /* any law of durations, with zeros */
#define RANDOM_ROUTE_DELAYS (1u << 9)  /* time on the way */
#define RANDOM_CALENDARS    (1u << 10) /* capacity and arrivals by time */
#define RANDOM_POOLS        (1u << 11) /* shared resources */
#define RANDOM_BLOCKING     (1u << 12) /* limited waiting rooms, BLOCK */
#define RANDOM_HOLD         (1u << 13) /* ... HOLD */
#define RANDOM_TURN_AWAY    (1u << 14) /* ... TURN_AWAY */
#define RANDOM_OVERFLOW     (1u << 15) /* ... OVERFLOW, onwards */
#define RANDOM_ORDERS       (1u << 16) /* any order of those who wait */
#define RANDOM_PREEMPTION   (1u << 17) /* with order PRIORITY */
#define RANDOM_CHANGES      (1u << 18) /* leaving, moving on and changing the group while waiting */
#define RANDOM_MISSED       (1u << 19) /* not attending, rebooking */
#define RANDOM_RULES        (1u << 20) /* routing by rules */
#define RANDOM_BATCHES      (1u << 21) /* several at a time, gaps that are not exponential */
#define RANDOM_TRACES       (1u << 22) /* arrivals at given times, 0 to 200 */
#define RANDOM_INITIAL      (1u << 23) /* people at time 0 */
#define RANDOM_FIGURES      (1u << 24) /* priorities, weights, targets, harm */
#define RANDOM_STOP         (1u << 25) /* DEADLOCK_STOP instead of SWAP */
#define RANDOM_OVERLOAD                                                                            \
  (1u << 26) /* capacity need not be enough; else it is 1.2 to 2.5 times the load */
#define RANDOM_ALL ((1u << 27) - 1)

/* Never NULL: what the library refuses is a fault of the library or of this file; it is told and the program ends.
 * Freed with cpw_network_free. */
cpw_network *random_network(uint64_t seed, uint64_t features);

/* Features that are likely to show what goes wrong: each one of `from` with an even chance, by seed. */
uint64_t random_features(uint64_t seed, uint64_t from);

#endif
