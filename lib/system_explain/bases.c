/* What figures rest on: how much of each headline is published, derived, assumed, and the sources that are named.
 * Source: the bases and sources of carepath/system.h.
 * Leaves which assumption matters to assumptions.c. */
#include "carepath/stats.h"
#include "system_explain/internal.h"

#include <string.h>

enum { WAITING, STARTS, TREATMENTS, COST, MONEY, PEOPLE, HEADLINES };

static const char *const headline[HEADLINES] = {"waiting",       "starts", "treatments",
                                                "capacity_cost", "money",  "people"};
/* The table of each. */
static const int64_t of_table[HEADLINES] = {CPW_SYSTEM_LISTS,    CPW_SYSTEM_LISTS,
                                            CPW_SYSTEM_CAPACITY, CPW_SYSTEM_CAPACITY,
                                            CPW_SYSTEM_PAYMENTS, CPW_SYSTEM_PEOPLE};

typedef struct bases {
  cpw_exact_sum sum[HEADLINES][CPW_BASES];
  int64_t rows[CPW_SYSTEM_TABLES][CPW_BASES];
} bases;

static void add(bases *b, int h, int32_t basis, double amount) {
  cpw_exact_sum_add(&b->sum[h][basis], amount);
}

static void headlines(const cpw_system *s, bases *b) {
  for (int64_t i = 0; i < s->lists; i++) {
    add(b, WAITING, s->list[i].basis, s->list[i].waiting);
    add(b, STARTS, s->list[i].basis, s->list[i].starts);
  }
  for (int64_t i = 0; i < s->capacities; i++) {
    const cpw_system_capacity *r = &s->capacity[i];
    double each = isnan(r->unit_cost) ? s->service[r->service].unit_cost : r->unit_cost;
    add(b, TREATMENTS, r->basis, r->treatments);
    add(b, COST, r->basis, r->treatments * each);
  }
  for (int64_t i = 0; i < s->payments; i++)
    if (isnan(s->payment[i].share))
      add(b, MONEY, s->payment[i].basis, (double)s->payment[i].amount);
  for (int64_t i = 0; i < s->peoples; i++)
    add(b, PEOPLE, s->people[i].basis, s->people[i].people);
}

static void count_rows(const cpw_system *s, bases *b) {
  for (int64_t i = 0; i < s->organisations; i++)
    b->rows[CPW_SYSTEM_ORGANISATIONS][s->organisation[i].basis]++;
  for (int64_t i = 0; i < s->peoples; i++)
    b->rows[CPW_SYSTEM_PEOPLE][s->people[i].basis]++;
  for (int64_t i = 0; i < s->services; i++)
    b->rows[CPW_SYSTEM_SERVICES][s->service[i].basis]++;
  for (int64_t i = 0; i < s->lists; i++)
    b->rows[CPW_SYSTEM_LISTS][s->list[i].basis]++;
  for (int64_t i = 0; i < s->capacities; i++)
    b->rows[CPW_SYSTEM_CAPACITY][s->capacity[i].basis]++;
  for (int64_t i = 0; i < s->limits; i++)
    b->rows[CPW_SYSTEM_LIMITS][s->limit[i].basis]++;
  for (int64_t i = 0; i < s->needs; i++)
    b->rows[CPW_SYSTEM_NEED][s->need[i].basis]++;
  for (int64_t i = 0; i < s->payments; i++)
    b->rows[CPW_SYSTEM_PAYMENTS][s->payment[i].basis]++;
  for (int64_t i = 0; i < s->policies; i++)
    b->rows[CPW_SYSTEM_POLICIES][s->policy[i].basis]++;
  for (int64_t i = 0; i < s->effects; i++)
    b->rows[CPW_SYSTEM_EFFECTS][s->effect[i].basis]++;
}

/* ---------------------------------------------------------------- sources -------------------- */

static int64_t table_of(const char *name) {
  for (int64_t t = 0; name && t < CPW_SYSTEM_TABLES; t++)
    if (strcmp(cpw_system_table_name(t), name) == 0) return t;
  return -1;
}

/* The headline that a source is about: of its table and, where it names one, of its column. */
static const char *headline_of(const cpw_system_source *r) {
  static const char *const column[HEADLINES] = {"waiting",   "starts", "treatments",
                                                "unit_cost", "amount", "people"};
  int64_t table = table_of(r->table);
  for (int h = 0; h < HEADLINES; h++) {
    if (of_table[h] != table) continue;
    if (!r->field || r->field[0] == '\0' || strcmp(r->field, column[h]) == 0) return headline[h];
  }
  return "";
}

static const char *text(const char *t) {
  return t ? t : "";
}

