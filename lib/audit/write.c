/* The text of a record: its head, a check for each line of it, the places, the digests.
 * Source: docs/explanation/audit.md; checks by FNV-1a (Fowler, Noll and Vo). Leaves the figures to make.c. */
#include "audit/internal.h"

#include <stdio.h>
#include <string.h>

#define QUOTED_TEXT(number) #number
#define QUOTED(number)      QUOTED_TEXT(number)
const char cpwi_audit_library[] = CPW_VERSION_STRING " abi " QUOTED(CPW_ABI);

/* ---------------------------------------------------------------- text in memory ------------ */

typedef struct block {
  const cpw_allocator *allocator;
  char *text;
  int64_t used, room;
} block;

static int keep(void *context, const char *bytes, int64_t count) {
  block *b = context;
  if (count > b->room - b->used) {
    int64_t room = 2 * b->room > b->used + count ? 2 * b->room : b->used + count;
    char *more = cpwi_grow(b->allocator, b->text, (size_t)room, 1);
    if (!more) return -1;
    b->text = more;
    b->room = room;
  }
  memcpy(b->text + b->used, bytes, (size_t)count);
  b->used += count;
  return 0;
}

/* ---------------------------------------------------------------- the head ------------------ */

static void put_line(cpwi_writer *w, const char *name, const char *text) {
  cpwi_put_text(w, name);
  cpwi_put_text(w, text);
  cpwi_put_text(w, "\n");
}

static void put_words(cpwi_writer *w, const char *name, const char *text) {
  if (!text) return;
  cpwi_put_text(w, name);
  cpwi_put_word(w, text);
  cpwi_put_text(w, "\n");
}

static void put_count(cpwi_writer *w, const char *name, int64_t count, const char *more) {
  cpwi_put_text(w, name);
  cpwi_put_int64(w, count);
  put_line(w, more, "");
}

static void put_id(cpwi_writer *w, const cpw_priority_list *list, int64_t row) {
  if (list->id)
    cpwi_put_word(w, list->id[row]);
  else
    cpwi_put_int64(w, row);
}

/* What is overridden and by what: "tier P2", "place 3", "wait 20", "fact pain 4". */
static void put_decision(cpwi_writer *w, const cpwi_audit_job *job,
                         const cpw_priority_override *o) {
  if (o->kind == CPW_OVERRIDE_TIER) {
    cpwi_put_text(w, "tier ");
    cpwi_put_word(w, job->policy.tiers[(int64_t)o->value].name);
    return;
  }
  cpwi_put_text(w, o->kind == CPW_OVERRIDE_PLACE ? "place " : o->column < 0 ? "wait " : "fact ");
  for (int64_t k = 0; o->kind == CPW_OVERRIDE_FACT && k < job->columns.count; k++)
    if (job->columns.source[k] == o->column) {
      cpwi_put_word(w, job->columns.heading[k]);
      cpwi_put_text(w, " ");
    }
  cpwi_put_double(w, o->value);
}

static void put_override(cpwi_writer *w, const cpwi_audit_job *job,
                         const cpw_priority_override *o) {
  char date[CPW_DATE_CHARS] = "none";
  if (o->date != CPW_DATE_NONE) cpw_date_format(o->date, date);
  cpwi_put_text(w, "override ");
  put_decision(w, job, o);
  cpwi_put_text(w, " patient ");
  put_id(w, &job->list, o->row);
  cpwi_put_text(w, " actor ");
  cpwi_put_word(w, o->actor);
  cpwi_put_text(w, " date ");
  cpwi_put_text(w, date);
  cpwi_put_text(w, " reason ");
  cpwi_put_word(w, o->reason);
  cpwi_put_text(w, " places ");
  if (job->plain[o->row])
    cpwi_put_int64(w, job->plain[o->row]);
  else
    cpwi_put_text(w, "-");
  cpwi_put_text(w, " ");
  cpwi_put_int64(w, job->place[o->row]);
  cpwi_put_text(w, "\n");
}

static int64_t count_lines(const block *b) {
  int64_t lines = 0;
  for (int64_t i = 0; i < b->used; i++)
    lines += b->text[i] == '\n';
  return lines;
}

