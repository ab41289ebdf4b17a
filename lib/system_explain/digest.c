/* SHA-256 of a system's inputs, whatever the order of their rows, of a result, and the record by which a run can be made
 * again.
 * Source: FIPS 180-4 (base.h); the tables as cpw_system_write writes them.
 * Leaves the run to lib/system_run. */
#include "base/order.h"
#include "carepath/system_files.h"
#include "system_explain/internal.h"

#include <string.h>

typedef struct text {
  const cpw_allocator *a;
  char *bytes;
  int64_t count, room;
  int failed;
} text;

static int append(void *context, const char *bytes, int64_t count) {
  text *t = context;
  if (count > t->room - t->count) {
    int64_t room = 2 * (t->count + count) + 4096;
    char *grown = cpwi_grow(t->a, t->bytes, (size_t)room, 1);
    if (!grown) return t->failed = 1;
    t->bytes = grown;
    t->room = room;
  }
  if (count) memcpy(t->bytes + t->count, bytes, (size_t)count);
  t->count += count;
  return 0;
}

typedef struct line {
  const char *at;
  int64_t length;
} line;

static int by_bytes(const void *context, const void *a, const void *b) {
  (void)context;
  const line *x = a, *y = b;
  int64_t shared = x->length < y->length ? x->length : y->length;
  int order = memcmp(x->at, y->at, (size_t)shared);
  return order ? order : (x->length > y->length) - (x->length < y->length);
}

/* Whether the order of a table's rows says something. */
static int is_ordered(int64_t table) {
  return table == CPW_SYSTEM_SETTINGS || table == CPW_SYSTEM_GROUPS || table == CPW_SYSTEM_AGES ||
         table == CPW_SYSTEM_SEGMENTS;
}

/* The end of the record that begins at `from`: line feeds between quotes belong to it. */
static int64_t record_end(const text *t, int64_t from) {
  int quoted = 0;
  int64_t i = from;
  for (; i < t->count && (quoted || t->bytes[i] != '\n'); i++)
    quoted ^= t->bytes[i] == '"';
  return i < t->count ? i + 1 : i;
}

static int add_table(const text *t, int64_t table, cpw_sha256_state *sha) {
  int64_t count = 0;
  for (int64_t i = 0; i < t->count; i = record_end(t, i))
    count++;
  line *row = cpwi_alloc_zero(t->a, (size_t)count, sizeof *row);
  if (!row) return 0;
  for (int64_t i = 0, k = 0; i < t->count; k++) {
    int64_t end = record_end(t, i);
    row[k] = (line){t->bytes + i, end - i};
    i = end;
  }
  int fine = count < 2 || is_ordered(table) ||
             cpwi_sort(t->a, row + 1, count - 1, sizeof *row, by_bytes, NULL);
  const char *name = cpw_system_table_name(table);
  cpw_sha256_add(sha, name, (int64_t)strlen(name) + 1);
  for (int64_t k = 0; k < count; k++)
    cpw_sha256_add(sha, row[k].at, row[k].length);
  cpwi_release(t->a, row);
  return fine;
}

static int32_t digest_tables(const cpw_system *system, const cpw_allocator *a,
                             cpw_sha256_state *sha, cpw_error *err) {
  const char *where = "cpw_system_digest";
  text t = {.a = a};
  int32_t status = CPW_OK;
  for (int64_t table = 0; status == CPW_OK && table < CPW_SYSTEM_TABLES; table++) {
    cpw_sink sink = {&t, append};
    t.count = 0;
    status = cpw_system_write(system, table, &sink, err);
    if (t.failed || (status == CPW_OK && !add_table(&t, table, sha)))
      status = cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the table %s",
                         cpw_system_table_name(table));
  }
  cpwi_release(a, t.bytes);
  return status;
}

int32_t cpw_system_digest(const cpw_system *system, const cpw_allocator *allocator, char *text_out,
                          cpw_error *err) {
  if (!text_out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "text is NULL");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = cpw_system_require(system, allocator, err);
  if (status != CPW_OK) return status;
  cpw_sha256_state sha;
  cpw_sha256_init(&sha);
  status = digest_tables(system, allocator, &sha, err);
  if (status == CPW_OK) cpw_sha256_text(&sha, text_out);
  return status;
}

static int feed(void *context, const char *bytes, int64_t count) {
  cpw_sha256_add(context, bytes, count);
  return 0;
}

