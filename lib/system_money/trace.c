/* Every pound from the source that brought it to where it ended.
 * Source: the rule of cpw_system_trace; the parts by source of buckets.c.
 * Leaves the flows to flow.c. */
#include "base/order.h"
#include "system_money/internal.h"

#include <string.h>

/* One ending: where, and its parts by source. */
typedef struct ending {
  char *name;
  const char *kind, *organisation, *place, *line;
  const int64_t *part; /* (sources), NULL: of the buckets of `fund` */
  int64_t fund;
} ending;

typedef struct trace {
  const cpwi_money *m;
  ending *ending;
  int64_t endings;
  int64_t *sum; /* (endings, sources) */
  cpw_result *r;
  cpw_error *err;
} trace;

static int32_t no_memory(const trace *t) {
  return cpwi_fail(t->err, CPW_ENOMEM, -1, t->m->where, "no memory for the trace");
}

static int is_empty(const cpwi_money *m, const int64_t *part) {
  for (int64_t k = 0; part && k < m->sources; k++)
    if (part[k]) return 0;
  return 1;
}

/* An ending in an account of a fund, or with `fund` = -1 of an organisation. */
static int32_t add(trace *t, const char *prefix, const char *kind, int64_t fund,
                   int64_t organisation, const int64_t *part) {
  const cpw_system *s = t->m->s;
  const char *id = fund >= 0 ? s->fund[fund].id : s->organisation[organisation].id;
  ending *e = &t->ending[t->endings];
  *e = (ending){.kind = kind, .part = part, .fund = fund};
  e->name = cpwi_money_account(t->m->a, prefix, id);
  if (!e->name) return no_memory(t);
  e->organisation = organisation >= 0 ? s->organisation[organisation].id : "";
  e->place = cpwi_money_place(s, organisation);
  e->line = fund >= 0 ? cpwi_money_text(s->fund[fund].line) : "";
  t->endings++;
  return CPW_OK;
}

