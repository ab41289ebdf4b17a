/* The chance that a ranking drawn without regard to the group fails its minimum numbers.
 * Source: the recursion over places and numbers of protected, written from its definition; every place counts.
 * Leaves the search for a significance to adjust.c. */
#include "fair/internal.h"

/* a count whose mass is below this is left out, with all beyond it */
#define NOTHING 1e-60

/* Counts first to last of the rankings that have not failed so far, and their masses. */
typedef struct alive {
  int64_t first, last;
  double *mass;
} alive;

static void add_place(alive *a, double share) {
  double other = 1.0 - share, *f = a->mass;
  a->last++;
  f[a->last] = f[a->last - 1] * share;
  for (int64_t c = a->last - 1; c > a->first; c--)
    f[c] = f[c] * other + f[c - 1] * share;
  f[a->first] *= other;
}

/* what fails at a place whose minimum this is */
static double fail_below(alive *a, int64_t minimum) {
  double failed = 0.0;
  for (; a->first < minimum && a->first <= a->last; a->first++)
    failed += a->mass[a->first];
  return failed;
}

static void leave_out_tails(alive *a) {
  while (a->last > a->first && a->mass[a->last] < NOTHING)
    a->last--;
  while (a->last > a->first && a->mass[a->first] < NOTHING)
    a->first++;
}

double cpwi_fair_failure(int64_t places, double share, const int64_t *minimum, double *mass) {
  alive a = {0, 0, mass};
  double failed = 0.0;
  mass[0] = 1.0;
  for (int64_t i = 0; i < places; i++) {
    add_place(&a, share);
    failed += fail_below(&a, minimum[i]);
    if (a.first > a.last) return 1.0;
    leave_out_tails(&a);
  }
  return failed < 1.0 ? failed : 1.0;
}

int32_t cpw_fair_failure(int64_t places, double share, const int64_t *minimum,
                         const cpw_allocator *allocator, double *chance, cpw_error *err) {
  if (places < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "places = %lld must be >= 1",
                     (long long)places);
  if (!(share >= 0.0 && share <= 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "share = %s must be from 0 to 1",
                     cpwi_number(share).text);
  if (!minimum || !chance)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s must be given",
                     minimum ? "chance" : "minimum");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  double *mass =
      places < INT64_MAX ? cpwi_alloc(allocator, (size_t)places + 1, sizeof *mass) : NULL;
  if (!mass)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld places", (long long)places);
  *chance = cpwi_fair_failure(places, share, minimum, mass);
  cpwi_release(allocator, mass);
  return CPW_OK;
}
