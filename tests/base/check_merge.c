/* Merging: every rule by hand, the same bits for any order and grouping, and what cannot be merged. */
#include "base/check_base.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef const cpw_result *const *results;

static cpw_result *new_result(void) {
  cpw_result *result;
  ck_assert_int_eq(cpw_result_new(NULL, &result, NULL), CPW_OK);
  return result;
}

static void *add(cpw_result *result, const char *name, const char *dimensions, int32_t type,
                 int32_t merge) {
  void *memory;
  ck_assert_int_eq(
      cpw_result_add_array(result, name, "people", "Text.", dimensions, type, merge, &memory, NULL),
      CPW_OK);
  return memory;
}

static double *add_real(cpw_result *result, const char *name, const char *dimensions,
                        int32_t merge) {
  return add(result, name, dimensions, CPW_DOUBLE, merge);
}

static int64_t *add_whole(cpw_result *result, const char *name, const char *dimensions,
                          int32_t merge) {
  return add(result, name, dimensions, CPW_INT64, merge);
}

static cpw_result *merge(results list, int64_t count) {
  cpw_result *merged = NULL;
  cpw_error err;
  int32_t status = cpw_result_merge(list, count, NULL, &merged, &err);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  return merged;
}

/* The merge fails with this status and message; frees both results. */
static void refuse(cpw_result *a, cpw_result *b, int32_t expected, int64_t index,
                   const char *message) {
  const cpw_result *list[] = {a, b};
  cpw_result *merged = NULL;
  cpw_error err;
  ck_assert_int_eq(cpw_result_merge(list, 2, NULL, &merged, &err), expected);
  ck_assert_ptr_null(merged);
  ck_assert_int_eq(err.code, expected);
  ck_assert_int_eq(err.index, index);
  ck_assert_str_eq(err.where, "cpw_result_merge");
  ck_assert_str_eq(err.message, message);
  cpw_result_free(a);
  cpw_result_free(b);
}

/* ---- the rules ------------------------------------------------------------------------------- */

