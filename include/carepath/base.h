/* carepath/base.h - what every module shares: status codes, errors, memory, runs, text numbers,
 * input and output streams, and the one result type that every model returns.
 * Floor 0: includes nothing of carepath. */
#ifndef CAREPATH_BASE_H
#define CAREPATH_BASE_H

#include <stddef.h>
#include <stdint.h>

/* ---------------------------------------------------------------- version and linkage ------- */

#define CPW_VERSION_MAJOR  0
#define CPW_VERSION_MINOR  1
#define CPW_VERSION_PATCH  0
#define CPW_VERSION_STRING "0.1.0"
/** ABI number: raised whenever a struct or a signature changes incompatibly. Same number, same ABI. */
#define CPW_ABI 0

#if defined(__GNUC__)
#define CPW_API      __attribute__((visibility("default")))
#define CPW_MUST_USE __attribute__((warn_unused_result))
#else
/* clang-format off */
#define CPW_API
#define CPW_MUST_USE
/* clang-format on */
#endif

/* Scalar formulae live in the headers; C exports one copy of each (lib/inline.c) for bindings. */
#if defined(__cplusplus)
#define CPW_INLINE inline
#else
#define CPW_INLINE                                                                                 \
  CPW_API                                                                                          \
  inline
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- status and errors --------- */

/** Every status code once: name, value, meaning. 0 is success, errors are negative. */
#define CPW_STATUS_LIST(X)                                                                         \
  X(CPW_OK, 0, "success")                                                                          \
  X(CPW_EINVAL, -1, "invalid argument: missing, contradictory or of the wrong shape")              \
  X(CPW_EDOMAIN, -2, "value outside its domain")                                                   \
  X(CPW_ENOMEM, -3, "out of memory")                                                               \
  X(CPW_EOVERFLOW, -4, "a size, count or sum is too large")                                        \
  X(CPW_EABI, -5, "structure of another version of the library")                                   \
  X(CPW_EDATA, -6, "data do not follow the expected format")                                       \
  X(CPW_EIO, -7, "input or output failed")                                                         \
  X(CPW_ENOTFOUND, -8, "no such name")                                                             \
  X(CPW_ENOCONV, -9, "no convergence")                                                             \
  X(CPW_ECANCELLED, -10, "cancelled by the caller")                                                \
  X(CPW_EINTERNAL, -11, "internal inconsistency: please report it")

enum {
#define CPW_X(name, value, text) name = value,
  CPW_STATUS_LIST(CPW_X)
#undef CPW_X
};

/** What went wrong and where. Filled only when a function returns a negative status; the caller
 *  owns it, and it may be NULL wherever it is asked for. Texts are UTF-8 and always terminated. */
typedef struct cpw_error {
  int32_t code;      /**< the status that was returned */
  int32_t reserved;  /**< zero */
  int64_t index;     /**< index of the offending element (0-based), or -1 */
  int64_t line;      /**< line of the offending text (1-based), or 0 where there is no text */
  int64_t column;    /**< field (1-based) on that line, or 0 */
  char where[64];    /**< the function, or the file or stream for errors in data */
  char message[320]; /**< one sentence: the place, the value found and the rule it breaks */
} cpw_error;

/** Version of the compiled library as text.
 *  @return CPW_VERSION_STRING of the library, static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_version(void);

/** ABI number of the compiled library.
 *  @return CPW_ABI of the library; a caller compiled with another number must not go on.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API int32_t cpw_abi(void);

/** Name of a status code.
 *  @param[in] status  any value of CPW_STATUS_LIST
 *  @return its name, such as "CPW_EDOMAIN"; "CPW_UNKNOWN" for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_status_name(int32_t status);

/** Meaning of a status code in one phrase.
 *  @param[in] status  any value of CPW_STATUS_LIST
 *  @return its meaning; "unknown status" for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_status_message(int32_t status);

/** One public struct or one field of it, as the library was compiled: bindings compare these with
 *  their own mirrors before the first call. */