static int64_t rows_kept(const cpwi_audit_job *job) {
  int64_t wanted = job->entry.rows, all = job->list.patients;
  return wanted < 0 || wanted > all ? all : wanted;
}

static void put_head(cpwi_writer *w, const cpwi_audit_job *job, const block *policy) {
  static const char *const kinds[] = {"none", "clinical", "given"};
  const cpw_audit_entry *e = &job->entry;
  char text[CPW_NUMBER_CHARS], date[CPW_DATE_CHARS] = "none";
  if (job->list.today != CPW_DATE_NONE) cpw_date_format(job->list.today, date);
  snprintf(text, sizeof text, "%llu", (unsigned long long)e->seed);
  put_line(w, CPWI_AUDIT_FIRST, "");
  put_count(w, "number ", e->number, "");
  put_words(w, "time ", e->time);
  put_words(w, "actor ", e->actor);
  put_words(w, "note ", e->note);
  put_line(w, "library ", job->library);
  put_line(w, "previous ", e->previous ? e->previous : "none");
  put_line(w, "seed ", text);
  put_line(w, "today ", date);
  put_count(w, "patients ", job->list.patients, job->list.id ? " ids" : " rows");
  put_line(w, "data ", job->data);
  put_count(w, "policy ", count_lines(policy), "");
  cpwi_put(w, policy->text, (size_t)policy->used);
  put_count(w, "overrides ", job->list.override_count, "");
  for (int64_t k = 0; k < job->list.override_count; k++)
    put_override(w, job, &job->list.overrides[k]);
  put_line(w, "before ", kinds[e->before_kind]);
  put_count(w, "rows ", rows_kept(job), "");
}

static int32_t make_head(const cpwi_audit_job *job, block *head, cpw_error *err) {
  block policy = {job->allocator, NULL, 0, 0};
  const cpw_sink policy_sink = {&policy, keep}, head_sink = {head, keep};
  cpwi_writer w;
  int32_t status = cpw_policy_write(&job->policy, &policy_sink, err);
  if (status == CPW_OK) {
    cpwi_writer_init(&w, &head_sink);
    put_head(&w, job, &policy);
    status = cpwi_writer_finish(&w, job->where, err);
  }
  cpwi_release(job->allocator, policy.text);
  if (status == CPW_EIO) /* these sinks fail for one reason alone */
    status = cpwi_fail(err, CPW_ENOMEM, -1, job->where, "no memory for the head of the record");
  return status;
}

/* ---------------------------------------------------------------- the places ---------------- */

/* Where the record goes: to the caller, and into its digest. */
typedef struct passage {
  const cpw_sink *sink;
  cpw_sha256_state digest;
} passage;

static int pass(void *context, const char *bytes, int64_t count) {
  passage *p = context;
  cpw_sha256_add(&p->digest, bytes, count);
  return p->sink->write(p->sink->context, bytes, count);
}

/* One place as a line of `line`, which holds the longest id in quotes and what else a line has. */
enum { ROW_BESIDE_ID = 256 };
typedef struct row_line {
  char text[2 * CPWI_MOST_WORD + ROW_BESIDE_ID];
  size_t used;
} row_line;

static int keep_row(void *context, const char *bytes, int64_t count) {
  row_line *line = context;
  size_t room = sizeof line->text - ROW_BESIDE_ID / 2; /* the rest is for what follows the id */
  if (line->used > room || (size_t)count > room - line->used) return -1;
  memcpy(line->text + line->used, bytes, (size_t)count);
  line->used += (size_t)count;
  return 0;
}

