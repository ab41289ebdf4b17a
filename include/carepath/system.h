/* carepath/system.h - an integrated care system as plain rows: organisations, people, services, lists, capacity,
 * money, policies, shocks and scenarios. Data only: what is done with them stands in the headers beside this one.
 *   system_files.h     a folder of CSV files, in and out, with every error at once
 *   system_run.h       a scenario week by week: waits, treated, spend, who waits
 *   system_allocate.h  the best use of money over places and services
 *   system_govern.h    who decides: devolution, each for itself against together, pooling
 *   system_stress.h    shocks, resilience, the smallest shock that breaks
 *   system_explain.h   where a number comes from: levers, assumptions, scorecards
 * Floor 4: includes base.h, pathway.h and response.h.
 *
 * Everything is plain rows, like the files of a folder (docs/reference/system-folder.md); rows name one another by
 * number, counted from 0, CPW_NONE (-1) means none or all, as the field says. Time is in weeks from the start of the
 * system: week w is [w, w + 1). Rates are per week unless a name says otherwise; money is in whole units of currency
 * (pounds); a row holds from `from` on and no longer from `until` on.
 *
 * One unit is what one organisation offers of one service: it has one capacity and a list for each group of people.
 * Money buys capacity, capacity treats people, who is treated is a rule, and who waits is counted by group. */
#ifndef CAREPATH_SYSTEM_H
#define CAREPATH_SYSTEM_H

#include "carepath/base.h"
#include "carepath/pathway.h"
#include "carepath/response.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Weeks in a year, on average over the calendar: 365.25/7. Money a year / this = money a week. */
#define CPW_WEEKS_PER_YEAR 52.178571428571431

/** The longest horizon of a system in weeks: a century. */
#define CPW_SYSTEM_MOST_WEEKS 5200

/* ---------------------------------------------------------------- organisations -------------- */

/** Kinds of organisations. Numbers are fixed for good. */
#define CPW_ORG_NATION       0 /**< the national body */
#define CPW_ORG_REGION       1 /**< a region of it */
#define CPW_ORG_ICS          2 /**< the NHS body of an integrated care system (integrated care board) */
#define CPW_ORG_PARTNERSHIP  3  /**< its health and care partnership */
#define CPW_ORG_PLACE        4  /**< a place within a system */
#define CPW_ORG_NEIGHBOUR    5  /**< a neighbourhood or primary care network */
#define CPW_ORG_PRACTICE     6  /**< a general practice */
#define CPW_ORG_ACUTE        7  /**< an acute trust */
#define CPW_ORG_MENTAL       8  /**< a mental-health trust */
#define CPW_ORG_COMMUNITY    9  /**< a community trust */
#define CPW_ORG_AMBULANCE    10 /**< an ambulance trust */
#define CPW_ORG_COUNCIL      11 /**< a local authority */
#define CPW_ORG_CARE_HOME    12 /**< a care home or a group of them */
#define CPW_ORG_HOME_CARE    13 /**< a provider of care at home */
#define CPW_ORG_VOLUNTARY    14 /**< a voluntary, community or social enterprise */
#define CPW_ORG_INDEPENDENT  15 /**< an independent provider */
#define CPW_ORG_SPECIALISED  16 /**< a commissioner of specialised services */
#define CPW_ORG_COMMISSIONER 17 /**< another commissioner (a former clinical commissioning group) */
/** The number of kinds of organisations. */
#define CPW_ORG_KINDS 18

/** What a row rests on: said in the data, carried to the results. */
#define CPW_BASIS_UNSAID  0 /**< nothing is said */
#define CPW_BASIS_REAL    1 /**< a published figure */
#define CPW_BASIS_DERIVED 2 /**< worked out from published figures */
#define CPW_BASIS_ASSUMED 3 /**< an assumption */
/** The number of bases. */
#define CPW_BASES 4

