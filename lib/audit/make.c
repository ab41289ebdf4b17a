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

int32_t cpwi_audit_rank(cpwi_audit_job *job, cpw_error *err) {
  size_t n = (size_t)job->list.patients;
  int64_t overrides = job->list.override_count;
  int clinical = job->entry.before_kind == CPW_AUDIT_BEFORE_CLINICAL;
  cpw_priority_list bare = job->list;
  cpw_priority_policy plain = without_equity(&job->policy);
  bare.override_count = 0;
  bare.overrides = NULL;
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
  if (status == CPW_OK && overrides)
    status = rank_once(job, &job->policy, &bare, NULL, job->plain, NULL, err);
  if (status == CPW_OK && clinical)
    status = rank_once(job, &plain, &bare, NULL, job->clinical, NULL, err);
  return status;
}

void cpwi_audit_job_free(cpwi_audit_job *job) {
  const cpw_allocator *a = job->allocator;
  cpwi_audit_columns_free(&job->columns, a);
  cpwi_release(a, job->order);
  cpwi_release(a, job->place);
  cpwi_release(a, job->score);
  cpwi_release(a, job->plain);
  cpwi_release(a, job->clinical);
}
