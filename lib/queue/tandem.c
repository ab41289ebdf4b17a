/* Two stations in a row with blocking after service: the saturated line, and what both kinds show.
 * Source: Hunt (1956) as birth and death, Perros (1994).
 * Leaves the chain of a line with arrivals to tandem_open.c. */
#include "queue/tandem.h"

#include <float.h>
#include <string.h>

static cpw_queue_tandem defaults(void) {
  cpw_queue_tandem t;
  memset(&t, 0, sizeof t);
  t.struct_size = sizeof t;
  t.servers1 = t.servers2 = 1;
  return t;
}

void cpw_queue_tandem_init_sized(cpw_queue_tandem *tandem, size_t size) {
  cpw_queue_tandem t = defaults();
  cpwi_init_sized(tandem, size, &t, sizeof t);
}

static int32_t check_count(const char *name, int64_t value, int64_t least, int64_t most,
                           const char *where, cpw_error *err) {
  if (value >= least && value <= most) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, where, "tandem.%s = %lld must be from %lld to %lld", name,
                   (long long)value, (long long)least, (long long)most);
}

int32_t cpwi_tandem_take(cpw_queue_tandem *known, const cpw_queue_tandem *given, const char *where,
                         cpw_error *err) {
  *known = defaults();
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "tandem is NULL");
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(known->allocator, where, err);
  if (status == CPW_OK) status = check_count("servers1", known->servers1, 1, 100000, where, err);
  if (status == CPW_OK) status = check_count("servers2", known->servers2, 1, 100000, where, err);
  if (status == CPW_OK)
    status = check_count("room_between", known->room_between, 0, 1000000, where, err);
  if (status == CPW_OK)
    status = cpwi_course_check("tandem.service1", -1, known->service1, 0x1p-400, 0x1p400,
                               CPWI_POSITIVE, where, err);
  if (status == CPW_OK)
    status = cpwi_course_check("tandem.service2", -1, known->service2, 0x1p-400, 0x1p400,
                               CPWI_POSITIVE, where, err);
  return status;
}

int32_t cpwi_tandem_take_open(cpw_queue_tandem *known, const cpw_queue_tandem *given,
                              const char *where, cpw_error *err) {
  int32_t status = cpwi_tandem_take(known, given, where, err);
  if (status == CPW_OK)
    status = check_count("room1", known->room1, known->servers1, 1000000, where, err);
  if (status == CPW_OK)
    status = cpwi_course_check("tandem.arrivals", -1, known->arrivals, 0x1p-400, 0x1p400,
                               CPWI_POSITIVE, where, err);
  return status;
}

int64_t cpwi_tandem_blocked(const cpw_queue_tandem *t, int64_t past) {
  int64_t room = t->servers2 + t->room_between;
  return past > room ? past - room : 0;
}

void cpwi_tandem_add(const cpw_queue_tandem *t, int64_t past, int64_t working, double p,
                     cpw_queue_tandem_measures *m) {
  int64_t blocked = cpwi_tandem_blocked(t, past), served = past < t->servers2 ? past : t->servers2;
  m->working1 += p * (double)working;
  m->mean_blocked += p * (double)blocked;
  m->working2 += p * (double)served;
  m->mean_queue2 += p * (double)(past - served - blocked);
  if (past == 0) m->starved_chance += p;
  if (blocked == t->servers1) m->blocked_chance += p;
}

void cpwi_tandem_finish(const cpw_queue_tandem *t, double all, cpw_queue_tandem_measures *m) {
  double c1 = (double)t->servers1 * all, c2 = (double)t->servers2 * all;
  m->throughput = m->working2 * t->service2 / all;
  m->mean_block_time = m->mean_blocked / all / m->throughput;
  m->blocked1 = m->mean_blocked / c1;
  m->working1 /= c1;
  m->working2 /= c2;
  m->mean_blocked /= all;
  m->mean_queue2 /= all;
  m->starved_chance /= all;
  m->blocked_chance /= all;
}

/* ---------------------------------------------------------------- saturated ----------------- */

/* Rate up from n over rate down from n + 1: P(n + 1) / P(n). */
static double ratio(const cpw_queue_tandem *t, int64_t n) {
  double up = (double)(t->servers1 - cpwi_tandem_blocked(t, n)) * t->service1;
  return up / ((double)(n + 1 < t->servers2 ? n + 1 : t->servers2) * t->service2);
}

/* The largest chance is 1 and the others fall from there: the ratios fall with n. */
static int64_t mode_of(const cpw_queue_tandem *t, int64_t most) {
  int64_t n = 0;
  while (n < most && ratio(t, n) >= 1.0)
    n++;
  return n;
}

int32_t cpw_queue_tandem_saturated(const cpw_queue_tandem *tandem,
                                   cpw_queue_tandem_measures *measures, cpw_error *err) {
  cpw_queue_tandem t;
  cpw_queue_tandem_measures m;
  if (!measures) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "measures is NULL");
  int32_t status = cpwi_tandem_take(&t, tandem, __func__, err);
  if (status != CPW_OK) return status;
  memset(&m, 0, sizeof m);
  int64_t most = t.servers1 + t.servers2 + t.room_between, mode = mode_of(&t, most);
  double p = 1.0, all = 0.0;
  for (int64_t n = mode; n <= most; n++) {
    cpwi_tandem_add(&t, n, t.servers1 - cpwi_tandem_blocked(&t, n), p, &m);
    all += p;
    if (n < most) p *= ratio(&t, n);
  }
  p = 1.0;
  for (int64_t n = mode - 1; n >= 0; n--) {
    p /= ratio(&t, n);
    cpwi_tandem_add(&t, n, t.servers1 - cpwi_tandem_blocked(&t, n), p, &m);
    all += p;
  }
  cpwi_tandem_finish(&t, all, &m);
  m.loss_chance = m.mean_queue1 = m.mean_wait1 = CPWI_NO_VALUE;
  *measures = m;
  return CPW_OK;
}
