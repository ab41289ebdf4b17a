/* What the answers have in common: arrays, units with their labels, notes, ranks.
 * Source: the names in carepath/system_stress.h.
 * Leaves the figures to the file of each question. */
#include "system_stress/internal.h"

#include <string.h>

int32_t cpwi_stress_array(cpw_result *r, const char *name, const char *unit, const char *text,
                          const char *dimensions, int32_t type, int32_t merge, void *memory,
                          cpw_error *err) {
  void *m = NULL;
  int32_t status = cpw_result_add_array(r, name, unit, text, dimensions, type, merge, &m, err);
  if (status == CPW_OK) memcpy(memory, &m, sizeof m);
  return status;
}

int32_t cpwi_stress_number(cpw_result *r, const char *name, const char *unit, const char *text,
                           double value, int32_t merge, cpw_error *err) {
  void *m = NULL;
  int32_t status = cpw_result_add_array(r, name, unit, text, "", CPW_DOUBLE, merge, &m, err);
  if (status == CPW_OK) *(double *)m = value;
  return status;
}

int32_t cpwi_stress_integer(cpw_result *r, const char *name, const char *text, int64_t value,
                            cpw_error *err) {
  void *m = NULL;
  int32_t status = cpw_result_add_array(r, name, "", text, "", CPW_INT64, CPW_MERGE_SAME, &m, err);
  if (status == CPW_OK) *(int64_t *)m = value;
  return status;
}

static const char *organisation_of(const cpwi_stress *w, int64_t unit) {
  return w->system.organisation[w->system.capacity[unit].organisation].id;
}

static const char *service_of(const cpwi_stress *w, int64_t unit) {
  return w->system.service[w->system.capacity[unit].service].id;
}

int32_t cpwi_stress_units(const cpwi_stress *w, cpw_result *r, cpw_error *err) {
  const char **label = cpwi_alloc(w->allocator, (size_t)w->units, sizeof *label);
  if (!label) return cpwi_stress_no_memory(w, err);
  int32_t status = cpw_result_add_dimension(r, "unit", w->units, NULL, err);
  for (int64_t u = 0; u < w->units; u++)
    label[u] = organisation_of(w, u);
  if (status == CPW_OK) status = cpw_result_add_coordinate(r, "unit", "organisation", label, err);
  for (int64_t u = 0; u < w->units; u++)
    label[u] = service_of(w, u);
  if (status == CPW_OK) status = cpw_result_add_coordinate(r, "unit", "service", label, err);
  cpwi_release(w->allocator, label);
  return status;
}

int32_t cpwi_stress_notes(const cpwi_stress *w, cpw_result *r, cpw_error *err) {
  static const char *const loss[] = {
      "person-weeks on the lists beyond those of the undisturbed run",
      "left untreated or beyond the standard at the end, beyond those of the undisturbed run",
      "the caller's weights x (totals - those of the undisturbed run)"};
  int32_t status = cpw_result_add_note(r, "loss", loss[w->o.loss], err);
  if (status == CPW_OK)
    status = cpw_result_add_note(r, "chance",
                                 "in the shocks alone; each run is fluid; replication i meets the "
                                 "same shocks in every comparison",
                                 err);
  if (status == CPW_OK)
    status =
        cpw_result_add_note(r, "path", "lists at the end of each period, all units together", err);
  return status;
}

/* ---------------------------------------------------------------- ranks ---------------------- */

typedef struct ranked {
  const cpwi_stress *w;
  const double *value;
  double sign;
} ranked;

static int before(const ranked *k, int64_t a, int64_t b) {
  double x = k->sign * k->value[a], y = k->sign * k->value[b];
  if (x != y) return x > y;
  int names = strcmp(organisation_of(k->w, a), organisation_of(k->w, b));
  if (names == 0) names = strcmp(service_of(k->w, a), service_of(k->w, b));
  return names != 0 ? names < 0 : a < b;
}

static void merge(const ranked *k, int64_t *order, int64_t *room, int64_t n) {
  if (n < 2) return;
  int64_t half = n / 2, i = 0, j = half;
  merge(k, order, room, half);
  merge(k, order + half, room, n - half);
  for (int64_t at = 0; at < n; at++) {
    int left = j >= n || (i < half && !before(k, order[j], order[i]));
    room[at] = left ? order[i++] : order[j++];
  }
  memcpy(order, room, (size_t)n * sizeof *order);
}

int32_t cpwi_stress_rank(const cpwi_stress *w, const double *value, double sign, int64_t *rank,
                         cpw_error *err) {
  int64_t *order = cpwi_alloc_zero(w->allocator, (size_t)w->units, 2 * sizeof *order);
  if (!order) return cpwi_stress_no_memory(w, err);
  const ranked k = {.w = w, .value = value, .sign = sign};
  for (int64_t u = 0; u < w->units; u++)
    order[u] = u;
  merge(&k, order, order + w->units, w->units);
  for (int64_t i = 0; i < w->units; i++)
    rank[order[i]] = i;
  cpwi_release(w->allocator, order);
  return CPW_OK;
}
