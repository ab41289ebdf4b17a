/* Reading what persons decided: a tier, a place or a fact of one patient, with who, why and when.
 * Columns: id, kind (tier, place, fact), column (of a fact), value, actor, reason and, if wanted, date.
 * Leaves their effect to the library. */
#include "input.h"
#include "prioritise.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ID, KIND, COLUMN, VALUE, ACTOR, REASON, DATE, FIELDS };
static const char *const names[FIELDS] = {"id",    "kind",   "column", "value",
                                          "actor", "reason", "date"};

typedef struct named {
  const char *id;
  int64_t row;
} named;

/* A file of overrides on the row that is read; texts are owned by the list. */
typedef struct decisions {
  ptl *p;
  const char *file;
  cpw_table *table;
  int64_t field[FIELDS];
  named *by_id; /* the list in order of the ids */
  int64_t room;
  int64_t *text_at; /* two a decision: where actor and reason begin among the words */
} decisions;

static int bad_field(const decisions *d, int field, const char *words) {
  return fail(BAD_DATA, "%s:%lld: column %lld: %s", d->file, (long long)cpw_table_line(d->table),
              (long long)d->field[field] + 1, words);
}

static int get(const decisions *d, int field, const char **bytes, int64_t *count) {
  cpw_error err;
  *bytes = "";
  *count = 0;
  if (d->field[field] < 0) return DONE;
  return cpw_table_text(d->table, d->field[field], bytes, count, &err) ? fail_library(d->file, &err)
                                                                       : DONE;
}

static int is_word(const char *bytes, int64_t count, const char *word) {
  return (int64_t)strlen(word) == count && memcmp(bytes, word, (size_t)count) == 0;
}

/* ---------------------------------------------------------------- who */

static int compare_ids(const void *a, const void *b) {
  return strcmp(((const named *)a)->id, ((const named *)b)->id);
}

static int sort_ids(decisions *d) {
  const ptl *p = d->p;
  d->by_id = calloc(p->count > 0 ? (size_t)p->count : 1, sizeof *d->by_id);
  if (!d->by_id) return fail_memory();
  for (int64_t i = 0; i < p->count; i++)
    d->by_id[i] = (named){p->id[i], i};
  qsort(d->by_id, (size_t)p->count, sizeof *d->by_id, compare_ids);
  return DONE;
}

static int64_t find_row(const decisions *d, const char *bytes, int64_t count) {
  int64_t low = 0, high = d->p->count;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    const char *id = d->by_id[middle].id;
    int order = strncmp(id, bytes, (size_t)count);
    if (order == 0 && !id[count]) return d->by_id[middle].row;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return -1;
}

static int read_who(const decisions *d, cpw_priority_override *o) {
  const char *bytes;
  int64_t count;
  int code = get(d, ID, &bytes, &count);
  if (code) return code;
  o->row = find_row(d, bytes, count);
  if (o->row >= 0) return DONE;
  return bad_field(
      d, ID,
      phrased("patient \"%.*s\" is not on the list", (int)(count < 60 ? count : 60), bytes).text);
}

/* ---------------------------------------------------------------- what */

static int read_kind(const decisions *d, cpw_priority_override *o) {
  const char *bytes;
  int64_t count;
  int code = get(d, KIND, &bytes, &count);
  if (code) return code;
  o->kind = is_word(bytes, count, "tier")    ? CPW_OVERRIDE_TIER
            : is_word(bytes, count, "place") ? CPW_OVERRIDE_PLACE
            : is_word(bytes, count, "fact")  ? CPW_OVERRIDE_FACT
                                             : -1;
  return o->kind < 0 ? bad_field(d, KIND, "the kind must be tier, place or fact") : DONE;
}

/* Heading of a fact that is overridden: a column of the policy, or "wait". */
static int read_column(const decisions *d, cpw_priority_override *o) {
  const reading *r = &d->p->reading[0];
  const char *bytes;
  int64_t count;
  int code = get(d, COLUMN, &bytes, &count);
  if (code) return code;
  if (o->kind != CPW_OVERRIDE_FACT)
    return count ? bad_field(d, COLUMN, "only a fact has a column") : DONE;
  o->column = CPW_PRIORITY_WAIT;
  if (is_word(bytes, count, "wait")) return DONE;
  for (int64_t c = 0; c < r->columns; c++)
    if (r->heading[c] && is_word(bytes, count, r->heading[c])) {
      o->column = c;
      return DONE;
    }
  return bad_field(d, COLUMN, "the column must be one that the policy reads, or wait");
}

static const cpw_priority_criterion *words_of(const reading *r, int64_t column) {
  for (int64_t k = 0; k < r->policy->criterion_count; k++) {
    const cpw_priority_criterion *c = &r->policy->criteria[k];
    if (c->source == column && c->shape == CPW_PRIORITY_CATEGORIES && c->categories) return c;
  }
  return NULL;
}