typedef struct cpw_layout {
  const char *struct_name; /**< such as "cpw_error" */
  const char *field_name;  /**< NULL: the row describes the struct itself */
  int64_t offset;          /**< bytes from the start of the struct */
  int64_t size;            /**< bytes */
} cpw_layout;

/** One public constant, as the library was compiled. */
typedef struct cpw_constant {
  const char *name; /**< such as "CPW_EDOMAIN" */
  int64_t integer;  /**< the value, where real is NaN */
  double real;      /**< the value of a floating-point constant; NaN for an integer */
} cpw_constant;

/** Layout table of every public struct: one row a struct, then one row a field.
 *  @param[in] index  0-based row
 *  @return the row in static memory; NULL past the end.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_layout *cpw_layout_at(int64_t index);

/** Table of every public constant (each `#define` and enumerator with a number).
 *  @param[in] index  0-based row
 *  @return the row in static memory; NULL past the end.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_constant *cpw_constant_at(int64_t index);

/* ---------------------------------------------------------------- memory and runs ----------- */

/** A caller's memory functions. All three are needed. `allocate` and `resize` return NULL when
 *  memory is short; `resize(context, NULL, n)` allocates; `release(context, NULL)` does nothing.
 *  They may be called from any thread of a call. NULL instead of an allocator: malloc and free. */
typedef struct cpw_allocator {
  void *context;
  void *(*allocate)(void *context, size_t bytes);
  void *(*resize)(void *context, void *block, size_t bytes);
  void (*release)(void *context, void *block);
} cpw_allocator;

/** How long work is run. Results depend on seed, replications and first_replication alone, never
 *  on threads: the replications may be split over processes and the results merged exactly. */
typedef struct cpw_run {
  size_t struct_size;        /**< sizeof(cpw_run) as the caller compiled it */
  uint64_t seed;             /**< default 1 */
  int64_t replications;      /**< default 1; >= 1 */
  int64_t first_replication; /**< number of the first one, default 0; >= 0 */
  int32_t threads;           /**< default 1; 0 = one a processor */
  int32_t reserved;          /**< zero */
  /** Called now and then from the calling thread with the share of the work done, 0 to 1.
   *  Any other return value than 0 cancels the call (CPW_ECANCELLED). NULL: not called. */
  int (*progress)(void *context, double done);
  void *progress_context;
  /** Read now and then by every thread: any other value than 0 cancels the call. May be NULL. Set
   *  it from another thread with an atomic store, or from a signal handler. */
  const volatile int32_t *cancel;
} cpw_run;

/** Fill a cpw_run with the defaults.
 *  @param[out] run   the defaults: seed 1, one replication from 0, one thread
 *  @param[in]  size  sizeof(cpw_run) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_run_init_sized(cpw_run *run, size_t size);

/** Fill a cpw_run with the defaults (see cpw_run_init_sized).
 *  @param[out] run  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_run_init(cpw_run *run) {
  cpw_run_init_sized(run, sizeof *run);
}

/* ---------------------------------------------------------------- numbers as text ----------- */

/** Bytes that cpw_format_double and cpw_format_int64 may write, the final NUL included. */
#define CPW_NUMBER_CHARS 32

/** Write a double as the shortest decimal text that reads back to the same bits.
 *  Never uses the locale. Integers below 1e21 are written without exponent ("7400000"); NaN is
 *  "nan", infinities "inf" and "-inf", minus zero "-0".
 *  @param[in]  value  any double
 *  @param[out] text   at least CPW_NUMBER_CHARS bytes; terminated
 *  @return the number of characters before the NUL.
 *  @par Complexity and accuracy O(1); shortest, and nearest among the shortest (Steele and White
 *  1990; Raffaello Giulietti, "The Schubfach way to render doubles", 2021).
 *  @par Thread safety Safe. @since 0.1 */
CPW_API int32_t cpw_format_double(double value, char *text);

