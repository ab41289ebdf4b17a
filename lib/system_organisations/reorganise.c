/* A reorganisation at a date: merge, split and re-parent; every table's new rows, and the proof that nothing was lost.
 * Source: carepath/system_organisations.h.
 * Leaves each table to its own file. */
#include "system_organisations/reorganise.h"

#include <string.h>

/* ---------------------------------------------------------------- organisations ------------- */

static int32_t add_dimensions(cpwi_reorg *k, cpw_error *err) {
  static const char *const tables[CPWI_KEPT] = {"people",     "waiting", "starts",
                                                "treatments", "limits",  "overhead",
                                                "payments",   "minimum", "votes"};
  int32_t s = cpw_result_new(k->a, &k->r, err);
  if (s == CPW_OK)
    s = cpwi_orgs_dimension(k->r, &k->s, "organisation", CPW_SYSTEM_ORGANISATIONS, k->a, err);
  if (s == CPW_OK) s = cpwi_orgs_dimension(k->r, &k->s, "group", CPW_SYSTEM_GROUPS, k->a, err);
  return s == CPW_OK ? cpw_result_add_dimension(k->r, "table", CPWI_KEPT, tables, err) : s;
}

static int32_t sum_organisations(cpwi_reorg *k, cpw_error *err) {
  int64_t votes = 0;
  for (int64_t i = 0; i < k->s.organisations; i++) {
    const cpw_system_organisation *o = &k->s.organisation[i];
    int32_t s = cpwi_orgs_amount(o->overhead, "organisations", i, "overhead", k->where, err);
    if (s != CPW_OK) return s;
    if (o->votes < 0 || o->votes > (INT64_C(1) << 53) - votes)
      return cpwi_fail(err, o->votes < 0 ? CPW_EDOMAIN : CPW_EOVERFLOW, i, k->where,
                       "organisations[%lld].votes = %lld must be >= 0, and all below 2^53",
                       (long long)i, (long long)o->votes);
    votes += o->votes;
    cpw_exact_sum_add(&k->kept[CPWI_KEPT_OVERHEAD].given, o->overhead);
    cpw_exact_sum_add(&k->kept[CPWI_KEPT_VOTES].given, (double)o->votes);
    cpw_exact_sum_add(&k->kept[CPWI_KEPT_VOTES].before, (double)o->votes);
  }
  return CPW_OK;
}

/* running costs and votes go with everything else */
static int32_t share_organisation(cpwi_reorg *k, int64_t i, int exponent, int64_t *steps,
                                  int64_t *votes, cpw_error *err) {
  const cpw_system_organisation *o = &k->s.organisation[i];
  const cpwi_reorg_part *p = k->part + k->first[i];
  int64_t amount = cpwi_reorg_steps(o->overhead, exponent);
  int untouched = cpwi_reorg_stays(k, i) && !k->receives[i];
  int32_t s = cpwi_reorg_split(k, i, amount, err);
  for (int64_t j = 0; s == CPW_OK && j < cpwi_reorg_parts(k, i); j++)
    steps[p[j].to] += k->whole[j];
  if (s == CPW_OK) s = cpwi_reorg_split(k, i, o->votes, err);
  for (int64_t j = 0; s == CPW_OK && j < cpwi_reorg_parts(k, i); j++)
    votes[p[j].to] += k->whole[j];
  cpw_exact_sum_add(&k->kept[CPWI_KEPT_OVERHEAD].before,
                    untouched ? o->overhead : cpwi_reorg_amount(amount, exponent));
  return s;
}

