/* What a record says: its lines, in their order, as a view.
 * Source: docs/explanation/audit.md. Leaves the digest to read.c, the policy to the module priority. */
#include "audit/internal.h"

#include <string.h>

/* Bytes of the shortest lines: "override wait 1 patient 1 actor a date none reason a places - 1" and
 * "1 a - 0 0123", each with its line break. */
enum { LEAST_OVERRIDE = 64, LEAST_ROW = 13 };

typedef struct parser {
  cpw_audit_record *record;
  cpwi_words words;
  int64_t at; /* next byte of the text */
} parser;

static int32_t fail(const parser *p, cpw_error *err, const char *rule) {
  return cpwi_fail_data(err, CPW_EDATA, p->words.where, p->words.line, 0, "line %lld: %s",
                        (long long)p->words.line, rule);
}

static int32_t no_memory(const parser *p, cpw_error *err) {
  return cpwi_fail_data(err, CPW_ENOMEM, p->words.where, p->words.line, 0,
                        "line %lld: no memory for what the record says", (long long)p->words.line);
}

/* The next line: its first byte and length. The record ends with a line break. */
static char *next_line(parser *p, int64_t *length) {
  char *text = p->record->text + p->at;
  int64_t left = p->record->bytes - p->at;
  char *end = left > 0 ? memchr(text, '\n', (size_t)left) : NULL;
  if (!end) return NULL;
  *length = end - text;
  p->at += *length + 1;
  p->words.line++;
  return text;
}

/* The next line as words, of which the first must be this one, followed by at least so many. */
static int32_t take(parser *p, const char *word, int64_t count, cpw_error *err) {
  int64_t length = 0;
  char *text = next_line(p, &length);
  if (!text) return fail(p, err, "the record ends too early");
  int32_t status = cpwi_words_split(&p->words, text, length, err);
  if (status != CPW_OK) return status;
  if (p->words.count > count && !strcmp(p->words.word[0].text, word)) return CPW_OK;
  return cpwi_words_fail(&p->words, 0, err, "the line must be \"%s\" and %lld words", word,
                         (long long)count);
}

static int32_t take_text(parser *p, const char *word, const char **text, cpw_error *err) {
  int32_t status = take(p, word, 1, err);
  if (status == CPW_OK) *text = p->words.word[1].text;
  return status;
}

static int32_t take_whole(parser *p, const char *word, int64_t most, int64_t *value,
                          cpw_error *err) {
  int64_t x = -1;
  int32_t status = take(p, word, 1, err);
  if (status != CPW_OK) return status;
  if (cpw_parse_int64(p->words.word[1].text, p->words.word[1].length, &x) != CPW_OK || x < 0 ||
      x > most)
    return cpwi_words_fail(&p->words, 1, err, "%s \"%.40s\" must be a whole number up to %lld",
                           word, p->words.word[1].text, (long long)most);
  *value = x;
  return CPW_OK;
}

static int32_t take_seed(parser *p, cpw_error *err) {
  uint64_t seed = 0;
  int32_t status = take(p, "seed", 1, err);
  if (status != CPW_OK) return status;
  for (const char *c = p->words.word[1].text; *c; c++) {
    uint64_t digit = (uint64_t)(*c - '0');
    if (*c < '0' || *c > '9' || seed > (UINT64_MAX - digit) / 10)
      return cpwi_words_fail(&p->words, 1, err, "seed must be a whole number below 2^64");
    seed = 10 * seed + digit;
  }
  p->record->view.seed = seed;
  return CPW_OK;
}

static int32_t take_digest(parser *p, const char *word, const char **text, cpw_error *err) {
  int32_t status = take_text(p, word, text, err);
  if (status == CPW_OK && !cpwi_is_digest(*text))
    status = cpwi_words_fail(&p->words, 1, err, "%s must be a digest of 64 digits 0-9a-f", word);
  return status;
}

static int32_t parse_date(const parser *p, int64_t at, int32_t *date, cpw_error *err) {
  const cpwi_word *w = &p->words.word[at];
  *date = CPW_DATE_NONE;
  if (!strcmp(w->text, "none") || cpw_date_parse(w->text, w->length, date) == CPW_OK) return CPW_OK;
  return cpwi_words_fail(&p->words, at, err, "\"%.40s\" must be a date or none", w->text);
}

