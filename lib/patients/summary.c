/* What many replications say: means, spreads and intervals of their figures, mean lists by period and
 * quantiles of waits.
 * Source: Student's law over independent replications, or over batches of one (Law, Simulation Modeling
 * and Analysis, 2015, 9.4 and 9.5). Leaves the figures to figures.c. */
#include "patients/internal.h"

#include <stdio.h>

/* ---------------------------------------------------------------- figures ------------------- */

typedef struct summary {
  double *mean, *sd, *lower, *upper;
} summary;

static double *part(cpw_result *result, const char *figure, const char *suffix) {
  char name[64];
  snprintf(name, sizeof name, "%s%s", figure, suffix);
  return cpwi_result_memory(result, name);
}

static summary summary_of(cpw_result *result, const char *figure) {
  summary s = {part(result, figure, ""), part(result, figure, "_sd"),
               part(result, figure, "_lower"), part(result, figure, "_upper")};
  return s;
}

/* Student's quantile for the mean of so many; the last one is remembered. */
typedef struct student {
  double level, t;
  int64_t count;
} student;

static double quantile_for(student *s, int64_t count) {
  if (count != s->count) {
    s->count = count;
    s->t = cpw_student_quantile(0.5 + 0.5 * s->level, (double)(count - 1));
  }
  return s->t;
}

/* Rows from `first` on, by so many, of position i; `centre` is the estimate, NaN: their own mean. */
typedef struct rows {
  const double *base;
  int64_t size, first, count;
} rows;

static void summarise(const rows *r, int64_t i, double centre, student *s, const summary *to) {
  cpw_moments m;
  int64_t count = 0;
  cpw_moments_init(&m);
  for (int64_t k = 0; k < r->count; k++) {
    double x = r->base[(r->first + k) * r->size + i];
    if (isnan(x)) continue;
    cpw_moments_add(&m, x);
    count++;
  }
  double mean = isnan(centre) ? cpw_moments_mean(&m) : centre;
  to->mean[i] = mean;
  to->sd[i] = to->lower[i] = to->upper[i] = CPWI_NAN;
  if (count < 2) return;
  double sd = cpw_moments_sd(&m, 1), half = quantile_for(s, count) * sd / sqrt((double)count);
  to->sd[i] = sd;
  to->lower[i] = mean - half;
  to->upper[i] = mean + half;
}

static int has_batch_means(int k) {
  return k == CPWI_F_WAIT_MEAN || k == CPWI_F_WAIT_SD || k == CPWI_F_QUEUE_MEAN ||
         k == CPWI_F_WITHIN_LIMIT || k == CPWI_F_UTILISATION;
}

/* The whole run's figures with the spread of its batches. */
static void summarise_batches(const cpwi_ledger *l, int k, int64_t batches, student *s,
                              const summary *to) {
  rows r = {l->base[k], l->size[k], 1, has_batch_means(k) ? batches : 0};
  for (int64_t i = 0; i < l->size[k]; i++) {
    summarise(&r, i, l->base[k][i], s, to);
    to->mean[i] = l->base[k][i];
  }
}

double cpwi_half_width(const cpwi_ledger *l, int64_t replications, double level) {
  double mean, sd, lower, upper;
  student s = {level, 0.0, -1};
  summary to = {&mean, &sd, &lower, &upper};
  rows r = {l->base[CPWI_F_WAIT_MEAN], l->size[CPWI_F_WAIT_MEAN], 0, replications};
  summarise(&r, 0, CPWI_NAN, &s, &to);
  if (upper == lower) return 0.0;
  return (upper - mean) / mean;
}

static int32_t conclude(cpw_result *result, cpw_error *err) {
  const double *mean = cpw_result_find(result, "wait_mean")->real;
  const double *upper = cpw_result_find(result, "wait_mean_upper")->real;
  const double asked = cpw_result_find(result, "precision_asked")->real[0];
  double *precision = cpwi_result_memory(result, "precision");
  double half = upper[0] - mean[0];
  *precision = half == 0.0 ? 0.0 : half / mean[0];
  if (asked == 0.0 || *precision <= asked) return cpw_result_set_outcome(result, CPW_OUTCOME_OK);
  char text[200];
  snprintf(text, sizeof text,
           "after %s replications the interval of the mean wait is %s of it to either side, not %s",
           cpwi_number((double)cpw_result_find(result, "replications")->integer[0]).text,
           cpwi_number(*precision).text, cpwi_number(asked).text);
  int32_t status = cpw_result_set_outcome(result, CPW_OUTCOME_UNREACHABLE);
  return status == CPW_OK ? cpw_result_add_note(result, "precision", text, err) : status;
}

