/* The digest of what a ranking reads: to the bit, and the same in any order of the rows where there are ids.
 * Source: docs/explanation/audit.md for the bytes, FIPS 180-4 for the digest. Leaves what a list may be to the
 * ranking. */
#include "audit/internal.h"
#include "base/order.h"

#include <string.h>

/* ---------------------------------------------------------------- columns ------------------- */

static const char *heading_of(const cpw_priority_criterion *c) {
  return c->column ? c->column : c->name;
}

static int32_t add_column(cpwi_audit_columns *c, const cpw_priority_criterion *criterion,
                          const char *where, cpw_error *err) {
  const char *heading = heading_of(criterion);
  for (int64_t k = 0; k < c->count; k++) {
    int same_heading = !strcmp(c->heading[k], heading), same = c->source[k] == criterion->source;
    if (same && same_heading) return CPW_OK;
    if (same_heading)
      return cpwi_fail(err, CPW_EINVAL, -1, where, "two columns have the heading \"%.100s\"",
                       heading);
    if (same)
      return cpwi_fail(err, CPW_EINVAL, -1, where,
                       "column %lld has two headings, \"%.60s\" and \"%.60s\": set `column` to one",
                       (long long)criterion->source, c->heading[k], heading);
  }
  c->heading[c->count] = heading;
  c->source[c->count++] = criterion->source;
  return CPW_OK;
}

int32_t cpwi_audit_columns_new(const cpw_priority_policy *policy, const cpw_allocator *a,
                               cpwi_audit_columns *out, const char *where, cpw_error *err) {
  size_t n = (size_t)policy->criterion_count;
  cpwi_audit_columns c = {cpwi_alloc(a, n, sizeof *c.heading), cpwi_alloc(a, n, sizeof *c.source),
                          0};
  int32_t status = c.heading && c.source
                       ? CPW_OK
                       : cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %zu columns", n);
  for (size_t k = 0; k < n && status == CPW_OK; k++)
    if (policy->criteria[k].source >= 0) status = add_column(&c, &policy->criteria[k], where, err);
  if (status == CPW_OK)
    *out = c;
  else
    cpwi_audit_columns_free(&c, a);
  return status;
}

void cpwi_audit_columns_free(cpwi_audit_columns *c, const cpw_allocator *a) {
  cpwi_release(a, (void *)c->heading);
  cpwi_release(a, c->source);
  c->heading = NULL;
  c->source = NULL;
  c->count = 0;
}

/* ---------------------------------------------------------------- the list ------------------ */

static int32_t check_ids(const cpw_priority_list *l, const char *where, cpw_error *err) {
  for (int64_t i = 0; l->id && i < l->patients; i++) {
    if (!l->id[i]) return cpwi_fail(err, CPW_EINVAL, i, where, "id[%lld] is NULL", (long long)i);
    if (cpwi_is_wordable(l->id[i])) continue;
    int32_t status = cpwi_audit_check_word(l->id[i], "an id", where, err);
    if (err) err->index = i;
    return status;
  }
  return CPW_OK;
}

int32_t cpwi_audit_take_list(cpw_priority_list *known, const cpw_priority_list *given,
                             const cpwi_audit_columns *columns, const char *where, cpw_error *err) {
  cpw_priority_list l;
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "list must be given");
  cpw_priority_list_init(&l);
  int32_t status = cpwi_take_options(&l, sizeof l, given, where, err);
  if (status != CPW_OK) return status;
  if (l.patients < 0 || l.patients >= INT32_MAX)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "list.patients = %lld must be >= 0 and below 2^31 - 1", (long long)l.patients);
  if (l.patients > 0 && !l.wait)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "list.wait must be given");
  for (int64_t k = 0; k < columns->count && l.patients > 0; k++)
    if (columns->source[k] >= l.columns || !l.fact || !l.fact[columns->source[k]])
      return cpwi_fail(err, CPW_EINVAL, k, where,
                       "the list has no column %lld, \"%.100s\" of the policy",
                       (long long)columns->source[k], columns->heading[k]);
  status = check_ids(&l, where, err);
  if (status == CPW_OK) *known = l;
  return status;
}

/* ---------------------------------------------------------------- the order of ids ---------- */

/* A row and 8 bytes of its id, which decide most comparisons: those behind what all ids begin with. */
typedef struct key {
  uint64_t head;
  int64_t row;
} key;

/* How many bytes all ids begin with. */
static size_t common_prefix(const cpw_priority_list *list) {
  const char *first = list->id[0];
  size_t length = strlen(first);
  for (int64_t i = 1; i < list->patients; i++) {
    size_t k = 0;
    while (k < length && list->id[i][k] == first[k])
      k++;
    length = k;
  }
  return length;
}

static uint64_t head_of(const char *id) {
  uint64_t head = 0;
  int k = 0;
  for (; k < 8 && id[k]; k++)
    head = head << 8 | (unsigned char)id[k];
  return k ? head << (8 * (8 - k)) : 0;
}

static int compare(const void *context, const void *a, const void *b) {
  const char *const *id = context;
  const key *x = a, *y = b;
  if (x->head != y->head) return x->head < y->head ? -1 : 1;
  return strcmp(id[x->row], id[y->row]);
}