static const char *basis_name(int32_t basis) {
  return basis == CPW_BASIS_UNSAID ? "unsaid" : cpw_system_basis_name(basis);
}

static int32_t sources(const cpw_system *s, const bases *b, const cpw_allocator *a, cpw_result *r,
                       cpw_error *err) {
  static const char *const name[6] = {"source_table", "source_field", "source_basis",
                                      "source_text",  "source_note",  "source_headline"};
  const char **label = cpwi_alloc_zero(a, (size_t)s->sources, sizeof *label);
  if (!label) return cpwi_fail(err, CPW_ENOMEM, -1, "cpw_system_explain_bases", "no memory");
  int32_t status = cpw_result_add_dimension(r, "source", s->sources, NULL, err);
  for (int k = 0; status == CPW_OK && k < 6; k++) {
    for (int64_t i = 0; i < s->sources; i++) {
      const cpw_system_source *x = &s->source[i];
      const char *const field[6] = {text(x->table),  text(x->field), basis_name(x->basis),
                                    text(x->source), text(x->note),  headline_of(x)};
      label[i] = field[k];
    }
    status = cpw_result_add_coordinate(r, "source", name[k], label, err);
  }
  cpwi_release(a, label);
  int64_t *rows = NULL;
  if (status == CPW_OK)
    status = cpwi_explain_whole(r, "source_rows", "rows",
                                "Rows of the table that say a basis or not.", "source", &rows, err);
  for (int64_t i = 0; status == CPW_OK && i < s->sources; i++) {
    int64_t table = table_of(s->source[i].table);
    for (int32_t k = 0; table >= 0 && k < CPW_BASES; k++)
      rows[i] += b->rows[table][k];
  }
  return status;
}

/* ---------------------------------------------------------------- result --------------------- */

static int32_t amounts(const bases *b, cpw_result *r, cpw_error *err) {
  double *amount = NULL, *share = NULL;
  const char *label[CPW_BASES] = {0};
  for (int32_t k = 0; k < CPW_BASES; k++)
    label[k] = basis_name(k);
  int32_t status = cpw_result_add_dimension(r, "headline", HEADLINES, headline, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(r, "basis", CPW_BASES, label, err);
  if (status == CPW_OK)
    status =
        cpwi_explain_real(r, "amount", "", "What rests on it.", "headline basis", &amount, err);
  if (status == CPW_OK)
    status = cpwi_explain_real(r, "share", "share", "Part of the headline.", "headline basis",
                               &share, err);
  for (int h = 0; status == CPW_OK && h < HEADLINES; h++) {
    double all = 0;
    for (int k = 0; k < CPW_BASES; k++)
      all += amount[h * CPW_BASES + k] = cpw_exact_sum_value(&b->sum[h][k]);
    for (int k = 0; k < CPW_BASES; k++)
      share[h * CPW_BASES + k] = all > 0 ? amount[h * CPW_BASES + k] / all : CPWI_NAN;
  }
  return status;
}

static int32_t rows(const bases *b, cpw_result *r, cpw_error *err) {
  const char *label[CPW_SYSTEM_TABLES] = {0};
  int64_t *count = NULL;
  for (int64_t t = 0; t < CPW_SYSTEM_TABLES; t++)
    label[t] = cpw_system_table_name(t);
  int32_t status = cpw_result_add_dimension(r, "table", CPW_SYSTEM_TABLES, label, err);
  if (status == CPW_OK)
    status = cpwi_explain_whole(r, "rows", "rows", "Rows by what they rest on.", "table basis",
                                &count, err);
  if (status == CPW_OK) memcpy(count, b->rows, sizeof b->rows);
  return status;
}

static int32_t fill(const cpw_system *s, const cpw_allocator *a, bases *b, cpw_result *r,
                    cpw_error *err) {
  for (int h = 0; h < HEADLINES; h++)
    for (int k = 0; k < CPW_BASES; k++)
      cpw_exact_sum_init(&b->sum[h][k]);
  memset(b->rows, 0, sizeof b->rows);
  headlines(s, b);
  count_rows(s, b);
  int32_t status = amounts(b, r, err);
  if (status == CPW_OK) status = rows(b, r, err);
  return status == CPW_OK ? sources(s, b, a, r, err) : status;
}

int32_t cpw_system_explain_bases(const cpw_system *system, const cpw_allocator *allocator,
                                 cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = cpw_system_require(system, allocator, err);
  if (status != CPW_OK) return status;
  cpw_result *r = NULL;
  bases *b = cpwi_alloc_zero(allocator, 1, sizeof *b);
  status = b ? cpw_result_new(allocator, &r, err)
             : cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the sums");
  if (status == CPW_OK) status = fill(system, allocator, b, r, err);
  cpwi_release(allocator, b);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}
