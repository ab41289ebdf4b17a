/* Whether the people of a run add up, by organisation and all together, with ==.
 * Source: the equation at the head of carepath/system_run.h.
 * Leaves why they must to lib/system_run: people are whole multiples of one step. */
#include "system_explain/internal.h"

#define FLOWS 7

static const char *const flow[FLOWS] = {"opening", "starts",    "moved_in", "treated",
                                        "removed", "moved_out", "closing"};
static const double sign[FLOWS] = {1, 1, 1, -1, -1, -1, -1};

typedef struct sums {
  const cpw_array *x[FLOWS];
  int64_t units, groups, periods, wrong;
  double *by[FLOWS + 1]; /* (organisations), the last the difference */
  double all[FLOWS + 1];
} sums;

/* Opening is that of the first period, closing that of the last; the others add up. */
static double of_list(const sums *s, int k, int64_t lane) {
  const double *x = s->x[k]->real + lane * s->periods;
  if (k == 0) return x[0];
  if (k == FLOWS - 1) return x[s->periods - 1];
  double sum = 0;
  for (int64_t t = 0; t < s->periods; t++)
    sum += x[t];
  return sum;
}

static void add_up(const cpw_system *system, sums *s) {
  for (int64_t lane = 0; lane < s->units * s->groups; lane++) {
    int32_t o = system->capacity[lane / s->groups].organisation;
    double difference = 0;
    for (int k = 0; k < FLOWS; k++) {
      double x = of_list(s, k, lane);
      s->by[k][o] += x;
      s->all[k] += x;
      difference += sign[k] * x;
    }
    s->wrong += difference != 0;
  }
  for (int64_t o = 0; o < system->organisations; o++)
    for (int k = 0; k < FLOWS; k++)
      s->by[FLOWS][o] += sign[k] * s->by[k][o];
  for (int k = 0; k < FLOWS; k++)
    s->all[FLOWS] += sign[k] * s->all[k];
}

static int32_t take(const cpw_system *system, const cpw_result *run, sums *s, cpw_error *err) {
  const char *where = "cpw_system_explain_conservation";
  for (int k = 0; k < FLOWS; k++) {
    s->x[k] = cpwi_explain_array(run, flow[k], 3, where, err);
    if (!s->x[k]) return CPW_EINVAL;
  }
  s->units = s->x[0]->dimension[0]->length;
  s->groups = s->x[0]->dimension[1]->length;
  s->periods = s->x[0]->dimension[2]->length;
  for (int k = 0; k < FLOWS; k++)
    if (s->x[k]->size != s->units * s->groups * s->periods || s->periods < 1)
      return cpwi_fail(err, CPW_EINVAL, -1, where, "run: %s is not of the shape of opening",
                       flow[k]);
  if (s->units == system->capacities && s->groups == system->groups) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, where,
                   "run is of %lld units and %lld groups, the system of %lld and %lld",
                   (long long)s->units, (long long)s->groups, (long long)system->capacities,
                   (long long)system->groups);
}

static int32_t arrays(sums *s, cpw_result *r, double **single, cpw_error *err) {
  static const char *const name[FLOWS + 1] = {"opening", "starts",    "moved_in", "treated",
                                              "removed", "moved_out", "closing",  "difference"};
  static const char *const all[FLOWS + 2] = {"all_opening", "all_starts",     "all_moved_in",
                                             "all_treated", "all_removed",    "all_moved_out",
                                             "all_closing", "all_difference", "moved"};
  int32_t status = CPW_OK;
  for (int k = 0; status == CPW_OK && k <= FLOWS; k++)
    status = cpwi_explain_real(r, name[k], "people", k < FLOWS ? "Of its lists." : "Must be 0.",
                               "organisation", &s->by[k], err);
  for (int k = 0; status == CPW_OK && k < FLOWS + 2; k++)
    status = cpwi_explain_real(r, all[k], "people", "Of all lists.", "", &single[k], err);
  return status;
}

static int32_t report(const cpw_system *system, sums *s, const cpw_allocator *a, cpw_result *r,
                      cpw_error *err) {
  double *single[FLOWS + 2] = {0};
  int64_t *lists = NULL, *wrong = NULL;
  const char **label = cpwi_alloc_zero(a, (size_t)system->organisations, sizeof *label);
  if (!label) return cpwi_fail(err, CPW_ENOMEM, -1, "cpw_system_explain_conservation", "no memory");
  for (int64_t o = 0; o < system->organisations; o++)
    label[o] = system->organisation[o].id;
  int32_t status = cpw_result_add_dimension(r, "organisation", system->organisations, label, err);
  cpwi_release(a, label);
  if (status == CPW_OK) status = arrays(s, r, single, err);
  if (status == CPW_OK)
    status = cpwi_explain_whole(r, "lists", "", "Lists of a unit and group.", "", &lists, err);
  if (status == CPW_OK)
    status = cpwi_explain_whole(r, "wrong", "", "Lists that do not add up.", "", &wrong, err);
  if (status != CPW_OK) return status;
  add_up(system, s);
  for (int k = 0; k <= FLOWS; k++)
    *single[k] = s->all[k];
  *single[FLOWS + 1] = s->all[2] - s->all[5];
  *lists = s->units * s->groups;
  *wrong = s->wrong;
  int fine = s->wrong == 0 && s->all[FLOWS] == 0 && *single[FLOWS + 1] == 0;
  for (int64_t o = 0; o < system->organisations; o++)
    fine = fine && s->by[FLOWS][o] == 0;
  cpw_result_set_outcome(r, fine ? CPW_OUTCOME_OK : CPW_OUTCOME_UNREACHABLE);
  return CPW_OK;
}

int32_t cpw_system_explain_conservation(const cpw_system *system, const cpw_result *run,
                                        const cpw_allocator *allocator, cpw_result **out,
                                        cpw_error *err) {
  if (!system || !run || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !system ? "system"
                     : !run  ? "run"
                             : "out");
  sums s = {.wrong = 0};
  cpw_result *r = NULL;
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = take(system, run, &s, err);
  if (status == CPW_OK) status = cpw_result_new(allocator, &r, err);
  if (status == CPW_OK) status = report(system, &s, allocator, r, err);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}
