/* One record out of a file of them: found by its number, held against its own digest.
 * Source: docs/explanation/audit.md. Leaves lines to lines.c, what the record says to parse.c. */
#include "audit/internal.h"

#include <string.h>

/* A record as it is collected. */
typedef struct collected {
  char *text;
  int64_t bytes, room;
  int64_t first_line, number;
} collected;

typedef struct finder {
  cpwi_audit_lines lines;
  int64_t wanted;
  collected now, kept; /* kept: the last whole one, where the last is wanted */
} finder;

static int32_t add_line(finder *f, const char *text, int64_t length, cpw_error *err) {
  collected *c = &f->now;
  if (length + 1 > c->room - c->bytes) {
    int64_t room = 2 * c->room > c->bytes + length + 1 ? 2 * c->room : c->bytes + length + 1;
    char *more = cpwi_grow(f->lines.allocator, c->text, (size_t)room + 1, 1);
    if (!more)
      return cpwi_fail_data(err, CPW_ENOMEM, f->lines.where, f->lines.line, 0,
                            "line %lld: no memory for the record", (long long)f->lines.line);
    c->text = more;
    c->room = room;
  }
  memcpy(c->text + c->bytes, text, (size_t)length);
  c->text[c->bytes + length] = '\n';
  c->bytes += length + 1;
  return CPW_OK;
}

static int32_t fail_line(const finder *f, const char *rule, cpw_error *err) {
  return cpwi_fail_data(err, CPW_EDATA, f->lines.where, f->lines.line, 0, "line %lld: %s",
                        (long long)f->lines.line, rule);
}

/* Collects one record whose first line was read. 1: it is the wanted one; 0: it is not. */
static int32_t collect(finder *f, char *text, int64_t length, cpw_error *err) {
  int32_t got = 1, status, second = 0;
  if (strcmp(text, CPWI_AUDIT_FIRST) != 0) return fail_line(f, "the line begins no record", err);
  f->now.bytes = f->now.number = 0;
  f->now.first_line = f->lines.line;
  do {
    if (second++ == 1 && cpwi_begins(text, "number ") &&
        cpw_parse_int64(text + 7, length - 7, &f->now.number) != CPW_OK)
      f->now.number = 0;
    int ends = cpwi_begins(text, CPWI_AUDIT_RECORD);
    int again = second > 1 && !strcmp(text, CPWI_AUDIT_FIRST);
    if (!f->lines.whole || again) return fail_line(f, "the record is cut off", err);
    status = !f->wanted || !f->now.number || f->wanted == f->now.number
                 ? add_line(f, text, length, err)
                 : CPW_OK;
    if (status != CPW_OK) return status;
    if (ends) return f->wanted == f->now.number;
    got = cpwi_audit_next(&f->lines, &text, &length, err);
  } while (got > 0);
  return got < 0 ? got : fail_line(f, "the record is cut off", err);
}

/* The wanted record in f->now. */
static int32_t find(finder *f, cpw_error *err) {
  for (;;) {
    char *text;
    int64_t length;
    int32_t got = cpwi_audit_next(&f->lines, &text, &length, err);
    if (got > 0)
      got = collect(f, text, length, err);
    else if (got == 0)
      break;
    if (got < 0) return got;
    if (got > 0) return CPW_OK;
    if (!f->wanted) {
      collected swap = f->kept;
      f->kept = f->now;
      f->now = swap;
    }
  }
  if (!f->wanted && f->kept.bytes) {
    collected swap = f->kept;
    f->kept = f->now;
    f->now = swap;
    return CPW_OK;
  }
  return cpwi_fail_data(err, CPW_ENOTFOUND, f->lines.where, f->lines.line, 0,
                        f->wanted ? "there is no record %lld" : "there is no record",
                        (long long)f->wanted);
}

/* The digest at the record's end against its bytes. */
static int32_t check_digest(const finder *f, cpw_error *err) {
  const collected *c = &f->now;
  int64_t end = (int64_t)strlen(CPWI_AUDIT_RECORD) + CPW_SHA256_CHARS; /* of the last line */
  char digest[CPW_SHA256_CHARS];
  int same = c->bytes > end && !memcmp(c->text + c->bytes - end, CPWI_AUDIT_RECORD, 7);
  if (same && cpw_sha256(c->text, c->bytes - end, digest) == CPW_OK)
    same = !memcmp(digest, c->text + c->bytes - end + 7, CPW_SHA256_CHARS - 1);
  if (same) return CPW_OK;
  return cpwi_fail_data(err, CPW_EDATA, f->lines.where, c->first_line, 0,
                        "line %lld: record %lld is not as it was written: its digest is wrong",
                        (long long)c->first_line, (long long)c->number);
}

static int32_t make_record(finder *f, cpw_audit_record *record, cpw_error *err) {
  const cpw_allocator *a = f->lines.allocator;
  size_t bytes = (size_t)f->now.bytes;
  record->allocator = a;
  record->first_line = f->now.first_line;
  record->text = cpwi_alloc(a, bytes + 1, 1);
  if (!record->text)
    return cpwi_fail_data(err, CPW_ENOMEM, f->lines.where, 0, 0, "no memory for the record");
  memcpy(record->text, f->now.text, bytes);
  record->text[bytes] = '\0';
  record->raw = f->now.text;
  record->bytes = f->now.bytes;
  f->now.text = NULL;
  return cpwi_audit_parse(record, f->lines.where, err);
}

int32_t cpw_audit_read(const cpw_source *source, int64_t number, const cpw_allocator *allocator,
                       cpw_audit_record **out, cpw_error *err) {
  finder f;
  if (!source || !source->read || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s must be given", out ? "source" : "out");
  if (number < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "number = %lld must be >= 0 (0: the last)",
                     (long long)number);
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  memset(&f, 0, sizeof f);
  f.lines.source = source;
  f.lines.allocator = allocator;
  f.lines.where = source->name ? source->name : "<input>";
  f.wanted = number;
  cpw_audit_record *record = cpwi_alloc_zero(allocator, 1, sizeof *record);
  if (!record)
    status = cpwi_fail_data(err, CPW_ENOMEM, f.lines.where, 0, 0, "no memory for a record");
  if (status == CPW_OK) record->allocator = allocator;
  if (status == CPW_OK) status = find(&f, err);
  if (status == CPW_OK) status = check_digest(&f, err);
  if (status == CPW_OK) status = make_record(&f, record, err);
  cpwi_audit_lines_free(&f.lines);
  cpwi_release(allocator, f.now.text);
  cpwi_release(allocator, f.kept.text);
  if (status == CPW_OK)
    *out = record;
  else
    cpw_audit_record_free(record);
  return status;
}

const cpw_audit_view *cpw_audit_record_view(const cpw_audit_record *record) {
  return record ? &record->view : NULL;
}

void cpw_audit_record_free(cpw_audit_record *record) {
  if (!record) return;
  const cpw_allocator *a = record->allocator;
  cpw_policy_free(record->policy);
  cpwi_release(a, record->overrides);
  cpwi_release(a, (void *)record->id);
  cpwi_release(a, record->before);
  cpwi_release(a, record->score);
  cpwi_release(a, record->library);
  cpwi_release(a, record->raw);
  cpwi_release(a, record->text);
  cpwi_release(a, record);
}
