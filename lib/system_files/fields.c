/* Fields of a row: texts, numbers, weeks and dates, words, ids of rows of other tables.
 * Source: docs/reference/system-folder.md.
 * Leaves what values may be to the check of the system. */
#include "system_files/internal.h"

#include "carepath/dates.h"

#include <string.h>

/* Names that are compared for hints while a system is read: beyond, errors go without. */
#define MOST_COMPARED 2000000

cpwi_book_hint cpwi_page_hint(cpwi_book_reader *r, const char *unknown, const char *const *known,
                              int64_t count) {
  cpwi_book_hint none = {""};
  if (r->hints > MOST_COMPARED) return none;
  r->hints += count;
  return cpwi_book_hint_for(unknown, known, count);
}

/* The field as a terminated text of the reader; *empty where there is none. */
static int32_t take_text(cpwi_page *page, int32_t column, int64_t *count) {
  cpwi_book_reader *r = page->r;
  const char *bytes = "";
  int64_t at = r->file[page->table].at[column];
  *count = 0;
  if (at >= 0) {
    int32_t status = cpw_table_text(page->csv, at, &bytes, count, r->err);
    if (status != CPW_OK) return status;
  }
  if (*count >= r->room) {
    char *text = cpwi_grow(r->allocator, r->text, (size_t)*count * 2 + 64, 1);
    if (!text) return cpwi_fail(r->err, CPW_ENOMEM, -1, r->where, "no memory for a field");
    r->text = text;
    r->room = *count * 2 + 64;
  }
  if (*count > 0) memcpy(r->text, bytes, (size_t)*count);
  r->text[*count] = 0;
  return CPW_OK;
}

static int32_t keep(cpwi_page *page, int64_t count, const char **out) {
  char *copy = cpwi_book_keep(page->r->book, (size_t)count + 1);
  if (!copy) return cpwi_fail(page->r->err, CPW_ENOMEM, -1, page->r->where, "no memory for a text");
  memcpy(copy, page->r->text, (size_t)count + 1);
  *out = copy;
  return CPW_OK;
}

static int take_number(cpwi_page *page, int32_t column, int64_t count, double *out) {
  double value = 0;
  int32_t status = cpw_parse_double(page->r->text, count, &value);
  if (status == CPW_OK && value == value) {
    *out = value;
    return 1;
  }
  cpwi_page_fail(page, column, CPWI_RULE_FORMAT, "found %s, expected a number%s",
                 cpwi_quote(page->r->text).text,
                 status == CPW_OK ? ": leave the field empty for the default" : "");
  return 0;
}

/* A date as weeks from the start, or a number of weeks. */
static int take_week(cpwi_page *page, int32_t column, int64_t count, double *out) {
  int32_t date = CPW_DATE_NONE;
  const char *text = page->r->text;
  if (count != 10 || text[4] != '-' || text[7] != '-') {
    if (cpw_parse_double(text, count, out) == CPW_OK && *out == *out) return 1;
    cpwi_page_fail(page, column, CPWI_RULE_FORMAT,
                   "found %s, expected a date (2025-04-01) or a number of weeks",
                   cpwi_quote(text).text);
    return 0;
  }
  if (cpw_date_parse(text, count, &date) != CPW_OK || date == CPW_DATE_NONE) {
    cpwi_page_fail(page, column, CPWI_RULE_FORMAT, "there is no date %s", cpwi_quote(text).text);
    return 0;
  }
  if (!page->r->has_start) {
    page->wrong = 1;
    if (!page->r->file[CPW_SYSTEM_SETTINGS].wrong)
      cpwi_page_fail(page, column, CPWI_RULE_FORMAT,
                     "a date needs the date of week 0: start in settings.csv");
    return 0;
  }
  *out = ((double)date - page->r->book->system.start) / 7;
  return 1;
}

/* Whole numbers as spreadsheets write them: 1000000, 1e6, 1000000.0. */
static int take_whole(cpwi_page *page, int32_t column, int64_t count, int64_t *out) {
  double value = 0;
  if (cpw_parse_int64(page->r->text, count, out) == CPW_OK) return 1;
  if (cpw_parse_double(page->r->text, count, &value) == CPW_OK && value >= -9007199254740992.0 &&
      value <= 9007199254740992.0 && value == (double)(int64_t)value) {
    *out = (int64_t)value;
    return 1;
  }
  cpwi_page_fail(page, column, CPWI_RULE_FORMAT, "found %s, expected a whole number",
                 cpwi_quote(page->r->text).text);
  return 0;
}

static int take_word(cpwi_page *page, int32_t column, int32_t *out) {
  cpwi_system_words words = cpwi_system_words_of(page->kind->column[column].of);
  for (int64_t k = 0; k < words.count; k++) {
    if (strcmp(page->r->text, words.word[k]) != 0) continue;
    *out = (int32_t)k;
    return 1;
  }
  cpwi_page_fail(page, column, CPWI_RULE_REFERENCE, "there is no %s %s%s",
                 page->kind->column[column].name, cpwi_quote(page->r->text).text,
                 cpwi_page_hint(page->r, page->r->text, words.word, words.count).text);
  return 0;
}

