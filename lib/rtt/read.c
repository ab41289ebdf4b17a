/* Reading one extract into a layer: every row can be read here, most are read the fast way.
 * Source: NHS England, RTT full extract (empty cells are 0; Total and unknown may be empty).
 * Leaves the layout to layout.c, the sums to layer.c, speed to fast.c. */
#include "rtt/internal.h"
#include "table/internal.h"

#include <string.h>

/* Old files are padded with spaces. */
static void trim(const char **bytes, size_t *count) {
  while (*count > 0 && (**bytes == ' ' || **bytes == '\t')) {
    (*bytes)++;
    (*count)--;
  }
  while (*count > 0 && ((*bytes)[*count - 1] == ' ' || (*bytes)[*count - 1] == '\t'))
    (*count)--;
}

/* ---------------------------------------------------------------- codes --------------------- */

/* What a code that was not seen before says about its rows. */
static uint8_t flags_of(const cpw_rtt *rtt, int32_t kind, const char *code) {
  uint8_t flags = 0;
  if (kind == CPWI_COMMISSIONER && strcmp(code, "NONC") == 0)
    flags = rtt->options.include_nonc ? CPWI_NONC : CPWI_NONC | CPWI_LEFT_OUT;
  if (kind == CPWI_TREATMENT_FUNCTION && strcmp(code, "C_999") == 0) flags = CPWI_ALL;
  if (kind == CPWI_PART && strcmp(code, "Part_3") == 0) flags = CPWI_STARTS;
  const char *wanted = kind == CPWI_PROVIDER             ? rtt->options.provider
                       : kind == CPWI_TREATMENT_FUNCTION ? rtt->options.treatment_function
                                                         : NULL;
  if (wanted && strcmp(code, wanted) != 0) flags |= CPWI_LEFT_OUT;
  return flags;
}

/* The month of the row, in one spelling. */
static int32_t read_period(cpwi_reader *r, const char **bytes, size_t *count, char *text) {
  int32_t month = cpwi_parse_month(*bytes, *count);
  if (month == 0) return 0;
  r->month = month;
  cpwi_format_month(month, text);
  *bytes = text;
  *count = strlen(text);
  return 1;
}

int32_t cpwi_reader_code(cpwi_reader *r, int32_t kind, const char *bytes, size_t count,
                         const char **expected) {
  char text[CPWI_CODE_BYTES + 1];
  trim(&bytes, &count);
  if (kind == CPWI_PERIOD) {
    *expected = "a month such as \"RTT-November-2024\"";
    if (!read_period(r, &bytes, &count, text)) return CPW_EDATA;
  }
  if (kind == CPWI_PART) {
    const char *known = cpwi_part_known(bytes, count);
    *expected = "a part such as \"Part_2\"";
    if (count == 0) return CPW_EDATA;
    if (known) bytes = known;
  }
  if (count > CPWI_CODE_BYTES) {
    *expected = "a code of at most 16 bytes";
    return CPW_EDATA;
  }
  int32_t added;
  cpwi_codes *codes = &r->layer->codes[kind];
  int32_t number = cpwi_codes_take(codes, bytes, count, &added);
  if (number <= 0) return number == 0 ? CPW_ENOMEM : CPW_EOVERFLOW;
  if (added) {
    cpwi_code *code = &codes->item[number - 1];
    code->flags = flags_of(r->rtt, kind, code->text);
    if (kind == CPWI_TREATMENT_FUNCTION) code->bit = cpwi_function_bit(code->text);
  }
  r->row.id[kind] = (uint16_t)number;
  return CPW_OK;
}

int32_t cpwi_reader_name(cpwi_reader *r, int32_t kind, const char *bytes, size_t count) {
  trim(&bytes, &count);
  return cpwi_codes_name(&r->layer->codes[kind], r->row.id[kind], bytes, count, r->month);
}

/* ---------------------------------------------------------------- a row, the general way ---- */

static const char *field(const cpwi_reader *r, int64_t column, size_t *count) {
  const cpwi_field *f = &r->table->field[column];
  *count = f->length;
  return r->table->buffer + r->table->row + f->begin;
}

/* What became of a row that could not be counted, at the line it stands on. */
static int32_t fail_row(const cpwi_reader *r, int32_t status, cpw_error *err) {
  const cpw_table *t = r->table;
  return cpwi_fail_data(err, status, t->where, t->line, 0, "line %lld: %s", (long long)t->line,
                        status == CPW_ENOMEM
                            ? "no memory for another group"
                            : "a sum is beyond 64 bits, or a kind of code has more than 65534");
}