static int32_t list_endings(trace *t) {
  const cpwi_money *m = t->m;
  for (int64_t i = 0; i < m->funds; i++) {
    const cpw_system_fund *f = &m->s->fund[i];
    int64_t o = f->organisation, at = i * m->sources;
    int32_t status = CPW_OK;
    if (f->kind == CPW_FUND_SPEND)
      status = add(t, "fund", "spend", i, o, m->spent + at);
    else if (cpwi_money_sum(m, m->hold[i]))
      status = add(t, "fund", "retained", i, o, NULL);
    if (status == CPW_OK && !is_empty(m, m->leaked + at))
      status = add(t, "leak", "leak", i, o, m->leaked + at);
    if (status == CPW_OK && !is_empty(m, m->transacted + at))
      status = add(t, "transactions", "transactions", i, o, m->transacted + at);
    if (status != CPW_OK) return status;
  }
  for (int64_t i = 0; i < m->organisations; i++) {
    const int64_t *part = m->overhead_ended + i * m->sources;
    if (is_empty(m, part)) continue;
    int32_t status = add(t, "overhead", "overhead", -1, i, part);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static int by_name(const void *context, const void *a, const void *b) {
  (void)context;
  const ending *x = a, *y = b;
  return strcmp(x->name, y->name);
}

static void sum_up(const trace *t) {
  const cpwi_money *m = t->m;
  for (int64_t e = 0; e < t->endings; e++) {
    int64_t *sum = t->sum + e * m->sources;
    if (t->ending[e].part) {
      for (int64_t k = 0; k < m->sources; k++)
        sum[k] = t->ending[e].part[k];
      continue;
    }
    for (int64_t b = m->hold[t->ending[e].fund]; b >= 0; b = m->bucket[b].next)
      for (int64_t k = 0; k < m->sources; k++)
        sum[k] += m->part[b * m->sources + k];
  }
}

/* ---------------------------------------------------------------- the result ----------------- */

static int32_t label_endings(const trace *t, const char **label) {
  static const char *const name[4] = {"ending_kind", "ending_organisation", "ending_place",
                                      "ending_line"};
  for (int64_t e = 0; e < t->endings; e++)
    label[e] = t->ending[e].name;
  int32_t status = cpw_result_add_dimension(t->r, "ending", t->endings, label, t->err);
  for (int k = 0; status == CPW_OK && k < 4; k++) {
    for (int64_t e = 0; e < t->endings; e++) {
      const ending *x = &t->ending[e];
      const char *const text[4] = {x->kind, x->organisation, x->place, x->line};
      label[e] = text[k];
    }
    status = cpw_result_add_coordinate(t->r, "ending", name[k], label, t->err);
  }
  return status;
}

/* Sources `first` to `first + count - 1`. */
static int32_t label_sources(const trace *t, int64_t first, int64_t count, const char **label) {
  const cpwi_money *m = t->m;
  for (int64_t k = 0; k < count; k++)
    label[k] = m->s->fund[m->source[first + k]].id;
  int32_t status = cpw_result_add_dimension(t->r, "source", count, label, t->err);
  if (status != CPW_OK) return status;
  for (int64_t k = 0; k < count; k++) {
    const cpw_system_fund *f = &m->s->fund[m->source[first + k]];
    label[k] = f->name && f->name[0] ? f->name : f->id;
  }
  return cpw_result_add_coordinate(t->r, "source", "source_name", label, t->err);
}

static int32_t arrays(const trace *t, int64_t first, int64_t count) {
  static const char *const name[3] = {"traced", "brought", "ended"};
  static const char *const shape[3] = {"source ending", "source", "ending"};
  static const char *const about[3] = {"Pounds of the source that ended there, over all years.",
                                       "Pounds that the source brought.",
                                       "Pounds that ended there, of the sources asked for."};
  void *memory[3] = {0};
  for (int i = 0; i < 3; i++) {
    int32_t status = cpw_result_add_array(t->r, name[i], "pounds", about[i], shape[i], CPW_INT64,
                                          CPW_MERGE_SAME, &memory[i], t->err);
    if (status != CPW_OK) return status;
  }
  int64_t *traced = memory[0], *brought = memory[1], *ended = memory[2];
  for (int64_t k = 0; k < count; k++) {
    brought[k] = t->m->brought[first + k] * t->m->years;
    for (int64_t e = 0; e < t->endings; e++) {
      int64_t part = t->sum[e * t->m->sources + first + k];
      traced[k * t->endings + e] = part;
      ended[e] += part;
    }
  }
  return CPW_OK;
}

static int32_t fill(trace *t, int64_t first, int64_t count) {
  const cpwi_money *m = t->m;
  int64_t room = t->endings > count ? t->endings : count;
  const char **label = cpwi_alloc_zero(m->a, (size_t)room, sizeof *label);
  t->sum = cpwi_alloc_zero(m->a, (size_t)(t->endings * m->sources), sizeof *t->sum);
  int32_t status = label && t->sum ? CPW_OK : no_memory(t);
  if (status == CPW_OK && !cpwi_sort(m->a, t->ending, t->endings, sizeof *t->ending, by_name, NULL))
    status = no_memory(t);
  if (status == CPW_OK) {
    sum_up(t);
    status = label_endings(t, label);
  }
  if (status == CPW_OK) status = label_sources(t, first, count, label);
  if (status == CPW_OK) status = arrays(t, first, count);
  cpwi_release(m->a, label);
  return status;
}

static int32_t make(trace *t, int64_t first, int64_t count, cpw_result **out) {
  const cpwi_money *m = t->m;
  t->ending = cpwi_alloc_zero(m->a, (size_t)(3 * m->funds + m->organisations), sizeof *t->ending);
  int32_t status = t->ending ? list_endings(t) : no_memory(t);
  if (status == CPW_OK) status = cpw_result_new(m->a, &t->r, t->err);
  if (status == CPW_OK) status = fill(t, first, count);
  for (int64_t e = 0; e < t->endings; e++)
    cpwi_release(m->a, t->ending[e].name);
  cpwi_release(m->a, t->ending);
  cpwi_release(m->a, t->sum);
  if (status == CPW_OK)
    *out = t->r;
  else
    cpw_result_free(t->r);
  return status;
}

int32_t cpw_system_trace(const cpw_system *system, const cpw_system_money_options *options,
                         int32_t fund, cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpwi_money m;
  int32_t status = cpwi_money_run(&m, system, options, __func__, err);
  int64_t first = 0, count = m.sources;
  if (status == CPW_OK && fund != CPW_NONE) {
    if (fund < 0 || fund >= m.funds || m.at[fund] < 0) {
      status = cpwi_fail(err, CPW_EINVAL, fund, __func__, "fund = %d must be a source", fund);
    } else {
      first = m.at[fund];
      count = 1;
    }
  }
  trace t = {.m = &m, .err = err};
  if (status == CPW_OK) status = make(&t, first, count, out);
  cpwi_money_free(&m);
  return status;
}