int32_t cpwi_summarise_figures(cpw_result *result, const cpwi_ledger *l, int64_t replications,
                               int64_t replication_rows, cpw_error *err) {
  student s = {cpw_result_find(result, "level")->real[0], 0.0, -1};
  for (int k = 0; k < CPWI_FIGURES; k++) {
    summary to = summary_of(result, CPWI_FIGURE[k].name);
    rows r = {l->base[k], l->size[k], 0, replications};
    if (replication_rows > 1)
      summarise_batches(l, k, replication_rows - 1, &s, &to);
    else
      for (int64_t i = 0; i < l->size[k]; i++)
        summarise(&r, i, CPWI_NAN, &s, &to);
  }
  return conclude(result, err);
}

/* ---------------------------------------------------------------- lists and waits ----------- */

static void put_means(cpw_result *result, const char *name, const int64_t *sum,
                      double replications) {
  const cpw_array *a = cpw_result_find(result, name);
  double *mean = cpwi_result_memory(result, name);
  for (int64_t i = 0; a && i < a->size; i++)
    mean[i] = (double)sum[i] / replications;
}

/* The sample's standard deviation from whole sums: n sum(x^2) - sum(x)^2 is taken around the mean so that
 * little cancels. */
static void put_list_sd(cpw_result *result, const int64_t *sum, const int64_t *squares,
                        int64_t replications) {
  const cpw_array *a = cpw_result_find(result, "list_sd");
  double *sd = cpwi_result_memory(result, "list_sd"), n = (double)replications;
  for (int64_t i = 0; i < a->size; i++) {
    /* sum (x - c)^2 for the whole number c nearest below the mean, in integers; then to the mean */
    int64_t c = sum[i] / replications, rest = sum[i] - c * replications;
    int64_t around = squares[i] - c * (2 * sum[i] - c * replications);
    double spread = (double)around - (double)rest * (double)rest / n;
    sd[i] = replications > 1 ? sqrt(spread > 0.0 ? spread / (n - 1.0) : 0.0) : CPWI_NAN;
  }
}

/* What a bucket stands for. */
static double wait_of(int64_t bucket, int64_t whole) {
  if (whole || bucket == 0) return (double)bucket;
  uint64_t bits = (uint64_t)(bucket + CPWI_WAIT_FIRST) << CPWI_WAIT_SHIFT;
  return cpwi_from_bits(bits | UINT64_C(1) << (CPWI_WAIT_SHIFT - 1));
}

/* The least wait that a share p have not exceeded. */
static double quantile(const int64_t *count, int64_t buckets, double p, int64_t whole) {
  int64_t total = 0, below = 0, i = 0;
  for (int64_t b = 0; b < buckets; b++)
    total += count[b];
  if (total == 0) return CPWI_NAN;
  double needed = p * (double)total;
  for (; i < buckets; i++) {
    below += count[i];
    if (below > 0 && (double)below >= needed) break;
  }
  return wait_of(i, whole);
}

static void put_quantiles(cpw_result *result, const int64_t *counts, int64_t buckets) {
  const cpw_array *p = cpw_result_find(result, "probability");
  double *wait = cpwi_result_memory(result, "wait");
  int64_t whole = cpw_result_find(result, "whole_waits")->integer[0];
  int64_t who = cpw_result_find(result, "wait_mean")->size;
  for (int64_t w = 0; w < who; w++)
    for (int64_t q = 0; q < p->size; q++)
      wait[w * p->size + q] = quantile(counts + w * buckets, buckets, p->real[q], whole);
}

void cpwi_summarise_totals(cpw_result *result, const cpwi_patient_totals *t, int64_t replications) {
  double n = (double)replications;
  const cpw_array *kept = cpw_result_find(result, "wait_counts");
  put_means(result, "list", t->sum[CPWI_T_LIST], n);
  put_list_sd(result, t->sum[CPWI_T_LIST], t->sum[CPWI_T_SQUARES], replications);
  put_means(result, "joined_in", t->sum[CPWI_T_JOINED], n);
  put_means(result, "treated_in", t->sum[CPWI_T_TREATED], n);
  put_means(result, "removed_in", t->sum[CPWI_T_REMOVED], n);
  put_means(result, "over", t->sum[CPWI_T_OVER], n);
  if (t->sum[CPWI_T_OVERTOOK]) put_means(result, "overtook", t->sum[CPWI_T_OVERTOOK], n);
  put_quantiles(result, t->sum[CPWI_T_WAITS], kept ? kept->dimension[1]->length : t->buckets);
}
