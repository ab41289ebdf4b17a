/* An aggregated extract as tidy CSV: period, keys, type, weeks_lo or months_waited, count.
 * Form: cpw_history_read in carepath/waitlist.h. Cells of nobody are left out.
 * Leaves the conversion to months to the library (cpw_bands_weeks_to_months). */
#include "rtt_tidy.h"

#include "labels.h"
#include "output.h"
#include "say.h"

#include <stdlib.h>
#include <string.h>

typedef struct tidy {
  const cpw_result *figures;
  const cpw_dimension *row;
  const cpw_array *count;
  int64_t months; /* 0: weeks */
  cpw_table_writer *writer;
  double *bands; /* (bands or months) of one row */
} tidy;

/* Columns: the coordinates but the part, which says what the type says. */
static int is_column(const char *coordinate) {
  return strcmp(coordinate, "part") != 0;
}

static int32_t write_header(tidy *t, const cpw_sink *sink, cpw_error *err) {
  const char *names[32];
  int64_t n = 0;
  for (int64_t c = 0; c < t->row->coordinates; c++)
    if (is_column(t->row->coordinate_names[c])) names[n++] = t->row->coordinate_names[c];
  names[n++] = t->months ? "months_waited" : "weeks_lo";
  names[n++] = "count";
  return cpw_table_writer_new(sink, names, n, NULL, &t->writer, err);
}

static int32_t write_cell(const tidy *t, int64_t row, int64_t band, double count, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t c = 0; !status && c < t->row->coordinates; c++) {
    const char *label = t->row->coordinate_labels[c][row];
    if (!is_column(t->row->coordinate_names[c])) continue;
    status = cpw_table_writer_text(t->writer, label, (int64_t)strlen(label), err);
  }
  if (!status)
    status = band < 0 ? cpw_table_writer_empty(t->writer, err)
                      : cpw_table_writer_int64(t->writer, band, err);
  if (!status) status = cpw_table_writer_double(t->writer, count, err);
  if (!status) status = cpw_table_writer_end_row(t->writer, err);
  return status;
}

/* The bands of one row: as they are, or as months at the end of its month. */
static int32_t take_bands(tidy *t, int64_t row, int64_t *bands, cpw_error *err) {
  int64_t weeks = t->count->dimension[1]->length;
  double *as_read = t->bands + t->months;
  date month;
  for (int64_t w = 0; w < weeks; w++)
    as_read[w] = (double)t->count->integer[row * weeks + w];
  *bands = t->months ? t->months : weeks;
  if (!t->months) return CPW_OK;
  if (!date_parse(t->row->coordinate_labels[0][row], &month)) month = (date){0};
  return cpw_bands_weeks_to_months((int32_t)month.year, month.month, 1, weeks, as_read, t->months,
                                   t->bands, err);
}

static int32_t write_row(tidy *t, int64_t row, const char *type, cpw_error *err) {
  if (strcmp(type, "new_clock_starts") == 0) {
    int64_t starts = cpw_result_find(t->figures, "total_all")->integer[row];
    return write_cell(t, row, -1, (double)starts, err);
  }
  int64_t bands;
  int32_t status = take_bands(t, row, &bands, err);
  /* zeros of the list are written up to its longest wait: a band without a row is a lost one */
  int64_t shown = strcmp(type, "incomplete") == 0 ? bands : 0;
  while (shown > 0 && t->bands[shown - 1] == 0)
    shown--;
  for (int64_t b = 0; !status && b < bands; b++)
    if (t->bands[b] != 0 || b < shown) status = write_cell(t, row, b, t->bands[b], err);
  return status;
}

static int32_t write_rows(const void *context, const cpw_sink *sink, cpw_error *err) {
  tidy t = *(const tidy *)context;
  int32_t status = write_header(&t, sink, err);
  if (status) return status;
  for (int64_t row = 0; !status && row < t.row->length; row++) {
    const char *type = cpw_rtt_part_type(coordinate_label(t.row, "part", row));
    if (type) status = write_row(&t, row, type, err);
  }
  if (!status) status = cpw_table_writer_finish(t.writer, err);
  cpw_table_writer_free(t.writer);
  return status;
}

int write_tidy(const settings *set, const cpw_result *figures) {
  tidy t = {.figures = figures, .months = set->months};
  t.count = cpw_result_find(figures, "count");
  t.row = t.count->dimension[0];
  size_t room = (size_t)(t.months + t.count->dimension[1]->length) + 1;
  t.bands = calloc(room, sizeof *t.bands);
  if (!t.bands) return fail_memory();
  int code = write_out(set->output, write_rows, &t);
  free(t.bands);
  return code;
}
