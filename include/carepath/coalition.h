/* carepath/coalition.h - what organisations gain or cost together, and how to share it: games with
 * side payments for a provider collaborative, a shared service, a joint bid.
 * Floor 2: includes base.h.
 *
 * A game of n members is the value v(S) of every coalition S, as an array of 2^n numbers: coalition S
 * stands at the sum of 2^i over its members i, so values[0] = 0 is nobody and values[2^n - 1] is all. Or
 * it is a function of the caller, or one of the closed forms below.
 *   Shapley value    the average of what a member adds over all orders of joining (Shapley 1953)
 *   Banzhaf value    the average of what a member adds over all coalitions of the others
 *   core             shares that no coalition would leave: x(S) >= v(S) for all S, x(N) = v(N)
 *   nucleolus        the shares whose greatest complaint v(S) - x(S) is least, then the next greatest,
 *                    ... (Schmeidler, SIAM J. Appl. Math. 17, 1969); in the core where there is one
 *   tau value        between what a member can ask and what it can concede (Tijs 1981)
 * Values may be costs: then a complaint is x(S) - v(S). Survey: Peleg and Sudholter, Introduction to the
 * Theory of Cooperative Games, 2007. Members are told apart by index alone. */
#ifndef CAREPATH_COALITION_H
#define CAREPATH_COALITION_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The most members of a game given as an array. */
#define CPW_COALITION_MOST 24
/** The most members for cpw_coalition_nucleolus and cpw_coalition_least_core. */
#define CPW_COALITION_MOST_NUCLEOLUS 20

/** v(S) = sum of the members' amounts. */
#define CPW_COALITION_SUM 0
/** v(S) = greatest of the members' amounts: a runway, a service as large as the largest user needs. */
#define CPW_COALITION_MAX 1
/** v(S) = amount + sum of the members' amounts: a fixed cost shared, then each its own. */
#define CPW_COALITION_FIXED 2
/** v(S) = max(0, amount - what the others claim): the claims game of an estate. */
#define CPW_COALITION_CLAIMS 3
/** v(S) = 1 where the members' amounts together are at least the amount, otherwise 0: a vote. */
#define CPW_COALITION_VOTE 4
/** v(S) = amount x (sum of the members' amounts)^2: gains of scale (convex). */
#define CPW_COALITION_SQUARE 5

/** Shapley value, of a game that has a closed form. */
#define CPW_COALITION_SHAPLEY 0
/** Nucleolus. */
#define CPW_COALITION_NUCLEOLUS 1
/** Gains in the same amount for each member. */
#define CPW_COALITION_EQUAL 2
/** Gains in proportion to weights. */
#define CPW_COALITION_PROPORTIONAL 3

