/* A loop over [0, count) on several threads, with progress, cancelling and the first error.
 * Source: POSIX threads; ranges are handed out by an atomic counter, so results must not depend on
 * which thread computes which range. Leaves all reduction to the caller. */
#include "base/internal.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

typedef struct loop {
  cpwi_body body;
  void *context;
  int64_t count, grain;
  const volatile int32_t *cancel;
  _Atomic int64_t next;    /* first index not yet handed out */
  _Atomic int64_t done;    /* indices finished */
  _Atomic int64_t stop_at; /* ranges that begin here or later need not run */
  _Atomic int cancelled;
  pthread_mutex_t lock; /* guards the three below */
  int64_t failed_first;
  int32_t status;
  cpw_error error;
} loop;

static void note_failure(loop *l, int64_t first, int32_t status, const cpw_error *error) {
  pthread_mutex_lock(&l->lock);
  if (l->status == CPW_OK || first < l->failed_first) {
    l->status = status;
    l->failed_first = first;
    l->error = *error;
    atomic_store(&l->stop_at, first);
  }
  pthread_mutex_unlock(&l->lock);
}

/* runs one range; 0 when there is none left */
static int step(loop *l) {
  if (l->cancel && cpwi_read_flag(l->cancel)) atomic_store(&l->cancelled, 1);
  if (atomic_load(&l->cancelled)) return 0;
  int64_t first = atomic_fetch_add(&l->next, l->grain);
  if (first >= l->count || first >= atomic_load(&l->stop_at)) return 0;
  int64_t last = l->count - first > l->grain ? first + l->grain : l->count;
  cpw_error error;
  memset(&error, 0, sizeof error);
  int32_t status = l->body(l->context, first, last, &error);
  if (status != CPW_OK) note_failure(l, first, status, &error);
  atomic_fetch_add(&l->done, last - first);
  return 1;
}

static void *worker(void *context) {
  while (step(context))
    continue;
  return NULL;
}

/* the calling thread works too and tells the caller how far everybody is */
static void lead(loop *l, const cpw_run *run) {
  while (step(l)) {
    if (!run->progress) continue;
    double share = (double)atomic_load(&l->done) / (double)l->count;
    if (run->progress(run->progress_context, share) != 0) atomic_store(&l->cancelled, 1);
  }
}

static int64_t thread_count(const cpw_run *run, int64_t ranges) {
  int64_t threads = run->threads;
  if (threads == 0) threads = sysconf(_SC_NPROCESSORS_ONLN);
  if (threads < 1) threads = 1;
  if (threads > 256) threads = 256;
  return threads < ranges ? threads : ranges;
}

int32_t cpwi_parallel(const cpw_run *run, int64_t count, int64_t grain, cpwi_body body,
                      void *context, const char *where, cpw_error *err) {
  if (count <= 0) return CPW_OK;
  loop l = {.body = body, .context = context, .count = count, .grain = grain < 1 ? 1 : grain};
  l.cancel = run->cancel;
  atomic_init(&l.stop_at, count);
  if (l.grain > count) l.grain = count;
  pthread_mutex_init(&l.lock, NULL);

  pthread_t threads[256];
  int64_t wanted = thread_count(run, (count - 1) / l.grain + 1), started = 0;
  while (started < wanted - 1 && pthread_create(&threads[started], NULL, worker, &l) == 0)
    started++;
  lead(&l, run);
  for (int64_t i = 0; i < started; i++)
    pthread_join(threads[i], NULL);
  pthread_mutex_destroy(&l.lock);

  if (l.status != CPW_OK) {
    if (err) *err = l.error;
    return l.status;
  }
  if (atomic_load(&l.cancelled))
    return cpwi_fail(err, CPW_ECANCELLED, -1, where, "cancelled by the caller");
  if (run->progress && run->progress(run->progress_context, 1.0) != 0)
    return cpwi_fail(err, CPW_ECANCELLED, -1, where, "cancelled by the caller");
  return CPW_OK;
}
