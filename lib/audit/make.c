/* The rankings behind a record: with everything, without overrides, and without equity and overrides.
 * Source: carepath/audit.h. Leaves ranking to the module priority and the text to write.c. */
#include "audit/internal.h"

#include <string.h>

static int32_t no_memory(const cpwi_audit_job *job, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, job->where, "no memory for the places of %lld patients",
                   (long long)job->list.patients);
}

static int32_t rank_once(const cpwi_audit_job *job, const cpw_priority_policy *policy,
                         const cpw_priority_list *list, int64_t *order, int64_t *place,
                         double *score, cpw_error *err) {
  cpw_priority_ranking ranking;
  cpw_priority_ranking_init(&ranking);
  ranking.order = order;
  ranking.place = place;
  ranking.score = score;
  ranking.run = job->entry.run;
  ranking.allocator = job->allocator;
  return cpw_priority_rank(policy, list, &ranking, err);
}

/* The policy in which equity counts nothing. Rules without a score have no other equity than that of a cap
 * in days. */
static cpw_priority_policy without_equity(const cpw_priority_policy *policy) {
  cpw_priority_policy p = *policy;
  if (p.cap_kind == CPW_PRIORITY_CAP_NONE && p.rule == CPW_PRIORITY_SCORE)
    p.cap_kind = CPW_PRIORITY_CAP_SCORE;
  p.cap = 0.0;
  return p;
}

/* ---------------------------------------------------------------- without overrides --------- */

/* Whether a patient can be ranked by what the list itself says: 1, 0, or an error. `fact` has room for the
 * list's columns. */
static int32_t stands_alone(const cpwi_audit_job *job, int64_t row, const double **fact,
                            cpw_error *err) {
  cpw_priority_list one = job->list;
  cpw_error found;
  double score;
  int64_t order, place;
  for (int64_t c = 0; c < one.columns; c++)
    fact[c] = one.fact && one.fact[c] ? one.fact[c] + row : NULL;
  one.patients = 1;
  one.id = NULL;
  one.wait += row;
  if (one.tier) one.tier += row;
  one.fact = fact;
  one.overrides = NULL;
  one.override_count = 0;
  int32_t status = rank_once(job, &job->policy, &one, &order, &place, &score, &found);
  if (status == CPW_OK) return 1;
  if (cpwi_audit_is_refusal(status)) return 0;
  if (err) *err = found;
  return status;
}

/* The overrides without which the list cannot be ranked at all: those of tiers and facts of patients for
 * whom the list alone has no usable one. They stay in the rankings without overrides. */
static int32_t keep_needed(cpwi_audit_job *job, cpw_error *err) {
  size_t count = (size_t)job->list.override_count, columns = (size_t)job->list.columns;
  const double **fact = cpwi_alloc(job->allocator, columns, sizeof *fact);
  int32_t stands = 1;
  job->needed = cpwi_alloc(job->allocator, count, sizeof *job->needed);
  if (!fact || !job->needed) {
    cpwi_release(job->allocator, (void *)fact);
    return no_memory(job, err);
  }
  for (size_t k = 0; k < count && stands >= 0; k++) {
    const cpw_priority_override *o = &job->list.overrides[k];
    if (o->kind == CPW_OVERRIDE_PLACE) continue;
    stands = stands_alone(job, o->row, fact, err);
    if (stands == 0) job->needed[job->needed_count++] = *o;
  }
  cpwi_release(job->allocator, (void *)fact);
  return stands < 0 ? stands : CPW_OK;
}

/* The list as it is ranked without overrides: without any of them wherever that can be ranked. */
static int32_t make_bare(cpwi_audit_job *job, cpw_priority_list *bare, cpw_error *err) {
  cpw_error found;
  *bare = job->list;
  bare->override_count = 0;
  bare->overrides = NULL;
  if (!job->list.override_count) return CPW_OK;
  int32_t status = rank_once(job, &job->policy, bare, NULL, job->plain, NULL, &found);
  if (status == CPW_OK) return CPW_OK;
  if (!cpwi_audit_is_refusal(status)) {
    if (err) *err = found;
    return status;
  }
  status = keep_needed(job, err);
  bare->overrides = job->needed;
  bare->override_count = job->needed_count;
  if (status == CPW_OK) status = rank_once(job, &job->policy, bare, NULL, job->plain, NULL, err);
  return status;
}

/* Who cannot be ranked without an override has no place without one. */
static void take_back_places(const cpwi_audit_job *job) {
  for (int64_t k = 0; k < job->needed_count; k++) {
    int64_t row = job->needed[k].row;
    job->plain[row] = 0;
    if (job->clinical) job->clinical[row] = 0;
  }
}

/* ---------------------------------------------------------------- the rankings -------------- */

int cpwi_audit_is_refusal(int32_t status) {
  return status == CPW_EINVAL || status == CPW_EDOMAIN || status == CPW_EDATA ||
         status == CPW_EOVERFLOW;
}

int32_t cpwi_audit_rank(cpwi_audit_job *job, cpw_error *err) {
  size_t n = (size_t)job->list.patients;
  int64_t overrides = job->list.override_count;
  int clinical = job->entry.before_kind == CPW_AUDIT_BEFORE_CLINICAL;
  cpw_priority_list bare;
  cpw_priority_policy plain = without_equity(&job->policy);
  job->order = cpwi_alloc(job->allocator, n, sizeof *job->order);
  job->score = cpwi_alloc(job->allocator, n, sizeof *job->score);
  int ok = job->order && job->score;
  if (overrides) {
    job->place = cpwi_alloc(job->allocator, n, sizeof *job->place);
    job->plain = cpwi_alloc(job->allocator, n, sizeof *job->plain);
    ok = ok && job->place && job->plain;
  }
  if (clinical) {
    job->before = job->clinical = cpwi_alloc(job->allocator, n, sizeof *job->clinical);
    ok = ok && job->clinical;
  }
  if (!ok) return no_memory(job, err);
  int32_t status =
      rank_once(job, &job->policy, &job->list, job->order, job->place, job->score, err);
  if (status == CPW_OK) status = make_bare(job, &bare, err);
  if (status == CPW_OK && clinical)
    status = rank_once(job, &plain, &bare, NULL, job->clinical, NULL, err);
  if (status == CPW_OK) take_back_places(job);
  return status;
}

void cpwi_audit_job_free(cpwi_audit_job *job) {
  const cpw_allocator *a = job->allocator;
  cpwi_audit_columns_free(&job->columns, a);
  cpwi_release(a, job->order);
  cpwi_release(a, job->place);
  cpwi_release(a, job->score);
  cpwi_release(a, job->plain);
  cpwi_release(a, job->needed);
  cpwi_release(a, job->clinical);
}