static int is_in_order(const cpw_priority_list *list) {
  for (int64_t i = 1; list->id && i < list->patients; i++)
    if (strcmp(list->id[i - 1], list->id[i]) > 0) return 0;
  return 1;
}

int32_t cpwi_audit_id_order(const cpw_priority_list *list, const cpw_allocator *a, int64_t **order,
                            const char *where, cpw_error *err) {
  size_t n = (size_t)list->patients;
  *order = NULL;
  if (is_in_order(list)) return CPW_OK;
  int64_t *rows = cpwi_alloc(a, n, sizeof *rows);
  key *keys = cpwi_alloc(a, n, sizeof *keys);
  int ok = rows && keys;
  size_t prefix = common_prefix(list);
  for (size_t i = 0; i < n && ok; i++)
    keys[i] = (key){head_of(list->id[i] + prefix), (int64_t)i};
  ok = ok && cpwi_sort(a, keys, (int64_t)n, sizeof *keys, compare, (const void *)list->id);
  for (size_t i = 0; i < n && ok; i++)
    rows[i] = keys[i].row;
  cpwi_release(a, keys);
  if (ok) {
    *order = rows;
    return CPW_OK;
  }
  cpwi_release(a, rows);
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the order of %zu ids", n);
}

/* A row as text, where the row is the id. */
static int64_t row_of(const cpw_priority_list *list, const char *text) {
  int64_t row = -1;
  if (cpw_parse_int64(text, (int64_t)strlen(text), &row) != CPW_OK) return -1;
  return row >= 0 && row < list->patients ? row : -1;
}

int64_t cpwi_audit_find(const cpw_priority_list *list, const int64_t *order, const char *id) {
  int64_t low = 0, high = list->patients;
  if (!list->id) return row_of(list, id);
  while (low < high) {
    int64_t middle = low + (high - low) / 2, row = order ? order[middle] : middle;
    int way = strcmp(list->id[row], id);
    if (way == 0) return row;
    if (way < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return -1;
}

/* ---------------------------------------------------------------- the digest ---------------- */

static int add_bytes(void *context, const char *bytes, int64_t count) {
  cpw_sha256_add(context, bytes, count);
  return 0;
}

/* 8 bytes, the lowest first, whatever the machine. */
static void put_bits(cpwi_writer *w, uint64_t bits) {
  char bytes[8];
  for (int k = 0; k < 8; k++)
    bytes[k] = (char)(unsigned char)(bits >> (8 * k));
  cpwi_put(w, bytes, sizeof bytes);
}

/* The bits of a double; every NaN is the same one. */
static void put_double(cpwi_writer *w, double value) {
  uint64_t bits = UINT64_C(0x7ff8000000000000);
  if (!isnan(value)) memcpy(&bits, &value, sizeof bits);
  put_bits(w, bits);
}

static void put_string(cpwi_writer *w, const char *text) {
  size_t length = strlen(text);
  put_bits(w, length);
  cpwi_put(w, text, length);
}

void cpwi_audit_digest_data(const cpw_priority_list *list, const cpwi_audit_columns *columns,
                            const int64_t *order, char *digest) {
  cpw_sha256_state state;
  const cpw_sink sink = {&state, add_bytes};
  cpwi_writer w;
  cpw_sha256_init(&state);
  cpwi_writer_init(&w, &sink);
  cpwi_put_text(&w, "carepath-data 1\n");
  put_bits(&w, (uint64_t)(int64_t)list->today);
  put_bits(&w, (uint64_t)list->patients);
  put_bits(&w, list->id != NULL);
  put_bits(&w, (uint64_t)columns->count);
  for (int64_t k = 0; k < columns->count; k++)
    put_string(&w, columns->heading[k]);
  for (int64_t i = 0; i < list->patients; i++) {
    int64_t row = order ? order[i] : i;
    if (list->id) put_string(&w, list->id[row]);
    put_bits(&w, (uint64_t)(int64_t)(list->tier ? list->tier[row] : 0));
    put_double(&w, list->wait[row]);
    for (int64_t k = 0; k < columns->count; k++)
      put_double(&w, list->fact[columns->source[k]][row]);
  }
  (void)cpwi_writer_finish(&w, NULL, NULL); /* adding to a digest does not fail */
  cpw_sha256_text(&state, digest);
}

int32_t cpw_audit_data_digest(const cpw_priority_policy *policy, const cpw_priority_list *list,
                              const cpw_allocator *allocator, char *digest, cpw_error *err) {
  cpw_priority_policy p;
  cpw_priority_list l;
  cpwi_audit_columns columns = {NULL, NULL, 0};
  int64_t *order = NULL;
  if (!digest) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "digest must be given");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  cpw_priority_policy_init(&p);
  if (status == CPW_OK) status = cpw_priority_policy_check(policy, err);
  if (status == CPW_OK) status = cpwi_take_options(&p, sizeof p, policy, __func__, err);
  if (status == CPW_OK) status = cpwi_audit_columns_new(&p, allocator, &columns, __func__, err);
  if (status == CPW_OK) status = cpwi_audit_take_list(&l, list, &columns, __func__, err);
  if (status == CPW_OK) status = cpwi_audit_id_order(&l, allocator, &order, __func__, err);
  if (status == CPW_OK) cpwi_audit_digest_data(&l, &columns, order, digest);
  cpwi_release(allocator, order);
  cpwi_audit_columns_free(&columns, allocator);
  return status;
}
