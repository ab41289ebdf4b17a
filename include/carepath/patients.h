/* carepath/patients.h - a waiting list patient by patient: people join, wait, may leave, may not attend, and are
 * treated in the order that a rule says, by slots in each period or by servers without a pause.
 * Floor 3: includes duration.h.
 *
 *   list (who waits, who joins, what capacity, which rule) + options + run (replications)
 *     -> waits, list over time, treated, removed, breaches, use of the capacity, by class and group
 *
 * Time is counted in periods (weeks, days: the caller's choice) from the start of the simulation; period
 * t = 1, 2, ... ends at time t. Two clocks:
 *   slots    in each period those whose patience has ended leave, then people join, then slots are given
 *            out; joining, leaving and treatment carry the number of the period, waits are whole;
 *   servers  continuous time: whoever is next begins as soon as one of the servers is free, for the time
 *            that the treatment takes.
 * Sources stand with the rules and laws; how the two clocks count: docs/explanation/patients.md.
 *
 * Common random numbers: the n-th person of a class who joins has the same patience, group and length
 * of treatment whatever the capacity and the rule, and as many join in each period; two lists of the same
 * clock that are run with the same seed differ by what was changed alone. */
#ifndef CAREPATH_PATIENTS_H
#define CAREPATH_PATIENTS_H

#include "carepath/base.h"
#include "carepath/duration.h"
#include "carepath/random.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- who is next ---------------- */

/** The longest wait first. */
#define CPW_PATIENTS_FIRST_COME 0
/** The lowest tier first, within a tier the longest wait. */
#define CPW_PATIENTS_TIERS 1
/** Who is due first: joined + target of the class (earliest due date). */
#define CPW_PATIENTS_DUE 2
/** Whoever is beyond the target first, the longest beyond it before the others; then as TIERS. */
#define CPW_PATIENTS_BREACH_FIRST 3
/** The highest weight x wait: priority accumulates at a rate of its own by class (Kleinrock, Naval
 *  Research Logistics Quarterly 11:329-341, 1964). */
#define CPW_PATIENTS_ACCUMULATING 4
/** The highest weight / mean treatment: the c-mu rule (Cox and Smith, Queues, 1961). */
#define CPW_PATIENTS_CMU 5
/** The highest marginal cost of waiting / mean treatment, where waiting w costs weight x w^exponent
 *  (van Mieghem, Annals of Applied Probability 5:809-833, 1995). */
#define CPW_PATIENTS_GENERALISED_CMU 6
/** The highest weight x people who wait in the class / mean treatment, within it the longest wait
 *  (Tassiulas and Ephremides, IEEE Trans. Automatic Control 37:1936-1948, 1992). */
#define CPW_PATIENTS_MAX_WEIGHT 7
/** Anybody who waits, with chances in proportion to the weight of the class. */
#define CPW_PATIENTS_LOTTERY 8
/** A share `mixture` of the treatments as TIERS, the rest to the longest wait, evenly interleaved. */
#define CPW_PATIENTS_MIXTURE 9
/** The highest score: the caller's function, or else the row's own score, or the class's weight. */
#define CPW_PATIENTS_SCORE 10

/** A patient as a scoring function sees one. */
typedef struct cpw_patient {
  int64_t number; /**< by order of joining, from 0 */
  int64_t row;    /**< row of the list's rows, -1: not one of them */
  double joined;  /**< time of joining, at most 0 for those on the list at the start */
  double score;   /**< the score so far; the row's own or the class's weight before the first */
  int32_t class_index; /**< class, from 0 */
  int32_t group_index; /**< group, from 0 */
} cpw_patient;

/* ---------------------------------------------------------------- real people --------------- */

/** People by rows: those on the list at the start and those who are known to join. Borrowed arrays, in
 *  order of joining. */
typedef struct cpw_patient_rows {
  size_t struct_size;   /**< sizeof(cpw_patient_rows) as the caller compiled it */
  int64_t rows;         /**< >= 0, below 2^31 */
  const double *joined; /**< (rows) time of joining, never falling: at most 0 on the list at the
                               start, else joins then; with slots rounded up to whole periods */
  const int32_t *class_index; /**< (rows) class from 0, or NULL: all 0 */
  const int32_t *group_index; /**< (rows) group from 0, or NULL: all 0 */
  const double
      *removal; /**< (rows) time of leaving untreated, > 0 and not before joining, inf: never, NaN:
                               not known, drawn from the patience of the class; NULL: not known */
  const double *score; /**< (rows) finite, for CPW_PATIENTS_SCORE; NULL: the class's weight */
  const double
      *duration; /**< (rows) servers: length of the treatment, >= 0, NaN: drawn; NULL: drawn */
} cpw_patient_rows;

