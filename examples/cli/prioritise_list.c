/* Reading a patient tracking list: rows, the facts that policies read, the columns that are watched.
 * No source: headings are the policy's own and options say the rest.
 * Leaves overrides to prioritise_overrides.c and the ranking to prioritise_rank.c. */
#include "input.h"
#include "prioritise.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where the columns that every list has stand; -1: not there. */
typedef struct fields {
  int64_t id, tier, wait, since;
  int64_t where[MOST_CONDITIONS];
  const char *value[MOST_CONDITIONS];
  int conditions;
} fields;

/* ---------------------------------------------------------------- what is read */

static int no_column(const ptl *p, const cpw_table *table, const char *name, const char *why) {
  const char *names[64];
  int count = 0;
  for (int64_t c = 0; c < cpw_table_columns(table) && count < 64; c++)
    names[count++] = cpw_table_name(table, c);
  const char *guess = nearest(name, names, count);
  if (guess)
    return fail(BAD_DATA, "%s:1: there is no column \"%s\", %s; did you mean \"%s\"?", p->file,
                name, why, guess);
  return fail(BAD_DATA, "%s:1: there is no column \"%s\", %s", p->file, name, why);
}

int ptl_add_reading(ptl *p, const cpw_priority_policy *policy, const char *name) {
  reading *r = &p->reading[p->readings++];
  *r = (reading){.policy = policy, .name = name};
  for (int64_t k = 0; k < policy->criterion_count; k++)
    if (policy->criteria[k].source >= r->columns) r->columns = policy->criteria[k].source + 1;
  size_t count = r->columns > 0 ? (size_t)r->columns : 1;
  r->heading = calloc(count, sizeof *r->heading);
  r->field = calloc(count, sizeof *r->field);
  r->fact = calloc(count, sizeof *r->fact);
  if (!r->heading || !r->field || !r->fact) return fail_memory();
  for (int64_t k = 0; k < policy->criterion_count; k++) {
    const cpw_priority_criterion *c = &policy->criteria[k];
    if (c->source >= 0) r->heading[c->source] = c->column ? c->column : c->name;
  }
  return DONE;
}

int ptl_watch(ptl *p, const char *name, int ordered) {
  for (int i = 0; i < p->watched_count; i++)
    if (strcmp(p->watched[i].name, name) == 0) return DONE;
  if (p->watched_count == MOST_WATCHED)
    return fail(USAGE, "more than %d columns to watch", (int)MOST_WATCHED);
  watched *w = &p->watched[p->watched_count];
  *w = (watched){.name = strdup(name), .ordered = ordered};
  if (!w->name) return fail_memory();
  w->characteristic = cpw_priority_protected(name);
  p->watched_count++;
  return DONE;
}

/* "ethnicity,sex" */
static int watch_named(ptl *p, const char *names) {
  while (*names) {
    size_t length = strcspn(names, ",");
    char *name = strndup(names, length);
    int code = !name ? fail_memory() : length ? ptl_watch(p, name, 0) : DONE;
    free(name);
    if (code) return code;
    names += length + (names[length] == ',');
  }
  return DONE;
}

/* 1: an equity criterion reads that column as a number, so that its groups are in order. */
static int is_ordered(const ptl *p, const char *name) {
  const cpw_priority_policy *policy = p->reading[0].policy;
  for (int64_t k = 0; k < policy->criterion_count; k++) {
    const cpw_priority_criterion *c = &policy->criteria[k];
    if (c->source >= 0 && c->part == CPW_PRIORITY_EQUITY && c->shape != CPW_PRIORITY_CATEGORIES &&
        strcmp(c->column ? c->column : c->name, name) == 0)
      return 1;
  }
  return 0;
}

