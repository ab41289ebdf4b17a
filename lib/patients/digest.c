/* A digest of a list and its seed, so that results of other lists do not merge by mistake.
 * Source: FNV-1a (Fowler, Noll and Vo). Leaves scores that a function gives out: it cannot be read. */
#include "patients/internal.h"

static uint64_t add_bytes(uint64_t hash, const void *bytes, size_t count) {
  const unsigned char *b = bytes;
  for (size_t i = 0; b && i < count; i++)
    hash = (hash ^ b[i]) * UINT64_C(0x100000001b3);
  return hash;
}

static uint64_t add_whole(uint64_t hash, int64_t x) {
  return add_bytes(hash, &x, sizeof x);
}

static uint64_t add_real(uint64_t hash, double x) {
  return add_bytes(hash, &x, sizeof x);
}

/* An array and whether it is there at all. */
static uint64_t add_array(uint64_t hash, const void *x, int64_t count, size_t size) {
  return add_bytes(add_whole(hash, x ? count : -1), x, (size_t)count * size);
}

static uint64_t add_laws(uint64_t hash, const cpw_duration *law, int64_t count) {
  hash = add_whole(hash, law ? count : -1);
  for (int64_t k = 0; law && k < count; k++) {
    hash = add_real(add_whole(hash, law[k].law), law[k].mean);
    hash = add_real(add_real(hash, law[k].cv), law[k].zero);
  }
  return hash;
}

static uint64_t add_rows(uint64_t hash, const cpw_patient_rows *r) {
  hash = add_array(hash, r->joined, r->rows, sizeof *r->joined);
  hash = add_array(hash, r->class_index, r->rows, sizeof *r->class_index);
  hash = add_array(hash, r->group_index, r->rows, sizeof *r->group_index);
  hash = add_array(hash, r->removal, r->rows, sizeof *r->removal);
  hash = add_array(hash, r->score, r->rows, sizeof *r->score);
  return add_array(hash, r->duration, r->rows, sizeof *r->duration);
}

static uint64_t add_numbers(uint64_t hash, const cpwi_patients *p) {
  const cpw_patients_list *l = &p->list;
  const int64_t whole[] = {(int64_t)p->run.seed,
                           l->periods,
                           l->classes,
                           l->groups,
                           l->rebook,
                           l->rule,
                           l->rescore,
                           l->busy,
                           p->options.warm_up,
                           l->session_slots,
                           l->score != NULL};
  const double real[] = {l->dispersion, l->cancelled, l->mixture};
  hash = add_bytes(hash, whole, sizeof whole);
  return add_bytes(hash, real, sizeof real);
}

int64_t cpwi_list_digest(const cpwi_patients *p) {
  const cpw_patients_list *l = &p->list;
  int64_t n = p->classes;
  uint64_t h = add_numbers(UINT64_C(0xcbf29ce484222325), p);
  h = add_array(h, l->waiting, p->cells * p->bands, sizeof *l->waiting);
  h = add_array(h, l->arrivals, l->arrival_rows * n, sizeof *l->arrivals);
  h = add_array(h, l->batch, n, sizeof *l->batch);
  h = add_array(h, l->group_shares, p->cells, sizeof *l->group_shares);
  h = add_array(h, l->validation, l->validation_rows, sizeof *l->validation);
  h = add_array(h, p->slots, p->periods, sizeof *p->slots);
  h = add_array(h, p->ring, p->periods * n, sizeof *p->ring);
  h = add_array(h, l->release, n, sizeof *l->release);
  h = add_array(h, p->needed, n, sizeof *p->needed);
  h = add_array(h, l->servers, l->server_rows, sizeof *l->servers);
  h = add_array(h, l->busy_left, l->busy, sizeof *l->busy_left);
  h = add_array(h, l->busy_class, l->busy, sizeof *l->busy_class);
  h = add_array(h, l->missed, n, sizeof *l->missed);
  h = add_array(h, l->missed_removed, n, sizeof *l->missed_removed);
  h = add_array(h, p->tier, 4 * n, sizeof *p->tier); /* target, weight and exponent behind it */
  h = add_laws(h, l->patience, n);
  h = add_laws(h, l->duration, l->servers ? n : 0);
  h = add_rows(h, &p->rows);
  return (int64_t)(h >> 1);
}
