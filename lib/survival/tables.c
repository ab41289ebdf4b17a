/* The result of curves: its dimensions, their labels, and the arrays.
 * Source: the names in carepath/survival.h. Leaves what is in the arrays to curves.c. */
#include "survival/internal.h"

#include <stdio.h>
#include <string.h>

typedef struct column {
  const char *name, *unit, *description, *dimensions;
  size_t slot; /* of the table */
} column;

#define COLUMN(name, unit, description, dimensions, field)                                         \
  { name, unit, description, dimensions, offsetof(cpwi_table, field) }
#define COUNT_OF(x) ((int64_t)(sizeof(x) / sizeof *(x)))

static const column ALWAYS[] = {
    COLUMN("people", "people", "people, of all rows that are taken", "group", people),
    COLUMN("events", "people", "events by cause", "group cause", events),
    COLUMN("waiting", "people", "last seen waiting", "group", waiting),
    COLUMN("seen_until", "time", "the longest time of the group", "group", seen_until),
    COLUMN("restricted_mean", "time", "area below the survival curve up to tau", "group", mean),
    COLUMN("restricted_mean_se", "time", "its standard error", "group", mean_se),
    COLUMN("restricted_mean_lower", "time", "its lower limit", "group", mean_lower),
    COLUMN("restricted_mean_upper", "time", "its upper limit", "group", mean_upper),
    COLUMN("time_lost", "time", "area below the incidence up to tau", "group cause", lost),
    COLUMN("time_lost_se", "time", "its standard error", "group cause", lost_se),
    COLUMN("time_lost_lower", "time", "its lower limit", "group cause", lost_lower),
    COLUMN("time_lost_upper", "time", "its upper limit", "group cause", lost_upper),
};
static const column PERCENTILES[] = {
    COLUMN("quantile", "time", "time by which the survival is down to 1 - p", "group probability",
           quantile),
    COLUMN("quantile_lower", "time", "its lower limit", "group probability", quantile_lower),
    COLUMN("quantile_upper", "time", "its upper limit", "group probability", quantile_upper),
    COLUMN("incidence_quantile", "time", "time by which the share p has had the event of the cause",
           "group cause probability", fquantile),
    COLUMN("incidence_quantile_lower", "time", "its lower limit", "group cause probability",
           fquantile_lower),
    COLUMN("incidence_quantile_upper", "time", "its upper limit", "group cause probability",
           fquantile_upper),
};
static const column SHARES[] = {
    COLUMN("still", "share", "survival at the limit", "group limit", still),
    COLUMN("still_se", "share", "its standard error", "group limit", still_se),
    COLUMN("still_lower", "share", "its lower limit", "group limit", still_lower),
    COLUMN("still_upper", "share", "its upper limit", "group limit", still_upper),
    COLUMN("share", "share", "share with the event of the cause by the limit", "group cause limit",
           share),
    COLUMN("share_se", "share", "its standard error", "group cause limit", share_se),
    COLUMN("share_lower", "share", "its lower limit", "group cause limit", share_lower),
    COLUMN("share_upper", "share", "its upper limit", "group cause limit", share_upper),
};
static const column CURVES[] = {
    COLUMN("at_risk", "people", "at risk just before the time", "group time", at_risk),
    COLUMN("new_waiting", "people", "last seen waiting since the time before", "group time",
           new_waiting),
    COLUMN("new_events", "people", "events by cause since the time before", "group cause time",
           new_events),
    COLUMN("survival", "share", "Kaplan-Meier", "group time", survival),
    COLUMN("survival_se", "share", "its standard error (Greenwood)", "group time", survival_se),
    COLUMN("survival_lower", "share", "its lower limit", "group time", survival_lower),
    COLUMN("survival_upper", "share", "its upper limit", "group time", survival_upper),
    COLUMN("hazard", "", "cumulative hazard (Nelson-Aalen)", "group time", hazard),
    COLUMN("hazard_se", "", "its standard error", "group time", hazard_se),
    COLUMN("incidence", "share", "cumulative incidence (Aalen-Johansen)", "group cause time",
           incidence),
    COLUMN("incidence_se", "share", "its standard error", "group cause time", incidence_se),
    COLUMN("incidence_lower", "share", "its lower limit", "group cause time", incidence_lower),
    COLUMN("incidence_upper", "share", "its upper limit", "group cause time", incidence_upper),
};

/* ---------------------------------------------------------------- dimensions ---------------- */