static int read_value(const decisions *d, cpw_priority_override *o) {
  const cpw_priority_policy *policy = d->p->reading[0].policy;
  const cpw_priority_criterion *c = o->kind == CPW_OVERRIDE_FACT && o->column >= 0
                                        ? words_of(&d->p->reading[0], o->column)
                                        : NULL;
  const char *bytes;
  int64_t count;
  int code = get(d, VALUE, &bytes, &count);
  if (code) return code;
  if (o->kind == CPW_OVERRIDE_TIER)
    for (int64_t t = 0; t < policy->tier_count; t++)
      if (is_word(bytes, count, policy->tiers[t].name)) {
        o->value = (double)t;
        return DONE;
      }
  for (int64_t k = 0; c && k < c->knots; k++)
    if (is_word(bytes, count, c->categories[k])) {
      o->value = (double)k;
      return DONE;
    }
  if (o->kind == CPW_OVERRIDE_TIER) return bad_field(d, VALUE, "the policy has no such tier");
  if (c) return bad_field(d, VALUE, "the criterion has no such category");
  if (!cpw_parse_double(bytes, count, &o->value) && isfinite(o->value)) return DONE;
  return bad_field(d, VALUE, "the value must be a number");
}

static int read_date(const decisions *d, cpw_priority_override *o) {
  const char *bytes;
  int64_t count;
  int code = get(d, DATE, &bytes, &count);
  o->date = CPW_DATE_NONE;
  if (code || !count) return code;
  return cpw_date_parse(bytes, count, &o->date)
             ? bad_field(d, DATE, "the date must be one such as 2025-05-31")
             : DONE;
}

/* Who and why; both are needed. */
static int keep_words(decisions *d, int field, int64_t at) {
  const char *bytes;
  int64_t count;
  int code = get(d, field, &bytes, &count);
  if (code) return code;
  if (!count)
    return bad_field(d, field, field == ACTOR ? "who decided must be said" : "why must be said");
  d->text_at[at] = (int64_t)d->p->override_words.count;
  put_bytes(&d->p->override_words, bytes, (size_t)count);
  put_bytes(&d->p->override_words, "", 1);
  return d->p->override_words.failed ? fail_memory() : DONE;
}

/* ---------------------------------------------------------------- rows */

static int make_room(decisions *d) {
  ptl *p = d->p;
  if (p->override_count < d->room) return DONE;
  int64_t room = d->room ? 2 * d->room : 64;
  void *more = realloc(p->overrides, (size_t)room * sizeof *p->overrides);
  if (more) p->overrides = more;
  void *lines = realloc(p->override_line, (size_t)room * sizeof *p->override_line);
  if (lines) p->override_line = lines;
  void *texts = realloc(d->text_at, (size_t)room * 2 * sizeof *d->text_at);
  if (texts) d->text_at = texts;
  if (!more || !lines || !texts) return fail_memory();
  d->room = room;
  return DONE;
}

static int read_decision(decisions *d) {
  ptl *p = d->p;
  int code = make_room(d);
  if (code) return code;
  cpw_priority_override *o = &p->overrides[p->override_count];
  *o = (cpw_priority_override){0};
  code = read_who(d, o);
  if (!code) code = read_kind(d, o);
  if (!code) code = read_column(d, o);
  if (!code) code = read_value(d, o);
  if (!code) code = keep_words(d, ACTOR, 2 * p->override_count);
  if (!code) code = keep_words(d, REASON, 2 * p->override_count + 1);
  if (!code) code = read_date(d, o);
  p->override_line[p->override_count] = cpw_table_line(d->table);
  if (!code) p->override_count++;
  return code;
}

static int read_all(decisions *d) {
  cpw_error err;
  int32_t more = 0;
  int code = DONE;
  for (int f = 0; !code && f < FIELDS; f++) {
    d->field[f] = cpw_table_find(d->table, names[f]);
    if (d->field[f] < 0 && f != COLUMN && f != DATE)
      code = fail(BAD_DATA, "%s:1: there is no column \"%s\"", d->file, names[f]);
  }
  while (!code && (more = cpw_table_next(d->table, &err)) == 1)
    code = read_decision(d);
  if (!code && more < 0) code = fail_library(d->file, &err);
  for (int64_t i = 0; !code && i < d->p->override_count; i++) {
    d->p->overrides[i].actor = d->p->override_words.bytes + d->text_at[2 * i];
    d->p->overrides[i].reason = d->p->override_words.bytes + d->text_at[2 * i + 1];
  }
  return code;
}

int ptl_read_overrides(ptl *p, const char *path) {
  decisions d = {.p = p};
  input in;
  cpw_error err;
  int code = input_open(&in, path, 0);
  if (code) return code;
  d.file = in.name;
  cpw_source source = input_source(&in);
  code = sort_ids(&d);
  if (!code && cpw_table_open_source(&source, NULL, &d.table, &err))
    code = fail_library(d.file, &err);
  if (!code) code = read_all(&d);
  cpw_table_free(d.table);
  free(d.by_id);
  free(d.text_at);
  input_close(&in);
  return code;
}
