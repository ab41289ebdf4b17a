/* Records of rankings: what they say, that they replay to the same bytes, that any change of a file of them is
 * found, everything that can be wrong with an entry, failing memory. */
#include "carepath/audit.h"
#include "support/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST  40
#define NONE  CPW_DATE_NONE
#define BYTES 400000

/* ---------------------------------------------------------------- text in and out ----------- */

typedef struct text {
  char bytes[BYTES];
  int64_t used, read;
  int64_t refuse; /* writes from this byte on fail; 0: none */
} text;

static int put(void *context, const char *bytes, int64_t count) {
  text *t = context;
  if (t->used + count >= BYTES || (t->refuse && t->used + count > t->refuse)) return -1;
  memcpy(t->bytes + t->used, bytes, (size_t)count);
  t->used += count;
  t->bytes[t->used] = '\0';
  return 0;
}

static int64_t get(void *context, char *buffer, int64_t capacity) {
  text *t = context;
  int64_t left = t->used - t->read, count = left < capacity ? left : capacity;
  if (count > 1000) count = 1000; /* in pieces */
  memcpy(buffer, t->bytes + t->read, (size_t)count);
  t->read += count;
  return count;
}

static void fails(int32_t status, int32_t expected, const cpw_error *err, const char *part) {
  ck_assert_int_eq(status, expected);
  ck_assert_msg(strstr(err->message, part) != NULL, "\"%s\" does not say \"%s\"", err->message,
                part);
}

/* ---------------------------------------------------------------- a world ------------------- */

static const char policy_text[] =
    "carepath-policy 1\nname \"a policy\"\ntier P2 28\ntier P3 91\ntier P4 none\ncap 0.1 score\n"
    "criterion wait\nweight 0.4\nsource wait\nlinear 0:0 300:1\n"
    "criterion pain\nweight 0.4\ncolumn \"pain level\"\ncategories none:0 some:0.5 much:1\nmissing "
    "0.5\n"
    "criterion imd\nweight 0.2\npart equity\nlinear 1:1 10:0\nmissing 0.4\nmonitor ethnicity\n";

typedef struct world {
  cpw_policy *policy;
  cpw_priority_list list;
  cpw_audit_entry entry;
  char names[MOST][16];
  const char *id[MOST];
  double wait[MOST], pain[MOST], imd[MOST];
  const double *fact[2];
  int32_t tier[MOST];
  int64_t before[MOST];
  cpw_priority_override overrides[4];
} world;