/* A dimension whose labels are its numbers, which stand in an array of their own as well. */
static int32_t add_numbers(cpw_result *result, const char *name, const char *array,
                           const char *unit, const double *x, int64_t count, cpw_error *err) {
  const cpw_allocator *a = cpwi_result_allocator(result);
  char(*text)[CPW_NUMBER_CHARS] = cpwi_alloc(a, (size_t)count, sizeof *text);
  const char **labels = cpwi_alloc(a, (size_t)count, sizeof *labels);
  int32_t status = CPW_OK;
  void *memory = NULL;
  if (!text || !labels)
    status = cpwi_fail(err, CPW_ENOMEM, -1, "cpw_survival_curves", "no memory for %lld labels",
                       (long long)count);
  for (int64_t i = 0; status == CPW_OK && i < count; i++) {
    cpw_format_double(x[i], text[i]);
    labels[i] = text[i];
  }
  if (status == CPW_OK) status = cpw_result_add_dimension(result, name, count, labels, err);
  if (status == CPW_OK)
    status = cpw_result_add_array(result, array, unit, "the numbers of the dimension", name,
                                  CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
  if (status == CPW_OK && count > 0) memcpy(memory, x, (size_t)count * sizeof *x);
  cpwi_release(a, text);
  cpwi_release(a, (void *)labels);
  return status;
}

static int32_t add_causes(cpw_result *result, const cpw_survival_options *o, int64_t causes,
                          cpw_error *err) {
  char text[CPW_SURVIVAL_MAX_CAUSES][CPW_NUMBER_CHARS];
  const char *labels[CPW_SURVIVAL_MAX_CAUSES] = {"treated", "removed"};
  for (int64_t k = 0; k < causes; k++) {
    snprintf(text[k], sizeof text[k], "cause %d", (int)k + 1);
    if (k > 1) labels[k] = text[k];
    if (o->cause_labels) labels[k] = o->cause_labels[k];
  }
  return cpw_result_add_dimension(result, "cause", causes, labels, err);
}

static int32_t add_groups(cpw_result *result, const cpw_dimension *labels, int64_t groups,
                          cpw_error *err) {
  int32_t status = cpw_result_add_dimension(result, "group", groups, NULL, err);
  for (int64_t k = 0; labels && k < labels->coordinates && status == CPW_OK; k++)
    status = cpw_result_add_coordinate(result, "group", labels->coordinate_names[k],
                                       labels->coordinate_labels[k], err);
  return status;
}

/* ---------------------------------------------------------------- arrays -------------------- */

static int32_t add_columns(cpw_result *result, const column *columns, int64_t count, int32_t merge,
                           cpwi_table *t, cpw_error *err) {
  for (int64_t k = 0; k < count; k++) {
    void *memory = NULL;
    int32_t status =
        cpw_result_add_array(result, columns[k].name, columns[k].unit, columns[k].description,
                             columns[k].dimensions, CPW_DOUBLE, merge, &memory, err);
    if (status != CPW_OK) return status;
    double *x = memory;
    memcpy((char *)t + columns[k].slot, &x, sizeof x);
  }
  return CPW_OK;
}

int32_t cpwi_survival_tables(cpw_result *result, const cpw_survival_options *o, int64_t groups,
                             int64_t causes, cpwi_table *t, cpw_error *err) {
  int32_t merge = o->labels && o->labels->coordinates > 0 ? CPW_MERGE_APPEND : CPW_MERGE_SAME;
  static const column TAU[] = {COLUMN("tau", "time", "where restricted means end", "", tau)};
  memset(t, 0, sizeof *t);
  int32_t status = add_groups(result, o->labels, groups, err);
  if (status == CPW_OK) status = add_causes(result, o, causes, err);
  if (status == CPW_OK) status = add_columns(result, TAU, 1, CPW_MERGE_SAME, t, err);
  if (status == CPW_OK) status = add_columns(result, ALWAYS, COUNT_OF(ALWAYS), merge, t, err);
  if (status == CPW_OK && o->probabilities > 0) {
    status = add_numbers(result, "probability", "probabilities", "share", o->probability,
                         o->probabilities, err);
    if (status == CPW_OK)
      status = add_columns(result, PERCENTILES, COUNT_OF(PERCENTILES), merge, t, err);
  }
  if (status == CPW_OK && o->limits > 0) {
    status = add_numbers(result, "limit", "limits", "time", o->limit, o->limits, err);
    if (status == CPW_OK) status = add_columns(result, SHARES, COUNT_OF(SHARES), merge, t, err);
  }
  if (status != CPW_OK || (o->times == 0 && !o->every)) return status;
  status = add_numbers(result, "time", "times", "time", o->time, o->times, err);
  if (status == CPW_OK) status = add_columns(result, CURVES, COUNT_OF(CURVES), merge, t, err);
  return status;
}