/** An organisation. */
typedef struct cpw_system_organisation {
  const char *id;    /**< unique, not empty, UTF-8 */
  const char *name;  /**< for people; NULL or "": the id */
  int32_t kind;      /**< CPW_ORG_... */
  int32_t parent;    /**< the organisation above it, or CPW_NONE; no cycles */
  double from;       /**< week in which it begins; -inf: always was */
  double until;      /**< week in which it ends, > from; inf: stays */
  int64_t votes;     /**< its votes in decisions of its parent, >= 0 */
  double overhead;   /**< running cost of the organisation itself, money per year, finite, >= 0 */
  double compliance; /**< share of what is asked of it that it does, in [0, 1] */
  double quality;    /**< what patients see of it, any scale, finite (choice) */
  double longitude;  /**< degrees, or NaN: not known */
  double latitude;   /**< degrees, or NaN */
  int32_t basis;     /**< CPW_BASIS_... */
  int32_t reserved;  /**< zero */
} cpw_system_organisation;

/** Kinds of alliances: groups of organisations that overlap and span systems. */
#define CPW_ALLIANCE_SCALE       0 /**< a provider collaborative at scale */
#define CPW_ALLIANCE_PLACE       1 /**< a partnership at place */
#define CPW_ALLIANCE_SPECIALISED 2 /**< specialised services together */
#define CPW_ALLIANCE_OTHER       3 /**< any other */
/** The number of kinds of alliances. */
#define CPW_ALLIANCE_KINDS 4

/** A group of organisations, such as a provider collaborative. */
typedef struct cpw_system_alliance {
  const char *id;   /**< unique, not empty */
  const char *name; /**< for people; NULL or "": the id */
  int32_t kind;     /**< CPW_ALLIANCE_... */
  int32_t reserved; /**< zero */
} cpw_system_alliance;

/** One member of an alliance, for one service or all. */
typedef struct cpw_system_member {
  int32_t alliance;     /**< number of the alliance */
  int32_t organisation; /**< number of the organisation */
  int32_t service;      /**< what it brings, or CPW_NONE: all of its services */
  int32_t reserved;     /**< zero */
  double from;          /**< week of joining */
  double until;         /**< week of leaving, > from */
} cpw_system_member;

/* ---------------------------------------------------------------- people --------------------- */

/** A small area: the smallest footprint, of which all others are made. */
typedef struct cpw_system_area {
  const char *id;   /**< unique, not empty */
  const char *name; /**< for people; NULL or "": the id */
  double longitude; /**< degrees, or NaN */
  double latitude;  /**< degrees, or NaN */
} cpw_system_area;

/** Part of an area that belongs to an organisation (its footprint). The shares of one area over the organisations
 *  of one kind sum to 1 where that kind divides the country: nobody lives in two systems, or in none. */
typedef struct cpw_system_footprint {
  int32_t area;         /**< number of the area */
  int32_t organisation; /**< number of the organisation */
  double share;         /**< of the people of the area, in (0, 1] */
  double from;          /**< week from which it holds */
  double until;         /**< week until which it holds, > from */
} cpw_system_footprint;

/** People of an area. */
typedef struct cpw_system_people {
  int32_t area;    /**< number of the area */
  int32_t age;     /**< age band, or CPW_NONE: not told apart */
  int32_t group;   /**< group (deprivation), or CPW_NONE: not told apart */
  int32_t segment; /**< segment of need, or CPW_NONE: not told apart */
  double people;   /**< finite, >= 0 */
  int32_t basis;   /**< CPW_BASIS_... */
  int32_t reserved;
} cpw_system_people;

/* ---------------------------------------------------------------- services ------------------- */

/** Where a service is given, for the pyramid of spend. */
#define CPW_SETTING_HOME      0 /**< at home, by oneself, carers, volunteers */
#define CPW_SETTING_PRIMARY   1 /**< general practice and pharmacy */
#define CPW_SETTING_COMMUNITY 2 /**< community services and social care */
#define CPW_SETTING_MENTAL    3 /**< mental health */
#define CPW_SETTING_HOSPITAL  4 /**< hospital */
#define CPW_SETTING_SPECIAL   5 /**< specialised */
/** The number of settings. */
#define CPW_SETTINGS 6

