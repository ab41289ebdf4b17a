/* The files of a network written: numbers that read back to the same bits, names, laws.
 * Source: docs/reference/pathway-folder.md; RFC 4180 by table.
 * Leaves the rows of each file to write_rows.c. */
#include "pathway_files/write.h"

#include <stdio.h>
#include <string.h>

void cpwi_put_name(cpwi_file_writer *w, const char *name) {
  if (w->status != CPW_OK) return;
  if (!name) {
    w->status = cpw_table_writer_empty(w->table, w->err);
    return;
  }
  size_t length = strlen(name);
  if (length > CPWI_MOST_NAME)
    w->status = cpwi_fail(w->err, CPW_EDOMAIN, -1, w->where,
                          "the name \"%.40s...\" is longer than %d bytes", name, CPWI_MOST_NAME);
  else
    w->status = cpw_table_writer_text(w->table, name, (int64_t)length, w->err);
}

void cpwi_put_word_of(cpwi_file_writer *w, const cpwi_choice_words *words, int32_t number) {
  cpwi_put_name(w, words->word[number]);
}

void cpwi_put_number(cpwi_file_writer *w, double value) {
  if (w->status != CPW_OK) return;
  w->status = value == value ? cpw_table_writer_double(w->table, value, w->err)
                             : cpw_table_writer_empty(w->table, w->err);
}

void cpwi_put_whole(cpwi_file_writer *w, int64_t value) {
  if (w->status == CPW_OK) w->status = cpw_table_writer_int64(w->table, value, w->err);
}

void cpwi_put_stage(cpwi_file_writer *w, int32_t stage) {
  cpwi_put_name(w, stage >= 0 ? w->p->stage[stage].name : NULL);
}

void cpwi_put_group(cpwi_file_writer *w, int32_t group) {
  if (group < 0)
    cpwi_put_name(w, NULL);
  else
    cpwi_put_name(w, w->p->group ? w->p->group[group] : "all");
}

void cpwi_put_calendar(cpwi_file_writer *w, int32_t calendar) {
  cpwi_put_name(w, calendar >= 0 ? w->p->calendar[calendar].name : NULL);
}

void cpwi_put_law(cpwi_file_writer *w, const cpw_duration *d) {
  char name[32];
  if (!d) {
    for (int32_t k = 0; k < 4; k++)
      cpwi_put_name(w, NULL);
    return;
  }
  snprintf(name, sizeof name, "data %lld",
           (long long)cpwi_data_law_number(&w->laws, d->empirical) + 1);
  cpwi_put_name(w, d->law == CPW_DURATION_EMPIRICAL ? name : cpw_duration_name(d->law));
  cpwi_put_number(w, d->mean);
  cpwi_put_number(w, d->cv);
  cpwi_put_number(w, d->zero);
}

void cpwi_put_end(cpwi_file_writer *w) {
  if (w->status == CPW_OK) w->status = cpw_table_writer_end_row(w->table, w->err);
}

static int32_t write_table(cpwi_file_writer *w, int64_t file, const cpw_sink *sink) {
  const cpwi_sheet_kind *kind = cpwi_sheet_kind_of(file);
  cpw_table_writer_options options;
  cpw_table_writer_options_init(&options);
  options.allocator = w->allocator;
  w->status = cpw_table_writer_new(sink, kind->column, kind->columns, &options, &w->table, w->err);
  if (w->status != CPW_OK) return w->status;
  cpwi_write_rows(w, file);
  if (w->status == CPW_OK) w->status = cpw_table_writer_finish(w->table, w->err);
  cpw_table_writer_free(w->table);
  return w->status;
}

int32_t cpw_pathway_write(const cpw_pathway *pathway, int64_t file, const cpw_allocator *allocator,
                          const cpw_sink *sink, cpw_error *err) {
  if (!pathway || !sink)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", pathway ? "sink" : "pathway");
  if (!cpwi_sheet_kind_of(file))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "file = %lld must be 0 to %d", (long long)file,
                     CPW_PATHWAY_FILES - 1);
  cpwi_pathway network;
  int32_t status = cpwi_pathway_prepare(pathway, allocator, __func__, &network, err);
  if (status != CPW_OK) return status;
  cpwi_file_writer w = {&network.p, allocator, NULL, {NULL, 0}, CPW_OK, err, __func__};
  status = cpwi_data_laws_find(w.p, allocator, &w.laws, __func__, err);
  if (status == CPW_OK) status = write_table(&w, file, sink);
  cpwi_release(allocator, w.laws.law);
  cpwi_pathway_release(&network);
  return status;
}

int32_t cpw_pathway_file_needed(const cpw_pathway *pathway, int64_t file) {
  cpw_pathway p = cpwi_pathway_defaults();
  if (!pathway || !cpwi_sheet_kind_of(file) ||
      cpwi_take_options(&p, sizeof p, pathway, __func__, NULL) != CPW_OK)
    return CPW_EINVAL;
  return cpwi_needs_file(&p, file);
}
