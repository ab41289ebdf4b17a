/* Records of rankings: one more at the end of a file of them, and one of them replayed.
 * Source: carepath/audit.h. Whoever keeps the last digest elsewhere sees every later change.
 * Leaves the ranking to the library, which does it anew for every record. */
#include "input.h"
#include "output.h"
#include "prioritise.h"
#include "say.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---------------------------------------------------------------- the file */

/* 1: there is no such file yet. */
static int is_new(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file) fclose(file);
  return !file && errno == ENOENT;
}

static int verify(const settings *set, const char *path, cpw_audit_finding *found) {
  input in;
  cpw_error err;
  int code = input_open(&in, path, 0);
  if (code) return code;
  cpw_source source = input_source(&in);
  if (cpw_audit_verify(&source, NULL, set->prioritise.digest, NULL, found, &err))
    code = fail_library(path, &err);
  else if (found->finding != CPW_AUDIT_SOUND && found->line)
    code = fail(BAD_DATA, "%s:%lld: %s", path, (long long)found->line, found->message);
  else if (found->finding != CPW_AUDIT_SOUND)
    code = fail(BAD_DATA, "%s: %s", path, found->message);
  input_close(&in);
  return code;
}

/* ---------------------------------------------------------------- appending */

static int take_bytes(void *context, const char *bytes, int64_t count) {
  buffer *text = context;
  put_bytes(text, bytes, (size_t)count);
  return text->failed;
}

static int add_to_file(const char *path, const buffer *text) {
  FILE *file = fopen(path, "ab");
  if (!file) return fail(WRITE_FAILED, "%s: %s", path, strerror(errno));
  int failed = fwrite(text->bytes, 1, text->count, file) != text->count || fflush(file);
  int why = errno;
  if (fclose(file)) failed = 1;
  return failed ? fail(WRITE_FAILED, "%s: could not be written: %s", path, strerror(why)) : DONE;
}

/* The clock is read here, not in the library. */
static phrase now_words(void) {
  time_t now = time(NULL);
  struct tm day;
  char text[32] = "unknown";
  if (gmtime_r(&now, &day)) strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &day);
  return phrased("%s", text);
}

/* What was said, and what was done to the order beyond the policy. */
static void note_of(const settings *set, buffer *note) {
  const prioritise_settings *s = &set->prioritise;
  if (s->note) put(note, s->note);
  if (!s->fair) return;
  putf(note, "%sre-ranked afterwards, inside tiers: %s, %s", note->count ? "; " : "", s->fair,
       s->fair_rule ? "quota" : "fa-ir");
  if (s->fair_reason) putf(note, ", because: %s", s->fair_reason);
}

static int append(const ranked *r, const cpw_audit_finding *before) {
  const settings *set = r->list->set;
  cpw_priority_list list = ptl_list(r->list, 0);
  cpw_run run = watched_run((int32_t)set->threads, 0, "recording");
  phrase now = now_words();
  cpw_audit_entry entry;
  buffer text = {0}, note = {0};
  char digest[CPW_SHA256_CHARS];
  cpw_error err;
  cpw_audit_entry_init(&entry);
  entry.policy = r->by->policy;
  entry.list = &list;
  entry.time = set->prioritise.time ? set->prioritise.time : now.text;
  entry.actor = set->prioritise.actor;
  note_of(set, &note);
  entry.note = note.count ? note.bytes : NULL;
  entry.number = before->records + 1;
  entry.previous = before->records ? before->digest : NULL;
  entry.run = &run;
  cpw_sink sink = {&text, take_bytes};
  int code = DONE;
  if (cpw_audit_append(&entry, &sink, digest, &err))
    code = text.failed ? fail_memory() : fail_ptl(r->list, &err);
  else
    code = add_to_file(set->prioritise.audit, &text);
  buffer_free(&text);
  buffer_free(&note);
  if (!code)
    say("%s: record %lld, digest %s; keep it in another place", set->prioritise.audit,
        (long long)entry.number, digest);
  return code;
}

int write_audit(const ranked *r) {
  const settings *set = r->list->set;
  const char *path = set->prioritise.audit;
  cpw_audit_finding found = {0};
  int code = is_new(path) ? DONE : verify(set, path, &found);
  return code ? code : append(r, &found);
}

/* ---------------------------------------------------------------- replaying */

static int read_record(const settings *set, cpw_audit_record **record) {
  const char *path = set->prioritise.replay;
  input in;
  cpw_error err;
  int code = input_open(&in, path, 0);
  if (code) return code;
  cpw_source source = input_source(&in);
  if (cpw_audit_read(&source, set->prioritise.record, NULL, record, &err))
    code = fail_library(path, &err);
  input_close(&in);
  return code;
}

static int print_outcome(const settings *set, const cpw_audit_view *view,
                         const cpw_audit_replayed *out) {
  buffer b = {0};
  putf(&b, "record %lld of %s, by %s at %s: %s\n", (long long)view->number, set->prioritise.replay,
       view->actor, view->time, out->message);
  if (out->place) putf(&b, "first place that differs: %lld\n", (long long)out->place);
  if (out->line) putf(&b, "first line of the record that differs: %lld\n", (long long)out->line);
  if (!out->same_library)
    putf(&b, "the record was written by carepath %s, this is %s\n", view->library, cpw_version());
  int code = write_buffer(set->output, &b);
  return code ? code : out->outcome == CPW_AUDIT_SAME ? DONE : ANSWER_NO;
}

static int replay(const settings *set, const cpw_audit_record *record, ptl *p) {
  const cpw_audit_view *view = cpw_audit_record_view(record);
  cpw_run run = watched_run((int32_t)set->threads, 0, "replaying");
  cpw_audit_replayed out;
  cpw_error err;
  if (p->today == CPW_DATE_NONE) p->today = view->today;
  int code = ptl_add_reading(p, view->policy, "of the record");
  if (!code) code = ptl_read(p, set->files[0]);
  if (code) return code;
  cpw_priority_list list = ptl_list(p, 0);
  if (cpw_audit_replay(record, &list, NULL, &run, NULL, &out, &err)) return fail_ptl(p, &err);
  return print_outcome(set, view, &out);
}

int replay_record(const settings *set, ptl *p) {
  cpw_audit_record *record = NULL;
  cpw_audit_finding found;
  int code = verify(set, set->prioritise.replay, &found);
  if (!code) code = read_record(set, &record);
  if (!code) code = replay(set, record, p);
  cpw_audit_record_free(record);
  return code;
}