/** A service: a specialty, a pathway of care. */
typedef struct cpw_system_service {
  const char *id;   /**< unique, not empty */
  const char *name; /**< for people; NULL or "": the id */
  int32_t setting;  /**< CPW_SETTING_... */
  int32_t
      curve; /**< profile of the treatment hazards by week waited (relative), or CPW_NONE: all alike */
  double
      longest_first; /**< share of the capacity that goes strictly to the longest waits, in [0, 1] */
  double unit_cost;  /**< money for one treatment, finite, >= 0 */
  double gain;       /**< what one treatment gives (such as QALYs), finite, >= 0 */
  double harm;       /**< what one week of waiting takes (same unit), finite, >= 0 */
  double weeks;      /**< the standard: weeks, > 0; default 18 */
  double standard;   /**< share to be within it, in [0, 1]; default 0.92 */
  int32_t basis;     /**< CPW_BASIS_... */
  int32_t reserved;
} cpw_system_service;

/** Numbers by week waited (or by step): shared by rows that have the same shape. */
typedef struct cpw_system_profile {
  const char *id; /**< unique, not empty */
  const double *
      values; /**< (count) finite, >= 0: value k is for [k, k + 1) weeks, the last for it and beyond */
  int64_t count; /**< >= 1 */
} cpw_system_profile;

/** A list: who waits at an organisation for a service, of one group. */
typedef struct cpw_system_list {
  int32_t organisation; /**< where */
  int32_t service;      /**< for what */
  int32_t group;        /**< who; one row for each organisation, service and group */
  int32_t
      shape; /**< profile that says how long they have waited, or CPW_NONE: all since this week */
  double waiting; /**< people at time 0, finite, >= 0 */
  double starts;  /**< clock starts a week, finite, >= 0; added to those of need */
  double removal; /**< share of who waits that leaves untreated in a week, in [0, 1] */
  int32_t basis;  /**< CPW_BASIS_... */
  int32_t reserved;
} cpw_system_list;

/** What an organisation can do of a service. */
typedef struct cpw_system_capacity {
  int32_t organisation; /**< where */
  int32_t service;      /**< of what; one row for each organisation and service */
  double treatments;    /**< a week, finite, >= 0 */
  double most;          /**< the most a week whatever is spent, >= treatments; inf: no limit */
  double unit_cost;     /**< money for one treatment here; NaN: the service's */
  const cpw_response
      *more; /**< what money a week adds in treatments a week; NULL: money / unit cost; borrowed */
  int32_t
      calendar;  /**< profile that multiplies the treatments, week by week, repeated; CPW_NONE: 1 */
  int32_t basis; /**< CPW_BASIS_... */
} cpw_system_capacity;

/** What a treatment of a service takes of a kind of staff, theatre or bed. */
typedef struct cpw_system_use {
  int32_t resource; /**< number of the resource */
  int32_t service;  /**< number of the service */
  double amount;    /**< of it for one treatment, finite, > 0 */
} cpw_system_use;

/** A kind of staff, theatre or bed. */
typedef struct cpw_system_resource {
  const char *id;   /**< unique, not empty */
  const char *name; /**< for people; NULL or "": the id */
  const char *unit; /**< such as "hours" */
} cpw_system_resource;

/** How much of a resource an organisation has: a hard limit. */
typedef struct cpw_system_limit {
  int32_t resource;     /**< number of the resource */
  int32_t organisation; /**< whose */
  double amount;        /**< a week, finite, >= 0 */
  int32_t basis;        /**< CPW_BASIS_... */
  int32_t reserved;
} cpw_system_limit;

/** Demand by need: clock starts of a kind of people. Rows of the most fields that fit add up. */
typedef struct cpw_system_need {
  int32_t service; /**< for what */
  int32_t age;     /**< age band, or CPW_NONE: all */
  int32_t group;   /**< group, or CPW_NONE: all */
  int32_t segment; /**< segment, or CPW_NONE: all */
  double rate;     /**< clock starts per 1,000 people and year, finite, >= 0 */
  double growth;   /**< of the rate, per year, > -1 */
  int32_t basis;   /**< CPW_BASIS_... */
  int32_t reserved;
} cpw_system_need;