int ptl_watch_all(ptl *p) {
  const cpw_priority_policy *policy = p->reading[0].policy;
  int code = DONE;
  if (p->set->prioritise.by) {
    code = watch_named(p, p->set->prioritise.by);
  } else {
    for (int64_t k = 0; !code && k < policy->criterion_count; k++) {
      const cpw_priority_criterion *c = &policy->criteria[k];
      if (c->source >= 0 && c->part == CPW_PRIORITY_EQUITY)
        code = ptl_watch(p, c->column ? c->column : c->name, 0);
    }
    for (int64_t k = 0; !code && k < policy->monitored_count; k++)
      code = ptl_watch(p, policy->monitored[k], 0);
  }
  for (int i = 0; i < p->watched_count; i++)
    p->watched[i].ordered = is_ordered(p, p->watched[i].name);
  return code;
}

/* ---------------------------------------------------------------- headings */

static int find_conditions(const ptl *p, const cpw_table *table, fields *f) {
  const row_conditions *where = &p->set->prioritise.where;
  for (int i = 0; i < where->count; i++) {
    const char *equals = strchr(where->text[i], '=');
    char *name = strndup(where->text[i], (size_t)(equals - where->text[i]));
    if (!name) return fail_memory();
    f->where[i] = cpw_table_find(table, name);
    f->value[i] = equals + 1;
    int code = f->where[i] < 0 ? no_column(p, table, name, "which --where names") : DONE;
    free(name);
    if (code) return code;
  }
  f->conditions = where->count;
  return DONE;
}

/* Days waited stand in the list, or follow from the day on which the clock started. */
static int find_waits(const ptl *p, const cpw_table *table, fields *f) {
  const prioritise_settings *s = &p->set->prioritise;
  f->wait = f->since = -1;
  if (s->wait || !s->since) f->wait = cpw_table_find(table, s->wait ? s->wait : "wait_days");
  if (s->wait && f->wait < 0) return no_column(p, table, s->wait, "which --wait names");
  if (f->wait < 0) f->since = cpw_table_find(table, s->since ? s->since : "referral_date");
  if (f->wait < 0 && f->since < 0 && s->since)
    return no_column(p, table, s->since, "which --since names");
  if (f->wait < 0 && f->since < 0)
    return fail(BAD_DATA,
                "%s:1: there is no column \"wait_days\" and no \"referral_date\"; name one with "
                "--wait or --since",
                p->file);
  if (f->since >= 0 && p->today == CPW_DATE_NONE)
    return fail(USAGE, "%s gives dates (column \"%s\"): say of which day the list is, --today=DATE",
                p->file, cpw_table_name(table, f->since));
  return DONE;
}

static int find_facts(const ptl *p, const cpw_table *table, const reading *r) {
  for (int64_t c = 0; c < r->columns; c++) {
    if (!r->heading[c]) continue;
    r->field[c] = cpw_table_find(table, r->heading[c]);
    if (r->field[c] < 0)
      return no_column(p, table, r->heading[c],
                       phrased("which the policy %.60s reads", r->name).text);
  }
  return DONE;
}

static int find_fields(ptl *p, const cpw_table *table, fields *f) {
  const prioritise_settings *s = &p->set->prioritise;
  f->id = cpw_table_find(table, s->id);
  f->tier = cpw_table_find(table, s->tier);
  if (f->id < 0) return no_column(p, table, s->id, "which names the patients (--id)");
  if (f->tier < 0 && p->reading[0].policy->tier_count > 1)
    return no_column(p, table, s->tier, "which gives their urgency (--tier)");
  int code = find_waits(p, table, f);
  for (int i = 0; !code && i < p->readings; i++)
    code = find_facts(p, table, &p->reading[i]);
  for (int i = 0; !code && i < p->watched_count; i++) {
    p->watched[i].field = cpw_table_find(table, p->watched[i].name);
    if (p->watched[i].field < 0) code = no_column(p, table, p->watched[i].name, "to be watched");
  }
  return code ? code : find_conditions(p, table, f);
}

/* ---------------------------------------------------------------- rows */

static int grow(void *array, int64_t room, size_t size) {
  void **at = array;
  void *more = realloc(*at, (size_t)room * size);
  if (more) *at = more;
  return more != NULL;
}