/* So many lines of at least `least` bytes can follow: nothing is asked for on the word of a count alone. */
static int32_t check_room(const parser *p, int64_t lines, int64_t least, const char *what,
                          cpw_error *err) {
  int64_t left = p->record->bytes - p->at;
  if (lines <= left / least) return CPW_OK;
  return cpwi_words_fail(&p->words, 1, err, "%s \"%s\" are more than the record holds", what,
                         p->words.word[1].text);
}

/* ---------------------------------------------------------------- the head ------------------ */

static int32_t take_library(parser *p, cpw_error *err) {
  cpw_audit_record *r = p->record;
  int64_t abi = 0;
  int32_t status = take(p, "library", 3, err);
  if (status != CPW_OK) return status;
  const cpwi_word *w = p->words.word;
  if (cpw_parse_int64(w[3].text, w[3].length, &abi) != CPW_OK || abi < 0 || abi > INT32_MAX)
    return cpwi_words_fail(&p->words, 3, err, "the ABI number must be a whole number");
  r->view.library = w[1].text;
  r->view.abi = (int32_t)abi;
  r->library = cpwi_alloc(r->allocator, (size_t)(w[1].length + w[3].length) + 8, 1);
  if (!r->library) return no_memory(p, err);
  memcpy(r->library, w[1].text, (size_t)w[1].length);
  memcpy(r->library + w[1].length, " abi ", 5);
  memcpy(r->library + w[1].length + 5, w[3].text, (size_t)w[3].length + 1);
  return CPW_OK;
}

/* The note may be left out: what follows is either. */
static int32_t take_note(parser *p, cpw_error *err) {
  if (!cpwi_begins(p->record->text + p->at, "note ")) return CPW_OK;
  return take_text(p, "note", &p->record->view.note, err);
}

static int32_t take_patients(parser *p, cpw_error *err) {
  cpw_audit_view *v = &p->record->view;
  int32_t status = take_whole(p, "patients", INT32_MAX, &v->patients, err);
  if (status == CPW_OK && p->words.count < 3)
    status = cpwi_words_fail(&p->words, 2, err, "the line must say ids or rows");
  if (status == CPW_OK) v->has_ids = !strcmp(p->words.word[2].text, "ids");
  return status;
}

typedef struct piece {
  const char *text;
  int64_t left;
} piece;

static int64_t read_piece(void *context, char *buffer, int64_t capacity) {
  piece *m = context;
  int64_t count = m->left < capacity ? m->left : capacity;
  memcpy(buffer, m->text, (size_t)count);
  m->text += count;
  m->left -= count;
  return count;
}

static int32_t take_policy(parser *p, cpw_error *err) {
  int64_t lines = 0, length, from;
  int32_t status = take_whole(p, "policy", INT32_MAX, &lines, err);
  if (status != CPW_OK) return status;
  from = p->at;
  for (int64_t k = 0; k < lines; k++)
    if (!next_line(p, &length)) return fail(p, err, "the record ends within its policy");
  piece m = {p->record->text + from, p->at - from};
  cpw_source source = {&m, read_piece, "the policy of the record"};
  status = cpw_policy_read(&source, p->record->allocator, &p->record->policy, err);
  if (status == CPW_OK) p->record->view.policy = cpw_policy_view(p->record->policy);
  return status;
}

static int32_t take_before(parser *p, cpw_error *err) {
  static const char *const kinds[] = {"none", "clinical", "given"};
  const char *kind = "";
  int32_t status = take_text(p, "before", &kind, err);
  if (status != CPW_OK) return status;
  for (int32_t k = 0; k < 3; k++)
    if (!strcmp(kinds[k], kind)) {
      p->record->view.before_kind = k;
      return CPW_OK;
    }
  return cpwi_words_fail(&p->words, 1, err, "\"%.40s\" must be none, clinical or given", kind);
}

/* ---------------------------------------------------------------- overrides ----------------- */