static cpw_policy *policy_of(const char *bytes) {
  static text t;
  cpw_policy *p = NULL;
  cpw_error err;
  t.used = (int64_t)strlen(bytes);
  t.read = 0;
  memcpy(t.bytes, bytes, (size_t)t.used);
  cpw_source source = {&t, get, "policy"};
  int32_t status = cpw_policy_read(&source, NULL, &p, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return p;
}

static void make(world *w, int64_t n) {
  memset(w, 0, sizeof *w);
  w->policy = policy_of(policy_text);
  cpw_priority_list_init(&w->list);
  cpw_audit_entry_init(&w->entry);
  for (int64_t i = 0; i < n; i++) {
    int64_t k = (i * 17 + 5) % 41; /* ids in no order */
    snprintf(w->names[i], sizeof w->names[i], k % 7 ? "N%lld" : "N %lld", (long long)k);
    w->id[i] = w->names[i];
    w->tier[i] = (int32_t)((i * 5) % 3);
    w->wait[i] = (double)((i * 37) % 200) + 0.1;
    w->pain[i] = i % 9 ? (double)((i * 7) % 3) : (double)NAN;
    w->imd[i] = i % 11 ? 1.0 + (double)((i * 3) % 10) : (double)NAN;
    w->before[i] = i % 6 ? i + 1 : 0;
  }
  w->fact[0] = w->pain;
  w->fact[1] = w->imd;
  w->list.patients = n;
  w->list.id = w->id;
  w->list.tier = w->tier;
  w->list.wait = w->wait;
  w->list.fact = w->fact;
  w->list.columns = 2;
  w->list.today = 20787;
  w->entry.policy = cpw_policy_view(w->policy);
  w->entry.list = &w->list;
  w->entry.time = "2026-11-30T17:00:00Z";
  w->entry.actor = "waiting list office";
}

static void decide(world *w) {
  const cpw_priority_override made[4] = {
      {3, 0, 0, CPW_OVERRIDE_TIER, 20786, "a surgeon", "worse than it was"},
      {5, 0, 2, CPW_OVERRIDE_PLACE, 20787, "booking office", "has a date: \"5 Dec\",\nsee notes"},
      {7, 0, 2, CPW_OVERRIDE_FACT, NONE, "appeals", "pain was wrong"},
      {8, CPW_PRIORITY_WAIT, 190.5, CPW_OVERRIDE_FACT, 20700, "appeals", "clock start was wrong"}};
  memcpy(w->overrides, made, sizeof made);
  w->list.overrides = w->overrides;
  w->list.override_count = 4;
}

static void drop(world *w) {
  cpw_policy_free(w->policy);
}

/* Appends a record to the text that follows the one before it. */
static void append(world *w, text *log, char *digest) {
  const cpw_sink sink = {log, put};
  char previous[CPW_SHA256_CHARS];
  cpw_error err;
  memcpy(previous, digest, sizeof previous);
  w->entry.previous = w->entry.number > 1 ? previous : NULL;
  int32_t status = cpw_audit_append(&w->entry, &sink, digest, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  w->entry.number++;
}

static cpw_audit_finding verify(text *log, const char *previous, const char *last) {
  cpw_source source = {log, get, "log"};
  cpw_audit_finding found;
  log->read = 0;
  ck_assert_int_eq(cpw_audit_verify(&source, previous, last, NULL, &found, NULL), CPW_OK);
  return found;
}

static cpw_audit_record *read_record(text *log, int64_t number) {
  cpw_source source = {log, get, "log"};
  cpw_audit_record *record = NULL;
  cpw_error err;
  log->read = 0;
  int32_t status = cpw_audit_read(&source, number, NULL, &record, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return record;
}

static cpw_audit_replayed replay(const cpw_audit_record *record, const cpw_priority_list *list,
                                 const int64_t *before) {
  cpw_audit_replayed out;
  cpw_error err;
  int32_t status = cpw_audit_replay(record, list, before, NULL, NULL, &out, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return out;
}

/* ---------------------------------------------------------------- what a record says -------- */

START_TEST(record_and_ranking_agree)
{
  static world w;
  static text log;
  char digest[CPW_SHA256_CHARS] = "", own[CPW_SHA256_CHARS];
  int64_t order[MOST], place[MOST], plain[MOST], clinical[MOST];
  double score[MOST];
  cpw_priority_ranking ranking;
  log.used = log.refuse = 0;
  make(&w, MOST);
  decide(&w);
  w.entry.note = "the first";
  w.entry.seed = UINT64_MAX;
  append(&w, &log, digest);
  cpw_priority_ranking_init(&ranking);
  ranking.order = order;
  ranking.place = place;
  ranking.score = score;
  ck_assert_int_eq(cpw_priority_rank(w.entry.policy, &w.list, &ranking, NULL), CPW_OK);
  cpw_priority_list bare = w.list;
  bare.override_count = 0;
  cpw_priority_ranking_init(&ranking);
  ranking.place = plain;
  ck_assert_int_eq(cpw_priority_rank(w.entry.policy, &bare, &ranking, NULL), CPW_OK);
  cpw_priority_policy without = *w.entry.policy;
  without.cap = 0;
  ranking.place = clinical;
  ck_assert_int_eq(cpw_priority_rank(&without, &bare, &ranking, NULL), CPW_OK);
  cpw_audit_record *record = read_record(&log, 1);
  const cpw_audit_view *v = cpw_audit_record_view(record);
  ck_assert_int_eq(v->rows, MOST);
  for (int64_t k = 0; k < MOST; k++) {
    ck_assert_str_eq(v->id[k], w.id[order[k]]);
    ck_assert_double_eq(v->score[k], score[order[k]]);
    ck_assert_int_eq(v->before[k], clinical[order[k]]);
  }
  ck_assert_int_eq(v->override_count, 4);
  for (int k = 0; k < 4; k++) {
    const cpw_priority_override *o = &w.overrides[k];
    ck_assert_str_eq(v->overrides[k].id, w.id[o->row]);
    ck_assert_str_eq(v->overrides[k].actor, o->actor);
    ck_assert_str_eq(v->overrides[k].reason, o->reason);
    ck_assert_double_eq(v->overrides[k].value, o->value);
    ck_assert_int_eq(v->overrides[k].kind, o->kind);
    ck_assert_int_eq(v->overrides[k].date, o->date);
    ck_assert_int_eq(v->overrides[k].before, plain[o->row]);
    ck_assert_int_eq(v->overrides[k].after, place[o->row]);
  }
  ck_assert_str_eq(v->overrides[2].column, "pain level");
  ck_assert_ptr_null(v->overrides[3].column);
  ck_assert_str_eq(v->id[1], w.id[5]);
  ck_assert_str_eq(v->time, w.entry.time);
  ck_assert_str_eq(v->actor, w.entry.actor);
  ck_assert_str_eq(v->note, "the first");
  ck_assert_str_eq(v->library, CPW_VERSION_STRING);
  ck_assert_int_eq(v->abi, CPW_ABI);
  ck_assert_str_eq(v->previous, "");
  ck_assert_str_eq(v->digest, digest);
  ck_assert_str_eq(v->policy->name, "a policy");
  ck_assert(v->seed == UINT64_MAX);
  ck_assert_int_eq(v->number, 1);
  ck_assert_int_eq(v->patients, MOST);
  ck_assert_int_eq(v->today, 20787);
  ck_assert_int_eq(v->has_ids, 1);
  ck_assert_int_eq(v->before_kind, CPW_AUDIT_BEFORE_CLINICAL);
  ck_assert_int_eq(cpw_audit_data_digest(w.entry.policy, &w.list, NULL, own, NULL), CPW_OK);
  ck_assert_str_eq(v->data, own);
  /* the digest is that of all bytes before its line */
  char *end = strstr(log.bytes, "\nrecord ");
  ck_assert_int_eq(cpw_sha256(log.bytes, end + 1 - log.bytes, own), CPW_OK);
  ck_assert_str_eq(digest, own);
  /* and that of the places is that of their lines */
  char *from = strstr(log.bytes, "\n1 N") + 1, *to = strstr(log.bytes, "\nplaces ") + 1;
  ck_assert_int_eq(cpw_sha256(from, to - from, own), CPW_OK);
  ck_assert_str_eq(v->places, own);
  ck_assert_ptr_null(cpw_audit_record_view(NULL));
  cpw_audit_record_free(record);
  cpw_audit_record_free(NULL);
  drop(&w);
}
END_TEST

/* Computed apart in Python:
 *   import hashlib, struct
 *   q = lambda x: struct.pack("<q", x); d = lambda x: struct.pack("<d", x); s = lambda t: q(len(t)) + t.encode()
 *   nan = struct.pack("<Q", 0x7ff8000000000000)
 *   rows = [("A", 1, 12.5, d(2), d(1)), ("B 2", 0, 0.1, nan, d(10)), ("C", 2, 1e3, d(0), nan)]
 *   b = b"carepath-data 1\n" + q(20787) + q(3) + q(1) + q(2) + s("pain level") + s("imd")
 *   b += b"".join(s(i) + q(t) + d(w) + p + m for i, t, w, p, m in rows)
 *   print(hashlib.sha256(b).hexdigest())                                   # with ids
 *   b = b"carepath-data 1\n" + q(-2147483647) + q(3) + q(0) + q(2) + s("pain level") + s("imd")
 *   b += b"".join(q(0) + d(w) + p + m for i, t, w, p, m in rows)
 *   print(hashlib.sha256(b).hexdigest())                                   # without ids, tiers, day */
START_TEST(data_digest_as_documented)
{
  static world w;
  char digest[CPW_SHA256_CHARS];
  const char *id[] = {"C", "A", "B 2"};
  double wait[] = {1e3, 12.5, 0.1}, pain[] = {0, 2, (double)NAN}, imd[] = {-(double)NAN, 1, 10};
  double wait2[] = {12.5, 0.1, 1e3}, pain2[] = {2, (double)NAN, 0}, imd2[] = {1, 10, (double)NAN};
  int32_t tier[] = {2, 1, 0};
  const double *fact[] = {pain, imd}, *fact2[] = {pain2, imd2};
  make(&w, 0);
  cpw_priority_list l = w.list;
  l.patients = 3;
  l.id = id;
  l.wait = wait;
  l.tier = tier;
  l.fact = fact;
  ck_assert_int_eq(cpw_audit_data_digest(w.entry.policy, &l, NULL, digest, NULL), CPW_OK);
  ck_assert_str_eq(digest, "cdedbeff147d004e38fa153d215a2bb6406d0f60812c7bbb710183f9fa78945d");
  l.id = NULL;
  l.tier = NULL;
  l.wait = wait2;
  l.fact = fact2;
  l.today = NONE;
  ck_assert_int_eq(cpw_audit_data_digest(w.entry.policy, &l, NULL, digest, NULL), CPW_OK);
  ck_assert_str_eq(digest, "5e315b99f3b2e13d0d6003eec11c402460cc3c88c45fc6d1e80b8468f88a2d47");
  drop(&w);
}
END_TEST

/* ---------------------------------------------------------------- replaying ----------------- */

/* A world whose rows stand in another order. */
static void turn(world *w) {
  int64_t n = w->list.patients;
  static world old;
  old = *w;
  for (int64_t i = 0; i < n; i++) {
    int64_t from = n - 1 - i;
    w->id[i] = old.names[from];
    w->tier[i] = old.tier[from];
    w->wait[i] = old.wait[from];
    w->pain[i] = old.pain[from];
    w->imd[i] = old.imd[from];
    w->before[i] = old.before[from];
  }
}

START_TEST(replays_in_any_order)
{
  static world w;
  static text log;
  for (int kind = 0; kind < 16; kind++) {
    char digest[CPW_SHA256_CHARS] = "";
    log.used = 0;
    make(&w, kind & 8 ? 13 : MOST);
    if (kind & 1) decide(&w);
    w.entry.before_kind = kind & 2 ? CPW_AUDIT_BEFORE_GIVEN : CPW_AUDIT_BEFORE_CLINICAL;
    if (kind & 2) w.entry.before = w.before;
    if (kind & 4) w.entry.rows = 5;
    append(&w, &log, digest);
    cpw_audit_record *record = read_record(&log, 0);
    ck_assert_int_eq(cpw_audit_record_view(record)->rows, kind & 4 ? 5 : w.list.patients);
    turn(&w);
    w.list.override_count = 0; /* they are in the record */
    const int64_t *before = (kind & 6) == 6 ? w.before : NULL;
    cpw_audit_replayed r = replay(record, &w.list, before);
    ck_assert_msg(r.outcome == CPW_AUDIT_SAME, "%d: %s", kind, r.message);
    ck_assert_int_eq(r.same_library, 1);
    ck_assert_int_eq(r.line, 0);
    if ((kind & 6) == 2) { /* given again, though the record has them */
      r = replay(record, &w.list, w.before);
      ck_assert_int_eq(r.outcome, CPW_AUDIT_SAME);
      w.before[2] += 1;
      r = replay(record, &w.list, w.before);
      ck_assert_int_eq(r.outcome, CPW_AUDIT_OTHER_PLACES);
      ck_assert_str_eq(cpw_audit_record_view(record)->id[r.place - 1], w.id[2]);
    }
    cpw_audit_record_free(record);
    drop(&w);
  }
}
END_TEST

START_TEST(replays_without_ids_and_with_nobody)
{
  static world w;
  static text log;
  for (int n = 0; n < 4; n++) {
    char digest[CPW_SHA256_CHARS] = "";
    log.used = 0;
    make(&w, n);
    w.list.id = NULL;
    w.list.tier = NULL;
    w.list.today = NONE;
    w.entry.before_kind = CPW_AUDIT_BEFORE_NONE;
    w.overrides[0] = (cpw_priority_override){1, 0, 1, CPW_OVERRIDE_PLACE, NONE, "x", "y"};
    w.list.overrides = w.overrides;
    w.list.override_count = n > 1;
    append(&w, &log, digest);
    cpw_audit_record *record = read_record(&log, 1);
    const cpw_audit_view *v = cpw_audit_record_view(record);
    ck_assert_int_eq(v->has_ids, 0);
    ck_assert_int_eq(v->today, NONE);
    ck_assert_int_eq(v->before_kind, CPW_AUDIT_BEFORE_NONE);
    if (n > 1) ck_assert_str_eq(v->id[0], "1");
    if (n > 1) ck_assert_int_eq(v->before[0], 0);
    cpw_audit_replayed r = replay(record, &w.list, NULL);
    ck_assert_msg(r.outcome == CPW_AUDIT_SAME, "%s", r.message);
    ck_assert_int_eq(verify(&log, NULL, digest).finding, CPW_AUDIT_SOUND);
    cpw_audit_record_free(record);
    drop(&w);
  }
}
END_TEST

START_TEST(other_data)
{
  static world w;
  static text log;
  char digest[CPW_SHA256_CHARS] = "";
  log.used = 0;
  make(&w, MOST);
  append(&w, &log, digest);
  cpw_audit_record *record = read_record(&log, 1);
  double *reals[] = {&w.wait[3], &w.pain[4], &w.imd[39]};
  for (int k = 0; k < 3; k++) {
    double keep = *reals[k];
    *reals[k] = nextafter(keep, 0); /* the least change there is */
    cpw_audit_replayed r = replay(record, &w.list, NULL);
    ck_assert_int_eq(r.outcome, CPW_AUDIT_OTHER_DATA);
    ck_assert_str_eq(r.message,
                     "the data are not those of the record: ids, tiers, waits or facts differ");
    ck_assert_int_eq(r.line, 10);
    *reals[k] = keep;
  }
  w.tier[0] = 1 - w.tier[0];
  ck_assert_int_eq(replay(record, &w.list, NULL).outcome, CPW_AUDIT_OTHER_DATA);
  w.tier[0] = 1 - w.tier[0];
  w.names[0][1] = '+';
  ck_assert_int_eq(replay(record, &w.list, NULL).outcome, CPW_AUDIT_OTHER_DATA);
  w.names[0][1] = '5';
  ck_assert_int_eq(replay(record, &w.list, NULL).outcome, CPW_AUDIT_SAME);
  w.list.today++;
  ck_assert_str_eq(replay(record, &w.list, NULL).message,
                   "the data are not those of the record: another day");
  w.list.today--;
  w.list.patients--;
  ck_assert_str_eq(replay(record, &w.list, NULL).message,
                   "the data are not those of the record: another number of patients");
  w.list.patients++;
  w.list.columns = 1;
  cpw_audit_replayed out = {.line = 77};
  cpw_error err;
  fails(cpw_audit_replay(record, &w.list, NULL, NULL, NULL, &out, &err), CPW_EINVAL, &err,
        "the list has no column 1, \"imd\" of the policy");
  ck_assert_int_eq(out.line, 77);
  cpw_audit_record_free(record);
  drop(&w);
}
END_TEST

/* Replaces a part of the log by one of any length. */
static void replace(text *log, const char *old, const char *new_text) {
  char *at = strstr(log->bytes, old);
  ck_assert_ptr_nonnull(at);
  size_t tail = strlen(at + strlen(old)) + 1;
  memmove(at + strlen(new_text), at + strlen(old), tail);
  memcpy(at, new_text, strlen(new_text));
  log->used = (int64_t)strlen(log->bytes);
}

/* Makes the digest of the only record right again: what a forger would do. */
static void forge(text *log) {
  char digest[CPW_SHA256_CHARS], *end = strstr(log->bytes, "\nrecord ") + 1;
  ck_assert_int_eq(cpw_sha256(log->bytes, end - log->bytes, digest), CPW_OK);
  memcpy(end + 7, digest, 64);
}

static void forge_checks(text *log);

START_TEST(forged_records)
{
  static world w;
  static text log, original;
  char digest[CPW_SHA256_CHARS] = "";
  original.used = 0;
  make(&w, MOST);
  decide(&w);
  append(&w, &original, digest);
  const struct {
    const char *old, *new_text, *message;
    int32_t outcome, same_library;
  } rows[] = {
      {"\nlibrary 0.1.0 abi 0", "\nlibrary 0.0.9 abi 0",
       "the record comes out again, to the byte, with another version of the library",
       CPW_AUDIT_SAME, 0},
      {"\n3 ", "\n3 N77 1 0.5 0000\n4 ", NULL, 0, 0}, /* unreadable: see below */
      {"patient N", "patient X", "finds no patient", CPW_AUDIT_REFUSED, 1},
      {"fact \"pain level\"", "fact colour", "finds no patient", CPW_AUDIT_REFUSED, 1},
      {"override place 2 ", "override place 99 ", "place 99", CPW_AUDIT_REFUSED, 1},
      {"override fact \"pain level\" 2", "override fact \"pain level\" 1", "line",
       CPW_AUDIT_OTHER_PLACES, 1},
      {"cap 0.1 score", "cap 0.09 score", "line", CPW_AUDIT_OTHER_PLACES, 1},
      {"\n2 N", "\n2 M", "place 2, which the record gives to \"M", CPW_AUDIT_OTHER_PLACES, 1},
      {"\nplaces ", "\nplaces 0", NULL, 0, 0}};
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
    cpw_audit_record *record = NULL;
    cpw_source source = {&log, get, "log"};
    cpw_error err;
    memcpy(&log, &original, sizeof log);
    log.read = 0;
    replace(&log, rows[k].old, rows[k].new_text);
    forge(&log);
    if (!rows[k].message) {
      ck_assert_int_eq(cpw_audit_read(&source, 1, NULL, &record, &err), CPW_EDATA);
      continue;
    }
    if (k == 0) { /* the digest is right, but the line's check is not */
      cpw_audit_finding f = verify(&log, NULL, NULL);
      ck_assert_int_eq(f.finding, CPW_AUDIT_CHANGED);
      ck_assert_int_eq(f.line, 5);
      ck_assert_msg(strstr(f.message, "the digest was made anew") != NULL, "%s", f.message);
      forge_checks(&log); /* a thorough forger is found by the last digest alone */
      forge(&log);
      ck_assert_int_eq(verify(&log, NULL, NULL).finding, CPW_AUDIT_SOUND);
      ck_assert_int_eq(verify(&log, NULL, digest).finding, CPW_AUDIT_OTHER_END);
    }
    record = read_record(&log, 1);
    cpw_audit_replayed r = replay(record, &w.list, NULL);
    ck_assert_msg(r.outcome == rows[k].outcome, "%s: %s", rows[k].old, r.message);
    ck_assert_msg(strstr(r.message, rows[k].message) != NULL, "%s", r.message);
    ck_assert_int_eq(r.same_library, rows[k].same_library);
    cpw_audit_record_free(record);
  }
  drop(&w);
}
END_TEST

/* A forger who puts the digest of a list with an id that no line can hold into a record: a refusal, and no
 * byte is written beyond the line. */
START_TEST(ids_that_no_line_can_hold)
{
  static world w;
  static text log;
  static char longest[20001];
  char digest[CPW_SHA256_CHARS] = "", data[CPW_SHA256_CHARS] = "untouched";
  cpw_error err;
  const char *wrong[] = {longest, "tab\bed", "\xff"};
  memset(longest, '"', 20000);
  log.used = log.refuse = 0;
  make(&w, 5);
  w.entry.rows = 0;
  w.entry.before_kind = CPW_AUDIT_BEFORE_NONE;
  append(&w, &log, digest);
  cpw_audit_record *record = read_record(&log, 1);
  for (int k = 0; k < 3; k++) {
    cpw_audit_replayed out = {.line = 77};
    w.id[3] = wrong[k];
    fails(cpw_audit_data_digest(w.entry.policy, &w.list, NULL, data, &err), CPW_EINVAL, &err,
          "an id must be UTF-8 of at most 4096 bytes");
    ck_assert_int_eq(err.index, 3);
    ck_assert_str_eq(data, "untouched");
    fails(cpw_audit_replay(record, &w.list, NULL, NULL, NULL, &out, &err), CPW_EINVAL, &err,
          "an id must be UTF-8 of at most 4096 bytes");
    ck_assert_int_eq(err.index, 3);
    ck_assert_int_eq(out.line, 77);
  }
  longest[4096] = '\0'; /* the longest, every byte of which is escaped */
  w.id[3] = longest;
  w.entry.rows = CPW_AUDIT_ALL_ROWS;
  w.entry.number = 1;
  w.entry.before_kind = CPW_AUDIT_BEFORE_GIVEN;
  w.entry.before = w.before;
  for (int k = 0; k < 5; k++)
    w.before[k] = INT64_MAX;
  log.used = 0;
  append(&w, &log, digest);
  cpw_audit_record_free(record);
  record = read_record(&log, 1);
  ck_assert_int_eq(replay(record, &w.list, NULL).outcome, CPW_AUDIT_SAME);
  cpw_audit_record_free(record);
  drop(&w);
}
END_TEST

/* ---------------------------------------------------------------- needed overrides ---------- */

static const char strict_policy[] =
    "carepath-policy 1\ntier P2 28\ntier P3 91\ncriterion pain\nweight 0.8\nlinear 0:0 10:1\n"
    "criterion imd\nweight 0.2\npart equity\nlinear 1:1 10:0\n";

/* An appeal supplies what the list does not have (a fact, a wait, a tier): the patient has no place without it;
 * the others have the places of a list in which it stands. */
START_TEST(overrides_that_are_needed)
{
  static world w;
  static text log;
  for (int kind = 0; kind < 3; kind++) {
    char digest[CPW_SHA256_CHARS] = "";
    int64_t place[8], clinical[8];
    cpw_priority_ranking ranking;
    make(&w, 8);
    drop(&w);
    w.policy = policy_of(strict_policy);
    w.entry.policy = cpw_policy_view(w.policy);
    for (int i = 0; i < 8; i++) {
      w.tier[i] = i % 2;
      w.pain[i] = (i * 3) % 8;
      w.imd[i] = 1.0 + (i * 5) % 9;
    }
    if (kind == 0) w.pain[3] = (double)NAN;
    if (kind == 1) w.wait[3] = -1.0;
    if (kind == 2) w.tier[3] = 7;
    const cpw_priority_override made[3] = {
        {3, kind == 1 ? CPW_PRIORITY_WAIT : 0, kind == 2 ? 1 : 6,
         kind == 2 ? CPW_OVERRIDE_TIER : CPW_OVERRIDE_FACT, NONE, "appeals", "measured"},
        {5, 1, 1, CPW_OVERRIDE_FACT, NONE, "appeals", "moved house"},
        {3, 0, 1, CPW_OVERRIDE_PLACE, NONE, "office", "has a date"}};
    memcpy(w.overrides, made, sizeof made);
    w.list.overrides = w.overrides;
    w.list.override_count = 3;
    log.used = log.refuse = 0;
    append(&w, &log, digest);
    cpw_audit_record *record = read_record(&log, 1);
    const cpw_audit_view *v = cpw_audit_record_view(record);
    /* the same list, with what was supplied */
    static world full;
    full = w;
    cpw_priority_list list = w.list;
    const double *fact[2] = {full.pain, full.imd};
    list.fact = fact;
    list.wait = full.wait;
    list.tier = full.tier;
    list.override_count = 0;
    if (kind == 0) full.pain[3] = 6;
    if (kind == 1) full.wait[3] = 6;
    if (kind == 2) full.tier[3] = 1;
    cpw_priority_ranking_init(&ranking);
    ranking.place = place;
    ck_assert_int_eq(cpw_priority_rank(w.entry.policy, &list, &ranking, NULL), CPW_OK);
    cpw_priority_policy without = *w.entry.policy;
    without.cap_kind = CPW_PRIORITY_CAP_SCORE;
    without.cap = 0;
    ranking.place = clinical;
    ck_assert_int_eq(cpw_priority_rank(&without, &list, &ranking, NULL), CPW_OK);
    ck_assert_int_eq(v->overrides[0].before, 0); /* without it there is no place */
    ck_assert_int_eq(v->overrides[2].before, 0);
    ck_assert_int_eq(v->overrides[1].before, place[5]);
    ck_assert_int_eq(v->overrides[2].after, 1);
    ck_assert_str_eq(v->id[0], w.id[3]);
    for (int64_t k = 0; k < 8; k++)
      for (int64_t i = 0; i < 8; i++)
        if (!strcmp(v->id[k], w.id[i])) ck_assert_int_eq(v->before[k], i == 3 ? 0 : clinical[i]);
    turn(&w);
    w.list.override_count = 0;
    cpw_audit_replayed r = replay(record, &w.list, NULL);
    ck_assert_msg(r.outcome == CPW_AUDIT_SAME, "%d: %s", kind, r.message);
    ck_assert_int_eq(verify(&log, NULL, digest).finding, CPW_AUDIT_SOUND);
    cpw_audit_record_free(record);
    drop(&w);
  }
}
END_TEST

/* ---------------------------------------------------------------- verifying ----------------- */

/* FNV-1a, 32 bits folded to 16: as documented, written apart. */
static void forge_checks(text *log) {
  char *checks = strstr(log->bytes, "\nchecks ") + 8, *line = log->bytes;
  for (const char *end = checks - 8; line < end; checks += 5) {
    uint32_t hash = 2166136261U;
    char digits[9];
    for (; *line != '\n'; line++)
      hash = (hash ^ (unsigned char)*line) * 16777619U;
    line++;
    snprintf(digits, sizeof digits, "%04x", (hash ^ (hash >> 16)) & 0xffff);
    memcpy(checks, digits, 4);
  }
}

/* Three records of different kinds. */
static void make_log(text *log, char *digest) {
  static world w;
  log->used = log->refuse = 0;
  make(&w, 7);
  append(&w, log, digest);
  w.entry.rows = 2;
  w.entry.before_kind = CPW_AUDIT_BEFORE_NONE;
  append(&w, log, digest);
  w.entry.rows = 0;
  w.entry.note = "a note";
  append(&w, log, digest);
  drop(&w);
}

static int64_t line_of(const text *log, int64_t at) {
  int64_t line = 1;
  for (int64_t k = 0; k < at; k++)
    line += log->bytes[k] == '\n';
  return line;
}

/* First byte of the line on which a byte stands. */
static const char *line_start(const text *log, int64_t at) {
  while (at > 0 && log->bytes[at - 1] != '\n')
    at--;
  return log->bytes + at;
}

START_TEST(every_changed_byte_is_found)
{
  static text log;
  char digest[CPW_SHA256_CHARS] = "";
  make_log(&log, digest);
  cpw_audit_finding f = verify(&log, NULL, digest);
  ck_assert_int_eq(f.finding, CPW_AUDIT_SOUND);
  ck_assert_int_eq(f.records, 3);
  ck_assert_str_eq(f.digest, digest);
  ck_assert_str_eq(f.message, "3 records, all as they were written");
  int64_t record = 0;
  for (int64_t at = 0; at < log.used; at++) {
    char keep = log.bytes[at];
    const char *start = line_start(&log, at);
    if (start == log.bytes + at && !strncmp(start, "carepath-audit", 14)) record++;
    log.bytes[at] = (char)(keep ^ 1);
    f = verify(&log, NULL, digest);
    ck_assert_msg(f.finding != CPW_AUDIT_SOUND, "byte %lld", (long long)at);
    log.bytes[at] = keep;
    if (keep == '\n') continue; /* two lines became one */
    ck_assert_int_eq(f.record, record);
    ck_assert_int_eq(f.records, record - 1);
    int framed = !strncmp(start, "checks ", 7) || !strncmp(start, "places ", 7) ||
                 !strncmp(start, "record ", 7);
    if (!framed)
      ck_assert_msg(f.line == line_of(&log, at), "%.60s byte %lld: line %lld, not %lld", start,
                    (long long)at, (long long)f.line, (long long)line_of(&log, at));
  }
}
END_TEST

/* Cuts [from, to) out of the log. */
static void cut(text *log, int64_t from, int64_t to) {
  memmove(log->bytes + from, log->bytes + to, (size_t)(log->used - to));
  log->used -= to - from;
  log->bytes[log->used] = '\0';
}

static int64_t next_line(const text *log, int64_t at) {
  const char *end = memchr(log->bytes + at, '\n', (size_t)(log->used - at));
  return end ? end + 1 - log->bytes : log->used;
}

START_TEST(lines_that_are_cut_out_or_put_in)
{
  static text log, original;
  char digest[CPW_SHA256_CHARS] = "";
  make_log(&original, digest);
  for (int64_t at = 0; at < original.used; at = next_line(&original, at)) {
    int64_t to = next_line(&original, at);
    memcpy(&log, &original, sizeof log);
    cut(&log, at, to);
    ck_assert_int_ne(verify(&log, NULL, digest).finding, CPW_AUDIT_SOUND);
    memcpy(&log, &original, sizeof log); /* twice the same line */
    memcpy(log.bytes + to, original.bytes + at, (size_t)(original.used - at));
    log.used += to - at;
    cpw_audit_finding f = verify(&log, NULL, digest);
    ck_assert_int_ne(f.finding, CPW_AUDIT_SOUND);
    if (strncmp(log.bytes + at, "checks", 6) != 0 && to < original.used)
      ck_assert_int_eq(f.line, line_of(&original, to));
  }
}
END_TEST

static int64_t record_start(const text *log, int number) {
  const char *at = log->bytes;
  for (int k = 1; k < number; k++)
    at = strstr(at + 1, "carepath-audit");
  return at ? at - log->bytes : log->used;
}

START_TEST(records_that_are_missing)
{
  static text log, original;
  char digest[CPW_SHA256_CHARS] = "", first[CPW_SHA256_CHARS];
  cpw_audit_finding f;
  make_log(&original, digest);
  memcpy(first, strstr(original.bytes, "\nrecord ") + 8, 64);
  first[64] = '\0';
  int64_t second = record_start(&original, 2), third = record_start(&original, 3);
  memcpy(&log, &original, sizeof log); /* the middle one */
  cut(&log, second, third);
  f = verify(&log, NULL, digest);
  ck_assert_int_eq(f.finding, CPW_AUDIT_UNCHAINED);
  ck_assert_int_eq(f.record, 2);
  ck_assert_msg(strstr(f.message, "it does not follow the record before it") != NULL, "%s",
                f.message);
  memcpy(&log, &original, sizeof log); /* the last */
  log.used = third;
  f = verify(&log, NULL, NULL);
  ck_assert_int_eq(f.finding, CPW_AUDIT_SOUND);
  f = verify(&log, NULL, digest);
  ck_assert_int_eq(f.finding, CPW_AUDIT_OTHER_END);
  ck_assert_int_eq(f.records, 2);
  memcpy(&log, &original, sizeof log); /* the first */
  cut(&log, 0, second);
  f = verify(&log, NULL, digest);
  ck_assert_int_eq(f.finding, CPW_AUDIT_UNCHAINED);
  ck_assert_int_eq(f.record, 1);
  ck_assert_msg(strstr(f.message, "those before it are missing") != NULL, "%s", f.message);
  ck_assert_int_eq(verify(&log, first, digest).finding, CPW_AUDIT_SOUND); /* a file that goes on */
  ck_assert_int_eq(verify(&log, digest, digest).finding, CPW_AUDIT_UNCHAINED);
  log.used = 0; /* all */
  ck_assert_int_eq(verify(&log, NULL, NULL).finding, CPW_AUDIT_SOUND);
  ck_assert_int_eq(verify(&log, digest, digest).finding, CPW_AUDIT_SOUND);
  ck_assert_int_eq(verify(&log, NULL, digest).finding, CPW_AUDIT_OTHER_END);
  for (int64_t used = 1; used < third; used += 7) { /* cut off anywhere */
    memcpy(&log, &original, sizeof log);
    log.used = used;
    f = verify(&log, NULL, NULL);
    if (used != second && used != third) ck_assert_int_eq(f.finding, CPW_AUDIT_UNREADABLE);
  }
}
END_TEST

START_TEST(records_that_are_misnumbered)
{
  static text log;
  static world w;
  char digest[CPW_SHA256_CHARS] = "";
  log.used = 0;
  make(&w, 2);
  append(&w, &log, digest);
  w.entry.number = 5;
  append(&w, &log, digest);
  cpw_audit_finding f = verify(&log, NULL, NULL);
  ck_assert_int_eq(f.finding, CPW_AUDIT_UNCHAINED);
  ck_assert_msg(strstr(f.message, "its number is 5, must be 2") != NULL, "%s", f.message);
  drop(&w);
}
END_TEST

/* ---------------------------------------------------------------- reading ------------------- */

START_TEST(records_by_number)
{
  static text log;
  char digest[CPW_SHA256_CHARS] = "";
  make_log(&log, digest);
  for (int64_t number = 0; number <= 3; number++) {
    cpw_audit_record *record = read_record(&log, number);
    const cpw_audit_view *v = cpw_audit_record_view(record);
    ck_assert_int_eq(v->number, number ? number : 3);
    ck_assert_int_eq(v->rows, (v->number == 1) * 7 + (v->number == 2) * 2);
    if (v->number == 3) ck_assert_str_eq(v->digest, digest);
    if (v->number == 3) ck_assert_str_eq(v->note, "a note");
    if (v->number < 3) ck_assert_ptr_null(v->note);
    cpw_audit_record_free(record);
  }
  cpw_source source = {&log, get, "log"};
  cpw_audit_record *record = NULL;
  cpw_error err;
  log.read = 0;
  fails(cpw_audit_read(&source, 4, NULL, &record, &err), CPW_ENOTFOUND, &err,
        "there is no record 4");
  log.read = log.used;
  fails(cpw_audit_read(&source, 0, NULL, &record, &err), CPW_ENOTFOUND, &err, "there is no record");
  log.read = 0;
  log.bytes[200] ^= 1;
  fails(cpw_audit_read(&source, 1, NULL, &record, &err), CPW_EDATA, &err,
        "line 1: record 1 is not as it was written: its digest is wrong");
  log.read = 1;
  fails(cpw_audit_read(&source, 1, NULL, &record, &err), CPW_EDATA, &err,
        "line 1: the line begins no record");
  log.read = 0;
  log.used = 300;
  fails(cpw_audit_read(&source, 1, NULL, &record, &err), CPW_EDATA, &err, "the record is cut off");
  ck_assert_ptr_null(record);
}
END_TEST

/* Records with right digests whose lines say what they must not. */
START_TEST(records_that_cannot_be_read)
{
  static text log, original;
  static world w;
  char digest[CPW_SHA256_CHARS] = "";
  original.used = 0;
  make(&w, 9);
  decide(&w);
  append(&w, &original, digest);
  const struct {
    const char *old, *new_text, *message;
  } rows[] = {
      {"number 1", "number -1", "number \"-1\" must be a whole number"},
      {"\ntime ", "\ntim ", "line 3, column 1: the line must be \"time\""},
      {"\nactor ", "\n# actor ", "line 4, column 1: the line must be \"actor\""},
      {" abi 0", " abi x", "the ABI number must be a whole number"},
      {"previous none", "previous some", "previous must be a digest or none"},
      {"seed 0", "seed 99999999999999999999", "seed must be a whole number below 2^64"},
      {"today 2026", "today 26", "must be a date or none"},
      {"patients 9 ids", "patients 9", "the line must say ids or rows"},
      {"\ndata ", "\ndata 0", "data must be a digest"},
      {"policy ", "policy 9", "the record ends within its policy"},
      {"\ncap 0.1 score", "\ncap 7 score", "cap = 7 must be in [0, 1]"},
      {"overrides 4", "overrides 5", "the line must be \"override\""},
      {"override tier P2", "override tier P9", "the override must be of a tier of the policy"},
      {"override wait 190.5", "override wait x", "\"x\" must be a number"},
      {" date 2026-11-29", " date soon", "\"soon\" must be a date or none"},
      {" actor \"booking", " agent \"booking", "the word must be actor"},
      {"before clinical", "before all", "must be none, clinical or given"},
      {"\nrows 9", "\nrows 10", "rows \"10\" must be a whole number up to 9"},
      {"\nchecks ", "\nchecked ", "the line must be \"checks\""},
      {"overrides 4", "overrides 90", "overrides \"90\" are more than the record holds"},
      {"\n2 ", "\n3 ", "the line must be place 2"},
      {"\nplaces ", "\nplaces x", "places must be a digest"}};
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
    cpw_source source = {&log, get, "log"};
    cpw_audit_record *record = NULL;
    cpw_error err;
    memcpy(&log, &original, sizeof log);
    log.read = 0;
    replace(&log, rows[k].old, rows[k].new_text);
    forge(&log);
    fails(cpw_audit_read(&source, 0, NULL, &record, &err), CPW_EDATA, &err, rows[k].message);
    ck_assert_ptr_null(record);
  }
  drop(&w);
}
END_TEST

/* A small record that says it has many places: no memory is asked for on its word. */
START_TEST(more_rows_than_bytes)
{
  static text log;
  static world w;
  char digest[CPW_SHA256_CHARS] = "";
  cpw_source source = {&log, get, "log"};
  cpw_audit_record *record = NULL;
  cpw_error err;
  log.used = log.refuse = log.read = 0;
  make(&w, 9);
  append(&w, &log, digest);
  replace(&log, "patients 9 ", "patients 2000000000 ");
  replace(&log, "\nrows 9", "\nrows 2000000000");
  forge(&log);
  fails(cpw_audit_read(&source, 0, NULL, &record, &err), CPW_EDATA, &err,
        "rows \"2000000000\" are more than the record holds");
  ck_assert_ptr_null(record);
  drop(&w);
}
END_TEST

/* ---------------------------------------------------------------- entries ------------------- */

static int32_t try_append(world *w, cpw_error *err) {
  static text log;
  char digest[CPW_SHA256_CHARS] = "untouched";
  const cpw_sink sink = {&log, put};
  log.used = log.refuse = 0;
  int32_t status = cpw_audit_append(&w->entry, &sink, digest, err);
  if (status != CPW_OK) {
    ck_assert_int_eq(log.used, 0); /* nothing is written */
    ck_assert_str_eq(digest, "untouched");
  }
  return status;
}

START_TEST(entries_that_are_wrong)
{
  static world w;
  static char longest[4100];
  cpw_error err;
  cpw_allocator half = {NULL, NULL, NULL, NULL};
  make(&w, 5);
  const cpw_audit_entry good = w.entry;
  const cpw_priority_list list = w.list;
  memset(longest, 'x', 4097);
  ck_assert_int_eq(try_append(&w, NULL), CPW_OK);
#define WRONG(change, status, message)                                                             \
  do {                                                                                             \
    change;                                                                                        \
    fails(try_append(&w, &err), status, &err, message);                                            \
    w.entry = good;                                                                                \
    w.list = list;                                                                                 \
  } while (0)
  WRONG(w.entry.time = NULL, CPW_EINVAL, "entry.time must be given and not empty");
  WRONG(w.entry.actor = "", CPW_EINVAL, "entry.actor must be given and not empty");
  WRONG(w.entry.actor = "\xff", CPW_EINVAL, "entry.actor must be UTF-8");
  WRONG(w.entry.note = "", CPW_EINVAL, "entry.note must be given and not empty");
  WRONG(w.entry.note = longest, CPW_EINVAL, "entry.note must be UTF-8 of at most 4096 bytes");
  WRONG(w.entry.number = 0, CPW_EDOMAIN, "entry.number = 0 must be >= 1");
  WRONG(w.entry.number = 2, CPW_EINVAL,
        "entry.number = 2 needs the digest of the record before it");
  WRONG(w.entry.previous = "abc", CPW_EINVAL, "entry.number = 1 is the first record");
  WRONG((w.entry.previous = "abc", w.entry.number = 2), CPW_EINVAL,
        "entry.previous must be a digest of 64 digits 0-9a-f");
  WRONG(w.entry.rows = -2, CPW_EDOMAIN, "entry.rows = -2 must be >= 0, or -1 for all");
  WRONG(w.entry.before_kind = 3, CPW_EINVAL, "entry.before_kind = 3 must be 0 to 2");
  WRONG(w.entry.before_kind = CPW_AUDIT_BEFORE_GIVEN, CPW_EINVAL, "entry.before must be given");
  WRONG(w.entry.before = w.before, CPW_EINVAL, "entry.before_kind does not ask for it");
  w.before[3] = -1;
  WRONG((w.entry.before = w.before, w.entry.before_kind = CPW_AUDIT_BEFORE_GIVEN), CPW_EDOMAIN,
        "before[3] = -1 must be a place from 1, or 0 for none");
  WRONG(w.entry.policy = NULL, CPW_EINVAL, "policy");
  WRONG(w.entry.list = NULL, CPW_EINVAL, "list must be given");
  WRONG(w.entry.struct_size = 4, CPW_EABI, "struct_size");
  WRONG(w.entry.allocator = &half, CPW_EINVAL, "");
  WRONG(w.list.patients = -1, CPW_EINVAL, "list.patients = -1");
  WRONG(w.list.wait = NULL, CPW_EINVAL, "list.wait must be given");
  WRONG(w.list.columns = 1, CPW_EINVAL, "the list has no column 1, \"imd\" of the policy");
  WRONG(w.list.struct_size = 4, CPW_EABI, "struct_size");
  WRONG(w.list.today = 99999999, CPW_EDOMAIN,
        "list.today = 99999999 must lie in the years 1 to 9999");
  WRONG(w.list.override_count = 1, CPW_EINVAL, "list.overrides must be given");
  w.id[4] = "tab\bed";
  WRONG((void)0, CPW_EINVAL, "an id must be UTF-8");
  ck_assert_int_eq(err.index, 4);
  w.id[4] = w.id[3];
  WRONG((void)0, CPW_EINVAL, "twice");
  w.id[4] = NULL;
  WRONG((void)0, CPW_EINVAL, "id[4] is NULL");
  w.id[4] = w.names[4];
  w.wait[2] = -1;
  WRONG((void)0, CPW_EDOMAIN, "-1");
  w.wait[2] = 1;
  ck_assert_int_eq(try_append(&w, NULL), CPW_OK);
  drop(&w);
}
END_TEST

START_TEST(overrides_that_are_wrong)
{
  static world w;
  cpw_error err;
  const double *columns[3];
  make(&w, 9);
  decide(&w);
  const cpw_audit_entry good = w.entry;
  cpw_priority_list list = w.list;
  ck_assert_int_eq(try_append(&w, NULL), CPW_OK);
  w.overrides[1].actor = "\x02";
  WRONG((void)0, CPW_EINVAL, "the actor of an override must be UTF-8");
  ck_assert_int_eq(err.index, 1);
  w.overrides[1].actor = "a";
  w.overrides[1].reason = NULL;
  WRONG((void)0, CPW_EINVAL, "the reason of an override must be given and not empty");
  w.overrides[1].reason = "b";
  w.overrides[1].date = 99999999;
  WRONG((void)0, CPW_EDOMAIN, "the date of an override = 99999999 must lie in the years");
  w.overrides[1].date = NONE;
  w.overrides[1].row = 9;
  WRONG((void)0, CPW_EINVAL, "");
  w.overrides[1].row = 5;
  columns[0] = w.pain;
  columns[1] = w.imd;
  columns[2] = w.pain;
  w.overrides[2].column = 2;
  WRONG((w.list.fact = columns, w.list.columns = 3), CPW_EINVAL,
        "overrides[2] changes column 2, which no criterion of the policy reads");
  drop(&w);
}
END_TEST

/* Policies of the caller's own making whose columns have two names, or none of their own. */
START_TEST(columns_that_are_wrong)
{
  static world w;
  char digest[CPW_SHA256_CHARS];
  cpw_error err;
  make(&w, 5);
  cpw_priority_criterion c[3];
  memcpy(c, w.entry.policy->criteria, sizeof c);
  cpw_priority_policy p = *w.entry.policy;
  p.criteria = c;
  w.entry.policy = &p;
  const cpw_priority_criterion imd = c[2];
  c[2] = c[1]; /* the same column under another name */
  c[2].name = "imd";
  c[2].column = NULL;
  c[2].weight = imd.weight;
  fails(try_append(&w, &err), CPW_EINVAL, &err,
        "column 0 has two headings, \"pain level\" and \"imd\": set `column` to one");
  c[2] = imd;
  c[2].column = "pain level";
  fails(try_append(&w, &err), CPW_EINVAL, &err, "two columns have the heading \"pain level\"");
  fails(cpw_audit_data_digest(&p, &w.list, NULL, digest, &err), CPW_EINVAL, &err, "two columns");
  fails(cpw_audit_data_digest(&p, &w.list, NULL, NULL, &err), CPW_EINVAL, &err,
        "digest must be given");
  ck_assert_int_eq(cpw_audit_data_digest(NULL, &w.list, NULL, digest, &err), CPW_EINVAL);
  c[2].column = "y";
  fails(cpw_audit_data_digest(&p, NULL, NULL, digest, &err), CPW_EINVAL, &err,
        "list must be given");
  c[2].name = "\xff";
  fails(try_append(&w, &err), CPW_EINVAL, &err, "the texts of a criterion must be UTF-8");
  drop(&w);
}
END_TEST

static int64_t broken(void *context, char *buffer, int64_t capacity) {
  (void)context;
  (void)buffer;
  (void)capacity;
  return -1;
}

START_TEST(arguments_that_are_wrong)
{
  static world w;
  static text log;
  char digest[CPW_SHA256_CHARS] = "";
  const cpw_sink sink = {&log, put};
  cpw_source source = {&log, get, "log"}, bad = {NULL, broken, NULL};
  cpw_audit_finding f;
  cpw_audit_record *record = NULL;
  cpw_audit_replayed r;
  cpw_error err;
  log.used = log.refuse = 0;
  make(&w, 5);
  fails(cpw_audit_append(NULL, &sink, digest, &err), CPW_EINVAL, &err, "entry, sink and digest");
  fails(cpw_audit_append(&w.entry, NULL, digest, &err), CPW_EINVAL, &err, "entry, sink and digest");
  fails(cpw_audit_append(&w.entry, &sink, NULL, &err), CPW_EINVAL, &err, "entry, sink and digest");
  append(&w, &log, digest);
  int64_t used = log.used;
  for (log.refuse = 1; log.refuse < used; log.refuse += 400) {
    log.used = 0;
    w.entry.number = 1;
    w.entry.previous = NULL;
    fails(cpw_audit_append(&w.entry, &sink, digest, &err), CPW_EIO, &err, "the sink did not take");
  }
  log.refuse = 0;
  log.used = used;
  fails(cpw_audit_verify(NULL, NULL, NULL, NULL, &f, &err), CPW_EINVAL, &err,
        "source must be given");
  fails(cpw_audit_verify(&source, NULL, NULL, NULL, NULL, &err), CPW_EINVAL, &err,
        "out must be given");
  fails(cpw_audit_verify(&source, "x", NULL, NULL, &f, &err), CPW_EINVAL, &err,
        "previous must be a digest");
  fails(cpw_audit_verify(&source, NULL, "x", NULL, &f, &err), CPW_EINVAL, &err,
        "last must be a digest");
  fails(cpw_audit_verify(&bad, NULL, NULL, NULL, &f, &err), CPW_EIO, &err,
        "reading failed after line 0");
  ck_assert_str_eq(err.where, "<input>");
  fails(cpw_audit_read(NULL, 0, NULL, &record, &err), CPW_EINVAL, &err, "source must be given");
  fails(cpw_audit_read(&source, 0, NULL, NULL, &err), CPW_EINVAL, &err, "out must be given");
  fails(cpw_audit_read(&source, -1, NULL, &record, &err), CPW_EINVAL, &err,
        "number = -1 must be >= 0");
  fails(cpw_audit_read(&bad, 0, NULL, &record, &err), CPW_EIO, &err, "reading failed");
  record = read_record(&log, 0);
  fails(cpw_audit_replay(NULL, &w.list, NULL, NULL, NULL, &r, &err), CPW_EINVAL, &err,
        "record, list and out");
  fails(cpw_audit_replay(record, NULL, NULL, NULL, NULL, &r, &err), CPW_EINVAL, &err,
        "record, list and out");
  fails(cpw_audit_replay(record, &w.list, NULL, NULL, NULL, NULL, &err), CPW_EINVAL, &err,
        "record, list");
  fails(cpw_audit_replay(record, &w.list, w.before, NULL, NULL, &r, &err), CPW_EINVAL, &err,
        "the record's places before are not a caller's");
  int32_t stop = 1;
  cpw_run run;
  cpw_run_init(&run);
  run.cancel = &stop;
  ck_assert_int_eq(cpw_audit_replay(record, &w.list, NULL, &run, NULL, &r, &err), CPW_ECANCELLED);
  cpw_audit_record_free(record);
  log.used = 0;
  memset(w.before, 0, sizeof w.before);
  w.entry.before = w.before;
  w.entry.before_kind = CPW_AUDIT_BEFORE_GIVEN;
  w.entry.rows = 3;
  w.entry.number = 1;
  append(&w, &log, digest);
  record = read_record(&log, 0);
  fails(cpw_audit_replay(record, &w.list, NULL, NULL, NULL, &r, &err), CPW_EINVAL, &err,
        "before must be given: the record holds 3 of 5 places before");
  cpw_audit_record_free(record);
  drop(&w);
}
END_TEST

START_TEST(an_older_caller)
{
  static world w;
  cpw_audit_entry e;
  make(&w, 3);
  cpw_audit_entry_init_sized(&e, offsetof(cpw_audit_entry, run));
  ck_assert_uint_eq(e.struct_size, offsetof(cpw_audit_entry, run));
  e.policy = w.entry.policy;
  e.list = w.entry.list;
  e.time = w.entry.time;
  e.actor = w.entry.actor;
  w.entry = e;
  ck_assert_int_eq(try_append(&w, NULL), CPW_OK);
  drop(&w);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  static text log;
  world *w = context;
  const cpw_sink sink = {&log, put};
  cpw_source source = {&log, get, "log"};
  char digest[CPW_SHA256_CHARS];
  cpw_audit_finding f;
  cpw_audit_replayed r;
  cpw_audit_record *record = NULL;
  log.used = log.read = 0;
  int32_t status = cpw_audit_append(&w->entry, &sink, digest, NULL);
  if (status == CPW_OK) status = cpw_audit_verify(&source, NULL, NULL, NULL, &f, NULL);
  log.read = 0;
  if (status == CPW_OK) status = cpw_audit_read(&source, 0, NULL, &record, NULL);
  if (status == CPW_OK) status = cpw_audit_replay(record, &w->list, NULL, NULL, NULL, &r, NULL);
  if (status == CPW_OK)
    status = cpw_audit_data_digest(w->entry.policy, &w->list, NULL, digest, NULL);
  cpw_audit_record_free(record);
  return status;
}

START_TEST(memory_fails)
{
  static world w;
  make(&w, 9);
  decide(&w);
  cpwt_each_allocation_fails(everything, &w);
  w.wait[8] = (double)NAN; /* which an appeal supplies */
  cpwt_each_allocation_fails(everything, &w);
  drop(&w);
}
END_TEST

static Suite *audit_suite(void) {
  Suite *suite = suite_create("audit");
  const struct {
    const char *name;
    const TTest *tests[10];
  } cases[] = {{"limits", {replays_without_ids_and_with_nobody, an_older_caller}},
               {"errors",
                {entries_that_are_wrong, overrides_that_are_wrong, columns_that_are_wrong,
                 arguments_that_are_wrong, records_that_cannot_be_read, other_data, forged_records,
                 ids_that_no_line_can_hold, more_rows_than_bytes}},
               {"reference", {record_and_ranking_agree, data_digest_as_documented}},
               {"properties",
                {replays_in_any_order, records_by_number, every_changed_byte_is_found,
                 lines_that_are_cut_out_or_put_in, records_that_are_missing,
                 records_that_are_misnumbered, overrides_that_are_needed}},
               {"oom", {memory_fails}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

int main(void) {
  Suite *suites[] = {audit_suite()};
  return cpwt_run(suites, 1);
}
