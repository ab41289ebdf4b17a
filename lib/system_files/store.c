/* Rows as they stand in files into the tables of a book: settings, steps of profiles, curves of capacity, ids.
 * Source: docs/reference/system-folder.md.
 * Leaves fields to fields.c. */
#include "system_files/internal.h"

#include "carepath/dates.h"

#include <stdio.h>
#include <string.h>

void cpwi_page_defaults(int32_t table, cpwi_any_row *row) {
  memset(row, 0, sizeof *row);
  cpw_system_row_init(table, row);
  if (table == CPW_SYSTEM_CAPACITY) row->capacity.curve = CPW_NONE;
  if (table == CPW_SYSTEM_PROFILES) {
    cpwi_profile_row step = {NULL, -1, CPWI_NAN};
    memcpy(row, &step, sizeof step);
  }
}

static int32_t no_memory(const cpwi_page *page) {
  return cpwi_fail(page->r->err, CPW_ENOMEM, -1, page->r->where, "no memory for the rows of %s",
                   page->kind->file);
}

static int32_t append(cpwi_page *page, const void *row) {
  cpwi_net_list *list = &page->r->book->rows[page->table];
  if (!cpwi_net_list_make_room(page->r->allocator, list, 1, page->kind->size))
    return no_memory(page);
  memcpy((char *)list->items + (size_t)list->count * page->kind->size, row, page->kind->size);
  list->count++;
  return CPW_OK;
}

/* Puts the id of a row among the known ones; *there is 0 where it has none or one that is taken: the row is left out. */
static int32_t take_id(cpwi_page *page, const char *id, int32_t *there) {
  cpwi_net_names *names = &page->r->file[page->table].ids;
  *there = 0;
  if (!id || !id[0]) return CPW_OK; /* told as a field that is needed */
  int32_t before = cpwi_net_names_find(names, id);
  if (before >= 0) {
    const int64_t *line = page->r->file[page->table].line.items;
    cpwi_page_fail(page, 0, CPWI_RULE_UNIQUE, "id %s is there already (line %lld)",
                   cpwi_quote(id).text,
                   (long long)(line[before] < 0 ? -line[before] : line[before]));
    return CPW_OK;
  }
  if (cpwi_net_names_add(page->r->allocator, names, id) < 0) return no_memory(page);
  *there = 1;
  return CPW_OK;
}

/* ---- settings */

static void set_start(cpwi_page *page, const char *value) {
  cpw_system *s = &page->r->book->system;
  int32_t date = CPW_DATE_NONE;
  if (cpw_date_parse(value, (int64_t)strlen(value), &date) != CPW_OK || date == CPW_DATE_NONE) {
    cpwi_page_fail(page, 1, CPWI_RULE_FORMAT, "found %s, expected a date such as 2025-04-01",
                   cpwi_quote(value).text);
    return;
  }
  s->start = date;
  page->r->has_start = 1;
}

static void set_weeks(cpwi_page *page, const char *value) {
  int64_t weeks = 0;
  if (cpw_parse_int64(value, (int64_t)strlen(value), &weeks) != CPW_OK || weeks < 1 ||
      weeks > CPW_SYSTEM_MOST_WEEKS)
    cpwi_page_fail(page, 1, CPWI_RULE_FORMAT, "found %s, expected a number of weeks, 1 to %d",
                   cpwi_quote(value).text, CPW_SYSTEM_MOST_WEEKS);
  else
    page->r->book->system.weeks = (int32_t)weeks;
}

static void store_setting(cpwi_page *page, const cpwi_setting_row *row) {
  static const char *const known[] = {"name", "start", "weeks"};
  const char *value = row->value ? row->value : "";
  if (!row->name) return;
  if (strcmp(row->name, "name") == 0) {
    page->r->book->system.name = row->value;
  } else if (strcmp(row->name, "start") == 0) {
    if (value[0]) set_start(page, value);
  } else if (strcmp(row->name, "weeks") == 0) {
    if (value[0]) set_weeks(page, value);
  } else {
    cpwi_page_fail(page, 0, CPWI_RULE_REFERENCE, "there is no setting %s%s",
                   cpwi_quote(row->name).text, cpwi_page_hint(page->r, row->name, known, 3).text);
  }
}

/* ---- profiles */

static int32_t add_value(cpwi_page *page, const cpwi_profile_row *row) {
  cpw_system_book *book = page->r->book;
  cpwi_net_list *rows = &book->rows[CPW_SYSTEM_PROFILES];
  cpw_system_profile *profile = (cpw_system_profile *)rows->items + (rows->count - 1);
  page->row = rows->count - 1;
  if (row->step >= 0 && row->step != profile->count)
    cpwi_page_fail(page, 1, CPWI_RULE_FORMAT,
                   "step = %lld of profile %s must be %lld: steps stand together and count from 0",
                   (long long)row->step, cpwi_quote(row->id).text, (long long)profile->count);
  if (!cpwi_net_list_make_room(page->r->allocator, &book->values, 1, sizeof(double)))
    return no_memory(page);
  ((double *)book->values.items)[book->values.count++] = row->value == row->value ? row->value : 1;
  profile->count++;
  return CPW_OK;
}

