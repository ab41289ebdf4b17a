/* Memory through an allocator or malloc: sizes, zeros, failures. */
#include "base/check_base.h"

#include <stdlib.h>
#include <string.h>

typedef struct ledger {
  int64_t allocated, resized, released;
} ledger;

static void *count_allocate(void *context, size_t bytes) {
  ((ledger *)context)->allocated++;
  void *block = malloc(bytes);
  if (block) memset(block, 0xa5, bytes);
  return block;
}

static void *count_resize(void *context, void *block, size_t bytes) {
  ((ledger *)context)->resized++;
  return realloc(block, bytes);
}

static void count_release(void *context, void *block) {
  ((ledger *)context)->released++;
  free(block);
}

static cpw_allocator counting(ledger *l) {
  return (cpw_allocator){l, count_allocate, count_resize, count_release};
}

START_TEST(products_are_checked)
{
  int64_t out = 7;
  ck_assert_int_eq(cpwi_multiply(INT64_MAX, 1, &out), 1);
  ck_assert_int_eq(out, INT64_MAX);
  ck_assert_int_eq(cpwi_multiply(0, INT64_MAX, &out), 1);
  ck_assert_int_eq(out, 0);
  ck_assert_int_eq(cpwi_multiply(INT64_C(3037000499), INT64_C(3037000499), &out), 1);
  ck_assert_int_eq(out, INT64_C(9223372030926249001));
  ck_assert_int_eq(cpwi_multiply(INT64_C(3037000500), INT64_C(3037000500), &out), 0);
  ck_assert_int_eq(cpwi_multiply(INT64_MAX, 2, &out), 0);
  ck_assert_int_eq(cpwi_multiply(2, INT64_MAX, &out), 0);
  ck_assert_int_eq(cpwi_multiply(-1, 1, &out), 0);
  ck_assert_int_eq(cpwi_multiply(1, -1, &out), 0);
  ck_assert_int_eq(out, INT64_C(9223372030926249001)); /* untouched */
}
END_TEST

START_TEST(too_much_is_refused)
{
  ck_assert_ptr_null(cpwi_alloc(NULL, SIZE_MAX, 2));
  ck_assert_ptr_null(cpwi_alloc(NULL, SIZE_MAX / 2 + 2, 1));
  ck_assert_ptr_null(cpwi_alloc_zero(NULL, SIZE_MAX / 8, 16));
  int64_t *block = cpwi_alloc(NULL, 1, sizeof *block);
  ck_assert_ptr_nonnull(block);
  *block = 42;
  ck_assert_ptr_null(cpwi_grow(NULL, block, SIZE_MAX / 4, 8));
  ck_assert_int_eq(*block, 42);
  cpwi_release(NULL, block);
}
END_TEST

START_TEST(nothing_is_still_a_block)
{
  ledger l = {0, 0, 0};
  cpw_allocator a = counting(&l);
  const cpw_allocator *both[] = {NULL, &a};
  for (int i = 0; i < 2; i++) {
    void *none = cpwi_alloc(both[i], 0, 8), *zero = cpwi_alloc_zero(both[i], 8, 0);
    void *grown = cpwi_grow(both[i], NULL, 0, 0);
    ck_assert_ptr_nonnull(none);
    ck_assert_ptr_nonnull(zero);
    ck_assert_ptr_nonnull(grown);
    cpwi_release(both[i], none);
    cpwi_release(both[i], zero);
    cpwi_release(both[i], grown);
    cpwi_release(both[i], NULL);
  }
  ck_assert_int_eq(l.allocated, 2);
  ck_assert_int_eq(l.resized, 1);
  ck_assert_int_eq(l.released, 3);
}
END_TEST

START_TEST(zeros_are_zeros)
{
  ledger l = {0, 0, 0};
  cpw_allocator a = counting(&l);
  const cpw_allocator *both[] = {NULL, &a};
  for (int i = 0; i < 2; i++) {
    unsigned char *block = cpwi_alloc_zero(both[i], 100, 3);
    ck_assert_ptr_nonnull(block);
    for (int k = 0; k < 300; k++)
      ck_assert_int_eq(block[k], 0);
    cpwi_release(both[i], block);
  }
}
END_TEST

START_TEST(growing_keeps_the_contents)
{
  ledger l = {0, 0, 0};
  cpw_allocator a = counting(&l);
  int *list = cpwi_alloc(&a, 2, sizeof *list);
  list[0] = 1, list[1] = 2;
  list = cpwi_grow(&a, list, 1000, sizeof *list);
  ck_assert_int_eq(list[0], 1);
  ck_assert_int_eq(list[1], 2);
  cpwi_release(&a, list);
  char *copy = cpwi_copy_text(&a, "orthopaedics");
  ck_assert_str_eq(copy, "orthopaedics");
  cpwi_release(&a, copy);
  ck_assert_int_eq(l.allocated, 2);
  ck_assert_int_eq(l.resized, 1);
  ck_assert_int_eq(l.released, 2);
}
END_TEST

START_TEST(short_memory_is_null)
{
  cpwt_fail_at(0, 1);
  void *plain = cpwi_alloc(NULL, 1, 1), *zero = cpwi_alloc_zero(NULL, 1, 1);
  void *grown = cpwi_grow(NULL, NULL, 1, 1);
  char *copy = cpwi_copy_text(NULL, "x");
  cpwt_fail_never();
  ck_assert_ptr_null(plain);
  ck_assert_ptr_null(zero);
  ck_assert_ptr_null(grown);
  ck_assert_ptr_null(copy);
  ledger l = {0, 0, 0};
  cpw_allocator a = counting(&l);
  cpwt_fail_at(0, 1);
  zero = cpwi_alloc_zero(&a, 1, 1);
  cpwt_fail_never();
  ck_assert_ptr_null(zero);
}
END_TEST

START_TEST(an_allocator_needs_all_three)
{
  ledger l = {0, 0, 0};
  cpw_error err;
  cpw_allocator whole = counting(&l);
  ck_assert_int_eq(cpwi_check_allocator(NULL, "f", &err), CPW_OK);
  ck_assert_int_eq(cpwi_check_allocator(&whole, "f", &err), CPW_OK);
  cpw_allocator a = whole;
  a.allocate = NULL;
  ck_assert_int_eq(cpwi_check_allocator(&a, "f", &err), CPW_EINVAL);
  ck_assert_ptr_nonnull(strstr(err.message, "allocate"));
  a = whole;
  a.resize = NULL;
  ck_assert_int_eq(cpwi_check_allocator(&a, "f", &err), CPW_EINVAL);
  ck_assert_ptr_nonnull(strstr(err.message, "resize"));
  a = whole;
  a.release = NULL;
  ck_assert_int_eq(cpwi_check_allocator(&a, "f", &err), CPW_EINVAL);
  ck_assert_ptr_nonnull(strstr(err.message, "release"));
  ck_assert_str_eq(err.where, "f");
}
END_TEST

void cpwt_add_memory(const cpwt_cases *cases) {
  tcase_add_test(cases->limits, products_are_checked);
  tcase_add_test(cases->limits, too_much_is_refused);
  tcase_add_test(cases->limits, nothing_is_still_a_block);
  tcase_add_test(cases->reference, zeros_are_zeros);
  tcase_add_test(cases->reference, growing_keeps_the_contents);
  tcase_add_test(cases->errors, short_memory_is_null);
  tcase_add_test(cases->errors, an_allocator_needs_all_three);
}
