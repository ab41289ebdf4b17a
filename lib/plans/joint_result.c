/* The result of a joint plan: named arrays and notes.
 * Source: carepath/plans.h says what each is.
 * Leaves the numbers to joint.c. */
#include "plans/joint.h"

#include <stdio.h>
#include <string.h>

#define PEOPLE "people"

/* An array of the result, to be filled; NULL where status is not OK. */
static double *array(cpw_result *r, const char *name, const char *unit, const char *description,
                     const char *dimensions, int32_t *status, cpw_error *err) {
  void *memory = NULL;
  if (*status == CPW_OK)
    *status = cpw_result_add_array(r, name, unit, description, dimensions, CPW_DOUBLE,
                                   CPW_MERGE_SAME, &memory, err);
  return *status == CPW_OK ? memory : NULL;
}

static void copy(double *to, const double *from, int64_t count) {
  if (to && count > 0) memcpy(to, from, (size_t)count * sizeof *to);
}

static int32_t add_dimensions(cpw_result *r, const cpw_plans_lists *l, cpw_error *err) {
  int32_t status = cpw_result_add_dimension(r, "period", l->periods, NULL, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(r, "specialty", l->specialties, l->specialty_names, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(r, "group", l->groups, l->group_names, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(r, "tier", l->tiers, l->tier_names, err);
  return status == CPW_OK ? cpw_result_add_dimension(r, "gap", l->gaps, NULL, err) : status;
}

static int32_t add_people(const cpwi_joint *w, cpw_result *r, cpw_error *err) {
  static const char *const by_group = "period specialty group", *const by_tier =
                                                                    "period specialty tier";
  int32_t status = CPW_OK;
  int64_t groups = w->end - w->treated, tiers = w->treated - w->activity;
  double *end =
      array(r, "end_list", PEOPLE, "waiting at the end of the period", by_group, &status, err);
  copy(end, w->x + w->end, groups);
  double *treated = array(r, "treated", PEOPLE, "treated in the period", by_group, &status, err);
  copy(treated, w->x + w->treated, groups);
  double *activity = array(r, "activity", PEOPLE, "treated in each tier", by_tier, &status, err);
  copy(activity, w->x + w->activity, tiers);
  double *price = array(r, "capacity_price", PEOPLE,
                        "fewer left waiting, weighted, for one more place", by_tier, &status, err);
  copy(price, w->capacity_price, tiers);
  return status;
}

/* What a period costs; unspent with what earlier periods left over, where that is carried. */
static void take_money(const cpwi_joint *w, double *spend, double *unspent) {
  const cpw_plans_lists *l = &w->l;
  double carried = 0.0;
  for (int64_t t = 0; t < l->periods; t++) {
    double sum = 0.0;
    for (int64_t k = 0; k < l->specialties; k++)
      for (int64_t tier = 0; tier < l->tiers; tier++)
        sum += l->tier_cost[k * l->tiers + tier] * w->x[cpwi_joint_activity(w, t, k, tier)];
    double there = l->budget[t] + carried;
    if (sum > there || there - sum < 1e-12 * there) sum = there; /* rounding */
    spend[t] = sum;
    unspent[t] = there - sum;
    carried = l->carry ? unspent[t] : 0.0;
  }
}

static int32_t add_money(const cpwi_joint *w, cpw_result *r, cpw_error *err) {
  int32_t status = CPW_OK;
  int64_t n = w->l.periods;
  double *spend = array(r, "spend", "money", "of each period", "period", &status, err);
  double *unspent =
      array(r, "unspent", "money", "left at the end of each period", "period", &status, err);
  if (spend && unspent) take_money(w, spend, unspent);
  double *price = array(r, "price", PEOPLE, "fewer left waiting, weighted, for one more pound",
                        "period", &status, err);
  copy(price, w->price, n);
  double *from = array(r, "price_from", "money", "the budget from which the price holds", "period",
                       &status, err);
  copy(from, w->price_from, n);
  double *to =
      array(r, "price_to", "money", "the budget to which the price holds", "period", &status, err);
  copy(to, w->price_to, n);
  return status;
}

static int32_t add_groups(const cpwi_joint *w, cpw_result *r, cpw_error *err) {
  const cpw_plans_lists *l = &w->l;
  int32_t status = CPW_OK;
  double *end = array(r, "end_by_group", PEOPLE, "waiting at the end", "group", &status, err);
  double *relative =
      array(r, "relative_end", "share", "of all who waited or joined", "group", &status, err);
  for (int64_t g = 0; end && relative && g < l->groups; g++) {
    for (int64_t k = 0; k < l->specialties; k++)
      end[g] += w->x[cpwi_joint_end(w, l->periods - 1, k, g)];
    relative[g] = w->base[g] > 0.0 ? end[g] / w->base[g] : 0.0;
  }
  double *gap = array(r, "gap", "share", "of each rule", "gap", &status, err);
  for (int64_t k = 0; gap && relative && k < l->gaps; k++)
    gap[k] = relative[l->gap_of[k]] - relative[l->gap_over[k]];
  double *price = array(r, "gap_price", PEOPLE,
                        "fewer left waiting, weighted, for a gap wider by 1", "gap", &status, err);
  copy(price, w->gap_price, l->gaps);
  double *missed =
      array(r, "gap_short", "share", "by how much a rule is missed", "gap", &status, err);
  copy(missed, w->gap_short, l->gaps);
  return status;
}

static int32_t add_numbers(const cpwi_joint *w, cpw_result *r, cpw_error *err) {
  int32_t status = CPW_OK;
  double *value = array(r, "weighted_end_list", PEOPLE, "what is least", "", &status, err);
  copy(value, &w->value, 1);
  double *nobody =
      array(r, "nobody_treated", PEOPLE, "the same, if nobody is treated", "", &status, err);
  copy(nobody, &w->nobody, 1);
  double *free_of =
      array(r, "without_gap_rules", PEOPLE, "the same without rules on gaps", "", &status, err);
  copy(free_of, &w->without_gaps, 1);
  void *memory = NULL;
  if (status == CPW_OK)
    status = cpw_result_add_array(r, "iterations", "", "pivots of the simplex method", "",
                                  CPW_INT64, CPW_MERGE_SAME, &memory, err);
  if (status == CPW_OK) memcpy(memory, &w->lp.iterations, sizeof w->lp.iterations);
  return status;
}

static int32_t add_conflict(const cpwi_joint *w, cpw_result *r, cpw_error *err) {
  const cpw_plans_lists *l = &w->l;
  char text[512] = "", of[CPW_NUMBER_CHARS], over[CPW_NUMBER_CHARS];
  if (w->feasible) return CPW_OK;
  for (int64_t k = 0; k < l->gaps; k++) {
    size_t used = strlen(text);
    if (!(w->gap_short[k] > 0.0)) continue;
    (void)snprintf(text + used, sizeof text - used,
                   "%sgap %lld: group %s is to be at most %s above group %s, %s more at least",
                   used ? "; " : "", (long long)k,
                   cpwi_plans_name(l->group_names, l->gap_of[k], of, sizeof of),
                   cpwi_number(l->gap_most[k]).text,
                   cpwi_plans_name(l->group_names, l->gap_over[k], over, sizeof over),
                   cpwi_number(w->gap_short[k]).text);
  }
  return cpw_result_add_note(r, "conflict", text, err);
}

int32_t cpwi_joint_result(const cpwi_joint *w, cpw_result **out, cpw_error *err) {
  cpw_result *r = NULL;
  int32_t status = cpw_result_new(w->o.allocator, &r, err);
  if (status == CPW_OK) status = add_dimensions(r, &w->l, err);
  if (status == CPW_OK) status = add_people(w, r, err);
  if (status == CPW_OK) status = add_money(w, r, err);
  if (status == CPW_OK) status = add_groups(w, r, err);
  if (status == CPW_OK) status = add_numbers(w, r, err);
  if (status == CPW_OK) status = add_conflict(w, r, err);
  if (status != CPW_OK) {
    cpw_result_free(r);
    return status;
  }
  (void)cpw_result_set_outcome(r, w->feasible ? CPW_OUTCOME_OK : CPW_OUTCOME_UNREACHABLE);
  *out = r;
  return CPW_OK;
}