static int32_t parse_number(const parser *p, int64_t at, double *value, cpw_error *err) {
  const cpwi_word *w = &p->words.word[at];
  if (cpw_parse_double(w->text, w->length, value) == CPW_OK) return CPW_OK;
  return cpwi_words_fail(&p->words, at, err, "\"%.40s\" must be a number", w->text);
}

static int32_t parse_place(const parser *p, int64_t at, int64_t *place, cpw_error *err) {
  const cpwi_word *w = &p->words.word[at];
  int64_t x = 0;
  if (!strcmp(w->text, "-") || (cpw_parse_int64(w->text, w->length, &x) == CPW_OK && x > 0)) {
    *place = x;
    return CPW_OK;
  }
  return cpwi_words_fail(&p->words, at, err, "\"%.40s\" must be a place", w->text);
}

/* "override tier P2", "override fact pain 4", ...: *at is left behind the value. */
static int32_t parse_decision(const parser *p, cpw_audit_override *o, int64_t *at, cpw_error *err) {
  const cpwi_word *w = p->words.word;
  const cpw_priority_policy *policy = p->record->view.policy;
  int fact = !strcmp(w[1].text, "fact");
  *at = fact ? 4 : 3;
  if (fact || !strcmp(w[1].text, "wait")) {
    o->kind = CPW_OVERRIDE_FACT;
    if (fact) o->column = w[2].text;
    return parse_number(p, *at - 1, &o->value, err);
  }
  if (!strcmp(w[1].text, "place")) {
    o->kind = CPW_OVERRIDE_PLACE;
    return parse_number(p, 2, &o->value, err);
  }
  for (int64_t k = 0; !strcmp(w[1].text, "tier") && k < policy->tier_count; k++)
    if (!strcmp(policy->tiers[k].name, w[2].text)) {
      o->kind = CPW_OVERRIDE_TIER;
      o->value = (double)k;
      return CPW_OK;
    }
  return cpwi_words_fail(&p->words, 1, err,
                         "the override must be of a tier of the policy, a place, "
                         "the wait or a fact");
}

static int32_t take_override(parser *p, cpw_audit_override *o, cpw_error *err) {
  static const char *const words[] = {"patient", "actor", "date", "reason", "places"};
  int64_t at = 0;
  memset(o, 0, sizeof *o);
  int32_t status = take(p, "override", 12, err);
  if (status == CPW_OK) status = parse_decision(p, o, &at, err);
  if (status != CPW_OK) return status;
  if (p->words.count != at + 11)
    return cpwi_words_fail(&p->words, p->words.count, err,
                           "the override has too few or many words");
  for (int64_t k = 0; k < 5; k++)
    if (strcmp(p->words.word[at + 2 * k].text, words[k]) != 0)
      return cpwi_words_fail(&p->words, at + 2 * k, err, "the word must be %s", words[k]);
  o->id = p->words.word[at + 1].text;
  o->actor = p->words.word[at + 3].text;
  o->reason = p->words.word[at + 7].text;
  status = parse_date(p, at + 5, &o->date, err);
  if (status == CPW_OK) status = parse_place(p, at + 9, &o->before, err);
  if (status == CPW_OK) status = parse_place(p, at + 10, &o->after, err);
  return status;
}

static int32_t take_overrides(parser *p, cpw_error *err) {
  cpw_audit_record *r = p->record;
  int64_t count = 0;
  int32_t status = take_whole(p, "overrides", r->bytes, &count, err);
  if (status == CPW_OK) status = check_room(p, count, LEAST_OVERRIDE, "overrides", err);
  if (status != CPW_OK) return status;
  r->overrides = cpwi_alloc(r->allocator, (size_t)count, sizeof *r->overrides);
  if (!r->overrides) return no_memory(p, err);
  for (int64_t k = 0; k < count && status == CPW_OK; k++)
    status = take_override(p, &r->overrides[k], err);
  r->view.overrides = r->overrides;
  r->view.override_count = count;
  return status;
}

/* ---------------------------------------------------------------- places -------------------- */

