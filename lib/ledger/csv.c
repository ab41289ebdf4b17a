/* A ledger as two CSV files, and back by posting every entry anew.
 * Source: the columns in carepath/ledger.h; RFC 4180. Leaves CSV to table, what may be posted to
 * post.c. */
#include "ledger/internal.h"

#include "base/words.h"
#include "carepath/table.h"

#include <string.h>

static const char *const kinds[] = {"open", "fund"};

static void put_field(cpwi_writer *w, const char *text, const char *after) {
  cpwi_put_csv(w, text, strlen(text));
  cpwi_put_text(w, after);
}

int32_t cpw_ledger_write_accounts(const cpw_ledger *ledger, const cpw_sink *sink, cpw_error *err) {
  if (!ledger || !sink)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "ledger and sink must not be NULL");
  cpwi_writer w;
  cpwi_writer_init(&w, sink);
  cpwi_put_text(&w, "account,organisation,place,line,kind\n");
  for (int64_t i = 0; i < ledger->accounts; i++) {
    const cpwi_ledger_account *a = &ledger->account[i];
    put_field(&w, ledger->text[a->name], ",");
    put_field(&w, ledger->text[a->organisation], ",");
    put_field(&w, ledger->text[a->place], ",");
    put_field(&w, ledger->text[a->line], ",");
    put_field(&w, kinds[a->kind], "\n");
  }
  return cpwi_writer_finish(&w, __func__, err);
}

int32_t cpw_ledger_write_entries(const cpw_ledger *ledger, const cpw_sink *sink, cpw_error *err) {
  if (!ledger || !sink)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "ledger and sink must not be NULL");
  cpwi_writer w;
  cpwi_writer_init(&w, sink);
  cpwi_put_text(&w, "period,from,to,amount,line,reason\n");
  for (int64_t i = 0; i < ledger->rows; i++) {
    const cpwi_ledger_row *r = &ledger->row[i];
    cpwi_put_int64(&w, r->period);
    cpwi_put_text(&w, ",");
    put_field(&w, ledger->text[ledger->account[r->from].name], ",");
    put_field(&w, ledger->text[ledger->account[r->to].name], ",");
    cpwi_put_int64(&w, r->amount);
    cpwi_put_text(&w, ",");
    put_field(&w, ledger->text[r->line], ",");
    put_field(&w, ledger->text[r->reason], "\n");
  }
  return cpwi_writer_finish(&w, __func__, err);
}

/* ---------------------------------------------------------------- reading -------------------- */

typedef struct reader {
  cpw_table *table;
  const char *name; /* of the source */
  const char *where;
  char text[4][CPWI_MOST_WORD + 1]; /* fields of the row, terminated */
} reader;

static int32_t fail_row(const reader *r, int64_t column, cpw_error *err, const char *message) {
  const char *name = r->name ? r->name : "<input>";
  int64_t line = cpw_table_line(r->table), field = column < 0 ? 0 : column + 1;
  if (field == 0)
    return cpwi_fail_data(err, CPW_EDATA, name, line, 0, "line %lld: %s", (long long)line, message);
  return cpwi_fail_data(err, CPW_EDATA, name, line, field, "line %lld, field %lld: %s",
                        (long long)line, (long long)field, message);
}

/* A field as a terminated text; a column that is not there is empty. */
static int32_t take_text(reader *r, int64_t column, int at, cpw_error *err) {
  const char *bytes = "";
  int64_t count = 0;
  if (column >= 0) {
    int32_t status = cpw_table_text(r->table, column, &bytes, &count, err);
    if (status != CPW_OK) return status;
  }
  if (count > CPWI_MOST_WORD) return fail_row(r, column, err, "the text is longer than 4096 bytes");
  memcpy(r->text[at], bytes, (size_t)count);
  r->text[at][count] = 0;
  return CPW_OK;
}

/* What opening or posting said, with the line of the file. */
static int32_t relay(const reader *r, int32_t status, const cpw_error *inner, cpw_error *err) {
  if (status == CPW_ENOMEM)
    return cpwi_fail(err, CPW_ENOMEM, -1, r->where, "no memory for the ledger");
  return fail_row(r, -1, err, inner->message);
}

static int32_t read_kind(const reader *r, int64_t column, int32_t *kind, cpw_error *err) {
  const char *bytes = "";
  int64_t count = 0;
  if (column >= 0) {
    int32_t status = cpw_table_text(r->table, column, &bytes, &count, err);
    if (status != CPW_OK) return status;
  }
  *kind = CPW_LEDGER_OPEN;
  if (count == 0 || (count == 4 && memcmp(bytes, "open", 4) == 0)) return CPW_OK;
  *kind = CPW_LEDGER_FUND;
  if (count == 4 && memcmp(bytes, "fund", 4) == 0) return CPW_OK;
  return fail_row(r, column, err, "kind must be open or fund");
}