/** How a game is read and solved. */
typedef struct cpw_coalition_options {
  size_t struct_size;     /**< sizeof(cpw_coalition_options) as the caller compiled it */
  int32_t costs;          /**< 1: values are costs, less is better; default 0 */
  int32_t preimputations; /**< 1: shares may leave a member worse off than alone (prenucleolus);
                               default 0: none may */
  double tolerance;   /**< of complaints, relative to the greatest |v|, in [0, 0.1]; default 1e-9 */
  const cpw_run *run; /**< progress and cancel flag of long calls; NULL: none */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_coalition_options;

/** Fill the options with the defaults.
 *  @param[out] options  values are gains, no member worse off than alone, tolerance 1e-9
 *  @param[in]  size     sizeof(cpw_coalition_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_coalition_options_init_sized(cpw_coalition_options *options, size_t size);

/** Fill the options with the defaults (see cpw_coalition_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_coalition_options_init(cpw_coalition_options *options) {
  cpw_coalition_options_init_sized(options, sizeof *options);
}

/* ---------------------------------------------------------------- games --------------------- */

/** A game as a function: sets *value of the coalition of `count` members (0-based, rising) and returns
 *  CPW_OK, or a negative status that ends the call. Called from every thread of a run at once; never
 *  called for nobody, whose value is 0. */
typedef struct cpw_coalition_game {
  size_t struct_size; /**< sizeof(cpw_coalition_game) as the caller compiled it */
  void *context;      /**< handed to value */
  int32_t (*worth)(void *context, const int64_t *members, int64_t count, double *value);
} cpw_coalition_game;

/** Fill a game with the default, which must be completed.
 *  @param[out] game  no function
 *  @param[in]  size  sizeof(cpw_coalition_game) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_coalition_game_init_sized(cpw_coalition_game *game, size_t size);

/** Fill a game with the default (see cpw_coalition_game_init_sized).
 *  @param[out] game  no function
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_coalition_game_init(cpw_coalition_game *game) {
  cpw_coalition_game_init_sized(game, sizeof *game);
}

/** Write down a closed form as an array of values.
 *  @param[in]  form     CPW_COALITION_SUM to CPW_COALITION_SQUARE
 *  @param[in]  amount   fixed cost, estate, quota or factor; not used by SUM and MAX; finite
 *  @param[in]  members  (n) finite, >= 0
 *  @param[in]  n        1 to CPW_COALITION_MOST
 *  @param[out] values   (2^n) untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, no such form, n); CPW_EDOMAIN (a member, the amount; a value
 *  that is not finite).
 *  @par Complexity O(2^n). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_coalition_table(int32_t form, double amount, const double *members,
                                                 int64_t n, double *values, cpw_error *err);

/** Write down a game as an array of values: one call a coalition.
 *  @param[in]  game       the function
 *  @param[in]  n          1 to CPW_COALITION_MOST
 *  @param[in]  run        threads, progress, cancel; NULL: one thread
 *  @param[out] values     (2^n) undefined on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n); CPW_EDOMAIN (a value that is not finite); CPW_ECANCELLED;
 *  CPW_EABI; any negative status that the function returned.
 *  @par Complexity 2^n - 1 calls. @par Thread safety Safe where the function is. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_coalition_tabulate(const cpw_coalition_game *game, int64_t n,
                                                    const cpw_run *run, double *values,
                                                    cpw_error *err);

/** What kind of game it is. A coalition of -1: there is none. */
typedef struct cpw_coalition_facts {
  int32_t monotone;      /**< 1: no coalition is worth less than a part of it */
  int32_t superadditive; /**< 1: two coalitions without common members are worth no less together */
  int32_t convex;        /**< 1: a member adds no less to a greater coalition (supermodular) */
  int32_t essential;     /**< 1: all together are worth more than each alone */
  int64_t
      not_monotone; /**< the lowest coalition which is worth less without... than a part of it */
  int64_t not_superadditive; /**< the lowest coalition that is worth less than two parts of it */
  int64_t not_convex;        /**< the lowest coalition which, with two members added, shows it */
  double gain;               /**< v(N) less the sum of v({i}); of costs: the saving */
} cpw_coalition_facts;

/** Find out what kind of game it is: with costs, of the savings (-v).
 *  @param[in]  values   (2^n) finite, values[0] = 0
 *  @param[in]  n        1 to CPW_COALITION_MOST; superadditivity takes 3^n steps
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n); CPW_EDOMAIN (a value); CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity O(3^n): 0.2 s for 16 members. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_coalition_describe(const double *values, int64_t n,
                                                    const cpw_coalition_options *options,
                                                    cpw_coalition_facts *out, cpw_error *err);

/* ---------------------------------------------------------------- values -------------------- */

/** Shapley value: sum over S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S)).
 *  Source: Shapley, A value for n-person games, 1953.
 *  @param[in]  values  (2^n) finite, values[0] = 0
 *  @param[in]  n       1 to CPW_COALITION_MOST
 *  @param[out] shares  (n) sum to v(N); untouched on error
 *  @param[out] err     nullable; its index is the coalition at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, n); CPW_EDOMAIN (a value: "values[5] = nan must be finite").
 *  @par Complexity and accuracy O(2^n): 20 ms for 20 members; error <= 1e-15 of the greatest |v|, and a
 *  member who adds nothing has exactly 0.
 *  @par Thread safety Safe.
 *  @par Example examples/collaborative.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_coalition_shapley(const double *values, int64_t n, double *shares,
                                                   cpw_error *err);

/** Banzhaf value: sum over S without i of (v(S + i) - v(S)) / 2^(n-1).
 *  The shares need not sum to v(N). Source: Banzhaf, Rutgers Law Review 19, 1965; Dubey and Shapley,
 *  Math. Oper. Res. 4, 1979.
 *  @param[in]  values     (2^n) finite, values[0] = 0
 *  @param[in]  n          1 to CPW_COALITION_MOST
 *  @param[in]  normalise  1: scaled so that they sum to v(N), where they can be; 0: as they are
 *  @param[out] shares     (n) untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n, normalise); CPW_EDOMAIN (a value; shares that sum to 0 and
 *  cannot be scaled).
 *  @par Complexity O(2^n). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_coalition_banzhaf(const double *values, int64_t n,
                                                   int32_t normalise, double *shares,
                                                   cpw_error *err);

/** Tau value: a point between the members' greatest and least expectations.
 *  M_i = v(N) - v(N - i), m_i = max over S with i of v(S) - sum of M over the others of S, shares
 *  m + t (M - m) with t such that they sum to v(N). Source: Tijs, Bounds for the core and the tau
 *  value, 1981.
 *  @param[in]  values   (2^n) finite, values[0] = 0
 *  @param[in]  n        1 to CPW_COALITION_MOST
 *  @param[in]  options  NULL for the defaults
 *  @param[out] shares   (n) untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (a value; a game without one: "member 2 can ask 3 at least
 *  and 2 at most: the game has no tau value"); CPW_EABI.
 *  @par Complexity O(n 2^n). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_coalition_tau(const double *values, int64_t n,
                                               const cpw_coalition_options *options, double *shares,
                                               cpw_error *err);

/** Shapley value or nucleolus where the cost is that of the costliest member (v(S) = max cost), for any
 *  number of members.
 *  Shapley: each step up in cost is shared equally by those who need it (Littlechild and Owen,
 *  Management Science 20, 1973). Nucleolus: Littlechild, Int. J. Game Theory 3, 1974, in the closed
 *  form of Sonmez, 1994.
 *  @param[in]  costs   (n) finite, >= 0, of any size
 *  @param[in]  n       >= 0
 *  @param[in]  method  CPW_COALITION_SHAPLEY or CPW_COALITION_NUCLEOLUS
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] shares  (n) of the greatest cost; may be the costs' own memory; untouched on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 0, no such method); CPW_EDOMAIN (a cost); CPW_EOVERFLOW;
 *  CPW_ENOMEM.
 *  @par Complexity O(n) for Shapley, O(n^2) at worst for the nucleolus; error <= 1e-15 of the greatest
 *  cost. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_coalition_airport(const double *costs, int64_t n, int32_t method,
                                                   const cpw_allocator *allocator, double *shares,
                                                   cpw_error *err);

/** Shapley value of any number of members by drawing orders of joining.
 *  A replication is an order and its reverse. Replication i comes from the stream of (run->seed,
 *  run->first_replication + i) alone. The shares sum to v(N) up to rounding. Source: Castro, Gomez and
 *  Tejada, Computers and Operations Research 36, 2009.
 *  @param[in]  game            the function; the members that it is given rise
 *  @param[in]  n               >= 1
 *  @param[in]  run             seed, replications >= 2, first_replication, threads, progress, cancel;
 *                              NULL: seed 1, 1,000 replications
 *  @param[in]  allocator       NULL for malloc and free
 *  @param[out] shares          (n) untouched on error
 *  @param[out] standard_error  (n) of the shares, or NULL
 *  @param[out] err             nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1, fewer than 2 replications); CPW_EDOMAIN (a value that is
 *  not finite); CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI; CPW_ECANCELLED; any status of the function.
 *  @par Complexity 2 n calls a replication. The same bits for any number of threads.
 *  @par Thread safety Safe where the function is. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_coalition_sample(const cpw_coalition_game *game, int64_t n,
                                                  const cpw_run *run,
                                                  const cpw_allocator *allocator, double *shares,
                                                  double *standard_error, cpw_error *err);

/** Power in a weighted vote: how often a member decides.
 *  A coalition wins where its votes are at least the quota. Shapley-Shubik: the share of orders in
 *  which the member turns a losing coalition into a winning one; they sum to 1. Banzhaf: the share of
 *  coalitions of the others in which it does (absolute; divide by the sum for the normalised index).
 *  By generating functions in the chance t that a member is in, integrated exactly over t by
 *  Gauss-Legendre, so that counts of any size never overflow (Owen's multilinear extension, Management
 *  Science 18, 1972).
 *  @param[in]  weights         (n) votes, >= 0
 *  @param[in]  n               1 to 10,000
 *  @param[in]  quota           >= 1 and at most the sum of the votes
 *  @param[in]  run             threads, progress, cancel; NULL: one thread
 *  @param[in]  allocator       NULL for malloc and free
 *  @param[out] shapley_shubik  (n) or NULL; untouched on error
 *  @param[out] banzhaf         (n) or NULL; untouched on error
 *  @param[out] err             nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n); CPW_EDOMAIN (a weight, the quota); CPW_EOVERFLOW (votes that
 *  sum to 2^31 or more, after division by what they and the quota have in common); CPW_ENOMEM;
 *  CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity and accuracy O(n^2 x sum of votes) for Shapley-Shubik, O(n x sum) for Banzhaf;
 *  absolute error <= 1e-13. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_coalition_power(const int64_t *weights, int64_t n, int64_t quota,
                                                 const cpw_run *run, const cpw_allocator *allocator,
                                                 double *shapley_shubik, double *banzhaf,
                                                 cpw_error *err);

/* ---------------------------------------------------------------- stability ----------------- */

/** Who would leave. */
typedef struct cpw_coalition_core {
  int32_t
      in_core; /**< 1: the shares sum to v(N) and no coalition would leave, within the tolerance */
  int32_t alone;     /**< 1: no member is worse off than alone, within the tolerance */
  int64_t coalition; /**< the coalition with the greatest complaint (the lowest of several); neither
                          nobody nor all; -1 for one member */
  double complaint;  /**< what it would gain by leaving; negative: what it would lose; -inf for one
                          member */
  double surplus;    /**< sum of the shares less v(N) */
  int64_t member;    /**< the member that is worst off against being alone */
  double loss;       /**< what it would gain alone; negative: what it gains here */
} cpw_coalition_core;

/** Hold shares against the core.
 *  @param[in]  values   (2^n) finite, values[0] = 0
 *  @param[in]  n        1 to CPW_COALITION_MOST
 *  @param[in]  shares   (n) finite
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_EABI.
 *  @par Complexity O(2^n). @par Thread safety Safe.
 *  @par Example examples/collaborative.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_coalition_test_core(const double *values, int64_t n,
                                                     const double *shares,
                                                     const cpw_coalition_options *options,
                                                     cpw_coalition_core *out, cpw_error *err);

/** Least core: the least greatest complaint, and shares that have it.
 *  Linear programme over coalitions, of which only those are written down that are needed.
 *  @param[in]  values     (2^n) finite, values[0] = 0
 *  @param[in]  n          1 to CPW_COALITION_MOST_NUCLEOLUS
 *  @param[in]  options    NULL for the defaults
 *  @param[out] complaint  the least possible greatest complaint over coalitions that are neither nobody
 *                         nor all: <= 0 exactly where the game has a core; -inf for one member
 *  @param[out] shares     (n) some shares of the least core, or NULL; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (a value; members have more alone than together, without
 *  preimputations: "the members have 12 alone and 10 together (gap 2)"); CPW_ENOCONV; CPW_EABI;
 *  CPW_ECANCELLED; CPW_ENOMEM.
 *  @par Complexity O(2^n) a round, some n^2 rounds at most as a rule. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_coalition_least_core(const double *values, int64_t n,
                                                      const cpw_coalition_options *options,
                                                      double *complaint, double *shares,
                                                      cpw_error *err);

/** Nucleolus (prenucleolus with options.preimputations).
 *  At most n linear programmes one after the other, each over the coalitions whose shares are not yet
 *  settled (Maschler, Peleg and Shapley, Math. Oper. Res. 4, 1979); those with a shadow price are
 *  settled, together with all whose shares follow from them, which is found in exact arithmetic.
 *  @param[in]  values   (2^n) finite, values[0] = 0
 *  @param[in]  n        1 to CPW_COALITION_MOST_NUCLEOLUS
 *  @param[in]  options  NULL for the defaults
 *  @param[out] shares   (n) sum to v(N); untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (as cpw_coalition_least_core); CPW_ENOCONV; CPW_EABI;
 *  CPW_ECANCELLED; CPW_ENOMEM.
 *  @par Complexity and accuracy O(2^n) a round, milliseconds for 12 members, 0.1 s for 20; error <=
 *  1e-9 of the greatest |v|, as a rule 1e-14. @par Thread safety Safe.
 *  @par Example examples/collaborative.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_coalition_nucleolus(const double *values, int64_t n,
                                                     const cpw_coalition_options *options,
                                                     double *shares, cpw_error *err);

/* ---------------------------------------------------------------- gain shares --------------- */

/** What a collaborative did and how its gain is to be shared. Results in whole currency units, surplus
 *  positive, deficit negative. */
typedef struct cpw_coalition_books {
  size_t struct_size;    /**< sizeof(cpw_coalition_books) as the caller compiled it */
  int64_t members;       /**< n, >= 1 */
  const int64_t *alone;  /**< (n) each member's result on its own */
  const int64_t *actual; /**< (n) each member's result in the collaborative, before side payments */
  int32_t rule;          /**< CPW_COALITION_EQUAL (default), _PROPORTIONAL, _SHAPLEY, _NUCLEOLUS */
  int32_t reserved;      /**< zero */
  const double *weights; /**< (n) PROPORTIONAL: >= 0, not all 0; NULL: the results alone, which must
                               then be so */
  const double
      *values; /**< (2^n) SHAPLEY, NUCLEOLUS: what each coalition would have, values[2^i] and
                               the last replaced by alone[i] and the sum of actual; otherwise NULL */
  const char *const *ids;         /**< (n) names by which ties of pounds are broken: the lowest in
                               byte order first, then, and with NULL, the lowest index: of
                               an id that is there twice as well, whatever the order of rows */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_coalition_books;

/** Fill the books with the defaults.
 *  @param[out] books  no members, equal shares
 *  @param[in]  size   sizeof(cpw_coalition_books) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_coalition_books_init_sized(cpw_coalition_books *books, size_t size);

/** Fill the books with the defaults (see cpw_coalition_books_init_sized).
 *  @param[out] books  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_coalition_books_init(cpw_coalition_books *books) {
  cpw_coalition_books_init_sized(books, sizeof *books);
}

/** What came out for the collaborative. */
typedef struct cpw_coalition_gain {
  int64_t gain;    /**< sum of actual less sum of alone: negative: a loss */
  int32_t outcome; /**< CPW_OUTCOME_OK: nobody is worse off than alone; CPW_OUTCOME_UNREACHABLE: the
                         collaborative lost, and somebody must be */
  int32_t lifted;  /**< members that the rule alone would have left worse off than alone */
  int64_t transfer; /**< sum of the payments that are received: what changes hands */
} cpw_coalition_gain;

/** Share the gain of a collaborative to the pound, so that no member is worse off than alone.
 *  The rule says each member's gain over its own result; where it would leave some worse off, the
 *  nearest division in which nobody is (least squares: the others give up the same amount each, none
 *  below 0). Then largest remainders (ties by id or index). A loss is shared by the rule as it is:
 *  equally, in proportion to weights, by the game. Shares sum to the sum of actual, side payments to 0,
 *  whatever the size. EQUAL and PROPORTIONAL are right to the pound for any int64 (remainders in twice
 *  the precision of a double, the same where they are within 2^-24 of a pound); the parts of SHAPLEY and
 *  NUCLEOLUS are doubles, which with gains beyond 2^53 may be some pounds from the rule.
 *  @param[in]  books     the books
 *  @param[out] shares    (n) each member's result after side payments; untouched on error
 *  @param[out] payments  (n) shares less actual: what a member receives (negative: pays); or NULL
 *  @param[out] out       or NULL
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, members < 1, no such rule, values or weights missing or not
 *  taken); CPW_EDOMAIN (a weight, a value); CPW_EOVERFLOW (sums, a share, a part of the gain or a
 *  payment beyond an int64); CPW_ENOCONV;
 *  CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(n log n), and that of the rule. @par Thread safety Safe.
 *  @par Example examples/collaborative.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_coalition_share_gain(const cpw_coalition_books *books,
                                                      int64_t *shares, int64_t *payments,
                                                      cpw_coalition_gain *out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