/* An id that needs no quotes is copied as it is: most do not. 0: an id that no line can hold. */
static int put_row_id(row_line *line, const cpw_priority_list *list, int64_t row) {
  cpwi_writer w;
  const cpw_sink sink = {line, keep_row};
  if (!list->id) {
    line->used += (size_t)cpw_format_int64(row, line->text + line->used);
    return 1;
  }
  const char *id = list->id[row];
  size_t length = 0;
  while ((id[length] >= '0' && id[length] <= '9') || (id[length] >= 'A' && id[length] <= 'Z') ||
         (id[length] >= 'a' && id[length] <= 'z') || id[length] == '-')
    length++;
  if (length > 0 && length <= CPWI_MOST_WORD && !id[length]) {
    memcpy(line->text + line->used, id, length);
    line->used += length;
    return 1;
  }
  cpwi_writer_init(&w, &sink);
  cpwi_put_word(&w, id);
  return cpwi_writer_finish(&w, NULL, NULL) == CPW_OK;
}

static int make_row(const cpwi_audit_job *job, int64_t k, row_line *line) {
  int64_t row = job->order[k], before = 0;
  if (job->before_by_place)
    before = job->before_by_place[k];
  else if (job->before)
    before = job->before[row];
  line->used = (size_t)cpw_format_int64(k + 1, line->text);
  line->text[line->used++] = ' ';
  if (!put_row_id(line, &job->list, row)) return 0;
  line->text[line->used++] = ' ';
  if (before)
    line->used += (size_t)cpw_format_int64(before, line->text + line->used);
  else
    line->text[line->used++] = '-';
  line->text[line->used++] = ' ';
  line->used += (size_t)cpw_format_double(job->score[row], line->text + line->used);
  char check[4];
  cpwi_audit_check(line->text, line->used, check);
  line->text[line->used++] = ' ';
  memcpy(line->text + line->used, check, 4);
  line->used += 4;
  line->text[line->used++] = '\n';
  return 1;
}

static void put_checks(cpwi_writer *w, const block *head) {
  cpwi_put_text(w, "checks");
  for (int64_t at = 0; at < head->used;) {
    const char *line = head->text + at, *end = memchr(line, '\n', (size_t)(head->used - at));
    size_t length = end ? (size_t)(end - line) : (size_t)(head->used - at);
    char check[4];
    cpwi_audit_check(line, length, check);
    cpwi_put_text(w, " ");
    cpwi_put(w, check, 4);
    at += (int64_t)length + 1;
  }
  cpwi_put_text(w, "\n");
}

static int32_t write_all(const cpwi_audit_job *job, const block *head, const cpw_sink *sink,
                         char *digest, cpw_error *err) {
  passage p = {.sink = sink};
  const cpw_sink through = {&p, pass};
  cpw_sha256_state places;
  char text[CPW_SHA256_CHARS];
  cpwi_writer w;
  row_line line;
  int64_t kept = rows_kept(job);
  cpw_sha256_init(&p.digest);
  cpw_sha256_init(&places);
  cpwi_writer_init(&w, &through);
  cpwi_put(&w, head->text, (size_t)head->used);
  put_checks(&w, head);
  for (int64_t k = 0; k < job->list.patients && !w.failed; k++) {
    if (!make_row(job, k, &line)) /* ids were checked: see cpwi_audit_take_list */
      return cpwi_fail(err, CPW_EINVAL, job->order[k], job->where, "an id does not fit a line");
    cpw_sha256_add(&places, line.text, (int64_t)line.used);
    if (k < kept) cpwi_put(&w, line.text, line.used);
  }
  cpw_sha256_text(&places, text);
  put_line(&w, CPWI_AUDIT_PLACES, text);
  int32_t status = cpwi_writer_finish(&w, job->where, err);
  if (status != CPW_OK) return status;
  cpw_sha256_text(&p.digest, text);
  cpwi_writer_init(&w, sink);
  put_line(&w, CPWI_AUDIT_RECORD, text);
  status = cpwi_writer_finish(&w, job->where, err);
  if (status == CPW_OK) memcpy(digest, text, sizeof text);
  return status;
}

int32_t cpwi_audit_write(const cpwi_audit_job *job, const cpw_sink *sink, char *digest,
                         cpw_error *err) {
  block head = {job->allocator, NULL, 0, 0};
  int32_t status = make_head(job, &head, err);
  if (status == CPW_OK) status = write_all(job, &head, sink, digest, err);
  cpwi_release(job->allocator, head.text);
  return status;
}
