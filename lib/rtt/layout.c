/* Which column of an extract is what, by the names in its header.
 * Source: NHS England, RTT full extract: headers of April 2019 (open band 52) and November 2024 (104).
 * Leaves the cells to read.c and fast.c. */
#include "rtt/internal.h"
#include "table/internal.h"

#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- names --------------------- */

#define HEADER_BYTES 96

/* A header in one spelling: small letters, words with one space between. "" if it is too long. */
static void normalise(const char *name, char out[HEADER_BYTES]) {
  size_t used = 0;
  int gap = 0;
  for (; *name; name++) {
    char c = *name;
    if (c == ' ' || c == '\t' || c == '_' || c == '.') {
      gap = used > 0;
      continue;
    }
    if (used + 3 > HEADER_BYTES) {
      used = 0;
      break;
    }
    if (gap) out[used++] = ' ';
    gap = 0;
    out[used++] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
  }
  out[used] = '\0';
}

static int is(const char *normal, const char *header) {
  char other[HEADER_BYTES];
  normalise(header, other);
  return strcmp(normal, other) == 0;
}

/* Goes past `word` at the start of *text: 1, or 0. */
static int past(const char **text, const char *word) {
  size_t count = strlen(word);
  if (strncmp(*text, word, count) != 0) return 0;
  *text += count;
  return 1;
}

/* Goes past a number of one to four digits: 1, or 0. */
static int past_number(const char **text, int64_t *value) {
  int64_t number = 0;
  int n = 0;
  for (; **text >= '0' && **text <= '9' && n < 5; (*text)++, n++)
    number = number * 10 + (**text - '0');
  *value = number;
  return n > 0 && n < 5;
}

/* Band edges in a normalised header, "gt 00 to 01 weeks sum 1" or "gt 52 weeks": 1, or 0.
 * upper is -1 for the open band. */
static int is_band(const char *normal, int64_t *lower, int64_t *upper) {
  *upper = -1;
  if (!past(&normal, "gt ") || !past_number(&normal, lower)) return 0;
  if (past(&normal, " to ") && !past_number(&normal, upper)) return 0;
  if (!past(&normal, " weeks")) return 0;
  return *normal == '\0' || strcmp(normal, " sum 1") == 0;
}

/* ---------------------------------------------------------------- columns ------------------- */

#define TOTAL     "Total"
#define UNKNOWN   "Patients with unknown clock start date"
#define TOTAL_ALL "Total All"

/* What a file says a column is, before it is known which are needed. */
typedef struct band {
  int64_t lower, upper, column;
} band;

/* Puts a column into its place; two columns for one place are an error. */
static int32_t place(int64_t *slot, int64_t column, const cpw_table *table, const char *where,
                     cpw_error *err) {
  if (*slot >= 0) {
    const char *name = cpw_table_name(table, column);
    return cpwi_fail_data(err, CPW_EDATA, where, 1, column + 1,
                          "line 1: the column %s occurs twice, as fields %lld and %lld",
                          cpwi_table_excerpt(name, strlen(name)).text, (long long)*slot + 1,
                          (long long)column + 1);
  }
  *slot = column;
  return CPW_OK;
}

/* The place of a column that is no band; NULL: it is not used. */
static int64_t *slot_of(cpwi_layout *l, const char *normal) {
  for (int k = 0; k < CPWI_KINDS; k++) {
    if (is(normal, cpwi_kinds[k].header)) return &l->code[k];
    if (cpwi_kinds[k].name_header && is(normal, cpwi_kinds[k].name_header)) return &l->name[k];
  }
  if (is(normal, TOTAL)) return &l->total;
  if (is(normal, UNKNOWN)) return &l->unknown;
  if (is(normal, TOTAL_ALL)) return &l->total_all;
  return NULL;
}

