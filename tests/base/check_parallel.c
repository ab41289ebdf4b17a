/* A loop on several threads: everything once, the lowest failure, progress and cancelling. */
#include "base/check_base.h"

#include <string.h>

enum { MOST = 1009 };

typedef struct work {
  int32_t visits[MOST];
  int64_t fail_from; /* the body fails for every range that reaches this index */
  volatile int32_t cancel;
  int64_t cancel_at;
} work;

static int32_t visit(void *context, int64_t first, int64_t last, cpw_error *err) {
  work *w = context;
  for (int64_t i = first; i < last; i++)
    w->visits[i]++; /* nobody else's: tsan would tell */
  if (last > w->fail_from)
    return cpwi_fail(err, CPW_EDOMAIN, first, "visit", "range from %lld", (long long)first);
  if (w->cancel_at >= first && w->cancel_at < last)
    __atomic_store_n(&w->cancel, 1, __ATOMIC_SEQ_CST);
  return CPW_OK;
}

static cpw_run run_on(int32_t threads) {
  cpw_run run;
  cpw_run_init_sized(&run, sizeof run);
  run.threads = threads;
  return run;
}

static const work fresh = {.fail_from = INT64_MAX, .cancel_at = -1};

START_TEST(every_index_once)
{
  const int64_t counts[] = {0, 1, 2, 3, 7, 16, 100, 101, 997, MOST};
  const int64_t grains[] = {1, 2, 3, 10, 1000, 5000, INT64_MAX, 0};
  const int32_t threads[] = {0, 1, 2, 3, 5, 16};
  for (size_t c = 0; c < sizeof counts / sizeof *counts; c++)
    for (size_t g = 0; g < sizeof grains / sizeof *grains; g++)
      for (size_t t = 0; t < sizeof threads / sizeof *threads; t++) {
        work w = fresh;
        cpw_run run = run_on(threads[t]);
        ck_assert_int_eq(cpwi_parallel(&run, counts[c], grains[g], visit, &w, "f", NULL), CPW_OK);
        for (int64_t i = 0; i < MOST; i++)
          ck_assert_int_eq(w.visits[i], i < counts[c]);
      }
  work w = fresh;
  cpw_run run = run_on(2);
  ck_assert_int_eq(cpwi_parallel(&run, -5, 1, visit, &w, "f", NULL), CPW_OK);
  ck_assert_int_eq(w.visits[0], 0);
}
END_TEST

START_TEST(more_threads_than_there_can_be)
{
  work w = fresh;
  cpw_run run = run_on(100000);
  ck_assert_int_eq(cpwi_parallel(&run, MOST, 1, visit, &w, "f", NULL), CPW_OK);
  for (int i = 0; i < MOST; i++)
    ck_assert_int_eq(w.visits[i], 1);
}
END_TEST

START_TEST(the_lowest_failing_range_wins)
{
  for (int round = 0; round < cpwt_rounds(200, 10); round++)
    for (int32_t threads = 1; threads <= 4; threads++) {
      work w = fresh;
      w.fail_from = 3 + 7 * (round % 11);
      cpw_run run = run_on(threads);
      cpw_error err;
      ck_assert_int_eq(cpwi_parallel(&run, 200, 3, visit, &w, "f", &err), CPW_EDOMAIN);
      ck_assert_int_eq(err.index, w.fail_from / 3 * 3);
      ck_assert_int_eq(err.code, CPW_EDOMAIN);
      ck_assert_str_eq(err.where, "visit");
      for (int64_t i = 0; i < err.index; i++)
        ck_assert_int_eq(w.visits[i], 1);
      w = fresh;
      w.fail_from = 0;
      ck_assert_int_eq(cpwi_parallel(&run, 200, 3, visit, &w, "f", NULL), CPW_EDOMAIN);
    }
}
END_TEST

START_TEST(the_caller_can_cancel)
{
  for (int32_t threads = 1; threads <= 4; threads++) {
    work w = fresh;
    cpw_run run = run_on(threads);
    run.cancel = &w.cancel;
    w.cancel_at = 10;
    cpw_error err;
    ck_assert_int_eq(cpwi_parallel(&run, MOST, 1, visit, &w, "f", &err), CPW_ECANCELLED);
    ck_assert_int_eq(err.code, CPW_ECANCELLED);
    ck_assert_str_eq(err.where, "f");
    ck_assert_int_eq(w.visits[10], 1);
    if (threads == 1) ck_assert_int_eq(w.visits[11], 0);
    work before = fresh; /* cancelled before it began: no work at all */
    before.cancel = 1;
    run.cancel = &before.cancel;
    ck_assert_int_eq(cpwi_parallel(&run, MOST, 1, visit, &before, "f", NULL), CPW_ECANCELLED);
    for (int i = 0; i < MOST; i++)
      ck_assert_int_eq(before.visits[i], 0);
  }
}
END_TEST

typedef struct report {
  double last;
  int calls, stop_after;
} report;

static int note_progress(void *context, double done) {
  report *r = context;
  ck_assert(done >= r->last && done > 0 && done <= 1);
  r->last = done;
  return ++r->calls == r->stop_after;
}

START_TEST(progress_rises_to_one)
{
  for (int32_t threads = 1; threads <= 3; threads++) {
    work w = fresh;
    report r = {0, 0, -1};
    cpw_run run = run_on(threads);
    run.progress = note_progress;
    run.progress_context = &r;
    ck_assert_int_eq(cpwi_parallel(&run, 300, 10, visit, &w, "f", NULL), CPW_OK);
    ck_assert(r.last == 1.0);
    ck_assert_int_ge(r.calls, 1);
    if (threads == 1) ck_assert_int_ge(r.calls, 30);
  }
}
END_TEST

START_TEST(progress_can_cancel)
{
  for (int stop = 1; stop <= 3; stop++) {
    work w = fresh;
    report r = {0, 0, stop};
    cpw_run run = run_on(1);
    run.progress = note_progress;
    run.progress_context = &r;
    ck_assert_int_eq(cpwi_parallel(&run, 300, 10, visit, &w, "f", NULL), CPW_ECANCELLED);
    ck_assert_int_eq(r.calls, stop);
    ck_assert_int_eq(w.visits[10 * stop - 1], 1);
    ck_assert_int_eq(w.visits[10 * stop], 0);
  }
}
END_TEST

static int refuse_the_end(void *context, double done) {
  (void)context;
  return done == 1.0;
}

START_TEST(cancelling_at_the_very_end_counts)
{
  work w = fresh;
  cpw_run run = run_on(1);
  run.progress = refuse_the_end;
  ck_assert_int_eq(cpwi_parallel(&run, 30, 10, visit, &w, "f", NULL), CPW_ECANCELLED);
}
END_TEST

void cpwt_add_parallel(const cpwt_cases *cases) {
  tcase_add_test(cases->properties, every_index_once);
  tcase_add_test(cases->limits, more_threads_than_there_can_be);
  tcase_add_test(cases->errors, the_lowest_failing_range_wins);
  tcase_add_test(cases->errors, the_caller_can_cancel);
  tcase_add_test(cases->properties, progress_rises_to_one);
  tcase_add_test(cases->errors, progress_can_cancel);
  tcase_add_test(cases->errors, cancelling_at_the_very_end_counts);
}