/** Fill rows with nothing.
 *  @param[out] rows  all zero and NULL but struct_size
 *  @param[in]  size  sizeof(cpw_patient_rows) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_patient_rows_init_sized(cpw_patient_rows *rows, size_t size);

/** Fill rows with nothing (see cpw_patient_rows_init_sized).
 *  @param[out] rows  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_patient_rows_init(cpw_patient_rows *rows) {
  cpw_patient_rows_init_sized(rows, sizeof *rows);
}

/* ---------------------------------------------------------------- a list and its rules ------ */

/** A waiting list: who is on it, who joins, how people leave, what capacity there is, who is next. Borrowed
 *  arrays. Tables by period have any number of rows and start again after the last one: one row is
 *  the same in every period, 52 rows a year of weeks, as many as there are periods a calendar. */
typedef struct cpw_patients_list {
  size_t struct_size; /**< sizeof(cpw_patients_list) as the caller compiled it */
  int64_t periods;    /**< periods ahead, >= 1; default 52 */
  int64_t classes;    /**< classes of patients (urgency, specialty), 1 to 1000; default 1 */
  int64_t groups; /**< groups within each class (deprivation, area), 1 to 1000; classes x groups at
                           most 10,000; default 1 */
  const cpw_dimension *class_labels; /**< (classes) or NULL */
  const cpw_dimension *group_labels; /**< (groups) or NULL */
  /* who is on the list */
  const int64_t *waiting; /**< (classes, groups, bands) people on the list at the start who have
                                     waited 0, 1, ... periods (servers: evenly spread up to
                                     the next), or NULL */
  int64_t bands;          /**< of waiting, >= 1 where it is given */
  const cpw_patient_rows *rows; /**< people by name, beside the others, or NULL */
  /* who joins */
  const double
      *arrivals; /**< (arrival_rows, classes) mean number who join in a period, >= 0, or NULL:
                                   nobody but the rows */
  int64_t arrival_rows; /**< default 1 */
  double
      dispersion; /**< variance of the number of batches (of people, without batch) that join over its
                          mean: 0 evenly, 1 (default) Poisson; above 1 negative binomial with slots; with
                          servers gamma gaps of that squared coefficient of variation, any value >= 0 */
  const int64_t *batch; /**< (classes) how many join at a time, >= 1, or NULL: 1 */
  const double
      *group_shares; /**< (classes, groups) chances of the groups, or NULL: all in group 0 */
  /* who leaves untreated */
  const cpw_duration *patience; /**< (classes) time after which somebody leaves, or NULL: never */
  const double *validation;     /**< (validation_rows) share of the list that is found to need no
                                     treatment and removed at the beginning of a period, in [0, 1], or
                                     NULL */
  int64_t validation_rows;      /**< default 1 */
  /* slots */
  const double
      *slots;        /**< (slot_rows) slots in a period for anybody, >= 0, made whole to date; NULL:
                                   servers instead */
  int64_t slot_rows; /**< default 1 */
  const double
      *ring_fenced;      /**< (slot_rows, classes) slots for one class alone, beside the others, or
                                   NULL */
  const double *release; /**< (classes) share of the ring-fenced slots left over in a period that
                                   goes to anybody, in [0, 1], or NULL: 0 */
  int64_t
      session_slots; /**< slots of a session, >= 1; default 1: sessions are cancelled as a whole */
  double cancelled;  /**< chance that a session is cancelled, in [0, 1]; default 0 */
  const int64_t
      *slots_needed; /**< (classes) slots that a treatment takes, >= 1, or NULL: 1. What a period
                                   has not left is taken from the next ones */
  /* servers */
  const int64_t *servers; /**< (server_rows) servers in a period, >= 0, or NULL. Where they become
                                    fewer, treatments under way are ended first */
  int64_t server_rows;    /**< default 1 */
  const cpw_duration *duration; /**< (classes) length of a treatment */
  int64_t busy;            /**< treatments under way at the start, at most the servers; default 0 */
  const double *busy_left; /**< (busy) time that they will still take, >= 0, NaN: drawn from the
                                    equilibrium law of the class's duration; NULL: all drawn */
  const int32_t *busy_class; /**< (busy) their classes, or NULL: all 0 */
  /* who does not attend */
  const double *missed; /**< (classes) chance that somebody does not attend, in [0, 1), or NULL: 0.
                                     The slot, or the server for that time, is lost */
  const double *missed_removed; /**< (classes) share of those who are then removed, in [0, 1], or
                                     NULL: 0; the others are rebooked and keep their place in time */
  int64_t rebook; /**< periods until the new appointment, >= 1; default 1. Rebooked patients come
                                     before all others */
  /* who is next */
  int32_t rule;           /**< CPW_PATIENTS_..., default CPW_PATIENTS_FIRST_COME */
  int32_t reserved;       /**< zero */
  const int32_t *tier;    /**< (classes) lower first, or NULL: the number of the class */
  const double *target;   /**< (classes) target wait in periods, >= 0, inf: none, or NULL: 18 for
                                     all. P1 to P4 in days: cpw_waitlist_priority_days */
  const double *weight;   /**< (classes) finite and >= 0, or NULL: 1 */
  const double *exponent; /**< (classes) of the cost of waiting, 1 to 10, or NULL: 2 */
  double mixture;         /**< share of the treatments by tier, in [0, 1]; default 0.5 */
  /** Scores people when they join: the highest is treated first, ties in order of joining. Called from
   *  all threads of a run; fills scores (count), which hold the scores so far. Any other return value
   *  than 0 stops the simulation (CPW_ECANCELLED). NULL: see CPW_PATIENTS_SCORE. */
  int32_t (*score)(void *context, const cpw_patient *patients, int64_t count, double now,
                   double *scores);
  void *score_context; /**< handed to score */
  int64_t rescore;     /**< everybody is scored again after so many periods, 0 (default): never */
} cpw_patients_list;

