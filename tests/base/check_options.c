/* Options of callers older and newer than the library, and the checks of a run. */
#include "base/check_base.h"

#include <string.h>

typedef struct options {
  size_t struct_size;
  double first;
  int64_t second;
  double third; /* came later */
} options;

static const options defaults = {sizeof(options), 1.5, 7, 0.25};

START_TEST(no_options_are_the_defaults)
{
  options known = defaults;
  ck_assert_int_eq(cpwi_take_options(&known, sizeof known, NULL, "f", NULL), CPW_OK);
  ck_assert_mem_eq(&known, &defaults, sizeof known);
}
END_TEST

START_TEST(all_options_are_taken)
{
  options known = defaults, given = {sizeof given, 2.5, 8, 0.75};
  ck_assert_int_eq(cpwi_take_options(&known, sizeof known, &given, "f", NULL), CPW_OK);
  ck_assert_mem_eq(&known, &given, sizeof known);
}
END_TEST

START_TEST(an_older_caller_gets_defaults_for_the_rest)
{
  options known = defaults, given = {offsetof(options, third), 2.5, 8, 99};
  ck_assert_int_eq(cpwi_take_options(&known, sizeof known, &given, "f", NULL), CPW_OK);
  ck_assert(known.first == 2.5);
  ck_assert_int_eq(known.second, 8);
  ck_assert(known.third == 0.25);
  ck_assert_uint_eq(known.struct_size, sizeof known);
}
END_TEST

START_TEST(other_sizes_are_another_abi)
{
  const size_t sizes[] = {0, 1, sizeof(size_t) - 1, sizeof(options) + 1, SIZE_MAX};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    options known = defaults, given = {sizes[i], 2.5, 8, 0.75};
    cpw_error err;
    ck_assert_int_eq(cpwi_take_options(&known, sizeof known, &given, "f", &err), CPW_EABI);
    ck_assert_int_eq(err.code, CPW_EABI);
    ck_assert_mem_eq(&known, &defaults, sizeof known);
  }
}
END_TEST

START_TEST(defaults_fit_any_size)
{
  for (size_t size = sizeof(size_t); size <= 2 * sizeof(options); size++) {
    unsigned char out[2 * sizeof(options) + 1];
    memset(out, 0x55, sizeof out);
    options mine = defaults;
    cpwi_init_sized(out, size, &mine, sizeof mine);
    size_t written;
    memcpy(&written, out, sizeof written);
    ck_assert_uint_eq(written, size);
    size_t shared = size < sizeof mine ? size : sizeof mine;
    ck_assert_mem_eq(out + sizeof(size_t), (const char *)&defaults + sizeof(size_t),
                     shared - sizeof(size_t));
    for (size_t i = shared; i < size; i++)
      ck_assert_int_eq(out[i], 0);
    ck_assert_int_eq(out[size], 0x55);
  }
}
END_TEST

START_TEST(a_run_has_its_defaults)
{
  cpw_run run;
  memset(&run, 0x55, sizeof run);
  cpw_run_init_sized(&run, sizeof run);
  ck_assert_uint_eq(run.struct_size, sizeof run);
  ck_assert_uint_eq(run.seed, 1);
  ck_assert_int_eq(run.replications, 1);
  ck_assert_int_eq(run.first_replication, 0);
  ck_assert_int_eq(run.threads, 1);
  ck_assert_int_eq(run.reserved, 0);
  ck_assert(run.progress == NULL);
  ck_assert_ptr_null(run.progress_context);
  ck_assert(run.cancel == NULL);
  cpw_run known;
  ck_assert_int_eq(cpwi_take_run(&known, NULL, "f", NULL), CPW_OK);
  ck_assert_uint_eq(known.seed, 1);
  ck_assert_int_eq(known.replications, 1);
  ck_assert_int_eq(known.threads, 1);
  cpw_run_init_sized(NULL, sizeof run); /* nothing to fill, nothing happens */
}
END_TEST

START_TEST(a_run_is_taken_over)
{
  cpw_run run, known;
  cpw_run_init_sized(&run, sizeof run);
  run.seed = UINT64_MAX;
  run.replications = INT64_MAX - 5;
  run.first_replication = 5;
  run.threads = 0;
  ck_assert_int_eq(cpwi_take_run(&known, &run, "f", NULL), CPW_OK);
  ck_assert_uint_eq(known.seed, UINT64_MAX);
  ck_assert_int_eq(known.replications, INT64_MAX - 5);
  ck_assert_int_eq(known.first_replication, 5);
}
END_TEST

static void refuse(const cpw_run *run, int32_t status) {
  cpw_run known;
  memset(&known, 0x55, sizeof known);
  cpw_run before = known;
  cpw_error err;
  ck_assert_int_eq(cpwi_take_run(&known, run, "f", &err), status);
  ck_assert_int_eq(err.code, status);
  ck_assert_mem_eq(&known, &before, sizeof known);
}

START_TEST(an_impossible_run_is_refused)
{
  cpw_run good;
  cpw_run_init_sized(&good, sizeof good);
  cpw_run run = good;
  run.replications = 0;
  refuse(&run, CPW_EDOMAIN);
  run = good;
  run.first_replication = -1;
  refuse(&run, CPW_EDOMAIN);
  run = good;
  run.replications = 2;
  run.first_replication = INT64_MAX - 1;
  refuse(&run, CPW_EDOMAIN);
  run = good;
  run.threads = -1;
  refuse(&run, CPW_EDOMAIN);
  run = good;
  run.struct_size++;
  refuse(&run, CPW_EABI);
}
END_TEST

void cpwt_add_options(const cpwt_cases *cases) {
  tcase_add_test(cases->reference, no_options_are_the_defaults);
  tcase_add_test(cases->reference, all_options_are_taken);
  tcase_add_test(cases->limits, an_older_caller_gets_defaults_for_the_rest);
  tcase_add_test(cases->errors, other_sizes_are_another_abi);
  tcase_add_test(cases->limits, defaults_fit_any_size);
  tcase_add_test(cases->reference, a_run_has_its_defaults);
  tcase_add_test(cases->limits, a_run_is_taken_over);
  tcase_add_test(cases->errors, an_impossible_run_is_refused);
}
