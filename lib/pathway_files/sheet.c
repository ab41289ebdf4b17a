/* A file of a network read row by row, its columns by name.
 * Source: the columns in catalogue.c; RFC 4180 by table.
 * Leaves the fields to fields.c. */
#include "pathway_files/internal.h"

#include <string.h>

static int32_t unknown_column(const cpwi_sheet *s, int64_t column, const char *name) {
  return cpwi_fail_data(s->r->err, CPW_EDATA, s->kind->name, 1, column + 1,
                        "line 1, field %lld: there is no column \"%.60s\"%s: %s takes %.180s",
                        (long long)column + 1, name,
                        cpwi_hint_for(name, s->kind->column, s->kind->columns).text, s->kind->name,
                        s->kind->joined);
}

static int32_t find_columns(cpwi_sheet *s) {
  for (int32_t k = 0; k < s->kind->columns; k++)
    s->at[k] = -1;
  for (int64_t c = 0; c < cpw_table_columns(s->table); c++) {
    const char *name = cpw_table_name(s->table, c);
    int32_t k = 0;
    while (k < s->kind->columns && strcmp(name, s->kind->column[k]) != 0)
      k++;
    if (k == s->kind->columns) return unknown_column(s, c, name);
    if (s->at[k] >= 0)
      return cpwi_fail_data(s->r->err, CPW_EDATA, s->kind->name, 1, c + 1,
                            "line 1, field %lld: column \"%s\" is there twice", (long long)c + 1,
                            name);
    s->at[k] = c;
  }
  for (int32_t k = 0; k < s->kind->columns; k++)
    if (s->kind->needed >> k & 1 && s->at[k] < 0)
      return cpwi_fail_data(s->r->err, CPW_ENOTFOUND, s->kind->name, 1, 0,
                            "line 1: column \"%s\" is missing", s->kind->column[k]);
  return CPW_OK;
}

int32_t cpwi_sheet_read(cpwi_reader *r, int64_t file, cpwi_row_reader row, void *context) {
  if (!r->source[file]) return CPW_OK;
  cpwi_sheet s = {r, NULL, cpwi_sheet_kind_of(file), {0}, ""};
  cpw_source source = *r->source[file];
  source.name = s.kind->name;
  cpw_table_options options;
  cpw_table_options_init(&options);
  options.allocator = r->allocator;
  options.ragged = CPW_TABLE_RAGGED_SHORT;
  int32_t status = cpw_table_open_source(&source, &options, &s.table, r->err);
  if (status != CPW_OK) return status;
  status = find_columns(&s);
  while (status == CPW_OK && (status = cpw_table_next(s.table, r->err)) == 1)
    status = row(&s, context);
  cpw_table_free(s.table);
  return status;
}