/** How people choose where to go (conditional logit): utility = distance + wait + quality terms. */
typedef struct cpw_system_choice {
  int32_t service; /**< for which, or CPW_NONE: all without a row of their own */
  int32_t group;   /**< who, or CPW_NONE: all without a row of their own */
  double distance; /**< utility of a kilometre, finite, usually < 0 */
  double wait;     /**< utility of a week of mean wait, finite, usually < 0 */
  double quality;  /**< utility of a unit of quality, finite */
  double
      free; /**< share of people who choose; the others go to the nearest in their own system, in [0, 1] */
} cpw_system_choice;

/** A network of stages that an organisation runs for a service, and what blocked beds take from the lists. */
typedef struct cpw_system_pathway {
  int32_t organisation; /**< whose */
  int32_t service;      /**< which service it is */
  const cpw_pathway *
      network; /**< the network; its groups are the system's or one; its time unit is days; borrowed */
  const char *folder; /**< folder of its files, for saving; NULL: none */
  double lost; /**< treatments of lists that one blocked patient takes in a week, finite, >= 0 */
} cpw_system_pathway;

/* ---------------------------------------------------------------- money ---------------------- */

/** Kinds of funds. */
#define CPW_FUND_SOURCE  0 /**< where money comes from */
#define CPW_FUND_ACCOUNT 1 /**< what an organisation holds for a line */
#define CPW_FUND_POOL    2 /**< a pooled fund with contributors */
#define CPW_FUND_SPEND   3 /**< where money is spent: a sink */
/** The number of kinds of funds. */
#define CPW_FUND_KINDS 4

/** Where money is. */
typedef struct cpw_system_fund {
  const char *id;       /**< unique, not empty */
  const char *name;     /**< for people; NULL or "": the id */
  int32_t kind;         /**< CPW_FUND_... */
  int32_t organisation; /**< whose, or CPW_NONE */
  const char *line;     /**< service line; NULL or "": none */
  int64_t minimum;      /**< least that must come in a year, >= 0 */
  double leak; /**< share that is lost on the way in, in [0, 1): administration of the pool */
} cpw_system_fund;

/** A flow of money from fund to fund. */
typedef struct cpw_system_payment {
  int32_t from;   /**< fund that pays */
  int32_t to;     /**< fund that receives, another one; the flows have no cycle */
  int64_t amount; /**< a year, >= 0; with share: not read */
  double
      share; /**< share of what comes into `from`, in [0, 1]; NaN: the amount. Shares of one fund sum to at most 1 */
  const char *
      regime; /**< payment regime (payment.h presets: "block", "tariff", ...); NULL or "": as it says */
  int32_t ringfenced; /**< 1: for the line of `to` alone */
  int32_t basis;      /**< CPW_BASIS_... */
} cpw_system_payment;

/* ---------------------------------------------------------------- policies and shocks -------- */

/** Levers: what an effect acts upon. */
#define CPW_LEVER_CAPACITY 0 /**< treatments a week of the units meant */
#define CPW_LEVER_DEMAND   1 /**< clock starts a week of the lists meant */
#define CPW_LEVER_STAY     2 /**< length of stay in the pathways meant; SHARE only */
#define CPW_LEVER_DIVERT                                                                           \
  3 /**< SHARE: of the starts go to `to` instead (together over 1: in proportion); ADD: people a week move there from the list, longest first, and keep their wait */
#define CPW_LEVER_POOL                                                                             \
  4 /**< SHARE of the capacity that the members of the alliance work off as one list; one alliance a unit */
#define CPW_LEVER_PRIORITISE                                                                       \
  5 /**< SHARE: weight of the group in the order x (1 + amount); ADD: weeks added to its wait in the order */
#define CPW_LEVER_DEVOLVE 6 /**< SHARE of the line's money that is decided at place */
#define CPW_LEVER_GUARANTEE                                                                        \
  7 /**< SHARE of the unit's capacity kept for the group while it waits; ADD: treatments a week */
#define CPW_LEVER_REINVEST                                                                         \
  8 /**< ADD: money a year taken from the units meant and spent at `to` on `to_service`; no more than they spend */
#define CPW_LEVER_REORGANISE                                                                       \
  9 /**< SHARE of the organisation (lists, capacity) that goes over to `to` in week `from`, once */