/** Write a 64-bit integer as decimal text.
 *  @param[in]  value  any integer
 *  @param[out] text   at least CPW_NUMBER_CHARS bytes; terminated
 *  @return the number of characters before the NUL.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API int32_t cpw_format_int64(int64_t value, char *text);

/** Read a decimal number, correctly rounded, without the locale.
 *  Accepts [+-] digits [. digits] [e[+-]digits], and nan, inf, infinity in any case. The whole
 *  text must be the number: no spaces, no thousands separators.
 *  @param[in]  text   `count` bytes, need not be terminated
 *  @param[in]  count  number of bytes, >= 0
 *  @param[out] value  the nearest double (ties to even; infinity beyond the largest)
 *  @return CPW_OK; CPW_EDATA if the text is not a number; CPW_EINVAL if a pointer is NULL.
 *  @par Complexity and accuracy O(count); correctly rounded (Lemire, "Number parsing at a gigabyte
 *  per second", 2021, with an exact fallback).
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_parse_double(const char *text, int64_t count, double *value);

/** Read a decimal integer without loss: every int64_t, nothing else.
 *  @param[in]  text   `count` bytes, need not be terminated: [+-] digits
 *  @param[in]  count  number of bytes, >= 0
 *  @param[out] value  the integer
 *  @return CPW_OK; CPW_EDATA if the text is not an integer; CPW_EOVERFLOW if it does not fit;
 *  CPW_EINVAL if a pointer is NULL.
 *  @par Complexity O(count). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_parse_int64(const char *text, int64_t count, int64_t *value);

/* ---------------------------------------------------------------- digests ------------------- */

/** Bytes of a digest as text, the final NUL included. */
#define CPW_SHA256_CHARS 65

/** A SHA-256 that is being made. Plain memory: copy it to go on from the same point twice. */
typedef struct cpw_sha256_state {
  uint64_t bytes;   /**< how many went in */
  uint64_t word[8]; /**< 32 bits each */
  char block[64];   /**< what has not filled a block yet */
} cpw_sha256_state;

/** Begin a SHA-256 (FIPS 180-4, section 5.3.3).
 *  @param[out] state  of no bytes
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_sha256_init(cpw_sha256_state *state);

/** Add bytes to a SHA-256 (FIPS 180-4, section 6.2).
 *  @param[in,out] state  begun with cpw_sha256_init
 *  @param[in]     bytes  (count) may be NULL where count is 0
 *  @param[in]     count  number of bytes; <= 0 adds nothing
 *  @par Complexity O(count). @par Thread safety One thread at a time. @since 0.1 */
CPW_API void cpw_sha256_add(cpw_sha256_state *state, const void *bytes, int64_t count);

/** The digest of what was added so far, as hexadecimal text. More can be added afterwards.
 *  @param[in]  state  begun with cpw_sha256_init
 *  @param[out] text   CPW_SHA256_CHARS bytes: 64 digits 0-9a-f and the NUL
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_sha256_text(const cpw_sha256_state *state, char *text);

/** SHA-256 of some bytes as hexadecimal text (FIPS 180-4).
 *  @param[in]  bytes  (count) may be NULL where count is 0
 *  @param[in]  count  number of bytes, >= 0
 *  @param[out] text   CPW_SHA256_CHARS bytes: 64 digits 0-9a-f and the NUL; untouched on error
 *  @return CPW_OK; CPW_EINVAL (NULL, a negative count).
 *  @par Complexity O(count). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_sha256(const void *bytes, int64_t count, char *text);

/* ---------------------------------------------------------------- streams ------------------- */

/** Where text goes. `write` returns 0 when all bytes were taken, anything else on failure. */
typedef struct cpw_sink {
  void *context;
  int (*write)(void *context, const char *bytes, int64_t count);
} cpw_sink;

/** Where text comes from. `read` returns the number of bytes put into the buffer (1 to capacity),
 *  0 at the end, a negative number on failure. */
typedef struct cpw_source {
  void *context;
  int64_t (*read)(void *context, char *buffer, int64_t capacity);
  const char *name; /**< how errors call it, such as a file's name; NULL: "<input>" */
} cpw_source;

