/* Waits of a trace of arrivals and services: the recursion over the times at which servers are free.
 * Source: Kiefer and Wolfowitz 1955 (sorted times, or a heap of them); Lindley 1952 for one server.
 * Leaves the making of arrivals and services to the caller, or to first_come_run.c. */
#include "patients/first_come.h"

/* ---------------------------------------------------------------- servers ------------------- */

int32_t cpwi_servers_init(cpwi_servers *s, int64_t count, const cpw_allocator *allocator) {
  s->count = count;
  s->heap = count > CPWI_SORTED_SERVERS;
  s->free = cpwi_alloc(allocator, (size_t)count + 1, sizeof *s->free);
  return s->free ? CPW_OK : CPW_ENOMEM;
}

void cpwi_servers_free(cpwi_servers *s, const cpw_allocator *allocator) {
  cpwi_release(allocator, s->free);
  s->free = NULL;
}

static inline double lower_of(double a, double b) {
  return b < a ? b : a;
}
static inline double upper_of(double a, double b) {
  return b > a ? b : a;
}

/* Takes the earliest time out of sorted ones and puts x, which is not earlier, in its place: no
 * branches, and no step waits for the one before. */
static inline void replace_sorted(double *free, int64_t count, double x) {
  for (int64_t j = 0; j < count; j++)
    free[j] = upper_of(free[j], lower_of(free[j + 1], x));
}

/* The same in a heap: below position `at` everything is in order. */
static inline void sink(double *free, int64_t count, int64_t at, double x) {
  for (int64_t child = 2 * at + 1; child < count; child = 2 * at + 1) {
    child += free[child + 1] < free[child]; /* behind the last is an infinity */
    if (!(free[child] < x)) break;
    free[at] = free[child];
    at = child;
  }
  free[at] = x;
}

void cpwi_servers_set(cpwi_servers *s, const double *start) {
  for (int64_t i = 0; i < s->count; i++)
    s->free[i] = start ? start[i] : 0;
  s->free[s->count] = (double)INFINITY;
  if (s->heap) {
    for (int64_t i = s->count / 2; i-- > 0;)
      sink(s->free, s->count, i, s->free[i]);
    return;
  }
  for (int64_t i = 1; i < s->count; i++) { /* few: by insertion */
    double x = s->free[i];
    int64_t j = i;
    for (; j > 0 && s->free[j - 1] > x; j--)
      s->free[j] = s->free[j - 1];
    s->free[j] = x;
  }
}

double cpwi_servers_work(const cpwi_servers *s, double time) {
  double work = 0;
  if (s->heap) { /* in an order of its own: sorted times would add up in another */
    for (int64_t i = 0; i < s->count; i++)
      work += upper_of(s->free[i] - time, 0);
    return work;
  }
  for (int64_t i = s->count - 1; i >= 0 && s->free[i] > time; i--)
    work += s->free[i] - time;
  return work;
}

/* ---------------------------------------------------------------- customers ----------------- */

typedef struct trace {
  const double *arrivals, *services;
  int64_t n;
  double *wait, *departures; /* each may be NULL */
} trace;

static inline void note(const trace *t, int64_t i, double wait, double departure) {
  if (t->wait) t->wait[i] = wait;
  if (t->departures) t->departures[i] = departure;
}

static void serve_one(double *free, const trace *t) {
  double until = free[0];
  for (int64_t i = 0; i < t->n; i++) {
    double start = upper_of(t->arrivals[i], until), wait = start - t->arrivals[i];
    until = start + t->services[i];
    note(t, i, wait, until);
  }
  free[0] = until;
}

/* The earliest time stays in a register: it is what the next customer waits for. */
static inline void serve_sorted(double *free, int64_t count, const trace *t) {
  double earliest = free[0];
  for (int64_t i = 0; i < t->n; i++) {
    double start = upper_of(t->arrivals[i], earliest), wait = start - t->arrivals[i];
    double x = start + t->services[i];
    note(t, i, wait, x);
    earliest = lower_of(free[1], x);
    replace_sorted(free + 1, count - 1, x);
  }
  free[0] = earliest;
}

static void serve_heap(double *free, int64_t count, const trace *t) {
  for (int64_t i = 0; i < t->n; i++) {
    double start = upper_of(t->arrivals[i], free[0]), wait = start - t->arrivals[i];
    double x = start + t->services[i];
    note(t, i, wait, x);
    sink(free, count, 0, x);
  }
}

void cpwi_servers_serve(cpwi_servers *s, const double *arrivals, const double *services, int64_t n,
                        double *wait, double *departures) {
  const trace t = {arrivals, services, n, wait, departures};
  if (s->heap)
    serve_heap(s->free, s->count, &t);
  else if (s->count == 1)
    serve_one(s->free, &t);
  else
    serve_sorted(s->free, s->count, &t);
}

/* ---------------------------------------------------------------- the public one ------------ */

int32_t cpwi_check_times(const double *times, int64_t n, const char *name, int rising,
                         const char *where, cpw_error *err) {
  double before = 0;
  for (int64_t i = 0; i < n; i++) {
    if (!(times[i] >= 0 && times[i] <= DBL_MAX))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "%s[%lld] = %s must be finite and >= 0", name,
                       (long long)i, cpwi_number(times[i]).text);
    if (rising && times[i] < before)
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "%s[%lld] = %s must not be below the one before, %s", name, (long long)i,
                       cpwi_number(times[i]).text, cpwi_number(before).text);
    before = times[i];
  }
  return CPW_OK;
}

int32_t cpw_first_come_waits(const double *arrivals, const double *services, int64_t n,
                             int64_t servers, const double *start, double *wait, double *departures,
                             const cpw_allocator *allocator, cpw_error *err) {
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  if (n < 0) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "n = %lld must be >= 0", (long long)n);
  if (n > 0 && (!arrivals || !services))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "arrivals and services must be given");
  if (servers < 1 || servers > CPW_FIRST_COME_MAX_SERVERS)
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "servers = %lld must be from 1 to %d",
                     (long long)servers, CPW_FIRST_COME_MAX_SERVERS);
  if ((status = cpwi_check_times(arrivals, n, "arrivals", 1, __func__, err)) != CPW_OK ||
      (status = cpwi_check_times(services, n, "services", 0, __func__, err)) != CPW_OK ||
      (start && (status = cpwi_check_times(start, servers, "start", 0, __func__, err)) != CPW_OK))
    return status;
  cpwi_servers s;
  if (cpwi_servers_init(&s, servers, allocator) != CPW_OK)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld servers",
                     (long long)servers);
  cpwi_servers_set(&s, start);
  cpwi_servers_serve(&s, arrivals, services, n, wait, departures);
  cpwi_servers_free(&s, allocator);
  return CPW_OK;
}
