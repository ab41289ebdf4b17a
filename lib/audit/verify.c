/* Verifying a file of records: every digest, every link, and the line that gives itself away.
 * Source: docs/explanation/audit.md. Leaves lines to lines.c and what the records say to parse.c. */
#include "audit/internal.h"

#include <stdio.h>
#include <string.h>

typedef struct verifier {
  cpwi_audit_lines lines;
  cpw_audit_finding found;
  cpw_sha256_state digest; /* of the record so far */
  char *checks;            /* 4 digits a line of the head */
  int64_t head, room;
  int64_t number;  /* of the last sound record */
  int64_t first;   /* line of the record's first line */
  int64_t suspect; /* first line that gives itself away, 0: none */
  int64_t place;   /* of the last row */
  int64_t this_number, number_line, previous_line;
  char previous[CPW_SHA256_CHARS]; /* as the record names it; "" for none */
  char expected[CPW_SHA256_CHARS]; /* digest of the record before it; "" for none */
} verifier;

/* ---------------------------------------------------------------- findings ------------------ */

static int32_t find_fault(verifier *v, int32_t finding, int64_t line, const char *what) {
  cpw_audit_finding *f = &v->found;
  f->finding = finding;
  f->record = f->records + 1;
  f->line = line;
  snprintf(f->message, sizeof f->message, "record %lld, line %lld: %s", (long long)f->record,
           (long long)line, what);
  return 0;
}

static void suspect(verifier *v) {
  if (!v->suspect) v->suspect = v->lines.line;
}

/* ---------------------------------------------------------------- lines of a record --------- */

/* Keeps the check of a line of the head. */
static int32_t keep_check(verifier *v, const char *text, int64_t length, cpw_error *err) {
  if (v->head == v->room) {
    int64_t room = v->room ? 2 * v->room : 256;
    char *more = cpwi_grow(v->lines.allocator, v->checks, (size_t)room, 4);
    if (!more)
      return cpwi_fail_data(err, CPW_ENOMEM, v->lines.where, v->lines.line, 0,
                            "line %lld: no memory for its check", (long long)v->lines.line);
    v->checks = more;
    v->room = room;
  }
  cpwi_audit_check(text, (size_t)length, v->checks + 4 * v->head);
  v->head++;
  return CPW_OK;
}

static void take_head(verifier *v, const char *text, int64_t length) {
  if (cpwi_begins(text, "number ") && !v->number_line) {
    v->number_line = v->lines.line;
    if (cpw_parse_int64(text + 7, length - 7, &v->this_number) != CPW_OK) v->this_number = 0;
  } else if (cpwi_begins(text, "previous ") && !v->previous_line) {
    v->previous_line = v->lines.line;
    snprintf(v->previous, sizeof v->previous, "%s", strcmp(text + 9, "none") ? text + 9 : "");
  }
}

/* The line of checks against those of the lines before it: the first that differs is suspect. */
static void compare_checks(verifier *v, const char *text, int64_t length) {
  int64_t said = (length - 6) / 5;
  for (int64_t k = 0; k < v->head; k++) {
    if (k < said && !memcmp(text + 7 + 5 * k, v->checks + 4 * k, 4)) continue;
    if (!v->suspect) v->suspect = v->first + k;
    return;
  }
  if (said != v->head || (length - 6) % 5 != 0) suspect(v);
}

/* A row of the places: its number is the next, its check right. */
static void check_row(verifier *v, const char *text, int64_t length) {
  char check[4];
  const char *space = memchr(text, ' ', (size_t)length);
  int64_t place = 0;
  if (!space || length < 6 || cpw_parse_int64(text, space - text, &place) != CPW_OK ||
      place != v->place + 1) {
    suspect(v);
    return;
  }
  v->place = place;
  cpwi_audit_check(text, (size_t)length - 5, check);
  if (text[length - 5] != ' ' || memcmp(check, text + length - 4, 4) != 0) suspect(v);
}

enum { HEAD, ROWS, AFTER, DONE };

static int32_t take_line(verifier *v, int32_t part, const char *text, int64_t length, int32_t *next,
                         cpw_error *err) {
  int32_t status = CPW_OK;
  *next = part;
  if (part == HEAD && cpwi_begins(text, CPWI_AUDIT_CHECKS)) {
    compare_checks(v, text, length);
    *next = ROWS;
  } else if (part == HEAD) {
    take_head(v, text, length);
    status = keep_check(v, text, length, err);
  } else if (cpwi_begins(text, CPWI_AUDIT_PLACES)) {
    *next = AFTER;
  } else if (part == ROWS) {
    check_row(v, text, length);
  }
  cpw_sha256_add(&v->digest, text, length);
  cpw_sha256_add(&v->digest, "\n", 1);
  return status;
}

/* ---------------------------------------------------------------- a whole record ------------ */