/** A text in memory that is read as a source: a policy in a string, a table in a buffer. */
typedef struct cpw_text {
  const char *bytes; /**< (count) borrowed; need not be terminated */
  int64_t count;     /**< >= 0 */
  int64_t used;      /**< how much was read already; 0 before the first reading */
} cpw_text;

/** The source that reads a text in memory, from `used` on.
 *  @param[in]  text  the text, which must stay where it is while the source is read
 *  @param[in]  name  how errors call it, such as "policy"; NULL: "<input>"
 *  @param[out] out   the source
 *  @return CPW_OK; CPW_EINVAL (NULL, bytes missing, count or used out of range): out is untouched.
 *  @par Complexity O(1). @par Thread safety One thread at a time for one text.
 *  @par Example examples/priority.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_text_source(cpw_text *text, const char *name, cpw_source *out);

/** A file that is written whole or not at all: the text goes to a temporary file beside it, which
 *  takes the name on commit. Devices and pipes are written directly. */
typedef struct cpw_output cpw_output;

/** Open a file for writing whole or not at all.
 *  @param[in]  path       where the file will stand after cpw_output_commit
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        the output; untouched on error. Free it with cpw_output_free
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOMEM; CPW_EIO (a directory, no permission, no such folder).
 *  @par Complexity O(1). @par Thread safety Different outputs are independent. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_output_new(const char *path, const cpw_allocator *allocator,
                                            cpw_output **out, cpw_error *err);

/** The sink that writes into an output.
 *  @param[in] output  an open output
 *  @return a sink that lives as long as the output.
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API const cpw_sink *cpw_output_sink(cpw_output *output);

/** Flush an output and give the file its name, replacing what stood there.
 *  @param[in]  output  an open output; afterwards only cpw_output_free is allowed
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EIO if a write failed (disk full): the old file is then untouched.
 *  @par Complexity O(1) beyond the flush. @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_output_commit(cpw_output *output, cpw_error *err);

/** Free an output; what was not committed is thrown away.
 *  @param[in] output  an output or NULL
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API void cpw_output_free(cpw_output *output);

/* ---------------------------------------------------------------- results ------------------- */

/** Element types of an array. */
#define CPW_DOUBLE 1
#define CPW_INT64  2

/** How an array of several results becomes one (cpw_result_merge). */
#define CPW_MERGE_SAME   0 /**< must be the same bits in every result */
#define CPW_MERGE_SUM    1 /**< int64 only: added, overflow is an error */
#define CPW_MERGE_MIN    2 /**< the smaller */
#define CPW_MERGE_MAX    3 /**< the larger */
#define CPW_MERGE_APPEND 4 /**< joined along the first dimension, in the order of its labels */
#define CPW_MERGE_DERIVE 5 /**< recomputed by the model from the merged arrays */

/** What came out of a model, beside its numbers. An outcome is not an error. */
#define CPW_OUTCOME_OK          0 /**< as asked */
#define CPW_OUTCOME_ALREADY_MET 1 /**< a target that needs no change */
#define CPW_OUTCOME_CLEARED     2 /**< a target that is met only by leaving fewer than join */
#define CPW_OUTCOME_UNREACHABLE 3 /**< a target that cannot be reached; the best is given */
#define CPW_OUTCOME_UNSTABLE    4 /**< the list grows without end: no steady state */

/** The most dimensions of an array. */
#define CPW_MAX_DIMENSIONS 8

/** One axis of an array: its length and any number of coordinates, each of which names every
 *  position (a dimension "list" may carry the coordinates "provider" and "specialty"). */
typedef struct cpw_dimension {
  const char *name;
  int64_t length;
  int64_t coordinates;                         /**< number of coordinates, may be 0 */
  const char *const *coordinate_names;         /**< (coordinates) */
  const char *const *const *coordinate_labels; /**< (coordinates, length), UTF-8 */
} cpw_dimension;