#define CPW_LEVER_REMOVAL 10 /**< share that leaves untreated in a week (validation) */
#define CPW_LEVER_COST    11 /**< unit cost; SHARE only */
#define CPW_LEVER_MONEY                                                                            \
  12 /**< ADD: money a year for each unit meant, turned into capacity by its curve */
#define CPW_LEVER_OVERHEAD 13 /**< overhead of the organisations meant; SHARE only */
/** The number of levers. */
#define CPW_LEVERS 14

/** Amounts are shares: what is there x (1 + amount), amount >= -1; effects of several rows multiply. */
#define CPW_EFFECT_SHARE 0
/** Amounts are added, after all shares; effects of several rows add up; never below 0. */
#define CPW_EFFECT_ADD 1

/** One effect of a policy or a shock. Its level rises from 0 at from + lag in a straight line to 1 after `ramp`
 *  weeks, stays until `until`, and falls to 0 over `fade` weeks: the amount in a week is amount x level. */
typedef struct cpw_system_effect {
  int32_t policy;       /**< whose */
  int32_t lever;        /**< CPW_LEVER_... */
  int32_t mode;         /**< CPW_EFFECT_... */
  int32_t organisation; /**< where, with all below it; CPW_NONE: everywhere */
  int32_t alliance;     /**< or at the members of an alliance; CPW_NONE: no alliance */
  int32_t service;      /**< CPW_NONE: all */
  int32_t group;        /**< CPW_NONE: all */
  int32_t to; /**< the other organisation, for DIVERT, REORGANISE, REINVEST; else CPW_NONE */
  int32_t to_service; /**< the other service, for REINVEST; CPW_NONE: the same */
  int32_t basis;      /**< CPW_BASIS_... */
  double amount;      /**< finite; of a shock: the mean */
  double
      spread; /**< of a shock: coefficient of variation of the amount between shocks (lognormal), >= 0 */
  double from;  /**< week, finite; of a shock: after its onset */
  double until; /**< week, > from; inf: stays */
  double ramp;  /**< weeks, finite, >= 0 */
  double lag;   /**< weeks between decision and effect, finite, >= 0 */
  double fade;  /**< weeks, finite, >= 0 */
} cpw_system_effect;

/** A policy is decided. */
#define CPW_POLICY_DECIDED 0
/** A shock happens, with a chance. */
#define CPW_POLICY_SHOCK 1

/** A policy or a shock: a name for a set of effects. */
typedef struct cpw_system_policy {
  const char *id;   /**< unique, not empty */
  const char *name; /**< for people; NULL or "": the id */
  int32_t kind;     /**< CPW_POLICY_DECIDED or CPW_POLICY_SHOCK */
  int32_t basis;    /**< CPW_BASIS_... */
  double cost;      /**< money a year while it holds, finite, >= 0 */
  double once;      /**< money once, at `from`, finite, >= 0 */
  double from;   /**< week in which the cost begins, and of a shock the onset where it is certain */
  double until;  /**< week in which the cost ends, > from */
  double chance; /**< of a shock: times a year on average, finite, >= 0; not read for policies */
  double
      loading; /**< of a shock: correlation of its onset and size with the common factor, in [0, 1] */
} cpw_system_policy;

/** A scenario: the baseline with the policies and shocks that its rows name. */
typedef struct cpw_system_scenario {
  const char *id;   /**< unique, not empty */
  const char *name; /**< for people; NULL or "": the id */
} cpw_system_scenario;

/** One policy or shock of a scenario. */
typedef struct cpw_system_pick {
  int32_t scenario; /**< number of the scenario */
  int32_t policy;   /**< number of the policy or shock */
} cpw_system_pick;

/** Where figures come from. */
typedef struct cpw_system_source {
  const char *table;  /**< file that it is about, such as "lists" */
  const char *field;  /**< column, or "": all of it */
  int32_t basis;      /**< CPW_BASIS_... */
  int32_t reserved;   /**< zero */
  const char *source; /**< publisher, title, date */
  const char *note;   /**< what was done with it, and what is assumed */
} cpw_system_source;

/* ---------------------------------------------------------------- the system ----------------- */

