/* Health that waiting has cost the people on lists, and will cost them until they are treated, by group.
 * Source: the rules in carepath/dcea.h. People in a band are spread evenly over it.
 * Leaves the law to wait_law.c, the checks to wait_options.c. */
#include "dcea/internal.h"

#include <string.h>

/* one quantity by list, by group and in all */
typedef struct amounts {
  double *list, *group, *total;
} amounts;

enum { PEOPLE, WEEKS, ACCRUED, ACCRUED_HARMS, EXPECTED, EXPECTED_HARMS, AMOUNTS };

typedef struct costing {
  cpwi_wait w;
  double *loss, *harms; /* (lists, bands) of one person so far */
  amounts a[AMOUNTS];
  double *accrued_per_head, *expected_per_head;
  int64_t kept; /* amounts that are given */
} costing;

static int32_t add_amount(costing *c, int64_t k, cpw_result *result, cpw_error *err) {
  static const char *const names[AMOUNTS][3] = {
      {"people_waiting", "people_waiting_group", "people_waiting_total"},
      {"people_weeks", "people_weeks_group", "people_weeks_total"},
      {"accrued", "accrued_group", "accrued_total"},
      {"accrued_harms", "accrued_harms_group", "accrued_harms_total"},
      {"expected", "expected_group", "expected_total"},
      {"expected_harms", "expected_harms_group", "expected_harms_total"}};
  static const char *const units[AMOUNTS] = {"people", "weeks", "QALYs", "harms", "QALYs", "harms"};
  static const char *const about[AMOUNTS] = {"on the list",
                                             "waited so far by all of them",
                                             "lost so far, harms included",
                                             "that have come so far",
                                             "that will be lost until treatment, harms included",
                                             "that will come until treatment"};
  amounts *a = &c->a[k];
  const cpwi_dcea_column columns[] = {
      {names[k][0], units[k], about[k], "group list", &a->list, NULL},
      {names[k][1], units[k], about[k], "group", &a->group, NULL},
      {names[k][2], units[k], about[k], "", &a->total, NULL}};
  return cpwi_dcea_add_columns(result, columns, 3, err);
}

static int32_t add_arrays(costing *c, cpw_result *result, cpw_error *err) {
  const cpw_dcea_wait_options *o = &c->w.options;
  const cpwi_dcea_column columns[] = {
      {"accrued_per_head", "QALYs per head", "lost so far by each of the group", "group",
       &c->accrued_per_head, NULL},
      {"expected_per_head", "QALYs per head", "that each of the group will lose", "group",
       &c->expected_per_head, NULL}};
  int32_t status =
      cpwi_dcea_add_dimension(result, "group", c->w.waiting->groups, o->group_labels, err);
  if (status == CPW_OK)
    status = cpwi_dcea_add_dimension(result, "list", c->w.waiting->lists, o->list_labels, err);
  for (int64_t k = 0; status == CPW_OK && k < c->kept; k++)
    status = add_amount(c, k, result, err);
  if (status == CPW_OK && o->group_people)
    status = cpwi_dcea_add_columns(result, columns, o->remaining ? 2 : 1, err);
  return status;
}

/* QALYs and harms to come of one person in a cell. */
static void to_come(const costing *c, int64_t list, int64_t band, int64_t cell, double *loss,
                    double *harms) {
  const cpw_dcea_wait_options *o = &c->w.options;
  cpwi_wait_band(c->w.law, o->hazard_weight ? o->hazard_weight[list] : 1.0, CPWI_WAIT_TO_COME,
                 c->w.waiting->lower[band], cpwi_wait_upper(c->w.waiting, band), o->remaining[cell],
                 loss, harms);
  if (o->weight) *loss *= o->weight[list];
}