static int make_room(ptl *p) {
  if (p->count < p->room) return DONE;
  int64_t room = p->room ? 2 * p->room : 1024;
  int good = grow(&p->id_at, room, sizeof *p->id_at) && grow(&p->line, room, sizeof *p->line) &&
             grow(&p->wait, room, sizeof *p->wait);
  for (int i = 0; good && i < p->readings; i++) {
    good = grow(&p->reading[i].tier, room, sizeof *p->reading[i].tier);
    for (int64_t c = 0; good && c < p->reading[i].columns; c++)
      good = grow(&p->reading[i].fact[c], room, sizeof *p->reading[i].fact[c]);
  }
  for (int i = 0; good && i < p->watched_count; i++)
    good = grow(&p->watched[i].group, room, sizeof *p->watched[i].group);
  if (!good) return fail_memory();
  p->room = room;
  return DONE;
}

/* The field, terminated for messages. */
static phrase shown(const char *bytes, int64_t count) {
  return phrased("%.*s%s", (int)(count < 60 ? count : 60), bytes, count > 60 ? "..." : "");
}

static int read_id(ptl *p, cpw_table *table, const fields *f, cpw_error *err) {
  const char *bytes;
  int64_t count;
  if (cpw_table_text(table, f->id, &bytes, &count, err)) return fail_library(p->file, err);
  if (!count)
    return fail(BAD_DATA, "%s:%lld: column %lld: the id must not be empty", p->file,
                (long long)cpw_table_line(table), (long long)f->id + 1);
  p->id_at[p->count] = (int64_t)p->ids.count;
  put_bytes(&p->ids, bytes, (size_t)count);
  put_bytes(&p->ids, "", 1);
  return p->ids.failed ? fail_memory() : DONE;
}

static int read_tier(const ptl *p, cpw_table *table, const fields *f, const reading *r) {
  const char *bytes;
  int64_t count;
  cpw_error err;
  r->tier[p->count] = 0;
  if (f->tier < 0) return DONE;
  if (cpw_table_text(table, f->tier, &bytes, &count, &err)) return fail_library(p->file, &err);
  const char *names[32];
  int known = 0;
  for (int64_t t = 0; t < r->policy->tier_count; t++) {
    const char *name = r->policy->tiers[t].name;
    if ((int64_t)strlen(name) == count && memcmp(name, bytes, (size_t)count) == 0) {
      r->tier[p->count] = (int32_t)t;
      return DONE;
    }
    if (known < 32) names[known++] = name;
  }
  buffer list = {0};
  for (int i = 0; i < known; i++)
    putf(&list, "%s%s", i ? ", " : "", names[i]);
  fail(BAD_DATA, "%s:%lld: column %lld: tier \"%s\" is unknown; the policy %s has %s", p->file,
       (long long)cpw_table_line(table), (long long)f->tier + 1, shown(bytes, count).text, r->name,
       list.bytes ? list.bytes : "none");
  buffer_free(&list);
  return BAD_DATA;
}

static int read_date_waited(const ptl *p, cpw_table *table, const fields *f) {
  const char *bytes;
  int64_t count;
  int32_t since;
  cpw_error err;
  if (cpw_table_text(table, f->since, &bytes, &count, &err)) return fail_library(p->file, &err);
  long long line = (long long)cpw_table_line(table), field = (long long)f->since + 1;
  if (cpw_date_parse(bytes, count, &since))
    return fail(BAD_DATA, "%s:%lld: column %lld: '%s' is not a date such as 2025-05-31", p->file,
                line, field, shown(bytes, count).text);
  if (since > p->today) {
    char today[CPW_DATE_CHARS];
    cpw_date_format(p->today, today);
    return fail(BAD_DATA, "%s:%lld: column %lld: %s is after the day of the list, %s", p->file,
                line, field, shown(bytes, count).text, today);
  }
  p->wait[p->count] = (double)(p->today - since);
  return DONE;
}

