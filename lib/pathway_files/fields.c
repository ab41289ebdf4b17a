/* Fields of a row: numbers, words, names of stages and groups, laws; and the errors that say where and what instead.
 * Source: docs/reference/pathway-folder.md.
 * Leaves what rows mean to read_tables.c and read_rows.c. */
#include "pathway_files/internal.h"

#include "table/internal.h"

#include <stdio.h>
#include <string.h>

int32_t cpwi_sheet_fail(const cpwi_sheet *s, int32_t column, const char *fmt, ...) {
  char text[256];
  va_list args;
  va_start(args, fmt);
  vsnprintf(text, sizeof text, fmt, args);
  va_end(args);
  int64_t line = cpw_table_line(s->table), field = column >= 0 ? s->at[column] + 1 : 0;
  if (field < 1)
    return cpwi_fail_data(s->r->err, CPW_EDATA, s->kind->name, line, 0, "line %lld: %s",
                          (long long)line, text);
  return cpwi_fail_data(s->r->err, CPW_EDATA, s->kind->name, line, field,
                        "line %lld, field %lld (%s): %s", (long long)line, (long long)field,
                        s->kind->column[column], text);
}

int32_t cpwi_sheet_relay(const cpwi_sheet *s, int32_t status, const cpw_error *inner) {
  if (status == CPW_ENOMEM)
    return cpwi_fail(s->r->err, CPW_ENOMEM, -1, s->r->where, "no memory for %s", s->kind->name);
  return cpwi_sheet_fail(s, -1, "%.250s", inner->message);
}

cpw_pathway cpwi_reader_base(const cpwi_reader *r) {
  const cpw_network *n = r->network;
  cpw_pathway p = cpwi_pathway_defaults();
  p.stage = n->stage.items, p.stages = n->stage.count;
  p.calendar = n->calendar.items, p.calendars = n->calendar.count;
  p.pool = n->pool.items, p.pools = n->pool.count;
  if (n->group_name.count == 0) return p;
  p.group = (const char *const *)n->group_name.name;
  p.groups = n->group_name.count;
  return p;
}

int32_t cpwi_sheet_check(const cpwi_sheet *s, const cpw_pathway *p, cpwi_rule rule) {
  cpw_error inner;
  cpwi_asked ask = {p, s->r->allocator, s->r->where, &inner};
  int32_t status = rule(&ask);
  return status == CPW_OK ? CPW_OK : cpwi_sheet_relay(s, status, &inner);
}

/* Bytes of a field; 0 of them where it is empty or not there. */
static int32_t take(cpwi_sheet *s, int32_t column, const char **bytes, int64_t *count) {
  *bytes = "";
  *count = 0;
  if (s->at[column] < 0) return CPW_OK;
  return cpw_table_text(s->table, s->at[column], bytes, count, s->r->err);
}

int32_t cpwi_take_number(cpwi_sheet *s, int32_t column, double empty, double *out) {
  *out = empty;
  if (s->at[column] < 0) return CPW_OK;
  int32_t status = cpw_table_double_or(s->table, s->at[column], empty, out, s->r->err);
  if (status == CPW_OK && *out != *out && empty == empty)
    return cpwi_sheet_fail(s, column, "nan is not a number: leave the field empty for the default");
  return status;
}

int32_t cpwi_take_whole(cpwi_sheet *s, int32_t column, int64_t least, int64_t most, int64_t empty,
                        int64_t *out) {
  *out = empty;
  if (s->at[column] < 0) return CPW_OK;
  int32_t status = cpw_table_int64_or(s->table, s->at[column], empty, out, s->r->err);
  if (status != CPW_OK) return status;
  if (*out >= least && *out <= most) return CPW_OK;
  return cpwi_sheet_fail(s, column, "%lld must be %lld to %lld", (long long)*out, (long long)least,
                         (long long)most);
}

int32_t cpwi_take_text(cpwi_sheet *s, int32_t column) {
  const char *bytes;
  int64_t count;
  int32_t status = take(s, column, &bytes, &count);
  if (status != CPW_OK) return status;
  if (count > CPWI_MOST_NAME)
    return cpwi_sheet_fail(s, column, "the text is longer than %d bytes", CPWI_MOST_NAME);
  if (memchr(bytes, 0, (size_t)count)) return cpwi_sheet_fail(s, column, "the text holds a NUL");
  memcpy(s->text, bytes, (size_t)count);
  s->text[count] = 0;
  return CPW_OK;
}

static int32_t unknown(cpwi_sheet *s, int32_t column, const char *kind, const char *const *known,
                       int64_t count) {
  return cpwi_sheet_fail(s, column, "there is no %s %s%s", kind,
                         cpwi_table_excerpt(s->text, strlen(s->text)).text,
                         cpwi_hint_for(s->text, known, count).text);
}