/** An integrated care system, or forty-two of them. Borrowed arrays; all checked by cpw_system_check. */
typedef struct cpw_system {
  size_t struct_size; /**< sizeof(cpw_system) as the caller compiled it */
  const char *name;   /**< for people */
  int32_t start;      /**< date of week 0 (dates.h: days since 1970-01-01) */
  int32_t weeks;      /**< horizon in weeks, 1 to CPW_SYSTEM_MOST_WEEKS; default 156 */
  const char *const
      *group;     /**< (groups) names, from the most to the least deprived; NULL: "all" alone */
  int64_t groups; /**< 1 to 64; default 1 */
  const char *const *age;                      /**< (ages) names of the age bands */
  int64_t ages;                                /**< >= 0 */
  const char *const *segment;                  /**< (segments) names of the segments */
  int64_t segments;                            /**< >= 0 */
  const cpw_system_organisation *organisation; /**< (organisations) */
  int64_t organisations;
  const cpw_system_alliance *alliance; /**< (alliances) */
  int64_t alliances;
  const cpw_system_member *member; /**< (members) */
  int64_t members;
  const cpw_system_area *area; /**< (areas) */
  int64_t areas;
  const cpw_system_footprint *footprint; /**< (footprints) */
  int64_t footprints;
  const cpw_system_people *people; /**< (peoples) */
  int64_t peoples;
  const cpw_system_service *service; /**< (services) */
  int64_t services;
  const cpw_system_profile *profile; /**< (profiles) */
  int64_t profiles;
  const cpw_system_list *list; /**< (lists) */
  int64_t lists;
  const cpw_system_capacity *capacity; /**< (capacities) */
  int64_t capacities;
  const cpw_system_resource *resource; /**< (resources) */
  int64_t resources;
  const cpw_system_use *use; /**< (uses) */
  int64_t uses;
  const cpw_system_limit *limit; /**< (limits) */
  int64_t limits;
  const cpw_system_need *need; /**< (needs) */
  int64_t needs;
  const cpw_system_choice *choice; /**< (choices) */
  int64_t choices;
  const cpw_system_pathway *pathway; /**< (pathways) */
  int64_t pathways;
  const cpw_system_fund *fund; /**< (funds) */
  int64_t funds;
  const cpw_system_payment *payment; /**< (payments) */
  int64_t payments;
  const cpw_system_policy *policy; /**< (policies) */
  int64_t policies;
  const cpw_system_effect *effect; /**< (effects) */
  int64_t effects;
  const cpw_system_scenario *scenario; /**< (scenarios) */
  int64_t scenarios;
  const cpw_system_pick *pick; /**< (picks) */
  int64_t picks;
  const cpw_system_source *source; /**< (sources) */
  int64_t sources;
} cpw_system;

/** Fill a system with the defaults.
 *  @param[out] system  nothing, one group, 156 weeks
 *  @param[in]  size    sizeof(cpw_system) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_system_init_sized(cpw_system *system, size_t size);

/** Fill a system with the defaults (see cpw_system_init_sized).
 *  @param[out] system  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_system_init(cpw_system *system) {
  cpw_system_init_sized(system, sizeof *system);
}

/** The tables of a system, in the order of the fields of cpw_system. */
#define CPW_SYSTEM_SETTINGS      0
#define CPW_SYSTEM_GROUPS        1
#define CPW_SYSTEM_AGES          2
#define CPW_SYSTEM_SEGMENTS      3
#define CPW_SYSTEM_ORGANISATIONS 4
#define CPW_SYSTEM_ALLIANCES     5
#define CPW_SYSTEM_MEMBERS       6
#define CPW_SYSTEM_AREAS         7
#define CPW_SYSTEM_FOOTPRINTS    8
#define CPW_SYSTEM_PEOPLE        9
#define CPW_SYSTEM_SERVICES      10
#define CPW_SYSTEM_PROFILES      11
#define CPW_SYSTEM_LISTS         12
#define CPW_SYSTEM_CAPACITY      13
#define CPW_SYSTEM_RESOURCES     14
#define CPW_SYSTEM_USES          15
#define CPW_SYSTEM_LIMITS        16
#define CPW_SYSTEM_NEED          17
#define CPW_SYSTEM_CHOICE        18
#define CPW_SYSTEM_PATHWAYS      19
#define CPW_SYSTEM_FUNDS         20
#define CPW_SYSTEM_PAYMENTS      21
#define CPW_SYSTEM_POLICIES      22
#define CPW_SYSTEM_EFFECTS       23
#define CPW_SYSTEM_SCENARIOS     24
#define CPW_SYSTEM_PICKS         25
#define CPW_SYSTEM_SOURCES       26
/** The number of tables. */
#define CPW_SYSTEM_TABLES 27

