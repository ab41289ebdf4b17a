/* One replication after the other: times drawn in blocks that stay in the cache, waits, and what is
 * counted of them.
 * Source: carepath/first_come.h; Little's law for the queue, work in the system for the utilisation.
 * Leaves the recursion to first_come_waits.c, the sums over replications to first_come_result.c. */
#include "patients/first_come.h"

#define BLOCK 1024
#define LANES 8

/* What a thread works with. */
typedef struct worker {
  const cpwi_first_come *f;
  cpwi_servers servers;
  int64_t *counts; /* (bins) */
  double longest;
  int32_t cancelled; /* a replication may be long: looked at for each block */
  double arrival[BLOCK], service[BLOCK];
} worker;

/* A replication on its way. */
typedef struct course {
  cpw_stream between, service;
  int64_t next; /* customer */
  double time;  /* of the last arrival */
} course;

/* Sums of a stretch of customers. */
typedef struct sums {
  double wait, service;
} sums;

/* ---------------------------------------------------------------- times --------------------- */

/* Customers from `first` on: word n of the stream is customer n's, or an entity of its own. */
static void draw(const cpwi_duration *law, cpw_stream *stream, int64_t first, int64_t n,
                 double *out) {
  if (law->words >= 0) {
    cpwi_duration_fill(law, stream, out, (size_t)n);
    return;
  }
  for (int64_t i = 0; i < n; i++) {
    cpw_stream_entity(stream, (uint64_t)(first + i) + 1);
    out[i] = cpwi_duration_draw(law, stream);
  }
}

static void draw_block(worker *w, course *c, int64_t n) {
  const cpw_first_come_options *o = &w->f->options;
  if (o->service_times)
    memcpy(w->service, o->service_times + c->next, (size_t)n * sizeof *w->service);
  else
    draw(&w->f->service, &c->service, c->next, n, w->service);
  if (o->arrival_times) {
    memcpy(w->arrival, o->arrival_times + c->next, (size_t)n * sizeof *w->arrival);
  } else {
    draw(&w->f->between, &c->between, c->next, n, w->arrival);
    double time = c->time;
    for (int64_t i = 0; i < n; i++)
      w->arrival[i] = time += w->arrival[i];
  }
  c->time = w->arrival[n - 1];
  c->next += n;
}

/* ---------------------------------------------------------------- what is counted ----------- */

/* Added up in lanes, in an order that depends on n alone. */
static double sum_of(const double *x, int64_t n) {
  double sum[LANES] = {0};
  int64_t i = 0;
  for (; i + LANES <= n; i += LANES)
    for (int64_t k = 0; k < LANES; k++)
      sum[k] += x[i + k];
  for (; i < n; i++)
    sum[i % LANES] += x[i];
  return ((sum[0] + sum[4]) + (sum[1] + sum[5])) + ((sum[2] + sum[6]) + (sum[3] + sum[7]));
}

static double longest_of(const double *x, int64_t n, double longest) {
  double most[LANES] = {longest};
  int64_t i = 0;
  for (; i + LANES <= n; i += LANES)
    for (int64_t k = 0; k < LANES; k++)
      most[k] = x[i + k] > most[k] ? x[i + k] : most[k];
  for (; i < n; i++)
    most[0] = x[i] > most[0] ? x[i] : most[0];
  for (int64_t k = 1; k < LANES; k++)
    most[0] = most[k] > most[0] ? most[k] : most[0];
  return most[0];
}

static int64_t within_of(const double *wait, int64_t n, double limit) {
  int64_t count = 0;
  for (int64_t i = 0; i < n; i++)
    count += wait[i] <= limit;
  return count;
}

/* waits are >= 0, so that their bits rise with them */
static void count_bins(worker *w, const double *wait, int64_t n) {
  const int64_t lowest = w->f->lowest - 1;
  int64_t *counts = w->counts;
  for (int64_t i = 0; i < n; i++) {
    int64_t bin = (int64_t)(cpwi_bits_of(wait[i]) >> (52 - CPWI_BIN_BITS)) - lowest;
    bin = bin < 0 ? 0 : bin;
    counts[bin < CPWI_BINS - 1 ? bin : CPWI_BINS - 1]++;
  }
}

/* Serves n more customers and counts them, for `row` if there is one. */
static sums serve_block(worker *w, course *c, int64_t n, double *row) {
  const cpw_first_come_options *o = &w->f->options;
  draw_block(w, c, n);
  double *wait = w->arrival; /* in the place of the arrivals */
  cpwi_servers_serve(&w->servers, w->arrival, w->service, n, wait, NULL);
  sums out = {0, 0};
  if (!row) return out;
  out.wait = sum_of(wait, n);
  out.service = sum_of(w->service, n);
  count_bins(w, wait, n);
  w->longest = longest_of(wait, n, w->longest);
  row[CPWI_FIGURE_CHANCE] += (double)(n - within_of(wait, n, 0));
  for (int64_t k = 0; k < o->limit_count; k++)
    row[CPWI_FIGURES + k] += (double)within_of(wait, n, o->limits[k]);
  return out;
}

