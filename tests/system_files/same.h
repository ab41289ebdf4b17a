/* same.h - what tests of the files of a system share: texts in memory, and whether two systems are the same, to the
 * bit. */
#ifndef CPWT_SYSTEM_FILES_SAME_H
#define CPWT_SYSTEM_FILES_SAME_H

#include "carepath.h"
#include "system/catalogue.h"

#include <stdlib.h>
#include <string.h>

/* A file that is written in memory. */
typedef struct cpwt_file {
  char *bytes;
  size_t used;
} cpwt_file;

static inline int cpwt_file_write(void *context, const char *bytes, int64_t count) {
  cpwt_file *t = context;
  char *grown = realloc(t->bytes, t->used + (size_t)count + 1);
  if (!grown) return -1;
  t->bytes = grown;
  memcpy(t->bytes + t->used, bytes, (size_t)count);
  t->used += (size_t)count;
  t->bytes[t->used] = 0;
  return 0;
}

/* The tables of a system but those without rows; 1 where all could be written. */
static inline int cpwt_write_system(const cpw_system *s, cpwt_file *file) {
  int well = 1;
  for (int64_t t = 0; t < CPW_SYSTEM_TABLES; t++) {
    cpw_sink sink = {&file[t], cpwt_file_write};
    file[t] = (cpwt_file){NULL, 0};
    cpwi_system_rows rows = cpwi_system_rows_of(s, t);
    if (!rows.row && t != CPW_SYSTEM_SETTINGS && t != CPW_SYSTEM_ORGANISATIONS) continue;
    well = well && cpw_system_write(s, t, &sink, NULL) == CPW_OK;
  }
  return well;
}

static inline int32_t cpwt_read_system(const cpwt_file *file, cpw_system_book **out,
                                       cpw_result **report, cpw_error *err) {
  cpw_text memory[CPW_SYSTEM_TABLES];
  cpw_source source[CPW_SYSTEM_TABLES];
  int64_t count = 0;
  for (int64_t t = 0; t < CPW_SYSTEM_TABLES; t++) {
    if (!file[t].bytes) continue;
    memory[count] = (cpw_text){file[t].bytes, (int64_t)file[t].used, 0};
    if (cpw_text_source(&memory[count], cpwi_system_table_of(t)->file, &source[count]) != CPW_OK)
      return CPW_EINTERNAL;
    count++;
  }
  return cpw_system_read(source, count, NULL, out, report, err);
}

static inline void cpwt_free_files(cpwt_file *file) {
  for (int64_t t = 0; t < CPW_SYSTEM_TABLES; t++)
    free(file[t].bytes);
}

static inline int cpwt_same_text(const char *a, const char *b) {
  return strcmp(a ? a : "", b ? b : "") == 0;
}

static inline int cpwt_same_bits(const double *a, const double *b, int64_t count) {
  for (int64_t k = 0; k < count; k++)
    if (memcmp(&a[k], &b[k], sizeof *a) != 0 && !(a[k] != a[k] && b[k] != b[k])) return 0;
  return 1;
}

static inline int cpwt_same_field(const cpwi_system_column *c, const char *a, const char *b) {
  const char *text[2];
  double real[2];
  switch (c->type) {
  case CPWI_FIELD_TEXT:
    memcpy(&text[0], a + c->at, sizeof text[0]);
    memcpy(&text[1], b + c->at, sizeof text[1]);
    return cpwt_same_text(text[0], text[1]);
  case CPWI_FIELD_NUMBER:
  case CPWI_FIELD_WEEK:
    memcpy(&real[0], a + c->at, sizeof real[0]);
    memcpy(&real[1], b + c->at, sizeof real[1]);
    return cpwt_same_bits(&real[0], &real[1], 1);
  case CPWI_FIELD_WHOLE:
    return memcmp(a + c->at, b + c->at, sizeof(int64_t)) == 0;
  default:
    return memcmp(a + c->at, b + c->at, sizeof(int32_t)) == 0;
  }
}

static inline int cpwt_same_curve(const cpw_response *a, const cpw_response *b) {
  if (!a || !b) return !a && !b;
  return a->kind == b->kind && cpwt_same_bits(&a->a, &b->a, 1) && cpwt_same_bits(&a->t, &b->t, 1) &&
         cpwt_same_bits(&a->shape, &b->shape, 1) && cpwt_same_bits(&a->upfront, &b->upfront, 1) &&
         a->points == b->points && cpwt_same_bits(a->x, b->x, a->points) &&
         cpwt_same_bits(a->y, b->y, a->points);
}

/* "" where the systems are the same, else the table that differs. Networks are not looked at. */
static inline const char *cpwt_differs(const cpw_system *a, const cpw_system *b) {
  if (!cpwt_same_text(a->name, b->name) || a->start != b->start || a->weeks != b->weeks)
    return "settings";
  for (int64_t t = 0; t < CPW_SYSTEM_TABLES; t++) {
    const cpwi_system_table *kind = cpwi_system_table_of(t);
    cpwi_system_rows x = cpwi_system_rows_of(a, t), y = cpwi_system_rows_of(b, t);
    if (x.count != y.count || !x.row != !y.row) return kind->file;
    for (int64_t i = 0; i < x.count && x.row; i++)
      for (int32_t k = 0; k < kind->columns; k++)
        if (kind->column[k].needed < CPWI_FILE_ONLY &&
            !cpwt_same_field(&kind->column[k], x.row + (size_t)i * x.size,
                             y.row + (size_t)i * y.size))
          return kind->file;
  }
  for (int64_t i = 0; i < a->profiles; i++)
    if (a->profile[i].count != b->profile[i].count ||
        !cpwt_same_bits(a->profile[i].values, b->profile[i].values, a->profile[i].count))
      return "profiles.csv";
  for (int64_t i = 0; i < a->capacities; i++)
    if (!cpwt_same_curve(a->capacity[i].more, b->capacity[i].more)) return "capacity.csv";
  return "";
}

#endif
