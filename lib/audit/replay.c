/* Replaying a record: the same rankings from the same data, compared byte by byte.
 * Source: carepath/audit.h. Leaves ranking to make.c, digests to data.c, the text to write.c. */
#include "audit/internal.h"

#include <stdio.h>
#include <string.h>

/* A sink that compares what it is given with a text and stops at the first byte that differs. */
typedef struct comparison {
  const char *text;
  int64_t bytes, at;
  int32_t differs;
} comparison;

static int compare(void *context, const char *bytes, int64_t count) {
  comparison *c = context;
  int64_t left = c->bytes - c->at, both = left < count ? left : count;
  if (both == count && !memcmp(c->text + c->at, bytes, (size_t)count)) {
    c->at += count;
    return 0;
  }
  for (int64_t k = 0; k < both && c->text[c->at] == bytes[k]; k++)
    c->at++;
  c->differs = 1;
  return -1;
}

static int64_t line_at(const comparison *c) {
  int64_t line = 1;
  for (int64_t k = 0; k < c->at; k++)
    line += c->text[k] == '\n';
  return line;
}

/* ---------------------------------------------------------------- the job ------------------- */

static int32_t take_before(const cpw_audit_record *r, const int64_t *before, cpwi_audit_job *job,
                           cpw_error *err) {
  const cpw_audit_view *v = &r->view;
  if (v->before_kind != CPW_AUDIT_BEFORE_GIVEN) {
    if (!before) return CPW_OK;
    return cpwi_fail(err, CPW_EINVAL, -1, job->where,
                     "before is given, but the record's places before are not a caller's");
  }
  job->before = before;
  if (before) return CPW_OK;
  job->before_by_place = v->before;
  if (v->rows == v->patients) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, job->where,
                   "before must be given: the record holds %lld of %lld places before",
                   (long long)v->rows, (long long)v->patients);
}

static int32_t take_job(cpwi_audit_job *job, const cpw_audit_record *r,
                        const cpw_priority_list *list, const int64_t *before, cpw_error *err) {
  const cpw_audit_view *v = &r->view;
  cpw_audit_entry *e = &job->entry;
  cpw_audit_entry_init(e);
  e->time = v->time;
  e->actor = v->actor;
  e->note = v->note;
  e->previous = *v->previous ? v->previous : NULL;
  e->number = v->number;
  e->rows = v->rows;
  e->seed = v->seed;
  e->before_kind = v->before_kind;
  job->policy = *v->policy;
  job->library = r->library;
  int32_t status = take_before(r, before, job, err);
  if (status == CPW_OK)
    status = cpwi_audit_columns_new(&job->policy, job->allocator, &job->columns, job->where, err);
  if (status == CPW_OK)
    status = cpwi_audit_take_list(&job->list, list, &job->columns, job->where, err);
  job->list.overrides = NULL;
  job->list.override_count = 0;
  return status;
}

/* An override of the record as one of the list. 0: its patient or column is not there. */
static int take_override(const cpwi_audit_job *job, const int64_t *by_id,
                         const cpw_audit_override *from, cpw_priority_override *to) {
  memset(to, 0, sizeof *to);
  to->row = cpwi_audit_find(&job->list, by_id, from->id);
  to->column = from->kind == CPW_OVERRIDE_FACT && !from->column ? CPW_PRIORITY_WAIT : 0;
  to->value = from->value;
  to->kind = from->kind;
  to->date = from->date;
  to->actor = from->actor;
  to->reason = from->reason;
  if (!from->column) return to->row >= 0;
  for (int64_t k = 0; k < job->columns.count; k++)
    if (!strcmp(job->columns.heading[k], from->column)) {
      to->column = job->columns.source[k];
      return to->row >= 0;
    }
  return 0;
}

/* ---------------------------------------------------------------- outcomes ------------------ */

static int32_t differ(cpw_audit_replayed *out, int32_t outcome, int64_t line, const char *what) {
  out->outcome = outcome;
  out->line = line;
  snprintf(out->message, sizeof out->message, "%s", what);
  return CPW_OK;
}

static int32_t other_place(const cpw_audit_record *r, const comparison *c,
                           cpw_audit_replayed *out) {
  int64_t line = line_at(c), place = line - r->first_row + 1;
  char what[320];
  if (place >= 1 && place <= r->view.rows) {
    out->place = place;
    snprintf(what, sizeof what,
             "place %lld, which the record gives to \"%.100s\", comes out otherwise",
             (long long)place, r->view.id[place - 1]);
  } else {
    snprintf(what, sizeof what, "line %lld of the record comes out otherwise%s", (long long)line,
             place > r->view.rows ? ": a place that is not kept" : "");
  }
  return differ(out, CPW_AUDIT_OTHER_PLACES, line, what);
}