static int32_t write_organisations(cpwi_reorg *k, cpw_error *err) {
  int64_t n = k->s.organisations, *parent = NULL, *ends = NULL, *votes = NULL, *steps = NULL;
  double *overhead = NULL;
  int exponent = cpwi_reorg_grid(&k->kept[CPWI_KEPT_OVERHEAD].given);
  int32_t s = cpwi_orgs_whole(k->r, "parent", "", "its parent afterwards, or -1", "organisation",
                              &parent, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(k->r, "ends", "", "1: ends in the week", "organisation", &ends, err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(k->r, "overhead", "money a year", "its running cost", "organisation",
                       &overhead, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(k->r, "votes", "votes", "in decisions of its parent", "organisation",
                        &votes, err);
  if (s != CPW_OK) return s;
  steps = cpwi_alloc_zero(k->a, (size_t)n, sizeof *steps);
  if (!steps)
    return cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld organisations",
                     (long long)n);
  for (int64_t i = 0; s == CPW_OK && i < n; i++)
    s = share_organisation(k, i, exponent, steps, votes, err);
  for (int64_t i = 0; s == CPW_OK && i < n; i++) {
    int untouched = cpwi_reorg_stays(k, i) && !k->receives[i];
    parent[i] = k->parent[i];
    ends[i] = k->ends[i];
    overhead[i] = untouched ? k->s.organisation[i].overhead : cpwi_reorg_amount(steps[i], exponent);
    cpw_exact_sum_add(&k->kept[CPWI_KEPT_OVERHEAD].after, overhead[i]);
    cpw_exact_sum_add(&k->kept[CPWI_KEPT_VOTES].after, (double)votes[i]);
  }
  cpwi_release(k->a, steps);
  return s;
}

/* ---------------------------------------------------------------- the report ---------------- */

/* a - b of two exact sums, rounded once; 0 only where they are the same to the last bit */
static double difference(const cpw_exact_sum *a, const cpw_exact_sum *b) {
  cpw_exact_sum d = *a, rest = *b;
  if (memcmp(a->limb, b->limb, sizeof a->limb) == 0) return 0;
  for (int i = 0; i < 4;
       i++) { /* what is taken from one is taken from the other, 53 bits at a time */
    double part = cpw_exact_sum_value(&rest);
    cpw_exact_sum_add(&rest, -part);
    cpw_exact_sum_add(&d, -part);
  }
  return cpw_exact_sum_value(&d);
}

static int32_t write_report(cpwi_reorg *k, cpw_error *err) {
  double *before = NULL, *after = NULL, *differ = NULL, *rounded = NULL;
  int64_t *conserved = NULL;
  int32_t s = cpwi_orgs_real(k->r, "before", "", "the whole of the old rows, on the grid", "table",
                             &before, err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(k->r, "after", "", "the whole of the new rows", "table", &after, err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(k->r, "difference", "", "after - before, exactly", "table", &differ, err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(k->r, "rounded", "", "what the grid changed of the old rows", "table",
                       &rounded, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(k->r, "conserved", "", "1: every difference is exactly 0", "", &conserved,
                        err);
  if (s != CPW_OK) return s;
  *conserved = 1;
  for (int i = 0; i < CPWI_KEPT; i++) {
    before[i] = cpw_exact_sum_value(&k->kept[i].before);
    after[i] = cpw_exact_sum_value(&k->kept[i].after);
    differ[i] = difference(&k->kept[i].after, &k->kept[i].before);
    rounded[i] = difference(&k->kept[i].before, &k->kept[i].given);
    if (differ[i] != 0)
      return cpwi_fail(err, CPW_EINTERNAL, i, k->where, "table %d: %s before and %s after", i,
                       cpwi_number(before[i]).text, cpwi_number(after[i]).text);
  }
  return CPW_OK;
}

static int32_t add_notes(cpwi_reorg *k, cpw_error *err) {
  int32_t s = cpw_result_add_note(k->r, "method",
                                  "shared out by largest remainders on a grid of 2^-52 of each "
                                  "table's sum, pounds and votes whole; ties by id",
                                  err);
  int64_t named = 0;
  for (int64_t i = 0; k->s.member && i < k->s.members; i++)
    if (k->s.member[i].organisation >= 0 && k->s.member[i].organisation < k->s.organisations)
      named += k->ends[k->s.member[i].organisation] != 0;
  for (int64_t i = 0; k->s.effect && i < k->s.effects; i++)
    if (k->s.effect[i].organisation >= 0 && k->s.effect[i].organisation < k->s.organisations)
      named += k->ends[k->s.effect[i].organisation] != 0;
  for (int64_t i = 0; k->s.pathway && i < k->s.pathways; i++)
    if (k->s.pathway[i].organisation >= 0 && k->s.pathway[i].organisation < k->s.organisations)
      named += k->ends[k->s.pathway[i].organisation] != 0;
  if (s != CPW_OK || named == 0) return s;
  return cpw_result_add_note(k->r, "left",
                             "members of alliances, pathways and effects of policies that name an "
                             "organisation that ends are left to the analyst",
                             err);
}

static int32_t reorganise(cpwi_reorg *k, cpw_error *err) {
  int32_t s = cpwi_reorg_take(k, err);
  if (s == CPW_OK) s = add_dimensions(k, err);
  if (s == CPW_OK) s = sum_organisations(k, err);
  if (s == CPW_OK) s = write_organisations(k, err);
  if (s == CPW_OK) s = cpwi_reorg_footprints(k, err);
  if (s == CPW_OK) s = cpwi_reorg_lists(k, err);
  if (s == CPW_OK) s = cpwi_reorg_capacity(k, err);
  if (s == CPW_OK) s = cpwi_reorg_limits(k, err);
  if (s == CPW_OK) s = cpwi_reorg_money(k, err);
  if (s == CPW_OK) s = cpwi_reorg_people(k, err);
  if (s == CPW_OK) s = write_report(k, err);
  return s == CPW_OK ? add_notes(k, err) : s;
}

int32_t cpw_system_reorganise(const cpw_system *system, const cpw_system_change *change,
                              cpw_result **out, cpw_error *err) {
  if (!system || !change || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !system   ? "system"
                     : !change ? "change"
                               : "out");
  cpw_system s;
  cpw_system_change c;
  cpw_system_change_init_sized(&c, sizeof c);
  int32_t status = cpwi_take_options(&c, sizeof c, change, __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(c.allocator, __func__, err);
  if (status == CPW_OK) status = cpwi_orgs_take(&s, system, __func__, err);
  if (status != CPW_OK) return status;
  cpwi_reorg *k = cpwi_alloc_zero(c.allocator, 1, sizeof *k); /* its sums are large */
  if (!k) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for a reorganisation");
  k->s = s;
  k->c = c;
  k->where = __func__;
  k->a = c.allocator;
  status = reorganise(k, err);
  if (status == CPW_OK)
    *out = k->r;
  else
    cpw_result_free(k->r);
  cpwi_reorg_drop(k);
  cpwi_release(c.allocator, k);
  return status;
}