static int32_t take_row(parser *p, int64_t k, cpw_error *err) {
  cpw_audit_record *r = p->record;
  int64_t length = 0, place = 0;
  char *text = next_line(p, &length);
  if (!text) return fail(p, err, "the record ends within its places");
  int32_t status = cpwi_words_split(&p->words, text, length, err);
  if (status != CPW_OK) return status;
  const cpwi_word *w = p->words.word;
  if (p->words.count != 5 || cpw_parse_int64(w[0].text, w[0].length, &place) != CPW_OK ||
      place != k + 1)
    return cpwi_words_fail(&p->words, 0, err, "the line must be place %lld", (long long)k + 1);
  r->id[k] = w[1].text;
  status = parse_place(p, 2, &r->before[k], err);
  return status == CPW_OK ? parse_number(p, 3, &r->score[k], err) : status;
}

static int32_t take_rows(parser *p, int64_t rows, cpw_error *err) {
  cpw_audit_record *r = p->record;
  const cpw_allocator *a = r->allocator;
  int32_t status = take(p, "checks", 1, err);
  if (status != CPW_OK) return status;
  r->first_row = p->words.line + 1;
  r->id = cpwi_alloc(a, (size_t)rows, sizeof *r->id);
  r->before = cpwi_alloc(a, (size_t)rows, sizeof *r->before);
  r->score = cpwi_alloc(a, (size_t)rows, sizeof *r->score);
  if (!r->id || !r->before || !r->score) return no_memory(p, err);
  for (int64_t k = 0; k < rows && status == CPW_OK; k++)
    status = take_row(p, k, err);
  r->view.id = r->id;
  r->view.before = r->before;
  r->view.score = r->score;
  r->view.rows = rows;
  return status;
}

/* ---------------------------------------------------------------- the record ---------------- */

static int32_t take_first_half(parser *p, cpw_error *err) {
  cpw_audit_view *v = &p->record->view;
  int32_t status = take(p, "carepath-audit", 1, err);
  if (status == CPW_OK) status = take_whole(p, "number", INT64_MAX, &v->number, err);
  if (status == CPW_OK) status = take_text(p, "time", &v->time, err);
  if (status == CPW_OK) status = take_text(p, "actor", &v->actor, err);
  if (status == CPW_OK) status = take_note(p, err);
  if (status == CPW_OK) status = take_library(p, err);
  if (status == CPW_OK) status = take_text(p, "previous", &v->previous, err);
  if (status != CPW_OK) return status;
  if (!strcmp(v->previous, "none"))
    v->previous = "";
  else if (!cpwi_is_digest(v->previous))
    return cpwi_words_fail(&p->words, 1, err, "previous must be a digest or none");
  status = take_seed(p, err);
  if (status == CPW_OK) status = take(p, "today", 1, err);
  if (status == CPW_OK) status = parse_date(p, 1, &v->today, err);
  if (status == CPW_OK) status = take_patients(p, err);
  if (status == CPW_OK) status = take_digest(p, "data", &v->data, err);
  p->record->data_line = p->words.line;
  return status;
}

static int32_t take_second_half(parser *p, cpw_error *err) {
  cpw_audit_view *v = &p->record->view;
  int64_t rows = 0;
  int32_t status = take_policy(p, err);
  if (status == CPW_OK) status = take_overrides(p, err);
  if (status == CPW_OK) status = take_before(p, err);
  if (status == CPW_OK) status = take_whole(p, "rows", v->patients, &rows, err);
  if (status == CPW_OK) status = check_room(p, rows, LEAST_ROW, "rows", err);
  if (status == CPW_OK) status = take_rows(p, rows, err);
  if (status == CPW_OK) status = take_digest(p, "places", &v->places, err);
  if (status == CPW_OK) status = take_digest(p, "record", &v->digest, err);
  if (status == CPW_OK && p->at != p->record->bytes)
    status = fail(p, err, "the record goes on behind its digest");
  return status;
}

int32_t cpwi_audit_parse(cpw_audit_record *record, const char *where, cpw_error *err) {
  parser p;
  memset(&p, 0, sizeof p);
  p.record = record;
  p.words.allocator = record->allocator;
  p.words.where = where;
  p.words.line = record->first_line - 1;
  int32_t status = take_first_half(&p, err);
  if (status == CPW_OK) status = take_second_half(&p, err);
  record->first_row -= record->first_line - 1;
  record->data_line -= record->first_line - 1;
  cpwi_words_free(&p.words);
  return status;
}