static int32_t compare_record(const cpw_audit_record *r, const cpwi_audit_job *job,
                              cpw_audit_replayed *out, cpw_error *err) {
  comparison c = {r->raw, r->bytes, 0, 0};
  const cpw_sink sink = {&c, compare};
  char digest[CPW_SHA256_CHARS];
  int32_t status = cpwi_audit_write(job, &sink, digest, err);
  if (c.differs) return other_place(r, &c, out);
  if (status != CPW_OK) return status;
  return differ(out, CPW_AUDIT_SAME, 0,
                out->same_library ? "the record comes out again, to the byte"
                                  : "the record comes out again, to the byte, with another version "
                                    "of the library");
}

/* The record's overrides, the rankings and the text. */
static int32_t replay(const cpw_audit_record *r, cpwi_audit_job *job, const int64_t *by_id,
                      cpw_audit_replayed *out, cpw_error *err) {
  int64_t count = r->view.override_count;
  char what[320];
  cpw_error found;
  cpw_priority_override *overrides = cpwi_alloc(job->allocator, (size_t)count, sizeof *overrides);
  if (!overrides)
    return cpwi_fail(err, CPW_ENOMEM, -1, job->where, "no memory for %lld overrides",
                     (long long)count);
  int32_t status = CPW_OK;
  for (int64_t k = 0; k < count && out->outcome == CPW_AUDIT_SAME; k++)
    if (!take_override(job, by_id, &r->view.overrides[k], &overrides[k])) {
      snprintf(what, sizeof what, "override %lld finds no patient \"%.100s\" or no column",
               (long long)k + 1, r->view.overrides[k].id);
      status = differ(out, CPW_AUDIT_REFUSED, 0, what);
    }
  job->list.overrides = count ? overrides : NULL;
  job->list.override_count = count;
  if (out->outcome == CPW_AUDIT_SAME) {
    status = cpwi_audit_rank(job, &found);
    if (status == CPW_OK)
      status = compare_record(r, job, out, err);
    else if (cpwi_audit_is_refusal(
                 status)) /* about the data: an outcome; the rest is the caller's */
      status = differ(out, CPW_AUDIT_REFUSED, 0, found.message);
    else if (err)
      *err = found;
  }
  cpwi_release(job->allocator, overrides);
  return status;
}

static int32_t run_job(const cpw_audit_record *r, cpwi_audit_job *job, cpw_audit_replayed *out,
                       cpw_error *err) {
  const cpw_audit_view *v = &r->view;
  int64_t *by_id = NULL;
  int32_t status = cpwi_audit_id_order(&job->list, job->allocator, &by_id, job->where, err);
  if (status != CPW_OK) return status;
  cpwi_audit_digest_data(&job->list, &job->columns, by_id, job->data);
  if (job->list.patients != v->patients)
    status = differ(out, CPW_AUDIT_OTHER_DATA, r->data_line,
                    "the data are not those of the record: another number of patients");
  else if (strcmp(job->data, v->data) != 0)
    status =
        differ(out, CPW_AUDIT_OTHER_DATA, r->data_line,
               job->list.today != v->today
                   ? "the data are not those of the record: another day"
                   : "the data are not those of the record: ids, tiers, waits or facts differ");
  else
    status = replay(r, job, by_id, out, err);
  cpwi_release(job->allocator, by_id);
  return status;
}

int32_t cpw_audit_replay(const cpw_audit_record *record, const cpw_priority_list *list,
                         const int64_t *before, const cpw_run *run, const cpw_allocator *allocator,
                         cpw_audit_replayed *out, cpw_error *err) {
  cpwi_audit_job job;
  cpw_audit_replayed found;
  if (!record || !list || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "record, list and out must be given");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  memset(&job, 0, sizeof job);
  memset(&found, 0, sizeof found);
  job.where = __func__;
  job.allocator = allocator;
  found.same_library = !strcmp(record->library, cpwi_audit_library);
  status = take_job(&job, record, list, before, err);
  job.entry.run = run;
  if (status == CPW_OK) status = run_job(record, &job, &found, err);
  if (status == CPW_OK) *out = found;
  cpwi_audit_job_free(&job);
  return status;
}