static int32_t judge_chain(verifier *v) {
  char rule[200];
  int64_t number = v->this_number, wanted = v->number + 1;
  if (strcmp(v->previous, v->expected) != 0)
    return find_fault(v, CPW_AUDIT_UNCHAINED, v->previous_line ? v->previous_line : v->first,
                      v->expected[0] ? "it does not follow the record before it"
                                     : "it is not the first record: those before it are missing");
  if (number < 1 || (v->number > 0 && number != wanted) || (!v->expected[0] && number != 1)) {
    snprintf(rule, sizeof rule, "its number is %lld, must be %lld", (long long)number,
             (long long)wanted);
    return find_fault(v, CPW_AUDIT_UNCHAINED, v->number_line ? v->number_line : v->first, rule);
  }
  return 1;
}

static int32_t judge(verifier *v, const char *said, int64_t length) {
  char digest[CPW_SHA256_CHARS];
  cpw_sha256_text(&v->digest, digest);
  int same = length == (int64_t)sizeof digest - 1 && !memcmp(digest, said, (size_t)length);
  if (!same && !v->suspect)
    return find_fault(v, CPW_AUDIT_CHANGED, v->lines.line,
                      "the record is not as it was written; no line gives itself away");
  if (v->suspect)
    return find_fault(v, CPW_AUDIT_CHANGED, v->suspect,
                      same ? "the line is not as it was written, and the digest was made anew"
                           : "the line is not as it was written, or one before it is missing");
  if (!judge_chain(v)) return 0;
  memcpy(v->expected, digest, sizeof digest);
  memcpy(v->found.digest, digest, sizeof digest);
  v->number = v->this_number;
  v->found.records++;
  return 1;
}

static void begin(verifier *v) {
  cpw_sha256_init(&v->digest);
  v->head = v->suspect = v->place = 0;
  v->this_number = v->number_line = v->previous_line = 0;
  v->previous[0] = '\0';
  v->first = v->lines.line;
}

/* Reads a record whose first line was read. 1: sound; 0: a fault was found; negative: an error. */
static int32_t verify_record(verifier *v, char *text, int64_t length, cpw_error *err) {
  int32_t part = HEAD, got = 1;
  if (!v->lines.whole || strcmp(text, CPWI_AUDIT_FIRST) != 0)
    return find_fault(v, CPW_AUDIT_UNREADABLE, v->lines.line, "the line begins no record");
  begin(v);
  while (got > 0) {
    int32_t status = take_line(v, part, text, length, &part, err);
    if (status != CPW_OK) return status;
    got = cpwi_audit_next(&v->lines, &text, &length, err);
    if (got < 0) return got;
    if (!got || !v->lines.whole || !strcmp(text, CPWI_AUDIT_FIRST)) break;
    if (cpwi_begins(text, CPWI_AUDIT_RECORD)) return judge(v, text + 7, length - 7);
    if (part == AFTER)
      return find_fault(v, CPW_AUDIT_UNREADABLE, v->lines.line, "the record should end here");
  }
  return find_fault(v, CPW_AUDIT_UNREADABLE, v->lines.line, "the record is cut off");
}

static int32_t verify_all(verifier *v, const char *last, cpw_error *err) {
  char *text;
  int64_t length;
  for (;;) {
    int32_t got = cpwi_audit_next(&v->lines, &text, &length, err);
    if (got > 0) got = verify_record(v, text, length, err);
    if (got < 0) return got;
    if (v->found.finding != CPW_AUDIT_SOUND) return CPW_OK;
    if (got == 0) break;
  }
  if (last && strcmp(last, v->expected) != 0) {
    v->found.finding = CPW_AUDIT_OTHER_END;
    v->found.line = v->lines.line;
    snprintf(v->found.message, sizeof v->found.message,
             "after %lld sound records the last digest is not the one that was kept: records are "
             "missing at the end, or all were written anew",
             (long long)v->found.records);
    return CPW_OK;
  }
  snprintf(v->found.message, sizeof v->found.message, "%lld records, all as they were written",
           (long long)v->found.records);
  return CPW_OK;
}

int32_t cpw_audit_verify(const cpw_source *source, const char *previous, const char *last,
                         const cpw_allocator *allocator, cpw_audit_finding *out, cpw_error *err) {
  verifier v;
  if (!source || !source->read || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s must be given", out ? "source" : "out");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  if ((previous && !cpwi_is_digest(previous)) || (last && !cpwi_is_digest(last)))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s must be a digest of 64 digits 0-9a-f",
                     previous && !cpwi_is_digest(previous) ? "previous" : "last");
  memset(&v, 0, sizeof v);
  v.lines.source = source;
  v.lines.allocator = allocator;
  v.lines.where = source->name ? source->name : "<input>";
  if (previous) memcpy(v.expected, previous, CPW_SHA256_CHARS);
  status = verify_all(&v, last, err);
  if (status == CPW_OK) *out = v.found;
  cpwi_release(allocator, v.checks);
  cpwi_audit_lines_free(&v.lines);
  return status;
}