/** Name of a table, as its file is called without ".csv".
 *  @param[in] table  CPW_SYSTEM_...
 *  @return such as "organisations"; NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_system_table_name(int64_t table);

/** Fill one row of a table with the defaults: no id, CPW_NONE for what may be none, since ever and for ever, NaN for
 *  what is not known, a share of 1.
 *  @param[in]  table  CPW_SYSTEM_ORGANISATIONS to CPW_SYSTEM_SOURCES
 *  @param[out] row    a row of that table, such as a cpw_system_list for CPW_SYSTEM_LISTS; another table: untouched
 *  @par Complexity O(1). @par Thread safety Safe. @par Example examples/system.c @since 0.1 */
CPW_API void cpw_system_row_init(int64_t table, void *row);

/** Name of a kind of organisation.
 *  @param[in] kind  CPW_ORG_...
 *  @return such as "acute"; NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_system_kind_name(int32_t kind);

/** Name of a lever.
 *  @param[in] lever  CPW_LEVER_...
 *  @return such as "capacity"; NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_system_lever_name(int32_t lever);

/** Name of what a row rests on.
 *  @param[in] basis  CPW_BASIS_...
 *  @return such as "assumed"; NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_system_basis_name(int32_t basis);

/** Level of an effect in a week: 0 before from + lag, rising to 1 over `ramp` weeks, 1, falling to 0 over `fade`
 *  weeks from `until` on.
 *  @param[in] effect  an effect
 *  @param[in] week    >= 0: the level at its beginning; a ramp is read at the middle of the week
 *  @return 0 to 1.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_system_level(const cpw_system_effect *effect, double week);

/** Check a system: every error at once.
 *  Values in their domains; numbers of rows that are there; ids that are there once; parents without cycles; dates
 *  that end after they begin; areas whose people belong to exactly one system; shares over 1; funds that pay
 *  themselves, directly or round about; alliances whose member brings what it has not; capacity promised twice;
 *  scenarios that name a policy twice; lists without capacity; effects that need another organisation.
 *  Result: one row an error, dimension `problem` with the coordinates table, field, rule, message (UTF-8); arrays row
 *  (int64 [problem], 0-based row of the table, -1: the table), severity (int64 [problem], 0 error, 1 warning);
 *  errors, warnings (single numbers). The outcome is CPW_OUTCOME_OK without errors, else CPW_OUTCOME_UNREACHABLE.
 *  Problems are in the order of tables and rows. Messages count rows from 1, as people do, and give ids where there are
 *  some: `lists row 7: organisation "X" has no capacity for service "Y"`. Of one rule in one table the first 1,000 are told
 *  one by one, the others are counted in one line. Warnings are what is odd but can be run: a list that nobody joins, an
 *  organisation outside all trees or without its parent for a time, an effect upon nothing.
 *  Rules: domain, needed, reference, unique, twice, dates, cycle, tree, footprint, shares, capacity, effect, promised,
 *  contributor, pathway, unused; of files also format, column, file.
 *  @param[in]  system     a system
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        the problems, also where there are none; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK, also where problems were found; CPW_EINVAL (NULL, an array missing); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(rows log rows). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_check(const cpw_system *system,
                                              const cpw_allocator *allocator, cpw_result **out,
                                              cpw_error *err);

/** Check a system and fail with its first error, for functions that need a valid one.
 *  @param[in]  system     a system
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] err        nullable: the first problem, and how many there are
 *  @return CPW_OK; CPW_EINVAL or CPW_EDOMAIN (the first error of cpw_system_check); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity as cpw_system_check. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_require(const cpw_system *system,
                                                const cpw_allocator *allocator, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
