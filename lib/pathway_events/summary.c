/* What many replications say: means, spreads, intervals, quantiles.
 * Source: Welford, Technometrics 4, 1962, in the order of the replications; Student's law (Law, Simulation Modeling and Analysis,
 * 2015, 9.4). Leaves a replication's figures to figures.c, arrays to result.c. */
#include "pathway_events/result.h"

#include <stdio.h>

cpwi_name cpwi_suffixed(const char *figure, const char *suffix) {
  cpwi_name n;
  snprintf(n.text, sizeof n.text, "%s%s", figure, suffix);
  return n;
}

void cpwi_spread_add(cpwi_spread *s, const double *values, int64_t count) {
  for (int64_t i = 0; i < count; i++) {
    double x = values[i];
    if (isnan(x)) continue;
    if (!cpwi_is_finite(x)) {
      s[i].infinite = x;
      continue;
    }
    s[i].count++;
    double step = x - s[i].mean;
    s[i].mean += step / (double)s[i].count;
    s[i].squares += step * (x - s[i].mean);
  }
}

/* Student's quantile for the mean of so many; the last one is remembered. */
typedef struct student {
  double level, t;
  int64_t count;
} student;

static double half_of(student *st, const cpwi_spread *s) {
  if (s->count != st->count) {
    st->count = s->count;
    st->t = cpw_student_quantile(0.5 + 0.5 * st->level, (double)(s->count - 1));
  }
  return st->t * sqrt(s->squares / (double)(s->count - 1) / (double)s->count);
}

void cpwi_put_spread(cpw_result *result, const char *figure, const cpwi_spread *s, int64_t size,
                     double level) {
  static const char *const suffix[4] = {"", "_sd", "_lower", "_upper"};
  double *to[4];
  student st = {level, 0.0, -1};
  for (int k = 0; k < 4; k++)
    to[k] = cpwi_result_memory(result, cpwi_suffixed(figure, suffix[k]).text);
  for (int64_t i = 0; to[0] && i < size; i++) {
    int known = s[i].count > 0 && s[i].infinite == 0.0, several = known && s[i].count > 1;
    double half = several ? half_of(&st, &s[i]) : CPWI_NAN;
    to[0][i] = known ? s[i].mean : s[i].infinite != 0.0 ? s[i].infinite : CPWI_NAN;
    to[1][i] = several ? sqrt(s[i].squares / (double)(s[i].count - 1)) : CPWI_NAN;
    to[2][i] = to[0][i] - half;
    to[3][i] = to[0][i] + half;
  }
}

double cpwi_half_width_of(const cpwi_spread *s, double level) {
  student st = {level, 0.0, -1};
  if (s->count < 2) return CPWI_NAN;
  double half = half_of(&st, s);
  return half == 0.0 ? 0.0 : half / s->mean;
}

int32_t cpwi_conclude(cpw_result *result, cpw_error *err) {
  double mean = cpw_result_find(result, "time_in_system")->real[0];
  double half = cpw_result_find(result, "time_in_system_upper")->real[0] - mean;
  double asked = cpw_result_find(result, "precision_asked")->real[0];
  double *precision = cpwi_result_memory(result, "precision");
  *precision = half == 0.0 ? 0.0 : half / mean;
  int64_t stopped = cpw_result_find(result, "stopped")->integer[0];
  int32_t outcome = stopped > 0 ? CPW_OUTCOME_UNSTABLE : CPW_OUTCOME_OK;
  if (outcome != CPW_OUTCOME_OK || asked == 0.0 || *precision <= asked)
    return cpw_result_set_outcome(result, outcome);
  char text[200];
  snprintf(text, sizeof text,
           "after %lld replications the interval of the mean time in the network is %s of it to "
           "either side, not %s",
           (long long)cpw_result_find(result, "replications")->integer[0],
           cpwi_number(*precision).text, cpwi_number(asked).text);
  int32_t status = cpw_result_set_outcome(result, CPW_OUTCOME_UNREACHABLE);
  return status == CPW_OK ? cpw_result_add_note(result, "precision", text, err) : status;
}

double cpwi_bucket_quantile(const int64_t *count, double p) {
  int64_t total = 0, below = 0, i = 0;
  for (int64_t b = 0; b < CPWI_BUCKETS; b++)
    total += count[b];
  if (total == 0) return CPWI_NAN;
  double needed = p * (double)total;
  for (; i < CPWI_BUCKETS - 1; i++) {
    below += count[i];
    if (below > 0 && (double)below >= needed) break;
  }
  if (i == 0) return 0.0;
  uint64_t bits = (uint64_t)(i + CPWI_BUCKET_FIRST) << CPWI_BUCKET_SHIFT;
  return cpwi_from_bits(bits | UINT64_C(1) << (CPWI_BUCKET_SHIFT - 1));
}

/* Again from what was kept, after a merge. */
int32_t cpwi_summarise_kept(cpw_result *result, cpw_error *err) {
  double level = cpw_result_find(result, "level")->real[0];
  for (int k = 0; k < CPWI_GS; k++) {
    const cpw_array *path =
        cpw_result_find(result, cpwi_suffixed(CPWI_NAMED[k].name, "_path").text);
    if (!path) continue;
    int64_t replications = path->dimension[0]->length, size = path->size / replications;
    cpwi_spread *s = cpwi_alloc_zero(cpwi_result_allocator(result), (size_t)size, sizeof *s);
    if (!s)
      return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld figures",
                       (long long)size);
    for (int64_t r = 0; r < replications; r++)
      cpwi_spread_add(s, path->real + r * size, size);
    cpwi_put_spread(result, CPWI_NAMED[k].name, s, size, level);
    cpwi_release(cpwi_result_allocator(result), s);
  }
  return cpwi_conclude(result, err);
}