static int read_wait(const ptl *p, cpw_table *table, const fields *f) {
  cpw_error err;
  if (f->wait < 0) return read_date_waited(p, table, f);
  double *wait = &p->wait[p->count];
  if (cpw_table_double(table, f->wait, wait, &err)) return fail_library(p->file, &err);
  if (!(*wait >= 0) || !isfinite(*wait))
    return fail(BAD_DATA, "%s:%lld: column %lld: days waited must be finite and >= 0", p->file,
                (long long)cpw_table_line(table), (long long)f->wait + 1);
  return DONE;
}

/* The criterion whose words stand in a column; NULL: it holds numbers. */
static const cpw_priority_criterion *words_of(const reading *r, int64_t column) {
  for (int64_t k = 0; k < r->policy->criterion_count; k++) {
    const cpw_priority_criterion *c = &r->policy->criteria[k];
    if (c->source == column && c->shape == CPW_PRIORITY_CATEGORIES && c->categories) return c;
  }
  return NULL;
}

static int unknown_category(const ptl *p, const cpw_table *table, int64_t field,
                            const cpw_priority_criterion *c, phrase got) {
  buffer list = {0};
  for (int64_t k = 0; k < c->knots && k < 32; k++)
    putf(&list, "%s%s", k ? ", " : "", c->categories[k]);
  fail(BAD_DATA, "%s:%lld: column %lld: \"%s\" is no category of criterion \"%s\": %s", p->file,
       (long long)cpw_table_line(table), (long long)field + 1, got.text, c->name,
       list.bytes ? list.bytes : "");
  buffer_free(&list);
  return BAD_DATA;
}

static int read_category(const ptl *p, cpw_table *table, int64_t field,
                         const cpw_priority_criterion *c, double *fact) {
  const char *bytes;
  int64_t count;
  cpw_error err;
  if (cpw_table_text(table, field, &bytes, &count, &err)) return fail_library(p->file, &err);
  *fact = (double)NAN;
  if (!count) return DONE;
  for (int64_t k = 0; k < c->knots; k++)
    if ((int64_t)strlen(c->categories[k]) == count &&
        memcmp(c->categories[k], bytes, (size_t)count) == 0) {
      *fact = (double)k;
      return DONE;
    }
  return unknown_category(p, table, field, c, shown(bytes, count));
}

static int read_facts(const ptl *p, cpw_table *table, const reading *r) {
  cpw_error err;
  for (int64_t c = 0; c < r->columns; c++) {
    double *fact = &r->fact[c][p->count];
    const cpw_priority_criterion *words = words_of(r, c);
    *fact = (double)NAN;
    if (!r->heading[c]) continue;
    int code = DONE;
    if (words)
      code = read_category(p, table, r->field[c], words, fact);
    else if (cpw_table_double_or(table, r->field[c], (double)NAN, fact, &err))
      code = fail_library(p->file, &err);
    else if (isinf(*fact))
      code = fail(BAD_DATA, "%s:%lld: column %lld: a fact must be finite", p->file,
                  (long long)cpw_table_line(table), (long long)r->field[c] + 1);
    if (code) return code;
  }
  return DONE;
}

/* Group of a text, one more where it is new. */
static int find_group(const ptl *p, watched *w, const char *bytes, int64_t count) {
  for (int64_t g = 0; g < w->groups; g++)
    if (strncmp(w->label[g], bytes, (size_t)count) == 0 && !w->label[g][count]) {
      w->group[p->count] = (int32_t)g;
      return DONE;
    }
  if (w->groups == MOST_WATCHED_GROUPS)
    return fail(BAD_DATA, "%s: column \"%s\" has more than %d different values: nothing to watch",
                p->file, w->name, (int)MOST_WATCHED_GROUPS);
  if (!grow(&w->label, w->groups + 1, sizeof *w->label)) return fail_memory();
  w->label[w->groups] = strndup(bytes, (size_t)count);
  if (!w->label[w->groups]) return fail_memory();
  w->group[p->count] = (int32_t)w->groups++;
  return DONE;
}