int32_t cpw_system_result_digest(const cpw_result *result, char *text_out, cpw_error *err) {
  if (!result || !text_out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", result ? "text" : "result");
  cpw_sha256_state sha;
  cpw_sha256_init(&sha);
  cpw_sink sink = {&sha, feed};
  int32_t status = cpw_result_write_json(result, &sink, err);
  if (status == CPW_OK) cpw_sha256_text(&sha, text_out);
  return status;
}

/* ---------------------------------------------------------------- audit record --------------- */

#define NUMBERS 7

typedef struct record {
  const cpw_system *s;
  cpw_system_run_options o;
  cpw_run run;
  cpw_result *r;
} record;

static int32_t run_it(const record *t, char *digest, cpw_error *err) {
  cpw_system_plan *plan = NULL;
  cpw_result *made = NULL;
  int32_t status = cpw_system_plan_new(t->s, &t->o, &plan, err);
  if (status == CPW_OK)
    status = t->run.replications > 1 ? cpw_system_plan_replicate(plan, &t->run, &made, err)
                                     : cpw_system_plan_run(plan, &t->run, &made, err);
  if (status == CPW_OK) status = cpw_system_result_digest(made, digest, err);
  cpw_result_free(made);
  cpw_system_plan_free(plan);
  return status;
}

/* Ids of the policies, "a, b". */
static int32_t note_policies(const record *t, cpw_error *err) {
  text list = {.a = t->o.allocator};
  int bad = 0;
  for (int64_t k = 0; k < t->s->picks; k++) {
    if (t->o.scenario < 0 || t->s->pick[k].scenario != t->o.scenario) continue;
    const char *id = t->s->policy[t->s->pick[k].policy].id;
    if (list.count) bad |= append(&list, ", ", 2);
    bad |= append(&list, id, (int64_t)strlen(id));
  }
  for (int64_t k = 0; k < t->o.policies; k++) {
    const char *id = t->s->policy[t->o.policy[k]].id;
    if (list.count) bad |= append(&list, ", ", 2);
    bad |= append(&list, id, (int64_t)strlen(id));
  }
  bad |= append(&list, "", 1);
  int32_t status = bad ? cpwi_fail(err, CPW_ENOMEM, -1, "cpw_system_audit", "no memory for notes")
                       : cpw_result_add_note(t->r, "policies", list.bytes, err);
  cpwi_release(t->o.allocator, list.bytes);
  return status;
}

static int32_t notes(const record *t, const char *inputs, const char *made, cpw_error *err) {
  char number[3][CPW_NUMBER_CHARS] = {{0}};
  cpw_format_int64(cpw_abi(), number[0]);
  cpw_format_int64(t->o.weeks, number[1]);
  cpw_format_int64(t->o.bands, number[2]);
  const char *scenario = t->o.scenario < 0 ? "baseline" : t->s->scenario[t->o.scenario].id;
  const char *const note[8][2] = {
      {"version", cpw_version()},
      {"abi", number[0]},
      {"system", t->s->name ? t->s->name : ""},
      {"input_digest", inputs},
      {"scenario", scenario},
      {"engine", t->run.replications > 1 ? "cpw_system_plan_replicate" : "cpw_system_plan_run"},
      {"run_digest", made},
      {"bands", number[2]}};
  int32_t status = CPW_OK;
  for (int k = 0; status == CPW_OK && k < 8; k++)
    status = cpw_result_add_note(t->r, note[k][0], note[k][1], err);
  return status == CPW_OK ? note_policies(t, err) : status;
}

static int32_t numbers(const record *t, cpw_error *err) {
  static const char *const name[NUMBERS] = {
      "weeks", "bands", "every", "seed_high", "seed_low", "replications", "first_replication"};
  const int64_t value[NUMBERS] = {t->o.weeks,
                                  t->o.bands,
                                  t->o.every,
                                  (int64_t)(t->run.seed >> 32),
                                  (int64_t)(t->run.seed & 0xffffffffU),
                                  t->run.replications,
                                  t->run.first_replication};
  for (int k = 0; k < NUMBERS; k++) {
    int64_t *at = NULL;
    int32_t status = cpwi_explain_whole(t->r, name[k], "", "Of the run.", "", &at, err);
    if (status != CPW_OK) return status;
    *at = value[k];
  }
  return CPW_OK;
}

int32_t cpw_system_audit(const cpw_system *system, const cpw_system_run_options *options,
                         const cpw_run *run, cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  record t = {.s = system};
  char inputs[CPW_SHA256_CHARS] = {0}, made[CPW_SHA256_CHARS] = {0};
  cpw_system_run_options_init(&t.o);
  int32_t status = cpwi_take_options(&t.o, sizeof t.o, options, __func__, err);
  if (status == CPW_OK) status = cpwi_take_run(&t.run, run, __func__, err);
  if (status == CPW_OK) status = cpw_system_digest(system, t.o.allocator, inputs, err);
  if (status == CPW_OK) status = run_it(&t, made, err);
  if (status != CPW_OK) return status;
  if (t.o.weeks == 0) t.o.weeks = system->weeks;
  status = cpw_result_new(t.o.allocator, &t.r, err);
  if (status == CPW_OK) status = notes(&t, inputs, made, err);
  if (status == CPW_OK) status = numbers(&t, err);
  if (status == CPW_OK)
    *out = t.r;
  else
    cpw_result_free(t.r);
  return status;
}
