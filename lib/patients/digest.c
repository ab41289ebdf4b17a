/* The digest of a list and its seed, so that results of other lists do not merge by mistake.
 * Source: patients/digest.h. Leaves scores that a function gives out: it cannot be read. */
#include "patients/digest.h"
#include "patients/internal.h"

static uint64_t add_rows(uint64_t hash, const cpw_patient_rows *r) {
  hash = cpwi_digest_array(hash, r->joined, r->rows, sizeof *r->joined);
  hash = cpwi_digest_array(hash, r->class_index, r->rows, sizeof *r->class_index);
  hash = cpwi_digest_array(hash, r->group_index, r->rows, sizeof *r->group_index);
  hash = cpwi_digest_array(hash, r->removal, r->rows, sizeof *r->removal);
  hash = cpwi_digest_array(hash, r->score, r->rows, sizeof *r->score);
  return cpwi_digest_array(hash, r->duration, r->rows, sizeof *r->duration);
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
  hash = cpwi_digest_bytes(hash, whole, sizeof whole);
  return cpwi_digest_bytes(hash, real, sizeof real);
}

int64_t cpwi_list_digest(const cpwi_patients *p) {
  const cpw_patients_list *l = &p->list;
  int64_t n = p->classes;
  uint64_t h = add_numbers(CPWI_DIGEST, p);
  h = cpwi_digest_array(h, l->waiting, p->cells * p->bands, sizeof *l->waiting);
  h = cpwi_digest_array(h, l->arrivals, l->arrival_rows * n, sizeof *l->arrivals);
  h = cpwi_digest_array(h, l->batch, n, sizeof *l->batch);
  h = cpwi_digest_array(h, l->group_shares, p->cells, sizeof *l->group_shares);
  h = cpwi_digest_array(h, l->validation, l->validation_rows, sizeof *l->validation);
  h = cpwi_digest_array(h, p->slots, p->periods, sizeof *p->slots);
  h = cpwi_digest_array(h, p->ring, p->periods * n, sizeof *p->ring);
  h = cpwi_digest_array(h, l->release, n, sizeof *l->release);
  h = cpwi_digest_array(h, p->needed, n, sizeof *p->needed);
  h = cpwi_digest_array(h, l->servers, l->server_rows, sizeof *l->servers);
  h = cpwi_digest_array(h, l->busy_left, l->busy, sizeof *l->busy_left);
  h = cpwi_digest_array(h, l->busy_class, l->busy, sizeof *l->busy_class);
  h = cpwi_digest_array(h, l->missed, n, sizeof *l->missed);
  h = cpwi_digest_array(h, l->missed_removed, n, sizeof *l->missed_removed);
  h = cpwi_digest_array(h, p->tier, 4 * n,
                        sizeof *p->tier); /* target, weight and exponent behind it */
  h = cpwi_digest_laws(h, l->patience, n);
  h = cpwi_digest_laws(h, l->duration, l->servers ? n : 0);
  h = add_rows(h, &p->rows);
  return cpwi_digest_end(h);
}