int32_t cpwi_take_choice(cpwi_sheet *s, int32_t column, const cpwi_choice_words *words,
                         int32_t *out) {
  int32_t status = cpwi_take_text(s, column);
  if (status != CPW_OK || !s->text[0]) return status;
  for (int32_t k = 0; k < words->count; k++) {
    if (strcmp(s->text, words->word[k]) != 0) continue;
    *out = k;
    return CPW_OK;
  }
  return unknown(s, column, s->kind->column[column], words->word, words->count);
}

int32_t cpwi_take_name(cpwi_sheet *s, int32_t column, const cpwi_net_names *names, const char *kind,
                       int32_t empty, int32_t *out) {
  int32_t status = cpwi_take_text(s, column);
  if (status != CPW_OK) return status;
  *out = s->text[0] ? cpwi_net_names_find(names, s->text) : empty;
  if (*out >= 0 || !s->text[0]) return CPW_OK;
  return unknown(s, column, kind, (const char *const *)names->name, names->count);
}

int32_t cpwi_take_stage(cpwi_sheet *s, int32_t column, int32_t empty, int32_t *out) {
  int32_t status = cpwi_take_name(s, column, &s->r->network->stage_name, "stage", empty, out);
  if (status == CPW_OK && *out == CPWI_MUST) return cpwi_sheet_fail(s, column, "a stage is needed");
  return status;
}

int32_t cpwi_take_target(cpwi_sheet *s, int32_t column, int32_t *out) {
  *out = CPW_NONE;
  int32_t status = cpwi_take_text(s, column);
  if (status != CPW_OK) return status;
  if (strcmp(s->text, "out") == 0 && cpwi_net_names_find(&s->r->network->stage_name, "out") < 0)
    return CPW_OK;
  return cpwi_take_stage(s, column, CPW_NONE, out);
}

int32_t cpwi_take_group(cpwi_sheet *s, int32_t column, int32_t all, int32_t *out) {
  const cpw_network *network = s->r->network;
  int32_t status = cpwi_take_text(s, column);
  if (status != CPW_OK) return status;
  *out = s->text[0] ? cpw_network_group(network, s->text) : CPW_NONE;
  if (*out >= 0) return CPW_OK;
  if (!s->text[0] || strcmp(s->text, "all") == 0) {
    *out = CPW_NONE;
    if (all) return CPW_OK;
    *out = 0;
    return network->group_name.count <= 1
               ? CPW_OK
               : cpwi_sheet_fail(s, column, "one of the groups is needed");
  }
  return unknown(s, column, "group", (const char *const *)network->group_name.name,
                 network->group_name.count);
}

static int32_t unknown_law(cpwi_sheet *s, int32_t column) {
  const char *known[CPW_DURATION_COUNT];
  for (int32_t k = 0; k < CPW_DURATION_COUNT; k++)
    known[k] = cpw_duration_name(k);
  const cpwi_net_names *data = &s->r->law_name;
  cpwi_hint hint = cpwi_hint_for(s->text, (const char *const *)data->name, data->count);
  if (!hint.text[0]) hint = cpwi_hint_for(s->text, known, CPW_DURATION_COUNT);
  return cpwi_sheet_fail(s, column, "there is no law %s%s",
                         cpwi_table_excerpt(s->text, strlen(s->text)).text, hint.text);
}

int32_t cpwi_take_law(cpwi_sheet *s, int32_t column, cpw_duration *out, int32_t *there) {
  memset(out, 0, sizeof *out);
  int32_t status = cpwi_take_text(s, column);
  *there = status == CPW_OK && s->text[0];
  if (status != CPW_OK) return status;
  if (*there) {
    int32_t data = cpwi_net_names_find(&s->r->law_name, s->text);
    out->law = data >= 0 ? CPW_DURATION_EMPIRICAL : cpw_duration_number(s->text);
    if (out->law < 0) return unknown_law(s, column);
    if (data >= 0) out->empirical = ((cpw_empirical **)s->r->law.items)[data];
    if (out->law == CPW_DURATION_EMPIRICAL && data < 0)
      return cpwi_sheet_fail(s, column, "a law from data goes by its name in empirical.csv");
  }
  status = cpwi_take_number(s, column + 1, 0, &out->mean);
  if (status == CPW_OK) status = cpwi_take_number(s, column + 2, 0, &out->cv);
  if (status == CPW_OK) status = cpwi_take_number(s, column + 3, 0, &out->zero);
  if (status != CPW_OK || *there || (out->mean == 0 && out->cv == 0 && out->zero == 0))
    return status;
  return cpwi_sheet_fail(s, column, "there are numbers of a law, but no law");
}