static sums serve(worker *w, course *c, int64_t n, double *row) {
  const volatile int32_t *cancel = w->f->run.cancel;
  sums out = {0, 0};
  for (int64_t left = n; left > 0 && !w->cancelled;) {
    w->cancelled = cancel && cpwi_read_flag(cancel);
    int64_t size = left < BLOCK ? left : BLOCK;
    sums block = serve_block(w, c, size, row);
    out.wait += block.wait;
    out.service += block.service;
    left -= size;
  }
  return out;
}

/* ---------------------------------------------------------------- a replication ------------- */

static double ratio(double a, double b) {
  return b > 0 ? a / b : CPWI_NAN;
}

static int32_t run_one(worker *w, int64_t replication, double *row, cpw_error *err) {
  const cpwi_first_come *f = w->f;
  const cpw_first_come_options *o = &f->options;
  const double counted = (double)f->counted;
  course c = {.next = 0, .time = 0};
  cpw_stream_init(&c.between, f->run.seed, (uint64_t)replication, CPWI_DRAW_BETWEEN, 0);
  cpw_stream_init(&c.service, f->run.seed, (uint64_t)replication, CPWI_DRAW_SERVICE, 0);
  cpwi_servers_set(&w->servers, o->start);
  serve(w, &c, o->warm_up, NULL);
  double from = c.time, work = cpwi_servers_work(&w->servers, from);
  sums all = {0, 0};
  memset(row, 0, (size_t)f->width * sizeof *row);
  for (int64_t b = 0; b < f->batches; b++) {
    int64_t first = f->counted * b / f->batches, last = f->counted * (b + 1) / f->batches;
    sums batch = serve(w, &c, last - first, row);
    row[CPWI_FIGURES + o->limit_count + b] = batch.wait / (double)(last - first);
    all.wait += batch.wait;
    all.service += batch.service;
  }
  if (w->cancelled) return cpwi_fail(err, CPW_ECANCELLED, -1, CPWI_FIRST_COME, "cancelled");
  double busy = all.service + (work - cpwi_servers_work(&w->servers, c.time));
  if (!cpwi_is_finite(all.wait) || !cpwi_is_finite(c.time) || !cpwi_is_finite(busy))
    return cpwi_fail(err, CPW_EOVERFLOW, replication, CPWI_FIRST_COME,
                     "replication %lld: times beyond the largest double", (long long)replication);
  row[CPWI_FIGURE_WAIT] = all.wait / counted;
  row[CPWI_FIGURE_QUEUE] = ratio(all.wait, c.time - from);
  /* within the bounds that rounding may pass by a little */
  double share = ratio(busy, (c.time - from) * (double)o->servers);
  row[CPWI_FIGURE_UTILISATION] = share < 0 ? 0 : share > 1 ? 1 : share;
  for (int64_t k = CPWI_FIGURE_CHANCE; k < CPWI_FIGURES + o->limit_count; k++)
    row[k] /= counted;
  return CPW_OK;
}

static void hand_in(worker *w, cpwi_first_come *f) {
  pthread_mutex_lock(&f->lock);
  for (int64_t i = 0; i < CPWI_BINS; i++)
    f->counts[i] += w->counts[i];
  f->longest = w->longest > f->longest ? w->longest : f->longest;
  pthread_mutex_unlock(&f->lock);
}

int32_t cpwi_first_come_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  cpwi_first_come *f = context;
  const cpw_allocator *allocator = f->options.allocator;
  worker *w = cpwi_alloc(allocator, 1, sizeof *w);
  int64_t *counts = cpwi_alloc_zero(allocator, CPWI_BINS, sizeof *counts);
  int32_t status = CPW_ENOMEM;
  if (w && counts) {
    w->f = f;
    w->counts = counts;
    w->longest = 0;
    w->cancelled = 0;
    status = cpwi_servers_init(&w->servers, f->options.servers, allocator);
  }
  if (status != CPW_OK) {
    status = cpwi_fail(err, status, -1, CPWI_FIRST_COME, "no memory for %lld servers",
                       (long long)f->options.servers);
  } else {
    for (int64_t r = f->done + first; r < f->done + last && status == CPW_OK; r++)
      status = run_one(w, f->run.first_replication + r, f->rows + r * f->width, err);
    if (status == CPW_OK) hand_in(w, f);
    cpwi_servers_free(&w->servers, allocator);
  }
  cpwi_release(allocator, counts);
  cpwi_release(allocator, w);
  return status;
}