static int32_t sort_columns(cpwi_layout *l, band *bands, const cpw_table *table, const char *where,
                            cpw_error *err) {
  for (int64_t i = 0; i < l->columns; i++) {
    char normal[HEADER_BYTES] = {0};
    band b = {0, 0, i};
    normalise(cpw_table_name(table, i), normal);
    if (is_band(normal, &b.lower, &b.upper)) {
      bands[l->file_bands++] = b;
      continue;
    }
    int64_t *slot = slot_of(l, normal);
    int32_t status = slot ? place(slot, i, table, where, err) : CPW_OK;
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

/* A column that has to be there: says which one is missing, and what is nearest to it. */
static int32_t need(int64_t column, const char *header, const cpw_table *table, const char *why,
                    const char *where, cpw_error *err) {
  if (column >= 0) return CPW_OK;
  int64_t ignored;
  cpw_error found;
  memset(&found, 0, sizeof found);
  if (cpw_table_require(table, header, &ignored, &found) == CPW_OK) return CPW_EINTERNAL;
  return cpwi_fail_data(err, CPW_EDATA, where, 1, 0, "%s%s", found.message, why);
}

static int32_t need_columns(const cpw_rtt *rtt, const cpwi_layout *l, const cpw_table *table,
                            const char *where, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int k = 0; k < CPWI_KINDS && status == CPW_OK; k++) {
    int filtered = (k == CPWI_PROVIDER && rtt->options.provider) ||
                   (k == CPWI_TREATMENT_FUNCTION && rtt->options.treatment_function);
    if (rtt->grouped[k] || filtered)
      status = need(l->code[k], cpwi_kinds[k].header, table,
                    cpwi_kinds[k].group_bit ? ", which is grouped by or filtered" : "", where, err);
  }
  if (status == CPW_OK) status = need(l->total_all, TOTAL_ALL, table, "", where, err);
  return status;
}

/* ---------------------------------------------------------------- bands --------------------- */

static int by_lower(const void *a, const void *b) {
  const band *x = a, *y = b;
  if (x->lower != y->lower) return x->lower < y->lower ? -1 : 1;
  return x->column < y->column ? -1 : 1;
}

/* From 0 without a gap to one open band. */
static int32_t check_bands(const band *b, int64_t count, const char *where, cpw_error *err) {
  if (count == 0)
    return cpwi_fail_data(err, CPW_EDATA, where, 1, 0,
                          "line 1: there is no column of weeks waited, such as \"Gt 00 To 01 Weeks "
                          "SUM 1\"; expected the full extract (CSV) of RTT waiting times");
  if (b[0].lower != 0)
    return cpwi_fail_data(err, CPW_EDATA, where, 1, b[0].column + 1,
                          "line 1: the first band begins at %lld weeks, expected 0",
                          (long long)b[0].lower);
  for (int64_t i = 0; i + 1 < count; i++)
    if (b[i].upper != b[i + 1].lower || b[i].upper <= b[i].lower)
      return cpwi_fail_data(
          err, CPW_EDATA, where, 1, b[i + 1].column + 1,
          "line 1: the band from %lld weeks (field %lld) ends at %lld%s, the next "
          "one begins at %lld: bands must join",
          (long long)b[i].lower, (long long)b[i].column + 1, (long long)b[i].upper,
          b[i].upper < 0 ? " (it is open)" : "", (long long)b[i + 1].lower);
  if (b[count - 1].upper >= 0)
    return cpwi_fail_data(err, CPW_EDATA, where, 1, b[count - 1].column + 1,
                          "line 1: the last band ends at %lld weeks, expected an open one such as "
                          "\"Gt %lld Weeks SUM 1\"",
                          (long long)b[count - 1].upper, (long long)b[count - 1].upper);
  return CPW_OK;
}

/* How many bands the result has: those of the file, or up to the one asked for as the open one. */
static int32_t count_bands(const cpw_rtt *rtt, cpwi_layout *l, const char *where, cpw_error *err) {
  l->bands = l->file_bands;
  if (rtt->options.top_band > 0) {
    l->bands = 0;
    while (l->bands < l->file_bands && l->lower[l->bands] != rtt->options.top_band)
      l->bands++;
    if (l->bands == l->file_bands)
      return cpwi_fail_data(err, CPW_EDATA, where, 1, 0,
                            "line 1: no band begins at %lld weeks (top_band); the last one begins "
                            "at %lld",
                            (long long)rtt->options.top_band,
                            (long long)l->lower[l->file_bands - 1]);
    l->bands++;
  }
  const cpwi_layer *first = rtt->first;
  if (first && (first->bands != l->bands ||
                memcmp(first->lower, l->lower, (size_t)l->bands * sizeof *l->lower) != 0))
    return cpwi_fail_data(err, CPW_EDATA, where, 1, 0,
                          "line 1: %lld bands to %lld weeks, but %lld to %lld in %s, read before; "
                          "top_band can make them alike",
                          (long long)l->bands, (long long)l->lower[l->bands - 1],
                          (long long)first->bands, (long long)first->lower[first->bands - 1],
                          first->source);
  return CPW_OK;
}

static int32_t take_bands(const cpw_rtt *rtt, cpwi_layout *l, band *bands, const char *where,
                          cpw_error *err) {
  qsort(bands, (size_t)l->file_bands, sizeof *bands, by_lower);
  int32_t status = check_bands(bands, l->file_bands, where, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < l->file_bands; i++) {
    l->lower[i] = bands[i].lower;
    l->band_column[i] = bands[i].column;
  }
  return count_bands(rtt, l, where, err);
}

/* ---------------------------------------------------------------- the plan ------------------ */

/* The role of every column, and whether the bands stand side by side between the keys and the three
 * totals: then rows can be read the fast way. */
static void plan(const cpw_rtt *rtt, cpwi_layout *l) {
  for (int k = 0; k < CPWI_KINDS; k++) {
    if (!rtt->options.names || !rtt->grouped[k]) l->name[k] = -1;
    if (l->code[k] >= 0) l->role[l->code[k]] = (cpwi_role){CPWI_ROLE_CODE, k};
    if (l->name[k] >= 0) l->role[l->name[k]] = (cpwi_role){CPWI_ROLE_NAME, k};
  }
  if (l->total >= 0) l->role[l->total].what = CPWI_ROLE_TOTAL;
  if (l->unknown >= 0) l->role[l->unknown].what = CPWI_ROLE_UNKNOWN;
  l->role[l->total_all].what = CPWI_ROLE_TOTAL_ALL;
  int64_t first = l->band_column[0], after = first + l->file_bands;
  int together = first > 0;
  for (int64_t i = 0; i < l->file_bands; i++) {
    int64_t which = i < l->bands ? i : l->bands - 1;
    l->role[l->band_column[i]] = (cpwi_role){CPWI_ROLE_BAND, (int32_t)which};
    together &= l->band_column[i] == first + i;
  }
  for (int64_t i = 0; i < l->columns; i++) {
    int32_t what = l->role[i].what;
    if (i < first) together &= what <= CPWI_ROLE_NAME;
    if (i >= after) together &= what != CPWI_ROLE_CODE && what != CPWI_ROLE_NAME;
  }
  l->lead = together ? first : 0;
}

static int32_t read_columns(const cpw_rtt *rtt, const cpw_table *table, const char *where,
                            cpwi_layout *l, band *bands, cpw_error *err) {
  int32_t status = sort_columns(l, bands, table, where, err);
  if (status == CPW_OK) status = take_bands(rtt, l, bands, where, err);
  if (status == CPW_OK) status = need_columns(rtt, l, table, where, err);
  if (status == CPW_OK) plan(rtt, l);
  return status;
}

int32_t cpwi_layout_read(const cpw_rtt *rtt, const cpw_table *table, const char *where,
                         cpwi_layout *out, cpw_error *err) {
  const cpw_allocator *a = rtt->options.allocator;
  cpwi_layout l;
  memset(&l, 0, sizeof l);
  l.columns = cpw_table_columns(table);
  for (int k = 0; k < CPWI_KINDS; k++)
    l.code[k] = l.name[k] = -1;
  l.total = l.unknown = l.total_all = -1;
  size_t columns = (size_t)l.columns;
  band *bands = cpwi_alloc(a, columns, sizeof *bands);
  l.role = cpwi_alloc_zero(a, columns, sizeof *l.role);
  l.lower = cpwi_alloc(a, columns, sizeof *l.lower);
  l.band_column = cpwi_alloc(a, columns, sizeof *l.band_column);
  int32_t status;
  if (!bands || !l.role || !l.lower || !l.band_column)
    status =
        cpwi_fail_data(err, CPW_ENOMEM, where, 1, 0, "line 1: no memory for %zu columns", columns);
  else
    status = read_columns(rtt, table, where, &l, bands, err);
  cpwi_release(a, bands);
  if (status == CPW_OK)
    *out = l;
  else
    cpwi_layout_free(rtt, &l);
  return status;
}

void cpwi_layout_free(const cpw_rtt *rtt, cpwi_layout *layout) {
  const cpw_allocator *a = rtt->options.allocator;
  cpwi_release(a, layout->role);
  cpwi_release(a, layout->lower);
  cpwi_release(a, layout->band_column);
  memset(layout, 0, sizeof *layout);
}