/** One named array of a result: owned by the result, valid until that is freed or added to.
 *  The last dimension varies fastest. */
typedef struct cpw_array {
  const char *name;
  const char *unit;        /**< such as "people", "share", "weeks"; "" where there is none */
  const char *description; /**< one sentence */
  int32_t type;            /**< CPW_DOUBLE or CPW_INT64 */
  int32_t merge;           /**< CPW_MERGE_... */
  int64_t dimensions;      /**< 0 for a single number, at most CPW_MAX_DIMENSIONS */
  const cpw_dimension *const *dimension; /**< (dimensions) */
  int64_t size;                          /**< product of the lengths; 1 for a single number */
  const double *real;     /**< (size), NULL unless type is CPW_DOUBLE. NaN = no value */
  const int64_t *integer; /**< (size), NULL unless type is CPW_INT64 */
} cpw_array;

/** What every model returns: named, labelled arrays, an outcome, and notes (what was assumed). */
typedef struct cpw_result cpw_result;

/** Make an empty result.
 *  @param[in]  allocator  NULL for malloc and free; must outlive the result
 *  @param[out] out        the result; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOMEM.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_result_new(const cpw_allocator *allocator, cpw_result **out,
                                            cpw_error *err);

/** Free a result and all arrays that were read from it.
 *  @param[in] result  a result or NULL
 *  @par Complexity O(arrays). @par Thread safety One thread at a time. @since 0.1 */
CPW_API void cpw_result_free(cpw_result *result);