static int32_t store_step(cpwi_page *page, const cpwi_profile_row *row) {
  cpwi_net_names *names = &page->r->file[CPW_SYSTEM_PROFILES].ids;
  cpw_system_profile profile = {row->id, NULL, 0};
  if (!row->id) return CPW_OK;
  int32_t before = cpwi_net_names_find(names, row->id);
  if (before >= 0 && before == names->count - 1) return add_value(page, row);
  if (before >= 0) {
    cpwi_page_fail(page, 0, CPWI_RULE_UNIQUE, "the rows of profile %s do not stand together",
                   cpwi_quote(row->id).text);
    return CPW_OK;
  }
  if (cpwi_net_names_add(page->r->allocator, names, row->id) < 0) return no_memory(page);
  int32_t status = append(page, &profile);
  return status == CPW_OK ? add_value(page, row) : status;
}

/* ---- curves of capacity */

/* Numbers parted by spaces; *out NULL where there are none. */
static int32_t take_points(cpwi_page *page, const char *name, const char *text, const double **out,
                           int64_t *count) {
  int64_t room = 1;
  *out = NULL;
  *count = 0;
  if (!text) return CPW_OK;
  for (const char *p = text; *p; p++)
    room += *p == ' ';
  double *values = cpwi_book_keep(page->r->book, (size_t)room * sizeof *values);
  if (!values) return no_memory(page);
  for (const char *p = text; *p;) {
    size_t length = strcspn(p, " ");
    if (length > 0 && cpw_parse_double(p, (int64_t)length, &values[(*count)++]) != CPW_OK) {
      cpwi_page_fail(page, cpwi_system_column_of(CPW_SYSTEM_CAPACITY, name), CPWI_RULE_FORMAT,
                     "found %s, expected numbers parted by spaces", cpwi_quote(text).text);
      return CPW_OK;
    }
    p += length;
    p += *p == ' ';
  }
  *out = values;
  return CPW_OK;
}

static int32_t make_curve(cpwi_page *page, const cpwi_capacity_row *row, cpw_response **out) {
  int64_t points = 0;
  cpw_response *curve = cpwi_book_keep(page->r->book, sizeof *curve);
  if (!curve) return no_memory(page);
  *curve = (cpw_response){
      .kind = row->curve, .a = row->a, .t = row->t, .shape = row->shape, .upfront = row->upfront};
  int32_t status = take_points(page, "curve_x", row->x, &curve->x, &curve->points);
  if (status == CPW_OK) status = take_points(page, "curve_y", row->y, &curve->y, &points);
  if (status == CPW_OK && points != curve->points && !page->wrong)
    cpwi_page_fail(page, cpwi_system_column_of(CPW_SYSTEM_CAPACITY, "curve_y"), CPWI_RULE_FORMAT,
                   "there are %lld numbers, but %lld in curve_x", (long long)points,
                   (long long)curve->points);
  *out = page->wrong ? NULL : curve;
  return status;
}

static int32_t store_capacity(cpwi_page *page, cpwi_capacity_row *row) {
  cpw_response *curve = NULL;
  int32_t status = CPW_OK;
  if (row->curve != CPW_NONE)
    status = make_curve(page, row, &curve);
  else if (row->a != 0 || row->t != 0 || row->shape != 0 || row->upfront != 0 || row->x || row->y)
    cpwi_page_fail(page, cpwi_system_column_of(CPW_SYSTEM_CAPACITY, "curve"), CPWI_RULE_NEEDED,
                   "there are numbers of a curve, but no curve");
  row->capacity.more = curve;
  return status == CPW_OK ? append(page, row) : status;
}

/* ---- any row */

int32_t cpwi_page_store(cpwi_page *page, cpwi_any_row *row) {
  int32_t there = 1, status = CPW_OK;
  const char *id = NULL;
  if (page->table == CPW_SYSTEM_SETTINGS) {
    store_setting(page, (const cpwi_setting_row *)(const void *)row);
    return CPW_OK;
  }
  if (page->table == CPW_SYSTEM_PROFILES)
    return store_step(page, (const cpwi_profile_row *)(const void *)row);
  if (page->table == CPW_SYSTEM_CAPACITY) return store_capacity(page, &row->capacity);
  if (cpwi_system_id_column(page->table) == 0) {
    memcpy(&id, row->bytes + page->kind->column[0].at, sizeof id);
    status = take_id(page, id, &there);
  }
  return status == CPW_OK && there ? append(page, row) : status;
}