static int32_t read_code(cpwi_reader *r, int32_t kind, int64_t column, cpw_error *err) {
  size_t count;
  const char *expected = NULL, *bytes = field(r, column, &count);
  int32_t status = cpwi_reader_code(r, kind, bytes, count, &expected);
  if (status == CPW_EDATA) return cpwi_table_fail_field(r->table, column, expected, err);
  return status == CPW_OK ? CPW_OK : fail_row(r, status, err);
}

/* A number of people, or -1 for an empty cell. */
static int32_t read_people(const cpwi_reader *r, int64_t column, int64_t *value, cpw_error *err) {
  size_t count;
  const char *bytes = field(r, column, &count);
  trim(&bytes, &count);
  *value = -1;
  if (count == 0) return CPW_OK;
  if (cpw_parse_int64(bytes, (int64_t)count, value) != CPW_OK || *value < 0)
    return cpwi_table_fail_field(r->table, column, "a whole number >= 0 or nothing", err);
  return CPW_OK;
}

static int32_t read_bands(cpwi_reader *r, cpw_error *err) {
  cpwi_row *row = &r->row;
  row->n = row->total = 0;
  for (int64_t i = 0; i < r->layout.file_bands; i++) {
    int64_t value, column = r->layout.band_column[i];
    int32_t status = read_people(r, column, &value, err);
    if (status != CPW_OK) return status;
    if (value <= 0) continue;
    if (!cpwi_add(row->total, value, &row->total)) return fail_row(r, CPW_EOVERFLOW, err);
    row->band[row->n] = r->layout.role[column].which;
    row->value[row->n++] = value;
  }
  return CPW_OK;
}

static int32_t read_totals(cpwi_reader *r, cpw_error *err) {
  cpwi_row *row = &r->row;
  const cpwi_layout *l = &r->layout;
  int32_t status = read_people(r, l->total_all, &row->total_all, err);
  row->published = -1;
  row->unknown = 0;
  if (status == CPW_OK && l->total >= 0) status = read_people(r, l->total, &row->published, err);
  if (status == CPW_OK && l->unknown >= 0) status = read_people(r, l->unknown, &row->unknown, err);
  if (status != CPW_OK) return status;
  if (row->unknown < 0) row->unknown = 0;
  int64_t sum;
  if (!cpwi_add(row->total, row->unknown, &sum)) return fail_row(r, CPW_EOVERFLOW, err);
  return CPW_OK;
}

/* The row on which the table stands. */
static int32_t read_row(cpwi_reader *r, cpw_error *err) {
  const cpwi_layout *l = &r->layout;
  int32_t status = CPW_OK;
  for (int32_t k = 0; k < CPWI_KINDS && status == CPW_OK; k++)
    if (l->code[k] >= 0) status = read_code(r, k, l->code[k], err);
  for (int32_t k = 0; k < CPWI_KINDS && status == CPW_OK; k++) {
    if (l->name[k] < 0) continue;
    size_t count;
    const char *bytes = field(r, l->name[k], &count);
    status = cpwi_reader_name(r, k, bytes, count);
    if (status != CPW_OK) status = fail_row(r, status, err);
  }
  if (status == CPW_OK) status = read_bands(r, err);
  if (status == CPW_OK) status = read_totals(r, err);
  if (status != CPW_OK) return status;
  status = cpwi_layer_add(r->layer, &r->row);
  return status == CPW_OK ? CPW_OK : fail_row(r, status, err);
}

/* ---------------------------------------------------------------- a file -------------------- */

static int32_t look_out(const cpwi_reader *r, cpw_error *err) {
  const cpw_run *run = &r->rtt->run;
  int stop = run->cancel && cpwi_read_flag(run->cancel) != 0;
  if (!stop && run->progress)
    stop = run->progress(run->progress_context, cpwi_table_done(r->table)) != 0;
  if (!stop) return CPW_OK;
  return cpwi_fail_data(err, CPW_ECANCELLED, r->table->where, r->table->line, 0,
                        "cancelled at line %lld", (long long)r->table->line);
}

/* Rows to the end. What the fast way cannot do without a doubt, and the row that crosses the end of
 * the window, is read the general way; so this goes round once a window or more often. */