/** Fill a list with the defaults.
 *  @param[out] list  52 periods, one class, one group, nobody, no capacity, the longest wait first
 *  @param[in]  size  sizeof(cpw_patients_list) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_patients_list_init_sized(cpw_patients_list *list, size_t size);

/** Fill a list with the defaults (see cpw_patients_list_init_sized).
 *  @param[out] list  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_patients_list_init(cpw_patients_list *list) {
  cpw_patients_list_init_sized(list, sizeof *list);
}

/* ---------------------------------------------------------------- what is wanted ------------- */

/** How a patient's wait ended. */
#define CPW_PATIENT_WAITING 0 /**< still waiting at the end of the simulation */
#define CPW_PATIENT_TREATED 1 /**< treatment began */
#define CPW_PATIENT_REMOVED 2 /**< left without treatment */

/** One patient of a simulation. */
typedef struct cpw_patient_record {
  int64_t number;      /**< by order of joining, from 0 */
  int64_t row;         /**< row of the list's rows, -1: not one of them */
  double joined;       /**< time of joining */
  double ended;        /**< time of treatment or of leaving; NaN: still waiting */
  int32_t class_index; /**< class, from 0 */
  int32_t group_index; /**< group, from 0 */
  int32_t status;      /**< CPW_PATIENT_... */
  int32_t missed;      /**< appointments that were not attended */
} cpw_patient_record;

