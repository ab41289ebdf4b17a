/* The patients of the first replication of every scenario as CSV: --records.
 * Records: cpw_patients_options.records.
 * Leaves CSV to the library. */
#include "patient_tables.h"

#include "output.h"
#include "say.h"

#include <stdlib.h>
#include <string.h>

static const char *const columns[] = {"scenario", "number", "line",   "class", "group",
                                      "joined",   "ended",  "status", "missed"};
enum { COLUMNS = sizeof columns / sizeof *columns };

typedef struct records {
  const patient_cases *cases;
  cpw_patient_record *record[MOST_SCENARIOS + 1];
  int64_t count[MOST_SCENARIOS + 1];
} records;

/* ---------------------------------------------------------------- the run */

/* One replication into so much room; afterwards `count` says how much there must be. */
static int simulate_into(records *r, int i, int64_t room, cpw_result **out) {
  cpw_patients_options options;
  cases_options(r->cases, &options);
  options.keep = options.overtakes = 0;
  options.batches = 0;
  options.precision = 0;
  options.records = r->record[i];
  options.record_room = room;
  options.record_count = &r->count[i];
  return case_simulate(r->cases, &r->cases->item[i], &options, 1, out);
}

static int collect(records *r, int i) {
  int64_t room = 4096;
  for (int code = DONE;; room = r->count[i]) {
    cpw_result *result = NULL;
    free(r->record[i]);
    r->record[i] = malloc((size_t)room * sizeof *r->record[i]);
    if (!r->record[i]) return fail_memory();
    code = simulate_into(r, i, room, &result);
    cpw_result_free(result);
    if (code || r->count[i] <= room) return code;
  }
}

/* ---------------------------------------------------------------- the file */

static int32_t put_word(cpw_table_writer *w, const char *text, cpw_error *err) {
  return cpw_table_writer_text(w, text, (int64_t)strlen(text), err);
}

static const char *kind_name(const kinds *k, int32_t i) {
  return k->count ? k->name[i] : "all";
}

static int32_t put_record_row(const records *r, int i, const cpw_patient_record *p,
                              cpw_table_writer *w, cpw_error *err) {
  static const char *const states[] = {"waiting", "treated", "removed"};
  const patient_data *d = &r->cases->data;
  int32_t status = put_word(w, r->cases->item[i].name.text, err);
  if (!status) status = cpw_table_writer_int64(w, p->number, err);
  if (!status)
    status = p->row < 0 ? cpw_table_writer_empty(w, err)
                        : cpw_table_writer_int64(w, d->row[p->row].line, err);
  if (!status) status = put_word(w, kind_name(&d->classes, p->class_index), err);
  if (!status) status = put_word(w, kind_name(&d->groups, p->group_index), err);
  if (!status) status = cpw_table_writer_double(w, p->joined + 0.0, err);
  if (!status) status = cpw_table_writer_double(w, p->ended, err);
  if (!status) status = put_word(w, states[p->status], err);
  if (!status) status = cpw_table_writer_int64(w, p->missed, err);
  return status ? status : cpw_table_writer_end_row(w, err);
}

static int32_t write_records(const void *context, const cpw_sink *sink, cpw_error *err) {
  const records *r = context;
  cpw_table_writer *w;
  int32_t status = cpw_table_writer_new(sink, columns, COLUMNS, NULL, &w, err);
  if (status) return status;
  for (int i = 0; !status && i < r->cases->count; i++)
    for (int64_t p = 0; !status && p < r->count[i]; p++)
      status = put_record_row(r, i, &r->record[i][p], w, err);
  if (!status) status = cpw_table_writer_finish(w, err);
  cpw_table_writer_free(w);
  return status;
}

int write_patient_records(const patient_cases *c) {
  records r = {.cases = c};
  int code = DONE;
  for (int i = 0; !code && i < c->count; i++)
    code = collect(&r, i);
  if (!code) code = write_out(c->set->patients.records, write_records, &r);
  for (int i = 0; i < c->count; i++)
    free(r.record[i]);
  return code;
}