static int32_t read_rows(cpwi_reader *r, cpw_error *err) {
  const char *window = NULL;
  for (;;) {
    if (r->layout.lead > 0 && !r->rtt->plain) {
      int32_t status = cpwi_reader_fast(r);
      if (status != CPW_OK) {
        r->table->line = r->table->next_line;
        return fail_row(r, status, err);
      }
    }
    int64_t before = r->table->taken;
    int32_t got = cpw_table_next(r->table, err);
    if (got < 0) return got;
    if (!window || r->table->taken != before || got == 0) {
      window = r->table->buffer;
      int32_t status = look_out(r, err);
      if (status != CPW_OK) return status;
    }
    if (got == 0) return CPW_OK;
    int32_t status = read_row(r, err);
    if (status != CPW_OK) return status;
  }
}

static int32_t no_memory(const cpwi_reader *r, cpw_error *err) {
  return cpwi_fail_data(err, CPW_ENOMEM, r->table->where, 1, 0, "no memory for an extract");
}

/* Everything that one file needs, around the rows. */
static int32_t read_layer(cpwi_reader *r, cpw_error *err) {
  const cpw_allocator *a = r->rtt->options.allocator;
  int32_t status = cpwi_layout_read(r->rtt, r->table, r->table->where, &r->layout, err);
  if (status != CPW_OK) return status;
  size_t bands = (size_t)r->layout.file_bands, lead = (size_t)r->layout.lead;
  r->row.band = cpwi_alloc(a, bands, sizeof *r->row.band);
  r->row.value = cpwi_alloc(a, bands, sizeof *r->row.value);
  r->span = cpwi_alloc(a, lead, sizeof *r->span);
  if (r->row.band && r->row.value && r->span)
    r->layer = cpwi_layer_new(a, r->rtt->grouped, r->layout.bands, r->layout.lower);
  if (!r->layer) return no_memory(r, err);
  memcpy(r->layer->source, r->table->where, sizeof r->layer->source);
  return read_rows(r, err);
}

/* Reads a table and frees it. Nothing of it stays unless everything was read. */
static int32_t read_table(cpw_rtt *rtt, cpw_table *table, cpw_error *err) {
  const cpw_allocator *a = rtt->options.allocator;
  cpwi_reader r;
  memset(&r, 0, sizeof r);
  r.rtt = rtt;
  r.table = table;
  int32_t status = read_layer(&r, err);
  cpwi_layout_free(rtt, &r.layout);
  cpwi_release(a, r.row.band);
  cpwi_release(a, r.row.value);
  cpwi_release(a, r.span);
  cpw_table_free(table);
  if (status != CPW_OK) {
    cpwi_layer_free(r.layer);
    return status;
  }
  if (rtt->last)
    rtt->last->next = r.layer;
  else
    rtt->first = r.layer;
  rtt->last = r.layer;
  rtt->files++;
  return CPW_OK;
}

static cpw_table_options table_options(const cpw_rtt *rtt) {
  cpw_table_options o;
  cpw_table_options_init_sized(&o, sizeof o);
  o.allocator = rtt->options.allocator;
  return o;
}

int32_t cpw_rtt_read_path(cpw_rtt *rtt, const char *path, cpw_error *err) {
  if (!rtt || !path)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", rtt ? "path" : "rtt");
  cpw_table_options o = table_options(rtt);
  cpw_table *table;
  int32_t status = cpw_table_open_path(path, &o, &table, err);
  return status == CPW_OK ? read_table(rtt, table, err) : status;
}

int32_t cpw_rtt_read_source(cpw_rtt *rtt, const cpw_source *source, cpw_error *err) {
  if (!rtt || !source)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", rtt ? "source" : "rtt");
  cpw_table_options o = table_options(rtt);
  cpw_table *table;
  int32_t status = cpw_table_open_source(source, &o, &table, err);
  return status == CPW_OK ? read_table(rtt, table, err) : status;
}

int32_t cpw_rtt_read_memory(cpw_rtt *rtt, const char *bytes, int64_t count, const char *name,
                            cpw_error *err) {
  if (!rtt || (!bytes && count > 0))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", rtt ? "bytes" : "rtt");
  cpw_table_options o = table_options(rtt);
  cpw_table *table;
  int32_t status = cpw_table_open_memory(bytes, count, name, &o, &table, err);
  return status == CPW_OK ? read_table(rtt, table, err) : status;
}