static int take_flag(cpwi_page *page, int32_t column, int32_t *out) {
  const char *text = page->r->text;
  if (strcmp(text, "0") == 0 || strcmp(text, "1") == 0) {
    *out = text[0] - '0';
    return 1;
  }
  cpwi_page_fail(page, column, CPWI_RULE_FORMAT, "found %s, expected 0 or 1",
                 cpwi_quote(text).text);
  return 0;
}

/* ---- ids */

static void unknown_id(cpwi_page *page, int32_t column, const char *id) {
  const cpwi_system_column *c = &page->kind->column[column];
  const cpwi_net_names *names = &page->r->file[c->of].ids;
  const cpwi_system_table *target = cpwi_system_table_of(c->of);
  if (!target) return;
  if (names->count == 0)
    cpwi_page_fail(page, column, CPWI_RULE_REFERENCE, "there is no %s %s: %s has no rows",
                   target->noun, cpwi_quote(id).text, target->file);
  else
    cpwi_page_fail(
        page, column, CPWI_RULE_REFERENCE, "there is no %s %s%s", target->noun, cpwi_quote(id).text,
        cpwi_page_hint(page->r, id, (const char *const *)names->name, names->count).text);
}

/* The number of an id; CPW_NONE where there is none, told unless the other file could not be read. */
static int32_t find_id(cpwi_page *page, int32_t column, const char *id) {
  const cpwi_system_column *c = &page->kind->column[column];
  const cpwi_book_file *other = &page->r->file[c->of];
  int32_t number = cpwi_net_names_find(&other->ids, id);
  if (number >= 0) return number;
  if (c->needed == CPWI_MAY_LACK && strcmp(id, "all") == 0) return CPW_NONE;
  if (other->broken)
    page->wrong = 1;
  else
    unknown_id(page, column, id);
  return CPW_NONE;
}

static int32_t take_id(cpwi_page *page, int32_t column, int64_t count, int32_t *out) {
  cpwi_book_reader *r = page->r;
  if (page->kind->column[column].of != page->table) {
    *out = find_id(page, column, r->text);
    return CPW_OK;
  }
  cpwi_later later = {NULL, page->row, page->line, column, 0};
  *out = CPW_NONE;
  if (!cpwi_net_list_make_room(r->allocator, &r->later, 1, sizeof later))
    return cpwi_fail(r->err, CPW_ENOMEM, -1, r->where, "no memory for a row");
  int32_t status = keep(page, count, &later.id);
  if (status == CPW_OK) ((cpwi_later *)r->later.items)[r->later.count++] = later;
  return status;
}

void cpwi_page_resolve_later(cpwi_page *page) {
  cpwi_net_list *rows = &page->r->book->rows[page->table];
  cpwi_book_file *file = &page->r->file[page->table];
  const cpwi_later *later = page->r->later.items;
  for (int64_t i = 0; i < page->r->later.count; i++) {
    if (later[i].row >= rows->count) continue; /* the row was left out */
    page->row = later[i].row;
    page->line = later[i].line;
    page->wrong = 0;
    int32_t number = find_id(page, later[i].column, later[i].id);
    memcpy((char *)rows->items + (size_t)page->row * page->kind->size +
               page->kind->column[later[i].column].at,
           &number, sizeof number);
    if (!page->wrong) continue;
    int64_t *line = (int64_t *)file->line.items + page->row;
    if (*line > 0) *line = -*line;
    file->wrong = 1;
  }
}

/* ---- one field */

static int32_t put_field(cpwi_page *page, int32_t column, int64_t count, char *to) {
  switch (page->kind->column[column].type) {
  case CPWI_FIELD_TEXT:
    return keep(page, count, (const char **)(void *)to);
  case CPWI_FIELD_NUMBER:
    take_number(page, column, count, (double *)(void *)to);
    return CPW_OK;
  case CPWI_FIELD_WEEK:
    take_week(page, column, count, (double *)(void *)to);
    return CPW_OK;
  case CPWI_FIELD_WHOLE:
    take_whole(page, column, count, (int64_t *)(void *)to);
    return CPW_OK;
  case CPWI_FIELD_FLAG:
    take_flag(page, column, (int32_t *)(void *)to);
    return CPW_OK;
  case CPWI_FIELD_WORD:
    take_word(page, column, (int32_t *)(void *)to);
    return CPW_OK;
  default:
    return take_id(page, column, count, (int32_t *)(void *)to);
  }
}

/* A group where there is but one need not be named. */
static int goes_without(const cpwi_page *page, const cpwi_system_column *c) {
  return c->type == CPWI_FIELD_ROW && c->of == CPW_SYSTEM_GROUPS &&
         page->r->file[CPW_SYSTEM_GROUPS].ids.count == 1;
}

int32_t cpwi_page_field(cpwi_page *page, int32_t column, char *row) {
  const cpwi_system_column *c = &page->kind->column[column];
  int64_t count = 0;
  int32_t status = take_text(page, column, &count);
  if (status != CPW_OK) return status;
  if (count > 0) return put_field(page, column, count, row + c->at);
  if ((c->needed & 3) != CPWI_MAY_LACK && !goes_without(page, c))
    cpwi_page_fail(page, column, CPWI_RULE_NEEDED, "it is empty: %s is needed", c->name);
  return CPW_OK;
}