/** Add a dimension, with or without labels.
 *  @param[in,out] result  the result; unchanged on error
 *  @param[in]     name    unique among the dimensions, not empty
 *  @param[in]     length  >= 0
 *  @param[in]     labels  NULL for none (positions count from 0), else (length) texts, copied, as
 *                         a coordinate of the dimension's own name
 *  @param[out]    err     nullable
 *  @return CPW_OK; CPW_EINVAL (name taken, NULL label, negative length); CPW_ENOMEM; CPW_EOVERFLOW.
 *  @par Complexity O(length). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_result_add_dimension(cpw_result *result, const char *name,
                                                      int64_t length, const char *const *labels,
                                                      cpw_error *err);

/** Add a coordinate to a dimension: a second, third, ... set of labels.
 *  @param[in,out] result     the result; unchanged on error
 *  @param[in]     dimension  name of a dimension that was added
 *  @param[in]     name       unique among the coordinates of all dimensions
 *  @param[in]     labels     (length of the dimension) texts, copied
 *  @param[out]    err        nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOTFOUND (no such dimension); CPW_ENOMEM.
 *  @par Complexity O(length). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_result_add_coordinate(cpw_result *result, const char *dimension,
                                                       const char *name, const char *const *labels,
                                                       cpw_error *err);

/** Add an array of zeros and hand out its memory to be filled.
 *  @param[in,out] result       the result; unchanged on error
 *  @param[in]     name         unique among the arrays, not empty
 *  @param[in]     unit         may be NULL: none
 *  @param[in]     description  may be NULL: none
 *  @param[in]     dimensions   names of its dimensions joined by spaces, slowest first; "" or NULL
 *                              for a single number
 *  @param[in]     type         CPW_DOUBLE or CPW_INT64
 *  @param[in]     merge        CPW_MERGE_...; SUM needs CPW_INT64, APPEND a labelled first dimension
 *  @param[out]    memory       (size) zeros to fill, owned by the result; untouched on error
 *  @param[out]    err          nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOTFOUND (no such dimension); CPW_ENOMEM; CPW_EOVERFLOW.
 *  @par Complexity O(size). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_result_add_array(cpw_result *result, const char *name,
                                                  const char *unit, const char *description,
                                                  const char *dimensions, int32_t type,
                                                  int32_t merge, void **memory, cpw_error *err);

/** Add a note: something the reader of the numbers must know (an assumption, a source, a digest).
 *  @param[in,out] result  the result; unchanged on error
 *  @param[in]     key     unique, not empty; an existing note of that key is replaced
 *  @param[in]     text    UTF-8, copied
 *  @param[out]    err     nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOMEM.
 *  @par Complexity O(length). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_result_add_note(cpw_result *result, const char *key,
                                                 const char *text, cpw_error *err);

/** Set the outcome of a result.
 *  @param[in,out] result   the result
 *  @param[in]     outcome  CPW_OUTCOME_...
 *  @return CPW_OK; CPW_EINVAL if result is NULL.
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API int32_t cpw_result_set_outcome(cpw_result *result, int32_t outcome);

/** The outcome of a result: for many lists, the worst of theirs.
 *  @param[in] result  a result, not NULL
 *  @return CPW_OUTCOME_...
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API int32_t cpw_result_outcome(const cpw_result *result);

/** The array of a given name.
 *  @param[in] result  a result, not NULL
 *  @param[in] name    as documented by the model
 *  @return the array, owned by the result; NULL if there is none of that name.
 *  @par Complexity O(arrays). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_array *cpw_result_find(const cpw_result *result, const char *name);

/** The arrays of a result one after the other.
 *  @param[in] result  a result, not NULL
 *  @param[in] index   0-based
 *  @return the array, owned by the result; NULL past the end.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_array *cpw_result_at(const cpw_result *result, int64_t index);

/** The text of a note.
 *  @param[in] result  a result, not NULL
 *  @param[in] key     its key
 *  @return the text, owned by the result; NULL if there is none of that key.
 *  @par Complexity O(notes). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_result_note(const cpw_result *result, const char *key);

/** The keys of the notes one after the other.
 *  @param[in] result  a result, not NULL
 *  @param[in] index   0-based
 *  @return the key, owned by the result; NULL past the end.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_result_note_key(const cpw_result *result, int64_t index);

/** Merge results of the same model into one, array by array (CPW_MERGE_...): the same bits for any
 *  order and grouping. Notes that differ are kept side by side, one a line in sorted order; the
 *  outcome is the worst (one that is already met is better than one that takes a change).
 *  @param[in]  results    (count) results of the same arrays; borrowed
 *  @param[in]  count      >= 1
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        the merged result; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (different arrays, units or labels; the same APPEND label twice);
 *  CPW_EDOMAIN (a SAME array differs); CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity O(count x size). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_result_merge(const cpw_result *const *results, int64_t count,
                                              const cpw_allocator *allocator, cpw_result **out,
                                              cpw_error *err);

/** Write arrays as tidy CSV: one row a position, one column a coordinate, one column an array.
 *  RFC 4180 with LF; numbers read back to the same bits; NaN is an empty cell, infinities inf and
 *  -inf. A dimension without coordinates is a column of 0-based positions.
 *  @param[in]  result  a result
 *  @param[in]  name    an array: the table holds it and every array with the same dimensions, in
 *                      their order. NULL: all arrays in long form (array, unit, coordinates, value)
 *  @param[in]  sink    where the text goes
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOTFOUND (no such array); CPW_EIO (the sink failed); CPW_ENOMEM.
 *  @par Complexity O(cells), memory O(1). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_result_write_csv(const cpw_result *result, const char *name,
                                                  const cpw_sink *sink, cpw_error *err);

/** Write a whole result as one JSON object (RFC 8259).
 *  {"carepath": version, "outcome": name, "notes": {...}, "dimensions": {name: {"length": n,
 *  "coordinates": {name: [labels]}}}, "arrays": {name: {"unit", "description", "type",
 *  "dimensions": [names], "shape": [n, ...], "values": [flat, last dimension fastest]}}}. Numbers
 *  read back to the same bits; NaN is null, infinities are the strings "inf" and "-inf".
 *  @param[in]  result  a result
 *  @param[in]  sink    where the text goes
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EIO (the sink failed).
 *  @par Complexity O(cells), memory O(1). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_result_write_json(const cpw_result *result, const cpw_sink *sink,
                                                   cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
