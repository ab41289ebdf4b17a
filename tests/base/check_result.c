/* The result store: what goes in comes out, names are unique, errors change nothing. */
#include "base/check_base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static cpw_result *new_result(void) {
  cpw_result *result;
  ck_assert_int_eq(cpw_result_new(NULL, &result, NULL), CPW_OK);
  return result;
}

static const char *const providers[] = {"RA1", "RB2", "RC3"};
static const char *const specialties[] = {"ENT", "Eyes", ""};

/* list (3, two coordinates), week (4, none), nothing (0) */
static cpw_result *with_dimensions(void) {
  cpw_result *result = new_result();
  ck_assert_int_eq(cpw_result_add_dimension(result, "list", 3, providers, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_coordinate(result, "list", "specialty", specialties, NULL),
                   CPW_OK);
  ck_assert_int_eq(cpw_result_add_dimension(result, "week", 4, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_dimension(result, "nothing", 0, providers, NULL), CPW_OK);
  return result;
}

static int32_t add(cpw_result *result, const char *name, const char *dimensions, int32_t type,
                   int32_t merge, void **memory, cpw_error *err) {
  return cpw_result_add_array(result, name, "people", "One sentence.", dimensions, type, merge,
                              memory, err);
}

START_TEST(an_array_is_found_as_it_was_added)
{
  cpw_result *result = with_dimensions();
  void *memory = NULL;
  ck_assert_int_eq(add(result, "waiting", "list week", CPW_DOUBLE, CPW_MERGE_APPEND, &memory, NULL),
                   CPW_OK);
  double *real = memory;
  for (int i = 0; i < 12; i++) {
    ck_assert(real[i] == 0);
    real[i] = i;
  }
  const cpw_array *array = cpw_result_find(result, "waiting");
  ck_assert_ptr_nonnull(array);
  ck_assert_str_eq(array->name, "waiting");
  ck_assert_str_eq(array->unit, "people");
  ck_assert_str_eq(array->description, "One sentence.");
  ck_assert_int_eq(array->type, CPW_DOUBLE);
  ck_assert_int_eq(array->merge, CPW_MERGE_APPEND);
  ck_assert_int_eq(array->dimensions, 2);
  ck_assert_int_eq(array->size, 12);
  ck_assert_ptr_eq(array->real, real);
  ck_assert_ptr_null(array->integer);
  const cpw_dimension *list = array->dimension[0];
  ck_assert_str_eq(list->name, "list");
  ck_assert_int_eq(list->length, 3);
  ck_assert_int_eq(list->coordinates, 2);
  ck_assert_str_eq(list->coordinate_names[0], "list");
  ck_assert_str_eq(list->coordinate_names[1], "specialty");
  for (int i = 0; i < 3; i++) {
    ck_assert_str_eq(list->coordinate_labels[0][i], providers[i]);
    ck_assert_str_eq(list->coordinate_labels[1][i], specialties[i]);
    ck_assert_ptr_ne(list->coordinate_labels[0][i], providers[i]); /* copied */
  }
  ck_assert_str_eq(array->dimension[1]->name, "week");
  ck_assert_int_eq(array->dimension[1]->coordinates, 0);
  ck_assert_ptr_eq(cpw_result_at(result, 0), array);
  ck_assert_ptr_null(cpw_result_at(result, 1));
  ck_assert_ptr_null(cpw_result_at(result, -1));
  ck_assert_ptr_null(cpw_result_find(result, "other"));
  ck_assert_ptr_null(cpw_result_find(result, NULL));
  ck_assert_ptr_eq(cpwi_result_memory(result, "waiting"), memory);
  ck_assert_ptr_null(cpwi_result_memory(result, "other"));
  cpw_result_free(result);
}
END_TEST

START_TEST(a_single_number_and_an_empty_array)
{
  cpw_result *result = with_dimensions();
  void *one, *none, *bare;
  ck_assert_int_eq(add(result, "total", NULL, CPW_INT64, CPW_MERGE_SUM, &one, NULL), CPW_OK);
  ck_assert_int_eq(add(result, "none", "week nothing", CPW_DOUBLE, CPW_MERGE_SAME, &none, NULL),
                   CPW_OK);
  ck_assert_int_eq(
      cpw_result_add_array(result, "bare", NULL, NULL, " ", CPW_DOUBLE, CPW_MERGE_MAX, &bare, NULL),
      CPW_OK);
  const cpw_array *array = cpw_result_find(result, "total");
  ck_assert_int_eq(array->dimensions, 0);
  ck_assert_int_eq(array->size, 1);
  ck_assert_ptr_null(array->real);
  ck_assert_ptr_eq(array->integer, one);
  ck_assert_int_eq(array->integer[0], 0);
  array = cpw_result_find(result, "none");
  ck_assert_int_eq(array->size, 0);
  ck_assert_ptr_nonnull(array->real);
  array = cpw_result_find(result, "bare");
  ck_assert_str_eq(array->unit, "");
  ck_assert_str_eq(array->description, "");
  ck_assert_int_eq(array->size, 1);
  cpw_result_free(result);
}
END_TEST

START_TEST(memory_stays_where_it_is)
{
  enum { MANY = 300 };
  cpw_result *result = with_dimensions();
  double *memory[MANY];
  const cpw_array *arrays[MANY];
  for (int i = 0; i < MANY; i++) {
    char name[16];
    void *block;
    snprintf(name, sizeof name, "array%d", i);
    ck_assert_int_eq(add(result, name, "week", CPW_DOUBLE, CPW_MERGE_SAME, &block, NULL), CPW_OK);
    memory[i] = block;
    memory[i][3] = i;
    arrays[i] = cpw_result_find(result, name);
    snprintf(name, sizeof name, "axis%d", i);
    ck_assert_int_eq(cpw_result_add_dimension(result, name, i, NULL, NULL), CPW_OK);
    snprintf(name, sizeof name, "label%d", i);
    ck_assert_int_eq(cpw_result_add_coordinate(result, "list", name, providers, NULL), CPW_OK);
    snprintf(name, sizeof name, "note%d", i);
    ck_assert_int_eq(cpw_result_add_note(result, name, "text", NULL), CPW_OK);
  }
  for (int i = 0; i < MANY; i++) {
    ck_assert_ptr_eq(cpw_result_at(result, i), arrays[i]);
    ck_assert_ptr_eq(arrays[i]->real, memory[i]);
    ck_assert(memory[i][3] == i);
  }
  void *block;
  ck_assert_int_eq(add(result, "last", "list", CPW_INT64, CPW_MERGE_SAME, &block, NULL), CPW_OK);
  const cpw_dimension *list = cpw_result_find(result, "last")->dimension[0];
  ck_assert_int_eq(list->coordinates, MANY + 2);
  ck_assert_str_eq(list->coordinate_names[MANY + 1], "label299");
  ck_assert_str_eq(list->coordinate_labels[MANY + 1][2], "RC3");
  cpw_result_free(result);
}
END_TEST

START_TEST(notes_are_kept_and_replaced)
{
  cpw_result *result = new_result();
  ck_assert_ptr_null(cpw_result_note(result, "source"));
  ck_assert_ptr_null(cpw_result_note_key(result, 0));
  ck_assert_int_eq(cpw_result_add_note(result, "source", "RTT, March", NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_note(result, "method", "", NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_note(result, "source", "RTT, April", NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_note(result, "source", cpw_result_note(result, "source"), NULL),
                   CPW_OK);
  ck_assert_str_eq(cpw_result_note(result, "source"), "RTT, April");
  ck_assert_str_eq(cpw_result_note(result, "method"), "");
  ck_assert_str_eq(cpw_result_note_key(result, 0), "source");
  ck_assert_str_eq(cpw_result_note_key(result, 1), "method");
  ck_assert_ptr_null(cpw_result_note_key(result, 2));
  ck_assert_ptr_null(cpw_result_note_key(result, -1));
  ck_assert_ptr_null(cpw_result_note(result, NULL));
  ck_assert_int_eq(cpw_result_add_note(result, "", "x", NULL), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_add_note(result, NULL, "x", NULL), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_add_note(result, "x", NULL, NULL), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_add_note(NULL, "x", "x", NULL), CPW_EINVAL);
  cpw_result_free(result);
}
END_TEST

START_TEST(the_outcome_is_a_known_one)
{
  cpw_result *result = new_result();
  ck_assert_int_eq(cpw_result_outcome(result), CPW_OUTCOME_OK);
  ck_assert_int_eq(cpw_result_set_outcome(result, CPW_OUTCOME_UNSTABLE), CPW_OK);
  ck_assert_int_eq(cpw_result_outcome(result), CPW_OUTCOME_UNSTABLE);
  ck_assert_int_eq(cpw_result_set_outcome(result, -1), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_set_outcome(result, CPW_OUTCOME_UNSTABLE + 1), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_outcome(result), CPW_OUTCOME_UNSTABLE);
  ck_assert_int_eq(cpw_result_set_outcome(NULL, CPW_OUTCOME_OK), CPW_EINVAL);
  cpw_result_free(result);
}
END_TEST

START_TEST(nothing_can_be_asked_of_nothing)
{
  cpw_result_free(NULL);
  ck_assert_ptr_null(cpw_result_find(NULL, "x"));
  ck_assert_ptr_null(cpw_result_at(NULL, 0));
  ck_assert_ptr_null(cpw_result_note(NULL, "x"));
  ck_assert_ptr_null(cpw_result_note_key(NULL, 0));
  ck_assert_int_eq(cpw_result_outcome(NULL), CPW_OUTCOME_OK);
  cpw_error err;
  ck_assert_int_eq(cpw_result_new(NULL, NULL, &err), CPW_EINVAL);
  cpw_allocator lame = {NULL, NULL, NULL, NULL};
  cpw_result *result = NULL;
  ck_assert_int_eq(cpw_result_new(&lame, &result, &err), CPW_EINVAL);
  ck_assert_ptr_null(result);
}
END_TEST

START_TEST(dimensions_that_are_refused)
{
  cpw_result *result = with_dimensions();
  cpw_error err;
  static const char *const holes[] = {"a", NULL, "c"};
  ck_assert_int_eq(cpw_result_add_dimension(NULL, "x", 1, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_add_dimension(result, NULL, 1, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_add_dimension(result, "", 1, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_add_dimension(result, "two words", 1, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_add_dimension(result, "week", 1, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_add_dimension(result, "specialty", 1, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "the name specialty is taken");
  ck_assert_int_eq(cpw_result_add_dimension(result, "x", -1, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "length = -1 of x must be >= 0");
  ck_assert_int_eq(cpw_result_add_dimension(result, "x", 3, holes, &err), CPW_EINVAL);
  ck_assert_int_eq(err.index, 1);
  ck_assert_int_eq(cpw_result_add_dimension(result, "x", INT64_MAX, holes, &err), CPW_EOVERFLOW);
  ck_assert_int_eq(cpw_result_add_coordinate(NULL, "week", "x", holes, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_add_coordinate(result, NULL, "x", holes, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_add_coordinate(result, "week", NULL, holes, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_add_coordinate(result, "week", "", holes, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_add_coordinate(result, "week", "x", NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_add_coordinate(result, "month", "x", holes, &err), CPW_ENOTFOUND);
  ck_assert_int_eq(cpw_result_add_coordinate(result, "week", "list", holes, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_add_coordinate(result, "list", "week", holes, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_add_coordinate(result, "list", "specialty", holes, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_add_coordinate(result, "list", "holes", holes, &err), CPW_EINVAL);
  ck_assert_int_eq(err.index, 1);
  /* the name of an unlabelled dimension is free for its own labels, and then taken */
  static const char *const weeks[] = {"w1", "w2", "w3", "w4"};
  ck_assert_int_eq(cpw_result_add_coordinate(result, "week", "week", weeks, &err), CPW_OK);
  ck_assert_int_eq(cpw_result_add_coordinate(result, "week", "week", weeks, &err), CPW_EINVAL);
  cpw_result_free(result);
}
END_TEST

START_TEST(arrays_that_are_refused)
{
  cpw_result *result = with_dimensions();
  void *memory = result;
  cpw_error err;
  ck_assert_int_eq(cpw_result_add_dimension(result, "huge", INT64_MAX, NULL, NULL), CPW_OK);
  for (int i = 0; i < 9; i++) {
    char name[2] = {(char)('a' + i), 0};
    ck_assert_int_eq(cpw_result_add_dimension(result, name, 1, NULL, NULL), CPW_OK);
  }
  ck_assert_int_eq(add(NULL, "x", "", CPW_DOUBLE, 0, &memory, &err), CPW_EINVAL);
  ck_assert_int_eq(add(result, NULL, "", CPW_DOUBLE, 0, &memory, &err), CPW_EINVAL);
  ck_assert_int_eq(add(result, "", "", CPW_DOUBLE, 0, &memory, &err), CPW_EINVAL);
  ck_assert_int_eq(add(result, "x", "", CPW_DOUBLE, 0, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(add(result, "x", "", 0, 0, &memory, &err), CPW_EINVAL);
  ck_assert_int_eq(add(result, "x", "", 3, 0, &memory, &err), CPW_EINVAL);
  ck_assert_int_eq(add(result, "x", "", CPW_DOUBLE, -1, &memory, &err), CPW_EINVAL);
  ck_assert_int_eq(add(result, "x", "", CPW_DOUBLE, 6, &memory, &err), CPW_EINVAL);
  ck_assert_int_eq(add(result, "x", "", CPW_DOUBLE, CPW_MERGE_SUM, &memory, &err), CPW_EINVAL);
  ck_assert_int_eq(add(result, "x", "", CPW_DOUBLE, CPW_MERGE_APPEND, &memory, &err), CPW_EINVAL);
  ck_assert_int_eq(add(result, "x", "week list", CPW_DOUBLE, CPW_MERGE_APPEND, &memory, &err),
                   CPW_EINVAL);
  ck_assert_int_eq(add(result, "x", "week month", CPW_DOUBLE, 0, &memory, &err), CPW_ENOTFOUND);
  ck_assert_str_eq(err.message, "x: no dimension is called month");
  ck_assert_int_eq(add(result, "x", "wee", CPW_DOUBLE, 0, &memory, &err), CPW_ENOTFOUND);
  ck_assert_int_eq(add(result, "x", "weeks", CPW_DOUBLE, 0, &memory, &err), CPW_ENOTFOUND);
  ck_assert_int_eq(add(result, "x", "week list week", CPW_DOUBLE, 0, &memory, &err), CPW_EINVAL);
  ck_assert_int_eq(add(result, "x", "a b c d e f g h i", CPW_DOUBLE, 0, &memory, &err), CPW_EINVAL);
  ck_assert_int_eq(add(result, "x", "huge week", CPW_DOUBLE, 0, &memory, &err), CPW_EOVERFLOW);
  ck_assert_int_eq(add(result, "x", "huge", CPW_DOUBLE, 0, &memory, &err), CPW_EOVERFLOW);
  ck_assert_ptr_eq(memory, result);
  ck_assert_ptr_null(cpw_result_at(result, 0));
  ck_assert_int_eq(add(result, "x", "a b c d e f g h", CPW_DOUBLE, 0, &memory, &err), CPW_OK);
  ck_assert_int_eq(add(result, "x", "a", CPW_DOUBLE, 0, &memory, &err), CPW_EINVAL); /* twice */
  ck_assert_int_eq(add(result, "empty", "nothing huge", CPW_DOUBLE, 0, &memory, &err), CPW_OK);
  cpw_result_free(result);
}
END_TEST

/* ---- memory that is short -------------------------------------------------------------------- */

static int32_t add_all_kinds(cpw_result *result) {
  void *memory;
  static const char *const labels[] = {"x", "y"};
  int32_t status = cpw_result_add_dimension(result, "d0", 2, labels, NULL);
  for (int i = 0; i < 3 && status == CPW_OK; i++) {
    char name[16];
    snprintf(name, sizeof name, "c%d", i);
    status = cpw_result_add_coordinate(result, "d0", name, labels, NULL);
    snprintf(name, sizeof name, "a%d", i);
    if (status == CPW_OK) status = add(result, name, "d0", CPW_INT64, CPW_MERGE_SUM, &memory, NULL);
    snprintf(name, sizeof name, "n%d", i);
    if (status == CPW_OK) status = cpw_result_add_note(result, name, "text", NULL);
    if (status == CPW_OK) status = cpw_result_add_note(result, "n0", "another", NULL);
    snprintf(name, sizeof name, "e%d", i);
    if (status == CPW_OK) status = cpw_result_add_dimension(result, name, i, NULL, NULL);
  }
  return status;
}

static int32_t build(void *context) {
  (void)context;
  cpw_result *result;
  int32_t status = cpw_result_new(NULL, &result, NULL);
  if (status != CPW_OK) return status;
  status = add_all_kinds(result);
  cpw_result_free(result);
  return status;
}

START_TEST(no_memory_anywhere)
{ cpwt_each_allocation_fails(build, NULL); }
END_TEST

/* After a failed addition the same addition works, and the result writes the same text as before. */
START_TEST(a_failed_addition_changes_nothing)
{
  for (int kind = 0; kind < 5; kind++) {
    for (long k = 0;; k++) {
      cpw_result *result = with_dimensions();
      void *memory = NULL;
      cpwt_text before, after;
      cpwt_text_open(&before);
      cpwt_text_open(&after);
      ck_assert_int_eq(cpw_result_write_json(result, &before.sink, NULL), CPW_OK);
      int32_t status = CPW_ENOMEM;
      for (int attempt = 0; attempt < 2 && status == CPW_ENOMEM; attempt++) {
        if (attempt == 0) cpwt_fail_at(k, 0);
        if (kind == 0) status = cpw_result_add_dimension(result, "new", 3, providers, NULL);
        if (kind == 1) status = cpw_result_add_coordinate(result, "list", "new", specialties, NULL);
        if (kind == 2) status = add(result, "new", "list week", CPW_DOUBLE, 0, &memory, NULL);
        if (kind == 3) status = cpw_result_add_note(result, "new", "text", NULL);
        if (kind == 4) status = cpw_result_add_note(result, "key", "text", NULL);
        cpwt_fail_never();
        if (attempt == 0 && status == CPW_ENOMEM) {
          ck_assert_ptr_null(memory);
          ck_assert_int_eq(cpw_result_write_json(result, &after.sink, NULL), CPW_OK);
          ck_assert_str_eq(before.bytes, after.bytes);
        }
        if (attempt == 0 && status == CPW_OK) k = -2; /* this kind needs no more */
      }
      ck_assert_int_eq(status, CPW_OK);
      cpwt_text_close(&before);
      cpwt_text_close(&after);
      cpw_result_free(result);
      if (k < 0) break;
    }
  }
}
END_TEST

/* ---- the caller's own memory ----------------------------------------------------------------- */

static int64_t blocks;
static void *own_allocate(void *context, size_t bytes) {
  ck_assert_ptr_eq(context, &blocks);
  blocks++;
  return malloc(bytes);
}
static void *own_resize(void *context, void *block, size_t bytes) {
  ck_assert_ptr_eq(context, &blocks);
  if (!block) blocks++;
  return realloc(block, bytes);
}
static void own_release(void *context, void *block) {
  ck_assert_ptr_eq(context, &blocks);
  if (block) blocks--;
  free(block);
}

START_TEST(all_memory_is_the_callers)
{
  const cpw_allocator own = {&blocks, own_allocate, own_resize, own_release};
  cpw_result *result, *merged;
  blocks = 0;
  ck_assert_int_eq(cpw_result_new(&own, &result, NULL), CPW_OK);
  ck_assert_int_eq(add_all_kinds(result), CPW_OK);
  const cpw_result *twice[] = {result, result};
  ck_assert_int_eq(cpw_result_merge(twice, 2, &own, &merged, NULL), CPW_OK);
  ck_assert_int_gt(blocks, 20);
  cpw_result_free(merged);
  cpw_result_free(result);
  ck_assert_int_eq(blocks, 0);
}
END_TEST

void cpwt_add_result(const cpwt_cases *cases) {
  tcase_add_test(cases->reference, an_array_is_found_as_it_was_added);
  tcase_add_test(cases->limits, a_single_number_and_an_empty_array);
  tcase_add_test(cases->properties, memory_stays_where_it_is);
  tcase_add_test(cases->reference, notes_are_kept_and_replaced);
  tcase_add_test(cases->errors, the_outcome_is_a_known_one);
  tcase_add_test(cases->errors, nothing_can_be_asked_of_nothing);
  tcase_add_test(cases->errors, dimensions_that_are_refused);
  tcase_add_test(cases->errors, arrays_that_are_refused);
  tcase_add_test(cases->oom, no_memory_anywhere);
  tcase_add_test(cases->errors, a_failed_addition_changes_nothing);
  tcase_add_test(cases->properties, all_memory_is_the_callers);
}
