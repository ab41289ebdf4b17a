/* Disciplines made and freed: options checked, classes and groups, who lends facts to those who join.
 * Source: the rules in carepath/discipline.h. Leaves facts to standing.c, the key to score.c. */
#include "discipline/internal.h"

#include <string.h>

enum { MOST_KINDS = 10000 };

void cpw_discipline_options_init_sized(cpw_discipline_options *options, size_t size) {
  cpw_discipline_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.days = 7.0;
  o.lead = 1.0;
  o.longest = 36525.0;
  o.classes = o.groups = 1;
  o.seed = 1;
  cpwi_init_sized(options, size, &o, sizeof o);
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_numbers(const cpw_discipline_options *o, cpw_error *err) {
  const char *name = NULL;
  double value = 0.0;
  if (!(o->days > 0.0 && isfinite(o->days))) {
    name = "days";
    value = o->days;
  } else if (!(o->longest > 0.0 && isfinite(o->longest))) {
    name = "longest";
    value = o->longest;
  }
  if (name)
    return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_DISCIPLINE,
                     "options.%s = %s must be finite and > 0", name, cpwi_number(value).text);
  if (!(o->lead >= 0.0 && isfinite(o->lead)))
    return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_DISCIPLINE,
                     "options.lead = %s must be finite and >= 0", cpwi_number(o->lead).text);
  return CPW_OK;
}

static int32_t check_sizes(const cpw_discipline_options *o, cpw_error *err) {
  if (o->classes < 1 || o->groups < 1 || o->classes > MOST_KINDS || o->groups > MOST_KINDS ||
      o->classes * o->groups > MOST_KINDS)
    return cpwi_fail(
        err, CPW_EINVAL, -1, CPWI_DISCIPLINE,
        "options.classes = %lld and groups = %lld must be >= 1 and their product at most "
        "%d",
        (long long)o->classes, (long long)o->groups, (int)MOST_KINDS);
  if (o->rows < 0 || o->replication < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_DISCIPLINE,
                     "options.rows and replication must be >= 0");
  if (o->joiner_fact && !o->tier)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_DISCIPLINE,
                     "options.joiner_fact needs options.tier: the tiers of those who join");
  return CPW_OK;
}

static int32_t check_kinds(const int32_t *kind, int64_t count, int64_t kinds, const char *name,
                           cpw_error *err) {
  for (int64_t i = 0; kind && i < count; i++)
    if (kind[i] < 0 || kind[i] >= kinds)
      return cpwi_fail(err, CPW_EINVAL, i, CPWI_DISCIPLINE,
                       "options.%s[%lld] = %lld must be 0 to %lld", name, (long long)i,
                       (long long)kind[i], (long long)kinds - 1);
  return CPW_OK;
}

static int32_t check_rows(const cpw_discipline *d, cpw_error *err) {
  for (int64_t i = 0; d->options.row && i < d->options.rows; i++)
    if (d->options.row[i] < 0 || d->options.row[i] >= d->patients)
      return cpwi_fail(err, CPW_EINVAL, i, CPWI_DISCIPLINE,
                       "options.row[%lld] = %lld must be 0 to %lld", (long long)i,
                       (long long)d->options.row[i], (long long)d->patients - 1);
  return CPW_OK;
}

/* ---------------------------------------------------------------- people -------------------- */

static void put_in_cells(cpw_discipline *d) {
  const cpw_discipline_options *o = &d->options;
  for (int64_t i = 0; i < d->patients; i++) {
    int64_t k = o->class_index ? o->class_index[i] : 0, g = o->group_index ? o->group_index[i] : 0;
    d->standing[i].cell = (int32_t)(k * o->groups + g);
  }
  for (int64_t i = 0; o->joiner_fact && i < d->cells; i++)
    d->standing[d->patients + i].cell = -1;
}

/* Patients by cell, within a cell in their order: counted, then put in their places. */
static int32_t sort_lenders(cpw_discipline *d, cpw_error *err) {
  d->lender = cpwi_alloc(d->allocator, (size_t)d->patients, sizeof *d->lender);
  d->lender_first = cpwi_alloc_zero(d->allocator, (size_t)d->cells + 2, sizeof *d->lender_first);
  if (!d->lender || !d->lender_first) return cpwi_discipline_no_memory(err);
  int64_t *next = d->lender_first + 1; /* moves on to be the first of the next cell */
  for (int64_t i = 0; i < d->patients; i++)
    d->lender_first[d->standing[i].cell + 2]++;
  for (int64_t c = 0; c < d->cells; c++)
    d->lender_first[c + 2] += d->lender_first[c + 1];
  for (int64_t i = 0; i < d->patients; i++)
    d->lender[next[d->standing[i].cell]++] = i;
  return CPW_OK;
}