static int read_watched(ptl *p, cpw_table *table) {
  const char *bytes;
  int64_t count;
  cpw_error err;
  for (int i = 0; i < p->watched_count; i++) {
    watched *w = &p->watched[i];
    if (cpw_table_text(table, w->field, &bytes, &count, &err)) return fail_library(p->file, &err);
    w->group[p->count] = -1;
    int code = count ? find_group(p, w, bytes, count) : DONE;
    if (code) return code;
  }
  return DONE;
}

/* 1: the row meets every condition, 0: one is missed. */
static int is_wanted(cpw_table *table, const fields *f) {
  const char *bytes;
  int64_t count;
  for (int i = 0; i < f->conditions; i++)
    if (cpw_table_text(table, f->where[i], &bytes, &count, NULL) ||
        (int64_t)strlen(f->value[i]) != count || memcmp(f->value[i], bytes, (size_t)count) != 0)
      return 0;
  return 1;
}

static int read_row(ptl *p, cpw_table *table, const fields *f) {
  cpw_error err;
  int code = make_room(p);
  if (!code) code = read_id(p, table, f, &err);
  if (!code) code = read_wait(p, table, f);
  for (int i = 0; !code && i < p->readings; i++) {
    code = read_tier(p, table, f, &p->reading[i]);
    if (!code) code = read_facts(p, table, &p->reading[i]);
  }
  if (!code) code = read_watched(p, table);
  p->line[p->count] = cpw_table_line(table);
  if (!code) p->count++;
  return code;
}

static int read_rows(ptl *p, cpw_table *table) {
  fields f = {0};
  cpw_error err;
  int32_t more = 0;
  int code = find_fields(p, table, &f);
  while (!code && (more = cpw_table_next(table, &err)) == 1)
    if (is_wanted(table, &f)) code = read_row(p, table, &f);
  if (!code && more < 0) code = fail_library(p->file, &err);
  return code;
}

/* ---------------------------------------------------------------- afterwards */

static int name_ids(ptl *p) {
  p->id = calloc(p->count > 0 ? (size_t)p->count : 1, sizeof *p->id);
  if (!p->id) return fail_memory();
  for (int64_t i = 0; i < p->count; i++)
    p->id[i] = p->ids.bytes + p->id_at[i];
  return make_room(p);
}

static int all_numbers(const watched *w) {
  double value;
  for (int64_t g = 0; g < w->groups; g++)
    if (!parse_number(w->label[g], strlen(w->label[g]), &value)) return 0;
  return 1;
}

/* The number that a label begins with, as "65-74" does; -1: none. */
static double leading(const char *label) {
  double value = -1;
  size_t digits = strspn(label, "0123456789.");
  return digits && parse_number(label, digits, &value) ? value : -1;
}

static int follows(const char *a, const char *b, int as_numbers) {
  double x = leading(a), y = leading(b);
  if (as_numbers) {
    parse_number(a, strlen(a), &x);
    parse_number(b, strlen(b), &y);
  }
  return x > y || (x == y && strcmp(a, b) > 0);
}

/* Groups in order of their labels; few, so that an insertion sort will do. */
static int sort_groups(const ptl *p, watched *w) {
  int as_numbers = all_numbers(w);
  int32_t *was = calloc((size_t)w->groups + 1, sizeof *was);
  int32_t *now = calloc((size_t)w->groups + 1, sizeof *now);
  if (was && now) {
    for (int64_t g = 0; g < w->groups; g++) {
      char *label = w->label[g];
      int64_t at = g;
      for (; at > 0 && follows(w->label[at - 1], label, as_numbers); at--) {
        w->label[at] = w->label[at - 1];
        was[at] = was[at - 1];
      }
      w->label[at] = label;
      was[at] = (int32_t)g;
    }
    for (int64_t g = 0; g < w->groups; g++)
      now[was[g]] = (int32_t)g;
    for (int64_t i = 0; i < p->count; i++)
      if (w->group[i] >= 0) w->group[i] = now[w->group[i]];
  }
  int code = was && now ? DONE : fail_memory();
  free(was);
  free(now);
  if (!as_numbers) w->ordered = 0;
  return code;
}