static int32_t read_account(reader *r, const int64_t *column, cpw_ledger *l, cpw_error *err) {
  cpw_ledger_account account = {0};
  cpw_error inner;
  int32_t status = CPW_OK;
  for (int i = 0; i < 4 && status == CPW_OK; i++)
    status = take_text(r, column[i], i, err);
  if (status == CPW_OK) status = read_kind(r, column[4], &account.kind, err);
  if (status != CPW_OK) return status;
  account.name = r->text[0];
  account.organisation = r->text[1];
  account.place = r->text[2];
  account.line = r->text[3];
  status = cpw_ledger_open(l, &account, NULL, &inner);
  return status == CPW_OK ? CPW_OK : relay(r, status, &inner, err);
}

static int32_t read_accounts(reader *r, cpw_ledger *l, cpw_error *err) {
  static const char *const optional[] = {"organisation", "place", "line", "kind"};
  int64_t column[5];
  int32_t status = cpw_table_require(r->table, "account", &column[0], err);
  if (status != CPW_OK) return status;
  for (int i = 0; i < 4; i++)
    column[i + 1] = cpw_table_find(r->table, optional[i]);
  while ((status = cpw_table_next(r->table, err)) == 1) {
    status = read_account(r, column, l, err);
    if (status != CPW_OK) return status;
  }
  return status;
}

static int32_t find_account(reader *r, int64_t column, const cpw_ledger *l, int64_t *index,
                            cpw_error *err) {
  cpw_error inner;
  int32_t status = take_text(r, column, 0, err);
  if (status != CPW_OK) return status;
  if (cpw_ledger_find(l, r->text[0], index, &inner) == CPW_OK) return CPW_OK;
  return fail_row(r, column, err, inner.message);
}

static int32_t read_entry(reader *r, const int64_t *column, cpw_ledger *l, cpw_error *err) {
  cpw_ledger_entry entry = {0};
  cpw_error inner;
  int32_t status = find_account(r, column[1], l, &entry.from, err);
  if (status == CPW_OK) status = find_account(r, column[2], l, &entry.to, err);
  if (status == CPW_OK) status = cpw_table_int64(r->table, column[0], &entry.period, err);
  if (status == CPW_OK) status = cpw_table_int64(r->table, column[3], &entry.amount, err);
  if (status == CPW_OK) status = take_text(r, column[4], 0, err);
  if (status == CPW_OK) status = take_text(r, column[5], 1, err);
  if (status != CPW_OK) return status;
  entry.line = r->text[0];
  entry.reason = r->text[1];
  status = cpwi_ledger_post_one(l, &entry, "", r->where, &inner);
  return status == CPW_OK ? CPW_OK : relay(r, status, &inner, err);
}

static int32_t read_entries(reader *r, cpw_ledger *l, cpw_error *err) {
  static const char *const names[] = {"period", "from", "to", "amount", "line", "reason"};
  int64_t column[6] = {0, 0, 0, 0, 0, 0};
  int32_t status = CPW_OK;
  for (int i = 0; i < 6 && status == CPW_OK; i++)
    if (i == 4)
      column[i] = cpw_table_find(r->table, names[i]);
    else
      status = cpw_table_require(r->table, names[i], &column[i], err);
  if (status != CPW_OK) return status;
  while ((status = cpw_table_next(r->table, err)) == 1) {
    status = read_entry(r, column, l, err);
    if (status != CPW_OK) return status;
  }
  return status;
}

typedef int32_t (*read_rows)(reader *r, cpw_ledger *l, cpw_error *err);

static int32_t read_table(const cpw_source *source, read_rows rows, reader *r, cpw_ledger *l,
                          cpw_error *err) {
  cpw_table_options options;
  cpw_table_options_init(&options);
  options.allocator = l->allocator;
  r->name = source->name;
  int32_t status = cpw_table_open_source(source, &options, &r->table, err);
  if (status == CPW_OK) status = rows(r, l, err);
  cpw_table_free(r->table);
  r->table = NULL;
  return status;
}

int32_t cpw_ledger_read(const cpw_source *accounts, const cpw_source *entries,
                        const cpw_allocator *allocator, cpw_ledger **out, cpw_error *err) {
  if (!accounts || !entries || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "accounts, entries and out must not be NULL");
  cpw_ledger *l = NULL;
  int32_t status = cpw_ledger_new(allocator, &l, err);
  if (status != CPW_OK) return status;
  reader *r = cpwi_alloc_zero(allocator, 1, sizeof *r);
  if (r) {
    r->where = __func__;
    status = read_table(accounts, read_accounts, r, l, err);
    if (status == CPW_OK) status = read_table(entries, read_entries, r, l, err);
  } else {
    status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for a row");
  }
  cpwi_release(allocator, r);
  if (status == CPW_OK)
    *out = l;
  else
    cpw_ledger_free(l);
  return status;
}