static int32_t copy_arrays(cpw_discipline *d, cpw_error *err) {
  const cpw_discipline_options *o = &d->options;
  if (o->row) {
    d->row = cpwi_alloc(d->allocator, (size_t)o->rows, sizeof *d->row);
    if (!d->row) return cpwi_discipline_no_memory(err);
    if (o->rows) memcpy(d->row, o->row, (size_t)o->rows * sizeof *d->row);
  }
  if (o->tier) {
    d->join_tier = cpwi_alloc(d->allocator, (size_t)o->classes, sizeof *d->join_tier);
    if (!d->join_tier) return cpwi_discipline_no_memory(err);
    memcpy(d->join_tier, o->tier, (size_t)o->classes * sizeof *d->join_tier);
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- made and freed ------------ */

static int32_t take(cpw_discipline *d, const cpw_priority_policy *policy,
                    const cpw_priority_list *list, cpw_error *err) {
  const cpw_discipline_options *o = &d->options;
  int32_t status = check_numbers(o, err);
  if (status == CPW_OK) status = check_sizes(o, err);
  if (status == CPW_OK && (!policy || !list))
    status = cpwi_fail(err, CPW_EINVAL, -1, CPWI_DISCIPLINE, "%s must be given",
                       policy ? "list" : "policy");
  if (status == CPW_OK && list->patients > 0) {
    status = check_kinds(o->class_index, list->patients, o->classes, "class_index", err);
    if (status == CPW_OK)
      status = check_kinds(o->group_index, list->patients, o->groups, "group_index", err);
  }
  if (status == CPW_OK) status = check_kinds(o->tier, o->classes, policy->tier_count, "tier", err);
  d->cells = o->classes * o->groups;
  if (status != CPW_OK) return status;
  d->patients = list->patients > 0 ? list->patients : 0;
  d->given = policy;
  status = check_rows(d, err);
  return status == CPW_OK ? copy_arrays(d, err) : status;
}

static int32_t make(cpw_discipline *d, const cpw_priority_policy *policy,
                    const cpw_priority_list *list, cpw_error *err) {
  int32_t status = take(d, policy, list, err);
  if (status == CPW_OK) status = cpwi_discipline_stand(d, list, err);
  if (status != CPW_OK) return status;
  put_in_cells(d);
  d->layout = cpwi_layout_of(&d->policy, d->options.longest, d->equity_most);
  cpw_stream_init(&d->draw, d->options.seed, (uint64_t)d->options.replication, CPWI_DRAW_LENDER, 0);
  return sort_lenders(d, err);
}

int32_t cpw_discipline_new(const cpw_priority_policy *policy, const cpw_priority_list *list,
                           const cpw_discipline_options *options, cpw_discipline **out,
                           cpw_error *err) {
  cpw_discipline_options known;
  cpw_discipline_options_init_sized(&known, sizeof known);
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out must be given");
  int32_t status = cpwi_take_options(&known, sizeof known, options, __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(known.allocator, __func__, err);
  if (status != CPW_OK) return status;
  cpw_discipline *d = cpwi_alloc_zero(known.allocator, 1, sizeof *d);
  if (!d) return cpwi_discipline_no_memory(err);
  d->options = known;
  d->allocator = known.allocator;
  status = make(d, policy, list, err);
  if (status == CPW_OK)
    *out = d;
  else
    cpw_discipline_free(d);
  return status;
}

void cpw_discipline_free(cpw_discipline *discipline) {
  cpw_discipline *d = discipline;
  if (!d) return;
  cpwi_release(d->allocator, d->standing);
  cpwi_release(d->allocator, d->join_tier);
  cpwi_release(d->allocator, d->joining);
  cpwi_release(d->allocator, d->row);
  cpwi_release(d->allocator, d->lender);
  cpwi_release(d->allocator, d->lender_first);
  cpwi_release(d->allocator, d->adds);
  cpwi_release(d->allocator, d);
}

cpw_discipline cpwi_discipline_for(const cpw_discipline *d, uint64_t seed, int64_t replication) {
  cpw_discipline other = *d;
  cpw_stream_init(&other.draw, seed, (uint64_t)replication, CPWI_DRAW_LENDER, 0);
  return other;
}

int32_t cpw_discipline_apply(cpw_discipline *discipline, cpw_patients_list *list, cpw_error *err) {
  cpw_patients_list known;
  cpw_patients_list_init(&known);
  if (!discipline || !list)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "discipline and list must be given");
  int32_t status = cpwi_take_options(&known, sizeof known, list, __func__, err);
  if (status != CPW_OK) return status;
  if (list->struct_size < sizeof known)
    return cpwi_fail(err, CPW_EABI, -1, __func__,
                     "list.struct_size = %zu must be %zu: set it with the _init function",
                     list->struct_size, sizeof known);
  list->rule = CPW_PATIENTS_SCORE;
  list->score = cpw_discipline_score;
  list->score_context = discipline;
  list->rescore = cpwi_discipline_is_steady(discipline) ? 0 : 1;
  return CPW_OK;
}