/** What is wanted of a simulation. */
typedef struct cpw_patients_options {
  size_t struct_size;   /**< sizeof(cpw_patients_options) as the caller compiled it */
  int64_t warm_up;      /**< periods at the start that do not count, >= 0; default 0 */
  const double *limits; /**< (limit_count) waits in periods, finite and >= 0; NULL: 18 and 52 */
  int64_t limit_count;  /**< number of limits, 1 to 16 where they are given */
  const double
      *probabilities;        /**< (probability_count) which quantiles of the waits, in [0, 1]; NULL:
                                    0.5 0.92 0.95 */
  int64_t probability_count; /**< number of quantiles, >= 1 where probabilities are given */
  double level;              /**< of the intervals, in (0, 1); default 0.95 */
  int64_t batches;  /**< >= 2: intervals of a single replication from so many equal spans of time;
                                    0 (default): from the replications */
  double precision; /**< > 0: stop when the half-width of the interval of the mean wait of all is at
                                    most this share of it; run.replications is then the most; default 0 */
  int32_t keep;     /**< 1: every replication's figures too, so that results can be compared
                                    and merged; default 0 */
  int32_t overtakes;           /**< 1: who overtook whom too; default 0 */
  cpw_patient_record *records; /**< (record_room) the patients of the first replication in order of
                                    joining, NULL (default): none */
  int64_t record_room;         /**< >= 0 */
  int64_t *record_count; /**< set to the number of patients there were; who joined when the room
                                    was full has no record. NULL: not wanted */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_patients_options;

/** Fill the options with the defaults.
 *  @param[out] options  no warm-up, limits 18 and 52, 95 % intervals over the replications
 *  @param[in]  size     sizeof(cpw_patients_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_patients_options_init_sized(cpw_patients_options *options, size_t size);

/** Fill the options with the defaults (see cpw_patients_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_patients_options_init(cpw_patients_options *options) {
  cpw_patients_options_init_sized(options, sizeof *options);
}

/* ---------------------------------------------------------------- the simulation ------------- */

/** Run a list many times, patient by patient.
 *  Who counts: from warm_up to the end, joining and leaving; a wait counts when it ends in that time.
 *  Slots, in each period: patience that has ended and validation; people join; rebooked patients, then
 *  ring-fenced slots for their classes, then the slots for anybody are given out, by the rule. Who
 *  joins in a period may be treated in it (a wait of 0) and leaves untreated at the earliest in the next.
 *  Servers: a free server takes whoever is next at once; at the same moment treatments end before people
 *  join. A treatment counts when it begins, slots and servers are used whether it was attended or not.
 *  Result. Dimension `who`: all, each class, each group, each class and group (only where there are
 *  several), with the coordinates who, class and group. For each figure X of
 *    opening, joined, treated, removed, closing (people): opening + joined = treated + removed + closing in
 *    every replication, to the last one; missed (appointments), breached (people treated after more than
 *    their target), breaching (people who wait at the end and have waited more than it), wait_mean and
 *    wait_sd (periods, of those treated), queue_mean (people waiting: servers over time, slots over the
 *    ends of the periods), taken (slots, or server-periods, that treatments took, attended or not; all
 *    of a treatment when it begins) [who]; within (share of those treated who waited at most the limit) and
 *    list_within (share of the closing list that has) [who limit]; offered, used, unused, lost (slots
 *    of cancelled sessions; servers: server-periods), utilisation (share of what was offered and not lost
 *    that was used) [], each
 *  X (mean over the replications), X_sd, X_lower and X_upper (interval of the mean by Student's law, NaN
 *  below two replications); a replication without the figure (the mean wait of nobody) does not count.
 *  wait (quantiles of the waits of all replications together) [who quantile]: with slots exact, the least
 *  wait that a share of at least p of the treated have not exceeded; with servers within 0.4 % of it.
 *  By period, from the first on: list, list_sd, joined_in, treated_in, removed_in, over (people who have
 *  waited more than the limit at the end of the period) [period who (limit)].
 *  overtook [overtaker overtaken]: times per replication that somebody of the first class was treated
 *  and somebody of the second who had joined earlier went on waiting (with slots: after the period), with
 *  `overtakes`.
 *  limit_periods [limit], probability [quantile], replications, level, precision (half-width of the
 *  interval of the mean wait over that mean), precision_asked, whole_waits (1 with slots), list_digest (of
 *  the list and the seed). Outcome: CPW_OUTCOME_UNREACHABLE where a precision was asked for and not reached, else CPW_OUTCOME_OK: a list
 *  that grows is no failure of a simulation.
 *  How far the intervals can be trusted (95 %, measured): a precision that is reached within the first 32
 *  or 64 replications ends runs where the spread happens to be small, and they hold about 90 % of the
 *  time; batches must be many times longer than the list needs to forget (20 of 1,000 mean treatments
 *  in M/M/1 at load 0.8 hold 90 %, 20 of 100 hold 78 %).
 *  Batches (one replication): X is the whole run's; X_sd, X_lower and X_upper of wait_mean, wait_sd, within,
 *  queue_mean and utilisation are those of the batches' means, NaN for the others.
 *  With `keep`: X_path [replication who ...] of each figure and the sums behind the rest (wait_counts [who
 *  bucket] counts the waits of those treated: with slots bucket = periods; with servers bucket 0 is below
 *  2^-32 and bucket i from (1 + (i - 1) mod 128 / 128) 2^((i - 1) div 128 - 32) on); such results of
 *  different replications of one list and seed merge (cpw_result_merge) to the same bits as one run of them
 *  all (lists with a score function are told apart by the rest alone), and can be
 *  compared (cpw_patients_difference). Without, results of different replications refuse to merge.
 *  @param[in]  list     the list and its rules
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  run      NULL for the defaults (one replication)
 *  @param[out] out      the figures; untouched on error (records, too)
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, both or neither of slots and servers, a count out of range, rows that are
 *  not in order of joining); CPW_EDOMAIN (a value outside its domain, a capacity of 0 in every
 *  period, a removal before joining, a score that is NaN or infinite); CPW_EOVERFLOW (more than 2^31
 *  people to be expected in a replication); CPW_ECANCELLED (also by the score); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy Time: O(1) a patient for rules by class (O(classes) a treatment), O(log list)
 *  for scores. Memory a thread: the list at its longest, 48 bytes a patient, and the counts by period
 *  and wait, O((classes x groups) (periods + longest wait)), with slots once for each of the batches; not the
 *  patients who have gone. The same
 *  bits for any number of threads.
 *  @par Thread safety Safe where the score is. @par Example examples/patients.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_patients_simulate(const cpw_patients_list *list,
                                                   const cpw_patients_options *options,
                                                   const cpw_run *run, cpw_result **out,
                                                   cpw_error *err);

/** What a change makes of a list: paired differences of two simulations, replication by replication.
 *  With common random numbers the differences spread less than either (Law, Simulation Modeling and Analysis,
 *  2015, 11.2). For each figure X of cpw_patients_simulate that both have: X (mean of changed - base),
 *  X_sd, X_lower and X_upper (Student), as there; level.
 *  @param[in]  base       kept (options.keep), of any number of replications
 *  @param[in]  changed    kept, of the same replications, classes and groups
 *  @param[in]  level      of the intervals, in (0, 1)
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        the differences; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, not kept, other replications or people); CPW_EDOMAIN (level);
 *  CPW_ENOMEM.
 *  @par Complexity O(replications x figures). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_patients_difference(const cpw_result *base,
                                                     const cpw_result *changed, double level,
                                                     const cpw_allocator *allocator,
                                                     cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- capacity by calendar ------- */

/** A week of sessions on real days. */
typedef struct cpw_patients_calendar {
  size_t struct_size; /**< sizeof(cpw_patients_calendar) as the caller compiled it */
  int32_t
      start; /**< first day of the first period (cpw_date_from_civil); default Monday 2024-01-01 */
  int32_t reserved;    /**< zero */
  int64_t period_days; /**< days of a period, >= 1; default 7 */
  double week[7]; /**< slots (or arrivals, or servers) on a Monday to a Sunday, finite and >= 0;
                                 default 0 */
  const int32_t *holidays; /**< (holiday_count) closed days, any order, or NULL */
  int64_t holiday_count;   /**< >= 0 */
  int64_t ramp_first;      /**< period (from 0) in which the ramp begins, default 0 */
  int64_t ramp_periods;    /**< periods until the ramp is at its end, >= 0; default 0: a step */
  double ramp_to; /**< multiple of the week that the ramp ends at, finite and >= 0; default 1 */
} cpw_patients_calendar;

/** Fill a calendar with the defaults.
 *  @param[out] calendar  weeks from Monday 2024-01-01 without sessions, holidays or a ramp
 *  @param[in]  size      sizeof(cpw_patients_calendar) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_patients_calendar_init_sized(cpw_patients_calendar *calendar, size_t size);

/** Fill a calendar with the defaults (see cpw_patients_calendar_init_sized).
 *  @param[out] calendar  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_patients_calendar_init(cpw_patients_calendar *calendar) {
  cpw_patients_calendar_init_sized(calendar, sizeof *calendar);
}

/** Slots by period from a week of sessions, closed days and a ramp.
 *  The sum over the period's days that are not closed of the weekday's slots, times 1 before the ramp and
 *  1 + (ramp_to - 1) min(1, (t - ramp_first + 1) / max(1, ramp_periods)) from period ramp_first on.
 *  @param[in]  calendar  week, holidays, ramp
 *  @param[in]  periods   >= 0
 *  @param[out] slots     (periods) untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a count below its bound); CPW_EDOMAIN (a value outside its domain,
 *  days beyond the year 9999); CPW_EABI.
 *  @par Complexity O(periods x (period_days + holidays)). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_patients_slots(const cpw_patients_calendar *calendar,
                                                int64_t periods, double *slots, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
