/* Which kind of file gives the list, the names of classes and groups, and memory for both.
 * No source: a file is told by the names in its header.
 * Leaves reading to patient_rows.c and patient_counts.c. */
#include "patient_data.h"

#include "say.h"

#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- names */

static int64_t add_kind(kinds *k, const char *text, int64_t length) {
  char **grown = realloc(k->name, (size_t)(k->count + 1) * sizeof *grown);
  char *name = malloc((size_t)length + 1);
  if (grown) k->name = grown;
  if (!grown || !name) {
    free(name);
    return -2;
  }
  memcpy(name, text, (size_t)length);
  name[length] = '\0';
  k->name[k->count] = name;
  return k->count++;
}

int64_t find_kind(const kinds *k, text_part name) {
  for (int64_t i = 0; i < k->count; i++)
    if (strncmp(k->name[i], name.text, (size_t)name.length) == 0 && !k->name[i][name.length])
      return i;
  return -1;
}

int64_t kind_of(kinds *k, const char *text, int64_t length) {
  int64_t found = find_kind(k, (text_part){text, (int)length});
  return found >= 0 || k->closed ? found : add_kind(k, text, length);
}

const char *nearest_kind(const kinds *k, const char *text) {
  return nearest(text, (const char *const *)k->name, (int)k->count);
}

static void free_kinds(kinds *k) {
  free_names(k->name, k->count);
  *k = (kinds){0};
}

/* "urgent,routine" */
static int name_classes(kinds *k, const char *text) {
  text_part piece;
  for (const char *rest = text; next_piece(&rest, &piece);) {
    text_part name = plain_name(piece);
    if (!name.length) return fail(USAGE, "--classes: an empty name");
    if (find_kind(k, name) >= 0)
      return fail(USAGE, "--classes: '%.*s' is there twice", name.length, name.text);
    if (kind_of(k, name.text, name.length) == -2) return fail_memory();
  }
  k->closed = 1;
  return DONE;
}

/* Shares without the names of the groups would be nobody's. */
static int check_groups(const by_kind *groups) {
  for (int i = 0; i < groups->count; i++)
    if (!groups->name[i].length)
      return fail(USAGE, "--groups: NAME=SHARE is expected for each group");
  return DONE;
}

/* A total that was left out is no class beside its parts. */
static int check_totals(const patient_data *d, const by_kind *l, const char *option) {
  for (int i = 0; i < l->count; i++)
    if (l->name[i].length && find_kind(&d->totals, l->name[i]) >= 0)
      return fail(USAGE,
                  "--%s: '%.*s' is the sum of other lists and left out; give numbers for those, or "
                  "choose it alone with --where",
                  option, l->name[i].length, l->name[i].text);
  return DONE;
}

/* Names that an option gives to its numbers. */
static int name_from(kinds *k, const by_kind *l, const char *option) {
  for (int i = 0; i < l->count; i++) {
    if (!l->name[i].length) continue;
    int64_t kind = kind_of(k, l->name[i].text, l->name[i].length);
    if (kind == -2) return fail_memory();
    if (kind < 0)
      return fail(USAGE, "--%s: there is no class '%.*s' in --classes", option, l->name[i].length,
                  l->name[i].text);
  }
  return DONE;
}

/* ---------------------------------------------------------------- files */

int add_span(patient_data *d, span s) {
  if (d->spans == d->span_room) {
    int64_t room = d->span_room ? 2 * d->span_room : 64;
    span *grown = realloc(d->span, (size_t)room * sizeof *grown);
    if (!grown) return fail_memory();
    d->span = grown;
    d->span_room = room;
  }
  d->span[d->spans++] = s;
  return DONE;
}

/* Whether the header has a column of that name. */
static int header_has(const cpw_table *table, const char *name) {
  return cpw_table_find(table, name) >= 0;
}

static int read_by_header(patient_data *d, input *in) {
  cpw_error err;
  cpw_table *table;
  const char *end = memchr(in->head, '\n', in->head_count);
  int64_t length = end ? end - in->head : (int64_t)in->head_count;
  if (cpw_table_open_memory(in->head, length, in->name, NULL, &table, &err))
    return fail_library(in->name, &err);
  int patients = header_has(table, "referral");
  int history = header_has(table, "period") && header_has(table, "type");
  cpw_table_free(table);
  if (patients) return read_patient_rows(d, in);
  return history ? read_patient_history(d, in) : read_patient_counts(d, in);
}

static int read_file(patient_data *d) {
  input in;
  int code = input_open(&in, d->set->files[0], 1);
  if (code) return code;
  code = input_is_extract(&in) ? read_patient_history(d, &in) : read_by_header(d, &in);
  input_close(&in);
  return code;
}

int data_read(patient_data *d, const settings *set) {
  const patient_settings *p = &set->patients;
  *d = (patient_data){.set = set, .record = {.set = set}};
  int code = check_groups(&p->groups);
  if (code) return code;
  if (set->file_count > 1) return fail(USAGE, "simulate takes one file at a time");
  if (p->classes) code = name_classes(&d->classes, p->classes);
  if (!code && set->file_count) code = read_file(d);
  if (!code) code = check_totals(d, &p->arrivals, "arrivals");
  if (!code) code = check_totals(d, &p->waiting, "waiting");
  if (!code) code = name_from(&d->classes, &p->arrivals, "arrivals");
  if (!code) code = name_from(&d->classes, &p->waiting, "waiting");
  if (!code) code = name_from(&d->groups, &p->groups, "groups");
  d->classes.closed = d->groups.closed = 1;
  return code;
}

void data_free(patient_data *d) {
  free_kinds(&d->classes);
  free_kinds(&d->groups);
  free_kinds(&d->totals);
  free(d->row);
  free(d->span);
  model_free(&d->record);
  *d = (patient_data){0};
}