START_TEST(sums_are_added)
{
  static const int64_t values[3][2] = {{INT64_MAX, -5}, {7, INT64_MIN}, {-8, 5}};
  cpw_result *parts[3];
  for (int i = 0; i < 3; i++) {
    parts[i] = new_result();
    ck_assert_int_eq(cpw_result_add_dimension(parts[i], "week", 2, NULL, NULL), CPW_OK);
    memcpy(add_whole(parts[i], "treated", "week", CPW_MERGE_SUM), values[i], sizeof values[i]);
  }
  /* on the way it is too large, in the end it is not: no order matters */
  static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                   {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
  for (int i = 0; i < 6; i++) {
    const cpw_result *list[] = {parts[orders[i][0]], parts[orders[i][1]], parts[orders[i][2]]};
    cpw_result *merged = merge(list, 3);
    const cpw_array *array = cpw_result_find(merged, "treated");
    ck_assert_int_eq(array->merge, CPW_MERGE_SUM);
    ck_assert_int_eq(array->integer[0], INT64_MAX - 1);
    ck_assert_int_eq(array->integer[1], INT64_MIN);
    cpw_result_free(merged);
  }
  cpw_result_free(parts[2]);
  refuse(parts[0], parts[1], CPW_EOVERFLOW, 0, "the sum of treated[0] is too large");
}
END_TEST

START_TEST(sums_below_the_least)
{
  cpw_result *a = new_result(), *b = new_result();
  *add_whole(a, "x", "", CPW_MERGE_SUM) = INT64_MIN;
  *add_whole(b, "x", "", CPW_MERGE_SUM) = -1;
  refuse(a, b, CPW_EOVERFLOW, 0, "the sum of x[0] is too large");
}
END_TEST

START_TEST(the_smaller_and_the_larger)
{
  enum { N = 7 };
  const double none = (double)NAN, left[N] = {1, none, 3, -0.0, 0.0, none, (double)INFINITY};
  const double right[N] = {2, 2, none, 0.0, -0.0, -none, 5};
  const double least[N] = {1, 2, 3, -0.0, -0.0, none, 5};
  const double most[N] = {2, 2, 3, 0.0, 0.0, none, (double)INFINITY};
  cpw_result *parts[2];
  for (int i = 0; i < 2; i++) {
    parts[i] = new_result();
    ck_assert_int_eq(cpw_result_add_dimension(parts[i], "n", N, NULL, NULL), CPW_OK);
    memcpy(add_real(parts[i], "low", "n", CPW_MERGE_MIN), i ? right : left, sizeof left);
    memcpy(add_real(parts[i], "high", "n", CPW_MERGE_MAX), i ? right : left, sizeof left);
    *add_whole(parts[i], "first", "", CPW_MERGE_MIN) = i ? INT64_MIN : 3;
    *add_whole(parts[i], "last", "", CPW_MERGE_MAX) = i ? -4 : INT64_MAX;
  }
  for (int turn = 0; turn < 2; turn++) {
    const cpw_result *list[] = {parts[turn], parts[1 - turn]};
    cpw_result *merged = merge(list, 2);
    ck_assert_mem_eq(cpw_result_find(merged, "low")->real, least, sizeof least);
    ck_assert_mem_eq(cpw_result_find(merged, "high")->real, most, sizeof most);
    ck_assert_int_eq(cpw_result_find(merged, "first")->integer[0], INT64_MIN);
    ck_assert_int_eq(cpw_result_find(merged, "last")->integer[0], INT64_MAX);
    cpw_result_free(merged);
  }
  cpw_result_free(parts[0]);
  cpw_result_free(parts[1]);
}
END_TEST

START_TEST(what_must_be_the_same)
{
  static const double values[] = {1, (double)INFINITY, -0.0};
  cpw_result *a = new_result(), *b = new_result(), *both[] = {a, b};
  for (int i = 0; i < 2; i++) {
    ck_assert_int_eq(cpw_result_add_dimension(both[i], "n", 3, NULL, NULL), CPW_OK);
    memcpy(add_real(both[i], "rate", "n", CPW_MERGE_SAME), values, sizeof values);
  }
  cpw_result *merged = merge((results)both, 2);
  ck_assert_mem_eq(cpw_result_find(merged, "rate")->real, values, sizeof values);
  cpw_result_free(merged);
  ((double *)cpwi_result_memory(b, "rate"))[2] = 0.0; /* the same value is not the same bits */
  refuse(a, b, CPW_EDOMAIN, 1,
         "results[1]: rate[2] differs from that of results[0], but must be the same");
}
END_TEST

/* A result over `replication` with these labels, each value being its label's length and first
 * letter; a second coordinate and a second array go with it. */
static cpw_result *with_labels(const char *const *labels, int64_t count) {
  cpw_result *result = new_result();
  const char *marks[16];
  char text[16][24];
  for (int64_t i = 0; i < count; i++) {
    snprintf(text[i], sizeof text[i], "<%.20s>", labels[i]);
    marks[i] = text[i];
  }
  ck_assert_int_eq(cpw_result_add_dimension(result, "replication", count, labels, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_coordinate(result, "replication", "mark", marks, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_dimension(result, "week", 2, NULL, NULL), CPW_OK);
  double *waiting = add_real(result, "waiting", "replication week", CPW_MERGE_APPEND);
  int64_t *treated = add_whole(result, "treated", "replication", CPW_MERGE_APPEND);
  for (int64_t i = 0; i < count; i++) {
    waiting[2 * i] = labels[i][0];
    waiting[2 * i + 1] = (double)strlen(labels[i]) + 0.5;
    treated[i] = labels[i][0];
  }
  return result;
}

static void check_labels(const cpw_result *merged, const char *const *expected, int64_t count) {
  const cpw_array *waiting = cpw_result_find(merged, "waiting");
  const cpw_array *treated = cpw_result_find(merged, "treated");
  ck_assert_int_eq(waiting->dimension[0]->length, count);
  ck_assert_int_eq(waiting->size, 2 * count);
  for (int64_t i = 0; i < count; i++) {
    char mark[24];
    snprintf(mark, sizeof mark, "<%.20s>", expected[i]);
    ck_assert_str_eq(waiting->dimension[0]->coordinate_labels[0][i], expected[i]);
    ck_assert_str_eq(waiting->dimension[0]->coordinate_labels[1][i], mark);
    ck_assert(waiting->real[2 * i] == expected[i][0]);
    ck_assert(waiting->real[2 * i + 1] == (double)strlen(expected[i]) + 0.5);
    ck_assert_int_eq(treated->integer[i], expected[i][0]);
  }
}

static void check_append(const char *const *a, int64_t m, const char *const *b, int64_t n,
                         const char *const *expected) {
  cpw_result *parts[] = {with_labels(a, m), with_labels(b, n)};
  for (int turn = 0; turn < 2; turn++) {
    const cpw_result *list[] = {parts[turn], parts[1 - turn]};
    cpw_result *merged = merge(list, 2);
    check_labels(merged, expected, m + n);
    cpw_result *again = merge((results)&merged, 1);
    check_labels(again, expected, m + n);
    cpw_result_free(again);
    cpw_result_free(merged);
  }
  cpw_result_free(parts[0]);
  cpw_result_free(parts[1]);
}

START_TEST(labels_that_are_numbers_are_ordered_by_value)
{
  check_append((const char *const[]){"10", "-3", "100"}, 3, (const char *const[]){"9", "+2", "0"},
               3, (const char *const[]){"-3", "0", "+2", "9", "10", "100"});
  check_append((const char *const[]){"9223372036854775807"}, 1,
               (const char *const[]){"-9223372036854775808", "1", "01"}, 3,
               (const char *const[]){"-9223372036854775808", "01", "1", "9223372036854775807"});
}
END_TEST

START_TEST(other_labels_are_ordered_by_bytes)
{
  check_append((const char *const[]){"10", "9", "100"}, 3, (const char *const[]){"x"}, 1,
               (const char *const[]){"10", "100", "9", "x"});
  check_append((const char *const[]){"b", "\xc3\xa9", ""}, 3, (const char *const[]){"B", "ab"}, 2,
               (const char *const[]){"", "B", "ab", "b", "\xc3\xa9"});
  check_append((const char *const[]){"9223372036854775808", "7"}, 2, (const char *const[]){"10"}, 1,
               (const char *const[]){"10", "7", "9223372036854775808"}); /* too large a number */
}
END_TEST

START_TEST(results_without_positions_add_none)
{
  static const char *const two[] = {"2", "1"}, *const sorted[] = {"1", "2"};
  check_append(two, 2, two, 0, sorted);
  check_append(two, 0, two, 0, sorted);
}
END_TEST

START_TEST(a_label_twice)
{
  refuse(with_labels((const char *const[]){"1", "2"}, 2),
         with_labels((const char *const[]){"2"}, 1), CPW_EINVAL, 1,
         "results[1]: label \"2\" of dimension replication is in results[0] as well");
}
END_TEST

/* A dimension without labels of its own name is ordered by all its coordinates. */
static cpw_result *with_pairs(const char *const *provider, const char *const *weeks, int64_t count,
                              const int64_t *values) {
  cpw_result *result = new_result();
  ck_assert_int_eq(cpw_result_add_dimension(result, "list", count, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_coordinate(result, "list", "provider", provider, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_coordinate(result, "list", "weeks", weeks, NULL), CPW_OK);
  memcpy(add_whole(result, "x", "list", CPW_MERGE_APPEND), values, (size_t)count * sizeof *values);
  return result;
}

START_TEST(several_coordinates_order_together)
{
  cpw_result *a = with_pairs((const char *const[]){"RB", "RA"}, (const char *const[]){"10", "10"},
                             2, (const int64_t[]){4, 2});
  cpw_result *b = with_pairs((const char *const[]){"RB", "RA"}, (const char *const[]){"9", "9"}, 2,
                             (const int64_t[]){3, 1});
  const cpw_result *list[] = {a, b};
  cpw_result *merged = merge(list, 2);
  for (int i = 0; i < 4; i++)
    ck_assert_int_eq(cpw_result_find(merged, "x")->integer[i], i + 1);
  cpw_result_free(merged);
  cpw_result_free(b);
  b = with_pairs((const char *const[]){"RB", "RA"}, (const char *const[]){"9", "10"}, 2,
                 (const int64_t[]){3, 1});
  refuse(a, b, CPW_EINVAL, 1,
         "results[1]: label \"RA\" of dimension list is in results[0] as well");
}
END_TEST

static int32_t sum_up(cpw_result *result, cpw_error *err) {
  const int64_t *x = cpw_result_find(result, "x")->integer;
  double *share = cpwi_result_memory(result, "share");
  if (x[0] < 0) return cpwi_fail(err, CPW_EDOMAIN, 0, "sum_up", "x[0] must be >= 0");
  for (int i = 0; i < 2; i++)
    share[i] = (double)x[i] / (double)(x[0] + x[1]);
  return CPW_OK;
}

static cpw_result *with_share(int64_t first, int64_t second, cpwi_derive derive) {
  cpw_result *result = new_result();
  ck_assert_int_eq(cpw_result_add_dimension(result, "n", 2, NULL, NULL), CPW_OK);
  double *share = add_real(result, "share", "n", CPW_MERGE_DERIVE);
  int64_t *x = add_whole(result, "x", "n", CPW_MERGE_SUM);
  x[0] = first, x[1] = second;
  share[0] = share[1] = 77; /* not used */
  cpwi_result_set_derive(result, derive);
  return result;
}

START_TEST(derived_arrays_are_derived_again)
{
  const cpw_result *list[] = {with_share(1, 2, sum_up), with_share(0, 1, sum_up),
                              with_share(3, 1, sum_up)};
  cpw_result *first = merge(list, 2);
  ck_assert(cpw_result_find(first, "share")->real[0] == 0.25);
  const cpw_result *second[] = {first, list[2]};
  cpw_result *merged = merge(second, 2);
  ck_assert(cpw_result_find(merged, "share")->real[0] == 0.5);
  ck_assert(cpw_result_find(merged, "share")->real[1] == 0.5);
  ck_assert_int_eq(cpw_result_find(merged, "share")->merge, CPW_MERGE_DERIVE);
  cpw_result_free(first);
  cpw_result_free(merged);
  for (int i = 0; i < 3; i++) {
    union {
      const cpw_result *in;
      cpw_result *out;
    } cast = {list[i]};
    cpw_result_free(cast.out);
  }
}
END_TEST

START_TEST(derived_arrays_need_their_model)
{
  refuse(with_share(1, 1, NULL), with_share(1, 1, NULL), CPW_EINVAL, 0,
         "array share is derived, but nothing says how");
  refuse(with_share(1, 1, sum_up), with_share(1, 1, NULL), CPW_EINVAL, 1,
         "results[1]: the model or its number of arrays differs from that of results[0]");
  cpw_result *list[] = {with_share(-1, 1, sum_up), with_share(-1, 1, sum_up)}, *merged = NULL;
  cpw_error err;
  ck_assert_int_eq(cpw_result_merge((results)list, 2, NULL, &merged, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.where, "sum_up");
  ck_assert_ptr_null(merged);
  cpw_result_free(list[0]);
  cpw_result_free(list[1]);
}
END_TEST

/* ---- notes and outcome ----------------------------------------------------------------------- */

static cpw_result *with_notes(const char *const *pairs) {
  cpw_result *result = new_result();
  for (; *pairs; pairs += 2)
    ck_assert_int_eq(cpw_result_add_note(result, pairs[0], pairs[1], NULL), CPW_OK);
  return result;
}

static void check_notes(const cpw_result *result, const char *const *pairs) {
  int64_t i = 0;
  for (; pairs[2 * i]; i++) {
    ck_assert_str_eq(cpw_result_note_key(result, i), pairs[2 * i]);
    ck_assert_str_eq(cpw_result_note(result, pairs[2 * i]), pairs[2 * i + 1]);
  }
  ck_assert_ptr_null(cpw_result_note_key(result, i));
}

#define NOTES(...) ((const char *const[]){__VA_ARGS__, NULL})

START_TEST(notes_are_joined_once)
{
  cpw_result *a = with_notes(NOTES("source", "RTT", "method", "b\na", "digest", "22"));
  cpw_result *b = with_notes(NOTES("source", "RTT", "method", "b\na", "digest", "11"));
  cpw_result *c = with_notes(NOTES("only", "here", "method", "c\na", "source", ""));
  cpw_result *d = with_notes(NOTES("source", "RTT", "method", "b\na", "digest", "22\n11\n22"));
  const cpw_result *same[] = {a, b}, *all[] = {c, b, a}, *cd[] = {a, d};
  cpw_result *merged = merge(same, 2);
  /* same keys: their order stays; what is equal stays as it is */
  check_notes(merged, NOTES("source", "RTT", "method", "b\na", "digest", "11\n22"));
  const cpw_result *later[] = {merged, c};
  cpw_result *grouped = merge(later, 2), *flat = merge(all, 3);
  check_notes(flat,
              NOTES("digest", "11\n22", "method", "a\nb\nc", "only", "here", "source", "\nRTT"));
  check_notes(grouped,
              NOTES("digest", "11\n22", "method", "a\nb\nc", "only", "here", "source", "\nRTT"));
  cpw_result *alone = merge((results)&a, 1), *twice = merge(cd, 2);
  check_notes(alone, NOTES("source", "RTT", "method", "b\na", "digest", "22"));
  check_notes(twice, NOTES("source", "RTT", "method", "b\na", "digest", "11\n22"));
  cpw_result *owned[] = {a, b, c, d, merged, grouped, flat, alone, twice};
  for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
    cpw_result_free(owned[i]);
}
END_TEST

START_TEST(the_outcome_is_the_worst)
{
  for (int32_t a = CPW_OUTCOME_OK; a <= CPW_OUTCOME_UNSTABLE; a++)
    for (int32_t b = CPW_OUTCOME_OK; b <= CPW_OUTCOME_UNSTABLE; b++) {
      cpw_result *list[] = {new_result(), new_result()};
      ck_assert_int_eq(cpw_result_set_outcome(list[0], a), CPW_OK);
      ck_assert_int_eq(cpw_result_set_outcome(list[1], b), CPW_OK);
      cpw_result *merged = merge((results)list, 2);
      int32_t worse = a > b ? a : b;
      if (worse == CPW_OUTCOME_ALREADY_MET && a != b) worse = CPW_OUTCOME_OK; /* takes a change */
      ck_assert_int_eq(cpw_result_outcome(merged), worse);
      cpw_result_free(merged);
      cpw_result_free(list[0]);
      cpw_result_free(list[1]);
    }
}
END_TEST

/* ---- what cannot be merged ------------------------------------------------------------------- */

START_TEST(arguments_that_are_refused)
{
  cpw_result *a = new_result(), *merged = NULL;
  const cpw_result *list[] = {a, NULL};
  cpw_error err;
  ck_assert_int_eq(cpw_result_merge(NULL, 1, NULL, &merged, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_merge(list, 1, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_merge(list, 0, NULL, &merged, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_merge(list, -1, NULL, &merged, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_merge(list, 2, NULL, &merged, &err), CPW_EINVAL);
  ck_assert_int_eq(err.index, 1);
  cpw_allocator lame = {NULL, NULL, NULL, NULL};
  ck_assert_int_eq(cpw_result_merge(list, 1, &lame, &merged, &err), CPW_EINVAL);
  ck_assert_ptr_null(merged);
  ck_assert_int_eq(cpw_result_merge(list, 1, NULL, &merged, &err), CPW_OK); /* empty is fine */
  ck_assert_ptr_null(cpw_result_at(merged, 0));
  cpw_result_free(merged);
  cpw_result_free(a);
}
END_TEST

/* One array "x" over "n" (2, labelled) and "m" (2), varied in one way. */
typedef struct variant {
  const char *name, *unit, *description, *dimensions, *axis, *label, *coordinate;
  int64_t length;
  int32_t type, merge;
} variant;

static const variant plain = {"x", "people", "Text.", "n m",     "n",
                              "b", "c",      2,       CPW_INT64, CPW_MERGE_SUM};

static cpw_result *build(const variant *v) {
  cpw_result *result = new_result();
  const char *labels[] = {"a", v->label};
  void *memory;
  ck_assert_int_eq(cpw_result_add_dimension(result, v->axis, 2, labels, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_coordinate(result, v->axis, v->coordinate, labels, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_dimension(result, "m", v->length, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_array(result, v->name, v->unit, v->description, v->dimensions,
                                        v->type, v->merge, &memory, NULL),
                   CPW_OK);
  return result;
}

START_TEST(results_of_other_models)
{
  const char *array = "results[1]: array x differs from that of results[0]";
  const char *axis = "results[1]: dimension n differs from that of results[0]";
  const char *count =
      "results[1]: the model or its number of arrays differs from that of results[0]";
  variant v = plain;
  cpw_result *a = build(&v), *b = build(&v);
  const cpw_result *list[] = {a, b};
  cpw_result_free(merge(list, 2)); /* as they are they go together */
  cpw_result_free(a);
  cpw_result_free(b);
#define REFUSED(change, message)                                                                   \
  v = plain;                                                                                       \
  change;                                                                                          \
  refuse(build(&plain), build(&v), CPW_EINVAL, 1, message)
  REFUSED(v.name = "y", array);
  REFUSED(v.unit = "weeks", array);
  REFUSED(v.description = "Other.", array);
  REFUSED(v.dimensions = "n", array);
  REFUSED(v.dimensions = "m n", array);
  REFUSED(v.type = CPW_DOUBLE; v.merge = CPW_MERGE_MIN, array);
  REFUSED(v.merge = CPW_MERGE_MIN, array);
  REFUSED(v.label = "c", axis);
  REFUSED(v.coordinate = "d", axis);
  REFUSED(v.length = 3, "results[1]: dimension m differs from that of results[0]");
  REFUSED(v.axis = "k"; v.dimensions = "k m", array);
  REFUSED(v.axis = "k"; v.dimensions = "m", array);
#undef REFUSED
  b = build(&plain);
  ck_assert_int_eq(cpw_result_add_dimension(b, "more", 1, NULL, NULL), CPW_OK);
  refuse(build(&plain), b, CPW_EINVAL, 1, count);
  b = build(&plain);
  add_whole(b, "more", "", CPW_MERGE_SUM);
  refuse(build(&plain), b, CPW_EINVAL, 1, count);
  a = build(&plain), b = build(&plain); /* a name that only an unused dimension has */
  ck_assert_int_eq(cpw_result_add_dimension(a, "p", 1, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_dimension(b, "q", 1, NULL, NULL), CPW_OK);
  refuse(a, b, CPW_EINVAL, 1, "results[1]: dimension p differs from that of results[0]");
  a = build(&plain), b = build(&plain);
  ck_assert_int_eq(cpw_result_add_coordinate(b, "m", "m", (const char *const[]){"1", "2"}, NULL),
                   CPW_OK);
  refuse(a, b, CPW_EINVAL, 1, "results[1]: dimension m differs from that of results[0]");
}
END_TEST

START_TEST(dimensions_that_grow_under_other_rules)
{
  static const char *const first[] = {"1"}, *const second[] = {"2"};
  for (int kind = 0; kind < 2; kind++) {
    cpw_result *parts[2];
    for (int i = 0; i < 2; i++) {
      parts[i] = with_labels(i ? second : first, 1);
      if (kind == 0) add_whole(parts[i], "bad", "week replication", CPW_MERGE_SUM);
      if (kind == 1) {
        ck_assert_int_eq(cpw_result_add_dimension(parts[i], "list", 1, first, NULL), CPW_OK);
        add_whole(parts[i], "bad", "list replication", CPW_MERGE_APPEND);
      }
    }
    refuse(parts[0], parts[1], CPW_EINVAL, 0,
           "array bad: dimension replication grows and cannot be merged by this rule");
  }
}
END_TEST

/* Sixteen positions by a sixteenth of all there can be by none at all: nothing is stored. */
static cpw_result *with_wide_rows(int first) {
  cpw_result *result = new_result();
  char text[16][8];
  const char *labels[16];
  for (int i = 0; i < 16; i++) {
    snprintf(text[i], sizeof text[i], "%d", first + i);
    labels[i] = text[i];
  }
  ck_assert_int_eq(cpw_result_add_dimension(result, "n", 16, labels, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_dimension(result, "wide", INT64_MAX / 16, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_dimension(result, "none", 0, NULL, NULL), CPW_OK);
  add_whole(result, "x", "n wide none", CPW_MERGE_APPEND);
  return result;
}

START_TEST(sizes_that_overflow)
{
  cpw_result *alone = with_wide_rows(0), *merged = merge((results)&alone, 1);
  ck_assert_int_eq(cpw_result_find(merged, "x")->size, 0);
  cpw_result_free(merged);
  refuse(alone, with_wide_rows(16), CPW_EOVERFLOW, -1, "x is too large");
}
END_TEST

/* ---- any order, any grouping ----------------------------------------------------------------- */

enum { PARTS = 6 };

static cpw_result *random_part(uint64_t *state, int number) {
  cpw_result *result = new_result();
  char text[4][8];
  const char *labels[4];
  int64_t count = (int64_t)(cpwt_random(state) % 4);
  for (int i = 0; i < count; i++) {
    snprintf(text[i], sizeof text[i], "%d", number * 4 + (int)((i + number) % count));
    labels[i] = text[i];
  }
  ck_assert_int_eq(cpw_result_add_dimension(result, "replication", count, labels, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_dimension(result, "n", 2, NULL, NULL), CPW_OK);
  double *appended = add_real(result, "appended", "replication n", CPW_MERGE_APPEND);
  for (int64_t i = 0; i < 2 * count; i++)
    appended[i] = (double)(cpwt_random(state) >> 20);
  int64_t *summed = add_whole(result, "x", "n", CPW_MERGE_SUM);
  double *low = add_real(result, "low", "n", CPW_MERGE_MIN);
  for (int i = 0; i < 2; i++) {
    summed[i] = (int64_t)(cpwt_random(state) >> 10);
    low[i] = cpwt_random(state) & 1 ? (double)NAN : (double)(summed[i] >> 30);
  }
  *add_whole(result, "seed", "", CPW_MERGE_SAME) = 42;
  add_real(result, "share", "n", CPW_MERGE_DERIVE);
  cpwi_result_set_derive(result, sum_up);
  snprintf(text[0], sizeof text[0], "%d", (int)(cpwt_random(state) % 3));
  ck_assert_int_eq(cpw_result_add_note(result, "digest", text[0], NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_set_outcome(result, (int32_t)(cpwt_random(state) % 5)), CPW_OK);
  return result;
}

/* Merges neighbours at random until one is left; frees what it made on the way. */
static cpw_result *merge_in_groups(cpw_result **parts, uint64_t *state) {
  cpw_result *left[PARTS];
  int count = PARTS, made[PARTS] = {0};
  memcpy(left, parts, sizeof left);
  for (int i = PARTS - 1; i > 0; i--) {
    int k = (int)(cpwt_random(state) % (uint64_t)(i + 1));
    cpw_result *swap = left[i];
    left[i] = left[k];
    left[k] = swap;
  }
  while (count > 1) {
    int size = 2 + (int)(cpwt_random(state) % (uint64_t)(count - 1));
    int first = (int)(cpwt_random(state) % (uint64_t)(count - size + 1));
    cpw_result *merged = merge((results)(left + first), size);
    for (int i = first; i < first + size; i++)
      if (made[i]) cpw_result_free(left[i]);
    left[first] = merged;
    made[first] = 1;
    memmove(left + first + 1, left + first + size, (size_t)(count - first - size) * sizeof *left);
    memmove(made + first + 1, made + first + size, (size_t)(count - first - size) * sizeof *made);
    count -= size - 1;
  }
  return left[0];
}

START_TEST(any_order_and_grouping_gives_the_same_bits)
{
  uint64_t state = 31;
  for (int round = 0; round < cpwt_rounds(300, 10); round++) {
    cpw_result *parts[PARTS];
    for (int i = 0; i < PARTS; i++)
      parts[i] = random_part(&state, i);
    cpw_result *flat = merge((results)parts, PARTS);
    cpwt_text expected;
    cpwt_text_open(&expected);
    ck_assert_int_eq(cpw_result_write_json(flat, &expected.sink, NULL), CPW_OK);
    for (int turn = 0; turn < 4; turn++) {
      cpw_result *merged = merge_in_groups(parts, &state);
      cpwt_text text;
      cpwt_text_open(&text);
      ck_assert_int_eq(cpw_result_write_json(merged, &text.sink, NULL), CPW_OK);
      ck_assert_str_eq(text.bytes, expected.bytes);
      cpwt_text_close(&text);
      cpw_result_free(merged);
    }
    cpwt_text_close(&expected);
    cpw_result_free(flat);
    for (int i = 0; i < PARTS; i++)
      cpw_result_free(parts[i]);
  }
}
END_TEST

static int32_t merge_once(void *context) {
  cpw_result *merged;
  int32_t status = cpw_result_merge(context, PARTS, NULL, &merged, NULL);
  if (status == CPW_OK) cpw_result_free(merged);
  return status;
}

START_TEST(no_memory_for_a_merge)
{
  cpw_result *parts[PARTS];
  uint64_t state = 5;
  for (int i = 0; i < PARTS; i++)
    parts[i] = random_part(&state, i);
  ck_assert_int_eq(cpw_result_add_note(parts[0], "only", "here", NULL),
                   CPW_OK); /* sorts the keys */
  cpwt_each_allocation_fails(merge_once, parts);
  for (int i = 0; i < PARTS; i++)
    cpw_result_free(parts[i]);
}
END_TEST

void cpwt_add_merge(const cpwt_cases *cases) {
  tcase_add_test(cases->reference, sums_are_added);
  tcase_add_test(cases->limits, sums_below_the_least);
  tcase_add_test(cases->reference, the_smaller_and_the_larger);
  tcase_add_test(cases->reference, what_must_be_the_same);
  tcase_add_test(cases->reference, labels_that_are_numbers_are_ordered_by_value);
  tcase_add_test(cases->reference, other_labels_are_ordered_by_bytes);
  tcase_add_test(cases->limits, results_without_positions_add_none);
  tcase_add_test(cases->errors, a_label_twice);
  tcase_add_test(cases->reference, several_coordinates_order_together);
  tcase_add_test(cases->reference, derived_arrays_are_derived_again);
  tcase_add_test(cases->errors, derived_arrays_need_their_model);
  tcase_add_test(cases->reference, notes_are_joined_once);
  tcase_add_test(cases->reference, the_outcome_is_the_worst);
  tcase_add_test(cases->errors, arguments_that_are_refused);
  tcase_add_test(cases->errors, results_of_other_models);
  tcase_add_test(cases->errors, dimensions_that_grow_under_other_rules);
  tcase_add_test(cases->limits, sizes_that_overflow);
  tcase_add_test(cases->properties, any_order_and_grouping_gives_the_same_bits);
  tcase_add_test(cases->oom, no_memory_for_a_merge);
}
