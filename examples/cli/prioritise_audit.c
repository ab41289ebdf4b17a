/* Records of rankings: one more at the end of a file of them, and one of them replayed.
 * Source: carepath/audit.h. Whoever keeps the last digest elsewhere sees every later change.
 * Leaves the ranking to the library, which does it anew for every record. */
#include "input.h"
#include "output.h"
#include "prioritise.h"
#include "say.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* ---------------------------------------------------------------- the file */

/* The file of records, held against other writers from before its last record is read until the next one is
 * in it: two at once would both continue the same record. Python's append holds it in the same way. */
typedef struct log_file {
  const char *path;
  int handle;
  off_t size;
} log_file;

static int log_open(log_file *log, const char *path) {
  *log = (log_file){path, open(path, O_WRONLY | O_CREAT | O_APPEND, 0666), 0};
  if (log->handle < 0 || flock(log->handle, LOCK_EX))
    return fail(WRITE_FAILED, "%s: %s", path, strerror(errno));
  struct stat about;
  if (fstat(log->handle, &about)) return fail(WRITE_FAILED, "%s: %s", path, strerror(errno));
  log->size = S_ISREG(about.st_mode) ? about.st_size : 0;
  return DONE;
}

static void log_close(log_file *log) {
  if (log->handle >= 0) close(log->handle); /* which gives the lock back */
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

/* The whole record or nothing: a part of one would break the chain. */
static int add_to_file(const log_file *log, const buffer *text) {
  for (size_t done = 0; done < text->count;) {
    ssize_t wrote = write(log->handle, text->bytes + done, text->count - done);
    if (wrote > 0) {
      done += (size_t)wrote;
      continue;
    }
    if (wrote < 0 && errno == EINTR) continue;
    const char *why = strerror(wrote < 0 ? errno : ENOSPC);
    int back = ftruncate(log->handle, log->size);
    return fail(WRITE_FAILED, "%s: could not be written: %s%s", log->path, why,
                back && done ? "; a part of a record is left at its end" : "");
  }
  return DONE;
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

static int append(const ranked *r, const log_file *log, const cpw_audit_finding *before) {
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
    code = add_to_file(log, &text);
  buffer_free(&text);
  buffer_free(&note);
  if (!code)
    say("%s: record %lld, digest %s; keep it in another place", set->prioritise.audit,
        (long long)entry.number, digest);
  return code;
}

int write_audit(const ranked *r) {
  const settings *set = r->list->set;
  cpw_audit_finding found = {0};
  log_file log;
  int code = log_open(&log, set->prioritise.audit);
  /* a file that was lost is no new one for who knows its last digest */
  if (!code && (log.size || set->prioritise.digest)) code = verify(set, log.path, &found);
  if (!code) code = append(r, &log, &found);
  log_close(&log);
  return code;
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
