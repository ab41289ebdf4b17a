/* A given ranking against minimum numbers: where it falls short first, and by how many.
 * Source: the ranked group fairness test of Zehlike et al., CIKM 2017, for any table and several groups.
 * Leaves making a ranking that passes to rerank.c. */
#include "fair/internal.h"

#include <string.h>

/* one place, whose people so far are counted */
static void judge_place(int64_t place, int64_t groups, const int64_t *minimum, const int64_t *count,
                        cpw_fair_verdict *v) {
  int failed = 0;
  for (int64_t g = 0; g < groups; g++) {
    if (minimum[g] <= count[g]) continue;
    int64_t missing = minimum[g] - count[g];
    if (v->place < 0) {
      v->passes = 0;
      v->place = place;
      v->group = (int32_t)g;
      v->shortfall = missing;
    }
    if (missing > v->worst) v->worst = missing;
    failed = 1;
  }
  v->failures += failed;
}

void cpwi_fair_judge(int64_t places, int64_t groups, const int32_t *group, const int32_t *tier,
                     int64_t rows, const int64_t *minimum, int64_t *count,
                     cpw_fair_verdict *verdict) {
  cpw_fair_verdict v = {1, -1, -1, 0, 0, 0, 0};
  int64_t first = 0; /* of the tier */
  memset(count, 0, (size_t)groups * sizeof *count);
  for (int64_t i = 0; i < places; i++) {
    if (tier && i > 0 && tier[i] != tier[i - 1]) {
      first = i;
      memset(count, 0, (size_t)groups * sizeof *count);
    }
    if (group[i] >= 0) count[group[i]]++;
    int64_t row = i - first < rows ? i - first : rows - 1;
    judge_place(i, groups, minimum + row * groups, count, &v);
  }
  *verdict = v;
}

int32_t cpw_fair_test(int64_t places, int64_t groups, const int32_t *group, const int32_t *tier,
                      int64_t rows, const int64_t *minimum, const cpw_allocator *allocator,
                      cpw_fair_verdict *verdict, cpw_error *err) {
  int32_t status = cpwi_fair_check_groups(places, groups, group, __func__, err);
  if (status == CPW_OK) status = cpwi_fair_check_tiers(places, tier, __func__, err);
  if (status == CPW_OK) status = cpwi_fair_check_table(rows, groups, minimum, __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  if (!verdict) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "verdict must be given");
  int64_t *count = cpwi_alloc(allocator, (size_t)groups, sizeof *count);
  if (!count)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld groups", (long long)groups);
  cpwi_fair_judge(places, groups, group, tier, rows, minimum, count, verdict);
  cpwi_release(allocator, count);
  return CPW_OK;
}
