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
      "the caller's weights x (totals - those of the undisturbed run)",
      "harm of the service x person-weeks on its lists beyond those of the undisturbed run"};
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
  const char *const *first, *const *second; /* labels; second may be NULL */
  const double *value;
  double sign;
} ranked;

static int before(const ranked *k, int64_t a, int64_t b) {
  double x = k->sign * k->value[a], y = k->sign * k->value[b];
  if (x != y) return x > y;
  int names = strcmp(k->first[a], k->first[b]);
  if (names == 0 && k->second) names = strcmp(k->second[a], k->second[b]);
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

int32_t cpwi_stress_rank(const cpwi_stress *w, const cpw_result *r, const char *of, double sign,
                         int64_t *rank, cpw_error *err) {
  const cpw_array *a = cpw_result_find(r, of);
  if (!a || !a->real || a->dimension[0]->coordinates < 1)
    return cpwi_fail(err, CPW_EINTERNAL, -1, w->where, "nothing to rank by");
  const cpw_dimension *d = a->dimension[0];
  int64_t *order = cpwi_alloc_zero(w->allocator, (size_t)d->length, 2 * sizeof *order);
  if (!order) return cpwi_stress_no_memory(w, err);
  const ranked k = {.first = d->coordinate_labels[0],
                    .second = d->coordinates > 1 ? d->coordinate_labels[1] : NULL,
                    .value = a->real,
                    .sign = sign};
  for (int64_t u = 0; u < d->length; u++)
    order[u] = u;
  merge(&k, order, order + d->length, d->length);
  for (int64_t i = 0; i < d->length; i++)
    rank[order[i]] = i;
  cpwi_release(w->allocator, order);
  return CPW_OK;
}
