/* Appending a record: the entry is checked, the list is ranked, the record is written.
 * Source: carepath/audit.h. Leaves ranking to make.c, digests to data.c, the text to write.c. */
#include "audit/internal.h"

#include <string.h>

void cpw_audit_entry_init_sized(cpw_audit_entry *entry, size_t size) {
  cpw_audit_entry defaults;
  memset(&defaults, 0, sizeof defaults);
  defaults.number = 1;
  defaults.rows = CPW_AUDIT_ALL_ROWS;
  defaults.before_kind = CPW_AUDIT_BEFORE_CLINICAL;
  cpwi_init_sized(entry, size, &defaults, sizeof defaults);
}

/* ---------------------------------------------------------------- checks -------------------- */

int32_t cpwi_audit_check_word(const char *text, const char *what, const char *where,
                              cpw_error *err) {
  if (text && *text && cpwi_is_wordable(text)) return CPW_OK;
  if (!text || !*text)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s must be given and not empty", what);
  return cpwi_fail(
      err, CPW_EINVAL, -1, where,
      "%s must be UTF-8 of at most %d bytes without control characters other than line "
      "breaks and tabs",
      what, CPWI_MOST_WORD);
}

static int32_t check_chain(const cpw_audit_entry *e, const char *where, cpw_error *err) {
  if (e->number < 1)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "entry.number = %lld must be >= 1",
                     (long long)e->number);
  if (!e->previous && e->number != 1)
    return cpwi_fail(
        err, CPW_EINVAL, -1, where,
        "entry.number = %lld needs the digest of the record before it in entry.previous",
        (long long)e->number);
  if (e->previous && e->number == 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "entry.number = 1 is the first record: it has no entry.previous");
  if (e->previous && !cpwi_is_digest(e->previous))
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "entry.previous must be a digest of 64 digits 0-9a-f");
  return CPW_OK;
}

static int32_t check_entry(const cpw_audit_entry *e, const char *where, cpw_error *err) {
  int given = e->before_kind == CPW_AUDIT_BEFORE_GIVEN;
  int32_t status = cpwi_audit_check_word(e->time, "entry.time", where, err);
  if (status == CPW_OK) status = cpwi_audit_check_word(e->actor, "entry.actor", where, err);
  if (status == CPW_OK && e->note)
    status = cpwi_audit_check_word(e->note, "entry.note", where, err);
  if (status == CPW_OK) status = check_chain(e, where, err);
  if (status != CPW_OK) return status;
  if (e->rows < CPW_AUDIT_ALL_ROWS)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "entry.rows = %lld must be >= 0, or -1 for all",
                     (long long)e->rows);
  if (e->before_kind < CPW_AUDIT_BEFORE_NONE || e->before_kind > CPW_AUDIT_BEFORE_GIVEN)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "entry.before_kind = %d must be 0 to 2",
                     (int)e->before_kind);
  if (given && !e->before)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "entry.before must be given");
  if (!given && e->before)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "entry.before is given, but entry.before_kind does not ask for it");
  return CPW_OK;
}

static int32_t check_before(const cpwi_audit_job *job, cpw_error *err) {
  const int64_t *before = job->entry.before;
  for (int64_t i = 0; before && i < job->list.patients; i++)
    if (before[i] < 0)
      return cpwi_fail(err, CPW_EDOMAIN, i, job->where,
                       "before[%lld] = %lld must be a place from 1, or 0 for none", (long long)i,
                       (long long)before[i]);
  return CPW_OK;
}

static int32_t check_date(int32_t date, const char *what, int64_t index, const char *where,
                          cpw_error *err) {
  int32_t year, month, day;
  if (date == CPW_DATE_NONE || cpw_date_to_civil(date, &year, &month, &day, NULL) == CPW_OK)
    return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, index, where, "%s = %d must lie in the years 1 to 9999", what,
                   (int)date);
}

/* What an override's line needs beyond what the ranking checks. */
static int32_t check_override(const cpwi_audit_job *job, int64_t k, cpw_error *err) {
  const cpw_priority_override *o = &job->list.overrides[k];
  int32_t status = cpwi_audit_check_word(o->actor, "the actor of an override", job->where, err);
  if (status == CPW_OK)
    status = cpwi_audit_check_word(o->reason, "the reason of an override", job->where, err);
  if (status != CPW_OK) {
    if (err) err->index = k;
    return status;
  }
  status = check_date(o->date, "the date of an override", k, job->where, err);
  if (status != CPW_OK || o->kind != CPW_OVERRIDE_FACT || o->column == CPW_PRIORITY_WAIT)
    return status;
  for (int64_t c = 0; c < job->columns.count; c++)
    if (job->columns.source[c] == o->column) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, k, job->where,
                   "overrides[%lld] changes column %lld, which no criterion of the policy reads",
                   (long long)k, (long long)o->column);
}

/* ---------------------------------------------------------------- appending ----------------- */

static int32_t take_job(cpwi_audit_job *job, const cpw_audit_entry *entry, cpw_error *err) {
  cpw_audit_entry_init(&job->entry);
  cpw_priority_policy_init(&job->policy);
  int32_t status = cpwi_take_options(&job->entry, sizeof job->entry, entry, job->where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(job->entry.allocator, job->where, err);
  if (status != CPW_OK) return status;
  job->allocator = job->entry.allocator;
  status = check_entry(&job->entry, job->where, err);
  if (status == CPW_OK) status = cpw_priority_policy_check(job->entry.policy, err);
  if (status == CPW_OK)
    status =
        cpwi_take_options(&job->policy, sizeof job->policy, job->entry.policy, job->where, err);
  if (status == CPW_OK)
    status = cpwi_audit_columns_new(&job->policy, job->allocator, &job->columns, job->where, err);
  if (status == CPW_OK)
    status = cpwi_audit_take_list(&job->list, job->entry.list, &job->columns, job->where, err);
  return status;
}

static int32_t check_job(const cpwi_audit_job *job, cpw_error *err) {
  int32_t status = check_before(job, err);
  if (status == CPW_OK) status = check_date(job->list.today, "list.today", -1, job->where, err);
  if (status == CPW_OK &&
      (job->list.override_count < 0 || (job->list.override_count > 0 && !job->list.overrides)))
    status = cpwi_fail(err, CPW_EINVAL, -1, job->where, "list.overrides must be given");
  for (int64_t k = 0; k < job->list.override_count && status == CPW_OK; k++)
    status = check_override(job, k, err);
  return status;
}

int32_t cpw_audit_append(const cpw_audit_entry *entry, const cpw_sink *sink, char *digest,
                         cpw_error *err) {
  cpwi_audit_job job;
  int64_t *by_id = NULL;
  memset(&job, 0, sizeof job);
  job.where = __func__;
  job.library = cpwi_audit_library;
  if (!entry || !sink || !sink->write || !digest)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "entry, sink and digest must be given");
  int32_t status = take_job(&job, entry, err);
  if (status == CPW_OK) status = check_job(&job, err);
  if (status == CPW_OK && job.entry.before_kind == CPW_AUDIT_BEFORE_GIVEN)
    job.before = job.entry.before;
  if (status == CPW_OK) status = cpwi_audit_rank(&job, err);
  if (status == CPW_OK)
    status = cpwi_audit_id_order(&job.list, job.allocator, &by_id, job.where, err);
  if (status == CPW_OK) {
    cpwi_audit_digest_data(&job.list, &job.columns, by_id, job.data);
    cpwi_release(job.allocator, by_id);
    status = cpwi_audit_write(&job, sink, digest, err);
  }
  cpwi_audit_job_free(&job);
  return status;
}