int ptl_read(ptl *p, const char *path) {
  input in;
  cpw_table *table = NULL;
  cpw_error err;
  int code = input_open(&in, path, 1);
  if (code) return code;
  p->file = in.name;
  cpw_source source = input_source(&in);
  if (cpw_table_open_source(&source, NULL, &table, &err))
    code = fail_library(p->file, &err);
  else
    code = read_rows(p, table);
  cpw_table_free(table);
  if (!code && input_is_open_ended(&in))
    say("%s: the last line has no end; the file may have been cut off", in.name);
  cpw_sha256_text(&in.digest, p->digest);
  p->bytes = in.bytes;
  input_close(&in);
  clear_progress();
  if (!code) code = name_ids(p);
  for (int i = 0; !code && i < p->watched_count; i++)
    code = sort_groups(p, &p->watched[i]);
  return code;
}

cpw_priority_list ptl_list(const ptl *p, int which) {
  const reading *r = &p->reading[which];
  cpw_priority_list list;
  cpw_priority_list_init(&list);
  list.patients = p->count;
  list.id = p->id;
  list.tier = r->tier;
  list.wait = p->wait;
  list.fact = (const double *const *)r->fact;
  list.columns = r->columns;
  list.overrides = p->overrides;
  list.override_count = p->override_count;
  list.today = p->today;
  return list;
}

int64_t ptl_find(const ptl *p, const char *id) {
  for (int64_t i = 0; i < p->count; i++)
    if (strcmp(p->id[i], id) == 0) return i;
  return -1;
}

static int64_t last_of(const ptl *p, const char *id) {
  int64_t i = p->count - 1;
  while (i > 0 && strcmp(p->id[i], id) != 0)
    i--;
  return i;
}

int fail_ptl(const ptl *p, const cpw_error *err) {
  if (strncmp(err->message, "override of", 11) == 0 && err->index >= 0 &&
      err->index < p->override_count)
    return fail(BAD_DATA, "%s:%lld: %s", p->set->prioritise.overrides,
                (long long)p->override_line[err->index], err->message);
  if (strstr(err->message, " is kept by "))
    return fail(BAD_DATA, "%s: %s", p->set->prioritise.overrides, err->message);
  int about_policy =
      strncmp(err->message, "criterion \"", 11) == 0 && !strstr(err->message, " of patient ");
  if (about_policy || err->code == CPW_ENOMEM || err->code == CPW_ECANCELLED || err->index < 0 ||
      err->index >= p->count)
    return fail_library(p->file, err);
  long long line = (long long)p->line[err->index];
  const char *id = p->id[err->index];
  if (strstr(err->message, "comes twice"))
    return fail(BAD_DATA, "%s: id \"%.60s\" comes twice: on line %lld and on line %lld", p->file,
                id, (long long)p->line[ptl_find(p, id)], (long long)p->line[last_of(p, id)]);
  return fail(BAD_DATA, "%s:%lld: %s", p->file, line, err->message);
}

void ptl_free(ptl *p) {
  for (int i = 0; i < p->readings; i++) {
    reading *r = &p->reading[i];
    for (int64_t c = 0; r->fact && c < r->columns; c++)
      free(r->fact[c]);
    free(r->fact);
    free(r->heading);
    free(r->field);
    free(r->tier);
  }
  for (int i = 0; i < p->watched_count; i++) {
    watched *w = &p->watched[i];
    for (int64_t g = 0; g < w->groups; g++)
      free(w->label[g]);
    free(w->label);
    free(w->group);
    free(w->name);
  }
  buffer_free(&p->ids);
  buffer_free(&p->override_words);
  free(p->id_at);
  free(p->id);
  free(p->line);
  free(p->wait);
  free(p->overrides);
  free(p->override_line);
  *p = (ptl){0};
}
