/* What one place would spend by itself at a price of money: each of its units up to where a pound gains no more than it
 * costs.
 * Source: Dantzig and Wolfe, Oper. Res. 8 (1960); Everett, Oper. Res. 11 (1963).
 * Leaves the price to whoever sets it (refine.c finds the system's). */
#include "system_allocate/internal.h"

#include <string.h>

#define WHERE "cpw_system_allocate_place"
/* of a price: what gains as much as it costs to within that may be bought or not */
#define BLUR 1e-6

typedef struct place {
  cpwi_allocate *s;
  double price;
  double *least, *most; /* (n) */
} place;

/* the spends of the greatest surplus on the tables of now */
static int32_t choose(place *w, cpw_error *err) {
  cpwi_allocate *s = w->s;
  int32_t status = cpwi_allocate_curves(s, s->weight, -1, 0, err);
  for (int64_t p = 0; status == CPW_OK && p < s->n; p++) {
    const cpw_response *c = &s->curve[p];
    double low = s->lower[p], high = s->upper[p];
    status = cpw_response_demand(c, w->price * (1.0 + BLUR), low, high, &w->least[p], NULL, err);
    if (status == CPW_OK)
      status =
          cpw_response_demand(c, w->price * (1.0 - BLUR), low, high, &w->most[p], &w->most[p], err);
  }
  return status;
}

/* New points beside both ends; *jobs: how many. */
static int32_t refine(place *w, cpwi_allocate_job *job, int64_t *jobs, cpw_error *err) {
  cpwi_allocate *s = w->s;
  *jobs = 0;
  for (int64_t p = 0; p < s->n; p++) { /* the room of the curves is free: choose makes them anew */
    double *x = s->curve_x, *y = s->curve_y;
    int64_t of = 0, n = cpwi_allocate_curve(s, p, s->weight, -1, CPWI_ALLOCATE_POINTS, x, y);
    for (int64_t k = 0; k + 1 < n && of < 4; k++) {
      double height = 0.0, at = cpwi_allocate_meet(x, y, n, k, &height);
      double chord = cpwi_allocate_straight(x, y, n, at);
      if (x[k + 1] < w->least[p] || x[k] > w->most[p]) continue;
      if (!(height - chord > 0.1 * s->options.gap * y[n - 1] / (double)s->n)) continue;
      at = k == 0 ? floor(x[0] + 0.25 * (x[1] - x[0])) : floor(at + 0.5);
      if (!(at > x[k])) at = x[k] + 1.0;
      if (!(at < x[k + 1])) at = x[k + 1] - 1.0;
      if (!(at > x[k] && at < x[k + 1]) || cpwi_allocate_has(&s->table[p], at)) continue;
      if (!cpwi_allocate_apart(&s->table[p], at)) continue;
      job[(*jobs)++] = (cpwi_allocate_job){p, at};
      of++;
    }
  }
  return *jobs > 0 ? cpwi_allocate_evaluate(s, job, *jobs, err) : CPW_OK;
}

static int32_t solve(place *w, cpw_error *err) {
  cpwi_allocate *s = w->s;
  int64_t jobs = 1;
  cpwi_allocate_job *job = cpwi_alloc_zero(s->a, 4 * (size_t)s->n, sizeof *job);
  if (!job) return cpwi_allocate_no_memory(s, err);
  int32_t status = choose(w, err);
  for (int round = 0; status == CPW_OK && round < s->options.rounds && jobs > 0; round++) {
    status = refine(w, job, &jobs, err);
    if (status == CPW_OK) status = choose(w, err);
  }
  cpwi_release(s->a, job);
  return status;
}

static int32_t fill(const place *w, cpw_result *r, cpw_error *err) {
  const cpwi_allocate *s = w->s;
  static const char *const name[] = {"least", "most", "benefit"};
  static const char *const single[] = {"spend_least", "spend_most", "surplus", "price"};
  void *x[3] = {0}, *one[4] = {0}, *row = NULL;
  int32_t status = cpwi_allocate_label_units(s, s->unit, s->n, r, err);
  if (status == CPW_OK)
    status = cpw_result_add_array(r, "number", NULL, "row of capacity", "unit", CPW_INT64,
                                  CPW_MERGE_SAME, &row, err);
  for (int k = 0; status == CPW_OK && k < 3; k++)
    status = cpw_result_add_array(r, name[k], k < 2 ? "pounds a year" : "welfare", NULL, "unit",
                                  CPW_DOUBLE, CPW_MERGE_SAME, &x[k], err);
  for (int k = 0; status == CPW_OK && k < 4; k++)
    status = cpw_result_add_array(r, single[k], NULL, NULL, "", CPW_DOUBLE, CPW_MERGE_SAME, &one[k],
                                  err);
  if (status != CPW_OK) return status;
  double *least = x[0], *most = x[1], *benefit = x[2], sums[4] = {0, 0, 0, w->price};
  int64_t *number = row;
  for (int64_t p = 0; p < s->n; p++) {
    number[p] = s->unit[p];
    least[p] = w->least[p];
    most[p] = w->most[p];
    benefit[p] = cpw_response_value(&s->curve[p], most[p]);
    sums[0] += least[p];
    sums[1] += most[p];
    sums[2] += benefit[p] - w->price * most[p];
  }
  for (int k = 0; k < 4; k++)
    memcpy(one[k], &sums[k], sizeof sums[k]);
  return CPW_OK;
}

static int32_t run_place(place *w, int32_t organisation, cpw_result **out, cpw_error *err) {
  cpwi_allocate *s = w->s;
  cpw_result *r = NULL;
  int32_t status = cpwi_allocate_units(s, organisation, err);
  double *room = cpwi_alloc_zero(s->a, 2 * (size_t)s->n + 1, sizeof *room);
  if (status == CPW_OK && !room) status = cpwi_allocate_no_memory(s, err);
  w->least = room;
  if (room) w->most = room + s->n;
  if (status == CPW_OK) status = cpwi_allocate_tabulate(s, err);
  if (status == CPW_OK) status = solve(w, err);
  if (status == CPW_OK) status = cpw_result_new(s->a, &r, err);
  if (status == CPW_OK) status = fill(w, r, err);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  cpwi_release(s->a, room);
  return status;
}

int32_t cpwi_allocate_place(const cpwi_allocate_engine *engine,
                            const cpw_system_allocate_options *options, int32_t organisation,
                            double price, const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpwi_allocate s;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out must be given");
  if (organisation < CPW_NONE || organisation >= engine->system->organisations)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "organisation = %d is no organisation",
                     (int)organisation);
  if (!(price > 0 && price <= 1e100))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "price = %s must be finite and > 0",
                     cpwi_number(price).text);
  int32_t status = cpwi_allocate_take(&s, engine, options, run, WHERE, err);
  if (status != CPW_OK) return status;
  s.options.targets = 0;
  place w = {&s, price, NULL, NULL};
  status = run_place(&w, organisation, out, err);
  cpwi_allocate_free(&s);
  return status;
}
