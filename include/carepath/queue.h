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
  int64_t length;       /**< 1 for a number or a choice, n for a list, n x n for a table */
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

/* ================================================================ over time, exactly ======== */

/* ================================================================ the end =================== */

#ifdef __cplusplus
}
#endif
#endif