static void sum_list(const costing *c, int64_t group, int64_t list, cpw_exact_sum *sums) {
  const cpw_dcea_waiting *w = c->w.waiting;
  for (int64_t m = 0; m < w->bands; m++) {
    int64_t cell = (group * w->lists + list) * w->bands + m, at = list * w->bands + m;
    double people = w->people[cell], value[AMOUNTS] = {1.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    if (people == 0.0) continue;
    value[WEEKS] = w->lower[m] + (cpwi_wait_upper(w, m) - w->lower[m]) * 0.5;
    value[ACCRUED] = c->loss[at];
    value[ACCRUED_HARMS] = c->harms[at];
    if (c->w.options.remaining) to_come(c, list, m, cell, &value[EXPECTED], &value[EXPECTED_HARMS]);
    for (int64_t k = 0; k < c->kept; k++)
      cpw_exact_sum_add(&sums[k], people * value[k]);
  }
}

/* Groups and the total are sums over lists of the same exact terms. */
static void sum_all(costing *c, cpw_exact_sum *sums, cpw_exact_sum *group, cpw_exact_sum *total) {
  const cpw_dcea_waiting *w = c->w.waiting;
  for (int64_t g = 0; g < w->groups; g++) {
    for (int k = 0; k < AMOUNTS; k++)
      cpw_exact_sum_init(&group[k]);
    for (int64_t l = 0; l < w->lists; l++) {
      for (int k = 0; k < AMOUNTS; k++)
        cpw_exact_sum_init(&sums[k]);
      sum_list(c, g, l, sums);
      for (int64_t k = 0; k < c->kept; k++) {
        c->a[k].list[g * w->lists + l] = cpw_exact_sum_value(&sums[k]);
        if (cpw_exact_sum_merge(&group[k], &sums[k], NULL) != CPW_OK) return;
      }
    }
    for (int64_t k = 0; k < c->kept; k++) {
      c->a[k].group[g] = cpw_exact_sum_value(&group[k]);
      if (cpw_exact_sum_merge(&total[k], &group[k], NULL) != CPW_OK) return;
    }
  }
  for (int64_t k = 0; k < c->kept; k++)
    *c->a[k].total = cpw_exact_sum_value(&total[k]);
}

static int32_t check_totals(const costing *c, cpw_error *err) {
  for (int64_t k = 0; k < c->kept; k++)
    if (!cpwi_dcea_finite(*c->a[k].total))
      return cpwi_fail(err, CPW_EOVERFLOW, -1, c->w.where,
                       "the lists lose more than the largest number");
  return CPW_OK;
}

static void fill_per_head(const costing *c) {
  const double *people = c->w.options.group_people;
  for (int64_t g = 0; people && g < c->w.waiting->groups; g++) {
    c->accrued_per_head[g] = people[g] > 0.0 ? c->a[ACCRUED].group[g] / people[g] : CPWI_NAN;
    if (c->expected_per_head)
      c->expected_per_head[g] = people[g] > 0.0 ? c->a[EXPECTED].group[g] / people[g] : CPWI_NAN;
  }
}

static int32_t add_notes(const costing *c, cpw_result *result, cpw_error *err) {
  const cpw_dcea_waiting *w = c->w.waiting;
  int32_t status = cpw_result_add_note(
      result, "last_band",
      w->last_width > 0.0 ? "people in the open band are spread over the width that was given"
                          : "people in the open band are taken to stand at its lower edge: a floor",
      err);
  if (status == CPW_OK)
    status = cpw_result_add_note(result, "harm",
                                 c->w.law->harm == CPW_DCEA_HARM_ONCE
                                     ? "a harm ends the wait: nobody who waits has had one"
                                     : "harms do not end the wait",
                                 err);
  return status;
}

static int32_t cost(costing *c, cpw_result *result, cpw_error *err) {
  const cpw_allocator *a = c->w.options.allocator;
  int64_t cells = c->w.waiting->lists * c->w.waiting->bands;
  c->kept = c->w.options.remaining ? AMOUNTS : EXPECTED;
  c->loss = cpwi_alloc(a, (size_t)cells, 2 * sizeof *c->loss);
  cpw_exact_sum *sums = cpwi_alloc_zero(a, 3 * AMOUNTS, sizeof *sums);
  int32_t status = CPW_OK;
  if (!c->loss || !sums) {
    status = cpwi_fail(err, CPW_ENOMEM, -1, c->w.where, "no memory for %lld bands of lists",
                       (long long)cells);
  } else {
    c->harms = c->loss + cells;
    for (int k = 0; k < 3 * AMOUNTS; k++)
      cpw_exact_sum_init(&sums[k]);
    cpwi_wait_table(&c->w, CPWI_WAIT_SO_FAR, c->loss, c->harms);
    status = add_arrays(c, result, err);
    if (status == CPW_OK) sum_all(c, sums, sums + AMOUNTS, sums + 2 * AMOUNTS);
    if (status == CPW_OK) status = check_totals(c, err);
    if (status == CPW_OK) fill_per_head(c);
    if (status == CPW_OK) status = add_notes(c, result, err);
  }
  cpwi_release(a, c->loss);
  cpwi_release(a, sums);
  return status;
}

int32_t cpw_dcea_wait_cost(const cpw_dcea_waiting *waiting, const cpw_dcea_wait_law *law,
                           const cpw_dcea_wait_options *options, cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  costing c;
  memset(&c, 0, sizeof c);
  cpw_result *result = NULL;
  int32_t status = cpwi_wait_take(&c.w, waiting, "waiting", law, options, __func__, err);
  if (status == CPW_OK) status = cpw_result_new(c.w.options.allocator, &result, err);
  if (status == CPW_OK) status = cost(&c, result, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
