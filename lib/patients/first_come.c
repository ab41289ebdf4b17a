/* Customers served in the order in which they come, simulated: rounds of replications until they are all
 * done or the mean wait is known well enough.
 * Source: carepath/first_come.h.
 * Leaves a replication to first_come_run.c, the result to first_come_result.c. */
#include "patients/first_come.h"

/* so many customers are worth a hand-over between threads */
#define GRAIN 200000

/* Room for the replications of the next round. */
static int32_t make_room(cpwi_first_come *f, int64_t replications, cpw_error *err) {
  int64_t size;
  double *rows = NULL;
  if (cpwi_multiply(f->done + replications, f->width, &size))
    rows = cpwi_grow(f->options.allocator, f->rows, (size_t)size, sizeof *rows);
  if (!rows)
    return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_FIRST_COME, "no memory for %lld replications",
                     (long long)(f->done + replications));
  f->rows = rows;
  return CPW_OK;
}

static int32_t run_round(cpwi_first_come *f, int64_t replications, cpw_error *err) {
  int64_t grain = 1 + GRAIN / f->options.customers;
  int32_t status = make_room(f, replications, err);
  if (status == CPW_OK)
    status =
        cpwi_parallel(&f->run, replications, grain, cpwi_first_come_range, f, CPWI_FIRST_COME, err);
  if (status == CPW_OK) f->done += replications;
  return status;
}

/* Whether the mean wait is known to the precision asked for. */
static int32_t look(const cpwi_first_come *f, int *precise, cpw_error *err) {
  const cpwi_waits_of waits = {f->rows, f->rows + f->width - f->batches, f->done, f->width,
                               f->batches};
  cpw_interval i;
  double sd;
  int32_t status = cpwi_first_come_interval(&waits, f->options.level, &sd, &i, err);
  if (status == CPW_OK) *precise = (i.upper - i.lower) / 2 <= f->options.precision * i.estimate;
  return status;
}

/* The share of all replications, where only some are run now. */
typedef struct reporter {
  cpwi_first_come *f;
  cpw_run outer;
  int64_t replications; /* of the round */
} reporter;

static int report(void *context, double done) {
  const reporter *r = context;
  double share = (double)r->f->done + done * (double)r->replications;
  return r->outer.progress(r->outer.progress_context, share / (double)r->outer.replications);
}

static int32_t run_all(cpwi_first_come *f, cpw_error *err) {
  const int64_t all = f->run.replications;
  const int64_t round =
      f->options.precision > 0 && all > CPW_FIRST_COME_ROUND ? CPW_FIRST_COME_ROUND : all;
  reporter r = {f, f->run, 0};
  if (f->run.progress) f->run.progress = report;
  f->run.progress_context = &r;
  int precise = 0;
  int32_t status = CPW_OK;
  while (status == CPW_OK && f->done < all && !precise) {
    r.replications = all - f->done < round ? all - f->done : round;
    status = run_round(f, r.replications, err);
    if (status == CPW_OK && f->done < all) status = look(f, &precise, err);
  }
  f->run = r.outer;
  return status;
}

int32_t cpw_first_come_simulate(const cpw_first_come_options *options, const cpw_run *run,
                                cpw_result **out, cpw_error *err) {
  cpwi_first_come f;
  memset(&f, 0, sizeof f);
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, CPWI_FIRST_COME, "out is NULL");
  int32_t status = cpwi_first_come_take(&f, options, run, err);
  if (status != CPW_OK) return status;
  f.counts = cpwi_alloc_zero(f.options.allocator, CPWI_BINS, sizeof *f.counts);
  if (!f.counts) return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_FIRST_COME, "no memory for bins");
  pthread_mutex_init(&f.lock, NULL);
  status = run_all(&f, err);
  if (status == CPW_OK) status = cpwi_first_come_result(&f, out, err);
  pthread_mutex_destroy(&f.lock);
  cpwi_release(f.options.allocator, f.counts);
  cpwi_release(f.options.allocator, f.rows);
  return status;
}
